//! The editor of a model of the organisation's own: its checks, and what the parts of the editor share.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::layers::Layers;
use super::phrases::Phrases;
use super::roles::Roles;
use super::scenarios::Scenarios;
use super::traits::Traits;
use super::{FlawList, free_key, shortened, texts};
use crate::domain::competency::model::Wording;
use crate::domain::competency::{Both, CompetencyCommand, Key, Model, ModelEdit, Phrase};
use crate::ui::competency::desk::Desk;
use crate::ui::competency::layout::{Back, Gone};
use crate::ui::kit::{Button, Symbol, TextField};

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
pub(super) struct Edit {
    pub desk: Desk,
    pub key: StoredValue<Key>,
    pub model: Memo<Option<Arc<Model>>>,
}

impl Edit {
    pub fn run(self, edit: ModelEdit) -> bool {
        self.desk.run(CompetencyCommand::EditModel(self.key.get_value(), Box::new(edit)))
    }

    /// Takes a part away; the toast offers the way back.
    pub fn remove(self, edit: ModelEdit) {
        self.desk.run_undoable(CompetencyCommand::EditModel(self.key.get_value(), Box::new(edit)));
    }

    /// Keys and names of parts, for a choice.
    pub fn names(self, list: fn(&Model) -> Vec<(&Key, &Both)>) -> Signal<Vec<(String, String)>> {
        Signal::derive(move || {
            self.read(|model| {
                let named = |(key, name): (&Key, &Both)| (key.to_string(), shortened(&self.desk.say(name)));
                list(model).into_iter().map(named).collect()
            })
        })
    }

    pub fn read<T: Default>(self, read: impl FnOnce(&Model) -> T) -> T {
        self.model.with(|model| model.as_ref().map(|model| read(model)).unwrap_or_default())
    }
}

#[component]
fn Editing(edit: Edit) -> impl IntoView {
    let desk = edit.desk;
    let t = move || texts(desk);
    let has_flaws = Memo::new(move |_| edit.read(|model| !model.flaws().is_empty()));
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
                <PhraseField edit which=Phrase::Title label=move || t().name() />
            </section>
            <Traits edit />
            <Roles edit />
            <Layers edit />
            <Scenarios edit />
            <Phrases edit />
        </div>
    }
}

/// A text in both languages.
#[component]
pub(super) fn BothField(
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

/// A name for something new; it gets a key by itself.
#[component]
pub(super) fn AddPart(
    #[prop(into)] label: TextProp,
    /// What is asked for.
    #[prop(into)]
    asked: TextProp,
    #[prop(into)] on_add: Callback<(Key, Both)>,
) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let name = RwSignal::new(Both::default());
    let add = move || {
        if name.with_untracked(|name| name.get(desk.tongue()).is_empty()) {
            desk.app.toasts.refuse(untrack(t).name_needed());
            return;
        }
        if let Some(key) = free_key() {
            on_add.run((key, name.get_untracked()));
            name.set(Both::default());
        }
    };
    view! {
        <details class="setting setting-wide">
            <summary>{move || label.get()}</summary>
            <BothField label=asked value=Signal::derive(move || name.get()) on_commit=move |both| name.set(both) />
            <div class="button-row"><Button label=move || t().add() symbol=Symbol::Add on_click=add /></div>
        </details>
    }
}

/// A text about the whole.
#[component]
pub(super) fn PhraseField(
    edit: Edit,
    which: Phrase,
    #[prop(into)] label: TextProp,
    #[prop(default = 1)] rows: u32,
) -> impl IntoView {
    view! {
        <BothField
            label
            rows
            value=Signal::derive(move || edit.read(|model| model.phrase(which)))
            on_commit=move |text| {
                edit.run(ModelEdit::Phrase(which, text));
            }
        />
    }
}
