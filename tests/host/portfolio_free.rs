//! Answers about portfolios whose starts are free, against complete enumeration.

use std::collections::BTreeMap;

use pmo_planner::domain::numeric::Random;
use pmo_planner::domain::portfolio::answer::{Conflict, Progress, Relaxation, Silent, Status};
use pmo_planner::domain::portfolio::model::{Constraint, ConstraintId, Measure, Rule};
use pmo_planner::domain::portfolio::query::{Query, Reply};
use pmo_planner::domain::portfolio::solve::run;
use pmo_planner::domain::portfolio::timetable::{
    Budget, Deadline, Link, Plan, PlanList, PlanMarginal, PlanReason, RoleCapacity, Task, Timetable,
};
use pmo_planner::domain::portfolio::verify;
use pmo_planner::interchange::program::of_timetable;

struct Names(u32);

impl Names {
    fn next(&mut self) -> ConstraintId {
        self.0 += 1;
        ConstraintId(self.0)
    }
}

/// A timetable of everything that there is; `demands` of them must be done, some of these by a period.
fn random_timetable(random: &mut Random, demands: usize) -> Timetable {
    let mut names = Names(0);
    let count = 2 + random.below(3) + usize::from(random.below(5) == 0);
    let periods = 2 + random.below(3);
    let roles = 1 + random.below(2);
    let projects: Vec<Task> = (0..count)
        .map(|_| {
            let duration = 1 + random.below(periods.min(3));
            Task {
                value: random.below(60) as f64 - 4.0,
                duration,
                earliest: random.below(2),
                latest: (random.below(4) == 0).then(|| 1 + random.below(3)),
                work: (0..roles)
                    .map(|_| (0..duration).map(|_| random.below(6) as f64 * 0.5).collect())
                    .collect(),
                cost: (0..duration).map(|_| random.below(9) as f64).collect(),
            }
        })
        .collect();
    let half = periods / 2;
    let mut timetable = Timetable {
        periods,
        rate: [0.0, 0.03, 0.1, 0.4][random.below(4)],
        roles: (0..roles)
            .map(|_| RoleCapacity {
                id: names.next(),
                on: random.below(8) > 0,
                capacity: (0..periods).map(|_| 1.0 + random.below(8) as f64 * 0.5).collect(),
            })
            .collect(),
        budgets: [(0, half), (half, periods), (0, periods)]
            .into_iter()
            .map(|(from, to)| Budget {
                id: names.next(),
                on: random.below(8) > 0,
                from,
                to,
                max: 4.0 + random.below(24) as f64,
            })
            .collect(),
        measures: vec![Measure {
            amounts: (0..count).map(|item| (item, 1.0 + random.below(9) as f64)).collect(),
        }],
        projects,
        ..Timetable::default()
    };
    for _ in 0..random.below(3) {
        let (before, after) = (random.below(count), random.below(count));
        if after != before {
            let lag = i32::try_from(random.below(3)).unwrap() - 1;
            timetable.links.push(Link { id: names.next(), on: true, before, after, lag });
        }
    }
    for _ in 0..demands {
        let item = random.below(count);
        timetable.constraints.push(Constraint { id: names.next(), on: true, rule: Rule::Must { item } });
        if random.below(2) == 0 {
            let end = random.below(periods + 1);
            timetable.deadlines.push(Deadline { id: names.next(), on: true, project: item, end });
        }
    }
    for _ in 0..random.below(3) {
        let (a, b) = (random.below(count), random.below(count));
        let rule = match random.below(8) {
            0 => Rule::Requires { item: a, needs: b },
            1 if a != b => Rule::Count { items: vec![a, b], min: None, max: Some(1) },
            2 if a != b => Rule::Count { items: vec![a, b], min: Some(1), max: None },
            3 if a != b => Rule::AllOrNone { items: vec![a, b] },
            4 => Rule::MustNot { item: a },
            5 => Rule::Limit { measure: 0, group: Some(vec![a]), min: Some(2.0), max: None },
            6 => Rule::Limit { measure: 0, group: None, min: None, max: Some(12.0) },
            _ => Rule::Share { measure: 0, group: vec![a], min: None, max: Some(0.6) },
        };
        timetable.constraints.push(Constraint { id: names.next(), on: true, rule });
    }
    timetable
}

