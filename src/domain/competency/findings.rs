//! What in the records is odd: said in a sentence, mended by hand, never dropped.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::model::{Model, ModelRef};
use super::record::Rating;
use super::value::Key;
use super::{Competency, MOST_ACTIVE};
use crate::domain::id::{AssessmentId, PersonId};

/// Something odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// People with the same name, which may be one.
    SameName {
        /// The name.
        name: String,
        /// Who has it.
        people: Vec<PersonId>,
    },
    /// Two people with one id: an edited file.
    SameId(PersonId),
    /// A round that is dated after today.
    FutureRound {
        /// Which.
        round: AssessmentId,
        /// Its day.
        day: NaiveDate,
    },
    /// Evidence that is dated after today.
    FutureEvidence {
        /// In which round.
        round: AssessmentId,
        /// How many notes.
        count: usize,
    },
    /// Rounds that answer a model which is not here, or a later version of one.
    UnknownModel {
        /// Which model.
        model: ModelRef,
        /// How many rounds.
        rounds: usize,
        /// Is an earlier version here?
        later: bool,
    },
    /// Rounds of somebody who is not among the people: an edited file.
    NobodysRounds(usize),
    /// Answers whose competency means something else now, or is gone.
    Archived {
        /// In which round.
        round: AssessmentId,
        /// How many.
        count: usize,
    },
    /// More active steps than make sense, after a merge.
    TooManyActive(PersonId),
}

/// Everything odd, in a fixed order.
pub fn findings(part: &Competency, built_in: &Arc<Model>, today: NaiveDate) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut names: BTreeMap<String, Vec<PersonId>> = BTreeMap::new();
    let mut ids = HashSet::new();
    for person in part.people.iter() {
        if !person.alias.is_empty() {
            names.entry(person.alias.to_lowercase()).or_default().push(person.id);
        }
        if !ids.insert(person.id) {
            found.push(Finding::SameId(person.id));
        }
        if part.active_steps(person.id) > MOST_ACTIVE {
            found.push(Finding::TooManyActive(person.id));
        }
    }
    found.extend(names.into_iter().filter(|(_, people)| people.len() > 1).filter_map(|(_, people)| {
        let name = part.person(*people.first()?)?.alias.to_string();
        Some(Finding::SameName { name, people })
    }));
    let mut unknown: Vec<(ModelRef, usize)> = Vec::new();
    let mut nobodys = 0;
    let mut meanings = HashMap::new();
    for round in part.rounds.iter() {
        if !ids.contains(&round.person) {
            nobodys += 1;
        }
        if round.date() > today {
            found.push(Finding::FutureRound { round: round.id, day: round.date() });
        }
        let evidence = round.ratings.values().flat_map(|rating| &rating.evidence);
        let count = evidence.filter(|one| one.date.is_some_and(|day| day > today)).count();
        if count > 0 {
            found.push(Finding::FutureEvidence { round: round.id, count });
        }
        let Some(model) = part.model_for(&round.model, built_in) else {
            match unknown.iter_mut().find(|(model, _)| *model == round.model) {
                Some((_, count)) => *count += 1,
                None => unknown.push((round.model.clone(), 1)),
            }
            continue;
        };
        // Worked out once a model: there may be thousands of rounds.
        let known = meanings.entry(&model.of).or_insert_with(|| {
            model.competencies.iter().map(|one| (&one.id, one.meaning)).collect::<BTreeMap<_, _>>()
        });
        let fits = |(key, rating): &(&Key, &Rating)| known.get(key) == Some(&rating.meaning);
        let archived = round.ratings.iter().filter(|one| !fits(one)).count();
        if archived > 0 {
            found.push(Finding::Archived { round: round.id, count: archived });
        }
    }
    found.extend(unknown.into_iter().map(|(model, rounds)| {
        let here = std::iter::once(built_in).chain(part.models.iter());
        let later = here.into_iter().any(|one| one.of.id == model.id);
        Finding::UnknownModel { model, rounds, later }
    }));
    if nobodys > 0 {
        found.push(Finding::NobodysRounds(nobodys));
    }
    found
}
