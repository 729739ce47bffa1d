//! Ranking methods checked by second formulas, brute force and laws that must hold.

use pmo_planner::domain::numeric::{Matrix, Random};
use pmo_planner::domain::selection::methods::{
    Detail, Fill, Measure, Method, MethodError, Normalisation, Outcome, Preference, Relation, Table, kendall,
    relation, spearman,
};
use pmo_planner::domain::selection::value::{Aim, Curve};
use proptest::prelude::*;

const ALL: [Method; 13] = [
    Method::WeightedSum,
    Method::NormalisedSum(Normalisation::MinMax),
    Method::WeightedProduct,
    Method::Waspas { lambda: 0.5 },
    Method::Topsis(Normalisation::Vector),
    Method::Vikor { v: 0.5 },
    Method::PrometheeOne,
    Method::PrometheeTwo,
    Method::AhpIdeal,
    Method::AhpDistributive,
    Method::Spotis,
    Method::ProductRatio,
    Method::SumRatio,
];

#[track_caller]
fn assert_near(found: &[f64], wanted: &[f64], tolerance: f64) {
    assert_eq!(found.len(), wanted.len());
    for (a, b) in found.iter().zip(wanted) {
        assert!((a - b).abs() <= tolerance, "{found:?} is not {wanted:?}");
    }
}

/// A reproducible table: positive scores, benefit, cost and target criteria, every preference function.
fn drawn(rows: usize, columns: usize, seed: u64) -> Table {
    let mut random = Random::new(seed);
    let scores = Matrix::from_fn(rows, columns, |_, _| (1.0 + random.unit() * 99.0).round());
    let measures = (0..columns)
        .map(|column| {
            let aim = match column % 4 {
                1 => Aim::Cost,
                3 => Aim::Target(40.0),
                _ => Aim::Benefit,
            };
            let mut measure = Measure::linear(aim, 0.0, 100.0);
            measure.preference = match column % 6 {
                0 => Preference::Usual,
                1 => Preference::UShape { q: 5.0 },
                2 => Preference::VShape { p: 20.0 },
                3 => Preference::Level { q: 5.0, p: 20.0 },
                4 => Preference::Linear { q: 5.0, p: 20.0 },
                _ => Preference::Gaussian { s: 10.0 },
            };
            if column % 5 == 2 {
                measure.curve = Curve::Curved(3.0);
            }
            measure
        })
        .collect();
    let weights: Vec<f64> = (0..columns).map(|_| 0.1 + random.unit()).collect();
    Table::new(scores, measures, &weights).unwrap()
}

#[test]
fn weighted_sum_and_product_by_hand() {
    // Two benefits, one cost, on their own ranges.
    let scores =
        Matrix::from_rows(&[vec![10.0, 4.0, 200.0], vec![20.0, 2.0, 100.0], vec![15.0, 3.0, 400.0]]).unwrap();
    let aims = [Aim::Benefit, Aim::Benefit, Aim::Cost];
    let measures = aims.iter().enumerate().map(|(j, aim)| Measure::over(*aim, &scores.column(j))).collect();
    let table = Table::new(scores, measures, &[2.0, 1.0, 1.0]).unwrap();
    let sum = Method::WeightedSum.run(&table).unwrap();
    assert_near(&sum.scores, &[0.25 + 0.25 * (2.0 / 3.0), 0.5 + 0.25, 0.25 + 0.125], 1e-15);
    assert_eq!(sum.ranks, [2, 1, 3]);
    let product = Method::WeightedProduct.run(&table).unwrap();
    let power = |a: f64, b: f64, c: f64| a.powf(0.5) * b.powf(0.25) * c.powf(0.25);
    let wanted = [power(0.5, 1.0, 0.5), power(1.0, 0.5, 1.0), power(0.75, 0.75, 0.25)];
    assert_near(&product.scores, &wanted, 1e-15);
    let waspas = Method::Waspas { lambda: 0.3 }.run(&table).unwrap();
    let ideal = Method::AhpIdeal.run(&table).unwrap();
    let mixed: Vec<f64> = ideal.scores.iter().zip(&wanted).map(|(s, p)| 0.3 * s + 0.7 * p).collect();
    assert_near(&waspas.scores, &mixed, 1e-15);
    let ratio = Method::ProductRatio.run(&table).unwrap();
    assert_near(&ratio.scores, &[0.2, 0.4, 45.0 / 400.0], 1e-15);
    let sums = Method::SumRatio.run(&table).unwrap();
    assert_near(&sums.scores, &[0.07, 0.22, 0.045], 1e-15);
    let spotis = Method::Spotis.run(&table).unwrap();
    // On linear measures SPOTIS is the weighted sum turned over.
    let turned: Vec<f64> = sum.scores.iter().map(|score| 1.0 - score).collect();
    assert_near(&spotis.scores, &turned, 1e-15);
    assert_eq!(spotis.ranks, sum.ranks);
}

