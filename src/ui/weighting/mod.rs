//! Editors of weights, for every part of the app: names and answers in, answers out. What they show is computed by
//! `domain::weighting`; where answers are kept is the caller's business.

mod best_worst_verdict;
mod pairwise;
mod weight_list;

pub use best_worst_verdict::BestWorstVerdict;
pub use pairwise::PairwiseEditor;
pub use weight_list::WeightList;
