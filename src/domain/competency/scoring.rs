//! From answers to a standing: the gate, k of n, gaps, and the index, exactly as the model's `scoring` says.

use std::collections::BTreeMap;

use super::model::{Model, Requirement, Role, Trait};
use super::record::{Assessment, Rating};
use super::value::{Answer, Confidence, Interest, Key, Level, Strength};

/// Share of the weight that must be rated before an index is shown (`min_coverage` of the model).
pub const MIN_COVERAGE: f64 = 0.7;
/// How much a point of interest moves a gap's priority (`gap_priority` of the model).
const PULL: f64 = 0.15;
/// From this level on, evidence is asked for (`evidence_required_from_level` of the model).
pub const EVIDENCE_FROM: u8 = 4;

/// An organisation's own thresholds, by competency; they stand in the place of every role's.
pub type Thresholds = BTreeMap<Key, Level>;

/// The gate, or one item of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    /// Every item is rated and at its threshold.
    Met,
    /// Something is not rated, and nothing is below.
    Unknown,
    /// Something is below.
    NotMet,
}

/// One item of the gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateItem {
    /// The competency.
    pub competency: Key,
    /// The level from which it is met.
    pub threshold: Level,
    /// Is the threshold the organisation's own?
    pub own: bool,
    /// The level, where there is one.
    pub level: Option<Level>,
    /// How it stands.
    pub state: Gate,
}

/// One competency against a role.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Which.
    pub competency: Key,
    /// How much it counts, in percent.
    pub weight: u8,
    /// The level asked for.
    pub target: Level,
    /// What was answered; none: nothing yet.
    pub answer: Option<Answer>,
    /// How sure.
    pub confidence: Option<Confidence>,
    /// How much the person wants it.
    pub interest: Option<Interest>,
    /// The strongest evidence.
    pub strength: Strength,
}

impl Item {
    /// The level, where there is one.
    pub fn level(&self) -> Option<Level> {
        self.answer.and_then(Answer::level)
    }

    /// Levels missing to the target: 0 met, 1 a top-up, 2 or more a development gap. None when not rated.
    pub fn gap(&self) -> Option<u8> {
        self.level().map(|level| self.target.get().saturating_sub(level.get()))
    }

    /// Share of the way from level 1 to the target, 0 to 1: `(level − 1) / (target − 1)`. A target of 1
    /// is reached by whoever is rated. None when not rated.
    pub fn attainment(&self) -> Option<f64> {
        let level = f64::from(self.level()?.get() - 1);
        let way = f64::from(self.target.get() - 1);
        Some(if way > 0.0 { (level / way).clamp(0.0, 1.0) } else { 1.0 })
    }

    /// What comes first: `weight × gap × (1 + 0.15 × (interest − 1))`, interest 1 where it is missing.
    /// None when not rated.
    pub fn priority(&self) -> Option<f64> {
        let interest = f64::from(self.interest.unwrap_or(Interest::MISSING).get());
        Some(f64::from(self.weight) * f64::from(self.gap()?) * PULL.mul_add(interest - 1.0, 1.0))
    }
}

/// A layer of the answers.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerStanding {
    /// Which.
    pub layer: Key,
    /// How many of its competencies have a level.
    pub rated: usize,
    /// How many it has.
    pub of: usize,
    /// The lowest level, with its competency (the first in the model's order).
    pub lowest: Option<(Level, Key)>,
    /// The median of the levels; between two, their mean.
    pub median: Option<f64>,
}

/// The index with what it is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Index {
    /// `100 × reached / rated`, 0 to 100.
    pub value: f64,
    /// Sum of weight times attainment.
    pub reached: f64,
    /// Sum of the weights that are rated.
    pub rated: u32,
}

/// Answers against a role.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The gate.
    pub gate: Gate,
    /// Its items.
    pub gate_items: Vec<GateItem>,
    /// Every competency that the role asks for, in the model's order.
    pub items: Vec<Item>,
    /// Every layer.
    pub layers: Vec<LayerStanding>,
}

impl Standing {
    /// Holds answers against a role. Answers that were given to another meaning do not count.
    pub fn of(model: &Model, role: &Role, thresholds: &Thresholds, assessment: &Assessment) -> Self {
        let gate_items: Vec<GateItem> = role
            .gates
            .iter()
            .map(|gate| {
                let own = thresholds.get(&gate.competency);
                let threshold = own.copied().unwrap_or(gate.threshold);
                let level = rating_of(model, assessment, &gate.competency).and_then(Rating::level);
                let state = match level {
                    None => Gate::Unknown,
                    Some(level) if level < threshold => Gate::NotMet,
                    Some(_) => Gate::Met,
                };
                GateItem { competency: gate.competency.clone(), threshold, own: own.is_some(), level, state }
            })
            .collect();
        let items = model
            .competencies
            .iter()
            .filter_map(|one| {
                let asked = asked_of(role, thresholds, &one.id)?;
                let rating = one.rating_in(assessment);
                Some(Item {
                    competency: one.id.clone(),
                    weight: asked.weight,
                    target: asked.target,
                    answer: rating.and_then(|rating| rating.answer),
                    confidence: rating.and_then(|rating| rating.confidence),
                    interest: rating.and_then(|rating| rating.interest),
                    strength: rating.map_or(Strength::NONE, Rating::strength),
                })
            })
            .collect();
        Self {
            gate: gate_items.iter().map(|item| item.state).max().unwrap_or(Gate::Met),
            gate_items,
            items,
            layers: layers(model, assessment),
        }
    }

