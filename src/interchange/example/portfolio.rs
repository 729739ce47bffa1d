//! This part of the example.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;

use super::{Both, ExampleError, ID_BASE, Tongue};
use crate::domain::id::{CategoryId, DecisionId, PoolId, RoleId, RuleId, ScenarioId, ValuesId};
use crate::domain::portfolio::{
    Category, Decision, EffortUnit, Group, Horizon, Measure, Outcome, Plan, Pool, Portfolio, Quantity,
    Reason, Risk, Role, Rule, Says, Scenario, Schedule, Share, Slot, Step, Tweak, ValueSource, Values,
};
use crate::domain::{Extra, Money, Name, Note, ProjectId, Workspace};

#[derive(Deserialize)]
struct Content {
    projects: Vec<Entry>,
    project_categories: Vec<Named>,
    portfolio: Part,
    checks: Checks,
}

#[derive(Deserialize)]
struct Named {
    id: String,
    name: Both,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    category: String,
    cost_by_project_quarter: Vec<i64>,
    risk: RiskEntry,
    duration_quarters: u32,
    earliest_start: String,
    latest_start: String,
    role_demand: BTreeMap<String, Vec<f64>>,
    value_points: i64,
}

#[derive(Deserialize)]
struct RiskEntry {
    level: u8,
}

#[derive(Deserialize)]
struct Part {
    horizon: Time,
    roles: Vec<RoleEntry>,
    constraints: Vec<Clause>,
    optional_constraints: Vec<Clause>,
    synergies: Vec<Clause>,
    precedence: Vec<Order>,
    schedule_model: Rate,
    scenarios: Vec<Case>,
    decision: Decided,
}

#[derive(Deserialize)]
struct Time {
    first_quarter: String,
    quarters: u32,
}

