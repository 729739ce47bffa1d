//! Parallel coordinates: a line for each project over the values of all leaves.

use leptos::prelude::*;

use super::super::board::{Board, significant};
use super::super::scores::shown_number;
use super::super::spot::Spot;
use super::standing;
use crate::domain::ProjectId;
use crate::domain::selection::Place;
use crate::ui::kit::{Figure, FigureTable, room, text_lines};
use crate::viz::drawing::ems;
use crate::viz::{Linear, SWATCH, legend, named_rows};

/// Size of type and the least distance of two axes.
const FONT: f64 = 12.0;
const ROW: f64 = 36.0;
/// Lines drawn; beyond, only the table helps.
const SHOWN: usize = 60;
/// Lines that are told apart by colour.
const COLOURED: usize = 5;

/// The figure.
#[component]
pub fn Lines() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.ranking();
    let chosen = RwSignal::new(None::<ProjectId>);
    let table = Signal::derive(move || {
        let Some(standing) = standing(board) else { return FigureTable::default() };
        let mut head = vec![(lang.projects().title().to_owned(), false)];
        head.extend(
            standing.matrix.columns.iter().map(|column| (board.criterion_name(column.criterion), true)),
        );
        let rows = standing.places.iter().map(|place| {
            let values = (0..standing.matrix.columns.len())
                .map(|index| significant(lang.locale(), standing.value(place.row, index)));
            std::iter::once(board.project_name(place.project)).chain(values).collect()
        });
        FigureTable { head, rows: rows.collect() }
    });
    let title = move || {
        standing(board)
            .and_then(|standing| {
                let first = standing.places.first()?;
                let worst = (0..standing.matrix.columns.len())
                    .filter(|index| {
                        standing.matrix.columns.get(*index).is_some_and(|column| column.weight > 0.0)
                    })
                    .min_by(|a, b| standing.value(first.row, *a).total_cmp(&standing.value(first.row, *b)))?;
                let column = standing.matrix.columns.get(worst)?;
                Some(t().lines_message(
                    &board.project_name(first.project),
                    &board.criterion_name(column.criterion),
                ))
            })
            .unwrap_or_else(|| t().lines().to_owned())
    };
    view! {
        <Figure title description=move || t().lines_text() name=move || t().lines().to_owned() table>
            {
                let room = room();
                move || picture(board, chosen, room.get())
            }
        </Figure>
    }
}

fn picture(board: Board, chosen: RwSignal<Option<ProjectId>>, width: f64) -> AnyView {
    let Some(standing) = standing(board) else { return ().into_any() };
    let columns = &standing.matrix.columns;
    let coloured: Vec<String> =
        standing.places.iter().take(COLOURED).map(|place| named(board, place)).collect();
    let (places, top) = legend(&coloured, width, FONT);
    let names: Vec<String> = columns.iter().map(|column| board.criterion_name(column.criterion)).collect();
    let layout = named_rows(&names, width, top + 6.0, FONT, ROW);
    let x = Linear::new((0.0, 1.0), (layout.left + 8.0, width - 8.0));
    let axes = columns.iter().zip(&layout.rows).map(|(column, row)| {
        let (worse, better) =
            if column.sign() < 0.0 { (column.high, column.low) } else { (column.low, column.high) };
        view! {
            <line class="axis-line" x1=x.at(0.0) x2=x.at(1.0) y1=row.middle y2=row.middle />
            <text class="tick" x=x.at(0.0) y=row.middle + 14.0>{shown_number(board, &column.leaf, worse)}</text>
            <text class="tick" x=x.at(1.0) y=row.middle + 14.0 text-anchor="end">{shown_number(board, &column.leaf, better)}</text>
        }
    }).collect_view();
    // Above the lines, which cross them on a phone.
    let written = layout
        .rows
        .iter()
        .zip(&names)
        .map(|(row, name)| text_lines("row-name", &row.lines, (0.0, row.name_y), layout.line, "start", name))
        .collect_view();
    let key = standing.places.iter().zip(&coloured).zip(places).enumerate().map(|(order, ((place, name), (left, y)))| {
        let project = place.project;
        view! {
            <g class="chart-key" on:mouseenter=move |_| chosen.set(Some(project))>
                <rect class="part" data-series=(order + 1).to_string() x=left y=y - 6.0 width="12" height="4" />
                <text x=left + SWATCH y=y>{name.clone()}</text>
            </g>
        }
    }).collect_view();
    let foot = layout.bottom + 14.0;
    let lines = standing.places.iter().take(SHOWN).enumerate().rev().map(|(order, place)| {
        let project = place.project;
        let points = layout.rows.iter().enumerate()
            .map(|(index, row)| format!("{:.1} {:.1}", x.at(standing.value(place.row, index)), row.middle));
        let path = format!("M{}", points.collect::<Vec<_>>().join("L"));
        let name = named(board, place);
        // Under the end of its line, as far as the picture allows.
        let half = ems(&name) * FONT / 2.0;
        let end = x.at(standing.value(place.row, columns.len().saturating_sub(1)));
        let middle = end.min(width - half).max(half);
        view! {
            <g><a href=Spot::Ranking(Some(project)).href()
                on:mouseenter=move |_| chosen.set(Some(project)) on:focus=move |_| chosen.set(Some(project))>
                <path class="line" class:chosen=move || chosen.get() == Some(project)
                    data-series=if order < COLOURED { (order + 1).to_string() } else { "0".to_owned() } d=path><title>{name.clone()}</title></path>
                {move || (chosen.get() == Some(project) || (chosen.get().is_none() && order == 0)).then(|| view! {
                    <text class="line-name" x=middle y=foot text-anchor="middle">{name.clone()}</text>
                })}
            </a></g>
        }
    }).collect_view();
    view! { <svg class="chart lines" viewBox=format!("0 0 {width} {}", foot + 8.0) role="group">{key}{axes}{lines}{written}</svg> }.into_any()
}

/// Rank and name.
fn named(board: Board, place: &Place) -> String {
    format!("{} {}", place.rank, board.project_name(place.project))
}
