//! From the document to the numbers that the solver reads, and back.
//!
//! Money is counted in its greatest common divisor and so is effort, so that both become small whole
//! numbers and sums of them are exact. Value is counted as it is.

use std::collections::{BTreeMap, HashMap};

use super::model::{Constraint, ConstraintId, Fund, Item, Measure as Amounts, Model, Pair, Rule as Kept};
use super::timetable::{Budget, Deadline, Link, RoleCapacity, Task, Timetable};
use super::{
    Group, Horizon, Measure, Outline, Plan, Portfolio, Quantity, Rule, Says, Schedule, Share, Slot, find,
};
use crate::domain::id::{PoolId, ProjectId, RoleId, RuleId};
use crate::domain::{Money, Project, ProjectStatus, Workspace};

/// What a constraint of the model stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// A rule.
    Rule(RuleId),
    /// The capacity rule of a role, in one period.
    Capacity {
        /// The rule.
        rule: RuleId,
        /// The role.
        role: RoleId,
        /// The period.
        period: u32,
    },
    /// A pool in one year.
    Pool {
        /// The rule.
        rule: RuleId,
        /// The year.
        year: i32,
    },
    /// A project that cannot be done within the horizon.
    DoesNotFit(ProjectId),
    /// A project forced in or out to see what changes.
    Probe(ProjectId),
}

impl Meaning {
    /// The rule behind it.
    pub const fn rule(self) -> Option<RuleId> {
        match self {
            Self::Rule(rule) | Self::Capacity { rule, .. } | Self::Pool { rule, .. } => Some(rule),
            Self::DoesNotFit(_) | Self::Probe(_) => None,
        }
    }
}

/// What the numbers stand for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Key {
    /// The project of each item.
    pub projects: Vec<ProjectId>,
    /// Where each item starts when starts are fixed.
    pub starts: Vec<u32>,
    /// What each constraint stands for.
    pub meanings: Vec<Meaning>,
    /// Minor units of money in one unit of the model.
    pub money_unit: i64,
    /// Thousandths of effort in one unit of the model.
    pub effort_unit: i64,
    /// The measure of total cost, where the model has it.
    pub total_cost: Option<usize>,
    /// Rules that this kind of model cannot express.
    pub left_out: Vec<RuleId>,
}

impl Key {
    /// The meaning of a constraint.
    pub fn meaning(&self, id: ConstraintId) -> Option<Meaning> {
        self.meanings.get(id.0 as usize).copied()
    }

    /// Money of an amount in the model.
    pub fn money(&self, amount: f64) -> Money {
        #[expect(clippy::cast_precision_loss, reason = "units are far below the exact range")]
        let minor = (amount * self.money_unit as f64).round();
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "cut to the limit")]
        let minor = minor.clamp(-(Money::LIMIT as f64), Money::LIMIT as f64) as i64;
        Money::from_minor(minor).unwrap_or_default()
    }

    /// Effort of an amount in the model.
    pub fn effort(&self, amount: f64) -> Quantity {
        #[expect(clippy::cast_precision_loss, reason = "units are far below the exact range")]
        let number = amount * self.effort_unit as f64 / 1_000.0;
        Quantity::nearest(number).unwrap_or_default()
    }

    /// The item of a project.
    pub fn item(&self, project: ProjectId) -> Option<usize> {
        self.projects.iter().position(|other| *other == project)
    }

    /// A choice of items with their shares as projects with their slots.
    pub fn schedule(&self, items: impl IntoIterator<Item = (usize, f64)>) -> Schedule {
        let slots = items.into_iter().filter_map(|(item, share)| {
            let start = *self.starts.get(item)?;
            Some((*self.projects.get(item)?, Slot { start, share: nearest_share(share) }))
        });
        std::sync::Arc::new(slots.collect())
    }

    /// Starts as projects with their slots.
    pub fn timed(&self, starts: &[Option<usize>]) -> Schedule {
        let slots = self.projects.iter().zip(starts).filter_map(|(project, start)| {
            let start = u32::try_from((*start)?).ok()?;
            Some((*project, Slot { start, share: Share::ALL }))
        });
        std::sync::Arc::new(slots.collect())
    }
}

/// The nearest share in ten-thousandths.
pub fn nearest_share(share: f64) -> Share {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=10000")]
    let basis = (share * 10_000.0).round().clamp(0.0, 10_000.0) as u32;
    Share::from_basis(basis).unwrap_or_default()
}

