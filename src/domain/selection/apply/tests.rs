use proptest::prelude::*;

use crate::domain::selection::{
    Agreement, Criterion, Kind, Leaf, Rater, Rating, Scale, Scope, Score, Selection, SelectionCommand,
    SelectionError, WeightSet,
};
use crate::domain::{
    Command, CriterionId, DomainError, Name, Note, Project, ProjectEdit, ProjectId, RaterId, Real, Workspace,
    WorkspaceId,
};

fn id(number: u128) -> CriterionId {
    CriterionId::from_number(number)
}

fn project(number: u128) -> ProjectId {
    ProjectId::from_number(number)
}

fn leaf(number: u128, parent: Option<u128>) -> Criterion {
    Criterion::new(id(number), parent.map(id), Kind::Leaf(Leaf::default()))
}

/// Projects 1 to 3; group 10 with leaves 11 and 12, leaf 13 beside it.
fn workspace() -> Workspace {
    let mut workspace = Workspace::new(WorkspaceId::from_number(1), Name::default());
    let projects = (1..=3).map(|number| {
        Project::new(project(number)).with(ProjectEdit::Name(Name::truncated(&format!("p{number}"))))
    });
    workspace.apply(Command::AddProjects { at: 0, projects: projects.collect() }).unwrap();
    let criteria = vec![
        Criterion::new(id(10), None, Kind::Group),
        leaf(11, Some(10)),
        leaf(12, Some(10)),
        leaf(13, None),
    ];
    run(&mut workspace, SelectionCommand::AddCriteria { criteria, weights: None, method: None }).unwrap();
    workspace
}

fn run(workspace: &mut Workspace, command: SelectionCommand) -> Result<(), DomainError> {
    workspace.apply(Command::Selection(command)).map(drop)
}

fn rated(rater: u128, project_number: u128, criterion: u128, value: i32) -> SelectionCommand {
    SelectionCommand::Score {
        rater: RaterId::from_number(rater),
        cells: vec![(project(project_number), id(criterion), Some(Rating::Value(value.into())))],
    }
}

#[test]
fn without_a_weight_set_siblings_count_alike() {
    let weights = workspace().selection.weights(None).unwrap();
    assert_eq!(weights, [(id(11), 0.25), (id(12), 0.25), (id(13), 0.5)]);
}

#[test]
fn the_mean_of_the_raters_counts_until_they_agree() {
    let mut workspace = workspace();
    run(&mut workspace, rated(1, 1, 11, 2)).unwrap();
    run(&mut workspace, rated(2, 1, 11, 5)).unwrap();
    run(&mut workspace, SelectionCommand::WeighRater(RaterId::from_number(2), 2.into())).unwrap();
    let group = workspace.selection.group_score(project(1), id(11)).unwrap();
    assert_eq!((group.value, group.raters, group.agreed), (4.0, 2, false));
    assert_eq!(workspace.selection.group_score(project(2), id(11)), None, "missing is not zero");
    let agreement = Agreement::new(Rating::between(3.into(), 4.into()), Note::truncated("细则"), None);
    let agree = vec![(project(1), id(11), Some(agreement))];
    run(&mut workspace, SelectionCommand::Agree(agree)).unwrap();
    let group = workspace.selection.group_score(project(1), id(11)).unwrap();
    assert_eq!((group.value, group.low, group.high, group.agreed), (3.5, 3.0, 4.0, true));
}

#[test]
fn what_does_not_fit_is_refused_and_changes_nothing() {
    let mut workspace = workspace();
    let before = workspace.clone();
    let refused = [
        (rated(1, 1, 11, 6), SelectionError::OffScale(id(11))),
        (rated(1, 9, 11, 3), SelectionError::UnknownProject(project(9))),
        (rated(1, 1, 10, 3), SelectionError::UnknownCriterion(id(10))),
        (
            SelectionCommand::MoveCriterion { id: id(10), group: Some(id(10)), to: 0 },
            SelectionError::NotAGroup(id(10)),
        ),
        (
            SelectionCommand::MoveCriterion { id: id(11), group: Some(id(13)), to: 0 },
            SelectionError::NotAGroup(id(13)),
        ),
        (SelectionCommand::EditCriterion(Box::new(leaf(10, None))), SelectionError::HoldsOthers(id(10))),
    ];
    for (command, error) in refused {
        assert_eq!(run(&mut workspace, command), Err(DomainError::Selection(error)));
        assert_eq!(workspace, before);
    }
}

#[test]
fn a_removed_group_takes_its_leaves_scores_and_weights_along() {
    let mut workspace = workspace();
    run(&mut workspace, rated(1, 1, 11, 2)).unwrap();
    run(&mut workspace, rated(1, 1, 13, 4)).unwrap();
    let mut set = WeightSet::new(super::super::WeightSetId::from_number(7), Name::default());
    set.level_mut(Some(id(10))).direct.insert(id(11), super::super::DirectWeight::default());
    run(&mut workspace, SelectionCommand::PutWeightSet(Box::new(set))).unwrap();
    run(&mut workspace, SelectionCommand::RemoveCriteria(vec![id(10)])).unwrap();
    let selection = &workspace.selection;
    assert_eq!(selection.criteria.len(), 1);
    assert_eq!(selection.raters[0].scores.len(), 1);
    assert!(selection.weight_sets[0].levels.is_empty());
}

