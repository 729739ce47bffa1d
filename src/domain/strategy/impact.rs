//! What breaks when something that carries is cut or late: the trace up to the vision, with the loss of
//! weighted coverage.

use std::collections::{HashMap, HashSet, VecDeque};

use chrono::{Months, NaiveDate};

use super::coverage::{Coverage, carriers, degree};
use super::graph::Graph;
use super::{Item, LinkKind, Strategy, Strength};
use crate::domain::Workspace;
use crate::domain::id::NodeId;

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// It is not done at all.
    Cut,
    /// It is finished so many months later.
    LateBy(u32),
}

/// A goal that suffers.
#[derive(Debug, Clone, PartialEq)]
pub struct Loss {
    /// Which.
    pub goal: NodeId,
    /// Its share of all weight.
    pub weight: f64,
    /// How far it was carried.
    pub before: f64,
    /// How far it is carried then.
    pub after: f64,
    /// How strongly what is cut carried it.
    pub strength: Strength,
}

impl Loss {
    /// The weighted coverage that is lost here.
    pub fn weighted(&self) -> f64 {
        self.weight * (self.before - self.after)
    }
}

/// A step of the trace.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    /// The node.
    pub node: NodeId,
    /// What it is reached from.
    pub from: Item,
    /// How many steps up it is, from 1.
    pub depth: usize,
    /// The strength of the link; none where it only stands below.
    pub strength: Option<Strength>,
    /// Is it a cause and effect rather than a contribution?
    pub is_cause: bool,
}

/// What breaks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Impact {
    /// The goals that it carries, hardest hit first; those that others carry in full lose nothing.
    pub losses: Vec<Loss>,
    /// The weighted coverage before, 0 to 1.
    pub before: f64,
    /// The weighted coverage afterwards.
    pub after: f64,
    /// Everything that feels it, nearest first, up to the vision.
    pub trace: Vec<Reached>,
    /// Goals that it carries and that have no day, so that nobody can say whether it is late for them.
    pub undated: Vec<NodeId>,
    /// Its own last day is not known, so that lateness cannot be judged.
    pub finish_unknown: bool,
}

impl Impact {
    /// The loss of weighted coverage, 0 to 1.
    pub fn drop(&self) -> f64 {
        (self.before - self.after).max(0.0)
    }
}

/// What an item and, for a programme, its projects are.
fn falls(strategy: &Strategy, graph: &Graph, item: Item) -> HashSet<Item> {
    let mut fallen = HashSet::from([item]);
    if let Item::Node(id) = item {
        fallen.extend(graph.projects_of_programme(strategy, id).iter().map(|id| Item::Project(*id)));
    }
    fallen
}

/// What breaks when an item is cut or late. A programme falls with its projects. Late, it is lost to those
/// of its goals whose day it then misses and would not have missed.
pub fn impact(workspace: &Workspace, graph: &Graph, item: Item, event: Event) -> Impact {
    impact_on(workspace, graph, &Coverage::of(workspace, graph), item, event)
}

/// A carrier with what its cut would cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// Which.
    pub item: Item,
    /// The loss of weighted coverage, 0 to 1.
    pub drop: f64,
    /// The goal that is hit hardest; none where no goal loses.
    pub hardest: Option<NodeId>,
}

/// What hurts most when it is cut, most first: [`impact`] for each of the `looked_at` carriers that carry
/// most, without the trace, so that one coverage serves them all.
pub fn worst_cuts(strategy: &Strategy, graph: &Graph, coverage: &Coverage, looked_at: usize) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = coverage
        .carried_by()
        .into_iter()
        .take(looked_at)
        .map(|(item, _)| {
            let fallen = falls(strategy, graph, item);
            let carried = fallen.iter().flat_map(|item| graph.links_from(strategy, *item));
            let mut places: Vec<usize> = carried.filter_map(|link| coverage.place(link.to)).collect();
            places.sort_unstable();
            places.dedup();
            let mut drop = 0.0;
            let mut hardest: Option<(f64, NodeId)> = None;
            for goal in places.into_iter().filter_map(|place| coverage.goals.get(place)) {
                let left = goal.supports.iter().filter(|support| !fallen.contains(&support.item));
                let loss = goal.weight * (goal.degree - degree(left.map(|support| support.strength)));
                drop += loss;
                if loss > hardest.map_or(0.0, |(most, _)| most) {
                    hardest = Some((loss, goal.goal));
                }
            }
            Cut { item, drop, hardest: hardest.map(|(_, goal)| goal) }
        })
        .collect();
    cuts.sort_by(|a, b| b.drop.total_cmp(&a.drop));
    cuts
}

