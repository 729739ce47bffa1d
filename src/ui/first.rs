//! The first screen that stands before the app is there (public/first.js), and its end. While it stands, the app's frame is
//! not shown (shell.css).

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

const ID: &str = "first";

/// Does it still stand?
pub fn is_shown() -> bool {
    document().get_element_by_id(ID).is_some()
}

/// Gives its place to the app, which has drawn the same by now: position and focus stay where they were.
pub fn end() {
    if !is_shown() {
        return;
    }
    // What the same change draws comes first.
    request_animation_frame(|| {
        let Some(first) = document().get_element_by_id(ID) else { return };
        let held = document().active_element().filter(|held| first.contains(Some(held)));
        let top = window().scroll_y().unwrap_or_default();
        first.remove();
        window().scroll_to_with_x_and_y(0.0, top);
        let Some(held) = held else { return };
        // A choice has its twin in the app; from elsewhere the heading is a good place to go on.
        let twin = held.get_attribute("value").map(|value| format!(".levels input[value=\"{value}\"]"));
        let place = twin.unwrap_or_else(|| "main h1".to_owned());
        let place = document().query_selector(&place).ok().flatten();
        if let Some(place) = place.and_then(|place| place.dyn_into::<HtmlElement>().ok()) {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            drop(place.focus_with_options(&options));
        }
    });
}
