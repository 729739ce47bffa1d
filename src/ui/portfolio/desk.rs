//! What the views of the page share: the limits looked at, the model made from them, and what was found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::engine::{Job, ask, now};
use crate::domain::id::{RuleId, ScenarioId, ValuesId};
use crate::domain::portfolio::answer::{Choice, Conflict, Marginal, Reason, Status, Stretch, gap};
use crate::domain::portfolio::model::{ConstraintId, Model, ModelError};
use crate::domain::portfolio::query::{News, Query, Reply};
use crate::domain::portfolio::ranking::Weighing;
use crate::domain::portfolio::tally::{Tally, tally};
use crate::domain::portfolio::timetable::{Plan, PlanMarginal, PlanReason, Timetable};
use crate::domain::portfolio::translate::{Frame, Key, Meaning, choice, timetable};
use crate::domain::portfolio::verify::{faults, plan_faults};
use crate::domain::portfolio::{Portfolio, PortfolioCommand, Quantity, Says, Schedule, ValueSource, find};
use crate::domain::{Money, MoneyUnit, ProjectId};
use crate::i18n::portfolio_rules::Speaker;
use crate::i18n::sentences::Sentences;
use crate::ui::app::App;
use crate::ui::files::own_text;
use crate::ui::overview::{money_text, shown_money};

/// Beyond so many projects, prices and next-best sets wait for a click.
const SMALL: usize = 60;
/// How many of the best sets are listed.
pub const BEST: usize = 10;

/// The numbers that the solver gets.
#[derive(Debug, Clone, PartialEq)]
pub enum Sum {
    /// Starts are fixed.
    Fixed(Model),
    /// Starts are free.
    Free(Timetable),
}

/// The numbers with their key.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The numbers.
    pub sum: Sum,
    /// What they stand for.
    pub key: Key,
}

/// How far a search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    /// Nothing to solve.
    #[default]
    Idle,
    /// At work.
    Busy,
    /// Proven.
    Proven,
    /// Stopped before the proof.
    Stopped,
    /// Proven that nothing is possible.
    Infeasible,
    /// The numbers are no model.
    Refused(ModelError),
    /// The verifier found something wrong.
    Faulty,
    /// The browser runs no worker.
    NoSolver,
}

/// What a search has found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Run {
    /// How far it is.
    pub phase: Phase,
    /// The best so far.
    pub chosen: Option<Schedule>,
    /// Its value.
    pub value: f64,
    /// No choice is worth more.
    pub bound: Option<f64>,
    /// Nodes of the search tree.
    pub nodes: u64,
    /// Milliseconds.
    pub millis: f64,
}

impl Run {
    /// The relative gap.
    pub fn gap(&self) -> Option<f64> {
        self.chosen.as_ref().and(self.bound).and_then(|bound| gap(self.value, bound))
    }
}

/// What a constraint is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    /// The rule.
    pub rule: RuleId,
    /// Gained when it is dropped.
    pub off: Option<f64>,
    /// A step of the limit in words, and what it gains.
    pub more: Option<(Step, f64)>,
}

/// How much more of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Of money.
    Money(Money),
    /// Of a role in every period.
    Effort(Quantity),
}

/// How the best set changes with the weight of each criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightSweeps {
    /// The ranking as a function of its weights.
    pub weighing: Arc<Weighing>,
    /// The criterion, whether its weight grows, and the stretches on the way.
    pub found: Vec<(usize, bool, Vec<Stretch>)>,
    /// How many of them are still being worked out.
    pub open: usize,
}

/// What the solver was sent for: each can be called back alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Errand {
    /// The best set.
    Search,
    /// The best sets.
    Listing,
    /// Prices, or a conflict.
    Aside,
    /// Why an item is in or out.
    Reason(usize),
    /// How the best set changes with values and weights.
    Sweep,
}

