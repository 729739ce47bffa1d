//! Why a project stands where it stands, and what would move it: facts, put into words elsewhere.

use crate::domain::numeric::{Matrix, dot, mean};
use crate::domain::selection::methods::{Measure, Outcome, TIE, Table};
use crate::domain::selection::value::Aim;

/// One or two criteria and what they make up together.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The criteria, the larger first.
    pub criteria: Vec<usize>,
    /// Their weighted value less that of the average project, 0 to 1, always positive.
    pub size: f64,
}

/// What would put the project ahead of the one ranked just before it.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A change on one criterion: the smallest one, as a share of the range.
    One {
        /// The criterion.
        criterion: usize,
        /// The score now.
        from: f64,
        /// The score at which it draws level; beyond it is ahead.
        to: f64,
    },
    /// No single criterion is enough, even at its best; these together are, and no fewer.
    Several(Vec<usize>),
    /// Nothing on its own side is enough.
    Nothing,
}

/// The facts about one project under the weighted sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The project.
    pub project: usize,
    /// Its rank.
    pub rank: usize,
    /// Its score, 0 to 1.
    pub score: f64,
    /// What lifts it above the average; none where nothing does.
    pub lift: Option<Side>,
    /// What holds it below the average; none where nothing does.
    pub hold: Option<Side>,
    /// Others of the same score.
    pub tied: Vec<usize>,
    /// Who is ranked just before it and what would put it ahead; none for the first.
    pub pass: Option<(usize, Change)>,
    /// One that is at least as good on every criterion and better on one.
    pub dominated_by: Option<usize>,
    /// The criterion that makes up half of its score or more, with its share.
    pub pillar: Option<(usize, f64)>,
}

/// Explains a project's place by the weighted sum; none for a project that is not there. `outcome` is that of the table.
pub fn explained(table: &Table, worth: &Matrix, outcome: &Outcome, project: usize) -> Option<Explanation> {
    let weights = table.weights();
    let row = worth.row(project);
    let rank = *outcome.ranks.get(project)?;
    let score = *outcome.scores.get(project)?;
    let gaps: Vec<f64> = weights
        .iter()
        .enumerate()
        .map(|(column, weight)| {
            let average = mean(&worth.column(column)).unwrap_or(0.0);
            weight * (row.get(column).copied().unwrap_or(0.0) - average)
        })
        .collect();
    let tied =
        outcome.ranks.iter().enumerate().filter(|(other, theirs)| **theirs == rank && *other != project);
    let parts = weights.iter().zip(row).map(|(weight, value)| weight * value).enumerate();
    let pillar =
        parts.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, part)| score > 0.0 && *part >= 0.5 * score);
    let pillar = pillar.filter(|_| weights.iter().filter(|weight| **weight > 0.0).count() > 1);
    Some(Explanation {
        project,
        rank,
        score,
        lift: side(&gaps),
        hold: side(&gaps.iter().map(|gap| -gap).collect::<Vec<_>>()),
        tied: tied.map(|(other, _)| other).collect(),
        pass: just_before(outcome, project).map(|rival| (rival, passing(table, worth, project, rival))),
        dominated_by: dominated_by(worth, weights, project),
        pillar: pillar.map(|(criterion, part)| (criterion, part / score)),
    })
}

/// The largest positive gap, and the second if it is at least half as large.
fn side(gaps: &[f64]) -> Option<Side> {
    let mut order: Vec<(usize, f64)> =
        gaps.iter().copied().enumerate().filter(|(_, gap)| *gap > 1e-9).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let largest = order.first()?.1;
    order.truncate(2);
    order.retain(|(_, gap)| *gap >= 0.5 * largest);
    Some(Side {
        criteria: order.iter().map(|(criterion, _)| *criterion).collect(),
        size: order.iter().map(|(_, gap)| gap).sum(),
    })
}

fn just_before(outcome: &Outcome, project: usize) -> Option<usize> {
    let rank = outcome.ranks.get(project)?;
    let ahead = outcome.ranks.iter().enumerate().filter(|(_, other)| *other < rank);
    ahead.max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(&a.0))).map(|(other, _)| other)
}

fn dominated_by(worth: &Matrix, weights: &[f64], project: usize) -> Option<usize> {
    let ours = worth.row(project);
    let counts = |column: usize| weights.get(column).is_some_and(|weight| *weight > 0.0);
    worth.each_row().position(|theirs| {
        let pairs = || theirs.iter().zip(ours).enumerate().filter(|(column, _)| counts(*column));
        pairs().all(|(_, (a, b))| a >= b) && pairs().any(|(_, (a, b))| *a > b + TIE)
    })
}

fn passing(table: &Table, worth: &Matrix, project: usize, rival: usize) -> Change {
    let weights = table.weights();
    let ours = worth.row(project);
    let needed = dot(worth.row(rival), weights) - dot(ours, weights);
    let mut best: Option<(f64, usize, f64, f64)> = None;
    let mut gains: Vec<(usize, f64)> = Vec::new();
    for (criterion, (measure, weight)) in table.measures().iter().zip(weights).enumerate() {
        if *weight <= 0.0 {
            continue;
        }
        let from = table.scores().at(project, criterion);
        let now = ours.get(criterion).copied().unwrap_or(0.0);
        gains.push((criterion, weight * (1.0 - now).max(0.0)));
        let Some(to) = reaching(measure, from, now + needed / weight) else { continue };
        let width = (measure.high - measure.low).abs().max(f64::MIN_POSITIVE);
        let size = (to - from).abs() / width;
        if best.is_none_or(|(least, ..)| size < least) {
            best = Some((size, criterion, from, to));
        }
    }
    if let Some((_, criterion, from, to)) = best {
        return Change::One { criterion, from, to };
    }
    // The largest gains first make the smallest set.
    gains.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut sum = 0.0;
    let mut together = Vec::new();
    for (criterion, gain) in gains {
        sum += gain;
        together.push(criterion);
        if sum > needed + TIE {
            return Change::Several(together);
        }
    }
    Change::Nothing
}

/// The score nearest to the present one, on the way to the better end of the range, at which a value is exceeded; none where
/// the better end is not enough.
fn reaching(measure: &Measure, from: f64, value: f64) -> Option<f64> {
    let end = match measure.aim {
        Aim::Benefit => measure.high,
        Aim::Cost => measure.low,
        Aim::Target(target) => target,
    };
    let at = |part: f64| from + (end - from) * part;
    let enough = |part: f64| measure.value(at(part)) > value + TIE;
    // Steps and lines may rise anywhere: look at a grid first, then narrow down.
    let first = (1..=1_000_u32).map(|step| f64::from(step) / 1_000.0).find(|part| enough(*part))?;
    let (mut low, mut high) = (first - 0.001, first);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if enough(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(at(high))
}
