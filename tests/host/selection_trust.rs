//! Groups, cash flows and robustness checked by brute force, second formulas and the example company's figures, which
//! two independent scripts computed.

use crate::content::stated;
use pmo_planner::domain::numeric::{Matrix, Random, dot};
use pmo_planner::domain::selection::finance::{
    DelayCost, Timing, ice, internal_rates, modified_rate, net_present_value, payback, profitability_index,
    rice, weighted_shortest_job_first,
};
use pmo_planner::domain::selection::group::{
    Average, aggregate_judgements, aggregate_priorities, camps, concordance, differences, spread,
};
use pmo_planner::domain::selection::methods::{Measure, Method, Normalisation, Table};
use pmo_planner::domain::selection::robustness::{
    Change, Reversal, SelfTest, Smaa, TrustError, Uncertain, WeightSampler, WeightSpace, compared, explained,
    lines, missing_effect, normalisation_effect, stability,
};
use pmo_planner::domain::selection::value::{Aim, Curve};
use pmo_planner::domain::weighting::{Pairwise, PriorityMethod, RandomIndex, Ratio, priorities};
use proptest::prelude::*;
use serde_json::Value;

#[track_caller]
fn assert_near(found: &[f64], wanted: &[f64], tolerance: f64) {
    assert_eq!(found.len(), wanted.len());
    for (a, b) in found.iter().zip(wanted) {
        assert!((a - b).abs() <= tolerance, "{found:?} is not {wanted:?}");
    }
}

const RATED: [&str; 6] = ["c1", "c2", "c3", "c4", "c6", "c7"];

/// A cell of the example: a level, a range at its midpoint, or nothing.
fn cell(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| Some(f64::midpoint(value["lo"].as_f64()?, value["hi"].as_f64()?)))
}

fn project_names(example: &Value) -> Vec<String> {
    example["projects"].as_array().unwrap().iter().map(|p| p["id"].as_str().unwrap().to_owned()).collect()
}

/// From the raters' sheets to the published ranking: means, agreed scores, gate, weights, values, sum.
#[test]
fn the_example_ranks_as_two_scripts_ranked_it() {
    let example = stated();
    let selection = &example["selection"];
    let check = &example["checks"]["selection"];
    let names: Vec<String> = project_names(&example).into_iter().filter(|name| name != "p22").collect();
    let raters = selection["scores"].as_object().unwrap();
    let mut cells = Vec::new();
    for name in &names {
        for criterion in ["c1", "c2", "c3", "c4", "c5", "c6", "c7"] {
            let agreed = selection["agreed_scores"]
                .as_array()
                .unwrap()
                .iter()
                .find(|agreed| agreed["project"] == name.as_str() && agreed["criterion"] == criterion);
            cells.push(if criterion == "c5" {
                let projects = example["projects"].as_array().unwrap();
                projects.iter().find(|p| p["id"] == name.as_str()).unwrap()["cost_total"].as_f64()
            } else if let Some(agreed) = agreed {
                agreed["agreed"].as_f64()
            } else {
                let place = RATED.iter().position(|rated| *rated == criterion).unwrap();
                let known: Vec<f64> =
                    raters.values().filter_map(|sheet| cell(&sheet[name.as_str()][place])).collect();
                Some(known.iter().sum::<f64>() / known.len() as f64)
            });
        }
    }
    let measures: Vec<Measure> = (0..7)
        .map(|j| match j {
            4 => Measure::linear(Aim::Cost, 500.0, 6_500.0),
            _ => Measure::linear(Aim::Benefit, 1.0, 5.0),
        })
        .collect();
    let weights: Vec<f64> = ["c1", "c2", "c3", "c4", "c5", "c6", "c7"]
        .iter()
        .map(|c| check["weights"]["ws3"][c].as_f64().unwrap())
        .collect();
    let table =
        Table::filled(&cells, measures, &weights, pmo_planner::domain::selection::methods::Fill::Mean)
            .unwrap();
    let outcome = Method::WeightedSum.run(&table).unwrap();
    let wanted = check["ranking_weighted_sum_ws3"].as_array().unwrap();
    assert_eq!(wanted.len(), names.len());
    for row in wanted {
        let place = names.iter().position(|name| row["project"] == name.as_str()).unwrap();
        assert!((outcome.scores[place] * 100.0 - row["score"].as_f64().unwrap()).abs() < 1e-6);
        assert_eq!(outcome.ranks[place] as u64, row["rank"].as_u64().unwrap());
    }
}

#[test]
fn the_examples_raters_agree_as_two_scripts_found() {
    let example = stated();
    let check = &example["checks"]["selection"];
    let weights: Vec<f64> = RATED.iter().map(|c| check["weights"]["ws3"][c].as_f64().unwrap()).collect();
    let names = project_names(&example);
    let sheets = example["selection"]["scores"].as_object().unwrap();
    let values: Vec<Vec<f64>> = sheets
        .values()
        .map(|sheet| {
            names
                .iter()
                .map(|name| {
                    // Missing cells leave the mean.
                    let (mut sum, mut total) = (0.0, 0.0);
                    for (place, weight) in weights.iter().enumerate() {
                        if let Some(score) = cell(&sheet[name.as_str()][place]) {
                            sum += weight * (score - 1.0) / 4.0;
                            total += weight;
                        }
                    }
                    sum / total
                })
                .collect()
        })
        .collect();
    let found = concordance(&values).unwrap();
    let wanted = &check["kendall_w"];
    assert!((found.w - wanted["W"].as_f64().unwrap()).abs() < 1e-9);
    assert!((found.chi_squared - wanted["chi2"].as_f64().unwrap()).abs() < 1e-4);
    assert_eq!(u64::from(found.degrees), wanted["df"].as_u64().unwrap());
    assert!(found.probability < 1e-6 && found.probability > 0.0);
    for row in check["largest_spread_cells"].as_array().unwrap() {
        let place = RATED.iter().position(|c| row["criterion"] == *c).unwrap();
        let scores: Vec<f64> = sheets
            .values()
            .filter_map(|sheet| cell(&sheet[row["project"].as_str().unwrap()][place]))
            .collect();
        assert!(
            (spread(&scores).unwrap().deviation - row["standard_deviation"].as_f64().unwrap()).abs() < 1e-4
        );
    }
}

