//! Figures read off the document: how far raters agree, what a cash-flow table says.

use std::collections::HashMap;

use super::finance::{
    Timing, internal_rates, modified_rate, net_present_value, payback, profitability_index,
};
use super::group::{Concordance, Difference, concordance, differences};
use super::methods::Measure;
use super::{CashLine, Figure, Selection, Source, Tree, in_currency};
use crate::domain::numeric::{mean, real};
use crate::domain::{CriterionId, ProjectId, RaterId, Workspace};

/// How a rater differs from the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Deviation {
    /// The rater.
    pub rater: RaterId,
    /// By how many points of 100 the rater's values put a project above (or, below zero, under) what the others' do, on
    /// average over the projects that someone else scored too.
    pub bias: f64,
    /// Where the difference weighs most: the cell, the rater's score, the mean of the others'. None where nothing differs.
    pub largest: Option<(ProjectId, CriterionId, f64, f64)>,
}

impl Workspace {
    /// The leaves that raters score and the ranking weighs: with weight and measure.
    fn rated_leaves(&self) -> Option<Vec<(CriterionId, f64, Measure)>> {
        let weights = self.selection.weights(None).ok()?;
        let matrix = self.selection_matrix(&weights);
        let tree = Tree::of(&self.selection.criteria);
        let rated =
            tree.leaves().filter(|leaf| leaf.leaf().is_some_and(|leaf| leaf.source == Source::Raters));
        let measured = rated.filter_map(|leaf| {
            let column = matrix.columns.iter().find(|column| column.criterion == leaf.id)?;
            Some((leaf.id, column.weight, column.measure()))
        });
        Some(measured.collect())
    }

    /// How each rater differs from the others, who differs most first. By values, so that a cost counts the other way
    /// round; a range counts by its middle. Empty without weights or with fewer than two raters.
    pub fn deviations(&self) -> Vec<Deviation> {
        let raters = &self.selection.raters;
        let Some(leaves) = self.rated_leaves().filter(|_| raters.len() > 1) else { return Vec::new() };
        let projects: Vec<ProjectId> = self
            .projects
            .iter()
            .filter(|project| self.selection.takes_part(project))
            .map(|project| project.id)
            .collect();
        let score = |rater: usize, project: ProjectId, leaf: CriterionId| {
            raters.get(rater)?.scores.get(project, leaf)?.rating.map(super::Rating::middle)
        };
        let lists: Vec<Vec<Option<f64>>> = (0..raters.len())
            .map(|rater| {
                let row = |project: &ProjectId| {
                    let project = *project;
                    leaves.iter().map(move |(leaf, _, measure)| {
                        score(rater, project, *leaf).map(|score| measure.value(score))
                    })
                };
                projects.iter().flat_map(row).collect()
            })
            .collect();
        let importance: Vec<f64> =
            projects.iter().flat_map(|_| leaves.iter().map(|(_, weight, _)| *weight)).collect();
        let found = differences(&lists, &importance, usize::MAX);
        let width = leaves.len().max(1);
        let shared = |rater: usize| {
            let cell = |list: &Vec<Option<f64>>, at: usize| list.get(at).copied().flatten().is_some();
            let with_others = |at: usize| {
                lists.get(rater).is_some_and(|list| cell(list, at))
                    && lists.iter().enumerate().any(|(other, list)| other != rater && cell(list, at))
            };
            let of = |row: usize| (row * width..(row + 1) * width).any(with_others);
            (0..projects.len()).filter(|row| of(*row)).count()
        };
        let place = |difference: &Difference| {
            let project = *projects.get(difference.cell / width)?;
            let (leaf, ..) = leaves.get(difference.cell % width)?;
            let own = score(difference.rater, project, *leaf)?;
            let others: Vec<f64> = (0..raters.len())
                .filter(|other| *other != difference.rater)
                .filter_map(|other| score(other, project, *leaf))
                .collect();
            Some((project, *leaf, own, mean(&others)?))
        };
        let of = |(index, rater): (usize, &std::sync::Arc<super::Rater>)| {
            let own = || found.iter().filter(|difference| difference.rater == index);
            let weight = |cell: usize| importance.get(cell).copied().unwrap_or(0.0);
            let sum: f64 = own().map(|difference| difference.by * weight(difference.cell)).sum();
            let size: f64 = own().map(|difference| difference.size).sum();
            let count = real(shared(index).max(1));
            let deviation = Deviation {
                rater: rater.id,
                bias: 100.0 * sum / count,
                largest: own().next().and_then(place),
            };
            (size / count, deviation)
        };
        let mut deviations: Vec<(f64, Deviation)> = raters.iter().enumerate().map(of).collect();
        deviations.sort_by(|a, b| b.0.total_cmp(&a.0));
        deviations.into_iter().map(|(_, deviation)| deviation).collect()
    }

