//! The state of a table: cursor, selection, the draft in the cell, and what the keys do to them.

use std::sync::Arc;

use leptos::prelude::*;

use super::model::{Block, Column, Model, RowKey};
use crate::domain::ProjectId;
use crate::interchange::table;
use crate::ui::app::App;

/// A cell of the table as shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    /// From 0; the one after the last is the row that waits for something new.
    pub row: usize,
    /// From 0.
    pub column: usize,
}

/// What is typed into the cursor's cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The project that it belongs to; none in the row that waits.
    pub id: Option<ProjectId>,
    /// Why it was not taken.
    pub error: Option<String>,
}

/// A table. A handle.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// The app.
    pub app: App,
    /// The rows as shown.
    pub order: Memo<Arc<Vec<ProjectId>>>,
    /// The columns.
    pub columns: Memo<Arc<Vec<Column>>>,
    /// Where the cursor is.
    pub cursor: RwSignal<Cell>,
    /// The other corner of the selection.
    pub anchor: RwSignal<Cell>,
    /// What is being typed; none while the cursor only stands.
    pub draft: RwSignal<Option<Draft>>,
    /// Changes when the cursor should come into view.
    pub reveal: RwSignal<u32>,
    /// Changes when the table should take the focus.
    pub focus: RwSignal<u32>,
    model: StoredValue<Arc<dyn Model>>,
}

impl Sheet {
    /// A table of rows and columns.
    pub fn new(
        app: App,
        order: Memo<Arc<Vec<ProjectId>>>,
        columns: Memo<Arc<Vec<Column>>>,
        model: impl Model + 'static,
    ) -> Self {
        Self {
            app,
            order,
            columns,
            cursor: RwSignal::new(Cell::default()),
            anchor: RwSignal::new(Cell::default()),
            draft: RwSignal::new(None),
            reveal: RwSignal::new(0),
            focus: RwSignal::new(0),
            model: StoredValue::new(Arc::new(model)),
        }
    }

    /// What the table is of.
    pub fn model(self) -> Arc<dyn Model> {
        self.model.get_value()
    }

    /// How many rows are shown.
    pub fn count(self) -> usize {
        self.order.with(|order| order.len())
    }

    /// How many columns there are; not tracked.
    pub fn width(self) -> usize {
        self.columns.with_untracked(|columns| columns.len())
    }

    /// A column; not tracked.
    pub fn column(self, index: usize) -> Option<Column> {
        self.columns.with_untracked(|columns| columns.get(index).cloned())
    }

    /// The project of a row.
    pub fn id_at(self, row: usize) -> Option<ProjectId> {
        self.order.with_untracked(|order| order.get(row).copied())
    }

    /// Corners of the selection: upper left and lower right.
    pub fn range(self) -> (Cell, Cell) {
        let (a, b) = (self.cursor.get(), self.anchor.get());
        (
            Cell { row: a.row.min(b.row), column: a.column.min(b.column) },
            Cell { row: a.row.max(b.row), column: a.column.max(b.column) },
        )
    }

    /// The last row that the cursor may stand in.
    fn last_row(self) -> usize {
        let count = self.order.with_untracked(|order| order.len());
        if untrack(|| self.model().waiting()).is_some() { count } else { count.saturating_sub(1) }
    }

    /// Puts the cursor somewhere, within the table.
    pub fn go(self, cell: Cell, extend: bool) {
        let cell = Cell {
            row: cell.row.min(self.last_row()),
            column: cell.column.min(self.width().saturating_sub(1)),
        };
        self.cursor.set(cell);
        if !extend {
            self.anchor.set(cell);
        }
        self.reveal.update(|n| *n = n.wrapping_add(1));
    }

    /// Moves the cursor by rows and columns.
    pub fn step(self, rows: isize, columns: isize, extend: bool) {
        let Cell { row, column } = self.cursor.get_untracked();
        self.go(
            Cell { row: row.saturating_add_signed(rows), column: column.saturating_add_signed(columns) },
            extend,
        );
    }

    /// Moves on by a cell as Tab does, from row to row. False at either end of the table.
    pub fn tab(self, back: bool) -> bool {
        let Cell { row, column } = self.cursor.get_untracked();
        let last = self.width().saturating_sub(1);
        let next = match (back, column) {
            (false, column) if column < last => Cell { row, column: column + 1 },
            (false, _) if row < self.last_row() => Cell { row: row + 1, column: 0 },
            (true, column) if column > 0 => Cell { row, column: column - 1 },
            (true, _) if row > 0 => Cell { row: row - 1, column: last },
            _ => return false,
        };
        self.go(next, false);
        true
    }

    /// The text of a cell as it is edited.
    pub fn text_of(self, cell: Cell) -> String {
        self.id_at(cell.row).map(|id| self.model().text(id, cell.column)).unwrap_or_default()
    }

    /// Takes a typed text into the cursor's cell. False when it is refused; the draft then says why.
    pub fn commit(self, text: &str) -> bool {
        let Some(draft) = self.draft.get_untracked() else { return true };
        let column = self.cursor.get_untracked().column;
        // The draft goes first: what is dispatched redraws the cell.
        self.draft.set(None);
        match self.model().commit(draft.id, column, text) {
            Ok(()) => true,
            Err(error) => {
                self.draft.set(Some(Draft { error: Some(error), ..draft }));
                false
            }
        }
    }

    /// The selected cells.
    pub fn block(self) -> Block {
        let (from, to) = untrack(|| self.range());
        let rows = self.order.with_untracked(|order| {
            order.iter().skip(from.row).take(to.row - from.row + 1).copied().collect()
        });
        Block { rows, columns: from.column..to.column + 1 }
    }

    /// The selected cells as the clipboard has them.
    pub fn copy(self) -> String {
        let model = self.model();
        let block = self.block();
        let rows: Vec<Vec<String>> = block
            .rows
            .iter()
            .map(|id| block.columns.clone().map(|column| model.text(*id, column)).collect())
            .collect();
        table::to_tsv(&rows)
    }

    /// Takes cells of the clipboard in.
    pub fn paste(self, text: &str) {
        let cells = match table::from_tsv(text) {
            Ok(cells) if !cells.is_empty() => cells,
            Ok(_) => return,
            Err(error) => {
                self.app.toasts.refuse(untrack(|| self.app.lang().import()).table_error(&error));
                return;
            }
        };
        let (from, to) = untrack(|| self.range());
        let selected = (to.row - from.row + 1, to.column - from.column + 1);
        match self.model().paste(self, &cells, (from.row, from.column), selected) {
            Ok(size) => {
                self.go(from, false);
                self.go(
                    Cell { row: from.row + size.0.max(1) - 1, column: from.column + size.1.max(1) - 1 },
                    true,
                );
            }
            Err(why) => self.app.toasts.refuse(why),
        }
    }

    /// Empties the selected cells.
    pub fn clear(self) {
        self.model().clear(&self.block());
    }

    /// Fills the selection with its first row.
    pub fn fill_down(self) {
        self.model().fill_down(&self.block());
    }

    /// A key that means a row.
    pub fn row_key(self, key: RowKey) -> bool {
        self.model().row_key(self, key)
    }

    /// Puts the cursor on a project's row, if it is shown.
    pub fn find(self, id: ProjectId, column: usize) -> bool {
        let row = self.order.with_untracked(|order| order.iter().position(|here| *here == id));
        if let Some(row) = row {
            self.go(Cell { row, column }, false);
        }
        row.is_some()
    }

    /// Gives the table the focus.
    pub fn take_focus(self) {
        self.focus.update(|n| *n = n.wrapping_add(1));
    }
}
