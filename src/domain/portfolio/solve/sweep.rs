//! How the best choice changes with the values.
//!
//! The best value is a convex, piecewise linear function of the parameter. Its pieces are found exactly: where
//! the lines of the best choices of two ends cross, a search tells whether a third one is above (Eisner and
//! Severance 1976).

use crate::domain::portfolio::answer::{Choice, CoreIndex, Progress, Stretch};
use crate::domain::portfolio::model::Model;
use crate::domain::portfolio::verify;

use super::select::{best_quietly, translate};

/// Lines count as equal within this, relative to their size.
const SAME: f64 = 1e-9;
/// The most pieces.
const PIECES: usize = 1_000;

struct Line {
    choice: Choice,
    /// Value at 0 and at 1.
    ends: (f64, f64),
}

impl Line {
    fn at(&self, parameter: f64) -> f64 {
        self.ends.0 * (1.0 - parameter) + self.ends.1 * parameter
    }
}

/// The stretches of 0 to 1 of a checked model; empty when there is no choice.
pub(super) fn sweep(model: &Model, toward: &[f64], progress: &mut impl Progress) -> Vec<Stretch> {
    let mut far = model.clone();
    for (item, value) in far.items.iter_mut().zip(toward) {
        item.value = *value;
    }
    let solve = |parameter: f64, progress: &mut dyn FnMut(&Model) -> Option<Choice>| {
        let mut between = model.clone();
        for ((item, near), far) in between.items.iter_mut().zip(&model.items).zip(&far.items) {
            item.value = near.value * (1.0 - parameter) + far.value * parameter;
        }
        let choice = progress(&between)?;
        let shares = verify::shares(model, &choice)?;
        Some(Line { ends: (verify::value(model, &shares), verify::value(&far, &shares)), choice })
    };
    let mut done = 0;
    let mut search = |model: &Model| {
        done += 1;
        progress.step(done, done + 1);
        let (choice, complete) = best_quietly(&translate(model), model, progress);
        choice.filter(|_| complete)
    };
    let (Some(first), Some(last)) = (solve(0.0, &mut search), solve(1.0, &mut search)) else {
        return Vec::new();
    };
    let mut stretches = Vec::new();
    let mut from = 0.0;
    let mut current = first;
    // Lines known to be the best somewhere to the right, the nearest last.
    let mut ahead = vec![(1.0, last)];
    while let Some((end, next)) = ahead.pop() {
        let size = current.at(end).abs().max(1.0);
        let difference = (current.ends.1 - current.ends.0) - (next.ends.1 - next.ends.0);
        if current.at(end) >= next.at(end) - SAME * size || difference.abs() <= SAME * size {
            // It is the best up to there.
            continue;
        }
        let crossing = ((next.ends.0 - current.ends.0) / difference).clamp(from, end);
        if stretches.len() + ahead.len() >= PIECES {
            break;
        }
        let Some(middle) = solve(crossing, &mut search) else { return Vec::new() };
        if middle.at(crossing) > current.at(crossing) + SAME * size {
            ahead.push((end, next));
            ahead.push((crossing, middle));
        } else {
            stretches.push(Stretch { from, to: crossing, choice: valued(current, from) });
            from = crossing;
            current = next;
        }
    }
    stretches.push(Stretch { from, to: 1.0, choice: valued(current, from) });
    stretches
}

fn valued(line: Line, parameter: f64) -> Choice {
    let value = line.at(parameter);
    Choice { value, ..line.choice }
}

/// How often each item is in the best choice.
pub(super) fn core(model: &Model, values: &[Vec<f64>], progress: &mut impl Progress) -> CoreIndex {
    let mut counts = vec![0_u32; model.items.len()];
    let mut choices = Vec::new();
    let mut changed = model.clone();
    for (done, vector) in values.iter().enumerate() {
        progress.step(done, values.len());
        for (item, value) in changed.items.iter_mut().zip(vector) {
            item.value = *value;
        }
        let (choice, complete) = best_quietly(&translate(&changed), &changed, progress);
        if !complete {
            break;
        }
        let Some(choice) = choice else { continue };
        for (item, count) in counts.iter_mut().enumerate() {
            *count += u32::from(choice.holds(item));
        }
        choices.push(choice);
    }
    let total = f64::from(u32::try_from(choices.len()).unwrap_or(u32::MAX)).max(1.0);
    CoreIndex { index: counts.into_iter().map(|count| f64::from(count) / total).collect(), choices }
}
