//! Outranking: who is preferred to whom, and by how much.

use std::cmp::Ordering;

use super::super::value::Aim;
use super::{Detail, Outcome, TIE, Table, ranks};
use crate::domain::numeric::{mean, real};

/// How large a difference must be to count (Brans, Vincke and Mareschal 1986). Thresholds below zero count as
/// zero, a `p` below `q` as `q`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Preference {
    /// Any difference counts whole.
    #[default]
    Usual,
    /// Counts whole beyond `q`.
    UShape {
        /// Indifferent up to here.
        q: f64,
    },
    /// Grows evenly up to `p`.
    VShape {
        /// Counts whole from here.
        p: f64,
    },
    /// Half between `q` and `p`.
    Level {
        /// Indifferent up to here.
        q: f64,
        /// Counts whole beyond.
        p: f64,
    },
    /// Grows evenly from `q` to `p`.
    Linear {
        /// Indifferent up to here.
        q: f64,
        /// Counts whole from here.
        p: f64,
    },
    /// Grows like 1 - exp(-d² / 2s²).
    Gaussian {
        /// Where the curve bends.
        s: f64,
    },
}

impl Preference {
    /// How much a difference counts, 0 to 1.
    pub fn of(self, difference: f64) -> f64 {
        let whole = |counts: bool| f64::from(u8::from(counts));
        let d = difference;
        if d <= 0.0 {
            return 0.0;
        }
        match self {
            Self::VShape { p } if p > 0.0 => (d / p).min(1.0),
            Self::Level { q, p } => f64::midpoint(whole(d > q), whole(d > p.max(q))),
            Self::Linear { q, p } if p > q.max(0.0) => ((d - q.max(0.0)) / (p - q.max(0.0))).clamp(0.0, 1.0),
            Self::UShape { q } | Self::Linear { q, .. } => whole(d > q),
            Self::Gaussian { s } if s > 0.0 => -(-(d / s).powi(2) / 2.0).exp_m1(),
            Self::Usual | Self::VShape { .. } | Self::Gaussian { .. } => 1.0,
        }
    }
}

/// How two projects stand in the partial order of PROMETHEE I.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The first is preferred: neither flow is worse, one is better.
    Preferred,
    /// The second is.
    Outranked,
    /// Both flows are equal.
    Indifferent,
    /// Each is better by one flow: strong in different places.
    Incomparable,
}

/// How `a` stands to `b` by their flows.
pub fn relation(plus: &[f64], minus: &[f64], a: usize, b: usize) -> Relation {
    let compare = |flows: &[f64]| {
        let (x, y) = (flows.get(a).copied().unwrap_or(0.0), flows.get(b).copied().unwrap_or(0.0));
        if (x - y).abs() <= SAME { Ordering::Equal } else { x.total_cmp(&y) }
    };
    match (compare(plus), compare(minus).reverse()) {
        (Ordering::Equal, Ordering::Equal) => Relation::Indifferent,
        (Ordering::Greater | Ordering::Equal, Ordering::Greater | Ordering::Equal) => Relation::Preferred,
        (Ordering::Less | Ordering::Equal, Ordering::Less | Ordering::Equal) => Relation::Outranked,
        _ => Relation::Incomparable,
    }
}

/// Flows, between 0 and 1, that differ by less are the same but for rounding.
const SAME: f64 = 1e-11;

/// Flows of all projects: by sorting each criterion, so that a thousand projects take milliseconds. A project alone
/// has flows of 0.
pub(super) fn promethee(table: &Table, partial: bool) -> Outcome {
    let m = table.rows();
    let (mut plus, mut minus) = (vec![0.0; m], vec![0.0; m]);
    let others = (real(m) - 1.0).max(1.0);
    for (column, (weight, measure)) in table.weights().iter().zip(table.measures()).enumerate() {
        let signed: Vec<f64> = table
            .scores()
            .column(column)
            .iter()
            .map(|score| match measure.aim {
                Aim::Benefit => *score,
                Aim::Cost => -score,
                Aim::Target(target) => -(score - target).abs(),
            })
            .collect();
        let share = weight / others;
        add_flows(&mut plus, &signed, measure.preference, share);
        let turned: Vec<f64> = signed.iter().map(|x| -x).collect();
        add_flows(&mut minus, &turned, measure.preference, share);
    }
    let net: Vec<f64> = plus.iter().zip(&minus).map(|(up, down)| up - down).collect();
    let mut outcome = Outcome::of(net, true);
    if partial {
        outcome.ranks = (0..m)
            .map(|a| 1 + (0..m).filter(|b| relation(&plus, &minus, *b, a) == Relation::Preferred).count())
            .collect();
    } else {
        // Net flows near zero are differences of flows near one: their ties are judged on that scale.
        let shifted: Vec<f64> = outcome.scores.iter().map(|net| net + 2.0).collect();
        outcome.ranks = ranks(&shifted, true);
    }
    outcome.detail = Detail::Flows { plus, minus };
    outcome
}

