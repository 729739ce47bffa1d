//! The thresholds that the analysis judges by; all of them can be set.

use serde::{Deserialize, Serialize};

use super::measure::Real;
use crate::domain::Extra;

/// Thresholds and limits. The defaults are judgement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Progress from which a measure is on track.
    pub on_track_from: Real,
    /// Progress from which a measure only needs attention.
    pub attention_from: Real,
    /// More items than this are too many for one owner.
    pub owner_limit: u32,
    /// Do measures count as items of their owner?
    pub owner_counts_measures: bool,
    /// More children than this are too many under one node.
    pub children_limit: u32,
    /// A goal whose share of the money differs from its weight by more than this is a mismatch.
    pub mismatch_from: Real,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Default for Rules {
    fn default() -> Self {
        let real = |value| Real::new(value).unwrap_or_default();
        Self {
            on_track_from: real(0.9),
            attention_from: real(0.6),
            owner_limit: 4,
            owner_counts_measures: false,
            children_limit: 7,
            mismatch_from: real(0.05),
            extra: Extra::new(),
        }
    }
}
