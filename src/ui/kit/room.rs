//! The room for a picture: pictures are drawn as wide as they are shown, so that type keeps its size on a phone.

use leptos::html;
use leptos::prelude::*;

use super::size::on_size;

/// A wider picture is not read better.
const WIDEST: f64 = 768.0;

/// The room in the figure around.
#[derive(Clone, Copy)]
pub struct Room(pub(super) ReadSignal<f64>);

/// Room for a picture, followed: that of the figure around; outside of one the window's width without what stands around.
pub fn room() -> ReadSignal<f64> {
    if let Some(Room(width)) = use_context() {
        return width;
    }
    let (width, set) = signal(of_window());
    let handle = window_event_listener(leptos::ev::resize, move |_| set.set(of_window()));
    on_cleanup(move || handle.remove());
    width
}

fn of_window() -> f64 {
    let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(1024.0);
    (width - if width < 720.0 { 66.0 } else { 340.0 }).clamp(280.0, 900.0)
}

/// The width of a box, followed. Until it stands, that of the window says how wide it will be.
pub(super) fn width_of(node: NodeRef<html::Div>) -> ReadSignal<f64> {
    let (width, set) = signal(of_window().min(WIDEST));
    let measure = move || {
        let Some(Some(node)) = node.try_get_untracked() else { return };
        let found = f64::from(node.client_width());
        // A box that is hidden has no width; a scroll bar that comes and goes must not redraw.
        if found > 0.0 && width.try_get_untracked().is_some_and(|now| (now - found.min(WIDEST)).abs() >= 1.0)
        {
            set.try_set(found.clamp(240.0, WIDEST));
        }
    };
    on_size(node, measure);
    width
}
