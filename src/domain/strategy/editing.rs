//! Applying the changes. Each function leaves the map untouched when it refuses.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::graph::{Graph, would_cycle};
use super::whole::name_of;
use super::{
    Home, IdMap, IdSet, Item, Kind, Link, LinkEdit, MapVersion, Node, NodeEdit, Place, Strategy,
    StrategyChange, StrategyCommand, StrategyError, Strength, Weighing, Weight, Weighting,
};
use crate::domain::id::{LinkId, NodeId, ProjectId, WeightingId};
use crate::domain::project::Project;
use crate::domain::{Change, Command, Workspace};

type Outcome = Result<Option<StrategyChange>, StrategyError>;

impl Workspace {
    /// Applies a command of this part; none when nothing differs afterwards.
    ///
    /// # Errors
    /// [`StrategyError`]; then nothing has changed.
    pub(in crate::domain) fn apply_strategy(&mut self, command: StrategyCommand) -> Outcome {
        let mut draft = self.clone();
        let change = draft.strategy_draft(command)?;
        if change.is_none() || is_same(self, &draft) {
            return Ok(None);
        }
        *self = draft;
        Ok(change)
    }

    /// Applies to a copy that is thrown away on an error.
    fn strategy_draft(&mut self, command: StrategyCommand) -> Outcome {
        let projects: IdSet<ProjectId> = self.projects.iter().map(|project| project.id).collect();
        let knows = |id: ProjectId| projects.contains(&id);
        match command {
            StrategyCommand::Replace { map, projects } => {
                self.add_map_projects(projects)?;
                let versions = Arc::clone(&self.strategy.versions);
                let mut map = super::whole::made_whole(*map);
                if map.versions.is_empty() {
                    map.versions = versions;
                }
                self.strategy = Arc::new(map);
                Ok(Some(StrategyChange::Replaced))
            }
            StrategyCommand::Graft { nodes, links, projects, homes } => {
                self.add_map_projects(projects)?;
                self.map().graft(nodes, links, homes)
            }
            StrategyCommand::AddProject { project, link } => {
                let id = project.id;
                self.add_map_projects(vec![*project])?;
                let under = link.to;
                self.map().place_project(id, Some(under), Some(*link))
            }
            StrategyCommand::PlaceProject { project, under, link } => {
                if !knows(project) {
                    return Err(StrategyError::UnknownProject(project));
                }
                self.map().place_project(project, under, link.map(|link| *link))
            }
            StrategyCommand::Connect(link) => match link.from {
                Item::Project(id) if !knows(id) => Err(StrategyError::UnknownProject(id)),
                _ => self.map().connect(*link),
            },
            StrategyCommand::SetStrengths(links) => {
                for (link, strength) in links {
                    if let Item::Project(id) = link.from
                        && !knows(id)
                    {
                        return Err(StrategyError::UnknownProject(id));
                    }
                    self.map().connect(Link { strength, ..link })?;
                }
                Ok(Some(StrategyChange::Linked))
            }
            other => self.map().change(other),
        }
    }

    fn map(&mut self) -> &mut Strategy {
        Arc::make_mut(&mut self.strategy)
    }

    fn add_map_projects(&mut self, projects: Vec<Project>) -> Result<(), StrategyError> {
        if projects.is_empty() {
            return Ok(());
        }
        match self.apply(Command::AddProjects { at: usize::MAX, projects }) {
            Ok(Change::ProjectsAdded(_) | Change::Nothing) => Ok(()),
            _ => Err(StrategyError::ProjectsDoNotFit),
        }
    }
}