#[test]
fn the_examples_cash_flows() {
    let example = stated();
    let figures = example["checks"]["projects"]["finance"].as_object().unwrap();
    for project in example["projects"].as_array().unwrap() {
        let wanted = &figures[project["id"].as_str().unwrap()];
        let flows: Vec<f64> =
            wanted["net_cash_flow"].as_array().unwrap().iter().map(|flow| flow.as_f64().unwrap()).collect();
        let costs: Vec<f64> = (2027..2033)
            .map(|year| project["cost_by_year"][year.to_string()].as_f64().unwrap_or(0.0))
            .collect();
        let npv = net_present_value(0.09, &flows).unwrap();
        assert!((npv - wanted["npv"].as_f64().unwrap()).abs() < 0.006);
        let roots: Vec<f64> =
            wanted["irr"].as_array().unwrap().iter().map(|root| root.as_f64().unwrap()).collect();
        assert_near(&internal_rates(&flows).unwrap(), &roots, 6e-5);
        let index = profitability_index(0.09, &flows, &costs).unwrap();
        assert!((index - wanted["profitability_index"].as_f64().unwrap()).abs() < 6e-5);
        let back = payback(&flows, 0.09, Timing::FromFirstSpending);
        match wanted["discounted_payback_from_first_spending"].as_f64() {
            Some(time) => {
                // The scripts count from the quarter of the first spending, we from the start of its year.
                let quarter = project["earliest_start"].as_str().unwrap().as_bytes()[5] - b'1';
                assert!((back.unwrap() - f64::from(quarter) / 4.0 - time).abs() < 0.006, "{}", project["id"]);
            }
            None => assert_eq!(back, None),
        }
    }
}

#[test]
fn rates_of_textbooks() {
    // Two roots, 25 % and 400 % (Lorie and Savage 1955: -1,600, 10,000, -10,000).
    assert_near(&internal_rates(&[-1600.0, 10_000.0, -10_000.0]).unwrap(), &[0.25, 4.0], 1e-12);
    // Three roots, 0, 100 and 200 %: -1 (x - 1)(2x - 1)(3x - 1) with x = 1 / (1 + r).
    assert_near(&internal_rates(&[-1.0, 6.0, -11.0, 6.0]).unwrap(), &[0.0, 1.0, 2.0], 1e-10);
    // A root where the curve only touches zero.
    assert_near(&internal_rates(&[1.0, -2.2, 1.21]).unwrap(), &[0.1], 1e-6);
    assert_eq!(internal_rates(&[-1.0, 1.0, -1.0]).unwrap(), Vec::<f64>::new());
    assert_eq!(internal_rates(&[5.0, 5.0]).unwrap(), Vec::<f64>::new());
    assert_eq!(internal_rates(&[]), None);
    assert_eq!(internal_rates(&[0.0, 0.0]), None);
    assert_near(&internal_rates(&[0.0, -100.0, 110.0]).unwrap(), &[0.1], 1e-12);
    // The documentation of Excel's IRR and MIRR.
    let cafe = [-70_000.0, 12_000.0, 15_000.0, 18_000.0, 21_000.0, 26_000.0];
    assert_near(&internal_rates(&cafe).unwrap(), &[0.0866], 1e-4);
    let boats = [-120_000.0, 39_000.0, 30_000.0, 21_000.0, 37_000.0, 46_000.0];
    assert_near(&[modified_rate(&boats, 0.10, 0.12).unwrap()], &[0.1261], 1e-4);
    assert_eq!(modified_rate(&[1.0, 2.0], 0.1, 0.1), None);
    assert_eq!(modified_rate(&[-1.0], 0.1, 0.1), None);
    assert_eq!(net_present_value(-1.0, &[1.0]), None);
    assert_near(&[net_present_value(0.1, &[]).unwrap()], &[0.0], 0.0);
}

#[test]
fn time_to_recover() {
    let at = |flows: &[f64], rate| payback(flows, rate, Timing::AtPoints);
    assert_near(&[at(&[-1000.0, 400.0, 400.0, 400.0], 0.0).unwrap()], &[2.5], 1e-12);
    // 1000 = 600/1.1 + 600/1.21 + ...: 41.32 are left over after the second of 495.87.
    let part = (1000.0 - 600.0 / 1.1) / (600.0 / 1.21);
    assert_near(&[at(&[-1000.0, 600.0, 600.0], 0.1).unwrap()], &[1.0 + part], 1e-12);
    assert_eq!(at(&[-1000.0, 400.0], 0.0), None);
    assert_eq!(at(&[100.0, 100.0], 0.0), None);
    // Recovered, spent again, recovered for good.
    assert_near(&[at(&[-100.0, 100.0, -50.0, 100.0], 0.0).unwrap()], &[2.5], 1e-12);
    assert_eq!(at(&[-100.0, 100.0], -1.0), None);
    assert_eq!(at(&[100.0, -50.0], 0.0), Some(0.0));
}

