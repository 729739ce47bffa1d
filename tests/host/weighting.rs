//! Weights checked by what shares no code with them: brute force, second formulas, laws that must hold.

use pmo_planner::domain::numeric::{Matrix, Random};
use pmo_planner::domain::weighting::{
    BestWorst, Branch, Consistency, DirectWeight, Pairwise, PriorityMethod, RandomIndex, Ratio,
    WeightingError, critic, culprits, direct, entropy, geometric_consistency_index, global_weights,
    next_question, priorities, rank_order_centroid, rebalanced, swing,
};
use proptest::prelude::*;

const EIGEN: PriorityMethod = PriorityMethod::Eigenvector;
const GEOMETRIC: PriorityMethod = PriorityMethod::GeometricMean;
const TABLE: RandomIndex = RandomIndex::Saaty2005;

#[track_caller]
fn assert_near(found: &[f64], wanted: &[f64], tolerance: f64) {
    assert_eq!(found.len(), wanted.len());
    for (a, b) in found.iter().zip(wanted) {
        assert!((a - b).abs() <= tolerance, "{found:?} is not {wanted:?}");
    }
}

fn of_upper(size: usize, upper: &[f64]) -> Pairwise {
    let mut judgements = Pairwise::new(size);
    for ((i, j), value) in judgements.clone().open().zip(upper) {
        judgements.set(i, j, Ratio::try_from(*value).ok());
    }
    judgements
}

/// The largest root of the characteristic polynomial of a complete reciprocal matrix of three items is known:
/// 1 + d + 1/d with d the cube root of `a_12` `a_23` / `a_13`.
#[test]
fn three_items_have_a_closed_form() {
    for [a, b, c] in [[2.0, 3.0, 4.0], [9.0, 1.0 / 9.0, 9.0], [1.0, 1.0, 1.0], [5.0, 0.25, 0.5]] {
        let found = priorities(&of_upper(3, &[a, b, c]), EIGEN, TABLE).unwrap();
        let d = f64::cbrt(a * c / b);
        assert!((found.lambda_max - (1.0 + d + 1.0 / d)).abs() < 1e-12);
        // Eigenvector and geometric mean are the same for three items.
        let geometric = priorities(&of_upper(3, &[a, b, c]), GEOMETRIC, TABLE).unwrap();
        assert_near(&found.weights, &geometric.weights, 1e-12);
    }
}

#[test]
fn judgements_in_a_circle_converge_too() {
    let found = priorities(&of_upper(3, &[1000.0, 0.001, 1000.0]), EIGEN, TABLE).unwrap();
    assert_near(&found.weights, &[1.0 / 3.0; 3], 1e-12);
    assert!((found.lambda_max - 1001.001).abs() < 1e-9);
    assert_eq!(found.consistency(), Consistency::Contradictory);
}

#[test]
fn one_and_two_items() {
    assert_near(&priorities(&Pairwise::new(1), EIGEN, TABLE).unwrap().weights, &[1.0], 0.0);
    let two = priorities(&of_upper(2, &[3.0]), EIGEN, TABLE).unwrap();
    assert_near(&two.weights, &[0.75, 0.25], 1e-15);
    assert_near(&[two.consistency_ratio], &[0.0], 0.0);
    assert_eq!(priorities(&Pairwise::new(0), EIGEN, TABLE).unwrap_err(), WeightingError::Nothing);
    assert_eq!(
        priorities(&Pairwise::new(3), EIGEN, TABLE).unwrap_err(),
        WeightingError::Disconnected { groups: 3 }
    );
}