/// The state that the views share. A handle.
#[derive(Debug, Clone, Copy)]
pub struct Desk {
    /// The app.
    pub app: App,
    /// The scenario looked at; none: the limits as they stand.
    pub scenario: RwSignal<Option<ScenarioId>>,
    /// Rules that are lifted for a moment.
    pub lifted: RwSignal<BTreeSet<RuleId>>,
    /// The limits looked at.
    pub part: Memo<Arc<Portfolio>>,
    /// The numbers.
    pub asked: Memo<Option<Arc<Asked>>>,
    /// What was found.
    pub run: RwSignal<Run>,
    /// The value with no rule lifted, to compare with.
    pub base: RwSignal<Option<f64>>,
    /// The best sets, the best first; empty until asked for.
    pub best: RwSignal<Vec<Choice>>,
    /// How many of them are proven, while they are looked for.
    pub listing: RwSignal<Option<(usize, usize)>>,
    /// Was the list stopped before its end?
    pub list_stopped: RwSignal<bool>,
    /// How far prices, or a conflict, are, while they are worked out.
    pub aside: RwSignal<Option<(usize, usize)>>,
    /// What each constraint is worth.
    pub prices: RwSignal<Vec<Price>>,
    /// Were the prices stopped before their end?
    pub prices_stopped: RwSignal<bool>,
    /// The items whose reasons are being worked out.
    pub asking: RwSignal<BTreeSet<usize>>,
    /// Why each item is in or out, where it was asked.
    pub reasons: RwSignal<BTreeMap<usize, Reason>>,
    /// How the best set changes on the way to each other set of values, once it was asked.
    pub sweeps: RwSignal<Vec<(ValuesId, Vec<Stretch>)>>,
    /// How the best set changes with the weight of each criterion of the ranking, once it was asked.
    pub weights: RwSignal<Option<WeightSweeps>>,
    /// Why nothing is possible.
    pub conflict: RwSignal<Option<Conflict>>,
    /// Templates of sentences, once they are there.
    pub sentences: RwSignal<Option<Sentences>>,
    weighed: Memo<Option<Arc<Tally>>>,
    jobs: StoredValue<Vec<(Errand, Job)>, LocalStorage>,
    again: RwSignal<u32>,
}

impl Desk {
    /// The desk of a page; it ends with it.
    pub fn new(app: App) -> Self {
        let scenario = RwSignal::new(None);
        let lifted = RwSignal::new(BTreeSet::new());
        let part = Memo::new(move |_| {
            app.store.doc().with(|doc| {
                let chosen = scenario.get().and_then(|id| find(&doc.portfolio.scenarios, id));
                let mut part = match chosen {
                    Some(scenario) => Arc::new(doc.portfolio.with_tweaks(&scenario.tweaks)),
                    None => Arc::clone(&doc.portfolio),
                };
                lifted.with(|lifted| {
                    if lifted.is_empty() {
                        return;
                    }
                    for rule in Arc::make_mut(&mut Arc::make_mut(&mut part).rules) {
                        if rule.on && lifted.contains(&rule.id) {
                            Arc::make_mut(rule).on = false;
                        }
                    }
                });
                part
            })
        });
        let asked = Memo::new(move |_| {
            let part = part.get();
            app.store.doc().with(|doc| {
                let frame = Frame::new(doc, &part);
                if frame.projects.is_empty() || part.values().is_none() {
                    return None;
                }
                let asked = if part.free_starts {
                    let (timetable, key) = timetable(&frame);
                    Asked { sum: Sum::Free(timetable), key }
                } else {
                    let (model, key) = choice(&frame);
                    Asked { sum: Sum::Fixed(model), key }
                };
                Some(Arc::new(asked))
            })
        });
        let run = RwSignal::new(Run::default());
        // Once for all rows that ask.
        let weighed = Memo::new(move |_| {
            let chosen = run.with(|run| run.chosen.clone())?;
            let part = part.get();
            Some(Arc::new(app.store.doc().with(|doc| tally(doc, &part, &chosen))))
        });
        let desk = Self {
            app,
            scenario,
            lifted,
            part,
            asked,
            run,
            weighed,
            base: RwSignal::new(None),
            best: RwSignal::new(Vec::new()),
            listing: RwSignal::new(None),
            list_stopped: RwSignal::new(false),
            aside: RwSignal::new(None),
            prices: RwSignal::new(Vec::new()),
            prices_stopped: RwSignal::new(false),
            asking: RwSignal::new(BTreeSet::new()),
            reasons: RwSignal::new(BTreeMap::new()),
            sweeps: RwSignal::new(Vec::new()),
            weights: RwSignal::new(None),
            conflict: RwSignal::new(None),
            sentences: RwSignal::new(None),
            jobs: StoredValue::new_local(Vec::new()),
            again: RwSignal::new(0),
        };
        // The solver is the outside world.
        Effect::new(move |_| {
            desk.again.track();
            let asked = desk.asked.get();
            desk.solve(asked);
        });
        on_cleanup(move || desk.cancel_all());
        spawn_local(async move {
            let text = own_text("content/explanations.json").await;
            if let Some(sentences) = text.and_then(|text| Sentences::parse(&text).ok()) {
                desk.sentences.try_set(Some(sentences));
            }
        });
        desk
    }

