//! Scales, ticks and geometry of every chart. Pure: numbers in, numbers out.

mod course;
mod dots;
pub mod drawing;
pub mod frontier;
pub mod gantt;
mod heat_map;
pub mod histogram;
mod labels;
mod legend;
pub mod money_flow;
mod named_rows;
pub mod progress_line;
mod radar;
mod scale;
pub mod strategy_map;
pub mod x_matrix;

pub use course::{Course, CourseMark, CoursePoint, course};
pub use dots::{DotRow, Dots, LABEL_STEP, dots, label_room};
pub use heat_map::{HeatMap, heat_map};
pub use labels::{Circle, Label, Place, labels};
pub use legend::{SWATCH, legend};
pub use named_rows::{NamedRow, NamedRows, named_rows};
pub use radar::{Axis, MOST_AXES, Point, Radar, points, radar};
pub use scale::{Linear, ticks};
