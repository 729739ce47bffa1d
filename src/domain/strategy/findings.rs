//! What the map lacks: orphans, overload, mismatches, and hints on how goals are put. Nothing here stops
//! anybody.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::coverage::{Coverage, carries_through_projects, live_projects};
use super::graph::Graph;
use super::measure::{Standing, Status};
use super::{Item, Kind, Place, Strategy};
use crate::domain::id::{LinkId, NodeId, ProjectId};
use crate::domain::text::Name;
use crate::domain::{Money, Workspace};

/// Something found.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// Nothing carries the goal.
    GoalWithoutCarrier {
        /// Which.
        goal: NodeId,
        /// Its share of all weight.
        weight: f64,
    },
    /// The project serves nothing.
    ProjectWithoutGoal {
        /// Which.
        project: ProjectId,
        /// What it costs.
        cost: Option<Money>,
    },
    /// The initiative or programme serves nothing, nor do its projects.
    CarrierWithoutGoal {
        /// Which.
        node: NodeId,
        /// What it costs.
        cost: Option<Money>,
    },
    /// Nobody answers for the measure.
    MeasureWithoutOwner(NodeId),
    /// The measure has no baseline or no target.
    MeasureWithoutTarget(NodeId),
    /// An owner has more than agreed.
    OwnerOverloaded {
        /// Who.
        owner: Name,
        /// How many items.
        items: usize,
        /// How many are agreed.
        limit: usize,
        /// The first of them.
        first: Item,
    },
    /// The money does not go where the weight is.
    Mismatch {
        /// Which goal.
        goal: NodeId,
        /// Its share of all weight.
        weight: f64,
        /// Its share of the money.
        share: f64,
        /// What most of its money goes to.
        largest: Option<Item>,
    },
    /// The goal has one carrier only.
    SingleCarrier {
        /// Which goal.
        goal: NodeId,
        /// The carrier.
        item: Item,
    },
    /// Something was proposed or countered and not agreed.
    OpenTalk {
        /// Which link.
        link: LinkId,
        /// What it goes from.
        from: Item,
        /// What it goes to.
        to: NodeId,
    },
    /// The measure is behind its line.
    MeasureBehind {
        /// Which.
        measure: NodeId,
        /// How it stands.
        standing: Standing,
    },
    /// The measure's value is overdue.
    ReadingLate(NodeId),
    /// The target lies the worse way from the baseline.
    TargetContradicts(NodeId),
    /// The node stands nowhere.
    Unplaced(NodeId),
    /// Stated weights of siblings that all have one do not sum to 100.
    WeightsOff {
        /// What the siblings stand under; none at the top.
        group: Option<NodeId>,
        /// The first of them.
        first: NodeId,
        /// What they sum to.
        sum: f64,
    },
    /// The goal has no measure.
    NotMeasurable(NodeId),
    /// The goal has no day by which it is to be reached.
    NotDated(NodeId),
    /// Nobody answers for the theme or goal.
    NotOwned(NodeId),
    /// Too many stand under one node to keep in mind.
    TooMany {
        /// Under what; none at the top.
        under: Option<NodeId>,
        /// How many.
        count: usize,
        /// What they are.
        kind: Kind,
        /// The first of them.
        first: NodeId,
    },
    /// The node has no name.
    Unnamed(NodeId),
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gravity {
    /// Something is missing or does not fit.
    Attention,
    /// It could be put better.
    Hint,
}

/// The sort of a finding, for grouping and filtering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// Goals that nothing carries.
    Goals,
    /// Projects and other carriers that serve nothing.
    Carriers,
    /// Money against weight.
    Money,
    /// Measures.
    Measures,
    /// Owners.
    Owners,
    /// Open talks.
    Talks,
    /// Nodes without a place.
    Places,
    /// How goals are put.
    Wording,
}

impl Sort {
    /// Every sort, gravest first.
    pub const ALL: [Self; 8] = [
        Self::Goals,
        Self::Carriers,
        Self::Money,
        Self::Measures,
        Self::Owners,
        Self::Talks,
        Self::Places,
        Self::Wording,
    ];
}

impl Finding {
    /// Where to look.
    pub const fn place(&self) -> Item {
        match self {
            Self::GoalWithoutCarrier { goal: id, .. }
            | Self::Mismatch { goal: id, .. }
            | Self::SingleCarrier { goal: id, .. }
            | Self::CarrierWithoutGoal { node: id, .. }
            | Self::MeasureWithoutOwner(id)
            | Self::MeasureWithoutTarget(id)
            | Self::MeasureBehind { measure: id, .. }
            | Self::ReadingLate(id)
            | Self::TargetContradicts(id)
            | Self::Unplaced(id)
            | Self::WeightsOff { first: id, .. }
            | Self::NotMeasurable(id)
            | Self::NotDated(id)
            | Self::NotOwned(id)
            | Self::TooMany { first: id, .. }
            | Self::Unnamed(id) => Item::Node(*id),
            Self::ProjectWithoutGoal { project, .. } => Item::Project(*project),
            Self::OwnerOverloaded { first, .. } => *first,
            Self::OpenTalk { from, .. } => *from,
        }
    }

