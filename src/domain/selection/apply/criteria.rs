//! Changes of the criteria.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::command::Many;
use super::super::{Criterion, MethodChoice, Selection, SelectionChange, SelectionError, WeightSet};
use super::Outcome;
use crate::domain::CriterionId;

impl Selection {
    pub(super) fn add_criteria(
        &mut self,
        criteria: Vec<Criterion>,
        weights: Option<Box<WeightSet>>,
        method: Option<MethodChoice>,
    ) -> Outcome {
        let count = criteria.len();
        let wanted = self.criteria.len() + count;
        if wanted > Criterion::MAX {
            return Err(SelectionError::TooMany { what: Many::Criteria, limit: Criterion::MAX });
        }
        let list = Arc::make_mut(&mut self.criteria);
        for criterion in criteria {
            if list.iter().any(|there| there.id == criterion.id) {
                return Err(SelectionError::DuplicateCriterion(criterion.id));
            }
            if let Some(parent) = criterion.parent
                && !list.iter().any(|there| there.id == parent && there.is_group())
            {
                return Err(SelectionError::NotAGroup(parent));
            }
            list.push(Arc::new(criterion));
        }
        if let Some(weights) = weights {
            let id = weights.id;
            self.put_weight_set(*weights)?;
            self.weights_in_use = Some(id);
        }
        self.method = method.unwrap_or(self.method);
        Ok(SelectionChange::CriteriaAdded(count))
    }

    pub(super) fn edit_criterion(&mut self, criterion: Criterion) -> Outcome {
        let id = criterion.id;
        let at = self.position(id)?;
        self.may_stand(id, criterion.parent)?;
        let holds = self.criteria.iter().any(|child| child.parent == Some(id));
        if holds && !criterion.is_group() {
            return Err(SelectionError::HoldsOthers(id));
        }
        // Scores beyond a changed scale would mean something else: they are kept and shown as errors.
        if let Some(place) = Arc::make_mut(&mut self.criteria).get_mut(at) {
            *place = Arc::new(criterion);
        }
        Ok(SelectionChange::CriterionEdited)
    }

    /// May a criterion stand in a group?
    fn may_stand(&self, id: CriterionId, group: Option<CriterionId>) -> Result<(), SelectionError> {
        let mut above = group;
        let mut steps = 0;
        while let Some(group) = above {
            let holder = self.criterion(group).filter(|holder| holder.is_group());
            let holder = holder.ok_or(SelectionError::NotAGroup(group))?;
            steps += 1;
            if group == id || steps > Criterion::MAX {
                return Err(SelectionError::NotAGroup(group));
            }
            above = holder.parent;
        }
        Ok(())
    }

    pub(super) fn move_criterion(
        &mut self,
        id: CriterionId,
        group: Option<CriterionId>,
        to: usize,
    ) -> Outcome {
        let at = self.position(id)?;
        self.may_stand(id, group)?;
        let list = Arc::make_mut(&mut self.criteria);
        let mut moved = list.remove(at);
        if moved.parent != group {
            Arc::make_mut(&mut moved).parent = group;
        }
        let siblings = list.iter().enumerate().filter(|(_, there)| there.parent == group);
        let place = siblings.map(|(index, _)| index).nth(to).unwrap_or(list.len());
        list.insert(place, moved);
        Ok(SelectionChange::CriterionMoved)
    }

    pub(super) fn remove_criteria(&mut self, ids: &[CriterionId]) -> Outcome {
        let tree = self.tree();
        let mut gone = HashSet::new();
        for id in ids {
            self.position(*id)?;
            gone.extend(tree.branch(*id));
        }
        Arc::make_mut(&mut self.criteria).retain(|criterion| !gone.contains(&criterion.id));
        for set in Arc::make_mut(&mut self.weight_sets) {
            Arc::make_mut(set).forget(&gone);
        }
        for rater in Arc::make_mut(&mut self.raters) {
            Arc::make_mut(rater).scores.forget_criteria(&gone);
        }
        if self.balance.iter().any(|rule| gone.contains(&rule.criterion)) {
            Arc::make_mut(&mut self.balance).retain(|rule| !gone.contains(&rule.criterion));
        }
        self.agreed.forget_criteria(&gone);
        self.gate_answers.forget_criteria(&gone);
        Ok(SelectionChange::CriteriaRemoved(gone.len()))
    }

    pub(super) fn position(&self, id: CriterionId) -> Result<usize, SelectionError> {
        self.criteria
            .iter()
            .position(|criterion| criterion.id == id)
            .ok_or(SelectionError::UnknownCriterion(id))
    }
}
