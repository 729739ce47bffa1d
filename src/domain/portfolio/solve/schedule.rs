//! The best set of projects and their starts: the time-indexed program (Pritsker, Watters and Wolfe 1969; links in
//! the disaggregated form of Christofides, Alvarez-Valdes and Tamarit 1987) in the tree, fed by the local search.
#![expect(clippy::indexing_slicing, reason = "indices of a checked timetable and of columns made here")]

use crate::domain::numeric::Random;
use crate::domain::portfolio::answer::{Progress, Status};
use crate::domain::portfolio::model::{ConstraintId, Item, Model};
use crate::domain::portfolio::timetable::{Plan, PlanAnswer, Timetable};
use crate::domain::portfolio::verify;

use super::local::Local;
use super::program::{Program, Row};
use super::select::{Translated, translate};
use super::tree::{Ask, Solution, Tree, Watch};

/// Where the starts are: for each project its first column and its first start.
pub(super) struct Columns {
    of: Vec<std::ops::Range<usize>>,
    first: Vec<usize>,
}

impl Columns {
    fn column(&self, project: usize, start: usize) -> Option<usize> {
        let column = self.of[project].start + start.checked_sub(self.first[project])?;
        self.of[project].contains(&column).then_some(column)
    }

    pub fn starts(&self, project: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.of[project].clone().zip(self.first[project]..)
    }
}

/// The seed of the local search: the same timetable gives the same plan.
const SEED: u64 = 20_261_106;
/// Rounds before the tree begins.
const FIRST_ROUNDS: usize = 300;

/// The program of a checked timetable.
pub(super) fn program(timetable: &Timetable) -> (Program, Columns) {
    let (program, columns, _) = named_program(timetable);
    (program, columns)
}

/// The program of a checked timetable, and for each of its rows what it comes from. Deadlines have no rows: they
/// leave out columns.
pub(super) fn named_program(timetable: &Timetable) -> (Program, Columns, Vec<Option<ConstraintId>>) {
    let count = timetable.projects.len();
    let model = Model {
        items: vec![Item { value: 0.0, least_share: None }; count],
        measures: timetable.measures.clone(),
        constraints: timetable.constraints.clone(),
        ..Model::default()
    };
    let Translated { mut program, mut from, .. } = translate(&model);
    let mut columns = Columns { of: Vec::new(), first: Vec::new() };
    for project in 0..count {
        let starts = timetable.starts(project);
        columns.first.push(starts.start);
        let from = program.costs.len();
        for start in starts {
            program.add_column(timetable.value(project, start), 0.0, 1.0);
        }
        columns.of.push(from..program.costs.len());
    }
    program.binaries = program.costs.len();
    for project in 0..count {
        let mut terms: Vec<(usize, f64)> = columns.of[project].clone().map(|column| (column, -1.0)).collect();
        terms.push((project, 1.0));
        program.rows.push(Row { terms, lower: 0.0, upper: 0.0, lazy: false });
        program.groups.push(columns.of[project].clone());
        from.push(None);
    }
    for (role, limits) in timetable.roles.iter().enumerate().filter(|(_, role)| role.on) {
        for (period, capacity) in limits.capacity.iter().enumerate() {
            let terms = taken(timetable, &columns, |project, start| {
                let month = period.checked_sub(start);
                month.map_or(0.0, |month| timetable.projects[project].work_of(role, month))
            });
            program.rows.push(Row::at_most(terms, *capacity).lazy());
            from.push(Some(limits.id));
        }
    }
    for budget in timetable.budgets.iter().filter(|budget| budget.on) {
        let terms = taken(timetable, &columns, |project, start| {
            let task = &timetable.projects[project];
            let within =
                (0..task.duration).filter(|month| (budget.from..budget.to).contains(&(start + month)));
            within.map(|month| task.cost_of(month)).sum()
        });
        program.rows.push(Row::at_most(terms, budget.max).lazy());
        from.push(Some(budget.id));
    }
    for link in timetable.links.iter().filter(|link| link.on) {
        let duration = timetable.projects[link.before].duration;
        for (_, start) in columns.starts(link.after) {
            // Started by then only when the other one has ended by then.
            let mut terms: Vec<(usize, f64)> = columns
                .starts(link.after)
                .filter(|(_, other)| *other <= start)
                .map(|(column, _)| (column, 1.0))
                .collect();
            let ended = |other: usize| {
                i64::try_from(other + duration).unwrap_or(i64::MAX).saturating_add(i64::from(link.lag))
                    <= i64::try_from(start).unwrap_or(i64::MAX)
            };
            terms.extend(
                columns
                    .starts(link.before)
                    .filter(|(_, other)| ended(*other))
                    .map(|(column, _)| (column, -1.0)),
            );
            program.rows.push(Row::at_most(terms, 0.0).lazy());
            from.push(Some(link.id));
        }
    }
    (program, columns, from)
}

