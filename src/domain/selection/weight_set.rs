//! Sets of weights, side by side: who weighs, by which method, and what was answered.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::domain::weighting::{PriorityMethod, RandomIndex};
use crate::domain::{CriterionId, Extra, Name, Note, RaterId, Real, WeightSetId};

/// A set of weights over the criteria of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightSet {
    /// Identity.
    pub id: WeightSetId,
    /// A department, a scenario.
    #[serde(default)]
    pub name: Name,
    /// What it rests on.
    #[serde(default)]
    pub note: Note,
    /// What is compared with what.
    #[serde(default)]
    pub scope: Scope,
    /// The answers for each group of siblings ([`Scope::Levels`]).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelInput>,
    /// The answers over all leaves at once ([`Scope::Leaves`]).
    #[serde(default, skip_serializing_if = "WeightInput::is_default")]
    pub leaves: WeightInput,
    /// The sets that it is made from ([`Scope::Group`]).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<WeightSetId>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a set compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Siblings with each other, level by level; a leaf's weight is the product down to it.
    #[default]
    Levels,
    /// All leaves with each other.
    Leaves,
    /// Other sets, made into one.
    Group(GroupRule),
}

/// How several sets become one. Forman, Peniwati (1998), European Journal of Operational Research 108.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupRule {
    /// The mean of the weights: separate people.
    #[default]
    MeanOfWeights,
    /// Their geometric mean.
    GeometricMeanOfWeights,
    /// The geometric mean of the judgements (AIJ): people who act as one. Level by level where every set
    /// has pairwise judgements there, else the geometric mean of the level's weights.
    MeanOfJudgements,
}

/// The answers for the siblings of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelInput {
    /// The group; none: the top.
    #[serde(default)]
    pub group: Option<CriterionId>,
    /// The answers.
    #[serde(default)]
    pub input: WeightInput,
}

/// How weights are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeightMethod {
    /// Stated.
    #[default]
    Direct,
    /// From an order, as rank-order centroids.
    Ranking,
    /// From swings between 0 and 100.
    Swing,
    /// From judgements of pairs.
    Pairwise,
    /// From comparisons with the best and the worst.
    BestWorst,
}

impl WeightMethod {
    /// Every method.
    pub const ALL: [Self; 5] = [Self::Direct, Self::Ranking, Self::Swing, Self::Pairwise, Self::BestWorst];
}

/// The answers of every method that was tried; `method` says which one counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WeightInput {
    /// Which answers count.
    pub method: WeightMethod,
    /// Stated weights. One that is missing counts as the mean of the others.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub direct: BTreeMap<CriterionId, DirectWeight>,
    /// The most important first. One that is missing comes last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ranking: Vec<CriterionId>,
    /// How much the swing from the worst to the best end counts, the largest being 100.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub swing: BTreeMap<CriterionId, Real>,
    /// Judgements of pairs.
    #[serde(skip_serializing_if = "Pairwise::is_default")]
    pub pairwise: Pairwise,
    /// Comparisons with the best and the worst.
    #[serde(skip_serializing_if = "BestWorst::is_default")]
    pub best_worst: BestWorst,
}

impl WeightInput {
    /// How many answers there are, by whatever method.
    pub fn answers(&self) -> usize {
        let pairs = self.pairwise.judgements.len() + self.direct.len() + self.swing.len();
        let best_worst = self.best_worst.from_best.len() + self.best_worst.to_worst.len();
        pairs + best_worst + self.ranking.len()
    }

    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A stated weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DirectWeight {
    /// Not negative. Of a locked weight per cent of the whole; the free ones share the rest in proportion.
    pub points: Real,
    /// Does it stay while others change?
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
}

/// Judgements of pairs. Saaty (1980), The Analytic Hierarchy Process.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Pairwise {
    /// Which vector is taken.
    pub vector: PriorityMethod,
    /// Which random indices the consistency ratio refers to.
    pub random_index: RandomIndex,
    /// The judgements; a pair at most once, in either order.
    pub judgements: Vec<Judgement>,
}

impl Pairwise {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// How many times more `a` counts than `b`, if it was judged.
    pub fn ratio(&self, a: CriterionId, b: CriterionId) -> Option<f64> {
        self.judgements.iter().find_map(|judgement| match judgement {
            Judgement { more, less, ratio } if *more == a && *less == b => Some(ratio.get()),
            Judgement { more, less, ratio } if *more == b && *less == a => Some(1.0 / ratio.get()),
            _ => None,
        })
    }

