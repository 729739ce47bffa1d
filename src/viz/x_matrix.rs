//! The X-matrix of hoshin kanri: four lists around an X, how they correlate in the corners, and who
//! answers for what at the side.

use super::drawing::{Anchor, Drawing, Form, wrapped};

/// An entry of a side.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What choosing it means.
    pub key: String,
    /// What it says.
    pub name: String,
}

/// The four sides and the owners.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sides {
    /// Below: what is to be reached in years.
    pub bottom: Vec<Entry>,
    /// Left: what is to be reached this year.
    pub left: Vec<Entry>,
    /// Top: what is done.
    pub top: Vec<Entry>,
    /// Right: how it is measured.
    pub right: Vec<Entry>,
    /// Who answers for what is done.
    pub owners: Vec<String>,
    /// The words for the sides: bottom, left, top, right, owners.
    pub words: [String; 5],
}

/// A corner of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Corner {
    /// Left by bottom: years to longer.
    LeftBottom,
    /// Top by left.
    TopLeft,
    /// Top by right.
    TopRight,
    /// Right by bottom.
    RightBottom,
}

/// A correlation: strength 0 (talked about, none) to 3, or none; and what pressing the cell means.
pub type Relation<'a> = &'a dyn Fn(Corner, usize, usize) -> (Option<u8>, String, String);
/// Does the owner answer for what is done?
pub type Answers<'a> = &'a dyn Fn(usize, usize) -> bool;

const CELL: f64 = 30.0;
const LIST: f64 = 220.0;
const X: f64 = 220.0;

/// Draws the matrix. `relation(corner, row, column)` gives strength, key and label of a cell: rows are the
/// top or bottom entries, columns the left or right ones.
pub fn draw(sides: &Sides, relation: Relation<'_>, answers: Answers<'_>) -> Drawing {
    #[expect(clippy::cast_precision_loss, reason = "entries of a list")]
    let size = |count: usize| count as f64 * CELL;
    let left = size(sides.left.len());
    let top = size(sides.top.len());
    let (x0, y0) = (left, top);
    // The X is as wide as the names of the rows are long, and as high as those of the columns.
    let (x1, y1) = (x0 + LIST, y0 + X);
    let owners_at = x1 + size(sides.right.len());
    let mut drawing = Drawing {
        width: owners_at + size(sides.owners.len()) + 8.0,
        height: y1 + size(sides.bottom.len()) + 8.0,
        ..Drawing::default()
    };
    drawing.add(
        "x-lines",
        Form::Path(format!("M{x0} {y0}L{x1} {y1}M{x1} {y0}L{x0} {y1}M{x0} {y0}H{x1}V{y1}H{x0}Z")),
    );
    let (middle_x, middle_y) = (f64::midpoint(x0, x1), f64::midpoint(y0, y1));
    let [bottom_word, left_word, top_word, right_word, owners_word] = &sides.words;
    drawing.text("x-word", middle_x, y1 - 14.0, bottom_word.clone(), Anchor::Middle);
    drawing.text("x-word", middle_x, y0 + 22.0, top_word.clone(), Anchor::Middle);
    drawing.add(
        "x-word",
        Form::Text {
            x: x0 + 18.0,
            y: middle_y,
            lines: vec![left_word.clone()],
            anchor: Anchor::Middle,
            turned: true,
        },
    );
    drawing.add(
        "x-word",
        Form::Text {
            x: x1 - 10.0,
            y: middle_y,
            lines: vec![right_word.clone()],
            anchor: Anchor::Middle,
            turned: true,
        },
    );
    for (index, entry) in sides.top.iter().enumerate() {
        // The nearest to the X is the first.
        row(&mut drawing, entry, x0, y0 - size(index + 1));
    }
    for (index, entry) in sides.bottom.iter().enumerate() {
        row(&mut drawing, entry, x0, y1 + size(index));
    }
    for (index, entry) in sides.left.iter().enumerate() {
        column(&mut drawing, &entry.name, Some(entry), x0 - size(index + 1), y0, y1);
    }
    for (index, entry) in sides.right.iter().enumerate() {
        column(&mut drawing, &entry.name, Some(entry), x1 + size(index), y0, y1);
    }
    for (index, owner) in sides.owners.iter().enumerate() {
        column(&mut drawing, owner, None, owners_at + size(index), y0, y1);
    }
    if !sides.owners.is_empty() {
        drawing.text(
            "x-word",
            owners_at + size(sides.owners.len()) / 2.0,
            y1 + 18.0,
            owners_word.clone(),
            Anchor::Middle,
        );
    }
    for (corner, rows, columns) in [
        (Corner::TopLeft, sides.top.len(), sides.left.len()),
        (Corner::TopRight, sides.top.len(), sides.right.len()),
        (Corner::LeftBottom, sides.bottom.len(), sides.left.len()),
        (Corner::RightBottom, sides.bottom.len(), sides.right.len()),
    ] {
        for row in 0..rows {
            for column in 0..columns {
                let y = if matches!(corner, Corner::TopLeft | Corner::TopRight) {
                    y0 - size(row + 1)
                } else {
                    y1 + size(row)
                };
                let x = if matches!(corner, Corner::TopLeft | Corner::LeftBottom) {
                    x0 - size(column + 1)
                } else {
                    x1 + size(column)
                };
                let (strength, key, label) = relation(corner, row, column);
                cell(&mut drawing, x, y, strength, key, label);
            }
        }
    }
    for row in 0..sides.top.len() {
        for column in 0..sides.owners.len() {
            let (x, y) = (owners_at + size(column), y0 - size(row + 1));
            drawing.add("x-cell plain", Form::Box(x, y, CELL, CELL));
            if answers(row, column) {
                drawing.text("x-mark", x + CELL / 2.0, y + CELL / 2.0 + 5.0, "●".to_owned(), Anchor::Middle);
            }
        }
    }
    drawing
}

