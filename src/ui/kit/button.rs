//! Buttons.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, Symbol};

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// One of several.
    #[default]
    Plain,
    /// The one thing to do here; at most one in a view.
    Primary,
    /// Frameless, in bars and rows.
    Quiet,
    /// Takes something away.
    Danger,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button button-primary",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// A button with a word and, if given, an icon before it.
#[component]
pub fn Button(
    /// The verb on it.
    #[prop(into)]
    label: TextProp,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] symbol: Option<Symbol>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_click: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class=kind.class() disabled=disabled on:click=move |_| on_click.run(())>
            {symbol.map(|symbol| view! { <Icon symbol /> })}
            <span>{move || label.get()}</span>
        </button>
    }
}

/// A button that shows only an icon; the label is its name and its tooltip.
#[component]
pub fn IconButton(
    /// Its name.
    #[prop(into)]
    label: TextProp,
    #[prop(into)] symbol: Signal<Symbol>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// For switches: is it on?
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    #[prop(into)] on_click: Callback<()>,
) -> impl IntoView {
    let name = label.clone();
    view! {
        <button
            type="button"
            class="button button-quiet button-icon"
            aria-label=move || name.get()
            title=move || label.get()
            aria-pressed=move || pressed.map(|on| on.get().to_string())
            disabled=disabled
            on:click=move |_| on_click.run(())
        >
            <Icon symbol />
        </button>
    }
}
