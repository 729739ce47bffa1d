//! The strategy map through its public interface: reference roll-ups worked out by hand, the example's own
//! figures, the templates' deliberate flaws, and properties that hold for every sequence of edits.

use crate::content::{example, model, stated};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use pmo_planner::domain::competency::Rating;
use pmo_planner::domain::id::{LinkId, MapVersionId, NodeId, RuleId, WorkspaceId};
use pmo_planner::domain::portfolio::{Portfolio, Says, new_rule};
use pmo_planner::domain::strategy::capability::{Team, Teams};
use pmo_planner::domain::strategy::coverage::{self, Coverage};
use pmo_planner::domain::strategy::difference::{Difference, difference};
use pmo_planner::domain::strategy::findings::{Finding, findings, owner_loads};
use pmo_planner::domain::strategy::impact::{Event, impact, worst_cuts};
use pmo_planner::domain::strategy::programmes::{Bond, Dependency};
use pmo_planner::domain::strategy::rollup::{self, roll_up};
use pmo_planner::domain::strategy::weights::{self, shares};
use pmo_planner::domain::strategy::{
    Direction, Graph, Item, Kind, Link, LinkKind, Measure, Node, NodeEdit, Place, Point, Reading, Real,
    RollUp, Rules, Status, Strategy, StrategyCommand, StrategyError, Strength, Weight, carriers,
    goal_weights, programmes, scenario,
};
use pmo_planner::domain::{
    Change, Command, DomainError, Extra, History, Money, Name, Note, Project, ProjectEdit, ProjectId,
    Workspace,
};
use pmo_planner::i18n::Locale;
use pmo_planner::interchange::example::Tongue;
use pmo_planner::interchange::strategy_template;
use proptest::prelude::*;

const TEMPLATES: &str = include_str!("../../content/strategy_templates.json");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn node_id(number: u128) -> NodeId {
    NodeId::from_number(number)
}

fn checks() -> serde_json::Value {
    stated()["checks"].clone()
}

/// The node of the example that the content calls `id`.
fn content_node(workspace: &Workspace, id: &str) -> NodeId {
    let content: serde_json::Value = stated();
    let groups = ["themes", "goals", "measures", "initiatives", "programmes"];
    let entry = groups
        .iter()
        .flat_map(|group| content["strategy"][*group].as_array().unwrap())
        .find(|entry| entry["id"] == id)
        .unwrap_or_else(|| panic!("no {id}"))
        .clone();
    let wanted = entry["name"]["en"].as_str().unwrap();
    workspace.strategy.nodes.iter().find(|node| &*node.name == wanted).unwrap().id
}

fn content_project(workspace: &Workspace, id: &str) -> ProjectId {
    let index: usize = id.trim_start_matches('p').parse().unwrap();
    workspace.projects[index - 1].id
}

#[track_caller]
fn near(actual: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((actual - expected).abs() <= tolerance, "{what}: {actual} is not {expected}");
}

// ---- reference roll-ups, worked out by hand ----

struct Built {
    workspace: Workspace,
    next: u128,
}

impl Built {
    fn new() -> Self {
        Self { workspace: Workspace::new(WorkspaceId::from_number(1), name("w")), next: 1 }
    }

    fn node(&mut self, kind: Kind, place: Place, weight: Option<f64>) -> NodeId {
        let mut node = Node::new(node_id(self.next), kind, place);
        node.name = name(&format!("n{}", self.next));
        node.weight = weight.map(|weight| Weight::new(weight).unwrap());
        self.next += 1;
        let id = node.id;
        self.run(StrategyCommand::AddNode { node: Box::new(node), at: usize::MAX });
        id
    }

    /// A measure from 0 to 100 over the year 2026, at `value` on 30 June, when 50 is expected.
    fn measure(&mut self, under: NodeId, weight: Option<f64>, value: Option<f64>) -> NodeId {
        let id = self.node(Kind::Measure, Place::Under(under), weight);
        let real = |value: f64| Real::new(value).unwrap();
        let measure = Measure {
            baseline: Some(Point { date: day("2025-12-31"), value: real(0.0) }),
            target: Some(Point { date: day("2026-12-31"), value: real(100.0) }),
            readings: value
                .map(|value| Reading {
                    date: day("2026-06-30"),
                    value: real(value),
                    confidence: None,
                    note: Note::default(),
                    extra: Extra::new(),
                })
                .into_iter()
                .collect(),
            ..Measure::default()
        };
        self.run(StrategyCommand::EditNodes(vec![(id, NodeEdit::Measure(Some(Arc::new(measure))))]));
        id
    }

    fn project(&mut self, cost: Option<i64>, finish: Option<&str>) -> ProjectId {
        let id = ProjectId::from_number(self.next);
        self.next += 1;
        let project = [
            ProjectEdit::Name(name(&format!("p{id}"))),
            ProjectEdit::Cost(cost.map(|minor| Money::from_minor(minor).unwrap())),
            ProjectEdit::Finish(finish.map(day)),
        ]
        .into_iter()
        .fold(Project::new(id), Project::with);
        self.workspace.apply(Command::AddProjects { at: usize::MAX, projects: vec![project] }).unwrap();
        id
    }

    fn link(&mut self, from: Item, to: NodeId, strength: u8) {
        let id = LinkId::from_number(self.next);
        self.next += 1;
        self.run(StrategyCommand::Connect(Box::new(Link::new(
            id,
            from,
            to,
            Strength::try_from(strength).unwrap(),
        ))));
    }

    #[track_caller]
    fn run(&mut self, command: StrategyCommand) {
        self.workspace.apply(Command::Strategy(command)).unwrap();
    }

    fn value(&self, id: NodeId) -> Option<f64> {
        let graph = Graph::of(&self.workspace.strategy);
        roll_up(&self.workspace.strategy, &graph).get(&id).and_then(|progress| progress.value)
    }
}

#[test]
fn progress_rolls_up_by_the_stated_rule() {
    let mut map = Built::new();
    let theme = map.node(Kind::Theme, Place::Top, None);
    let a = map.node(Kind::Goal, Place::Under(theme), Some(75.0));
    let b = map.node(Kind::Goal, Place::Under(theme), Some(25.0));
    map.measure(a, Some(60.0), Some(40.0)); // 0.8
    map.measure(a, Some(40.0), Some(25.0)); // 0.5
    map.measure(b, None, Some(10.0)); // 0.2
    // a = 0.6·0.8 + 0.4·0.5 = 0.68; theme = 0.75·0.68 + 0.25·0.2 = 0.56
    near(map.value(a).unwrap(), 0.68, 1e-12, "goal by weight");
    near(map.value(theme).unwrap(), 0.56, 1e-12, "theme by weight");
    map.run(StrategyCommand::EditNodes(vec![(theme, NodeEdit::RollUp(RollUp::Minimum))]));
    near(map.value(theme).unwrap(), 0.2, 1e-12, "theme by the worst");
    map.run(StrategyCommand::EditNodes(vec![(theme, NodeEdit::RollUp(RollUp::ByMeasures))]));
    assert_eq!(map.value(theme), None, "the theme has no measures of its own");
    map.measure(theme, None, Some(45.0));
    near(map.value(theme).unwrap(), 0.9, 1e-12, "theme by its own measure");
}

