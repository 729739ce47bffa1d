//! Kept versions of the map, and what differs.

use leptos::prelude::*;

use super::desk::{Desk, desk};
use super::wording::figure;
use crate::domain::Name;
use crate::domain::id::MapVersionId;
use crate::domain::strategy::difference::{Difference, difference};
use crate::domain::strategy::{Item, MapVersion, Place, StrategyCommand};
use crate::state::clock;
use crate::ui::kit::{Button, ButtonKind, IconButton, SelectField, Symbol};

/// The view.
#[component]
pub fn Page() -> impl IntoView {
    let desk = desk();
    let name = RwSignal::new(String::new());
    let versions = Memo::new(move |_| {
        desk.map
            .with(|map| map.versions.iter().map(|version| (version.id, label(version))).collect::<Vec<_>>())
    });
    let old = RwSignal::new(None::<MapVersionId>);
    let new = RwSignal::new(None::<MapVersionId>);
    // The last kept one against the present, until something else is chosen.
    let old_now = move || old.get().or_else(|| versions.with(|versions| versions.last().map(|(id, _)| *id)));
    let found = Memo::new(move |_| {
        desk.map.with(|map| {
            let version = |id: MapVersionId| map.versions.iter().find(|version| version.id == id);
            let before = version(old_now()?)?;
            let after = new.get().and_then(version);
            let (nodes, links) =
                after.map_or((&map.nodes, &map.links), |version| (&version.nodes, &version.links));
            Some(difference((&before.nodes, &before.links), (nodes, links)))
        })
    });
    let keep = move || {
        let kept = StrategyCommand::KeepVersion {
            id: clock::fresh(MapVersionId::new),
            name: Name::truncated(&name.get_untracked()),
            date: desk.today(),
        };
        if desk.run(kept) {
            name.set(String::new());
            old.set(None);
        }
    };
    view! {
        <section class="panel">
            <h2>{move || desk.t().versions_title(versions.with(Vec::len))}</h2>
            <p class="hint">{move || desk.t().versions_hint()}</p>
            <div class="version-form">
                <input class="input" aria-label=move || desk.t().version_name() placeholder=move || desk.t().version_name()
                    prop:value=move || name.get() on:change=move |event| name.set(event_target_value(&event)) />
                <Button label=move || desk.t().keep_version() kind=ButtonKind::Primary on_click=keep />
            </div>
            <ul class="readings">
                {move || versions.get().into_iter().rev().map(|(id, label)| view! {
                    <li>
                        <span>{label}</span>
                        <IconButton label=move || desk.t().remove() symbol=Symbol::Close
                            on_click=move || desk.run_undoable(StrategyCommand::RemoveVersion(id)) />
                    </li>
                }).collect_view()}
            </ul>
        </section>
        <Show when=move || found.with(Option::is_some)>
            <section class="panel">
                <h2>{move || found.with(|found| desk.t().differences_title(found.as_ref().map_or(0, Vec::len)))}</h2>
                <div class="version-form">
                    <SelectField label=move || desk.t().version_before()
                        options=Signal::derive(move || versions.get().into_iter().map(|(id, label)| (id.to_string(), label)).collect::<Vec<_>>())
                        value=Signal::derive(move || old_now().map(|id| id.to_string()).unwrap_or_default())
                        on_choose=move |key: String| old.set(key.parse().ok()) />
                    <SelectField label=move || desk.t().version_after()
                        options=Signal::derive(move || {
                            let mut options = vec![(String::new(), desk.t().present_map().to_owned())];
                            options.extend(versions.get().into_iter().map(|(id, label)| (id.to_string(), label)));
                            options
                        })
                        value=Signal::derive(move || new.get().map(|id| id.to_string()).unwrap_or_default())
                        on_choose=move |key: String| new.set(key.parse().ok()) />
                </div>
                <ul class="differences">
                    {move || found.get().unwrap_or_default().into_iter().take(200).map(|difference| {
                        let (mark, text, place) = worded(desk, &difference);
                        view! {
                            <li>
                                <span class="difference-mark" aria-hidden="true">{mark}</span>
                                {match place {
                                    Some(item) => view! { <button type="button" class="verdict" on:click=move |_| desk.choose(Some(item))>{text}</button> }.into_any(),
                                    None => view! { <span>{text}</span> }.into_any(),
                                }}
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </section>
        </Show>
    }
}

fn label(version: &MapVersion) -> String {
    let date = version.date.map(|date| date.to_string()).unwrap_or_default();
    [date, version.name.to_string()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A difference in words, with the mark for its sort and the place that it is at.
fn worded(desk: Desk, difference: &Difference) -> (&'static str, String, Option<Item>) {
    let t = desk.t();
    let node = |id| desk.name(Item::Node(id));
    let place = |place: Place| match place {
        Place::Top => t.at_top().to_owned(),
        Place::Under(id) => node(id),
        Place::Unplaced => t.unplaced_head().to_owned(),
    };
    let or_dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let weight = |weight: Option<f64>| or_dash(weight.map(|weight| figure(desk, weight)).unwrap_or_default());
    let here = |id| Some(Item::Node(id)).filter(|item| desk.is_there(*item));
    match difference {
        Difference::Added(added) => {
            ("+", t.was_added(&desk.kind_word(added.kind), &added.name), here(added.id))
        }
        Difference::Removed(gone) => ("−", t.was_removed(&desk.kind_word(gone.kind), &gone.name), None),
        Difference::Renamed { node: id, from, to } => ("≠", t.was_renamed(from, to), here(*id)),
        Difference::Changed { node: id, from, to } => {
            ("≠", t.was_changed(&node(*id), &desk.kind_word(*from), &desk.kind_word(*to)), here(*id))
        }
        Difference::Moved { node: id, from, to } => {
            ("≠", t.was_moved(&node(*id), &place(*from), &place(*to)), here(*id))
        }
        Difference::Reweighed { node: id, from, to } => {
            ("≠", t.was_reweighed(&node(*id), &weight(*from), &weight(*to)), here(*id))
        }
        Difference::Handed { node: id, from, to } => {
            ("≠", t.was_handed(&node(*id), &or_dash(from.to_string()), &or_dash(to.to_string())), here(*id))
        }
        Difference::Rescheduled { node: id, from, to } => {
            let day =
                |day: &Option<chrono::NaiveDate>| or_dash(day.map(|day| day.to_string()).unwrap_or_default());
            ("≠", t.was_rescheduled(&node(*id), &day(from), &day(to)), here(*id))
        }
        Difference::Retargeted { node: id, from, to } => {
            let value = |point: &Option<crate::domain::strategy::Point>| {
                or_dash(point.map(|point| figure(desk, point.value.get())).unwrap_or_default())
            };
            ("≠", t.was_retargeted(&node(*id), &value(from), &value(to)), here(*id))
        }
        Difference::Relinked { from, to, before, after, .. } => {
            let strength = |strength: &Option<crate::domain::strategy::Strength>| {
                or_dash(strength.map(|strength| strength.get().to_string()).unwrap_or_default())
            };
            let mark = match (before, after) {
                (None, _) => "+",
                (_, None) => "−",
                _ => "≠",
            };
            (
                mark,
                t.was_relinked(&desk.name(*from), &node(*to), &strength(before), &strength(after)),
                here(*to),
            )
        }
    }
}
