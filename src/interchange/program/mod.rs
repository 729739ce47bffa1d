//! Models as linear programs in files, so that a larger one goes to any solver. The program is made from the
//! model itself, not from what our solver makes of it.

pub mod lp;
pub mod mps;

use std::collections::BTreeMap;

use crate::domain::portfolio::model::{Model, Rule};
use crate::domain::portfolio::timetable::Timetable;

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Letters, digits and `_`.
    pub name: String,
    /// In the objective.
    pub cost: f64,
    /// Only 0 or 1; else 0 or more, up to `upper`.
    pub binary: bool,
    /// The largest value; infinite for none.
    pub upper: f64,
}

/// How a row's sum relates to its right-hand side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// At most.
    Le,
    /// At least.
    Ge,
    /// Equal.
    Eq,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Letters, digits and `_`.
    pub name: String,
    /// Column and coefficient, each column once, ascending.
    pub terms: Vec<(usize, f64)>,
    /// How it relates.
    pub sense: Sense,
    /// The right-hand side.
    pub rhs: f64,
}

/// A linear program that is maximised.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Program {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// Why a text is no program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ProgramError {
    /// Counted from 1.
    pub line: usize,
    /// The piece that was not understood.
    pub what: String,
}

impl Program {
    fn column(&mut self, name: String, cost: f64, binary: bool) -> usize {
        self.columns.push(Column { name, cost, binary, upper: if binary { 1.0 } else { f64::INFINITY } });
        self.columns.len() - 1
    }

    fn row(&mut self, name: String, terms: impl IntoIterator<Item = (usize, f64)>, sense: Sense, rhs: f64) {
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        for (column, factor) in terms {
            *sums.entry(column).or_insert(0.0) += factor;
        }
        self.rows.push(Row {
            name,
            terms: sums.into_iter().filter(|(_, factor)| *factor != 0.0).collect(),
            sense,
            rhs,
        });
    }

    /// Sum of the objective over values of the columns.
    pub fn value(&self, values: &[f64]) -> f64 {
        self.columns.iter().zip(values).map(|(column, value)| column.cost * value).sum()
    }
}

/// How a choice becomes columns: of each item whether it is chosen and how much of it is done, of each pair
/// whether both are.
struct Columns {
    chosen: Vec<usize>,
    done: Vec<usize>,
    /// One for each pair; none while it is off.
    pairs: Vec<Option<usize>>,
}

/// The program of choosing items. `x1` is 1 when the first item is chosen; `s1` its share where it may be
/// done in part; `y1` is 1 when both of the first pair are chosen; `f1` is what the first fund pays.
pub fn of_model(model: &Model) -> Program {
    let mut program = Program::default();
    let columns = columns(&mut program, model);
    let mut funds: Vec<(usize, usize)> = Vec::new();
    for (index, fund) in model.funds.iter().enumerate().filter(|(_, fund)| fund.on) {
        let column = program.column(format!("f{}", index + 1), 0.0, false);
        if let Some(column) = program.columns.get_mut(column) {
            column.upper = fund.max;
        }
        funds.push((index, column));
    }
    for (index, constraint) in model.constraints.iter().enumerate().filter(|(_, constraint)| constraint.on) {
        rule(&mut program, model, &columns, &funds, &format!("c{}", index + 1), &constraint.rule);
    }
    fund_rows(&mut program, model, &columns, &funds);
    program
}

fn columns(program: &mut Program, model: &Model) -> Columns {
    let mut chosen = Vec::new();
    let mut done = Vec::new();
    for (index, item) in model.items.iter().enumerate() {
        let number = index + 1;
        let Some(least) = item.least_share.filter(|least| *least < 1.0) else {
            let x = program.column(format!("x{number}"), item.value, true);
            chosen.push(x);
            done.push(x);
            continue;
        };
        let x = program.column(format!("x{number}"), 0.0, true);
        let s = program.column(format!("s{number}"), item.value, false);
        if let Some(column) = program.columns.get_mut(s) {
            column.upper = 1.0;
        }
        program.row(format!("whole{number}"), [(s, 1.0), (x, -1.0)], Sense::Le, 0.0);
        program.row(format!("least{number}"), [(s, 1.0), (x, -least)], Sense::Ge, 0.0);
        chosen.push(x);
        done.push(s);
    }
    let mut pairs = Vec::new();
    for (index, pair) in model.pairs.iter().enumerate() {
        let both = (chosen.get(pair.items.0).copied(), chosen.get(pair.items.1).copied());
        let (true, (Some(a), Some(b))) = (pair.on, both) else {
            pairs.push(None);
            continue;
        };
        let number = index + 1;
        let y = program.column(format!("y{number}"), pair.value, true);
        program.row(format!("both{number}a"), [(y, 1.0), (a, -1.0)], Sense::Le, 0.0);
        program.row(format!("both{number}b"), [(y, 1.0), (b, -1.0)], Sense::Le, 0.0);
        program.row(format!("both{number}c"), [(y, 1.0), (a, -1.0), (b, -1.0)], Sense::Ge, -1.0);
        pairs.push(Some(y));
    }
    Columns { chosen, done, pairs }
}

