//! Raters and what they sent back.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::score::{Cells, Score};
use crate::domain::{Extra, Name, RaterId, Real, WorkspaceId};

/// Someone who scores. The name is a pseudonym unless the person chooses otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rater {
    /// Identity, kept through files.
    pub id: RaterId,
    /// As shown; empty: "Rater 3".
    #[serde(default)]
    pub name: Name,
    /// How much the scores count in the mean, and the judgements of weights in a set made from several; not negative.
    #[serde(default = "one")]
    pub weight: Real,
    /// When the file came back.
    #[serde(default)]
    pub submitted: Option<NaiveDate>,
    /// The scores.
    #[serde(default)]
    pub scores: Cells<Score>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

const fn one() -> Real {
    Real::ONE
}

impl Rater {
    /// The most raters a workspace may hold.
    pub const MAX: usize = 200;

    /// A rater without scores.
    pub fn new(id: RaterId, name: Name) -> Self {
        Self { id, name, weight: Real::ONE, submitted: None, scores: Cells::default(), extra: Extra::new() }
    }

    /// Two versions of a rater as one: the scores cell by cell, the later date, and of differing names
    /// and weights one by a fixed order, so that it does not matter which version comes first.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        let mut extra = self.extra.clone();
        for (key, value) in &other.extra {
            let as_text = |value: &serde_json::Value| value.to_string();
            if extra.get(key).map(as_text).is_none_or(|ours| ours < as_text(value)) {
                extra.insert(key.clone(), value.clone());
            }
        }
        Self {
            id: self.id,
            name: self.name.clone().max(other.name.clone()),
            weight: self.weight.max(other.weight),
            submitted: self.submitted.max(other.submitted),
            scores: self.scores.merged(&other.scores, Score::merged),
            extra,
        }
    }
}

/// In a rater's own workspace: whose scores are asked for, and by which workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingTask {
    /// The one rater.
    pub rater: RaterId,
    /// The workspace of the facilitator.
    pub workspace: WorkspaceId,
    /// Its name.
    #[serde(default)]
    pub title: Name,
}

/// Raters by id, in the order in which they came.
pub type Raters = Arc<Vec<Arc<Rater>>>;
