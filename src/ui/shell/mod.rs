//! The frame: rail, bar, palette, help sheet, keys.

mod bar;
mod help;
mod keys;
mod notices;
mod palette;
mod rail;
mod save_badge;
mod switcher;

pub use bar::Bar;
pub use help::Help;
pub use keys::follow_keys;
pub use notices::Notices;
pub use palette::Palette;
pub use rail::Rail;