#[test]
fn parts_without_a_value_are_left_out_and_counted() {
    let mut map = Built::new();
    let goal = map.node(Kind::Goal, Place::Top, None);
    map.measure(goal, Some(50.0), Some(30.0)); // 0.6
    map.measure(goal, Some(30.0), None);
    map.measure(goal, Some(20.0), Some(50.0)); // 1.0
    // (50·0.6 + 20·1) / 70
    near(map.value(goal).unwrap(), 50.0 / 70.0, 1e-12, "two of three");
    let graph = Graph::of(&map.workspace.strategy);
    let rolled = roll_up(&map.workspace.strategy, &graph);
    let progress = &rolled[&goal];
    assert_eq!((progress.counted(), progress.parts.len()), (2, 3));
    near(progress.parts.iter().map(|part| part.share).sum(), 1.0, 1e-12, "shares of the parts with a value");
}

#[test]
fn a_measure_far_ahead_hides_no_other_that_is_behind() {
    let mut map = Built::new();
    let goal = map.node(Kind::Goal, Place::Top, None);
    map.measure(goal, None, Some(100.0)); // 2.0, counts as 1
    map.measure(goal, None, Some(10.0)); // 0.2
    map.measure(goal, None, Some(-30.0)); // −0.6, counts as 0
    near(map.value(goal).unwrap(), 0.4, 1e-12, "capped between 0 and 1");
}

#[test]
fn degenerate_maps_have_answers_and_never_nan() {
    let mut map = Built::new();
    let theme = map.node(Kind::Theme, Place::Top, Some(0.0));
    assert_eq!(map.value(theme), None);
    let goal = map.node(Kind::Goal, Place::Under(theme), Some(0.0));
    map.measure(goal, Some(0.0), Some(25.0));
    near(map.value(theme).unwrap(), 0.5, 1e-12, "weights of 0 count alike");
    let weights = goal_weights(&map.workspace.strategy);
    assert_eq!(weights.iter().map(|goal| goal.weight).collect::<Vec<_>>(), [1.0]);
    // A line that does not move: as good as the baseline is on track, worse is off track.
    let real = |value: f64| Real::new(value).unwrap();
    let flat = |value: f64, direction| {
        let point = |date: &str| Some(Point { date: day(date), value: real(5.0) });
        let measure = Measure {
            direction,
            baseline: point("2026-01-31"),
            target: point("2026-12-31"),
            ..Measure::default()
        };
        let reading = Reading {
            date: day("2026-06-30"),
            value: real(value),
            confidence: None,
            note: Note::default(),
            extra: Extra::new(),
        };
        measure.standing_of(&reading, &Rules::default()).unwrap().status
    };
    assert_eq!(flat(5.0, Direction::Up), Status::OnTrack);
    assert_eq!(flat(4.9, Direction::Up), Status::OffTrack);
    assert_eq!(flat(4.9, Direction::Down), Status::OnTrack);
    assert_eq!(Coverage::of(&map.workspace, &Graph::of(&map.workspace.strategy)).weighted, 0.0);
    assert_eq!(Coverage::default().concentrated(), None);
}

#[test]
fn stated_weights_are_shares_and_open_ones_take_the_rest() {
    assert_eq!(shares(&[Some(60.0), Some(20.0)]), [0.75, 0.25]);
    assert_eq!(shares(&[Some(60.0), None, None]), [0.6, 0.2, 0.2]);
    assert_eq!(shares(&[Some(100.0), None]), [1.0, 0.0]);
    assert_eq!(shares(&[Some(0.0), Some(0.0)]), [0.5, 0.5]);
    assert_eq!(shares(&[None, None, None, None]), [0.25; 4]);
    assert!(shares(&[]).is_empty());
}

// ---- the example's own figures ----

#[test]
fn the_example_has_the_counts_and_weights_that_its_content_states() {
    let workspace = example(Tongue::En);
    let strategy = &workspace.strategy;
    let checks = &checks()["strategy"];
    let count = |kind: Kind| strategy.nodes.iter().filter(|node| node.kind == kind).count() as u64;
    let counts = &checks["counts"];
    assert_eq!(count(Kind::Theme), counts["themes"].as_u64().unwrap());
    assert_eq!(count(Kind::Goal), counts["goals"].as_u64().unwrap());
    assert_eq!(count(Kind::Measure), counts["measures"].as_u64().unwrap());
    assert_eq!(count(Kind::Initiative), counts["initiatives"].as_u64().unwrap());
    assert_eq!(count(Kind::Programme), counts["programmes"].as_u64().unwrap());
    let contributions =
        strategy.links.iter().filter(|link| link.kind == LinkKind::Contributes).count() as u64;
    // One talk of the content is about a link that it does not list, since it was found not to contribute.
    assert_eq!(contributions, counts["contribution_links"].as_u64().unwrap() + 1);
    assert_eq!(strategy.links.len() as u64 - contributions, counts["cause_effect_links"].as_u64().unwrap());
    let talks: usize = strategy.links.iter().map(|link| link.talks.len()).sum();
    assert_eq!(talks as u64, counts["catchball_entries"].as_u64().unwrap());
    let weights: HashMap<NodeId, f64> =
        goal_weights(strategy).into_iter().map(|goal| (goal.node, goal.weight)).collect();
    for (id, weight) in checks["overall_goal_weights"].as_object().unwrap() {
        near(weights[&content_node(&workspace, id)], weight.as_f64().unwrap(), 1e-9, id);
    }
    near(weights.values().sum(), 1.0, 1e-12, "all weights");
    // Provenance: the product of the shares on the path is the weight.
    for goal in goal_weights(strategy) {
        near(goal.path.iter().map(|(_, share)| share).product(), goal.weight, 1e-12, "path");
        assert_eq!(goal.path.last().unwrap().0, goal.node);
    }
}

#[test]
fn the_example_measures_stand_as_its_content_states() {
    let workspace = example(Tongue::En);
    let checks = checks();
    for (id, expected) in checks["strategy"]["measure_status_2026Q3"].as_object().unwrap() {
        let node = workspace.strategy.node(content_node(&workspace, id)).unwrap().clone();
        let standing = node.measure.as_ref().unwrap().standing(&workspace.strategy.rules).unwrap();
        near(standing.progress, expected["progress"].as_f64().unwrap(), 5.1e-5, id);
        let status = match expected["status"].as_str().unwrap() {
            "on_track" => Status::OnTrack,
            "attention" => Status::Attention,
            _ => Status::OffTrack,
        };
        assert_eq!(standing.status, status, "{id}");
    }
    // Every expected value of the content lies on our line (they are rounded to two decimals).
    let content: serde_json::Value = stated();
    let mut compared = 0;
    for entry in content["strategy"]["measures"].as_array().unwrap() {
        let node =
            workspace.strategy.node(content_node(&workspace, entry["id"].as_str().unwrap())).unwrap().clone();
        let measure = node.measure.clone().unwrap();
        for (value, reading) in entry["values"].as_array().into_iter().flatten().zip(&measure.readings) {
            let expected = measure.expected(reading.date).unwrap();
            near(expected, value["expected"].as_f64().unwrap(), 0.006, entry["id"].as_str().unwrap());
            compared += 1;
        }
    }
    assert_eq!(compared, 90);
}