    fn cancel_all(self) {
        self.jobs.try_update_value(|jobs| {
            for (_, job) in jobs.drain(..) {
                job.cancel();
            }
        });
    }

    fn keep(self, errand: Errand, job: Job) {
        self.jobs.try_update_value(|jobs| jobs.push((errand, job)));
    }

    fn call_back(self, errand: Errand) {
        self.jobs.try_update_value(|jobs| {
            for (_, job) in jobs.extract_if(.., |(of, _)| *of == errand) {
                job.cancel();
            }
        });
    }

    /// Ends the search for the best sets; those that are proven stay.
    pub fn stop_listing(self) {
        self.call_back(Errand::Listing);
        self.listing.set(None);
        self.list_stopped.set(true);
    }

    /// Ends the search for prices, or for a conflict; what is proven stays.
    pub fn stop_aside(self) {
        self.call_back(Errand::Aside);
        self.aside.set(None);
        self.prices_stopped.set(true);
    }

    /// Ends the search for a reason.
    pub fn stop_reason(self, project: ProjectId) {
        let item = self.asked.try_get_untracked().flatten().and_then(|asked| asked.key.item(project));
        let Some(item) = item else { return };
        self.call_back(Errand::Reason(item));
        self.asking.try_update(|asking| asking.remove(&item));
    }

    fn solve(self, asked: Option<Arc<Asked>>) {
        self.cancel_all();
        self.best.set(Vec::new());
        self.prices.set(Vec::new());
        self.reasons.set(BTreeMap::new());
        self.sweeps.set(Vec::new());
        self.weights.set(None);
        self.conflict.set(None);
        self.listing.set(None);
        self.list_stopped.set(false);
        self.aside.set(None);
        self.prices_stopped.set(false);
        self.asking.set(BTreeSet::new());
        let Some(asked) = asked else {
            self.run.set(Run::default());
            return;
        };
        self.run.set(Run { phase: Phase::Busy, ..Run::default() });
        let began = now();
        let query = match &asked.sum {
            Sum::Fixed(model) => Query::Select { model: model.clone(), count: 1 },
            Sum::Free(timetable) => Query::Schedule { timetable: timetable.clone(), from: None },
        };
        let heard = Arc::clone(&asked);
        let news = move |news: News| {
            self.run.try_update(|run| {
                run.millis = now() - began;
                match news {
                    News::Found(found) if is_right(&heard.sum, &found) => {
                        run.value = found.value;
                        run.chosen = Some(schedule_of(&heard.key, &found));
                    }
                    News::Plan { starts, value } => {
                        let plan = Plan { starts, value };
                        if plan_is_right(&heard.sum, &plan) {
                            run.value = value;
                            run.chosen = Some(heard.key.timed(&plan.starts));
                        }
                    }
                    News::Bound { bound, nodes } => {
                        run.bound = Some(bound);
                        run.nodes = nodes;
                    }
                    News::Found(_) | News::Step { .. } | News::Ranked(_) | News::Priced(_) => {}
                }
            });
        };
        let reply = move |reply| self.answered(&asked, began, reply);
        self.keep(Errand::Search, ask(query, news, reply));
    }

