//! Levelling of a fixed set: starts move within their limits and links so that the peak, the overload or the delay
//! becomes the least. Descent by single moves gives a plan, the tree improves and proves it.
#![expect(clippy::indexing_slicing, reason = "indices of a checked timetable and of columns made here")]

use crate::domain::numeric::Random;
use crate::domain::portfolio::answer::Progress;
use crate::domain::portfolio::timetable::{Aim, Levelled, Timetable};
use crate::domain::portfolio::verify;

use super::program::{Program, Row};
use super::schedule::{Columns, taken, valued};
use super::tree::{Ask, Solution, Tree, Watch};

const SEED: u64 = 20_261_107;
/// Descents from shaken starts.
const DESCENTS: usize = 30;
/// An overload within this counts as equal.
const SAME: f64 = 1e-7;

/// What an aim measures of starts: the figure itself, and in front of it what has to be small first.
fn measure(timetable: &Timetable, starts: &[Option<usize>], aim: Aim) -> (f64, f64) {
    let mut peak = 0.0_f64;
    let mut overload = 0.0;
    for (index, role) in timetable.roles.iter().enumerate() {
        for (demand, capacity) in verify::demand(timetable, starts, index).into_iter().zip(&role.capacity) {
            overload += (demand - capacity).max(0.0);
            peak = peak.max(demand / unit(*capacity));
        }
    }
    match aim {
        Aim::Peak => (0.0, peak),
        Aim::Overload => (0.0, overload),
        Aim::Delay => ((overload / SAME).round() * SAME, delay(timetable, starts)),
    }
}

/// Demand is measured by capacity; where there is none, by one unit.
fn unit(capacity: f64) -> f64 {
    if capacity > 0.0 { capacity } else { 1.0 }
}

fn delay(timetable: &Timetable, starts: &[Option<usize>]) -> f64 {
    let late =
        timetable.projects.iter().zip(starts).filter_map(|(task, start)| start.map(|start| (task, start)));
    late.map(|(task, start)| periods(start.saturating_sub(task.earliest))).sum()
}

