//! One competency a screen: what it is, the five behaviours, the answer and what belongs to it. No target
//! is shown here.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::html;
use leptos::prelude::*;

use super::answering::{Chips, Course, Levels, Whose, focus_heading, follow_answer_keys};
use super::desk::{Desk, Reading};
use super::layout::{Back, Gone};
use super::screen::Screen;
use super::start::answered;
use crate::domain::competency::scoring::EVIDENCE_FROM;
use crate::domain::competency::{
    Assessment, CompetencyCommand, Confidence, Evidence, Interest, Key, Model, Rating, Strength, Trait,
};
use crate::domain::{AssessmentId, Extra, Note};
use crate::i18n::competency_scale::Scale;
use crate::state::clock;
use crate::ui::kit::{Button, ButtonKind, IconButton, Symbol, TextField};

/// `#/competency/answer/<round>/<place>`.
#[component]
pub fn Question(id: AssessmentId, place: usize) -> impl IntoView {
    let desk = Desk::context();
    let reading = desk.round(id);
    // The model and the competency do not change while answers do.
    let asked = Memo::new(move |_| {
        reading.with(|reading| {
            let model = reading.as_ref()?.model.clone()?;
            let one = model.competencies.get(place.checked_sub(1)?)?.clone();
            Some((model, one))
        })
    });
    move || match asked.get() {
        Some((model, one)) => view! { <Asked id place model one reading /> }.into_any(),
        None => view! { <Gone /> }.into_any(),
    }
}

fn screen_of(whose: Whose, place: usize) -> Screen {
    match whose {
        Whose::Round(id) => Screen::Question(id, place),
        Whose::Form(id) => Screen::Form(id, place),
    }
}

/// Changes what is said of one competency.
#[derive(Debug, Clone, Copy)]
struct Writer {
    desk: Desk,
    id: AssessmentId,
    key: StoredValue<Key>,
    meaning: u32,
    reading: Memo<Option<Reading>>,
}

impl Writer {
    fn rating(self) -> Rating {
        let found = self.reading.with(|reading| {
            let round = &reading.as_ref()?.round;
            // An answer to another meaning is archived; a new one begins afresh.
            self.key
                .with_value(|key| round.ratings.get(key))
                .filter(|rating| rating.meaning == self.meaning)
                .cloned()
        });
        found.unwrap_or_else(|| Rating { meaning: self.meaning, ..Rating::default() })
    }

    fn change(self, edit: impl FnOnce(&mut Rating)) {
        let mut rating = untrack(|| self.rating());
        edit(&mut rating);
        self.desk.run(CompetencyCommand::Rate {
            round: self.id,
            competency: self.key.get_value(),
            rating: Box::new(rating),
        });
    }
}

