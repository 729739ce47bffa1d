//! What can be asked of the solver, and what it answers: plain data, so that it crosses to a worker.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, Choice, Conflict, CoreIndex, Frontier, Marginal, Reason, Stretch};
use super::model::{ConstraintId, Model, ModelError};
use super::simulate::{Simulated, Spread, Stake};
use super::timetable::{Aim, Levelled, Plan, PlanAnswer, PlanList, PlanMarginal, PlanReason, Timetable};
use super::verify::Fault;

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Query {
    /// The best choices.
    Select {
        /// The model.
        model: Model,
        /// How many, different sets each; at least 1.
        count: usize,
    },
    /// Every non-dominated pair of cost and value.
    Frontier {
        /// The model. Limits on the measure apply too: switch them off to see the whole curve.
        model: Model,
        /// The measure that stands for cost; its amounts are not negative.
        cost: usize,
        /// The most points.
        limit: usize,
    },
    /// Why nothing is possible, and what would help.
    Conflict {
        /// The model.
        model: Model,
    },
    /// Why each item is in or out of the best choice.
    Reasons {
        /// The model.
        model: Model,
        /// The items asked about.
        items: Vec<usize>,
    },
    /// What a little more of each limit is worth.
    Marginals {
        /// The model.
        model: Model,
        /// The constraint and how much more of a maximum (or less of a minimum); none: switched off.
        steps: Vec<(Vec<ConstraintId>, Option<f64>)>,
    },
    /// How the best choice changes while the values move in a straight line from the model's to these ones:
    /// the parameter goes from 0 to 1. From it each project's thresholds for a weight are read.
    Sweep {
        /// The model.
        model: Model,
        /// The values at parameter 1.
        toward: Vec<f64>,
    },
    /// How often each item is in the best choice over many value vectors.
    Core {
        /// The model.
        model: Model,
        /// The value vectors.
        values: Vec<Vec<f64>>,
    },
    /// What a chosen set may come to cost and be worth.
    Simulate {
        /// The set.
        stake: Stake,
        /// How far its figures may be off.
        spread: Spread,
        /// How many draws.
        draws: usize,
        /// The seed.
        seed: u64,
    },
    /// The best set and starts.
    Schedule {
        /// The model.
        timetable: Timetable,
        /// A plan to start from, if any: it may break limits.
        from: Option<Vec<Option<usize>>>,
    },
    /// The best plans of different sets, starts free.
    BestPlans {
        /// The model.
        timetable: Timetable,
        /// How many sets; at least 1.
        count: usize,
        /// The best plan, where its proof is known: it is not searched for again.
        best: Option<Plan>,
    },
    /// Why each project is in or out of the best plan, starts free.
    PlanReasons {
        /// The model.
        timetable: Timetable,
        /// The projects asked about.
        items: Vec<usize>,
        /// The best plan, where its proof is known.
        best: Option<Plan>,
    },
    /// What a little more of each limit is worth, starts free.
    PlanMarginals {
        /// The model.
        timetable: Timetable,
        /// What is moved and how far, see [`Timetable::moved`]; none: switched off. Quickest where what is
        /// switched off comes before its step.
        steps: Vec<(Vec<ConstraintId>, Option<f64>)>,
        /// The best plan, where its proof is known.
        best: Option<Plan>,
    },
    /// Why there is no plan, starts free, and what would help.
    PlanConflict {
        /// The model.
        timetable: Timetable,
    },
    /// Level a fixed set.
    Level {
        /// The model.
        timetable: Timetable,
        /// The set, by its present starts.
        starts: Vec<Option<usize>>,
        /// To what end.
        aim: Aim,
    },
}

/// An answer. Choices and plans in it have passed [`super::verify`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// To [`Query::Select`].
    Select(Answer),
    /// To [`Query::Frontier`].
    Frontier(Frontier),
    /// To [`Query::Conflict`] and [`Query::PlanConflict`].
    Conflict(Conflict),
    /// To [`Query::Reasons`]: the best choice and the reasons in the order asked for.
    Reasons {
        /// The best choice.
        answer: Answer,
        /// One for each item asked about, unless stopped.
        reasons: Vec<Reason>,
    },
    /// To [`Query::Marginals`], in the order asked for, unless stopped.
    Marginals(Vec<Marginal>),
    /// To [`Query::Sweep`]: stretches that cover 0 to 1, unless stopped.
    Sweep(Vec<Stretch>),
    /// To [`Query::Core`].
    Core(CoreIndex),
    /// To [`Query::Simulate`].
    Simulated(Simulated),
    /// To [`Query::Schedule`].
    Schedule(PlanAnswer),
    /// To [`Query::BestPlans`].
    BestPlans(PlanList),
    /// To [`Query::PlanReasons`]: the best plan and the reasons in the order asked for.
    PlanReasons {
        /// The best plan.
        answer: PlanAnswer,
        /// One for each project asked about, unless stopped.
        reasons: Vec<PlanReason>,
    },
    /// To [`Query::PlanMarginals`], in the order asked for, unless stopped; without those that leave no plan.
    PlanMarginals(Vec<PlanMarginal>),
    /// To [`Query::Level`].
    Level(Option<Levelled>),
    /// The model is none.
    Refused(ModelError),
    /// The verifier found something wrong with a result: it is not to be shown. Never seen in tests.
    Faulty(Vec<Fault>),
}

/// What is told while a query runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// A better choice.
    Found(Choice),
    /// A better plan.
    Plan {
        /// The starts.
        starts: Vec<Option<usize>>,
        /// Its value.
        value: f64,
    },
    /// The bound so far.
    Bound {
        /// No choice is worth more.
        #[serde(deserialize_with = "super::answer::read_bound")]
        bound: f64,
        /// Nodes so far.
        nodes: u64,
    },
    /// The next best set, proven, with its best plan: to [`Query::BestPlans`], in order.
    Ranked(Plan),
    /// What one of the limits is worth, proven: to [`Query::PlanMarginals`], in order.
    Priced(PlanMarginal),
    /// So many of so many steps are done.
    Step {
        /// Done.
        done: usize,
        /// Of how many.
        of: usize,
    },
}
