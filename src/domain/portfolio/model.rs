//! A portfolio problem as numbers: what the solver, the verifier and the LP export read. Items are counted
//! from 0; whoever builds a model keeps the way back to projects.

use serde::{Deserialize, Serialize};

/// The name of a constraint, a pair or a fund within one model, chosen by whoever builds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConstraintId(pub u32);

/// How far a sum may miss its limit and still count as kept, relative to the size of the limit (at least 1):
/// decimal inputs such as 0.1 are not exact as binary doubles, and sums of them round.
pub const TOLERANCE: f64 = 1e-9;

/// The most items of a model.
pub const MAX_ITEMS: usize = 2_000;
/// The most constraints, pairs and funds of a model together.
pub const MAX_CONSTRAINTS: usize = 20_000;
/// The most funds that pay into one measure: every subset of them is one inequality.
pub const MAX_FUNDS: usize = 8;

/// Which items to choose for the greatest value.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Model {
    /// What can be chosen.
    pub items: Vec<Item>,
    /// What items use or cost: one measure for each budget year, role and period, total cost, risk points.
    #[serde(default)]
    pub measures: Vec<Measure>,
    /// What a choice must keep.
    #[serde(default)]
    pub constraints: Vec<Constraint>,
    /// Value and savings that two items have only together.
    #[serde(default)]
    pub pairs: Vec<Pair>,
    /// Money from outside that pays a part of a measure.
    #[serde(default)]
    pub funds: Vec<Fund>,
}

/// Something that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What it is worth when chosen in full.
    pub value: f64,
    /// The least share (above 0, at most 1) at which it may be funded; none when only in full. Value and
    /// amounts shrink in proportion to the share.
    #[serde(default)]
    pub least_share: Option<f64>,
}

/// A quantity that items take: money of a year, months of a role in a quarter, points of risk.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Measure {
    /// Item and amount, each item at most once; items that are not named take nothing.
    pub amounts: Vec<(usize, f64)>,
}

/// One named condition, which can be switched off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Constraint {
    /// Its name.
    pub id: ConstraintId,
    /// Does it apply? Off to see what it costs.
    #[serde(default = "yes")]
    pub on: bool,
    /// What it asks for.
    pub rule: Rule,
}

const fn yes() -> bool {
    true
}

/// What a constraint asks for. Savings of pairs lower a measure: of a group, each of the two items has half.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The measure summed over a group (none: over all items) stays within the limits. A limit over all items
    /// counts only what funds do not pay.
    Limit {
        /// Index of the measure.
        measure: usize,
        /// The items that count; none for all.
        #[serde(default)]
        group: Option<Vec<usize>>,
        /// At least so much.
        #[serde(default)]
        min: Option<f64>,
        /// At most so much.
        #[serde(default)]
        max: Option<f64>,
    },
    /// The group's part of the measure's sum over all items stays within the shares (0 to 1). An empty
    /// choice keeps it.
    Share {
        /// Index of the measure.
        measure: usize,
        /// The items of the group.
        group: Vec<usize>,
        /// At least this part.
        #[serde(default)]
        min: Option<f64>,
        /// At most this part.
        #[serde(default)]
        max: Option<f64>,
    },
    /// How many of the items are chosen: options of one project (at most 1), exclusion, size of a group,
    /// number of risky projects.
    Count {
        /// The items that count.
        items: Vec<usize>,
        /// At least so many.
        #[serde(default)]
        min: Option<u32>,
        /// At most so many.
        #[serde(default)]
        max: Option<u32>,
    },
    /// The item only with another one.
    Requires {
        /// The item.
        item: usize,
        /// What it needs.
        needs: usize,
    },
    /// All of the items or none.
    AllOrNone {
        /// The items.
        items: Vec<usize>,
    },
    /// The item is chosen.
    Must {
        /// The item.
        item: usize,
    },
    /// The item is not chosen.
    MustNot {
        /// The item.
        item: usize,
    },
}

