//! The strategy map: perspectives as lanes, cause and effect as arrows.

use std::sync::Arc;

use leptos::prelude::*;

use super::canvas::Canvas;
use super::desk::{Desk, Shared, desk};
use super::linking::{Bar, Linking, Over};
use crate::domain::id::NodeId;
use crate::domain::strategy::rollup::status_of;
use crate::domain::strategy::{IdMap, Item, Kind, LinkKind, Node, Status, Strength};
use crate::i18n::Locale;
use crate::i18n::sentences::percent;
use crate::ui::kit::FigureTable;
use crate::viz::drawing::{Drawing, Mark};
use crate::viz::strategy_map::{MapArrow, MapBox, Plan, arrow_marks, box_marks, lane_marks};

/// What the places of boxes follow from, with who stands in which box.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shape {
    /// The nodes in the order of the boxes.
    pub ids: Vec<NodeId>,
    /// The box of each node.
    pub places: IdMap<NodeId, usize>,
    /// Are lanes perspectives? Then what is drawn is cause and effect first of all.
    pub by_perspective: bool,
    lanes: usize,
    lane_of: Vec<usize>,
    pairs: Vec<(usize, usize)>,
}

/// What a box is made of. The words are worked out only for those that differ.
#[derive(Debug, Clone)]
struct Seat {
    node: Arc<Node>,
    above: Option<Arc<Node>>,
    weight: Option<f64>,
    status: Option<Status>,
    is_bare: bool,
}

impl Seat {
    /// Does it look the same?
    fn is_like(&self, other: &Self) -> bool {
        let same_above = match (&self.above, &other.above) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a.name == b.name,
            (None, None) => true,
            _ => false,
        };
        let read = |seat: &Self| (seat.weight.map(f64::to_bits), seat.status, seat.is_bare);
        let same_name = Arc::ptr_eq(&self.node, &other.node)
            || (self.node.id == other.node.id && self.node.name == other.node.name);
        same_name && same_above && read(self) == read(other)
    }
}

/// The boxes as they are drawn, with what they were made of.
#[derive(Debug)]
struct Boxes {
    plan: Shared<Plan>,
    locale: Locale,
    seats: Vec<Seat>,
    marks: Vec<Vec<Arc<Mark>>>,
}

/// The view.
#[component]
pub fn Page() -> impl IntoView {
    let desk = desk();
    let room = RwSignal::new(800.0);
    let shape = Memo::new(move |old: Option<&Shared<Shape>>| kept(old, shape_of(desk)));
    let plan = Memo::new(move |old: Option<&Shared<Plan>>| {
        let room = room.get();
        let new = shape.with(|shape| Plan::of(shape.lanes, &shape.lane_of, &shape.pairs, room));
        kept(old, new)
    });
    let arrows = Memo::new(move |old: Option<&Shared<Vec<MapArrow>>>| {
        kept(old, shape.with(|shape| arrows_of(desk, shape)))
    });
    let paths =
        Memo::new(move |_| plan.with(|plan| arrows.with(|arrows| Shared::new(arrow_marks(plan, arrows)))));
    let boxes = Memo::new(move |old: Option<&Shared<Boxes>>| {
        let seats = shape.with(|shape| seats_of(desk, shape));
        Shared::new(boxes_of(desk, old, plan.get(), shape.with(|shape| shape.by_perspective), seats))
    });
    let drawing = Memo::new(move |_| {
        let names = shape.with(|shape| lane_names(desk, shape));
        let (plan, paths, boxes) = (plan.get(), paths.get(), boxes.get());
        let mut marks = lane_marks(&plan, &names);
        marks.extend(paths.iter().chain(boxes.marks.iter().flatten()).cloned());
        Shared::new(Drawing { width: plan.width, height: plan.height, marks })
    });
    let linking = Linking::new(desk, shape, plan);
    let causes =
        move || desk.map.with(|map| map.links.iter().filter(|link| link.kind == LinkKind::Causes).count());
    let title = move || {
        let goals = desk.weights.with(|weights| weights.len());
        let bare = desk
            .coverage
            .with(|coverage| coverage.goals.iter().filter(|goal| goal.supports.is_empty()).count());
        desk.t().map_title(goals, causes(), bare)
    };
    view! {
        <p class="hint no-print">{move || desk.t().link_hint()}</p>
        <Canvas
            drawing
            title=title
            description=move || desk.t().map_text()
            name=move || desk.t().map()
            table=Signal::derive(move || table(desk))
            chosen=Signal::derive(move || desk.chosen.get().map(|item| item.to_string()))
            on_choose=move |key: String| {
                if let Ok(item) = key.parse::<Item>() && !linking.aims_at(item) {
                    desk.choose(Some(item));
                }
            }
            room
            overlay=move || view! { <Over linking /> }
            keys=Callback::new(move |event| linking.on_key(&event))
            reveal=Signal::derive(move || linking.target_frame())
        />
        <Bar linking />
    }
}

/// The old value where the new one is equal.
fn kept<T: PartialEq>(old: Option<&Shared<T>>, new: T) -> Shared<T> {
    match old {
        Some(old) if **old == new => old.clone(),
        _ => Shared::new(new),
    }
}

