//! A person's plan: own task, who helps, until when, what will show it; at most three at a time.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, name_of};
use super::layout::{Back, Gone, PersonTabs, UseLimit};
use super::mirror::into_plan;
use super::question::parse_day;
use super::screen::Screen;
use crate::domain::competency::fit::fits;
use crate::domain::competency::scoring::Standing;
use crate::domain::competency::{
    Competency, CompetencyCommand, Key, Level, MOST_ACTIVE, Model, PlanStep, StepStatus,
};
use crate::domain::{Name, Note, PersonId, StepId};
use crate::i18n::competency_growth::Growth;
use crate::interchange::icalendar::{Event, write};
use crate::interchange::workspace_file::file_name;
use crate::state::clock;
use crate::ui::files::save_bytes;
use crate::ui::kit::{Button, ButtonKind, IconButton, SelectField, Symbol, TextField};

/// The texts of plans, history and others' views.
pub fn texts(desk: Desk) -> Growth {
    Growth(desk.lang().locale())
}

/// `#/competency/plan/<person>`.
#[component]
pub fn Plan(id: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let is_there = Memo::new(move |_| desk.with(|part| part.person(id).is_some()));
    move || if is_there.get() { view! { <Planned id /> }.into_any() } else { view! { <Gone /> }.into_any() }
}

/// A heading with the person's name.
#[component]
pub fn PersonHead(id: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let person = desk.person(id);
    view! {
        <header class="page-head">
            <h1>
                {move || {
                    let alias = person.get().map(|person| person.alias.to_string());
                    desk.lang().competency().shown_name(&alias.unwrap_or_default())
                }}
            </h1>
        </header>
    }
}

#[component]
fn Planned(id: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let steps = Memo::new(move |_| {
        let order = |step: &PlanStep| match step.status {
            StepStatus::Active => 0,
            StepStatus::Planned => 1,
            StepStatus::Done => 2,
            StepStatus::Dropped => 3,
        };
        desk.with(|part| {
            let mut steps: Vec<Arc<PlanStep>> = part.steps_of(id).cloned().collect();
            steps.sort_by_key(|step| (order(step), step.due.is_none(), step.due, step.id));
            steps
        })
    });
    let active = Memo::new(move |_| desk.with(|part| part.active_steps(id)));
    let no_events = Memo::new(move |_| calendar(desk, id).is_empty());
    let to_calendar = move || {
        let events = untrack(|| calendar(desk, id));
        let text = write(&events, clock::today());
        save_bytes(
            &file_name(untrack(t).plan(), clock::today(), "ics"),
            "text/calendar;charset=utf-8",
            text.as_bytes(),
        );
    };
    view! {
        <Back />
        <PersonHead id />
        <PersonTabs person=id here=Screen::Plan(id) />
        <p class="lead">{move || t().plan_lead()}</p>
        <UseLimit model=Signal::derive(move || desk.model_of(id)) />
        <div class="plan-tools">
            <p class="hint">{move || t().active_of(active.get(), MOST_ACTIVE)}</p>
            <Show when=move || no_events.get()><p class="hint">{move || t().calendar_none()}</p></Show>
            <Button label=move || t().calendar() symbol=Symbol::Download disabled=no_events on_click=to_calendar />
        </div>
        <Show when=move || steps.with(Vec::is_empty)>
            <p>{move || t().plan_empty()}</p>
        </Show>
        <div class="plan">
            <For each=move || steps.get() key=|step| step.id let:step>
                <Step id=step.id person=id />
            </For>
        </div>
        <FromGaps id />
    }
}

