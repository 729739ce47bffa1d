//! The gaps by priority, each with the model's next step and the way into the plan.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Image, number, texts};
use crate::domain::competency::scoring::Item;
use crate::domain::competency::{CompetencyCommand, Key, Level, Model, PlanStep, StepStatus};
use crate::domain::{Extra, Name, Note, PersonId, StepId};
use crate::state::clock;
use crate::ui::competency::desk::{Desk, href, name_of};
use crate::ui::competency::layout::Explained;
use crate::ui::competency::screen::Screen;
use crate::ui::kit::{Button, Symbol};

#[component]
pub(super) fn Gaps(image: Memo<Option<Image>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let keys = Memo::new(move |_| {
        image.with(|image| {
            let gaps = image.as_ref().map(|image| {
                image.standing.gaps().into_iter().map(|item| item.competency.clone()).collect::<Vec<_>>()
            });
            gaps.unwrap_or_default()
        })
    });
    let open = move || {
        image.with(|image| {
            let image = image.as_ref()?;
            let names: Vec<String> =
                image.standing.open().map(|item| name_of(desk, &image.model, &item.competency)).collect();
            (!names.is_empty()).then(|| {
                view! { <p class="hint">{t().label(t().open_items())} {names.join(" · ")}</p> }
            })
        })
    };
    view! {
        <section class="panel wide" aria-labelledby="gaps">
            <h2 id="gaps">{move || t().gaps()}</h2>
            <Show when=move || keys.with(Vec::is_empty)>
                <p>{move || t().no_gaps()}</p>
            </Show>
            <Show when=move || keys.with(|keys| keys.len() > 1)>
                <p class="hint">{move || t().gaps_text()}</p>
            </Show>
            <ol class="gap-list">
                <For each=move || keys.get() key=|key| key.clone() let:key>
                    {
                        let item = Memo::new(move |_| {
                            image.with(|image| {
                                let image = image.as_ref()?;
                                let item = image.standing.items.iter().find(|item| item.competency == key)?.clone();
                                Some((item, image.model.clone(), image.round.person))
                            })
                        });
                        move || {
                            item.get().map(|(item, model, person)| view! { <Gap item model person /> })
                        }
                    }
                </For>
            </ol>
            {open}
        </section>
    }
}

#[component]
fn Gap(item: Item, model: Arc<Model>, person: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let (Some(level), Some(gap)) = (item.level(), item.gap()) else { return ().into_any() };
    let locale = desk.lang().locale();
    let priority = number(locale, item.priority().unwrap_or_default(), 1);
    let interest = item.interest.map_or(1, crate::domain::competency::Interest::get);
    let how = t().priority_how(item.weight, gap, interest, &priority);
    let one = model.competency(item.competency.as_ref()).cloned();
    let step = one.as_ref().and_then(|one| one.step_from(level)).map(|step| desk.say(&step.suggestion));
    let key = item.competency.clone();
    let planned = {
        let key = key.clone();
        Memo::new(move |_| {
            desk.with(|part| {
                part.steps_of(person).any(|step| {
                    step.competency == key && matches!(step.status, StepStatus::Planned | StepStatus::Active)
                })
            })
        })
    };
    let add = move || into_plan(desk, person, key.clone(), level);
    view! {
        <li class="gap-row">
            <div class="gap-main">
                <h3>{name_of(desk, &model, &item.competency)}</h3>
                <p class="gap-fact">
                    <span class="gap-levels" aria-label=t().own_at(level.get(), item.target.get())>
                        <b>{level.get()}</b> " → " <b>{item.target.get()}</b>
                    </span>
                    <span class="tag" class:tag-accent={gap > 1}>{if gap > 1 { t().development() } else { t().top_up() }}</span>
                    <span class="hint">{t().levels_short(gap)}</span>
                </p>
                <div class="inline-fact"><span class="hint">{t().priority()}</span> <Explained value=priority how /></div>
                {step.map(|step| view! { <p class="gap-step"><span class="hint">{t().label(t().next_step())}</span> {step}</p> })}
            </div>
            <Show
                when=move || planned.get()
                fallback=move || {
                    let add = add.clone();
                    view! { <Button label=t().to_plan() symbol=Symbol::Add on_click=add /> }
                }
            >
                <a class="tag" href=href(&Screen::Plan(person))>{move || t().in_plan()}</a>
            </Show>
        </li>
    }
    .into_any()
}

/// Puts a step of one level into the plan, for later.
pub fn into_plan(desk: Desk, person: PersonId, competency: Key, from: Level) {
    let Some(to) = from.next() else { return };
    desk.run_undoable(CompetencyCommand::PutStep(Box::new(PlanStep {
        id: clock::fresh(StepId::new),
        person,
        competency,
        from,
        to,
        task: Note::default(),
        mentor: Name::default(),
        due: None,
        evidence_wanted: Note::default(),
        status: StepStatus::Planned,
        extra: Extra::new(),
    })));
}
