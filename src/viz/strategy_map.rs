//! The strategy map: lanes from top to bottom, boxes in them, arrows from what causes to what follows.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use super::drawing::{Anchor, Area, Drawing, Form, Mark};

/// A box of the map.
#[derive(Debug, Clone, PartialEq)]
pub struct MapBox {
    /// What choosing it means.
    pub key: String,
    /// The lane that it stands in, from the top.
    pub lane: usize,
    /// What it says.
    pub title: String,
    /// A word under it: what it belongs to.
    pub caption: String,
    /// Figures under it.
    pub figures: String,
    /// Class of its look: its status, whether it is chosen or lacks a carrier.
    pub class: String,
}

/// An arrow of the map, between boxes by position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapArrow {
    /// From.
    pub from: usize,
    /// To.
    pub to: usize,
    /// 1 to 3.
    pub strength: u8,
    /// Cause and effect, or a contribution?
    pub is_cause: bool,
}

const BOX: (f64, f64) = (150.0, 80.0);
const GAP: (f64, f64) = (12.0, 28.0);
const LANE_HEAD: f64 = 72.0;
const LANE_PAD: f64 = 18.0;
/// How often lanes are sorted by where their neighbours stand.
const SWEEPS: usize = 6;
/// As high as this, a map as wide as its room can still be read by scrolling; a higher one becomes wider.
const HIGHEST: f64 = 2_400.0;
/// So many arrows in a row of the list are drawn as one path for each look.
const ARROWS_IN_PATH: usize = 256;

/// A way from a box to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Upwards.
    Up,
    /// Downwards.
    Down,
    /// To the left.
    Left,
    /// To the right.
    Right,
}

/// Where everything stands. It follows from lanes and links alone, so that other words, strengths and figures
/// leave it as it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// The width of the map.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The upper left corner of each box.
    corners: Vec<(f64, f64)>,
    /// Top and height of each lane.
    lanes: Vec<(f64, f64)>,
}

impl Plan {
    /// Lays the map out: so many lanes, the lane of each box, arrows between boxes by position, and the room
    /// across. Within a lane, boxes stand in rows; their order follows the mean position of what they are
    /// linked with (barycentre heuristic of Sugiyama, Tagawa and Toda 1981), so that arrows cross less.
    pub fn of(lanes: usize, lane_of: &[usize], arrows: &[(usize, usize)], room: f64) -> Self {
        let count = lanes.max(1);
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (index, lane) in lane_of.iter().enumerate() {
            if let Some(list) = members.get_mut((*lane).min(count - 1)) {
                list.push(index);
            }
        }
        let columns = columns_for(&members, lane_of.len(), room);
        let mut positions: Vec<f64> = vec![0.0; lane_of.len()];
        for list in &members {
            place(list, columns, &mut positions);
        }
        let near = Neighbours::of(lane_of.len(), arrows);
        for sweep in 0..SWEEPS {
            for step in 0..count {
                let lane = if sweep % 2 == 0 { step } else { count - 1 - step };
                let Some(list) = members.get_mut(lane) else { continue };
                let mut keyed: Vec<(f64, usize)> = list
                    .iter()
                    .map(|index| {
                        let own = || positions.get(*index).copied().unwrap_or(0.0);
                        (near.centre(*index, &positions).unwrap_or_else(own), *index)
                    })
                    .collect();
                keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
                for (place, (_, index)) in list.iter_mut().zip(keyed) {
                    *place = index;
                }
                place(list, columns, &mut positions);
            }
        }
        Self::placed(&members, columns, lane_of.len())
    }

    fn placed(members: &[Vec<usize>], columns: usize, boxes: usize) -> Self {
        let mut plan = Self { width: width_of(columns), corners: vec![(0.0, 0.0); boxes], ..Self::default() };
        for list in members {
            let rows = list.len().div_ceil(columns).max(1);
            let height = lane_height(rows);
            for (place, (column, in_row)) in slots(list.len(), columns).enumerate() {
                let Some(index) = list.get(place).copied() else { continue };
                let x = LANE_HEAD + GAP.0 / 2.0 + centre_of(column, in_row, columns) - BOX.0 / 2.0;
                #[expect(clippy::cast_precision_loss, reason = "box counts")]
                let y = plan.height + LANE_PAD + (place % rows) as f64 * (BOX.1 + GAP.1);
                if let Some(corner) = plan.corners.get_mut(index) {
                    *corner = (x, y);
                }
            }
            plan.lanes.push((plan.height, height));
            plan.height += height;
        }
        plan
    }

