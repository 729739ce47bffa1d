//! `#/strategy`.

use leptos::prelude::*;

use super::app::App;

/// `#/strategy`.
#[component]
pub fn Page() -> impl IntoView {
    let lang = App::context().lang();
    view! {
        <header class="page-head">
            <h1>{move || lang.strategy().title()}</h1>
        </header>
    }
}
