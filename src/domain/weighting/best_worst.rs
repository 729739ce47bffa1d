//! The best-worst method: everything compared with the most and with the least important item only.

use super::WeightingError;
use crate::domain::numeric::real;

/// The answers: how many times more the best counts than each, and each than the worst, from 1 (equal) to 9.
#[derive(Debug, Clone, PartialEq)]
pub struct BestWorst {
    pub(super) best: usize,
    pub(super) worst: usize,
    pub(super) best_to_others: Vec<f64>,
    pub(super) others_to_worst: Vec<f64>,
}

/// Weights of the non-linear model.
#[derive(Debug, Clone, PartialEq)]
pub struct BestWorstWeights {
    /// One for each item; they sum to one.
    pub weights: Vec<f64>,
    /// The smallest possible largest deviation of a ratio of weights from its answer.
    pub deviation: f64,
    /// Deviation over the consistency index of best to worst, 0 when all agree; low is good. None where the index
    /// is 0 (best to worst is 1) and the answers still disagree.
    pub consistency_ratio: Option<f64>,
    /// Over all optimal weights, the smallest and the largest of each item: where two overlap, neither can be
    /// called heavier.
    pub intervals: Vec<(f64, f64)>,
    /// The item whose answers disagree most with best to worst; none when all agree.
    pub most_inconsistent: Option<usize>,
}

impl BestWorst {
    /// Checks the answers. Comparisons of the best with itself and of the worst with itself are taken as 1.
    ///
    /// # Errors
    /// [`WeightingError::Nothing`], [`WeightingError::WrongLength`], [`WeightingError::BadValue`] for a best or worst that is not
    /// there or an answer that is not a number up to 1000, [`WeightingError::BelowOne`], [`WeightingError::BestIsWorst`],
    /// [`WeightingError::BestToWorstDiffers`].
    pub fn new(
        best: usize,
        worst: usize,
        best_to_others: &[f64],
        others_to_worst: &[f64],
    ) -> Result<Self, WeightingError> {
        let n = best_to_others.len();
        if n == 0 {
            return Err(WeightingError::Nothing);
        }
        if others_to_worst.len() != n {
            return Err(WeightingError::WrongLength { wanted: n, given: others_to_worst.len() });
        }
        if best >= n || worst >= n {
            return Err(WeightingError::BadValue(best.max(worst)));
        }
        if best == worst && n > 1 {
            return Err(WeightingError::BestIsWorst);
        }
        let cleaned = |answers: &[f64], own: usize| -> Result<Vec<f64>, WeightingError> {
            let answer = |(index, value): (usize, &f64)| match *value {
                _ if index == own => Ok(1.0),
                value if value.is_nan() || value > 1000.0 => Err(WeightingError::BadValue(index)),
                value if value < 1.0 => Err(WeightingError::BelowOne(index)),
                value => Ok(value),
            };
            answers.iter().enumerate().map(answer).collect()
        };
        let best_to_others = cleaned(best_to_others, best)?;
        let others_to_worst = cleaned(others_to_worst, worst)?;
        if best_to_others.get(worst) != others_to_worst.get(best) {
            return Err(WeightingError::BestToWorstDiffers);
        }
        Ok(Self { best, worst, best_to_others, others_to_worst })
    }

    /// How many times more the best counts than the worst.
    pub fn best_to_worst(&self) -> f64 {
        self.best_to_others.get(self.worst).copied().unwrap_or(1.0)
    }

