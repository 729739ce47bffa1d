//! The portfolio under budgets and capacity, and when each project starts.

pub mod answer;
mod command;
pub mod model;
pub mod query;
pub mod timetable;
pub mod verify;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::Extra;
use super::id::ProjectId;

pub use command::{PortfolioChange, PortfolioCommand, PortfolioError};

/// This part of a workspace.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Portfolio {
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Portfolio {
    /// Is there nothing in it that a person would miss?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// This part with another one's records: those of the same id are the other one's.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        if other.is_empty() { self.clone() } else { other.clone() }
    }

    /// Lets go of projects that were removed.
    pub fn forget_projects(&mut self, _gone: &HashSet<ProjectId>) {}
}
