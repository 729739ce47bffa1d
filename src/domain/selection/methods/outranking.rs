//! Outranking: who is preferred to whom, and by how much.

use serde::{Deserialize, Serialize};

use std::cmp::Ordering;

use super::super::value::Aim;
use super::gaussian::add_gaussian_flows;
use super::{Detail, Outcome, TIE, Table, ranks};
use crate::domain::numeric::{mean, real};

/// How large a difference must be to count (Brans, Vincke and Mareschal 1986). Thresholds below zero count as
/// zero, a `p` below `q` as `q`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
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
pub(in crate::domain::selection) const SAME: f64 = 1e-11;

/// Flows of all projects: by sorting each criterion, so that a thousand projects take milliseconds. A project alone
/// has flows of 0.
pub(super) fn promethee(table: &Table, partial: bool) -> Outcome {
    let m = table.rows();
    let (mut plus, mut minus) = (vec![0.0; m], vec![0.0; m]);
    let others = (real(m) - 1.0).max(1.0);
    for (column, (weight, measure)) in table.weights().iter().zip(table.measures()).enumerate() {
        if *weight <= 0.0 {
            continue;
        }
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
        if let Preference::Gaussian { s } = measure.preference
            && s > 0.0
        {
            add_gaussian_flows(&mut plus, &mut minus, &signed, s, share);
            continue;
        }
        add_flows(&mut plus, &signed, measure.preference, share);
        let turned: Vec<f64> = signed.iter().map(|x| -x).collect();
        add_flows(&mut minus, &turned, measure.preference, share);
    }
    let net: Vec<f64> = plus.iter().zip(&minus).map(|(up, down)| up - down).collect();
    let mut outcome = Outcome::of(net, true);
    if partial {
        outcome.ranks = plus.iter().zip(&minus).map(|own| 1 + outranking(&plus, &minus, own)).collect();
    } else {
        // Net flows near zero are differences of flows near one: their ties are judged on that scale.
        let shifted: Vec<f64> = outcome.scores.iter().map(|net| net + 2.0).collect();
        outcome.ranks = ranks(&shifted, true);
    }
    outcome.detail = Detail::Flows { plus, minus };
    outcome
}

/// How many are preferred to one of these flows: [`relation`] without a look at each kind of answer.
#[expect(clippy::needless_bitwise_bool, reason = "innermost of all pairs: without branches")]
pub(in crate::domain::selection) fn outranking(plus: &[f64], minus: &[f64], own: (&f64, &f64)) -> usize {
    let mut count = 0;
    for (up, down) in plus.iter().zip(minus) {
        // How far the other is ahead by either flow.
        let (ahead, safer) = (up - own.0, own.1 - down);
        let no_worse = (ahead >= -SAME) & (safer >= -SAME);
        count += usize::from(no_worse & ((ahead > SAME) | (safer > SAME)));
    }
    count
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
            Preference::Usual | Preference::VShape { .. } | Preference::Gaussian { .. } => real(behind),
        };
        *flow += share * counted;
    }
}
