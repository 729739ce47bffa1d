//! The loop at a glance: six stations from the strategy to the people and back, what each still owes the next one, and the
//! four decisions that the loop asks for.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::competency::StepStatus;
use super::portfolio::tally::tally;
use super::portfolio::{Decision, find};
use super::selection::{Place, Standing, Verdict};
use super::strategy::coverage::Coverage;
use super::strategy::findings::{Finding, findings_with};
use super::strategy::{Graph, Kind};
use super::text::Name;
use super::{ProjectId, Workspace};

/// A station of the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Station {
    /// From the vision to goals.
    Strategy,
    /// The list of projects.
    Projects,
    /// Criteria, scores, ranking.
    Selection,
    /// The set under the limits.
    Portfolio,
    /// When each of the chosen ones starts.
    Schedule,
    /// Who carries it.
    People,
}

impl Station {
    /// In the order of the loop; the last one hands over to the first.
    pub const ALL: [Self; 6] =
        [Self::Strategy, Self::Projects, Self::Selection, Self::Portfolio, Self::Schedule, Self::People];

    /// Is there anything at it?
    pub fn has_begun(self, doc: &Workspace) -> bool {
        match self {
            Self::Strategy => !doc.strategy.nodes.is_empty(),
            Self::Projects => !doc.projects.is_empty(),
            Self::Selection => !doc.selection.criteria.is_empty(),
            Self::Portfolio => !doc.portfolio.is_empty(),
            Self::Schedule => !doc.portfolio.schedule.is_empty(),
            Self::People => !doc.competency.people.is_empty(),
        }
    }
}

/// Something that a station still owes the next one, and how many of it there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Open {
    /// Goals that nothing carries.
    GoalsWithoutProject(usize),
    /// Criteria and goals that differ: missing, gone, renamed or of another weight.
    CriteriaBehindGoals(usize),
    /// Projects that serve no goal.
    ProjectsWithoutGoal(usize),
    /// Cells of the score grid that are empty.
    MissingScores(usize),
    /// Projects with a gate that nobody has answered.
    OpenGates(usize),
    /// There are criteria, but no ranking can be made of them yet.
    NotRanked,
    /// Ranked projects that the portfolio has no value for.
    ProjectsWithoutValue(usize),
    /// Projects in the decision that the schedule does not have, or the other way round.
    ScheduleDiffers(usize),
    /// Roles that are needed beyond their capacity.
    RolesOverloaded(usize),
    /// Rounds of self-assessment that were begun and not finished.
    RoundsUnfinished(usize),
    /// Owners who answer for more than was agreed.
    OwnersOverloaded(usize),
}

/// What a station hands over to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// From.
    pub from: Station,
    /// Is there anything to hand over, and anybody to take it?
    pub has_begun: bool,
    /// What is open, in the order in which it would be done.
    pub open: Vec<Open>,
}

/// How a decision stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Nothing to decide on yet.
    NotYet,
    /// It waits; so many points are in its way, or none.
    Waits(usize),
    /// Made: the day and by whom, where a record says so.
    Made {
        /// The day.
        date: Option<NaiveDate>,
        /// Who; may be empty.
        by: Name,
    },
    /// Made, but what it rests on has changed since.
    Changed {
        /// The day.
        date: Option<NaiveDate>,
    },
}

/// The four decisions of the loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decisions {
    /// Goals and their weights are agreed. In its way: contributions that are proposed and not agreed, and, as one point,
    /// that nobody has stated any weight.
    pub goals: State,
    /// The ranking is on record.
    pub ranking: State,
    /// A set of projects is committed.
    pub set: State,
    /// Everybody who finished a round knows the next step. In its way: people without a step.
    pub growth: State,
}

/// The loop of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// One for each station, in the order of [`Station::ALL`].
    pub handovers: [Handover; 6],
    /// The decisions.
    pub decisions: Decisions,
}

