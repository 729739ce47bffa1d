//! How far comparisons agree, which of them disagree most, and what would mend them.

use super::priorities::{Principal, completed, logarithmic_least_squares};
use super::{Pairwise, Priorities, RandomIndex, Ratio};
use crate::domain::numeric::real;

/// A consistency ratio in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Consistency {
    /// No contradiction at all.
    Exact,
    /// Up to 0.1: accepted by convention (Saaty 1980).
    Good,
    /// Above 0.1, up to 0.2: worth another look.
    Strained,
    /// Above 0.2: the comparisons contradict each other.
    Contradictory,
}

impl Consistency {
    /// The ratio up to which comparisons are accepted by convention.
    pub const ACCEPTED: f64 = 0.1;

    /// The word for a ratio.
    pub fn of(ratio: f64) -> Self {
        match ratio {
            r if r < 1e-9 => Self::Exact,
            r if r <= Self::ACCEPTED => Self::Good,
            r if r <= 2.0 * Self::ACCEPTED => Self::Strained,
            _ => Self::Contradictory,
        }
    }
}

/// A comparison at odds with the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Culprit {
    /// The first item.
    pub first: usize,
    /// The second item.
    pub second: usize,
    /// How many times more the first counts, as stated.
    pub stated: f64,
    /// The ratio of the weights.
    pub implied: f64,
    /// The step of the scale that agrees best with all other comparisons.
    pub suggested: Ratio,
    /// The consistency ratio with the suggestion in its place.
    pub ratio_after: f64,
    /// The largest contradiction of three that it is part of, 0 to 1 (Koczkodaj 1993); none without a third item
    /// compared with both.
    pub triad: Option<f64>,
}

/// The comparisons that differ most from the ratios of the weights, worst first, at most `limit`; only those that
/// a suggestion mends. The difference is `|ln(a_ij w_j / w_i)|` (Saaty 2003, DOI 10.1016/S0377-2217(02)00227-8); the
/// suggestion is the step of the scale next to the value that would be filled in, were this comparison open.
pub fn culprits(
    judgements: &Pairwise,
    priorities: &Priorities,
    table: RandomIndex,
    limit: usize,
) -> Vec<Culprit> {
    let n = judgements.size();
    let random = table.of(n);
    if random <= 0.0 || priorities.consistency() == Consistency::Exact {
        return Vec::new();
    }
    let weight = |i: usize| priorities.weights.get(i).copied().unwrap_or(0.0);
    let mut worst: Vec<(f64, usize, usize, Ratio)> = judgements
        .judged()
        .map(|(i, j, ratio)| ((ratio.get() * weight(j) / weight(i)).ln().abs(), i, j, ratio))
        .filter(|(difference, ..)| *difference > 1e-6)
        .collect();
    worst.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut found = Vec::new();
    for (_, first, second, stated) in worst {
        if found.len() == limit {
            break;
        }
        let Some((suggested, lambda)) = best_step(judgements, first, second) else { continue };
        let ratio_after = (lambda - real(n)).max(0.0) / (real(n) - 1.0) / random;
        if ratio_after >= priorities.consistency_ratio - 1e-12 {
            continue;
        }
        found.push(Culprit {
            first,
            second,
            stated: stated.get(),
            implied: weight(first) / weight(second),
            suggested,
            ratio_after,
            triad: worst_triad(judgements, first, second),
        });
    }
    found
}

/// The step of the scale with the smallest `lambda_max` for one comparison, and that `lambda_max`. As its logarithm is
/// convex, it is one of the two steps beside the best value. None when nothing else connects the two items.
fn best_step(judgements: &Pairwise, i: usize, j: usize) -> Option<(Ratio, f64)> {
    let mut without = judgements.clone();
    without.set(i, j, None);
    without.checked().ok()?;
    let best = completed(&without, &logarithmic_least_squares(&without)?).at(i, j);
    let best = Ratio::try_from(best.clamp(0.001, 1000.0)).ok()?;
    best.neighbours()
        .into_iter()
        .map(|step| {
            without.set(i, j, Some(step));
            let start = logarithmic_least_squares(&without).unwrap_or_default();
            (step, Principal::of(&completed(&without, &start)).value)
        })
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

/// K = min(|1 - `a_ik` / (`a_ij` `a_jk`)|, |1 - `a_ij` `a_jk` / `a_ik`|), the largest over all third items k.
fn worst_triad(judgements: &Pairwise, i: usize, j: usize) -> Option<f64> {
    let direct = judgements.get(i, j)?.get();
    (0..judgements.size())
        .filter(|k| *k != i && *k != j)
        .filter_map(|k| Some(judgements.get(i, k)?.get() * judgements.get(k, j)?.get()))
        .map(|round| (1.0 - direct / round).abs().min((1.0 - round / direct).abs()))
        .max_by(f64::total_cmp)
}

/// The geometric consistency index: 2 / ((n - 1)(n - 2)) times the sum of ln^2(`a_ij` `w_j` / `w_i`) with the geometric
/// mean weights (Aguarón and Moreno-Jiménez 2003, DOI 10.1016/S0377-2217(02)00255-2). None with open comparisons and
/// below three items.
pub fn geometric_consistency_index(judgements: &Pairwise) -> Option<f64> {
    let n = judgements.size();
    if n < 3 || judgements.open().next().is_some() {
        return None;
    }
    let weights = logarithmic_least_squares(judgements)?;
    let weight = |i: usize| weights.get(i).copied().unwrap_or(1.0);
    let sum: f64 =
        judgements.judged().map(|(i, j, ratio)| (ratio.get() * weight(j) / weight(i)).ln().powi(2)).sum();
    Some(2.0 * sum / ((real(n) - 1.0) * (real(n) - 2.0)))
}
