//! The side panel: everything about what is chosen.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::chooser::Guidance;
use super::desk::{Ask, Desk, desk};
use super::panel_carry::{Carried, Finder};
use super::panel_impact::Breaks;
use super::panel_links::Links;
use super::panel_measure::MeasurePart;
use super::strip::Line;
use super::weighing::share_of;
use crate::domain::id::NodeId;
use crate::domain::project::parse_date;
use crate::domain::strategy::rollup::status_of;
use crate::domain::strategy::{
    Item, Kind, Node, NodeEdit, Place, RollUp, StrategyCommand, Weight, WeightSource,
};
use crate::domain::{Command, Name, Note, Project, ProjectEdit, ProjectId};
use crate::i18n::sentences::percent;
use crate::route::Route;
use crate::ui::kit::{Button, ButtonKind, IconButton, NumberField, SelectField, Symbol, TextField};

/// The panel of what is chosen.
#[component]
pub fn Panel() -> impl IntoView {
    let desk = desk();
    view! {
        <aside class="side no-print" aria-label=move || desk.t().details()>
            <h2 class="sr-only">{move || desk.t().details()}</h2>
            {move || match desk.chosen.get() {
                Some(item) if desk.is_there(item) => view! { <Shown desk item /> }.into_any(),
                _ => view! { <p class="hint">{desk.t().nothing_chosen()}</p> }.into_any(),
            }}
        </aside>
    }
}

#[component]
fn Shown(desk: Desk, item: Item) -> impl IntoView {
    let found = move || {
        desk.found
            .with(|found| found.iter().filter(|finding| finding.place() == item).cloned().collect::<Vec<_>>())
    };
    view! {
        <header class="side-head">
            <span class="tag">{move || desk.level(item)}</span>
            <IconButton label=move || desk.app.lang().shell().close() symbol=Symbol::Close on_click=move || {
                desk.choose(None);
                desk.focus_outline.update(|count| *count += 1);
            } />
        </header>
        {match item {
            Item::Node(id) => view! { <NodePart desk id /> }.into_any(),
            Item::Project(id) => view! { <ProjectPart desk id /> }.into_any(),
        }}
        <Show when=move || !found().is_empty()>
            <section class="side-part">
                <h3>{move || desk.t().findings()}</h3>
                <ul class="gaps">
                    {move || found().into_iter().map(|finding| view! { <Line desk finding /> }).collect_view()}
                </ul>
            </section>
        </Show>
        <Guidance kind=Signal::derive(move || match item {
            Item::Node(id) => desk.node(id).map(|node| node.kind),
            Item::Project(_) => None,
        }) />
    }
}

/// A typed text as a value of a field, or why not.
fn typed<T>(desk: Desk, parsed: Result<T, crate::domain::error::ValueError>) -> Result<T, String> {
    parsed.map_err(|error| desk.app.lang().errors().value(&error))
}

/// A text field of a node.
#[component]
fn TextPart(
    desk: Desk,
    id: NodeId,
    #[prop(into)] label: TextProp,
    read: fn(&Node) -> String,
    write: fn(&str) -> Result<NodeEdit, crate::domain::error::ValueError>,
    #[prop(default = 1)] rows: u32,
    #[prop(optional, into)] hint: Option<TextProp>,
) -> impl IntoView {
    let value = Signal::derive(move || desk.node(id).map(|node| read(&node)).unwrap_or_default());
    let commit = Callback::new(move |text: String| {
        typed(desk, write(&text)).map(|edit| {
            desk.edit(id, edit);
        })
    });
    match hint {
        Some(hint) => view! { <TextField label value rows hint on_commit=commit /> }.into_any(),
        None => view! { <TextField label value rows on_commit=commit /> }.into_any(),
    }
}

/// A day.
#[component]
pub fn DatePart(
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_commit: Callback<Option<chrono::NaiveDate>>,
) -> impl IntoView {
    view! {
        <label class="field">
            <span>{move || label.get()}</span>
            <input
                class="input"
                type="date"
                prop:value=move || value.get()
                on:change=move |event| {
                    let text = event_target_value(&event);
                    if text.is_empty() {
                        on_commit.run(None);
                    } else if let Ok(date) = parse_date(&text) {
                        on_commit.run(Some(date));
                    }
                }
            />
        </label>
    }
}

