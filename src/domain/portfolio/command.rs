//! The changes that may be asked of this part.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::record::{Put, Record, find, put, remove};
use super::{
    Category, Decision, Group, Horizon, Plan, PlanEdit, Pool, Portfolio, Quantity, Role, Rule, Says,
    Scenario, Schedule, Share, Slot, Values,
};
use crate::domain::id::{CategoryId, DecisionId, PoolId, ProjectId, RoleId, RuleId, ScenarioId, ValuesId};
use crate::domain::{Extra, Workspace};

/// A change asked for. `Put…` replaces the record of the same id, or adds it at the end.
#[derive(Debug, Clone, PartialEq)]
pub enum PortfolioCommand {
    /// The time planned for.
    SetHorizon(Horizon),
    /// Rate per period at which value is worth less the later it comes.
    SetDiscount(Share),
    /// Are starts free?
    SetFreeStarts(bool),
    /// A kind of project.
    PutCategory(Category),
    /// Takes a kind away; projects of it have none afterwards, rules on it go.
    RemoveCategory(CategoryId),
    /// A role.
    PutRole(Role),
    /// Takes a role away, with its demand and its rule.
    RemoveRole(RoleId),
    /// A pool.
    PutPool(Pool),
    /// Takes a pool away, with its rule.
    RemovePool(PoolId),
    /// A set of values.
    PutValues(Values),
    /// Takes a set of values away.
    RemoveValues(ValuesId),
    /// Chooses the set of values to work with.
    UseValues(ValuesId),
    /// Sets values of projects in a set; none clears.
    SetValues(ValuesId, Vec<(ProjectId, Option<Quantity>)>),
    /// Edits planning data; all or none.
    EditPlans(Vec<(ProjectId, PlanEdit)>),
    /// A rule.
    PutRule(Rule),
    /// Switches a rule.
    SwitchRule(RuleId, bool),
    /// Takes a rule away.
    RemoveRule(RuleId),
    /// Puts another schedule in the place of the one that is worked on.
    SetSchedule(Schedule),
    /// Starts of projects in the schedule that is worked on; none takes one out.
    MoveStarts(Vec<(ProjectId, Option<u32>)>),
    /// A scenario.
    PutScenario(Scenario),
    /// Takes a scenario away.
    RemoveScenario(ScenarioId),
    /// Records a decision, which holds from then on; its schedule becomes the one that is worked on.
    Commit(Decision),
    /// Takes a decision away.
    RemoveDecision(DecisionId),
    /// Several at once; all or none.
    All(Vec<PortfolioCommand>),
}

/// What a command did, for the undo list and its toast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PortfolioChange {
    /// The horizon, the rate or the kind of start was set.
    FrameSet,
    /// A kind of project was added or edited.
    CategoryPut,
    /// A kind of project was removed.
    CategoryRemoved,
    /// A role was added or edited.
    RolePut,
    /// A role was removed.
    RoleRemoved,
    /// A pool was added or edited.
    PoolPut,
    /// A pool was removed.
    PoolRemoved,
    /// Values were set or chosen.
    ValuesSet,
    /// A set of values was removed.
    ValuesRemoved,
    /// Planning data of so many projects were edited.
    PlansEdited(usize),
    /// A rule was added.
    RuleAdded,
    /// A rule was edited.
    RuleEdited,
    /// A rule was switched on or off.
    RuleSwitched(bool),
    /// A rule was removed.
    RuleRemoved,
    /// The schedule that is worked on was changed.
    ScheduleSet,
    /// A scenario was saved.
    ScenarioPut,
    /// A scenario was removed.
    ScenarioRemoved,
    /// A decision was recorded.
    Committed,
    /// A decision was removed.
    DecisionRemoved,
    /// Several things.
    Several,
}

/// Why a command did not change the workspace.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PortfolioError {
    /// It names a project that is not there.
    #[error("no project {0}")]
    UnknownProject(ProjectId),
    /// It names a record of this part that is not there.
    #[error("no such record")]
    UnknownRecord,
    /// A rule on a group or a pair names too few different projects.
    #[error("a rule needs {needed} different projects")]
    TooFewProjects {
        /// How many it needs.
        needed: usize,
    },
    /// A limit's minimum is above its maximum, or it has neither.
    #[error("no limits, or minimum above maximum")]
    BadLimits,
    /// The set of values follows the ranking.
    #[error("the values follow the ranking")]
    FollowsRanking,
    /// More records than there may be.
    #[error("at most {limit}")]
    TooMany {
        /// How many there may be.
        limit: usize,
    },
}

impl Portfolio {
    /// The most rules, roles, scenarios or other records of one kind.
    pub const MAX_RECORDS: usize = 1_000;
}

impl Workspace {
    /// Applies a command of this part; none when nothing differs afterwards.
    ///
    /// # Errors
    /// [`PortfolioError`]; then nothing has changed.
    #[allow(clippy::unused_self, reason = "filled with the part")]
    pub(in crate::domain) fn apply_portfolio(
        &mut self,
        command: PortfolioCommand,
    ) -> Result<Option<PortfolioChange>, PortfolioError> {
        let mut draft = (*self.portfolio).clone();
        let change = self.changed(&mut draft, command)?;
        if *self.portfolio == draft {
            return Ok(None);
        }
        self.portfolio = Arc::new(draft);
        Ok(change)
    }

