//! Where columns and rows are, in rem, so that the phone and the projector scale them.

use std::sync::Arc;

use super::model::Column;

/// Height of a row, rem.
pub const ROW: f64 = 2.25;
/// Width of the row numbers, rem.
pub const GUTTER: f64 = 3.0;
/// Rows kept above and below those in view.
const SPARE: usize = 6;
/// A view narrower than this is a phone's, rem.
const NARROW: f64 = 45.0;

/// What the view has measured, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Port {
    /// Pixels of one rem.
    pub rem: f64,
    /// Scrolled down.
    pub top: f64,
    /// Scrolled right.
    pub left: f64,
    /// Height in view.
    pub height: f64,
    /// Width in view.
    pub width: f64,
}

/// The edges of the columns, rem.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    edges: Arc<Vec<f64>>,
}

impl Layout {
    /// The layout of a view. On a phone the frozen column leaves room for another.
    pub fn of(columns: &[Column], port: Port) -> Self {
        let rems = (port.width / port.rem).floor();
        let width = |column: &Column| if rems < NARROW { column.width.1 } else { column.width.0 };
        let least = GUTTER + columns.iter().map(width).sum::<f64>();
        let left_over = (rems - least).max(0.0);
        let mut edge = GUTTER;
        let edges = std::iter::once(edge).chain(columns.iter().map(|column| {
            edge += width(column) + if column.grows { left_over } else { 0.0 };
            edge
        }));
        let edges = edges.collect();
        Self { edges: Arc::new(edges) }
    }

    /// Left edge of a column; of the one after the last: the whole width.
    pub fn left(&self, column: usize) -> f64 {
        self.edges.get(column).or(self.edges.last()).copied().unwrap_or(GUTTER)
    }

    /// Width of a column.
    pub fn width(&self, column: usize) -> f64 {
        self.left(column + 1) - self.left(column)
    }

    /// Width of the whole table.
    pub fn total(&self) -> f64 {
        self.edges.last().copied().unwrap_or(GUTTER)
    }
}

/// Height of so many rows, rem.
pub fn rows(count: usize) -> f64 {
    // Rows number thousands.
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) * ROW
}

/// The first and the one after the last row to show, of so many.
pub fn window_of(port: Port, count: usize) -> (usize, usize) {
    let row = ROW * port.rem;
    if row <= 0.0 {
        return (0, count.min(SPARE));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "cut at 0, rows number thousands"
    )]
    let at = |pixels: f64| (pixels.max(0.0) / row) as usize;
    let first = at(port.top).saturating_sub(SPARE);
    (first, (at(port.top + port.height) + SPARE + 1).min(count))
}
