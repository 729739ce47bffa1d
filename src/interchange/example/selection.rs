//! This part of the example: criteria, weights, the cells of five raters, agreements, a decision.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;

use super::{Both, ExampleError, ID_BASE, Tongue};
use crate::domain::selection::{
    Agreement, Criterion, DirectWeight, Direction, GateAnswer, GateKind, GroupRule, Kind, Leaf, Level, Rater,
    Rating, Scale, Scope, Score, Selection, Source, WeightMethod, WeightSet,
};
use crate::domain::{CriterionId, Name, Note, ProjectId, RaterId, Real, WeightSetId, Workspace};

#[derive(Deserialize)]
struct Content {
    groups: Vec<Group>,
    criteria: Vec<Entry>,
    gate_answers: BTreeMap<String, Value>,
    weight_sets: Vec<Weights>,
    raters: Vec<Person>,
    score_criteria: Vec<String>,
    scores: BTreeMap<String, BTreeMap<String, Vec<Option<Cell>>>>,
    missing_reasons: Vec<Reason>,
    range_reasons: Vec<Reason>,
    agreed_scores: Vec<Agreed>,
}

#[derive(Deserialize)]
struct Group {
    id: String,
    name: Both,
    description: Both,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    group: String,
    name: Both,
    definition: Both,
    direction: String,
    scale: ScaleEntry,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum ScaleEntry {
    Rubric {
        levels: Vec<LevelEntry>,
    },
    /// Ten thousand yuan.
    Number {
        min: f64,
        max: f64,
    },
    YesNo {
        must_be: bool,
    },
}

#[derive(Deserialize)]
struct LevelEntry {
    level: f64,
    text: Both,
}

#[derive(Deserialize)]
struct Weights {
    id: String,
    name: Both,
    #[serde(default)]
    group_pairwise: Option<Pairs>,
    #[serde(default)]
    within_group_percent: BTreeMap<String, BTreeMap<String, f64>>,
    #[serde(default)]
    swings: Vec<Swing>,
    #[serde(default)]
    of: Vec<String>,
    #[serde(default)]
    in_use: bool,
    #[serde(default)]
    note: Option<Both>,
}

#[derive(Deserialize)]
struct Pairs {
    order: Vec<String>,
    matrix: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Swing {
    criterion: String,
    points: f64,
}

#[derive(Deserialize)]
struct Person {
    id: String,
    pseudonym: Both,
    weight: f64,
    submitted: NaiveDate,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(untagged)]
enum Cell {
    Value(f64),
    Range { lo: f64, hi: f64 },
}

#[derive(Deserialize)]
#[expect(clippy::struct_field_names, reason = "as in the content file")]
struct Reason {
    rater: String,
    project: String,
    criterion: String,
    reason: Both,
}

#[derive(Deserialize)]
#[expect(clippy::struct_field_names, reason = "as in the content file")]
struct Agreed {
    project: String,
    criterion: String,
    agreed: f64,
    date: NaiveDate,
    reason: Both,
}

const YUAN_IN_TEN_THOUSAND: f64 = 10_000.0;
/// Groups are counted from here, criteria and raters below.
const GROUPS: u128 = 0x1000;

/// The number in an id such as `c7` or `ga`.
fn number(id: &str) -> Result<u128, ExampleError> {
    let refused = || ExampleError(id.to_owned());
    if let Some(letter) = id.strip_prefix('g') {
        return letter.bytes().next().map(|letter| GROUPS + u128::from(letter)).ok_or_else(refused);
    }
    let digits: String = id.chars().filter(char::is_ascii_digit).collect();
    digits.parse().map_err(|_| refused())
}

fn criterion_id(id: &str) -> Result<CriterionId, ExampleError> {
    Ok(CriterionId::from_number(ID_BASE + number(id)?))
}

fn project_id(id: &str) -> Result<ProjectId, ExampleError> {
    Ok(ProjectId::from_number(ID_BASE + number(id)?))
}

fn rater_id(id: &str) -> Result<RaterId, ExampleError> {
    Ok(RaterId::from_number(ID_BASE + number(id)?))
}

fn set_id(id: &str) -> Result<WeightSetId, ExampleError> {
    Ok(WeightSetId::from_number(ID_BASE + number(id)?))
}

fn real(value: f64) -> Real {
    Real::or_zero(value)
}

fn note(both: &Both, tongue: Tongue) -> Note {
    Note::truncated(both.get(tongue))
}

/// Fills this part; the projects are there.
pub(super) fn fill(content: &Value, tongue: Tongue, workspace: &mut Workspace) -> Result<(), ExampleError> {
    let part = content.get("selection").ok_or_else(|| ExampleError("selection".to_owned()))?;
    let content = Content::deserialize(part).map_err(|error| ExampleError(error.to_string()))?;
    let selection = Selection {
        criteria: Arc::new(criteria(&content, tongue)?),
        weight_sets: Arc::new(
            content.weight_sets.iter().map(|set| weights(set, tongue)).collect::<Result<_, _>>()?,
        ),
        weights_in_use: content
            .weight_sets
            .iter()
            .find(|set| set.in_use)
            .map(|set| set_id(&set.id))
            .transpose()?,
        raters: Arc::new(raters(&content, tongue)?),
        ..Selection::default()
    };
    let mut selection = selection;
    for Agreed { project, criterion, agreed, date, reason } in &content.agreed_scores {
        let agreement = Agreement::new(Rating::Value(real(*agreed)), note(reason, tongue), Some(*date));
        selection.agreed.set(project_id(project)?, criterion_id(criterion)?, Some(agreement));
    }
    for (gate, answers) in content.gate_answers.iter().filter(|(key, _)| key.starts_with('c')) {
        let answers = BTreeMap::<String, bool>::deserialize(answers)
            .map_err(|error| ExampleError(error.to_string()))?;
        let reasons = content.gate_answers.get("reasons");
        for (project, yes) in answers {
            let reason = reasons.and_then(|reasons| Both::deserialize(reasons.get(&project)?).ok());
            let reason = reason.map(|reason| note(&reason, tongue)).unwrap_or_default();
            let answer = GateAnswer { yes: Some(yes), reason, ..GateAnswer::default() };
            selection.gate_answers.set(project_id(&project)?, criterion_id(gate)?, Some(answer));
        }
    }
    workspace.selection = Arc::new(selection);
    Ok(())
}

fn criteria(content: &Content, tongue: Tongue) -> Result<Vec<Arc<Criterion>>, ExampleError> {
    let mut list = Vec::new();
    for group in &content.groups {
        list.push(Arc::new(Criterion {
            name: Name::truncated(group.name.get(tongue)),
            definition: note(&group.description, tongue),
            ..Criterion::new(criterion_id(&group.id)?, None, Kind::Group)
        }));
    }
    for entry in &content.criteria {
        let kind = match (&entry.scale, entry.direction.as_str()) {
            (ScaleEntry::YesNo { must_be }, _) => {
                Kind::Gate(if *must_be { GateKind::MustHave } else { GateKind::MustNot })
            }
            (ScaleEntry::Rubric { levels }, direction) => {
                let levels = levels
                    .iter()
                    .map(|level| Level { points: real(level.level), text: note(&level.text, tongue) })
                    .collect();
                Kind::Leaf(Leaf {
                    direction: direction_of(direction),
                    scale: Scale::Points { levels: Arc::new(levels) },
                    ..Leaf::default()
                })
            }
            (ScaleEntry::Number { min, max }, direction) => Kind::Leaf(Leaf {
                direction: direction_of(direction),
                scale: Scale::Number {
                    unit: Name::default(),
                    low: Some(real(min * YUAN_IN_TEN_THOUSAND)),
                    high: Some(real(max * YUAN_IN_TEN_THOUSAND)),
                },
                source: Source::Cost,
                ..Leaf::default()
            }),
        };
        list.push(Arc::new(Criterion {
            name: Name::truncated(entry.name.get(tongue)),
            definition: note(&entry.definition, tongue),
            ..Criterion::new(criterion_id(&entry.id)?, Some(criterion_id(&entry.group)?), kind)
        }));
    }
    Ok(list)
}

fn direction_of(word: &str) -> Direction {
    if word == "cost" { Direction::Cost } else { Direction::Benefit }
}

fn weights(entry: &Weights, tongue: Tongue) -> Result<Arc<WeightSet>, ExampleError> {
    let mut set = WeightSet::new(set_id(&entry.id)?, Name::truncated(entry.name.get(tongue)));
    set.note = entry.note.as_ref().map(|both| note(both, tongue)).unwrap_or_default();
    if let Some(pairs) = &entry.group_pairwise {
        let ids: Vec<CriterionId> =
            pairs.order.iter().map(|id| criterion_id(id)).collect::<Result<_, _>>()?;
        let top = set.level_mut(None);
        top.method = WeightMethod::Pairwise;
        for (i, (a, row)) in ids.iter().zip(&pairs.matrix).enumerate() {
            for (b, ratio) in ids.iter().zip(row).skip(i + 1) {
                top.pairwise.judge(*a, *b, Some(*ratio));
            }
        }
    }
    for (group, shares) in &entry.within_group_percent {
        let level = set.level_mut(Some(criterion_id(group)?));
        for (leaf, percent) in shares {
            let weight = DirectWeight { points: real(*percent), locked: false };
            level.direct.insert(criterion_id(leaf)?, weight);
        }
    }
    if !entry.swings.is_empty() {
        set.scope = Scope::Leaves;
        set.leaves.method = WeightMethod::Swing;
        for swing in &entry.swings {
            set.leaves.swing.insert(criterion_id(&swing.criterion)?, real(swing.points));
        }
    }
    if !entry.of.is_empty() {
        set.scope = Scope::Group(GroupRule::MeanOfWeights);
        set.of = entry.of.iter().map(|id| set_id(id)).collect::<Result<_, _>>()?;
    }
    Ok(Arc::new(set))
}

fn raters(content: &Content, tongue: Tongue) -> Result<Vec<Arc<Rater>>, ExampleError> {
    let leaves: Vec<CriterionId> =
        content.score_criteria.iter().map(|id| criterion_id(id)).collect::<Result<_, _>>()?;
    let mut raters = Vec::new();
    for person in &content.raters {
        let mut rater = Rater::new(rater_id(&person.id)?, Name::truncated(person.pseudonym.get(tongue)));
        rater.weight = real(person.weight);
        rater.submitted = Some(person.submitted);
        for (project, cells) in content.scores.get(&person.id).into_iter().flatten() {
            for (leaf, cell) in leaves.iter().zip(cells) {
                let rating = cell.map(|cell| match cell {
                    Cell::Value(value) => Rating::Value(real(value)),
                    Cell::Range { lo, hi } => Rating::between(real(lo), real(hi)),
                });
                let score =
                    rating.map(|rating| Score { rating: Some(rating), revision: 1, ..Score::default() });
                rater.scores.set(project_id(project)?, *leaf, score);
            }
        }
        let reasons = content.missing_reasons.iter().chain(&content.range_reasons);
        for reason in reasons.filter(|reason| reason.rater == person.id) {
            let (project, leaf) = (project_id(&reason.project)?, criterion_id(&reason.criterion)?);
            let score = rater.scores.get(project, leaf).cloned();
            let score = score.unwrap_or(Score { revision: 1, ..Score::default() });
            let comment = note(&reason.reason, tongue);
            rater.scores.set(project, leaf, Some(Score { comment, ..score }));
        }
        raters.push(Arc::new(rater));
    }
    Ok(raters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::WorkspaceId;

    const CONTENT: &str = include_str!("../../../content/example_group.json");

    fn example(tongue: Tongue) -> (Workspace, Value) {
        let workspace = super::super::workspace(CONTENT, tongue, WorkspaceId::from_number(1)).unwrap();
        let content: Value = serde_json::from_str(CONTENT).unwrap();
        (workspace, content["checks"]["selection"].clone())
    }

    #[test]
    fn cells_are_as_the_content_states() {
        for tongue in [Tongue::Zh, Tongue::En] {
            let (workspace, checks) = example(tongue);
            let selection = &workspace.selection;
            let scores = || selection.raters.iter().flat_map(|rater| rater.scores.iter());
            let missing = scores().filter(|(.., score)| score.rating.is_none()).count();
            let ranges =
                scores().filter(|(.., score)| matches!(score.rating, Some(Rating::Range(..)))).count();
            assert_eq!(scores().count() as u64, checks["cells"].as_u64().unwrap());
            assert_eq!(missing as u64, checks["missing"].as_u64().unwrap());
            assert_eq!(ranges as u64, checks["ranges"].as_u64().unwrap());
            assert!(
                scores().filter(|(.., score)| score.rating.is_none()).all(|(.., s)| !s.comment.is_empty())
            );
        }
    }

    #[test]
    fn weights_of_every_set_are_as_computed_elsewhere() {
        let (workspace, checks) = example(Tongue::Zh);
        for (set, stated) in checks["weights"].as_object().unwrap() {
            let weights = workspace.selection.weights(Some(set_id(set).unwrap())).unwrap();
            assert_eq!(weights.len(), stated.as_object().unwrap().len());
            for (leaf, stated) in stated.as_object().unwrap() {
                let id = criterion_id(leaf).unwrap();
                let (_, weight) = weights.iter().find(|(leaf, _)| *leaf == id).unwrap();
                let difference = (weight - stated.as_f64().unwrap()).abs();
                // Stated to ten digits; the matrix to as many of 1/3.
                assert!(difference < 1e-9, "{set} {leaf}: {weight}");
            }
        }
    }

    #[test]
    fn means_of_the_raters_and_the_gate_are_as_computed_elsewhere() {
        let (workspace, checks) = example(Tongue::En);
        let selection = &workspace.selection;
        let agreed: Vec<(ProjectId, CriterionId)> = selection.agreed.iter().map(|(p, c, _)| (p, c)).collect();
        assert_eq!(agreed.len(), 3);
        for (project, leaves) in checks["group_scores"].as_object().unwrap() {
            for (leaf, stated) in leaves.as_object().unwrap() {
                let (project, leaf) = (project_id(project).unwrap(), criterion_id(leaf).unwrap());
                let group = selection.group_score(project, leaf).unwrap();
                assert!((group.value - stated.as_f64().unwrap()).abs() < 1e-9);
                assert_eq!(group.agreed, agreed.contains(&(project, leaf)));
            }
        }
        let matrix = workspace.selection_matrix(&selection.weights(None).unwrap());
        assert_eq!((matrix.projects.len(), matrix.columns.len()), (23, 7), "the boiler fails the gate");
        assert_eq!(matrix.missing(), 0);
        assert!((matrix.weights().iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
