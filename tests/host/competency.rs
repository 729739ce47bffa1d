//! Scoring against hand-worked cases, against the figures that the example's content states (computed by
//! other scripts), and against a second implementation that shares no code with the first.

use crate::content::{MODEL, example, model, stated};
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use pmo_planner::domain::competency::crowd::{Crowd, roster};
use pmo_planner::domain::competency::fit::{Fit, fits};
use pmo_planner::domain::competency::history::{Proof, changes, course, readable, second_thoughts};
use pmo_planner::domain::competency::scoring::{Gate, Reason, Standing, Thresholds, layers, median, topics};
use pmo_planner::domain::competency::views::{MIN_PEERS, Weight, rows};
use pmo_planner::domain::competency::{
    Answer, Assessment, Competency, Confidence, Evidence, Interest, Key, Level, Model, Person, Rating,
    Relation, Seen, Strength, View,
};
use pmo_planner::domain::{AssessmentId, Extra, Name, Note, PersonId, ViewId};
use pmo_planner::interchange::example::Tongue;
use proptest::prelude::*;
use serde_json::Value;

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn level(number: u8) -> Level {
    Level::try_from(number).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rated(number: u8) -> Rating {
    Rating { answer: Some(Answer::Level(level(number))), ..Rating::default() }
}

fn round(model: &Model, ratings: impl IntoIterator<Item = (Key, Rating)>) -> Assessment {
    let mut round = Assessment::new(
        AssessmentId::from_number(1),
        PersonId::from_number(1),
        model.of.clone(),
        None,
        day("2026-03-01"),
    );
    round.ratings = Arc::new(ratings.into_iter().collect());
    round
}

fn all_at(model: &Model, number: u8) -> Assessment {
    round(model, model.competencies.iter().map(|one| (one.id.clone(), rated(number))))
}

fn standing(model: &Model, role: &str, assessment: &Assessment) -> Standing {
    Standing::of(model, model.role(role).unwrap(), &Thresholds::new(), assessment)
}

#[test]
fn the_built_in_model_has_no_flaw() {
    let model = model();
    assert_eq!(model.flaws(), []);
    assert_eq!((model.layers.len(), model.competencies.len(), model.roles.len()), (4, 22, 5));
    assert!(model.competencies.iter().all(|one| one.levels.len() == 5 && one.development.len() == 4));
    // What is written again is the same model.
    let again = Model::parse(&serde_json::to_string(&model).unwrap()).unwrap();
    assert_eq!(again, model);
    // And nothing of the file is lost in between.
    let (before, after): (Value, Value) =
        (serde_json::from_str(MODEL).unwrap(), serde_json::to_value(&model).unwrap());
    assert_eq!(before, after);
}

#[test]
fn all_two_of_a_prospective_member() {
    let model = model();
    let standing = standing(&model, "prospective", &all_at(&model, 2));
    assert_eq!(standing.gate, Gate::NotMet);
    assert_eq!(standing.at_target(), (7, 10));
    assert_eq!(standing.weights(), (100, 100));
    // 22/3 + 14 + 12/2 + 14/2 + 8 + 5 + 6 + 9 + 4 + 6 = 72.33
    let index = standing.index().unwrap();
    assert!((index.value - (22.0 / 3.0 + 14.0 + 6.0 + 7.0 + 8.0 + 5.0 + 6.0 + 9.0 + 4.0 + 6.0)).abs() < 1e-9);
    assert!((index.value - 72.333_333).abs() < 1e-4);
    // The will first: 22 × 2; then the two layer-1 items with one level missing, 14 and 12.
    let order: Vec<&str> = standing.gaps().iter().map(|item| item.competency.as_ref()).collect();
    assert_eq!(order, ["b1_passion_attitude", "b4_learning_reflection", "b3_integrity_discretion"]);
}

#[test]
fn nothing_answered_says_nothing() {
    let model = model();
    for role in &model.roles {
        let standing = standing(&model, role.id.as_ref(), &round(&model, []));
        assert_eq!(standing.gate, Gate::Unknown);
        assert_eq!((standing.index(), standing.raw_index()), (None, None));
        assert_eq!(standing.at_target().0, 0);
        assert!(standing.gaps().is_empty() && standing.coverage().abs() < 1e-12);
        assert_eq!(standing.open().count(), standing.at_target().1);
    }
    let fits = fits(&model, &Thresholds::new(), &round(&model, []));
    assert!(fits.iter().all(|fit| fit.distance().is_none() && fit.steps.is_empty() && !fit.is_sure()));
    assert!(topics(&model, &round(&model, [])).is_empty());
    assert!(
        layers(&model, &round(&model, [])).iter().all(|layer| layer.median.is_none() && layer.rated == 0)
    );
}

#[test]
fn a_gate_that_is_below_is_not_met_even_where_another_is_unknown() {
    let model = model();
    let gate = |ratings: &[(&str, Rating)]| {
        let ratings = ratings.iter().map(|(name, rating)| (key(name), rating.clone()));
        standing(&model, "prospective", &round(&model, ratings)).gate
    };
    let unsure = Rating { answer: Some(Answer::Unsure), ..Rating::default() };
    let (b1, b2) = ("b1_passion_attitude", "b2_pm_understanding");
    assert_eq!(gate(&[(b1, rated(2))]), Gate::NotMet);
    assert_eq!(gate(&[(b1, rated(3))]), Gate::Unknown);
    assert_eq!(gate(&[(b1, rated(3)), (b2, unsure)]), Gate::Unknown);
    assert_eq!(gate(&[(b1, rated(3)), (b2, rated(2))]), Gate::Met);
}

#[test]
fn the_organisations_own_threshold_stands_in_every_role_and_raises_the_target_with_it() {
    let model = model();
    let thresholds: Thresholds = [(key("b2_pm_understanding"), level(3))].into();
    let role = model.role("prospective").unwrap();
    let standing = Standing::of(&model, role, &thresholds, &all_at(&model, 2));
    let gate = standing.gate_items.iter().find(|item| item.competency == key("b2_pm_understanding")).unwrap();
    assert!(gate.own && gate.threshold == level(3) && gate.state == Gate::NotMet);
    // Six of ten now: two is no longer at the target there.
    assert_eq!(standing.at_target(), (6, 10));
}

#[test]
fn below_the_coverage_there_is_no_index() {
    let model = model();
    let role = model.role("prospective").unwrap();
    // Rate by weight until 70 % is just reached, and just not.
    let pick = |names: &[&str]| {
        let round = round(&model, names.iter().map(|name| (key(name), rated(3))));
        Standing::of(&model, role, &Thresholds::new(), &round)
    };
    let names =
        ["b1_passion_attitude", "b2_pm_understanding", "b3_integrity_discretion", "b4_learning_reflection"];
    let (enough, less) = (pick(&[&names[..], &["p1_delivery_methods"]].concat()), pick(&names));
    assert_eq!((enough.weights(), less.weights()), ((70, 100), (62, 100)));
    assert!(enough.index().is_some() && less.index().is_none() && less.raw_index().is_some());
}

#[test]
fn interest_and_then_evidence_decide_what_comes_first() {
    let model = model();
    let role = model.role("coordinator_analyst").unwrap();
    // b3 and b4 weigh 5 each; one level missing in both.
    let with = |interest: Option<u8>, strength: u8| Rating {
        interest: interest.map(|number| Interest::try_from(number).unwrap()),
        evidence: vec![Evidence {
            text: Note::default(),
            strength: Strength::try_from(strength).unwrap(),
            date: None,
            extra: Extra::new(),
        }],
        ..rated(2)
    };
    let first = |b3: Rating, b4: Rating| {
        let round =
            round(&model, [(key("b3_integrity_discretion"), b3), (key("b4_learning_reflection"), b4)]);
        let standing = Standing::of(&model, role, &Thresholds::new(), &round);
        standing.gaps()[0].competency.to_string()
    };
    assert_eq!(first(with(Some(1), 0), with(Some(2), 3)), "b4_learning_reflection");
    assert_eq!(first(with(None, 2), with(Some(1), 1)), "b4_learning_reflection");
    assert_eq!(first(with(None, 1), with(Some(1), 1)), "b3_integrity_discretion");
    let keen = Standing::of(
        &model,
        role,
        &Thresholds::new(),
        &round(&model, [(key("b3_integrity_discretion"), with(Some(3), 0))]),
    );
    assert!((keen.gaps()[0].priority().unwrap() - 5.0 * 1.3).abs() < 1e-12);
}

/// The rules once more, from the words of the content's `scoring`, over plain JSON.
mod second {
    use serde_json::Value;

    pub struct Result {
        pub gate: &'static str,
        pub at_target: usize,
        pub of: usize,
        pub coverage: f64,
        pub index: Option<f64>,
        /// Competency, gap, priority; the first by priority.
        pub gaps: Vec<(String, i64, f64)>,
    }

    pub fn score(model: &Value, role: &str, ratings: &Value) -> Result {
        let role = model["roles"].as_array().unwrap().iter().find(|r| r["id"] == role).unwrap();
        let lookup = |id: &str| ratings[id]["level"].as_i64();
        let mut gate = "met";
        for item in role["gates"].as_array().unwrap() {
            match lookup(item["competency"].as_str().unwrap()) {
                Some(level) if level < item["threshold"].as_i64().unwrap() => gate = "not_met",
                None if gate == "met" => gate = "unknown",
                _ => {}
            }
        }
        let (mut all, mut rated, mut reached, mut at_target, mut of) = (0.0, 0.0, 0.0, 0, 0);
        let mut gaps: Vec<(String, i64, f64, i64)> = Vec::new();
        for one in model["competencies"].as_array().unwrap() {
            let id = one["id"].as_str().unwrap();
            let asked = &role["requirements"][id];
            let weight = asked["weight"].as_f64().unwrap();
            let target = asked["target"].as_i64().unwrap();
            if weight == 0.0 {
                continue;
            }
            of += 1;
            all += weight;
            let Some(level) = lookup(id) else { continue };
            rated += weight;
            #[allow(clippy::cast_precision_loss)]
            let share = if target == 1 { 1.0 } else { ((level - 1) as f64 / (target - 1) as f64).min(1.0) };
            reached += weight * share;
            let gap = (target - level).max(0);
            if gap == 0 {
                at_target += 1;
                continue;
            }
            let interest = ratings[id]["interest"].as_f64().unwrap_or(1.0);
            #[allow(clippy::cast_precision_loss)]
            let priority = weight * gap as f64 * (1.0 + 0.15 * (interest - 1.0));
            let notes = ratings[id]["evidence"].as_array().cloned().unwrap_or_default();
            let strength = notes.iter().filter_map(|note| note["strength"].as_i64()).max().unwrap_or(0);
            gaps.push((id.to_owned(), gap, priority, strength));
        }
        gaps.sort_by(|a, b| b.2.partial_cmp(&a.2).unwrap().then(a.3.cmp(&b.3)));
        let coverage = rated / all;
        Result {
            gate,
            at_target,
            of,
            coverage,
            index: (coverage >= 0.7).then(|| 100.0 * reached / rated),
            gaps: gaps.into_iter().map(|(id, gap, priority, _)| (id, gap, priority)).collect(),
        }
    }
}

const fn gate_word(gate: Gate) -> &'static str {
    match gate {
        Gate::Met => "met",
        Gate::Unknown => "unknown",
        Gate::NotMet => "not_met",
    }
}

