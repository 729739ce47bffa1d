//! `#/portfolio/<tab>`: the best set under the limits, when each project starts, and what else could be done.

mod answer;
mod conflict;
mod data;
mod desk;
mod engine;
mod files;
mod frontier;
mod gantt;
mod heat;
mod layout;
mod plans;
mod proof;
mod regret;
mod remedies;
mod robust;
mod rule_form;
mod rules;
mod scenarios;
mod schedule;
mod spread;
mod summary;
mod values;
mod weights;
mod why;

use std::fmt;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::app::App;
use crate::domain::ProjectId;
use crate::domain::portfolio::{PortfolioCommand, find};
use crate::route::Route;
use crate::ui::kit::{Button, ButtonKind, EmptyState, SelectField, Symbol, Tabs};
use answer::Answer;
use data::Data;
use desk::Desk;
use proof::Proof;
use rules::Rules;
pub use summary::Summary;
use why::Why;

/// Where in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// The best set; with a project, why it is in or out.
    #[default]
    Set,
    /// Why a project is in or out.
    Project(ProjectId),
    /// Resources over time.
    Schedule,
    /// Cost against value.
    Frontier,
    /// Scenarios and decisions.
    Scenarios,
    /// How sure the choice is.
    Robust,
    /// Horizon, roles, values, plans.
    Data,
}

impl Place {
    const TABS: [Self; 6] =
        [Self::Set, Self::Schedule, Self::Frontier, Self::Scenarios, Self::Robust, Self::Data];

    /// Reads what is behind the page's address.
    pub fn parse(rest: &str) -> Self {
        let mut parts = rest.split('/');
        match (parts.next(), parts.next()) {
            (Some("set"), Some(id)) => id.parse().map_or(Self::Set, Self::Project),
            (Some("schedule"), _) => Self::Schedule,
            (Some("frontier"), _) => Self::Frontier,
            (Some("scenarios"), _) => Self::Scenarios,
            (Some("robust"), _) => Self::Robust,
            (Some("data"), _) => Self::Data,
            _ => Self::Set,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Set | Self::Project(_) => "set",
            Self::Schedule => "schedule",
            Self::Frontier => "frontier",
            Self::Scenarios => "scenarios",
            Self::Robust => "robust",
            Self::Data => "data",
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())?;
        if let Self::Project(id) = self { write!(f, "/{id}") } else { Ok(()) }
    }
}

/// `#/portfolio`.
#[component]
pub fn Page() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.portfolio_page();
    let desk = Desk::new(app);
    let place = Memo::new(move |_| Place::parse(&app.router.rest()));
    let tab = Memo::new(move |_| place.get().key());
    let chosen = RwSignal::new(place.get_untracked().key());
    // Two ways to choose a tab: the address and the row of tabs. The address leads.
    Effect::new(move |_| chosen.set(tab.get()));
    Effect::new(move |was: Option<&'static str>| {
        let key = chosen.get();
        if was.is_some_and(|was| was != key) && key != tab.get_untracked() {
            app.router.go_to(Route::Portfolio, key);
        }
        key
    });
    let no_projects = Memo::new(move |_| app.store.doc().with(|doc| doc.projects.is_empty()));
    let word = move |place: Place| -> TextProp {
        (move || match place {
            Place::Set | Place::Project(_) => t().tab_set(),
            Place::Schedule => t().tab_schedule(),
            Place::Frontier => t().tab_frontier(),
            Place::Scenarios => t().tab_scenarios(),
            Place::Robust => t().tab_robust(),
            Place::Data => t().tab_data(),
        })
        .into()
    };
    view! {
        <header class="page-head">
            <h1>{move || lang.portfolio().title()}</h1>
        </header>
        <Show
            when=move || !no_projects.get()
            fallback=move || view! {
                <EmptyState title=move || t().empty_title() text=move || t().empty_text()>
                    <div class="button-row">
                        <Button label=move || t().to_projects() kind=ButtonKind::Primary
                            on_click=move || app.router.go(Route::Projects) />
                        <Button label=move || lang.shell().open_example() on_click=move || app.open_example() />
                    </div>
                </EmptyState>
            }
        >
            <Tabs
                label=move || t().tabs()
                tabs=Place::TABS.into_iter().map(|place| (place.key(), word(place))).collect()
                chosen
            />
            <div role="tabpanel" id=move || format!("panel-{}", tab.get()) aria-labelledby=move || format!("tab-{}", tab.get()) class="pf-panel">
                {move || match tab.get() {
                    "data" => view! { <Data desk /> }.into_any(),
                    "schedule" => view! { <schedule::ScheduleTab desk /> }.into_any(),
                    "frontier" => view! { <frontier::FrontierTab desk /> }.into_any(),
                    "scenarios" => view! { <scenarios::Scenarios desk /> }.into_any(),
                    "robust" => view! { <robust::Robust desk /> }.into_any(),
                    _ => view! { <SetTab desk place /> }.into_any(),
                }}
            </div>
        </Show>
    }
}

