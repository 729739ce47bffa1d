//! Ways to rank projects by several criteria. One input ([`Table`]), one result ([`Outcome`]); every number of a
//! result is finite, or there is a [`MethodError`].

use serde::{Deserialize, Serialize};

mod correlation;
mod distance;
mod gaussian;
mod normalisation;
mod outranking;
mod ranks;
mod sum_and_product;
mod table;

pub use correlation::{kendall, spearman};
pub(in crate::domain::selection) use correlation::{mean_ranks, same};
pub use normalisation::Normalisation;
pub use outranking::{Preference, Relation, relation};
pub(in crate::domain::selection) use outranking::{SAME, outranking};
pub use ranks::{TIE, ranks};
pub use table::{Fill, Measure, Table};

/// Why a method gives no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum MethodError {
    /// No project.
    #[error("no projects")]
    NoProjects,
    /// No criterion.
    #[error("no criteria")]
    NoCriteria,
    /// Numbers of rows, columns, weights and measures do not go together.
    #[error("sizes do not match")]
    WrongSize,
    /// All weights are zero.
    #[error("all weights are zero")]
    AllWeightsZero,
    /// A weight is negative or not finite.
    #[error("weight of criterion {0} is not usable")]
    BadWeight(usize),
    /// A score or an end of a range is not finite.
    #[error("criterion {0} has a number that is not finite")]
    NotFinite(usize),
    /// This method divides by scores: they must be above zero (for benefit criteria: not negative).
    #[error("criterion {0} has scores that are not positive")]
    NotPositive(usize),
    /// A parameter is outside of 0..=1.
    #[error("parameter outside of 0 to 1")]
    BadParameter,
    /// The numbers are too large to compute with.
    #[error("numbers are too large")]
    TooLarge,
}

/// A way to rank, with its parameters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Method {
    /// S = sum of weight times value, by the value functions over the stated ranges.
    WeightedSum,
    /// S = sum of weight times normalised score.
    NormalisedSum(Normalisation),
    /// P = product of x/max or min/x to the power of the weight.
    WeightedProduct,
    /// lambda S + (1 - lambda) P, both on x/max or min/x (Zavadskas et al. 2012).
    Waspas {
        /// The share of the sum, 0 to 1.
        lambda: f64,
    },
    /// Closeness to the ideal: d⁻ / (d⁺ + d⁻) (Hwang and Yoon 1981).
    Topsis(Normalisation),
    /// Compromise of the sum and the largest of weighted shortfalls (Opricovic 1998).
    Vikor {
        /// The share of the sum, 0 to 1.
        v: f64,
    },
    /// Outranking flows, partial order (Brans and Vincke 1985).
    PrometheeOne,
    /// Net outranking flow.
    PrometheeTwo,
    /// AHP ratings, the best of each criterion counting 1.
    AhpIdeal,
    /// AHP ratings, each criterion adding up to 1.
    AhpDistributive,
    /// Distance to the ideal in the stated ranges (Dezert et al. 2020).
    Spotis,
    /// Product of benefits over product of costs on raw scores: RICE, ICE. Weights have no part in it.
    ProductRatio,
    /// Sum of benefits over sum of costs on raw scores: WSJF. Weights have no part in it.
    SumRatio,
}

/// Scores and ranks of all projects.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// One for each project.
    pub scores: Vec<f64>,
    /// Is more better? Not so for VIKOR and SPOTIS, which measure distances.
    pub more_is_better: bool,
    /// From 1; ties share the better rank. For PROMETHEE I: one more than how many outrank the project.
    pub ranks: Vec<usize>,
    /// What else the method says.
    pub detail: Detail,
}

/// What a method says beside the scores.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    /// Nothing.
    Plain,
    /// Of VIKOR.
    Vikor {
        /// Sums of weighted shortfalls.
        sums: Vec<f64>,
        /// Largest weighted shortfalls.
        largest: Vec<f64>,
        /// C1: does the first lead the second by 1 / (m - 1) or more?
        sufficient_lead: bool,
        /// C2: is the first also best by the sum or by the largest?
        stable: bool,
        /// The first alone when both hold, else all that are as good as it.
        compromise: Vec<usize>,
    },
    /// Of PROMETHEE.
    Flows {
        /// How far each outranks the others, 0 to 1.
        plus: Vec<f64>,
        /// How far each is outranked, 0 to 1.
        minus: Vec<f64>,
    },
}

impl Method {
    /// Ranks the projects of a table.
    ///
    /// # Errors
    /// [`MethodError`] where the scores do not suit the method.
    pub fn run(self, table: &Table) -> Result<Outcome, MethodError> {
        let outcome = match self {
            Self::WeightedSum => Outcome::of(table.worth().times(table.weights()), true),
            Self::NormalisedSum(kind) => sum_and_product::normalised_sum(table, kind)?,
            Self::AhpIdeal => sum_and_product::normalised_sum(table, Normalisation::Max)?,
            Self::AhpDistributive => sum_and_product::normalised_sum(table, Normalisation::Sum)?,
            Self::WeightedProduct => sum_and_product::weighted_product(table)?,
            Self::Waspas { lambda } => sum_and_product::waspas(table, lambda)?,
            Self::ProductRatio => sum_and_product::product_ratio(table)?,
            Self::SumRatio => sum_and_product::sum_ratio(table)?,
            Self::Topsis(kind) => distance::topsis(table, kind)?,
            Self::Vikor { v } => distance::vikor(table, v)?,
            Self::Spotis => distance::spotis(table),
            Self::PrometheeOne => outranking::promethee(table, true),
            Self::PrometheeTwo => outranking::promethee(table, false),
        };
        if outcome.scores.iter().all(|score| score.is_finite()) {
            Ok(outcome)
        } else {
            Err(MethodError::TooLarge)
        }
    }

    /// Have weights a part in it?
    pub const fn uses_weights(self) -> bool {
        !matches!(self, Self::ProductRatio | Self::SumRatio)
    }

    /// Does a project that is at least as good on every criterion never rank behind by this method?
    pub const fn keeps_dominance(self) -> bool {
        matches!(self, Self::WeightedSum | Self::WeightedProduct | Self::Spotis)
    }
}

impl Outcome {
    fn of(scores: Vec<f64>, more_is_better: bool) -> Self {
        let ranks = ranks(&scores, more_is_better);
        Self { scores, more_is_better, ranks, detail: Detail::Plain }
    }

    /// The places of the projects, best first; ties in the order of the table.
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.ranks.len()).collect();
        order.sort_by_key(|index| self.ranks.get(*index).copied().unwrap_or(usize::MAX));
        order
    }
}
