//! Stochastic acceptability analysis: what the ranking is when weights and scores are open (SMAA-2, Lahdelma and Salminen
//! 2001, DOI 10.1287/opre.49.3.444.11220).

use super::smaa_exact::exact_two_criteria;
use super::{TrustError, WeightSampler, WeightSpace};
use crate::domain::numeric::{Matrix, Random, real};
use crate::domain::selection::methods::{Measure, Method, Table};
use crate::domain::selection::value::{Aim, Curve};

/// A score that is only known to lie in a range; drawn uniformly from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uncertain {
    /// The project.
    pub row: usize,
    /// The criterion.
    pub column: usize,
    /// The least.
    pub low: f64,
    /// The most.
    pub high: f64,
}

/// An analysis under way: the weighted sum over drawn weights and scores. The same input and seed give the same result,
/// however the work is cut into pieces.
#[derive(Debug, Clone)]
pub struct Smaa {
    measures: Vec<Measure>,
    /// Values, one list for each criterion.
    columns: Vec<Vec<f64>>,
    uncertain: Vec<OpenCell>,
    sampler: WeightSampler,
    random: Random,
    samples: usize,
    done: usize,
    scores: Vec<f64>,
    keys: Vec<u64>,
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

/// The second pass: each project under its central weights, scores drawn.
#[derive(Debug, Clone)]
struct Confidence {
    /// Project, central weights, scores of all projects under them.
    candidates: Vec<(usize, Vec<f64>, Vec<f64>)>,
    first: Vec<u32>,
    samples: usize,
    done: usize,
}

/// What the analysis found. Shares are 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct SmaaResult {
    /// Share of draws in which a project (row) has a rank (column, from the first).
    pub acceptability: Matrix,
    /// Mean weights of the draws in which a project is first; none where it never is.
    pub central: Vec<Option<Vec<f64>>>,
    /// Share of drawn scores for which a project is first under its central weights; none where it never is.
    pub confidence: Vec<Option<f64>>,
    /// The projects that `winning` compares.
    pub leaders: Vec<usize>,
    /// Share of draws in which the leader of the row is ahead of the leader of the column.
    pub winning: Matrix,
    /// Draws made so far.
    pub samples: usize,
    /// Draws of scores behind the confidence factors.
    pub confidence_samples: usize,
    /// Computed in closed form rather than drawn?
    pub exact: bool,
}

/// How many projects are compared two by two.
const LEADERS: usize = 30;
/// Additions that the second pass may cost.
const CONFIDENCE_WORK: usize = 20_000_000;

impl Smaa {
    /// The most projects.
    pub const MAX_PROJECTS: usize = 2_000;