    /// Its sort.
    pub const fn sort(&self) -> Sort {
        match self {
            Self::GoalWithoutCarrier { .. } | Self::SingleCarrier { .. } => Sort::Goals,
            Self::ProjectWithoutGoal { .. } | Self::CarrierWithoutGoal { .. } => Sort::Carriers,
            Self::Mismatch { .. } => Sort::Money,
            Self::MeasureWithoutOwner(_)
            | Self::MeasureWithoutTarget(_)
            | Self::MeasureBehind { .. }
            | Self::ReadingLate(_)
            | Self::TargetContradicts(_) => Sort::Measures,
            Self::OwnerOverloaded { .. } => Sort::Owners,
            Self::OpenTalk { .. } => Sort::Talks,
            Self::Unplaced(_) => Sort::Places,
            Self::WeightsOff { .. }
            | Self::NotMeasurable(_)
            | Self::NotDated(_)
            | Self::NotOwned(_)
            | Self::TooMany { .. }
            | Self::Unnamed(_) => Sort::Wording,
        }
    }

    /// How much it matters.
    pub fn gravity(&self) -> Gravity {
        match self {
            Self::SingleCarrier { .. } | Self::ReadingLate(_) => Gravity::Hint,
            Self::MeasureBehind { standing, .. } if standing.status == Status::Attention => Gravity::Hint,
            other if other.sort() == Sort::Wording => Gravity::Hint,
            _ => Gravity::Attention,
        }
    }
}

/// The items that each owner answers for: goals, carriers, projects, and measures where the rules count
/// them. Keyed by the owner's name; an empty one counts for nobody.
pub fn owner_loads(workspace: &Workspace) -> BTreeMap<Name, Vec<Item>> {
    let strategy = &workspace.strategy;
    let mut loads: BTreeMap<Name, Vec<Item>> = BTreeMap::new();
    for node in strategy.nodes.iter() {
        let counts = match node.kind {
            Kind::Goal | Kind::Initiative | Kind::Programme => true,
            Kind::Measure => strategy.rules.owner_counts_measures,
            Kind::Vision | Kind::Mission | Kind::Theme => false,
        };
        if counts && !node.owner.is_empty() {
            loads.entry(node.owner.clone()).or_default().push(Item::Node(node.id));
        }
    }
    for project in live_projects(workspace).filter(|project| !project.owner.is_empty()) {
        loads.entry(project.owner.clone()).or_default().push(Item::Project(project.id));
    }
    loads
}

/// Everything found, gravest first, then by sort and the order of the map. `today` says what is overdue.
pub fn findings(workspace: &Workspace, graph: &Graph, today: NaiveDate) -> Vec<Finding> {
    findings_with(workspace, graph, &Coverage::of(workspace, graph), today)
}

/// As [`findings`], with the coverage that is known already.
pub fn findings_with(
    workspace: &Workspace,
    graph: &Graph,
    coverage: &Coverage,
    today: NaiveDate,
) -> Vec<Finding> {
    let strategy = &workspace.strategy;
    if strategy.nodes.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    of_goals(strategy, graph, coverage, &mut found);
    of_carriers(workspace, graph, &mut found);
    of_money(strategy, coverage, &mut found);
    of_measures(strategy, today, &mut found);
    of_owners(workspace, &mut found);
    for link in strategy.links.iter().filter(|link| link.is_open()) {
        found.push(Finding::OpenTalk { link: link.id, from: link.from, to: link.to });
    }
    found.extend(graph.unplaced.iter().map(|id| Finding::Unplaced(*id)));
    of_wording(strategy, graph, &mut found);
    found.sort_by_key(|finding| (finding.gravity(), finding.sort()));
    found
}

fn of_goals(strategy: &Strategy, graph: &Graph, coverage: &Coverage, found: &mut Vec<Finding>) {
    for goal in &coverage.goals {
        match goal.supports.as_slice() {
            // A theme that is not decomposed yet is not a goal without a carrier.
            [] if is_goal(strategy, graph, goal.goal) => {
                found.push(Finding::GoalWithoutCarrier { goal: goal.goal, weight: goal.weight });
            }
            [only] => found.push(Finding::SingleCarrier { goal: goal.goal, item: only.item }),
            _ => {}
        }
    }
}

fn is_goal(strategy: &Strategy, graph: &Graph, id: NodeId) -> bool {
    graph.node(strategy, id).is_some_and(|node| node.kind == Kind::Goal)
}

