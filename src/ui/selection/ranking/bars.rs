//! Ranked bars; by the weighted sum each made of what the criteria add.

use leptos::prelude::*;

use super::super::board::{Board, score_text};
use super::super::spot::Spot;
use super::standing;
use crate::domain::selection::Standing;
use crate::ui::kit::{Figure, FigureTable};

/// Bars drawn; the table has all.
const SHOWN: usize = 30;
const ROW: f64 = 24.0;
const NAME: f64 = 190.0;
const WIDTH: f64 = 760.0;
const END: f64 = 60.0;

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
            {move || standing(board).map(|standing| picture(board, &standing))}
        </Figure>
        <ul class="legend">
            {move || standing(board).filter(|standing| standing.method.is_additive()).map(|standing| {
                standing.matrix.columns.iter().enumerate().filter(|(_, column)| column.weight > 0.0).map(|(index, column)| view! {
                    <li><span class="swatch" data-series=(index % 8 + 1).to_string() aria-hidden="true"></span>{board.criterion_name(column.criterion)}</li>
                }).collect_view()
            })}
        </ul>
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

fn cut(name: &str) -> String {
    // Han characters are twice as wide.
    let mut width = 0;
    let kept: String = name
        .chars()
        .take_while(|c| {
            width += if *c > '\u{2e80}' { 2 } else { 1 };
            width <= 26
        })
        .collect();
    if kept.len() < name.len() { format!("{kept}…") } else { kept }
}

fn picture(board: Board, standing: &Standing) -> AnyView {
    let locale = board.app.lang().locale();
    let shown: Vec<_> = standing.places.iter().take(SHOWN).collect();
    let scores = || standing.places.iter().map(|place| place.score);
    let (low, high) = (scores().fold(0.0, f64::min), scores().fold(0.0, f64::max));
    let reach = if high > low { high - low } else { 1.0 };
    let x = move |score: f64| NAME + (score - low) / reach * (WIDTH - NAME - END);
    let is_sum = standing.method.is_additive();
    let height = f64::from(u32::try_from(shown.len()).unwrap_or(0)) * ROW;
    let rows = shown.into_iter().enumerate().map(|(index, place)| {
        let y = f64::from(u32::try_from(index).unwrap_or(0)) * ROW;
        let name = board.project_name(place.project);
        let score = score_text(locale, standing.method, place.score);
        let mut at = 0.0;
        let parts: Vec<AnyView> = if is_sum {
            standing.matrix.columns.iter().enumerate().filter_map(|(column, _)| {
                let part = standing.part(place.row, column);
                let from = at;
                at += part;
                (part > 0.0).then(|| view! {
                    <rect class="part" data-series=(column % 8 + 1).to_string() x=x(from) y=y + 4.0 width=x(at) - x(from) height=ROW - 8.0>
                        <title>{format!("{}: {}", board.criterion_name(standing.matrix.columns.get(column).map_or(crate::domain::CriterionId::from_number(0), |c| c.criterion)), score_text(locale, standing.method, part))}</title>
                    </rect>
                }.into_any())
            }).collect()
        } else {
            let (from, to) = (x(0.0).min(x(place.score)), x(0.0).max(x(place.score)));
            vec![view! { <rect class="part" data-series="1" x=from y=y + 4.0 width=(to - from).max(1.0) height=ROW - 8.0 /> }.into_any()]
        };
        view! {
            <g><a href=Spot::Ranking(Some(place.project)).href()>
                <text class="bar-name" x="0" y=y + 16.0>{format!("{} {}", place.rank, cut(&name))}<title>{name.clone()}</title></text>
                {parts}
                <text class="bar-score" x=x(place.score.max(0.0)) + 6.0 y=y + 16.0>{score}</text>
            </a></g>
        }
    }).collect_view();
    view! { <svg class="chart bars" viewBox=format!("0 0 {WIDTH} {height}") role="group">{rows}</svg> }
        .into_any()
}
