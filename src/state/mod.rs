//! The running app's state: the open document, settings, where things stand with saving.

pub mod lang;
pub mod store;

pub use lang::Lang;
pub use store::{Access, Store};