fn of_carriers(workspace: &Workspace, graph: &Graph, found: &mut Vec<Finding>) {
    let strategy = &workspace.strategy;
    let serves = |item: Item| graph.links_from(strategy, item).any(|link| link.carries());
    for project in live_projects(workspace).filter(|project| !serves(Item::Project(project.id))) {
        found.push(Finding::ProjectWithoutGoal { project: project.id, cost: project.cost });
    }
    for node in strategy.nodes.iter().filter(|node| node.kind.is_carrier()) {
        if !serves(Item::Node(node.id)) && !carries_through_projects(strategy, graph, node.id) {
            found.push(Finding::CarrierWithoutGoal { node: node.id, cost: node.cost });
        }
    }
}

fn of_money(strategy: &Strategy, coverage: &Coverage, found: &mut Vec<Finding>) {
    for goal in coverage.mismatches(strategy.rules.mismatch_from.get()) {
        // Without any carrier, the goal is an orphan, which says more.
        if goal.supports.is_empty() {
            continue;
        }
        let paid = goal.supports.iter().filter_map(|support| Some((support.item, support.money?)));
        let largest = paid.reduce(|best, next| if next.1 > best.1 { next } else { best });
        found.push(Finding::Mismatch {
            goal: goal.goal,
            weight: goal.weight,
            share: goal.money_share,
            largest: largest.map(|(item, _)| item),
        });
    }
}

fn of_measures(strategy: &Strategy, today: NaiveDate, found: &mut Vec<Finding>) {
    for node in strategy.nodes.iter().filter(|node| node.kind == Kind::Measure) {
        if node.owner.is_empty() {
            found.push(Finding::MeasureWithoutOwner(node.id));
        }
        let Some(measure) = node.measure.as_ref().filter(|measure| !measure.line().is_empty()) else {
            found.push(Finding::MeasureWithoutTarget(node.id));
            continue;
        };
        if measure.target_contradicts_direction() {
            found.push(Finding::TargetContradicts(node.id));
        }
        if let Some(standing) = measure.standing(&strategy.rules)
            && standing.status != Status::OnTrack
        {
            found.push(Finding::MeasureBehind { measure: node.id, standing });
        }
        if measure.is_late(today) {
            found.push(Finding::ReadingLate(node.id));
        }
    }
}

fn of_owners(workspace: &Workspace, found: &mut Vec<Finding>) {
    let limit = usize::try_from(workspace.strategy.rules.owner_limit).unwrap_or(usize::MAX);
    for (owner, items) in owner_loads(workspace) {
        if let Some(first) = items.first().filter(|_| items.len() > limit) {
            found.push(Finding::OwnerOverloaded { owner, items: items.len(), limit, first: *first });
        }
    }
}

fn of_wording(strategy: &Strategy, graph: &Graph, found: &mut Vec<Finding>) {
    for node in strategy.nodes.iter() {
        if node.name.is_empty() {
            found.push(Finding::Unnamed(node.id));
        }
        if node.kind == Kind::Goal {
            let below = || graph.children(node.id).iter().filter_map(|id| graph.node(strategy, *id));
            // A theme or goal below shares its weight, so that it is the one to be measured and dated.
            let has_goals = !strategy.weighted_at(graph, Place::Under(node.id)).is_empty();
            let measures = || below().filter(|node| node.kind == Kind::Measure);
            if strategy.uses(Kind::Measure) && !has_goals && measures().next().is_none() {
                found.push(Finding::NotMeasurable(node.id));
            }
            let dated_by_measure = || {
                measures().any(|node| {
                    node.due.is_some()
                        || node.measure.as_ref().is_some_and(|measure| measure.target.is_some())
                })
            };
            if node.due.is_none() && !has_goals && !dated_by_measure() {
                found.push(Finding::NotDated(node.id));
            }
        }
        if matches!(node.kind, Kind::Goal) && node.owner.is_empty() {
            found.push(Finding::NotOwned(node.id));
        }
    }
    let limit = usize::try_from(strategy.rules.children_limit).unwrap_or(usize::MAX);
    let places = std::iter::once(Place::Top).chain(strategy.nodes.iter().map(|node| Place::Under(node.id)));
    for place in places {
        let siblings = strategy.weighted_at(graph, place);
        let Some(first) = siblings.first().copied() else { continue };
        if siblings.len() > limit {
            let kind = graph.node(strategy, first).map(|node| node.kind).unwrap_or_default();
            found.push(Finding::TooMany { under: place.parent(), count: siblings.len(), kind, first });
        }
        let stated: Vec<f64> = siblings
            .iter()
            .filter_map(|id| graph.node(strategy, *id)?.weight.map(super::Weight::get))
            .collect();
        let sum: f64 = stated.iter().sum();
        let is_whole = stated.len() == siblings.len() && !stated.is_empty();
        if (is_whole && (sum - 100.0).abs() > 0.5) || sum > 100.5 {
            found.push(Finding::WeightsOff { group: place.parent(), first, sum });
        }
    }
}
