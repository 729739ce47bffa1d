//! Values that follow the ranking, thresholds of criterion weights, drawn values, simulation: on the example.

use crate::content::{example, stated};
use std::sync::Arc;

use pmo_planner::domain::portfolio::answer::{Choice, Silent};
use pmo_planner::domain::portfolio::model::{Item, Model};
use pmo_planner::domain::portfolio::query::{Query, Reply};
use pmo_planner::domain::portfolio::ranking::{FULL, Weighing, mixtures, points};
use pmo_planner::domain::portfolio::simulate::{Simulated, Spread, Stake};
use pmo_planner::domain::portfolio::solve::run;
use pmo_planner::domain::portfolio::tally::tally;
use pmo_planner::domain::portfolio::translate::{Frame, choice};
use pmo_planner::domain::portfolio::verify;
use pmo_planner::domain::portfolio::{
    Follow, Portfolio, PortfolioCommand, PortfolioError, Quantity, Rule, Says, Values,
};
use pmo_planner::domain::selection::{MethodChoice, SelectionCommand, Source, Verdict};
use pmo_planner::domain::{Command, DomainError, History, ProjectId, Workspace};
use pmo_planner::interchange::example::Tongue;

/// The example with values that follow its ranking by the weights in use.
fn following() -> Workspace {
    let mut w = example(Tongue::En);
    let follows = Some(Follow { weights: w.selection.set_in_use().map(|set| set.id) });
    let set = Values { follows, ..(**w.portfolio.values().unwrap()).clone() };
    w.apply(Command::Portfolio(PortfolioCommand::PutValues(set))).unwrap();
    w
}

fn values(w: &Workspace) -> &Arc<Values> {
    w.portfolio.values().unwrap()
}

#[test]
fn values_that_follow_are_the_contents_own_ranking() {
    let w = following();
    // Computed by another program.
    let content: serde_json::Value = stated();
    let ranking = content["checks"]["selection"]["ranking_weighted_sum_ws3"].as_array().unwrap();
    assert!(ranking.len() > 20);
    for entry in ranking {
        let number: u128 = entry["project"].as_str().unwrap()[1..].parse().unwrap();
        let project = ProjectId::from_number(0x0e8a_3b1e_0000_7000_8000_0000_0000_0000 + number);
        let points = (entry["score"].as_f64().unwrap() * 10.0).round();
        assert_eq!(values(&w).of(project).number(), points, "p{number}");
    }
    assert_eq!(values(&w).by_project.len(), ranking.len(), "what fails a gate is not ranked");
}

#[test]
fn cost_in_the_ranking_and_in_a_budget_is_told() {
    let w = following();
    let standing = w.followed(values(&w).follows.unwrap()).unwrap();
    let by_cost = standing.matrix.columns.iter().filter(|column| column.leaf.source == Source::Cost);
    let by_cost: Vec<_> = by_cost.map(|column| column.criterion).collect();
    assert_eq!(by_cost.len(), 1, "the example ranks by cost");
    assert_eq!(w.cost_counted_twice(&w.portfolio), by_cost);
    // Without a budget in force cost counts once; and so it does for values that follow nothing.
    let mut part = Portfolio::clone(&w.portfolio);
    let free = part.rules.iter().map(|rule| {
        let is_budget = matches!(rule.says, Says::Budget { .. });
        Arc::new(Rule { on: rule.on && !is_budget, ..Rule::clone(rule) })
    });
    part.rules = Arc::new(free.collect());
    assert!(w.cost_counted_twice(&part).is_empty());
    let plain = example(Tongue::En);
    assert!(plain.cost_counted_twice(&plain.portfolio).is_empty());
}

#[test]
fn values_follow_every_change_of_the_ranking_and_its_undoing() {
    let mut w = following();
    let mut history = History::default();
    let before = values(&w).clone();
    let (first, score) = before.by_project.iter().max_by_key(|(_, value)| **value).unwrap();
    let mut send = |w: &mut Workspace, command| history.apply(w, Command::Selection(command)).unwrap();
    // A gate that fails: the project is not ranked and counts nothing.
    let tree = w.selection.tree();
    let gate = tree
        .gates()
        .find(|gate| gate.gate().is_some_and(|kind| kind.verdict(Some(false)) == Verdict::Barred));
    let gate = gate.unwrap().id;
    let no = pmo_planner::domain::selection::GateAnswer { yes: Some(false), ..Default::default() };
    send(&mut w, SelectionCommand::AnswerGates(vec![(*first, gate, Some(no))]));
    assert_eq!(values(&w).of(*first), Quantity::ZERO);
    // Another method.
    send(&mut w, SelectionCommand::SetMethod(MethodChoice::Topsis));
    let standing = w.followed(values(&w).follows.unwrap()).unwrap();
    for place in &standing.places {
        assert!((values(&w).of(place.project).number() - FULL * place.score).abs() <= 0.5);
    }

    history.undo(&mut w);
    history.undo(&mut w);
    assert_eq!(values(&w).of(*first), *score);
    assert_eq!(*values(&w), before);
}

