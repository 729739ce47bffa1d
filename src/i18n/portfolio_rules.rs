//! Rules as sentences, and the words of their forms.

use super::sentences::{join, list};
use super::{Locale, count};
use crate::domain::id::{CategoryId, PoolId, ProjectId, RoleId};
use crate::domain::portfolio::scenario::Tweak;
use crate::domain::portfolio::tally::{Breach, Overload};
use crate::domain::portfolio::translate::Meaning;
use crate::domain::portfolio::{
    EffortUnit, Group, Horizon, Measure, Portfolio, Quantity, Reason, Rule, RuleKind, Says, Share, Step,
    ValueSource, find,
};
use crate::domain::{Money, Workspace};

super::catalogue! {
    /// Words of rules.
    Rules
    {
        unnamed: "未命名" / "Unnamed";
        gone: "（已移除）" / "(removed)";
        budget: "预算" / "Budget";
        capacity: "产能" / "Capacity";
        pool: "资金池" / "Funding pool";
        must: "必做" / "Must do";
        must_not: "不能做" / "Must not do";
        requires: "前提" / "Requires";
        excludes: "互斥" / "Either or";
        options: "方案任选其一" / "Options of one project";
        all_or_none: "同进同退" / "All or none";
        group: "分类限额" / "Group limits";
        partial: "可部分实施" / "Partial funding";
        synergy: "协同" / "Synergy";
        shared_cost: "共担成本" / "Shared cost";
        after: "先后" / "One after the other";
        compliance: "合规要求" / "compliance";
        contract: "合同约定" / "contract";
        under_way: "已在进行" / "under way";
        decision: "管理层决定" / "decided";
        gate_failed: "未过门槛" / "failed a gate";
        no_goal: "说不清支撑哪个目标" / "serves no goal";
        other: "其他" / "other";
        hours: "小时" / "hours";
        days: "人日" / "person-days";
        months: "人月" / "person-months";
        fte: "全职人数" / "FTE";
        one_hour: "小时" / "hour";
        one_day: "人日" / "person-day";
        one_month: "人月" / "person-month";
        typed: "直接填写" / "Typed in";
        ranking: "来自评分排序" / "From a ranking";
        money: "金额" / "Money";
        points: "分" / "points";
    }
    {
        year_budget(year: i32, max: &str) => format!("{year} 年投入不超过 {max}"), format!("At most {max} in {year}");
        total_budget(max: &str) => format!("总投入不超过 {max}"), format!("At most {max} in all");
        capacity_rule(role: &str, step: Step) => match step {
                Step::Quarter => format!("“{role}”每季度的需求不超过产能"),
                Step::Month => format!("“{role}”每月的需求不超过产能"),
            },
            format!("Demand for {role} stays within capacity every {}", match step { Step::Quarter => "quarter", Step::Month => "month" });
        pool_rule(pool: &str, n: usize, share: &str) => format!("“{pool}”可为 {n} 个项目出资，最多承担其当年投入的 {share}"),
            format!("{pool} pays for {}, at most {share} of their cost in a year", count(n, "project", "projects"));
        requires_rule(a: &str, b: &str) => format!("“{a}”须以“{b}”为前提"), format!("{a} only with {b}");
        excludes_rule(all: &str) => format!("{all}最多做一个"), format!("At most one of {all}");
        options_rule(all: &str) => format!("{all}是同一件事的几种做法，最多选一个"), format!("{all} are options of one project: at most one");
        all_or_none_rule(all: &str) => format!("{all}同进同退"), format!("{all} together or not at all");
        must_rule(a: &str, why: &str) => format!("“{a}”必须做：{why}"), format!("{a} must be done: {why}");
        must_by_rule(a: &str, why: &str, by: &str) => format!("“{a}”必须做，不晚于{by}完成：{why}"), format!("{a} must be done by the end of {by}: {why}");
        must_not_rule(a: &str, why: &str) => format!("“{a}”不能做：{why}"), format!("{a} must not be done: {why}");
        partial_rule(a: &str, share: &str) => format!("“{a}”可以只做一部分，不少于 {share}"), format!("{a} may be done in part, from {share} on");
        synergy_gain(a: &str, b: &str, value: &str) => format!("“{a}”和“{b}”一起做，价值多 {value}"), format!("{a} and {b} together gain {value}");
        synergy_loss(a: &str, b: &str, value: &str) => format!("“{a}”和“{b}”一起做，价值少 {value}"), format!("{a} and {b} together lose {value}");
        shared_rule(a: &str, b: &str, saving: &str) => format!("“{a}”和“{b}”一起做，少花 {saving}"), format!("{a} and {b} together save {saving}");
        after_rule(a: &str, b: &str) => format!("“{b}”在“{a}”完成之后才能开工"), format!("{b} starts only after {a} has finished");
        after_lag_rule(a: &str, b: &str, lag: u32, step: Step) => {
                let unit = match step { Step::Quarter => "个季度", Step::Month => "个月" };
                format!("“{b}”在“{a}”完成 {lag} {unit}之后才能开工")
            },
            format!("{b} starts only {} after {a} has finished", match step {
                Step::Quarter => count(lag as usize, "quarter", "quarters"),
                Step::Month => count(lag as usize, "month", "months"),
            });
        kind_group(name: &str) => format!("“{name}”类项目"), format!("{name} projects");
        risk_group(level: u8) => format!("风险等级 {level} 及以上的项目"), format!("Projects of risk level {level} or higher");
        count_min(group: &str, n: u32) => format!("{group}不少于 {n} 个"), format!("{group}: at least {n}");
        count_max(group: &str, n: u32) => format!("{group}不超过 {n} 个"), format!("{group}: at most {n}");
        count_both(group: &str, from: u32, to: u32) => format!("{group}为 {from} 到 {to} 个"), format!("{group}: {from} to {to}");
        money_min(group: &str, m: &str) => format!("{group}投入不少于 {m}"), format!("{group}: at least {m}");
        money_max(group: &str, m: &str) => format!("{group}投入不超过 {m}"), format!("{group}: at most {m}");
        money_both(group: &str, from: &str, to: &str) => format!("{group}投入在 {from} 到 {to} 之间"), format!("{group}: {from} to {to}");
        share_min(group: &str, s: &str) => format!("{group}不少于总投入的 {s}"), format!("{group}: at least {s} of total cost");
        share_max(group: &str, s: &str) => format!("{group}不超过总投入的 {s}"), format!("{group}: at most {s} of total cost");
        share_both(group: &str, from: &str, to: &str) => format!("{group}占总投入的 {from} 到 {to}"), format!("{group}: {from} to {to} of total cost");
        quarter(year: i32, n: u32) => format!("{year} 年 {n} 季度"), format!("Q{n} {year}");
        month(year: i32, n: u32) => format!("{year} 年 {n} 月"), format!("{} {year}", MONTHS.get(n as usize - 1).unwrap_or(&""));
        capacity_in(role: &str, period: &str) => format!("“{role}”在{period}的产能"), format!("capacity of {role} in {period}");
        pool_in(pool: &str, year: i32) => format!("“{pool}”{year} 年的资金"), format!("money of {pool} in {year}");
        does_not_fit(a: &str) => format!("“{a}”在规划期内做不完"), format!("{a} does not end within the horizon");
        over_budget(what: &str, by: &str) => format!("{what}，超出 {by}"), format!("{what}: {by} over");
        overload(role: &str, period: &str, demand: &str, capacity: &str) => format!("“{role}”{period}需要 {demand}，只有 {capacity}"),
            format!("{role} in {period}: {demand} needed, {capacity} available");
        start_outside(a: &str) => format!("“{a}”的开工不在最早与最晚之间"), format!("{a} starts outside its limits");
        ends_late(a: &str) => format!("“{a}”在规划期结束后才完成"), format!("{a} ends after the horizon");
        tweak_on(rule: &str) => format!("启用：{rule}"), format!("On: {rule}");
        tweak_off(rule: &str) => format!("停用：{rule}"), format!("Off: {rule}");
        tweak_budgets(percent: u32) => format!("各项预算改为现在的 {percent}%"), format!("Every budget at {percent} %");
        tweak_staff(role: &str, plus: &str) => format!("“{role}”每期增加 {plus}"), format!("{plus} more of {role} each period");
        tweak_must(a: &str) => format!("“{a}”必须做"), format!("{a} must be done");
        tweak_must_not(a: &str) => format!("“{a}”不做"), format!("Without {a}");
        tweak_values(name: &str) => format!("价值改用“{name}”"), format!("Values: {name}");
        tweak_free(free: bool) => (if free { "开工时间放开" } else { "开工时间固定" }).to_owned(), (if free { "Starts are free" } else { "Starts are fixed" }).to_owned();
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Rules {
    /// The name of a kind of rule.
    pub const fn kind(self, kind: RuleKind) -> &'static str {
        match kind {
            RuleKind::Budget => self.budget(),
            RuleKind::Capacity => self.capacity(),
            RuleKind::Pool => self.pool(),
            RuleKind::Must => self.must(),
            RuleKind::MustNot => self.must_not(),
            RuleKind::Requires => self.requires(),
            RuleKind::Excludes => self.excludes(),
            RuleKind::Options => self.options(),
            RuleKind::AllOrNone => self.all_or_none(),
            RuleKind::Group => self.group(),
            RuleKind::Partial => self.partial(),
            RuleKind::Synergy => self.synergy(),
            RuleKind::SharedCost => self.shared_cost(),
            RuleKind::After => self.after(),
        }
    }

    /// A reason.
    pub const fn reason(self, reason: Reason) -> &'static str {
        match reason {
            Reason::Compliance => self.compliance(),
            Reason::Contract => self.contract(),
            Reason::UnderWay => self.under_way(),
            Reason::Decision => self.decision(),
            Reason::GateFailed => self.gate_failed(),
            Reason::NoGoal => self.no_goal(),
            Reason::Other => self.other(),
        }
    }

    /// A unit of effort.
    pub const fn unit(self, unit: EffortUnit) -> &'static str {
        match unit {
            EffortUnit::Hours => self.hours(),
            EffortUnit::Days => self.days(),
            EffortUnit::Months => self.months(),
            EffortUnit::Fte => self.fte(),
        }
    }

    /// Where values come from.
    pub const fn source(self, source: ValueSource) -> &'static str {
        match source {
            ValueSource::Typed => self.typed(),
            ValueSource::Ranking => self.ranking(),
            ValueSource::Money => self.money(),
        }
    }

    /// A period in words.
    pub fn period(self, horizon: Horizon, period: u32) -> String {
        let (year, index) = horizon.place(period);
        match horizon.step() {
            Step::Quarter => self.quarter(year, index + 1),
            Step::Month => self.month(year, index + 1),
        }
    }
}

