//! The form of a constraint: every field is committed by itself and can be undone.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::desk::Desk;
use crate::domain::error::ValueError;
use crate::domain::id::{CategoryId, RuleId};
use crate::domain::portfolio::{
    Group, Measure, Pool, PortfolioCommand, Quantity, Reason, Risk, Rule, RuleKind, Says, Share, find,
};
use crate::domain::{Money, Name, Note, ProjectId};
use crate::ui::kit::{NumberField, SelectField, TextField};

/// Projects that are ticked; a name of its own because views cannot hold `<` in a closure's type.
type Ids = Vec<ProjectId>;

/// A form handle: which rule, and how to change it.
#[derive(Clone, Copy)]
struct Form {
    desk: Desk,
    rule: Memo<Option<Arc<Rule>>>,
}

impl Form {
    fn says<T>(self, read: impl FnOnce(&Says) -> T) -> Option<T> {
        self.rule.with(|rule| rule.as_ref().map(|rule| read(&rule.says)))
    }

    fn edit(self, change: impl FnOnce(&mut Says)) {
        let Some(rule) = self.rule.get_untracked() else { return };
        let mut rule = (*rule).clone();
        change(&mut rule.says);
        self.desk.dispatch(PortfolioCommand::PutRule(rule));
    }

    fn money(self, money: Money) -> String {
        self.desk.app.store.doc().with(|doc| doc.money.plain(money))
    }

    fn parse_money(self, text: &str) -> Result<Money, String> {
        let unit = self.desk.app.store.doc().with_untracked(|doc| doc.money);
        self.worded(unit.parse(text))
    }

    fn worded<T>(self, parsed: Result<T, ValueError>) -> Result<T, String> {
        parsed.map_err(|error| untrack(|| self.desk.app.lang().errors()).value(&error))
    }

    fn unit(self) -> TextProp {
        (move || {
            let unit = self.desk.app.store.doc().with(|doc| doc.money);
            self.desk.app.lang().projects().money_unit(unit)
        })
        .into()
    }
}

/// The form of a rule.
#[component]
pub fn RuleForm(desk: Desk, id: RuleId) -> impl IntoView {
    let rule = Memo::new(move |_| desk.app.store.doc().with(|doc| find(&doc.portfolio.rules, id).cloned()));
    let form = Form { desk, rule };
    let kind = Memo::new(move |_| form.says(Says::kind));
    let t = move || desk.app.lang().portfolio_page();
    let fields = move || match kind.get()? {
        RuleKind::Budget => Some(budget(form).into_any()),
        RuleKind::Capacity => Some(capacity(form).into_any()),
        RuleKind::Pool => Some(view! { <PoolForm form /> }.into_any()),
        RuleKind::Must | RuleKind::MustNot => Some(must(form).into_any()),
        RuleKind::Requires | RuleKind::After => Some(order(form).into_any()),
        RuleKind::Excludes | RuleKind::Options | RuleKind::AllOrNone => Some(set(form).into_any()),
        RuleKind::Group => Some(view! { <GroupForm form /> }.into_any()),
        RuleKind::Partial => Some(partial(form).into_any()),
        RuleKind::Synergy | RuleKind::SharedCost => Some(pair(form).into_any()),
    };
    view! {
        {fields}
        <TextField
            label=move || t().why_rule()
            value=Signal::derive(move || rule.with(|rule| rule.as_ref().map(|rule| rule.why.to_string()).unwrap_or_default()))
            on_commit=move |text: String| {
                let why = form.worded(Note::new(&text))?;
                if let Some(rule) = rule.get_untracked() {
                    desk.dispatch(PortfolioCommand::PutRule(Rule { why, ..(*rule).clone() }));
                }
                Ok(())
            }
        />
    }
}

