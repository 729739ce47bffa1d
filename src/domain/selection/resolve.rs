//! From the answers of a weight set to a weight for each leaf.

use super::{
    BestWorstModel, GroupRule, Judgement, Scope, Selection, Tree, WeightInput, WeightMethod, WeightSet,
};
use crate::domain::weighting::{
    self, BestWorst, DirectWeight, Pairwise, WeightingError, rank_order_centroid,
};
use crate::domain::{CriterionId, Name, WeightSetId};

/// Why a set gives no weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeightProblem {
    /// The answers for the siblings of a group (none: the top, or all leaves) do not suffice.
    #[error("{error}")]
    Answers {
        /// The group.
        group: Option<CriterionId>,
        /// Why.
        error: WeightingError,
    },
    /// Best, worst or a comparison with them is missing.
    #[error("comparisons with best and worst are missing")]
    BestWorstOpen {
        /// The group.
        group: Option<CriterionId>,
    },
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
            None => by_level(&tree, &WeightSet::new(WeightSetId::from_number(0), Name::default())),
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
                let shares = set.leaves.shares(None, &leaves)?;
                Ok(leaves.into_iter().zip(shares).collect())
            }
            Scope::Group(rule) => {
                // Rings are refused by the command; a file may still hold one.
                if depth > WeightSet::MAX {
                    return Err(WeightProblem::NoSets);
                }
                let members: Vec<&WeightSet> = set
                    .of
                    .iter()
                    .filter_map(|id| self.weight_set(*id))
                    .filter(|member| member.id != set.id)
                    .map(AsRef::as_ref)
                    .collect();
                if members.is_empty() {
                    return Err(WeightProblem::NoSets);
                }
                // Who has no voice is not heard, however unfinished the judgements are.
                let voices: Vec<(&WeightSet, f64)> = members
                    .into_iter()
                    .map(|member| (member, self.voice(member)))
                    .filter(|(_, voice)| *voice > 0.0)
                    .collect();
                if voices.is_empty() {
                    let error = WeightingError::AllZero;
                    return Err(WeightProblem::Answers { group: None, error });
                }
                let all_levels = voices.iter().all(|(member, _)| member.scope == Scope::Levels);
                if rule == GroupRule::MeanOfJudgements && all_levels {
                    return by_level(tree, &joint(tree, &voices));
                }
                let weights: Result<Vec<_>, _> = voices
                    .into_iter()
                    .map(|(member, voice)| Ok((self.set_weights(tree, member, depth + 1)?, voice)))
                    .collect();
                mean(&weights?, rule)
            }
        }
    }

    /// How much a set counts among others: as much as the rater whose judgements it holds, else 1.
    fn voice(&self, set: &WeightSet) -> f64 {
        let rater = self.raters.iter().find(|rater| WeightSet::of_rater(rater.id) == set.id);
        rater.map_or(1.0, |rater| rater.weight.get().max(0.0))
    }
}

/// One set from the geometric means of the judgements of several (AIJ), weighted by their raters: of each pair, over
/// those who judged it. Where not everyone judged pairs on a level, the geometric means of the level's shares stand as
/// stated weights. Every voice is above 0.
fn joint(tree: &Tree, members: &[(&WeightSet, f64)]) -> WeightSet {
    let mut set = WeightSet::new(WeightSetId::from_number(0), Name::default());
    let groups = std::iter::once(None)
        .chain(tree.placed.iter().filter(|placed| placed.criterion.is_group()).map(|p| Some(p.criterion.id)));
    for group in groups {
        let siblings: Vec<CriterionId> = tree.weighted_children(group).iter().map(|child| child.id).collect();
        // Who has said nothing of a level does not count there.
        let inputs: Vec<(&WeightInput, f64)> =
            members.iter().filter_map(|(member, voice)| Some((member.level(group)?, *voice))).collect();
        if inputs.is_empty() {
            continue;
        }
        let joint = set.level_mut(group);
        if inputs.iter().all(|(input, _)| input.method == WeightMethod::Pairwise) {
            joint.method = WeightMethod::Pairwise;
            if let Some((first, _)) = inputs.first() {
                joint.pairwise.vector = first.pairwise.vector;
                joint.pairwise.random_index = first.pairwise.random_index;
            }
            for (index, a) in siblings.iter().enumerate() {
                for b in siblings.iter().skip(index + 1) {
                    let judged: Vec<(f64, f64)> = inputs
                        .iter()
                        .filter_map(|(input, voice)| Some((input.pairwise.ratio(*a, *b)?, *voice)))
                        .collect();
                    joint.pairwise.judge(*a, *b, geometric_mean(&judged));
                }
            }
        } else {
            let shares: Vec<(Vec<f64>, f64)> = inputs
                .iter()
                .filter_map(|(input, voice)| Some((input.shares(group, &siblings).ok()?, *voice)))
                .collect();
            for (index, id) in siblings.iter().enumerate() {
                let column: Vec<(f64, f64)> =
                    shares.iter().filter_map(|(member, voice)| Some((*member.get(index)?, *voice))).collect();
                let points = crate::domain::Real::or_zero(100.0 * geometric_mean(&column).unwrap_or(0.0));
                joint.direct.insert(*id, super::DirectWeight { points, locked: false });
            }
        }
    }
    set
}

