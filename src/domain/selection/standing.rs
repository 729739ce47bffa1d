//! The ranking: the matrix as numbers, the chosen method over it, and what each leaf adds.

use super::methods::{
    Fill, Measure, Method, MethodError, Normalisation, Outcome, Preference as Shape, Table,
};
use super::value::{Aim, Curve};
use super::{
    CashFigures, Column, Decision, Direction, Leaf, Matrix, MethodChoice, Preference, Ranked, Tree,
    ValueFunction, Verdict, WeightProblem,
};
use crate::domain::{CriterionId, DecisionId, Name, Note, ProjectId, Real, Workspace};

/// Why there is no ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StandingProblem {
    /// The weights are not complete.
    #[error(transparent)]
    Weights(#[from] WeightProblem),
    /// The method does not suit the numbers.
    #[error(transparent)]
    Method(#[from] MethodError),
}

/// A project's place.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Which.
    pub project: ProjectId,
    /// Its row in the matrix.
    pub row: usize,
    /// From 1; ties share the better one.
    pub rank: usize,
    /// The method's score.
    pub score: f64,
    /// What gates say of it.
    pub verdict: Verdict,
    /// How many of its cells are missing.
    pub missing: usize,
    /// The best and the worst rank that it may have once its missing scores are in, by the weighted sum
    /// with the others as they stand; none where nothing is missing or another method is chosen.
    pub may_rank: Option<(usize, usize)>,
}

/// A ranking with what it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The numbers.
    pub matrix: Matrix,
    /// By which method.
    pub method: MethodChoice,
    /// What the method says.
    pub outcome: Outcome,
    /// Values from 0 to 1, row by row.
    pub values: Vec<f64>,
    /// Best first; ties in the order of the list.
    pub places: Vec<Place>,
}

impl MethodChoice {
    /// The method with its parameters.
    pub const fn method(self) -> Method {
        match self {
            Self::WeightedSum => Method::WeightedSum,
            Self::WeightedProduct => Method::WeightedProduct,
            Self::Waspas { lambda } => Method::Waspas { lambda: lambda.get() },
            Self::Topsis => Method::Topsis(Normalisation::Vector),
            Self::Vikor { v } => Method::Vikor { v: v.get() },
            Self::PrometheeOne => Method::PrometheeOne,
            Self::PrometheeTwo => Method::PrometheeTwo,
            Self::AhpIdeal => Method::AhpIdeal,
            Self::AhpDistributive => Method::AhpDistributive,
            Self::Spotis => Method::Spotis,
            Self::ProductRatio => Method::ProductRatio,
            Self::SumRatio => Method::SumRatio,
        }
    }

    /// Is the score a sum of what each leaf adds?
    pub const fn is_additive(self) -> bool {
        matches!(self, Self::WeightedSum)
    }

    /// Every method, with parameters as they are at first.
    pub fn all() -> [Self; 12] {
        let half = Real::or_zero(0.5);
        [
            Self::WeightedSum,
            Self::WeightedProduct,
            Self::Waspas { lambda: half },
            Self::Topsis,
            Self::Vikor { v: half },
            Self::PrometheeOne,
            Self::PrometheeTwo,
            Self::AhpIdeal,
            Self::AhpDistributive,
            Self::Spotis,
            Self::ProductRatio,
            Self::SumRatio,
        ]
    }

    /// Its key in the content file.
    pub const fn key(self) -> &'static str {
        match self {
            Self::WeightedSum => "weighted_sum",
            Self::WeightedProduct => "weighted_product",
            Self::Waspas { .. } => "waspas",
            Self::Topsis => "topsis",
            Self::Vikor { .. } => "vikor",
            Self::PrometheeOne => "promethee_1",
            Self::PrometheeTwo => "promethee_2",
            Self::AhpIdeal => "ahp_ideal",
            Self::AhpDistributive => "ahp_distributive",
            Self::Spotis => "spotis",
            Self::ProductRatio => "product_ratio",
            Self::SumRatio => "sum_ratio",
        }
    }
}

