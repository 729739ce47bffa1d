//! How a round is seen from today: the answers as given stay.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::competency::history::second_thoughts;
use crate::domain::competency::scoring::rating_of;
use crate::domain::competency::{
    Assessment, CompetencyCommand, Key, Level, LookingBack, Model, Rating, RoundEdit,
};
use crate::domain::{AssessmentId, Extra, Note};
use crate::state::clock;
use crate::ui::competency::desk::{Desk, name_of};
use crate::ui::competency::plan::texts;
use crate::ui::kit::{SelectField, TextField};

/// How a round is seen from today.
#[component]
pub(super) fn Lookback(
    rounds: Signal<Vec<Arc<Assessment>>>,
    model: Memo<Option<Arc<Model>>>,
) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let chosen = RwSignal::new(None::<AssessmentId>);
    // The first one by itself, since it lies furthest back.
    let round = Memo::new(move |_| {
        rounds.with(|rounds| {
            let wanted = chosen.get();
            let found = rounds.iter().find(|round| Some(round.id) == wanted);
            found
                .or_else(|| rounds.iter().find(|round| round.looking_back.is_some()))
                .or_else(|| rounds.first())
                .cloned()
        })
    });
    let options = Signal::derive(move || {
        rounds.with(|rounds| {
            rounds.iter().map(|round| (round.id.to_string(), round.date().to_string())).collect::<Vec<_>>()
        })
    });
    let is_open = RwSignal::new(false);
    let summary = move || {
        let (Some(round), Some(model)) = (round.get(), model.get()) else { return ().into_any() };
        let thoughts = second_thoughts(&model, &round);
        let differing: Vec<_> = thoughts.iter().filter(|one| one.then != Some(one.really)).collect();
        let Some(back) = round.looking_back.clone().filter(|_| !thoughts.is_empty()) else {
            return view! { <p class="hint">{t().looking_back_none()}</p> }.into_any();
        };
        let rows = differing
            .iter()
            .map(|one| {
                let name = name_of(desk, &model, &one.competency);
                let then = one.then.map_or(0, Level::get);
                view! { <li>{t().change(&name, then, one.really.get())}</li> }
            })
            .collect_view();
        view! {
            <p><b>{t().second_thoughts(differing.len(), &back.made.to_string())}</b></p>
            <ul class="changes">{rows}</ul>
            {(!back.note.is_empty()).then(|| view! { <blockquote>{back.note.to_string()}</blockquote> })}
        }
        .into_any()
    };
    view! {
        <section class="panel" aria-labelledby="looking-back">
            <h2 id="looking-back">{move || t().looking_back()}</h2>
            <p class="hint">{move || t().looking_back_text()}</p>
            <Show when=move || rounds.with(|rounds| rounds.len() > 1)>
                <SelectField
                    label=move || t().round()
                    options
                    value=Signal::derive(move || round.get().map(|round| round.id.to_string()).unwrap_or_default())
                    on_choose=move |key: String| chosen.set(key.parse().ok())
                />
            </Show>
            {summary}
            <details class="setting no-print" on:toggle=move |_| is_open.set(true)>
                <summary>{move || t().really()}</summary>
                <Show when=move || is_open.get()>
                    <LookbackForm round model />
                </Show>
            </details>
        </section>
    }
}

#[component]
fn LookbackForm(round: Memo<Option<Arc<Assessment>>>, model: Memo<Option<Arc<Model>>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let change = move |edit: &dyn Fn(&mut LookingBack)| {
        let Some(round) = round.get_untracked() else { return };
        let mut back = round.looking_back.clone().unwrap_or_else(|| LookingBack {
            made: clock::today(),
            levels: std::collections::BTreeMap::new(),
            note: Note::default(),
            extra: Extra::new(),
        });
        back.made = clock::today();
        edit(&mut back);
        let kept = (!back.levels.is_empty() || !back.note.is_empty()).then_some(back);
        desk.run(CompetencyCommand::EditRound(round.id, Box::new(RoundEdit::LookingBack(kept))));
    };
    // Only what has a level can be seen differently.
    let keys = Memo::new(move |_| {
        let (Some(round), Some(model)) = (round.get(), model.get()) else { return Vec::new() };
        let mut keys = Vec::new();
        for one in &model.competencies {
            if let Some(level) = rating_of(&model, &round, &one.id).and_then(Rating::level) {
                keys.push((one.id.clone(), level));
            }
        }
        keys
    });
    let row = move |key: Key, then: Level| {
        let (name, own) = (key.clone(), key.clone());
        let value = Signal::derive(move || {
            round.with(|round| {
                let back = round.as_ref().and_then(|round| round.looking_back.as_ref());
                back.and_then(|back| back.levels.get(&own)).map(ToString::to_string).unwrap_or_default()
            })
        });
        let options = Signal::derive(move || {
            let c = desk.lang().competency();
            let as_then = format!("{} ({})", t().as_then(), then);
            let levels = Level::all().map(|level| (level.to_string(), c.level(level.get())));
            std::iter::once((String::new(), as_then)).chain(levels).collect::<Vec<_>>()
        });
        view! {
            <SelectField
                label=move || model.get().map(|model| name_of(desk, &model, &name)).unwrap_or_default()
                options
                value
                on_choose=move |text: String| {
                    let level = text.parse().ok().and_then(|number: u8| Level::try_from(number).ok());
                    let key = key.clone();
                    change(&move |back| {
                        match level {
                            Some(level) => drop(back.levels.insert(key.clone(), level)),
                            None => drop(back.levels.remove(&key)),
                        }
                    });
                }
            />
        }
    };
    view! {
        <div class="lookback-form">
            <For each=move || keys.get() key=|key| key.clone() let:key>
                {row(key.0, key.1)}
            </For>
            <TextField
                label=move || t().looking_back_note()
                rows=2
                value=Signal::derive(move || {
                    round.with(|round| {
                        round.as_ref().and_then(|round| round.looking_back.as_ref()).map(|back| back.note.to_string()).unwrap_or_default()
                    })
                })
                on_commit=move |typed: String| {
                    Note::new(&typed)
                        .map(|note| change(&|back| back.note = note.clone()))
                        .map_err(|error| untrack(|| desk.lang().errors().value(&error)))
                }
            />
        </div>
    }
}
