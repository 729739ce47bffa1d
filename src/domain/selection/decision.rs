//! Decisions on record: what was decided, when, by whom, on which numbers.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::balance::BalanceRecord;
use super::choice::MethodChoice;
use super::matrix::Matrix;
use crate::domain::{DecisionId, Extra, Money, Name, Note, ProjectId, WeightSetId};

/// A decision with everything that is needed to compute its ranking again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Identity.
    pub id: DecisionId,
    /// When.
    #[serde(default)]
    pub date: Option<NaiveDate>,
    /// By whom.
    #[serde(default)]
    pub by: Name,
    /// What was decided, and why.
    #[serde(default)]
    pub text: Note,
    /// On which set of weights.
    #[serde(default)]
    pub weight_set: Option<WeightSetId>,
    /// The set's name then.
    #[serde(default)]
    pub weight_set_name: Name,
    /// By which method.
    #[serde(default)]
    pub method: MethodChoice,
    /// Seed of the samplings shown with it.
    #[serde(default)]
    pub seed: u64,
    /// The numbers that it rests on, as they were.
    #[serde(default)]
    pub inputs: Arc<Matrix>,
    /// The result as it was, best first.
    #[serde(default)]
    pub ranking: Arc<Vec<Ranked>>,
    /// How the balance rules stood.
    #[serde(default, skip_serializing_if = "no_rules")]
    pub balance: Arc<Vec<BalanceRecord>>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

fn no_rules(rules: &Arc<Vec<BalanceRecord>>) -> bool {
    rules.is_empty()
}

/// A project's place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ranked {
    /// Which.
    pub project: ProjectId,
    /// Its name then.
    #[serde(default)]
    pub name: Name,
    /// From 1; ties share the better one.
    pub rank: usize,
    /// The method's score, to the last digit.
    pub score: f64,
    /// Its cost then, where balance rules count it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
}

// Its score is finite: computed from finite numbers, or read from JSON, which has no others.
impl Eq for Ranked {}
