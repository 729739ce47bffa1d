//! Parallel coordinates: a line for each project over the values of all leaves.

use leptos::prelude::*;

use super::super::board::{Board, significant};
use super::super::scores::shown_number;
use super::super::spot::Spot;
use super::standing;
use crate::domain::ProjectId;
use crate::ui::kit::{Figure, FigureTable};

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 340.0;
const TOP: f64 = 30.0;
const SIDE: f64 = 60.0;
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
            {move || picture(board, chosen)}
        </Figure>
    }
}

fn picture(board: Board, chosen: RwSignal<Option<ProjectId>>) -> AnyView {
    let Some(standing) = standing(board) else { return ().into_any() };
    let columns = &standing.matrix.columns;
    let count = columns.len();
    let gaps = f64::from(u32::try_from(count.saturating_sub(1).max(1)).unwrap_or(1));
    let x =
        move |index: usize| SIDE + f64::from(u32::try_from(index).unwrap_or(0)) * (WIDTH - 2.0 * SIDE) / gaps;
    let y = move |value: f64| TOP + (1.0 - value) * (HEIGHT - TOP - 40.0);
    let axes = columns.iter().enumerate().map(|(index, column)| {
        let (worse, better) = match column.sign() {
            sign if sign < 0.0 => (column.high, column.low),
            _ => (column.low, column.high),
        };
        let lift = if index % 2 == 0 { 12.0 } else { 24.0 };
        view! {
            <line class="axis-line" x1=x(index) x2=x(index) y1=y(1.0) y2=y(0.0) />
            <text class="axis" x=x(index) y=lift text-anchor="middle">{board.criterion_name(column.criterion)}</text>
            <text class="tick" x=x(index) + 4.0 y=y(1.0) + 10.0>{shown_number(board, &column.leaf, better)}</text>
            <text class="tick" x=x(index) + 4.0 y=y(0.0) + 14.0>{shown_number(board, &column.leaf, worse)}</text>
        }
    }).collect_view();
    let lines = standing.places.iter().take(SHOWN).enumerate().rev().map(|(order, place)| {
        let project = place.project;
        let points = (0..count).map(|index| format!("{:.1} {:.1}", x(index), y(standing.value(place.row, index))));
        let path = format!("M{}", points.collect::<Vec<_>>().join("L"));
        let name = board.project_name(project);
        let short: String = name.chars().take(8).collect();
        let last = count.saturating_sub(1);
        let (end_x, end_y) = (x(last) + 6.0, y(standing.value(place.row, last)) + 4.0);
        view! {
            <g><a href=Spot::Ranking(Some(project)).href()
                on:mouseenter=move |_| chosen.set(Some(project)) on:focus=move |_| chosen.set(Some(project))>
                <path class="line" class:chosen=move || chosen.get() == Some(project)
                    data-series=if order < COLOURED { (order + 1).to_string() } else { "0".to_owned() } d=path><title>{name.clone()}</title></path>
                {move || (chosen.get() == Some(project) || (chosen.get().is_none() && order == 0)).then(|| view! {
                    <text class="line-name" x=end_x y=end_y text-anchor="start">{short.clone()}</text>
                })}
            </a></g>
        }
    }).collect_view();
    view! { <svg class="chart lines" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="group">{axes}{lines}</svg> }.into_any()
}
