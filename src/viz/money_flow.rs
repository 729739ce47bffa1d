//! Money against weights: from the projects to the goals that they carry, and from what a goal gets to
//! what it weighs. Ribbons that narrow to the right get more than their weight, those that widen less.

use std::sync::Arc;

use super::drawing::{Anchor, Drawing, Form, Mark, wrapped};

/// A carrier on the left.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// What choosing it means.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Its money as a share of all.
    pub share: f64,
    /// What goes to which goal, by position, as shares of all money; the rest goes to no goal.
    pub to: Vec<(usize, f64)>,
}

/// A goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Sink {
    /// What choosing it means.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Its share of the money.
    pub money: f64,
    /// Its share of the weight.
    pub weight: f64,
    /// Is the difference worth a look?
    pub is_off: bool,
    /// Its shares in words.
    pub figures: String,
}

const BAR: f64 = 12.0;
const PAD: f64 = 7.0;
const LINE: f64 = 15.0;

/// Where the three columns of bars stand.
#[derive(Debug, Clone, Copy)]
struct Columns {
    left: f64,
    middle: f64,
    right: f64,
}

impl Columns {
    /// Across a width: names at the left take a fifth of it, names and figures at the right somewhat more.
    fn of(width: f64) -> Self {
        Self { left: 0.2 * width, middle: 0.47 * width, right: 0.7 * width }
    }
}

/// The same picture with at most `most` on each side: the largest stay, in their order; the others become one, which
/// `others` names by how many they are. No money and no weight is lost.
pub fn condensed(
    sources: Vec<Source>,
    sinks: Vec<Sink>,
    most: usize,
    others: &dyn Fn(usize) -> String,
    figures: &dyn Fn(f64, f64) -> String,
) -> (Vec<Source>, Vec<Sink>) {
    if sources.len() <= most && sinks.len() <= most {
        return (sources, sinks);
    }
    let is_kept = |sizes: Vec<f64>| -> Vec<bool> {
        let mut order: Vec<usize> = (0..sizes.len()).collect();
        let size = |index: usize| sizes.get(index).copied().unwrap_or(0.0);
        order.sort_by(|a, b| size(*b).total_cmp(&size(*a)));
        let mut kept = vec![sizes.len() <= most; sizes.len()];
        // One place is for the others.
        for index in order.into_iter().take(most.saturating_sub(1)) {
            if let Some(kept) = kept.get_mut(index) {
                *kept = true;
            }
        }
        kept
    };
    let kept = is_kept(sinks.iter().map(|sink| sink.money.max(sink.weight)).collect());
    let last = kept.iter().filter(|kept| **kept).count();
    // Where each goal stands afterwards: the others all stand last.
    let mut next = 0;
    let places: Vec<usize> = kept
        .iter()
        .map(|kept| {
            next += usize::from(*kept);
            if *kept { next - 1 } else { last }
        })
        .collect();
    let (stay, rest): (Vec<_>, Vec<_>) = sinks.into_iter().zip(kept).partition(|(_, kept)| *kept);
    let mut sinks: Vec<Sink> = stay.into_iter().map(|(sink, _)| sink).collect();
    if !rest.is_empty() {
        let money = rest.iter().map(|(sink, _)| sink.money).sum();
        let weight = rest.iter().map(|(sink, _)| sink.weight).sum();
        sinks.push(Sink {
            key: String::new(),
            name: others(rest.len()),
            money,
            weight,
            is_off: false,
            figures: figures(money, weight),
        });
    }
    let moved = |to: &[(usize, f64)]| {
        let mut sums: Vec<(usize, f64)> = Vec::new();
        for (goal, share) in to {
            let place = places.get(*goal).copied().unwrap_or(last);
            match sums.iter_mut().find(|(there, _)| *there == place) {
                Some((_, sum)) => *sum += share,
                None => sums.push((place, *share)),
            }
        }
        sums
    };
    let kept = is_kept(sources.iter().map(|source| source.share).collect());
    let (stay, rest): (Vec<_>, Vec<_>) = sources.into_iter().zip(kept).partition(|(_, kept)| *kept);
    let mut sources: Vec<Source> =
        stay.into_iter().map(|(source, _)| Source { to: moved(&source.to), ..source }).collect();
    if !rest.is_empty() {
        let to: Vec<(usize, f64)> = rest.iter().flat_map(|(source, _)| source.to.iter().copied()).collect();
        sources.push(Source {
            key: String::new(),
            name: others(rest.len()),
            share: rest.iter().map(|(source, _)| source.share).sum(),
            to: moved(&to),
        });
    }
    (sources, sinks)
}

