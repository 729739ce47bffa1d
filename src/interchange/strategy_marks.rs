//! What an outline says of links and measures in words that people can write: `→1.2=3` or `->1.2=3` for a
//! contribution to row 1.2, `⇒1.2=3` or `=>1.2=3` for a cause, `2027-12-31 90` for a value on a day.

use std::sync::Arc;

use crate::domain::project::parse_date;
use crate::domain::strategy::{Direction, Frequency, LinkKind, Measure, Point, Reading, Real, Strength};
use crate::domain::{Extra, Name, Note};

/// A link of a row: to another row, by its number or name.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkMark {
    /// What it says.
    pub kind: LinkKind,
    /// The number or the name of the row, or the name of what is there already.
    pub to: String,
    /// How strong; none where the outline does not say.
    pub strength: Option<Strength>,
}

impl LinkMark {
    /// As it is written: with arrows that no spreadsheet takes for a formula.
    pub fn text(&self) -> String {
        let arrow = match self.kind {
            LinkKind::Contributes => "→",
            LinkKind::Causes => "⇒",
        };
        let strength = self.strength.map(|strength| format!("={}", strength.get())).unwrap_or_default();
        format!("{arrow}{}{strength}", self.to)
    }

    /// Reads one; none for what is no link.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let kind = |kind: LinkKind| move |rest| (kind, rest);
        let (kind, rest): (LinkKind, &str) = text
            .strip_prefix("->")
            .or_else(|| text.strip_prefix('→'))
            .map(kind(LinkKind::Contributes))
            .or_else(|| {
                text.strip_prefix("=>").or_else(|| text.strip_prefix('⇒')).map(kind(LinkKind::Causes))
            })?;
        let strength =
            |text: &str| text.trim().parse::<u8>().ok().and_then(|value| Strength::try_from(value).ok());
        let (to, strength) = match rest.rsplit_once('=').and_then(|(to, value)| Some((to, strength(value)?)))
        {
            Some((to, strength)) => (to, Some(strength)),
            None => (rest, None),
        };
        let to = to.trim().to_owned();
        (!to.is_empty()).then_some(Self { kind, to, strength })
    }
}

/// Links in one text, as in a cell of a table.
pub fn links_text(links: &[LinkMark]) -> String {
    links.iter().map(LinkMark::text).collect::<Vec<_>>().join("; ")
}

/// Reads links in one text. What is no link is left out.
pub fn read_links(text: &str) -> Vec<LinkMark> {
    text.split([';', '；', '\n']).filter_map(LinkMark::read).collect()
}

/// What an outline says of a measure, field by field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MeasureField {
    /// Its unit.
    Unit,
    /// Which way is better.
    Direction,
    /// How often a value is due.
    Frequency,
    /// Where it started.
    Baseline,
    /// Where it is to be.
    Target,
    /// Where it is to be in between.
    Milestones,
    /// What it was.
    Values,
}

impl MeasureField {
    /// Every field.
    pub const ALL: [Self; 7] = [
        Self::Unit,
        Self::Direction,
        Self::Frequency,
        Self::Baseline,
        Self::Target,
        Self::Milestones,
        Self::Values,
    ];

    /// The words for it, the key of files first.
    pub const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Unit => ["unit", "单位"],
            Self::Direction => ["direction", "方向"],
            Self::Frequency => ["frequency", "频率"],
            Self::Baseline => ["baseline", "基线"],
            Self::Target => ["target", "目标值"],
            Self::Milestones => ["milestones", "中间目标"],
            Self::Values => ["values", "数值"],
        }
    }

    /// The key of files.
    pub const fn key(self) -> &'static str {
        self.words()[0]
    }

    /// The field of a word.
    pub fn of(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        Self::ALL.into_iter().find(|field| field.words().contains(&word.as_str()))
    }

    /// What a measure says in it; empty where it says nothing or the usual.
    pub fn text(self, measure: &Measure) -> String {
        let points = |points: &[Point]| {
            points.iter().map(|point| dated(point.date, point.value)).collect::<Vec<_>>().join("; ")
        };
        match self {
            Self::Unit => measure.unit.to_string(),
            Self::Direction if measure.direction == Direction::Down => "down".to_owned(),
            Self::Direction => String::new(),
            Self::Frequency if measure.frequency == Frequency::default() => String::new(),
            Self::Frequency => measure.frequency.key().to_owned(),
            Self::Baseline => points(measure.baseline.as_slice()),
            Self::Target => points(measure.target.as_slice()),
            Self::Milestones => points(&measure.milestones),
            Self::Values => {
                let values = measure.readings.iter().map(|reading| dated(reading.date, reading.value));
                values.collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// Reads a text into a measure. What is not understood is left out.
    pub fn read(self, measure: &mut Measure, text: &str) {
        let points = || {
            let parts = text.split([';', '；', '|', '\n']);
            parts.filter_map(read_dated).map(|(date, value)| Point { date, value }).collect::<Vec<_>>()
        };
        match self {
            Self::Unit => measure.unit = Name::truncated(text),
            Self::Direction => {
                let is_down =
                    ["down", "less", "越低越好", "低", "↓"].contains(&text.trim().to_lowercase().as_str());
                measure.direction = if is_down { Direction::Down } else { Direction::Up };
            }
            Self::Frequency => {
                let word = text.trim().to_lowercase();
                let found = Frequency::ALL.into_iter().find(|frequency| frequency.key() == word);
                measure.frequency = found.unwrap_or(measure.frequency);
            }
            Self::Baseline => measure.baseline = points().first().copied(),
            Self::Target => measure.target = points().first().copied(),
            Self::Milestones => measure.milestones = points(),
            Self::Values => {
                let reading = |point: Point| Reading {
                    date: point.date,
                    value: point.value,
                    confidence: None,
                    note: Note::default(),
                    extra: Extra::new(),
                };
                measure.readings = points().into_iter().map(reading).collect();
            }
        }
    }
}

fn dated(date: chrono::NaiveDate, value: Real) -> String {
    format!("{date} {}", value.get())
}

/// A day and a value, with a space or a colon between.
fn read_dated(text: &str) -> Option<(chrono::NaiveDate, Real)> {
    let (date, value) = text.trim().split_once([' ', ':', '：', '\t'])?;
    Some((parse_date(date.trim()).ok()?, Real::parse(value.trim()).ok()?))
}

/// A measure from what an outline says of it; none where it says nothing.
pub fn measure_of(fields: impl IntoIterator<Item = (MeasureField, String)>) -> Option<Arc<Measure>> {
    let mut measure = Measure::default();
    let mut says_something = false;
    for (field, text) in fields {
        if !text.trim().is_empty() {
            field.read(&mut measure, &text);
            says_something = true;
        }
    }
    says_something.then(|| Arc::new(measure.in_order()))
}
