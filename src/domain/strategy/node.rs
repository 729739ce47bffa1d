//! Nodes of the map and the edits of their fields.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::level::Kind;
use super::measure::{Measure, Real};
use crate::domain::Extra;
use crate::domain::error::ValueError;
use crate::domain::id::{NodeId, PerspectiveId};
use crate::domain::money::Money;
use crate::domain::text::{Name, Note};

/// Where a node stands in the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// At the top of the map.
    #[default]
    Top,
    /// Under another node.
    Under(NodeId),
    /// Nowhere yet: what it stood under is gone.
    Unplaced,
}

impl Place {
    /// The node above.
    pub const fn parent(self) -> Option<NodeId> {
        match self {
            Self::Under(id) => Some(id),
            Self::Top | Self::Unplaced => None,
        }
    }
}

/// A weight among siblings, in per cent points as people state them: 0 to 1,000,000. What counts is its
/// share of the siblings' sum.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Weight(f64);

impl Weight {
    /// A weight.
    ///
    /// # Errors
    /// [`ValueError::OutOfRange`] for a negative, huge or not finite one.
    pub fn new(value: f64) -> Result<Self, ValueError> {
        if (0.0..=1e6).contains(&value) {
            Ok(Self(value))
        } else {
            Err(ValueError::OutOfRange(value.to_string()))
        }
    }

    /// Reads a typed weight; a per cent sign is accepted.
    ///
    /// # Errors
    /// [`ValueError::NotANumber`], [`ValueError::OutOfRange`].
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        Self::new(Real::parse(text.trim().trim_end_matches(['%', '％']))?.get())
    }

    /// The number.
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Weight {
    type Error = ValueError;
    fn try_from(value: f64) -> Result<Self, ValueError> {
        Self::new(value)
    }
}

impl From<Weight> for f64 {
    fn from(weight: Weight) -> Self {
        weight.0
    }
}

/// How a node's progress follows from what is below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RollUp {
    /// By the weights of the goals below, or of the measures where there are none.
    #[default]
    Weighted,
    /// The worst of them.
    Minimum,
    /// Only the node's own measures, by weight.
    ByMeasures,
}

impl RollUp {
    /// Every rule.
    pub const ALL: [Self; 3] = [Self::Weighted, Self::Minimum, Self::ByMeasures];

    /// The stable key used in forms.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Weighted => "weighted",
            Self::Minimum => "minimum",
            Self::ByMeasures => "by_measures",
        }
    }
}

/// A node of the map. Projects are not nodes: they are the workspace's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Identity, kept for ever.
    pub id: NodeId,
    /// What it is.
    #[serde(default)]
    pub kind: Kind,
    /// Where it stands; its order among siblings is that of the list.
    #[serde(default)]
    pub place: Place,
    /// What it says; may be empty while it is being typed.
    #[serde(default)]
    pub name: Name,
    /// The person or post that answers for it.
    #[serde(default)]
    pub owner: Name,
    /// Why it is there, or how it is counted.
    #[serde(default)]
    pub note: Note,
    /// The operational definition, where a framework asks for one.
    #[serde(default)]
    pub definition: Note,
    /// Its lane; none for its parent's.
    #[serde(default)]
    pub perspective: Option<PerspectiveId>,
    /// First day of the work, for what carries.
    #[serde(default)]
    pub start: Option<NaiveDate>,
    /// The day by which it is to be reached.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// Its weight among its siblings; none for a share of what the others leave.
    #[serde(default)]
    pub weight: Option<Weight>,
    /// How its progress follows from what is below.
    #[serde(default)]
    pub roll_up: RollUp,
    /// What it costs by itself, without its projects.
    #[serde(default)]
    pub cost: Option<Money>,
    /// What a measure counts. Kept while the node is of another kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Arc<Measure>>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Node {
    /// An empty node.
    pub fn new(id: NodeId, kind: Kind, place: Place) -> Self {
        Self {
            id,
            kind,
            place,
            name: Name::default(),
            owner: Name::default(),
            note: Note::default(),
            definition: Note::default(),
            perspective: None,
            start: None,
            due: None,
            weight: None,
            roll_up: RollUp::default(),
            cost: None,
            measure: None,
            extra: Extra::new(),
        }
    }

    /// The same node with one field set.
    #[must_use]
    pub fn with(mut self, edit: NodeEdit) -> Self {
        match edit {
            NodeEdit::Kind(kind) => self.kind = kind,
            NodeEdit::Name(name) => self.name = name,
            NodeEdit::Owner(owner) => self.owner = owner,
            NodeEdit::Note(note) => self.note = note,
            NodeEdit::Definition(definition) => self.definition = definition,
            NodeEdit::Perspective(perspective) => self.perspective = perspective,
            NodeEdit::Start(start) => self.start = start,
            NodeEdit::Due(due) => self.due = due,
            NodeEdit::Weight(weight) => self.weight = weight,
            NodeEdit::RollUp(rule) => self.roll_up = rule,
            NodeEdit::Cost(cost) => self.cost = cost,
            NodeEdit::Measure(measure) => self.measure = measure,
        }
        self
    }
}

/// A new value for one field.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeEdit {
    /// Kind.
    Kind(Kind),
    /// Name.
    Name(Name),
    /// Owner.
    Owner(Name),
    /// Note.
    Note(Note),
    /// Operational definition.
    Definition(Note),
    /// Lane.
    Perspective(Option<PerspectiveId>),
    /// First day.
    Start(Option<NaiveDate>),
    /// Due day.
    Due(Option<NaiveDate>),
    /// Weight among siblings.
    Weight(Option<Weight>),
    /// Roll-up rule.
    RollUp(RollUp),
    /// Own cost.
    Cost(Option<Money>),
    /// Measure.
    Measure(Option<Arc<Measure>>),
}
