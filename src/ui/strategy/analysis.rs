//! Carriers for every goal, what breaks, programmes that suggest themselves, and weightings side by side.

use leptos::prelude::*;

use super::desk::{Ask, Desk, desk};
use super::panel_carry::{candidates_of, verdict};
use super::settings::main_group;
use super::weighing::group_of;
use crate::domain::id::{NodeId, WeightingId};
use crate::domain::strategy::impact::worst_cuts;
use crate::domain::strategy::programmes::{Bond, Proposal, dependencies, propose, waiting};
use crate::domain::strategy::scenario::{Comparison, compare};
use crate::domain::strategy::{Home, Item, Kind, Node, Place, StrategyCommand, Weight, Weighting};
use crate::domain::{Extra, Name};
use crate::i18n::sentences::{list, percent};
use crate::state::clock;
use crate::ui::kit::{Button, IconButton, Symbol};

/// The view.
#[component]
pub fn Page() -> impl IntoView {
    let desk = desk();
    view! {
        <Best desk />
        <Hurts desk />
        <Programmes desk />
        <Weightings desk />
    }
}

/// For each goal, who carries it best, or that nobody can.
#[component]
fn Best(desk: Desk) -> impl IntoView {
    const MOST: usize = 40;
    let rows = Memo::new(move |_| {
        let goals: Vec<NodeId> =
            desk.weights.with(|weights| weights.iter().take(MOST).map(|goal| goal.node).collect());
        let found = candidates_of(desk, &goals);
        found
            .iter()
            .map(|found| (found.goal, found.best().is_some(), verdict(desk, found)))
            .collect::<Vec<_>>()
    });
    let unable = move || rows.with(|rows| rows.iter().filter(|(_, able, _)| !able).count());
    view! {
        <section class="panel">
            <h2>{move || desk.t().best_title(rows.with(Vec::len), unable())}</h2>
            <p class="hint">{move || desk.t().finder_note()}</p>
            <p class="hint">{move || desk.t().capability_note()}</p>
            <ul class="verdicts">
                <For each=move || rows.get() key=|row| row.clone() let:row>
                    {
                        let (goal, able, text) = row;
                        view! {
                            <li class:grave=!able>
                                <button type="button" class="verdict" on:click=move |_| desk.choose(Some(Item::Node(goal)))>{text}</button>
                            </li>
                        }
                    }
                </For>
            </ul>
        </section>
    }
}

/// What hurts most when it is cut.
#[component]
fn Hurts(desk: Desk) -> impl IntoView {
    const MOST: usize = 8;
    // Only what carries much can hurt much; a map of thousands needs no full list here.
    const LOOKED_AT: usize = 30;
    let rows = Memo::new(move |_| {
        let cuts = desk.map.with(|map| {
            desk.graph
                .with(|graph| desk.coverage.with(|coverage| worst_cuts(map, graph, coverage, LOOKED_AT)))
        });
        cuts.into_iter().take(MOST).map(|cut| (cut.item, cut.drop, cut.hardest)).collect::<Vec<_>>()
    });
    view! {
        <section class="panel">
            <h2>{move || {
                rows.with(|rows| rows.first().filter(|row| row.1 > 0.0).map(|(item, drop, _)| (*item, *drop)))
                    .map_or_else(
                        || desk.t().nothing_hurts().to_owned(),
                        |(item, drop)| desk.t().hurts_title(&desk.name(item), &format!("{:.1}", drop * 100.0)),
                    )
            }}</h2>
            <p class="hint">{move || desk.t().coverage_note()}</p>
            <ol class="trace">
                {move || {
                    rows.get().into_iter().map(|(item, drop, goal)| view! {
                        <li>
                            <button type="button" class="link" on:click=move |_| desk.choose(Some(item))>{desk.name(item)}</button>
                            <span class="hint">{goal.map(|goal| desk.name(Item::Node(goal)))}</span>
                            <span class="number">{desk.t().points(&format!("{:.1}", drop * 100.0))}</span>
                        </li>
                    }).collect_view()
                }}
            </ol>
        </section>
    }
}