fn row(drawing: &mut Drawing, entry: &Entry, x: f64, y: f64) {
    drawing.add_key("x-entry", Form::Box(x, y, LIST, CELL), entry.key.clone(), entry.name.clone());
    let lines = wrapped(&entry.name, (LIST - 12.0) / 11.5, 2);
    let first = if lines.len() > 1 { 12.0 } else { 19.0 };
    drawing
        .add("x-name", Form::Text { x: x + 6.0, y: y + first, lines, anchor: Anchor::Start, turned: false });
}

fn column(drawing: &mut Drawing, name: &str, entry: Option<&Entry>, x: f64, y0: f64, y1: f64) {
    let form = Form::Box(x, y0, CELL, y1 - y0);
    match entry {
        Some(entry) => drawing.add_key("x-entry", form, entry.key.clone(), entry.name.clone()),
        None => drawing.add("x-entry plain", form),
    }
    let lines = wrapped(name, (y1 - y0 - 12.0) / 11.5, 2);
    let first = if lines.len() > 1 { 12.0 } else { 19.0 };
    drawing
        .add("x-name", Form::Text { x: x + first, y: y1 - 6.0, lines, anchor: Anchor::Start, turned: true });
}

fn cell(drawing: &mut Drawing, x: f64, y: f64, strength: Option<u8>, key: String, label: String) {
    let form = Form::Box(x, y, CELL, CELL);
    if key.is_empty() {
        drawing.add("x-cell plain", form);
    } else {
        drawing.add_key("x-cell", form, key, label);
    }
    let mark = match strength {
        Some(3) => "●",
        Some(2) => "◐",
        Some(1) => "○",
        Some(_) => "–",
        None => return,
    };
    drawing.text("x-mark", x + CELL / 2.0, y + CELL / 2.0 + 5.0, mark.to_owned(), Anchor::Middle);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_neighbouring_sides_has_its_cell() {
        let list = |count: usize| {
            (0..count).map(|index| Entry { key: index.to_string(), name: "名".into() }).collect()
        };
        let sides = Sides {
            bottom: list(2),
            left: list(3),
            top: list(4),
            right: list(5),
            owners: vec!["甲".into()],
            ..Sides::default()
        };
        let drawing = draw(&sides, &|_, _, _| (Some(3), "k".into(), String::new()), &|_, _| true);
        let cells = drawing.marks.iter().filter(|mark| mark.class == "x-cell").count();
        assert_eq!(cells, 4 * 3 + 4 * 5 + 2 * 3 + 2 * 5);
        let marks = drawing.marks.iter().filter(|mark| mark.class == "x-mark").count();
        assert_eq!(marks, cells + 4);
        assert!(
            draw(&Sides::default(), &|_, _, _| (None, String::new(), String::new()), &|_, _| false).width
                > 0.0
        );
    }
}
