//! The portfolio part of the document on the example: what its figures say, checked against the content's
//! own, which were computed twice by other programs.

use crate::content::{example, stated};
use std::collections::HashSet;
use std::sync::Arc;

use pmo_planner::domain::id::{PoolId, RuleId};
use pmo_planner::domain::numeric::Random;
use pmo_planner::domain::portfolio::answer::{Choice, Relaxation, Silent};
use pmo_planner::domain::portfolio::new_rule;
use pmo_planner::domain::portfolio::query::{Query, Reply};
use pmo_planner::domain::portfolio::solve::run;
use pmo_planner::domain::portfolio::tally::{Breach, tally};
use pmo_planner::domain::portfolio::translate::{Frame, Meaning, choice, timetable};
use pmo_planner::domain::portfolio::verify;
use pmo_planner::domain::portfolio::{
    Horizon, Outline, Plan, PlanEdit, Pool, Portfolio, PortfolioCommand, Quantity, Reason, Rule, RuleKind,
    Says, Schedule, Share, Slot, Step, timetable as timing,
};
use pmo_planner::domain::{
    Command, DomainError, Extra, History, Money, Name, ProjectId, Workspace, WorkspaceId,
};
use pmo_planner::interchange::example::Tongue;
use serde_json::Value;

const BASE: u128 = 0x0e8a_3b1e_0000_7000_8000_0000_0000_0000;

fn project(id: &str) -> ProjectId {
    ProjectId::from_number(BASE + id[1..].parse::<u128>().unwrap())
}

fn set(list: &Value) -> Vec<ProjectId> {
    list.as_array().unwrap().iter().map(|id| project(id.as_str().unwrap())).collect()
}

/// Projects at the starts that the document fixes.
fn at_earliest(w: &Workspace, projects: &[ProjectId]) -> Schedule {
    let slot = |id: &ProjectId| {
        let outline = Outline::of(w.project(*id).unwrap(), w.portfolio.plans.get(id), w.portfolio.horizon);
        (*id, Slot { start: outline.start, share: Share::ALL })
    };
    Arc::new(projects.iter().map(slot).collect())
}

fn milli(list: &Value) -> Vec<i64> {
    list.as_array().unwrap().iter().map(|n| (n.as_f64().unwrap() * 1_000.0).round() as i64).collect()
}

#[track_caller]
fn assert_demand(found: &pmo_planner::domain::portfolio::tally::Tally, w: &Workspace, expected: &Value) {
    for (index, role) in ["pm", "mech", "auto", "soft", "sup", "chg"].into_iter().enumerate() {
        let id = w.portfolio.roles[index].id;
        let demand: Vec<i64> = found.demand[&id].iter().map(|q| q.milli()).collect();
        assert_eq!(demand, milli(&expected[role]), "{role}");
    }
}

#[track_caller]
fn assert_years(found: &pmo_planner::domain::portfolio::tally::Tally, expected: &Value) {
    let years: Vec<i64> = (2027..=2029)
        .map(|year| found.by_year.get(&year).map_or(0, |money| money.minor() / 1_000_000))
        .collect();
    let expected: Vec<i64> = expected.as_array().unwrap().iter().map(|n| n.as_i64().unwrap()).collect();
    assert_eq!(years, expected);
}

#[test]
fn the_optimum_of_the_content_is_what_it_says_and_breaks_nothing() {
    let (w, checks) = (example(Tongue::En), stated()["checks"]["portfolio"].clone());
    let optimum = &checks["optimum"];
    let found = tally(&w, &w.portfolio, &at_earliest(&w, &set(&optimum["set"])));
    assert!((found.value - 5441.0).abs() < 1e-9, "{}", found.value);
    assert_eq!(found.breaches, []);
    assert_years(&found, &optimum["cost_by_year"]);
    assert_demand(&found, &w, &optimum["demand"]);
}

#[test]
fn the_ten_best_keep_every_rule_by_both_checks() {
    let (w, checks) = (example(Tongue::En), stated()["checks"]["portfolio"].clone());
    let frame = Frame::new(&w, &w.portfolio);
    let (model, key) = choice(&frame);
    assert_eq!(model.check(), Ok(()));
    for entry in checks["top_10"].as_array().unwrap().iter().chain(checks["frontier"].as_array().unwrap()) {
        let projects = set(&entry["set"]);
        let found = tally(&w, &w.portfolio, &at_earliest(&w, &projects));
        let value = entry["value"].as_f64().unwrap();
        assert!((found.value - value).abs() < 1e-9);
        assert_eq!(found.breaches, []);
        let mut items: Vec<usize> = projects.iter().map(|id| key.item(*id).unwrap()).collect();
        items.sort_unstable();
        let shares = vec![1.0; items.len()];
        let said = Choice { items, shares, value };
        assert_eq!(verify::faults(&model, &said), []);
        if let Some(cost) = entry["cost"].as_i64() {
            assert_eq!(found.cost.minor(), cost * 1_000_000);
            let shares = verify::shares(&model, &said).unwrap();
            let used = verify::used(&model, &shares, key.total_cost.unwrap(), None);
            assert_eq!(key.money(used), found.cost);
        }
    }
}

