//! Scenarios: named sets of changes to the limits, and what came out of each.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Portfolio;
use super::limit::{record, str_is_empty};
use super::quantity::{Quantity, Share};
use super::record::{Record, find};
use super::rule::{Reason, Rule, Says};
use crate::domain::id::{ProjectId, RoleId, RuleId, ScenarioId, ValuesId};
use crate::domain::{Extra, Money, Name, Note};

/// One thing that a scenario changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Tweak {
    /// Switches a rule on or off.
    Switch {
        /// Which.
        rule: RuleId,
        /// On or off.
        on: bool,
    },
    /// Another amount for a budget.
    Budget {
        /// Which.
        rule: RuleId,
        /// At most.
        max: Money,
    },
    /// Every budget times so many per cent.
    Budgets {
        /// 85: 15 % less.
        percent: u32,
    },
    /// More of a role (or less), in each period; beyond the list, the last one again.
    Staff {
        /// Which.
        role: RoleId,
        /// Added to the capacity.
        plus: Vec<Quantity>,
    },
    /// Has to be done.
    Must {
        /// Which.
        project: ProjectId,
    },
    /// Is not to be done.
    MustNot {
        /// Which.
        project: ProjectId,
    },
    /// Another set of values.
    Values {
        /// Which.
        values: ValuesId,
    },
    /// Starts are fixed or free.
    Starts {
        /// Free: between the earliest and the latest of each project.
        free: bool,
    },
}

/// A chosen project: when it starts and how much of it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Period of its start.
    #[serde(default)]
    pub start: u32,
    /// Share of it that is done.
    #[serde(default = "whole")]
    pub share: Share,
}

const fn whole() -> Share {
    Share::ALL
}

/// Chosen projects with their slots.
pub type Schedule = Arc<BTreeMap<ProjectId, Slot>>;

/// What came out when a model was solved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What was chosen; empty also when nothing is feasible.
    #[serde(default)]
    pub chosen: Schedule,
    /// Its value; none when there is no feasible choice.
    #[serde(default)]
    pub value: Option<Quantity>,
    /// No choice can have a higher value.
    #[serde(default)]
    pub bound: Option<Quantity>,
    /// Fingerprint of the model, to tell whether it has changed since.
    #[serde(default)]
    pub model: u64,
}

/// A saved scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// Identity.
    pub id: ScenarioId,
    /// As shown.
    #[serde(default)]
    pub name: Name,
    /// What it is for.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub note: Note,
    /// What it changes.
    #[serde(default)]
    pub tweaks: Vec<Tweak>,
    /// What came out last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}
record!(Scenario, ScenarioId);

/// Ids of the rules that tweaks add while a scenario is solved; they never enter the document.
const ADDED: u128 = 0x5ce0_a210_0000_7000_8000_0000_0000_0000;

impl Portfolio {
    /// This part as a scenario has it. Tweaks that name what is no longer there change nothing.
    #[must_use]
    pub fn with_tweaks(&self, tweaks: &[Tweak]) -> Self {
        let mut changed = self.clone();
        for (number, tweak) in tweaks.iter().enumerate() {
            let added = RuleId::from_number(ADDED + number as u128);
            match tweak {
                Tweak::Switch { rule, on } => changed.edit_rule(*rule, |rule| rule.on = *on),
                Tweak::Budget { rule, max: wanted } => changed.edit_rule(*rule, |rule| {
                    if let Says::Budget { max, .. } = &mut rule.says {
                        *max = *wanted;
                    }
                }),
                Tweak::Budgets { percent } => {
                    for rule in Arc::make_mut(&mut changed.rules) {
                        if let Says::Budget { max, .. } = &rule.says {
                            let minor = i128::from(max.minor()) * i128::from(*percent) / 100;
                            let cut = i64::try_from(minor).unwrap_or(Money::LIMIT).min(Money::LIMIT);
                            let scaled = Money::from_minor(cut).unwrap_or(*max);
                            if let Says::Budget { max, .. } = &mut Arc::make_mut(rule).says {
                                *max = scaled;
                            }
                        }
                    }
                }
                Tweak::Staff { role, plus } => {
                    let periods = self.horizon.periods();
                    let Some(found) = find(&self.roles, *role) else { continue };
                    let mut more = (**found).clone();
                    more.capacity = (0..periods)
                        .map(|period| {
                            let extra =
                                plus.get(period as usize).or(plus.last()).copied().unwrap_or_default();
                            found.capacity_in(period).plus(extra).max(Quantity::ZERO)
                        })
                        .collect();
                    super::record::put(&mut changed.roles, more);
                }
                Tweak::Must { project } => changed.add_rule(
                    added,
                    Says::Must { project: *project, reason: Reason::Decision, finish_by: None },
                ),
                Tweak::MustNot { project } => {
                    changed.add_rule(added, Says::MustNot { project: *project, reason: Reason::Decision });
                }
                Tweak::Values { values } => changed.values_in_use = Some(*values),
                Tweak::Starts { free } => changed.free_starts = *free,
            }
        }
        changed
    }

    fn edit_rule(&mut self, id: RuleId, edit: impl FnOnce(&mut Rule)) {
        let Some(at) = self.rules.iter().position(|rule| rule.id == id) else { return };
        if let Some(rule) = Arc::make_mut(&mut self.rules).get_mut(at) {
            edit(Arc::make_mut(rule));
        }
    }

    fn add_rule(&mut self, id: RuleId, says: Says) {
        let rule = Rule { id, on: true, says, why: Note::default(), extra: Extra::new() };
        Arc::make_mut(&mut self.rules).push(Arc::new(rule));
    }

    /// Is a rule one that a scenario's tweak added, and if so, which tweak?
    pub fn tweak_of(rule: RuleId, tweaks: usize) -> Option<usize> {
        (0..tweaks).find(|number| RuleId::from_number(ADDED + *number as u128) == rule)
    }
}

impl Tweak {
    /// Does it name one of these projects?
    pub fn names(&self, gone: &std::collections::HashSet<ProjectId>) -> bool {
        match self {
            Self::Must { project } | Self::MustNot { project } => gone.contains(project),
            _ => false,
        }
    }
}
