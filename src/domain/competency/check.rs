//! What is not as it should be in a model, and reading one.

use std::collections::BTreeSet;

use super::model::{Both, Model, Role, Scenario};
use super::value::{Key, Level};

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
    /// A layer has no competency.
    EmptyLayer(Key),
    /// A scenario has fewer than two choices.
    Choices(Key),
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
        let keys = keys.chain(self.scenarios.iter().map(|scenario| &scenario.id));
        flaws.extend(keys.filter(|key| !seen.insert(*key)).cloned().map(Flaw::Twice));
        for layer in &self.layers {
            if !self.competencies.iter().any(|one| one.layer == layer.id) {
                flaws.push(Flaw::EmptyLayer(layer.id.clone()));
            }
        }
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
            self.scenario_flaws(scenario, &mut flaws);
        }
        flaws
    }

    fn scenario_flaws(&self, scenario: &Scenario, flaws: &mut Vec<Flaw>) {
        if self.competency(scenario.competency.as_ref()).is_none() {
            let (by, competency) = (scenario.id.clone(), scenario.competency.clone());
            flaws.push(Flaw::NoCompetency { by, competency });
        }
        let mut keys = BTreeSet::new();
        if let Some(twice) = scenario.options.iter().find(|choice| !keys.insert(&choice.id)) {
            flaws.push(Flaw::Twice(twice.id.clone()));
        }
        if scenario.options.len() < Scenario::LEAST {
            flaws.push(Flaw::Choices(scenario.id.clone()));
        }
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
        let layers = self.layers.iter().filter(move |layer| {
            !layer.name.is_whole() || !fine(&layer.description) || !fine(&layer.role_in_score)
        });
        let competencies = self.competencies.iter().filter(move |one| {
            !one.name.is_whole()
                || !one.definition.is_whole()
                || !fine(&one.evidence_prompt)
                || one.levels.iter().any(|anchor| !anchor.anchor.is_whole())
                || one.development.iter().any(|step| !step.suggestion.is_whole())
        });
        let roles = self.roles.iter().filter(move |role| !role.name.is_whole() || !fine(&role.description));
        let scenarios = self.scenarios.iter().filter(|scenario| {
            !scenario.situation.is_whole()
                || !scenario.rationale.is_whole()
                || scenario.options.iter().any(|choice| !choice.text.is_whole())
        });
        let messages = &self.scoring.messages;
        let whole = [&self.title, &self.answering.instruction]
            .into_iter()
            .chain([&messages.gate_met, &messages.gate_unknown, &messages.gate_not_met])
            .chain(self.scale.levels.iter().map(|step| &step.name));
        let model = (!self.title.is_whole() || !whole.clone().all(fine)).then_some(&self.of.id);
        let layers = layers.map(|layer| &layer.id).chain(competencies.map(|one| &one.id));
        layers.chain(roles.map(|role| &role.id)).chain(scenarios.map(|one| &one.id)).chain(model)
    }
}
