//! The rows of the outline: what stands where, with what is collapsed left out.

use std::collections::HashSet;

use leptos::prelude::With;

use super::desk::Desk;
use crate::domain::ProjectId;
use crate::domain::id::NodeId;
use crate::domain::strategy::{Graph, IdMap, IdSet, Item, Place};

/// A row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Line {
    /// A node or a project, so deep.
    Item(Item, usize),
    /// The head of what stands nowhere.
    Unplaced,
    /// The head of the projects that the map does not name.
    Loose,
}

impl Line {
    /// The item.
    pub const fn item(self) -> Option<Item> {
        match self {
            Self::Item(item, _) => Some(item),
            Self::Unplaced | Self::Loose => None,
        }
    }
}

/// The rows and where each item stands among them.
#[derive(Debug, Default)]
pub struct Rows {
    /// The rows, top first.
    pub lines: Vec<Line>,
    /// The position of each item.
    pub positions: IdMap<Item, usize>,
    /// Nodes that have something below them.
    pub parents: IdSet<NodeId>,
}

impl Rows {
    /// The rows of a map, with the projects of the list in its order.
    pub fn of(projects: &[ProjectId], graph: &Graph, collapsed: &HashSet<NodeId>) -> Self {
        let mut rows = Self::default();
        let there: IdSet<ProjectId> = projects.iter().copied().collect();
        for top in &graph.tops {
            rows.branch(graph, *top, &there, collapsed);
        }
        if !graph.unplaced.is_empty() {
            rows.lines.push(Line::Unplaced);
            for top in &graph.unplaced {
                rows.branch(graph, *top, &there, collapsed);
            }
        }
        let is_loose = |id: &ProjectId| graph.home(*id).is_none_or(|home| !graph.has(home));
        let loose: Vec<ProjectId> = projects.iter().copied().filter(is_loose).collect();
        if !loose.is_empty() {
            rows.lines.push(Line::Loose);
            rows.lines.extend(loose.into_iter().map(|id| Line::Item(Item::Project(id), 0)));
        }
        rows.positions =
            rows.lines.iter().enumerate().filter_map(|(index, line)| Some((line.item()?, index))).collect();
        rows
    }

    fn branch(&mut self, graph: &Graph, top: NodeId, there: &IdSet<ProjectId>, collapsed: &HashSet<NodeId>) {
        let mut open = vec![(Item::Node(top), 0)];
        while let Some((item, depth)) = open.pop() {
            self.lines.push(Line::Item(item, depth));
            let Item::Node(id) = item else { continue };
            let children = graph.children(id).iter().map(|id| Item::Node(*id));
            let projects =
                graph.housed(id).iter().filter(|id| there.contains(id)).map(|id| Item::Project(*id));
            let below: Vec<Item> = children.chain(projects).collect();
            if !below.is_empty() {
                self.parents.insert(id);
            }
            if !collapsed.contains(&id) {
                open.extend(below.into_iter().rev().map(|item| (item, depth + 1)));
            }
        }
    }

    /// The next item below (or above) a row that is not a head.
    pub fn next_item(&self, from: Option<usize>, step: isize) -> Option<Item> {
        let mut index = match from {
            Some(index) => index.checked_add_signed(step)?,
            None => 0,
        };
        loop {
            match self.lines.get(index)? {
                Line::Item(item, _) => return Some(*item),
                Line::Unplaced | Line::Loose => index = index.checked_add_signed(step.signum())?,
            }
        }
    }
}

/// Where a node stands: its place and its position there.
pub fn standing(desk: Desk, id: NodeId) -> Option<(Place, usize)> {
    let place = desk.node(id)?.place;
    let at = desk.graph.with(|graph| graph.at(place).iter().position(|other| *other == id))?;
    Some((place, at))
}
