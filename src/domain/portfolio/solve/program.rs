//! A linear program with binary columns: maximise costs over rows with two limits.

use crate::domain::portfolio::model::TOLERANCE;

/// A row: lower <= sum of terms <= upper; an absent limit is infinite.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Column and coefficient, each column at most once.
    pub terms: Vec<(usize, f64)>,
    pub lower: f64,
    pub upper: f64,
    /// Put into the relaxation only when a solution breaks it: most relations never bind.
    pub lazy: bool,
}

impl Row {
    pub fn at_most(terms: Vec<(usize, f64)>, upper: f64) -> Self {
        Self { terms, lower: f64::NEG_INFINITY, upper, lazy: false }
    }

    pub fn at_least(terms: Vec<(usize, f64)>, lower: f64) -> Self {
        Self { terms, lower, upper: f64::INFINITY, lazy: false }
    }

    pub fn lazy(self) -> Self {
        Self { lazy: true, ..self }
    }

    pub fn activity(&self, values: &[f64]) -> f64 {
        self.terms.iter().map(|&(column, factor)| factor * values.get(column).copied().unwrap_or(0.0)).sum()
    }

    /// By how much the values break it, beyond rounding; 0 when kept.
    pub fn broken(&self, values: &[f64]) -> f64 {
        let sum = self.activity(values);
        let over = sum - self.upper;
        let under = self.lower - sum;
        if over > room(self.upper) {
            over
        } else if under > room(self.lower) {
            under
        } else {
            0.0
        }
    }
}

/// How far a sum may miss a limit: see [`TOLERANCE`].
pub(super) fn room(limit: f64) -> f64 {
    if limit.is_finite() { TOLERANCE * limit.abs().max(1.0) } else { 0.0 }
}

/// A column that is the product of two binary ones in every integral solution.
#[derive(Debug, Clone, Copy)]
pub(super) struct Product {
    pub column: usize,
    pub factors: (usize, usize),
}

/// Binary columns in order of time, at most one of them 1. The first columns of the program, one for each group,
/// say whether one is.
pub(super) type Group = std::ops::Range<usize>;

/// The program.
#[derive(Debug, Clone, Default)]
pub(super) struct Program {
    /// Objective, to be maximised.
    pub costs: Vec<f64>,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    /// The first so many columns are binary; the others are continuous.
    pub binaries: usize,
    pub rows: Vec<Row>,
    pub products: Vec<Product>,
    /// For branching on times.
    pub groups: Vec<Group>,
}

impl Program {
    pub fn add_column(&mut self, cost: f64, lower: f64, upper: f64) -> usize {
        self.costs.push(cost);
        self.lower.push(lower);
        self.upper.push(upper);
        self.costs.len() - 1
    }

    /// Does a solution keep bounds and rows? The binaries are taken as given.
    pub fn is_feasible(&self, values: &[f64]) -> bool {
        let within = (values.iter().zip(self.lower.iter().zip(&self.upper)))
            .all(|(value, (lower, upper))| *value >= lower - room(*lower) && *value <= upper + room(*upper));
        within && self.rows.iter().all(|row| row.broken(values) == 0.0)
    }

    /// The program that is left when some columns keep their values: it, and its columns' old numbers. A binary
    /// column that says whether a group has one is free together with the group.
    pub fn with_fixed(&self, values: &[f64], is_free: &[bool]) -> (Self, Vec<usize>) {
        let old: Vec<usize> =
            (0..self.costs.len()).filter(|column| is_free.get(*column) == Some(&true)).collect();
        let mut new = vec![usize::MAX; self.costs.len()];
        let pick = |list: &[f64]| old.iter().filter_map(|column| list.get(*column).copied()).collect();
        let mut left = Self {
            costs: pick(&self.costs),
            lower: pick(&self.lower),
            upper: pick(&self.upper),
            binaries: old.iter().filter(|column| **column < self.binaries).count(),
            ..Self::default()
        };
        for (index, column) in old.iter().enumerate() {
            if let Some(place) = new.get_mut(*column) {
                *place = index;
            }
        }
        let place = |column: usize| new.get(column).copied().filter(|place| *place != usize::MAX);
        for row in &self.rows {
            let mut taken = 0.0;
            let mut terms = Vec::new();
            for &(column, factor) in &row.terms {
                match place(column) {
                    Some(place) => terms.push((place, factor)),
                    None => taken += factor * values.get(column).copied().unwrap_or(0.0),
                }
            }
            if !terms.is_empty() {
                left.rows.push(Row {
                    terms,
                    lower: row.lower - taken - room(row.lower),
                    upper: row.upper - taken + room(row.upper),
                    lazy: row.lazy,
                });
            }
        }
        left.groups = (self.groups.iter())
            .filter_map(|group| Some(place(group.start)?..place(group.end.checked_sub(1)?)? + 1))
            .collect();
        (left, old)
    }

    pub fn objective(&self, values: &[f64]) -> f64 {
        self.costs.iter().zip(values).map(|(cost, value)| cost * value).sum()
    }

    /// The largest number of which the objective of every integral solution is a multiple; 0 when unknown.
    pub fn step(&self) -> f64 {
        let mut integral: Vec<bool> = (0..self.costs.len()).map(|column| column < self.binaries).collect();
        for product in &self.products {
            if let Some(integral) = integral.get_mut(product.column) {
                *integral = true;
            }
        }
        if self.costs.iter().zip(&integral).any(|(cost, integral)| *cost != 0.0 && !integral) {
            return 0.0;
        }
        'scales: for scale in [1.0, 10.0, 100.0, 1000.0] {
            let mut divisor = 0_u64;
            for cost in self.costs.iter().filter(|cost| **cost != 0.0) {
                let scaled = (cost * scale).abs();
                let whole = scaled.round();
                if whole > 1e12 || (scaled - whole).abs() > 1e-9 * scaled.max(1.0) {
                    continue 'scales;
                }
                divisor = common_divisor(divisor, whole_number(whole));
            }
            return if divisor == 0 { 0.0 } else { to_float(divisor) / scale };
        }
        0.0
    }
}

fn common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, and from 0 to 1e12")]
fn whole_number(whole: f64) -> u64 {
    whole as u64
}

#[expect(clippy::cast_precision_loss, reason = "at most 1e12")]
fn to_float(whole: u64) -> f64 {
    whole as f64
}
