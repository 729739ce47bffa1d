//! Following the size of a box.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls `measure` once the box stands and whenever its size changes, until the view that it belongs to is gone.
pub fn on_size(node: NodeRef<html::Div>, measure: impl Fn() + Copy + 'static) {
    let watch = StoredValue::new_local(None::<(web_sys::ResizeObserver, Closure<dyn Fn()>)>);
    let stop = move || {
        watch.try_with_value(|watch| {
            if let Some((observer, _)) = watch {
                observer.disconnect();
            }
        });
    };
    Effect::new(move |_| {
        let Some(node) = node.get() else { return };
        measure();
        stop();
        let closure = Closure::<dyn Fn()>::new(measure);
        if let Ok(observer) = web_sys::ResizeObserver::new(closure.as_ref().unchecked_ref()) {
            observer.observe(&node);
            watch.set_value(Some((observer, closure)));
        }
    });
    on_cleanup(stop);
}
