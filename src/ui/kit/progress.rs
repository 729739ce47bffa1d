//! Progress of something that takes longer than a moment.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// A bar with its name; without a value, it says only that something goes on.
#[component]
pub fn Progress(
    #[prop(into)] label: TextProp,
    /// Done so far, 0 to 1.
    #[prop(optional, into)]
    value: Option<Signal<f64>>,
) -> impl IntoView {
    let name = label.clone();
    view! {
        <div class="progress">
            <span>{move || label.get()}</span>
            <progress aria-label=move || name.get() max="1" value=move || value.map(|value| value.get().clamp(0.0, 1.0))></progress>
        </div>
    }
}