#[test]
fn the_example_money_spreads_as_its_content_states() {
    let workspace = example(Tongue::En);
    let graph = Graph::of(&workspace.strategy);
    let coverage = Coverage::of(&workspace, &graph);
    let checks = checks();
    for (id, expected) in checks["strategy"]["coverage_all_candidates"].as_object().unwrap() {
        let goal = coverage.goal(content_node(&workspace, id)).unwrap();
        near(goal.money / 1e6, expected["money"].as_f64().unwrap(), 0.051, id);
        near(goal.money_share, expected["money_share"].as_f64().unwrap(), 5.1e-5, id);
        near(goal.weight, expected["weight"].as_f64().unwrap(), 5.1e-5, id);
        near(goal.difference(), expected["difference"].as_f64().unwrap(), 1.01e-4, id);
    }
    near(
        coverage.without_goal / 1e6,
        checks["strategy"]["money_without_goal"].as_f64().unwrap(),
        1e-6,
        "rest",
    );
    let spread: f64 = coverage.goals.iter().map(|goal| goal.money).sum();
    near(spread + coverage.without_goal, coverage.total, 1.0, "no money is lost");
    near(
        coverage.carried_by().iter().map(|(_, part)| part).sum(),
        coverage.weighted,
        1e-12,
        "parts of coverage",
    );
    let (few, share) = coverage.concentrated().unwrap();
    assert!(share >= 0.5 && few.len() < workspace.projects.len());
}

#[test]
fn the_example_flaws_are_found() {
    let workspace = example(Tongue::En);
    let graph = Graph::of(&workspace.strategy);
    let found = findings(&workspace, &graph, day("2026-10-15"));
    let checks = checks();
    let mut projects = HashSet::new();
    for finding in &found {
        if let Finding::ProjectWithoutGoal { project, .. } = finding {
            projects.insert(*project);
        }
    }
    let expected: HashSet<ProjectId> =
        ["p23", "p24"].iter().map(|id| content_project(&workspace, id)).collect();
    assert_eq!(projects, expected);
    let goals: Vec<NodeId> = found
        .iter()
        .filter_map(|finding| match finding {
            Finding::GoalWithoutCarrier { goal, .. } => Some(*goal),
            _ => None,
        })
        .collect();
    assert_eq!(goals, [content_node(&workspace, "g03")]);
    let unowned: Vec<&Finding> =
        found.iter().filter(|finding| matches!(finding, Finding::MeasureWithoutOwner(_))).collect();
    assert_eq!(unowned, [&Finding::MeasureWithoutOwner(content_node(&workspace, "m20"))]);
    let overloaded: Vec<(&str, usize)> = found
        .iter()
        .filter_map(|finding| match finding {
            Finding::OwnerOverloaded { owner, items, .. } => Some((&**owner, *items)),
            _ => None,
        })
        .collect();
    assert_eq!(overloaded, [("Vice-president, operations", 15)]);
    let open: Vec<(Item, NodeId)> = found
        .iter()
        .filter_map(|finding| match finding {
            Finding::OpenTalk { from, to, .. } => Some((*from, *to)),
            _ => None,
        })
        .collect();
    assert_eq!(open, [(Item::Project(content_project(&workspace, "p10")), content_node(&workspace, "g05"))]);
    let loads = owner_loads(&workspace);
    let posts: serde_json::Value = stated();
    for owner in posts["strategy"]["owners"].as_array().unwrap() {
        let stated = checks["strategy"]["owner_load"][owner["id"].as_str().unwrap()].as_u64().unwrap_or(0);
        let counted = loads.get(&name(owner["post"]["en"].as_str().unwrap())).map_or(0, Vec::len) as u64;
        assert_eq!(counted, stated, "{owner}");
    }
    assert!(
        !found
            .iter()
            .any(|finding| matches!(finding, Finding::CarrierWithoutGoal { .. } | Finding::Unplaced(_)))
    );
}

#[test]
fn the_example_is_the_same_map_in_both_languages() {
    let en = example(Tongue::En);
    let zh = example(Tongue::Zh);
    let shape = |workspace: &Workspace| -> Vec<(NodeId, Kind, Place)> {
        workspace.strategy.nodes.iter().map(|node| (node.id, node.kind, node.place)).collect()
    };
    assert_eq!(shape(&en), shape(&zh));
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    assert!(en.strategy.nodes.iter().all(|node| !node.name.contains(han) && !node.note.contains(han)));
    assert!(zh.strategy.nodes.iter().all(|node| node.name.contains(han)));
}

#[test]
fn the_example_since_its_last_version() {
    let workspace = example(Tongue::En);
    let strategy = &workspace.strategy;
    let version = &strategy.versions[0];
    let found = difference((&version.nodes, &version.links), (&strategy.nodes, &strategy.links));
    let added: Vec<&str> = found
        .iter()
        .filter_map(|difference| match difference {
            Difference::Added(node) => Some(&*node.name),
            _ => None,
        })
        .collect();
    assert_eq!(
        added,
        ["Stay clear of every safety and environmental red line", "Plant energy per 10k CNY of output"]
    );
    assert!(found.iter().any(|difference| matches!(difference, Difference::Renamed { from, .. } if &**from == "Cut the energy use of main models by 18 %")));
    assert!(
        found.iter().any(|difference| matches!(difference, Difference::Reweighed { from: Some(12.0), .. }))
    );
    assert!(found.iter().any(
        |difference| matches!(difference, Difference::Retargeted { from: Some(from), to: Some(to), .. } if (from.value.get(), to.value.get()) == (95.0, 92.0))
    ));
    assert!(difference((&strategy.nodes, &strategy.links), (&strategy.nodes, &strategy.links)).is_empty());
}

#[test]
fn the_finder_ranks_carriers_and_says_when_nobody_can() {
    let workspace = example(Tongue::En);
    let graph = Graph::of(&workspace.strategy);
    let find =
        |id: &str| carriers::find(&workspace, &graph, content_node(&workspace, id), &|_| Team::Unknown(0));
    let delivery = find("g06");
    let best = delivery.best().unwrap();
    assert!(best.strength == Strength::STRONG && best.total > 0.5);
    assert!(delivery.candidates.windows(2).all(|pair| pair[0].total >= pair[1].total));
    // An initiative without money or dates moves the orphan's measure: an intention, which carries nothing.
    let orphan = find("g03");
    assert_eq!(orphan.best(), None);
    assert!(orphan.candidates.is_empty());
    // A programme costs what its projects cost.
    let programme =
        delivery.candidates.iter().find(|candidate| candidate.carrier.kind == Some(Kind::Programme)).unwrap();
    assert!(programme.carrier.cost.unwrap() > best.carrier.cost.unwrap());
    // What the team can do counts when it is known.
    let able = carriers::find(&workspace, &graph, content_node(&workspace, "g06"), &|_| Team::Known {
        value: 0.0,
        people: 3,
    });
    assert!(able.best().unwrap().total < best.total);
}

#[test]
fn cutting_a_project_costs_what_brute_force_says() {
    let workspace = example(Tongue::En);
    let graph = Graph::of(&workspace.strategy);
    for project in workspace.projects.iter() {
        let item = Item::Project(project.id);
        let found = impact(&workspace, &graph, item, Event::Cut);
        // The same workspace without the project.
        let mut without = workspace.clone();
        without.apply(Command::RemoveProjects(vec![project.id])).unwrap();
        let after = Coverage::of(&without, &Graph::of(&without.strategy)).weighted;
        near(found.after, after, 1e-12, &project.name);
        near(
            found.losses.iter().map(pmo_planner::domain::strategy::impact::Loss::weighted).sum(),
            found.drop(),
            1e-12,
            &project.name,
        );
        assert!(found.drop() >= 0.0);
    }
    let vision = workspace.strategy.nodes[0].id;
    let first = impact(&workspace, &graph, Item::Project(workspace.projects[0].id), Event::Cut);
    assert!(first.trace.iter().any(|reached| reached.node == vision), "the trace reaches the vision");
    // A programme falls with its projects.
    let programme = impact(&workspace, &graph, Item::Node(content_node(&workspace, "pg1")), Event::Cut);
    assert!(programme.drop() > first.drop());
}

