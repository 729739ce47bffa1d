//! Choosing projects and their starts together, as numbers. Periods are counted from 0.

use serde::{Deserialize, Serialize};

use super::answer::{Choice, Status, gap};
use super::model::{Constraint, ConstraintId, Measure, ModelError, Rule, known, usable};

/// The most periods of a horizon.
pub const MAX_PERIODS: usize = 240;
/// The most projects times periods.
pub const MAX_CELLS: usize = 40_000;

/// Which projects to start, and when.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Timetable {
    /// Periods of the horizon; all work ends within it.
    pub periods: usize,
    /// The value of a project that ends after `e` periods is `value * (1 + rate)^-e`.
    pub rate: f64,
    /// The projects.
    pub projects: Vec<Task>,
    /// What each role can do.
    #[serde(default)]
    pub roles: Vec<RoleCapacity>,
    /// Money by stretches of periods.
    #[serde(default)]
    pub budgets: Vec<Budget>,
    /// Finish-to-start links.
    #[serde(default)]
    pub links: Vec<Link>,
    /// By when projects have to end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<Deadline>,
    /// Conditions on the choice, whatever the starts.
    #[serde(default)]
    pub constraints: Vec<Constraint>,
    /// Measures of these conditions.
    #[serde(default)]
    pub measures: Vec<Measure>,
}

/// A project with its work by period of its own.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Task {
    /// What it is worth, before discounting.
    pub value: f64,
    /// How many periods it lasts, at least 1.
    pub duration: usize,
    /// The first period in which it may start.
    #[serde(default)]
    pub earliest: usize,
    /// The last period in which it may start; none: as late as the horizon allows.
    #[serde(default)]
    pub latest: Option<usize>,
    /// For each role what it takes in each period of its own; a role that is not there takes nothing.
    #[serde(default)]
    pub work: Vec<Vec<f64>>,
    /// What it costs in each period of its own.
    #[serde(default)]
    pub cost: Vec<f64>,
}

/// What a role can do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoleCapacity {
    /// Its name in answers.
    pub id: ConstraintId,
    /// Does the limit apply?
    #[serde(default = "yes")]
    pub on: bool,
    /// For each period.
    pub capacity: Vec<f64>,
}

const fn yes() -> bool {
    true
}

/// Money for a stretch of periods.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Budget {
    /// Its name in answers.
    pub id: ConstraintId,
    /// Does it apply?
    #[serde(default = "yes")]
    pub on: bool,
    /// The first period.
    pub from: usize,
    /// The period after the last one.
    pub to: usize,
    /// The most that may be spent.
    pub max: f64,
}

/// One project starts only when another one has ended. It is chosen only together with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Its name in answers.
    pub id: ConstraintId,
    /// Does it apply?
    #[serde(default = "yes")]
    pub on: bool,
    /// What has to end.
    pub before: usize,
    /// What may start then.
    pub after: usize,
    /// Periods between the end and the start; negative for an overlap.
    #[serde(default)]
    pub lag: i32,
}

/// A project that is chosen has ended by a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deadline {
    /// Its name in answers.
    pub id: ConstraintId,
    /// Does it apply?
    #[serde(default = "yes")]
    pub on: bool,
    /// The project.
    pub project: usize,
    /// The period after the last one in which it may work: start + duration is at most this.
    pub end: usize,
}

impl Task {
    /// The periods in which it may start, deadlines aside.
    pub fn starts(&self, periods: usize) -> std::ops::Range<usize> {
        let end =
            periods.saturating_sub(self.duration).min(self.latest.unwrap_or(usize::MAX)).saturating_add(1);
        if self.duration > periods { 0..0 } else { self.earliest.min(end)..end }
    }

    /// What it takes of a role in a period of its own.
    pub fn work_of(&self, role: usize, month: usize) -> f64 {
        self.work.get(role).and_then(|work| work.get(month)).copied().unwrap_or(0.0)
    }

    /// What it costs in a period of its own.
    pub fn cost_of(&self, month: usize) -> f64 {
        self.cost.get(month).copied().unwrap_or(0.0)
    }
}

impl Timetable {
    /// The periods in which a project may start: its own and what deadlines leave of them.
    pub fn starts(&self, project: usize) -> std::ops::Range<usize> {
        let Some(task) = self.projects.get(project) else { return 0..0 };
        let own = task.starts(self.periods);
        let limits = self.deadlines.iter().filter(|deadline| deadline.on && deadline.project == project);
        let end = limits
            .map(|deadline| deadline.end.saturating_add(1).saturating_sub(task.duration))
            .fold(own.end, usize::min);
        own.start..end.max(own.start)
    }

