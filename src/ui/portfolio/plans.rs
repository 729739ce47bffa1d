//! Planning data of the projects as a spreadsheet: value and limits, cost by year or period, demand of a role.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use super::data::{whole, worded};
use super::desk::Desk;
use crate::domain::id::{RoleId, ValuesId};
use crate::domain::portfolio::{Outline, Plan, PlanEdit, PortfolioCommand, Quantity, Risk, find};
use crate::domain::{Money, ProjectId};
use crate::i18n::portfolio_rules::{parse_period, short_period};
use crate::interchange::clipboard::spread;
use crate::ui::kit::{Icon, SelectField, Symbol};
use crate::ui::sheet::{Block, Cell, Column, Grid, Model, RowView, Sheet};

/// What the columns hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Basics,
    Years,
    Periods,
    Role(RoleId),
}

impl Side {
    fn key(self) -> String {
        match self {
            Self::Basics => "basics".to_owned(),
            Self::Years => "years".to_owned(),
            Self::Periods => "periods".to_owned(),
            Self::Role(role) => role.to_string(),
        }
    }

    fn of(key: &str) -> Self {
        match key {
            "basics" => Self::Basics,
            "periods" => Self::Periods,
            _ => key.parse().map_or(Self::Years, Self::Role),
        }
    }
}

/// The panel.
#[component]
pub fn Plans(desk: Desk) -> impl IntoView {
    let lang = desk.app.lang();
    let t = move || lang.portfolio_page();
    let v = move || lang.portfolio_values();
    let side = RwSignal::new(Side::Basics);
    let order = Memo::new(move |_| {
        Arc::new(desk.app.store.doc().with(|doc| {
            let open = doc.projects.iter().filter(|p| crate::domain::portfolio::translate::is_open(p.status));
            open.map(|project| project.id).collect::<Vec<_>>()
        }))
    });
    let model = PlanTable { desk, side };
    let columns = Memo::new(move |_| Arc::new(model.columns()));
    let sheet = Sheet::new(desk.app, order, columns, model);
    let options = Signal::derive(move || {
        let mut all = vec![
            (Side::Basics.key(), v().basics().to_owned()),
            (Side::Years.key(), v().in_unit(v().cost_by_year(), &model.money_word())),
            (Side::Periods.key(), v().in_unit(v().cost_by_period(), &model.money_word())),
        ];
        let roles = desk.app.store.doc().with(|doc| Arc::clone(&doc.portfolio.roles));
        all.extend(roles.iter().map(|role| {
            (Side::Role(role.id).key(), v().effort_of(&role.name, lang.rules().unit(role.unit)))
        }));
        all
    });
    let hint = move || match side.get() {
        Side::Basics => "",
        Side::Years => v().years_hint(),
        Side::Periods | Side::Role(_) => v().periods_hint(),
    };
    view! {
        <section class="panel pf-part pf-plans">
            <h2>{move || t().project_data()}</h2>
            <SelectField label=move || v().show_columns() options value=Signal::derive(move || side.get().key())
                on_choose=move |key: String| {
                    side.set(Side::of(&key));
                    sheet.go(Cell::default(), false);
                } />
            <p class="hint">{move || v().plans_hint()} " " {hint}</p>
            <Grid sheet />
        </section>
    }
}

/// The table.
#[derive(Debug, Clone, Copy)]
struct PlanTable {
    desk: Desk,
    side: RwSignal<Side>,
}

/// What has been typed and is not in the document yet.
#[derive(Debug, Default)]
struct Batch {
    plans: BTreeMap<ProjectId, (Plan, Plan)>,
    values: Vec<(ProjectId, Option<Quantity>)>,
}

