//! Workspaces in a store: two slots each, earlier versions, a trash, and a quarantine for what
//! cannot be read. Nothing is ever replaced by a default.

use serde::{Deserialize, Serialize};

use super::backend::{Backend, BackendError, Shelf};
use super::document::{Codec, DocumentError, GetCodec, Loaded, SCHEMA};
use super::envelope::{Envelope, Label};
use crate::domain::{Workspace, WorkspaceId};

/// Earlier versions kept of a workspace.
pub const VERSIONS: usize = 20;

/// Why an earlier version was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// From time to time while working.
    Interval,
    /// Before an import or a merge.
    Import,
    /// Before a file took the place of the content.
    Replace,
    /// Before an earlier version was brought back.
    Restore,
    /// Before the document was brought to a newer schema.
    Migration,
    /// Changes of a tab that was no longer the writer.
    Displaced,
}

/// An earlier version, without its document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its key in the store.
    pub key: String,
    /// Why it was kept.
    pub reason: Reason,
    /// When, in milliseconds since 1970, as that computer's clock had it.
    pub millis: u64,
    /// How many projects it holds.
    pub projects: usize,
}

/// A workspace in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The label of its newest slot.
    pub label: Label,
    /// Its size in bytes.
    pub bytes: usize,
    /// Is it in the trash?
    pub trashed: bool,
}

/// A workspace taken out of the store.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The document, as far as this version can read it.
    pub loaded: Loaded,
    /// The number of its last save.
    pub seq: u64,
    /// Was a slot unreadable (and put into quarantine)?
    pub damaged: bool,
}

/// Why a save is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// The store refused.
    #[error(transparent)]
    Backend(#[from] BackendError),
    /// What was read back is not what was written.
    #[error("read back differs")]
    ReadBack,
    /// Somebody else has saved a later state since this tab read it.
    #[error("a later save is there: {0}")]
    Overtaken(u64),
}

/// The workspaces of a store.
#[derive(Debug, Clone)]
pub struct Vault<B> {
    backend: B,
    writer: String,
    codec: GetCodec,
}

const SLOTS: [&str; 2] = ["a", "b"];

fn slot_key(id: WorkspaceId, slot: &str) -> String {
    format!("{id}/{slot}")
}

fn trash_key(id: WorkspaceId) -> String {
    format!("trash/{id}")
}

impl<B: Backend> Vault<B> {
    /// A vault on a store; `writer` names this tab.
    pub const fn new(backend: B, writer: String, codec: GetCodec) -> Self {
        Self { backend, writer, codec }
    }

    async fn codec(&self) -> Result<Codec, BackendError> {
        (self.codec)().await.ok_or(BackendError::NotLoaded)
    }

