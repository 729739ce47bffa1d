//! Many people together: how levels are spread, what is weak, what hangs on one person, how it went on.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::Competency;
use super::model::{Model, Trait};
use super::record::{Assessment, Person};
use super::scoring::{Gate, Item, Standing, asked_of, median};
use super::value::{Answer, Key, Level};
use crate::domain::id::PersonId;

/// One competency over all people.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// Which.
    pub competency: Key,
    /// How many people are at level 1 to 5.
    pub levels: [usize; 5],
    /// How many were asked and have no level.
    pub without: usize,
    /// How many are at the target of their own role, and of how many whose role counts it and who are rated.
    pub at_target: (usize, usize),
    /// The median level.
    pub median: Option<f64>,
}

impl Spread {
    /// How many people have a level.
    pub fn rated(&self) -> usize {
        self.levels.iter().sum()
    }

    /// The share at their target; none where nobody's role counts it.
    pub fn share(&self) -> Option<f64> {
        let (at, of) = self.at_target;
        #[expect(clippy::cast_precision_loss, reason = "counts of people are small")]
        (of > 0).then(|| at as f64 / of as f64)
    }

    /// Does only one person master it (level 3 and more)?
    pub fn hangs_on_one(&self) -> bool {
        self.levels.iter().skip(2).sum::<usize>() == 1 && self.rated() > 1
    }
}

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    /// The year.
    pub year: i32,
    /// 1 to 4.
    pub number: u32,
}

impl Quarter {
    /// The quarter of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), number: day.month0() / 3 + 1 }
    }
}

/// All people at the end of a quarter, each by the last round until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub quarter: Quarter,
    /// How many people have answered until then.
    pub people: usize,
    /// Items at the target, and items that are rated and count, over all of them.
    pub at_target: (usize, usize),
}

/// All people together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Crowd {
    /// How many have a finished round that the model can read.
    pub people: usize,
    /// How many have rounds only in a model that cannot be read here.
    pub unread: usize,
    /// Gates met, unknown and not met.
    pub gates: (usize, usize, usize),
    /// Every competency, in the model's order.
    pub spreads: Vec<Spread>,
    /// The course, oldest first.
    pub course: Vec<Moment>,
}

impl Crowd {
    /// Counts everybody's finished rounds against their own roles.
    pub fn of(part: &Competency, model: &Model) -> Self {
        let mut by_person: HashMap<PersonId, Vec<&Arc<Assessment>>> = HashMap::new();
        for round in part.rounds.iter().filter(|round| round.finished.is_some()) {
            by_person.entry(round.person).or_default().push(round);
        }
        let mut crowd = Self {
            spreads: model
                .competencies
                .iter()
                .map(|one| Spread {
                    competency: one.id.clone(),
                    levels: [0; 5],
                    without: 0,
                    at_target: (0, 0),
                    median: None,
                })
                .collect(),
            ..Self::default()
        };
        let mut counted: HashMap<Key, Counted> = HashMap::new();
        // Per quarter: what to add to and take from the sums when people come in or answer again.
        let mut course: BTreeMap<Quarter, (usize, i64, i64)> = BTreeMap::new();
        for person in part.people.iter() {
            let Some(rounds) = by_person.get_mut(&person.id) else { continue };
            rounds.retain(|round| model.reads(&round.model));
            rounds.sort_by_key(|round| (round.date(), round.begun, round.id));
            let Some(last) = rounds.last() else {
                crowd.unread += 1;
                continue;
            };
            crowd.people += 1;
            let role = |round: &Assessment| round.role.clone().or_else(|| person.role.clone());
            let mut before = (0, 0);
            for (index, round) in rounds.iter().enumerate() {
                let now = role(round).map_or((0, 0), |role| {
                    let counted = counted.entry(role);
                    let counted = counted.or_insert_with_key(|role| Counted::of(model, role, part));
                    counted.sums(round)
                });
                let at = course.entry(Quarter::of(round.date())).or_default();
                at.0 += usize::from(index == 0);
                at.1 += now.0 - before.0;
                at.2 += now.1 - before.1;
                before = now;
            }
            let standing = role(last).and_then(|role| {
                Some(Standing::of(model, model.role(role.as_ref())?, &part.thresholds, last))
            });
            crowd.count(model, last, standing.as_ref());
        }
        for spread in &mut crowd.spreads {
            spread.median = median(&spread.sorted());
        }
        let (mut people, mut at, mut of) = (0, 0_i64, 0_i64);
        for (quarter, (more, more_at, more_of)) in course {
            people += more;
            at += more_at;
            of += more_of;
            let plain = |sum: i64| usize::try_from(sum).unwrap_or(0);
            crowd.course.push(Moment { quarter, people, at_target: (plain(at), plain(of)) });
        }
        crowd
    }

