//! Commands, merging, models of one's own, findings, and what goes out and comes in of the competency part.

use crate::content::{example, model};
use std::sync::Arc;

use chrono::NaiveDate;
use pmo_planner::domain::competency::check::Flaw;
use pmo_planner::domain::competency::findings::{Finding, findings};
use pmo_planner::domain::competency::fit::fits;
use pmo_planner::domain::competency::model::Requirement;
use pmo_planner::domain::competency::scoring::{Standing, Thresholds};
use pmo_planner::domain::competency::{
    Answer, Assessment, Both, Competency, CompetencyChange, CompetencyCommand as Do, CompetencyError,
    Effectiveness, Form, Key, Layer, LayerEdit, Level, Model, ModelEdit, ModelPart, Person, Phrase, PlanStep,
    Rating, Relation, RoleEdit, Scenario, ScenarioEdit, Seen, StepStatus, Trait, TraitEdit, Version, View,
};
use pmo_planner::domain::{
    AssessmentId, Command, Extra, FormId, History, Name, Note, PersonId, StepId, ViewId, Workspace,
    WorkspaceId,
};
use pmo_planner::i18n::Locale;
use pmo_planner::interchange::competency_file::{
    Kind, ParcelError, PeerViews, about, filled, form, has_peers, is_parcel, read, write,
};
use pmo_planner::interchange::competency_link::{self, LinkError};
use pmo_planner::interchange::competency_report::Report;
use pmo_planner::interchange::example::Tongue;
use proptest::prelude::*;

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn level(number: u8) -> Level {
    Level::try_from(number).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn person(number: u128) -> PersonId {
    PersonId::from_number(number)
}

fn rated(number: u8) -> Rating {
    Rating { answer: Some(Answer::Level(level(number))), ..Rating::default() }
}

fn round(number: u128, whose: u128) -> Assessment {
    Assessment::new(AssessmentId::from_number(number), person(whose), model().of, None, day("2026-03-01"))
}

fn view(number: u128, whose: u128) -> View {
    View {
        id: ViewId::from_number(number),
        person: person(whose),
        relation: Relation::Manager,
        by: Name::default(),
        date: day("2026-04-01"),
        model: model().of,
        consent: true,
        ratings: Arc::default(),
        extra: Extra::new(),
    }
}

fn step(number: u128, whose: u128, status: StepStatus) -> PlanStep {
    PlanStep {
        id: StepId::from_number(number),
        person: person(whose),
        competency: key("i1_communication"),
        from: level(2),
        to: level(3),
        task: Note::default(),
        mentor: Name::default(),
        due: None,
        evidence_wanted: Note::default(),
        status,
        extra: Extra::new(),
    }
}

fn begun() -> Competency {
    let mut part = Competency::default();
    part.apply(Do::BeginWith(Box::new(Person::new(person(1))), Box::new(round(1, 1)))).unwrap();
    part
}

#[track_caller]
fn refused(part: &Competency, command: Do, error: &CompetencyError) {
    assert_eq!(part.clone().apply(command).as_ref(), Err(error));
}

#[test]
fn every_answer_is_a_step_that_can_be_undone() {
    let mut workspace = Workspace::new(WorkspaceId::from_number(1), Name::default());
    let mut history = History::default();
    let begin = Do::BeginWith(Box::new(Person::new(person(1))), Box::new(round(1, 1)));
    history.apply(&mut workspace, Command::Competency(begin)).unwrap();
    let answer = |number: u8| {
        let (round, competency) = (AssessmentId::from_number(1), key("i1_communication"));
        Command::Competency(Do::Rate { round, competency, rating: Box::new(rated(number)) })
    };
    history.apply(&mut workspace, answer(2)).unwrap();
    history.apply(&mut workspace, answer(4)).unwrap();
    let level_now = |workspace: &Workspace| {
        workspace.competency.rounds[0].ratings.get("i1_communication").and_then(Rating::level)
    };
    assert_eq!(level_now(&workspace), Some(level(4)));
    history.undo(&mut workspace);
    assert_eq!(level_now(&workspace), Some(level(2)));
    history.undo(&mut workspace);
    assert_eq!(level_now(&workspace), None);
    // The same answer again is no step.
    history.redo(&mut workspace);
    assert_eq!(history.apply(&mut workspace, answer(2)).unwrap(), pmo_planner::domain::Change::Nothing);
    // An empty rating takes the answer back.
    let back = Do::Rate {
        round: AssessmentId::from_number(1),
        competency: key("i1_communication"),
        rating: Box::default(),
    };
    history.apply(&mut workspace, Command::Competency(back)).unwrap();
    assert!(workspace.competency.rounds[0].ratings.is_empty());
}

#[test]
fn what_is_not_there_is_refused_by_name() {
    let part = begun();
    let nobody = CompetencyError::NotThere(person(9).to_string());
    refused(&part, Do::RemovePerson(person(9)), &nobody);
    refused(&part, Do::Begin(Box::new(round(2, 9))), &nobody);
    refused(&part, Do::PutView(Box::new(view(1, 9))), &nobody);
    refused(&part, Do::PutStep(Box::new(step(1, 9, StepStatus::Planned))), &nobody);
    refused(
        &part,
        Do::Begin(Box::new(round(1, 1))),
        &CompetencyError::ThereAlready(AssessmentId::from_number(1).to_string()),
    );
    refused(&part, Do::ChooseModel(Some(key("none"))), &CompetencyError::NotThere("none".to_owned()));
}

#[test]
fn at_most_three_steps_are_active() {
    let mut part = begun();
    for number in 1..=3 {
        part.apply(Do::PutStep(Box::new(step(number, 1, StepStatus::Active)))).unwrap();
    }
    refused(
        &part,
        Do::PutStep(Box::new(step(4, 1, StepStatus::Active))),
        &CompetencyError::TooManyActive { limit: 3 },
    );
    // A fourth may wait; one of the three may change; when one is done, the fourth may begin.
    part.apply(Do::PutStep(Box::new(step(4, 1, StepStatus::Planned)))).unwrap();
    part.apply(Do::PutStep(Box::new(PlanStep {
        due: Some(day("2027-01-01")),
        ..step(1, 1, StepStatus::Active)
    })))
    .unwrap();
    part.apply(Do::PutStep(Box::new(step(2, 1, StepStatus::Done)))).unwrap();
    part.apply(Do::PutStep(Box::new(step(4, 1, StepStatus::Active)))).unwrap();
    let down = PlanStep { from: level(3), ..step(5, 1, StepStatus::Planned) };
    refused(
        &part,
        Do::PutStep(Box::new(down)),
        &CompetencyError::NotUpwards { from: level(3), to: level(3) },
    );
}

#[test]
fn a_removed_person_takes_everything_along_and_a_forgotten_one_stays_away() {
    let mut part = begun();
    let with_all = {
        part.apply(Do::PutView(Box::new(view(1, 1)))).unwrap();
        part.apply(Do::PutStep(Box::new(step(1, 1, StepStatus::Planned)))).unwrap();
        part.clone()
    };
    let mut removed = part.clone();
    removed.apply(Do::RemovePerson(person(1))).unwrap();
    assert!(removed.is_empty());
    // Removed only: an older file brings them back.
    assert_eq!(removed.merged(&with_all), with_all);
    assert_eq!(part.apply(Do::ForgetPerson(person(1))).unwrap(), Some(CompetencyChange::PersonForgotten));
    assert_eq!(part.forgotten.len(), 1);
    for merged in [part.merged(&with_all), with_all.merged(&part)] {
        assert!(
            merged.people.is_empty()
                && merged.rounds.is_empty()
                && merged.views.is_empty()
                && merged.steps.is_empty()
        );
    }
    refused(&part, Do::PutPerson(Box::new(Person::new(person(1)))), &CompetencyError::Forgotten(person(1)));
    assert!(!serde_json::to_string(&part).unwrap().contains("ratings"));
}

#[test]
fn two_that_are_one_are_joined() {
    let mut part = begun();
    part.apply(Do::BeginWith(Box::new(Person::new(person(2))), Box::new(round(2, 2)))).unwrap();
    part.apply(Do::PutView(Box::new(view(1, 2)))).unwrap();
    part.apply(Do::JoinPeople { keep: person(1), other: person(2) }).unwrap();
    assert_eq!((part.people.len(), part.rounds_of(person(1)).len()), (1, 2));
    assert_eq!(part.views[0].person, person(1));
}

#[test]
fn mended_wording_keeps_answers_and_a_changed_meaning_archives_them() {
    let built_in = Arc::new(model());
    let mut part = begun();
    let id = AssessmentId::from_number(1);
    let communication = key("i1_communication");
    part.apply(Do::Rate { round: id, competency: communication.clone(), rating: Box::new(rated(3)) })
        .unwrap();
    let own = built_in.copied(key("own-1"), Both::default());
    part.apply(Do::PutModel(Box::new(own))).unwrap();
    let level_in = |part: &Competency| {
        let model = part.own_model("own-1").unwrap();
        let role = model.role("coordinator_analyst").unwrap();
        let standing = Standing::of(model, role, &Thresholds::new(), &part.rounds[0]);
        standing.items.iter().find(|item| item.competency == communication).unwrap().level()
    };
    // A copy reads what was answered to the original.
    assert!(part.own_model("own-1").unwrap().reads(&built_in.of));
    assert_eq!(level_in(&part), Some(level(3)));
    let text =
        |zh: &str| Both { zh: zh.to_owned().try_into().unwrap(), en: "x".to_owned().try_into().unwrap() };
    let change = |words: &str, means_else| {
        let edit = TraitEdit::Anchor(level(3), text(words));
        Do::EditModel(
            key("own-1"),
            Box::new(ModelEdit::Trait { key: communication.clone(), edit, means_else }),
        )
    };
    part.apply(change("改了字句", false)).unwrap();
    assert_eq!(level_in(&part), Some(level(3)));
    assert_eq!(part.own_model("own-1").unwrap().of.version, Version(1, 0, 1));
    part.apply(change("意思变了", true)).unwrap();
    assert_eq!(level_in(&part), None);
    assert_eq!(part.own_model("own-1").unwrap().of.version, Version(1, 1, 0));
    // Nothing is lost: the answer is still there, and the built-in model still reads it.
    assert_eq!(part.rounds[0].ratings[&communication].level(), Some(level(3)));
    let back = TraitEdit::Anchor(level(3), text("意思变了"));
    part.apply(Do::EditModel(
        key("own-1"),
        Box::new(ModelEdit::Trait { key: communication, edit: back, means_else: true }),
    ))
    .unwrap();
    assert_eq!(part.own_model("own-1").unwrap().of.version, Version(1, 1, 0), "the same words are no change");
}

#[test]
fn a_model_of_ones_own_grows_and_is_checked() {
    let mut own = model().copied(key("own-1"), model().title);
    let name =
        Both { zh: "新能力".to_owned().try_into().unwrap(), en: "New".to_owned().try_into().unwrap() };
    let layer = key("craft");
    own.edit(ModelEdit::Add(ModelPart::Trait(Box::new(Trait::blank(key("x1"), layer.clone(), name)))))
        .unwrap();
    // It stands with its layer.
    let place = own.competencies.iter().position(|one| one.id == key("x1")).unwrap();
    assert_eq!(own.competencies[place - 1].layer, layer);
    assert_ne!(own.competencies[place + 1].layer, layer);
    assert!(own.flaws().contains(&Flaw::OneLanguage(key("x1"))));
    let require = |weight| {
        let asked = Requirement { target: level(2), weight };
        ModelEdit::Role(key("prospective"), RoleEdit::Require(key("x1"), Some(asked)))
    };
    own.edit(require(5)).unwrap();
    assert!(own.flaws().contains(&Flaw::Weights { role: key("prospective"), sum: 105 }));
    own.edit(ModelEdit::Role(key("prospective"), RoleEdit::Gate(key("x1"), Some(level(3))))).unwrap();
    assert!(own.flaws().contains(&Flaw::GateAboveTarget { role: key("prospective"), competency: key("x1") }));
    let twice = own.clone().edit(ModelEdit::Add(ModelPart::Trait(Box::new(Trait::blank(
        key("x1"),
        layer,
        Both::default(),
    )))));
    assert_eq!(twice, Err(CompetencyError::ThereAlready("x1".to_owned())));
    own.edit(ModelEdit::RemoveTrait(key("x1"))).unwrap();
    assert_eq!(own.flaws(), []);
    assert_eq!(own.roles, model().roles);
}

#[test]
fn a_layer_of_ones_own_holds_competencies_and_goes_only_when_empty() {
    let text = |zh: &str, en: &str| Both {
        zh: zh.to_owned().try_into().unwrap(),
        en: en.to_owned().try_into().unwrap(),
    };
    let mut own = model().copied(key("own-1"), model().title);
    let layer = key("culture");
    let blank = Layer::blank(layer.clone(), text("文化", "Culture"));
    own.edit(ModelEdit::Add(ModelPart::Layer(Box::new(blank)))).unwrap();
    assert_eq!(own.layers.len(), 5);
    assert_eq!(own.flaws(), [Flaw::EmptyLayer(layer.clone())]);
    let first = own.competencies[0].id.clone();
    let moved =
        ModelEdit::Trait { key: first.clone(), edit: TraitEdit::Layer(layer.clone()), means_else: false };
    own.edit(moved).unwrap();
    // Questions stay in the order of the layers, so it stands at the end now.
    assert_eq!(own.competencies.last().unwrap().id, first);
    assert_eq!(own.competencies.len(), 22);
    assert_eq!(own.flaws(), []);
    let refused = own.clone().edit(ModelEdit::RemoveLayer(layer.clone()));
    assert_eq!(refused, Err(CompetencyError::LayerInUse(layer.clone())));
    let half = LayerEdit::Description(text("只有中文", ""));
    own.edit(ModelEdit::Layer(layer.clone(), half)).unwrap();
    assert_eq!(own.flaws(), [Flaw::OneLanguage(layer.clone())]);
    let back =
        ModelEdit::Trait { key: first.clone(), edit: TraitEdit::Layer(key("basic")), means_else: false };
    own.edit(back).unwrap();
    own.edit(ModelEdit::RemoveLayer(layer)).unwrap();
    assert_eq!((own.layers.len(), own.flaws()), (4, Vec::new()));
    assert_eq!(own.competencies.iter().position(|one| one.id == first), Some(3), "last of its layer");
}

#[test]
fn a_scenario_of_ones_own_is_written_choice_by_choice() {
    let text = |words: &str| Both {
        zh: words.to_owned().try_into().unwrap(),
        en: words.to_owned().try_into().unwrap(),
    };
    let mut own = model().copied(key("own-1"), model().title);
    let about = own.competencies[4].id.clone();
    let id = key("q1");
    let blank = Scenario::blank(id.clone(), about, text("x"));
    own.edit(ModelEdit::Add(ModelPart::Scenario(Box::new(blank)))).unwrap();
    assert_eq!(own.flaws(), [Flaw::OneLanguage(id.clone())], "its choices are to be written");
    let mut edit = |edit| own.edit(ModelEdit::Scenario(key("q1"), edit));
    for choice in ["a", "b", "c", "d"] {
        edit(ScenarioEdit::Choice(key(choice), text(choice))).unwrap();
    }
    edit(ScenarioEdit::Rationale(text("y"))).unwrap();
    edit(ScenarioEdit::Effect(key("d"), Effectiveness::try_from(3).unwrap())).unwrap();
    edit(ScenarioEdit::RemoveChoice(key("a"))).unwrap();
    edit(ScenarioEdit::RemoveChoice(key("b"))).unwrap();
    assert_eq!(edit(ScenarioEdit::RemoveChoice(key("c"))), Err(CompetencyError::ModelSize));
    let unknown = CompetencyError::NotThere("zz".to_owned());
    assert_eq!(edit(ScenarioEdit::Competency(key("zz"))), Err(unknown.clone()));
    assert_eq!(edit(ScenarioEdit::Choice(key("zz"), text("z"))), Err(unknown));
    assert_eq!(edit(ScenarioEdit::AddChoice(key("c"))), Err(CompetencyError::ThereAlready("c".to_owned())));
    assert_eq!(own.flaws(), []);
    let scenario = own.scenarios.last().unwrap();
    assert_eq!(scenario.options.iter().map(|one| one.effectiveness.get()).collect::<Vec<_>>(), [1, 3]);
    // What it says survives a file, and an impossible effect does not get in.
    let text = serde_json::to_string(&own).unwrap();
    assert_eq!(Model::parse(&text).unwrap(), own);
    assert!(serde_json::from_str::<Effectiveness>("4").is_err());
    own.edit(ModelEdit::RemoveScenario(id.clone())).unwrap();
    assert_eq!(own.scenarios, model().scenarios);
    assert!(own.edit(ModelEdit::RemoveScenario(id)).is_err());
}

#[test]
fn texts_about_the_whole_are_edited_and_wanted_in_both_languages() {
    let mut own = model().copied(key("own-1"), model().title);
    let text = Both { zh: "先看门槛".to_owned().try_into().unwrap(), ..Both::default() };
    for which in [
        Phrase::Title,
        Phrase::Instruction,
        Phrase::GateMet,
        Phrase::GateUnknown,
        Phrase::GateNotMet,
        Phrase::LevelName(level(3)),
    ] {
        let mut draft = own.clone();
        draft.edit(ModelEdit::Phrase(which, text.clone())).unwrap();
        assert_eq!(draft.phrase(which), text);
        assert_eq!(draft.flaws(), [Flaw::OneLanguage(key("own-1"))], "{which:?}");
        assert_eq!(draft.of.version, Version(1, 0, 1), "wording keeps answers");
    }
    own.edit(ModelEdit::Phrase(Phrase::Title, own.title.clone())).unwrap();
    assert_eq!(own.of.version, Version(1, 0, 0), "the same words are no change");
}

#[test]
fn what_is_odd_is_said_and_nothing_is_dropped() {
    let built_in = Arc::new(model());
    let mut part = begun();
    let mut named = Person::new(person(2));
    named.alias = Name::new("银杏").unwrap();
    part.apply(Do::PutPerson(Box::new(named.clone()))).unwrap();
    named.id = person(3);
    part.apply(Do::PutPerson(Box::new(named))).unwrap();
    let mut later = round(2, 1);
    later.model.version = Version(9, 0, 0);
    let mut other = round(3, 1);
    other.model.id = key("elsewhere");
    let mut future = round(4, 1);
    future.finished = Some(day("2030-01-01"));
    future.ratings = Arc::new([(key("gone"), rated(2))].into());
    for one in [later, other, future] {
        part.apply(Do::Begin(Box::new(one))).unwrap();
    }
    let found = findings(&part, &built_in, day("2026-11-24"));
    assert!(
        found.contains(&Finding::SameName { name: "银杏".to_owned(), people: vec![person(2), person(3)] })
    );
    assert!(
        found.contains(&Finding::FutureRound { round: AssessmentId::from_number(4), day: day("2030-01-01") })
    );
    assert!(found.contains(&Finding::Archived { round: AssessmentId::from_number(4), count: 1 }));
    let unknown = |later| {
        found
            .iter()
            .any(|one| matches!(one, Finding::UnknownModel { later: it, rounds: 1, .. } if *it == later))
    };
    assert!(unknown(true) && unknown(false));
    assert_eq!(part.rounds.len(), 4);
    assert!(findings(&example(Tongue::Zh).competency, &built_in, day("2026-11-24")).is_empty());
}

#[test]
fn fields_of_later_versions_and_edited_files_survive() {
    let mut json = serde_json::to_value(begun()).unwrap();
    json["later"] = 1.into();
    json["people"][0]["later"] = 2.into();
    json["rounds"][0]["later"] = 3.into();
    let part: Competency = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&part).unwrap(), json);
    // Nonsense is refused, not guessed.
    json["rounds"][0]["ratings"] = serde_json::json!({ "b1": { "answer": 7 } });
    assert!(serde_json::from_value::<Competency>(json).is_err());
}