/// As [`impact`], with the coverage that is known already.
pub fn impact_on(
    workspace: &Workspace,
    graph: &Graph,
    coverage: &Coverage,
    item: Item,
    event: Event,
) -> Impact {
    let strategy = &workspace.strategy;
    let fallen = falls(strategy, graph, item);
    let finishes: HashMap<Item, Option<NaiveDate>> =
        carriers(workspace).into_iter().map(|carrier| (carrier.item, carrier.finish)).collect();
    let mut impact = Impact { before: coverage.weighted, ..Impact::default() };
    impact.finish_unknown = matches!(event, Event::LateBy(_))
        && fallen.iter().all(|item| finishes.get(item).copied().flatten().is_none());
    let misses = |item: Item, due: Option<NaiveDate>| match event {
        Event::Cut => true,
        Event::LateBy(months) => match (finishes.get(&item).copied().flatten(), due) {
            (Some(finish), Some(due)) => {
                let then = finish.checked_add_months(Months::new(months)).unwrap_or(finish);
                finish <= due && then > due
            }
            _ => false,
        },
    };
    let mut after = 0.0;
    for goal in &coverage.goals {
        // Days are asked for only where they decide.
        let due = match event {
            Event::Cut => None,
            Event::LateBy(_) => due_of(strategy, graph, goal.goal),
        };
        let hit: Vec<Strength> = goal
            .supports
            .iter()
            .filter(|support| fallen.contains(&support.item) && misses(support.item, due))
            .map(|support| support.strength)
            .collect();
        let left = goal
            .supports
            .iter()
            .filter(|support| !(fallen.contains(&support.item) && misses(support.item, due)))
            .map(|support| support.strength);
        let left = degree(left);
        after += goal.weight * left;
        if let Some(strength) = hit.into_iter().max() {
            impact.losses.push(Loss {
                goal: goal.goal,
                weight: goal.weight,
                before: goal.degree,
                after: left,
                strength,
            });
        }
        let is_carried = goal.supports.iter().any(|support| fallen.contains(&support.item));
        if matches!(event, Event::LateBy(_)) && is_carried && due.is_none() {
            impact.undated.push(goal.goal);
        }
    }
    impact.after = after;
    impact.losses.sort_by(|a, b| b.weighted().total_cmp(&a.weighted()).then(b.strength.cmp(&a.strength)));
    let starts: Vec<Item> = match event {
        Event::Cut => fallen.into_iter().collect(),
        Event::LateBy(_) => impact.losses.iter().map(|loss| Item::Node(loss.goal)).collect(),
    };
    impact.trace = trace(strategy, graph, starts);
    impact
}

/// The day of a goal: its own, else the latest target of its measures, else that of what it stands under.
pub fn due_of(strategy: &Strategy, graph: &Graph, goal: NodeId) -> Option<NaiveDate> {
    let own = |id: NodeId| {
        let node = graph.node(strategy, id)?;
        let targets = strategy.measures_under(graph, id).into_iter().filter_map(|id| {
            let node = graph.node(strategy, id)?;
            node.measure.as_ref()?.target.map(|target| target.date)
        });
        node.due.or_else(|| targets.max())
    };
    own(goal).or_else(|| graph.above(strategy, goal).into_iter().find_map(own))
}

/// Everything above some items, by the shortest way, nearest first.
fn trace(strategy: &Strategy, graph: &Graph, mut starts: Vec<Item>) -> Vec<Reached> {
    starts.sort_unstable();
    let mut reached = Vec::new();
    let mut seen: HashSet<NodeId> = starts.iter().filter_map(|item| item.node()).collect();
    let mut open: VecDeque<(Item, usize)> = starts.into_iter().map(|item| (item, 0)).collect();
    while let Some((item, depth)) = open.pop_front() {
        for to in graph.serves(strategy, item) {
            if !seen.insert(to) {
                continue;
            }
            let link =
                graph.links_from(strategy, item).find(|link| link.to == to && link.strength > Strength::NONE);
            reached.push(Reached {
                node: to,
                from: item,
                depth: depth + 1,
                strength: link.map(|link| link.strength),
                is_cause: link.is_some_and(|link| link.kind == LinkKind::Causes),
            });
            open.push_back((Item::Node(to), depth + 1));
        }
    }
    reached
}
