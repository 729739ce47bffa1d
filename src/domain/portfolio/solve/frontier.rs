//! The efficient frontier of cost and value: the epsilon-constraint method. The most value under a budget; the
//! least cost at which that value can be had; then the budget just below that cost.
#![expect(clippy::indexing_slicing, reason = "indices of a checked model")]

use crate::domain::portfolio::answer::{Choice, Frontier, FrontierPoint, Progress};
use crate::domain::portfolio::model::{Constraint, ConstraintId, Model, Rule};
use crate::domain::portfolio::verify;

use super::program::{Program, Row};
use super::select::{choice, search, search_from, terms, translate, worth};
use super::tree::Ask;

/// Costs that are not whole count as equal within this part of the largest one.
const COST_STEP: f64 = 1e-9;

/// The frontier of a checked model.
pub(super) fn frontier(model: &Model, cost: usize, limit: usize, progress: &mut impl Progress) -> Frontier {
    let mut made = translate(model);
    let terms = terms(&made, model, cost, None);
    let total: f64 = terms.iter().map(|(_, amount)| amount.abs()).sum();
    // The smallest difference of two costs.
    let mut prices = Program { binaries: made.program.binaries, ..Program::default() };
    prices.costs = vec![0.0; made.program.costs.len()];
    for &(column, amount) in &terms {
        prices.costs[column] = amount;
    }
    prices.products.clone_from(&made.program.products);
    let partial = model.items.iter().any(|item| item.least_share.is_some());
    let step = match prices.step() {
        // With partial funding the frontier is a curve: points on it, evenly apart.
        _ if partial => total / f64::from(u32::try_from(limit.max(2)).unwrap_or(u32::MAX)),
        step if step > 0.0 => step,
        _ => COST_STEP * total.max(1.0),
    };
    made.program.rows.push(Row::at_most(terms.clone(), f64::INFINITY));
    let budget_row = made.program.rows.len() - 1;
    let values = made.program.costs.clone();
    let mut points: Vec<FrontierPoint> = Vec::new();
    let mut complete = false;
    while points.len() < limit {
        let most = search(&made, model, Ask::default(), progress, false);
        if !most.complete {
            break;
        }
        let Some(best) = most.solutions.first() else {
            complete = true;
            break;
        };
        // The least cost for that value; what was found is a start.
        let mut thrifty = super::select::Translated { program: made.program.clone(), ..translate(model) };
        thrifty.program.rows.push(worth(&made, best.objective - 1e-9 * best.objective.abs().max(1.0)));
        thrifty.program.costs.fill(0.0);
        for &(column, amount) in &terms {
            thrifty.program.costs[column] = -amount;
        }
        let least = search_from(&thrifty, model, Ask::default(), Some(&best.values), progress, false);
        let solution = least.solutions.first().unwrap_or(best);
        let choice = choice(&made, model, solution);
        let spent = taken(model, &choice, cost);
        progress.found(&choice);
        points.push(FrontierPoint { cost: spent, choice, supported: false });
        progress.step(points.len(), limit);
        if !least.complete {
            break;
        }
        made.program.rows[budget_row].upper = spent - step;
        made.program.costs.clone_from(&values);
    }
    points.reverse();
    mark_supported(&mut points);
    Frontier { points, complete, ranking: ranking(model, cost) }
}

fn taken(model: &Model, choice: &Choice, measure: usize) -> f64 {
    let shares = verify::shares(model, choice).unwrap_or_default();
    verify::used(model, &shares, measure, None)
}

/// The upper concave hull (Andrew's monotone chain).
fn mark_supported(points: &mut [FrontierPoint]) {
    let mut hull: Vec<usize> = Vec::new();
    for index in 0..points.len() {
        while let [.., a, b] = hull[..] {
            let (pa, pb, pc) = (&points[a], &points[b], &points[index]);
            let turn = (pb.cost - pa.cost) * (pc.choice.value - pa.choice.value)
                - (pb.choice.value - pa.choice.value) * (pc.cost - pa.cost);
            if turn < 0.0 {
                break;
            }
            hull.pop();
        }
        hull.push(index);
    }
    for index in hull {
        points[index].supported = true;
    }
}

/// Items by value per cost, each taken when no maximum is broken by it: cost and value after each one.
fn ranking(model: &Model, cost: usize) -> Vec<(f64, f64)> {
    let mut prices = vec![0.0; model.items.len()];
    for &(item, amount) in &model.measures[cost].amounts {
        prices[item] = amount;
    }
    let ratio = |item: usize| {
        let value = model.items[item].value;
        if prices[item] > 0.0 { value / prices[item] } else { value * f64::INFINITY }
    };
    let mut order: Vec<usize> =
        (0..model.items.len()).filter(|item| model.items[*item].value > 0.0).collect();
    order.sort_by(|a, b| ratio(*b).total_cmp(&ratio(*a)));
    let maxima = maxima_of(model);
    let mut taken_items: Vec<usize> = Vec::new();
    let mut curve = Vec::new();
    for item in order {
        let mut items = taken_items.clone();
        items.push(item);
        items.sort_unstable();
        let mut choice = Choice { shares: vec![1.0; items.len()], items, value: 0.0 };
        let Some(shares) = verify::shares(model, &choice) else { continue };
        choice.value = verify::value(&maxima, &shares);
        if verify::faults(&maxima, &choice).is_empty() {
            curve.push((taken(model, &choice, cost), choice.value));
            taken_items = choice.items;
        }
    }
    curve
}

/// The model with only those constraints that more items can break.
fn maxima_of(model: &Model) -> Model {
    let constraint = |id: ConstraintId, rule: Rule| Constraint { id, on: true, rule };
    let constraints = model
        .applying()
        .filter_map(|one| match &one.rule {
            Rule::Limit { measure, group, max: Some(max), .. } => Some(constraint(
                one.id,
                Rule::Limit { measure: *measure, group: group.clone(), min: None, max: Some(*max) },
            )),
            Rule::Count { items, max: Some(max), .. } => {
                Some(constraint(one.id, Rule::Count { items: items.clone(), min: None, max: Some(*max) }))
            }
            Rule::MustNot { item } => Some(constraint(one.id, Rule::MustNot { item: *item })),
            _ => None,
        })
        .collect();
    Model { constraints, ..model.clone() }
}
