//! What a solver says: a choice, how good it is, and how far the proof has come.

use serde::{Deserialize, Serialize};

use super::model::ConstraintId;
use super::timetable::{Plan, PlanMarginal};

/// A set of items.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Choice {
    /// The chosen items, ascending.
    pub items: Vec<usize>,
    /// The share at which each of them is funded: 1 unless the item allows less.
    pub shares: Vec<f64>,
    /// Value of the items and of the pairs among them.
    pub value: f64,
}

impl Choice {
    /// Is the item chosen?
    pub fn holds(&self, item: usize) -> bool {
        self.items.binary_search(&item).is_ok()
    }
}

/// How a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nothing better exists: proven.
    Optimal,
    /// Nothing keeps all constraints: proven.
    Infeasible,
    /// Stopped before the proof was complete; the best so far, if any, and a valid bound.
    Stopped,
}

/// The answer of a search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// How it ended.
    pub status: Status,
    /// The best choices, the best first: one unless more were asked for. Empty when none is known.
    pub choices: Vec<Choice>,
    /// No choice is worth more than this.
    #[serde(deserialize_with = "crate::domain::portfolio::answer::read_bound")]
    pub bound: f64,
    /// Nodes of the search tree.
    pub nodes: u64,
}

impl Answer {
    /// The best choice, when there is one.
    pub fn best(&self) -> Option<&Choice> {
        self.choices.first()
    }

    /// (bound - value) / |value|, 0 when proven; none without a choice or with value 0 and a gap.
    pub fn gap(&self) -> Option<f64> {
        gap(self.best()?.value, self.bound)
    }
}

/// Reads a bound: JSON has no infinity, so that of a model without any answer comes as nothing.
///
/// # Errors
/// The reader's, for what is no number.
pub fn read_bound<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<f64, D::Error> {
    Ok(Option::<f64>::deserialize(reader)?.unwrap_or(f64::NEG_INFINITY))
}

/// The relative gap between a value and its bound; none where it is not defined.
pub fn gap(value: f64, bound: f64) -> Option<f64> {
    let difference = (bound - value).max(0.0);
    if difference == 0.0 {
        Some(0.0)
    } else {
        (value != 0.0 && difference.is_finite()).then(|| difference / value.abs())
    }
}

/// What a running search tells and asks. Times and clocks stay outside.
pub trait Progress {
    /// Shall the search end now? Asked every few dozen nodes.
    fn stop(&mut self) -> bool {
        false
    }

    /// A better choice was found.
    fn found(&mut self, _choice: &Choice) {}

    /// The bound and the count of nodes, now and then.
    fn bound(&mut self, _bound: f64, _nodes: u64) {}

    /// A better timetable was found: the start of each project.
    fn found_starts(&mut self, _starts: &[Option<usize>], _value: f64) {}

    /// The next of the best sets is proven.
    fn ranked(&mut self, _plan: &Plan) {}

    /// The worth of one more limit is proven.
    fn priced(&mut self, _marginal: &PlanMarginal) {}

    /// So many of so many steps of a job of several searches are done.
    fn step(&mut self, _done: usize, _of: usize) {}
}

/// A progress that never stops and tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {}

/// A point of the efficient frontier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FrontierPoint {
    /// What the choice takes of the measure that stands for cost.
    pub cost: f64,
    /// The choice; no other is worth as much at this cost or less.
    pub choice: Choice,
    /// Is it on the concave hull, so that some price of money makes it the best?
    pub supported: bool,
}

/// The efficient frontier of cost and value.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Frontier {
    /// The non-dominated points, the cheapest first.
    pub points: Vec<FrontierPoint>,
    /// Are these all of them? Not when it was stopped or there are more than were asked for.
    pub complete: bool,
    /// The naive curve for contrast: items by value per cost, taken while every constraint that only grows
    /// tighter with more items is kept: cost and value after each one.
    pub ranking: Vec<(f64, f64)>,
}

/// A way out of an infeasible model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relaxation {
    /// Switching these off makes a choice possible; none of them can be spared.
    Drop(Vec<ConstraintId>),
    /// Moving the limit of one constraint by this much, the least that suffices. The unit is that of the
    /// limit; more for a maximum, less for a minimum.
    Move {
        /// The constraint.
        id: ConstraintId,
        /// By how much.
        by: f64,
    },
}

/// Why there is no choice, and what would help.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Conflict {
    /// Constraints that contradict each other; without any one of them the rest can be kept. Empty when the
    /// model has a choice.
    pub minimal: Vec<ConstraintId>,
    /// Ways out, the cheapest first: limits to move, then smallest sets to drop.
    pub relaxations: Vec<Relaxation>,
    /// Is it complete? Not when it was stopped.
    pub complete: bool,
}

/// Why an item is in or out: exact re-solves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The item.
    pub item: usize,
    /// Is it in the best choice?
    pub chosen: bool,
    /// The best choice of the other kind (without it when it is in, with it when it is out); none when
    /// there is none, then it is in or out in every choice.
    pub otherwise: Option<Choice>,
    /// What the best choice of the other kind is worth less; none when there is none.
    pub loss: Option<f64>,
    /// When in: the least value at which it stays in. When out: the value above which it comes in. Shares
    /// are held at 1. None when no value changes it.
    pub value_threshold: Option<f64>,
    /// When in: the largest factor on all that it takes at which a best choice holds it. When out: the largest
    /// factor at which it would come in. None when no factor of at least 0 changes it; for an item that is
    /// in, none means that it stays at every factor.
    pub cost_factor: Option<f64>,
}

/// What a little more of a limit is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Marginal {
    /// The constraints that were moved together, such as a role's capacities of all quarters.
    pub ids: Vec<ConstraintId>,
    /// How much more (of a maximum) or less (of a minimum); none: switched off.
    pub step: Option<f64>,
    /// By how much the best value rises; none when there was no choice before.
    pub gain: Option<f64>,
    /// The best choice then.
    pub choice: Choice,
}

/// A stretch of a parameter in which one choice is the best.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stretch {
    /// From this parameter.
    pub from: f64,
    /// To this one.
    pub to: f64,
    /// The best choice; its value is that at `from`.
    pub choice: Choice,
}

/// How often an item is in the best choice when values are uncertain.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CoreIndex {
    /// For each item the part of the value vectors whose best choice holds it: 1 core, 0 exterior.
    pub index: Vec<f64>,
    /// The best choice of each value vector.
    pub choices: Vec<Choice>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_without_choices_crosses_to_the_page() {
        let none =
            Answer { status: Status::Infeasible, choices: Vec::new(), bound: f64::NEG_INFINITY, nodes: 1 };
        let text = serde_json::to_string(&none).unwrap();
        assert_eq!(serde_json::from_str::<Answer>(&text).unwrap(), none);
    }
}
