//! A dot plot on a scale of levels: one row an item, its own value and its target.

use super::scale::Linear;

/// Where one row is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DotRow {
    /// Middle of the row.
    pub y: f64,
    /// Its own value; none where there is none.
    pub own_x: Option<f64>,
    /// Its target.
    pub target_x: f64,
    /// Base line of the first line of its label.
    pub label_y: f64,
}

/// The whole plot.
#[derive(Debug, Clone, PartialEq)]
pub struct Dots {
    /// Width of the picture.
    pub width: f64,
    /// Height of the picture.
    pub height: f64,
    /// Do labels stand above their rows (narrow) or before them?
    pub stacked: bool,
    /// Where the scale begins and ends.
    pub span: (f64, f64),
    /// Level and place of each line of the scale.
    pub ticks: Vec<(u8, f64)>,
    /// One for each item.
    pub rows: Vec<DotRow>,
}

/// Below this width, labels stand above their rows.
const NARROW: f64 = 560.0;
const TOP: f64 = 28.0;
/// Room for half a mark at either end.
const EDGE: f64 = 12.0;
/// Between the base lines of a label of several lines.
pub const LABEL_STEP: f64 = 15.0;

/// Room for a label: the whole width above its row, or what stands before it.
pub fn label_room(width: f64) -> f64 {
    if width < NARROW { width } else { (width * 0.36).min(300.0) - 10.0 }
}

/// Lays out rows of (own, target, lines of the label) on the levels `1..=highest`.
pub fn dots(rows: &[(Option<u8>, u8, usize)], highest: u8, width: f64) -> Dots {
    let stacked = width < NARROW;
    let label = if stacked { 0.0 } else { label_room(width) + 10.0 };
    let span = (label + EDGE, width - EDGE);
    let scale = Linear::new((1.0, f64::from(highest.max(2))), span);
    let mut y = TOP;
    let places = rows
        .iter()
        .map(|(own, target, lines)| {
            let top = y;
            #[expect(clippy::cast_precision_loss, reason = "a label has a few lines")]
            let more = LABEL_STEP * lines.saturating_sub(1) as f64;
            let step = if stacked { 46.0 + more } else { f64::max(28.0, 23.0 + more) };
            y += step;
            let middle = top + if stacked { step - 14.0 } else { step / 2.0 };
            DotRow {
                y: middle,
                own_x: own.map(|own| scale.at(f64::from(own))),
                target_x: scale.at(f64::from(*target)),
                label_y: if stacked { top + 14.0 } else { middle + 4.5 - more / 2.0 },
            }
        })
        .collect();
    Dots {
        width,
        height: y + 8.0,
        stacked,
        span,
        ticks: (1..=highest).map(|level| (level, scale.at(f64::from(level)))).collect(),
        rows: places,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_stand_in_order_within_the_picture() {
        for width in [320.0, 900.0] {
            let plot = dots(&[(Some(1), 5, 1), (None, 3, 2), (Some(5), 5, 1)], 5, width);
            assert_eq!(plot.stacked, width < NARROW);
            let [first, second, third] = [plot.rows[0], plot.rows[1], plot.rows[2]];
            assert!(first.y < second.y && second.y < third.y && third.y < plot.height);
            assert!((first.own_x.unwrap() - plot.span.0).abs() < 1e-9);
            assert!((first.target_x - plot.span.1).abs() < 1e-9);
            // A label of two lines takes none of the next one's room.
            assert!(
                second.label_y + LABEL_STEP + 9.0 < third.label_y && first.label_y + 9.0 < second.label_y
            );
            assert!(second.own_x.is_none() && third.own_x == Some(third.target_x));
            assert!(plot.ticks.windows(2).all(|pair| pair[0].1 < pair[1].1) && plot.span.1 < width);
        }
        assert!(dots(&[], 5, 320.0).rows.is_empty());
    }
}
