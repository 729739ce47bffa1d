//! What was chosen on the screen that stands before the app is there (public/first.js), taken over into a round.

use std::sync::Arc;

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::desk::Desk;
use super::screen::Screen;
use super::start::begin_alone;
use crate::domain::competency::{Answer, CompetencyCommand, Key, Level, Model, Rating};

/// The choices, in the names of the script.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Early {
    /// A role, or to be compared with all of them.
    role: Option<Key>,
    is_shared: bool,
    answer: Option<Answer>,
    /// Is the next question wanted?
    wants_next: bool,
}

impl Early {
    /// Takes the choices from the page, once; none where nothing was begun.
    fn take() -> Option<Self> {
        let (window, name) = (window(), JsValue::from_str("pmoEarly"));
        let choices = Reflect::get(&window, &name).ok().filter(JsValue::is_object)?;
        // A window takes a property.
        drop(Reflect::set(&window, &name, &JsValue::UNDEFINED));
        let read = |field: &str| Reflect::get(&choices, &JsValue::from_str(field)).unwrap_or_default();
        read("begun").is_truthy().then(|| Self {
            role: read("role").as_string().and_then(|key| key.parse().ok()),
            is_shared: read("shared").is_truthy(),
            answer: read("answer").as_string().and_then(|digit| answer(&digit)),
            wants_next: read("next").is_truthy(),
        })
    }
}

/// The answer that a digit stands for, as on the keyboard.
fn answer(digit: &str) -> Option<Answer> {
    match digit {
        "0" => Some(Answer::NotObserved),
        "9" => Some(Answer::Unsure),
        digit => digit.parse::<u8>().ok().and_then(|digit| Level::try_from(digit).ok()).map(Answer::Level),
    }
}

/// Begins the round that was begun before the app was there, with its first answer. True when there was one: the address
/// then leads to its question.
pub fn take_over(desk: Desk, model: &Arc<Model>) -> bool {
    let Some(early) = Early::take() else { return false };
    if early.is_shared {
        desk.set_shared(true);
    }
    let Some(round) = begin_alone(desk, model, early.role) else { return false };
    if let (Some(answer), Some(first)) = (early.answer, model.competencies.first()) {
        let rating = Rating { meaning: first.meaning, answer: Some(answer), ..Rating::default() };
        desk.run(CompetencyCommand::Rate { round, competency: first.id.clone(), rating: Box::new(rating) });
    }
    desk.go(&Screen::Question(round, if early.wants_next { 2 } else { 1 }));
    true
}
