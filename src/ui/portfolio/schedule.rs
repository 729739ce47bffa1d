//! Resource balancing: the Gantt chart and the load of every role, edited by dragging and by keyboard.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::Desk;
use super::engine::{Job, ask};
use super::gantt::Gantt;
use super::heat::Heat;
use super::remedies::{Cell, Remedies, Room};
use crate::domain::ProjectId;
use crate::domain::portfolio::query::{News, Query, Reply};
use crate::domain::portfolio::remedy::spans;
use crate::domain::portfolio::tally::{Breach, Tally, tally};
use crate::domain::portfolio::timetable::Aim;
use crate::domain::portfolio::timetable::Timetable;
use crate::domain::portfolio::translate::{Frame, Key, timetable};
use crate::domain::portfolio::{Portfolio, PortfolioCommand, Schedule, Slot};
use crate::i18n::sentences::percent;
use crate::route::Route;
use crate::ui::kit::{Button, ButtonKind, EmptyState, Menu, MenuItem, Progress, Symbol};

/// What the views of the schedule share. A handle.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// The desk.
    pub desk: Desk,
    /// A bar that is being dragged: where it would start.
    pub dragged: RwSignal<Option<(ProjectId, u32)>>,
    /// The schedule with the bar that is being dragged.
    pub schedule: Memo<Schedule>,
    /// What it amounts to.
    pub tally: Memo<Arc<Tally>>,
    /// The cell of the load map that is looked at.
    pub cell: RwSignal<Option<Cell>>,
    /// What is being worked out, in words.
    busy: RwSignal<Option<Busy>>,
    job: StoredValue<Option<Job>, LocalStorage>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Busy {
    Optimising,
    Levelling,
}

impl Table {
    fn new(desk: Desk) -> Self {
        let dragged = RwSignal::new(None::<(ProjectId, u32)>);
        let schedule = Memo::new(move |_| {
            let kept = desk.app.store.doc().with(|doc| Arc::clone(&doc.portfolio.schedule));
            let Some((project, start)) = dragged.get() else { return kept };
            let mut moved = kept;
            if let Some(slot) = Arc::make_mut(&mut moved).get_mut(&project) {
                slot.start = start;
            }
            moved
        });
        let weighed = Memo::new(move |_| {
            let schedule = schedule.get();
            desk.app.store.doc().with(|doc| Arc::new(tally(doc, &doc.portfolio, &schedule)))
        });
        let table = Self {
            desk,
            dragged,
            schedule,
            tally: weighed,
            cell: RwSignal::new(None),
            busy: RwSignal::new(None),
            job: StoredValue::new_local(None),
        };
        on_cleanup(move || table.stop());
        table
    }

    /// This part of the document.
    pub fn part(self) -> Arc<Portfolio> {
        self.desk.app.store.doc().with(|doc| Arc::clone(&doc.portfolio))
    }

    /// Moves a project to a start.
    pub fn move_to(self, project: ProjectId, start: u32) {
        self.desk.dispatch(PortfolioCommand::MoveStarts(vec![(project, Some(start))]));
    }

    /// Takes a project out.
    pub fn take_out(self, project: ProjectId) {
        let command = PortfolioCommand::MoveStarts(vec![(project, None)]);
        self.desk.app.dispatch_undoable(command);
    }

    fn stop(self) {
        self.job.try_update_value(|job| {
            if let Some(job) = job.take() {
                job.cancel();
            }
        });
        self.busy.try_set(None);
    }

    fn model(self) -> (Timetable, Key, Vec<Option<usize>>) {
        self.desk.app.store.doc().with_untracked(|doc| {
            let (timetable, key) = timetable(&Frame::new(doc, &doc.portfolio));
            let start = |id| doc.portfolio.schedule.get(id).map(|slot: &Slot| slot.start as usize);
            let starts = key.projects.iter().map(start).collect();
            (timetable, key, starts)
        })
    }

    fn take(self, schedule: Schedule) {
        self.desk.app.dispatch_undoable(PortfolioCommand::SetSchedule(schedule));
    }