    fn changed(
        &self,
        part: &mut Portfolio,
        command: PortfolioCommand,
    ) -> Result<Option<PortfolioChange>, PortfolioError> {
        use PortfolioChange as Did;
        use PortfolioCommand as Do;
        Ok(match command {
            Do::SetHorizon(horizon) => {
                part.horizon = horizon;
                Some(Did::FrameSet)
            }
            Do::SetDiscount(rate) => {
                part.discount = rate;
                Some(Did::FrameSet)
            }
            Do::SetFreeStarts(free) => {
                part.free_starts = free;
                Some(Did::FrameSet)
            }
            Do::PutCategory(category) => {
                put_checked(&mut part.categories, category)?.map(|_| Did::CategoryPut)
            }
            Do::RemoveCategory(id) => {
                gone(remove(&mut part.categories, id))?;
                for plan in Arc::make_mut(&mut part.plans).values_mut() {
                    if plan.category == Some(id) {
                        Arc::make_mut(plan).category = None;
                    }
                }
                part.drop_rules(
                    |says| matches!(says, Says::Group { of: Group::Category(of), .. } if *of == id),
                );
                Some(Did::CategoryRemoved)
            }
            Do::PutRole(role) => put_checked(&mut part.roles, role)?.map(|_| Did::RolePut),
            Do::RemoveRole(id) => {
                gone(remove(&mut part.roles, id))?;
                for plan in Arc::make_mut(&mut part.plans).values_mut() {
                    if plan.demand.contains_key(&id) {
                        Arc::make_mut(plan).demand.remove(&id);
                    }
                }
                part.drop_rules(|says| matches!(says, Says::Capacity { role } if *role == id));
                Some(Did::RoleRemoved)
            }
            Do::PutPool(pool) => {
                self.knows(&pool.pays)?;
                put_checked(&mut part.pools, pool)?.map(|_| Did::PoolPut)
            }
            Do::RemovePool(id) => {
                gone(remove(&mut part.pools, id))?;
                part.drop_rules(|says| matches!(says, Says::Pool { pool } if *pool == id));
                Some(Did::PoolRemoved)
            }
            Do::PutValues(values) => {
                self.knows(values.by_project.keys())?;
                put_checked(&mut part.values, values)?.map(|_| Did::ValuesSet)
            }
            Do::RemoveValues(id) => {
                gone(remove(&mut part.values, id))?;
                if part.values_in_use == Some(id) {
                    part.values_in_use = None;
                }
                Some(Did::ValuesRemoved)
            }
            Do::UseValues(id) => {
                gone(find(&part.values, id).is_some())?;
                part.values_in_use = Some(id);
                Some(Did::ValuesSet)
            }
            Do::SetValues(id, edits) => {
                let mut values = (**find(&part.values, id).ok_or(PortfolioError::UnknownRecord)?).clone();
                if values.follows.is_some() {
                    return Err(PortfolioError::FollowsRanking);
                }
                for (project, value) in edits {
                    self.knows([&project])?;
                    let all = Arc::make_mut(&mut values.by_project);
                    match value {
                        Some(value) => drop(all.insert(project, value)),
                        None => drop(all.remove(&project)),
                    }
                }
                put_checked(&mut part.values, values)?.map(|_| Did::ValuesSet)
            }
            Do::EditPlans(edits) => Some(Did::PlansEdited(self.edit_plans(part, edits)?)),
            Do::PutRule(rule) => {
                self.check(part, &rule.says)?;
                match put_checked(&mut part.rules, rule)? {
                    Some(Put::Added) => Some(Did::RuleAdded),
                    Some(_) => Some(Did::RuleEdited),
                    None => None,
                }
            }
            Do::SwitchRule(id, on) => {
                let rule = find(&part.rules, id).ok_or(PortfolioError::UnknownRecord)?;
                let switched = Rule { on, ..(**rule).clone() };
                put(&mut part.rules, switched);
                Some(Did::RuleSwitched(on))
            }
            Do::RemoveRule(id) => {
                gone(remove(&mut part.rules, id))?;
                Some(Did::RuleRemoved)
            }
            Do::SetSchedule(schedule) => {
                self.knows(schedule.keys())?;
                part.schedule = schedule;
                Some(Did::ScheduleSet)
            }
            Do::MoveStarts(moves) => {
                let all = Arc::make_mut(&mut part.schedule);
                for (project, start) in moves {
                    self.knows([&project])?;
                    match start {
                        Some(start) => {
                            let start = start.min(Horizon::MAX_PERIODS);
                            all.entry(project).or_insert(Slot { start, share: Share::ALL }).start = start;
                        }
                        None => drop(all.remove(&project)),
                    }
                }
                Some(Did::ScheduleSet)
            }
            Do::PutScenario(scenario) => {
                put_checked(&mut part.scenarios, scenario)?.map(|_| Did::ScenarioPut)
            }
            Do::RemoveScenario(id) => {
                gone(remove(&mut part.scenarios, id))?;
                Some(Did::ScenarioRemoved)
            }
            Do::Commit(decision) => {
                self.knows(decision.outcome.chosen.keys())?;
                part.schedule = Arc::clone(&decision.outcome.chosen);
                remove(&mut part.decisions, decision.id);
                put_checked(&mut part.decisions, decision)?.map(|_| Did::Committed)
            }
            Do::RemoveDecision(id) => {
                gone(remove(&mut part.decisions, id))?;
                Some(Did::DecisionRemoved)
            }
            Do::All(commands) => {
                for command in commands {
                    self.changed(part, command)?;
                }
                Some(Did::Several)
            }
        })
    }

