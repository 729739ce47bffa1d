//! Small numerical tools that several parts share: a dense matrix, a seeded generator, sums, a chi-squared tail.

mod chi_squared;
mod matrix;
mod random;
mod simplex;

pub use chi_squared::chi_squared_tail;
pub use matrix::Matrix;
pub use random::Random;
pub use simplex::maximise;

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub const fn real(count: usize) -> f64 {
    count as f64
}

/// Scaled to a sum of one; none when the sum is not positive or not finite.
pub fn normalised(parts: &[f64]) -> Option<Vec<f64>> {
    let sum: f64 = parts.iter().sum();
    (sum > 0.0 && sum.is_finite()).then(|| parts.iter().map(|part| part / sum).collect())
}

/// The sum of products.
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// The mean; none of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / real(values.len()))
}

/// The smallest and the largest; none of nothing.
pub fn extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().fold(None, |ends, value| match ends {
        None => Some((value, value)),
        Some((low, high)) => Some((f64::min(low, value), f64::max(high, value))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_normalised_is_none() {
        assert_eq!(normalised(&[1.0, 3.0]), Some(vec![0.25, 0.75]));
        assert_eq!(normalised(&[0.0, 0.0]), None);
        assert_eq!(normalised(&[f64::INFINITY]), None);
        assert_eq!(normalised(&[]), None);
    }

    #[test]
    fn ends_of_nothing_are_none() {
        assert_eq!(extent([]), None);
        assert_eq!(extent([2.0, -1.0, 3.0]), Some((-1.0, 3.0)));
    }
}
