//! What is stored, where, and how safe.

use leptos::prelude::*;

use crate::state::Lang;

/// `#/data`.
#[component]
pub fn Page() -> impl IntoView {
    let lang = Lang::context();
    view! { <h1>{move || lang.data().title()}</h1> }
}
