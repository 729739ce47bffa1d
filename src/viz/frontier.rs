//! Geometry of the efficient frontier: points, hull, the naive curve.

use std::fmt::Write;

use super::scale::{Linear, ticks};

/// A chart area with its scales.
#[derive(Debug, Clone, PartialEq)]
pub struct Plane {
    /// From cost to pixels.
    pub x: Linear,
    /// From value to pixels (up is more).
    pub y: Linear,
    /// Round costs.
    pub x_ticks: Vec<f64>,
    /// Round values.
    pub y_ticks: Vec<f64>,
    /// Width of the whole chart.
    pub width: f64,
    /// Height of the whole chart.
    pub height: f64,
}

/// Room for the labels at the left, right, top and below.
const MARGIN: (f64, f64, f64, f64) = (64.0, 24.0, 16.0, 40.0);

impl Plane {
    /// A plane that holds all points `(cost, value)`, from round numbers to round numbers.
    pub fn around(points: &[(f64, f64)], width: f64, height: f64) -> Self {
        let finite = || points.iter().filter(|(x, y)| x.is_finite() && y.is_finite());
        let low_high = |pick: fn(&(f64, f64)) -> f64| {
            let low = finite().map(pick).fold(f64::INFINITY, f64::min);
            let high = finite().map(pick).fold(f64::NEG_INFINITY, f64::max);
            if low > high {
                (0.0, 1.0)
            } else if low < high {
                (low, high)
            } else {
                (low - 1.0, high + 1.0)
            }
        };
        let x_ticks = {
            let (low, high) = low_high(|point| point.0);
            // A label of money takes about 70 pixels.
            ticks(low, high, if width < 480.0 { 3 } else { 6 })
        };
        let y_ticks = {
            let (low, high) = low_high(|point| point.1);
            ticks(low, high, 5)
        };
        let span =
            |ticks: &[f64]| (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
        let (left, right, top, bottom) = MARGIN;
        Self {
            x: Linear::new(span(&x_ticks), (left, width - right)),
            y: Linear::new(span(&y_ticks), (height - bottom, top)),
            x_ticks,
            y_ticks,
            width,
            height,
        }
    }

    /// A point in pixels.
    pub fn at(&self, point: (f64, f64)) -> (f64, f64) {
        (self.x.at(point.0), self.y.at(point.1))
    }

    /// A line through points, as the `d` of a path.
    pub fn line(&self, points: impl IntoIterator<Item = (f64, f64)>) -> String {
        let mut path = String::new();
        for point in points {
            let (x, y) = self.at(point);
            path.push_str(if path.is_empty() { "M" } else { "L" });
            // Writing into memory does not fail.
            let _ = write!(path, "{x:.1} {y:.1}");
        }
        path
    }

    /// Stairs through points: the value holds until the next cost.
    pub fn stairs(&self, points: &[(f64, f64)]) -> String {
        let mut corners = Vec::new();
        for (index, point) in points.iter().enumerate() {
            if let Some(before) = index.checked_sub(1).and_then(|before| points.get(before)) {
                corners.push((point.0, before.1));
            }
            corners.push(*point);
        }
        self.line(corners)
    }
}

/// The upper concave hull of points in ascending order of cost, as their indices: the points that some
/// price of money makes the best. Points on a segment between two others are not corners.
pub fn hull(points: &[(f64, f64)]) -> Vec<usize> {
    let mut hull: Vec<usize> = Vec::new();
    for (index, point) in points.iter().enumerate() {
        while let [.., a, b] = hull.as_slice() {
            let (Some(a), Some(b)) = (points.get(*a), points.get(*b)) else { break };
            let turn = (b.0 - a.0) * (point.1 - a.1) - (b.1 - a.1) * (point.0 - a.0);
            if turn < 0.0 {
                break;
            }
            hull.pop();
        }
        hull.push(index);
    }
    hull
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plane_holds_its_points() {
        let plane = Plane::around(&[(51.0, 31.0), (399.0, 555.0)], 600.0, 400.0);
        for point in [(51.0, 31.0), (399.0, 555.0)] {
            let (x, y) = plane.at(point);
            assert!((0.0..=600.0).contains(&x) && (0.0..=400.0).contains(&y));
        }
        assert!(plane.at((51.0, 31.0)).1 > plane.at((51.0, 555.0)).1);
    }

    #[test]
    fn degenerate_data_has_a_plane_too() {
        for points in [vec![], vec![(5.0, 5.0)], vec![(f64::NAN, 1.0)]] {
            let plane = Plane::around(&points, 600.0, 400.0);
            let (x, y) = plane.at((5.0, 5.0));
            assert!(x.is_finite() && y.is_finite());
        }
    }

    #[test]
    fn stairs_hold_a_value_until_the_next_cost() {
        let plane = Plane::around(&[(0.0, 0.0), (10.0, 10.0)], 600.0, 400.0);
        assert_eq!(plane.stairs(&[(0.0, 0.0), (10.0, 10.0)]).matches('L').count(), 2);
        assert_eq!(plane.stairs(&[]), "");
    }

    #[test]
    fn the_hull_is_concave() {
        let points = [(0.0, 0.0), (1.0, 5.0), (2.0, 6.0), (3.0, 10.0), (4.0, 10.5)];
        assert_eq!(hull(&points), [0, 1, 3, 4]);
        assert_eq!(hull(&[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)]), [0, 2]);
        assert_eq!(hull(&[]), Vec::<usize>::new());
    }
}
