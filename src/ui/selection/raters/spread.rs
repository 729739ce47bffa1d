//! Where raters differ: how far they agree as a whole, then the cells with the greatest spread, to discuss
//! and to agree on.

use leptos::prelude::*;

use super::super::board::{Board, significant};
use super::super::scores::{Everyone, RubricView, ScoreTabs, rater_name};
use crate::domain::selection::{Rating, SelectionCommand};
use crate::domain::{CriterionId, ProjectId, RaterId};
use crate::ui::kit::{Icon, Symbol, format};

/// Cells shown; the rest is agreement enough.
const SHOWN: usize = 20;

/// A cell on which raters differ.
#[derive(Debug, Clone, PartialEq)]
struct Apart {
    project: ProjectId,
    criterion: CriterionId,
    /// Largest less smallest, as a share of the scale.
    share: f64,
    /// The same times the leaf's weight.
    weighted: f64,
    ratings: Vec<(String, Option<Rating>)>,
    agreed: bool,
}

/// The face of the step.
#[component]
pub fn Spread() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.scoring();
    let apart = Memo::new(move |_| cells(board));
    let open = RwSignal::new(None::<(ProjectId, CriterionId)>);
    let several = Memo::new(move |_| board.part.with(|part| part.raters.len() > 1));
    view! {
        <ScoreTabs />
        <Show when=move || several.get() fallback=move || view! { <p class="step-lead">{move || t().needs_raters()}</p> }>
            <p class="step-lead">{move || agreement(board)}</p>
            <WhoDiffers open />
            <div class="spread" class:has-open=move || open.get().is_some()>
                <div class="table-wrap" role="group" tabindex="0" aria-label=move || t().spread()>
                    <table class="table">
                        <caption class="sr-only">{move || t().spread()}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{move || lang.projects().title()}</th>
                                <th scope="col">{move || lang.criteria().title()}</th>
                                <th scope="col" class="number">{move || t().spread_points()}</th>
                                <th scope="col">{move || t().said()}</th>
                                <th scope="col">{move || t().agreed()}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {move || apart.get().into_iter().map(|cell| {
                                let place = (cell.project, cell.criterion);
                                view! {
                                    <tr class:chosen=move || open.get() == Some(place)>
                                        <th scope="row">
                                            <button type="button" class="link" on:click=move |_| open.set(Some(place))>{board.project_name(cell.project)}</button>
                                        </th>
                                        <td>{board.criterion_name(cell.criterion)}</td>
                                        <td class="number">{significant(lang.locale(), cell.share * 100.0)}" %"</td>
                                        <td><Dots ratings=cell.ratings.clone() criterion=cell.criterion /></td>
                                        <td>{cell.agreed.then(|| view! { <Icon symbol=Symbol::Check /><span class="sr-only">{t().agreed()}</span> })}</td>
                                    </tr>
                                }
                            }).collect_view()}
                        </tbody>
                    </table>
                </div>
                {move || open.get().and_then(|(project, id)| {
                    let criterion = board.part.with_untracked(|part| part.criterion(id).cloned())?;
                    Some(view! {
                        <section class="side cell-panel">
                            <RubricView criterion on_level=Callback::new(move |points| {
                                let agreed = crate::domain::selection::Agreement::new(Rating::Value(points),
                                    board.part.with_untracked(|part| part.agreed.get(project, id).map(|old| old.reason.clone())).unwrap_or_default(),
                                    Some(crate::state::clock::today()));
                                board.send(SelectionCommand::Agree(vec![(project, id, Some(agreed))]));
                            }) />
                            <Everyone project id />
                        </section>
                    })
                })}
            </div>
        </Show>
    }
}

