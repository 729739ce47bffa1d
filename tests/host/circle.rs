//! The loop at a glance: what is owed and what is decided, on the example and on workspaces made by hand.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use pmo_planner::domain::circle::{Circle, Open, State, Station};
use pmo_planner::domain::competency::StepStatus;
use pmo_planner::domain::selection::Verdict;
use pmo_planner::domain::strategy::{Item, Kind, LinkKind, Place as Spot};
use pmo_planner::domain::{DecisionId, Name, ProjectStatus, Workspace, WorkspaceId};
use pmo_planner::interchange::example::Tongue;
use std::sync::Arc;

use crate::content::example;

fn today() -> NaiveDate {
    "2026-11-24".parse().unwrap()
}

fn owed(doc: &Workspace, from: Station) -> Vec<Open> {
    let circle = Circle::of(doc, today());
    circle.handovers.into_iter().find(|handover| handover.from == from).unwrap().open
}

#[test]
fn an_empty_workspace_owes_nothing_and_waits_for_nothing() {
    let doc = Workspace::new(WorkspaceId::from_number(1), Name::default());
    let circle = Circle::of(&doc, today());
    assert_eq!(circle.handovers.each_ref().map(|handover| handover.from), Station::ALL);
    assert!(circle.handovers.iter().all(|handover| !handover.has_begun && handover.open.is_empty()));
    let decisions = circle.decisions;
    for state in [decisions.goals, decisions.ranking, decisions.set, decisions.growth] {
        assert_eq!(state, State::NotYet);
    }
    assert!(Station::ALL.iter().all(|station| !station.has_begun(&doc)));
}

/// Counted over the records, not by the code under test.
#[test]
fn the_example_owes_what_its_records_say() {
    for tongue in [Tongue::Zh, Tongue::En] {
        let doc = example(tongue);
        // Goals reached from the project by way of contributions and places in the outline, one step after the other.
        let strategy = &doc.strategy;
        let steps = |item: Item| {
            let links =
                strategy.links.iter().filter(move |link| link.from == item && link.strength.share() > 0.0);
            let mut next: Vec<_> =
                links.filter(|link| link.kind == LinkKind::Contributes).map(|link| link.to).collect();
            match item {
                Item::Project(id) => {
                    next.extend(
                        strategy.homes.iter().filter(|home| home.project == id).map(|home| home.under),
                    );
                }
                Item::Node(id) => {
                    let place = strategy.nodes.iter().find(|node| node.id == id).map(|node| node.place);
                    next.extend(
                        place.and_then(
                            |place| if let Spot::Under(above) = place { Some(above) } else { None },
                        ),
                    );
                }
            }
            next
        };
        let is_goal = |id| strategy.nodes.iter().any(|node| node.id == id && node.kind == Kind::Goal);
        let serves = |project| {
            let (mut open, mut seen) = (steps(Item::Project(project)), BTreeSet::new());
            while let Some(id) = open.pop() {
                if is_goal(id) {
                    return true;
                }
                if seen.insert(id) {
                    open.extend(steps(Item::Node(id)));
                }
            }
            false
        };
        let idle = doc
            .projects
            .iter()
            .filter(|project| !matches!(project.status, ProjectStatus::Done | ProjectStatus::Cancelled))
            .filter(|project| !serves(project.id))
            .count();
        let owed_first = owed(&doc, Station::Strategy);
        let found = owed_first.iter().find_map(|open| match open {
            Open::ProjectsWithoutGoal(count) => Some(*count),
            _ => None,
        });
        assert_eq!(found.unwrap_or(0), idle);

        let missing = doc.standing().unwrap().matrix.missing();
        let open =
            doc.standing().unwrap().places.iter().filter(|place| place.verdict == Verdict::Open).count();
        let mut stated = Vec::new();
        if missing > 0 {
            stated.push(Open::MissingScores(missing));
        }
        if open > 0 {
            stated.push(Open::OpenGates(open));
        }
        assert_eq!(owed(&doc, Station::Projects), stated);

        let unfinished = doc.competency.rounds.iter().filter(|round| round.finished.is_none()).count();
        let people = owed(&doc, Station::People);
        assert_eq!(people.contains(&Open::RoundsUnfinished(unfinished)), unfinished > 0);
    }
}