/// A choice among all projects.
fn project_field(
    form: Form,
    label: impl Into<TextProp>,
    get: fn(&Says) -> Option<ProjectId>,
    set: fn(&mut Says, ProjectId),
) -> impl IntoView {
    let options = Signal::derive(move || {
        form.desk.app.store.doc().with(|doc| {
            let unnamed = form.desk.app.lang().rules().unnamed();
            let word = |name: &Name| if name.is_empty() { unnamed.to_owned() } else { name.to_string() };
            doc.projects.iter().map(|project| (project.id.to_string(), word(&project.name))).collect()
        })
    });
    let value = Signal::derive(move || form.says(get).flatten().map(|id| id.to_string()).unwrap_or_default());
    view! {
        <SelectField label=label.into() options value on_choose=move |key: String| {
            if let Ok(project) = key.parse() {
                form.edit(|says| set(says, project));
            }
        } />
    }
}

/// An amount of money.
fn money_field(
    form: Form,
    label: impl Into<TextProp>,
    get: fn(&Says) -> Option<Money>,
    set: fn(&mut Says, Option<Money>),
    optional: bool,
) -> impl IntoView {
    let value =
        Signal::derive(move || form.says(get).flatten().map(|money| form.money(money)).unwrap_or_default());
    let commit = move |text: String| {
        let money = match text.trim() {
            "" if optional => None,
            typed => Some(form.parse_money(typed)?),
        };
        form.edit(|says| set(says, money));
        Ok(())
    };
    view! { <NumberField label=label.into() value unit=form.unit() on_commit=commit /> }
}

fn year_field(form: Form, get: fn(&Says) -> Option<i32>, set: fn(&mut Says, Option<i32>)) -> impl IntoView {
    let t = move || form.desk.app.lang().portfolio_page();
    let options = Signal::derive(move || {
        let years = form.desk.app.store.doc().with(|doc| doc.portfolio.horizon.years());
        let mut options: Vec<(String, String)> =
            years.map(|year| (year.to_string(), year.to_string())).collect();
        options.push((String::new(), t().all_years().to_owned()));
        options
    });
    let value =
        Signal::derive(move || form.says(get).flatten().map(|year| year.to_string()).unwrap_or_default());
    view! {
        <SelectField label=move || t().year() options value
            on_choose=move |key: String| form.edit(|says| set(says, key.parse().ok())) />
    }
}

fn budget(form: Form) -> impl IntoView {
    let t = move || form.desk.app.lang().portfolio_page();
    view! {
        {year_field(form,
            |says| if let Says::Budget { year, .. } = says { *year } else { None },
            |says, to| if let Says::Budget { year, .. } = says { *year = to })}
        {money_field(form, move || t().at_most(),
            |says| if let Says::Budget { max, .. } = says { Some(*max) } else { None },
            |says, to| if let (Says::Budget { max, .. }, Some(to)) = (says, to) { *max = to },
            false)}
    }
}

fn capacity(form: Form) -> impl IntoView {
    let t = move || form.desk.app.lang().portfolio_page();
    let options = Signal::derive(move || {
        form.desk.app.store.doc().with(|doc| {
            doc.portfolio.roles.iter().map(|role| (role.id.to_string(), role.name.to_string())).collect()
        })
    });
    let value = Signal::derive(move || {
        let role = form.says(|says| if let Says::Capacity { role } = says { Some(*role) } else { None });
        role.flatten().map(|role| role.to_string()).unwrap_or_default()
    });
    view! {
        <SelectField label=move || t().role() options value on_choose=move |key: String| {
            if let Ok(to) = key.parse() {
                form.edit(|says| if let Says::Capacity { role } = says { *role = to });
            }
        } />
    }
}