#[component]
fn Asked(
    id: AssessmentId,
    place: usize,
    model: Arc<Model>,
    one: Arc<Trait>,
    reading: Memo<Option<Reading>>,
) -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    let writer = Writer { desk, id, key: StoredValue::new(one.id.clone()), meaning: one.meaning, reading };
    let all = model.competencies.len();
    let heading = NodeRef::<html::H1>::new();
    focus_heading(heading);
    let turn = move |forward: bool| {
        let screen = match (forward, place) {
            (true, place) if place >= all => Screen::End(id),
            (true, place) => Screen::Question(id, place + 1),
            (false, place) if place > 1 => Screen::Question(id, place - 1),
            (false, _) => return,
        };
        desk.go(&screen);
    };
    follow_answer_keys(move |answer| writer.change(|rating| rating.answer = Some(answer)), turn);
    let layer = model.layer(one.layer.as_ref()).map(|layer| layer.name.clone()).unwrap_or_default();
    let done = {
        let model = model.clone();
        Signal::derive(move || {
            reading.with(|reading| {
                reading.as_ref().map(|reading| marks(&model, &reading.round)).unwrap_or_default()
            })
        })
    };
    let (name, definition) = (one.name.clone(), one.definition.clone());
    let instruction = model.answering.instruction.clone();
    let is_last = place >= all;
    view! {
        <Back />
        <article class="question">
            <p class="eyebrow">{move || t().place(place, all, &desk.say(&layer))}</p>
            <h1 node_ref=heading tabindex="-1">{move || desk.say(&name)}</h1>
            <p class="definition">{move || desk.say(&definition)}</p>
            {(place == 1)
                .then(|| {
                    view! {
                        <details class="setting" open="">
                            <summary>{move || t().instruction()}</summary>
                            <p class="hint">{move || desk.say(&instruction)}</p>
                        </details>
                    }
                })}
            <Levels
                one=one.clone()
                model=model.clone()
                answer=Signal::derive(move || writer.rating().answer)
                on_answer=move |answer| writer.change(|rating| rating.answer = Some(answer))
            />
            <Details writer one />
            <Course model=model.clone() place answered=done screen=screen_of whose=Whose::Round(id) />
            <p class="hint keys-hint">{move || t().keys_hint()}</p>
        </article>
        <div class="turn">
            <Button label=move || t().previous() symbol=Symbol::Left disabled=place <= 1 on_click=move || turn(false) />
            <Button
                label=move || if is_last { t().to_end() } else { t().next() }
                kind=ButtonKind::Primary
                on_click=move || turn(true)
            />
        </div>
    }
}

/// Which competencies have an answer, in the model's order.
fn marks(model: &Model, round: &Assessment) -> Vec<bool> {
    if answered(round) == 0 {
        return vec![false; model.competencies.len()];
    }
    let has = |key: &Key| round.ratings.get(key).is_some_and(|rating| rating.answer.is_some());
    model.competencies.iter().map(|one| has(&one.id)).collect()
}

/// How sure, how keen, what shows it: once there is an answer.
#[component]
fn Details(writer: Writer, one: Arc<Trait>) -> impl IntoView {
    let desk = writer.desk;
    let t = move || desk.lang().competency();
    let scale = move || Scale(desk.lang().locale());
    let has_answer = Memo::new(move |_| writer.rating().answer.is_some());
    let has_level = Memo::new(move |_| writer.rating().level().is_some());
    let one = StoredValue::new(one);
    view! {
        <Show when=move || has_answer.get()>
            <div class="details-grid">
                <Show when=move || has_level.get()>
                    <Chips
                        label=Signal::derive(move || t().confidence().to_owned())
                        name="confidence".to_owned()
                        options=Signal::derive(move || scale().confidences())
                        value=Signal::derive(move || writer.rating().confidence.map(Confidence::get))
                        on_choose=move |number: u8| {
                            writer.change(|rating| rating.confidence = Confidence::try_from(number).ok());
                        }
                    />
                </Show>
                <Chips
                    label=Signal::derive(move || t().interest().to_owned())
                    name="interest".to_owned()
                    options=Signal::derive(move || scale().interests())
                    value=Signal::derive(move || writer.rating().interest.map(Interest::get))
                    on_choose=move |number: u8| writer.change(|rating| rating.interest = Interest::try_from(number).ok())
                />
            </div>
            <Show when=move || has_level.get()>
                <Evidences writer one=one.get_value() />
            </Show>
            <div>
                <Button label=move || t().clear_answer() kind=ButtonKind::Quiet on_click=move || {
                    writer.change(|rating| *rating = Rating { meaning: rating.meaning, ..Rating::default() });
                } />
            </div>
        </Show>
    }
}

