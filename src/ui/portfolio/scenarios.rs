//! Scenarios side by side, what each would be worth under other values, and the decision.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;

use super::desk::{Desk, Sum};
use super::engine::{Job, ask};
use crate::domain::id::{DecisionId, ScenarioId};
use crate::domain::portfolio::answer::Status;
use crate::domain::portfolio::model::Model;
use crate::domain::portfolio::query::{Query, Reply};
use crate::domain::portfolio::tally::tally;
use crate::domain::portfolio::translate::{Frame, Key, choice, timetable};
use crate::domain::portfolio::{
    Decision, Outcome, Portfolio, PortfolioCommand, Quantity, Scenario, Schedule, Tweak, find,
};
use crate::domain::project::parse_date;
use crate::domain::{Extra, Name, Note, ProjectId, Workspace};
use crate::route::Route;
use crate::state::clock::{fresh, today};
use crate::ui::kit::{Button, ButtonKind, IconButton, SelectField, Symbol, Table, TextField};

/// Saves what is looked at as a scenario: its tweaks, and what is lifted.
pub fn save(desk: Desk) {
    let base = desk.scenario.get_untracked();
    let (mut tweaks, count) = desk.app.store.doc().with_untracked(|doc| {
        let found = base.and_then(|id| find(&doc.portfolio.scenarios, id));
        (found.map(|scenario| scenario.tweaks.clone()).unwrap_or_default(), doc.portfolio.scenarios.len())
    });
    let lifted: BTreeSet<_> = desk.lifted.get_untracked();
    tweaks.extend(lifted.into_iter().map(|rule| Tweak::Switch { rule, on: false }));
    let free = desk.part.get_untracked().free_starts;
    if !tweaks.iter().any(|tweak| matches!(tweak, Tweak::Starts { .. })) {
        tweaks.push(Tweak::Starts { free });
    }
    let name = untrack(|| desk.app.lang().portfolio_more()).scenario_name(count + 1);
    let outcome = desk.run.with_untracked(|run| {
        run.chosen.as_ref().map(|chosen| Outcome {
            chosen: Arc::clone(chosen),
            value: Quantity::nearest(run.value),
            bound: run.bound.and_then(Quantity::nearest),
            model: 0,
        })
    });
    let scenario = Scenario {
        id: fresh(ScenarioId::new),
        name: Name::truncated(&name),
        note: Note::default(),
        tweaks,
        outcome: None,
        extra: Extra::new(),
    };
    let id = scenario.id;
    let marked = desk.app.store.doc().with_untracked(|doc| {
        let mark = doc.portfolio.with_tweaks(&scenario.tweaks).fingerprint(doc);
        Scenario { outcome: outcome.map(|outcome| Outcome { model: mark, ..outcome }), ..scenario }
    });
    desk.lifted.set(BTreeSet::new());
    if desk.dispatch(PortfolioCommand::PutScenario(marked)) {
        desk.scenario.set(Some(id));
        desk.app.router.go_to(Route::Portfolio, "scenarios");
    }
}

/// The question that a part asks, and a mark that tells whether it is still the same question.
fn question(doc: &Workspace, part: &Portfolio) -> (Sum, Key) {
    let frame = Frame::new(doc, part);
    if part.free_starts {
        let (timetable, key) = timetable(&frame);
        (Sum::Free(timetable), key)
    } else {
        let (model, key) = choice(&frame);
        (Sum::Fixed(model), key)
    }
}

