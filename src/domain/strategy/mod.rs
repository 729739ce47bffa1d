//! Strategy decomposition: the graph from the vision to the projects that carry it.

pub mod capability;
pub mod carriers;
mod command;
pub mod coverage;
pub mod difference;
mod editing;
pub mod findings;
pub mod graph;
pub mod impact;
pub mod level;
pub mod link;
pub mod measure;
pub mod node;
pub mod programmes;
pub mod rollup;
pub mod scenario;
pub mod settings;
pub mod weights;
mod whole;

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Extra;
use super::id::{MapVersionId, NodeId, ProjectId, WeightingId};
use super::text::{Name, Note};

pub use super::id::{LinkId, PerspectiveId};
pub use command::{StrategyChange, StrategyCommand, StrategyError};
pub use editing::PLACED;
pub use graph::Graph;
pub use level::{Framework, Kind, Level, Perspective};
pub use link::{Item, Link, LinkEdit, LinkKind, Step, Strength, Talk};
pub use measure::{Confidence, Direction, Frequency, Measure, Point, Reading, Real, Standing, Status};
pub use node::{Node, NodeEdit, Place, RollUp, Weight};
pub use settings::Rules;
pub use weights::{GoalWeight, WeightSource, goal_weights};

/// A map keyed by ids. The map of a strategy is indexed anew with every change; the standard hash guards against keys
/// chosen by an attacker, which random ids need not pay for.
pub type IdMap<K, V> = rustc_hash::FxHashMap<K, V>;
/// A set of ids.
pub type IdSet<K> = rustc_hash::FxHashSet<K>;

/// Which node or goal a project hangs under in the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// The project.
    pub project: ProjectId,
    /// What it hangs under.
    pub under: NodeId,
}

/// One judgement of a pairwise comparison: `a` is `ratio` times as important as `b`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// The first of the two.
    pub a: NodeId,
    /// The other one.
    pub b: NodeId,
    /// 1/9 to 9, Saaty's scale.
    pub ratio: Real,
    /// Why.
    #[serde(default)]
    pub note: Note,
}

