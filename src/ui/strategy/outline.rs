//! The outline on the screen. Only the rows in view are in the document. One field stands in the chosen
//! row and always has the focus, so that the first key (also of a pinyin input) goes where it belongs.

use leptos::attr::custom::custom_attribute;
use leptos::html;
use leptos::prelude::*;

use super::desk::{Desk, Shared};
use super::outline_keys::Typing;
use super::outline_rows::{Line, Rows};
use crate::domain::strategy::findings::Gravity;
use crate::domain::strategy::rollup::status_of;
use crate::domain::strategy::{Item, Kind, Place, Status, Weight};
use crate::i18n::sentences::percent;
use crate::ui::kit::{Icon, Symbol, on_size};

/// Height of a row, rem.
const ROW: f64 = 2.125;
/// Rows kept above and below those in view.
const SPARE: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq)]
struct Port {
    rem: f64,
    top: f64,
    height: f64,
}

fn rems(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) * ROW
}

/// What a row shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Its name.
    pub name: String,
    /// Has it one of its own?
    pub is_named: bool,
    /// Its level.
    pub level: String,
    /// Its kind; none for a project.
    pub kind: Option<Kind>,
    /// Its share among its siblings, in words.
    pub share: Option<String>,
    /// How it stands.
    pub status: Option<Status>,
    /// Is something found at it?
    pub flag: Option<Gravity>,
}

/// What a row shows; none for what is gone.
pub fn shown(desk: Desk, item: Item) -> Option<Shown> {
    if !desk.is_there(item) {
        return None;
    }
    let locale = desk.locale();
    let flag = desk.flags.with(|flags| flags.get(&item).copied());
    let plain = match item {
        Item::Node(id) => desk.node(id).map(|node| node.name.clone()),
        Item::Project(id) => desk.project(id).map(|project| project.name.clone()),
    };
    let is_named = plain.is_some_and(|name| !name.is_empty());
    let mut row = Shown {
        name: desk.name(item),
        is_named,
        level: desk.level(item),
        kind: None,
        share: None,
        status: None,
        flag,
    };
    if let Item::Node(id) = item {
        let node = desk.node(id)?;
        row.kind = Some(node.kind);
        if node.weight.is_some() && node.place != Place::Unplaced {
            row.share = node.weight.map(Weight::get).map(|_| {
                let share = super::weighing::share_of(desk, id).unwrap_or(0.0);
                percent(locale, share)
            });
        }
        let value = desk.progress.with(|progress| progress.get(&id).and_then(|progress| progress.value));
        row.status = value.map(|value| desk.map.with(|map| status_of(value, &map.rules)));
    }
    Some(row)
}

