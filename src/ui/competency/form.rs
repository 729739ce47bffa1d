//! A form that somebody else handed out: filled in here, saved with every answer, handed back as a file.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::answering::{Course, Levels, Whose, focus_heading, follow_answer_keys};
use super::desk::{Desk, href};
use super::layout::{Back, Gone};
use super::plan::texts;
use super::screen::Screen;
use crate::domain::competency::{Answer, CompetencyCommand, Form, Model, Seen, Trait};
use crate::domain::{FormId, Name, Note};
use crate::interchange::competency_file::{Kind, filled, write};
use crate::interchange::workspace_file::file_name;
use crate::state::clock;
use crate::ui::files::save_bytes;
use crate::ui::kit::{Button, ButtonKind, Symbol, TextField};

/// A form with the model that it asks by.
type Found = Option<(Arc<Form>, Arc<Model>)>;

/// `#/competency/form/<form>/<place>`.
#[component]
pub fn FormPage(id: FormId, place: usize) -> impl IntoView {
    let desk = Desk::context();
    let found = Memo::new(move |_| {
        desk.read(|part, built_in| {
            let form = part.form(id)?.clone();
            let model = part.model_for(&form.view.model, built_in)?.clone();
            Some((form, model))
        })
        .flatten()
    });
    let asked = Memo::new(move |_| {
        found.with(|found| {
            let (_, model) = found.as_ref()?;
            Some((
                model.clone(),
                place.checked_sub(1).and_then(|index| model.competencies.get(index)).cloned(),
            ))
        })
    });
    move || match asked.get() {
        None => view! { <Gone /> }.into_any(),
        Some((model, Some(one))) => view! { <Asked id place model one found /> }.into_any(),
        Some((model, None)) => view! { <Cover id model found /> }.into_any(),
    }
}

fn screen_of(whose: Whose, place: usize) -> Screen {
    match whose {
        Whose::Round(id) => Screen::Question(id, place),
        Whose::Form(id) => Screen::Form(id, place),
    }
}

fn filled_in(form: &Form) -> usize {
    form.view.ratings.values().filter(|seen| seen.answer.is_some()).count()
}

/// The place, from 1, of the first competency that has no answer; 1 when all have one.
fn first_open(form: &Form, model: &Model) -> usize {
    let is_open = |one: &Trait| form.view.ratings.get(&one.id).is_none_or(|seen| seen.answer.is_none());
    model.competencies.iter().position(|one| is_open(one)).map_or(1, |index| index + 1)
}

/// Whom it is about, who fills it in, and the way back.
#[component]
fn Cover(id: FormId, model: Arc<Model>, found: Memo<Found>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let all = model.competencies.len();
    let form = move || found.with(|found| found.as_ref().map(|(form, _)| form.clone()));
    let done = Memo::new(move |_| form().map_or(0, |form| filled_in(&form)));
    // Where to go on: the first that is open; when none is, the first of all.
    let next = Memo::new(move |_| form().map_or(1, |form| first_open(&form, &model)));
    let sign = move |by: Option<Name>, consent: Option<bool>, back: bool| {
        let Some(form) = untrack(form) else { return };
        desk.run(CompetencyCommand::SignForm {
            form: id,
            by: by.unwrap_or_else(|| form.view.by.clone()),
            consent: consent.unwrap_or(form.view.consent),
            returned: if back { Some(clock::today()) } else { form.returned },
        });
    };
    let hand_back = move || {
        if untrack(form).is_none_or(|form| !form.view.consent) {
            desk.app.toasts.refuse(untrack(t).form_consent_needed());
            return;
        }
        sign(None, None, true);
        let Some(form) = untrack(form) else { return };
        let text = write(Kind::View, filled(&form));
        let words = untrack(|| desk.lang().competency());
        let stem = format!("{} {}", untrack(t).others(), words.shown_name(&form.alias));
        save_bytes(&file_name(&stem, clock::today(), "pmo-view.json"), "application/json", text.as_bytes());
        desk.app.toasts.say(untrack(t).form_returned());
    };
    view! {
        <Back />
        <header class="page-head">
            <h1>
                {move || {
                    let alias = form().map(|form| form.alias.to_string()).unwrap_or_default();
                    t().form_for(&desk.lang().competency().shown_name(&alias))
                }}
            </h1>
            <span class="tag">{move || form().map(|form| desk.lang().competency().relation(form.view.relation))}</span>
        </header>
        <div class="ending">
            <p class="lead">{move || t().form_lead()}</p>
            {move || {
                form().filter(|form| !form.message.is_empty()).map(|form| view! { <blockquote>{form.message.to_string()}</blockquote> })
            }}
            <p class="hint">{move || t().form_progress(done.get(), all)}</p>
            <div class="button-row">
                <a class="button button-primary" href=move || href(&Screen::Form(id, next.get()))>
                    {move || match done.get() {
                        0 => t().form_begin(),
                        some if some < all => t().form_go_on(),
                        _ => t().form_look_again(),
                    }}
                </a>
            </div>
            <TextField
                label=move || t().form_name()
                value=Signal::derive(move || form().map(|form| form.view.by.to_string()).unwrap_or_default())
                on_commit=move |typed: String| {
                    Name::new(&typed)
                        .map(|by| sign(Some(by), None, false))
                        .map_err(|error| untrack(|| desk.lang().errors().value(&error)))
                }
            />
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || form().is_some_and(|form| form.view.consent)
                    on:change=move |event| sign(None, Some(event_target_checked(&event)), false)
                />
                <span>{move || t().form_consent()}</span>
            </label>
            <div class="button-row">
                <Button label=move || t().form_back() symbol=Symbol::Download disabled=Signal::derive(move || done.get() == 0) on_click=hand_back />
                <Button label=move || t().form_remove() kind=ButtonKind::Quiet on_click=move || {
                    desk.run_undoable(CompetencyCommand::RemoveForm(id));
                    desk.go(&Screen::Start);
                } />
            </div>
            <p class="hint">{move || t().form_back_text()}</p>
        </div>
    }
}

