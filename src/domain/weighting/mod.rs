//! Weights: from pairwise comparisons, a best and a worst, ranks, swings, direct entry, or the data themselves.
//! Pure numbers; selection and strategy both use it. Every function gives weights that sum to one, in the order
//! of its input, or says by a [`WeightingError`] why there are none.

mod best_worst;
mod best_worst_linear;
mod consistency;
mod direct;
mod objective;
mod pairwise;
mod priorities;
mod question;
mod random_index;
mod rank_order;
mod ratio;
mod tree;

pub use best_worst::{BestWorst, BestWorstWeights};
pub use best_worst_linear::LinearBestWorstWeights;
pub use consistency::{Consistency, Culprit, culprits, geometric_consistency_index};
pub use direct::{DirectWeight, direct, rebalanced, swing};
pub use objective::{critic, entropy};
pub use pairwise::Pairwise;
pub use priorities::{Priorities, PriorityMethod, priorities};
pub use question::{Question, next_question};
pub use random_index::RandomIndex;
pub use rank_order::rank_order_centroid;
pub use ratio::{Ratio, SCALE};
pub use tree::{Branch, global_weights};

/// Why there are no weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeightingError {
    /// There is nothing to weigh.
    #[error("nothing to weigh")]
    Nothing,
    /// Lists that belong together differ in length.
    #[error("{given} values for {wanted} items")]
    WrongLength {
        /// Items.
        wanted: usize,
        /// Values.
        given: usize,
    },
    /// A value is not a finite number of at least zero, or a share not between 0 and 1.
    #[error("item {0} has no usable value")]
    BadValue(usize),
    /// A ratio outside of what can be stored.
    #[error("not a ratio")]
    NotARatio,
    /// The comparisons fall into groups that nothing connects.
    #[error("{groups} groups that no comparison connects")]
    Disconnected {
        /// How many groups.
        groups: usize,
    },
    /// All points are zero.
    #[error("all zero")]
    AllZero,
    /// The locked weights take more than everything.
    #[error("the locked weights exceed 100 %")]
    LockedTooMuch,
    /// All weights are locked and do not make up 100 %.
    #[error("all weights are locked and do not sum to 100 %")]
    AllLocked,
    /// Best and worst are the same item.
    #[error("best and worst are the same")]
    BestIsWorst,
    /// Best to worst was answered twice, differently.
    #[error("best to worst was given as two numbers")]
    BestToWorstDiffers,
    /// A comparison with the best or the worst is below one.
    #[error("item {0} was compared below 1")]
    BelowOne(usize),
    /// Fewer than two rows: nothing to compare.
    #[error("fewer than two rows")]
    TooFewRows,
    /// A column has a negative value, which this formula has no meaning for.
    #[error("column {0} has a negative value")]
    Negative(usize),
    /// All rows are alike on all columns.
    #[error("nothing differs")]
    NothingDiffers,
}
