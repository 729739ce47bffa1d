//! How goals are carried, and how the planned money spreads over them against the weights stated.

use chrono::NaiveDate;

use super::graph::{Graph, are_alike};
use super::weights::{GoalWeight, Instead, goal_weights_with};
use super::{IdMap, Item, Kind, Link, Node, Strategy, Strength};
use crate::domain::id::{NodeId, ProjectId};
use crate::domain::project::{Project, ProjectStatus};
use crate::domain::text::Name;
use crate::domain::{Money, Workspace};

/// Something that carries goals: a project, an initiative or a programme.
#[derive(Debug, Clone, PartialEq)]
pub struct Carrier {
    /// Which.
    pub item: Item,
    /// What it is; none for a project.
    pub kind: Option<Kind>,
    /// What it is called.
    pub name: Name,
    /// Who answers for it.
    pub owner: Name,
    /// What it costs by itself; none is "not known".
    pub cost: Option<Money>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub finish: Option<NaiveDate>,
}

/// The projects that can still carry something: all but the cancelled ones.
pub fn live_projects(workspace: &Workspace) -> impl Iterator<Item = &Project> {
    let projects = workspace.projects.iter().map(|project| &**project);
    projects.filter(|project| project.status != ProjectStatus::Cancelled)
}

/// Every carrier: the nodes in the order of the map, then the projects in the order of their list.
pub fn carriers(workspace: &Workspace) -> Vec<Carrier> {
    let nodes = workspace.strategy.nodes.iter().filter(|node| node.kind.is_carrier()).map(|node| Carrier {
        item: Item::Node(node.id),
        kind: Some(node.kind),
        name: node.name.clone(),
        owner: node.owner.clone(),
        cost: node.cost,
        start: node.start,
        finish: node.due,
    });
    let projects = live_projects(workspace).map(|project| Carrier {
        item: Item::Project(project.id),
        kind: None,
        name: project.name.clone(),
        owner: project.owner.clone(),
        cost: project.cost,
        start: project.start,
        finish: project.finish,
    });
    nodes.chain(projects).collect()
}

/// The carriers that count in coverage: every project; initiatives that are planned (they have a cost or
/// a day), for one with nothing but a name is an intention; programmes with a cost of their own, for else
/// their projects would count twice.
pub fn counted(workspace: &Workspace) -> Vec<Carrier> {
    let is_planned = |carrier: &Carrier| match carrier.kind {
        None => true,
        Some(Kind::Initiative) => {
            carrier.cost.is_some() || carrier.start.is_some() || carrier.finish.is_some()
        }
        Some(_) => carrier.cost.is_some(),
    };
    carriers(workspace).into_iter().filter(is_planned).collect()
}

/// One carrier of a goal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Support {
    /// Which.
    pub item: Item,
    /// How strongly.
    pub strength: Strength,
    /// The part of its cost that goes to this goal, in minor units; none where its cost is not known.
    pub money: Option<f64>,
}

/// How a goal is carried.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalCoverage {
    /// The goal.
    pub goal: NodeId,
    /// Its share of all weight.
    pub weight: f64,
    /// How far it is carried, 0 to 1: the strengths of its carriers by 3, summed, at most 1. One strong
    /// carrier is enough, or three weak ones.
    pub degree: f64,
    /// The money that goes to it, in minor units.
    pub money: f64,
    /// That money by all planned money; 0 while there is none.
    pub money_share: f64,
    /// Its carriers, strongest first.
    pub supports: Vec<Support>,
}

impl GoalCoverage {
    /// Share of the money less share of the weight.
    pub fn difference(&self) -> f64 {
        self.money_share - self.weight
    }
}

/// The whole picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Coverage {
    /// Every goal in the order of the outline.
    pub goals: Vec<GoalCoverage>,
    /// All planned money, in minor units.
    pub total: f64,
    /// The part of it that is linked to no goal, in minor units.
    pub without_goal: f64,
    /// Carriers with a goal but without a known cost.
    pub unknown_cost: Vec<Item>,
    /// The weights of the goals by how far each is carried: 0 to 1.
    pub weighted: f64,
    /// Where each goal stands in the list.
    places: IdMap<NodeId, usize>,
    /// The money of each carrier that reaches goals, in minor units.
    money: IdMap<Item, f64>,
}

/// How many strengths a goal needs to be carried in full.
const FULL: f64 = 3.0;

/// How far supports carry a goal.
pub fn degree(supports: impl IntoIterator<Item = Strength>) -> f64 {
    (supports.into_iter().map(|strength| f64::from(strength.get())).sum::<f64>() / FULL).min(1.0)
}

impl Coverage {
    /// The coverage of a workspace's map by what it plans.
    pub fn of(workspace: &Workspace, graph: &Graph) -> Self {
        Self::without(workspace, graph, &|_| false)
    }

    /// As [`Coverage::of`], as if some carriers were not there.
    pub fn without(workspace: &Workspace, graph: &Graph, is_gone: &dyn Fn(Item) -> bool) -> Self {
        let weights = goal_weights_with(&workspace.strategy, graph, &Instead::new());
        Self::over(workspace, graph, &weights, is_gone)
    }