fn must(form: Form) -> impl IntoView {
    let lang = form.desk.app.lang();
    let t = move || lang.portfolio_page();
    let reasons = Signal::derive(move || {
        Reason::ALL
            .into_iter()
            .map(|reason| (reason.key().to_owned(), lang.rules().reason(reason).to_owned()))
            .collect()
    });
    let reason = Signal::derive(move || {
        form.says(|says| match says {
            Says::Must { reason, .. } | Says::MustNot { reason, .. } => reason.key().to_owned(),
            _ => String::new(),
        })
        .unwrap_or_default()
    });
    let periods = Signal::derive(move || {
        let horizon = form.desk.app.store.doc().with(|doc| doc.portfolio.horizon);
        let word = |period: u32| (period.to_string(), lang.rules().period(horizon, period));
        let mut options = vec![(String::new(), t().no_date().to_owned())];
        options.extend((0..horizon.periods()).map(word));
        options
    });
    let finish = Signal::derive(move || {
        let by = form.says(|says| if let Says::Must { finish_by, .. } = says { *finish_by } else { None });
        by.flatten().map(|by| by.to_string()).unwrap_or_default()
    });
    let is_must =
        form.rule.with_untracked(|rule| rule.as_ref().is_some_and(|rule| rule.says.kind() == RuleKind::Must));
    view! {
        {project_field(form, move || t().project(),
            |says| match says { Says::Must { project, .. } | Says::MustNot { project, .. } => Some(*project), _ => None },
            |says, to| if let Says::Must { project, .. } | Says::MustNot { project, .. } = says { *project = to })}
        <SelectField label=move || t().reason() options=reasons value=reason on_choose=move |key: String| {
            let Some(to) = Reason::ALL.into_iter().find(|reason| reason.key() == key) else { return };
            form.edit(|says| if let Says::Must { reason, .. } | Says::MustNot { reason, .. } = says { *reason = to });
        } />
        {is_must.then(|| view! {
            <SelectField label=move || t().finish_by() options=periods value=finish on_choose=move |key: String| {
                form.edit(|says| if let Says::Must { finish_by, .. } = says { *finish_by = key.parse().ok() });
            } />
        })}
    }
}

fn order(form: Form) -> impl IntoView {
    let t = move || form.desk.app.lang().portfolio_page();
    let is_after = form
        .rule
        .with_untracked(|rule| rule.as_ref().is_some_and(|rule| rule.says.kind() == RuleKind::After));
    let lag = Signal::derive(move || {
        let lag = form.says(|says| if let Says::After { lag, .. } = says { *lag } else { 0 });
        lag.unwrap_or(0).to_string()
    });
    let set_lag = move |text: String| {
        let to = form.worded(Quantity::parse(&text))?.milli() / 1_000;
        form.edit(|says| {
            if let Says::After { lag, .. } = says {
                *lag = u32::try_from(to).unwrap_or(0);
            }
        });
        Ok(())
    };
    view! {
        {project_field(form, move || if is_after { t().first() } else { t().project() },
            |says| match says { Says::Requires { project, .. } => Some(*project), Says::After { first, .. } => Some(*first), _ => None },
            |says, to| match says { Says::Requires { project, .. } => *project = to, Says::After { first, .. } => *first = to, _ => {} })}
        {project_field(form, move || if is_after { t().then() } else { t().needs() },
            |says| match says { Says::Requires { needs, .. } => Some(*needs), Says::After { then, .. } => Some(*then), _ => None },
            |says, to| match says { Says::Requires { needs, .. } => *needs = to, Says::After { then, .. } => *then = to, _ => {} })}
        {is_after.then(|| view! { <NumberField label=move || t().lag() value=lag on_commit=set_lag /> })}
    }
}

fn pair(form: Form) -> impl IntoView {
    let t = move || form.desk.app.lang().portfolio_page();
    let is_gain = form
        .rule
        .with_untracked(|rule| rule.as_ref().is_some_and(|rule| rule.says.kind() == RuleKind::Synergy));
    let gain = Signal::derive(move || {
        let value =
            form.says(|says| if let Says::Synergy { value, .. } = says { *value } else { Quantity::ZERO });
        value.unwrap_or_default().plain()
    });
    let set_gain = move |text: String| {
        let to = form.worded(Quantity::parse(&text))?;
        form.edit(|says| {
            if let Says::Synergy { value, .. } = says {
                *value = to;
            }
        });
        Ok(())
    };
    view! {
        {project_field(form, move || t().project(),
            |says| match says { Says::Synergy { a, .. } | Says::SharedCost { a, .. } => Some(*a), _ => None },
            |says, to| if let Says::Synergy { a, .. } | Says::SharedCost { a, .. } = says { *a = to })}
        {project_field(form, move || t().with(),
            |says| match says { Says::Synergy { b, .. } | Says::SharedCost { b, .. } => Some(*b), _ => None },
            |says, to| if let Says::Synergy { b, .. } | Says::SharedCost { b, .. } = says { *b = to })}
        {if is_gain {
            view! { <NumberField label=move || t().gain() value=gain on_commit=set_gain /> }.into_any()
        } else {
            view! {
                {money_field(form, move || t().saving(),
                    |says| if let Says::SharedCost { saving, .. } = says { Some(*saving) } else { None },
                    |says, to| if let (Says::SharedCost { saving, .. }, Some(to)) = (says, to) { *saving = to },
                    false)}
                {year_field(form,
                    |says| if let Says::SharedCost { year, .. } = says { *year } else { None },
                    |says, to| if let Says::SharedCost { year, .. } = says { *year = to })}
            }
            .into_any()
        }}
    }
}

