//! Questions about a timetable with free starts: the best sets, why each project is in or out, what limits are
//! worth. Each is the timetable with a condition more or less, solved again from a plan that is known.

use crate::domain::portfolio::answer::{Progress, Status};
use crate::domain::portfolio::model::{Constraint, ConstraintId, Measure, Rule};
use crate::domain::portfolio::timetable::{Plan, PlanAnswer, PlanList, PlanMarginal, PlanReason, Timetable};
use crate::domain::portfolio::verify;

use super::conflict::Stopped;
use super::schedule::{Known, schedule, tie, valued};

/// Only asks whether to stop: what a search within a larger job finds is no news.
pub(super) struct Quiet<'a, P: Progress>(pub &'a mut P);

impl<P: Progress> Progress for Quiet<'_, P> {
    fn stop(&mut self) -> bool {
        self.0.stop()
    }
}

/// The best plan, or its infeasibility (none), proven.
fn proven(
    timetable: &Timetable,
    known: Known<'_>,
    progress: &mut impl Progress,
) -> Result<Option<Plan>, Stopped> {
    let answer = schedule(timetable, known, &mut Quiet(progress));
    if answer.status == Status::Stopped { Err(Stopped) } else { Ok(answer.plan) }
}

/// A name that nothing in the timetable has.
fn fresh(timetable: &Timetable) -> ConstraintId {
    let limits = timetable.roles.iter().map(|role| role.id);
    let all = limits
        .chain(timetable.budgets.iter().map(|budget| budget.id))
        .chain(timetable.links.iter().map(|link| link.id))
        .chain(timetable.deadlines.iter().map(|deadline| deadline.id))
        .chain(timetable.constraints.iter().map(|constraint| constraint.id));
    ConstraintId(all.map(|id| id.0).max().map_or(0, |last| last.saturating_add(1)))
}

fn with(timetable: &Timetable, rule: Rule) -> Timetable {
    let mut more = timetable.clone();
    more.constraints.push(Constraint { id: fresh(timetable), on: true, rule });
    more
}

/// The timetable with a project forced in or out.
fn forced(timetable: &Timetable, item: usize, inside: bool) -> Timetable {
    with(timetable, if inside { Rule::Must { item } } else { Rule::MustNot { item } })
}

/// The timetable without plans of one set: of the number of its projects less that of the others, one is missing.
fn excluding(timetable: &Timetable, plan: &Plan) -> Timetable {
    let one = |item: usize| (item, if plan.holds(item) { -1.0 } else { 1.0 });
    let amounts: Vec<(usize, f64)> = (0..plan.starts.len()).map(one).collect();
    let chosen: f64 = amounts.iter().map(|(_, one)| (-one).max(0.0)).sum();
    let rule =
        Rule::Limit { measure: timetable.measures.len(), group: None, min: Some(1.0 - chosen), max: None };
    let mut rest = with(timetable, rule);
    rest.measures.push(Measure { amounts });
    rest
}

/// The most valuable plan that is left when one project is taken out of a plan.
fn one_less(timetable: &Timetable, plan: &Plan) -> Option<Plan> {
    (0..plan.starts.len())
        .filter(|item| plan.holds(*item))
        .filter_map(|item| {
            let mut starts = plan.starts.clone();
            *starts.get_mut(item)? = None;
            let less = valued(timetable, starts);
            verify::plan_faults(timetable, &less).is_empty().then_some(less)
        })
        .max_by(|a, b| a.value.total_cmp(&b.value))
}

/// The best plans of so many different sets of a checked timetable, the best set first. The best of all may be
/// known, with its proof.
pub(super) fn best(
    timetable: &Timetable,
    count: usize,
    known: Option<&Plan>,
    progress: &mut impl Progress,
) -> PlanList {
    let count = count.max(1);
    let mut rest = timetable.clone();
    let mut list = PlanList { status: Status::Optimal, plans: Vec::new() };
    while list.plans.len() < count {
        progress.step(list.plans.len(), count);
        let found = match (list.plans.last(), known) {
            (None, Some(plan)) => Ok(Some(plan.clone())),
            (None, None) => proven(&rest, Known::default(), progress),
            (Some(last), _) => {
                let near = one_less(&rest, last);
                let from = near.as_ref().map(|plan| plan.starts.as_slice());
                proven(&rest, Known { from, ceiling: Some(last.value) }, progress)
            }
        };
        match found {
            Ok(Some(plan)) => {
                progress.ranked(&plan);
                rest = excluding(&rest, &plan);
                list.plans.push(plan);
            }
            Ok(None) => {
                if list.plans.is_empty() {
                    list.status = Status::Infeasible;
                }
                break;
            }
            Err(Stopped) => {
                list.status = Status::Stopped;
                break;
            }
        }
    }
    list
}

