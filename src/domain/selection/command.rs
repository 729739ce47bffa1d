//! The changes that may be asked of this part.

use super::{
    Agreement, BalanceRule, CashFlow, Criterion, Decision, Delay, FinanceSettings, GateAnswer, MethodChoice,
    Rater, Rating, TrustSettings, WeightSet,
};
use crate::domain::{CriterionId, DecisionId, Name, Note, ProjectId, RaterId, Real, WeightSetId};

/// A change asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum SelectionCommand {
    /// Appends criteria, as a preset brings them: perhaps with a set of weights, which is then used, and
    /// a method.
    AddCriteria {
        /// The criteria; groups before what stands in them.
        criteria: Vec<Criterion>,
        /// Their weights.
        weights: Option<Box<WeightSet>>,
        /// The method that they are meant for.
        method: Option<MethodChoice>,
    },
    /// Puts a changed criterion in the place of the one of its id.
    EditCriterion(Box<Criterion>),
    /// Puts a criterion at a position among the ones of a group.
    MoveCriterion {
        /// Which.
        id: CriterionId,
        /// The group; none: the top.
        group: Option<CriterionId>,
        /// Its position among the group's afterwards (beyond the end: last).
        to: usize,
    },
    /// Removes criteria with all that stands in them, their scores and weights.
    RemoveCriteria(Vec<CriterionId>),
    /// Adds a set of weights, or puts a changed one in the place of the one of its id.
    PutWeightSet(Box<WeightSet>),
    /// Removes a set of weights.
    RemoveWeightSet(WeightSetId),
    /// Ranks with a set of weights.
    UseWeightSet(WeightSetId),
    /// Sets scores of a rater; none clears. A rater that is not there is added under this id.
    Score {
        /// Whose.
        rater: RaterId,
        /// Which cells.
        cells: Vec<(ProjectId, CriterionId, Option<Rating>)>,
    },
    /// Says why a score is as it is, or missing.
    Comment {
        /// Whose.
        rater: RaterId,
        /// Of which project.
        project: ProjectId,
        /// On which leaf.
        criterion: CriterionId,
        /// The words; empty takes them away.
        comment: Note,
    },
    /// Adds a rater without scores.
    AddRater(Box<Rater>),
    /// Names a rater.
    NameRater(RaterId, Name),
    /// Says how much a rater counts.
    WeighRater(RaterId, Real),
    /// Removes a rater with all scores.
    RemoveRater(RaterId),
    /// Takes in what raters sent back.
    MergeRaters(Vec<Rater>),
    /// Takes in the weight sets of raters' own judgements.
    MergeWeightSets(Vec<WeightSet>),
    /// Sets agreed scores; none takes the agreement back.
    Agree(Vec<(ProjectId, CriterionId, Option<Agreement>)>),
    /// Answers gates; none takes the answer back.
    AnswerGates(Vec<(ProjectId, CriterionId, Option<GateAnswer>)>),
    /// Lets projects take part or not.
    TakePart {
        /// Which.
        projects: Vec<ProjectId>,
        /// Do they?
        part: bool,
    },
    /// Ranks by a method.
    SetMethod(MethodChoice),
    /// Sets seed and sampling.
    SetTrust(TrustSettings),
    /// Sets a project's cash flows.
    SetCashFlow(ProjectId, Box<CashFlow>),
    /// Sets the rates.
    SetFinance(FinanceSettings),
    /// Sets what a project's delay costs.
    SetDelay(ProjectId, Box<Delay>),
    /// Says how much of the cost may lie on the worse side of a criterion; none takes the rule away.
    SetBalance(CriterionId, Option<Box<BalanceRule>>),
    /// Puts a decision on record.
    Record(Box<Decision>),
    /// Takes a decision off the record.
    Strike(DecisionId),
    /// Several changes as one step, and what it is called.
    Together(Vec<SelectionCommand>, SelectionChange),
}

/// What a command did, for the undo list and its toast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelectionChange {
    /// So many criteria were added.
    CriteriaAdded(usize),
    /// A criterion was changed.
    CriterionEdited,
    /// A criterion was moved.
    CriterionMoved,
    /// So many criteria were removed.
    CriteriaRemoved(usize),
    /// A set of weights was added.
    WeightSetAdded,
    /// Weights were changed.
    WeightsEdited,
    /// A set of weights was removed.
    WeightSetRemoved,
    /// Another set is in use.
    WeightSetUsed,
    /// So many scores were set.
    Scored(usize),
    /// A comment was written.
    Commented,
    /// A rater was added.
    RaterAdded,
    /// A rater was changed.
    RaterEdited,
    /// A rater was removed.
    RaterRemoved,
    /// So many raters' files were merged.
    RatersMerged(usize),
    /// So many scores were agreed on.
    Agreed(usize),
    /// So many gates were answered.
    GatesAnswered(usize),
    /// So many projects were taken in or left out.
    PartTaken(usize),
    /// Another method is in use.
    MethodSet,
    /// Seed or sampling was changed.
    TrustSet,
    /// Cash flows or rates were changed.
    CashEdited,
    /// The cost of delay was changed.
    DelayEdited,
    /// A decision was put on record.
    Recorded,
    /// A decision was taken off the record.
    Struck,
    /// Criteria and weights follow the strategy's goals.
    GoalsFollowed,
    /// Balance rules were changed.
    BalanceSet,
}

/// Why a command did not change the workspace.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// A project is not there.
    #[error("no project {0}")]
    UnknownProject(ProjectId),
    /// A criterion is not there, or is of another kind than asked for.
    #[error("no such criterion {0}")]
    UnknownCriterion(CriterionId),
    /// A criterion with this id is there already.
    #[error("criterion {0} is there already")]
    DuplicateCriterion(CriterionId),
    /// What a criterion should stand in is no group, or stands in it.
    #[error("{0} cannot stand there")]
    NotAGroup(CriterionId),
    /// A group that holds others cannot become something else.
    #[error("{0} holds others")]
    HoldsOthers(CriterionId),
    /// A set of weights is not there.
    #[error("no weight set {0}")]
    UnknownWeightSet(WeightSetId),
    /// A set of weights made from others would be made from itself.
    #[error("weight set {0} would be made from itself")]
    WeightSetOfItself(WeightSetId),
    /// A rater is not there.
    #[error("no rater {0}")]
    UnknownRater(RaterId),
    /// A rater with this id is there already.
    #[error("rater {0} is there already")]
    DuplicateRater(RaterId),
    /// A score is beyond the criterion's scale.
    #[error("a score on {0} is beyond its scale")]
    OffScale(CriterionId),
    /// Scores of this leaf come from elsewhere.
    #[error("scores on {0} are computed")]
    Computed(CriterionId),
    /// A weight is negative.
    #[error("a weight is negative")]
    NegativeWeight,
    /// A decision is not there.
    #[error("no decision {0}")]
    UnknownDecision(DecisionId),
    /// More than a workspace holds.
    #[error("more than {limit}")]
    TooMany {
        /// Of what.
        what: Many,
        /// How many there may be.
        limit: usize,
    },
}

/// What there is too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Many {
    /// Criteria.
    Criteria,
    /// Sets of weights.
    WeightSets,
    /// Raters.
    Raters,
    /// Decisions.
    Decisions,
}
