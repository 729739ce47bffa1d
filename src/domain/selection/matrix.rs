//! What is ranked: projects by leaves, with the numbers of all raters made into one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Selection;
use super::criterion::{Direction, Figure, Leaf, Source, Tree, Verdict};
use super::score::{Agreement, Rating, Score};
use crate::domain::{CriterionId, Money, Project, ProjectId, ProjectStatus, Workspace};

/// Projects by leaves. Also the frozen inputs of a decision on record.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Matrix {
    /// The rows.
    pub projects: Vec<ProjectId>,
    /// The columns.
    pub columns: Vec<Column>,
    /// Row by row.
    pub cells: Vec<MatrixCell>,
}

/// A leaf with the ends of its scale and its weight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Which leaf.
    pub criterion: CriterionId,
    /// How it is measured.
    pub leaf: Leaf,
    /// Least of the scale; where it is not stated, of the list at hand.
    pub low: f64,
    /// Most of the scale; where it is not stated, of the list at hand.
    pub high: f64,
    /// Share of the whole; all of them sum to 1, or to 0 where no weight is given.
    pub weight: f64,
}

// Their numbers are finite: made from finite ones by `finite`, or read from JSON, which has no others.
impl Eq for Matrix {}
impl Eq for Column {}
impl Eq for MatrixCell {}

impl Column {
    /// Is there no difference between its ends?
    pub fn is_flat(&self) -> bool {
        self.high <= self.low
    }

    /// 1 where more is better, −1 where less is.
    pub const fn sign(&self) -> f64 {
        match self.leaf.direction {
            Direction::Cost => -1.0,
            Direction::Benefit | Direction::Target(_) => 1.0,
        }
    }
}

/// A cell.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MatrixCell {
    /// The group's score; none is missing.
    pub value: Option<f64>,
    /// The least that it may be: of a range its lower end, of a missing one the scale's.
    pub low: f64,
    /// The most that it may be.
    pub high: f64,
}

impl Matrix {
    /// A cell.
    pub fn cell(&self, row: usize, column: usize) -> Option<&MatrixCell> {
        if column >= self.columns.len() {
            return None;
        }
        self.cells.get(row * self.columns.len() + column)
    }

    /// A row.
    pub fn row(&self, row: usize) -> &[MatrixCell] {
        let width = self.columns.len();
        self.cells.get(row * width..(row + 1) * width).unwrap_or_default()
    }

    /// The weights.
    pub fn weights(&self) -> Vec<f64> {
        self.columns.iter().map(|column| column.weight).collect()
    }

    /// How many cells are missing.
    pub fn missing(&self) -> usize {
        self.cells.iter().filter(|cell| cell.value.is_none()).count()
    }

    /// The mean of what is known in a column; none where nothing is.
    pub fn column_mean(&self, column: usize) -> Option<f64> {
        let known = || self.column_values(column).flatten();
        let count = known().count();
        #[expect(clippy::cast_precision_loss, reason = "rows number thousands")]
        let mean = (count > 0).then(|| known().sum::<f64>() / count as f64);
        mean
    }

    /// The values of a column.
    pub fn column_values(&self, column: usize) -> impl Iterator<Item = Option<f64>> {
        self.cells.iter().skip(column).step_by(self.columns.len().max(1)).map(|cell| cell.value)
    }

    /// The raw numbers row by row, for methods that need every one: a missing one counts as the mean of
    /// the other projects on that leaf; on a leaf without any number every project gets its low end,
    /// which tells nobody apart.
    pub fn filled(&self) -> Vec<f64> {
        let stand_ins: Vec<f64> = self
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| self.column_mean(index).unwrap_or(column.low))
            .collect();
        let width = self.columns.len();
        self.cells
            .iter()
            .enumerate()
            .map(|(index, cell)| {
                let stand_in = stand_ins.get(index % width.max(1)).copied().unwrap_or_default();
                cell.value.unwrap_or(stand_in)
            })
            .collect()
    }
}

/// What the mean of the raters is for a cell.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct GroupScore {
    /// The weighted mean of the middles.
    pub value: f64,
    /// The weighted mean of the lower ends.
    pub low: f64,
    /// The weighted mean of the upper ends.
    pub high: f64,
    /// How many raters scored it.
    pub raters: usize,
    /// Does it come from an agreement?
    pub agreed: bool,
}

impl Selection {
    /// What the group says of a cell: the agreed score, or else the mean of those who scored it.
    pub fn group_score(&self, project: ProjectId, criterion: CriterionId) -> Option<GroupScore> {
        self.row(project).group_score(criterion)
    }

    /// Everything that is said of a project: looked up once for all leaves.
    fn row(&self, project: ProjectId) -> Row<'_> {
        let raters = self
            .raters
            .iter()
            .filter_map(|rater| Some((rater.weight.get(), rater.scores.row(project)?.as_ref())));
        Row { agreed: self.agreed.row(project).map(AsRef::as_ref), raters: raters.collect() }
    }
}

/// What is said of a project.
struct Row<'a> {
    agreed: Option<&'a BTreeMap<CriterionId, Agreement>>,
    raters: Vec<(f64, &'a BTreeMap<CriterionId, Score>)>,
}

