//! Outlines in and out: Markdown, OPML, CSV.

use leptos::prelude::*;

use super::desk::{Desk, desk};
use crate::domain::strategy::{Item, Place, StrategyCommand};
use crate::i18n::Locale;
use crate::interchange::strategy_outline::{
    Grafted, LeftOut, OutlineRow, RowKind, Words, graft as graft_rows, read_text, rows, write_markdown,
};
use crate::interchange::{strategy_csv, strategy_opml, workspace_file};
use crate::state::clock;
use crate::ui::files::save_bytes;
use crate::ui::kit::{Button, ButtonKind};

/// A format to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A list in Markdown.
    Markdown,
    /// For outliners.
    Opml,
    /// For spreadsheets.
    Csv,
}

fn word(desk: Desk, kind: RowKind) -> String {
    match kind {
        RowKind::Node(kind) => desk.kind_word(kind),
        RowKind::Project => desk.words().project().to_owned(),
    }
}

/// Writes the map as a file.
pub fn save(desk: Desk, format: Format) {
    let (name, mime, text) = untrack(|| {
        let stem = desk.app.workspace_name();
        let rows = desk.graph.with(|graph| desk.with_workspace(|doc| rows(doc, graph)));
        let by_desk = |kind: RowKind| word(desk, kind);
        let words = Words { word: &by_desk };
        let t = desk.t();
        let (extension, mime, text) = match format {
            Format::Markdown => (
                "md",
                "text/markdown;charset=utf-8",
                format!("# {stem}\n\n{}", write_markdown(&rows, &words)),
            ),
            Format::Opml => ("opml", "text/x-opml", strategy_opml::write(&rows, &stem)),
            Format::Csv => {
                let head = [
                    t.column_depth(),
                    t.level(),
                    t.name(),
                    t.owner(),
                    t.weight(),
                    t.due(),
                    t.note(),
                    t.column_number(),
                    t.column_links(),
                ];
                let is_zh = desk.locale() == Locale::Zh;
                ("csv", "text/csv;charset=utf-8", strategy_csv::write(&rows, &head, is_zh, &words))
            }
        };
        (workspace_file::file_name(&stem, clock::today(), extension), mime, text)
    });
    save_bytes(&name, mime, text.as_bytes());
    let saved = desk.app.lang().import().saved_as(&name);
    desk.app.toasts.say(desk.t().saved_without(&saved));
}

/// Reads an outline of any of the formats.
fn read(desk: Desk, text: &str) -> Vec<OutlineRow> {
    untrack(|| {
        let by_desk = |kind: RowKind| word(desk, kind);
        let words = Words { word: &by_desk };
        if text.contains("<opml") {
            return strategy_opml::read(text).unwrap_or_default();
        }
        let first = text.lines().next().unwrap_or_default();
        let is_table = first.contains([',', '\t', ';', '，'])
            && !first.trim_start().starts_with(['#', '-', '*'])
            && strategy_csv::read(text, &words).is_ok_and(|rows| !rows.is_empty());
        if is_table { strategy_csv::read(text, &words).unwrap_or_default() } else { read_text(text, &words) }
    })
}

fn grafted(desk: Desk, rows: &[OutlineRow], place: Place) -> Grafted {
    desk.app.store.doc().with_untracked(|doc| graft_rows(doc, rows, place, &mut Desk::fresh))
}

/// What of an outline is not taken in: links that lead nowhere or round in a circle.
fn left_out_words(desk: Desk, left_out: &[LeftOut]) -> Vec<String> {
    let t = desk.t();
    let words = left_out.iter().map(|one| match one {
        LeftOut::Unknown { row, to } => t.link_unknown(row, to),
        LeftOut::Circle { row, to } => t.link_in_circle(row, to),
    });
    words.collect()
}

fn take(desk: Desk, rows: &[OutlineRow], place: Place) {
    let Grafted { command, left_out } = grafted(desk, rows, place);
    let first = match &command {
        StrategyCommand::Graft { nodes, .. } => nodes.first().map(|node| Item::Node(node.id)),
        _ => None,
    };
    desk.run_undoable(command);
    if !left_out.is_empty() {
        desk.app.toasts.refuse(desk.t().links_left_out(left_out.len()));
    }
    if first.is_some() {
        desk.choose(first);
    }
}

