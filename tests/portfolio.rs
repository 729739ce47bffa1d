//! The choice of a portfolio against complete enumeration, published and shared cases, and laws.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a test may panic, and its numbers are small"
)]

use std::fs;
use std::path::Path;

use pmo_planner::domain::portfolio::answer::{Answer, Choice, Frontier, Progress, Relaxation, Silent, Status};
use pmo_planner::domain::portfolio::model::{
    Constraint, ConstraintId, Fund, Item, Measure, Model, Pair, Rule,
};
use pmo_planner::domain::portfolio::query::{Query, Reply};
use pmo_planner::domain::portfolio::solve::{run, select};
use pmo_planner::domain::portfolio::verify;
use serde_json::Value;

/// Numbers without a library: xorshift (Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }
    fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }
    fn some(&mut self, of: usize, most: usize) -> Vec<usize> {
        let mut items: Vec<usize> = (0..1 + self.roll(most)).map(|_| self.roll(of)).collect();
        items.sort_unstable();
        items.dedup();
        items
    }
}

struct Names(u32);

impl Names {
    fn next(&mut self) -> ConstraintId {
        self.0 += 1;
        ConstraintId(self.0)
    }
}

/// A model of every kind of constraint.
fn random_model(dice: &mut Dice, items: usize) -> Model {
    let mut names = Names(0);
    let decimal = dice.one_in(4);
    let scale = if decimal { 0.1 } else { 1.0 };
    let mut model = Model {
        items: (0..items)
            .map(|_| Item { value: (dice.roll(90) as f64 - 5.0) * scale, least_share: None })
            .collect(),
        ..Model::default()
    };
    for _ in 0..1 + dice.roll(4) {
        let amounts: Vec<(usize, f64)> =
            (0..items).map(|item| (item, dice.roll(40) as f64 * scale)).filter(|(_, a)| *a > 0.0).collect();
        model.measures.push(Measure { amounts });
    }
    let measures = model.measures.len();
    let total = |model: &Model, measure: usize| -> f64 {
        model.measures[measure].amounts.iter().map(|(_, amount)| amount).sum()
    };
    for measure in 0..measures {
        let max = (total(&model, measure) * (0.2 + 0.1 * dice.roll(7) as f64) / scale).round() * scale;
        let rule = Rule::Limit { measure, group: None, min: None, max: Some(max) };
        model.constraints.push(Constraint { id: names.next(), on: true, rule });
    }
    for _ in 0..dice.roll(9) {
        let measure = dice.roll(measures);
        let whole = total(&model, measure);
        let rule = match dice.roll(11) {
            0 => Rule::Requires { item: dice.roll(items), needs: dice.roll(items) },
            1 => Rule::Count { items: dice.some(items, 4), min: None, max: Some(1) },
            2 => Rule::Count { items: dice.some(items, 6), min: Some(1), max: Some(3) },
            3 => Rule::AllOrNone { items: dice.some(items, 3) },
            4 => Rule::Must { item: dice.roll(items) },
            5 => Rule::MustNot { item: dice.roll(items) },
            6 => Rule::Share {
                measure,
                group: dice.some(items, 7),
                min: Some(0.1 * dice.roll(4) as f64),
                max: None,
            },
            7 => Rule::Share {
                measure,
                group: dice.some(items, 7),
                min: None,
                max: Some(0.3 + 0.1 * dice.roll(5) as f64),
            },
            8 => Rule::Limit {
                measure,
                group: Some(dice.some(items, 7)),
                min: Some((whole * 0.05).round()),
                max: Some((whole * 0.4).round()),
            },
            9 => Rule::Limit { measure, group: None, min: Some((whole * 0.2).round()), max: None },
            _ => Rule::Count { items: (0..items).collect(), min: Some(2), max: Some(items as u32 - 2) },
        };
        let on = !dice.one_in(8);
        model.constraints.push(Constraint { id: names.next(), on, rule });
    }
    for _ in 0..dice.roll(4) {
        let a = dice.roll(items);
        let b = (a + 1 + dice.roll(items - 1)) % items;
        let value = if dice.one_in(3) { 0.0 } else { (dice.roll(60) as f64 - 25.0) * scale };
        let savings =
            if dice.one_in(2) { vec![(dice.roll(measures), dice.roll(8) as f64 * scale)] } else { Vec::new() };
        model.pairs.push(Pair { id: names.next(), on: !dice.one_in(6), items: (a, b), value, savings });
    }
    if dice.one_in(4) {
        for _ in 0..1 + dice.roll(2) {
            model.funds.push(Fund {
                id: names.next(),
                on: true,
                measure: 0,
                pays_for: dice.some(items, 4),
                max: dice.roll(30) as f64 * scale,
                max_share: dice.one_in(2).then_some(0.5),
            });
        }
    }
    model
}

fn choice_of(model: &Model, mask: u32) -> Choice {
    let items: Vec<usize> = (0..model.items.len()).filter(|item| mask >> item & 1 == 1).collect();
    let mut choice = Choice { shares: vec![1.0; items.len()], items, value: 0.0 };
    let shares = verify::shares(model, &choice).unwrap();
    choice.value = verify::value(model, &shares);
    choice
}

/// Every choice that keeps all constraints, the best first: complete enumeration.
fn enumerate(model: &Model) -> Vec<Choice> {
    let mut choices: Vec<Choice> = (0..1_u32 << model.items.len())
        .map(|mask| choice_of(model, mask))
        .filter(|choice| verify::faults(model, choice).is_empty())
        .collect();
    choices.sort_by(|a, b| b.value.total_cmp(&a.value));
    choices
}

fn solve(model: &Model, count: usize) -> Answer {
    let Reply::Select(answer) = run(&Query::Select { model: model.clone(), count }, &mut Silent) else {
        panic!("not an answer")
    };
    answer
}

#[track_caller]
fn near(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-7 * a.abs().max(b.abs()).max(1.0), "{a} and {b}");
}

#[test]
fn the_best_sets_are_those_of_complete_enumeration() {
    let mut infeasible = 0;
    for seed in 1..=3_000_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let items = 3 + dice.roll(if seed % 50 == 0 { 12 } else { 7 });
        let model = random_model(&mut dice, items);
        let all = enumerate(&model);
        let answer = solve(&model, 5);
        if all.is_empty() {
            infeasible += 1;
            assert_eq!(answer.status, Status::Infeasible, "seed {seed}");
            continue;
        }
        assert_eq!(answer.status, Status::Optimal, "seed {seed}");
        assert_eq!(answer.choices.len(), all.len().min(5), "seed {seed}: {model:?}");
        for (found, expected) in answer.choices.iter().zip(&all) {
            assert!((found.value - expected.value).abs() < 1e-6, "seed {seed}: {found:?}, {expected:?} {:?} {:?} {model:?}", answer.choices, all);
        }
        let one = solve(&model, 1);
        near(one.best().unwrap().value, all[0].value);
        near(one.bound, all[0].value);
        assert_eq!(one.gap(), Some(0.0));
    }
    // Both kinds occur often.
    assert!((150..2_000).contains(&infeasible), "{infeasible} infeasible");
}
