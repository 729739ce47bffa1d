//! The form of a rater: one project after the other, every leaf with its rubric, nothing else.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::super::board::{Board, significant};
use super::super::scores::leaves;
use super::super::weights::{Field, LevelEditor};
use super::hand_out;
use crate::domain::selection::{Criterion, Rating, Scale, SelectionCommand, Source, WeightSet};
use crate::domain::{Name, Note, ProjectId, RaterId};
use crate::ui::kit::{Button, ButtonKind, Symbol, TextField};

/// `#/selection/rate`.
#[component]
pub fn Rate() -> impl IntoView {
    let board = Board::context();
    let app = board.app;
    let lang = app.lang();
    let t = move || lang.scoring();
    let task = Memo::new(move |_| board.part.with(|part| part.task.clone()));
    let asked = Memo::new(move |_| {
        leaves(board)
            .into_iter()
            .filter(|leaf| leaf.leaf().is_some_and(|leaf| leaf.source == Source::Raters))
            .collect::<Vec<_>>()
    });
    let projects = Memo::new(move |_| {
        app.store.doc().with(|doc| doc.projects.iter().map(|project| project.id).collect::<Vec<_>>())
    });
    let at = RwSignal::new(0_usize);
    let here = Memo::new(move |_| {
        projects.with(|projects| projects.get(at.get().min(projects.len().saturating_sub(1))).copied())
    });
    let done = move |project: ProjectId, rater: RaterId| {
        board.part.with(|part| {
            let Some(rater) = part.rater(rater) else { return 0 };
            asked.with(|asked| {
                asked
                    .iter()
                    .filter(|leaf| {
                        rater.scores.get(project, leaf.id).is_some_and(|score| score.rating.is_some())
                    })
                    .count()
            })
        })
    };
    let all_done = move || {
        let rater = task.with(|task| task.as_ref().map(|task| task.rater));
        rater.map_or(0, |rater| projects.get().into_iter().map(|project| done(project, rater)).sum())
    };
    let all = move || projects.with(Vec::len) * asked.with(Vec::len);
    let heading = NodeRef::<html::H2>::new();
    let turn_to = move |index: usize| {
        at.set(index);
        // The next project begins at its head, also where its form is longer than the screen.
        request_animation_frame(move || {
            if let Some(heading) = heading.try_get_untracked().flatten() {
                let _ = heading.focus();
                heading.scroll_into_view();
            }
        });
    };
    view! {
        {move || task.get().map(|task| {
            let rater = task.rater;
            view! {
                <header class="page-head">
                    <h1>{move || t().rate_title(&task.title)}</h1>
                    <span class="tag">{move || t().rate_done(all_done(), all())}</span>
                    <div class="rate-tools">
                        <Button label=move || t().send_back() kind=ButtonKind::Primary symbol=Symbol::Download on_click=move || hand_out(board, Some(rater)) />
                    </div>
                </header>
                <p class="lead">{move || t().rate_lead()}</p>
                <div class="rate-name">
                    <TextField label=move || t().pseudonym() hint=move || t().pseudonym_hint()
                        value=Signal::derive(move || board.part.with(|part| part.rater(rater).map(|rater| rater.name.to_string()).unwrap_or_default()))
                        on_commit=move |typed: String| {
                            let name = Name::new(&typed).map_err(|error| lang.errors().value(&error))?;
                            board.send(SelectionCommand::NameRater(rater, name));
                            Ok(())
                        } />
                </div>
                <Judgements rater />
                <div class="rate">
                    <nav class="rate-list" aria-label=move || lang.projects().title()>
                        <ol>
                            <For each=move || projects.get().into_iter().enumerate() key=|row| *row let:row>
                                <li>
                                    <button type="button" aria-current=move || (here.get() == Some(row.1)).then_some("true") on:click=move |_| turn_to(row.0)>
                                        <span>{move || board.project_name(row.1)}</span>
                                        <span class="rate-count">{move || format!("{}/{}", done(row.1, rater), asked.with(Vec::len))}</span>
                                    </button>
                                </li>
                            </For>
                        </ol>
                    </nav>
                    <div class="rate-form">
                        {move || here.get().map(|project| {
                            let description = app.store.doc().with_untracked(|doc| doc.project(project).map(|project| project.description.to_string())).unwrap_or_default();
                            view! {
                                <h2 node_ref=heading tabindex="-1">{move || board.project_name(project)}</h2>
                                <p class="pre-line">{description}</p>
                                {asked.get().into_iter().map(|leaf| view! { <Question rater project leaf /> }).collect_view()}
                            }
                        })}
                        <div class="button-row">
                            <Button label=move || t().previous() symbol=Symbol::Left disabled=Signal::derive(move || at.get() == 0)
                                on_click=move || turn_to(at.get_untracked().saturating_sub(1)) />
                            <Button label=move || t().next() kind=ButtonKind::Primary symbol=Symbol::Right
                                disabled=Signal::derive(move || at.get() + 1 >= projects.with(Vec::len))
                                on_click=move || turn_to(at.get_untracked() + 1) />
                        </div>
                    </div>
                </div>
            }
        })}
    }
}