/// How each rater differs from the others, and where most.
#[component]
fn WhoDiffers(open: RwSignal<Option<(ProjectId, CriterionId)>>) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.scoring();
    let rows = Memo::new(move |_| board.app.store.doc().with(crate::domain::Workspace::deviations));
    let name = move |id: RaterId| {
        board.part.with(|part| {
            let found = part.raters.iter().enumerate().find(|(_, rater)| rater.id == id);
            found.map(|(index, rater)| rater_name(board, index, &rater.name)).unwrap_or_default()
        })
    };
    let bias = move |points: f64| {
        let figure = format::number(lang.locale(), points.abs(), 1);
        match points {
            p if p >= 0.05 => t().above(&figure),
            p if p <= -0.05 => t().below(&figure),
            _ => "–".to_owned(),
        }
    };
    let figure = move |number: f64| significant(lang.locale(), number);
    view! {
        <details class="who-differs">
            <summary>{move || t().who_differs()}</summary>
            <div class="table-wrap" role="group" tabindex="0" aria-label=move || t().who_differs()>
                <table class="table">
                    <caption class="sr-only">{move || t().who_differs()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{move || t().raters()}</th>
                            <th scope="col">{move || t().bias()}</th>
                            <th scope="col">{move || t().most_apart()}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || rows.get().into_iter().map(|row| view! {
                            <tr>
                                <th scope="row">{name(row.rater)}</th>
                                <td>{bias(row.bias)}</td>
                                <td>{match row.largest {
                                    Some((project, criterion, own, others)) => view! {
                                        <button type="button" class="link" on:click=move |_| open.set(Some((project, criterion)))>
                                            {t().apart_on(&board.project_name(project), &board.criterion_name(criterion), &figure(own), &figure(others))}
                                        </button>
                                    }.into_any(),
                                    None => t().like_the_others().into_any(),
                                }}</td>
                            </tr>
                        }).collect_view()}
                    </tbody>
                </table>
            </div>
        </details>
    }
}

/// The scores of a cell on a line, each with its rater.
#[component]
fn Dots(ratings: Vec<(String, Option<Rating>)>, criterion: CriterionId) -> impl IntoView {
    let board = Board::context();
    let ends = board.standing.with_untracked(|standing| {
        let standing = standing.as_ref().ok()?;
        standing
            .matrix
            .columns
            .iter()
            .find(|column| column.criterion == criterion)
            .map(|column| (column.low, column.high))
    });
    let (low, high) = ends.unwrap_or((0.0, 1.0));
    let place = move |value: f64| if high > low { (value - low) / (high - low) * 100.0 } else { 50.0 };
    let text: Vec<String> = ratings
        .iter()
        .map(|(name, rating)| format!("{name} {}", rating.map_or_else(|| "–".to_owned(), Rating::plain)))
        .collect();
    let marks = ratings.into_iter().filter_map(|(_, rating)| rating).map(move |rating| {
        let (from, to) = (place(rating.low()), place(rating.high()));
        view! {
            <line class="dot-range" x1=6.0 + from x2=6.0 + to y1="8" y2="8" />
            <circle class="dot" cx=6.0 + f64::midpoint(from, to) cy="8" r="4" />
        }
    });
    let label = text.join(" · ");
    let title = label.clone();
    view! {
        <svg class="dots" viewBox="0 0 112 16" role="img" aria-label=label>
            <title>{title}</title>
            <line class="dot-line" x1="6" x2="106" y1="8" y2="8" />
            {marks.collect_view()}
        </svg>
    }
}

/// The cells with the greatest spread, weighted by their leaf.
fn cells(board: Board) -> Vec<Apart> {
    let names = board.part.with(|part| {
        part.raters
            .iter()
            .enumerate()
            .map(|(index, rater)| rater_name(board, index, &rater.name))
            .collect::<Vec<_>>()
    });
    let Ok(standing) = board.standing.get() else { return Vec::new() };
    let mut apart: Vec<Apart> = board.part.with(|part| {
        let mut found = Vec::new();
        for project in &standing.matrix.projects {
            for column in &standing.matrix.columns {
                let ratings: Vec<Option<Rating>> = part
                    .raters
                    .iter()
                    .map(|rater| rater.scores.get(*project, column.criterion).and_then(|score| score.rating))
                    .collect();
                let middles = || ratings.iter().flatten().map(|rating| rating.middle());
                if middles().count() < 2 || column.is_flat() {
                    continue;
                }
                let (low, high) =
                    middles().fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
                let share = (high - low) / (column.high - column.low);
                found.push(Apart {
                    project: *project,
                    criterion: column.criterion,
                    share,
                    weighted: share * column.weight,
                    ratings: names.iter().cloned().zip(ratings).collect(),
                    agreed: part.agreed.get(*project, column.criterion).is_some(),
                });
            }
        }
        found
    });
    apart.sort_by(|a, b| b.weighted.total_cmp(&a.weighted));
    apart.retain(|cell| cell.share > 0.0);
    apart.truncate(SHOWN);
    apart
}

/// Kendall's W of the raters' own rankings, in words.
fn agreement(board: Board) -> String {
    let t = board.app.lang().scoring();
    let found = board.app.store.doc().with(crate::domain::Workspace::agreement);
    match found {
        Some(found) => t.kendall(&significant(board.app.lang().locale(), found.w), found.w, found.raters),
        None => t.kendall_none().to_owned(),
    }
}
