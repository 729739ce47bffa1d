//! How much room charts have.

use leptos::prelude::*;

/// Below this width a chart has the whole width to itself, and names stand above what they name.
const NARROW: f64 = 720.0;
/// What stands beside a chart on a narrow screen.
const MARGINS: f64 = 32.0;

/// The width that a chart has on a narrow screen, followed; none where there is room for its full size.
pub fn narrow() -> ReadSignal<Option<f64>> {
    let now = || {
        let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(1024.0);
        (width < NARROW).then(|| (width - MARGINS).max(280.0))
    };
    let (width, set) = signal(now());
    let handle = window_event_listener(leptos::ev::resize, move |_| set.set(now()));
    on_cleanup(move || handle.remove());
    width
}
