//! The open document, and the one way to change it.

use leptos::prelude::*;

use crate::domain::{Change, DomainError, History, Step, Workspace};

/// May this tab change the document?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// This tab writes.
    #[default]
    Writer,
    /// Another tab writes.
    OtherTabWrites,
    /// The document is newer than this version of the app.
    TooNew {
        /// Its schema.
        schema: u32,
    },
}

/// The document of the tab. A handle: copies share the same document.
#[derive(Debug, Clone, Copy)]
pub struct Store {
    doc: RwSignal<Workspace>,
    history: RwSignal<History>,
    access: RwSignal<Access>,
    revision: RwSignal<u64>,
}

impl Store {
    /// A store of a document.
    pub fn new(workspace: Workspace) -> Self {
        Self {
            doc: RwSignal::new(workspace),
            history: RwSignal::new(History::default()),
            access: RwSignal::new(Access::Writer),
            revision: RwSignal::new(0),
        }
    }

    /// The document, to read.
    pub fn doc(self) -> ReadSignal<Workspace> {
        self.doc.read_only()
    }

    /// Counts the changes made here; what autosave watches. Loading a document does not count.
    pub fn revision(self) -> ReadSignal<u64> {
        self.revision.read_only()
    }

    /// May this tab write?
    pub fn access(self) -> ReadSignal<Access> {
        self.access.read_only()
    }

    /// Says whether this tab may write.
    pub fn set_access(self, access: Access) {
        self.access.set(access);
    }

    /// Changes the document.
    ///
    /// # Errors
    /// [`DomainError`]; then nothing has changed.
    pub fn take(self, step: Step) -> Result<Change, DomainError> {
        if self.access.get_untracked() != Access::Writer {
            return Err(DomainError::ReadOnly);
        }
        let mut workspace = self.doc.get_untracked();
        let mut outcome = Ok(Change::Nothing);
        self.history.update(|history| outcome = history.take(&mut workspace, step));
        if !matches!(outcome, Ok(Change::Nothing) | Err(_)) {
            self.commit(workspace);
        }
        outcome
    }

    /// Takes the last step back.
    pub fn undo(self) -> Option<Change> {
        self.step(History::undo)
    }

    /// Takes the last undone step again.
    pub fn redo(self) -> Option<Change> {
        self.step(History::redo)
    }

    fn step(self, step: fn(&mut History, &mut Workspace) -> Option<Change>) -> Option<Change> {
        if self.access.get_untracked() != Access::Writer {
            return None;
        }
        let mut workspace = self.doc.get_untracked();
        let mut change = None;
        self.history.update(|history| change = step(history, &mut workspace));
        if change.is_some() {
            self.commit(workspace);
        }
        change
    }

    fn commit(self, workspace: Workspace) {
        self.doc.set(workspace);
        self.revision.update(|revision| *revision += 1);
    }

    /// Starts the history anew: what was forgotten for good must not come back by an undo.
    pub fn forget_history(self) {
        self.history.set(History::default());
    }

    /// What an undo would take back.
    pub fn next_undo(self) -> Option<Change> {
        self.history.with(|history| history.next_undo().cloned())
    }

    /// What a redo would bring back.
    pub fn next_redo(self) -> Option<Change> {
        self.history.with(|history| history.next_redo().cloned())
    }

    /// Puts another document here (opened, switched to, taken from another tab). Starts a new history.
    pub fn load(self, workspace: Workspace, access: Access) {
        self.history.set(History::default());
        self.access.set(access);
        self.doc.set(workspace);
    }
}
