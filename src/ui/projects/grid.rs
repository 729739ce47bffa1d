//! The table on the screen. Only the rows in view are in the document; sizes are in rem, so that the
//! phone and the projector scale it.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::editor::Editor;
use super::sheet::{COLUMNS, Cell, Sheet};
use crate::domain::{Project, ProjectField, ProjectId};
use crate::ui::kit::{Icon, Symbol, format};
use crate::ui::overview::shown_money;

/// Height of a row, rem.
pub const ROW: f64 = 2.25;
/// Width of the row numbers, rem.
pub const GUTTER: f64 = 3.0;
/// Rows kept above and below those in view.
const SPARE: usize = 6;

/// What the view has measured, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Port {
    /// Pixels of one rem.
    pub rem: f64,
    /// Scrolled down.
    pub top: f64,
    /// Scrolled right.
    pub left: f64,
    /// Height in view.
    pub height: f64,
    /// Width in view.
    pub width: f64,
}

/// What decides the widths of the columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Layout {
    /// A phone: the frozen column leaves room for another.
    narrow: bool,
    /// Width of the description, which takes what is left over; rem.
    note: f64,
}

impl Layout {
    const LEAST_NOTE: f64 = 16.5;

    /// The layout of a view.
    pub fn of(port: Port) -> Self {
        let rems = (port.width / port.rem).floor();
        let least = Self { narrow: rems < 45.0, note: Self::LEAST_NOTE };
        let left_over = rems - (least.left(COLUMNS));
        Self { note: Self::LEAST_NOTE + left_over.max(0.0), ..least }
    }

    /// Width of a column, rem.
    pub fn width(self, column: usize) -> f64 {
        match ProjectField::ALL.get(column) {
            Some(ProjectField::Name) if self.narrow => 9.0,
            Some(ProjectField::Name) => 15.0,
            Some(ProjectField::Description) => self.note,
            Some(ProjectField::Status) => 6.75,
            Some(ProjectField::Cost | ProjectField::Owner) => 8.5,
            _ => 7.0,
        }
    }

    /// Left edge of a column, rem; of the one after the last: the whole width.
    pub fn left(self, column: usize) -> f64 {
        GUTTER + (0..column).map(|column| self.width(column)).sum::<f64>()
    }
}

fn rows(count: usize) -> f64 {
    // Rows number thousands.
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) * ROW
}

/// The first and the one after the last row to show, of so many.
fn window_of(port: Port, count: usize) -> (usize, usize) {
    let row = ROW * port.rem;
    if row <= 0.0 {
        return (0, count.min(SPARE));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "cut at 0, rows number thousands"
    )]
    let at = |pixels: f64| (pixels.max(0.0) / row) as usize;
    let first = at(port.top).saturating_sub(SPARE);
    (first, (at(port.top + port.height) + SPARE + 1).min(count))
}

/// The table.
#[component]
pub fn Grid(sheet: Sheet) -> impl IntoView {
    let app = sheet.app;
    let lang = app.lang();
    let node = NodeRef::<html::Div>::new();
    let port = RwSignal::new(Port { rem: 16.0, top: 0.0, left: 0.0, height: 900.0, width: 1200.0 });
    let layout = Memo::new(move |_| Layout::of(port.get()));
    let measure = move || {
        let Some(node) = node.get_untracked() else { return };
        let root = document().document_element();
        let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
        let size = style.and_then(|style| style.get_property_value("font-size").ok());
        let rem = size.and_then(|size| size.trim_end_matches("px").parse().ok()).unwrap_or(16.0);
        port.set(Port {
            rem,
            top: f64::from(node.scroll_top()),
            left: f64::from(node.scroll_left()),
            height: f64::from(node.client_height()),
            width: f64::from(node.client_width()),
        });
    };
    let observer = StoredValue::new_local(None::<web_sys::ResizeObserver>);
    Effect::new(move |_| {
        let Some(node) = node.get() else { return };
        measure();
        let closure = Closure::<dyn Fn()>::new(measure);
        if let Ok(found) = web_sys::ResizeObserver::new(closure.as_ref().unchecked_ref()) {
            found.observe(&node);
            observer.set_value(Some(found));
        }
        closure.forget();
    });
    on_cleanup(move || {
        observer.try_with_value(|observer| observer.as_ref().map(web_sys::ResizeObserver::disconnect));
    });
    Effect::new(move |_| {
        app.presenting.track();
        request_animation_frame(measure);
    });
    // Brings the cursor into view.
    Effect::new(move |_| {
        sheet.reveal.track();
        let (Some(node), Cell { row, column }) = (node.get_untracked(), sheet.cursor.get_untracked()) else {
            return;
        };
        let port = port.get_untracked();
        let (top, height) = (rows(row) * port.rem, ROW * port.rem);
        let visible = port.height - height;
        let scroll = f64::from(node.scroll_top());
        let to = if top < scroll {
            top
        } else if top + height > scroll + visible {
            top + height - visible
        } else {
            scroll
        };
        let layout = layout.get_untracked();
        let frozen = (GUTTER + layout.width(0)) * port.rem;
        let (from, size) = (layout.left(column) * port.rem, layout.width(column) * port.rem);
        let across = f64::from(node.scroll_left());
        let to_left = if column == 0 {
            across
        } else if from < across + frozen {
            from - frozen
        } else if from + size > across + port.width {
            from + size - port.width
        } else {
            across
        };
        #[expect(clippy::cast_possible_truncation, reason = "pixels")]
        let (to, to_left) = (to.round() as i32, to_left.round() as i32);
        node.set_scroll_top(to);
        node.set_scroll_left(to_left);
    });
    let shown = Memo::new(move |_| {
        let order = sheet.order.get();
        let (first, last) = window_of(port.get(), order.len());
        let ids = order.iter().enumerate().skip(first).take(last.saturating_sub(first));
        ids.map(|(row, id)| (row, *id)).collect::<Vec<_>>()
    });
    let total = move || layout.get().left(COLUMNS);
    view! {
        <div
            node_ref=node
            class="grid"
            role="grid"
            aria-label=move || lang.projects().table()
            aria-rowcount=move || (sheet.len() + 2).to_string()
            aria-colcount=(COLUMNS + 1).to_string()
            aria-multiselectable="true"
            aria-readonly=move || (app.store.access().get() != crate::state::Access::Writer).to_string()
            on:scroll=move |_| measure()
        >
            <Head sheet layout total=Signal::derive(total) />
            <Body sheet layout shown total=Signal::derive(total)>
                <Editor sheet layout port />
            </Body>
        </div>
    }
}

