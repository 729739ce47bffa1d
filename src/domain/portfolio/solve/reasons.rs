//! Why each item is in or out, and what a little more of a limit is worth: exact re-solves, no sensitivities of
//! a relaxation.
#![expect(clippy::indexing_slicing, reason = "indices of a checked model and of columns made here")]

use crate::domain::portfolio::answer::{Answer, Marginal, Progress, Reason, Status};
use crate::domain::portfolio::model::{ConstraintId, Model};

use super::select::{best, best_quietly, search, translate, translate_scaling, worth};
use super::tree::Ask;

/// Larger factors on what an item takes count as "whatever it takes".
const LARGEST_FACTOR: f64 = 10_000.0;

/// The best choice of a checked model and the reasons of some of its items.
pub(super) fn reasons(model: &Model, items: &[usize], progress: &mut impl Progress) -> (Answer, Vec<Reason>) {
    let answer = best(model, 1, progress);
    let mut reasons = Vec::new();
    let Some(optimum) = answer.best().filter(|_| answer.status == Status::Optimal).cloned() else {
        return (answer, reasons);
    };
    for (done, &item) in items.iter().enumerate() {
        progress.step(done, items.len());
        let chosen = optimum.holds(item);
        let mut made = translate(model);
        made.program.lower[item] = f64::from(u8::from(!chosen));
        made.program.upper[item] = made.program.lower[item];
        let (otherwise, complete) = best_quietly(&made, model, progress);
        if !complete {
            break;
        }
        let partial = model.items[item].least_share.is_some();
        let loss = otherwise.as_ref().map(|other| (optimum.value - other.value).max(0.0));
        let value = model.items[item].value;
        let value_threshold =
            loss.filter(|_| !partial).map(|loss| if chosen { value - loss } else { value + loss });
        let needed = if chosen { otherwise.as_ref().map(|other| other.value) } else { Some(optimum.value) };
        let possible = chosen || otherwise.is_some() || !partial;
        let cost_factor = if possible && !partial {
            match largest_factor(model, item, needed, progress) {
                Ok(factor) => factor,
                Err(Stopped) => break,
            }
        } else {
            None
        };
        reasons.push(Reason { item, chosen, otherwise, loss, value_threshold, cost_factor });
    }
    (answer, reasons)
}

struct Stopped;

/// The largest factor on what a chosen item takes at which a choice with it is worth enough.
fn largest_factor(
    model: &Model,
    item: usize,
    needed: Option<f64>,
    progress: &mut impl Progress,
) -> Result<Option<f64>, Stopped> {
    let (mut made, factor) = translate_scaling(model, Some((item, LARGEST_FACTOR)));
    let Some(factor) = factor else { return Ok(None) };
    made.program.lower[item] = 1.0;
    if let Some(needed) = needed {
        let row = worth(&made, needed - 1e-9 * needed.abs().max(1.0));
        made.program.rows.push(row);
    }
    made.program.costs.fill(0.0);
    made.program.costs[factor] = 1.0;
    let outline = search(&made, model, Ask::default(), progress, false);
    if !outline.complete {
        return Err(Stopped);
    }
    let found = outline.solutions.first().map(|solution| solution.values[factor]);
    Ok(found.filter(|found| *found < LARGEST_FACTOR * 0.999))
}

/// What the best value gains when limits move together.
pub(super) fn marginals(
    model: &Model,
    steps: &[(Vec<ConstraintId>, Option<f64>)],
    progress: &mut impl Progress,
) -> Vec<Marginal> {
    let (before, complete) = best_quietly(&translate(model), model, progress);
    let mut marginals = Vec::new();
    if !complete {
        return marginals;
    }
    for (done, (ids, step)) in steps.iter().enumerate() {
        progress.step(done, steps.len());
        let moved = match step {
            None => model.without(ids),
            Some(step) => moved(model, ids, *step),
        };
        let (after, complete) = best_quietly(&translate(&moved), &moved, progress);
        if !complete {
            break;
        }
        let Some(choice) = after else { continue };
        let gain = before.as_ref().map(|before| (choice.value - before.value).max(0.0));
        marginals.push(Marginal { ids: ids.clone(), step: *step, gain, choice });
    }
    marginals
}

/// The model with some limits moved outwards.
pub(super) fn moved(model: &Model, ids: &[ConstraintId], step: f64) -> Model {
    let mut moved = model.clone();
    for constraint in moved.constraints.iter_mut().filter(|constraint| ids.contains(&constraint.id)) {
        constraint.rule = constraint.rule.moved(step);
    }
    moved
}
