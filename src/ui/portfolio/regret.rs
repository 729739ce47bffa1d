//! The regret table: what the set of each scenario loses under each set of values.

use leptos::prelude::*;

use super::desk::Desk;
use super::engine::{Job, ask};
use crate::domain::id::ValuesId;
use crate::domain::portfolio::query::{Query, Reply};
use crate::domain::portfolio::tally::tally;
use crate::domain::portfolio::translate::{Frame, choice};
use crate::domain::portfolio::{Portfolio, ValueSource};
use crate::ui::kit::{Button, Figure, FigureTable};

/// One row.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    scenario: String,
    losses: Vec<f64>,
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Found {
    values: Vec<String>,
    lines: Vec<Line>,
}

/// The sets of values in the unit of the one in use.
pub fn alike(part: &Portfolio) -> Vec<ValuesId> {
    let is_money = |source| source == ValueSource::Money;
    let now = part.values().map(|values| is_money(values.source));
    part.values.iter().filter(|values| Some(is_money(values.source)) == now).map(|values| values.id).collect()
}

/// The table, worked out on request.
#[component]
pub fn Regret(desk: Desk) -> impl IntoView {
    let m = move || desk.app.lang().portfolio_more();
    let found = RwSignal::new(Found::default());
    let job = StoredValue::new_local(None::<Job>);
    on_cleanup(move || {
        job.try_update_value(|job| {
            if let Some(job) = job.take() {
                job.cancel();
            }
        });
    });
    let compute = move || {
        // Under the limits as they stand, at fixed starts; only the values differ.
        let asked = desk.app.store.doc().with_untracked(|doc| {
            let part = Portfolio { free_starts: false, ..(*doc.portfolio).clone() };
            let (model, key) = choice(&Frame::new(doc, &part));
            let sets = alike(&part);
            let values: Vec<Vec<f64>> = sets
                .iter()
                .filter_map(|id| part.values.iter().find(|values| values.id == *id))
                .map(|values| key.projects.iter().map(|project| values.of(*project).number()).collect())
                .collect();
            (model, sets, values)
        });
        let (model, sets, values) = asked;
        let reply = move |reply| {
            let Some(Reply::Core(core)) = reply else { return };
            let table = desk.app.store.doc().with_untracked(|doc| {
                let named: Vec<_> = sets
                    .iter()
                    .filter_map(|id| doc.portfolio.values.iter().find(|values| values.id == *id))
                    .map(|values| values.name.to_string())
                    .collect();
                let solved = doc.portfolio.scenarios.iter().filter_map(|scenario| {
                    let chosen = &scenario.outcome.as_ref().filter(|outcome| outcome.value.is_some())?.chosen;
                    let losses = sets.iter().zip(&core.choices).map(|(id, best)| {
                        let part = Portfolio {
                            values_in_use: Some(*id),
                            free_starts: false,
                            ..(*doc.portfolio).clone()
                        };
                        best.value - tally(doc, &part, chosen).value
                    });
                    Some(Line { scenario: scenario.name.to_string(), losses: losses.collect() })
                });
                Found { values: named, lines: solved.collect() }
            });
            found.try_set(table);
        };
        job.set_value(Some(ask(Query::Core { model, values }, |_| (), reply)));
    };
    let worst = |line: &Line| line.losses.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let title = move || {
        found
            .with(|found| {
                let best = found.lines.iter().min_by(|a, b| worst(a).total_cmp(&worst(b)))?;
                let most = worst(best);
                let at = best.losses.iter().position(|loss| (*loss - most).abs() < 1e-12)?;
                let (value, scenario) = (desk.value_text(most.max(0.0)), found.values.get(at).cloned()?);
                let values =
                    [("portfolio", best.scenario.as_str()), ("value", &value), ("scenario", &scenario)];
                desk.sentence("robust.regret", &values)
            })
            .unwrap_or_else(|| m().regret().to_owned())
    };
    let data = Signal::derive(move || {
        found.with(|found| {
            let mut head = vec![(m().scenarios_title().to_owned(), false)];
            head.extend(found.values.iter().map(|name| (name.clone(), true)));
            head.push((m().most_regret().to_owned(), true));
            let rows = found.lines.iter().map(|line| {
                let mut row = vec![line.scenario.clone()];
                row.extend(line.losses.iter().map(|loss| desk.value_text(*loss)));
                row.push(desk.value_text(worst(line)));
                row
            });
            FigureTable { head, rows: rows.collect() }
        })
    });
    view! {
        <h2>{move || m().regret()}</h2>
        <Show
            when=move || found.with(|found| !found.lines.is_empty())
            fallback=move || view! { <Button label=move || m().compute_regret() on_click=compute /> }
        >
            <Figure title=title description=move || m().regret_text() name=move || m().regret_file() table=data>
                {move || {
                    let FigureTable { head, rows } = data.get();
                    let (cell, top) = (110.0, 26.0);
                    #[expect(clippy::cast_precision_loss, reason = "a few dozen")]
                    let (width, height) = (220.0 + cell * (head.len().saturating_sub(1)) as f64, top + 26.0 * rows.len() as f64 + 4.0);
                    let most = found.with(|found| found.lines.iter().map(worst).fold(0.0_f64, f64::max)).max(1e-9);
                    let heads = head.iter().skip(1).enumerate().map(|(column, (word, _))| {
                        #[expect(clippy::cast_precision_loss, reason = "a few dozen")]
                        let x = 220.0 + cell * (column as f64 + 0.5);
                        view! { <text class="pf-axis" x=x y="16" text-anchor="middle">{super::gantt::cut(word, 26).chars().take(14).collect::<String>()}</text> }
                    }).collect_view();
                    let lines = found.with(|found| found.lines.clone());
                    let body = rows.into_iter().zip(lines).enumerate().map(|(row, (words, line))| {
                        #[expect(clippy::cast_precision_loss, reason = "a few dozen")]
                        let y = top + 26.0 * row as f64;
                        let mut losses = line.losses.clone();
                        losses.push(worst(&line));
                        let cells = losses.into_iter().zip(words.iter().skip(1).cloned()).enumerate().map(|(column, (loss, word))| {
                            #[expect(clippy::cast_precision_loss, reason = "a few dozen")]
                            let x = 220.0 + cell * column as f64;
                            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 4")]
                            let step = (loss / most * 4.0).ceil().clamp(0.0, 4.0) as u8;
                            view! {
                                <g class="pf-load" data-step=step.to_string()>
                                    <rect x=x + 1.0 y=y + 1.0 width=cell - 2.0 height="24" rx="2" />
                                    <text x=x + cell / 2.0 y=y + 17.0 text-anchor="middle">{word}</text>
                                </g>
                            }
                        }).collect_view();
                        view! { <text class="pf-name" x="0" y=y + 17.0>{super::gantt::cut(&line.scenario, 26)}</text> {cells} }
                    }).collect_view();
                    view! {
                        <div class="pf-scroll" role="group" tabindex="0" aria-label=move || m().regret()>
                            <svg class="pf-heat" role="img" aria-label=title width=width height=height viewBox=format!("0 0 {width} {height}")>{heads}{body}</svg>
                        </div>
                    }
                }}
            </Figure>
        </Show>
    }
}
