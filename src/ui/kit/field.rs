//! Fields of forms. Text is committed on `change`, not per key, so that pinyin input is not disturbed.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::dialog::next_number;

/// A line (or, with `rows`, several) of text.
#[component]
pub fn TextField(
    #[prop(into)] label: TextProp,
    /// The text as stored.
    #[prop(into)]
    value: Signal<String>,
    /// More than one makes it a text area.
    #[prop(default = 1)]
    rows: u32,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Takes the text; an error is shown under the field and the text stays as typed.
    #[prop(into)]
    on_commit: Callback<String, Result<(), String>>,
) -> impl IntoView {
    let id = format!("field-{}", next_number());
    let error = RwSignal::new(None::<String>);
    let commit = move |text: String| error.set(on_commit.run(text).err());
    let described = format!("{id}-note");
    let note = described.clone();
    let control = if rows > 1 {
        view! {
            <textarea
                id=id.clone()
                class="input"
                rows=rows
                prop:value=move || value.get()
                disabled=disabled
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                on:change=move |event| commit(event_target_value(&event))
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id.clone()
                class="input"
                type="text"
                autocomplete="off"
                prop:value=move || value.get()
                disabled=disabled
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                on:change=move |event| commit(event_target_value(&event))
            />
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label for=id>{move || label.get()}</label>
            {control}
            <FieldNote id=note error hint />
        </div>
    }
}

/// A number with its unit. What the typed text means is the caller's to say.
#[component]
pub fn NumberField(
    #[prop(into)] label: TextProp,
    /// The number as an edit field shows it; empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// Shown behind the field.
    #[prop(optional, into)]
    unit: Option<TextProp>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Takes the typed text; an error is shown under the field and the text stays as typed.
    #[prop(into)]
    on_commit: Callback<String, Result<(), String>>,
) -> impl IntoView {
    let id = format!("field-{}", next_number());
    let error = RwSignal::new(None::<String>);
    let described = format!("{id}-note");
    let note = described.clone();
    view! {
        <div class="field">
            <label for=id.clone()>{move || label.get()}</label>
            <div class="input-unit">
                <input
                    id=id
                    class="input input-number"
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    prop:value=move || value.get()
                    disabled=disabled
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described
                    on:change=move |event| error.set(on_commit.run(event_target_value(&event)).err())
                />
                {unit.map(|unit| view! { <span class="unit">{move || unit.get()}</span> })}
            </div>
            <FieldNote id=note error hint />
        </div>
    }
}

/// A choice among a few.
#[component]
pub fn SelectField(
    #[prop(into)] label: TextProp,
    /// Key and word of each option.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The key chosen.
    #[prop(into)]
    value: Signal<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_choose: Callback<String>,
) -> impl IntoView {
    let id = format!("field-{}", next_number());
    view! {
        <div class="field">
            <label for=id.clone()>{move || label.get()}</label>
            <select
                id=id
                class="input select"
                disabled=disabled
                prop:value=move || value.get()
                on:change=move |event| on_choose.run(event_target_value(&event))
            >
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|(key, word)| {
                            let chosen = value.with(|value| *value == key);
                            view! { <option value=key selected=chosen>{word}</option> }
                        })
                        .collect_view()
                }}
            </select>
        </div>
    }
}

/// The line under a field: its error or else its hint.
#[component]
fn FieldNote(id: String, error: RwSignal<Option<String>>, hint: Option<TextProp>) -> impl IntoView {
    view! {
        <p id=id class="field-note" class:field-error=move || error.with(Option::is_some) aria-live="polite">
            {move || error.get().or_else(|| hint.as_ref().map(|hint| hint.get().to_string()))}
        </p>
    }
}
