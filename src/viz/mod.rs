//! Scales, ticks and geometry of every chart. Pure: numbers in, numbers out.

mod dots;
pub mod progress_line;
mod radar;
mod scale;

pub use dots::{DotRow, Dots, dots};
pub use radar::{Axis, MOST_AXES, Point, Radar, points, radar};
pub use scale::{Linear, ticks};