/// A projects' data that both kinds of model are made from.
pub struct Frame<'a> {
    part: &'a Portfolio,
    horizon: Horizon,
    /// Candidates: what is neither done nor cancelled, in the order of the list.
    pub projects: Vec<&'a Project>,
    /// Their plans, gaps filled.
    pub outlines: Vec<Outline>,
    index: HashMap<ProjectId, usize>,
    money_unit: i64,
    effort_unit: i64,
}

impl std::fmt::Debug for Frame<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Frame").field("projects", &self.projects.len()).finish_non_exhaustive()
    }
}

/// Can a project of this status be chosen?
pub const fn is_open(status: ProjectStatus) -> bool {
    !matches!(status, ProjectStatus::Done | ProjectStatus::Cancelled)
}

const fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a.cast_signed()
}

impl<'a> Frame<'a> {
    /// The data of a workspace, with its portfolio part as it is or as a scenario has it.
    pub fn new(workspace: &'a Workspace, part: &'a Portfolio) -> Self {
        let horizon = part.horizon;
        let projects: Vec<&Project> = (workspace.projects.iter().map(AsRef::as_ref))
            .filter(|project: &&Project| is_open(project.status))
            .collect();
        let outlines: Vec<Outline> = projects
            .iter()
            .map(|project| Outline::of(project, part.plans.get(&project.id), horizon))
            .collect();
        let index = projects.iter().enumerate().map(|(at, project)| (project.id, at)).collect();
        let mut money_unit = 0;
        let mut effort_unit = 0;
        for outline in &outlines {
            money_unit = outline.cost.iter().fold(money_unit, |unit, cost| gcd(unit, cost.minor()));
            let efforts = outline.demand.values().flatten();
            effort_unit = efforts.fold(effort_unit, |unit, effort| gcd(unit, effort.milli()));
        }
        for rule in part.rules.iter() {
            match &rule.says {
                Says::Budget { max, .. } => money_unit = gcd(money_unit, max.minor()),
                Says::SharedCost { saving, .. } => money_unit = gcd(money_unit, saving.minor()),
                Says::Group { within: Measure::Money { min, max }, .. } => {
                    for limit in [min, max].into_iter().flatten() {
                        money_unit = gcd(money_unit, limit.minor());
                    }
                }
                _ => {}
            }
        }
        for role in part.roles.iter() {
            effort_unit = role.capacity.iter().fold(effort_unit, |unit, effort| gcd(unit, effort.milli()));
        }
        for pool in part.pools.iter() {
            money_unit = pool.by_year.values().fold(money_unit, |unit, money| gcd(unit, money.minor()));
        }
        Self {
            part,
            horizon,
            projects,
            outlines,
            index,
            money_unit: money_unit.max(1),
            effort_unit: effort_unit.max(1),
        }
    }

    fn money(&self, money: Money) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "money is exact as a double, and this is a divisor")]
        let amount = (money.minor() / self.money_unit) as f64;
        amount
    }

    fn effort(&self, effort: Quantity) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "effort is exact as a double, and this is a divisor")]
        let amount = (effort.milli() / self.effort_unit) as f64;
        amount
    }

    fn items(&self, projects: &[ProjectId]) -> Vec<usize> {
        let mut items: Vec<usize> =
            projects.iter().filter_map(|project| self.index.get(project).copied()).collect();
        items.sort_unstable();
        items.dedup();
        items
    }

    fn group(&self, group: &Group) -> Vec<usize> {
        let of = |test: &dyn Fn(Option<&Plan>) -> bool| {
            let plan = |project: &Project| self.part.plans.get(&project.id).map(AsRef::as_ref);
            (self.projects.iter().enumerate())
                .filter(|(_, project)| test(plan(project)))
                .map(|(item, _)| item)
                .collect()
        };
        match group {
            Group::Category(category) => {
                of(&|plan| plan.is_some_and(|plan| plan.category == Some(*category)))
            }
            Group::Risk(level) => {
                of(&|plan| plan.is_some_and(|plan| plan.risk.is_some_and(|risk| risk >= *level)))
            }
            Group::Projects(projects) => self.items(projects),
        }
    }

    fn value(&self, project: ProjectId) -> f64 {
        self.part.values().map_or(0.0, |values| values.of(project).number())
    }

    fn key(&self) -> Key {
        Key {
            projects: self.projects.iter().map(|project| project.id).collect(),
            starts: self.outlines.iter().map(|outline| outline.start).collect(),
            money_unit: self.money_unit,
            effort_unit: self.effort_unit,
            ..Key::default()
        }
    }
}

