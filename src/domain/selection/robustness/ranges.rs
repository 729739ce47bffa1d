//! How far each weight may move before the first, or the chosen set, changes: by any method.

use serde::{Deserialize, Serialize};

use super::course::Course;
use super::interval::{Stability, flow_stability, moved, parted, stability};
use crate::domain::numeric::{Matrix, real};
use crate::domain::selection::methods::{Method, MethodError, Table};

/// The intervals of all weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ranges {
    /// One for each criterion.
    pub rows: Vec<Stability>,
    /// Are the ends computed exactly? Otherwise they were searched for, see [`WeightRanges::STEP`] and
    /// [`WeightRanges::FINENESS`].
    pub exact: bool,
}

/// The intervals under way. Exact where scores, their logarithms or both flows are straight in the weights: weighted sum, AHP,
/// SPOTIS, PROMETHEE, weighted product of positive scores. By search with the other methods.
#[derive(Debug, Clone)]
pub struct WeightRanges {
    table: Table,
    method: Method,
    chosen: Vec<usize>,
    exact: bool,
    rows: Vec<Stability>,
}

impl WeightRanges {
    /// A search looks at the weight in steps of so much, from where it is now.
    pub const STEP: f64 = 1.0 / 400.0;
    /// An end is then narrowed down to so much; the end given is on the side where the set stays.
    pub const FINENESS: f64 = 1e-6;

    /// Prepares the intervals in which the chosen projects stay ahead of all others; exact ones are there at once.
    ///
    /// # Errors
    /// Those of the method.
    pub fn new(table: &Table, method: Method, chosen: &[usize]) -> Result<Self, MethodError> {
        let weights = table.weights();
        let rows = match Course::of(table, method)? {
            Course::Sums { parts, more_is_better } => {
                let sign = if more_is_better { 1.0 } else { -1.0 };
                let better = |row, column| sign * parts.at(row, column);
                Some(stability(&Matrix::from_fn(parts.rows(), parts.columns(), better), weights, chosen))
            }
            Course::Logs(logs) => Some(stability(&logs, weights, chosen)),
            Course::Flows { plus, minus, partial: true } => {
                Some(flow_stability(&plus, &minus, weights, chosen))
            }
            Course::Flows { plus, minus, partial: false } => {
                let net = |row, column| plus.at(row, column) - minus.at(row, column);
                Some(stability(&Matrix::from_fn(plus.rows(), plus.columns(), net), weights, chosen))
            }
            Course::Curved => None,
        };
        Ok(Self {
            table: table.clone(),
            method,
            chosen: chosen.to_vec(),
            exact: rows.is_some(),
            rows: rows.unwrap_or_default(),
        })
    }

    /// How many cells the method looks at until all is done, at most; 0 where it is.
    pub fn work(&self) -> usize {
        let left = self.table.columns() - self.rows.len().min(self.table.columns());
        // 400 steps, and some twelve halvings at each end.
        left * 424 * self.table.rows() * self.table.columns()
    }

    /// How much is done, 0 to 1.
    pub fn progress(&self) -> f64 {
        real(self.rows.len()) / real(self.table.columns().max(1))
    }

    /// Goes on for one criterion; true while there is more to do.
    ///
    /// # Errors
    /// Those of the method.
    pub fn advance(&mut self) -> Result<bool, MethodError> {
        if self.rows.len() < self.table.columns() {
            let found = self.searched(self.rows.len())?;
            self.rows.push(found);
        }
        Ok(self.rows.len() < self.table.columns())
    }

    /// What was found so far.
    pub fn result(self) -> Ranges {
        Ranges { rows: self.rows, exact: self.exact }
    }

    fn searched(&self, criterion: usize) -> Result<Stability, MethodError> {
        let weight = self.table.weights().get(criterion).copied().unwrap_or(0.0);
        let mut found = Stability::throughout(criterion, weight);
        (found.low, found.below) = self.end(criterion, weight, 0.0)?;
        (found.high, found.above) = self.end(criterion, weight, 1.0)?;
        Ok(found)
    }

    /// How far the weight can go from where it is, and who then overtakes whom.
    fn end(
        &self,
        criterion: usize,
        from: f64,
        to: f64,
    ) -> Result<(f64, Option<(usize, usize)>), MethodError> {
        let broken = |at: f64| self.broken(&moved(self.table.weights(), criterion, at));
        let step = if to < from { -Self::STEP } else { Self::STEP };
        let mut good = from;
        while (to - good).abs() > 0.0 {
            let mut bad = if (to - good).abs() <= Self::STEP { to } else { good + step };
            let Some(mut pair) = broken(bad)? else {
                good = bad;
                continue;
            };
            while (bad - good).abs() > Self::FINENESS {
                let middle = f64::midpoint(good, bad);
                match broken(middle)? {
                    Some(found) => (bad, pair) = (middle, found),
                    None => good = middle,
                }
            }
            return Ok((good, Some(pair)));
        }
        Ok((to, None))
    }

    /// The last of the chosen and the first of the others where the latter is ahead.
    fn broken(&self, weights: &[f64]) -> Result<Option<(usize, usize)>, MethodError> {
        let ranks = self.method.run(&self.table.with_weights(weights)?)?.ranks;
        let (inside, outside) = parted(&self.chosen, ranks.len());
        let rank = |index: &usize| ranks.get(*index).copied().unwrap_or(usize::MAX);
        let last = inside.into_iter().max_by_key(rank);
        let first = outside.into_iter().min_by_key(rank);
        Ok(last.zip(first).filter(|(last, first)| rank(first) < rank(last)))
    }
}
