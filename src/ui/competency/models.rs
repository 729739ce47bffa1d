//! The models: the built-in one, the organisation's own, and the editor of those.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::desk::{Desk, href, name_of};
use super::layout::{Back, Gone};
use super::screen::Screen;
use crate::domain::competency::model::{Flaw, Requirement, Wording};
use crate::domain::competency::{
    Both, CompetencyCommand, Key, Level, Model, ModelEdit, ModelPart, Role, RoleEdit, Trait, TraitEdit,
};
use crate::i18n::competency_model::ModelTexts;
use crate::interchange::competency_file::{Kind, model as model_part, write};
use crate::interchange::workspace_file::file_name;
use crate::state::clock;
use crate::ui::files::save_bytes;
use crate::ui::kit::{Button, ButtonKind, NumberField, SelectField, Symbol, TextField};

fn texts(desk: Desk) -> ModelTexts {
    ModelTexts(desk.lang().locale())
}

/// `#/competency/models`.
#[component]
pub fn Models() -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let models = Memo::new(move |_| {
        desk.read(|part, built_in| {
            let mut all = vec![built_in.clone()];
            all.extend(part.models.iter().cloned());
            let used = part.current_model(built_in).of.id.clone();
            (all, used, built_in.of.id.clone())
        })
    });
    let cards = move || {
        let (all, used, built_in) = models.get()?;
        let cards = all
            .into_iter()
            .map(|model| {
                let is_used = model.of.id == used;
                let is_built_in = model.of.id == built_in;
                view! { <ModelCard model is_used is_built_in /> }
            })
            .collect_view();
        Some(cards)
    };
    view! {
        <Back />
        <header class="page-head">
            <h1>{move || t().title()}</h1>
        </header>
        <p class="lead">{move || t().lead()}</p>
        <div class="models">{cards}</div>
    }
}

#[component]
fn ModelCard(model: Arc<Model>, is_used: bool, is_built_in: bool) -> impl IntoView {
    let desk = Desk::context();
    let t = texts(desk);
    let title = desk.say(&model.title);
    let key = model.of.id.clone();
    let flaws = model.flaws().len();
    let copied = model.clone();
    let copy = move || {
        let Some(key) = free_key() else { return };
        let words = |locale, text: &str| Wording::truncated(&ModelTexts(locale).copy_of(text));
        let title = Both {
            zh: words(crate::i18n::Locale::Zh, &copied.title.zh),
            en: words(crate::i18n::Locale::En, &copied.title.en),
        };
        if desk.run(CompetencyCommand::PutModel(Box::new(copied.copied(key.clone(), title)))) {
            desk.go(&Screen::Model(key));
        }
    };
    let shared = model.clone();
    let share = move || {
        let text = write(Kind::Model, model_part(&shared));
        let name = untrack(|| desk.say(&shared.title));
        save_bytes(&file_name(&name, clock::today(), "pmo-model.json"), "application/json", text.as_bytes());
    };
    let (chosen, gone, edited) = (key.clone(), key.clone(), key);
    view! {
        <section class="panel">
            <div class="step-head">
                <h2>{title}</h2>
                {is_used.then(|| view! { <span class="tag tag-accent">{t.in_use()}</span> })}
                {is_built_in.then(|| view! { <span class="tag">{t.built_in()}</span> })}
            </div>
            <p class="hint">
                {t.version(&model.of.version.to_string())} " · "
                {t.sizes(model.competencies.len(), model.roles.len())}
            </p>
            {(flaws > 0).then(|| view! { <FlawList model=model.clone() /> })}
            <div class="button-row">
                {(!is_used)
                    .then(|| {
                        let choose = move || {
                            let key = (!is_built_in).then(|| chosen.clone());
                            desk.run(CompetencyCommand::ChooseModel(key));
                        };
                        view! { <Button label=t.use_it() on_click=choose /> }
                    })}
                <Button label=t.copy() symbol=Symbol::Duplicate on_click=copy />
                {(!is_built_in)
                    .then(|| view! { <a class="button" href=href(&Screen::Model(edited))>{t.edit()}</a> })}
                <Button label=t.share() symbol=Symbol::Download on_click=share />
                {(!is_built_in)
                    .then(|| {
                        let remove = move || desk.run_undoable(CompetencyCommand::RemoveModel(gone.clone()));
                        view! { <Button label=t.remove() kind=ButtonKind::Danger on_click=remove /> }
                    })}
            </div>
        </section>
    }
}

