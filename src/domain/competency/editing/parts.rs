//! How the parts of a model change, and new ones to be filled in.

use super::super::command::CompetencyError;
use super::super::model::{
    Anchor, Both, Choice, Development, Layer, Role, Scenario, Source, Threshold, Trait,
};
use super::super::value::{Effectiveness, Key, Level};
use super::{LayerEdit, RoleEdit, ScenarioEdit, TraitEdit, missing};
use crate::domain::Extra;

impl Layer {
    /// A layer of the organisation's own.
    pub fn blank(id: Key, name: Both) -> Self {
        Self {
            id,
            name,
            name_source: Source::Organisation,
            description: Both::default(),
            role_in_score: Both::default(),
            extra: Extra::new(),
        }
    }

    pub(super) fn edit(&mut self, edit: LayerEdit) {
        match edit {
            LayerEdit::Name(name) if name != self.name => {
                self.name = name;
                self.name_source = Source::Organisation;
            }
            LayerEdit::Name(_) => {}
            LayerEdit::Description(text) => self.description = text,
            LayerEdit::RoleInScore(text) => self.role_in_score = text,
        }
    }
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

    pub(super) fn edit(&mut self, edit: TraitEdit) {
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
    pub(super) fn edit(&mut self, edit: RoleEdit) {
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

impl Scenario {
    /// The fewest choices with which there is something to choose.
    pub const LEAST: usize = 2;
    /// The most choices.
    pub const MOST: usize = 8;

    /// A scenario to be filled in, with four choices to be written; the first works best at first.
    pub fn blank(id: Key, competency: Key, situation: Both) -> Self {
        let keys = ["a", "b", "c", "d"].into_iter().filter_map(|key| key.parse().ok());
        let effects = Effectiveness::all().rev();
        let choice = |(id, effectiveness)| Choice { id, text: Both::default(), effectiveness };
        Self {
            id,
            competency,
            situation,
            options: keys.zip(effects).map(choice).collect(),
            rationale: Both::default(),
            extra: Extra::new(),
        }
    }

    pub(super) fn edit(&mut self, edit: ScenarioEdit) -> Result<(), CompetencyError> {
        match edit {
            ScenarioEdit::Competency(key) => self.competency = key,
            ScenarioEdit::Situation(text) => self.situation = text,
            ScenarioEdit::Rationale(text) => self.rationale = text,
            ScenarioEdit::Choice(key, text) => self.choice(&key)?.text = text,
            ScenarioEdit::Effect(key, effectiveness) => self.choice(&key)?.effectiveness = effectiveness,
            ScenarioEdit::AddChoice(id) => {
                if self.options.iter().any(|choice| choice.id == id) {
                    return Err(CompetencyError::ThereAlready(id.to_string()));
                }
                if self.options.len() >= Self::MOST {
                    return Err(CompetencyError::ModelSize);
                }
                self.options.push(Choice { id, text: Both::default(), effectiveness: Effectiveness::WORST });
            }
            ScenarioEdit::RemoveChoice(id) => {
                self.choice(&id)?;
                if self.options.len() <= Self::LEAST {
                    return Err(CompetencyError::ModelSize);
                }
                self.options.retain(|choice| choice.id != id);
            }
        }
        Ok(())
    }

    fn choice(&mut self, key: &Key) -> Result<&mut Choice, CompetencyError> {
        self.options.iter_mut().find(|choice| choice.id == *key).ok_or_else(|| missing(key))
    }
}
