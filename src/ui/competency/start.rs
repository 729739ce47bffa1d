//! The start: choose a role and begin, go on with what is unfinished, everybody's answers.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, href, role_name};
use super::people::People;
use super::screen::Screen;
use crate::domain::competency::model::Source;
use crate::domain::competency::{Assessment, CompetencyCommand, Key, Model, Person};
use crate::domain::{AssessmentId, PersonId};
use crate::state::clock;
use crate::ui::kit::{Button, Icon, Symbol};

/// `#/competency`.
#[component]
pub fn Start() -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    view! {
        <header class="page-head">
            <h1>{move || t().title()}</h1>
        </header>
        <p class="lead">{move || t().lead()}</p>
        <super::odd::Odd />
        <div class="competency-start">
            <div class="competency-begin">
                <Unfinished />
                <Begin />
            </div>
            <People />
            <Forms />
            <Ways />
            <About />
        </div>
    }
}

/// Forms that were handed to whoever works here.
#[component]
fn Forms() -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    let forms = Memo::new(move |_| {
        desk.with(|part| {
            let row = |form: &Arc<crate::domain::competency::Form>| {
                (form.id, form.alias.to_string(), form.view.relation, form.returned)
            };
            part.forms.iter().map(row).collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || forms.with(|forms| !forms.is_empty())>
            <section aria-labelledby="forms">
                <h2 id="forms">{move || t().forms()}</h2>
                <ul class="plain-links">
                    <For each=move || forms.get() key=|form| form.clone() let:form>
                        {
                            let (id, alias, relation, returned) = form;
                            view! {
                                <li>
                                    <a href=href(&Screen::Form(id, 0))>
                                        {move || super::plan::texts(desk).form_for(&t().shown_name(&alias))}
                                    </a>
                                    <span class="hint">
                                        " · " {move || t().relation(relation)}
                                        {returned.map(|day| format!(" · {day}"))}
                                    </span>
                                </li>
                            }
                        }
                    </For>
                </ul>
            </section>
        </Show>
    }
}

/// The other screens.
#[component]
fn Ways() -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    let has_people = Memo::new(move |_| desk.with(|part| !part.people.is_empty()));
    view! {
        <nav class="button-row no-print" aria-label=move || t().title()>
            <Show when=move || has_people.get()>
                <a class="button" href=href(&Screen::Team)>{move || t().team()}</a>
            </Show>
            <a class="button" href=href(&Screen::Models)>{move || t().models()}</a>
            <Button label=move || t().open_file() symbol=Symbol::Folder on_click=move || desk.app.open_file() />
        </nav>
    }
}

/// Rounds without an end, the newest first.
#[component]
fn Unfinished() -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    let open = Memo::new(move |_| {
        desk.read(|part, built_in| {
            let open = part.rounds.iter().rev().filter(|round| round.finished.is_none());
            open.take(5)
                .map(|round| {
                    let model = part.model_for(&round.model, built_in);
                    let all = model.map_or(0, |model| model.competencies.len());
                    let name = part.person(round.person).map(|person| person.alias.clone());
                    let next = model.map_or(1, |model| first_open(model, round).unwrap_or(all));
                    // Unnamed ones are told apart by role and day.
                    let role = role_name(desk, model.map(AsRef::as_ref), round.role.as_ref());
                    let name = desk.lang().competency().shown_name(&name.unwrap_or_default());
                    let name = format!("{name} · {role} · {}", round.begun);
                    (round.id, name, answered(round), all, next)
                })
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    view! {
        <Show when=move || open.with(|open| !open.is_empty())>
            <section aria-labelledby="unfinished">
                <h2 id="unfinished">{move || t().unfinished()}</h2>
                <ul class="unfinished">
                    <For each=move || open.get() key=|row| row.0 let:row>
                        {
                            let id = row.0;
                            let row = Memo::new(move |_| {
                                open.with(|open| open.iter().find(|row| row.0 == id).cloned())
                            });
                            move || {
                                row.get()
                                    .map(|(id, name, done, all, next)| {
                                        view! {
                                            <li>
                                                <a class="unfinished-link" href=href(&Screen::Question(id, next))>
                                                    <span class="unfinished-name">{name}</span>
                                                    <progress max=all.to_string() value=done.to_string() aria-hidden="true"></progress>
                                                    <span class="hint">{t().progress(done, all)}</span>
                                                    <span class="unfinished-verb">{t().go_on()} <Icon symbol=Symbol::Right /></span>
                                                </a>
                                            </li>
                                        }
                                    })
                            }
                        }
                    </For>
                </ul>
            </section>
        </Show>
    }
}

/// How many competencies have an answer.
pub fn answered(round: &Assessment) -> usize {
    round.ratings.values().filter(|rating| rating.answer.is_some()).count()
}

/// The place of the first competency without an answer, from 1.
pub fn first_open(model: &Model, round: &Assessment) -> Option<usize> {
    let open = |key: &Key| round.ratings.get(key).is_none_or(|rating| rating.answer.is_none());
    model.competencies.iter().position(|one| open(&one.id)).map(|place| place + 1)
}

/// The roles; one tap begins.
#[component]
fn Begin() -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    let model = Memo::new(move |_| desk.model());
    let begin = move |role: Option<Key>| {
        let Some(model) = model.get_untracked() else { return };
        if let Some(id) = begin_alone(desk, &model, role) {
            desk.go(&Screen::Question(id, 1));
        }
    };
    view! {
        <section aria-labelledby="choose-role">
            <h2 id="choose-role">{move || t().choose_role()}</h2>
            <div class="begin-options">
                <p class="hint">
                    {move || model.get().map(|model| t().minutes(model.competencies.len()))} " · " {move || t().saved_at_once()}
                </p>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || desk.is_shared()
                        on:change=move |event| desk.set_shared(event_target_checked(&event))
                    />
                    <span>{move || t().shared_computer()}</span>
                </label>
            </div>
            <ul class="roles">
                {move || {
                    let model = model.get()?;
                    let cards = model
                        .roles
                        .iter()
                        .map(|role| {
                            let key = role.id.clone();
                            view! {
                                <li>
                                    <button type="button" class="role" on:click=move |_| begin(Some(key.clone()))>
                                        <span class="role-name">{desk.say(&role.name)}</span>
                                        <span class="role-text">{desk.say(&role.description)}</span>
                                    </button>
                                </li>
                            }
                        })
                        .collect_view();
                    Some(cards)
                }}
                <li>
                    <button type="button" class="role role-all" on:click=move |_| begin(None)>
                        <span class="role-name">{move || t().compare_all()}</span>
                        <span class="role-text">{move || t().compare_all_text()}</span>
                    </button>
                </li>
            </ul>
        </section>
    }
}

/// Begins a round of whoever sits here; none when it is refused.
pub fn begin_alone(desk: Desk, model: &Model, role: Option<Key>) -> Option<AssessmentId> {
    let mut person = Person::new(clock::fresh(PersonId::new));
    person.role.clone_from(&role);
    person.consent = Some(clock::today());
    begin(desk, model, Ok(person), role)
}

/// Begins a round, of somebody new or of somebody who is there, and goes to its first question.
pub fn begin_round(desk: Desk, model: &Model, person: Result<Person, PersonId>, role: Option<Key>) {
    if let Some(id) = begin(desk, model, person, role) {
        desk.go(&Screen::Question(id, 1));
    }
}

fn begin(
    desk: Desk,
    model: &Model,
    person: Result<Person, PersonId>,
    role: Option<Key>,
) -> Option<AssessmentId> {
    let id = clock::fresh(AssessmentId::new);
    let whose = person.as_ref().map_or_else(|id| *id, |person| person.id);
    let round = Box::new(Assessment::new(id, whose, model.of.clone(), role, clock::today()));
    let command = match person {
        Ok(person) => CompetencyCommand::BeginWith(Box::new(person), round),
        Err(_) => CompetencyCommand::Begin(round),
    };
    desk.run(command).then_some(id)
}

/// How to answer, the layers, where the model comes from, what the result is not for.
#[component]
fn About() -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    let model = Memo::new(move |_| desk.model());
    view! {
        <section class="competency-about">
            <h2>{move || t().instruction()}</h2>
            <p>{move || model.get().map(|model| desk.say(&model.answering.instruction))}</p>
            <h2>{move || t().layers()}</h2>
            <dl class="layers">
                {move || {
                    let model = model.get()?;
                    let layers = model
                        .layers
                        .iter()
                        .map(|layer| {
                            let source = match layer.name_source {
                                Source::Article => t().article_tag(),
                                Source::Ours => t().ours_tag(),
                                Source::Organisation => t().own_tag(),
                            };
                            view! {
                                <div>
                                    <dt>{desk.say(&layer.name)} " " <span class="tag">{source}</span></dt>
                                    <dd>{desk.say(&layer.description)} " " {desk.say(&layer.role_in_score)}</dd>
                                </div>
                            }
                        })
                        .collect_view();
                    Some(layers)
                }}
            </dl>
            <Provenance model=Signal::derive(move || model.get()) />
        </section>
    }
}

/// Which words are the article's, and what the result is not for.
#[component]
pub fn Provenance(#[prop(into)] model: Signal<Option<Arc<Model>>>) -> impl IntoView {
    let desk = Desk::context();
    view! {
        <div class="provenance">
            <p class="hint">{move || model.get().map(|model| desk.say(&model.provenance.article_statement))}</p>
            <p class="hint use-limit">{move || model.get().map(|model| desk.say(&model.scoring.messages.use_limit))}</p>
        </div>
    }
}