#[test]
fn a_file_about_one_person_says_nothing_of_others() {
    let whole = example(Tongue::Zh).competency;
    let who = whole.people.iter().find(|person| &*person.alias == "红枫").unwrap().id;
    let text = write(Kind::Answers, about(&whole, who, PeerViews::Kept));
    assert!(is_parcel(&text) && !text.contains("榛子"));
    let parcel = read(&text).unwrap();
    assert_eq!(parcel.kind, Kind::Answers);
    assert_eq!((parcel.part.people.len(), parcel.part.rounds.len(), parcel.part.views.len()), (1, 2, 1));
    // Taken in again, nothing differs.
    assert_eq!(whole.merged(&parcel.part), *whole);
}

#[test]
fn a_file_for_the_person_leaves_out_what_single_peers_said() {
    let mut part = begun();
    assert!(!has_peers(&part, person(1)));
    let said = |number: u128, relation: Relation| {
        let seen = Seen { comment: Note::new(&format!("said by {number}")).unwrap(), ..Seen::default() };
        let ratings = Arc::new([(key("i1_communication"), seen)].into());
        View { relation, ratings, ..view(number, 1) }
    };
    let views = [said(1, Relation::Manager), said(2, Relation::Peer), said(3, Relation::Peer)];
    part.views = Arc::new(views.into_iter().map(Arc::new).collect());
    assert!(has_peers(&part, person(1)) && !has_peers(&part, person(2)));
    let handed = write(Kind::Answers, about(&part, person(1), PeerViews::LeftOut));
    assert!(handed.contains("said by 1") && !handed.contains("said by 2") && !handed.contains("said by 3"));
    // Taking it in again where the peers' views are loses none of them.
    assert_eq!(part.merged(&read(&handed).unwrap().part), part);
    let kept = read(&write(Kind::Answers, about(&part, person(1), PeerViews::Kept))).unwrap();
    assert_eq!(kept.part.views, part.views);
}

