//! One draw: the ranks of all projects under drawn weights and scores. The weighted sum has a way of its own that is some
//! hundred times as fast as running a method.

use super::Uncertain;
use super::open_scores::OpenScores;
use crate::domain::numeric::{Matrix, Random};
use crate::domain::selection::methods::{Measure, Method, Table};

/// What is drawn from, and how it is ranked.
#[derive(Debug, Clone)]
pub(super) struct Kernel {
    method: Method,
    measures: Vec<Measure>,
    /// Scores as stated.
    scores: Matrix,
    open: OpenScores,
    /// Values, with what [`OpenScores::new`] puts into open cells.
    base: Matrix,
    /// The same by criteria.
    columns: Vec<Vec<f64>>,
    sums: Vec<f64>,
    keys: Vec<u64>,
}

impl Kernel {
    pub(super) fn new(table: &Table, method: Method, uncertain: &[Uncertain]) -> Self {
        let (open, base) = OpenScores::new(table, uncertain);
        Self {
            method,
            measures: table.measures().to_vec(),
            scores: table.scores().clone(),
            open,
            columns: (0..table.columns()).map(|column| base.column(column)).collect(),
            base,
            sums: vec![0.0; table.rows()],
            keys: vec![0; table.rows()],
        }
    }

    pub(super) const fn open(&self) -> &OpenScores {
        &self.open
    }

    pub(super) fn is_sum(&self) -> bool {
        self.method == Method::WeightedSum
    }

    pub(super) fn base(&self) -> &Matrix {
        &self.base
    }

    /// Fills in values, drawn where they are open.
    pub(super) fn draw_values(&self, values: &mut Matrix, random: &mut Random) {
        self.open.draw_values(&self.measures, &self.base, values, random);
    }

    /// Scores, drawn where they are open.
    pub(super) fn draw_scores(&self, random: &mut Random) -> Matrix {
        let mut scores = self.scores.clone();
        self.open.draw_scores(&mut scores, random);
        scores
    }

    /// Ranks from 1 by the method, none where it has no answer.
    pub(super) fn run(&self, scores: Matrix, weights: &[f64]) -> Option<Vec<usize>> {
        let table = Table::new(scores, self.measures.clone(), weights).ok()?;
        Some(self.method.run(&table).ok()?.ranks)
    }

    /// Puts the ranks of a draw, from 0, in their places; false where the method has no answer.
    pub(super) fn rank(&mut self, weights: &[f64], ranks: &mut [u32], random: &mut Random) -> bool {
        if self.is_sum() {
            self.rank_sums(weights, ranks, random);
            return true;
        }
        let scores = self.draw_scores(random);
        let Some(found) = self.run(scores, weights) else { return false };
        for (place, rank) in ranks.iter_mut().zip(found) {
            *place = u32::try_from(rank.saturating_sub(1)).unwrap_or(u32::MAX);
        }
        true
    }

    fn rank_sums(&mut self, weights: &[f64], ranks: &mut [u32], random: &mut Random) {
        self.sums.fill(0.0);
        for (weight, column) in weights.iter().zip(&self.columns) {
            for (sum, value) in self.sums.iter_mut().zip(column) {
                *sum += weight * value;
            }
        }
        self.open.add(&self.measures, weights, &mut self.sums, random);
        let bits = self.sums.len().next_power_of_two().trailing_zeros();
        let mask = (1_u64 << bits) - 1;
        for (index, (key, sum)) in self.keys.iter_mut().zip(&self.sums).enumerate() {
            // The bits of numbers that are not negative stand in their order; the last ones give way to the index, so
            // scores that agree to about eleven digits are a tie. Turned over: the largest comes first.
            *key = (!sum.max(0.0).to_bits() & !mask) | index as u64;
        }
        self.keys.sort_unstable();
        let (mut rank, mut last) = (0, u64::MAX);
        for (place, key) in (0_u32..).zip(&self.keys) {
            let score = key & !mask;
            if score != last {
                rank = place;
                last = score;
            }
            #[expect(clippy::cast_possible_truncation, reason = "an index below 2,000")]
            if let Some(found) = ranks.get_mut((key & mask) as usize) {
                *found = rank;
            }
        }
    }
}
