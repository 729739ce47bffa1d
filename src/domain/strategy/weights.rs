//! Weights among siblings, and how they flow down to the goals.

use std::collections::HashMap;

use super::graph::{Graph, are_alike};
use super::{Kind, Node, Place, Strategy, Weighing, Weight};
use crate::domain::id::NodeId;

/// Where the weights of a group of siblings come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightSource {
    /// Nobody stated any: all are equal.
    Equal,
    /// Stated by hand.
    Direct,
    /// From a pairwise comparison.
    Pairwise,
}

/// A goal (or a theme without goals) with its share of the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalWeight {
    /// The node.
    pub node: NodeId,
    /// What stands above it, top first, with the share that each has among its siblings; the node itself
    /// is the last. The product of the shares is the weight.
    pub path: Vec<(NodeId, f64)>,
    /// Its share of all weight, 0 to 1. The weights of all goals sum to 1.
    pub weight: f64,
}

/// Weights that stand in for the ones of the map.
pub type Instead = HashMap<NodeId, Weight>;

/// Shares of one group: stated weights in proportion; who stated none shares equally what is left to 100,
/// and gets nothing when nothing is left. All equal when nobody stated any or all are 0. Sums to 1.
pub fn shares(stated: &[Option<f64>]) -> Vec<f64> {
    let count = stated.len();
    if count == 0 {
        return Vec::new();
    }
    #[expect(clippy::cast_precision_loss, reason = "far fewer siblings than a double holds exactly")]
    let equal = 1.0 / count as f64;
    let sum: f64 = stated.iter().flatten().sum();
    let open = stated.iter().filter(|weight| weight.is_none()).count();
    if open == count {
        return vec![equal; count];
    }
    #[expect(clippy::cast_precision_loss, reason = "as above")]
    let rest = if open == 0 { 0.0 } else { (100.0 - sum).max(0.0) / open as f64 };
    let values: Vec<f64> = stated.iter().map(|weight| weight.unwrap_or(rest)).collect();
    let total: f64 = values.iter().sum();
    if total <= 0.0 {
        return vec![equal; count];
    }
    values.into_iter().map(|value| value / total).collect()
}

impl Strategy {
    /// The siblings of a place that share weight: themes and goals; a vision or mission only where themes
    /// or goals stand below it.
    pub fn weighted_at(&self, graph: &Graph, place: Place) -> Vec<NodeId> {
        if place == Place::Unplaced {
            return Vec::new();
        }
        let shares_weight = |node: &Node| match node.kind {
            Kind::Theme | Kind::Goal => true,
            Kind::Vision | Kind::Mission => graph.any_below(node.id, |below| {
                graph.node(self, below).is_some_and(|below| matches!(below.kind, Kind::Theme | Kind::Goal))
            }),
            Kind::Measure | Kind::Initiative | Kind::Programme => false,
        };
        let all = graph.at(place).iter().copied();
        all.filter(|id| graph.node(self, *id).is_some_and(|node| shares_weight(node))).collect()
    }

    /// The measures that stand under a node.
    pub fn measures_under(&self, graph: &Graph, id: NodeId) -> Vec<NodeId> {
        let is_measure = |id: &NodeId| graph.node(self, *id).is_some_and(|node| node.kind == Kind::Measure);
        graph.children(id).iter().copied().filter(is_measure).collect()
    }

    /// The shares of siblings; `instead` stands in for weights of the map.
    pub fn shares_of(&self, graph: &Graph, siblings: &[NodeId], instead: &Instead) -> Vec<f64> {
        let stated: Vec<Option<f64>> = siblings
            .iter()
            .map(|id| {
                let own = || graph.node(self, *id).and_then(|node| node.weight);
                instead.get(id).copied().or_else(own).map(Weight::get)
            })
            .collect();
        shares(&stated)
    }

    /// How the weights of a group came about.
    pub fn weight_source(&self, graph: &Graph, siblings: &[NodeId], group: Option<NodeId>) -> WeightSource {
        let is_stated = |id: &NodeId| graph.node(self, *id).is_some_and(|node| node.weight.is_some());
        if self.weighing(group).is_some_and(|weighing| weighing.is_in_force) {
            WeightSource::Pairwise
        } else if siblings.iter().any(is_stated) {
            WeightSource::Direct
        } else {
            WeightSource::Equal
        }
    }

    /// The comparison of a group.
    pub fn weighing(&self, group: Option<NodeId>) -> Option<&Weighing> {
        self.weighings.iter().find(|weighing| weighing.group == group)
    }
}

/// The weights of the goals in the order of the outline: every theme or goal below which no other stands.
/// Unplaced ones take no part. Empty when there are none; else they sum to 1.
pub fn goal_weights(strategy: &Strategy) -> Vec<GoalWeight> {
    goal_weights_with(strategy, &Graph::of(strategy), &Instead::new())
}

/// Are the weights of goals those of an earlier state of the map? They follow from kinds, places and weights
/// alone, and from no link.
pub fn are_kept(old: &Strategy, new: &Strategy) -> bool {
    let read = |node: &Node| (node.id, node.kind, node.place, node.weight);
    are_alike(&old.nodes, &new.nodes, |a, b| read(a) == read(b))
}

/// As [`goal_weights`], with some weights replaced.
pub fn goal_weights_with(strategy: &Strategy, graph: &Graph, instead: &Instead) -> Vec<GoalWeight> {
    let mut found = Vec::new();
    let mut open = vec![(Place::Top, Vec::new(), 1.0)];
    while let Some((place, path, weight)) = open.pop() {
        let siblings = strategy.weighted_at(graph, place);
        let shares = strategy.shares_of(graph, &siblings, instead);
        let mut below = Vec::new();
        for (id, share) in siblings.into_iter().zip(shares) {
            let mut path: Vec<(NodeId, f64)> = path.clone();
            path.push((id, share));
            below.push((id, path, weight * share));
        }
        // The stack is last in, first out: the order of the outline needs the first sibling on top.
        for (id, path, weight) in below.into_iter().rev() {
            if strategy.weighted_at(graph, Place::Under(id)).is_empty() {
                // Nothing to share below: a goal, which `Unplaced` marks here.
                open.push((Place::Unplaced, path, weight));
            } else {
                open.push((Place::Under(id), path, weight));
            }
        }
        if place == Place::Unplaced
            && let Some((id, _)) = path.last().copied()
        {
            found.push(GoalWeight { node: id, path, weight });
        }
    }
    found
}