/// The geometric mean of numbers, each with how much it counts.
fn geometric_mean(numbers: &[(f64, f64)]) -> Option<f64> {
    let whole: f64 = numbers.iter().map(|(_, voice)| voice).sum();
    (whole > 0.0)
        .then(|| (numbers.iter().map(|(number, voice)| voice * number.ln()).sum::<f64>() / whole).exp())
}

/// The mean of several sets, leaf by leaf, each with how much it counts. All of them are in the order of the tree.
fn mean(
    members: &[(Vec<(CriterionId, f64)>, f64)],
    rule: GroupRule,
) -> Result<Vec<(CriterionId, f64)>, WeightProblem> {
    let Some((first, _)) = members.first() else { return Err(WeightProblem::NoSets) };
    let means: Vec<f64> = (0..first.len())
        .map(|index| {
            let column: Vec<(f64, f64)> = members
                .iter()
                .map(|(member, voice)| (member.get(index).map_or(0.0, |(_, weight)| *weight), *voice))
                .collect();
            match rule {
                GroupRule::MeanOfWeights => column.iter().map(|(weight, voice)| weight * voice).sum(),
                GroupRule::GeometricMeanOfWeights | GroupRule::MeanOfJudgements => {
                    geometric_mean(&column).unwrap_or(0.0)
                }
            }
        })
        .collect();
    let shares = weighting::swing(&means).map_err(|error| WeightProblem::Answers { group: None, error })?;
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
        Some(input) => input.shares(group, &ids)?,
        None => WeightInput::default().shares(group, &ids)?,
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
    /// The shares of the siblings of a group, in their order. They sum to 1.
    ///
    /// # Errors
    /// [`WeightProblem`], naming the group.
    pub fn shares(
        &self,
        group: Option<CriterionId>,
        siblings: &[CriterionId],
    ) -> Result<Vec<f64>, WeightProblem> {
        match siblings.len() {
            0 => return Ok(Vec::new()),
            1 => return Ok(vec![1.0]),
            _ => {}
        }
        let shares = match self.method {
            WeightMethod::Direct => weighting::direct(&self.direct_entries(siblings)),
            WeightMethod::Ranking => rank_order_centroid(&self.ranks(siblings)),
            WeightMethod::Swing => {
                weighting::swing(&with_mean(siblings, |id| self.swing.get(id).map(|points| points.get())))
            }
            WeightMethod::Pairwise => {
                let (vector, table) = (self.pairwise.vector, self.pairwise.random_index);
                weighting::priorities(&self.pairwise.matrix(siblings), vector, table)
                    .map(|found| found.weights)
            }
            WeightMethod::BestWorst => {
                let answers =
                    self.best_worst.answers(siblings).ok_or(WeightProblem::BestWorstOpen { group })?;
                answers.map(|answers| match self.best_worst.model {
                    BestWorstModel::Linear => answers.linear().weights,
                    BestWorstModel::NonLinear => answers.non_linear().weights,
                })
            }
        };
        shares.map_err(|error| WeightProblem::Answers { group, error })
    }

    /// The stated weights of siblings as numbers: locked ones as shares, the free ones as points.
    pub fn direct_entries(&self, siblings: &[CriterionId]) -> Vec<DirectWeight> {
        let is_locked = |id: &CriterionId| self.direct.get(id).is_some_and(|weight| weight.locked);
        let free: Vec<CriterionId> = siblings.iter().copied().filter(|id| !is_locked(id)).collect();
        let points = with_mean(&free, |id| self.direct.get(id).map(|weight| weight.points.get()));
        siblings
            .iter()
            .map(|id| match (self.direct.get(id), free.iter().position(|there| there == id)) {
                (_, Some(at)) => DirectWeight::Points(points.get(at).copied().unwrap_or(0.0)),
                (weight, None) => {
                    DirectWeight::Locked(weight.map_or(0.0, |weight| weight.points.get() / 100.0))
                }
            })
            .collect()
    }

    /// The ranks of siblings, from 1; those without one share the last.
    fn ranks(&self, siblings: &[CriterionId]) -> Vec<u32> {
        let ranked: Vec<&CriterionId> = self.ranking.iter().filter(|id| siblings.contains(id)).collect();
        let rank = |id: &CriterionId| ranked.iter().position(|there| *there == id).unwrap_or(ranked.len());
        siblings.iter().map(|id| u32::try_from(rank(id) + 1).unwrap_or(u32::MAX)).collect()
    }
}

