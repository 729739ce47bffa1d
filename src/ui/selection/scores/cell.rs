//! Beside the grid: the rubric of the cursor's leaf, and everything that is said of the cell.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::board::{Board, significant};
use super::grid::Layer;
use super::rater_name;
use crate::domain::selection::{Agreement, Criterion, Direction, Rating, Scale, SelectionCommand, Source};
use crate::domain::{CriterionId, Note, ProjectId, RaterId};
use crate::state::clock;
use crate::ui::kit::{Button, ButtonKind, TextField};
use crate::ui::sheet::{Cell, Sheet};

/// The panel.
#[component]
pub fn CellPanel(sheet: Sheet, layer: RwSignal<Layer>) -> impl IntoView {
    let board = Board::context();
    let place = Memo::new(move |_| {
        let Cell { row, column } = sheet.cursor.get();
        let project = sheet.order.with(|order| order.get(row).copied())?;
        let key = sheet.columns.with(|columns| columns.get(column).map(|column| column.key.clone()))?;
        let criterion: CriterionId = key.parse().ok()?;
        Some((project, board.criterion(criterion)?))
    });
    view! {
        <section class="cell-panel" aria-live="polite">
            {move || place.get().map(|(project, criterion)| {
                let is_scored = criterion.leaf().is_some_and(|leaf| leaf.source == Source::Raters);
                let id = criterion.id;
                view! {
                    <RubricView criterion=criterion on_level=Callback::new(move |points| {
                        score(board, layer, project, id, Some(Rating::Value(points)));
                    }) />
                    {is_scored.then(|| match layer.get() {
                        Layer::Rater(rater) => view! { <Own rater project id /> }.into_any(),
                        Layer::Group => view! { <Everyone project id /> }.into_any(),
                    })}
                }
            })}
        </section>
    }
}

/// Sets a cell of a layer.
pub fn score(
    board: Board,
    layer: RwSignal<Layer>,
    project: ProjectId,
    id: CriterionId,
    rating: Option<Rating>,
) {
    match layer.get_untracked() {
        Layer::Rater(rater) => {
            board.send(SelectionCommand::Score { rater, cells: vec![(project, id, rating)] });
        }
        Layer::Group => {
            let reason =
                board.part.with_untracked(|part| part.agreed.get(project, id).map(|old| old.reason.clone()));
            let agreement =
                rating.map(|rating| Agreement::new(rating, reason.unwrap_or_default(), Some(clock::today())));
            board.send(SelectionCommand::Agree(vec![(project, id, agreement)]));
        }
    }
}

