//! The X-matrix: four sides, correlations that a press changes, and owners.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::canvas::Canvas;
use super::desk::{Desk, Shared, desk};
use crate::domain::id::NodeId;
use crate::domain::strategy::{
    Graph, IdMap, Item, Kind, Link, LinkKind, Strategy, StrategyCommand, Strength,
};
use crate::ui::kit::FigureTable;
use crate::viz::drawing::Drawing;
use crate::viz::x_matrix::{Corner, Entry, Sides, draw as draw_matrix};

/// More entries on a side than this are no matrix that one reads.
const MOST: usize = 24;

/// What stands on the sides.
#[derive(Debug, Clone, Default)]
struct Lists {
    bottom: Vec<NodeId>,
    left: Vec<NodeId>,
    top: Vec<Item>,
    right: Vec<NodeId>,
    owners: Vec<String>,
    cut: usize,
}

/// The view.
#[component]
pub fn Page() -> impl IntoView {
    let desk = desk();
    let theme = RwSignal::new(None::<NodeId>);
    let lists = Memo::new(move |_| Shared::new(lists_of(desk, theme.get())));
    let drawing = Memo::new(move |_| Shared::new(draw(desk, &lists.get())));
    let themes = move || {
        desk.map.with(|map| {
            map.nodes.iter().filter(|node| node.kind == Kind::Theme).map(|node| node.id).collect::<Vec<_>>()
        })
    };
    let on_choose = move |key: String| match key.split_once('>') {
        None => desk.choose(key.parse().ok()),
        Some((from, to)) => {
            if let (Ok(from), Ok(Item::Node(to))) = (from.parse::<Item>(), to.parse::<Item>()) {
                cycle(desk, from, to);
            }
        }
    };
    view! {
        <div class="button-row no-print">
            <select class="input select picture-filter" aria-label=move || desk.words().theme()
                on:change=move |event| theme.set(event_target_value(&event).parse().ok())>
                <option value="">{move || desk.t().all_themes()}</option>
                {move || themes().into_iter().map(|id| view! { <option value=id.to_string()>{desk.name(Item::Node(id))}</option> }).collect_view()}
            </select>
            <span class="hint">{move || lists.with(|lists| (lists.cut > 0).then(|| desk.t().matrix_cut(lists.cut)))}</span>
        </div>
        <Canvas
            drawing
            title=move || lists.with(|lists| desk.t().matrix_title(lists.bottom.len(), lists.left.len(), lists.top.len(), lists.right.len()))
            description=move || desk.t().matrix_text()
            name=move || desk.t().matrix()
            table=Signal::derive(move || table(desk, &lists.get()))
            chosen=Signal::derive(move || desk.chosen.get().map(|item| item.to_string()))
            on_choose
        />
    }
}

fn lists_of(desk: Desk, theme: Option<NodeId>) -> Lists {
    let map = desk.map.get();
    let graph = desk.graph.get();
    let within = |id: NodeId| theme.is_none_or(|theme| id == theme || graph.above(&map, id).contains(&theme));
    let of = |kind: Kind| -> Vec<NodeId> {
        map.nodes.iter().filter(|node| node.kind == kind && within(node.id)).map(|node| node.id).collect()
    };
    let (mut bottom, mut left, mut right) = (of(Kind::Theme), of(Kind::Goal), of(Kind::Measure));
    let serves = |item: Item| {
        let goals = graph.links_from(&map, item).filter(|link| link.carries());
        goals.into_iter().any(|link| theme.is_none() || within(link.to))
    };
    let initiatives =
        map.nodes.iter().filter(|node| node.kind == Kind::Initiative).map(|node| Item::Node(node.id));
    let mut top: Vec<Item> = initiatives.filter(|item| theme.is_none() || serves(*item)).collect();
    // Where there are no initiatives, projects are what is done.
    if top.is_empty() {
        top = desk.projects.with(|projects| {
            projects.iter().map(|project| Item::Project(project.id)).filter(|item| serves(*item)).collect()
        });
    }
    let sizes = [bottom.len(), left.len(), top.len(), right.len()];
    let cut = sizes.iter().map(|size| size.saturating_sub(MOST)).sum();
    bottom.truncate(MOST);
    left.truncate(MOST);
    right.truncate(MOST);
    top.truncate(MOST);
    let owners: BTreeSet<String> =
        top.iter().map(|item| owner(desk, *item)).filter(|owner| !owner.is_empty()).collect();
    Lists { bottom, left, top, right, owners: owners.into_iter().collect(), cut }
}

fn owner(desk: Desk, item: Item) -> String {
    match item {
        Item::Node(id) => desk.node(id).map(|node| node.owner.to_string()),
        Item::Project(id) => desk.project(id).map(|project| project.owner.to_string()),
    }
    .unwrap_or_default()
}

/// What goes from and to in a cell of a corner.
fn ends(lists: &Lists, corner: Corner, row: usize, column: usize) -> Option<(Item, NodeId)> {
    Some(match corner {
        Corner::TopLeft => (*lists.top.get(row)?, *lists.left.get(column)?),
        Corner::TopRight => (*lists.top.get(row)?, *lists.right.get(column)?),
        Corner::LeftBottom => (Item::Node(*lists.left.get(column)?), *lists.bottom.get(row)?),
        Corner::RightBottom => (Item::Node(*lists.right.get(column)?), *lists.bottom.get(row)?),
    })
}

