//! Value functions: from a score to a value between 0 (the worse end of the stated range) and 1 (the better end).

use serde::{Deserialize, Serialize};

/// What is better.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Aim {
    /// More.
    Benefit,
    /// Less.
    Cost,
    /// As near as can be to this.
    Target(f64),
}

/// How much each further bit of the range is worth. `t` is the share of the way from the worse end to the better,
/// with a target: from the farther end of the range to the target.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub enum Curve {
    /// v = t.
    #[default]
    Linear,
    /// v = (1 - e^(-b t)) / (1 - e^(-b)) with the bend b: concave above 0, convex below, linear at 0 (Kirkwood 1997).
    Curved(f64),
    /// A logistic curve, scaled to run from 0 to 1.
    S {
        /// The t where it is steepest.
        middle: f64,
        /// How steep; 0 is a straight line.
        steepness: f64,
    },
    /// Score and value of each step, scores rising: the value of the last step that is reached, 0 before the first.
    Step(Vec<(f64, f64)>),
    /// Score and value of points, scores rising, straight lines between them, flat beyond the outer ones.
    Piecewise(Vec<(f64, f64)>),
}

/// Beyond this, e^b is as good as infinite and the curve is its limit.
const STEEPEST: f64 = 500.0;

impl Aim {
    /// The share of the way to the better end, cut to 0..=1. On a range without width everything is 0: it tells
    /// nobody apart.
    pub fn share(self, score: f64, low: f64, high: f64) -> f64 {
        // Halves, so that no difference overflows.
        let gap = |a: f64, b: f64| a / 2.0 - b / 2.0;
        let (way, whole) = match self {
            Self::Benefit => (gap(score, low), gap(high, low)),
            Self::Cost => (gap(high, score), gap(high, low)),
            Self::Target(target) => {
                let whole = gap(high, target).max(gap(target, low));
                (whole - gap(score, target).abs(), whole)
            }
        };
        if whole > 0.0 { (way / whole).clamp(0.0, 1.0) } else { 0.0 }
    }
}

impl Curve {
    /// The value of a score on a range, from 0 to 1.
    pub fn value(&self, score: f64, aim: Aim, low: f64, high: f64) -> f64 {
        let share = || aim.share(score, low, high);
        let value = match self {
            Self::Linear => share(),
            Self::Curved(bend) => curved(share(), bend.clamp(-STEEPEST, STEEPEST)),
            Self::S { middle, steepness } => s_shape(share(), *middle, steepness.clamp(0.0, STEEPEST)),
            Self::Step(steps) => {
                let reached = steps.iter().take_while(|(from, _)| *from <= score).last();
                reached.map_or(0.0, |(_, value)| *value)
            }
            Self::Piecewise(points) => piecewise(points, score),
        };
        if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) }
    }
}

fn curved(share: f64, bend: f64) -> f64 {
    if bend.abs() < 1e-9 { share } else { (-bend * share).exp_m1() / (-bend).exp_m1() }
}

fn s_shape(share: f64, middle: f64, steepness: f64) -> f64 {
    // The difference of two logistic curves by the hyperbolic tangent, which does not overflow.
    let at = |share: f64| (steepness * (share - middle) / 2.0).tanh();
    let width = at(1.0) - at(0.0);
    if width < 1e-12 { share } else { (at(share) - at(0.0)) / width }
}

fn piecewise(points: &[(f64, f64)], score: f64) -> f64 {
    let after = points.iter().position(|(at, _)| *at > score);
    match after {
        None => points.last().map_or(0.0, |(_, value)| *value),
        Some(0) => points.first().map_or(0.0, |(_, value)| *value),
        Some(next) => {
            let (Some((x0, v0)), Some((x1, v1))) = (points.get(next - 1), points.get(next)) else {
                return 0.0;
            };
            v0 + (v1 - v0) * ((score - x0) / (x1 - x0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(curve: &Curve, t: f64) -> f64 {
        curve.value(t, Aim::Benefit, 0.0, 1.0)
    }

    #[test]
    fn every_shape_at_known_places() {
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        near(at(&Curve::Linear, 0.3), 0.3);
        near(at(&Curve::Curved(2.0), 0.5), (1.0 - (-1.0_f64).exp()) / (1.0 - (-2.0_f64).exp()));
        near(at(&Curve::Curved(0.0), 0.5), 0.5);
        near(at(&Curve::S { middle: 0.5, steepness: 8.0 }, 0.5), 0.5);
        let logistic = |t: f64| 1.0 / (1.0 + (-8.0 * (t - 0.3)).exp());
        near(
            at(&Curve::S { middle: 0.3, steepness: 8.0 }, 0.7),
            (logistic(0.7) - logistic(0.0)) / (logistic(1.0) - logistic(0.0)),
        );
        let step = Curve::Step(vec![(0.2, 0.25), (0.6, 1.0)]);
        near(at(&step, 0.1), 0.0);
        near(at(&step, 0.2), 0.25);
        near(at(&step, 0.9), 1.0);
        let lines = Curve::Piecewise(vec![(0.2, 0.5), (0.6, 1.0)]);
        near(at(&lines, 0.1), 0.5);
        near(at(&lines, 0.3), 0.625);
        near(at(&lines, 0.9), 1.0);
        near(at(&Curve::Piecewise(Vec::new()), 0.9), 0.0);
    }

    #[test]
    fn cost_and_target_turn_the_range_round() {
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        near(Aim::Cost.share(20.0, 10.0, 50.0), 0.75);
        near(Aim::Target(20.0).share(20.0, 10.0, 50.0), 1.0);
        near(Aim::Target(20.0).share(50.0, 10.0, 50.0), 0.0);
        near(Aim::Target(20.0).share(10.0, 10.0, 50.0), 2.0 / 3.0);
        near(Aim::Benefit.share(99.0, 10.0, 50.0), 1.0);
        near(Aim::Benefit.share(5.0, 5.0, 5.0), 0.0);
        near(Aim::Benefit.share(0.0, -1.7e308, 1.7e308), 0.5);
    }

    proptest! {
        /// Whatever the parameters, values stay within 0 and 1, and the smooth shapes rise from 0 to 1.
        #[test]
        fn values_are_between_0_and_1_and_rise(
            bend in prop::num::f64::NORMAL, middle in -2.0..3.0, steepness in 0.0..1e6, a in 0.0..1.0, b in 0.0..1.0,
        ) {
            for curve in [Curve::Linear, Curve::Curved(bend), Curve::S { middle, steepness }] {
                let (low, high) = (at(&curve, f64::min(a, b)), at(&curve, f64::max(a, b)));
                prop_assert!((0.0..=1.0).contains(&low) && (0.0..=1.0).contains(&high));
                prop_assert!(low <= high + 1e-12);
                prop_assert!(at(&curve, 0.0) < 1e-9 && at(&curve, 1.0) > 1.0 - 1e-9);
            }
        }
    }
}