#[test]
fn sets_that_break_rules_are_found_out_by_both_checks() {
    let (w, checks) = (example(Tongue::En), stated()["checks"]["portfolio"].clone());
    let frame = Frame::new(&w, &w.portfolio);
    let (model, key) = choice(&frame);
    for name in ["score_per_cost", "score_per_cost_money_only", "score_per_cost_fair"] {
        let greedy = &checks["greedy"][name];
        let projects = set(&greedy["set"]);
        let found = tally(&w, &w.portfolio, &at_earliest(&w, &projects));
        let expected = greedy["violations"].as_array().unwrap();
        assert_eq!(found.breaches.len(), expected.len(), "{name}: {:?}", found.breaches);
        let mut items: Vec<usize> = projects.iter().map(|id| key.item(*id).unwrap()).collect();
        items.sort_unstable();
        let said = Choice { shares: vec![1.0; items.len()], items, value: greedy["value"].as_f64().unwrap() };
        let faults = verify::faults(&model, &said);
        assert_eq!(faults.len(), expected.len(), "{name}: {faults:?}");
    }
}

/// Pools that may pay for the same projects: what they pay together is what the solver's verifier finds by another
/// theorem, so that no cost is paid twice, and what budgets keep is the same by both.
#[test]
fn pools_that_overlap_pay_no_cost_twice() {
    let mut random = Random::new(11);
    let w = example(Tongue::En);
    let mut shared = 0;
    for case in 0..300 {
        let mut part = (*w.portfolio).clone();
        let ids: Vec<ProjectId> = w.projects.iter().map(|project| project.id).collect();
        let mut pools = Vec::new();
        for number in 0..2 + random.below(2) as u128 {
            let id = PoolId::from_number(900 + number);
            let money = |most: usize| Money::from_minor(most as i64 * 100_000_000).unwrap();
            pools.push(Arc::new(Pool {
                id,
                name: Name::truncated("pool"),
                by_year: (2027..=2029).map(|year| (year, money(random.below(60)))).collect(),
                pays: ids.iter().copied().filter(|_| random.below(3) == 0).collect(),
                max_share: Share::percent([40, 80, 100][random.below(3)]),
                extra: Extra::new(),
            }));
            let rule = new_rule(RuleId::from_number(900 + number), Says::Pool { pool: id });
            Arc::make_mut(&mut part.rules).push(Arc::new(rule));
        }
        part.pools = Arc::new(pools);
        let frame = Frame::new(&w, &part);
        let (model, key) = choice(&frame);
        let items: Vec<usize> = (0..key.projects.len()).filter(|_| random.below(2) == 0).collect();
        let chosen: Vec<ProjectId> = items.iter().map(|item| key.projects[*item]).collect();
        let found = tally(&w, &part, &at_earliest(&w, &chosen));
        let said = Choice { shares: vec![1.0; items.len()], items, value: found.value };
        let shares = verify::shares(&model, &said).unwrap();
        for year in 2027..=2029 {
            let measure = model.funds.iter().find(
                |fund| matches!(key.meaning(fund.id), Some(Meaning::Pool { year: of, .. }) if of == year),
            );
            let Some(measure) = measure.map(|fund| fund.measure) else { continue };
            let paid: i64 =
                found.funded.get(&year).into_iter().flat_map(|paid| paid.values()).map(|m| m.minor()).sum();
            let expected = key.money(verify::funded(&model, &shares, measure)).minor();
            // Shares of a cost are cut to whole cents.
            assert!((paid - expected).abs() <= 3, "case {case}, {year}: {paid} and {expected}");
            shared += usize::from(found.funded.get(&year).is_some_and(|paid| paid.len() > 1));
        }
        let broken = |rule: RuleId| {
            verify::faults(&model, &said).iter().any(|fault| {
                matches!(fault, verify::Fault::Broken { id, .. } if key.meaning(*id).and_then(Meaning::rule) == Some(rule))
            })
        };
        for rule in part.rules.iter().filter(|rule| rule.on && rule.says.kind() == RuleKind::Budget) {
            let breach =
                found.breaches.iter().any(|b| matches!(b, Breach::Money { rule: of, .. } if *of == rule.id));
            assert_eq!(breach, broken(rule.id), "case {case}");
        }
    }
    assert!(shared > 100, "several pools pay in the same year in {shared} cases");
}

