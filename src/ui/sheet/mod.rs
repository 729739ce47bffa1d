//! A spreadsheet over the workspace's projects, one a row: cursor, selection, typing, clipboard, fill,
//! frozen head and first column. What the columns are, what stands in a cell and what becomes of a typed
//! text is the [`Model`]'s.

mod editor;
mod grid;
mod handle;
mod layout;
mod model;

use crate::state::Lang;

pub use grid::Grid;
pub use handle::{Cell, Draft, Sheet};
pub use model::{Block, Column, Model, RowKey, RowView};

/// The keys of every table, for the help sheet.
pub fn shortcuts(lang: Lang) -> Vec<(&'static str, &'static str)> {
    let t = lang.projects();
    vec![
        ("↑ ↓ ← →", t.key_move()),
        ("Shift ↑ ↓ ← →", t.key_extend()),
        ("Enter F2", t.key_edit()),
        ("Enter", t.key_commit()),
        ("Esc", t.key_cancel()),
        ("Tab", t.key_next()),
        ("Alt Enter", t.key_line()),
        ("Delete", t.key_clear()),
        ("Ctrl C", t.key_copy()),
        ("Ctrl V", t.key_paste()),
        ("Ctrl D", t.key_fill()),
        ("Ctrl A", t.key_all()),
        ("Ctrl Enter", t.key_new_row()),
        ("Ctrl Delete", t.key_remove()),
        ("Alt Shift ↑", t.key_row_up()),
        ("Alt Shift ↓", t.key_row_down()),
    ]
}
