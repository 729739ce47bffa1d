//! An organisation's own model: a copy of the built-in one, edited and versioned. Mended wording carries
//! answers over; a changed meaning archives them, since its count no longer fits theirs.

mod parts;

use std::sync::Arc;

use super::command::CompetencyError;
use super::model::{Both, Layer, Model, ModelRef, Requirement, Role, Scenario, Trait};
use super::value::{Effectiveness, Key, Level, Version};

/// A change to a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LayerEdit {
    /// What it is called.
    Name(Both),
    /// What it is about.
    Description(Both),
    /// How it counts, in words.
    RoleInScore(Both),
}

/// A change to a competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TraitEdit {
    /// What it is called.
    Name(Both),
    /// What it is.
    Definition(Both),
    /// A behaviour.
    Anchor(Level, Both),
    /// What to think of for evidence.
    EvidencePrompt(Both),
    /// What to do from a level on.
    StepFrom(Level, Both),
    /// Where it belongs.
    Layer(Key),
}

/// A change to a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoleEdit {
    /// What it is called.
    Name(Both),
    /// Whom it describes.
    Description(Both),
    /// What it asks of a competency; none: nothing.
    Require(Key, Option<Requirement>),
    /// From which level the gate is met; none: no gate.
    Gate(Key, Option<Level>),
}

/// A change to a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScenarioEdit {
    /// The competency it is about.
    Competency(Key),
    /// What happens.
    Situation(Both),
    /// Why the key is as it is.
    Rationale(Both),
    /// What a choice says.
    Choice(Key, Both),
    /// How well a choice works.
    Effect(Key, Effectiveness),
    /// Another choice, at the end.
    AddChoice(Key),
    /// A choice goes.
    RemoveChoice(Key),
}

/// A text about the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phrase {
    /// What the model is called.
    Title,
    /// How to answer.
    Instruction,
    /// What is said when the gate is met.
    GateMet,
    /// What is said when the gate is not known.
    GateUnknown,
    /// What is said when the gate is not met.
    GateNotMet,
    /// What a level is called.
    LevelName(Level),
}

/// A part that a model gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelPart {
    /// A layer.
    Layer(Box<Layer>),
    /// A competency.
    Trait(Box<Trait>),
    /// A role.
    Role(Box<Role>),
    /// A scenario.
    Scenario(Box<Scenario>),
}

/// A change to a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelEdit {
    /// A text about the whole. What results are not for stays as it is.
    Phrase(Phrase, Both),
    /// A change to a layer.
    Layer(Key, LayerEdit),
    /// A change to a competency.
    Trait {
        /// Which.
        key: Key,
        /// What.
        edit: TraitEdit,
        /// Does it mean something else now? Then answers to it are archived.
        means_else: bool,
    },
    /// A change to a role.
    Role(Key, RoleEdit),
    /// A change to a scenario.
    Scenario(Key, ScenarioEdit),
    /// Another part, at the end.
    Add(ModelPart),
    /// A layer goes; it must be empty.
    RemoveLayer(Key),
    /// A competency goes, and with it what roles ask of it and the scenarios about it.
    RemoveTrait(Key),
    /// A role goes.
    RemoveRole(Key),
    /// A scenario goes.
    RemoveScenario(Key),
}

/// What an edit did to what competencies mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Same,
    Other,
}

impl Model {
    /// A copy to edit, under a key of its own. Answers to the original can be read with it.
    #[must_use]
    pub fn copied(&self, key: Key, title: Both) -> Self {
        Self {
            of: ModelRef { id: key, version: Version(1, 0, 0) },
            based_on: Some(self.of.clone()),
            title,
            ..self.clone()
        }
    }

    /// Changes the model and counts its version up.
    ///
    /// # Errors
    /// [`CompetencyError`] when the change names what is not there, repeats a key, or leaves too little.
    pub fn edit(&mut self, edit: ModelEdit) -> Result<(), CompetencyError> {
        let before = self.clone();
        let meaning = self.change(edit)?;
        if *self != before {
            let Version(edition, meanings, wordings) = self.of.version;
            self.of.version = match meaning {
                Meaning::Other => Version(edition, meanings.saturating_add(1), 0),
                Meaning::Same => Version(edition, meanings, wordings.saturating_add(1)),
            };
        }
        Ok(())
    }

    fn change(&mut self, edit: ModelEdit) -> Result<Meaning, CompetencyError> {
        match edit {
            ModelEdit::Phrase(which, text) => self.rephrase(which, text),
            ModelEdit::Layer(key, edit) => {
                let layer = self.layers.iter_mut().find(|layer| layer.id == key);
                layer.ok_or_else(|| missing(&key))?.edit(edit);
            }
            ModelEdit::Trait { key, edit, means_else } => return self.edit_trait(&key, edit, means_else),
            ModelEdit::Role(key, edit) => {
                if let RoleEdit::Require(asked, _) | RoleEdit::Gate(asked, _) = &edit {
                    self.known(asked)?;
                }
                let role = self.roles.iter_mut().find(|role| role.id == key);
                Arc::make_mut(role.ok_or_else(|| missing(&key))?).edit(edit);
            }
            ModelEdit::Scenario(key, edit) => {
                if let ScenarioEdit::Competency(about) = &edit {
                    self.known(about)?;
                }
                let scenario = self.scenarios.iter_mut().find(|scenario| scenario.id == key);
                scenario.ok_or_else(|| missing(&key))?.edit(edit)?;
            }
            ModelEdit::Add(part) => self.add(part)?,
            ModelEdit::RemoveLayer(key) => {
                self.layer(key.as_ref()).ok_or_else(|| missing(&key))?;
                if self.competencies.iter().any(|one| one.layer == key) {
                    return Err(CompetencyError::LayerInUse(key));
                }
                self.layers.retain(|layer| layer.id != key);
            }
            ModelEdit::RemoveTrait(key) => {
                self.known(&key)?;
                if self.competencies.len() < 2 {
                    return Err(CompetencyError::ModelSize);
                }
                self.competencies.retain(|one| one.id != key);
                self.scenarios.retain(|scenario| scenario.competency != key);
                for role in &mut self.roles {
                    let role = Arc::make_mut(role);
                    role.requirements.remove(&key);
                    role.gates.retain(|gate| gate.competency != key);
                }
                return Ok(Meaning::Other);
            }
            ModelEdit::RemoveRole(key) => {
                self.role(key.as_ref()).ok_or_else(|| missing(&key))?;
                if self.roles.len() < 2 {
                    return Err(CompetencyError::ModelSize);
                }
                self.roles.retain(|role| role.id != key);
            }
            ModelEdit::RemoveScenario(key) => {
                let place = self.scenarios.iter().position(|scenario| scenario.id == key);
                self.scenarios.remove(place.ok_or_else(|| missing(&key))?);
            }
        }
        Ok(Meaning::Same)
    }

