//! Why a timetable has no plan though starts are free: a minimal set of roles, budgets, links, deadlines and
//! conditions that contradict each other (a deletion filter, Chinneck 2008, Feasibility and Infeasibility in
//! Optimization, ch. 6), the least moves of limits, and the smallest sets to drop (hitting sets of conflicts,
//! Reiter 1987, A theory of diagnosis from first principles).
#![expect(clippy::indexing_slicing, reason = "indices of a checked timetable and of columns made here")]

use crate::domain::portfolio::answer::{Conflict, Progress, Relaxation};
use crate::domain::portfolio::model::{ConstraintId, Rule};
use crate::domain::portfolio::timetable::{Plan, Timetable};
use crate::domain::portfolio::verify::{self, Fault};

use super::conflict::{Stopped, loosen, order_of};
use super::schedule::{Known, named_program, plan, prepared, values};
use super::timed::Quiet;
use super::tree::{Ask, Outline, Solution, Tree, Watch};

/// The most sets to drop that are looked for.
const DROPS: usize = 8;
/// The most sets that are tried for that.
const TRIES: usize = 200;

/// The conflict of a checked timetable; empty and complete when it has a plan.
pub(super) fn conflict(timetable: &Timetable, progress: &mut impl Progress) -> Conflict {
    let none = Conflict { complete: true, ..Conflict::default() };
    match possible(timetable, progress) {
        Ok(false) => {}
        answer => return Conflict { complete: answer.is_ok(), ..none },
    }
    let Ok(minimal) = minimal(timetable, progress) else { return Conflict { complete: false, ..none } };
    let mut conflict = Conflict { minimal, ..none };
    let mut moves: Vec<(f64, Relaxation)> = Vec::new();
    for &id in &conflict.minimal {
        match least_move(timetable, id, progress) {
            Ok(Some(by)) => {
                moves.push((by / size(timetable, id).max(1e-12), Relaxation::Move { id, by }));
            }
            Ok(None) => {}
            Err(Stopped) => conflict.complete = false,
        }
    }
    moves.sort_by(|a, b| a.0.total_cmp(&b.0));
    conflict.relaxations = moves.into_iter().map(|(_, relaxation)| relaxation).collect();
    let (sets, complete) = drops(timetable, &conflict.minimal, progress);
    conflict.complete &= complete;
    conflict.relaxations.extend(sets.into_iter().map(Relaxation::Drop));
    conflict
}

/// Everything that applies, what is least likely to stay first: people see limits and demands before balance.
fn order(timetable: &Timetable) -> Vec<ConstraintId> {
    let limit = order_of(&Rule::Limit { measure: 0, group: None, min: None, max: None });
    let link = order_of(&Rule::Requires { item: 0, needs: 0 });
    let must = order_of(&Rule::Must { item: 0 });
    let rank = |id: ConstraintId| {
        let rule = timetable.constraints.iter().find(|constraint| constraint.id == id);
        if let Some(constraint) = rule {
            order_of(&constraint.rule)
        } else if timetable.links.iter().any(|other| other.id == id) {
            link
        } else if timetable.deadlines.iter().any(|deadline| deadline.id == id) {
            must
        } else {
            limit
        }
    };
    let mut order: Vec<ConstraintId> = timetable.applying().collect();
    order.sort_by_key(|id| rank(*id));
    order
}

/// Of a timetable without a plan a minimal set of what applies that leaves none.
fn minimal(timetable: &Timetable, progress: &mut impl Progress) -> Result<Vec<ConstraintId>, Stopped> {
    let order = order(timetable);
    let mut filter = Filter { rest: timetable.clone(), kept: Vec::new(), done: 0, of: order.len() };
    filter.pass(&order, progress)?;
    filter.kept.sort_unstable();
    Ok(filter.kept)
}

/// The deletion filter. What one by one would be dropped is dropped in blocks: as long as there is no plan without
/// a whole block there is none without its parts.
struct Filter {
    rest: Timetable,
    kept: Vec<ConstraintId>,
    done: usize,
    of: usize,
}

impl Filter {
    fn pass(&mut self, block: &[ConstraintId], progress: &mut impl Progress) -> Result<(), Stopped> {
        if block.is_empty() {
            return Ok(());
        }
        progress.step(self.done, self.of);
        let less = self.rest.without(block);
        if !possible(&less, progress)? {
            self.rest = less;
            self.done += block.len();
        } else if let [id] = block {
            self.kept.push(*id);
            self.done += 1;
        } else {
            let (first, second) = block.split_at(block.len() / 2);
            self.pass(first, progress)?;
            self.pass(second, progress)?;
        }
        Ok(())
    }
}

/// Tells nobody what it finds.
struct Still<'a, P: Progress>(&'a mut P);

impl<P: Progress> Watch for Still<'_, P> {
    fn stop(&mut self) -> bool {
        self.0.stop()
    }
    fn found(&mut self, _: &Solution) {}
    fn bound(&mut self, _: f64, _: u64) {}
}

/// A plan, quickly; none when that does not find one.
fn at_hand(timetable: &Timetable, progress: &mut impl Progress) -> Option<Plan> {
    let any = Known { from: None, ceiling: Some(f64::NEG_INFINITY) };
    prepared(timetable, any, &mut Quiet(progress)).best().cloned()
}

/// Is there a plan?
fn possible(timetable: &Timetable, progress: &mut impl Progress) -> Result<bool, Stopped> {
    if at_hand(timetable, progress).is_some() {
        return Ok(true);
    }
    let (mut program, ..) = named_program(timetable);
    program.costs.fill(0.0);
    let outline = Tree::new(&program, Ask { any: true, ..Ask::default() }).run(&mut Still(progress));
    let found = !outline.solutions.is_empty();
    if outline.complete || found { Ok(found) } else { Err(Stopped) }
}