type Starts = Vec<Option<usize>>;

/// The starts of all plans that keep everything.
fn enumerate(timetable: &Timetable) -> Vec<Starts> {
    let mut all: Vec<Starts> = vec![Vec::new()];
    for task in &timetable.projects {
        all = all
            .into_iter()
            .flat_map(|starts| {
                let own = [None].into_iter().chain(task.starts(timetable.periods).map(Some));
                own.map(move |start| starts.iter().copied().chain([start]).collect::<Starts>())
            })
            .collect();
    }
    all.retain(|starts| {
        let plan = Plan { value: worth(timetable, starts), starts: starts.clone() };
        verify::plan_faults(timetable, &plan).is_empty()
    });
    all
}

/// Is there a plan?
fn possible(timetable: &Timetable) -> bool {
    !enumerate(timetable).is_empty()
}

fn worth(timetable: &Timetable, starts: &[Option<usize>]) -> f64 {
    let one = |(i, start): (usize, &Option<usize>)| start.map(|start| timetable.value(i, start));
    starts.iter().enumerate().filter_map(one).sum()
}

/// The best value of plans of a kind.
fn best_of(timetable: &Timetable, all: &[Starts], kind: impl Fn(&Starts) -> bool) -> Option<f64> {
    let values = all.iter().filter(|starts| kind(starts)).map(|starts| worth(timetable, starts));
    values.max_by(f64::total_cmp)
}

#[track_caller]
fn near(a: f64, b: f64, what: &str) {
    assert!((a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0), "{what}: {a} and {b}");
}

fn best_plans(timetable: &Timetable, count: usize, best: Option<Plan>) -> PlanList {
    match run(&Query::BestPlans { timetable: timetable.clone(), count, best }, &mut Silent) {
        Reply::BestPlans(list) => list,
        other => panic!("{other:?}"),
    }
}

fn reasons(timetable: &Timetable, best: Option<Plan>) -> Vec<PlanReason> {
    let items = (0..timetable.projects.len()).collect();
    match run(&Query::PlanReasons { timetable: timetable.clone(), items, best }, &mut Silent) {
        Reply::PlanReasons { reasons, .. } => reasons,
        other => panic!("{other:?}"),
    }
}

