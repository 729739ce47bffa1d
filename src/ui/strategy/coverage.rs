//! The coverage matrix: goals by projects, with strengths that can be typed, and money.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::desk::{Desk, Shared, desk};
use super::matrix;
use super::pager::{Made, Pager, Pages};
use crate::domain::id::NodeId;
use crate::domain::strategy::coverage::{GoalCoverage, counted};
use crate::domain::strategy::{IdMap, Item, LinkKind, Strength};
use crate::i18n::sentences::percent;

/// Columns and rows on the screen at once.
const COLUMNS: usize = 30;
const ROWS: usize = 60;

/// The columns that are shown.
#[derive(Debug, Clone, PartialEq, Default)]
struct Columns {
    items: Vec<Item>,
    names: Vec<String>,
    places: IdMap<Item, usize>,
}

/// A cell: the strength of its contribution, and the money that goes there, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Cell {
    strength: Option<Strength>,
    money: Option<f64>,
}

/// What a row shows: one reader of the map for each row, which its cells read in turn.
#[derive(Debug, Clone, PartialEq)]
struct RowLook {
    name: String,
    row: GoalCoverage,
    is_off: bool,
    cells: Vec<Cell>,
    columns: Shared<Columns>,
}

/// The view.
#[component]
pub fn Page() -> impl IntoView {
    let desk = desk();
    let (across, down) = (Pages::new(COLUMNS, Made::Columns), Pages::new(ROWS, Made::Rows));
    let all = Memo::new(move |_| {
        desk.with_workspace(|doc| counted(doc).into_iter().map(|carrier| carrier.item).collect::<Vec<Item>>())
    });
    let columns = Memo::new(move |old: Option<&Shared<Columns>>| {
        let items = all.with(|all| across.of(all));
        let names = items.iter().map(|item| desk.name(*item)).collect();
        let places = items.iter().enumerate().map(|(place, item)| (*item, place)).collect();
        let new = Columns { items, names, places };
        match old {
            Some(old) if **old == new => old.clone(),
            _ => Shared::new(new),
        }
    });
    let goals = Memo::new(move |_| {
        desk.weights.with(|weights| weights.iter().map(|goal| goal.node).collect::<Vec<NodeId>>())
    });
    let title = move || {
        let locale = desk.locale();
        desk.coverage.with(|coverage| {
            let bare = coverage.goals.iter().filter(|goal| goal.supports.is_empty()).count();
            desk.t().coverage_title(
                &percent(locale, coverage.weighted),
                bare,
                &desk.money_of(coverage.without_goal),
            )
        })
    };
    view! {
        <section class="cover">
            <h2>{title}</h2>
            <p class="hint">{move || desk.t().coverage_hint()}</p>
            <Pager pages=across count=Signal::derive(move || all.with(Vec::len)) />
            <div class="table-wrap cover-wrap" data-outline="" on:keydown=move |event| on_key(desk, &event)>
                <table class="cover-table">
                    <caption class="sr-only">{move || desk.t().coverage()}</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="cover-corner">{move || desk.words().goal()}</th>
                            <th scope="col" class="number">{move || desk.t().weight()}</th>
                            <th scope="col" class="number">{move || desk.t().share_of_money()}</th>
                            <th scope="col" class="number">{move || desk.t().coverage()}</th>
                            {move || {
                                let columns = columns.get();
                                columns.items.iter().zip(&columns.names).map(|(item, name)| {
                                    let (item, name) = (*item, name.clone());
                                    view! {
                                        <th scope="col" class="cover-head" class:here=move || desk.chosen.get() == Some(item)>
                                            <button type="button" class="link" on:click=move |_| desk.choose(Some(item))>
                                                <span>{name}</span>
                                            </button>
                                        </th>
                                    }
                                }).collect_view()
                            }}
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || goals.with(|goals| down.of(goals)) key=|id| *id let:id>
                            <Row desk id columns />
                        </For>
                    </tbody>
                </table>
            </div>
            <Pager pages=down count=Signal::derive(move || goals.with(Vec::len)) />
        </section>
    }
}

/// What a goal's row shows now; none for a goal that is gone. Tracked.
fn look(desk: Desk, id: NodeId, columns: Shared<Columns>) -> Option<RowLook> {
    let row = desk.coverage.with(|coverage| coverage.goal(id).cloned())?;
    let mut cells = vec![Cell::default(); columns.items.len()];
    let margin = desk.map.with(|map| {
        desk.graph.with(|graph| {
            for link in graph.links_to(map, id).filter(|link| link.kind == LinkKind::Contributes) {
                if let Some(cell) = columns.places.get(&link.from).and_then(|place| cells.get_mut(*place)) {
                    cell.strength = Some(link.strength);
                }
            }
        });
        map.rules.mismatch_from.get()
    });
    for support in &row.supports {
        if let Some(cell) = columns.places.get(&support.item).and_then(|place| cells.get_mut(*place)) {
            cell.money = support.money.filter(|money| *money > 0.0);
        }
    }
    Some(RowLook {
        name: desk.name(Item::Node(id)),
        is_off: row.difference().abs() > margin,
        row,
        cells,
        columns,
    })
}

