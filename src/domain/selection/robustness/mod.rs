//! How far a ranking can be trusted: what other weights, scores, methods and lists would make of it.

mod comparison;
mod confidence;
mod course;
mod drawing;
mod explanation;
mod interval;
mod missing;
mod open_scores;
mod ranges;
mod reversal;
mod sampler;
mod smaa;
mod smaa_exact;
mod tornado;

pub use comparison::{Comparison, compared, normalisation_effect};
pub use explanation::{Change, Explanation, Side, explained};
pub use interval::{Line, Stability, lines, moved, stability};
pub use missing::{RankRange, missing_effect};
pub use open_scores::Uncertain;
pub use ranges::{Ranges, WeightRanges};
pub use reversal::{Reversal, SelfTest};
pub use sampler::{WeightSampler, WeightSpace};
pub use smaa::{Smaa, SmaaResult};
pub use smaa_exact::{TwoCriteria, exact_two_criteria};
pub use tornado::{Bar, tornado};

use serde::{Deserialize, Serialize};

use super::methods::MethodError;

/// Why a check was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum TrustError {
    /// The table or the method does not allow it.
    #[error(transparent)]
    Method(#[from] MethodError),
    /// The allowed weights leave no set that sums to one.
    #[error("no weights fit the intervals")]
    NoWeights,
    /// More projects than the check can hold.
    #[error("{given} projects, at most {limit}")]
    TooMany {
        /// Projects.
        given: usize,
        /// At most.
        limit: usize,
    },
    /// No draws asked for.
    #[error("no draws")]
    NoDraws,
}