#[test]
fn a_form_goes_out_is_filled_in_elsewhere_and_comes_back() {
    let mut here = begun();
    let blank = Form {
        id: FormId::from_number(5),
        alias: Name::new("银杏").unwrap(),
        message: Note::default(),
        view: View { consent: false, ..view(5, 1) },
        returned: None,
        extra: Extra::new(),
    };
    let out = read(&write(Kind::Form, form(&here, blank))).unwrap();
    let mut there = Competency::default();
    there.apply(Do::TakeIn(Box::new(out.part))).unwrap();
    let seen = Seen { answer: Some(Answer::Level(level(4))), ..Seen::default() };
    there
        .apply(Do::FillIn {
            form: FormId::from_number(5),
            competency: key("i1_communication"),
            seen: Box::new(seen),
        })
        .unwrap();
    let sign = Do::SignForm {
        form: FormId::from_number(5),
        by: Name::default(),
        consent: true,
        returned: Some(day("2026-05-01")),
    };
    there.apply(sign).unwrap();
    let back = read(&write(Kind::View, filled(&there.forms[0]))).unwrap();
    here.apply(Do::TakeIn(Box::new(back.part))).unwrap();
    assert_eq!(here.views.len(), 1);
    assert!(here.views[0].consent && here.views[0].date == day("2026-05-01"));
    assert!(here.forms.is_empty());
}

