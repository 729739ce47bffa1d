//! Keeping workspaces: document, envelope, slots, vault (pure) and the back ends.

pub mod backend;
pub mod document;
pub mod envelope;
pub mod indexeddb;
pub mod memory;
pub mod migrate;
pub mod vault;

pub use backend::{Backend, BackendError, Shelf};
pub use document::{DocumentError, Loaded, SCHEMA, from_json, to_json};
pub use envelope::{Envelope, EnvelopeError, Label};
pub use memory::Memory;
pub use vault::{Entry, Opened, Reason, SaveError, Vault, Version};
