//! The changes that may be asked of this part.

use std::sync::Arc;

use chrono::NaiveDate;

use super::Competency;
use super::editing::ModelEdit;
use super::model::Model;
use super::record::{Assessment, Form, LookingBack, Person, PlanStep, Rating, Seen, StepStatus, View};
use super::value::{Key, Level};
use crate::domain::id::{AssessmentId, FormId, PersonId, StepId, ViewId};
use crate::domain::{Name, Note, Workspace};

/// So many steps of one person may be active at a time: more is none.
pub const MOST_ACTIVE: usize = 3;

/// A change to a round beside its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoundEdit {
    /// The role that it is held against; none: all are compared.
    Role(Option<Key>),
    /// The day on which it was done; none: not yet.
    Finished(Option<NaiveDate>),
    /// A sentence about the whole.
    Reflection(Note),
    /// How it was, seen later; none takes it away.
    LookingBack(Option<LookingBack>),
    /// What was chosen in a scenario.
    Calibration(Key, Key),
}

/// A change asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompetencyCommand {
    /// Puts a person in, or in the place of the one with the same id.
    PutPerson(Box<Person>),
    /// Takes a person out, with everything about them.
    RemovePerson(PersonId),
    /// Takes a person out and keeps older files from bringing them back.
    ForgetPerson(PersonId),
    /// Gives everything about one person to another: they are the same.
    JoinPeople {
        /// Who stays.
        keep: PersonId,
        /// Who goes.
        other: PersonId,
    },
    /// Begins a round.
    Begin(Box<Assessment>),
    /// Begins a round of somebody new.
    BeginWith(Box<Person>, Box<Assessment>),
    /// Answers one competency; an empty rating takes the answer back.
    Rate {
        /// The round.
        round: AssessmentId,
        /// The competency.
        competency: Key,
        /// What is said.
        rating: Box<Rating>,
    },
    /// Changes a round beside its answers.
    EditRound(AssessmentId, Box<RoundEdit>),
    /// Takes a round away.
    RemoveRound(AssessmentId),
    /// Puts in another's view, or in the place of the one with the same id.
    PutView(Box<View>),
    /// Takes a view away.
    RemoveView(ViewId),
    /// Puts a step of a plan in, or in the place of the one with the same id.
    PutStep(Box<PlanStep>),
    /// Takes a step away.
    RemoveStep(StepId),
    /// Puts in a form to fill in.
    PutForm(Box<Form>),
    /// Answers one competency of a form.
    FillIn {
        /// The form.
        form: FormId,
        /// The competency.
        competency: Key,
        /// What is seen.
        seen: Box<Seen>,
    },
    /// Says who fills a form in, whether they agree, and when it was handed back.
    SignForm {
        /// The form.
        form: FormId,
        /// A name; may be empty.
        by: Name,
        /// Does the rater agree that the person sees it?
        consent: bool,
        /// The day of handing back.
        returned: Option<NaiveDate>,
    },
    /// Takes a form away.
    RemoveForm(FormId),
    /// Sets an organisation's own threshold; none: each role's own.
    SetThreshold(Key, Option<Level>),
    /// Puts a model in, or in the place of the one with the same id.
    PutModel(Box<Model>),
    /// Changes one of the organisation's models.
    EditModel(Key, Box<ModelEdit>),
    /// Takes one of the organisation's models away. Answers to it stay.
    RemoveModel(Key),
    /// Chooses the model that new rounds are answered to; none: the built-in one.
    ChooseModel(Option<Key>),
    /// Takes in what a file or a link holds, as a merge does.
    TakeIn(Box<Competency>),
}

/// What a command did, for the undo list and its toast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompetencyChange {
    /// A person was put in or changed.
    PersonSet,
    /// A person was taken out.
    PersonRemoved,
    /// A person was forgotten.
    PersonForgotten,
    /// Two were joined into one.
    PeopleJoined,
    /// A round was begun.
    RoundBegun,
    /// A competency was answered.
    Rated,
    /// A round was changed.
    RoundEdited,
    /// A round was taken away.
    RoundRemoved,
    /// A view was put in.
    ViewSet,
    /// A view was taken away.
    ViewRemoved,
    /// A step was put in or changed.
    StepSet,
    /// A step was taken away.
    StepRemoved,
    /// A form was changed.
    FormSet,
    /// A form was taken away.
    FormRemoved,
    /// A threshold was set.
    ThresholdSet,
    /// A model was put in or changed.
    ModelSet,
    /// A model was taken away.
    ModelRemoved,
    /// Another model was chosen.
    ModelChosen,
    /// The content of a file or link was taken in.
    TakenIn,
}

/// Why a command did not change the workspace.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CompetencyError {
    /// A command names what is not there (any more).
    #[error("not there: {0}")]
    NotThere(String),
    /// Something with this id is there already.
    #[error("there already: {0}")]
    ThereAlready(String),
    /// The person was forgotten.
    #[error("{0} was forgotten")]
    Forgotten(PersonId),
    /// The person has as many active steps as make sense.
    #[error("at most {limit} active steps")]
    TooManyActive {
        /// How many there may be.
        limit: usize,
    },
    /// A step must lead upwards.
    #[error("a step from {from} to {to}")]
    NotUpwards {
        /// Where it begins.
        from: Level,
        /// Where it leads.
        to: Level,
    },
    /// More people or rounds than can be kept.
    #[error("at most {limit}")]
    TooMany {
        /// How many there may be.
        limit: usize,
    },
    /// The model would have more parts than a model can, or none at all.
    #[error("too many or too few parts")]
    ModelSize,
}

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
