//! Does the order of two projects hang on what else is on the list?

use serde::{Deserialize, Serialize};

use super::TrustError;
use crate::domain::selection::methods::{Method, Outcome, Table};

/// A finding: the order of two projects that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reversal {
    /// With a copy of a project on the list.
    Copy {
        /// The project copied.
        of: usize,
        /// Was ahead, is behind.
        ahead: usize,
        /// Was behind, is ahead.
        behind: usize,
    },
    /// With a project off the list.
    Removal {
        /// The project removed.
        of: usize,
        /// Was ahead, is behind.
        ahead: usize,
        /// Was behind, is ahead.
        behind: usize,
    },
    /// Alone on the list, two projects stand the other way round.
    Pair {
        /// Ahead on the whole list.
        ahead: usize,
        /// Ahead when the two are alone.
        behind: usize,
    },
    /// Two by two, each of three is ahead of the next, in a circle.
    Circle([usize; 3]),
}

/// The self test of a method on a table (after Wang and Triantaphyllou 2008, DOI 10.1016/j.omega.2005.12.003): a copy of each
/// project added, each project removed, and the leading ones two by two. In steps, so that a page stays quick.
#[derive(Debug, Clone)]
pub struct SelfTest {
    table: Table,
    method: Method,
    base: Outcome,
    /// The projects that are copied, removed and compared, best first.
    subjects: Vec<usize>,
    next: usize,
    /// Who is ahead of whom, alone: (first, second, +1 / 0 / -1) as subjects' places.
    duels: Vec<Vec<i8>>,
    findings: Vec<Reversal>,
}

impl SelfTest {
    /// How many projects are compared two by two.
    const DUELLISTS: usize = 12;

    /// Prepares the test with at most `limit` projects that are copied and removed, the best first.
    ///
    /// # Errors
    /// Those of the method.
    pub fn new(table: &Table, method: Method, limit: usize) -> Result<Self, TrustError> {
        let base = method.run(table)?;
        let mut subjects = base.order();
        subjects.truncate(limit);
        let duellists = subjects.len().min(Self::DUELLISTS);
        Ok(Self {
            table: table.clone(),
            method,
            base,
            subjects,
            next: 0,
            duels: vec![vec![0; duellists]; duellists],
            findings: Vec::new(),
        })
    }

    /// How many runs of the method there are in all.
    pub fn total(&self) -> usize {
        let n = self.duels.len();
        2 * self.subjects.len() + n * n.saturating_sub(1) / 2
    }

    /// How many are done.
    pub const fn done(&self) -> usize {
        self.next
    }

    /// What was found so far.
    pub fn findings(&self) -> &[Reversal] {
        &self.findings
    }

    /// One more run; false when all are done.
    pub fn step(&mut self) -> bool {
        let count = self.subjects.len();
        if self.next >= self.total() {
            return false;
        }
        match self.next {
            run if run < count => self.with_copy(run),
            run if run < 2 * count => self.without(run - count),
            run => self.duel(run - 2 * count),
        }
        self.next += 1;
        if self.next == self.total() {
            self.look_for_circles();
        }
        true
    }

    fn with_copy(&mut self, subject: usize) {
        let Some(of) = self.subjects.get(subject).copied() else { return };
        let everyone = 0..self.table.rows();
        let rows: Vec<usize> = everyone.clone().chain([of]).collect();
        if let Some((ahead, behind)) = self.reversed(&rows, &everyone.collect::<Vec<_>>()) {
            self.findings.push(Reversal::Copy { of, ahead, behind });
        }
    }

    fn without(&mut self, subject: usize) {
        let Some(of) = self.subjects.get(subject).copied() else { return };
        let rows: Vec<usize> = (0..self.table.rows()).filter(|row| *row != of).collect();
        if let Some((ahead, behind)) = self.reversed(&rows, &rows) {
            self.findings.push(Reversal::Removal { of, ahead, behind });
        }
    }

    /// A pair of `kept` (the first rows of the changed list) whose order differs from the whole list's.
    fn reversed(&self, rows: &[usize], kept: &[usize]) -> Option<(usize, usize)> {
        let outcome = self.method.run(&self.table.with_rows(rows).ok()?).ok()?;
        let mut places: Vec<(usize, usize, usize)> = kept
            .iter()
            .zip(&outcome.ranks)
            .map(|(row, now)| (self.base.ranks.get(*row).copied().unwrap_or(0), *now, *row))
            .collect();
        // By rank before, ties by rank now: a step down across two ranks is a reversal, and if there is any, there is
        // one between neighbours.
        places.sort_unstable();
        places.windows(2).find_map(|pair| match pair {
            [first, second] if second.0 > first.0 && second.1 < first.1 => Some((first.2, second.2)),
            _ => None,
        })
    }

    fn duel(&mut self, number: usize) {
        let count = self.duels.len();
        let mut pairs = (0..count).flat_map(|i| (i + 1..count).map(move |j| (i, j)));
        let Some((i, j)) = pairs.nth(number) else { return };
        let (Some(a), Some(b)) = (self.subjects.get(i).copied(), self.subjects.get(j).copied()) else {
            return;
        };
        let Ok(outcome) = self.table.with_rows(&[a, b]).and_then(|table| self.method.run(&table)) else {
            return;
        };
        let rank = |index: usize| outcome.ranks.get(index).copied().unwrap_or(0);
        let result: i8 = match rank(0).cmp(&rank(1)) {
            std::cmp::Ordering::Less => 1,
            std::cmp::Ordering::Equal => 0,
            std::cmp::Ordering::Greater => -1,
        };
        for (from, to, sign) in [(i, j, result), (j, i, -result)] {
            if let Some(place) = self.duels.get_mut(from).and_then(|row| row.get_mut(to)) {
                *place = sign;
            }
        }
        let before = |index: usize| self.base.ranks.get(index).copied().unwrap_or(0);
        if result < 0 && before(a) < before(b) {
            self.findings.push(Reversal::Pair { ahead: a, behind: b });
        }
    }

    fn look_for_circles(&mut self) {
        let n = self.duels.len();
        let beats =
            |i: usize, j: usize| self.duels.get(i).and_then(|row| row.get(j)).is_some_and(|won| *won > 0);
        for i in 0..n {
            for j in i + 1..n {
                for k in j + 1..n {
                    let forward = beats(i, j) && beats(j, k) && beats(k, i);
                    let backward = beats(i, k) && beats(k, j) && beats(j, i);
                    let order = if forward { [i, j, k] } else { [i, k, j] };
                    if forward || backward {
                        let circle = order.map(|place| self.subjects.get(place).copied().unwrap_or(0));
                        self.findings.push(Reversal::Circle(circle));
                        return;
                    }
                }
            }
        }
    }
}
