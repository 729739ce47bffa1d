//! Which weight moves a project most.

use super::interval::lines;
use crate::domain::numeric::Matrix;
use crate::domain::selection::methods::ranks;

/// A project's score and rank with one weight a step lower and a step higher.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// The criterion.
    pub criterion: usize,
    /// The lower and the higher weight, cut to 0..=1.
    pub weights: (f64, f64),
    /// The scores at these.
    pub scores: (f64, f64),
    /// The ranks at these.
    pub ranks: (usize, usize),
}

impl Bar {
    /// How far the score moves.
    pub fn length(&self) -> f64 {
        (self.scores.1 - self.scores.0).abs()
    }
}

/// The bars of a project under the weighted sum, longest first. `step` is how far each weight is moved, 0 to 1.
pub fn tornado(worth: &Matrix, weights: &[f64], project: usize, step: f64) -> Vec<Bar> {
    let mut bars: Vec<Bar> = weights
        .iter()
        .enumerate()
        .map(|(criterion, weight)| {
            let lines = lines(worth, weights, criterion);
            let at = |weight: f64| {
                let scores: Vec<f64> = lines.iter().map(|line| line.at(weight)).collect();
                let rank = ranks(&scores, true).get(project).copied().unwrap_or(0);
                (scores.get(project).copied().unwrap_or(0.0), rank)
            };
            let ends = ((weight - step).clamp(0.0, 1.0), (weight + step).clamp(0.0, 1.0));
            let (low, high) = (at(ends.0), at(ends.1));
            Bar { criterion, weights: ends, scores: (low.0, high.0), ranks: (low.1, high.1) }
        })
        .collect();
    bars.sort_by(|a, b| b.length().total_cmp(&a.length()).then(a.criterion.cmp(&b.criterion)));
    bars
}