/// The strength of a link; what stands below the other is strong by its place.
fn strength(map: &Strategy, graph: &Graph, from: Item, to: NodeId) -> Option<u8> {
    let link = graph.link_between(map, from, to, LinkKind::Contributes);
    let stands_below = || {
        from.node().is_some_and(|id| graph.node(map, id).is_some_and(|node| node.place.parent() == Some(to)))
    };
    link.map(|link| link.strength.get()).or_else(|| stands_below().then_some(3))
}

fn draw(desk: Desk, lists: &Lists) -> Drawing {
    let node = |id: &NodeId| Entry { key: Item::Node(*id).to_string(), name: desk.name(Item::Node(*id)) };
    let item = |item: &Item| Entry { key: item.to_string(), name: desk.name(*item) };
    let top_word = if lists.top.first().is_some_and(|item| item.project().is_some()) {
        desk.words().project().to_owned()
    } else {
        desk.kind_word(Kind::Initiative)
    };
    let sides = Sides {
        bottom: lists.bottom.iter().map(node).collect(),
        left: lists.left.iter().map(node).collect(),
        top: lists.top.iter().map(item).collect(),
        right: lists.right.iter().map(node).collect(),
        owners: lists.owners.clone(),
        words: [
            desk.kind_word(Kind::Theme),
            desk.kind_word(Kind::Goal),
            top_word,
            desk.kind_word(Kind::Measure),
            desk.t().owner().to_owned(),
        ],
    };
    // Thousands of cells read a hundred names: everything that a cell says is looked up once before.
    let (map, graph, words) = (desk.map.get(), desk.graph.get(), desk.words());
    let entries = (sides.bottom.iter().zip(lists.bottom.iter().map(|id| Item::Node(*id))))
        .chain(sides.left.iter().zip(lists.left.iter().map(|id| Item::Node(*id))))
        .chain(sides.top.iter().zip(lists.top.iter().copied()))
        .chain(sides.right.iter().zip(lists.right.iter().map(|id| Item::Node(*id))));
    let by_item: IdMap<Item, &Entry> = entries.map(|(entry, item)| (item, entry)).collect();
    let relation = |corner: Corner, row: usize, column: usize| {
        let Some((from, to)) = ends(lists, corner, row, column) else {
            return (None, String::new(), String::new());
        };
        let now = strength(&map, &graph, from, to);
        let word =
            now.and_then(|value| Strength::try_from(value).ok()).map_or("–", |value| words.strength(value));
        let of = |item: Item| by_item.get(&item).map_or(("", ""), |entry| (&entry.key, &entry.name));
        let ((from, from_name), (to, to_name)) = (of(from), of(Item::Node(to)));
        (now, [from, to].join(">"), format!("{from_name} → {to_name}: {word}"))
    };
    let owned: Vec<String> = lists.top.iter().map(|item| owner(desk, *item)).collect();
    let answers = |row: usize, column: usize| {
        owned.get(row).is_some_and(|owner| Some(owner) == lists.owners.get(column))
    };
    draw_matrix(&sides, &relation, &answers)
}

/// None, 1, 2, 3, 0, none: the next strength of a cell.
pub fn cycle(desk: Desk, from: Item, to: NodeId) {
    let link = desk.map.with_untracked(|map| {
        desk.graph.with_untracked(|graph| graph.link_between(map, from, to, LinkKind::Contributes).cloned())
    });
    let next = match link.as_ref().map(|link| link.strength.get()) {
        None => Some(Strength::WEAK),
        Some(1) => Some(Strength::MEDIUM),
        Some(2) => Some(Strength::STRONG),
        Some(3) => Some(Strength::NONE),
        Some(_) => None,
    };
    set(desk, from, to, next);
}

/// Sets the strength of a contribution, or takes it away.
pub fn set(desk: Desk, from: Item, to: NodeId, strength: Option<Strength>) {
    let link = desk.map.with_untracked(|map| {
        desk.graph.with_untracked(|graph| graph.link_between(map, from, to, LinkKind::Contributes).cloned())
    });
    match (strength, link) {
        (Some(strength), _) => {
            desk.run(StrategyCommand::Connect(Box::new(Link { strength, ..desk.new_link(from, to) })));
        }
        // What was said in its log goes with the link, so the way back is offered.
        (None, Some(link)) => desk.run_undoable(StrategyCommand::Disconnect(vec![link.id])),
        (None, None) => {}
    }
}

fn table(desk: Desk, lists: &Lists) -> FigureTable {
    let t = desk.t();
    let head =
        vec![(t.from().to_owned(), false), (t.to().to_owned(), false), (t.strength().to_owned(), true)];
    let (map, graph) = (desk.map.get(), desk.graph.get());
    let mut rows = Vec::new();
    for (corner, count, columns) in [
        (Corner::TopLeft, lists.top.len(), lists.left.len()),
        (Corner::TopRight, lists.top.len(), lists.right.len()),
        (Corner::LeftBottom, lists.bottom.len(), lists.left.len()),
        (Corner::RightBottom, lists.bottom.len(), lists.right.len()),
    ] {
        for row in 0..count {
            for column in 0..columns {
                let Some((from, to)) = ends(lists, corner, row, column) else { continue };
                if let Some(value) = strength(&map, &graph, from, to) {
                    rows.push(vec![desk.name(from), desk.name(Item::Node(to)), value.to_string()]);
                }
            }
        }
    }
    FigureTable { head, rows }
}
