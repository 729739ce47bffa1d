//! The templates of strategy maps: levels, guiding questions, pitfalls, and a filled example of each.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Months, NaiveDate};
use serde::Deserialize;

use crate::domain::id::{LinkId, NodeId, PerspectiveId};
use crate::domain::strategy::{
    Confidence, Direction, Framework, Frequency, Home, Item, Kind, Level, Link, LinkKind, Measure, Node,
    Perspective, Place, Point, Reading, Real, Step, Strategy, StrategyCommand, Strength, Talk, Weight,
};
use crate::domain::{Extra, Money, Name, Note, Project, ProjectEdit, ProjectId};
use crate::i18n::Locale;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Both {
    #[serde(rename = "zh-CN")]
    zh: String,
    en: String,
}

impl Both {
    /// The text in a language.
    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::Zh => &self.zh,
            Locale::En => &self.en,
        }
    }
}

/// What a level of a template is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LevelKind {
    Node(Kind),
    Project,
}

/// A level of a template.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct TemplateLevel {
    id: String,
    kind: String,
    /// What it is called.
    pub name: Both,
    /// What to ask when filling it.
    #[serde(default)]
    pub questions: Vec<Both>,
    /// Fields that this level has beyond the usual ones.
    #[serde(default)]
    pub extra_fields: Vec<ExtraField>,
}

impl TemplateLevel {
    fn what(&self) -> Option<LevelKind> {
        if self.kind == "project" {
            Some(LevelKind::Project)
        } else {
            Kind::from_key(&self.kind).map(LevelKind::Node)
        }
    }

    /// The kind of its nodes; none for projects.
    pub fn node_kind(&self) -> Option<Kind> {
        Kind::from_key(&self.kind)
    }
}

/// A field of its own.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ExtraField {
    /// What it is called.
    pub name: Both,
    /// How to fill it.
    pub hint: Both,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Lane {
    id: String,
    name: Both,
    question: Option<Both>,
}

/// A template.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Template {
    id: String,
    /// What it is called.
    pub name: Both,
    /// What it does, in a sentence.
    pub summary: Both,
    /// When it fits.
    pub fits: Both,
    /// When it does not.
    pub fits_not: Both,
    /// How it is set up here.
    pub note: Both,
    #[serde(default)]
    lanes: Vec<Lane>,
    /// Its levels, top first.
    pub levels: Vec<TemplateLevel>,
    /// What goes wrong with it.
    pub pitfalls: Vec<Both>,
    /// A filled example.
    pub example: Example,
}