/// Every open step with a date.
fn calendar(desk: Desk, person: PersonId) -> Vec<Event> {
    let t = texts(desk);
    let model = desk.model_of(person);
    desk.with(|part| {
        let open = part
            .steps_of(person)
            .filter(|step| matches!(step.status, StepStatus::Active | StepStatus::Planned));
        open.filter_map(|step| {
            let name = model
                .as_ref()
                .map_or_else(|| step.competency.to_string(), |model| name_of(desk, model, &step.competency));
            let lines: Vec<String> = [
                (!step.task.is_empty()).then(|| t.calendar_task(&step.task)),
                (!step.mentor.is_empty()).then(|| t.calendar_mentor(&step.mentor)),
                (!step.evidence_wanted.is_empty()).then(|| t.calendar_evidence(&step.evidence_wanted)),
            ]
            .into_iter()
            .flatten()
            .collect();
            Some(Event {
                uid: format!("{}@pmo-planner", step.id),
                day: step.due?,
                summary: t.calendar_summary(&name, step.to.get()),
                description: lines.join("\n"),
            })
        })
        .collect()
    })
}

#[component]
fn Step(id: StepId, person: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let step = Memo::new(move |_| desk.with(|part| part.step(id).cloned()));
    let model = Memo::new(move |_| desk.model_of(person));
    let status = Memo::new(move |_| step.with(|step| step.as_ref().map(|step| step.status)));
    let change = move |edit: &dyn Fn(&mut PlanStep)| {
        let Some(step) = step.get_untracked() else { return };
        let mut draft = PlanStep::clone(&step);
        edit(&mut draft);
        desk.run(CompetencyCommand::PutStep(Box::new(draft)));
    };
    let text = move |read: fn(&PlanStep) -> String| {
        Signal::derive(move || step.with(|step| step.as_ref().map(|step| read(step)).unwrap_or_default()))
    };
    let note =
        move |text: &str| Note::new(text).map_err(|error| untrack(|| desk.lang().errors().value(&error)));
    let suggestion = Memo::new(move |_| {
        let (step, model) = (step.get()?, model.get()?);
        let one = model.competency(step.competency.as_ref())?;
        Some(desk.say(&one.step_from(step.from)?.suggestion))
    });
    let title = move || {
        let (Some(step), Some(model)) = (step.get(), model.get()) else { return String::new() };
        t().step_title(&name_of(desk, &model, &step.competency), step.from.get(), step.to.get())
    };
    let is_overdue = Memo::new(move |_| {
        step.with(|step| {
            step.as_ref().is_some_and(|step| {
                matches!(step.status, StepStatus::Active | StepStatus::Planned)
                    && step.due.is_some_and(|due| due < clock::today())
            })
        })
    });
    let options = Signal::derive(move || {
        let words = desk.lang().competency();
        StepStatus::ALL
            .iter()
            .map(|status| (word(*status).to_owned(), words.status(*status).to_owned()))
            .collect::<Vec<_>>()
    });
    let due = format!("due-{id}");
    let wrong = RwSignal::new(None::<&'static str>);
    view! {
        <article class="panel step" data-status=move || status.get().map(word)>
            <header class="step-head">
                <h2>{title}</h2>
                <Show when=move || is_overdue.get()>
                    <span class="tag step-overdue">{move || t().overdue()}</span>
                </Show>
                <IconButton label=move || t().remove_step() symbol=Symbol::Delete
                    on_click=move || desk.run_undoable(CompetencyCommand::RemoveStep(id)) />
            </header>
            {move || {
                suggestion
                    .get()
                    .map(|suggestion| {
                        let own = suggestion.clone();
                        let is_empty = Memo::new(move |_| step.with(|step| step.as_ref().is_none_or(|step| step.task.is_empty())));
                        view! {
                            <p class="gap-step">
                                <span class="hint">{super::mirror::texts(desk).label(t().suggestion())}</span>
                                {suggestion}
                                " "
                                <Show when=move || is_empty.get()>
                                    {
                                        let own = own.clone();
                                        view! {
                                            <Button label=t().use_suggestion() kind=ButtonKind::Quiet on_click=move || {
                                                if let Ok(task) = Note::new(&own) {
                                                    change(&|step| step.task = task.clone());
                                                }
                                            } />
                                        }
                                    }
                                </Show>
                            </p>
                        }
                    })
            }}
            <TextField label=move || t().task() rows=2 value=text(|step| step.task.to_string())
                on_commit=move |typed: String| note(&typed).map(|task| change(&|step| step.task = task.clone())) />
            <div class="step-row">
                <TextField label=move || t().mentor() value=text(|step| step.mentor.to_string())
                    on_commit=move |typed: String| {
                        Name::new(&typed)
                            .map(|mentor| change(&|step| step.mentor = mentor.clone()))
                            .map_err(|error| untrack(|| desk.lang().errors().value(&error)))
                    } />
                <div class="field">
                    <label for=due.clone()>{move || t().due()}</label>
                    <input
                        id=due
                        class="input"
                        type="date"
                        prop:value=text(|step| step.due.map(|day| day.to_string()).unwrap_or_default())
                        on:change=move |event| match parse_day(&event_target_value(&event)) {
                            Ok(day) => {
                                wrong.set(None);
                                change(&|step| step.due = day);
                            }
                            Err(()) => wrong.set(Some(untrack(t).date_wrong())),
                        }
                    />
                    <p class="field-note field-error" aria-live="polite">{move || wrong.get()}</p>
                </div>
                <SelectField
                    label=move || t().status()
                    options
                    value=Signal::derive(move || status.get().map(word).unwrap_or_default().to_owned())
                    on_choose=move |key: String| {
                        if let Some(status) = StepStatus::ALL.iter().find(|status| word(**status) == key) {
                            change(&|step| step.status = *status);
                        }
                    }
                />
            </div>
            <TextField label=move || t().evidence_wanted() value=text(|step| step.evidence_wanted.to_string())
                on_commit=move |typed: String| note(&typed).map(|text| change(&|step| step.evidence_wanted = text.clone())) />
        </article>
    }
}

/// For selectors.
const fn word(status: StepStatus) -> &'static str {
    match status {
        StepStatus::Planned => "planned",
        StepStatus::Active => "active",
        StepStatus::Done => "done",
        StepStatus::Dropped => "dropped",
    }
}

