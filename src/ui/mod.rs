//! The views.

pub mod action;
pub mod app;
pub mod data;
pub mod files;
pub mod kit;
pub mod overview;
pub mod projects;
pub mod shell;

/// Starts the app in the page.
pub fn mount() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::Root);
}
