//! Dialogs: for what must be decided now.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::button::IconButton;
use super::icon::Symbol;
use crate::state::Lang;

/// A modal dialog on the browser's own `<dialog>`, which keeps the focus and gives it back.
/// Its content is made when it opens.
#[component]
pub fn Dialog(
    /// Is it open? The dialog sets it to false when it is closed by Esc, the cross or the backdrop.
    open: RwSignal<bool>,
    #[prop(into)] title: TextProp,
    /// Wide enough for tables.
    #[prop(optional)]
    wide: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let lang = Lang::context();
    let id = StoredValue::new(format!("dialog-{}", next_number()));
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            // A dialog that the browser refuses to open (not in the document) is simply not shown.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let class = if wide { "dialog dialog-wide" } else { "dialog" };
    let title = StoredValue::new(title);
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=node
            class=class
            aria-labelledby=move || id.get_value()
            on:close=move |_| open.set(false)
            on:mousedown=move |event| {
                if node.get().is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref())) {
                    open.set(false);
                }
            }
        >
            <Show when=move || open.get()>
                <div class="dialog-body">
                    <header class="dialog-head">
                        <h2 id=move || id.get_value()>{move || title.with_value(TextProp::get)}</h2>
                        <IconButton
                            label=move || lang.shell().close()
                            symbol=Symbol::Close
                            on_click=move || open.set(false)
                        />
                    </header>
                    {children.with_value(|children| children())}
                </div>
            </Show>
        </dialog>
    }
}

/// A number that no other call on this page has got, for ids that tie labels to fields.
pub(super) fn next_number() -> u32 {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}
