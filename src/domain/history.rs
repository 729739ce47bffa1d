//! Undo and redo over the whole document.

use std::collections::VecDeque;

use super::command::{self, Change, Command};
use super::error::DomainError;
use super::workspace::Workspace;

/// The steps back and forward. A step keeps the document as it was: a handful of shared pointers.
#[derive(Debug, Clone, Default)]
pub struct History {
    past: VecDeque<Step>,
    future: Vec<Step>,
}

#[derive(Debug, Clone)]
struct Step {
    /// The document on the other side of the step.
    other: Workspace,
    change: Change,
}

impl History {
    /// How many steps can be undone at most.
    pub const DEPTH: usize = 200;

    /// Applies a command to the document and remembers the way back.
    ///
    /// # Errors
    /// What [`Workspace::apply`] says; then neither the document nor the history has changed.
    pub fn apply(&mut self, workspace: &mut Workspace, command: Command) -> Result<Change, DomainError> {
        self.take(workspace, command.into())
    }

    /// Makes a change of the document and remembers the way back.
    ///
    /// # Errors
    /// What the step says; then neither the document nor the history has changed.
    pub fn take(&mut self, workspace: &mut Workspace, step: command::Step) -> Result<Change, DomainError> {
        let before = workspace.clone();
        let change = step(workspace)?;
        if change != Change::Nothing {
            if self.past.len() == Self::DEPTH {
                self.past.pop_front();
            }
            self.past.push_back(Step { other: before, change: change.clone() });
            self.future.clear();
        }
        Ok(change)
    }

    /// Takes the last step back. Says what it was.
    pub fn undo(&mut self, workspace: &mut Workspace) -> Option<Change> {
        let Step { other, change } = self.past.pop_back()?;
        let after = std::mem::replace(workspace, other);
        self.future.push(Step { other: after, change: change.clone() });
        Some(change)
    }

    /// Takes the last undone step again. Says what it was.
    pub fn redo(&mut self, workspace: &mut Workspace) -> Option<Change> {
        let Step { other, change } = self.future.pop()?;
        let before = std::mem::replace(workspace, other);
        self.past.push_back(Step { other: before, change: change.clone() });
        Some(change)
    }

    /// What an undo would take back.
    pub fn next_undo(&self) -> Option<&Change> {
        self.past.back().map(|step| &step.change)
    }

    /// What a redo would bring back.
    pub fn next_redo(&self) -> Option<&Change> {
        self.future.last().map(|step| &step.change)
    }
}
