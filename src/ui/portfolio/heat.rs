//! The load of every role in every period.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::gantt::{Head, fitted, timeline};
use super::remedies::Cell;
use super::schedule::Table;
use crate::domain::id::RoleId;
use crate::domain::portfolio::Quantity;
use crate::i18n::portfolio_rules::short_period;
use crate::ui::kit::{Figure, FigureTable};
use crate::viz::gantt::{Timeline, load_step};

/// The load map.
#[component]
pub fn Heat(table: Table) -> impl IntoView {
    let desk = table.desk;
    let m = move || desk.app.lang().portfolio_more();
    let horizon = Memo::new(move |_| table.part().horizon);
    let line = timeline(horizon);
    let roles = Memo::new(move |_| table.part().roles.iter().map(|role| role.id).collect::<Vec<RoleId>>());
    let load = move |role: RoleId, period: u32| -> (Quantity, Quantity) {
        let demand =
            table.tally.with(|tally| tally.demand.get(&role).and_then(|d| d.get(period as usize)).copied());
        (demand.unwrap_or_default(), table.part().capacity(role, period))
    };
    let data = Signal::derive(move || {
        let periods = horizon.get().periods();
        let mut head = vec![(desk.app.lang().portfolio_page().role().to_owned(), false)];
        head.extend((0..periods).map(|period| (short_period(horizon.get(), period), true)));
        let rows = roles.get().into_iter().map(|role| {
            let mut row = vec![desk.speak(|s| s.role(role))];
            row.extend((0..periods).map(|period| {
                let (demand, capacity) = load(role, period);
                format!("{} / {}", demand.plain(), capacity.plain())
            }));
            row
        });
        FigureTable { head, rows: rows.collect() }
    });
    let title = move || {
        let overloads = table.tally.with(|tally| tally.overloads().len());
        if overloads == 0 { m().no_overload().to_owned() } else { m().overloaded(overloads) }
    };
    let numbered = move || roles.get().into_iter().enumerate().collect::<Vec<_>>();
    let all_periods = move || (0..horizon.get().periods()).collect::<Vec<u32>>();
    view! {
        <Show when=move || roles.with(|roles| !roles.is_empty())>
            <Figure title=title description=move || m().heat_text() name=move || m().heat_file() table=data>
                <div class="pf-scroll">
                    <svg
                        class="pf-heat"
                        role="group"
                        aria-label=title
                        width=move || line.get().width()
                        height=move || line.get().height(roles.with(Vec::len))
                        viewBox=move || format!("0 0 {} {}", line.get().width(), line.get().height(roles.with(Vec::len)))
                    >
                        <Head line horizon rows=Signal::derive(move || roles.with(Vec::len)) />
                        <For each=numbered key=|row| *row let:item>
                            {
                                let (row, role) = item;
                                view! {
                                    <text class="pf-name" x="0" y=move || line.get().name(row)>
                                        {move || fitted(line.get(), &desk.speak(|s| s.role(role)))}
                                    </text>
                                    <For each=all_periods key=|period| *period let:period>
                                        <CellView table line row role period />
                                    </For>
                                }
                            }
                        </For>
                    </svg>
                </div>
            </Figure>
        </Show>
    }
}

#[component]
fn CellView(table: Table, line: Memo<Timeline>, row: usize, role: RoleId, period: u32) -> impl IntoView {
    let desk = table.desk;
    let m = move || desk.app.lang().portfolio_more();
    let load = Memo::new(move |_| {
        let demand =
            table.tally.with(|tally| tally.demand.get(&role).and_then(|d| d.get(period as usize)).copied());
        (demand.unwrap_or_default(), table.part().capacity(role, period))
    });
    let step = move || {
        let (demand, capacity) = load.get();
        load_step(demand.number(), capacity.number())
    };
    let label = move || {
        let (demand, capacity) = load.get();
        let period = desk.app.lang().rules().period(table.part().horizon, period);
        desk.speak(|s| m().cell(&s.role(role), &period, &demand.plain(), &s.effort(role, capacity)))
    };
    let here = move || table.cell.get() == Some(Cell { role, period });
    let choose = move || table.cell.set(if here() { None } else { Some(Cell { role, period }) });
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" | " " => {
            event.prevent_default();
            choose();
        }
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" => {
            event.prevent_default();
            step_to(&event.key(), row, period);
        }
        _ => {}
    };
    let shape = move || line.get().cell(row, period);
    let middle = move || shape().x + shape().width / 2.0;
    let is_tight = move || line.with(|line| line.period < 40.0);
    view! {
        <g
            class="pf-load"
            class:here=here
            data-step=move || step().to_string()
            data-cell=format!("{row}:{period}")
            role="button"
            // One stop for the whole map; arrows move inside it.
            tabindex=if row == 0 && period == 0 { "0" } else { "-1" }
            aria-label=label
            aria-pressed=move || here().to_string()
            on:keydown=on_key
            on:click=move |_| choose()
        >
            <title>{label}</title>
            <rect x=move || shape().x + 1.0 y=move || shape().y + 1.0 width=move || shape().width - 2.0 height=move || shape().height - 2.0 rx="2" />
            <text class:tight=is_tight x=middle y=move || shape().y + if is_tight() && step() == 5 { 14.0 } else { 18.0 } text-anchor="middle" aria-hidden="true">
                {move || match step() {
                    0 => String::new(),
                    5 if !is_tight() => format!("! {}", load.get().0.plain()),
                    _ => load.get().0.plain(),
                }}
            </text>
            // Where the column is too narrow for the mark beside the figure, it stands below.
            <Show when=move || is_tight() && step() == 5>
                <text x=middle y=move || shape().y + 26.0 text-anchor="middle" aria-hidden="true">"!"</text>
            </Show>
        </g>
    }
}

/// Moves the focus to the neighbour of a cell.
fn step_to(key: &str, row: usize, period: u32) {
    use wasm_bindgen::JsCast;
    let (row, period) = match key {
        "ArrowLeft" => (Some(row), period.checked_sub(1)),
        "ArrowRight" => (Some(row), Some(period + 1)),
        "ArrowUp" => (row.checked_sub(1), Some(period)),
        _ => (Some(row + 1), Some(period)),
    };
    let (Some(row), Some(period)) = (row, period) else { return };
    let cell = document().query_selector(&format!(".pf-heat [data-cell='{row}:{period}']")).ok().flatten();
    if let Some(cell) = cell.and_then(|cell| cell.dyn_into::<web_sys::SvgElement>().ok()) {
        drop(cell.focus());
    }
}
