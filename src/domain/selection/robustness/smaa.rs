//! Stochastic acceptability analysis: what the ranking is when weights and scores are open (SMAA-2, Lahdelma and Salminen
//! 2001, DOI 10.1287/opre.49.3.444.11220).

use serde::{Deserialize, Serialize};

use super::confidence::Confidence;
use super::drawing::Kernel;
use super::smaa_exact::exact_two_criteria;
use super::{TrustError, Uncertain, WeightSampler, WeightSpace};
use crate::domain::numeric::{Matrix, Random, real};
use crate::domain::selection::methods::{Method, Table};

/// An analysis under way: a method over drawn weights and scores. The same input and seed give the same result, however
/// the work is cut into pieces.
#[derive(Debug, Clone)]
pub struct Smaa {
    kernel: Kernel,
    sampler: WeightSampler,
    random: Random,
    samples: usize,
    done: usize,
    /// Draws that the method had no answer to.
    skipped: usize,
    /// Of the last draw, from 0.
    ranks: Vec<u32>,
    /// Counts by project and rank.
    counts: Vec<u32>,
    /// Sums of weights of draws in which a project is first.
    winning: Matrix,
    /// The projects compared two by two, best first.
    leaders: Vec<usize>,
    wins: Vec<u32>,
    confidence: Option<Confidence>,
    exact: Option<super::TwoCriteria>,
}

/// What the analysis found. Shares are 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SmaaResult {
    /// Share of draws in which a project (row) has a rank (column, from the first).
    pub acceptability: Matrix,
    /// Mean weights of the draws in which a project is first; none where it never is.
    pub central: Vec<Option<Vec<f64>>>,
    /// Share of drawn scores for which a project is first under its central weights; none where it never is, and with
    /// methods other than the weighted sum beyond the 30 that are first most often.
    pub confidence: Vec<Option<f64>>,
    /// The projects that `winning` compares.
    pub leaders: Vec<usize>,
    /// Share of draws in which the leader of the row is ahead of the leader of the column.
    pub winning: Matrix,
    /// Draws that count so far.
    pub samples: usize,
    /// Draws that the method had no answer to, for example a ratio below zero. They do not count.
    pub skipped: usize,
    /// Draws of scores behind the confidence factors.
    pub confidence_samples: usize,
    /// Computed in closed form rather than drawn?
    pub exact: bool,
}

/// How many projects are compared two by two.
pub(super) const LEADERS: usize = 30;

impl Smaa {
    /// The most projects.
    pub const MAX_PROJECTS: usize = 2_000;

    /// Prepares an analysis. Uncertain scores beyond the table are left out, ranges given the wrong way round are turned.
    ///
    /// # Errors
    /// [`TrustError::TooMany`], [`TrustError::NoDraws`], [`TrustError::NoWeights`], those of the method.
    pub fn new(
        table: &Table,
        method: Method,
        uncertain: &[Uncertain],
        space: &WeightSpace,
        samples: usize,
        seed: u64,
    ) -> Result<Self, TrustError> {
        let (m, n) = (table.rows(), table.columns());
        if m > Self::MAX_PROJECTS {
            return Err(TrustError::TooMany { given: m, limit: Self::MAX_PROJECTS });
        }
        if samples == 0 {
            return Err(TrustError::NoDraws);
        }
        let mut leaders = method.run(table)?.order();
        leaders.truncate(LEADERS);
        let kernel = Kernel::new(table, method, uncertain);
        let sampler = WeightSampler::new(space, n, seed)?;
        let in_closed_form = n == 2 && method == Method::WeightedSum && kernel.open().is_empty();
        let exact = in_closed_form.then(|| exact_two_criteria(&table.worth(), space)).flatten();
        Ok(Self {
            kernel,
            sampler,
            random: Random::new(seed),
            samples: if exact.is_some() { 0 } else { samples },
            done: 0,
            skipped: 0,
            ranks: vec![0; m],
            counts: vec![0; m * m],
            winning: Matrix::filled(m, n, 0.0),
            wins: vec![0; leaders.len() * leaders.len()],
            leaders,
            confidence: None,
            exact,
        })
    }

