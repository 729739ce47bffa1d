//! The strategy map: lanes from top to bottom, boxes in them, arrows from what causes to what follows.

use std::collections::BTreeMap;

use super::drawing::{Anchor, Drawing, Form, wrapped};

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

// Five boxes and the head stand beside an outline on a common screen at full size, so that nothing is
// smaller than it should be.
const BOX: (f64, f64) = (150.0, 80.0);
const GAP: (f64, f64) = (12.0, 28.0);
const LANE_HEAD: f64 = 72.0;
const LANE_PAD: f64 = 18.0;
/// How often lanes are sorted by where their neighbours stand.
const SWEEPS: usize = 6;

/// Lays the map out. Within a lane, boxes stand in rows; their order follows the mean position of what
/// they are linked with (barycentre heuristic of Sugiyama, Tagawa and Toda 1981), so that arrows cross less.
pub fn layout(lanes: &[String], boxes: &[MapBox], arrows: &[MapArrow]) -> Drawing {
    let count = lanes.len().max(1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (index, one) in boxes.iter().enumerate() {
        if let Some(lane) = members.get_mut(one.lane.min(count - 1)) {
            lane.push(index);
        }
    }
    let widest = members.iter().map(Vec::len).max().unwrap_or(0);
    let columns = columns_for(boxes.len(), widest);
    let mut positions: Vec<f64> = vec![0.0; boxes.len()];
    place(&members, columns, &mut positions);
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); boxes.len()];
    for arrow in arrows {
        for (a, b) in [(arrow.from, arrow.to), (arrow.to, arrow.from)] {
            if b < boxes.len()
                && let Some(list) = neighbours.get_mut(a)
            {
                list.push(b);
            }
        }
    }
    for sweep in 0..SWEEPS {
        let order: Vec<usize> =
            if sweep % 2 == 0 { (0..count).collect() } else { (0..count).rev().collect() };
        for lane in order {
            let Some(list) = members.get_mut(lane) else { continue };
            let centre = |index: &usize| {
                let own = positions.get(*index).copied().unwrap_or(0.0);
                let near: Vec<f64> = neighbours
                    .get(*index)
                    .into_iter()
                    .flatten()
                    .filter_map(|other| positions.get(*other).copied())
                    .collect();
                #[expect(clippy::cast_precision_loss, reason = "few neighbours")]
                if near.is_empty() { own } else { near.iter().sum::<f64>() / near.len() as f64 }
            };
            let mut keyed: Vec<(f64, usize)> = list.iter().map(|index| (centre(index), *index)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            *list = keyed.into_iter().map(|(_, index)| index).collect();
            place(&members, columns, &mut positions);
        }
    }
    draw(lanes, boxes, arrows, &members, columns)
}

/// How many boxes stand beside each other: all of a lane while they are few, else about as wide as high.
fn columns_for(all: usize, widest: usize) -> usize {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "box counts"
    )]
    let square = (all as f64 * 0.9).sqrt().ceil() as usize;
    widest.min(square.max(5)).max(1)
}