    /// The frame of a box.
    pub fn frame(&self, index: usize) -> Option<Area> {
        self.corners.get(index).map(|(x, y)| (*x, *y, BOX.0, BOX.1))
    }

    /// The box at a point.
    pub fn at(&self, x: f64, y: f64) -> Option<usize> {
        let is_in = |(left, top): &(f64, f64)| {
            (*left..=left + BOX.0).contains(&x) && (*top..=top + BOX.1).contains(&y)
        };
        self.corners.iter().position(is_in)
    }

    /// The next box on a side of one: near in that direction counts, aside of it counts three times.
    pub fn beside(&self, from: usize, side: Side) -> Option<usize> {
        let here = *self.corners.get(from)?;
        let far = |there: &(f64, f64)| {
            let (right, down) = (there.0 - here.0, there.1 - here.1);
            let (along, aside) = match side {
                Side::Up => (-down, right),
                Side::Down => (down, right),
                Side::Left => (-right, down),
                Side::Right => (right, down),
            };
            (along > 1.0).then(|| along + 3.0 * aside.abs())
        };
        let ways = self.corners.iter().enumerate().filter_map(|(index, there)| Some((far(there)?, index)));
        ways.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, index)| index)
    }
}

/// Who is linked with whom, in one list.
struct Neighbours {
    begins: Vec<usize>,
    others: Vec<usize>,
}

impl Neighbours {
    fn of(boxes: usize, arrows: &[(usize, usize)]) -> Self {
        let ends = || {
            let inside = arrows.iter().filter(|(from, to)| *from < boxes && *to < boxes);
            inside.flat_map(|(from, to)| [(*from, *to), (*to, *from)])
        };
        let mut begins = vec![0; boxes + 1];
        for (here, _) in ends() {
            if let Some(count) = begins.get_mut(here + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for begin in &mut begins {
            sum += *begin;
            *begin = sum;
        }
        let mut next = begins.clone();
        let mut others = vec![0; sum];
        for (here, there) in ends() {
            let Some(place) = next.get_mut(here) else { continue };
            if let Some(other) = others.get_mut(*place) {
                *other = there;
            }
            *place += 1;
        }
        Self { begins, others }
    }

    /// The mean position of what a box is linked with; none where it is linked with nothing.
    fn centre(&self, index: usize, positions: &[f64]) -> Option<f64> {
        let near = self.others.get(*self.begins.get(index)?..*self.begins.get(index + 1)?)?;
        let sum: f64 = near.iter().filter_map(|other| positions.get(*other)).sum();
        #[expect(clippy::cast_precision_loss, reason = "few neighbours")]
        (!near.is_empty()).then(|| sum / near.len() as f64)
    }
}

fn width_of(columns: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "box counts")]
    let columns = columns as f64;
    LANE_HEAD + columns * (BOX.0 + GAP.0) + GAP.0
}

fn lane_height(rows: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "box counts")]
    let rows = rows.max(1) as f64;
    rows * BOX.1 + (rows - 1.0) * GAP.1 + 2.0 * LANE_PAD
}

/// How many boxes stand beside each other: as many as there is room for, so that nothing is drawn smaller than
/// it should be. A map that would then be too high is about as wide as high.
fn columns_for(members: &[Vec<usize>], all: usize, room: f64) -> usize {
    let widest = members.iter().map(Vec::len).max().unwrap_or(0).max(1);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "box counts"
    )]
    let (beside, square) = (
        ((room - LANE_HEAD - GAP.0) / (BOX.0 + GAP.0)).floor().clamp(1.0, 100.0) as usize,
        (all as f64 * 0.9).sqrt().ceil() as usize,
    );
    let height: f64 = members.iter().map(|list| lane_height(list.len().div_ceil(beside))).sum();
    let columns = if height <= HIGHEST { beside } else { square.max(beside) };
    widest.min(columns)
}

/// Puts the boxes of a lane where their order says.
fn place(list: &[usize], columns: usize, positions: &mut [f64]) {
    for (index, (column, in_row)) in list.iter().zip(slots(list.len(), columns)) {
        if let Some(position) = positions.get_mut(*index) {
            *position = centre_of(column, in_row, columns);
        }
    }
}

