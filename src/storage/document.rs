//! The document as text: the same in the browser's storage and in the file that the user keeps.

use futures::future::LocalBoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::error::Category;

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

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    schema: u32,
    workspace: &'a Workspace,
}

/// Bytes from which on a document is written without indentation.
const INDENTED: usize = 1_000_000;

/// The document as text. The same workspace gives the same bytes: fields in the order of the types,
/// unknown ones sorted by name.
pub fn to_json(workspace: &Workspace) -> String {
    let mut text = json_text(&Document { format: FORMAT, schema: SCHEMA, workspace });
    text.push('\n');
    text
}

/// JSON for a file that is kept: indented, so that two files can be compared, unless it is large: then indentation
/// would nearly double the file and the time to read it, and could carry it over the size that is opened.
///
/// What is given must serialise without failing, as plain structs with string keys do.
pub fn json_text(what: &impl Serialize) -> String {
    let text = serde_json::to_string(what).unwrap_or_default();
    if text.len() < INDENTED { serde_json::to_string_pretty(what).unwrap_or_default() } else { text }
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
    // Nearly every text is of this version and in order: one pass reads it. What is not is looked at closely.
    if let Ok(Whole { format, schema, workspace }) = serde_json::from_str::<Whole>(text)
        && format.as_str() == Some(FORMAT)
        && schema.as_u64() == Some(u64::from(newest))
        && let Ok(workspace) = workspace.checked()
    {
        return Ok(Loaded::Current { workspace, migrated_from: None });
    }
    let head: Head = serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Data => DocumentError::NotOurs,
        _ => DocumentError::NotJson { line: error.line(), column: error.column() },
    })?;
    if head.format.as_str() != Some(FORMAT) {
        return Err(DocumentError::NotOurs);
    }
    let schema =
        head.schema.as_u64().and_then(|schema| u32::try_from(schema).ok()).filter(|schema| *schema > 0);
    let schema = schema.ok_or_else(|| DocumentError::Malformed("schema".into()))?;
    if schema > newest {
        return Ok(Loaded::TooNew { schema, workspace: whole(text).ok() });
    }
    let workspace = if schema < newest {
        let mut value: Value = serde_json::from_str(text).map_err(malformed)?;
        let old = value.get_mut("workspace").ok_or_else(|| DocumentError::Malformed("workspace".into()))?;
        *old = migrate(old.take(), schema, steps).map_err(DocumentError::Malformed)?;
        // By way of the text: one reader of the types, not two.
        whole(&value.to_string())?
    } else {
        whole(text)?
    };
    let workspace = workspace.checked().map_err(|error| DocumentError::Malformed(error.to_string()))?;
    Ok(Loaded::Current { workspace, migrated_from: (schema < newest).then_some(schema) })
}

/// Both ways between a document and its text. The app fetches the code behind them after its first screen.
#[derive(Debug, Clone, Copy)]
pub struct Codec {
    /// As [`from_json`].
    pub read: fn(&str) -> Result<Loaded, DocumentError>,
    /// As [`to_json`].
    pub write: fn(&Workspace) -> String,
}

impl Codec {
    /// The one that there is. Who names it has its code.
    pub const fn here() -> Self {
        Self { read: from_json, write: to_json }
    }
}

/// Gets the codec; none while its code cannot be had.
pub type GetCodec = fn() -> LocalBoxFuture<'static, Option<Codec>>;

/// What a document says of itself.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    format: Value,
    #[serde(default)]
    schema: Value,
}

/// All of it.
#[derive(Deserialize)]
struct Whole {
    #[serde(default)]
    format: Value,
    #[serde(default)]
    schema: Value,
    workspace: Workspace,
}

fn whole(text: &str) -> Result<Workspace, DocumentError> {
    serde_json::from_str::<Whole>(text).map(|whole| whole.workspace).map_err(malformed)
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn malformed(error: serde_json::Error) -> DocumentError {
    DocumentError::Malformed(error.to_string())
}
