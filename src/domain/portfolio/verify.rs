//! Checks a choice or a plan against its model from first principles. It shares no code with the solver,
//! so that what is shown has been found right twice.

use serde::{Deserialize, Serialize};

use super::answer::Choice;
use super::model::{ConstraintId, Fund, Model, Rule, TOLERANCE};
use super::timetable::{Plan, Timetable};

/// How far a value may be from what the verifier finds, relative to its size (at least 1): sums in another order.
pub const VALUE_TOLERANCE: f64 = 1e-7;

/// What is wrong with a choice or a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Not a choice of this model: unknown items, out of order, shares that are not allowed.
    Malformed,
    /// A constraint is broken by this much, in its own unit (a count, a sum; 1 for relations).
    Broken {
        /// The constraint.
        id: ConstraintId,
        /// By how much.
        by: f64,
    },
    /// The capacity of a role is broken in a period.
    Overload {
        /// The role.
        id: ConstraintId,
        /// The period.
        period: usize,
        /// By how much.
        by: f64,
    },
    /// A start outside its project's limits.
    OutsideLimits {
        /// The project.
        project: usize,
    },
    /// The stated value is not the value.
    WrongValue {
        /// What is stated.
        stated: f64,
        /// What it is.
        found: f64,
    },
}

/// Is `sum` above `limit` by more than rounding?
fn above(sum: f64, limit: f64) -> Option<f64> {
    (sum - limit > TOLERANCE * limit.abs().max(1.0)).then_some(sum - limit)
}

/// The value of a choice: items and pairs.
pub fn value(model: &Model, shares: &[f64]) -> f64 {
    let items: f64 = model.items.iter().zip(shares).map(|(item, share)| item.value * share).sum();
    let pairs: f64 = model
        .pairs
        .iter()
        .filter(|pair| pair.on && taken(shares, pair.items.0) && taken(shares, pair.items.1))
        .map(|pair| pair.value)
        .sum();
    items + pairs
}

/// What a choice takes of a measure, savings taken off; of a group each item of a pair has half of its saving.
pub fn used(model: &Model, shares: &[f64], measure: usize, group: Option<&[usize]>) -> f64 {
    let counts = |item: usize| group.is_none_or(|group| group.contains(&item));
    let taken_amounts = before_savings(model, shares, measure, counts);
    let mut saved = 0.0;
    for pair in &model.pairs {
        if !pair.on || !taken(shares, pair.items.0) || !taken(shares, pair.items.1) {
            continue;
        }
        let halves = f64::from(u8::from(counts(pair.items.0)) + u8::from(counts(pair.items.1))) / 2.0;
        saved += pair
            .savings
            .iter()
            .filter(|(of, _)| *of == measure)
            .map(|(_, amount)| amount * halves)
            .sum::<f64>();
    }
    taken_amounts - saved
}

fn before_savings(model: &Model, shares: &[f64], measure: usize, counts: impl Fn(usize) -> bool) -> f64 {
    let Some(measure) = model.measures.get(measure) else { return 0.0 };
    let amounts = measure.amounts.iter().filter(|(item, _)| counts(*item));
    amounts.map(|&(item, amount)| amount * shares.get(item).copied().unwrap_or(0.0)).sum()
}

/// The most that funds can pay of a measure, of what their items take before savings. By the theorem of Gale (1957): what they can pay together is
/// the least, over all sets of funds, of what the others could give plus what the set's items take.
pub fn funded(model: &Model, shares: &[f64], measure: usize) -> f64 {
    let funds: Vec<&Fund> = model.funds.iter().filter(|fund| fund.on && fund.measure == measure).collect();
    let give: Vec<f64> = funds
        .iter()
        .map(|fund| {
            let eligible = before_savings(model, shares, measure, |item| fund.pays_for.contains(&item));
            fund.max.min(fund.max_share.map_or(f64::INFINITY, |share| share * eligible))
        })
        .collect();
    let mut least = f64::INFINITY;
    for set in 0_u32..1 << funds.len().min(16) {
        let within = |index: usize| set >> index & 1 == 1;
        let mut eligible: Vec<usize> = (funds.iter().enumerate())
            .filter(|(index, _)| within(*index))
            .flat_map(|(_, fund)| fund.pays_for.iter().copied())
            .collect();
        eligible.sort_unstable();
        eligible.dedup();
        let cost = before_savings(model, shares, measure, |item| eligible.binary_search(&item).is_ok());
        let others: f64 =
            give.iter().enumerate().filter(|(index, _)| !within(*index)).map(|(_, give)| give).sum();
        least = least.min(cost + others);
    }
    if funds.is_empty() { 0.0 } else { least }
}