pub(super) fn taken(
    timetable: &Timetable,
    columns: &Columns,
    amount: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, f64)> {
    (0..timetable.projects.len())
        .flat_map(|project| columns.starts(project).map(move |(column, start)| (project, column, start)))
        .map(|(project, column, start)| (column, amount(project, start)))
        .filter(|(_, amount)| *amount != 0.0)
        .collect()
}

pub(super) fn plan(timetable: &Timetable, columns: &Columns, values: &[f64]) -> Plan {
    let starts: Vec<Option<usize>> = (0..timetable.projects.len())
        .map(|project| {
            columns.starts(project).find(|(column, _)| values[*column] > 0.5).map(|(_, start)| start)
        })
        .collect();
    valued(timetable, starts)
}

pub(super) fn valued(timetable: &Timetable, starts: Vec<Option<usize>>) -> Plan {
    let value = (starts.iter().enumerate())
        .filter_map(|(project, start)| start.map(|start| timetable.value(project, start)))
        .sum();
    Plan { starts, value }
}

pub(super) fn values(program: &Program, columns: &Columns, starts: &[Option<usize>]) -> Option<Vec<f64>> {
    let mut values = vec![0.0; program.costs.len()];
    for (project, start) in starts.iter().enumerate() {
        if let Some(start) = *start {
            values[project] = 1.0;
            values[columns.column(project, start)?] = 1.0;
        }
    }
    Some(values)
}

struct PlanWatch<'a, P: Progress> {
    timetable: &'a Timetable,
    program: &'a Program,
    columns: &'a Columns,
    local: Local<'a>,
    nearby: Nearby,
    progress: &'a mut P,
    told: f64,
    /// Operations that the tree has had ahead of the search for better plans.
    credit: u64,
}

/// Exact search in a neighbourhood: a handful of projects free, the others as in the best plan.
struct Nearby {
    random: Random,
    /// How many projects are free; it follows what a few hundred nodes can finish.
    size: usize,
}

/// Nodes of a search in a neighbourhood.
const NEARBY_NODES: u64 = 150;

struct Limited {
    looks: u64,
    work: u64,
}

impl Watch for Limited {
    fn stop(&mut self) -> bool {
        self.looks == 0
    }
    fn found(&mut self, _: &Solution) {}
    fn bound(&mut self, _: f64, nodes: u64) {
        self.looks = NEARBY_NODES.saturating_sub(nodes);
    }
    fn offer(&mut self, work: u64) -> Option<Vec<f64>> {
        self.work += work;
        None
    }
}

impl Nearby {
    /// The projects that are free: some that run in a stretch of time, and some of any kind.
    fn pick(&mut self, timetable: &Timetable, starts: &[Option<usize>]) -> Vec<bool> {
        let count = starts.len();
        let mut is_free = vec![false; count];
        let mut left = self.size.min(count);
        if self.random.below(3) > 0 {
            let from = self.random.below(timetable.periods.max(1));
            let to = from + 1 + self.random.below(3);
            let mut order: Vec<usize> = (0..count).collect();
            self.random.shuffle(&mut order);
            for project in order {
                let end = timetable.projects[project].duration;
                let runs = starts[project].is_some_and(|start| start < to && start + end > from);
                if runs && left > self.size / 3 {
                    is_free[project] = true;
                    left -= 1;
                }
            }
        }
        for _ in 0..20 * count {
            if left == 0 {
                break;
            }
            let project = self.random.below(count);
            if !is_free[project] {
                is_free[project] = true;
                left -= 1;
            }
        }
        is_free
    }

    /// A better solution near a known one, and the operations that it took.
    fn search(
        &mut self,
        timetable: &Timetable,
        program: &Program,
        columns: &Columns,
        plan: &Plan,
    ) -> (Option<Vec<f64>>, u64) {
        let Some(known) = values(program, columns, &plan.starts) else { return (None, 1) };
        let projects = self.pick(timetable, &plan.starts);
        let mut is_free = vec![false; program.costs.len()];
        for project in (0..projects.len()).filter(|project| projects[*project]) {
            is_free[project] = true;
            is_free[columns.of[project].clone()].fill(true);
        }
        let (left, old) = program.with_fixed(&known, &is_free);
        let here: Vec<f64> = old.iter().map(|column| known[*column]).collect();
        let above = left.objective(&here);
        let mut watch = Limited { looks: 1, work: 20_000 };
        let outline = Tree::new(&left, Ask { above, ..Ask::default() }).run(&mut watch);
        if outline.complete && outline.nodes < NEARBY_NODES / 2 {
            self.size = (self.size + 1).min(projects.len());
        } else if !outline.complete {
            self.size = (self.size - 1).max(4);
        }
        let better = outline.solutions.first().map(|solution| {
            let mut values = known;
            for (column, value) in old.iter().zip(&solution.values) {
                values[*column] = *value;
            }
            values
        });
        (better, watch.work)
    }
}

impl<P: Progress> PlanWatch<'_, P> {
    fn tell(&mut self, plan: &Plan) {
        if plan.value > self.told {
            self.told = plan.value;
            self.progress.found_starts(&plan.starts, plan.value);
        }
    }
}