/// The outline.
#[component]
pub fn Outline(desk: Desk) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let field = NodeRef::<html::Input>::new();
    let port = RwSignal::new(Port { rem: 16.0, top: 0.0, height: 900.0 });
    let rows = Memo::new(move |_| {
        let collapsed = desk.collapsed.read();
        // The order of the list, and who is in it; the rows name nothing else of a project.
        let order = desk.project_order.get();
        desk.graph.with(|graph| Shared::new(Rows::of(&order, graph, &collapsed)))
    });
    let typing = Typing::new(desk, rows, field);
    let row_rems = move || if port.get().rem > 0.0 { ROW } else { 2.0 };
    let measure = move || {
        let Some(node) = node.get_untracked() else { return };
        let root = document().document_element();
        let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
        let size = style.and_then(|style| style.get_property_value("font-size").ok());
        let rem = size.and_then(|size| size.trim_end_matches("px").parse().ok()).unwrap_or(16.0);
        port.set(Port { rem, top: f64::from(node.scroll_top()), height: f64::from(node.client_height()) });
    };
    on_size(node, measure);
    let position = Memo::new(move |_| {
        let chosen = desk.chosen.get()?;
        rows.with(|rows| rows.positions.get(&chosen).copied())
    });
    // The chosen row comes into view.
    Effect::new(move |_| {
        let Some(index) = position.get() else { return };
        let Some(node) = node.get() else { return };
        let port = port.get_untracked();
        let (top, row) = (rems(index) * port.rem, ROW * port.rem);
        let (seen, height) = (f64::from(node.scroll_top()), f64::from(node.client_height()));
        #[expect(clippy::cast_possible_truncation, reason = "a scroll position fits")]
        if top < seen {
            node.set_scroll_top(top as i32);
        } else if top + row > seen + height {
            node.set_scroll_top((top + row - height) as i32);
        }
    });
    Effect::new(move |was: Option<u32>| {
        let count = desk.focus_outline.get();
        if was.is_some_and(|was| was != count)
            && let Some(field) = field.get_untracked()
        {
            drop(field.focus());
        }
        count
    });
    let window_of = Memo::new(move |_| {
        let port = port.get();
        let count = rows.with(|rows| rows.lines.len());
        let row = row_rems() * port.rem;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "cut at 0, rows number thousands"
        )]
        let at = |pixels: f64| (pixels.max(0.0) / row) as usize;
        (at(port.top).saturating_sub(SPARE), (at(port.top + port.height) + SPARE + 1).min(count))
    });
    let in_view = move || {
        let (first, end) = window_of.get();
        rows.with(|rows| rows.lines.get(first..end).map(<[Line]>::to_vec).unwrap_or_default())
    };
    let key = |line: &Line| match line {
        Line::Item(item, _) => item.to_string(),
        Line::Unplaced => "unplaced".to_owned(),
        Line::Loose => "loose".to_owned(),
    };
    view! {
        <div class="outline" data-outline="" node_ref=node on:scroll=move |_| measure() class:typing=move || typing.is_open()>
            <div
                id="outline-tree"
                class="outline-body"
                role="tree"
                aria-label=move || desk.t().outline()
                style:height=move || format!("{}rem", rems(rows.with(|rows| rows.lines.len())))
            >
                <For each=in_view key=key let:line>
                    <Row desk rows typing line />
                </For>
            </div>
            <div
                class="outline-field"
                class:open=move || typing.is_open()
                style:top=move || format!("{}rem", rems(position.get().unwrap_or(0)))
                style:padding-inline-start=move || {
                    let depth = position
                        .get()
                        .and_then(|index| rows.with(|rows| match rows.lines.get(index) {
                            Some(Line::Item(_, depth)) => Some(*depth),
                            _ => None,
                        }));
                    format!("{}rem", indent(depth.unwrap_or(0)) + 1.5)
                }
            >
                <input
                    node_ref=field
                    class="outline-input"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=move || {
                        desk.chosen.get().map_or_else(|| desk.t().outline().to_owned(), |item| {
                            format!("{} {}", desk.level(item), desk.name(item))
                        })
                    }
                    aria-describedby="outline-hint"
                    data-idle=move || (!typing.is_open()).then_some("")
                    on:keydown=move |event| typing.on_key(&event)
                    on:input=move |_| typing.on_input()
                    on:blur=move |_| typing.leave()
                    on:paste=move |event| typing.on_paste(&event)
                    on:dblclick=move |_| typing.begin(false)
                />
            </div>
        </div>
        <p id="outline-hint" class="hint outline-hint">{move || desk.t().outline_hint()}</p>
    }
}

/// How far a level is moved in, rem; deep levels move less, so that they fit a phone.
fn indent(depth: usize) -> f64 {
    let deep = f64::from(u32::try_from(depth).unwrap_or(0));
    0.25 + deep.min(6.0) * 1.0 + (deep - 6.0).max(0.0) * 0.25
}