/// The filled example of a template.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Example {
    /// What it tells.
    pub title: Both,
    /// Whose it is.
    pub organisation: Both,
    /// What to look at first.
    pub look_at: Both,
    #[serde(default)]
    lanes_override: Vec<Lane>,
    nodes: Vec<ExampleNode>,
    links: Vec<ExampleLink>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct ExampleNode {
    id: String,
    level: String,
    name: Both,
    parent: Option<String>,
    owner: Option<Both>,
    lane: Option<String>,
    weight_percent: Option<f64>,
    planned_cost_million: Option<f64>,
    operational_definition: Option<Both>,
    #[serde(default)]
    measures: Vec<ExampleMeasure>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct ExampleMeasure {
    id: String,
    name: Both,
    unit: Both,
    baseline: f64,
    target: f64,
    direction: Direction,
    frequency: Frequency,
    owner: Option<Both>,
    #[serde(default)]
    start_offset_months: i32,
    #[serde(default)]
    due_offset_months: i32,
    #[serde(default)]
    history: Vec<Past>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Past {
    month_offset: i32,
    value: f64,
    confidence: Option<Confidence>,
    note: Option<Both>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct ExampleLink {
    from: String,
    to: String,
    kind: LinkKind,
    strength: u8,
    note: Option<Both>,
    #[serde(default)]
    catchball: Vec<ExampleTalk>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct ExampleTalk {
    step: Step,
    by: Both,
    text: Both,
}

#[derive(Debug, Deserialize)]
struct Content {
    templates: Vec<Template>,
}

/// Why the content is not templates: a fault of the program, never of the user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("template: {0}")]
pub struct TemplateError(pub String);

/// Material for new ids: milliseconds since 1970 and ten random bytes, each time others.
pub type Fresh<'a> = &'a mut dyn FnMut() -> (u64, [u8; 10]);

/// Reads the content file.
///
/// # Errors
/// [`TemplateError`] when it is not as it should be.
pub fn parse(json: &str) -> Result<Vec<Template>, TemplateError> {
    serde_json::from_str::<Content>(json)
        .map(|content| content.templates)
        .map_err(|error| TemplateError(error.to_string()))
}

fn refused(error: impl ToString) -> TemplateError {
    TemplateError(error.to_string())
}

fn shifted(today: NaiveDate, months: i32) -> Option<NaiveDate> {
    let count = Months::new(months.unsigned_abs());
    if months < 0 { today.checked_sub_months(count) } else { today.checked_add_months(count) }
}

impl Template {
    /// Which framework it is of.
    pub fn framework(&self) -> Framework {
        Framework::from_key(&self.id).unwrap_or(Framework::Blank)
    }

    /// The level of a kind of node.
    pub fn level(&self, kind: Kind) -> Option<&TemplateLevel> {
        self.levels.iter().find(|level| level.node_kind() == Some(kind))
    }

    /// The level of projects.
    pub fn project_level(&self) -> Option<&TemplateLevel> {
        self.levels.iter().find(|level| level.what() == Some(LevelKind::Project))
    }

    /// The template's levels and lanes without content but for one empty node at the top.
    pub fn start(&self, locale: Locale, fresh: Fresh<'_>) -> StrategyCommand {
        let mut map = self.frame(locale, &self.lanes, fresh).0;
        let (millis, random) = fresh();
        let top = Node::new(NodeId::new(millis, random), map.top_kind(), Place::Top);
        map.nodes = Arc::new(vec![Arc::new(top)]);
        StrategyCommand::Replace { map: Box::new(map), projects: Vec::new() }
    }

    /// The filled example, as of `today`. Amounts of the content are in millions of the currency.
    ///
    /// # Errors
    /// [`TemplateError`] when the content is not as it should be; a test reads the real one.
    pub fn filled(
        &self,
        locale: Locale,
        today: NaiveDate,
        fresh: Fresh<'_>,
    ) -> Result<StrategyCommand, TemplateError> {
        let lanes =
            if self.example.lanes_override.is_empty() { &self.lanes } else { &self.example.lanes_override };
        let (map, lanes) = self.frame(locale, lanes, fresh);
        let mut filling = Filling {
            template: self,
            locale,
            today,
            map,
            lanes,
            items: HashMap::new(),
            projects: Vec::new(),
        };
        for node in &self.example.nodes {
            filling.node(node, fresh)?;
        }
        for link in &self.example.links {
            filling.link(link, fresh)?;
        }
        Ok(StrategyCommand::Replace { map: Box::new(filling.map), projects: filling.projects })
    }

    /// A map with the template's levels and lanes, and the ids of the lanes.
    fn frame(
        &self,
        locale: Locale,
        lanes: &[Lane],
        fresh: Fresh<'_>,
    ) -> (Strategy, HashMap<String, PerspectiveId>) {
        let levels = Kind::ALL.into_iter().map(|kind| match self.level(kind) {
            Some(level) => Level::new(kind, Name::truncated(level.name.get(locale))),
            None => Level { is_used: false, ..Level::new(kind, Name::default()) },
        });
        let mut ids = HashMap::new();
        let mut perspectives = Vec::new();
        for lane in lanes {
            let (millis, random) = fresh();
            let id = PerspectiveId::new(millis, random);
            ids.insert(lane.id.clone(), id);
            // An override names the lane anew and keeps its question.
            let question = lane.question.as_ref().or_else(|| {
                self.lanes.iter().find(|other| other.id == lane.id).and_then(|other| other.question.as_ref())
            });
            perspectives.push(Perspective {
                question: Note::truncated(question.map_or("", |question| question.get(locale))),
                ..Perspective::new(id, Name::truncated(lane.name.get(locale)))
            });
        }
        let map = Strategy {
            framework: Some(self.framework()),
            levels: Arc::new(levels.collect()),
            perspectives: Arc::new(perspectives),
            ..Strategy::default()
        };
        (map, ids)
    }
}

struct Filling<'a> {
    template: &'a Template,
    locale: Locale,
    today: NaiveDate,
    map: Strategy,
    lanes: HashMap<String, PerspectiveId>,
    items: HashMap<String, Item>,
    projects: Vec<Project>,
}

impl Filling<'_> {
    fn name(&self, both: &Both) -> Name {
        Name::truncated(both.get(self.locale))
    }

    fn maybe(&self, both: Option<&Both>) -> Name {
        both.map(|both| self.name(both)).unwrap_or_default()
    }

    fn note(&self, both: Option<&Both>) -> Note {
        Note::truncated(both.map_or("", |both| both.get(self.locale)))
    }

    fn item(&self, id: &str) -> Result<Item, TemplateError> {
        self.items.get(id).copied().ok_or_else(|| refused(id))
    }

    fn node_id(&self, id: &str) -> Result<NodeId, TemplateError> {
        self.item(id)?.node().ok_or_else(|| refused(id))
    }

    fn node(&mut self, entry: &ExampleNode, fresh: Fresh<'_>) -> Result<(), TemplateError> {
        let level = self.template.levels.iter().find(|level| level.id == entry.level);
        let what = level.and_then(TemplateLevel::what).ok_or_else(|| refused(&entry.level))?;
        let parent = entry.parent.as_deref().map(|id| self.node_id(id)).transpose()?;
        let (millis, random) = fresh();
        match what {
            LevelKind::Project => {
                let id = ProjectId::new(millis, random);
                let edits = [
                    ProjectEdit::Name(self.name(&entry.name)),
                    ProjectEdit::Owner(self.maybe(entry.owner.as_ref())),
                    ProjectEdit::Cost(entry.planned_cost_million.map(millions).transpose()?),
                ];
                self.projects.push(edits.into_iter().fold(Project::new(id), Project::with));
                if let Some(under) = parent {
                    Arc::make_mut(&mut self.map.homes).push(Home { project: id, under });
                }
                self.items.insert(entry.id.clone(), Item::Project(id));
            }
            LevelKind::Node(kind) => {
                let id = NodeId::new(millis, random);
                let place = match parent {
                    Some(parent) => Place::Under(parent),
                    None if kind.is_carrier() => Place::Unplaced,
                    None => Place::Top,
                };
                let mut node = Node::new(id, kind, place);
                node.name = self.name(&entry.name);
                node.owner = self.maybe(entry.owner.as_ref());
                node.definition = self.note(entry.operational_definition.as_ref());
                node.perspective = entry.lane.as_ref().and_then(|lane| self.lanes.get(lane)).copied();
                node.weight = entry.weight_percent.map(Weight::new).transpose().map_err(refused)?;
                node.cost = entry.planned_cost_million.map(millions).transpose()?;
                Arc::make_mut(&mut self.map.nodes).push(Arc::new(node));
                self.items.insert(entry.id.clone(), Item::Node(id));
                for measure in &entry.measures {
                    self.measure(measure, id, fresh)?;
                }
            }
        }
        Ok(())
    }

    fn measure(
        &mut self,
        entry: &ExampleMeasure,
        under: NodeId,
        fresh: Fresh<'_>,
    ) -> Result<(), TemplateError> {
        let day = |months: i32| shifted(self.today, months).ok_or_else(|| refused(&entry.id));
        let real = |value: f64| Real::new(value).map_err(refused);
        let mut measure = Measure {
            unit: self.name(&entry.unit),
            direction: entry.direction,
            baseline: Some(Point { date: day(entry.start_offset_months)?, value: real(entry.baseline)? }),
            target: Some(Point { date: day(entry.due_offset_months)?, value: real(entry.target)? }),
            frequency: entry.frequency,
            ..Measure::default()
        };
        for past in &entry.history {
            measure = measure.with_reading(Reading {
                date: day(past.month_offset)?,
                value: real(past.value)?,
                confidence: past.confidence,
                note: self.note(past.note.as_ref()),
                extra: Extra::new(),
            });
        }
        let (millis, random) = fresh();
        let id = NodeId::new(millis, random);
        let mut node = Node::new(id, Kind::Measure, Place::Under(under));
        node.name = self.name(&entry.name);
        node.owner = self.maybe(entry.owner.as_ref());
        node.measure = Some(Arc::new(measure));
        Arc::make_mut(&mut self.map.nodes).push(Arc::new(node));
        self.items.insert(entry.id.clone(), Item::Node(id));
        Ok(())
    }

    fn link(&mut self, entry: &ExampleLink, fresh: Fresh<'_>) -> Result<(), TemplateError> {
        let (millis, random) = fresh();
        let strength = Strength::try_from(entry.strength).map_err(refused)?;
        let mut link = Link::new(
            LinkId::new(millis, random),
            self.item(&entry.from)?,
            self.node_id(&entry.to)?,
            strength,
        );
        link.kind = entry.kind;
        link.note = self.note(entry.note.as_ref());
        link.talks = entry
            .catchball
            .iter()
            .map(|talk| Talk {
                step: talk.step,
                by: self.name(&talk.by),
                date: Some(self.today),
                strength: (talk.step == Step::Agreement).then_some(strength),
                text: self.note(Some(&talk.text)),
                extra: Extra::new(),
            })
            .collect();
        Arc::make_mut(&mut self.map.links).push(Arc::new(link));
        Ok(())
    }
}

/// An amount in millions of the currency.
fn millions(value: f64) -> Result<Money, TemplateError> {
    const MINOR: f64 = 100_000_000.0;
    #[expect(clippy::cast_possible_truncation, reason = "the content's amounts are small and rounded")]
    Money::from_minor((value * MINOR).round() as i64).map_err(refused)
}
