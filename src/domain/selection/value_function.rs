//! The shape of a value function: how much each further bit on the scale is worth.
//! What it gives for a score is computed in `value.rs`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::Real;

/// From a score to a value between 0 (the worse end of the scale) and 1 (the better end; with a
/// target: the target itself). `t` is the share of the way from the worse to the better.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueFunction {
    /// v = t.
    #[default]
    Linear,
    /// v = (1 − exp(−b t)) / (1 − exp(−b)): concave (the first bits count most) for b > 0, convex for
    /// b < 0, linear for 0. Kirkwood (1997), Strategic Decision Making, ch. 4.
    Curved {
        /// Sensible from −10 to 10.
        bend: Real,
    },
    /// An S: a logistic curve around `middle` (a share of the way), scaled to run from 0 to 1.
    S {
        /// Where it is steepest, between 0 and 1.
        middle: Real,
        /// How steep; sensible from 1 to 30.
        steepness: Real,
    },
    /// A value for each step: that of the last step whose score is reached, counted from the lower end
    /// of the scale; 0 before the first one. Scores rising.
    Step {
        /// Score and value.
        steps: Arc<Vec<(Real, Real)>>,
    },
    /// Straight lines between points; flat beyond the outer ones. Scores rising.
    Piecewise {
        /// Score and value.
        points: Arc<Vec<(Real, Real)>>,
    },
}
