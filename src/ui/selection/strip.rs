//! The ranking as a narrow strip beside every step; it moves as one types.

use leptos::prelude::*;

use super::board::Board;
use super::spot::Spot;
use crate::domain::ProjectId;
use crate::domain::selection::{Place, Verdict};

/// More than these are on the step of the ranking.
const SHOWN: usize = 40;

/// The strip.
#[component]
pub fn Strip() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.selection();
    let places = Memo::new(move |_| {
        board.standing.with(|standing| {
            standing
                .as_ref()
                .map_or_else(|_| Vec::new(), |standing| standing.places.iter().take(SHOWN).cloned().collect())
        })
    });
    let count = move || board.standing.with(|standing| standing.as_ref().map_or(0, |s| s.places.len()));
    let has_more = move || count() > SHOWN;
    view! {
        <aside class="live" aria-label=move || t().strip()>
            <header class="live-head">
                <h2>{move || t().strip()}</h2>
                <p class="hint">{move || {
                    let method = board.part.with(|part| part.method);
                    let set = board.part.with(|part| part.set_in_use().map(|set| set.name.to_string()));
                    t().by_method(lang.ranking().method(method), set.as_deref().unwrap_or(t().equal_weights()))
                }}</p>
            </header>
            <Show
                when=move || board.standing.with(Result::is_ok)
                fallback=move || view! { <p class="live-none">{move || problem(board)}</p> }
            >
                <ol class="live-list">
                    <For each=move || places.get().into_iter().map(|place| place.project) key=|id| *id let:id>
                        <StripRow places id />
                    </For>
                </ol>
                <Show when=move || has_more()>
                    <p><a href=Spot::Ranking(None).href()>{move || t().all_ranked(count())}</a></p>
                </Show>
            </Show>
        </aside>
    }
}

#[component]
fn StripRow(places: Memo<Vec<Place>>, id: ProjectId) -> impl IntoView {
    let board = Board::context();
    let t = move || board.app.lang().selection();
    let place =
        Memo::new(move |_| places.with(|places| places.iter().find(|place| place.project == id).cloned()));
    // Bars are drawn against the best, with the smallest at a stub: distances are what one looks at.
    let share = move || {
        let scores = places.with(|places| places.iter().map(|place| place.score).collect::<Vec<_>>());
        let (low, high) =
            scores.iter().fold((f64::MAX, f64::MIN), |(low, high), s| (low.min(*s), high.max(*s)));
        let more = board.standing.with(|standing| standing.as_ref().is_ok_and(|s| s.outcome.more_is_better));
        let score = place.with(|place| place.as_ref().map_or(0.0, |place| place.score));
        let base = if more { low.min(0.0) } else { high.max(0.0) };
        let best = if more { high } else { low };
        if (best - base).abs() > 0.0 { ((score - base) / (best - base)).clamp(0.0, 1.0) } else { 1.0 }
    };
    let mark = move || {
        place.with(|place| {
            place.as_ref().and_then(|place| match place.verdict {
                Verdict::Open => Some(t().gate_open()),
                Verdict::Obliged => Some(t().gate_obliged()),
                _ if place.missing > 0 => Some(t().has_missing()),
                _ => None,
            })
        })
    };
    view! {
        <li class="live-row">
            <a href=Spot::Ranking(Some(id)).href()>
                <span class="live-rank">{move || place.with(|place| place.as_ref().map(|place| place.rank))}</span>
                <span class="live-name">{move || board.project_name(id)}</span>
                <span class="live-score">{move || {
                    let method = board.part.with(|part| part.method);
                    place.with(|place| place.as_ref().map(|place| board.score_text(method, place.score)))
                }}</span>
                <span class="live-bar" aria-hidden="true"><span style:width=move || format!("{}%", share() * 100.0)></span></span>
                {move || mark().map(|mark| view! { <span class="live-mark">{mark}</span> })}
            </a>
        </li>
    }
}

/// Why there is no ranking, in words.
pub fn problem(board: Board) -> String {
    let lang = board.app.lang();
    let (projects, leaves) =
        (board.app.store.doc().with(|doc| doc.projects.len()), board.tree.with(|tree| tree.leaves().count()));
    if projects == 0 {
        return lang.selection().needs_projects().to_owned();
    }
    if leaves == 0 {
        return lang.selection().needs_criteria().to_owned();
    }
    board.standing.with(|standing| match standing {
        Ok(_) => String::new(),
        Err(problem) => lang.ranking().problem(
            problem,
            |group| board.criterion_name(group),
            |column| {
                board.tree.with(|tree| {
                    tree.leaves().nth(column).map_or_else(String::new, |leaf| board.name_of(leaf))
                })
            },
        ),
    })
}
