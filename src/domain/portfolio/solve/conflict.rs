//! Why a model has no choice: a minimal set of constraints that contradict each other (a deletion filter,
//! Chinneck 2008, Feasibility and Infeasibility in Optimization, ch. 6) and the cheapest ways out.
#![expect(clippy::indexing_slicing, reason = "indices of a checked model and of columns made here")]

use crate::domain::portfolio::answer::{Conflict, Progress, Relaxation};
use crate::domain::portfolio::model::{ConstraintId, Model, Rule};

use super::program::{Program, Row};
use super::select::{Translated, search, translate};
use super::tree::Ask;

/// The most sets to drop that are looked for.
const DROPS: usize = 8;

/// The conflict of a checked model; empty and complete when it has a choice.
pub(super) fn conflict(model: &Model, progress: &mut impl Progress) -> Conflict {
    let mut conflict = Conflict { complete: true, ..Conflict::default() };
    match possible(model, progress) {
        Some(false) => {}
        answer => return Conflict { complete: answer.is_some(), ..conflict },
    }
    // What goes first is least likely to stay: people see limits and demands before they see balance.
    let mut order: Vec<(u8, ConstraintId)> =
        model.applying().map(|constraint| (order_of(&constraint.rule), constraint.id)).collect();
    order.sort_by_key(|(rank, _)| *rank);
    let mut rest = model.clone();
    let total = order.len();
    for (done, (_, id)) in order.into_iter().enumerate() {
        progress.step(done, total);
        let less = rest.without(&[id]);
        match possible(&less, progress) {
            Some(false) => rest = less,
            Some(true) => conflict.minimal.push(id),
            None => return Conflict { minimal: Vec::new(), complete: false, ..conflict },
        }
    }
    conflict.minimal.sort_unstable();
    let mut moves: Vec<(f64, Relaxation)> = Vec::new();
    for &id in &conflict.minimal {
        match least_move(model, id, progress) {
            Ok(Some((by, size))) => moves.push((by / size.max(1e-12), Relaxation::Move { id, by })),
            Ok(None) => {}
            Err(Stopped) => conflict.complete = false,
        }
    }
    moves.sort_by(|a, b| a.0.total_cmp(&b.0));
    conflict.relaxations = moves.into_iter().map(|(_, relaxation)| relaxation).collect();
    match drops(model, progress) {
        Ok(sets) => conflict.relaxations.extend(sets.into_iter().map(Relaxation::Drop)),
        Err(Stopped) => conflict.complete = false,
    }
    conflict
}

/// Ended before the proof.
pub(super) struct Stopped;

/// What goes first is least likely to stay.
pub(super) const fn order_of(rule: &Rule) -> u8 {
    match rule {
        Rule::Share { .. } => 0,
        Rule::Count { .. } => 1,
        Rule::AllOrNone { .. } => 2,
        Rule::Requires { .. } => 3,
        Rule::MustNot { .. } => 4,
        Rule::Limit { .. } => 5,
        Rule::Must { .. } => 6,
    }
}

/// Is there a choice? None when stopped.
fn possible(model: &Model, progress: &mut impl Progress) -> Option<bool> {
    let made = translate(model);
    let outline = search(&made, model, Ask { any: true, ..Ask::default() }, progress, false);
    (outline.complete || !outline.solutions.is_empty()).then_some(!outline.solutions.is_empty())
}

/// The least by which a limit or a count has to move when all else stays, and the size of the limit.
fn least_move(
    model: &Model,
    id: ConstraintId,
    progress: &mut impl Progress,
) -> Result<Option<(f64, f64)>, Stopped> {
    let Some(constraint) = model.constraints.iter().find(|constraint| constraint.id == id) else {
        return Ok(None);
    };
    let (min, max) = match constraint.rule {
        Rule::Limit { min, max, .. } => (min, max),
        Rule::Count { min, max, .. } => (min.map(f64::from), max.map(f64::from)),
        _ => return Ok(None),
    };
    let size = max.or(min).unwrap_or(1.0).abs().max(1e-9);
    let mut made = translate(model);
    let rows: Vec<usize> = (0..made.program.rows.len()).filter(|row| made.from[*row] == Some(id)).collect();
    let Some(slack) = loosen(&mut made.program, &rows) else { return Ok(None) };
    let outline = search(&made, model, Ask::default(), progress, false);
    if !outline.complete {
        return Err(Stopped);
    }
    Ok(outline.solutions.first().map(|solution| (solution.values[slack].max(0.0), size)))
}