/// Adds to each project's flow its preference over all others on one criterion, times the share. Differences within
/// [`TIE`] of a threshold, on the scale of the scores, are at it: 0.8 - 0.6 is not beyond 0.2.
fn add_flows(flows: &mut [f64], signed: &[f64], preference: Preference, share: f64) {
    let slack = TIE * signed.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    let middle = mean(signed).filter(|middle| middle.is_finite()).unwrap_or(0.0);
    let mut sorted = signed.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    // Sums of the centred values: no digits are lost to a large mean.
    let mut sums = Vec::with_capacity(sorted.len() + 1);
    sums.push(0.0);
    let mut sum = 0.0;
    for x in &sorted {
        sum += x - middle;
        sums.push(sum);
    }
    let sums = |from: usize, to: usize| {
        sums.get(to).copied().unwrap_or(0.0) - sums.get(from).copied().unwrap_or(0.0)
    };
    let gauss =
        if let Preference::Gaussian { s } = preference { gaussian_flows(&sorted, s) } else { Vec::new() };
    for (flow, x) in flows.iter_mut().zip(signed) {
        // How many are behind by more than (or at least) so much: they stand first.
        let beyond = |limit: f64| sorted.partition_point(|other| x - other > limit + slack);
        let from = |limit: f64| sorted.partition_point(|other| x - other >= limit);
        let centred = x - middle;
        let behind = beyond(0.0);
        let counted = match preference {
            Preference::UShape { q } => real(beyond(q.max(0.0))),
            Preference::VShape { p } if p > 0.0 => {
                let whole = from(p);
                real(whole)
                    + (real(behind.saturating_sub(whole)) * centred - sums(whole.min(behind), behind)) / p
            }
            Preference::Level { q, p } => {
                let q = q.max(0.0);
                f64::midpoint(real(beyond(q)), real(beyond(p.max(q))))
            }
            Preference::Linear { q, p } => {
                let q = q.max(0.0);
                if p > q {
                    let (some, whole) = (beyond(q), from(p));
                    real(whole)
                        + (real(some.saturating_sub(whole)) * (centred - q) - sums(whole.min(some), some))
                            / (p - q)
                } else {
                    real(beyond(q))
                }
            }
            Preference::Gaussian { s } if s > 0.0 => gauss.get(behind).copied().unwrap_or(0.0),
            Preference::Usual | Preference::VShape { .. } | Preference::Gaussian { .. } => real(behind),
        };
        *flow += share * counted;
    }
}

/// For each place where a distinct value begins: the sum of Gaussian preferences over all smaller values.
fn gaussian_flows(sorted: &[f64], s: f64) -> Vec<f64> {
    let mut flows = vec![0.0; sorted.len()];
    if s <= 0.0 {
        return flows;
    }
    // Beyond this many s the preference is 1 to the last digit.
    let full = 8.6 * s;
    let starts: Vec<usize> = (0..sorted.len())
        .filter(|index| *index == 0 || sorted.get(*index) != sorted.get(index - 1))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([sorted.len()]);
    let groups: Vec<(f64, usize, usize)> = starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| Some((*sorted.get(*start)?, *start, end - start)))
        .collect();
    for (index, (x, start, _)) in groups.iter().enumerate() {
        let mut flow = 0.0;
        for (other, other_start, count) in groups.iter().take(index).rev() {
            if x - other > full {
                // This one and all before it.
                flow += real(other_start + count);
                break;
            }
            flow += real(*count) * -(-((x - other) / s).powi(2) / 2.0).exp_m1();
        }
        if let Some(place) = flows.get_mut(*start) {
            *place = flow;
        }
    }
    flows
}