/// Which boxes there are, in which lane, and what is linked with what. Tracked.
fn shape_of(desk: Desk) -> Shape {
    let (map, graph) = (desk.map.get(), desk.graph.get());
    let by_perspective = !map.perspectives.is_empty();
    // Without perspectives, every level is a lane.
    let kinds = kinds_of(desk);
    let ids: Vec<NodeId> = if by_perspective {
        desk.weights.with(|weights| weights.iter().map(|goal| goal.node).collect())
    } else {
        map.nodes.iter().filter(|node| node.kind.is_aim()).map(|node| node.id).collect()
    };
    let ids: Vec<NodeId> = ids.into_iter().filter(|id| graph.has(*id)).collect();
    let own_lanes = if by_perspective { map.perspectives.len() } else { kinds.len() };
    let lane_of: Vec<usize> = ids
        .iter()
        .map(|id| {
            let lane = if by_perspective {
                let own = map.perspective_of(&graph, *id);
                own.and_then(|own| map.perspectives.iter().position(|lane| lane.id == own))
            } else {
                let kind = graph.node(&map, *id).map(|node| node.kind);
                kinds.iter().position(|other| Some(*other) == kind)
            };
            // What has none stands in one more.
            lane.unwrap_or(own_lanes)
        })
        .collect();
    let lanes = lane_of.iter().max().map_or(own_lanes, |last| own_lanes.max(last + 1));
    let places: IdMap<NodeId, usize> = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let mut shape = Shape { ids, places, by_perspective, lanes, lane_of, pairs: Vec::new() };
    shape.pairs = arrows_of(desk, &shape).iter().map(|arrow| (arrow.from, arrow.to)).collect();
    shape
}

/// The levels of aims that the map has. Tracked.
fn kinds_of(desk: Desk) -> Vec<Kind> {
    desk.map.with(|map| {
        let is_there = |kind: &Kind| map.nodes.iter().any(|node| node.kind == *kind);
        Kind::ALL.into_iter().filter(|kind| kind.is_aim() && is_there(kind)).collect()
    })
}

fn lane_names(desk: Desk, shape: &Shape) -> Vec<String> {
    let mut names: Vec<String> = if shape.by_perspective {
        desk.map.with(|map| map.perspectives.iter().map(|lane| lane.name.to_string()).collect())
    } else {
        kinds_of(desk).into_iter().map(|kind| desk.kind_word(kind)).collect()
    };
    if names.len() < shape.lanes {
        names.push(desk.t().no_perspective().to_owned());
    }
    names
}

fn arrows_of(desk: Desk, shape: &Shape) -> Vec<MapArrow> {
    desk.map.with(|map| {
        let place = |id: NodeId| shape.places.get(&id).copied();
        let links = map.links.iter().filter(|link| link.strength > Strength::NONE);
        let mut arrows: Vec<MapArrow> = links
            .filter_map(|link| {
                let (from, to) = (place(link.from.node()?)?, place(link.to)?);
                let is_cause = link.kind == LinkKind::Causes;
                Some(MapArrow { from, to, strength: link.strength.get(), is_cause })
            })
            .collect();
        if !shape.by_perspective {
            arrows.extend(map.nodes.iter().filter_map(|node| {
                let (from, to) = (place(node.id)?, place(node.place.parent()?)?);
                Some(MapArrow { from, to, strength: 1, is_cause: false })
            }));
        }
        arrows
    })
}

fn seats_of(desk: Desk, shape: &Shape) -> Vec<Seat> {
    let (map, graph) = (desk.map.get(), desk.graph.get());
    let (progress, coverage) = (desk.progress.get(), desk.coverage.get());
    let seat = |id: &NodeId| {
        let node = Arc::clone(graph.node(&map, *id)?);
        let above = node.place.parent().and_then(|parent| graph.node(&map, parent)).cloned();
        let covered = coverage.goal(*id);
        let value = progress.get(id).and_then(|progress| progress.value);
        Some(Seat {
            above,
            weight: covered.map(|goal| goal.weight),
            status: value.map(|value| status_of(value, &map.rules)),
            is_bare: covered.is_some_and(|goal| goal.supports.is_empty()),
            node,
        })
    };
    shape.ids.iter().filter_map(seat).collect()
}

/// The boxes; those that look as before are the marks of before.
fn boxes_of(
    desk: Desk,
    old: Option<&Shared<Boxes>>,
    plan: Shared<Plan>,
    with_caption: bool,
    seats: Vec<Seat>,
) -> Boxes {
    let locale = desk.locale();
    let old = old.filter(|old| old.plan == plan && old.locale == locale && old.seats.len() == seats.len());
    let marks = seats
        .iter()
        .enumerate()
        .map(|(index, seat)| {
            let before = old.and_then(|old| old.seats.get(index).zip(old.marks.get(index)));
            match before.filter(|(before, _)| before.is_like(seat)) {
                Some((_, marks)) => marks.clone(),
                None => box_marks(&plan, index, &box_of(desk, locale, seat, with_caption)),
            }
        })
        .collect();
    Boxes { plan, locale, seats, marks }
}

fn box_of(desk: Desk, locale: Locale, seat: &Seat, with_caption: bool) -> MapBox {
    let mut class = match seat.status {
        Some(Status::OnTrack) => "on",
        Some(Status::Attention) => "attention",
        Some(Status::OffTrack) => "off",
        None => "unknown",
    }
    .to_owned();
    if seat.is_bare {
        class.push_str(" bare");
    }
    let title = if seat.node.name.is_empty() { desk.words().no_name() } else { &seat.node.name };
    let above = seat.above.as_ref().filter(|_| with_caption);
    MapBox {
        key: Item::Node(seat.node.id).to_string(),
        lane: 0,
        title: title.to_owned(),
        caption: above.map(|above| above.name.to_string()).unwrap_or_default(),
        figures: seat.weight.map(|weight| percent(locale, weight)).unwrap_or_default(),
        class,
    }
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
