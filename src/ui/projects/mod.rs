//! The project list.

use leptos::prelude::*;

use crate::state::Lang;

/// `#/projects`.
#[component]
pub fn Page() -> impl IntoView {
    let lang = Lang::context();
    view! { <h1>{move || lang.projects().title()}</h1> }
}

/// The keys of the table, for the help sheet.
pub fn shortcuts(_lang: Lang) -> Vec<(&'static str, &'static str)> {
    Vec::new()
}
