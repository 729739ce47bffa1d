//! The scenarios of a model: one at a time, with its choices and how well each works.

use leptos::prelude::*;

use super::editor::{AddPart, BothField, Edit};
use super::{free_key, texts};
use crate::domain::competency::{Both, Effectiveness, Key, ModelEdit, ModelPart, Scenario, ScenarioEdit};
use crate::ui::kit::{Button, ButtonKind, IconButton, SelectField, Symbol};

/// The scenario on the desk, and the way to change it.
#[derive(Debug, Clone, Copy)]
struct Open {
    edit: Edit,
    scenario: Memo<Option<Scenario>>,
}

impl Open {
    fn key(self) -> Option<Key> {
        self.scenario.with(|scenario| scenario.as_ref().map(|scenario| scenario.id.clone()))
    }

    fn run(self, change: ScenarioEdit) {
        if let Some(key) = untrack(|| self.key()) {
            self.edit.run(ModelEdit::Scenario(key, change));
        }
    }

    fn read<T: Default>(self, read: impl FnOnce(&Scenario) -> T) -> T {
        self.scenario.with(|scenario| scenario.as_ref().map(read).unwrap_or_default())
    }
}

#[component]
pub(super) fn Scenarios(edit: Edit) -> impl IntoView {
    let t = move || texts(edit.desk);
    let chosen = RwSignal::new(None::<Key>);
    let scenario = Memo::new(move |_| {
        edit.read(|model| {
            let found = chosen.with(|key| {
                let key = key.as_ref()?;
                model.scenarios.iter().find(|scenario| scenario.id == *key)
            });
            found.or_else(|| model.scenarios.first()).cloned()
        })
    });
    let open = Open { edit, scenario };
    let options = edit.names(|model| model.scenarios.iter().map(|one| (&one.id, &one.situation)).collect());
    let is_there = Memo::new(move |_| scenario.with(Option::is_some));
    let add = move |(key, situation): (Key, Both)| {
        let first = edit.read(|model| model.competencies.first().map(|one| one.id.clone()));
        let about = untrack(|| open.scenario.with(|one| one.as_ref().map(|one| one.competency.clone())));
        let Some(about) = about.or(first) else { return };
        let part = ModelPart::Scenario(Box::new(Scenario::blank(key.clone(), about, situation)));
        if edit.run(ModelEdit::Add(part)) {
            chosen.set(Some(key));
        }
    };
    view! {
        <section class="panel" aria-labelledby="edit-scenarios">
            <h2 id="edit-scenarios">{move || t().scenarios()}</h2>
            <p class="hint">{move || t().scenarios_hint()}</p>
            <Show when=move || is_there.get()>
                <SelectField
                    label=move || t().which_scenario()
                    options
                    value=Signal::derive(move || open.key().map(|key| key.to_string()).unwrap_or_default())
                    on_choose=move |text: String| chosen.set(text.parse().ok())
                />
                <Fields open />
            </Show>
            <AddPart label=move || t().add_scenario() asked=move || t().situation() on_add=add />
            <Show when=move || is_there.get()>
                <div class="button-row">
                    <Button label=move || t().remove_scenario() kind=ButtonKind::Danger on_click=move || {
                        if let Some(key) = untrack(|| open.key()) {
                            edit.remove(ModelEdit::RemoveScenario(key));
                            chosen.set(None);
                        }
                    } />
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Fields(open: Open) -> impl IntoView {
    let edit = open.edit;
    let t = move || texts(edit.desk);
    let competencies =
        edit.names(|model| model.competencies.iter().map(|one| (&one.id, &one.name)).collect());
    let choices = Memo::new(move |_| {
        open.read(|scenario| scenario.options.iter().map(|choice| choice.id.clone()).collect::<Vec<_>>())
    });
    view! {
        <BothField
            label=move || t().situation()
            rows=3
            value=Signal::derive(move || open.read(|one| one.situation.clone()))
            on_commit=move |both| open.run(ScenarioEdit::Situation(both))
        />
        <SelectField
            label=move || t().about_competency()
            options=competencies
            value=Signal::derive(move || open.read(|one| one.competency.to_string()))
            on_choose=move |text: String| {
                if let Ok(key) = text.parse() {
                    open.run(ScenarioEdit::Competency(key));
                }
            }
        />
        <For each=move || choices.get() key=|key| key.clone() let:key>
            <ChoiceFields open key />
        </For>
        <div class="button-row">
            <Button label=move || t().add_choice() symbol=Symbol::Add on_click=move || {
                if let Some(key) = free_key() {
                    open.run(ScenarioEdit::AddChoice(key));
                }
            } />
        </div>
        <BothField
            label=move || t().rationale()
            rows=3
            value=Signal::derive(move || open.read(|one| one.rationale.clone()))
            on_commit=move |both| open.run(ScenarioEdit::Rationale(both))
        />
    }
}

/// What a choice says and how well it works.
#[component]
fn ChoiceFields(open: Open, key: Key) -> impl IntoView {
    let t = move || texts(open.edit.desk);
    let key = StoredValue::new(key);
    let number = Memo::new(move |_| {
        open.read(|one| one.options.iter().position(|choice| key.with_value(|key| choice.id == *key)))
            .map_or(0, |place| place + 1)
    });
    let choice = Memo::new(move |_| {
        open.read(|one| one.options.iter().find(|choice| key.with_value(|key| choice.id == *key)).cloned())
    });
    view! {
        <div class="choice-fields">
            <BothField
                label=move || t().choice(number.get())
                rows=2
                value=Signal::derive(move || choice.get().map(|choice| choice.text).unwrap_or_default())
                on_commit=move |both| open.run(ScenarioEdit::Choice(key.get_value(), both))
            />
            <div class="choice-foot">
                <SelectField
                    label=move || t().effect_of(number.get())
                    options=Signal::derive(move || {
                        Effectiveness::all().rev().map(|effect| (effect.to_string(), t().effect(effect.get()).to_owned())).collect::<Vec<_>>()
                    })
                    value=Signal::derive(move || choice.get().map(|choice| choice.effectiveness.to_string()).unwrap_or_default())
                    on_choose=move |text: String| {
                        let effect = text.parse().ok().and_then(|number: u8| Effectiveness::try_from(number).ok());
                        if let Some(effect) = effect {
                            open.run(ScenarioEdit::Effect(key.get_value(), effect));
                        }
                    }
                />
                <IconButton label=move || t().remove_choice(number.get()) symbol=Symbol::Delete
                    on_click=move || open.run(ScenarioEdit::RemoveChoice(key.get_value())) />
            </div>
        </div>
    }
}
