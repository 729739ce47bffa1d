//! The competencies of a model: one at a time.

use leptos::prelude::*;

use super::editor::{AddPart, BothField, Edit};
use super::texts;
use crate::domain::competency::{Both, Key, Level, ModelEdit, ModelPart, Trait, TraitEdit};
use crate::ui::kit::{Button, ButtonKind, SelectField};

#[component]
pub(super) fn Traits(edit: Edit) -> impl IntoView {
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
    let options = edit.names(|model| model.competencies.iter().map(|one| (&one.id, &one.name)).collect());
    let run = move |change: TraitEdit| {
        if let Some(key) = key.get_untracked() {
            edit.run(ModelEdit::Trait { key, edit: change, means_else: means_else.get_untracked() });
        }
    };
    let text = move |read: fn(&Trait) -> Both| {
        Signal::derive(move || one.with(|one| one.as_ref().map(|one| read(one)).unwrap_or_default()))
    };
    let layers = edit.names(|model| model.layers.iter().map(|layer| (&layer.id, &layer.name)).collect());
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
            <AddPart label=move || t().add_competency() asked=move || t().name() on_add=move |(key, name): (Key, Both)| {
                let Some(layer) = one.with_untracked(|one| one.as_ref().map(|one| one.layer.clone())) else { return };
                let part = ModelPart::Trait(Box::new(Trait::blank(key.clone(), layer, name)));
                if edit.run(ModelEdit::Add(part)) {
                    chosen.set(Some(key));
                }
            } />
            <div class="button-row">
                <Button label=move || t().remove_competency() kind=ButtonKind::Danger on_click=move || {
                    if let Some(key) = key.get_untracked() {
                        edit.remove(ModelEdit::RemoveTrait(key));
                        chosen.set(None);
                    }
                } />
            </div>
        </section>
    }
}