#[test]
fn lateness_costs_only_goals_whose_day_is_missed_by_it() {
    let mut map = Built::new();
    let soon = map.node(Kind::Goal, Place::Top, Some(50.0));
    let later = map.node(Kind::Goal, Place::Top, Some(30.0));
    let open = map.node(Kind::Goal, Place::Top, Some(20.0));
    map.run(StrategyCommand::EditNodes(vec![
        (soon, NodeEdit::Due(Some(day("2027-03-31")))),
        (later, NodeEdit::Due(Some(day("2027-12-31")))),
    ]));
    let project = Item::Project(map.project(Some(100), Some("2027-03-15")));
    for goal in [soon, later, open] {
        map.link(project, goal, 3);
    }
    let graph = Graph::of(&map.workspace.strategy);
    let by = |months| impact(&map.workspace, &graph, project, Event::LateBy(months));
    near(by(0).drop(), 0.0, 1e-12, "in time");
    near(by(1).drop(), 0.5, 1e-12, "one month");
    near(by(9).drop(), 0.5, 1e-12, "nine months");
    near(by(10).drop(), 0.8, 1e-12, "ten months");
    assert_eq!(by(1).undated, [open]);
    near(impact(&map.workspace, &graph, project, Event::Cut).drop(), 1.0, 1e-12, "cut");
}

#[test]
fn weightings_side_by_side() {
    let workspace = example(Tongue::En);
    let graph = Graph::of(&workspace.strategy);
    let compared = scenario::compare(&workspace, &graph);
    assert_eq!(compared.goals.len(), 12);
    for column in 0..3 {
        near(
            compared.goals.iter().map(|(_, weights)| weights[column]).sum(),
            1.0,
            1e-9,
            "weights of a column",
        );
        // Ranks follow values, and ties share the better rank.
        for a in &compared.ranked {
            let better =
                compared.ranked.iter().filter(|b| b.places[column].0 > a.places[column].0 + 1e-9).count();
            assert_eq!(a.places[column].1, better + 1);
        }
    }
    assert!(compared.ranked.iter().any(|ranked| ranked.spread() > 0), "service first changes ranks");
}

#[test]
fn programmes_are_proposed_for_what_shares_goals() {
    let mut map = Built::new();
    let a = map.node(Kind::Goal, Place::Top, None);
    let b = map.node(Kind::Goal, Place::Top, None);
    let projects: Vec<ProjectId> = (0..4).map(|_| map.project(Some(1), None)).collect();
    for project in &projects[..2] {
        map.link(Item::Project(*project), a, 3);
    }
    map.link(Item::Project(projects[2]), b, 3);
    let graph = Graph::of(&map.workspace.strategy);
    let proposals = programmes::propose(&map.workspace, &graph, &[]);
    assert_eq!(proposals.len(), 1);
    assert_eq!(proposals[0].projects, projects[..2]);
    assert_eq!(proposals[0].shared_goals, [a]);
    // A dependency alone is not enough.
    let depends =
        |project: usize, on: usize, bond| Dependency { project: projects[project], on: projects[on], bond };
    let alone = [depends(3, 2, Bond::Needs)];
    assert_eq!(programmes::propose(&map.workspace, &graph, &alone).len(), 1);
    // With a goal that is shared in part it is: without it, 1 of 5 strengths is shared.
    let c = map.node(Kind::Goal, Place::Top, None);
    map.link(Item::Project(projects[3]), b, 1);
    map.link(Item::Project(projects[3]), c, 2);
    let graph = Graph::of(&map.workspace.strategy);
    let found = |depends: &[Dependency]| {
        let all = programmes::propose(&map.workspace, &graph, depends);
        all.into_iter().find(|proposal| proposal.projects.contains(&projects[2]))
    };
    assert_eq!(found(&[]), None);
    let together = found(&alone).unwrap();
    assert_eq!(together.projects, [projects[2], projects[3]]);
    assert_eq!(together.dependencies, alone);
    near(together.likeness, 0.2 + 0.25, 1e-9, "a fifth of the strengths and a dependency");
    assert_eq!(together.shared_goals, [b]);
}

#[test]
fn dependencies_are_the_rules_of_the_portfolio_that_are_on() {
    let mut map = Built::new();
    let projects: Vec<ProjectId> = (0..4).map(|_| map.project(Some(1), None)).collect();
    let mut number = 0;
    let mut rule = |says: Says, on: bool| {
        number += 1;
        let mut rule = new_rule(RuleId::from_number(number), says);
        rule.on = on;
        Arc::new(rule)
    };
    let rules = vec![
        rule(Says::Requires { project: projects[0], needs: projects[1] }, true),
        rule(Says::After { first: projects[2], then: projects[0], lag: 1 }, true),
        rule(Says::AllOrNone { projects: projects[1..].to_vec() }, true),
        rule(Says::Excludes { projects: projects.clone() }, true),
        rule(Says::Requires { project: projects[3], needs: projects[0] }, false),
    ];
    let portfolio = Portfolio { rules: Arc::new(rules), ..Portfolio::default() };
    let depends =
        |project: usize, on: usize, bond| Dependency { project: projects[project], on: projects[on], bond };
    assert_eq!(
        programmes::dependencies(&portfolio),
        [
            depends(0, 1, Bond::Needs),
            depends(0, 2, Bond::Follows),
            depends(2, 1, Bond::Together),
            depends(3, 2, Bond::Together),
        ]
    );
    // What depends on a project of a programme could join it.
    let goal = map.node(Kind::Goal, Place::Top, None);
    let programme = map.node(Kind::Programme, Place::Top, None);
    map.link(Item::Project(projects[0]), goal, 1);
    map.link(Item::Project(projects[1]), goal, 3);
    map.run(StrategyCommand::PlaceProject { project: projects[0], under: Some(programme), link: None });
    let graph = Graph::of(&map.workspace.strategy);
    let found = programmes::propose(&map.workspace, &graph, &programmes::dependencies(&portfolio));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].join, &found[0].projects[..]), (Some(programme), &projects[1..2]));
    assert_eq!(found[0].dependencies, [depends(0, 1, Bond::Needs)]);
    assert_eq!(
        programmes::propose(&map.workspace, &graph, &[]),
        [],
        "a third of the strengths is too little"
    );
}