#[test]
fn quick_scores() {
    assert_near(&[rice(1000.0, 2.0, 0.8, 4.0).unwrap()], &[400.0], 1e-12);
    assert_eq!(rice(1000.0, 2.0, 0.8, 0.0), None);
    assert_near(&[ice(5.0, 4.0, 3.0).unwrap()], &[60.0], 1e-12);
    assert_near(&[weighted_shortest_job_first(8.0, 5.0, 3.0, 4.0).unwrap()], &[4.0], 1e-12);
    assert_eq!(weighted_shortest_job_first(8.0, 5.0, 3.0, 0.0), None);
    assert_near(&[DelayCost::Steady { monthly_gain: 30.0 }.per_duration(6.0).unwrap()], &[5.0], 1e-12);
    let date = DelayCost::FixedDate { loss: 900.0, months_left: 7.0 };
    assert_near(
        &[date.of_delay(1.0, 6.0), date.of_delay(1.5, 6.0), date.monthly(6.5)],
        &[0.0, 900.0, 900.0],
        1e-12,
    );
    let window = DelayCost::ClosingWindow { lifetime_gain: 1000.0, share_lost: 0.1 };
    assert_near(&[window.monthly(3.0), window.of_delay(20.0, 3.0)], &[100.0, 1000.0], 1e-12);
    let later = DelayCost::Later { monthly_gain: 50.0, months_left: 4.0 };
    assert_near(
        &[later.of_delay(1.0, 2.0), later.of_delay(3.0, 2.0), later.of_delay(1.0, 6.0)],
        &[0.0, 50.0, 50.0],
        1e-12,
    );
    assert_eq!(later.per_duration(0.0), None);
}

#[test]
fn agreement_of_nobody_and_of_everybody() {
    assert_eq!(concordance(&[]), None);
    assert_eq!(concordance(&[vec![1.0, 2.0]]), None);
    assert_eq!(concordance(&[vec![1.0], vec![1.0]]), None);
    assert_eq!(concordance(&[vec![1.0, 1.0], vec![2.0, 2.0]]), None);
    assert_eq!(concordance(&[vec![1.0, f64::NAN], vec![2.0, 2.0]]), None);
    let same = concordance(&[vec![3.0, 1.0, 2.0], vec![30.0, 10.0, 20.0]]).unwrap();
    assert_near(&[same.w], &[1.0], 1e-15);
    let opposed = concordance(&[vec![1.0, 2.0, 3.0], vec![3.0, 2.0, 1.0]]).unwrap();
    assert_near(&[opposed.w, opposed.probability], &[0.0, 1.0], 1e-15);
}

#[test]
fn who_differs_where() {
    let scores = [vec![Some(1.0), Some(4.0)], vec![Some(5.0), Some(4.0)], vec![Some(5.0), None]];
    let found = differences(&scores, &[0.5, 2.0], 5);
    assert_eq!((found[0].rater, found[0].cell), (0, 0));
    assert_near(&[found[0].by, found[0].size], &[-4.0, 2.0], 1e-15);
    // Nobody differs on the second cell.
    assert_eq!(found.len(), 3);
    assert!(differences(&scores[..1], &[1.0, 1.0], 5).is_empty());
    assert_eq!(spread(&[]), None);
}

#[test]
fn two_camps_are_seen() {
    let raters = vec![
        vec![0.6, 0.2, 0.2],
        vec![0.2, 0.2, 0.6],
        vec![0.62, 0.18, 0.2],
        vec![0.19, 0.21, 0.6],
        vec![0.58, 0.2, 0.22],
    ];
    let found = camps(&raters).unwrap();
    assert_eq!(found.first, (vec![1, 3], 2));
    assert_eq!(found.second, (vec![0, 2, 4], 0));
    assert!(found.separation > 0.95);
    assert_eq!(camps(&raters[..3]), None);
    assert_eq!(camps(&vec![vec![0.5, 0.5]; 5]), None);
}

#[test]
fn group_weights_follow_the_raters_weights() {
    let weights =
        aggregate_priorities(&[vec![0.8, 0.2], vec![0.2, 0.8]], &[3.0, 1.0], Average::Arithmetic).unwrap();
    assert_near(&weights, &[0.65, 0.35], 1e-15);
    let alone =
        aggregate_priorities(&[vec![0.8, 0.2], vec![0.0, 1.0]], &[1.0, 0.0], Average::Geometric).unwrap();
    assert_near(&alone, &[0.8, 0.2], 1e-15);
    assert!(aggregate_priorities(&[], &[], Average::Arithmetic).is_err());
    assert!(aggregate_priorities(&[vec![0.5, 0.5], vec![1.0]], &[1.0, 1.0], Average::Arithmetic).is_err());
    assert!(aggregate_priorities(&[vec![1.0]], &[0.0], Average::Arithmetic).is_err());
}

fn drawn(rows: usize, columns: usize, seed: u64) -> Table {
    let mut random = Random::new(seed);
    let scores = Matrix::from_fn(rows, columns, |_, _| 1.0 + (random.unit() * 8.0).round() / 2.0);
    let measures = (0..columns)
        .map(|j| Measure::linear(if j % 3 == 1 { Aim::Cost } else { Aim::Benefit }, 1.0, 5.0))
        .collect();
    let weights: Vec<f64> = (0..columns).map(|_| 0.05 + random.unit()).collect();
    Table::new(scores, measures, &weights).unwrap()
}

