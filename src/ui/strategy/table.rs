//! Every node in a row, with fields that can be edited in place.

use leptos::prelude::*;

use super::desk::{Desk, desk};
use super::outline::StatusMark;
use super::pager::{Made, Pager, Pages};
use super::panel::trimmed;
use crate::domain::Name;
use crate::domain::error::ValueError;
use crate::domain::id::NodeId;
use crate::domain::project::parse_date;
use crate::domain::strategy::rollup::status_of;
use crate::domain::strategy::{Item, Kind, Node, NodeEdit, Status, Weight};
use crate::i18n::sentences::percent;

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
    const ALL: [Self; 4] = [Self::Name, Self::Owner, Self::Weight, Self::Due];

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
    let pages = Pages::new(ROWS, Made::Rows);
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
    let count = Signal::derive(move || shown.with(Vec::len));
    view! {
        <section class="node-table">
            <div class="button-row no-print">
                <select class="input select picture-filter" aria-label=move || desk.t().level()
                    on:change=move |event| {
                        kind.set(Kind::from_key(&event_target_value(&event)));
                        pages.rewind();
                    }>
                    <option value="">{move || desk.t().all_levels()}</option>
                    {Kind::ALL.into_iter().map(|kind| view! { <option value=kind.key()>{move || desk.kind_word(kind)}</option> }).collect_view()}
                </select>
                <input class="input picture-filter" type="search" aria-label=move || desk.app.lang().projects().filter()
                    placeholder=move || desk.app.lang().projects().filter()
                    on:input=move |event| {
                        filter.set(event_target_value(&event));
                        pages.rewind();
                    } />
                <span class="hint">{move || desk.t().rows_count(count.get())}</span>
                <Pager pages count />
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
                        <For each=move || shown.with(|shown| pages.of(shown)) key=|id| *id let:id><Row desk id /></For>
                    </tbody>
                </table>
            </div>
        </section>
    }
}

/// What a row shows. One value for the whole row, so that an edit touches the rows that it changes.
#[derive(Debug, Clone, PartialEq)]
struct RowLook {
    level: String,
    name: String,
    texts: [String; Field::ALL.len()],
    whole: Option<String>,
    covered: Option<String>,
    progress: Option<(f64, Status)>,
}

/// What a node's row shows now; none for one that is gone. Tracked.
fn look(desk: Desk, id: NodeId) -> Option<RowLook> {
    let node = desk.node(id)?;
    let locale = desk.locale();
    let coverage = desk.coverage.with(|coverage| coverage.goal(id).map(|goal| (goal.weight, goal.degree)));
    let value = desk.progress.with(|progress| progress.get(&id).and_then(|progress| progress.value));
    Some(RowLook {
        level: desk.kind_word(node.kind),
        name: desk.name(Item::Node(id)),
        texts: Field::ALL.map(|field| field.text(&node)),
        whole: coverage.map(|(weight, _)| percent(locale, weight)),
        covered: coverage.map(|(_, degree)| percent(locale, degree)),
        progress: value.map(|value| (value, desk.map.with(|map| status_of(value, &map.rules)))),
    })
}

#[component]
fn Row(desk: Desk, id: NodeId) -> impl IntoView {
    let row = Memo::new(move |_| look(desk, id));
    // What is wrong with what was typed last, by field.
    let wrong = RwSignal::new(None::<(Field, String)>);
    let drawn = move || {
        let row = row.get()?;
        let cell = |field: Field| cell(desk, id, field, &row, wrong);
        let (before, due) = ([Field::Name, Field::Owner, Field::Weight].map(cell), cell(Field::Due));
        let progress = row.progress.map(|(value, status)| {
            view! { <StatusMark desk status /> " " <span>{percent(desk.locale(), value)}</span> }
        });
        Some(view! {
            <td>
                <button type="button" class="link" on:click=move |_| desk.choose(Some(Item::Node(id)))>{row.level}</button>
            </td>
            {before}
            <td class="number">{row.whole}</td>
            {due}
            <td class="number">{row.covered}</td>
            <td>{progress}</td>
        })
    };
    view! { <tr class:here=move || desk.chosen.get() == Some(Item::Node(id))>{drawn}</tr> }
}

/// A cell that can be typed into.
fn cell(
    desk: Desk,
    id: NodeId,
    field: Field,
    row: &RowLook,
    wrong: RwSignal<Option<(Field, String)>>,
) -> impl IntoView + use<> {
    let text = Field::ALL.iter().zip(&row.texts).find(|(of, _)| **of == field).map(|(_, text)| text.clone());
    let label = format!("{} {}", field.word(desk), row.name);
    let reason = move || {
        wrong.with(|wrong| wrong.as_ref().filter(|(at, _)| *at == field).map(|(_, text)| text.clone()))
    };
    view! {
        <td class:number=field == Field::Weight>
            <input
                class="input cell-input"
                class:input-number=field == Field::Weight
                aria-label=label
                aria-invalid=move || reason().map(|_| "true")
                title=reason
                prop:value=text.unwrap_or_default()
                on:change=move |event| match field.edit(&event_target_value(&event)) {
                    Ok(edit) => {
                        wrong.set(None);
                        desk.edit(id, edit);
                    }
                    Err(error) => {
                        let text = desk.app.lang().errors().value(&error);
                        desk.app.toasts.refuse(text.clone());
                        wrong.set(Some((field, text)));
                    }
                }
            />
        </td>
    }
}
