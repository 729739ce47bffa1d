//! Levels, frameworks and perspectives: the words that a map is told in.

use serde::{Deserialize, Serialize};

use crate::domain::Extra;
use crate::domain::id::PerspectiveId;
use crate::domain::text::{Name, Note};

/// What a node is. The order is the one from the vision down to what carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Where we want to be.
    Vision,
    /// What we are there for.
    Mission,
    /// One of the few big matters on the way.
    Theme,
    /// A state that can be reached.
    #[default]
    Goal,
    /// How it is seen that a goal is reached.
    Measure,
    /// Something to do for a goal.
    Initiative,
    /// Projects that are steered together.
    Programme,
}

impl Kind {
    /// Every kind, from the top down.
    pub const ALL: [Self; 7] = [
        Self::Vision,
        Self::Mission,
        Self::Theme,
        Self::Goal,
        Self::Measure,
        Self::Initiative,
        Self::Programme,
    ];

    /// The stable key used in files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Vision => "vision",
            Self::Mission => "mission",
            Self::Theme => "theme",
            Self::Goal => "goal",
            Self::Measure => "measure",
            Self::Initiative => "initiative",
            Self::Programme => "programme",
        }
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// How far down it stands; a measure and an initiative stand beside each other.
    pub const fn rank(self) -> u8 {
        match self {
            Self::Vision | Self::Mission => 0,
            Self::Theme => 1,
            Self::Goal => 2,
            Self::Measure | Self::Initiative => 3,
            Self::Programme => 4,
        }
    }

    /// Does it say where to go, and so share the weight of what is above it?
    pub const fn is_aim(self) -> bool {
        matches!(self, Self::Vision | Self::Mission | Self::Theme | Self::Goal)
    }

    /// Does it carry a goal, as a project does?
    pub const fn is_carrier(self) -> bool {
        matches!(self, Self::Initiative | Self::Programme)
    }
}

/// A level of the map: what nodes of a kind are called here, and whether they are used at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// Which nodes.
    #[serde(default)]
    pub kind: Kind,
    /// What they are called; empty for the usual word.
    #[serde(default)]
    pub name: Name,
    /// Are new nodes of this kind offered?
    #[serde(default = "yes")]
    pub is_used: bool,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

const fn yes() -> bool {
    true
}

impl Level {
    /// A level in use.
    pub fn new(kind: Kind, name: Name) -> Self {
        Self { kind, name, is_used: true, extra: Extra::new() }
    }
}

/// The way of decomposing that a map was begun with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Framework {
    /// Balanced scorecard.
    Bsc,
    /// Objectives and key results.
    Okr,
    /// Hoshin kanri.
    Hoshin,
    /// Business execution model.
    Bem,
    /// Own levels.
    Blank,
}

impl Framework {
    /// Every framework in the order of the chooser.
    pub const ALL: [Self; 5] = [Self::Bsc, Self::Okr, Self::Hoshin, Self::Bem, Self::Blank];

    /// The key used in content and files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Bsc => "bsc",
            Self::Okr => "okr",
            Self::Hoshin => "hoshin",
            Self::Bem => "bem",
            Self::Blank => "blank",
        }
    }

    /// The framework of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|framework| framework.key() == key)
    }
}

/// A lane of the strategy map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Perspective {
    /// Identity.
    pub id: PerspectiveId,
    /// What the lane is called.
    #[serde(default)]
    pub name: Name,
    /// The question that it asks.
    #[serde(default)]
    pub question: Note,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Perspective {
    /// A lane.
    pub fn new(id: PerspectiveId, name: Name) -> Self {
        Self { id, name, question: Note::default(), extra: Extra::new() }
    }
}