#[test]
fn one_finder_for_all_goals_reaches_what_a_look_at_every_link_reaches() {
    let workspace = example(Tongue::En);
    let strategy = &workspace.strategy;
    let graph = Graph::of(strategy);
    let finder = carriers::Finder::new(&workspace, &graph);
    let mut compared = 0;
    for goal in goal_weights(strategy) {
        let aims: Vec<NodeId> = std::iter::once(goal.node)
            .chain(
                strategy
                    .nodes
                    .iter()
                    .filter(|node| node.kind == Kind::Measure && node.place == Place::Under(goal.node))
                    .map(|node| node.id),
            )
            .collect();
        let mut expected: HashMap<Item, Strength> = HashMap::new();
        for link in strategy.links.iter().filter(|link| link.carries() && aims.contains(&link.to)) {
            let known = expected.entry(link.from).or_insert(link.strength);
            *known = (*known).max(link.strength);
            let home = link.from.project().and_then(|project| graph.home(project));
            if let Some(home) = home.filter(|home| strategy.node(*home).unwrap().kind == Kind::Programme) {
                let known = expected.entry(Item::Node(home)).or_insert(link.strength);
                *known = (*known).max(link.strength);
            }
        }
        let counted: HashSet<Item> =
            coverage::counted(&workspace).iter().map(|carrier| carrier.item).collect();
        let is_programme =
            |item: &Item| item.node().is_some_and(|id| strategy.node(id).unwrap().kind == Kind::Programme);
        expected.retain(|item, _| counted.contains(item) || is_programme(item));
        let found = finder.find(goal.node, &|_| Team::Unknown(0));
        assert_eq!(found, carriers::find(&workspace, &graph, goal.node, &|_| Team::Unknown(0)));
        let reached: HashMap<Item, Strength> =
            found.candidates.iter().map(|candidate| (candidate.carrier.item, candidate.strength)).collect();
        assert_eq!(reached, expected);
        compared += expected.len();
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn a_team_is_known_from_three_people_whom_the_plan_needs() {
    let model = model();
    let mut workspace = example(Tongue::En);
    let graph = Graph::of(&workspace.strategy);
    let project = workspace.projects[0].clone();
    let carrier = coverage::carriers(&workspace)
        .into_iter()
        .find(|carrier| carrier.item == Item::Project(project.id))
        .unwrap();
    // Nobody of the example's PMO has a post that the project's plan asks for.
    let people = Teams::of(&workspace.competency, &model);
    assert!(!people.is_empty());
    assert_eq!(people.team(&workspace, &graph, &carrier), Team::Unknown(0));
    let role = *workspace.portfolio.plans[&project.id].demand.keys().next().unwrap();
    let post = workspace.portfolio.roles.iter().find(|other| other.id == role).unwrap().name.clone();
    let mut indices = Vec::new();
    for number in 0..4 {
        let part = Arc::make_mut(&mut workspace.competency);
        let person = Arc::make_mut(&mut Arc::make_mut(&mut part.people)[number]);
        // Names are the same whatever their case and spaces.
        person.post = name(&format!(" {} ", post.to_uppercase()));
        let (id, role) = (person.id, person.role.clone().unwrap());
        let round = part.last_round(id).unwrap().clone();
        let role = model.role(role.as_ref()).unwrap();
        // The index by hand: of every item that is rated the share of the way to its target, by weight.
        let (mut reached, mut rated, mut all) = (0.0, 0.0, 0.0);
        for one in &model.competencies {
            let Some(asked) = role.requirements.get(&one.id).filter(|asked| asked.weight > 0) else {
                continue;
            };
            let weight = f64::from(asked.weight);
            all += weight;
            let Some(level) = round.ratings.get(&one.id).and_then(Rating::level) else { continue };
            rated += weight;
            let way = f64::from(asked.target.get() - 1);
            reached += weight * (f64::from(level.get() - 1) / way).min(1.0);
        }
        if rated / all >= 0.7 {
            indices.push(reached / rated);
        }
        let team = Teams::of(&workspace.competency, &model).team(&workspace, &graph, &carrier);
        if indices.len() < 3 {
            assert_eq!(team, Team::Unknown(indices.len()));
        } else {
            let Team::Known { value, people } = team else { panic!("{team:?}") };
            assert_eq!(people, indices.len());
            near(value, indices.iter().sum::<f64>() / indices.len() as f64, 1e-9, "mean index");
        }
    }
    assert!(indices.len() >= 3);
    // A programme needs what its projects need.
    let mut with_programme = workspace.clone();
    let programme = Node::new(node_id(9_999), Kind::Programme, Place::Top);
    let home = StrategyCommand::PlaceProject { project: project.id, under: Some(programme.id), link: None };
    let added = StrategyCommand::AddNode { node: Box::new(programme), at: 0 };
    for command in [added, home] {
        with_programme.apply(Command::Strategy(command)).unwrap();
    }
    let graph = Graph::of(&with_programme.strategy);
    let carriers = coverage::carriers(&with_programme);
    let programme = carriers.iter().find(|carrier| carrier.item == Item::Node(node_id(9_999))).unwrap();
    let teams = Teams::of(&with_programme.competency, &model);
    assert!(
        matches!(teams.team(&with_programme, &graph, programme), Team::Known { people, .. } if people == indices.len())
    );
}

#[test]
fn the_worst_cuts_are_those_of_single_looks() {
    let workspace = example(Tongue::En);
    let strategy = &workspace.strategy;
    let graph = Graph::of(strategy);
    let coverage = Coverage::of(&workspace, &graph);
    let cuts = worst_cuts(strategy, &graph, &coverage, usize::MAX);
    assert_eq!(cuts.len(), coverage.carried_by().len());
    assert!(cuts.windows(2).all(|pair| pair[0].drop >= pair[1].drop));
    for cut in &cuts {
        let alone = impact(&workspace, &graph, cut.item, Event::Cut);
        near(cut.drop, alone.drop(), 1e-12, "loss");
        let hardest = alone.losses.first().filter(|loss| loss.weighted() > 0.0).map(|loss| loss.goal);
        assert_eq!(cut.hardest, hardest);
    }
}

#[test]
fn an_edit_of_words_keeps_every_figure_and_one_of_a_strength_keeps_the_index() {
    let workspace = example(Tongue::En);
    let before = &workspace.strategy;
    let graph = Graph::of(before);
    let edited = |command: StrategyCommand| {
        let mut after = workspace.clone();
        after.apply(Command::Strategy(command)).unwrap();
        after.strategy
    };
    let goal = goal_weights(before)[0].node;
    let renamed = edited(StrategyCommand::EditNodes(vec![(goal, NodeEdit::Name(name("another")))]));
    assert!(graph.still_holds(before, &renamed) && weights::are_kept(before, &renamed));
    assert!(rollup::is_kept(before, &renamed) && coverage::is_kept(before, &renamed));
    let link = before.links.iter().find(|link| link.from.node().is_some() && link.carries()).unwrap();
    let weaker = if link.strength == Strength::WEAK { Strength::STRONG } else { Strength::WEAK };
    let edit = pmo_planner::domain::strategy::LinkEdit::Strength(weaker);
    let weakened = edited(StrategyCommand::EditLink { id: link.id, edit });
    assert!(graph.still_holds(before, &weakened) && weights::are_kept(before, &weakened));
    assert!(!coverage::is_kept(before, &weakened));
    let reweighed =
        edited(StrategyCommand::EditNodes(vec![(goal, NodeEdit::Weight(Some(Weight::new(77.0).unwrap())))]));
    assert!(graph.still_holds(before, &reweighed) && !weights::are_kept(before, &reweighed));
    assert!(!rollup::is_kept(before, &reweighed));
    let removed = edited(StrategyCommand::RemoveNodes(vec![goal]));
    assert!(!graph.still_holds(before, &removed));
}

// ---- templates ----

#[test]
fn every_template_example_is_whole_and_has_the_flaw_it_is_meant_to_show() {
    let templates = strategy_template::parse(TEMPLATES).unwrap();
    assert_eq!(templates.len(), 5);
    let content: serde_json::Value = serde_json::from_str(TEMPLATES).unwrap();
    for (template, raw) in templates.iter().zip(content["templates"].as_array().unwrap()) {
        for locale in Locale::ALL {
            let mut number = 0_u8;
            let mut fresh = || {
                number += 1;
                (u64::from(number), [number; 10])
            };
            let command = template.filled(locale, day("2026-11-24"), &mut fresh).unwrap();
            let mut workspace = Workspace::new(WorkspaceId::from_number(1), name("w"));
            workspace.apply(Command::Strategy(command)).unwrap();
            let example = &raw["example"];
            let links = example["links"].as_array().unwrap().len();
            assert_eq!(workspace.strategy.links.len(), links, "no link is lost");
            let graph = Graph::of(&workspace.strategy);
            let found = findings(&workspace, &graph, day("2026-11-24"));
            let named = |id: &serde_json::Value| {
                let entry =
                    example["nodes"].as_array().unwrap().iter().find(|node| node["id"] == *id).unwrap();
                entry["name"][locale.tag()].as_str().unwrap().to_owned()
            };
            let of = |id: NodeId| workspace.strategy.node(id).unwrap().name.to_string();
            let orphans: Vec<String> = found
                .iter()
                .filter_map(|finding| match finding {
                    Finding::GoalWithoutCarrier { goal, .. } => Some(of(*goal)),
                    Finding::CarrierWithoutGoal { node, .. } => Some(of(*node)),
                    Finding::ProjectWithoutGoal { project, .. } => Some(project.to_string()),
                    _ => None,
                })
                .collect();
            let mut expected_orphans = Vec::new();
            for expected in example["expected_findings"].as_array().unwrap() {
                match expected["type"].as_str().unwrap() {
                    "goal_without_project" | "project_without_goal" => {
                        expected_orphans.push(named(&expected["node"]));
                    }
                    "owner_with_too_much" => {
                        let owner = expected["owner"][locale.tag()].as_str().unwrap();
                        let items = usize::try_from(expected["items"].as_u64().unwrap()).unwrap();
                        assert!(found.iter().any(|finding| matches!(finding, Finding::OwnerOverloaded { owner: who, items: n, .. } if &**who == owner && *n == items)));
                    }
                    "coverage_mismatch" => {
                        let goal = named(&expected["node"]);
                        let least = expected["money_share_at_least"].as_f64().unwrap();
                        assert!(found.iter().any(
                            |finding| matches!(finding, Finding::Mismatch { goal: id, weight, share, .. }
                            if of(*id) == goal && *share >= least && (*weight - 0.18).abs() < 1e-9)
                        ));
                    }
                    other => panic!("{other}"),
                }
            }
            assert_eq!(orphans, expected_orphans, "{}", template.name.get(locale));
            let mut number = 0_u8;
            let start = template.start(locale, &mut || {
                number += 1;
                (9, [number; 10])
            });
            let mut empty = Workspace::new(WorkspaceId::from_number(1), name("w"));
            empty.apply(Command::Strategy(start)).unwrap();
            assert_eq!(empty.strategy.nodes.len(), 1);
        }
    }
}

// ---- refusals ----

#[test]
fn a_cycle_is_refused_and_its_way_named() {
    let mut map = Built::new();
    let a = map.node(Kind::Goal, Place::Top, None);
    let b = map.node(Kind::Goal, Place::Top, None);
    let c = map.node(Kind::Goal, Place::Under(b), None);
    map.link(Item::Node(a), c, 2);
    let link = Link::new(LinkId::from_number(99), Item::Node(b), a, Strength::WEAK);
    let before = map.workspace.clone();
    let refused = map.workspace.apply(Command::Strategy(StrategyCommand::Connect(Box::new(link))));
    let Err(DomainError::Strategy(StrategyError::Cycle(way))) = refused else { panic!("{refused:?}") };
    assert_eq!(way.iter().map(|name| &**name).collect::<Vec<_>>(), ["n2", "n1", "n3", "n2"]);
    assert_eq!(map.workspace, before);
    // By moving, too.
    let refused = map.workspace.apply(Command::Strategy(StrategyCommand::MoveNode {
        id: b,
        place: Place::Under(a),
        at: 0,
        kind: Kind::Goal,
    }));
    assert!(matches!(refused, Err(DomainError::Strategy(StrategyError::Cycle(_)))));
    // And a node does not carry itself.
    let own = Link::new(LinkId::from_number(98), Item::Node(a), a, Strength::WEAK);
    assert!(map.workspace.apply(Command::Strategy(StrategyCommand::Connect(Box::new(own)))).is_err());
}

#[test]
fn removing_a_parent_keeps_what_stood_below_it() {
    let mut map = Built::new();
    let theme = map.node(Kind::Theme, Place::Top, None);
    let goal = map.node(Kind::Goal, Place::Under(theme), None);
    let measure = map.measure(goal, None, None);
    let project = map.project(None, None);
    map.link(Item::Project(project), goal, 2);
    let change = map.workspace.apply(Command::Strategy(StrategyCommand::RemoveNodes(vec![theme]))).unwrap();
    assert!(matches!(change, Change::Strategy(_)));
    let strategy = &map.workspace.strategy;
    assert_eq!(strategy.node(goal).unwrap().place, Place::Unplaced);
    assert_eq!(strategy.node(measure).unwrap().place, Place::Under(goal));
    assert_eq!(strategy.links.len(), 1);
    assert!(goal_weights(strategy).is_empty(), "what is unplaced has no weight");
    let graph = Graph::of(strategy);
    assert!(!graph.is_placed(strategy, measure));
    let found = findings(&map.workspace, &graph, day("2026-01-01"));
    assert!(found.contains(&Finding::Unplaced(goal)));
}

#[test]
fn removed_projects_leave_the_map() {
    let mut map = Built::new();
    let goal = map.node(Kind::Goal, Place::Top, None);
    let project = map.project(None, None);
    map.link(Item::Project(project), goal, 2);
    map.run(StrategyCommand::PlaceProject { project, under: Some(goal), link: None });
    map.workspace.apply(Command::RemoveProjects(vec![project])).unwrap();
    assert!(map.workspace.strategy.links.is_empty() && map.workspace.strategy.homes.is_empty());
}

#[test]
fn versions_are_kept_up_to_a_limit() {
    let mut map = Built::new();
    map.node(Kind::Goal, Place::Top, None);
    for number in 0..25 {
        map.run(StrategyCommand::KeepVersion {
            id: MapVersionId::from_number(number),
            name: name("v"),
            date: day("2026-01-01"),
        });
    }
    let versions = &map.workspace.strategy.versions;
    assert_eq!(versions.len(), Strategy::MAX_VERSIONS);
    assert_eq!(versions[0].id, MapVersionId::from_number(5));
}

#[test]
fn what_a_file_brings_is_made_whole() {
    let json = r#"{"nodes": [
        {"id": "00000000-0000-0000-0000-000000000001", "kind": "goal", "place": {"under": "00000000-0000-0000-0000-000000000002"}},
        {"id": "00000000-0000-0000-0000-000000000002", "kind": "goal", "place": {"under": "00000000-0000-0000-0000-000000000001"}},
        {"id": "00000000-0000-0000-0000-000000000003", "place": {"under": "00000000-0000-0000-0000-0000000000ff"}, "kept": 7},
        {"id": "00000000-0000-0000-0000-000000000003"}
      ], "links": [
        {"id": "00000000-0000-0000-0000-000000000011", "from": {"node": "00000000-0000-0000-0000-000000000003"}, "to": "00000000-0000-0000-0000-000000000001", "strength": 3},
        {"id": "00000000-0000-0000-0000-000000000012", "from": {"node": "00000000-0000-0000-0000-000000000001"}, "to": "00000000-0000-0000-0000-000000000003", "strength": 1},
        {"id": "00000000-0000-0000-0000-000000000013", "from": {"node": "00000000-0000-0000-0000-0000000000ff"}, "to": "00000000-0000-0000-0000-000000000003", "strength": 1}
      ], "later": true}"#;
    let strategy: Strategy = serde_json::from_str(json).unwrap();
    assert_eq!(strategy.nodes.len(), 3);
    assert_eq!(strategy.links.len(), 1);
    let graph = Graph::of(&strategy);
    assert_eq!(graph.unplaced.len(), 2);
    let again = serde_json::to_value(&strategy).unwrap();
    assert_eq!(again["later"], true);
    assert_eq!(again["nodes"][2]["kept"], 7);
    assert_eq!(serde_json::from_value::<Strategy>(again).unwrap(), strategy);
    for bad in ["-1", "4", "3.5", "\"x\""] {
        let bad = json.replace("\"strength\": 3", &format!("\"strength\": {bad}"));
        assert!(serde_json::from_str::<Strategy>(&bad).is_err());
    }
}