/// A Chinese text to stand within quotation marks: its own become single ones (GB/T 15834).
pub fn inner(text: &str) -> String {
    text.replace('“', "‘").replace('”', "’")
}

/// A period as a short label: `2027Q1`, `2027-03`.
pub fn short_period(horizon: Horizon, period: u32) -> String {
    let (year, index) = horizon.place(period);
    match horizon.step() {
        Step::Quarter => format!("{year}Q{}", index + 1),
        Step::Month => format!("{year}-{:02}", index + 1),
    }
}

/// The period of a short label, in any of the usual spellings.
pub fn parse_period(horizon: Horizon, text: &str) -> Option<u32> {
    let text = text.trim();
    if let Ok(number) = text.parse::<u32>() {
        // A bare number counts from 1, as people do.
        return number.checked_sub(1).filter(|period| *period < Horizon::MAX_PERIODS);
    }
    (0..horizon.periods()).find(|period| {
        let label = short_period(horizon, *period);
        label.eq_ignore_ascii_case(text) || label.replace("-0", "-").eq_ignore_ascii_case(text)
    })
}

/// Words rules with the names that a workspace has.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    locale: Locale,
    workspace: &'a Workspace,
    part: &'a Portfolio,
    money: &'a dyn Fn(Money) -> String,
}