fn taken(shares: &[f64], item: usize) -> bool {
    shares.get(item).is_some_and(|&share| share > 0.0)
}

fn count(shares: &[f64], items: &[usize]) -> u32 {
    u32::try_from(items.iter().filter(|&&item| taken(shares, item)).count()).unwrap_or(u32::MAX)
}

/// By how much a rule is broken; none when it is kept.
fn broken(model: &Model, shares: &[f64], rule: &Rule) -> Option<f64> {
    let relation = |kept: bool| (!kept).then_some(1.0);
    match rule {
        Rule::Limit { measure, group, min, max } => {
            let sum = used(model, shares, *measure, group.as_deref());
            // Funds relieve a maximum over all items; a minimum counts all that is spent.
            let net = if group.is_none() { sum - funded(model, shares, *measure) } else { sum };
            let over = max.and_then(|max| above(net, max));
            let under = min.and_then(|min| above(-sum, -min));
            over.or(under)
        }
        Rule::Share { measure, group, min, max } => {
            let whole = used(model, shares, *measure, None);
            let part = used(model, shares, *measure, Some(group));
            // In the unit of the measure, with the tolerance of the whole.
            let room = TOLERANCE * whole.abs().max(1.0);
            let over = max.map(|max| part - max * whole).filter(|by| *by > room);
            let under = min.map(|min| min * whole - part).filter(|by| *by > room);
            over.or(under)
        }
        Rule::Count { items, min, max } => {
            let chosen = count(shares, items);
            let over = max.filter(|max| chosen > *max).map(|max| f64::from(chosen - max));
            let under = min.filter(|min| chosen < *min).map(|min| f64::from(min - chosen));
            over.or(under)
        }
        Rule::Requires { item, needs } => relation(!taken(shares, *item) || taken(shares, *needs)),
        Rule::AllOrNone { items } => {
            let chosen = count(shares, items) as usize;
            relation(chosen == 0 || chosen == items.len())
        }
        Rule::Must { item } => relation(taken(shares, *item)),
        Rule::MustNot { item } => relation(!taken(shares, *item)),
    }
}

/// The share of every item in a choice; none when it is not a choice of this model.
pub fn shares(model: &Model, choice: &Choice) -> Option<Vec<f64>> {
    let mut shares = vec![0.0; model.items.len()];
    if choice.items.len() != choice.shares.len() || !choice.items.is_sorted_by(|a, b| a < b) {
        return None;
    }
    for (&index, &share) in choice.items.iter().zip(&choice.shares) {
        let item = model.items.get(index)?;
        let least = item.least_share.unwrap_or(1.0);
        if !(share >= least - TOLERANCE && share <= 1.0 + TOLERANCE) {
            return None;
        }
        *shares.get_mut(index)? = share;
    }
    Some(shares)
}

/// Everything that is wrong with a choice; empty when it keeps all constraints and states its value rightly.
pub fn faults(model: &Model, choice: &Choice) -> Vec<Fault> {
    let Some(shares) = shares(model, choice) else {
        return vec![Fault::Malformed];
    };
    let mut faults: Vec<Fault> = model
        .applying()
        .filter_map(|constraint| {
            broken(model, &shares, &constraint.rule).map(|by| Fault::Broken { id: constraint.id, by })
        })
        .collect();
    faults.extend(wrong_value(choice.value, value(model, &shares)));
    faults
}

fn wrong_value(stated: f64, found: f64) -> Option<Fault> {
    let near = (stated - found).abs() <= VALUE_TOLERANCE * found.abs().max(1.0);
    (!near).then_some(Fault::WrongValue { stated, found })
}