/// The other weights in proportion, by the formula of the product's texts.
fn with_weight(weights: &[f64], criterion: usize, to: f64) -> Vec<f64> {
    weights
        .iter()
        .enumerate()
        .map(|(j, w)| if j == criterion { to } else { w * (1.0 - to) / (1.0 - weights[criterion]) })
        .collect()
}

#[test]
fn intervals_are_those_found_by_scanning() {
    for seed in 0..12 {
        let table = drawn(9, 5, seed);
        let worth = table.worth();
        let order = Method::WeightedSum.run(&table).unwrap().order();
        for chosen in [1, 3] {
            let set = &order[..chosen];
            for found in stability(&worth, table.weights(), set) {
                let holds = |t: f64| {
                    let scores = worth.times(&with_weight(table.weights(), found.criterion, t));
                    let least = set.iter().map(|i| scores[*i]).fold(f64::INFINITY, f64::min);
                    let most = (0..9)
                        .filter(|i| !set.contains(i))
                        .map(|i| scores[i])
                        .fold(f64::NEG_INFINITY, f64::max);
                    least >= most - 1e-12
                };
                for step in 0..=1000 {
                    let t = f64::from(step) / 1000.0;
                    if (t - found.low).abs() < 1e-9 || (t - found.high).abs() < 1e-9 {
                        continue;
                    }
                    let inside = t > found.low && t < found.high;
                    assert_eq!(holds(t), inside, "seed {seed}, {found:?}, {t}");
                }
                assert!(found.low <= found.weight && found.weight <= found.high);
                assert_eq!(found.below.is_none(), found.low <= 0.0);
                if let Some((out, rival)) = found.above {
                    let scores = worth.times(&with_weight(table.weights(), found.criterion, found.high));
                    assert!((scores[out] - scores[rival]).abs() < 1e-12);
                }
            }
        }
        for (i, line) in lines(&worth, table.weights(), 2).iter().enumerate() {
            let scores = worth.times(&with_weight(table.weights(), 2, 0.37));
            assert!((line.at(0.37) - scores[i]).abs() < 1e-12);
        }
    }
}

#[test]
fn one_criterion_with_all_the_weight_can_be_moved() {
    let worth = Matrix::from_rows(&[vec![1.0, 0.0, 0.0], vec![0.5, 1.0, 1.0]]).unwrap();
    let found = stability(&worth, &[1.0, 0.0, 0.0], &[0]);
    // The others share what is taken: t = (1 - t) / ... 0.5 t = 1 - t.
    assert_near(&[found[0].low, found[0].high], &[2.0 / 3.0, 1.0], 1e-12);
    assert_near(&[found[1].low, found[1].high], &[0.0, 1.0 / 3.0], 1e-12);
}

#[test]
fn drawn_weights_are_uniform_on_what_is_allowed() {
    let mut random = Random::new(3);
    let moments = |space: &WeightSpace, random: &mut Random| {
        let mut sampler = WeightSampler::new(space, 3, 1).unwrap();
        let mut sums = [0.0; 3];
        for _ in 0..40_000 {
            let weights = sampler.draw(random);
            assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += weight / 40_000.0;
            }
        }
        sums
    };
    assert_near(&moments(&WeightSpace::Free, &mut random), &[1.0 / 3.0; 3], 0.005);
    // Ordered weights have the rank-order centroid as their mean.
    let ordered = moments(&WeightSpace::Ordered(vec![2, 1, 3]), &mut random);
    assert_near(&ordered, &[5.0 / 18.0, 11.0 / 18.0, 2.0 / 18.0], 0.005);
    let tied = moments(&WeightSpace::Ordered(vec![1, 2, 2]), &mut random);
    assert_near(&tied, &[11.0 / 18.0, 3.5 / 18.0, 3.5 / 18.0], 0.005);
    // A small corner and a thin band, against rejection from the whole simplex.
    for bounds in [vec![(0.7, 1.0), (0.0, 0.2), (0.0, 1.0)], vec![(0.3, 0.32), (0.3, 0.4), (0.0, 1.0)]] {
        let found = moments(&WeightSpace::Within(bounds.clone()), &mut random);
        let mut free = WeightSampler::new(&WeightSpace::Free, 3, 1).unwrap();
        let (mut sums, mut count) = ([0.0; 3], 0.0);
        while count < 3_000.0 {
            let weights = free.draw(&mut random);
            if weights.iter().zip(&bounds).all(|(w, (low, high))| low <= w && w <= high) {
                count += 1.0;
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += weight;
                }
            }
        }
        assert_near(&found, &sums.map(|sum| sum / count), 0.01);
    }
    let none = |bounds: Vec<(f64, f64)>| WeightSampler::new(&WeightSpace::Within(bounds), 3, 1).err();
    assert_eq!(none(vec![(0.5, 1.0), (0.4, 1.0), (0.2, 1.0)]), Some(TrustError::NoWeights));
    assert_eq!(none(vec![(0.0, 0.2); 3]), Some(TrustError::NoWeights));
    assert_eq!(none(vec![(0.5, 0.2); 3]), Some(TrustError::NoWeights));
    assert_eq!(none(vec![(0.0, f64::NAN); 3]), Some(TrustError::NoWeights));
    assert_eq!(none(vec![(0.0, 1.0)]), Some(TrustError::NoWeights));
    let fixed = moments(&WeightSpace::Within(vec![(0.2, 0.2), (0.3, 0.3), (0.5, 0.5)]), &mut random);
    assert_near(&fixed, &[0.2, 0.3, 0.5], 1e-9);
}

