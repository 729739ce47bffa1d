//! What there is to spend: kinds of project, roles with their capacity, sources of money, values.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::quantity::{Quantity, Share};
use super::record::Record;
use crate::domain::id::{CategoryId, PoolId, ProjectId, RoleId, ValuesId, WeightSetId};
use crate::domain::{Extra, Money, Name, Note};

macro_rules! record {
    ($type:ty, $id:ty) => {
        impl Record for $type {
            type Id = $id;
            fn id(&self) -> $id {
                self.id
            }
        }
    };
}
pub(super) use record;

/// A kind of project among which money is divided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Category {
    /// Identity.
    pub id: CategoryId,
    /// As shown.
    #[serde(default)]
    pub name: Name,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}
record!(Category, CategoryId);

/// What a role's time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffortUnit {
    /// Hours in a period.
    Hours,
    /// Person-days in a period.
    Days,
    /// Person-months in a period.
    #[default]
    Months,
    /// Full-time equivalents over a period.
    Fte,
}

impl EffortUnit {
    /// Every unit.
    pub const ALL: [Self; 4] = [Self::Hours, Self::Days, Self::Months, Self::Fte];

    /// The stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Months => "months",
            Self::Fte => "fte",
        }
    }
}

/// A role and how much time its people have for projects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// Identity.
    pub id: RoleId,
    /// As shown.
    #[serde(default)]
    pub name: Name,
    /// What its time is counted in.
    #[serde(default)]
    pub unit: EffortUnit,
    /// Time in each period; beyond the list, the last one again.
    #[serde(default)]
    pub capacity: Vec<Quantity>,
    /// Where the numbers come from.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub note: Note,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}
record!(Role, RoleId);

impl Role {
    /// Its capacity in a period.
    pub fn capacity_in(&self, period: u32) -> Quantity {
        self.capacity.get(period as usize).or(self.capacity.last()).copied().unwrap_or_default()
    }
}

pub(super) fn str_is_empty(text: &str) -> bool {
    text.is_empty()
}

/// A source of money that may pay only some projects, and only a share of each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pool {
    /// Identity.
    pub id: PoolId,
    /// As shown.
    #[serde(default)]
    pub name: Name,
    /// What it has in each year.
    #[serde(default)]
    pub by_year: BTreeMap<i32, Money>,
    /// The projects that it may pay.
    #[serde(default)]
    pub pays: Vec<ProjectId>,
    /// The most of their cost in a year, all of them together, that it may pay.
    #[serde(default = "all")]
    pub max_share: Share,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}
record!(Pool, PoolId);

const fn all() -> Share {
    Share::ALL
}

/// Where a set of values comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueSource {
    /// Typed in here.
    #[default]
    Typed,
    /// From a ranking: score times a thousand.
    Ranking,
    /// Money, such as a net present value, in units of the currency.
    Money,
}

/// Which ranking a set of values follows: the one by the method in use and by this set of weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Follow {
    /// The set of weights; none: the one in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<WeightSetId>,
}

/// One value for each project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Values {
    /// Identity.
    pub id: ValuesId,
    /// As shown.
    #[serde(default)]
    pub name: Name,
    /// Where it comes from.
    #[serde(default)]
    pub source: ValueSource,
    /// The ranking whose scores it always has; none: its values stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<Follow>,
    /// How it was made, in words.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub note: Note,
    /// The values; a project without one counts nothing.
    #[serde(default)]
    pub by_project: Arc<BTreeMap<ProjectId, Quantity>>,
    /// Do gains of doing projects together count on top?
    #[serde(default = "yes")]
    pub with_synergies: bool,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}
record!(Values, ValuesId);

const fn yes() -> bool {
    true
}

impl Values {
    /// The value of a project; zero where none is given.
    pub fn of(&self, project: ProjectId) -> Quantity {
        self.by_project.get(&project).copied().unwrap_or_default()
    }
}
