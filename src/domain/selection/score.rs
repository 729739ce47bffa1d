//! Scores: what a rater gives a project on a criterion, and how two versions of it become one.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{CriterionId, Extra, Note, ProjectId, Real};

/// A number or a range on the criterion's scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rating {
    /// One number.
    Value(Real),
    /// Somewhere between two; the lower one first.
    Range(Real, Real),
}

impl Rating {
    /// The range between two ends in any order; of equal ends the number.
    pub fn between(a: Real, b: Real) -> Self {
        if a == b { Self::Value(a) } else { Self::Range(a.min(b), a.max(b)) }
    }

    /// The lower end.
    pub const fn low(self) -> f64 {
        match self {
            Self::Value(value) | Self::Range(value, _) => value.get(),
        }
    }

    /// The upper end.
    pub const fn high(self) -> f64 {
        match self {
            Self::Value(value) | Self::Range(_, value) => value.get(),
        }
    }

    /// The number, or the middle of the range.
    pub const fn middle(self) -> f64 {
        match self {
            Self::Value(value) => value.get(),
            Self::Range(low, high) => low.get() + (high.get() - low.get()) / 2.0,
        }
    }

    /// As it is typed: `3`, `3~4`.
    pub fn plain(self) -> String {
        match self {
            Self::Value(value) => value.to_string(),
            Self::Range(low, high) => format!("{low}~{high}"),
        }
    }
}

/// What one rater says of one project on one criterion.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(from = "Form", into = "Form")]
pub struct Score {
    /// None is missing, never zero.
    pub rating: Option<Rating>,
    /// Why, or why not.
    pub comment: Note,
    /// Counts the changes of this cell, so that the later of two versions is known without a clock.
    pub revision: u32,
    /// Further versions of the same revision that differ: a conflict to settle. Sorted, without this one.
    pub rivals: Vec<(Option<Rating>, Note)>,
}

impl Score {
    /// Is there neither a score nor a word?
    pub fn is_blank(&self) -> bool {
        self.rating.is_none() && self.comment.is_empty() && self.rivals.is_empty()
    }

    /// The two versions as one: the later one; of the same revision all that differ, the same ones in
    /// whatever order they come.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        match self.revision.cmp(&other.revision) {
            std::cmp::Ordering::Greater => self.clone(),
            std::cmp::Ordering::Less => other.clone(),
            std::cmp::Ordering::Equal => {
                let mut versions: Vec<_> = self.versions().chain(other.versions()).collect();
                versions.sort();
                versions.dedup();
                let (rating, comment) = versions.pop().unwrap_or_default();
                Self { rating, comment, revision: self.revision, rivals: versions }
            }
        }
    }

    fn versions(&self) -> impl Iterator<Item = (Option<Rating>, Note)> {
        self.rivals.iter().cloned().chain([(self.rating, self.comment.clone())])
    }
}

/// How a score is written: a bare number where it is no more than that.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Form {
    Plain(Real),
    Full(Box<Full>),
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Full {
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Real>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Real>,
    #[serde(skip_serializing_if = "is_empty_note")]
    comment: Note,
    #[serde(skip_serializing_if = "is_first")]
    revision: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rivals: Vec<(Option<Real>, Option<Real>, Note)>,
}

fn is_empty_note(note: &Note) -> bool {
    note.is_empty()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_first(revision: &u32) -> bool {
    *revision == 1
}

const fn parts(rating: Option<Rating>) -> (Option<Real>, Option<Real>) {
    match rating {
        None => (None, None),
        Some(Rating::Value(value)) => (Some(value), None),
        Some(Rating::Range(low, high)) => (Some(low), Some(high)),
    }
}

fn rating_of(value: Option<Real>, to: Option<Real>) -> Option<Rating> {
    match (value, to) {
        (Some(value), Some(to)) => Some(Rating::between(value, to)),
        (Some(value), None) | (None, Some(value)) => Some(Rating::Value(value)),
        (None, None) => None,
    }
}

impl From<Form> for Score {
    fn from(form: Form) -> Self {
        match form {
            Form::Plain(value) => Self { rating: Some(Rating::Value(value)), revision: 1, ..Self::default() },
            Form::Full(full) => {
                let Full { value, to, comment, revision, rivals } = *full;
                let rivals = rivals.into_iter().map(|(value, to, note)| (rating_of(value, to), note));
                // Merging with an empty score of the same revision sorts what a file may hold unsorted.
                let read = Self {
                    rating: rating_of(value, to),
                    comment,
                    revision: revision.max(1),
                    rivals: rivals.collect(),
                };
                if read.rivals.is_empty() { read } else { read.merged(&read) }
            }
        }
    }
}

impl From<Score> for Form {
    fn from(score: Score) -> Self {
        match score {
            Score { rating: Some(Rating::Value(value)), comment, revision: 1, rivals }
                if comment.is_empty() && rivals.is_empty() =>
            {
                Self::Plain(value)
            }
            Score { rating, comment, revision, rivals } => {
                let (value, to) = parts(rating);
                let rivals = rivals.into_iter().map(|(rating, note)| {
                    let (value, to) = parts(rating);
                    (value, to, note)
                });
                Self::Full(Box::new(Full { value, to, comment, revision, rivals: rivals.collect() }))
            }
        }
    }
}

/// Something for each project and criterion, rows shared so that a copy is cheap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cells<T: Clone> {
    rows: Arc<BTreeMap<ProjectId, Arc<BTreeMap<CriterionId, T>>>>,
}

