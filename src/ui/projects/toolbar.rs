//! Over the table: add, remove, filter, unit of money, in and out.

use leptos::prelude::*;

use super::list::List;
use crate::domain::money::MoneyScale;
use crate::domain::{Command, Currency, MoneyUnit, ProjectStatus};
use crate::ui::kit::{Button, ButtonKind, IconButton, Menu, MenuItem, MenuSeparator, Symbol};

/// Currencies offered; a file may bring others.
const CURRENCIES: [&str; 6] = ["CNY", "USD", "EUR", "GBP", "JPY", "HKD"];

/// The row of tools.
#[component]
pub fn Toolbar(list: List) -> impl IntoView {
    let List { sheet, view } = list;
    let app = sheet.app;
    let lang = app.lang();
    let t = move || lang.projects();
    let unit = Memo::new(move |_| app.store.doc().with(|doc| doc.money));
    view! {
        <div class="grid-tools">
            <Button label=move || t().add() kind=ButtonKind::Primary symbol=Symbol::Add on_click=move || view.insert_row(sheet, false) />
            <IconButton label=move || t().remove() symbol=Symbol::Delete
                disabled=Signal::derive(move || sheet.cursor.get().row >= sheet.count() && sheet.anchor.get().row >= sheet.count())
                on_click=move || view.remove_rows(sheet) />
            <input
                class="input grid-filter"
                type="search"
                aria-label=move || t().filter()
                placeholder=move || t().filter_placeholder()
                prop:value=move || view.filter.get()
                on:input=move |event| view.filter.set(event_target_value(&event))
            />
            <select
                class="input select grid-status"
                aria-label=move || t().status()
                prop:value=move || view.status.get().map(ProjectStatus::key).unwrap_or_default()
                on:change=move |event| view.status.set(ProjectStatus::from_key(&event_target_value(&event)).ok())
            >
                <option value="">{move || t().any_status()}</option>
                {ProjectStatus::ALL
                    .into_iter()
                    .map(|status| view! { <option value=status.key()>{move || t().status_name(status)}</option> })
                    .collect_view()}
            </select>
            <div class="grid-tools-end">
                <Menu label=move || t().money_unit(unit.get())>
                    {MoneyScale::ALL
                        .into_iter()
                        .map(|scale| {
                            view! {
                                <MenuItem
                                    label=move || t().money_unit(MoneyUnit { scale, ..unit.get() })
                                    checked=Signal::derive(move || unit.get().scale == scale)
                                    on_click=move || app.dispatch_undoable(Command::SetMoneyUnit(MoneyUnit { scale, ..unit.get_untracked() }))
                                />
                            }
                        })
                        .collect_view()}
                    <MenuSeparator />
                    {CURRENCIES
                        .into_iter()
                        .filter_map(|code| Currency::try_from(code.to_owned()).ok())
                        .map(|currency| {
                            view! {
                                <MenuItem
                                    label=currency.to_string()
                                    checked=Signal::derive(move || unit.get().currency == currency)
                                    on_click=move || app.dispatch_undoable(Command::SetMoneyUnit(MoneyUnit { currency, ..unit.get_untracked() }))
                                />
                            }
                        })
                        .collect_view()}
                </Menu>
                <Menu label=move || t().more() symbol=Symbol::More icon_only=true>
                    <MenuItem label=move || t().import_csv() symbol=Symbol::Upload on_click=move || app.import_csv() />
                    <MenuItem label=move || t().save_csv() symbol=Symbol::Download on_click=move || app.save_csv() />
                </Menu>
            </div>
        </div>
    }
}