/// A key that no model has yet.
fn free_key() -> Option<Key> {
    format!("own-{:08x}", u32::from_be_bytes(clock::random())).parse().ok()
}

#[component]
fn FlawList(model: Arc<Model>) -> impl IntoView {
    let desk = Desk::context();
    let files = super::intake::texts(desk);
    let name = |key: &str| {
        let competency = model.competency(key).map(|one| desk.say(&one.name));
        let role = || model.role(key).map(|role| desk.say(&role.name));
        competency.or_else(role).filter(|name| !name.is_empty()).unwrap_or_else(|| key.to_owned())
    };
    let rows = model
        .flaws()
        .iter()
        .map(|flaw| view! { <li data-grave=flaw.is_grave().to_string()>{files.flaw(flaw, name)}</li> })
        .collect_view();
    view! { <ul class="flaws">{rows}</ul> }
}

/// `#/competency/model/<key>`.
#[component]
pub fn ModelEditor(id: Key) -> impl IntoView {
    let desk = Desk::context();
    let key = StoredValue::new(id);
    let model =
        Memo::new(move |_| desk.with(|part| key.with_value(|key| part.own_model(key.as_ref()).cloned())));
    let is_there = Memo::new(move |_| model.with(Option::is_some));
    move || {
        if is_there.get() {
            view! { <Editing edit=Edit { desk, key, model } /> }.into_any()
        } else {
            view! { <Gone /> }.into_any()
        }
    }
}

/// The model that is edited, and the way to change it.
#[derive(Debug, Clone, Copy)]
struct Edit {
    desk: Desk,
    key: StoredValue<Key>,
    model: Memo<Option<Arc<Model>>>,
}

impl Edit {
    fn run(self, edit: ModelEdit) -> bool {
        self.desk.run(CompetencyCommand::EditModel(self.key.get_value(), Box::new(edit)))
    }

    fn read<T: Default>(self, read: impl FnOnce(&Model) -> T) -> T {
        self.model.with(|model| model.as_ref().map(|model| read(model)).unwrap_or_default())
    }
}

#[component]
fn Editing(edit: Edit) -> impl IntoView {
    let desk = edit.desk;
    let t = move || texts(desk);
    let has_flaws =
        Memo::new(move |_| edit.read(|model| model.flaws().iter().any(|flaw| *flaw != Flaw::Empty)));
    view! {
        <Back />
        <header class="page-head">
            <h1>{move || edit.read(|model| desk.say(&model.title))}</h1>
            <span class="hint">{move || edit.read(|model| t().version(&model.of.version.to_string()))}</span>
        </header>
        <div class="models">
            <section class="panel" aria-labelledby="checks">
                <h2 id="checks">{move || t().checks()}</h2>
                <Show when=move || has_flaws.get() fallback=move || view! { <p>{move || t().no_flaws()}</p> }>
                    {move || edit.model.get().map(|model| view! { <FlawList model /> })}
                </Show>
                <BothField
                    label=move || t().name()
                    value=Signal::derive(move || edit.read(|model| model.title.clone()))
                    on_commit=move |title| {
                        edit.run(ModelEdit::Title(title));
                    }
                />
            </section>
            <Traits edit />
            <Roles edit />
            <Layers edit />
        </div>
    }
}

/// A text in both languages.
#[component]
fn BothField(
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Signal<Both>,
    #[prop(default = 1)] rows: u32,
    #[prop(into)] on_commit: Callback<Both>,
) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let (zh, en) = (label.clone(), label);
    let commit = move |typed: &str, is_zh: bool| match Wording::new(typed) {
        Ok(text) => {
            let mut both = value.get_untracked();
            *(if is_zh { &mut both.zh } else { &mut both.en }) = text;
            on_commit.run(both);
            Ok(())
        }
        Err(error) => Err(untrack(|| desk.lang().errors().value(&error))),
    };
    view! {
        <div class="both">
            <TextField
                label=move || format!("{} · {}", zh.get(), t().in_chinese())
                rows
                value=Signal::derive(move || value.with(|both| both.zh.to_string()))
                on_commit=move |typed: String| commit(&typed, true)
            />
            <TextField
                label=move || format!("{} · {}", en.get(), t().in_english())
                rows
                value=Signal::derive(move || value.with(|both| both.en.to_string()))
                on_commit=move |typed: String| commit(&typed, false)
            />
        </div>
    }
}