#[test]
fn every_figure_that_the_example_states_comes_out() {
    let (model, workspace) = (model(), example(Tongue::Zh));
    let part = &workspace.competency;
    let content: Value = stated();
    let stated = &content["checks"]["people"];
    assert_eq!(part.people.len(), 12);
    assert_eq!(part.rounds.len(), 24);
    assert_eq!(part.rounds.iter().map(|round| round.ratings.len()).sum::<usize>(), 528);
    let notes = part.rounds.iter().flat_map(|round| round.ratings.values()).map(|one| one.evidence.len());
    assert_eq!(notes.sum::<usize>(), 77);
    for (person, member) in part.people.iter().zip(content["people"]["members"].as_array().unwrap()) {
        let name = member["id"].as_str().unwrap();
        let wanted = &stated["by_person"][name];
        let rounds = part.rounds_of(person.id);
        assert_eq!(rounds.len(), 2);
        for (round, which) in rounds.iter().zip(["first", "second"]) {
            let (wanted, place) = (&wanted[which], format!("{name} {which}"));
            let standing = standing(&model, person.role.as_ref().unwrap().as_ref(), round);
            assert_eq!(gate_word(standing.gate), wanted["gate"], "{place}");
            let (at, of) = standing.at_target();
            assert_eq!(
                (Value::from(at), Value::from(of)),
                (wanted["at_target"].clone(), wanted["of"].clone()),
                "{place}"
            );
            assert!((standing.coverage() - wanted["coverage"].as_f64().unwrap()).abs() < 0.005, "{place}");
            match wanted["index"].as_f64() {
                Some(index) => assert!((standing.index().unwrap().value - index).abs() < 0.005, "{place}"),
                None => assert!(standing.index().is_none(), "{place}"),
            }
            let gaps = standing.gaps();
            for (gap, wanted) in gaps.iter().zip(wanted["top_gaps"].as_array().unwrap()) {
                assert_eq!(gap.competency.as_ref(), wanted["competency"], "{place}");
                assert_eq!(Value::from(gap.gap().unwrap()), wanted["gap"], "{place}");
                assert!(
                    (gap.priority().unwrap() - wanted["priority"].as_f64().unwrap()).abs() < 0.01,
                    "{place}"
                );
            }
            let bare: Vec<String> = topics(&model, round)
                .into_iter()
                .filter(|topic| topic.reasons.contains(&Reason::NoEvidence))
                .map(|topic| topic.competency.to_string())
                .collect();
            let id = member["snapshots"][usize::from(which == "second")]["id"].as_str().unwrap();
            let listed = &stated["by_person"][name]["high_level_without_evidence"][id];
            assert_eq!(&serde_json::to_value(bare).unwrap(), listed, "{place}");
        }
        let changes = changes(&model, rounds[0], rounds[1]);
        let count = |proof| changes.iter().filter(|change| change.proof == proof).count();
        let wanted = &wanted["changes"];
        assert_eq!(Value::from(count(Proof::Confirmed)), wanted["confirmed"], "{name}");
        assert_eq!(Value::from(count(Proof::Claimed)), wanted["claimed"], "{name}");
        let down = changes.iter().filter(|change| change.to < change.from).count();
        assert_eq!(Value::from(down), wanted["of_these_downward"], "{name}");
    }
}

