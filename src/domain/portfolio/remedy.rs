//! What can be done about a schedule: which single delay ends an overload, what still fits into what is left,
//! how a project is split.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::tally::{Breach, Overload, Tally, tally};
use super::translate::is_open;
use super::{Outline, Plan, Portfolio, Quantity, Schedule, Share, Slot};
use crate::domain::id::{ProjectId, RoleId};
use crate::domain::{Money, Workspace};

/// A run of periods in which one role is overloaded.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// The role.
    pub role: RoleId,
    /// First period.
    pub from: u32,
    /// Last period.
    pub to: u32,
    /// The largest shortage in one period.
    pub most: Quantity,
    /// All that is missing.
    pub sum: Quantity,
}

/// The runs of overload, the largest shortage first.
pub fn spans(found: &Tally) -> Vec<Span> {
    let mut by_role: BTreeMap<RoleId, Vec<Overload>> = BTreeMap::new();
    for breach in &found.breaches {
        if let Breach::Overload(overload) = breach {
            by_role.entry(overload.role).or_default().push(*overload);
        }
    }
    let mut spans: Vec<Span> = Vec::new();
    for (role, mut overloads) in by_role {
        overloads.sort_by_key(|overload| overload.period);
        for overload in overloads {
            let missing = overload.missing();
            match spans.last_mut().filter(|span| span.role == role && span.to + 1 == overload.period) {
                Some(span) => {
                    span.to = overload.period;
                    span.most = span.most.max(missing);
                    span.sum = span.sum.plus(missing);
                }
                None => spans.push(Span {
                    role,
                    from: overload.period,
                    to: overload.period,
                    most: missing,
                    sum: missing,
                }),
            }
        }
    }
    spans.sort_by(|a, b| b.sum.cmp(&a.sum).then(a.from.cmp(&b.from)));
    spans
}

/// The projects that need a role in a period, most first.
pub fn users(
    workspace: &Workspace,
    part: &Portfolio,
    schedule: &Schedule,
    role: RoleId,
    period: u32,
) -> Vec<(ProjectId, Quantity)> {
    let mut users: Vec<(ProjectId, Quantity)> = schedule
        .iter()
        .filter_map(|(id, slot)| {
            let project = workspace.project(*id)?;
            let outline = Outline::of(project, part.plans.get(id), part.horizon);
            let need = outline.need(role, slot.start, period);
            (need > Quantity::ZERO).then_some((*id, need))
        })
        .collect();
    users.sort_by_key(|(_, need)| std::cmp::Reverse(*need));
    users
}

/// A start that is moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Delay {
    /// The project.
    pub project: ProjectId,
    /// Its new start.
    pub start: u32,
    /// Value lost; negative when it gains.
    pub loss: f64,
}

/// The single later start that ends the overload of a role in a period at the least loss of value, and
/// breaks nothing that was kept; none when there is none.
pub fn delay(
    workspace: &Workspace,
    part: &Portfolio,
    schedule: &Schedule,
    role: RoleId,
    period: u32,
) -> Option<Delay> {
    let before = tally(workspace, part, schedule);
    let mut best: Option<Delay> = None;
    for (project, _) in users(workspace, part, schedule, role, period) {
        let row = workspace.project(project)?;
        let outline = Outline::of(row, part.plans.get(&project), part.horizon);
        let now = schedule.get(&project)?.start;
        for start in now + 1..=outline.latest {
            let mut moved = schedule.clone();
            if let Some(slot) = Arc::make_mut(&mut moved).get_mut(&project) {
                slot.start = start;
            }
            let after = tally(workspace, part, &moved);
            if is_overloaded(&after, role, period) || !no_worse(&before, &after) {
                continue;
            }
            let loss = before.value - after.value;
            if best.is_none_or(|best| loss < best.loss - 1e-9) {
                best = Some(Delay { project, start, loss });
            }
            // Later starts of the same project only cost more.
            break;
        }
    }
    best
}

fn is_overloaded(found: &Tally, role: RoleId, period: u32) -> bool {
    found.breaches.iter().any(|breach| {
        matches!(breach, Breach::Overload(overload) if overload.role == role && overload.period == period)
    })
}

/// Is every breach one that was there before, and no larger?
fn no_worse(before: &Tally, after: &Tally) -> bool {
    after.breaches.iter().all(|breach| {
        before.breaches.iter().any(|old| match (breach, old) {
            (Breach::Overload(new), Breach::Overload(old)) => {
                new.role == old.role && new.period == old.period && new.demand <= old.demand
            }
            (Breach::Money { rule, spent, .. }, Breach::Money { rule: of, spent: was, .. }) => {
                rule == of && spent <= was
            }
            (new, old) => new == old,
        })
    })
}

/// A project that still fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// The project.
    pub project: ProjectId,
    /// The first start at which it fits.
    pub start: u32,
    /// Value gained.
    pub gain: f64,
}

/// Projects that are not in the schedule and fit into what is left of money and people, each by itself,
/// without breaking any rule; the most valuable first.
pub fn room(workspace: &Workspace, part: &Portfolio, schedule: &Schedule) -> Vec<Room> {
    let before = tally(workspace, part, schedule);
    let mut fitting = Vec::new();
    let open = workspace.projects.iter().filter(|project| is_open(project.status));
    for project in open.filter(|project| !schedule.contains_key(&project.id)) {
        let outline = Outline::of(project, part.plans.get(&project.id), part.horizon);
        if !outline.fits {
            continue;
        }
        for start in outline.earliest..=outline.latest {
            if !people_suffice(part, &before, &outline, start) {
                continue;
            }
            let mut more = schedule.clone();
            Arc::make_mut(&mut more).insert(project.id, Slot { start, share: Share::ALL });
            let after = tally(workspace, part, &more);
            if no_worse(&before, &after) {
                fitting.push(Room { project: project.id, start, gain: after.value - before.value });
                break;
            }
        }
    }
    fitting.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    fitting
}

/// A quick test before the whole schedule is weighed.
fn people_suffice(part: &Portfolio, before: &Tally, outline: &Outline, start: u32) -> bool {
    outline.demand.iter().all(|(role, profile)| {
        let Some(used) = before.demand.get(role) else { return true };
        (start..).zip(profile).all(|(period, need)| {
            let used = used.get(period as usize).copied().unwrap_or_default();
            *need == Quantity::ZERO || used.plus(*need) <= part.capacity(*role, period)
        })
    })
}

/// What is left of each role in each period: capacity less demand, never below zero.
pub fn left(part: &Portfolio, found: &Tally) -> BTreeMap<RoleId, Vec<Quantity>> {
    found
        .demand
        .iter()
        .map(|(role, demand)| {
            let left = (0..)
                .zip(demand)
                .map(|(period, used)| part.capacity(*role, period).minus(*used).max(Quantity::ZERO));
            (*role, left.collect())
        })
        .collect()
}

/// A plan with a pause of one period after its first `done` periods; none when it has no later part.
pub fn split(outline: &Outline, plan: &Plan, done: u32) -> Option<Plan> {
    if done == 0 || done >= outline.duration {
        return None;
    }
    let at = done as usize;
    let mut cost = outline.cost.clone();
    cost.insert(at, Money::default());
    let demand = outline.demand.iter().map(|(role, profile)| {
        let mut profile = profile.clone();
        profile.insert(at.min(profile.len()), Quantity::ZERO);
        (*role, profile)
    });
    Some(Plan { cost, demand: demand.collect(), duration: Some(outline.duration + 1), ..plan.clone() })
}
