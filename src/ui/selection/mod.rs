//! `#/selection`: a path of five steps that can be entered anywhere, the ranking always in view.

mod board;
mod criteria;
mod projects;
mod ranking;
mod raters;
mod scores;
mod spot;
mod strip;
mod summary;
mod trust;
mod weights;

use leptos::prelude::*;

use super::app::App;
use board::Board;
pub use raters::RaterFiles;
use spot::{Spot, Step};
pub use summary::Summary;

/// `#/selection`.
#[component]
pub fn Page() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let board = Board::new(app);
    provide_context(board);
    let is_task = Memo::new(move |_| board.part.with(|part| part.task.is_some()));
    view! {
        {move || {
            if is_task.get() {
                return view! { <raters::Rate /> }.into_any();
            }
            view! {
                <header class="page-head">
                    <h1>{move || lang.selection().title()}</h1>
                </header>
                <Path />
                <div class="selection">
                    <div class="selection-step">
                        {move || match board.spot.get() {
                            Spot::Projects => view! { <projects::Projects /> }.into_any(),
                            Spot::Criteria(_) => view! { <criteria::Criteria /> }.into_any(),
                            Spot::Weights => view! { <weights::WeightSets /> }.into_any(),
                            Spot::Scores | Spot::Rate => view! { <scores::Scores /> }.into_any(),
                            Spot::Money => view! { <scores::MoneyTables /> }.into_any(),
                            Spot::Raters => view! { <raters::Raters /> }.into_any(),
                            Spot::Spread => view! { <raters::Spread /> }.into_any(),
                            Spot::Ranking(_) => view! { <ranking::Ranking /> }.into_any(),
                            Spot::Trust => view! { <trust::TrustStep /> }.into_any(),
                        }}
                    </div>
                    <strip::Strip />
                </div>
            }
            .into_any()
        }}
    }
}

/// The path of steps.
#[component]
fn Path() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    view! {
        <nav class="path" aria-label=move || lang.selection().path()>
            <ol>
                {Step::ALL
                    .into_iter()
                    .enumerate()
                    .map(|(index, step)| {
                        view! {
                            <li>
                                <a
                                    class="path-step"
                                    href=step.spot().href()
                                    aria-current=move || (board.spot.get().step() == step).then_some("step")
                                >
                                    <span class="path-number" aria-hidden="true">{index + 1}</span>
                                    <span class="path-name">{move || lang.selection().step_name(index)}</span>
                                    <span class="path-fact">{move || fact(board, step)}</span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </nav>
    }
}

/// What there is at a step, in a few words.
fn fact(board: Board, step: Step) -> String {
    let t = board.app.lang().selection();
    match step {
        Step::Projects => {
            let (taking, all) = board.app.store.doc().with(|doc| {
                let taking = doc.projects.iter().filter(|project| doc.selection.takes_part(project)).count();
                (taking, doc.projects.len())
            });
            if all == 0 { t.none_yet().to_owned() } else { t.taking_part(taking, all) }
        }
        Step::Criteria => {
            let leaves = board.tree.with(|tree| tree.leaves().count());
            if leaves == 0 { t.none_yet().to_owned() } else { t.criteria_count(leaves) }
        }
        Step::Scores => {
            let raters = board.part.with(|part| part.raters.len());
            if raters == 0 { t.none_yet().to_owned() } else { t.raters_count(raters) }
        }
        Step::Ranking => board.standing.with(|standing| match standing {
            Ok(standing) => {
                standing.places.first().map_or_else(String::new, |place| board.project_name(place.project))
            }
            Err(_) => t.none_yet().to_owned(),
        }),
        Step::Trust => String::new(),
    }
}
