//! Cells of the project table to and from the clipboard.

use crate::domain::error::ValueError;
use crate::domain::{MoneyUnit, Project, ProjectEdit, ProjectField, ProjectId};

/// A cell that cannot be pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasteError {
    /// Row of the table as shown, from 0.
    pub row: usize,
    /// Its field.
    pub field: ProjectField,
    /// Why not.
    pub error: ValueError,
}

/// What a paste does.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paste {
    /// New values of projects that are there.
    pub edits: Vec<(ProjectId, ProjectEdit)>,
    /// Projects for rows beyond the end.
    pub added: Vec<Project>,
    /// Rows and columns that it covers.
    pub size: (usize, usize),
}

/// Reads cells into rows from `at` (row, column) on. `order` are the rows as shown. Rows beyond the
/// end become projects; columns beyond the last are left out. One cell into a larger selection
/// (`selected` rows, columns) fills it.
///
/// # Errors
/// [`PasteError`] for the first cell that is not a value of its field; then nothing is pasted.
pub fn paste(
    cells: &[Vec<String>],
    order: &[ProjectId],
    at: (usize, usize),
    selected: (usize, usize),
    unit: MoneyUnit,
    mut new_id: impl FnMut() -> ProjectId,
) -> Result<Paste, PasteError> {
    let single = match cells {
        [row] if row.len() == 1 => row.first(),
        _ => None,
    };
    let (rows, columns) = match single {
        Some(_) => selected,
        None => (cells.len(), cells.iter().map(Vec::len).max().unwrap_or(0)),
    };
    let mut paste = Paste::default();
    for row in 0..rows {
        let target = order.get(at.0 + row).copied();
        let mut fresh = None;
        for (column, field) in ProjectField::ALL.into_iter().enumerate().skip(at.1).take(columns) {
            let text = single.or_else(|| cells.get(row).and_then(|cells| cells.get(column - at.1)));
            let Some(text) = text else { continue };
            let edit =
                field.parse(text, unit).map_err(|error| PasteError { row: at.0 + row, field, error })?;
            match target {
                Some(id) => paste.edits.push((id, edit)),
                None => {
                    fresh = Some(fresh.unwrap_or_else(|| Project::new(new_id())).with(edit));
                }
            }
        }
        paste.added.extend(fresh);
    }
    paste.size = (rows, columns.min(ProjectField::ALL.len().saturating_sub(at.1)));
    Ok(paste)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    fn run(rows: &[&[&str]], at: (usize, usize), selected: (usize, usize)) -> Result<Paste, PasteError> {
        let order = [1, 2].map(ProjectId::from_number);
        let mut next = 10;
        paste(&cells(rows), &order, at, selected, MoneyUnit::default(), || {
            next += 1;
            ProjectId::from_number(next)
        })
    }

    #[test]
    fn rows_beyond_the_end_become_projects() {
        let paste = run(&[&["a", "王"], &["b", "李"]], (1, 0), (1, 1)).unwrap();
        assert_eq!((paste.edits.len(), paste.added.len(), paste.size), (2, 1, (2, 2)));
        assert_eq!((&*paste.added[0].name, &*paste.added[0].owner), ("b", "李"));
    }

    #[test]
    fn one_cell_fills_the_selection() {
        let paste = run(&[&["进行中"]], (0, 3), (2, 1)).unwrap();
        assert_eq!((paste.edits.len(), paste.added.len()), (2, 0));
    }

    #[test]
    fn columns_beyond_the_last_are_left_out() {
        let paste = run(&[&["2027-01-01", "2027-02-01", "extra"]], (0, 5), (1, 1)).unwrap();
        assert_eq!((paste.edits.len(), paste.size), (2, (1, 2)));
    }

    #[test]
    fn one_wrong_cell_refuses_all_and_is_named() {
        let error = run(&[&["5"], &["five"]], (0, 4), (1, 1)).unwrap_err();
        assert_eq!((error.row, error.field), (1, ProjectField::Cost));
    }
}
