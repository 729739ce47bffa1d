//! The carrier finder (最合理承载): which projects, initiatives and programmes carry a goal best, and why.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::capability::Team;
use super::coverage::{Carrier, carriers, counted};
use super::findings::owner_loads;
use super::graph::Graph;
use super::impact::due_of;
use super::{IdMap, Item, Kind, Strength};
use crate::domain::id::{NodeId, ProjectId};
use crate::domain::text::Name;
use crate::domain::{Money, Workspace};

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
    Project(ProjectId),
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
    /// What is known of its team.
    pub team: Team,
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

/// What is known of the team of a carrier.
pub type Capability<'a> = &'a dyn Fn(&Carrier) -> Team;

/// What the finder knows of a workspace before it is asked about a goal: who has how much, who could carry.
/// Made once and asked for many goals.
#[derive(Debug, Clone)]
pub struct Finder<'a> {
    workspace: &'a Workspace,
    graph: &'a Graph,
    loads: HashMap<Name, usize>,
    carriers: Vec<Carrier>,
    places: IdMap<Item, usize>,
}

/// [`Finder::find`] for one goal.
pub fn find(workspace: &Workspace, graph: &Graph, goal: NodeId, capability: Capability<'_>) -> Carriers {
    Finder::new(workspace, graph).find(goal, capability)
}

impl<'a> Finder<'a> {
    /// Reads a workspace.
    pub fn new(workspace: &'a Workspace, graph: &'a Graph) -> Self {
        let loads = owner_loads(workspace).into_iter().map(|(owner, items)| (owner, items.len())).collect();
        let programmes = carriers(workspace)
            .into_iter()
            .filter(|carrier| carrier.kind == Some(Kind::Programme) && carrier.cost.is_none());
        let mut all: Vec<Carrier> = counted(workspace).into_iter().chain(programmes).collect();
        for carrier in &mut all {
            if let (Item::Node(id), Some(Kind::Programme)) = (carrier.item, carrier.kind) {
                let projects = graph.projects_of_programme(&workspace.strategy, id);
                let finishes = projects.iter().filter_map(|id| workspace.project(*id)?.finish);
                carrier.finish = carrier.finish.or_else(|| finishes.max());
                carrier.cost =
                    whole_cost(workspace, graph, carrier).and_then(|cost| Money::from_minor(cost).ok());
            }
        }
        let places = all.iter().enumerate().map(|(place, carrier)| (carrier.item, place)).collect();
        Self { workspace, graph, loads, carriers: all, places }
    }

    /// Ranks the candidates of a goal: projects, planned initiatives and programmes that are linked to it or
    /// to one of its measures with a strength of at least 1, and programmes whose projects are. A programme
    /// costs what its projects cost and ends when the last of them does. The total is the mean of the aspects,
    /// weighted by [`Aspect::ALL`]; an unknown cost or time counts as half, an unknown capability is left out.
    /// Ties go to the stronger, then to the cheaper, then by name.
    pub fn find(&self, goal: NodeId, capability: Capability<'_>) -> Carriers {
        let due = due_of(&self.workspace.strategy, self.graph, goal);
        let mut reached: Vec<(usize, Strength, Way)> = reach(self.workspace, self.graph, goal)
            .into_iter()
            .filter_map(|(item, (strength, way))| Some((*self.places.get(&item)?, strength, way)))
            .collect();
        // In the order of the map, so that full ties stay where they are.
        reached.sort_unstable_by_key(|(place, ..)| *place);
        let carrier = |place: usize| self.carriers.get(place);
        let cost_of = |carrier: &Carrier| carrier.cost.map(Money::minor);
        let costs = reached.iter().filter_map(|(place, ..)| cost_of(carrier(*place)?));
        let dearest = costs.max().unwrap_or(0).max(0);
        let mut candidates: Vec<Candidate> = reached
            .iter()
            .filter_map(|(place, strength, way)| {
                let carrier = carrier(*place)?.clone();
                let owner_items = self.loads.get(&carrier.owner).copied().unwrap_or(0);
                let months_late = match (carrier.finish, due) {
                    (Some(finish), Some(due)) => Some(months_after(due, finish)),
                    _ => None,
                };
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "amounts are exact in a double by their limit"
                )]
                let cost = cost_of(&carrier).map(|cost| {
                    if dearest > 0 { (1.0 - cost as f64 / dearest as f64).clamp(0.0, 1.0) } else { 1.0 }
                });
                let team = capability(&carrier);
                let aspects = BTreeMap::from([
                    (Aspect::Contribution, Some(strength.share())),
                    (Aspect::Cost, cost),
                    (Aspect::Timing, months_late.map(|late| (1.0 - f64::from(late) / 12.0).max(0.0))),
                    (Aspect::Owner, Some(owner_room(&carrier.owner, owner_items, self.workspace))),
                    (Aspect::Capability, team.value().map(|value| value.clamp(0.0, 1.0))),
                ]);
                let total = total(&aspects);
                Some(Candidate {
                    carrier,
                    strength: *strength,
                    way: *way,
                    aspects,
                    owner_items,
                    months_late,
                    team,
                    total,
                })
            })
            .collect();
        candidates.sort_by(|a, b| {
            let cost = |candidate: &Candidate| cost_of(&candidate.carrier).unwrap_or(i64::MAX);
            b.total
                .total_cmp(&a.total)
                .then(b.strength.cmp(&a.strength))
                .then(cost(a).cmp(&cost(b)))
                .then(a.carrier.name.cmp(&b.carrier.name))
        });
        Carriers { goal, due, candidates }
    }
}

/// How strongly each item reaches the goal, by its strongest way.
fn reach(workspace: &Workspace, graph: &Graph, goal: NodeId) -> IdMap<Item, (Strength, Way)> {
    let strategy = &workspace.strategy;
    let mut reach: IdMap<Item, (Strength, Way)> = IdMap::default();
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
    let is_programme =
        |id: &NodeId| graph.node(strategy, *id).is_some_and(|node| node.kind == Kind::Programme);
    let mut of_projects: Vec<(NodeId, Strength, ProjectId)> = reach
        .iter()
        .filter_map(|(item, (strength, _))| {
            let project = item.project()?;
            Some((graph.home(project).filter(is_programme)?, *strength, project))
        })
        .collect();
    // The first project of the strongest speaks for its programme.
    of_projects.sort_unstable_by_key(|(_, _, project)| *project);
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
    let own = carrier.cost.map(Money::minor);
    let Item::Node(id) = carrier.item else { return own };
    let projects = graph.projects_of_programme(&workspace.strategy, id);
    let costs = projects.iter().filter_map(|id| workspace.project(*id)?.cost).map(Money::minor);
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
    let known = Aspect::ALL.into_iter().filter_map(|(aspect, weight)| {
        let value = aspects.get(&aspect).copied().flatten();
        let unknown = matches!(aspect, Aspect::Cost | Aspect::Timing).then_some(0.5);
        Some((weight, value.or(unknown)?))
    });
    let (sum, weights) =
        known.fold((0.0, 0.0), |(sum, weights), (weight, value)| (sum + weight * value, weights + weight));
    if weights > 0.0 { sum / weights } else { 0.0 }
}