/// What two items have only together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// Its name.
    pub id: ConstraintId,
    /// Does it apply?
    #[serde(default = "yes")]
    pub on: bool,
    /// The two items. Both chosen at any share have the pair in full.
    pub items: (usize, usize),
    /// Added to the value; negative where they get in each other's way.
    #[serde(default)]
    pub value: f64,
    /// Measure and the amount (0 or more) that is saved in it.
    #[serde(default)]
    pub savings: Vec<(usize, f64)>,
}

/// Money that may pay a part of what certain items take of a measure, savings of pairs not taken off. The
/// amounts of such a measure are not negative.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fund {
    /// Its name.
    pub id: ConstraintId,
    /// Does it apply?
    #[serde(default = "yes")]
    pub on: bool,
    /// The measure that it pays into.
    pub measure: usize,
    /// The items that it may pay for.
    pub pays_for: Vec<usize>,
    /// The most that it pays.
    pub max: f64,
    /// The largest part (0 to 1) of what these items take that it pays; none for all of it.
    #[serde(default)]
    pub max_share: Option<f64>,
}

/// Why a model cannot be solved: it is not a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ModelError {
    /// More items or constraints than [`MAX_ITEMS`] and [`MAX_CONSTRAINTS`], or funds than [`MAX_FUNDS`].
    #[error("too large")]
    TooLarge,
    /// An index names an item, a measure or a period that is not there.
    #[error("unknown item, measure or period")]
    UnknownIndex,
    /// A number is not finite, or outside what its field allows.
    #[error("a number out of range")]
    NumberOutOfRange,
    /// Two constraints, pairs or funds have the same name, or a measure names an item twice.
    #[error("named twice")]
    NamedTwice,
}

/// The largest size of a number in a model: money in minor units of a large group, exact as a double.
const LARGEST: f64 = 9e15;

pub(super) fn usable(number: f64) -> Result<(), ModelError> {
    if number.is_finite() && number.abs() <= LARGEST { Ok(()) } else { Err(ModelError::NumberOutOfRange) }
}

impl Model {
    /// Is it a model: indices that exist, numbers that are finite, names used once?
    ///
    /// # Errors
    /// [`ModelError`].
    pub fn check(&self) -> Result<(), ModelError> {
        let count = self.items.len();
        if count > MAX_ITEMS
            || self.constraints.len() + self.pairs.len() + self.funds.len() > MAX_CONSTRAINTS
            || self.measures.len() > MAX_CONSTRAINTS
        {
            return Err(ModelError::TooLarge);
        }
        for item in &self.items {
            usable(item.value)?;
            if item.least_share.is_some_and(|share| !(share > 0.0 && share <= 1.0)) {
                return Err(ModelError::NumberOutOfRange);
            }
        }
        for measure in &self.measures {
            let mut seen = vec![false; count];
            for &(item, amount) in &measure.amounts {
                usable(amount)?;
                match seen.get_mut(item) {
                    None => return Err(ModelError::UnknownIndex),
                    Some(true) => return Err(ModelError::NamedTwice),
                    Some(first) => *first = true,
                }
            }
        }
        for constraint in &self.constraints {
            constraint.rule.check(count, self.measures.len())?;
        }
        for pair in &self.pairs {
            usable(pair.value)?;
            known(pair.items.0, count)?;
            known(pair.items.1, count)?;
            if pair.items.0 == pair.items.1 {
                return Err(ModelError::NamedTwice);
            }
            for &(measure, amount) in &pair.savings {
                known(measure, self.measures.len())?;
                usable(amount)?;
                if amount < 0.0 {
                    return Err(ModelError::NumberOutOfRange);
                }
            }
        }
        let mut per_measure = vec![0; self.measures.len()];
        for fund in &self.funds {
            known(fund.measure, self.measures.len())?;
            each_once(&fund.pays_for, count)?;
            usable(fund.max)?;
            if fund.max < 0.0 || fund.max_share.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
                return Err(ModelError::NumberOutOfRange);
            }
            let amounts = self.measures.get(fund.measure).map_or(&[][..], |measure| &measure.amounts);
            if amounts.iter().any(|(_, amount)| *amount < 0.0) {
                return Err(ModelError::NumberOutOfRange);
            }
            if let Some(funds) = per_measure.get_mut(fund.measure) {
                *funds += 1;
                if *funds > MAX_FUNDS {
                    return Err(ModelError::TooLarge);
                }
            }
        }
        let mut names: Vec<ConstraintId> = (self.constraints.iter().map(|constraint| constraint.id))
            .chain(self.pairs.iter().map(|pair| pair.id))
            .chain(self.funds.iter().map(|fund| fund.id))
            .collect();
        names.sort_unstable();
        if names.is_sorted_by(|a, b| a < b) { Ok(()) } else { Err(ModelError::NamedTwice) }
    }

    /// This model with some constraints, pairs and funds switched off.
    #[must_use]
    pub fn without(&self, ids: &[ConstraintId]) -> Self {
        let mut model = self.clone();
        for constraint in &mut model.constraints {
            constraint.on &= !ids.contains(&constraint.id);
        }
        for pair in &mut model.pairs {
            pair.on &= !ids.contains(&pair.id);
        }
        for fund in &mut model.funds {
            fund.on &= !ids.contains(&fund.id);
        }
        model
    }

    /// The constraints that apply.
    pub fn applying(&self) -> impl Iterator<Item = &Constraint> {
        self.constraints.iter().filter(|constraint| constraint.on)
    }
}

