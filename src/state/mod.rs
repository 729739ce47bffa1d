//! The running app's state: the open document, settings, where things stand with saving.

pub mod clock;
pub mod device;
pub mod keeper;
pub mod lang;
pub mod local;
pub mod notebook;
pub mod router;
pub mod settings;
pub mod store;
pub mod tabs;

pub use device::Device;
pub use keeper::{Event, Keeper, Problem, SaveState, Stage, Unsaved};
pub use lang::Lang;
pub use router::Router;
pub use settings::{Settings, Theme};
pub use store::{Access, Store};
