//! Gaussian preferences of one criterion without looking at every pair: sums of e^(-(x - y)² / 2s²) over sorted values from
//! the series of e^(ab) about the middles of short stretches (the fast Gauss transform of Greengard and Strain 1991,
//! DOI 10.1137/0912004, here one-sided).

use crate::domain::numeric::real;

/// Terms of the series of e^(ab) with |ab| up to 1/4: the first one left out is below 2e-17.
const TERMS: usize = 13;
/// Beyond this many widths between middles a bell adds less than 3e-18.
const REACH: f64 = 10.0;
/// 1 / k for the k of each term but the first.
#[expect(
    clippy::indexing_slicing,
    reason = "the counter stays below the length; a constant has no iterators"
)]
const PARTS: [f64; TERMS] = {
    let mut parts = [1.0; TERMS];
    let (mut k, mut number) = (0, 1.0);
    while k < TERMS {
        parts[k] = 1.0 / number;
        k += 1;
        number += 1.0;
    }
    parts
};

/// A value, how many have it, and the bells of those below and above it.
struct Group {
    value: f64,
    count: f64,
    /// From the middle of its stretch, in widths of the bell: -1/2 to 1/2.
    offset: f64,
    below: f64,
    above: f64,
}

/// Adds to each project how much it is preferred to all others and they to it, times the share. The width `s` is above 0.
pub(super) fn add_gaussian_flows(plus: &mut [f64], minus: &mut [f64], signed: &[f64], s: f64, share: f64) {
    let mut sorted = signed.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut groups: Vec<Group> = sorted
        .chunk_by(|a, b| a.total_cmp(b).is_eq())
        .filter_map(|run| {
            Some(Group { value: *run.first()?, count: real(run.len()), offset: 0.0, below: 0.0, above: 0.0 })
        })
        .collect();
    add_bells(&mut groups, s);
    let mut before = 0.0;
    let preferred: Vec<(f64, f64, f64)> = groups
        .iter()
        .map(|group| {
            let after = real(signed.len()) - before - group.count;
            // Rounding must not make a preference of nothing negative.
            let found = (group.value, (before - group.below).max(0.0), (after - group.above).max(0.0));
            before += group.count;
            found
        })
        .collect();
    for ((up, down), x) in plus.iter_mut().zip(minus).zip(signed) {
        let place = preferred.partition_point(|(value, ..)| value.total_cmp(x).is_lt());
        if let Some((_, ahead, behind)) = preferred.get(place) {
            *up += share * ahead;
            *down += share * behind;
        }
    }
}

fn add_bells(groups: &mut [Group], s: f64) {
    let mut done: Vec<(f64, &mut [Group])> = Vec::new();
    let mut rest = groups;
    while let Some(first) = rest.first().map(|group| group.value) {
        let size = rest.partition_point(|group| group.value - first <= s);
        let (stretch, after) = rest.split_at_mut(size.max(1));
        rest = after;
        let middle = f64::midpoint(first, stretch.last().map_or(first, |group| group.value));
        for group in stretch.iter_mut() {
            group.offset = (group.value - middle) / s;
        }
        within(stretch);
        for (other, lower) in done.iter_mut().rev() {
            let apart = (middle - *other) / s;
            if apart > REACH {
                break;
            }
            between(lower, stretch, apart);
        }
        done.push((middle, stretch));
    }
}

/// Bells within a stretch: sums of what stands before, term by term.
fn within(stretch: &mut [Group]) {
    let pass = |stretch: &mut dyn Iterator<Item = &mut Group>, is_below: bool| {
        let mut sums = [0.0; TERMS];
        for group in stretch {
            let bell = (-0.5 * group.offset * group.offset).exp();
            let found = bell * series(&sums, group.offset);
            if is_below {
                group.below += found;
            } else {
                group.above += found;
            }
            add_terms(&mut sums, group.offset, group.count * bell);
        }
    };
    pass(&mut stretch.iter_mut(), true);
    pass(&mut stretch.iter_mut().rev(), false);
}

/// Bells between two stretches whose middles are so many widths apart: with offsets b below and a above,
/// e^(-(D + a - b)² / 2) = e^(-D² / 2) · e^(-Da - a² / 2) · e^(Db - b² / 2) · e^(ab).
fn between(lower: &mut [Group], upper: &mut [Group], apart: f64) {
    let far = (-0.5 * apart * apart).exp();
    let side = |groups: &[Group], sign: f64| {
        let mut sums = [0.0; TERMS];
        let bells: Vec<f64> = groups
            .iter()
            .map(|group| {
                let bell = ((sign * apart - 0.5 * group.offset) * group.offset).exp();
                add_terms(&mut sums, group.offset, group.count * bell);
                bell
            })
            .collect();
        (bells, sums)
    };
    let (low_bells, low_sums) = side(lower, 1.0);
    let (high_bells, high_sums) = side(upper, -1.0);
    for (group, bell) in upper.iter_mut().zip(high_bells) {
        group.below += far * bell * series(&low_sums, group.offset);
    }
    for (group, bell) in lower.iter_mut().zip(low_bells) {
        group.above += far * bell * series(&high_sums, group.offset);
    }
}

/// Adds the weight times b^k to the sums.
fn add_terms(sums: &mut [f64; TERMS], offset: f64, weight: f64) {
    let mut power = weight;
    for sum in sums {
        *sum += power;
        power *= offset;
    }
}

/// The sum of a^k / k! times the sums, by Horner's rule.
fn series(sums: &[f64; TERMS], offset: f64) -> f64 {
    sums.iter().zip(PARTS).rev().fold(0.0, |found, (sum, part)| sum + offset * part * found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every pair looked at.
    fn pairs(signed: &[f64], s: f64) -> (Vec<f64>, Vec<f64>) {
        let preference = |d: f64| if d > 0.0 { -(-0.5 * (d / s).powi(2)).exp_m1() } else { 0.0 };
        let sum = |turn: f64| {
            signed
                .iter()
                .map(|x| signed.iter().map(|y| preference(turn * (x - y))).sum())
                .collect::<Vec<f64>>()
        };
        (sum(1.0), sum(-1.0))
    }

    #[track_caller]
    fn check(signed: &[f64], s: f64) {
        let (mut plus, mut minus) = (vec![0.0; signed.len()], vec![0.0; signed.len()]);
        add_gaussian_flows(&mut plus, &mut minus, signed, s, 1.0);
        let (up, down) = pairs(signed, s);
        for (ours, theirs) in plus.iter().zip(&up).chain(minus.iter().zip(&down)) {
            assert!((ours - theirs).abs() <= 1e-13 * (1.0 + real(signed.len())), "{ours} {theirs} at {s}");
        }
    }

    #[test]
    fn extremes_have_flows_too() {
        check(&[], 1.0);
        check(&[3.0], 1.0);
        check(&[3.0, 3.0, 3.0], 1.0);
        check(&[-1e300, 0.0, 1e300], 1e-300);
        check(&[-1e300, 0.0, 1e300], 1e300);
        check(&[0.0, 1.0, 2.0], f64::MAX);
        check(&[1e9, 1e9 + 0.5, 1e9 + 1.0], 0.7);
    }

    proptest! {
        #[test]
        fn as_if_every_pair_were_looked_at(
            signed in prop::collection::vec(prop_oneof![-3.0..3.0, -100.0..100.0, (-9_i32..9).prop_map(f64::from)], 0..90),
            s in prop_oneof![1e-3..1.0, 1.0..200.0],
        ) {
            check(&signed, s);
        }
    }
}
