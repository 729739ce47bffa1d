//! This part of the example.

use serde_json::Value;

use super::{ExampleError, Tongue};
use crate::domain::Workspace;

/// Fills this part; the projects are there.
pub(super) fn fill(
    _content: &Value,
    _tongue: Tongue,
    _workspace: &mut Workspace,
) -> Result<(), ExampleError> {
    Ok(())
}
