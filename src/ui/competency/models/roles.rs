//! The roles of a model: targets, weights and gates.

use std::sync::Arc;

use leptos::prelude::*;

use super::editor::{AddPart, BothField, Edit};
use super::texts;
use crate::domain::competency::model::Requirement;
use crate::domain::competency::{Both, Key, Level, ModelEdit, ModelPart, Role, RoleEdit};
use crate::ui::competency::desk::name_of;
use crate::ui::kit::{Button, ButtonKind, NumberField, SelectField};

#[component]
pub(super) fn Roles(edit: Edit) -> impl IntoView {
    let desk = edit.desk;
    let t = move || texts(desk);
    let chosen = RwSignal::new(None::<Key>);
    let role = Memo::new(move |_| {
        edit.model.with(|model| {
            let model = model.as_ref()?;
            let found = chosen.with(|key| key.as_ref().and_then(|key| model.role(key.as_ref())));
            found.or_else(|| model.roles.first()).cloned()
        })
    });
    let key = Memo::new(move |_| role.with(|role| role.as_ref().map(|role| role.id.clone())));
    let options = edit.names(|model| model.roles.iter().map(|role| (&role.id, &role.name)).collect());
    let run = move |change: RoleEdit| {
        if let Some(key) = key.get_untracked() {
            edit.run(ModelEdit::Role(key, change));
        }
    };
    let sum = Memo::new(move |_| {
        role.with(|role| {
            role.as_ref()
                .map_or(0, |role| role.requirements.values().map(|asked| u32::from(asked.weight)).sum())
        })
    });
    let keys = Memo::new(move |_| {
        edit.read(|model| model.competencies.iter().map(|one| one.id.clone()).collect::<Vec<_>>())
    });
    view! {
        <section class="panel" aria-labelledby="edit-roles">
            <h2 id="edit-roles">{move || t().roles()}</h2>
            <SelectField
                label=move || t().which_role()
                options
                value=Signal::derive(move || key.get().map(|key| key.to_string()).unwrap_or_default())
                on_choose=move |text: String| chosen.set(text.parse().ok())
            />
            <BothField
                label=move || t().name()
                value=Signal::derive(move || role.with(|role| role.as_ref().map(|role| role.name.clone()).unwrap_or_default()))
                on_commit=move |both| run(RoleEdit::Name(both))
            />
            <BothField
                label=move || t().description()
                rows=2
                value=Signal::derive(move || role.with(|role| role.as_ref().map(|role| role.description.clone()).unwrap_or_default()))
                on_commit=move |both| run(RoleEdit::Description(both))
            />
            <p class="weights-sum" class:field-error=move || sum.get() != 100>{move || t().sum(sum.get())}</p>
            <div class="role-grid">
                <For each=move || keys.get() key=|key| key.clone() let:competency>
                    <RoleRow edit role competency run=Callback::new(run) />
                </For>
            </div>
            <AddPart label=move || t().add_role() asked=move || t().name() on_add=move |(key, name): (Key, Both)| {
                let Some(base) = role.get_untracked() else { return };
                let new = Role { id: key.clone(), name, ..Role::clone(&base) };
                if edit.run(ModelEdit::Add(ModelPart::Role(Box::new(new)))) {
                    chosen.set(Some(key));
                }
            } />
            <div class="button-row">
                <Button label=move || t().remove_role() kind=ButtonKind::Danger on_click=move || {
                    if let Some(key) = key.get_untracked() {
                        edit.remove(ModelEdit::RemoveRole(key));
                        chosen.set(None);
                    }
                } />
            </div>
        </section>
    }
}

/// Target, weight and gate of one competency in a role.
#[component]
fn RoleRow(
    edit: Edit,
    role: Memo<Option<Arc<Role>>>,
    competency: Key,
    run: Callback<RoleEdit>,
) -> impl IntoView {
    let desk = edit.desk;
    let t = move || texts(desk);
    let key = StoredValue::new(competency);
    let asked = Memo::new(move |_| {
        role.with(|role| {
            role.as_ref().and_then(|role| key.with_value(|key| role.requirements.get(key).copied()))
        })
    });
    let gate = Memo::new(move |_| {
        role.with(|role| {
            let mut gates = role.as_ref()?.gates.iter();
            gates.find(|gate| key.with_value(|key| gate.competency == *key)).map(|gate| gate.threshold)
        })
    });
    let current = move || asked.get_untracked().unwrap_or(Requirement { target: Level::MIN, weight: 0 });
    let level = |text: &str| text.parse().ok().and_then(|number: u8| Level::try_from(number).ok());
    let levels = move || Level::all().map(|level| (level.to_string(), level.to_string()));
    let weigh = move |typed: String| match typed.trim().parse::<u8>().ok().filter(|weight| *weight < 101) {
        Some(weight) => {
            run.run(RoleEdit::Require(key.get_value(), Some(Requirement { weight, ..current() })));
            Ok(())
        }
        None => Err(untrack(t).weight_wrong().to_owned()),
    };
    view! {
        <div class="role-row">
            <h3>{move || edit.read(|model| key.with_value(|key| name_of(desk, model, key)))}</h3>
            <SelectField
                label=move || t().target()
                options=Signal::derive(move || levels().collect::<Vec<_>>())
                value=Signal::derive(move || asked.get().map(|asked| asked.target.to_string()).unwrap_or_default())
                on_choose=move |text: String| {
                    if let Some(target) = level(&text) {
                        run.run(RoleEdit::Require(key.get_value(), Some(Requirement { target, ..current() })));
                    }
                }
            />
            <NumberField
                label=move || t().weight()
                value=Signal::derive(move || asked.get().map(|asked| asked.weight.to_string()).unwrap_or_default())
                on_commit=weigh
            />
            <SelectField
                label=move || t().gate()
                options=Signal::derive(move || std::iter::once((String::new(), t().no_gate().to_owned())).chain(levels()).collect::<Vec<_>>())
                value=Signal::derive(move || gate.get().map(|level| level.to_string()).unwrap_or_default())
                on_choose=move |text: String| run.run(RoleEdit::Gate(key.get_value(), level(&text)))
            />
        </div>
    }
}
