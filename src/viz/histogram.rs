//! Geometry of a histogram with marked amounts.

use super::scale::{Linear, ticks};

/// A bar in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A histogram on an area of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// The bars from left to right.
    pub bars: Vec<Bar>,
    /// From amounts to pixels.
    pub x: Linear,
    /// Round amounts.
    pub ticks: Vec<f64>,
    /// Where the bars stand.
    pub base: f64,
}

/// Room at the left, right, top and below.
const MARGIN: (f64, f64, f64, f64) = (12.0, 12.0, 34.0, 26.0);

impl Bars {
    /// The bars of counts in bins from `low` on, each so wide, on an area of a width and height. A bin without
    /// width stands in the middle.
    pub fn of(low: f64, width: f64, counts: &[u32], area: (f64, f64)) -> Self {
        let bins = f64::from(u32::try_from(counts.len()).unwrap_or(u32::MAX));
        let (low, step) = if width > 0.0 { (low, width) } else { (low - 0.5 * bins, 1.0) };
        let high = low + step * bins.max(1.0);
        let (left, right, top, bottom) = MARGIN;
        let x = Linear::new((low, high), (left, area.0 - right));
        let base = area.1 - bottom;
        let most = f64::from(counts.iter().copied().max().unwrap_or(0).max(1));
        let y = Linear::new((0.0, most), (base, top));
        let edges = std::iter::successors(Some(low), |edge| Some(edge + step));
        let bars = counts.iter().zip(edges).map(|(count, edge)| {
            let (from, to) = (x.at(edge), x.at(edge + step));
            let height = base - y.at(f64::from(*count));
            Bar { x: from + 0.5, y: base - height, width: (to - from - 1.0).max(0.5), height }
        });
        let inside = |tick: &f64| (low..=high).contains(tick);
        Self {
            bars: bars.collect(),
            ticks: ticks(low, high, 5).into_iter().filter(inside).collect(),
            x,
            base,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_on_the_base_and_the_tallest_fills_the_area() {
        let bars = Bars::of(10.0, 5.0, &[1, 4, 2], (324.0, 160.0));
        assert_eq!(bars.bars.len(), 3);
        assert!(bars.bars.iter().all(|bar| (bar.y + bar.height - bars.base).abs() < 1e-9));
        assert!((bars.bars[1].y - 34.0).abs() < 1e-9 && (bars.bars[1].width - 99.0).abs() < 1e-9);
        assert!((bars.bars[2].height / bars.bars[1].height - 0.5).abs() < 1e-9);
        assert!(bars.ticks.iter().all(|tick| (10.0..=25.0).contains(tick)) && bars.ticks.len() > 1);
    }

    #[test]
    fn nothing_and_one_amount_have_a_picture() {
        assert!(Bars::of(0.0, 0.0, &[], (300.0, 160.0)).bars.is_empty());
        let one = Bars::of(7.0, 0.0, &[9], (300.0, 160.0));
        assert!((one.x.at(7.0) - 150.0).abs() < 1e-9 && one.bars[0].height > 0.0);
    }
}
