//! Good timetables quickly: large-neighbourhood search with simulated annealing. Some projects are taken out, the
//! gaps are filled anew in an order of value per scarce resource with some chance in it, and everything moves as
//! early as it can. It proves nothing; the tree does.
#![expect(clippy::indexing_slicing, reason = "the inner loops of the solver; indices of a checked timetable")]

use crate::domain::numeric::Random;
use crate::domain::portfolio::model::{Rule, TOLERANCE};
use crate::domain::portfolio::timetable::{Plan, Timetable};
use crate::domain::portfolio::verify;

/// One place in the table of limits and what a project takes of it.
#[derive(Debug, Clone, Copy)]
struct Use {
    /// Periods after the start.
    month: usize,
    role: usize,
    amount: f64,
}

/// A project, prepared.
#[derive(Debug, Clone, Default)]
struct Prepared {
    uses: Vec<Use>,
    starts: std::ops::Range<usize>,
    /// Value by start.
    values: Vec<f64>,
    /// For each start, the budget and the money that falls into it.
    costs: Vec<Vec<(usize, f64)>>,
    before: Vec<(usize, i64)>,
    after: Vec<usize>,
    duration: usize,
    must: bool,
    never: bool,
    /// What it takes, weighed by how scarce that is.
    weight: f64,
}

