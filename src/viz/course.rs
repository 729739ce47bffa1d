//! Counts over time: a line with a mark for each day, and open marks for what was seen later.

use chrono::{Datelike, NaiveDate};

use super::scale::{Linear, ticks};

/// One day: the count then, and as it is seen later.
pub type CoursePoint = (NaiveDate, usize, Option<usize>);

/// A mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CourseMark {
    /// Where.
    pub x: f64,
    /// The count then.
    pub y: f64,
    /// The count as it is seen later.
    pub later_y: Option<f64>,
    /// Is there room for the day below it?
    pub named: bool,
}

/// The whole picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Width of the picture.
    pub width: f64,
    /// Height of the picture.
    pub height: f64,
    /// The line, as a path.
    pub line: String,
    /// One for each day, in the order given.
    pub marks: Vec<CourseMark>,
    /// Heights with the count that they stand for.
    pub ticks: Vec<(f64, f64)>,
    /// Where the plot begins and ends.
    pub span: (f64, f64),
    /// Where the plot ends below.
    pub bottom: f64,
}

const HEIGHT: f64 = 220.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 184.0;
const LEFT: f64 = 34.0;
/// Half of a day's name and some room.
const EDGE: f64 = 46.0;

/// Lays out days in order with counts of at most `highest`. Marks of one day lie above each other.
pub fn course(points: &[CoursePoint], highest: usize, width: f64) -> Course {
    let day = |date: NaiveDate| f64::from(date.num_days_from_ce());
    let days = points.iter().map(|(date, ..)| day(*date));
    let (first, last) = days.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), d| (a.min(d), b.max(d)));
    let span = (LEFT + EDGE, width - EDGE);
    let x = Linear::new((first, last), span);
    #[expect(clippy::cast_precision_loss, reason = "counts of competencies are small")]
    let number = |count: usize| count as f64;
    let y = Linear::new((0.0, number(highest.max(1))), (BOTTOM, TOP));
    let mut free_from = f64::NEG_INFINITY;
    let marks: Vec<CourseMark> = points
        .iter()
        .map(|(date, count, later)| {
            let place = x.at(day(*date));
            let named = place >= free_from;
            if named {
                free_from = place + 2.0 * EDGE;
            }
            CourseMark {
                x: place,
                y: y.at(number(*count)),
                later_y: later.map(|later| y.at(number(later))),
                named,
            }
        })
        .collect();
    let line = marks.iter().map(|mark| format!("{:.1} {:.1}", mark.x, mark.y)).collect::<Vec<_>>().join("L");
    Course {
        width,
        height: HEIGHT,
        line: if line.is_empty() { line } else { format!("M{line}") },
        marks,
        ticks: ticks(0.0, number(highest.max(1)), 4)
            .into_iter()
            .filter(|tick| *tick <= number(highest.max(1)) && tick.fract() == 0.0)
            .map(|tick| (y.at(tick), tick))
            .collect(),
        span,
        bottom: BOTTOM,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_and_counts_lie_to_scale() {
        let points =
            [(day("2026-01-01"), 0, None), (day("2026-01-11"), 5, Some(2)), (day("2026-03-12"), 10, None)];
        let plot = course(&points, 10, 600.0);
        let [a, b, c] = [plot.marks[0], plot.marks[1], plot.marks[2]];
        assert!((a.x - plot.span.0).abs() < 1e-9 && (c.x - plot.span.1).abs() < 1e-9);
        // Ten of seventy days.
        assert!((b.x - (plot.span.0 + (plot.span.1 - plot.span.0) / 7.0)).abs() < 1e-9);
        assert!((a.y - plot.bottom).abs() < 1e-9 && (b.y - f64::midpoint(a.y, c.y)).abs() < 1e-9);
        assert!(b.later_y.unwrap() > b.y, "less lies lower");
        // The second name would touch the first.
        assert_eq!([a.named, b.named, c.named], [true, false, true]);
        assert_eq!(plot.line.matches('L').count(), 2);
        assert!(plot.ticks.first().unwrap().1.abs() < 1e-9);
        assert!((plot.ticks.last().unwrap().1 - 10.0).abs() < 1e-9);
    }

    #[test]
    fn one_day_or_none_is_no_division_by_zero() {
        let plot = course(&[(day("2026-01-01"), 3, Some(1)), (day("2026-01-01"), 3, None)], 3, 300.0);
        assert!(plot.marks.iter().all(|mark| mark.x.is_finite() && mark.y.is_finite()));
        assert!((plot.marks[0].x - f64::midpoint(plot.span.0, plot.span.1)).abs() < 1e-9);
        let none = course(&[], 0, 300.0);
        assert!(none.marks.is_empty() && none.line.is_empty());
        assert!(none.ticks.iter().all(|(y, _)| y.is_finite()));
    }
}