/// The best plan of a checked timetable, which may be known with its proof, and why projects are in it or not.
pub(super) fn reasons(
    timetable: &Timetable,
    items: &[usize],
    known: Option<&Plan>,
    progress: &mut impl Progress,
) -> (PlanAnswer, Vec<PlanReason>) {
    let answer = answer(timetable, known, progress);
    let mut reasons = Vec::new();
    if let (Status::Optimal, Some(best)) = (answer.status, &answer.plan) {
        for (done, &item) in items.iter().enumerate() {
            progress.step(done, items.len());
            match reason(timetable, item, best, progress) {
                Ok(reason) => reasons.push(reason),
                Err(Stopped) => break,
            }
        }
    }
    (answer, reasons)
}

fn answer(timetable: &Timetable, known: Option<&Plan>, progress: &mut impl Progress) -> PlanAnswer {
    match known {
        Some(plan) => {
            PlanAnswer { status: Status::Optimal, plan: Some(plan.clone()), bound: plan.value, nodes: 0 }
        }
        None => schedule(timetable, Known::default(), &mut Quiet(progress)),
    }
}

fn reason(
    timetable: &Timetable,
    item: usize,
    best: &Plan,
    progress: &mut impl Progress,
) -> Result<PlanReason, Stopped> {
    let chosen = best.holds(item);
    let other = forced(timetable, item, !chosen);
    let mut starts = best.starts.clone();
    if let Some(start) = starts.get_mut(item) {
        *start = None;
    }
    let otherwise = proven(&other, Known { from: Some(&starts), ceiling: Some(best.value) }, progress)?;
    let loss = otherwise.as_ref().map(|other| (best.value - other.value).max(0.0));
    let value_threshold = match &otherwise {
        Some(other) => {
            let (inside, outside) = if chosen { (best, other) } else { (other, best) };
            Some(threshold(timetable, item, inside, outside.value, progress)?)
        }
        None => None,
    };
    Ok(PlanReason { item, chosen, otherwise, loss, value_threshold })
}

/// The value of a project, before discounting, at which the best plan with it is worth as much as the best one
/// without it.
///
/// The best plan with it is worth the largest of lines over its value, one for each plan, whose slopes are the
/// discounts: convex and rising. Newton's steps (Dinkelbach 1967) from a line that is the largest somewhere end
/// on the crossing after a few lines; each step is solved exactly.
fn threshold(
    timetable: &Timetable,
    item: usize,
    inside: &Plan,
    without: f64,
    progress: &mut impl Progress,
) -> Result<f64, Stopped> {
    let mut at = forced(timetable, item, true);
    let mut plan = inside.clone();
    // A step that gains nothing is the last; more than one for each slope there cannot be.
    for _ in 0..=timetable.periods + 1 {
        set_value(&mut at, item, 1.0);
        let slope = plan.starts.get(item).copied().flatten().map_or(0.0, |start| at.value(item, start));
        if slope <= 0.0 {
            return Err(Stopped);
        }
        set_value(&mut at, item, 0.0);
        let others = valued(&at, plan.starts.clone()).value;
        let next = (without - others) / slope;
        if timetable.rate == 0.0 {
            // All lines are parallel.
            return Ok(next);
        }
        set_value(&mut at, item, next);
        let known = Known { from: Some(&plan.starts), ceiling: None };
        let Some(better) = proven(&at, known, progress)? else { return Err(Stopped) };
        if better.value <= without + tie(without) {
            return Ok(next);
        }
        plan = better;
    }
    Err(Stopped)
}

fn set_value(timetable: &mut Timetable, item: usize, value: f64) {
    if let Some(task) = timetable.projects.get_mut(item) {
        task.value = value;
    }
}

/// What the best value gains when limits move together, for as long as it is not stopped. The best plan may be
/// known with its proof; where there is none, nothing is said. A step after the same limits were switched off is
/// quicker: it cannot gain more.
pub(super) fn marginals(
    timetable: &Timetable,
    steps: &[(Vec<ConstraintId>, Option<f64>)],
    known: Option<&Plan>,
    progress: &mut impl Progress,
) -> Vec<PlanMarginal> {
    let mut marginals: Vec<PlanMarginal> = Vec::new();
    let answer = answer(timetable, known, progress);
    let Some(best) = answer.plan.filter(|_| answer.status == Status::Optimal) else { return marginals };
    for (done, (ids, step)) in steps.iter().enumerate() {
        progress.step(done, steps.len());
        let moved = match step {
            None => timetable.without(ids),
            Some(step) => timetable.moved(ids, *step),
        };
        let off = marginals.iter().find(|other| other.step.is_none() && other.ids == *ids);
        let ceiling = step.and(off).map(|off| off.plan.value);
        match proven(&moved, Known { from: Some(&best.starts), ceiling }, progress) {
            Ok(Some(plan)) => {
                let gain = (plan.value - best.value).max(0.0);
                let marginal = PlanMarginal { ids: ids.clone(), step: *step, gain, plan };
                progress.priced(&marginal);
                marginals.push(marginal);
            }
            // A limit that was moved inwards may leave nothing.
            Ok(None) => {}
            Err(Stopped) => break,
        }
    }
    marginals
}
