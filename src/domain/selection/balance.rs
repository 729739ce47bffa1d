//! Balance of what is chosen: how much of its cost may lie where a criterion is bad.

use serde::{Deserialize, Serialize};

use super::{Direction, Standing, in_currency};
use crate::domain::{CriterionId, Extra, Money, ProjectId, Real};

/// At most so much of the cost may lie at a score or worse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BalanceRule {
    /// The criterion, a leaf.
    pub criterion: CriterionId,
    /// From this score on, to the worse side: up for costs and targets, down for benefits.
    #[serde(default)]
    pub from: Real,
    /// At most so many per cent of the cost of the chosen projects, 0 to 100.
    #[serde(default)]
    pub most: Real,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How a rule stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Balance {
    /// The rule.
    pub rule: BalanceRule,
    /// The share that lies on the worse side, 0 to 1.
    pub share: f64,
    /// Is it within the rule?
    pub kept: bool,
    /// By the number of projects, because none of them has a cost.
    pub by_count: bool,
    /// The projects on the worse side, best ranked first.
    pub projects: Vec<ProjectId>,
}

impl BalanceRule {
    /// Is a score on the worse side?
    pub fn holds_for(&self, direction: Direction, score: f64) -> bool {
        match direction {
            Direction::Benefit => score <= self.from.get(),
            _ => score >= self.from.get(),
        }
    }
}

impl Standing {
    /// How rules stand for the first so many projects of the ranking. Rules of criteria that are not ranked by, and
    /// projects without a score, are left out.
    pub fn balances(
        &self,
        rules: &[BalanceRule],
        chosen: usize,
        cost: impl Fn(ProjectId) -> Option<Money>,
    ) -> Vec<Balance> {
        let of = |rule: &BalanceRule| {
            let at = self.matrix.columns.iter().position(|column| column.criterion == rule.criterion)?;
            let direction = self.matrix.columns.get(at)?.leaf.direction;
            let places: Vec<(ProjectId, f64, bool)> = self
                .places
                .iter()
                .take(chosen)
                .filter_map(|place| {
                    let score = self.matrix.cell(place.row, at)?.value?;
                    let amount = cost(place.project).map_or(0.0, in_currency).max(0.0);
                    Some((place.project, amount, rule.holds_for(direction, score)))
                })
                .collect();
            let by_count = places.iter().all(|(_, amount, _)| *amount <= 0.0);
            let sum = |only_worse: bool| -> f64 {
                let counted = places.iter().filter(|(.., worse)| *worse || !only_worse);
                counted.map(|(_, amount, _)| if by_count { 1.0 } else { *amount }).sum()
            };
            let whole = sum(false);
            let share = if whole > 0.0 { sum(true) / whole } else { 0.0 };
            Some(Balance {
                rule: rule.clone(),
                share,
                kept: share * 100.0 <= rule.most.get() + 1e-9,
                by_count,
                projects: places.iter().filter(|(.., worse)| *worse).map(|(id, ..)| *id).collect(),
            })
        };
        rules.iter().filter_map(of).collect()
    }
}
