//! The carrier finder (最合理承载): which projects, initiatives and programmes carry a goal best, and why.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::coverage::{Carrier, carriers};
use super::findings::owner_loads;
use super::graph::Graph;
use super::impact::due_of;
use super::{Item, Kind, Strength};
use crate::domain::Workspace;
use crate::domain::id::NodeId;
use crate::domain::text::Name;

/// What speaks for or against a carrier, each 0 (worst) to 1 (best); none where it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// How strongly it carries the goal.
    Contribution,
    /// What it costs, against the dearest candidate.
    Cost,
    /// Is it ready by the goal's day?
    Timing,
    /// How much its owner has already.
    Owner,
    /// Can its team do it?
    Capability,
}

impl Aspect {
    /// Every aspect with its weight in the total. Judgement: the contribution counts most.
    pub const ALL: [(Self, f64); 5] = [
        (Self::Contribution, 0.4),
        (Self::Cost, 0.2),
        (Self::Timing, 0.2),
        (Self::Owner, 0.1),
        (Self::Capability, 0.1),
    ];
}

/// How a candidate reaches the goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By a link to the goal.
    Direct,
    /// By a link to one of its measures.
    Measure(NodeId),
    /// As a programme, by one of its projects.
    Project(crate::domain::ProjectId),
}

/// A candidate for a goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Which.
    pub carrier: Carrier,
    /// How strongly it contributes.
    pub strength: Strength,
    /// How it reaches the goal.
    pub way: Way,
    /// The aspects.
    pub aspects: BTreeMap<Aspect, Option<f64>>,
    /// How many items its owner has.
    pub owner_items: usize,
    /// Whole months that it finishes after the goal's day; 0 when in time.
    pub months_late: Option<u32>,
    /// The mean of the known aspects by weight, 0 to 1.
    pub total: f64,
}

/// The candidates of a goal, best first.
#[derive(Debug, Clone, PartialEq)]
pub struct Carriers {
    /// The goal.
    pub goal: NodeId,
    /// Its day, if it has one.
    pub due: Option<NaiveDate>,
    /// The candidates.
    pub candidates: Vec<Candidate>,
}

impl Carriers {
    /// A candidate that contributes at least this much can carry.
    pub const ENOUGH: Strength = Strength::MEDIUM;

    /// The best one that can carry the goal; none when nobody can.
    pub fn best(&self) -> Option<&Candidate> {
        self.candidates.iter().find(|candidate| candidate.strength >= Self::ENOUGH)
    }

    /// The candidate with the strongest contribution, also when it is not enough.
    pub fn strongest(&self) -> Option<&Candidate> {
        self.candidates.iter().reduce(|best, next| if next.strength > best.strength { next } else { best })
    }
}

/// What the team of a carrier can do, 0 to 1, where the workspace knows it.
pub type Capability<'a> = &'a dyn Fn(Item) -> Option<f64>;

/// Ranks the candidates of a goal: whatever is linked to it, or to one of its measures, with a strength of
/// at least 1, and programmes whose projects are. The total is the mean of the aspects that are known,
/// weighted by [`Aspect::ALL`]; ties go to the stronger, then to the cheaper, then by name.
pub fn find(workspace: &Workspace, graph: &Graph, goal: NodeId, capability: Capability<'_>) -> Carriers {
    let loads: HashMap<Name, usize> =
        owner_loads(workspace).into_iter().map(|(owner, items)| (owner, items.len())).collect();
    let due = due_of(&workspace.strategy, graph, goal);
    let reach = reach(workspace, graph, goal);
    let all: Vec<Carrier> =
        carriers(workspace).into_iter().filter(|carrier| reach.contains_key(&carrier.item)).collect();
    let costs: HashMap<Item, i64> = all
        .iter()
        .filter_map(|carrier| Some((carrier.item, whole_cost(workspace, graph, carrier)?)))
        .collect();
    let dearest = costs.values().copied().max().unwrap_or(0).max(0);
    let mut candidates: Vec<Candidate> = all
        .into_iter()
        .filter_map(|carrier| {
            let (strength, way) = *reach.get(&carrier.item)?;
            let owner_items = loads.get(&carrier.owner).copied().unwrap_or(0);
            let months_late = match (carrier.finish, due) {
                (Some(finish), Some(due)) => Some(months_after(due, finish)),
                _ => None,
            };
            #[expect(clippy::cast_precision_loss, reason = "amounts are exact in a double by their limit")]
            let cost = costs.get(&carrier.item).map(|cost| {
                if dearest > 0 { (1.0 - *cost as f64 / dearest as f64).clamp(0.0, 1.0) } else { 1.0 }
            });
            let aspects = BTreeMap::from([
                (Aspect::Contribution, Some(strength.share())),
                (Aspect::Cost, cost),
                (Aspect::Timing, months_late.map(|late| (1.0 - f64::from(late) / 12.0).max(0.0))),
                (Aspect::Owner, Some(owner_room(&carrier.owner, owner_items, workspace))),
                (Aspect::Capability, capability(carrier.item).map(|value| value.clamp(0.0, 1.0))),
            ]);
            let total = total(&aspects);
            Some(Candidate { carrier, strength, way, aspects, owner_items, months_late, total })
        })
        .collect();
    candidates.sort_by(|a, b| {
        let cost = |candidate: &Candidate| costs.get(&candidate.carrier.item).copied().unwrap_or(i64::MAX);
        b.total
            .total_cmp(&a.total)
            .then(b.strength.cmp(&a.strength))
            .then(cost(a).cmp(&cost(b)))
            .then(a.carrier.name.cmp(&b.carrier.name))
    });
    Carriers { goal, due, candidates }
}

