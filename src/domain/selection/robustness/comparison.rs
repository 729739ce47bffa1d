//! Methods and normalisations side by side.

use crate::domain::selection::methods::{
    Method, MethodError, Normalisation, Outcome, Table, kendall, spearman,
};

/// What one way to rank gives, beside the one in use.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The way.
    pub method: Method,
    /// What it gives, or why nothing.
    pub outcome: Result<Outcome, MethodError>,
    /// Spearman's rho with the one in use; none where it is not defined.
    pub spearman: Option<f64>,
    /// Kendall's tau-b with the one in use.
    pub kendall: Option<f64>,
    /// The most places that a project moves.
    pub largest_move: usize,
}

/// Ranks by each of these methods, compared with a base ranking of the same projects.
pub fn compared(table: &Table, base: &Outcome, methods: &[Method]) -> Vec<Comparison> {
    methods.iter().map(|method| against(base, *method, method.run(table))).collect()
}

/// The same method family under each normalisation: TOPSIS for TOPSIS, a normalised sum for everything else.
pub fn normalisation_effect(
    table: &Table,
    method: Method,
    base: &Outcome,
) -> Vec<(Normalisation, Comparison)> {
    Normalisation::ALL
        .into_iter()
        .map(|kind| {
            let with = match method {
                Method::Topsis(_) => Method::Topsis(kind),
                _ => Method::NormalisedSum(kind),
            };
            (kind, against(base, with, with.run(table)))
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "ranks stay far below 2^53")]
fn against(base: &Outcome, method: Method, outcome: Result<Outcome, MethodError>) -> Comparison {
    let numbers = |outcome: &Outcome| outcome.ranks.iter().map(|rank| *rank as f64).collect::<Vec<f64>>();
    let Ok(other) = &outcome else {
        return Comparison { method, outcome, spearman: None, kendall: None, largest_move: 0 };
    };
    let (ours, theirs) = (numbers(base), numbers(other));
    let largest_move = base.ranks.iter().zip(&other.ranks).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0);
    Comparison {
        method,
        spearman: spearman(&ours, &theirs),
        kendall: kendall(&ours, &theirs),
        largest_move,
        outcome,
    }
}
