//! How many times more one item counts than another.

use serde::{Deserialize, Serialize};

use super::WeightingError;

/// Saaty's scale above one: 1 equal, 3 moderately, 5 strongly, 7 very strongly, 9 extremely more.
pub const SCALE: [u8; 9] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/// A ratio of importance: positive, between 1/1000 and 1000.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Ratio(f64);

impl Ratio {
    /// Equal importance.
    pub const ONE: Self = Self(1.0);
    const LIMIT: f64 = 1000.0;

    /// A step of Saaty's scale: `of(3, true)` is 3, `of(3, false)` is 1/3. Steps beyond 9 count as 9, 0 as 1.
    pub fn of(step: u8, first_counts_more: bool) -> Self {
        let step = f64::from(step.clamp(1, 9));
        Self(if first_counts_more { step } else { 1.0 / step })
    }

    /// As a number.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// Seen from the other side.
    #[must_use]
    pub const fn inverse(self) -> Self {
        Self(1.0 / self.0)
    }

    /// The nearest step of Saaty's scale, and whether the first of the two counts more (or as much).
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number from 1 to 9")]
    pub fn step(self) -> (u8, bool) {
        let more = self.0 >= 1.0;
        let size = if more { self.0 } else { 1.0 / self.0 };
        (size.round().clamp(1.0, 9.0) as u8, more)
    }

    /// The steps of Saaty's scale just below and just above (the same one twice on a step and at the ends).
    pub fn neighbours(self) -> [Self; 2] {
        let (size, more) = if self.0 >= 1.0 { (self.0, true) } else { (1.0 / self.0, false) };
        let near = size.round();
        // A third read from a file is 0.3333: that is the step.
        let (low, high) = if (size - near).abs() < 1e-6 { (near, near) } else { (size.floor(), size.ceil()) };
        let step = |size: f64| {
            let size = size.clamp(1.0, 9.0);
            Self(if more { size } else { 1.0 / size })
        };
        if more { [step(low), step(high)] } else { [step(high), step(low)] }
    }
}

impl Default for Ratio {
    fn default() -> Self {
        Self::ONE
    }
}

impl TryFrom<f64> for Ratio {
    type Error = WeightingError;
    fn try_from(value: f64) -> Result<Self, WeightingError> {
        if (1.0 / Self::LIMIT..=Self::LIMIT).contains(&value) {
            Ok(Self(value))
        } else {
            Err(WeightingError::NotARatio)
        }
    }
}

impl From<Ratio> for f64 {
    fn from(ratio: Ratio) -> Self {
        ratio.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_positive_numbers_of_a_sensible_size_are_ratios() {
        for nonsense in [0.0, -3.0, f64::NAN, f64::INFINITY, 1e-9, 1e9] {
            assert_eq!(Ratio::try_from(nonsense), Err(WeightingError::NotARatio));
        }
        assert!(serde_json::from_str::<Ratio>("-1").is_err());
        assert_eq!(serde_json::from_str::<Ratio>("0.25").unwrap(), Ratio::of(4, false));
    }

    #[test]
    fn a_ratio_knows_its_step_and_the_steps_beside_it() {
        assert_eq!(Ratio::of(3, false).step(), (3, false));
        assert_eq!(Ratio::ONE.step(), (1, true));
        assert_eq!(Ratio(0.333_333_333_3).step(), (3, false));
        let steps = |value: f64| Ratio(value).neighbours().map(Ratio::get);
        let near =
            |found: [f64; 2], wanted: [f64; 2]| found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-12);
        assert!(near(steps(2.4), [2.0, 3.0]));
        assert!(near(steps(0.4), [1.0 / 3.0, 0.5]));
        assert!(near(steps(0.9), [0.5, 1.0]));
        assert!(near(steps(1.2), [1.0, 2.0]));
        assert!(near(steps(20.0), [9.0, 9.0]));
        assert!(near(steps(5.0), [5.0, 5.0]));
    }
}
