//! What can be done about a cell of the load map, and what still fits into what is left.

use std::sync::Arc;

use leptos::prelude::*;

use super::schedule::Table;
use crate::domain::id::RoleId;
use crate::domain::portfolio::remedy::{self, Delay};
use crate::domain::portfolio::{Outline, PlanEdit, PortfolioCommand, Quantity, Role, find};
use crate::ui::kit::{Button, IconButton, Symbol};

/// A cell of the load map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The role.
    pub role: RoleId,
    /// The period.
    pub period: u32,
}

/// A way with what it does.
#[derive(Debug, Clone, PartialEq)]
struct Way {
    kind: &'static str,
    text: String,
    command: Option<PortfolioCommand>,
}

/// The panel of the cell that is looked at.
#[component]
pub fn Remedies(table: Table) -> impl IntoView {
    view! {
        <div aria-live="polite">
            {move || table.cell.get().map(|cell| view! { <CellPanel table cell /> })}
        </div>
    }
}

#[component]
fn CellPanel(table: Table, cell: Cell) -> impl IntoView {
    let desk = table.desk;
    let lang = desk.app.lang();
    let m = move || lang.portfolio_more();
    let users = Memo::new(move |_| {
        let part = table.part();
        let schedule = table.schedule.get();
        let users =
            desk.app.store.doc().with(|doc| remedy::users(doc, &part, &schedule, cell.role, cell.period));
        desk.speak(|s| {
            users.iter().map(|(id, need)| (s.project(*id), s.effort(cell.role, *need))).collect::<Vec<_>>()
        })
    });
    let missing = Memo::new(move |_| {
        let demand =
            table.tally.with(|t| t.demand.get(&cell.role).and_then(|d| d.get(cell.period as usize)).copied());
        demand.unwrap_or_default().minus(table.part().capacity(cell.role, cell.period))
    });
    let ways =
        Memo::new(
            move |_| {
                if missing.get() > Quantity::ZERO { ways(table, cell, missing.get()) } else { Vec::new() }
            },
        );
    let title = move || {
        let period = lang.rules().period(table.part().horizon, cell.period);
        desk.speak(|s| {
            let demand = table.part().capacity(cell.role, cell.period).plus(missing.get());
            let capacity = s.effort(cell.role, table.part().capacity(cell.role, cell.period));
            m().cell(&s.role(cell.role), &period, &demand.plain(), &capacity)
        })
    };
    view! {
        <section class="pf-why">
            <header class="pf-panel-head">
                <h3>{title}</h3>
                <IconButton label=move || lang.portfolio_page().close() symbol=Symbol::Close on_click=move || table.cell.set(None) />
            </header>
            <Show when=move || { missing.get() > Quantity::ZERO }>
                <h4>{move || m().ways()}</h4>
                <ul class="pf-ways">
                    {move || ways.get().into_iter().map(|way| {
                        let Way { kind, text, command } = way;
                        view! {
                            <li data-way=kind>
                                <span>{text}</span>
                                {command.map(|command| view! {
                                    <Button label=move || m().apply() on_click=move || {
                                        desk.app.dispatch_undoable(command.clone());
                                    } />
                                })}
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </Show>
            <h4>{move || m().who()}</h4>
            <ul class="pf-users">
                {move || users.get().into_iter().map(|(name, need)| view! { <li><span>{name}</span><span class="number">{need}</span></li> }).collect_view()}
            </ul>
        </section>
    }
}

/// A role with other capacity in some periods.
fn with_capacity(role: &Role, periods: u32, change: impl Fn(u32) -> Quantity) -> Role {
    let capacity =
        (0..periods).map(|period| role.capacity_in(period).plus(change(period)).max(Quantity::ZERO));
    Role { capacity: capacity.collect(), ..role.clone() }
}

/// Hire, borrow, delay, split.
fn ways(table: Table, cell: Cell, missing: Quantity) -> Vec<Way> {
    let desk = table.desk;
    let m = desk.app.lang().portfolio_more();
    let rules = desk.app.lang().rules();
    let part = table.part();
    let schedule = table.schedule.get();
    let tally = table.tally.get();
    let horizon = part.horizon;
    let periods = horizon.periods();
    let mut ways = Vec::new();

    // The whole run of overload around the cell is filled at once.
    let span = remedy::spans(&tally)
        .into_iter()
        .find(|span| span.role == cell.role && (span.from..=span.to).contains(&cell.period));
    if let (Some(span), Some(role)) = (span, find(&part.roles, cell.role)) {
        let (from, to, most) = (span.from, span.to, span.most);
        let hired =
            with_capacity(
                role,
                periods,
                |period| {
                    if (from..=to).contains(&period) { most } else { Quantity::ZERO }
                },
            );
        let text = desk.speak(|s| {
            let (from, to) = (rules.period(horizon, from), rules.period(horizon, to));
            m.hire_by(&s.role(cell.role), &s.effort(cell.role, most), &from, &to)
        });
        ways.push(Way { kind: "hire", text, command: Some(PortfolioCommand::PutRole(hired)) });
    }

    // From the role with the most room in the same unit.
    let unit = find(&part.roles, cell.role).map(|role| role.unit);
    let lender = remedy::left(&part, &tally)
        .into_iter()
        .filter(|(role, _)| *role != cell.role && find(&part.roles, *role).map(|role| role.unit) == unit)
        .filter_map(|(role, left)| Some((role, left.get(cell.period as usize).copied()?)))
        .filter(|(_, left)| *left > Quantity::ZERO)
        .max_by_key(|(_, left)| *left);
    let borrowed = lender.and_then(|(from, left)| {
        let by = left.min(missing);
        let one = |role: RoleId, sign: bool| {
            let role = find(&part.roles, role)?;
            let by = if sign { by } else { Quantity::ZERO.minus(by) };
            Some(with_capacity(
                role,
                periods,
                |period| if period == cell.period { by } else { Quantity::ZERO },
            ))
        };
        let command = PortfolioCommand::All(vec![
            PortfolioCommand::PutRole(one(from, false)?),
            PortfolioCommand::PutRole(one(cell.role, true)?),
        ]);
        let text = desk.speak(|s| {
            m.borrow_by(
                &s.role(from),
                &s.role(cell.role),
                &s.effort(cell.role, by),
                &rules.period(horizon, cell.period),
            )
        });
        Some(Way { kind: "borrow", text, command: Some(command) })
    });
    ways.push(borrowed.unwrap_or(Way {
        kind: "borrow",
        text: m.nobody_to_borrow().to_owned(),
        command: None,
    }));

    let found = desk.app.store.doc().with(|doc| remedy::delay(doc, &part, &schedule, cell.role, cell.period));
    ways.push(match found {
        Some(Delay { project, start, loss }) => {
            let (name, role) = desk.speak(|s| (s.project(project), s.role(cell.role)));
            let (period, value) = (rules.period(horizon, start), desk.value_text(loss.max(0.0)));
            let values =
                [("project", name.as_str()), ("period", &period), ("role", &role), ("value", &value)];
            let text = desk.sentence("overload.fix_delay", &values).unwrap_or_else(|| name.clone());
            let command = PortfolioCommand::MoveStarts(vec![(project, Some(start))]);
            Way { kind: "delay", text, command: Some(command) }
        }
        None => Way { kind: "delay", text: m.no_delay().to_owned(), command: None },
    });
    ways.extend(pause(table, cell));
    ways
}

/// The project that needs the role most and has begun before pauses in this period.
fn pause(table: Table, cell: Cell) -> Option<Way> {
    let desk = table.desk;
    let part = table.part();
    let schedule = table.schedule.get();
    let (id, plan) = desk.app.store.doc().with(|doc| {
        remedy::users(doc, &part, &schedule, cell.role, cell.period).into_iter().find_map(|(id, _)| {
            let start = schedule.get(&id)?.start;
            let done = cell.period.checked_sub(start)?;
            let plan = part.plans.get(&id)?;
            let outline = Outline::of(doc.project(id)?, Some(plan), part.horizon);
            let ends = start + outline.duration < part.horizon.periods();
            remedy::split(&outline, plan, done).filter(|_| ends).map(|split| (id, split))
        })
    })?;
    let mut edits = vec![(id, PlanEdit::Cost(plan.cost.clone())), (id, PlanEdit::Duration(plan.duration))];
    edits.extend(plan.demand.iter().map(|(role, profile)| (id, PlanEdit::Demand(*role, profile.clone()))));
    let m = desk.app.lang().portfolio_more();
    let period = desk.app.lang().rules().period(part.horizon, cell.period);
    let text = m.split_it(&desk.speak(|s| s.project(id)), &period);
    Some(Way { kind: "split", text, command: Some(PortfolioCommand::EditPlans(edits)) })
}

/// What still fits into what is left; looked for on request.
#[component]
pub fn Room(table: Table) -> impl IntoView {
    let desk = table.desk;
    let m = move || desk.app.lang().portfolio_more();
    // For which schedule and limits it was looked for: another one makes it stale.
    let found = RwSignal::new(None::<(Arc<crate::domain::portfolio::Portfolio>, Vec<remedy::Room>)>);
    let look = move || {
        let part = desk.app.store.doc().with_untracked(|doc| Arc::clone(&doc.portfolio));
        let schedule = Arc::clone(&part.schedule);
        let fitting = desk.app.store.doc().with_untracked(|doc| remedy::room(doc, &part, &schedule));
        found.set(Some((part, fitting)));
    };
    let fresh = Memo::new(move |_| {
        let now = table.part();
        found.with(|found| {
            found.as_ref().filter(|(part, _)| Arc::ptr_eq(part, &now)).map(|(_, rooms)| rooms.clone())
        })
    });
    view! {
        <section class="pf-room">
            <h3>{move || m().room()}</h3>
            {move || match fresh.get() {
                None => view! { <Button label=move || m().find_room() symbol=Symbol::Search on_click=look /> }.into_any(),
                Some(rooms) if rooms.is_empty() => view! { <p class="hint">{m().no_room()}</p> }.into_any(),
                Some(rooms) => view! {
                    <ul class="pf-ways">
                        {rooms.into_iter().map(|room| {
                            let period = desk.app.lang().rules().period(table.part().horizon, room.start);
                            let text = m().fits(&desk.speak(|s| s.project(room.project)), &period, &desk.value_text(room.gain));
                            view! {
                                <li>
                                    <span>{text}</span>
                                    <Button label=move || m().take_in() on_click=move || table.move_to(room.project, room.start) />
                                </li>
                            }
                        }).collect_view()}
                    </ul>
                }.into_any(),
            }}
        </section>
    }
}
