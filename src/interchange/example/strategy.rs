//! This part of the example.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Months, NaiveDate};
use serde::Deserialize;
use serde_json::Value;

use super::{Both, ExampleError, Tongue};
use crate::domain::id::{LinkId, MapVersionId, NodeId, PerspectiveId, WeightingId};
use crate::domain::project::parse_date;
use crate::domain::strategy::{
    Confidence, Direction, Framework, Frequency, Home, Item, Judgement, Kind, Level, Link, LinkKind,
    MapVersion, Measure, Node, Perspective, Place, Point, Reading, Real, Step, Strategy, Strength, Talk,
    Weighing, Weight, Weighting,
};
use crate::domain::{Name, Note, ProjectId, Workspace};

/// Marks the ids of the example's nodes, so that they are the same every time it is opened.
const NODES: u128 = 0x0e8a_3b1e_0001_7000_8000_0000_0000_0000;
const LINKS: u128 = 0x0e8a_3b1e_0002_7000_8000_0000_0000_0000;
const OTHERS: u128 = 0x0e8a_3b1e_0003_7000_8000_0000_0000_0000;

#[derive(Deserialize)]
struct Content {
    strategy: Map,
    projects: Vec<ProjectEntry>,
}

#[derive(Deserialize)]
struct ProjectEntry {
    id: String,
    programme: Option<String>,
    initiative: Option<String>,
}

#[derive(Deserialize)]
struct Map {
    level_names: HashMap<String, Both>,
    owners: Vec<Owner>,
    owner_load_limit: u32,
    vision: Statement,
    mission: Statement,
    perspectives: Vec<Named>,
    themes: Vec<Theme>,
    theme_pairwise: Pairwise,
    weight_scenarios: Vec<Scenario>,
    goals: Vec<Goal>,
    measures: Vec<MeasureEntry>,
    initiatives: Vec<Initiative>,
    programmes: Vec<Programme>,
    links: Vec<LinkEntry>,
    cause_effect: Vec<Cause>,
    catchball: Vec<TalkEntry>,
    changes_since_last_version: Changes,
}

#[derive(Deserialize)]
struct Owner {
    id: String,
    post: Both,
}

#[derive(Deserialize)]
struct Statement {
    id: String,
    text: Both,
    owner: Option<String>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
    name: Both,
}

#[derive(Deserialize)]
struct Theme {
    id: String,
    perspective: String,
    name: Both,
    description: Both,
    weight: f64,
}

#[derive(Deserialize)]
struct Pairwise {
    made: Made,
    upper_triangle: Vec<Pair>,
}

#[derive(Deserialize)]
struct Made {
    date: NaiveDate,
    by: Both,
}

#[derive(Deserialize)]
struct Pair {
    a: String,
    b: String,
    value: f64,
    note: Option<Both>,
}

#[derive(Deserialize)]
struct Scenario {
    id: String,
    name: Both,
    theme_weights: HashMap<String, f64>,
}

#[derive(Deserialize)]
struct Goal {
    id: String,
    theme: String,
    name: Both,
    reason: Both,
    weight: f64,
    owner: String,
    due: NaiveDate,
}

#[derive(Deserialize)]
struct Dated {
    date: NaiveDate,
    value: f64,
}

#[derive(Deserialize)]
struct Period {
    period: String,
    actual: f64,
    confidence: Option<u8>,
    note: Option<Both>,
}

#[derive(Deserialize)]
struct MeasureEntry {
    id: String,
    goal: String,
    name: Both,
    definition: Both,
    unit: Both,
    direction: Direction,
    weight: f64,
    baseline: Dated,
    target: Dated,
    yearly_targets: HashMap<String, f64>,
    frequency: String,
    owner: Option<String>,
    #[serde(default)]
    values: Vec<Period>,
}

#[derive(Deserialize)]
struct Initiative {
    id: String,
    goal: String,
    owner: String,
    name: Both,
    description: Both,
}

#[derive(Deserialize)]
struct Programme {
    id: String,
    owner: String,
    name: Both,
    purpose: Both,
}

#[derive(Deserialize)]
struct LinkEntry {
    from: String,
    to: String,
    strength: u8,
    note: Option<Both>,
}