/// A model that is being made, with the names given so far.
struct Draft<'a> {
    frame: &'a Frame<'a>,
    key: Key,
    measures: Vec<Amounts>,
    constraints: Vec<Constraint>,
    years: BTreeMap<i32, usize>,
}

impl<'a> Draft<'a> {
    fn new(frame: &'a Frame<'a>) -> Self {
        Self {
            frame,
            key: frame.key(),
            measures: Vec::new(),
            constraints: Vec::new(),
            years: BTreeMap::new(),
        }
    }

    fn name(&mut self, meaning: Meaning) -> ConstraintId {
        self.key.meanings.push(meaning);
        ConstraintId(u32::try_from(self.key.meanings.len() - 1).unwrap_or(u32::MAX))
    }

    fn add(&mut self, meaning: Meaning, rule: Kept) {
        let id = self.name(meaning);
        self.constraints.push(Constraint { id, on: true, rule });
    }

    fn measure(&mut self, amounts: impl Iterator<Item = (usize, f64)>) -> usize {
        self.measures.push(Amounts { amounts: amounts.filter(|(_, amount)| *amount != 0.0).collect() });
        self.measures.len() - 1
    }

    /// The measure of all cost within the horizon.
    fn total(&mut self) -> usize {
        if let Some(measure) = self.key.total_cost {
            return measure;
        }
        let frame = self.frame;
        let costs = frame.outlines.iter().enumerate();
        let measure = self.measure(costs.map(|(item, outline)| (item, frame.money(outline.total_cost()))));
        self.key.total_cost = Some(measure);
        measure
    }

    /// The measure of cost in a year, at fixed starts.
    fn year(&mut self, year: i32) -> usize {
        if let Some(measure) = self.years.get(&year) {
            return *measure;
        }
        let frame = self.frame;
        let costs = frame.outlines.iter().enumerate();
        let cost = |outline: &Outline| frame.money(outline.cost_in_year(frame.horizon, outline.start, year));
        let measure = self.measure(costs.map(|(item, outline)| (item, cost(outline))));
        self.years.insert(year, measure);
        measure
    }

    /// Rules on the choice that mean the same in both kinds of model. False for the others.
    fn relation(&mut self, rule: &Rule) -> bool {
        let frame = self.frame;
        let this = Meaning::Rule(rule.id);
        match &rule.says {
            Says::Requires { project, needs } => match (frame.index.get(project), frame.index.get(needs)) {
                (Some(item), Some(needs)) => self.add(this, Kept::Requires { item: *item, needs: *needs }),
                // What it needs can no longer be chosen; what is done is there.
                (Some(item), None) if !self.is_done(*needs) => self.add(this, Kept::MustNot { item: *item }),
                _ => {}
            },
            Says::Excludes { projects } | Says::Options { projects } => {
                let items = frame.items(projects);
                if items.len() > 1 {
                    self.add(this, Kept::Count { items, min: None, max: Some(1) });
                }
            }
            Says::AllOrNone { projects } => {
                let items = frame.items(projects);
                if items.len() > 1 {
                    self.add(this, Kept::AllOrNone { items });
                }
            }
            Says::Group { of, within } => {
                let group = frame.group(of);
                match *within {
                    Measure::Count { min, max } => self.add(this, Kept::Count { items: group, min, max }),
                    Measure::Money { min, max } => {
                        let measure = self.total();
                        let limit = |limit: Option<Money>| limit.map(|limit| frame.money(limit));
                        let (min, max) = (limit(min), limit(max));
                        self.add(this, Kept::Limit { measure, group: Some(group), min, max });
                    }
                    Measure::Share { min, max } => {
                        let measure = self.total();
                        let (min, max) = (min.map(Share::number), max.map(Share::number));
                        self.add(this, Kept::Share { measure, group, min, max });
                    }
                }
            }
            Says::MustNot { project, .. } => {
                if let Some(item) = frame.index.get(project) {
                    self.add(this, Kept::MustNot { item: *item });
                }
            }
            _ => return false,
        }
        true
    }

    /// Is a project that cannot be chosen any more done?
    fn is_done(&self, project: ProjectId) -> bool {
        !self.frame.index.contains_key(&project)
    }
}