impl Batch {
    fn command(self, set: Option<ValuesId>) -> Option<PortfolioCommand> {
        let mut edits = Vec::new();
        for (id, (before, after)) in self.plans {
            let mut changed = |differs: bool, edit: PlanEdit| {
                if differs {
                    edits.push((id, edit));
                }
            };
            changed(before.cost != after.cost, PlanEdit::Cost(after.cost));
            changed(before.category != after.category, PlanEdit::Category(after.category));
            changed(before.risk != after.risk, PlanEdit::Risk(after.risk));
            changed(before.duration != after.duration, PlanEdit::Duration(after.duration));
            changed(before.earliest != after.earliest, PlanEdit::Earliest(after.earliest));
            changed(before.latest != after.latest, PlanEdit::Latest(after.latest));
            let roles: BTreeSet<RoleId> = before.demand.keys().chain(after.demand.keys()).copied().collect();
            for role in roles {
                let of =
                    |plan: &BTreeMap<RoleId, Vec<Quantity>>| plan.get(&role).cloned().unwrap_or_default();
                changed(of(&before.demand) != of(&after.demand), PlanEdit::Demand(role, of(&after.demand)));
            }
        }
        let mut commands = Vec::new();
        if !edits.is_empty() {
            commands.push(PortfolioCommand::EditPlans(edits));
        }
        if let Some(set) = set.filter(|_| !self.values.is_empty()) {
            commands.push(PortfolioCommand::SetValues(set, self.values));
        }
        if commands.len() > 1 { Some(PortfolioCommand::All(commands)) } else { commands.pop() }
    }
}

impl PlanTable {
    fn money_word(self) -> String {
        let unit = self.desk.app.store.doc().with(|doc| doc.money);
        self.desk.app.lang().projects().money_unit(unit)
    }

    fn columns(self) -> Vec<Column> {
        let lang = self.desk.app.lang();
        let (t, v) = (lang.portfolio_page(), lang.portfolio_values());
        let mut columns = vec![Column {
            width: (16.0, 8.0),
            grows: true,
            fixed: true,
            ..Column::new("name", t.project(), 16.0)
        }];
        let number = |key: String, head: String, fixed: bool| Column {
            number: true,
            fixed,
            // On a phone two of them fit beside the name.
            width: (6.5, 4.5),
            ..Column::new(key, head, 6.5)
        };
        let horizon = self.desk.app.store.doc().with(|doc| doc.portfolio.horizon);
        match self.side.get() {
            Side::Basics => {
                let follows = self
                    .desk
                    .app
                    .store
                    .doc()
                    .with(|doc| doc.portfolio.values().is_none_or(|v| v.follows.is_some()));
                columns.extend([
                    number("value".to_owned(), t.value().to_owned(), follows),
                    Column {
                        width: (9.0, 8.0),
                        ..number("cost".to_owned(), v.in_unit(v.total_cost(), &self.money_word()), true)
                    },
                    Column::new("category", t.category(), 8.0),
                    number("risk".to_owned(), t.risk().to_owned(), false),
                    number("duration".to_owned(), t.duration().to_owned(), false),
                    Column::new("earliest", t.earliest(), 7.0),
                    Column::new("latest", t.latest(), 7.0),
                ]);
            }
            Side::Years => {
                columns.extend(horizon.years().map(|year| number(year.to_string(), year.to_string(), false)));
            }
            Side::Periods | Side::Role(_) => columns.extend((0..horizon.periods()).map(|period| {
                let head = short_period(horizon, period);
                Column { width: (5.5, 5.5), ..number(head.clone(), head, false) }
            })),
        }
        columns
    }

    fn plan(self, id: ProjectId) -> Plan {
        let plan = self.desk.app.store.doc().with(|doc| doc.portfolio.plans.get(&id).cloned());
        plan.map(|plan| (*plan).clone()).unwrap_or_default()
    }

    fn outline(self, id: ProjectId, plan: Plan) -> Option<Outline> {
        self.desk
            .app
            .store
            .doc()
            .with(|doc| Some(Outline::of(doc.project(id)?, Some(&Arc::new(plan)), doc.portfolio.horizon)))
    }

