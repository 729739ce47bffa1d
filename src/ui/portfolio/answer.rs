//! The answer in the middle: what is in, what is out, and what it does to every budget.

use std::sync::Arc;

use leptos::prelude::*;

use super::conflict::Conflict;
use super::desk::{Desk, Phase};
use super::why;
use crate::domain::id::PoolId;
use crate::domain::portfolio::{Outline, PortfolioCommand, Says, Share};
use crate::domain::{Money, ProjectId};
use crate::i18n::sentences::{join, list, percent};
use crate::route::Route;
use crate::ui::kit::{Button, ButtonKind, Progress, Symbol, Table};

/// A line of the answer.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    id: ProjectId,
    name: String,
    value: f64,
    cost: Money,
    share: Share,
}

/// The middle of the page.
#[component]
pub fn Answer(desk: Desk, #[prop(into)] looked_at: Signal<Option<ProjectId>>) -> impl IntoView {
    let t = move || desk.app.lang().portfolio_page();
    let phase = Memo::new(move |_| desk.run.with(|run| run.phase));
    let has_set = Memo::new(move |_| desk.run.with(|run| run.chosen.is_some()));
    view! {
        <section class="pf-answer" aria-labelledby="pf-answer-head">
            <h2 id="pf-answer-head" class="pf-message" aria-live="polite">{move || message(desk)}</h2>
            <Show when=move || phase.get() == Phase::Busy>
                <div class="pf-busy">
                    <Progress label=move || t().searching() />
                    <Button label=move || t().stop() symbol=Symbol::Close on_click=move || desk.stop() />
                </div>
            </Show>
            <Show when=move || phase.get() == Phase::Stopped>
                <div class="notice">
                    <p>{move || if has_set.get() { t().stopped_text() } else { t().nothing_found() }}</p>
                    <Button label=move || t().go_on() on_click=move || desk.solve_again() />
                </div>
            </Show>
            {move || match phase.get() {
                Phase::Infeasible => view! { <Conflict desk /> }.into_any(),
                _ => ().into_any(),
            }}
            <Show when=move || has_set.get()>
                <Budgets desk />
                <Lists desk looked_at />
                <LeftOut desk />
                <Actions desk />
            </Show>
        </section>
    }
}

/// The headline: what was found and how sure it is.
pub fn message(desk: Desk) -> String {
    let t = desk.app.lang().portfolio_page();
    let run = desk.run.get();
    let Some(chosen) = &run.chosen else {
        return match run.phase {
            Phase::Infeasible => t.infeasible().to_owned(),
            Phase::Faulty => t.faulty().to_owned(),
            Phase::NoSolver => t.no_solver().to_owned(),
            Phase::Refused(error) => refused(desk, error),
            Phase::Stopped => t.stopped().to_owned(),
            _ => t.answer().to_owned(),
        };
    };
    let value = desk.value_text(run.value);
    let count = chosen.len().to_string();
    let share = run.gap().map(|gap| percent(desk.app.lang().locale(), gap));
    let said = match (run.phase, &share) {
        (Phase::Proven, _) => desk.sentence("proof.optimal", &[("count", &count), ("value", &value)]),
        (_, Some(share)) => desk.sentence("proof.gap", &[("value", &value), ("share", share)]),
        _ => None,
    };
    said.unwrap_or_else(|| t.set_message(chosen.len(), &value))
}

fn refused(desk: Desk, error: crate::domain::portfolio::model::ModelError) -> String {
    use crate::domain::portfolio::model::ModelError as E;
    let t = desk.app.lang().portfolio_page();
    match error {
        E::TooLarge => t.too_large(),
        E::NumberOutOfRange => t.bad_number(),
        E::UnknownIndex | E::NamedTwice => t.bad_model(),
    }
    .to_owned()
}

