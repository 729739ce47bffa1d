//! Progress from the measures up to the vision, by a stated rule, with the trace of every figure.

use super::graph::{Graph, are_alike};
use super::measure::Status;
use super::weights::Instead;
use super::{IdMap, Kind, Node, Place, RollUp, Rules, Strategy};
use crate::domain::id::NodeId;

/// A part of a rolled-up figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// The measure or goal below.
    pub node: NodeId,
    /// Its share of the figure, 0 to 1; of the parts with a value the shares sum to 1. 0 without a value.
    pub share: f64,
    /// Its progress; none without a value.
    pub progress: Option<f64>,
}

/// The progress of a node and what it is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// 1 is as expected. None where nothing below has a value.
    pub value: Option<f64>,
    /// The rule that was applied.
    pub rule: RollUp,
    /// What it is made of, in the order of the outline. Empty for a measure.
    pub parts: Vec<Part>,
}

impl Progress {
    /// How many parts have a value.
    pub fn counted(&self) -> usize {
        self.parts.iter().filter(|part| part.progress.is_some()).count()
    }
}

/// The status of a progress, by the thresholds of the map.
pub fn status_of(progress: f64, rules: &Rules) -> Status {
    // A hair below a threshold by rounding is at the threshold.
    let at_least = |threshold: f64| progress >= threshold - 1e-12;
    if at_least(rules.on_track_from.get()) {
        Status::OnTrack
    } else if at_least(rules.attention_from.get()) {
        Status::Attention
    } else {
        Status::OffTrack
    }
}

/// The progress of every node that has measures below it, and of the measures.
///
/// A measure's progress is (actual − baseline) / (expected − baseline) on the day of its last value. In a
/// roll-up it counts between 0 and 1, so that a measure that is far ahead hides no other that is behind.
/// Parts without a value are left out and the shares of the others scaled up; how many have one is beside
/// the figure. [`RollUp::Weighted`] takes the themes and goals below, or the measures where there are no
/// goals; [`RollUp::Minimum`] the worst of goals and measures; [`RollUp::ByMeasures`] only measures.
pub fn roll_up(strategy: &Strategy, graph: &Graph) -> IdMap<NodeId, Progress> {
    let mut found: IdMap<NodeId, Progress> = IdMap::default();
    let tops = graph.tops.iter().chain(&graph.unplaced);
    // Children before parents: the outline backwards.
    let order: Vec<NodeId> = tops.flat_map(|top| std::iter::once(*top).chain(graph.below(*top))).collect();
    for id in order.into_iter().rev() {
        let Some(node) = graph.node(strategy, id) else { continue };
        if let Some(progress) = progress_of(strategy, graph, node, &found) {
            found.insert(id, progress);
        }
    }
    found
}

/// Is the progress that of an earlier state of the map? It follows from kinds, places, weights, rules and
/// measures alone.
pub fn is_kept(old: &Strategy, new: &Strategy) -> bool {
    let read = |node: &Node| (node.id, node.kind, node.place, node.weight, node.roll_up);
    old.rules == new.rules
        && are_alike(&old.nodes, &new.nodes, |a, b| read(a) == read(b) && a.measure == b.measure)
}

fn progress_of(
    strategy: &Strategy,
    graph: &Graph,
    node: &Node,
    below: &IdMap<NodeId, Progress>,
) -> Option<Progress> {
    if node.kind == Kind::Measure {
        let standing = node.measure.as_ref().and_then(|measure| measure.standing(&strategy.rules));
        let value = standing.map(|standing| standing.progress);
        return Some(Progress { value, rule: RollUp::ByMeasures, parts: Vec::new() });
    }
    let goals = strategy.weighted_at(graph, Place::Under(node.id));
    let measures = strategy.measures_under(graph, node.id);
    let group = match node.roll_up {
        RollUp::Weighted if !goals.is_empty() => goals,
        RollUp::Weighted | RollUp::ByMeasures => measures,
        RollUp::Minimum => goals.into_iter().chain(measures).collect(),
    };
    if group.is_empty() {
        return None;
    }
    let shares = strategy.shares_of(graph, &group, &Instead::new());
    let capped = |id: &NodeId| below.get(id).and_then(|part| part.value).map(|value| value.clamp(0.0, 1.0));
    let mut parts: Vec<Part> =
        group.iter().zip(shares).map(|(id, share)| Part { node: *id, share, progress: capped(id) }).collect();
    let known: f64 = parts.iter().filter(|part| part.progress.is_some()).map(|part| part.share).sum();
    let count = parts.iter().filter(|part| part.progress.is_some()).count();
    for part in &mut parts {
        part.share = match part.progress {
            None => 0.0,
            Some(_) if known > 0.0 => part.share / known,
            // Only parts of no weight have a value: they count alike.
            #[expect(clippy::cast_precision_loss, reason = "far fewer parts than a double holds exactly")]
            Some(_) => 1.0 / count as f64,
        };
    }
    let values = parts.iter().filter_map(|part| part.progress.map(|progress| (part.share, progress)));
    let value = match node.roll_up {
        RollUp::Minimum => values.map(|(_, progress)| progress).reduce(f64::min),
        RollUp::Weighted | RollUp::ByMeasures => {
            (count > 0).then(|| values.map(|(share, progress)| share * progress).sum())
        }
    };
    Some(Progress { value, rule: node.roll_up, parts })
}
