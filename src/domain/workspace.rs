//! The document: everything one workspace holds.

use std::collections::HashSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Extra;
use super::competency::Competency;
use super::error::DomainError;
use super::id::{ProjectId, WorkspaceId};
use super::money::MoneyUnit;
use super::portfolio::Portfolio;
use super::project::Project;
use super::selection::Selection;
use super::strategy::Strategy;
use super::text::Name;

/// A workspace. Its parts are shared, so a copy (an undo step, a snapshot) costs a few pointers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Workspace {
    /// Identity, kept for ever and through files.
    pub id: WorkspaceId,
    /// Name as shown in the switcher.
    #[serde(default)]
    pub name: Name,
    /// Marks the built-in example, whose figures are invented.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub example: bool,
    /// How money is typed and shown.
    #[serde(default)]
    pub money: MoneyUnit,
    /// Projects in the order of the list.
    #[serde(default)]
    pub projects: Arc<Vec<Arc<Project>>>,
    /// From the vision to the projects.
    #[serde(default, skip_serializing_if = "Part::is_empty_part")]
    pub strategy: Arc<Strategy>,
    /// Criteria, weights, scores.
    #[serde(default, skip_serializing_if = "Part::is_empty_part")]
    pub selection: Arc<Selection>,
    /// Limits, scenarios, decisions.
    #[serde(default, skip_serializing_if = "Part::is_empty_part")]
    pub portfolio: Arc<Portfolio>,
    /// People and their answers.
    #[serde(default, skip_serializing_if = "Part::is_empty_part")]
    pub competency: Arc<Competency>,
    /// Parts of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Workspace {
    /// The most projects a workspace may hold.
    pub const MAX_PROJECTS: usize = 5_000;

    /// An empty workspace.
    pub fn new(id: WorkspaceId, name: Name) -> Self {
        Self {
            id,
            name,
            example: false,
            money: MoneyUnit::default(),
            projects: Arc::default(),
            strategy: Arc::default(),
            selection: Arc::default(),
            portfolio: Arc::default(),
            competency: Arc::default(),
            extra: Extra::new(),
        }
    }

    /// The workspace, if what its type does not say holds too: ids are distinct, limits are kept.
    ///
    /// # Errors
    /// [`DomainError::TooManyProjects`], [`DomainError::DuplicateProject`].
    pub fn checked(self) -> Result<Self, DomainError> {
        let wanted = self.projects.len();
        if wanted > Self::MAX_PROJECTS {
            return Err(DomainError::TooManyProjects { wanted, limit: Self::MAX_PROJECTS });
        }
        let mut ids = HashSet::new();
        match self.projects.iter().find(|project| !ids.insert(project.id)) {
            Some(twice) => Err(DomainError::DuplicateProject(twice.id)),
            None => Ok(self),
        }
    }

    /// Is there nothing in it that a person would miss?
    pub fn is_empty(&self) -> bool {
        self.projects.is_empty()
            && self.strategy.is_empty()
            && self.selection.is_empty()
            && self.portfolio.is_empty()
            && self.competency.is_empty()
            && self.extra.is_empty()
    }

    /// Is it the same document without looking into its parts? Two that were made apart are not.
    pub fn shares_all(&self, other: &Self) -> bool {
        self.id == other.id
            && self.name == other.name
            && self.example == other.example
            && self.money == other.money
            && Arc::ptr_eq(&self.projects, &other.projects)
            && Arc::ptr_eq(&self.strategy, &other.strategy)
            && Arc::ptr_eq(&self.selection, &other.selection)
            && Arc::ptr_eq(&self.portfolio, &other.portfolio)
            && Arc::ptr_eq(&self.competency, &other.competency)
            && self.extra == other.extra
    }

    /// The project of an id.
    pub fn project(&self, id: ProjectId) -> Option<&Arc<Project>> {
        self.projects.iter().find(|project| project.id == id)
    }
}

/// A part that is not written to the file while there is nothing in it.
trait Part {
    fn is_empty_part(&self) -> bool;
}

macro_rules! parts {
    ($($part:ty),*) => {
        $(impl Part for Arc<$part> {
            fn is_empty_part(&self) -> bool {
                self.is_empty()
            }
        })*
    };
}

parts!(Strategy, Selection, Portfolio, Competency);
