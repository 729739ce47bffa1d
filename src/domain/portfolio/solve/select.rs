//! From a model to a program, and from its solutions back to choices.
#![expect(clippy::indexing_slicing, reason = "indices of a checked model and of columns made here")]

use crate::domain::portfolio::answer::{Answer, Choice, Progress, Status};
use crate::domain::portfolio::model::{ConstraintId, Fund, Model, Rule};
use crate::domain::portfolio::verify;

use super::program::{Product, Program, Row};
use super::tree::{Ask, Outline, Solution, Tree, Watch};

/// A model's program and where things are in it.
pub(super) struct Translated {
    pub program: Program,
    /// For each item the column of its share: its own binary one when it is funded in full or not at all.
    pub share: Vec<usize>,
    /// For each item the column that its amounts are multiples of: its share unless that is asked about.
    pub amount: Vec<usize>,
    /// For each row of the program where it comes from.
    pub from: Vec<Option<ConstraintId>>,
    /// For each pair that applies its column.
    pub pairs: Vec<(ConstraintId, usize)>,
}

impl Translated {
    fn add(&mut self, row: Row, from: Option<ConstraintId>) {
        self.program.rows.push(row);
        self.from.push(from);
    }
}

/// Translates a checked model.
pub(super) fn translate(model: &Model) -> Translated {
    translate_scaling(model, None).0
}

/// Translates a checked model; what one item takes may be multiplied by a factor of its own, from 0 to a limit:
/// the column that is returned.
pub(super) fn translate_scaling(model: &Model, scaled: Option<(usize, f64)>) -> (Translated, Option<usize>) {
    let mut program = Program { binaries: model.items.len(), ..Program::default() };
    for item in &model.items {
        let cost = if item.least_share.is_some() { 0.0 } else { item.value };
        program.add_column(cost, 0.0, 1.0);
    }
    let own: Vec<usize> = (0..model.items.len()).collect();
    let mut made =
        Translated { program, share: own.clone(), amount: own, from: Vec::new(), pairs: Vec::new() };
    for (index, item) in model.items.iter().enumerate() {
        if let Some(least) = item.least_share {
            let column = made.program.add_column(item.value, 0.0, 1.0);
            made.share[index] = column;
            made.amount[index] = column;
            made.add(Row::at_most(vec![(column, 1.0), (index, -1.0)], 0.0), None);
            made.add(Row::at_least(vec![(column, 1.0), (index, -least)], 0.0), None);
        }
    }
    let factor = scaled.map(|(item, limit)| {
        let column = made.program.add_column(0.0, 0.0, limit);
        made.amount[item] = column;
        column
    });
    for pair in model.pairs.iter().filter(|pair| pair.on) {
        let (a, b) = pair.items;
        let column = made.program.add_column(pair.value, 0.0, 1.0);
        made.program.products.push(Product { column, factors: pair.items });
        made.pairs.push((pair.id, column));
        let saves = pair.savings.iter().any(|(_, amount)| *amount != 0.0);
        if pair.value > 0.0 || saves {
            made.add(Row::at_most(vec![(column, 1.0), (a, -1.0)], 0.0).lazy(), None);
            made.add(Row::at_most(vec![(column, 1.0), (b, -1.0)], 0.0).lazy(), None);
        }
        if pair.value < 0.0 || saves {
            made.add(Row::at_least(vec![(column, 1.0), (a, -1.0), (b, -1.0)], -1.0).lazy(), None);
        }
    }
    for constraint in model.applying() {
        add_rule(&mut made, model, constraint.id, &constraint.rule);
    }
    (made, factor)
}

/// What is taken of a measure: terms over columns, each at most once.
pub(super) fn terms(
    made: &Translated,
    model: &Model,
    measure: usize,
    group: Option<&[usize]>,
) -> Vec<(usize, f64)> {
    let mut sums = vec![0.0; made.program.costs.len()];
    for (column, amount) in before_savings(made, model, measure, group) {
        sums[column] += amount;
    }
    let counts = members(model, group);
    let applying = model.pairs.iter().filter(|pair| pair.on);
    for (pair, (_, column)) in applying.zip(&made.pairs) {
        let halves = f64::from(u8::from(counts[pair.items.0]) + u8::from(counts[pair.items.1])) / 2.0;
        for &(of, amount) in &pair.savings {
            if of == measure {
                sums[*column] -= amount * halves;
            }
        }
    }
    sums.into_iter().enumerate().filter(|(_, sum)| *sum != 0.0).collect()
}

