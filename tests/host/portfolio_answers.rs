//! From the document through the translation to the solver and back: the figures that the example's content
//! states, which other programs computed, and models written to files, read back and solved by another solver.

use crate::content::{example, stated};
use std::collections::BTreeSet;
use std::sync::Arc;

use pmo_planner::domain::portfolio::answer::{Answer, Silent, Status};
use pmo_planner::domain::portfolio::query::{Query, Reply};
use pmo_planner::domain::portfolio::solve::run;
use pmo_planner::domain::portfolio::tally::tally;
use pmo_planner::domain::portfolio::translate::{Frame, Key, Meaning, choice};
use pmo_planner::domain::portfolio::{Portfolio, RuleKind, Says, find};
use pmo_planner::domain::{ProjectId, Workspace};
use pmo_planner::interchange::example::Tongue;
use serde_json::Value;

const BASE: u128 = 0x0e8a_3b1e_0000_7000_8000_0000_0000_0000;

fn set(list: &Value) -> BTreeSet<ProjectId> {
    let id = |id: &Value| ProjectId::from_number(BASE + id.as_str().unwrap()[1..].parse::<u128>().unwrap());
    list.as_array().unwrap().iter().map(id).collect()
}

fn best(w: &Workspace, part: &Portfolio, count: usize) -> (Answer, Key) {
    let (model, key) = choice(&Frame::new(w, part));
    match run(&Query::Select { model, count }, &mut Silent) {
        Reply::Select(answer) => (answer, key),
        other => panic!("{other:?}"),
    }
}

fn projects(key: &Key, items: &[usize]) -> BTreeSet<ProjectId> {
    items.iter().map(|item| key.projects[*item]).collect()
}

#[test]
fn the_ten_best_sets_are_those_of_the_content() {
    let (w, checks) = (example(Tongue::En), stated()["checks"]["portfolio"].clone());
    let (answer, key) = best(&w, &w.portfolio, 10);
    assert_eq!(answer.status, Status::Optimal);
    let expected = checks["top_10"].as_array().unwrap();
    assert_eq!(answer.choices.len(), expected.len());
    for (found, expected) in answer.choices.iter().zip(expected) {
        assert!((found.value - expected["value"].as_f64().unwrap()).abs() < 1e-6);
        assert_eq!(projects(&key, &found.items), set(&expected["set"]));
    }
}

#[test]
fn every_scenario_at_fixed_starts_comes_out_as_the_content_says() {
    let (w, content) = (example(Tongue::En), stated());
    let cases = content["portfolio"]["scenarios"].as_array().unwrap();
    let mut seen = 0;
    for (scenario, case) in w.portfolio.scenarios.iter().zip(cases) {
        let part = w.portfolio.with_tweaks(&scenario.tweaks);
        if part.free_starts {
            continue;
        }
        seen += 1;
        let (answer, key) = best(&w, &part, 1);
        let expected = &case["result"];
        if expected["status"] == "Infeasible" {
            assert_eq!(answer.status, Status::Infeasible, "{}", scenario.name);
            continue;
        }
        let found = answer.best().unwrap();
        // The content counts money in ten thousand yuan and rounds it to a whole one.
        let (unit, room) = if case["change"]["value"] == "npv" { (10_000.0, 0.5) } else { (1.0, 0.005) };
        let value = expected["value"].as_f64().unwrap();
        assert!((found.value / unit - value).abs() < room, "{}: {} {value}", scenario.name, found.value);
        assert_eq!(projects(&key, &found.items), set(&expected["set"]), "{}", scenario.name);
        let schedule = key.schedule(found.items.iter().copied().zip(found.shares.iter().copied()));
        let breaches = tally(&w, &part, &schedule).breaches;
        // The document rounds shares to a ten-thousandth, which may cost a sliver of a budget.
        if expected["funded_share"].is_null() {
            assert_eq!(breaches, [], "{}", scenario.name);
        }
    }
    assert_eq!(seen, 10);
}

