//! Older documents are brought up one step at a time.

use serde_json::Value;

/// A step from one schema to the next: takes the `workspace` object, gives it in the next schema.
pub type Step = fn(Value) -> Result<Value, String>;

/// The steps of the released schemas: the first one leads from 1 to 2. Released steps never change.
pub const STEPS: &[Step] = &[];

/// Applies the steps that lead from a schema to the newest.
///
/// # Errors
/// What the failing step says.
pub fn migrate(mut workspace: Value, from: u32, steps: &[Step]) -> Result<Value, String> {
    let done = usize::try_from(from.saturating_sub(1)).unwrap_or(usize::MAX);
    for step in steps.iter().skip(done) {
        workspace = step(workspace)?;
    }
    Ok(workspace)
}
