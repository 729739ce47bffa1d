//! The solver: exact search over linear programs with binary columns, and the questions built on it.

mod conflict;
mod frontier;
mod level;
mod local;
mod program;
mod reasons;
mod schedule;
mod select;
mod simplex;
mod sweep;
mod timed;
mod timed_conflict;
mod tree;

use super::answer::{Answer, Choice, Progress};
use super::model::{ConstraintId, Model, ModelError};
use super::query::{Query, Reply};
use super::timetable::{Plan, PlanAnswer, Timetable};
use super::verify::{self, Fault};

/// The most draws of a simulation.
const MAX_DRAWS: usize = 1_000_000;

/// The `count` best choices of a model, the best first, each a different set.
///
/// # Errors
/// [`ModelError`] when it is no model.
pub fn select(model: &Model, count: usize, progress: &mut impl Progress) -> Result<Answer, ModelError> {
    model.check()?;
    Ok(select::best(model, count, progress))
}

/// Answers a question. Choices and plans in the answer have passed the verifier.
pub fn run(query: &Query, progress: &mut impl Progress) -> Reply {
    match checked(query).map(|()| answer(query, progress)) {
        Ok(Ok(reply)) => reply,
        Ok(Err(faults)) => Reply::Faulty(faults),
        Err(error) => Reply::Refused(error),
    }
}

fn checked(query: &Query) -> Result<(), ModelError> {
    let lengths = |model: &Model, values: &[f64]| {
        values.iter().try_for_each(|value| super::model::usable(*value))?;
        if values.len() == model.items.len() { Ok(()) } else { Err(ModelError::UnknownIndex) }
    };
    match query {
        Query::Select { model, .. } | Query::Conflict { model } => model.check(),
        Query::Frontier { model, cost, .. } => {
            model.check()?;
            super::model::known(*cost, model.measures.len())
        }
        Query::Reasons { model, items } => {
            model.check()?;
            items.iter().try_for_each(|item| super::model::known(*item, model.items.len()))
        }
        Query::Marginals { model, steps } => {
            model.check()?;
            steps.iter().filter_map(|(_, step)| *step).try_for_each(super::model::usable)
        }
        Query::Sweep { model, toward } => {
            model.check()?;
            lengths(model, toward)
        }
        Query::Core { model, values } => {
            model.check()?;
            values.iter().try_for_each(|values| lengths(model, values))
        }
        Query::Simulate { spread, draws, .. } => {
            let (cost, value) = (spread.cost, spread.value);
            [cost.0, cost.1, value.0, value.1].into_iter().try_for_each(super::model::usable)?;
            if *draws <= MAX_DRAWS { Ok(()) } else { Err(ModelError::TooLarge) }
        }
        Query::Schedule { timetable, from } => {
            timetable.check()?;
            let count = from.as_ref().map_or(timetable.projects.len(), Vec::len);
            if count == timetable.projects.len() { Ok(()) } else { Err(ModelError::UnknownIndex) }
        }
        Query::BestPlans { timetable, best, .. } => about(timetable, best.as_ref()),
        Query::PlanReasons { timetable, items, best } => {
            about(timetable, best.as_ref())?;
            items.iter().try_for_each(|item| super::model::known(*item, timetable.projects.len()))
        }
        Query::PlanMarginals { timetable, steps, best } => {
            about(timetable, best.as_ref())?;
            steps.iter().filter_map(|(_, step)| *step).try_for_each(super::model::usable)
        }
        Query::PlanConflict { timetable } => timetable.check(),
        Query::Level { timetable, starts, .. } => {
            timetable.check()?;
            if starts.len() == timetable.projects.len() { Ok(()) } else { Err(ModelError::UnknownIndex) }
        }
    }
}

/// A timetable with a plan of it.
fn about(timetable: &Timetable, plan: Option<&Plan>) -> Result<(), ModelError> {
    timetable.check()?;
    let count = plan.map_or(timetable.projects.len(), |plan| plan.starts.len());
    if count == timetable.projects.len() { Ok(()) } else { Err(ModelError::UnknownIndex) }
}

fn plans_right<'a>(
    timetable: &Timetable,
    plans: impl IntoIterator<Item = &'a Plan>,
) -> Result<(), Vec<Fault>> {
    for plan in plans {
        let faults = verify::plan_faults(timetable, plan);
        if !faults.is_empty() {
            return Err(faults);
        }
    }
    Ok(())
}

fn right<'a>(model: &Model, choices: impl IntoIterator<Item = &'a Choice>) -> Result<(), Vec<Fault>> {
    for choice in choices {
        let faults = verify::faults(model, choice);
        if !faults.is_empty() {
            return Err(faults);
        }
    }
    Ok(())
}

