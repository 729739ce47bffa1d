//! What several screens share: heads, explained numbers, the notice of a shared computer.

use std::sync::Arc;

use leptos::ev::BeforeUnloadEvent;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::desk::{Desk, href};
use super::screen::Screen;
use crate::domain::PersonId;
use crate::domain::competency::Model;
use crate::ui::kit::{Button, ButtonKind, Icon, Symbol};
use crate::viz::drawing::wrapped;

/// A number or word that opens how it came about.
#[component]
pub fn Explained(
    /// What is shown.
    #[prop(into)]
    value: TextProp,
    /// The formula with the values put in.
    #[prop(into)]
    how: TextProp,
) -> impl IntoView {
    view! {
        <details class="explained">
            <summary>{move || value.get()}</summary>
            <p class="explained-how">{move || how.get()}</p>
        </details>
    }
}

/// What a row of a chart says of its numbers, under the chart, once the row is chosen or has the focus.
#[component]
pub fn Reading(
    /// How the numbers of the chosen row come about; empty before one is chosen.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let desk = Desk::context();
    view! {
        <p class="explained-how reading no-print" aria-live="polite">
            {move || {
                let text = text.get();
                if text.is_empty() { desk.lang().competency().choose_row().to_owned() } else { text }
            }}
        </p>
    }
}

/// A name in lines that fit a width in pixels.
pub fn name_lines(name: &str, width: f64) -> Vec<String> {
    // The size of `.dot-label`.
    wrapped(name, width / 13.0, 3)
}

/// The way back to the start, above a screen's heading.
#[component]
pub fn Back() -> impl IntoView {
    let desk = Desk::context();
    view! {
        <a class="back no-print" href=href(&Screen::Start)>
            <Icon symbol=Symbol::Left />
            <span>{move || desk.lang().competency().title()}</span>
        </a>
    }
}

/// What a result is not for, above whatever shows one.
#[component]
pub fn UseLimit(#[prop(into)] model: Signal<Option<Arc<Model>>>) -> impl IntoView {
    let desk = Desk::context();
    view! {
        <p class="use-limit-first">{move || model.get().map(|model| desk.say(&model.scoring.messages.use_limit))}</p>
    }
}

/// What stands where an address leads nowhere any more.
#[component]
pub fn Gone() -> impl IntoView {
    let desk = Desk::context();
    view! {
        <Back />
        <header class="page-head">
            <h1>{move || desk.lang().competency().title()}</h1>
        </header>
        <p>{move || desk.lang().competency().gone()}</p>
    }
}

/// The screens about one person, one beside the other.
#[component]
pub fn PersonTabs(person: PersonId, #[prop(into)] here: Signal<Screen>) -> impl IntoView {
    let desk = Desk::context();
    let mirror = Memo::new(move |_| desk.with(|part| part.last_round(person).map(|round| round.id)));
    let link = move |screen: Screen, word: &'static str| {
        let is_here = screen == here.get();
        view! { <a class="tab" href=href(&screen) aria-current=is_here.then_some("page")>{word}</a> }
    };
    view! {
        <nav class="tabs person-tabs no-print" aria-label=move || desk.lang().competency().about_person()>
            {move || {
                let t = desk.lang().competency();
                view! {
                    {mirror
                        .get()
                        .map(|round| {
                            // Another round of the same person is the mirror too.
                            let screen = match here.get() {
                                Screen::Mirror(shown) => Screen::Mirror(shown),
                                _ => Screen::Mirror(round),
                            };
                            link(screen, t.mirror())
                        })}
                    {link(Screen::Plan(person), t.plan())}
                    {link(Screen::History(person), t.history())}
                    {link(Screen::Others(person), t.others())}
                }
            }}
        </nav>
    }
}

/// Says that nothing is kept here, and how to take it along.
#[component]
pub fn SharedNotice() -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    view! {
        <div class="notice no-print" role="note">
            <Icon symbol=Symbol::Warning />
            <p>{move || if desk.is_untaken() { t().shared_on() } else { t().shared_taken() }}</p>
            <Button label=move || t().shared_take() symbol=Symbol::Download on_click=move || super::people::take_away(desk) />
            <Button label=move || t().shared_end() kind=ButtonKind::Danger on_click=move || {
                desk.set_shared(false);
                desk.go(&Screen::Start);
            } />
        </div>
    }
}

/// Asks before the page closes while a shared computer holds what no file does.
pub fn warn_before_loss(desk: Desk) {
    let handle = window_event_listener(leptos::ev::beforeunload, move |event: BeforeUnloadEvent| {
        if untrack(|| desk.is_untaken()) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}