fn partial(form: Form) -> impl IntoView {
    let t = move || form.desk.app.lang().portfolio_page();
    let value = Signal::derive(move || {
        let least =
            form.says(|says| if let Says::Partial { least, .. } = says { *least } else { Share::ALL });
        least.unwrap_or_default().plain()
    });
    let commit = move |text: String| {
        let to = form.worded(Share::parse(&text))?;
        form.edit(|says| {
            if let Says::Partial { least, .. } = says {
                *least = to;
            }
        });
        Ok(())
    };
    view! {
        {project_field(form, move || t().project(),
            |says| if let Says::Partial { project, .. } = says { Some(*project) } else { None },
            |says, to| if let Says::Partial { project, .. } = says { *project = to })}
        <NumberField label=move || t().least_share() value unit="%" on_commit=commit />
    }
}

/// A list of all projects to tick.
#[component]
fn Ticks(
    desk: Desk,
    #[prop(into)] label: TextProp,
    #[prop(into)] chosen: Signal<Vec<ProjectId>>,
    #[prop(into)] on_change: Callback<Ids>,
) -> impl IntoView {
    let all = Memo::new(move |_| {
        desk.app.store.doc().with(|doc| {
            doc.projects.iter().map(|project| (project.id, project.name.clone())).collect::<Vec<_>>()
        })
    });
    view! {
        <fieldset class="pf-ticks">
            <legend>{move || label.get()}</legend>
            <div class="pf-ticks-list" tabindex="0" role="group" aria-label=move || desk.app.lang().portfolio_page().projects()>
                <For each=move || all.get() key=|project| project.clone() let:project>
                    {
                        let (id, name) = project;
                        view! {
                            <label>
                                <input
                                    type="checkbox"
                                    prop:checked=move || chosen.with(|chosen| chosen.contains(&id))
                                    on:change=move |event| {
                                        let mut ids = chosen.get_untracked();
                                        ids.retain(|other| *other != id);
                                        if event_target_checked(&event) {
                                            ids.push(id);
                                        }
                                        on_change.run(ids);
                                    }
                                />
                                <span>{move || if name.is_empty() { desk.app.lang().rules().unnamed().to_owned() } else { name.to_string() }}</span>
                            </label>
                        }
                    }
                </For>
            </div>
        </fieldset>
    }
}

fn set(form: Form) -> impl IntoView {
    let t = move || form.desk.app.lang().portfolio_page();
    let chosen = Signal::derive(move || form.says(Says::projects).unwrap_or_default());
    view! {
        <Ticks desk=form.desk label=move || t().projects() chosen on_change=move |ids: Ids| {
            form.edit(|says| {
                if let Says::Excludes { projects } | Says::Options { projects } | Says::AllOrNone { projects } = says {
                    *projects = ids;
                }
            });
        } />
    }
}

/// The key of a group in its select.
fn group_key(group: &Group) -> String {
    match group {
        Group::Category(kind) => format!("category:{kind}"),
        Group::Risk(level) => format!("risk:{}", level.level()),
        Group::Projects(_) => "projects".to_owned(),
    }
}