/// The tab of scenarios.
#[component]
pub fn Scenarios(desk: Desk) -> impl IntoView {
    let m = move || desk.app.lang().portfolio_more();
    let ids = Memo::new(move |_| {
        desk.app
            .store
            .doc()
            .with(|doc| doc.portfolio.scenarios.iter().map(|s| s.id).collect::<Vec<ScenarioId>>())
    });
    let committing = Memo::new(move |_| desk.app.router.rest() == "scenarios/commit");
    let jobs = StoredValue::new_local(Vec::<Job>::new());
    let running = RwSignal::new(0_usize);
    on_cleanup(move || {
        jobs.try_update_value(|jobs| jobs.drain(..).for_each(|job| job.cancel()));
    });
    let solve_all = move || {
        for id in ids.get_untracked() {
            running.update(|n| *n += 1);
            let job = solve(desk, id, move || {
                running.try_update(|n| *n = n.saturating_sub(1));
            });
            jobs.update_value(|jobs| jobs.push(job));
        }
    };
    view! {
        <div class="pf-scenarios">
            <div class="pf-tools">
                <p class="hint">{move || m().scenarios_lead()}</p>
                <div class="button-row">
                    <Show when=move || { running.get() > 0 }>
                        <span class="hint" aria-live="polite">{move || desk.app.lang().portfolio_page().asking()}</span>
                    </Show>
                    <Button label=move || m().solve_all() kind=ButtonKind::Primary on_click=solve_all
                        disabled=Signal::derive(move || { ids.with(Vec::is_empty) || running.get() > 0 }) />
                </div>
            </div>
            <Show when=move || committing.get()><Commit desk /></Show>
            <Show when=move || ids.with(|ids| !ids.is_empty()) fallback=move || view! { <p class="hint">{move || m().no_scenarios()}</p> }>
                <List desk ids />
                <Membership desk ids />
                <super::regret::Regret desk />
            </Show>
            <Decisions desk />
        </div>
    }
}

/// Solves a scenario and keeps what came out in the document.
fn solve(desk: Desk, id: ScenarioId, done: impl Fn() + 'static) -> Job {
    let asked = desk.app.store.doc().with_untracked(|doc| {
        let scenario = find(&doc.portfolio.scenarios, id)?;
        let part = doc.portfolio.with_tweaks(&scenario.tweaks);
        let (sum, key) = question(doc, &part);
        Some((sum, key, part.fingerprint(doc)))
    });
    let (query, key, mark) = match asked {
        Some((Sum::Fixed(model), key, mark)) => (Query::Select { model, count: 1 }, key, mark),
        Some((Sum::Free(timetable), key, mark)) => (Query::Schedule { timetable, from: None }, key, mark),
        None => (Query::Select { model: Model::default(), count: 1 }, Key::default(), 0),
    };
    let reply = move |reply| {
        done();
        let (status, chosen, value, bound): (Status, Schedule, f64, f64) = match reply {
            Some(Reply::Select(answer)) => {
                let best = answer.best().cloned().unwrap_or_default();
                let chosen = key.schedule(best.items.iter().copied().zip(best.shares.iter().copied()));
                (answer.status, chosen, best.value, answer.bound)
            }
            Some(Reply::Schedule(answer)) => match answer.plan {
                Some(plan) => (answer.status, key.timed(&plan.starts), plan.value, answer.bound),
                None => (answer.status, Schedule::default(), 0.0, answer.bound),
            },
            _ => return,
        };
        let found = desk.app.store.doc().with_untracked(|doc| find(&doc.portfolio.scenarios, id).cloned());
        let Some(scenario) = found else { return };
        let outcome = Outcome {
            value: (!chosen.is_empty()).then(|| Quantity::nearest(value)).flatten(),
            bound: if status == Status::Infeasible { None } else { Quantity::nearest(bound) },
            chosen,
            model: mark,
        };
        desk.dispatch(PortfolioCommand::PutScenario(Scenario {
            outcome: Some(outcome),
            ..(*scenario).clone()
        }));
    };
    ask(query, |_| (), reply)
}

#[component]
fn List(desk: Desk, ids: Memo<Vec<ScenarioId>>) -> impl IntoView {
    let lang = desk.app.lang();
    let m = move || lang.portfolio_more();
    let columns = Signal::derive(move || {
        let unit = desk.app.store.doc().with(|doc| doc.money);
        vec![
            (m().rename().to_owned(), false),
            (m().changes().to_owned(), false),
            (lang.portfolio_page().value().to_owned(), true),
            (m().against_base().to_owned(), true),
            (lang.projects().cost_in(&lang.projects().money_unit(unit)), true),
            (m().actions().to_owned(), false),
        ]
    });
    view! {
        <Table caption=move || m().scenarios_title() columns>
            <For each=move || ids.get() key=|id| *id let:id>
                <Row desk id />
            </For>
        </Table>
    }
}