/// Programmes that suggest themselves.
#[component]
fn Programmes(desk: Desk) -> impl IntoView {
    let depends = Memo::new(move |_| desk.portfolio.with(|portfolio| dependencies(portfolio)));
    let found = Memo::new(move |_| {
        let depends = depends.get();
        desk.graph.with(|graph| desk.with_workspace(|doc| propose(doc, graph, &depends)))
    });
    let left_out =
        Memo::new(move |_| desk.graph.with(|graph| desk.with_workspace(|doc| waiting(doc, graph))));
    let take = move |proposal: &Proposal| {
        let mut nodes = Vec::new();
        let under = proposal.join.unwrap_or_else(|| {
            let mut node = Node::new(clock::fresh(NodeId::new), Kind::Programme, Place::Top);
            let goal = proposal.shared_goals.first().map(|goal| desk.name(Item::Node(*goal)));
            let name = goal
                .map_or_else(|| desk.t().new_programme().to_owned(), |goal| desk.t().programme_for(&goal));
            node.name = Name::truncated(&name);
            node.owner = proposal.shared_owner.clone().unwrap_or_default();
            let id = node.id;
            nodes.push(node);
            id
        });
        let homes = proposal.projects.iter().map(|project| Home { project: *project, under }).collect();
        let command = StrategyCommand::Graft { nodes, links: Vec::new(), projects: Vec::new(), homes };
        desk.run_undoable(command);
    };
    let sentence = move |proposal: &Proposal| {
        let locale = desk.locale();
        let t = desk.t();
        let names: Vec<String> = proposal.projects.iter().map(|id| desk.name(Item::Project(*id))).collect();
        let names = list(locale, &names, true);
        let mut text = match proposal.join {
            Some(programme) => t.join_programme(&names, &desk.name(Item::Node(programme))),
            None => t.make_programme(&names),
        };
        for reason in reasons(desk, proposal) {
            text = t.sentences(&text, &reason);
        }
        text
    };
    view! {
        <section class="panel">
            <h2>{move || desk.t().programmes_title(found.with(Vec::len))}</h2>
            <p class="hint">{move || desk.t().programmes_hint()}</p>
            <Show when=move || { left_out.get() > 0 }>
                <p class="hint">{move || desk.t().not_compared(left_out.get())}</p>
            </Show>
            <ul class="verdicts">
                {move || {
                    found.get().into_iter().take(10).map(|proposal| {
                        let text = sentence(&proposal);
                        let alike = percent(desk.locale(), proposal.likeness);
                        view! {
                            <li class="proposal">
                                <span>{text}</span>
                                <span class="hint">{desk.t().alike(&alike)}</span>
                                <Button label=move || desk.t().do_it() on_click=move || take(&proposal) />
                            </li>
                        }
                    }).collect_view()
                }}
            </ul>
        </section>
    }
}

/// Why projects belong together: shared goals, what they need of each other, one owner.
fn reasons(desk: Desk, proposal: &Proposal) -> Vec<String> {
    const MOST: usize = 3;
    let (locale, t) = (desk.locale(), desk.t());
    let mut reasons = Vec::new();
    if !proposal.shared_goals.is_empty() {
        let goals = proposal.shared_goals.iter().take(MOST).map(|id| desk.name(Item::Node(*id)));
        let goals: Vec<String> = goals.collect();
        reasons.push(
            t.they_share(&list(locale, &goals, true), proposal.shared_goals.len().saturating_sub(MOST)),
        );
    }
    for one in proposal.dependencies.iter().take(MOST) {
        let (project, on) = (desk.name(Item::Project(one.project)), desk.name(Item::Project(one.on)));
        reasons.push(match one.bond {
            Bond::Needs => t.bond_needs(&project, &on),
            Bond::Follows => t.bond_follows(&project, &on),
            Bond::Together => t.bond_together(&project, &on),
        });
    }
    if proposal.dependencies.len() > MOST {
        reasons.push(t.more_bonds(proposal.dependencies.len() - MOST));
    }
    if let Some(owner) = &proposal.shared_owner {
        reasons.push(t.one_owner(owner));
    }
    reasons
}

