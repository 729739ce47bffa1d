//! Every node in a row, with fields that can be edited in place.

use leptos::prelude::*;

use super::desk::{Desk, desk};
use super::outline::StatusMark;
use super::panel::trimmed;
use crate::domain::Name;
use crate::domain::error::ValueError;
use crate::domain::id::NodeId;
use crate::domain::project::parse_date;
use crate::domain::strategy::rollup::status_of;
use crate::domain::strategy::{Item, Kind, Node, NodeEdit, Weight};
use crate::i18n::sentences::percent;
use crate::ui::kit::Button;

/// Rows on the screen at once.
const ROWS: usize = 100;

/// A field that a cell edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Name,
    Owner,
    Weight,
    Due,
}

impl Field {
    fn text(self, node: &Node) -> String {
        match self {
            Self::Name => node.name.to_string(),
            Self::Owner => node.owner.to_string(),
            Self::Weight => node.weight.map(|weight| trimmed(weight.get())).unwrap_or_default(),
            Self::Due => node.due.map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    fn edit(self, text: &str) -> Result<NodeEdit, ValueError> {
        let filled = Some(text.trim()).filter(|text| !text.is_empty());
        Ok(match self {
            Self::Name => NodeEdit::Name(Name::new(text)?),
            Self::Owner => NodeEdit::Owner(Name::new(text)?),
            Self::Weight => NodeEdit::Weight(filled.map(Weight::parse).transpose()?),
            Self::Due => NodeEdit::Due(filled.map(parse_date).transpose()?),
        })
    }

    fn word(self, desk: Desk) -> &'static str {
        let t = desk.t();
        match self {
            Self::Name => t.name(),
            Self::Owner => t.owner(),
            Self::Weight => t.weight(),
            Self::Due => t.due(),
        }
    }
}

/// The view.
#[component]
pub fn Page() -> impl IntoView {
    let desk = desk();
    let kind = RwSignal::new(None::<Kind>);
    let filter = RwSignal::new(String::new());
    let first = RwSignal::new(0_usize);
    let shown = Memo::new(move |_| {
        let (kind, filter) = (kind.get(), filter.get().trim().to_lowercase());
        desk.map.with(|map| {
            desk.graph.with(|graph| {
                let tops = graph.tops.iter().chain(&graph.unplaced);
                let order = tops.flat_map(|top| std::iter::once(*top).chain(graph.below(*top)));
                let fits = |id: &NodeId| {
                    graph.node(map, *id).is_some_and(|node| {
                        kind.is_none_or(|kind| node.kind == kind)
                            && (filter.is_empty()
                                || node.name.to_lowercase().contains(&filter)
                                || node.owner.to_lowercase().contains(&filter))
                    })
                };
                order.filter(fits).collect::<Vec<NodeId>>()
            })
        })
    });
    let count = move || shown.with(Vec::len);
    let is_long = move || count() > ROWS;
    let page =
        move || shown.with(|shown| shown.iter().skip(first.get()).take(ROWS).copied().collect::<Vec<_>>());
    view! {
        <section class="node-table">
            <div class="button-row no-print">
                <select class="input select picture-filter" aria-label=move || desk.t().level()
                    on:change=move |event| {
                        kind.set(Kind::from_key(&event_target_value(&event)));
                        first.set(0);
                    }>
                    <option value="">{move || desk.t().all_levels()}</option>
                    {Kind::ALL.into_iter().map(|kind| view! { <option value=kind.key()>{move || desk.kind_word(kind)}</option> }).collect_view()}
                </select>
                <input class="input picture-filter" type="search" aria-label=move || desk.app.lang().projects().filter()
                    placeholder=move || desk.app.lang().projects().filter()
                    on:input=move |event| {
                        filter.set(event_target_value(&event));
                        first.set(0);
                    } />
                <span class="hint">{move || desk.t().rows_count(count())}</span>
                <Show when=is_long>
                    <Button label=move || desk.t().earlier() disabled=Signal::derive(move || first.get() == 0)
                        on_click=move || first.update(|first| *first = first.saturating_sub(ROWS)) />
                    <Button label=move || desk.t().further() disabled=Signal::derive(move || first.get() + ROWS >= count())
                        on_click=move || first.update(|first| *first += ROWS) />
                </Show>
            </div>
            <div class="table-wrap" role="group" aria-label=move || desk.t().table()>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{move || desk.t().level()}</th>
                            <th scope="col">{move || desk.t().name()}</th>
                            <th scope="col">{move || desk.t().owner()}</th>
                            <th scope="col" class="number">{move || desk.t().weight()}</th>
                            <th scope="col" class="number">{move || desk.t().of_all()}</th>
                            <th scope="col">{move || desk.t().due()}</th>
                            <th scope="col" class="number">{move || desk.t().coverage()}</th>
                            <th scope="col">{move || desk.t().progress()}</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=page key=|id| *id let:id><Row desk id /></For>
                    </tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Row(desk: Desk, id: NodeId) -> impl IntoView {
    let whole = move || {
        desk.weights.with(|weights| {
            weights.iter().find(|goal| goal.node == id).map(|goal| percent(desk.locale(), goal.weight))
        })
    };
    let covered = move || {
        desk.coverage.with(|coverage| coverage.goal(id).map(|goal| percent(desk.locale(), goal.degree)))
    };
    let progress = move || {
        let value = desk.progress.with(|progress| progress.get(&id).and_then(|progress| progress.value))?;
        Some((value, desk.map.with(|map| status_of(value, &map.rules))))
    };
    view! {
        <tr class:here=move || desk.chosen.get() == Some(Item::Node(id))>
            <td>
                <button type="button" class="link" on:click=move |_| desk.choose(Some(Item::Node(id)))>
                    {move || desk.level(Item::Node(id))}
                </button>
            </td>
            {[Field::Name, Field::Owner, Field::Weight].into_iter().map(|field| view! { <Cell desk id field /> }).collect_view()}
            <td class="number">{whole}</td>
            <Cell desk id field=Field::Due />
            <td class="number">{covered}</td>
            <td>{move || progress().map(|(value, status)| view! { <StatusMark desk status /> " " <span>{percent(desk.locale(), value)}</span> })}</td>
        </tr>
    }
}

#[component]
fn Cell(desk: Desk, id: NodeId, field: Field) -> impl IntoView {
    let value = move || desk.node(id).map(|node| field.text(&node)).unwrap_or_default();
    let wrong = RwSignal::new(None::<String>);
    view! {
        <td class:number=field == Field::Weight>
            <input
                class="input cell-input"
                class:input-number=field == Field::Weight
                aria-label=move || format!("{} {}", field.word(desk), desk.name(Item::Node(id)))
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                title=move || wrong.get()
                prop:value=value
                on:change=move |event| match field.edit(&event_target_value(&event)) {
                    Ok(edit) => {
                        wrong.set(None);
                        desk.edit(id, edit);
                    }
                    Err(error) => {
                        let text = desk.app.lang().errors().value(&error);
                        desk.app.toasts.refuse(text.clone());
                        wrong.set(Some(text));
                    }
                }
            />
        </td>
    }
}