/// Two open comparisons, filled by trying a fine grid and narrowing it down.
#[test]
fn open_comparisons_are_filled_as_brute_force_fills_them() {
    let mut judgements = of_upper(5, &[2.0, 5.0, 3.0, 7.0, 1.0, 4.0, 3.0, 0.25, 1.0, 6.0]);
    judgements.set(0, 3, None);
    judgements.set(2, 4, None);
    let found = priorities(&judgements, EIGEN, TABLE).unwrap();
    let lambda = |x: f64, y: f64| {
        let mut full = judgements.clone();
        full.set(0, 3, Ratio::try_from(x).ok());
        full.set(2, 4, Ratio::try_from(y).ok());
        priorities(&full, EIGEN, TABLE).unwrap().lambda_max
    };
    let (mut x, mut y, mut step) = (0.0_f64, 0.0_f64, 1.0_f64);
    while step > 1e-7 {
        let mut best = (lambda(x.exp(), y.exp()), x, y);
        for (dx, dy) in [
            (1.0, 0.0),
            (-1.0, 0.0),
            (0.0, 1.0),
            (0.0, -1.0),
            (1.0, 1.0),
            (-1.0, -1.0),
            (1.0, -1.0),
            (-1.0, 1.0),
        ] {
            let (nx, ny) = (x + dx * step, y + dy * step);
            let value = lambda(nx.exp(), ny.exp());
            if value < best.0 {
                best = (value, nx, ny);
            }
        }
        if (best.1, best.2) == (x, y) {
            step /= 2.0;
        }
        (x, y) = (best.1, best.2);
    }
    assert!(found.lambda_max <= lambda(x.exp(), y.exp()) + 1e-12);
    assert!((found.completed.at(0, 3) / x.exp() - 1.0).abs() < 1e-5);
    assert!((found.completed.at(2, 4) / y.exp() - 1.0).abs() < 1e-5);
    assert_eq!(found.open, 2);
}

#[test]
fn the_most_inconsistent_comparison_is_found_and_mended() {
    // Weights 8 : 4 : 2 : 1 with one slip, the last pair the wrong way round.
    let judgements = of_upper(4, &[2.0, 4.0, 8.0, 2.0, 4.0, 0.5]);
    let found = priorities(&judgements, EIGEN, TABLE).unwrap();
    let worst = culprits(&judgements, &found, TABLE, 3);
    assert_eq!((worst[0].first, worst[0].second), (2, 3));
    assert_eq!(worst[0].suggested, Ratio::of(2, true));
    assert!(worst[0].ratio_after < 1e-12);
    assert!((worst[0].triad.unwrap() - 0.75).abs() < 1e-12);
    let mut mended = judgements.clone();
    mended.set(2, 3, Some(worst[0].suggested));
    let mended_priorities = priorities(&mended, EIGEN, TABLE).unwrap();
    assert_near(&mended_priorities.weights, &[8.0 / 15.0, 4.0 / 15.0, 2.0 / 15.0, 1.0 / 15.0], 1e-12);
    assert!(culprits(&mended, &mended_priorities, TABLE, 3).is_empty());
}

/// The example company's themes: what the independent scripts behind the example found.
#[test]
fn the_example_themes() {
    let text = std::fs::read_to_string("content/example_group.json").unwrap();
    let example: serde_json::Value = serde_json::from_str(&text).unwrap();
    let rows: Vec<Vec<Option<f64>>> = example["strategy"]["theme_pairwise"]["matrix"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row.as_array().unwrap().iter().map(serde_json::Value::as_f64).collect())
        .collect();
    let judgements = Pairwise::from_rows(&rows);
    let check = &example["checks"]["strategy"]["theme_pairwise"];
    let found = priorities(&judgements, EIGEN, TABLE).unwrap();
    let number = |key: &str| check[key].as_f64().unwrap();
    assert!((found.lambda_max - number("lambda_max")).abs() < 1e-9);
    assert!((found.consistency_ratio - number("CR_table_b_1.11")).abs() < 1e-9);
    let classic = priorities(&judgements, GEOMETRIC, RandomIndex::Classic).unwrap();
    assert!((classic.consistency_ratio - number("CR_table_a_1.12")).abs() < 1e-9);
    for (index, theme) in ["t1", "t2", "t3", "t4", "t5"].iter().enumerate() {
        let of = |key: &str| check[key][theme].as_f64().unwrap();
        assert!((found.weights[index] - of("weights_eigenvector")).abs() < 1e-9);
        assert!((classic.weights[index] - of("weights_geometric_mean")).abs() < 1e-9);
    }
    let worst = &culprits(&judgements, &found, TABLE, 3)[0];
    assert_eq!((worst.first, worst.second), (1, 3));
    assert!((worst.implied - 1.8499).abs() < 1e-4);
    assert!(geometric_consistency_index(&judgements).unwrap() > 0.0);
}