#[test]
fn two_maps_become_one() {
    let workspace = example(Tongue::En);
    let strategy = &workspace.strategy;
    assert_eq!(strategy.merged(strategy), **strategy);
    assert_eq!(strategy.merged(&Strategy::default()), **strategy);
    assert_eq!(Strategy::default().merged(strategy), **strategy);
}

// ---- properties ----

#[derive(Debug, Clone)]
enum Edit {
    Add(u8, u8),
    Move(u8, u8, u8),
    Remove(u8),
    Connect(u8, u8, u8),
    Project(u8, u8, u8),
    Weight(u8, u8),
    Kind(u8, u8),
    Name(u8, u8),
    Cost(u8, u8),
}

fn edits() -> impl Strategy_<Value = Vec<Edit>> {
    let edit = prop_oneof![
        3 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Edit::Add(a, b)),
        3 => (any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(a, b, c)| Edit::Move(a, b, c)),
        1 => any::<u8>().prop_map(Edit::Remove),
        4 => (any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(a, b, c)| Edit::Connect(a, b, c)),
        2 => (any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(a, b, c)| Edit::Project(a, b, c)),
        2 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Edit::Weight(a, b)),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Edit::Kind(a, b)),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Edit::Name(a, b)),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Edit::Cost(a, b)),
    ];
    prop::collection::vec(edit, 1..60)
}

