//! Texts about the whole: how to answer, what is said of the gate, what levels are called.

use leptos::prelude::*;

use super::editor::{Edit, PhraseField};
use super::texts;
use crate::domain::competency::{Level, Phrase};

#[component]
pub(super) fn Phrases(edit: Edit) -> impl IntoView {
    let t = move || texts(edit.desk);
    let levels = Level::all()
        .map(|level| view! { <PhraseField edit which=Phrase::LevelName(level) label=move || t().level_name(level.get()) /> })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="edit-phrases">
            <h2 id="edit-phrases">{move || t().phrases()}</h2>
            <p class="hint">{move || t().phrases_hint()}</p>
            <PhraseField edit which=Phrase::Instruction label=move || t().instruction() rows=3 />
            <PhraseField edit which=Phrase::GateMet label=move || t().gate_met() rows=2 />
            <PhraseField edit which=Phrase::GateUnknown label=move || t().gate_unknown() rows=2 />
            <PhraseField edit which=Phrase::GateNotMet label=move || t().gate_not_met() rows=2 />
            {levels}
        </section>
    }
}
