//! A mark of the question that a plan asks, to tell later whether it is still the same question.

use super::Portfolio;
use super::translate::{Frame, choice, timetable};
use crate::domain::Workspace;

impl Portfolio {
    /// The mark of this plan's model over the workspace's projects: a checksum of all that is solved, never 0 but by the
    /// rarest chance. Two plans with the same mark are taken for the same question.
    pub fn fingerprint(&self, workspace: &Workspace) -> u64 {
        let frame = Frame::new(workspace, self);
        let text = if self.free_starts {
            serde_json::to_vec(&timetable(&frame).0)
        } else {
            serde_json::to_vec(&choice(&frame).0)
        };
        u64::from(crc32fast::hash(&text.unwrap_or_default()))
    }
}
