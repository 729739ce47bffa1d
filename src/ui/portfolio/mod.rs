//! `#/portfolio`.

use leptos::prelude::*;

use super::app::App;

/// `#/portfolio`.
#[component]
pub fn Page() -> impl IntoView {
    let lang = App::context().lang();
    view! {
        <header class="page-head">
            <h1>{move || lang.portfolio().title()}</h1>
        </header>
    }
}