/// The notes that show the level.
#[component]
fn Evidences(writer: Writer, one: Arc<Trait>) -> impl IntoView {
    let desk = writer.desk;
    let t = move || desk.lang().competency();
    let is_asked = Memo::new(move |_| {
        let rating = writer.rating();
        rating.level().is_some_and(|level| level.get() >= EVIDENCE_FROM)
    });
    let count = Memo::new(move |_| writer.rating().evidence.len());
    let prompt = one.evidence_prompt.clone();
    let add = move || {
        writer.change(|rating| {
            let Ok(strength) = Strength::try_from(1) else { return };
            rating.evidence.push(Evidence {
                text: Note::default(),
                strength,
                date: Some(clock::today()),
                extra: Extra::new(),
            });
        });
    };
    view! {
        <section class="evidence" class:evidence-asked=move || is_asked.get() && count.get() == 0>
            <h2>{move || t().evidence()}</h2>
            <p class="hint">{move || if is_asked.get() { t().evidence_wanted() } else { t().evidence_optional() }}</p>
            <p class="prompt">{move || desk.say(&prompt)}</p>
            <For each=move || 0..count.get() key=|index| *index let:index>
                <EvidenceNote writer index />
            </For>
            <Button label=move || t().evidence_add() symbol=Symbol::Add on_click=add />
        </section>
    }
}

#[component]
fn EvidenceNote(writer: Writer, index: usize) -> impl IntoView {
    let desk = writer.desk;
    let t = move || desk.lang().competency();
    let scale = move || Scale(desk.lang().locale());
    let note = Memo::new(move |_| writer.rating().evidence.get(index).cloned());
    let change = move |edit: &dyn Fn(&mut Evidence)| {
        writer.change(|rating| {
            if let Some(note) = rating.evidence.get_mut(index) {
                edit(note);
            }
        });
    };
    let error = RwSignal::new(None::<&'static str>);
    let id = format!("evidence-date-{index}");
    view! {
        <div class="evidence-note">
            <TextField
                label=move || t().evidence_text()
                rows=2
                value=Signal::derive(move || note.get().map(|note| note.text.to_string()).unwrap_or_default())
                on_commit=move |text: String| match Note::new(&text) {
                    Ok(text) => {
                        change(&|note| note.text = text.clone());
                        Ok(())
                    }
                    Err(error) => Err(untrack(|| desk.lang().errors().value(&error))),
                }
            />
            <Chips
                label=Signal::derive(move || t().evidence_strength().to_owned())
                name=format!("strength-{index}")
                options=Signal::derive(move || scale().strengths())
                value=Signal::derive(move || note.get().map(|note| note.strength.get()))
                on_choose=move |number: u8| {
                    if let Ok(strength) = Strength::try_from(number) {
                        change(&|note| note.strength = strength);
                    }
                }
            />
            <div class="evidence-foot">
                <div class="field">
                    <label for=id.clone()>{move || t().evidence_date()}</label>
                    <input
                        id=id
                        class="input"
                        type="date"
                        max=clock::today().to_string()
                        prop:value=move || note.get().and_then(|note| note.date).map(|day| day.to_string()).unwrap_or_default()
                        aria-invalid=move || error.get().map(|_| "true")
                        on:change=move |event| {
                            let day = parse_day(&event_target_value(&event));
                            error.set(match day {
                                Ok(Some(day)) if day > clock::today() => Some(untrack(t).date_future()),
                                Ok(_) => None,
                                Err(()) => Some(untrack(t).date_wrong()),
                            });
                            if let (Ok(day), None) = (day, error.get_untracked()) {
                                change(&|note| note.date = day);
                            }
                        }
                    />
                    <p class="field-note field-error" aria-live="polite">{move || error.get()}</p>
                </div>
                <IconButton label=move || t().evidence_remove() symbol=Symbol::Delete on_click=move || {
                    writer.change(|rating| {
                        if index < rating.evidence.len() {
                            rating.evidence.remove(index);
                        }
                    });
                } />
            </div>
        </div>
    }
}

/// A day as a date field gives it; none when empty.
pub fn parse_day(text: &str) -> Result<Option<NaiveDate>, ()> {
    if text.trim().is_empty() { Ok(None) } else { text.trim().parse().map(Some).map_err(drop) }
}
