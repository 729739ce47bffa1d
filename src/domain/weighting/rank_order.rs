//! Weights from an order alone.

use super::WeightingError;
use crate::domain::numeric::real;

/// Rank-order centroid weights: the item of rank k of n gets (1/n) × the sum of 1/i for i from k to n (Barron and
/// Barrett 1996). `ranks` may be any numbers, the smallest for the most important; items of the same rank share the
/// mean of the places they take.
///
/// # Errors
/// [`WeightingError::Nothing`].
pub fn rank_order_centroid(ranks: &[u32]) -> Result<Vec<f64>, WeightingError> {
    if ranks.is_empty() {
        return Err(WeightingError::Nothing);
    }
    let n = ranks.len();
    let place_weight = |place: usize| (place..=n).map(|i| 1.0 / real(i)).sum::<f64>() / real(n);
    Ok(ranks
        .iter()
        .map(|rank| {
            let before = ranks.iter().filter(|other| *other < rank).count();
            let same = ranks.iter().filter(|other| *other == rank).count();
            (before + 1..=before + same).map(place_weight).sum::<f64>() / real(same)
        })
        .collect())
}
