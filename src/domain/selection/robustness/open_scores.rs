//! Scores that are only known to lie in a range, made ready for drawing many times.

use serde::{Deserialize, Serialize};

use crate::domain::numeric::{Matrix, Random};
use crate::domain::selection::methods::{Measure, Table};
use crate::domain::selection::value::{Aim, Curve};

/// A score that is only known to lie in a range; drawn uniformly from it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
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

/// The open cells of a table, row by row. Those whose value runs in a straight line over their range are most, and
/// cheap: the value at the lower end stands in the table, and a draw adds a part of the way to the upper one.
#[derive(Debug, Clone)]
pub(super) struct OpenScores {
    /// As given, in order, the right way round, without those beyond the table.
    cells: Vec<Uncertain>,
    /// Rows with straight cells, and how many.
    rows: Vec<(usize, usize)>,
    /// Column and way of the straight cells of those rows, one after the other.
    straight: Vec<(usize, f64)>,
    /// Cells whose value goes through a value function.
    shaped: Vec<Uncertain>,
}

impl OpenScores {
    /// The cells made ready, and the values of the table with the lower ends of straight cells, 0 for shaped ones. Of two
    /// ranges for a cell the later counts.
    pub(super) fn new(table: &Table, uncertain: &[Uncertain]) -> (Self, Matrix) {
        let mut cells: Vec<Uncertain> = uncertain
            .iter()
            .filter(|cell| cell.row < table.rows() && cell.column < table.columns())
            .filter(|cell| cell.low.is_finite() && cell.high.is_finite())
            .map(|cell| Uncertain { low: cell.low.min(cell.high), high: cell.high.max(cell.low), ..*cell })
            .collect();
        cells.reverse();
        cells.sort_by_key(|cell| (cell.row, cell.column));
        cells.dedup_by_key(|cell| (cell.row, cell.column));
        cells.retain(|cell| cell.high > cell.low);
        let mut worth = table.worth();
        let (mut rows, mut straight, mut shaped) = (Vec::<(usize, usize)>::new(), Vec::new(), Vec::new());
        for cell in &cells {
            let Some(measure) = table.measures().get(cell.column) else { continue };
            if !is_straight(measure, cell) {
                worth.set(cell.row, cell.column, 0.0);
                shaped.push(*cell);
                continue;
            }
            let from = measure.value(cell.low);
            worth.set(cell.row, cell.column, from);
            straight.push((cell.column, measure.value(cell.high) - from));
            match rows.last_mut() {
                Some((row, count)) if *row == cell.row => *count += 1,
                _ => rows.push((cell.row, 1)),
            }
        }
        (Self { cells, rows, straight, shaped }, worth)
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    pub(super) const fn len(&self) -> usize {
        self.cells.len()
    }

    /// Adds drawn values, weighted, to the scores of the projects.
    pub(super) fn add(&self, measures: &[Measure], weights: &[f64], scores: &mut [f64], random: &mut Random) {
        let weight = |column: usize| weights.get(column).copied().unwrap_or(0.0);
        let mut rest = self.straight.as_slice();
        for (row, count) in &self.rows {
            let (cells, after) = rest.split_at(*count.min(&rest.len()));
            rest = after;
            let mut sum = 0.0;
            let (pairs, last) = cells.as_chunks::<2>();
            for [(one, way), (other, other_way)] in pairs {
                // Half of the bits are enough for a score, and one draw for two of them.
                let (first, second) = random.halves();
                sum += weight(*one) * (way * first) + weight(*other) * (other_way * second);
            }
            for (column, way) in last {
                sum += weight(*column) * way * random.unit();
            }
            if let Some(score) = scores.get_mut(*row) {
                *score += sum;
            }
        }
        for cell in &self.shaped {
            if let Some(score) = scores.get_mut(cell.row) {
                *score += weight(cell.column) * shaped_value(measures, cell, random);
            }
        }
    }

    /// The least and the greatest values that may be drawn; a value function may give anything from 0 to 1.
    pub(super) fn bounds(&self, base: &Matrix) -> (Matrix, Matrix) {
        let (mut least, mut most) = (base.clone(), base.clone());
        let mut rest = self.straight.as_slice();
        for (row, count) in &self.rows {
            let (cells, after) = rest.split_at(*count.min(&rest.len()));
            rest = after;
            for (column, way) in cells {
                let from = base.at(*row, *column);
                least.set(*row, *column, from + way.min(0.0));
                most.set(*row, *column, from + way.max(0.0));
            }
        }
        for cell in &self.shaped {
            most.set(cell.row, cell.column, 1.0);
        }
        (least, most)
    }

    /// Puts drawn values into a table of values that [`OpenScores::new`] gave.
    pub(super) fn draw_values(
        &self,
        measures: &[Measure],
        base: &Matrix,
        values: &mut Matrix,
        random: &mut Random,
    ) {
        let mut rest = self.straight.as_slice();
        for (row, count) in &self.rows {
            let (cells, after) = rest.split_at(*count.min(&rest.len()));
            rest = after;
            for (column, way) in cells {
                values.set(*row, *column, base.at(*row, *column) + way * random.unit());
            }
        }
        for cell in &self.shaped {
            values.set(cell.row, cell.column, shaped_value(measures, cell, random));
        }
    }

    /// Puts drawn scores into a table of scores.
    pub(super) fn draw_scores(&self, scores: &mut Matrix, random: &mut Random) {
        for cell in &self.cells {
            scores.set(cell.row, cell.column, cell.low + (cell.high - cell.low) * random.unit());
        }
    }
}

fn is_straight(measure: &Measure, cell: &Uncertain) -> bool {
    measure.curve == Curve::Linear
        && !matches!(measure.aim, Aim::Target(_))
        && cell.low >= measure.low
        && cell.high <= measure.high
}

fn shaped_value(measures: &[Measure], cell: &Uncertain, random: &mut Random) -> f64 {
    let score = cell.low + (cell.high - cell.low) * random.unit();
    measures.get(cell.column).map_or(0.0, |measure| measure.value(score))
}
