//! What is known of a project for planning: cost and demand over its own periods, when it may start.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::horizon::Horizon;
use super::quantity::{Quantity, Share};
use crate::domain::id::{CategoryId, RoleId};
use crate::domain::{Extra, Money, Project};

/// Planning data of one project. Everything is optional: what is missing is taken from the project's row.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Plan {
    /// Cost of each of its periods, from its start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cost: Vec<Money>,
    /// Time of each role in each of its periods, from its start.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub demand: BTreeMap<RoleId, Vec<Quantity>>,
    /// What kind of project it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryId>,
    /// Risk, 1 (hardly any) to 5 (as likely to fail as to succeed); none when not judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<Risk>,
    /// How many periods it takes; none follows from the dates or the profiles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    /// First period in which it may start; none follows from the dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<u32>,
    /// Last period in which it may start; none: as late as it still ends within the horizon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<u32>,
    /// The period in which it is set to start, where that is decided; none: the earliest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// May be done in part, from this share of cost, effort and value on; none: all of it or nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_share: Option<Share>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A level of risk, 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Risk(u8);

impl Risk {
    /// Every level.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The number.
    pub const fn level(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Risk {
    type Error = String;
    fn try_from(level: u8) -> Result<Self, String> {
        if (1..=5).contains(&level) { Ok(Self(level)) } else { Err(format!("no level of risk: {level}")) }
    }
}

impl From<Risk> for u8 {
    fn from(risk: Risk) -> Self {
        risk.0
    }
}

/// A new value of one field of a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum PlanEdit {
    /// Cost of each of its periods.
    Cost(Vec<Money>),
    /// Time of a role in each of its periods; empty for none.
    Demand(RoleId, Vec<Quantity>),
    /// Kind.
    Category(Option<CategoryId>),
    /// Risk.
    Risk(Option<Risk>),
    /// Duration in periods.
    Duration(Option<u32>),
    /// Earliest start.
    Earliest(Option<u32>),
    /// Latest start.
    Latest(Option<u32>),
    /// Start, where it is decided.
    Start(Option<u32>),
    /// Least share.
    LeastShare(Option<Share>),
}

impl Plan {
    /// The same plan with one field set; numbers of periods are cut to what a horizon can hold.
    #[must_use]
    pub fn with(mut self, edit: PlanEdit) -> Self {
        let limit = Horizon::MAX_PERIODS;
        match edit {
            PlanEdit::Cost(mut cost) => {
                cost.truncate(limit as usize);
                trim(&mut cost);
                self.cost = cost;
            }
            PlanEdit::Demand(role, mut demand) => {
                demand.truncate(limit as usize);
                trim(&mut demand);
                if demand.is_empty() {
                    self.demand.remove(&role);
                } else {
                    self.demand.insert(role, demand);
                }
            }
            PlanEdit::Category(category) => self.category = category,
            PlanEdit::Risk(risk) => self.risk = risk,
            PlanEdit::Duration(duration) => self.duration = duration.map(|d| d.clamp(1, limit)),
            PlanEdit::Earliest(period) => self.earliest = period.map(|p| p.min(limit)),
            PlanEdit::Latest(period) => self.latest = period.map(|p| p.min(limit)),
            PlanEdit::Start(period) => self.start = period.map(|p| p.min(limit)),
            PlanEdit::LeastShare(share) => self.least_share = share.filter(|share| *share < Share::ALL),
        }
        self
    }
}

/// Zeros at the end say nothing.
fn trim<T: Default + PartialEq>(profile: &mut Vec<T>) {
    while profile.last().is_some_and(|last| *last == T::default()) {
        profile.pop();
    }
}

/// A project's plan with every gap filled from its row.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// How many periods it takes, at least 1.
    pub duration: u32,
    /// First period in which it may start.
    pub earliest: u32,
    /// Last period in which it may start; before `earliest` when it cannot be done within the horizon.
    pub latest: u32,
    /// Where it starts when starts are fixed.
    pub start: u32,
    /// Cost of each of its periods: as many as it takes.
    pub cost: Vec<Money>,
    /// Time of each role in each of its periods.
    pub demand: BTreeMap<RoleId, Vec<Quantity>>,
    /// Did the cost come from the row and was it spread evenly?
    pub cost_is_spread: bool,
    /// Can it be done within the horizon at all?
    pub fits: bool,
}

