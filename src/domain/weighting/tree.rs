//! Weights down a tree.

use super::WeightingError;

/// A node of a tree of weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Branch {
    /// The index of the node above; none for one at the top. Nodes above stand before those below.
    pub parent: Option<usize>,
    /// Its weight among its siblings, at least zero; siblings need not sum to one.
    pub weight: f64,
}

/// The share of all weight that each node holds: the product of its share among siblings on the way down. Siblings
/// that are all zero share equally, so that no weight gets lost below them.
///
/// # Errors
/// [`WeightingError::Nothing`], [`WeightingError::BadValue`] for a weight that is negative or not finite or a parent
/// that does not stand before its child, [`WeightingError::AllZero`] when all at the top are zero.
pub fn global_weights(branches: &[Branch]) -> Result<Vec<f64>, WeightingError> {
    if branches.is_empty() {
        return Err(WeightingError::Nothing);
    }
    for (index, branch) in branches.iter().enumerate() {
        let sound = branch.weight >= 0.0 && branch.weight.is_finite();
        if !sound || branch.parent.is_some_and(|parent| parent >= index) {
            return Err(WeightingError::BadValue(index));
        }
    }
    let mut sums = vec![(0.0, 0_u32); branches.len() + 1];
    // The last place is for the top.
    let place = |parent: Option<usize>| parent.unwrap_or(branches.len());
    for branch in branches {
        if let Some((sum, count)) = sums.get_mut(place(branch.parent)) {
            *sum += branch.weight;
            *count += 1;
        }
    }
    if sums.last().is_none_or(|(sum, _)| *sum <= 0.0) {
        return Err(WeightingError::AllZero);
    }
    let mut shares: Vec<f64> = Vec::with_capacity(branches.len());
    for branch in branches {
        let above = branch.parent.map_or(1.0, |parent| shares.get(parent).copied().unwrap_or(0.0));
        let (sum, count) = sums.get(place(branch.parent)).copied().unwrap_or((0.0, 1));
        let share = if sum > 0.0 { branch.weight / sum } else { 1.0 / f64::from(count) };
        shares.push(above * share);
    }
    Ok(shares)
}