#[test]
fn broken_files_are_refused_with_a_reason() {
    let text = write(Kind::Answers, begun());
    assert!(matches!(read(&text[..text.len() / 2]), Err(ParcelError::Malformed(_))));
    assert!(matches!(read(&text.replacen("\"schema\": 1", "\"schema\": 7", 1)), Err(ParcelError::TooNew(7))));
    let mut flawed = model().copied(key("own-1"), Both::default());
    flawed.layers.clear();
    let part = Competency { models: Arc::new(vec![Arc::new(flawed)]), ..Competency::default() };
    assert!(matches!(read(&write(Kind::Model, part)), Err(ParcelError::FlawedModel(Flaw::NoLayer(_)))));
    assert!(!is_parcel("{}") && !is_parcel("[1]") && !is_parcel("x"));
}

#[test]
fn a_link_holds_the_answers_and_tells_damage() {
    let (model, workspace) = (model(), example(Tongue::Zh));
    for round in workspace.competency.rounds.iter() {
        let text = competency_link::write(&model, round);
        assert!(text.len() < 120, "{}", text.len());
        let linked = competency_link::read(&text, |_| Some(&model)).unwrap();
        assert_eq!((linked.day, &linked.role), (round.date(), &round.role));
        for (key, rating) in &linked.ratings {
            let whole = &round.ratings[key];
            assert_eq!(
                (rating.answer, rating.confidence, rating.interest),
                (whole.answer, whole.confidence, whole.interest)
            );
        }
        assert_eq!(linked.ratings.len(), round.ratings.len());
    }
    let text = competency_link::write(&model, &workspace.competency.rounds[0]);
    for place in 0..text.len() {
        let mut changed = text.clone().into_bytes();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert!(competency_link::read(&changed, |_| Some(&model)).is_err(), "{place}");
        assert!(competency_link::read(&text[..place], |_| Some(&model)).is_err());
    }
    assert!(matches!(competency_link::read(&text, |_| None), Err(LinkError::UnknownModel(_))));
}