    /// The valid slots of a workspace, newest first, with their letters and sizes, and whether one is damaged.
    async fn slots(
        &self,
        id: WorkspaceId,
    ) -> Result<(Vec<(&'static str, usize, Envelope)>, bool), BackendError> {
        let mut valid = Vec::new();
        let mut damaged = false;
        for slot in SLOTS {
            let Some(bytes) = self.backend.get(Shelf::Slots, &slot_key(id, slot)).await? else { continue };
            match Envelope::from_bytes(&bytes) {
                Ok(envelope) if envelope.label.id == id => valid.push((slot, bytes.len(), envelope)),
                _ => {
                    damaged = true;
                    self.quarantine(&format!("{id}-{slot}-{:08x}", crc32fast::hash(&bytes)), &bytes).await?;
                }
            }
        }
        valid.sort_by(|(_, _, a), (_, _, b)| {
            (b.label.seq, &b.label.writer).cmp(&(a.label.seq, &a.label.writer))
        });
        Ok((valid, damaged))
    }

    async fn quarantine(&self, key: &str, bytes: &[u8]) -> Result<(), BackendError> {
        self.backend.put(Shelf::Quarantine, key, bytes).await
    }

    /// Saves a document over the older of its slots and reads it back. `seq` is the number of the
    /// state that this tab last read or wrote (0: none). Gives the new number.
    ///
    /// # Errors
    /// [`SaveError`]; the other slot is untouched then.
    pub async fn save(&self, workspace: &Workspace, seq: u64) -> Result<u64, SaveError> {
        let (valid, _) = self.slots(workspace.id).await?;
        let newest = valid.first();
        // A save of this tab whose read-back failed may be there; it is this tab's to replace.
        if let Some((_, _, envelope)) = newest
            && envelope.label.seq > seq
            && envelope.label.writer != self.writer
        {
            return Err(SaveError::Overtaken(envelope.label.seq));
        }
        let slot = match newest {
            Some((slot, _, _)) if *slot == SLOTS[0] => SLOTS[1],
            _ => SLOTS[0],
        };
        let seq = newest.map_or(seq, |(_, _, envelope)| envelope.label.seq.max(seq)) + 1;
        let bytes = self.seal(workspace, seq).await?.to_bytes();
        let key = slot_key(workspace.id, slot);
        self.backend.put(Shelf::Slots, &key, &bytes).await?;
        if self.backend.get(Shelf::Slots, &key).await?.as_deref() != Some(&bytes) {
            return Err(SaveError::ReadBack);
        }
        Ok(seq)
    }

    /// The envelope of a document.
    async fn seal(&self, workspace: &Workspace, seq: u64) -> Result<Envelope, BackendError> {
        let label = Label {
            schema: SCHEMA,
            seq,
            writer: self.writer.clone(),
            id: workspace.id,
            name: workspace.name.clone(),
            projects: workspace.projects.len(),
            example: workspace.example,
        };
        Ok(Envelope { label, document: (self.codec().await?.write)(workspace) })
    }

    /// Takes a workspace out: the newest slot that can be read. Unreadable ones go into quarantine.
    /// None when there is nothing that can be read.
    ///
    /// # Errors
    /// [`BackendError`] when the store cannot be read.
    pub async fn open(&self, id: WorkspaceId) -> Result<Option<Opened>, BackendError> {
        let (valid, mut damaged) = self.slots(id).await?;
        if valid.is_empty() {
            return Ok(None);
        }
        let codec = self.codec().await?;
        for (slot, _, envelope) in valid {
            match (codec.read)(&envelope.document) {
                Ok(loaded) => return Ok(Some(Opened { loaded, seq: envelope.label.seq, damaged })),
                Err(DocumentError::NotJson { .. } | DocumentError::NotOurs | DocumentError::Malformed(_)) => {
                    damaged = true;
                    self.quarantine(&format!("{id}-{slot}-{}", envelope.label.seq), &envelope.to_bytes())
                        .await?;
                }
            }
        }
        Ok(None)
    }

    /// Every workspace, by name. Read off the slots, so that no index can be wrong.
    ///
    /// # Errors
    /// [`BackendError`] when the store cannot be read.
    pub async fn list(&self) -> Result<Vec<Entry>, BackendError> {
        let trash = self.backend.keys(Shelf::Facts).await?;
        let mut ids: Vec<WorkspaceId> = self
            .backend
            .keys(Shelf::Slots)
            .await?
            .iter()
            .filter_map(|key| key.split_once('/').and_then(|(id, _)| id.parse().ok()))
            .collect();
        ids.dedup();
        let mut entries = Vec::new();
        for id in ids {
            if let Some((_, bytes, envelope)) = self.slots(id).await?.0.into_iter().next() {
                entries.push(Entry { label: envelope.label, bytes, trashed: trash.contains(&trash_key(id)) });
            }
        }
        Ok(entries)
    }

    /// Puts a workspace into the trash, or takes it out.
    ///
    /// # Errors
    /// [`BackendError`].
    pub async fn set_trashed(&self, id: WorkspaceId, trashed: bool) -> Result<(), BackendError> {
        if trashed {
            self.backend.put(Shelf::Facts, &trash_key(id), b"1").await
        } else {
            self.backend.delete(Shelf::Facts, &trash_key(id)).await
        }
    }

    /// Is a workspace in the trash?
    ///
    /// # Errors
    /// [`BackendError`].
    pub async fn is_trashed(&self, id: WorkspaceId) -> Result<bool, BackendError> {
        Ok(self.backend.keys(Shelf::Facts).await?.contains(&trash_key(id)))
    }

    /// Removes a workspace and its versions for good.
    ///
    /// # Errors
    /// [`BackendError`].
    pub async fn purge(&self, id: WorkspaceId) -> Result<(), BackendError> {
        for version in self.versions(id).await? {
            self.backend.delete(Shelf::Versions, &version.key).await?;
        }
        for slot in SLOTS {
            self.backend.delete(Shelf::Slots, &slot_key(id, slot)).await?;
        }
        self.set_trashed(id, false).await
    }

    /// Keeps a document as an earlier version, and only the newest [`VERSIONS`] of them.
    ///
    /// # Errors
    /// [`BackendError`].
    pub async fn keep(
        &self,
        workspace: &Workspace,
        seq: u64,
        reason: Reason,
        millis: u64,
    ) -> Result<(), BackendError> {
        self.keep_envelope(&self.seal(workspace, seq).await?, reason, millis).await
    }

    /// Keeps a workspace as it is stored, before it is brought to another schema.
    ///
    /// # Errors
    /// [`BackendError`].
    pub async fn keep_stored(
        &self,
        id: WorkspaceId,
        reason: Reason,
        millis: u64,
    ) -> Result<(), BackendError> {
        match self.slots(id).await?.0.first() {
            Some((_, _, envelope)) => self.keep_envelope(envelope, reason, millis).await,
            None => Ok(()),
        }
    }

    async fn keep_envelope(
        &self,
        envelope: &Envelope,
        reason: Reason,
        millis: u64,
    ) -> Result<(), BackendError> {
        let Label { id, projects, .. } = envelope.label;
        let kept = self.versions(id).await?;
        let next =
            kept.first().and_then(|version| version_number(&version.key)).map_or(1, |number| number + 1);
        let key = format!("{id}/{next:010}");
        let version = Version { key: key.clone(), reason, millis, projects };
        let head = serde_json::to_string(&version).unwrap_or_default();
        let mut bytes = format!("{head}\n").into_bytes();
        bytes.extend(envelope.to_bytes());
        self.backend.put(Shelf::Versions, &key, &bytes).await?;
        for surplus in kept.iter().skip(VERSIONS - 1) {
            self.backend.delete(Shelf::Versions, &surplus.key).await?;
        }
        Ok(())
    }

    /// The earlier versions of a workspace, newest first.
    ///
    /// # Errors
    /// [`BackendError`].
    pub async fn versions(&self, id: WorkspaceId) -> Result<Vec<Version>, BackendError> {
        let prefix = format!("{id}/");
        let mut versions = Vec::new();
        for key in
            self.backend.keys(Shelf::Versions).await?.into_iter().filter(|key| key.starts_with(&prefix)).rev()
        {
            let Some(bytes) = self.backend.get(Shelf::Versions, &key).await? else { continue };
            let head = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
            if let Ok(version) = serde_json::from_slice::<Version>(head) {
                versions.push(Version { key, ..version });
            }
        }
        Ok(versions)
    }

    /// The document of an earlier version; none when it cannot be read.
    ///
    /// # Errors
    /// [`BackendError`].
    pub async fn version(&self, key: &str) -> Result<Option<Loaded>, BackendError> {
        let Some(bytes) = self.backend.get(Shelf::Versions, key).await? else { return Ok(None) };
        let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else { return Ok(None) };
        let envelope = bytes.get(end + 1..).map(Envelope::from_bytes);
        let Some(Ok(envelope)) = envelope else { return Ok(None) };
        Ok((self.codec().await?.read)(&envelope.document).ok())
    }

    /// The keys of what could not be read.
    ///
    /// # Errors
    /// [`BackendError`].
    pub async fn damaged(&self) -> Result<Vec<String>, BackendError> {
        self.backend.keys(Shelf::Quarantine).await
    }

    /// The bytes of something that could not be read.
    ///
    /// # Errors
    /// [`BackendError`].
    pub async fn damaged_bytes(&self, key: &str) -> Result<Option<Vec<u8>>, BackendError> {
        self.backend.get(Shelf::Quarantine, key).await
    }

    /// Throws away something that could not be read.
    ///
    /// # Errors
    /// [`BackendError`].
    pub async fn discard(&self, key: &str) -> Result<(), BackendError> {
        self.backend.delete(Shelf::Quarantine, key).await
    }

    /// Removes everything.
    ///
    /// # Errors
    /// [`BackendError`].
    pub async fn erase(&self) -> Result<(), BackendError> {
        for shelf in Shelf::ALL {
            for key in self.backend.keys(shelf).await? {
                self.backend.delete(shelf, &key).await?;
            }
        }
        Ok(())
    }
}

fn version_number(key: &str) -> Option<u64> {
    key.rsplit('/').next()?.parse().ok()
}
