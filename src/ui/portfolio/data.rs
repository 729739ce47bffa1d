//! Planning data: horizon, roles with capacity, categories, values, and the plan of every project.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::desk::Desk;
use super::files::Files;
use crate::domain::error::ValueError;
use crate::domain::id::{CategoryId, RoleId, ValuesId};
use crate::domain::portfolio::{
    Category, EffortUnit, Horizon, Outline, Plan, PlanEdit, PortfolioCommand, Quantity, Risk, Role, Share,
    Step, ValueSource, Values, find,
};
use crate::domain::{Command, Extra, Money, Name, Note, ProjectId};
use crate::i18n::portfolio_rules::{parse_period, short_period};
use crate::state::clock::fresh;
use crate::ui::kit::{
    Button, ButtonKind, Icon, IconButton, NumberField, SelectField, Symbol, Table, TextField,
};

/// The tab of planning data.
#[component]
pub fn Data(desk: Desk) -> impl IntoView {
    view! {
        <div class="pf-data">
            <div class="pf-data-side">
                <HorizonForm desk />
                <ValuesForm desk />
                <Roles desk />
                <Categories desk />
            </div>
            <div class="pf-data-main">
                <Projects desk />
                <Files desk />
            </div>
        </div>
    }
}

fn worded<T>(desk: Desk, parsed: Result<T, ValueError>) -> Result<T, String> {
    parsed.map_err(|error| untrack(|| desk.app.lang().errors()).value(&error))
}

fn whole(desk: Desk, text: &str) -> Result<u32, String> {
    let number = worded(desk, Quantity::parse(text))?;
    u32::try_from(number.milli() / 1_000).map_err(|_| {
        untrack(|| desk.app.lang().errors()).value(&ValueError::OutOfRange(text.trim().to_owned()))
    })
}

fn horizon(desk: Desk) -> Horizon {
    desk.app.store.doc().with(|doc| doc.portfolio.horizon)
}

#[component]
fn HorizonForm(desk: Desk) -> impl IntoView {
    let t = move || desk.app.lang().portfolio_page();
    let now = Memo::new(move |_| horizon(desk));
    let set = move |next: Horizon| {
        desk.dispatch(PortfolioCommand::SetHorizon(next));
    };
    let steps = Signal::derive(move || {
        vec![
            ("quarter".to_owned(), t().a_quarter().to_owned()),
            ("month".to_owned(), t().a_month().to_owned()),
        ]
    });
    let step =
        Signal::derive(move || if now.get().step() == Step::Month { "month" } else { "quarter" }.to_owned());
    let begins = Signal::derive(move || {
        (0..now.get().step().in_a_year()).map(|n| (n.to_string(), t().first_period(n + 1))).collect()
    });
    view! {
        <section class="panel pf-part">
            <h2>{move || t().horizon()}</h2>
            <div class="pf-two">
                <NumberField label=move || t().horizon_first() value=Signal::derive(move || now.get().first_year().to_string())
                    on_commit=move |text: String| {
                        let year = whole(desk, &text)?;
                        let h = now.get_untracked();
                        set(Horizon::new(i32::try_from(year).unwrap_or(2199), h.first_period(), h.step(), h.periods()));
                        Ok(())
                    } />
                <SelectField label=move || t().horizon_begin() options=begins
                    value=Signal::derive(move || now.get().first_period().to_string())
                    on_choose=move |key: String| {
                        let h = now.get_untracked();
                        set(Horizon::new(h.first_year(), key.parse().unwrap_or(0), h.step(), h.periods()));
                    } />
                <SelectField label=move || t().horizon_step() options=steps value=step
                    on_choose=move |key: String| {
                        let h = now.get_untracked();
                        let step = if key == "month" { Step::Month } else { Step::Quarter };
                        set(Horizon::new(h.first_year(), 0, step, h.periods()));
                    } />
                <NumberField label=move || t().horizon_length() value=Signal::derive(move || now.get().periods().to_string())
                    on_commit=move |text: String| {
                        let periods = whole(desk, &text)?;
                        let h = now.get_untracked();
                        set(Horizon::new(h.first_year(), h.first_period(), h.step(), periods));
                        Ok(())
                    } />
            </div>
            <NumberField label=move || t().discount() unit="%" hint=move || t().discount_hint()
                value=Signal::derive(move || desk.app.store.doc().with(|doc| doc.portfolio.discount.plain()))
                on_commit=move |text: String| {
                    desk.dispatch(PortfolioCommand::SetDiscount(worded(desk, Share::parse(&text))?));
                    Ok(())
                } />
        </section>
    }
}

