//! Scales, ticks and geometry of every chart. Pure: numbers in, numbers out.

pub mod drawing;
pub mod money_flow;
pub mod frontier;
pub mod gantt;
pub mod progress_line;
mod scale;
pub mod strategy_map;
pub mod x_matrix;

pub use scale::{Linear, ticks};
