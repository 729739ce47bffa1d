//! Figures read off the document: how far raters agree, what a cash-flow table says.

use super::finance::{
    Timing, internal_rates, modified_rate, net_present_value, payback, profitability_index,
};
use super::group::{Concordance, concordance};
use super::methods::Measure;
use super::{CashLine, Figure, Source, Tree, in_currency};
use crate::domain::{CriterionId, ProjectId, Workspace};

impl Workspace {
    /// Kendall's W of the raters' own rankings: each by the weighted mean of the values that the rater
    /// gave, over the leaves that raters score; a missing cell leaves the mean, a range counts by its
    /// middle. Of projects that every rater has scored somewhere. None for fewer than two raters or
    /// projects, or without weights.
    pub fn agreement(&self) -> Option<Concordance> {
        let selection = &self.selection;
        let weights = selection.weights(None).ok()?;
        let matrix = self.selection_matrix(&weights);
        let leaves: Vec<(CriterionId, f64, Measure)> = Tree::of(&selection.criteria)
            .leaves()
            .filter(|leaf| leaf.leaf().is_some_and(|leaf| leaf.source == Source::Raters))
            .filter_map(|leaf| {
                let column = matrix.columns.iter().find(|column| column.criterion == leaf.id)?;
                Some((leaf.id, column.weight, column.measure()))
            })
            .collect();
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
        let flow = self.selection.cash_flows.get(&project)?;
        let rates = &self.selection.finance;
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
