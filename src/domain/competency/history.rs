//! A person's rounds over time: what changed, and whether something shows it.

use std::sync::Arc;

use super::model::Model;
use super::record::{Assessment, Rating};
use super::scoring::rating_of;
use super::value::{Key, Level};

/// What stands behind a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Proof {
    /// Evidence that is dated after the round before.
    Confirmed,
    /// Only the answer.
    Claimed,
}

/// A level that differs between two rounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelChange {
    /// Where.
    pub competency: Key,
    /// In the earlier round.
    pub from: Level,
    /// In the later one.
    pub to: Level,
    /// What stands behind it.
    pub proof: Proof,
}

/// Levels that differ by one or more from an earlier round to a later one, in the model's order. Only
/// competencies that meant the same in both are compared.
pub fn changes(model: &Model, earlier: &Assessment, later: &Assessment) -> Vec<LevelChange> {
    model
        .competencies
        .iter()
        .filter_map(|one| {
            let from = rating_of(model, earlier, &one.id)?.level()?;
            let rating = rating_of(model, later, &one.id)?;
            let to = rating.level()?;
            let since = earlier.date();
            let shown = rating
                .evidence
                .iter()
                .any(|evidence| evidence.strength.get() > 0 && evidence.date.is_some_and(|day| day > since));
            let proof = if shown { Proof::Confirmed } else { Proof::Claimed };
            (from != to).then(|| LevelChange { competency: one.id.clone(), from, to, proof })
        })
        .collect()
}

/// A level that was seen differently later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondThought {
    /// Where.
    pub competency: Key,
    /// As answered then.
    pub then: Option<Level>,
    /// As it really was, seen from later.
    pub really: Level,
}

/// The second thoughts about a round, in the model's order; those that agree are among them.
pub fn second_thoughts(model: &Model, assessment: &Assessment) -> Vec<SecondThought> {
    let Some(back) = &assessment.looking_back else { return Vec::new() };
    model
        .competencies
        .iter()
        .filter_map(|one| {
            let really = *back.levels.get(&one.id)?;
            let then = rating_of(model, assessment, &one.id).and_then(Rating::level);
            Some(SecondThought { competency: one.id.clone(), then, really })
        })
        .collect()
}

/// The rounds that the model can read, oldest first; and how many it cannot.
pub fn readable<'a>(
    model: &Model,
    rounds: impl IntoIterator<Item = &'a Arc<Assessment>>,
) -> (Vec<&'a Arc<Assessment>>, usize) {
    let (mut fine, other): (Vec<_>, Vec<_>) = rounds.into_iter().partition(|round| model.reads(&round.model));
    fine.sort_by_key(|round| (round.date(), round.begun, round.id));
    (fine, other.len())
}