/// Takes a pasted outline in, under the chosen node.
pub fn graft(desk: Desk, text: &str) {
    let place = match desk.chosen.get_untracked() {
        Some(Item::Node(id)) => Place::Under(id),
        _ => Place::Top,
    };
    let rows = read(desk, text);
    if !rows.is_empty() {
        take(desk, &rows, place);
    }
}

/// The dialog for an outline that is pasted or chosen: a preview, then the step.
#[component]
pub fn Import() -> impl IntoView {
    const SHOWN: usize = 12;
    let desk = desk();
    let text = RwSignal::new(String::new());
    let found = Memo::new(move |_| text.with(|text| read(desk, text)));
    let count = move || found.with(Vec::len);
    // Links and values, and what would be left out, before anything is taken in.
    let report = Memo::new(move |_| {
        found.with(|rows| {
            let links: usize = rows.iter().map(|row| row.links.len()).sum();
            let values: usize = rows
                .iter()
                .filter_map(|row| row.measure.as_ref())
                .map(|measure| measure.readings.len())
                .sum();
            let left_out = if links == 0 { Vec::new() } else { grafted(desk, rows, Place::Top).left_out };
            (links, values, left_out)
        })
    });
    let summary = move || {
        let (links, values, left_out) = report.get();
        (count() > 0).then(|| desk.t().import_count(count(), links - left_out.len(), values))
    };
    view! {
        <p class="hint">{move || desk.t().import_hint()}</p>
        <textarea
            class="input"
            id="outline-text"
            rows="8"
            aria-label=move || desk.t().outline()
            placeholder="- A\n  - B"
            on:input=move |event| text.set(event_target_value(&event))
        ></textarea>
        <input
            type="file"
            aria-label=move || desk.app.lang().shell().open_file()
            accept=".md,.txt,.opml,.xml,.csv,.tsv"
            on:change=move |event| {
                use wasm_bindgen::JsCast;
                let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
                let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) else { return };
                if file.size() > 10_000_000.0 {
                    desk.app.toasts.refuse(desk.app.lang().import().too_large(10));
                    return;
                }
                leptos::task::spawn_local(async move {
                    let Ok(buffer) = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await else { return };
                    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
                    match crate::interchange::encoding::decode(&bytes, crate::ui::files::gb18030) {
                        Some((decoded, _)) => {
                            text.try_set(decoded);
                        }
                        None => desk.app.toasts.refuse(desk.app.lang().import().read_failed()),
                    }
                });
            }
        />
        <ul class="import-preview">
            {move || {
                found.get().into_iter().take(SHOWN).map(|row| {
                    let kind = row.kind.map(|kind| word(desk, kind));
                    view! {
                        <li style:padding-inline-start=format!("{}rem", row.depth.min(8))>
                            {kind.map(|kind| view! { <span class="outline-kind">{kind}</span> })}
                            {row.name.to_string()}
                        </li>
                    }
                }).collect_view()
            }}
        </ul>
        {move || {
            let (_, _, left_out) = report.get();
            (!left_out.is_empty()).then(|| {
                let words = left_out_words(desk, &left_out);
                let more = words.len().saturating_sub(SHOWN);
                view! {
                    <p>{desk.t().links_left_out(words.len())}</p>
                    <ul class="import-preview">
                        {words.into_iter().take(SHOWN).map(|word| view! { <li>{word}</li> }).collect_view()}
                        {(more > 0).then(|| view! { <li>{desk.t().others(more)}</li> })}
                    </ul>
                }
            })
        }}
        <p class="hint">{move || desk.t().outline_leaves()}</p>
        <div class="dialog-foot">
            <span class="import-summary" aria-live="polite">{summary}</span>
            <Button label=move || desk.t().import_take() kind=ButtonKind::Primary
                disabled=Signal::derive(move || count() == 0)
                on_click=move || {
                    desk.dialog.set(None);
                    take(desk, &found.get_untracked(), Place::Top);
                } />
        </div>
    }
}