#[derive(Deserialize)]
struct Cause {
    from: String,
    to: String,
    lag_months: u16,
    hypothesis: Both,
}

#[derive(Deserialize)]
struct TalkEntry {
    from: String,
    to: String,
    step: Step,
    by: String,
    date: NaiveDate,
    strength: Option<u8>,
    text: Both,
}

#[derive(Deserialize)]
struct Changes {
    last_version: NaiveDate,
    entries: Vec<Changed>,
}

#[derive(Deserialize)]
struct Changed {
    change: String,
    id: Option<String>,
    text: Both,
}

/// Fills this part; the projects are there.
pub(super) fn fill(content: &Value, tongue: Tongue, workspace: &mut Workspace) -> Result<(), ExampleError> {
    let content = Content::deserialize(content).map_err(|error| ExampleError(error.to_string()))?;
    let reader = Reader::new(&content, tongue);
    workspace.strategy = Arc::new(reader.map(&content)?);
    Ok(())
}

/// The reader of the content: names to ids, texts to one language.
struct Reader {
    tongue: Tongue,
    owners: HashMap<String, String>,
}

impl Reader {
    fn new(content: &Content, tongue: Tongue) -> Self {
        let owners = content.strategy.owners.iter();
        Self {
            tongue,
            owners: owners.map(|owner| (owner.id.clone(), owner.post.get(tongue).to_owned())).collect(),
        }
    }

    fn name(&self, both: &Both) -> Result<Name, ExampleError> {
        Name::new(both.get(self.tongue)).map_err(|error| ExampleError(error.to_string()))
    }

    fn note(&self, both: &Both) -> Result<Note, ExampleError> {
        Note::new(both.get(self.tongue)).map_err(|error| ExampleError(error.to_string()))
    }

    fn maybe(&self, both: Option<&Both>) -> Result<Note, ExampleError> {
        both.map_or_else(|| Ok(Note::default()), |both| self.note(both))
    }

    fn owner(&self, id: Option<&str>) -> Result<Name, ExampleError> {
        let Some(id) = id else { return Ok(Name::default()) };
        let post = self.owners.get(id).ok_or_else(|| ExampleError(id.to_owned()))?;
        Name::new(post).map_err(|error| ExampleError(error.to_string()))
    }

    fn map(&self, content: &Content) -> Result<Strategy, ExampleError> {
        let map = &content.strategy;
        let mut strategy = Strategy {
            framework: Some(Framework::Bsc),
            levels: Arc::new(self.levels(map)?),
            perspectives: Arc::new(
                map.perspectives
                    .iter()
                    .map(|lane| Ok(Perspective::new(lane_id(&lane.id)?, self.name(&lane.name)?)))
                    .collect::<Result<_, ExampleError>>()?,
            ),
            nodes: Arc::new(self.nodes(map)?.into_iter().map(Arc::new).collect()),
            links: Arc::new(self.links(map)?.into_iter().map(Arc::new).collect()),
            homes: Arc::new(homes(&content.projects)?),
            weighings: Arc::new(vec![self.weighing(map)?]),
            weightings: Arc::new(self.weightings(map)?),
            ..Strategy::default()
        };
        strategy.rules.owner_limit = map.owner_load_limit;
        strategy.rules.owner_counts_measures = true;
        strategy.versions = Arc::new(vec![self.last_version(map, &strategy)?]);
        Ok(strategy)
    }

    fn levels(&self, map: &Map) -> Result<Vec<Level>, ExampleError> {
        let mut levels = Vec::new();
        for kind in Kind::ALL {
            if let Some(name) = map.level_names.get(kind.key()) {
                levels.push(Level::new(kind, self.name(name)?));
            }
        }
        Ok(levels)
    }

