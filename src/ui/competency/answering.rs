//! What one's own answers and others' views share: the five levels, the course through the questions,
//! the keys.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

use super::desk::{Desk, href};
use super::screen::Screen;
use crate::domain::competency::{Answer, Level, Model, Trait};
use crate::ui::kit::{Icon, Symbol};

/// The five behaviours and the two ways to give no level, as one group of choices.
#[component]
pub fn Levels(
    /// What is asked.
    one: Arc<Trait>,
    /// The model around it.
    model: Arc<Model>,
    /// What was answered.
    #[prop(into)]
    answer: Signal<Option<Answer>>,
    /// Does somebody else answer? Then there is no "not sure", and what was not seen is said so.
    #[prop(default = false)]
    by_other: bool,
    #[prop(into)] on_answer: Callback<Answer>,
) -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    let name = format!("level-{}", one.id);
    let choice = {
        let name = name.clone();
        move |value: Answer, digit: &'static str, inside: AnyView| {
            view! {
                <label class="level" class:level-special=value.level().is_none()>
                    <input
                        type="radio"
                        name=name.clone()
                        value=digit
                        data-idle=""
                        prop:checked=move || answer.get() == Some(value)
                        on:change=move |_| on_answer.run(value)
                    />
                    {inside}
                </label>
            }
        }
    };
    let levels = Level::all()
        .zip(["1", "2", "3", "4", "5"])
        .map(|(level, digit)| {
            let anchor = one.anchor(level).cloned().unwrap_or_default();
            let word = model.level_name(level).map(|step| step.name.clone()).unwrap_or_default();
            let inside = view! {
                <span class="level-head">
                    <span class="level-number" aria-hidden="true">{digit}</span>
                    <span class="sr-only">{move || t().level(level.get())} " "</span>
                    <span class="level-word">{move || desk.say(&word)}</span>
                </span>
                <span class="level-text">{move || desk.say(&anchor)}</span>
            }
            .into_any();
            choice(Answer::Level(level), digit, inside)
        })
        .collect_view();
    let special = [(Answer::NotObserved, "0"), (Answer::Unsure, "9")]
        .into_iter()
        .filter(|(answer, _)| !by_other || *answer != Answer::Unsure)
        .map(|(answer, digit)| {
            let word = move || match answer {
                Answer::NotObserved if by_other => super::plan::texts(desk).not_observed(),
                Answer::NotObserved => t().not_observed(),
                _ => t().unsure(),
            };
            let inside = view! { <span class="level-text">{word}</span> }.into_any();
            choice(answer, digit, inside)
        })
        .collect_view();
    view! {
        <fieldset class="levels">
            <legend>{move || t().which_level()}</legend>
            {levels}
            <div class="levels-special">{special}</div>
        </fieldset>
    }
}

/// One of a few, as small choices in a row.
#[component]
pub fn Chips(
    /// What is asked.
    #[prop(into)]
    label: Signal<String>,
    /// Tells this group from others of the page.
    name: String,
    /// Value and word of each.
    #[prop(into)]
    options: Signal<Vec<(u8, &'static str)>>,
    #[prop(into)] value: Signal<Option<u8>>,
    #[prop(into)] on_choose: Callback<u8>,
) -> impl IntoView {
    view! {
        <fieldset class="chips">
            <legend>{move || label.get()}</legend>
            <div class="chips-row">
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|(number, word)| {
                            view! {
                                <label class="chip">
                                    <input
                                        type="radio"
                                        name=name.clone()
                                        data-idle=""
                                        prop:checked=move || value.get() == Some(number)
                                        on:change=move |_| on_choose.run(number)
                                    />
                                    <span>{word}</span>
                                </label>
                            }
                        })
                        .collect_view()
                }}
            </div>
        </fieldset>
    }
}