/// What is taken of a measure by a group (none: by all), savings taken off by halves.
fn used(model: &Model, columns: &Columns, measure: usize, group: Option<&[usize]>) -> Vec<(usize, f64)> {
    let counts = |item: usize| u8::from(group.is_none_or(|group| group.contains(&item)));
    let mut terms = before_savings(model, columns, measure, group);
    for (pair, column) in model.pairs.iter().zip(&columns.pairs) {
        let Some(column) = column else { continue };
        let halves = f64::from(counts(pair.items.0) + counts(pair.items.1)) / 2.0;
        let savings = pair.savings.iter().filter(|(of, _)| *of == measure);
        terms.extend(savings.map(|(_, amount)| (*column, -amount * halves)));
    }
    terms
}

/// The same, with nothing taken off: what funds may pay.
fn before_savings(
    model: &Model,
    columns: &Columns,
    measure: usize,
    group: Option<&[usize]>,
) -> Vec<(usize, f64)> {
    let amounts = model.measures.get(measure).map(|measure| measure.amounts.as_slice()).unwrap_or_default();
    (amounts.iter())
        .filter(|(item, _)| group.is_none_or(|group| group.contains(item)))
        .filter_map(|(item, amount)| Some((*columns.done.get(*item)?, *amount)))
        .collect()
}

fn rule(
    program: &mut Program,
    model: &Model,
    columns: &Columns,
    funds: &[(usize, usize)],
    name: &str,
    rule: &Rule,
) {
    let chosen = |items: &[usize]| -> Vec<(usize, f64)> {
        items.iter().filter_map(|item| Some((*columns.chosen.get(*item)?, 1.0))).collect()
    };
    match rule {
        Rule::Limit { measure, group, min, max } => {
            let sum = used(model, columns, *measure, group.as_deref());
            if let Some(max) = max {
                let paid = funds.iter().filter(|(index, _)| {
                    group.is_none() && model.funds.get(*index).is_some_and(|fund| fund.measure == *measure)
                });
                let net = sum.iter().copied().chain(paid.map(|(_, column)| (*column, -1.0)));
                program.row(format!("{name}max"), net.collect::<Vec<_>>(), Sense::Le, *max);
            }
            if let Some(min) = min {
                program.row(format!("{name}min"), sum, Sense::Ge, *min);
            }
        }
        Rule::Share { measure, group, min, max } => {
            let part = used(model, columns, *measure, Some(group));
            let whole = used(model, columns, *measure, None);
            let less = |share: f64| -> Vec<(usize, f64)> {
                part.iter()
                    .copied()
                    .chain(whole.iter().map(|(column, factor)| (*column, -share * factor)))
                    .collect()
            };
            if let Some(max) = max {
                program.row(format!("{name}max"), less(*max), Sense::Le, 0.0);
            }
            if let Some(min) = min {
                program.row(format!("{name}min"), less(*min), Sense::Ge, 0.0);
            }
        }
        Rule::Count { items, min, max } => {
            if let Some(max) = max {
                program.row(format!("{name}max"), chosen(items), Sense::Le, f64::from(*max));
            }
            if let Some(min) = min {
                program.row(format!("{name}min"), chosen(items), Sense::Ge, f64::from(*min));
            }
        }
        Rule::Requires { item, needs } => {
            let terms =
                chosen(&[*item]).into_iter().chain(chosen(&[*needs]).into_iter().map(|(n, one)| (n, -one)));
            program.row(name.to_owned(), terms, Sense::Le, 0.0);
        }
        Rule::AllOrNone { items } => {
            let all = chosen(items);
            let Some((first, rest)) = all.split_first() else { return };
            for (index, (column, _)) in rest.iter().enumerate() {
                program.row(
                    format!("{name}_{}", index + 1),
                    [(first.0, 1.0), (*column, -1.0)],
                    Sense::Eq,
                    0.0,
                );
            }
        }
        Rule::Must { item } => program.row(name.to_owned(), chosen(&[*item]), Sense::Eq, 1.0),
        Rule::MustNot { item } => program.row(name.to_owned(), chosen(&[*item]), Sense::Eq, 0.0),
    }
}