/// Weightings side by side.
#[component]
fn Weightings(desk: Desk) -> impl IntoView {
    let compared =
        Memo::new(move |_| desk.graph.with(|graph| desk.with_workspace(|doc| compare(doc, graph))));
    let group = Memo::new(move |_| {
        desk.map.with(|_| ());
        main_group(desk)
    });
    let siblings = Memo::new(move |_| {
        group_of(desk, group.get().map_or(Place::Top, Place::Under))
            .into_iter()
            .map(|(id, _)| id)
            .collect::<Vec<_>>()
    });
    let columns = Memo::new(move |_| desk.map.with(|map| (*map.weightings).clone()));
    let add = move || {
        let now = untrack(|| group_of(desk, group.get().map_or(Place::Top, Place::Under)));
        let weights = now
            .into_iter()
            .filter_map(|(id, share)| Some((id, Weight::new((share * 1_000.0).round() / 10.0).ok()?)))
            .collect();
        let number = columns.with_untracked(Vec::len) + 2;
        desk.run(StrategyCommand::SetWeighting(Box::new(Weighting {
            id: clock::fresh(WeightingId::new),
            name: Name::truncated(&desk.t().weighting_number(number)),
            weights,
            extra: Extra::new(),
        })));
    };
    view! {
        <section class="panel">
            <h2>{move || weightings_title(desk, &compared.get(), columns.with(Vec::len))}</h2>
            <p class="hint">{move || desk.t().weightings_hint()}</p>
            <div class="table-wrap" role="group" aria-label=move || desk.t().weightings()>
                <table class="table weightings">
                    <thead>
                        <tr>
                            <th scope="col">{move || siblings.with(|list| list.first().map(|id| desk.level(Item::Node(*id))))}</th>
                            <th scope="col" class="number">{move || desk.t().in_force()}</th>
                            {move || columns.get().into_iter().map(|weighting| view! { <Head desk weighting /> }).collect_view()}
                        </tr>
                    </thead>
                    <tbody>
                        {move || siblings.get().into_iter().map(|id| view! { <WeightRow desk id columns=columns.get() /> }).collect_view()}
                    </tbody>
                </table>
            </div>
            <div class="button-row">
                <Button label=move || desk.t().add_weighting() symbol=Symbol::Add on_click=add />
                <Button label=move || desk.t().compare() symbol=Symbol::Selection on_click=move || desk.dialog.set(Some(Ask::Weigh(group.get_untracked()))) />
            </div>
            <Show when=move || !columns.with(Vec::is_empty)>
                <Ranks desk compared columns />
            </Show>
        </section>
    }
}

fn weightings_title(desk: Desk, compared: &Comparison, others: usize) -> String {
    let t = desk.t();
    if others == 0 {
        return t.one_weighting().to_owned();
    }
    let moved = compared.ranked.iter().filter(|ranked| ranked.spread() > 0).count();
    let most =
        compared.ranked.iter().max_by_key(|ranked| ranked.spread()).filter(|ranked| ranked.spread() > 0);
    match most {
        Some(ranked) => t.weightings_title(others + 1, moved, &desk.name(ranked.item), ranked.spread()),
        None => t.weightings_same(others + 1),
    }
}

