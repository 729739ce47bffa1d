//! Why a project is in or out: from what is left of each limit, and from exact re-solves.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, Sum};
use super::proof::FixedOnly;
use super::weights::Weights;
use crate::domain::portfolio::answer::Reason;
use crate::domain::portfolio::tally::tally as weigh;
use crate::domain::portfolio::{Outline, Portfolio, Rule, Says, Schedule, Share, Slot, find};
use crate::domain::{Money, ProjectId};
use crate::i18n::sentences::{list, percent};
use crate::route::Route;
use crate::ui::kit::{Button, IconButton, Progress, Symbol};

/// The first thing that keeps a project out, or that it is in for: without solving anything.
pub fn short(desk: Desk, project: ProjectId, inside: bool) -> String {
    let part = desk.part.get();
    let chosen = desk.run.with(|run| run.chosen.clone()).unwrap_or_default();
    let rules = part.rules.iter().filter(|rule| rule.on);
    if inside {
        let must =
            rules.clone().find(|rule| matches!(rule.says, Says::Must { project: of, .. } if of == project));
        if let Some(must) = must {
            return desk.speak(|s| s.says(&must.says));
        }
        let needed = rules.clone().find(|rule| match rule.says {
            Says::Requires { project: other, needs } => needs == project && chosen.contains_key(&other),
            _ => false,
        });
        return needed.map_or_else(String::new, |rule| desk.speak(|s| s.says(&rule.says)));
    }
    out_by_rule(desk, &part, &chosen, project).or_else(|| shortage(desk, &part, project)).unwrap_or_default()
}

/// A relation that keeps a project out.
fn out_by_rule(desk: Desk, part: &Portfolio, chosen: &Schedule, project: ProjectId) -> Option<String> {
    let in_set = |id: &ProjectId| *id != project && chosen.contains_key(id);
    let rule = part.rules.iter().filter(|rule| rule.on).find(|rule| match &rule.says {
        Says::MustNot { project: of, .. } => *of == project,
        Says::Excludes { projects } | Says::Options { projects } => {
            projects.contains(&project) && projects.iter().any(in_set)
        }
        _ => false,
    })?;
    Some(desk.speak(|s| s.says(&rule.says)))
}

/// The first limit that has no room left for a project: a budget, then a role.
fn shortage(desk: Desk, part: &Portfolio, project: ProjectId) -> Option<String> {
    let tally = desk.tally()?;
    let outline = desk.app.store.doc().with(|doc| {
        let row = doc.project(project)?;
        Some(Outline::of(row, part.plans.get(&project), part.horizon))
    })?;
    let name = desk.speak(|s| s.project(project));
    if part.free_starts {
        return None;
    }
    // What pools would pay of it does not come out of the budget.
    let is_paid = |rule: &Rule| matches!(rule.says, Says::Pool { pool } if find(&part.pools, pool).is_some_and(|pool| pool.pays.contains(&project)));
    let with = part.rules.iter().any(|rule| rule.on && is_paid(rule)).then(|| {
        let mut chosen = desk.run.with(|run| run.chosen.clone()).unwrap_or_default();
        Arc::make_mut(&mut chosen).insert(project, Slot { start: outline.start, share: Share::ALL });
        desk.app.store.doc().with(|doc| weigh(doc, part, &chosen))
    });
    for rule in part.rules.iter().filter(|rule| rule.on) {
        let Says::Budget { year: Some(year), max } = rule.says else { continue };
        let spent = tally.spent(year);
        let need = match &with {
            Some(with) => Money::from_minor(with.spent(year).minor() - spent.minor()).unwrap_or_default(),
            None => outline.cost_in_year(part.horizon, outline.start, year),
        };
        let left = (max.minor() - spent.minor()).max(0);
        if need.minor() > left {
            let left = Money::from_minor(left).unwrap_or_default();
            let (left, need) = desk.speak(|s| (s.money(left), s.money(need)));
            let values = [
                ("project", name.as_str()),
                ("year", &year.to_string()),
                ("amount", &left),
                ("amount_2", &need),
            ];
            return desk.sentence("out.budget", &values);
        }
    }
    for rule in part.rules.iter().filter(|rule| rule.on) {
        let Says::Capacity { role } = rule.says else { continue };
        let demand = tally.demand.get(&role)?;
        for (period, used) in (0..).zip(demand) {
            let need = outline.need(role, outline.start, period);
            let left = part.capacity(role, period).minus(*used);
            if need.milli() > left.milli().max(0) {
                let (period, role_name, left, need) = desk.speak(|s| {
                    let period = desk.app.lang().rules().period(part.horizon, period);
                    let left = left.max(crate::domain::portfolio::Quantity::ZERO);
                    (period, s.role(role), s.effort(role, left), s.effort(role, need))
                });
                let values = [
                    ("project", name.as_str()),
                    ("period", &period),
                    ("role", &role_name),
                    ("capacity", &left),
                    ("needed", &need),
                ];
                return desk.sentence("out.capacity", &values);
            }
        }
    }
    None
}