/// Flows by going through all pairs, as the definition says.
#[test]
fn outranking_flows_by_all_pairs() {
    for seed in 0..20 {
        let table = drawn(23, 12, seed);
        let m = table.rows();
        let mut plus = vec![0.0; m];
        let mut minus = vec![0.0; m];
        for a in 0..m {
            for b in 0..m {
                let mut index = 0.0;
                for (j, measure) in table.measures().iter().enumerate() {
                    let signed = |row: usize| {
                        let score = table.scores().at(row, j);
                        match measure.aim {
                            Aim::Benefit => score,
                            Aim::Cost => -score,
                            Aim::Target(target) => -(score - target).abs(),
                        }
                    };
                    index += table.weights()[j] * measure.preference.of(signed(a) - signed(b));
                }
                plus[a] += index / (m - 1) as f64;
                minus[b] += index / (m - 1) as f64;
            }
        }
        let found = Method::PrometheeTwo.run(&table).unwrap();
        let Detail::Flows { plus: p, minus: q } = &found.detail else { panic!() };
        assert_near(p, &plus, 1e-12);
        assert_near(q, &minus, 1e-12);
        let partial = Method::PrometheeOne.run(&table).unwrap();
        for a in 0..m {
            let outranking = (0..m).filter(|b| relation(p, q, *b, a) == Relation::Preferred).count();
            assert_eq!(partial.ranks[a], outranking + 1);
        }
    }
}

#[test]
fn the_six_preference_functions_at_known_places() {
    let p = |preference: Preference, d: f64, wanted: f64| {
        assert!((preference.of(d) - wanted).abs() < 1e-15, "{preference:?} {d}");
    };
    for preference in [Preference::Usual, Preference::UShape { q: 2.0 }, Preference::Gaussian { s: 2.0 }] {
        p(preference, 0.0, 0.0);
        p(preference, -3.0, 0.0);
    }
    p(Preference::Usual, 1e-9, 1.0);
    p(Preference::UShape { q: 2.0 }, 2.0, 0.0);
    p(Preference::UShape { q: 2.0 }, 2.1, 1.0);
    p(Preference::VShape { p: 4.0 }, 1.0, 0.25);
    p(Preference::VShape { p: 4.0 }, 9.0, 1.0);
    p(Preference::VShape { p: 0.0 }, 0.1, 1.0);
    p(Preference::Level { q: 1.0, p: 2.0 }, 1.0, 0.0);
    p(Preference::Level { q: 1.0, p: 2.0 }, 2.0, 0.5);
    p(Preference::Level { q: 1.0, p: 2.0 }, 2.1, 1.0);
    p(Preference::Level { q: 3.0, p: 2.0 }, 2.5, 0.0);
    p(Preference::Linear { q: 1.0, p: 3.0 }, 1.5, 0.25);
    p(Preference::Linear { q: 1.0, p: 3.0 }, 3.0, 1.0);
    p(Preference::Linear { q: 2.0, p: 1.0 }, 2.5, 1.0);
    p(Preference::Gaussian { s: 2.0 }, 2.0, 1.0 - (-0.5_f64).exp());
    p(Preference::Gaussian { s: 0.0 }, 2.0, 1.0);
}