#[test]
fn moving_reorders_and_regroups() {
    let mut workspace = workspace();
    run(&mut workspace, SelectionCommand::MoveCriterion { id: id(13), group: Some(id(10)), to: 0 }).unwrap();
    let order = |workspace: &Workspace| -> Vec<CriterionId> {
        workspace.selection.tree().placed.iter().map(|placed| placed.criterion.id).collect()
    };
    assert_eq!(order(&workspace), [10, 13, 11, 12].map(id));
    run(&mut workspace, SelectionCommand::MoveCriterion { id: id(13), group: Some(id(10)), to: 9 }).unwrap();
    assert_eq!(order(&workspace), [10, 11, 12, 13].map(id));
}

#[test]
fn removed_projects_are_forgotten() {
    let mut workspace = workspace();
    run(&mut workspace, rated(1, 1, 11, 2)).unwrap();
    workspace.apply(Command::RemoveProjects(vec![project(1)])).unwrap();
    assert!(workspace.selection.raters[0].scores.is_empty());
}

#[test]
fn a_set_of_weights_cannot_be_made_from_itself() {
    let mut workspace = workspace();
    let set = |number: u128, of: u128| {
        let mut set = WeightSet::new(super::super::WeightSetId::from_number(number), Name::default());
        set.scope = Scope::Group(super::super::GroupRule::MeanOfWeights);
        set.of = vec![super::super::WeightSetId::from_number(of)];
        SelectionCommand::PutWeightSet(Box::new(set))
    };
    run(&mut workspace, set(1, 2)).unwrap();
    assert!(run(&mut workspace, set(2, 1)).is_err());
}

#[test]
fn everything_survives_its_file() {
    let mut workspace = workspace();
    run(&mut workspace, rated(1, 1, 11, 2)).unwrap();
    let text = serde_json::to_string(&workspace.selection).unwrap();
    assert_eq!(serde_json::from_str::<Selection>(&text).unwrap(), *workspace.selection);
}

fn sheet() -> impl Strategy<Value = Rater> {
    let cell = (1..3u128, 11..13u128, proptest::option::of(1..4i32), 1..3u32);
    (1..3u128, "[ab]?", 0..3i32, proptest::collection::vec(cell, 0..6)).prop_map(
        |(number, name, weight, cells)| {
            let mut rater = Rater::new(RaterId::from_number(number), Name::truncated(&name));
            rater.weight = weight.into();
            for (row, column, value, revision) in cells {
                let rating = value.map(|value| Rating::Value(Real::from(value)));
                let score = Score { rating, revision, ..Score::default() };
                rater.scores.set(project(row), id(column), Some(score));
            }
            rater
        },
    )
}

/// The raters by id: their order in the list says nothing.
fn after(files: &[&Rater]) -> std::collections::BTreeMap<RaterId, Rater> {
    let mut workspace = workspace();
    for file in files {
        run(&mut workspace, SelectionCommand::MergeRaters(vec![(*file).clone()])).unwrap();
    }
    workspace.selection.raters.iter().map(|rater| (rater.id, (**rater).clone())).collect()
}

proptest! {
    #[test]
    fn rater_files_merge_in_any_order_any_number_of_times(a in sheet(), b in sheet(), c in sheet()) {
        // What a facilitator knows of a rater stays, so only scores may depend on the files.
        let scores = |files: &[&Rater]| {
            after(files).into_iter().map(|(id, rater)| (id, rater.scores)).collect::<Vec<_>>()
        };
        prop_assert_eq!(scores(&[&a, &b, &c]), scores(&[&c, &b, &a]));
        prop_assert_eq!(scores(&[&a, &b, &c]), scores(&[&b, &a, &c, &a, &b]));
        let mut workspace = workspace();
        let all = vec![c.clone(), a.clone(), b.clone()];
        run(&mut workspace, SelectionCommand::MergeRaters(all)).unwrap();
        let at_once: std::collections::BTreeMap<_, _> =
            workspace.selection.raters.iter().map(|rater| (rater.id, rater.scores.clone())).collect();
        prop_assert_eq!(at_once.into_iter().collect::<Vec<_>>(), scores(&[&a, &b, &c]));
    }

    #[test]
    fn two_versions_of_a_rater_are_one_whichever_comes_first(a in sheet(), b in sheet(), c in sheet()) {
        let [a, b, c] = [a, b, c].map(|rater| Rater { id: RaterId::from_number(1), ..rater });
        prop_assert_eq!(a.merged(&b), b.merged(&a));
        prop_assert_eq!(a.merged(&b).merged(&c), a.merged(&b.merged(&c)));
        prop_assert_eq!(a.merged(&a), a);
    }
}

#[test]
fn scales_hold_what_they_say() {
    assert!(
        Scale::levels(5).holds(Rating::Value(5.into())) && !Scale::levels(5).holds(Rating::Value(6.into()))
    );
}
