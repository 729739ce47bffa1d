//! Several raters: how they agree, who differs where, and how their judgements become one.

use serde::{Deserialize, Serialize};

use super::methods::{mean_ranks, same};
use crate::domain::numeric::{chi_squared_tail, dot, extent, mean, normalised, real};
use crate::domain::weighting::{Pairwise, Ratio, WeightingError};

/// How priority vectors are averaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Average {
    /// The weighted sum.
    #[default]
    Arithmetic,
    /// The weighted product, scaled to a sum of one.
    Geometric,
}

fn shares(weights: &[f64], wanted: usize) -> Result<Vec<f64>, WeightingError> {
    if wanted == 0 {
        return Err(WeightingError::Nothing);
    }
    if weights.len() != wanted {
        return Err(WeightingError::WrongLength { wanted, given: weights.len() });
    }
    if let Some(bad) = weights.iter().position(|weight| !weight.is_finite() || *weight < 0.0) {
        return Err(WeightingError::BadValue(bad));
    }
    normalised(weights).ok_or(WeightingError::AllZero)
}

/// Aggregation of individual judgements: each comparison the geometric mean of the raters', weighted, over those
/// who made it (Forman and Peniwati 1998). The group acts as one.
///
/// # Errors
/// [`WeightingError::Nothing`] without raters, [`WeightingError::WrongLength`] when they compare different numbers of
/// items or weights are missing, [`WeightingError::BadValue`], [`WeightingError::AllZero`].
pub fn aggregate_judgements(raters: &[Pairwise], weights: &[f64]) -> Result<Pairwise, WeightingError> {
    let shares = shares(weights, raters.len())?;
    let size = raters.first().map_or(0, Pairwise::size);
    if let Some(other) = raters.iter().find(|rater| rater.size() != size) {
        return Err(WeightingError::WrongLength { wanted: size, given: other.size() });
    }
    let mut together = Pairwise::new(size);
    for (i, j) in Pairwise::new(size).open() {
        let (mut sum, mut total) = (0.0, 0.0);
        for (rater, share) in raters.iter().zip(&shares) {
            if let Some(ratio) = rater.get(i, j).filter(|_| *share > 0.0) {
                sum += share * ratio.get().ln();
                total += share;
            }
        }
        if total > 0.0 {
            together.set(i, j, Ratio::try_from((sum / total).exp()).ok());
        }
    }
    Ok(together)
}

/// Aggregation of individual priorities: the mean of the raters' weights. Each rater decides alone.
///
/// # Errors
/// As [`aggregate_judgements`]; [`WeightingError::AllZero`] also when a geometric mean has nothing left.
pub fn aggregate_priorities(
    raters: &[Vec<f64>],
    weights: &[f64],
    average: Average,
) -> Result<Vec<f64>, WeightingError> {
    let shares = shares(weights, raters.len())?;
    let size = raters.first().map_or(0, Vec::len);
    if let Some(other) = raters.iter().find(|rater| rater.len() != size) {
        return Err(WeightingError::WrongLength { wanted: size, given: other.len() });
    }
    let of_item = |item: usize| -> f64 {
        let values = raters.iter().map(|rater| rater.get(item).copied().unwrap_or(0.0)).zip(&shares);
        match average {
            Average::Arithmetic => values.map(|(value, share)| share * value).sum(),
            Average::Geometric => values
                .filter(|(_, share)| **share > 0.0)
                .map(|(value, share)| share * value.ln())
                .sum::<f64>()
                .exp(),
        }
    };
    normalised(&(0..size).map(of_item).collect::<Vec<_>>()).ok_or(WeightingError::AllZero)
}

/// Agreement of raters about an order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concordance {
    /// Kendall's W, corrected for ties: 0 no agreement, 1 the same order.
    pub w: f64,
    /// Without the correction.
    pub uncorrected: f64,
    /// m (n - 1) W.
    pub chi_squared: f64,
    /// n - 1.
    pub degrees: u32,
    /// The probability of so much agreement by chance, by the chi-squared approximation.
    pub probability: f64,
    /// Raters.
    pub raters: usize,
    /// Items.
    pub items: usize,
}

/// Kendall's W of raters' values or ranks of the same items (in the same direction): 12 S / (m² (n³ - n) - m T), S the
/// squared deviations of the rank sums, T the sum over ties of t³ - t (Kendall and Babington Smith 1939; Siegel and
/// Castellan 1988). None for fewer than two raters or items, lists of different length, numbers that are not finite,
/// and where nobody makes any difference.
pub fn concordance(raters: &[Vec<f64>]) -> Option<Concordance> {
    let m = raters.len();
    let n = raters.first()?.len();
    let sound = |rater: &Vec<f64>| rater.len() == n && rater.iter().all(|value| value.is_finite());
    if m < 2 || n < 2 || !raters.iter().all(sound) {
        return None;
    }
    let mut sums = vec![0.0; n];
    let mut ties = 0.0;
    for rater in raters {
        for (sum, rank) in sums.iter_mut().zip(mean_ranks(rater)) {
            *sum += rank;
        }
        let mut sorted = rater.clone();
        sorted.sort_by(f64::total_cmp);
        ties += sorted
            .chunk_by(|a, b| same(*a, *b))
            .map(|run| real(run.len()).powi(3) - real(run.len()))
            .sum::<f64>();
    }
    let middle = mean(&sums)?;
    let squares: f64 = sums.iter().map(|sum| (sum - middle).powi(2)).sum();
    let (raters_count, items) = (real(m), real(n));
    let most = raters_count * raters_count * (items.powi(3) - items);
    let corrected = most - raters_count * ties;
    if corrected <= 0.5 {
        return None;
    }
    let w = (12.0 * squares / corrected).clamp(0.0, 1.0);
    let chi_squared = raters_count * (items - 1.0) * w;
    let degrees = u32::try_from(n - 1).ok()?;
    Some(Concordance {
        w,
        uncorrected: (12.0 * squares / most).clamp(0.0, 1.0),
        chi_squared,
        degrees,
        probability: chi_squared_tail(chi_squared, degrees),
        raters: m,
        items: n,
    })
}