/// What a leaf asks and what each level means; a level is pressed to give it.
#[component]
pub fn RubricView(criterion: Arc<Criterion>, on_level: Callback<crate::domain::Real>) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let leaf = criterion.leaf().cloned().unwrap_or_default();
    let levels = match &leaf.scale {
        Scale::Points { levels } => (**levels).clone(),
        _ => Vec::new(),
    };
    let direction = match leaf.direction {
        Direction::Benefit => "benefit",
        Direction::Cost => "cost",
        Direction::Target(_) => "target",
    };
    view! {
        <div class="rubric">
            <h2>{board.name_of(&criterion)} " " <span class="tag">{lang.criteria().direction_word(direction)}</span></h2>
            <p>{criterion.definition.to_string()}</p>
            <ol class="rubric-levels">
                {levels
                    .into_iter()
                    .map(|level| {
                        let points = level.points;
                        view! {
                            <li>
                                <button type="button" class="rubric-level-button" on:click=move |_| on_level.run(points)>
                                    <span class="rubric-points">{significant(lang.locale(), points.get())}</span>
                                    <span>{level.text.to_string()}</span>
                                </button>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            {(!criterion.evidence.is_empty()).then(|| view! {
                <details>
                    <summary>{lang.criteria().evidence()}</summary>
                    <p class="pre-line">{criterion.evidence.to_string()}</p>
                </details>
            })}
        </div>
    }
}

/// A rater's own cell: why, and a conflict to settle.
#[component]
fn Own(rater: RaterId, project: ProjectId, id: CriterionId) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.scoring();
    let cell = Memo::new(move |_| {
        board.part.with(|part| part.rater(rater).and_then(|rater| rater.scores.get(project, id).cloned()))
    });
    let versions = move || {
        cell.with(|cell| {
            cell.as_ref().filter(|cell| !cell.rivals.is_empty()).map(|cell| {
                std::iter::once((cell.rating, cell.comment.clone()))
                    .chain(cell.rivals.iter().cloned())
                    .collect::<Vec<_>>()
            })
        })
    };
    view! {
        <div class="cell-says">
            <h2>{move || t().of_project(&board.project_name(project))}</h2>
            {move || versions().map(|versions| view! {
                <div class="conflict" role="group" aria-label=t().conflict()>
                    <p>{t().conflict_hint()}</p>
                    <div class="button-row">
                        {versions.into_iter().map(|(rating, comment)| {
                            let label = format!("{} {}", rating.map_or_else(|| t().missing().to_owned(), Rating::plain), &*comment);
                            view! {
                                <Button label=label.trim().to_owned() on_click=move || {
                                    board.send(SelectionCommand::Score { rater, cells: vec![(project, id, rating)] });
                                } />
                            }
                        }).collect_view()}
                    </div>
                </div>
            })}
            <TextField label=move || t().comment() rows=2
                value=Signal::derive(move || cell.with(|cell| cell.as_ref().map(|cell| cell.comment.to_string()).unwrap_or_default()))
                on_commit=move |typed: String| {
                    let comment = Note::new(&typed).map_err(|error| lang.errors().value(&error))?;
                    if comment.is_empty() && cell.with_untracked(Option::is_none) {
                        return Ok(());
                    }
                    board.send(SelectionCommand::Comment { rater, project, criterion: id, comment });
                    Ok(())
                } />
        </div>
    }
}

/// What everyone says, and what was agreed.
#[component]
pub fn Everyone(project: ProjectId, id: CriterionId) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.scoring();
    let said = move || {
        board.part.with(|part| {
            part.raters
                .iter()
                .enumerate()
                .map(|(index, rater)| {
                    let score = rater.scores.get(project, id);
                    let rating = score.and_then(|score| score.rating);
                    let comment = score.map(|score| score.comment.to_string()).unwrap_or_default();
                    (rater_name(board, index, &rater.name), rating, comment)
                })
                .collect::<Vec<_>>()
        })
    };
    let agreement = Memo::new(move |_| board.part.with(|part| part.agreed.get(project, id).cloned()));
    view! {
        <div class="cell-says">
            <h2>{move || t().of_project(&board.project_name(project))}</h2>
            <table class="table said">
                <tbody>
                    {move || said().into_iter().map(|(name, rating, comment)| view! {
                        <tr>
                            <th scope="row">{name}</th>
                            <td class="number">{rating.map_or_else(|| "–".to_owned(), Rating::plain)}</td>
                            <td>{comment}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
            <div class="agree">
                <TextField label=move || t().agreed_score()
                    value=Signal::derive(move || agreement.with(|agreement| agreement.as_ref().map(|agreement| agreement.rating().plain()).unwrap_or_default()))
                    on_commit=move |typed: String| {
                        let scale = board.part.with_untracked(|part| part.criterion(id).and_then(|c| c.leaf().map(|leaf| leaf.scale.clone())));
                        let rating = scale.unwrap_or_default().parse(&typed).map_err(|error| untrack(|| lang.scoring()).error(&error))?;
                        let reason = agreement.with_untracked(|old| old.as_ref().map(|old| old.reason.clone())).unwrap_or_default();
                        let agreed = rating.map(|rating| Agreement::new(rating, reason, Some(clock::today())));
                        board.send(SelectionCommand::Agree(vec![(project, id, agreed)]));
                        Ok(())
                    } />
                <TextField label=move || t().agreed_why() rows=2
                    value=Signal::derive(move || agreement.with(|agreement| agreement.as_ref().map(|agreement| agreement.reason.to_string()).unwrap_or_default()))
                    on_commit=move |typed: String| {
                        let reason = Note::new(&typed).map_err(|error| lang.errors().value(&error))?;
                        let Some(old) = agreement.get_untracked() else {
                            return if reason.is_empty() { Ok(()) } else { Err(untrack(t).agree_first().to_owned()) };
                        };
                        board.send(SelectionCommand::Agree(vec![(project, id, Some(Agreement { reason, ..old }))]));
                        Ok(())
                    } />
                <Show when=move || agreement.with(Option::is_some)>
                    <Button label=move || t().disagree() kind=ButtonKind::Quiet
                        on_click=move || { board.send(SelectionCommand::Agree(vec![(project, id, None)])); } />
                </Show>
            </div>
        </div>
    }
}
