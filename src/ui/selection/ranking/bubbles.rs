//! Value against risk (or any leaf), the size being the cost.

use std::collections::HashMap;

use leptos::prelude::*;

use super::super::board::{Board, score_text, significant};
use super::super::scores::shown_number;
use super::super::spot::Spot;
use super::balance::{BalanceRules, rule_of};
use super::standing;
use crate::domain::numeric::{extent, real};
use crate::domain::selection::{Direction, Source, in_currency};
use crate::domain::{CriterionId, Money, ProjectId};
use crate::ui::kit::{Figure, FigureTable, SelectField, room};
use crate::ui::overview::money_text;
use crate::viz::drawing::{ems, wrapped};
use crate::viz::{Circle, Label, Linear, Place, labels};

const LEFT: f64 = 44.0;
const TOP: f64 = 16.0;
/// Size of type, height of a line, widest name in ems.
const FONT: f64 = 12.0;
const LINE: f64 = 14.0;
const NAME: f64 = 11.0;

/// The figure with its choice of the horizontal leaf.
#[component]
pub fn Bubbles() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.ranking();
    let wanted = RwSignal::new(None::<CriterionId>);
    let leaf = Memo::new(move |_| {
        let standing = standing(board)?;
        let columns = &standing.matrix.columns;
        let chosen = wanted.get().and_then(|id| columns.iter().find(|column| column.criterion == id));
        // A cost that is no money is most often a risk.
        let risky = || {
            columns.iter().find(|column| {
                column.leaf.direction == Direction::Cost && column.leaf.source == Source::Raters
            })
        };
        chosen.or_else(risky).or(columns.last()).map(|column| column.criterion)
    });
    let options = Signal::derive(move || {
        let columns = standing(board).map(|standing| standing.matrix.columns.clone()).unwrap_or_default();
        columns
            .into_iter()
            .map(|column| (column.criterion.to_string(), board.criterion_name(column.criterion)))
            .collect()
    });
    let points = Memo::new(move |_| {
        let standing = standing(board)?;
        let index = standing.matrix.columns.iter().position(|column| Some(column.criterion) == leaf.get())?;
        let costs = board.app.store.doc().with(|doc| {
            doc.projects.iter().map(|project| (project.id, project.cost)).collect::<HashMap<_, _>>()
        });
        let points: Vec<_> = standing
            .places
            .iter()
            .filter_map(|place| {
                let x = standing.matrix.cell(place.row, index)?.value?;
                Some((place.project, x, place.score, costs.get(&place.project).copied().flatten()))
            })
            .collect();
        Some(points)
    });
    let table = Signal::derive(move || {
        let unit = board.app.store.doc().with(|doc| doc.money);
        let Some(standing) = standing(board) else { return FigureTable::default() };
        let Some(id) = leaf.get() else { return FigureTable::default() };
        let head = vec![
            (lang.projects().title().to_owned(), false),
            (t().rank().to_owned(), true),
            (t().score().to_owned(), true),
            (board.criterion_name(id), true),
            (lang.projects().cost().to_owned(), true),
        ];
        let ranks: HashMap<_, _> = standing.places.iter().map(|place| (place.project, place.rank)).collect();
        let rows = points.get().unwrap_or_default().into_iter().map(|(project, x, score, cost)| {
            vec![
                board.project_name(project),
                ranks.get(&project).map(ToString::to_string).unwrap_or_default(),
                score_text(lang.locale(), standing.method, score),
                significant(lang.locale(), x),
                cost.map(|cost| money_text(board.app, unit, cost)).unwrap_or_default(),
            ]
        });
        FigureTable { head, rows: rows.collect() }
    });
    let title = move || {
        let share = top_share(&points.get().unwrap_or_default());
        match share {
            Some((count, share)) => {
                t().bubbles_message(count, &super::super::board::percent(lang.locale(), share))
            }
            None => t().bubbles().to_owned(),
        }
    };
    view! {
        <div class="step-tools">
            <SelectField label=move || t().across() options value=Signal::derive(move || leaf.get().map(|id| id.to_string()).unwrap_or_default())
                on_choose=move |key: String| wanted.set(key.parse().ok()) />
        </div>
        <Figure title description=move || t().bubbles_text() name=move || t().bubbles().to_owned() table>
            {
                let room = room();
                move || points.get().map(|points| picture(board, leaf.get(), &points, room.get()))
            }
        </Figure>
        <BalanceRules leaf />
    }
}

type Point = (ProjectId, f64, f64, Option<Money>);

/// The best fifth of the list and its share of the cost.
fn top_share(points: &[Point]) -> Option<(usize, f64)> {
    let count = points.len().div_ceil(5);
    let cost = |points: &[Point]| points.iter().filter_map(|point| point.3).map(in_currency).sum::<f64>();
    let all = cost(points);
    (count > 0 && all > 0.0).then(|| (count, cost(points.get(..count).unwrap_or_default()) / all))
}