fn place(members: &[Vec<usize>], columns: usize, positions: &mut [f64]) {
    for list in members {
        for (place, (column, in_row)) in slots(list.len(), columns).enumerate() {
            let Some(index) = list.get(place).copied() else { continue };
            if let Some(position) = positions.get_mut(index) {
                *position = centre_of(column, in_row, columns);
            }
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

fn draw(
    lanes: &[String],
    boxes: &[MapBox],
    arrows: &[MapArrow],
    members: &[Vec<usize>],
    columns: usize,
) -> Drawing {
    #[expect(clippy::cast_precision_loss, reason = "box counts")]
    let width = LANE_HEAD + columns as f64 * (BOX.0 + GAP.0) + GAP.0;
    let mut drawing = Drawing { width, ..Drawing::default() };
    let mut corners: Vec<(f64, f64)> = vec![(0.0, 0.0); boxes.len()];
    let mut top = 0.0;
    for (lane, list) in members.iter().enumerate() {
        let rows = list.len().div_ceil(columns).max(1);
        #[expect(clippy::cast_precision_loss, reason = "box counts")]
        let height = rows as f64 * BOX.1 + (rows - 1) as f64 * GAP.1 + 2.0 * LANE_PAD;
        drawing.add(if lane % 2 == 0 { "lane" } else { "lane odd" }, Form::Box(0.0, top, width, height));
        let name = lanes.get(lane).map(String::as_str).unwrap_or_default();
        drawing.add(
            "lane-name",
            Form::Text {
                x: 8.0,
                y: top + 24.0,
                lines: wrapped(name, (LANE_HEAD - 12.0) / 12.5, 4),
                anchor: Anchor::Start,
                turned: false,
            },
        );
        for (place, (column, in_row)) in slots(list.len(), columns).enumerate() {
            let Some(index) = list.get(place).copied() else { continue };
            let x = LANE_HEAD + GAP.0 / 2.0 + centre_of(column, in_row, columns) - BOX.0 / 2.0;
            #[expect(clippy::cast_precision_loss, reason = "box counts")]
            let y = top + LANE_PAD + (place % rows) as f64 * (BOX.1 + GAP.1);
            if let Some(corner) = corners.get_mut(index) {
                *corner = (x, y);
            }
        }
        top += height;
    }
    drawing.height = top;
    draw_arrows(&mut drawing, arrows, &corners);
    for (one, (x, y)) in boxes.iter().zip(&corners) {
        draw_box(&mut drawing, one, *x, *y);
    }
    drawing
}

fn draw_box(drawing: &mut Drawing, one: &MapBox, x: f64, y: f64) {
    let label = [&*one.title, &*one.caption, &*one.figures].into_iter().filter(|part| !part.is_empty());
    let label = label.collect::<Vec<_>>().join(" · ");
    drawing.add_key(&format!("node {}", one.class), Form::Box(x, y, BOX.0, BOX.1), one.key.clone(), label);
    drawing.add(
        "node-title",
        Form::Text {
            x: x + 8.0,
            y: y + 19.0,
            lines: wrapped(&one.title, (BOX.0 - 16.0) / 13.0, 3),
            anchor: Anchor::Start,
            turned: false,
        },
    );
    let caption = wrapped(&one.caption, (BOX.0 - 60.0) / 12.0, 1).concat();
    let foot = y + BOX.1 - 9.0;
    drawing.text("node-caption", x + 8.0, foot, caption, Anchor::Start);
    drawing.text("node-figures", x + BOX.0 - 8.0, foot, one.figures.clone(), Anchor::End);
}

/// All arrows of a look are one mark: thousands of them are then a dozen elements.
fn draw_arrows(drawing: &mut Drawing, arrows: &[MapArrow], corners: &[(f64, f64)]) {
    let mut shafts: BTreeMap<String, (String, String)> = BTreeMap::new();
    // Arrows at one box are spread along its edge.
    let mut out: Vec<usize> = vec![0; corners.len()];
    let mut into: Vec<usize> = vec![0; corners.len()];
    let count = |list: &mut Vec<usize>, index: usize| {
        list.get_mut(index).map_or(0, |seen| {
            *seen += 1;
            *seen
        })
    };
    for arrow in arrows {
        let (Some(from), Some(to)) = (corners.get(arrow.from), corners.get(arrow.to)) else { continue };
        let start_x = from.0 + BOX.0 / 2.0 + spread(count(&mut out, arrow.from));
        let end_x = to.0 + BOX.0 / 2.0 + spread(count(&mut into, arrow.to));
        let class =
            format!("arrow s{}{}", arrow.strength.clamp(1, 3), if arrow.is_cause { "" } else { " gives" });
        let head = |x: f64, y: f64, down: f64| {
            format!(
                "M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z",
                x,
                y,
                x - 4.5,
                y + 8.0 * down,
                x + 4.5,
                y + 8.0 * down
            )
        };
        let (path, tip) = if (from.1 - to.1).abs() < 1.0 {
            // Beside each other: over the top.
            let lift = 14.0 + (start_x - end_x).abs().sqrt();
            let (start_y, end_y) = (from.1, to.1);
            let path = format!(
                "M{start_x:.1} {start_y:.1}C{start_x:.1} {:.1} {end_x:.1} {:.1} {end_x:.1} {:.1}",
                start_y - lift,
                end_y - lift,
                end_y - 7.0
            );
            (path, head(end_x, end_y, -1.0))
        } else if from.1 > to.1 {
            // Upwards: from the top of the lower to the foot of the upper.
            let (start_y, end_y) = (from.1, to.1 + BOX.1);
            let bend = ((start_y - end_y) * 0.5).clamp(12.0, 70.0);
            let path = format!(
                "M{start_x:.1} {start_y:.1}C{start_x:.1} {:.1} {end_x:.1} {:.1} {end_x:.1} {:.1}",
                start_y - bend,
                end_y + bend,
                end_y + 7.0
            );
            (path, head(end_x, end_y, 1.0))
        } else {
            let (start_y, end_y) = (from.1 + BOX.1, to.1);
            let bend = ((end_y - start_y) * 0.5).clamp(12.0, 70.0);
            let path = format!(
                "M{start_x:.1} {start_y:.1}C{start_x:.1} {:.1} {end_x:.1} {:.1} {end_x:.1} {:.1}",
                start_y + bend,
                end_y - bend,
                end_y - 7.0
            );
            (path, head(end_x, end_y, -1.0))
        };
        let (shaft, tips) = shafts.entry(class).or_default();
        shaft.push_str(&path);
        tips.push_str(&tip);
    }
    for (class, (shaft, tips)) in shafts {
        drawing.add(&class, Form::Path(shaft));
        drawing.add(&format!("{class} tip"), Form::Path(tips));
    }
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
            let drawing = layout(&lanes, &boxes, &arrows);
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
        let drawing = layout(&[], &[], &[]);
        assert!(drawing.width.is_finite() && drawing.height.is_finite());
        // Arrows to nowhere are left out.
        layout(&["a".to_owned()], &boxes(1, 2), &[MapArrow { from: 0, to: 9, strength: 1, is_cause: true }]);
    }

    #[test]
    fn linked_boxes_are_near_each_other() {
        // Two lanes whose links cross when drawn in the given order.
        let boxes = boxes(2, 4);
        let arrows: Vec<MapArrow> = (0..4)
            .map(|index| MapArrow { from: 4 + index, to: 3 - index, strength: 3, is_cause: true })
            .collect();
        let drawing = layout(&["a".to_owned(), "b".to_owned()], &boxes, &arrows);
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
        let drawing = layout(&lanes, &boxes, &arrows);
        // A box is a frame and three texts; arrows of a look are one shaft and one tip.
        assert_eq!(drawing.marks.len(), 2_000 * 4 + 5 * 2 + 2);
    }
}