/// What is spent of every budget.
#[component]
fn Budgets(desk: Desk) -> impl IntoView {
    let t = move || desk.app.lang().portfolio_page();
    let rows = Memo::new(move |_| {
        let Some(tally) = desk.tally() else { return Vec::new() };
        let part = desk.part.get();
        let mut rows: Vec<(String, i64, Option<i64>)> = Vec::new();
        let limit = |wanted: Option<i32>| {
            let limits = part.rules.iter().filter(|rule| rule.on).filter_map(|rule| match rule.says {
                Says::Budget { year, max } if year == wanted => Some(max),
                _ => None,
            });
            limits.min()
        };
        for year in part.horizon.years() {
            let spent = tally.by_year.get(&year).copied().unwrap_or_default();
            let max = limit(Some(year));
            if spent.minor() == 0 && max.is_none() {
                continue;
            }
            // What pools pay does not come out of the budget.
            let funded = tally.funded.get(&year).cloned().unwrap_or_default();
            let spent = if max.is_some() { tally.spent(year) } else { spent };
            let mut text = match max {
                Some(max) => t().budget_used(year, &desk.money_number(spent), &money(desk, max)),
                None => t().year_spent(year, &money(desk, spent)),
            };
            if !funded.is_empty() {
                let one = |(pool, paid): (&PoolId, &Money)| {
                    desk.speak(|s| t().pool_pays(&s.pool(*pool), &s.money(*paid)))
                };
                let all: Vec<String> = funded.iter().map(one).collect();
                join(&mut text, &t().besides(&list(desk.app.lang().locale(), &all, false)));
            }
            rows.push((text, spent.minor(), max.map(Money::minor)));
        }
        if let Some(max) = limit(None) {
            let text = t().total_used(&desk.money_number(tally.cost), &money(desk, max));
            rows.push((text, tally.cost.minor(), Some(max.minor())));
        }
        rows
    });
    view! {
        <ul class="pf-budgets">
            {move || {
                rows.get()
                    .into_iter()
                    .map(|(text, spent, max)| {
                        let over = max.is_some_and(|max| spent > max);
                        view! {
                            <li class:over=over>
                                <span>{text}</span>
                                {max.map(|max| view! {
                                    <meter min="0" max=max.max(1).to_string() value=spent.max(0).to_string() aria-hidden="true"></meter>
                                })}
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
}

fn money(desk: Desk, money: Money) -> String {
    desk.speak(|s| s.money(money))
}

#[component]
fn Lists(desk: Desk, looked_at: Signal<Option<ProjectId>>) -> impl IntoView {
    let lang = desk.app.lang();
    let t = move || lang.portfolio_page();
    let lines = Memo::new(move |_| {
        let chosen = desk.run.with(|run| run.chosen.clone()).unwrap_or_default();
        let part = desk.part.get();
        let unnamed = lang.rules().unnamed();
        desk.app.store.doc().with(|doc| {
            let open = doc.projects.iter().filter(|p| crate::domain::portfolio::translate::is_open(p.status));
            let mut lines: Vec<Line> = open
                .map(|project| {
                    let outline = Outline::of(project, part.plans.get(&project.id), part.horizon);
                    let value = part.values().map(|values| values.of(project.id)).unwrap_or_default();
                    let slot = chosen.get(&project.id);
                    let name = if project.name.is_empty() { unnamed } else { &project.name };
                    Line {
                        id: project.id,
                        name: name.to_owned(),
                        value: value.number(),
                        cost: outline.total_cost(),
                        share: slot.map_or(Share::default(), |slot| slot.share),
                    }
                })
                .collect();
            lines.sort_by(|a, b| b.value.total_cmp(&a.value).then_with(|| a.name.cmp(&b.name)));
            let (kept, out): (Vec<Line>, Vec<Line>) =
                lines.into_iter().partition(|line| line.share.basis() > 0);
            (kept, out)
        })
    });
    let columns = Signal::derive(move || {
        let unit = desk.app.store.doc().with(|doc| doc.money);
        vec![
            (t().project().to_owned(), false),
            (t().value().to_owned(), true),
            (lang.projects().cost_in(&lang.projects().money_unit(unit)), true),
        ]
    });
    let rows = move |inside: bool| {
        lines
            .with(|(kept, out)| if inside { kept.clone() } else { out.clone() })
            .into_iter()
            .map(|line| view! { <LineRow desk line inside looked_at /> })
            .collect_view()
    };
    view! {
        <h3 class="pf-list-head pf-in">{move || t().chosen()} " " <span class="tag tag-accent">{move || lines.with(|l| l.0.len())}</span></h3>
        <Table caption=move || t().chosen() columns>{move || rows(true)}</Table>
        <h3 class="pf-list-head">{move || t().not_chosen()} " " <span class="tag">{move || lines.with(|l| l.1.len())}</span></h3>
        <Table caption=move || t().not_chosen() columns>{move || rows(false)}</Table>
    }
}

#[component]
fn LineRow(desk: Desk, line: Line, inside: bool, looked_at: Signal<Option<ProjectId>>) -> impl IntoView {
    let id = line.id;
    let here = move || looked_at.get() == Some(id);
    let part_of = (inside && line.share < Share::ALL).then(|| desk.speak(|s| s.share(line.share)));
    let (value, cost) = (line.value, line.cost);
    view! {
        <tr class:here=here>
            <th scope="row">
                <button
                    type="button"
                    class="pf-link"
                    aria-pressed=move || here().to_string()
                    on:click=move |_| {
                        let to = if here() { "set".to_owned() } else { format!("set/{id}") };
                        desk.app.router.go_to(Route::Portfolio, &to);
                    }
                >{line.name.clone()}</button>
                {part_of.map(|share| view! { <span class="tag">{share}</span> })}
                <p class="pf-short">{move || why::short(desk, id, inside)}</p>
            </th>
            <td class="number">{move || desk.value_text(value)}</td>
            <td class="number">{move || desk.money_number(cost)}</td>
        </tr>
    }
}

/// What this kind of model leaves out.
#[component]
fn LeftOut(desk: Desk) -> impl IntoView {
    let t = move || desk.app.lang().portfolio_page();
    let rules =
        Memo::new(move |_| desk.asked.get().map(|asked| asked.key.left_out.clone()).unwrap_or_default());
    view! {
        <Show when=move || rules.with(|rules| !rules.is_empty())>
            <details class="pf-more">
                <summary>{move || t().left_out_title()} " " <span class="tag">{move || rules.with(Vec::len)}</span></summary>
                <ul>{move || rules.get().into_iter().map(|id| view! { <li>{desk.speak(|s| s.rule(id))}</li> }).collect_view()}</ul>
            </details>
        </Show>
    }
}

#[component]
fn Actions(desk: Desk) -> impl IntoView {
    let t = move || desk.app.lang().portfolio_page();
    let take = move || {
        let Some(chosen) = desk.run.with_untracked(|run| run.chosen.clone()) else { return };
        let command = PortfolioCommand::SetSchedule(Arc::clone(&chosen));
        desk.app.dispatch_undoable(command);
        desk.app.router.go_to(Route::Portfolio, "schedule");
    };
    view! {
        <div class="button-row">
            <Button label=move || t().use_as_schedule() kind=ButtonKind::Primary symbol=Symbol::Right on_click=take />
            <Button label=move || t().save_scenario() symbol=Symbol::Add on_click=move || super::scenarios::save(desk) />
        </div>
    }
}