/// Makes a first set of values to be filled in.
pub fn give_values(desk: Desk) {
    let name = untrack(|| desk.app.lang().portfolio_page()).own_values();
    let values = Values {
        id: fresh(ValuesId::new),
        name: Name::truncated(name),
        source: ValueSource::Typed,
        note: Note::default(),
        by_project: Arc::new(BTreeMap::new()),
        with_synergies: true,
        extra: Extra::new(),
    };
    let id = values.id;
    desk.dispatch(PortfolioCommand::All(vec![
        PortfolioCommand::PutValues(values),
        PortfolioCommand::UseValues(id),
    ]));
}

/// The choice of the set of values in use.
#[component]
pub fn ValuesChoice(desk: Desk) -> impl IntoView {
    let t = move || desk.app.lang().portfolio_page();
    let options = Signal::derive(move || {
        desk.app.store.doc().with(|doc| {
            doc.portfolio
                .values
                .iter()
                .map(|values| (values.id.to_string(), values.name.to_string()))
                .collect()
        })
    });
    let value = Signal::derive(move || {
        desk.part.get().values().map(|values| values.id.to_string()).unwrap_or_default()
    });
    view! {
        <SelectField label=move || t().values_in_use() options value
            disabled=Signal::derive(move || desk.scenario.get().is_some())
            on_choose=move |key: String| {
                if let Ok(id) = key.parse() {
                    desk.dispatch(PortfolioCommand::UseValues(id));
                }
            } />
    }
}

#[component]
fn ValuesForm(desk: Desk) -> impl IntoView {
    let lang = desk.app.lang();
    let t = move || lang.portfolio_page();
    let now = Memo::new(move |_| desk.app.store.doc().with(|doc| doc.portfolio.values().cloned()));
    let edit = move |change: &dyn Fn(&mut Values)| {
        let Some(values) = now.get_untracked() else { return };
        let mut values = (*values).clone();
        change(&mut values);
        desk.dispatch(PortfolioCommand::PutValues(values));
    };
    let sources = Signal::derive(move || {
        vec![
            ("typed".to_owned(), lang.rules().typed().to_owned()),
            ("ranking".to_owned(), lang.rules().ranking().to_owned()),
            ("money".to_owned(), lang.rules().money().to_owned()),
        ]
    });
    let source = Signal::derive(move || match now.get().map(|values| values.source) {
        Some(ValueSource::Money) => "money".to_owned(),
        Some(ValueSource::Ranking) => "ranking".to_owned(),
        _ => "typed".to_owned(),
    });
    view! {
        <section class="panel pf-part">
            <h2>{move || t().values_title()}</h2>
            <Show when=move || now.with(Option::is_some)>
                <ValuesChoice desk />
                <TextField label=move || t().values_name()
                    value=Signal::derive(move || now.with(|v| v.as_ref().map(|v| v.name.to_string()).unwrap_or_default()))
                    on_commit=move |text: String| {
                        let name = worded(desk, Name::new(&text))?;
                        edit(&|values| values.name = name.clone());
                        Ok(())
                    } />
                <SelectField label=move || t().values_source() options=sources value=source on_choose=move |key: String| {
                    let source = match key.as_str() {
                        "money" => ValueSource::Money,
                        "ranking" => ValueSource::Ranking,
                        _ => ValueSource::Typed,
                    };
                    edit(&|values| values.source = source);
                } />
                <label class="pf-checkbox">
                    <input type="checkbox"
                        prop:checked=move || now.with(|v| v.as_ref().is_some_and(|v| v.with_synergies))
                        on:change=move |event| { let on = event_target_checked(&event); edit(&|values| values.with_synergies = on); } />
                    <span>{move || t().with_synergies()}</span>
                </label>
            </Show>
            <div class="button-row">
                <Button label=move || t().add_values() symbol=Symbol::Add on_click=move || give_values(desk) />
                <Show when=move || now.with(Option::is_some)>
                    <Button label=move || t().remove() kind=ButtonKind::Quiet on_click=move || {
                        if let Some(values) = now.get_untracked() {
                            desk.app.dispatch_undoable(Command::Portfolio(PortfolioCommand::RemoveValues(values.id)));
                        }
                    } />
                </Show>
            </div>
        </section>
    }
}

