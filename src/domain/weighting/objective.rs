//! Weights from the data themselves, for reference only: they say where projects differ, not what matters.

use super::WeightingError;
use crate::domain::numeric::{Matrix, dot, extent, mean, normalised, real};

fn checked(values: &Matrix) -> Result<(), WeightingError> {
    if values.columns() == 0 {
        return Err(WeightingError::Nothing);
    }
    if values.rows() < 2 {
        return Err(WeightingError::TooFewRows);
    }
    match values.values().iter().position(|value| !value.is_finite()) {
        Some(place) => Err(WeightingError::BadValue(place % values.columns())),
        None => Ok(()),
    }
}

/// Entropy weights: `p_ij` = `x_ij` / column sum, `e_j` = -(1 / ln m) × the sum of p ln p with 0 ln 0 = 0, w in proportion to
/// 1 - e (Shannon 1948; Hwang and Yoon 1981). A column of zeros has no weight.
///
/// # Errors
/// [`WeightingError::Nothing`], [`WeightingError::TooFewRows`], [`WeightingError::BadValue`] (not finite),
/// [`WeightingError::Negative`], [`WeightingError::NothingDiffers`] when all columns are constant.
pub fn entropy(values: &Matrix) -> Result<Vec<f64>, WeightingError> {
    checked(values)?;
    let scale = real(values.rows()).ln();
    let mut contrasts = Vec::with_capacity(values.columns());
    for index in 0..values.columns() {
        let column = values.column(index);
        if column.iter().any(|value| *value < 0.0) {
            return Err(WeightingError::Negative(index));
        }
        // Scaled first, so that no sum overflows.
        let largest = column.iter().copied().fold(0.0, f64::max);
        let Some(shares) = (largest > 0.0)
            .then(|| normalised(&column.iter().map(|value| value / largest).collect::<Vec<_>>()))
            .flatten()
        else {
            contrasts.push(0.0);
            continue;
        };
        let information: f64 = shares.iter().filter(|p| **p > 0.0).map(|p| p * p.ln()).sum();
        let contrast = 1.0 + information / scale;
        // A constant column misses zero by a rounding.
        contrasts.push(if contrast < 1e-14 { 0.0 } else { contrast });
    }
    normalised(&contrasts).ok_or(WeightingError::NothingDiffers)
}

/// CRITIC weights: after min-max scaling by direction, standard deviation times the sum of 1 - correlation with the
/// other columns (Diakoulaki, Mavrotas and Papayannakis 1995). A constant column has no weight and takes no part
/// in the correlations. `benefit` says of each column whether more is better.
///
/// # Errors
/// [`WeightingError::Nothing`], [`WeightingError::TooFewRows`], [`WeightingError::BadValue`] (not finite),
/// [`WeightingError::WrongLength`], [`WeightingError::NothingDiffers`] when all columns are constant or all that differ
/// go perfectly together.
pub fn critic(values: &Matrix, benefit: &[bool]) -> Result<Vec<f64>, WeightingError> {
    checked(values)?;
    if benefit.len() != values.columns() {
        return Err(WeightingError::WrongLength { wanted: values.columns(), given: benefit.len() });
    }
    // Each column that differs: centred and of unit length, with its standard deviation.
    let columns: Vec<Option<(Vec<f64>, f64)>> = benefit
        .iter()
        .enumerate()
        .map(|(index, benefit)| {
            let column = values.column(index);
            let (low, high) = extent(column.iter().copied())?;
            if high <= low {
                return None;
            }
            // Halved, so that the width of a range does not overflow.
            let width = high / 2.0 - low / 2.0;
            let scaled: Vec<f64> = column
                .iter()
                .map(|x| if *benefit { x / 2.0 - low / 2.0 } else { high / 2.0 - x / 2.0 } / width)
                .collect();
            let middle = mean(&scaled)?;
            let centred: Vec<f64> = scaled.iter().map(|x| x - middle).collect();
            let length = dot(&centred, &centred).sqrt();
            let deviation = length / (real(scaled.len()) - 1.0).sqrt();
            Some((centred.iter().map(|x| x / length).collect(), deviation))
        })
        .collect();
    let contents: Vec<f64> = columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let Some((unit, deviation)) = column else { return 0.0 };
            let conflict: f64 = columns
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index)
                .filter_map(|(_, other)| other.as_ref())
                .map(|(other, _)| (1.0 - dot(unit, other)).max(0.0))
                .sum();
            deviation * conflict
        })
        .collect();
    if contents.iter().all(|content| *content < 1e-14) {
        // One column that differs, alone: it holds all there is.
        let differing = columns.iter().filter(|column| column.is_some()).count();
        return if differing == 1 {
            Ok(columns.iter().map(|column| f64::from(u8::from(column.is_some()))).collect())
        } else {
            Err(WeightingError::NothingDiffers)
        };
    }
    normalised(&contents).ok_or(WeightingError::NothingDiffers)
}
