//! Weightings side by side: what each makes of the goals, and which carriers change rank.

use std::collections::HashMap;

use super::Item;
use super::coverage::carriers;
use super::graph::Graph;
use super::weights::{Instead, goal_weights_with};
use crate::domain::Workspace;
use crate::domain::id::NodeId;

/// The rank of a carrier under each weighting.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// Which.
    pub item: Item,
    /// Under each weighting: what it carries, the sum over goals of weight × strength / 3 (0 to 1), and
    /// its rank; ties share the better rank.
    pub places: Vec<(f64, usize)>,
}

impl Ranked {
    /// How many places lie between its best and its worst rank.
    pub fn spread(&self) -> usize {
        let ranks = self.places.iter().map(|(_, rank)| *rank);
        let (least, most) =
            ranks.fold((usize::MAX, 0), |(least, most), rank| (least.min(rank), most.max(rank)));
        most.saturating_sub(least)
    }
}

/// Weights and ranks under several weightings: first the one in force, then those of the map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// For each goal, in the order of the outline: its weight under each weighting.
    pub goals: Vec<(NodeId, Vec<f64>)>,
    /// The carriers of at least one goal by their rank under the weighting in force, then by name.
    pub ranked: Vec<Ranked>,
}

/// Compares the weighting in force with those that the map holds.
pub fn compare(workspace: &Workspace, graph: &Graph) -> Comparison {
    let strategy = &workspace.strategy;
    let others =
        strategy.weightings.iter().map(|weighting| weighting.weights.iter().copied().collect::<Instead>());
    let all: Vec<Instead> = std::iter::once(Instead::new()).chain(others).collect();
    let columns: Vec<HashMap<NodeId, f64>> = all
        .iter()
        .map(|instead| {
            goal_weights_with(strategy, graph, instead)
                .into_iter()
                .map(|goal| (goal.node, goal.weight))
                .collect()
        })
        .collect();
    let order = goal_weights_with(strategy, graph, &Instead::new());
    let weight = |column: &HashMap<NodeId, f64>, id: &NodeId| column.get(id).copied().unwrap_or(0.0);
    let goals = order
        .iter()
        .map(|goal| (goal.node, columns.iter().map(|column| weight(column, &goal.node)).collect()))
        .collect();
    let mut ranked: Vec<(crate::domain::Name, Ranked)> = carriers(workspace)
        .into_iter()
        .filter_map(|carrier| {
            let links: Vec<_> = graph
                .links_from(strategy, carrier.item)
                .filter(|link| link.carries() && columns.iter().any(|column| column.contains_key(&link.to)))
                .collect();
            if links.is_empty() {
                return None;
            }
            let values = columns.iter().map(|column| {
                links.iter().map(|link| weight(column, &link.to) * link.strength.share()).sum::<f64>()
            });
            let places = values.map(|value| (value, 0)).collect();
            Some((carrier.name, Ranked { item: carrier.item, places }))
        })
        .collect();
    for column in 0..columns.len() {
        let mut values: Vec<f64> =
            ranked.iter().filter_map(|(_, ranked)| ranked.places.get(column).map(|place| place.0)).collect();
        values.sort_by(|a, b| b.total_cmp(a));
        for (_, ranked) in &mut ranked {
            if let Some(place) = ranked.places.get_mut(column) {
                // Equal but for rounding is equal.
                place.1 = 1 + values.partition_point(|value| *value > place.0 + 1e-9);
            }
        }
    }
    ranked.sort_by(|a, b| {
        let rank = |ranked: &Ranked| ranked.places.first().map_or(0, |place| place.1);
        rank(&a.1).cmp(&rank(&b.1)).then(a.0.cmp(&b.0))
    });
    Comparison { goals, ranked: ranked.into_iter().map(|(_, ranked)| ranked).collect() }
}
