//! Making a map whole: what a file, a merge or an older version may bring, and the rules that hold here.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use serde::Deserialize;

use super::graph::{Graph, leads};
use super::{
    Framework, Home, IdMap, Item, Level, Link, MapVersion, Node, Perspective, Place, Rules, Strategy,
    Weighing, Weighting,
};
use crate::domain::Extra;
use crate::domain::id::NodeId;

/// The fields as they stand in a file, before the rules are applied.
#[derive(Debug, Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct Raw {
    framework: Option<Framework>,
    levels: Arc<Vec<Level>>,
    perspectives: Arc<Vec<Perspective>>,
    nodes: Arc<Vec<Arc<Node>>>,
    links: Arc<Vec<Arc<Link>>>,
    homes: Arc<Vec<Home>>,
    weighings: Arc<Vec<Weighing>>,
    weightings: Arc<Vec<Weighting>>,
    versions: Arc<Vec<MapVersion>>,
    rules: Rules,
    #[serde(flatten)]
    extra: Extra,
}

impl From<Raw> for Strategy {
    fn from(raw: Raw) -> Self {
        made_whole(Self {
            framework: raw.framework,
            levels: raw.levels,
            perspectives: raw.perspectives,
            nodes: raw.nodes,
            links: raw.links,
            homes: raw.homes,
            weighings: raw.weighings,
            weightings: raw.weightings,
            versions: raw.versions,
            rules: raw.rules,
            extra: raw.extra,
        })
    }
}

/// The map under its rules: ids are distinct (the first stays), a node whose parent is not there or is
/// below itself is unplaced, links lead somewhere and make no cycle, lists are within their limits.
pub(super) fn made_whole(mut strategy: Strategy) -> Strategy {
    let mut ids = HashSet::new();
    if strategy.nodes.iter().any(|node| !ids.insert(node.id)) || strategy.nodes.len() > Strategy::MAX_NODES {
        let mut ids = HashSet::new();
        let nodes = Arc::make_mut(&mut strategy.nodes);
        nodes.retain(|node| ids.insert(node.id));
        nodes.truncate(Strategy::MAX_NODES);
    }
    put_in_order(&mut strategy);
    place_all(&mut strategy);
    let there: HashSet<NodeId> = strategy.nodes.iter().map(|node| node.id).collect();
    let mut link_ids = HashSet::new();
    let mut ends = HashSet::new();
    let fits = |link: &Arc<Link>| {
        there.contains(&link.to) && link.from.node().is_none_or(|from| there.contains(&from))
    };
    let is_kept: Vec<bool> = strategy
        .links
        .iter()
        .map(|link| fits(link) && link_ids.insert(link.id) && ends.insert((link.from, link.to, link.kind)))
        .collect();
    if is_kept.contains(&false) || strategy.links.len() > Strategy::MAX_LINKS {
        let mut kept = is_kept.into_iter();
        let links = Arc::make_mut(&mut strategy.links);
        links.retain(|_| kept.next().unwrap_or(false));
        links.truncate(Strategy::MAX_LINKS);
    }
    let knot = Graph::knot(&strategy);
    if !knot.is_empty() {
        drop_cycles(&mut strategy, &knot);
    }
    let mut homes = HashSet::new();
    if strategy.homes.iter().any(|home| !there.contains(&home.under) || !homes.insert(home.project)) {
        let mut homes = HashSet::new();
        Arc::make_mut(&mut strategy.homes)
            .retain(|home| there.contains(&home.under) && homes.insert(home.project));
    }
    if strategy.versions.len() > Strategy::MAX_VERSIONS {
        let surplus = strategy.versions.len() - Strategy::MAX_VERSIONS;
        Arc::make_mut(&mut strategy.versions).drain(..surplus);
    }
    strategy
}

/// Values of measures in the order of days.
fn put_in_order(strategy: &mut Strategy) {
    let in_order = |node: &Arc<Node>| {
        node.measure.as_ref().is_none_or(|measure| {
            measure.milestones.is_sorted_by(|a, b| a.date < b.date)
                && measure.readings.is_sorted_by(|a, b| a.date < b.date)
        })
    };
    if strategy.nodes.iter().all(in_order) {
        return;
    }
    for node in Arc::make_mut(&mut strategy.nodes).iter_mut().filter(|node| !in_order(node)) {
        let node = Arc::make_mut(node);
        node.measure = node.measure.take().map(|measure| Arc::new((*measure).clone().in_order()));
    }
}

