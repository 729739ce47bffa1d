//! The strategy in a few facts, for the overview.

use leptos::prelude::*;

use crate::domain::strategy::coverage::Coverage;
use crate::domain::strategy::findings::{Gravity, findings_with};
use crate::domain::strategy::rollup::roll_up;
use crate::domain::strategy::{Graph, Status, goal_weights};
use crate::i18n::sentences::percent;
use crate::i18n::strategy_page::Page as Texts;
use crate::route::Route;
use crate::state::clock;
use crate::ui::app::App;

/// What the overview tells of the map.
#[derive(Debug, Clone, PartialEq)]
struct Facts {
    goals: usize,
    covered: f64,
    orphans: usize,
    attention: usize,
    on_track: (usize, usize),
}

fn facts(app: App) -> Option<Facts> {
    app.store.doc().with(|doc| {
        if doc.strategy.nodes.is_empty() {
            return None;
        }
        let graph = Graph::of(&doc.strategy);
        let coverage = Coverage::of(doc, &graph);
        let found = findings_with(doc, &graph, &coverage, clock::today());
        let goals = goal_weights(&doc.strategy);
        let rolled = roll_up(&doc.strategy, &graph);
        let statuses: Vec<Status> = goals
            .iter()
            .filter_map(|goal| rolled.get(&goal.node)?.value)
            .map(|value| crate::domain::strategy::rollup::status_of(value, &doc.strategy.rules))
            .collect();
        Some(Facts {
            goals: goals.len(),
            covered: coverage.weighted,
            orphans: coverage.goals.iter().filter(|goal| goal.supports.is_empty()).count(),
            attention: found.iter().filter(|finding| finding.gravity() == Gravity::Attention).count(),
            on_track: (statuses.iter().filter(|status| **status == Status::OnTrack).count(), statuses.len()),
        })
    })
}

/// A panel of the overview; nothing while there is no map.
#[component]
pub fn Summary() -> impl IntoView {
    let app = App::context();
    let facts = Memo::new(move |_| facts(app));
    let t = move || Texts(app.lang().locale());
    view! {
        {move || {
            facts.get().map(|facts| {
                let locale = app.lang().locale();
                let t = t();
                let covered = percent(locale, facts.covered);
                view! {
                    <div class="summary">
                        <h3>{t.summary_title(facts.goals, &covered)}</h3>
                        <ul class="summary-facts">
                            <li>{if facts.orphans == 0 { t.summary_no_orphans().to_owned() } else { t.summary_orphans(facts.orphans) }}</li>
                            <li>{t.summary_on_track(facts.on_track.0, facts.on_track.1)}</li>
                            <li>{if facts.attention == 0 { t.no_findings().to_owned() } else { t.summary_findings(facts.attention) }}</li>
                        </ul>
                        <p><a href=Route::Strategy.to_string()>{t.summary_open()}</a></p>
                    </div>
                }
            })
        }}
    }
}
