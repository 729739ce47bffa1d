//! Names of levels, lanes, thresholds.

use leptos::prelude::*;

use super::desk::{Desk, desk};
use super::panel::trimmed;
use crate::domain::Name;
use crate::domain::id::{NodeId, PerspectiveId};
use crate::domain::strategy::{Kind, Level, Perspective, Place, Real, Rules, StrategyCommand};
use crate::state::clock;
use crate::ui::kit::{Button, IconButton, NumberField, Symbol};

/// The group of siblings whose weights matter most: the first with more than one theme or goal.
pub fn main_group(desk: Desk) -> Option<NodeId> {
    desk.map.with_untracked(|map| {
        desk.graph.with_untracked(|graph| {
            let mut place = Place::Top;
            loop {
                let siblings = map.weighted_at(graph, place);
                match siblings.as_slice() {
                    [only] => place = Place::Under(*only),
                    _ => return place.parent(),
                }
            }
        })
    })
}

/// The dialog's content.
#[component]
pub fn Settings() -> impl IntoView {
    let desk = desk();
    view! {
        <section class="settings-part">
            <h3>{move || desk.t().levels()}</h3>
            <p class="hint">{move || desk.t().levels_hint()}</p>
            <div class="settings-levels">{Kind::ALL.into_iter().map(|kind| view! { <LevelRow desk kind /> }).collect_view()}</div>
        </section>
        <Lanes desk />
        <Thresholds desk />
    }
}

#[component]
fn LevelRow(desk: Desk, kind: Kind) -> impl IntoView {
    let is_used = Memo::new(move |_| desk.map.with(|map| map.uses(kind)));
    let name =
        move || desk.map.with(|map| map.level(kind).map(|level| level.name.to_string()).unwrap_or_default());
    let set = move |is_used: bool, name: Name| {
        let mut levels = desk.map.with_untracked(|map| (*map.levels).clone());
        match levels.iter_mut().find(|level| level.kind == kind) {
            Some(level) => {
                level.is_used = is_used;
                level.name = name;
            }
            None => levels.push(Level { is_used, ..Level::new(kind, name) }),
        }
        desk.run(StrategyCommand::SetLevels(levels));
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || is_used.get()
                on:change=move |event| set(event_target_checked(&event), Name::truncated(&untrack(name))) />
            <span>{move || desk.words().kind(kind)}</span>
        </label>
        <input class="input" aria-label=move || desk.t().level_name(desk.words().kind(kind))
            placeholder=move || desk.words().kind(kind)
            prop:value=name
            on:change=move |event| set(is_used.get_untracked(), Name::truncated(&event_target_value(&event))) />
    }
}

#[component]
fn Lanes(desk: Desk) -> impl IntoView {
    let lanes = Memo::new(move |_| desk.map.with(|map| (*map.perspectives).clone()));
    let change = move |change: &dyn Fn(&mut Vec<Perspective>)| {
        let mut list = lanes.get_untracked();
        change(&mut list);
        desk.run(StrategyCommand::SetPerspectives(list));
    };
    view! {
        <section class="settings-part">
            <h3>{move || desk.t().perspectives()}</h3>
            <p class="hint">{move || desk.t().perspectives_hint()}</p>
            {move || {
                lanes.get().into_iter().enumerate().map(|(index, lane)| {
                    let id = lane.id;
                    view! {
                        <div class="settings-lane">
                            <input class="input" aria-label=desk.t().perspective() prop:value=lane.name.to_string()
                                on:change=move |event| {
                                    let name = Name::truncated(&event_target_value(&event));
                                    change(&|list| {
                                        if let Some(lane) = list.iter_mut().find(|lane| lane.id == id) {
                                            lane.name = name.clone();
                                        }
                                    });
                                } />
                            <IconButton label=move || desk.t().up() symbol=Symbol::Undo disabled=index == 0
                                on_click=move || change(&|list| list.swap(index.saturating_sub(1), index)) />
                            <IconButton label=move || desk.t().remove() symbol=Symbol::Close
                                on_click=move || change(&|list| list.retain(|lane| lane.id != id)) />
                        </div>
                    }
                }).collect_view()
            }}
            <Button label=move || desk.t().add_perspective() symbol=Symbol::Add on_click=move || {
                let id = clock::fresh(PerspectiveId::new);
                change(&|list| list.push(Perspective::new(id, Name::default())));
            } />
        </section>
    }
}

#[component]
fn Thresholds(desk: Desk) -> impl IntoView {
    let rules = Memo::new(move |_| desk.map.with(|map| map.rules.clone()));
    let field = move |read: fn(&Rules) -> String| Signal::derive(move || rules.with(read));
    let change = move |change: &dyn Fn(&mut Rules)| {
        let mut now = rules.get_untracked();
        change(&mut now);
        desk.run(StrategyCommand::SetRules(Box::new(now)));
    };
    let percent = move |text: &str, write: fn(&mut Rules, Real)| -> Result<(), String> {
        let value = Real::parse(text.trim_end_matches(['%', '％']))
            .map_err(|error| desk.app.lang().errors().value(&error))?;
        let value = Real::new(value.get() / 100.0).map_err(|error| desk.app.lang().errors().value(&error))?;
        change(&|rules| write(rules, value));
        Ok(())
    };
    let whole = move |text: &str, write: fn(&mut Rules, u32)| -> Result<(), String> {
        match text.trim().parse::<u32>() {
            Ok(value) if (1..=1_000).contains(&value) => {
                change(&|rules| write(rules, value));
                Ok(())
            }
            _ => Err(desk.t().whole_number().to_owned()),
        }
    };
    view! {
        <section class="settings-part">
            <h3>{move || desk.t().thresholds()}</h3>
            <p class="hint">{move || desk.t().thresholds_hint()}</p>
            <div class="settings-numbers">
                <NumberField label=move || desk.t().on_track_from() unit="%" value=field(|rules| trimmed(rules.on_track_from.get() * 100.0))
                    on_commit=move |text: String| percent(&text, |rules, value| rules.on_track_from = value) />
                <NumberField label=move || desk.t().attention_from() unit="%" value=field(|rules| trimmed(rules.attention_from.get() * 100.0))
                    on_commit=move |text: String| percent(&text, |rules, value| rules.attention_from = value) />
                <NumberField label=move || desk.t().mismatch_from() unit=move || desk.t().points_unit() value=field(|rules| trimmed(rules.mismatch_from.get() * 100.0))
                    on_commit=move |text: String| percent(&text, |rules, value| rules.mismatch_from = value) />
                <NumberField label=move || desk.t().owner_limit() value=field(|rules| rules.owner_limit.to_string())
                    on_commit=move |text: String| whole(&text, |rules, value| rules.owner_limit = value) />
                <NumberField label=move || desk.t().children_limit() value=field(|rules| rules.children_limit.to_string())
                    on_commit=move |text: String| whole(&text, |rules, value| rules.children_limit = value) />
                <label class="check">
                    <input type="checkbox" prop:checked=move || rules.with(|rules| rules.owner_counts_measures)
                        on:change=move |event| {
                            let checked = event_target_checked(&event);
                            change(&|rules| rules.owner_counts_measures = checked);
                        } />
                    <span>{move || desk.t().owner_counts_measures()}</span>
                </label>
            </div>
        </section>
    }
}