    /// This timetable with some of what is named switched off.
    #[must_use]
    pub fn without(&self, ids: &[ConstraintId]) -> Self {
        let mut timetable = self.clone();
        for role in &mut timetable.roles {
            role.on &= !ids.contains(&role.id);
        }
        for budget in &mut timetable.budgets {
            budget.on &= !ids.contains(&budget.id);
        }
        for link in &mut timetable.links {
            link.on &= !ids.contains(&link.id);
        }
        for deadline in &mut timetable.deadlines {
            deadline.on &= !ids.contains(&deadline.id);
        }
        for constraint in &mut timetable.constraints {
            constraint.on &= !ids.contains(&constraint.id);
        }
        timetable
    }

    /// This timetable with some limits moved outwards: a budget by a sum, a role by as much in every period, a
    /// deadline by whole periods, a condition on the choice as [`Rule::moved`] has it. Links stay.
    #[must_use]
    pub fn moved(&self, ids: &[ConstraintId], step: f64) -> Self {
        let mut timetable = self.clone();
        for role in timetable.roles.iter_mut().filter(|role| ids.contains(&role.id)) {
            role.capacity.iter_mut().for_each(|capacity| *capacity += step);
        }
        for budget in timetable.budgets.iter_mut().filter(|budget| ids.contains(&budget.id)) {
            budget.max += step;
        }
        for deadline in timetable.deadlines.iter_mut().filter(|deadline| ids.contains(&deadline.id)) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
            let later = step.clamp(0.0, f64::from(u32::MAX)) as usize;
            deadline.end = deadline.end.saturating_add(later);
        }
        for constraint in timetable.constraints.iter_mut().filter(|one| ids.contains(&one.id)) {
            constraint.rule = constraint.rule.moved(step);
        }
        timetable
    }

    /// What applies: roles, budgets, links, deadlines, conditions on the choice.
    pub fn applying(&self) -> impl Iterator<Item = ConstraintId> + '_ {
        (self.roles.iter().map(|role| (role.on, role.id)))
            .chain(self.budgets.iter().map(|budget| (budget.on, budget.id)))
            .chain(self.links.iter().map(|link| (link.on, link.id)))
            .chain(self.deadlines.iter().map(|deadline| (deadline.on, deadline.id)))
            .chain(self.constraints.iter().map(|constraint| (constraint.on, constraint.id)))
            .filter_map(|(on, id)| on.then_some(id))
    }

    /// What a project is worth when it starts in a period.
    pub fn value(&self, project: usize, start: usize) -> f64 {
        self.projects.get(project).map_or(0.0, |task| {
            let periods = i32::try_from(start + task.duration).unwrap_or(i32::MAX);
            task.value * (1.0 + self.rate).powi(-periods)
        })
    }

    /// Is it a model: indices that exist, numbers that are finite, names used once?
    ///
    /// # Errors
    /// [`ModelError`].
    pub fn check(&self) -> Result<(), ModelError> {
        let count = self.projects.len();
        if self.periods > MAX_PERIODS || count.saturating_mul(self.periods) > MAX_CELLS {
            return Err(ModelError::TooLarge);
        }
        if !(self.rate > -1.0 && self.rate <= 10.0) {
            return Err(ModelError::NumberOutOfRange);
        }
        for task in &self.projects {
            usable(task.value)?;
            if task.duration == 0 {
                return Err(ModelError::NumberOutOfRange);
            }
            for &amount in task.work.iter().flatten().chain(&task.cost) {
                usable(amount)?;
            }
            known(task.work.len(), self.roles.len() + 1)?;
        }
        for role in &self.roles {
            role.capacity.iter().try_for_each(|&capacity| usable(capacity))?;
            if role.capacity.len() != self.periods {
                return Err(ModelError::UnknownIndex);
            }
        }
        for budget in &self.budgets {
            usable(budget.max)?;
            if budget.from > budget.to || budget.to > self.periods {
                return Err(ModelError::UnknownIndex);
            }
        }
        for link in &self.links {
            known(link.before, count)?;
            known(link.after, count)?;
        }
        for deadline in &self.deadlines {
            known(deadline.project, count)?;
        }
        for constraint in &self.constraints {
            constraint.rule.check(count, self.measures.len())?;
        }
        for &(item, amount) in self.measures.iter().flat_map(|measure| &measure.amounts) {
            known(item, count)?;
            usable(amount)?;
        }
        let mut names: Vec<ConstraintId> = (self.roles.iter().map(|role| role.id))
            .chain(self.budgets.iter().map(|budget| budget.id))
            .chain(self.links.iter().map(|link| link.id))
            .chain(self.deadlines.iter().map(|deadline| deadline.id))
            .chain(self.constraints.iter().map(|constraint| constraint.id))
            .collect();
        names.sort_unstable();
        if names.is_sorted_by(|a, b| a < b) { Ok(()) } else { Err(ModelError::NamedTwice) }
    }

    /// Must the project be chosen?
    pub fn is_must(&self, project: usize) -> bool {
        (self.constraints.iter().filter(|constraint| constraint.on))
            .any(|constraint| constraint.rule == Rule::Must { item: project })
    }
}

