//! From the answers of a weight set to a weight for each leaf.

use super::{GroupRule, Scope, Selection, Tree, WeightInput, WeightMethod, WeightSet};
use crate::domain::{CriterionId, WeightSetId};

/// Why a set gives no weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeightProblem {
    /// Every weight is zero.
    #[error("all weights are zero")]
    AllZero,
    /// Locked weights take more than the whole.
    #[error("locked weights sum to more than 100 %")]
    LockedBeyondWhole,
    /// Judgements do not tie all criteria together.
    #[error("judgements do not connect all criteria")]
    NotConnected,
    /// Best, worst or a comparison with them is missing.
    #[error("comparisons with best and worst are missing")]
    Incomplete,
    /// A set that is made from others is made from none.
    #[error("made from no other set")]
    NoSets,
}

impl Selection {
    /// The weight of every leaf by a set (none: the set in use; without one all siblings count alike).
    /// They sum to 1.
    ///
    /// # Errors
    /// [`WeightProblem`].
    pub fn weights(&self, set: Option<WeightSetId>) -> Result<Vec<(CriterionId, f64)>, WeightProblem> {
        let tree = self.tree();
        let set = match set {
            Some(id) => self.weight_set(id),
            None => self.set_in_use(),
        };
        match set {
            Some(set) => self.set_weights(&tree, set, 0),
            None => {
                by_level(&tree, &WeightSet::new(WeightSetId::from_number(0), crate::domain::Name::default()))
            }
        }
    }

    fn set_weights(
        &self,
        tree: &Tree,
        set: &WeightSet,
        depth: usize,
    ) -> Result<Vec<(CriterionId, f64)>, WeightProblem> {
        match set.scope {
            Scope::Levels => by_level(tree, set),
            Scope::Leaves => {
                let leaves: Vec<CriterionId> = tree.leaves().map(|leaf| leaf.id).collect();
                let shares = set.leaves.shares(&leaves)?;
                Ok(leaves.into_iter().zip(shares).collect())
            }
            Scope::Group(rule) => {
                // Rings are refused by the command; a file may still hold one.
                if depth > WeightSet::MAX {
                    return Err(WeightProblem::NoSets);
                }
                let mut members = Vec::new();
                for id in &set.of {
                    if let Some(member) = self.weight_set(*id).filter(|member| member.id != set.id) {
                        members.push(self.set_weights(tree, member, depth + 1)?);
                    }
                }
                mean(&members, rule)
            }
        }
    }
}

/// The mean of several sets, leaf by leaf. All of them are in the order of the tree.
fn mean(
    members: &[Vec<(CriterionId, f64)>],
    rule: GroupRule,
) -> Result<Vec<(CriterionId, f64)>, WeightProblem> {
    let Some(first) = members.first() else { return Err(WeightProblem::NoSets) };
    #[expect(clippy::cast_precision_loss, reason = "sets number a hundred at most")]
    let count = members.len() as f64;
    let at =
        |member: &[(CriterionId, f64)], index: usize| member.get(index).map_or(0.0, |(_, weight)| *weight);
    let means: Vec<f64> = (0..first.len())
        .map(|index| match rule {
            GroupRule::MeanOfWeights => members.iter().map(|member| at(member, index)).sum::<f64>() / count,
            GroupRule::GeometricMeanOfWeights | GroupRule::MeanOfJudgements => {
                (members.iter().map(|member| at(member, index).ln()).sum::<f64>() / count).exp()
            }
        })
        .collect();
    let shares = share(means)?;
    Ok(first.iter().map(|(id, _)| *id).zip(shares).collect())
}

/// A leaf's weight is the product of the shares down to it.
fn by_level(tree: &Tree, set: &WeightSet) -> Result<Vec<(CriterionId, f64)>, WeightProblem> {
    let mut weights = Vec::new();
    spread(tree, set, None, 1.0, &mut weights)?;
    Ok(weights)
}

fn spread(
    tree: &Tree,
    set: &WeightSet,
    group: Option<CriterionId>,
    whole: f64,
    weights: &mut Vec<(CriterionId, f64)>,
) -> Result<(), WeightProblem> {
    let children = tree.weighted_children(group);
    let ids: Vec<CriterionId> = children.iter().map(|child| child.id).collect();
    let shares = match set.level(group) {
        Some(input) => input.shares(&ids)?,
        None => WeightInput::default().shares(&ids)?,
    };
    for (child, part) in children.into_iter().zip(shares) {
        if child.leaf().is_some() {
            weights.push((child.id, whole * part));
        } else {
            spread(tree, set, Some(child.id), whole * part, weights)?;
        }
    }
    Ok(())
}

