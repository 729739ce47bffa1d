//! The keys of the whole app.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::route::Route;
use crate::ui::action::Action;
use crate::ui::app::App;

/// How long a G waits for the letter after it.
const CHORD_MILLIS: f64 = 1200.0;

/// Listens for shortcuts until the enclosing owner ends.
pub fn follow_keys(app: App) {
    let last_g = StoredValue::new(f64::NEG_INFINITY);
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        if event.is_composing() || event.default_prevented() || event.alt_key() {
            return;
        }
        let ctrl = event.ctrl_key() || event.meta_key();
        let typing = is_typing(&event);
        // Inside a text field, undo is the field's own and letters are text.
        if typing && !(ctrl && matches!(event.key().to_lowercase().as_str(), "s" | "o" | "k")) {
            return;
        }
        if app.presenting.get_untracked() && step_presentation(app, &event) {
            return;
        }
        let in_dialog = document().query_selector("dialog[open]").ok().flatten().is_some();
        let now = event.time_stamp();
        let after_g = now - last_g.get_value() < CHORD_MILLIS;
        last_g.set_value(f64::NEG_INFINITY);
        if !ctrl && matches!(event.key().as_str(), "g" | "G") {
            last_g.set_value(now);
            return;
        }
        let in_grid = !ctrl && is_in_grid(&event);
        let Some(action) = Action::of_stroke(&event.key(), ctrl, event.shift_key(), after_g) else { return };
        if in_grid || (in_dialog && action != Action::Help) {
            return;
        }
        event.prevent_default();
        action.run(app);
    });
    on_cleanup(move || handle.remove());
}

fn target(event: &KeyboardEvent) -> Option<web_sys::Element> {
    event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok())
}

fn is_typing(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|element| {
        let field = matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT");
        // The grid keeps an empty input in the chosen cell; there the app's Ctrl keys hold.
        field && !element.has_attribute("data-idle")
    })
}

/// In a grid, a letter begins typing into the cell.
fn is_in_grid(event: &KeyboardEvent) -> bool {
    target(event)
        .is_some_and(|element| element.closest("[role=grid], [data-outline]").ok().flatten().is_some())
}

/// In presentation mode arrows step through the places and Esc leaves. True when the key was one of these.
fn step_presentation(app: App, event: &KeyboardEvent) -> bool {
    let step: isize = match event.key().as_str() {
        "Escape" => {
            app.presenting.set(false);
            return true;
        }
        "ArrowRight" | "PageDown" if !is_in_grid(event) => 1,
        "ArrowLeft" | "PageUp" if !is_in_grid(event) => -1,
        _ => return false,
    };
    event.prevent_default();
    let here = Route::ALL.iter().position(|route| *route == app.router.route_untracked()).unwrap_or(0);
    if let Some(route) = here.checked_add_signed(step).and_then(|next| Route::ALL.get(next)) {
        app.router.go(*route);
    }
    true
}
