//! Which role fits best now, and the two nearest steps to each.

use std::cmp::Ordering;

use super::model::{Model, Role};
use super::record::Assessment;
use super::scoring::{Gate, Item, MIN_COVERAGE, Standing, Thresholds};
use super::value::{Key, Level};

/// A step of one level towards a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// In which competency.
    pub competency: Key,
    /// The level now.
    pub from: Level,
    /// The level asked for.
    pub target: Level,
    /// Does the gate wait for it?
    pub at_gate: bool,
}

/// How near answers are to a role.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The role.
    pub role: Key,
    /// Against it.
    pub standing: Standing,
    /// Levels missing to the targets, averaged over what is rated by weight; none where nothing is.
    pub below: Option<f64>,
    /// Levels beyond the targets, averaged in the same way.
    pub above: Option<f64>,
    /// The two nearest steps.
    pub steps: Vec<NextStep>,
}

impl Fit {
    /// Against one role.
    pub fn of(model: &Model, role: &Role, thresholds: &Thresholds, assessment: &Assessment) -> Self {
        let standing = Standing::of(model, role, thresholds, assessment);
        let (rated, _) = standing.weights();
        let mean = |missing: fn(i8) -> i8| {
            let sum: i32 = standing
                .weighted()
                .filter_map(|item| {
                    let beyond = item.level()?.above(item.target);
                    Some(i32::from(item.weight) * i32::from(missing(beyond)))
                })
                .sum();
            (rated > 0).then(|| f64::from(sum) / f64::from(rated))
        };
        let (below, above) = (mean(|beyond| (-beyond).max(0)), mean(|beyond| beyond.max(0)));
        let steps = nearest(&standing);
        Self { role: role.id.clone(), standing, below, above, steps }
    }

    /// How far the levels are from the targets, either way; smaller fits better.
    pub fn distance(&self) -> Option<f64> {
        Some(self.below? + self.above?)
    }

    /// Is enough rated to say so?
    pub fn is_sure(&self) -> bool {
        self.standing.coverage() >= MIN_COVERAGE
    }
}

/// The open items of the gate first, then the smallest gaps, then the most important.
fn nearest(standing: &Standing) -> Vec<NextStep> {
    let at_gate = |item: &Item| {
        let mut gates = standing.gate_items.iter();
        gates.any(|gate| gate.competency == item.competency && gate.state == Gate::NotMet)
    };
    let mut gaps = standing.gaps();
    // Stable: among equals the order of priority stays.
    gaps.sort_by_key(|item| (!at_gate(item), item.gap()));
    gaps.into_iter()
        .filter_map(|item| {
            Some(NextStep {
                competency: item.competency.clone(),
                from: item.level()?,
                target: item.target,
                at_gate: at_gate(item),
            })
        })
        .take(2)
        .collect()
}

/// Every role of the model, the best fit first: enough rated before not enough, the gate met before
/// unknown before not met, then the smaller distance; ties in the model's order.
pub fn fits(model: &Model, thresholds: &Thresholds, assessment: &Assessment) -> Vec<Fit> {
    let mut fits: Vec<Fit> =
        model.roles.iter().map(|role| Fit::of(model, role, thresholds, assessment)).collect();
    fits.sort_by(|a, b| {
        let distance = |fit: &Fit| fit.distance().unwrap_or(f64::INFINITY);
        let by_cover = b.is_sure().cmp(&a.is_sure());
        by_cover
            .then(a.standing.gate.cmp(&b.standing.gate))
            .then_with(|| distance(a).partial_cmp(&distance(b)).unwrap_or(Ordering::Equal))
    });
    fits
}
