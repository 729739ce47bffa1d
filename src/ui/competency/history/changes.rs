//! What changed between two rounds, and whether something shows it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::AssessmentId;
use crate::domain::competency::history::{Proof, changes};
use crate::domain::competency::{Assessment, Model};
use crate::ui::competency::desk::{Desk, name_of};
use crate::ui::competency::plan::texts;
use crate::ui::kit::SelectField;

/// What changed between two rounds, the last two at first.
#[component]
pub(super) fn Changes(
    rounds: Signal<Vec<Arc<Assessment>>>,
    model: Memo<Option<Arc<Model>>>,
) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let from = RwSignal::new(None::<AssessmentId>);
    let to = RwSignal::new(None::<AssessmentId>);
    let pick = move |wanted: Option<AssessmentId>, back: usize| {
        rounds.with(|rounds| {
            let found = wanted.and_then(|id| rounds.iter().find(|round| round.id == id));
            found.or_else(|| rounds.len().checked_sub(back).and_then(|place| rounds.get(place))).cloned()
        })
    };
    let options = Signal::derive(move || {
        rounds.with(|rounds| {
            rounds.iter().map(|round| (round.id.to_string(), round.date().to_string())).collect::<Vec<_>>()
        })
    });
    let shown =
        move |round: Option<Arc<Assessment>>| round.map(|round| round.id.to_string()).unwrap_or_default();
    let list = move || {
        let (Some(earlier), Some(later), Some(model)) = (pick(from.get(), 2), pick(to.get(), 1), model.get())
        else {
            return view! { <p>{t().one_round()}</p> }.into_any();
        };
        let found = changes(&model, &earlier, &later);
        if found.is_empty() {
            return view! { <p>{t().no_change()}</p> }.into_any();
        }
        let confirmed = found.iter().filter(|change| change.proof == Proof::Confirmed).count();
        let rows = found
            .iter()
            .map(|change| {
                let name = name_of(desk, &model, &change.competency);
                view! {
                    <li>
                        <span>{t().change(&name, change.from.get(), change.to.get())}</span>
                        <span class="tag" class:tag-accent={change.proof == Proof::Confirmed}>{t().proof(change.proof)}</span>
                    </li>
                }
            })
            .collect_view();
        view! {
            <p><b>{t().changes_title(confirmed, found.len() - confirmed)}</b></p>
            <ul class="changes">{rows}</ul>
        }
        .into_any()
    };
    view! {
        <section class="panel" aria-labelledby="changes">
            <h2 id="changes">{move || t().changed()}</h2>
            <p class="hint">{move || t().change_text()}</p>
            <Show when=move || rounds.with(|rounds| rounds.len() > 2)>
                <div class="step-row">
                    <SelectField label=move || t().from_round() options value=Signal::derive(move || shown(pick(from.get(), 2)))
                        on_choose=move |key: String| from.set(key.parse().ok()) />
                    <SelectField label=move || t().to_round() options value=Signal::derive(move || shown(pick(to.get(), 1)))
                        on_choose=move |key: String| to.set(key.parse().ok()) />
                </div>
            </Show>
            {list}
        </section>
    }
}
