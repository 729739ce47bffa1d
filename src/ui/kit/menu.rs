//! Menus: a button with a list of actions under it, on the browser's own popover.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::{JsCast, JsValue};

use super::dialog::next_number;
use super::icon::{Icon, Symbol};

/// A button that opens a menu. Arrows move, Esc closes, a choice closes.
#[component]
pub fn Menu(
    /// The name of the button, shown unless `icon_only`.
    #[prop(into)]
    label: TextProp,
    #[prop(optional, into)] symbol: Option<Signal<Symbol>>,
    #[prop(optional)] icon_only: bool,
    /// Extra class of the button.
    #[prop(optional)]
    class: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let id = format!("menu-{}", next_number());
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    let name = label.clone();
    let title = label.clone();
    // Focus goes in when it opens and back when it closes by the keyboard.
    Effect::new(move |was: Option<bool>| {
        let now = open.get();
        if now && was != Some(true) {
            request_animation_frame(move || {
                fit(list, button);
                focus_item(list, 0);
            });
        }
        now
    });
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.stop_propagation();
            open.set(false);
            if let Some(button) = button.get() {
                drop(button.focus());
            }
        }
        "ArrowDown" => {
            event.prevent_default();
            focus_item(list, 1);
        }
        "ArrowUp" => {
            event.prevent_default();
            focus_item(list, -1);
        }
        "Tab" => open.set(false),
        _ => {}
    };
    let outside = window_event_listener(leptos::ev::mousedown, move |event| {
        if !open.get_untracked() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = |node: Option<&web_sys::Node>| node.is_some_and(|node| node.contains(target.as_ref()));
        let in_list = list.get_untracked().is_some_and(|list| inside(Some(list.as_ref())));
        let in_button = button.get_untracked().is_some_and(|button| inside(Some(button.as_ref())));
        if !in_list && !in_button {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let class = format!("button button-quiet {class}{}", if icon_only { " button-icon" } else { "" });
    view! {
        <div class="menu">
            <button
                type="button"
                node_ref=button
                class=class
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                aria-label=move || icon_only.then(|| name.get())
                title=move || icon_only.then(|| title.get())
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {symbol.map(|symbol| view! { <Icon symbol /> })}
                {(!icon_only).then(|| view! { <span class="menu-label">{move || label.get()}</span> <Icon symbol=Symbol::Down /> })}
            </button>
            <Show when=move || open.get()>
                <div
                    id=id.clone()
                    node_ref=list
                    class="menu-list"
                    role="menu"
                    on:keydown=on_key
                    on:click=move |_| open.set(false)
                >
                    {children()}
                </div>
            </Show>
        </div>
    }
}

/// What stands over the page: the bar at the top, and on a phone the one at the bottom.
const BARS: (f64, f64) = (56.0, 60.0);

/// Keeps an open menu within what is seen: upwards where there is more room, and never taller than the room.
fn fit(list: NodeRef<html::Div>, button: NodeRef<html::Button>) {
    let (Some(list), Some(button)) = (list.get_untracked(), button.get_untracked()) else { return };
    let size = |size: Result<JsValue, JsValue>| size.ok().and_then(|size| size.as_f64()).unwrap_or(0.0);
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let floor = height - if width < 720.0 { BARS.1 } else { 8.0 };
    let (its, place) = (list.get_bounding_client_rect(), button.get_bounding_client_rect());
    if its.bottom() <= floor || its.bottom() <= place.top() {
        return;
    }
    let (above, below) = (place.top() - BARS.0, floor - its.top());
    let is_up = above > below;
    drop(list.class_list().toggle_with_force("menu-up", is_up));
    // As large as its words where they fit; its own rule has a limit too.
    let room = if is_up { above - 8.0 } else { below };
    let style = web_sys::HtmlElement::style(&list);
    drop(style.set_property("max-height", &format!("{}px", room.max(120.0))));
}

/// Moves the focus among the items by `step`; 0 goes to the first.
fn focus_item(list: NodeRef<html::Div>, step: i32) {
    let Some(list) = list.get_untracked() else { return };
    let Ok(items) = list.query_selector_all("[role^=menuitem]:not(:disabled)") else { return };
    let count = i32::try_from(items.length()).unwrap_or(0);
    if count == 0 {
        return;
    }
    let active = document().active_element();
    let here = (0..count).find(|i| {
        let node = items.item(i.cast_unsigned());
        node.is_some() && node.as_ref() == active.as_ref().map(AsRef::as_ref)
    });
    let next = match (here, step) {
        (_, 0) => 0,
        (Some(here), step) => (here + step).rem_euclid(count),
        (None, step) if step < 0 => count - 1,
        (None, _) => 0,
    };
    let item = items.item(next.cast_unsigned()).and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(item) = item {
        drop(item.focus());
    }
}

/// An action of a menu.
#[component]
pub fn MenuItem(
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] symbol: Option<Signal<Symbol>>,
    /// For choices: is it the chosen one?
    #[prop(optional, into)]
    checked: Option<Signal<bool>>,
    /// Keys that do the same.
    #[prop(optional)]
    keys: Option<&'static str>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_click: Callback<()>,
) -> impl IntoView {
    let role = if checked.is_some() { "menuitemradio" } else { "menuitem" };
    view! {
        <button
            type="button"
            class="menu-item"
            role=role
            tabindex="-1"
            aria-checked=move || checked.map(|checked| checked.get().to_string())
            disabled=disabled
            on:click=move |_| on_click.run(())
        >
            <span class="menu-mark">
                {symbol.map(|symbol| view! { <Icon symbol /> })}
                {move || checked.is_some_and(|c| c.get()).then(|| view! { <Icon symbol=Symbol::Check /> })}
            </span>
            <span>{move || label.get()}</span>
            {keys.map(|keys| view! { <kbd>{keys}</kbd> })}
        </button>
    }
}

/// A line between groups of actions.
#[component]
pub fn MenuSeparator() -> impl IntoView {
    view! { <div class="menu-separator" role="separator"></div> }
}