/// For each box of a lane: its column in its row, and how many stand in that row.
fn slots(count: usize, columns: usize) -> impl Iterator<Item = (usize, usize)> {
    let rows = count.div_ceil(columns).max(1);
    // Columns of a row are filled so that neighbours in the order are near each other: box i stands in
    // column i / rows, row i % rows.
    (0..count).map(move |index| (index / rows, count.div_ceil(rows)))
}

/// The middle of a column when so many stand in a row, across the width of the map.
fn centre_of(column: usize, in_row: usize, columns: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "box counts")]
    let (column, in_row, columns) = (column as f64, in_row.max(1) as f64, columns as f64);
    let width = columns * (BOX.0 + GAP.0);
    (column + 0.5) * width / in_row
}

/// The lanes with their names.
pub fn lane_marks(plan: &Plan, names: &[String]) -> Vec<Arc<Mark>> {
    let mut drawing = Drawing::default();
    for (lane, (top, height)) in plan.lanes.iter().enumerate() {
        let class = if lane % 2 == 0 { "lane" } else { "lane odd" };
        drawing.add(class, Form::Box(0.0, *top, plan.width, *height));
        let text = names.get(lane).cloned().unwrap_or_default();
        let width = (LANE_HEAD - 12.0) / 12.5;
        drawing.add("lane-name", Form::Block { x: 8.0, y: top + 24.0, text, width, most: 4 });
    }
    drawing.marks
}

/// A box with its texts; none for one that the plan does not know.
pub fn box_marks(plan: &Plan, index: usize, one: &MapBox) -> Vec<Arc<Mark>> {
    let Some((x, y, ..)) = plan.frame(index) else { return Vec::new() };
    let mut drawing = Drawing::default();
    let label = [&*one.title, &*one.caption, &*one.figures].into_iter().filter(|part| !part.is_empty());
    let label = label.collect::<Vec<_>>().join(" · ");
    drawing.add_key(&format!("node {}", one.class), Form::Box(x, y, BOX.0, BOX.1), one.key.clone(), label);
    let block = |text: &str, y: f64, width: f64, most: usize| Form::Block {
        x: x + 8.0,
        y,
        text: text.to_owned(),
        width,
        most,
    };
    drawing.add("node-title", block(&one.title, y + 19.0, (BOX.0 - 16.0) / 13.0, 3));
    let foot = y + BOX.1 - 9.0;
    // The figures stand at the other end of the same line.
    drawing.add("node-caption", block(&one.caption, foot, (BOX.0 - 60.0) / 12.5, 1));
    drawing.text("node-figures", x + BOX.0 - 8.0, foot, one.figures.clone(), Anchor::End);
    drawing.marks
}

/// The arrows. Those of a look are one path as long as they stand near each other in the list: thousands of
/// them are some dozen elements, and one that changes redraws those around it and no other.
pub fn arrow_marks(plan: &Plan, arrows: &[MapArrow]) -> Vec<Arc<Mark>> {
    let mut shafts: BTreeMap<(usize, bool, u8), (String, String)> = BTreeMap::new();
    // Arrows at one box are spread along its edge.
    let mut out: Vec<usize> = vec![0; plan.corners.len()];
    let mut into: Vec<usize> = vec![0; plan.corners.len()];
    let count = |list: &mut Vec<usize>, index: usize| {
        list.get_mut(index).map_or(0, |seen| {
            *seen += 1;
            *seen
        })
    };
    for (number, arrow) in arrows.iter().enumerate() {
        let ends = (plan.corners.get(arrow.from), plan.corners.get(arrow.to));
        let (Some(from), Some(to)) = ends else { continue };
        let start_x = from.0 + BOX.0 / 2.0 + spread(count(&mut out, arrow.from));
        let end_x = to.0 + BOX.0 / 2.0 + spread(count(&mut into, arrow.to));
        let (start_y, end_y, bend, tip) = ways(*from, *to, (start_x - end_x).abs());
        let look = (number / ARROWS_IN_PATH, arrow.is_cause, arrow.strength.clamp(1, 3));
        let (shaft, tips) = shafts.entry(look).or_default();
        curve(shaft, (start_x, start_y), (end_x, end_y), bend, tip);
        triangle(tips, (end_x, end_y), tip);
    }
    let mut drawing = Drawing::default();
    for ((_, is_cause, strength), (shaft, tips)) in shafts {
        let class = format!("arrow s{strength}{}", if is_cause { "" } else { " gives" });
        drawing.add(&class, Form::Path(shaft));
        drawing.add(&format!("{class} tip"), Form::Path(tips));
    }
    drawing.marks
}

