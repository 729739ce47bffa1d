//! Planning data: horizon, roles with capacity, categories, values, and the plan of every project.

use leptos::prelude::*;

use super::desk::Desk;
use super::files::Files;
use super::plans::Plans;
use super::values::ValuesForm;
use crate::domain::error::ValueError;
use crate::domain::id::{CategoryId, RoleId};
use crate::domain::portfolio::{
    Category, EffortUnit, Horizon, PortfolioCommand, Quantity, Role, Share, Step, find,
};
use crate::domain::{Extra, Name, Note};
use crate::state::clock::fresh;
use crate::ui::kit::{Button, ButtonKind, IconButton, NumberField, SelectField, Symbol, TextField};

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
                <Plans desk />
                <Files desk />
            </div>
        </div>
    }
}

/// A reading, refused in words.
pub fn worded<T>(desk: Desk, parsed: Result<T, ValueError>) -> Result<T, String> {
    parsed.map_err(|error| untrack(|| desk.app.lang().errors()).value(&error))
}

/// A whole number.
pub fn whole(desk: Desk, text: &str) -> Result<u32, String> {
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
                desk.app.dispatch_undoable(PortfolioCommand::RemoveRole(id));
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
                                desk.app.dispatch_undoable(PortfolioCommand::RemoveCategory(id));
                            } />
                        </div>
                    }
                }
            </For>
            <Button label=move || t().add_category() symbol=Symbol::Add on_click=add />
        </section>
    }
}
