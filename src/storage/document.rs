//! The document as text: the same in the browser's storage and in the file that the user keeps.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::migrate::{STEPS, Step, migrate};
use crate::domain::Workspace;

/// The schema that this version writes.
pub const SCHEMA: u32 = 1;
/// What every document begins with.
pub const FORMAT: &str = "pmo-planner";

/// Why a text is not a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Not JSON.
    #[error("not JSON at line {line}, column {column}")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// JSON, but not ours.
    #[error("not a PMO Planner document")]
    NotOurs,
    /// Ours, but a part is not as it should be.
    #[error("malformed: {0}")]
    Malformed(String),
}

/// A document that was read.
#[derive(Debug, Clone, PartialEq)]
pub enum Loaded {
    /// Of this version's schema, perhaps after migration.
    Current {
        /// The document.
        workspace: Workspace,
        /// The schema that it came in, when older.
        migrated_from: Option<u32>,
    },
    /// Of a later version: to be looked at as far as it can be read, never to be written.
    TooNew {
        /// Its schema.
        schema: u32,
        /// What this version can read of it.
        workspace: Option<Workspace>,
    },
}

#[derive(Deserialize)]
struct Whole {
    format: String,
    schema: u32,
    workspace: Workspace,
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    schema: u32,
    workspace: &'a Workspace,
}

/// The document as text. The same workspace gives the same bytes: fields in the order of the types,
/// unknown ones sorted by name.
pub fn to_json(workspace: &Workspace) -> String {
    let document = Document { format: FORMAT, schema: SCHEMA, workspace };
    // Plain structs with string keys: serde_json cannot fail on them.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

/// Reads a document of this or another version.
///
/// # Errors
/// [`DocumentError`] says where it fails.
pub fn from_json(text: &str) -> Result<Loaded, DocumentError> {
    from_json_with(text, SCHEMA, STEPS)
}

/// [`from_json`] with other migrations, for tests of the machinery.
///
/// # Errors
/// As [`from_json`].
pub fn from_json_with(text: &str, newest: u32, steps: &[Step]) -> Result<Loaded, DocumentError> {
    let text = text.trim_start_matches('\u{feff}');
    // Straight into the types where nothing is to be migrated: by way of a tree of values, which tells what
    // is wrong with the rest, a large document takes twice as long.
    if let Ok(Whole { format, schema, workspace }) = serde_json::from_str(text)
        && format == FORMAT
        && schema == newest
    {
        return current(workspace, None);
    }
    let value: Value = serde_json::from_str(text)
        .map_err(|error| DocumentError::NotJson { line: error.line(), column: error.column() })?;
    let Value::Object(mut fields) = value else { return Err(DocumentError::NotOurs) };
    if fields.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(DocumentError::NotOurs);
    }
    let schema = fields.get("schema").and_then(Value::as_u64).and_then(|schema| u32::try_from(schema).ok());
    let schema =
        schema.filter(|schema| *schema > 0).ok_or_else(|| DocumentError::Malformed("schema".into()))?;
    let workspace = fields.remove("workspace").ok_or_else(|| DocumentError::Malformed("workspace".into()))?;
    if schema > newest {
        return Ok(Loaded::TooNew { schema, workspace: serde_json::from_value(workspace).ok() });
    }
    let workspace = migrate(workspace, schema, steps).map_err(DocumentError::Malformed)?;
    let workspace: Workspace =
        serde_json::from_value(workspace).map_err(|error| DocumentError::Malformed(error.to_string()))?;
    current(workspace, (schema < newest).then_some(schema))
}

fn current(workspace: Workspace, migrated_from: Option<u32>) -> Result<Loaded, DocumentError> {
    let workspace = workspace.checked().map_err(|error| DocumentError::Malformed(error.to_string()))?;
    Ok(Loaded::Current { workspace, migrated_from })
}