fn picture(board: Board, leaf: Option<CriterionId>, points: &[Point], width: f64) -> AnyView {
    let Some(standing) = standing(board) else { return ().into_any() };
    let Some(column) = standing.matrix.columns.iter().find(|column| Some(column.criterion) == leaf) else {
        return ().into_any();
    };
    let locale = board.app.lang().locale();
    let (right, bottom) = (width - 12.0, (width * 0.62).clamp(320.0, 440.0));
    let ends = |values: &mut dyn Iterator<Item = f64>| {
        let (low, high) = extent(values).unwrap_or((0.0, 0.0));
        let gap = if high > low { (high - low) * 0.08 } else { 1.0 };
        (low - gap, high + gap)
    };
    let across = ends(&mut points.iter().map(|point| point.1));
    let up = ends(&mut points.iter().map(|point| point.2));
    let x = Linear::new(across, (LEFT, right));
    // Up is better, also where a method measures a distance.
    let more = standing.outcome.more_is_better;
    let y = Linear::new(up, if more { (bottom, TOP) } else { (TOP, bottom) });
    let most = points.iter().filter_map(|point| point.3).map(in_currency).fold(0.0, f64::max);
    let largest = (width / 28.0).clamp(12.0, 26.0);
    let radius = |cost: Option<Money>| match cost {
        Some(cost) if most > 0.0 => 4.0 + (largest - 4.0) * (in_currency(cost).max(0.0) / most).sqrt(),
        _ => 4.0,
    };
    let unit = board.app.store.doc().with(|doc| doc.money);
    let circles: Vec<Circle> =
        points.iter().map(|(_, px, score, cost)| (x.at(*px), y.at(*score), radius(*cost))).collect();
    let names: Vec<Vec<String>> =
        points.iter().map(|point| wrapped(&board.project_name(point.0), NAME, 2)).collect();
    let ranks: HashMap<_, _> = standing.places.iter().map(|place| (place.project, place.rank)).collect();
    let numbers: Vec<String> =
        points.iter().map(|point| ranks.get(&point.0).map(ToString::to_string).unwrap_or_default()).collect();
    let size = |lines: &[String]| {
        (lines.iter().map(|line| ems(line)).fold(0.0, f64::max) * FONT + 2.0, LINE * real(lines.len()))
    };
    let name_sizes: Vec<_> = names.iter().map(|lines| size(lines)).collect();
    let number_sizes: Vec<_> = numbers.iter().map(|number| size(std::slice::from_ref(number))).collect();
    let frame = Place { left: LEFT, top: 0.0, width: width - LEFT, height: bottom - 2.0 };
    let placed = labels(&circles, &name_sizes, &number_sizes, frame);
    let bubbles = points.iter().zip(&circles).zip(names.iter().zip(&numbers)).zip(placed).map(|(((point, circle), (name, number)), label)| {
        let (project, px, score, cost) = point;
        let (cx, cy, r) = *circle;
        let told = format!("{number} {}: {} · {} · {}", board.project_name(*project), score_text(locale, standing.method, *score),
            shown_number(board, &column.leaf, *px), cost.map(|cost| money_text(board.app, unit, cost)).unwrap_or_default());
        let lines = match label {
            Label::Name(place) => Some((place, name.clone())),
            Label::Number(place) => Some((place, vec![number.clone()])),
            Label::Nothing => None,
        };
        let text = lines.map(|(place, lines)| {
            let middle = place.left + place.width / 2.0;
            let lines = lines.into_iter().enumerate().map(|(index, line)| view! {
                <tspan x=middle y=place.top + LINE * (real(index) + 0.78)>{line}</tspan>
            });
            view! { <text class="bubble-name" text-anchor="middle">{lines.collect_view()}</text> }
        });
        view! {
            <g><a href=Spot::Ranking(Some(*project)).href()>
                <circle class="bubble" class:no-cost=cost.is_none() cx=cx cy=cy r=r><title>{told}</title></circle>
                {text}
            </a></g>
        }
    }).collect_view();
    let ticks = |ends: (f64, f64), count: u32| {
        crate::viz::ticks(ends.0, ends.1, count)
            .into_iter()
            .filter(move |tick| (ends.0..=ends.1).contains(tick))
    };
    let worse_side = rule_of(board, leaf).map(|rule| {
        let at = x.at(rule.from.get()).clamp(LEFT, right);
        let is_low = column.leaf.direction == Direction::Benefit;
        let (from, to) = if is_low { (LEFT, at) } else { (at, right) };
        view! {
            <rect class="worse-side" x=from y=TOP width=to - from height=bottom - TOP />
            <line class="rule-line" x1=at x2=at y1=TOP y2=bottom />
        }
    });
    let columns = if width < 560.0 { 4 } else { 6 };
    let across = ticks(across, columns).map(|tick| view! {
        <line class="grid-line" x1=x.at(tick) x2=x.at(tick) y1=TOP y2=bottom />
        <text class="tick" x=x.at(tick) y=bottom + 16.0 text-anchor="middle">{shown_number(board, &column.leaf, tick)}</text>
    }).collect_view();
    let up = ticks(up, 6).map(|tick| view! {
        <line class="grid-line" x1=LEFT x2=right y1=y.at(tick) y2=y.at(tick) />
        <text class="tick" x=LEFT - 8.0 y=y.at(tick) + 4.0 text-anchor="end">{score_text(locale, standing.method, tick)}</text>
    }).collect_view();
    view! {
        <svg class="chart bubbles" viewBox=format!("0 0 {width} {}", bottom + 40.0) role="group">
            {worse_side}{across}{up}
            <text class="axis" x=right y=bottom + 34.0 text-anchor="end">{board.criterion_name(column.criterion)}</text>
            <text class="axis" x="0" y="10">{board.app.lang().ranking().score()}</text>
            {bubbles}
        </svg>
    }
    .into_any()
}