/// The panel of one project.
#[component]
pub fn Why(desk: Desk, project: ProjectId) -> impl IntoView {
    let t = move || desk.app.lang().portfolio_page();
    // The answer of a question to the solver, which is outside.
    Effect::new(move |_| {
        if desk.run.with(|run| run.phase == super::desk::Phase::Proven) {
            desk.ask_reason(project);
            desk.ask_sweeps();
            if desk.is_small() {
                desk.ask_weights();
            }
        }
    });
    on_cleanup(move || desk.stop_reason(project));
    let reason = Memo::new(move |_| {
        let item = desk.asked.get()?.key.item(project)?;
        desk.reasons.with(|reasons| reasons.get(&item).cloned())
    });
    let is_fixed = move || is_fixed(desk);
    // Solving for a reason may be stopped; then it waits for a click.
    let standing = Memo::new(move |_| {
        let item = desk.asked.get()?.key.item(project)?;
        let proven = desk.run.with(|run| run.phase == super::desk::Phase::Proven);
        (proven && reason.with(Option::is_none)).then(|| desk.asking.with(|asking| asking.contains(&item)))
    });
    view! {
        <section class="pf-why" aria-labelledby="pf-why-head">
            <header class="pf-panel-head">
                <h3 id="pf-why-head">{move || desk.speak(|s| s.project(project))}</h3>
                <IconButton label=move || t().close() symbol=Symbol::Close
                    on_click=move || desk.app.router.go_to(Route::Portfolio, "set") />
            </header>
            <div aria-live="polite">
                {move || {
                    let inside = desk.run.with(|run| run.chosen.as_ref().is_some_and(|c| c.contains_key(&project)));
                    let mut lines: Vec<String> = Vec::new();
                    let first = short(desk, project, inside);
                    if !first.is_empty() {
                        lines.push(first);
                    }
                    match reason.get() {
                        Some(reason) => lines.extend(explain(desk, project, &reason)),
                        None if standing.get() != Some(false) && is_fixed() => {
                            lines.push(t().asking().to_owned());
                        }
                        None => {}
                    }
                    lines.extend(swept(desk, project, inside));
                    lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()
                }}
            </div>
            {move || match standing.get() {
                Some(true) if !is_fixed() => view! {
                    <div class="pf-busy">
                        <Progress label=move || t().asking() />
                        <Button label=move || t().stop() symbol=Symbol::Close on_click=move || desk.stop_reason(project) />
                    </div>
                }.into_any(),
                Some(false) => view! {
                    <Button label=move || desk.app.lang().portfolio_values().work_out_why()
                        on_click=move || desk.ask_reason(project) />
                }.into_any(),
                _ => ().into_any(),
            }}
            <Show when=is_fixed fallback=move || view! { <FixedOnly desk /> }>
                <Weights desk project />
            </Show>
        </section>
    }
}

fn is_fixed(desk: Desk) -> bool {
    desk.asked.get().is_some_and(|asked| matches!(asked.sum, Sum::Fixed(_)))
}