impl std::fmt::Debug for Speaker<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Speaker")
    }
}

impl<'a> Speaker<'a> {
    /// A speaker of a language; `money` words an amount with its unit.
    pub const fn new(
        locale: Locale,
        workspace: &'a Workspace,
        part: &'a Portfolio,
        money: &'a dyn Fn(Money) -> String,
    ) -> Self {
        Self { locale, workspace, part, money }
    }

    const fn words(self) -> Rules {
        Rules(self.locale)
    }

    /// Sets the spaces of Chinese at seams with Latin and digits in names.
    fn tidy(self, text: String) -> String {
        if self.locale == Locale::En {
            return text;
        }
        let mut tidy = String::with_capacity(text.len());
        let mut piece = String::new();
        let mut was_han = false;
        for c in text.chars() {
            let han = ('\u{3400}'..='\u{9fff}').contains(&c);
            if han != was_han {
                join(&mut tidy, &piece);
                piece.clear();
                was_han = han;
            }
            piece.push(c);
        }
        join(&mut tidy, &piece);
        tidy
    }

    /// A project's name.
    pub fn project(self, id: ProjectId) -> String {
        match self.workspace.project(id) {
            Some(project) if project.name.is_empty() => self.words().unnamed().to_owned(),
            Some(project) => project.name.to_string(),
            None => self.words().gone().to_owned(),
        }
    }

