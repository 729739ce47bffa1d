//! Who it is: name, consent, and the ways to let a person go.

use leptos::prelude::*;

use crate::domain::competency::{CompetencyCommand, Person};
use crate::domain::{Name, PersonId};
use crate::state::clock;
use crate::ui::competency::desk::Desk;
use crate::ui::competency::people::forget;
use crate::ui::competency::screen::Screen;
use crate::ui::kit::{Button, ButtonKind, TextField};

/// Name, consent, and the ways to let a person go.
#[component]
pub(super) fn AboutPerson(id: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    let person = desk.person(id);
    let edit = move |edit: &dyn Fn(&mut Person)| {
        let Some(person) = person.get_untracked() else { return };
        let mut draft = Person::clone(&person);
        edit(&mut draft);
        desk.run(CompetencyCommand::PutPerson(Box::new(draft)));
    };
    let name = move |typed: String, set: fn(&mut Person, Name)| {
        Name::new(&typed)
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
                    forget(desk, id);
                    desk.go(&Screen::Start);
                } />
            </div>
            <p class="hint">{move || t().forget_hint()}</p>
        </section>
    }
}
