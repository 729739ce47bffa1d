//! Changes of the list of raters.

use std::sync::Arc;

use super::super::command::Many;
use super::super::{Rater, Selection, SelectionChange, SelectionError};
use super::Outcome;
use crate::domain::RaterId;

impl Selection {
    pub(super) fn rater_mut(&mut self, id: RaterId) -> Result<&mut Rater, SelectionError> {
        let found = Arc::make_mut(&mut self.raters).iter_mut().find(|rater| rater.id == id);
        found.map(Arc::make_mut).ok_or(SelectionError::UnknownRater(id))
    }

    pub(super) fn add_rater(&mut self, rater: Rater) -> Outcome {
        if self.rater(rater.id).is_some() {
            return Err(SelectionError::DuplicateRater(rater.id));
        }
        if self.raters.len() >= Rater::MAX {
            return Err(SelectionError::TooMany { what: Many::Raters, limit: Rater::MAX });
        }
        Arc::make_mut(&mut self.raters).push(Arc::new(rater));
        Ok(SelectionChange::RaterAdded)
    }

    /// Takes in what raters sent back: cell by cell with what is there. What is known of a rater here
    /// (name, weight) stays; new ones are put in the order of their ids, so that files may come in any order.
    pub(super) fn merge_raters(&mut self, back: Vec<Rater>) -> Outcome {
        let count = back.len();
        let mut fresh: Vec<Arc<Rater>> = Vec::new();
        let raters = Arc::make_mut(&mut self.raters);
        for rater in back {
            if let Some(place) = raters.iter_mut().find(|there| there.id == rater.id) {
                let merged = place.merged(&rater);
                let (name, weight) = (place.name.clone(), place.weight);
                let name = if name.is_empty() { merged.name.clone() } else { name };
                *place = Arc::new(Rater { name, weight, ..merged });
            } else if let Some(place) = fresh.iter_mut().find(|there| there.id == rater.id) {
                *place = Arc::new(place.merged(&rater));
            } else {
                fresh.push(Arc::new(rater));
            }
        }
        if raters.len() + fresh.len() > Rater::MAX {
            return Err(SelectionError::TooMany { what: Many::Raters, limit: Rater::MAX });
        }
        raters.extend(fresh);
        Ok(SelectionChange::RatersMerged(count))
    }

    pub(super) fn remove_rater(&mut self, id: RaterId) -> Outcome {
        self.rater(id).ok_or(SelectionError::UnknownRater(id))?;
        Arc::make_mut(&mut self.raters).retain(|rater| rater.id != id);
        Ok(SelectionChange::RaterRemoved)
    }
}