    /// As [`Coverage::without`], with weights that are known already.
    pub fn over(
        workspace: &Workspace,
        graph: &Graph,
        weights: &[GoalWeight],
        is_gone: &dyn Fn(Item) -> bool,
    ) -> Self {
        let strategy = &workspace.strategy;
        let mut coverage = Self::default();
        let mut places: IdMap<NodeId, usize> = IdMap::default();
        for goal in weights {
            places.insert(goal.node, coverage.goals.len());
            coverage.goals.push(GoalCoverage {
                goal: goal.node,
                weight: goal.weight,
                degree: 0.0,
                money: 0.0,
                money_share: 0.0,
                supports: Vec::new(),
            });
        }
        for carrier in counted(workspace).into_iter().filter(|carrier| !is_gone(carrier.item)) {
            let carried: Vec<(usize, Strength)> = graph
                .links_from(strategy, carrier.item)
                .filter(|link| link.carries())
                .filter_map(|link| Some((*places.get(&link.to)?, link.strength)))
                .collect();
            #[expect(clippy::cast_precision_loss, reason = "amounts are exact in a double by their limit")]
            let cost = carrier.cost.map(|cost| cost.minor() as f64);
            coverage.total += cost.unwrap_or(0.0);
            if carried.is_empty() {
                coverage.without_goal += cost.unwrap_or(0.0);
                continue;
            }
            if cost.is_none() && carrier.item.project().is_some() {
                coverage.unknown_cost.push(carrier.item);
            }
            let sum: f64 = carried.iter().map(|(_, strength)| f64::from(strength.get())).sum();
            for (place, strength) in carried {
                let money = cost.map(|cost| cost * f64::from(strength.get()) / sum);
                *coverage.money.entry(carrier.item).or_default() += money.unwrap_or(0.0);
                if let Some(goal) = coverage.goals.get_mut(place) {
                    goal.money += money.unwrap_or(0.0);
                    goal.supports.push(Support { item: carrier.item, strength, money });
                }
            }
        }
        for goal in &mut coverage.goals {
            goal.degree = degree(goal.supports.iter().map(|support| support.strength));
            goal.money_share = if coverage.total > 0.0 { goal.money / coverage.total } else { 0.0 };
            goal.supports.sort_by_key(|support| std::cmp::Reverse(support.strength));
        }
        coverage.places = places;
        coverage.weighted = coverage.goals.iter().map(|goal| goal.weight * goal.degree).sum();
        coverage
    }

    /// Where a goal stands in the list.
    pub fn place(&self, id: NodeId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// The goal's row.
    pub fn goal(&self, id: NodeId) -> Option<&GoalCoverage> {
        self.places.get(&id).and_then(|place| self.goals.get(*place))
    }

    /// Goals whose share of the money is farther from their weight than `margin`, farthest first. None
    /// while no money is planned.
    pub fn mismatches(&self, margin: f64) -> Vec<&GoalCoverage> {
        if self.total <= 0.0 {
            return Vec::new();
        }
        let mut found: Vec<&GoalCoverage> =
            self.goals.iter().filter(|goal| goal.difference().abs() > margin).collect();
        found.sort_by(|a, b| b.difference().abs().total_cmp(&a.difference().abs()));
        found
    }

    /// What each carrier carries of the weighted coverage, most first: of every goal its part of the
    /// strengths. Sums to [`Coverage::weighted`].
    pub fn carried_by(&self) -> Vec<(Item, f64)> {
        let mut carried: IdMap<Item, f64> = IdMap::default();
        for goal in &self.goals {
            let sum: f64 = goal.supports.iter().map(|support| f64::from(support.strength.get())).sum();
            for support in &goal.supports {
                *carried.entry(support.item).or_default() +=
                    goal.weight * goal.degree * f64::from(support.strength.get()) / sum;
            }
        }
        let mut carried: Vec<(Item, f64)> = carried.into_iter().collect();
        carried.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        carried
    }

    /// The fewest carriers that together carry at least half of the weighted coverage, and their part of
    /// it. None while nothing is carried.
    pub fn concentrated(&self) -> Option<(Vec<Item>, f64)> {
        if self.weighted <= 0.0 {
            return None;
        }
        let mut sum = 0.0;
        let mut few = Vec::new();
        for (item, part) in self.carried_by() {
            if sum >= 0.5 * self.weighted {
                break;
            }
            sum += part;
            few.push(item);
        }
        Some((few, sum / self.weighted))
    }

    /// The money of a carrier that reaches goals, in minor units; 0 for one that carries none.
    pub fn money_of(&self, item: Item) -> f64 {
        self.money.get(&item).copied().unwrap_or(0.0)
    }
}

/// Is the coverage that of an earlier state of the map, as long as projects and weights are the same? Besides
/// them it follows from links and from what carriers cost and when they run.
pub fn is_kept(old: &Strategy, new: &Strategy) -> bool {
    let of_node = |node: &Node| (node.id, node.kind, node.cost, node.start, node.due);
    let of_link = |link: &Link| (link.from, link.to, link.kind, link.strength);
    are_alike(&old.nodes, &new.nodes, |a, b| of_node(a) == of_node(b))
        && are_alike(&old.links, &new.links, |a, b| of_link(a) == of_link(b))
}

/// Does a programme carry something through its projects?
pub fn carries_through_projects(strategy: &Strategy, graph: &Graph, programme: NodeId) -> bool {
    let carries = |project: &ProjectId| {
        graph.links_from(strategy, Item::Project(*project)).any(|link| link.carries() && link.to != programme)
    };
    graph.node(strategy, programme).is_some_and(|node| node.kind == Kind::Programme)
        && graph.housed(programme).iter().any(carries)
}
