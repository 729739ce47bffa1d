//! The second pass: each project that may be first under its central weights, scores drawn. How often is it first then?

use super::drawing::Kernel;
use super::smaa::LEADERS;
use crate::domain::numeric::{Matrix, Random, real};

/// Multiplications that the pass may cost with the weighted sum.
const WORK: usize = 20_000_000;
/// Scores that differ by less are as good as each other.
const SAME: f64 = 1e-12;

/// A project that may be first.
#[derive(Debug, Clone)]
struct Candidate {
    project: usize,
    /// The mean of the weights that make it first.
    weights: Vec<f64>,
    first: u32,
    /// Who was ahead last time is asked first.
    rival: usize,
}

/// The pass under way.
#[derive(Debug, Clone)]
pub(super) struct Confidence {
    candidates: Vec<Candidate>,
    /// Values of the last draw.
    values: Matrix,
    samples: usize,
    done: usize,
}

impl Confidence {
    pub(super) fn new(kernel: &Kernel, central: Vec<Option<Vec<f64>>>, draws: usize) -> Self {
        let mut candidates: Vec<Candidate> = central
            .into_iter()
            .enumerate()
            .filter_map(|(project, weights)| {
                Some(Candidate { project, weights: weights?, first: 0, rival: 0 })
            })
            .collect();
        let samples = if kernel.open().is_empty() {
            1
        } else if kernel.is_sum() {
            let compared = 8 * kernel.base().columns();
            let work = kernel.open().len() + candidates.len() * compared;
            (WORK / work.max(1)).clamp(200, 10_000).min(draws)
        } else {
            candidates.truncate(LEADERS);
            (draws / candidates.len().max(1)).clamp(50, 1_000).min(draws)
        };
        Self { candidates, values: kernel.base().clone(), samples, done: 0 }
    }

    pub(super) const fn samples(&self) -> usize {
        self.samples
    }

    pub(super) const fn done(&self) -> usize {
        self.done
    }

    /// The next draw of scores.
    pub(super) fn draw(&mut self, kernel: &Kernel, random: &mut Random) {
        self.done += 1;
        if !kernel.is_sum() {
            let scores = kernel.draw_scores(random);
            for candidate in &mut self.candidates {
                let ranks = kernel.run(scores.clone(), &candidate.weights).unwrap_or_default();
                candidate.first += u32::from(ranks.get(candidate.project) == Some(&1));
            }
            return;
        }
        kernel.draw_values(&mut self.values, random);
        for candidate in &mut self.candidates {
            let sum = |row: &[f64]| row.iter().zip(&candidate.weights).map(|(v, w)| v * w).sum::<f64>();
            let beyond = sum(self.values.row(candidate.project)) + SAME;
            if sum(self.values.row(candidate.rival)) > beyond {
                continue;
            }
            match self.values.each_row().position(|row| sum(row) > beyond) {
                Some(rival) => candidate.rival = rival,
                None => candidate.first += 1,
            }
        }
    }

    /// The share of draws in which each of so many projects was first.
    pub(super) fn shares(&self, projects: usize) -> Vec<Option<f64>> {
        let mut shares = vec![None; projects];
        if self.done > 0 {
            for candidate in &self.candidates {
                if let Some(place) = shares.get_mut(candidate.project) {
                    *place = Some(f64::from(candidate.first) / real(self.done));
                }
            }
        }
        shares
    }
}
