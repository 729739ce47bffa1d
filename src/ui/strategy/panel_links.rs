//! Contributions and causes of what is chosen: strengths, notes, and the log of what was agreed.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, desk};
use crate::domain::id::{LinkId, NodeId};
use crate::domain::strategy::{Item, Kind, Link, LinkEdit, LinkKind, Step, StrategyCommand, Strength, Talk};
use crate::domain::{Extra, Name, Note};
use crate::ui::kit::{Button, Icon, IconButton, SelectField, Symbol};

/// The links into an item, or out of it. Tracked.
fn links_of(desk: Desk, item: Item, into: bool) -> Vec<Arc<Link>> {
    desk.map.with(|map| {
        desk.graph.with(|graph| match (into, item) {
            (false, _) => graph.links_from(map, item).cloned().collect(),
            (true, Item::Node(id)) => graph.links_to(map, id).cloned().collect(),
            (true, Item::Project(_)) => Vec::new(),
        })
    })
}

/// The links out of and into an item.
#[component]
pub fn Links(item: Item) -> impl IntoView {
    let desk = desk();
    let of = move |into: bool| links_of(desk, item, into);
    let out = Memo::new(move |_| of(false).iter().map(|link| link.id).collect::<Vec<_>>());
    let inward = Memo::new(move |_| of(true).iter().map(|link| link.id).collect::<Vec<_>>());
    view! {
        <section class="side-part">
            <h3>{move || desk.t().contributes_to()}</h3>
            <ul class="links">
                <For each=move || out.get() key=|id| *id let:id><LinkRow desk item id other_is_target=true /></For>
            </ul>
            <AddLink desk item into=false />
        </section>
        <Show when=move || item.node().is_some()>
            <section class="side-part">
                <h3>{move || desk.t().carried_by()}</h3>
                <ul class="links">
                    <For each=move || inward.get() key=|id| *id let:id><LinkRow desk item id other_is_target=false /></For>
                </ul>
                <AddLink desk item into=true />
            </section>
        </Show>
    }
}

fn strengths(desk: Desk) -> Vec<(String, String)> {
    Strength::ALL
        .into_iter()
        .map(|strength| {
            (strength.get().to_string(), format!("{} {}", strength.get(), desk.words().strength(strength)))
        })
        .collect()
}

fn strength_of(key: &str) -> Option<Strength> {
    key.parse::<u8>().ok().and_then(|value| Strength::try_from(value).ok())
}

#[component]
fn LinkRow(desk: Desk, item: Item, id: LinkId, other_is_target: bool) -> impl IntoView {
    let link =
        Memo::new(move |_| links_of(desk, item, !other_is_target).into_iter().find(|link| link.id == id));
    let other = move || {
        link.with(|link| {
            link.as_ref().map(|link| if other_is_target { Item::Node(link.to) } else { link.from })
        })
    };
    let field = move |read: fn(&Link) -> String| {
        Signal::derive(move || link.with(|link| link.as_ref().map(|link| read(link)).unwrap_or_default()))
    };
    let is_open = move || link.with(|link| link.as_ref().is_some_and(|link| link.is_open()));
    let edit = move |edit: LinkEdit| {
        desk.run(StrategyCommand::EditLink { id, edit });
    };
    let is_cause = move || link.with(|link| link.as_ref().is_some_and(|link| link.kind == LinkKind::Causes));
    view! {
        <li class="link-row">
            <div class="link-head">
                <button type="button" class="link" on:click=move |_| desk.choose(untrack(other))>
                    {move || other().map(|other| desk.name(other))}
                </button>
                {move || is_cause().then(|| view! { <span class="tag">{desk.t().causes()}</span> })}
                {move || is_open().then(|| view! { <span class="tag tag-accent">{desk.t().not_agreed()}</span> })}
                <select
                    class="input select link-strength"
                    aria-label=move || desk.t().strength()
                    prop:value=field(|link| link.strength.get().to_string())
                    on:change=move |event| {
                        if let Some(strength) = strength_of(&event_target_value(&event)) {
                            edit(LinkEdit::Strength(strength));
                        }
                    }
                >
                    {move || {
                        let now = field(|link| link.strength.get().to_string()).get();
                        strengths(desk).into_iter().map(|(key, word)| {
                            let chosen = key == now;
                            view! { <option value=key selected=chosen>{word}</option> }
                        }).collect_view()
                    }}
                </select>
                <IconButton label=move || desk.t().unlink() symbol=Symbol::Close
                    on_click=move || desk.run_undoable(StrategyCommand::Disconnect(vec![id])) />
            </div>
            <details class="fold">
                <summary>
                    {move || {
                        let count = link.with(|link| link.as_ref().map_or(0, |link| link.talks.len()));
                        desk.t().note_and_log(count)
                    }}
                </summary>
                <textarea
                    class="input"
                    rows="2"
                    aria-label=move || desk.t().note()
                    placeholder=move || desk.t().why_link()
                    prop:value=field(|link| link.note.to_string())
                    on:change=move |event| edit(LinkEdit::Note(Note::truncated(&event_target_value(&event))))
                ></textarea>
                <Log desk link />
                <TalkForm desk id />
            </details>
        </li>
    }
}

