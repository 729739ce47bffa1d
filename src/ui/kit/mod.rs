//! The primitives that every view is made of: one look, one behaviour.

mod button;
mod dialog;
mod empty;
mod field;
mod figure;
pub mod format;
mod icon;
mod menu;
mod picture;
mod progress;
mod room;
mod size;
mod table;
mod tabs;
mod text_lines;
mod toast;
mod tooltip;

pub use button::{Button, ButtonKind, IconButton};
pub use dialog::Dialog;
pub use empty::EmptyState;
pub use field::{NumberField, SelectField, TextField};
pub use figure::{Figure, FigureTable};
pub use icon::{Icon, Symbol};
pub use menu::{Menu, MenuItem, MenuSeparator};
pub use progress::Progress;
pub use room::room;
pub use size::on_size;
pub use table::Table;
pub use tabs::{Tab, Tabs};
pub use text_lines::text_lines;
pub use toast::{Toast, ToastStack, Toasts};
pub use tooltip::Tooltip;
