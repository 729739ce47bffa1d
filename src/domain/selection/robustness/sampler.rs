//! Weights drawn at random from those that are allowed.

use serde::{Deserialize, Serialize};

use super::TrustError;
use crate::domain::numeric::Random;

/// The weights that are allowed; always at least zero and of sum one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum WeightSpace {
    /// Any.
    Free,
    /// Any that keep an order: a criterion of smaller rank weighs at least as much as one of larger rank. Those of the same
    /// rank are in no order.
    Ordered(Vec<u32>),
    /// Each between its least and its most.
    Within(Vec<(f64, f64)>),
}

/// Draws weights uniformly from the allowed ones.
#[derive(Debug, Clone)]
pub struct WeightSampler {
    way: Way,
    weights: Vec<f64>,
}

#[derive(Debug, Clone)]
enum Way {
    Free,
    /// Places of the criteria, the most important first, cut into groups of the same rank.
    Ordered {
        order: Vec<usize>,
        groups: Vec<usize>,
        drawn: Vec<f64>,
    },
    /// Uniform above the lower ends; drawn again when above an upper end.
    Rejection {
        bounds: Vec<(f64, f64)>,
        spare: f64,
    },
    /// Steps in random directions, where rejection would take too long (Smith 1984).
    HitAndRun {
        bounds: Vec<(f64, f64)>,
        free: Vec<bool>,
        steps: usize,
    },
    /// One point only.
    Fixed,
}

impl WeightSampler {
    /// A sampler for so many criteria.
    ///
    /// # Errors
    /// [`TrustError::NoWeights`] when the space does not fit the number of criteria or holds no weights.
    pub fn new(space: &WeightSpace, criteria: usize, seed: u64) -> Result<Self, TrustError> {
        if criteria == 0 {
            return Err(TrustError::NoWeights);
        }
        let weights = vec![0.0; criteria];
        let way = match space {
            WeightSpace::Free => Way::Free,
            WeightSpace::Ordered(ranks) if ranks.len() == criteria => {
                let mut order: Vec<usize> = (0..criteria).collect();
                let rank = |index: usize| ranks.get(index).copied().unwrap_or(u32::MAX);
                order.sort_by_key(|index| rank(*index));
                let groups = order.chunk_by(|a, b| rank(*a) == rank(*b)).map(<[_]>::len).collect();
                Way::Ordered { order, groups, drawn: weights.clone() }
            }
            WeightSpace::Within(bounds) if bounds.len() == criteria => return Self::within(bounds, seed),
            _ => return Err(TrustError::NoWeights),
        };
        Ok(Self { way, weights })
    }

    fn within(bounds: &[(f64, f64)], seed: u64) -> Result<Self, TrustError> {
        if bounds.iter().any(|(low, high)| low.is_nan() || high.is_nan()) {
            return Err(TrustError::NoWeights);
        }
        let bounds: Vec<(f64, f64)> =
            bounds.iter().map(|(low, high)| (low.max(0.0), high.min(1.0))).collect();
        let sound = bounds.iter().all(|(low, high)| low <= high);
        let least: f64 = bounds.iter().map(|(low, _)| low).sum();
        let most: f64 = bounds.iter().map(|(_, high)| high).sum();
        if !(sound && least <= 1.0 + 1e-12 && most >= 1.0 - 1e-12) {
            return Err(TrustError::NoWeights);
        }
        let part = if most > least { ((1.0 - least) / (most - least)).clamp(0.0, 1.0) } else { 0.0 };
        let weights: Vec<f64> = bounds.iter().map(|(low, high)| low + part * (high - low)).collect();
        let free: Vec<bool> = bounds.iter().map(|(low, high)| high - low > 1e-12).collect();
        if least >= 1.0 - 1e-12 || most <= 1.0 + 1e-12 || free.iter().filter(|free| **free).count() < 2 {
            return Ok(Self { way: Way::Fixed, weights });
        }
        let spare = 1.0 - least;
        let mut sampler =
            Self { way: Way::Rejection { bounds: bounds.clone(), spare }, weights: weights.clone() };
        // A trial with its own draws: does rejection pay?
        let mut random = Random::new(seed ^ 0x5eed_0f7e_57da_7a00);
        let accepted = (0..2_000).filter(|_| sampler.tried(&mut random)).count();
        if accepted >= 100 {
            return Ok(sampler);
        }
        let steps = 10 * bounds.len();
        let mut sampler = Self { way: Way::HitAndRun { bounds, free, steps }, weights };
        for _ in 0..50 {
            sampler.draw(&mut random);
        }
        Ok(sampler)
    }

