//! What the workspace keeps of people: who they are, their rounds of answers, what others see in them,
//! and what they mean to do next.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::model::ModelRef;
use super::value::{Answer, Confidence, Interest, Key, Level, Strength};
use crate::domain::id::{AssessmentId, FormId, PersonId, StepId, ViewId};
use crate::domain::{Extra, Name, Note};

/// Somebody who answers. A name is not needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Identity; says nothing about the person.
    pub id: PersonId,
    /// A name or a pseudonym; may be empty.
    #[serde(default)]
    pub alias: Name,
    /// The role that the person has or wants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Key>,
    /// The post in the organisation.
    #[serde(default, skip_serializing_if = "is_empty_name")]
    pub post: Name,
    /// What else is worth knowing.
    #[serde(default, skip_serializing_if = "is_empty_note")]
    pub note: Note,
    /// The day on which the person agreed that this is kept here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<NaiveDate>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

fn is_empty_name(name: &Name) -> bool {
    name.is_empty()
}

fn is_empty_note(note: &Note) -> bool {
    note.is_empty()
}

impl Person {
    /// Somebody without a name.
    pub fn new(id: PersonId) -> Self {
        Self {
            id,
            alias: Name::default(),
            role: None,
            post: Name::default(),
            note: Note::default(),
            consent: None,
            extra: Extra::new(),
        }
    }
}

/// Something that shows a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What it is.
    #[serde(default)]
    pub text: Note,
    /// How strong it is.
    #[serde(default = "no_strength")]
    pub strength: Strength,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

const fn no_strength() -> Strength {
    Strength::NONE
}

/// What a person says of one competency. Everything but the answer may be left out, and the answer too.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rating {
    /// The level, or why there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// How sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// How much the person wants to do it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interest: Option<Interest>,
    /// What shows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// What the competency meant when it was answered ([`super::Trait::meaning`]).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub meaning: u32,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Rating {
    /// The level, where there is one.
    pub fn level(&self) -> Option<Level> {
        self.answer.and_then(Answer::level)
    }

    /// The strength of the strongest evidence; none counts as [`Strength::NONE`].
    pub fn strength(&self) -> Strength {
        self.evidence.iter().map(|one| one.strength).max().unwrap_or(Strength::NONE)
    }

    /// Does nothing stand here?
    pub fn is_empty(&self) -> bool {
        *self == Self { meaning: self.meaning, ..Self::default() }
    }
}

/// What the person says later about how it really was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookingBack {
    /// The day of looking back.
    pub made: NaiveDate,
    /// The level as it really was, seen from that day.
    #[serde(default)]
    pub levels: BTreeMap<Key, Level>,
    /// What was seen differently.
    #[serde(default)]
    pub note: Note,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One round of answers: a snapshot once it is finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Identity.
    pub id: AssessmentId,
    /// Whose.
    pub person: PersonId,
    /// Which model, in which version.
    #[serde(flatten)]
    pub model: ModelRef,
    /// The role that it is held against; none: all are compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Key>,
    /// The first day.
    pub begun: NaiveDate,
    /// The day of the last answer, once the person says that it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<NaiveDate>,
    /// The answers by competency.
    #[serde(default)]
    pub ratings: Arc<BTreeMap<Key, Rating>>,
    /// What was chosen in the scenarios; never counted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub calibration: BTreeMap<Key, Key>,
    /// A sentence about the whole.
    #[serde(default, skip_serializing_if = "is_empty_note")]
    pub reflection: Note,
    /// How it was, seen later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looking_back: Option<LookingBack>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Assessment {
    /// A round without answers.
    pub fn new(
        id: AssessmentId,
        person: PersonId,
        model: ModelRef,
        role: Option<Key>,
        begun: NaiveDate,
    ) -> Self {
        Self {
            id,
            person,
            model,
            role,
            begun,
            finished: None,
            ratings: Arc::default(),
            calibration: BTreeMap::new(),
            reflection: Note::default(),
            looking_back: None,
            extra: Extra::new(),
        }
    }

    /// The day that it stands for.
    pub fn date(&self) -> NaiveDate {
        self.finished.unwrap_or(self.begun)
    }
}

/// Who looks at somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The person's manager.
    Manager,
    /// A colleague, shown only together with at least two more.
    Peer,
}

impl Relation {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Manager, Self::Peer];
}

/// What another one says of one competency.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Seen {
    /// The level, or that it was not observed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// In words.
    #[serde(default, skip_serializing_if = "is_empty_note")]
    pub comment: Note,
    /// What the competency meant when it was answered.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub meaning: u32,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Another person's view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Identity.
    pub id: ViewId,
    /// Of whom.
    pub person: PersonId,
    /// By whom, as a relation.
    pub relation: Relation,
    /// By whom, as a name; may be empty.
    #[serde(default, skip_serializing_if = "is_empty_name")]
    pub by: Name,
    /// When.
    pub date: NaiveDate,
    /// Which model, in which version.
    #[serde(flatten)]
    pub model: ModelRef,
    /// Did the rater agree that the person sees it?
    #[serde(default)]
    pub consent: bool,
    /// What was seen.
    #[serde(default)]
    pub ratings: Arc<BTreeMap<Key, Seen>>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A form on the device of the one who fills it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Identity of the blank that was handed out.
    pub id: FormId,
    /// How the person is called there.
    #[serde(default)]
    pub alias: Name,
    /// What the person wants to say to the one who fills it in.
    #[serde(default, skip_serializing_if = "is_empty_note")]
    pub message: Note,
    /// The view that comes of it.
    pub view: View,
    /// The day on which it was handed back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<NaiveDate>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Where a step of a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepStatus {
    /// Meant for later.
    #[default]
    Planned,
    /// Being done; at most three at a time.
    Active,
    /// Done.
    Done,
    /// Given up.
    Dropped,
}

impl StepStatus {
    /// All, in the order of a life.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Active, Self::Done, Self::Dropped];
}

/// A step of a growth plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanStep {
    /// Identity.
    pub id: StepId,
    /// Whose.
    pub person: PersonId,
    /// In which competency.
    pub competency: Key,
    /// The level at which it begins.
    pub from: Level,
    /// The level that it leads to.
    pub to: Level,
    /// What is to be done, in the person's own words.
    #[serde(default)]
    pub task: Note,
    /// Who helps.
    #[serde(default)]
    pub mentor: Name,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// What will show that it worked.
    #[serde(default)]
    pub evidence_wanted: Note,
    /// Where it is.
    #[serde(default)]
    pub status: StepStatus,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}