    /// The items other than best and worst, with their two answers.
    fn others(&self) -> impl Iterator<Item = (usize, f64, f64)> + Clone + '_ {
        self.best_to_others
            .iter()
            .zip(&self.others_to_worst)
            .enumerate()
            .filter(|(index, _)| *index != self.best && *index != self.worst)
            .map(|(index, (to_best, to_worst))| (index, *to_best, *to_worst))
    }

    /// The item whose two answers multiply to something farthest from best to worst.
    pub(super) fn most_inconsistent(&self) -> Option<usize> {
        let whole = self.best_to_worst();
        self.others()
            .map(|(index, to_best, to_worst)| (index, (to_best * to_worst - whole).abs()))
            .filter(|(_, gap)| *gap > 1e-12)
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .map(|(index, _)| index)
    }

    /// The largest |`a_Bj` `a_jW` - `a_BW`| over `a_BW`^2 - `a_BW` (Liang, Brunelli and Rezaei 2020, DOI
    /// 10.1016/j.omega.2019.102175): the consistency ratio that needs no solution. 0 when all agree, none where best to
    /// worst is 1 and the answers disagree.
    pub fn input_consistency_ratio(&self) -> Option<f64> {
        let whole = self.best_to_worst();
        let gap = self.others().map(|(_, p, q)| (p * q - whole).abs()).fold(0.0_f64, f64::max);
        let most = whole * whole - whole;
        if gap <= 1e-12 {
            return Some(0.0);
        }
        (most > 0.0).then(|| gap / most)
    }

    /// The least and the most that the best can weigh (with the worst at 1) when no ratio deviates by more than `xi`.
    fn room(&self, xi: f64) -> (f64, f64) {
        let whole = self.best_to_worst();
        let mut room = (whole - xi, whole + xi);
        for (_, p, q) in self.others() {
            if p > xi && q > xi {
                room.0 = room.0.max((p - xi) * (q - xi));
            }
            room.1 = room.1.min((p + xi) * (q + xi));
        }
        room
    }

    /// Weights of the non-linear model (Rezaei 2015, DOI 10.1016/j.omega.2014.11.009): the least xi such that
    /// |`w_B` / `w_j` - `a_Bj`| <= xi and |`w_j` / `w_W` - `a_jW`| <= xi, found by halving.
    ///
    /// With the worst at 1 and the best at b, an item can satisfy both its bounds just when (`a_jW` - xi)(`a_Bj` - xi) <= b
    /// <= (`a_jW` + xi)(`a_Bj` + xi); so xi is feasible when these and |b - `a_BW`| <= xi leave room for b. At the least xi b
    /// is unique and each other item has an interval of its own; of it, the weight is the one whose own larger
    /// deviation is smallest.
    pub fn non_linear(&self) -> BestWorstWeights {
        let n = self.best_to_others.len();
        if n == 1 {
            return BestWorstWeights {
                weights: vec![1.0],
                deviation: 0.0,
                consistency_ratio: Some(0.0),
                intervals: vec![(1.0, 1.0)],
                most_inconsistent: None,
            };
        }
        let fits = |xi: f64| {
            let (low, high) = self.room(xi);
            low <= high
        };
        let (mut low, mut high) = (0.0, 1000.0);
        if fits(0.0) {
            high = 0.0;
        } else {
            for _ in 0..200 {
                let middle = f64::midpoint(low, high);
                if fits(middle) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
        }
        let deviation = high;
        let (least, most) = self.room(deviation);
        let best = f64::midpoint(least, most);
        // With the worst at 1: low end, own best value, high end.
        let mut parts = vec![(1.0, 1.0, 1.0); n];
        if let Some(place) = parts.get_mut(self.best) {
            *place = (best, best, best);
        }
        for (index, p, q) in self.others() {
            let low = (q - deviation).max(best / (p + deviation));
            let high =
                if p > deviation { (q + deviation).min(best / (p - deviation)) } else { q + deviation };
            if let Some(place) = parts.get_mut(index) {
                *place = (low.min(high), balanced(best, p, q), high.max(low));
            }
        }
        let sum: f64 = parts.iter().map(|(_, own, _)| own).sum();
        let lows: f64 = parts.iter().map(|(low, ..)| low).sum();
        let highs: f64 = parts.iter().map(|(.., high)| high).sum();
        BestWorstWeights {
            weights: parts.iter().map(|(_, own, _)| own / sum).collect(),
            deviation,
            consistency_ratio: consistency_ratio(deviation, self.best_to_worst()),
            intervals: parts
                .iter()
                .map(|(low, _, high)| (low / (low + highs - high), high / (high + lows - low)))
                .collect(),
            most_inconsistent: self.most_inconsistent(),
        }
    }
}

/// The w with the smallest larger one of |b / w - p| and |w - q|: between b / p and q one falls while the other rises.
fn balanced(b: f64, p: f64, q: f64) -> f64 {
    let at_best = b / p;
    let (mut low, mut high) = (at_best.min(q), at_best.max(q));
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        let of_best = (b / middle - p).abs();
        let of_worst = (middle - q).abs();
        // At b / p the first is zero, at q the second.
        if (of_best < of_worst) == (at_best < q) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// xi over the consistency index: as published (rounded to two decimals) for whole numbers from 2 to 9, else the
/// smaller root of xi² - (1 + 2a) xi + a² - a = 0 from which the table is made.
fn consistency_ratio(deviation: f64, best_to_worst: f64) -> Option<f64> {
    const TABLE: [f64; 9] = [0.0, 0.44, 1.0, 1.63, 2.3, 3.0, 3.73, 4.47, 5.23];
    if deviation < 1e-12 {
        return Some(0.0);
    }
    let a = best_to_worst;
    let index = TABLE
        .iter()
        .enumerate()
        .find(|(place, _)| (real(place + 1) - a).abs() < 1e-12)
        .map_or_else(|| ((1.0 + 2.0 * a) - (1.0 + 8.0 * a).sqrt()) / 2.0, |(_, index)| *index);
    (index > 0.0).then(|| deviation / index)
}