/// The best set.
#[component]
fn SetTab(desk: Desk, place: Memo<Place>) -> impl IntoView {
    let app = desk.app;
    let t = move || app.lang().portfolio_page();
    let looked_at =
        Signal::derive(move || if let Place::Project(id) = place.get() { Some(id) } else { None });
    let has_values = Memo::new(move |_| app.store.doc().with(|doc| doc.portfolio.values().is_some()));
    let ranked = values::has_ranking(desk);
    view! {
        <p class="pf-intro">{move || app.lang().portfolio_values().money_words()}</p>
        <Frame desk />
        <Show
            when=move || has_values.get()
            fallback=move || view! {
                <div class="notice">
                    <p>{move || t().no_values()}</p>
                    <div class="button-row">
                        <Show when=move || ranked.get()>
                            <Button label=move || app.lang().portfolio_values().take_ranking() kind=ButtonKind::Primary
                                on_click=move || values::take_ranking(desk) />
                        </Show>
                        <Button label=move || t().give_values() symbol=Symbol::Add
                            on_click=move || { values::give_values(desk); app.router.go_to(Route::Portfolio, "data"); } />
                    </div>
                </div>
            }
        >
            <div class="pf-desk">
                <Rules desk />
                <Answer desk looked_at />
                <div class="pf-side">
                    {move || looked_at.get().map(|project| view! { <Why desk project /> })}
                    <Proof desk />
                </div>
            </div>
        </Show>
    }
}

/// Which scenario is looked at, and whether starts are free.
#[component]
fn Frame(desk: Desk) -> impl IntoView {
    let app = desk.app;
    let t = move || app.lang().portfolio_page();
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), t().base_case().to_owned())];
        options.extend(app.store.doc().with(|doc| {
            let all = doc.portfolio.scenarios.iter();
            all.map(|scenario| (scenario.id.to_string(), scenario.name.to_string())).collect::<Vec<_>>()
        }));
        options
    });
    let value = Signal::derive(move || desk.scenario.get().map(|id| id.to_string()).unwrap_or_default());
    let starts = Signal::derive(move || {
        vec![
            ("fixed".to_owned(), t().starts_fixed().to_owned()),
            ("free".to_owned(), t().starts_free().to_owned()),
        ]
    });
    let free = Signal::derive(move || if desk.part.get().free_starts { "free" } else { "fixed" }.to_owned());
    let set_in_scenario = Signal::derive(move || desk.scenario.get().is_some());
    view! {
        <div class="pf-frame">
            <SelectField label=move || t().looking_at() options value
                on_choose=move |key: String| desk.scenario.set(key.parse().ok()) />
            <SelectField label=move || t().starts() options=starts value=free disabled=set_in_scenario
                on_choose=move |key: String| { desk.dispatch(PortfolioCommand::SetFreeStarts(key == "free")); } />
            <values::ValuesChoice desk />
            <values::FromRanking desk />
            <ul class="pf-tweaks">
                {move || {
                    let tweaks = desk.scenario.get().and_then(|id| {
                        app.store.doc().with(|doc| find(&doc.portfolio.scenarios, id).map(|scenario| scenario.tweaks.clone()))
                    });
                    desk.speak(|s| tweaks.unwrap_or_default().iter().map(|tweak| view! { <li class="tag">{s.tweak(tweak)}</li> }).collect_view())
                }}
            </ul>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_comes_back_from_its_text() {
        let project = Place::Project(ProjectId::from_number(7));
        for place in [
            project,
            Place::Set,
            Place::Schedule,
            Place::Frontier,
            Place::Scenarios,
            Place::Robust,
            Place::Data,
        ] {
            assert_eq!(Place::parse(&place.to_string()), place);
        }
        for nonsense in ["", "nothing", "set/nothing", "%%"] {
            assert_eq!(Place::parse(nonsense), Place::Set);
        }
    }
}
