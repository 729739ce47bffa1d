//! `#/selection`.

pub mod trust;

use leptos::prelude::*;

use super::app::App;

/// `#/selection`.
#[component]
pub fn Page() -> impl IntoView {
    let lang = App::context().lang();
    view! {
        <header class="page-head">
            <h1>{move || lang.selection().title()}</h1>
        </header>
    }
}
