//! Choosing a set of criteria to begin with.

use leptos::prelude::*;

use super::super::board::Board;
use crate::domain::{CriterionId, WeightSetId};
use crate::i18n::Locale;
use crate::interchange::criteria_presets::Presets;
use crate::interchange::example::Tongue;
use crate::state::clock;
use crate::ui::files::own_text;
use crate::ui::kit::{Button, ButtonKind, Dialog, Progress};

/// The dialog.
#[component]
pub fn PresetDialog(open: RwSignal<bool>) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    view! {
        <Dialog open title=move || lang.criteria().from_preset() wide=true>
            <PresetList open />
        </Dialog>
    }
}

#[component]
fn PresetList(open: RwSignal<bool>) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let content = RwSignal::new(None::<String>);
    leptos::task::spawn_local(async move {
        match own_text("content/criteria_presets.json").await {
            Some(text) => drop(content.try_set(Some(text))),
            None => board.app.toasts.refuse(untrack(|| lang.import()).read_failed()),
        }
    });
    let presets = Memo::new(move |_| {
        let tongue = match lang.locale() {
            Locale::Zh => Tongue::Zh,
            Locale::En => Tongue::En,
        };
        content.with(|content| content.as_deref().and_then(|text| Presets::parse(text, tongue)))
    });
    let take = move |index: usize| {
        let command = presets.with_untracked(|presets| {
            let presets = presets.as_ref()?;
            let preset = presets.list.get(index)?;
            let unit = board.app.store.doc().with_untracked(|doc| doc.money);
            let money = untrack(|| lang.projects()).money_unit(unit);
            let new_id = || clock::fresh(CriterionId::new);
            Some(presets.command(preset, &money, new_id, clock::fresh(WeightSetId::new)))
        });
        if let Some(command) = command {
            open.set(false);
            board.send_undoable(command);
        }
    };
    let t = move || lang.criteria();
    view! {
        <Show when=move || presets.with(Option::is_some) fallback=move || view! { <Progress label=move || lang.shell().loading() /> }>
            <ul class="presets">
                {move || {
                    let presets = presets.get().map(|presets| presets.list).unwrap_or_default();
                    presets
                        .into_iter()
                        .enumerate()
                        .map(|(index, preset)| {
                            let name = preset.name.clone();
                            view! {
                                <li class="preset">
                                    <div>
                                        <h3>{preset.name}</h3>
                                        <p>{preset.summary}</p>
                                        <p class="preset-names">{preset.names.join(" · ")}</p>
                                        {preset.formula.map(|formula| view! { <p class="formula">{formula}</p> })}
                                        <details>
                                            <summary>{t().when_it_fits()}</summary>
                                            <p>{preset.fits}</p>
                                            <p>{preset.fits_not}</p>
                                            <p>{preset.note}</p>
                                            <p class="hint">{preset.reference}</p>
                                        </details>
                                    </div>
                                    <Button label=t().take_preset(&name) kind=ButtonKind::Plain on_click=move || take(index) />
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </Show>
    }
}
