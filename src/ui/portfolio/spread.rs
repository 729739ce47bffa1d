//! The charts of a simulation: how cost and value are spread, with what is kept half and four fifths of the time.

use leptos::prelude::*;

use super::desk::Desk;
use crate::domain::Money;
use crate::domain::portfolio::simulate::{Histogram, Simulated};
use crate::ui::kit::{Figure, FigureTable};
use crate::viz::histogram::Bars;

const AREA: (f64, f64) = (520.0, 220.0);

fn money(desk: Desk, minor: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "within money's limit")]
    let money = Money::from_minor(minor.round() as i64).unwrap_or_default();
    desk.money_words(money)
}

fn value(desk: Desk, value: f64) -> String {
    desk.value_text(value.round())
}

/// Both charts.
#[component]
pub fn Spreads(desk: Desk, found: Simulated) -> impl IntoView {
    let Simulated { cost, value: worth, costs, values, .. } = found;
    view! {
        <div class="pf-spreads">
            <Spread desk histogram=costs marks=cost is_cost=true />
            <Spread desk histogram=values marks=worth is_cost=false />
        </div>
    }
}

#[component]
fn Spread(desk: Desk, histogram: Histogram, marks: (f64, f64), is_cost: bool) -> impl IntoView {
    let lang = desk.app.lang();
    let v = move || lang.portfolio_values();
    let word = move |amount: f64| if is_cost { money(desk, amount) } else { value(desk, amount) };
    let title = move || {
        let (p50, p80) = (word(marks.0), word(marks.1));
        if is_cost { v().cost_message(&p50, &p80) } else { v().value_message(&p50, &p80) }
    };
    let bars = Bars::of(histogram.low, histogram.width, &histogram.counts, AREA);
    let histogram = StoredValue::new(histogram);
    let data = Signal::derive(move || {
        let head = vec![
            (v().from_amount().to_owned(), true),
            (v().to_amount().to_owned(), true),
            (v().times().to_owned(), true),
        ];
        let rows = histogram.with_value(|bins| {
            let edges = std::iter::successors(Some(bins.low), |edge| Some(edge + bins.width));
            let rows = bins.counts.iter().zip(edges);
            rows.map(|(count, low)| vec![word(low), word(low + bins.width), count.to_string()]).collect()
        });
        FigureTable { head, rows }
    });
    let (width, height) = AREA;
    let (base, scale) = (bars.base, bars.x);
    let boxes = bars
        .bars
        .iter()
        .map(|bar| view! { <rect x=bar.x y=bar.y width=bar.width height=bar.height /> })
        .collect_view();
    let ticks = bars
        .ticks
        .iter()
        .map(|tick| {
            let (at, tick) = (scale.at(*tick), *tick);
            view! { <text class="pf-axis" x=at y=base + 18.0 text-anchor="middle">{move || word(tick)}</text> }
        })
        .collect_view();
    // The smaller amount's words stand before its line, the larger one's behind, one above the other: none crosses a line.
    let is_first = |amount: f64| amount <= marks.0.min(marks.1);
    let lines = [("P50", marks.0, 12.0), ("P80", marks.1, 28.0)].map(|(name, amount, y)| {
        let at = scale.at(amount);
        // A word has some 110 units of room; at an edge it stands on the other side.
        let is_before = if at < 110.0 { false } else { is_first(amount) || at > width - 110.0 };
        let (x, anchor) = if is_before { (at - 5.0, "end") } else { (at + 5.0, "start") };
        view! {
            <line class="pf-mark" x1=at x2=at y1=y - 8.0 y2=base />
            <text class="pf-mark-text" x=x y=y text-anchor=anchor>{move || format!("{name} {}", word(amount))}</text>
        }
    });
    view! {
        <Figure title=title description=move || if is_cost { v().cost_chart_text() } else { v().value_chart_text() }
            name=move || if is_cost { v().cost_file() } else { v().value_file() } table=data>
            <svg class="pf-histogram" role="img" aria-label=title viewBox=format!("0 0 {width} {height}")>
                <g class="pf-bins">{boxes}</g>
                <line class="pf-axis-line" x1="0" x2=width y1=base y2=base />
                {ticks}
                {lines.collect_view()}
            </svg>
        </Figure>
    }
}