impl Leaf {
    /// What is better, as numbers.
    pub const fn aim(&self) -> Aim {
        match self.direction {
            Direction::Benefit => Aim::Benefit,
            Direction::Cost => Aim::Cost,
            Direction::Target(target) => Aim::Target(target.get()),
        }
    }

    /// The value function, as numbers.
    pub fn curve(&self) -> Curve {
        let pairs = |list: &[(Real, Real)]| list.iter().map(|(x, v)| (x.get(), v.get())).collect();
        match &self.value {
            ValueFunction::Linear => Curve::Linear,
            ValueFunction::Curved { bend } => Curve::Curved(bend.get()),
            ValueFunction::S { middle, steepness } => {
                Curve::S { middle: middle.get(), steepness: steepness.get() }
            }
            ValueFunction::Step { steps } => Curve::Step(pairs(steps)),
            ValueFunction::Piecewise { points } => Curve::Piecewise(pairs(points)),
        }
    }
}

impl Column {
    /// The column's measure.
    pub fn measure(&self) -> Measure {
        let preference = match self.leaf.preference {
            Preference::Usual => Shape::Usual,
            Preference::UShape { q } => Shape::UShape { q: q.get() },
            Preference::VShape { p } => Shape::VShape { p: p.get() },
            Preference::Level { q, p } => Shape::Level { q: q.get(), p: p.get() },
            Preference::Linear { q, p } => Shape::Linear { q: q.get(), p: p.get() },
            Preference::Gaussian { s } => Shape::Gaussian { s: s.get() },
        };
        let (aim, curve) = (self.leaf.aim(), self.leaf.curve());
        Measure { aim, low: self.low, high: self.high, curve, preference }
    }
}

impl Matrix {
    /// The matrix as numbers. A missing score counts as the mean of the other projects on that leaf. A
    /// leaf on which nothing is known at all counts for nothing.
    ///
    /// # Errors
    /// [`MethodError`].
    pub fn table(&self) -> Result<Table, MethodError> {
        let known = |column: usize| self.column_values(column).any(|value| value.is_some());
        let weights: Vec<f64> = self
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| if known(index) { column.weight } else { 0.0 })
            .collect();
        let cells: Vec<Option<f64>> = self.cells.iter().map(|cell| cell.value).collect();
        let measures = self.columns.iter().map(Column::measure).collect();
        if self.projects.is_empty() {
            return Err(MethodError::NoProjects);
        }
        Table::filled(&cells, measures, &weights, Fill::Mean)
    }
}

impl Standing {
    /// Ranks a matrix. `verdict` says what gates say of a project.
    ///
    /// # Errors
    /// [`MethodError`].
    pub fn of(
        matrix: Matrix,
        method: MethodChoice,
        verdict: impl Fn(ProjectId) -> Verdict,
    ) -> Result<Self, MethodError> {
        let table = matrix.table()?;
        let outcome = method.method().run(&table)?;
        let values = table.worth().values().to_vec();
        let mut sorted = outcome.scores.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        let places = outcome.order().into_iter().filter_map(|row| {
            let project = *matrix.projects.get(row)?;
            let missing = matrix.row(row).iter().filter(|cell| cell.value.is_none()).count();
            Some(Place {
                project,
                row,
                rank: *outcome.ranks.get(row)?,
                score: *outcome.scores.get(row)?,
                verdict: verdict(project),
                missing,
                may_rank: (missing > 0 && method.is_additive())
                    .then(|| may_rank(&matrix, table.weights(), &values, (&outcome.scores, &sorted), row)),
            })
        });
        let places = places.collect();
        Ok(Self { matrix, method, outcome, values, places })
    }

    /// The value of a cell, 0 to 1.
    pub fn value(&self, row: usize, column: usize) -> f64 {
        self.values.get(row * self.matrix.columns.len() + column).copied().unwrap_or(0.0)
    }

    /// What a leaf adds to a project by the weighted sum: weight times value.
    pub fn part(&self, row: usize, column: usize) -> f64 {
        self.matrix.columns.get(column).map_or(0.0, |column| column.weight) * self.value(row, column)
    }