    fn answered(self, asked: &Arc<Asked>, began: f64, reply: Option<Reply>) {
        let mut run = Run { millis: now() - began, ..Run::default() };
        let phase = |status| match status {
            Status::Optimal => Phase::Proven,
            Status::Infeasible => Phase::Infeasible,
            Status::Stopped => Phase::Stopped,
        };
        match reply {
            Some(Reply::Select(answer)) if answer.choices.iter().all(|found| is_right(&asked.sum, found)) => {
                run.phase = phase(answer.status);
                run.chosen = answer.best().map(|best| schedule_of(&asked.key, best));
                run.value = answer.best().map_or(0.0, |best| best.value);
                run.bound = Some(answer.bound);
                run.nodes = answer.nodes;
            }
            Some(Reply::Schedule(answer))
                if answer.plan.iter().all(|plan| plan_is_right(&asked.sum, plan)) =>
            {
                run.phase = phase(answer.status);
                run.value = answer.plan.as_ref().map_or(0.0, |plan| plan.value);
                run.chosen = answer.plan.map(|plan| asked.key.timed(&plan.starts));
                run.bound = Some(answer.bound);
                run.nodes = answer.nodes;
            }
            Some(Reply::Refused(error)) => run.phase = Phase::Refused(error),
            Some(_) => run.phase = Phase::Faulty,
            None => run.phase = Phase::NoSolver,
        }
        let phase = run.phase;
        if self.lifted.try_with(BTreeSet::is_empty) == Some(true) {
            self.base.try_set((phase == Phase::Proven).then_some(run.value));
        }
        self.run.try_set(run);
        match phase {
            Phase::Infeasible => self.ask_conflict(),
            // With free starts each price places every start anew: that waits for a click.
            Phase::Proven if matches!(asked.sum, Sum::Fixed(_)) && asked.key.projects.len() <= SMALL => {
                self.ask_prices();
            }
            _ => {}
        }
    }

    /// Ends the search; what was found so far stays.
    pub fn stop(self) {
        self.cancel_all();
        self.listing.set(None);
        self.aside.set(None);
        self.asking.set(BTreeSet::new());
        self.run.update(|run| {
            if run.phase == Phase::Busy {
                run.phase = Phase::Stopped;
            }
        });
    }

    /// Solves once more.
    pub fn solve_again(self) {
        self.again.update(|again| *again += 1);
    }

    fn fixed(self) -> Option<(Arc<Asked>, Model)> {
        let asked = self.asked.get_untracked()?;
        let Sum::Fixed(model) = &asked.sum else { return None };
        let model = model.clone();
        Some((asked, model))
    }

    /// With free starts: the numbers, and the best plan when it is proven.
    fn free(self) -> Option<(Arc<Asked>, Timetable, Plan)> {
        let asked = self.asked.get_untracked()?;
        let Sum::Free(timetable) = &asked.sum else { return None };
        let (timetable, projects) = (timetable.clone(), &asked.key.projects);
        let plan = self.run.with_untracked(|run| {
            let chosen = run.chosen.as_ref().filter(|_| run.phase == Phase::Proven)?;
            let start = |project: &ProjectId| chosen.get(project).map(|slot| slot.start as usize);
            Some(Plan { starts: projects.iter().map(start).collect(), value: run.value })
        })?;
        Some((asked, timetable, plan))
    }