    fn knows<'a>(&self, projects: impl IntoIterator<Item = &'a ProjectId>) -> Result<(), PortfolioError> {
        let mut ids = std::collections::HashSet::new();
        for id in projects {
            if ids.is_empty() {
                ids.extend(self.projects.iter().map(|project| project.id));
            }
            if !ids.contains(id) {
                return Err(PortfolioError::UnknownProject(*id));
            }
        }
        Ok(())
    }

    fn edit_plans(
        &self,
        part: &mut Portfolio,
        edits: Vec<(ProjectId, PlanEdit)>,
    ) -> Result<usize, PortfolioError> {
        let mut edited: BTreeMap<ProjectId, Plan> = BTreeMap::new();
        for (project, edit) in edits {
            self.knows([&project])?;
            let plan = match edited.remove(&project) {
                Some(plan) => plan,
                None => part.plans.get(&project).map(|plan| (**plan).clone()).unwrap_or_default(),
            };
            match &edit {
                PlanEdit::Demand(role, _) => gone(find(&part.roles, *role).is_some())?,
                PlanEdit::Category(Some(category)) => gone(find(&part.categories, *category).is_some())?,
                _ => {}
            }
            edited.insert(project, plan.with(edit));
        }
        let count = edited.len();
        let plans = Arc::make_mut(&mut part.plans);
        for (project, plan) in edited {
            if plan == Plan::default() {
                plans.remove(&project);
            } else {
                plans.insert(project, Arc::new(plan));
            }
        }
        Ok(count)
    }

    /// Does a rule make sense, and is everything there that it names?
    fn check(&self, part: &Portfolio, says: &Says) -> Result<(), PortfolioError> {
        let projects = says.projects();
        self.knows(&projects)?;
        let different = projects.iter().collect::<std::collections::HashSet<_>>().len();
        let needed = match says {
            Says::Budget { .. } | Says::Capacity { .. } | Says::Pool { .. } => 0,
            Says::Group { of, .. } => usize::from(matches!(of, Group::Projects(_))),
            Says::Must { .. } | Says::MustNot { .. } | Says::Partial { .. } => 1,
            _ => 2,
        };
        if different < needed {
            return Err(PortfolioError::TooFewProjects { needed });
        }
        match says {
            Says::Capacity { role } => gone(find(&part.roles, *role).is_some()),
            Says::Pool { pool } => gone(find(&part.pools, *pool).is_some()),
            Says::Group { of, within } => {
                if let Group::Category(category) = of {
                    gone(find(&part.categories, *category).is_some())?;
                }
                if within.is_sound() { Ok(()) } else { Err(PortfolioError::BadLimits) }
            }
            Says::Budget { max, .. } if max.minor() < 0 => Err(PortfolioError::BadLimits),
            _ => Ok(()),
        }
    }
}

impl super::Measure {
    /// Is there a limit, and no minimum above the maximum?
    pub fn is_sound(&self) -> bool {
        fn sound<T: PartialOrd>(min: Option<T>, max: Option<T>) -> bool {
            match (min, max) {
                (None, None) => false,
                (Some(min), Some(max)) => min <= max,
                _ => true,
            }
        }
        match *self {
            Self::Count { min, max } => sound(min, max),
            Self::Money { min, max } => sound(min, max),
            Self::Share { min, max } => sound(min, max),
        }
    }
}

impl Portfolio {
    fn drop_rules(&mut self, doomed: impl Fn(&Says) -> bool) {
        if self.rules.iter().any(|rule| doomed(&rule.says)) {
            Arc::make_mut(&mut self.rules).retain(|rule| !doomed(&rule.says));
        }
    }
}

fn gone(there: bool) -> Result<(), PortfolioError> {
    if there { Ok(()) } else { Err(PortfolioError::UnknownRecord) }
}

fn put_checked<T: Record + Clone>(
    list: &mut super::List<T>,
    record: T,
) -> Result<Option<Put>, PortfolioError> {
    if list.len() >= Portfolio::MAX_RECORDS && find(list, record.id()).is_none() {
        return Err(PortfolioError::TooMany { limit: Portfolio::MAX_RECORDS });
    }
    Ok(match put(list, record) {
        Put::Same => None,
        did => Some(did),
    })
}

/// A new rule that is on.
pub fn new_rule(id: RuleId, says: Says) -> Rule {
    Rule { id, on: true, says, why: crate::domain::Note::default(), extra: Extra::new() }
}
