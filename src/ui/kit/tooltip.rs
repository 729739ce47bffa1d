//! Tooltips: the words behind a figure or a mark.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::dialog::next_number;

/// Shows its text on hover, focus or tap of what it wraps.
#[component]
pub fn Tooltip(#[prop(into)] text: TextProp, children: Children) -> impl IntoView {
    let id = format!("tip-{}", next_number());
    let described = id.clone();
    view! {
        <span class="tip" tabindex="0" aria-describedby=described>
            {children()}
            <span id=id class="tip-text" role="tooltip">{move || text.get()}</span>
        </span>
    }
}