    /// The items that count.
    pub fn weighted(&self) -> impl Iterator<Item = &Item> + Clone {
        self.items.iter().filter(|item| item.weight > 0)
    }

    /// How many of the items that count are at the target, and how many there are: k of n.
    pub fn at_target(&self) -> (usize, usize) {
        (self.weighted().filter(|item| item.gap() == Some(0)).count(), self.weighted().count())
    }

    /// Weight that is rated and weight in all.
    pub fn weights(&self) -> (u32, u32) {
        self.weighted().fold((0, 0), |(rated, all), item| {
            let weight = u32::from(item.weight);
            (rated + if item.level().is_some() { weight } else { 0 }, all + weight)
        })
    }

    /// Share of the weight that is rated, 0 to 1; 0 where nothing counts.
    pub fn coverage(&self) -> f64 {
        let (rated, all) = self.weights();
        if all == 0 { 0.0 } else { f64::from(rated) / f64::from(all) }
    }

    /// The index over what is rated, however little; none where nothing is.
    pub fn raw_index(&self) -> Option<Index> {
        let (rated, _) = self.weights();
        let reached: f64 =
            self.weighted().filter_map(|item| Some(f64::from(item.weight) * item.attainment()?)).sum();
        (rated > 0).then(|| Index { value: 100.0 * reached / f64::from(rated), reached, rated })
    }

    /// The index, where enough is rated to show one.
    pub fn index(&self) -> Option<Index> {
        self.raw_index().filter(|_| self.coverage() >= MIN_COVERAGE)
    }

    /// The gaps that count, most important first. Ties: weaker evidence first, then the model's order.
    pub fn gaps(&self) -> Vec<&Item> {
        let mut gaps: Vec<&Item> =
            self.weighted().filter(|item| item.gap().is_some_and(|gap| gap > 0)).collect();
        gaps.sort_by(|a, b| {
            let by_priority = b.priority().unwrap_or_default().total_cmp(&a.priority().unwrap_or_default());
            by_priority.then(a.strength.cmp(&b.strength))
        });
        gaps
    }

    /// The items that count and have no level, in the model's order.
    pub fn open(&self) -> impl Iterator<Item = &Item> + Clone {
        self.weighted().filter(|item| item.level().is_none())
    }
}

/// What a role asks of a competency. Whoever is at the target has passed the gate: a threshold of the
/// organisation's that is higher raises the target with it.
pub fn asked_of(role: &Role, thresholds: &Thresholds, key: &Key) -> Option<Requirement> {
    let asked = *role.requirements.get(key)?;
    let gate = role.gates.iter().find(|gate| gate.competency == *key);
    let threshold = gate.map(|gate| thresholds.get(key).copied().unwrap_or(gate.threshold));
    Some(Requirement { target: threshold.map_or(asked.target, |level| asked.target.max(level)), ..asked })
}

/// What was said of a competency, where it means today what it meant then.
pub fn rating_of<'a>(model: &Model, assessment: &'a Assessment, key: &Key) -> Option<&'a Rating> {
    model.competency(key.as_ref())?.rating_in(assessment)
}

impl Trait {
    /// What was said of it, where it means today what it meant then.
    pub fn rating_in<'a>(&self, assessment: &'a Assessment) -> Option<&'a Rating> {
        assessment.ratings.get(&self.id).filter(|rating| rating.meaning == self.meaning)
    }
}

/// Every layer of the answers.
pub fn layers(model: &Model, assessment: &Assessment) -> Vec<LayerStanding> {
    model
        .layers
        .iter()
        .map(|layer| {
            let inside = model.competencies.iter().filter(|one| one.layer == layer.id);
            let mut rated: Vec<(Level, Key)> = inside
                .clone()
                .filter_map(|one| {
                    let level = one.rating_in(assessment)?.level()?;
                    Some((level, one.id.clone()))
                })
                .collect();
            // A stable sort: the first in the model's order stays first.
            rated.sort_by_key(|(level, _)| *level);
            let levels: Vec<u8> = rated.iter().map(|(level, _)| level.get()).collect();
            LayerStanding {
                layer: layer.id.clone(),
                rated: rated.len(),
                of: inside.count(),
                lowest: rated.into_iter().next(),
                median: median(&levels),
            }
        })
        .collect()
}

/// The middle of sorted levels; between two, their mean. None of none.
pub fn median(sorted: &[u8]) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let low = sorted.get(last / 2)?;
    let high = sorted.get(last.div_ceil(2))?;
    Some(f64::midpoint(f64::from(*low), f64::from(*high)))
}

/// Why something is worth a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A high level with nothing to show.
    NoEvidence,
    /// A high level, and not sure of it.
    LowConfidence,
}

/// Something to talk about: a competency with the reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Which.
    pub competency: Key,
    /// Its level.
    pub level: Level,
    /// Why, at least one.
    pub reasons: Vec<Reason>,
}

/// High levels (4 and 5) without evidence or with low confidence, in the model's order.
pub fn topics(model: &Model, assessment: &Assessment) -> Vec<Topic> {
    model
        .competencies
        .iter()
        .filter_map(|one| {
            let rating = one.rating_in(assessment)?;
            let level = rating.level().filter(|level| level.get() >= EVIDENCE_FROM)?;
            let reasons: Vec<Reason> = [
                (rating.strength() == Strength::NONE).then_some(Reason::NoEvidence),
                rating.confidence.filter(|sure| sure.get() == 1).map(|_| Reason::LowConfidence),
            ]
            .into_iter()
            .flatten()
            .collect();
            (!reasons.is_empty()).then(|| Topic { competency: one.id.clone(), level, reasons })
        })
        .collect()
}
