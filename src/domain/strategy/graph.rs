//! The map as a graph: who stands under whom, who carries whom. Built once for a state of the map and
//! asked often.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use super::{IdMap, IdSet, Item, Kind, Link, LinkKind, Node, Place, Strategy};
use crate::domain::id::{NodeId, ProjectId};

/// An index over a map. It holds positions, so it is only good for the map it was made of.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Graph {
    positions: IdMap<NodeId, usize>,
    children: IdMap<NodeId, Vec<NodeId>>,
    /// Nodes at the top, in order.
    pub tops: Vec<NodeId>,
    /// Nodes that stand nowhere, in order.
    pub unplaced: Vec<NodeId>,
    /// Positions of links into a node.
    incoming: IdMap<NodeId, Vec<usize>>,
    /// Positions of links out of an item.
    outgoing: IdMap<Item, Vec<usize>>,
    homes: IdMap<ProjectId, NodeId>,
    housed: IdMap<NodeId, Vec<ProjectId>>,
}

impl Graph {
    /// The index of a map.
    pub fn of(strategy: &Strategy) -> Self {
        let mut graph = Self::default();
        for (index, node) in strategy.nodes.iter().enumerate() {
            graph.positions.insert(node.id, index);
            match node.place {
                Place::Top => graph.tops.push(node.id),
                Place::Under(parent) => graph.children.entry(parent).or_default().push(node.id),
                Place::Unplaced => graph.unplaced.push(node.id),
            }
        }
        for (index, link) in strategy.links.iter().enumerate() {
            graph.incoming.entry(link.to).or_default().push(index);
            graph.outgoing.entry(link.from).or_default().push(index);
        }
        for home in strategy.homes.iter() {
            graph.homes.insert(home.project, home.under);
        }
        // A project without a stated home hangs under what it carries most; the first of equals.
        for link in strategy.links.iter().filter(|link| link.carries()) {
            let Some(project) = link.from.project() else { continue };
            if graph.homes.contains_key(&project) {
                continue;
            }
            if let Some(home) = graph.strongest_home(strategy, project) {
                graph.homes.insert(project, home);
            }
        }
        let mut housed: Vec<(ProjectId, NodeId)> =
            graph.homes.iter().map(|(project, under)| (*project, *under)).collect();
        housed.sort_unstable();
        for (project, under) in housed {
            graph.housed.entry(under).or_default().push(project);
        }
        graph
    }

    /// What a project carries most; the first of equals.
    fn strongest_home(&self, strategy: &Strategy, project: ProjectId) -> Option<NodeId> {
        let carried = self.links_from(strategy, Item::Project(project)).filter(|link| link.carries());
        let best = carried.reduce(|best, link| if link.strength > best.strength { link } else { best });
        best.map(|link| link.to)
    }

    /// Is this index, made of `old`, also that of `new`? Most edits change words or figures and not what stands
    /// where; telling so costs one look at each address, much less than another index.
    pub fn still_holds(&self, old: &Strategy, new: &Strategy) -> bool {
        let homes_are_same = Arc::ptr_eq(&old.homes, &new.homes) || old.homes == new.homes;
        if !homes_are_same || !are_alike(&old.nodes, &new.nodes, |a, b| (a.id, a.place) == (b.id, b.place)) {
            return false;
        }
        // A link that changes in strength can change the home of its project, where none is stated.
        let mut changed: Vec<ProjectId> = Vec::new();
        let links_are_same = are_alike(&old.links, &new.links, |a, b| {
            if a.carries() != b.carries() || a.strength != b.strength {
                changed.extend(b.from.project());
            }
            (a.from, a.to) == (b.from, b.to)
        });
        links_are_same
            && changed.into_iter().all(|project| {
                new.homes.iter().any(|home| home.project == project)
                    || self.strongest_home(new, project) == self.home(project)
            })
    }