#[test]
fn degenerate_tables_have_defined_answers() {
    let table = |rows: &[Vec<f64>], weights: &[f64]| {
        let scores = Matrix::from_rows(rows).unwrap();
        let measures = (0..weights.len()).map(|j| Measure::over(Aim::Benefit, &scores.column(j))).collect();
        Table::new(scores, measures, weights)
    };
    // One project; constant columns; all of it constant; zeros.
    for rows in [
        vec![vec![3.0, 5.0]],
        vec![vec![3.0, 5.0], vec![4.0, 5.0]],
        vec![vec![3.0, 5.0]; 4],
        vec![vec![0.0, 0.0]; 3],
    ] {
        for method in ALL {
            let found = method.run(&table(&rows, &[0.5, 0.5]).unwrap()).unwrap();
            assert!(found.scores.iter().all(|score| score.is_finite()), "{method:?} {rows:?}");
            if rows.windows(2).all(|pair| pair[0] == pair[1]) {
                assert!(found.ranks.iter().all(|rank| *rank == 1), "{method:?} {rows:?}");
            }
        }
    }
    let rows = [vec![3.0, 5.0], vec![4.0, 5.0]];
    assert_eq!(table(&rows, &[0.0, 0.0]).unwrap_err(), MethodError::AllWeightsZero);
    assert_eq!(table(&rows, &[1.0, -1.0]).unwrap_err(), MethodError::BadWeight(1));
    assert_eq!(table(&rows, &[f64::NAN, 1.0]).unwrap_err(), MethodError::BadWeight(0));
    assert_eq!(table(&[vec![f64::INFINITY]], &[1.0]).unwrap_err(), MethodError::NotFinite(0));
    assert_eq!(Table::new(Matrix::default(), Vec::new(), &[]).unwrap_err(), MethodError::NoCriteria);
    let none = Table::new(Matrix::default(), vec![Measure::over(Aim::Cost, &[])], &[1.0]);
    assert_eq!(none.unwrap_err(), MethodError::NoProjects);
    let negative = table(&[vec![-3.0, 5.0], vec![4.0, 1.0]], &[1.0, 1.0]).unwrap();
    for method in ALL {
        match method {
            Method::WeightedProduct | Method::Waspas { .. } | Method::AhpIdeal | Method::AhpDistributive => {
                assert_eq!(method.run(&negative), Err(MethodError::NotPositive(0)));
            }
            _ => assert!(method.run(&negative).unwrap().scores.iter().all(|score| score.is_finite())),
        }
    }
    assert_eq!(Method::Vikor { v: 1.5 }.run(&negative), Err(MethodError::BadParameter));
    assert_eq!(Method::Waspas { lambda: f64::NAN }.run(&negative), Err(MethodError::BadParameter));
    let huge = table(&[vec![1e308, 1e308], vec![-1e308, -1e308]], &[1.0, 1.0]).unwrap();
    for method in ALL {
        if let Ok(found) = method.run(&huge) {
            assert!(found.scores.iter().all(|score| score.is_finite()), "{method:?}");
        }
    }
    assert_near(&Method::WeightedSum.run(&huge).unwrap().scores, &[1.0, 0.0], 1e-15);
}

#[test]
fn missing_scores_are_never_zero() {
    let measures = vec![Measure::linear(Aim::Benefit, 0.0, 10.0), Measure::linear(Aim::Cost, 0.0, 10.0)];
    let cells = [Some(4.0), Some(2.0), None, Some(6.0), Some(8.0), None];
    let filled = |fill| Table::filled(&cells, measures.clone(), &[1.0, 1.0], fill).unwrap();
    assert_eq!(filled(Fill::Mean).scores().values(), [4.0, 2.0, 6.0, 6.0, 8.0, 4.0]);
    assert_eq!(filled(Fill::Best).scores().values(), [4.0, 2.0, 10.0, 6.0, 8.0, 0.0]);
    assert_eq!(filled(Fill::Worst).scores().values(), [4.0, 2.0, 0.0, 6.0, 8.0, 10.0]);
    let unknown =
        Table::filled(&[None, Some(1.0), None, Some(2.0)], measures, &[1.0, 1.0], Fill::Mean).unwrap();
    assert_eq!(unknown.scores().column(0), [5.0, 5.0]);
}

