//! Measures: the line that progress should follow, and where it is.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::settings::Rules;
use crate::domain::Extra;
use crate::domain::error::ValueError;
use crate::domain::text::{Name, Note};

/// A finite number.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Real(f64);

impl Real {
    /// The largest magnitude; far above any measure, and sums of squares stay finite.
    pub const LIMIT: f64 = 1e15;

    /// A number.
    ///
    /// # Errors
    /// [`ValueError::OutOfRange`] beyond [`Real::LIMIT`] or not finite.
    pub fn new(value: f64) -> Result<Self, ValueError> {
        if value.abs() <= Self::LIMIT {
            Ok(Self(value))
        } else {
            Err(ValueError::OutOfRange(value.to_string()))
        }
    }

    /// Reads a typed number; grouping commas, full-width digits and a minus sign of any shape are accepted.
    ///
    /// # Errors
    /// [`ValueError::NotANumber`], [`ValueError::OutOfRange`].
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let plain: String = text
            .trim()
            .chars()
            .filter(|c| !matches!(c, ',' | '，' | ' ' | '\u{a0}' | '\u{202f}'))
            .map(|c| match c {
                '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
                '．' => '.',
                '−' | '－' => '-',
                other => other,
            })
            .collect();
        let digits_only = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
        match plain.parse() {
            Ok(value) if digits_only => Self::new(value),
            _ => Err(ValueError::NotANumber(text.trim().to_owned())),
        }
    }

    /// The number.
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Real {
    type Error = ValueError;
    fn try_from(value: f64) -> Result<Self, ValueError> {
        Self::new(value)
    }
}

impl From<Real> for f64 {
    fn from(real: Real) -> Self {
        real.0
    }
}

/// A value on a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The day.
    pub date: NaiveDate,
    /// The value in the measure's unit.
    pub value: Real,
}

/// How sure the person who reports a value is that the target will be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Doubtful.
    Low,
    /// Possible.
    Medium,
    /// Sure.
    High,
}

impl Confidence {
    /// Every degree, lowest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The stable key used in forms.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// A check-in: what the measure stood at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The day that the value is of.
    pub date: NaiveDate,
    /// The value in the measure's unit.
    pub value: Real,
    /// How sure the target is.
    #[serde(default)]
    pub confidence: Option<Confidence>,
    /// What is behind it.
    #[serde(default)]
    pub note: Note,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    #[default]
    Up,
    /// Less is better.
    Down,
}

/// How often a value is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// Every week.
    Weekly,
    /// Every month.
    #[default]
    Monthly,
    /// Every quarter.
    Quarterly,
    /// Twice a year.
    HalfYearly,
    /// Once a year.
    Yearly,
}

impl Frequency {
    /// Every frequency, most frequent first.
    pub const ALL: [Self; 5] = [Self::Weekly, Self::Monthly, Self::Quarterly, Self::HalfYearly, Self::Yearly];

    /// The stable key used in forms.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::HalfYearly => "half_yearly",
            Self::Yearly => "yearly",
        }
    }

    /// The longest gap between two values, in days, with a week of grace.
    pub const fn grace_days(self) -> i64 {
        match self {
            Self::Weekly => 7 + 7,
            Self::Monthly => 31 + 7,
            Self::Quarterly => 92 + 7,
            Self::HalfYearly => 184 + 7,
            Self::Yearly => 366 + 7,
        }
    }
}

/// What a measure counts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Measure {
    /// The unit of its values.
    #[serde(default)]
    pub unit: Name,
    /// Which way is better.
    #[serde(default)]
    pub direction: Direction,
    /// Where it started.
    #[serde(default)]
    pub baseline: Option<Point>,
    /// Where it is to be.
    #[serde(default)]
    pub target: Option<Point>,
    /// Where it is to be in between, in the order of days.
    #[serde(default)]
    pub milestones: Vec<Point>,
    /// How often a value is due.
    #[serde(default)]
    pub frequency: Frequency,
    /// The values, in the order of days; one a day.
    #[serde(default)]
    pub readings: Vec<Reading>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How a measure stands against its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Far behind.
    OffTrack,
    /// Somewhat behind.
    Attention,
    /// As expected or better.
    OnTrack,
}

/// A value against what was expected on its day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// The day.
    pub date: NaiveDate,
    /// The value.
    pub actual: f64,
    /// The line on that day.
    pub expected: f64,
    /// (actual − baseline) / (expected − baseline): 1 is as expected, more is ahead. 1 or 0 where the
    /// line has not moved yet.
    pub progress: f64,
    /// By the thresholds.
    pub status: Status,
}