#[component]
fn GroupForm(form: Form) -> impl IntoView {
    let lang = form.desk.app.lang();
    let t = move || lang.portfolio_page();
    let options = Signal::derive(move || {
        form.desk.app.store.doc().with(|doc| {
            let mut options: Vec<(String, String)> = (doc.portfolio.categories.iter())
                .map(|kind| (format!("category:{}", kind.id), lang.rules().kind_group(&kind.name)))
                .collect();
            options.extend(
                Risk::ALL
                    .into_iter()
                    .skip(1)
                    .map(|risk| (format!("risk:{}", risk.level()), lang.rules().risk_group(risk.level()))),
            );
            options.push(("projects".to_owned(), t().named_projects().to_owned()));
            options
        })
    });
    let group = Signal::derive(move || {
        form.says(|says| if let Says::Group { of, .. } = says { group_key(of) } else { String::new() })
            .unwrap_or_default()
    });
    let choose_group = move |key: String| {
        let all = form
            .desk
            .app
            .store
            .doc()
            .with_untracked(|doc| doc.projects.iter().map(|p| p.id).take(2).collect());
        let to = match key.split_once(':') {
            Some(("category", id)) => id.parse::<CategoryId>().ok().map(Group::Category),
            Some(("risk", level)) => {
                level.parse::<u8>().ok().and_then(|level| Risk::try_from(level).ok()).map(Group::Risk)
            }
            _ => Some(Group::Projects(all)),
        };
        if let Some(to) = to {
            form.edit(|says| {
                if let Says::Group { of, .. } = says {
                    *of = to;
                }
            });
        }
    };
    let measures = Signal::derive(move || {
        vec![
            ("count".to_owned(), t().by_count().to_owned()),
            ("money".to_owned(), t().by_money().to_owned()),
            ("share".to_owned(), t().by_share().to_owned()),
        ]
    });
    let within = Memo::new(move |_| {
        form.says(|says| if let Says::Group { within, .. } = says { Some(*within) } else { None }).flatten()
    });
    let measure = Signal::derive(move || {
        match within.get() {
            Some(Measure::Money { .. }) => "money",
            Some(Measure::Share { .. }) => "share",
            _ => "count",
        }
        .to_owned()
    });
    let choose_measure = move |key: String| {
        let to = match key.as_str() {
            "money" => Measure::Money { min: None, max: Some(Money::default()) },
            "share" => Measure::Share { min: None, max: Some(Share::percent(40)) },
            _ => Measure::Count { min: None, max: Some(3) },
        };
        form.edit(|says| {
            if let Says::Group { within, .. } = says {
                *within = to;
            }
        });
    };
    let named = Memo::new(move |_| {
        form.says(|says| match says {
            Says::Group { of: Group::Projects(projects), .. } => Some(projects.clone()),
            _ => None,
        })
        .flatten()
    });
    let bound = move |is_min: bool| {
        Signal::derive(move || {
            match within.get() {
                Some(Measure::Count { min, max }) => (if is_min { min } else { max }).map(|n| n.to_string()),
                Some(Measure::Money { min, max }) => {
                    (if is_min { min } else { max }).map(|money| form.money(money))
                }
                Some(Measure::Share { min, max }) => (if is_min { min } else { max }).map(Share::plain),
                None => None,
            }
            .unwrap_or_default()
        })
    };
    let commit = move |is_min: bool, text: String| -> Result<(), String> {
        let typed = text.trim().to_owned();
        let to = match within.get_untracked() {
            Some(Measure::Money { min, max }) => {
                let limit = (!typed.is_empty()).then(|| form.parse_money(&typed)).transpose()?;
                if is_min { Measure::Money { min: limit, max } } else { Measure::Money { min, max: limit } }
            }
            Some(Measure::Share { min, max }) => {
                let limit = (!typed.is_empty()).then(|| form.worded(Share::parse(&typed))).transpose()?;
                if is_min { Measure::Share { min: limit, max } } else { Measure::Share { min, max: limit } }
            }
            Some(Measure::Count { min, max }) => {
                let limit = (!typed.is_empty()).then(|| form.worded(Quantity::parse(&typed))).transpose()?;
                let limit = limit.map(|limit| u32::try_from(limit.milli() / 1_000).unwrap_or(0));
                if is_min { Measure::Count { min: limit, max } } else { Measure::Count { min, max: limit } }
            }
            None => return Ok(()),
        };
        if !to.is_sound() {
            return Err(untrack(|| form.desk.app.lang().portfolio()).bad_limits().to_owned());
        }
        form.edit(|says| {
            if let Says::Group { within, .. } = says {
                *within = to;
            }
        });
        Ok(())
    };
    let unit = move || match within.get() {
        Some(Measure::Share { .. }) => "%".to_owned(),
        Some(Measure::Money { .. }) => form.unit().get().to_string(),
        _ => String::new(),
    };
    view! {
        <SelectField label=move || t().group_of() options value=group on_choose=choose_group />
        {move || named.get().is_some().then(|| view! {
            <Ticks desk=form.desk label=move || t().named_projects()
                chosen=Signal::derive(move || named.get().unwrap_or_default())
                on_change=move |ids: Ids| form.edit(|says| if let Says::Group { of, .. } = says { *of = Group::Projects(ids) }) />
        })}
        <SelectField label=move || t().measured_by() options=measures value=measure on_choose=choose_measure />
        <div class="pf-two">
            <NumberField label=move || t().at_least() value=bound(true) unit=unit hint=move || t().optional()
                on_commit=move |text: String| commit(true, text) />
            <NumberField label=move || t().at_most() value=bound(false) unit=unit
                on_commit=move |text: String| commit(false, text) />
        </div>
    }
}