#[test]
fn vikor_with_a_clear_winner_names_it_alone() {
    let scores =
        Matrix::from_rows(&[vec![10.0, 10.0], vec![1.0, 2.0], vec![2.0, 1.0], vec![1.0, 1.0]]).unwrap();
    let measures = (0..2).map(|j| Measure::over(Aim::Benefit, &scores.column(j))).collect();
    let found = Method::Vikor { v: 0.5 }.run(&Table::new(scores, measures, &[1.0, 1.0]).unwrap()).unwrap();
    let Detail::Vikor { sufficient_lead, stable, compromise, .. } = found.detail else { panic!() };
    assert!(sufficient_lead && stable);
    assert_eq!(compromise, [0]);
}

#[test]
fn a_copy_reverses_topsis_with_min_max_but_not_spotis() {
    // Directions of cost are not rewarded: the trap of another library's COPRAS has no place here.
    let table = drawn(8, 4, 3);
    let cheaper = |method: Method| {
        let base = method.run(&table).unwrap();
        let mut scores = table.scores().clone();
        scores.set(2, 1, scores.at(2, 1) / 2.0);
        let moved = Table::new(scores, table.measures().to_vec(), table.weights()).unwrap();
        (base, method.run(&moved).unwrap())
    };
    for method in ALL {
        let (before, after) = cheaper(method);
        let better =
            |outcome: &Outcome| if outcome.more_is_better { outcome.scores[2] } else { -outcome.scores[2] };
        assert!(better(&after) >= better(&before) - 1e-12, "{method:?} punishes a lower cost");
        assert!(after.ranks[2] <= before.ranks[2], "{method:?}");
    }
}

/// Rank correlations by all pairs and by Pearson on mean ranks found one by one.
fn by_pairs(a: &[f64], b: &[f64]) -> (f64, f64) {
    let n = a.len();
    let (mut agree, mut free_a, mut free_b) = (0.0, 0.0, 0.0);
    for i in 0..n {
        for j in 0..i {
            let (x, y) = (
                (a[i] - a[j]).partial_cmp(&0.0).unwrap() as i8,
                (b[i] - b[j]).partial_cmp(&0.0).unwrap() as i8,
            );
            agree += f64::from(x * y);
            free_a += f64::from(x.abs());
            free_b += f64::from(y.abs());
        }
    }
    let rank = |v: &[f64]| -> Vec<f64> {
        v.iter()
            .map(|x| {
                v.iter().filter(|y| *y < x).count() as f64
                    + f64::midpoint(v.iter().filter(|y| *y == x).count() as f64, 1.0)
            })
            .collect()
    };
    let (ra, rb) = (rank(a), rank(b));
    let mean = f64::midpoint(n as f64, 1.0);
    let covariance =
        |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(p, q)| (p - mean) * (q - mean)).sum::<f64>();
    let rho = covariance(&ra, &rb) / (covariance(&ra, &ra) * covariance(&rb, &rb)).sqrt();
    (rho, agree / (free_a * free_b).sqrt())
}

