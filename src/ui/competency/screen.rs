//! The addresses behind `#/competency`.

use std::fmt;
use std::str::FromStr;

use crate::domain::competency::Key;
use crate::domain::{AssessmentId, FormId, PersonId};

/// A screen of this part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Screen {
    /// Choose a role, go on, everybody's answers.
    #[default]
    Start,
    /// One competency: its place, from 1.
    Question(AssessmentId, usize),
    /// After the last one.
    End(AssessmentId),
    /// The scenarios.
    Calibration(AssessmentId),
    /// The mirror.
    Mirror(AssessmentId),
    /// A person's plan.
    Plan(PersonId),
    /// A person's rounds over time.
    History(PersonId),
    /// What others see in a person.
    Others(PersonId),
    /// All together.
    Team,
    /// The models.
    Models,
    /// One model, to edit.
    Model(Key),
    /// A form to fill in for somebody: the place, from 1; 0 is its cover.
    Form(FormId, usize),
    /// Answers that came in a link.
    Link(String),
}

impl Screen {
    /// The screen behind the place; what is no address of ours leads to the start.
    pub fn parse(rest: &str) -> Self {
        let mut parts = rest.split('/').map(str::trim);
        let word = parts.next().unwrap_or_default();
        let first = parts.next().unwrap_or_default();
        let place = parts.next().and_then(|number| number.parse().ok());
        let screen = match word {
            "answer" => with(first, |id| Self::Question(id, place.unwrap_or(1))),
            "end" => with(first, Self::End),
            "scenarios" => with(first, Self::Calibration),
            "mirror" => with(first, Self::Mirror),
            "plan" => with(first, Self::Plan),
            "history" => with(first, Self::History),
            "others" => with(first, Self::Others),
            "team" => Some(Self::Team),
            "models" => Some(Self::Models),
            "model" => with(first, Self::Model),
            "form" => with(first, |id| Self::Form(id, place.unwrap_or(0))),
            "link" => (!first.is_empty()).then(|| Self::Link(first.to_owned())),
            _ => None,
        };
        screen.unwrap_or_default()
    }
}

fn with<T: FromStr>(text: &str, screen: impl FnOnce(T) -> Screen) -> Option<Screen> {
    text.parse().ok().map(screen)
}

impl fmt::Display for Screen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => Ok(()),
            Self::Question(id, place) => write!(f, "answer/{id}/{place}"),
            Self::End(id) => write!(f, "end/{id}"),
            Self::Calibration(id) => write!(f, "scenarios/{id}"),
            Self::Mirror(id) => write!(f, "mirror/{id}"),
            Self::Plan(id) => write!(f, "plan/{id}"),
            Self::History(id) => write!(f, "history/{id}"),
            Self::Others(id) => write!(f, "others/{id}"),
            Self::Team => f.write_str("team"),
            Self::Models => f.write_str("models"),
            Self::Model(key) => write!(f, "model/{key}"),
            Self::Form(id, place) => write!(f, "form/{id}/{place}"),
            Self::Link(text) => write!(f, "link/{text}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_comes_back_from_its_address() {
        let (round, person, form) =
            (AssessmentId::from_number(7), PersonId::from_number(8), FormId::from_number(9));
        for screen in [
            Screen::Start,
            Screen::Question(round, 3),
            Screen::End(round),
            Screen::Calibration(round),
            Screen::Mirror(round),
            Screen::Plan(person),
            Screen::History(person),
            Screen::Others(person),
            Screen::Team,
            Screen::Models,
            Screen::Model("own-1".parse().unwrap()),
            Screen::Form(form, 2),
            Screen::Link("AbC_-1".to_owned()),
        ] {
            assert_eq!(Screen::parse(&screen.to_string()), screen);
        }
    }

    #[test]
    fn nonsense_leads_to_the_start() {
        for text in ["x", "answer", "answer/7", "mirror/", "plan/x/y", "model/能力", "link/"] {
            assert_eq!(Screen::parse(text), Screen::Start, "{text}");
        }
    }
}