#[test]
fn the_managers_view_differs_where_the_example_says() {
    let (model, workspace) = (model(), example(Tongue::Zh));
    let part = &workspace.competency;
    let stated: Value = stated();
    let stated = &stated["checks"]["people"];
    let view = &part.views[0];
    let own = part.last_round(view.person).unwrap();
    let (rows, peers) = rows(&model, Some(own), &[view]);
    assert_eq!(peers, 0);
    let mut differences = BTreeMap::new();
    let mut discuss = Vec::new();
    for row in &rows {
        assert!(row.peers.is_none());
        if let Some(difference) = row.managers[0].difference.filter(|difference| *difference != 0) {
            differences.insert(row.competency.to_string(), difference);
        }
        if row.weight() == Some(Weight::Discuss) {
            discuss.push(row.competency.to_string());
        }
    }
    assert_eq!(serde_json::to_value(differences).unwrap(), stated["manager_view_self_minus_manager"]);
    assert_eq!(serde_json::to_value(discuss).unwrap(), stated["manager_view_discuss"]);
}

#[test]
fn peers_are_shown_from_three_on_and_never_without_consent() {
    let model = model();
    let own = all_at(&model, 4);
    let view = |number: u128, level_given: u8, consent: bool| View {
        id: ViewId::from_number(number),
        person: own.person,
        relation: Relation::Peer,
        by: Name::default(),
        date: day("2026-04-01"),
        model: model.of.clone(),
        consent,
        ratings: Arc::new(
            [(
                key("i1_communication"),
                Seen { answer: Some(Answer::Level(level(level_given))), ..Seen::default() },
            )]
            .into(),
        ),
        extra: Extra::new(),
    };
    let views = [view(1, 1, true), view(2, 2, true), view(3, 5, false), view(4, 3, true)];
    let row = |views: &[&View]| {
        let (rows, count) = rows(&model, Some(&own), views);
        (rows.into_iter().find(|row| row.competency == key("i1_communication")).unwrap(), count)
    };
    let (two, count) = row(&[&views[0], &views[1], &views[2]]);
    assert_eq!((two.peers, count), (None, 2));
    let (three, count) = row(&views.iter().collect::<Vec<_>>());
    let peers = three.peers.clone().unwrap();
    assert_eq!((count, peers.seen), (MIN_PEERS, 3));
    assert_eq!(peers.spread, Some((level(1), 2.0, level(3))));
    assert_eq!(peers.difference, Some(2.0));
    assert_eq!(three.weight(), Some(Weight::Discuss));
    // A competency that only two have seen stays covered.
    let (all, _) = rows(&model, Some(&own), &views.iter().collect::<Vec<_>>());
    let other = all.iter().find(|row| row.competency == key("i2_facilitation")).unwrap();
    assert_eq!(other.peers.as_ref().unwrap().spread, None);
}