#[test]
fn correlations_of_few_and_of_ties() {
    assert_eq!(spearman(&[1.0], &[1.0]), None);
    assert_eq!(kendall(&[], &[]), None);
    assert_eq!(spearman(&[1.0, 2.0], &[3.0, 3.0]), None);
    assert_eq!(kendall(&[1.0, 2.0], &[3.0, 3.0]), None);
    assert_eq!(kendall(&[1.0, 2.0], &[1.0]), None);
    assert_near(&[spearman(&[1.0, 2.0], &[5.0, 4.0]).unwrap()], &[-1.0], 1e-15);
    // Without ties rho = 1 - 6 sum d² / (n (n² - 1)).
    let rho = spearman(&[1.0, 2.0, 3.0, 4.0, 5.0], &[2.0, 1.0, 4.0, 3.0, 5.0]).unwrap();
    assert_near(&[rho], &[1.0 - 6.0 * 4.0 / (5.0 * 24.0)], 1e-15);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn correlations_by_all_pairs(pairs in prop::collection::vec((0_u8..6, 0_u8..6), 2..40)) {
        let (a, b): (Vec<f64>, Vec<f64>) = pairs.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).unzip();
        let (rho, tau) = by_pairs(&a, &b);
        match (spearman(&a, &b), kendall(&a, &b)) {
            (Some(r), Some(t)) => {
                prop_assert!((r - rho).abs() < 1e-12);
                prop_assert!((t - tau).abs() < 1e-12);
            }
            _ => prop_assert!(rho.is_nan() || tau.is_nan()),
        }
    }

    /// Scaling all weights changes no score; the order of projects and of criteria does not matter.
    #[test]
    fn scale_and_order_do_not_matter(seed in any::<u64>(), factor in 0.001_f64..1000.0, rows in 2_usize..30) {
        let table = drawn(rows, 7, seed);
        let scaled: Vec<f64> = table.weights().iter().map(|weight| weight * factor).collect();
        let scaled = table.with_weights(&scaled).unwrap();
        let mut order: Vec<usize> = (0..rows).collect();
        Random::new(seed).shuffle(&mut order);
        let moved = table.with_rows(&order).unwrap();
        let columns: Vec<usize> = (0..7).rev().collect();
        let turned = Table::new(
            Matrix::from_fn(rows, 7, |i, j| table.scores().at(i, columns[j])),
            columns.iter().map(|j| table.measures()[*j].clone()).collect(),
            &columns.iter().map(|j| table.weights()[*j]).collect::<Vec<_>>(),
        ).unwrap();
        for method in ALL {
            let base = method.run(&table).unwrap();
            let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * (1.0 + a.abs());
            for (a, b) in base.scores.iter().zip(&method.run(&scaled).unwrap().scores) {
                prop_assert!(near(*a, *b), "{:?}", method);
            }
            let other = method.run(&moved).unwrap();
            for (place, row) in order.iter().enumerate() {
                prop_assert!(near(base.scores[*row], other.scores[place]), "{:?}", method);
                prop_assert_eq!(base.ranks[*row], other.ranks[place], "{:?}", method);
            }
            for (a, b) in base.scores.iter().zip(&method.run(&turned).unwrap().scores) {
                prop_assert!(near(*a, *b), "{:?}", method);
            }
        }
    }

    /// One that is at least as good on everything never ranks behind.
    #[test]
    fn dominance_is_never_reversed(seed in any::<u64>(), rows in 2_usize..20) {
        let table = drawn(rows, 6, seed);
        let mut scores = table.scores().clone();
        // The last project is made at least as good as the first everywhere.
        for (j, measure) in table.measures().iter().enumerate() {
            let first = scores.at(0, j);
            scores.set(rows - 1, j, match measure.aim {
                Aim::Benefit => first + 0.5,
                Aim::Cost => first - 0.5,
                Aim::Target(target) => first + (target - first) / 2.0,
            });
        }
        let table = Table::new(scores, table.measures().to_vec(), table.weights()).unwrap();
        for method in ALL.into_iter().filter(|method| method.keeps_dominance()) {
            let ranks = method.run(&table).unwrap().ranks;
            prop_assert!(ranks[rows - 1] <= ranks[0], "{:?}", method);
        }
    }

    /// Any numbers at all: finite scores and ranks from 1 to m, or a reason.
    #[test]
    fn whatever_comes_in_what_comes_out_is_finite(
        rows in prop::collection::vec(prop::collection::vec(prop_oneof![
            prop::num::f64::ANY, -10.0..10.0, Just(0.0), Just(1e300), Just(-1e300),
        ], 3), 1..8),
        weights in prop::collection::vec(prop_oneof![0.0..1.0, Just(0.0), Just(1e308)], 3),
        q in -1.0..5.0, p in prop::num::f64::ANY,
    ) {
        let scores = Matrix::from_rows(&rows).unwrap();
        let mut measures: Vec<Measure> = [Aim::Benefit, Aim::Cost, Aim::Target(1.0)].into_iter().enumerate()
            .map(|(j, aim)| Measure::over(aim, &scores.column(j))).collect();
        measures[0].preference = Preference::Linear { q, p };
        measures[1].preference = Preference::Gaussian { s: p };
        measures[2].preference = Preference::Level { q, p };
        if let Ok(table) = Table::new(scores, measures, &weights) {
            for method in ALL.into_iter().chain([Method::Topsis(Normalisation::Sum), Method::NormalisedSum(Normalisation::Vector)]) {
                if let Ok(found) = method.run(&table) {
                    prop_assert!(found.scores.iter().all(|score| score.is_finite()));
                    prop_assert!(found.ranks.iter().all(|rank| (1..=rows.len()).contains(rank)));
                }
            }
        }
    }
}
