//! The one way to change a workspace.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::competency::{CompetencyChange, CompetencyCommand};
use super::error::DomainError;
use super::id::ProjectId;
use super::money::MoneyUnit;
use super::portfolio::{PortfolioChange, PortfolioCommand};
use super::project::{Project, ProjectEdit};
use super::selection::{SelectionChange, SelectionCommand};
use super::strategy::{StrategyChange, StrategyCommand};
use super::text::Name;
use super::workspace::Workspace;

/// A change asked for. Ids, dates and the like come in with it, so that applying it is a pure function.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Names the workspace.
    RenameWorkspace(Name),
    /// Sets how money is typed and shown; amounts stay the same.
    SetMoneyUnit(MoneyUnit),
    /// Inserts projects before a position of the list (beyond its end: at the end).
    AddProjects {
        /// Position of the first one.
        at: usize,
        /// The projects, in order.
        projects: Vec<Project>,
    },
    /// Sets fields, of one project (an edited cell) or of many (paste, fill down); all or none.
    EditProjects(Vec<(ProjectId, ProjectEdit)>),
    /// A paste or an import: edits of rows that are there and new rows at the end; all or none.
    MergeProjects {
        /// New values of rows that are there.
        edits: Vec<(ProjectId, ProjectEdit)>,
        /// New rows, appended.
        added: Vec<Project>,
    },
    /// Removes projects; ids that are not there are refused.
    RemoveProjects(Vec<ProjectId>),
    /// Puts a project at a position of the list.
    MoveProject {
        /// Which.
        id: ProjectId,
        /// Its position afterwards (beyond the end: last).
        to: usize,
    },
    /// Puts another document's content in the place of this one's; id stays.
    ReplaceContent(Box<Workspace>),
    /// Takes another workspace in: its projects as [`Command::MergeProjects`], its parts record by record.
    MergeWorkspace {
        /// New values of rows that are there.
        edits: Vec<(ProjectId, ProjectEdit)>,
        /// New rows, appended.
        added: Vec<Project>,
        /// The other one, for its parts.
        other: Box<Workspace>,
    },
    /// Of the strategy part.
    Strategy(StrategyCommand),
    /// Of the selection part.
    Selection(SelectionCommand),
    /// Of the portfolio part.
    Portfolio(PortfolioCommand),
    /// Of the competency part.
    Competency(CompetencyCommand),
}

/// A change that is ready to be made, all of it or, on an error, none of it.
pub type Step = Box<dyn FnOnce(&mut Workspace) -> Result<Change, DomainError>>;

// A part makes its own commands into steps: the code of the other parts is not needed for them.

impl From<Command> for Step {
    fn from(command: Command) -> Self {
        Box::new(move |workspace| workspace.apply(command))
    }
}

impl From<StrategyCommand> for Step {
    fn from(command: StrategyCommand) -> Self {
        Box::new(move |workspace| workspace.take_strategy(command))
    }
}

impl From<SelectionCommand> for Step {
    fn from(command: SelectionCommand) -> Self {
        Box::new(move |workspace| {
            workspace.changed_and_followed(|workspace| workspace.take_selection(command))
        })
    }
}

impl From<PortfolioCommand> for Step {
    fn from(command: PortfolioCommand) -> Self {
        Box::new(move |workspace| {
            workspace.changed_and_followed(|workspace| workspace.take_portfolio(command))
        })
    }
}

impl From<CompetencyCommand> for Step {
    fn from(command: CompetencyCommand) -> Self {
        Box::new(move |workspace| workspace.take_competency(command))
    }
}

/// What a command did, for the undo list and its toast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Nothing differs: no undo step.
    Nothing,
    /// The workspace was renamed.
    Renamed,
    /// The money unit was changed.
    MoneyUnitSet,
    /// Projects were added.
    ProjectsAdded(usize),
    /// Fields of so many projects were edited.
    ProjectsEdited(usize),
    /// Rows were edited and added.
    ProjectsMerged {
        /// Rows that differ now.
        edited: usize,
        /// Rows that are new.
        added: usize,
    },
    /// Projects were removed.
    ProjectsRemoved(usize),
    /// A project was moved.
    ProjectMoved,
    /// The content was replaced.
    ContentReplaced,
    /// Another workspace was taken in.
    WorkspaceMerged,
    /// In the strategy part.
    Strategy(StrategyChange),
    /// In the selection part.
    Selection(SelectionChange),
    /// In the portfolio part.
    Portfolio(PortfolioChange),
    /// In the competency part.
    Competency(CompetencyChange),
}

