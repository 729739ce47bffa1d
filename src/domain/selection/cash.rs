//! Cash-flow tables and the cost of delay: what is typed. The figures are computed in `finance`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{Extra, Money, Real};

/// A row of a cash-flow table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CashLine {
    /// Money out at the start.
    Investment,
    /// New running cost.
    RunningCost,
    /// Added margin.
    AddedIncome,
    /// Savings.
    Savings,
    /// Change in tax.
    Tax,
    /// What is left at the end.
    Residual,
}

impl CashLine {
    /// Every row, in the order of the table.
    pub const ALL: [Self; 6] =
        [Self::Investment, Self::RunningCost, Self::AddedIncome, Self::Savings, Self::Tax, Self::Residual];

    /// The key in content files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Investment => "investment",
            Self::RunningCost => "running_cost",
            Self::AddedIncome => "added_income",
            Self::Savings => "savings",
            Self::Tax => "tax",
            Self::Residual => "residual",
        }
    }

    /// Is it money out, typed as a positive number?
    pub const fn is_out(self) -> bool {
        matches!(self, Self::Investment | Self::RunningCost | Self::Tax)
    }
}

/// The cash flows of a project, one amount a period; period 0 is the day of the decision.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CashFlow {
    /// Amounts as typed: money out is positive in its rows.
    pub lines: BTreeMap<CashLine, Vec<Money>>,
}

impl CashFlow {
    /// The most periods.
    pub const MAX_PERIODS: usize = 60;

    /// How many periods have an amount.
    pub fn periods(&self) -> usize {
        self.lines.values().map(Vec::len).max().unwrap_or(0)
    }

    /// Net flow of each period in minor units, money in positive.
    pub fn net_minor(&self) -> Vec<i64> {
        (0..self.periods())
            .map(|period| {
                self.lines.iter().fold(0_i64, |sum, (line, amounts)| {
                    let amount = amounts.get(period).copied().unwrap_or_default().minor();
                    if line.is_out() { sum.saturating_sub(amount) } else { sum.saturating_add(amount) }
                })
            })
            .collect()
    }

    /// Sets an amount; trailing zeros are cut.
    pub fn set(&mut self, line: CashLine, period: usize, amount: Money) {
        if period >= Self::MAX_PERIODS {
            return;
        }
        let amounts = self.lines.entry(line).or_default();
        if amounts.len() <= period {
            amounts.resize(period + 1, Money::default());
        }
        if let Some(place) = amounts.get_mut(period) {
            *place = amount;
        }
        while amounts.last().is_some_and(|last| last.minor() == 0) {
            amounts.pop();
        }
        self.lines.retain(|_, amounts| !amounts.is_empty());
    }
}

/// Rates of the whole workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FinanceSettings {
    /// Discount rate a period, 0.08 for 8 %.
    pub discount: Real,
    /// What money tied up costs, for the modified rate.
    pub finance: Real,
    /// What returned money earns, for the modified rate.
    pub reinvest: Real,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Default for FinanceSettings {
    fn default() -> Self {
        Self {
            discount: Real::or_zero(0.08),
            finance: Real::or_zero(0.08),
            reinvest: Real::or_zero(0.05),
            extra: Extra::new(),
        }
    }
}

/// What a month of delay costs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Delay {
    /// The shape of the loss.
    pub profile: DelayProfile,
    /// Net gain a month after launch.
    pub monthly_gain: Option<Money>,
    /// Whole gain on time, for a closing window.
    pub lifetime_gain: Option<Money>,
    /// Share lost for each month late, 0 to 1, for a closing window.
    pub share_lost: Option<Real>,
    /// Loss after the date, for a fixed date.
    pub one_off_loss: Option<Money>,
    /// The date, for a fixed date or a value that comes later.
    pub deadline: Option<NaiveDate>,
    /// Months on the bottleneck team.
    pub months: Option<Real>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How a loss from delay goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DelayProfile {
    /// Each month loses a month's gain.
    #[default]
    Steady,
    /// Nothing before a date, all of it at the date.
    FixedDate,
    /// Each month late brings less for ever.
    ClosingWindow,
    /// Nothing now, a month's gain each month from a date on.
    Later,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_out_is_taken_from_money_in() {
        let money = |minor| Money::from_minor(minor).unwrap();
        let mut flow = CashFlow::default();
        flow.set(CashLine::Investment, 0, money(100));
        flow.set(CashLine::Savings, 2, money(70));
        flow.set(CashLine::Tax, 2, money(20));
        assert_eq!(flow.net_minor(), [-100, 0, 50]);
        flow.set(CashLine::Savings, 2, Money::default());
        flow.set(CashLine::Tax, 2, Money::default());
        assert_eq!(flow.net_minor(), [-100]);
    }
}