fn answer(query: &Query, progress: &mut impl Progress) -> Result<Reply, Vec<Fault>> {
    match query {
        Query::Select { model, count } => {
            let answer = select::best(model, *count, progress);
            right(model, &answer.choices)?;
            Ok(Reply::Select(answer))
        }
        Query::Frontier { model, cost, limit } => {
            let frontier = frontier::frontier(model, *cost, *limit, progress);
            right(model, frontier.points.iter().map(|point| &point.choice))?;
            Ok(Reply::Frontier(frontier))
        }
        Query::Conflict { model } => Ok(Reply::Conflict(conflict::conflict(model, progress))),
        Query::Reasons { model, items } => {
            let (answer, reasons) = reasons::reasons(model, items, progress);
            right(model, &answer.choices)?;
            right(model, reasons.iter().filter_map(|reason| reason.otherwise.as_ref()))?;
            Ok(Reply::Reasons { answer, reasons })
        }
        Query::Marginals { model, steps } => {
            let marginals = reasons::marginals(model, steps, progress);
            for marginal in &marginals {
                let moved = match marginal.step {
                    None => model.without(&marginal.ids),
                    Some(step) => reasons::moved(model, &marginal.ids, step),
                };
                right(&moved, [&marginal.choice])?;
            }
            Ok(Reply::Marginals(marginals))
        }
        Query::Sweep { model, toward } => {
            let stretches = sweep::sweep(model, toward, progress);
            for stretch in &stretches {
                right(&between(model, toward, stretch.from), [&stretch.choice])?;
            }
            Ok(Reply::Sweep(stretches))
        }
        Query::Core { model, values } => {
            let core = sweep::core(model, values, progress);
            for (values, choice) in values.iter().zip(&core.choices) {
                right(&between(model, values, 1.0), [choice])?;
            }
            Ok(Reply::Core(core))
        }
        Query::Simulate { stake, spread, draws, seed } => {
            Ok(Reply::Simulated(stake.simulate(*spread, *draws, *seed)))
        }
        Query::Schedule { timetable, from } => {
            let answer = schedule::schedule(
                timetable,
                schedule::Known { from: from.as_deref(), ceiling: None },
                progress,
            );
            plans_right(timetable, &answer.plan)?;
            Ok(Reply::Schedule(answer))
        }
        Query::BestPlans { timetable, count, best } => {
            plans_right(timetable, best)?;
            let list = timed::best(timetable, *count, best.as_ref(), progress);
            plans_right(timetable, &list.plans)?;
            Ok(Reply::BestPlans(list))
        }
        Query::PlanReasons { timetable, items, best } => {
            plans_right(timetable, best)?;
            let (answer, reasons) = timed::reasons(timetable, items, best.as_ref(), progress);
            let PlanAnswer { plan, .. } = &answer;
            plans_right(timetable, plan)?;
            plans_right(timetable, reasons.iter().filter_map(|reason| reason.otherwise.as_ref()))?;
            Ok(Reply::PlanReasons { answer, reasons })
        }
        Query::PlanMarginals { timetable, steps, best } => {
            plans_right(timetable, best)?;
            let marginals = timed::marginals(timetable, steps, best.as_ref(), progress);
            for marginal in &marginals {
                plans_right(&marginal.timetable(timetable), [&marginal.plan])?;
            }
            Ok(Reply::PlanMarginals(marginals))
        }
        Query::PlanConflict { timetable } => {
            Ok(Reply::Conflict(timed_conflict::conflict(timetable, progress)))
        }
        Query::Level { timetable, starts, aim } => {
            let levelled = level::level(timetable, starts, *aim, progress);
            if let Some(levelled) = &levelled {
                // Loads may stay above capacity, and conditions on the set are not what is asked about.
                let mut faults = verify::plan_faults(timetable, &levelled.plan);
                let before = verify::plan_faults(timetable, &Plan { starts: starts.clone(), value: 0.0 });
                let known = |id: ConstraintId| {
                    before
                        .iter()
                        .any(|fault| matches!(fault, Fault::Broken { id: other, .. } if *other == id))
                };
                faults.retain(|fault| match fault {
                    Fault::Overload { .. } => false,
                    Fault::Broken { id, .. } => !known(*id),
                    _ => true,
                });
                if !faults.is_empty() {
                    return Err(faults);
                }
            }
            Ok(Reply::Level(levelled))
        }
    }
}

/// The model with values on the way to others.
fn between(model: &Model, toward: &[f64], parameter: f64) -> Model {
    let mut between = model.clone();
    for (item, far) in between.items.iter_mut().zip(toward) {
        item.value = item.value * (1.0 - parameter) + far * parameter;
    }
    between
}