impl<P: Progress> Watch for PlanWatch<'_, P> {
    fn stop(&mut self) -> bool {
        self.progress.stop()
    }

    fn found(&mut self, solution: &Solution) {
        let plan = plan(self.timetable, self.columns, &solution.values);
        if self.local.best().is_none_or(|best| plan.value > best.value) {
            self.local.adopt(&plan.starts);
        }
        self.tell(&plan);
    }

    fn bound(&mut self, bound: f64, nodes: u64) {
        self.progress.bound(bound, nodes);
    }

    fn prices(&mut self, reduced: &[f64]) {
        let guide = (0..self.timetable.projects.len())
            .map(|project| {
                self.columns.starts(project).map(|(column, start)| (start, reduced[column])).collect()
            })
            .collect();
        self.local.follow(guide);
    }

    /// As much again as the tree has had: rounds of the local search, then neighbourhoods of the best plan.
    fn offer(&mut self, work: u64) -> Option<Vec<f64>> {
        self.credit += work;
        let count = self.timetable.projects.len();
        let round = 100 * (u64::try_from(count).unwrap_or(0) + 5);
        let before = self.local.best().map_or(f64::NEG_INFINITY, |best| best.value);
        let rounds = usize::try_from(self.credit / 2 / round).unwrap_or(0).min(4_000);
        self.local.rounds(rounds);
        self.credit -= (rounds as u64 * round).min(self.credit);
        while self.credit > 0 && count > 0 {
            let Some(best) = self.local.best().cloned() else { break };
            let (found, work) = self.nearby.search(self.timetable, self.program, self.columns, &best);
            self.credit = self.credit.saturating_sub(work);
            if let Some(values) = found {
                self.local.adopt(&plan(self.timetable, self.columns, &values).starts);
            }
            if self.progress.stop() {
                break;
            }
        }
        let best = self.local.best().filter(|best| best.value > before)?;
        values(self.program, self.columns, &best.starts)
    }
}

/// What is known before a search.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known<'a> {
    /// A plan to start from; it may break limits.
    pub from: Option<&'a [Option<usize>]>,
    /// No plan is worth more than this: proven elsewhere.
    pub ceiling: Option<f64>,
}

/// Values that differ by no more than this are equal: what the tree takes for better.
pub(super) fn tie(value: f64) -> f64 {
    1e-9 * value.abs().max(1.0)
}

/// A local search that has had its first rounds, or has reached the ceiling.
pub(super) fn prepared<'a>(
    timetable: &'a Timetable,
    known: Known<'_>,
    progress: &mut impl Progress,
) -> Local<'a> {
    let mut local = Local::new(timetable, SEED);
    if let Some(starts) = known.from {
        let plan = valued(timetable, starts.to_vec());
        if verify::plan_faults(timetable, &plan).is_empty()
            && local.best().is_none_or(|best| best.value < plan.value)
        {
            local.adopt(starts);
        }
    }
    if !timetable.projects.is_empty() && timetable.periods > 0 {
        for _ in 0..10 {
            if let Some(best) = local.best() {
                progress.found_starts(&best.starts, best.value);
                if reaches(best, known.ceiling) {
                    break;
                }
            }
            local.rounds(FIRST_ROUNDS / 10);
        }
    }
    local
}

fn reaches(plan: &Plan, ceiling: Option<f64>) -> bool {
    ceiling.is_some_and(|ceiling| plan.value >= ceiling - tie(ceiling))
}

/// The best plan of a checked timetable.
pub(super) fn schedule(timetable: &Timetable, known: Known<'_>, progress: &mut impl Progress) -> PlanAnswer {
    let local = prepared(timetable, known, progress);
    if let Some(best) = local.best().filter(|best| reaches(best, known.ceiling)) {
        let best = valued(timetable, best.starts.clone());
        return PlanAnswer { status: Status::Optimal, bound: best.value, plan: Some(best), nodes: 0 };
    }
    let (program, columns) = program(timetable);
    let known = local.best().and_then(|best| values(&program, &columns, &best.starts));
    let mut watch = PlanWatch {
        timetable,
        program: &program,
        columns: &columns,
        told: f64::NEG_INFINITY,
        credit: 0,
        nearby: Nearby { random: Random::new(SEED), size: 8 },
        local,
        progress,
    };
    let mut tree = Tree::new(&program, Ask::default());
    if let Some(values) = known {
        tree.offer(&values, &mut watch);
    }
    let outline = tree.run(&mut watch);
    let best = outline.solutions.first().map(|solution| plan(timetable, &columns, &solution.values));
    let status = match (outline.complete, &best) {
        (false, _) => Status::Stopped,
        (true, None) => Status::Infeasible,
        (true, Some(_)) => Status::Optimal,
    };
    let bound = match &best {
        Some(best) if status == Status::Optimal => best.value,
        _ => outline.bound,
    };
    PlanAnswer { status, plan: best, bound, nodes: outline.nodes }
}
