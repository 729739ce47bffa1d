//! Numbers of the model that are never NaN nor infinite.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A finite number. Zero has no sign, so that equal numbers are written alike.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Real(f64);

/// The number is NaN or infinite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a finite number")]
pub struct NotFinite;

impl Real {
    /// Nothing.
    pub const ZERO: Self = Self(0.0);
    /// One.
    pub const ONE: Self = Self(1.0);

    /// The number, if it is finite.
    ///
    /// # Errors
    /// [`NotFinite`].
    pub fn new(value: f64) -> Result<Self, NotFinite> {
        if value.is_finite() { Ok(Self(value + 0.0)) } else { Err(NotFinite) }
    }

    /// The number; zero for one that is not finite.
    pub fn or_zero(value: f64) -> Self {
        Self::new(value).unwrap_or_default()
    }

    /// As the machine has it.
    pub const fn get(self) -> f64 {
        self.0
    }
}

// A finite number is equal to itself.
impl Eq for Real {}

impl PartialOrd for Real {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Real {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl TryFrom<f64> for Real {
    type Error = NotFinite;
    fn try_from(value: f64) -> Result<Self, NotFinite> {
        Self::new(value)
    }
}

impl From<Real> for f64 {
    fn from(real: Real) -> Self {
        real.0
    }
}

impl From<i32> for Real {
    fn from(value: i32) -> Self {
        Self(f64::from(value))
    }
}

impl fmt::Display for Real {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_finite_numbers_are_real() {
        assert!(Real::new(f64::NAN).is_err() && Real::new(f64::INFINITY).is_err());
        assert_eq!(Real::new(-0.0).map(|zero| zero.get().is_sign_positive()), Ok(true));
        assert!(serde_json::from_str::<Real>("1e999").is_err());
        assert_eq!(Real::or_zero(f64::NAN), Real::ZERO);
    }
}
