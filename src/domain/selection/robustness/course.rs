//! How a method's scores hang on the weights: in straight lines, by logarithms in straight lines, or in no such way.

use crate::domain::numeric::Matrix;
use crate::domain::selection::methods::{Detail, Method, MethodError, Table, outranking, ranks};

/// What a method's scores are made of.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Course {
    /// Scores are sums of these parts, projects by criteria, each times its weight.
    Sums {
        /// What each criterion gives if it has all the weight.
        parts: Matrix,
        /// Is more better?
        more_is_better: bool,
    },
    /// The logarithms of scores are.
    Logs(Matrix),
    /// Both flows of PROMETHEE are.
    Flows {
        /// How far each outranks the others.
        plus: Matrix,
        /// How far each is outranked.
        minus: Matrix,
        /// Is the order that of both flows (I) rather than of their difference (II)?
        partial: bool,
    },
    /// By no formula that is straight in the weights.
    Curved,
}

impl Course {
    /// The course of a method over a table.
    ///
    /// # Errors
    /// Those of the method.
    pub(super) fn of(table: &Table, method: Method) -> Result<Self, MethodError> {
        let sums = |more_is_better| {
            let parts = alone(table, method)?;
            Ok(Self::Sums { parts, more_is_better })
        };
        match method {
            Method::WeightedSum => Ok(Self::Sums { parts: table.worth(), more_is_better: true }),
            Method::NormalisedSum(_) | Method::AhpIdeal | Method::AhpDistributive => sums(true),
            Method::Spotis => sums(false),
            Method::PrometheeOne | Method::PrometheeTwo => flows(table, method == Method::PrometheeOne),
            // A zero has no logarithm: such a product is 0 wherever its criterion has any weight.
            Method::WeightedProduct => {
                let parts = alone(table, method)?;
                let positive = parts.values().iter().all(|part| *part > 0.0);
                let logs = || {
                    Matrix::from_fn(parts.rows(), parts.columns(), |row, column| parts.at(row, column).ln())
                };
                Ok(if positive { Self::Logs(logs()) } else { Self::Curved })
            }
            Method::Waspas { .. }
            | Method::Topsis(_)
            | Method::Vikor { .. }
            | Method::ProductRatio
            | Method::SumRatio => Ok(Self::Curved),
        }
    }

    /// Score and rank of a project under weights of sum one.
    ///
    /// # Errors
    /// Those of the method.
    pub(super) fn standing(
        &self,
        table: &Table,
        method: Method,
        weights: &[f64],
        project: usize,
    ) -> Result<(f64, usize), MethodError> {
        let of = |scores: &[f64], ranks: &[usize]| {
            (scores.get(project).copied().unwrap_or(0.0), ranks.get(project).copied().unwrap_or(0))
        };
        Ok(match self {
            Self::Sums { parts, more_is_better } => {
                let scores = parts.times(weights);
                of(&scores, &ranks(&scores, *more_is_better))
            }
            Self::Logs(logs) => {
                let scores: Vec<f64> = logs.times(weights).into_iter().map(f64::exp).collect();
                of(&scores, &ranks(&scores, true))
            }
            Self::Flows { plus, minus, partial } => {
                let (plus, minus) = (plus.times(weights), minus.times(weights));
                let net: Vec<f64> = plus.iter().zip(&minus).map(|(up, down)| up - down).collect();
                if *partial {
                    let own = plus.get(project).zip(minus.get(project));
                    let ahead = own.map_or(0, |own| outranking(&plus, &minus, own));
                    return Ok((net.get(project).copied().unwrap_or(0.0), ahead + 1));
                }
                // As the method judges ties: on the scale of the flows.
                let shifted: Vec<f64> = net.iter().map(|net| net + 2.0).collect();
                of(&net, &ranks(&shifted, true))
            }
            Self::Curved => {
                let outcome = method.run(&table.with_weights(weights)?)?;
                of(&outcome.scores, &outcome.ranks)
            }
        })
    }
}

/// All the weight on one criterion.
fn all_on(column: usize, columns: usize) -> Vec<f64> {
    let mut weights = vec![0.0; columns];
    if let Some(weight) = weights.get_mut(column) {
        *weight = 1.0;
    }
    weights
}

/// What each criterion gives if it has all the weight.
fn alone(table: &Table, method: Method) -> Result<Matrix, MethodError> {
    let mut parts = Matrix::filled(table.rows(), table.columns(), 0.0);
    for column in 0..table.columns() {
        let outcome = method.run(&table.with_weights(&all_on(column, table.columns()))?)?;
        parts.set_column(column, &outcome.scores);
    }
    Ok(parts)
}

fn flows(table: &Table, partial: bool) -> Result<Course, MethodError> {
    let mut plus = Matrix::filled(table.rows(), table.columns(), 0.0);
    let mut minus = plus.clone();
    for column in 0..table.columns() {
        let alone = table.with_weights(&all_on(column, table.columns()))?;
        if let Detail::Flows { plus: up, minus: down } = Method::PrometheeTwo.run(&alone)?.detail {
            plus.set_column(column, &up);
            minus.set_column(column, &down);
        }
    }
    Ok(Course::Flows { plus, minus, partial })
}
