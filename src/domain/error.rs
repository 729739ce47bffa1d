//! What a command may be refused for: facts, worded by the UI.

use super::competency::CompetencyError;
use super::id::ProjectId;
use super::portfolio::PortfolioError;
use super::selection::SelectionError;
use super::strategy::StrategyError;

/// Why a command did not change the workspace.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DomainError {
    /// A command names a project that is not there (any more).
    #[error("no project {0}")]
    UnknownProject(ProjectId),
    /// A project with this id is there already.
    #[error("project {0} is there already")]
    DuplicateProject(ProjectId),
    /// The workspace would hold more projects than it can.
    #[error("{wanted} projects, at most {limit}")]
    TooManyProjects {
        /// How many there would be.
        wanted: usize,
        /// How many there may be.
        limit: usize,
    },
    /// The workspace is open read-only.
    #[error("read-only")]
    ReadOnly,
    /// Of the strategy part.
    #[error(transparent)]
    Strategy(#[from] StrategyError),
    /// Of the selection part.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// Of the portfolio part.
    #[error(transparent)]
    Portfolio(#[from] PortfolioError),
    /// Of the competency part.
    #[error(transparent)]
    Competency(#[from] CompetencyError),
}

/// Why a typed text is not a value of a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// Longer than the field allows.
    #[error("{length} characters, at most {limit}")]
    TooLong {
        /// Characters given.
        length: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// Not a number.
    #[error("not a number: {0}")]
    NotANumber(String),
    /// A number with more decimals than the smallest unit of money has.
    #[error("too fine: {0}")]
    TooFine(String),
    /// A number beyond what can be stored.
    #[error("out of range: {0}")]
    OutOfRange(String),
    /// Not a date.
    #[error("not a date: {0}")]
    NotADate(String),
    /// Not one of the statuses.
    #[error("not a status: {0}")]
    NotAStatus(String),
    /// Not a three-letter currency code.
    #[error("not a currency code: {0}")]
    NotACurrency(String),
}
