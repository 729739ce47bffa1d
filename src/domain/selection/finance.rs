//! Figures of cash flows and quick scores. Rates are per period: 0.08 for 8 %. The first flow is at time 0.

use crate::domain::numeric::real;

/// Net present value: the sum of `c_t` / (1 + r)^t. None for a rate of -100 % or less and where it is not finite.
pub fn net_present_value(rate: f64, flows: &[f64]) -> Option<f64> {
    if rate <= -1.0 || !rate.is_finite() {
        return None;
    }
    let discount = 1.0 / (1.0 + rate);
    // Horner from the last flow.
    let value = flows.iter().rev().fold(0.0, |later, flow| flow + later * discount);
    value.is_finite().then_some(value)
}

/// All rates above -100 % at which the net present value is zero, rising. None where every rate is (no flows), an empty
/// list where no rate is.
///
/// The flows are a polynomial in x = 1 / (1 + r): its positive roots are found one derivative after the other, since
/// between two roots of a derivative there is at most one root.
pub fn internal_rates(flows: &[f64]) -> Option<Vec<f64>> {
    let largest = flows.iter().fold(0.0_f64, |most, flow| most.max(flow.abs()));
    if largest <= 0.0 || !largest.is_finite() {
        return None;
    }
    let scaled: Vec<f64> = flows.iter().map(|flow| flow / largest).collect();
    // A root 1 / (1 + r) has the rate r; common zeros at the start are a root of x = 0 only.
    let first = scaled.iter().position(|flow| *flow != 0.0).unwrap_or(0);
    let last = scaled.iter().rposition(|flow| *flow != 0.0).unwrap_or(0);
    let polynomial = scaled.get(first..=last).unwrap_or_default();
    let mut rates: Vec<f64> = positive_roots(polynomial)
        .into_iter()
        .map(|x| 1.0 / x - 1.0)
        .filter(|rate| rate.is_finite())
        .collect();
    rates.sort_by(f64::total_cmp);
    Some(rates)
}

/// The value of a polynomial (lowest power first) and the sum of the sizes of its terms, which bounds its rounding.
fn evaluated(polynomial: &[f64], x: f64) -> (f64, f64) {
    polynomial.iter().rev().fold((0.0, 0.0), |(value, size), coefficient| {
        (coefficient + value * x, coefficient.abs() + size * x.abs())
    })
}