fn periods(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The set's timetable: its projects must be chosen, the others not; only what it keeps now stays a condition.
fn fixed(timetable: &Timetable, starts: &[Option<usize>]) -> Timetable {
    let spending = verify::spending(timetable, starts);
    let mut fixed = timetable.clone();
    fixed.budgets.retain(|budget| {
        let spent: f64 = spending.iter().take(budget.to).skip(budget.from).sum();
        budget.on && spent <= budget.max * (1.0 + 1e-9) + 1e-9
    });
    fixed.constraints.clear();
    fixed.links.retain(|link| {
        link.on && [link.before, link.after].into_iter().all(|project| starts[project].is_some())
    });
    for role in &mut fixed.roles {
        role.on = false;
    }
    // A deadline that no start keeps is nothing that moving starts can mend.
    let whole = fixed.clone();
    fixed.deadlines.retain(|deadline| !whole.starts(deadline.project).is_empty());
    fixed
}

/// Levels a set; none when links and limits leave no starts at all.
pub(super) fn level(
    timetable: &Timetable,
    starts: &[Option<usize>],
    aim: Aim,
    progress: &mut impl Progress,
) -> Option<Levelled> {
    let base = fixed(timetable, starts);
    let before = measure(timetable, starts, aim).1;
    let descended = descend(&base, starts, aim);
    if let Some(starts) = &descended {
        progress.found_starts(starts, measure(&base, starts, aim).1);
    }
    let (overload_cap, descended) = if aim == Aim::Delay {
        // First the least overload, then the least delay with it.
        let first = descend(&base, starts, Aim::Overload);
        let (starts, _, bound) = search(&base, starts, Aim::Overload, None, first.as_deref(), progress)?;
        let least = measure(&base, &starts, Aim::Overload).1;
        let _ = bound;
        let better = descended.filter(|other| measure(&base, other, Aim::Overload).1 <= least + SAME);
        (Some(least + SAME), better.or(Some(starts)))
    } else {
        (None, descended)
    };
    let (found, complete, bound) = search(&base, starts, aim, overload_cap, descended.as_deref(), progress)?;
    let after = measure(timetable, &found, aim).1;
    let bound = if complete { after } else { bound.min(after) };
    Some(Levelled { plan: valued(timetable, found), before, after, bound })
}

/// Are starts within limits, links and budgets?
fn is_allowed(base: &Timetable, starts: &[Option<usize>]) -> bool {
    verify::plan_faults(base, &valued(base, starts.to_vec())).is_empty()
}

/// How bad a plan is (aim, then total delay), and its starts.
type Weighed = ((f64, f64), Vec<Option<usize>>);

/// Single moves downhill from the present starts and from shaken ones.
fn descend(base: &Timetable, starts: &[Option<usize>], aim: Aim) -> Option<Vec<Option<usize>>> {
    let mut random = Random::new(SEED);
    let mut best: Option<Weighed> = None;
    for round in 0..DESCENTS {
        let mut now: Vec<Option<usize>> =
            best.as_ref().map_or_else(|| starts.to_vec(), |(_, starts)| starts.clone());
        if round > 0 {
            for (project, start) in now.iter_mut().enumerate() {
                let window = base.starts(project);
                if start.is_some() && !window.is_empty() && random.below(3) == 0 {
                    *start = Some(window.start + random.below(window.len()));
                }
            }
        }
        if !is_allowed(base, &now) && !repair(base, &mut now) {
            continue;
        }
        let mut figure = measure(base, &now, aim);
        loop {
            let mut improved = false;
            for project in 0..now.len() {
                let Some(old) = now[project] else { continue };
                for start in base.starts(project) {
                    let current = now[project];
                    now[project] = Some(start);
                    let other = measure(base, &now, aim);
                    if other < figure && is_allowed(base, &now) {
                        figure = other;
                        improved |= start != old;
                    } else {
                        now[project] = current;
                    }
                }
            }
            if !improved {
                break;
            }
        }
        if best.as_ref().is_none_or(|(other, _)| figure < *other) {
            best = Some((figure, now));
        }
    }
    best.map(|(_, starts)| starts)
}

/// Pulls starts into their limits and behind what they wait for; true when that suffices.
fn repair(base: &Timetable, starts: &mut [Option<usize>]) -> bool {
    for _ in 0..=starts.len() {
        for project in 0..base.projects.len() {
            let Some(start) = starts[project] else { continue };
            let window = base.starts(project);
            if window.is_empty() {
                return false;
            }
            let mut least = window.start;
            for link in base.links.iter().filter(|link| link.after == project) {
                let Some(before) = starts[link.before] else { continue };
                let end = before + base.projects[link.before].duration;
                let shift = usize::try_from(link.lag.unsigned_abs()).unwrap_or(usize::MAX);
                least = least.max(if link.lag < 0 {
                    end.saturating_sub(shift)
                } else {
                    end.saturating_add(shift)
                });
            }
            starts[project] = Some(start.max(least).min(window.end - 1));
        }
    }
    is_allowed(base, starts)
}

struct Quiet<'a, P: Progress>(&'a mut P);

impl<P: Progress> Watch for Quiet<'_, P> {
    fn stop(&mut self) -> bool {
        self.0.stop()
    }
    fn found(&mut self, _: &Solution) {}
    fn bound(&mut self, _: f64, nodes: u64) {
        self.0.step(usize::try_from(nodes).unwrap_or(usize::MAX), usize::MAX);
    }
}