#[component]
fn Head(desk: Desk, weighting: Weighting) -> impl IntoView {
    let id = weighting.id;
    let name = weighting.name.to_string();
    let rename = move |text: &str| {
        let changed = Weighting { name: Name::truncated(text), ..weighting.clone() };
        desk.run(StrategyCommand::SetWeighting(Box::new(changed)));
    };
    view! {
        <th scope="col" class="number">
            <div class="weighting-head">
                <input class="input cell-input" aria-label=move || desk.t().name() prop:value=name
                    on:change=move |event| rename(&event_target_value(&event)) />
                <IconButton label=move || desk.t().put_in_force() symbol=Symbol::Check
                    on_click=move || desk.run_undoable(StrategyCommand::ApplyWeighting(id)) />
                <IconButton label=move || desk.t().remove() symbol=Symbol::Close
                    on_click=move || desk.run_undoable(StrategyCommand::RemoveWeighting(id)) />
            </div>
        </th>
    }
}

#[component]
fn WeightRow(desk: Desk, id: NodeId, columns: Vec<Weighting>) -> impl IntoView {
    let now = move || super::weighing::share_of(desk, id).map(|share| percent(desk.locale(), share));
    view! {
        <tr>
            <th scope="row">{move || desk.name(Item::Node(id))}</th>
            <td class="number">{now}</td>
            {columns.into_iter().map(|weighting| {
                let value = weighting.weights.iter().find(|(node, _)| *node == id).map(|(_, weight)| super::panel::trimmed(weight.get())).unwrap_or_default();
                let label = weighting.name.to_string();
                view! {
                    <td class="number">
                        <input class="input cell-input input-number" inputmode="decimal" prop:value=value
                            aria-label=move || format!("{} {label}", desk.name(Item::Node(id)))
                            on:change=move |event| match Weight::parse(&event_target_value(&event)) {
                                Ok(weight) => {
                                    let mut changed = weighting.clone();
                                    changed.weights.retain(|(node, _)| *node != id);
                                    changed.weights.push((id, weight));
                                    desk.run(StrategyCommand::SetWeighting(Box::new(changed)));
                                }
                                Err(error) => desk.app.toasts.refuse(desk.app.lang().errors().value(&error)),
                            } />
                    </td>
                }
            }).collect_view()}
        </tr>
    }
}

/// The carriers whose rank differs most, with their rank under each weighting.
#[component]
fn Ranks(desk: Desk, compared: Memo<Comparison>, columns: Memo<Vec<Weighting>>) -> impl IntoView {
    const MOST: usize = 25;
    let rows = move || {
        compared.with(|compared| {
            let mut rows = compared.ranked.clone();
            rows.truncate(MOST);
            rows
        })
    };
    view! {
        <h3>{move || desk.t().ranks_title()}</h3>
        <div class="table-wrap" role="group" aria-label=move || desk.t().ranks_title()>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{move || desk.t().carrier()}</th>
                        <th scope="col" class="number">{move || desk.t().in_force()}</th>
                        {move || columns.get().into_iter().map(|weighting| view! { <th scope="col" class="number">{weighting.name.to_string()}</th> }).collect_view()}
                        <th scope="col" class="number">{move || desk.t().moves()}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || rows().into_iter().map(|ranked| {
                        let item = ranked.item;
                        let base = ranked.places.first().map_or(0, |place| place.1);
                        let spread = ranked.spread();
                        view! {
                            <tr>
                                <th scope="row"><button type="button" class="link" on:click=move |_| desk.choose(Some(item))>{desk.name(item)}</button></th>
                                {ranked.places.iter().enumerate().map(|(index, (value, rank))| {
                                    let change = match rank.cmp(&base) {
                                        _ if index == 0 => "",
                                        std::cmp::Ordering::Less => " ▲",
                                        std::cmp::Ordering::Greater => " ▼",
                                        std::cmp::Ordering::Equal => "",
                                    };
                                    view! { <td class="number" title=percent(desk.locale(), *value)>{format!("{rank}{change}")}</td> }
                                }).collect_view()}
                                <td class="number">{(spread > 0).then(|| spread.to_string())}</td>
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}
