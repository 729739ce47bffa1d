//! Scales, ticks and geometry of every chart. Pure: numbers in, numbers out.

mod scale;

pub use scale::{Linear, ticks};
