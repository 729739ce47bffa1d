//! The checks over the ranking of the open document.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::board::Board;
use super::super::strip::problem;
use super::{Subject, Trust, Way};
use crate::domain::selection::robustness::Uncertain;
use crate::domain::selection::{Matrix, MethodChoice, Scale, SelectionCommand, Standing};

/// The last step of the path.
#[component]
pub fn TrustStep() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let subject = Memo::new(move |_| {
        board.standing.with(|standing| standing.as_ref().ok().and_then(|standing| subject(board, standing)))
    });
    let settings = Memo::new(move |_| board.part.with(|part| part.trust.clone()));
    view! {
        <h2 class="sr-only">{move || lang.trust().title()}</h2>
        <Show when=move || subject.with(Option::is_none)>
            <p class="notice" role="status">{move || problem(board)}</p>
        </Show>
        <Trust subject settings on_settings=move |settings| { board.send(SelectionCommand::SetTrust(settings)); } />
    }
}

fn subject(board: Board, standing: &Standing) -> Option<Arc<Subject>> {
    let t = board.app.lang().ranking();
    let matrix = &standing.matrix;
    let method = standing.method;
    // The one in use with its own parameters; ratios make sense only where they are what was meant.
    let same = |other: &MethodChoice| other.key() == method.key();
    let ways = MethodChoice::all()
        .into_iter()
        .filter(|other| same(other) || !matches!(other, MethodChoice::ProductRatio | MethodChoice::SumRatio))
        .map(|other| if same(&other) { method } else { other })
        .map(|other| Way { name: t.method(other).to_owned(), method: other.method() })
        .collect();
    let projects = matrix.projects.iter().map(|id| board.project_name(*id)).collect();
    let criteria = matrix.columns.iter().map(|column| board.criterion_name(column.criterion)).collect();
    let units = matrix.columns.iter().map(|column| unit(&column.leaf.scale)).collect();
    let cells = matrix.cells.iter().map(|cell| cell.value).collect();
    let names = (projects, criteria, units);
    Subject::new(matrix.table().ok()?, cells, open_cells(matrix), method.method(), ways, names)
        .ok()
        .map(Arc::new)
}

fn unit(scale: &Scale) -> String {
    match scale {
        Scale::Number { unit, .. } => unit.to_string(),
        Scale::Points { .. } | Scale::YesNo => String::new(),
    }
}

/// The scores that are ranges, and the missing ones, which may be anything on their scale.
fn open_cells(matrix: &Matrix) -> Vec<Uncertain> {
    let width = matrix.columns.len().max(1);
    matrix
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| cell.high > cell.low)
        .map(|(index, cell)| Uncertain {
            row: index / width,
            column: index % width,
            low: cell.low,
            high: cell.high,
        })
        .collect()
}
