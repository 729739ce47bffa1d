//! How alike two rankings are.

use super::TIE;
use crate::domain::numeric::{dot, mean, real};

/// Spearman's rho: Pearson's correlation of mean ranks, so that ties are accounted for. None for fewer than two
/// pairs, lists of different length, and where one ranking has nothing but ties.
pub fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.len() != b.len() || a.len() < 2 {
        return None;
    }
    let centred = |values: &[f64]| -> Option<Vec<f64>> {
        let ranks = mean_ranks(values);
        let middle = mean(&ranks)?;
        Some(ranks.iter().map(|rank| rank - middle).collect())
    };
    let (a, b) = (centred(a)?, centred(b)?);
    let size = (dot(&a, &a) * dot(&b, &b)).sqrt();
    (size > 0.0).then(|| (dot(&a, &b) / size).clamp(-1.0, 1.0))
}

/// Equal but for rounding.
pub(in crate::domain::selection) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= TIE * a.abs().max(b.abs())
}

/// Ranks from 1; ties get the mean of the ranks that they take.
pub(in crate::domain::selection) fn mean_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    let value = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
    order.sort_by(|a, b| value(*a).total_cmp(&value(*b)));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    for run in order.chunk_by(|a, b| same(value(*a), value(*b))) {
        let rank = real(start) + f64::midpoint(real(run.len()), 1.0);
        for index in run {
            if let Some(place) = ranks.get_mut(*index) {
                *place = rank;
            }
        }
        start += run.len();
    }
    ranks
}

/// Kendall's tau-b: (concordant - discordant) / root of the pairs not tied in each, in n log n steps (Knight 1966).
/// None for fewer than two pairs, lists of different length, and where one ranking has nothing but ties.
pub fn kendall(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.len() != b.len() || a.len() < 2 {
        return None;
    }
    // By mean ranks, so that what ties but for rounding ties.
    let mut pairs: Vec<(f64, f64)> = mean_ranks(a).into_iter().zip(mean_ranks(b)).collect();
    pairs.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.total_cmp(&y.1)));
    let tied = |runs: &mut dyn Iterator<Item = usize>| -> f64 {
        runs.map(|run| real(run) * (real(run) - 1.0) / 2.0).sum()
    };
    let tied_a = tied(&mut pairs.chunk_by(|x, y| same(x.0, y.0)).map(<[_]>::len));
    let tied_both = tied(&mut pairs.chunk_by(|x, y| same(x.0, y.0) && same(x.1, y.1)).map(<[_]>::len));
    let mut second: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
    let swaps = inversions(&mut second);
    let tied_b = tied(&mut second.chunk_by(|x, y| same(*x, *y)).map(<[_]>::len));
    let all = real(a.len()) * (real(a.len()) - 1.0) / 2.0;
    let size = ((all - tied_a) * (all - tied_b)).sqrt();
    let difference = all - tied_a - tied_b + tied_both - 2.0 * swaps;
    (size > 0.0).then(|| (difference / size).clamp(-1.0, 1.0))
}

/// Sorts a list and counts the pairs that stood the wrong way round, by merging.
fn inversions(values: &mut [f64]) -> f64 {
    let middle = values.len() / 2;
    if middle == 0 {
        return 0.0;
    }
    let (left, right) = values.split_at_mut(middle);
    let mut count = inversions(left) + inversions(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut rest_left, mut rest_right) = (&*left, &*right);
    while let (Some((x, after_x)), Some((y, after_y))) = (rest_left.split_first(), rest_right.split_first()) {
        if y < x {
            count += real(rest_left.len());
            merged.push(*y);
            rest_right = after_y;
        } else {
            merged.push(*x);
            rest_left = after_x;
        }
    }
    merged.extend_from_slice(rest_left);
    merged.extend_from_slice(rest_right);
    values.copy_from_slice(&merged);
    count
}