/// Numbers with spaces between.
fn profile<T>(text: &str, parse: impl Fn(&str) -> Result<T, ValueError>) -> Result<Vec<T>, ValueError> {
    text.split([' ', '\t', '\n', ';', '；', '、', '\u{3000}'])
        .filter(|part| !part.is_empty())
        .map(parse)
        .collect()
}

fn plain(numbers: &[Quantity]) -> String {
    numbers.iter().map(|number| number.plain()).collect::<Vec<_>>().join(" ")
}

#[component]
fn Roles(desk: Desk) -> impl IntoView {
    let lang = desk.app.lang();
    let t = move || lang.portfolio_page();
    let ids = Memo::new(move |_| {
        desk.app
            .store
            .doc()
            .with(|doc| doc.portfolio.roles.iter().map(|role| role.id).collect::<Vec<RoleId>>())
    });
    let add = move || {
        let name = untrack(|| lang.portfolio_page()).new_role();
        let role = Role {
            id: fresh(RoleId::new),
            name: Name::truncated(name),
            unit: EffortUnit::default(),
            capacity: vec![Quantity::whole(3)],
            note: Note::default(),
            extra: Extra::new(),
        };
        let rule = crate::domain::portfolio::new_rule(
            fresh(crate::domain::id::RuleId::new),
            crate::domain::portfolio::Says::Capacity { role: role.id },
        );
        desk.dispatch(PortfolioCommand::All(vec![
            PortfolioCommand::PutRole(role),
            PortfolioCommand::PutRule(rule),
        ]));
    };
    view! {
        <section class="panel pf-part">
            <h2>{move || t().roles_title()}</h2>
            <p class="hint">{move || t().capacity_hint()}</p>
            <For each=move || ids.get() key=|id| *id let:id>
                <RoleForm desk id />
            </For>
            <Button label=move || t().add_role() symbol=Symbol::Add on_click=add />
        </section>
    }
}

#[component]
fn RoleForm(desk: Desk, id: RoleId) -> impl IntoView {
    let lang = desk.app.lang();
    let t = move || lang.portfolio_page();
    let role = Memo::new(move |_| desk.app.store.doc().with(|doc| find(&doc.portfolio.roles, id).cloned()));
    let edit = move |change: &dyn Fn(&mut Role)| {
        let Some(role) = role.get_untracked() else { return };
        let mut role = (*role).clone();
        change(&mut role);
        desk.dispatch(PortfolioCommand::PutRole(role));
    };
    let name =
        Signal::derive(move || role.with(|r| r.as_ref().map(|r| r.name.to_string()).unwrap_or_default()));
    let units = Signal::derive(move || {
        EffortUnit::ALL
            .into_iter()
            .map(|unit| (unit.key().to_owned(), lang.rules().unit(unit).to_owned()))
            .collect()
    });
    let unit = Signal::derive(move || {
        role.with(|r| r.as_ref().map(|r| r.unit.key()).unwrap_or_default().to_owned())
    });
    view! {
        <details class="pf-record">
            <summary>
                <span>{move || name.get()}</span>
                <span class="hint">{move || role.with(|r| r.as_ref().map(|r| range(&r.capacity)).unwrap_or_default())} " " {move || role.with(|r| r.as_ref().map(|r| lang.rules().unit(r.unit)).unwrap_or_default())}</span>
            </summary>
            <div class="pf-two">
                <TextField label=move || t().role_name() value=name on_commit=move |text: String| {
                    let name = worded(desk, Name::new(&text))?;
                    edit(&|role| role.name = name.clone());
                    Ok(())
                } />
                <SelectField label=move || t().unit() options=units value=unit on_choose=move |key: String| {
                    let unit = EffortUnit::ALL.into_iter().find(|unit| unit.key() == key).unwrap_or_default();
                    edit(&|role| role.unit = unit);
                } />
            </div>
            <TextField label=move || t().capacity()
                value=Signal::derive(move || role.with(|r| r.as_ref().map(|r| plain(&r.capacity)).unwrap_or_default()))
                on_commit=move |text: String| {
                    let capacity = worded(desk, profile(&text, Quantity::parse))?;
                    edit(&|role| role.capacity.clone_from(&capacity));
                    Ok(())
                } />
            <Button label=move || t().remove() kind=ButtonKind::Danger symbol=Symbol::Delete on_click=move || {
                desk.app.dispatch_undoable(Command::Portfolio(PortfolioCommand::RemoveRole(id)));
            } />
        </details>
    }
}