/// How far raters are apart on one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The lowest score.
    pub low: f64,
    /// The highest score.
    pub high: f64,
    /// The plain mean.
    pub mean: f64,
    /// The standard deviation of these scores (divided by their number).
    pub deviation: f64,
    /// How many scored.
    pub count: usize,
}

/// The spread of the scores that there are; none without any.
pub fn spread(scores: &[f64]) -> Option<Spread> {
    let (low, high) = extent(scores.iter().copied())?;
    let middle = mean(scores)?;
    let squares: f64 = scores.iter().map(|score| (score - middle).powi(2)).sum();
    let deviation = (squares / real(scores.len())).sqrt();
    Some(Spread { low, high, mean: middle, deviation, count: scores.len() })
}

/// A rater's score on a cell against the mean of the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The rater.
    pub rater: usize,
    /// The cell (any numbering).
    pub cell: usize,
    /// Score less the mean of the other raters.
    pub by: f64,
    /// `by` times the importance of the cell, in absolute terms.
    pub size: f64,
}

/// Who differs where, largest first, at most `limit`. `scores` has one list of cells for each rater; `importance` says of
/// each cell what a unit of score counts in the ranking (weight over range). Cells that nobody else scored say nothing.
pub fn differences(scores: &[Vec<Option<f64>>], importance: &[f64], limit: usize) -> Vec<Difference> {
    let mut found = Vec::new();
    for (cell, weight) in importance.iter().enumerate() {
        let of = |rater: &Vec<Option<f64>>| rater.get(cell).copied().flatten();
        let known: Vec<(usize, f64)> =
            scores.iter().enumerate().filter_map(|(rater, list)| Some((rater, of(list)?))).collect();
        if known.len() < 2 {
            continue;
        }
        let sum: f64 = known.iter().map(|(_, score)| score).sum();
        for (rater, score) in &known {
            let by = score - (sum - score) / (real(known.len()) - 1.0);
            let size = (by * weight).abs();
            if size > 0.0 && size.is_finite() {
                found.push(Difference { rater: *rater, cell, by, size });
            }
        }
    }
    found.sort_by(|a, b| b.size.total_cmp(&a.size).then(a.cell.cmp(&b.cell)).then(a.rater.cmp(&b.rater)));
    found.truncate(limit);
    found
}

/// Two camps of raters by their weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Camps {
    /// Raters of the one camp and the criterion that they weigh more than the other camp does.
    pub first: (Vec<usize>, usize),
    /// The same of the other camp.
    pub second: (Vec<usize>, usize),
    /// The share of all variation of weights that lies between the camps, 0 to 1.
    pub separation: f64,
}

/// The share of variation between camps from which on one speaks of camps.
const SEPARATE: f64 = 0.6;

/// The best split of the raters into two camps of two or more, by least squares over all splits. None with fewer than
/// four raters, more than sixteen, and where less than three fifths of the variation lies between the camps.
pub fn camps(raters: &[Vec<f64>]) -> Option<Camps> {
    let count = raters.len();
    let size = raters.first()?.len();
    if !(4..=16).contains(&count) || raters.iter().any(|rater| rater.len() != size) {
        return None;
    }
    let centre = |members: &[usize]| -> Vec<f64> {
        (0..size)
            .map(|item| {
                let of = |rater: &usize| raters.get(*rater).and_then(|list| list.get(item)).copied();
                mean(&members.iter().filter_map(of).collect::<Vec<_>>()).unwrap_or(0.0)
            })
            .collect()
    };
    let gap = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum() };
    let everyone: Vec<usize> = (0..count).collect();
    let middle = centre(&everyone);
    let total: f64 = raters.iter().map(|rater| gap(rater, &middle)).sum();
    let mut best: Option<(f64, Vec<usize>, Vec<usize>)> = None;
    // The last rater is always in the second camp, so that each split is seen once.
    for bits in 1_u32..1 << (count - 1) {
        let (first, second): (Vec<usize>, Vec<usize>) =
            everyone.iter().partition(|rater| bits >> **rater & 1 == 1);
        if first.len() < 2 || second.len() < 2 {
            continue;
        }
        let between = real(first.len()) * gap(&centre(&first), &middle)
            + real(second.len()) * gap(&centre(&second), &middle);
        if best.as_ref().is_none_or(|(most, ..)| between > *most) {
            best = Some((between, first, second));
        }
    }
    let (between, first, second) = best?;
    if total <= 1e-12 || between < SEPARATE * total {
        return None;
    }
    let (one, other) = (centre(&first), centre(&second));
    let largest = |a: &[f64], b: &[f64]| {
        let gaps = a.iter().zip(b).map(|(x, y)| x - y).enumerate();
        gaps.max_by(|x, y| x.1.total_cmp(&y.1)).map_or(0, |(item, _)| item)
    };
    Some(Camps {
        separation: between / total,
        first: (first, largest(&one, &other)),
        second: (second, largest(&other, &one)),
    })
}

/// The weighted mean of those values that are there.
pub fn weighted_mean(values: &[f64], weights: &[f64]) -> Option<f64> {
    let total: f64 = weights.iter().take(values.len()).sum();
    (values.len() == weights.len() && total > 0.0).then(|| dot(values, weights) / total)
}