    fn word(self, id: ProjectId, column: usize) -> String {
        if column == 0 {
            return self.desk.speak(|s| s.project(id));
        }
        let plan = self.plan(id);
        let Some(outline) = self.outline(id, plan.clone()) else { return String::new() };
        let (horizon, unit) = self.desk.app.store.doc().with(|doc| (doc.portfolio.horizon, doc.money));
        let money = |amount: Money| if amount.minor() == 0 { String::new() } else { unit.plain(amount) };
        let period = u32::try_from(column - 1).unwrap_or(u32::MAX);
        match self.side.get() {
            Side::Basics => match column {
                1 => self.desk.app.store.doc().with(|doc| {
                    let value = doc.portfolio.values().and_then(|values| values.by_project.get(&id).copied());
                    value.map(Quantity::plain).unwrap_or_default()
                }),
                2 => money(outline.total_cost()),
                3 => self.desk.app.store.doc().with(|doc| {
                    let kind = plan.category.and_then(|id| find(&doc.portfolio.categories, id));
                    kind.map(|kind| kind.name.to_string()).unwrap_or_default()
                }),
                4 => plan.risk.map(|risk| risk.level().to_string()).unwrap_or_default(),
                5 => outline.duration.to_string(),
                6 => short_period(horizon, outline.earliest),
                _ => short_period(horizon, outline.latest),
            },
            Side::Years => {
                let year = horizon.years().nth(column - 1);
                year.map(|year| money(outline.cost_in_year(horizon, outline.start, year))).unwrap_or_default()
            }
            Side::Periods => outline.cost_at(period).map(money).unwrap_or_default(),
            Side::Role(role) => {
                let need = outline.need(role, outline.start, period);
                if need == Quantity::ZERO { String::new() } else { need.plain() }
            }
        }
    }

    /// Takes a text into a batch.
    fn type_in(self, batch: &mut Batch, id: ProjectId, column: usize, text: &str) -> Result<(), String> {
        let desk = self.desk;
        let text = text.trim();
        let side = self.side.get_untracked();
        let (t, v) = untrack(|| (desk.app.lang().portfolio_page(), desk.app.lang().portfolio_values()));
        let (horizon, unit) = desk.app.store.doc().with_untracked(|doc| (doc.portfolio.horizon, doc.money));
        if column == 0 {
            return Ok(());
        }
        let quantity =
            || if text.is_empty() { Ok(Quantity::ZERO) } else { worded(desk, Quantity::parse(text)) };
        let amount = || if text.is_empty() { Ok(Money::default()) } else { worded(desk, unit.parse(text)) };
        if (side, column) == (Side::Basics, 1) {
            let in_use = desk.app.store.doc().with_untracked(|doc| doc.portfolio.values().cloned());
            if in_use.is_none_or(|values| values.follows.is_some()) {
                return Ok(());
            }
            let value = if text.is_empty() { None } else { Some(quantity()?) };
            batch.values.push((id, value));
            return Ok(());
        }
        let now = untrack(|| self.plan(id));
        let plan = batch.plans.get(&id).map_or_else(|| now.clone(), |(_, after)| after.clone());
        let Some(outline) = untrack(|| self.outline(id, plan.clone())) else { return Ok(()) };
        let period = u32::try_from(column - 1).unwrap_or(u32::MAX);
        let read_period = || {
            if text.is_empty() {
                Ok(None)
            } else {
                parse_period(horizon, text).map(Some).ok_or_else(|| t.not_a_period().to_owned())
            }
        };
        // Nothing typed where there is nothing anyway.
        let early = |edit: Option<PlanEdit>| match edit {
            None if text.is_empty() => Ok(None),
            None => {
                let start = untrack(|| desk.app.lang().rules()).period(horizon, outline.start);
                Err(v.not_yet(&untrack(|| desk.speak(|s| s.project(id))), &start))
            }
            edit => Ok(edit),
        };
        let edit = match side {
            Side::Basics => match column {
                3 => {
                    let kind = desk.app.store.doc().with_untracked(|doc| {
                        let mut all = doc.portfolio.categories.iter();
                        all.find(|kind| kind.name.eq_ignore_ascii_case(text)).map(|kind| kind.id)
                    });
                    if kind.is_none() && !text.is_empty() {
                        return Err(v.no_such_category(text));
                    }
                    Some(PlanEdit::Category(kind))
                }
                4 => {
                    let risk = text.parse::<u8>().ok().and_then(|level| Risk::try_from(level).ok());
                    if risk.is_none() && !text.is_empty() {
                        return Err(v.not_a_risk().to_owned());
                    }
                    Some(PlanEdit::Risk(risk))
                }
                5 => Some(PlanEdit::Duration(if text.is_empty() { None } else { Some(whole(desk, text)?) })),
                6 => Some(PlanEdit::Earliest(read_period()?)),
                7 => Some(PlanEdit::Latest(read_period()?)),
                _ => None,
            },
            Side::Years => match horizon.years().nth(column - 1) {
                Some(year) => early(outline.with_cost_in(horizon, year, amount()?))?,
                None => None,
            },
            Side::Periods => early(outline.with_cost_at(period, amount()?))?,
            Side::Role(role) => early(outline.with_need_at(role, period, quantity()?))?,
        };
        if let Some(edit) = edit {
            batch.plans.insert(id, (now, plan.with(edit)));
        }
        Ok(())
    }