fn members(model: &Model, group: Option<&[usize]>) -> Vec<bool> {
    let mut counts = vec![group.is_none(); model.items.len()];
    for &item in group.unwrap_or_default() {
        counts[item] = true;
    }
    counts
}

fn before_savings(
    made: &Translated,
    model: &Model,
    measure: usize,
    group: Option<&[usize]>,
) -> Vec<(usize, f64)> {
    let counts = members(model, group);
    (model.measures[measure].amounts.iter())
        .filter(|(item, amount)| counts[*item] && *amount != 0.0)
        .map(|&(item, amount)| (made.amount[item], amount))
        .collect()
}

fn add_rule(made: &mut Translated, model: &Model, id: ConstraintId, rule: &Rule) {
    let from = Some(id);
    match rule {
        Rule::Limit { measure, group, min, max } => {
            let sum = terms(made, model, *measure, group.as_deref());
            let funds: Vec<&Fund> = if group.is_none() && max.is_some() {
                model.funds.iter().filter(|fund| fund.on && fund.measure == *measure).collect()
            } else {
                Vec::new()
            };
            if funds.is_empty() {
                let lower = min.unwrap_or(f64::NEG_INFINITY);
                let upper = max.unwrap_or(f64::INFINITY);
                made.add(Row { terms: sum, lower, upper, lazy: false }, from);
                return;
            }
            if let Some(min) = min {
                made.add(Row::at_least(sum.clone(), *min), from);
            }
            if let Some(max) = max {
                let relief = add_funds(made, model, *measure, &funds);
                let net = sum.into_iter().chain(relief).collect();
                made.add(Row::at_most(net, *max), from);
            }
        }
        Rule::Share { measure, group, min, max } => {
            for (share, at_most) in [(min, false), (max, true)] {
                let Some(share) = *share else { continue };
                let mut sums = vec![0.0; made.program.costs.len()];
                for (column, amount) in terms(made, model, *measure, None) {
                    sums[column] -= share * amount;
                }
                for (column, amount) in terms(made, model, *measure, Some(group)) {
                    sums[column] += amount;
                }
                let terms = sums.into_iter().enumerate().filter(|(_, sum)| *sum != 0.0).collect();
                made.add(if at_most { Row::at_most(terms, 0.0) } else { Row::at_least(terms, 0.0) }, from);
            }
        }
        Rule::Count { items, min, max } => {
            let terms: Vec<(usize, f64)> = items.iter().map(|item| (*item, 1.0)).collect();
            let lower = min.map_or(f64::NEG_INFINITY, f64::from);
            let upper = max.map_or(f64::INFINITY, f64::from);
            let short = terms.len() <= 6;
            made.add(Row { terms, lower, upper, lazy: short }, from);
        }
        Rule::Requires { item, needs } if item == needs => {}
        Rule::Requires { item, needs } => {
            made.add(Row::at_most(vec![(*item, 1.0), (*needs, -1.0)], 0.0).lazy(), from);
        }
        Rule::AllOrNone { items } => {
            for pair in items.windows(2) {
                let terms = vec![(pair[0], 1.0), (pair[1], -1.0)];
                made.add(Row { terms, lower: 0.0, upper: 0.0, lazy: true }, from);
            }
        }
        // Rows rather than bounds, so that each can be named; propagation makes bounds of them at once.
        Rule::Must { item } => made.add(Row::at_least(vec![(*item, 1.0)], 1.0).lazy(), from),
        Rule::MustNot { item } => made.add(Row::at_most(vec![(*item, 1.0)], 0.0).lazy(), from),
    }
}

/// Columns of what each fund pays, and their limits: alone, and together for no more than their items take.
fn add_funds(made: &mut Translated, model: &Model, measure: usize, funds: &[&Fund]) -> Vec<(usize, f64)> {
    let mut relief = Vec::new();
    let mut columns = Vec::new();
    for fund in funds {
        let column = made.program.add_column(0.0, 0.0, fund.max);
        columns.push(column);
        relief.push((column, -1.0));
        if let Some(share) = fund.max_share {
            let mut row = vec![(column, 1.0)];
            row.extend(
                before_savings(made, model, measure, Some(&fund.pays_for))
                    .iter()
                    .map(|(c, a)| (*c, -share * a)),
            );
            made.add(Row::at_most(row, 0.0), None);
        }
    }
    for set in 1_u32..1 << funds.len() {
        let within: Vec<usize> = (0..funds.len()).filter(|index| set >> index & 1 == 1).collect();
        let mut eligible: Vec<usize> =
            within.iter().flat_map(|index| funds[*index].pays_for.iter().copied()).collect();
        eligible.sort_unstable();
        eligible.dedup();
        let mut row: Vec<(usize, f64)> = within.iter().map(|index| (columns[*index], 1.0)).collect();
        row.extend(before_savings(made, model, measure, Some(&eligible)).iter().map(|(c, a)| (*c, -a)));
        made.add(Row::at_most(row, 0.0), None);
    }
    relief
}