    fn nodes(&self, map: &Map) -> Result<Vec<Node>, ExampleError> {
        let mut nodes = Vec::new();
        for (kind, statement) in [(Kind::Vision, &map.vision), (Kind::Mission, &map.mission)] {
            let mut node = Node::new(node_id(&statement.id)?, kind, Place::Top);
            node.name = self.name(&statement.text)?;
            node.owner = self.owner(statement.owner.as_deref())?;
            nodes.push(node);
        }
        let vision = node_id(&map.vision.id)?;
        for theme in &map.themes {
            let mut node = Node::new(node_id(&theme.id)?, Kind::Theme, Place::Under(vision));
            node.name = self.name(&theme.name)?;
            node.note = self.note(&theme.description)?;
            node.perspective = Some(lane_id(&theme.perspective)?);
            node.weight = Some(weight(theme.weight * 100.0)?);
            nodes.push(node);
        }
        for goal in &map.goals {
            let mut node = Node::new(node_id(&goal.id)?, Kind::Goal, Place::Under(node_id(&goal.theme)?));
            node.name = self.name(&goal.name)?;
            node.note = self.note(&goal.reason)?;
            node.owner = self.owner(Some(&goal.owner))?;
            node.due = Some(goal.due);
            node.weight = Some(weight(goal.weight)?);
            nodes.push(node);
        }
        for measure in &map.measures {
            nodes.push(self.measure(measure)?);
        }
        for initiative in &map.initiatives {
            let place = Place::Under(node_id(&initiative.goal)?);
            let mut node = Node::new(node_id(&initiative.id)?, Kind::Initiative, place);
            node.name = self.name(&initiative.name)?;
            node.note = self.note(&initiative.description)?;
            node.owner = self.owner(Some(&initiative.owner))?;
            nodes.push(node);
        }
        for programme in &map.programmes {
            let mut node = Node::new(node_id(&programme.id)?, Kind::Programme, Place::Top);
            node.name = self.name(&programme.name)?;
            node.note = self.note(&programme.purpose)?;
            node.owner = self.owner(Some(&programme.owner))?;
            nodes.push(node);
        }
        Ok(nodes)
    }

    fn measure(&self, entry: &MeasureEntry) -> Result<Node, ExampleError> {
        let refused = |what: &str| ExampleError(format!("{}: {what}", entry.id));
        let point = |date: NaiveDate, value: f64| Ok::<_, ExampleError>(Point { date, value: real(value)? });
        let frequency = entry.frequency.replace('-', "_");
        let frequency = Frequency::ALL.into_iter().find(|known| known.key() == frequency);
        let mut milestones = Vec::new();
        for (year, value) in &entry.yearly_targets {
            let end =
                parse_date(&format!("{year}-12-31")).map_err(|error| ExampleError(error.to_string()))?;
            if end != entry.target.date {
                milestones.push(point(end, *value)?);
            }
        }
        milestones.sort_by_key(|point| point.date);
        let mut readings = Vec::new();
        for value in &entry.values {
            let date = super::quarter(&value.period)
                .and_then(|first| first.checked_add_months(Months::new(3)))
                .and_then(|next| next.pred_opt());
            readings.push(Reading {
                date: date.ok_or_else(|| refused(&value.period))?,
                value: real(value.actual)?,
                confidence: value
                    .confidence
                    .and_then(|degree| Confidence::ALL.get(usize::from(degree).checked_sub(1)?).copied()),
                note: self.maybe(value.note.as_ref())?,
                extra: crate::domain::Extra::new(),
            });
        }
        let mut node = Node::new(node_id(&entry.id)?, Kind::Measure, Place::Under(node_id(&entry.goal)?));
        node.name = self.name(&entry.name)?;
        node.note = self.note(&entry.definition)?;
        node.owner = self.owner(entry.owner.as_deref())?;
        node.weight = Some(weight(entry.weight)?);
        node.measure = Some(Arc::new(Measure {
            unit: self.name(&entry.unit)?,
            direction: entry.direction,
            baseline: Some(point(entry.baseline.date, entry.baseline.value)?),
            target: Some(point(entry.target.date, entry.target.value)?),
            milestones,
            frequency: frequency.ok_or_else(|| refused(&entry.frequency))?,
            readings,
            extra: crate::domain::Extra::new(),
        }));
        Ok(node)
    }