#[test]
fn a_report_says_what_it_is_not_for_in_both_languages() {
    let (model, workspace) = (model(), example(Tongue::Zh));
    let round = workspace
        .competency
        .rounds
        .iter()
        .find(|round| round.ratings.values().any(|one| !one.evidence.is_empty()))
        .unwrap();
    let role = round.role.clone().unwrap();
    let standing = Standing::of(&model, model.role(role.as_ref()).unwrap(), &Thresholds::new(), round);
    let fits = fits(&model, &Thresholds::new(), round);
    for (locale, limit, article) in [
        (Locale::Zh, "不能单独用来决定录用、晋升或薪酬", "原文讲四层能力"),
        (Locale::En, "must not decide hiring", "The article speaks"),
    ] {
        let report = Report {
            locale,
            alias: "a|b",
            model: &model,
            round,
            role: &role,
            standing: &standing,
            fits: &fits,
            steps: &[],
        };
        let text = report.markdown();
        assert!(text.contains(limit) && text.contains(article) && text.contains("a\\|b"), "{text}");
        assert!(report.sheet().iter().flatten().any(|cell| cell.contains(limit)));
        assert_eq!(report.rows().len(), standing.items.len() + 1);
        assert!(report.rows().iter().all(|row| row.len() == 13));
        // What was written to show a level goes along, with its day.
        let note =
            round.ratings.values().flat_map(|rating| &rating.evidence).find(|note| !note.text.is_empty());
        if let Some(note) = note {
            let told = |cell: &String| {
                cell.contains(&*note.text) && note.date.is_none_or(|day| cell.contains(&day.to_string()))
            };
            assert!(report.rows().iter().flatten().any(told));
        }
    }
}