#[component]
fn Traits(edit: Edit) -> impl IntoView {
    let desk = edit.desk;
    let t = move || texts(desk);
    let chosen = RwSignal::new(None::<Key>);
    let means_else = RwSignal::new(false);
    // The chosen one, or the first.
    let one = Memo::new(move |_| {
        edit.model.with(|model| {
            let model = model.as_ref()?;
            let found = chosen.with(|key| key.as_ref().and_then(|key| model.competency(key.as_ref())));
            found.or_else(|| model.competencies.first()).cloned()
        })
    });
    let key = Memo::new(move |_| one.with(|one| one.as_ref().map(|one| one.id.clone())));
    let options = Signal::derive(move || {
        edit.read(|model| {
            model.competencies.iter().map(|one| (one.id.to_string(), desk.say(&one.name))).collect::<Vec<_>>()
        })
    });
    let run = move |change: TraitEdit| {
        if let Some(key) = key.get_untracked() {
            edit.run(ModelEdit::Trait { key, edit: change, means_else: means_else.get_untracked() });
        }
    };
    let text = move |read: fn(&Trait) -> Both| {
        Signal::derive(move || one.with(|one| one.as_ref().map(|one| read(one)).unwrap_or_default()))
    };
    let layers = Signal::derive(move || {
        edit.read(|model| {
            model.layers.iter().map(|layer| (layer.id.to_string(), desk.say(&layer.name))).collect::<Vec<_>>()
        })
    });
    let anchors = Level::all()
        .map(|level| {
            let value = Signal::derive(move || {
                one.with(|one| one.as_ref().and_then(|one| one.anchor(level).cloned()).unwrap_or_default())
            });
            view! {
                <BothField label=move || t().anchor(level.get()) rows=2 value on_commit=move |both| run(TraitEdit::Anchor(level, both)) />
            }
        })
        .collect_view();
    let steps = Level::all()
        .filter_map(|from| Some((from, from.next()?)))
        .map(|(from, to)| {
            let value = Signal::derive(move || {
                one.with(|one| {
                    one.as_ref().and_then(|one| one.step_from(from)).map(|step| step.suggestion.clone()).unwrap_or_default()
                })
            });
            view! {
                <BothField label=move || t().step(from.get(), to.get()) rows=2 value on_commit=move |both| run(TraitEdit::StepFrom(from, both)) />
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="edit-competencies">
            <h2 id="edit-competencies">{move || t().competencies()}</h2>
            <div class="step-row">
                <SelectField
                    label=move || t().which_competency()
                    options
                    value=Signal::derive(move || key.get().map(|key| key.to_string()).unwrap_or_default())
                    on_choose=move |text: String| chosen.set(text.parse().ok())
                />
                <SelectField
                    label=move || t().kind_of_edit()
                    options=Signal::derive(move || {
                        vec![("wording".to_owned(), t().wording().to_owned()), ("meaning".to_owned(), t().meaning().to_owned())]
                    })
                    value=Signal::derive(move || if means_else.get() { "meaning" } else { "wording" }.to_owned())
                    on_choose=move |text: String| means_else.set(text == "meaning")
                />
            </div>
            <Show when=move || one.with(|one| one.as_ref().is_some_and(|one| one.meaning != 0))>
                <p class="hint">{move || one.with(|one| one.as_ref().map(|one| t().meaning_count(one.meaning)))}</p>
            </Show>
            <BothField label=move || t().name() value=text(|one| one.name.clone()) on_commit=move |both| run(TraitEdit::Name(both)) />
            <BothField label=move || t().definition() rows=2 value=text(|one| one.definition.clone()) on_commit=move |both| run(TraitEdit::Definition(both)) />
            <SelectField
                label=move || t().layer()
                options=layers
                value=Signal::derive(move || one.with(|one| one.as_ref().map(|one| one.layer.to_string()).unwrap_or_default()))
                on_choose=move |text: String| {
                    if let Ok(layer) = text.parse() {
                        run(TraitEdit::Layer(layer));
                    }
                }
            />
            {anchors}
            <BothField label=move || t().evidence_prompt() rows=2 value=text(|one| one.evidence_prompt.clone()) on_commit=move |both| run(TraitEdit::EvidencePrompt(both)) />
            <details class="setting">
                <summary>{move || t().step(1, 5)}</summary>
                {steps}
            </details>
            <AddKey label=Signal::derive(move || t().add_competency().to_owned()) on_add=move |(key, name): (Key, Both)| {
                let Some(layer) = one.with_untracked(|one| one.as_ref().map(|one| one.layer.clone())) else { return };
                let part = ModelPart::Trait(Box::new(Trait::blank(key.clone(), layer, name)));
                if edit.run(ModelEdit::Add(part)) {
                    chosen.set(Some(key));
                }
            } />
            <div class="button-row">
                <Button label=move || t().remove_competency() kind=ButtonKind::Danger on_click=move || {
                    if let Some(key) = key.get_untracked() {
                        let model = edit.key.get_value();
                        desk.run_undoable(CompetencyCommand::EditModel(model, Box::new(ModelEdit::RemoveTrait(key))));
                        chosen.set(None);
                    }
                } />
            </div>
        </section>
    }
}

/// A key and a name for something new.
#[component]
fn AddKey(label: Signal<String>, #[prop(into)] on_add: Callback<(Key, Both)>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let key = RwSignal::new(String::new());
    let name = RwSignal::new(Both::default());
    let add = move || {
        let Ok(parsed) = key.get_untracked().parse::<Key>() else {
            desk.app.toasts.refuse(untrack(t).key_wrong());
            return;
        };
        on_add.run((parsed, name.get_untracked()));
    };
    view! {
        <details class="setting">
            <summary>{move || label.get()}</summary>
            <TextField
                label=move || t().key()
                value=Signal::derive(move || key.get())
                on_commit=move |typed: String| {
                    let is_key = typed.trim().parse::<Key>().is_ok();
                    key.set(typed.trim().to_owned());
                    if is_key { Ok(()) } else { Err(untrack(t).key_wrong().to_owned()) }
                }
            />
            <BothField label=move || t().name() value=Signal::derive(move || name.get()) on_commit=move |both| name.set(both) />
            <div class="button-row"><Button label=move || t().add() symbol=Symbol::Add on_click=add /></div>
        </details>
    }
}

#[component]
fn Roles(edit: Edit) -> impl IntoView {
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
    let options = Signal::derive(move || {
        edit.read(|model| {
            model.roles.iter().map(|role| (role.id.to_string(), desk.say(&role.name))).collect::<Vec<_>>()
        })
    });
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
            <AddKey label=Signal::derive(move || t().add_role().to_owned()) on_add=move |(key, name): (Key, Both)| {
                let Some(base) = role.get_untracked() else { return };
                let new = Role { id: key.clone(), name, ..Role::clone(&base) };
                if edit.run(ModelEdit::Add(ModelPart::Role(Box::new(new)))) {
                    chosen.set(Some(key));
                }
            } />
            <div class="button-row">
                <Button label=move || t().remove_role() kind=ButtonKind::Danger on_click=move || {
                    if let Some(key) = key.get_untracked() {
                        let model = edit.key.get_value();
                        desk.run_undoable(CompetencyCommand::EditModel(model, Box::new(ModelEdit::RemoveRole(key))));
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

#[component]
fn Layers(edit: Edit) -> impl IntoView {
    let desk = edit.desk;
    let t = move || texts(desk);
    let keys = Memo::new(move |_| {
        edit.read(|model| model.layers.iter().map(|layer| layer.id.clone()).collect::<Vec<_>>())
    });
    view! {
        <section class="panel" aria-labelledby="edit-layers">
            <h2 id="edit-layers">{move || t().layers()}</h2>
            <For each=move || keys.get() key=|key| key.clone() let:key>
                {
                    let own = key.clone();
                    let value = Signal::derive(move || edit.read(|model| model.layer(own.as_ref()).map(|layer| layer.name.clone()).unwrap_or_default()));
                    view! {
                        <BothField label=move || t().name() value on_commit=move |both| {
                            edit.run(ModelEdit::LayerName(key.clone(), both));
                        } />
                    }
                }
            </For>
        </section>
    }
}