/// How large a limit is: what a move of it is measured by.
fn size(timetable: &Timetable, id: ConstraintId) -> f64 {
    let role = timetable
        .roles
        .iter()
        .find(|role| role.id == id)
        .map(|role| role.capacity.iter().sum::<f64>() / count(role.capacity.len().max(1)));
    let budget = timetable.budgets.iter().find(|budget| budget.id == id).map(|budget| budget.max);
    let deadline =
        timetable.deadlines.iter().find(|deadline| deadline.id == id).map(|deadline| count(deadline.end));
    let rule = timetable.constraints.iter().find(|constraint| constraint.id == id);
    let rule = rule.and_then(|constraint| match constraint.rule {
        Rule::Limit { min, max, .. } => max.or(min),
        Rule::Count { min, max, .. } => max.or(min).map(f64::from),
        _ => None,
    });
    role.or(budget).or(deadline).or(rule).unwrap_or(1.0).abs().max(1e-9)
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// By how much a plan breaks one limit, when it breaks nothing else.
fn breach(timetable: &Timetable, plan: &Plan, limit: ConstraintId) -> Option<f64> {
    let mut most = 0.0_f64;
    for fault in verify::plan_faults(timetable, plan) {
        match fault {
            Fault::Broken { id, by } | Fault::Overload { id, by, .. } if id == limit => most = most.max(by),
            _ => return None,
        }
    }
    Some(most)
}

/// The least by which a limit has to move when all else stays; none when no move suffices, or it is no limit.
fn least_move(
    timetable: &Timetable,
    id: ConstraintId,
    progress: &mut impl Progress,
) -> Result<Option<f64>, Stopped> {
    let free = timetable.without(&[id]);
    let deadline = timetable.deadlines.iter().find(|deadline| deadline.id == id);
    let (mut program, columns, from) = named_program(if deadline.is_some() { &free } else { timetable });
    let slack = if let Some(deadline) = deadline {
        // Late by so many periods: a price on each start.
        program.costs.fill(0.0);
        let duration = timetable.projects[deadline.project].duration;
        for (column, start) in columns.starts(deadline.project) {
            program.costs[column] = -count((start + duration).saturating_sub(deadline.end));
        }
        None
    } else {
        let rule = timetable.constraints.iter().find(|constraint| constraint.id == id);
        let is_limit =
            rule.is_none_or(|constraint| matches!(constraint.rule, Rule::Limit { .. } | Rule::Count { .. }));
        if !is_limit || timetable.links.iter().any(|link| link.id == id) {
            return Ok(None);
        }
        let rows: Vec<usize> = (0..from.len()).filter(|row| from[*row] == Some(id)).collect();
        let Some(slack) = loosen(&mut program, &rows) else { return Ok(None) };
        Some(slack)
    };
    let known = at_hand(&free, progress).and_then(|known| {
        let mut values = values(&program, &columns, &known.starts)?;
        if let Some(slack) = slack {
            values[slack] = breach(timetable, &known, id)?;
        }
        Some(values)
    });
    let mut watch = Still(progress);
    let mut tree = Tree::new(&program, Ask::default());
    if let Some(values) = known {
        tree.offer(&values, &mut watch);
    }
    let Outline { complete: true, solutions, .. } = tree.run(&mut watch) else { return Err(Stopped) };
    let Some(solution) = solutions.first() else { return Ok(None) };
    let found = plan(&free, &columns, &solution.values);
    let Some(by) = breach(timetable, &found, id) else { return Err(Stopped) };
    // What is offered has been found to suffice by what checks all plans.
    let suffices = verify::plan_faults(&timetable.moved(&[id], by), &found).is_empty();
    if suffices { Ok(Some(by)) } else { Err(Stopped) }
}

/// The smallest sets without which there is a plan, none within another, and whether all that were to be tried
/// were: sets of one and of two, larger ones only where none of these suffices.
fn drops(
    timetable: &Timetable,
    first: &[ConstraintId],
    progress: &mut impl Progress,
) -> (Vec<Vec<ConstraintId>>, bool) {
    let mut conflicts = vec![first.to_vec()];
    let mut sets: Vec<Vec<ConstraintId>> = Vec::new();
    let mut level: Vec<Vec<ConstraintId>> = first.iter().map(|id| vec![*id]).collect();
    let mut tries = 0;
    let mut members = 1;
    while !level.is_empty() && (members <= 2 || sets.is_empty()) {
        let mut next: Vec<Vec<ConstraintId>> = Vec::new();
        for set in level {
            if sets.len() == DROPS {
                return (sets, true);
            }
            if sets.iter().any(|known| known.iter().all(|id| set.contains(id))) {
                continue;
            }
            let known = conflicts.iter().find(|conflict| conflict.iter().all(|id| !set.contains(id)));
            let conflict = if let Some(conflict) = known {
                conflict.clone()
            } else {
                if tries == TRIES {
                    return (sets, false);
                }
                tries += 1;
                let less = timetable.without(&set);
                match possible(&less, progress) {
                    Ok(true) => {
                        sets.push(set);
                        continue;
                    }
                    Ok(false) if members >= 2 && !sets.is_empty() => continue,
                    Ok(false) => {}
                    Err(Stopped) => return (sets, false),
                }
                let Ok(conflict) = minimal(&less, progress) else { return (sets, false) };
                conflicts.push(conflict.clone());
                conflict
            };
            for id in conflict {
                let mut more = set.clone();
                more.push(id);
                more.sort_unstable();
                if !next.contains(&more) {
                    next.push(more);
                }
            }
        }
        level = next;
        members += 1;
    }
    (sets, true)
}
