//! The views.

use leptos::prelude::*;

/// Starts the app in the page.
pub fn mount() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(|| view! { <main><h1>"PMO"</h1></main> });
}
