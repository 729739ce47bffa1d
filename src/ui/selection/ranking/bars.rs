//! Ranked bars; by the weighted sum each made of what the criteria add.

use leptos::prelude::*;

use super::super::board::{Board, score_text};
use super::super::spot::Spot;
use super::standing;
use crate::domain::selection::{Column, Standing};
use crate::ui::kit::{Figure, FigureTable, room, text_lines};
use crate::viz::{Linear, SWATCH, legend, named_rows};

/// Bars drawn; the table has all.
const SHOWN: usize = 30;
/// Size of type, height of a bar, room for a score behind it.
const FONT: f64 = 12.0;
const BAR: f64 = 16.0;
const END: f64 = 52.0;

/// The figure.
#[component]
pub fn Bars() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.ranking();
    let title = move || standing(board).map(|standing| message(board, &standing)).unwrap_or_default();
    let table =
        Signal::derive(move || standing(board).map(|standing| data(board, &standing)).unwrap_or_default());
    view! {
        <Figure title description=move || t().bars_text() name=move || t().bars().to_owned() table>
            {
                let room = room();
                move || standing(board).map(|standing| picture(board, &standing, room.get()))
            }
        </Figure>
    }
}

/// The message: who leads and by what.
fn message(board: Board, standing: &Standing) -> String {
    let t = board.app.lang().ranking();
    let locale = board.app.lang().locale();
    let mut places = standing.places.iter();
    let (Some(first), second) = (places.next(), places.next()) else { return String::new() };
    let name = board.project_name(first.project);
    match second {
        Some(second) if second.rank > first.rank => {
            let distance = score_text(locale, standing.method, (first.score - second.score).abs());
            t.leads_by(&name, &board.project_name(second.project), &distance)
        }
        Some(_) => t.share_the_lead(standing.places.iter().filter(|place| place.rank == 1).count()),
        None => t.only_one(&name),
    }
}

fn data(board: Board, standing: &Standing) -> FigureTable {
    let t = board.app.lang().ranking();
    let locale = board.app.lang().locale();
    let mut head = vec![
        (board.app.lang().projects().title().to_owned(), false),
        (t.rank().to_owned(), true),
        (t.score().to_owned(), true),
    ];
    let is_sum = standing.method.is_additive();
    if is_sum {
        head.extend(
            standing.matrix.columns.iter().map(|column| (board.criterion_name(column.criterion), true)),
        );
    }
    let rows = standing.places.iter().map(|place| {
        let mut row = vec![
            board.project_name(place.project),
            place.rank.to_string(),
            score_text(locale, standing.method, place.score),
        ];
        if is_sum {
            row.extend(
                (0..standing.matrix.columns.len())
                    .map(|index| score_text(locale, standing.method, standing.part(place.row, index))),
            );
        }
        row
    });
    FigureTable { head, rows: rows.collect() }
}

fn picture(board: Board, standing: &Standing, width: f64) -> AnyView {
    let locale = board.app.lang().locale();
    let shown: Vec<_> = standing.places.iter().take(SHOWN).collect();
    let scores = || standing.places.iter().map(|place| place.score);
    let (low, high) = (scores().fold(0.0, f64::min), scores().fold(0.0, f64::max));
    let is_sum = standing.method.is_additive();
    let columns = &standing.matrix.columns;
    let weighed = |(_, column): &(usize, &Column)| is_sum && column.weight > 0.0;
    let parts: Vec<(usize, String)> = columns
        .iter()
        .enumerate()
        .filter(weighed)
        .map(|(index, column)| (index, board.criterion_name(column.criterion)))
        .collect();
    let (key, top) = key(&parts, width);
    let names: Vec<String> =
        shown.iter().map(|place| format!("{} {}", place.rank, board.project_name(place.project))).collect();
    let layout = named_rows(&names, width, top, FONT, BAR);
    let scale = Linear::new((low, if high > low { high } else { low + 1.0 }), (layout.left, width - END));
    let rows = shown.into_iter().zip(&layout.rows).zip(&names).map(|((place, row), name)| {
        let score = score_text(locale, standing.method, place.score);
        let y = row.middle - BAR / 2.0;
        let mut at = 0.0;
        let pieces: Vec<AnyView> = if is_sum {
            parts.iter().filter_map(|(column, criterion)| {
                let part = standing.part(place.row, *column);
                let from = at;
                at += part;
                (part > 0.0).then(|| view! {
                    <rect class="part" data-series=series(*column) x=scale.at(from) y=y width=scale.at(at) - scale.at(from) height=BAR>
                        <title>{format!("{criterion}: {}", score_text(locale, standing.method, part))}</title>
                    </rect>
                }.into_any())
            }).collect()
        } else {
            let (from, to) = (scale.at(0.0_f64.min(place.score)), scale.at(0.0_f64.max(place.score)));
            vec![view! { <rect class="part" data-series="1" x=from y=y width=(to - from).max(1.0) height=BAR /> }.into_any()]
        };
        view! {
            <g><a href=Spot::Ranking(Some(place.project)).href()>
                {text_lines("row-name", &row.lines, (0.0, row.name_y), layout.line, "start", name)}
                {pieces}
                <text class="bar-score" x=scale.at(place.score.max(0.0)) + 6.0 y=row.middle + 4.0>{score}</text>
            </a></g>
        }
    }).collect_view();
    view! { <svg class="chart bars" viewBox=format!("0 0 {width} {}", layout.bottom) role="group">{key}{rows}</svg> }
        .into_any()
}

fn series(column: usize) -> String {
    (column % 8 + 1).to_string()
}

/// What the colours mean, above the bars so that it is read first, and where the bars begin.
fn key(parts: &[(usize, String)], width: f64) -> (AnyView, f64) {
    let names: Vec<String> = parts.iter().map(|(_, name)| name.clone()).collect();
    let (places, height) = legend(&names, width, FONT);
    let entries = parts.iter().zip(places).map(|((column, name), (x, y))| {
        view! {
            <rect class="part" data-series=series(*column) x=x y=y - 10.0 width="12" height="12" rx="2" />
            <text x=x + SWATCH y=y>{name.clone()}</text>
        }
    });
    (view! { <g class="chart-key">{entries.collect_view()}</g> }.into_any(), height)
}