impl Strategy {
    fn change(&mut self, command: StrategyCommand) -> Outcome {
        match command {
            StrategyCommand::AddNode { node, at } => self.add_node(*node, at),
            StrategyCommand::EditNodes(edits) => self.edit_nodes(edits),
            StrategyCommand::MoveNode { id, place, at, kind } => self.move_node(id, place, at, kind),
            StrategyCommand::RemoveNodes(ids) => self.remove_nodes(&ids),
            StrategyCommand::EditLink { id, edit } => self.edit_link(id, edit),
            StrategyCommand::Disconnect(ids) => self.disconnect(&ids),
            StrategyCommand::CheckIn { id, reading } => {
                self.edit_measure(id, |measure| measure.with_reading(reading.clone()))
            }
            StrategyCommand::RemoveReading { id, date } => self.edit_measure(id, |mut measure| {
                measure.readings.retain(|reading| reading.date != date);
                measure
            }),
            StrategyCommand::Weigh { weighing, weights } => self.weigh(*weighing, weights),
            StrategyCommand::SetLevels(levels) => {
                self.levels = Arc::new(levels);
                Ok(Some(StrategyChange::SettingsSet))
            }
            StrategyCommand::SetPerspectives(lanes) => {
                self.perspectives = Arc::new(lanes);
                Ok(Some(StrategyChange::SettingsSet))
            }
            StrategyCommand::SetRules(rules) => {
                self.rules = *rules;
                Ok(Some(StrategyChange::SettingsSet))
            }
            StrategyCommand::SetWeighting(weighting) => {
                let list = Arc::make_mut(&mut self.weightings);
                match list.iter_mut().find(|other| other.id == weighting.id) {
                    Some(place) => *place = *weighting,
                    None => list.push(*weighting),
                }
                Ok(Some(StrategyChange::WeightingSet))
            }
            StrategyCommand::RemoveWeighting(id) => {
                self.weighting(id)?;
                Arc::make_mut(&mut self.weightings).retain(|weighting| weighting.id != id);
                Ok(Some(StrategyChange::WeightingSet))
            }
            StrategyCommand::ApplyWeighting(id) => {
                let weights = self.weighting(id)?.weights.clone();
                let graph = Graph::of(self);
                let there = weights.into_iter().filter(|(id, _)| graph.has(*id));
                let edits = there.map(|(id, weight)| (id, NodeEdit::Weight(Some(weight)))).collect();
                Ok(self.edit_nodes(edits)?.map(|_| StrategyChange::Weighed))
            }
            StrategyCommand::KeepVersion { id, name, date } => {
                if self.versions.iter().any(|version| version.id == id) {
                    return Err(StrategyError::Duplicate(id.to_string()));
                }
                let version = MapVersion {
                    id,
                    name,
                    date: Some(date),
                    nodes: Arc::clone(&self.nodes),
                    links: Arc::clone(&self.links),
                    extra: crate::domain::Extra::new(),
                };
                let versions = Arc::make_mut(&mut self.versions);
                versions.push(version);
                let surplus = versions.len().saturating_sub(Self::MAX_VERSIONS);
                versions.drain(..surplus);
                Ok(Some(StrategyChange::VersionKept))
            }
            StrategyCommand::RemoveVersion(id) => {
                if !self.versions.iter().any(|version| version.id == id) {
                    return Err(StrategyError::UnknownVersion(id));
                }
                Arc::make_mut(&mut self.versions).retain(|version| version.id != id);
                Ok(Some(StrategyChange::VersionKept))
            }
            // The others are applied to the workspace.
            StrategyCommand::Replace { .. }
            | StrategyCommand::Graft { .. }
            | StrategyCommand::AddProject { .. }
            | StrategyCommand::PlaceProject { .. }
            | StrategyCommand::Connect(_)
            | StrategyCommand::SetStrengths(_) => Ok(None),
        }
    }

    fn weighting(&self, id: WeightingId) -> Result<&Weighting, StrategyError> {
        let found = self.weightings.iter().find(|weighting| weighting.id == id);
        found.ok_or(StrategyError::UnknownWeighting(id))
    }

    fn check_place(&self, place: Place) -> Result<(), StrategyError> {
        match place.parent() {
            Some(parent) if self.node(parent).is_none() => Err(StrategyError::UnknownNode(parent)),
            _ => Ok(()),
        }
    }

    fn check_count(&self, more: usize) -> Result<(), StrategyError> {
        let wanted = self.nodes.len() + more;
        if wanted > Self::MAX_NODES {
            return Err(StrategyError::TooMany { wanted, limit: Self::MAX_NODES });
        }
        Ok(())
    }

    fn check_way(&self, from: Item, to: NodeId) -> Result<(), StrategyError> {
        match would_cycle(self, from, to) {
            None => Ok(()),
            Some(way) => {
                let names = std::iter::once(from).chain(way.into_iter().map(Item::Node));
                Err(StrategyError::Cycle(names.map(|item| name_of(self, item)).collect()))
            }
        }
    }

    fn add_node(&mut self, node: Node, at: usize) -> Outcome {
        self.check_count(1)?;
        self.check_place(node.place)?;
        if self.node(node.id).is_some() {
            return Err(StrategyError::Duplicate(node.id.to_string()));
        }
        let index = self.list_position(node.place, at, None);
        Arc::make_mut(&mut self.nodes).insert(index, Arc::new(node));
        Ok(Some(StrategyChange::Added(1)))
    }

