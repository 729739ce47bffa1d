//! A competency model: layers, competencies with five behaviours each, roles with targets, weights and
//! gates. The built-in one is `content/competency_model.json`; an organisation's own has the same shape.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::value::{Key, Level, Version};
use crate::domain::Extra;
use crate::domain::text::Text;

/// A text of a model: long enough for a scenario, short enough for a screen.
pub type Wording = Text<1_000>;

/// Which of the two languages of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Both {
    /// Chinese.
    #[serde(rename = "zh-CN", default)]
    pub zh: Wording,
    /// English.
    #[serde(default)]
    pub en: Wording,
}

impl Both {
    /// The text in a language; in the other one where it is missing.
    pub fn get(&self, tongue: Tongue) -> &str {
        let (first, second) = match tongue {
            Tongue::Zh => (&self.zh, &self.en),
            Tongue::En => (&self.en, &self.zh),
        };
        if first.is_empty() { second } else { first }
    }

    fn is_whole(&self) -> bool {
        !self.zh.is_empty() && !self.en.is_empty()
    }
}

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
    /// How well it works, 0 to 3, by the draft key.
    pub effectiveness: u8,
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

/// A name with a general description of a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which level.
    pub level: Level,
    /// What it is called.
    pub name: Both,
    /// What holds at it in general.
    #[serde(default)]
    pub generic: Both,
}

/// The scale.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Scale {
    /// Its levels.
    #[serde(default)]
    pub levels: Vec<Step>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Where the model comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Provenance {
    /// What is the article's and what is not.
    #[serde(default)]
    pub article_statement: Both,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How to answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Answering {
    /// What to keep in mind.
    #[serde(default)]
    pub instruction: Both,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What the result says in words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Messages {
    /// The gate is not met.
    #[serde(default)]
    pub gate_not_met: Both,
    /// The gate is not known.
    #[serde(default)]
    pub gate_unknown: Both,
    /// The gate is met.
    #[serde(default)]
    pub gate_met: Both,
    /// What the result is not for.
    #[serde(default)]
    pub use_limit: Both,
}

/// The rules of counting that a model states.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rules {
    /// Sentences.
    #[serde(default)]
    pub messages: Messages,
    /// The rules in words.
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

/// Something in a model that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// The same key twice.
    Twice(Key),
    /// A competency names a layer that is not there.
    NoLayer(Key),
    /// A competency has not one behaviour for each level.
    Anchors(Key),
    /// A text is missing in one language; the key says where.
    OneLanguage(Key),
    /// The weights of a role do not sum to 100.
    Weights {
        /// The role.
        role: Key,
        /// Their sum.
        sum: u32,
    },
    /// A gate is above the target.
    GateAboveTarget {
        /// The role.
        role: Key,
        /// The competency.
        competency: Key,
    },
    /// A role or scenario names a competency that is not there.
    NoCompetency {
        /// Who names it.
        by: Key,
        /// What is not there.
        competency: Key,
    },
    /// There is nothing to ask.
    Empty,
}

impl Flaw {
    /// Does it make the model unusable? The others are for its editor to mend.
    pub const fn is_grave(&self) -> bool {
        matches!(self, Self::Twice(_) | Self::NoLayer(_) | Self::Anchors(_) | Self::Empty)
    }
}

/// Why a text is not a model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Its shape is not a model's; what the parser says.
    #[error("not a model: {0}")]
    Shape(String),
    /// It has flaws with which nothing can be asked or counted.
    #[error("flawed: {0:?}")]
    Flawed(Flaw),
}

impl Model {
    /// The most competencies, roles or scenarios.
    pub const MOST: usize = 200;

    /// Reads a model.
    ///
    /// # Errors
    /// [`ModelError`] for another shape, and for flaws that are grave.
    pub fn parse(json: &str) -> Result<Self, ModelError> {
        let model: Self = serde_json::from_str(json).map_err(|error| ModelError::Shape(error.to_string()))?;
        match model.flaws().into_iter().find(Flaw::is_grave) {
            Some(flaw) => Err(ModelError::Flawed(flaw)),
            None => Ok(model),
        }
    }

    /// What is not as it should be: keys are distinct and lead somewhere, each competency has five
    /// behaviours, weights of a role sum to 100, no gate exceeds its target, both languages are there.
    pub fn flaws(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        if self.competencies.is_empty() || self.competencies.len() > Self::MOST {
            flaws.push(Flaw::Empty);
        }
        let mut seen = BTreeSet::new();
        let keys = self.layers.iter().map(|layer| &layer.id);
        let keys = keys.chain(self.competencies.iter().map(|one| &one.id));
        let keys = keys.chain(self.roles.iter().map(|role| &role.id));
        flaws.extend(keys.filter(|key| !seen.insert(*key)).cloned().map(Flaw::Twice));
        for one in &self.competencies {
            if !self.layers.iter().any(|layer| layer.id == one.layer) {
                flaws.push(Flaw::NoLayer(one.id.clone()));
            }
            if !one.levels.iter().map(|anchor| anchor.level).eq(Level::all()) {
                flaws.push(Flaw::Anchors(one.id.clone()));
            }
        }
        flaws.extend(self.one_language().cloned().map(Flaw::OneLanguage));
        for role in &self.roles {
            self.role_flaws(role, &mut flaws);
        }
        for scenario in &self.scenarios {
            if self.competency(scenario.competency.as_ref()).is_none() {
                let (by, competency) = (scenario.id.clone(), scenario.competency.clone());
                flaws.push(Flaw::NoCompetency { by, competency });
            }
        }
        flaws
    }

    fn role_flaws(&self, role: &Role, flaws: &mut Vec<Flaw>) {
        let named = role.requirements.keys().chain(role.gates.iter().map(|gate| &gate.competency));
        let unknown: BTreeSet<&Key> =
            named.filter(|key| self.competency((*key).as_ref()).is_none()).collect();
        flaws.extend(
            unknown
                .into_iter()
                .map(|key| Flaw::NoCompetency { by: role.id.clone(), competency: key.clone() }),
        );
        let sum = role.requirements.values().map(|asked| u32::from(asked.weight)).sum();
        if sum != 100 {
            flaws.push(Flaw::Weights { role: role.id.clone(), sum });
        }
        for gate in &role.gates {
            let target = role.requirements.get(&gate.competency).map(|asked| asked.target);
            if target.is_none_or(|target| gate.threshold > target) {
                let (role, competency) = (role.id.clone(), gate.competency.clone());
                flaws.push(Flaw::GateAboveTarget { role, competency });
            }
        }
    }

    /// The keys of parts with a text that is there in one language only.
    fn one_language(&self) -> impl Iterator<Item = &Key> {
        // A text that is optional may be missing in both.
        let fine = |text: &Both| text.is_whole() || (text.zh.is_empty() && text.en.is_empty());
        let layers = self
            .layers
            .iter()
            .filter(move |layer| !layer.name.is_whole() || !fine(&layer.description))
            .map(|layer| &layer.id);
        let competencies = self
            .competencies
            .iter()
            .filter(move |one| {
                !one.name.is_whole()
                    || !one.definition.is_whole()
                    || !fine(&one.evidence_prompt)
                    || one.levels.iter().any(|anchor| !anchor.anchor.is_whole())
                    || one.development.iter().any(|step| !step.suggestion.is_whole())
            })
            .map(|one| &one.id);
        let roles = self
            .roles
            .iter()
            .filter(move |role| !role.name.is_whole() || !fine(&role.description))
            .map(|role| &role.id);
        let model = (!self.title.is_whole()).then_some(&self.of.id);
        layers.chain(competencies).chain(roles).chain(model)
    }

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
