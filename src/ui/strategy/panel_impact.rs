//! What breaks when something that carries is cut or late.

use leptos::prelude::*;

use super::desk::{Desk, desk};
use crate::domain::strategy::Item;
use crate::domain::strategy::impact::{Event, Impact, impact};
use crate::i18n::sentences::percent;
use crate::ui::kit::NumberField;

/// The part of the panel for a carrier. Made when it is opened.
#[component]
pub fn Breaks(item: Item) -> impl IntoView {
    let desk = desk();
    let is_open = RwSignal::new(false);
    view! {
        <details class="fold side-part" on:toggle=move |_| is_open.update(|open| *open = !*open)>
            <summary><h3>{move || desk.t().what_breaks()}</h3></summary>
            <Show when=move || is_open.get()>
                <Report desk item />
            </Show>
        </details>
    }
}

#[component]
fn Report(desk: Desk, item: Item) -> impl IntoView {
    let months = RwSignal::new(6_u32);
    let is_late = RwSignal::new(false);
    let found = Memo::new(move |_| {
        let event = if is_late.get() { Event::LateBy(months.get()) } else { Event::Cut };
        desk.graph.with(|graph| desk.with_workspace(|doc| impact(doc, graph, item, event)))
    });
    view! {
        <div class="side-pair">
            <fieldset class="choice-row">
                <legend class="sr-only">{move || desk.t().what_breaks()}</legend>
                <label class="check">
                    <input type="radio" name=format!("event-{item}") prop:checked=move || !is_late.get() on:change=move |_| is_late.set(false) />
                    <span>{move || desk.t().if_cut()}</span>
                </label>
                <label class="check">
                    <input type="radio" name=format!("event-{item}") prop:checked=move || is_late.get() on:change=move |_| is_late.set(true) />
                    <span>{move || desk.t().if_late()}</span>
                </label>
            </fieldset>
            <Show when=move || is_late.get()>
                <NumberField label=move || desk.t().months_late() value=Signal::derive(move || months.get().to_string())
                    on_commit=move |text: String| match text.trim().parse() {
                        Ok(value) if (1..=240).contains(&value) => {
                            months.set(value);
                            Ok(())
                        }
                        _ => Err(desk.t().months_range().to_owned()),
                    } />
            </Show>
        </div>
        <p>{move || found.with(|found| summary(desk, item, found, is_late.get()))}</p>
        <ul class="trace">
            {move || {
                let locale = desk.locale();
                found.get().losses.into_iter().map(|loss| {
                    let goal = Item::Node(loss.goal);
                    let text = format!("{} → {}", percent(locale, loss.before), percent(locale, loss.after));
                    view! {
                        <li>
                            <button type="button" class="link" on:click=move |_| desk.choose(Some(goal))>{desk.name(goal)}</button>
                            <span class="number">{text}</span>
                        </li>
                    }
                }).collect_view()
            }}
        </ul>
        <details class="fold">
            <summary>{move || desk.t().way_to_vision()}</summary>
            <ul class="trace steps">
                {move || {
                    found.get().trace.into_iter().take(60).map(|step| {
                        let node = Item::Node(step.node);
                        let level = desk.level(node);
                        view! {
                            <li style:padding-inline-start=format!("{}rem", step.depth.min(8))>
                                <span class="outline-kind">{level}</span>
                                <button type="button" class="link" on:click=move |_| desk.choose(Some(node))>{desk.name(node)}</button>
                                {step.is_cause.then(|| view! { <span class="tag">{desk.t().causes()}</span> })}
                            </li>
                        }
                    }).collect_view()
                }}
            </ul>
        </details>
    }
}

/// The loss in a sentence.
fn summary(desk: Desk, item: Item, found: &Impact, is_late: bool) -> String {
    let t = desk.t();
    let name = desk.name(item);
    if found.finish_unknown {
        return t.finish_unknown(&name);
    }
    let points = points(desk, found.drop());
    let hardest = found.losses.first().filter(|loss| loss.weighted() > 0.0);
    let mut text = match (hardest, is_late) {
        (None, _) => t.nothing_breaks(&name),
        (Some(loss), false) => desk.sentence(
            "coverage.cut_trace",
            &[("project", &name), ("drop", &points), ("goal", &desk.name(Item::Node(loss.goal)))],
        ),
        (Some(loss), true) => t.late_breaks(&name, &points, &desk.name(Item::Node(loss.goal))),
    };
    if !found.undated.is_empty() {
        text.push_str(&t.undated_goals(found.undated.len()));
    }
    text
}

/// A share as percentage points in words.
fn points(desk: Desk, share: f64) -> String {
    let value = share * 100.0;
    let figure = if value < 10.0 { format!("{value:.1}") } else { format!("{value:.0}") };
    desk.t().points(&figure)
}
