//! Where a filled workspace stands: its projects by status, and what is still open in the list.

use leptos::prelude::*;

use super::circle::Loop;
use crate::domain::register::{Gap, Register};
use crate::domain::{Money, MoneyUnit, ProjectStatus};
use crate::i18n::Locale;
use crate::route::Route;
use crate::ui::app::App;
use crate::ui::kit::{Icon, Symbol, format};

/// The overview of a filled workspace.
#[component]
pub fn Standing() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.overview();
    let register = Memo::new(move |_| app.store.doc().with(|doc| Register::of(&doc.projects)));
    let unit = Memo::new(move |_| app.store.doc().with(|doc| doc.money));
    let is_example = Memo::new(move |_| app.store.doc().with(|doc| doc.example));
    view! {
        <header class="page-head">
            <h1>{move || app.workspace_name()}</h1>
            <Show when=move || is_example.get()>
                <span class="tag tag-accent">{move || t().example_tag()}</span>
            </Show>
        </header>
        <Show when=move || is_example.get()>
            <p class="lead">{move || t().example_note()}</p>
        </Show>
        <Loop />
        <div class="standing">
            <section class="panel" aria-labelledby="by-status">
                <h2 id="by-status">{move || t().by_status()}</h2>
                <StatusTable register unit />
            </section>
            <section class="panel" aria-labelledby="gaps">
                <h2 id="gaps">{move || {
                    let open = register.with(|register| register.gaps.len());
                    if open == 0 { t().no_gaps().to_owned() } else { t().gaps(open) }
                }}</h2>
                <ul class="gaps">
                    {move || {
                        register
                            .get()
                            .gap_counts()
                            .into_iter()
                            .map(|(gap, count, first)| {
                                view! {
                                    <li>
                                        <button
                                            type="button"
                                            class="gap"
                                            on:click=move |_| {
                                                app.wanted_project.set(Some(first));
                                                app.router.go(Route::Projects);
                                            }
                                        >
                                            <Icon symbol=Symbol::Warning />
                                            <span>{gap_text(app, gap, count)}</span>
                                            <Icon symbol=Symbol::Right />
                                        </button>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
                <Show when=move || register.with(|register| !register.gaps.is_empty())>
                    <p class="hint">{move || t().gaps_hint()}</p>
                </Show>
            </section>
        </div>
    }
}

fn gap_text(app: App, gap: Gap, count: usize) -> String {
    let t = app.lang().overview();
    match gap {
        Gap::Unnamed => t.gap_unnamed(count),
        Gap::NoOwner => t.gap_no_owner(count),
        Gap::NoCost => t.gap_no_cost(count),
        Gap::NoDates => t.gap_no_dates(count),
        Gap::FinishBeforeStart => t.gap_finish_before_start(count),
    }
}

/// An amount in the workspace's unit: `67,540 万元`.
pub fn money_text(app: App, unit: MoneyUnit, money: Money) -> String {
    format!("{} {}", shown(app.lang().locale(), unit, money), app.lang().projects().money_unit(unit))
}

/// An amount as a number with grouping.
pub fn shown(locale: Locale, unit: MoneyUnit, money: Money) -> String {
    format::number_text(locale, &unit.plain(money))
}

/// How many projects there are and what they cost, in a sentence.
pub fn status_message(app: App, register: &Register, unit: MoneyUnit) -> String {
    let t = app.lang().overview();
    match register.total_cost() {
        Some(total) if register.without_cost() == 0 => {
            t.all_cost(register.count(), &money_text(app, unit, total))
        }
        Some(total) => t.some_cost(register.count(), &money_text(app, unit, total), register.without_cost()),
        None => t.no_cost(register.count()),
    }
}

#[component]
fn StatusTable(register: Memo<Register>, unit: Memo<MoneyUnit>) -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    view! {
        <table class="status-table">
            <caption class="sr-only">{move || lang.overview().by_status()}</caption>
            <thead>
                <tr>
                    <th scope="col">{move || lang.projects().status()}</th>
                    <th scope="col"><span class="sr-only">{move || lang.overview().share()}</span></th>
                    <th scope="col" class="number">{move || lang.overview().how_many()}</th>
                    <th scope="col" class="number">
                        {move || lang.projects().cost_in(lang.projects().money_unit(unit.get()).as_str())}
                    </th>
                </tr>
            </thead>
            <tbody>
                {move || {
                    let register = register.get();
                    let most = register.most_in_a_status().max(1);
                    ProjectStatus::ALL
                        .into_iter()
                        .filter_map(|status| Some((status, register.status(status)?)))
                        .map(|(status, part)| {
                            let cost = part.cost.map_or_else(|| "–".to_owned(), |cost| shown(lang.locale(), unit.get(), cost));
                            view! {
                                <tr>
                                    <th scope="row">{lang.projects().status_name(status)}</th>
                                    <td class="bar-cell">
                                        <meter min="0" max=most.to_string() value=part.count.to_string() aria-hidden="true"></meter>
                                    </td>
                                    <td class="number">{part.count}</td>
                                    <td class="number">{cost}</td>
                                </tr>
                            }
                        })
                        .collect_view()
                }}
            </tbody>
        </table>
    }
}
