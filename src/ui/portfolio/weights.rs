//! From which weight of a criterion on a project changes sides.

use leptos::prelude::*;

use super::desk::{Desk, Phase, WeightSweeps};
use crate::domain::{CriterionId, ProjectId};
use crate::i18n::sentences::percent;
use crate::ui::kit::Button;

/// A weight at which a project changes sides.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Turn {
    criterion: CriterionId,
    now: f64,
    at: f64,
}

/// The nearest turn of each criterion in each direction, the smallest change first.
fn turns(sweeps: &WeightSweeps, item: usize, inside: bool) -> Vec<Turn> {
    let mut turns: Vec<Turn> = sweeps
        .found
        .iter()
        .filter_map(|(leaf, alone, stretches)| {
            // By scores to the last digit the set may be another one of the same value: then nothing is said.
            stretches.first().filter(|first| first.choice.holds(item) == inside)?;
            let turn = stretches.iter().find(|stretch| stretch.choice.holds(item) != inside)?;
            let (criterion, now) = *sweeps.weighing.criteria.get(*leaf)?;
            Some(Turn { criterion, now, at: sweeps.weighing.weight_at(*leaf, *alone, turn.from) })
        })
        .collect();
    turns.sort_by(|a, b| (a.at - a.now).abs().total_cmp(&(b.at - b.now).abs()));
    turns
}

/// The list of turns of a project.
#[component]
pub fn Weights(desk: Desk, project: ProjectId) -> impl IntoView {
    let lang = desk.app.lang();
    let v = move || lang.portfolio_values();
    let can = Memo::new(move |_| desk.weighing().is_some());
    let proven = Memo::new(move |_| desk.run.with(|run| run.phase == Phase::Proven));
    let open = Memo::new(move |_| desk.weights.with(|sweeps| sweeps.as_ref().map(|sweeps| sweeps.open)));
    let lines = Memo::new(move |_| {
        let inside = desk.run.with(|run| run.chosen.as_ref().is_some_and(|c| c.contains_key(&project)));
        let item = desk.asked.get().and_then(|asked| asked.key.item(project));
        let found =
            desk.weights.with(|sweeps| Some(turns(sweeps.as_ref()?, item?, inside))).unwrap_or_default();
        let locale = lang.locale();
        let lines = found.into_iter().map(|turn| {
            let leaf = desk.app.store.doc().with(|doc| {
                let name =
                    doc.selection.criterion(turn.criterion).map(|criterion| criterion.name.to_string());
                name.filter(|name| !name.is_empty())
            });
            let leaf = leaf.unwrap_or_else(|| lang.criteria().unnamed().to_owned());
            let (at, now) = (percent(locale, turn.at), percent(locale, turn.now));
            match (inside, turn.at < turn.now) {
                (true, true) => v().drops_below(&leaf, &at, &now),
                (true, false) => v().drops_above(&leaf, &at, &now),
                (false, true) => v().enters_below(&leaf, &at, &now),
                (false, false) => v().enters_above(&leaf, &at, &now),
            }
        });
        lines.collect::<Vec<_>>()
    });
    view! {
        <h4>{move || v().if_weights()}</h4>
        <Show when=move || can.get() fallback=move || view! { <p class="hint">{move || v().weights_need()}</p> }>
            <ul class="pf-turns">
                {move || lines.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
            </ul>
            {move || match open.get() {
                None if proven.get() && !desk.is_small() => view! {
                    <Button label=move || v().compute_weights() on_click=move || desk.ask_weights() />
                }.into_any(),
                Some(0) if lines.with(Vec::is_empty) => view! { <p class="hint">{v().weights_stay()}</p> }.into_any(),
                Some(0) => ().into_any(),
                _ => view! { <p class="hint">{lang.portfolio_page().asking()}</p> }.into_any(),
            }}
        </Show>
    }
}
