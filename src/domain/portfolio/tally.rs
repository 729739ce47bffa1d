//! What a schedule amounts to, straight from the document: money by year, demand by role and period, value,
//! and every rule that it breaks. It reads no model, so it checks the translation as well as the solver.

use std::collections::{BTreeMap, BTreeSet};

use super::funding::{Payer, assign};
use super::{Group, Horizon, Measure, Outline, Portfolio, Quantity, Rule, Says, Schedule, Share, Slot, find};
use crate::domain::id::{PoolId, ProjectId, RoleId, RuleId};
use crate::domain::{Money, Project, Workspace};

/// A rule that a schedule breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// More money than a budget has.
    Money {
        /// The rule.
        rule: RuleId,
        /// Spent from the budget.
        spent: Money,
        /// What there is.
        max: Money,
    },
    /// More demand for a role than it has.
    Overload(Overload),
    /// A relation, a group or a must that is not kept.
    Relation(RuleId),
    /// A start outside the limits of its project.
    Start(ProjectId),
    /// It does not end within the horizon.
    Late(ProjectId),
}

/// Demand above capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overload {
    /// The rule that it breaks; none when the role has no rule that is on.
    pub rule: Option<RuleId>,
    /// The role.
    pub role: RoleId,
    /// The period.
    pub period: u32,
    /// What is needed.
    pub demand: Quantity,
    /// What there is.
    pub capacity: Quantity,
}

impl Overload {
    /// What is missing.
    pub const fn missing(self) -> Quantity {
        self.demand.minus(self.capacity)
    }
}

/// What a schedule amounts to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tally {
    /// Value, discounted by finish when starts are free, with gains of pairs when they are fixed.
    pub value: f64,
    /// Cost in all, savings taken off.
    pub cost: Money,
    /// Cost of each year that has any, savings taken off.
    pub by_year: BTreeMap<i32, Money>,
    /// What each pool pays of a year's cost, for each year in which any does: so that together they pay as much as
    /// they may, no cost twice.
    pub funded: BTreeMap<i32, BTreeMap<PoolId, Money>>,
    /// Demand of each role in each period.
    pub demand: BTreeMap<RoleId, Vec<Quantity>>,
    /// What is broken.
    pub breaches: Vec<Breach>,
}

impl Tally {
    /// What is spent in a year of its budget: its cost less what pools pay.
    pub fn spent(&self, year: i32) -> Money {
        let cost = self.by_year.get(&year).copied().unwrap_or_default().minor();
        let paid = self.funded.get(&year).into_iter().flat_map(BTreeMap::values);
        money(cost - paid.map(|paid| paid.minor()).sum::<i64>())
    }

    /// The overloads, worst share first.
    pub fn overloads(&self) -> Vec<Overload> {
        let mut all: Vec<Overload> = self
            .breaches
            .iter()
            .filter_map(|breach| if let Breach::Overload(overload) = breach { Some(*overload) } else { None })
            .collect();
        let share = |o: &Overload| o.demand.number() / o.capacity.number().max(1e-9);
        all.sort_by(|a, b| share(b).total_cmp(&share(a)).then(a.period.cmp(&b.period)));
        all
    }
}

/// A workspace's schedule with what is needed to weigh it.
#[derive(Debug)]
struct Scale<'a> {
    part: &'a Portfolio,
    horizon: Horizon,
    chosen: BTreeMap<ProjectId, (&'a Project, Outline, Slot)>,
}

fn part_of(amount: i64, share: Share) -> i64 {
    let whole = i128::from(amount) * i128::from(share.basis());
    i64::try_from(whole / 10_000).unwrap_or(i64::MAX)
}

fn money(minor: i64) -> Money {
    Money::from_minor(minor.clamp(-Money::LIMIT, Money::LIMIT)).unwrap_or_default()
}