#[component]
fn Row(desk: Desk, rows: Memo<Shared<Rows>>, typing: Typing, line: Line) -> impl IntoView {
    let Some(item) = line.item() else {
        return view! { <Head desk rows line /> }.into_any();
    };
    let row = Memo::new(move |_| shown(desk, item));
    let place = Memo::new(move |_| {
        rows.with(|rows| {
            let index = rows.positions.get(&item).copied()?;
            let Some(Line::Item(_, depth)) = rows.lines.get(index) else { return None };
            let has_children = item.node().is_some_and(|id| rows.parents.contains(&id));
            Some((index, *depth, has_children))
        })
    });
    let is_chosen = Memo::new(move |_| desk.chosen.get() == Some(item));
    let is_open = move || item.node().is_none_or(|id| !desk.collapsed.read().contains(&id));
    let fold = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        if let Item::Node(id) = item {
            desk.collapsed.update(|collapsed| {
                if !collapsed.remove(&id) {
                    collapsed.insert(id);
                }
            });
        }
    };
    let has_children = move || place.get().is_some_and(|(_, _, has)| has);
    view! {
        <div
            class="outline-row"
            class:here=move || is_chosen.get()
            role="treeitem"
            id=format!("row-{item}")
            aria-selected=move || is_chosen.get().to_string()
            aria-expanded=move || has_children().then(|| is_open().to_string())
            style:top=move || format!("{}rem", rems(place.get().map_or(0, |(index, ..)| index)))
            style:padding-inline-start=move || format!("{}rem", indent(place.get().map_or(0, |(_, depth, _)| depth)))
            on:mousedown=move |event| {
                event.prevent_default();
                typing.leave();
                desk.choose(Some(item));
                typing.focus();
            }
            on:dblclick=move |_| typing.begin(false)
        >
            <span class="outline-fold" class:closed=move || !is_open() on:mousedown=fold>
                {move || has_children().then(|| view! { <Icon symbol=Symbol::Down /> })}
            </span>
            <span class="outline-kind" data-kind=move || {
                row.with(|row| row.as_ref().map_or("project", |row| row.kind.map_or("project", Kind::key)))
            }>
                {move || row.with(|row| row.as_ref().map(|row| row.level.clone()))}
            </span>
            <span class="outline-name" class:quiet=move || row.with(|row| row.as_ref().is_some_and(|row| !row.is_named))>
                {move || row.with(|row| row.as_ref().map(|row| row.name.clone()))}
            </span>
            {move || {
                row.with(|row| row.as_ref().and_then(|row| row.flag)).map(|gravity| {
                    let class = if gravity == Gravity::Attention { "outline-flag grave" } else { "outline-flag" };
                    view! { <span class=class title=desk.t().has_findings()><Icon symbol=Symbol::Warning /></span> }
                })
            }}
            <span class="outline-share">{move || row.with(|row| row.as_ref().and_then(|row| row.share.clone()))}</span>
            {move || {
                row.with(|row| row.as_ref().and_then(|row| row.status)).map(|status| {
                    view! { <StatusMark desk status /> }
                })
            }}
        </div>
    }
    .add_any_attr(custom_attribute("aria-level", move || place.get().map(|(_, depth, _)| (depth + 1).to_string())))
    .into_any()
}

/// A status as a shape and a colour, with its word.
#[component]
pub fn StatusMark(desk: Desk, status: Status) -> impl IntoView {
    let (key, mark) = match status {
        Status::OnTrack => ("on", "●"),
        Status::Attention => ("attention", "▲"),
        Status::OffTrack => ("off", "■"),
    };
    let word = move || desk.words().status(status);
    view! {
        <span class="status-mark" data-status=key title=word>
            <span aria-hidden="true">{mark}</span>
            <span class="sr-only">{word}</span>
        </span>
    }
}

#[component]
fn Head(desk: Desk, rows: Memo<Shared<Rows>>, line: Line) -> impl IntoView {
    let index = move || rows.with(|rows| rows.lines.iter().position(|other| *other == line)).unwrap_or(0);
    view! {
        <div class="outline-head" role="presentation" style:top=move || format!("{}rem", rems(index()))>
            {move || match line {
                Line::Loose => desk.t().loose_projects(),
                _ => desk.t().unplaced_head(),
            }}
        </div>
    }
}
