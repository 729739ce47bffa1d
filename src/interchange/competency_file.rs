//! Files of this part alone: answers to take along, a blank form for somebody else, the filled form, a
//! model to share. All are a part of a workspace in a small envelope, so that taking one in is a merge.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::workspace_file::{FileError, MAX_BYTES, check_limits};
use crate::domain::PersonId;
use crate::domain::competency::check::Flaw;
use crate::domain::competency::{Assessment, Competency, Form, Model, ModelRef, Relation, View};
use crate::storage::document::json_text;

/// Marks a file as one of these.
const FORMAT: &str = "pmo-competency";
/// The latest shape that this version reads.
const SCHEMA: u32 = 1;

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A person's answers, plans and what goes with them.
    Answers,
    /// A form to fill in.
    Form,
    /// A form that was filled in.
    View,
    /// A model.
    Model,
}

#[derive(Serialize, Deserialize)]
struct Envelope {
    format: String,
    schema: u32,
    kind: Kind,
    part: Competency,
}

/// What is read first.
#[derive(Deserialize)]
struct Head {
    format: String,
    #[serde(default)]
    schema: u32,
}

/// What came out of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Parcel {
    /// What it is for.
    pub kind: Kind,
    /// What it holds.
    pub part: Competency,
}

/// Why a file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParcelError {
    /// It breaks a limit of all files.
    #[error(transparent)]
    File(#[from] FileError),
    /// It was written by a later version.
    #[error("schema {0}")]
    TooNew(u32),
    /// It says that it is one, but its content is not.
    #[error("not as it should be: {0}")]
    Malformed(String),
    /// A model in it cannot be used.
    #[error("a flawed model: {0:?}")]
    FlawedModel(Flaw),
}

/// Is this text a file of this part? A quick look, before it is read.
pub fn is_parcel(text: &str) -> bool {
    serde_json::from_str::<Head>(text).is_ok_and(|head| head.format == FORMAT)
}

/// Writes a file.
pub fn write(kind: Kind, part: Competency) -> String {
    let envelope = Envelope { format: FORMAT.to_owned(), schema: SCHEMA, kind, part };
    // Plain records with text keys always become JSON.
    json_text(&envelope)
}

/// Reads a file.
///
/// # Errors
/// [`ParcelError`]; whatever the text is, never a panic.
pub fn read(text: &str) -> Result<Parcel, ParcelError> {
    if text.len() > MAX_BYTES {
        return Err(FileError::TooLarge { bytes: text.len(), limit: MAX_BYTES }.into());
    }
    check_limits(text)?;
    let malformed = |error: serde_json::Error| ParcelError::Malformed(error.to_string());
    let head: Head = serde_json::from_str(text).map_err(malformed)?;
    if head.schema > SCHEMA {
        return Err(ParcelError::TooNew(head.schema));
    }
    let Envelope { kind, part, .. } = serde_json::from_str(text).map_err(malformed)?;
    match part.models.iter().flat_map(|model| model.flaws()).find(Flaw::is_grave) {
        Some(flaw) => Err(ParcelError::FlawedModel(flaw)),
        None => Ok(Parcel { kind, part }),
    }
}

/// Whether a person's file holds what single peers said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeerViews {
    /// Not: peers were promised to be seen only together, and the file may be handed to the person.
    LeftOut,
    /// All of them, for whoever keeps a copy of what they hold.
    Kept,
}

/// Does anything that a peer said of this person stand here?
pub fn has_peers(part: &Competency, person: PersonId) -> bool {
    part.views.iter().any(|view| view.person == person && view.relation == Relation::Peer)
}

/// Everything about one person, with the organisation's models that it takes to read it.
pub fn about(part: &Competency, person: PersonId, peers: PeerViews) -> Competency {
    let rounds: Vec<Arc<Assessment>> =
        part.rounds.iter().filter(|round| round.person == person).cloned().collect();
    let is_given = |view: &View| peers == PeerViews::Kept || view.relation != Relation::Peer;
    let views: Vec<_> =
        part.views.iter().filter(|view| view.person == person && is_given(view)).cloned().collect();
    let used = rounds.iter().map(|round| &round.model).chain(views.iter().map(|view| &view.model));
    let models = models_for(part, used);
    Competency {
        people: Arc::new(part.people.iter().filter(|one| one.id == person).cloned().collect()),
        rounds: Arc::new(rounds),
        views: Arc::new(views),
        steps: Arc::new(part.steps_of(person).cloned().collect()),
        models,
        thresholds: part.thresholds.clone(),
        ..Competency::default()
    }
}

/// A form to hand out, with the model that it asks by.
pub fn form(part: &Competency, form: Form) -> Competency {
    let models = models_for(part, [&form.view.model]);
    Competency { forms: Arc::new(vec![Arc::new(form)]), models, ..Competency::default() }
}

/// A filled form as its view, to hand back.
pub fn filled(form: &Form) -> Competency {
    Competency { views: Arc::new(vec![Arc::new(form.view.clone())]), ..Competency::default() }
}

/// A model to share.
pub fn model(model: &Arc<Model>) -> Competency {
    Competency { models: Arc::new(vec![model.clone()]), ..Competency::default() }
}

fn models_for<'a>(part: &Competency, used: impl IntoIterator<Item = &'a ModelRef>) -> Arc<Vec<Arc<Model>>> {
    let mut models: Vec<Arc<Model>> = Vec::new();
    for given in used {
        let own = part.own_model(given.id.as_ref());
        if let Some(own) = own.filter(|own| models.iter().all(|known| known.of.id != own.of.id)) {
            models.push(own.clone());
        }
    }
    Arc::new(models)
}
