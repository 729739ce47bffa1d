//! What is ranked.

use serde::{Deserialize, Serialize};

use super::super::value::{Aim, Curve};
use super::{MethodError, Preference};
use crate::domain::numeric::{Matrix, extent, mean, normalised};

/// How a criterion is measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// What is better.
    pub aim: Aim,
    /// The lower end of the stated range, which weights refer to.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The value function over the range.
    pub curve: Curve,
    /// How large a difference must be to count, for outranking.
    pub preference: Preference,
}

impl Measure {
    /// A linear measure on a range.
    pub const fn linear(aim: Aim, low: f64, high: f64) -> Self {
        Self { aim, low, high, curve: Curve::Linear, preference: Preference::Usual }
    }

    /// A linear measure on the range that these scores take.
    pub fn over(aim: Aim, scores: &[f64]) -> Self {
        let (low, high) = extent(scores.iter().copied()).unwrap_or((0.0, 0.0));
        Self::linear(aim, low, high)
    }

    /// The value of a score, 0 to 1.
    pub fn value(&self, score: f64) -> f64 {
        self.curve.value(score, self.aim, self.low, self.high)
    }
}

/// What stands in for a missing score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fill {
    /// The mean of the other projects on that criterion (the middle of the range where there is none): a blank
    /// neither helps nor harms much.
    #[default]
    Mean,
    /// The end of the range with the larger value.
    Best,
    /// The end of the range with the smaller value.
    Worst,
}

/// Projects by criteria, complete, with weights that sum to one.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    scores: Matrix,
    measures: Vec<Measure>,
    weights: Vec<f64>,
}

impl Table {
    /// Checks sizes and numbers, scales weights to a sum of one.
    ///
    /// # Errors
    /// [`MethodError::NoProjects`], [`MethodError::NoCriteria`], [`MethodError::WrongSize`], [`MethodError::NotFinite`],
    /// [`MethodError::BadWeight`], [`MethodError::AllWeightsZero`].
    pub fn new(scores: Matrix, measures: Vec<Measure>, weights: &[f64]) -> Result<Self, MethodError> {
        if measures.is_empty() {
            return Err(MethodError::NoCriteria);
        }
        if scores.rows() == 0 {
            return Err(MethodError::NoProjects);
        }
        let n = measures.len();
        if scores.columns() != n || weights.len() != n {
            return Err(MethodError::WrongSize);
        }
        if let Some(place) = scores.values().iter().position(|score| !score.is_finite()) {
            return Err(MethodError::NotFinite(place % n));
        }
        let sound = |measure: &Measure| {
            let target = if let Aim::Target(target) = measure.aim { target } else { 0.0 };
            measure.low.is_finite() && measure.high.is_finite() && target.is_finite()
        };
        if let Some(column) = measures.iter().position(|measure| !sound(measure)) {
            return Err(MethodError::NotFinite(column));
        }
        if let Some(column) = weights.iter().position(|weight| !weight.is_finite() || *weight < 0.0) {
            return Err(MethodError::BadWeight(column));
        }
        // Scaled by the largest first: no sum overflows.
        let largest = weights.iter().copied().fold(0.0, f64::max);
        let scaled: Vec<f64> = weights.iter().map(|weight| weight / largest).collect();
        let weights = (largest > 0.0).then(|| normalised(&scaled)).flatten();
        Ok(Self { scores, measures, weights: weights.ok_or(MethodError::AllWeightsZero)? })
    }

    /// The same from cells that may be missing, row by row.
    ///
    /// # Errors
    /// As [`Table::new`].
    pub fn filled(
        cells: &[Option<f64>],
        measures: Vec<Measure>,
        weights: &[f64],
        fill: Fill,
    ) -> Result<Self, MethodError> {
        let n = measures.len();
        if n == 0 {
            return Err(MethodError::NoCriteria);
        }
        if !cells.len().is_multiple_of(n) {
            return Err(MethodError::WrongSize);
        }
        let stand_ins: Vec<f64> = measures
            .iter()
            .enumerate()
            .map(|(column, measure)| {
                let known: Vec<f64> = cells.iter().skip(column).step_by(n).copied().flatten().collect();
                measure.stand_in(fill, &known)
            })
            .collect();
        let mut complete =
            cells.iter().zip(stand_ins.iter().cycle()).map(|(cell, other)| cell.unwrap_or(*other));
        let scores = Matrix::from_fn(cells.len() / n, n, |_, _| complete.next().unwrap_or(f64::NAN));
        Self::new(scores, measures, weights)
    }

    /// How many projects.
    pub fn rows(&self) -> usize {
        self.scores.rows()
    }

    /// How many criteria.
    pub const fn columns(&self) -> usize {
        self.measures.len()
    }

    /// The scores.
    pub const fn scores(&self) -> &Matrix {
        &self.scores
    }

    /// The criteria.
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// The weights, of sum one.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The values of all scores, 0 to 1.
    pub fn worth(&self) -> Matrix {
        let mut scores = self.scores.values().iter();
        Matrix::from_fn(self.rows(), self.columns(), |_, column| {
            match (self.measures.get(column), scores.next()) {
                (Some(measure), Some(score)) => measure.value(*score),
                _ => 0.0,
            }
        })
    }

    /// The table with other weights.
    ///
    /// # Errors
    /// As [`Table::new`].
    pub fn with_weights(&self, weights: &[f64]) -> Result<Self, MethodError> {
        Self::new(self.scores.clone(), self.measures.clone(), weights)
    }

    /// The table of these rows, which may repeat.
    ///
    /// # Errors
    /// [`MethodError::NoProjects`].
    pub fn with_rows(&self, rows: &[usize]) -> Result<Self, MethodError> {
        let scores = self.scores.with_rows(rows);
        if scores.rows() == 0 {
            return Err(MethodError::NoProjects);
        }
        Ok(Self { scores, measures: self.measures.clone(), weights: self.weights.clone() })
    }

    /// A criterion's scores as numbers of which more (true) or less (false) is better. With a target they are the
    /// nearness to it: 1 on the target, 0 at the end of the range that is farther away and beyond.
    pub(super) fn oriented(&self, column: usize) -> (Vec<f64>, bool) {
        let scores = self.scores.column(column);
        match self.measures.get(column).map(|measure| (measure.aim, measure)) {
            Some((aim @ Aim::Target(_), measure)) => {
                (scores.iter().map(|score| aim.share(*score, measure.low, measure.high)).collect(), true)
            }
            Some((Aim::Cost, _)) => (scores, false),
            _ => (scores, true),
        }
    }
}

impl Measure {
    fn stand_in(&self, fill: Fill, known: &[f64]) -> f64 {
        let ends = [self.low, self.high];
        let best = match self.aim {
            Aim::Target(target) => target.clamp(self.low.min(self.high), self.high.max(self.low)),
            _ if self.value(self.high) >= self.value(self.low) => self.high,
            _ => self.low,
        };
        match fill {
            // Halves, so that a sum of large scores does not overflow.
            Fill::Mean => mean(&known.iter().map(|score| score / 2.0).collect::<Vec<_>>())
                .map_or_else(|| f64::midpoint(self.low, self.high), |half| half * 2.0),
            Fill::Best => best,
            Fill::Worst => {
                ends.into_iter().min_by(|a, b| self.value(*a).total_cmp(&self.value(*b))).unwrap_or(self.low)
            }
        }
    }
}
