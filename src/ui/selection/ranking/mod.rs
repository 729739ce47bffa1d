//! The ranking: by which method, as bars by criterion, as a table of all numbers, as bubbles and lines;
//! files of it, and decisions on record.

mod balance;
mod bars;
mod bubbles;
mod decisions;
mod export;
mod method;
mod numbers;
mod parallel;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::board::Board;
use super::spot::Spot;
use super::strip::problem;
use crate::domain::selection::Standing;
use crate::route::Route;
use crate::ui::kit::{Button, ButtonKind, EmptyState, Menu, MenuItem, Symbol, Tabs};
use method::MethodChooser;

/// The step.
#[component]
pub fn Ranking() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.ranking();
    let is_ranked = Memo::new(move |_| board.standing.with(Result::is_ok));
    let tab = RwSignal::new("bars");
    let tabs: Vec<(&'static str, TextProp)> = vec![
        ("bars", (move || t().bars().to_owned()).into()),
        ("numbers", (move || t().numbers().to_owned()).into()),
        ("bubbles", (move || t().bubbles().to_owned()).into()),
        ("lines", (move || t().lines().to_owned()).into()),
        ("decisions", (move || t().decisions().to_owned()).into()),
    ];
    let no_projects = Memo::new(move |_| board.app.store.doc().with(|doc| doc.projects.is_empty()));
    view! {
        <MethodChooser />
        <Show
            when=move || is_ranked.get()
            fallback=move || view! {
                <EmptyState title=move || lang.selection().not_ranked_yet() text=move || problem(board)>
                    <div class="button-row">
                        <Show when=move || no_projects.get()
                            fallback=move || view! {
                                <Button label=move || lang.selection().to_criteria() kind=ButtonKind::Primary on_click=move || board.go(Spot::Criteria(None)) />
                            }>
                            <Button label=move || lang.selection().to_project_list() kind=ButtonKind::Primary on_click=move || board.app.router.go(Route::Projects) />
                        </Show>
                    </div>
                </EmptyState>
            }
        >
            <div class="step-tools">
                <Menu label=move || t().save() symbol=Symbol::Download>
                    <MenuItem label=move || t().save_xlsx() on_click=move || export::save_xlsx(board) />
                    <MenuItem label=move || t().save_csv() on_click=move || export::save_csv(board) />
                    <MenuItem label=move || t().save_markdown() on_click=move || export::save_markdown(board) />
                </Menu>
                <MissingNote />
            </div>
            <Tabs label=move || t().views() tabs=tabs.clone() chosen=tab />
            <div class="ranking-panel" role="tabpanel" id=move || format!("panel-{}", tab.get()) aria-labelledby=move || format!("tab-{}", tab.get())>
                {move || match tab.get() {
                    "numbers" => view! { <numbers::Numbers /> }.into_any(),
                    "bubbles" => view! { <bubbles::Bubbles /> }.into_any(),
                    "lines" => view! { <parallel::Lines /> }.into_any(),
                    "decisions" => view! { <decisions::Decisions /> }.into_any(),
                    _ => view! { <bars::Bars /> }.into_any(),
                }}
            </div>
        </Show>
    }
}

/// The ranking, where there is one.
pub fn standing(board: Board) -> Option<Arc<Standing>> {
    board.standing.with(|standing| standing.as_ref().ok().cloned())
}

/// How many scores are missing, and what they could change.
#[component]
fn MissingNote() -> impl IntoView {
    let board = Board::context();
    let t = move || board.app.lang().ranking();
    let note = move || {
        let standing = standing(board)?;
        let missing = standing.matrix.missing();
        if missing == 0 {
            return None;
        }
        let moved = standing.places.iter().filter_map(|place| {
            let (best, worst) = place.may_rank?;
            (best != worst).then(|| t().may_rank(&board.project_name(place.project), best, worst))
        });
        let moved: Vec<String> = moved.take(3).collect();
        Some((t().missing_note(missing), moved))
    };
    move || {
        note().map(|(text, moved)| {
            view! { <p class="hint">{text} {moved.into_iter().map(|text| view! { " " <span>{text}</span> }).collect_view()}</p> }
        })
    }
}
