//! Undo and redo, through the public API.

use pmo_planner::domain::{
    Change, Command, DomainError, History, Money, Name, Project, ProjectEdit, ProjectId, Workspace,
    WorkspaceId,
};
use proptest::prelude::*;

fn empty() -> Workspace {
    Workspace::new(WorkspaceId::from_number(1), Name::default())
}

/// Commands on a small pool of ids, so that some hit and some are refused.
fn command() -> impl Strategy<Value = Command> {
    let id = (0_u128..6).prop_map(ProjectId::from_number);
    let edit = prop_oneof![
        "[a-z项目]{0,6}".prop_map(|text| ProjectEdit::Name(Name::new(&text).unwrap())),
        proptest::option::of(-1000_i64..1000)
            .prop_map(|minor| ProjectEdit::Cost(minor.map(|m| Money::from_minor(m).unwrap()))),
    ];
    prop_oneof![
        "[a-z]{0,5}".prop_map(|text| Command::RenameWorkspace(Name::new(&text).unwrap())),
        (0_usize..8, id.clone())
            .prop_map(|(at, id)| Command::AddProjects { at, projects: vec![Project::new(id)] }),
        proptest::collection::vec((id.clone(), edit.clone()), 0..4).prop_map(Command::EditProjects),
        (proptest::collection::vec((id.clone(), edit), 0..3), id.clone())
            .prop_map(|(edits, id)| Command::MergeProjects { edits, added: vec![Project::new(id)] }),
        proptest::collection::vec(id.clone(), 0..3).prop_map(Command::RemoveProjects),
        (id, 0_usize..8).prop_map(|(id, to)| Command::MoveProject { id, to }),
    ]
}

proptest! {
    #[test]
    fn undoing_all_gives_the_beginning_and_redoing_all_the_end(commands in proptest::collection::vec(command(), 0..120)) {
        let (mut workspace, mut history, mut steps) = (empty(), History::default(), 0);
        for command in commands {
            let before = workspace.clone();
            match history.apply(&mut workspace, command) {
                Ok(Change::Nothing) | Err(_) => prop_assert_eq!(&workspace, &before, "refused or empty, yet changed"),
                Ok(_) => {
                    prop_assert_ne!(&workspace, &before);
                    steps += 1;
                }
            }
        }
        let end = workspace.clone();
        for _ in 0..steps {
            prop_assert!(history.undo(&mut workspace).is_some());
        }
        prop_assert_eq!(history.undo(&mut workspace), None);
        prop_assert_eq!(&workspace, &empty());
        for _ in 0..steps {
            prop_assert!(history.redo(&mut workspace).is_some());
        }
        prop_assert_eq!(history.redo(&mut workspace), None);
        prop_assert_eq!(workspace, end);
    }

    #[test]
    fn ids_stay_unique(commands in proptest::collection::vec(command(), 0..60)) {
        let (mut workspace, mut history) = (empty(), History::default());
        for command in commands {
            drop(history.apply(&mut workspace, command));
        }
        let ids: std::collections::HashSet<_> = workspace.projects.iter().map(|project| project.id).collect();
        prop_assert_eq!(ids.len(), workspace.projects.len());
    }
}

#[test]
fn at_least_a_hundred_steps_can_be_undone() {
    let (mut workspace, mut history) = (empty(), History::default());
    for step in 0..History::DEPTH + 50 {
        history
            .apply(&mut workspace, Command::RenameWorkspace(Name::new(&format!("n{step}")).unwrap()))
            .unwrap();
    }
    let undone = std::iter::from_fn(|| history.undo(&mut workspace)).count();
    assert_eq!(undone, History::DEPTH);
    assert!(undone >= 100);
    assert_eq!(&*workspace.name, "n49");
}

#[test]
fn a_new_change_ends_what_could_be_redone() {
    let (mut workspace, mut history) = (empty(), History::default());
    let rename = |text| Command::RenameWorkspace(Name::new(text).unwrap());
    history.apply(&mut workspace, rename("a")).unwrap();
    history.undo(&mut workspace);
    history.apply(&mut workspace, rename("b")).unwrap();
    assert_eq!(history.redo(&mut workspace), None);
    assert_eq!(&*workspace.name, "b");
}

#[test]
fn a_command_is_applied_whole_or_not_at_all() {
    let (mut workspace, mut history) = (empty(), History::default());
    let id = ProjectId::from_number(1);
    history.apply(&mut workspace, Command::AddProjects { at: 0, projects: vec![Project::new(id)] }).unwrap();
    let before = workspace.clone();
    let edit = |number, text| (ProjectId::from_number(number), ProjectEdit::Name(Name::new(text).unwrap()));
    let refused =
        history.apply(&mut workspace, Command::EditProjects(vec![edit(1, "kept"), edit(9, "lost")]));
    assert_eq!(refused, Err(DomainError::UnknownProject(ProjectId::from_number(9))));
    let refused = history.apply(
        &mut workspace,
        Command::MergeProjects { edits: vec![edit(1, "kept")], added: vec![Project::new(id)] },
    );
    assert_eq!(refused, Err(DomainError::DuplicateProject(id)));
    assert_eq!(workspace, before);
}
