//! What a slot holds: a label, a document, and a checksum over both. Readable as text.
//!
//! `pmo-planner <CRC-32 of the rest, hex> <bytes of the rest>`, line feed, the label as JSON, line
//! feed, the document.

use serde::{Deserialize, Serialize};

use crate::domain::{Name, WorkspaceId};

const MAGIC: &str = "pmo-planner";

/// What is told about a document without reading it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The document's schema.
    pub schema: u32,
    /// Grows by one with every save; decides what is newer. A clock would not: clocks jump.
    pub seq: u64,
    /// The tab that wrote it; decides between equal numbers.
    pub writer: String,
    /// The workspace.
    pub id: WorkspaceId,
    /// Its name.
    pub name: Name,
    /// How many projects it holds.
    pub projects: usize,
    /// Is it the example?
    pub example: bool,
}

/// A labelled document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The label.
    pub label: Label,
    /// The document as text.
    pub document: String,
}

/// Why bytes are not an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// They do not begin as one.
    #[error("no header")]
    NoHeader,
    /// Fewer or more bytes than the header says.
    #[error("{found} bytes of {expected}")]
    Length {
        /// Bytes that the header promises.
        expected: usize,
        /// Bytes that are there.
        found: usize,
    },
    /// The checksum differs: bytes were changed.
    #[error("checksum differs")]
    Checksum,
    /// The checksum is right, the label is not one of ours.
    #[error("label")]
    Label,
}

impl Envelope {
    /// The bytes to store.
    pub fn to_bytes(&self) -> Vec<u8> {
        // A plain struct: serde_json cannot fail on it.
        let label = serde_json::to_string(&self.label).unwrap_or_default();
        let rest = format!("{label}\n{}", self.document);
        format!("{MAGIC} {:08x} {}\n{rest}", crc32fast::hash(rest.as_bytes()), rest.len()).into_bytes()
    }

    /// Reads stored bytes.
    ///
    /// # Errors
    /// [`EnvelopeError`]; whatever the bytes are, never a panic.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        let text = std::str::from_utf8(bytes).map_err(|_| EnvelopeError::Checksum)?;
        let (head, rest) = text.split_once('\n').ok_or(EnvelopeError::NoHeader)?;
        let mut words = head.split(' ');
        let (Some(MAGIC), Some(crc), Some(length), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(EnvelopeError::NoHeader);
        };
        let crc = u32::from_str_radix(crc, 16).map_err(|_| EnvelopeError::NoHeader)?;
        let expected: usize = length.parse().map_err(|_| EnvelopeError::NoHeader)?;
        if rest.len() != expected {
            return Err(EnvelopeError::Length { expected, found: rest.len() });
        }
        if crc32fast::hash(rest.as_bytes()) != crc {
            return Err(EnvelopeError::Checksum);
        }
        let (label, document) = rest.split_once('\n').ok_or(EnvelopeError::Label)?;
        let label = serde_json::from_str(label).map_err(|_| EnvelopeError::Label)?;
        Ok(Self { label, document: document.to_owned() })
    }
}