/// Nodes whose parent is not there, or is below themselves, become unplaced.
fn place_all(strategy: &mut Strategy) {
    let parents: HashMap<NodeId, Option<NodeId>> =
        strategy.nodes.iter().map(|node| (node.id, node.place.parent())).collect();
    // A node is settled when the way up from it is known to end.
    let mut settled: HashSet<NodeId> = HashSet::new();
    let mut lost: HashSet<NodeId> = HashSet::new();
    for node in strategy.nodes.iter() {
        let mut way = Vec::new();
        let mut on_way = HashSet::new();
        let mut here = node.id;
        loop {
            if settled.contains(&here) {
                break;
            }
            if !on_way.insert(here) {
                // The way came back: the node that closes it lets go.
                lost.insert(here);
                break;
            }
            way.push(here);
            match parents.get(&here).copied().flatten() {
                Some(parent) if parents.contains_key(&parent) => here = parent,
                Some(_) => {
                    lost.insert(here);
                    break;
                }
                None => break,
            }
        }
        settled.extend(way);
    }
    if lost.is_empty() {
        return;
    }
    for node in Arc::make_mut(&mut strategy.nodes) {
        if lost.contains(&node.id) {
            Arc::make_mut(node).place = Place::Unplaced;
        }
    }
}

/// Takes the links of the knot one by one and leaves out each that would close a cycle. A knot of more
/// links than this was not made by hand and loses the rest.
fn drop_cycles(strategy: &mut Strategy, knot: &HashSet<NodeId>) {
    const TRIED: usize = 2_000;
    let is_in_knot =
        |link: &Link| knot.contains(&link.to) && link.from.node().is_some_and(|from| knot.contains(&from));
    let mut ways: IdMap<NodeId, Vec<NodeId>> = IdMap::default();
    for node in strategy.nodes.iter().filter(|node| knot.contains(&node.id)) {
        ways.entry(node.id).or_default().extend(node.place.parent());
    }
    let mut tried = 0;
    Arc::make_mut(&mut strategy.links).retain(|link| {
        let (Some(from), true) = (link.from.node(), is_in_knot(link)) else { return true };
        tried += 1;
        let is_kept = tried <= TRIED && !leads(&ways, link.to, from);
        if is_kept {
            ways.entry(from).or_default().push(link.to);
        }
        is_kept
    });
}

/// Records of both, those of the same key from the second; the first's order, new ones at the end.
fn joined<T: Clone, K: Eq + Hash>(
    mine: &Arc<Vec<T>>,
    theirs: &Arc<Vec<T>>,
    key: impl Fn(&T) -> K,
) -> Arc<Vec<T>> {
    if mine.is_empty() {
        return Arc::clone(theirs);
    }
    let mut positions: HashMap<K, usize> =
        mine.iter().enumerate().map(|(index, record)| (key(record), index)).collect();
    let mut joined = (**mine).clone();
    for record in theirs.iter() {
        if let Some(place) = positions.get(&key(record)).and_then(|index| joined.get_mut(*index)) {
            *place = record.clone();
        } else {
            positions.insert(key(record), joined.len());
            joined.push(record.clone());
        }
    }
    Arc::new(joined)
}

/// Both maps as one.
pub(super) fn merged(mine: &Strategy, theirs: &Strategy) -> Strategy {
    let mut extra = mine.extra.clone();
    extra.extend(theirs.extra.clone());
    made_whole(Strategy {
        framework: theirs.framework.or(mine.framework),
        levels: joined(&mine.levels, &theirs.levels, |level| level.kind),
        perspectives: joined(&mine.perspectives, &theirs.perspectives, |lane| lane.id),
        nodes: joined(&mine.nodes, &theirs.nodes, |node| node.id),
        links: joined(&mine.links, &theirs.links, |link: &Arc<Link>| (link.from, link.to, link.kind)),
        homes: joined(&mine.homes, &theirs.homes, |home| home.project),
        weighings: joined(&mine.weighings, &theirs.weighings, |weighing| weighing.group),
        weightings: joined(&mine.weightings, &theirs.weightings, |weighting| weighting.id),
        versions: joined(&mine.versions, &theirs.versions, |version| version.id),
        rules: theirs.rules.clone(),
        extra,
    })
}

/// The name of an item for messages: empty where it has none or is not there.
pub(super) fn name_of(strategy: &Strategy, item: Item) -> crate::domain::text::Name {
    item.node().and_then(|id| strategy.node(id)).map(|node| node.name.clone()).unwrap_or_default()
}