    /// Finds out which constraints contradict each other.
    pub fn ask_conflict(self) {
        let Some(asked) = self.asked.get_untracked() else { return };
        let query = match &asked.sum {
            Sum::Fixed(model) => Query::Conflict { model: model.clone() },
            Sum::Free(timetable) => Query::PlanConflict { timetable: timetable.clone() },
        };
        self.aside.set(Some((0, 0)));
        let reply = move |reply| {
            self.aside.try_set(None);
            if let Some(Reply::Conflict(conflict)) = reply {
                self.conflict.try_set(Some(conflict));
            }
        };
        self.keep(Errand::Aside, ask(query, move |news| self.hear_step(&news), reply));
    }

    fn hear_step(self, news: &News) {
        if let News::Step { done, of } = *news {
            self.aside.try_set(Some((done, of)));
        }
    }

    /// Works out what every constraint is worth.
    pub fn ask_prices(self) {
        let Some(asked) = self.asked.get_untracked() else { return };
        let part = self.part.get_untracked();
        let unit = self.app.store.doc().with_untracked(|doc| doc.money);
        let mut questions: Vec<(RuleId, Option<Step>)> = Vec::new();
        let mut steps: Vec<(Vec<ConstraintId>, Option<f64>)> = Vec::new();
        for rule in part.rules.iter().filter(|rule| rule.on) {
            let ids = ids_of(&asked.key, rule.id);
            // A relation between forced projects has no constraint of its own.
            if ids.is_empty() {
                continue;
            }
            questions.push((rule.id, None));
            steps.push((ids.clone(), None));
            if let Some((step, amount)) = step_of(&part, &rule.says, unit, &asked.key) {
                questions.push((rule.id, Some(step)));
                steps.push((ids, Some(amount)));
            }
        }
        if steps.is_empty() {
            return;
        }
        let Sum::Fixed(model) = &asked.sum else { return self.ask_plan_prices(questions, steps) };
        let query = Query::Marginals { model: model.clone(), steps: steps.clone() };
        self.aside.set(Some((0, steps.len())));
        self.prices_stopped.set(false);
        let reply = move |reply| {
            self.aside.try_set(None);
            if let Some(Reply::Marginals(marginals)) = reply {
                let gained = |one: &Marginal| (one.ids.clone(), one.step, one.gain);
                self.prices.try_set(prices(&questions, &steps, marginals.iter().map(gained)));
            }
        };
        self.keep(Errand::Aside, ask(query, move |news| self.hear_step(&news), reply));
    }

    /// One after the other, each shown when it is proven.
    fn ask_plan_prices(
        self,
        questions: Vec<(RuleId, Option<Step>)>,
        steps: Vec<(Vec<ConstraintId>, Option<f64>)>,
    ) {
        let Some((_, timetable, best)) = self.free() else { return };
        self.aside.set(Some((0, steps.len())));
        self.prices_stopped.set(false);
        let query = Query::PlanMarginals {
            timetable: timetable.clone(),
            steps: steps.clone(),
            best: Some(best.clone()),
        };
        let so_far = StoredValue::new_local(Vec::<PlanMarginal>::new());
        let news = move |news| {
            let News::Priced(marginal) = news else { return self.hear_step(&news) };
            let is_right = plan_faults(&marginal.timetable(&timetable), &marginal.plan).is_empty()
                && (marginal.plan.value - best.value - marginal.gain).abs()
                    <= 1e-6 * best.value.abs().max(1.0);
            if !is_right {
                return;
            }
            so_far.try_update_value(|all| all.push(marginal));
            let gained = |one: &PlanMarginal| (one.ids.clone(), one.step, Some(one.gain));
            if let Some(prices) =
                so_far.try_with_value(|all| prices(&questions, &steps, all.iter().map(gained)))
            {
                self.prices.try_set(prices);
            }
        };
        self.keep(
            Errand::Aside,
            ask(query, news, move |_| {
                self.aside.try_set(None);
            }),
        );
    }

    /// Finds the ten best sets.
    pub fn ask_best(self) {
        let Some(asked) = self.asked.get_untracked() else { return };
        let Sum::Fixed(model) = &asked.sum else { return self.ask_best_plans() };
        self.listing.set(Some((0, 0)));
        self.list_stopped.set(false);
        let reply = move |reply| {
            self.listing.try_set(None);
            if let Some(Reply::Select(answer)) = reply {
                self.best.try_set(answer.choices);
            }
        };
        self.keep(Errand::Listing, ask(Query::Select { model: model.clone(), count: BEST }, |_| (), reply));
    }