    /// The node of an id.
    pub fn node<'a>(&self, strategy: &'a Strategy, id: NodeId) -> Option<&'a Arc<Node>> {
        self.positions.get(&id).and_then(|index| strategy.nodes.get(*index))
    }

    /// Is the node there?
    pub fn has(&self, id: NodeId) -> bool {
        self.positions.contains_key(&id)
    }

    /// The nodes under a node, in order.
    pub fn children(&self, id: NodeId) -> &[NodeId] {
        self.children.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The nodes that stand where a place says, in order.
    pub fn at(&self, place: Place) -> &[NodeId] {
        match place {
            Place::Top => &self.tops,
            Place::Under(id) => self.children(id),
            Place::Unplaced => &self.unplaced,
        }
    }

    /// What stands above a node, nearest first.
    pub fn above(&self, strategy: &Strategy, id: NodeId) -> Vec<NodeId> {
        let mut above = Vec::new();
        let mut here = self.node(strategy, id).and_then(|node| node.place.parent());
        while let Some(id) = here {
            // Also ends where the placement were a cycle, which the rules exclude.
            if above.contains(&id) {
                break;
            }
            above.push(id);
            here = self.node(strategy, id).and_then(|node| node.place.parent());
        }
        above
    }

    /// Everything below a node, in the order of the outline, without it.
    pub fn below(&self, id: NodeId) -> Vec<NodeId> {
        let mut below = Vec::new();
        let mut seen = IdSet::default();
        seen.insert(id);
        let mut open: Vec<NodeId> = self.children(id).iter().rev().copied().collect();
        while let Some(here) = open.pop() {
            if seen.insert(here) {
                below.push(here);
                open.extend(self.children(here).iter().rev());
            }
        }
        below
    }

    /// Does something below a node fit? Looks no further than the first that does.
    pub fn any_below(&self, id: NodeId, fits: impl Fn(NodeId) -> bool) -> bool {
        let mut seen = IdSet::default();
        seen.insert(id);
        let mut open: VecDeque<NodeId> = self.children(id).iter().copied().collect();
        while let Some(here) = open.pop_front() {
            if fits(here) {
                return true;
            }
            if seen.insert(here) {
                open.extend(self.children(here).iter().copied());
            }
        }
        false
    }

    /// Does it stand in the map, rather than below something unplaced?
    pub fn is_placed(&self, strategy: &Strategy, id: NodeId) -> bool {
        let root = self.above(strategy, id).last().copied().unwrap_or(id);
        self.node(strategy, root).is_some_and(|node| node.place != Place::Unplaced)
    }

    /// Links into a node.
    pub fn links_to<'a>(&'a self, strategy: &'a Strategy, id: NodeId) -> impl Iterator<Item = &'a Arc<Link>> {
        self.incoming.get(&id).into_iter().flatten().filter_map(|index| strategy.links.get(*index))
    }

    /// Links out of an item.
    pub fn links_from<'a>(
        &'a self,
        strategy: &'a Strategy,
        item: Item,
    ) -> impl Iterator<Item = &'a Arc<Link>> + 'a {
        self.outgoing.get(&item).into_iter().flatten().filter_map(|index| strategy.links.get(*index))
    }

    /// The link between two, of a kind.
    pub fn link_between<'a>(
        &'a self,
        strategy: &'a Strategy,
        from: Item,
        to: NodeId,
        kind: LinkKind,
    ) -> Option<&'a Arc<Link>> {
        self.links_from(strategy, from).find(|link| link.to == to && link.kind == kind)
    }

    /// What a project hangs under in the outline: what was stated, or what it carries most.
    pub fn home(&self, project: ProjectId) -> Option<NodeId> {
        self.homes.get(&project).copied()
    }

    /// The projects that hang under a node, by id.
    pub fn housed(&self, id: NodeId) -> &[ProjectId] {
        self.housed.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The projects of a programme: those that hang under it.
    pub fn projects_of_programme(&self, strategy: &Strategy, id: NodeId) -> &[ProjectId] {
        match self.node(strategy, id) {
            Some(node) if node.kind == Kind::Programme => self.housed(id),
            _ => &[],
        }
    }

    /// What an item serves directly: what it is linked to with a strength of at least 1 (causes count),
    /// and what it stands under.
    pub fn serves(&self, strategy: &Strategy, item: Item) -> Vec<NodeId> {
        let mut served: Vec<NodeId> = self
            .links_from(strategy, item)
            .filter(|link| link.strength > super::Strength::NONE)
            .map(|link| link.to)
            .collect();
        let parent = match item {
            Item::Node(id) => self.node(strategy, id).and_then(|node| node.place.parent()),
            Item::Project(id) => self.home(id),
        };
        served.extend(parent.filter(|parent| !served.contains(parent)));
        served
    }

    /// The nodes that lie on cycles of placements and links, or between two cycles; empty as long as the
    /// rules hold.
    pub(super) fn knot(strategy: &Strategy) -> HashSet<NodeId> {
        let edges: Vec<(NodeId, NodeId)> = strategy
            .nodes
            .iter()
            .filter_map(|node| Some((node.id, node.place.parent()?)))
            .chain(strategy.links.iter().filter_map(|link| Some((link.from.node()?, link.to))))
            .collect();
        let all: HashSet<NodeId> = strategy.nodes.iter().map(|node| node.id).collect();
        let backwards: Vec<(NodeId, NodeId)> = edges.iter().map(|(from, to)| (*to, *from)).collect();
        stripped(&stripped(&all, &edges), &backwards)
    }

    /// The shortest way upwards, along placements and links, from one node to another; both included.
    pub fn way_up(&self, strategy: &Strategy, from: NodeId, to: NodeId) -> Option<Vec<NodeId>> {
        let mut came_from: IdMap<NodeId, NodeId> = IdMap::default();
        let mut open = VecDeque::from([from]);
        let mut seen = IdSet::default();
        seen.insert(from);
        while let Some(here) = open.pop_front() {
            if here == to {
                let mut way = vec![here];
                let mut back = here;
                while let Some(before) = came_from.get(&back) {
                    way.push(*before);
                    back = *before;
                }
                way.reverse();
                return Some(way);
            }
            let parent = self.node(strategy, here).and_then(|node| node.place.parent());
            let links = self.links_from(strategy, Item::Node(here)).map(|link| link.to);
            for next in links.chain(parent) {
                if seen.insert(next) {
                    came_from.insert(next, here);
                    open.push_back(next);
                }
            }
        }
        None
    }
}

