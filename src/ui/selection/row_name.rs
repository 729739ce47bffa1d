//! The name of a row of a chart.

use leptos::prelude::*;

use crate::viz::NamedRow;

/// The name in its lines; the whole of it when the pointer rests there.
pub fn row_name(row: &NamedRow, line: f64, whole: &str) -> AnyView {
    let lines = row.lines.iter().enumerate().map(|(index, text)| {
        let y = row.name_y + line * crate::domain::numeric::real(index);
        view! { <tspan x="0" y=y>{text.clone()}</tspan> }
    });
    view! { <text class="row-name">{lines.collect_view()}<title>{whole.to_owned()}</title></text> }.into_any()
}
