//! A legend above a picture: names in as many lines as they need.

use super::drawing::ems;

/// Room of a swatch with the air behind it.
pub const SWATCH: f64 = 18.0;
/// Between two entries.
const GAP: f64 = 16.0;

/// Where each entry begins (its swatch) and the foot of its line, and the height of all lines. `font` is the size of type.
pub fn legend(names: &[String], width: f64, font: f64) -> (Vec<(f64, f64)>, f64) {
    let line = font * 1.6;
    let (mut x, mut y) = (0.0, font);
    let places = names
        .iter()
        .map(|name| {
            let wide = SWATCH + ems(name) * font;
            if x > 0.0 && x + wide > width {
                (x, y) = (0.0, y + line);
            }
            let place = (x, y);
            x += wide + GAP;
            place
        })
        .collect();
    (places, if names.is_empty() { 0.0 } else { y + font })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_break_into_lines_and_never_overlap() {
        let names = ["财务", "客户", "Financial return", "Urgency"].map(str::to_owned);
        let (places, height) = legend(&names, 150.0, 12.0);
        assert_eq!(places[0], (0.0, 12.0));
        assert!(places.iter().any(|place| place.1 > 12.0), "more than one line");
        for (index, (x, y)) in places.iter().enumerate() {
            let end = x + SWATCH + ems(&names[index]) * 12.0;
            assert!(*x == 0.0 || end <= 150.0);
            if let Some(next) = places.get(index + 1) {
                assert!(next.1 > *y || next.0 > end);
            }
        }
        assert!(height > places[3].1);
        assert_eq!(legend(&[], 150.0, 12.0), (Vec::new(), 0.0));
    }
}