/// What exact re-solves say.
fn explain(desk: Desk, project: ProjectId, reason: &Reason) -> Vec<String> {
    let t = desk.app.lang().portfolio_page();
    let locale = desk.app.lang().locale();
    let name = desk.speak(|s| s.project(project));
    let mut lines = Vec::new();
    let Some(asked) = desk.asked.get() else { return lines };
    let now: BTreeSet<ProjectId> = desk
        .run
        .with(|run| run.chosen.as_ref().map(|chosen| chosen.keys().copied().collect()).unwrap_or_default());
    match (&reason.otherwise, reason.loss) {
        (Some(other), Some(loss)) => {
            let then: BTreeSet<ProjectId> =
                other.items.iter().filter_map(|item| asked.key.projects.get(*item).copied()).collect();
            let names = |ids: Vec<ProjectId>| -> Vec<String> {
                ids.into_iter().filter(|id| *id != project).map(|id| desk.speak(|s| s.project(id))).collect()
            };
            let added = names(then.difference(&now).copied().collect());
            let dropped = names(now.difference(&then).copied().collect());
            let loss = desk.value_text(loss);
            if reason.chosen {
                lines.push(match swap(desk, &added, &dropped) {
                    Some(swap) => t.without_it(&name, &loss, &swap),
                    None => t.without_it_plain(&name, &loss),
                });
            } else {
                let projects = list(locale, &dropped, true);
                let said = (!dropped.is_empty())
                    .then(|| {
                        let values = [("project", name.as_str()), ("projects", &projects), ("value", &loss)];
                        desk.sentence("out.displaces", &values)
                    })
                    .flatten();
                lines.extend(said);
            }
        }
        _ => lines.push(if reason.chosen { t.always_in() } else { t.never_in() }.to_owned()),
    }
    let value = desk.part.get().values().map(|values| values.of(project).number()).unwrap_or_default();
    if let Some(threshold) = reason.value_threshold {
        let (threshold, now) = (desk.value_text(threshold), desk.value_text(value));
        lines.push(if reason.chosen {
            t.value_falls(&name, &threshold, &now)
        } else {
            t.value_rises(&name, &threshold, &now)
        });
    }
    match reason.cost_factor {
        Some(factor) if reason.chosen && factor > 1.0 + 1e-9 => {
            lines.push(t.resources_rise(&name, &percent(locale, factor)));
        }
        Some(factor) if !reason.chosen && factor < 1.0 => {
            lines.push(t.resources_fall(&name, &percent(locale, factor)));
        }
        // With free starts it is not worked out, which says nothing.
        None if is_fixed(desk) && reason.chosen && reason.otherwise.is_some() => {
            lines.push(t.robust_in().to_owned());
        }
        _ => {}
    }
    lines
}

/// How far the values may move toward each other set of values before the project changes sides.
fn swept(desk: Desk, project: ProjectId, inside: bool) -> Vec<String> {
    let t = desk.app.lang().portfolio_page();
    let part = desk.part.get();
    let Some(item) = desk.asked.get().and_then(|asked| asked.key.item(project)) else { return Vec::new() };
    let name = desk.speak(|s| s.project(project));
    desk.sweeps.with(|sweeps| {
        sweeps
            .iter()
            .filter_map(|(id, stretches)| {
                let values = find(&part.values, *id)?;
                let turn = stretches.iter().find(|stretch| stretch.choice.holds(item) != inside);
                let locale = desk.app.lang().locale();
                Some(match turn {
                    Some(turn) if inside => {
                        t.drops_on_the_way(&name, &values.name, &percent(locale, turn.from))
                    }
                    Some(turn) => t.enters_on_the_way(&name, &values.name, &percent(locale, turn.from)),
                    None if inside => t.stays_on_the_way(&name, &values.name),
                    None => return None,
                })
            })
            .collect()
    })
}

/// "Adds X, drops Y": how one set differs from another; none when it does not.
pub fn swap(desk: Desk, added: &[String], dropped: &[String]) -> Option<String> {
    let t = desk.app.lang().portfolio_page();
    let locale = desk.app.lang().locale();
    let (plus, minus) = (list(locale, added, true), list(locale, dropped, true));
    match (added.is_empty(), dropped.is_empty()) {
        (true, true) => None,
        (false, true) => Some(t.only_added(&plus)),
        (true, false) => Some(t.only_dropped(&minus)),
        (false, false) => Some(t.differs(&plus, &minus)),
    }
}
