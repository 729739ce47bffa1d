//! The table on the screen. Only the rows in view are in the document.

use leptos::html;
use leptos::prelude::*;

use super::editor::Editor;
use super::handle::{Cell, Sheet};
use super::layout::{GUTTER, Layout, Port, ROW, rows, window_of};
use crate::domain::ProjectId;
use crate::ui::kit::{Icon, Symbol, on_size};

/// The table.
#[component]
pub fn Grid(sheet: Sheet) -> impl IntoView {
    let app = sheet.app;
    let node = NodeRef::<html::Div>::new();
    let port = RwSignal::new(Port { rem: 16.0, top: 0.0, left: 0.0, height: 900.0, width: 1200.0 });
    let layout = Memo::new(move |_| sheet.columns.with(|columns| Layout::of(columns, port.get())));
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
    on_size(node, measure);
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
    let total = move || layout.with(Layout::total);
    let spare = move || 1 + usize::from(sheet.model().waiting().is_some());
    view! {
        <div
            node_ref=node
            class="grid"
            role="grid"
            aria-label=move || sheet.model().label()
            aria-rowcount=move || (sheet.count() + spare()).to_string()
            aria-colcount=move || sheet.columns.with(|columns| columns.len() + 1).to_string()
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
    let lang = sheet.app.lang();
    view! {
        <div class="grid-head" role="row" aria-rowindex="1" style:width=move || format!("{}rem", total.get())>
            <div class="grid-corner" role="columnheader" aria-colindex="1">
                <span class="sr-only">{move || lang.projects().row()}</span>
            </div>
            {move || {
                sheet
                    .columns
                    .get()
                    .iter()
                    .cloned()
                    .enumerate()
                    .map(|(index, column)| {
                        view! {
                            <div
                                class="grid-headcell"
                                class:frozen=index == 0
                                class:number=column.number
                                role="columnheader"
                                aria-colindex=(index + 2).to_string()
                                aria-sort=column.sorted.map(|descending| if descending { "descending" } else { "ascending" })
                                style:width=move || format!("{}rem", layout.with(|layout| layout.width(index)))
                            >
                                <button
                                    type="button"
                                    class="grid-sort"
                                    title=column.hint
                                    on:click=move |_| sheet.model().on_head(sheet, index)
                                >
                                    <span>{column.head}</span>
                                    <span class="grid-arrow" aria-hidden="true">
                                        {column.sorted.map(|descending| if descending { "↓" } else { "↑" })}
                                    </span>
                                </button>
                            </div>
                        }
                    })
                    .collect_view()
            }}
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
    let last = Memo::new(move |_| sheet.count());
    let waits = Memo::new(move |_| sheet.model().waiting().is_some());
    view! {
        <div
            class="grid-body"
            role="rowgroup"
            style:width=move || format!("{}rem", total.get())
            style:height=move || format!("{}rem", rows(last.get() + usize::from(waits.get())))
        >
            <For each=move || shown.get() key=|row| *row let:item>
                <Row sheet layout row=item.0 id=item.1 />
            </For>
            <Show when=move || waits.get()>
                <Waiting sheet layout last />
            </Show>
            {children()}
        </div>
    }
}

/// The row that waits for something new.
#[component]
fn Waiting(sheet: Sheet, layout: Memo<Layout>, last: Memo<usize>) -> impl IntoView {
    let words = move || sheet.model().waiting();
    let width = Memo::new(move |_| sheet.columns.with(|columns| columns.len()));
    view! {
        <div
            class="grid-row grid-waiting"
            role="row"
            aria-rowindex=move || (last.get() + 2).to_string()
            style:top=move || format!("{}rem", rows(last.get()))
        >
            <div class="grid-gutter" role="rowheader" aria-colindex="1" data-cell=move || format!("{}:g", last.get())>
                <Icon symbol=Symbol::Add />
                <span class="sr-only">{words}</span>
            </div>
            {move || (0..width.get())
                .map(|column| {
                    view! {
                        <div
                            class="grid-cell"
                            class:frozen=column == 0
                            role="gridcell"
                            aria-colindex=(column + 2).to_string()
                            data-cell=move || format!("{}:{column}", last.get())
                            style:width=move || format!("{}rem", layout.with(|layout| layout.width(column)))
                        >
                            {(column == 0).then(|| view! { <span class="grid-hint">{words}</span> })}
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
}

#[component]
fn Row(sheet: Sheet, layout: Memo<Layout>, row: usize, id: ProjectId) -> impl IntoView {
    let selected = Memo::new(move |_| {
        let (from, to) = sheet.range();
        (from != to && (from.row..=to.row).contains(&row)).then_some((from.column, to.column))
    });
    let is_here = Memo::new(move |_| sheet.cursor.get().row == row);
    let views = sheet.model().row(id);
    view! {
        <div
            class="grid-row"
            class:here=move || is_here.get()
            role="row"
            aria-rowindex=(row + 2).to_string()
            style:top=format!("{}rem", rows(row))
        >
            <div class="grid-gutter" role="rowheader" aria-colindex="1" data-cell=format!("{row}:g")>{row + 1}</div>
            {move || {
                sheet
                    .columns
                    .get()
                    .iter()
                    .enumerate()
                    .map(|(column, look)| {
                        let in_range = move || {
                            selected.get().is_some_and(|(from, to)| (from..=to).contains(&column))
                        };
                        let wrong = views.wrong.clone();
                        let wrong = Memo::new(move |_| wrong(column));
                        view! {
                            <div
                                class="grid-cell"
                                class:frozen=column == 0
                                class:number=look.number
                                class:fixed=look.fixed
                                class:selected=in_range
                                class:wrong=move || wrong.with(Option::is_some)
                                role="gridcell"
                                aria-colindex=(column + 2).to_string()
                                aria-selected=move || in_range().to_string()
                                title=move || wrong.get()
                                data-cell=format!("{row}:{column}")
                                style:width=move || format!("{}rem", layout.with(|layout| layout.width(column)))
                            >
                                {(views.cell)(column)}
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}
