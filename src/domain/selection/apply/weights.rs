//! Changes of weight sets.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::command::Many;
use super::super::{Scope, Selection, SelectionChange, SelectionError, WeightSet};
use super::Outcome;
use crate::domain::WeightSetId;

impl Selection {
    pub(super) fn put_weight_set(&mut self, set: WeightSet) -> Outcome {
        if set.levels.iter().map(|level| &level.input).chain([&set.leaves]).any(|input| {
            input.direct.values().any(|weight| weight.points.get() < 0.0)
                || input.swing.values().any(|points| points.get() < 0.0)
        }) {
            return Err(SelectionError::NegativeWeight);
        }
        if matches!(set.scope, Scope::Group(_)) && self.reaches(&set.of, set.id) {
            return Err(SelectionError::WeightSetOfItself(set.id));
        }
        let id = set.id;
        let sets = Arc::make_mut(&mut self.weight_sets);
        if let Some(place) = sets.iter_mut().find(|there| there.id == id) {
            *place = Arc::new(set);
            return Ok(SelectionChange::WeightsEdited);
        }
        if sets.len() >= WeightSet::MAX {
            return Err(SelectionError::TooMany { what: Many::WeightSets, limit: WeightSet::MAX });
        }
        sets.push(Arc::new(set));
        Ok(SelectionChange::WeightSetAdded)
    }

    /// Does following the sets that sets are made from lead to one?
    fn reaches(&self, from: &[WeightSetId], wanted: WeightSetId) -> bool {
        let mut waiting = from.to_vec();
        let mut seen = HashSet::new();
        while let Some(id) = waiting.pop() {
            if id == wanted {
                return true;
            }
            if seen.insert(id)
                && let Some(set) = self.weight_set(id)
                && matches!(set.scope, Scope::Group(_))
            {
                waiting.extend(&set.of);
            }
        }
        false
    }

    /// Puts sets beside those there are, of two versions the fuller. The set in use stays. New ones stand in the order of
    /// their ids, so that files may come in any order.
    pub(super) fn merge_weight_sets(&mut self, mut sets: Vec<WeightSet>) -> Outcome {
        // Where no set is named the first one counts: what comes in must not become it.
        self.weights_in_use = self.set_in_use().map(|set| set.id);
        sets.sort_by_key(|set| set.id);
        for set in sets {
            let set = match self.weight_set(set.id) {
                Some(there) => (**there).clone().fuller(set),
                None => set,
            };
            self.put_weight_set(set)?;
        }
        Ok(SelectionChange::WeightsEdited)
    }

    pub(super) fn remove_weight_set(&mut self, id: WeightSetId) -> Outcome {
        self.weight_set(id).ok_or(SelectionError::UnknownWeightSet(id))?;
        let sets = Arc::make_mut(&mut self.weight_sets);
        sets.retain(|set| set.id != id);
        for set in sets.iter_mut().filter(|set| set.of.contains(&id)) {
            Arc::make_mut(set).of.retain(|of| *of != id);
        }
        self.weights_in_use = self.weights_in_use.filter(|in_use| *in_use != id);
        Ok(SelectionChange::WeightSetRemoved)
    }
}