/// The choice of a solution.
pub(super) fn choice(made: &Translated, model: &Model, solution: &Solution) -> Choice {
    let items: Vec<usize> = (0..model.items.len()).filter(|item| solution.values[*item] > 0.5).collect();
    let shares: Vec<f64> = items
        .iter()
        .map(|&item| {
            let least = model.items[item].least_share.unwrap_or(1.0);
            if made.share[item] == item { 1.0 } else { solution.values[made.share[item]].clamp(least, 1.0) }
        })
        .collect();
    let mut all = vec![0.0; model.items.len()];
    for (&item, &share) in items.iter().zip(&shares) {
        all[item] = share;
    }
    let value = verify::value(model, &all);
    Choice { items, shares, value }
}

/// Passes a search's news on as choices of a model.
pub(super) struct Teller<'a, P: Progress> {
    pub made: &'a Translated,
    pub model: &'a Model,
    pub progress: &'a mut P,
    /// Are solutions of this search choices that a person waits for? Not in searches within a larger job.
    pub loud: bool,
}

impl<P: Progress> Watch for Teller<'_, P> {
    fn stop(&mut self) -> bool {
        self.progress.stop()
    }

    fn found(&mut self, solution: &Solution) {
        if self.loud {
            self.progress.found(&choice(self.made, self.model, solution));
        }
    }

    fn bound(&mut self, bound: f64, nodes: u64) {
        if self.loud {
            self.progress.bound(bound, nodes);
        }
    }
}

/// Searches a translated model.
pub(super) fn search(
    made: &Translated,
    model: &Model,
    ask: Ask,
    progress: &mut impl Progress,
    loud: bool,
) -> Outline {
    search_from(made, model, ask, None, progress, loud)
}

/// Searches from a solution that is known.
pub(super) fn search_from(
    made: &Translated,
    model: &Model,
    ask: Ask,
    known: Option<&[f64]>,
    progress: &mut impl Progress,
    loud: bool,
) -> Outline {
    let mut teller = Teller { made, model, progress, loud };
    let mut tree = Tree::new(&made.program, ask);
    if let Some(values) = known {
        tree.offer(values, &mut teller);
    }
    tree.run(&mut teller)
}

/// The best choice, quietly; none when there is none, or when stopped: then the flag is false.
pub(super) fn best_quietly(
    made: &Translated,
    model: &Model,
    progress: &mut impl Progress,
) -> (Option<Choice>, bool) {
    let outline = search(made, model, Ask::default(), progress, false);
    let best = outline.solutions.first().map(|solution| choice(made, model, solution));
    (best, outline.complete)
}

/// A row that asks for a value of at least this much.
pub(super) fn worth(made: &Translated, value: f64) -> Row {
    let terms = (made.program.costs.iter().copied().enumerate()).filter(|(_, cost)| *cost != 0.0).collect();
    Row::at_least(terms, value)
}

/// The `count` best choices of a checked model.
pub(super) fn best(model: &Model, count: usize, progress: &mut impl Progress) -> Answer {
    let made = translate(model);
    let ask = Ask { count: count.max(1), ..Ask::default() };
    let outline = search(&made, model, ask, progress, true);
    answer(&made, model, &outline)
}

/// An outline as an answer.
pub(super) fn answer(made: &Translated, model: &Model, outline: &Outline) -> Answer {
    let choices: Vec<Choice> =
        outline.solutions.iter().map(|solution| choice(made, model, solution)).collect();
    let status = match (outline.complete, choices.is_empty()) {
        (false, _) => Status::Stopped,
        (true, true) => Status::Infeasible,
        (true, false) => Status::Optimal,
    };
    let bound = if status == Status::Optimal {
        choices.first().map_or(outline.bound, |choice| choice.value)
    } else {
        outline.bound
    };
    Answer { status, choices, bound, nodes: outline.nodes }
}
