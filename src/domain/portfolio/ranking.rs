//! Values from the ranking: sets that follow it, and how values change with the weight of a criterion.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::limit::Follow;
use super::{Portfolio, Quantity, Says, ValueSource, Values};
use crate::domain::numeric::{Random, real};
use crate::domain::selection::methods::Measure;
use crate::domain::selection::robustness::{WeightSampler, WeightSpace};
use crate::domain::selection::{Column, MethodChoice, Source, Standing, StandingProblem, WeightProblem};
use crate::domain::{CriterionId, ProjectId, Workspace};

/// Value of a project with the full score.
pub const FULL: f64 = 1_000.0;

impl Workspace {
    /// The ranking that a set of values follows.
    ///
    /// # Errors
    /// [`StandingProblem`]; also when the set of weights is no longer there.
    pub fn followed(&self, follow: Follow) -> Result<Standing, StandingProblem> {
        if follow.weights.is_some_and(|id| self.selection.weight_set(id).is_none()) {
            return Err(WeightProblem::NoSets.into());
        }
        let weights = self.selection.weights(follow.weights)?;
        Ok(self.standing_by(&weights, self.selection.method)?)
    }

    /// The criteria through which the values in use of a plan already take off for cost, while a budget of it limits cost
    /// too: dear projects are held back twice. None where the values follow no ranking, or cost has no weight in it.
    pub fn cost_counted_twice(&self, part: &Portfolio) -> Vec<CriterionId> {
        let is_limited = part.rules.iter().any(|rule| rule.on && matches!(rule.says, Says::Budget { .. }));
        let follows = part.values().and_then(|values| values.follows).filter(|_| is_limited);
        let Some(Ok(standing)) = follows.map(|follow| self.followed(follow)) else { return Vec::new() };
        let counts = |column: &&Column| column.weight > 0.0 && column.leaf.source == Source::Cost;
        standing.matrix.columns.iter().filter(counts).map(|column| column.criterion).collect()
    }

    /// Gives every set of values that follows the ranking its scores. While there is no ranking, a set keeps
    /// what it had.
    pub(in crate::domain) fn follow_ranking(&mut self) {
        let fresh: Vec<(usize, BTreeMap<ProjectId, Quantity>)> = (self.portfolio.values.iter().enumerate())
            .filter_map(|(at, values)| Some((at, points(&self.followed(values.follows?).ok()?))))
            .filter(|(at, points)| {
                self.portfolio.values.get(*at).is_some_and(|values| *values.by_project != *points)
            })
            .collect();
        if fresh.is_empty() {
            return;
        }
        let all = Arc::make_mut(&mut Arc::make_mut(&mut self.portfolio).values);
        for (at, points) in fresh {
            if let Some(values) = all.get_mut(at) {
                Arc::make_mut(values).by_project = Arc::new(points);
            }
        }
    }
}

/// Scores as values that can be added up, whole numbers from 0 to [`FULL`]. A score from 0 to 1 counts as it is;
/// of a distance, the rest to 1; of a net flow from −1 to 1, how far it is above −1; of a ratio, its part of the
/// largest. The worst possible project is worth nothing, so that more projects are never worth less.
pub fn points(standing: &Standing) -> BTreeMap<ProjectId, Quantity> {
    let largest = standing.places.iter().map(|place| place.score).fold(0.0, f64::max);
    let share = |score: f64| match standing.method {
        MethodChoice::PrometheeOne | MethodChoice::PrometheeTwo => f64::midpoint(score, 1.0),
        MethodChoice::ProductRatio | MethodChoice::SumRatio if largest > 0.0 => score / largest,
        MethodChoice::ProductRatio | MethodChoice::SumRatio => 0.0,
        _ if standing.outcome.more_is_better => score,
        _ => 1.0 - score,
    };
    let point = |score: f64| Quantity::nearest((share(score) * FULL).round().max(0.0)).unwrap_or_default();
    standing.places.iter().map(|place| (place.project, point(place.score))).collect()
}

/// A ranking by weighted sum as a function of its weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighing {
    /// The leaves with their weights, which sum to 1.
    pub criteria: Vec<(CriterionId, f64)>,
    /// For each item and leaf the value from 0 to 1; none for an item that is not ranked.
    worth: Vec<Option<Vec<f64>>>,
    /// For each item and leaf the least and the most that its score may be.
    ranges: Vec<Option<Vec<(f64, f64)>>>,
    measures: Vec<Measure>,
}