#[test]
fn looking_back_keeps_both_answers() {
    let (model, workspace) = (model(), example(Tongue::Zh));
    let round = workspace.competency.rounds.iter().find(|round| round.looking_back.is_some()).unwrap();
    let thoughts = second_thoughts(&model, round);
    assert_eq!(thoughts.len(), 6);
    assert!(thoughts.iter().all(|thought| thought.then.unwrap() > thought.really));
}

#[test]
fn the_fit_is_the_mean_distance_and_the_steps_are_the_nearest() {
    let (model, workspace) = (model(), example(Tongue::Zh));
    let json: Value = serde_json::from_str(MODEL).unwrap();
    let mut own = 0;
    for round in workspace.competency.rounds.iter() {
        let fits = fits(&model, &Thresholds::new(), round);
        assert_eq!(fits.len(), 5);
        own += usize::from(Some(&fits[0].role) == round.role.as_ref());
        for Fit { role, below, above, steps, standing, .. } in &fits {
            // By hand, over plain JSON.
            let asked = json["roles"].as_array().unwrap().iter().find(|r| r["id"] == role.as_ref()).unwrap();
            let (mut low, mut high, mut weights) = (0.0, 0.0, 0.0);
            for (name, asked) in asked["requirements"].as_object().unwrap() {
                let weight = asked["weight"].as_f64().unwrap();
                let Some(level) = round.ratings[&key(name)].level() else { continue };
                let beyond = f64::from(level.get()) - asked["target"].as_f64().unwrap();
                low += weight * (-beyond).max(0.0);
                high += weight * beyond.max(0.0);
                weights += weight;
            }
            assert!((below.unwrap() - low / weights).abs() < 1e-9);
            assert!((above.unwrap() - high / weights).abs() < 1e-9);
            assert!(steps.len() <= 2 && steps.len() == standing.gaps().len().min(2));
            // No gap outside the steps is nearer than one inside, the gate aside.
            let inside: Vec<_> = steps.iter().filter(|step| !step.at_gate).collect();
            let longest = inside.iter().map(|step| step.target.above(step.from)).max().unwrap_or(0);
            let outside = standing
                .gaps()
                .into_iter()
                .filter(|gap| !steps.iter().any(|step| step.competency == gap.competency));
            assert!(outside.into_iter().all(|gap| i16::from(gap.gap().unwrap()) >= i16::from(longest)));
        }
    }
    // Most people of the example fit the role that they have.
    assert_eq!(own, 16);
}

