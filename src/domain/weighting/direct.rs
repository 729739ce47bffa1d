//! Weights as entered: points, swings, locked shares.

use serde::{Deserialize, Serialize};

use super::WeightingError;
use crate::domain::numeric::{normalised, real};

/// One entry of direct weights.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DirectWeight {
    /// Points, at least zero: shares what the locked ones leave, in proportion.
    Points(f64),
    /// A share of all weight, 0 to 1, that stays.
    Locked(f64),
}

/// `w_j` = (1 - sum of the locked) × `p_j` / sum of the points. Points that are all zero share equally.
///
/// # Errors
/// [`WeightingError::Nothing`], [`WeightingError::BadValue`], [`WeightingError::AllZero`] when nothing is locked and
/// all points are zero, [`WeightingError::LockedTooMuch`], [`WeightingError::AllLocked`].
pub fn direct(entries: &[DirectWeight]) -> Result<Vec<f64>, WeightingError> {
    if entries.is_empty() {
        return Err(WeightingError::Nothing);
    }
    let (mut locked, mut points, mut free) = (0.0, 0.0, 0_usize);
    for (index, entry) in entries.iter().enumerate() {
        match *entry {
            DirectWeight::Points(value) if value >= 0.0 && value.is_finite() => {
                points += value;
                free += 1;
            }
            DirectWeight::Locked(share) if (0.0..=1.0).contains(&share) => locked += share,
            _ => return Err(WeightingError::BadValue(index)),
        }
    }
    if !f64::is_finite(points) {
        return Err(WeightingError::BadValue(0));
    }
    let left = 1.0 - locked;
    if left < -1e-9 {
        return Err(WeightingError::LockedTooMuch);
    }
    if free == 0 && left > 1e-9 {
        return Err(WeightingError::AllLocked);
    }
    if free == entries.len() && points <= 0.0 {
        return Err(WeightingError::AllZero);
    }
    let left = left.max(0.0);
    let weights: Vec<f64> = entries
        .iter()
        .map(|entry| match *entry {
            DirectWeight::Locked(share) => share,
            DirectWeight::Points(value) if points > 0.0 => left * (value / points),
            DirectWeight::Points(_) => left / real(free),
        })
        .collect();
    // Locked shares such as 0.1 + 0.2 + 0.7 miss one by a rounding.
    normalised(&weights).ok_or(WeightingError::AllZero)
}

/// Swing weights: each swing from the worst to the best end of a range rated, the most worthwhile being 100 (von
/// Winterfeldt and Edwards 1986).
///
/// # Errors
/// As [`direct`] with points only.
pub fn swing(ratings: &[f64]) -> Result<Vec<f64>, WeightingError> {
    direct(&ratings.iter().copied().map(DirectWeight::Points).collect::<Vec<_>>())
}

/// The weights with one of them set; the others that are not locked keep their proportions (share equally where they
/// were all zero). What is asked for is cut to what the locked ones leave. When no other is free, nothing changes.
///
/// # Errors
/// [`WeightingError::WrongLength`], [`WeightingError::BadValue`].
pub fn rebalanced(
    weights: &[f64],
    locked: &[bool],
    index: usize,
    wanted: f64,
) -> Result<Vec<f64>, WeightingError> {
    if locked.len() != weights.len() {
        return Err(WeightingError::WrongLength { wanted: weights.len(), given: locked.len() });
    }
    if index >= weights.len() || !wanted.is_finite() {
        return Err(WeightingError::BadValue(index));
    }
    let free = |other: usize| other != index && !locked.get(other).copied().unwrap_or(false);
    let of_free: f64 = weights.iter().enumerate().filter(|(j, _)| free(*j)).map(|(_, w)| w).sum();
    let count = (0..weights.len()).filter(|j| free(*j)).count();
    if count == 0 {
        return Ok(weights.to_vec());
    }
    let fixed: f64 =
        weights.iter().enumerate().filter(|(j, _)| *j != index && !free(*j)).map(|(_, w)| w).sum();
    let share = wanted.clamp(0.0, (1.0 - fixed).max(0.0));
    let left = (1.0 - fixed - share).max(0.0);
    Ok(weights
        .iter()
        .enumerate()
        .map(|(j, weight)| match j {
            _ if j == index => share,
            _ if !free(j) => *weight,
            _ if of_free > 0.0 => left * (weight / of_free),
            _ => left / real(count),
        })
        .collect())
}
