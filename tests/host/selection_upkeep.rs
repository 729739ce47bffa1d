//! Criteria kept in step with the strategy, balance rules, who differs where, several changes as one step.

use pmo_planner::domain::id::{NodeId, WorkspaceId};
use pmo_planner::domain::numeric::Random;
use pmo_planner::domain::selection::{
    BalanceRule, Criterion, Direction, GateAnswer, GateKind, Kind, Leaf, Rating, Scale, SelectionChange,
    SelectionCommand,
};
use pmo_planner::domain::strategy::{
    Kind as NodeKind, Node, NodeEdit, Place, StrategyCommand, Weight, goal_weights,
};
use pmo_planner::domain::{
    Command, CriterionId, Extra, History, Money, Name, Note, Project, ProjectEdit, ProjectId, RaterId,
    WeightSetId, Workspace,
};

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn run(workspace: &mut Workspace, command: SelectionCommand) {
    workspace.apply(Command::Selection(command)).unwrap();
}

fn plan(workspace: &mut Workspace, command: StrategyCommand) {
    workspace.apply(Command::Strategy(command)).unwrap();
}

fn goal(number: u128, weight: f64) -> StrategyCommand {
    let mut node = Node::new(NodeId::from_number(number), NodeKind::Goal, Place::Top);
    node.name = name(&format!("goal {number}"));
    node.weight = Some(Weight::new(weight).unwrap());
    StrategyCommand::AddNode { node: Box::new(node), at: usize::MAX }
}

/// Goals 1 and 2, weighing 60 and 40.
fn with_goals() -> Workspace {
    let mut workspace = Workspace::new(WorkspaceId::from_number(1), name("w"));
    plan(&mut workspace, goal(1, 60.0));
    plan(&mut workspace, goal(2, 40.0));
    workspace
}

fn follow(workspace: &mut Workspace, from: u128) {
    let mut next = from;
    let command = workspace.following_goals(
        &name("fit"),
        &Note::truncated("how far?"),
        WeightSetId::from_number(1),
        || {
            next += 1;
            CriterionId::from_number(next)
        },
    );
    run(workspace, command);
}

/// Shares of the criteria that stand for goals, by goal.
fn shares(workspace: &Workspace) -> Vec<(u128, f64)> {
    let weights = workspace.selection.weights(None).unwrap();
    let of =
        |id: CriterionId| weights.iter().find(|(leaf, _)| *leaf == id).map_or(0.0, |(_, weight)| *weight);
    let criteria = workspace.selection.criteria.iter();
    let from_goals = criteria.filter(|criterion| criterion.goals.len() == 1);
    from_goals
        .map(|criterion| {
            (criterion.goals[0].to_string().chars().last().unwrap() as u128 - 48, of(criterion.id))
        })
        .collect()
}

#[test]
fn criteria_follow_the_goals_and_say_where_they_do_not() {
    let mut workspace = with_goals();
    assert_eq!(workspace.goal_drift(), None, "without criteria from goals there is nothing to keep in step");
    follow(&mut workspace, 100);
    assert_eq!(workspace.goal_drift(), None);
    assert_eq!(workspace.selection.criteria.len(), 3);
    for (goal, share) in shares(&workspace) {
        let wanted = goal_weights(&workspace.strategy)[usize::try_from(goal).unwrap() - 1].weight;
        assert!((share - wanted).abs() < 1e-6, "{goal}: {share} {wanted}");
    }
    // The strategy moves on: a goal more, one gone, one renamed and heavier.
    plan(&mut workspace, goal(3, 50.0));
    plan(&mut workspace, StrategyCommand::RemoveNodes(vec![NodeId::from_number(2)]));
    let first = NodeId::from_number(1);
    plan(&mut workspace, StrategyCommand::EditNodes(vec![(first, NodeEdit::Name(name("grow")))]));
    let drift = workspace.goal_drift().unwrap();
    assert_eq!(drift.missing, [name("goal 3")]);
    assert_eq!(drift.orphaned, [name("goal 2")]);
    assert_eq!(drift.renamed, [(name("goal 1"), name("grow"))]);
    let orphan =
        workspace.selection.criteria.iter().find(|criterion| *criterion.name == *"goal 2").unwrap().id;
    let before = workspace.clone();
    let mut next = 200;
    let command =
        workspace.following_goals(&name("fit"), &Note::default(), WeightSetId::from_number(9), || {
            next += 1;
            CriterionId::from_number(next)
        });
    let done = workspace.apply(Command::Selection(command)).unwrap();
    assert!(format!("{done:?}").contains("GoalsFollowed"));
    assert_eq!(workspace.goal_drift(), None);
    let weights = workspace.selection.weights(None).unwrap();
    assert!(
        weights.iter().any(|(leaf, weight)| *leaf == orphan && *weight == 0.0),
        "own now, weighing nothing"
    );
    assert_eq!(workspace.selection.criteria.len(), before.selection.criteria.len() + 1);
    // Weights here that are no longer those of the strategy.
    plan(
        &mut workspace,
        StrategyCommand::EditNodes(vec![(first, NodeEdit::Weight(Some(Weight::new(80.0).unwrap())))]),
    );
    let drift = workspace.goal_drift().unwrap();
    assert!(drift.missing.is_empty() && drift.renamed.is_empty());
    assert_eq!(drift.reweighted.len(), 2);
    let (_, here, there) = &drift.reweighted[0];
    let goals = goal_weights(&workspace.strategy);
    assert!((there - goals[0].weight).abs() < 1e-9 && (here - there).abs() > 0.01);
}

