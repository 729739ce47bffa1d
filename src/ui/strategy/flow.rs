//! Money against weights.

use std::collections::HashMap;

use leptos::prelude::*;

use super::canvas::Canvas;
use super::desk::{Desk, Shared, desk};
use super::wording::sentence;
use crate::domain::strategy::Item;
use crate::domain::strategy::coverage::{Carrier, counted};
use crate::domain::strategy::findings::{Finding, Sort};
use crate::i18n::sentences::{list, percent};
use crate::ui::kit::FigureTable;
use crate::viz::drawing::Drawing;
use crate::viz::money_flow::{Sink, Source, condensed, draw as draw_flow};

/// So many on each side can be told apart; the others are drawn as one until all are asked for.
const MOST: usize = 40;

/// The view: the largest mismatches in words, and the picture.
#[component]
pub fn Page() -> impl IntoView {
    let desk = desk();
    let room = RwSignal::new(900.0);
    let is_all = RwSignal::new(false);
    let drawing = Memo::new(move |_| {
        let most = if is_all.get() { usize::MAX } else { MOST };
        Shared::new(draw(desk, most, room.get()))
    });
    let is_long = Memo::new(move |_| {
        let carriers = desk.with_workspace(|doc| counted(doc).len());
        carriers.max(desk.coverage.with(|coverage| coverage.goals.len())) > MOST
    });
    let title = move || headline(desk);
    let mismatches = move || {
        desk.found.with(|found| {
            found
                .iter()
                .filter(|finding| finding.sort() == Sort::Money)
                .take(5)
                .cloned()
                .collect::<Vec<Finding>>()
        })
    };
    view! {
        <ul class="mismatches">
            {move || {
                mismatches().into_iter().map(|finding| {
                    let place = finding.place();
                    view! {
                        <li>
                            <button type="button" class="link" on:click=move |_| desk.choose(Some(place))>{sentence(desk, &finding)}</button>
                        </li>
                    }
                }).collect_view()
            }}
        </ul>
        <Show when=move || is_long.get()>
            <label class="check no-print">
                <input type="checkbox" prop:checked=move || is_all.get() on:change=move |event| is_all.set(event_target_checked(&event)) />
                <span>{move || desk.t().show_all_of(MOST)}</span>
            </label>
        </Show>
        <Canvas
            drawing
            room
            title=title
            description=move || desk.t().flow_text()
            name=move || desk.t().flow()
            table=Signal::derive(move || table(desk))
            chosen=Signal::derive(move || desk.chosen.get().map(|item| item.to_string()))
            on_choose=move |key: String| desk.choose(key.parse().ok())
        />
    }
}

/// The fewest projects that carry half of the weighted goals.
fn headline(desk: Desk) -> String {
    let locale = desk.locale();
    let found = desk.coverage.with(|coverage| coverage.concentrated());
    match found {
        Some((items, share)) => {
            let names: Vec<String> = items.iter().map(|item| desk.name(*item)).collect();
            // Rounded down, so that the sentence stays true.
            let share = (share * 100.0).floor() / 100.0;
            desk.sentence(
                "coverage.concentrated",
                &[
                    ("count", &items.len().to_string()),
                    ("share", &percent(locale, share)),
                    ("projects", &list(locale, &names, true)),
                ],
            )
        }
        None => desk.t().nothing_carried().to_owned(),
    }
}

fn draw(desk: Desk, most: usize, room: f64) -> Drawing {
    let locale = desk.locale();
    let coverage = desk.coverage.get();
    let margin = desk.map.with(|map| map.rules.mismatch_from.get());
    let total = coverage.total.max(1.0);
    let mut sources: HashMap<Item, Vec<(usize, f64)>> = HashMap::new();
    for (index, goal) in coverage.goals.iter().enumerate() {
        for support in &goal.supports {
            let Some(money) = support.money.filter(|money| *money > 0.0) else { continue };
            sources.entry(support.item).or_default().push((index, money / total));
        }
    }
    let costs: Vec<(Item, f64)> = desk.with_workspace(|doc| {
        #[expect(clippy::cast_precision_loss, reason = "amounts are exact in a double by their limit")]
        let cost = |carrier: Carrier| {
            carrier
                .cost
                .filter(|cost| cost.minor() > 0)
                .map(|cost| (carrier.item, cost.minor() as f64 / total))
        };
        counted(doc).into_iter().filter_map(cost).collect()
    });
    let mut left: Vec<Source> = costs
        .into_iter()
        .map(|(item, share)| Source {
            key: item.to_string(),
            name: desk.name(item),
            share,
            to: sources.remove(&item).unwrap_or_default(),
        })
        .collect();
    left.sort_by_key(|source| source.to.first().map_or(usize::MAX, |(goal, _)| *goal));
    let sinks: Vec<Sink> = coverage
        .goals
        .iter()
        .map(|goal| Sink {
            key: Item::Node(goal.goal).to_string(),
            name: desk.name(Item::Node(goal.goal)),
            money: goal.money_share,
            weight: goal.weight,
            is_off: goal.difference().abs() > margin,
            figures: desk
                .t()
                .money_and_weight(&percent(locale, goal.money_share), &percent(locale, goal.weight)),
        })
        .collect();
    let words = |money: f64, weight: f64| {
        desk.t().money_and_weight(&percent(locale, money), &percent(locale, weight))
    };
    let (left, sinks) = condensed(left, sinks, most, &|n| desk.t().others(n), &words);
    let rest = desk.t().to_no_goal(&percent(locale, coverage.without_goal / total));
    draw_flow(&left, &sinks, &rest, room)
}

fn table(desk: Desk) -> FigureTable {
    let locale = desk.locale();
    let t = desk.t();
    let head = vec![
        (desk.words().goal().to_owned(), false),
        (t.weight().to_owned(), true),
        (t.share_of_money().to_owned(), true),
        (t.money_word().to_owned(), true),
        (t.coverage().to_owned(), true),
    ];
    let rows = desk.coverage.with(|coverage| {
        coverage
            .goals
            .iter()
            .map(|goal| {
                vec![
                    desk.name(Item::Node(goal.goal)),
                    percent(locale, goal.weight),
                    percent(locale, goal.money_share),
                    desk.money_of(goal.money),
                    percent(locale, goal.degree),
                ]
            })
            .collect()
    });
    FigureTable { head, rows }
}