impl WeightInput {
    /// The shares of siblings, in their order. They sum to 1.
    ///
    /// # Errors
    /// [`WeightProblem`].
    pub fn shares(&self, siblings: &[CriterionId]) -> Result<Vec<f64>, WeightProblem> {
        match siblings.len() {
            0 => return Ok(Vec::new()),
            1 => return Ok(vec![1.0]),
            _ => {}
        }
        match self.method {
            WeightMethod::Direct => self.direct_shares(siblings),
            WeightMethod::Ranking => {
                let mut order: Vec<CriterionId> =
                    self.ranking.iter().copied().filter(|id| siblings.contains(id)).collect();
                order.extend(siblings.iter().copied().filter(|id| !self.ranking.contains(id)));
                let centroids = rank_order_centroids(order.len());
                let of = |id: &CriterionId| order.iter().position(|there| there == id);
                Ok(siblings
                    .iter()
                    .map(|id| of(id).and_then(|at| centroids.get(at).copied()).unwrap_or(0.0))
                    .collect())
            }
            WeightMethod::Swing => {
                share(with_mean(siblings, |id| self.swing.get(id).map(|points| points.get())))
            }
            WeightMethod::Pairwise => Err(WeightProblem::NotConnected),
            WeightMethod::BestWorst => Err(WeightProblem::Incomplete),
        }
    }

    /// w = (1 − Σ locked) · p / Σ free p; locked ones stay.
    fn direct_shares(&self, siblings: &[CriterionId]) -> Result<Vec<f64>, WeightProblem> {
        let locked = |id: &CriterionId| {
            self.direct.get(id).filter(|weight| weight.locked).map(|weight| weight.points.get() / 100.0)
        };
        let taken: f64 = siblings.iter().filter_map(locked).sum();
        if taken > 1.0 + 1e-9 {
            return Err(WeightProblem::LockedBeyondWhole);
        }
        let free: Vec<CriterionId> = siblings.iter().copied().filter(|id| locked(id).is_none()).collect();
        if taken <= 0.0 || free.is_empty() {
            return share(with_mean(siblings, |id| self.direct.get(id).map(|weight| weight.points.get())));
        }
        let points = with_mean(&free, |id| self.direct.get(id).map(|weight| weight.points.get()));
        let sum: f64 = points.iter().sum();
        #[expect(clippy::cast_precision_loss, reason = "siblings number hundreds at most")]
        let even = 1.0 / free.len() as f64;
        let rest = (1.0 - taken).max(0.0);
        Ok(siblings
            .iter()
            .map(|id| {
                locked(id).unwrap_or_else(|| {
                    let at = free.iter().position(|there| there == id).unwrap_or(0);
                    let part = points.get(at).copied().unwrap_or(0.0);
                    rest * if sum > 0.0 { part / sum } else { even }
                })
            })
            .collect())
    }
}

/// The numbers of siblings; one that is missing gets the mean of the others, and where all are missing
/// every one 1.
fn with_mean(siblings: &[CriterionId], number: impl Fn(&CriterionId) -> Option<f64>) -> Vec<f64> {
    let known: Vec<f64> = siblings.iter().filter_map(&number).collect();
    #[expect(clippy::cast_precision_loss, reason = "siblings number hundreds at most")]
    let mean = if known.is_empty() { 1.0 } else { known.iter().sum::<f64>() / known.len() as f64 };
    siblings.iter().map(|id| number(id).unwrap_or(mean).max(0.0)).collect()
}

/// Numbers as shares of their sum.
fn share(numbers: Vec<f64>) -> Result<Vec<f64>, WeightProblem> {
    let sum: f64 = numbers.iter().sum();
    if sum > 0.0 && sum.is_finite() {
        Ok(numbers.into_iter().map(|number| number / sum).collect())
    } else {
        Err(WeightProblem::AllZero)
    }
}

/// w of rank k of n: (1/n) Σ over i ≥ k of 1/i. Barron, Barrett (1996), Management Science 42(11).
#[expect(clippy::cast_precision_loss, reason = "criteria number hundreds at most")]
fn rank_order_centroids(n: usize) -> Vec<f64> {
    (1..=n).map(|k| (k..=n).map(|i| 1.0 / i as f64).sum::<f64>() / n as f64).collect()
}