impl Workspace {
    /// Applies a command, all of it or, on an error, none of it.
    ///
    /// # Errors
    /// [`DomainError`] when the command names what is not there, repeats an id or exceeds a limit.
    pub fn apply(&mut self, command: Command) -> Result<Change, DomainError> {
        self.changed_and_followed(|workspace| workspace.applied(command))
    }

    /// Makes a change; values that follow the ranking follow what it did to their sources.
    fn changed_and_followed(
        &mut self,
        change: impl FnOnce(&mut Self) -> Result<Change, DomainError>,
    ) -> Result<Change, DomainError> {
        let sources =
            |w: &Self| (Arc::clone(&w.projects), Arc::clone(&w.selection), Arc::clone(&w.portfolio.values));
        let before = sources(self);
        let change = change(self)?;
        let after = sources(self);
        let is_same = Arc::ptr_eq(&before.0, &after.0)
            && Arc::ptr_eq(&before.1, &after.1)
            && Arc::ptr_eq(&before.2, &after.2);
        if !is_same {
            self.follow_ranking();
        }
        Ok(change)
    }

    fn applied(&mut self, command: Command) -> Result<Change, DomainError> {
        match command {
            Command::RenameWorkspace(name) => Ok(self.rename(name)),
            Command::SetMoneyUnit(unit) => Ok(self.set(|w| &mut w.money, unit, Change::MoneyUnitSet)),
            Command::AddProjects { at, projects } => self.add_projects(at, projects),
            Command::EditProjects(edits) => {
                let edited = self.edit_projects(edits)?;
                Ok(if edited == 0 { Change::Nothing } else { Change::ProjectsEdited(edited) })
            }
            Command::MergeProjects { edits, added } => self.merge_projects(edits, added),
            Command::RemoveProjects(ids) => self.remove_projects(&ids),
            Command::MoveProject { id, to } => self.move_project(id, to),
            Command::ReplaceContent(other) => Ok(self.replace_content(*other)),
            Command::MergeWorkspace { edits, added, other } => self.merge_workspace(edits, added, &other),
            Command::Strategy(command) => self.take_strategy(command),
            Command::Selection(command) => self.take_selection(command),
            Command::Portfolio(command) => self.take_portfolio(command),
            Command::Competency(command) => self.take_competency(command),
        }
    }

    fn take_strategy(&mut self, command: StrategyCommand) -> Result<Change, DomainError> {
        Ok(self.apply_strategy(command)?.map_or(Change::Nothing, Change::Strategy))
    }

    fn take_selection(&mut self, command: SelectionCommand) -> Result<Change, DomainError> {
        Ok(self.apply_selection(command)?.map_or(Change::Nothing, Change::Selection))
    }

    fn take_portfolio(&mut self, command: PortfolioCommand) -> Result<Change, DomainError> {
        Ok(self.apply_portfolio(command)?.map_or(Change::Nothing, Change::Portfolio))
    }

    fn take_competency(&mut self, command: CompetencyCommand) -> Result<Change, DomainError> {
        Ok(self.apply_competency(command)?.map_or(Change::Nothing, Change::Competency))
    }

    /// Names the workspace, as [`Command::RenameWorkspace`].
    pub fn rename(&mut self, name: Name) -> Change {
        self.set(|workspace| &mut workspace.name, name, Change::Renamed)
    }

    fn set<T: PartialEq>(&mut self, field: impl Fn(&mut Self) -> &mut T, value: T, change: Change) -> Change {
        let place = field(self);
        if *place == value {
            return Change::Nothing;
        }
        *place = value;
        change
    }

    fn add_projects(&mut self, at: usize, added: Vec<Project>) -> Result<Change, DomainError> {
        let count = added.len();
        if count == 0 {
            return Ok(Change::Nothing);
        }
        let wanted = self.projects.len() + count;
        if wanted > Self::MAX_PROJECTS {
            return Err(DomainError::TooManyProjects { wanted, limit: Self::MAX_PROJECTS });
        }
        let mut ids: HashSet<ProjectId> = self.projects.iter().map(|project| project.id).collect();
        if let Some(twice) = added.iter().find(|project| !ids.insert(project.id)) {
            return Err(DomainError::DuplicateProject(twice.id));
        }
        let at = at.min(self.projects.len());
        Arc::make_mut(&mut self.projects).splice(at..at, added.into_iter().map(Arc::new));
        Ok(Change::ProjectsAdded(count))
    }

