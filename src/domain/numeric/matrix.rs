//! A dense matrix of numbers.

use serde::{Deserialize, Serialize};

/// Rows of equal length, row after row in one list.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Matrix {
    values: Vec<f64>,
    columns: usize,
}

impl Matrix {
    /// A matrix filled with one value.
    pub fn filled(rows: usize, columns: usize, value: f64) -> Self {
        Self { values: vec![value; rows * columns], columns }
    }

    /// A matrix from what a function says of row and column.
    pub fn from_fn(rows: usize, columns: usize, mut value: impl FnMut(usize, usize) -> f64) -> Self {
        let mut values = Vec::with_capacity(rows * columns);
        for row in 0..rows {
            for column in 0..columns {
                values.push(value(row, column));
            }
        }
        Self { values, columns }
    }

    /// A matrix of rows; none when their lengths differ.
    pub fn from_rows(rows: &[Vec<f64>]) -> Option<Self> {
        let columns = rows.first().map_or(0, Vec::len);
        rows.iter().all(|row| row.len() == columns).then(|| Self { values: rows.concat(), columns })
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.values.len().checked_div(self.columns).unwrap_or(0)
    }

    /// How many columns.
    pub const fn columns(&self) -> usize {
        self.columns
    }

    /// The value at a place; NaN beyond the matrix, which no caller asks for.
    pub fn at(&self, row: usize, column: usize) -> f64 {
        if column >= self.columns {
            return f64::NAN;
        }
        self.values.get(row * self.columns + column).copied().unwrap_or(f64::NAN)
    }

    /// Sets the value at a place; beyond the matrix nothing happens.
    pub fn set(&mut self, row: usize, column: usize, value: f64) {
        if column < self.columns
            && let Some(place) = self.values.get_mut(row * self.columns + column)
        {
            *place = value;
        }
    }

    /// A row; empty beyond the matrix.
    pub fn row(&self, row: usize) -> &[f64] {
        self.values.get(row * self.columns..(row + 1) * self.columns).unwrap_or(&[])
    }

    /// All rows.
    pub fn each_row(&self) -> impl ExactSizeIterator<Item = &[f64]> + Clone {
        self.values.chunks_exact(self.columns.max(1))
    }

    /// A column.
    pub fn column(&self, column: usize) -> Vec<f64> {
        self.each_row().filter_map(|row| row.get(column).copied()).collect()
    }

    /// Puts a column in place of another.
    pub fn set_column(&mut self, column: usize, values: &[f64]) {
        for (row, value) in self.values.chunks_exact_mut(self.columns.max(1)).zip(values) {
            if let Some(place) = row.get_mut(column) {
                *place = *value;
            }
        }
    }

    /// The matrix of these rows, in this order; rows that are not there are left out.
    #[must_use]
    pub fn with_rows(&self, rows: &[usize]) -> Self {
        let values = rows.iter().flat_map(|row| self.row(*row).iter().copied()).collect();
        Self { values, columns: self.columns }
    }

    /// The matrix times a column vector.
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.each_row().map(|row| super::dot(row, vector)).collect()
    }

    /// Rows as columns.
    #[must_use]
    pub fn transposed(&self) -> Self {
        Self::from_fn(self.columns, self.rows(), |row, column| self.at(column, row))
    }

    /// All values, row after row.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Solves `self * x = right` by elimination with pivoting; none when the matrix is singular to working
    /// precision or not square.
    pub fn solved(&self, right: &[f64]) -> Option<Vec<f64>> {
        let n = self.rows();
        if self.columns != n || right.len() != n {
            return None;
        }
        let mut rows: Vec<Vec<f64>> = self
            .each_row()
            .zip(right)
            .map(|(row, b)| row.iter().copied().chain(std::iter::once(*b)).collect())
            .collect();
        let size = self.values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        let cell = |row: &[f64], column: usize| row.get(column).copied().unwrap_or(0.0);
        for pivot in 0..n {
            let best = (pivot..n).max_by(|a, b| {
                let of = |i: &usize| rows.get(*i).map_or(0.0, |row| cell(row, pivot).abs());
                of(a).total_cmp(&of(b))
            })?;
            rows.swap(pivot, best);
            let lead = rows.get(pivot)?.clone();
            let head = cell(&lead, pivot);
            if head.abs() <= size * 1e-14 {
                return None;
            }
            for row in rows.iter_mut().skip(pivot + 1) {
                let factor = cell(row, pivot) / head;
                for (place, value) in row.iter_mut().zip(&lead).skip(pivot) {
                    *place -= factor * value;
                }
            }
        }
        let mut solution = vec![0.0; n];
        for pivot in (0..n).rev() {
            let row = rows.get(pivot)?;
            let known: f64 = row.iter().zip(&solution).skip(pivot + 1).map(|(a, x)| a * x).sum();
            *solution.get_mut(pivot)? = (cell(row, n) - known) / cell(row, pivot);
        }
        Some(solution)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_columns_and_places_agree() {
        let matrix = Matrix::from_rows(&[vec![1.0, 2.0, 3.0], vec![4.0, 5.0, 6.0]]).unwrap();
        assert_eq!((matrix.rows(), matrix.columns()), (2, 3));
        assert_eq!(matrix.column(1), [2.0, 5.0]);
        assert_eq!(matrix.transposed().row(2), [3.0, 6.0]);
        assert_eq!(matrix.times(&[1.0, 0.0, -1.0]), [-2.0, -2.0]);
        assert_eq!(matrix.with_rows(&[1, 7]).values(), [4.0, 5.0, 6.0]);
        assert!(matrix.at(0, 3).is_nan() && matrix.at(2, 0).is_nan());
        assert_eq!(Matrix::from_rows(&[vec![1.0], vec![]]), None);
        assert_eq!(Matrix::default().rows(), 0);
    }

    #[test]
    fn a_system_is_solved_and_a_singular_one_is_not() {
        let matrix =
            Matrix::from_rows(&[vec![0.0, 2.0, 1.0], vec![1.0, 1.0, 0.0], vec![2.0, 0.0, 3.0]]).unwrap();
        let right = matrix.times(&[1.5, -2.0, 0.25]);
        let solution = matrix.solved(&right).unwrap();
        for (found, wanted) in solution.iter().zip([1.5, -2.0, 0.25]) {
            assert!((found - wanted).abs() < 1e-12);
        }
        assert_eq!(Matrix::from_rows(&[vec![1.0, 2.0], vec![2.0, 4.0]]).unwrap().solved(&[1.0, 2.0]), None);
    }
}
