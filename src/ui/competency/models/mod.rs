//! The models: the built-in one and the organisation's own; the editor of those.

mod editor;
mod layers;
mod phrases;
mod roles;
mod scenarios;
mod traits;

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, href};
use super::layout::Back;
use super::screen::Screen;
use crate::domain::competency::model::Wording;
use crate::domain::competency::{Both, CompetencyCommand, Key, Model};
use crate::i18n::competency_model::ModelTexts;
use crate::interchange::competency_file::{Kind, model as model_part, write};
use crate::interchange::workspace_file::file_name;
use crate::state::clock;
use crate::ui::files::save_bytes;
use crate::ui::kit::{Button, ButtonKind, Symbol};
pub use editor::ModelEditor;

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

/// A key that nothing has yet.
fn free_key() -> Option<Key> {
    format!("own-{:08x}", u32::from_be_bytes(clock::random())).parse().ok()
}

#[component]
fn FlawList(model: Arc<Model>) -> impl IntoView {
    let desk = Desk::context();
    let files = super::intake::texts(desk);
    let name = |key: &str| {
        let name = model.competency(key).map(|one| &one.name);
        let name = name.or_else(|| model.role(key).map(|role| &role.name));
        let name = name.or_else(|| model.layer(key).map(|layer| &layer.name));
        let scenario = || model.scenarios.iter().find(|scenario| scenario.id.as_ref() == key);
        let name = name.or_else(|| scenario().map(|scenario| &scenario.situation));
        let name = name.or_else(|| (model.of.id.as_ref() == key).then_some(&model.title));
        let name = name.map(|name| shortened(&desk.say(name))).filter(|name| !name.is_empty());
        name.unwrap_or_else(|| key.to_owned())
    };
    let rows = model
        .flaws()
        .iter()
        .map(|flaw| view! { <li data-grave=flaw.is_grave().to_string()>{files.flaw(flaw, name)}</li> })
        .collect_view();
    view! { <ul class="flaws">{rows}</ul> }
}

/// The beginning of a long text, to name it by.
fn shortened(text: &str) -> String {
    let cut: String = text.chars().take(24).collect();
    if cut.len() < text.len() { format!("{}…", cut.trim_end()) } else { cut }
}
