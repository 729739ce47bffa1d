//! The strategy map: perspectives as lanes, cause and effect as arrows.

use std::collections::HashMap;

use leptos::prelude::*;

use super::canvas::Canvas;
use super::desk::{Desk, Shared, desk};
use crate::domain::id::NodeId;
use crate::domain::strategy::rollup::status_of;
use crate::domain::strategy::{Item, Kind, LinkKind, Status, Strength};
use crate::i18n::sentences::percent;
use crate::ui::kit::FigureTable;
use crate::viz::drawing::Drawing;
use crate::viz::strategy_map::{MapArrow, MapBox, layout};

/// The view.
#[component]
pub fn Page() -> impl IntoView {
    let desk = desk();
    let drawing = Memo::new(move |_| Shared::new(draw(desk)));
    let arrows =
        move || desk.map.with(|map| map.links.iter().filter(|link| link.kind == LinkKind::Causes).count());
    let title = move || {
        let goals = desk.weights.with(|weights| weights.len());
        let bare = desk
            .coverage
            .with(|coverage| coverage.goals.iter().filter(|goal| goal.supports.is_empty()).count());
        desk.t().map_title(goals, arrows(), bare)
    };
    view! {
        <Canvas
            drawing
            title=title
            description=move || desk.t().map_text()
            name=move || desk.t().map()
            table=Signal::derive(move || table(desk))
            chosen=Signal::derive(move || desk.chosen.get().map(|item| item.to_string()))
            on_choose=move |key: String| desk.choose(key.parse().ok())
        />
    }
}

fn draw(desk: Desk) -> Drawing {
    let locale = desk.locale();
    let map = desk.map.get();
    let graph = desk.graph.get();
    let progress = desk.progress.get();
    let coverage = desk.coverage.get();
    let weights = desk.weights.get();
    let by_perspective = !map.perspectives.is_empty();
    // Without perspectives, every level is a lane.
    let kinds: Vec<Kind> = Kind::ALL
        .into_iter()
        .filter(|kind| kind.is_aim() && map.nodes.iter().any(|node| node.kind == *kind))
        .collect();
    let shown: Vec<NodeId> = if by_perspective {
        weights.iter().map(|goal| goal.node).collect()
    } else {
        map.nodes.iter().filter(|node| node.kind.is_aim()).map(|node| node.id).collect()
    };
    let mut lanes: Vec<String> = if by_perspective {
        map.perspectives.iter().map(|lane| lane.name.to_string()).collect()
    } else {
        kinds.iter().map(|kind| desk.kind_word(*kind)).collect()
    };
    let mut boxes = Vec::new();
    let mut places: HashMap<NodeId, usize> = HashMap::new();
    let mut has_rest = false;
    for id in shown {
        let Some(node) = graph.node(&map, id) else { continue };
        let lane = if by_perspective {
            let own = map.perspective_of(&graph, id);
            own.and_then(|own| map.perspectives.iter().position(|lane| lane.id == own))
        } else {
            kinds.iter().position(|kind| *kind == node.kind)
        };
        has_rest |= lane.is_none();
        let covered = coverage.goal(id);
        let value = progress.get(&id).and_then(|progress| progress.value);
        let status = value.map(|value| status_of(value, &map.rules));
        let mut class = match status {
            Some(Status::OnTrack) => "on",
            Some(Status::Attention) => "attention",
            Some(Status::OffTrack) => "off",
            None => "unknown",
        }
        .to_owned();
        if covered.is_some_and(|goal| goal.supports.is_empty()) {
            class.push_str(" bare");
        }
        let above = node.place.parent().and_then(|parent| graph.node(&map, parent));
        let weight = weights.iter().find(|goal| goal.node == id).map(|goal| percent(locale, goal.weight));
        places.insert(id, boxes.len());
        boxes.push(MapBox {
            key: Item::Node(id).to_string(),
            lane: lane.unwrap_or(lanes.len()),
            title: desk.name(Item::Node(id)),
            caption: above.filter(|_| by_perspective).map(|above| above.name.to_string()).unwrap_or_default(),
            figures: weight.unwrap_or_default(),
            class,
        });
    }
    if has_rest {
        lanes.push(desk.t().no_perspective().to_owned());
    }
    let mut arrows: Vec<MapArrow> = map
        .links
        .iter()
        .filter(|link| link.strength > Strength::NONE)
        .filter_map(|link| {
            let from = *places.get(&link.from.node()?)?;
            let to = *places.get(&link.to)?;
            Some(MapArrow {
                from,
                to,
                strength: link.strength.get(),
                is_cause: link.kind == LinkKind::Causes,
            })
        })
        .collect();
    if !by_perspective {
        arrows.extend(map.nodes.iter().filter_map(|node| {
            let from = *places.get(&node.id)?;
            let to = *places.get(&node.place.parent()?)?;
            Some(MapArrow { from, to, strength: 1, is_cause: false })
        }));
    }
    layout(&lanes, &boxes, &arrows)
}

fn table(desk: Desk) -> FigureTable {
    let t = desk.t();
    let head = vec![
        (t.from().to_owned(), false),
        (t.to().to_owned(), false),
        (t.strength().to_owned(), true),
        (t.lag().to_owned(), true),
        (t.note().to_owned(), false),
    ];
    let rows = desk.map.with(|map| {
        map.links
            .iter()
            .filter(|link| link.kind == LinkKind::Causes)
            .map(|link| {
                vec![
                    desk.name(link.from),
                    desk.name(Item::Node(link.to)),
                    link.strength.get().to_string(),
                    link.lag_months.map(|lag| lag.to_string()).unwrap_or_default(),
                    link.note.to_string(),
                ]
            })
            .collect()
    });
    FigureTable { head, rows }
}
