//! The gate of layer 1.

use leptos::prelude::*;

use super::{Image, texts};
use crate::domain::competency::scoring::Gate;
use crate::domain::competency::{CompetencyCommand, Key, Level, UNDERSTANDING};
use crate::i18n::competency_scale::Scale;
use crate::ui::competency::desk::{Desk, name_of};
use crate::ui::kit::{Icon, SelectField, Symbol};

#[component]
pub(super) fn GatePanel(image: Memo<Option<Image>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let gate = Memo::new(move |_| image.with(|image| image.as_ref().map(|image| image.standing.gate)));
    let message = move || {
        image.with(|image| {
            let image = image.as_ref()?;
            if image.standing.gate_items.is_empty() {
                return Some(t().gate_none().to_owned());
            }
            let words = &image.model.scoring.messages;
            Some(desk.say(match image.standing.gate {
                Gate::Met => &words.gate_met,
                Gate::Unknown => &words.gate_unknown,
                Gate::NotMet => &words.gate_not_met,
            }))
        })
    };
    let rows = move || {
        image.with(|image| {
            let image = image.as_ref()?;
            let scale = Scale(desk.lang().locale());
            let rows = image
                .standing
                .gate_items
                .iter()
                .map(|item| {
                    let level = item.level.map_or_else(|| t().dash().to_owned(), |level| level.to_string());
                    view! {
                        <tr>
                            <th scope="row">{name_of(desk, &image.model, &item.competency)}</th>
                            <td class="number">{level}</td>
                            <td class="number">
                                {t().threshold_level(item.threshold.get())}
                                {item.own.then(|| view! { " " <span class="tag">{t().own_threshold()}</span> })}
                            </td>
                            <td><span class="gate-state" data-gate=word(item.state)><Icon symbol=symbol(item.state) /> {scale.gate(item.state)}</span></td>
                        </tr>
                    }
                })
                .collect_view();
            Some(rows)
        })
    };
    view! {
        <section class="panel wide gate" aria-labelledby="gate" data-gate=move || gate.get().map(word)>
            <h2 id="gate">{move || t().gate()}</h2>
            <p class="gate-message">
                {move || gate.get().map(|gate| view! { <Icon symbol=symbol(gate) /> })}
                <span>{message}</span>
            </p>
            <table class="table gate-table">
                <caption class="sr-only">{move || t().gate()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{move || t().item()}</th>
                        <th scope="col" class="number">{move || t().own_level()}</th>
                        <th scope="col" class="number">{move || t().threshold()}</th>
                        <th scope="col">{move || t().state()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="hint">{move || t().gate_both()}</p>
            <Understanding image />
        </section>
    }
}

/// For selectors: `met`, `unknown`, `not-met`.
const fn word(gate: Gate) -> &'static str {
    match gate {
        Gate::Met => "met",
        Gate::Unknown => "unknown",
        Gate::NotMet => "not-met",
    }
}

const fn symbol(gate: Gate) -> Symbol {
    match gate {
        Gate::Met => Symbol::Check,
        Gate::Unknown => Symbol::Help,
        Gate::NotMet => Symbol::Right,
    }
}

/// How much of projects one has to know: the organisation's to set.
#[component]
fn Understanding(image: Memo<Option<Image>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let is_asked = Memo::new(move |_| {
        image.with(|image| {
            image.as_ref().is_some_and(|image| {
                image.standing.gate_items.iter().any(|item| item.competency.as_ref() == UNDERSTANDING)
            })
        })
    });
    let value = Signal::derive(move || {
        image.with(|image| {
            let set = image.as_ref().and_then(|image| image.thresholds.get(UNDERSTANDING).copied());
            set.map(|level| level.to_string()).unwrap_or_default()
        })
    });
    let options = Signal::derive(move || {
        let levels = Level::all().skip(1).map(|level| (level.to_string(), t().threshold_level(level.get())));
        std::iter::once((String::new(), t().by_role().to_owned())).chain(levels).collect::<Vec<_>>()
    });
    let choose = move |text: String| {
        let level = text.parse().ok().and_then(|number: u8| Level::try_from(number).ok());
        if let Ok(key) = UNDERSTANDING.parse::<Key>() {
            desk.run(CompetencyCommand::SetThreshold(key, level));
        }
    };
    view! {
        <Show when=move || is_asked.get()>
            <details class="setting no-print">
                <summary>{move || t().understanding()}</summary>
                <SelectField label=move || t().threshold() options value on_choose=choose />
                <p class="hint">{move || t().understanding_hint()}</p>
            </details>
        </Show>
    }
}
