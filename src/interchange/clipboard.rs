//! Cells of a table to and from the clipboard.

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

/// The cells that a paste covers, row by row: how far down and right of the first one, and the text. One cell alone fills
/// the selection (rows, columns); a block stands as it is. Also gives the rows and columns covered.
pub fn spread(
    cells: &[Vec<String>],
    selected: (usize, usize),
) -> (impl Iterator<Item = (usize, usize, &str)>, (usize, usize)) {
    let single = match cells {
        [row] if row.len() == 1 => row.first(),
        _ => None,
    };
    let (rows, columns) = match single {
        Some(_) => selected,
        None => (cells.len(), cells.iter().map(Vec::len).max().unwrap_or(0)),
    };
    let text = move |row: usize, column: usize| single.or_else(|| cells.get(row)?.get(column));
    let places = (0..rows).flat_map(move |row| (0..columns).map(move |column| (row, column)));
    let covered = places.filter_map(move |(row, column)| Some((row, column, text(row, column)?.as_str())));
    (covered, (rows, columns))
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
    let (covered, (rows, columns)) = spread(cells, selected);
    let mut paste = Paste::default();
    let mut fresh: Vec<(usize, Project)> = Vec::new();
    for (row, column, text) in covered {
        let Some(field) = ProjectField::ALL.get(at.1 + column).copied() else { continue };
        let edit = field.parse(text, unit).map_err(|error| PasteError { row: at.0 + row, field, error })?;
        match (order.get(at.0 + row), fresh.last_mut()) {
            (Some(id), _) => paste.edits.push((*id, edit)),
            (None, Some((of, project))) if *of == row => *project = project.clone().with(edit),
            (None, _) => fresh.push((row, Project::new(new_id()).with(edit))),
        }
    }
    paste.added = fresh.into_iter().map(|(_, project)| project).collect();
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
    fn what_a_ragged_block_lacks_is_left_as_it_is() {
        let ragged = cells(&[&["a"], &["b", "c"]]);
        let (covered, size) = spread(&ragged, (9, 9));
        assert_eq!(size, (2, 2));
        assert_eq!(covered.collect::<Vec<_>>(), [(0, 0, "a"), (1, 0, "b"), (1, 1, "c")]);
        assert_eq!(spread(&[], (3, 3)).0.count(), 0);
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
