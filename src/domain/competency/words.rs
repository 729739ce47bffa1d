//! The words of a model: texts in both languages, the scale, how to answer, what results say.

use serde::{Deserialize, Serialize};

use super::value::Level;
use crate::domain::Extra;
use crate::domain::text::Text;

/// A text of a model: long enough for a scenario, short enough for a screen.
pub type Wording = Text<1_000>;

/// Which of the two languages of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Both {
    /// Chinese.
    #[serde(rename = "zh-CN", default)]
    pub zh: Wording,
    /// English.
    #[serde(default)]
    pub en: Wording,
}

impl Both {
    /// The text in a language; in the other one where it is missing.
    pub fn get(&self, tongue: Tongue) -> &str {
        let (first, second) = match tongue {
            Tongue::Zh => (&self.zh, &self.en),
            Tongue::En => (&self.en, &self.zh),
        };
        if first.is_empty() { second } else { first }
    }

    /// Is it there in both languages?
    pub fn is_whole(&self) -> bool {
        !self.zh.is_empty() && !self.en.is_empty()
    }
}

/// A name with a general description of a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which level.
    pub level: Level,
    /// What it is called.
    pub name: Both,
    /// What holds at it in general.
    #[serde(default)]
    pub generic: Both,
}

/// The scale.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Scale {
    /// Its levels.
    #[serde(default)]
    pub levels: Vec<Step>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Where the model comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Provenance {
    /// What is the article's and what is not.
    #[serde(default)]
    pub article_statement: Both,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How to answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Answering {
    /// What to keep in mind.
    #[serde(default)]
    pub instruction: Both,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What the result says in words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Messages {
    /// The gate is not met.
    #[serde(default)]
    pub gate_not_met: Both,
    /// The gate is not known.
    #[serde(default)]
    pub gate_unknown: Both,
    /// The gate is met.
    #[serde(default)]
    pub gate_met: Both,
    /// What the result is not for.
    #[serde(default)]
    pub use_limit: Both,
}

/// The rules of counting that a model states.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rules {
    /// Sentences.
    #[serde(default)]
    pub messages: Messages,
    /// The rules in words.
    #[serde(flatten)]
    pub extra: Extra,
}