/// The model of choosing projects at fixed starts, with its key.
pub fn choice(frame: &Frame<'_>) -> (Model, Key) {
    let mut draft = Draft::new(frame);
    let mut items: Vec<Item> = (frame.projects.iter())
        .map(|project| Item { value: frame.value(project.id), least_share: None })
        .collect();
    draft.total();
    let mut funds: Vec<(RuleId, PoolId)> = Vec::new();
    let mut pairs = Vec::new();
    for (item, _) in frame.outlines.iter().enumerate().filter(|(_, outline)| !outline.fits) {
        let Some(project) = frame.projects.get(item) else { continue };
        draft.add(Meaning::DoesNotFit(project.id), Kept::MustNot { item });
    }
    for rule in frame.part.rules.iter().filter(|rule| rule.on) {
        if draft.relation(rule) {
            continue;
        }
        let this = Meaning::Rule(rule.id);
        match &rule.says {
            Says::Budget { year, max } => {
                let measure = match year {
                    Some(year) => draft.year(*year),
                    None => draft.total(),
                };
                let max = Some(frame.money(*max));
                draft.add(this, Kept::Limit { measure, group: None, min: None, max });
            }
            Says::Capacity { role } => capacity(&mut draft, rule.id, *role),
            Says::Pool { pool } => funds.push((rule.id, *pool)),
            Says::Must { project, finish_by, .. } => {
                let Some(item) = frame.index.get(project).copied() else { continue };
                let Some(outline) = frame.outlines.get(item) else { continue };
                let in_time = finish_by.is_none_or(|by| outline.start + outline.duration <= by + 1);
                // Too late at its fixed start: nothing keeps the rule.
                let kept = if in_time {
                    Kept::Must { item }
                } else {
                    Kept::Count { items: Vec::new(), min: Some(1), max: None }
                };
                draft.add(this, kept);
            }
            Says::After { first, then, lag } => {
                let (Some(first), Some(then)) = (frame.index.get(first), frame.index.get(then)) else {
                    continue;
                };
                let (Some(before), Some(after)) = (frame.outlines.get(*first), frame.outlines.get(*then))
                else {
                    continue;
                };
                let in_order = before.start + before.duration + lag <= after.start;
                let kept = if in_order {
                    Kept::Requires { item: *then, needs: *first }
                } else {
                    Kept::MustNot { item: *then }
                };
                draft.add(this, kept);
            }
            Says::Partial { project, least } => {
                let item = frame.index.get(project).and_then(|item| items.get_mut(*item));
                if let Some(item) = item.filter(|_| *least < Share::ALL && least.basis() > 0) {
                    item.least_share = Some(least.number());
                }
            }
            Says::Synergy { a, b, value } => {
                let counted = frame.part.values().is_some_and(|values| values.with_synergies);
                if let (true, Some(a), Some(b)) = (counted, frame.index.get(a), frame.index.get(b)) {
                    let id = draft.name(this);
                    pairs.push(Pair {
                        id,
                        on: true,
                        items: (*a, *b),
                        value: value.number(),
                        savings: Vec::new(),
                    });
                }
            }
            Says::SharedCost { a, b, saving, year } => {
                let (Some(a), Some(b)) = (frame.index.get(a), frame.index.get(b)) else { continue };
                let later =
                    [a, b].into_iter().filter_map(|item| frame.outlines.get(*item)).map(|o| o.start).max();
                let year = year.unwrap_or_else(|| frame.horizon.year(later.unwrap_or(0)));
                let amount = frame.money(*saving);
                let savings = vec![(draft.year(year), amount), (draft.total(), amount)];
                let id = draft.name(this);
                pairs.push(Pair { id, on: true, items: (*a, *b), value: 0.0, savings });
            }
            _ => {}
        }
    }
    let funds = funds.into_iter().flat_map(|(rule, pool)| fund(&mut draft, rule, pool)).collect();
    let Draft { key, measures, constraints, .. } = draft;
    (Model { items, measures, constraints, pairs, funds }, key)
}

fn capacity(draft: &mut Draft<'_>, rule: RuleId, role: RoleId) {
    let frame = draft.frame;
    for period in 0..frame.horizon.periods() {
        let needs: Vec<(usize, f64)> = (frame.outlines.iter().enumerate())
            .map(|(item, outline)| (item, frame.effort(outline.need(role, outline.start, period))))
            .filter(|(_, need)| *need != 0.0)
            .collect();
        if needs.is_empty() {
            continue;
        }
        let measure = draft.measure(needs.into_iter());
        let max = Some(frame.effort(frame.part.capacity(role, period)));
        draft.add(
            Meaning::Capacity { rule, role, period },
            Kept::Limit { measure, group: None, min: None, max },
        );
    }
}