use proptest::strategy::Strategy as Strategy_;

fn command_of(workspace: &Workspace, edit: &Edit, number: u128) -> Option<StrategyCommand> {
    let nodes = &workspace.strategy.nodes;
    let pick = |byte: u8| (!nodes.is_empty()).then(|| nodes[usize::from(byte) % nodes.len()].id);
    let place = |byte: u8| match (byte % 4, pick(byte / 4)) {
        (0, _) | (_, None) => Place::Top,
        (_, Some(id)) => Place::Under(id),
    };
    let kind = |byte: u8| Kind::ALL[usize::from(byte) % Kind::ALL.len()];
    let strength = |byte: u8| Strength::ALL[usize::from(byte % 4)];
    Some(match edit {
        Edit::Add(a, b) => StrategyCommand::AddNode {
            node: Box::new(Node::new(node_id(number), kind(*a), place(*b))),
            at: usize::from(*a % 5),
        },
        Edit::Move(a, b, c) => StrategyCommand::MoveNode {
            id: pick(*a)?,
            place: place(*b),
            at: usize::from(*c % 5),
            kind: kind(*c),
        },
        Edit::Remove(a) => StrategyCommand::RemoveNodes(vec![pick(*a)?]),
        Edit::Connect(a, b, c) => {
            let link = Link::new(LinkId::from_number(number), Item::Node(pick(*a)?), pick(*b)?, strength(*c));
            StrategyCommand::Connect(Box::new(link))
        }
        Edit::Project(a, b, c) => {
            let project = workspace.projects[usize::from(*a) % workspace.projects.len()].id;
            let link =
                Link::new(LinkId::from_number(number), Item::Project(project), pick(*b)?, strength(*c));
            StrategyCommand::Connect(Box::new(link))
        }
        Edit::Weight(a, b) => {
            let weight = (b % 3 > 0).then(|| Weight::new(f64::from(*b)).unwrap());
            StrategyCommand::EditNodes(vec![(pick(*a)?, NodeEdit::Weight(weight))])
        }
        Edit::Kind(a, b) => StrategyCommand::EditNodes(vec![(pick(*a)?, NodeEdit::Kind(kind(*b)))]),
        Edit::Name(a, b) => {
            StrategyCommand::EditNodes(vec![(pick(*a)?, NodeEdit::Name(name(&format!("name {b}"))))])
        }
        Edit::Cost(a, b) => {
            let cost = (b % 4 > 0).then(|| Money::from_minor(i64::from(*b)).unwrap());
            StrategyCommand::EditNodes(vec![(pick(*a)?, NodeEdit::Cost(cost))])
        }
    })
}

fn visit(
    id: NodeId,
    ways: &HashMap<NodeId, Vec<NodeId>>,
    open: &mut HashSet<NodeId>,
    done: &mut HashSet<NodeId>,
) -> bool {
    if done.contains(&id) {
        return false;
    }
    if !open.insert(id) {
        return true;
    }
    let found = ways.get(&id).into_iter().flatten().any(|next| visit(*next, ways, open, done));
    open.remove(&id);
    done.insert(id);
    found
}