    /// Puts a judgement, or takes it away. A ratio that is not positive takes it away.
    pub fn judge(&mut self, a: CriterionId, b: CriterionId, ratio: Option<f64>) {
        let is_pair = |judgement: &Judgement| {
            (judgement.more, judgement.less) == (a, b) || (judgement.more, judgement.less) == (b, a)
        };
        self.judgements.retain(|judgement| !is_pair(judgement));
        if let Some(ratio) = ratio.filter(|ratio| *ratio > 0.0).and_then(|ratio| Real::new(ratio).ok()) {
            self.judgements.push(Judgement { more: a, less: b, ratio });
        }
    }
}

/// One judgement: `more` counts `ratio` times as much as `less`; below 1 it counts less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The one that is compared.
    pub more: CriterionId,
    /// With this one.
    pub less: CriterionId,
    /// Positive; 1/9 to 9 on Saaty's scale.
    pub ratio: Real,
}

/// Comparisons with the best and the worst. Rezaei (2015, 2016), Omega 53 and 64.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BestWorst {
    /// Which program is solved.
    pub model: BestWorstModel,
    /// The most important.
    pub best: Option<CriterionId>,
    /// The least important.
    pub worst: Option<CriterionId>,
    /// How many times more the best counts than each other; 1 to 9.
    pub from_best: BTreeMap<CriterionId, Real>,
    /// How many times more each other counts than the worst; 1 to 9.
    pub to_worst: BTreeMap<CriterionId, Real>,
}

impl BestWorst {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// The program that gives the weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BestWorstModel {
    /// Differences; one solution.
    #[default]
    Linear,
    /// Ratios; has the published consistency ratio.
    NonLinear,
}

impl WeightSet {
    /// The most sets a workspace may hold.
    pub const MAX: usize = 100;

    /// An empty set: everything counts alike.
    pub fn new(id: WeightSetId, name: Name) -> Self {
        Self {
            id,
            name,
            note: Note::default(),
            scope: Scope::default(),
            levels: Vec::new(),
            leaves: WeightInput::default(),
            of: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// The id of the set that a rater's own judgements are kept in: always the same, so that files may come twice.
    pub fn of_rater(rater: RaterId) -> WeightSetId {
        rater.to_string().parse().unwrap_or_else(|_| WeightSetId::from_number(0))
    }

    /// How many answers it rests on.
    pub fn answers(&self) -> usize {
        self.levels.iter().map(|level| &level.input).chain([&self.leaves]).map(WeightInput::answers).sum()
    }

    /// Of two versions of a set the one with more answers, then by a fixed order: it does not matter which comes first.
    #[must_use]
    pub fn fuller(self, other: Self) -> Self {
        let key = |set: &Self| (set.answers(), serde_json::to_string(set).unwrap_or_default());
        if key(&other) > key(&self) { other } else { self }
    }

    /// The answers for the siblings of a group.
    pub fn level(&self, group: Option<CriterionId>) -> Option<&WeightInput> {
        self.levels.iter().find(|level| level.group == group).map(|level| &level.input)
    }

    /// The answers for the siblings of a group, to change.
    pub fn level_mut(&mut self, group: Option<CriterionId>) -> &mut WeightInput {
        let at = self.levels.iter().position(|level| level.group == group).unwrap_or_else(|| {
            self.levels.push(LevelInput { group, input: WeightInput::default() });
            self.levels.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "found or pushed above")]
        &mut self.levels[at].input
    }

    /// Lets go of criteria that were removed.
    pub fn forget(&mut self, gone: &HashSet<CriterionId>) {
        self.levels.retain(|level| level.group.is_none_or(|group| !gone.contains(&group)));
        let inputs = self.levels.iter_mut().map(|level| &mut level.input).chain([&mut self.leaves]);
        for input in inputs {
            input.direct.retain(|id, _| !gone.contains(id));
            input.ranking.retain(|id| !gone.contains(id));
            input.swing.retain(|id, _| !gone.contains(id));
            input.pairwise.judgements.retain(|pair| !gone.contains(&pair.more) && !gone.contains(&pair.less));
            let best_worst = &mut input.best_worst;
            best_worst.best = best_worst.best.filter(|id| !gone.contains(id));
            best_worst.worst = best_worst.worst.filter(|id| !gone.contains(id));
            best_worst.from_best.retain(|id, _| !gone.contains(id));
            best_worst.to_worst.retain(|id, _| !gone.contains(id));
        }
    }
}
