//! Project selection: criteria, weights, scores and raters.

mod apply;
mod balance;
mod cash;
mod choice;
mod command;
mod criterion;
mod decision;
pub mod finance;
mod goals;
pub mod group;
mod matrix;
pub mod methods;
pub mod query;
mod rater;
mod readings;
mod resolve;
pub mod robustness;
mod scale;
mod score;
mod standing;
pub mod value;
mod value_function;
mod weight_set;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Extra;
use super::id::{CriterionId, DecisionId, ProjectId, RaterId, WeightSetId};

pub use balance::{Balance, BalanceRecord, BalanceRule};
pub use cash::{CashFlow, CashLine, Delay, DelayProfile, FinanceSettings};
pub use choice::{MethodChoice, TrustSettings, WeightSpace};
pub use command::{SelectionChange, SelectionCommand, SelectionError};
pub use criterion::{
    Criterion, Direction, Figure, GateAnswer, GateKind, Kind, Leaf, Placed, Preference, Source, Tree, Verdict,
};
pub use decision::{Decision, Ranked};
pub use goals::GoalDrift;
pub use matrix::{Column, GroupScore, Matrix, MatrixCell, in_currency};
pub use methods::Detail;
pub use rater::{Rater, Raters, RatingTask};
pub use readings::{CashFigures, Deviation};
pub use resolve::WeightProblem;
pub use scale::{Level, Scale, ScoreError};
pub use score::{Agreement, Cells, Rating, Score};
pub use standing::{Place, Standing, StandingProblem};
pub use value_function::ValueFunction;
pub use weight_set::{
    BestWorst, BestWorstModel, DirectWeight, GroupRule, Judgement, LevelInput, Pairwise, Scope, WeightInput,
    WeightMethod, WeightSet,
};

/// This part of a workspace.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Selection {
    /// Groups, leaves and gates; each names its group.
    pub criteria: Arc<Vec<Arc<Criterion>>>,
    /// Sets of weights, side by side.
    pub weight_sets: Arc<Vec<Arc<WeightSet>>>,
    /// The set in use; none: the first one, or equal weights where there is none.
    pub weights_in_use: Option<WeightSetId>,
    /// Raters with their scores.
    pub raters: Raters,
    /// Scores that were agreed on in discussion.
    pub agreed: Cells<Agreement>,
    /// Answers to gates.
    pub gate_answers: Cells<GateAnswer>,
    /// Projects that do not take part.
    pub left_out: Arc<BTreeSet<ProjectId>>,
    /// How the ranking is made.
    pub method: MethodChoice,
    /// How far it is trusted: seed and sampling.
    pub trust: TrustSettings,
    /// Cash flows of projects.
    pub cash_flows: Arc<BTreeMap<ProjectId, Arc<CashFlow>>>,
    /// Rates for cash flows.
    pub finance: FinanceSettings,
    /// Cost of delay of projects.
    pub delays: Arc<BTreeMap<ProjectId, Arc<Delay>>>,
    /// How much of the cost may lie where a criterion is bad; a criterion at most once.
    #[serde(skip_serializing_if = "no_rules")]
    pub balance: Arc<Vec<Arc<BalanceRule>>>,
    /// Decisions on record, oldest first.
    pub decisions: Arc<Vec<Arc<Decision>>>,
    /// In a rater's own workspace: what is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<RatingTask>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

fn no_rules(rules: &Arc<Vec<Arc<BalanceRule>>>) -> bool {
    rules.is_empty()
}

impl Selection {
    /// Is there nothing in it that a person would miss?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The criteria as a tree.
    pub fn tree(&self) -> Tree {
        Tree::of(&self.criteria)
    }

    /// A criterion.
    pub fn criterion(&self, id: CriterionId) -> Option<&Arc<Criterion>> {
        self.criteria.iter().find(|criterion| criterion.id == id)
    }

    /// A set of weights.
    pub fn weight_set(&self, id: WeightSetId) -> Option<&Arc<WeightSet>> {
        self.weight_sets.iter().find(|set| set.id == id)
    }

    /// The set that the ranking uses.
    pub fn set_in_use(&self) -> Option<&Arc<WeightSet>> {
        self.weights_in_use.and_then(|id| self.weight_set(id)).or_else(|| self.weight_sets.first())
    }

