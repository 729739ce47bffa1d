//! Contributions and causes: what carries what, how strongly, and what was agreed about it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::Extra;
use crate::domain::error::ValueError;
use crate::domain::id::{LinkId, NodeId, ProjectId};
use crate::domain::text::{Name, Note};

/// Something that stands in the map: a node or a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// A node.
    Node(NodeId),
    /// A project of the workspace.
    Project(ProjectId),
}

impl Item {
    /// The node, if it is one.
    pub const fn node(self) -> Option<NodeId> {
        match self {
            Self::Node(id) => Some(id),
            Self::Project(_) => None,
        }
    }

    /// The project, if it is one.
    pub const fn project(self) -> Option<ProjectId> {
        match self {
            Self::Project(id) => Some(id),
            Self::Node(_) => None,
        }
    }
}

impl std::fmt::Display for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Node(id) => id.fmt(f),
            Self::Project(id) => write!(f, "p{id}"),
        }
    }
}

impl std::str::FromStr for Item {
    type Err = crate::domain::id::IdError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix('p') {
            Some(id) => id.parse().map(Self::Project),
            None => text.parse().map(Self::Node),
        }
    }
}

/// How much a contribution matters: 0 none (discussed, and found not to contribute) to 3 strong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Strength(u8);

impl Strength {
    /// Discussed, and found not to contribute.
    pub const NONE: Self = Self(0);
    /// It helps.
    pub const WEAK: Self = Self(1);
    /// Without it the goal falls short.
    pub const MEDIUM: Self = Self(2);
    /// Without it the goal is not reached.
    pub const STRONG: Self = Self(3);
    /// Every strength, weakest first.
    pub const ALL: [Self; 4] = [Self::NONE, Self::WEAK, Self::MEDIUM, Self::STRONG];

    /// 0 to 3.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// The share of full coverage that it gives alone.
    pub fn share(self) -> f64 {
        f64::from(self.0) / 3.0
    }
}

impl TryFrom<u8> for Strength {
    type Error = ValueError;
    fn try_from(value: u8) -> Result<Self, ValueError> {
        if value <= 3 { Ok(Self(value)) } else { Err(ValueError::OutOfRange(value.to_string())) }
    }
}

impl From<Strength> for u8 {
    fn from(strength: Strength) -> Self {
        strength.0
    }
}

/// What a link says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// What it goes from helps to reach what it goes to.
    #[default]
    Contributes,
    /// If what it goes from is reached, what it goes to follows: a hypothesis of the strategy map.
    Causes,
}

/// A step of catchball (双向沟通).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What the one above or below asks for.
    #[default]
    Proposal,
    /// What the other one can do.
    Counter,
    /// What both hold to; it sets the link's strength.
    Agreement,
}

impl Step {
    /// Every step in its order.
    pub const ALL: [Self; 3] = [Self::Proposal, Self::Counter, Self::Agreement];

    /// The stable key used in forms.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Proposal => "proposal",
            Self::Counter => "counter",
            Self::Agreement => "agreement",
        }
    }
}

/// An entry of a link's log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Talk {
    /// Which step.
    #[serde(default)]
    pub step: Step,
    /// Who said it.
    #[serde(default)]
    pub by: Name,
    /// When.
    #[serde(default)]
    pub date: Option<NaiveDate>,
    /// The strength that was named, if one was.
    #[serde(default)]
    pub strength: Option<Strength>,
    /// What was said.
    #[serde(default)]
    pub text: Note,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A contribution or a cause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Identity.
    pub id: LinkId,
    /// What carries or causes.
    pub from: Item,
    /// What is carried or follows.
    pub to: NodeId,
    /// What the link says.
    #[serde(default)]
    pub kind: LinkKind,
    /// How much it matters.
    pub strength: Strength,
    /// Why one thinks so.
    #[serde(default)]
    pub note: Note,
    /// Months until a cause shows its effect.
    #[serde(default)]
    pub lag_months: Option<u16>,
    /// What was proposed, countered and agreed, oldest first.
    #[serde(default)]
    pub talks: Vec<Talk>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Link {
    /// A contribution.
    pub fn new(id: LinkId, from: Item, to: NodeId, strength: Strength) -> Self {
        Self {
            id,
            from,
            to,
            kind: LinkKind::Contributes,
            strength,
            note: Note::default(),
            lag_months: None,
            talks: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// Does it carry, that is, contribute with a strength of at least 1?
    pub fn carries(&self) -> bool {
        self.kind == LinkKind::Contributes && self.strength > Strength::NONE
    }

    /// Was something proposed on which there is no agreement yet?
    pub fn is_open(&self) -> bool {
        self.talks.last().is_some_and(|talk| talk.step != Step::Agreement)
    }

    /// The same link with one field set.
    #[must_use]
    pub fn with(mut self, edit: LinkEdit) -> Self {
        match edit {
            LinkEdit::Strength(strength) => self.strength = strength,
            LinkEdit::Note(note) => self.note = note,
            LinkEdit::Lag(lag) => self.lag_months = lag,
            LinkEdit::Talk(talk) => {
                // What is agreed holds.
                if let (Step::Agreement, Some(strength)) = (talk.step, talk.strength) {
                    self.strength = strength;
                }
                self.talks.push(talk);
            }
        }
        self
    }
}

/// A change of one field of a link.
#[derive(Debug, Clone, PartialEq)]
pub enum LinkEdit {
    /// How much it matters.
    Strength(Strength),
    /// Why.
    Note(Note),
    /// Months until the effect.
    Lag(Option<u16>),
    /// A new entry of the log; an agreement sets the strength that it names.
    Talk(Talk),
}
