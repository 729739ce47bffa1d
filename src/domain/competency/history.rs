//! A person's rounds over time: what changed, and whether something shows it.

use std::sync::Arc;

use chrono::NaiveDate;

use super::model::{Model, Role};
use super::record::{Assessment, Rating};
use super::scoring::{Gate, Standing, Thresholds, rating_of};
use super::value::{Answer, Key, Level};
use crate::domain::id::AssessmentId;

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

/// The rounds that the model can read and those that it cannot, each in the order given.
pub fn readable<'a>(
    model: &Model,
    rounds: impl IntoIterator<Item = &'a Arc<Assessment>>,
) -> (Vec<&'a Arc<Assessment>>, Vec<&'a Arc<Assessment>>) {
    rounds.into_iter().partition(|round| model.reads(&round.model))
}

/// One round in a person's course.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// Which.
    pub round: AssessmentId,
    /// Its day.
    pub day: NaiveDate,
    /// The gate then.
    pub gate: Gate,
    /// How many of the items that count were at the target, and how many there are: k of n.
    pub at_target: (usize, usize),
    /// How many were at the target as it is seen later; none where nobody looked back.
    pub seen_later: Option<usize>,
    /// The index, 0 to 100, where enough was rated.
    pub index: Option<f64>,
    /// Levels that differ from the round before, with evidence and without.
    pub changes: (usize, usize),
}

/// A person's finished rounds, all held against one role so that they can be compared, in the order given.
/// They are rounds that the model reads ([`readable`]).
pub fn course(
    model: &Model,
    role: &Role,
    thresholds: &Thresholds,
    rounds: &[Arc<Assessment>],
) -> Vec<Snapshot> {
    let mut before: Option<&Arc<Assessment>> = None;
    rounds
        .iter()
        .filter(|round| round.finished.is_some())
        .map(|round| {
            let standing = Standing::of(model, role, thresholds, round);
            let found = before.map(|before| changes(model, before, round)).unwrap_or_default();
            let confirmed = found.iter().filter(|change| change.proof == Proof::Confirmed).count();
            before = Some(round);
            let later = corrected(model, round);
            Snapshot {
                round: round.id,
                day: round.date(),
                gate: standing.gate,
                at_target: standing.at_target(),
                seen_later: later.map(|round| Standing::of(model, role, thresholds, &round).at_target().0),
                index: standing.index().map(|index| index.value),
                changes: (confirmed, found.len() - confirmed),
            }
        })
        .collect()
}

/// A round with the levels as they are seen later; none where nobody looked back at a level.
fn corrected(model: &Model, round: &Assessment) -> Option<Assessment> {
    let thoughts = second_thoughts(model, round);
    if thoughts.is_empty() {
        return None;
    }
    let mut round = round.clone();
    let ratings = Arc::make_mut(&mut round.ratings);
    for thought in thoughts {
        let meaning = model.competency(thought.competency.as_ref()).map_or(0, |one| one.meaning);
        let rating = ratings.entry(thought.competency).or_default();
        *rating = Rating { answer: Some(Answer::Level(thought.really)), meaning, ..Rating::default() };
    }
    Some(round)
}