#[test]
fn the_committed_schedule_is_worth_what_the_content_says() {
    let (w, checks) = (example(Tongue::En), stated()["checks"]["portfolio"].clone());
    let free = Portfolio { free_starts: true, ..(*w.portfolio).clone() };
    for (name, quality) in [("free", false), ("free_quality", true)] {
        let expected = &checks["schedule"][name];
        let starts: Schedule = Arc::new(
            (expected["starts"].as_object().unwrap().iter())
                .map(|(id, quarter)| {
                    let quarter = quarter.as_str().unwrap();
                    let year: u32 = quarter[..4].parse().unwrap();
                    let start = (year - 2027) * 4 + quarter[5..].parse::<u32>().unwrap() - 1;
                    (project(id), Slot { start, share: Share::ALL })
                })
                .collect(),
        );
        let mut part = free.clone();
        if quality {
            let rules = Arc::make_mut(&mut part.rules);
            let group =
                rules.iter_mut().find(|rule| !rule.on && rule.says.kind() == RuleKind::Group).unwrap();
            Arc::make_mut(group).on = true;
            assert_eq!(starts, w.portfolio.schedule);
        }
        let found = tally(&w, &part, &starts);
        assert!((found.value - expected["value"].as_f64().unwrap()).abs() < 1e-6, "{}", found.value);
        assert_eq!(found.breaches, []);
        assert_years(&found, &expected["cost_by_year"]);
        if quality {
            assert_demand(&found, &w, &checks["committed_demand"]);
        }
        let frame = Frame::new(&w, &part);
        let (model, key) = timetable(&frame);
        assert_eq!(model.check(), Ok(()));
        let starts: Vec<Option<usize>> =
            key.projects.iter().map(|id| starts.get(id).map(|slot| slot.start as usize)).collect();
        let plan = timing::Plan { starts, value: found.value };
        assert_eq!(verify::plan_faults(&model, &plan), []);
        // What this kind of model cannot say is named: seven gains and two savings.
        assert_eq!(key.left_out.len(), 9);
    }
}

#[test]
fn the_example_is_the_same_in_both_languages_and_survives_a_file() {
    let zh = example(Tongue::Zh);
    let en = example(Tongue::En);
    assert_eq!(zh.portfolio.plans, en.portfolio.plans);
    assert_eq!(zh.portfolio.rules.len(), en.portfolio.rules.len());
    // 18 clauses, one of them for six roles; three that are off; nine gains; two links.
    assert_eq!(en.portfolio.rules.len(), 17 + 6 + 3 + 9 + 2);
    let ids: HashSet<RuleId> = en.portfolio.rules.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), en.portfolio.rules.len());
    for w in [zh, en] {
        let text = serde_json::to_string(&w).unwrap();
        let back: Workspace = serde_json::from_str(&text).unwrap();
        assert_eq!(back, w);
    }
}

fn apply(w: &mut Workspace, command: PortfolioCommand) -> Result<(), DomainError> {
    w.apply(Command::Portfolio(command)).map(drop)
}

#[test]
fn rules_are_refused_that_make_no_sense() {
    let mut w = example(Tongue::En);
    let (a, gone) = (project("p01"), ProjectId::from_number(99));
    let rule = |says| PortfolioCommand::PutRule(new_rule(RuleId::from_number(5), says));
    let before = w.clone();
    for says in [
        Says::Requires { project: a, needs: gone },
        Says::Requires { project: a, needs: a },
        Says::Excludes { projects: vec![a, a] },
        Says::AllOrNone { projects: vec![] },
        Says::Capacity { role: pmo_planner::domain::id::RoleId::from_number(1) },
        Says::Group {
            of: pmo_planner::domain::portfolio::Group::Projects(vec![a]),
            within: pmo_planner::domain::portfolio::Measure::Count { min: Some(2), max: Some(1) },
        },
    ] {
        assert!(apply(&mut w, rule(says.clone())).is_err(), "{says:?}");
        assert_eq!(w, before);
    }
}

