//! Criteria from the strategy's goals, with their weights and where they come from.

use leptos::prelude::*;

use super::super::board::Board;
use crate::domain::selection::{Criterion, DirectWeight, Kind, Leaf, SelectionCommand, WeightSet};
use crate::domain::strategy::goal_weights;
use crate::domain::{CriterionId, Name, Note, Real, WeightSetId};
use crate::state::clock;

/// Adds a group with a leaf for each goal that no criterion stands for yet. Goals that have one keep it:
/// their weights follow the strategy in every set that has a weight for the group.
pub fn add_goals(board: Board) {
    let t = untrack(|| board.app.lang().criteria());
    let (goals, part) = board.app.store.doc().with_untracked(|doc| {
        let named = goal_weights(&doc.strategy).into_iter().map(|goal| {
            let name = doc.strategy.node(goal.node).map(|node| node.name.clone()).unwrap_or_default();
            (goal.node, name, goal.weight)
        });
        (named.collect::<Vec<_>>(), std::sync::Arc::clone(&doc.selection))
    });
    let stands_for = |node| part.criteria.iter().find(|criterion| criterion.goals == [node]);
    let group = part
        .criteria
        .iter()
        .find(|criterion| goals.iter().any(|(node, ..)| criterion.goals == [*node]))
        .and_then(|criterion| criterion.parent);
    let mut criteria = Vec::new();
    let group = group.unwrap_or_else(|| {
        let id = clock::fresh(CriterionId::new);
        criteria.push(Criterion {
            name: Name::truncated(t.goals_group()),
            ..Criterion::new(id, None, Kind::Group)
        });
        id
    });
    let mut weights = part.set_in_use().map_or_else(
        || WeightSet::new(clock::fresh(WeightSetId::new), Name::truncated(t.goals_group())),
        |set| (**set).clone(),
    );
    let level = weights.level_mut(Some(group));
    for (node, name, weight) in goals {
        let id = if let Some(there) = stands_for(node) {
            there.id
        } else {
            let id = clock::fresh(CriterionId::new);
            criteria.push(Criterion {
                name: Name::truncated(&name),
                definition: Note::truncated(t.goals_asked()),
                goals: vec![node],
                ..Criterion::new(id, Some(group), Kind::Leaf(Leaf::default()))
            });
            id
        };
        let points = Real::or_zero((weight * 1e6).round() / 1e4);
        level.direct.insert(id, DirectWeight { points, locked: false });
    }
    board.send_undoable(SelectionCommand::AddCriteria {
        criteria,
        weights: Some(Box::new(weights)),
        method: None,
    });
}
