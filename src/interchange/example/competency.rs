//! The people of the example: two rounds each, one manager's view, one look back, plans.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;

use super::{Both, ExampleError, Tongue};
use crate::domain::competency::{
    Answer, Assessment, Competency, Confidence, Evidence, Interest, Key, Level, LookingBack, ModelRef,
    Person, PlanStep, Rating, Relation, Seen, StepStatus, Strength, View,
};
use crate::domain::{AssessmentId, Extra, Name, Note, PersonId, StepId, ViewId, Workspace};

/// Marks the ids of example records; each kind adds its own part.
const ID_BASE: u128 = 0x0e8a_3b1e_0000_7001_8000_0000_0000_0000;

#[derive(Deserialize)]
struct People {
    members: Vec<Member>,
    other_views: Vec<OtherView>,
    looking_back: Vec<Back>,
    growth_plans: Vec<Plan>,
}

#[derive(Deserialize)]
struct Member {
    id: String,
    alias: Both,
    role_profile: Key,
    post: Both,
    note: Both,
    snapshots: Vec<Snapshot>,
}

#[derive(Deserialize)]
struct Snapshot {
    id: String,
    date: NaiveDate,
    #[serde(flatten)]
    model: ModelRef,
    ratings: BTreeMap<Key, Given>,
    reflection: Option<Both>,
}

#[derive(Deserialize)]
struct Given {
    level: Option<Level>,
    special: Option<Answer>,
    confidence: Option<Confidence>,
    interest: Option<Interest>,
    #[serde(default)]
    evidence: Vec<Shown>,
    comment: Option<Both>,
}

impl Given {
    fn answer(&self) -> Option<Answer> {
        self.level.map(Answer::Level).or(self.special)
    }
}

#[derive(Deserialize)]
struct Shown {
    text: Both,
    strength: Strength,
    date: NaiveDate,
}

#[derive(Deserialize)]
struct OtherView {
    id: String,
    person: String,
    relation: Relation,
    by: String,
    date: NaiveDate,
    consent: bool,
    ratings: BTreeMap<Key, Given>,
}

#[derive(Deserialize)]
struct Back {
    snapshot: String,
    made: NaiveDate,
    levels: BTreeMap<Key, Level>,
    note: Both,
}

#[derive(Deserialize)]
struct Plan {
    id: String,
    person: String,
    competency: Key,
    from: Level,
    to: Level,
    task: Both,
    mentor: String,
    due: NaiveDate,
    evidence_wanted: Both,
    status: StepStatus,
}

/// Fills this part; the projects are there.
pub(super) fn fill(content: &Value, tongue: Tongue, workspace: &mut Workspace) -> Result<(), ExampleError> {
    let people = content.get("people").ok_or_else(|| ExampleError("people".to_owned()))?;
    let people = People::deserialize(people).map_err(|error| ExampleError(error.to_string()))?;
    workspace.competency = Arc::new(part(&people, tongue)?);
    Ok(())
}

fn part(people: &People, tongue: Tongue) -> Result<Competency, ExampleError> {
    let name = |text: &Both| Name::new(text.get(tongue)).map_err(|error| ExampleError(error.to_string()));
    let note = |text: &Both| Note::new(text.get(tongue)).map_err(|error| ExampleError(error.to_string()));
    let mut part = Competency::default();
    let mut model = None;
    let alias = |id: &str| {
        let member = people.members.iter().find(|member| member.id == id);
        name(&member.ok_or_else(|| ExampleError(id.to_owned()))?.alias)
    };
    for member in &people.members {
        let id = PersonId::from_number(number(&member.id)?);
        Arc::make_mut(&mut part.people).push(Arc::new(Person {
            alias: name(&member.alias)?,
            role: Some(member.role_profile.clone()),
            post: name(&member.post)?,
            note: note(&member.note)?,
            consent: member.snapshots.first().map(|snapshot| snapshot.date),
            ..Person::new(id)
        }));
        for snapshot in &member.snapshots {
            model = Some(snapshot.model.clone());
            let mut round = Assessment::new(
                AssessmentId::from_number(number(&snapshot.id)?),
                id,
                snapshot.model.clone(),
                Some(member.role_profile.clone()),
                snapshot.date,
            );
            round.finished = Some(snapshot.date);
            let mut ratings = BTreeMap::new();
            for (key, given) in &snapshot.ratings {
                let evidence = given.evidence.iter().map(|shown| {
                    Ok(Evidence {
                        text: note(&shown.text)?,
                        strength: shown.strength,
                        date: Some(shown.date),
                        extra: Extra::new(),
                    })
                });
                let rating = Rating {
                    answer: given.answer(),
                    confidence: given.confidence,
                    interest: given.interest,
                    evidence: evidence.collect::<Result<_, ExampleError>>()?,
                    ..Rating::default()
                };
                ratings.insert(key.clone(), rating);
            }
            round.ratings = Arc::new(ratings);
            if let Some(reflection) = &snapshot.reflection {
                round.reflection = note(reflection)?;
            }
            if let Some(back) = people.looking_back.iter().find(|back| back.snapshot == snapshot.id) {
                round.looking_back = Some(LookingBack {
                    made: back.made,
                    levels: back.levels.clone(),
                    note: note(&back.note)?,
                    extra: Extra::new(),
                });
            }
            Arc::make_mut(&mut part.rounds).push(Arc::new(round));
        }
    }
    for view in &people.other_views {
        let mut ratings = BTreeMap::new();
        for (key, given) in &view.ratings {
            let comment = given.comment.as_ref().map(&note).transpose()?.unwrap_or_default();
            ratings.insert(key.clone(), Seen { answer: given.answer(), comment, ..Seen::default() });
        }
        Arc::make_mut(&mut part.views).push(Arc::new(View {
            id: ViewId::from_number(number(&view.id)?),
            person: PersonId::from_number(number(&view.person)?),
            relation: view.relation,
            by: alias(&view.by)?,
            date: view.date,
            model: model.clone().ok_or_else(|| ExampleError("model_id".to_owned()))?,
            consent: view.consent,
            ratings: Arc::new(ratings),
            extra: Extra::new(),
        }));
    }
    for plan in &people.growth_plans {
        Arc::make_mut(&mut part.steps).push(Arc::new(PlanStep {
            id: StepId::from_number(number(&plan.id)?),
            person: PersonId::from_number(number(&plan.person)?),
            competency: plan.competency.clone(),
            from: plan.from,
            to: plan.to,
            task: note(&plan.task)?,
            mentor: alias(&plan.mentor)?,
            due: Some(plan.due),
            evidence_wanted: note(&plan.evidence_wanted)?,
            status: plan.status,
            extra: Extra::new(),
        }));
    }
    Ok(part)
}

/// A number for an id such as `h01s2`, the same every time: its letters and digits in base 36.
fn number(id: &str) -> Result<u128, ExampleError> {
    let digits = u128::from_str_radix(id, 36).map_err(|_| ExampleError(id.to_owned()))?;
    Ok(ID_BASE + digits)
}
