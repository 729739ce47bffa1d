//! Linear scales and round ticks.

/// A linear scale from values to positions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Linear {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Linear {
    /// From the values `domain.0..domain.1` to the positions `range.0..range.1`. A domain of no width
    /// puts every value in the middle of the range.
    pub const fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        Self { domain, range }
    }

    /// The position of a value; beyond the domain it goes on.
    pub fn at(self, value: f64) -> f64 {
        let width = self.domain.1 - self.domain.0;
        let share = if width.abs() < f64::MIN_POSITIVE { 0.5 } else { (value - self.domain.0) / width };
        self.range.0 + share * (self.range.1 - self.range.0)
    }

    /// The value at a position.
    pub fn value_at(self, position: f64) -> f64 {
        let width = self.range.1 - self.range.0;
        let share = if width.abs() < f64::MIN_POSITIVE { 0.5 } else { (position - self.range.0) / width };
        self.domain.0 + share * (self.domain.1 - self.domain.0)
    }
}

/// Round values (steps of 1, 2 or 5 times a power of ten) that cover `low..=high` with about `count` steps.
/// Empty when a bound is not finite; one value when both are the same.
pub fn ticks(low: f64, high: f64, count: u32) -> Vec<f64> {
    if !low.is_finite() || !high.is_finite() {
        return Vec::new();
    }
    let (low, high) = (low.min(high), low.max(high));
    let rough = (high - low) / f64::from(count.max(1));
    if rough <= 0.0 || !rough.is_finite() {
        return vec![low];
    }
    let magnitude = 10_f64.powf(rough.log10().floor());
    let step = magnitude
        * match rough / magnitude {
            r if r < 1.5 => 1.0,
            r if r < 3.5 => 2.0,
            r if r < 7.5 => 5.0,
            _ => 10.0,
        };
    let first = (low / step).floor();
    let last = (high / step).ceil();
    let mut values = Vec::new();
    let mut index = first;
    while index <= last && values.len() < 1_000 {
        // A multiple of the step, not a running sum: no drift.
        values.push(index * step);
        index += 1.0;
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_and_its_inverse() {
        let scale = Linear::new((10.0, 20.0), (0.0, 100.0));
        assert!((scale.at(15.0) - 50.0).abs() < 1e-12);
        assert!((scale.value_at(scale.at(12.5)) - 12.5).abs() < 1e-12);
        assert!((Linear::new((3.0, 3.0), (0.0, 100.0)).at(3.0) - 50.0).abs() < 1e-12);
    }

    #[test]
    fn ticks_are_round_and_cover() {
        assert_eq!(ticks(0.0, 10.0, 5), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(ticks(-0.3, 0.7, 4), [-0.4, -0.2, 0.0, 0.2, 0.4, 0.600_000_000_000_000_1, 0.8]);
        assert_eq!(ticks(5.0, 5.0, 4), [5.0]);
        assert!(ticks(f64::NAN, 1.0, 4).is_empty());
    }
}