/// Where an arrow leaves and arrives, how far it bends at both ends (up is negative), and which way its tip
/// looks: 1 upwards, −1 downwards.
fn ways(from: (f64, f64), to: (f64, f64), across: f64) -> (f64, f64, (f64, f64), f64) {
    if (from.1 - to.1).abs() < 1.0 {
        // Beside each other: over the top.
        let lift = 14.0 + across.sqrt();
        (from.1, to.1, (-lift, -lift), -1.0)
    } else if from.1 > to.1 {
        // Upwards: from the top of the lower to the foot of the upper.
        let (start, end) = (from.1, to.1 + BOX.1);
        let bend = ((start - end) * 0.5).clamp(12.0, 70.0);
        (start, end, (-bend, bend), 1.0)
    } else {
        let (start, end) = (from.1 + BOX.1, to.1);
        let bend = ((end - start) * 0.5).clamp(12.0, 70.0);
        (start, end, (bend, -bend), -1.0)
    }
}

/// A straight line between two points, as an arrow on its way looks before it is set: from the middle of a box.
pub fn loose_arrow(plan: &Plan, from: usize, to: (f64, f64)) -> Option<String> {
    let (x, y, width, height) = plan.frame(from)?;
    let mut path = String::new();
    push(&mut path, 'M', x + width / 2.0, if to.1 < y { y } else { y + height.min((to.1 - y).max(0.0)) });
    push(&mut path, 'L', to.0, to.1);
    Some(path)
}

fn curve(path: &mut String, start: (f64, f64), end: (f64, f64), bend: (f64, f64), tip: f64) {
    push(path, 'M', start.0, start.1);
    push(path, 'C', start.0, start.1 + bend.0);
    push(path, ' ', end.0, end.1 + bend.1);
    push(path, ' ', end.0, end.1 + 7.0 * tip);
}

fn triangle(path: &mut String, (x, y): (f64, f64), tip: f64) {
    push(path, 'M', x, y);
    push(path, 'L', x - 4.5, y + 8.0 * tip);
    push(path, 'L', x + 4.5, y + 8.0 * tip);
    path.push('Z');
}

/// A letter and a point to a tenth. Thousands of arrows have tens of thousands of numbers, for which the
/// general way of writing a float takes several times as long.
fn push(path: &mut String, letter: char, x: f64, y: f64) {
    path.push(letter);
    tenths(path, x);
    path.push(' ');
    tenths(path, y);
}

fn tenths(text: &mut String, value: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "a place in a picture")]
    let tenths = (value * 10.0).round() as i64;
    if tenths < 0 {
        text.push('-');
    }
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    // Writing to a string does not fail.
    let _ = if rest == 0 { write!(text, "{whole}") } else { write!(text, "{whole}.{rest}") };
}

/// The whole map at once.
pub fn layout(lanes: &[String], boxes: &[MapBox], arrows: &[MapArrow], room: f64) -> Drawing {
    let lane_of: Vec<usize> = boxes.iter().map(|one| one.lane).collect();
    let pairs: Vec<(usize, usize)> = arrows.iter().map(|arrow| (arrow.from, arrow.to)).collect();
    let plan = Plan::of(lanes.len(), &lane_of, &pairs, room);
    let mut marks = lane_marks(&plan, lanes);
    marks.extend(arrow_marks(&plan, arrows));
    marks.extend(boxes.iter().enumerate().flat_map(|(index, one)| box_marks(&plan, index, one)));
    Drawing { width: plan.width, height: plan.height, marks }
}

