//! An organisation's own model: a copy of the built-in one, edited and versioned. Mended wording carries
//! answers over; a changed meaning archives them, since its count no longer fits theirs.

use std::sync::Arc;

use super::command::CompetencyError;
use super::model::{Anchor, Both, Development, Model, ModelRef, Requirement, Role, Source, Threshold, Trait};
use super::value::{Key, Level, Version};
use crate::domain::Extra;

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

/// A part that a model gets or loses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelPart {
    /// A competency.
    Trait(Box<Trait>),
    /// A role.
    Role(Box<Role>),
}

/// A change to a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelEdit {
    /// What it is called.
    Title(Both),
    /// What a layer is called.
    LayerName(Key, Both),
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
    /// Another competency or role, at the end.
    Add(ModelPart),
    /// A competency goes, and with it what roles ask of it.
    RemoveTrait(Key),
    /// A role goes.
    RemoveRole(Key),
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
    /// [`CompetencyError`] when the change names what is not there or repeats a key.
    pub fn edit(&mut self, edit: ModelEdit) -> Result<(), CompetencyError> {
        let before = self.clone();
        let mut means_else = false;
        match edit {
            ModelEdit::Title(title) => self.title = title,
            ModelEdit::LayerName(key, name) => {
                let layer = self.layers.iter_mut().find(|layer| layer.id == key);
                let layer = layer.ok_or_else(|| missing(&key))?;
                if layer.name != name {
                    layer.name = name;
                    layer.name_source = Source::Organisation;
                }
            }
            ModelEdit::Trait { key, edit, means_else: other } => {
                if let TraitEdit::Layer(layer) = &edit
                    && self.layer(layer.as_ref()).is_none()
                {
                    return Err(missing(layer));
                }
                let one = self.competencies.iter_mut().find(|one| one.id == key);
                let one = Arc::make_mut(one.ok_or_else(|| missing(&key))?);
                let was = one.clone();
                one.edit(edit);
                if other && *one != was {
                    one.meaning += 1;
                    means_else = true;
                }
            }
            ModelEdit::Role(key, edit) => {
                let asked = match &edit {
                    RoleEdit::Require(competency, _) | RoleEdit::Gate(competency, _) => Some(competency),
                    RoleEdit::Name(_) | RoleEdit::Description(_) => None,
                };
                if let Some(unknown) = asked.filter(|asked| self.competency(asked.as_ref()).is_none()) {
                    return Err(missing(unknown));
                }
                let role = self.roles.iter_mut().find(|role| role.id == key);
                Arc::make_mut(role.ok_or_else(|| missing(&key))?).edit(edit);
            }
            ModelEdit::Add(part) => self.add(part)?,
            ModelEdit::RemoveTrait(key) => {
                if self.competencies.len() < 2 {
                    return Err(CompetencyError::ModelSize);
                }
                self.competency(key.as_ref()).ok_or_else(|| missing(&key))?;
                self.competencies.retain(|one| one.id != key);
                self.scenarios.retain(|scenario| scenario.competency != key);
                for role in &mut self.roles {
                    let role = Arc::make_mut(role);
                    role.requirements.remove(&key);
                    role.gates.retain(|gate| gate.competency != key);
                }
                means_else = true;
            }
            ModelEdit::RemoveRole(key) => {
                self.role(key.as_ref()).ok_or_else(|| missing(&key))?;
                if self.roles.len() < 2 {
                    return Err(CompetencyError::ModelSize);
                }
                self.roles.retain(|role| role.id != key);
            }
        }
        if *self != before {
            let Version(edition, meanings, wordings) = self.of.version;
            self.of.version = if means_else {
                Version(edition, meanings.saturating_add(1), 0)
            } else {
                Version(edition, meanings, wordings.saturating_add(1))
            };
        }
        Ok(())
    }

    fn add(&mut self, part: ModelPart) -> Result<(), CompetencyError> {
        let key = match &part {
            ModelPart::Trait(one) => &one.id,
            ModelPart::Role(role) => &role.id,
        };
        let taken = self.competency(key.as_ref()).is_some()
            || self.role(key.as_ref()).is_some()
            || self.layer(key.as_ref()).is_some();
        if taken {
            return Err(CompetencyError::ThereAlready(key.to_string()));
        }
        if self.competencies.len() >= Self::MOST || self.roles.len() >= Self::MOST {
            return Err(CompetencyError::ModelSize);
        }
        match part {
            ModelPart::Trait(one) => {
                self.layer(one.layer.as_ref()).ok_or_else(|| missing(&one.layer))?;
                // It stands with its layer, so that questions stay in the order of the layers.
                let after = self.competencies.iter().rposition(|other| other.layer == one.layer);
                let place = after.map_or(self.competencies.len(), |place| place + 1);
                self.competencies.insert(place, Arc::new(*one));
            }
            ModelPart::Role(role) => self.roles.push(Arc::new(*role)),
        }
        Ok(())
    }
}

fn missing(key: &Key) -> CompetencyError {
    CompetencyError::NotThere(key.to_string())
}

impl Trait {
    /// A competency to be filled in, with five behaviours to be written.
    pub fn blank(id: Key, layer: Key, name: Both) -> Self {
        Self {
            id,
            layer,
            source: Source::Organisation,
            meaning: 0,
            name,
            definition: Both::default(),
            levels: Level::all().map(|level| Anchor { level, anchor: Both::default() }).collect(),
            evidence_prompt: Both::default(),
            development: Vec::new(),
            extra: Extra::new(),
        }
    }

    fn edit(&mut self, edit: TraitEdit) {
        match edit {
            TraitEdit::Name(name) => self.name = name,
            TraitEdit::Definition(text) => self.definition = text,
            TraitEdit::Anchor(level, text) => {
                if let Some(place) = self.levels.iter_mut().find(|anchor| anchor.level == level) {
                    place.anchor = text;
                }
            }
            TraitEdit::EvidencePrompt(text) => self.evidence_prompt = text,
            TraitEdit::StepFrom(from, suggestion) => {
                let Some(to) = from.next() else { return };
                self.development.retain(|step| step.from != from);
                if suggestion != Both::default() {
                    self.development.push(Development { from, to, suggestion });
                    self.development.sort_by_key(|step| step.from);
                }
            }
            TraitEdit::Layer(layer) => self.layer = layer,
        }
    }
}

impl Role {
    fn edit(&mut self, edit: RoleEdit) {
        match edit {
            RoleEdit::Name(name) => self.name = name,
            RoleEdit::Description(text) => self.description = text,
            RoleEdit::Require(key, Some(asked)) => drop(self.requirements.insert(key, asked)),
            RoleEdit::Require(key, None) => drop(self.requirements.remove(&key)),
            RoleEdit::Gate(key, threshold) => {
                let place = self.gates.iter().position(|gate| gate.competency == key);
                match (place, threshold) {
                    (Some(place), None) => drop(self.gates.remove(place)),
                    (Some(place), Some(threshold)) => {
                        if let Some(gate) = self.gates.get_mut(place) {
                            gate.threshold = threshold;
                        }
                    }
                    (None, Some(threshold)) => {
                        self.gates.push(Threshold { competency: key, threshold });
                    }
                    (None, None) => {}
                }
            }
        }
    }
}
