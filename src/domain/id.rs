//! Identities. They are made outside (from a clock and a random source) and passed in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

/// What an id could not be read from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id: {0}")]
pub struct IdError(pub String);

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A version 7 UUID of a moment (milliseconds since 1970) and ten random bytes.
            pub const fn new(unix_millis: u64, random: [u8; 10]) -> Self {
                Self(Builder::from_unix_timestamp_millis(unix_millis, &random).into_uuid())
            }

            /// An id from a plain number, for fixtures and content files.
            pub const fn from_number(number: u128) -> Self {
                Self(Uuid::from_u128(number))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Uuid::parse_str(text).map(Self).map_err(|_| IdError(text.to_owned()))
            }
        }
    };
}

id!(
    /// A workspace.
    WorkspaceId
);
id!(
    /// A project.
    ProjectId
);
id!(
    /// A kind of project that money is divided among: run, grow, transform.
    CategoryId
);
id!(
    /// A role whose time projects need.
    RoleId
);
id!(
    /// A source of money with rules of its own.
    PoolId
);
id!(
    /// A set of values of the projects.
    ValuesId
);
id!(
    /// A rule that a portfolio has to keep, or a gain of doing projects together.
    RuleId
);
id!(
    /// A saved scenario.
    ScenarioId
);
id!(
    /// A person who answers, or is spoken of, in the competency part.
    PersonId
);
id!(
    /// A round of answers of one person.
    AssessmentId
);
id!(
    /// Another person's view of somebody's competencies.
    ViewId
);
id!(
    /// A step of a growth plan.
    StepId
);
id!(
    /// A form that another person fills in.
    FormId
);
id!(
    /// A node of the strategy map.
    NodeId
);
id!(
    /// A contribution or a cause between nodes of the strategy map.
    LinkId
);
id!(
    /// A perspective of the strategy map.
    PerspectiveId
);
id!(
    /// A set of theme weights beside the one in force.
    WeightingId
);
id!(
    /// A kept version of the strategy map.
    MapVersionId
);
id!(
    /// A criterion: a group, a leaf or a gate.
    CriterionId
);
id!(
    /// A set of weights.
    WeightSetId
);
id!(
    /// Someone who scores.
    RaterId
);
id!(
    /// A decision on record.
    DecisionId
);