impl Outline {
    /// The plan of a project in a horizon.
    pub fn of(project: &Project, plan: Option<&Arc<Plan>>, horizon: Horizon) -> Self {
        let empty = Plan::default();
        let plan = plan.map_or(&empty, |plan| plan);
        let periods = horizon.periods();
        let from_dates = match (project.start, project.finish) {
            (Some(start), Some(finish)) if start <= finish => {
                u32::try_from(horizon.period_of(finish) - horizon.period_of(start) + 1).ok()
            }
            _ => None,
        };
        let longest = plan.demand.values().map(Vec::len).chain([plan.cost.len()]).max().unwrap_or(0);
        let profile = u32::try_from(longest).ok().filter(|length| *length > 0);
        let duration = plan.duration.or(profile).or(from_dates).unwrap_or(1).max(profile.unwrap_or(1)).max(1);
        let from_row = project.start.map(|day| u32::try_from(horizon.period_of(day)).unwrap_or(0));
        let earliest = plan.earliest.or(from_row).unwrap_or(0);
        let end = periods.checked_sub(duration);
        let latest = match (plan.latest, end) {
            (Some(latest), Some(end)) => latest.min(end),
            (None, Some(end)) => end,
            (_, None) => 0,
        };
        let fits = end.is_some_and(|end| earliest <= end) && earliest <= latest;
        let start = plan.start.map_or(earliest, |start| start.clamp(earliest, latest.max(earliest)));
        let length = duration as usize;
        let cost_is_spread = plan.cost.is_empty() && project.cost.is_some();
        let mut cost = if cost_is_spread {
            spread(project.cost.unwrap_or_default(), duration)
        } else {
            plan.cost.clone()
        };
        cost.resize(length, Money::default());
        let demand = plan
            .demand
            .iter()
            .map(|(role, profile)| {
                let mut profile = profile.clone();
                profile.resize(length, Quantity::ZERO);
                (*role, profile)
            })
            .collect();
        Self { duration, earliest, latest, start, cost, demand, cost_is_spread, fits }
    }

    /// The sum of its cost.
    pub fn total_cost(&self) -> Money {
        self.cost.iter().copied().fold(Money::default(), Money::saturating_add)
    }

    /// Its cost in one year when it starts in a period.
    pub fn cost_in_year(&self, horizon: Horizon, start: u32, year: i32) -> Money {
        (start..)
            .zip(&self.cost)
            .filter(|(period, _)| horizon.year(*period) == year)
            .fold(Money::default(), |sum, (_, cost)| sum.saturating_add(*cost))
    }

    /// Its cost in a period of the horizon when it starts where it is set to; none before its start.
    pub fn cost_at(&self, period: u32) -> Option<Money> {
        let month = period.checked_sub(self.start)?;
        Some(self.cost.get(month as usize).copied().unwrap_or_default())
    }

    /// Its cost with another amount in a period of the horizon; none before its start.
    pub fn with_cost_at(&self, period: u32, amount: Money) -> Option<PlanEdit> {
        placed(&self.cost, period.checked_sub(self.start)?, amount).map(PlanEdit::Cost)
    }

    /// Its cost with another amount in a year, spread evenly over those of its periods that lie there; when it
    /// ends before, over the whole year. None when it starts later.
    pub fn with_cost_in(&self, horizon: Horizon, year: i32, amount: Money) -> Option<PlanEdit> {
        let within = |period: &u32| horizon.year(*period) == year && *period >= self.start;
        let all: Vec<u32> = (0..horizon.periods()).filter(within).collect();
        let own: Vec<u32> =
            all.iter().copied().filter(|period| *period < self.start + self.duration).collect();
        let periods = if own.is_empty() { all } else { own };
        let parts = spread(amount, u32::try_from(periods.len()).ok().filter(|count| *count > 0)?);
        let mut cost = self.cost.clone();
        for (period, part) in periods.into_iter().zip(parts) {
            cost = placed(&cost, period.checked_sub(self.start)?, part)?;
        }
        Some(PlanEdit::Cost(cost))
    }

    /// Its need of a role with another amount in a period of the horizon; none before its start.
    pub fn with_need_at(&self, role: RoleId, period: u32, amount: Quantity) -> Option<PlanEdit> {
        let profile = self.demand.get(&role).cloned().unwrap_or_default();
        let profile = placed(&profile, period.checked_sub(self.start)?, amount)?;
        Some(PlanEdit::Demand(role, profile))
    }

    /// What it needs of a role in a period when it starts in another.
    pub fn need(&self, role: RoleId, start: u32, period: u32) -> Quantity {
        let Some(index) = period.checked_sub(start) else { return Quantity::ZERO };
        self.demand.get(&role).and_then(|profile| profile.get(index as usize)).copied().unwrap_or_default()
    }
}

/// A profile with one amount in its place; none beyond the longest horizon.
fn placed<T: Clone + Default>(profile: &[T], at: u32, amount: T) -> Option<Vec<T>> {
    if at >= Horizon::MAX_PERIODS {
        return None;
    }
    let mut profile = profile.to_vec();
    profile.resize(profile.len().max(at as usize + 1), T::default());
    *profile.get_mut(at as usize)? = amount;
    Some(profile)
}