/// `18–22.5`.
fn range(capacity: &[Quantity]) -> String {
    match (capacity.iter().min(), capacity.iter().max()) {
        (Some(least), Some(most)) if least == most => least.plain(),
        (Some(least), Some(most)) => format!("{}–{}", least.plain(), most.plain()),
        _ => "0".to_owned(),
    }
}

#[component]
fn Categories(desk: Desk) -> impl IntoView {
    let t = move || desk.app.lang().portfolio_page();
    let all = Memo::new(move |_| {
        desk.app
            .store
            .doc()
            .with(|doc| doc.portfolio.categories.iter().map(|kind| kind.id).collect::<Vec<CategoryId>>())
    });
    let add = move || {
        let name = untrack(|| desk.app.lang().portfolio_page()).new_category();
        let kind = Category { id: fresh(CategoryId::new), name: Name::truncated(name), extra: Extra::new() };
        desk.dispatch(PortfolioCommand::PutCategory(kind));
    };
    view! {
        <section class="panel pf-part">
            <h2>{move || t().categories_title()}</h2>
            <For each=move || all.get() key=|id| *id let:id>
                {
                    let kind = Memo::new(move |_| desk.app.store.doc().with(|doc| find(&doc.portfolio.categories, id).cloned()));
                    view! {
                        <div class="pf-line">
                            <TextField label=move || t().category_name()
                                value=Signal::derive(move || kind.with(|k| k.as_ref().map(|k| k.name.to_string()).unwrap_or_default()))
                                on_commit=move |text: String| {
                                    let name = worded(desk, Name::new(&text))?;
                                    if let Some(kind) = kind.get_untracked() {
                                        desk.dispatch(PortfolioCommand::PutCategory(Category { name, ..(*kind).clone() }));
                                    }
                                    Ok(())
                                } />
                            <IconButton label=move || t().remove() symbol=Symbol::Delete on_click=move || {
                                desk.app.dispatch_undoable(Command::Portfolio(PortfolioCommand::RemoveCategory(id)));
                            } />
                        </div>
                    }
                }
            </For>
            <Button label=move || t().add_category() symbol=Symbol::Add on_click=add />
        </section>
    }
}

#[component]
fn Projects(desk: Desk) -> impl IntoView {
    let lang = desk.app.lang();
    let t = move || lang.portfolio_page();
    let ids = Memo::new(move |_| {
        desk.app.store.doc().with(|doc| {
            let open = doc.projects.iter().filter(|p| crate::domain::portfolio::translate::is_open(p.status));
            open.map(|project| project.id).collect::<Vec<_>>()
        })
    });
    let opened = RwSignal::new(None::<ProjectId>);
    let columns = Signal::derive(move || {
        let unit = desk.app.store.doc().with(|doc| doc.money);
        vec![
            (t().project().to_owned(), false),
            (t().value().to_owned(), true),
            (lang.projects().cost_in(&lang.projects().money_unit(unit)), true),
            (t().category().to_owned(), false),
            (t().risk().to_owned(), false),
            (t().duration().to_owned(), true),
            (t().earliest().to_owned(), false),
            (t().latest().to_owned(), false),
        ]
    });
    view! {
        <section class="panel pf-part pf-plans">
            <h2>{move || t().project_data()}</h2>
            <Table caption=move || t().project_data() columns>
                <For each=move || ids.get() key=|id| *id let:id>
                    <PlanRow desk id opened />
                    <Show when=move || opened.get() == Some(id)>
                        <tr class="pf-plan-form"><td colspan="8"><PlanForm desk id /></td></tr>
                    </Show>
                </For>
            </Table>
        </section>
    }
}