    /// Where in the list a node has to stand to be the `at`-th of its place.
    fn list_position(&self, place: Place, at: usize, without: Option<NodeId>) -> usize {
        let siblings = self
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| node.place == place && Some(node.id) != without)
            .map(|(index, _)| index);
        let mut last = None;
        for (number, index) in siblings.enumerate() {
            if number == at {
                return index;
            }
            last = Some(index);
        }
        last.map_or(self.nodes.len(), |index| index + 1)
    }

    fn edit_nodes(&mut self, edits: Vec<(NodeId, NodeEdit)>) -> Outcome {
        let positions: IdMap<NodeId, usize> =
            self.nodes.iter().enumerate().map(|(index, node)| (node.id, index)).collect();
        let mut edited: HashMap<usize, Node> = HashMap::new();
        let mut reweighed = HashSet::new();
        for (id, edit) in edits {
            let index = *positions.get(&id).ok_or(StrategyError::UnknownNode(id))?;
            let Some(current) =
                edited.remove(&index).or_else(|| self.nodes.get(index).map(|n| (**n).clone()))
            else {
                return Err(StrategyError::UnknownNode(id));
            };
            if matches!(edit, NodeEdit::Weight(_)) {
                reweighed.insert(current.place.parent());
            }
            edited.insert(index, current.with(edit));
        }
        edited.retain(|index, node| self.nodes.get(*index).is_some_and(|old| **old != *node));
        let count = edited.len();
        if count == 0 {
            return Ok(None);
        }
        let nodes = Arc::make_mut(&mut self.nodes);
        for (index, node) in edited {
            if let Some(place) = nodes.get_mut(index) {
                *place = Arc::new(node);
            }
        }
        // Weights set by hand no longer follow from a comparison.
        if self.weighings.iter().any(|weighing| weighing.is_in_force && reweighed.contains(&weighing.group)) {
            for weighing in Arc::make_mut(&mut self.weighings) {
                weighing.is_in_force &= !reweighed.contains(&weighing.group);
            }
        }
        Ok(Some(StrategyChange::Edited(count)))
    }

    fn move_node(&mut self, id: NodeId, place: Place, at: usize, kind: Kind) -> Outcome {
        let Some(node) = self.node(id).cloned() else { return Err(StrategyError::UnknownNode(id)) };
        self.check_place(place)?;
        if let Some(parent) = place.parent()
            && node.place.parent() != Some(parent)
        {
            self.check_way(Item::Node(id), parent)?;
        }
        let index = self.list_position(place, at, Some(id));
        let nodes = Arc::make_mut(&mut self.nodes);
        let from = nodes.iter().position(|other| other.id == id).unwrap_or(index);
        let mut moved = (*node).clone();
        // A weight means something among its siblings only.
        if node.place != place {
            moved.weight = None;
        }
        moved.place = place;
        moved.kind = kind;
        nodes.remove(from);
        let index = if from < index { index - 1 } else { index };
        nodes.insert(index.min(nodes.len()), Arc::new(moved));
        Ok(Some(StrategyChange::Moved))
    }

    fn remove_nodes(&mut self, ids: &[NodeId]) -> Outcome {
        let doomed: HashSet<NodeId> = ids.iter().copied().collect();
        if let Some(unknown) = ids.iter().find(|id| self.node(**id).is_none()) {
            return Err(StrategyError::UnknownNode(*unknown));
        }
        if doomed.is_empty() {
            return Ok(None);
        }
        let is_gone = |id: NodeId| doomed.contains(&id);
        let mut unplaced = 0;
        let nodes = Arc::make_mut(&mut self.nodes);
        nodes.retain(|node| !is_gone(node.id));
        for node in nodes.iter_mut().filter(|node| node.place.parent().is_some_and(is_gone)) {
            Arc::make_mut(node).place = Place::Unplaced;
            unplaced += 1;
        }
        Arc::make_mut(&mut self.links)
            .retain(|link| !is_gone(link.to) && !link.from.node().is_some_and(is_gone));
        Arc::make_mut(&mut self.homes).retain(|home| !is_gone(home.under));
        if self.weighings.iter().any(|weighing| weighing.group.is_some_and(is_gone)) {
            Arc::make_mut(&mut self.weighings).retain(|weighing| !weighing.group.is_some_and(is_gone));
        }
        Ok(Some(StrategyChange::Removed { nodes: doomed.len(), unplaced }))
    }

    fn graft(&mut self, nodes: Vec<Node>, links: Vec<Link>, homes: Vec<Home>) -> Outcome {
        let count = nodes.len();
        self.check_count(count)?;
        let mut ids: HashSet<NodeId> = self.nodes.iter().map(|node| node.id).collect();
        for node in &nodes {
            if let Some(parent) = node.place.parent().filter(|parent| !ids.contains(parent)) {
                return Err(StrategyError::UnknownNode(parent));
            }
            if !ids.insert(node.id) {
                return Err(StrategyError::Duplicate(node.id.to_string()));
            }
        }
        Arc::make_mut(&mut self.nodes).extend(nodes.into_iter().map(Arc::new));
        self.connect_all(links)?;
        for home in homes {
            self.place_project(home.project, Some(home.under), None)?;
        }
        Ok(Some(StrategyChange::Added(count)))
    }

    /// As [`Self::connect`] for each, with one look for cycles at the end instead of one for each link.
    fn connect_all(&mut self, links: Vec<Link>) -> Result<(), StrategyError> {
        let nodes: HashSet<NodeId> = self.nodes.iter().map(|node| node.id).collect();
        let mut ids: HashSet<LinkId> = self.links.iter().map(|link| link.id).collect();
        let ends = |link: &Link| (link.from, link.to, link.kind);
        let mut places: HashMap<_, usize> =
            self.links.iter().enumerate().map(|(index, link)| (ends(link), index)).collect();
        let list = Arc::make_mut(&mut self.links);
        let old = list.len();
        for link in links {
            let unknown = std::iter::once(link.to).chain(link.from.node()).find(|id| !nodes.contains(id));
            if let Some(id) = unknown {
                return Err(StrategyError::UnknownNode(id));
            }
            if let Some(place) = places.get(&ends(&link)).and_then(|index| list.get_mut(*index)) {
                let place = Arc::make_mut(place);
                place.strength = link.strength;
                if !link.note.is_empty() {
                    place.note = link.note;
                }
                continue;
            }
            if !ids.insert(link.id) {
                return Err(StrategyError::Duplicate(link.id.to_string()));
            }
            places.insert(ends(&link), list.len());
            list.push(Arc::new(link));
        }
        let wanted = list.len();
        if wanted > Self::MAX_LINKS {
            return Err(StrategyError::TooMany { wanted, limit: Self::MAX_LINKS });
        }
        let knot = if wanted > old { Graph::knot(self) } else { HashSet::new() };
        if knot.is_empty() {
            return Ok(());
        }
        let graph = Graph::of(self);
        let closing = self.links.iter().skip(old).find_map(|link| {
            let from = link.from.node().filter(|from| knot.contains(from))?;
            Some((link.from, graph.way_up(self, link.to, from)?))
        });
        let names = closing.into_iter().flat_map(|(from, way)| {
            std::iter::once(from).chain(way.into_iter().map(Item::Node)).collect::<Vec<_>>()
        });
        Err(StrategyError::Cycle(names.map(|item| name_of(self, item)).collect()))
    }

    fn place_project(&mut self, project: ProjectId, under: Option<NodeId>, link: Option<Link>) -> Outcome {
        if let Some(under) = under
            && self.node(under).is_none()
        {
            return Err(StrategyError::UnknownNode(under));
        }
        let homes = Arc::make_mut(&mut self.homes);
        homes.retain(|home| home.project != project);
        if let Some(under) = under {
            homes.push(Home { project, under });
        }
        if let Some(link) = link {
            let is_there = |other: &Arc<Link>| {
                (other.from, other.to, other.kind) == (link.from, link.to, link.kind) && other.carries()
            };
            if !self.links.iter().any(is_there) {
                self.connect(link)?;
            }
        }
        Ok(Some(StrategyChange::ProjectPlaced))
    }

    fn connect(&mut self, link: Link) -> Outcome {
        if self.node(link.to).is_none() {
            return Err(StrategyError::UnknownNode(link.to));
        }
        if let Some(from) = link.from.node()
            && self.node(from).is_none()
        {
            return Err(StrategyError::UnknownNode(from));
        }
        let same = |other: &Arc<Link>| (other.from, other.to, other.kind) == (link.from, link.to, link.kind);
        if let Some(index) = self.links.iter().position(same) {
            if let Some(place) = Arc::make_mut(&mut self.links).get_mut(index) {
                let place = Arc::make_mut(place);
                place.strength = link.strength;
                if !link.note.is_empty() {
                    place.note = link.note;
                }
            }
            return Ok(Some(StrategyChange::Linked));
        }
        let wanted = self.links.len() + 1;
        if wanted > Self::MAX_LINKS {
            return Err(StrategyError::TooMany { wanted, limit: Self::MAX_LINKS });
        }
        if self.link(link.id).is_some() {
            return Err(StrategyError::Duplicate(link.id.to_string()));
        }
        self.check_way(link.from, link.to)?;
        Arc::make_mut(&mut self.links).push(Arc::new(link));
        Ok(Some(StrategyChange::Linked))
    }

    fn edit_link(&mut self, id: LinkId, edit: LinkEdit) -> Outcome {
        let place = Arc::make_mut(&mut self.links).iter_mut().find(|link| link.id == id);
        let place = place.ok_or(StrategyError::UnknownLink(id))?;
        let edited = (**place).clone().with(edit);
        if **place == edited {
            return Ok(None);
        }
        *place = Arc::new(edited);
        Ok(Some(StrategyChange::Linked))
    }

    fn disconnect(&mut self, ids: &[LinkId]) -> Outcome {
        if let Some(unknown) = ids.iter().find(|id| self.link(**id).is_none()) {
            return Err(StrategyError::UnknownLink(*unknown));
        }
        if ids.is_empty() {
            return Ok(None);
        }
        Arc::make_mut(&mut self.links).retain(|link| !ids.contains(&link.id));
        Ok(Some(StrategyChange::Unlinked(ids.len())))
    }

    fn edit_measure(&mut self, id: NodeId, edit: impl Fn(super::Measure) -> super::Measure) -> Outcome {
        let node = self.node(id).ok_or(StrategyError::UnknownNode(id))?;
        if node.kind != Kind::Measure {
            return Err(StrategyError::NotAMeasure(id));
        }
        let measure = node.measure.as_ref().map(|measure| (**measure).clone()).unwrap_or_default();
        let edited = edit(measure);
        let outcome = self.edit_nodes(vec![(id, NodeEdit::Measure(Some(Arc::new(edited))))])?;
        Ok(outcome.map(|_| StrategyChange::CheckedIn))
    }

    fn weigh(&mut self, weighing: Weighing, weights: Vec<(NodeId, Weight)>) -> Outcome {
        let edits = weights.into_iter().map(|(id, weight)| (id, NodeEdit::Weight(Some(weight)))).collect();
        self.edit_nodes(edits)?;
        let list = Arc::make_mut(&mut self.weighings);
        list.retain(|other| other.group != weighing.group);
        list.push(weighing);
        Ok(Some(StrategyChange::Weighed))
    }
}

