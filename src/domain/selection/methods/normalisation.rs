//! Scores of different units made comparable by what is in the list.

use serde::{Deserialize, Serialize};

use super::{MethodError, Table};
use crate::domain::numeric::extent;

/// A normalisation. All give more to what is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Normalisation {
    /// x / max; cost: min / x. Needs positive scores.
    Max,
    /// (x - min) / (max - min); cost: (max - x) / (max - min).
    MinMax,
    /// x / sum of x; cost: (1 / x) / sum of 1 / x. Needs positive scores.
    Sum,
    /// x / root of the sum of squares; cost: 1 - that.
    Vector,
}

impl Normalisation {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Max, Self::MinMax, Self::Sum, Self::Vector];

    /// A criterion's normalised scores. A column that tells nobody apart is 1 throughout (0 for min-max).
    ///
    /// # Errors
    /// [`MethodError::NotPositive`] for a negative score, or a zero among costs, where the formula divides by scores.
    pub(super) fn column(self, table: &Table, column: usize) -> Result<Vec<f64>, MethodError> {
        let (scores, benefit) = table.oriented(column);
        let (low, high) = extent(scores.iter().copied()).unwrap_or((0.0, 0.0));
        let refused = || MethodError::NotPositive(column);
        let usable = if benefit { low >= 0.0 } else { low > 0.0 };
        let map = |each: &dyn Fn(f64) -> f64| scores.iter().map(|score| each(*score)).collect::<Vec<f64>>();
        Ok(match self {
            Self::Max | Self::Sum if !usable => return Err(refused()),
            Self::Max | Self::Sum if benefit && high <= 0.0 => map(&|_| 1.0),
            Self::Max if benefit => map(&|x| x / high),
            Self::Max => map(&|x| low / x),
            Self::MinMax => {
                let width = high / 2.0 - low / 2.0;
                if width <= 0.0 {
                    return Ok(map(&|_| 0.0));
                }
                map(&|x| if benefit { x / 2.0 - low / 2.0 } else { high / 2.0 - x / 2.0 } / width)
            }
            Self::Sum => {
                // Scaled by an end first: sums neither overflow nor vanish.
                let parts = if benefit { map(&|x| x / high) } else { map(&|x| low / x) };
                let sum: f64 = parts.iter().sum();
                parts.iter().map(|part| part / sum).collect()
            }
            Self::Vector => {
                let unit = unit_vector(&scores);
                if benefit { unit } else { unit.iter().map(|x| 1.0 - x).collect() }
            }
        })
    }
}

/// Scores over the root of the sum of their squares; zeros stay zeros.
pub(super) fn unit_vector(scores: &[f64]) -> Vec<f64> {
    let largest = scores.iter().fold(0.0_f64, |most, score| most.max(score.abs()));
    if largest <= 0.0 {
        return vec![0.0; scores.len()];
    }
    let scaled: Vec<f64> = scores.iter().map(|score| score / largest).collect();
    let length = scaled.iter().map(|score| score * score).sum::<f64>().sqrt();
    scaled.iter().map(|score| score / length).collect()
}
