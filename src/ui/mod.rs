//! The views.

pub mod action;
pub mod app;
pub mod competency;
pub mod data;
pub mod files;
pub mod first;
pub mod kit;
pub mod overview;
pub mod parts;
pub mod portfolio;
pub mod projects;
pub mod selection;
pub mod sheet;
pub mod shell;
pub mod strategy;
pub mod weighting;

use wasm_bindgen::JsCast;

/// Starts the app in the page.
pub fn mount() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        show_panic(&info.to_string());
    }));
    leptos::mount::mount_to_body(app::Root);
}

/// Puts the page of boot.js in the place of the app: it says what happened and gives the raw data out.
fn show_panic(message: &str) {
    let window = leptos::prelude::window();
    let show = js_sys::Reflect::get(&window, &"pmoPanic".into()).ok();
    if let Some(show) = show.and_then(|show| show.dyn_into::<js_sys::Function>().ok()) {
        // Nothing is left to do where even this fails.
        drop(show.call1(&window, &message.into()));
    }
}