impl Scale<'_> {
    fn holds(&self, project: ProjectId) -> bool {
        self.chosen.contains_key(&project)
    }

    /// Cost of a project in a year, or in all.
    fn cost(&self, project: ProjectId, year: Option<i32>) -> i64 {
        self.chosen.get(&project).map_or(0, |(_, outline, slot)| {
            let cost = match year {
                Some(year) => outline.cost_in_year(self.horizon, slot.start, year),
                None => outline.total_cost(),
            };
            part_of(cost.minor(), slot.share)
        })
    }

    /// Savings that apply: the two projects, the year, the amount.
    fn savings(&self) -> Vec<(ProjectId, ProjectId, i32, i64)> {
        if self.part.free_starts {
            return Vec::new();
        }
        let applying = self.part.rules.iter().filter(|rule| rule.on);
        applying
            .filter_map(|rule| match rule.says {
                Says::SharedCost { a, b, saving, year } if self.holds(a) && self.holds(b) => {
                    let start = |id: ProjectId| self.chosen.get(&id).map_or(0, |(_, _, slot)| slot.start);
                    let year = year.unwrap_or_else(|| self.horizon.year(start(a).max(start(b))));
                    Some((a, b, year, saving.minor()))
                }
                _ => None,
            })
            .collect()
    }

    fn members(&self, group: &Group) -> BTreeSet<ProjectId> {
        let plan = |id: &ProjectId| self.part.plans.get(id);
        let all = self.chosen.keys().copied();
        match group {
            Group::Category(kind) => {
                all.filter(|id| plan(id).is_some_and(|plan| plan.category == Some(*kind))).collect()
            }
            Group::Risk(level) => all
                .filter(|id| plan(id).is_some_and(|plan| plan.risk.is_some_and(|risk| risk >= *level)))
                .collect(),
            Group::Projects(projects) => all.filter(|id| projects.contains(id)).collect(),
        }
    }

    fn value(&self) -> f64 {
        let Some(values) = self.part.values() else { return 0.0 };
        let mut value = 0.0;
        for (id, (_, outline, slot)) in &self.chosen {
            let full = values.of(*id).number() * slot.share.number();
            value += if self.part.free_starts {
                full * Horizon::discount(self.part.discount, slot.start + outline.duration)
            } else {
                full
            };
        }
        if self.part.free_starts || !values.with_synergies {
            return value;
        }
        let gains = self.part.rules.iter().filter(|rule| rule.on).filter_map(|rule| match rule.says {
            Says::Synergy { a, b, value } if self.holds(a) && self.holds(b) => Some(value.number()),
            _ => None,
        });
        value + gains.sum::<f64>()
    }

    /// What each pool pays of a year: each within its own limits, of what its projects cost before savings, and none
    /// of it twice.
    fn pools(&self, year: i32) -> BTreeMap<PoolId, Money> {
        if self.part.free_starts {
            return BTreeMap::new();
        }
        let costs: Vec<(ProjectId, i64)> =
            self.chosen.keys().map(|id| (*id, self.cost(*id, Some(year)))).collect();
        let applying = self.part.rules.iter().filter(|rule| rule.on);
        let mut pools: Vec<(PoolId, Payer)> = Vec::new();
        for rule in applying {
            let Says::Pool { pool } = rule.says else { continue };
            let Some(pool) = find(&self.part.pools, pool) else { continue };
            let place = |id: &ProjectId| costs.binary_search_by_key(id, |(other, _)| *other).ok();
            let mut pays: Vec<usize> = pool.pays.iter().filter_map(place).collect();
            pays.sort_unstable();
            pays.dedup();
            let cost: i64 = pays.iter().filter_map(|at| costs.get(*at)).map(|(_, cost)| cost).sum();
            let has = pool.by_year.get(&year).map_or(0, |money| money.minor());
            pools.push((pool.id, Payer { most: part_of(cost, pool.max_share).min(has), pays }));
        }
        let amounts: Vec<i64> = costs.iter().map(|(_, cost)| *cost).collect();
        let payers: Vec<Payer> = pools.iter().map(|(_, payer)| payer.clone()).collect();
        let mut funded: BTreeMap<PoolId, Money> = BTreeMap::new();
        for ((id, _), row) in pools.iter().zip(assign(&amounts, &payers)) {
            let before = funded.get(id).copied().unwrap_or_default().minor();
            funded.insert(*id, money(before + row.iter().sum::<i64>()));
        }
        funded.retain(|_, paid| paid.minor() > 0);
        funded
    }

    fn keeps(&self, rule: &Rule) -> bool {
        let count = |projects: &[ProjectId]| projects.iter().filter(|id| self.holds(**id)).count();
        match &rule.says {
            Says::Requires { project, needs } => !self.holds(*project) || self.holds(*needs),
            Says::Excludes { projects } | Says::Options { projects } => count(projects) <= 1,
            Says::AllOrNone { projects } => [0, projects.len()].contains(&count(projects)),
            Says::Must { project, finish_by, .. } => {
                let ends = |(_, outline, slot): &(&Project, Outline, Slot)| slot.start + outline.duration;
                self.chosen.get(project).is_some_and(|it| finish_by.is_none_or(|by| ends(it) <= by + 1))
            }
            Says::MustNot { project, .. } => !self.holds(*project),
            Says::After { first, then, lag } => match (self.chosen.get(first), self.chosen.get(then)) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some((_, outline, before)), Some((_, _, after))) => {
                    before.start + outline.duration + lag <= after.start
                }
            },
            Says::Group { of, within } => self.group_kept(of, *within),
            _ => true,
        }
    }

    fn group_kept(&self, of: &Group, within: Measure) -> bool {
        let members = self.members(of);
        let saved = |whole: bool| {
            let part = |id: &ProjectId| i64::from(whole || members.contains(id));
            let savings = self.savings();
            savings.iter().map(|(a, b, _, amount)| amount * (part(a) + part(b)) / 2).sum::<i64>()
        };
        let cost = |id: &ProjectId| self.cost(*id, None);
        let group = members.iter().map(cost).sum::<i64>() - saved(false);
        match within {
            Measure::Count { min, max } => {
                let count = u32::try_from(members.len()).unwrap_or(u32::MAX);
                min.is_none_or(|min| count >= min) && max.is_none_or(|max| count <= max)
            }
            Measure::Money { min, max } => {
                min.is_none_or(|min| group >= min.minor()) && max.is_none_or(|max| group <= max.minor())
            }
            Measure::Share { min, max } => {
                let whole = i128::from(self.chosen.keys().map(cost).sum::<i64>() - saved(true));
                let scaled = i128::from(group) * 10_000;
                min.is_none_or(|min| scaled >= whole * i128::from(min.basis()))
                    && max.is_none_or(|max| scaled <= whole * i128::from(max.basis()))
            }
        }
    }
}

