//! A competency model: layers, competencies with five behaviours each, roles with targets, weights and
//! gates. The built-in one is `content/competency_model.json`; an organisation's own has the same shape.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::value::{Effectiveness, Key, Level, Version};
pub use super::words::{Answering, Both, Messages, Provenance, Rules, Scale, Step, Tongue, Wording};
use crate::domain::Extra;

/// Where a name comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The article that the model goes back to.
    Article,
    /// This project's own.
    Ours,
    /// An organisation's own.
    #[default]
    #[serde(other)]
    Organisation,
}

/// A layer of competencies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layer {
    /// Its key.
    pub id: Key,
    /// What it is called.
    pub name: Both,
    /// Who named it.
    #[serde(default)]
    pub name_source: Source,
    /// What it is about.
    #[serde(default)]
    pub description: Both,
    /// How it counts.
    #[serde(default)]
    pub role_in_score: Both,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What people at one level usually do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Which level.
    pub level: Level,
    /// The behaviour.
    pub anchor: Both,
}

/// A step from one level to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Development {
    /// Where it begins.
    pub from: Level,
    /// Where it leads.
    pub to: Level,
    /// What to do.
    pub suggestion: Both,
}

/// One competency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trait {
    /// Its key.
    pub id: Key,
    /// The layer it belongs to.
    pub layer: Key,
    /// Who named it.
    #[serde(default)]
    pub source: Source,
    /// Counts changes of what it means; answers of another count are archived.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub meaning: u32,
    /// What it is called.
    pub name: Both,
    /// What it is.
    #[serde(default)]
    pub definition: Both,
    /// The five behaviours, lowest first.
    pub levels: Vec<Anchor>,
    /// What to think of when looking for evidence.
    #[serde(default)]
    pub evidence_prompt: Both,
    /// Steps from level to level.
    #[serde(default)]
    pub development: Vec<Development>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Trait {
    /// The behaviour at a level.
    pub fn anchor(&self, level: Level) -> Option<&Both> {
        self.levels.iter().find(|anchor| anchor.level == level).map(|anchor| &anchor.anchor)
    }

    /// What to do to get from a level to the next.
    pub fn step_from(&self, level: Level) -> Option<&Development> {
        self.development.iter().find(|step| step.from == level)
    }
}

/// What a role asks of one competency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// The level to reach.
    pub target: Level,
    /// How much it counts, in percent of the role; 0: asked about, not counted.
    pub weight: u8,
}

/// A competency that no other can make up for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Threshold {
    /// Which.
    pub competency: Key,
    /// The level from which it is met.
    pub threshold: Level,
}

/// A role profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Its key.
    pub id: Key,
    /// What it is called.
    pub name: Both,
    /// Whom it describes.
    #[serde(default)]
    pub description: Both,
    /// The gate.
    #[serde(default)]
    pub gates: Vec<Threshold>,
    /// What it asks.
    #[serde(default)]
    pub requirements: BTreeMap<Key, Requirement>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One way to act in a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its key.
    pub id: Key,
    /// What one would do.
    pub text: Both,
    /// How well it works by the draft key.
    pub effectiveness: Effectiveness,
}

/// A situation to think about: a calibration that never counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    /// Its key.
    pub id: Key,
    /// The competency it is about.
    pub competency: Key,
    /// What happens.
    pub situation: Both,
    /// What one might do.
    pub options: Vec<Choice>,
    /// Why the draft key is as it is.
    pub rationale: Both,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Which model, in which version, answers were given to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ModelRef {
    /// The model.
    #[serde(rename = "model_id")]
    pub id: Key,
    /// Its version.
    #[serde(rename = "model_version")]
    pub version: Version,
}

/// A model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    /// Which it is.
    #[serde(flatten)]
    pub of: ModelRef,
    /// The model that it was copied from; answers to that one can be read with this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub based_on: Option<ModelRef>,
    /// What it is called.
    pub title: Both,
    /// Where it comes from.
    #[serde(default)]
    pub provenance: Provenance,
    /// Its layers, first to last.
    pub layers: Vec<Layer>,
    /// Its scale.
    #[serde(default)]
    pub scale: Scale,
    /// How to answer.
    #[serde(default)]
    pub answering: Answering,
    /// How it counts, in words.
    #[serde(default)]
    pub scoring: Rules,
    /// Its competencies, in the order of the questions.
    pub competencies: Vec<Arc<Trait>>,
    /// Its roles.
    pub roles: Vec<Arc<Role>>,
    /// Situations for calibration.
    #[serde(default)]
    pub scenarios: Vec<Scenario>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Model {
    /// The competency of a key.
    pub fn competency(&self, key: &str) -> Option<&Arc<Trait>> {
        self.competencies.iter().find(|one| one.id.as_ref() == key)
    }

    /// The role of a key.
    pub fn role(&self, key: &str) -> Option<&Arc<Role>> {
        self.roles.iter().find(|role| role.id.as_ref() == key)
    }

    /// The layer of a key.
    pub fn layer(&self, key: &str) -> Option<&Layer> {
        self.layers.iter().find(|layer| layer.id.as_ref() == key)
    }

    /// The name of a level in its scale.
    pub fn level_name(&self, level: Level) -> Option<&Step> {
        self.scale.levels.iter().find(|step| step.level == level)
    }

    /// Can answers that were given to a model be read with this one? The same model, or the one that it
    /// was copied from, and not a later version.
    pub fn reads(&self, given: &ModelRef) -> bool {
        let known = |own: &ModelRef| own.id == given.id && given.version <= own.version;
        known(&self.of) || self.based_on.as_ref().is_some_and(known)
    }
}
