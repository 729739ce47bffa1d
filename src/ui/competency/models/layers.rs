//! The layers of a model: one at a time; an empty one can go.

use leptos::prelude::*;

use super::editor::{AddPart, BothField, Edit};
use super::texts;
use crate::domain::competency::model::Layer;
use crate::domain::competency::{Both, Key, LayerEdit, ModelEdit, ModelPart};
use crate::ui::kit::{Button, ButtonKind, SelectField};

#[component]
pub(super) fn Layers(edit: Edit) -> impl IntoView {
    let t = move || texts(edit.desk);
    let chosen = RwSignal::new(None::<Key>);
    let layer = Memo::new(move |_| {
        edit.read(|model| {
            let found = chosen.with(|key| key.as_ref().and_then(|key| model.layer(key.as_ref())));
            found.or_else(|| model.layers.first()).cloned()
        })
    });
    let key = Memo::new(move |_| layer.with(|layer| layer.as_ref().map(|layer| layer.id.clone())));
    let options = edit.names(|model| model.layers.iter().map(|layer| (&layer.id, &layer.name)).collect());
    let run = move |change: LayerEdit| {
        if let Some(key) = key.get_untracked() {
            edit.run(ModelEdit::Layer(key, change));
        }
    };
    let text = move |read: fn(&Layer) -> &Both| {
        Signal::derive(move || {
            layer.with(|layer| layer.as_ref().map(|one| read(one).clone()).unwrap_or_default())
        })
    };
    view! {
        <section class="panel" aria-labelledby="edit-layers">
            <h2 id="edit-layers">{move || t().layers()}</h2>
            <SelectField
                label=move || t().which_layer()
                options
                value=Signal::derive(move || key.get().map(|key| key.to_string()).unwrap_or_default())
                on_choose=move |text: String| chosen.set(text.parse().ok())
            />
            <BothField label=move || t().name() value=text(|one| &one.name) on_commit=move |both| run(LayerEdit::Name(both)) />
            <BothField label=move || t().description() rows=2 value=text(|one| &one.description) on_commit=move |both| run(LayerEdit::Description(both)) />
            <BothField label=move || t().role_in_score() rows=2 value=text(|one| &one.role_in_score) on_commit=move |both| run(LayerEdit::RoleInScore(both)) />
            <AddPart label=move || t().add_layer() asked=move || t().name() on_add=move |(key, name): (Key, Both)| {
                if edit.run(ModelEdit::Add(ModelPart::Layer(Box::new(Layer::blank(key.clone(), name))))) {
                    chosen.set(Some(key));
                }
            } />
            <div class="button-row">
                <Button label=move || t().remove_layer() kind=ButtonKind::Danger on_click=move || {
                    if let Some(key) = key.get_untracked() {
                        edit.remove(ModelEdit::RemoveLayer(key));
                    }
                } />
            </div>
        </section>
    }
}