    /// One set after the other, each shown when it is proven.
    fn ask_best_plans(self) {
        let Some((_, timetable, best)) = self.free() else { return };
        self.best.set(Vec::new());
        self.listing.set(Some((0, BEST)));
        self.list_stopped.set(false);
        let query = Query::BestPlans { timetable: timetable.clone(), count: BEST, best: Some(best) };
        let news = move |news| match news {
            News::Ranked(plan) if plan_faults(&timetable, &plan).is_empty() => {
                self.best.try_update(|best| best.push(plan.choice()));
                self.listing.try_update(|listing| {
                    if let Some((done, _)) = listing {
                        *done += 1;
                    }
                });
            }
            _ => {}
        };
        self.keep(
            Errand::Listing,
            ask(query, news, move |_| {
                self.listing.try_set(None);
            }),
        );
    }

    /// Finds out why a project is in or out.
    pub fn ask_reason(self, project: ProjectId) {
        let Some(asked) = self.asked.get_untracked() else { return };
        let Some(item) = asked.key.item(project) else { return };
        if self.reasons.with_untracked(|reasons| reasons.contains_key(&item))
            || self.asking.with_untracked(|asking| asking.contains(&item))
        {
            return;
        }
        let items = vec![item];
        let query = match &asked.sum {
            Sum::Fixed(model) => Query::Reasons { model: model.clone(), items },
            Sum::Free(_) => {
                let Some((_, timetable, best)) = self.free() else { return };
                Query::PlanReasons { timetable, items, best: Some(best) }
            }
        };
        self.asking.update(|asking| {
            asking.insert(item);
        });
        let reply = move |reply| {
            self.asking.try_update(|asking| asking.remove(&item));
            let found: Vec<Reason> = match reply {
                Some(Reply::Reasons { reasons, .. }) => reasons,
                Some(Reply::PlanReasons { reasons, .. })
                    if reasons
                        .iter()
                        .filter_map(|reason| reason.otherwise.as_ref())
                        .all(|plan| plan_is_right(&asked.sum, plan)) =>
                {
                    reasons.iter().map(as_reason).collect()
                }
                _ => Vec::new(),
            };
            self.reasons.try_update(|all| all.extend(found.into_iter().map(|reason| (reason.item, reason))));
        };
        self.keep(Errand::Reason(item), ask(query, |_| (), reply));
    }

    /// Finds out how the best set changes on the way to each other set of values in the same unit.
    pub fn ask_sweeps(self) {
        let Some((asked, model)) = self.fixed() else { return };
        if !self.sweeps.with_untracked(Vec::is_empty) {
            return;
        }
        let part = self.part.get_untracked();
        let now = part.values().map(|values| values.id);
        for id in super::regret::alike(&part).into_iter().filter(|id| Some(*id) != now) {
            let Some(values) = find(&part.values, id) else { continue };
            let toward = asked.key.projects.iter().map(|project| values.of(*project).number()).collect();
            let reply = move |reply| {
                if let Some(Reply::Sweep(stretches)) = reply {
                    self.sweeps.try_update(|all| all.push((id, stretches)));
                }
            };
            self.keep(Errand::Sweep, ask(Query::Sweep { model: model.clone(), toward }, |_| (), reply));
        }
    }

    /// The ranking by weighted sum that the values in use follow; none where they follow none.
    pub fn weighing(self) -> Option<Weighing> {
        let projects = self.asked.get()?.key.projects.clone();
        let values = self.part.get().values().cloned()?;
        self.app.store.doc().with(|doc| Weighing::of(doc, &values, &projects))
    }

    /// May the thresholds of weights be worked out unasked?
    pub fn is_small(self) -> bool {
        self.asked.with(|asked| asked.as_ref().is_some_and(|asked| asked.key.projects.len() <= SMALL))
    }