/// Intervals so tight that rejection would never end: a walk takes over, still within bounds and balanced.
#[test]
fn tight_intervals_of_many_criteria() {
    let n = 12;
    let bounds = vec![(0.0, 0.1); n];
    let mut sampler = WeightSampler::new(&WeightSpace::Within(bounds), n, 5).unwrap();
    let mut random = Random::new(9);
    let mut sums = vec![0.0; n];
    for _ in 0..4_000 {
        let weights = sampler.draw(&mut random);
        assert!(weights.iter().all(|w| (0.0..=0.1).contains(w)));
        assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum += weight / 4_000.0;
        }
    }
    assert_near(&sums, &vec![1.0 / 12.0; n], 0.002);
}

/// The analysis by its definition: plain loops, plain sort, nothing shared but the generator.
#[test]
fn acceptabilities_by_plain_loops() {
    let table = drawn(7, 4, 11);
    let uncertain = [
        Uncertain { row: 2, column: 0, low: 1.0, high: 5.0 },
        Uncertain { row: 5, column: 3, low: 4.5, high: 2.0 },
        Uncertain { row: 99, column: 3, low: 0.0, high: 2.0 },
    ];
    let draws = 60_000;
    let mut run = Smaa::new(&table, Method::WeightedSum, &uncertain, &WeightSpace::Free, draws, 42).unwrap();
    let mut last = 0.0;
    while run.advance(7_777) {
        assert!(run.progress() > last);
        last = run.progress();
    }
    let found = run.result();
    assert_eq!(found.samples, draws);
    // In one piece: the same to the last bit.
    let mut whole =
        Smaa::new(&table, Method::WeightedSum, &uncertain, &WeightSpace::Free, draws, 42).unwrap();
    while whole.advance(usize::MAX) {}
    assert_eq!(whole.result(), found);
    let mut random = Random::new(777);
    let m = table.rows();
    let mut counts = vec![vec![0.0; m]; m];
    let mut winning = vec![vec![0.0; m]; m];
    let mut sums = vec![vec![0.0; 4]; m];
    for _ in 0..draws {
        let mut cuts: Vec<f64> = (0..3).map(|_| random.unit()).collect();
        cuts.sort_by(f64::total_cmp);
        let weights = [cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], 1.0 - cuts[2]];
        let mut scores = table.scores().clone();
        scores.set(2, 0, 1.0 + 4.0 * random.unit());
        scores.set(5, 3, 2.0 + 2.5 * random.unit());
        let value: Vec<f64> = scores
            .each_row()
            .map(|row| {
                row.iter()
                    .enumerate()
                    .map(|(j, x)| weights[j] * if j == 1 { (5.0 - x) / 4.0 } else { (x - 1.0) / 4.0 })
                    .sum()
            })
            .collect();
        for i in 0..m {
            let ahead = value.iter().filter(|other| **other > value[i]).count();
            counts[i][ahead] += 1.0 / draws as f64;
            if ahead == 0 {
                for (sum, w) in sums[i].iter_mut().zip(&weights) {
                    *sum += w / draws as f64;
                }
            }
            for j in 0..m {
                if value[i] > value[j] {
                    winning[i][j] += 1.0 / draws as f64;
                }
            }
        }
    }
    for i in 0..m {
        assert_near(found.acceptability.row(i), &counts[i], 0.01);
        if counts[i][0] > 0.05 {
            let central: Vec<f64> = sums[i].iter().map(|sum| sum / counts[i][0]).collect();
            assert_near(found.central[i].as_ref().unwrap(), &central, 0.02);
        }
        assert!(found.central[i].is_none() == (found.acceptability.at(i, 0) == 0.0));
        assert!(found.confidence[i].is_some() == found.central[i].is_some());
    }
    for (a, i) in found.leaders.iter().enumerate() {
        for (b, j) in found.leaders.iter().enumerate() {
            assert!((found.winning.at(a, b) - winning[*i][*j]).abs() < 0.01);
        }
    }
    // Confidence of the one that is first most often, by its definition.
    let top = (0..m).max_by(|a, b| counts[*a][0].total_cmp(&counts[*b][0])).unwrap();
    let central = found.central[top].clone().unwrap();
    let mut first = 0.0;
    for _ in 0..20_000 {
        let mut worth = table.worth();
        worth.set(2, 0, random.unit());
        worth.set(5, 3, (1.0 + 2.5 * random.unit()) / 4.0);
        let scores = worth.times(&central);
        if scores.iter().all(|score| *score <= scores[top]) {
            first += 1.0 / 20_000.0;
        }
    }
    assert!((found.confidence[top].unwrap() - first).abs() < 0.02, "{first}");
}

