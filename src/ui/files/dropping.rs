//! Files dropped anywhere in the window.

use leptos::prelude::*;

use super::reading::take_in;
use crate::ui::app::App;

/// Opens what is dropped; says while something is dragged over the window.
pub fn follow_drops(app: App) -> RwSignal<bool> {
    let over = RwSignal::new(false);
    let has_files = |event: &web_sys::DragEvent| {
        event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
    };
    let handles = [
        window_event_listener(leptos::ev::dragover, move |event| {
            if has_files(&event) {
                event.prevent_default();
                over.set(true);
            }
        }),
        window_event_listener(leptos::ev::dragleave, move |event| {
            // Leaving the window, not a part of it.
            if event.related_target().is_none() {
                over.set(false);
            }
        }),
        window_event_listener(leptos::ev::drop, move |event| {
            if !has_files(&event) {
                return;
            }
            event.prevent_default();
            over.set(false);
            take_in(app, event.data_transfer().and_then(|data| data.files()));
        }),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    over
}
