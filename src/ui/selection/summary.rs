//! The part on the overview: who leads, and what is still open.

use leptos::prelude::*;

use super::board::Board;
use super::spot::Spot;
use crate::domain::selection::Verdict;
use crate::ui::app::App;

/// A panel with a message, a few facts and a link; nothing while this part is empty.
#[component]
pub fn Summary() -> impl IntoView {
    let app = App::context();
    let board = Board::new(app);
    let t = move || app.lang().selection();
    let has_criteria = Memo::new(move |_| board.part.with(|part| !part.criteria.is_empty()));
    let message = move || {
        board.standing.with(|standing| match standing {
            Ok(standing) => {
                let first = standing.places.first().map(|place| board.project_name(place.project));
                first.map_or_else(|| t().title().to_owned(), |first| t().leads(&first, standing.places.len()))
            }
            Err(_) => t().not_ranked_yet().to_owned(),
        })
    };
    let facts = move || {
        let raters = board.part.with(|part| part.raters.len());
        let decisions = board.part.with(|part| part.decisions.len());
        let (missing, open) = board.standing.with(|standing| {
            standing.as_ref().map_or((0, 0), |standing| {
                let open = standing.places.iter().filter(|place| place.verdict == Verdict::Open).count();
                (standing.matrix.missing(), open)
            })
        });
        let mut facts = vec![t().criteria_count(board.tree.with(|tree| tree.leaves().count()))];
        facts.push(t().raters_count(raters));
        if missing > 0 {
            facts.push(t().missing_cells(missing));
        }
        if open > 0 {
            facts.push(t().open_gates(open));
        }
        if decisions > 0 {
            facts.push(t().decisions_count(decisions));
        }
        facts
    };
    view! {
        <Show when=move || has_criteria.get()>
            <div class="summary">
                <h3>{message}</h3>
                <ul class="facts">{move || facts().into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}</ul>
                <p><a href=Spot::Ranking(None).href()>{move || t().to_ranking()}</a></p>
            </div>
        </Show>
    }
}