/// A record belongs to one person for ever.
const fn owner(record: u128) -> u128 {
    record % 3 + 1
}

/// Small parts over a small pool of ids, so that records meet.
fn any_part() -> impl Strategy<Value = Competency> {
    let command = prop_oneof![
        (1_u128..4, "[a-c]{0,2}").prop_map(|(id, name)| {
            let mut one = Person::new(person(id));
            one.alias = Name::new(&name).unwrap();
            Do::PutPerson(Box::new(one))
        }),
        (1_u128..5).prop_map(|id| Do::Begin(Box::new(round(id, owner(id))))),
        (1_u128..5, 0_usize..3, 1_u8..=5).prop_map(|(id, which, number)| Do::Rate {
            round: AssessmentId::from_number(id),
            competency: key(["b1", "b2", "b3"][which]),
            rating: Box::new(rated(number)),
        }),
        (1_u128..5).prop_map(|id| Do::PutView(Box::new(view(id, owner(id))))),
        (1_u128..5).prop_map(|id| Do::PutStep(Box::new(step(id, owner(id), StepStatus::Planned)))),
        (1_u128..4).prop_map(|whose| Do::ForgetPerson(person(whose))),
        (0_usize..2, 1_u8..=5)
            .prop_map(|(which, number)| Do::SetThreshold(key(["b1", "b2"][which]), Some(level(number)))),
    ];
    proptest::collection::vec(command, 0..14).prop_map(|commands| {
        let mut part = Competency::default();
        for command in commands {
            let mut draft = part.clone();
            if draft.apply(command).is_ok() {
                part = draft;
            }
        }
        part
    })
}