/// Do two workspaces that differ in this part and their projects at most say the same? What they share is
/// not looked into, so that an edit among thousands of nodes costs one comparison.
fn is_same(old: &Workspace, new: &Workspace) -> bool {
    // Every field is named: one that is added later cannot be forgotten here.
    let Strategy {
        framework,
        levels,
        perspectives,
        nodes,
        links,
        homes,
        weighings,
        weightings,
        versions,
        rules,
        extra,
    } = old.strategy.as_ref();
    let b = &new.strategy;
    lists_are_same(&old.projects, &new.projects)
        && lists_are_same(nodes, &b.nodes)
        && lists_are_same(links, &b.links)
        && (Arc::ptr_eq(versions, &b.versions) || *versions == b.versions)
        && (framework, levels, perspectives, homes) == (&b.framework, &b.levels, &b.perspectives, &b.homes)
        && (weighings, weightings, rules, extra) == (&b.weighings, &b.weightings, &b.rules, &b.extra)
}

fn lists_are_same<T: PartialEq>(a: &Arc<Vec<Arc<T>>>, b: &Arc<Vec<Arc<T>>>) -> bool {
    let same = |(a, b): (&Arc<T>, &Arc<T>)| Arc::ptr_eq(a, b) || a == b;
    Arc::ptr_eq(a, b) || (a.len() == b.len() && a.iter().zip(b.iter()).all(same))
}

/// The strength that a placed project gets until somebody says otherwise.
pub const PLACED: Strength = Strength::MEDIUM;