#[test]
fn the_next_question_joins_what_is_apart_first() {
    let mut judgements = Pairwise::new(4);
    let mut asked = Vec::new();
    while let Some(question) = next_question(&judgements) {
        assert_eq!(question.expected_change.is_none(), judgements.checked().is_err());
        asked.push((question.first, question.second));
        judgements.set(question.first, question.second, Some(Ratio::of(2, true)));
    }
    assert_eq!(asked.len(), 6);
    assert_eq!(&asked[..3], &[(0, 1), (0, 2), (0, 3)]);
    assert_eq!(next_question(&Pairwise::new(1)), None);
}

/// The expected change, drawn: answers that differ from the implied ratio as the formula assumes, weights computed
/// anew, mean absolute change. Small errors, for the formula is their linearisation.
#[test]
fn the_expected_change_is_that_of_drawn_answers() {
    let mut judgements = Pairwise::new(5);
    for (i, j, ratio) in [(0, 1, 2.0), (1, 2, 3.0), (2, 3, 0.5), (3, 4, 2.0)] {
        judgements.set(i, j, Ratio::try_from(ratio).ok());
    }
    let base = priorities(&judgements, GEOMETRIC, TABLE).unwrap().weights;
    let mut random = Random::new(5);
    let error = 0.35;
    let small = 0.01;
    let mut best = (0.0, (0, 0));
    for (i, j) in judgements.open().collect::<Vec<_>>() {
        // On a chain the effective resistance is the number of links between.
        let resistance = f64::from(u32::try_from(j - i).unwrap());
        let mut sum = 0.0;
        for _ in 0..2_000 {
            let answer = (base[i] / base[j]) * (small * (1.0 + resistance).sqrt() * random.normal()).exp();
            let mut next = judgements.clone();
            next.set(i, j, Ratio::try_from(answer).ok());
            let weights = priorities(&next, GEOMETRIC, TABLE).unwrap().weights;
            sum += weights.iter().zip(&base).map(|(a, b)| (a - b).abs()).sum::<f64>() / 2.0;
        }
        let change = sum / 2_000.0 / small * error;
        if change > best.0 {
            best = (change, (i, j));
        }
    }
    let question = next_question(&judgements).unwrap();
    assert_eq!((question.first, question.second), best.1);
    assert!((question.expected_change.unwrap() / best.0 - 1.0).abs() < 0.06, "{question:?} {best:?}");
}