/// Which links can be added to a map, one after the other, without closing a cycle: one look at the whole where
/// there is none, else a walk for each that lies in the knot. A knot of more links than that was not made by hand
/// and loses the rest. Ends that are not there do no harm.
pub fn fitting(strategy: &Strategy, links: &[Link]) -> Vec<bool> {
    const TRIED: usize = 2_000;
    let mut whole = Strategy { nodes: Arc::clone(&strategy.nodes), ..Strategy::default() };
    let all = strategy.links.iter().cloned().chain(links.iter().cloned().map(Arc::new));
    whole.links = Arc::new(all.collect());
    let knot = Graph::knot(&whole);
    if knot.is_empty() {
        return vec![true; links.len()];
    }
    let is_in_knot = |link: &Link| {
        let from = link.from.node().filter(|from| knot.contains(from) && knot.contains(&link.to));
        from.map(|from| (from, link.to))
    };
    let mut ways: IdMap<NodeId, Vec<NodeId>> = IdMap::default();
    for node in strategy.nodes.iter().filter(|node| knot.contains(&node.id)) {
        ways.entry(node.id).or_default().extend(node.place.parent());
    }
    for (from, to) in strategy.links.iter().filter_map(|link| is_in_knot(link)) {
        ways.entry(from).or_default().push(to);
    }
    let mut tried = 0;
    links
        .iter()
        .map(|link| {
            let Some((from, to)) = is_in_knot(link) else { return true };
            tried += 1;
            let fits = tried <= TRIED && !leads(&ways, to, from);
            if fits {
                ways.entry(from).or_default().push(to);
            }
            fits
        })
        .collect()
}

/// Is there a way from one node to another?
pub(super) fn leads(ways: &IdMap<NodeId, Vec<NodeId>>, from: NodeId, to: NodeId) -> bool {
    let mut seen = IdSet::default();
    seen.insert(from);
    let mut open = vec![from];
    while let Some(here) = open.pop() {
        if here == to {
            return true;
        }
        open.extend(ways.get(&here).into_iter().flatten().copied().filter(|next| seen.insert(*next)));
    }
    false
}

/// Are two lists alike, record by record? What is shared is not looked into.
pub fn are_alike<T>(
    old: &Arc<Vec<Arc<T>>>,
    new: &Arc<Vec<Arc<T>>>,
    mut alike: impl FnMut(&T, &T) -> bool,
) -> bool {
    Arc::ptr_eq(old, new)
        || (old.len() == new.len()
            && old.iter().zip(new.iter()).all(|(a, b)| Arc::ptr_eq(a, b) || alike(a, b)))
}

/// If a link (or placement) of `from` to `to` closed a cycle: the way from `to` back to `from`.
pub(super) fn would_cycle(strategy: &Strategy, from: Item, to: NodeId) -> Option<Vec<NodeId>> {
    Graph::of(strategy).way_up(strategy, to, from.node()?)
}

/// Kahn's algorithm: takes away, again and again, what no edge leads into; what stays.
fn stripped(nodes: &HashSet<NodeId>, edges: &[(NodeId, NodeId)]) -> HashSet<NodeId> {
    let mut into: HashMap<NodeId, usize> = nodes.iter().map(|id| (*id, 0)).collect();
    let mut out: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
    for (from, to) in edges.iter().filter(|(from, to)| nodes.contains(from) && nodes.contains(to)) {
        *into.entry(*to).or_default() += 1;
        out.entry(*from).or_default().push(*to);
    }
    let mut open: Vec<NodeId> = into.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    while let Some(id) = open.pop() {
        into.remove(&id);
        for to in out.get(&id).into_iter().flatten() {
            if let Some(count) = into.get_mut(to) {
                *count -= 1;
                if *count == 0 {
                    open.push(*to);
                }
            }
        }
    }
    into.into_keys().collect()
}
