//! The last step: the ranking handed to the trust checks as numbers and names.

use std::sync::Arc;

use leptos::prelude::*;

use super::board::Board;
use super::scores::is_money;
use super::strip::problem;
use super::trust::{Subject, Trust, Way};
use crate::domain::selection::robustness::Uncertain;
use crate::domain::selection::{MethodChoice, Scale, SelectionCommand, TrustSettings};

/// The step.
#[component]
pub fn TrustStep() -> impl IntoView {
    let board = Board::context();
    let subject = Memo::new(move |_| subject(board));
    let settings = Memo::new(move |_| board.part.with(|part| part.trust.clone()));
    let is_there = Memo::new(move |_| subject.with(Option::is_some));
    view! {
        <Show when=move || is_there.get() fallback=move || view! { <p class="step-lead">{move || problem(board)}</p> }>
            <Trust subject settings on_settings=Callback::new(move |settings: TrustSettings| {
                board.send(SelectionCommand::SetTrust(settings));
            }) />
        </Show>
    }
}

/// The ranking in use; none while there is none. Amounts of money are in units of the currency, as value
/// functions and thresholds are.
fn subject(board: Board) -> Option<Arc<Subject>> {
    let standing = board.standing.get().ok()?;
    let lang = board.app.lang();
    let matrix = &standing.matrix;
    let width = matrix.columns.len();
    let cells: Vec<Option<f64>> = matrix.cells.iter().map(|cell| cell.value).collect();
    let uncertain: Vec<Uncertain> = matrix
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| cell.value.is_none() || cell.low < cell.high)
        .map(|(index, cell)| Uncertain { row: index / width, column: index % width, low: cell.low, high: cell.high })
        .collect();
    let ways = MethodChoice::all().map(|method| Way { name: lang.ranking().method(method).to_owned(), method: method.method() });
    let unit = board.app.store.doc().with(|doc| doc.money.currency.to_string());
    let units = matrix.columns.iter().map(|column| match &column.leaf.scale {
        _ if is_money(&column.leaf) => unit.clone(),
        Scale::Number { unit, .. } => unit.to_string(),
        _ => String::new(),
    });
    let names = (
        matrix.projects.iter().map(|id| board.project_name(*id)).collect(),
        matrix.columns.iter().map(|column| board.criterion_name(column.criterion)).collect(),
        units.collect(),
    );
    Subject::new(matrix.table().ok()?, cells, uncertain, standing.method.method(), ways.to_vec(), names).ok().map(Arc::new)
}
