//! Methods that measure how far a project is from the best.

use super::super::value::Aim;
use super::normalisation::unit_vector;
use super::{Detail, MethodError, Normalisation, Outcome, TIE, Table};
use crate::domain::numeric::{extent, real};

/// Closeness to the ideal. A criterion on which all are equal is at no distance from either end; where that holds of
/// all criteria, the closeness of every project is one half.
pub(super) fn topsis(table: &Table, kind: Normalisation) -> Result<Outcome, MethodError> {
    let mut to_best = vec![0.0; table.rows()];
    let mut to_worst = vec![0.0; table.rows()];
    for (column, weight) in table.weights().iter().enumerate() {
        let normalised = match kind {
            // With the sign for cost: distances are the same as with the least as the ideal.
            Normalisation::Vector => {
                let (scores, benefit) = table.oriented(column);
                let sign = if benefit { 1.0 } else { -1.0 };
                unit_vector(&scores).iter().map(|x| sign * x).collect()
            }
            _ => kind.column(table, column)?,
        };
        let (worst, best) = extent(normalised.iter().copied()).unwrap_or((0.0, 0.0));
        for ((up, down), x) in to_best.iter_mut().zip(&mut to_worst).zip(normalised) {
            *up += (weight * (best - x)).powi(2);
            *down += (weight * (x - worst)).powi(2);
        }
    }
    let closeness = to_best.iter().zip(&to_worst).map(|(up, down)| {
        let (up, down) = (up.sqrt(), down.sqrt());
        if up + down > 0.0 { down / (up + down) } else { 0.5 }
    });
    Ok(Outcome::of(closeness.collect(), true))
}

/// Sums and largest of weighted shortfalls against the best in the list, and the compromise of both. A criterion
/// on which all are equal causes no shortfall; where all sums (or all largest) are equal, their part is 0.
pub(super) fn vikor(table: &Table, v: f64) -> Result<Outcome, MethodError> {
    if !(0.0..=1.0).contains(&v) {
        return Err(MethodError::BadParameter);
    }
    let mut sums = vec![0.0; table.rows()];
    let mut largest = vec![0.0_f64; table.rows()];
    for (column, weight) in table.weights().iter().enumerate() {
        let shares = Normalisation::MinMax.column(table, column)?;
        let differs = shares.iter().any(|share| *share > 0.0);
        for ((sum, most), share) in sums.iter_mut().zip(&mut largest).zip(shares) {
            let shortfall = if differs { weight * (1.0 - share) } else { 0.0 };
            *sum += shortfall;
            *most = most.max(shortfall);
        }
    }
    let part = |values: &[f64]| -> Vec<f64> {
        let (low, high) = extent(values.iter().copied()).unwrap_or((0.0, 0.0));
        let scale = |value: &f64| if high - low > TIE { (value - low) / (high - low) } else { 0.0 };
        values.iter().map(scale).collect()
    };
    let scores: Vec<f64> =
        part(&sums).iter().zip(part(&largest)).map(|(sum, most)| v * sum + (1.0 - v) * most).collect();
    let mut outcome = Outcome::of(scores, false);
    outcome.detail = compromise(&outcome, sums, largest);
    Ok(outcome)
}

fn compromise(outcome: &Outcome, sums: Vec<f64>, largest: Vec<f64>) -> Detail {
    let order = outcome.order();
    let score = |index: usize| outcome.scores.get(index).copied().unwrap_or(0.0);
    let first = order.first().copied().unwrap_or(0);
    let second = order.get(1).copied();
    let needed = 1.0 / (real(order.len()) - 1.0).max(1.0);
    let sufficient_lead = second.is_none_or(|second| score(second) - score(first) >= needed - TIE);
    let is_best = |values: &[f64]| {
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        values.get(first).is_some_and(|value| *value <= least + TIE)
    };
    let stable = is_best(&sums) || is_best(&largest);
    let compromise = match (sufficient_lead, stable) {
        (true, true) => vec![first],
        (true, false) => std::iter::once(first).chain(second).collect(),
        (false, _) => order.into_iter().filter(|index| score(*index) - score(first) < needed - TIE).collect(),
    };
    Detail::Vikor { sums, largest, sufficient_lead, stable, compromise }
}

/// Weighted mean distance from the good end of each stated range (or its target), as a share of the range. The range
/// does not depend on the list, so no rank is ever reversed by what else is on it. Scores beyond the range count as
/// its end.
pub(super) fn spotis(table: &Table) -> Outcome {
    let mut distances = vec![0.0; table.rows()];
    for ((column, weight), measure) in table.weights().iter().enumerate().zip(table.measures()) {
        let width = measure.high / 2.0 - measure.low / 2.0;
        if width <= 0.0 {
            continue;
        }
        let ideal = match measure.aim {
            Aim::Benefit => measure.high,
            Aim::Cost => measure.low,
            Aim::Target(target) => target.clamp(measure.low, measure.high),
        };
        for (distance, score) in distances.iter_mut().zip(table.scores().column(column)) {
            let gap = score.clamp(measure.low, measure.high) / 2.0 - ideal / 2.0;
            *distance += weight * (gap.abs() / width);
        }
    }
    Outcome::of(distances, false)
}