    /// The record of a decision on this ranking.
    pub fn decision(&self, id: DecisionId, name: impl Fn(ProjectId) -> Name) -> Decision {
        let ranking = self
            .places
            .iter()
            .map(|place| Ranked {
                project: place.project,
                name: name(place.project),
                rank: place.rank,
                score: place.score,
                cost: None,
            })
            .collect();
        Decision {
            id,
            date: None,
            by: Name::default(),
            text: Note::default(),
            weight_set: None,
            weight_set_name: Name::default(),
            method: self.method,
            seed: 0,
            inputs: std::sync::Arc::new(self.matrix.clone()),
            ranking: std::sync::Arc::new(ranking),
            balance: std::sync::Arc::default(),
            extra: crate::domain::Extra::new(),
        }
    }
}

/// Ranks of a row with its missing cells at the best and at the worst, the others as they stand. Scores come by rows, and
/// sorted from the least: with gaps in a thousand rows each is found by halving.
fn may_rank(
    matrix: &Matrix,
    weights: &[f64],
    values: &[f64],
    (scores, sorted): (&[f64], &[f64]),
    row: usize,
) -> (usize, usize) {
    let width = matrix.columns.len();
    let own = values.get(row * width..(row + 1) * width).unwrap_or_default();
    let at = |missing: f64| -> f64 {
        matrix
            .row(row)
            .iter()
            .zip(own)
            .zip(weights)
            .map(|((cell, value), weight)| weight * if cell.value.is_none() { missing } else { *value })
            .sum()
    };
    let rank = |score: f64| {
        let limit = score + 1e-12;
        let ahead = sorted.len() - sorted.partition_point(|theirs| *theirs <= limit);
        let is_itself = scores.get(row).is_some_and(|own| *own > limit);
        1 + ahead - usize::from(is_itself)
    };
    (rank(at(1.0)), rank(at(0.0)))
}

impl Decision {
    /// The ranking computed again from the numbers on record.
    ///
    /// # Errors
    /// [`MethodError`].
    pub fn again(&self) -> Result<Standing, MethodError> {
        Standing::of((*self.inputs).clone(), self.method, |_| Verdict::Pass)
    }

    /// Does computing it again give the same ranking, and the same shares of balance rules, to the last digit?
    pub fn is_reproduced(&self) -> bool {
        self.again().is_ok_and(|standing| {
            standing.places.len() == self.ranking.len()
                && standing.places.iter().zip(self.ranking.iter()).all(|(place, ranked)| {
                    place.project == ranked.project
                        && place.rank == ranked.rank
                        && place.score.to_bits() == ranked.score.to_bits()
                })
                && self.balance_is_reproduced(&standing)
        })
    }
}

impl Workspace {
    /// The ranking by the set of weights and the method in use.
    ///
    /// # Errors
    /// [`StandingProblem`].
    pub fn standing(&self) -> Result<Standing, StandingProblem> {
        let weights = self.selection.weights(None)?;
        Ok(self.standing_by(&weights, self.selection.method)?)
    }

    /// As [`Workspace::standing`], with the weights and the figures ([`super::Selection::cash_figures`]) that are known already:
    /// neither changes with a score.
    ///
    /// # Errors
    /// [`MethodError`].
    pub fn standing_reading(
        &self,
        weights: &[(CriterionId, f64)],
        figures: &CashFigures,
    ) -> Result<Standing, MethodError> {
        let cash = |project, figure| figures.get(&(project, figure)).copied();
        let matrix = self.selection_matrix_reading(weights, &cash);
        let tree = Tree::of(&self.selection.criteria);
        Standing::of(matrix, self.selection.method, |project| self.selection.verdict(&tree, project))
    }

    /// The ranking by given weights and a method.
    ///
    /// # Errors
    /// [`MethodError`].
    pub fn standing_by(
        &self,
        weights: &[(CriterionId, f64)],
        method: MethodChoice,
    ) -> Result<Standing, MethodError> {
        let tree = Tree::of(&self.selection.criteria);
        let matrix = self.selection_matrix(weights);
        Standing::of(matrix, method, |project| self.selection.verdict(&tree, project))
    }
}
