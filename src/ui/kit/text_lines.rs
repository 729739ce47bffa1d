//! A text of several lines in a chart.

use leptos::prelude::*;

/// Lines of text, the foot of the first at `y`, `step` between two; all of it when the pointer rests there.
pub fn text_lines(
    class: &'static str,
    lines: &[String],
    (x, y): (f64, f64),
    step: f64,
    anchor: &'static str,
    whole: &str,
) -> AnyView {
    let mut foot = y - step;
    let lines = lines
        .iter()
        .map(|line| {
            foot += step;
            view! { <tspan x=x y=foot>{line.clone()}</tspan> }
        })
        .collect_view();
    view! { <text class=class text-anchor=anchor>{lines}<title>{whole.to_owned()}</title></text> }.into_any()
}
