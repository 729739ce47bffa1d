//! Plans against complete enumeration, the shared case and the instances.

use std::fs;
use std::path::Path;

use pmo_planner::domain::numeric::Random;
use pmo_planner::domain::portfolio::answer::{Progress, Silent, Status};
use pmo_planner::domain::portfolio::model::{Constraint, ConstraintId, Measure, Rule};
use pmo_planner::domain::portfolio::query::{Query, Reply};
use pmo_planner::domain::portfolio::solve::run;
use pmo_planner::domain::portfolio::timetable::{
    Aim, Budget, Link, Plan, PlanAnswer, RoleCapacity, Task, Timetable,
};
use pmo_planner::domain::portfolio::verify;
use serde_json::Value;

fn file(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn floats(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn indices(value: &Value) -> Vec<usize> {
    value.as_array().unwrap().iter().map(|number| number.as_u64().unwrap() as usize).collect()
}

struct Names(u32);

impl Names {
    fn next(&mut self) -> ConstraintId {
        self.0 += 1;
        ConstraintId(self.0)
    }
}

fn schedule(timetable: &Timetable, progress: &mut impl Progress) -> PlanAnswer {
    let query = Query::Schedule { timetable: timetable.clone(), from: None };
    match run(&query, progress) {
        Reply::Schedule(answer) => answer,
        other => panic!("{other:?}"),
    }
}

/// The best plan by complete enumeration.
fn enumerate(timetable: &Timetable) -> Option<Plan> {
    fn go(timetable: &Timetable, starts: &mut Vec<Option<usize>>, best: &mut Option<Plan>) {
        if starts.len() == timetable.projects.len() {
            let value = starts
                .iter()
                .enumerate()
                .filter_map(|(i, start)| start.map(|start| timetable.value(i, start)))
                .sum();
            let plan = Plan { starts: starts.clone(), value };
            if verify::plan_faults(timetable, &plan).is_empty()
                && best.as_ref().is_none_or(|best| best.value < value)
            {
                *best = Some(plan);
            }
            return;
        }
        let task = &timetable.projects[starts.len()];
        for start in [None].into_iter().chain(task.starts(timetable.periods).map(Some)) {
            starts.push(start);
            go(timetable, starts, best);
            starts.pop();
        }
    }
    let mut best = None;
    go(timetable, &mut Vec::new(), &mut best);
    best
}

fn random_timetable(random: &mut Random) -> Timetable {
    let mut names = Names(0);
    let count = 2 + random.below(4);
    let periods = 3 + random.below(4);
    let roles = 1 + random.below(2);
    let projects: Vec<Task> = (0..count)
        .map(|_| {
            let duration = 1 + random.below(3);
            Task {
                value: random.below(60) as f64 - 4.0,
                duration,
                earliest: random.below(2),
                latest: (random.below(4) == 0).then(|| 1 + random.below(4)),
                work: (0..roles)
                    .map(|_| (0..duration).map(|_| random.below(6) as f64 * 0.5).collect())
                    .collect(),
                cost: (0..duration).map(|_| random.below(9) as f64).collect(),
            }
        })
        .collect();
    let mut timetable = Timetable {
        periods,
        rate: random.below(4) as f64 * 0.03,
        roles: (0..roles)
            .map(|_| RoleCapacity {
                id: names.next(),
                on: true,
                capacity: (0..periods).map(|_| 1.0 + random.below(8) as f64 * 0.5).collect(),
            })
            .collect(),
        budgets: vec![
            Budget {
                id: names.next(),
                on: true,
                from: 0,
                to: periods / 2,
                max: 4.0 + random.below(20) as f64,
            },
            Budget {
                id: names.next(),
                on: true,
                from: periods / 2,
                to: periods,
                max: 4.0 + random.below(20) as f64,
            },
        ],
        measures: vec![Measure {
            amounts: (0..count).map(|item| (item, 1.0 + random.below(9) as f64)).collect(),
        }],
        projects,
        ..Timetable::default()
    };
    for _ in 0..random.below(3) {
        let after = random.below(count);
        let before = random.below(count);
        if after != before {
            let lag = i32::try_from(random.below(3)).unwrap() - 1;
            timetable.links.push(Link { id: names.next(), on: true, before, after, lag });
        }
    }
    for _ in 0..random.below(3) {
        let (a, b) = (random.below(count), random.below(count));
        let rule = match random.below(7) {
            0 => Rule::Requires { item: a, needs: b },
            1 if a != b => Rule::Count { items: vec![a, b], min: None, max: Some(1) },
            2 if a != b => Rule::Count { items: vec![a, b], min: Some(1), max: None },
            3 if a != b => Rule::AllOrNone { items: vec![a, b] },
            4 => Rule::Must { item: a },
            5 => Rule::MustNot { item: a },
            _ => Rule::Share { measure: 0, group: vec![a], min: None, max: Some(0.6) },
        };
        timetable.constraints.push(Constraint { id: names.next(), on: true, rule });
    }
    timetable
}

#[test]
fn plans_are_those_of_complete_enumeration() {
    let mut infeasible = 0;
    for seed in 1..=1_500 {
        let timetable = random_timetable(&mut Random::new(seed));
        let expected = enumerate(&timetable);
        let answer = schedule(&timetable, &mut Silent);
        let Some(expected) = expected else {
            infeasible += 1;
            assert_eq!(answer.status, Status::Infeasible, "seed {seed}");
            continue;
        };
        assert_eq!(answer.status, Status::Optimal, "seed {seed}");
        let plan = answer.plan.as_ref().unwrap();
        assert!(
            (plan.value - expected.value).abs() < 1e-7,
            "seed {seed}: {plan:?} {expected:?} {timetable:?}"
        );
        assert_eq!(answer.gap(), Some(0.0));
    }
    assert!((30..1_000).contains(&infeasible), "{infeasible}");
}

#[test]
fn shared_case_of_several_periods() {
    let case = file("cases/port_05_multi_period_start.json");
    let params = &case["params"];
    let mut names = Names(0);
    let work = params["resource_use_by_month_of_project"].as_array().unwrap();
    let duration = indices(&params["duration"]);
    let timetable = Timetable {
        periods: params["horizon"].as_u64().unwrap() as usize,
        rate: params["discount"].as_f64().unwrap(),
        projects: floats(&params["value"])
            .into_iter()
            .enumerate()
            .map(|(at, value)| Task {
                value,
                duration: duration[at],
                work: vec![floats(&work[at])],
                ..Task::default()
            })
            .collect(),
        roles: vec![RoleCapacity { id: names.next(), on: true, capacity: floats(&params["capacity"]) }],
        links: params["precedence_finish_start"]
            .as_array()
            .unwrap()
            .iter()
            .map(indices)
            .map(|pair| Link { id: names.next(), on: true, before: pair[0], after: pair[1], lag: 0 })
            .collect(),
        constraints: params["mutually_exclusive"]
            .as_array()
            .unwrap()
            .iter()
            .map(|group| Rule::Count { items: indices(group), min: None, max: Some(1) })
            .map(|rule| Constraint { id: ConstraintId(99), on: true, rule })
            .collect(),
        ..Timetable::default()
    };
    let answer = schedule(&timetable, &mut Silent);
    let plan = answer.plan.unwrap();
    assert!((plan.value - case["expected"]["optimum"].as_f64().unwrap()).abs() < 1e-9);
    let expected: Vec<Option<usize>> = case["expected"]["optimal_starts"][0]
        .as_array()
        .unwrap()
        .iter()
        .map(|start| start.as_u64().map(|start| start as usize))
        .collect();
    assert_eq!(plan.starts, expected);
}

/// What an aim measures: overload first for the delay.
fn figure(timetable: &Timetable, starts: &[Option<usize>], aim: Aim) -> (f64, f64) {
    let mut peak = 0.0_f64;
    let mut overload = 0.0;
    for (index, role) in timetable.roles.iter().enumerate() {
        for (demand, capacity) in verify::demand(timetable, starts, index).into_iter().zip(&role.capacity) {
            overload += (demand - capacity).max(0.0);
            peak = peak.max(demand / capacity);
        }
    }
    let late = timetable.projects.iter().zip(starts);
    let delay = late.filter_map(|(task, start)| start.map(|start| (start - task.earliest) as f64)).sum();
    match aim {
        Aim::Peak => (0.0, peak),
        Aim::Overload => (0.0, overload),
        Aim::Delay => (overload, delay),
    }
}

#[test]
fn levelled_plans_are_the_best_of_all_starts() {
    let mut levelled = 0;
    for seed in 1..=300 {
        let mut random = Random::new(seed);
        let mut timetable = random_timetable(&mut random);
        timetable.constraints.clear();
        for budget in &mut timetable.budgets {
            budget.max = 1_000.0;
        }
        // All projects, as early as links allow or later: found by trying all starts.
        let mut all: Vec<Vec<usize>> = vec![Vec::new()];
        for task in &timetable.projects {
            all = all
                .into_iter()
                .flat_map(|starts| {
                    task.starts(timetable.periods).map(move |start| {
                        let mut starts = starts.clone();
                        starts.push(start);
                        starts
                    })
                })
                .collect();
        }
        let unlimited = Timetable {
            roles: timetable.roles.iter().map(|role| RoleCapacity { on: false, ..role.clone() }).collect(),
            ..timetable.clone()
        };
        let all: Vec<Vec<Option<usize>>> = all
            .into_iter()
            .map(|starts| starts.into_iter().map(Some).collect::<Vec<_>>())
            .filter(|starts| {
                let value = starts.iter().enumerate().map(|(i, s)| timetable.value(i, s.unwrap())).sum();
                verify::plan_faults(&unlimited, &Plan { starts: starts.clone(), value }).is_empty()
            })
            .collect();
        let Some(first) = all.first() else { continue };
        levelled += 1;
        for aim in [Aim::Peak, Aim::Overload, Aim::Delay] {
            let query = Query::Level { timetable: timetable.clone(), starts: first.clone(), aim };
            let Reply::Level(Some(level)) = run(&query, &mut Silent) else { panic!("seed {seed}: no plan") };
            let best = all
                .iter()
                .map(|starts| figure(&timetable, starts, aim))
                .min_by(
                    |a, b| {
                        if (a.0 - b.0).abs() > 1e-6 { a.0.total_cmp(&b.0) } else { a.1.total_cmp(&b.1) }
                    },
                )
                .unwrap();
            let found = figure(&timetable, &level.plan.starts, aim);
            assert!((found.0 - best.0).abs() < 1e-6, "seed {seed} {aim:?}: {found:?} {best:?}");
            assert!((found.1 - best.1).abs() < 1e-6, "seed {seed} {aim:?}: {found:?} {best:?}");
            assert!((level.after - found.1).abs() < 1e-6 && (level.bound - level.after).abs() < 1e-9);
            assert!(level.before >= level.after - 1e-9 || aim == Aim::Delay);
        }
    }
    assert!(levelled > 150, "{levelled}");
}

/// A timetable of an instance; see tests/instances/README.md.
fn instance(name: &str) -> Timetable {
    let data = file(&format!("instances/{name}.json"));
    let periods = data["T"].as_u64().unwrap() as usize;
    let mut names = Names(0);
    Timetable {
        periods,
        rate: data["rate"].as_f64().unwrap(),
        projects: data["P"]
            .as_array()
            .unwrap()
            .iter()
            .map(|project| Task {
                value: project["value"].as_f64().unwrap(),
                duration: project["dur"].as_u64().unwrap() as usize,
                earliest: project["earliest"].as_u64().unwrap() as usize,
                latest: None,
                work: project["use"].as_array().unwrap().iter().map(floats).collect(),
                cost: floats(&project["cost"]),
            })
            .collect(),
        roles: (data["cap"].as_array().unwrap().iter())
            .map(|capacity| RoleCapacity { id: names.next(), on: true, capacity: floats(capacity) })
            .collect(),
        budgets: (floats(&data["budget"]).into_iter().enumerate())
            .map(|(year, max)| Budget {
                id: names.next(),
                on: true,
                from: 4 * year,
                to: (4 * year + 4).min(periods),
                max,
            })
            .collect(),
        links: (data["prec"].as_array().unwrap().iter().map(indices))
            .map(|pair| Link { id: names.next(), on: true, before: pair[0], after: pair[1], lag: 0 })
            .collect(),
        ..Timetable::default()
    }
}

/// Stops after so many looks.
struct Patience(u32);

impl Progress for Patience {
    fn stop(&mut self) -> bool {
        self.0 = self.0.saturating_sub(1);
        self.0 == 0
    }
}

#[test]
fn instances_give_plans_that_hold_between_reference_and_bound() {
    let reference = file("instances/reference.json");
    for (name, known) in
        reference.as_object().unwrap().iter().filter(|(name, _)| name.starts_with("schedule-"))
    {
        let timetable = instance(name);
        let small = name.contains("20x8");
        let answer = schedule(&timetable, &mut Patience(if small { u32::MAX } else { 8 }));
        let plan = answer.plan.as_ref().unwrap();
        assert!(verify::plan_faults(&timetable, plan).is_empty());
        let incumbent = known["incumbent"].as_f64().unwrap();
        assert!(answer.bound >= incumbent - 1e-4, "{name}: bound {} below {incumbent}", answer.bound);
        assert!(plan.value <= known["bound"].as_f64().unwrap() + 1e-4, "{name}: {}", plan.value);
        if small {
            assert_eq!(answer.status, Status::Optimal, "{name}");
            assert!((plan.value - incumbent).abs() < 1e-4, "{name}: {}", plan.value);
        } else {
            assert!(plan.value > 0.93 * incumbent, "{name}: {} far from {incumbent}", plan.value);
        }
    }
}
