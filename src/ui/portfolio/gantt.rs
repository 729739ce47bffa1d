//! The Gantt chart: bars that are dragged or moved by keys.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::layout::narrow;
use super::schedule::Table;
use crate::domain::ProjectId;
use crate::domain::portfolio::{Horizon, Outline};
use crate::i18n::portfolio_rules::short_period;
use crate::ui::kit::{Figure, FigureTable};
use crate::viz::gantt::Timeline;

/// Width of the names, pixels.
const NAMES: f64 = 190.0;
/// Width that the charts aim at, pixels.
const WIDTH: f64 = 880.0;

/// The columns of the chart and of the load map below it.
pub fn timeline(horizon: Memo<Horizon>) -> Memo<Timeline> {
    let narrow = narrow();
    Memo::new(move |_| {
        let periods = horizon.get().periods();
        narrow.get().map_or_else(
            || Timeline::fitting(periods, WIDTH, NAMES),
            |width| Timeline::stacked(periods, width),
        )
    })
}

/// A bar.
#[derive(Debug, Clone, PartialEq)]
struct Bar {
    id: ProjectId,
    name: String,
    start: u32,
    outline: Outline,
}

/// The chart.
#[component]
pub fn Gantt(table: Table) -> impl IntoView {
    let desk = table.desk;
    let m = move || desk.app.lang().portfolio_more();
    let horizon = Memo::new(move |_| table.part().horizon);
    let line = timeline(horizon);
    // By earliest start, which moving a bar does not change: a bar keeps its row, and the keyboard its focus.
    let order = Memo::new(move |_| {
        let part = table.part();
        desk.app.store.doc().with(|doc| {
            let mut rows: Vec<(u32, usize, ProjectId)> = (doc.projects.iter().enumerate())
                .filter(|(_, project)| part.schedule.contains_key(&project.id))
                .map(|(index, project)| {
                    let outline = Outline::of(project, part.plans.get(&project.id), part.horizon);
                    (outline.earliest, index, project.id)
                })
                .collect();
            rows.sort_unstable();
            rows.into_iter().map(|(.., id)| id).collect::<Vec<_>>()
        })
    });
    let numbered = move || order.get().into_iter().enumerate().collect::<Vec<_>>();
    let bar = move |id: ProjectId| -> Option<Bar> {
        let start = table.schedule.with(|schedule| schedule.get(&id).map(|slot| slot.start))?;
        let part = table.part();
        let name = desk.speak(|s| s.project(id));
        desk.app.store.doc().with(|doc| {
            let outline = Outline::of(doc.project(id)?, part.plans.get(&id), part.horizon);
            Some(Bar { id, name, start, outline })
        })
    };
    let title = move || {
        let horizon = horizon.get();
        let ends = order
            .get()
            .into_iter()
            .filter_map(bar)
            .map(|bar| (bar.start + bar.outline.duration).saturating_sub(1));
        let last = desk.app.lang().rules().period(horizon, ends.max().unwrap_or(0));
        m().gantt_message(order.with(Vec::len), &last)
    };
    let data = Signal::derive(move || {
        let t = desk.app.lang().portfolio_page();
        let head = vec![
            (t.project().to_owned(), false),
            (m().start().to_owned(), false),
            (m().finish().to_owned(), false),
            (t.cost().to_owned(), true),
        ];
        let rows = order.get().into_iter().filter_map(bar).map(|bar| {
            let horizon = horizon.get();
            let finish = (bar.start + bar.outline.duration).saturating_sub(1);
            let cost = desk.money_number(bar.outline.total_cost());
            vec![bar.name, short_period(horizon, bar.start), short_period(horizon, finish), cost]
        });
        FigureTable { head, rows: rows.collect() }
    });
    view! {
        <Figure
            title=title
            description=move || m().gantt_text()
            name=move || m().gantt_file()
            table=data
        >
            <div class="pf-scroll">
                <svg
                    class="pf-gantt"
                    role="group"
                    aria-label=move || m().gantt()
                    width=move || line.get().width()
                    height=move || line.get().height(order.with(Vec::len))
                    viewBox=move || format!("0 0 {} {}", line.get().width(), line.get().height(order.with(Vec::len)))
                >
                    <Head line horizon rows=Signal::derive(move || order.with(Vec::len)) />
                    <For each=numbered key=|row| *row let:row>
                        {
                            let (row, id) = row;
                            let bar = Memo::new(move |_| bar(id));
                            view! { <BarView table line horizon row bar id /> }
                        }
                    </For>
                </svg>
            </div>
        </Figure>
    }
}

/// Names of periods and the lines between them.
#[component]
pub fn Head(
    line: Memo<Timeline>,
    horizon: Memo<Horizon>,
    #[prop(into)] rows: Signal<usize>,
) -> impl IntoView {
    move || {
        let (line, horizon, rows) = (line.get(), horizon.get(), rows.get());
        let bottom = line.height(rows);
        let years = horizon.years().filter_map(|year| {
            let first = (0..horizon.periods()).find(|period| horizon.year(*period) == year)?;
            Some((year, first))
        });
        let years = years
            .map(|(year, first)| {
                view! {
                    <text class="pf-axis-year" x=line.left(first) + 4.0 y="13">{year}</text>
                    <line class="pf-axis-strong" x1=line.left(first) x2=line.left(first) y1="2" y2=bottom />
                }
            })
            .collect_view();
        let periods = (0..horizon.periods())
            .map(|period| {
                let label = horizon.place(period).1 + 1;
                let word = if horizon.step() == crate::domain::portfolio::Step::Quarter { format!("Q{label}") } else { label.to_string() };
                view! {
                    <text class="pf-axis" x=line.left(period) + line.period / 2.0 y="28" text-anchor="middle">{word}</text>
                    <line class="pf-axis-line" x1=line.left(period) x2=line.left(period) y1=line.head y2=bottom />
                }
            })
            .collect_view();
        view! { <g aria-hidden="true">{years}{periods}</g> }
    }
}

