//! Money against weights: from the projects to the goals that they carry, and from what a goal gets to
//! what it weighs. Ribbons that narrow to the right get more than their weight, those that widen less.

use super::drawing::{Anchor, Drawing, Form, wrapped};

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

const WIDTH: f64 = 960.0;
const LEFT: f64 = 190.0;
const MIDDLE: f64 = 470.0;
const RIGHT: f64 = 690.0;
const BAR: f64 = 12.0;
const PAD: f64 = 7.0;
const LINE: f64 = 13.0;

/// Draws the flow. `rest` is the word for what goes to no goal.
pub fn draw(sources: &[Source], sinks: &[Sink], rest: &str) -> Drawing {
    let lost: f64 = sources
        .iter()
        .map(|source| source.share - source.to.iter().map(|(_, share)| share).sum::<f64>())
        .sum();
    let lost = if lost < 1e-9 { 0.0 } else { lost };
    let rows = sources.len().max(sinks.len() + usize::from(lost > 0.0)).max(1);
    #[expect(clippy::cast_precision_loss, reason = "rows of a picture")]
    let scale = (rows as f64 * 26.0).max(360.0);
    let mut drawing = Drawing { width: WIDTH, ..Drawing::default() };
    let lefts = stacked(sources.iter().map(|source| source.share), scale);
    let middles = stacked(sinks.iter().map(|sink| sink.money).chain((lost > 0.0).then_some(lost)), scale);
    let rights = stacked(sinks.iter().map(|sink| sink.weight), scale);
    let ends = [&lefts, &middles, &rights]
        .into_iter()
        .filter_map(|list| list.last())
        .map(|(top, height)| top + height.max(LINE));
    drawing.height = ends.fold(0.0, f64::max) + PAD;
    ribbons(&mut drawing, sources, sinks, &lefts, &middles, scale);
    for (index, sink) in sinks.iter().enumerate() {
        let (Some(from), Some(to)) = (middles.get(index), rights.get(index)) else { continue };
        let class = match (sink.is_off, sink.money > sink.weight) {
            (false, _) => "ribbon even",
            (true, true) => "ribbon over",
            (true, false) => "ribbon under",
        };
        drawing.add_key(
            class,
            Form::Path(ribbon((MIDDLE + BAR, from.0, from.1), (RIGHT, to.0, to.1))),
            sink.key.clone(),
            format!("{} · {}", sink.name, sink.figures),
        );
        drawing.add("bar goal", Form::Box(MIDDLE, from.0, BAR, from.1.max(1.0)));
        drawing.add("bar weight", Form::Box(RIGHT, to.0, BAR, to.1.max(1.0)));
        let middle = to.0 + to.1 / 2.0;
        let lines = wrapped(&sink.name, 15.0, if to.1 > 2.0 * LINE { 2 } else { 1 });
        drawing.add(
            "flow-name",
            Form::Text {
                x: RIGHT + BAR + 8.0,
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
            RIGHT + BAR + 8.0,
            below,
            sink.figures.clone(),
            Anchor::Start,
        );
    }
    if let (Some((top, height)), true) = (middles.last(), lost > 0.0) {
        drawing.add("bar rest", Form::Box(MIDDLE, *top, BAR, height.max(1.0)));
        drawing.text(
            "flow-figures off",
            MIDDLE + BAR + 8.0,
            top + height / 2.0 + 4.0,
            rest.to_owned(),
            Anchor::Start,
        );
    }
    for (source, (top, height)) in sources.iter().zip(&lefts) {
        drawing.add_key(
            "bar source",
            Form::Box(LEFT, *top, BAR, height.max(1.0)),
            source.key.clone(),
            source.name.clone(),
        );
        let name = wrapped(&source.name, (LEFT - 16.0) / 12.0, 1);
        drawing.add(
            "flow-name",
            Form::Text {
                x: LEFT - 8.0,
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

fn ribbons(
    drawing: &mut Drawing,
    sources: &[Source],
    sinks: &[Sink],
    lefts: &[(f64, f64)],
    middles: &[(f64, f64)],
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
            let form =
                Form::Path(ribbon((LEFT + BAR, top + used, height), (MIDDLE, middle.0 + *taken, height)));
            drawing.marks.push(super::drawing::Mark {
                class: class.to_owned(),
                form,
                key: None,
                label: name.unwrap_or_else(|| source.name.clone()),
            });
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
        let drawing =
            draw(&[source(0.6, vec![(0, 0.6)]), source(0.4, vec![])], std::slice::from_ref(&sink), "rest");
        assert!(drawing.marks.iter().any(|mark| mark.class == "bar rest"));
        assert!(drawing.marks.iter().any(|mark| mark.class == "ribbon under"));
        let whole =
            draw(&[source(1.0, vec![(0, 1.0)])], &[Sink { money: 1.0, is_off: false, ..sink }], "rest");
        assert!(!whole.marks.iter().any(|mark| mark.class == "bar rest"));
        let empty = draw(&[], &[], "rest");
        assert!(empty.height.is_finite());
    }
}
