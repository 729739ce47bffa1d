//! The views.

pub mod kit;

use leptos::mount::mount_to_body;
use leptos::prelude::*;

/// Starts the app in the page.
pub fn mount() {
    console_error_panic_hook::set_once();
    mount_to_body(|| view! { <main><h1>"PMO"</h1></main> });
}