/// The least of an aim by the tree: starts, whether they are proven, and a bound from below.
fn search(
    base: &Timetable,
    starts: &[Option<usize>],
    aim: Aim,
    overload_cap: Option<f64>,
    known: Option<&[Option<usize>]>,
    progress: &mut impl Progress,
) -> Option<(Vec<Option<usize>>, bool, f64)> {
    let mut base = base.clone();
    for (task, start) in base.projects.iter_mut().zip(starts) {
        task.value = 0.0;
        if start.is_none() {
            task.latest = Some(0);
            task.earliest = 1;
        }
    }
    let (mut program, columns) = super::schedule::program(&base);
    for (project, start) in starts.iter().enumerate() {
        let value = f64::from(u8::from(start.is_some()));
        program.lower[project] = value;
        program.upper[project] = value;
    }
    let extra = add_aim(&mut program, &base, &columns, aim, overload_cap);
    let mut watch = Quiet(progress);
    let mut tree = Tree::new(&program, Ask::default());
    if let Some(known) = known
        && let Some(values) = complete(&program, &base, &columns, known, aim, &extra)
    {
        tree.offer(&values, &mut watch);
    }
    let outline = tree.run(&mut watch);
    let best = outline.solutions.first();
    let found = best.map(|solution| super::schedule::plan(&base, &columns, &solution.values).starts);
    let found = found.or_else(|| known.map(<[_]>::to_vec))?;
    Some((found, outline.complete, -outline.bound))
}

/// Columns beside the starts: the overload of each role and period, or the peak.
struct Extra {
    overload: Vec<(usize, usize, usize)>,
    peak: Option<usize>,
}

fn add_aim(program: &mut Program, base: &Timetable, columns: &Columns, aim: Aim, cap: Option<f64>) -> Extra {
    let mut extra = Extra { overload: Vec::new(), peak: None };
    if aim == Aim::Delay {
        for (project, task) in base.projects.iter().enumerate() {
            for (column, start) in columns.starts(project) {
                program.costs[column] = -periods(start.saturating_sub(task.earliest));
            }
        }
    }
    let limits: Vec<(usize, usize, f64)> = (base.roles.iter().enumerate())
        .flat_map(|(index, role)| {
            role.capacity.iter().enumerate().map(move |(period, capacity)| (index, period, *capacity))
        })
        .collect();
    if aim == Aim::Peak {
        let most = limits.iter().fold(0.0_f64, |most, &(role, period, capacity)| {
            let sum: f64 =
                demand(base, columns, role, period).iter().map(|(_, amount)| amount.max(0.0)).sum();
            most.max(sum / unit(capacity))
        });
        extra.peak = Some(program.add_column(-1.0, 0.0, most.max(1.0)));
    }
    for (role, period, capacity) in limits {
        let mut terms = demand(base, columns, role, period);
        if terms.is_empty() {
            continue;
        }
        if let Some(peak) = extra.peak {
            terms.push((peak, -unit(capacity)));
            program.rows.push(Row::at_most(terms, 0.0).lazy());
        } else {
            let most: f64 = terms.iter().map(|(_, amount)| amount.max(0.0)).sum();
            let cost = if aim == Aim::Overload { -1.0 } else { 0.0 };
            let column = program.add_column(cost, 0.0, (most - capacity).max(0.0));
            extra.overload.push((column, role, period));
            terms.push((column, -1.0));
            program.rows.push(Row::at_most(terms, capacity).lazy());
        }
    }
    if let Some(cap) = cap {
        let terms = extra.overload.iter().map(|(column, ..)| (*column, 1.0)).collect();
        program.rows.push(Row::at_most(terms, cap));
    }
    extra
}

fn demand(base: &Timetable, columns: &Columns, role: usize, period: usize) -> Vec<(usize, f64)> {
    taken(base, columns, |project, start| {
        period.checked_sub(start).map_or(0.0, |month| base.projects[project].work_of(role, month))
    })
}

/// The program's solution of known starts.
fn complete(
    program: &Program,
    base: &Timetable,
    columns: &Columns,
    starts: &[Option<usize>],
    aim: Aim,
    extra: &Extra,
) -> Option<Vec<f64>> {
    let mut values = super::schedule::values(program, columns, starts)?;
    for &(column, role, period) in &extra.overload {
        let demand = verify::demand(base, starts, role).get(period).copied().unwrap_or(0.0);
        values[column] = (demand - base.roles[role].capacity[period]).max(0.0);
    }
    if let Some(peak) = extra.peak {
        values[peak] = measure(base, starts, aim).1;
    }
    Some(values)
}