/// 0, 12, −12, 24, −24 … from the middle, within the box.
fn spread(number: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "few arrows at a box")]
    let step = (number / 2) as f64 * 12.0;
    let side = if number.is_multiple_of(2) { 1.0 } else { -1.0 };
    side * step.min(BOX.0 / 2.0 - 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The room beside an outline on a common screen.
    const ROOM: f64 = 760.0;

    fn boxes(lanes: usize, each: usize) -> Vec<MapBox> {
        (0..lanes * each)
            .map(|index| MapBox {
                key: index.to_string(),
                lane: index / each,
                title: format!("目标 {index}"),
                caption: String::new(),
                figures: String::new(),
                class: String::new(),
            })
            .collect()
    }

    fn rects(drawing: &Drawing) -> Vec<(f64, f64, f64, f64)> {
        drawing
            .marks
            .iter()
            .filter(|mark| mark.key.is_some())
            .filter_map(|mark| match mark.form {
                Form::Box(x, y, width, height) => Some((x, y, width, height)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn boxes_stand_in_their_lanes_and_do_not_overlap() {
        let lanes: Vec<String> = (0..4).map(|lane| format!("视角 {lane}")).collect();
        for each in [1, 3, 7, 40] {
            let boxes = boxes(4, each);
            let arrows: Vec<MapArrow> = (0..boxes.len() - 1)
                .map(|from| MapArrow { from: from + 1, to: from / 2, strength: 2, is_cause: true })
                .collect();
            let drawing = layout(&lanes, &boxes, &arrows, ROOM);
            let rects = rects(&drawing);
            assert_eq!(rects.len(), boxes.len());
            for (index, a) in rects.iter().enumerate() {
                assert!(
                    a.0 >= 0.0 && a.0 + a.2 <= drawing.width && a.1 + a.3 <= drawing.height,
                    "{each}: {a:?}"
                );
                for b in rects.iter().skip(index + 1) {
                    let apart = a.0 + a.2 <= b.0 || b.0 + b.2 <= a.0 || a.1 + a.3 <= b.1 || b.1 + b.3 <= a.1;
                    assert!(apart, "{each}: {a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_drawn_without_a_number() {
        let drawing = layout(&[], &[], &[], ROOM);
        assert!(drawing.width.is_finite() && drawing.height.is_finite());
        // Arrows to nowhere are left out.
        let nowhere = MapArrow { from: 0, to: 9, strength: 1, is_cause: true };
        let drawing = layout(&["a".to_owned()], &boxes(1, 2), &[nowhere], ROOM);
        assert!(!drawing.marks.iter().any(|mark| mark.class.contains("arrow")));
    }

    #[test]
    fn linked_boxes_are_near_each_other() {
        // Two lanes whose links cross when drawn in the given order.
        let boxes = boxes(2, 4);
        let arrows: Vec<MapArrow> = (0..4)
            .map(|index| MapArrow { from: 4 + index, to: 3 - index, strength: 3, is_cause: true })
            .collect();
        let drawing = layout(&["a".to_owned(), "b".to_owned()], &boxes, &arrows, ROOM);
        let rects = rects(&drawing);
        for arrow in &arrows {
            assert!((rects[arrow.from].0 - rects[arrow.to].0).abs() < 1.0, "straight up");
        }
    }

    #[test]
    fn a_large_map_needs_few_marks() {
        let lanes: Vec<String> = (0..5).map(|lane| lane.to_string()).collect();
        let boxes = boxes(5, 400);
        let arrows: Vec<MapArrow> = (0..6_000)
            .map(|index| MapArrow {
                from: (index * 7) % 2_000,
                to: (index * 13 + 5) % 2_000,
                strength: 1,
                is_cause: true,
            })
            .collect();
        let drawing = layout(&lanes, &boxes, &arrows, ROOM);
        // A box is a frame and three texts; arrows that stand together are one shaft and one tip.
        let paths = 2 * 6_000_usize.div_ceil(ARROWS_IN_PATH);
        assert_eq!(drawing.marks.len(), 2_000 * 4 + 5 * 2 + paths);
    }

    /// The sorting of lanes as it reads: all positions are worked out anew after each lane.
    fn plain(lanes: usize, lane_of: &[usize], arrows: &[(usize, usize)]) -> Plan {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); lanes];
        for (index, lane) in lane_of.iter().enumerate() {
            members[*lane].push(index);
        }
        let columns = columns_for(&members, lane_of.len(), ROOM);
        let all = |members: &[Vec<usize>]| {
            let mut positions = vec![0.0; lane_of.len()];
            for list in members {
                for (slot, index) in list.iter().enumerate() {
                    let rows = list.len().div_ceil(columns);
                    let in_row = list.len().div_ceil(rows);
                    positions[*index] = centre_of(slot / rows, in_row, columns);
                }
            }
            positions
        };
        for sweep in 0..SWEEPS {
            let order: Vec<usize> =
                if sweep % 2 == 0 { (0..lanes).collect() } else { (0..lanes).rev().collect() };
            for lane in order {
                let positions = all(&members);
                let centre = |index: usize| {
                    let near: Vec<f64> = arrows
                        .iter()
                        .flat_map(|(a, b)| [(*a, *b), (*b, *a)])
                        .filter(|(here, _)| *here == index)
                        .map(|(_, there)| positions[there])
                        .collect();
                    if near.is_empty() {
                        positions[index]
                    } else {
                        near.iter().sum::<f64>() / f64::from(u32::try_from(near.len()).unwrap())
                    }
                };
                members[lane].sort_by(|a, b| centre(*a).total_cmp(&centre(*b)));
            }
        }
        Plan::placed(&members, columns, lane_of.len())
    }

    #[test]
    fn lanes_are_sorted_as_the_plain_method_does() {
        // A small generator: the sequence of Park and Miller 1988.
        let mut seed: u64 = 42;
        let mut next = move |below: usize| {
            seed = seed * 16_807 % 2_147_483_647;
            usize::try_from(seed).unwrap() % below
        };
        for _ in 0..60 {
            let (lanes, count) = (1 + next(5), 1 + next(40));
            let lane_of: Vec<usize> = (0..count).map(|_| next(lanes)).collect();
            let arrows: Vec<(usize, usize)> = (0..next(80)).map(|_| (next(count), next(count))).collect();
            assert_eq!(Plan::of(lanes, &lane_of, &arrows, ROOM), plain(lanes, &lane_of, &arrows));
        }
    }

    #[test]
    fn a_map_that_fits_is_no_wider_than_its_room() {
        for room in [320.0, 700.0, 1_100.0] {
            let lane_of: Vec<usize> = (0..20).map(|index| index % 4).collect();
            let plan = Plan::of(4, &lane_of, &[], room);
            assert!(plan.width <= room.max(width_of(1)), "{room}: {}", plan.width);
        }
        // One of thousands is not a ribbon.
        let plan = Plan::of(4, &vec![0; 2_000], &[], 700.0);
        assert!(plan.height < 2.0 * plan.width, "{} by {}", plan.width, plan.height);
    }

    #[test]
    fn every_box_is_found_at_its_middle_and_beside_the_others() {
        let lane_of: Vec<usize> = (0..23).map(|index| index % 3).collect();
        let plan = Plan::of(3, &lane_of, &[(0, 4), (9, 2)], ROOM);
        for index in 0..lane_of.len() {
            let (x, y, width, height) = plan.frame(index).unwrap();
            assert_eq!(plan.at(x + width / 2.0, y + height / 2.0), Some(index));
            for (side, back) in [(Side::Up, Side::Down), (Side::Left, Side::Right)] {
                if let Some(next) = plan.beside(index, side) {
                    let there = plan.frame(next).unwrap();
                    assert!(if side == Side::Up { there.1 < y } else { there.0 < x });
                    assert!(plan.beside(next, back).is_some(), "there is a way back");
                } else {
                    // Nothing stands further that way.
                    assert!((0..lane_of.len()).all(|other| {
                        let there = plan.frame(other).unwrap();
                        if side == Side::Up { there.1 >= y - 1.0 } else { there.0 >= x - 1.0 }
                    }));
                }
            }
        }
        assert_eq!(plan.at(-5.0, -5.0), None);
        assert_eq!(plan.frame(99), None);
    }

    #[test]
    fn numbers_are_written_to_a_tenth() {
        let written = |value: f64| {
            let mut text = String::new();
            tenths(&mut text, value);
            text
        };
        for (value, expected) in [(0.0, "0"), (12.34, "12.3"), (-0.26, "-0.3"), (-7.0, "-7"), (99.96, "100")]
        {
            assert_eq!(written(value), expected);
        }
        for step in -3_000..3_000 {
            let value = f64::from(step) * 0.37;
            let back: f64 = written(value).parse().unwrap();
            assert!((back - value).abs() <= 0.05 + 1e-9, "{value}");
        }
    }
}
