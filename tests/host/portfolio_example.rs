//! The example group's portfolio against the answers of `HiGHS` that its file carries.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use pmo_planner::domain::portfolio::answer::{Answer, Choice, Progress, Relaxation, Silent, Status};
use pmo_planner::domain::portfolio::model::{
    Constraint, ConstraintId, Fund, Item, Measure, Model, Pair, Rule,
};
use pmo_planner::domain::portfolio::query::{Query, Reply};
use pmo_planner::domain::portfolio::solve::run;
use pmo_planner::domain::portfolio::timetable::{Budget, Link, RoleCapacity, Task, Timetable};
use serde_json::Value;

const YEARS: [&str; 3] = ["2027", "2028", "2029"];
/// The measure of total cost; before it one for each year, after it one for each role and quarter.
const TOTAL: usize = 3;

fn content() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/example_group.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn floats(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn quarter(text: &str) -> usize {
    let (year, quarter) = text.split_once('Q').unwrap();
    (year.parse::<usize>().unwrap() - 2027) * 4 + quarter.parse::<usize>().unwrap() - 1
}

fn item(id: &str) -> usize {
    id[1..].parse::<usize>().unwrap() - 1
}

fn item_of(value: &Value) -> usize {
    item(value.as_str().unwrap())
}

fn set(value: &Value) -> Vec<usize> {
    value.as_array().unwrap().iter().map(item_of).collect()
}

/// Its number in the names k01..k18, x01..x03, s1..s9 and cells of roles and quarters.
fn constraint(id: &str) -> ConstraintId {
    let number: u32 = id[1..].parse().unwrap();
    ConstraintId(
        number
            + if id.starts_with('x') {
                100
            } else if id.starts_with('s') {
                200
            } else {
                0
            },
    )
}

fn cell(role: usize, quarter: usize) -> ConstraintId {
    ConstraintId(1_000 + 100 * role as u32 + quarter as u32)
}

struct Example {
    content: Value,
    roles: Vec<String>,
    projects: Vec<Value>,
}

impl Example {
    fn new() -> Self {
        let content = content();
        let roles = content["portfolio"]["roles"].as_array().unwrap();
        let roles = roles.iter().map(|role| role["id"].as_str().unwrap().to_owned()).collect();
        let projects = content["projects"].as_array().unwrap().clone();
        Self { content, roles, projects }
    }

    fn checks(&self) -> &Value {
        &self.content["checks"]["portfolio"]
    }

    fn category(&self, category: &Value) -> Vec<usize> {
        (0..self.projects.len()).filter(|index| self.projects[*index]["category"] == *category).collect()
    }

    /// The conditions on the choice alone.
    fn rules(&self) -> Vec<Constraint> {
        let all = self.content["portfolio"]["constraints"].as_array().unwrap();
        let mut rules = Vec::new();
        for one in all {
            let project = || item_of(&one["project"]);
            let rule = match one["kind"].as_str().unwrap() {
                "requires" => Rule::Requires { item: project(), needs: item_of(&one["needs"]) },
                "excludes" | "variants" => {
                    Rule::Count { items: set(&one["projects"]), min: None, max: Some(1) }
                }
                "all_or_none" => Rule::AllOrNone { items: set(&one["projects"]) },
                "mandatory" => Rule::Must { item: project() },
                "forbidden" => Rule::MustNot { item: project() },
                "group_max_share" | "group_min_share" => Rule::Share {
                    measure: TOTAL,
                    group: self.category(&one["category"]),
                    min: one["min_share"].as_f64(),
                    max: one["max_share"].as_f64(),
                },
                "group_min_count" => {
                    let min = one["min"].as_u64().map(|count| count as u32);
                    Rule::Count { items: self.category(&one["category"]), min, max: None }
                }
                "risk_limit" => Rule::Count {
                    items: (0..self.projects.len())
                        .filter(|index| {
                            self.projects[*index]["risk"]["level"].as_u64() >= one["risk_level_from"].as_u64()
                        })
                        .collect(),
                    min: None,
                    max: one["max_count"].as_u64().map(|count| count as u32),
                },
                _ => continue,
            };
            rules.push(Constraint { id: constraint(one["id"].as_str().unwrap()), on: true, rule });
        }
        rules
    }

    fn measures(&self) -> Vec<Measure> {
        let mut measures: Vec<Vec<f64>> = YEARS
            .iter()
            .map(|year| {
                self.projects.iter().map(|project| project["cost_by_year"][year].as_f64().unwrap()).collect()
            })
            .collect();
        measures.push(self.projects.iter().map(|project| project["cost_total"].as_f64().unwrap()).collect());
        for role in &self.roles {
            for period in 0..12_usize {
                let demand = |project: &Value| {
                    let start = quarter(project["earliest_start"].as_str().unwrap());
                    let work = &project["role_demand"][role];
                    let month = period.checked_sub(start);
                    month.and_then(|month| work.get(month)).and_then(Value::as_f64).unwrap_or(0.0)
                };
                measures.push(self.projects.iter().map(demand).collect());
            }
        }
        measures
            .into_iter()
            .map(|amounts| Measure {
                amounts: amounts.into_iter().enumerate().filter(|(_, a)| *a != 0.0).collect(),
            })
            .collect()
    }

    /// Which projects, each at its earliest start.
    fn model(&self) -> Model {
        let portfolio = &self.content["portfolio"];
        let mut constraints = self.rules();
        for one in portfolio["constraints"].as_array().unwrap().iter().filter(|one| one["kind"] == "budget") {
            let measure = one["year"].as_u64().unwrap() as usize - 2027;
            let rule = Rule::Limit { measure, group: None, min: None, max: one["max"].as_f64() };
            constraints.push(Constraint { id: constraint(one["id"].as_str().unwrap()), on: true, rule });
        }
        for (role, data) in portfolio["roles"].as_array().unwrap().iter().enumerate() {
            for (period, capacity) in floats(&data["capacity"]).into_iter().enumerate() {
                let measure = TOTAL + 1 + 12 * role + period;
                let rule = Rule::Limit { measure, group: None, min: None, max: Some(capacity) };
                constraints.push(Constraint { id: cell(role, period), on: true, rule });
            }
        }
        let pairs = portfolio["synergies"].as_array().unwrap().iter().map(|one| {
            let projects = set(&one["projects"]);
            let year = one["year"].as_u64().map(|year| year as usize - 2027);
            let saving = one["saving"].as_f64();
            Pair {
                id: constraint(one["id"].as_str().unwrap()),
                on: true,
                items: (projects[0], projects[1]),
                value: one["value_points"].as_f64().unwrap_or(0.0),
                savings: match (year, saving) {
                    (Some(year), Some(saving)) => vec![(year, saving), (TOTAL, saving)],
                    _ => Vec::new(),
                },
            }
        });
        Model {
            items: (self.projects.iter())
                .map(|project| Item { value: project["value_points"].as_f64().unwrap(), least_share: None })
                .collect(),
            measures: self.measures(),
            constraints,
            pairs: pairs.collect(),
            funds: Vec::new(),
        }
    }

    fn timetable(&self) -> Timetable {
        let portfolio = &self.content["portfolio"];
        let roles = portfolio["roles"].as_array().unwrap();
        Timetable {
            periods: 12,
            rate: portfolio["schedule_model"]["discount_rate_per_quarter"].as_f64().unwrap(),
            projects: (self.projects.iter())
                .map(|project| Task {
                    value: project["value_points"].as_f64().unwrap(),
                    duration: project["duration_quarters"].as_u64().unwrap() as usize,
                    earliest: quarter(project["earliest_start"].as_str().unwrap()),
                    latest: Some(quarter(project["latest_start"].as_str().unwrap())),
                    work: (self.roles.iter())
                        .map(|role| project["role_demand"].get(role).map(floats).unwrap_or_default())
                        .collect(),
                    cost: floats(&project["cost_by_project_quarter"]),
                })
                .collect(),
            roles: (roles.iter().enumerate())
                .map(|(role, data)| RoleCapacity {
                    id: ConstraintId(1_000 + role as u32),
                    on: true,
                    capacity: floats(&data["capacity"]),
                })
                .collect(),
            budgets: (portfolio["constraints"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|one| one["kind"] == "budget"))
            .enumerate()
            .map(|(year, one)| Budget {
                id: constraint(one["id"].as_str().unwrap()),
                on: true,
                from: 4 * year,
                to: 4 * year + 4,
                max: one["max"].as_f64().unwrap(),
            })
            .collect(),
            links: (portfolio["precedence"].as_array().unwrap().iter().enumerate())
                .map(|(index, one)| Link {
                    id: ConstraintId(500 + index as u32),
                    on: true,
                    before: item_of(&one["from"]),
                    after: item_of(&one["to"]),
                    lag: one["lag_quarters"].as_i64().unwrap() as i32,
                })
                .collect(),
            deadlines: Vec::new(),
            constraints: self.rules(),
            measures: self.measures(),
        }
    }

    fn scenario(&self, id: &str) -> &Value {
        let all = self.content["portfolio"]["scenarios"].as_array().unwrap();
        &all.iter().find(|one| one["id"] == id).unwrap()["result"]
    }
}

fn best(model: &Model, count: usize) -> Answer {
    let Reply::Select(answer) = run(&Query::Select { model: model.clone(), count }, &mut Silent) else {
        panic!("no answer")
    };
    answer
}

#[track_caller]
fn same(choice: &Choice, expected: &Value) {
    assert!((choice.value - expected["value"].as_f64().unwrap()).abs() < 0.001, "{choice:?}");
    assert_eq!(choice.items, set(&expected["set"]));
}

#[test]
fn the_optimum_and_the_ten_best() {
    let example = Example::new();
    let answer = best(&example.model(), 10);
    assert_eq!(answer.status, Status::Optimal);
    assert_eq!(answer.best().unwrap().value, 5_441.0);
    let expected = example.checks()["top_10"].as_array().unwrap();
    assert_eq!(answer.choices.len(), expected.len());
    for (choice, expected) in answer.choices.iter().zip(expected) {
        same(choice, expected);
    }
}

#[test]
fn scenarios() {
    let example = Example::new();
    let model = example.model();
    let check = |model: &Model, id: &str| {
        let answer = best(model, 1);
        same(answer.best().unwrap(), example.scenario(id));
        answer.best().unwrap().clone()
    };
    check(&model, "sc_base");

    let mut cut = model.clone();
    for (year, max) in [13_940.0, 9_010.0, 7_650.0].into_iter().enumerate() {
        let id = constraint(&format!("k0{}", year + 1));
        let one = cut.constraints.iter_mut().find(|one| one.id == id).unwrap();
        one.rule = Rule::Limit { measure: year, group: None, min: None, max: Some(max) };
    }
    check(&cut, "sc_cut15");

    let mut carried = model.clone();
    carried.constraints.push(Constraint {
        id: constraint("x03"),
        on: true,
        rule: Rule::Count { items: vec![item("p02"), item("p04")], min: Some(1), max: None },
    });
    check(&carried, "sc_quality");

    for (set, id) in [("ws1", "sc_w1"), ("ws2", "sc_w2")] {
        let mut weighted = model.clone();
        let values = &example.checks()["value_points_by_weight_set"][set];
        for (item, project) in weighted.items.iter_mut().zip(&example.projects) {
            item.value = values[project["id"].as_str().unwrap()].as_f64().unwrap();
        }
        check(&weighted, id);
    }

    let optional = example.content["portfolio"]["optional_constraints"].as_array().unwrap();
    let mut funded = model.clone();
    let fund = &optional[0];
    for (year, name) in YEARS.iter().enumerate() {
        funded.funds.push(Fund {
            id: ConstraintId(300 + year as u32),
            on: true,
            measure: year,
            pays_for: set(&fund["pays_for"]),
            max: fund["max_by_year"][name].as_f64().unwrap(),
            max_share: fund["max_share_of_eligible_cost"].as_f64(),
        });
    }
    check(&funded, "sc_pool");

    let mut partial = model;
    partial.items[item("p18")].least_share = optional[1]["min_share"].as_f64();
    let choice = check(&partial, "sc_partial");
    let at = choice.items.iter().position(|one| *one == item("p18")).unwrap();
    let share = example.scenario("sc_partial")["funded_share"]["p18"].as_f64().unwrap();
    assert!((choice.shares[at] - share).abs() < 1e-6);
}

#[test]
fn what_forcing_costs() {
    let example = Example::new();
    let model = example.model();
    let asked: Vec<(usize, &Value)> =
        example.checks()["force"].as_object().unwrap().iter().map(|(id, one)| (item(id), one)).collect();
    let query = Query::Reasons { model, items: asked.iter().map(|(item, _)| *item).collect() };
    let Reply::Reasons { reasons, .. } = run(&query, &mut Silent) else { panic!("no reasons") };
    assert_eq!(reasons.len(), asked.len());
    for (reason, (item, expected)) in reasons.iter().zip(asked) {
        assert_eq!(reason.item, item);
        assert_eq!(reason.chosen, expected["in_optimum"].as_bool().unwrap());
        assert_eq!(reason.loss, expected["loss"].as_f64(), "p{:02}", item + 1);
    }
}

#[test]
fn what_limits_cost_and_a_little_more_is_worth() {
    let example = Example::new();
    let role = |name: &str| example.roles.iter().position(|role| role == name).unwrap();
    let cells = |name: &str| (0..12).map(|period| cell(role(name), period)).collect::<Vec<_>>();
    let many = |ids: &[&str]| ids.iter().map(|id| constraint(id)).collect::<Vec<_>>();
    let mut steps: Vec<(String, Vec<ConstraintId>, Option<f64>)> = Vec::new();
    let gains = &example.checks()["binding"]["gains"];
    for name in &example.roles {
        steps.push((format!("capacity_{name}"), cells(name), None));
    }
    steps.push((
        "capacity_all_roles".to_owned(),
        example.roles.iter().flat_map(|name| cells(name)).collect(),
        None,
    ));
    steps.push(("budget_2027".to_owned(), many(&["k01"]), None));
    steps.push(("budget_2028".to_owned(), many(&["k02"]), None));
    steps.push(("budget_2029".to_owned(), many(&["k03"]), None));
    steps.push(("risk_limit".to_owned(), many(&["k18"]), None));
    steps.push(("category_mix".to_owned(), many(&["k15", "k16", "k17"]), None));
    steps.push(("relations".to_owned(), many(&["k05", "k06", "k07", "k08", "k09"]), None));
    steps.push(("must_and_must_not".to_owned(), many(&["k10", "k11", "k12", "k13", "k14"]), None));
    let more = example.checks()["one_more"].as_object().unwrap();
    for name in more.keys() {
        let (what, by) = name.split_once('+').unwrap();
        if let Some(by) = by.strip_suffix("pm/quarter") {
            steps.push((name.clone(), cells(what), by.parse().ok()));
        } else {
            steps.push((name.clone(), many(&["k02"]), by.parse().ok()));
        }
    }
    let query = Query::Marginals {
        model: example.model(),
        steps: steps.iter().map(|(_, ids, step)| (ids.clone(), *step)).collect(),
    };
    let Reply::Marginals(marginals) = run(&query, &mut Silent) else { panic!("no marginals") };
    assert_eq!(marginals.len(), steps.len());
    for (marginal, (name, ids, _)) in marginals.iter().zip(&steps) {
        let expected = gains.get(name).or_else(|| more.get(name).map(|one| &one["gain"])).unwrap();
        assert_eq!(marginal.gain, expected.as_f64(), "{name}");
        assert_eq!(&marginal.ids, ids);
    }
}

#[test]
fn the_frontier() {
    let example = Example::new();
    let query = Query::Frontier { model: example.model(), cost: TOTAL, limit: 1_000 };
    let Reply::Frontier(frontier) = run(&query, &mut Silent) else { panic!("no frontier") };
    assert!(frontier.complete);
    let expected = example.checks()["frontier"].as_array().unwrap();
    assert_eq!(frontier.points.len(), expected.len());
    for (point, expected) in frontier.points.iter().zip(expected) {
        assert_eq!(point.cost, expected["cost"].as_f64().unwrap());
        same(&point.choice, expected);
    }
    let free = Query::Frontier {
        model: example.model().without(&["k15", "k16", "k17"].map(constraint)),
        cost: TOTAL,
        limit: 1_000,
    };
    let Reply::Frontier(frontier) = run(&free, &mut Silent) else { panic!("no frontier") };
    let count = example.checks()["frontier_points_without_category_mix"].as_u64().unwrap();
    assert_eq!(frontier.points.len() as u64, count);
    // The ranking keeps maxima only; no point of it is above the frontier without the balance.
    assert!(!frontier.ranking.is_empty());
}

#[test]
fn the_core() {
    let example = Example::new();
    // 21 weight vectors evenly between two sets of values; values of a project are linear in the weights.
    let by_set = &example.checks()["value_points_by_weight_set"];
    let exact = |set: &str| -> Vec<f64> {
        example
            .projects
            .iter()
            .map(|one| by_set[set][one["id"].as_str().unwrap()].as_f64().unwrap())
            .collect()
    };
    let (from, to) = (exact("ws2"), exact("ws1"));
    let values: Vec<Vec<f64>> = (0..=20)
        .map(|step| {
            let part = f64::from(step) / 20.0;
            from.iter().zip(&to).map(|(a, b)| (a * (1.0 - part) + b * part).round()).collect()
        })
        .collect();
    let Reply::Core(core) = run(&Query::Core { model: example.model(), values }, &mut Silent) else {
        panic!("no core")
    };
    let expected: BTreeMap<usize, f64> = example.checks()["core_index"]["index"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(id, part)| (item(id), part.as_f64().unwrap()))
        .collect();
    for (item, part) in expected {
        // Rounded values between the rounded ends: a step may fall on the other side.
        assert!(
            (core.index[item] - part).abs() <= 1.5 / 21.0,
            "p{:02}: {} {part}",
            item + 1,
            core.index[item]
        );
        assert_eq!(core.index[item] == 1.0, part == 1.0);
        assert_eq!(core.index[item] == 0.0, part == 0.0);
    }
}

#[test]
fn the_wish_list_is_explained() {
    let example = Example::new();
    let mut model = example.model();
    for (index, id) in ["p03", "p07", "p08", "p15"].into_iter().enumerate() {
        model.constraints.push(Constraint {
            id: ConstraintId(400 + index as u32),
            on: true,
            rule: Rule::Must { item: item(id) },
        });
    }
    let Reply::Conflict(conflict) = run(&Query::Conflict { model }, &mut Silent) else {
        panic!("no conflict")
    };
    let soft = example.roles.iter().position(|role| role == "soft").unwrap();
    let mut expected: Vec<ConstraintId> = (400..404).map(ConstraintId).collect();
    expected.extend([constraint("k10"), cell(soft, 2)]);
    expected.sort_unstable();
    assert_eq!(conflict.minimal, expected);
    // "Dropping any one of the four, or adding 5 person-months in that quarter, makes it fit."
    for id in 400..404 {
        assert!(conflict.relaxations.contains(&Relaxation::Drop(vec![ConstraintId(id)])), "{conflict:?}");
    }
    assert!(conflict.relaxations.iter().any(
        |way| matches!(way, Relaxation::Move { id, by } if *id == cell(soft, 2) && (by - 5.0).abs() < 1e-6)
    ));
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
fn the_schedules() {
    let example = Example::new();
    let expected = &example.checks()["schedule"];
    let solve = |timetable: Timetable| {
        let query = Query::Schedule { timetable, from: None };
        match run(&query, &mut Patience(100_000)) {
            Reply::Schedule(answer) => answer,
            other => panic!("{other:?}"),
        }
    };
    let check = |timetable: Timetable, name: &str| {
        let answer = solve(timetable);
        let value = expected[name]["value"].as_f64().unwrap();
        assert_eq!(answer.status, Status::Optimal, "{name}");
        assert!((answer.plan.unwrap().value - value).abs() < 1e-5, "{name}");
    };
    let free = example.timetable();
    let mut still = free.clone();
    for task in &mut still.projects {
        task.latest = Some(task.earliest);
    }
    check(still, "fixed_starts");
    let mut carried = free.clone();
    carried.constraints.push(Constraint {
        id: constraint("x03"),
        on: true,
        rule: Rule::Count { items: vec![item("p02"), item("p04")], min: Some(1), max: None },
    });
    check(free, "free");
    check(carried, "free_quality");
}

#[test]
fn free_starts_are_explained() {
    let example = Example::new();
    let timetable = example.timetable();
    let value = example.checks()["schedule"]["free"]["value"].as_f64().unwrap();
    let query = Query::BestPlans { timetable: timetable.clone(), count: 3, best: None };
    let Reply::BestPlans(list) = run(&query, &mut Silent) else { panic!("no list") };
    assert_eq!((list.status, list.plans.len()), (Status::Optimal, 3));
    let best = &list.plans[0];
    assert!((best.value - value).abs() < 1e-5);
    let sets: Vec<Vec<usize>> = list.plans.iter().map(|plan| plan.choice().items).collect();
    assert!(sets[0] != sets[1] && sets[0] != sets[2] && sets[1] != sets[2]);
    assert!(list.plans.is_sorted_by(|a, b| a.value >= b.value - 1e-9));
    // The second best set is the best of those that differ from the first in a project that they differ in.
    let second = list.plans[1].value;
    let items: Vec<usize> = (0..timetable.projects.len())
        .filter(|item| sets[0].contains(item) != sets[1].contains(item))
        .take(2)
        .collect();
    let query =
        Query::PlanReasons { timetable: timetable.clone(), items: items.clone(), best: Some(best.clone()) };
    let Reply::PlanReasons { reasons, .. } = run(&query, &mut Silent) else { panic!("no reasons") };
    assert_eq!(reasons.len(), items.len());
    for reason in &reasons {
        let other = reason.otherwise.as_ref().unwrap().value;
        assert!((second - other).abs() < 1e-6, "{second} {other}");
    }
    // At its threshold a project makes no difference, so that a little more or less of it decides.
    let reason = &reasons[0];
    for (by, inside) in [(0.01, true), (-0.01, false)] {
        let mut moved = timetable.clone();
        moved.projects[reason.item].value = reason.value_threshold.unwrap() + by;
        let query = Query::Schedule { timetable: moved, from: None };
        let Reply::Schedule(answer) = run(&query, &mut Silent) else { panic!("no schedule") };
        assert_eq!(answer.plan.unwrap().holds(reason.item), inside, "{reason:?}");
    }
}