/// Projects 1 to `count`, costing 100, 200, ...; a leaf of each direction.
fn ranked(count: u128, costs: bool) -> Workspace {
    let mut workspace = Workspace::new(WorkspaceId::from_number(1), name("w"));
    let projects = (1..=count).map(|number| {
        let project =
            Project::new(ProjectId::from_number(number)).with(ProjectEdit::Name(name(&format!("p{number}"))));
        let cost = i64::try_from(number).unwrap() * 10_000;
        if costs { project.with(ProjectEdit::Cost(Some(Money::from_minor(cost).unwrap()))) } else { project }
    });
    workspace.apply(Command::AddProjects { at: 0, projects: projects.collect() }).unwrap();
    let leaf = |number: u128, direction: Direction| {
        Criterion::new(
            CriterionId::from_number(number),
            None,
            Kind::Leaf(Leaf { direction, scale: Scale::levels(5), ..Leaf::default() }),
        )
    };
    let criteria = vec![leaf(11, Direction::Benefit), leaf(12, Direction::Cost)];
    run(&mut workspace, SelectionCommand::AddCriteria { criteria, weights: None, method: None });
    workspace
}

fn rate(workspace: &mut Workspace, rater: u128, project: u128, criterion: u128, value: i32) {
    let cells = vec![(
        ProjectId::from_number(project),
        CriterionId::from_number(criterion),
        Some(Rating::Value(value.into())),
    )];
    run(workspace, SelectionCommand::Score { rater: RaterId::from_number(rater), cells });
}

fn rule(criterion: u128, from: i32, most: i32) -> SelectionCommand {
    let criterion = CriterionId::from_number(criterion);
    let rule = BalanceRule { criterion, from: from.into(), most: most.into(), extra: Extra::new() };
    SelectionCommand::SetBalance(criterion, Some(Box::new(rule)))
}

#[test]
fn balance_is_a_share_of_the_cost_on_the_worse_side() {
    for costs in [true, false] {
        let mut workspace = ranked(4, costs);
        for (project, value, risk) in [(1, 5, 1), (2, 4, 4), (3, 2, 5), (4, 1, 2)] {
            rate(&mut workspace, 1, project, 11, value);
            rate(&mut workspace, 1, project, 12, risk);
        }
        run(&mut workspace, rule(12, 4, 50));
        run(&mut workspace, rule(11, 2, 60));
        run(&mut workspace, rule(12, 4, 51));
        assert_eq!(workspace.selection.balance.len(), 2, "one rule a criterion");
        let rules: Vec<BalanceRule> =
            workspace.selection.balance.iter().map(|rule| (**rule).clone()).collect();
        let standing = workspace.standing().unwrap();
        let cost =
            |id: ProjectId| workspace.projects.iter().find(|project| project.id == id).and_then(|p| p.cost);
        let found = standing.balances(&rules, 4, cost);
        // Worse at value: 3 and 4; at risk: 2 and 3. Costs are 1, 2, 3 and 4 of 10.
        let wanted = if costs { [(0.7, false), (0.5, true)] } else { [(0.5, true), (0.5, true)] };
        for (balance, (share, kept)) in found.iter().zip(wanted) {
            assert!((balance.share - share).abs() < 1e-12, "{balance:?}");
            assert_eq!((balance.kept, balance.by_count), (kept, !costs));
        }
        // Of the first two only: by the ranking 1 and then one of the others.
        let second = standing.places[1].project;
        let two = standing.balances(&rules, 2, cost);
        assert!(two.iter().all(|balance| {
            balance.projects.iter().all(|id| *id == second || *id == ProjectId::from_number(1))
        }));
        assert!(
            standing.balances(&rules, 0, cost).iter().all(|balance| balance.share == 0.0 && balance.kept)
        );
        run(&mut workspace, SelectionCommand::RemoveCriteria(vec![CriterionId::from_number(12)]));
        assert_eq!(workspace.selection.balance.len(), 1, "a rule goes with its criterion");
        let text = serde_json::to_string(&workspace.selection).unwrap();
        assert_eq!(
            serde_json::from_str::<pmo_planner::domain::selection::Selection>(&text).unwrap(),
            *workspace.selection
        );
    }
}