    fn links(&self, map: &Map) -> Result<Vec<Link>, ExampleError> {
        let mut links = Vec::new();
        for (from, to, strength) in map.links.iter().map(|entry| (&entry.from, &entry.to, entry.strength)) {
            let id = LinkId::from_number(LINKS + number(links.len())?);
            links.push(Link::new(id, item(from)?, node_id(to)?, strength_of(strength)?));
        }
        for (link, entry) in links.iter_mut().zip(&map.links) {
            link.note = self.maybe(entry.note.as_ref())?;
        }
        for cause in &map.cause_effect {
            let id = LinkId::from_number(LINKS + number(links.len())?);
            let mut link = Link::new(id, item(&cause.from)?, node_id(&cause.to)?, Strength::MEDIUM);
            link.kind = LinkKind::Causes;
            link.note = self.note(&cause.hypothesis)?;
            link.lag_months = Some(cause.lag_months);
            links.push(link);
        }
        for entry in &map.catchball {
            let (from, to) = (item(&entry.from)?, node_id(&entry.to)?);
            let talk = Talk {
                step: entry.step,
                by: self.owner(Some(&entry.by))?,
                date: Some(entry.date),
                strength: entry.strength.map(strength_of).transpose()?,
                text: self.note(&entry.text)?,
                extra: crate::domain::Extra::new(),
            };
            match links.iter_mut().find(|link| (link.from, link.to) == (from, to)) {
                Some(link) => link.talks.push(talk),
                // What was talked about and found not to contribute is a link of no strength.
                None => {
                    let id = LinkId::from_number(LINKS + number(links.len())?);
                    let mut link = Link::new(id, from, to, Strength::NONE);
                    link.talks.push(talk);
                    links.push(link);
                }
            }
        }
        Ok(links)
    }

    fn weighing(&self, map: &Map) -> Result<Weighing, ExampleError> {
        let pairs = &map.theme_pairwise;
        let mut judgements = Vec::new();
        for pair in &pairs.upper_triangle {
            judgements.push(Judgement {
                a: node_id(&pair.a)?,
                b: node_id(&pair.b)?,
                ratio: real(pair.value)?,
                note: self.maybe(pair.note.as_ref())?,
            });
        }
        Ok(Weighing {
            group: Some(node_id(&map.vision.id)?),
            judgements,
            date: Some(pairs.made.date),
            by: self.name(&pairs.made.by)?,
            is_in_force: true,
            extra: crate::domain::Extra::new(),
        })
    }

    /// The one in force is the map's own.
    fn weightings(&self, map: &Map) -> Result<Vec<Weighting>, ExampleError> {
        let mut weightings = Vec::new();
        for scenario in map.weight_scenarios.iter().filter(|scenario| scenario.id != "ws_base") {
            let mut weights = Vec::new();
            for theme in &map.themes {
                if let Some(share) = scenario.theme_weights.get(&theme.id) {
                    weights.push((node_id(&theme.id)?, weight(share * 100.0)?));
                }
            }
            weightings.push(Weighting {
                id: WeightingId::from_number(OTHERS + number(weightings.len())?),
                name: self.name(&scenario.name)?,
                weights,
                extra: crate::domain::Extra::new(),
            });
        }
        Ok(weightings)
    }

    /// The map before the changes that the content names: what was added is not there yet.
    fn last_version(&self, map: &Map, strategy: &Strategy) -> Result<MapVersion, ExampleError> {
        let mut added = Vec::new();
        let mut nodes = (*strategy.nodes).clone();
        for entry in &map.changes_since_last_version.entries {
            let Some(id) = entry.id.as_deref() else { continue };
            let id = node_id(id)?;
            if entry.change == "added" {
                added.push(id);
            }
            let Some(node) = nodes.iter_mut().find(|node| node.id == id) else { continue };
            match entry.change.as_str() {
                // The content tells the old value in words.
                "renamed" => {
                    let old = first_quoted(entry.text.get(self.tongue)).unwrap_or_default();
                    Arc::make_mut(node).name = Name::truncated(old);
                }
                "reweighted" => Arc::make_mut(node).weight = Some(weight(first_percent(&entry.text.zh)?)?),
                "target" => {
                    let old = real(first_percent(&entry.text.zh)?)?;
                    if let Some(measure) = Arc::make_mut(node).measure.as_mut() {
                        let measure = Arc::make_mut(measure);
                        measure.target = measure.target.map(|point| Point { value: old, ..point });
                    }
                }
                _ => {}
            }
        }
        let is_new = |id: NodeId| added.contains(&id);
        nodes.retain(|node| !is_new(node.id));
        for node in &mut nodes {
            if node.place.parent().is_some_and(is_new) {
                Arc::make_mut(node).place = Place::Unplaced;
            }
        }
        let links =
            strategy.links.iter().filter(|link| !is_new(link.to) && !link.from.node().is_some_and(is_new));
        Ok(MapVersion {
            id: MapVersionId::from_number(OTHERS),
            name: Name::default(),
            date: Some(map.changes_since_last_version.last_version),
            nodes: Arc::new(nodes),
            links: Arc::new(links.cloned().collect()),
            extra: crate::domain::Extra::new(),
        })
    }
}

