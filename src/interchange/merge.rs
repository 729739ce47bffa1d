//! What a merge of another workspace into the open one would change.

use std::collections::{HashMap, HashSet};

use crate::domain::{Project, ProjectEdit, ProjectField, ProjectId, Workspace};

/// What differs between two workspaces, seen from the one that is open.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Merge {
    /// New values for projects that both have.
    pub edits: Vec<(ProjectId, ProjectEdit)>,
    /// Projects that only the other one has.
    pub added: Vec<Project>,
    /// How many projects both have, with differences.
    pub edited: usize,
    /// How many projects both have, the same.
    pub same: usize,
    /// How many projects only the open one has; a merge leaves them, a replacement removes them.
    pub only_here: usize,
}

impl Merge {
    /// Compares by project id.
    pub fn of(here: &Workspace, other: &Workspace) -> Self {
        let by_id: HashMap<ProjectId, &Project> = here.projects.iter().map(|p| (p.id, &**p)).collect();
        let theirs: HashSet<ProjectId> = other.projects.iter().map(|project| project.id).collect();
        let mut merge = Self {
            only_here: here.projects.iter().filter(|project| !theirs.contains(&project.id)).count(),
            ..Self::default()
        };
        for project in other.projects.iter() {
            let Some(mine) = by_id.get(&project.id) else {
                merge.added.push((**project).clone());
                continue;
            };
            let before = merge.edits.len();
            for field in ProjectField::ALL {
                let edit = field.edit_of(project);
                if field.edit_of(mine) != edit {
                    merge.edits.push((project.id, edit));
                }
            }
            if merge.edits.len() > before { merge.edited += 1 } else { merge.same += 1 }
        }
        merge
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::{Change, Command, Name, WorkspaceId};

    fn workspace(projects: &[(u128, &str)]) -> Workspace {
        let mut workspace = Workspace::new(WorkspaceId::from_number(1), Name::default());
        let list = projects.iter().map(|(id, name)| {
            let edit = ProjectEdit::Name(Name::new(name).unwrap());
            Arc::new(Project::new(ProjectId::from_number(*id)).with(edit))
        });
        workspace.projects = Arc::new(list.collect());
        workspace
    }

    #[test]
    fn the_counts_are_what_the_command_does() {
        let mut here = workspace(&[(1, "a"), (2, "b"), (3, "c")]);
        let other = workspace(&[(2, "b"), (3, "changed"), (4, "new")]);
        let merge = Merge::of(&here, &other);
        assert_eq!((merge.edited, merge.same, merge.only_here, merge.added.len()), (1, 1, 1, 1));
        let command =
            Command::MergeWorkspace { edits: merge.edits, added: merge.added, other: Box::new(other) };
        assert_eq!(here.apply(command), Ok(Change::WorkspaceMerged));
        assert_eq!(here, workspace(&[(1, "a"), (2, "b"), (3, "changed"), (4, "new")]));
    }
}
