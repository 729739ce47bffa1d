//! Empty states: what this is for and how to begin.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// One sentence, a picture or example, at most two actions.
#[component]
pub fn EmptyState(
    #[prop(into)] title: TextProp,
    #[prop(into)] text: TextProp,
    /// The picture or example row, and the actions.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="empty">
            <h2>{move || title.get()}</h2>
            <p>{move || text.get()}</p>
            {children()}
        </section>
    }
}
