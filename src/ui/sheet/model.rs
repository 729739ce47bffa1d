//! What a table is of.

use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;

use super::handle::Sheet;
use crate::domain::ProjectId;

/// A column.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "looks that do not depend on each other")]
pub struct Column {
    /// What tells it from the others.
    pub key: String,
    /// Its head.
    pub head: String,
    /// Said when the pointer rests on the head.
    pub hint: String,
    /// Aligned to the right?
    pub number: bool,
    /// Edited in several lines?
    pub long: bool,
    /// Width, rem; on a phone the second.
    pub width: (f64, f64),
    /// Does it take what is left over?
    pub grows: bool,
    /// Sorted by it: from the largest?
    pub sorted: Option<bool>,
    /// Shown, not typed?
    pub fixed: bool,
}

impl Column {
    /// A column of words.
    pub fn new(key: impl Into<String>, head: impl Into<String>, width: f64) -> Self {
        Self {
            key: key.into(),
            head: head.into(),
            hint: String::new(),
            number: false,
            long: false,
            width: (width, width),
            grows: false,
            sorted: None,
            fixed: false,
        }
    }
}

/// Views of a row's cells.
#[derive(Clone)]
pub struct RowView {
    /// The view of a cell; made once, so it follows its own signals.
    pub cell: Arc<dyn Fn(usize) -> AnyView + Send + Sync>,
    /// What is wrong with a cell; tracked.
    pub wrong: Arc<dyn Fn(usize) -> Option<String> + Send + Sync>,
}

/// A block of cells: rows as shown, and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The projects of the rows.
    pub rows: Vec<ProjectId>,
    /// The columns.
    pub columns: Range<usize>,
}

/// Keys that mean a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKey {
    /// Move it up.
    Up,
    /// Move it down.
    Down,
    /// Insert one below.
    Insert,
    /// Remove the selected ones.
    Remove,
}

/// What a table shows and what becomes of what is typed into it.
pub trait Model: Send + Sync {
    /// The name of the table.
    fn label(&self) -> String;

    /// A cell in words.
    fn cell_label(&self, row: usize, column: &Column, text: &str) -> String;

    /// Does a row at the end wait for something new? Its words.
    fn waiting(&self) -> Option<String> {
        None
    }

    /// The views of a row.
    fn row(&self, id: ProjectId) -> RowView;

    /// The text of a cell as it is edited and copied; not tracked.
    fn text(&self, id: ProjectId, column: usize) -> String;

    /// The words to choose among in a column; none where anything may be typed.
    fn choices(&self, _column: usize) -> Vec<&'static str> {
        Vec::new()
    }

    /// Takes a typed text into a cell (none: of the row that waits).
    ///
    /// # Errors
    /// Why it is refused, in words.
    fn commit(&self, id: Option<ProjectId>, column: usize, text: &str) -> Result<(), String>;

    /// Takes cells of the clipboard in, from a cell on; `selected` are the rows and columns of the
    /// selection. Gives the rows and columns covered.
    ///
    /// # Errors
    /// Why nothing was pasted, in words.
    fn paste(
        &self,
        sheet: Sheet,
        cells: &[Vec<String>],
        at: (usize, usize),
        selected: (usize, usize),
    ) -> Result<(usize, usize), String>;

    /// Empties cells.
    fn clear(&self, block: &Block);

    /// Fills cells with those of the first row.
    fn fill_down(&self, block: &Block);

    /// A press on a column's head.
    fn on_head(&self, sheet: Sheet, column: usize);

    /// A key that means a row. True when it was taken.
    fn row_key(&self, _sheet: Sheet, _key: RowKey) -> bool {
        false
    }
}
