//! The last-gasp copy: what was not saved when the page went away, as one short string for
//! localStorage, which can be written without waiting.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde::{Deserialize, Serialize};

use super::document::{Codec, Loaded};
use crate::domain::Workspace;

/// UTF-16 units a copy may take. localStorage as a whole has to stay under a million.
pub const LIMIT: usize = 800_000;
/// Shorter documents are kept as they are.
const PLAIN: usize = 100_000;
/// Bytes that a packed copy may unfold to.
const UNPACKED_LIMIT: usize = 64 * 1024 * 1024;
/// Fast rather than small: the page is going away.
const LEVEL: u8 = 1;

/// A copy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gasp {
    /// The number of the save that the changes were made on.
    pub seq: u64,
    packed: bool,
    body: String,
}

impl Gasp {
    /// A copy of a document as changed since a save. None when it would be too long.
    pub fn of(workspace: &Workspace, seq: u64, codec: Codec) -> Option<Self> {
        let text = (codec.write)(workspace);
        if text.len() <= PLAIN {
            return Some(Self { seq, packed: false, body: text });
        }
        let body = STANDARD.encode(compress_to_vec(text.as_bytes(), LEVEL));
        (body.len() <= LIMIT).then_some(Self { seq, packed: true, body })
    }

    /// The document; none when the copy cannot be read.
    pub fn open(&self, codec: Codec) -> Option<Workspace> {
        let text = if self.packed {
            let bytes = STANDARD.decode(&self.body).ok()?;
            String::from_utf8(decompress_to_vec_with_limit(&bytes, UNPACKED_LIMIT).ok()?).ok()?
        } else {
            self.body.clone()
        };
        match (codec.read)(&text).ok()? {
            Loaded::Current { workspace, .. } => Some(workspace),
            Loaded::TooNew { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::{Name, Note, Project, ProjectEdit, ProjectId, WorkspaceId};

    #[test]
    fn small_and_large_documents_come_back() {
        for projects in [0, 3, 5_000] {
            let mut workspace = Workspace::new(WorkspaceId::from_number(1), Name::new("规划").unwrap());
            let list = (0..projects).map(|i| {
                let note = Note::new(&format!("第 {i} 个项目的说明")).unwrap();
                Arc::new(Project::new(ProjectId::from_number(i)).with(ProjectEdit::Description(note)))
            });
            workspace.projects = Arc::new(list.collect());
            let gasp = Gasp::of(&workspace, 9, Codec::here()).unwrap();
            assert!(gasp.body.encode_utf16().count() <= LIMIT);
            assert_eq!(gasp.open(Codec::here()), Some(workspace));
        }
    }

    #[test]
    fn a_broken_copy_is_none() {
        for body in ["", "{", "AAAA"] {
            for packed in [true, false] {
                assert_eq!(Gasp { seq: 1, packed, body: body.to_owned() }.open(Codec::here()), None);
            }
        }
    }
}