#[test]
fn the_schedule_is_held_against_the_decision() {
    let mut doc = example(Tongue::En);
    let decided: BTreeSet<_> = doc.portfolio.decision().unwrap().outcome.chosen.keys().copied().collect();
    let part = Arc::make_mut(&mut doc.portfolio);
    part.schedule = Arc::clone(&part.decisions.last().unwrap().outcome.chosen);
    assert_eq!(owed(&doc, Station::Portfolio), []);
    // One out, one in: two differences.
    let outside = doc.projects.iter().map(|project| project.id).find(|id| !decided.contains(id)).unwrap();
    let inside = *decided.first().unwrap();
    let schedule = Arc::make_mut(&mut Arc::make_mut(&mut doc.portfolio).schedule);
    let slot = schedule.remove(&inside).unwrap();
    schedule.insert(outside, slot);
    assert_eq!(owed(&doc, Station::Portfolio), [Open::ScheduleDiffers(2)]);
}

#[test]
fn a_decision_on_the_set_is_changed_when_its_question_is() {
    let mut doc = example(Tongue::En);
    let mark = doc.portfolio.fingerprint(&doc);
    let part = Arc::make_mut(&mut doc.portfolio);
    let last = Arc::make_mut(Arc::make_mut(&mut part.decisions).last_mut().unwrap());
    (last.scenario, last.outcome.model) = (None, mark);
    let date = last.date;
    let made = Circle::of(&doc, today()).decisions.set;
    assert!(matches!(made, State::Made { date: Some(day), .. } if day == date));
    let part = Arc::make_mut(&mut doc.portfolio);
    let rule = Arc::make_mut(&mut Arc::make_mut(&mut part.rules)[0]);
    rule.on = !rule.on;
    assert_eq!(Circle::of(&doc, today()).decisions.set, State::Changed { date: Some(date) });
    Arc::make_mut(&mut doc.portfolio).decisions = Arc::default();
    assert_eq!(Circle::of(&doc, today()).decisions.set, State::Waits(0));
}

#[test]
fn a_ranking_is_decided_changed_or_waits() {
    let mut doc = example(Tongue::Zh);
    let standing = doc.standing().unwrap();
    let mut decision = standing.decision(DecisionId::from_number(1), |_| Name::default());
    Arc::make_mut(&mut doc.selection).decisions = Arc::new(vec![Arc::new(decision.clone())]);
    assert!(matches!(Circle::of(&doc, today()).decisions.ranking, State::Made { .. }));
    let ranking = Arc::make_mut(&mut decision.ranking);
    ranking.swap(0, 1);
    Arc::make_mut(&mut doc.selection).decisions = Arc::new(vec![Arc::new(decision)]);
    assert!(matches!(Circle::of(&doc, today()).decisions.ranking, State::Changed { .. }));
    Arc::make_mut(&mut doc.selection).decisions = Arc::default();
    assert_eq!(Circle::of(&doc, today()).decisions.ranking, State::Waits(0));
}

#[test]
fn everybody_who_finished_a_round_needs_a_step_that_is_not_dropped() {
    let mut doc = example(Tongue::En);
    let part = Arc::make_mut(&mut doc.competency);
    let finished: BTreeSet<_> =
        part.rounds.iter().filter(|round| round.finished.is_some()).map(|round| round.person).collect();
    for step in Arc::make_mut(&mut part.steps) {
        Arc::make_mut(step).status = StepStatus::Dropped;
    }
    assert_eq!(Circle::of(&doc, today()).decisions.growth, State::Waits(finished.len()));
    let part = Arc::make_mut(&mut doc.competency);
    let one = part.steps.iter().find(|step| finished.contains(&step.person)).unwrap().id;
    for step in Arc::make_mut(&mut part.steps) {
        if step.id == one {
            Arc::make_mut(step).status = StepStatus::Planned;
        }
    }
    assert_eq!(Circle::of(&doc, today()).decisions.growth, State::Waits(finished.len() - 1));
}
