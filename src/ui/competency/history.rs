//! A person's rounds over time: each with its result, what changed between two, how one sees it later.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, href, name_of, role_name};
use super::layout::{Back, Gone, PersonTabs};
use super::mirror::number;
use super::plan::{PersonHead, texts};
use super::screen::Screen;
use super::start::begin_round;
use crate::domain::competency::history::{Proof, changes, readable, second_thoughts};
use crate::domain::competency::scoring::{Standing, rating_of};
use crate::domain::competency::{
    Assessment, CompetencyCommand, Key, Level, LookingBack, Model, Rating, RoundEdit,
};
use crate::domain::{AssessmentId, Extra, Note, PersonId};
use crate::state::clock;
use crate::ui::kit::{Button, ButtonKind, IconButton, SelectField, Symbol, Table, TextField};

/// `#/competency/history/<person>`.
#[component]
pub fn History(id: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let is_there = Memo::new(move |_| desk.with(|part| part.person(id).is_some()));
    move || if is_there.get() { view! { <Rounds id /> }.into_any() } else { view! { <Gone /> }.into_any() }
}

#[component]
fn Rounds(id: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let model = Memo::new(move |_| desk.model_of(id));
    // Oldest first, and how many another model would be needed for.
    let rounds = Memo::new(move |_| {
        let Some(model) = model.get() else { return (Vec::new(), 0) };
        desk.with(|part| {
            let (fine, other) = readable(&model, part.rounds_of(id));
            (fine.into_iter().cloned().collect::<Vec<Arc<Assessment>>>(), other)
        })
    });
    let again = move || {
        let Some(model) = desk.model() else { return };
        let role = desk.with(|part| {
            let last = part.last_round(id).and_then(|round| round.role.clone());
            last.or_else(|| part.person(id)?.role.clone())
        });
        begin_round(desk, &model, Err(id), role);
    };
    view! {
        <Back />
        <PersonHead id />
        <PersonTabs person=id here=Screen::History(id) />
        <p class="lead">{move || t().history_lead()}</p>
        <div class="growth">
            <section class="panel" aria-labelledby="rounds">
                <div class="step-head">
                    <h2 id="rounds">{move || t().history()}</h2>
                    <Button label=move || t().again() symbol=Symbol::Add on_click=move || untrack(again) />
                </div>
                <RoundTable id rounds=Signal::derive(move || rounds.get().0) model />
                <Show when=move || rounds.with(|rounds| rounds.1 != 0)>
                    <p class="hint">{move || t().other_models()}</p>
                </Show>
            </section>
            <Changes rounds=Signal::derive(move || rounds.get().0) model />
            <Lookback rounds=Signal::derive(move || rounds.get().0) model />
            <AboutPerson id />
        </div>
    }
}

#[component]
fn RoundTable(
    id: PersonId,
    rounds: Signal<Vec<Arc<Assessment>>>,
    model: Memo<Option<Arc<Model>>>,
) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let head = Signal::derive(move || {
        let c = desk.lang().competency();
        vec![
            (t().day().to_owned(), false),
            (c.role().to_owned(), false),
            (t().at_target().to_owned(), true),
            (t().index().to_owned(), true),
            (c.remove_round().to_owned(), false),
        ]
    });
    let rows = move || {
        let model = model.get()?;
        let own = desk.with(|part| part.person(id).and_then(|person| person.role.clone()));
        let thresholds = desk.with(|part| part.thresholds.clone());
        let rows = rounds
            .get()
            .into_iter()
            .rev()
            .map(|round| {
                let role = round.role.clone().or_else(|| own.clone());
                let standing = role
                    .as_ref()
                    .and_then(|key| model.role(key.as_ref()))
                    .map(|role| Standing::of(&model, role, &thresholds, &round));
                let (k, n) = standing.as_ref().map_or((0, 0), Standing::at_target);
                let index = standing.as_ref().and_then(Standing::index).map_or_else(
                    || t().dash().to_owned(),
                    |index| number(desk.lang().locale(), index.value, 0),
                );
                let day = if round.finished.is_some() {
                    round.date().to_string()
                } else {
                    desk.lang().competency().in_progress().to_owned()
                };
                let round_id = round.id;
                view! {
                    <tr>
                        <th scope="row"><a href=href(&Screen::Mirror(round_id))>{day}</a></th>
                        <td>{role_name(desk, Some(&model), role.as_ref())}</td>
                        <td class="number">{k} " / " {n}</td>
                        <td class="number">{index}</td>
                        <td class="number">
                            <IconButton
                                label=move || desk.lang().competency().remove_round()
                                symbol=Symbol::Delete
                                on_click=move || desk.run_undoable(CompetencyCommand::RemoveRound(round_id))
                            />
                        </td>
                    </tr>
                }
            })
            .collect_view();
        Some(rows)
    };
    view! { <Table caption=move || t().history() columns=head>{rows}</Table> }
}

/// What changed between two rounds, the last two at first.
#[component]
fn Changes(rounds: Signal<Vec<Arc<Assessment>>>, model: Memo<Option<Arc<Model>>>) -> impl IntoView {
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

/// How a round is seen from today.
#[component]
fn Lookback(rounds: Signal<Vec<Arc<Assessment>>>, model: Memo<Option<Arc<Model>>>) -> impl IntoView {
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

/// Name, consent, and the ways to let a person go.
#[component]
fn AboutPerson(id: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    let person = desk.person(id);
    let edit = move |edit: &dyn Fn(&mut crate::domain::competency::Person)| {
        let Some(person) = person.get_untracked() else { return };
        let mut draft = crate::domain::competency::Person::clone(&person);
        edit(&mut draft);
        desk.run(CompetencyCommand::PutPerson(Box::new(draft)));
    };
    let name = move |typed: String, set: fn(&mut crate::domain::competency::Person, crate::domain::Name)| {
        crate::domain::Name::new(&typed)
            .map(|name| edit(&|person| set(person, name.clone())))
            .map_err(|error| untrack(|| desk.lang().errors().value(&error)))
    };
    view! {
        <section class="panel no-print" aria-labelledby="about-person">
            <h2 id="about-person">{move || t().about_person()}</h2>
            <TextField
                label=move || t().your_name()
                value=Signal::derive(move || person.get().map(|person| person.alias.to_string()).unwrap_or_default())
                on_commit=move |typed: String| name(typed, |person, alias| person.alias = alias)
            />
            <TextField
                label=move || t().post()
                value=Signal::derive(move || person.get().map(|person| person.post.to_string()).unwrap_or_default())
                on_commit=move |typed: String| name(typed, |person, post| person.post = post)
            />
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || person.get().is_some_and(|person| person.consent.is_some())
                    on:change=move |event| {
                        let day = event_target_checked(&event).then(clock::today);
                        edit(&|person| person.consent = day);
                    }
                />
                <span>{move || t().consent()}</span>
            </label>
            <div class="button-row">
                <Button label=move || t().remove_person() on_click=move || {
                    desk.run_undoable(CompetencyCommand::RemovePerson(id));
                    desk.go(&Screen::Start);
                } />
                <Button label=move || t().forget_person() kind=ButtonKind::Danger on_click=move || {
                    super::people::forget(desk, id);
                    desk.go(&Screen::Start);
                } />
            </div>
            <p class="hint">{move || t().forget_hint()}</p>
        </section>
    }
}
