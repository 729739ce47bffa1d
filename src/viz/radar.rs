//! A radar of a few axes. More than eight cannot be read; fewer than three enclose nothing.

use std::f64::consts::TAU;

/// The most axes.
pub const MOST_AXES: usize = 8;

/// A point of the picture.
pub type Point = (f64, f64);

/// One axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    /// Its outer end.
    pub end: Point,
    /// Where its label stands, beyond the end.
    pub label: Point,
    /// How the label is aligned: −1 ends there, 0 is centred, 1 begins there.
    pub side: i8,
}

/// The whole picture, with its middle at (0, 0).
#[derive(Debug, Clone, PartialEq)]
pub struct Radar {
    /// Clockwise, the first straight up.
    pub axes: Vec<Axis>,
    /// The rings, inner to outer, as corners.
    pub rings: Vec<Vec<Point>>,
    /// The corners of each series; a missing value lies in the middle.
    pub series: Vec<Vec<Point>>,
}

/// Draws series of values on the levels `1..=highest`; level 1 lies on the innermost ring, not in the
/// middle. None with fewer than three axes; axes beyond [`MOST_AXES`] are left out.
pub fn radar(series: &[Vec<Option<f64>>], highest: u8, radius: f64) -> Option<Radar> {
    let count = series.iter().map(Vec::len).max().unwrap_or(0).min(MOST_AXES);
    if count < 3 || highest == 0 {
        return None;
    }
    let at = |index: usize, share: f64| {
        #[expect(clippy::cast_precision_loss, reason = "at most eight")]
        let angle = TAU * index as f64 / count as f64;
        (radius * share * angle.sin(), -radius * share * angle.cos())
    };
    let share = |level: f64| (level / f64::from(highest)).clamp(0.0, 1.0);
    let axes = (0..count)
        .map(|index| {
            let label = at(index, 1.12);
            let side = if label.0.abs() < radius * 0.1 {
                0
            } else if label.0 > 0.0 {
                1
            } else {
                -1
            };
            Axis { end: at(index, 1.0), label, side }
        })
        .collect();
    let rings = (1..=highest)
        .map(|level| (0..count).map(|index| at(index, share(f64::from(level)))).collect())
        .collect();
    let series = series
        .iter()
        .map(|values| {
            (0..count)
                .map(|index| at(index, values.get(index).copied().flatten().map_or(0.0, share)))
                .collect()
        })
        .collect();
    Some(Radar { axes, rings, series })
}

/// Corners as an SVG polygon has them.
pub fn points(corners: &[Point]) -> String {
    corners.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_axes_point_up_right_down_left() {
        let picture = radar(&[vec![Some(5.0), Some(2.5), None, Some(9.0)]], 5, 100.0).unwrap();
        let near = |a: Point, b: Point| (a.0 - b.0).abs() < 1e-9 && (a.1 - b.1).abs() < 1e-9;
        let series = &picture.series[0];
        assert!(near(series[0], (0.0, -100.0)) && near(series[1], (50.0, 0.0)));
        assert!(near(series[2], (0.0, 0.0)), "a missing value lies in the middle");
        assert!(near(series[3], (-100.0, 0.0)), "beyond the scale is its end");
        assert_eq!(picture.axes.iter().map(|axis| axis.side).collect::<Vec<_>>(), [0, 1, 0, -1]);
        assert_eq!((picture.rings.len(), picture.rings[0].len()), (5, 4));
    }

    #[test]
    fn too_few_and_too_many() {
        assert_eq!(radar(&[vec![Some(1.0); 2]], 5, 100.0), None);
        assert_eq!(radar(&[], 5, 100.0), None);
        assert_eq!(radar(&[vec![Some(1.0); 12]], 5, 100.0).unwrap().axes.len(), MOST_AXES);
    }
}