/// What a schedule amounts to in a workspace, with its portfolio part as it is or as a scenario has it.
/// Projects that are not there (any more) count nothing.
pub fn tally(workspace: &Workspace, part: &Portfolio, schedule: &Schedule) -> Tally {
    let horizon = part.horizon;
    let chosen = workspace
        .projects
        .iter()
        .filter_map(|project| {
            let slot = *schedule.get(&project.id)?;
            let outline = Outline::of(project, part.plans.get(&project.id), horizon);
            Some((project.id, (&**project, outline, slot)))
        })
        .collect();
    let scale = Scale { part, horizon, chosen };
    let mut tally = Tally { value: scale.value(), ..Tally::default() };
    let savings = scale.savings();
    let saved = |year: Option<i32>| -> i64 {
        savings.iter().filter(|(_, _, when, _)| year.is_none_or(|year| *when == year)).map(|(.., s)| s).sum()
    };
    let cost = |year: Option<i32>| -> i64 {
        scale.chosen.keys().map(|id| scale.cost(*id, year)).sum::<i64>() - saved(year)
    };
    tally.cost = money(cost(None));
    for year in horizon.years() {
        let spent = money(cost(Some(year)));
        if spent.minor() != 0 {
            tally.by_year.insert(year, spent);
        }
        let funded = scale.pools(year);
        if !funded.is_empty() {
            tally.funded.insert(year, funded);
        }
    }
    for role in part.roles.iter() {
        let demand = (0..horizon.periods()).map(|period| {
            scale.chosen.values().fold(Quantity::ZERO, |sum, (_, outline, slot)| {
                let need = outline.need(role.id, slot.start, period);
                sum.plus(Quantity::from_milli(part_of(need.milli(), slot.share)))
            })
        });
        tally.demand.insert(role.id, demand.collect());
    }
    for (id, (_, outline, slot)) in &scale.chosen {
        if slot.start + outline.duration > horizon.periods() {
            tally.breaches.push(Breach::Late(*id));
        } else if slot.start < outline.earliest || slot.start > outline.latest {
            tally.breaches.push(Breach::Start(*id));
        }
    }
    for rule in part.rules.iter().filter(|rule| rule.on) {
        match &rule.says {
            Says::Budget { year, max } => {
                let spent = year.map_or_else(|| money(cost(None)), |year| tally.spent(year));
                if spent > *max {
                    tally.breaches.push(Breach::Money { rule: rule.id, spent, max: *max });
                }
            }
            _ if !scale.keeps(rule) => tally.breaches.push(Breach::Relation(rule.id)),
            _ => {}
        }
    }
    for role in part.roles.iter() {
        let rule = part.rules.iter().find(|rule| rule.on && rule.says == Says::Capacity { role: role.id });
        let Some(demand) = tally.demand.get(&role.id) else { continue };
        let over = (0..).zip(demand).filter_map(|(period, demand)| {
            let capacity = role.capacity_in(period);
            (*demand > capacity).then_some(Breach::Overload(Overload {
                rule: rule.map(|rule| rule.id),
                role: role.id,
                period,
                demand: *demand,
                capacity,
            }))
        });
        tally.breaches.extend(over.collect::<Vec<_>>());
    }
    tally
}