fn plan_of(desk: Desk, id: ProjectId) -> Option<Arc<Plan>> {
    desk.app.store.doc().with(|doc| doc.portfolio.plans.get(&id).cloned())
}

fn outline_of(desk: Desk, id: ProjectId) -> Option<Outline> {
    desk.app.store.doc().with(|doc| {
        let project = doc.project(id)?;
        Some(Outline::of(project, doc.portfolio.plans.get(&id), doc.portfolio.horizon))
    })
}

#[component]
fn PlanRow(desk: Desk, id: ProjectId, opened: RwSignal<Option<ProjectId>>) -> impl IntoView {
    let lang = desk.app.lang();
    let t = move || lang.portfolio_page();
    let name = Memo::new(move |_| desk.speak(|s| s.project(id)));
    let outline = Memo::new(move |_| outline_of(desk, id));
    let plan = Memo::new(move |_| plan_of(desk, id));
    let values = Memo::new(move |_| {
        desk.app
            .store
            .doc()
            .with(|doc| doc.portfolio.values().map(|v| (v.id, v.by_project.get(&id).copied())))
    });
    let error = RwSignal::new(false);
    let edit = move |edit: PlanEdit| {
        desk.dispatch(PortfolioCommand::EditPlans(vec![(id, edit)]));
    };
    let is_open = move || opened.get() == Some(id);
    let period = move |pick: fn(&Outline) -> u32| {
        outline.get().map(|outline| short_period(horizon(desk), pick(&outline))).unwrap_or_default()
    };
    let fits = move || outline.with(|outline| outline.as_ref().is_none_or(|outline| outline.fits));
    view! {
        <tr>
            <th scope="row">
                <button type="button" class="pf-link" aria-expanded=move || is_open().to_string()
                    on:click=move |_| opened.set((!is_open()).then_some(id))>{move || name.get()}</button>
                <Show when=move || !fits()>
                    <span class="pf-warn"><Icon symbol=Symbol::Warning />{move || t().does_not_fit()}</span>
                </Show>
            </th>
            <td class="number">
                <input class="input input-number pf-cell" inputmode="decimal" autocomplete="off"
                    aria-label=move || format!("{} {}", name.get(), t().value())
                    aria-invalid=move || error.get().then_some("true")
                    disabled=move || values.with(Option::is_none)
                    prop:value=move || values.get().and_then(|(_, value)| value).map(Quantity::plain).unwrap_or_default()
                    on:change=move |event| {
                        let text = event_target_value(&event);
                        let Some((set, _)) = values.get_untracked() else { return };
                        let value = if text.trim().is_empty() { Ok(None) } else { Quantity::parse(&text).map(Some) };
                        match value {
                            Ok(value) => {
                                error.set(false);
                                desk.dispatch(PortfolioCommand::SetValues(set, vec![(id, value)]));
                            }
                            Err(why) => {
                                error.set(true);
                                desk.app.toasts.refuse(untrack(|| lang.errors()).value(&why));
                            }
                        }
                    } />
            </td>
            <td class="number">{move || outline.get().map(|outline| desk.money_number(outline.total_cost()))}</td>
            <td>
                <select class="input select pf-cell" aria-label=move || format!("{} {}", name.get(), t().category())
                    on:change=move |event| edit(PlanEdit::Category(event_target_value(&event).parse().ok()))>
                    {move || {
                        let now = plan.get().and_then(|plan| plan.category);
                        let kinds = desk.app.store.doc().with(|doc| doc.portfolio.categories.to_vec());
                        let mut options = vec![view! { <option value="" selected=now.is_none()>{t().no_category()}</option> }.into_any()];
                        options.extend(kinds.into_iter().map(|kind| {
                            view! { <option value=kind.id.to_string() selected=now == Some(kind.id)>{kind.name.to_string()}</option> }.into_any()
                        }));
                        options
                    }}
                </select>
            </td>
            <td>
                <select class="input select pf-cell" aria-label=move || format!("{} {}", name.get(), t().risk())
                    on:change=move |event| {
                        let level = event_target_value(&event).parse::<u8>().ok();
                        edit(PlanEdit::Risk(level.and_then(|level| Risk::try_from(level).ok())));
                    }>
                    {move || {
                        let now = plan.get().and_then(|plan| plan.risk);
                        let mut options = vec![view! { <option value="" selected=now.is_none()>"–"</option> }.into_any()];
                        options.extend(Risk::ALL.into_iter().map(|risk| {
                            view! { <option value=risk.level().to_string() selected=now == Some(risk)>{risk.level()}</option> }.into_any()
                        }));
                        options
                    }}
                </select>
            </td>
            <td class="number">{move || outline.get().map(|outline| outline.duration)}</td>
            <td>{move || period(|outline| outline.earliest)}</td>
            <td>{move || period(|outline| outline.latest)}</td>
        </tr>
    }
}

