//! One weight moved, the others in proportion: scores are straight lines, and the winner or the chosen set holds on an
//! interval.

use crate::domain::numeric::{Matrix, real};

/// A project's score as one weight goes from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Its score when the criterion has no weight.
    pub at_zero: f64,
    /// Its score when the criterion has all of it: its value there.
    pub at_one: f64,
}

impl Line {
    /// The score at a weight.
    pub fn at(self, weight: f64) -> f64 {
        self.at_zero + weight * (self.at_one - self.at_zero)
    }
}

/// The lines of all projects for one criterion of the weighted sum. `worth` holds values, projects by criteria; `weights`
/// sum to one. Where the criterion has all the weight, the others share equally.
pub fn lines(worth: &Matrix, weights: &[f64], criterion: usize) -> Vec<Line> {
    let own = weights.get(criterion).copied().unwrap_or(0.0);
    let rest = 1.0 - own;
    let others = real(weights.len()) - 1.0;
    let share = |column: usize, weight: f64| match column {
        _ if column == criterion => 0.0,
        _ if rest > 1e-12 => weight / rest,
        _ => 1.0 / others,
    };
    let shares: Vec<f64> =
        weights.iter().enumerate().map(|(column, weight)| share(column, *weight)).collect();
    worth
        .each_row()
        .map(|row| Line {
            at_zero: crate::domain::numeric::dot(row, &shares),
            at_one: row.get(criterion).copied().unwrap_or(0.0),
        })
        .collect()
}

/// The weights of one criterion for which a set of projects stays ahead of all others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stability {
    /// The criterion.
    pub criterion: usize,
    /// Its weight now.
    pub weight: f64,
    /// The least weight at which the set stays.
    pub low: f64,
    /// The most.
    pub high: f64,
    /// Who leaves the set and who comes in below `low`; none where it stays down to 0.
    pub below: Option<(usize, usize)>,
    /// The same above `high`.
    pub above: Option<(usize, usize)>,
}

/// The interval of each criterion's weight in which the chosen projects stay ahead of all others by the weighted sum, the
/// other weights keeping their proportions. With one project chosen it is the winner's interval. Each pair of a chosen and
/// another project is a straight line, whose zero is an end.
pub fn stability(worth: &Matrix, weights: &[f64], chosen: &[usize]) -> Vec<Stability> {
    let inside: Vec<usize> = chosen.iter().copied().filter(|index| *index < worth.rows()).collect();
    let outside: Vec<usize> = (0..worth.rows()).filter(|index| !inside.contains(index)).collect();
    let of_criterion = |(criterion, weight): (usize, &f64)| {
        let lines = lines(worth, weights, criterion);
        let line = |index: &usize| lines.get(*index).copied().unwrap_or(Line { at_zero: 0.0, at_one: 0.0 });
        let mut found =
            Stability { criterion, weight: *weight, low: 0.0, high: 1.0, below: None, above: None };
        for member in &inside {
            let ours = line(member);
            for rival in &outside {
                let theirs = line(rival);
                let (start, end) = (ours.at_zero - theirs.at_zero, ours.at_one - theirs.at_one);
                // Ahead at both ends, or by a rounding: no end between.
                if start >= -1e-15 && end >= -1e-15 {
                    continue;
                }
                let zero = if (start - end).abs() > 0.0 { start / (start - end) } else { *weight };
                if end > start && zero > found.low {
                    found.low = zero.min(*weight);
                    found.below = Some((*member, *rival));
                } else if end < start && zero < found.high {
                    found.high = zero.max(*weight);
                    found.above = Some((*member, *rival));
                }
            }
        }
        found
    };
    weights.iter().enumerate().map(of_criterion).collect()
}
