//! One weight moved, the others in proportion: scores are straight lines, and the winner or the chosen set holds on an
//! interval.

use serde::{Deserialize, Serialize};

use crate::domain::numeric::{Matrix, dot, real};
use crate::domain::selection::methods::SAME;

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

/// How the other criteria share what one leaves to them: as they do now, or equally where it has all the weight.
fn shares(weights: &[f64], criterion: usize) -> Vec<f64> {
    let own = weights.get(criterion).copied().unwrap_or(0.0);
    let rest = 1.0 - own;
    let others = real(weights.len()) - 1.0;
    let share = |(column, weight): (usize, &f64)| match column {
        _ if column == criterion => 0.0,
        _ if rest > 1e-12 => weight / rest,
        _ => 1.0 / others,
    };
    weights.iter().enumerate().map(share).collect()
}

/// All weights with that of one criterion moved to `to`, 0 to 1, the others keeping their proportions.
pub fn moved(weights: &[f64], criterion: usize, to: f64) -> Vec<f64> {
    // A criterion alone has all the weight, whatever is asked.
    if weights.len() < 2 {
        return weights.to_vec();
    }
    let mut moved: Vec<f64> =
        shares(weights, criterion).into_iter().map(|share| share * (1.0 - to)).collect();
    if let Some(own) = moved.get_mut(criterion) {
        *own = to;
    }
    moved
}

/// The lines of all projects for one criterion. `parts` holds what each criterion would give if it had all the weight (by the
/// weighted sum: values), projects by criteria; `weights` sum to one. Where the criterion has all the weight, the others
/// share equally.
pub fn lines(parts: &Matrix, weights: &[f64], criterion: usize) -> Vec<Line> {
    let shares = shares(weights, criterion);
    let of_row =
        |row: &[f64]| Line { at_zero: dot(row, &shares), at_one: row.get(criterion).copied().unwrap_or(0.0) };
    parts.each_row().map(of_row).collect()
}

/// The weights of one criterion for which a set of projects stays ahead of all others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
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

impl Stability {
    /// A set that stays wherever the weight goes.
    pub(super) const fn throughout(criterion: usize, weight: f64) -> Self {
        Self { criterion, weight, low: 0.0, high: 1.0, below: None, above: None }
    }

    fn not_below(&mut self, end: f64, pair: (usize, usize)) {
        if end > self.low {
            self.low = end.min(self.weight);
            self.below = Some(pair);
        }
    }

    fn not_above(&mut self, end: f64, pair: (usize, usize)) {
        if end < self.high {
            self.high = end.max(self.weight);
            self.above = Some(pair);
        }
    }
}

/// Those of a set and all others, out of so many.
pub(super) fn parted(chosen: &[usize], rows: usize) -> (Vec<usize>, Vec<usize>) {
    (0..rows).partition(|index| chosen.contains(index))
}

/// The interval of each criterion's weight in which the chosen projects stay ahead of all others where scores are weighted sums
/// of `parts` (more is better), the other weights keeping their proportions. With one project chosen it is the winner's
/// interval. Each pair of a chosen and another project is a straight line, whose zero is an end.
pub fn stability(parts: &Matrix, weights: &[f64], chosen: &[usize]) -> Vec<Stability> {
    let (inside, outside) = parted(chosen, parts.rows());
    let of_criterion = |(criterion, weight): (usize, &f64)| {
        let lines = lines(parts, weights, criterion);
        let mut found = Stability::throughout(criterion, *weight);
        for (member, rival, ours, theirs) in pairs(&lines, &inside, &outside) {
            let (start, end) = (ours.at_zero - theirs.at_zero, ours.at_one - theirs.at_one);
            // Ahead at both ends, or by a rounding: no end between.
            if start >= -1e-15 && end >= -1e-15 {
                continue;
            }
            let zero = if (start - end).abs() > 0.0 { start / (start - end) } else { *weight };
            if end > start {
                found.not_below(zero, (member, rival));
            } else if end < start {
                found.not_above(zero, (member, rival));
            }
        }
        found
    };
    weights.iter().enumerate().map(of_criterion).collect()
}

/// Each pair of one inside and one outside, with their lines.
fn pairs<'a>(
    lines: &'a [Line],
    inside: &'a [usize],
    outside: &'a [usize],
) -> impl Iterator<Item = (usize, usize, Line, Line)> + 'a {
    let line = |index: usize| lines.get(index).copied().unwrap_or(Line { at_zero: 0.0, at_one: 0.0 });
    inside.iter().flat_map(move |member| {
        outside.iter().map(move |rival| (*member, *rival, line(*member), line(*rival)))
    })
}

/// The interval of each criterion's weight in which no other project is preferred to a chosen one by both flows of PROMETHEE,
/// which are weighted sums of `plus` and `minus`. A rival is preferred where both differences are on its side: where two
/// stretches of the weight, each with one end, overlap.
pub(super) fn flow_stability(
    plus: &Matrix,
    minus: &Matrix,
    weights: &[f64],
    chosen: &[usize],
) -> Vec<Stability> {
    let (inside, outside) = parted(chosen, plus.rows());
    let of_criterion = |(criterion, weight): (usize, &f64)| {
        let (plus, minus) = (lines(plus, weights, criterion), lines(minus, weights, criterion));
        let mut found = Stability::throughout(criterion, *weight);
        let by_minus = pairs(&minus, &inside, &outside);
        for ((member, rival, up, rivals_up), (.., down, rivals_down)) in
            pairs(&plus, &inside, &outside).zip(by_minus)
        {
            let Some((from, to)) = overtaken(behind(up, rivals_up), behind(rivals_down, down)) else {
                continue;
            };
            // A stretch that the weight now lies in leaves nothing on either side.
            if from <= *weight {
                found.not_below(to, (member, rival));
            }
            if to >= *weight {
                found.not_above(from, (member, rival));
            }
        }
        found
    };
    weights.iter().enumerate().map(of_criterion).collect()
}

/// How far the second is behind the first at both ends of the weight.
fn behind(first: Line, second: Line) -> (f64, f64) {
    let exact = |difference: f64| if difference.abs() <= SAME { 0.0 } else { difference };
    (exact(first.at_zero - second.at_zero), exact(first.at_one - second.at_one))
}

/// Where both differences are zero or below and not both zero; none where that is nowhere.
fn overtaken(first: (f64, f64), second: (f64, f64)) -> Option<(f64, f64)> {
    let not_above = |(start, end): (f64, f64)| match (start <= 0.0, end <= 0.0) {
        (true, true) => Some((0.0, 1.0)),
        (true, false) => Some((0.0, start / (start - end))),
        (false, true) => Some((start / (start - end), 1.0)),
        (false, false) => None,
    };
    let (first_span, second_span) = (not_above(first)?, not_above(second)?);
    let (from, to) = (first_span.0.max(second_span.0), first_span.1.min(second_span.1));
    let at = |(start, end): (f64, f64), weight: f64| start + weight * (end - start);
    // Level at both ends is level all the way.
    let is_ahead = [from, to].iter().any(|end| at(first, *end) < -SAME || at(second, *end) < -SAME);
    (from <= to && is_ahead).then_some((from, to))
}