    /// Kendall's W of the raters' own rankings: each by the weighted mean of the values that the rater
    /// gave, over the leaves that raters score; a missing cell leaves the mean, a range counts by its
    /// middle. Of projects that every rater has scored somewhere. None for fewer than two raters or
    /// projects, or without weights.
    pub fn agreement(&self) -> Option<Concordance> {
        let selection = &self.selection;
        let leaves = self.rated_leaves()?;
        let value = |rater: &super::Rater, project: ProjectId| -> Option<f64> {
            let row = rater.scores.row(project)?;
            let (mut sum, mut whole) = (0.0, 0.0);
            for (leaf, weight, measure) in &leaves {
                if let Some(rating) = row.get(leaf).and_then(|score| score.rating) {
                    sum += weight * measure.value(rating.middle());
                    whole += weight;
                }
            }
            (whole > 0.0).then(|| sum / whole)
        };
        let mut raters: Vec<Vec<f64>> = vec![Vec::new(); selection.raters.len()];
        for project in self.projects.iter().filter(|project| selection.takes_part(project)) {
            let values: Option<Vec<f64>> =
                selection.raters.iter().map(|rater| value(rater, project.id)).collect();
            for (list, value) in raters.iter_mut().zip(values.into_iter().flatten()) {
                list.push(value);
            }
        }
        concordance(&raters)
    }

    /// A figure of a project's cash-flow table, in units of the currency, per cent or periods; none where
    /// there is none (no table, no payback, no root or several).
    pub fn cash_figure(&self, project: ProjectId, figure: Figure) -> Option<f64> {
        self.selection.cash_figure(project, figure)
    }

    /// Every internal rate of return of a project's cash flows, in per cent.
    pub fn internal_rates(&self, project: ProjectId) -> Vec<f64> {
        let Some(flow) = self.selection.cash_flows.get(&project) else { return Vec::new() };
        let net: Vec<f64> = flow
            .net_minor()
            .into_iter()
            .map(|minor| crate::domain::Money::from_minor(minor).map_or(0.0, in_currency))
            .collect();
        internal_rates(&net).unwrap_or_default().into_iter().map(|rate| rate * 100.0).collect()
    }
}

/// Figures of cash-flow tables; none where there is none.
pub type CashFigures = HashMap<(ProjectId, Figure), f64>;

impl Selection {
    /// The figures that leaves are scored by, of all projects. Roots of polynomials take their time: who ranks again and again
    /// while cash flows stay works them out once, for [`Workspace::standing_reading`].
    pub fn cash_figures(&self) -> CashFigures {
        let used = |figure: &Figure| {
            self.criteria.iter().any(|criterion| {
                criterion.leaf().is_some_and(|leaf| leaf.source == Source::CashFlow(*figure))
            })
        };
        let used: Vec<Figure> = Figure::ALL.into_iter().filter(used).collect();
        let of = |project: &ProjectId, figure: &Figure| {
            Some(((*project, *figure), self.cash_figure(*project, *figure)?))
        };
        self.cash_flows
            .keys()
            .flat_map(|project| used.iter().filter_map(move |figure| of(project, figure)))
            .collect()
    }

    /// As [`Workspace::cash_figure`].
    pub(super) fn cash_figure(&self, project: ProjectId, figure: Figure) -> Option<f64> {
        let flow = self.cash_flows.get(&project)?;
        let rates = &self.finance;
        let (discount, in_units) = (rates.discount.get(), |minor: i64| {
            crate::domain::Money::from_minor(minor).map_or(0.0, in_currency)
        });
        let net: Vec<f64> = flow.net_minor().into_iter().map(in_units).collect();
        match figure {
            Figure::Npv => net_present_value(discount, &net),
            Figure::Irr => match internal_rates(&net)?.as_slice() {
                [only] => Some(only * 100.0),
                _ => None,
            },
            Figure::Mirr => {
                modified_rate(&net, rates.finance.get(), rates.reinvest.get()).map(|rate| rate * 100.0)
            }
            Figure::Payback => payback(&net, 0.0, Timing::AtPoints),
            Figure::DiscountedPayback => payback(&net, discount, Timing::AtPoints),
            Figure::ProfitabilityIndex => {
                let spent: Vec<f64> = flow
                    .lines
                    .get(&CashLine::Investment)?
                    .iter()
                    .map(|amount| in_currency(*amount))
                    .collect();
                profitability_index(discount, &net, &spent)
            }
        }
    }
}