    fn optimise(self) {
        self.stop();
        let (timetable, key, starts) = self.model();
        let from = starts.iter().any(Option::is_some).then_some(starts);
        self.busy.set(Some(Busy::Optimising));
        let reply = move |reply| {
            self.busy.try_set(None);
            match reply {
                Some(Reply::Schedule(answer)) => match answer.plan {
                    Some(plan) => self.take(key.timed(&plan.starts)),
                    None => self
                        .desk
                        .app
                        .toasts
                        .say(untrack(|| self.desk.app.lang().portfolio_more()).nothing_better()),
                },
                _ => self.refuse(),
            }
        };
        self.job.set_value(Some(ask(Query::Schedule { timetable, from }, |_: News| (), reply)));
    }

    fn level(self, aim: Aim) {
        self.stop();
        let (timetable, key, starts) = self.model();
        self.busy.set(Some(Busy::Levelling));
        let reply = move |reply| {
            self.busy.try_set(None);
            match reply {
                Some(Reply::Level(Some(found))) => {
                    let round = |amount: f64| {
                        crate::ui::kit::format::number(untrack(|| self.desk.app.lang().locale()), amount, 2)
                    };
                    // Overload is counted in the model's unit of effort; the other aims have none.
                    let unit = if aim == Aim::Overload { key.effort(1.0).number() } else { 1.0 };
                    let (before, after) = (round(found.before * unit), round(found.after * unit));
                    self.take(key.timed(&found.plan.starts));
                    self.desk
                        .app
                        .toasts
                        .say(untrack(|| self.desk.app.lang().portfolio_more()).levelled(&before, &after));
                }
                Some(Reply::Level(None)) => {
                    self.desk.app.toasts.refuse(untrack(|| self.desk.app.lang().portfolio_more()).no_level());
                }
                _ => self.refuse(),
            }
        };
        self.job.set_value(Some(ask(Query::Level { timetable, starts, aim }, |_: News| (), reply)));
    }

    fn refuse(self) {
        self.desk.app.toasts.refuse(untrack(|| self.desk.app.lang().portfolio_page()).faulty());
    }
}

/// The tab of the schedule.
#[component]
pub fn ScheduleTab(desk: Desk) -> impl IntoView {
    let table = Table::new(desk);
    let m = move || desk.app.lang().portfolio_more();
    let is_empty = Memo::new(move |_| desk.app.store.doc().with(|doc| doc.portfolio.schedule.is_empty()));
    let has_answer = Memo::new(move |_| desk.run.with(|run| run.chosen.is_some()));
    let from_answer = move || {
        if let Some(chosen) = desk.run.with_untracked(|run| run.chosen.clone()) {
            table.take(chosen);
        }
    };
    view! {
        <div class="pf-schedule">
            <Tools table />
            <Show
                when=move || !is_empty.get()
                fallback=move || view! {
                    <EmptyState title=move || m().no_schedule_title() text=move || m().no_schedule_text()>
                        <div class="button-row">
                            <Button label=move || m().from_answer() kind=ButtonKind::Primary
                                disabled=Signal::derive(move || !has_answer.get()) on_click=from_answer />
                            <Button label=move || m().optimise() on_click=move || table.optimise() />
                        </div>
                    </EmptyState>
                }
            >
                <div class="pf-schedule-body">
                    <div class="pf-charts">
                        <Gantt table />
                        <Heat table />
                    </div>
                    <div class="pf-side">
                        <Remedies table />
                        <Breaches table />
                        <Room table />
                    </div>
                </div>
            </Show>
        </div>
    }
}

