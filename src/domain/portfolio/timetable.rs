//! Choosing projects and their starts together, as numbers. Periods are counted from 0.

use serde::{Deserialize, Serialize};

use super::answer::{Status, gap};
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

impl Task {
    /// The periods in which it may start.
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