proptest! {
    #[test]
    fn merging_keeps_its_laws(a in any_part(), b in any_part(), c in any_part()) {
        let nothing = Competency::default();
        prop_assert_eq!(&a.merged(&a), &a, "with itself");
        prop_assert_eq!(&a.merged(&nothing), &a, "with nothing");
        prop_assert_eq!(&nothing.merged(&a), &a, "nothing with it");
        prop_assert_eq!(a.merged(&b).merged(&c), a.merged(&b.merged(&c)), "bracketing");
        prop_assert_eq!(a.merged(&b).merged(&b), a.merged(&b), "twice");
        // No answer of people who were not forgotten is lost.
        let merged = a.merged(&b);
        for round in a.rounds.iter().chain(b.rounds.iter()).filter(|round| merged.person(round.person).is_some()) {
            if let Some(kept) = merged.round(round.id) {
                for key in round.ratings.keys() {
                    prop_assert!(kept.ratings.contains_key(key));
                }
            }
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "\\PC{0,80}", bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        use base64::Engine;
        let _ = read(&text);
        let _ = read(&format!("{{\"format\":\"pmo-competency\",\"schema\":1,{text}"));
        let model = model();
        let _ = competency_link::read(&text, |_| Some(&model));
        let mut body = bytes;
        let sum = crc32fast::hash(&body);
        body.extend_from_slice(&sum.to_be_bytes());
        let _ = competency_link::read(&base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(body), |_| Some(&model));
        let _ = Model::parse(&text);
    }
}