#[component]
fn Head(sheet: Sheet, layout: Memo<Layout>, total: Signal<f64>) -> impl IntoView {
    let app = sheet.app;
    let lang = app.lang();
    let unit = Memo::new(move |_| app.store.doc().with(|doc| doc.money));
    view! {
        <div class="grid-head" role="row" aria-rowindex="1" style:width=move || format!("{}rem", total.get())>
            <div class="grid-corner" role="columnheader" aria-colindex="1">
                <span class="sr-only">{move || lang.projects().row()}</span>
            </div>
            {ProjectField::ALL
                .into_iter()
                .enumerate()
                .map(|(column, field)| {
                    let sort = move || sheet.sort.get().filter(|sort| sort.field == field);
                    view! {
                        <div
                            class="grid-headcell"
                            class:frozen=column == 0
                            class:number=field == ProjectField::Cost
                            role="columnheader"
                            aria-colindex=(column + 2).to_string()
                            aria-sort=move || sort().map(|sort| if sort.descending { "descending" } else { "ascending" })
                            style:width=move || format!("{}rem", layout.get().width(column))
                        >
                            <button
                                type="button"
                                class="grid-sort"
                                title=move || lang.projects().sort_by(lang.projects().field(field))
                                on:click=move |_| sheet.sort_by(field)
                            >
                                <span>{move || lang.projects().head(field, unit.get())}</span>
                                <span class="grid-arrow" aria-hidden="true">
                                    {move || sort().map(|sort| if sort.descending { "↓" } else { "↑" })}
                                </span>
                            </button>
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
}

#[component]
fn Body(
    sheet: Sheet,
    layout: Memo<Layout>,
    shown: Memo<Vec<(usize, ProjectId)>>,
    total: Signal<f64>,
    children: Children,
) -> impl IntoView {
    let lang = sheet.app.lang();
    let last = Memo::new(move |_| sheet.len());
    view! {
        <div
            class="grid-body"
            role="rowgroup"
            style:width=move || format!("{}rem", total.get())
            style:height=move || format!("{}rem", rows(last.get() + 1))
        >
            <For each=move || shown.get() key=|row| *row let:item>
                <Row sheet layout row=item.0 id=item.1 />
            </For>
            <div
                class="grid-row grid-waiting"
                role="row"
                aria-rowindex=move || (last.get() + 2).to_string()
                style:top=move || format!("{}rem", rows(last.get()))
            >
                <div class="grid-gutter" role="rowheader" aria-colindex="1" data-cell=move || format!("{}:g", last.get())>
                    <Icon symbol=Symbol::Add />
                    <span class="sr-only">{move || lang.projects().new_row()}</span>
                </div>
                {(0..COLUMNS)
                    .map(|column| {
                        view! {
                            <div
                                class="grid-cell"
                                class:frozen=column == 0
                                role="gridcell"
                                aria-colindex=(column + 2).to_string()
                                data-cell=move || format!("{}:{column}", last.get())
                                style:width=move || format!("{}rem", layout.get().width(column))
                            >
                                {(column == 0).then(|| view! { <span class="grid-hint">{move || lang.projects().new_row()}</span> })}
                            </div>
                        }
                    })
                    .collect_view()}
            </div>
            {children()}
        </div>
    }
}

#[component]
fn Row(sheet: Sheet, layout: Memo<Layout>, row: usize, id: ProjectId) -> impl IntoView {
    let app = sheet.app;
    let project = Memo::new(move |_| app.store.doc().with(|doc| doc.project(id).cloned()));
    let unit = Memo::new(move |_| app.store.doc().with(|doc| doc.money));
    let selected = Memo::new(move |_| {
        let (from, to) = sheet.range();
        (from != to && (from.row..=to.row).contains(&row)).then_some((from.column, to.column))
    });
    let is_here = Memo::new(move |_| sheet.cursor.get().row == row);
    view! {
        <div
            class="grid-row"
            class:here=move || is_here.get()
            role="row"
            aria-rowindex=(row + 2).to_string()
            style:top=format!("{}rem", rows(row))
        >
            <div class="grid-gutter" role="rowheader" aria-colindex="1" data-cell=format!("{row}:g")>{row + 1}</div>
            {ProjectField::ALL
                .into_iter()
                .enumerate()
                .map(|(column, field)| {
                    let in_range = move || {
                        selected.get().is_some_and(|(from, to)| (from..=to).contains(&column))
                    };
                    let is_wrong = move || {
                        field == ProjectField::Finish
                            && project.with(|project| project.as_ref().is_some_and(|p| p.finishes_before_start()))
                    };
                    view! {
                        <div
                            class="grid-cell"
                            class:frozen=column == 0
                            class:number=field == ProjectField::Cost
                            class:selected=in_range
                            class:wrong=is_wrong
                            role="gridcell"
                            aria-colindex=(column + 2).to_string()
                            aria-selected=move || in_range().to_string()
                            title=move || is_wrong().then(|| app.lang().projects().finish_before_start())
                            data-cell=format!("{row}:{column}")
                            style:width=move || format!("{}rem", layout.get().width(column))
                        >
                            {move || project.with(|project| project.as_ref().map(|project| content(sheet, project, field, unit.get())))}
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
}

fn content(
    sheet: Sheet,
    project: &Arc<Project>,
    field: ProjectField,
    unit: crate::domain::MoneyUnit,
) -> AnyView {
    let lang = sheet.app.lang();
    let text = match field {
        ProjectField::Status => {
            let key = project.status.key();
            let word = lang.projects().status_name(project.status);
            return view! { <span class="status" data-status=key>{word}</span> }.into_any();
        }
        ProjectField::Cost => project.cost.map(|cost| shown_money(lang.locale(), unit, cost)),
        ProjectField::Start => project.start.map(|day| day.to_string()),
        ProjectField::Finish => project.finish.map(|day| day.to_string()),
        ProjectField::Name => Some(project.name.to_string()),
        ProjectField::Owner => Some(project.owner.to_string()),
        // One line of it; the editor shows all.
        ProjectField::Description => Some(project.description.replace('\n', " ")),
    };
    match text.filter(|text| !text.is_empty()) {
        Some(text) => text.into_any(),
        None => view! { <span class="grid-none" aria-hidden="true">"–"</span> }.into_any(),
    }
}

/// Count and sum under the table; of the selection where there is one.
#[component]
pub fn Totals(sheet: Sheet) -> impl IntoView {
    let app = sheet.app;
    let lang = app.lang();
    let t = move || lang.projects();
    let figures = Memo::new(move |_| {
        let order = sheet.order.get();
        app.store.doc().with(|doc| {
            let shown: std::collections::HashSet<ProjectId> = order.iter().copied().collect();
            let projects: Vec<_> = doc.projects.iter().filter(|p| shown.contains(&p.id)).cloned().collect();
            let register = crate::domain::register::Register::of(&projects);
            (projects.len(), doc.projects.len(), register.total_cost(), register.without_cost(), doc.money)
        })
    });
    let text = move || {
        let (count, all, total, without, unit) = figures.get();
        let first = if count == all { t().projects(count) } else { t().shown_of(count, all) };
        let sum = total.map(|total| {
            let sum = format!(
                "{} {}",
                format::number_text(lang.locale(), &unit.plain(total)),
                t().money_unit(unit)
            );
            if without == 0 { t().total(&sum) } else { t().total_without(&sum, without) }
        });
        std::iter::once(first).chain(sum).collect::<Vec<_>>().join(" · ")
    };
    let selection = move || {
        let (from, to) = sheet.range();
        let cells = (to.row - from.row + 1) * (to.column - from.column + 1);
        if cells < 2 {
            return None;
        }
        let cost = ProjectField::ALL.iter().position(|field| *field == ProjectField::Cost).unwrap_or(0);
        if !(from.column..=to.column).contains(&cost) {
            return Some(t().selected_cells(cells));
        }
        let order = sheet.order.get();
        app.store.doc().with(|doc| {
            let chosen = order.iter().skip(from.row).take(to.row - from.row + 1);
            let costs = chosen.filter_map(|id| doc.project(*id)?.cost);
            let sum = costs.reduce(crate::domain::Money::saturating_add)?;
            let sum = format::number_text(lang.locale(), &doc.money.plain(sum));
            Some(t().selected(cells, &format!("{sum} {}", t().money_unit(doc.money))))
        })
    };
    view! {
        <p class="grid-totals">
            <span>{text}</span>
            <span>{selection}</span>
        </p>
    }
}