    /// The next weights; they stay as they are until the next call.
    pub fn draw(&mut self, random: &mut Random) -> &[f64] {
        match &mut self.way {
            Way::Fixed => {}
            Way::Free => simplex(&mut self.weights, 1.0, random),
            Way::Ordered { order, groups, drawn } => {
                simplex(drawn, 1.0, random);
                drawn.sort_unstable_by(|a, b| b.total_cmp(a));
                let mut rest = drawn.as_mut_slice();
                for size in groups {
                    let (group, after) = rest.split_at_mut((*size).min(rest.len()));
                    random.shuffle(group);
                    rest = after;
                }
                for (criterion, weight) in order.iter().zip(drawn.iter()) {
                    if let Some(place) = self.weights.get_mut(*criterion) {
                        *place = *weight;
                    }
                }
            }
            Way::Rejection { .. } => while !self.tried(random) {},
            Way::HitAndRun { bounds, free, steps } => {
                for _ in 0..*steps {
                    walk(&mut self.weights, bounds, free, random);
                }
            }
        }
        &self.weights
    }

    fn tried(&mut self, random: &mut Random) -> bool {
        let Way::Rejection { bounds, spare } = &self.way else { return true };
        simplex(&mut self.weights, *spare, random);
        let mut fits = true;
        for (weight, (low, high)) in self.weights.iter_mut().zip(bounds) {
            *weight += low;
            fits &= *weight <= *high;
        }
        fits
    }
}

/// Uniform on the parts that are not negative and have this sum: exponential draws over their sum, which have the same
/// distribution as the gaps of sorted uniform draws (Devroye 1986).
fn simplex(parts: &mut [f64], sum: f64, random: &mut Random) {
    let mut total = 0.0;
    for part in parts.iter_mut() {
        *part = -(1.0 - random.unit()).ln();
        total += *part;
    }
    let scale = if total > 0.0 { sum / total } else { 0.0 };
    for part in parts {
        *part *= scale;
    }
}

/// One step in a random direction that keeps the sum, to a uniform point of the chord within the bounds.
fn walk(weights: &mut [f64], bounds: &[(f64, f64)], free: &[bool], random: &mut Random) {
    let mut direction: Vec<f64> = free.iter().map(|free| if *free { random.normal() } else { 0.0 }).collect();
    let count = crate::domain::numeric::real(free.iter().filter(|free| **free).count());
    let middle = direction.iter().sum::<f64>() / count;
    for (part, free) in direction.iter_mut().zip(free) {
        if *free {
            *part -= middle;
        }
    }
    let (mut from, mut to) = (f64::NEG_INFINITY, f64::INFINITY);
    for ((weight, (low, high)), part) in weights.iter().zip(bounds).zip(&direction) {
        if part.abs() > 1e-12 {
            let (a, b) = ((low - weight) / part, (high - weight) / part);
            from = from.max(a.min(b));
            to = to.min(a.max(b));
        }
    }
    if from < to && from.is_finite() && to.is_finite() {
        let step = from + (to - from) * random.unit();
        for ((weight, part), (low, high)) in weights.iter_mut().zip(&direction).zip(bounds) {
            *weight = (*weight + step * part).clamp(*low, *high);
        }
    }
}