/// Makes rows give way together, as little as can be: the column of how much, and nothing else is counted. None
/// when they cannot be broken.
pub(super) fn loosen(program: &mut Program, rows: &[usize]) -> Option<usize> {
    let reach = rows.iter().map(|row| excess(program, *row)).fold(0.0, f64::max);
    if reach <= 0.0 || !reach.is_finite() {
        return None;
    }
    program.costs.fill(0.0);
    let slack = program.add_column(-1.0, 0.0, reach);
    for &index in rows {
        let row = &mut program.rows[index];
        row.lazy = false;
        // A row of two limits becomes two, so that each side has its room.
        let below = (row.upper.is_finite() && row.lower.is_finite()).then(|| row.clone());
        if row.upper.is_finite() {
            row.lower = f64::NEG_INFINITY;
            row.terms.push((slack, -1.0));
        } else {
            row.terms.push((slack, 1.0));
        }
        if let Some(mut below) = below {
            below.upper = f64::INFINITY;
            below.terms.push((slack, 1.0));
            program.rows.push(below);
        }
    }
    Some(slack)
}

/// By how much the columns could break a row at most.
fn excess(program: &Program, row: usize) -> f64 {
    let row = &program.rows[row];
    let (mut least, mut most) = (0.0, 0.0);
    for &(column, factor) in &row.terms {
        let (a, b) = (factor * program.lower[column], factor * program.upper[column]);
        least += a.min(b);
        most += a.max(b);
    }
    let over = if row.upper.is_finite() { most - row.upper } else { 0.0 };
    let under = if row.lower.is_finite() { row.lower - least } else { 0.0 };
    over.max(under)
}

/// The smallest sets of constraints without which there is a choice, none within another.
fn drops(model: &Model, progress: &mut impl Progress) -> Result<Vec<Vec<ConstraintId>>, Stopped> {
    let made = translate(model);
    let mut ids: Vec<ConstraintId> = made.from.iter().flatten().copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let items = model.items.len();
    let mut elastic = insert_binaries(made, ids.len());
    elastic.program.costs.fill(0.0);
    for index in 0..ids.len() {
        elastic.program.costs[items + index] = -1.0;
    }
    for index in 0..elastic.from.len() {
        let Some(id) = elastic.from[index] else { continue };
        let reach = excess(&elastic.program, index);
        if reach <= 0.0 || !reach.is_finite() {
            continue;
        }
        let Ok(at) = ids.binary_search(&id) else { continue };
        let row = &mut elastic.program.rows[index];
        if row.upper.is_finite() && row.lower.is_finite() {
            let other = Row { upper: f64::INFINITY, terms: row.terms.clone(), ..*row };
            row.lower = f64::NEG_INFINITY;
            row.terms.push((items + at, -reach));
            let mut other = other;
            other.terms.push((items + at, reach));
            elastic.program.rows.push(other);
        } else {
            let factor = if row.upper.is_finite() { -reach } else { reach };
            row.terms.push((items + at, factor));
        }
    }
    let mut sets = Vec::new();
    while sets.len() < DROPS {
        let outline = search(&elastic, model, Ask::default(), progress, false);
        if !outline.complete {
            return Err(Stopped);
        }
        let Some(solution) = outline.solutions.first() else { break };
        let set: Vec<usize> = (0..ids.len()).filter(|at| solution.values[items + at] > 0.5).collect();
        if set.is_empty() {
            break;
        }
        let terms: Vec<(usize, f64)> = set.iter().map(|at| (items + at, 1.0)).collect();
        let limit = terms.iter().map(|(_, one)| one).sum::<f64>() - 1.0;
        elastic.program.rows.push(Row::at_most(terms, limit));
        sets.push(set.into_iter().map(|at| ids[at]).collect());
    }
    Ok(sets)
}

/// Makes room for more binary columns after those of the items.
fn insert_binaries(mut made: Translated, more: usize) -> Translated {
    let items = made.program.binaries;
    let moved = |column: usize| if column < items { column } else { column + more };
    let program = &mut made.program;
    for (list, value) in [(&mut program.costs, 0.0), (&mut program.lower, 0.0), (&mut program.upper, 1.0)] {
        list.splice(items..items, std::iter::repeat_n(value, more));
    }
    for (column, _) in program.rows.iter_mut().flat_map(|row| &mut row.terms) {
        *column = moved(*column);
    }
    for product in &mut program.products {
        product.column = moved(product.column);
    }
    program.binaries += more;
    for column in &mut made.share {
        *column = moved(*column);
    }
    made
}
