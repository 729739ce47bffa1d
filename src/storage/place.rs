//! Where workspaces are kept in this browser: its database, or memory where it gives none.

use super::backend::{Backend, BackendError, Shelf};
use super::indexeddb::IndexedDb;
use super::memory::Memory;

/// A store that was chosen when the app started.
#[derive(Debug, Clone)]
pub enum Place {
    /// The browser's database: durable.
    Disk(IndexedDb),
    /// Memory: gone with the page.
    Memory(Memory),
}

impl Place {
    /// The browser's database, or memory where it cannot be had.
    pub async fn find() -> Self {
        match IndexedDb::open().await {
            Ok(database) => Self::Disk(database),
            Err(_) => Self::Memory(Memory::default()),
        }
    }

    /// Does it outlast the page?
    pub const fn is_durable(&self) -> bool {
        matches!(self, Self::Disk(_))
    }
}

impl Backend for Place {
    async fn get(&self, shelf: Shelf, key: &str) -> Result<Option<Vec<u8>>, BackendError> {
        match self {
            Self::Disk(store) => store.get(shelf, key).await,
            Self::Memory(store) => store.get(shelf, key).await,
        }
    }

    async fn put(&self, shelf: Shelf, key: &str, bytes: &[u8]) -> Result<(), BackendError> {
        match self {
            Self::Disk(store) => store.put(shelf, key, bytes).await,
            Self::Memory(store) => store.put(shelf, key, bytes).await,
        }
    }

    async fn delete(&self, shelf: Shelf, key: &str) -> Result<(), BackendError> {
        match self {
            Self::Disk(store) => store.delete(shelf, key).await,
            Self::Memory(store) => store.delete(shelf, key).await,
        }
    }

    async fn keys(&self, shelf: Shelf) -> Result<Vec<String>, BackendError> {
        match self {
            Self::Disk(store) => store.keys(shelf).await,
            Self::Memory(store) => store.keys(shelf).await,
        }
    }
}
