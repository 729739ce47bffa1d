//! Criteria that stand for goals of the strategy, kept in step with it: what differs, and the one step that takes over.

use super::{
    Criterion, DirectWeight, Kind, Leaf, Scope, SelectionChange, SelectionCommand, WeightMethod, WeightSet,
};
use crate::domain::strategy::goal_weights;
use crate::domain::{CriterionId, Name, NodeId, Note, Real, WeightSetId, Workspace};

/// Shares that differ by less are the same: they are stored with four digits of a per cent.
const SAME: f64 = 1e-5;

/// A goal of the strategy as a criterion should be.
struct Goal {
    node: NodeId,
    name: Name,
    weight: f64,
}

/// Where criteria and goals differ.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GoalDrift {
    /// Goals that no criterion stands for.
    pub missing: Vec<Name>,
    /// Criteria whose goal is no longer there.
    pub orphaned: Vec<Name>,
    /// Criteria that are called otherwise than their goal: their name and its.
    pub renamed: Vec<(Name, Name)>,
    /// Criteria whose share among those of goals differs: name, share here, share in the strategy.
    pub reweighted: Vec<(Name, f64, f64)>,
}

impl GoalDrift {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Workspace {
    /// Where criteria that stand for one goal each and the strategy differ; none when they agree or there are no such
    /// criteria. Weights are compared where the set in use states them: other methods weigh goals on purpose.
    pub fn goal_drift(&self) -> Option<GoalDrift> {
        let goals = self.goals();
        let standing: Vec<(&Criterion, NodeId)> = self.goal_criteria().collect();
        let (first, _) = standing.first()?;
        let of = |node: NodeId| goals.iter().find(|goal| goal.node == node);
        let mut drift = GoalDrift::default();
        for goal in &goals {
            if !standing.iter().any(|(_, node)| *node == goal.node) {
                drift.missing.push(goal.name.clone());
            }
        }
        let mut shares = Vec::new();
        let weights = self.stated_shares(first.parent);
        for (criterion, node) in &standing {
            let Some(goal) = of(*node) else {
                drift.orphaned.push(criterion.name.clone());
                continue;
            };
            if criterion.name != goal.name {
                drift.renamed.push((criterion.name.clone(), goal.name.clone()));
            }
            if let Some(points) = weights.as_ref().map(|weight| weight(criterion.id)) {
                shares.push((criterion.name.clone(), points, goal.weight));
            }
        }
        let whole = |pick: fn(&(Name, f64, f64)) -> f64| shares.iter().map(pick).sum::<f64>();
        let (here, there) = (whole(|share| share.1), whole(|share| share.2));
        for (name, ours, theirs) in &shares {
            let part = |share: f64, whole: f64| if whole > 0.0 { share / whole } else { 0.0 };
            let (ours, theirs) = (part(*ours, here), part(*theirs, there));
            if (ours - theirs).abs() > SAME {
                drift.reweighted.push((name.clone(), ours, theirs));
            }
        }
        (!drift.is_empty()).then_some(drift)
    }

    /// The step after which criteria follow the goals: one for each goal, named and weighted like it. Those whose goal is
    /// gone become the workspace's own, with weight 0, and keep their scores. `group` is the name of a new group, `asked`
    /// the question of a new criterion; `fresh` gives ids.
    pub fn following_goals(
        &self,
        group: &Name,
        asked: &Note,
        set: WeightSetId,
        mut fresh: impl FnMut() -> CriterionId,
    ) -> SelectionCommand {
        let goals = self.goals();
        let part = &self.selection;
        let (mut added, mut commands) = (Vec::new(), Vec::new());
        let standing: Vec<(&Criterion, NodeId)> = self.goal_criteria().collect();
        let holder = standing.first().map(|(criterion, _)| criterion.parent);
        let holder = holder.unwrap_or_else(|| {
            let id = fresh();
            added.push(Criterion { name: group.clone(), ..Criterion::new(id, None, Kind::Group) });
            Some(id)
        });
        let mut weights =
            part.set_in_use().map_or_else(|| WeightSet::new(set, group.clone()), |set| (**set).clone());
        let level = weights.level_mut(holder);
        let mut state = |id: CriterionId, weight: f64| {
            let points = Real::or_zero((weight * 1e6).round() / 1e4);
            level.direct.insert(id, DirectWeight { points, locked: false });
        };
        for goal in &goals {
            let found = standing.iter().find(|(_, node)| *node == goal.node);
            let id = found.map_or_else(&mut fresh, |(criterion, _)| criterion.id);
            state(id, goal.weight);
            match found {
                Some((criterion, _)) if criterion.name == goal.name => {}
                Some((criterion, _)) => commands.push(SelectionCommand::EditCriterion(Box::new(Criterion {
                    name: goal.name.clone(),
                    ..(*criterion).clone()
                }))),
                None => added.push(Criterion {
                    name: goal.name.clone(),
                    definition: asked.clone(),
                    goals: vec![goal.node],
                    ..Criterion::new(id, holder, Kind::Leaf(Leaf::default()))
                }),
            }
        }
        for (criterion, node) in &standing {
            if !goals.iter().any(|goal| goal.node == *node) {
                state(criterion.id, 0.0);
                commands.push(SelectionCommand::EditCriterion(Box::new(Criterion {
                    goals: Vec::new(),
                    ..(*criterion).clone()
                })));
            }
        }
        commands.push(SelectionCommand::AddCriteria {
            criteria: added,
            weights: Some(Box::new(weights)),
            method: None,
        });
        SelectionCommand::Together(commands, SelectionChange::GoalsFollowed)
    }

    fn goals(&self) -> Vec<Goal> {
        let named = |goal: crate::domain::strategy::GoalWeight| Goal {
            node: goal.node,
            name: self.strategy.node(goal.node).map(|node| Name::truncated(&node.name)).unwrap_or_default(),
            weight: goal.weight,
        };
        goal_weights(&self.strategy).into_iter().map(named).collect()
    }

    /// Criteria that stand for one goal. Those that serve several only name where they come from.
    fn goal_criteria(&self) -> impl Iterator<Item = (&Criterion, NodeId)> {
        self.selection.criteria.iter().filter_map(|criterion| match criterion.goals.as_slice() {
            [node] if criterion.leaf().is_some() => Some((&**criterion, *node)),
            _ => None,
        })
    }

    /// The stated weights of a group in the set in use; none where it weighs by other means.
    fn stated_shares(&self, group: Option<CriterionId>) -> Option<impl Fn(CriterionId) -> f64> {
        let set = self.selection.set_in_use()?;
        let level = set.level(group).filter(|level| level.method == WeightMethod::Direct)?;
        (set.scope == Scope::Levels)
            .then_some(move |id| level.direct.get(&id).map_or(0.0, |weight| weight.points.get()))
    }
}
