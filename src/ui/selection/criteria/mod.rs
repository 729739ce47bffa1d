//! The criteria: the tree, and the criterion that is open beside it.

mod curve;
mod form;
mod goals;
mod presets;

use std::sync::Arc;

use leptos::prelude::*;

use super::board::{Board, percent};
use super::spot::Spot;
use crate::domain::CriterionId;
use crate::domain::selection::{Criterion, GateKind, Kind, Leaf, Placed, SelectionCommand};
use crate::domain::strategy::goal_weights;
use crate::state::clock;
use crate::ui::kit::{Button, ButtonKind, EmptyState, Icon, Menu, MenuItem, Symbol};
use form::CriterionForm;
pub use form::number_of;
use presets::PresetDialog;

/// The step.
#[component]
pub fn Criteria() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.criteria();
    let choosing = RwSignal::new(false);
    let is_empty = Memo::new(move |_| board.tree.with(|tree| tree.placed.is_empty()));
    let has_goals =
        Memo::new(move |_| board.app.store.doc().with(|doc| !goal_weights(&doc.strategy).is_empty()));
    let open = Memo::new(move |_| match board.spot.get() {
        Spot::Criteria(Some(id)) => board.part.with(|part| part.criterion(id).map(|criterion| criterion.id)),
        _ => None,
    });
    view! {
        <StepTabs />
        <PresetDialog open=choosing />
        <Show
            when=move || !is_empty.get()
            fallback=move || {
                view! {
                    <EmptyState title=move || t().empty_title() text=move || t().empty_text()>
                        <div class="button-row">
                            <Button label=move || t().from_preset() kind=ButtonKind::Primary symbol=Symbol::Duplicate
                                on_click=move || choosing.set(true) />
                            <Button label=move || t().add_leaf() symbol=Symbol::Add on_click=move || add(board, Kind::Leaf(Leaf::default())) />
                            <Show when=move || has_goals.get()>
                                <Button label=move || t().add_goals() symbol=Symbol::Strategy on_click=move || goals::follow_goals(board) />
                            </Show>
                        </div>
                    </EmptyState>
                }
            }
        >
            <div class="step-tools">
                <Menu label=move || t().add() symbol=Symbol::Add>
                    <MenuItem label=move || t().add_leaf() on_click=move || add(board, Kind::Leaf(Leaf::default())) />
                    <MenuItem label=move || t().add_group() on_click=move || add(board, Kind::Group) />
                    <MenuItem label=move || t().add_gate() on_click=move || add(board, Kind::Gate(GateKind::MustHave)) />
                    <Show when=move || has_goals.get()>
                        <MenuItem label=move || t().add_goals() on_click=move || goals::follow_goals(board) />
                    </Show>
                </Menu>
                <Button label=move || t().from_preset() symbol=Symbol::Duplicate on_click=move || choosing.set(true) />
            </div>
            <goals::DriftNotice />
            <div class="criteria" class:has-open=move || open.get().is_some()>
                <Tree open />
                {move || open.get().map(|id| view! { <CriterionForm id /> })}
            </div>
        </Show>
    }
}

/// Criteria and weights are two faces of one step.
#[component]
pub fn StepTabs() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let is_weights = move || board.spot.get() == Spot::Weights;
    view! {
        <nav class="step-tabs" aria-label=move || lang.selection().step_name(1)>
            <a href=Spot::Criteria(None).href() aria-current=move || (!is_weights()).then_some("page")>{move || lang.criteria().title()}</a>
            <a href=Spot::Weights.href() aria-current=move || is_weights().then_some("page")>{move || lang.criteria().weights()}</a>
        </nav>
    }
}

