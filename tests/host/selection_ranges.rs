//! How far a weight may move, by every method: against scans that only run the method, and a closed form for TOPSIS.

use pmo_planner::domain::numeric::{Matrix, Random};
use pmo_planner::domain::selection::methods::{
    Detail, Measure, Method, MethodError, Normalisation, Preference, Relation, Table, relation,
};
use pmo_planner::domain::selection::query::{Query, Ranked, Reply, run};
use pmo_planner::domain::selection::robustness::{Stability, WeightRanges, moved, tornado};
use pmo_planner::domain::selection::value::Aim;

const EXACT: [Method; 10] = [
    Method::WeightedSum,
    Method::NormalisedSum(Normalisation::MinMax),
    Method::NormalisedSum(Normalisation::Vector),
    Method::AhpIdeal,
    Method::AhpDistributive,
    Method::Spotis,
    Method::PrometheeOne,
    Method::PrometheeTwo,
    Method::WeightedProduct,
    Method::NormalisedSum(Normalisation::Sum),
];
const SEARCHED: [Method; 5] = [
    Method::Waspas { lambda: 0.5 },
    Method::Topsis(Normalisation::Vector),
    Method::Topsis(Normalisation::MinMax),
    Method::Vikor { v: 0.5 },
    Method::Vikor { v: 0.0 },
];

fn all() -> impl Iterator<Item = Method> {
    EXACT.into_iter().chain(SEARCHED)
}

/// Some projects by five criteria of all aims, with every kind of preference.
fn drawn(rows: usize, seed: u64) -> Table {
    let mut random = Random::new(seed);
    let scores = Matrix::from_fn(rows, 5, |_, _| 1.0 + 4.0 * random.unit());
    let aims = [Aim::Benefit, Aim::Cost, Aim::Target(3.0), Aim::Benefit, Aim::Cost];
    let preferences = [
        Preference::Usual,
        Preference::Linear { q: 0.2, p: 2.0 },
        Preference::VShape { p: 1.5 },
        Preference::Gaussian { s: 1.0 },
        Preference::Level { q: 0.3, p: 1.2 },
    ];
    let measures = aims
        .into_iter()
        .zip(preferences)
        .map(|(aim, preference)| Measure { preference, ..Measure::linear(aim, 1.0, 5.0) });
    let weights: Vec<f64> = (0..5).map(|_| 0.05 + random.unit()).collect();
    Table::new(scores, measures.collect(), &weights).unwrap()
}

/// The weights with one moved, written down anew.
fn with_weight(weights: &[f64], criterion: usize, to: f64) -> Vec<f64> {
    let rest: f64 = weights.iter().enumerate().filter(|(j, _)| *j != criterion).map(|(_, w)| w).sum();
    let of = |(j, w): (usize, &f64)| if j == criterion { to } else { w / rest * (1.0 - to) };
    weights.iter().enumerate().map(of).collect()
}

fn run_at(
    table: &Table,
    method: Method,
    criterion: usize,
    to: f64,
) -> pmo_planner::domain::selection::methods::Outcome {
    method.run(&table.with_weights(&with_weight(table.weights(), criterion, to)).unwrap()).unwrap()
}

/// Is no other project ahead of one of the set?
fn stays(table: &Table, method: Method, criterion: usize, to: f64, set: &[usize]) -> bool {
    let outcome = run_at(table, method, criterion, to);
    let others = || (0..table.rows()).filter(|index| !set.contains(index));
    if let (Method::PrometheeOne, Detail::Flows { plus, minus }) = (method, &outcome.detail) {
        return set.iter().all(|member| {
            others().all(|rival| relation(plus, minus, rival, *member) != Relation::Preferred)
        });
    }
    let last = set.iter().map(|index| outcome.ranks[*index]).max().unwrap();
    others().all(|rival| outcome.ranks[rival] >= last)
}

fn ranges(table: &Table, method: Method, set: &[usize]) -> (Vec<Stability>, bool) {
    let mut ranges = WeightRanges::new(table, method, set).unwrap();
    assert_eq!(ranges.work() == 0, !SEARCHED.contains(&method));
    while ranges.advance().unwrap() {}
    let found = ranges.result();
    (found.rows, found.exact)
}

