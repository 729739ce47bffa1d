//! Rules: what a portfolio has to keep, and what doing projects together gains. Each can be switched off.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::limit::{record, str_is_empty};
use super::quantity::{Quantity, Share};
use super::record::Record;
use crate::domain::id::{CategoryId, PoolId, ProjectId, RoleId, RuleId};
use crate::domain::{Extra, Money, Note};

/// A rule with its switch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Identity.
    pub id: RuleId,
    /// Does it hold?
    #[serde(default = "yes")]
    pub on: bool,
    /// What it says.
    pub says: Says,
    /// Why it is there.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub why: Note,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}
record!(Rule, RuleId);

const fn yes() -> bool {
    true
}

/// Why something must or must not be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A law or a regulator asks for it.
    Compliance,
    /// A contract or a promise binds.
    Contract,
    /// It is under way.
    UnderWay,
    /// Decided by the management.
    Decision,
    /// It failed a gate.
    GateFailed,
    /// It serves no goal.
    NoGoal,
    /// Anything else; the note says.
    #[default]
    Other,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::Compliance,
        Self::Contract,
        Self::UnderWay,
        Self::Decision,
        Self::GateFailed,
        Self::NoGoal,
        Self::Other,
    ];

    /// The stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Compliance => "compliance",
            Self::Contract => "contract",
            Self::UnderWay => "under_way",
            Self::Decision => "decision",
            Self::GateFailed => "gate_failed",
            Self::NoGoal => "no_goal",
            Self::Other => "other",
        }
    }
}

/// The projects that a group rule is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Those of a kind.
    Category(CategoryId),
    /// Those of a risk level or above.
    Risk(super::plan::Risk),
    /// Named ones.
    Projects(Vec<ProjectId>),
}

/// How a group is measured and what it must stay within.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// How many projects.
    Count {
        /// At least.
        #[serde(default)]
        min: Option<u32>,
        /// At most.
        #[serde(default)]
        max: Option<u32>,
    },
    /// Their cost over the whole horizon.
    Money {
        /// At least.
        #[serde(default)]
        min: Option<Money>,
        /// At most.
        #[serde(default)]
        max: Option<Money>,
    },
    /// Their share of the cost of all chosen projects.
    Share {
        /// At least.
        #[serde(default)]
        min: Option<Share>,
        /// At most.
        #[serde(default)]
        max: Option<Share>,
    },
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Says {
    /// At most so much money, in a year or in all.
    Budget {
        /// The year; none for the whole horizon.
        #[serde(default)]
        year: Option<i32>,
        /// At most.
        max: Money,
    },
    /// A role's demand stays within its capacity in every period.
    Capacity {
        /// The role.
        role: RoleId,
    },
    /// A pool pays on top of the budgets, by its own rules.
    Pool {
        /// The pool.
        pool: PoolId,
    },
    /// One only with the other.
    Requires {
        /// The one.
        project: ProjectId,
        /// What it needs.
        needs: ProjectId,
    },
    /// At most one of them.
    Excludes {
        /// Two or more.
        projects: Vec<ProjectId>,
    },
    /// All of them or none.
    AllOrNone {
        /// Two or more.
        projects: Vec<ProjectId>,
    },
    /// Ways of doing the same thing: at most one of them.
    Options {
        /// Two or more.
        projects: Vec<ProjectId>,
    },
    /// A group stays within limits.
    Group {
        /// Which projects.
        of: Group,
        /// How it is measured.
        within: Measure,
    },
    /// Two together are worth more (or less) than apart.
    Synergy {
        /// The one.
        a: ProjectId,
        /// The other.
        b: ProjectId,
        /// Gained, or lost when negative; in the unit of the values.
        value: Quantity,
    },
    /// Two together cost less.
    SharedCost {
        /// The one.
        a: ProjectId,
        /// The other.
        b: ProjectId,
        /// Saved.
        saving: Money,
        /// In this year; none: in the year in which the later one starts.
        #[serde(default)]
        year: Option<i32>,
    },
    /// Has to be done.
    Must {
        /// Which.
        project: ProjectId,
        /// Why.
        #[serde(default)]
        reason: Reason,
        /// It has to be finished at the end of this period.
        #[serde(default)]
        finish_by: Option<u32>,
    },
    /// Is not to be done.
    MustNot {
        /// Which.
        project: ProjectId,
        /// Why.
        #[serde(default)]
        reason: Reason,
    },
    /// May be done in part, from a share of cost, effort and value on.
    Partial {
        /// Which.
        project: ProjectId,
        /// From this share on.
        least: Share,
    },
    /// One starts only after the other has finished, if both are done.
    After {
        /// First.
        first: ProjectId,
        /// Then.
        then: ProjectId,
        /// Periods between.
        #[serde(default)]
        lag: u32,
    },
}

