//! Value against risk (or any leaf), the size being the cost.

use leptos::prelude::*;

use super::super::board::{Board, score_text, significant};
use super::super::scores::shown_number;
use super::super::spot::Spot;
use super::balance::{BalanceRules, rule_of};
use super::standing;
use crate::domain::CriterionId;
use crate::domain::selection::{Direction, Source, in_currency};
use crate::ui::kit::{Figure, FigureTable, SelectField};
use crate::ui::overview::money_text;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 56.0;
const BOTTOM: f64 = 40.0;
/// Labelled bubbles; more would lie over each other.
const LABELLED: usize = 12;

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
            doc.projects
                .iter()
                .map(|project| (project.id, project.cost))
                .collect::<std::collections::HashMap<_, _>>()
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
            (t().score().to_owned(), true),
            (board.criterion_name(id), true),
            (lang.projects().cost().to_owned(), true),
        ];
        let rows = points.get().unwrap_or_default().into_iter().map(|(project, x, score, cost)| {
            vec![
                board.project_name(project),
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
            {move || points.get().map(|points| picture(board, leaf.get(), &points))}
        </Figure>
        <BalanceRules leaf />
    }
}

type Point = (crate::domain::ProjectId, f64, f64, Option<crate::domain::Money>);

/// The best fifth of the list and its share of the cost.
fn top_share(points: &[Point]) -> Option<(usize, f64)> {
    let count = points.len().div_ceil(5);
    let cost = |points: &[Point]| points.iter().filter_map(|point| point.3).map(in_currency).sum::<f64>();
    let all = cost(points);
    (count > 0 && all > 0.0).then(|| (count, cost(points.get(..count).unwrap_or_default()) / all))
}

fn picture(board: Board, leaf: Option<CriterionId>, points: &[Point]) -> AnyView {
    let Some(standing) = standing(board) else { return ().into_any() };
    let Some(column) = standing.matrix.columns.iter().find(|column| Some(column.criterion) == leaf) else {
        return ().into_any();
    };
    let locale = board.app.lang().locale();
    let ends = |values: &mut dyn Iterator<Item = f64>| {
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
        let gap = if high > low { (high - low) * 0.08 } else { 1.0 };
        (low - gap, high + gap)
    };
    let (x0, x1) = ends(&mut points.iter().map(|point| point.1));
    let (y0, y1) = ends(&mut points.iter().map(|point| point.2));
    let x = move |value: f64| LEFT + (value - x0) / (x1 - x0) * (WIDTH - LEFT - 20.0);
    // Up is better, also where a method measures a distance.
    let more = standing.outcome.more_is_better;
    let y = move |value: f64| {
        let share = (value - y0) / (y1 - y0);
        10.0 + (if more { 1.0 - share } else { share }) * (HEIGHT - BOTTOM - 20.0)
    };
    let most = points.iter().filter_map(|point| point.3).map(in_currency).fold(0.0, f64::max);
    let radius = move |cost: Option<crate::domain::Money>| match cost {
        Some(cost) if most > 0.0 => 4.0 + 22.0 * (in_currency(cost).max(0.0) / most).sqrt(),
        _ => 4.0,
    };
    let unit = board.app.store.doc().with(|doc| doc.money);
    let bubbles = points.iter().enumerate().map(|(index, (project, px, score, cost))| {
        let name = board.project_name(*project);
        let label = name.clone();
        let told = format!("{name}: {} · {} · {}", score_text(locale, standing.method, *score), shown_number(board, &column.leaf, *px),
            cost.map(|cost| money_text(board.app, unit, cost)).unwrap_or_default());
        view! {
            <g><a href=Spot::Ranking(Some(*project)).href()>
                <circle class="bubble" class:no-cost=cost.is_none() cx=x(*px) cy=y(*score) r=radius(*cost)><title>{told.clone()}</title></circle>
                {(index < LABELLED).then(|| view! { <text class="bubble-name" x=x(*px) y=y(*score) - radius(*cost) - 3.0 text-anchor="middle">{label.clone()}</text> })}
            </a></g>
        }
    }).collect_view();
    let ticks = |low: f64, high: f64| {
        crate::viz::ticks(low, high, 6)
            .into_iter()
            .filter(move |tick| (low..=high).contains(tick))
            .collect::<Vec<_>>()
    };
    let worse_side = rule_of(board, leaf).map(|rule| {
        let at = x(rule.from.get()).clamp(LEFT, WIDTH - 20.0);
        let is_low = column.leaf.direction == Direction::Benefit;
        let (from, to) = if is_low { (LEFT, at) } else { (at, WIDTH - 20.0) };
        view! {
            <rect class="worse-side" x=from y="10" width=to - from height=HEIGHT - BOTTOM - 10.0 />
            <line class="rule-line" x1=at x2=at y1="10" y2=HEIGHT - BOTTOM />
        }
    });
    let across = ticks(x0, x1).into_iter().map(|tick| view! {
        <line class="grid-line" x1=x(tick) x2=x(tick) y1="10" y2=HEIGHT - BOTTOM />
        <text class="tick" x=x(tick) y=HEIGHT - BOTTOM + 16.0 text-anchor="middle">{shown_number(board, &column.leaf, tick)}</text>
    }).collect_view();
    let up = ticks(y0, y1).into_iter().map(|tick| view! {
        <line class="grid-line" x1=LEFT x2=WIDTH - 20.0 y1=y(tick) y2=y(tick) />
        <text class="tick" x=LEFT - 8.0 y=y(tick) + 4.0 text-anchor="end">{score_text(locale, standing.method, tick)}</text>
    }).collect_view();
    view! {
        <svg class="chart bubbles" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="group">
            {worse_side}{across}{up}
            <text class="axis" x=WIDTH - 20.0 y=HEIGHT - 4.0 text-anchor="end">{board.criterion_name(column.criterion)}</text>
            <text class="axis" x="0" y="8">{board.app.lang().ranking().score()}</text>
            {bubbles}
        </svg>
    }
    .into_any()
}
