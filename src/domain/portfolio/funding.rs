//! Which pool pays for what: the payments that relieve the budgets most, when several pools may pay for the same
//! project.

use std::collections::VecDeque;

/// A source with what it may pay for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payer {
    /// The most that it pays, in any unit; not negative.
    pub most: i64,
    /// What it may pay for, as places in the list of costs.
    pub pays: Vec<usize>,
}

/// What each payer pays for each cost: together as much as can be, no cost more than once, no payer beyond its most.
/// A maximum flow by shortest augmenting paths (Edmonds and Karp 1972), in whole units. Which payer bears how much is
/// one of several answers where they overlap; the sum is not.
pub fn assign(costs: &[i64], payers: &[Payer]) -> Vec<Vec<i64>> {
    let mut paid = vec![vec![0_i64; costs.len()]; payers.len()];
    let mut open: Vec<i64> = costs.iter().map(|cost| (*cost).max(0)).collect();
    let mut left: Vec<i64> = payers.iter().map(|payer| payer.most.max(0)).collect();
    while let Some(path) = path(&paid, &open, &left, payers) {
        // Payers and costs in turn: a payer pays for the next cost, which frees the payer after it.
        let (Some((start, _)), Some((_, end))) = (path.first().copied(), path.last().copied()) else { break };
        let mut amount = left.get(start).copied().unwrap_or(0).min(open.get(end).copied().unwrap_or(0));
        for pair in path.windows(2) {
            if let [(_, cost), (next, _)] = *pair {
                amount = amount.min(at(&paid, next, cost));
            }
        }
        for (index, (payer, cost)) in path.iter().copied().enumerate() {
            add(&mut paid, payer, cost, amount);
            if let Some((next, _)) = path.get(index + 1).copied() {
                add(&mut paid, next, cost, -amount);
            }
        }
        if let Some(left) = left.get_mut(start) {
            *left -= amount;
        }
        if let Some(open) = open.get_mut(end) {
            *open -= amount;
        }
    }
    paid
}

fn at(paid: &[Vec<i64>], payer: usize, cost: usize) -> i64 {
    paid.get(payer).and_then(|row| row.get(cost)).copied().unwrap_or(0)
}

fn add(paid: &mut [Vec<i64>], payer: usize, cost: usize, amount: i64) {
    if let Some(paid) = paid.get_mut(payer).and_then(|row| row.get_mut(cost)) {
        *paid += amount;
    }
}

/// The shortest way from a payer that has money to a cost that is not paid in full: each step is a payer and the cost
/// that it pays more of; the payer of the next step pays less of that cost.
fn path(paid: &[Vec<i64>], open: &[i64], left: &[i64], payers: &[Payer]) -> Option<Vec<(usize, usize)>> {
    // For each payer the step before it; a payer with money has none.
    let mut before: Vec<Option<Option<(usize, usize)>>> =
        left.iter().map(|left| (*left > 0).then_some(None)).collect();
    let mut queue: VecDeque<usize> =
        (0..payers.len()).filter(|payer| left.get(*payer).is_some_and(|left| *left > 0)).collect();
    while let Some(payer) = queue.pop_front() {
        for &cost in &payers.get(payer)?.pays {
            if open.get(cost).is_some_and(|open| *open > 0) {
                let mut path = vec![(payer, cost)];
                let mut here = payer;
                while let Some(step) = before.get(here).copied().flatten().flatten() {
                    path.push(step);
                    here = step.0;
                }
                path.reverse();
                return Some(path);
            }
            for other in 0..payers.len() {
                if at(paid, other, cost) > 0 && before.get(other).is_some_and(Option::is_none) {
                    if let Some(step) = before.get_mut(other) {
                        *step = Some(Some((payer, cost)));
                    }
                    queue.push_back(other);
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::numeric::Random;

    /// The most by every way to pay whole units: for each cost each payer in turn, for each amount.
    fn brute_force(
        costs: &[i64],
        payers: &[Payer],
        (cost, payer): (usize, usize),
        open: i64,
        left: &mut [i64],
    ) -> i64 {
        if cost == costs.len() {
            return 0;
        }
        if payer == payers.len() {
            let next = costs.get(cost + 1).copied().unwrap_or(0);
            return brute_force(costs, payers, (cost + 1, 0), next, left);
        }
        let most = if payers[payer].pays.contains(&cost) { open.min(left[payer]) } else { 0 };
        let sums = (0..=most).map(|amount| {
            left[payer] -= amount;
            let sum = amount + brute_force(costs, payers, (cost, payer + 1), open - amount, left);
            left[payer] += amount;
            sum
        });
        sums.max().unwrap_or(0)
    }

    fn small(random: &mut Random, below: usize) -> i64 {
        i64::try_from(random.below(below)).unwrap()
    }

    #[test]
    fn payments_are_as_much_as_any_way_to_pay() {
        let mut random = Random::new(7);
        for case in 0..3_000 {
            let costs: Vec<i64> = (0..random.below(5)).map(|_| small(&mut random, 5)).collect();
            let payers: Vec<Payer> = (0..random.below(4))
                .map(|_| Payer {
                    most: small(&mut random, 7),
                    pays: (0..costs.len()).filter(|_| random.below(2) == 0).collect(),
                })
                .collect();
            let paid = assign(&costs, &payers);
            for (payer, row) in payers.iter().zip(&paid) {
                assert!(row.iter().sum::<i64>() <= payer.most, "case {case}");
                assert!(
                    row.iter().enumerate().all(|(cost, amount)| {
                        *amount >= 0 && (*amount == 0 || payer.pays.contains(&cost))
                    })
                );
            }
            for (cost, amount) in costs.iter().enumerate() {
                assert!(paid.iter().map(|row| row[cost]).sum::<i64>() <= *amount, "case {case}");
            }
            let mut left: Vec<i64> = payers.iter().map(|payer| payer.most).collect();
            let first = costs.first().copied().unwrap_or(0);
            let best = brute_force(&costs, &payers, (0, 0), first, &mut left);
            assert_eq!(paid.iter().flatten().sum::<i64>(), best, "case {case}: {costs:?} {payers:?}");
        }
    }

    #[test]
    fn what_one_pool_has_paid_is_moved_where_another_cannot_pay() {
        // The first may pay for both, the second only for the first cost.
        let payers = [Payer { most: 10, pays: vec![0, 1] }, Payer { most: 10, pays: vec![0] }];
        assert_eq!(assign(&[10, 10], &payers).iter().flatten().sum::<i64>(), 20);
        // One cost that both may pay is paid once.
        let both = [Payer { most: 10, pays: vec![0] }, Payer { most: 10, pays: vec![0] }];
        assert_eq!(assign(&[10], &both).iter().flatten().sum::<i64>(), 10);
        assert_eq!(assign(&[], &both), vec![Vec::<i64>::new(); 2]);
        // Places that do not exist and sums below nothing pay nothing.
        assert_eq!(assign(&[-5], &[Payer { most: -1, pays: vec![0, 9] }]), vec![vec![0]]);
    }
}