#[test]
fn who_differs_where_by_plain_loops() {
    let mut workspace = ranked(6, false);
    let mut random = Random::new(5);
    let mut sheets = vec![vec![[0_i32; 2]; 6]; 3];
    for (rater, sheet) in sheets.iter_mut().enumerate() {
        for (project, row) in sheet.iter_mut().enumerate() {
            for (leaf, value) in row.iter_mut().enumerate() {
                *value = 1 + i32::try_from(random.below(5)).unwrap();
                rate(&mut workspace, rater as u128 + 1, project as u128 + 1, leaf as u128 + 11, *value);
            }
        }
    }
    let worth = |leaf: usize, value: f64| if leaf == 0 { (value - 1.0) / 4.0 } else { (5.0 - value) / 4.0 };
    let found = workspace.deviations();
    assert_eq!(found.len(), 3);
    let mut sizes = Vec::new();
    for deviation in &found {
        let rater = (1..=3).find(|number| RaterId::from_number(*number) == deviation.rater).unwrap();
        let rater = usize::try_from(rater).unwrap() - 1;
        let (mut bias, mut size, mut largest) = (0.0, 0.0, 0.0_f64);
        for project in 0..6 {
            for leaf in 0..2 {
                let own = f64::from(sheets[rater][project][leaf]);
                let others: Vec<f64> = (0..3)
                    .filter(|other| *other != rater)
                    .map(|other| f64::from(sheets[other][project][leaf]))
                    .collect();
                let gap = worth(leaf, own) - others.iter().map(|x| worth(leaf, *x)).sum::<f64>() / 2.0;
                bias += 100.0 * 0.5 * gap / 6.0;
                size += 0.5 * gap.abs() / 6.0;
                largest = largest.max(gap.abs());
            }
        }
        assert!((deviation.bias - bias).abs() < 1e-9, "{deviation:?} {bias}");
        sizes.push(size);
        let (project, criterion, own, others) = deviation.largest.unwrap();
        let leaf = usize::from(criterion == CriterionId::from_number(12));
        assert!((((own - others) / 4.0).abs() - largest).abs() < 1e-9);
        let project = (0..6).find(|index| ProjectId::from_number(*index + 1) == project).unwrap();
        assert!((own - f64::from(sheets[rater][usize::try_from(project).unwrap()][leaf])).abs() < 1e-12);
    }
    assert!(sizes.is_sorted_by(|a, b| a >= b), "who differs most comes first: {sizes:?}");
    // One rater alone differs from nobody.
    for rater in [2, 3] {
        run(&mut workspace, SelectionCommand::RemoveRater(RaterId::from_number(rater)));
    }
    assert!(workspace.deviations().is_empty());
}

#[test]
fn several_changes_are_one_step_all_or_none() {
    let mut workspace = ranked(3, false);
    let gate = CriterionId::from_number(20);
    let criteria = vec![Criterion::new(gate, None, Kind::Gate(GateKind::MustHave))];
    run(&mut workspace, SelectionCommand::AddCriteria { criteria, weights: None, method: None });
    let answer = |project: u128| {
        let answer = GateAnswer { yes: Some(false), ..GateAnswer::default() };
        SelectionCommand::AnswerGates(vec![(ProjectId::from_number(project), gate, Some(answer))])
    };
    let before = workspace.clone();
    let together = |last: u128| {
        Command::Selection(SelectionCommand::Together(
            vec![answer(1), answer(2), answer(last)],
            SelectionChange::GatesAnswered(3),
        ))
    };
    assert!(workspace.apply(together(9)).is_err());
    assert_eq!(workspace, before, "an unknown project: nothing has changed");
    let mut history = History::default();
    history.apply(&mut workspace, together(3)).unwrap();
    assert!(workspace.standing().is_err(), "nobody passes the gate");
    history.undo(&mut workspace);
    assert_eq!(workspace, before, "one step back undoes all of them");
}