/// How strongly each item reaches the goal, by its strongest way.
fn reach(workspace: &Workspace, graph: &Graph, goal: NodeId) -> HashMap<Item, (Strength, Way)> {
    let strategy = &workspace.strategy;
    let mut reach: HashMap<Item, (Strength, Way)> = HashMap::new();
    let mut note = |item: Item, strength: Strength, way: Way| {
        let known = reach.entry(item).or_insert((strength, way));
        if strength > known.0 {
            *known = (strength, way);
        }
    };
    for link in graph.links_to(strategy, goal).filter(|link| link.carries()) {
        note(link.from, link.strength, Way::Direct);
    }
    for measure in strategy.measures_under(graph, goal) {
        for link in graph.links_to(strategy, measure).filter(|link| link.carries()) {
            note(link.from, link.strength, Way::Measure(measure));
        }
    }
    let of_projects: Vec<(NodeId, Strength, crate::domain::ProjectId)> = strategy
        .nodes
        .iter()
        .filter(|node| node.kind == Kind::Programme)
        .flat_map(|node| graph.housed(node.id).iter().map(|project| (node.id, *project)))
        .filter_map(|(programme, project)| Some((programme, reach.get(&Item::Project(project))?.0, project)))
        .collect();
    for (programme, strength, project) in of_projects {
        let known = reach.entry(Item::Node(programme)).or_insert((strength, Way::Project(project)));
        if strength > known.0 {
            *known = (strength, Way::Project(project));
        }
    }
    reach
}

/// The cost of a carrier; of a programme with that of its projects. None where nothing is known.
fn whole_cost(workspace: &Workspace, graph: &Graph, carrier: &Carrier) -> Option<i64> {
    let own = carrier.cost.map(crate::domain::Money::minor);
    let Item::Node(id) = carrier.item else { return own };
    let projects = graph.projects_of_programme(&workspace.strategy, id);
    let costs =
        projects.iter().filter_map(|id| workspace.project(*id)?.cost).map(crate::domain::Money::minor);
    own.into_iter().chain(costs).reduce(i64::saturating_add)
}

/// 1 up to the agreed number of items, then less; 0 without an owner.
fn owner_room(owner: &Name, items: usize, workspace: &Workspace) -> f64 {
    if owner.is_empty() {
        return 0.0;
    }
    let limit = f64::from(workspace.strategy.rules.owner_limit.max(1));
    #[expect(clippy::cast_precision_loss, reason = "counts of a workspace are small")]
    let items = items.max(1) as f64;
    (limit / items).min(1.0)
}

/// Months from a day to a later one, begun ones counting; 0 if it is not later.
fn months_after(due: NaiveDate, finish: NaiveDate) -> u32 {
    let days = (finish - due).num_days().clamp(0, 36_500);
    u32::try_from((days + 29) / 30).unwrap_or(u32::MAX)
}

fn total(aspects: &BTreeMap<Aspect, Option<f64>>) -> f64 {
    let known = Aspect::ALL
        .into_iter()
        .filter_map(|(aspect, weight)| Some((weight, aspects.get(&aspect).copied().flatten()?)));
    let (sum, weights) =
        known.fold((0.0, 0.0), |(sum, weights), (weight, value)| (sum + weight * value, weights + weight));
    if weights > 0.0 { sum / weights } else { 0.0 }
}
