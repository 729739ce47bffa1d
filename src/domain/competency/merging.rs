//! Two workspaces into one. The laws, which tests hold: merging with itself changes nothing, nothing is
//! neutral, and the order of bracketing does not matter. Where both say something different of the same
//! thing, the other one's word stands; answers are taken one by one, so that none is lost.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use super::Competency;
use super::record::{Assessment, Form, View};

impl Competency {
    /// This part with another one's records: those of the same id are joined, and whoever was forgotten
    /// on either side stays so.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        let mut merged = Self {
            people: joined(&self.people, &other.people, |person| person.id, |_, theirs| theirs.clone()),
            rounds: joined(&self.rounds, &other.rounds, |round| round.id, rounds),
            views: joined(&self.views, &other.views, |view| view.id, views),
            steps: joined(&self.steps, &other.steps, |step| step.id, |_, theirs| theirs.clone()),
            forms: joined(&self.forms, &other.forms, |form| form.id, forms),
            models: joined(
                &self.models,
                &other.models,
                |model| model.of.id.clone(),
                // The later version has seen the earlier one.
                |ours, theirs| {
                    if ours.of.version > theirs.of.version { ours.clone() } else { theirs.clone() }
                },
            ),
            model: other.model.clone().or_else(|| self.model.clone()),
            thresholds: union(&self.thresholds, &other.thresholds),
            forgotten: self.forgotten.union(&other.forgotten).copied().collect(),
            extra: self.extra.clone(),
        };
        merged.extra.extend(other.extra.clone());
        let gone = merged.forgotten.clone();
        if !gone.is_empty() {
            merged.retain_people(|person| !gone.contains(&person));
        }
        merged
    }
}

fn union<K: Ord + Clone, V: Clone>(
    ours: &std::collections::BTreeMap<K, V>,
    theirs: &std::collections::BTreeMap<K, V>,
) -> std::collections::BTreeMap<K, V> {
    let mut both = ours.clone();
    both.extend(theirs.iter().map(|(key, value)| (key.clone(), value.clone())));
    both
}

/// Ours in our order, joined with theirs of the same key, then what only they have.
fn joined<T, K: Eq + Hash>(
    ours: &Arc<Vec<Arc<T>>>,
    theirs: &Arc<Vec<Arc<T>>>,
    key: impl Fn(&T) -> K,
    join: impl Fn(&Arc<T>, &Arc<T>) -> Arc<T>,
) -> Arc<Vec<Arc<T>>> {
    if theirs.is_empty() || Arc::ptr_eq(ours, theirs) {
        return ours.clone();
    }
    let mut all: Vec<Arc<T>> = ours.to_vec();
    let mut places: HashMap<K, usize> = HashMap::with_capacity(all.len());
    for (place, one) in all.iter().enumerate() {
        places.entry(key(one)).or_insert(place);
    }
    for one in theirs.iter() {
        if let Some(mine) = places.get(&key(one)).and_then(|place| all.get_mut(*place)) {
            *mine = join(mine, one);
        } else {
            places.insert(key(one), all.len());
            all.push(one.clone());
        }
    }
    Arc::new(all)
}

fn rounds(ours: &Arc<Assessment>, theirs: &Arc<Assessment>) -> Arc<Assessment> {
    if ours == theirs {
        return ours.clone();
    }
    let mut round = Assessment::clone(theirs);
    round.ratings = Arc::new(union(&ours.ratings, &theirs.ratings));
    round.calibration = union(&ours.calibration, &theirs.calibration);
    round.finished = theirs.finished.or(ours.finished);
    round.looking_back = theirs.looking_back.clone().or_else(|| ours.looking_back.clone());
    Arc::new(round)
}

fn views(ours: &Arc<View>, theirs: &Arc<View>) -> Arc<View> {
    if ours == theirs {
        return ours.clone();
    }
    let mut view = View::clone(theirs);
    view.ratings = Arc::new(union(&ours.ratings, &theirs.ratings));
    Arc::new(view)
}

fn forms(ours: &Arc<Form>, theirs: &Arc<Form>) -> Arc<Form> {
    if ours == theirs {
        return ours.clone();
    }
    let mut form = Form::clone(theirs);
    form.view = View::clone(&views(&Arc::new(ours.view.clone()), &Arc::new(theirs.view.clone())));
    form.returned = theirs.returned.or(ours.returned);
    Arc::new(form)
}