fn fund(draft: &mut Draft<'_>, rule: RuleId, pool: PoolId) -> Vec<Fund> {
    let frame = draft.frame;
    let Some(pool) = find(&frame.part.pools, pool) else { return Vec::new() };
    let pays_for = frame.items(&pool.pays);
    let max_share = (pool.max_share < Share::ALL).then(|| pool.max_share.number());
    pool.by_year
        .iter()
        .filter(|(_, money)| money.minor() > 0)
        .map(|(year, money)| {
            let measure = draft.year(*year);
            let id = draft.name(Meaning::Pool { rule, year: *year });
            Fund { id, on: true, measure, pays_for: pays_for.clone(), max: frame.money(*money), max_share }
        })
        .collect()
}

/// The model of choosing projects and their starts together, with its key. Gains of pairs, pools and
/// partial funding are left out and named in the key.
pub fn timetable(frame: &Frame<'_>) -> (Timetable, Key) {
    let mut draft = Draft::new(frame);
    let roles: Vec<RoleId> = frame.part.roles.iter().map(|role| role.id).collect();
    let tasks: Vec<Task> = (frame.projects.iter().zip(&frame.outlines))
        .map(|(project, outline)| Task {
            value: frame.value(project.id),
            duration: outline.duration as usize,
            earliest: outline.earliest as usize,
            latest: Some(outline.latest as usize),
            work: roles
                .iter()
                .map(|role| {
                    let profile = outline.demand.get(role);
                    profile
                        .map_or_else(Vec::new, |work| work.iter().map(|need| frame.effort(*need)).collect())
                })
                .collect(),
            cost: outline.cost.iter().map(|cost| frame.money(*cost)).collect(),
        })
        .collect();
    let mut capacities = Vec::new();
    let mut budgets = Vec::new();
    let mut links = Vec::new();
    let mut deadlines = Vec::new();
    for (item, _) in frame.outlines.iter().enumerate().filter(|(_, outline)| !outline.fits) {
        let Some(project) = frame.projects.get(item) else { continue };
        draft.add(Meaning::DoesNotFit(project.id), Kept::MustNot { item });
    }
    for rule in frame.part.rules.iter().filter(|rule| rule.on) {
        if draft.relation(rule) {
            continue;
        }
        let this = Meaning::Rule(rule.id);
        match &rule.says {
            Says::Budget { year, max } => {
                let within = |period: &u32| year.is_none_or(|year| frame.horizon.year(*period) == year);
                let periods: Vec<u32> = (0..frame.horizon.periods()).filter(within).collect();
                let (Some(from), Some(to)) = (periods.first(), periods.last()) else { continue };
                let id = draft.name(this);
                let (from, to) = (*from as usize, *to as usize + 1);
                budgets.push(Budget { id, on: true, from, to, max: frame.money(*max) });
            }
            Says::Capacity { role } => {
                let id = draft.name(Meaning::Rule(rule.id));
                capacities.push((*role, id));
            }
            Says::Must { project, finish_by, .. } => {
                let Some(item) = frame.index.get(project).copied() else { continue };
                draft.add(this, Kept::Must { item });
                if let Some(by) = finish_by {
                    let id = draft.name(this);
                    deadlines.push(Deadline { id, on: true, project: item, end: *by as usize + 1 });
                }
            }
            Says::After { first, then, lag } => {
                let (Some(first), Some(then)) = (frame.index.get(first), frame.index.get(then)) else {
                    continue;
                };
                let id = draft.name(this);
                let lag = i32::try_from(*lag).unwrap_or(0);
                links.push(Link { id, on: true, before: *first, after: *then, lag });
            }
            Says::Pool { .. } | Says::Partial { .. } | Says::Synergy { .. } | Says::SharedCost { .. } => {
                draft.key.left_out.push(rule.id);
            }
            _ => {}
        }
    }
    // A role without a rule on it has room without end.
    let periods = frame.horizon.periods();
    let role_rows = roles
        .iter()
        .map(|role| {
            let rule = capacities.iter().find(|(of, _)| of == role).map(|(_, id)| *id);
            let on = rule.is_some();
            let id = rule.unwrap_or_else(|| draft.name(Meaning::DoesNotFit(ProjectId::from_number(0))));
            let capacity =
                (0..periods).map(|period| frame.effort(frame.part.capacity(*role, period))).collect();
            RoleCapacity { id, on, capacity }
        })
        .collect();
    let Draft { key, measures, constraints, .. } = draft;
    let timetable = Timetable {
        periods: periods as usize,
        rate: frame.part.discount.number(),
        projects: tasks,
        roles: role_rows,
        budgets,
        links,
        deadlines,
        constraints,
        measures,
    };
    (timetable, key)
}