#[test]
fn one_wants_to_be_confirmed_by_later_evidence() {
    let model = model();
    let earlier = all_at(&model, 2);
    let note = |date: Option<&str>, strength: u8| Rating {
        evidence: vec![Evidence {
            text: Note::default(),
            strength: Strength::try_from(strength).unwrap(),
            date: date.map(day),
            extra: Extra::new(),
        }],
        ..rated(3)
    };
    let names =
        ["b1_passion_attitude", "b2_pm_understanding", "b3_integrity_discretion", "b4_learning_reflection"];
    let mut later = round(
        &model,
        names.iter().map(|name| key(name)).zip([
            note(Some("2026-03-02"), 2),
            note(Some("2026-03-01"), 2),
            note(None, 3),
            note(Some("2026-05-01"), 0),
        ]),
    );
    later.begun = day("2026-09-01");
    let proofs: Vec<Proof> = changes(&model, &earlier, &later).iter().map(|change| change.proof).collect();
    assert_eq!(proofs, [Proof::Confirmed, Proof::Claimed, Proof::Claimed, Proof::Claimed]);
}

#[test]
fn a_course_holds_every_round_against_one_role_and_knows_what_was_seen_later() {
    let (model, workspace) = (model(), example(Tongue::Zh));
    let part = &workspace.competency;
    let looked = part.rounds.iter().find(|round| round.looking_back.is_some()).unwrap();
    let rounds: Vec<_> = part.rounds_of(looked.person).into_iter().cloned().collect();
    let own = part.person(looked.person).unwrap().role.clone().unwrap();
    for role in ["prospective", own.as_ref()] {
        let role = model.role(role).unwrap();
        let found = course(&model, role, &Thresholds::new(), &rounds);
        assert_eq!(found.len(), 2);
        for (one, round) in found.iter().zip(&rounds) {
            // Counted again from the records alone.
            let at = |levels: &dyn Fn(&Key) -> Option<Level>| {
                let counts = role.requirements.iter().filter(|(_, asked)| asked.weight > 0);
                counts.filter(|(key, asked)| levels(key).is_some_and(|level| level >= asked.target)).count()
            };
            let then = |key: &Key| round.ratings.get(key).and_then(Rating::level);
            assert_eq!(one.at_target.0, at(&then));
            let back = round.looking_back.as_ref();
            let later = back.map(|back| at(&|key| back.levels.get(key).copied().or_else(|| then(key))));
            assert_eq!(one.seen_later, later);
        }
        assert_eq!(found[0].changes, (0, 0), "nothing before the first");
        let between = changes(&model, &rounds[0], &rounds[1]);
        assert_eq!(found[1].changes.0 + found[1].changes.1, between.len());
        assert_eq!(found[1].changes.0, between.iter().filter(|one| one.proof == Proof::Confirmed).count());
    }
    // Looking back brought the first round below what was thought then.
    let role = model.role(own.as_ref()).unwrap();
    let first = &course(&model, role, &Thresholds::new(), &rounds)[0];
    assert!(first.seen_later.unwrap() < first.at_target.0);
    // An unfinished round is no snapshot.
    let mut begun = Assessment::clone(&rounds[1]);
    begun.finished = None;
    let open = [rounds[0].clone(), Arc::new(begun)];
    assert_eq!(course(&model, role, &Thresholds::new(), &open).len(), 1);
    assert!(course(&model, role, &Thresholds::new(), &[]).is_empty());
}

