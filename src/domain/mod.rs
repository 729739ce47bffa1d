//! The model of a workspace and everything that may happen to it. No I/O, no clock, no random source.

pub mod circle;
pub mod command;
pub mod competency;
pub mod error;
pub mod field;
pub mod history;
pub mod id;
pub mod money;
pub mod numeric;
pub mod portfolio;
pub mod project;
pub mod real;
pub mod register;
pub mod selection;
pub mod strategy;
pub mod text;
pub mod weighting;
pub mod workspace;

pub use command::{Change, Command, Step};
pub use error::DomainError;
pub use field::ProjectField;
pub use history::History;
pub use id::{
    AssessmentId, CriterionId, DecisionId, FormId, NodeId, PersonId, ProjectId, RaterId, StepId, ViewId,
    WeightSetId, WorkspaceId,
};
pub use money::{Currency, Money, MoneyUnit};
pub use project::{Project, ProjectEdit, ProjectStatus};
pub use real::Real;
pub use text::{Name, Note};
pub use workspace::Workspace;

/// Fields that this version does not know, kept so that they survive a round trip through it.
pub type Extra = serde_json::Map<String, serde_json::Value>;
