//! A heat map with a name for each row: as many columns by themselves as find room, the rest together in the last.

use super::named_rows::{NamedRows, named_rows};

/// A column must be wide enough for a figure of three digits, and need not be wider than so much.
const LEAST: f64 = 24.0;
const MOST: f64 = 36.0;
/// Room for the heads of the columns.
pub const HEAD: f64 = 24.0;
/// Height of a cell before air is added.
const BAR: f64 = 20.0;
/// Between two cells.
const GAP: f64 = 1.0;

/// Where everything is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatMap {
    /// Names and rows.
    pub names: NamedRows,
    /// Top and height of the cells of each row.
    pub rows: Vec<(f64, f64)>,
    /// Columns by themselves.
    pub columns: usize,
    /// Is there one more for the rest?
    pub has_rest: bool,
    /// From one column to the next.
    pub step: f64,
}

impl HeatMap {
    /// Left end of a column.
    pub fn left(&self, column: usize) -> f64 {
        self.names.left + self.step * f64::from(u32::try_from(column).unwrap_or(u32::MAX))
    }

    /// Width of a cell.
    pub const fn width(&self) -> f64 {
        self.step - GAP
    }
}

/// Lays out a map in a picture of a width: rows by their names, `wanted` of `all` columns by themselves where there is room.
/// `font` is the size of the names' type.
pub fn heat_map(names: &[String], (wanted, all): (usize, usize), width: f64, font: f64) -> HeatMap {
    let names = named_rows(names, width, HEAD, font, BAR);
    let room = (width - names.left).max(LEAST);
    // Counted in whole numbers: a cast of a float would be one more thing to prove.
    let fit = (1..=all.max(1)).take_while(|count| LEAST * real(*count) <= room).count();
    let most = if all <= wanted { all } else { wanted + 1 };
    let shown = most.min(fit).max(1);
    let has_rest = shown < all;
    let mut top = HEAD;
    let rows = names
        .rows
        .iter()
        .map(|row| {
            if names.stacked {
                return (row.middle - BAR / 2.0, BAR);
            }
            let height = 2.0 * (row.middle - top);
            let found = (top, height - GAP);
            top += height;
            found
        })
        .collect();
    HeatMap {
        rows,
        columns: if has_rest { shown - 1 } else { shown },
        has_rest,
        step: (room / real(shown)).min(MOST),
        names,
    }
}

fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(count: usize) -> Vec<String> {
        (0..count).map(|row| format!("Rollout of a rather long project name {row}")).collect()
    }

    #[test]
    fn columns_find_room_at_every_width_and_cover_all_ranks() {
        for (count, all) in [(1, 1), (3, 3), (20, 20), (20, 23), (20, 400)] {
            for width in [240.0, 328.0, 560.0, 768.0] {
                let map = heat_map(&names(count), (20, all), width, 13.0);
                let drawn = map.columns + usize::from(map.has_rest);
                assert!(map.left(drawn) <= width + 1e-9, "{count} of {all} in {width}");
                assert!(map.width() >= LEAST - GAP - 1e-9 && map.step <= MOST);
                assert_eq!(map.has_rest, map.columns < all);
                assert!(map.columns <= 20 && drawn >= 1);
                assert_eq!(map.rows.len(), count);
                for (row, (top, height)) in map.rows.iter().enumerate() {
                    let next = map.rows.get(row + 1).map_or(map.names.bottom, |next| next.0);
                    assert!(*top >= HEAD && *height >= BAR && top + height <= next, "row {row}");
                }
            }
        }
        // On a wide page 20 ranks stand by themselves; on a phone the first dozen.
        assert_eq!(heat_map(&names(20), (20, 20), 768.0, 13.0).columns, 20);
        let phone = heat_map(&names(20), (20, 23), 328.0, 13.0);
        assert_eq!((phone.columns, phone.has_rest, phone.names.stacked), (12, true, true));
    }
}