/// Keeps what there is any of.
fn some(list: impl IntoIterator<Item = (usize, fn(usize) -> Open)>) -> Vec<Open> {
    list.into_iter().filter(|(count, _)| *count > 0).map(|(count, open)| open(count)).collect()
}

impl Circle {
    /// Reads it off a workspace. `today` says what is overdue in the strategy.
    pub fn of(doc: &Workspace, today: NaiveDate) -> Self {
        let standing = if doc.selection.criteria.is_empty() { None } else { doc.standing().ok() };
        let found = found(doc, today);
        Self {
            handovers: [
                strategy(doc, &found),
                projects(doc),
                selection(doc, standing.as_ref()),
                portfolio(doc),
                schedule(doc),
                people(doc, &found),
            ],
            decisions: Decisions {
                goals: goals(doc),
                ranking: ranking(doc, standing.as_ref()),
                set: set(doc),
                growth: growth(doc),
            },
        }
    }
}

fn found(doc: &Workspace, today: NaiveDate) -> Vec<Finding> {
    if doc.strategy.nodes.is_empty() {
        return Vec::new();
    }
    let graph = Graph::of(&doc.strategy);
    findings_with(doc, &graph, &Coverage::of(doc, &graph), today)
}

fn strategy(doc: &Workspace, found: &[Finding]) -> Handover {
    let has_begun = !doc.strategy.nodes.is_empty();
    let count = |is: fn(&Finding) -> bool| found.iter().filter(|finding| is(finding)).count();
    let drift = doc.goal_drift().map_or(0, |drift| {
        drift.missing.len() + drift.orphaned.len() + drift.renamed.len() + drift.reweighted.len()
    });
    let open = some([
        (
            count(|finding| matches!(finding, Finding::GoalWithoutCarrier { .. })),
            Open::GoalsWithoutProject as _,
        ),
        (
            count(|finding| matches!(finding, Finding::ProjectWithoutGoal { .. })),
            Open::ProjectsWithoutGoal as _,
        ),
        (drift, Open::CriteriaBehindGoals as _),
    ]);
    Handover { from: Station::Strategy, has_begun, open }
}

fn projects(doc: &Workspace) -> Handover {
    let part = &doc.selection;
    let has_criteria = !part.criteria.is_empty();
    // Missing scores do not depend on weights.
    let matrix = doc.selection_matrix(&part.weights(None).unwrap_or_default());
    let tree = part.tree();
    let is_open = |project: &&std::sync::Arc<super::Project>| {
        part.takes_part(project) && part.verdict(&tree, project.id) == Verdict::Open
    };
    let gates = if has_criteria { doc.projects.iter().filter(is_open).count() } else { 0 };
    let open = some([
        (if has_criteria { matrix.missing() } else { 0 }, Open::MissingScores as _),
        (gates, Open::OpenGates as _),
    ]);
    Handover { from: Station::Projects, has_begun: !doc.projects.is_empty() && has_criteria, open }
}

fn selection(doc: &Workspace, standing: Option<&Standing>) -> Handover {
    let has_begun = !doc.selection.criteria.is_empty() && !doc.projects.is_empty();
    let mut open = Vec::new();
    match (standing, doc.portfolio.values()) {
        (None, _) if has_begun => open.push(Open::NotRanked),
        (Some(standing), Some(values)) => {
            let is_without = |place: &&Place| !values.by_project.contains_key(&place.project);
            let without = standing.places.iter().filter(is_without).count();
            open.extend(some([(without, Open::ProjectsWithoutValue as _)]));
        }
        _ => {}
    }
    Handover { from: Station::Selection, has_begun, open }
}

fn portfolio(doc: &Workspace) -> Handover {
    let part = &doc.portfolio;
    let planned: BTreeSet<ProjectId> = part.schedule.keys().copied().collect();
    let differs = part.decision().map_or(0, |decision| {
        let decided: BTreeSet<ProjectId> = decision.outcome.chosen.keys().copied().collect();
        decided.symmetric_difference(&planned).count()
    });
    Handover {
        from: Station::Portfolio,
        has_begun: part.decision().is_some() || !planned.is_empty(),
        open: some([(differs, Open::ScheduleDiffers as _)]),
    }
}