fn positive_roots(polynomial: &[f64]) -> Vec<f64> {
    if polynomial.len() < 2 {
        return Vec::new();
    }
    let signs = polynomial.iter().filter(|c| **c != 0.0).map(|c| *c > 0.0).collect::<Vec<_>>();
    // Descartes: no change of sign, no positive root.
    if signs.windows(2).all(|pair| pair.first() == pair.last()) {
        return Vec::new();
    }
    let mut derivative: Vec<f64> =
        polynomial.iter().enumerate().skip(1).map(|(power, c)| real(power) * c).collect();
    // Scaled, so that high derivatives stay within range.
    let size = derivative.iter().fold(0.0_f64, |most, c| most.max(c.abs()));
    for c in &mut derivative {
        *c /= size;
    }
    let lead = polynomial.last().copied().unwrap_or(1.0);
    let bound = 1.0 + polynomial.iter().fold(0.0_f64, |most, c| most.max((c / lead).abs()));
    if !bound.is_finite() {
        return Vec::new();
    }
    let mut edges = vec![0.0];
    edges.extend(positive_roots(&derivative));
    edges.push(bound);
    let is_zero = |x: f64| {
        let (value, size) = evaluated(polynomial, x);
        value.abs() <= size * 1e-13
    };
    let mut roots: Vec<f64> = Vec::new();
    let mut put = |x: f64| {
        let twice = roots.last().is_some_and(|last: &f64| (x - last).abs() <= 1e-7 * x.abs());
        if x > 0.0 && !twice {
            roots.push(x);
        }
    };
    for pair in edges.windows(2) {
        let [from, to] = pair else { continue };
        // A root where the curve only touches zero is a root of the derivative.
        if *from > 0.0 && is_zero(*from) {
            put(*from);
            if is_zero(*to)
                || (evaluated(polynomial, *to).0 > 0.0)
                    == (evaluated(polynomial, f64::midpoint(*from, *to)).0 > 0.0)
            {
                continue;
            }
        }
        let (start, end) = (evaluated(polynomial, *from).0, evaluated(polynomial, *to).0);
        if (start > 0.0) == (end > 0.0) || is_zero(*to) {
            continue;
        }
        let (mut low, mut high) = (*from, *to);
        for _ in 0..200 {
            let middle = f64::midpoint(low, high);
            if (evaluated(polynomial, middle).0 > 0.0) == (start > 0.0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        put(f64::midpoint(low, high));
    }
    roots
}

/// The modified internal rate of return: (future value of inflows at the reinvestment rate / present value of outflows at
/// the finance rate)^(1/n) - 1. None without inflows or outflows, with fewer than two flows, or a rate of -100 % or less.
pub fn modified_rate(flows: &[f64], finance_rate: f64, reinvestment_rate: f64) -> Option<f64> {
    let periods = real(flows.len().checked_sub(1)?);
    let split = |keep: fn(f64) -> bool| -> Vec<f64> {
        flows.iter().map(|flow| if keep(*flow) { *flow } else { 0.0 }).collect()
    };
    let inflows = net_present_value(reinvestment_rate, &split(|flow| flow > 0.0))?;
    let outflows = -net_present_value(finance_rate, &split(|flow| flow < 0.0))?;
    if inflows <= 0.0 || outflows <= 0.0 || periods < 1.0 {
        return None;
    }
    let rate = (inflows / outflows).powf(1.0 / periods) * (1.0 + reinvestment_rate) - 1.0;
    rate.is_finite().then_some(rate)
}

/// When flows of a period come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Timing {
    /// At points in time: flow t at time t, later flows spread over the period before. The textbook's payback.
    #[default]
    AtPoints,
    /// Throughout the period, counted from the start of the first one with an outflow: "from the first spending".
    FromFirstSpending,
}

/// Periods until the sum of (discounted) flows is no longer negative and stays so, with a straight line within the last one.
/// A rate of 0 gives the plain payback. None where nothing is spent or it is not recovered; 0 where the outlay is
/// recovered at once.
pub fn payback(flows: &[f64], rate: f64, timing: Timing) -> Option<f64> {
    if rate <= -1.0 || !rate.is_finite() {
        return None;
    }
    let first = flows.iter().position(|flow| *flow < 0.0)?;
    let discounted = flows.iter().enumerate().map(|(t, flow)| flow / (1.0 + rate).powf(real(t)));
    let mut sums = Vec::with_capacity(flows.len());
    let mut sum = 0.0;
    for flow in discounted {
        let before = sum;
        sum += flow;
        sums.push((before, sum));
    }
    let below = |value: f64| value < -1e-9;
    let period = match sums.iter().rposition(|(_, after)| below(*after)) {
        // Below zero at the end: not recovered.
        Some(last) if last + 1 == sums.len() => return None,
        Some(last) => last + 1,
        None => return Some(0.0),
    };
    let (before, after) = sums.get(period).copied()?;
    let part = if after > before { (-before / (after - before)).clamp(0.0, 1.0) } else { 0.0 };
    let time = match timing {
        Timing::AtPoints => real(period) - 1.0 + part,
        Timing::FromFirstSpending => real(period) - real(first) + part,
    };
    time.is_finite().then_some(time)
}

/// The profitability index: 1 + NPV / |present value of the investment|. `investment` holds what is spent each period,
/// as positive amounts. None where nothing is invested.
pub fn profitability_index(rate: f64, flows: &[f64], investment: &[f64]) -> Option<f64> {
    let invested = net_present_value(rate, investment)?.abs();
    let index = 1.0 + net_present_value(rate, flows)? / invested;
    (invested > 0.0 && index.is_finite()).then_some(index)
}

fn ratio(above: f64, below: f64) -> Option<f64> {
    let value = above / below;
    (below > 0.0 && value.is_finite()).then_some(value)
}

/// RICE = reach × impact × confidence / effort. None without effort.
pub fn rice(reach: f64, impact: f64, confidence: f64, effort: f64) -> Option<f64> {
    ratio(reach * impact * confidence, effort)
}

/// ICE = impact × confidence × ease. None where it is not finite.
pub fn ice(impact: f64, confidence: f64, ease: f64) -> Option<f64> {
    ratio(impact * confidence * ease, 1.0)
}

/// WSJF = (value + time criticality + risk reduction or opportunity) / job size. None without size.
pub fn weighted_shortest_job_first(value: f64, urgency: f64, opportunity: f64, size: f64) -> Option<f64> {
    ratio(value + urgency + opportunity, size)
}

/// What a delay costs, in money a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DelayCost {
    /// Each month late loses a month's gain.
    Steady {
        /// Net gain a month after launch.
        monthly_gain: f64,
    },
    /// Nothing before a date, a loss once at the date.
    FixedDate {
        /// What is lost.
        loss: f64,
        /// Months from now to the date, at least 0.
        months_left: f64,
    },
    /// Each month late loses a share of the whole gain.
    ClosingWindow {
        /// Whole gain on time.
        lifetime_gain: f64,
        /// Lost for each month late, 0 to 1.
        share_lost: f64,
    },
    /// Nothing now, a month's gain each month from a date on.
    Later {
        /// Net gain a month from the date on.
        monthly_gain: f64,
        /// Months from now to the date, at least 0.
        months_left: f64,
    },
}

impl DelayCost {
    /// What starting so many months later costs in all, for a job that takes `duration` months.
    pub fn of_delay(self, delay: f64, duration: f64) -> f64 {
        let late = |months_left: f64| (delay + duration - months_left).max(0.0);
        match self {
            Self::Steady { monthly_gain } => monthly_gain * delay.max(0.0),
            Self::FixedDate { loss, months_left } => {
                let on_time = duration <= months_left;
                if on_time && late(months_left) > 0.0 { loss } else { 0.0 }
            }
            Self::ClosingWindow { lifetime_gain, share_lost } => {
                lifetime_gain * (share_lost * delay.max(0.0)).clamp(0.0, 1.0)
            }
            Self::Later { monthly_gain, months_left } => {
                monthly_gain * (late(months_left) - (duration - months_left).max(0.0)).max(0.0)
            }
        }
    }

    /// The cost of one month's delay now.
    pub fn monthly(self, duration: f64) -> f64 {
        self.of_delay(1.0, duration)
    }

    /// Cost of delay divided by duration (CD3, Reinertsen 2009): the larger, the sooner. None without duration.
    pub fn per_duration(self, duration: f64) -> Option<f64> {
        ratio(self.monthly(duration), duration)
    }
}
