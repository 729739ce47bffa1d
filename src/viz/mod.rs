//! Scales, ticks and geometry of every chart. Pure: numbers in, numbers out.

pub mod frontier;
pub mod gantt;
pub mod progress_line;
mod scale;

pub use scale::{Linear, ticks};