#[test]
fn rounds_of_another_model_stand_apart() {
    let model = model();
    let mut other = all_at(&model, 2);
    other.model.id = key("elsewhere");
    let mut later = all_at(&model, 2);
    later.model.version.0 += 1;
    let rounds = [Arc::new(all_at(&model, 2)), Arc::new(other), Arc::new(later)];
    let (fine, apart) = readable(&model, &rounds);
    assert_eq!((fine.len(), apart.len()), (1, 2));
}

#[test]
fn the_median_of_levels() {
    assert_eq!(median(&[]), None);
    assert_eq!(median(&[3]), Some(3.0));
    assert_eq!(median(&[1, 4]), Some(2.5));
    assert_eq!(median(&[1, 2, 5]), Some(2.0));
}

#[test]
fn many_people_together_count_like_one_by_one() {
    let (model, workspace) = (model(), example(Tongue::Zh));
    let part = &workspace.competency;
    let crowd = Crowd::of(part, &model);
    assert_eq!((crowd.people, crowd.unread), (12, 0));
    let (mut at, mut of, mut met) = (0, 0, 0);
    for person in part.people.iter() {
        let standing =
            standing(&model, person.role.as_ref().unwrap().as_ref(), part.last_round(person.id).unwrap());
        at += standing.at_target().0;
        of += standing.weighted().filter(|item| item.level().is_some()).count();
        met += usize::from(standing.gate == Gate::Met);
    }
    assert_eq!(crowd.gates.0, met);
    assert_eq!(crowd.spreads.iter().map(|spread| spread.at_target.0).sum::<usize>(), at);
    assert_eq!(crowd.spreads.iter().map(|spread| spread.at_target.1).sum::<usize>(), of);
    assert_eq!(crowd.course.len(), 2);
    assert_eq!(crowd.course[1].at_target, (at, of));
    assert!(crowd.spreads.iter().all(|spread| spread.rated() + spread.without == 12));
    let built_in = Arc::new(model.clone());
    let list = roster(part, &built_in);
    assert_eq!(list.iter().map(|entry| entry.standing.as_ref().unwrap().at_target().0).sum::<usize>(), at);
    assert!(list.iter().all(|entry| entry.rounds == 2));
}