/// A cycle check that shares no code with the one under test: depth-first search with three colours.
fn has_cycle(strategy: &Strategy) -> bool {
    let mut ways: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
    for node in strategy.nodes.iter() {
        ways.entry(node.id).or_default().extend(node.place.parent());
    }
    for link in strategy.links.iter() {
        if let Item::Node(from) = link.from {
            ways.entry(from).or_default().push(link.to);
        }
    }
    let (mut open, mut done) = (HashSet::new(), HashSet::new());
    ways.keys().any(|id| visit(*id, &ways, &mut open, &mut done))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_edit_makes_a_cycle_and_undo_brings_every_state_back(edits in edits()) {
        let mut workspace = Workspace::new(WorkspaceId::from_number(1), name("w"));
        let projects = (0..5).map(|n| Project::new(ProjectId::from_number(1_000 + n))).collect();
        workspace.apply(Command::AddProjects { at: 0, projects }).unwrap();
        let mut history = History::default();
        let mut states = vec![workspace.clone()];
        for (number, edit) in edits.iter().enumerate() {
            let Some(command) = command_of(&workspace, edit, number as u128 + 1) else { continue };
            let before = workspace.clone();
            match history.apply(&mut workspace, Command::Strategy(command)) {
                Ok(Change::Nothing) => prop_assert_eq!(&workspace, &before),
                Ok(_) => states.push(workspace.clone()),
                Err(_) => prop_assert_eq!(&workspace, &before),
            }
            prop_assert!(!has_cycle(&workspace.strategy));
        }
        // What the analysis says is finite, and weights and shares sum to 1.
        let graph = Graph::of(&workspace.strategy);
        let weights = goal_weights(&workspace.strategy);
        let sum: f64 = weights.iter().map(|goal| goal.weight).sum();
        prop_assert!(weights.is_empty() || (sum - 1.0).abs() < 1e-9);
        let coverage = Coverage::of(&workspace, &graph);
        prop_assert!((0.0..=1.0 + 1e-9).contains(&coverage.weighted));
        for progress in roll_up(&workspace.strategy, &graph).values() {
            prop_assert!(progress.value.is_none_or(f64::is_finite));
        }
        findings(&workspace, &graph, day("2026-01-01"));
        // The file reads back as the same map.
        let json = serde_json::to_string(&*workspace.strategy).unwrap();
        prop_assert_eq!(serde_json::from_str::<Strategy>(&json).unwrap(), (*workspace.strategy).clone());
        while let Some(state) = states.pop() {
            prop_assert_eq!(&workspace, &state);
            history.undo(&mut workspace);
        }
    }

    #[test]
    fn what_is_kept_after_an_edit_is_what_would_be_worked_out(edits in edits()) {
        let mut workspace = Workspace::new(WorkspaceId::from_number(1), name("w"));
        let projects = (0..5).map(|n| {
            Project::new(ProjectId::from_number(1_000 + n)).with(ProjectEdit::Cost(Money::from_minor(100).ok()))
        });
        workspace.apply(Command::AddProjects { at: 0, projects: projects.collect() }).unwrap();
        for (number, edit) in edits.iter().enumerate() {
            let Some(command) = command_of(&workspace, edit, number as u128 + 1) else { continue };
            let before = workspace.clone();
            if workspace.apply(Command::Strategy(command)).is_err() {
                continue;
            }
            let (old, new) = (&before.strategy, &workspace.strategy);
            let graph = Graph::of(old);
            if graph.still_holds(old, new) {
                prop_assert_eq!(&graph, &Graph::of(new));
            }
            let new_graph = Graph::of(new);
            if weights::are_kept(old, new) {
                prop_assert_eq!(goal_weights(old), goal_weights(new));
                if coverage::is_kept(old, new) {
                    prop_assert_eq!(Coverage::of(&before, &graph), Coverage::of(&workspace, &new_graph));
                }
            }
            if rollup::is_kept(old, new) {
                prop_assert_eq!(roll_up(old, &graph), roll_up(new, &new_graph));
            }
        }
    }

    #[test]
    fn scaling_the_weights_of_siblings_changes_nothing(stated in prop::collection::vec(1_u32..100, 2..8), factor in 1_u32..50) {
        let plain: Vec<Option<f64>> = stated.iter().map(|weight| Some(f64::from(*weight))).collect();
        let scaled: Vec<Option<f64>> = stated.iter().map(|weight| Some(f64::from(*weight * factor))).collect();
        for (a, b) in shares(&plain).iter().zip(shares(&scaled)) {
            prop_assert!((a - b).abs() < 1e-12);
        }
    }

    #[test]
    fn a_weighted_roll_up_lies_between_its_worst_and_its_best_part(values in prop::collection::vec((0_u32..100, 1_u32..50), 1..6)) {
        let mut map = Built::new();
        let goal = map.node(Kind::Goal, Place::Top, None);
        for (value, weight) in &values {
            map.measure(goal, Some(f64::from(*weight)), Some(f64::from(*value)));
        }
        let parts = values.iter().map(|(value, _)| (f64::from(*value) / 50.0).clamp(0.0, 1.0));
        let (least, most) = parts.fold((1.0_f64, 0.0_f64), |(a, b), x| (a.min(x), b.max(x)));
        let value = map.value(goal).unwrap();
        prop_assert!(least - 1e-9 <= value && value <= most + 1e-9);
        map.run(StrategyCommand::EditNodes(vec![(goal, NodeEdit::RollUp(RollUp::Minimum))]));
        prop_assert!((map.value(goal).unwrap() - least).abs() < 1e-9);
    }

    #[test]
    fn more_strength_never_lowers_coverage(strengths in prop::collection::vec(0_u8..=3, 1..6), raised in 0_usize..6) {
        let weighted = |strengths: &[u8]| {
            let mut map = Built::new();
            let goal = map.node(Kind::Goal, Place::Top, None);
            for strength in strengths {
                let project = map.project(Some(1), None);
                map.link(Item::Project(project), goal, *strength);
            }
            Coverage::of(&map.workspace, &Graph::of(&map.workspace.strategy)).weighted
        };
        let mut more = strengths.clone();
        let index = raised % more.len();
        more[index] = 3;
        prop_assert!(weighted(&more) >= weighted(&strengths) - 1e-12);
    }
}

// ---- size ----

/// 2,000 nodes and 6,000 links; how long that takes is measured in the browser.
#[test]
fn a_large_map_is_indexed_and_analysed() {
    let workspace = large(2_000, 6_000);
    let graph = Graph::of(&workspace.strategy);
    let found = findings(&workspace, &graph, day("2026-01-01"));
    let rolled = roll_up(&workspace.strategy, &graph);
    assert_eq!(rolled.len(), 1 + 10 + 400 + 990, "the vision, themes, goals and measures");
    let without = found.iter().filter(|finding| matches!(finding, Finding::MeasureWithoutTarget(_))).count();
    assert_eq!(without, 990);
}

fn large(nodes: usize, links: usize) -> Workspace {
    let mut list = Vec::new();
    let mut strategy = Strategy::default();
    let id = |number: usize| node_id(number as u128 + 1);
    for number in 0..nodes {
        let (kind, place) = match number {
            0 => (Kind::Vision, Place::Top),
            1..=10 => (Kind::Theme, Place::Under(id(0))),
            11..=410 => (Kind::Goal, Place::Under(id(1 + number % 10))),
            411..=1_400 => (Kind::Measure, Place::Under(id(11 + number % 400))),
            _ => (Kind::Initiative, Place::Under(id(11 + number % 400))),
        };
        let mut node = Node::new(id(number), kind, place);
        node.name = name(&format!("第 {number} 项"));
        list.push(Arc::new(node));
    }
    strategy.nodes = Arc::new(list);
    let projects: Vec<Project> = (0..500)
        .map(|number| {
            let project = Project::new(ProjectId::from_number(number + 1));
            project.with(ProjectEdit::Cost(Some(Money::from_minor(1_000_000).unwrap())))
        })
        .collect();
    let list = (0..links).map(|number| {
        let from = Item::Project(projects[number % 500].id);
        let strength = Strength::ALL[number % 4];
        Arc::new(Link::new(
            LinkId::from_number(number as u128 + 1),
            from,
            id(11 + (number * 7 + number / 400) % 400),
            strength,
        ))
    });
    strategy.links = Arc::new(list.collect());
    let mut workspace = Workspace::new(WorkspaceId::from_number(1), name("w"));
    workspace.apply(Command::AddProjects { at: 0, projects }).unwrap();
    workspace.strategy = Arc::new(strategy);
    workspace
}