#[test]
fn rank_order_weights() {
    // Published for five criteria (Barron and Barrett 1996).
    let five = rank_order_centroid(&[1, 2, 3, 4, 5]).unwrap();
    assert_near(&five, &[0.4567, 0.2567, 0.1567, 0.09, 0.04], 5e-5);
    // The mean of the corners of the simplex that the order leaves, by its definition.
    let third = 1.0 / 3.0;
    let corners = [[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [third; 3]];
    let means: Vec<f64> = (0..3).map(|k| corners.iter().map(|corner| corner[k]).sum::<f64>() / 3.0).collect();
    let three = rank_order_centroid(&[30, 10, 20]).unwrap();
    assert_near(&three, &[means[2], means[0], means[1]], 1e-15);
    let tied = rank_order_centroid(&[1, 2, 2]).unwrap();
    assert_near(
        &tied,
        &[means[0], f64::midpoint(means[1], means[2]), f64::midpoint(means[1], means[2])],
        1e-15,
    );
    assert_eq!(rank_order_centroid(&[]), Err(WeightingError::Nothing));
}

#[test]
fn direct_weights_leave_the_locked_ones() {
    use DirectWeight::{Locked, Points};
    assert_near(&direct(&[Locked(0.4), Points(1.0), Points(3.0)]).unwrap(), &[0.4, 0.15, 0.45], 1e-15);
    assert_near(&direct(&[Locked(0.4), Points(0.0), Points(0.0)]).unwrap(), &[0.4, 0.3, 0.3], 1e-15);
    assert_near(&direct(&[Locked(0.1), Locked(0.2), Locked(0.7)]).unwrap(), &[0.1, 0.2, 0.7], 1e-15);
    assert_near(&direct(&[Locked(1.0), Points(5.0)]).unwrap(), &[1.0, 0.0], 1e-15);
    assert_eq!(direct(&[]), Err(WeightingError::Nothing));
    assert_eq!(direct(&[Points(0.0), Points(0.0)]), Err(WeightingError::AllZero));
    assert_eq!(direct(&[Points(1.0), Points(f64::NAN)]), Err(WeightingError::BadValue(1)));
    assert_eq!(direct(&[Points(-1.0)]), Err(WeightingError::BadValue(0)));
    assert_eq!(direct(&[Locked(0.8), Locked(0.4), Points(1.0)]), Err(WeightingError::LockedTooMuch));
    assert_eq!(direct(&[Locked(0.5), Locked(0.4)]), Err(WeightingError::AllLocked));
    assert_near(&swing(&[100.0, 50.0, 50.0]).unwrap(), &[0.5, 0.25, 0.25], 1e-15);
}

#[test]
fn a_moved_weight_takes_from_the_others_in_proportion() {
    let moved = rebalanced(&[0.5, 0.3, 0.2], &[false; 3], 0, 0.75).unwrap();
    assert_near(&moved, &[0.75, 0.15, 0.1], 1e-15);
    let locked = rebalanced(&[0.5, 0.3, 0.2], &[false, true, false], 0, 0.9).unwrap();
    assert_near(&locked, &[0.7, 0.3, 0.0], 1e-15);
    let from_all = rebalanced(&[1.0, 0.0, 0.0], &[false; 3], 0, 0.4).unwrap();
    assert_near(&from_all, &[0.4, 0.3, 0.3], 1e-15);
    assert_near(&rebalanced(&[0.5, 0.5], &[false, true], 0, 0.9).unwrap(), &[0.5, 0.5], 0.0);
    assert!(rebalanced(&[0.5, 0.5], &[false; 2], 0, f64::NAN).is_err());
    assert!(rebalanced(&[0.5, 0.5], &[false; 1], 0, 0.2).is_err());
}

#[test]
fn weights_multiply_down_the_tree() {
    let top = |weight| Branch { parent: None, weight };
    let under = |parent, weight| Branch { parent: Some(parent), weight };
    let found =
        global_weights(&[top(3.0), top(1.0), under(0, 1.0), under(0, 1.0), under(1, 0.0), under(1, 0.0)]);
    assert_near(&found.unwrap(), &[0.75, 0.25, 0.375, 0.375, 0.125, 0.125], 1e-15);
    assert_eq!(global_weights(&[top(0.0)]), Err(WeightingError::AllZero));
    assert_eq!(global_weights(&[under(0, 1.0)]), Err(WeightingError::BadValue(0)));
    assert_eq!(global_weights(&[top(f64::INFINITY)]), Err(WeightingError::BadValue(0)));
}

#[test]
fn answers_to_best_and_worst_are_checked() {
    use WeightingError as E;
    let error = |best, worst, b: &[f64], w: &[f64]| BestWorst::new(best, worst, b, w).unwrap_err();
    assert_eq!(error(0, 0, &[], &[]), E::Nothing);
    assert_eq!(error(0, 0, &[1.0, 2.0], &[2.0, 1.0]), E::BestIsWorst);
    assert_eq!(error(0, 5, &[1.0, 2.0], &[2.0, 1.0]), E::BadValue(5));
    assert_eq!(error(0, 1, &[1.0, 2.0], &[3.0, 1.0]), E::BestToWorstDiffers);
    assert_eq!(error(0, 1, &[1.0, 0.5], &[0.5, 1.0]), E::BelowOne(1));
    assert_eq!(error(0, 1, &[1.0, f64::NAN], &[2.0, 1.0]), E::BadValue(1));
    assert_eq!(error(0, 1, &[1.0], &[2.0, 1.0]), E::WrongLength { wanted: 1, given: 2 });
    let one = BestWorst::new(0, 0, &[1.0], &[1.0]).unwrap();
    assert_near(&one.non_linear().weights, &[1.0], 0.0);
    assert_near(&one.linear().weights, &[1.0], 0.0);
    let odd = BestWorst::new(0, 2, &[1.0, 3.0, 1.0], &[1.0, 1.0, 1.0]).unwrap();
    assert_eq!(odd.input_consistency_ratio(), None);
    assert_eq!(odd.non_linear().consistency_ratio, None);
    assert_eq!(odd.non_linear().most_inconsistent, Some(1));
}

/// The example of Rezaei 2015 solved by hand: (5 - xi)(2 - xi) = 8 + xi.
#[test]
fn the_published_best_worst_example_has_a_closed_form() {
    let found = BestWorst::new(2, 0, &[8.0, 2.0, 1.0], &[1.0, 5.0, 8.0]).unwrap().non_linear();
    let xi = 4.0 - 14.0_f64.sqrt();
    assert_near(&[found.deviation], &[xi], 1e-14);
    let sum = 1.0 + (5.0 - xi) + (8.0 + xi);
    assert_near(&found.weights, &[1.0 / sum, (5.0 - xi) / sum, (8.0 + xi) / sum], 1e-14);
    assert_near(&[found.consistency_ratio.unwrap()], &[xi / 4.47], 1e-12);
}

/// The largest deviation of weights from the answers, by the definition of each model.
fn deviation(weights: &[f64], best: usize, worst: usize, b: &[f64], w: &[f64], linear: bool) -> f64 {
    let mut most = 0.0_f64;
    for j in 0..weights.len() {
        let (to_best, to_worst) = if linear {
            (weights[best] - b[j] * weights[j], weights[j] - w[j] * weights[worst])
        } else {
            (weights[best] / weights[j] - b[j], weights[j] / weights[worst] - w[j])
        };
        if j != best {
            most = most.max(to_best.abs());
        }
        if j != worst {
            most = most.max(to_worst.abs());
        }
    }
    most
}

fn answers() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    (2_usize..7, 2_u8..=9)
        .prop_flat_map(|(n, whole)| {
            let rest = prop::collection::vec((1..=whole, 1..=whole), n - 2);
            (Just(whole), rest)
        })
        .prop_map(|(whole, rest)| {
            // Best is the first, worst the last.
            let whole = f64::from(whole);
            let mut b = vec![1.0];
            let mut w = vec![whole];
            for (p, q) in rest {
                b.push(f64::from(p));
                w.push(f64::from(q));
            }
            b.push(whole);
            w.push(1.0);
            (b, w)
        })
}