/// The gaps that no step answers yet.
fn open_gaps(part: &Competency, model: &Model, person: PersonId) -> Vec<(Key, Level)> {
    let Some(round) = part.last_round(person) else { return Vec::new() };
    let role = round.role.clone().or_else(|| part.person(person)?.role.clone());
    // Without a role of one's own, the one that fits best now.
    let role = role.or_else(|| fits(model, &part.thresholds, round).first().map(|fit| fit.role.clone()));
    let Some(role) = role.and_then(|role| model.role(role.as_ref()).cloned()) else { return Vec::new() };
    let standing = Standing::of(model, &role, &part.thresholds, round);
    let taken = |key: &Key| {
        let mut steps = part.steps_of(person);
        steps.any(|step| {
            step.competency == *key && matches!(step.status, StepStatus::Planned | StepStatus::Active)
        })
    };
    standing
        .gaps()
        .into_iter()
        .filter(|item| !taken(&item.competency))
        .filter_map(|item| Some((item.competency.clone(), item.level()?)))
        .collect()
}

#[component]
fn FromGaps(id: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let gaps = Memo::new(move |_| {
        let Some(model) = desk.model_of(id) else { return Vec::new() };
        desk.with(|part| {
            open_gaps(part, &model, id)
                .into_iter()
                .map(|(key, level)| (name_of(desk, &model, &key), key, level))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="from-gaps no-print" aria-labelledby="from-gaps">
            <h2 id="from-gaps">{move || t().from_gaps()}</h2>
            <Show when=move || gaps.with(Vec::is_empty)>
                <p class="hint">{move || t().no_gaps()}</p>
            </Show>
            <ul class="from-gaps-list">
                <For each=move || gaps.get() key=|gap| (gap.1.clone(), gap.2, gap.0.clone()) let:gap>
                    {
                        let (name, key, level) = gap;
                        let title = level.next().map(|to| (name, to));
                        title
                            .map(|(name, to)| {
                                view! {
                                    <li>
                                        <Button
                                            label=move || t().step_title(&name, level.get(), to.get())
                                            symbol=Symbol::Add
                                            on_click=move || into_plan(desk, id, key.clone(), level)
                                        />
                                    </li>
                                }
                            })
                    }
                </For>
            </ul>
        </section>
    }
}