#[test]
fn several_commands_are_done_together_or_not_at_all() {
    let mut w = example(Tongue::En);
    let before = w.clone();
    let good = PortfolioCommand::SetFreeStarts(true);
    let bad = PortfolioCommand::RemoveRule(RuleId::from_number(5));
    assert!(apply(&mut w, PortfolioCommand::All(vec![good.clone(), bad])).is_err());
    assert_eq!(w, before);
    apply(&mut w, PortfolioCommand::All(vec![good])).unwrap();
    assert!(w.portfolio.free_starts);
}

#[test]
fn removing_projects_takes_their_rules_values_and_plans_and_undo_brings_them_back() {
    let mut w = example(Tongue::En);
    let before = w.clone();
    let mut history = History::default();
    let gone = vec![project("p15"), project("p04")];
    history.apply(&mut w, Command::RemoveProjects(gone.clone())).unwrap();
    let part = &w.portfolio;
    let text = serde_json::to_string(&Portfolio { decisions: Arc::default(), ..(**part).clone() }).unwrap();
    for id in &gone {
        assert!(!text.contains(&id.to_string()), "{id}");
    }
    // The options of one project (two of them) and all-or-none are no rules with one project left.
    assert!(part.rules.iter().all(|rule| rule.says.kind() != RuleKind::AllOrNone));
    let frame = Frame::new(&w, part);
    assert_eq!(choice(&frame).0.check(), Ok(()));
    history.undo(&mut w);
    assert_eq!(w, before);
}

#[test]
fn removing_a_role_takes_its_demand_and_rule() {
    let mut w = example(Tongue::En);
    let role = w.portfolio.roles[3].id;
    apply(&mut w, PortfolioCommand::RemoveRole(role)).unwrap();
    assert!(w.portfolio.plans.values().all(|plan| !plan.demand.contains_key(&role)));
    assert!(w.portfolio.rules.iter().all(|rule| rule.says != Says::Capacity { role }));
    assert_eq!(timetable(&Frame::new(&w, &w.portfolio)).0.check(), Ok(()));
}

#[test]
fn a_merge_takes_the_others_records() {
    let w = example(Tongue::En);
    let mut other = (*w.portfolio).clone();
    let first = Arc::clone(&other.rules[0]);
    let changed = Rule { on: false, ..(*first).clone() };
    other.rules = Arc::new(vec![Arc::new(changed)]);
    let merged = w.portfolio.merged(&other);
    assert_eq!(merged.rules.len(), w.portfolio.rules.len());
    assert!(!merged.rules[0].on);
    assert_eq!(Portfolio::default().merged(&w.portfolio), *w.portfolio);
    assert_eq!(w.portfolio.merged(&Portfolio::default()), *w.portfolio);
}

