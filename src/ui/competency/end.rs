//! After the last question: what is open, a sentence to remember, done.

use leptos::prelude::*;

use super::desk::{Desk, Reading, href};
use super::layout::{Back, Gone};
use super::screen::Screen;
use super::start::answered;
use crate::domain::competency::{CompetencyCommand, Person, RoundEdit};
use crate::domain::{AssessmentId, Name, Note};
use crate::state::clock;
use crate::ui::kit::{Button, ButtonKind, Symbol, TextField};

/// `#/competency/end/<round>`.
#[component]
pub fn End(id: AssessmentId) -> impl IntoView {
    let desk = Desk::context();
    let reading = desk.round(id);
    let is_there = Memo::new(move |_| {
        reading.with(|reading| reading.as_ref().is_some_and(|reading| reading.model.is_some()))
    });
    move || {
        if is_there.get() {
            view! { <Ending id reading /> }.into_any()
        } else {
            view! { <Gone /> }.into_any()
        }
    }
}

#[component]
fn Ending(id: AssessmentId, reading: Memo<Option<Reading>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    let counts = Memo::new(move |_| {
        reading.with(|reading| {
            let reading = reading.as_ref()?;
            Some((answered(&reading.round), reading.model.as_ref()?.competencies.len()))
        })
    });
    let open = move || {
        reading.with(|reading| {
            let Reading { round, model: Some(model), .. } = reading.as_ref()? else { return None };
            let links = model
                .competencies
                .iter()
                .enumerate()
                .filter(|(_, one)| round.ratings.get(&one.id).is_none_or(|rating| rating.answer.is_none()))
                .map(|(index, one)| {
                    view! { <li><a href=href(&Screen::Question(id, index + 1))>{desk.say(&one.name)}</a></li> }
                })
                .collect_view();
            Some(links)
        })
    };
    let has_scenarios = reading.with_untracked(|reading| {
        let model = reading.as_ref().and_then(|reading| reading.model.as_ref());
        model.is_some_and(|model| !model.scenarios.is_empty())
    });
    let person = move || reading.with(|reading| reading.as_ref().and_then(|reading| reading.person.clone()));
    let set_name = move |text: String| {
        let name = Name::new(&text).map_err(|error| untrack(|| desk.lang().errors().value(&error)))?;
        if let Some(person) = untrack(person) {
            let named = Person { alias: name, ..Person::clone(&person) };
            desk.run(CompetencyCommand::PutPerson(Box::new(named)));
        }
        Ok(())
    };
    let finish = move || {
        let edit = RoundEdit::Finished(Some(clock::today()));
        desk.run(CompetencyCommand::EditRound(id, Box::new(edit)));
        desk.go(&Screen::Mirror(id));
    };
    let reflect = move |text: String| match Note::new(&text) {
        Ok(note) => {
            desk.run(CompetencyCommand::EditRound(id, Box::new(RoundEdit::Reflection(note))));
            Ok(())
        }
        Err(error) => Err(untrack(|| desk.lang().errors().value(&error))),
    };
    view! {
        <Back />
        <header class="page-head">
            <h1>{move || t().end_title()}</h1>
        </header>
        <div class="ending">
            <p class="lead">{move || counts.get().map(|(done, all)| t().end_text(done, all))}</p>
            <Show
                when=move || counts.get().is_some_and(|(done, all)| done < all)
                fallback=move || view! { <p>{t().end_none_open()}</p> }
            >
                <section aria-labelledby="open-questions">
                    <h2 id="open-questions">{move || t().end_open()}</h2>
                    <ul class="plain-links">{open}</ul>
                </section>
            </Show>
            <TextField
                label=move || t().reflection()
                rows=2
                value=Signal::derive(move || {
                    reading.with(|reading| reading.as_ref().map(|one| one.round.reflection.to_string()).unwrap_or_default())
                })
                on_commit=reflect
            />
            <TextField
                label=move || t().your_name()
                hint=move || t().your_name_hint()
                value=Signal::derive(move || person().map(|person| person.alias.to_string()).unwrap_or_default())
                on_commit=set_name
            />
            <div class="button-row">
                <Button label=move || t().finish() kind=ButtonKind::Primary symbol=Symbol::Check on_click=finish />
                <Button label=move || t().back_to_questions() on_click=move || desk.go(&Screen::Question(id, 1)) />
            </div>
            {has_scenarios
                .then(|| view! { <p><a href=href(&Screen::Calibration(id))>{move || t().calibrate()}</a></p> })}
        </div>
    }
}
