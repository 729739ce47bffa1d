//! Balance of what is chosen: how much of its cost may lie where a criterion is bad.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Decision, Direction, Ranked, Standing, in_currency};
use crate::domain::{CriterionId, Extra, Money, Name, ProjectId, Real, Workspace};

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
    /// Of the first so many of the ranking.
    pub chosen: usize,
    /// The share that lies on the worse side, 0 to 1.
    pub share: f64,
    /// Is it within the rule?
    pub kept: bool,
    /// By the number of projects, because none of them has a cost.
    pub by_count: bool,
    /// The projects on the worse side, best ranked first.
    pub projects: Vec<ProjectId>,
}

/// How a rule stood when a decision was put on record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BalanceRecord {
    /// The rule.
    pub rule: BalanceRule,
    /// The criterion's name then.
    #[serde(default)]
    pub name: Name,
    /// Of the first so many of the ranking.
    #[serde(default)]
    pub chosen: usize,
    /// The share that lay on the worse side, to the last digit.
    #[serde(default)]
    pub share: f64,
    /// Was it within the rule?
    #[serde(default)]
    pub kept: bool,
    /// By the number of projects, because none had a cost?
    #[serde(default)]
    pub by_count: bool,
}

// Its share is finite: computed from finite numbers, or read from JSON, which has no others.
impl Eq for BalanceRecord {}

impl BalanceRecord {
    /// Is this how the rule stands?
    fn is(&self, found: &Balance) -> bool {
        self.rule == found.rule
            && self.chosen == found.chosen
            && self.share.to_bits() == found.share.to_bits()
            && (self.kept, self.by_count) == (found.kept, found.by_count)
    }
}

impl Decision {
    /// The decision with balance rules on record as they stand now, and the costs that they count.
    #[must_use]
    pub fn with_balance(
        mut self,
        found: &[Balance],
        name: impl Fn(CriterionId) -> Name,
        cost: impl Fn(ProjectId) -> Option<Money>,
    ) -> Self {
        let record = |balance: &Balance| BalanceRecord {
            rule: balance.rule.clone(),
            name: name(balance.rule.criterion),
            chosen: balance.chosen,
            share: balance.share,
            kept: balance.kept,
            by_count: balance.by_count,
        };
        self.balance = Arc::new(found.iter().map(record).collect());
        if !self.balance.is_empty() {
            let with_cost = |ranked: &Ranked| Ranked { cost: cost(ranked.project), ..ranked.clone() };
            self.ranking = Arc::new(self.ranking.iter().map(with_cost).collect());
        }
        self
    }

    /// Do the rules on record stand as they did, by the numbers on record?
    pub(super) fn balance_is_reproduced(&self, standing: &Standing) -> bool {
        let costs: HashMap<_, _> = self.ranking.iter().map(|ranked| (ranked.project, ranked.cost)).collect();
        self.balance.iter().all(|record| {
            let rules = std::slice::from_ref(&record.rule);
            let found = standing.balances(rules, record.chosen, |id| costs.get(&id).copied().flatten());
            found.first().is_some_and(|found| record.is(found))
        })
    }
}

impl Workspace {
    /// How the balance rules stand for the projects of a ranking that are to be chosen: as many as the trust settings say, else
    /// all.
    pub fn balances(&self, standing: &Standing) -> Vec<Balance> {
        let all = standing.places.len();
        let wanted = self.selection.trust.chosen.and_then(|count| usize::try_from(count).ok());
        let rules: Vec<BalanceRule> = self.selection.balance.iter().map(|rule| (**rule).clone()).collect();
        let costs: HashMap<_, _> = self.projects.iter().map(|project| (project.id, project.cost)).collect();
        standing.balances(&rules, wanted.unwrap_or(all).min(all), |id| costs.get(&id).copied().flatten())
    }
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
                chosen,
                share,
                kept: share * 100.0 <= rule.most.get() + 1e-9,
                by_count,
                projects: places.iter().filter(|(.., worse)| *worse).map(|(id, ..)| *id).collect(),
            })
        };
        rules.iter().filter_map(of).collect()
    }
}
