//! The coverage matrix: goals by projects, with strengths that can be typed, and money.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::desk::{Desk, desk};
use super::matrix;
use crate::domain::id::NodeId;
use crate::domain::strategy::coverage::counted;
use crate::domain::strategy::{Item, LinkKind, Strength};
use crate::i18n::sentences::percent;
use crate::ui::kit::Button;

/// Columns and rows on the screen at once.
const COLUMNS: usize = 30;
const ROWS: usize = 60;

/// The view.
#[component]
pub fn Page() -> impl IntoView {
    let desk = desk();
    let first = RwSignal::new(0_usize);
    let columns = Memo::new(move |_| {
        desk.with_workspace(|doc| counted(doc).into_iter().map(|carrier| carrier.item).collect::<Vec<Item>>())
    });
    let page = Memo::new(move |_| {
        let start = first.get();
        columns.with(|columns| columns.iter().skip(start).take(COLUMNS).copied().collect::<Vec<Item>>())
    });
    let goals = Memo::new(move |_| {
        desk.weights.with(|weights| weights.iter().map(|goal| goal.node).collect::<Vec<NodeId>>())
    });
    let shown_goals = move || goals.with(|goals| goals.iter().take(ROWS).copied().collect::<Vec<_>>());
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
    let count = move || columns.with(Vec::len);
    let is_wide = move || count() > COLUMNS;
    view! {
        <section class="cover">
            <h2>{title}</h2>
            <p class="hint">{move || desk.t().coverage_hint()}</p>
            <Show when=is_wide>
                <div class="button-row">
                    <Button label=move || desk.t().earlier() disabled=Signal::derive(move || first.get() == 0)
                        on_click=move || first.update(|first| *first = first.saturating_sub(COLUMNS)) />
                    <span>{move || desk.t().of_columns(first.get() + 1, (first.get() + COLUMNS).min(count()), count())}</span>
                    <Button label=move || desk.t().further() disabled=Signal::derive(move || first.get() + COLUMNS >= count())
                        on_click=move || first.update(|first| *first += COLUMNS) />
                </div>
            </Show>
            <div class="table-wrap cover-wrap" data-outline="" on:keydown=move |event| on_key(desk, &event)>
                <table class="cover-table">
                    <caption class="sr-only">{move || desk.t().coverage()}</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="cover-corner">{move || desk.words().goal()}</th>
                            <th scope="col" class="number">{move || desk.t().weight()}</th>
                            <th scope="col" class="number">{move || desk.t().share_of_money()}</th>
                            <th scope="col" class="number">{move || desk.t().coverage()}</th>
                            <For each=move || page.get() key=|item| *item let:item>
                                <th scope="col" class="cover-head" class:here=move || desk.chosen.get() == Some(item)>
                                    <button type="button" class="link" on:click=move |_| desk.choose(Some(item))>
                                        <span>{move || desk.name(item)}</span>
                                    </button>
                                </th>
                            </For>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=shown_goals key=|id| *id let:id>
                            <Row desk id page />
                        </For>
                    </tbody>
                </table>
            </div>
            <Show when=move || goals.with(|goals| goals.len() > ROWS)>
                <p class="hint">{move || desk.t().rows_cut(ROWS, goals.with(Vec::len))}</p>
            </Show>
        </section>
    }
}

#[component]
fn Row(desk: Desk, id: NodeId, page: Memo<Vec<Item>>) -> impl IntoView {
    let row = Memo::new(move |_| desk.coverage.with(|coverage| coverage.goal(id).cloned()));
    let figure = move |read: fn(&crate::domain::strategy::coverage::GoalCoverage) -> f64| {
        row.with(|row| row.as_ref().map(|row| percent(desk.locale(), read(row))))
    };
    let is_off = move || {
        let margin = desk.map.with(|map| map.rules.mismatch_from.get());
        row.with(|row| row.as_ref().is_some_and(|row| row.difference().abs() > margin))
    };
    view! {
        <tr class:here=move || desk.chosen.get() == Some(Item::Node(id))>
            <th scope="row">
                <button type="button" class="link" on:click=move |_| desk.choose(Some(Item::Node(id)))>{move || desk.name(Item::Node(id))}</button>
            </th>
            <td class="number">{move || figure(|row| row.weight)}</td>
            <td class="number" class:off=is_off>{move || figure(|row| row.money_share)}</td>
            <td class="number" class:off=move || row.with(|row| row.as_ref().is_some_and(|row| row.supports.is_empty()))>{move || figure(|row| row.degree)}</td>
            <For each=move || page.get() key=|item| *item let:item>
                <Cell desk id item />
            </For>
        </tr>
    }
}

/// A strength with its money; 0 to 3 set it, Delete takes it away.
#[component]
fn Cell(desk: Desk, id: NodeId, item: Item) -> impl IntoView {
    let link = Memo::new(move |_| {
        desk.map.with(|map| {
            desk.graph.with(|graph| {
                graph
                    .link_between(map, item, id, LinkKind::Contributes)
                    .map(|link| (link.strength.get(), link.is_open()))
            })
        })
    });
    let money = Memo::new(move |_| {
        desk.coverage.with(|coverage| {
            let goal = coverage.goal(id)?;
            goal.supports.iter().find(|support| support.item == item)?.money
        })
    });
    let figure = move || money.get().filter(|money| *money > 0.0).map(|money| short(desk, money));
    let label = move || {
        let word = link
            .get()
            .and_then(|(value, _)| Strength::try_from(value).ok())
            .map_or("–", |value| desk.words().strength(value));
        let names = format!("{}, {}: {word}", desk.name(Item::Node(id)), desk.name(item));
        figure().map_or_else(|| names.clone(), |figure| format!("{names} {figure}"))
    };
    view! {
        <td class="cover-cell" data-strength=move || link.get().map(|(value, _)| value.to_string())>
            <button
                type="button"
                data-from=item.to_string()
                data-to=Item::Node(id).to_string()
                aria-label=label
                title=label
                on:click=move |_| matrix::cycle(desk, item, id)
            >
                <span class="cover-mark" aria-hidden="true">
                    {move || link.get().map(|(value, _)| match value {
                        0 => "–",
                        1 => "○",
                        2 => "◐",
                        _ => "●",
                    })}
                </span>
                <span class="cover-money">{figure}</span>
            </button>
        </td>
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
