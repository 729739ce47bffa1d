//! Toasts: what has just happened, with the way back.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::button::{Button, ButtonKind, IconButton};
use super::dialog::next_number;
use super::icon::Symbol;
use crate::state::Lang;

/// What a verb does. Not a `Callback`, which would end with the view that offered it: a toast stays
/// when a dialog closes.
#[derive(Clone)]
struct Verb(Arc<dyn Fn() + Send + Sync>);

impl std::fmt::Debug for Verb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Verb")
    }
}

/// One message.
#[derive(Debug, Clone)]
pub struct Toast {
    id: u32,
    text: String,
    /// A verb and what it does.
    action: Option<(String, Verb)>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Message,
    Refusal,
    /// Its verb takes back the last step; void when that is no longer the last.
    LastStep,
}

/// The messages on the screen. A handle.
#[derive(Debug, Clone, Copy)]
pub struct Toasts(RwSignal<Vec<Toast>>);

impl Default for Toasts {
    fn default() -> Self {
        Self(RwSignal::new(Vec::new()))
    }
}

impl Toasts {
    /// Long enough to read a line twice and to reach for the button.
    const SHOWN: Duration = Duration::from_secs(8);
    /// More would cover the work.
    const AT_ONCE: usize = 3;

    /// The toasts of the enclosing app.
    pub fn context() -> Self {
        use_context().unwrap_or_default()
    }

    /// Says something.
    pub fn say(self, text: impl Into<String>) {
        self.show(text.into(), None, Kind::Message);
    }

    /// Says why something was refused.
    pub fn refuse(self, text: impl Into<String>) {
        self.show(text.into(), None, Kind::Refusal);
    }

    /// Says something and offers a verb, most often the way back.
    pub fn offer(
        self,
        text: impl Into<String>,
        verb: impl Into<String>,
        action: impl Fn() + Send + Sync + 'static,
    ) {
        self.show(text.into(), Some((verb.into(), Verb(Arc::new(action)))), Kind::Message);
    }

    /// Says what the last step did and offers to take it back, until there is a later step.
    pub fn offer_undo(
        self,
        text: impl Into<String>,
        verb: impl Into<String>,
        action: impl Fn() + Send + Sync + 'static,
    ) {
        self.show(text.into(), Some((verb.into(), Verb(Arc::new(action)))), Kind::LastStep);
    }

    /// There is a later step, or another document: takes the offers of undo away.
    pub fn end_undo_offers(self) {
        if self.0.with_untracked(|toasts| toasts.iter().any(|toast| toast.kind == Kind::LastStep)) {
            self.0.update(|toasts| toasts.retain(|toast| toast.kind != Kind::LastStep));
        }
    }

    fn show(self, text: String, action: Option<(String, Verb)>, kind: Kind) {
        let id = next_number();
        self.0.update(|toasts| {
            toasts.push(Toast { id, text, action, kind });
            let surplus = toasts.len().saturating_sub(Self::AT_ONCE);
            toasts.drain(..surplus);
        });
        set_timeout(move || self.dismiss(id), Self::SHOWN);
    }

    fn dismiss(self, id: u32) {
        // The app may be gone when the timer fires.
        self.0.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

/// Where toasts appear.
#[component]
pub fn ToastStack() -> impl IntoView {
    let toasts = Toasts::context();
    let lang = Lang::context();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.0.get() key=|toast| toast.id let:toast>
                {
                    let Toast { id, text, action, kind } = toast;
                    view! {
                        <div class="toast" class:toast-refusal=kind == Kind::Refusal>
                            <p>{text}</p>
                            {action
                                .map(|(verb, action)| {
                                    let act = move || {
                                        (action.0)();
                                        toasts.dismiss(id);
                                    };
                                    view! { <Button label=verb kind=ButtonKind::Quiet on_click=act /> }
                                })}
                            <IconButton
                                label=move || lang.shell().close()
                                symbol=Symbol::Close
                                on_click=move || toasts.dismiss(id)
                            />
                        </div>
                    }
                }
            </For>
        </div>
    }
}
