//! What a vault needs of a store.

use std::future::Future;

/// Where in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shelf {
    /// The two slots of each workspace.
    Slots,
    /// Earlier versions.
    Versions,
    /// Bytes that could not be read, kept for download.
    Quarantine,
    /// Small facts: what is in the trash.
    Facts,
}

impl Shelf {
    /// Every shelf.
    pub const ALL: [Self; 4] = [Self::Slots, Self::Versions, Self::Quarantine, Self::Facts];

    /// Its name in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Slots => "slots",
            Self::Versions => "versions",
            Self::Quarantine => "quarantine",
            Self::Facts => "facts",
        }
    }
}

/// Why a store did not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackendError {
    /// The browser gives no store.
    #[error("denied")]
    Denied,
    /// No room is left.
    #[error("full")]
    Full,
    /// The code that reads and writes documents could not be fetched.
    #[error("not loaded")]
    NotLoaded,
    /// Anything else, as the browser says it.
    #[error("failed: {0}")]
    Failed(String),
}

/// A store of bytes by name. What was put is durable when the future is done.
pub trait Backend {
    /// The bytes of a key.
    fn get(&self, shelf: Shelf, key: &str) -> impl Future<Output = Result<Option<Vec<u8>>, BackendError>>;
    /// Stores bytes.
    fn put(&self, shelf: Shelf, key: &str, bytes: &[u8]) -> impl Future<Output = Result<(), BackendError>>;
    /// Removes a key; one that is not there is no error.
    fn delete(&self, shelf: Shelf, key: &str) -> impl Future<Output = Result<(), BackendError>>;
    /// The keys of a shelf, sorted.
    fn keys(&self, shelf: Shelf) -> impl Future<Output = Result<Vec<String>, BackendError>>;
}