/// What funds can pay: each at most a part of what its items take, and any set of funds of one measure
/// together at most what their items take, both before savings of pairs.
fn fund_rows(program: &mut Program, model: &Model, columns: &Columns, funds: &[(usize, usize)]) {
    for (index, column) in funds {
        let Some(fund) = model.funds.get(*index) else { continue };
        let share = fund.max_share.unwrap_or(1.0);
        let eligible = before_savings(model, columns, fund.measure, Some(&fund.pays_for));
        let terms =
            eligible.into_iter().map(|(item, amount)| (item, -share * amount)).chain([(*column, 1.0)]);
        program.row(format!("part{}", index + 1), terms, Sense::Le, 0.0);
    }
    for measure in 0..model.measures.len() {
        let here: Vec<&(usize, usize)> = funds
            .iter()
            .filter(|(index, _)| model.funds.get(*index).is_some_and(|fund| fund.measure == measure))
            .collect();
        for set in 1_u32..1 << here.len().min(8) {
            if set.count_ones() < 2 {
                continue;
            }
            let members =
                || here.iter().enumerate().filter(move |(bit, _)| set >> bit & 1 == 1).map(|(_, it)| **it);
            let mut items: Vec<usize> = members()
                .filter_map(|(index, _)| model.funds.get(index))
                .flat_map(|fund| fund.pays_for.iter().copied())
                .collect();
            items.sort_unstable();
            items.dedup();
            let cost = before_savings(model, columns, measure, Some(&items))
                .into_iter()
                .map(|(item, amount)| (item, -amount));
            let terms = cost.chain(members().map(|(_, column)| (column, 1.0)));
            program.row(format!("set{}_{set}", measure + 1), terms, Sense::Le, 0.0);
        }
    }
}

/// The program of choosing items and starts. `z0_3` is 1 when the first project starts in the fourth period.
pub fn of_timetable(timetable: &Timetable) -> Program {
    let mut program = Program::default();
    let mut starts: Vec<BTreeMap<usize, usize>> = Vec::new();
    for index in 0..timetable.projects.len() {
        let columns = timetable.starts(index).map(|start| {
            let cost = timetable.value(index, start);
            (start, program.column(format!("z{index}_{start}"), cost, true))
        });
        starts.push(columns.collect());
    }
    for (index, columns) in starts.iter().enumerate() {
        program.row(format!("one{index}"), columns.values().map(|column| (*column, 1.0)), Sense::Le, 1.0);
    }
    for (budget_index, budget) in timetable.budgets.iter().enumerate().filter(|(_, budget)| budget.on) {
        let mut terms = Vec::new();
        for (task, columns) in timetable.projects.iter().zip(&starts) {
            for (start, column) in columns {
                let months =
                    (0..task.duration).filter(|month| (budget.from..budget.to).contains(&(start + month)));
                terms.extend(months.map(|month| (*column, task.cost_of(month))));
            }
        }
        program.row(format!("b{budget_index}"), terms, Sense::Le, budget.max);
    }
    for (role_index, role) in timetable.roles.iter().enumerate().filter(|(_, role)| role.on) {
        for (period, capacity) in role.capacity.iter().enumerate() {
            let mut terms = Vec::new();
            for (task, columns) in timetable.projects.iter().zip(&starts) {
                for (start, column) in columns.range(..=period) {
                    terms.push((*column, task.work_of(role_index, period - start)));
                }
            }
            program.row(format!("u{role_index}_{period}"), terms, Sense::Le, *capacity);
        }
    }
    for (link_index, link) in timetable.links.iter().enumerate().filter(|(_, link)| link.on) {
        let (Some(before), Some(after)) = (starts.get(link.before), starts.get(link.after)) else { continue };
        let duration = timetable.projects.get(link.before).map_or(0, |task| task.duration);
        for period in 0..timetable.periods {
            let ready = i64::try_from(period).unwrap_or(0) - i64::from(link.lag);
            let free = usize::try_from(ready).ok().and_then(|ready| ready.checked_sub(duration));
            let first =
                free.into_iter().flat_map(|free| before.range(..=free)).map(|(_, column)| (*column, -1.0));
            let then = after.range(..=period).map(|(_, column)| (*column, 1.0));
            program.row(format!("p{link_index}_{period}"), then.chain(first), Sense::Le, 0.0);
        }
    }
    choice_rows(&mut program, timetable, &starts);
    program
}

/// The conditions on the choice: a project is chosen when it has any start.
fn choice_rows(program: &mut Program, timetable: &Timetable, starts: &[BTreeMap<usize, usize>]) {
    let mut choice = Program::default();
    let model = Model {
        items: starts
            .iter()
            .map(|_| crate::domain::portfolio::model::Item { value: 0.0, least_share: None })
            .collect(),
        measures: timetable.measures.clone(),
        ..Model::default()
    };
    let columns = columns(&mut choice, &model);
    for (index, constraint) in
        timetable.constraints.iter().enumerate().filter(|(_, constraint)| constraint.on)
    {
        rule(&mut choice, &model, &columns, &[], &format!("c{}", index + 1), &constraint.rule);
    }
    for row in choice.rows {
        let terms: Vec<(usize, f64)> = (row.terms.iter())
            .filter_map(|(item, factor)| Some((starts.get(*item)?, *factor)))
            .flat_map(|(columns, factor)| columns.values().map(move |column| (*column, factor)))
            .collect();
        program.row(row.name, terms, row.sense, row.rhs);
    }
}

/// A line of a comment: names of projects may hold anything.
fn comment(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect()
}
