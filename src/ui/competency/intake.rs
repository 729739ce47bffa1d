//! A file of this part that was opened: what it holds, and keeping it.

use leptos::prelude::*;

use super::desk::Desk;
use super::screen::Screen;
use crate::domain::competency::{Competency, CompetencyCommand};
use crate::i18n::competency_files::Files;
use crate::interchange::competency_file::{Kind, Parcel};
use crate::ui::kit::{Button, ButtonKind};

/// The texts of files and links.
pub fn texts(desk: Desk) -> Files {
    Files(desk.lang().locale())
}

/// Why a file cannot be kept, where it cannot.
fn refusal(desk: Desk, parcel: &Parcel) -> Option<&'static str> {
    let t = texts(desk);
    let here = |parcel: &Parcel| {
        desk.with(|part| parcel.part.views.iter().all(|view| part.person(view.person).is_some()))
    };
    let forgotten =
        desk.with(|part| parcel.part.views.iter().any(|view| part.forgotten.contains(&view.person)));
    match parcel.kind {
        Kind::View if forgotten => Some(t.forgotten_person()),
        Kind::View if !here(parcel) => Some(t.unknown_person()),
        _ => None,
    }
}

/// Where to go once it is kept.
fn screen(parcel: &Parcel) -> Screen {
    let part = &parcel.part;
    let found = match parcel.kind {
        Kind::Answers => part
            .people
            .first()
            .and_then(|person| part.last_round(person.id))
            .filter(|_| part.people.len() == 1)
            .map(|round| Screen::Mirror(round.id)),
        Kind::Form => part.forms.first().map(|form| Screen::Form(form.id, 0)),
        Kind::View => part.views.first().map(|view| Screen::Others(view.person)),
        Kind::Model => Some(Screen::Models),
    };
    found.unwrap_or_default()
}

/// What the file holds, in a few words.
fn holds(desk: Desk, part: &Competency) -> String {
    let c = desk.lang().competency();
    let mut words: Vec<String> = c.holds(part).into_iter().collect();
    if !part.views.is_empty() && part.people.is_empty() {
        words = vec![texts(desk).holds_views(part.views.len())];
    }
    let names = part.people.iter().map(|person| person.alias.to_string());
    let names = names.chain(part.forms.iter().map(|form| form.alias.to_string())).take(3);
    let known = part
        .views
        .iter()
        .filter_map(|view| desk.with(|part| Some(part.person(view.person)?.alias.to_string())));
    let names: Vec<String> = names.chain(known.take(1)).map(|name| c.shown_name(&name)).collect();
    if let Some(first) = names.first() {
        words.push(texts(desk).about(first));
    }
    words.join(" · ")
}

/// The preview of a file of this part.
#[component]
pub fn ParcelPreview(name: String, parcel: Parcel) -> impl IntoView {
    let desk = Desk::context();
    desk.fetch_model();
    let t = move || texts(desk);
    let close = move || desk.app.incoming.set(None);
    let refused = untrack(|| refusal(desk, &parcel));
    let is_new = untrack(|| desk.with(|part| part.merged(&parcel.part) != *part));
    let agreed = parcel.part.views.iter().all(|view| view.consent);
    let what = untrack(|| holds(desk, &parcel.part));
    let kind = parcel.kind;
    let parcel = StoredValue::new(parcel);
    let keep = move || {
        close();
        let Parcel { part, .. } = parcel.get_value();
        if is_new {
            desk.run_undoable(CompetencyCommand::TakeIn(Box::new(part)));
        }
        desk.go(&parcel.with_value(screen));
    };
    view! {
        <section class="panel">
            <p class="hint">{name}</p>
            <h3>{t().kind(kind)}</h3>
            <p>{what}</p>
        </section>
        {refused.map(|why| view! { <p>{why}</p> })}
        {(!agreed && refused.is_none()).then(|| view! { <p class="hint">{t().not_agreed()}</p> })}
        {(!is_new).then(|| view! { <p class="hint">{t().nothing_new()}</p> })}
        <div class="dialog-foot">
            <Button label=move || t().cancel() kind=ButtonKind::Quiet on_click=close />
            {refused.is_none().then(|| view! { <Button label=move || t().keep() kind=ButtonKind::Primary on_click=keep /> })}
        </div>
        {refused.is_none().then(|| view! { <p class="hint">{t().keep_hint()}</p> })}
    }
}