/// Other methods by their definition: a table for each draw.
#[test]
fn every_method_can_be_drawn() {
    let table = drawn(6, 3, 8);
    let uncertain = [Uncertain { row: 1, column: 0, low: 1.0, high: 5.0 }];
    for method in [Method::Topsis(Normalisation::Vector), Method::PrometheeTwo, Method::Vikor { v: 0.5 }] {
        let draws = 4_000;
        let mut run = Smaa::new(&table, method, &uncertain, &WeightSpace::Free, draws, 42).unwrap();
        while run.advance(333) {}
        let found = run.result();
        assert_eq!((found.samples, found.skipped, found.exact), (draws, 0, false));
        let mut random = Random::new(99);
        let m = table.rows();
        let mut counts = vec![vec![0.0; m]; m];
        for _ in 0..draws {
            let mut cuts = [random.unit(), random.unit()];
            cuts.sort_by(f64::total_cmp);
            let weights = [cuts[0], cuts[1] - cuts[0], 1.0 - cuts[1]];
            let mut scores = table.scores().clone();
            scores.set(1, 0, 1.0 + 4.0 * random.unit());
            let drawn = Table::new(scores, table.measures().to_vec(), &weights).unwrap();
            for (project, rank) in method.run(&drawn).unwrap().ranks.into_iter().enumerate() {
                counts[project][rank - 1] += 1.0 / draws as f64;
            }
        }
        for (i, shares) in counts.iter().enumerate() {
            assert_near(found.acceptability.row(i), shares, 0.04);
            assert_eq!(found.central[i].is_some(), found.acceptability.at(i, 0) > 0.0);
            assert_eq!(found.confidence[i].is_some(), found.central[i].is_some());
        }
    }
    // A ratio has no answer where a drawn cost is zero or less.
    let scores = Matrix::from_rows(&[vec![2.0, 1.0], vec![1.0, 1.0]]).unwrap();
    let measures = vec![Measure::linear(Aim::Benefit, -4.0, 4.0), Measure::linear(Aim::Cost, 0.0, 4.0)];
    let table = Table::new(scores, measures, &[1.0, 1.0]).unwrap();
    let open = [Uncertain { row: 0, column: 1, low: -2.0, high: 2.0 }];
    let mut run = Smaa::new(&table, Method::ProductRatio, &open, &WeightSpace::Free, 2_000, 1).unwrap();
    while run.advance(500) {}
    let found = run.result();
    assert_eq!(found.samples + found.skipped, 2_000);
    assert!((900..1_100).contains(&found.skipped), "{}", found.skipped);
    assert_near(found.acceptability.row(0), &[1.0, 0.0], 1e-12);
}

/// The worker's questions: the same answers, refusals as facts, progress that rises, and everything crosses as text.
#[test]
fn questions_cross_as_text_and_answer_alike() {
    use pmo_planner::domain::selection::query::{Query, Ranked, Reply, run};
    let table = drawn(8, 4, 3);
    let uncertain = vec![Uncertain { row: 2, column: 1, low: 2.0, high: 4.0 }];
    let ranked = Ranked::new(&table, Method::WeightedSum);
    let ask = |samples: usize| Query::Draws {
        ranked: ranked.clone(),
        uncertain: uncertain.clone(),
        space: WeightSpace::Within(vec![(0.1, 0.6); 4]),
        samples,
        seed: 5,
    };
    let text = serde_json::to_string(&ask(1_000)).unwrap();
    let read: Query = serde_json::from_str(&text).unwrap();
    assert_eq!(read, ask(1_000));
    let mut told = vec![0.0];
    let reply = run(read, &mut |done| told.push(done));
    assert!(told.len() > 5 && told.is_sorted() && told.iter().all(|done| (0.0..=1.0).contains(done)));
    let space = WeightSpace::Within(vec![(0.1, 0.6); 4]);
    let mut direct = Smaa::new(&table, Method::WeightedSum, &uncertain, &space, 1_000, 5).unwrap();
    while direct.advance(7) {}
    assert_eq!(reply, Reply::Draws(direct.result()));
    let text = serde_json::to_string(&reply).unwrap();
    assert_eq!(serde_json::from_str::<Reply>(&text).unwrap(), reply, "to the last digit");
    assert_eq!(run(ask(0), &mut |_| {}), Reply::Refused(TrustError::NoDraws));
    let mut test = SelfTest::new(&table, Method::WeightedSum, 5).unwrap();
    while test.step() {}
    let reply = run(Query::SelfTest { ranked: ranked.clone(), limit: 5 }, &mut |_| {});
    assert_eq!(reply, Reply::SelfTest { findings: test.findings().to_vec(), runs: test.total() });
    let broken = Ranked { weights: vec![1.0], ..ranked };
    assert!(matches!(run(Query::SelfTest { ranked: broken, limit: 5 }, &mut |_| {}), Reply::Refused(_)));
}

#[test]
fn the_analysis_refuses_what_it_cannot_hold() {
    let table = drawn(3, 3, 1);
    assert_eq!(
        Smaa::new(&table, Method::WeightedSum, &[], &WeightSpace::Free, 0, 1).err(),
        Some(TrustError::NoDraws)
    );
    let rows: Vec<usize> = (0..2_001).map(|i| i % 3).collect();
    let large = table.with_rows(&rows).unwrap();
    assert!(matches!(
        Smaa::new(&large, Method::WeightedSum, &[], &WeightSpace::Free, 5, 1).err(),
        Some(TrustError::TooMany { .. })
    ));
    // Copies tie: all share rank 1, none has another.
    let copies = table.with_rows(&[1, 1, 1]).unwrap();
    let mut run = Smaa::new(&copies, Method::WeightedSum, &[], &WeightSpace::Free, 500, 1).unwrap();
    while run.advance(100) {}
    let found = run.result();
    for i in 0..3 {
        assert_near(found.acceptability.row(i), &[1.0, 0.0, 0.0], 1e-15);
    }
    let one = table.with_rows(&[2]).unwrap();
    let mut run =
        Smaa::new(&one, Method::WeightedSum, &[], &WeightSpace::Ordered(vec![1, 2, 3]), 10, 1).unwrap();
    while run.advance(3) {}
    assert_near(&[run.result().acceptability.at(0, 0)], &[1.0], 1e-15);
    assert!(run.is_done() && (run.progress() - 1.0).abs() < 1e-12);
}

fn self_test(table: &Table, method: Method) -> Vec<Reversal> {
    let mut test = SelfTest::new(table, method, 50).unwrap();
    let mut steps = 0;
    while test.step() {
        steps += 1;
    }
    assert_eq!((steps, test.done()), (test.total(), test.total()));
    test.findings().to_vec()
}