    fn edit_trait(
        &mut self,
        key: &Key,
        edit: TraitEdit,
        means_else: bool,
    ) -> Result<Meaning, CompetencyError> {
        let moves = matches!(edit, TraitEdit::Layer(_));
        if let TraitEdit::Layer(layer) = &edit {
            self.layer(layer.as_ref()).ok_or_else(|| missing(layer))?;
        }
        let place = self.competencies.iter().position(|one| one.id == *key).ok_or_else(|| missing(key))?;
        let Some(one) = self.competencies.get_mut(place) else { return Err(missing(key)) };
        let was = one.clone();
        Arc::make_mut(one).edit(edit);
        if *one == was {
            return Ok(Meaning::Same);
        }
        if means_else {
            Arc::make_mut(one).meaning += 1;
        }
        if moves {
            let one = self.competencies.remove(place);
            self.insert(one);
        }
        Ok(if means_else { Meaning::Other } else { Meaning::Same })
    }

    /// Puts a competency behind the others of its layer, so that questions stay in the order of the layers.
    fn insert(&mut self, one: Arc<Trait>) {
        let rank = |key: &Key| self.layers.iter().position(|layer| layer.id == *key);
        let own = rank(&one.layer);
        let after = self.competencies.iter().rposition(|other| rank(&other.layer) <= own);
        self.competencies.insert(after.map_or(0, |place| place + 1), one);
    }

    fn add(&mut self, part: ModelPart) -> Result<(), CompetencyError> {
        let key = match &part {
            ModelPart::Layer(layer) => &layer.id,
            ModelPart::Trait(one) => &one.id,
            ModelPart::Role(role) => &role.id,
            ModelPart::Scenario(scenario) => &scenario.id,
        };
        let taken = self.competency(key.as_ref()).is_some()
            || self.role(key.as_ref()).is_some()
            || self.layer(key.as_ref()).is_some()
            || self.scenarios.iter().any(|scenario| scenario.id == *key);
        if taken {
            return Err(CompetencyError::ThereAlready(key.to_string()));
        }
        let sizes = [self.layers.len(), self.competencies.len(), self.roles.len(), self.scenarios.len()];
        if sizes.iter().any(|size| *size >= Self::MOST) {
            return Err(CompetencyError::ModelSize);
        }
        match part {
            ModelPart::Layer(layer) => self.layers.push(*layer),
            ModelPart::Trait(one) => {
                self.layer(one.layer.as_ref()).ok_or_else(|| missing(&one.layer))?;
                self.insert(Arc::new(*one));
            }
            ModelPart::Role(role) => self.roles.push(Arc::new(*role)),
            ModelPart::Scenario(scenario) => {
                self.known(&scenario.competency)?;
                self.scenarios.push(*scenario);
            }
        }
        Ok(())
    }

    fn known(&self, key: &Key) -> Result<(), CompetencyError> {
        self.competency(key.as_ref()).map(drop).ok_or_else(|| missing(key))
    }

    fn rephrase(&mut self, which: Phrase, text: Both) {
        let messages = &mut self.scoring.messages;
        let place = match which {
            Phrase::Title => &mut self.title,
            Phrase::Instruction => &mut self.answering.instruction,
            Phrase::GateMet => &mut messages.gate_met,
            Phrase::GateUnknown => &mut messages.gate_unknown,
            Phrase::GateNotMet => &mut messages.gate_not_met,
            Phrase::LevelName(level) => match self.scale.levels.iter_mut().find(|step| step.level == level) {
                Some(step) => &mut step.name,
                None => return,
            },
        };
        *place = text;
    }

    /// The text about the whole that an edit would change.
    pub fn phrase(&self, which: Phrase) -> Both {
        let messages = &self.scoring.messages;
        match which {
            Phrase::Title => self.title.clone(),
            Phrase::Instruction => self.answering.instruction.clone(),
            Phrase::GateMet => messages.gate_met.clone(),
            Phrase::GateUnknown => messages.gate_unknown.clone(),
            Phrase::GateNotMet => messages.gate_not_met.clone(),
            Phrase::LevelName(level) => {
                self.level_name(level).map(|step| step.name.clone()).unwrap_or_default()
            }
        }
    }
}

fn missing(key: &Key) -> CompetencyError {
    CompetencyError::NotThere(key.to_string())
}
