//! The portfolio under budgets and capacity, and when each project starts.

pub mod answer;
mod command;
pub mod decision;
pub mod funding;
pub mod horizon;
pub mod limit;
mod mark;
pub mod model;
pub mod plan;
pub mod quantity;
pub mod query;
pub mod ranking;
pub mod record;
pub mod remedy;
pub mod rule;
pub mod scenario;
pub mod simulate;
pub mod solve;
pub mod tally;
pub mod timetable;
pub mod translate;
pub mod verify;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Extra;
use super::id::{ProjectId, RoleId, ValuesId};

pub use command::{PortfolioChange, PortfolioCommand, PortfolioError, new_rule};
pub use decision::Decision;
pub use horizon::{Horizon, Step};
pub use limit::{Category, EffortUnit, Follow, Pool, Role, ValueSource, Values};
pub use plan::{Outline, Plan, PlanEdit, Risk};
pub use quantity::{Quantity, Share};
pub use record::{List, Record, find};
pub use rule::{Group, Measure, Reason, Rule, RuleKind, Says};
pub use scenario::{Outcome, Scenario, Schedule, Slot, Tweak};

/// This part of a workspace.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Portfolio {
    /// The time planned for.
    #[serde(default)]
    pub horizon: Horizon,
    /// Kinds of project.
    #[serde(default)]
    pub categories: List<Category>,
    /// Roles.
    #[serde(default)]
    pub roles: List<Role>,
    /// Sources of money with rules of their own.
    #[serde(default)]
    pub pools: List<Pool>,
    /// Sets of values.
    #[serde(default)]
    pub values: List<Values>,
    /// The set of values in use; none: the first.
    #[serde(default)]
    pub values_in_use: Option<ValuesId>,
    /// Planning data of projects.
    #[serde(default)]
    pub plans: Arc<BTreeMap<ProjectId, Arc<Plan>>>,
    /// Rules.
    #[serde(default)]
    pub rules: List<Rule>,
    /// May each project start between its earliest and latest? Then value is discounted by its finish.
    #[serde(default)]
    pub free_starts: bool,
    /// Rate per period at which value is worth less the later it comes.
    #[serde(default)]
    pub discount: Share,
    /// The schedule that is worked on: chosen projects with their starts.
    #[serde(default)]
    pub schedule: Schedule,
    /// Scenarios.
    #[serde(default)]
    pub scenarios: List<Scenario>,
    /// Decisions, oldest first; the last one holds.
    #[serde(default)]
    pub decisions: List<Decision>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Portfolio {
    /// Is there nothing in it that a person would miss?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// This part with another one's records: those of the same id are the other one's. What is not a
    /// record (horizon, rate) is the other one's unless that is untouched.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        if other.is_empty() {
            return self.clone();
        }
        if self.is_empty() {
            return other.clone();
        }
        let mut plans = Arc::clone(&self.plans);
        if !other.plans.is_empty() {
            let all = Arc::make_mut(&mut plans);
            all.extend(other.plans.iter().map(|(id, plan)| (*id, Arc::clone(plan))));
        }
        let mut extra = self.extra.clone();
        extra.extend(other.extra.clone());
        Self {
            horizon: other.horizon,
            categories: record::merged(&self.categories, &other.categories),
            roles: record::merged(&self.roles, &other.roles),
            pools: record::merged(&self.pools, &other.pools),
            values: record::merged(&self.values, &other.values),
            values_in_use: other.values_in_use.or(self.values_in_use),
            plans,
            rules: record::merged(&self.rules, &other.rules),
            free_starts: other.free_starts,
            discount: other.discount,
            schedule: Arc::clone(if other.schedule.is_empty() { &self.schedule } else { &other.schedule }),
            scenarios: record::merged(&self.scenarios, &other.scenarios),
            decisions: record::merged(&self.decisions, &other.decisions),
            extra,
        }
    }

    /// Lets go of projects that were removed. Decisions keep what they recorded.
    pub fn forget_projects(&mut self, gone: &HashSet<ProjectId>) {
        if self.plans.keys().any(|id| gone.contains(id)) {
            Arc::make_mut(&mut self.plans).retain(|id, _| !gone.contains(id));
        }
        if self.schedule.keys().any(|id| gone.contains(id)) {
            Arc::make_mut(&mut self.schedule).retain(|id, _| !gone.contains(id));
        }
        for values in Arc::make_mut(&mut self.values) {
            if values.by_project.keys().any(|id| gone.contains(id)) {
                Arc::make_mut(&mut Arc::make_mut(values).by_project).retain(|id, _| !gone.contains(id));
            }
        }
        if self.rules.iter().any(|rule| rule.says.projects().iter().any(|id| gone.contains(id))) {
            let rules = self.rules.iter().filter_map(|rule| {
                let says = rule.says.without(gone)?;
                Some(if says == rule.says {
                    Arc::clone(rule)
                } else {
                    Arc::new(Rule { says, ..(**rule).clone() })
                })
            });
            self.rules = Arc::new(rules.collect());
        }
        for pool in Arc::make_mut(&mut self.pools) {
            if pool.pays.iter().any(|id| gone.contains(id)) {
                Arc::make_mut(pool).pays.retain(|id| !gone.contains(id));
            }
        }
        for scenario in Arc::make_mut(&mut self.scenarios) {
            let stale =
                scenario.outcome.as_ref().is_some_and(|o| o.chosen.keys().any(|id| gone.contains(id)));
            if stale || scenario.tweaks.iter().any(|tweak| tweak.names(gone)) {
                let scenario = Arc::make_mut(scenario);
                scenario.tweaks.retain(|tweak| !tweak.names(gone));
                if stale {
                    scenario.outcome = None;
                }
            }
        }
    }

    /// The set of values in use; none while there are no values.
    pub fn values(&self) -> Option<&Arc<Values>> {
        self.values_in_use.and_then(|id| find(&self.values, id)).or(self.values.first())
    }

    /// The decision that holds.
    pub fn decision(&self) -> Option<&Arc<Decision>> {
        self.decisions.last()
    }

    /// A role's capacity in a period; zero for a role that is not there.
    pub fn capacity(&self, role: RoleId, period: u32) -> Quantity {
        find(&self.roles, role).map(|role| role.capacity_in(period)).unwrap_or_default()
    }
}
