//! The chosen way to rank, and the settings of the trust checks.

use serde::{Deserialize, Serialize};

use crate::domain::Real;

/// A method with its parameters. What each computes is in `methods`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MethodChoice {
    /// Value times weight, added up.
    #[default]
    WeightedSum,
    /// Ratios to the power of their weights, multiplied.
    WeightedProduct,
    /// A mixture of both.
    Waspas {
        /// Share of the weighted sum, 0 to 1.
        lambda: Real,
    },
    /// Nearest to the ideal and farthest from the anti-ideal.
    Topsis,
    /// Compromise between the group and the worst-off criterion.
    Vikor {
        /// Share of the group, 0 to 1.
        v: Real,
    },
    /// Outranking, partial order.
    PrometheeOne,
    /// Outranking, net flows.
    PrometheeTwo,
    /// AHP ratings, the best of each criterion counting 1.
    AhpIdeal,
    /// AHP ratings, each criterion summing to 1.
    AhpDistributive,
    /// Distance to an ideal in fixed bounds.
    Spotis,
    /// Benefits multiplied over costs multiplied, on raw scores: RICE, ICE.
    ProductRatio,
    /// Benefits added over costs added, on raw scores: WSJF.
    SumRatio,
}

/// Settings of the trust checks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrustSettings {
    /// Of every sampling.
    pub seed: u64,
    /// How many samples.
    pub samples: u32,
    /// Which weights are sampled.
    pub weights: WeightSpace,
    /// How many projects are to be chosen; none: only the winner matters.
    pub chosen: Option<u32>,
}

impl Default for TrustSettings {
    fn default() -> Self {
        Self { seed: 20_260_101, samples: 10_000, weights: WeightSpace::default(), chosen: None }
    }
}

/// Weights that are sampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeightSpace {
    /// Any weights.
    #[default]
    Free,
    /// Any that keep the order of the set in use.
    Ordered,
    /// Within so many per cent of each weight of the set in use, up and down.
    Within(Real),
}