/// Within the interval the set stays wherever one looks; just beyond it does not.
#[test]
fn the_set_stays_within_the_interval_and_not_beyond() {
    for seed in 0..6 {
        let table = drawn(9, seed);
        for method in all() {
            let order = method.run(&table).unwrap().order();
            for set in [&order[..1], &order[..3]] {
                let (rows, exact) = ranges(&table, method, set);
                assert_eq!(exact, EXACT.contains(&method), "{method:?}");
                assert_eq!(rows.len(), 5);
                // An end found by search is short of the true one by no more than so much.
                let slack = if exact { 1e-7 } else { WeightRanges::FINENESS };
                for row in &rows {
                    let stays = |to: f64| stays(&table, method, row.criterion, to, set);
                    let context = format!("seed {seed}, {method:?}, {set:?}, {row:?}");
                    assert!(
                        0.0 <= row.low && row.low <= row.weight && row.weight <= row.high && row.high <= 1.0,
                        "{context}"
                    );
                    for step in 0..=500 {
                        let to = f64::from(step) / 500.0;
                        if to > row.low + 1e-9 && to < row.high - 1e-9 {
                            assert!(stays(to), "{context}: gone at {to}");
                        }
                    }
                    for (end, beyond, pair) in [
                        (row.low, row.low - 1.5 * slack, row.below),
                        (row.high, row.high + 1.5 * slack, row.above),
                    ] {
                        let Some((out, comes)) = pair else {
                            assert!(end <= 0.0 || end >= 1.0, "{context}: an end for no reason");
                            continue;
                        };
                        assert!(set.contains(&out) && !set.contains(&comes), "{context}");
                        assert!(!stays(beyond.clamp(0.0, 1.0)), "{context}: still there at {beyond}");
                        let there = run_at(&table, method, row.criterion, end);
                        if method != Method::PrometheeOne {
                            let gap = (there.scores[out] - there.scores[comes]).abs();
                            assert!(gap <= 200.0 * slack, "{context}: apart by {gap}");
                        }
                    }
                }
            }
        }
    }
}

/// Squares of TOPSIS distances are a t² + b (1 - t)², so two projects draw level where a quadratic of (t / (1 - t))² is zero.
#[test]
fn topsis_ends_are_roots_of_a_quadratic() {
    for seed in 20..32 {
        let table = drawn(7, seed);
        let method = Method::Topsis(Normalisation::Vector);
        let first = method.run(&table).unwrap().order()[0];
        let (rows, _) = ranges(&table, method, &[first]);
        // Normalised scores of which more is better, by the textbook; the target by its nearness in the range.
        let columns: Vec<Vec<f64>> = (0..5)
            .map(|j| {
                let raw = table.scores().column(j);
                let turned: Vec<f64> =
                    if j == 2 { raw.iter().map(|x| 1.0 - (x - 3.0).abs() / 2.0).collect() } else { raw };
                let length = turned.iter().map(|x| x * x).sum::<f64>().sqrt();
                let sign = if j == 1 || j == 4 { -1.0 } else { 1.0 };
                turned.iter().map(|x| sign * x / length).collect()
            })
            .collect();
        for row in &rows {
            let c = row.criterion;
            let rest = 1.0 - table.weights()[c];
            // Of a project: (t², (1 - t)²) parts of the squared distance to an end of each column.
            let parts = |project: usize, best: bool| {
                let mut parts = (0.0, 0.0);
                for (j, column) in columns.iter().enumerate() {
                    let ends =
                        column.iter().copied().fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(x), b.max(x)));
                    let gap = (column[project] - if best { ends.1 } else { ends.0 }).powi(2);
                    if j == c {
                        parts.0 += gap;
                    } else {
                        parts.1 += gap * (table.weights()[j] / rest).powi(2);
                    }
                }
                parts
            };
            let (mut low, mut high) = (0.0_f64, 1.0_f64);
            for rival in (0..7).filter(|rival| *rival != first) {
                let ((a, b), (d, e)) = (parts(first, false), parts(rival, true));
                let ((f, g), (h, i)) = (parts(rival, false), parts(first, true));
                let (p, q, r) = (a * d - f * h, a * e + b * d - f * i - g * h, b * e - g * i);
                let root = (q * q - 4.0 * p * r).max(0.0).sqrt();
                for u in [(-q + root) / (2.0 * p), (-q - root) / (2.0 * p)] {
                    if u > 0.0 && q * q > 4.0 * p * r {
                        let t = u.sqrt() / (1.0 + u.sqrt());
                        if t < row.weight { low = low.max(t) } else { high = high.min(t) }
                    }
                }
            }
            assert!((row.low - low).abs() <= 1.1e-6, "seed {seed}: {row:?} begins at {low}");
            assert!((row.high - high).abs() <= 1.1e-6, "seed {seed}: {row:?} ends at {high}");
        }
    }
}