    /// Finds out how the best set changes while the weight of a criterion goes to nothing or to all.
    pub fn ask_weights(self) {
        if self.weights.with_untracked(Option::is_some) {
            return;
        }
        let Some((_, mut model)) = self.fixed() else { return };
        let Some(weighing) = untrack(|| self.weighing()) else { return };
        // The scores themselves: the document has them in whole numbers.
        for (item, value) in model.items.iter_mut().zip(weighing.values()) {
            item.value = value;
        }
        let ways: Vec<(usize, bool, Vec<f64>)> = (0..weighing.criteria.len())
            .flat_map(|leaf| [(leaf, false), (leaf, true)])
            .filter_map(|(leaf, alone)| Some((leaf, alone, weighing.toward(leaf, alone)?)))
            .collect();
        let weighing = Arc::new(weighing);
        self.weights.set(Some(WeightSweeps { weighing, found: Vec::new(), open: ways.len() }));
        for (leaf, alone, toward) in ways {
            let reply = move |reply| {
                self.weights.try_update(|sweeps| {
                    let Some(sweeps) = sweeps else { return };
                    sweeps.open = sweeps.open.saturating_sub(1);
                    if let Some(Reply::Sweep(stretches)) = reply {
                        sweeps.found.push((leaf, alone, stretches));
                    }
                });
            };
            self.keep(Errand::Sweep, ask(Query::Sweep { model: model.clone(), toward }, |_| (), reply));
        }
    }

    /// What the found schedule amounts to.
    pub fn tally(self) -> Option<Arc<Tally>> {
        self.weighed.get()
    }