    /// Prepares an analysis. Uncertain scores beyond the table are left out, ranges given the wrong way round are turned.
    ///
    /// # Errors
    /// [`TrustError::TooMany`], [`TrustError::NoDraws`], [`TrustError::NoWeights`], those of the weighted sum.
    pub fn new(
        table: &Table,
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
        let worth = table.worth();
        let mut leaders = Method::WeightedSum.run(table)?.order();
        leaders.truncate(LEADERS);
        let uncertain: Vec<OpenCell> = uncertain
            .iter()
            .filter(|cell| cell.row < m && cell.low.is_finite() && cell.high.is_finite())
            .map(|cell| Uncertain { low: cell.low.min(cell.high), high: cell.high.max(cell.low), ..*cell })
            .filter(|cell| cell.high > cell.low)
            .filter_map(|cell| {
                let measure = table.measures().get(cell.column)?;
                Some(OpenCell::new(&cell, measure, worth.at(cell.row, cell.column)))
            })
            .collect();
        let sampler = WeightSampler::new(space, n, seed)?;
        let exact = (n == 2 && uncertain.is_empty()).then(|| exact_two_criteria(&worth, space)).flatten();
        Ok(Self {
            measures: table.measures().to_vec(),
            columns: (0..n).map(|column| worth.column(column)).collect(),
            uncertain,
            sampler,
            random: Random::new(seed),
            samples: if exact.is_some() { 0 } else { samples },
            done: 0,
            scores: vec![0.0; m],
            keys: vec![0; m],
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
            Some(pass) if pass.samples > 0 => real(pass.done) / real(pass.samples),
            Some(_) => 1.0,
            None => 0.0,
        };
        if self.uncertain.is_empty() {
            real(self.done) / real(self.samples)
        } else {
            0.7 * real(self.done) / real(self.samples) + 0.3 * second
        }
    }

    /// Is everything done?
    pub fn is_done(&self) -> bool {
        self.done >= self.samples
            && self.confidence.as_ref().is_none_or(|pass| pass.done >= pass.samples)
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
                self.confidence = Some(self.second_pass());
            }
        } else if let Some(mut pass) = self.confidence.take() {
            for _ in 0..draws.min(pass.samples - pass.done) {
                self.draw_confidence(&mut pass);
                pass.done += 1;
            }
            self.confidence = Some(pass);
        }
        !self.is_done()
    }

    fn draw(&mut self) {
        let m = self.scores.len();
        let weights = self.sampler.draw(&mut self.random);
        self.scores.fill(0.0);
        for (weight, column) in weights.iter().zip(&self.columns) {
            for (score, value) in self.scores.iter_mut().zip(column) {
                *score += weight * value;
            }
        }
        for cell in &self.uncertain {
            let change = cell.change(&self.measures, &mut self.random);
            let weight = weights.get(cell.column).copied().unwrap_or(0.0);
            if let Some(score) = self.scores.get_mut(cell.row) {
                *score += weight * change;
            }
        }
        let bits = m.next_power_of_two().trailing_zeros();
        let mask = (1_u64 << bits) - 1;
        for (index, (key, score)) in self.keys.iter_mut().zip(&self.scores).enumerate() {
            // The bits of numbers that are not negative stand in their order; the last ones give way to the index, so
            // scores that agree to about eleven digits are a tie. Turned over: the largest comes first.
            *key = (!score.max(0.0).to_bits() & !mask) | index as u64;
        }
        self.keys.sort_unstable();
        let mut rank = 0;
        let mut last = u64::MAX;
        for (place, key) in self.keys.iter().enumerate() {
            let score = key & !mask;
            if score != last {
                rank = place;
                last = score;
            }
            #[expect(clippy::cast_possible_truncation, reason = "an index below 2,000")]
            let index = (key & mask) as usize;
            if let Some(count) = self.counts.get_mut(index * m + rank) {
                *count += 1;
            }
            if rank == 0 {
                for (column, weight) in weights.iter().enumerate() {
                    let sum = self.winning.at(index, column) + weight;
                    self.winning.set(index, column, sum);
                }
            }
        }
        let score = |index: &usize| self.scores.get(*index).copied().unwrap_or(0.0);
        let leading: Vec<f64> = self.leaders.iter().map(score).collect();
        for (row, ours) in self.wins.chunks_exact_mut(leading.len().max(1)).zip(&leading) {
            for (count, theirs) in row.iter_mut().zip(&leading) {
                *count += u32::from(ours > theirs);
            }
        }
    }

    fn first_counts(&self) -> impl Iterator<Item = u32> + '_ {
        self.counts.iter().copied().step_by(self.scores.len().max(1))
    }

    fn central(&self) -> Vec<Option<Vec<f64>>> {
        self.first_counts()
            .enumerate()
            .map(|(project, count)| {
                (count > 0)
                    .then(|| self.winning.row(project).iter().map(|sum| sum / f64::from(count)).collect())
            })
            .collect()
    }

    fn second_pass(&self) -> Confidence {
        let m = self.scores.len();
        let candidates: Vec<(usize, Vec<f64>, Vec<f64>)> = self
            .central()
            .into_iter()
            .enumerate()
            .filter_map(|(project, weights)| Some((project, weights?)))
            .map(|(project, weights)| {
                let mut scores = vec![0.0; m];
                for (weight, column) in weights.iter().zip(&self.columns) {
                    for (score, value) in scores.iter_mut().zip(column) {
                        *score += weight * value;
                    }
                }
                (project, weights, scores)
            })
            .collect();
        let work = candidates.len() * (m + self.uncertain.len());
        let samples = if self.uncertain.is_empty() {
            1
        } else {
            (CONFIDENCE_WORK / work.max(1)).clamp(200, 10_000).min(self.samples)
        };
        Confidence { first: vec![0; candidates.len()], candidates, samples, done: 0 }
    }

    fn draw_confidence(&mut self, pass: &mut Confidence) {
        let changes: Vec<f64> =
            self.uncertain.iter().map(|cell| cell.change(&self.measures, &mut self.random)).collect();
        for ((project, weights, base), count) in pass.candidates.iter().zip(&mut pass.first) {
            self.scores.copy_from_slice(base);
            for (cell, change) in self.uncertain.iter().zip(&changes) {
                if let (Some(score), Some(weight)) = (self.scores.get_mut(cell.row), weights.get(cell.column))
                {
                    *score += weight * change;
                }
            }
            let own = self.scores.get(*project).copied().unwrap_or(0.0);
            let best = self.scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            *count += u32::from(own >= best - 1e-12);
        }
    }

    /// What was found so far; of an exact analysis, all of it.
    pub fn result(&self) -> SmaaResult {
        let m = self.scores.len();
        if let Some(exact) = &self.exact {
            return exact.clone().into_result();
        }
        let draws = real(self.done.max(1));
        let mut counts = self.counts.iter();
        let acceptability =
            Matrix::from_fn(m, m, |_, _| counts.next().map_or(0.0, |count| f64::from(*count) / draws));
        let mut confidence = vec![None; m];
        let mut confidence_samples = 0;
        if let Some(pass) = self.confidence.as_ref().filter(|pass| pass.done > 0) {
            confidence_samples = pass.done;
            for ((project, ..), count) in pass.candidates.iter().zip(&pass.first) {
                if let Some(place) = confidence.get_mut(*project) {
                    *place = Some(f64::from(*count) / real(pass.done));
                }
            }
        }
        let leaders = self.leaders.len();
        let mut wins = self.wins.iter();
        SmaaResult {
            acceptability,
            central: self.central(),
            confidence,
            leaders: self.leaders.clone(),
            winning: Matrix::from_fn(leaders, leaders, |_, _| {
                wins.next().map_or(0.0, |count| f64::from(*count) / draws)
            }),
            samples: self.done,
            confidence_samples,
            exact: false,
        }
    }
}