#[test]
fn the_tornado_is_the_method_run_with_moved_weights() {
    for seed in 40..44 {
        let table = drawn(8, seed);
        for method in all().chain([Method::SumRatio, Method::ProductRatio]) {
            if let Err(error) = method.run(&table) {
                assert!(matches!(error, MethodError::NotPositive(_)), "{error}");
                continue;
            }
            for project in [0, 5] {
                let bars = tornado(&table, method, project, 0.1).unwrap();
                assert_eq!(bars.len(), 5);
                assert!(bars.windows(2).all(|pair| pair[0].length() >= pair[1].length()));
                for bar in bars {
                    let weight = table.weights()[bar.criterion];
                    assert_eq!(bar.weights, ((weight - 0.1).max(0.0), (weight + 0.1).min(1.0)));
                    for (to, score, rank) in [
                        (bar.weights.0, bar.scores.0, bar.ranks.0),
                        (bar.weights.1, bar.scores.1, bar.ranks.1),
                    ] {
                        let there = run_at(&table, method, bar.criterion, to);
                        assert!((there.scores[project] - score).abs() < 1e-11, "{method:?}");
                        assert_eq!(there.ranks[project], rank, "{method:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_product_with_a_zero_is_searched() {
    let scores = Matrix::from_rows(&[vec![0.0, 9.0], vec![4.0, 4.0], vec![9.0, 1.0]]).unwrap();
    let measures = vec![Measure::linear(Aim::Benefit, 0.0, 10.0); 2];
    let table = Table::new(scores, measures, &[0.4, 0.6]).unwrap();
    let mut search = WeightRanges::new(&table, Method::WeightedProduct, &[1]).unwrap();
    assert!(search.work() > 0);
    while search.advance().unwrap() {}
    let found = search.result();
    assert!(!found.exact);
    // 4 = 9^t once the last draws level: t ln (4/9) + (1 - t) ln 4 = 0. The first is at 0 until its weight is.
    let level = 4.0_f64.ln() / 9.0_f64.ln();
    assert!((found.rows[0].high - level).abs() <= 1e-6, "{:?}", found.rows[0]);
    assert!(found.rows[0].low > 0.0 && found.rows[0].low <= 1e-6);
    assert_eq!((found.rows[0].above, found.rows[0].below), (Some((1, 2)), Some((1, 0))));
}

#[test]
fn what_cannot_move_holds_throughout() {
    let measures = |count: usize| vec![Measure::linear(Aim::Benefit, 0.0, 10.0); count];
    let alone = Table::new(Matrix::from_rows(&[vec![1.0, 2.0]]).unwrap(), measures(2), &[0.3, 0.7]).unwrap();
    let equal = Table::new(Matrix::filled(4, 2, 3.0), measures(2), &[0.3, 0.7]).unwrap();
    let one = Table::new(Matrix::from_rows(&[vec![1.0], vec![2.0]]).unwrap(), measures(1), &[2.0]).unwrap();
    let uneven =
        Table::new(Matrix::from_rows(&[vec![1.0, 6.0], vec![2.0, 5.0]]).unwrap(), measures(2), &[0.0, 1.0])
            .unwrap();
    for method in all().chain([Method::ProductRatio, Method::SumRatio]) {
        for table in [&alone, &equal, &one] {
            let first = method.run(table).unwrap().order()[0];
            let mut found = WeightRanges::new(table, method, &[first]).unwrap();
            while found.advance().unwrap() {}
            for row in found.result().rows {
                assert_eq!((row.below, row.above), (None, None), "{method:?}: {row:?}");
                assert_eq!((row.low, row.high), (0.0, 1.0));
            }
            assert!(
                tornado(table, method, 0, 0.1)
                    .unwrap()
                    .iter()
                    .all(|bar| bar.scores.0.is_finite() && bar.scores.1.is_finite())
            );
        }
        // From an end of the range: all weights are looked at, in the direction that there is.
        if method.uses_weights() {
            let mut found = WeightRanges::new(&uneven, method, &[0]).unwrap();
            while found.advance().unwrap() {}
            let rows = found.result().rows;
            assert!(
                rows[0].low <= 0.0 && rows[0].high > 0.0 && rows[0].high < 1.0,
                "{method:?}: {:?}",
                rows[0]
            );
            assert!(
                rows[1].high >= 1.0 && (rows[1].low - (1.0 - rows[0].high)).abs() < 3e-6,
                "{method:?}: {:?}",
                rows[1]
            );
        }
    }
}

#[test]
fn a_weight_is_moved_as_the_texts_say() {
    for to in [0.0, 0.37, 1.0] {
        let found = moved(&[0.2, 0.3, 0.5], 1, to);
        for (a, b) in found.iter().zip(with_weight(&[0.2, 0.3, 0.5], 1, to)) {
            assert!((a - b).abs() < 1e-12);
        }
    }
    // Where the others have no proportions they share equally.
    assert_eq!(moved(&[1.0, 0.0, 0.0], 0, 0.4), [0.4, 0.3, 0.3]);
    assert_eq!(moved(&[1.0], 0, 0.4), [1.0]);
}

#[test]
fn the_worker_gives_the_same_and_tells_how_far_it_is() {
    let table = drawn(12, 3);
    for method in [Method::Vikor { v: 0.5 }, Method::Spotis] {
        let set = &method.run(&table).unwrap().order()[..2];
        let mut told = Vec::new();
        let query = Query::Ranges { ranked: Ranked::new(&table, method), chosen: set.to_vec() };
        let text = serde_json::to_string(&query).unwrap();
        let reply = run(serde_json::from_str(&text).unwrap(), &mut |done| told.push(done));
        let (rows, exact) = ranges(&table, method, set);
        assert_eq!(reply, Reply::Ranges(pmo_planner::domain::selection::robustness::Ranges { rows, exact }));
        assert!(
            told.windows(2).all(|pair| pair[0] < pair[1])
                && told.iter().all(|done| (0.0..=1.0).contains(done))
        );
        assert_eq!(told.is_empty(), exact);
    }
}
