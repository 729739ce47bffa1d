//! The line of a measure: expected values and actual ones over time, in a box of 320 by 140.

use chrono::{Datelike, NaiveDate};

use super::scale::{Linear, ticks};
use crate::domain::strategy::Measure;

/// The marks of the chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chart {
    /// Path of the expected line.
    pub expected: String,
    /// Path of the actual values.
    pub actual: String,
    /// Where the actual values are.
    pub marks: Vec<(f64, f64)>,
    /// Heights with the value that they stand for.
    pub ticks: Vec<(f64, f64)>,
    /// Places with the year that begins there.
    pub days: Vec<(f64, String)>,
    /// Where today is, if it is in the picture.
    pub today: Option<f64>,
}

const LEFT: f64 = 40.0;
const RIGHT: f64 = 312.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 118.0;

/// The chart of a measure; none without a line.
pub fn chart(measure: &Measure, today: NaiveDate) -> Option<Chart> {
    let line = measure.line();
    let (first, last) = (line.first()?, line.last()?);
    let day = |date: NaiveDate| f64::from(date.num_days_from_ce());
    let dates =
        line.iter().map(|point| point.date).chain(measure.readings.iter().map(|reading| reading.date));
    let (start, end) =
        dates.fold((first.date, last.date), |(start, end), date| (start.min(date), end.max(date)));
    let values = line.iter().map(|point| point.value.get());
    let values = values.chain(measure.readings.iter().map(|reading| reading.value.get()));
    let (low, high) = values
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    let marks = ticks(low, high, 4);
    let (low, high) = (marks.first().copied().unwrap_or(low), marks.last().copied().unwrap_or(high));
    let x = Linear::new((day(start), day(end)), (LEFT, RIGHT));
    let y = Linear::new((low, high), (BOTTOM, TOP));
    let path = |points: &[(f64, f64)]| {
        let steps = points
            .iter()
            .enumerate()
            .map(|(index, (x, y))| format!("{}{x:.1} {y:.1}", if index == 0 { "M" } else { "L" }));
        steps.collect::<Vec<_>>().join("")
    };
    let expected: Vec<(f64, f64)> =
        line.iter().map(|point| (x.at(day(point.date)), y.at(point.value.get()))).collect();
    let actual: Vec<(f64, f64)> =
        measure.readings.iter().map(|reading| (x.at(day(reading.date)), y.at(reading.value.get()))).collect();
    let years = (start.year()..=end.year()).filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1));
    // A label a year, thinned where years are many.
    let count = usize::try_from(end.year() - start.year()).unwrap_or(0);
    let days = years
        .filter(|date| *date >= start)
        .step_by(count / 6 + 1)
        .map(|date| (x.at(day(date)), date.year().to_string()))
        .collect();
    Some(Chart {
        expected: path(&expected),
        actual: path(&actual),
        marks: actual,
        ticks: marks.into_iter().map(|value| (y.at(value), value)).collect(),
        days,
        today: (start..=end).contains(&today).then(|| x.at(day(today))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::strategy::{Point, Real};

    #[test]
    fn a_line_begins_at_its_baseline_and_ends_at_its_target() {
        let point = |date: &str, value: f64| {
            Some(Point { date: date.parse().unwrap(), value: Real::new(value).unwrap() })
        };
        let measure = Measure {
            baseline: point("2026-01-01", 0.0),
            target: point("2028-01-01", 10.0),
            ..Measure::default()
        };
        let drawn = chart(&measure, "2027-01-01".parse().unwrap()).unwrap();
        assert_eq!(drawn.expected, "M40.0 118.0L312.0 10.0");
        assert!(drawn.actual.is_empty() && (drawn.today.unwrap() - 176.0).abs() < 0.5);
        assert_eq!(drawn.days.len(), 3);
        assert_eq!(chart(&Measure::default(), "2027-01-01".parse().unwrap()), None);
        // A line of one day and one value is no division by zero.
        let flat = Measure {
            baseline: point("2026-01-01", 1.0),
            target: point("2026-01-01", 1.0),
            ..Measure::default()
        };
        assert!(!chart(&flat, "2026-01-01".parse().unwrap()).unwrap().expected.contains("NaN"));
    }
}
