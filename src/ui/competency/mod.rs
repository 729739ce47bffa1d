//! `#/competency`.

use leptos::prelude::*;

use super::app::App;

/// `#/competency`.
#[component]
pub fn Page() -> impl IntoView {
    let lang = App::context().lang();
    view! {
        <header class="page-head">
            <h1>{move || lang.competency().title()}</h1>
        </header>
    }
}