#[component]
fn NodePart(desk: Desk, id: NodeId) -> impl IntoView {
    let kind = Memo::new(move |_| desk.node(id).map(|node| node.kind).unwrap_or_default());
    let kinds = Signal::derive(move || {
        let now = kind.get();
        Kind::ALL
            .into_iter()
            .filter(|kind| *kind == now || desk.map.with(|map| map.uses(*kind)))
            .map(|kind| (kind.key().to_owned(), desk.kind_word(kind)))
            .collect::<Vec<_>>()
    });
    let text = move |read: fn(&Node) -> String| {
        Signal::derive(move || desk.node(id).map(|node| read(&node)).unwrap_or_default())
    };
    let asks_definition =
        move || kind.get() == Kind::Theme || desk.node(id).is_some_and(|node| !node.definition.is_empty());
    let lanes = Memo::new(move |_| {
        desk.map.with(|map| {
            map.perspectives
                .iter()
                .map(|lane| (lane.id.to_string(), lane.name.to_string()))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="side-part">
            <TextPart desk id label=move || desk.t().name() rows=2 read=|node| node.name.to_string()
                write=|text| Name::new(&text.split_whitespace().collect::<Vec<_>>().join(" ")).map(NodeEdit::Name) />
            <div class="side-pair">
                <SelectField label=move || desk.t().level() options=kinds value=text(|node| node.kind.key().to_owned())
                    on_choose=move |key: String| {
                        if let Some(kind) = Kind::from_key(&key) {
                            desk.edit(id, NodeEdit::Kind(kind));
                        }
                    } />
                <TextPart desk id label=move || desk.t().owner() read=|node| node.owner.to_string()
                    write=|text| Name::new(text).map(NodeEdit::Owner) />
            </div>
            <div class="side-pair">
                <Show when=move || kind.get().is_carrier()>
                    <DatePart label=move || desk.app.lang().projects().start()
                        value=text(|node| node.start.map(|day| day.to_string()).unwrap_or_default())
                        on_commit=move |day| { desk.edit(id, NodeEdit::Start(day)); } />
                </Show>
                <Show when=move || !matches!(kind.get(), Kind::Vision | Kind::Mission | Kind::Measure)>
                    <DatePart label=move || desk.t().due()
                        value=text(|node| node.due.map(|day| day.to_string()).unwrap_or_default())
                        on_commit=move |day| { desk.edit(id, NodeEdit::Due(day)); } />
                </Show>
                <Show when=move || kind.get().is_carrier()>
                    <CostPart desk id />
                </Show>
            </div>
            <Show when=move || kind.get().is_aim() && !lanes.with(Vec::is_empty)>
                <SelectField
                    label=move || desk.t().perspective()
                    options=Signal::derive(move || {
                        let mut options = vec![(String::new(), desk.t().perspective_above().to_owned())];
                        options.extend(lanes.get());
                        options
                    })
                    value=text(|node| node.perspective.map(|lane| lane.to_string()).unwrap_or_default())
                    on_choose=move |key: String| {
                        desk.edit(id, NodeEdit::Perspective(key.parse().ok()));
                    }
                />
            </Show>
            <TextPart desk id label=move || desk.t().note() rows=3 read=|node| node.note.to_string()
                write=|text| Note::new(text).map(NodeEdit::Note) />
            <Show when=asks_definition>
                <TextPart desk id label=move || desk.t().definition() rows=3 hint=move || desk.t().definition_hint()
                    read=|node| node.definition.to_string() write=|text| Note::new(text).map(NodeEdit::Definition) />
            </Show>
        </section>
        <Show when=move || kind.get().is_aim() || kind.get() == Kind::Measure>
            <WeightPart desk id />
        </Show>
        <Show when=move || kind.get() == Kind::Measure>
            <MeasurePart id />
        </Show>
        <Show when=move || kind.get().is_aim()>
            <ProgressPart desk id />
        </Show>
        <Show when=move || matches!(kind.get(), Kind::Goal | Kind::Theme)>
            <Carried goal=id />
            <Finder goal=id />
        </Show>
        <Links item=Item::Node(id) />
        <Show when=move || kind.get().is_carrier()>
            <Breaks item=Item::Node(id) />
        </Show>
        <div class="button-row side-foot">
            <Button label=move || desk.t().remove() kind=ButtonKind::Danger symbol=Symbol::Delete on_click=move || {
                desk.run_undoable(StrategyCommand::RemoveNodes(vec![id]));
            } />
        </div>
    }
}

#[component]
fn CostPart(desk: Desk, id: NodeId) -> impl IntoView {
    let unit = move || desk.app.store.doc().with(|doc| doc.money);
    view! {
        <NumberField
            label=move || desk.app.lang().projects().cost()
            unit=move || desk.app.lang().projects().money_unit(unit())
            value=Signal::derive(move || {
                desk.node(id).and_then(|node| node.cost).map(|cost| unit().plain(cost)).unwrap_or_default()
            })
            on_commit=move |text: String| {
                let cost = Some(text.trim()).filter(|text| !text.is_empty()).map(|text| untrack(unit).parse(text)).transpose();
                typed(desk, cost).map(|cost| {
                    desk.edit(id, NodeEdit::Cost(cost));
                })
            }
        />
    }
}

/// The weight among siblings, where it comes from, and what it is of the whole.
#[component]
fn WeightPart(desk: Desk, id: NodeId) -> impl IntoView {
    let place = Memo::new(move |_| desk.node(id).map(|node| node.place).unwrap_or_default());
    let is_aim = move || desk.node(id).is_some_and(|node| node.kind.is_aim());
    let source = move || {
        let group = place.get().parent();
        let siblings: Vec<NodeId> =
            super::weighing::group_of(desk, place.get()).into_iter().map(|(id, _)| id).collect();
        match desk.map.with(|map| desk.graph.with(|graph| map.weight_source(graph, &siblings, group))) {
            WeightSource::Equal => desk.t().weights_equal(),
            WeightSource::Direct => desk.t().weights_direct(),
            WeightSource::Pairwise => desk.t().weights_pairwise(),
        }
    };
    let share = Memo::new(move |_| share_of(desk, id));
    let whole = move || {
        let locale = desk.locale();
        desk.weights.with(|weights| {
            let goal = weights.iter().find(|goal| goal.node == id)?;
            let factors: Vec<String> = goal.path.iter().map(|(_, share)| percent(locale, *share)).collect();
            Some(desk.t().weight_of_whole(&factors.join(" × "), &percent(locale, goal.weight)))
        })
    };
    view! {
        <section class="side-part">
            <div class="side-pair">
                <NumberField
                    label=move || desk.t().weight()
                    unit="%"
                    value=Signal::derive(move || {
                        desk.node(id).and_then(|node| node.weight).map(|weight| trimmed(weight.get())).unwrap_or_default()
                    })
                    on_commit=move |text: String| {
                        let weight = Some(text.trim()).filter(|text| !text.is_empty()).map(Weight::parse).transpose();
                        typed(desk, weight).map(|weight| {
                            desk.edit(id, NodeEdit::Weight(weight));
                        })
                    }
                />
                <p class="side-fact">
                    {move || share.get().map(|share| desk.t().share_of_siblings(&percent(desk.locale(), share)))}
                    <span class="hint">{move || is_aim().then(source)}</span>
                </p>
            </div>
            <p class="hint">{whole}</p>
            <Show when=move || is_aim() && place.get() != Place::Unplaced>
                <Button label=move || desk.t().compare() symbol=Symbol::Selection
                    on_click=move || desk.dialog.set(Some(Ask::Weigh(place.get_untracked().parent()))) />
            </Show>
        </section>
    }
}

/// At most two decimals, without trailing zeros.
pub fn trimmed(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Rolled-up progress with what it is made of.
#[component]
fn ProgressPart(desk: Desk, id: NodeId) -> impl IntoView {
    let progress = Memo::new(move |_| desk.progress.with(|progress| progress.get(&id).cloned()));
    let rules = Signal::derive(move || {
        RollUp::ALL
            .into_iter()
            .map(|rule| (rule.key().to_owned(), desk.words().roll_up(rule).to_owned()))
            .collect::<Vec<_>>()
    });
    view! {
        <Show when=move || progress.with(Option::is_some)>
            <section class="side-part">
                <h3>{move || desk.t().progress()}</h3>
                <p class="side-figure">
                    {move || {
                        let progress = progress.get()?;
                        let t = desk.t();
                        Some(match progress.value {
                            Some(value) => {
                                let status = desk.map.with(|map| status_of(value, &map.rules));
                                t.progress_of(&percent(desk.locale(), value), desk.words().status(status), progress.counted(), progress.parts.len())
                            }
                            None => t.progress_none().to_owned(),
                        })
                    }}
                </p>
                <SelectField label=move || desk.t().rule() options=rules
                    value=Signal::derive(move || desk.node(id).map(|node| node.roll_up.key().to_owned()).unwrap_or_default())
                    on_choose=move |key: String| {
                        if let Some(rule) = RollUp::ALL.into_iter().find(|rule| rule.key() == key) {
                            desk.edit(id, NodeEdit::RollUp(rule));
                        }
                    } />
                <details class="fold">
                    <summary>{move || desk.t().made_of()}</summary>
                    <ul class="trace">
                        {move || {
                            let locale = desk.locale();
                            progress.get().into_iter().flat_map(|progress| progress.parts).map(|part| {
                                let name = desk.name(Item::Node(part.node));
                                let value = part.progress.map_or_else(|| "–".to_owned(), |value| percent(locale, value));
                                let share = percent(locale, part.share);
                                view! {
                                    <li>
                                        <button type="button" class="link" on:click=move |_| desk.choose(Some(Item::Node(part.node)))>{name}</button>
                                        <span class="number">{format!("{share} × {value}")}</span>
                                    </li>
                                }
                            }).collect_view()
                        }}
                    </ul>
                    <p class="hint">{move || desk.t().roll_up_note()}</p>
                </details>
            </section>
        </Show>
    }
}

#[component]
fn ProjectPart(desk: Desk, id: ProjectId) -> impl IntoView {
    let field = move |read: fn(&Project) -> String| {
        Signal::derive(move || desk.project(id).map(|project| read(&project)).unwrap_or_default())
    };
    let edit = move |edit: ProjectEdit| {
        desk.app.dispatch(Command::EditProjects(vec![(id, edit)]));
    };
    let homes = Signal::derive(move || {
        let mut options = vec![(String::new(), desk.t().home_by_link().to_owned())];
        desk.map.with(|map| {
            options.extend(
                map.nodes.iter().filter(|node| node.kind.is_carrier() || node.kind == Kind::Goal).map(
                    |node| (node.id.to_string(), format!("{} {}", desk.kind_word(node.kind), node.name)),
                ),
            );
        });
        options
    });
    let home = Signal::derive(move || {
        desk.map.with(|map| {
            map.homes
                .iter()
                .find(|home| home.project == id)
                .map(|home| home.under.to_string())
                .unwrap_or_default()
        })
    });
    view! {
        <section class="side-part">
            <TextField label=move || desk.t().name() rows=2 value=field(|project| project.name.to_string())
                on_commit=move |text: String| desk.rename(Item::Project(id), &text) />
            <TextField label=move || desk.t().owner() value=field(|project| project.owner.to_string())
                on_commit=move |text: String| typed(desk, Name::new(&text)).map(|name| edit(ProjectEdit::Owner(name))) />
            <div class="side-pair">
                <DatePart label=move || desk.app.lang().projects().start()
                    value=field(|project| project.start.map(|day| day.to_string()).unwrap_or_default())
                    on_commit=move |day| edit(ProjectEdit::Start(day)) />
                <DatePart label=move || desk.app.lang().projects().finish()
                    value=field(|project| project.finish.map(|day| day.to_string()).unwrap_or_default())
                    on_commit=move |day| edit(ProjectEdit::Finish(day)) />
            </div>
            <p class="side-fact">
                {move || desk.project(id).and_then(|project| project.cost).map(|cost| desk.t().costs(&desk.money(cost)))}
            </p>
            <SelectField label=move || desk.t().home() options=homes value=home on_choose=move |key: String| {
                desk.run(StrategyCommand::PlaceProject { project: id, under: key.parse().ok(), link: None });
            } />
            <Button label=move || desk.t().to_project_list() symbol=Symbol::Projects on_click=move || {
                desk.app.wanted_project.set(Some(id));
                desk.app.router.go(Route::Projects);
            } />
        </section>
        <Links item=Item::Project(id) />
        <Breaks item=Item::Project(id) />
    }
}
