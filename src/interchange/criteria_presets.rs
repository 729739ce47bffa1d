//! The built-in sets of criteria: content in both languages, turned into criteria of one of them.

use std::sync::Arc;

use serde_json::Value;

use super::example::Tongue;
use crate::domain::selection::{
    Criterion, DirectWeight, Direction, Figure, GateKind, Kind, Leaf, Level, MethodChoice, Scale,
    SelectionCommand, Source, WeightSet,
};
use crate::domain::{CriterionId, Name, Note, Real, WeightSetId};

/// A set of criteria that may be taken over.
#[derive(Debug, Clone, PartialEq)]
pub struct Preset {
    /// Its key.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it holds, in a sentence.
    pub summary: String,
    /// When it suits.
    pub fits: String,
    /// When it does not.
    pub fits_not: String,
    /// What to know.
    pub note: String,
    /// Author, year, title.
    pub reference: String,
    /// The formula that makes one number of it, if it has one.
    pub formula: Option<String>,
    /// Names of its criteria.
    pub names: Vec<String>,
    entry: Value,
}

/// The presets of a content file, and what their rubrics share.
#[derive(Debug, Clone, PartialEq)]
pub struct Presets {
    /// In the order of the file.
    pub list: Vec<Preset>,
    rules: Value,
    tongue: Tongue,
}

impl Presets {
    /// Reads the content file; none when it is not one.
    pub fn parse(json: &str, tongue: Tongue) -> Option<Self> {
        let content: Value = serde_json::from_str(json).ok()?;
        let list = content.get("presets")?.as_array()?.iter().map(|entry| preset(entry, tongue));
        let rules = content.pointer("/conventions/reading_rules").cloned().unwrap_or_default();
        Some(Self { list: list.collect::<Option<_>>()?, rules, tongue })
    }

    /// The command that takes a preset over. `money_unit` is put where a rubric speaks of money.
    pub fn command(
        &self,
        preset: &Preset,
        money_unit: &str,
        mut new_id: impl FnMut() -> CriterionId,
        set: WeightSetId,
    ) -> SelectionCommand {
        let entry = &preset.entry;
        let word = |value: &Value, key: &str| text(value.get(key), self.tongue);
        let mut criteria = Vec::new();
        let mut weights = WeightSet::new(set, Name::truncated(&preset.name));
        let mut groups: Vec<(String, CriterionId)> = Vec::new();
        for group in items(entry, "groups") {
            let id = new_id();
            groups.push((key(group), id));
            criteria.push(Criterion {
                name: Name::truncated(&word(group, "name")),
                ..Criterion::new(id, None, Kind::Group)
            });
            weigh(&mut weights, None, id, group);
        }
        for gate in items(entry, "gates") {
            let kind = match gate.get("kind").and_then(Value::as_str) {
                Some("must_do") => GateKind::MustDo,
                Some("must_have") => GateKind::MustHave,
                _ => GateKind::MustNot,
            };
            let answers = gate
                .get("answers")
                .map(|answers| ["yes", "no", "unknown"].map(|answer| word(answers, answer)).join("\n"));
            criteria.push(Criterion {
                name: Name::truncated(&word(gate, "name")),
                definition: Note::truncated(&format!(
                    "{}\n{}",
                    word(gate, "question"),
                    answers.unwrap_or_default()
                )),
                evidence: Note::truncated(&format!(
                    "{}\n{}",
                    word(gate, "evidence"),
                    word(gate, "confirmed_by")
                )),
                ..Criterion::new(new_id(), None, Kind::Gate(kind))
            });
        }
        for leaf in items(entry, "criteria") {
            let id = new_id();
            let group = leaf.get("group").and_then(Value::as_str);
            let parent =
                group.and_then(|group| groups.iter().find(|(key, _)| key == group)).map(|(_, id)| *id);
            let rule = leaf.get("reading_rule").and_then(Value::as_str).and_then(|rule| self.rules.get(rule));
            let evidence = [text(rule, self.tongue), word(leaf, "evidence")];
            let mistakes = items(leaf, "mistakes").iter().map(|mistake| text(Some(mistake), self.tongue));
            let evidence: Vec<String> =
                evidence.into_iter().chain(mistakes).filter(|line| !line.is_empty()).collect();
            criteria.push(Criterion {
                name: Name::truncated(&word(leaf, "name")),
                definition: Note::truncated(&word(leaf, "definition")),
                evidence: Note::truncated(&evidence.join("\n")),
                ..Criterion::new(id, parent, Kind::Leaf(self.leaf(leaf, money_unit)))
            });
            weigh(&mut weights, parent, id, leaf);
        }
        let method = match preset.id.as_str() {
            "rice" | "ice" => MethodChoice::ProductRatio,
            "wsjf" => MethodChoice::SumRatio,
            _ => MethodChoice::WeightedSum,
        };
        SelectionCommand::AddCriteria { criteria, weights: Some(Box::new(weights)), method: Some(method) }
    }