#[test]
fn an_empty_workspace_has_models_without_items() {
    let w = Workspace::new(WorkspaceId::from_number(1), Name::default());
    let frame = Frame::new(&w, &w.portfolio);
    let (model, _) = choice(&frame);
    assert_eq!((model.items.len(), model.check()), (0, Ok(())));
    assert_eq!(timetable(&frame).0.check(), Ok(()));
    assert_eq!(tally(&w, &w.portfolio, &Schedule::default()).breaches, []);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    /// The two checks, which share no code, say the same of any set: which rules it breaks, and its value.
    #[test]
    fn document_and_model_agree_on_any_set(mask in 0_u32..1 << 24, halves in 0_u32..1 << 24, off in 0_u64..1 << 40) {
        let mut w = example(Tongue::En);
        let part = Arc::make_mut(&mut w.portfolio);
        for (index, rule) in Arc::make_mut(&mut part.rules).iter_mut().enumerate() {
            Arc::make_mut(rule).on = off >> index & 1 == 0;
        }
        let partial = part.rules.iter().any(|rule| rule.on && rule.says.kind() == RuleKind::Partial);
        let half = |id: ProjectId| partial && id == project("p18") && halves & 1 == 1;
        let part = Arc::clone(&w.portfolio);
        let frame = Frame::new(&w, &part);
        let (model, key) = choice(&frame);
        let items: Vec<usize> = (0..24).filter(|item| mask >> item & 1 == 1).collect();
        let share = |item: &usize| if half(key.projects[*item]) { 0.5 } else { 1.0 };
        let shares: Vec<f64> = items.iter().map(share).collect();
        let schedule = key.schedule(items.iter().copied().zip(shares.iter().copied()));
        let found = tally(&w, &part, &schedule);
        let said = Choice { items, shares, value: found.value };
        let faults = verify::faults(&model, &said);
        let mut by_model: Vec<RuleId> = faults.iter().map(|fault| match fault {
            verify::Fault::Broken { id, .. } => key.meaning(*id).unwrap().rule().unwrap(),
            other => panic!("{other:?}"),
        }).collect();
        let mut by_document: Vec<RuleId> = found.breaches.iter().filter_map(|breach| match breach {
            Breach::Money { rule, .. } | Breach::Relation(rule) => Some(*rule),
            Breach::Overload(overload) => overload.rule,
            other => panic!("{other:?}"),
        }).collect();
        by_model.sort_unstable();
        by_document.sort_unstable();
        proptest::prop_assert_eq!(by_model, by_document);
    }

    /// Any bytes are read as a portfolio or refused, and never panic.
    #[test]
    fn files_never_panic(periods in proptest::num::u32::ANY, step in 0..2_usize, text in "\\PC{0,30}") {
        let step = ["month", "quarter"][step];
        let json = format!(r#"{{"horizon":{{"periods":{periods},"step":"{step}"}},"{}":1}}"#, text.replace(['"', '\\'], ""));
        if let Ok(part) = serde_json::from_str::<Portfolio>(&json) {
            proptest::prop_assert!(part.horizon.periods() <= Horizon::MAX_PERIODS);
        }
    }
}

#[test]
fn a_plan_edit_is_undone_and_an_empty_plan_is_no_plan() {
    let mut w = example(Tongue::En);
    let id = project("p01");
    let role = w.portfolio.roles[0].id;
    let mut history = History::default();
    let before = w.clone();
    let edits = vec![
        (id, PlanEdit::Duration(Some(2))),
        (id, PlanEdit::Demand(role, vec![Quantity::whole(3), Quantity::ZERO])),
    ];
    history.apply(&mut w, Command::Portfolio(PortfolioCommand::EditPlans(edits))).unwrap();
    assert_eq!(w.portfolio.plans[&id].demand[&role], vec![Quantity::whole(3)]);
    history.undo(&mut w);
    assert_eq!(w, before);
    let unknown = vec![(ProjectId::from_number(1), PlanEdit::Duration(None))];
    assert!(apply(&mut w, PortfolioCommand::EditPlans(unknown)).is_err());
    let plan = Plan::default().with(PlanEdit::Duration(Some(0)));
    assert_eq!(plan.duration, Some(1));
    assert_eq!(Horizon::new(2027, 0, Step::Month, 12).periods(), 12);
}

#[test]
fn a_day_that_cannot_be_kept_is_named_and_moved_as_far_as_it_must() {
    let mut w = example(Tongue::En);
    apply(&mut w, PortfolioCommand::SetFreeStarts(true)).unwrap();
    let outline = |w: &Workspace, id: ProjectId| {
        Outline::of(w.project(id).unwrap(), w.portfolio.plans.get(&id), w.portfolio.horizon)
    };
    let late = w.projects.iter().map(|project| project.id).find(|id| outline(&w, *id).duration > 2).unwrap();
    let rule = RuleId::from_number(5);
    let must = |finish_by| Says::Must { project: late, reason: Reason::default(), finish_by };
    apply(&mut w, PortfolioCommand::PutRule(new_rule(rule, must(Some(0))))).unwrap();
    let ask = |w: &Workspace| {
        let (timetable, key) = timetable(&Frame::new(w, &w.portfolio));
        match run(&Query::PlanConflict { timetable }, &mut Silent) {
            Reply::Conflict(conflict) => (conflict, key),
            other => panic!("{other:?}"),
        }
    };
    let (conflict, key) = ask(&w);
    assert!(conflict.complete);
    // Demand and day are two constraints of one rule.
    let meant: Vec<Meaning> = conflict.minimal.iter().filter_map(|id| key.meaning(*id)).collect();
    assert_eq!(meant, [Meaning::Rule(rule); 2]);
    let by = conflict.relaxations.iter().find_map(|way| match way {
        Relaxation::Move { by, .. } => Some(*by as u32),
        Relaxation::Drop(_) => None,
    });
    let by = by.unwrap();
    assert!(by >= outline(&w, late).earliest + outline(&w, late).duration - 1);
    for (later, works) in [(by, true), (by - 1, false)] {
        let mut moved = w.clone();
        apply(&mut moved, PortfolioCommand::PutRule(new_rule(rule, must(Some(later))))).unwrap();
        assert_eq!(ask(&moved).0.minimal.is_empty(), works, "{later} later");
    }
}
