//! Keeping workspaces: document, envelope, slots, vault (pure) and the back ends.

pub mod autosave;
pub mod backend;
pub mod document;
pub mod envelope;
pub mod gasp;
pub mod indexeddb;
pub mod memory;
pub mod migrate;
pub mod place;
pub mod vault;

pub use autosave::Autosave;
pub use backend::{Backend, BackendError, Shelf};
pub use document::{Codec, DocumentError, GetCodec, Loaded, SCHEMA, from_json, to_json};
pub use envelope::{Envelope, EnvelopeError, Label};
pub use gasp::Gasp;
pub use memory::Memory;
pub use place::Place;
pub use vault::{Entry, Opened, Reason, SaveError, Vault, Version};