#[component]
fn Row(desk: Desk, id: ScenarioId) -> impl IntoView {
    let lang = desk.app.lang();
    let m = move || lang.portfolio_more();
    let scenario =
        Memo::new(move |_| desk.app.store.doc().with(|doc| find(&doc.portfolio.scenarios, id).cloned()));
    let is_stale = Memo::new(move |_| {
        let Some(scenario) = scenario.get() else { return false };
        let Some(outcome) = &scenario.outcome else { return false };
        desk.app
            .store
            .doc()
            .with(|doc| doc.portfolio.with_tweaks(&scenario.tweaks).fingerprint(doc) != outcome.model)
    });
    let outcome = move || scenario.get().and_then(|scenario| scenario.outcome.clone());
    let value = move || match outcome() {
        None => m().not_solved().to_owned(),
        Some(outcome) => {
            outcome.value.map_or_else(|| m().infeasible().to_owned(), |value| desk.value_text(value.number()))
        }
    };
    let against = move || {
        let (value, base) = (outcome()?.value?.number(), desk.base.get()?);
        let sign = if value < base { "−" } else { "+" };
        Some(format!("{sign}{}", desk.value_text((value - base).abs())))
    };
    let cost = move || {
        let (scenario, outcome) = (scenario.get()?, outcome()?);
        outcome.value?;
        let cost = desk
            .app
            .store
            .doc()
            .with(|doc| tally(doc, &doc.portfolio.with_tweaks(&scenario.tweaks), &outcome.chosen).cost);
        Some(desk.money_number(cost))
    };
    let rename = move |text: String| {
        // The field wraps; a name is still one line.
        let name =
            Name::new(&text.replace('\n', " ")).map_err(|error| untrack(|| lang.errors()).value(&error))?;
        if let Some(scenario) = scenario.get_untracked() {
            desk.dispatch(PortfolioCommand::PutScenario(Scenario { name, ..(*scenario).clone() }));
        }
        Ok(())
    };
    let name =
        Signal::derive(move || scenario.with(|s| s.as_ref().map(|s| s.name.to_string()).unwrap_or_default()));
    view! {
        <tr>
            <th scope="row" class="pf-scenario-name">
                <TextField label=move || m().rename() rows=2 value=name on_commit=rename />
                <p class="hint">{move || scenario.with(|s| s.as_ref().map(|s| s.note.to_string()).unwrap_or_default())}</p>
            </th>
            <td>
                <ul>
                    {move || {
                        let tweaks = scenario.get().map(|s| s.tweaks.clone()).unwrap_or_default();
                        if tweaks.is_empty() {
                            view! { <li class="hint">{m().no_changes()}</li> }.into_any()
                        } else {
                            desk.speak(|s| tweaks.iter().map(|tweak| view! { <li>{s.tweak(tweak)}</li> }).collect_view()).into_any()
                        }
                    }}
                </ul>
            </td>
            <td class="number">{value}<Show when=move || is_stale.get()><span class="pf-warn">{move || m().stale()}</span></Show></td>
            <td class="number">{against}</td>
            <td class="number">{cost}</td>
            <td>
                <div class="actions">
                    <IconButton label=move || format!("{} {}", m().look(), name.get()) symbol=Symbol::Look on_click=move || {
                        desk.scenario.set(Some(id));
                        desk.app.router.go_to(Route::Portfolio, "set");
                    } />
                    <IconButton label=move || format!("{} {}", m().commit(), name.get()) symbol=Symbol::Check
                        disabled=Signal::derive(move || outcome().is_none_or(|outcome| outcome.value.is_none()))
                        on_click=move || {
                            desk.scenario.set(Some(id));
                            desk.app.router.go_to(Route::Portfolio, "scenarios/commit");
                        } />
                    <IconButton label=move || format!("{} {}", lang.portfolio_page().remove(), name.get()) symbol=Symbol::Delete on_click=move || {
                        if desk.scenario.get_untracked() == Some(id) {
                            desk.scenario.set(None);
                        }
                        desk.app.dispatch_undoable(PortfolioCommand::RemoveScenario(id));
                    } />
                </div>
            </td>
        </tr>
    }
}

