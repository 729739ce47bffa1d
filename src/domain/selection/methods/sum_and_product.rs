//! Sums, products, and both.

use super::{MethodError, Normalisation, Outcome, Table};
use crate::domain::numeric::Matrix;

fn normalised(table: &Table, kind: Normalisation) -> Result<Matrix, MethodError> {
    let mut matrix = Matrix::filled(table.rows(), table.columns(), 0.0);
    for column in 0..table.columns() {
        matrix.set_column(column, &kind.column(table, column)?);
    }
    Ok(matrix)
}

pub(super) fn normalised_sum(table: &Table, kind: Normalisation) -> Result<Outcome, MethodError> {
    Ok(Outcome::of(normalised(table, kind)?.times(table.weights()), true))
}

/// The product of powers, by logarithms; a weight of zero leaves its criterion out, also where the score is zero.
fn products(matrix: &Matrix, weights: &[f64]) -> Vec<f64> {
    let of_row = |row: &[f64]| {
        let logs =
            row.iter().zip(weights).filter(|(_, weight)| **weight > 0.0).map(|(x, weight)| weight * x.ln());
        logs.sum::<f64>().exp()
    };
    matrix.each_row().map(of_row).collect()
}

pub(super) fn weighted_product(table: &Table) -> Result<Outcome, MethodError> {
    Ok(Outcome::of(products(&normalised(table, Normalisation::Max)?, table.weights()), true))
}

pub(super) fn waspas(table: &Table, lambda: f64) -> Result<Outcome, MethodError> {
    if !(0.0..=1.0).contains(&lambda) {
        return Err(MethodError::BadParameter);
    }
    let matrix = normalised(table, Normalisation::Max)?;
    let sums = matrix.times(table.weights());
    let products = products(&matrix, table.weights());
    let scores = sums.iter().zip(&products).map(|(sum, product)| lambda * sum + (1.0 - lambda) * product);
    Ok(Outcome::of(scores.collect(), true))
}

/// The raw scores of benefits and of costs, folded row by row: (benefits, costs).
fn folded(table: &Table, start: f64, fold: impl Fn(f64, f64) -> f64) -> Result<Vec<(f64, f64)>, MethodError> {
    let mut rows = vec![(start, start); table.rows()];
    for column in 0..table.columns() {
        let (scores, benefit) = table.oriented(column);
        if !benefit && scores.iter().any(|score| *score <= 0.0) {
            return Err(MethodError::NotPositive(column));
        }
        for ((up, down), score) in rows.iter_mut().zip(scores) {
            let place = if benefit { up } else { down };
            *place = fold(*place, score);
        }
    }
    Ok(rows)
}

pub(super) fn product_ratio(table: &Table) -> Result<Outcome, MethodError> {
    let rows = folded(table, 1.0, |product, score| product * score)?;
    Ok(Outcome::of(rows.iter().map(|(up, down)| up / down).collect(), true))
}

pub(super) fn sum_ratio(table: &Table) -> Result<Outcome, MethodError> {
    let has_cost = (0..table.columns()).any(|column| !table.oriented(column).1);
    let rows = folded(table, 0.0, |sum, score| sum + score)?;
    Ok(Outcome::of(rows.iter().map(|(up, down)| if has_cost { up / down } else { *up }).collect(), true))
}