    fn leaf(&self, entry: &Value, money_unit: &str) -> Leaf {
        let direction = match entry.get("direction").and_then(Value::as_str) {
            Some("cost") => Direction::Cost,
            _ => Direction::Benefit,
        };
        let source = match key(entry).as_str() {
            "npv" => Source::CashFlow(Figure::Npv),
            "irr" => Source::CashFlow(Figure::Irr),
            "mirr" => Source::CashFlow(Figure::Mirr),
            "payback" => Source::CashFlow(Figure::Payback),
            "discounted_payback" => Source::CashFlow(Figure::DiscountedPayback),
            "profitability_index" => Source::CashFlow(Figure::ProfitabilityIndex),
            _ => Source::Raters,
        };
        let scale_entry = entry.get("scale");
        let number = |key: &str| {
            scale_entry.and_then(|scale| scale.get(key)).and_then(Value::as_f64).map(Real::or_zero)
        };
        let is_number =
            scale_entry.and_then(|scale| scale.get("type")).and_then(Value::as_str) == Some("number");
        let scale = if is_number {
            let unit = scale_entry.and_then(|scale| scale.get("unit"));
            let unit = match unit {
                Some(Value::String(_)) => String::new(),
                unit => text(unit, self.tongue),
            };
            Scale::Number { unit: Name::truncated(&unit), low: number("min"), high: number("max") }
        } else {
            let levels = items(entry, "rubric").iter().map(|level| {
                let points = level.get("value").or_else(|| level.get("level")).and_then(Value::as_f64);
                let wording = filled(&text(level.get("text"), self.tongue), entry, money_unit);
                Level { points: Real::or_zero(points.unwrap_or_default()), text: Note::truncated(&wording) }
            });
            Scale::Points { levels: Arc::new(levels.collect()) }
        };
        Leaf { direction, scale, source, ..Leaf::default() }
    }
}

fn preset(entry: &Value, tongue: Tongue) -> Option<Preset> {
    let word = |key: &str| text(entry.get(key), tongue);
    let reference = entry.get("reference").map(|reference| {
        let part = |key: &str| match reference.get(key) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let parts = [part("author"), part("year"), part("title"), part("where")];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    });
    let names = items(entry, "gates").iter().chain(items(entry, "criteria"));
    Some(Preset {
        id: entry.get("id")?.as_str()?.to_owned(),
        name: word("name"),
        summary: word("summary"),
        fits: word("fits"),
        fits_not: word("fits_not"),
        note: word("note"),
        reference: reference.unwrap_or_default(),
        formula: entry.get("formula").and_then(Value::as_str).map(str::to_owned),
        names: names.map(|criterion| text(criterion.get("name"), tongue)).collect(),
        entry: entry.clone(),
    })
}

fn key(entry: &Value) -> String {
    entry.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn items<'a>(entry: &'a Value, key: &str) -> &'a [Value] {
    entry.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn text(both: Option<&Value>, tongue: Tongue) -> String {
    let tag = match tongue {
        Tongue::Zh => "zh-CN",
        Tongue::En => "en",
    };
    both.and_then(|both| both.get(tag)).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn weigh(weights: &mut WeightSet, group: Option<CriterionId>, id: CriterionId, entry: &Value) {
    if let Some(percent) = entry.get("weight_percent").and_then(Value::as_f64) {
        let weight = DirectWeight { points: Real::or_zero(percent), locked: false };
        weights.level_mut(group).direct.insert(id, weight);
    }
}

/// Puts the thresholds of a criterion, and the unit of money, in their places.
fn filled(text: &str, entry: &Value, money_unit: &str) -> String {
    let mut filled = text.replace("{money_unit}", money_unit);
    for threshold in items(entry, "thresholds") {
        let value = threshold.get("default").and_then(Value::as_f64).unwrap_or_default();
        filled = filled.replace(&format!("{{{}}}", key(threshold)), &value.to_string());
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Command, Workspace, WorkspaceId};

    const CONTENT: &str = include_str!("../../content/criteria_presets.json");

    #[test]
    fn every_preset_can_be_taken_over_in_both_languages() {
        for tongue in [Tongue::Zh, Tongue::En] {
            let presets = Presets::parse(CONTENT, tongue).unwrap();
            assert_eq!(presets.list.len(), 7);
            for preset in &presets.list {
                let mut workspace = Workspace::new(WorkspaceId::from_number(1), Name::default());
                let mut next = 0;
                let new_id = || {
                    next += 1;
                    CriterionId::from_number(next)
                };
                let command = presets.command(preset, "万元", new_id, WeightSetId::from_number(1));
                workspace.apply(Command::Selection(command)).unwrap();
                let tree = workspace.selection.tree();
                assert_eq!(tree.leaves().count() + tree.gates().count(), preset.names.len(), "{}", preset.id);
                let weights = workspace.selection.weights(None).unwrap();
                assert!((weights.iter().map(|(_, weight)| weight).sum::<f64>() - 1.0).abs() < 1e-9);
                for criterion in workspace.selection.criteria.iter() {
                    assert!(!criterion.name.is_empty());
                    if let Some(Leaf { scale: Scale::Points { levels }, .. }) = criterion.leaf() {
                        assert_eq!(levels.len(), 5);
                        assert!(levels.windows(2).all(|pair| pair[0].points < pair[1].points));
                        assert!(levels.iter().all(|level| !level.text.contains('{')), "{levels:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_weights_are_those_of_the_file() {
        let presets = Presets::parse(CONTENT, Tongue::En).unwrap();
        let mut next = 0;
        let new_id = || {
            next += 1;
            CriterionId::from_number(next)
        };
        let mut workspace = Workspace::new(WorkspaceId::from_number(1), Name::default());
        let command = presets.command(&presets.list[0], "M CNY", new_id, WeightSetId::from_number(1));
        workspace.apply(Command::Selection(command)).unwrap();
        let weights = workspace.selection.weights(None).unwrap();
        let named: Vec<(String, f64)> = weights
            .iter()
            .map(|(id, weight)| {
                (workspace.selection.criterion(*id).unwrap().name.to_string(), weight * 100.0)
            })
            .collect();
        assert_eq!(named[0].0, "Contribution to goals");
        // 22 of the 30 that the group has.
        assert!((named[0].1 - 22.0).abs() < 1e-9, "{named:?}");
    }
}
