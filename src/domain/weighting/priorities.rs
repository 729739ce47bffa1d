//! Weights from pairwise comparisons: the principal eigenvector and the geometric mean, with gaps.

use serde::{Deserialize, Serialize};

use super::consistency::Consistency;
use super::{Pairwise, RandomIndex, WeightingError};
use crate::domain::numeric::{Matrix, normalised, real};

/// How weights are drawn from comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorityMethod {
    /// A w = `lambda_max` w (Saaty 1980).
    #[default]
    Eigenvector,
    /// Row geometric means, which are the logarithmic least squares (Crawford and Williams 1985).
    GeometricMean,
}

/// Weights and how far the comparisons agree with each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Priorities {
    /// One for each item; they sum to one.
    pub weights: Vec<f64>,
    /// The comparisons, with what is open filled in.
    pub completed: Matrix,
    /// The largest eigenvalue of the completed matrix; the number of items when all agree.
    pub lambda_max: f64,
    /// (`lambda_max` - n) / (n - 1), never below zero; 0 for fewer than three items.
    pub consistency_index: f64,
    /// Consistency index over random index; 0 for fewer than three items. Low is good.
    pub consistency_ratio: f64,
    /// How many pairs are open.
    pub open: usize,
}

impl Priorities {
    /// The ratio in words.
    pub fn consistency(&self) -> Consistency {
        Consistency::of(self.consistency_ratio)
    }
}

/// Weights of the items compared. Open comparisons get the values that make `lambda_max` smallest (Bozóki, Fülöp
/// and Rónyai 2010, DOI 10.1016/j.mcm.2010.02.047), which is unique when the comparisons connect all items.
///
/// # Errors
/// [`WeightingError::Nothing`], [`WeightingError::Disconnected`].
pub fn priorities(
    judgements: &Pairwise,
    method: PriorityMethod,
    table: RandomIndex,
) -> Result<Priorities, WeightingError> {
    judgements.checked()?;
    let n = judgements.size();
    let by_logarithms = logarithmic_least_squares(judgements).ok_or(WeightingError::Nothing)?;
    let completed = completed(judgements, &by_logarithms);
    let principal = Principal::of(&completed);
    let excess = (principal.value - real(n)).max(0.0);
    let consistency_index = if n < 3 { 0.0 } else { excess / (real(n) - 1.0) };
    let random = table.of(n);
    Ok(Priorities {
        weights: match method {
            PriorityMethod::Eigenvector => principal.right,
            PriorityMethod::GeometricMean => by_logarithms,
        },
        completed,
        lambda_max: principal.value,
        consistency_index,
        consistency_ratio: if random > 0.0 { consistency_index / random } else { 0.0 },
        open: judgements.open().count(),
    })
}

/// The weights that minimise the sum of (ln a - ln `w_i` + ln `w_j`)^2 over the comparisons made: the geometric
/// mean where none is open. A linear system over the graph of comparisons.
pub(super) fn logarithmic_least_squares(judgements: &Pairwise) -> Option<Vec<f64>> {
    let n = judgements.size();
    if n == 0 {
        return None;
    }
    // The first item's logarithm is 0.
    let mut graph = grounded_graph(judgements);
    let mut right = vec![0.0; n];
    for (i, j, ratio) in judgements.judged() {
        let log = ratio.get().ln();
        if let Some(place) = right.get_mut(i) {
            *place += log;
        }
        if let Some(place) = right.get_mut(j) {
            *place -= log;
        }
    }
    if let Some(first) = right.first_mut() {
        *first = 0.0;
    }
    if n == 1 {
        graph = Matrix::filled(1, 1, 1.0);
    }
    let logs = graph.solved(&right)?;
    let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    normalised(&logs.iter().map(|log| (log - largest).exp()).collect::<Vec<_>>())
}

/// The Laplacian of the graph of comparisons, its first row and column replaced by those of the identity.
pub(super) fn grounded_graph(judgements: &Pairwise) -> Matrix {
    let n = judgements.size();
    Matrix::from_fn(n, n, |i, j| match (i, j) {
        (0, 0) => 1.0,
        (0, _) | (_, 0) => 0.0,
        _ if i == j => {
            real((0..n).filter(|other| *other != i && judgements.get(i, *other).is_some()).count())
        }
        _ if judgements.get(i, j).is_some() => -1.0,
        _ => 0.0,
    })
}