impl Row<'_> {
    fn group_score(&self, criterion: CriterionId) -> Option<GroupScore> {
        if let Some(agreement) = self.agreed.and_then(|row| row.get(&criterion)) {
            return Some(GroupScore { agreed: true, ..GroupScore::of(agreement.rating()) });
        }
        let mut sum = GroupScore::default();
        let mut weight = 0.0;
        for (share, row) in &self.raters {
            let share = *share;
            let Some(rating) = row.get(&criterion).and_then(|score| score.rating) else {
                continue;
            };
            if share <= 0.0 {
                continue;
            }
            sum.value += share * rating.middle();
            sum.low += share * rating.low();
            sum.high += share * rating.high();
            sum.raters += 1;
            weight += share;
        }
        if sum.raters == 0 {
            return None;
        }
        Some(GroupScore { value: sum.value / weight, low: sum.low / weight, high: sum.high / weight, ..sum })
    }
}

impl Selection {
    /// Does a project take part? Those that are done or given up do not, nor those left out by hand.
    pub fn takes_part(&self, project: &Project) -> bool {
        !matches!(project.status, ProjectStatus::Done | ProjectStatus::Cancelled)
            && !self.left_out.contains(&project.id)
    }

    /// The worst that any gate says of a project.
    pub fn verdict(&self, tree: &Tree, project: ProjectId) -> Verdict {
        tree.gates()
            .filter_map(|gate| {
                let answer = self.gate_answers.get(project, gate.id).and_then(|answer| answer.yes);
                Some(gate.gate()?.verdict(answer))
            })
            .max()
            .unwrap_or(Verdict::Pass)
    }
}

impl GroupScore {
    fn of(rating: Rating) -> Self {
        Self { value: rating.middle(), low: rating.low(), high: rating.high(), raters: 0, agreed: false }
    }
}

impl Workspace {
    /// The matrix of the projects that take part and pass every gate, with the weights given for each
    /// leaf (not there: 0). Weights are scaled to sum to 1.
    pub fn selection_matrix(&self, weights: &[(CriterionId, f64)]) -> Matrix {
        self.selection_matrix_reading(weights, &|project, figure| self.cash_figure(project, figure))
    }

    /// As [`Workspace::selection_matrix`], with figures of cash flows that are known already.
    pub(super) fn selection_matrix_reading(
        &self,
        weights: &[(CriterionId, f64)],
        cash: &dyn Fn(ProjectId, Figure) -> Option<f64>,
    ) -> Matrix {
        let selection = &self.selection;
        let tree = Tree::of(&selection.criteria);
        let projects: Vec<&Project> = self
            .projects
            .iter()
            .map(AsRef::as_ref)
            .filter(|project| {
                selection.takes_part(project) && selection.verdict(&tree, project.id) != Verdict::Barred
            })
            .collect();
        let leaves: Vec<_> = tree.leaves().collect();
        let mut scores: Vec<Option<GroupScore>> = Vec::with_capacity(projects.len() * leaves.len());
        for project in &projects {
            let row = selection.row(project.id);
            for criterion in &leaves {
                let source = criterion.leaf().map_or(Source::Raters, |leaf| leaf.source);
                scores.push(match source {
                    Source::Raters => row.group_score(criterion.id),
                    Source::Cost => project.cost.map(|cost| exact(in_currency(cost))),
                    Source::CashFlow(figure) => cash(project.id, figure).map(exact),
                });
            }
        }
        let total: f64 = leaves.iter().map(|leaf| weight_of(weights, leaf.id)).sum();
        let columns: Vec<Column> = leaves
            .iter()
            .enumerate()
            .map(|(index, criterion)| {
                let leaf = criterion.leaf().cloned().unwrap_or_default();
                let seen = || scores.iter().skip(index).step_by(leaves.len().max(1)).flatten();
                let (low, high) = leaf.scale.ends();
                let low = low.unwrap_or_else(|| seen().map(|score| score.low).fold(f64::INFINITY, f64::min));
                let high =
                    high.unwrap_or_else(|| seen().map(|score| score.high).fold(f64::NEG_INFINITY, f64::max));
                let weight = if total > 0.0 { weight_of(weights, criterion.id) / total } else { 0.0 };
                Column { criterion: criterion.id, leaf, low: finite(low), high: finite(high), weight }
            })
            .collect();
        let width = columns.len().max(1);
        let cells = scores
            .into_iter()
            .enumerate()
            .map(|(index, score)| {
                let ends = columns.get(index % width).map_or((0.0, 0.0), |column| (column.low, column.high));
                match score {
                    Some(GroupScore { value, low, high, .. }) => {
                        MatrixCell { value: Some(finite(value)), low: finite(low), high: finite(high) }
                    }
                    None => MatrixCell { value: None, low: ends.0, high: ends.1 },
                }
            })
            .collect();
        Matrix { projects: projects.iter().map(|project| project.id).collect(), columns, cells }
    }
}

/// An amount in units of the currency, so that ends and scores stay when another unit of money is shown.
#[expect(clippy::cast_precision_loss, reason = "amounts are kept below 2^53 minor units")]
pub fn in_currency(amount: Money) -> f64 {
    amount.minor() as f64 / 100.0
}

/// What is beyond the numbers of the machine counts as 0, as an empty list does.
const fn finite(number: f64) -> f64 {
    if number.is_finite() { number } else { 0.0 }
}

fn exact(value: f64) -> GroupScore {
    GroupScore { value, low: value, high: value, raters: 0, agreed: false }
}

fn weight_of(weights: &[(CriterionId, f64)], id: CriterionId) -> f64 {
    weights
        .iter()
        .find(|(leaf, _)| *leaf == id)
        .map_or(0.0, |(_, weight)| if weight.is_finite() { weight.max(0.0) } else { 0.0 })
}