/// An amount divided evenly to the cent: the first parts take the rest.
fn spread(amount: Money, parts: u32) -> Vec<Money> {
    let parts = i64::from(parts.max(1));
    let (each, rest) = (amount.minor().div_euclid(parts), amount.minor().rem_euclid(parts));
    (0..parts).map(|part| Money::from_minor(each + i64::from(part < rest)).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::project::parse_date;
    use crate::domain::{ProjectEdit, ProjectId};

    fn row(start: &str, finish: &str, cost: i64) -> Project {
        [
            ProjectEdit::Start(parse_date(start).ok()),
            ProjectEdit::Finish(parse_date(finish).ok()),
            ProjectEdit::Cost(Money::from_minor(cost).ok()),
        ]
        .into_iter()
        .fold(Project::new(ProjectId::from_number(1)), Project::with)
    }

    #[test]
    fn a_row_alone_is_a_plan() {
        let outline = Outline::of(&row("2027-05-01", "2028-02-10", 10), None, Horizon::default());
        assert_eq!((outline.earliest, outline.duration, outline.latest), (1, 4, 8));
        let cost: Vec<i64> = outline.cost.iter().map(|cost| cost.minor()).collect();
        assert_eq!(cost, [3, 3, 2, 2]);
        assert!(outline.fits && outline.cost_is_spread);
        assert_eq!(outline.cost_in_year(Horizon::default(), 1, 2028).minor(), 2);
    }

    #[test]
    fn an_empty_row_takes_one_period_and_no_money() {
        let outline = Outline::of(&Project::new(ProjectId::from_number(1)), None, Horizon::default());
        assert_eq!((outline.duration, outline.earliest, outline.total_cost().minor()), (1, 0, 0));
    }

    #[test]
    fn what_cannot_end_within_the_horizon_does_not_fit() {
        let late = Outline::of(&row("2029-10-01", "2030-03-31", 1), None, Horizon::default());
        assert!(!late.fits);
        let long = Plan::default().with(PlanEdit::Duration(Some(13)));
        assert!(
            !Outline::of(&row("2027-01-01", "2027-01-31", 1), Some(&Arc::new(long)), Horizon::default()).fits
        );
    }

    #[test]
    fn a_profile_longer_than_the_duration_counts() {
        let plan = Plan::default()
            .with(PlanEdit::Duration(Some(1)))
            .with(PlanEdit::Demand(RoleId::from_number(1), vec![Quantity::whole(1), Quantity::whole(2)]));
        let outline =
            Outline::of(&Project::new(ProjectId::from_number(1)), Some(&Arc::new(plan)), Horizon::default());
        assert_eq!(outline.duration, 2);
        assert_eq!(outline.need(RoleId::from_number(1), 3, 4), Quantity::whole(2));
        assert_eq!(outline.need(RoleId::from_number(1), 3, 2), Quantity::ZERO);
        assert_eq!(outline.need(RoleId::from_number(2), 3, 3), Quantity::ZERO);
    }

    #[test]
    fn amounts_are_typed_by_calendar() {
        let horizon = Horizon::default();
        // From the second quarter of 2027 on, four quarters.
        let outline = Outline::of(&row("2027-05-01", "2028-02-10", 10), None, horizon);
        let minor = |amount: i64| Money::from_minor(amount).unwrap();
        let cost = |edit: Option<PlanEdit>| match edit {
            Some(PlanEdit::Cost(cost)) => cost.iter().map(|cost| cost.minor()).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        assert_eq!((outline.cost_at(0), outline.cost_at(2)), (None, Some(minor(3))));
        assert_eq!(cost(outline.with_cost_at(2, minor(9))), [3, 9, 2, 2]);
        assert_eq!(outline.with_cost_at(0, minor(9)), None, "before its start");
        // Three of its quarters lie in 2027, one in 2028, none in 2029.
        assert_eq!(cost(outline.with_cost_in(horizon, 2027, minor(100))), [34, 33, 33, 2]);
        assert_eq!(cost(outline.with_cost_in(horizon, 2028, minor(7))), [3, 3, 2, 7]);
        assert_eq!(cost(outline.with_cost_in(horizon, 2029, minor(4))), [3, 3, 2, 2, 0, 0, 0, 1, 1, 1, 1]);
        assert_eq!(outline.with_cost_in(horizon, 2026, minor(4)), None);
        let role = RoleId::from_number(1);
        assert_eq!(
            outline.with_need_at(role, 2, Quantity::whole(5)),
            Some(PlanEdit::Demand(role, vec![Quantity::ZERO, Quantity::whole(5)]))
        );
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost_in_spreading(amount in -1_000_000_i64..1_000_000, parts in 1_u32..40) {
            let parts = spread(Money::from_minor(amount).unwrap(), parts);
            proptest::prop_assert_eq!(parts.iter().map(|part| part.minor()).sum::<i64>(), amount);
        }
    }
}