#[component]
fn PlanForm(desk: Desk, id: ProjectId) -> impl IntoView {
    let t = move || desk.app.lang().portfolio_page();
    let plan = Memo::new(move |_| plan_of(desk, id).map(|plan| (*plan).clone()).unwrap_or_default());
    let edit = move |edit: PlanEdit| {
        desk.dispatch(PortfolioCommand::EditPlans(vec![(id, edit)]));
    };
    let period_text = move |period: Option<u32>| {
        period.map(|period| short_period(horizon(desk), period)).unwrap_or_default()
    };
    let read_period = move |text: &str| -> Result<Option<u32>, String> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let horizon = desk.app.store.doc().with_untracked(|doc| doc.portfolio.horizon);
        parse_period(horizon, text).map(Some).ok_or_else(|| untrack(t).not_a_period().to_owned())
    };
    let roles = Memo::new(move |_| {
        desk.app.store.doc().with(|doc| doc.portfolio.roles.iter().map(|role| role.id).collect::<Vec<_>>())
    });
    let spread = Memo::new(move |_| outline_of(desk, id).is_some_and(|outline| outline.cost_is_spread));
    let unit = move || {
        let unit = desk.app.store.doc().with(|doc| doc.money);
        desk.app.lang().projects().money_unit(unit)
    };
    view! {
        <div class="pf-plan">
            <p class="hint">{move || t().profile_hint()}</p>
            <div class="pf-three">
                <NumberField label=move || t().duration()
                    value=Signal::derive(move || plan.with(|p| p.duration.map(|d| d.to_string()).unwrap_or_default()))
                    on_commit=move |text: String| {
                        let duration = (!text.trim().is_empty()).then(|| whole(desk, &text)).transpose()?;
                        edit(PlanEdit::Duration(duration));
                        Ok(())
                    } />
                <TextField label=move || t().earliest() value=Signal::derive(move || period_text(plan.with(|p| p.earliest)))
                    on_commit=move |text: String| { edit(PlanEdit::Earliest(read_period(&text)?)); Ok(()) } />
                <TextField label=move || t().latest() value=Signal::derive(move || period_text(plan.with(|p| p.latest)))
                    on_commit=move |text: String| { edit(PlanEdit::Latest(read_period(&text)?)); Ok(()) } />
            </div>
            <TextField label=move || format!("{} ({})", t().cost_profile(), unit())
                hint=move || if spread.get() { t().spread_hint() } else { "" }
                value=Signal::derive(move || {
                    let unit = desk.app.store.doc().with(|doc| doc.money);
                    plan.with(|p| p.cost.iter().map(|cost| unit.plain(*cost)).collect::<Vec<_>>().join(" "))
                })
                on_commit=move |text: String| {
                    let unit = desk.app.store.doc().with_untracked(|doc| doc.money);
                    let cost: Vec<Money> = worded(desk, profile(&text, |part| unit.parse(part)))?;
                    edit(PlanEdit::Cost(cost));
                    Ok(())
                } />
            <div class="pf-three">
                <For each=move || roles.get() key=|id| *id let:role>
                    <TextField label=move || t().capacity_of(&desk.speak(|s| s.role(role)))
                        value=Signal::derive(move || plan.with(|p| p.demand.get(&role).map(|d| plain(d)).unwrap_or_default()))
                        on_commit=move |text: String| {
                            let demand = worded(desk, profile(&text, Quantity::parse))?;
                            edit(PlanEdit::Demand(role, demand));
                            Ok(())
                        } />
                </For>
            </div>
        </div>
    }
}
