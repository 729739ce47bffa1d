//! How long 500 people with 22 competencies and six rounds each take on this machine, from the text of a
//! file to what a screen shows: `cargo bench --bench competency --no-default-features`.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a measurement on the host")]

use std::sync::Arc;
use std::time::Instant;

use chrono::{Days, NaiveDate};
use pmo_planner::domain::competency::crowd::{Crowd, roster};
use pmo_planner::domain::competency::findings::findings;
use pmo_planner::domain::competency::history::course;
use pmo_planner::domain::competency::scoring::Thresholds;
use pmo_planner::domain::competency::{
    Answer, Assessment, Competency, Confidence, Evidence, Interest, Level, Model, Person, Rating, Strength,
};
use pmo_planner::domain::numeric::Random;
use pmo_planner::domain::{AssessmentId, Extra, Note, PersonId};

const PEOPLE: u128 = 500;
const ROUNDS: u128 = 6;

fn number(random: &mut Random, among: u8) -> u8 {
    // Below 256 by construction.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small share of a byte")]
    let number = (random.unit() * f64::from(among)) as u8;
    number.min(among - 1)
}

/// Every third answer has a note, as when people take it seriously.
fn rating(random: &mut Random, day: NaiveDate) -> Rating {
    let note = Evidence {
        text: Note::new("主持了一次跨部门评审，会后三周内行动项全部关闭。").unwrap(),
        strength: Strength::try_from(number(random, 4)).unwrap(),
        date: Some(day),
        extra: Extra::new(),
    };
    Rating {
        answer: Some(Answer::Level(Level::try_from(number(random, 5) + 1).unwrap())),
        confidence: Confidence::try_from(number(random, 3) + 1).ok(),
        interest: Interest::try_from(number(random, 4)).ok(),
        evidence: if number(random, 3) == 0 { vec![note] } else { Vec::new() },
        ..Rating::default()
    }
}

fn organisation(model: &Model) -> Competency {
    let mut random = Random::new(1);
    let mut part = Competency::default();
    let (people, rounds) = (Arc::make_mut(&mut part.people), Arc::make_mut(&mut part.rounds));
    for place in 0..PEOPLE {
        let mut person = Person::new(PersonId::from_number(place + 1));
        let role = model.roles.iter().cycle().nth(usize::try_from(place).unwrap()).unwrap();
        person.role = Some(role.id.clone());
        for turn in 0..ROUNDS {
            let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
            let day = first.checked_add_days(Days::new(u64::try_from(turn).unwrap() * 90)).unwrap();
            let id = AssessmentId::from_number(place * ROUNDS + turn + 1);
            let mut round = Assessment::new(id, person.id, model.of.clone(), Some(role.id.clone()), day);
            round.finished = Some(day);
            let ratings = model.competencies.iter().map(|one| (one.id.clone(), rating(&mut random, day)));
            round.ratings = Arc::new(ratings.collect());
            rounds.push(Arc::new(round));
        }
        people.push(Arc::new(person));
    }
    part
}

/// The middle of nine runs, in milliseconds.
fn measured<T>(name: &str, mut run: impl FnMut() -> T) -> f64 {
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(run());
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let middle = times.get(4).copied().unwrap_or_default();
    println!("{name:58} {middle:8.2} ms");
    middle
}

fn main() {
    let built_in = Arc::new(Model::parse(include_str!("../content/competency_model.json")).unwrap());
    let part = organisation(&built_in);
    let text = serde_json::to_string(&part).unwrap();
    let today = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    println!("{PEOPLE} people, 22 competencies, {ROUNDS} rounds: {} KiB", text.len() / 1024);
    let load = measured("load: the text read", || serde_json::from_str::<Competency>(&text).unwrap());
    let crowd = measured("aggregate: all together, with the course", || Crowd::of(&part, &built_in));
    let list = measured("aggregate: everybody's standing for the list", || roster(&part, &built_in));
    let odd = measured("aggregate: what is odd", || findings(&part, &built_in, today));
    let one = part.people.first().unwrap();
    let rounds: Vec<_> = part.rounds_of(one.id).into_iter().cloned().collect();
    let role = built_in.role(one.role.as_ref().unwrap().as_ref()).unwrap();
    let own =
        measured("aggregate: one person's course", || course(&built_in, role, &Thresholds::new(), &rounds));
    println!("{:58} {:8.2} ms of 200", "in all", load + crowd + list + odd + own);
}