#[component]
fn BarView(
    table: Table,
    line: Memo<Timeline>,
    horizon: Memo<Horizon>,
    row: usize,
    bar: Memo<Option<Bar>>,
    id: ProjectId,
) -> impl IntoView {
    let m = move || table.desk.app.lang().portfolio_more();
    // Where the pointer went down, and the start then.
    let grip = RwSignal::new(None::<(f64, u32)>);
    let start = move || bar.with(|bar| bar.as_ref().map_or(0, |bar| bar.start));
    let limits =
        move || bar.with(|bar| bar.as_ref().map_or((0, 0), |bar| (bar.outline.earliest, bar.outline.latest)));
    let duration = move || bar.with(|bar| bar.as_ref().map_or(1, |bar| bar.outline.duration));
    let shape = move || line.get().bar(row, start(), duration());
    let name = move || bar.with(|bar| bar.as_ref().map(|bar| bar.name.clone()).unwrap_or_default());
    let words = move || {
        let horizon = horizon.get();
        let finish = (start() + duration()).saturating_sub(1);
        m().bar(&short_period(horizon, start()), &short_period(horizon, finish))
    };
    let on_key = move |event: KeyboardEvent| {
        let (earliest, latest) = limits();
        let now = start();
        let to = match event.key().as_str() {
            "ArrowLeft" => now.saturating_sub(1),
            "ArrowRight" => now + 1,
            "Home" => earliest,
            "End" => latest,
            "Delete" | "Backspace" => {
                event.prevent_default();
                table.take_out(id);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        let to = to.clamp(earliest, latest.max(earliest));
        if to != now {
            table.move_to(id, to);
        }
    };
    let on_down = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        let target = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if let Some(target) = target {
            // Without capture, dragging still works while the pointer is over the bar.
            drop(target.set_pointer_capture(event.pointer_id()));
        }
        grip.set(Some((f64::from(event.client_x()), start())));
    };
    let on_move = move |event: PointerEvent| {
        let Some((from, was)) = grip.get_untracked() else { return };
        let (earliest, latest) = untrack(limits);
        let to = line.get_untracked().moved(was, f64::from(event.client_x()) - from, earliest, latest);
        if untrack(start) != to {
            table.dragged.set(Some((id, to)));
        }
    };
    let on_up = move |_: PointerEvent| {
        if grip.get_untracked().is_none() {
            return;
        }
        grip.set(None);
        if let Some((project, to)) = table.dragged.get_untracked() {
            table.move_to(project, to);
            table.dragged.set(None);
        }
    };
    let lost = move |_: PointerEvent| {
        grip.set(None);
        table.dragged.set(None);
    };
    let is_wrong = move || {
        let tally = table.tally.get();
        tally.breaches.iter().any(|breach| {
            use crate::domain::portfolio::tally::Breach;
            matches!(breach, Breach::Start(of) | Breach::Late(of) if *of == id)
        })
    };
    let strip = move || {
        let (earliest, latest) = limits();
        line.get().bar(row, earliest, latest.max(earliest) - earliest + duration())
    };
    view! {
        <g class="pf-row">
            <text class="pf-name" x="0" y=move || line.get().name(row)>{move || fitted(line.get(), &name())}</text>
            <line class="pf-axis-line" x1="0" x2=move || line.get().width() y1=move || line.get().top(row) y2=move || line.get().top(row) />
            <rect class="pf-window" rx="3" x=move || strip().x y=move || strip().y width=move || strip().width height=move || strip().height />
            <g
                class="pf-bar"
                class:wrong=is_wrong
                role="slider"
                tabindex="0"
                data-project=id.to_string()
                aria-label=name
                aria-valuemin=move || limits().0.to_string()
                aria-valuemax=move || limits().1.max(limits().0).to_string()
                aria-valuenow=move || start().to_string()
                aria-valuetext=words
                on:keydown=on_key
                on:pointerdown=on_down
                on:pointermove=on_move
                on:pointerup=on_up
                on:pointercancel=lost
            >
                <title>{move || format!("{} · {}", name(), words())}</title>
                <rect rx="4" x=move || shape().x y=move || shape().y width=move || shape().width height=move || shape().height />
            </g>
        </g>
    }
}

/// A name that fits into its column, or above its bar.
pub fn fitted(line: Timeline, name: &str) -> String {
    cut(name, if line.above > 0.0 { 44 } else { 26 })
}

/// A name of about so many Latin letters.
pub fn cut(name: &str, mut room: usize) -> String {
    // A Han character is about as wide as two Latin letters.
    let mut cut = String::new();
    for c in name.chars() {
        let width = if c.is_ascii() { 1 } else { 2 };
        if room < width {
            cut.push('…');
            break;
        }
        room -= width;
        cut.push(c);
    }
    cut
}