/// Months since the year 0, days as parts of their month, so that every month end is a whole number:
/// quarters and years are then evenly spaced, which days are not.
fn months(date: NaiveDate) -> f64 {
    let next_month = date
        .with_day(1)
        .and_then(|first| first.checked_add_months(chrono::Months::new(1)))
        .and_then(|next| next.pred_opt());
    let days = next_month.map_or(30, |last| last.day());
    f64::from(date.year()) * 12.0 + f64::from(date.month()) + f64::from(date.day()) / f64::from(days)
}

impl Measure {
    /// The points of the line: baseline, milestones, target, in the order of days. Empty without a
    /// baseline or a target.
    pub fn line(&self) -> Vec<Point> {
        let (Some(baseline), Some(target)) = (self.baseline, self.target) else { return Vec::new() };
        let mut line = vec![baseline];
        let inner = |point: &&Point| point.date > baseline.date && point.date < target.date;
        line.extend(self.milestones.iter().filter(inner));
        line.push(target);
        line.sort_by_key(|point| point.date);
        line
    }

    /// The value expected on a day: straight between the points of the line; before it the first, after
    /// it the last value.
    pub fn expected(&self, date: NaiveDate) -> Option<f64> {
        let line = self.line();
        let after = line.iter().position(|point| point.date >= date);
        match after {
            None => line.last().map(|point| point.value.get()),
            Some(0) => line.first().map(|point| point.value.get()),
            Some(index) => {
                let (from, to) = (line.get(index - 1)?, line.get(index)?);
                let (start, end) = (months(from.date), months(to.date));
                let width = end - start;
                let share = if width > 0.0 { (months(date) - start) / width } else { 1.0 };
                Some(from.value.get() + share * (to.value.get() - from.value.get()))
            }
        }
    }

    /// A value against the line on its day; none without a line.
    pub fn standing_of(&self, reading: &Reading, rules: &Rules) -> Option<Standing> {
        let expected = self.expected(reading.date)?;
        let baseline = self.baseline?.value.get();
        let actual = reading.value.get();
        let way = expected - baseline;
        let progress = if way.abs() > f64::EPSILON * baseline.abs().max(1.0) {
            (actual - baseline) / way
        } else {
            let is_as_good = match self.direction {
                Direction::Up => actual >= expected,
                Direction::Down => actual <= expected,
            };
            f64::from(u8::from(is_as_good))
        };
        let status = if progress >= rules.on_track_from.get() {
            Status::OnTrack
        } else if progress >= rules.attention_from.get() {
            Status::Attention
        } else {
            Status::OffTrack
        };
        Some(Standing { date: reading.date, actual, expected, progress, status })
    }

    /// Where the measure is: its last value against the line; none without a value or a line.
    pub fn standing(&self, rules: &Rules) -> Option<Standing> {
        self.readings.last().and_then(|reading| self.standing_of(reading, rules))
    }

    /// Does the target lie the better way from the baseline?
    pub fn target_contradicts_direction(&self) -> bool {
        match (self.baseline, self.target, self.direction) {
            (Some(from), Some(to), Direction::Up) => to.value < from.value,
            (Some(from), Some(to), Direction::Down) => to.value > from.value,
            _ => false,
        }
    }

    /// Was the last value due before `today` and not given?
    pub fn is_late(&self, today: NaiveDate) -> bool {
        let since =
            self.readings.last().map(|reading| reading.date).or(self.baseline.map(|point| point.date));
        let ended = self.target.is_some_and(|target| target.date < today);
        !ended && since.is_some_and(|since| (today - since).num_days() > self.frequency.grace_days())
    }

    /// With a value put in its place; a value of the same day is replaced.
    #[must_use]
    pub fn with_reading(mut self, reading: Reading) -> Self {
        self.readings.retain(|other| other.date != reading.date);
        let at = self.readings.partition_point(|other| other.date < reading.date);
        self.readings.insert(at, reading);
        self
    }

    /// With its lists in the order of days, as everything here expects them.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        self.milestones.sort_by_key(|point| point.date);
        self.milestones.dedup_by_key(|point| point.date);
        self.readings.sort_by_key(|reading| reading.date);
        self.readings.dedup_by_key(|reading| reading.date);
        self
    }
}