/// How the weights of one group of siblings came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weighing {
    /// What the siblings stand under; none at the top.
    #[serde(default)]
    pub group: Option<NodeId>,
    /// The judgements.
    #[serde(default)]
    pub judgements: Vec<Judgement>,
    /// When they were made.
    #[serde(default)]
    pub date: Option<NaiveDate>,
    /// By whom.
    #[serde(default)]
    pub by: Name,
    /// Do the weights follow from them? No longer when one was set by hand since.
    #[serde(default)]
    pub is_in_force: bool,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Weights beside the ones in force, to compare with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weighting {
    /// Identity.
    pub id: WeightingId,
    /// What it is called.
    #[serde(default)]
    pub name: Name,
    /// Weights of nodes that differ; the others keep theirs.
    #[serde(default)]
    pub weights: Vec<(NodeId, Weight)>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A kept version of the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapVersion {
    /// Identity.
    pub id: MapVersionId,
    /// What it is called.
    #[serde(default)]
    pub name: Name,
    /// When it was kept.
    #[serde(default)]
    pub date: Option<NaiveDate>,
    /// Its nodes.
    #[serde(default)]
    pub nodes: Arc<Vec<Arc<Node>>>,
    /// Its links.
    #[serde(default)]
    pub links: Arc<Vec<Arc<Link>>>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// This part of a workspace.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(from = "whole::Raw")]
pub struct Strategy {
    /// What the map was begun with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framework: Option<Framework>,
    /// The levels from the top down; those that are not listed are in use under their usual names.
    #[serde(default, skip_serializing_if = "is_empty_list")]
    pub levels: Arc<Vec<Level>>,
    /// The lanes of the map, top first.
    #[serde(default, skip_serializing_if = "is_empty_list")]
    pub perspectives: Arc<Vec<Perspective>>,
    /// The nodes. Siblings stand in the order of this list.
    #[serde(default)]
    pub nodes: Arc<Vec<Arc<Node>>>,
    /// Contributions and causes.
    #[serde(default)]
    pub links: Arc<Vec<Arc<Link>>>,
    /// Where projects hang in the outline.
    #[serde(default, skip_serializing_if = "is_empty_list")]
    pub homes: Arc<Vec<Home>>,
    /// Pairwise comparisons.
    #[serde(default, skip_serializing_if = "is_empty_list")]
    pub weighings: Arc<Vec<Weighing>>,
    /// Other weightings to compare with.
    #[serde(default, skip_serializing_if = "is_empty_list")]
    pub weightings: Arc<Vec<Weighting>>,
    /// Kept versions, oldest first.
    #[serde(default, skip_serializing_if = "is_empty_list")]
    pub versions: Arc<Vec<MapVersion>>,
    /// Thresholds.
    #[serde(default)]
    pub rules: Rules,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

fn is_empty_list<T>(list: &Arc<Vec<T>>) -> bool {
    list.is_empty()
}

impl Strategy {
    /// The most nodes a map may hold.
    pub const MAX_NODES: usize = 10_000;
    /// The most links a map may hold.
    pub const MAX_LINKS: usize = 50_000;
    /// The most versions that are kept.
    pub const MAX_VERSIONS: usize = 20;

    /// Is there nothing in it that a person would miss?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The node of an id.
    pub fn node(&self, id: NodeId) -> Option<&Arc<Node>> {
        self.nodes.iter().find(|node| node.id == id)
    }

    /// The link of an id.
    pub fn link(&self, id: LinkId) -> Option<&Arc<Link>> {
        self.links.iter().find(|link| link.id == id)
    }

    /// The level of a kind, if it is listed.
    pub fn level(&self, kind: Kind) -> Option<&Level> {
        self.levels.iter().find(|level| level.kind == kind)
    }

    /// Are nodes of a kind offered?
    pub fn uses(&self, kind: Kind) -> bool {
        self.level(kind).is_none_or(|level| level.is_used)
    }

    /// The kind that a new node under one of `kind` has: the next level below that is in use.
    pub fn kind_below(&self, kind: Kind) -> Option<Kind> {
        Kind::ALL.into_iter().find(|below| below.rank() > kind.rank() && self.uses(*below))
    }

    /// The kind of the first node of an empty map.
    pub fn top_kind(&self) -> Kind {
        Kind::ALL.into_iter().find(|kind| self.uses(*kind)).unwrap_or_default()
    }

    /// The lane of a node: its own, or that of the nearest node above that has one.
    pub fn perspective_of(&self, graph: &Graph, id: NodeId) -> Option<PerspectiveId> {
        let own = |id: NodeId| {
            let wanted = graph.node(self, id)?.perspective?;
            self.perspectives.iter().any(|lane| lane.id == wanted).then_some(wanted)
        };
        own(id).or_else(|| graph.above(self, id).into_iter().find_map(own))
    }

    /// This part with another one's records: those of the same id are the other one's. What does not fit
    /// any more (a cycle that only arises from both) is left out.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        if other.is_empty() {
            return self.clone();
        }
        if self.is_empty() {
            return other.clone();
        }
        whole::merged(self, other)
    }

    /// Lets go of projects that were removed.
    pub fn forget_projects(&mut self, gone: &HashSet<ProjectId>) {
        let is_gone = |item: Item| item.project().is_some_and(|id| gone.contains(&id));
        if self.links.iter().any(|link| is_gone(link.from)) {
            Arc::make_mut(&mut self.links).retain(|link| !is_gone(link.from));
        }
        if self.homes.iter().any(|home| gone.contains(&home.project)) {
            Arc::make_mut(&mut self.homes).retain(|home| !gone.contains(&home.project));
        }
    }
}