impl Weighing {
    /// The ranking that a set of values follows, for the projects of a model. None where it does not follow
    /// one, where another method is in use, or where there is no ranking.
    pub fn of(workspace: &Workspace, values: &Values, projects: &[ProjectId]) -> Option<Self> {
        let standing = workspace.followed(values.follows?).ok()?;
        if values.source != ValueSource::Ranking || !standing.method.is_additive() {
            return None;
        }
        let matrix = &standing.matrix;
        let width = matrix.columns.len();
        let row_of: BTreeMap<ProjectId, usize> =
            matrix.projects.iter().enumerate().map(|(row, project)| (*project, row)).collect();
        let rows = || projects.iter().map(|project| row_of.get(project).copied());
        let worth =
            rows().map(|row| row.map(|row| (0..width).map(|column| standing.value(row, column)).collect()));
        let ranges = rows()
            .map(|row| row.map(|row| matrix.row(row).iter().map(|cell| (cell.low, cell.high)).collect()));
        Some(Self {
            // As the method has them: a leaf on which nothing is known counts for nothing.
            criteria: matrix
                .columns
                .iter()
                .map(|column| column.criterion)
                .zip(matrix.table().ok()?.weights().iter().copied())
                .collect(),
            worth: worth.collect(),
            ranges: ranges.collect(),
            measures: matrix.columns.iter().map(Column::measure).collect(),
        })
    }

    /// The values of all items by the weights as they are.
    pub fn values(&self) -> Vec<f64> {
        let weights: Vec<f64> = self.criteria.iter().map(|(_, weight)| *weight).collect();
        self.by(&weights)
    }

    fn by(&self, weights: &[f64]) -> Vec<f64> {
        let sum = |row: &Vec<f64>| row.iter().zip(weights).map(|(value, weight)| value * weight).sum::<f64>();
        self.worth.iter().map(|row| FULL * row.as_ref().map_or(0.0, sum)).collect()
    }

    /// The values when one leaf alone decides, or when it does not count at all; the others keep their
    /// proportions. None where that is how it is, or where nothing else has a weight.
    pub fn toward(&self, leaf: usize, alone: bool) -> Option<Vec<f64>> {
        let (_, own) = *self.criteria.get(leaf)?;
        let rest = 1.0 - own;
        if (alone && rest <= 0.0) || (!alone && (own <= 0.0 || rest <= 1e-12)) {
            return None;
        }
        let weights: Vec<f64> = (self.criteria.iter().enumerate())
            .map(|(index, (_, weight))| match (alone, index == leaf) {
                (true, own) => f64::from(u8::from(own)),
                (false, true) => 0.0,
                (false, false) => weight / rest,
            })
            .collect();
        Some(self.by(&weights))
    }

    /// The weight of a leaf at a parameter from 0 (as it is) to 1 (alone, or none).
    pub fn weight_at(&self, leaf: usize, alone: bool, parameter: f64) -> f64 {
        let own = self.criteria.get(leaf).map_or(0.0, |(_, weight)| *weight);
        own + parameter * (f64::from(u8::from(alone)) - own)
    }

    /// Vectors of values with weights drawn from all that there are, and, if wanted, each score from its range.
    pub fn drawn(&self, count: usize, scores: bool, seed: u64) -> Vec<Vec<f64>> {
        let Ok(mut sampler) = WeightSampler::new(&WeightSpace::Free, self.criteria.len(), seed) else {
            return Vec::new();
        };
        let mut random = Random::new(seed);
        (0..count)
            .map(|_| {
                let weights = sampler.draw(&mut random).to_vec();
                if !scores {
                    return self.by(&weights);
                }
                let rows = self.ranges.iter().map(|row| {
                    let sum = row.iter().flatten().zip(&self.measures).zip(&weights).map(
                        |(((low, high), measure), weight)| {
                            weight * measure.value(low + random.unit() * (high - low))
                        },
                    );
                    FULL * sum.sum::<f64>()
                });
                rows.collect()
            })
            .collect()
    }
}

/// Mixtures of sets of values: each of them alone, then so many with shares drawn from all that there are.
pub fn mixtures(sets: &[Vec<f64>], count: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut all = sets.to_vec();
    let Ok(mut sampler) = WeightSampler::new(&WeightSpace::Free, sets.len(), seed) else { return all };
    let mut random = Random::new(seed);
    let width = sets.iter().map(Vec::len).min().unwrap_or(0);
    all.extend((0..if sets.len() > 1 { count } else { 0 }).map(|_| {
        let shares = sampler.draw(&mut random);
        (0..width)
            .map(|item| {
                let parts = sets.iter().zip(shares).map(|(set, share)| share * set.get(item).unwrap_or(&0.0));
                parts.sum()
            })
            .collect()
    }));
    all
}

/// The share of vectors in which an item was chosen is known to this much, 95 % of the time.
pub fn doubt(vectors: usize) -> f64 {
    1.96 * (0.25 / real(vectors.max(1))).sqrt()
}