    /// How many projects differ afterwards.
    fn edit_projects(&mut self, edits: Vec<(ProjectId, ProjectEdit)>) -> Result<usize, DomainError> {
        let positions: HashMap<ProjectId, usize> =
            self.projects.iter().enumerate().map(|(index, project)| (project.id, index)).collect();
        let mut edited: HashMap<usize, Project> = HashMap::new();
        for (id, edit) in edits {
            let index = *positions.get(&id).ok_or(DomainError::UnknownProject(id))?;
            let Some(current) =
                edited.remove(&index).or_else(|| self.projects.get(index).map(|p| (**p).clone()))
            else {
                return Err(DomainError::UnknownProject(id));
            };
            edited.insert(index, current.with(edit));
        }
        edited.retain(|index, project| self.projects.get(*index).is_none_or(|old| **old != *project));
        let count = edited.len();
        if count > 0 {
            let projects = Arc::make_mut(&mut self.projects);
            for (index, project) in edited {
                if let Some(place) = projects.get_mut(index) {
                    *place = Arc::new(project);
                }
            }
        }
        Ok(count)
    }

    fn merge_projects(
        &mut self,
        edits: Vec<(ProjectId, ProjectEdit)>,
        added: Vec<Project>,
    ) -> Result<Change, DomainError> {
        let mut draft = self.clone();
        let edited = draft.edit_projects(edits)?;
        let added = match draft.add_projects(usize::MAX, added)? {
            Change::ProjectsAdded(count) => count,
            _ => 0,
        };
        *self = draft;
        Ok(if edited + added == 0 { Change::Nothing } else { Change::ProjectsMerged { edited, added } })
    }

    fn remove_projects(&mut self, ids: &[ProjectId]) -> Result<Change, DomainError> {
        let doomed: HashSet<ProjectId> = ids.iter().copied().collect();
        let there: HashSet<ProjectId> = self.projects.iter().map(|project| project.id).collect();
        if let Some(unknown) = doomed.iter().find(|id| !there.contains(id)) {
            return Err(DomainError::UnknownProject(*unknown));
        }
        if doomed.is_empty() {
            return Ok(Change::Nothing);
        }
        Arc::make_mut(&mut self.projects).retain(|project| !doomed.contains(&project.id));
        Arc::make_mut(&mut self.strategy).forget_projects(&doomed);
        Arc::make_mut(&mut self.selection).forget_projects(&doomed);
        Arc::make_mut(&mut self.portfolio).forget_projects(&doomed);
        Arc::make_mut(&mut self.competency).forget_projects(&doomed);
        Ok(Change::ProjectsRemoved(doomed.len()))
    }

    fn move_project(&mut self, id: ProjectId, to: usize) -> Result<Change, DomainError> {
        let from = self
            .projects
            .iter()
            .position(|project| project.id == id)
            .ok_or(DomainError::UnknownProject(id))?;
        let to = to.min(self.projects.len() - 1);
        if from == to {
            return Ok(Change::Nothing);
        }
        let projects = Arc::make_mut(&mut self.projects);
        let project = projects.remove(from);
        projects.insert(to, project);
        Ok(Change::ProjectMoved)
    }

    fn merge_workspace(
        &mut self,
        edits: Vec<(ProjectId, ProjectEdit)>,
        added: Vec<Project>,
        other: &Self,
    ) -> Result<Change, DomainError> {
        let mut draft = self.clone();
        draft.merge_projects(edits, added)?;
        draft.strategy = Arc::new(draft.strategy.merged(&other.strategy));
        draft.selection = Arc::new(draft.selection.merged(&other.selection));
        draft.portfolio = Arc::new(draft.portfolio.merged(&other.portfolio));
        draft.competency = Arc::new(draft.competency.merged(&other.competency));
        if *self == draft {
            return Ok(Change::Nothing);
        }
        *self = draft;
        Ok(Change::WorkspaceMerged)
    }

    fn replace_content(&mut self, other: Self) -> Change {
        let other = Self { id: self.id, ..other };
        if *self == other {
            return Change::Nothing;
        }
        *self = other;
        Change::ContentReplaced
    }
}