    /// A rater.
    pub fn rater(&self, id: RaterId) -> Option<&Arc<Rater>> {
        self.raters.iter().find(|rater| rater.id == id)
    }

    /// A decision.
    pub fn decision(&self, id: DecisionId) -> Option<&Arc<Decision>> {
        self.decisions.iter().find(|decision| decision.id == id)
    }

    /// This part with another one's records: those of the same id are the other one's, raters' scores
    /// are merged cell by cell.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        if other.is_empty() {
            return self.clone();
        }
        if self.is_empty() {
            return other.clone();
        }
        let mut extra = self.extra.clone();
        extra.extend(other.extra.clone());
        Self {
            criteria: by_id(&self.criteria, &other.criteria, |criterion| criterion.id, |_, theirs| theirs),
            weight_sets: by_id(&self.weight_sets, &other.weight_sets, |set| set.id, |_, theirs| theirs),
            weights_in_use: other.weights_in_use.or(self.weights_in_use),
            raters: by_id(
                &self.raters,
                &other.raters,
                |rater| rater.id,
                |ours, theirs| {
                    Arc::new(Rater {
                        weight: theirs.weight,
                        name: theirs.name.clone(),
                        ..ours.merged(&theirs)
                    })
                },
            ),
            agreed: self.agreed.merged(&other.agreed, |_, theirs| theirs.clone()),
            gate_answers: self.gate_answers.merged(&other.gate_answers, |_, theirs| theirs.clone()),
            left_out: Arc::new(self.left_out.union(&other.left_out).copied().collect()),
            method: other.method,
            trust: other.trust.clone(),
            cash_flows: both(&self.cash_flows, &other.cash_flows),
            finance: other.finance.clone(),
            delays: both(&self.delays, &other.delays),
            balance: by_id(&self.balance, &other.balance, |rule| rule.criterion, |_, theirs| theirs),
            decisions: by_id(&self.decisions, &other.decisions, |decision| decision.id, |_, theirs| theirs),
            task: self.task.clone().or_else(|| other.task.clone()),
            extra,
        }
    }

    /// Lets go of projects that were removed. Decisions on record keep what they rest on.
    pub fn forget_projects(&mut self, gone: &HashSet<ProjectId>) {
        let raters: Vec<_> = self
            .raters
            .iter()
            .map(|rater| {
                let mut scores = rater.scores.clone();
                scores.forget_projects(gone);
                if scores == rater.scores {
                    Arc::clone(rater)
                } else {
                    Arc::new(Rater { scores, ..(**rater).clone() })
                }
            })
            .collect();
        if raters != *self.raters {
            self.raters = Arc::new(raters);
        }
        self.agreed.forget_projects(gone);
        self.gate_answers.forget_projects(gone);
        if self.left_out.iter().any(|id| gone.contains(id)) {
            Arc::make_mut(&mut self.left_out).retain(|id| !gone.contains(id));
        }
        if self.cash_flows.keys().any(|id| gone.contains(id)) {
            Arc::make_mut(&mut self.cash_flows).retain(|id, _| !gone.contains(id));
        }
        if self.delays.keys().any(|id| gone.contains(id)) {
            Arc::make_mut(&mut self.delays).retain(|id, _| !gone.contains(id));
        }
    }
}

/// Two lists as one: ours in our order, those of the same id as `pick` makes them, then theirs that are new.
fn by_id<T, Id: PartialEq>(
    ours: &Arc<Vec<Arc<T>>>,
    theirs: &[Arc<T>],
    id: impl Fn(&T) -> Id,
    pick: impl Fn(&Arc<T>, Arc<T>) -> Arc<T>,
) -> Arc<Vec<Arc<T>>> {
    let mut merged = (**ours).clone();
    for their in theirs {
        match merged.iter_mut().find(|our| id(our) == id(their)) {
            Some(place) => *place = pick(place, Arc::clone(their)),
            None => merged.push(Arc::clone(their)),
        }
    }
    Arc::new(merged)
}

fn both<T: Clone>(
    ours: &BTreeMap<ProjectId, Arc<T>>,
    theirs: &BTreeMap<ProjectId, Arc<T>>,
) -> Arc<BTreeMap<ProjectId, Arc<T>>> {
    let mut merged = ours.clone();
    merged.extend(theirs.iter().map(|(id, value)| (*id, Arc::clone(value))));
    Arc::new(merged)
}