    /// Is a text what stands there already? Then typing it changes nothing, whatever it was made from.
    fn is_same(self, id: ProjectId, column: usize, text: &str) -> bool {
        untrack(|| self.word(id, column)) == text.trim()
    }

    fn send(self, batch: Batch, several: bool) {
        let set =
            self.desk.app.store.doc().with_untracked(|doc| doc.portfolio.values().map(|values| values.id));
        let Some(command) = batch.command(set) else { return };
        if several {
            self.desk.app.dispatch_undoable(command);
        } else {
            self.desk.dispatch(command);
        }
    }

    fn fill(self, block: &Block, text: impl Fn(usize) -> String) {
        let mut batch = Batch::default();
        for id in &block.rows {
            for column in block.columns.clone() {
                if let Err(why) = self.type_in(&mut batch, *id, column, &text(column)) {
                    self.desk.app.toasts.refuse(why);
                    return;
                }
            }
        }
        self.send(batch, true);
    }
}

impl Model for PlanTable {
    fn label(&self) -> String {
        self.desk.app.lang().portfolio_page().project_data().to_owned()
    }

    fn cell_label(&self, row: usize, column: &Column, text: &str) -> String {
        self.desk.app.lang().projects().cell_label(row, &column.head, text)
    }

    fn row(&self, id: ProjectId) -> RowView {
        let model = *self;
        RowView {
            cell: Arc::new(move |column| {
                let word = Memo::new(move |_| model.word(id, column));
                let fits = Memo::new(move |_| {
                    column > 0 || model.outline(id, model.plan(id)).is_none_or(|o| o.fits)
                });
                view! {
                    <Show when=move || !fits.get()>
                        <span class="pf-warn"><Icon symbol=Symbol::Warning /><span class="sr-only">{move || model.desk.app.lang().portfolio_page().does_not_fit()}</span></span>
                    </Show>
                    {move || word.get()}
                }
                .into_any()
            }),
            wrong: Arc::new(move |column| {
                let late = column == 0 && model.outline(id, model.plan(id)).is_some_and(|o| !o.fits);
                late.then(|| model.desk.app.lang().portfolio_page().does_not_fit().to_owned())
            }),
        }
    }

    fn text(&self, id: ProjectId, column: usize) -> String {
        untrack(|| self.word(id, column))
    }

    fn commit(&self, id: Option<ProjectId>, column: usize, text: &str) -> Result<(), String> {
        let Some(id) = id.filter(|id| !self.is_same(*id, column, text)) else { return Ok(()) };
        let mut batch = Batch::default();
        self.type_in(&mut batch, id, column, text)?;
        self.send(batch, false);
        Ok(())
    }

    fn paste(
        &self,
        sheet: Sheet,
        cells: &[Vec<String>],
        at: (usize, usize),
        selected: (usize, usize),
    ) -> Result<(usize, usize), String> {
        let (covered, size) = spread(cells, selected);
        let mut batch = Batch::default();
        for (row, column, text) in covered {
            let Some(id) = sheet.id_at(at.0 + row) else { continue };
            let Some(head) = sheet.column(at.1 + column).filter(|column| !column.fixed) else { continue };
            if self.is_same(id, at.1 + column, text) {
                continue;
            }
            self.type_in(&mut batch, id, at.1 + column, text).map_err(|why| {
                untrack(|| self.desk.app.lang().portfolio_values()).cell_refused(
                    at.0 + row + 1,
                    &head.head,
                    &why,
                )
            })?;
        }
        self.send(batch, true);
        Ok(size)
    }

    fn clear(&self, block: &Block) {
        self.fill(block, |_| String::new());
    }

    fn fill_down(&self, block: &Block) {
        let Some(first) = block.rows.first().copied() else { return };
        self.fill(block, |column| self.text(first, column));
    }

    fn on_head(&self, sheet: Sheet, column: usize) {
        sheet.go(Cell { row: sheet.cursor.get_untracked().row, column }, false);
        sheet.take_focus();
    }
}