#[test]
fn the_course_of_many_counts_every_quarter_as_the_standing_does() {
    let (model, mut workspace) = (model(), example(Tongue::Zh));
    let part = Arc::make_mut(&mut workspace.competency);
    // A threshold of the organisation's raises targets in the course as well.
    part.thresholds.insert(key("b2_pm_understanding"), level(4));
    let crowd = Crowd::of(part, &model);
    for (place, moment) in crowd.course.iter().enumerate() {
        let (mut at, mut of) = (0, 0);
        for person in part.people.iter() {
            let rounds = part.rounds_of(person.id);
            let role = model.role(person.role.as_ref().unwrap().as_ref()).unwrap();
            let standing = Standing::of(&model, role, &part.thresholds, rounds[place]);
            at += standing.at_target().0;
            of += standing.weighted().filter(|item| item.level().is_some()).count();
        }
        assert_eq!(moment.at_target, (at, of), "quarter {place}");
    }
}

#[test]
fn five_hundred_people_with_six_rounds_are_counted_in_time() {
    let model = model();
    let mut part = Competency::default();
    for number in 0..500_u128 {
        let mut person = Person::new(PersonId::from_number(number + 1));
        person.role = Some(model.roles[usize::try_from(number % 5).unwrap()].id.clone());
        Arc::make_mut(&mut part.people).push(Arc::new(person));
        for turn in 0..6_u128 {
            let mut round = all_at(&model, u8::try_from((number * 7 + turn * 3) % 5 + 1).unwrap());
            round.id = AssessmentId::from_number(number * 6 + turn + 1);
            round.person = PersonId::from_number(number + 1);
            round.begun = NaiveDate::from_ymd_opt(2024, u32::try_from(turn).unwrap() * 2 + 1, 1).unwrap();
            round.finished = Some(round.begun);
            Arc::make_mut(&mut part.rounds).push(Arc::new(round));
        }
    }
    let begun = std::time::Instant::now();
    let crowd = Crowd::of(&part, &model);
    // An unoptimised build takes some times as long as the one that ships.
    assert!(begun.elapsed().as_millis() < 4_000, "{:?}", begun.elapsed());
    assert_eq!(crowd.people, 500);
    assert_eq!(crowd.course.last().unwrap().people, 500);
    assert_eq!(crowd.course.len(), 4);
}