impl super::Pairwise {
    /// The judgements of siblings as a matrix in their order.
    pub fn matrix(&self, siblings: &[CriterionId]) -> Pairwise {
        let of = |judgement: &Judgement| (judgement.more, judgement.less, judgement.ratio.get());
        Pairwise::of(siblings, self.judgements.iter().map(of))
    }
}

impl super::BestWorst {
    /// The comparisons of siblings in their order; none while best, worst or a comparison is missing.
    pub fn answers(&self, siblings: &[CriterionId]) -> Option<Result<BestWorst, WeightingError>> {
        let at = |wanted: Option<CriterionId>| siblings.iter().position(|id| Some(*id) == wanted);
        let (best, worst) = (at(self.best)?, at(self.worst)?);
        let from_best: Option<Vec<f64>> = siblings
            .iter()
            .map(
                |id| if Some(*id) == self.best { Some(1.0) } else { self.from_best.get(id).map(|x| x.get()) },
            )
            .collect();
        let (from_best, worst_id) = (from_best?, self.worst?);
        // Best to worst is one question, asked on the side of the best.
        let best_to_worst = self.from_best.get(&worst_id).map(|x| x.get());
        let to_worst: Option<Vec<f64>> = siblings
            .iter()
            .map(|id| match () {
                () if Some(*id) == self.worst => Some(1.0),
                () if Some(*id) == self.best => best_to_worst,
                () => self.to_worst.get(id).map(|x| x.get()),
            })
            .collect();
        Some(BestWorst::new(best, worst, &from_best, &to_worst?))
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

#[cfg(test)]
mod tests {
    use super::super::{Leaf, Rater};
    use super::*;
    use crate::domain::Real;
    use crate::domain::id::RaterId;

    fn id(number: u128) -> CriterionId {
        CriterionId::from_number(number)
    }

    fn input(method: WeightMethod) -> WeightInput {
        WeightInput { method, ..WeightInput::default() }
    }

    #[track_caller]
    fn assert_shares(input: &WeightInput, expected: &[f64]) {
        let siblings: Vec<CriterionId> = (1..).take(expected.len()).map(id).collect();
        let shares = input.shares(None, &siblings).unwrap();
        for (share, expected) in shares.iter().zip(expected) {
            assert!((share - expected).abs() < 1e-9, "{shares:?}");
        }
    }

    #[test]
    fn locked_weights_stay_and_unweighted_ones_count_as_the_mean() {
        let mut direct = input(WeightMethod::Direct);
        let weight =
            |points: f64, locked| super::super::DirectWeight { points: Real::or_zero(points), locked };
        direct.direct.insert(id(1), weight(50.0, true));
        direct.direct.insert(id(2), weight(30.0, false));
        assert_shares(&direct, &[0.5, 0.25, 0.25]);
        direct.direct.insert(id(3), weight(90.0, false));
        assert_shares(&direct, &[0.5, 0.125, 0.375]);
    }

    #[test]
    fn an_order_gives_centroids() {
        let mut ranking = input(WeightMethod::Ranking);
        ranking.ranking = vec![id(2), id(1)];
        assert_shares(&ranking, &[5.0 / 18.0, 11.0 / 18.0, 2.0 / 18.0]);
    }

    #[test]
    fn judgements_may_stand_in_either_order_and_must_connect() {
        let mut pairs = input(WeightMethod::Pairwise);
        pairs.pairwise.judge(id(2), id(1), Some(0.5));
        assert!(matches!(
            pairs.shares(Some(id(9)), &[id(1), id(2), id(3)]),
            Err(WeightProblem::Answers { group: Some(_), error: WeightingError::Disconnected { groups: 2 } })
        ));
        pairs.pairwise.judge(id(2), id(3), Some(2.0));
        assert_shares(&pairs, &[4.0 / 7.0, 2.0 / 7.0, 1.0 / 7.0]);
    }

    #[test]
    fn best_and_worst_wait_for_every_answer() {
        let mut answers = input(WeightMethod::BestWorst);
        answers.best_worst.best = Some(id(1));
        answers.best_worst.worst = Some(id(3));
        let all = [id(1), id(2), id(3)];
        assert_eq!(answers.shares(None, &all), Err(WeightProblem::BestWorstOpen { group: None }));
        answers.best_worst.from_best.insert(id(2), 2.into());
        answers.best_worst.from_best.insert(id(3), 8.into());
        answers.best_worst.to_worst.insert(id(2), 4.into());
        assert_shares(&answers, &[8.0 / 13.0, 4.0 / 13.0, 1.0 / 13.0]);
    }

    #[test]
    fn people_who_act_as_one_have_the_means_of_their_judgements() {
        let tree = Tree::of(&[1, 2].map(|number| {
            std::sync::Arc::new(super::super::Criterion::new(
                id(number),
                None,
                super::super::Kind::Leaf(Leaf::default()),
            ))
        }));
        let set = |ratio: f64| {
            let mut set = WeightSet::new(WeightSetId::from_number(1), Name::default());
            let level = set.level_mut(None);
            level.method = WeightMethod::Pairwise;
            level.pairwise.judge(id(1), id(2), Some(ratio));
            set
        };
        let (a, b) = (set(2.0), set(8.0));
        let weights = by_level(&tree, &joint(&tree, &[(&a, 1.0), (&b, 1.0)])).unwrap();
        assert!((weights[0].1 - 0.8).abs() < 1e-12, "{weights:?}");
        // Three voices to one: 2^(3/4) 8^(1/4) = 2^(3/2), by hand.
        let weights = by_level(&tree, &joint(&tree, &[(&a, 3.0), (&b, 1.0)])).unwrap();
        let ratio = 2.0_f64 * std::f64::consts::SQRT_2;
        assert!((weights[0].1 - ratio / (1.0 + ratio)).abs() < 1e-12, "{weights:?}");
    }

    /// Two raters judge two leaves 3 to 1 and 1 to 1, and the first counts `first` times the second.
    fn group_of_two(rule: GroupRule, first: f64, second: f64) -> Result<f64, WeightProblem> {
        let mut selection = Selection::default();
        let leaf = |number| {
            super::super::Criterion::new(id(number), None, super::super::Kind::Leaf(Leaf::default()))
        };
        selection.criteria =
            std::sync::Arc::new([1, 2].map(|number| std::sync::Arc::new(leaf(number))).to_vec());
        let mut group = WeightSet::new(WeightSetId::from_number(99), Name::default());
        group.scope = Scope::Group(rule);
        let mut sets = Vec::new();
        for (number, voice, ratio) in [(1, first, 3.0), (2, second, 1.0)] {
            let mut rater = Rater::new(RaterId::from_number(number), Name::default());
            rater.weight = Real::or_zero(voice);
            let mut set = WeightSet::new(WeightSet::of_rater(rater.id), Name::default());
            let level = set.level_mut(None);
            level.method = WeightMethod::Pairwise;
            level.pairwise.judge(id(1), id(2), Some(ratio));
            group.of.push(set.id);
            sets.push(std::sync::Arc::new(set));
            std::sync::Arc::make_mut(&mut selection.raters).push(std::sync::Arc::new(rater));
        }
        sets.push(std::sync::Arc::new(group));
        selection.weight_sets = std::sync::Arc::new(sets);
        Ok(selection.weights(Some(WeightSetId::from_number(99)))?[0].1)
    }

    #[test]
    fn a_group_hears_each_rater_as_much_as_the_rater_counts() {
        // By hand: shares 3/4 and 1/2 of the first leaf, three voices to one.
        let arithmetic = 0.75_f64.mul_add(3.0, 0.5) / 4.0;
        let root = 3.0_f64.powf(0.75);
        let (a, b) = (0.75_f64.powf(0.75) * 0.5_f64.powf(0.25), 0.25_f64.powf(0.75) * 0.5_f64.powf(0.25));
        for (rule, expected) in [
            (GroupRule::MeanOfWeights, arithmetic),
            (GroupRule::GeometricMeanOfWeights, a / (a + b)),
            (GroupRule::MeanOfJudgements, root / (root + 1.0)),
        ] {
            let found = group_of_two(rule, 3.0, 1.0).unwrap();
            assert!((found - expected).abs() < 1e-9, "{rule:?}: {found} for {expected}");
            // Voices count by their ratio; without one a rater is not heard; somebody must have one.
            assert!((group_of_two(rule, 6.0, 2.0).unwrap() - found).abs() < 1e-9);
            assert!((group_of_two(rule, 1.0, 0.0).unwrap() - 0.75).abs() < 1e-9);
            let error = WeightingError::AllZero;
            assert_eq!(group_of_two(rule, 0.0, 0.0), Err(WeightProblem::Answers { group: None, error }));
        }
    }
}
