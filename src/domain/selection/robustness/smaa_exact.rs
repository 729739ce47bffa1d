//! The same analysis in closed form where there are two criteria and the scores are known.

use super::{SmaaResult, WeightSpace};
use crate::domain::numeric::Matrix;
use crate::domain::selection::methods::ranks;

/// Acceptabilities with the first weight uniform on an interval.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoCriteria {
    /// Share of the interval in which a project (row) has a rank (column, from the first).
    pub acceptability: Matrix,
    /// The mean first weight where a project is first; none where it never is.
    pub central: Vec<Option<f64>>,
    /// Share of the interval in which the project of the row is ahead of that of the column.
    pub winning: Matrix,
}

/// More projects have too many crossings to go through them all.
const MOST: usize = 100;

/// Exact acceptabilities of the weighted sum of two criteria: scores are straight lines in the first weight; between two
/// crossings the order stays. None for more than 100 projects, other than two criteria, or an empty interval.
pub fn exact_two_criteria(worth: &Matrix, space: &WeightSpace) -> Option<TwoCriteria> {
    if worth.columns() != 2 || worth.rows() == 0 || worth.rows() > MOST {
        return None;
    }
    let (from, to) = match space {
        WeightSpace::Free => (0.0, 1.0),
        WeightSpace::Ordered(ranks) => match ranks.as_slice() {
            [first, second] if first < second => (0.5, 1.0),
            [first, second] if first > second => (0.0, 0.5),
            _ => (0.0, 1.0),
        },
        WeightSpace::Within(bounds) => match bounds.as_slice() {
            [first, second] => {
                (first.0.max(1.0 - second.1).clamp(0.0, 1.0), first.1.min(1.0 - second.0).clamp(0.0, 1.0))
            }
            _ => return None,
        },
    };
    if to - from <= 1e-12 {
        return None;
    }
    let m = worth.rows();
    let mut ends = vec![from, to];
    for a in worth.each_row() {
        for b in worth.each_row() {
            if let ([a1, a2], [b1, b2]) = (a, b) {
                // Equal at t a1 + (1 - t) a2 = t b1 + (1 - t) b2.
                let crossing = (b2 - a2) / ((a1 - a2) - (b1 - b2));
                if crossing > from && crossing < to {
                    ends.push(crossing);
                }
            }
        }
    }
    ends.sort_by(f64::total_cmp);
    let mut acceptability = Matrix::filled(m, m, 0.0);
    let mut winning = Matrix::filled(m, m, 0.0);
    let mut sums = vec![(0.0, 0.0); m];
    for pair in ends.windows(2) {
        let [low, high] = pair else { continue };
        let width = (high - low) / (to - from);
        if width <= 0.0 {
            continue;
        }
        let middle = f64::midpoint(*low, *high);
        let scores = worth.times(&[middle, 1.0 - middle]);
        for (project, rank) in ranks(&scores, true).into_iter().enumerate() {
            let share = acceptability.at(project, rank - 1) + width;
            acceptability.set(project, rank - 1, share);
            if let Some((sum, share)) = sums.get_mut(project).filter(|_| rank == 1) {
                *sum += width * middle;
                *share += width;
            }
        }
        for (a, ours) in scores.iter().enumerate() {
            for (b, theirs) in scores.iter().enumerate() {
                if ours > theirs {
                    winning.set(a, b, winning.at(a, b) + width);
                }
            }
        }
    }
    let central = sums.iter().map(|(sum, share)| (*share > 0.0).then(|| sum / share)).collect();
    Some(TwoCriteria { acceptability, central, winning })
}

impl TwoCriteria {
    pub(super) fn into_result(self) -> SmaaResult {
        SmaaResult {
            // Scores are known: the central weights make a project first, or as good as the first.
            confidence: self.central.iter().map(|weight| weight.map(|_| 1.0)).collect(),
            central: self.central.iter().map(|weight| weight.map(|w| vec![w, 1.0 - w])).collect(),
            leaders: (0..self.acceptability.rows()).collect(),
            acceptability: self.acceptability,
            winning: self.winning,
            samples: 0,
            skipped: 0,
            confidence_samples: 0,
            exact: true,
        }
    }
}
