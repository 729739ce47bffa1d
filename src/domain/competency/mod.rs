//! Competency self-assessment: people, answers, others' views, plans.

mod applying;
pub mod check;
mod command;
pub mod crowd;
mod editing;
pub mod findings;
pub mod fit;
pub mod history;
mod merging;
pub mod model;
mod record;
pub mod scoring;
pub mod shuffle;
mod value;
pub mod views;
mod words;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Extra;
use super::id::{AssessmentId, FormId, PersonId, ProjectId, StepId, ViewId};

pub use command::{CompetencyChange, CompetencyCommand, CompetencyError, MOST_ACTIVE, RoundEdit};
pub use editing::{LayerEdit, ModelEdit, ModelPart, Phrase, RoleEdit, ScenarioEdit, TraitEdit};
pub use model::{Both, Layer, Model, ModelRef, Role, Scenario, Tongue, Trait};
pub use record::{
    Assessment, Evidence, Form, LookingBack, Person, PlanStep, Rating, Relation, Seen, StepStatus, View,
};
pub use value::{Answer, Confidence, Effectiveness, Interest, Key, Level, Strength, Version};

/// The competency whose threshold is the organisation's to set: how much of projects one has to know
/// depends on its projects.
pub const UNDERSTANDING: &str = "b2_pm_understanding";

/// This part of a workspace.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Competency {
    /// The people.
    #[serde(default, skip_serializing_if = "is_empty_list")]
    pub people: Arc<Vec<Arc<Person>>>,
    /// Their rounds of answers.
    #[serde(default, skip_serializing_if = "is_empty_list")]
    pub rounds: Arc<Vec<Arc<Assessment>>>,
    /// What others see in them.
    #[serde(default, skip_serializing_if = "is_empty_list")]
    pub views: Arc<Vec<Arc<View>>>,
    /// What they mean to do.
    #[serde(default, skip_serializing_if = "is_empty_list")]
    pub steps: Arc<Vec<Arc<PlanStep>>>,
    /// Forms that are filled in here for somebody elsewhere.
    #[serde(default, skip_serializing_if = "is_empty_list")]
    pub forms: Arc<Vec<Arc<Form>>>,
    /// The organisation's own models.
    #[serde(default, skip_serializing_if = "is_empty_list")]
    pub models: Arc<Vec<Arc<Model>>>,
    /// The model that new rounds are answered to; none: the built-in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<Key>,
    /// The organisation's own thresholds of gates.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub thresholds: BTreeMap<Key, Level>,
    /// People who are to stay forgotten when older files are taken in. An id says nothing about them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub forgotten: BTreeSet<PersonId>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

fn is_empty_list<T>(list: &Arc<Vec<T>>) -> bool {
    list.is_empty()
}

impl Competency {
    /// The most people.
    pub const MAX_PEOPLE: usize = 5_000;
    /// The most rounds.
    pub const MAX_ROUNDS: usize = 50_000;

    /// Is there nothing in it that a person would miss?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Lets go of projects that were removed. Nothing here names one.
    pub const fn forget_projects(&mut self, _gone: &HashSet<ProjectId>) {}

    /// The person of an id.
    pub fn person(&self, id: PersonId) -> Option<&Arc<Person>> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The round of an id.
    pub fn round(&self, id: AssessmentId) -> Option<&Arc<Assessment>> {
        self.rounds.iter().find(|round| round.id == id)
    }

    /// The view of an id.
    pub fn view(&self, id: ViewId) -> Option<&Arc<View>> {
        self.views.iter().find(|view| view.id == id)
    }

    /// The step of an id.
    pub fn step(&self, id: StepId) -> Option<&Arc<PlanStep>> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The form of an id.
    pub fn form(&self, id: FormId) -> Option<&Arc<Form>> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// The organisation's model of a key.
    pub fn own_model(&self, key: &str) -> Option<&Arc<Model>> {
        self.models.iter().find(|model| model.of.id.as_ref() == key)
    }

    /// A person's rounds, oldest first.
    pub fn rounds_of(&self, person: PersonId) -> Vec<&Arc<Assessment>> {
        let mut rounds: Vec<_> = self.rounds.iter().filter(|round| round.person == person).collect();
        rounds.sort_by_key(|round| (round.date(), round.begun, round.id));
        rounds
    }

    /// A person's last finished round, or else the last one.
    pub fn last_round(&self, person: PersonId) -> Option<&Arc<Assessment>> {
        let rounds = self.rounds_of(person);
        let finished = rounds.iter().rev().find(|round| round.finished.is_some());
        finished.or_else(|| rounds.last()).copied()
    }

    /// A person's steps, in the order in which they were made.
    pub fn steps_of(&self, person: PersonId) -> impl Iterator<Item = &Arc<PlanStep>> + Clone {
        self.steps.iter().filter(move |step| step.person == person)
    }

    /// How many of a person's steps are active.
    pub fn active_steps(&self, person: PersonId) -> usize {
        self.steps_of(person).filter(|step| step.status == StepStatus::Active).count()
    }

    /// The model that new rounds are answered to, out of the organisation's and the built-in one.
    pub fn current_model<'a>(&'a self, built_in: &'a Arc<Model>) -> &'a Arc<Model> {
        self.model.as_ref().and_then(|key| self.own_model(key.as_ref())).unwrap_or(built_in)
    }

    /// The model that can read answers; none when neither the workspace nor the app has it.
    pub fn model_for<'a>(&'a self, given: &ModelRef, built_in: &'a Arc<Model>) -> Option<&'a Arc<Model>> {
        // The very model first; a copy of it can stand in only where that is not there.
        let mut all = std::iter::once(built_in).chain(self.models.iter());
        let same = all.clone().find(|model| model.of.id == given.id && model.reads(given));
        same.or_else(|| all.find(|model| model.reads(given)))
    }
}