#[component]
fn Tools(table: Table) -> impl IntoView {
    let desk = table.desk;
    let m = move || desk.app.lang().portfolio_more();
    let t = move || desk.app.lang().portfolio_page();
    let facts = move || {
        let tally = table.tally.get();
        let count = table.schedule.with(|schedule| schedule.len());
        m().in_schedule(count, &desk.speak(|s| s.money(tally.cost)))
    };
    let none = Memo::new(move |_| table.schedule.with(|schedule| schedule.is_empty()));
    view! {
        <div class="pf-tools">
            <div class="pf-tools-facts" aria-live="polite">
                <h2>{move || headline(table)}</h2>
                <p class="hint">{facts} " · " {move || t().value()} " " {move || desk.value_text(table.tally.get().value)}</p>
            </div>
            <div class="button-row">
                {move || table.busy.get().map(|busy| view! {
                    <Progress label=move || if busy == Busy::Levelling { m().levelling() } else { m().optimising() } />
                    <Button label=move || t().stop() symbol=Symbol::Close on_click=move || table.stop() />
                })}
                <Button label=move || m().optimise() symbol=Symbol::Portfolio on_click=move || table.optimise() />
                <Show when=move || !none.get()>
                    <div class="menu-end">
                        <Menu label=move || m().level()>
                            <MenuItem label=move || m().aim_overload() on_click=move || table.level(Aim::Overload) />
                            <MenuItem label=move || m().aim_peak() on_click=move || table.level(Aim::Peak) />
                            <MenuItem label=move || m().aim_delay() on_click=move || table.level(Aim::Delay) />
                        </Menu>
                    </div>
                    <Button label=move || m().commit() kind=ButtonKind::Primary symbol=Symbol::Check
                        on_click=move || desk.app.router.go_to(Route::Portfolio, "scenarios/commit") />
                </Show>
            </div>
        </div>
    }
}

/// The tightest spot, or that there is none.
pub fn headline(table: Table) -> String {
    let desk = table.desk;
    let m = desk.app.lang().portfolio_more();
    let tally = table.tally.get();
    let overloads = tally.overloads();
    let Some(worst) = overloads.first().copied() else { return m.no_overload().to_owned() };
    let share = worst.missing().number() / worst.capacity.number().max(1e-9);
    let (period, role, needed, capacity) = desk.speak(|s| {
        let period = desk.app.lang().rules().period(table.part().horizon, worst.period);
        (period, s.role(worst.role), s.effort(worst.role, worst.demand), s.effort(worst.role, worst.capacity))
    });
    let share = percent(desk.app.lang().locale(), share);
    let values = [
        ("period", period.as_str()),
        ("role", &role),
        ("needed", &needed),
        ("capacity", &capacity),
        ("share", &share),
    ];
    desk.sentence("overload.worst", &values).unwrap_or_else(|| m.overloaded(overloads.len()))
}

/// Everything the schedule breaks; an overload that goes on for several periods is one line, which opens its ways out.
#[component]
fn Breaches(table: Table) -> impl IntoView {
    let desk = table.desk;
    let m = move || desk.app.lang().portfolio_more();
    let lines = Memo::new(move |_| {
        let tally = table.tally.get();
        let horizon = table.part().horizon;
        let period = |at| desk.app.lang().rules().period(horizon, at);
        desk.speak(|s| {
            let others = tally.breaches.iter().filter(|breach| !matches!(breach, Breach::Overload(_)));
            let others = others.map(|breach| (s.breach(breach), None));
            let spans = spans(&tally).into_iter().map(|span| {
                let (role, most) = (s.role(span.role), s.effort(span.role, span.most));
                let words = m().span(&role, &period(span.from), &period(span.to), &most);
                (words, Some(Cell { role: span.role, period: span.from }))
            });
            others.chain(spans).collect::<Vec<(String, Option<Cell>)>>()
        })
    });
    view! {
        <section class="pf-breaches">
            <h3>{move || if lines.with(Vec::is_empty) { m().none_broken() } else { m().breaches() }}</h3>
            <ul>
                {move || lines.get().into_iter().map(|(line, cell)| match cell {
                    Some(cell) => view! {
                        <li><button type="button" class="pf-link" on:click=move |_| table.cell.set(Some(cell))>{line}</button></li>
                    }.into_any(),
                    None => view! { <li>{line}</li> }.into_any(),
                }).collect_view()}
            </ul>
        </section>
    }
}
