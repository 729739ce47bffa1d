//! Carrying a command out: all of it, or none of it.

use std::sync::Arc;

use super::Competency;
use super::command::{CompetencyChange, CompetencyCommand, CompetencyError, MOST_ACTIVE, RoundEdit};
use super::record::{Assessment, Person, PlanStep, Seen, StepStatus};
use crate::domain::Workspace;
use crate::domain::id::{AssessmentId, PersonId};

/// What a step of [`Competency::apply`] gives.
pub(super) type Outcome = Result<Option<CompetencyChange>, CompetencyError>;

impl Workspace {
    /// Applies a command of this part; none when nothing differs afterwards.
    ///
    /// # Errors
    /// [`CompetencyError`]; then nothing has changed.
    pub(in crate::domain) fn apply_competency(&mut self, command: CompetencyCommand) -> Outcome {
        let mut part = Competency::clone(&self.competency);
        let change = part.apply(command)?;
        if part == *self.competency {
            return Ok(None);
        }
        self.competency = Arc::new(part);
        Ok(change)
    }
}

impl Competency {
    /// Applies a command, all of it or, on an error, none of it that anybody sees: the caller drops the
    /// draft.
    ///
    /// # Errors
    /// [`CompetencyError`].
    pub fn apply(&mut self, command: CompetencyCommand) -> Outcome {
        use CompetencyChange as Did;
        use CompetencyCommand as Do;
        match command {
            Do::PutPerson(person) => self.put_person(*person),
            Do::RemovePerson(id) => self.remove_person(id, false),
            Do::ForgetPerson(id) => self.remove_person(id, true),
            Do::JoinPeople { keep, other } => self.join_people(keep, other),
            Do::Begin(round) => self.begin(*round),
            Do::BeginWith(person, round) => {
                self.put_person(*person)?;
                self.begin(*round)
            }
            Do::Rate { round, competency, rating } => self.edit_round(round, Did::Rated, |round| {
                let ratings = Arc::make_mut(&mut round.ratings);
                if rating.is_empty() {
                    ratings.remove(&competency);
                } else {
                    ratings.insert(competency, *rating);
                }
            }),
            Do::EditRound(id, edit) => self.edit_round(id, Did::RoundEdited, |round| match *edit {
                RoundEdit::Role(role) => round.role = role,
                RoundEdit::Finished(day) => round.finished = day,
                RoundEdit::Reflection(note) => round.reflection = note,
                RoundEdit::LookingBack(back) => round.looking_back = back,
                RoundEdit::Calibration(scenario, choice) => {
                    round.calibration.insert(scenario, choice);
                }
            }),
            Do::RemoveRound(id) => remove(&mut self.rounds, |one| one.id == id, Did::RoundRemoved, &id),
            Do::PutView(view) => {
                self.known(view.person)?;
                Ok(Some(put(&mut self.views, *view, |one| one.id, Did::ViewSet)))
            }
            Do::RemoveView(id) => remove(&mut self.views, |one| one.id == id, Did::ViewRemoved, &id),
            Do::PutStep(step) => self.put_step(*step),
            Do::RemoveStep(id) => remove(&mut self.steps, |one| one.id == id, Did::StepRemoved, &id),
            Do::PutForm(form) => Ok(Some(put(&mut self.forms, *form, |one| one.id, Did::FormSet))),
            Do::FillIn { form, competency, seen } => {
                let form = find(&mut self.forms, |one| one.id == form, &form)?;
                let ratings = Arc::make_mut(&mut form.view.ratings);
                if *seen == (Seen { meaning: seen.meaning, ..Seen::default() }) {
                    ratings.remove(&competency);
                } else {
                    ratings.insert(competency, *seen);
                }
                Ok(Some(Did::FormSet))
            }
            Do::SignForm { form, by, consent, returned } => {
                let form = find(&mut self.forms, |one| one.id == form, &form)?;
                form.view.by = by;
                form.view.consent = consent;
                form.returned = returned;
                form.view.date = returned.unwrap_or(form.view.date);
                Ok(Some(Did::FormSet))
            }
            Do::RemoveForm(id) => remove(&mut self.forms, |one| one.id == id, Did::FormRemoved, &id),
            Do::SetThreshold(key, level) => {
                match level {
                    Some(level) => self.thresholds.insert(key, level),
                    None => self.thresholds.remove(&key),
                };
                Ok(Some(Did::ThresholdSet))
            }
            Do::PutModel(model) => {
                Ok(Some(put(&mut self.models, *model, |one| one.of.id.clone(), Did::ModelSet)))
            }
            Do::EditModel(key, edit) => {
                let model = find(&mut self.models, |one| one.of.id == key, &key)?;
                model.edit(*edit)?;
                Ok(Some(Did::ModelSet))
            }
            Do::RemoveModel(key) => {
                self.model.take_if(|chosen| *chosen == key);
                remove(&mut self.models, |one| one.of.id == key, Did::ModelRemoved, &key)
            }
            Do::ChooseModel(key) => {
                let missing = key.as_ref().filter(|key| self.own_model(key.as_ref()).is_none());
                if let Some(missing) = missing {
                    return Err(CompetencyError::NotThere(missing.to_string()));
                }
                self.model = key;
                Ok(Some(Did::ModelChosen))
            }
            Do::TakeIn(other) => {
                *self = self.merged(&other);
                self.within_limits()?;
                Ok(Some(Did::TakenIn))
            }
        }
    }