impl<T: Clone> Default for Cells<T> {
    fn default() -> Self {
        Self { rows: Arc::default() }
    }
}

impl<T: Clone + PartialEq> Cells<T> {
    /// What stands in a cell.
    pub fn get(&self, project: ProjectId, criterion: CriterionId) -> Option<&T> {
        self.rows.get(&project)?.get(&criterion)
    }

    /// A project's cells.
    pub fn row(&self, project: ProjectId) -> Option<&Arc<BTreeMap<CriterionId, T>>> {
        self.rows.get(&project)
    }

    /// Every cell.
    pub fn iter(&self) -> impl Iterator<Item = (ProjectId, CriterionId, &T)> {
        self.rows
            .iter()
            .flat_map(|(project, row)| row.iter().map(|(criterion, cell)| (*project, *criterion, cell)))
    }

    /// Is nothing there?
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.rows.values().map(|row| row.len()).sum()
    }

    /// Puts something in a cell, or takes away what is there.
    pub fn set(&mut self, project: ProjectId, criterion: CriterionId, value: Option<T>) {
        if self.get(project, criterion) == value.as_ref() {
            return;
        }
        let rows = Arc::make_mut(&mut self.rows);
        match value {
            Some(value) => {
                Arc::make_mut(rows.entry(project).or_default()).insert(criterion, value);
            }
            None => {
                if let Some(row) = rows.get_mut(&project) {
                    Arc::make_mut(row).remove(&criterion);
                    if row.is_empty() {
                        rows.remove(&project);
                    }
                }
            }
        }
    }

    /// Takes away the cells of projects.
    pub fn forget_projects(&mut self, gone: &HashSet<ProjectId>) {
        if gone.iter().any(|project| self.rows.contains_key(project)) {
            Arc::make_mut(&mut self.rows).retain(|project, _| !gone.contains(project));
        }
    }

    /// Takes away the cells of criteria.
    pub fn forget_criteria(&mut self, gone: &HashSet<CriterionId>) {
        let doomed: Vec<_> = self
            .iter()
            .filter(|(_, criterion, _)| gone.contains(criterion))
            .map(|(project, criterion, _)| (project, criterion))
            .collect();
        for (project, criterion) in doomed {
            self.set(project, criterion, None);
        }
    }

    /// These cells with another's; where both have one, `both` decides.
    #[must_use]
    pub fn merged(&self, other: &Self, both: impl Fn(&T, &T) -> T) -> Self {
        let mut merged = self.clone();
        for (project, criterion, theirs) in other.iter() {
            let one = match self.get(project, criterion) {
                Some(ours) => both(ours, theirs),
                None => theirs.clone(),
            };
            merged.set(project, criterion, Some(one));
        }
        merged
    }
}

/// A score that the raters agreed on, in the place of the mean of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// From here.
    pub from: Real,
    /// To here; the same for a number.
    pub to: Real,
    /// Why.
    #[serde(default)]
    pub reason: Note,
    /// When it was agreed.
    #[serde(default)]
    pub date: Option<NaiveDate>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Agreement {
    /// An agreed rating.
    pub fn new(rating: Rating, reason: Note, date: Option<NaiveDate>) -> Self {
        let (from, to) = (Real::or_zero(rating.low()), Real::or_zero(rating.high()));
        Self { from, to, reason, date, extra: Extra::new() }
    }

    /// The rating.
    pub fn rating(&self) -> Rating {
        Rating::between(self.from, self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn score() -> impl Strategy<Value = Score> {
        (proptest::option::of((1..4i32, 0..3i32)), "[ab]?", 1..4u32).prop_map(|(ends, comment, revision)| {
            let rating = ends.map(|(low, more)| Rating::between(low.into(), (low + more).into()));
            Score { rating, comment: Note::truncated(&comment), revision, rivals: Vec::new() }
        })
    }

    proptest! {
        #[test]
        fn merging_is_commutative_associative_idempotent(a in score(), b in score(), c in score()) {
            prop_assert_eq!(a.merged(&b), b.merged(&a));
            prop_assert_eq!(a.merged(&b).merged(&c), a.merged(&b.merged(&c)));
            prop_assert_eq!(a.merged(&b).merged(&b), a.merged(&b));
        }

        #[test]
        fn a_score_comes_back_from_its_text(a in score(), b in score()) {
            let both = a.merged(&b);
            let text = serde_json::to_string(&both).unwrap();
            prop_assert_eq!(serde_json::from_str::<Score>(&text).unwrap(), both);
        }
    }

    #[test]
    fn a_plain_score_is_written_as_a_number() {
        let plain = Score { rating: Some(Rating::Value(4.into())), revision: 1, ..Score::default() };
        assert_eq!(serde_json::to_string(&plain).unwrap(), "4.0");
        assert_eq!(serde_json::from_str::<Score>("4").unwrap(), plain);
        let range: Score = serde_json::from_str(r#"{"value":5,"to":3}"#).unwrap();
        assert_eq!(range.rating, Some(Rating::Range(3.into(), 5.into())));
    }

    #[test]
    fn the_later_version_wins_and_equal_ones_are_rivals() {
        let of = |value: i32, revision| Score {
            rating: Some(Rating::Value(value.into())),
            revision,
            ..Score::default()
        };
        assert_eq!(of(5, 1).merged(&of(2, 2)), of(2, 2));
        let both = of(5, 1).merged(&of(2, 1));
        assert_eq!(both.rivals, [(Some(Rating::Value(2.into())), Note::default())]);
        assert_eq!(both.rating, Some(Rating::Value(5.into())));
    }
}
