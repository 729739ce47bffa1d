//! The changes that may be asked of this part.

use crate::domain::Workspace;

/// A change asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum StrategyCommand {}

/// What a command did, for the undo list and its toast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StrategyChange {}

/// Why a command did not change the workspace.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StrategyError {}

impl Workspace {
    /// Applies a command of this part; none when nothing differs afterwards.
    ///
    /// # Errors
    /// [`StrategyError`]; then nothing has changed.
    #[allow(clippy::unused_self, reason = "filled with the part")]
    pub(in crate::domain) fn apply_strategy(
        &mut self,
        command: StrategyCommand,
    ) -> Result<Option<StrategyChange>, StrategyError> {
        match command {}
    }
}
