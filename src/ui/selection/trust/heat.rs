//! Rank acceptabilities as a heat map.

use std::sync::Arc;

use leptos::prelude::*;

use super::Checks;
use crate::domain::selection::robustness::SmaaResult;
use crate::i18n::sentences::percent;
use crate::ui::kit::{Figure, FigureTable, room, text_lines};
use crate::viz::{HeatMap, heat_map};

/// Ranks by themselves, at most.
const RANKS: usize = 20;
/// Size of type of the names.
const FONT: f64 = 12.0;

/// The project that is first most often; of several, the first of the list.
pub fn favourite(result: &SmaaResult) -> usize {
    let first = |project: &usize| result.acceptability.at(*project, 0);
    (0..result.acceptability.rows()).max_by(|a, b| first(a).total_cmp(&first(b)).then(b.cmp(a))).unwrap_or(0)
}

/// The share of draws in which a project has a rank, from 0; with `rest`, that rank or a later one.
fn share_of(result: &SmaaResult, project: usize, rank: usize, rest: bool) -> f64 {
    let row = result.acceptability.row(project);
    let later = if rest { row.get(rank..).unwrap_or_default().iter().sum() } else { 0.0 };
    if rest { f64::min(later, 1.0) } else { row.get(rank).copied().unwrap_or(0.0) }
}

/// The map with its data.
#[component]
pub fn Heat(
    checks: Checks,
    result: StoredValue<Arc<SmaaResult>>,
    /// The projects shown, best first.
    order: Memo<Vec<usize>>,
) -> impl IntoView {
    let lang = checks.lang;
    let t = move || lang.trust();
    let share = move |share: f64| percent(lang.locale(), share);
    let all = result.with_value(|result| result.acceptability.columns());
    let title = move || {
        result.with_value(|result| {
            let project = favourite(result);
            t().heat_message(&checks.project(project), &share(result.acceptability.at(project, 0)))
        })
    };
    let table = Signal::derive(move || {
        let columns = all.min(RANKS);
        let mut head = vec![(t().project().to_owned(), false)];
        head.extend((1..=columns).map(|rank| (t().rank_n(rank), true)));
        if columns < all {
            head.push((t().later(columns + 1), true));
        }
        let of_project = |project: &usize| {
            let mut row = vec![checks.project(*project)];
            result.with_value(|result| {
                row.extend((0..columns).map(|rank| share(share_of(result, *project, rank, false))));
                if columns < all {
                    row.push(share(share_of(result, *project, columns, true)));
                }
            });
            row
        };
        FigureTable { head, rows: order.get().iter().map(of_project).collect() }
    });
    view! {
        <Figure title description=move || t().heat_text() name=move || t().heat_title() table>
            {
                let room = room();
                move || result.with_value(|result| picture(checks, result, &order.get(), room.get(), &title()))
            }
        </Figure>
    }
}

fn picture(checks: Checks, result: &SmaaResult, order: &[usize], width: f64, title: &str) -> AnyView {
    let names: Vec<String> = order.iter().map(|project| checks.project(*project)).collect();
    let map = heat_map(&names, (RANKS, result.acceptability.columns()), width, FONT);
    let columns = map.columns + usize::from(map.has_rest);
    let middle = |column: usize| map.left(column) + map.width() / 2.0;
    let heads = (0..columns)
        .map(|column| {
            let head =
                if column < map.columns { (column + 1).to_string() } else { format!("{}+", column + 1) };
            view! { <text class="chart-tick" x=middle(column) y="16" text-anchor="middle">{head}</text> }
        })
        .collect_view();
    let rows = order
        .iter()
        .zip(&names)
        .enumerate()
        .map(|(row, (project, name))| {
            let place = map.names.rows.get(row);
            let label = place.map(|place| {
                text_lines("row-name", &place.lines, (0.0, place.name_y), map.names.line, "start", name)
            });
            let cells = (0..columns)
                .map(|column| cell(checks, result, &map, (row, column), (*project, name)))
                .collect_view();
            view! { {label}{cells} }
        })
        .collect_view();
    let height = map.names.bottom;
    view! {
        <svg class="chart" role="img" tabindex="0" aria-label=title.to_owned() viewBox=format!("0 0 {width} {height}")>{heads}{rows}</svg>
    }
    .into_any()
}

fn cell(
    checks: Checks,
    result: &SmaaResult,
    map: &HeatMap,
    (row, column): (usize, usize),
    (project, name): (usize, &str),
) -> AnyView {
    let t = checks.lang.trust();
    let is_rest = column >= map.columns;
    let share = share_of(result, project, column, is_rest);
    let told = percent(checks.lang.locale(), share);
    let label = if is_rest { t.cell_later(name, column + 1, &told) } else { t.cell(name, column + 1, &told) };
    let (top, height) = map.rows.get(row).copied().unwrap_or_default();
    let (x, width) = (map.left(column), map.width());
    let is_dark = share > 0.5;
    let figure = (share >= 0.005).then(|| format!("{:.0}", share * 100.0));
    view! {
        <g>
            <title>{label}</title>
            <rect class="heat-cell" x=x y=top width=width height=height style:fill-opacity=format!("{:.3}", share.sqrt()) />
            <text class="heat-figure" class:heat-dark=is_dark x=x + width / 2.0 y=top + height / 2.0
                text-anchor="middle" dominant-baseline="middle">{figure}</text>
        </g>
    }
    .into_any()
}