/// The search.
#[derive(Debug, Clone)]
pub(super) struct Local<'a> {
    timetable: &'a Timetable,
    projects: Vec<Prepared>,
    /// Rule checks that insertion must make: projects of which at most so many may be chosen, and needs.
    at_most: Vec<(Vec<usize>, usize)>,
    needs: Vec<(usize, usize)>,
    strict: bool,
    free: Vec<f64>,
    money: Vec<f64>,
    starts: Vec<Option<usize>>,
    value: f64,
    best: Plan,
    temperature: f64,
    random: Random,
    order: Vec<(f64, usize)>,
    /// Reduced costs of starts in a relaxation: project, start and price, once they are known.
    guide: Vec<(usize, usize, f64)>,
    guided: Vec<(f64, usize, usize)>,
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl<'a> Local<'a> {
    pub fn new(timetable: &'a Timetable, seed: u64) -> Self {
        let periods = timetable.periods;
        let mut free = Vec::new();
        for role in &timetable.roles {
            for period in 0..periods {
                let capacity = role.capacity.get(period).copied().unwrap_or(0.0);
                free.push(if role.on { capacity + room(capacity) } else { f64::INFINITY });
            }
        }
        let budgets: Vec<_> = timetable.budgets.iter().filter(|budget| budget.on).collect();
        let money: Vec<f64> = budgets.iter().map(|budget| budget.max + room(budget.max)).collect();
        let mut projects: Vec<Prepared> = Vec::new();
        for (index, task) in timetable.projects.iter().enumerate() {
            let mut prepared = Prepared {
                starts: timetable.starts(index),
                duration: task.duration,
                must: timetable.is_must(index),
                values: (0..periods).map(|start| timetable.value(index, start)).collect(),
                ..Prepared::default()
            };
            for role in 0..timetable.roles.len() {
                for month in 0..task.duration {
                    let amount = task.work_of(role, month);
                    if amount != 0.0 {
                        prepared.uses.push(Use { month, role, amount });
                    }
                }
            }
            prepared.costs = (0..periods)
                .map(|start| {
                    (budgets.iter().enumerate())
                        .map(|(at, budget)| {
                            let months = 0..task.duration;
                            let within =
                                months.filter(|month| (budget.from..budget.to).contains(&(start + month)));
                            (at, within.map(|month| task.cost_of(month)).sum::<f64>())
                        })
                        .filter(|(_, cost)| *cost != 0.0)
                        .collect()
                })
                .collect();
            projects.push(prepared);
        }
        for link in timetable.links.iter().filter(|link| link.on) {
            projects[link.after].before.push((link.before, i64::from(link.lag)));
            projects[link.before].after.push(link.after);
        }
        let mut at_most = Vec::new();
        let mut needs = Vec::new();
        let mut strict = false;
        for constraint in timetable.constraints.iter().filter(|constraint| constraint.on) {
            match &constraint.rule {
                Rule::Count { items, min, max } => {
                    if let Some(max) = max {
                        at_most.push((items.clone(), *max as usize));
                    }
                    strict |= min.is_some_and(|min| min > 0);
                }
                Rule::Requires { item, needs: other } => needs.push((*item, *other)),
                Rule::MustNot { item } => projects[*item].never = true,
                Rule::Must { .. } | Rule::AllOrNone { .. } | Rule::Limit { .. } | Rule::Share { .. } => {
                    strict = true;
                }
            }
        }
        // How scarce a role is: what all projects want of it against what there is.
        let mut wanted = vec![0.0; timetable.roles.len()];
        for prepared in &projects {
            for one in &prepared.uses {
                wanted[one.role] += one.amount;
            }
        }
        let scarcity: Vec<f64> = (0..timetable.roles.len())
            .map(|role| {
                let there: f64 = free[role * periods..(role + 1) * periods].iter().sum();
                if there.is_finite() && there > 0.0 { (wanted[role] / there).powi(2) / there } else { 0.0 }
            })
            .collect();
        let all_money: f64 = money.iter().sum();
        let all_costs: f64 = timetable.projects.iter().flat_map(|task| &task.cost).sum();
        let price = if money.is_empty() || all_money <= 0.0 {
            0.0
        } else {
            (all_costs / all_money).powi(2) / all_money
        };
        for (prepared, task) in projects.iter_mut().zip(&timetable.projects) {
            let roles: f64 = prepared.uses.iter().map(|one| one.amount * scarcity[one.role]).sum();
            prepared.weight = (roles + price * task.cost.iter().sum::<f64>()).max(1e-12);
        }
        let count = projects.len();
        let starts = vec![None; count];
        let mut local = Self {
            timetable,
            projects,
            at_most,
            needs,
            strict,
            free,
            money,
            best: Plan { starts: starts.clone(), value: f64::NEG_INFINITY },
            starts,
            value: 0.0,
            temperature: 0.0,
            random: Random::new(seed),
            order: Vec::new(),
            guide: Vec::new(),
            guided: Vec::new(),
        };
        local.fill(0.0);
        local.keep();
        local
    }

    /// The best plan that keeps all constraints; none when none is known.
    pub fn best(&self) -> Option<&Plan> {
        (self.best.value > f64::NEG_INFINITY).then_some(&self.best)
    }

    /// Goes on from a plan found elsewhere, which keeps all constraints.
    pub fn adopt(&mut self, starts: &[Option<usize>]) {
        for project in 0..self.projects.len() {
            self.remove(project);
        }
        for (project, start) in starts.iter().enumerate() {
            if let Some(start) = *start {
                self.put(project, start);
            }
        }
        self.keep();
    }

    /// Prefers, in half of the rounds, starts that a relaxation prices well: for each project its starts and their
    /// reduced costs.
    pub fn follow(&mut self, guide: Vec<Vec<(usize, f64)>>) {
        self.guide = (guide.into_iter().enumerate())
            .flat_map(|(project, starts)| {
                starts.into_iter().map(move |(start, price)| (project, start, price))
            })
            .collect();
    }

    /// So many rounds.
    pub fn rounds(&mut self, count: usize) {
        for _ in 0..count {
            self.round();
        }
    }

    /// Puts in what fits, in the order of the relaxation's prices, shaken.
    fn fill_guided(&mut self, noise: f64) {
        let scale = noise * 0.02 * self.best.value.abs()
            / f64::from(u32::try_from(self.projects.len().max(1)).unwrap_or(1));
        self.guided.clear();
        for index in 0..self.guide.len() {
            let (project, start, price) = self.guide[index];
            if self.starts[project].is_none() && !self.projects[project].never {
                let shake = scale * 10.0 * self.random.unit();
                self.guided.push((price + shake, project, start));
            }
        }
        self.guided.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        for index in 0..self.guided.len() {
            let (_, project, start) = self.guided[index];
            let open = self.starts[project].is_none() && self.projects[project].values[start] > 0.0;
            if open
                && self.may_join(project)
                && self.window(project).contains(&start)
                && self.fits(project, start)
            {
                self.put(project, start);
            }
        }
    }

    fn fits(&self, project: usize, start: usize) -> bool {
        let prepared = &self.projects[project];
        let periods = self.timetable.periods;
        prepared.uses.iter().all(|one| self.free[one.role * periods + start + one.month] >= one.amount)
            && prepared.costs[start].iter().all(|&(at, cost)| self.money[at] >= cost)
    }

    /// The starts that links and limits leave.
    fn window(&self, project: usize) -> std::ops::Range<usize> {
        let prepared = &self.projects[project];
        let mut from = whole(prepared.starts.start);
        let mut to = whole(prepared.starts.end);
        for &(before, lag) in &prepared.before {
            match self.starts[before] {
                Some(start) => from = from.max(whole(start + self.projects[before].duration) + lag),
                None => return 0..0,
            }
        }
        for &after in &prepared.after {
            if let Some(start) = self.starts[after] {
                let lags = self.projects[after].before.iter().filter(|(before, _)| *before == project);
                for (_, lag) in lags {
                    to = to.min(whole(start) - lag - whole(prepared.duration) + 1);
                }
            }
        }
        let index = |period: i64| usize::try_from(period.max(0)).unwrap_or(0);
        index(from)..index(to)
    }

    fn may_join(&self, project: usize) -> bool {
        !self.projects[project].never
            && self.needs.iter().all(|(item, needs)| *item != project || self.starts[*needs].is_some())
            && self.at_most.iter().all(|(items, most)| {
                !items.contains(&project)
                    || items.iter().filter(|item| self.starts[**item].is_some()).count() < *most
            })
    }

    fn account(&mut self, project: usize, start: usize, sign: f64) {
        let periods = self.timetable.periods;
        let prepared = &self.projects[project];
        for one in &prepared.uses {
            self.free[one.role * periods + start + one.month] -= sign * one.amount;
        }
        for &(at, cost) in &prepared.costs[start] {
            self.money[at] -= sign * cost;
        }
        self.value += sign * prepared.values[start];
    }

    fn put(&mut self, project: usize, start: usize) {
        self.account(project, start, 1.0);
        self.starts[project] = Some(start);
    }

    /// Takes a project out, and with it what builds on it.
    fn remove(&mut self, project: usize) {
        let Some(start) = self.starts[project].take() else { return };
        self.account(project, start, -1.0);
        for index in 0..self.projects[project].after.len() {
            self.remove(self.projects[project].after[index]);
        }
        for index in 0..self.needs.len() {
            if self.needs[index].1 == project {
                self.remove(self.needs[index].0);
            }
        }
    }

    /// Puts in what fits, in an order of value for scarce resources, shaken by `noise`.
    fn fill(&mut self, noise: f64) {
        self.order.clear();
        for project in 0..self.projects.len() {
            let prepared = &self.projects[project];
            if self.starts[project].is_none() && !prepared.never && !prepared.starts.is_empty() {
                let worth = prepared.values[prepared.starts.start] / prepared.weight;
                let bonus = if prepared.must { 1e12 } else { 1.0 };
                let shake = (noise * (self.random.unit() - 0.5)).exp();
                self.order.push((worth * bonus * shake, project));
            }
        }
        self.order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        // Twice: what had to wait for another one may fit now.
        for pass in 0..2 {
            let mut waited = false;
            for index in 0..self.order.len() {
                let project = self.order[index].1;
                if self.starts[project].is_some() {
                    continue;
                }
                if self.projects[project].values[self.projects[project].starts.start] <= 0.0
                    && !self.projects[project].must
                {
                    continue;
                }
                if !self.may_join(project) {
                    waited = true;
                    continue;
                }
                let window = self.window(project);
                waited |= window.is_empty();
                let found = window.clone().find(|start| self.fits(project, *start));
                if let Some(start) = found {
                    self.put(project, start);
                }
            }
            if !waited || pass == 1 {
                break;
            }
        }
    }

    /// Moves everything as early as it can.
    fn compact(&mut self) {
        self.order.clear();
        for (project, start) in self.starts.iter().enumerate() {
            if let Some(start) = start {
                self.order.push((f64::from(u32::try_from(*start).unwrap_or(u32::MAX)), project));
            }
        }
        self.order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        for index in 0..self.order.len() {
            let project = self.order[index].1;
            let Some(start) = self.starts[project] else { continue };
            if start == self.projects[project].starts.start || self.projects[project].values[start] <= 0.0 {
                continue;
            }
            self.account(project, start, -1.0);
            self.starts[project] = None;
            let earlier = self
                .window(project)
                .take_while(|other| *other < start)
                .find(|other| self.fits(project, *other));
            self.put(project, earlier.unwrap_or(start));
        }
    }

    fn round(&mut self) {
        let before: Vec<Option<usize>> = self.starts.clone();
        let value = self.value;
        let count = self.projects.len();
        match self.random.below(4) {
            0 => {
                for _ in 0..=self.random.below(4) {
                    let project = self.random.below(count);
                    self.remove(project);
                }
            }
            1 => self.clear_period(),
            2 => self.make_room(),
            _ => {
                self.clear_period();
                self.make_room();
            }
        }
        let noise = [0.2, 0.6, 1.5, 3.0][self.random.below(4)];
        if self.guide.is_empty() || self.random.below(2) == 0 {
            self.fill(noise);
        } else {
            self.fill_guided(noise);
            self.fill(noise);
        }
        self.compact();
        if self.random.below(4) == 0 {
            self.fill(noise);
        }
        let fall = value - self.value;
        if fall <= 0.0 || self.random.unit() < (-fall / self.temperature.max(1e-9)).exp() {
            self.keep();
        } else {
            self.restore(&before);
        }
        // From warm to cold in some thousand rounds, and again.
        self.temperature *= 0.999;
        if self.temperature < 1e-5 * self.best.value.abs() {
            self.temperature = 0.004 * self.best.value.abs();
            if self.random.below(2) == 0 && self.best.value > f64::NEG_INFINITY {
                let best = self.best.starts.clone();
                self.restore(&best);
            }
        }
    }

    fn restore(&mut self, starts: &[Option<usize>]) {
        for (project, wanted) in starts.iter().enumerate() {
            if self.starts[project] != *wanted
                && let Some(start) = self.starts[project].take()
            {
                self.account(project, start, -1.0);
            }
        }
        for (project, wanted) in starts.iter().enumerate() {
            if let (None, Some(start)) = (self.starts[project], *wanted) {
                self.put(project, start);
            }
        }
    }

    /// Takes out some of what runs in one period.
    fn clear_period(&mut self) {
        let period = self.random.below(self.timetable.periods.max(1));
        let chance = 0.2 + 0.4 * self.random.unit();
        for project in 0..self.projects.len() {
            let runs = self.starts[project]
                .is_some_and(|start| (start..start + self.projects[project].duration).contains(&period));
            if runs && self.random.unit() < chance {
                self.remove(project);
            }
        }
    }

    /// Puts a project where it does not fit and takes out what stands in its way.
    fn make_room(&mut self) {
        let project = self.random.below(self.projects.len());
        if self.starts[project].is_some() || !self.may_join(project) {
            return;
        }
        let window = self.window(project);
        if window.is_empty() {
            return;
        }
        let start = window.start + self.random.below(window.len());
        for _ in 0..self.projects.len() {
            if self.fits(project, start) {
                self.put(project, start);
                return;
            }
            let span = start..start + self.projects[project].duration;
            // One of those that run beside it.
            let beside: Vec<usize> = (0..self.projects.len())
                .filter(|other| {
                    self.starts[*other].is_some_and(|from| {
                        from < span.end && from + self.projects[*other].duration > span.start
                    }) && !self.projects[project].before.iter().any(|(before, _)| before == other)
                })
                .collect();
            if beside.is_empty() {
                return;
            }
            let other = beside[self.random.below(beside.len())];
            self.remove(other);
        }
    }

    fn keep(&mut self) {
        let better = self.value > self.best.value + 1e-9 * self.value.abs().max(1.0);
        if better && self.keeps_all() {
            let value = self.starts.iter().enumerate();
            let value =
                value.filter_map(|(project, start)| Some(self.projects[project].values[(*start)?])).sum();
            self.best = Plan { starts: self.starts.clone(), value };
            // Sums that went up and down for long are worn.
            self.value = value;
        }
    }

    /// The conditions that insertion does not see to: minima, shares, musts.
    fn keeps_all(&self) -> bool {
        if !self.strict {
            return true;
        }
        let plan = Plan { starts: self.starts.clone(), value: self.value };
        verify::plan_faults(self.timetable, &plan).is_empty()
    }
}

fn room(limit: f64) -> f64 {
    0.5 * TOLERANCE * limit.abs().max(1.0)
}