#[test]
fn the_infeasible_wish_list_has_the_conflict_that_the_content_names() {
    let w = example(Tongue::En);
    let scenario = w.portfolio.scenarios.iter().find(|s| s.tweaks.len() == 4).unwrap();
    let part = w.portfolio.with_tweaks(&scenario.tweaks);
    let (model, key) = choice(&Frame::new(&w, &part));
    let Reply::Conflict(conflict) = run(&Query::Conflict { model: model.clone() }, &mut Silent) else {
        panic!()
    };
    assert!(conflict.complete && !conflict.minimal.is_empty());
    // Minimal: with any one of them switched off, the rest of the set alone can be kept; together not.
    let meanings: Vec<Meaning> = conflict.minimal.iter().map(|id| key.meaning(*id).unwrap()).collect();
    let musts = meanings.iter().filter(|meaning| {
        let rule = meaning.rule().and_then(|rule| find(&part.rules, rule));
        rule.is_some_and(|rule| rule.says.kind() == RuleKind::Must)
    });
    assert!(musts.count() >= 2);
    let all: Vec<_> = model.constraints.iter().map(|constraint| constraint.id).collect();
    let feasible = |kept: &dyn Fn(u32) -> bool| {
        let off: Vec<_> = all.iter().copied().filter(|id| !kept(id.0)).collect();
        let model = model.without(&off);
        match run(&Query::Select { model, count: 1 }, &mut Silent) {
            Reply::Select(answer) => answer.status == Status::Optimal,
            other => panic!("{other:?}"),
        }
    };
    let members: Vec<u32> = conflict.minimal.iter().map(|id| id.0).collect();
    assert!(!feasible(&|id| members.contains(&id)));
    for spared in &members {
        assert!(feasible(&|id| members.contains(&id) && id != *spared));
    }
    assert!(!conflict.relaxations.is_empty());
}

/// Gains when kinds of rules are switched off together, as the content groups them.
#[test]
fn what_limits_cost_is_what_the_content_says() {
    let (w, checks) = (example(Tongue::En), stated()["checks"]["portfolio"].clone());
    let gains = &checks["binding"]["gains"];
    let role = |n: usize| w.portfolio.roles[n].id;
    let off = |test: &dyn Fn(&Says) -> bool| {
        let mut part = (*w.portfolio).clone();
        for rule in Arc::make_mut(&mut part.rules) {
            if test(&rule.says) {
                Arc::make_mut(rule).on = false;
            }
        }
        best(&w, &part, 1).0.best().unwrap().value - 5441.0
    };
    let expect = |name: &str, test: &dyn Fn(&Says) -> bool| {
        let gain = off(test);
        assert!((gain - gains[name].as_f64().unwrap()).abs() < 1e-6, "{name}: {gain}");
    };
    for (n, name) in ["pm", "mech", "auto", "soft", "sup", "chg"].into_iter().enumerate() {
        let id = role(n);
        expect(&format!("capacity_{name}"), &|says| *says == Says::Capacity { role: id });
    }
    expect("capacity_all_roles", &|says| says.kind() == RuleKind::Capacity);
    for year in 2027..=2029 {
        expect(
            &format!("budget_{year}"),
            &|says| matches!(says, Says::Budget { year: Some(of), .. } if *of == year),
        );
    }
    expect("must_and_must_not", &|says| matches!(says.kind(), RuleKind::Must | RuleKind::MustNot));
    expect("relations", &|says| {
        matches!(
            says.kind(),
            RuleKind::Requires
                | RuleKind::Excludes
                | RuleKind::Options
                | RuleKind::AllOrNone
                | RuleKind::After
        )
    });
}

#[test]
fn forcing_each_project_costs_what_the_content_says() {
    let (w, checks) = (example(Tongue::En), stated()["checks"]["portfolio"].clone());
    let (model, key) = choice(&Frame::new(&w, &w.portfolio));
    let items: Vec<usize> = (0..key.projects.len()).collect();
    let Reply::Reasons { reasons, .. } = run(&Query::Reasons { model, items }, &mut Silent) else { panic!() };
    let mut seen = 0;
    for (id, expected) in checks["force"].as_object().unwrap() {
        let project = ProjectId::from_number(BASE + id[1..].parse::<u128>().unwrap());
        let item = key.item(project).unwrap();
        let reason = reasons.iter().find(|reason| reason.item == item).unwrap();
        assert_eq!(reason.chosen, expected["in_optimum"].as_bool().unwrap(), "{id}");
        let loss = reason.loss.unwrap();
        assert!((loss - expected["loss"].as_f64().unwrap()).abs() < 1e-6, "{id}: {loss}");
        seen += 1;
    }
    assert_eq!(seen, 19);
}

#[test]
fn the_frontier_is_that_of_the_content() {
    let (w, checks) = (example(Tongue::En), stated()["checks"]["portfolio"].clone());
    let (model, key) = choice(&Frame::new(&w, &w.portfolio));
    let cost = key.total_cost.unwrap();
    let Reply::Frontier(frontier) = run(&Query::Frontier { model, cost, limit: 500 }, &mut Silent) else {
        panic!()
    };
    assert!(frontier.complete);
    let expected = checks["frontier"].as_array().unwrap();
    assert_eq!(frontier.points.len(), expected.len());
    for (found, expected) in frontier.points.iter().zip(expected) {
        assert_eq!(key.money(found.cost).minor(), expected["cost"].as_i64().unwrap() * 1_000_000);
        assert!((found.choice.value - expected["value"].as_f64().unwrap()).abs() < 1e-6);
        assert_eq!(projects(&key, &found.choice.items), set(&expected["set"]));
    }
}
