//! A store that lasts as long as the page: where the browser keeps nothing, and in tests.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::backend::{Backend, BackendError, Shelf};

type Shelves = BTreeMap<(&'static str, String), Vec<u8>>;

/// Bytes in memory. Copies share them.
#[derive(Debug, Clone, Default)]
pub struct Memory(Rc<RefCell<Shelves>>);

impl Backend for Memory {
    async fn get(&self, shelf: Shelf, key: &str) -> Result<Option<Vec<u8>>, BackendError> {
        Ok(self.0.borrow().get(&(shelf.name(), key.to_owned())).cloned())
    }

    async fn put(&self, shelf: Shelf, key: &str, bytes: &[u8]) -> Result<(), BackendError> {
        self.0.borrow_mut().insert((shelf.name(), key.to_owned()), bytes.to_vec());
        Ok(())
    }

    async fn delete(&self, shelf: Shelf, key: &str) -> Result<(), BackendError> {
        self.0.borrow_mut().remove(&(shelf.name(), key.to_owned()));
        Ok(())
    }

    async fn keys(&self, shelf: Shelf) -> Result<Vec<String>, BackendError> {
        Ok(self
            .0
            .borrow()
            .keys()
            .filter(|(name, _)| *name == shelf.name())
            .map(|(_, key)| key.clone())
            .collect())
    }
}
