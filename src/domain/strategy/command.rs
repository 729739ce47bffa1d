//! The changes that may be asked of this part.

use chrono::NaiveDate;

use super::{
    Home, Level, Link, LinkEdit, Node, NodeEdit, Perspective, Place, Reading, Rules, Strategy, Strength,
    Weighing, Weight, Weighting,
};
use crate::domain::id::{LinkId, MapVersionId, NodeId, ProjectId, WeightingId};
use crate::domain::project::Project;
use crate::domain::text::Name;

/// A change asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum StrategyCommand {
    /// Puts a whole map in the place of this one, and adds the projects that it speaks of: a template, or
    /// the end of the map.
    Replace {
        /// The map; the versions kept so far stay.
        map: Box<Strategy>,
        /// Projects to add to the list.
        projects: Vec<Project>,
    },
    /// Adds nodes, links and projects to the map (an import, a pasted outline); all or none.
    Graft {
        /// The nodes, parents before children.
        nodes: Vec<Node>,
        /// Links between what is there and what comes.
        links: Vec<Link>,
        /// Projects to add to the list.
        projects: Vec<Project>,
        /// Where projects hang.
        homes: Vec<Home>,
    },
    /// Adds a node among those of its place.
    AddNode {
        /// The node.
        node: Box<Node>,
        /// Its position among its siblings (beyond the end: last).
        at: usize,
    },
    /// Sets fields, of one node or of many; all or none.
    EditNodes(Vec<(NodeId, NodeEdit)>),
    /// Puts a node, with everything below it, somewhere else; its kind may change with the level.
    MoveNode {
        /// Which.
        id: NodeId,
        /// Where.
        place: Place,
        /// Its position among its siblings afterwards (beyond the end: last).
        at: usize,
        /// Its kind afterwards.
        kind: super::Kind,
    },
    /// Removes nodes and their links. What stood under them is kept, unplaced.
    RemoveNodes(Vec<NodeId>),
    /// Adds a project to the list, under a node of the map and carrying it.
    AddProject {
        /// The project.
        project: Box<Project>,
        /// What it hangs under and carries.
        link: Box<Link>,
    },
    /// Says what a project hangs under in the outline, or that it hangs under nothing in particular. With
    /// a link, it carries it from now on.
    PlaceProject {
        /// Which.
        project: ProjectId,
        /// Under what.
        under: Option<NodeId>,
        /// The contribution that comes with it, if it is new.
        link: Option<Box<Link>>,
    },
    /// Links two, or sets the strength of the link that is there.
    Connect(Box<Link>),
    /// Sets a field of a link.
    EditLink {
        /// Which.
        id: LinkId,
        /// What.
        edit: LinkEdit,
    },
    /// Sets the strengths of several links, adding those that are not there; all or none.
    SetStrengths(Vec<(Link, Strength)>),
    /// Removes links.
    Disconnect(Vec<LinkId>),
    /// Records a value of a measure; one of the same day is replaced.
    CheckIn {
        /// The measure.
        id: NodeId,
        /// The value.
        reading: Reading,
    },
    /// Removes a value of a measure.
    RemoveReading {
        /// The measure.
        id: NodeId,
        /// The day of the value.
        date: NaiveDate,
    },
    /// Records a pairwise comparison and sets the weights that follow from it.
    Weigh {
        /// The comparison.
        weighing: Box<Weighing>,
        /// The weights.
        weights: Vec<(NodeId, Weight)>,
    },
    /// Names the levels and says which are in use.
    SetLevels(Vec<Level>),
    /// Sets the lanes.
    SetPerspectives(Vec<Perspective>),
    /// Sets the thresholds.
    SetRules(Box<Rules>),
    /// Adds a weighting, or replaces the one of its id.
    SetWeighting(Box<Weighting>),
    /// Removes a weighting.
    RemoveWeighting(WeightingId),
    /// Puts a weighting's weights in force.
    ApplyWeighting(WeightingId),
    /// Keeps the map as it is as a version; the oldest goes when there are too many.
    KeepVersion {
        /// Its id.
        id: MapVersionId,
        /// What it is called.
        name: Name,
        /// Today.
        date: NaiveDate,
    },
    /// Removes a kept version.
    RemoveVersion(MapVersionId),
}

/// What a command did, for the undo list and its toast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StrategyChange {
    /// The map was replaced.
    Replaced,
    /// Nodes were added.
    Added(usize),
    /// Fields of nodes were edited.
    Edited(usize),
    /// A node was moved.
    Moved,
    /// Nodes were removed; so many others lost their place.
    Removed {
        /// How many are gone.
        nodes: usize,
        /// How many became unplaced.
        unplaced: usize,
    },
    /// A project was placed.
    ProjectPlaced,
    /// Links were added or changed.
    Linked,
    /// Links were removed.
    Unlinked(usize),
    /// A value was recorded or removed.
    CheckedIn,
    /// Weights were set.
    Weighed,
    /// Levels, lanes or thresholds were set.
    SettingsSet,
    /// A weighting was set or removed.
    WeightingSet,
    /// A version was kept or removed.
    VersionKept,
}

/// Why a command did not change the workspace.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StrategyError {
    /// A command names a node that is not there (any more).
    #[error("no node {0}")]
    UnknownNode(NodeId),
    /// A command names a link that is not there (any more).
    #[error("no link {0}")]
    UnknownLink(LinkId),
    /// A command names a project that is not there (any more).
    #[error("no project {0}")]
    UnknownProject(ProjectId),
    /// A record with this id is there already.
    #[error("{0} is there already")]
    Duplicate(String),
    /// The two would support each other; the names on the way round.
    #[error("a cycle over {} nodes", .0.len())]
    Cycle(Vec<Name>),
    /// The map would hold more than it can.
    #[error("{wanted}, at most {limit}")]
    TooMany {
        /// How many there would be.
        wanted: usize,
        /// How many there may be.
        limit: usize,
    },
    /// The node is not a measure.
    #[error("{0} is no measure")]
    NotAMeasure(NodeId),
    /// A command names a weighting that is not there (any more).
    #[error("no weighting {0}")]
    UnknownWeighting(WeightingId),
    /// A command names a version that is not there (any more).
    #[error("no version {0}")]
    UnknownVersion(MapVersionId),
    /// The projects would be too many, or one is there already.
    #[error("the projects do not fit")]
    ProjectsDoNotFit,
}