/// Which project is in under which scenario.
#[component]
fn Membership(desk: Desk, ids: Memo<Vec<ScenarioId>>) -> impl IntoView {
    let lang = desk.app.lang();
    let m = move || lang.portfolio_more();
    let solved = Memo::new(move |_| {
        desk.app.store.doc().with(|doc| {
            let all = ids.get();
            let found = all.iter().filter_map(|id| find(&doc.portfolio.scenarios, *id));
            found
                .filter_map(|s| {
                    Some((
                        s.name.to_string(),
                        s.outcome.as_ref().filter(|o| o.value.is_some())?.chosen.clone(),
                    ))
                })
                .collect::<Vec<(String, Schedule)>>()
        })
    });
    let projects = Memo::new(move |_| {
        solved.with(|solved| {
            desk.app.store.doc().with(|doc| {
                let any = |id: &ProjectId| solved.iter().any(|(_, chosen)| chosen.contains_key(id));
                doc.projects.iter().map(|p| p.id).filter(|id| any(id)).collect::<Vec<_>>()
            })
        })
    });
    let columns = Signal::derive(move || {
        let mut columns = vec![(lang.portfolio_page().project().to_owned(), false)];
        columns.extend(
            solved.with(|solved| solved.iter().map(|(name, _)| (name.clone(), false)).collect::<Vec<_>>()),
        );
        columns
    });
    view! {
        <Show when=move || { solved.with(Vec::len) > 1 }>
            <h2>{move || m().differs_in()}</h2>
            <Table caption=move || m().differs_in() columns>
                {move || projects.get().into_iter().map(|id| {
                    let cells = solved.with(|solved| solved.iter().map(|(_, chosen)| {
                        let inside = chosen.contains_key(&id);
                        let word = if inside { m().in_word() } else { m().out_word() };
                        view! { <td class="pf-mark" class:inside=inside>{if inside { "●" } else { "·" }}<span class="sr-only">{word}</span></td> }
                    }).collect_view());
                    view! { <tr><th scope="row">{desk.speak(|s| s.project(id))}</th>{cells}</tr> }
                }).collect_view()}
            </Table>
        </Show>
    }
}

/// The form that records a decision.
#[component]
fn Commit(desk: Desk) -> impl IntoView {
    let lang = desk.app.lang();
    let m = move || lang.portfolio_more();
    let by = RwSignal::new(String::new());
    let text = RwSignal::new(String::new());
    let date = RwSignal::new(today().to_string());
    let what = RwSignal::new(desk.scenario.get_untracked().map(|id| id.to_string()).unwrap_or_default());
    let options = Signal::derive(move || {
        desk.app.store.doc().with(|doc| {
            let mut options = Vec::new();
            if !doc.portfolio.schedule.is_empty() {
                options.push((String::new(), lang.portfolio_page().tab_schedule().to_owned()));
            }
            let ready = doc
                .portfolio
                .scenarios
                .iter()
                .filter(|s| s.outcome.as_ref().is_some_and(|o| o.value.is_some()));
            options.extend(ready.map(|s| (s.id.to_string(), s.name.to_string())));
            options
        })
    });
    let commit = move || {
        let made = desk.app.store.doc().with_untracked(|doc| {
            decision(
                doc,
                what.get_untracked().parse().ok(),
                &by.get_untracked(),
                &text.get_untracked(),
                &date.get_untracked(),
                untrack(|| lang.portfolio_page()).tab_schedule(),
            )
        });
        let Some(decision) = made else { return };
        desk.app.dispatch_undoable(PortfolioCommand::Commit(decision));
        desk.app.router.go_to(Route::Portfolio, "scenarios");
    };
    let bounded =
        move |text: &str| Note::new(text).map(drop).map_err(|error| untrack(|| lang.errors()).value(&error));
    view! {
        <section class="panel pf-part pf-commit" aria-labelledby="pf-commit-head">
            <h2 id="pf-commit-head">{move || m().commit_title()}</h2>
            <p class="hint">{move || m().commit_lead()}</p>
            <div class="pf-three">
                <SelectField label=move || m().result() options value=Signal::derive(move || what.get()) on_choose=move |key: String| what.set(key) />
                <TextField label=move || m().decided_by() value=Signal::derive(move || by.get())
                    on_commit=move |typed: String| {
                        Name::new(&typed).map_err(|error| untrack(|| lang.errors()).value(&error))?;
                        by.set(typed);
                        Ok(())
                    } />
                <TextField label=move || m().date() value=Signal::derive(move || date.get())
                    on_commit=move |typed: String| {
                        let day = parse_date(&typed).map_err(|error| untrack(|| lang.errors()).value(&error))?;
                        date.set(day.to_string());
                        Ok(())
                    } />
            </div>
            <TextField label=move || m().grounds() rows=3 value=Signal::derive(move || text.get())
                on_commit=move |typed: String| { bounded(&typed)?; text.set(typed); Ok(()) } />
            <div class="button-row">
                <Button label=move || m().commit() kind=ButtonKind::Primary symbol=Symbol::Check on_click=commit
                    disabled=Signal::derive(move || options.with(Vec::is_empty)) />
                <Button label=move || lang.portfolio_page().close() on_click=move || desk.app.router.go_to(Route::Portfolio, "scenarios") />
            </div>
        </section>
    }
}