#[test]
fn every_method_gives_values_from_nothing_to_the_full_in_its_own_order() {
    let mut w = following();
    for method in MethodChoice::all() {
        w.apply(Command::Selection(SelectionCommand::SetMethod(method))).unwrap();
        let Ok(standing) = w.followed(Follow::default()) else { continue };
        let points = points(&standing);
        assert_eq!(points.len(), standing.places.len());
        assert!(points.values().all(|value| (0.0..=FULL).contains(&value.number())), "{method:?}");
        if method != MethodChoice::PrometheeOne {
            let ordered: Vec<_> = standing.places.iter().map(|place| points[&place.project]).collect();
            assert!(ordered.is_sorted_by(|a, b| a >= b), "{method:?} {ordered:?}");
        }
    }
}

#[test]
fn values_that_follow_are_not_typed_and_stay_when_they_stop() {
    let mut w = following();
    let set = (**values(&w)).clone();
    let project = *set.by_project.keys().next().unwrap();
    let typed = PortfolioCommand::SetValues(set.id, vec![(project, Some(Quantity::whole(7)))]);
    assert_eq!(
        w.apply(Command::Portfolio(typed.clone())),
        Err(DomainError::Portfolio(PortfolioError::FollowsRanking))
    );
    w.apply(Command::Portfolio(PortfolioCommand::PutValues(Values { follows: None, ..set.clone() })))
        .unwrap();
    assert_eq!(values(&w).by_project, set.by_project);
    w.apply(Command::Portfolio(typed)).unwrap();
    assert_eq!(values(&w).of(project), Quantity::whole(7));
    // Following again takes the scores at once.
    w.apply(Command::Portfolio(PortfolioCommand::PutValues(Values {
        follows: set.follows,
        by_project: Arc::default(),
        ..set.clone()
    })))
    .unwrap();
    assert_eq!(values(&w).by_project, set.by_project);
}

fn with_values(model: &Model, values: &[f64]) -> Model {
    let items = model.items.iter().zip(values).map(|(item, value)| Item { value: *value, ..*item });
    Model { items: items.collect(), ..model.clone() }
}

