//! Tabs: faces of one thing.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsCast;

/// One tab: key and word.
pub type Tab = (&'static str, TextProp);

/// A row of tabs; the panel below is the caller's, as a `role="tabpanel"` with id `panel-<key>`.
#[component]
pub fn Tabs(
    #[prop(into)] label: TextProp,
    tabs: Vec<Tab>,
    /// The key chosen.
    chosen: RwSignal<&'static str>,
) -> impl IntoView {
    let keys: Vec<&'static str> = tabs.iter().map(|(key, _)| *key).collect();
    let on_key = move |event: KeyboardEvent| {
        let step: isize = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => return,
        };
        event.prevent_default();
        let here = keys.iter().position(|key| *key == chosen.get_untracked()).unwrap_or(0);
        let next = (here.cast_signed() + step).rem_euclid(keys.len().cast_signed()).cast_unsigned();
        let Some(key) = keys.get(next) else { return };
        chosen.set(key);
        let tab = document().get_element_by_id(&format!("tab-{key}"));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()) {
            drop(tab.focus());
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=move || label.get() on:keydown=on_key>
            {tabs
                .into_iter()
                .map(|(key, word)| {
                    let here = move || chosen.get() == key;
                    view! {
                        <button
                            type="button"
                            role="tab"
                            id=format!("tab-{key}")
                            class="tab"
                            aria-selected=move || here().to_string()
                            aria-controls=format!("panel-{key}")
                            tabindex=move || if here() { "0" } else { "-1" }
                            on:click=move |_| chosen.set(key)
                        >
                            {move || word.get()}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}