#[test]
fn the_self_test_finds_reversals_where_they_are_and_only_there() {
    for seed in 0..10 {
        let table = drawn(10, 5, seed);
        for method in [Method::WeightedSum, Method::Spotis] {
            assert_eq!(self_test(&table, method), Vec::new());
        }
    }
    // Belton and Gear: a copy of the second reverses the distributive mode.
    let scores = Matrix::from_rows(&[vec![1.0, 9.0, 8.0], vec![9.0, 1.0, 9.0], vec![1.0, 1.0, 1.0]]).unwrap();
    let measures = (0..3).map(|j| Measure::over(Aim::Benefit, &scores.column(j))).collect();
    let table = Table::new(scores, measures, &[1.0; 3]).unwrap();
    let found = self_test(&table, Method::AhpDistributive);
    assert!(found.contains(&Reversal::Copy { of: 1, ahead: 1, behind: 0 }), "{found:?}");
    assert!(
        self_test(&table, Method::AhpIdeal).iter().all(|finding| !matches!(finding, Reversal::Copy { .. }))
    );
    // Every finding can be shown: the two really change places.
    for seed in 0..30 {
        let table = drawn(8, 4, seed);
        for method in [Method::Topsis(Normalisation::MinMax), Method::Vikor { v: 0.5 }, Method::PrometheeTwo]
        {
            let base = method.run(&table).unwrap();
            for finding in self_test(&table, method) {
                let (rows, ahead, behind) = match finding {
                    Reversal::Copy { of, ahead, behind } => {
                        ((0..8).chain([of]).collect::<Vec<_>>(), ahead, behind)
                    }
                    Reversal::Removal { of, ahead, behind } => {
                        ((0..8).filter(|i| *i != of).collect(), ahead, behind)
                    }
                    Reversal::Pair { ahead, behind } => (vec![ahead, behind], ahead, behind),
                    Reversal::Circle(_) => continue,
                };
                let now = method.run(&table.with_rows(&rows).unwrap()).unwrap();
                let place = |project: usize| rows.iter().position(|row| *row == project).unwrap();
                assert!(base.ranks[ahead] < base.ranks[behind]);
                assert!(now.ranks[place(ahead)] > now.ranks[place(behind)], "{finding:?}");
            }
        }
    }
}

#[test]
fn what_gaps_could_do() {
    let measures = vec![Measure::linear(Aim::Benefit, 0.0, 10.0), Measure::linear(Aim::Cost, 0.0, 10.0)];
    let cells = [Some(8.0), Some(2.0), None, Some(2.0), Some(4.0), Some(5.0), Some(1.0), None];
    let found = missing_effect(&cells, &measures, &[1.0, 1.0], Method::WeightedSum).unwrap();
    assert_eq!(found.len(), 2);
    // Values 0.8, 0.4 to 0.9, 0.45, 0.05 to 0.55; the gap of the last at the mean: 0.4.
    assert_eq!((found[0].project, found[0].missing, found[0].best, found[0].worst), (1, 1, 1, 3));
    assert_eq!((found[1].project, found[1].best, found[1].worst), (3, 3, 4));
}

#[test]
fn methods_side_by_side() {
    let table = drawn(300, 6, 4);
    let base = Method::WeightedSum.run(&table).unwrap();
    let found =
        compared(&table, &base, &[Method::WeightedSum, Method::Vikor { v: 2.0 }, Method::PrometheeTwo]);
    assert_near(&[found[0].spearman.unwrap(), found[0].kendall.unwrap()], &[1.0, 1.0], 1e-12);
    assert_eq!(found[0].largest_move, 0);
    assert!(found[1].outcome.is_err() && found[1].spearman.is_none());
    assert!(found[2].spearman.unwrap() > 0.5 && found[2].spearman.unwrap() < 1.0);
    let effect = normalisation_effect(&table, Method::WeightedSum, &base);
    assert_eq!(effect.len(), 4);
    // On these scales (1 to 5, whole range used) min-max is the weighted sum itself.
    assert!(effect.iter().any(|(kind, c)| *kind == Normalisation::MinMax && c.largest_move == 0));
}