/// An uncertain score made ready for drawing.
#[derive(Debug, Clone)]
struct OpenCell {
    row: usize,
    column: usize,
    /// The value of the cell in the table, which the others differ from.
    base: f64,
    draw: Draw,
}

/// How the value of a drawn score is found.
#[derive(Debug, Clone, Copy)]
enum Draw {
    /// The value runs in a straight line over the range: its ends.
    Straight(f64, f64),
    /// Through the value function: the ends of the score.
    Shaped(f64, f64),
}

impl OpenCell {
    fn new(cell: &Uncertain, measure: &Measure, base: f64) -> Self {
        let inside = cell.low >= measure.low && cell.high <= measure.high;
        let straight = measure.curve == Curve::Linear && !matches!(measure.aim, Aim::Target(_));
        let draw = if straight && inside {
            Draw::Straight(measure.value(cell.low), measure.value(cell.high))
        } else {
            Draw::Shaped(cell.low, cell.high)
        };
        Self { row: cell.row, column: cell.column, base, draw }
    }

    /// By how much a drawn score changes the value of its cell.
    fn change(&self, measures: &[Measure], random: &mut Random) -> f64 {
        let part = random.unit();
        let value = match self.draw {
            Draw::Straight(from, to) => from + (to - from) * part,
            Draw::Shaped(low, high) => {
                measures.get(self.column).map_or(0.0, |measure| measure.value(low + (high - low) * part))
            }
        };
        value - self.base
    }
}