#[component]
fn Asked(id: FormId, place: usize, model: Arc<Model>, one: Arc<Trait>, found: Memo<Found>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    let (key, meaning) = (StoredValue::new(one.id.clone()), one.meaning);
    let seen = move || {
        let found = found.with(|found| {
            let (form, _) = found.as_ref()?;
            key.with_value(|key| form.view.ratings.get(key)).filter(|seen| seen.meaning == meaning).cloned()
        });
        found.unwrap_or_else(|| Seen { meaning, ..Seen::default() })
    };
    let change = move |edit: &dyn Fn(&mut Seen)| {
        let mut draft = untrack(seen);
        edit(&mut draft);
        desk.run(CompetencyCommand::FillIn { form: id, competency: key.get_value(), seen: Box::new(draft) });
    };
    let all = model.competencies.len();
    let heading = NodeRef::<html::H1>::new();
    focus_heading(heading);
    let turn = move |forward: bool| {
        let next = match (forward, place) {
            (true, place) if place >= all => 0,
            (true, place) => place + 1,
            (false, place) => place - 1,
        };
        desk.go(&Screen::Form(id, next));
    };
    let answer = move |answer: Answer| {
        if answer != Answer::Unsure {
            change(&|seen| seen.answer = Some(answer));
        }
    };
    follow_answer_keys(answer, turn);
    let done = {
        let keys: Vec<_> = model.competencies.iter().map(|one| one.id.clone()).collect();
        Signal::derive(move || {
            found.with(|found| {
                let has = |key| {
                    found.as_ref().is_some_and(|(form, _)| {
                        form.view.ratings.get(key).is_some_and(|seen| seen.answer.is_some())
                    })
                };
                keys.iter().map(has).collect::<Vec<_>>()
            })
        })
    };
    let is_last = place >= all;
    let layer = model.layer(one.layer.as_ref()).map(|layer| layer.name.clone()).unwrap_or_default();
    let (name, definition) = (one.name.clone(), one.definition.clone());
    view! {
        <Back />
        <article class="question">
            <p class="eyebrow">{move || t().place(place, all, &desk.say(&layer))}</p>
            <h1 node_ref=heading tabindex="-1">{move || desk.say(&name)}</h1>
            <p class="definition">{move || desk.say(&definition)}</p>
            <Levels one=one.clone() model=model.clone() answer=Signal::derive(move || seen().answer) by_other=true on_answer=answer />
            <TextField
                label=move || texts(desk).form_comment()
                rows=2
                value=Signal::derive(move || seen().comment.to_string())
                on_commit=move |typed: String| {
                    Note::new(&typed)
                        .map(|comment| change(&|seen| seen.comment = comment.clone()))
                        .map_err(|error| untrack(|| desk.lang().errors().value(&error)))
                }
            />
            <Course model=model.clone() place answered=done screen=screen_of whose=Whose::Form(id) />
        </article>
        <div class="turn">
            <Button label=move || t().previous() symbol=Symbol::Left on_click=move || turn(false) />
            <Button
                label=move || if is_last { texts(desk).form_end() } else { t().next() }
                kind=ButtonKind::Primary
                on_click=move || turn(true)
            />
        </div>
    }
}