    fn count(&mut self, model: &Model, last: &Assessment, standing: Option<&Standing>) {
        if let Some(standing) = standing {
            match standing.gate {
                Gate::Met => self.gates.0 += 1,
                Gate::Unknown => self.gates.1 += 1,
                Gate::NotMet => self.gates.2 += 1,
            }
        }
        // Items stand in the model's order, as spreads do.
        let mut items =
            standing.map(|standing| standing.items.as_slice()).unwrap_or_default().iter().peekable();
        for (spread, one) in self.spreads.iter_mut().zip(&model.competencies) {
            match one.rating_in(last).and_then(|rating| rating.answer).and_then(Answer::level) {
                Some(level) => {
                    if let Some(place) = spread.levels.get_mut(usize::from(level.get()) - 1) {
                        *place += 1;
                    }
                }
                None => spread.without += 1,
            }
            let item = items.next_if(|item| item.competency == one.id).filter(|item| item.weight > 0);
            if let Some(gap) = item.and_then(Item::gap) {
                spread.at_target.0 += usize::from(gap == 0);
                spread.at_target.1 += 1;
            }
        }
    }
}

/// What a role counts: worked out once, since every round of everybody is held against it.
struct Counted<'a>(Vec<(&'a Trait, Level)>);

impl<'a> Counted<'a> {
    fn of(model: &'a Model, role: &Key, part: &Competency) -> Self {
        let role = model.role(role.as_ref());
        let asked = |one: &'a Arc<Trait>| {
            let asked = asked_of(role?, &part.thresholds, &one.id).filter(|asked| asked.weight > 0)?;
            Some((one.as_ref(), asked.target))
        };
        Self(model.competencies.iter().filter_map(asked).collect())
    }

    /// Items at the target and items rated.
    fn sums(&self, round: &Assessment) -> (i64, i64) {
        let levels =
            self.0.iter().filter_map(|(one, target)| Some((one.rating_in(round)?.level()?, *target)));
        levels.fold((0, 0), |(at, of), (level, target)| (at + i64::from(level >= target), of + 1))
    }
}

/// How one person stands now.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Who.
    pub person: &'a Arc<Person>,
    /// How many rounds there are, finished or not.
    pub rounds: usize,
    /// The last finished round, or else the last one.
    pub last: Option<&'a Arc<Assessment>>,
    /// The model that reads it; none where it is not here.
    pub model: Option<&'a Arc<Model>>,
    /// The role that it is held against.
    pub role: Option<&'a Key>,
    /// Against it.
    pub standing: Option<Standing>,
}

/// Everybody by their last round, in the order of the people. One pass over the rounds.
pub fn roster<'a>(part: &'a Competency, built_in: &'a Arc<Model>) -> Vec<Entry<'a>> {
    let mut by_person: HashMap<PersonId, Vec<&Arc<Assessment>>> = HashMap::with_capacity(part.people.len());
    for round in part.rounds.iter() {
        by_person.entry(round.person).or_default().push(round);
    }
    part.people
        .iter()
        .map(|person| {
            let mut rounds = by_person.remove(&person.id).unwrap_or_default();
            rounds.sort_by_key(|round| (round.date(), round.begun, round.id));
            let last = rounds.iter().rev().find(|round| round.finished.is_some()).or(rounds.last()).copied();
            let model = last.and_then(|last| part.model_for(&last.model, built_in));
            let role = last.and_then(|last| last.role.as_ref()).or(person.role.as_ref());
            let standing = last.zip(model).and_then(|(last, model)| {
                Some(Standing::of(model, model.role(role?.as_ref())?, &part.thresholds, last))
            });
            Entry { person, rounds: rounds.len(), last, model, role, standing }
        })
        .collect()
}

impl Spread {
    fn sorted(&self) -> Vec<u8> {
        (1..=5_u8).zip(self.levels).flat_map(|(level, count)| std::iter::repeat_n(level, count)).collect()
    }
}
