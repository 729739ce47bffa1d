//! Four situations to think with. What is chosen counts nowhere; why comes afterwards.

use leptos::prelude::*;

use super::desk::{Desk, href, name_of};
use super::layout::{Back, Gone};
use super::screen::Screen;
use crate::domain::AssessmentId;
use crate::domain::competency::model::Scenario;
use crate::domain::competency::shuffle::shuffled;
use crate::domain::competency::{CompetencyCommand, Key, RoundEdit};

/// `#/competency/scenarios/<round>`.
#[component]
pub fn Calibration(id: AssessmentId) -> impl IntoView {
    let desk = Desk::context();
    let reading = desk.round(id);
    let model = Memo::new(move |_| reading.with(|reading| reading.as_ref()?.model.clone()));
    let t = move || desk.lang().competency();
    move || {
        let Some(model) = model.get() else { return view! { <Gone /> }.into_any() };
        let all = model.scenarios.len();
        let cards = model
            .scenarios
            .iter()
            .enumerate()
            .map(|(index, scenario)| {
                let key = scenario.id.clone();
                let chosen = Signal::derive(move || {
                    reading.with(|reading| reading.as_ref()?.round.calibration.get(&key).cloned())
                });
                let related = name_of(desk, &model, &scenario.competency);
                view! { <Situation id scenario=scenario.clone() index all chosen related /> }
            })
            .collect_view();
        view! {
            <Back />
            <header class="page-head">
                <h1>{move || t().calibration()}</h1>
            </header>
            <p class="lead">{move || t().calibration_lead()}</p>
            <div class="situations">{cards}</div>
            <p><a class="button button-primary" href=href(&Screen::End(id))>{move || t().back_to_questions()}</a></p>
        }
        .into_any()
    }
}

#[component]
fn Situation(
    id: AssessmentId,
    scenario: Scenario,
    index: usize,
    all: usize,
    chosen: Signal<Option<Key>>,
    related: String,
) -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    // The round's id is random, so the order differs from person to person and stays on coming back.
    let order = shuffled(&format!("{id}{}", scenario.id), scenario.options.len());
    let best = scenario.options.iter().map(|option| option.effectiveness).max();
    let key = scenario.id.clone();
    let choose = move |choice: Key| {
        let edit = RoundEdit::Calibration(key.clone(), choice);
        desk.run(CompetencyCommand::EditRound(id, Box::new(edit)));
    };
    let options = order
        .into_iter()
        .filter_map(|place| scenario.options.get(place))
        .map(|option| {
            let (own, value) = (option.id.clone(), option.id.clone());
            let (mark, tag) = (own.clone(), own.clone());
            let is_best = Some(option.effectiveness) == best;
            let text = option.text.clone();
            let choose = choose.clone();
            view! {
                <label class="level" class:level-best=move || is_best && chosen.with(Option::is_some)>
                    <input
                        type="radio"
                        name=format!("scenario-{index}")
                        data-idle=""
                        prop:checked=move || chosen.get().as_ref() == Some(&mark)
                        on:change=move |_| choose(value.clone())
                    />
                    <span class="level-text">{move || desk.say(&text)}</span>
                    <Show when=move || chosen.with(Option::is_some)>
                        {(is_best).then(|| view! { <span class="tag tag-accent">{move || t().scenario_best()}</span> })}
                        {
                            let tag = tag.clone();
                            move || (chosen.get().as_ref() == Some(&tag)).then(|| view! { <span class="tag">{t().scenario_yours()}</span> })
                        }
                    </Show>
                </label>
            }
        })
        .collect_view();
    let (situation, rationale) = (scenario.situation.clone(), StoredValue::new(scenario.rationale.clone()));
    let related = StoredValue::new(related);
    view! {
        <section class="panel situation">
            <p class="eyebrow">{move || t().scenario_place(index + 1, all)}</p>
            <p class="situation-text">{move || desk.say(&situation)}</p>
            <fieldset class="levels">
                <legend>{move || t().scenario_choose()}</legend>
                {options}
            </fieldset>
            <Show when=move || chosen.with(Option::is_some)>
                <div class="rationale" role="status">
                    <h3>{move || t().scenario_rationale()}</h3>
                    <p>{move || rationale.with_value(|text| desk.say(text))}</p>
                    <p class="hint">{move || t().scenario_related()} " · " {related.get_value()}</p>
                </div>
            </Show>
        </section>
    }
}