#[component]
fn PoolForm(form: Form) -> impl IntoView {
    let desk = form.desk;
    let t = move || desk.app.lang().portfolio_page();
    let pool = Memo::new(move |_| {
        let id =
            form.says(|says| if let Says::Pool { pool } = says { Some(*pool) } else { None }).flatten()?;
        desk.app.store.doc().with(|doc| find(&doc.portfolio.pools, id).cloned())
    });
    let edit = move |change: &dyn Fn(&mut Pool)| {
        let Some(pool) = pool.get_untracked() else { return };
        let mut pool = (*pool).clone();
        change(&mut pool);
        desk.dispatch(PortfolioCommand::PutPool(pool));
    };
    let years = Memo::new(move |_| {
        desk.app.store.doc().with(|doc| doc.portfolio.horizon.years().collect::<Vec<i32>>())
    });
    view! {
        <TextField label=move || t().pool_name()
            value=Signal::derive(move || pool.with(|pool| pool.as_ref().map(|pool| pool.name.to_string()).unwrap_or_default()))
            on_commit=move |text: String| {
                let name = form.worded(Name::new(&text))?;
                edit(&|pool| pool.name = name.clone());
                Ok(())
            } />
        <For each=move || years.get() key=|year| *year let:year>
            <NumberField label=move || year.to_string() unit=form.unit()
                value=Signal::derive(move || {
                    let money = pool.with(|pool| pool.as_ref().and_then(|pool| pool.by_year.get(&year).copied()));
                    money.map(|money| form.money(money)).unwrap_or_default()
                })
                on_commit=move |text: String| {
                    let money = (!text.trim().is_empty()).then(|| form.parse_money(&text)).transpose()?;
                    edit(&|pool| match money {
                        Some(money) => drop(pool.by_year.insert(year, money)),
                        None => drop(pool.by_year.remove(&year)),
                    });
                    Ok(())
                } />
        </For>
        <NumberField label=move || t().max_share() unit="%"
            value=Signal::derive(move || pool.with(|pool| pool.as_ref().map(|pool| pool.max_share.plain()).unwrap_or_default()))
            on_commit=move |text: String| {
                let share = form.worded(Share::parse(&text))?;
                edit(&|pool| pool.max_share = share);
                Ok(())
            } />
        <Ticks desk label=move || t().pays_for()
            chosen=Signal::derive(move || pool.with(|pool| pool.as_ref().map(|pool| pool.pays.clone()).unwrap_or_default()))
            on_change=move |ids: Ids| edit(&|pool| pool.pays.clone_from(&ids)) />
    }
}
