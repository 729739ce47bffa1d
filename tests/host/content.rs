//! The content that comes with the app, for the tests that check it or start from it.

use std::sync::LazyLock;

use pmo_planner::domain::competency::Model;
use pmo_planner::domain::{Workspace, WorkspaceId};
use pmo_planner::interchange::example::{Tongue, workspace};
use serde_json::Value;

pub const EXAMPLE: &str = include_str!("../../content/example_group.json");
pub const MODEL: &str = include_str!("../../content/competency_model.json");

/// The example as the app opens it.
pub fn example(tongue: Tongue) -> Workspace {
    workspace(EXAMPLE, tongue, WorkspaceId::from_number(1)).unwrap()
}

/// The example as it is written, with the results that it states.
pub fn stated() -> Value {
    serde_json::from_str(EXAMPLE).unwrap()
}

/// The built-in competency model.
pub fn model() -> Model {
    static PARSED: LazyLock<Model> = LazyLock::new(|| Model::parse(MODEL).unwrap());
    PARSED.clone()
}
