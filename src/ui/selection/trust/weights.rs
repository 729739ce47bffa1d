//! Sliders: one weight moves, the others give way, ranks follow.

use leptos::prelude::*;

use super::Checks;
use crate::domain::selection::methods::Outcome;
use crate::domain::weighting::rebalanced;
use crate::i18n::sentences::percent;
use crate::ui::kit::{Button, format};

/// More rows than these nobody compares at a glance.
const SHOWN: usize = 15;

/// The sliders and the ranks.
#[component]
pub fn TryWeights(checks: Checks) -> impl IntoView {
    let t = move || checks.lang.trust();
    // None: the weights in use.
    let tried = RwSignal::new(None::<Vec<f64>>);
    let in_use = Memo::new(move |_| checks.of(|subject| subject.table.weights().to_vec()));
    let weights = Memo::new(move |_| {
        let used = in_use.get();
        tried.get().filter(|weights| weights.len() == used.len()).unwrap_or(used)
    });
    let outcome = Memo::new(move |_| {
        checks.subject.with(|subject| {
            let subject = subject.as_ref()?;
            let table = weights.with(|weights| subject.table.with_weights(weights)).ok()?;
            subject.method.run(&table).ok()
        })
    });
    let count = Memo::new(move |_| in_use.with(Vec::len));
    view! {
        <section class="trust-part">
            <h3>{move || t().try_weights()}</h3>
            <p class="hint">{move || t().try_lead()}</p>
            <div class="trust-try">
                <div class="trust-sliders">
                    <For each=move || 0..count.get() key=|index| *index let:index>
                        <Slider checks index weights tried />
                    </For>
                    <Button label=move || t().reset() disabled=Signal::derive(move || tried.with(Option::is_none))
                        on_click=move || tried.set(None) />
                </div>
                <Ranks checks outcome />
            </div>
        </section>
    }
}

#[component]
fn Slider(
    checks: Checks,
    index: usize,
    weights: Memo<Vec<f64>>,
    tried: RwSignal<Option<Vec<f64>>>,
) -> impl IntoView {
    let weight = move || weights.with(|weights| weights.get(index).copied().unwrap_or(0.0));
    let text = move || percent(checks.lang.locale(), weight());
    view! {
        <label class="trust-slider">
            <span>{move || checks.criterion(index)}</span>
            <input type="range" min="0" max="100" step="1" aria-valuetext=text
                prop:value=move || (weight() * 100.0).to_string()
                on:input=move |event| {
                    let Ok(wanted) = event_target_value(&event).parse::<f64>() else { return };
                    let now = weights.get_untracked();
                    if let Ok(next) = rebalanced(&now, &vec![false; now.len()], index, wanted / 100.0) {
                        tried.set(Some(next));
                    }
                } />
            <output>{text}</output>
        </label>
    }
}

#[component]
fn Ranks(checks: Checks, outcome: Memo<Option<Outcome>>) -> impl IntoView {
    let t = move || checks.lang.trust();
    let before = Memo::new(move |_| checks.of(|subject| subject.outcome.ranks.clone()));
    view! {
        <table class="table trust-ranks">
            <caption class="sr-only">{move || t().ranks_now()}</caption>
            <thead>
                <tr>
                    <th scope="col" class="number">{move || t().rank()}</th>
                    <th scope="col">{move || t().project()}</th>
                    <th scope="col" class="number">{move || t().moved()}</th>
                </tr>
            </thead>
            <tbody>
                {move || {
                    let Some(outcome) = outcome.get() else { return Vec::new() };
                    let before = before.get();
                    outcome
                        .order()
                        .into_iter()
                        .take(SHOWN)
                        .map(|project| {
                            let rank = outcome.ranks.get(project).copied().unwrap_or(0);
                            let was = before.get(project).copied().unwrap_or(rank);
                            view! {
                                <tr class:trust-moved=was != rank>
                                    <td class="number">{format::number(checks.lang.locale(), crate::domain::numeric::real(rank), 0)}</td>
                                    <th scope="row">{checks.project(project)}</th>
                                    <td class="number">{t().movement(was, rank)}</td>
                                </tr>
                            }
                        })
                        .collect()
                }}
            </tbody>
        </table>
    }
}
