//! Rows with a name each: before the row where there is room, above it on a phone.

use super::drawing::{ems, wrapped};

/// Below this width names stand above their rows.
const NARROW: f64 = 560.0;
/// Between two lines of a name, in ems.
const LINE: f64 = 1.25;
/// Air below a row.
const AIR: f64 = 10.0;

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedRow {
    /// The name in lines; the last ends in an ellipsis where it is too long.
    pub lines: Vec<String>,
    /// The foot of the first line.
    pub name_y: f64,
    /// The middle of what is drawn.
    pub middle: f64,
}

/// All rows.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedRows {
    /// Where what is drawn begins; names begin at 0.
    pub left: f64,
    /// Where the last row ends.
    pub bottom: f64,
    /// Between two lines of a name.
    pub line: f64,
    /// Names above their rows?
    pub stacked: bool,
    /// One for each name.
    pub rows: Vec<NamedRow>,
}

/// Lays out rows from `top` on in a picture of a width; `font` is the size of the names' type, `bar` the height of what is
/// drawn in a row. Names take two lines at most.
pub fn named_rows(names: &[String], width: f64, top: f64, font: f64, bar: f64) -> NamedRows {
    let stacked = width < NARROW;
    let gap = 10.0;
    let widest = names.iter().map(|name| ems(name)).fold(0.0, f64::max) * font;
    let column = if stacked { width } else { widest.min(width * 0.34) };
    let line = font * LINE;
    let mut y = top;
    let rows = names
        .iter()
        .map(|name| {
            // A little more, so that a name that just fits is not broken by a rounding.
            let lines = wrapped(name, column / font + 1e-6, 2);
            let count = f64::from(u32::try_from(lines.len().max(1)).unwrap_or(2));
            let text = line * count;
            let (height, middle) = if stacked {
                (text + 4.0 + bar + AIR, y + text + 4.0 + bar / 2.0)
            } else {
                let height = text.max(bar) + AIR;
                (height, y + height / 2.0)
            };
            // The foot of a letter lies about 0.35 em below its middle.
            let name_y = if stacked { y + font } else { middle - line * (count - 1.0) / 2.0 + font * 0.35 };
            y += height;
            NamedRow { lines, name_y, middle }
        })
        .collect();
    NamedRows { left: if stacked { 0.0 } else { column + gap }, bottom: y, line, stacked, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        ["短", "Rollout of manufacturing execution and traceability", ""].map(str::to_owned).to_vec()
    }

    #[test]
    fn names_stand_before_their_rows_or_above_them() {
        let wide = named_rows(&names(), 760.0, 10.0, 12.0, 14.0);
        assert!(!wide.stacked && wide.left > 200.0 && wide.left < 270.0);
        assert_eq!((wide.rows[0].lines.len(), wide.rows[1].lines.len()), (1, 2));
        let narrow = named_rows(&names(), 300.0, 0.0, 12.0, 14.0);
        assert!(narrow.stacked && narrow.left < 1e-12);
        for rows in [&wide, &narrow] {
            for (index, row) in rows.rows.iter().enumerate() {
                assert!(
                    row.lines
                        .iter()
                        .all(|line| ems(line) * 12.0 <= if rows.stacked { 300.0 } else { rows.left })
                );
                let lowest = row.name_y
                    + rows.line * f64::from(u32::try_from(row.lines.len().saturating_sub(1)).unwrap());
                // Neither name nor bar reaches into the next row.
                let next = rows.rows.get(index + 1).map_or(rows.bottom + 12.0, |next| next.name_y);
                assert!(lowest + 12.0 <= next + 1e-9, "{index}");
                assert!(
                    row.middle + 7.0
                        <= rows.rows.get(index + 1).map_or(rows.bottom, |next| next.middle - 7.0)
                );
                assert!(!rows.stacked || lowest < row.middle - 7.0, "the name is clear of its bar");
            }
        }
        assert!((named_rows(&[], 300.0, 5.0, 12.0, 14.0).bottom - 5.0).abs() < 1e-12);
    }

    #[test]
    fn the_name_of_a_project_is_whole_on_a_phone() {
        let rows = named_rows(&names(), 328.0, 0.0, 12.0, 14.0);
        assert_eq!(rows.rows[1].lines.concat().replace(' ', ""), names()[1].replace(' ', ""));
    }
}
