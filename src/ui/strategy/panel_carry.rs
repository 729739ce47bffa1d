//! How a goal is carried, and who would carry it best.

use leptos::prelude::*;

use super::desk::{Ask, Desk, desk};
use crate::domain::id::NodeId;
use crate::domain::strategy::capability::{LEAST, Team};
use crate::domain::strategy::carriers::{Candidate, Carriers, Finder, Way};
use crate::domain::strategy::coverage::Carrier;
use crate::domain::strategy::{Item, Strength};
use crate::i18n::sentences::percent;
use crate::ui::kit::{Button, Symbol};

/// The coverage of a goal with its money.
#[component]
pub fn Carried(goal: NodeId) -> impl IntoView {
    let desk = desk();
    let row = Memo::new(move |_| desk.coverage.with(|coverage| coverage.goal(goal).cloned()));
    view! {
        <Show when=move || row.with(Option::is_some)>
            <section class="side-part">
                <h3>{move || desk.t().coverage()}</h3>
                <p class="side-figure">
                    {move || row.get().map(|row| {
                        let locale = desk.locale();
                        desk.t().covered(&percent(locale, row.degree), &percent(locale, row.weight), &percent(locale, row.money_share), &desk.money_of(row.money))
                    })}
                </p>
                <p class="hint">{move || desk.t().coverage_note()}</p>
                <Button label=move || desk.t().place_project() symbol=Symbol::Add on_click=move || desk.dialog.set(Some(Ask::Place(goal))) />
            </section>
        </Show>
    }
}

/// The carriers of a goal by rank. Made when it is opened.
#[component]
pub fn Finder(goal: NodeId) -> impl IntoView {
    let desk = desk();
    let is_goal = move || desk.coverage.with(|coverage| coverage.goal(goal).is_some());
    let is_open = RwSignal::new(false);
    view! {
        <Show when=is_goal>
            <details class="fold side-part" on:toggle=move |_| is_open.update(|open| *open = !*open)>
                <summary><h3>{move || desk.t().best_carrier()}</h3></summary>
                <Show when=move || is_open.get()>
                    <Ranking desk goal />
                </Show>
            </details>
        </Show>
    }
}

/// The candidates of goals. Tracked.
pub fn candidates_of(desk: Desk, goals: &[NodeId]) -> Vec<Carriers> {
    let teams = desk.teams.get();
    // The plans say which roles a project needs.
    desk.portfolio.with(|_| ());
    desk.graph.with(|graph| {
        desk.with_workspace(|doc| {
            let finder = Finder::new(doc, graph);
            let team = |carrier: &Carrier| {
                teams.as_ref().map_or(Team::Unknown(0), |teams| teams.team(doc, graph, carrier))
            };
            goals.iter().map(|goal| finder.find(*goal, &team)).collect()
        })
    })
}

/// The verdict on a goal's carriers in a sentence.
pub fn verdict(desk: Desk, carriers: &Carriers) -> String {
    let goal = desk.name(Item::Node(carriers.goal));
    let Some(best) = carriers.best() else {
        return match carriers.strongest() {
            Some(strongest) => desk.sentence(
                "carrier.none",
                &[
                    ("goal", &goal),
                    ("project", &strongest.carrier.name),
                    ("strength", &strongest.strength.get().to_string()),
                ],
            ),
            None => desk.t().nobody_can(&goal),
        };
    };
    let strength = best.strength.get().to_string();
    match (best.carrier.cost, best.carrier.finish) {
        (Some(cost), Some(finish)) => desk.sentence(
            "carrier.best",
            &[
                ("goal", &goal),
                ("project", &best.carrier.name),
                ("strength", &strength),
                ("amount", &desk.money(cost)),
                ("date", &desk.t().day(finish)),
            ],
        ),
        _ => desk.t().best_is(&goal, &best.carrier.name, &strength),
    }
}

#[component]
fn Ranking(desk: Desk, goal: NodeId) -> impl IntoView {
    let found = Memo::new(move |_| candidates_of(desk, &[goal]));
    let carriers = move || found.with(|found| found.first().cloned());
    view! {
        <p>{move || carriers().map(|carriers| verdict(desk, &carriers))}</p>
        <ol class="candidates">
            {move || {
                carriers().into_iter().flat_map(|carriers| carriers.candidates).take(8).map(|candidate| view! { <Row desk candidate /> }).collect_view()
            }}
        </ol>
        <p class="hint">{move || desk.t().finder_note()}</p>
        <p class="hint">{move || desk.t().capability_note()}</p>
    }
}

#[component]
fn Row(desk: Desk, candidate: Candidate) -> impl IntoView {
    let item = candidate.carrier.item;
    let reasons = reasons(desk, &candidate);
    view! {
        <li>
            <div class="candidate-head">
                <button type="button" class="link" on:click=move |_| desk.choose(Some(item))>{move || desk.name(item)}</button>
                <strong class="number">{percent(desk.locale(), candidate.total)}</strong>
            </div>
            <p class="hint">{reasons}</p>
        </li>
    }
}

/// Why a candidate stands where it does, aspect by aspect.
pub fn reasons(desk: Desk, candidate: &Candidate) -> String {
    let t = desk.t();
    let mut parts = Vec::new();
    let strength = format!("{} {}", candidate.strength.get(), desk.words().strength(candidate.strength));
    parts.push(match candidate.way {
        Way::Direct => t.reason_strength(&strength),
        Way::Measure(id) => t.reason_through(&strength, &desk.name(Item::Node(id))),
        Way::Project(id) => t.reason_through(&strength, &desk.name(Item::Project(id))),
    });
    parts.push(match candidate.carrier.cost {
        Some(cost) => t.reason_cost(&desk.money(cost)),
        None => t.reason_no_cost().to_owned(),
    });
    parts.push(match candidate.months_late {
        Some(0) => t.reason_in_time().to_owned(),
        Some(months) => t.reason_late(months),
        None => t.reason_no_day().to_owned(),
    });
    parts.push(if candidate.carrier.owner.is_empty() {
        t.reason_no_owner().to_owned()
    } else {
        t.reason_owner(&candidate.carrier.owner, candidate.owner_items)
    });
    parts.push(match candidate.team {
        Team::Known { value, people } => t.reason_capability(&percent(desk.locale(), value), people),
        Team::Unknown(0) => t.reason_no_capability().to_owned(),
        Team::Unknown(people) => t.reason_few_known(people, LEAST),
    });
    if candidate.strength < Strength::MEDIUM {
        parts.push(t.reason_too_weak().to_owned());
    }
    t.join(&parts)
}