fn complete(size: std::ops::Range<usize>) -> impl Strategy<Value = Pairwise> {
    size.prop_flat_map(|n| {
        prop::collection::vec((1_u8..=9, any::<bool>()), n * (n - 1) / 2).prop_map(move |steps| {
            let upper: Vec<f64> = steps.iter().map(|(step, more)| Ratio::of(*step, *more).get()).collect();
            of_upper(n, &upper)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// The eigenvector satisfies its equation, the ratio is never negative, and n >= lambda only just.
    #[test]
    fn an_eigenvector_is_one(judgements in complete(2..10)) {
        let found = priorities(&judgements, EIGEN, TABLE).unwrap();
        let product = found.completed.times(&found.weights);
        for (a, w) in product.iter().zip(&found.weights) {
            prop_assert!((a - found.lambda_max * w).abs() < 1e-10);
            prop_assert!(*w > 0.0);
        }
        prop_assert!((found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!(found.consistency_ratio >= 0.0);
    }

    /// The least squares over the graph are the row geometric means.
    #[test]
    fn the_geometric_mean_is_that_of_the_rows(judgements in complete(2..10)) {
        let found = priorities(&judgements, GEOMETRIC, TABLE).unwrap();
        let means: Vec<f64> = found.completed.each_row()
            .map(|row| row.iter().product::<f64>().powf(1.0 / f64::from(u32::try_from(row.len()).unwrap())))
            .collect();
        let sum: f64 = means.iter().sum();
        for (w, mean) in found.weights.iter().zip(&means) {
            prop_assert!((w - mean / sum).abs() < 1e-12);
        }
    }

    /// Ratios of given weights: those weights come back, CR is 0, also with comparisons left out.
    #[test]
    fn consistent_comparisons_give_back_their_weights(
        weights in prop::collection::vec(1.0_f64..9.0, 2..9),
        keep in prop::collection::vec(any::<bool>(), 36),
    ) {
        let n = weights.len();
        let mut judgements = Pairwise::new(n);
        for ((i, j), kept) in judgements.clone().open().zip(&keep) {
            if *kept || j == i + 1 {
                judgements.set(i, j, Ratio::try_from(weights[i] / weights[j]).ok());
            }
        }
        let sum: f64 = weights.iter().sum();
        for method in [EIGEN, GEOMETRIC] {
            let found = priorities(&judgements, method, TABLE).unwrap();
            for (w, given) in found.weights.iter().zip(&weights) {
                prop_assert!((w - given / sum).abs() < 1e-9);
            }
            prop_assert!(found.consistency_ratio < 1e-9);
            prop_assert!(culprits(&judgements, &found, TABLE, 3).is_empty());
        }
    }

    /// A suggestion keeps its promise: with it in place the ratio is what was said, and lower.
    #[test]
    fn a_suggestion_lowers_the_ratio_as_promised(judgements in complete(3..7)) {
        let found = priorities(&judgements, EIGEN, TABLE).unwrap();
        for culprit in culprits(&judgements, &found, TABLE, 3) {
            let mut mended = judgements.clone();
            mended.set(culprit.first, culprit.second, Some(culprit.suggested));
            let after = priorities(&mended, EIGEN, TABLE).unwrap().consistency_ratio;
            prop_assert!((after - culprit.ratio_after).abs() < 1e-9);
            prop_assert!(after < found.consistency_ratio);
            // No other step of the scale is better.
            for step in 1..=9 {
                for more in [true, false] {
                    mended.set(culprit.first, culprit.second, Some(Ratio::of(step, more)));
                    let other = priorities(&mended, EIGEN, TABLE).unwrap().consistency_ratio;
                    prop_assert!(other >= after - 1e-9);
                }
            }
        }
    }

    /// Items in another order: weights in that order.
    #[test]
    fn the_order_of_items_does_not_matter(judgements in complete(3..8), seed in any::<u64>()) {
        let n = judgements.size();
        let mut order: Vec<usize> = (0..n).collect();
        Random::new(seed).shuffle(&mut order);
        let mut moved = Pairwise::new(n);
        for (i, j) in moved.clone().open() {
            moved.set(i, j, judgements.get(order[i], order[j]));
        }
        let (a, b) = (priorities(&judgements, EIGEN, TABLE).unwrap(), priorities(&moved, EIGEN, TABLE).unwrap());
        for (place, item) in order.iter().enumerate() {
            prop_assert!((b.weights[place] - a.weights[*item]).abs() < 1e-12);
        }
    }

    /// No weights near the optimum, and none drawn at random, have a smaller largest deviation; what is
    /// reported is what the definition gives.
    #[test]
    fn no_weights_do_better_in_either_best_worst_model((b, w) in answers(), seed in any::<u64>()) {
        let n = b.len();
        let answers = BestWorst::new(0, n - 1, &b, &w).unwrap();
        let mut random = Random::new(seed);
        let (curved, straight) = (answers.non_linear(), answers.linear());
        for (found, xi, linear) in [(&curved.weights, curved.deviation, false), (&straight.weights, straight.deviation, true)] {
            prop_assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert!((deviation(found, 0, n - 1, &b, &w, linear) - xi).abs() < 1e-9);
            for _ in 0..300 {
                let size = [0.5, 0.05, 0.001][random.below(3)];
                let near: Vec<f64> = found.iter().map(|w| (w * (1.0 + size * (random.unit() - 0.5))).max(1e-9)).collect();
                let sum: f64 = near.iter().sum();
                let near: Vec<f64> = near.iter().map(|w| w / sum).collect();
                prop_assert!(deviation(&near, 0, n - 1, &b, &w, linear) >= xi - 1e-9);
            }
        }
        for (weight, (low, high)) in curved.weights.iter().zip(&curved.intervals) {
            prop_assert!(low - 1e-9 <= *weight && *weight <= high + 1e-9);
        }
    }

    /// Entropy and CRITIC do not depend on units (CRITIC: nor on origin) or on the order of projects.
    #[test]
    fn objective_weights_do_not_depend_on_units(
        rows in prop::collection::vec(prop::collection::vec(0.5_f64..100.0, 4), 3..20),
        factor in 0.01_f64..1000.0,
        shift in -50.0_f64..50.0,
    ) {
        let values = Matrix::from_rows(&rows).unwrap();
        let directions = [true, false, true, true];
        let mut scaled = values.clone();
        scaled.set_column(1, &values.column(1).iter().map(|x| x * factor).collect::<Vec<_>>());
        let backwards = scaled.with_rows(&(0..rows.len()).rev().collect::<Vec<_>>());
        for (a, b) in entropy(&values).unwrap().iter().zip(entropy(&backwards).unwrap()) {
            prop_assert!((a - b).abs() < 1e-9);
        }
        let mut shifted = backwards.clone();
        shifted.set_column(2, &backwards.column(2).iter().map(|x| x + shift).collect::<Vec<_>>());
        for (a, b) in critic(&values, &directions).unwrap().iter().zip(critic(&shifted, &directions).unwrap()) {
            prop_assert!((a - b).abs() < 1e-9);
        }
    }
}

#[test]
fn objective_weights_of_degenerate_data() {
    let of = |rows: &[[f64; 2]]| {
        Matrix::from_rows(&rows.iter().map(|row| row.to_vec()).collect::<Vec<_>>()).unwrap()
    };
    let both = [true, true];
    assert_eq!(entropy(&of(&[[1.0, 2.0]])), Err(WeightingError::TooFewRows));
    assert_eq!(critic(&of(&[[1.0, 2.0]]), &both), Err(WeightingError::TooFewRows));
    assert_eq!(entropy(&of(&[[1.0, 2.0], [1.0, 2.0]])), Err(WeightingError::NothingDiffers));
    assert_eq!(critic(&of(&[[1.0, 2.0], [1.0, 2.0]]), &both), Err(WeightingError::NothingDiffers));
    assert_eq!(entropy(&of(&[[1.0, -2.0], [1.0, 2.0]])), Err(WeightingError::Negative(1)));
    assert_eq!(entropy(&of(&[[1.0, f64::NAN], [1.0, 2.0]])), Err(WeightingError::BadValue(1)));
    // A constant column has no weight, one with a zero has its due one.
    assert_near(&entropy(&of(&[[3.0, 0.0], [3.0, 2.0]])).unwrap(), &[0.0, 1.0], 1e-12);
    assert_near(&entropy(&of(&[[0.0, 1.0], [0.0, 2.0]])).unwrap(), &[0.0, 1.0], 1e-12);
    assert_near(&critic(&of(&[[3.0, 0.0], [3.0, 2.0], [3.0, 1.0]]), &both).unwrap(), &[0.0, 1.0], 1e-12);
    assert_eq!(
        critic(&of(&[[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]), &both),
        Err(WeightingError::NothingDiffers)
    );
    assert_near(
        &critic(&of(&[[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]), &[true, false]).unwrap(),
        &[0.5, 0.5],
        1e-12,
    );
    assert_near(&entropy(&of(&[[1e308, 1.0], [1e308, 2.0]])).unwrap(), &[0.0, 1.0], 1e-12);
}

/// CRITIC by the textbook formula: sample deviation, Pearson's correlation.
#[test]
fn critic_by_the_textbook() {
    let rows = [[3.0, 10.0, 0.2], [5.0, 30.0, 0.9], [4.0, 20.0, 0.4], [1.0, 90.0, 0.8]];
    let directions = [true, false, true];
    let mut columns = Vec::new();
    for j in 0..3 {
        let column: Vec<f64> = rows.iter().map(|row| row[j]).collect();
        let low = column.iter().copied().fold(f64::MAX, f64::min);
        let high = column.iter().copied().fold(f64::MIN, f64::max);
        columns.push(
            column
                .iter()
                .map(|x| if directions[j] { (x - low) / (high - low) } else { (high - x) / (high - low) })
                .collect::<Vec<f64>>(),
        );
    }
    let mean = |x: &[f64]| x.iter().sum::<f64>() / 4.0;
    let covariance =
        |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(a, b)| (a - mean(x)) * (b - mean(y))).sum::<f64>() / 3.0;
    let contents: Vec<f64> = columns
        .iter()
        .map(|x| {
            let sd = covariance(x, x).sqrt();
            let conflict: f64 =
                columns.iter().map(|y| 1.0 - covariance(x, y) / (sd * covariance(y, y).sqrt())).sum();
            sd * conflict
        })
        .collect();
    let sum: f64 = contents.iter().sum();
    let wanted: Vec<f64> = contents.iter().map(|c| c / sum).collect();
    let values = Matrix::from_rows(&rows.map(|row| row.to_vec())).unwrap();
    assert_near(&critic(&values, &directions).unwrap(), &wanted, 1e-12);
}