/// The matrix with its open places filled so that its largest eigenvalue is smallest.
///
/// The logarithm of that eigenvalue is convex in the logarithms of the entries (Kingman 1961), and its slope
/// in t = ln `a_ij` has the sign of `y_i x_j a_ij - y_j x_i a_ji` with the right and left eigenvectors x and y. The
/// step to the zero of that expression, with x and y held, goes downhill in every coordinate; it is halved
/// until the eigenvalue does not rise.
pub(super) fn completed(judgements: &Pairwise, start: &[f64]) -> Matrix {
    let n = judgements.size();
    let weight = |i: usize| start.get(i).copied().unwrap_or(1.0);
    let mut matrix = Matrix::from_fn(n, n, |i, j| {
        judgements.get(i, j).map_or_else(|| weight(i) / weight(j), super::Ratio::get)
    });
    let open: Vec<(usize, usize)> = judgements.open().collect();
    if open.is_empty() {
        return matrix;
    }
    let mut principal = Principal::of(&matrix);
    for _ in 0..500 {
        let steps: Vec<f64> = open.iter().map(|(i, j)| principal.step_to_flat(&matrix, *i, *j)).collect();
        let longest = steps.iter().fold(0.0_f64, |longest, step| longest.max(step.abs()));
        if longest < 1e-13 {
            break;
        }
        let mut scale = 1.0;
        let (next, value) = loop {
            let mut next = matrix.clone();
            for ((i, j), step) in open.iter().zip(&steps) {
                let entry = matrix.at(*i, *j) * (scale * step).exp();
                next.set(*i, *j, entry);
                next.set(*j, *i, 1.0 / entry);
            }
            let value = Principal::of(&next);
            if value.value <= principal.value * (1.0 + 1e-14) || scale < 1e-6 {
                break (next, value);
            }
            scale /= 2.0;
        };
        (matrix, principal) = (next, value);
    }
    matrix
}

/// The largest eigenvalue of a positive matrix with its eigenvectors, each of sum one.
#[derive(Debug, Clone)]
pub(super) struct Principal {
    pub(super) value: f64,
    pub(super) right: Vec<f64>,
    left: Vec<f64>,
}

impl Principal {
    /// By squaring the matrix until its rows are proportional, then plain power steps for the last digits:
    /// squaring converges in a few steps also for judgements in a circle, where power steps alone crawl.
    pub(super) fn of(matrix: &Matrix) -> Self {
        let n = matrix.rows();
        let mut power = matrix.clone();
        let mut right = row_shares(&power);
        for _ in 0..40 {
            let columns = power.transposed();
            let largest = power.values().iter().copied().fold(f64::MIN_POSITIVE, f64::max);
            power = Matrix::from_fn(n, n, |i, j| {
                crate::domain::numeric::dot(power.row(i), columns.row(j)) / (largest * largest)
            });
            let next = row_shares(&power);
            let change = distance(&right, &next);
            right = next;
            if change < 1e-12 {
                break;
            }
        }
        let left = polished(&matrix.transposed(), row_shares(&power.transposed()));
        let right = polished(matrix, right);
        let value = matrix.times(&right).iter().sum();
        Self { value, right, left }
    }

    /// By how much ln `a_ij` must change so that the eigenvalue is flat in it, were the eigenvectors to stay.
    fn step_to_flat(&self, matrix: &Matrix, i: usize, j: usize) -> f64 {
        let of = |vector: &[f64], index: usize| vector.get(index).copied().unwrap_or(1.0);
        let up = of(&self.left, i) * of(&self.right, j) * matrix.at(i, j);
        let down = of(&self.left, j) * of(&self.right, i) * matrix.at(j, i);
        0.5 * (down / up).ln()
    }
}

fn row_shares(matrix: &Matrix) -> Vec<f64> {
    let sums: Vec<f64> = matrix.each_row().map(|row| row.iter().sum()).collect();
    normalised(&sums).unwrap_or(sums)
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).fold(0.0, |largest, (x, y)| f64::max(largest, (x - y).abs()))
}

fn polished(matrix: &Matrix, mut vector: Vec<f64>) -> Vec<f64> {
    for _ in 0..200 {
        let next = normalised(&matrix.times(&vector)).unwrap_or_else(|| vector.clone());
        let change = distance(&vector, &next);
        vector = next;
        if change < 1e-16 {
            break;
        }
    }
    vector
}