fn any_rating() -> impl Strategy<Value = Rating> {
    let answer = prop_oneof![
        4 => (1_u8..=5).prop_map(|number| Some(Answer::Level(level(number)))),
        1 => Just(Some(Answer::Unsure)),
        1 => Just(Some(Answer::NotObserved)),
        1 => Just(None),
    ];
    let optional = |high: u8| proptest::option::of(0..=high);
    (answer, optional(3), optional(3), optional(3)).prop_map(|(answer, sure, interest, strength)| Rating {
        answer,
        confidence: sure.and_then(|number| Confidence::try_from(number).ok()),
        interest: interest.and_then(|number| Interest::try_from(number).ok()),
        evidence: strength
            .map(|number| Evidence {
                text: Note::default(),
                strength: Strength::try_from(number).unwrap(),
                date: None,
                extra: Extra::new(),
            })
            .into_iter()
            .collect(),
        ..Rating::default()
    })
}

proptest! {
    #[test]
    fn the_second_implementation_agrees(ratings in proptest::collection::vec(any_rating(), 22), role in 0_usize..5) {
        let model = model();
        let round = round(&model, model.competencies.iter().map(|one| one.id.clone()).zip(ratings));
        let json: Value = serde_json::from_str(MODEL).unwrap();
        let mut plain = serde_json::Map::new();
        for (key, rating) in round.ratings.iter() {
            let mut fields = serde_json::to_value(rating).unwrap();
            if let Some(level) = rating.level() {
                fields["level"] = level.get().into();
            }
            plain.insert(key.to_string(), fields);
        }
        let name = &model.roles[role].id;
        let ours = standing(&model, name.as_ref(), &round);
        let theirs = second::score(&json, name.as_ref(), &Value::Object(plain));
        prop_assert_eq!(gate_word(ours.gate), theirs.gate);
        prop_assert_eq!(ours.at_target(), (theirs.at_target, theirs.of));
        prop_assert!((ours.coverage() - theirs.coverage).abs() < 1e-9);
        match (ours.index(), theirs.index) {
            (Some(a), Some(b)) => prop_assert!((a.value - b).abs() < 1e-9),
            (a, b) => prop_assert_eq!(a.is_none(), b.is_none()),
        }
        let gaps = ours.gaps();
        prop_assert_eq!(gaps.len(), theirs.gaps.len());
        for (a, b) in gaps.iter().zip(&theirs.gaps) {
            prop_assert!((a.priority().unwrap() - b.2).abs() < 1e-9);
            prop_assert_eq!(i64::from(a.gap().unwrap()), b.1);
        }
    }

    #[test]
    fn a_higher_level_never_lowers_a_result(ratings in proptest::collection::vec(1_u8..=4, 22), which in 0_usize..22, role in 0_usize..5) {
        let model = model();
        let with = |ratings: &[u8]| {
            let keys = model.competencies.iter().map(|one| one.id.clone());
            let round = round(&model, keys.zip(ratings.iter().copied().map(rated)));
            standing(&model, model.roles[role].id.as_ref(), &round)
        };
        let mut higher = ratings.clone();
        higher[which] += 1;
        let (low, high) = (with(&ratings), with(&higher));
        prop_assert!(high.index().unwrap().value >= low.index().unwrap().value - 1e-9);
        prop_assert!(high.at_target().0 >= low.at_target().0);
        prop_assert!(high.gate <= low.gate);
    }
}