/// Adds a criterion beside (or into the group of) the open one and opens it.
fn add(board: Board, kind: Kind) {
    let id = clock::fresh(CriterionId::new);
    let open = match board.spot.get_untracked() {
        Spot::Criteria(Some(open)) => board.part.with_untracked(|part| part.criterion(open).cloned()),
        _ => None,
    };
    let parent = open.and_then(|open| if open.is_group() { Some(open.id) } else { open.parent });
    let parent = if matches!(kind, Kind::Group) { None } else { parent };
    let criteria = vec![Criterion::new(id, parent, kind)];
    if board.send(SelectionCommand::AddCriteria { criteria, weights: None, method: None }) {
        board.go(Spot::Criteria(Some(id)));
    }
}

/// The tree as a table.
#[component]
fn Tree(open: Memo<Option<CriterionId>>) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.criteria();
    let placed = Memo::new(move |_| {
        board.tree.with(|tree| {
            tree.placed.iter().map(|placed| (placed.depth, placed.criterion.id)).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="table-wrap" role="group" tabindex="0" aria-label=move || t().title()>
            <table class="table criteria-tree">
                <caption class="sr-only">{move || t().title()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{move || t().name()}</th>
                        <th scope="col">{move || t().measured()}</th>
                        <th scope="col" class="number">{move || t().weight()}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || placed.get() key=|row| *row let:row>
                        <TreeRow depth=row.0 id=row.1 open />
                    </For>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn TreeRow(depth: usize, id: CriterionId, open: Memo<Option<CriterionId>>) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let placed = Memo::new(move |_| {
        board.tree.with(|tree| tree.placed.iter().find(|placed| placed.criterion.id == id).cloned())
    });
    let weight = Memo::new(move |_| weight_below(board, id));
    let measured = move || {
        placed.with(|placed| placed.as_ref().map(|Placed { criterion, .. }| measure_text(board, criterion)))
    };
    let kind = move || {
        placed.with(|placed| {
            placed.as_ref().map(|placed| match placed.criterion.kind {
                Kind::Group => "group",
                Kind::Leaf(_) => "leaf",
                Kind::Gate(_) => "gate",
            })
        })
    };
    let has_goals = move || {
        placed.with(|placed| placed.as_ref().is_some_and(|placed| !placed.criterion.goals.is_empty()))
    };
    view! {
        <tr class:chosen=move || open.get() == Some(id) data-kind=kind>
            <th scope="row" class="tree-name" data-depth=depth.min(6).to_string()>
                <a href=Spot::Criteria(Some(id)).href()>
                    {move || placed.with(|placed| placed.as_ref().map(|placed| board.name_of(&placed.criterion)))}
                </a>
                <Show when=has_goals>
                    <span class="tag" title=move || lang.criteria().from_goals()><Icon symbol=Symbol::Strategy /></span>
                </Show>
            </th>
            <td class="tree-measure">{measured}</td>
            <td class="number">
                {move || weight.get().map(|weight| view! {
                    <span class="weight-cell">
                        <span class="weight-bar" aria-hidden="true"><span style:width=format!("{}%", weight * 100.0)></span></span>
                        {percent(lang.locale(), weight)}
                    </span>
                })}
            </td>
        </tr>
    }
}

/// The weight of a leaf, or of all leaves in a group.
pub fn weight_below(board: Board, id: CriterionId) -> Option<f64> {
    let branch = board.tree.with(|tree| tree.branch(id));
    board.weights.with(|weights| {
        let weights = weights.as_ref().ok()?;
        let own: Vec<f64> =
            weights.iter().filter(|(leaf, _)| branch.contains(leaf)).map(|(_, weight)| *weight).collect();
        (!own.is_empty()).then(|| own.iter().sum())
    })
}

/// How a criterion is measured, in a few words.
pub fn measure_text(board: Board, criterion: &Arc<Criterion>) -> String {
    let t = board.app.lang().criteria();
    match &criterion.kind {
        Kind::Group => String::new(),
        Kind::Gate(kind) => t.gate_kind(*kind).to_owned(),
        Kind::Leaf(leaf) => {
            let unit = board.app.store.doc().with(|doc| doc.money);
            let money = board.app.lang().projects().money_unit(unit);
            t.measure(leaf, &money, |number| super::scores::shown_number(board, leaf, number))
        }
    }
}
