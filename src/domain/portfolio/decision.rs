//! Decisions: what was chosen, by whom, on what ground.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::limit::{record, str_is_empty};
use super::record::Record;
use super::scenario::Outcome;
use crate::domain::id::{DecisionId, ScenarioId};
use crate::domain::{Extra, Name, Note};

/// The record of a decision. It keeps what was chosen, whatever changes later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Identity.
    pub id: DecisionId,
    /// The day.
    pub date: NaiveDate,
    /// The scenario that was committed; none: the limits as they stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<ScenarioId>,
    /// The scenario's name on that day.
    #[serde(default)]
    pub title: Name,
    /// Who decided.
    #[serde(default)]
    pub by: Name,
    /// On what ground, at what price.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub text: Note,
    /// Name of the set of values on that day.
    #[serde(default)]
    pub values: Name,
    /// Seed of the simulations that were looked at.
    #[serde(default)]
    pub seed: u64,
    /// What was chosen.
    pub outcome: Outcome,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}
record!(Decision, DecisionId);