/// What the rater says of the weights: pairs of criteria, group by group. Nobody has to.
#[component]
fn Judgements(rater: RaterId) -> impl IntoView {
    let board = Board::context();
    let t = move || board.app.lang().scoring();
    let id = WeightSet::of_rater(rater);
    let groups = Memo::new(move |_| {
        board.tree.with(|tree| {
            let groups = tree.placed.iter().filter(|placed| placed.criterion.is_group());
            std::iter::once(None)
                .chain(groups.map(|placed| Some(placed.criterion.id)))
                .filter(|group| tree.weighted_children(*group).len() > 1)
                .collect::<Vec<_>>()
        })
    });
    let has_set = Memo::new(move |_| board.part.with(|part| part.weight_set(id).is_some()));
    view! {
        <Show when=move || has_set.get() && groups.with(|groups| !groups.is_empty())>
            <details class="rate-weights">
                <summary>{move || t().judge_weights()}</summary>
                <p class="hint">{move || t().judge_weights_text()}</p>
                <For each=move || groups.get() key=|group| *group let:group>
                    <LevelEditor id group=Field::Level(group) />
                </For>
            </details>
        </Show>
    }
}

/// One leaf: its levels as choices, or a field; a range or a comment where one is unsure.
#[component]
fn Question(rater: RaterId, project: ProjectId, leaf: Arc<Criterion>) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.scoring();
    let id = leaf.id;
    let measure = leaf.leaf().cloned().unwrap_or_default();
    let cell = Memo::new(move |_| {
        board.part.with(|part| part.rater(rater).and_then(|rater| rater.scores.get(project, id).cloned()))
    });
    let rating = move || cell.with(|cell| cell.as_ref().and_then(|cell| cell.rating));
    let set = move |rating: Option<Rating>| {
        board.send(SelectionCommand::Score { rater, cells: vec![(project, id, rating)] });
    };
    let levels = match &measure.scale {
        Scale::Points { levels } => (**levels).clone(),
        _ => Vec::new(),
    };
    let scale = measure.scale.clone();
    let group = format!("q-{project}-{id}");
    view! {
        <fieldset class="question">
            <legend>{board.name_of(&leaf)}</legend>
            <p>{leaf.definition.to_string()}</p>
            {levels.into_iter().map(|level| {
                let points = level.points;
                let chosen = move || rating() == Some(Rating::Value(points));
                view! {
                    <label class="level-choice">
                        <input type="radio" name=group.clone() prop:checked=chosen on:change=move |_| set(Some(Rating::Value(points))) />
                        <span class="rubric-points">{significant(lang.locale(), points.get())}</span>
                        <span>{level.text.to_string()}</span>
                    </label>
                }
            }).collect_view()}
            <div class="form-row">
                <TextField label=move || t().score_or_range()
                    value=Signal::derive(move || rating().map(Rating::plain).unwrap_or_default())
                    on_commit=move |typed: String| {
                        set(scale.parse(&typed).map_err(|error| untrack(t).error(&error))?);
                        Ok(())
                    } />
                <TextField label=move || t().comment()
                    value=Signal::derive(move || cell.with(|cell| cell.as_ref().map(|cell| cell.comment.to_string()).unwrap_or_default()))
                    on_commit=move |typed: String| {
                        let comment = Note::new(&typed).map_err(|error| lang.errors().value(&error))?;
                        if !(comment.is_empty() && cell.with_untracked(Option::is_none)) {
                            board.send(SelectionCommand::Comment { rater, project, criterion: id, comment });
                        }
                        Ok(())
                    } />
            </div>
            {(!leaf.evidence.is_empty()).then(|| view! {
                <details><summary>{lang.criteria().evidence()}</summary><p class="pre-line">{leaf.evidence.to_string()}</p></details>
            })}
        </fieldset>
    }
}
