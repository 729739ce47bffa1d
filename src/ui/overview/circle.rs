//! The loop at a glance: six stations with what each still owes the next, and the four decisions in their midst.

use leptos::prelude::*;

use super::standing::status_message;
use crate::domain::circle::{Circle, Open, State, Station};
use crate::domain::register::Register;
use crate::route::{Address, Route};
use crate::state::clock;
use crate::ui::action::route_symbol;
use crate::ui::app::App;
use crate::ui::kit::{Icon, Symbol};
use crate::ui::{competency, portfolio, selection, strategy};

/// The loop of the open workspace.
#[component]
pub fn Loop() -> impl IntoView {
    let app = App::context();
    let t = move || app.lang().overview();
    let circle = Memo::new(move |_| app.store.doc().with(|doc| Circle::of(doc, clock::today())));
    view! {
        <section class="circle" aria-labelledby="circle">
            <h2 id="circle" class="sr-only">{move || t().circle()}</h2>
            <ol class="circle-list">
                {Station::ALL
                    .into_iter()
                    .enumerate()
                    .map(|(at, station)| {
                        view! {
                            <li class="circle-place">
                                <Card app station />
                                <Owed app circle at />
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            <Decisions app circle />
        </section>
    }
}

/// Where a station is.
fn address(station: Station) -> String {
    let rest = |route: Route, rest: &str| Address { route, rest: rest.to_owned() }.to_string();
    match station {
        Station::Strategy => Route::Strategy.to_string(),
        Station::Projects => Route::Projects.to_string(),
        Station::Selection => rest(Route::Selection, "ranking"),
        Station::Portfolio => Route::Portfolio.to_string(),
        Station::Schedule => rest(Route::Portfolio, "schedule"),
        Station::People => Route::Competency.to_string(),
    }
}

/// A station: its name, which leads there, and what stands there.
#[component]
fn Card(app: App, station: Station) -> impl IntoView {
    let lang = app.lang();
    let t = move || lang.overview();
    let has_begun = Memo::new(move |_| app.store.doc().with(|doc| station.has_begun(doc)));
    let name = move || match station {
        Station::Strategy => lang.shell().route_name(Route::Strategy),
        Station::Projects => lang.shell().route_name(Route::Projects),
        Station::Selection => lang.shell().route_name(Route::Selection),
        Station::Portfolio => lang.shell().route_name(Route::Portfolio),
        Station::Schedule => t().station_schedule(),
        Station::People => t().station_people(),
    };
    let symbol = match station {
        Station::Strategy => route_symbol(Route::Strategy),
        Station::Projects => route_symbol(Route::Projects),
        Station::Selection => route_symbol(Route::Selection),
        Station::Portfolio => route_symbol(Route::Portfolio),
        Station::Schedule => Symbol::History,
        Station::People => route_symbol(Route::Competency),
    };
    let nothing = move || match station {
        Station::Strategy => t().nothing_strategy(),
        Station::Projects => t().nothing_projects(),
        Station::Selection => t().nothing_selection(),
        Station::Portfolio => t().nothing_portfolio(),
        Station::Schedule => t().nothing_schedule(),
        Station::People => t().nothing_people(),
    };
    view! {
        <div class="panel station">
            <p class="station-name">
                <Icon symbol />
                <span>{name}</span>
            </p>
            {move || {
                if !has_begun.get() {
                    return view! {
                        <p class="hint">{nothing}</p>
                        <p><a href=address(station) aria-label=move || format!("{} · {}", t().begin(), name())>{move || t().begin()}</a></p>
                    }
                        .into_any();
                }
                match station {
                    Station::Strategy => view! { <strategy::Summary /> }.into_any(),
                    Station::Projects => view! { <Projects app /> }.into_any(),
                    Station::Selection => view! { <selection::Summary /> }.into_any(),
                    Station::Portfolio => view! { <portfolio::Summary /> }.into_any(),
                    Station::Schedule => view! { <Schedule app /> }.into_any(),
                    Station::People => view! { <competency::Summary /> }.into_any(),
                }
            }}
        </div>
    }
}

#[component]
fn Projects(app: App) -> impl IntoView {
    let facts = Memo::new(move |_| app.store.doc().with(|doc| (Register::of(&doc.projects), doc.money)));
    view! {
        <div class="summary">
            <h3>{move || facts.with(|(register, unit)| status_message(app, register, *unit))}</h3>
            <p><a href=address(Station::Projects)>{move || app.lang().overview().to_projects()}</a></p>
        </div>
    }
}

#[component]
fn Schedule(app: App) -> impl IntoView {
    let t = move || app.lang().overview();
    let count = Memo::new(move |_| app.store.doc().with(|doc| doc.portfolio.schedule.len()));
    view! {
        <div class="summary">
            <h3>{move || t().scheduled(count.get())}</h3>
            <p><a href=address(Station::Schedule)>{move || t().to_schedule()}</a></p>
        </div>
    }
}

/// What a station still owes the next one, on the way there.
#[component]
fn Owed(app: App, circle: Memo<Circle>, at: usize) -> impl IntoView {
    let t = move || app.lang().overview();
    view! {
        <div class="owed">
            <span class="owed-way" aria-hidden="true"><Icon symbol=Symbol::Right /></span>
            {move || {
                circle.with(|circle| {
                    let handover = circle.handovers.get(at)?;
                    let view = if !handover.open.is_empty() {
                        let list = handover.open.iter().map(|open| {
                            view! { <li><a class="owed-open" href=place_of(*open)><Icon symbol=Symbol::Warning /><span>{words(app, *open)}</span></a></li> }
                        });
                        view! { <ul class="owed-list">{list.collect_view()}</ul> }.into_any()
                    } else if handover.has_begun {
                        view! { <p class="owed-clear"><Icon symbol=Symbol::Check /><span>{t().handover_clear()}</span></p> }.into_any()
                    } else {
                        view! { <p class="hint">{t().handover_later()}</p> }.into_any()
                    };
                    Some(view)
                })
            }}
        </div>
    }
}

/// Where something open is closed.
fn place_of(open: Open) -> String {
    let place = |route: Route, rest: &str| Address { route, rest: rest.to_owned() }.to_string();
    match open {
        Open::GoalsWithoutProject(_) | Open::ProjectsWithoutGoal(_) | Open::OwnersOverloaded(_) => {
            place(Route::Strategy, "coverage")
        }
        Open::CriteriaBehindGoals(_) => place(Route::Selection, "criteria"),
        Open::MissingScores(_) => place(Route::Selection, "scores"),
        Open::OpenGates(_) => place(Route::Selection, ""),
        Open::NotRanked => place(Route::Selection, "ranking"),
        Open::ProjectsWithoutValue(_) => place(Route::Portfolio, "data"),
        Open::ScheduleDiffers(_) | Open::RolesOverloaded(_) => place(Route::Portfolio, "schedule"),
        Open::RoundsUnfinished(_) => place(Route::Competency, ""),
    }
}

fn words(app: App, open: Open) -> String {
    let t = app.lang().overview();
    match open {
        Open::GoalsWithoutProject(n) => t.goals_without_project(n),
        Open::CriteriaBehindGoals(n) => t.criteria_behind(n),
        Open::ProjectsWithoutGoal(n) => t.projects_without_goal(n),
        Open::MissingScores(n) => t.missing_scores(n),
        Open::OpenGates(n) => t.open_gates(n),
        Open::NotRanked => t.not_ranked().to_owned(),
        Open::ProjectsWithoutValue(n) => t.without_value(n),
        Open::ScheduleDiffers(n) => t.schedule_differs(n),
        Open::RolesOverloaded(n) => t.roles_overloaded(n),
        Open::RoundsUnfinished(n) => t.rounds_unfinished(n),
        Open::OwnersOverloaded(n) => t.owners_overloaded(n),
    }
}

/// The four decisions: made, waiting, or too early.
#[component]
fn Decisions(app: App, circle: Memo<Circle>) -> impl IntoView {
    let t = move || app.lang().overview();
    let row = move |name: &'static str, href: String, state: &State, waits: Option<String>| {
        let t = t();
        let (key, symbol, words) = match state {
            State::NotYet => ("later", Symbol::Minus, t.not_yet().to_owned()),
            State::Waits(_) => ("waits", Symbol::Warning, waits.unwrap_or_else(|| t.waits().to_owned())),
            State::Made { date: None, .. } => ("made", Symbol::Check, t.made().to_owned()),
            State::Made { date: Some(date), by } if by.is_empty() => {
                ("made", Symbol::Check, t.made_on(&date.to_string()))
            }
            State::Made { date: Some(date), by } => ("made", Symbol::Check, t.made_by(&date.to_string(), by)),
            State::Changed { date: None } => ("waits", Symbol::Warning, t.changed().to_owned()),
            State::Changed { date: Some(date) } => {
                ("waits", Symbol::Warning, t.changed_since(&date.to_string()))
            }
        };
        view! {
            <li class="to-decide-row" data-state=key>
                <Icon symbol />
                <a href=href>{name}</a>
                <span>{words}</span>
            </li>
        }
    };
    view! {
        <div class="panel to-decide">
            <h3>{move || t().decisions()}</h3>
            <ol>
                {move || {
                    circle.with(|circle| {
                        let decisions = &circle.decisions;
                        let place = |route: Route, rest: &str| Address { route, rest: rest.to_owned() }.to_string();
                        let t = t();
                        let goals = if let State::Waits(n) = decisions.goals { Some(t.goals_wait(n)) } else { None };
                        let growth = if let State::Waits(n) = decisions.growth { Some(t.growth_waits(n)) } else { None };
                        view! {
                            {row(t.decide_goals(), place(Route::Strategy, ""), &decisions.goals, goals)}
                            {row(t.decide_ranking(), place(Route::Selection, "ranking"), &decisions.ranking, None)}
                            {row(t.decide_set(), place(Route::Portfolio, "scenarios"), &decisions.set, None)}
                            {row(t.decide_growth(), place(Route::Competency, "team"), &decisions.growth, growth)}
                        }
                    })
                }}
            </ol>
        </div>
    }
}
