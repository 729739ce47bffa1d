//! Locking a file with a passphrase, and opening one.

use std::time::Duration;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::desk::Desk;
use super::intake::texts;
use crate::interchange::locked::{LockError, lock, unlock};
use crate::interchange::workspace_file::file_name;
use crate::state::clock;
use crate::ui::files::{save_bytes, take_in_bytes};
use crate::ui::kit::{Button, ButtonKind};

/// The shortest passphrase.
const SHORTEST: usize = 8;

/// A field that shows dots.
#[component]
fn Secret(#[prop(into)] label: TextProp, id: &'static str, value: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{move || label.get()}</label>
            <input id=id class="input" type="password" autocomplete="off" prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event)) />
        </div>
    }
}

/// Asks for a passphrase and saves `plain` under it.
#[component]
pub fn LockForm(
    open: RwSignal<bool>,
    plain: Callback<(), String>,
    /// Does the file hold all there is of this person?
    #[prop(into)]
    holds_all: Signal<bool>,
    stem: Callback<(), String>,
) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let (first, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<&'static str>);
    let save = move || {
        let passphrase = first.get_untracked();
        let wrong = if passphrase.chars().count() < SHORTEST {
            Some(untrack(t).passphrase_short())
        } else if passphrase != again.get_untracked() {
            Some(untrack(t).passphrase_differs())
        } else {
            None
        };
        trouble.set(wrong);
        if wrong.is_some() {
            return;
        }
        busy.set(true);
        // The word "encrypting" is on the screen before the work begins.
        set_timeout(
            move || {
                let fresh = [clock::random(), clock::random(), clock::random()];
                if let Ok(bytes) = lock(plain.run(()).as_bytes(), &passphrase, &fresh) {
                    let name = file_name(&stem.run(()), clock::today(), "pmo-competency.json.age");
                    save_bytes(&name, "application/octet-stream", &bytes);
                    if holds_all.get_untracked() {
                        desk.note_taken();
                    }
                }
                busy.try_set(false);
                open.try_set(false);
            },
            Duration::from_millis(30),
        );
    };
    view! {
        <form class="lock-form" on:submit=move |event| {
            event.prevent_default();
            save();
        }>
            <p>{move || t().passphrase_hint()}</p>
            <Secret label=move || t().passphrase() id="passphrase" value=first />
            <Secret label=move || t().passphrase_again() id="passphrase-again" value=again />
            <p class="field-note field-error" aria-live="polite">{move || trouble.get()}</p>
            <div class="dialog-foot">
                <Button
                    label=move || if busy.get() { t().encrypting() } else { t().encrypt() }
                    kind=ButtonKind::Primary
                    disabled=busy
                    on_click=save
                />
            </div>
        </form>
    }
}

/// Asks for the passphrase of a file that was opened, and opens what is in it.
#[component]
pub fn UnlockForm(name: String, bytes: Vec<u8>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let passphrase = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<&'static str>);
    let file = StoredValue::new((name.clone(), bytes));
    let open = move || {
        busy.set(true);
        trouble.set(None);
        set_timeout(
            move || {
                let Some(opened) =
                    file.try_with_value(|(_, bytes)| unlock(bytes, &passphrase.get_untracked()))
                else {
                    return;
                };
                busy.try_set(false);
                match opened {
                    Ok(plain) => {
                        let inner = file.with_value(|(name, _)| name.trim_end_matches(".age").to_owned());
                        take_in_bytes(desk.app, inner, plain);
                    }
                    Err(error) => {
                        let t = untrack(t);
                        trouble.try_set(Some(match error {
                            LockError::WrongPassphrase => t.wrong_passphrase(),
                            LockError::Damaged => t.broken(),
                            LockError::NotPassphrase => t.not_passphrase(),
                            LockError::TooStrong(_) => t.too_strong(),
                        }));
                    }
                }
            },
            Duration::from_millis(30),
        );
    };
    view! {
        <form class="lock-form" on:submit=move |event| {
            event.prevent_default();
            open();
        }>
            <p class="hint">{name}</p>
            <p>{move || t().locked_text()}</p>
            <Secret label=move || t().passphrase() id="passphrase" value=passphrase />
            <p class="field-note field-error" aria-live="polite">{move || trouble.get()}</p>
            <div class="dialog-foot">
                <Button label=move || t().decrypt() kind=ButtonKind::Primary disabled=busy on_click=open />
            </div>
        </form>
    }
}
