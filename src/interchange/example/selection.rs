//! This part of the example.

use serde_json::Value;

use super::{ExampleError, Tongue};
use crate::domain::Workspace;

/// Fills this part; the projects are there.
#[allow(clippy::unnecessary_wraps, reason = "filled with the part")]
pub(super) fn fill(
    _content: &Value,
    _tongue: Tongue,
    _workspace: &mut Workspace,
) -> Result<(), ExampleError> {
    Ok(())
}
