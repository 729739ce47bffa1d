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
    /// Who may be ahead under these weights, the likeliest first (weighted sum). Who was ahead last comes to the front.
    rivals: Vec<usize>,
}

impl Candidate {
    fn find_rivals(&mut self, least: &Matrix, most: &Matrix) {
        let own = weighted(least.row(self.project), &self.weights);
        let reach = |row: &[f64]| weighted(row, &self.weights);
        let mut rivals: Vec<(f64, usize)> = most
            .each_row()
            .map(reach)
            .enumerate()
            .filter(|(row, reach)| *row != self.project && *reach > own)
            .map(|(row, reach)| (reach, row))
            .collect();
        rivals.sort_by(|a, b| b.0.total_cmp(&a.0));
        self.rivals = rivals.into_iter().map(|(_, row)| row).collect();
    }
}

fn weighted(values: &[f64], weights: &[f64]) -> f64 {
    values.iter().zip(weights).map(|(value, weight)| value * weight).sum()
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
                Some(Candidate { project, weights: weights?, first: 0, rivals: Vec::new() })
            })
            .collect();
        let samples = if kernel.open().is_empty() {
            1
        } else if kernel.is_sum() {
            (WORK / kernel.open().len().max(1)).clamp(200, 10_000).min(draws)
        } else {
            candidates.truncate(LEADERS);
            (draws / candidates.len().max(1)).clamp(50, 1_000).min(draws)
        };
        let mut pass = Self { candidates, values: kernel.base().clone(), samples, done: 0 };
        if kernel.is_sum() {
            let (least, most) = kernel.open().bounds(kernel.base());
            let mut compared = 0;
            for candidate in &mut pass.candidates {
                candidate.find_rivals(&least, &most);
                compared += candidate.rivals.len() * candidate.weights.len();
            }
            let work = kernel.open().len() + compared;
            pass.samples = (WORK / work.max(1)).clamp(200, 10_000).min(pass.samples);
        }
        pass
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
            let beyond = weighted(self.values.row(candidate.project), &candidate.weights) + SAME;
            let ahead = |rival: &usize| weighted(self.values.row(*rival), &candidate.weights) > beyond;
            match candidate.rivals.iter().position(ahead) {
                Some(place) => candidate.rivals.swap(0, place),
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