/// What a plan takes of a role, for each period.
pub fn demand(timetable: &Timetable, starts: &[Option<usize>], role: usize) -> Vec<f64> {
    over_time(timetable, starts, |project, month| {
        timetable.projects.get(project).map_or(0.0, |task| task.work_of(role, month))
    })
}

/// What a plan spends, for each period.
pub fn spending(timetable: &Timetable, starts: &[Option<usize>]) -> Vec<f64> {
    over_time(timetable, starts, |project, month| {
        timetable.projects.get(project).map_or(0.0, |task| task.cost_of(month))
    })
}

fn over_time(
    timetable: &Timetable,
    starts: &[Option<usize>],
    amount: impl Fn(usize, usize) -> f64,
) -> Vec<f64> {
    let mut sums = vec![0.0; timetable.periods];
    for (project, (task, start)) in timetable.projects.iter().zip(starts).enumerate() {
        let Some(start) = *start else { continue };
        for month in 0..task.duration {
            if let Some(sum) = sums.get_mut(start + month) {
                *sum += amount(project, month);
            }
        }
    }
    sums
}

/// Everything that is wrong with a plan; empty when it keeps all constraints and states its value rightly.
pub fn plan_faults(timetable: &Timetable, plan: &Plan) -> Vec<Fault> {
    let starts = &plan.starts;
    if starts.len() != timetable.projects.len() {
        return vec![Fault::Malformed];
    }
    let mut faults = Vec::new();
    let mut value = 0.0;
    for (project, (task, start)) in timetable.projects.iter().zip(starts).enumerate() {
        let Some(start) = *start else { continue };
        let latest = task.latest.unwrap_or(usize::MAX);
        if start < task.earliest || start > latest || start + task.duration > timetable.periods {
            faults.push(Fault::OutsideLimits { project });
        }
        value += timetable.value(project, start);
    }
    for (index, role) in timetable.roles.iter().enumerate().filter(|(_, role)| role.on) {
        let demand = demand(timetable, starts, index);
        for (period, (demand, capacity)) in demand.into_iter().zip(&role.capacity).enumerate() {
            faults.extend(above(demand, *capacity).map(|by| Fault::Overload { id: role.id, period, by }));
        }
    }
    let spending = spending(timetable, starts);
    for budget in timetable.budgets.iter().filter(|budget| budget.on) {
        let spent: f64 = spending.iter().take(budget.to).skip(budget.from).sum();
        faults.extend(above(spent, budget.max).map(|by| Fault::Broken { id: budget.id, by }));
    }
    let start_of = |project: usize| starts.get(project).copied().flatten();
    for link in timetable.links.iter().filter(|link| link.on) {
        let Some(after) = start_of(link.after) else { continue };
        let duration = timetable.projects.get(link.before).map_or(0, |task| task.duration);
        let period = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let free = start_of(link.before).map(|start| period(start + duration) + f64::from(link.lag));
        let late = free.map_or(1.0, |free| free - period(after));
        if late > 0.0 {
            faults.push(Fault::Broken { id: link.id, by: late });
        }
    }
    for deadline in timetable.deadlines.iter().filter(|deadline| deadline.on) {
        let Some(start) = start_of(deadline.project) else { continue };
        let duration = timetable.projects.get(deadline.project).map_or(0, |task| task.duration);
        let late = (start + duration).saturating_sub(deadline.end);
        if late > 0 {
            let by = f64::from(u32::try_from(late).unwrap_or(u32::MAX));
            faults.push(Fault::Broken { id: deadline.id, by });
        }
    }
    // The conditions on the choice read it as a model without values.
    let model = Model { measures: timetable.measures.clone(), ..Model::default() };
    let shares: Vec<f64> = starts.iter().map(|start| f64::from(u8::from(start.is_some()))).collect();
    for constraint in timetable.constraints.iter().filter(|constraint| constraint.on) {
        faults.extend(
            broken(&model, &shares, &constraint.rule).map(|by| Fault::Broken { id: constraint.id, by }),
        );
    }
    faults.extend(wrong_value(plan.value, value));
    faults
}
