//! What is checked: a ranking as numbers and names.

use crate::domain::numeric::Matrix;
use crate::domain::selection::methods::{Measure, Method, MethodError, Outcome, Table};
use crate::domain::selection::robustness::Uncertain;

/// A method with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// As shown.
    pub name: String,
    /// The method.
    pub method: Method,
}

/// A ranking with what it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// The numbers.
    pub table: Table,
    /// The cells before gaps were filled, row by row.
    pub cells: Vec<Option<f64>>,
    /// Values, 0 to 1.
    pub worth: Matrix,
    /// The method in use.
    pub method: Method,
    /// What it gives.
    pub outcome: Outcome,
    /// What the weighted sum gives.
    pub sum: Outcome,
    /// Names of projects.
    pub projects: Vec<String>,
    /// Names of criteria.
    pub criteria: Vec<String>,
    /// Units of criteria, may be empty.
    pub units: Vec<String>,
    /// Scores known as ranges, and those missing.
    pub uncertain: Vec<Uncertain>,
    /// All methods that can be compared.
    pub ways: Vec<Way>,
}

impl Subject {
    /// A subject; names come in as shown.
    ///
    /// # Errors
    /// Those of the method in use and of the weighted sum.
    pub fn new(
        table: Table,
        cells: Vec<Option<f64>>,
        uncertain: Vec<Uncertain>,
        method: Method,
        ways: Vec<Way>,
        names: (Vec<String>, Vec<String>, Vec<String>),
    ) -> Result<Self, MethodError> {
        let (projects, criteria, units) = names;
        Ok(Self {
            worth: table.worth(),
            outcome: method.run(&table)?,
            sum: Method::WeightedSum.run(&table)?,
            table,
            cells,
            method,
            projects,
            criteria,
            units,
            uncertain,
            ways,
        })
    }

    /// The name of the method in use.
    pub fn method_name(&self) -> String {
        self.ways.iter().find(|way| way.method == self.method).map(|way| way.name.clone()).unwrap_or_default()
    }

    /// A project's name.
    pub fn project(&self, index: usize) -> &str {
        self.projects.get(index).map_or("", String::as_str)
    }

    /// A criterion's name.
    pub fn criterion(&self, index: usize) -> &str {
        self.criteria.get(index).map_or("", String::as_str)
    }

    /// Range and unit of each criterion.
    pub fn scales(&self) -> Vec<(f64, f64, String)> {
        let of = |(index, measure): (usize, &Measure)| {
            (measure.low, measure.high, self.units.get(index).cloned().unwrap_or_default())
        };
        self.table.measures().iter().enumerate().map(of).collect()
    }

    /// The first by the weighted sum, which reasons are given by.
    pub fn first_by_sum(&self) -> usize {
        self.sum.order().first().copied().unwrap_or(0)
    }

    /// The first by the method in use.
    pub fn first(&self) -> usize {
        self.outcome.order().first().copied().unwrap_or(0)
    }

    /// The first so many by the method in use, at least one and not all.
    pub fn chosen(&self, count: Option<u32>) -> Vec<usize> {
        let mut order = self.outcome.order();
        let most = order.len().saturating_sub(1).max(1);
        order.truncate(count.map_or(1, |count| usize::try_from(count).unwrap_or(1)).clamp(1, most));
        order
    }
}
