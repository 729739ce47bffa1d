//! The time that is planned for: a run of months or quarters.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::quantity::Share;

/// How long one period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A calendar month.
    Month,
    /// A calendar quarter.
    #[default]
    Quarter,
}

impl Step {
    /// Months in one period.
    pub const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
        }
    }

    /// Periods in one year.
    pub const fn in_a_year(self) -> u32 {
        12 / self.months()
    }
}

/// A run of periods. Period 0 is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "RawHorizon", into = "RawHorizon")]
pub struct Horizon {
    first_year: i32,
    first_period: u32,
    step: Step,
    periods: u32,
}

/// A horizon as a file may hold it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct RawHorizon {
    #[serde(default)]
    first_year: i32,
    #[serde(default)]
    first_period: u32,
    #[serde(default)]
    step: Step,
    #[serde(default)]
    periods: u32,
}

impl From<RawHorizon> for Horizon {
    fn from(raw: RawHorizon) -> Self {
        Self::new(raw.first_year, raw.first_period, raw.step, raw.periods)
    }
}

impl From<Horizon> for RawHorizon {
    fn from(horizon: Horizon) -> Self {
        Self {
            first_year: horizon.first_year,
            first_period: horizon.first_period,
            step: horizon.step,
            periods: horizon.periods,
        }
    }
}

impl Horizon {
    /// The most periods: ten years of months.
    pub const MAX_PERIODS: u32 = 120;

    /// A horizon that begins with a period of a year (0: the first); every part is cut to what is sensible.
    pub fn new(first_year: i32, first_period: u32, step: Step, periods: u32) -> Self {
        Self {
            first_year: first_year.clamp(1900, 2199),
            first_period: first_period.min(step.in_a_year() - 1),
            step,
            periods: periods.clamp(1, Self::MAX_PERIODS),
        }
    }

    /// Three years of quarters from the beginning of the year after a day.
    pub fn after(today: NaiveDate) -> Self {
        Self::new(today.year() + 1, 0, Step::Quarter, 12)
    }

    /// How long a period is.
    pub const fn step(self) -> Step {
        self.step
    }

    /// How many periods.
    pub const fn periods(self) -> u32 {
        self.periods
    }

    /// Year of the first period.
    pub const fn first_year(self) -> i32 {
        self.first_year
    }

    /// Which period of its year is the first; from 0.
    pub const fn first_period(self) -> u32 {
        self.first_period
    }

    /// Year, and which period of that year, of a period; beyond the end it goes on.
    pub fn place(self, period: u32) -> (i32, u32) {
        let whole = self.first_period + period;
        let per_year = self.step.in_a_year();
        (self.first_year + i32::try_from(whole / per_year).unwrap_or(0), whole % per_year)
    }

    /// The year of a period.
    pub fn year(self, period: u32) -> i32 {
        self.place(period).0
    }

    /// The years it touches.
    pub fn years(self) -> std::ops::RangeInclusive<i32> {
        self.first_year..=self.year(self.periods - 1)
    }

    /// First day of a period; none beyond the calendar.
    pub fn first_day(self, period: u32) -> Option<NaiveDate> {
        let (year, index) = self.place(period);
        NaiveDate::from_ymd_opt(year, index * self.step.months() + 1, 1)
    }

    /// Last day of a period; none beyond the calendar.
    pub fn last_day(self, period: u32) -> Option<NaiveDate> {
        self.first_day(period)?.checked_add_months(Months::new(self.step.months()))?.pred_opt()
    }

    /// The period that a day falls in, counted from the first; negative before it.
    pub fn period_of(self, day: NaiveDate) -> i32 {
        let in_year = i32::try_from(day.month0() / self.step.months()).unwrap_or(0);
        let per_year = i32::try_from(self.step.in_a_year()).unwrap_or(4);
        (day.year() - self.first_year) * per_year + in_year - i32::try_from(self.first_period).unwrap_or(0)
    }

    /// What a value is worth when it comes after so many periods, at a rate per period.
    pub fn discount(rate: Share, periods: u32) -> f64 {
        (1.0 + rate.number()).powi(-i32::try_from(periods).unwrap_or(i32::MAX))
    }
}

impl Default for Horizon {
    fn default() -> Self {
        Self::new(2027, 0, Step::Quarter, 12)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_places_in_the_calendar() {
        let quarters = Horizon::new(2027, 2, Step::Quarter, 6);
        assert_eq!(quarters.place(0), (2027, 2));
        assert_eq!(quarters.place(2), (2028, 0));
        assert_eq!(quarters.years(), 2027..=2028);
        assert_eq!(quarters.first_day(2), NaiveDate::from_ymd_opt(2028, 1, 1));
        assert_eq!(quarters.last_day(2), NaiveDate::from_ymd_opt(2028, 3, 31));
        let months = Horizon::new(2028, 0, Step::Month, 24);
        assert_eq!(months.last_day(1), NaiveDate::from_ymd_opt(2028, 2, 29));
        for horizon in [quarters, months] {
            for period in 0..30 {
                let day = horizon.first_day(period).unwrap();
                assert_eq!(horizon.period_of(day), i32::try_from(period).unwrap());
            }
        }
        assert_eq!(months.period_of(NaiveDate::from_ymd_opt(2027, 12, 31).unwrap()), -1);
    }

    #[test]
    fn nonsense_is_cut() {
        let horizon = Horizon::new(i32::MAX, 99, Step::Month, 0);
        assert_eq!((horizon.first_year(), horizon.first_period(), horizon.periods()), (2199, 11, 1));
        let read: Horizon = serde_json::from_str(r#"{"periods": 4000000000}"#).unwrap();
        assert_eq!(read.periods(), Horizon::MAX_PERIODS);
    }

    #[test]
    fn worth_falls_by_the_rate() {
        let rate = Share::percent(2);
        assert!((Horizon::discount(rate, 0) - 1.0).abs() < 1e-15);
        assert!((Horizon::discount(rate, 2) - 1.0 / (1.02 * 1.02)).abs() < 1e-15);
    }
}