    /// How much is done, 0 to 1.
    pub fn progress(&self) -> f64 {
        if self.samples == 0 {
            return 1.0;
        }
        let second = match &self.confidence {
            Some(pass) if pass.samples() > 0 => real(pass.done()) / real(pass.samples()),
            Some(_) => 1.0,
            None => 0.0,
        };
        if self.kernel.open().is_empty() {
            real(self.done) / real(self.samples)
        } else {
            0.7 * real(self.done) / real(self.samples) + 0.3 * second
        }
    }

    /// Is everything done?
    pub fn is_done(&self) -> bool {
        self.done >= self.samples
            && self.confidence.as_ref().is_none_or(|pass| pass.done() >= pass.samples())
            && (self.confidence.is_some() || self.samples == 0)
    }

    /// Goes on for about so many draws; true while there is more to do.
    pub fn advance(&mut self, draws: usize) -> bool {
        if self.is_done() {
            return false;
        }
        if self.done < self.samples {
            for _ in 0..draws.min(self.samples - self.done) {
                self.draw();
                self.done += 1;
            }
            if self.done == self.samples {
                self.confidence = Some(Confidence::new(&self.kernel, self.central(), self.samples));
            }
        } else if let Some(pass) = &mut self.confidence {
            for _ in 0..draws.min(pass.samples() - pass.done()) {
                pass.draw(&self.kernel, &mut self.random);
            }
        }
        !self.is_done()
    }

    fn draw(&mut self) {
        let weights = self.sampler.draw(&mut self.random);
        if !self.kernel.rank(weights, &mut self.ranks, &mut self.random) {
            self.skipped += 1;
            return;
        }
        let m = self.ranks.len().max(1);
        for (index, (row, rank)) in self.counts.chunks_exact_mut(m).zip(&self.ranks).enumerate() {
            if let Some(count) = usize::try_from(*rank).ok().and_then(|rank| row.get_mut(rank)) {
                *count += 1;
            }
            if *rank == 0 {
                for (column, weight) in weights.iter().enumerate() {
                    let sum = self.winning.at(index, column) + weight;
                    self.winning.set(index, column, sum);
                }
            }
        }
        let rank = |index: &usize| self.ranks.get(*index).copied().unwrap_or(u32::MAX);
        let leading: Vec<u32> = self.leaders.iter().map(rank).collect();
        for (row, ours) in self.wins.chunks_exact_mut(leading.len().max(1)).zip(&leading) {
            for (count, theirs) in row.iter_mut().zip(&leading) {
                *count += u32::from(ours < theirs);
            }
        }
    }

    fn central(&self) -> Vec<Option<Vec<f64>>> {
        let first = self.counts.iter().step_by(self.ranks.len().max(1));
        first
            .enumerate()
            .map(|(project, count)| {
                (*count > 0)
                    .then(|| self.winning.row(project).iter().map(|sum| sum / f64::from(*count)).collect())
            })
            .collect()
    }

    /// What was found so far; of an exact analysis, all of it.
    pub fn result(&self) -> SmaaResult {
        let m = self.ranks.len();
        if let Some(exact) = &self.exact {
            return exact.clone().into_result();
        }
        let counted = self.done - self.skipped;
        let draws = real(counted.max(1));
        let mut counts = self.counts.iter();
        let acceptability =
            Matrix::from_fn(m, m, |_, _| counts.next().map_or(0.0, |count| f64::from(*count) / draws));
        let leaders = self.leaders.len();
        let mut wins = self.wins.iter();
        SmaaResult {
            acceptability,
            central: self.central(),
            confidence: self.confidence.as_ref().map_or_else(|| vec![None; m], |pass| pass.shares(m)),
            leaders: self.leaders.clone(),
            winning: Matrix::from_fn(leaders, leaders, |_, _| {
                wins.next().map_or(0.0, |count| f64::from(*count) / draws)
            }),
            samples: counted,
            skipped: self.skipped,
            confidence_samples: self.confidence.as_ref().map_or(0, Confidence::done),
            exact: false,
        }
    }
}