#[derive(Deserialize)]
struct RoleEntry {
    id: String,
    name: Both,
    capacity: Vec<f64>,
    headcount_by_year: BTreeMap<String, f64>,
    share_for_projects: f64,
    note: Both,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Clause {
    id: String,
    kind: String,
    active: Option<bool>,
    year: Option<i32>,
    max: Option<i64>,
    project: Option<String>,
    needs: Option<String>,
    projects: Vec<String>,
    reason_code: Option<String>,
    finish_by: Option<String>,
    category: Option<String>,
    measure: Option<String>,
    max_share: Option<f64>,
    min_share: Option<f64>,
    min: Option<u32>,
    risk_level_from: Option<u8>,
    max_count: Option<u32>,
    value_points: Option<i64>,
    saving: Option<i64>,
    pays_for: Vec<String>,
    max_by_year: BTreeMap<String, i64>,
    max_share_of_eligible_cost: Option<f64>,
    name: Option<Both>,
    text: Option<Both>,
    reason: Option<Both>,
}

#[derive(Deserialize)]
struct Order {
    from: String,
    to: String,
    lag_quarters: u32,
    reason: Both,
}

#[derive(Deserialize)]
struct Rate {
    discount_rate_per_quarter: f64,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    name: Both,
    note: Both,
    change: Change,
    result: Outcomes,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Change {
    budget: Vec<i64>,
    headcount_plus: BTreeMap<String, f64>,
    activate: Vec<String>,
    weights: Option<String>,
    value: Option<String>,
    forced: Vec<String>,
    starts: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Outcomes {
    value: Option<f64>,
    starts: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Decided {
    date: NaiveDate,
    scenario: String,
    by: Both,
    seed: u64,
    text: Both,
}

#[derive(Deserialize)]
struct Checks {
    projects: Finance,
    portfolio: Points,
}

#[derive(Deserialize)]
struct Finance {
    finance: BTreeMap<String, Flow>,
}

#[derive(Deserialize)]
struct Flow {
    npv: f64,
}

#[derive(Deserialize)]
struct Points {
    value_points_by_weight_set: BTreeMap<String, BTreeMap<String, i64>>,
}

const FEN_IN_TEN_THOUSAND_YUAN: i64 = 1_000_000;

fn refused(what: impl std::fmt::Display) -> ExampleError {
    ExampleError(format!("portfolio: {what}"))
}

fn number(id: &str) -> u128 {
    // FNV-1a in 56 bits: distinct for the few ids of the content, which a test checks.
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    u128::from(hash >> 8)
}

fn wan(amount: i64) -> Result<Money, ExampleError> {
    Money::from_minor(amount * FEN_IN_TEN_THOUSAND_YUAN).map_err(refused)
}

fn quantity(amount: f64) -> Result<Quantity, ExampleError> {
    Quantity::nearest(amount).ok_or_else(|| refused(amount))
}

fn share(part: f64) -> Result<Share, ExampleError> {
    Share::parse(&Quantity::nearest(part * 100.0).unwrap_or_default().plain()).map_err(refused)
}

fn project(id: &str) -> Result<ProjectId, ExampleError> {
    let digits = id.strip_prefix('p').and_then(|digits| digits.parse::<u32>().ok());
    digits.map(|digits| ProjectId::from_number(ID_BASE + u128::from(digits))).ok_or_else(|| refused(id))
}

fn projects(ids: &[String]) -> Result<Vec<ProjectId>, ExampleError> {
    ids.iter().map(|id| project(id)).collect()
}

fn role(id: &str) -> RoleId {
    RoleId::from_number(ID_BASE + number(id))
}

fn rule_id(id: &str) -> RuleId {
    RuleId::from_number(ID_BASE + number(id))
}

fn values_id(id: &str) -> ValuesId {
    ValuesId::from_number(ID_BASE + number(id))
}

fn category(id: &str) -> CategoryId {
    CategoryId::from_number(ID_BASE + number(id))
}

struct Filler {
    tongue: Tongue,
    horizon: Horizon,
}

impl Filler {
    fn name(&self, both: &Both) -> Result<Name, ExampleError> {
        Name::new(both.get(self.tongue)).map_err(refused)
    }

    fn note(&self, both: Option<&Both>) -> Result<Note, ExampleError> {
        Note::new(both.map_or("", |both| both.get(self.tongue))).map_err(refused)
    }

    fn period(&self, quarter: &str) -> Result<u32, ExampleError> {
        let day = super::quarter(quarter).ok_or_else(|| refused(quarter))?;
        u32::try_from(self.horizon.period_of(day)).map_err(refused)
    }

    fn plan(&self, entry: &Entry) -> Result<Plan, ExampleError> {
        let demand = entry.role_demand.iter().map(|(id, profile)| {
            let profile: Result<Vec<Quantity>, _> = profile.iter().map(|need| quantity(*need)).collect();
            Ok((role(id), profile?))
        });
        Ok(Plan {
            cost: entry.cost_by_project_quarter.iter().map(|cost| wan(*cost)).collect::<Result<_, _>>()?,
            demand: demand.collect::<Result<_, ExampleError>>()?,
            category: Some(category(&entry.category)),
            risk: Some(Risk::try_from(entry.risk.level).map_err(refused)?),
            duration: Some(entry.duration_quarters),
            earliest: Some(self.period(&entry.earliest_start)?),
            latest: Some(self.period(&entry.latest_start)?),
            ..Plan::default()
        })
    }

    fn rule(&self, id: RuleId, clause: &Clause, says: Says) -> Result<Rule, ExampleError> {
        // Sentences are made from the rule itself; only reasons are kept in words.
        let why = self.note(clause.reason.as_ref())?;
        Ok(Rule { id, on: clause.active.unwrap_or(true), says, why, extra: Extra::new() })
    }

    /// What a clause says; none for what is said in another way.
    fn says(&self, clause: &Clause) -> Result<Says, ExampleError> {
        let missing = || refused(&clause.id);
        let one = |id: &Option<String>| project(id.as_deref().ok_or_else(missing)?);
        let pair = || match projects(&clause.projects)?.as_slice() {
            [a, b] => Ok((*a, *b)),
            _ => Err(missing()),
        };
        let reason = match clause.reason_code.as_deref() {
            Some("compliance") => Reason::Compliance,
            Some("gate_failed") => Reason::GateFailed,
            Some("no_goal") => Reason::NoGoal,
            _ => Reason::Other,
        };
        let group = || match &clause.category {
            Some(kind) => Ok(Group::Category(category(kind))),
            None => projects(&clause.projects).map(Group::Projects),
        };
        Ok(match clause.kind.as_str() {
            "budget" => Says::Budget { year: clause.year, max: wan(clause.max.ok_or_else(missing)?)? },
            "requires" => Says::Requires { project: one(&clause.project)?, needs: one(&clause.needs)? },
            "excludes" => Says::Excludes { projects: projects(&clause.projects)? },
            "variants" => Says::Options { projects: projects(&clause.projects)? },
            "all_or_none" => Says::AllOrNone { projects: projects(&clause.projects)? },
            "mandatory" => {
                let finish_by =
                    clause.finish_by.as_deref().map(|quarter| self.period(quarter)).transpose()?;
                Says::Must { project: one(&clause.project)?, reason, finish_by }
            }
            "forbidden" => Says::MustNot { project: one(&clause.project)?, reason },
            "group_max_share" => {
                let max = Some(share(clause.max_share.ok_or_else(missing)?)?);
                Says::Group { of: group()?, within: Measure::Share { min: None, max } }
            }
            "group_min_share" => {
                let min = Some(share(clause.min_share.ok_or_else(missing)?)?);
                Says::Group { of: group()?, within: Measure::Share { min, max: None } }
            }
            "group_min_count" => {
                Says::Group { of: group()?, within: Measure::Count { min: clause.min, max: None } }
            }
            "risk_limit" => {
                let level = Risk::try_from(clause.risk_level_from.ok_or_else(missing)?).map_err(refused)?;
                Says::Group {
                    of: Group::Risk(level),
                    within: Measure::Count { min: None, max: clause.max_count },
                }
            }
            "funding_pool" => Says::Pool { pool: PoolId::from_number(ID_BASE + number(&clause.id)) },
            "partial_funding" => {
                let least = share(clause.min_share.ok_or_else(missing)?)?;
                Says::Partial { project: one(&clause.project)?, least }
            }
            "value" => {
                let (a, b) = pair()?;
                Says::Synergy { a, b, value: Quantity::whole(clause.value_points.ok_or_else(missing)?) }
            }
            "shared_cost" => {
                let (a, b) = pair()?;
                Says::SharedCost { a, b, saving: wan(clause.saving.ok_or_else(missing)?)?, year: clause.year }
            }
            other => return Err(refused(other)),
        })
    }

    fn scenario(&self, case: &Case, roles: &[RoleEntry]) -> Result<Scenario, ExampleError> {
        let change = &case.change;
        let mut tweaks = Vec::new();
        for (clause, max) in ["k01", "k02", "k03"].into_iter().zip(&change.budget) {
            tweaks.push(Tweak::Budget { rule: rule_id(clause), max: wan(*max)? });
        }
        for (id, heads) in &change.headcount_plus {
            let entry = roles.iter().find(|role| role.id == *id).ok_or_else(|| refused(id))?;
            tweaks.push(Tweak::Staff { role: role(id), plus: self.staff(entry, *heads)? });
        }
        tweaks.extend(change.activate.iter().map(|id| Tweak::Switch { rule: rule_id(id), on: true }));
        let set = change.weights.as_deref().or(change.value.as_deref());
        tweaks.extend(set.map(|set| Tweak::Values { values: values_id(set) }));
        for id in &change.forced {
            tweaks.push(Tweak::Must { project: project(id)? });
        }
        if change.starts.as_deref() == Some("free") {
            tweaks.push(Tweak::Starts { free: true });
        }
        Ok(Scenario {
            id: ScenarioId::from_number(ID_BASE + number(&case.id)),
            name: self.name(&case.name)?,
            note: self.note(Some(&case.note))?,
            tweaks,
            outcome: None,
            extra: Extra::new(),
        })
    }

    /// Capacity by the rule of the content, with more people, less the capacity stated.
    fn staff(&self, role: &RoleEntry, heads: f64) -> Result<Vec<Quantity>, ExampleError> {
        (0..self.horizon.periods())
            .map(|period| {
                let (year, quarter) = self.horizon.place(period);
                let people = role.headcount_by_year.get(&year.to_string()).copied().unwrap_or(0.0) + heads;
                let season = if quarter == 0 { 0.9 } else { 1.0 };
                let raw = people * 3.0 * role.share_for_projects * season;
                // A hair for binary rounding: 18.0 must not become 17.5.
                let capacity = ((raw + 1e-9) * 2.0).floor() / 2.0;
                let now = role.capacity.get(period as usize).copied().unwrap_or(0.0);
                quantity(capacity - now)
            })
            .collect()
    }
}

/// Fills this part; the projects are there.
pub(super) fn fill(content: &Value, tongue: Tongue, workspace: &mut Workspace) -> Result<(), ExampleError> {
    let content = Content::deserialize(content).map_err(refused)?;
    let part = &content.portfolio;
    let first = super::quarter(&part.horizon.first_quarter).ok_or_else(|| refused("horizon"))?;
    let horizon = Horizon::new(chrono::Datelike::year(&first), 0, Step::Quarter, part.horizon.quarters);
    let filler = Filler { tongue, horizon };
    let mut plans = BTreeMap::new();
    for entry in &content.projects {
        plans.insert(project(&entry.id)?, Arc::new(filler.plan(entry)?));
    }
    let kinds = content.project_categories.iter().map(|kind| {
        let id = category(&kind.id);
        Ok(Arc::new(Category { id, name: filler.name(&kind.name)?, extra: Extra::new() }))
    });
    let roles = part.roles.iter().map(|entry| {
        Ok(Arc::new(Role {
            id: role(&entry.id),
            name: filler.name(&entry.name)?,
            unit: EffortUnit::Months,
            capacity: entry.capacity.iter().map(|c| quantity(*c)).collect::<Result<_, _>>()?,
            note: filler.note(Some(&entry.note))?,
            extra: Extra::new(),
        }))
    });
    let pools =
        part.optional_constraints.iter().filter(|clause| clause.kind == "funding_pool").map(|clause| {
            let by_year =
                clause.max_by_year.iter().map(|(year, max)| Ok((year.parse().map_err(refused)?, wan(*max)?)));
            Ok(Arc::new(Pool {
                id: PoolId::from_number(ID_BASE + number(&clause.id)),
                name: clause.name.as_ref().map_or_else(|| Ok(Name::default()), |name| filler.name(name))?,
                by_year: by_year.collect::<Result<_, ExampleError>>()?,
                pays: projects(&clause.pays_for)?,
                max_share: share(clause.max_share_of_eligible_cost.unwrap_or(1.0))?,
                extra: Extra::new(),
            }))
        });
    let scenarios = part.scenarios.iter().map(|case| Ok(Arc::new(filler.scenario(case, &part.roles)?)));
    let mut done = Portfolio {
        horizon,
        categories: Arc::new(kinds.collect::<Result<_, ExampleError>>()?),
        roles: Arc::new(roles.collect::<Result<_, ExampleError>>()?),
        pools: Arc::new(pools.collect::<Result<_, ExampleError>>()?),
        values: Arc::new(value_sets(&content, tongue)?),
        plans: Arc::new(plans),
        rules: Arc::new(rules(&filler, part)?),
        discount: share(part.schedule_model.discount_rate_per_quarter)?,
        scenarios: Arc::new(scenarios.collect::<Result<_, ExampleError>>()?),
        ..Portfolio::default()
    };
    let decision = decided(&filler, part, &done)?;
    done.schedule = Arc::clone(&decision.outcome.chosen);
    done.decisions = Arc::new(vec![Arc::new(decision)]);
    workspace.portfolio = Arc::new(done);
    Ok(())
}

fn rules(filler: &Filler, part: &Part) -> Result<Vec<Arc<Rule>>, ExampleError> {
    let mut rules = Vec::new();
    for clause in part.constraints.iter().chain(&part.optional_constraints).chain(&part.synergies) {
        if clause.kind == "capacity" {
            for entry in &part.roles {
                let id = rule_id(&format!("{}{}", clause.id, entry.id));
                rules.push(filler.rule(id, clause, Says::Capacity { role: role(&entry.id) })?);
            }
        } else {
            rules.push(filler.rule(rule_id(&clause.id), clause, filler.says(clause)?)?);
        }
    }
    for (index, order) in part.precedence.iter().enumerate() {
        let says =
            Says::After { first: project(&order.from)?, then: project(&order.to)?, lag: order.lag_quarters };
        let clause = Clause { reason: Some(order.reason.clone()), ..Clause::default() };
        rules.push(filler.rule(rule_id(&format!("f{index}")), &clause, says)?);
    }
    Ok(rules.into_iter().map(Arc::new).collect())
}

fn value_sets(content: &Content, tongue: Tongue) -> Result<Vec<Arc<Values>>, ExampleError> {
    let word = |zh: &str, en: &str| {
        Name::new(match tongue {
            Tongue::Zh => zh,
            Tongue::En => en,
        })
        .map_err(refused)
    };
    let set = |id: &str, name: Name, source, by_project: BTreeMap<ProjectId, Quantity>, with_synergies| {
        Arc::new(Values {
            id: values_id(id),
            name,
            source,
            // The content's points leave cost out, which the budgets count already: no ranking has them.
            follows: None,
            note: Note::default(),
            by_project: Arc::new(by_project),
            with_synergies,
            extra: Extra::new(),
        })
    };
    let points = |of: &BTreeMap<String, i64>| -> Result<BTreeMap<ProjectId, Quantity>, ExampleError> {
        of.iter().map(|(id, value)| Ok((project(id)?, Quantity::whole(*value)))).collect()
    };
    let agreed = content.projects.iter().map(|entry| (entry.id.clone(), entry.value_points)).collect();
    let mut sets = vec![set(
        "ws3",
        word("评分排序（商定权重）", "Ranking, agreed weights")?,
        ValueSource::Ranking,
        points(&agreed)?,
        true,
    )];
    for (id, zh, en) in [
        ("ws1", "评分排序（经营权重）", "Ranking, weights of operations"),
        ("ws2", "评分排序（财务权重）", "Ranking, weights of finance"),
    ] {
        let Some(of) = content.checks.portfolio.value_points_by_weight_set.get(id) else { continue };
        sets.push(set(id, word(zh, en)?, ValueSource::Ranking, points(of)?, true));
    }
    let worth = content.checks.projects.finance.iter().map(|(id, flow)| {
        // The content counts in ten thousand yuan.
        Ok((project(id)?, quantity(flow.npv * 10_000.0)?))
    });
    let npv = worth.collect::<Result<_, ExampleError>>()?;
    sets.push(set("npv", word("净现值（9%）", "Net present value at 9 %")?, ValueSource::Money, npv, false));
    Ok(sets)
}

fn decided(filler: &Filler, part: &Part, portfolio: &Portfolio) -> Result<Decision, ExampleError> {
    let decision = &part.decision;
    let case = part.scenarios.iter().find(|case| case.id == decision.scenario);
    let case = case.ok_or_else(|| refused(&decision.scenario))?;
    let slots =
        case.result.starts.iter().map(|(id, quarter)| {
            Ok((project(id)?, Slot { start: filler.period(quarter)?, share: Share::ALL }))
        });
    let chosen: Schedule = Arc::new(slots.collect::<Result<_, ExampleError>>()?);
    let value = case.result.value.and_then(Quantity::nearest);
    Ok(Decision {
        id: DecisionId::from_number(ID_BASE + number("d02")),
        date: decision.date,
        scenario: Some(ScenarioId::from_number(ID_BASE + number(&case.id))),
        title: filler.name(&case.name)?,
        by: filler.name(&decision.by)?,
        text: filler.note(Some(&decision.text))?,
        values: portfolio.values().map(|values| values.name.clone()).unwrap_or_default(),
        seed: decision.seed,
        outcome: Outcome { chosen, value, bound: value, model: 0 },
        extra: Extra::new(),
    })
}