    /// Words with the names of the document.
    pub fn speak<R>(self, with: impl FnOnce(Speaker<'_>) -> R) -> R {
        let locale = self.app.lang().locale();
        let part = self.part.get();
        self.app.store.doc().with(|doc| {
            let unit = doc.money;
            let money = |money: Money| money_text(self.app, unit, money);
            with(Speaker::new(locale, doc, &part, &money))
        })
    }

    /// A value in words: a bare number, or money.
    pub fn value_text(self, value: f64) -> String {
        let part = self.part.get();
        let locale = self.app.lang().locale();
        match part.values().map(|values| values.source) {
            Some(ValueSource::Money) => {
                let minor = Quantity::nearest(value * 0.1).map_or(0, Quantity::milli);
                let unit = self.app.store.doc().with(|doc| doc.money);
                money_text(self.app, unit, rounded(unit, Money::from_minor(minor).unwrap_or_default()))
            }
            _ => crate::ui::kit::format::number(locale, value, 1),
        }
    }

    /// Money with its unit, to a hundredth of what is shown.
    pub fn money_words(self, money: Money) -> String {
        let unit = self.app.store.doc().with(|doc| doc.money);
        money_text(self.app, unit, rounded(unit, money))
    }

    /// Money without its unit.
    pub fn money_number(self, money: Money) -> String {
        let unit = self.app.store.doc().with(|doc| doc.money);
        shown_money(self.app.lang().locale(), unit, money)
    }

    /// Changes this part of the document.
    pub fn dispatch(self, command: PortfolioCommand) -> bool {
        self.app.dispatch(command)
    }
}

/// Money without what is below a hundredth of the shown unit.
fn rounded(unit: MoneyUnit, money: Money) -> Money {
    let step = 10_i64.pow(u32::try_from(unit.scale.decimals().saturating_sub(2)).unwrap_or(0));
    let minor = (money.minor() + step / 2).div_euclid(step) * step;
    Money::from_minor(minor).unwrap_or(money)
}

/// What came from the worker is checked here once more before it is shown.
fn is_right(sum: &Sum, found: &Choice) -> bool {
    matches!(sum, Sum::Fixed(model) if faults(model, found).is_empty())
}

fn plan_is_right(sum: &Sum, plan: &Plan) -> bool {
    matches!(sum, Sum::Free(timetable) if plan_faults(timetable, plan).is_empty())
}

fn schedule_of(key: &Key, choice: &Choice) -> Schedule {
    key.schedule(choice.items.iter().copied().zip(choice.shares.iter().copied()))
}

/// The constraints of the model that a rule became.
fn ids_of(key: &Key, rule: RuleId) -> Vec<ConstraintId> {
    (0..)
        .zip(&key.meanings)
        .filter(|(_, meaning)| meaning.rule() == Some(rule))
        .map(|(id, _)| ConstraintId(id))
        .collect()
}

/// A sensible step more of a limit, with its size in the model: about a twentieth of a budget, one unit of a role.
fn step_of(part: &Portfolio, says: &Says, unit: MoneyUnit, key: &Key) -> Option<(Step, f64)> {
    #[expect(clippy::cast_precision_loss, reason = "money and effort are exact as doubles")]
    match says {
        Says::Budget { max, .. } => {
            let shown = 10_i64.pow(u32::try_from(unit.scale.decimals()).unwrap_or(2));
            let twentieth = (max.minor() / 20).max(shown);
            // One digit is enough to talk about.
            let mut digit = 1;
            while digit * 10 <= twentieth {
                digit *= 10;
            }
            let step = twentieth / digit * digit;
            Some((Step::Money(Money::from_minor(step).ok()?), step as f64 / key.money_unit as f64))
        }
        Says::Capacity { role } => {
            find(&part.roles, *role)?;
            let step = Quantity::whole(1);
            Some((Step::Effort(step), step.milli() as f64 / key.effort_unit as f64))
        }
        _ => None,
    }
}

/// What each rule is worth, from what its steps gained.
fn prices(
    questions: &[(RuleId, Option<Step>)],
    steps: &[(Vec<ConstraintId>, Option<f64>)],
    gained: impl Iterator<Item = (Vec<ConstraintId>, Option<f64>, Option<f64>)>,
) -> Vec<Price> {
    let mut prices: Vec<Price> = Vec::new();
    for (ids, step, gain) in gained {
        let asked = steps.iter().zip(questions).find(|((of, by), _)| *of == ids && *by == step);
        let Some((_, (rule, step))) = asked else { continue };
        let at = prices.iter().position(|price| price.rule == *rule).unwrap_or_else(|| {
            prices.push(Price { rule: *rule, off: None, more: None });
            prices.len() - 1
        });
        let Some(price) = prices.get_mut(at) else { continue };
        match (step, gain) {
            (Some(step), Some(gain)) => price.more = Some((*step, gain)),
            (None, gain) => price.off = gain,
            _ => {}
        }
    }
    prices.sort_by(|a, b| b.off.unwrap_or(0.0).total_cmp(&a.off.unwrap_or(0.0)));
    prices
}

/// A reason of free starts in the form of those of fixed ones; how far cost may change is not worked out.
fn as_reason(reason: &PlanReason) -> Reason {
    Reason {
        item: reason.item,
        chosen: reason.chosen,
        otherwise: reason.otherwise.as_ref().map(Plan::choice),
        loss: reason.loss,
        value_threshold: reason.value_threshold,
        cost_factor: None,
    }
}

/// The rules that a set of constraints stands for, each once, with what they mean.
pub fn meanings(key: &Key, ids: &[ConstraintId]) -> Vec<Meaning> {
    let mut all: Vec<Meaning> = Vec::new();
    for meaning in ids.iter().filter_map(|id| key.meaning(*id)) {
        if !all.contains(&meaning) {
            all.push(meaning);
        }
    }
    all
}

impl Desk {
    /// A generated sentence; none while the templates are not there.
    pub fn sentence(self, id: &str, values: &[(&str, &str)]) -> Option<String> {
        let locale = self.app.lang().locale();
        // Values of the page are worded before they come here; a template that lacks one is not shown.
        self.sentences.with(|sentences| sentences.as_ref()?.fill(locale, id, values).ok())
    }
}