fn conflict(timetable: &Timetable) -> Conflict {
    match run(&Query::PlanConflict { timetable: timetable.clone() }, &mut Silent) {
        Reply::Conflict(conflict) => conflict,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_best_sets_are_those_of_all_plans() {
    let mut infeasible = 0;
    for seed in 1..=500 {
        let mut random = Random::new(seed);
        let demands = random.below(2);
        let timetable = random_timetable(&mut random, demands);
        let mut sets: BTreeMap<Vec<bool>, f64> = BTreeMap::new();
        for starts in enumerate(&timetable) {
            let value = worth(&timetable, &starts);
            let set = starts.iter().map(Option::is_some).collect();
            let best = sets.entry(set).or_insert(value);
            *best = best.max(value);
        }
        let mut expected: Vec<f64> = sets.values().copied().collect();
        expected.sort_by(|a, b| b.total_cmp(a));
        let list = best_plans(&timetable, 6, None);
        if expected.is_empty() {
            infeasible += 1;
            assert_eq!((list.status, list.plans.len()), (Status::Infeasible, 0), "seed {seed}");
            continue;
        }
        assert_eq!(list.status, Status::Optimal);
        assert_eq!(list.plans.len(), expected.len().min(6), "seed {seed}");
        let mut seen = Vec::new();
        for (plan, value) in list.plans.iter().zip(&expected) {
            near(plan.value, *value, &format!("seed {seed}"));
            let set: Vec<bool> = plan.starts.iter().map(Option::is_some).collect();
            near(plan.value, sets[&set], &format!("seed {seed}: the set's own best"));
            assert!(!seen.contains(&set), "seed {seed}: twice the same set");
            seen.push(set);
        }
        // From the best one, when it is known already, to the same.
        let again = best_plans(&timetable, 6, list.plans.first().cloned());
        assert_eq!(again.plans.len(), list.plans.len());
        for (a, b) in again.plans.iter().zip(&list.plans) {
            near(a.value, b.value, &format!("seed {seed}: known"));
        }
    }
    assert!((20..400).contains(&infeasible), "{infeasible}");
}

#[test]
fn reasons_are_those_of_all_plans() {
    let mut thresholds = [0, 0];
    for seed in 1..=500 {
        let mut random = Random::new(seed);
        let demands = random.below(2);
        let timetable = random_timetable(&mut random, demands);
        let all = enumerate(&timetable);
        let Some(best) = best_of(&timetable, &all, |_| true) else { continue };
        let found = reasons(&timetable, None);
        assert_eq!(found.len(), timetable.projects.len(), "seed {seed}");
        let mut second = f64::NEG_INFINITY;
        for reason in found {
            let item = reason.item;
            let other = best_of(&timetable, &all, |starts| starts[item].is_some() != reason.chosen);
            assert_eq!(reason.loss.is_some(), other.is_some(), "seed {seed}");
            assert_eq!(reason.value_threshold.is_some(), other.is_some(), "seed {seed}");
            let (Some(other), Some(loss), Some(threshold)) = (other, reason.loss, reason.value_threshold)
            else {
                continue;
            };
            let plan = reason.otherwise.unwrap();
            assert!(plan.holds(item) != reason.chosen && verify::plan_faults(&timetable, &plan).is_empty());
            near(loss, best - other, &format!("seed {seed}: loss of {item}"));
            near(plan.value, other, &format!("seed {seed}"));
            second = second.max(plan.value);
            // Just below the threshold a plan without it is the best one, just above one with it.
            let lead = |value: f64| {
                let mut moved = timetable.clone();
                moved.projects[item].value = value;
                let with = best_of(&moved, &all, |starts| starts[item].is_some()).unwrap();
                with - best_of(&moved, &all, |starts| starts[item].is_none()).unwrap()
            };
            assert!(lead(threshold - 1e-3) < 0.0, "seed {seed}: {item} below {threshold}");
            assert!(lead(threshold + 1e-3) > 0.0, "seed {seed}: {item} above {threshold}");
            near(lead(threshold), 0.0, &format!("seed {seed}: {item} at {threshold}"));
            if timetable.rate > 0.0 {
                // Where one line is not enough: the start moves before the project changes sides.
                let slope = if reason.chosen { threshold + loss } else { threshold - loss };
                thresholds[usize::from((slope - timetable.projects[item].value).abs() > 1e-6)] += 1;
            }
        }
        // The second best set differs somewhere: it is the best one of some reason.
        if let Some(next) = best_plans(&timetable, 2, None).plans.get(1) {
            near(next.value, second, &format!("seed {seed}: second best"));
        }
    }
    assert!(thresholds[1] > 100, "{thresholds:?}");
}

#[test]
fn limits_are_worth_what_all_plans_say() {
    let mut gains = 0;
    for seed in 1..=300 {
        let mut random = Random::new(seed);
        let demands = random.below(2);
        let timetable = random_timetable(&mut random, demands);
        let Some(best) = best_of(&timetable, &enumerate(&timetable), |_| true) else { continue };
        let mut steps: Vec<(Vec<ConstraintId>, Option<f64>)> = Vec::new();
        for id in timetable.applying() {
            steps.push((vec![id], None));
            steps.push((vec![id], Some(1.0)));
        }
        let query = Query::PlanMarginals { timetable: timetable.clone(), steps: steps.clone(), best: None };
        let Reply::PlanMarginals(found) = run(&query, &mut Silent) else { panic!("no marginals") };
        assert_eq!(found.len(), steps.len(), "seed {seed}");
        for (marginal, (ids, step)) in found.iter().zip(&steps) {
            let PlanMarginal { ids: of, step: by, gain, plan } = marginal;
            assert_eq!((of, by), (ids, step));
            // By its own hand, not by what the solver moves.
            let mut moved = timetable.clone();
            let step = step.unwrap_or(1e6);
            for role in moved.roles.iter_mut().filter(|role| role.id == ids[0]) {
                role.capacity = role.capacity.iter().map(|capacity| capacity + step).collect();
            }
            for budget in moved.budgets.iter_mut().filter(|budget| budget.id == ids[0]) {
                budget.max += step;
            }
            for deadline in moved.deadlines.iter_mut().filter(|deadline| deadline.id == ids[0]) {
                deadline.end += step as usize;
            }
            if by.is_none() {
                moved.links.retain(|link| link.id != ids[0]);
                moved.constraints.retain(|constraint| constraint.id != ids[0]);
            }
            for constraint in moved.constraints.iter_mut().filter(|constraint| constraint.id == ids[0]) {
                match &mut constraint.rule {
                    Rule::Limit { min, max, .. } => {
                        *min = min.map(|min| min - step);
                        *max = max.map(|max| max + step);
                    }
                    Rule::Count { min, max, .. } => {
                        *min = min.map(|min| min.saturating_sub(step as u32));
                        *max = max.map(|max| max + step as u32);
                    }
                    Rule::Share { max, .. } => *max = Some(1.0),
                    _ => {}
                }
            }
            let after = best_of(&moved, &enumerate(&moved), |_| true).unwrap();
            near(*gain, after - best, &format!("seed {seed}: {ids:?} {by:?}"));
            near(plan.value, after, &format!("seed {seed}"));
            gains += usize::from(*gain > 0.0);
        }
    }
    assert!(gains > 200, "{gains}");
}

#[test]
fn conflicts_are_minimal_and_ways_out_are_the_least() {
    let mut counted = BTreeMap::new();
    for seed in 1..=700 {
        let mut random = Random::new(seed);
        let demands = 1 + random.below(3);
        let timetable = random_timetable(&mut random, demands);
        let conflict = conflict(&timetable);
        assert!(conflict.complete, "seed {seed}");
        if possible(&timetable) {
            assert!(conflict.minimal.is_empty() && conflict.relaxations.is_empty(), "seed {seed}");
            continue;
        }
        *counted.entry("conflicts").or_insert(0) += 1;
        let others: Vec<ConstraintId> =
            timetable.applying().filter(|id| !conflict.minimal.contains(id)).collect();
        let only = timetable.without(&others);
        assert!(!possible(&only), "seed {seed}: {:?} can be kept", conflict.minimal);
        for id in &conflict.minimal {
            assert!(possible(&only.without(&[*id])), "seed {seed}: {id:?} can be spared");
        }
        let mut moves: BTreeMap<ConstraintId, f64> = BTreeMap::new();
        let mut drops: Vec<Vec<ConstraintId>> = Vec::new();
        for way in conflict.relaxations {
            match way {
                Relaxation::Move { id, by } => {
                    assert!(moves.insert(id, by).is_none());
                    assert!(possible(&timetable.moved(&[id], by)), "seed {seed}: {id:?} by {by}");
                    assert!(!possible(&timetable.moved(&[id], by - 1e-3)), "seed {seed}: {id:?} {by}");
                }
                Relaxation::Drop(ids) => drops.push(ids),
            }
        }
        for id in &conflict.minimal {
            let is_share = timetable
                .constraints
                .iter()
                .any(|constraint| constraint.id == *id && matches!(constraint.rule, Rule::Share { .. }));
            if !moves.contains_key(id) && !is_share {
                assert!(!possible(&timetable.moved(&[*id], 1_000.0)), "seed {seed}: {id:?} could move");
            }
        }
        for kind in ["role", "budget", "deadline"] {
            let is_of = |id: &ConstraintId| match kind {
                "role" => timetable.roles.iter().any(|role| role.id == *id),
                "budget" => timetable.budgets.iter().any(|budget| budget.id == *id),
                _ => timetable.deadlines.iter().any(|deadline| deadline.id == *id),
            };
            *counted.entry(kind).or_insert(0) += moves.keys().filter(|id| is_of(id)).count();
        }
        // Every single one that suffices, and every pair of none that does, unless there are more than eight.
        let applying: Vec<ConstraintId> = timetable.applying().collect();
        let mut expected: Vec<Vec<ConstraintId>> =
            (applying.iter().map(|id| vec![*id])).filter(|set| possible(&timetable.without(set))).collect();
        for (at, a) in applying.iter().enumerate() {
            for b in &applying[at + 1..] {
                let covered = [a, b].iter().any(|id| expected.contains(&vec![**id]));
                if !covered && possible(&timetable.without(&[*a, *b])) {
                    let mut pair = vec![*a, *b];
                    pair.sort_unstable();
                    expected.push(pair);
                }
            }
        }
        if expected.is_empty() {
            *counted.entry("larger").or_insert(0) += 1;
            assert!(!drops.is_empty(), "seed {seed}: no way out");
            for set in &drops {
                assert!(set.len() > 2 && possible(&timetable.without(set)), "seed {seed}: {set:?}");
                for id in set {
                    let less: Vec<ConstraintId> = set.iter().copied().filter(|other| other != id).collect();
                    assert!(!possible(&timetable.without(&less)), "seed {seed}: {id:?} of {set:?}");
                }
            }
        } else if expected.len() <= 8 {
            drops.sort();
            expected.sort();
            assert_eq!(drops, expected, "seed {seed}");
        } else {
            assert!(drops.len() == 8 && drops.iter().all(|set| expected.contains(set)), "seed {seed}");
        }
    }
    for (kind, least) in [("conflicts", 150), ("role", 30), ("budget", 30), ("deadline", 15), ("larger", 3)] {
        assert!(counted.get(kind).is_some_and(|count| *count >= least), "{counted:?}");
    }
}

/// Stops at once.
struct Never;

impl Progress for Never {
    fn stop(&mut self) -> bool {
        true
    }
}

/// Projects that compete for one role: a proof that takes some nodes.
fn crowded() -> Timetable {
    let mut random = Random::new(7);
    Timetable {
        periods: 8,
        rate: 0.02,
        projects: (0..24)
            .map(|_| {
                let duration = 1 + random.below(4);
                Task {
                    value: 10.0 + random.unit() * 30.0,
                    duration,
                    work: vec![(0..duration).map(|_| 1.0 + random.unit() * 3.0).collect()],
                    ..Task::default()
                }
            })
            .collect(),
        roles: vec![RoleCapacity { id: ConstraintId(1), on: true, capacity: vec![9.5; 8] }],
        ..Timetable::default()
    }
}

#[test]
fn what_was_stopped_is_not_given_as_proven() {
    let timetable = crowded();
    let Reply::Schedule(first) =
        run(&Query::Schedule { timetable: timetable.clone(), from: None }, &mut Never)
    else {
        panic!("no schedule")
    };
    assert_eq!(first.status, Status::Stopped);
    let query = Query::BestPlans { timetable: timetable.clone(), count: 3, best: None };
    let Reply::BestPlans(list) = run(&query, &mut Never) else { panic!("no list") };
    assert_eq!((list.status, list.plans.len()), (Status::Stopped, 0));
    let query = Query::PlanReasons { timetable: timetable.clone(), items: vec![0], best: None };
    let Reply::PlanReasons { answer, reasons } = run(&query, &mut Never) else { panic!("no reasons") };
    assert_eq!((answer.status, reasons.len()), (Status::Stopped, 0));
    let steps = vec![(vec![ConstraintId(1)], Some(0.1))];
    let query = Query::PlanMarginals { timetable: timetable.clone(), steps, best: None };
    assert_eq!(run(&query, &mut Never), Reply::PlanMarginals(Vec::new()));
    // A plan that keeps not everything is not taken for the best one.
    let best = Some(Plan { starts: vec![Some(0); 24], value: 1.0 });
    let query = Query::BestPlans { timetable, count: 3, best };
    assert!(matches!(run(&query, &mut Never), Reply::Faulty(_)));
}

#[test]
fn a_file_of_the_model_keeps_deadlines() {
    for seed in 1..=40 {
        let timetable = random_timetable(&mut Random::new(seed), 3);
        let names: Vec<String> =
            of_timetable(&timetable).columns.into_iter().map(|column| column.name).collect();
        for (index, task) in timetable.projects.iter().enumerate() {
            let limits = || timetable.deadlines.iter().filter(|deadline| deadline.project == index);
            for start in task.starts(timetable.periods) {
                let in_time = limits().all(|deadline| start + task.duration <= deadline.end);
                assert_eq!(names.contains(&format!("z{index}_{start}")), in_time, "seed {seed}");
            }
        }
    }
}