    fn known(&self, person: PersonId) -> Result<(), CompetencyError> {
        if self.person(person).is_some() {
            Ok(())
        } else {
            Err(CompetencyError::NotThere(person.to_string()))
        }
    }

    fn within_limits(&self) -> Result<(), CompetencyError> {
        for (count, limit) in [(self.people.len(), Self::MAX_PEOPLE), (self.rounds.len(), Self::MAX_ROUNDS)] {
            if count > limit {
                return Err(CompetencyError::TooMany { limit });
            }
        }
        Ok(())
    }

    fn put_person(&mut self, person: Person) -> Outcome {
        if self.forgotten.contains(&person.id) {
            return Err(CompetencyError::Forgotten(person.id));
        }
        let change = put(&mut self.people, person, |one| one.id, CompetencyChange::PersonSet);
        self.within_limits()?;
        Ok(Some(change))
    }

    fn begin(&mut self, round: Assessment) -> Outcome {
        self.known(round.person)?;
        if self.round(round.id).is_some() {
            return Err(CompetencyError::ThereAlready(round.id.to_string()));
        }
        Arc::make_mut(&mut self.rounds).push(Arc::new(round));
        self.within_limits()?;
        Ok(Some(CompetencyChange::RoundBegun))
    }

    fn edit_round(
        &mut self,
        id: AssessmentId,
        change: CompetencyChange,
        edit: impl FnOnce(&mut Assessment),
    ) -> Outcome {
        edit(find(&mut self.rounds, |round| round.id == id, &id)?);
        Ok(Some(change))
    }

    fn remove_person(&mut self, id: PersonId, for_good: bool) -> Outcome {
        self.known(id)?;
        self.retain_people(|person| person != id);
        if for_good {
            self.forgotten.insert(id);
            return Ok(Some(CompetencyChange::PersonForgotten));
        }
        Ok(Some(CompetencyChange::PersonRemoved))
    }

    /// Keeps only what is about people who pass.
    pub(super) fn retain_people(&mut self, keep: impl Fn(PersonId) -> bool) {
        Arc::make_mut(&mut self.people).retain(|one| keep(one.id));
        Arc::make_mut(&mut self.rounds).retain(|one| keep(one.person));
        Arc::make_mut(&mut self.views).retain(|one| keep(one.person));
        Arc::make_mut(&mut self.steps).retain(|one| keep(one.person));
        Arc::make_mut(&mut self.forms).retain(|one| keep(one.view.person));
    }

    fn join_people(&mut self, keep: PersonId, other: PersonId) -> Outcome {
        self.known(keep)?;
        self.known(other)?;
        if keep == other {
            return Ok(None);
        }
        reassign(&mut self.rounds, other, |round| &mut round.person, keep);
        reassign(&mut self.views, other, |view| &mut view.person, keep);
        reassign(&mut self.steps, other, |step| &mut step.person, keep);
        Arc::make_mut(&mut self.people).retain(|person| person.id != other);
        Ok(Some(CompetencyChange::PeopleJoined))
    }

    fn put_step(&mut self, step: PlanStep) -> Outcome {
        self.known(step.person)?;
        if step.to <= step.from {
            return Err(CompetencyError::NotUpwards { from: step.from, to: step.to });
        }
        let person = step.person;
        let becomes_active = step.status == StepStatus::Active
            && self.step(step.id).is_none_or(|old| old.status != StepStatus::Active);
        if becomes_active && self.active_steps(person) >= MOST_ACTIVE {
            return Err(CompetencyError::TooManyActive { limit: MOST_ACTIVE });
        }
        Ok(Some(put(&mut self.steps, step, |one| one.id, CompetencyChange::StepSet)))
    }
}

fn put<T: Clone, K: PartialEq>(
    list: &mut Arc<Vec<Arc<T>>>,
    new: T,
    key: impl Fn(&T) -> K,
    change: CompetencyChange,
) -> CompetencyChange {
    let wanted = key(&new);
    let list = Arc::make_mut(list);
    match list.iter_mut().find(|one| key(one) == wanted) {
        Some(place) => *place = Arc::new(new),
        None => list.push(Arc::new(new)),
    }
    change
}

fn remove<T: Clone>(
    list: &mut Arc<Vec<Arc<T>>>,
    is_it: impl Fn(&T) -> bool,
    change: CompetencyChange,
    id: &impl ToString,
) -> Outcome {
    if !list.iter().any(|one| is_it(one)) {
        return Err(CompetencyError::NotThere(id.to_string()));
    }
    Arc::make_mut(list).retain(|one| !is_it(one));
    Ok(Some(change))
}

fn find<'a, T: Clone>(
    list: &'a mut Arc<Vec<Arc<T>>>,
    is_it: impl Fn(&T) -> bool,
    id: &impl ToString,
) -> Result<&'a mut T, CompetencyError> {
    let place = list.iter().position(|one| is_it(one));
    place
        .and_then(|place| Arc::make_mut(list).get_mut(place))
        .map(Arc::make_mut)
        .ok_or_else(|| CompetencyError::NotThere(id.to_string()))
}

fn reassign<T: Clone>(
    list: &mut Arc<Vec<Arc<T>>>,
    from: PersonId,
    person: impl Fn(&mut T) -> &mut PersonId,
    to: PersonId,
) {
    for one in Arc::make_mut(list) {
        let mut draft = T::clone(one);
        let place = person(&mut draft);
        if *place == from {
            *place = to;
            *one = Arc::new(draft);
        }
    }
}