#[component]
fn Row(desk: Desk, id: NodeId, columns: Memo<Shared<Columns>>) -> impl IntoView {
    let row = Memo::new(move |_| look(desk, id, columns.get()));
    let name =
        Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.name.clone()).unwrap_or_default()));
    let share = move |of: fn(&GoalCoverage) -> f64| {
        row.with(|row| row.as_ref().map(|row| percent(desk.locale(), of(&row.row))))
    };
    let is_off = move || row.with(|row| row.as_ref().is_some_and(|row| row.is_off));
    let is_bare = move || row.with(|row| row.as_ref().is_some_and(|row| row.row.supports.is_empty()));
    view! {
        <tr class:here=move || desk.chosen.get() == Some(Item::Node(id))>
            <th scope="row">
                <button type="button" class="link" on:click=move |_| desk.choose(Some(Item::Node(id)))>{move || name.get()}</button>
            </th>
            <td class="number">{move || share(|row| row.weight)}</td>
            <td class="number" class:off=is_off>{move || share(|row| row.money_share)}</td>
            <td class="number" class:off=is_bare>{move || share(|row| row.degree)}</td>
            {move || {
                let columns = columns.get();
                (0..columns.items.len()).map(|place| view! { <CellView desk id row name place columns=columns.clone() /> }).collect_view()
            }}
        </tr>
    }
}

/// A cell. It reads its row alone, and is drawn anew only when it says something else; the focus stays in it.
#[component]
fn CellView(
    desk: Desk,
    id: NodeId,
    row: Memo<Option<RowLook>>,
    name: Memo<String>,
    place: usize,
    columns: Shared<Columns>,
) -> impl IntoView {
    let Some(item) = columns.items.get(place).copied() else { return ().into_any() };
    let column = StoredValue::new(columns.names.get(place).cloned().unwrap_or_default());
    let shown =
        Memo::new(move |_| row.with(|row| row.as_ref().and_then(|row| row.cells.get(place).copied())));
    // The name of the row is read by itself: a new name changes what a cell is called and nothing else of it.
    let called = Memo::new(move |_| {
        let cell = shown.get().unwrap_or_default();
        name.with(|name| column.with_value(|column| label(desk, name, column, cell)))
    });
    let drawn = move || {
        let cell = shown.get()?;
        let figure = cell.money.map(|money| short(desk, money));
        Some(view! {
            <td class="cover-cell" data-strength=cell.strength.map(|strength| strength.get().to_string())>
                <button
                    type="button"
                    data-from=item.to_string()
                    data-to=Item::Node(id).to_string()
                    aria-label=move || called.get()
                    title=move || called.get()
                    on:click=move |_| matrix::cycle(desk, item, id)
                >
                    <span class="cover-mark" aria-hidden="true">{mark(cell)}</span>
                    <span class="cover-money">{figure}</span>
                </button>
            </td>
        })
    };
    drawn.into_any()
}

/// A strength as a sign.
fn mark(cell: Cell) -> &'static str {
    match cell.strength.map(Strength::get) {
        None => "",
        Some(0) => "–",
        Some(1) => "○",
        Some(2) => "◐",
        Some(_) => "●",
    }
}

/// What a cell says in words: 0 to 3 set the strength, Delete takes it away.
fn label(desk: Desk, row: &str, column: &str, cell: Cell) -> String {
    let word = cell.strength.map_or("–", |strength| desk.words().strength(strength));
    let names = format!("{row}, {column}: {word}");
    match cell.money {
        Some(money) => format!("{names} {}", short(desk, money)),
        None => names,
    }
}

/// An amount without its unit.
fn short(desk: Desk, minor: f64) -> String {
    let text = desk.money_of(minor);
    text.split(' ').next().unwrap_or_default().to_owned()
}

fn on_key(desk: Desk, event: &KeyboardEvent) {
    let Some(button) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok())
        .filter(|button| button.has_attribute("data-from"))
    else {
        return;
    };
    let read = |name: &str| button.get_attribute(name).and_then(|text| text.parse::<Item>().ok());
    let (Some(from), Some(Item::Node(to))) = (read("data-from"), read("data-to")) else { return };
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    match event.key().as_str() {
        "0" | "1" | "2" | "3" => {
            let strength = event.key().parse::<u8>().ok().and_then(|value| Strength::try_from(value).ok());
            matrix::set(desk, from, to, strength);
        }
        "Delete" | "Backspace" => matrix::set(desk, from, to, None),
        "ArrowRight" => step(&button, 1, 0),
        "ArrowLeft" => step(&button, -1, 0),
        "ArrowDown" => step(&button, 0, 1),
        "ArrowUp" => step(&button, 0, -1),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// Moves the focus among the cells.
fn step(button: &web_sys::HtmlElement, right: i32, down: i32) {
    let Some(row) = button.closest("tr").ok().flatten() else { return };
    let buttons = |row: &web_sys::Element| row.query_selector_all("[data-from]").ok();
    let Some(here) = buttons(&row) else { return };
    let index = (0..here.length())
        .find(|index| here.item(*index).is_some_and(|node| node.is_same_node(Some(button.as_ref()))));
    let Some(column) = index.and_then(|index| index.checked_add_signed(right)) else { return };
    let target = match down {
        0 => Some(row),
        down if down > 0 => row.next_element_sibling(),
        _ => row.previous_element_sibling(),
    };
    let cell = target.and_then(|row| buttons(&row)).and_then(|list| list.item(column));
    if let Some(cell) = cell.and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok()) {
        drop(cell.focus());
    }
}
