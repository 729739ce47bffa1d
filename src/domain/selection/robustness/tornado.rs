//! Which weight moves a project most.

use super::course::Course;
use super::interval::moved;
use crate::domain::selection::methods::{Method, MethodError, Table};

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

/// The bars of a project by a method, longest first. `step` is how far each weight is moved, 0 to 1; the others keep their
/// proportions.
///
/// # Errors
/// Those of the method.
pub fn tornado(table: &Table, method: Method, project: usize, step: f64) -> Result<Vec<Bar>, MethodError> {
    let course = Course::of(table, method)?;
    let of_criterion = |(criterion, weight): (usize, &f64)| {
        let at = |to: f64| course.standing(table, method, &moved(table.weights(), criterion, to), project);
        let ends = ((weight - step).clamp(0.0, 1.0), (weight + step).clamp(0.0, 1.0));
        let (low, high) = (at(ends.0)?, at(ends.1)?);
        Ok(Bar { criterion, weights: ends, scores: (low.0, high.0), ranks: (low.1, high.1) })
    };
    let mut bars = table.weights().iter().enumerate().map(of_criterion).collect::<Result<Vec<_>, _>>()?;
    bars.sort_by(|a, b| b.length().total_cmp(&a.length()).then(a.criterion.cmp(&b.criterion)));
    Ok(bars)
}
