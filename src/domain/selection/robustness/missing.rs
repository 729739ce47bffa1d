//! What a project's missing scores could do to its rank.

use super::TrustError;
use crate::domain::selection::methods::{Fill, Measure, Method, Table};

/// Where a project with missing scores could come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankRange {
    /// The project.
    pub project: usize,
    /// How many of its scores are missing.
    pub missing: usize,
    /// Its rank with all of them at their best.
    pub best: usize,
    /// Its rank with all of them at their worst.
    pub worst: usize,
}

/// The ranks of each project that lacks scores, these at their best and at their worst, those of other projects at the
/// mean. Projects without gaps are left out.
///
/// # Errors
/// Those of the table and of the method.
pub fn missing_effect(
    cells: &[Option<f64>],
    measures: &[Measure],
    weights: &[f64],
    method: Method,
) -> Result<Vec<RankRange>, TrustError> {
    let table = |fill| Table::filled(cells, measures.to_vec(), weights, fill);
    let (base, best, worst) = (table(Fill::Mean)?, table(Fill::Best)?, table(Fill::Worst)?);
    let mut found = Vec::new();
    for (project, row) in cells.chunks(measures.len().max(1)).enumerate() {
        let missing = row.iter().filter(|cell| cell.is_none()).count();
        if missing == 0 {
            continue;
        }
        let rank_with = |other: &Table| -> Result<usize, TrustError> {
            let mut scores = base.scores().clone();
            for (column, score) in other.scores().row(project).iter().enumerate() {
                scores.set(project, column, *score);
            }
            let outcome = method.run(&Table::new(scores, measures.to_vec(), weights)?)?;
            Ok(outcome.ranks.get(project).copied().unwrap_or(0))
        };
        let (up, down) = (rank_with(&best)?, rank_with(&worst)?);
        found.push(RankRange { project, missing, best: up.min(down), worst: up.max(down) });
    }
    Ok(found)
}
