//! Small notes in localStorage: which workspace was open, when each was last exported, last-gasp
//! copies. Losing them loses no document that is shown as saved.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::local;
use crate::domain::WorkspaceId;
use crate::storage::Gasp;

const BOOT: &str = "pmo.boot";
const OPEN: &str = "pmo.open";
const GASP: &str = "pmo.gasp.";

/// A workspace's file in the user's hands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Export {
    /// When it was last saved to a file, milliseconds since 1970.
    pub millis: Option<u64>,
    /// When the first change after that was saved here.
    pub changed: Option<u64>,
}

/// The boot index.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Boot {
    /// The workspace that was open last.
    pub open: Option<WorkspaceId>,
    /// By workspace.
    pub exports: BTreeMap<WorkspaceId, Export>,
}

impl Boot {
    /// Reads it; empty where there is none.
    pub fn read() -> Self {
        local::get(BOOT).unwrap_or_default()
    }

    /// Changes it.
    pub fn change(change: impl FnOnce(&mut Self)) {
        let mut boot = Self::read();
        change(&mut boot);
        // Where it cannot be written, the app opens the first workspace of the list next time.
        local::set(BOOT, boot);
    }
}

/// The workspace of this tab before a reload, or else the one opened last in any tab.
pub fn last_open() -> Option<WorkspaceId> {
    local::get_in_tab(OPEN).or_else(|| Boot::read().open)
}

/// Remembers what is open here.
pub fn remember_open(id: WorkspaceId) {
    local::set_in_tab(OPEN, id);
    Boot::change(|boot| boot.open = Some(id));
}

/// The last-gasp copies that are there; none for one that cannot be read.
pub fn gasps() -> Vec<(WorkspaceId, Option<Gasp>)> {
    let parse = |key: String| Some((key.strip_prefix(GASP)?.parse().ok()?, local::get(&key)));
    local::keys(GASP).into_iter().filter_map(parse).collect()
}

/// Writes a last-gasp copy. True when it was taken.
pub fn write_gasp(id: WorkspaceId, gasp: &Gasp) -> bool {
    local::set(&format!("{GASP}{id}"), gasp)
}

/// Removes a last-gasp copy.
pub fn remove_gasp(id: WorkspaceId) {
    local::delete(&format!("{GASP}{id}"));
}

/// Removes everything of ours.
pub fn erase() {
    for key in local::keys("pmo.") {
        local::delete(&key);
    }
    local::delete_in_tab(OPEN);
}