/// Where one is among the questions, and which are answered. `screen` gives the address of a place.
#[component]
pub fn Course(
    model: Arc<Model>,
    /// From 1.
    place: usize,
    /// One for each competency.
    #[prop(into)]
    answered: Signal<Vec<bool>>,
    screen: fn(Whose, usize) -> Screen,
    whose: Whose,
) -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    let all = model.competencies.len();
    let names: Vec<_> = model.competencies.iter().map(|one| one.name.clone()).collect();
    let done = move || answered.with(|answered| answered.iter().filter(|done| **done).count());
    view! {
        <div class="course">
            <div class="course-line">
                <progress max=all.to_string() value=move || done().to_string() aria-label=move || t().progress(done(), all)></progress>
                <span class="hint">{move || t().progress(done(), all)}</span>
            </div>
            <details class="course-all">
                <summary>{move || t().all_questions()}</summary>
                <ol class="course-list">
                    {names
                        .into_iter()
                        .enumerate()
                        .map(|(index, name)| {
                            let is_done = move || answered.with(|answered| answered.get(index).copied().unwrap_or(false));
                            let here = index + 1 == place;
                            view! {
                                <li>
                                    <a href=href(&screen(whose, index + 1)) aria-current=here.then_some("step") class:done=is_done>
                                        <span class="course-mark" aria-hidden="true">{move || is_done().then(|| view! { <Icon symbol=Symbol::Check /> })}</span>
                                        <span aria-label=move || t().go_to(index + 1, &desk.say(&name), is_done())>{
                                            let name = name.clone();
                                            move || desk.say(&name)
                                        }</span>
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ol>
            </details>
        </div>
    }
}

/// Whose questions these are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// One's own round.
    Round(crate::domain::AssessmentId),
    /// A form for somebody else.
    Form(crate::domain::FormId),
}

/// Listens for the keys of a question until the enclosing owner ends: digits answer, arrows turn.
pub fn follow_answer_keys(on_answer: impl Fn(Answer) + 'static, on_turn: impl Fn(bool) + 'static) {
    let listen = move |event: KeyboardEvent| {
        let held = event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing();
        if held || event.default_prevented() || is_writing(&event) {
            return;
        }
        let answer = match event.key().as_str() {
            "ArrowLeft" => {
                event.prevent_default();
                return on_turn(false);
            }
            "ArrowRight" => {
                event.prevent_default();
                return on_turn(true);
            }
            "Enter" if !is_control(&event) => {
                event.prevent_default();
                return on_turn(true);
            }
            "0" => Some(Answer::NotObserved),
            "9" => Some(Answer::Unsure),
            digit => {
                digit.parse::<u8>().ok().and_then(|digit| Level::try_from(digit).ok()).map(Answer::Level)
            }
        };
        if let Some(answer) = answer {
            event.prevent_default();
            on_answer(answer);
        }
    };
    // Captured, since a radio button would take an arrow for itself.
    let handle = window_event_listener(leptos::ev::keydown, listen);
    on_cleanup(move || handle.remove());
}

fn target(event: &KeyboardEvent) -> Option<web_sys::Element> {
    event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok())
}

/// Is text being written, or a dialog or menu open?
fn is_writing(event: &KeyboardEvent) -> bool {
    let writes = target(event).is_some_and(|element| {
        matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT")
            || (element.tag_name() == "INPUT" && !element.has_attribute("data-idle"))
            || element.closest("[role=menu]").ok().flatten().is_some()
    });
    writes || document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Would Enter press what has the focus?
fn is_control(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|element| matches!(element.tag_name().as_str(), "BUTTON" | "A" | "SUMMARY"))
}

/// Puts the focus on the heading and the page to its top, after a turn.
pub fn focus_heading(node: NodeRef<leptos::html::H1>) {
    Effect::new(move |_| {
        // While the first screen still stands in for this page, it keeps focus and position.
        if let Some(heading) = node.get().filter(|_| !crate::ui::first::is_shown()) {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            drop(heading.focus_with_options(&options));
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    });
}