/// What stands between the first pair of quotation marks.
fn first_quoted(text: &str) -> Option<&str> {
    let (_, behind) = text.split_once(['“', '"'])?;
    behind.split_once(['”', '"']).map(|(inside, _)| inside)
}

/// The first number before a per cent sign.
fn first_percent(text: &str) -> Result<f64, ExampleError> {
    let before = text.split_once('%').map_or(text, |(before, _)| before).trim_end();
    let digits = before.rsplit(|c: char| !(c.is_ascii_digit() || c == '.')).next().unwrap_or_default();
    digits.parse().map_err(|_| ExampleError(text.to_owned()))
}

fn homes(projects: &[ProjectEntry]) -> Result<Vec<Home>, ExampleError> {
    let mut homes = Vec::new();
    for project in projects {
        if let Some(under) = project.programme.as_ref().or(project.initiative.as_ref()) {
            homes.push(Home { project: project_id(&project.id)?, under: node_id(under)? });
        }
    }
    Ok(homes)
}

fn real(value: f64) -> Result<Real, ExampleError> {
    Real::new(value).map_err(|error| ExampleError(error.to_string()))
}

fn weight(value: f64) -> Result<Weight, ExampleError> {
    Weight::new(value).map_err(|error| ExampleError(error.to_string()))
}

fn strength_of(value: u8) -> Result<Strength, ExampleError> {
    Strength::try_from(value).map_err(|error| ExampleError(error.to_string()))
}

fn number(index: usize) -> Result<u128, ExampleError> {
    u128::try_from(index).map_err(|error| ExampleError(error.to_string()))
}

/// Content ids are a few letters and a number: `g07`, `pg1`, `v`. Each letter prefix has its own range.
fn split(id: &str) -> Result<(u128, u128), ExampleError> {
    let letters = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = id.get(letters.len()..).unwrap_or_default();
    let number = if digits.is_empty() { Ok(0) } else { digits.parse() };
    let range = ["v", "ms", "t", "g", "m", "i", "pg", "p"].iter().position(|known| *known == letters);
    match (range, number) {
        (Some(range), Ok(number)) => Ok((self::number(range)?, number)),
        _ => Err(ExampleError(id.to_owned())),
    }
}

pub(super) fn node_id(id: &str) -> Result<NodeId, ExampleError> {
    let (range, number) = split(id)?;
    Ok(NodeId::from_number(NODES + range * 1_000 + number))
}

fn project_id(id: &str) -> Result<ProjectId, ExampleError> {
    Ok(ProjectId::from_number(super::ID_BASE + split(id)?.1))
}

fn item(id: &str) -> Result<Item, ExampleError> {
    match split(id)? {
        (7, _) => Ok(Item::Project(project_id(id)?)),
        _ => Ok(Item::Node(node_id(id)?)),
    }
}

fn lane_id(id: &str) -> Result<PerspectiveId, ExampleError> {
    let known = ["fin", "cus", "int", "lrn"].iter().position(|known| *known == id);
    let number = number(known.ok_or_else(|| ExampleError(id.to_owned()))?)?;
    Ok(PerspectiveId::from_number(OTHERS + 100 + number))
}
