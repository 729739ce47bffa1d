//! How long rankings and the trust checks take on this machine: `cargo bench --bench selection`.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a measurement on the host")]

use std::time::Instant;

use pmo_planner::domain::numeric::{Matrix, Random};
use pmo_planner::domain::selection::methods::{Measure, Method, Normalisation, Preference, Table};
use pmo_planner::domain::selection::robustness::{SelfTest, Smaa, Uncertain, WeightSpace, stability};
use pmo_planner::domain::selection::value::Aim;

fn table(rows: usize, columns: usize, preference: Preference) -> Table {
    let mut random = Random::new(1);
    let scores = Matrix::from_fn(rows, columns, |_, _| 1.0 + 4.0 * random.unit());
    let measures = (0..columns)
        .map(|j| Measure {
            preference,
            ..Measure::linear(if j % 4 == 3 { Aim::Cost } else { Aim::Benefit }, 1.0, 5.0)
        })
        .collect();
    let weights: Vec<f64> = (0..columns).map(|_| 0.1 + random.unit()).collect();
    Table::new(scores, measures, &weights).unwrap()
}

/// The middle of nine runs, in milliseconds.
fn measured<T>(name: &str, mut run: impl FnMut() -> T) {
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(run());
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{name:58} {:8.2} ms", times.get(4).copied().unwrap_or_default());
}

fn smaa(table: &Table, uncertain: &[Uncertain]) -> Smaa {
    let mut run = Smaa::new(table, Method::WeightedSum, uncertain, &WeightSpace::Free, 10_000, 7).unwrap();
    while run.advance(10_000) {}
    run
}

fn main() {
    let methods = [
        Method::WeightedSum,
        Method::WeightedProduct,
        Method::Waspas { lambda: 0.5 },
        Method::Topsis(Normalisation::Vector),
        Method::Vikor { v: 0.5 },
        Method::PrometheeOne,
        Method::PrometheeTwo,
        Method::AhpIdeal,
        Method::AhpDistributive,
        Method::Spotis,
    ];
    let linear = table(1_000, 15, Preference::Linear { q: 0.2, p: 1.0 });
    let gaussian = table(1_000, 15, Preference::Gaussian { s: 0.5 });
    measured("all methods, 1,000 x 15, linear preference", || {
        methods.map(|method| method.run(&linear).unwrap())
    });
    measured("all methods, 1,000 x 15, Gaussian preference", || {
        methods.map(|method| method.run(&gaussian).unwrap())
    });
    measured("weighted sum again, 1,000 x 15", || Method::WeightedSum.run(&linear).unwrap());
    for method in methods {
        measured(&format!("  {method:?}"), || method.run(&linear).unwrap());
    }
    let winner = Method::WeightedSum.run(&linear).unwrap().order();
    measured("weight intervals of 100 chosen of 1,000, 15 criteria", || {
        stability(&linear.worth(), linear.weights(), winner.get(..100).unwrap())
    });
    let middle = table(200, 12, Preference::Usual);
    measured("10,000 draws, 200 x 12, weights open", || smaa(&middle, &[]));
    let some: Vec<Uncertain> =
        (0..200).map(|row| Uncertain { row, column: row % 12, low: 2.0, high: 3.0 }).collect();
    measured("10,000 draws, 200 x 12, weights and 200 scores open", || smaa(&middle, &some));
    let all: Vec<Uncertain> =
        (0..2_400).map(|cell| Uncertain { row: cell / 12, column: cell % 12, low: 2.0, high: 3.0 }).collect();
    measured("10,000 draws, 200 x 12, weights and all scores open", || smaa(&middle, &all));
    measured("rank-reversal self test of TOPSIS, 200 x 12, 200 projects", || {
        let mut test = SelfTest::new(&middle, Method::Topsis(Normalisation::Vector), 200).unwrap();
        while test.step() {}
        test
    });
}
