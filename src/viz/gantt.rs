//! Geometry of bars and cells over periods: the Gantt chart and the heat map below it share their columns.

/// Sizes of a chart over periods, in pixels of its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timeline {
    /// Width of the names at the left.
    pub names: f64,
    /// Width of one period.
    pub period: f64,
    /// Height of one row.
    pub row: f64,
    /// Height of the name above the bar, within the row; 0 where names stand at the left.
    pub above: f64,
    /// Height of the head.
    pub head: f64,
    /// How many periods.
    pub periods: u32,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Timeline {
    /// A timeline of so many periods within about a width; periods keep a size that a label fits into.
    pub fn fitting(periods: u32, width: f64, names: f64) -> Self {
        let period = ((width - names) / f64::from(periods.max(1))).clamp(30.0, 90.0);
        Self { names, period, row: 28.0, above: 0.0, head: 34.0, periods }
    }

    /// A timeline for a narrow screen: each name stands above its bar, so that the periods have the whole width.
    pub fn stacked(periods: u32, width: f64) -> Self {
        let period = ((width - 1.0) / f64::from(periods.max(1))).clamp(24.0, 90.0);
        Self { names: 0.0, period, row: 50.0, above: 20.0, head: 34.0, periods }
    }

    /// Base line of a row's name.
    pub fn name(self, row: usize) -> f64 {
        self.top(row) + if self.above > 0.0 { self.above - 4.0 } else { 18.0 }
    }

    /// Left edge of a period.
    pub fn left(self, period: u32) -> f64 {
        self.names + f64::from(period) * self.period
    }

    /// Top edge of a row.
    pub fn top(self, row: usize) -> f64 {
        // Rows number hundreds.
        self.head + f64::from(u32::try_from(row).unwrap_or(u32::MAX)) * self.row
    }

    /// Width of the whole chart.
    pub fn width(self) -> f64 {
        self.left(self.periods) + 1.0
    }

    /// Height of a chart of so many rows.
    pub fn height(self, rows: usize) -> f64 {
        self.top(rows) + 1.0
    }

    /// The bar of a project in a row; cut at the end of the horizon.
    pub fn bar(self, row: usize, start: u32, duration: u32) -> Rect {
        let end = (start + duration).min(self.periods).max(start);
        let height = self.row - self.above;
        let pad = height * 0.18;
        Rect {
            x: self.left(start) + 1.5,
            y: self.top(row) + self.above + pad,
            width: (f64::from(end - start) * self.period - 3.0).max(2.0),
            height: height - 2.0 * pad,
        }
    }

    /// The cell of a row in a period.
    pub fn cell(self, row: usize, period: u32) -> Rect {
        let (y, height) = (self.top(row) + self.above, self.row - self.above);
        Rect { x: self.left(period), y, width: self.period, height }
    }

    /// The start of a bar that was moved by so many pixels, kept within its limits.
    pub fn moved(self, start: u32, pixels: f64, earliest: u32, latest: u32) -> u32 {
        let steps = (pixels / self.period).round();
        #[expect(clippy::cast_possible_truncation, reason = "a few hundred at most; saturates")]
        let to = i64::from(start) + steps as i64;
        u32::try_from(to.max(0)).unwrap_or(u32::MAX).clamp(earliest, latest.max(earliest))
    }
}

/// How full something is, in five steps; the last one is above capacity.
pub fn load_step(demand: f64, capacity: f64) -> u8 {
    if demand <= 0.0 {
        return 0;
    }
    if demand > capacity {
        return 5;
    }
    match demand / capacity {
        share if share <= 0.5 => 1,
        share if share <= 0.75 => 2,
        share if share <= 0.9 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: Timeline =
        Timeline { names: 100.0, period: 50.0, row: 20.0, above: 0.0, head: 30.0, periods: 4 };

    #[test]
    fn bars_stand_over_their_periods() {
        let bar = LINE.bar(1, 1, 2);
        assert!(bar.x > LINE.left(1) && bar.x + bar.width < LINE.left(3));
        assert!(bar.y > LINE.top(1) && bar.y + bar.height < LINE.top(2));
        // Beyond the horizon a bar is cut, and never of no width.
        assert!(LINE.bar(0, 3, 9).width < 50.0);
        assert!(LINE.bar(0, 9, 1).width >= 2.0);
    }

    #[test]
    fn dragging_snaps_to_periods_within_the_limits() {
        assert_eq!(LINE.moved(1, 74.0, 0, 3), 2);
        assert_eq!(LINE.moved(1, 76.0, 0, 3), 3);
        assert_eq!(LINE.moved(1, -500.0, 1, 3), 1);
        assert_eq!(LINE.moved(1, 500.0, 0, 2), 2);
        assert_eq!(LINE.moved(1, f64::NAN, 0, 2), 1);
    }

    #[test]
    fn loads_have_five_steps() {
        let steps =
            [(0.0, 0.0), (1.0, 0.0), (5.0, 10.0), (7.5, 10.0), (9.0, 10.0), (10.0, 10.0), (10.1, 10.0)];
        assert_eq!(steps.map(|(demand, capacity)| load_step(demand, capacity)), [0, 5, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn a_timeline_keeps_readable_periods() {
        assert!((Timeline::fitting(12, 900.0, 180.0).period - 60.0).abs() < 1e-9);
        assert!((Timeline::fitting(120, 900.0, 180.0).period - 30.0).abs() < 1e-9);
        assert!((Timeline::fitting(0, 900.0, 180.0).period - 90.0).abs() < 1e-9);
    }

    #[test]
    fn a_narrow_timeline_fits_three_years_of_quarters_with_names_above() {
        let line = Timeline::stacked(12, 328.0);
        assert!(line.width() <= 328.0 + 1e-9);
        let (bar, cell) = (line.bar(1, 0, 3), line.cell(1, 0));
        assert!(line.name(1) > line.top(1) && line.name(1) < bar.y && bar.y + bar.height < line.top(2));
        assert!(cell.y > line.name(1) && (cell.y + cell.height - line.top(2)).abs() < 1e-9);
        // Beyond what can be read it scrolls, and no periods are no division by nothing.
        assert!((Timeline::stacked(60, 328.0).period - 24.0).abs() < 1e-9);
        assert!(Timeline::stacked(0, 328.0).width().is_finite());
    }
}