fn best(model: &Model) -> Choice {
    match run(&Query::Select { model: model.clone(), count: 1 }, &mut Silent) {
        Reply::Select(answer) => answer.best().unwrap().clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn thresholds_of_a_criterions_weight_are_where_the_ranking_says() {
    let w = following();
    let (model, key) = choice(&Frame::new(&w, &w.portfolio));
    let weighing = Weighing::of(&w, values(&w), &key.projects).unwrap();
    assert!((weighing.criteria.iter().map(|(_, weight)| weight).sum::<f64>() - 1.0).abs() < 1e-12);
    for (value, item) in weighing.values().iter().zip(&model.items) {
        assert!((value - item.value).abs() <= 0.5, "{value} {}", item.value);
    }
    let mut turns = 0;
    for (leaf, (criterion, own)) in weighing.criteria.iter().enumerate() {
        for alone in [false, true] {
            let Some(toward) = weighing.toward(leaf, alone) else { continue };
            let query = Query::Sweep { model: with_values(&model, &weighing.values()), toward };
            let Reply::Sweep(stretches) = run(&query, &mut Silent) else { panic!() };
            // The best value is convex: what is best at both ends is best between them.
            for (stretch, at) in stretches.iter().flat_map(|one| [(one, one.from), (one, one.to)]) {
                let weight = weighing.weight_at(leaf, alone, at);
                // The whole way through the selection part, by these weights.
                let weights: Vec<_> = weighing
                    .criteria
                    .iter()
                    .map(|(id, old)| {
                        (*id, if id == criterion { weight } else { old * (1.0 - weight) / (1.0 - own) })
                    })
                    .collect();
                let standing = w.standing_by(&weights, MethodChoice::WeightedSum).unwrap();
                let worth: Vec<f64> = key
                    .projects
                    .iter()
                    .map(|project| {
                        let place = standing.places.iter().find(|place| place.project == *project);
                        FULL * place.map_or(0.0, |place| place.score)
                    })
                    .collect();
                let there = with_values(&model, &worth);
                let shares = verify::shares(&there, &stretch.choice).unwrap();
                let (found, most) = (verify::value(&there, &shares), best(&there).value);
                assert!((found - most).abs() < 1e-6 * most, "leaf {leaf} {weight}: {found} {most}");
            }
            turns += stretches.len() - 1;
        }
    }
    assert!(turns > 5, "{turns}");
}

#[test]
fn drawn_values_are_mixtures_and_repeat_with_their_seed() {
    let w = following();
    let (_, key) = choice(&Frame::new(&w, &w.portfolio));
    let weighing = Weighing::of(&w, values(&w), &key.projects).unwrap();
    let corners: Vec<Vec<f64>> =
        (0..weighing.criteria.len()).filter_map(|leaf| weighing.toward(leaf, true)).collect();
    let drawn = weighing.drawn(50, false, 7);
    assert_eq!(drawn, weighing.drawn(50, false, 7));
    assert_ne!(drawn, weighing.drawn(50, false, 8));
    for vector in drawn.iter().chain(&mixtures(&corners, 30, 7)) {
        for (item, value) in vector.iter().enumerate() {
            let all = || corners.iter().map(|corner| corner[item]);
            let (low, high) = (all().fold(f64::MAX, f64::min), all().fold(f64::MIN, f64::max));
            assert!((low - 1e-9..=high + 1e-9).contains(value));
        }
    }
    // Scores from their ranges: somewhere else, but still values.
    let ranged = weighing.drawn(50, true, 7);
    assert!(ranged != drawn && ranged.iter().flatten().all(|value| (0.0..=FULL).contains(value)));
    assert_eq!(mixtures(&[vec![1.0, 2.0]], 30, 7), [vec![1.0, 2.0]], "one set has no mixtures");
    assert!(mixtures(&[], 30, 7).is_empty());
}

#[test]
fn a_simulation_without_doubt_is_the_plan_and_with_doubt_has_its_mean() {
    let w = following();
    let (model, key) = choice(&Frame::new(&w, &w.portfolio));
    let found = best(&model);
    let chosen = key.schedule(found.items.iter().copied().zip(found.shares.iter().copied()));
    let planned = tally(&w, &w.portfolio, &chosen);
    let cost = planned.cost.minor() as f64;
    let simulate = |spread, draws| -> Simulated {
        let stake = Stake::of(&w, &w.portfolio, &chosen);
        match run(&Query::Simulate { stake, spread, draws, seed: 5 }, &mut Silent) {
            Reply::Simulated(simulated) => simulated,
            other => panic!("{other:?}"),
        }
    };
    let sure = simulate(Spread { cost: (1.0, 1.0), value: (1.0, 1.0) }, 10);
    assert!((sure.cost.0 - cost).abs() < 1.0 && (sure.cost.1 - cost).abs() < 1.0);
    assert!((sure.value.0 - planned.value).abs() < 1e-6 && sure.within_budgets == 1.0);
    assert_eq!(sure.costs.counts, [10]);
    let spread = Spread::default();
    let doubtful = simulate(spread, 20_000);
    assert_eq!(doubtful, simulate(spread, 20_000));
    assert_eq!(doubtful.costs.counts.iter().sum::<u32>(), 20_000);
    // The mean of a triangle is the mean of its corners; savings are not in doubt.
    let all: f64 = found
        .items
        .iter()
        .map(|item| {
            let project: ProjectId = key.projects[*item];
            let outline = pmo_planner::domain::portfolio::Outline::of(
                w.project(project).unwrap(),
                w.portfolio.plans.get(&project),
                w.portfolio.horizon,
            );
            outline.total_cost().minor() as f64
        })
        .sum();
    let mean = cost + all * ((spread.cost.0 + 1.0 + spread.cost.1) / 3.0 - 1.0);
    let bins = doubtful.costs.counts.iter().enumerate();
    let drawn = bins
        .map(|(bin, count)| {
            (doubtful.costs.low + (bin as f64 + 0.5) * doubtful.costs.width) * f64::from(*count)
        })
        .sum::<f64>()
        / 20_000.0;
    assert!((drawn / mean - 1.0).abs() < 0.005, "{drawn} {mean}");
    assert!(doubtful.cost.0 < doubtful.cost.1 && doubtful.value.0 > doubtful.value.1);
    assert_eq!(simulate(spread, 0), Simulated::default(), "no draws");
    let broken = Spread { cost: (f64::NAN, 1.0), value: (1.0, 1.0) };
    let stake = Stake::of(&w, &w.portfolio, &chosen);
    let query = Query::Simulate { stake, spread: broken, draws: 10, seed: 5 };
    assert!(matches!(run(&query, &mut Silent), Reply::Refused(_)));
}

#[test]
fn values_without_a_ranking_stay_as_they_were() {
    let mut w = following();
    let before = values(&w).by_project.clone();
    let all = w.selection.criteria.iter().map(|criterion| criterion.id).collect();
    w.apply(Command::Selection(SelectionCommand::RemoveCriteria(all))).unwrap();
    assert_eq!(values(&w).by_project, before);

    // Nor does a set of weights that is gone make all weights equal.
    let mut w = following();
    let gone = w.portfolio.values().unwrap().follows.unwrap().weights.unwrap();
    w.apply(Command::Selection(SelectionCommand::RemoveWeightSet(gone))).unwrap();
    assert!(w.selection.weight_set(gone).is_none() && w.followed(Follow { weights: Some(gone) }).is_err());
    assert_eq!(values(&w).by_project, before);
}
