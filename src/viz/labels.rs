//! Names beside circles, where there is room: nothing is written over anything else.

/// A box that is written in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// What is written of a circle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Label {
    /// Its name.
    Name(Place),
    /// There is no room for the name: its number stands for it.
    Number(Place),
    /// Not even that.
    Nothing,
}

/// A circle: middle and radius.
pub type Circle = (f64, f64, f64);

/// Between a circle and its name.
const GAP: f64 = 3.0;

impl Place {
    fn meets(self, other: Self) -> bool {
        self.left < other.left + other.width
            && other.left < self.left + self.width
            && self.top < other.top + other.height
            && other.top < self.top + self.height
    }

    fn meets_circle(self, (x, y, r): Circle) -> bool {
        let near_x = x.clamp(self.left, self.left + self.width);
        let near_y = y.clamp(self.top, self.top + self.height);
        (near_x - x).powi(2) + (near_y - y).powi(2) < r * r
    }

    fn lies_in(self, frame: Self) -> bool {
        self.left >= frame.left
            && self.top >= frame.top
            && self.left + self.width <= frame.left + frame.width
            && self.top + self.height <= frame.top + frame.height
    }
}

/// Places beside a circle in the order in which they are tried: right, left, above, below, then the corners.
fn beside((x, y, r): Circle, (width, height): (f64, f64)) -> [Place; 8] {
    let out = r + GAP;
    // A corner of a box touches the circle at an eighth of a turn.
    let slant = out * std::f64::consts::FRAC_1_SQRT_2;
    let at = |left: f64, top: f64| Place { left, top, width, height };
    [
        at(x + out, y - height / 2.0),
        at(x - out - width, y - height / 2.0),
        at(x - width / 2.0, y - out - height),
        at(x - width / 2.0, y + out),
        at(x + slant, y - slant - height),
        at(x + slant, y + slant),
        at(x - slant - width, y - slant - height),
        at(x - slant - width, y + slant),
    ]
}

/// What is written of each circle within a frame. Circles that come first choose first. `names` has the size of each
/// name, `numbers` that of each number. A name never lies on a circle or on another text; a number may lie in its own
/// circle. Sizes that are missing are taken for nothing to write.
pub fn labels(circles: &[Circle], names: &[(f64, f64)], numbers: &[(f64, f64)], frame: Place) -> Vec<Label> {
    let mut taken: Vec<Place> = Vec::new();
    let mut found = vec![Label::Nothing; circles.len()];
    let free = |place: &Place, taken: &[Place]| {
        place.lies_in(frame)
            && !circles.iter().any(|circle| place.meets_circle(*circle))
            && !taken.iter().any(|other| place.meets(*other))
    };
    for ((circle, size), label) in circles.iter().zip(names).zip(&mut found) {
        if let Some(place) = beside(*circle, *size).into_iter().find(|place| free(place, &taken)) {
            taken.push(place);
            *label = Label::Name(place);
        }
    }
    for ((circle, size), label) in circles.iter().zip(numbers).zip(&mut found) {
        if *label != Label::Nothing {
            continue;
        }
        let (x, y, r) = *circle;
        let inside = Place { left: x - size.0 / 2.0, top: y - size.1 / 2.0, width: size.0, height: size.1 };
        let fits = inside.width.hypot(inside.height) <= 2.0 * r;
        let inside = (fits && !taken.iter().any(|other| inside.meets(*other))).then_some(inside);
        let place = inside.or_else(|| beside(*circle, *size).into_iter().find(|place| free(place, &taken)));
        if let Some(place) = place {
            taken.push(place);
            *label = Label::Number(place);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FRAME: Place = Place { left: 0.0, top: 0.0, width: 300.0, height: 200.0 };

    #[test]
    fn one_circle_has_its_name_on_the_right_and_at_the_edge_on_the_left() {
        let found = labels(&[(50.0, 50.0, 10.0)], &[(80.0, 12.0)], &[(8.0, 12.0)], FRAME);
        assert_eq!(found, [Label::Name(Place { left: 63.0, top: 44.0, width: 80.0, height: 12.0 })]);
        let found = labels(&[(280.0, 50.0, 10.0)], &[(80.0, 12.0)], &[(8.0, 12.0)], FRAME);
        assert_eq!(found, [Label::Name(Place { left: 187.0, top: 44.0, width: 80.0, height: 12.0 })]);
    }

    #[test]
    fn a_name_wider_than_the_picture_leaves_the_number() {
        let found = labels(&[(50.0, 50.0, 20.0)], &[(400.0, 12.0)], &[(8.0, 12.0)], FRAME);
        assert_eq!(found, [Label::Number(Place { left: 46.0, top: 44.0, width: 8.0, height: 12.0 })]);
        // A dot is too small to be written in: beside it.
        let found = labels(&[(50.0, 50.0, 4.0)], &[(400.0, 12.0)], &[(8.0, 12.0)], FRAME);
        assert_eq!(found, [Label::Number(Place { left: 57.0, top: 44.0, width: 8.0, height: 12.0 })]);
        assert_eq!(labels(&[(50.0, 50.0, 4.0)], &[(400.0, 12.0)], &[(400.0, 12.0)], FRAME), [Label::Nothing]);
        assert!(labels(&[], &[], &[], FRAME).is_empty());
    }

    /// By the ends of both boxes along each axis, another way than the code's.
    fn apart(a: Place, b: Place) -> bool {
        let gap = |from: f64, length: f64, other: f64, other_length: f64| {
            (from + length / 2.0 - other - other_length / 2.0).abs() * 2.0 - length - other_length
        };
        gap(a.left, a.width, b.left, b.width) >= -1e-9 || gap(a.top, a.height, b.top, b.height) >= -1e-9
    }

    proptest! {
        #[test]
        fn nothing_is_written_over_anything(
            circles in proptest::collection::vec((0.0..300.0, 0.0..200.0, 3.0..26.0), 0..40),
            widths in proptest::collection::vec(20.0..150.0, 40),
        ) {
            let names: Vec<_> = widths.iter().map(|width| (*width, 14.0)).take(circles.len()).collect();
            let numbers = vec![(14.0, 12.0); circles.len()];
            let found = labels(&circles, &names, &numbers, FRAME);
            prop_assert_eq!(&found, &labels(&circles, &names, &numbers, FRAME));
            prop_assert_eq!(found.len(), circles.len());
            let written: Vec<Place> = found.iter().filter_map(|label| match label {
                Label::Name(place) | Label::Number(place) => Some(*place),
                Label::Nothing => None,
            }).collect();
            for (index, place) in written.iter().enumerate() {
                for other in &written[index + 1..] {
                    prop_assert!(apart(*place, *other), "{:?} and {:?}", place, other);
                }
            }
            for label in &found {
                let Label::Name(place) = label else { continue };
                prop_assert!(place.left >= 0.0 && place.left + place.width <= 300.0);
                prop_assert!(place.top >= 0.0 && place.top + place.height <= 200.0);
                // Points all over the name, none of them in a circle.
                for (column, row) in (0..=20).flat_map(|column| (0..=4).map(move |row| (column, row))) {
                    let x = place.left + place.width * f64::from(column) / 20.0;
                    let y = place.top + place.height * f64::from(row) / 4.0;
                    for (cx, cy, r) in &circles {
                        prop_assert!((x - cx).hypot(y - cy) >= r - 1e-9);
                    }
                }
            }
        }
    }
}
