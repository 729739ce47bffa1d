//! Kept versions of the map, and what differs.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::desk::{Desk, desk};
use super::wording::figure;
use crate::domain::Name;
use crate::domain::id::MapVersionId;
use crate::domain::strategy::difference::{Difference, difference};
use crate::domain::strategy::{Item, Link, MapVersion, Node, Place, StrategyCommand};
use crate::interchange::workspace_file;
use crate::state::clock;
use crate::storage::Loaded;
use crate::ui::kit::{Button, ButtonKind, IconButton, SelectField, Symbol};

/// A state of the map to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// As it is now.
    Present,
    /// A kept version.
    Kept(MapVersionId),
    /// That of a file that was opened to compare; nothing of it is taken in.
    File,
}

impl State {
    fn key(self) -> String {
        match self {
            Self::Present => String::new(),
            Self::Kept(id) => id.to_string(),
            Self::File => "file".to_owned(),
        }
    }

    fn of(key: &str) -> Option<Self> {
        match key {
            "" => Some(Self::Present),
            "file" => Some(Self::File),
            id => id.parse().ok().map(Self::Kept),
        }
    }
}

/// The nodes and links of a state.
type Records = (Arc<Vec<Arc<Node>>>, Arc<Vec<Arc<Link>>>);

/// The view.
#[component]
pub fn Page() -> impl IntoView {
    let desk = desk();
    let name = RwSignal::new(String::new());
    let versions = Memo::new(move |_| {
        desk.map
            .with(|map| map.versions.iter().map(|version| (version.id, label(version))).collect::<Vec<_>>())
    });
    let file = RwSignal::new(None::<(String, Records)>);
    let old = RwSignal::new(None::<State>);
    let new = RwSignal::new(State::Present);
    // The last kept one against the present, until something else is chosen.
    let old_now = move || {
        let last = || versions.with(|versions| versions.last().map(|(id, _)| State::Kept(*id)));
        old.get().or_else(last)
    };
    let records = move |state: State| -> Option<Records> {
        match state {
            State::Present => desk.map.with(|map| Some((Arc::clone(&map.nodes), Arc::clone(&map.links)))),
            State::Kept(id) => desk.map.with(|map| {
                let version = map.versions.iter().find(|version| version.id == id)?;
                Some((Arc::clone(&version.nodes), Arc::clone(&version.links)))
            }),
            State::File => file.with(|file| file.as_ref().map(|(_, records)| records.clone())),
        }
    };
    let found = Memo::new(move |_| {
        let before = records(old_now()?)?;
        let after = records(new.get()).or_else(|| records(State::Present))?;
        Some(difference((&before.0, &before.1), (&after.0, &after.1)))
    });
    // Each line is made once and stays while it says the same.
    let lines = Memo::new(move |_| {
        found.with(|found| {
            let found = found.iter().flatten().take(MOST).enumerate();
            let worded = found.map(|(place, one)| {
                let (mark, text, item) = worded(desk, one);
                (place, mark, text, item)
            });
            worded.collect::<Vec<_>>()
        })
    });
    let states = move |with_present: bool| {
        let present = with_present.then(|| (State::Present.key(), desk.t().present_map().to_owned()));
        let of_file =
            file.with(|file| file.as_ref().map(|(name, _)| (State::File.key(), desk.t().of_file(name))));
        let kept = versions.get().into_iter().map(|(id, label)| (State::Kept(id).key(), label));
        present.into_iter().chain(of_file).chain(kept).collect::<Vec<_>>()
    };
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
    let on_file = move |found: (String, Records)| {
        file.set(Some(found));
        old.set(Some(State::File));
        new.set(State::Present);
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
            <label class="field">
                <span>{move || desk.t().compare_file()}</span>
                <input type="file" id="compare-file" accept=".json,application/json" on:change=move |event| open(desk, &event, on_file) />
            </label>
            <p class="hint">{move || desk.t().compare_file_hint()}</p>
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
                        options=Signal::derive(move || states(false))
                        value=Signal::derive(move || old_now().map(State::key).unwrap_or_default())
                        on_choose=move |key: String| old.set(State::of(&key)) />
                    <SelectField label=move || desk.t().version_after()
                        options=Signal::derive(move || states(true))
                        value=Signal::derive(move || new.get().key())
                        on_choose=move |key: String| new.set(State::of(&key).unwrap_or(State::Present)) />
                </div>
                <ul class="differences">
                    <For each=move || lines.get() key=|line| line.clone() let:line>
                        {
                            let (_, mark, text, place) = line;
                            view! {
                                <li>
                                    <span class="difference-mark" aria-hidden="true">{mark}</span>
                                    {match place {
                                        Some(item) => view! { <button type="button" class="verdict" on:click=move |_| desk.choose(Some(item))>{text}</button> }.into_any(),
                                        None => view! { <span>{text}</span> }.into_any(),
                                    }}
                                </li>
                            }
                        }
                    </For>
                </ul>
                {move || {
                    let more = found.with(|found| found.as_ref().map_or(0, |found| found.len().saturating_sub(MOST)));
                    (more > 0).then(|| view! { <p class="hint">{desk.t().others(more)}</p> })
                }}
            </section>
        </Show>
    }
}

/// Differences on the screen at once.
const MOST: usize = 200;

/// Reads a workspace file for its map, and says why where it cannot.
fn open(desk: Desk, event: &web_sys::Event, on_file: impl Fn((String, Records)) + 'static) {
    let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) else { return };
    let t = desk.app.lang().import();
    #[expect(clippy::cast_precision_loss, reason = "a limit of some megabytes")]
    if file.size() > workspace_file::MAX_BYTES as f64 {
        desk.app.toasts.refuse(t.too_large(workspace_file::MAX_BYTES / 1_000_000));
        return;
    }
    spawn_local(async move {
        let buffer = JsFuture::from(file.array_buffer()).await;
        let (Ok(buffer), Some(codec)) = (buffer, desk.app.keeper.codec().await) else {
            desk.app.toasts.refuse(t.read_failed());
            return;
        };
        match workspace_file::read(&js_sys::Uint8Array::new(&buffer).to_vec(), codec) {
            Ok(Loaded::Current { workspace, .. } | Loaded::TooNew { workspace: Some(workspace), .. }) => {
                let map = &workspace.strategy;
                on_file((file.name(), (Arc::clone(&map.nodes), Arc::clone(&map.links))));
            }
            Ok(Loaded::TooNew { .. }) => desk.app.toasts.refuse(t.read_failed()),
            Err(error) => desk.app.toasts.refuse(t.file_error(&error)),
        }
    });
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