    /// Names of projects in a row.
    pub fn projects(self, ids: &[ProjectId]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.project(*id)).collect();
        list(self.locale, &names, true)
    }

    /// A role's name.
    pub fn role(self, id: RoleId) -> String {
        find(&self.part.roles, id)
            .map_or_else(|| self.words().gone().to_owned(), |role| role.name.to_string())
    }

    /// A category's name.
    pub fn category(self, id: CategoryId) -> String {
        find(&self.part.categories, id)
            .map_or_else(|| self.words().gone().to_owned(), |kind| kind.name.to_string())
    }

    /// A pool's name.
    pub fn pool(self, id: PoolId) -> String {
        find(&self.part.pools, id)
            .map_or_else(|| self.words().gone().to_owned(), |pool| pool.name.to_string())
    }

    /// Money with its unit.
    pub fn money(self, money: Money) -> String {
        (self.money)(money)
    }

    /// A share in per cent.
    pub fn share(self, share: Share) -> String {
        match self.locale {
            Locale::Zh => format!("{}%", share.plain()),
            Locale::En => format!("{}\u{a0}%", share.plain()),
        }
    }

    /// Effort of a role with its unit.
    pub fn effort(self, role: RoleId, effort: Quantity) -> String {
        let unit = find(&self.part.roles, role).map(|role| role.unit).unwrap_or_default();
        let t = self.words();
        let word = match unit {
            EffortUnit::Hours if effort == Quantity::whole(1) => t.one_hour(),
            EffortUnit::Days if effort == Quantity::whole(1) => t.one_day(),
            EffortUnit::Months if effort == Quantity::whole(1) => t.one_month(),
            _ => t.unit(unit),
        };
        format!("{} {word}", effort.plain())
    }

    /// A value in the unit of the values in use.
    pub fn value(self, value: Quantity) -> String {
        match self.part.values().map(|values| values.source) {
            Some(ValueSource::Money) => self.money(Money::from_minor(value.milli() / 10).unwrap_or_default()),
            _ => value.plain(),
        }
    }

    fn group(self, group: &Group) -> String {
        match group {
            Group::Category(kind) => self.words().kind_group(&self.category(*kind)),
            Group::Risk(level) => self.words().risk_group(level.level()),
            Group::Projects(projects) => self.projects(projects),
        }
    }

    fn limits(self, group: &str, within: Measure) -> String {
        let t = self.words();
        match within {
            Measure::Count { min: Some(min), max: Some(max) } => t.count_both(group, min, max),
            Measure::Count { min: Some(min), .. } => t.count_min(group, min),
            Measure::Count { max, .. } => t.count_max(group, max.unwrap_or(0)),
            Measure::Money { min: Some(min), max: Some(max) } => {
                t.money_both(group, &self.money(min), &self.money(max))
            }
            Measure::Money { min: Some(min), .. } => t.money_min(group, &self.money(min)),
            Measure::Money { max, .. } => t.money_max(group, &self.money(max.unwrap_or_default())),
            Measure::Share { min: Some(min), max: Some(max) } => {
                t.share_both(group, &self.share(min), &self.share(max))
            }
            Measure::Share { min: Some(min), .. } => t.share_min(group, &self.share(min)),
            Measure::Share { max, .. } => t.share_max(group, &self.share(max.unwrap_or_default())),
        }
    }

    /// What a rule says.
    pub fn says(self, says: &Says) -> String {
        let t = self.words();
        let name = |id: &ProjectId| self.project(*id);
        let text = match says {
            Says::Budget { year: Some(year), max } => t.year_budget(*year, &self.money(*max)),
            Says::Budget { year: None, max } => t.total_budget(&self.money(*max)),
            Says::Capacity { role } => t.capacity_rule(&self.role(*role), self.part.horizon.step()),
            Says::Pool { pool } => {
                let found = find(&self.part.pools, *pool);
                let pays = found.map_or(0, |pool| pool.pays.len());
                let share = found.map_or(Share::ALL, |pool| pool.max_share);
                t.pool_rule(&self.pool(*pool), pays, &self.share(share))
            }
            Says::Requires { project, needs } => t.requires_rule(&name(project), &name(needs)),
            Says::Excludes { projects } => t.excludes_rule(&self.projects(projects)),
            Says::Options { projects } => t.options_rule(&self.projects(projects)),
            Says::AllOrNone { projects } => t.all_or_none_rule(&self.projects(projects)),
            Says::Group { of, within } => self.limits(&self.group(of), *within),
            Says::Synergy { a, b, value } if value.milli() < 0 => {
                t.synergy_loss(&name(a), &name(b), &self.value(Quantity::ZERO.minus(*value)))
            }
            Says::Synergy { a, b, value } => t.synergy_gain(&name(a), &name(b), &self.value(*value)),
            Says::SharedCost { a, b, saving, .. } => t.shared_rule(&name(a), &name(b), &self.money(*saving)),
            Says::Must { project, reason, finish_by: Some(by) } => {
                let by = t.period(self.part.horizon, *by);
                t.must_by_rule(&name(project), t.reason(*reason), &by)
            }
            Says::Must { project, reason, .. } => t.must_rule(&name(project), t.reason(*reason)),
            Says::MustNot { project, reason } => t.must_not_rule(&name(project), t.reason(*reason)),
            Says::Partial { project, least } => t.partial_rule(&name(project), &self.share(*least)),
            Says::After { first, then, lag: 0 } => t.after_rule(&name(first), &name(then)),
            Says::After { first, then, lag } => {
                t.after_lag_rule(&name(first), &name(then), *lag, self.part.horizon.step())
            }
        };
        self.tidy(text)
    }

    /// A rule by its id; what it was removed from the document by then is said so.
    pub fn rule(self, id: crate::domain::id::RuleId) -> String {
        find(&self.part.rules, id).map_or_else(
            || self.words().gone().to_owned(),
            |rule: &std::sync::Arc<Rule>| self.says(&rule.says),
        )
    }

    /// What a constraint of the model stands for.
    pub fn meaning(self, meaning: Meaning) -> String {
        let t = self.words();
        let text = match meaning {
            Meaning::Rule(rule) => return self.rule(rule),
            Meaning::Capacity { role, period, .. } => {
                t.capacity_in(&self.role(role), &t.period(self.part.horizon, period))
            }
            Meaning::Pool { rule, year } => match find(&self.part.rules, rule).map(|rule| &rule.says) {
                Some(Says::Pool { pool }) => t.pool_in(&self.pool(*pool), year),
                _ => t.gone().to_owned(),
            },
            Meaning::DoesNotFit(project) => t.does_not_fit(&self.project(project)),
            Meaning::Probe(project) => self.project(project),
        };
        self.tidy(text)
    }

    /// What a schedule breaks.
    pub fn breach(self, breach: &Breach) -> String {
        let t = self.words();
        let text = match breach {
            Breach::Money { rule, spent, max } => {
                let by = Money::from_minor(spent.minor() - max.minor()).unwrap_or_default();
                t.over_budget(&self.rule(*rule), &self.money(by))
            }
            Breach::Overload(Overload { role, period, demand, capacity, .. }) => t.overload(
                &self.role(*role),
                &t.period(self.part.horizon, *period),
                &demand.plain(),
                &self.effort(*role, *capacity),
            ),
            Breach::Relation(rule) => return self.rule(*rule),
            Breach::Start(project) => t.start_outside(&self.project(*project)),
            Breach::Late(project) => t.ends_late(&self.project(*project)),
        };
        self.tidy(text)
    }

    /// What a scenario changes.
    pub fn tweak(self, tweak: &Tweak) -> String {
        let t = self.words();
        let text = match tweak {
            Tweak::Switch { rule, on: true } => t.tweak_on(&self.rule(*rule)),
            Tweak::Switch { rule, on: false } => t.tweak_off(&self.rule(*rule)),
            Tweak::Budget { rule, max } => {
                match find(&self.part.rules, *rule).map(|rule| rule.says.clone()) {
                    Some(Says::Budget { year, .. }) => self.says(&Says::Budget { year, max: *max }),
                    _ => t.gone().to_owned(),
                }
            }
            Tweak::Budgets { percent } => t.tweak_budgets(*percent),
            Tweak::Staff { role, plus } => {
                let (least, most) = (plus.iter().min(), plus.iter().max());
                let plus = match (least, most) {
                    (Some(least), Some(most)) if least != most => {
                        format!("{}–{}", least.plain(), self.effort(*role, *most))
                    }
                    (Some(same), _) => self.effort(*role, *same),
                    _ => String::new(),
                };
                t.tweak_staff(&self.role(*role), &plus)
            }
            Tweak::Must { project } => t.tweak_must(&self.project(*project)),
            Tweak::MustNot { project } => t.tweak_must_not(&self.project(*project)),
            Tweak::Values { values } => {
                let found = find(&self.part.values, *values);
                t.tweak_values(&found.map_or_else(|| t.gone().to_owned(), |values| values.name.to_string()))
            }
            Tweak::Starts { free } => t.tweak_free(*free),
        };
        self.tidy(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::WorkspaceId;
    use crate::interchange::example::{Tongue, workspace};

    const CONTENT: &str = include_str!("../../content/example_group.json");

    /// The example's content holds every rule in words of its own; ours say the same with its names.
    #[test]
    fn every_rule_of_the_example_is_a_sentence_in_both_languages() {
        for (locale, tongue) in [(Locale::Zh, Tongue::Zh), (Locale::En, Tongue::En)] {
            let example = workspace(CONTENT, tongue, WorkspaceId::from_number(1)).unwrap();
            let unit = example.money;
            let money = |money: Money| unit.plain(money);
            let speaker = Speaker::new(locale, &example, &example.portfolio, &money);
            let gone = Rules(locale).gone();
            for rule in example.portfolio.rules.iter() {
                let text = speaker.says(&rule.says);
                assert!(text.chars().count() > 8 && !text.contains(gone), "{text}");
                let chars: Vec<char> = text.chars().collect();
                let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
                let seam = chars.windows(2).any(|pair| {
                    han(pair[0]) && pair[1].is_ascii_alphanumeric()
                        || pair[0].is_ascii_alphanumeric() && han(pair[1])
                });
                assert!(!seam, "no space at a seam: {text}");
            }
            for scenario in example.portfolio.scenarios.iter() {
                for tweak in &scenario.tweaks {
                    assert!(!speaker.tweak(tweak).contains(gone));
                }
            }
        }
    }

    #[test]
    fn periods_have_labels_that_are_read_back() {
        for horizon in [Horizon::new(2027, 1, Step::Quarter, 12), Horizon::new(2027, 1, Step::Month, 24)] {
            for period in 0..horizon.periods() {
                assert_eq!(parse_period(horizon, &short_period(horizon, period)), Some(period));
            }
        }
        let months = Horizon::new(2027, 0, Step::Month, 24);
        assert_eq!(parse_period(months, "2027-3"), Some(2));
        assert_eq!(parse_period(months, "3"), Some(2));
        assert_eq!(parse_period(months, "0"), None);
        assert_eq!(parse_period(months, "soon"), None);
        assert_eq!(Rules(Locale::Zh).period(months, 2), "2027 年 3 月");
        assert_eq!(Rules(Locale::En).period(months, 2), "March 2027");
    }
}