#[test]
fn why_a_project_stands_where_it_stands() {
    let rows = [vec![5.0, 5.0, 3.0], vec![4.0, 3.0, 3.0], vec![1.0, 3.0, 2.0], vec![1.0, 1.0, 1.0]];
    let measures = vec![Measure::linear(Aim::Benefit, 1.0, 5.0); 3];
    let table = Table::new(Matrix::from_rows(&rows).unwrap(), measures, &[0.5, 0.3, 0.2]).unwrap();
    let outcome = Method::WeightedSum.run(&table).unwrap();
    let of = |project| explained(&table, &table.worth(), &outcome, project).unwrap();
    let first = of(0);
    assert_eq!((first.rank, first.pass, first.dominated_by), (1, None, None));
    // Above the mean by 0.5 * (1 - 0.4375) and 0.3 * (1 - 0.5).
    let lift = first.lift.unwrap();
    assert_eq!(lift.criteria, [0, 1]);
    assert_near(&[lift.size], &[0.5 * 0.5625 + 0.3 * 0.5], 1e-12);
    assert_eq!(first.pillar.map(|(criterion, _)| criterion), Some(0));
    let third = of(2);
    assert_eq!(third.dominated_by, Some(0));
    let (rival, change) = third.pass.unwrap();
    assert_eq!(rival, 1);
    // 0.625 against 0.2: 0.425 on the first criterion, 3.4 levels up from 1; the others are not enough alone.
    let Change::One { criterion, from, to } = change else { panic!("{change:?}") };
    assert_eq!(criterion, 0);
    assert_near(&[from, to], &[1.0, 4.4], 1e-6);
    let Some((_, Change::One { criterion, .. })) = of(3).pass else { panic!() };
    assert_eq!(criterion, 0);
    assert_eq!(explained(&table, &table.worth(), &outcome, 9), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Every rate found makes the flows worth nothing, and a scan of rates finds no other change of sign.
    #[test]
    fn all_rates_are_found(flows in prop::collection::vec(-100.0_f64..100.0, 2..14)) {
        let found = internal_rates(&flows).unwrap();
        for rate in &found {
            let discount = 1.0 / (1.0 + rate);
            let size: f64 = flows.iter().enumerate().map(|(t, flow)| flow.abs() * discount.powi(t as i32)).sum();
            let value: f64 = flows.iter().enumerate().map(|(t, flow)| flow * discount.powi(t as i32)).sum();
            prop_assert!(value.abs() <= size * 1e-9, "{} at {}", value, rate);
        }
        let value = |log: f64| flows.iter().rev().fold(0.0, |later, flow| flow + later * f64::exp(log));
        for step in -2_000..2_000 {
            let (a, b) = (f64::from(step) / 500.0, f64::from(step + 1) / 500.0);
            if (value(a) > 0.0) != (value(b) > 0.0) {
                let between = found.iter().any(|rate| {
                    let log = -(1.0 + rate).ln();
                    log >= a - 1e-9 && log <= b + 1e-9
                });
                prop_assert!(between, "a change of sign between {} and {}: {:?}", a, b, found);
            }
        }
    }

    /// With geometric means it is the same to aggregate judgements or priorities; the order of raters does not matter.
    #[test]
    fn judgements_or_priorities(steps in prop::collection::vec(prop::collection::vec((1_u8..=9, any::<bool>()), 6), 2..6),
        weights in prop::collection::vec(0.1_f64..3.0, 6)) {
        let raters: Vec<Pairwise> = steps.iter().map(|rater| {
            let mut judgements = Pairwise::new(4);
            for ((i, j), (step, more)) in Pairwise::new(4).open().zip(rater) {
                judgements.set(i, j, Some(Ratio::of(*step, *more)));
            }
            judgements
        }).collect();
        let weights = &weights[..raters.len()];
        let of = |judgements: &Pairwise| priorities(judgements, PriorityMethod::GeometricMean, RandomIndex::Classic).unwrap().weights;
        let together = of(&aggregate_judgements(&raters, weights).unwrap());
        let apart = aggregate_priorities(&raters.iter().map(of).collect::<Vec<_>>(), weights, Average::Geometric).unwrap();
        for (a, b) in together.iter().zip(&apart) {
            prop_assert!((a - b).abs() < 1e-12);
        }
        let turned: Vec<Pairwise> = raters.iter().rev().cloned().collect();
        let back: Vec<f64> = weights.iter().rev().copied().collect();
        for (a, b) in together.iter().zip(of(&aggregate_judgements(&turned, &back).unwrap())) {
            prop_assert!((a - b).abs() < 1e-12);
        }
    }

    /// What the explanation promises holds: past the stated score the project is ahead, short of it is not.
    #[test]
    fn a_promise_of_passing_is_kept(seed in any::<u64>(), project in 0_usize..8) {
        let table = drawn(8, 5, seed);
        let mut measures = table.measures().to_vec();
        measures[0].curve = Curve::Curved(4.0);
        measures[2].curve = Curve::Step(vec![(2.0, 0.5), (4.0, 1.0)]);
        let table = Table::new(table.scores().clone(), measures, table.weights()).unwrap();
        let worth = table.worth();
        let outcome = Method::WeightedSum.run(&table).unwrap();
        let found = explained(&table, &worth, &outcome, project).unwrap();
        if let Some((rival, change)) = found.pass {
            let with = |changes: &[(usize, f64)]| {
                let mut scores = table.scores().clone();
                for (criterion, to) in changes {
                    scores.set(project, *criterion, *to);
                }
                let moved = Table::new(scores, table.measures().to_vec(), table.weights()).unwrap();
                let scores = moved.worth().times(moved.weights());
                scores[project] - scores[rival]
            };
            let best = |criterion: usize| if criterion % 3 == 1 { 1.0 } else { 5.0 };
            match change {
                Change::One { criterion, from, to } => {
                    prop_assert!(with(&[(criterion, to)]) > 0.0);
                    prop_assert!(with(&[(criterion, to + (from - to) * 1e-3)]) <= 1e-9);
                }
                Change::Several(criteria) => {
                    let all: Vec<(usize, f64)> = criteria.iter().map(|c| (*c, best(*c))).collect();
                    prop_assert!(with(&all) > 0.0);
                    for c in 0..5 {
                        prop_assert!(with(&[(c, best(c))]) <= 1e-9);
                    }
                }
                Change::Nothing => {
                    let all: Vec<(usize, f64)> = (0..5).map(|c| (c, best(c))).collect();
                    prop_assert!(with(&all) <= 1e-9);
                }
            }
        }
        if let Some(other) = found.dominated_by {
            // Whatever the weights.
            let mut random = Random::new(seed);
            for _ in 0..50 {
                let weights: Vec<f64> = (0..5).map(|_| random.unit()).collect();
                prop_assert!(dot(worth.row(other), &weights) >= dot(worth.row(project), &weights) - 1e-12);
            }
        }
    }
}
