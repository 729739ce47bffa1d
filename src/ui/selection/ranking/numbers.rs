//! All numbers of the ranking; a press on one shows how it came about.

use leptos::prelude::*;

use super::super::board::{Board, percent, score_text, significant};
use super::super::scores::shown_number;
use super::super::spot::Spot;
use super::standing;
use crate::domain::ProjectId;
use crate::domain::selection::Detail;

/// Rows drawn; files have all.
const SHOWN: usize = 200;

/// A number that was pressed: the row's project, and the column (none: the score).
type Asked = Option<(ProjectId, Option<usize>)>;

/// The table and the explanation.
#[component]
pub fn Numbers() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.ranking();
    let asked = RwSignal::new(match board.spot.get_untracked() {
        Spot::Ranking(Some(id)) => Some((id, None)),
        _ => None,
    });
    Effect::new(move |_| {
        if let Spot::Ranking(Some(id)) = board.spot.get() {
            asked.set(Some((id, None)));
        }
    });
    view! {
        <div class="table-wrap numbers-wrap" role="group" tabindex="0" aria-label=move || t().numbers()>
            <table class="table numbers">
                <caption class="sr-only">{move || t().numbers()}</caption>
                <thead>
                    {move || standing(board).map(|standing| view! {
                        <tr>
                            <th scope="col" class="number">{t().rank()}</th>
                            <th scope="col">{lang.projects().title()}</th>
                            <th scope="col" class="number">{t().score()}</th>
                            {standing.matrix.columns.iter().map(|column| view! {
                                <th scope="col" class="number">{board.criterion_name(column.criterion)}<br/><span class="hint">{percent(lang.locale(), column.weight)}</span></th>
                            }).collect_view()}
                        </tr>
                    })}
                </thead>
                <tbody>
                    {move || standing(board).map(|standing| {
                        let locale = lang.locale();
                        standing.places.iter().take(SHOWN).map(|place| {
                            let project = place.project;
                            let cells = standing.matrix.columns.iter().enumerate().map(|(index, column)| {
                                let raw = standing.matrix.cell(place.row, index).and_then(|cell| cell.value);
                                let text = raw.map_or_else(|| "–".to_owned(), |raw| shown_number(board, &column.leaf, raw));
                                view! {
                                    <td class="number">
                                        <button type="button" class="figure-button" aria-pressed=move || (asked.get() == Some((project, Some(index)))).to_string()
                                            on:click=move |_| asked.set(Some((project, Some(index))))>{text}</button>
                                    </td>
                                }
                            }).collect_view();
                            view! {
                                <tr class:chosen=move || asked.get().is_some_and(|(there, _)| there == project)>
                                    <td class="number">{place.rank}</td>
                                    <th scope="row">{board.project_name(project)}</th>
                                    <td class="number">
                                        <button type="button" class="figure-button" aria-pressed=move || (asked.get() == Some((project, None))).to_string()
                                            on:click=move |_| asked.set(Some((project, None)))>{score_text(locale, standing.method, place.score)}</button>
                                    </td>
                                    {cells}
                                </tr>
                            }
                        }).collect_view()
                    })}
                </tbody>
            </table>
        </div>
        <Explanation asked />
    }
}

/// How a number came about, with the values put in.
#[component]
fn Explanation(asked: RwSignal<Asked>) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.ranking();
    let lines =
        move || -> Option<(String, Vec<String>)> {
            let (project, column) = asked.get()?;
            let standing = standing(board)?;
            let place = standing.places.iter().find(|place| place.project == project)?;
            let locale = lang.locale();
            let name = board.project_name(project);
            let mut lines = Vec::new();
            if let Some(index) = column {
                let column = standing.matrix.columns.get(index)?;
                let cell = standing.matrix.cell(place.row, index)?;
                let shown = |number: f64| shown_number(board, &column.leaf, number);
                let leaf = board.criterion_name(column.criterion);
                match cell.value {
                    Some(raw) => lines.push(t().raw_is(&shown(raw), &shown(column.low), &shown(column.high))),
                    None => lines.push(t().raw_missing(
                        &standing.matrix.column_mean(index).map_or_else(|| "–".to_owned(), shown),
                    )),
                }
                board.part.with(|part| {
                    if let Some(agreement) = part.agreed.get(project, column.criterion) {
                        lines.push(t().was_agreed(&agreement.rating().plain(), &agreement.reason));
                    }
                    let said: Vec<String> = part
                        .raters
                        .iter()
                        .enumerate()
                        .filter_map(|(index, rater)| {
                            let rating = rater.scores.get(project, column.criterion)?.rating?;
                            Some(format!(
                                "{} {} × {}",
                                super::super::scores::rater_name(board, index, &rater.name),
                                rating.plain(),
                                rater.weight
                            ))
                        })
                        .collect();
                    if !said.is_empty() {
                        lines.push(t().said_by(&said.join(" · ")));
                    }
                });
                lines.push(t().value_is(&significant(locale, standing.value(place.row, index))));
                lines.push(t().part_is(
                    &percent(locale, column.weight),
                    &significant(locale, standing.value(place.row, index)),
                    &significant(locale, 100.0 * standing.part(place.row, index)),
                ));
                return Some((t().number_of(&name, &leaf), lines));
            }
            if standing.method.is_additive() {
                let parts: Vec<String> = standing
                    .matrix
                    .columns
                    .iter()
                    .enumerate()
                    .filter(|(_, column)| column.weight > 0.0)
                    .map(|(index, column)| {
                        format!(
                            "{} {} × {}",
                            board.criterion_name(column.criterion),
                            percent(locale, column.weight),
                            significant(locale, standing.value(place.row, index))
                        )
                    })
                    .collect();
                lines.push(t().sum_of(&parts.join(" + "), &score_text(locale, standing.method, place.score)));
            } else {
                lines.push(t().by_formula(
                    t().method(standing.method),
                    &score_text(locale, standing.method, place.score),
                ));
            }
            match &standing.outcome.detail {
                Detail::Flows { plus, minus } => {
                    let at = |list: &[f64]| {
                        list.get(place.row).map(|flow| significant(locale, *flow)).unwrap_or_default()
                    };
                    lines.push(t().flows(&at(plus), &at(minus)));
                }
                Detail::Vikor { sums, largest, compromise, sufficient_lead, stable } => {
                    let at = |list: &[f64]| {
                        list.get(place.row).map(|number| significant(locale, *number)).unwrap_or_default()
                    };
                    lines.push(t().vikor_parts(&at(sums), &at(largest)));
                    let names: Vec<String> = compromise
                        .iter()
                        .filter_map(|row| standing.matrix.projects.get(*row))
                        .map(|id| board.project_name(*id))
                        .collect();
                    lines.push(t().compromise(&names.join(" · "), *sufficient_lead, *stable));
                }
                Detail::Plain => {}
            }
            Some((t().score_of(&name), lines))
        };
    move || {
        lines().map(|(title, lines)| {
            view! {
                <section class="side explanation" aria-live="polite">
                    <h2>{title}</h2>
                    {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                    <p><a href=Spot::Scores.href()>{t().to_scores()}</a> " · " <a href=Spot::Weights.href()>{t().to_weights()}</a></p>
                </section>
            }
        })
    }
}