/// What was proposed, countered and agreed.
#[component]
fn Log(desk: Desk, link: Memo<Option<Arc<Link>>>) -> impl IntoView {
    view! {
        <ol class="talks" aria-label=move || desk.t().catchball()>
            {move || {
                link.get()
                    .map(|link| link.talks.clone())
                    .unwrap_or_default()
                    .into_iter()
                    .map(|talk| {
                        let head = [
                            talk.by.to_string(),
                            talk.date.map(|date| date.to_string()).unwrap_or_default(),
                            talk.strength.map(|strength| format!("{} {}", strength.get(), desk.words().strength(strength))).unwrap_or_default(),
                        ];
                        let head: Vec<String> = head.into_iter().filter(|part| !part.is_empty()).collect();
                        view! {
                            <li data-step=talk.step.key()>
                                <strong>{desk.words().step(talk.step)}</strong>
                                " "
                                <span class="hint">{head.join(" · ")}</span>
                                <p>{talk.text.to_string()}</p>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ol>
    }
}

/// A new entry of the log.
#[component]
fn TalkForm(desk: Desk, id: LinkId) -> impl IntoView {
    let step = RwSignal::new(Step::Proposal);
    let by = RwSignal::new(String::new());
    let text = RwSignal::new(String::new());
    let strength = RwSignal::new(None::<Strength>);
    let add = move || {
        let talk = Talk {
            step: step.get_untracked(),
            by: Name::truncated(&by.get_untracked()),
            date: Some(desk.today()),
            strength: strength.get_untracked(),
            text: Note::truncated(&text.get_untracked()),
            extra: Extra::new(),
        };
        if desk.run(StrategyCommand::EditLink { id, edit: LinkEdit::Talk(talk) }) {
            text.set(String::new());
        }
    };
    view! {
        <div class="talk-form">
            <SelectField label=move || desk.t().talk_step()
                options=Signal::derive(move || {
                    Step::ALL.into_iter().map(|step| (step.key().to_owned(), desk.words().step(step).to_owned())).collect::<Vec<_>>()
                })
                value=Signal::derive(move || step.get().key().to_owned())
                on_choose=move |key: String| {
                    if let Some(found) = Step::ALL.into_iter().find(|step| step.key() == key) {
                        step.set(found);
                    }
                } />
            <SelectField label=move || desk.t().strength()
                options=Signal::derive(move || {
                    let mut options = vec![(String::new(), "–".to_owned())];
                    options.extend(strengths(desk));
                    options
                })
                value=Signal::derive(move || strength.get().map(|strength| strength.get().to_string()).unwrap_or_default())
                on_choose=move |key: String| strength.set(strength_of(&key)) />
            <input class="input" aria-label=move || desk.t().talk_by() placeholder=move || desk.t().talk_by()
                prop:value=move || by.get() on:change=move |event| by.set(event_target_value(&event)) />
            <textarea class="input" rows="2" aria-label=move || desk.t().talk_text() placeholder=move || desk.t().talk_text()
                prop:value=move || text.get() on:change=move |event| text.set(event_target_value(&event))></textarea>
            <Button label=move || desk.t().talk_add() on_click=add />
        </div>
    }
}

/// Adds a link: what it goes to (or comes from) and how strongly.
#[component]
fn AddLink(desk: Desk, item: Item, into: bool) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<Item>);
    let kind = RwSignal::new(LinkKind::Contributes);
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), desk.t().choose_one().to_owned())];
        let own = item.node();
        desk.map.with(|map| {
            let fits = |kind: Kind| if into { kind.rank() >= 2 } else { kind.is_aim() || kind.rank() >= 3 };
            options.extend(map.nodes.iter().filter(|node| Some(node.id) != own && fits(node.kind)).map(
                |node| {
                    (Item::Node(node.id).to_string(), format!("{} {}", desk.kind_word(node.kind), node.name))
                },
            ));
        });
        if into {
            desk.projects.with(|projects| {
                options.extend(projects.iter().map(|project| {
                    (
                        Item::Project(project.id).to_string(),
                        format!("{} {}", desk.words().project(), project.name),
                    )
                }));
            });
        }
        options
    });
    let is_goal =
        move || matches!(item, Item::Node(id) if desk.node(id).is_some_and(|node| node.kind == Kind::Goal));
    let add = move |strength: Strength| {
        let Some(other) = chosen.get_untracked() else { return };
        let ends: Option<(Item, NodeId)> =
            if into { item.node().map(|to| (other, to)) } else { other.node().map(|to| (item, to)) };
        if let Some((from, to)) = ends {
            let link = Link { strength, kind: kind.get_untracked(), ..desk.new_link(from, to) };
            if desk.run(StrategyCommand::Connect(Box::new(link))) {
                chosen.set(None);
                is_open.set(false);
            }
        }
    };
    view! {
        <Show
            when=move || is_open.get()
            fallback=move || view! {
                <button type="button" class="button button-quiet add-link" on:click=move |_| is_open.set(true)>
                    <Icon symbol=Symbol::Add />
                    <span>{move || desk.t().add_link()}</span>
                </button>
            }
        >
            <div class="add-link-form">
                <SelectField label=move || if into { desk.t().carried_by() } else { desk.t().contributes_to() }
                    options value=Signal::derive(move || chosen.get().map(|item| item.to_string()).unwrap_or_default())
                    on_choose=move |key: String| chosen.set(key.parse().ok()) />
                <Show when=is_goal>
                    <label class="check">
                        <input type="checkbox" prop:checked=move || kind.get() == LinkKind::Causes
                            on:change=move |event| kind.set(if event_target_checked(&event) { LinkKind::Causes } else { LinkKind::Contributes }) />
                        <span>{move || desk.t().is_cause()}</span>
                    </label>
                </Show>
                <div class="button-row">
                    {Strength::ALL.into_iter().map(|strength| view! {
                        <Button label=move || format!("{} {}", strength.get(), desk.words().strength(strength))
                            disabled=Signal::derive(move || chosen.get().is_none()) on_click=move || add(strength) />
                    }).collect_view()}
                </div>
            </div>
        </Show>
    }
}
