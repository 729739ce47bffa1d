//! Plans against complete enumeration, the shared case and the instances.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a test may panic, and its numbers are small"
)]

use std::fs;
use std::path::Path;

use pmo_planner::domain::numeric::Random;
use pmo_planner::domain::portfolio::answer::{Progress, Silent, Status};
use pmo_planner::domain::portfolio::model::{Constraint, ConstraintId, Measure, Rule};
use pmo_planner::domain::portfolio::query::{Query, Reply};
use pmo_planner::domain::portfolio::solve::run;
use pmo_planner::domain::portfolio::timetable::{
    Budget, Link, Plan, PlanAnswer, RoleCapacity, Task, Timetable,
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