/// Draws the flow across a width. `rest` is the word for what goes to no goal.
pub fn draw(sources: &[Source], sinks: &[Sink], rest: &str, width: f64) -> Drawing {
    let width = width.clamp(600.0, 1_200.0);
    let at = Columns::of(width);
    let lost: f64 = sources
        .iter()
        .map(|source| source.share - source.to.iter().map(|(_, share)| share).sum::<f64>())
        .sum();
    let lost = if lost < 1e-9 { 0.0 } else { lost };
    let rows = sources.len().max(sinks.len() + usize::from(lost > 0.0)).max(1);
    #[expect(clippy::cast_precision_loss, reason = "rows of a picture")]
    let scale = (rows as f64 * 30.0).max(360.0);
    let mut drawing = Drawing { width, ..Drawing::default() };
    let lefts = stacked(sources.iter().map(|source| source.share), scale);
    let middles = stacked(sinks.iter().map(|sink| sink.money).chain((lost > 0.0).then_some(lost)), scale);
    let rights = stacked(sinks.iter().map(|sink| sink.weight), scale);
    let ends = [&lefts, &middles, &rights]
        .into_iter()
        .filter_map(|list| list.last())
        .map(|(top, height)| top + height.max(LINE));
    drawing.height = ends.fold(0.0, f64::max) + PAD;
    ribbons(&mut drawing, (sources, &lefts), (sinks, &middles), at, scale);
    for (index, sink) in sinks.iter().enumerate() {
        let (Some(from), Some(to)) = (middles.get(index), rights.get(index)) else { continue };
        let class = match (sink.is_off, sink.money > sink.weight) {
            (false, _) => "ribbon even",
            (true, true) => "ribbon over",
            (true, false) => "ribbon under",
        };
        drawing.add_key(
            class,
            Form::Path(ribbon((at.middle + BAR, from.0, from.1), (at.right, to.0, to.1))),
            sink.key.clone(),
            format!("{} · {}", sink.name, sink.figures),
        );
        drawing.add("bar goal", Form::Box(at.middle, from.0, BAR, from.1.max(1.0)));
        drawing.add("bar weight", Form::Box(at.right, to.0, BAR, to.1.max(1.0)));
        let middle = to.0 + to.1 / 2.0;
        let ems = (width - at.right - BAR - 12.0) / 12.5;
        let lines = wrapped(&sink.name, ems, if to.1 > 2.0 * LINE { 2 } else { 1 });
        drawing.add(
            "flow-name",
            Form::Text {
                x: at.right + BAR + 8.0,
                y: middle + 1.0,
                lines: lines.clone(),
                anchor: Anchor::Start,
                turned: false,
            },
        );
        #[expect(clippy::cast_precision_loss, reason = "one or two lines")]
        let below = middle + 1.0 + lines.len() as f64 * LINE;
        drawing.text(
            if sink.is_off { "flow-figures off" } else { "flow-figures" },
            at.right + BAR + 8.0,
            below,
            sink.figures.clone(),
            Anchor::Start,
        );
    }
    if let (Some((top, height)), true) = (middles.last(), lost > 0.0) {
        drawing.add("bar rest", Form::Box(at.middle, *top, BAR, height.max(1.0)));
        drawing.text(
            "flow-figures off",
            at.middle + BAR + 8.0,
            top + height / 2.0 + 4.0,
            rest.to_owned(),
            Anchor::Start,
        );
    }
    for (source, (top, height)) in sources.iter().zip(&lefts) {
        drawing.add_key(
            "bar source",
            Form::Box(at.left, *top, BAR, height.max(1.0)),
            source.key.clone(),
            source.name.clone(),
        );
        let name = wrapped(&source.name, (at.left - 16.0) / 12.0, 1);
        drawing.add(
            "flow-name",
            Form::Text {
                x: at.left - 8.0,
                y: top + height / 2.0 + 4.0,
                lines: name,
                anchor: Anchor::End,
                turned: false,
            },
        );
    }
    drawing
}

/// Tops and heights of bars under each other; each has room for a line of text.
fn stacked(shares: impl Iterator<Item = f64>, scale: f64) -> Vec<(f64, f64)> {
    let mut top = PAD;
    shares
        .map(|share| {
            let height = share.max(0.0) * scale;
            let at = (top, height);
            top += height.max(2.4 * LINE) + PAD;
            at
        })
        .collect()
}

type Bars<'a> = &'a [(f64, f64)];