/// The starts of the chosen projects.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Plan {
    /// For each project its start; none when it is not chosen.
    pub starts: Vec<Option<usize>>,
    /// The discounted value.
    pub value: f64,
}

impl Plan {
    /// The set of its projects, with its value.
    pub fn choice(&self) -> Choice {
        let items: Vec<usize> =
            (self.starts.iter().enumerate()).filter_map(|(project, start)| start.map(|_| project)).collect();
        Choice { shares: vec![1.0; items.len()], items, value: self.value }
    }

    /// Is the project chosen?
    pub fn holds(&self, project: usize) -> bool {
        self.starts.get(project).is_some_and(Option::is_some)
    }
}

/// The answer of a search for a timetable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanAnswer {
    /// How it ended.
    pub status: Status,
    /// The best plan; none when none is known.
    pub plan: Option<Plan>,
    /// No plan is worth more than this.
    #[serde(deserialize_with = "crate::domain::portfolio::answer::read_bound")]
    pub bound: f64,
    /// Nodes of the search tree.
    pub nodes: u64,
}

impl PlanAnswer {
    /// (bound - value) / |value|; see [`gap`].
    pub fn gap(&self) -> Option<f64> {
        gap(self.plan.as_ref()?.value, self.bound)
    }
}

/// The best plans of different sets of projects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanList {
    /// Optimal: as many as were asked for, or all sets that there are. Stopped: the plans here are proven, more
    /// may follow. Infeasible: there is none.
    pub status: Status,
    /// The best plan of each set, the best set first.
    pub plans: Vec<Plan>,
}

/// Why a project is in or out of the best plan: exact re-solves, all starts free.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanReason {
    /// The project.
    pub item: usize,
    /// Is it in the best plan?
    pub chosen: bool,
    /// The best plan of the other kind; none when there is none.
    pub otherwise: Option<Plan>,
    /// What that plan is worth less; none when there is none.
    pub loss: Option<f64>,
    /// The value before discounting: when in, the least at which it stays in; when out, the one above which it
    /// comes in. None when no value changes it.
    pub value_threshold: Option<f64>,
}

/// What a little more of a limit is worth, all starts free.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanMarginal {
    /// What was moved together.
    pub ids: Vec<ConstraintId>,
    /// How much more; see [`Timetable::moved`]. None: switched off.
    pub step: Option<f64>,
    /// By how much the best value rises.
    pub gain: f64,
    /// The best plan then.
    pub plan: Plan,
}

impl PlanMarginal {
    /// The timetable that its plan is one of.
    pub fn timetable(&self, before: &Timetable) -> Timetable {
        match self.step {
            None => before.without(&self.ids),
            Some(step) => before.moved(&self.ids, step),
        }
    }
}

/// What levelling of a fixed set aims at. The set stays; starts move within their limits and links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// The least peak: the largest of demand / capacity over roles and periods.
    Peak,
    /// The least overload: the sum of demand above capacity.
    Overload,
    /// No overload at the least delay: the sum of starts after the earliest ones. When overload cannot be
    /// avoided, the least overload comes first.
    Delay,
}

/// A levelled plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Levelled {
    /// The starts.
    pub plan: Plan,
    /// What the aim measures, before.
    pub before: f64,
    /// What it measures now.
    pub after: f64,
    /// No plan does better than this; equal to `after` when that is proven.
    #[serde(deserialize_with = "crate::domain::portfolio::answer::read_bound")]
    pub bound: f64,
}
