//! Which comparison to ask for next.

use super::priorities::{grounded_graph, logarithmic_least_squares};
use super::{Pairwise, Ratio};
use crate::domain::numeric::{dot, real};

/// A comparison worth asking for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// The first item.
    pub first: usize,
    /// The second item.
    pub second: usize,
    /// How much of all weight its answer is expected to move, 0 to 1; none while the comparisons do not connect
    /// all items, for then there are no weights yet and this one joins two groups.
    pub expected_change: Option<f64>,
}

/// How far a single comparison is off, as the standard deviation of its logarithm, when nothing better is known:
/// about one step of the scale. Once there are contradictions, their size counts if it is larger.
const USUAL_ERROR: f64 = 0.35;

/// The open comparison whose answer is expected to change the weights most; none when nothing is open.
///
/// In logarithms the weights are a least squares fit over the graph of comparisons. With error s of one answer and
/// R the effective resistance between two items in that graph, the answer differs from what the weights imply with
/// standard deviation s sqrt(1 + R), and moves the logarithms by L⁺(`e_i` - `e_j`) / (1 + R) times that difference. Its
/// mean size is sqrt(2/pi) of its standard deviation. The change is half the sum of absolute changes of weights.
pub fn next_question(judgements: &Pairwise) -> Option<Question> {
    let groups = judgements.groups();
    let apart = |(i, j): &(usize, usize)| groups.get(*i) != groups.get(*j);
    if let Some((first, second)) = most_known_open_pair(judgements, apart) {
        return Some(Question { first, second, expected_change: None });
    }
    let weights = logarithmic_least_squares(judgements)?;
    let error = error_of_one_answer(judgements, &weights);
    let graph = grounded_graph(judgements);
    let mut best: Option<(f64, usize, usize)> = None;
    for (i, j) in judgements.open() {
        let Some(change) = expected_change(&graph, &weights, error, i, j) else { continue };
        // Equal ones: the first stays, so that the order of questions is stable.
        if best.is_none_or(|(most, ..)| change > most * (1.0 + 1e-9)) {
            best = Some((change, i, j));
        }
    }
    best.map(|(change, first, second)| Question { first, second, expected_change: Some(change) })
}

/// Of the open pairs that fit, one with an item that was compared most often: people compare best with what they
/// have in mind.
fn most_known_open_pair(
    judgements: &Pairwise,
    fits: impl Fn(&(usize, usize)) -> bool,
) -> Option<(usize, usize)> {
    let mut known = vec![0_usize; judgements.size()];
    for (i, j, _) in judgements.judged() {
        for item in [i, j] {
            if let Some(count) = known.get_mut(item) {
                *count += 1;
            }
        }
    }
    let count = |item: usize| known.get(item).copied().unwrap_or(0);
    let mut best: Option<((usize, usize), usize)> = None;
    for pair in judgements.open().filter(fits) {
        let most = count(pair.0).max(count(pair.1));
        if best.is_none_or(|(_, so_far)| most > so_far) {
            best = Some((pair, most));
        }
    }
    best.map(|(pair, _)| pair)
}

fn error_of_one_answer(judgements: &Pairwise, weights: &[f64]) -> f64 {
    let weight = |i: usize| weights.get(i).copied().unwrap_or(1.0);
    let residual = |(i, j, ratio): (usize, usize, Ratio)| (ratio.get() * weight(j) / weight(i)).ln().powi(2);
    let spare = (judgements.judged().count() + 1).saturating_sub(judgements.size());
    if spare == 0 {
        return USUAL_ERROR;
    }
    let sum: f64 = judgements.judged().map(residual).sum();
    (sum / real(spare)).sqrt().max(USUAL_ERROR)
}

fn expected_change(
    graph: &crate::domain::numeric::Matrix,
    weights: &[f64],
    error: f64,
    i: usize,
    j: usize,
) -> Option<f64> {
    // The grounded solution differs from the one by the pseudo-inverse by a constant, which moves no weight.
    let unit = |item: usize| if item == 0 { 0.0 } else { 1.0 };
    let right: Vec<f64> = (0..weights.len())
        .map(|k| unit(k) * (f64::from(u8::from(k == i)) - f64::from(u8::from(k == j))))
        .collect();
    let logs = graph.solved(&right)?;
    let resistance = logs.get(i)? - logs.get(j)?;
    let mean = dot(weights, &logs);
    let moved: f64 = weights.iter().zip(&logs).map(|(w, log)| (w * (log - mean)).abs()).sum::<f64>() / 2.0;
    Some(moved * error * (2.0 / std::f64::consts::PI).sqrt() / (1.0 + resistance).sqrt())
}
