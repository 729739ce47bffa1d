//! The scores: a grid of projects by leaves, the rubric of the leaf beside it, what each rater says of the
//! cell, and the score agreed on.

mod cell;
mod grid;
mod money;

use std::sync::Arc;

use leptos::prelude::*;

use super::board::{Board, significant};
use super::spot::Spot;
use crate::domain::RaterId;
use crate::domain::selection::{Figure, Leaf, Source};
use crate::ui::kit::{Button, ButtonKind, EmptyState, SelectField};
use crate::ui::sheet::Grid;
use cell::CellPanel;
pub use cell::{Everyone, RubricView};
pub use grid::{Layer, score_sheet};
pub use money::MoneyTables;

/// Does a leaf count money, in units of the currency?
pub const fn is_money(leaf: &Leaf) -> bool {
    matches!(leaf.source, Source::Cost | Source::CashFlow(Figure::Npv))
}

/// A number of a leaf in the unit that is shown: of money the workspace's.
pub fn in_shown_unit(board: Board, leaf: &Leaf, number: f64) -> f64 {
    if is_money(leaf) { number / money_scale(board) } else { number }
}

/// The other way round.
pub fn from_shown_unit(board: Board, leaf: &Leaf, number: f64) -> f64 {
    if is_money(leaf) { number * money_scale(board) } else { number }
}

/// How much of the currency one of the shown unit is.
pub fn money_scale(board: Board) -> f64 {
    use crate::domain::money::MoneyScale;
    match board.app.store.doc().with(|doc| doc.money.scale) {
        MoneyScale::One => 1.0,
        MoneyScale::Thousand => 1e3,
        MoneyScale::TenThousand => 1e4,
        MoneyScale::Million => 1e6,
    }
}

/// A number of a leaf as shown.
pub fn shown_number(board: Board, leaf: &Leaf, number: f64) -> String {
    significant(board.app.lang().locale(), in_shown_unit(board, leaf, number))
}

/// The step.
#[component]
pub fn Scores() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.scoring();
    let is_ready = Memo::new(move |_| {
        board.tree.with(|tree| tree.leaves().next().is_some())
            && board.app.store.doc().with(|doc| !doc.projects.is_empty())
    });
    let layer = RwSignal::new(first_layer(board));
    let layers = Signal::derive(move || {
        let mut layers = Vec::new();
        board.part.with(|part| {
            if part.raters.len() != 1 {
                layers.push((String::new(), t().group().to_owned()));
            }
            layers.extend(
                part.raters
                    .iter()
                    .enumerate()
                    .map(|(index, rater)| (rater.id.to_string(), rater_name(board, index, &rater.name))),
            );
        });
        layers
    });
    view! {
        <ScoreTabs />
        <Show
            when=move || is_ready.get()
            fallback=move || view! {
                <EmptyState title=move || t().empty_title() text=move || super::strip::problem(board)>
                    <div class="button-row">
                        <Button label=move || lang.selection().to_criteria() kind=ButtonKind::Primary on_click=move || board.go(Spot::Criteria(None)) />
                    </div>
                </EmptyState>
            }
        >
            {
                let sheet = score_sheet(board, layer);
                view! {
                    <div class="step-tools">
                        <Show when=move || layers.with(|layers| layers.len() > 1)>
                            <SelectField label=move || t().whose() options=layers
                                value=Signal::derive(move || match layer.get() { Layer::Rater(id) => id.to_string(), Layer::Group => String::new() })
                                on_choose=move |key: String| layer.set(key.parse().map_or(Layer::Group, Layer::Rater)) />
                        </Show>
                        <p class="hint">{move || match layer.get() {
                            Layer::Group => t().group_hint(),
                            Layer::Rater(_) => t().rater_hint(),
                        }}</p>
                    </div>
                    <div class="score-grid"><Grid sheet /></div>
                    <CellPanel sheet layer />
                }
            }
        </Show>
    }
}

/// The only rater, or the group where there are several; alone one scores as oneself.
fn first_layer(board: Board) -> Layer {
    board.part.with_untracked(|part| match part.raters.as_slice() {
        [] => Layer::Rater(crate::state::clock::fresh(RaterId::new)),
        [only] => Layer::Rater(only.id),
        _ => Layer::Group,
    })
}

/// A rater's name as shown.
pub fn rater_name(board: Board, index: usize, name: &crate::domain::Name) -> String {
    if name.is_empty() { board.app.lang().scoring().rater(index + 1) } else { name.to_string() }
}

/// A rater's name as shown, by id.
pub fn rater_name_of(board: Board, id: RaterId) -> String {
    board.part.with(|part| {
        let found = part.raters.iter().enumerate().find(|(_, rater)| rater.id == id);
        found.map_or_else(String::new, |(index, rater)| rater_name(board, index, &rater.name))
    })
}

/// The faces of the step.
#[component]
pub fn ScoreTabs() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let here = move |spot: Spot| (board.spot.get() == spot).then_some("page");
    let uses_money = Memo::new(move |_| {
        board.part.with(|part| {
            !part.cash_flows.is_empty()
                || !part.delays.is_empty()
                || part.criteria.iter().any(|criterion| {
                    criterion.leaf().is_some_and(|leaf| matches!(leaf.source, Source::CashFlow(_)))
                })
                || part.method == crate::domain::selection::MethodChoice::SumRatio
        })
    });
    view! {
        <nav class="step-tabs" aria-label=move || lang.selection().step_name(2)>
            <a href=Spot::Scores.href() aria-current=move || here(Spot::Scores)>{move || lang.scoring().title()}</a>
            <a href=Spot::Raters.href() aria-current=move || here(Spot::Raters)>{move || lang.scoring().raters()}</a>
            <a href=Spot::Spread.href() aria-current=move || here(Spot::Spread)>{move || lang.scoring().spread()}</a>
            <Show when=move || uses_money.get()>
                <a href=Spot::Money.href() aria-current=move || here(Spot::Money)>{move || lang.scoring().money()}</a>
            </Show>
        </nav>
    }
}

/// The leaves in the order of the tree.
pub fn leaves(board: Board) -> Vec<Arc<crate::domain::selection::Criterion>> {
    board.tree.with(|tree| tree.leaves().cloned().collect())
}