/// The kinds of rule, to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleKind {
    /// [`Says::Budget`].
    Budget,
    /// [`Says::Capacity`].
    Capacity,
    /// [`Says::Pool`].
    Pool,
    /// [`Says::Must`].
    Must,
    /// [`Says::MustNot`].
    MustNot,
    /// [`Says::Requires`].
    Requires,
    /// [`Says::Excludes`].
    Excludes,
    /// [`Says::Options`].
    Options,
    /// [`Says::AllOrNone`].
    AllOrNone,
    /// [`Says::Group`].
    Group,
    /// [`Says::Partial`].
    Partial,
    /// [`Says::Synergy`].
    Synergy,
    /// [`Says::SharedCost`].
    SharedCost,
    /// [`Says::After`].
    After,
}

impl RuleKind {
    /// Every kind, in the order of the list.
    pub const ALL: [Self; 14] = [
        Self::Budget,
        Self::Capacity,
        Self::Pool,
        Self::Must,
        Self::MustNot,
        Self::Requires,
        Self::Excludes,
        Self::Options,
        Self::AllOrNone,
        Self::Group,
        Self::Partial,
        Self::Synergy,
        Self::SharedCost,
        Self::After,
    ];

    /// The stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Capacity => "capacity",
            Self::Pool => "pool",
            Self::Must => "must",
            Self::MustNot => "must_not",
            Self::Requires => "requires",
            Self::Excludes => "excludes",
            Self::Options => "options",
            Self::AllOrNone => "all_or_none",
            Self::Group => "group",
            Self::Partial => "partial",
            Self::Synergy => "synergy",
            Self::SharedCost => "shared_cost",
            Self::After => "after",
        }
    }
}

impl Says {
    /// Its kind.
    pub const fn kind(&self) -> RuleKind {
        match self {
            Self::Budget { .. } => RuleKind::Budget,
            Self::Capacity { .. } => RuleKind::Capacity,
            Self::Pool { .. } => RuleKind::Pool,
            Self::Requires { .. } => RuleKind::Requires,
            Self::Excludes { .. } => RuleKind::Excludes,
            Self::AllOrNone { .. } => RuleKind::AllOrNone,
            Self::Options { .. } => RuleKind::Options,
            Self::Group { .. } => RuleKind::Group,
            Self::Synergy { .. } => RuleKind::Synergy,
            Self::SharedCost { .. } => RuleKind::SharedCost,
            Self::Must { .. } => RuleKind::Must,
            Self::MustNot { .. } => RuleKind::MustNot,
            Self::Partial { .. } => RuleKind::Partial,
            Self::After { .. } => RuleKind::After,
        }
    }

    /// The projects that it names.
    pub fn projects(&self) -> Vec<ProjectId> {
        match self {
            Self::Requires { project, needs } => vec![*project, *needs],
            Self::Excludes { projects }
            | Self::AllOrNone { projects }
            | Self::Options { projects }
            | Self::Group { of: Group::Projects(projects), .. } => projects.clone(),
            Self::Budget { .. } | Self::Capacity { .. } | Self::Pool { .. } | Self::Group { .. } => {
                Vec::new()
            }
            Self::Synergy { a, b, .. } | Self::SharedCost { a, b, .. } => vec![*a, *b],
            Self::Must { project, .. } | Self::MustNot { project, .. } | Self::Partial { project, .. } => {
                vec![*project]
            }
            Self::After { first, then, .. } => vec![*first, *then],
        }
    }

    /// The same without projects that are gone; none when nothing sensible is left of it.
    pub fn without(&self, gone: &HashSet<ProjectId>) -> Option<Self> {
        let mut rest = self.clone();
        match &mut rest {
            Self::Excludes { projects } | Self::AllOrNone { projects } | Self::Options { projects } => {
                projects.retain(|project| !gone.contains(project));
                (projects.len() > 1).then_some(rest)
            }
            Self::Group { of: Group::Projects(projects), .. } => {
                projects.retain(|project| !gone.contains(project));
                (!projects.is_empty()).then_some(rest)
            }
            _ => (!self.projects().iter().any(|project| gone.contains(project))).then_some(rest),
        }
    }
}
