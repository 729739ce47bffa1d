//! The linear best-worst model.

use super::BestWorst;
use crate::domain::numeric::{maximise, normalised};

/// Weights of the linear model.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearBestWorstWeights {
    /// One for each item; they sum to one.
    pub weights: Vec<f64>,
    /// The smallest possible largest deviation, in units of weight; near 0 is good.
    pub deviation: f64,
    /// The consistency ratio from the answers alone ([`BestWorst::input_consistency_ratio`]).
    pub consistency_ratio: Option<f64>,
    /// The item whose answers disagree most with best to worst; none when all agree.
    pub most_inconsistent: Option<usize>,
}

impl BestWorst {
    /// Weights of the linear model (Rezaei 2016, DOI 10.1016/j.omega.2015.12.001): the least xi such that |`w_B` - `a_Bj` `w_j`| <=
    /// xi and |`w_j` - `a_jW` `w_W`| <= xi with weights that sum to one.
    ///
    /// Measured in units of xi the weights sum to 1 / xi: the largest sum under deviations of at most one, a linear
    /// programme with the origin feasible. Where all answers agree it is unbounded, and the weights are 1 / `a_Bj`.
    pub fn linear(&self) -> LinearBestWorstWeights {
        let n = self.best_to_others.len();
        let mut rows = Vec::new();
        let mut bound = |plus: usize, minus: usize, factor: f64| {
            let row: Vec<f64> = (0..n)
                .map(|k| f64::from(u8::from(k == plus)) - factor * f64::from(u8::from(k == minus)))
                .collect();
            rows.push(row.iter().map(|value| -value).collect());
            rows.push(row);
        };
        for (index, (to_best, to_worst)) in self.best_to_others.iter().zip(&self.others_to_worst).enumerate()
        {
            if index != self.best {
                bound(self.best, index, *to_best);
            }
            if index != self.worst && index != self.best {
                bound(index, self.worst, *to_worst);
            }
        }
        let agreed: Vec<f64> = self.best_to_others.iter().map(|to_best| 1.0 / to_best).collect();
        let scaled = if self.most_inconsistent().is_none() {
            None
        } else {
            maximise(&vec![1.0; n], &rows, &vec![1.0; rows.len()])
        };
        let deviation = scaled.as_ref().map_or(0.0, |scaled| 1.0 / scaled.iter().sum::<f64>());
        let weights = scaled.and_then(|scaled| normalised(&scaled)).or_else(|| normalised(&agreed));
        LinearBestWorstWeights {
            weights: weights.unwrap_or_default(),
            deviation,
            consistency_ratio: self.input_consistency_ratio(),
            most_inconsistent: self.most_inconsistent(),
        }
    }
}