pub(super) fn known(index: usize, count: usize) -> Result<(), ModelError> {
    if index < count { Ok(()) } else { Err(ModelError::UnknownIndex) }
}

fn each_once(items: &[usize], count: usize) -> Result<(), ModelError> {
    let mut seen = vec![false; count];
    for &item in items {
        match seen.get_mut(item) {
            None => return Err(ModelError::UnknownIndex),
            Some(true) => return Err(ModelError::NamedTwice),
            Some(first) => *first = true,
        }
    }
    Ok(())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn whole(count: f64) -> u32 {
    count.clamp(0.0, f64::from(u32::MAX)) as u32
}

impl Rule {
    /// The rule with its limits moved outwards by a step in their own unit; relations stay as they are.
    #[must_use]
    pub fn moved(&self, step: f64) -> Self {
        let mut moved = self.clone();
        match &mut moved {
            Self::Limit { min, max, .. } => {
                *min = min.map(|min| min - step);
                *max = max.map(|max| max + step);
            }
            Self::Share { min, max, .. } => {
                *min = min.map(|min| (min - step).clamp(0.0, 1.0));
                *max = max.map(|max| (max + step).clamp(0.0, 1.0));
            }
            Self::Count { min, max, .. } => {
                // A part of one counts for nothing, at either end.
                *min = min.map(|min| whole((f64::from(min) - step).ceil()));
                *max = max.map(|max| whole(f64::from(max) + step));
            }
            Self::Requires { .. } | Self::AllOrNone { .. } | Self::Must { .. } | Self::MustNot { .. } => {}
        }
        moved
    }

    /// Does the rule make sense for so many items and measures?
    ///
    /// # Errors
    /// [`ModelError`].
    pub(super) fn check(&self, items: usize, measures: usize) -> Result<(), ModelError> {
        match self {
            Self::Limit { measure, group, min, max } => {
                known(*measure, measures)?;
                group.as_deref().map_or(Ok(()), |group| each_once(group, items))?;
                [min, max].into_iter().flatten().try_for_each(|&limit| usable(limit))
            }
            Self::Share { measure, group, min, max } => {
                known(*measure, measures)?;
                each_once(group, items)?;
                if [min, max].into_iter().flatten().all(|share| (0.0..=1.0).contains(share)) {
                    Ok(())
                } else {
                    Err(ModelError::NumberOutOfRange)
                }
            }
            Self::Count { items: group, .. } | Self::AllOrNone { items: group } => each_once(group, items),
            Self::Requires { item, needs } => known(*item, items).and(known(*needs, items)),
            Self::Must { item } | Self::MustNot { item } => known(*item, items),
        }
    }
}