fn schedule(doc: &Workspace) -> Handover {
    let part = &doc.portfolio;
    let has_begun = !part.schedule.is_empty();
    let roles: BTreeSet<_> = if has_begun {
        tally(doc, part, &part.schedule).overloads().iter().map(|overload| overload.role).collect()
    } else {
        BTreeSet::new()
    };
    Handover { from: Station::Schedule, has_begun, open: some([(roles.len(), Open::RolesOverloaded as _)]) }
}

fn people(doc: &Workspace, found: &[Finding]) -> Handover {
    let part = &doc.competency;
    let unfinished = part.rounds.iter().filter(|round| round.finished.is_none()).count();
    let owners = found.iter().filter(|finding| matches!(finding, Finding::OwnerOverloaded { .. })).count();
    let open = some([(unfinished, Open::RoundsUnfinished as _), (owners, Open::OwnersOverloaded as _)]);
    Handover { from: Station::People, has_begun: !part.people.is_empty() || owners > 0, open }
}

fn goals(doc: &Workspace) -> State {
    let part = &doc.strategy;
    let weighed = |kind: Kind| part.nodes.iter().filter(move |node| node.kind == kind);
    if weighed(Kind::Goal).next().is_none() {
        return State::NotYet;
    }
    let talks = part.links.iter().filter(|link| link.is_open()).count();
    let is_stated = !part.weighings.is_empty() || part.nodes.iter().any(|node| node.weight.is_some());
    match talks + usize::from(!is_stated) {
        0 => State::Made { date: None, by: Name::default() },
        open => State::Waits(open),
    }
}

fn ranking(doc: &Workspace, standing: Option<&Standing>) -> State {
    let Some(standing) = standing.filter(|standing| !standing.places.is_empty()) else {
        return State::NotYet;
    };
    let Some(decision) = doc.selection.decisions.last() else { return State::Waits(0) };
    let then = decision.ranking.iter().map(|place| (place.project, place.rank));
    let now = standing.places.iter().map(|place| (place.project, place.rank));
    if then.eq(now) {
        State::Made { date: decision.date, by: decision.by.clone() }
    } else {
        State::Changed { date: decision.date }
    }
}

fn set(doc: &Workspace) -> State {
    let part = &doc.portfolio;
    match part.decision() {
        None if part.values().is_none() || doc.projects.is_empty() => State::NotYet,
        None => State::Waits(0),
        Some(decision) if has_changed(doc, decision) => State::Changed { date: Some(decision.date) },
        Some(decision) => State::Made { date: Some(decision.date), by: decision.by.clone() },
    }
}

/// Is what was decided on another question than today's? Unknown where the scenario is gone or no mark was kept.
fn has_changed(doc: &Workspace, decision: &Decision) -> bool {
    let part = &doc.portfolio;
    let asked = match decision.scenario.map(|id| find(&part.scenarios, id)) {
        Some(None) => return false,
        Some(Some(scenario)) => part.with_tweaks(&scenario.tweaks).fingerprint(doc),
        None => part.fingerprint(doc),
    };
    decision.outcome.model != 0 && decision.outcome.model != asked
}

fn growth(doc: &Workspace) -> State {
    let part = &doc.competency;
    let finished: BTreeSet<_> =
        part.rounds.iter().filter(|round| round.finished.is_some()).map(|round| round.person).collect();
    if finished.is_empty() {
        return State::NotYet;
    }
    let live = part.steps.iter().filter(|step| step.status != StepStatus::Dropped);
    let with_step: BTreeSet<_> = live.map(|step| step.person).collect();
    match finished.difference(&with_step).count() {
        0 => State::Made { date: None, by: Name::default() },
        without => State::Waits(without),
    }
}
