//! The tail of the chi-squared distribution.

/// The probability that a chi-squared variable with so many degrees of freedom is at least `x`: the
/// regularised upper incomplete gamma function Q(df/2, x/2), by its series below and its continued
/// fraction above a + 1 (Abramowitz and Stegun 6.5.29 and 6.5.31). 1 for `x <= 0` and for no degree of freedom.
pub fn chi_squared_tail(x: f64, degrees: u32) -> f64 {
    if x.is_nan() || x <= 0.0 || degrees == 0 {
        return 1.0;
    }
    if x.is_infinite() {
        return 0.0;
    }
    let (a, half) = (f64::from(degrees) / 2.0, x / 2.0);
    let front = (a * half.ln() - half - ln_gamma(a)).exp();
    let tail = if half < a + 1.0 { 1.0 - front * series(a, half) } else { front * fraction(a, half) };
    tail.clamp(0.0, 1.0)
}

/// The lower incomplete gamma function over its front factor.
fn series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    let mut k = a;
    for _ in 0..10_000 {
        k += 1.0;
        term *= x / k;
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// The upper one over its front factor, by Lentz's evaluation of the continued fraction.
fn fraction(a: f64, x: f64) -> f64 {
    let away_from_zero = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut base = x + 1.0 - a;
    let mut upper = 1e300;
    let mut lower = 1.0 / base;
    let mut value = lower;
    let mut index = 0.0;
    for _ in 0..10_000 {
        index += 1.0;
        let factor = -index * (index - a);
        base += 2.0;
        lower = 1.0 / away_from_zero(factor * lower + base);
        upper = away_from_zero(base + factor / upper);
        value *= lower * upper;
        if (lower * upper - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

/// The logarithm of the gamma function of multiples of one half, exactly by its recurrence.
fn ln_gamma(a: f64) -> f64 {
    let (mut value, mut k) =
        if (a.fract() - 0.5).abs() < 0.25 { (std::f64::consts::PI.sqrt().ln(), 0.5) } else { (0.0, 1.0) };
    while k + 0.25 < a {
        value += f64::ln(k);
        k += 1.0;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_critical_values_of_the_tables() {
        for (degrees, x, p) in
            [(1, 3.841, 0.05), (2, 5.991, 0.05), (10, 18.307, 0.05), (5, 15.086, 0.01), (23, 35.172, 0.05)]
        {
            assert!((chi_squared_tail(x, degrees) - p).abs() < 2e-5, "{degrees}");
        }
    }

    #[test]
    fn an_even_number_of_degrees_has_a_closed_form() {
        // Q = e^(-x/2) * sum_{k < df/2} (x/2)^k / k!
        for degrees in [2_u32, 4, 8, 24] {
            for x in [0.1, 1.0, 7.5, 20.0, 77.0, 200.0] {
                let half = x / 2.0;
                let mut term = 1.0;
                let mut sum = 0.0;
                for k in 0..degrees / 2 {
                    sum += term;
                    term *= half / f64::from(k + 1);
                }
                let exact = f64::exp(-half) * sum;
                let found = chi_squared_tail(x, degrees);
                assert!((found - exact).abs() < 1e-13, "{degrees} {x}: {found} {exact}");
            }
        }
    }

    #[test]
    fn the_ends() {
        assert!((chi_squared_tail(0.0, 3) - 1.0).abs() < 1e-15);
        assert!((chi_squared_tail(5.0, 0) - 1.0).abs() < 1e-15);
        assert!(chi_squared_tail(f64::INFINITY, 3) < 1e-15);
        assert!((chi_squared_tail(f64::NAN, 3) - 1.0).abs() < 1e-15);
    }
}
