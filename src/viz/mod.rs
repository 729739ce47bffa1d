//! Scales, ticks and geometry of every chart. Pure: numbers in, numbers out.

pub mod frontier;
pub mod gantt;
mod scale;

pub use scale::{Linear, ticks};
