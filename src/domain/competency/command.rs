//! The changes that may be asked of this part.

use chrono::NaiveDate;

use super::Competency;
use super::editing::ModelEdit;
use super::model::Model;
use super::record::{Assessment, Form, LookingBack, Person, PlanStep, Rating, Seen, View};
use super::value::{Key, Level};
use crate::domain::id::{AssessmentId, FormId, PersonId, StepId, ViewId};
use crate::domain::{Name, Note};

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
    /// A layer still has competencies.
    #[error("the layer {0} is in use")]
    LayerInUse(Key),
    /// The model would have more parts than a model can, or none at all.
    #[error("too many or too few parts")]
    ModelSize,
}