fn ribbons(
    drawing: &mut Drawing,
    (sources, lefts): (&[Source], Bars<'_>),
    (sinks, middles): (&[Sink], Bars<'_>),
    at: Columns,
    scale: f64,
) {
    let mut filled: Vec<f64> = vec![0.0; middles.len()];
    for (source, (top, _)) in sources.iter().zip(lefts) {
        let mut used = 0.0;
        let known: f64 = source.to.iter().map(|(_, share)| share).sum();
        let rest = (source.share - known > 1e-9).then_some((sinks.len(), source.share - known));
        for (goal, share) in source.to.iter().copied().chain(rest) {
            let (Some(middle), Some(taken)) = (middles.get(goal), filled.get_mut(goal)) else { continue };
            let height = share * scale;
            let name = sinks.get(goal).map(|sink| format!("{} → {}", source.name, sink.name));
            let class = if goal == sinks.len() { "ribbon rest" } else { "ribbon money" };
            let form = Form::Path(ribbon(
                (at.left + BAR, top + used, height),
                (at.middle, middle.0 + *taken, height),
            ));
            drawing.marks.push(Arc::new(Mark {
                class: class.to_owned(),
                form,
                key: None,
                label: name.unwrap_or_else(|| source.name.clone()),
            }));
            used += height;
            *taken += height;
        }
    }
}

/// A band from (x, top, height) to another.
fn ribbon(from: (f64, f64, f64), to: (f64, f64, f64)) -> String {
    let bend = f64::midpoint(from.0, to.0);
    let (from_end, to_end) = (from.1 + from.2.max(0.5), to.1 + to.2.max(0.5));
    format!(
        "M{:.1} {:.1}C{bend:.1} {:.1} {bend:.1} {:.1} {:.1} {:.1}L{:.1} {to_end:.1}C{bend:.1} {to_end:.1} {bend:.1} {from_end:.1} {:.1} {from_end:.1}Z",
        from.0, from.1, from.1, to.1, to.0, to.1, to.0, from.0
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_nowhere_is_drawn_as_rest() {
        let source =
            |share: f64, to: Vec<(usize, f64)>| Source { key: "p".into(), name: "项目".into(), share, to };
        let sink = Sink {
            key: "g".into(),
            name: "目标".into(),
            money: 0.6,
            weight: 1.0,
            is_off: true,
            figures: String::new(),
        };
        let drawing = draw(
            &[source(0.6, vec![(0, 0.6)]), source(0.4, vec![])],
            std::slice::from_ref(&sink),
            "rest",
            900.0,
        );
        assert!(drawing.marks.iter().any(|mark| mark.class == "bar rest"));
        assert!(drawing.marks.iter().any(|mark| mark.class == "ribbon under"));
        let whole = draw(
            &[source(1.0, vec![(0, 1.0)])],
            &[Sink { money: 1.0, is_off: false, ..sink }],
            "rest",
            900.0,
        );
        assert!(!whole.marks.iter().any(|mark| mark.class == "bar rest"));
        let empty = draw(&[], &[], "rest", 900.0);
        assert!(empty.height.is_finite());
    }

    #[test]
    fn condensing_loses_no_money_and_no_weight_and_keeps_the_largest() {
        let sources: Vec<Source> = (0_u8..30)
            .map(|n| Source {
                key: format!("p{n}"),
                name: format!("p{n}"),
                share: f64::from(n) / 435.0,
                to: vec![
                    (usize::from(n % 12), f64::from(n) / 870.0),
                    (usize::from(n / 3), f64::from(n) / 1_740.0),
                ],
            })
            .collect();
        let sinks: Vec<Sink> = (0_usize..12)
            .map(|n| {
                let to = sources.iter().flat_map(|source| &source.to).filter(|(goal, _)| *goal == n);
                Sink {
                    key: format!("g{n}"),
                    name: format!("g{n}"),
                    money: to.map(|(_, share)| share).sum(),
                    weight: 1.0 / 12.0,
                    is_off: false,
                    figures: String::new(),
                }
            })
            .collect();
        for most in [1, 2, 5, 11, 12, 29, 30, 99] {
            let others = |n: usize| format!("{n} others");
            let (few, goals) =
                condensed(sources.clone(), sinks.clone(), most, &others, &|money, _| format!("{money}"));
            assert!(few.len() <= most && goals.len() <= most, "{most}");
            let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{most}: {a} {b}");
            near(few.iter().map(|source| source.share).sum(), 1.0);
            near(goals.iter().map(|goal| goal.weight).sum(), 1.0);
            for (index, goal) in goals.iter().enumerate() {
                let to = few.iter().flat_map(|source| &source.to).filter(|(place, _)| *place == index);
                near(to.map(|(_, share)| share).sum(), goal.money);
            }
            if most < 30 && most > 1 {
                let least = few.iter().filter(|source| !source.key.is_empty()).map(|source| source.share);
                let least = least.fold(f64::INFINITY, f64::min);
                let dropped = sources.iter().filter(|source| !few.iter().any(|kept| kept.key == source.key));
                assert!(dropped.map(|source| source.share).all(|share| share <= least));
                assert_eq!(few.last().unwrap().name, format!("{} others", 31 - most));
            } else if most >= 30 {
                assert_eq!((few, goals), (sources.clone(), sinks.clone()));
            }
        }
    }
}