/// The record of a decision on a scenario, or on the schedule that is worked on.
fn decision(
    doc: &Workspace,
    scenario: Option<ScenarioId>,
    by: &str,
    text: &str,
    date: &str,
    schedule_title: &str,
) -> Option<Decision> {
    let part = &doc.portfolio;
    let found = scenario.and_then(|id| find(&part.scenarios, id));
    let (title, outcome) = if let Some(scenario) = found {
        (scenario.name.clone(), scenario.outcome.clone()?)
    } else {
        let value = Quantity::nearest(tally(doc, part, &part.schedule).value);
        let outcome =
            Outcome { chosen: Arc::clone(&part.schedule), value, bound: None, model: part.fingerprint(doc) };
        (Name::truncated(schedule_title), outcome)
    };
    Some(Decision {
        id: fresh(DecisionId::new),
        date: NaiveDate::parse_from_str(date, "%Y-%m-%d").unwrap_or_default(),
        scenario,
        title,
        by: Name::truncated(by),
        text: Note::truncated(text),
        values: part.values().map(|values| values.name.clone()).unwrap_or_default(),
        seed: super::robust::SEED,
        outcome,
        extra: Extra::new(),
    })
}

#[component]
fn Decisions(desk: Desk) -> impl IntoView {
    let lang = desk.app.lang();
    let m = move || lang.portfolio_more();
    let all = Memo::new(move |_| {
        desk.app
            .store
            .doc()
            .with(|doc| doc.portfolio.decisions.iter().rev().cloned().collect::<Vec<Arc<Decision>>>())
    });
    view! {
        <section class="pf-decisions">
            <h2>{move || m().decisions()}</h2>
            <Show when=move || all.with(Vec::is_empty)><p class="hint">{move || m().no_decisions()}</p></Show>
            <ol>
                {move || all.get().into_iter().enumerate().map(|(index, decision)| {
                    let id = decision.id;
                    let value = decision.outcome.value.map(|value| desk.value_text(value.number())).unwrap_or_default();
                    let count = decision.outcome.chosen.len();
                    let names = desk.speak(|s| decision.outcome.chosen.keys().map(|id| s.project(*id)).collect::<Vec<_>>());
                    view! {
                        <li class="panel pf-part">
                            <h3>{decision.title.to_string()} " " {(index == 0).then(|| view! { <span class="tag tag-accent">{m().holds()}</span> })}</h3>
                            <p class="hint">{m().decided(&decision.date.to_string(), &decision.by)}</p>
                            <p>{lang.portfolio_page().set_message(count, &value)}</p>
                            <p>{decision.text.to_string()}</p>
                            <p class="hint">{names.join(" · ")}</p>
                            <Button label=move || lang.portfolio_page().remove() kind=ButtonKind::Quiet on_click=move || {
                                desk.app.dispatch_undoable(PortfolioCommand::RemoveDecision(id));
                            } />
                        </li>
                    }
                }).collect_view()}
            </ol>
        </section>
    }
}
