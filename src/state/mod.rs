//! The running app's state: the open document, settings, where things stand with saving.

pub mod clock;
pub mod lang;
pub mod router;
pub mod settings;
pub mod store;

pub use lang::Lang;
pub use router::Router;
pub use settings::{Settings, Theme};
pub use store::{Access, Store};
