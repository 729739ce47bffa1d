//! Placing a project under a node: one of the list, or a new one, and how strongly it carries.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::desk::desk;
use crate::domain::id::NodeId;
use crate::domain::strategy::{Item, Link, PLACED, StrategyCommand, Strength};
use crate::domain::{Name, Project, ProjectEdit, ProjectId};
use crate::state::clock;

/// Projects shown at most; more letters narrow them.
const MOST: usize = 12;

#[derive(Debug, Clone, PartialEq)]
enum Entry {
    Known(ProjectId, String, bool),
    New(String),
}

/// The dialog's content.
#[component]
pub fn Placing(under: NodeId) -> impl IntoView {
    let desk = desk();
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let strength = RwSignal::new(PLACED);
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            drop(field.focus());
        }
    });
    let entries = Memo::new(move |_| {
        let text = typed.get().trim().to_lowercase();
        desk.projects.with(|projects| {
            desk.graph.with(|graph| {
                let fits = projects.iter().filter(|project| project.name.to_lowercase().contains(&text));
                let mut found: Vec<Entry> = fits
                    .map(|project| {
                        Entry::Known(project.id, project.name.to_string(), graph.home(project.id).is_some())
                    })
                    .collect();
                // What has no place yet comes first.
                found.sort_by_key(|entry| matches!(entry, Entry::Known(_, _, true)));
                found.truncate(MOST);
                if !text.is_empty() {
                    found.push(Entry::New(typed.get().trim().to_owned()));
                }
                found
            })
        })
    });
    let take = move |entry: Entry| {
        let link = |from: ProjectId| {
            Box::new(Link { strength: strength.get_untracked(), ..desk.new_link(Item::Project(from), under) })
        };
        let command = match entry {
            Entry::Known(project, _, has_home) => StrategyCommand::PlaceProject {
                project,
                under: if has_home {
                    desk.graph.with_untracked(|graph| graph.home(project))
                } else {
                    Some(under)
                },
                link: Some(link(project)),
            },
            Entry::New(name) => {
                let project =
                    Project::new(clock::new_project_id()).with(ProjectEdit::Name(Name::truncated(&name)));
                StrategyCommand::AddProject { link: link(project.id), project: Box::new(project) }
            }
        };
        desk.dialog.set(None);
        desk.run_undoable(command);
        request_animation_frame(move || desk.focus_outline.update(|count| *count += 1));
    };
    let on_key = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let count = entries.with(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(entry) =
                    entries.with_untracked(|entries| entries.get(at.get_untracked()).cloned())
                {
                    take(entry);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <p class="hint">{move || desk.t().place_hint(&desk.name(Item::Node(under)))}</p>
        <fieldset class="strengths">
            <legend>{move || desk.t().strength()}</legend>
            {[Strength::WEAK, Strength::MEDIUM, Strength::STRONG]
                .into_iter()
                .map(|value| {
                    view! {
                        <label class="check">
                            <input type="radio" name="place-strength" prop:checked=move || strength.get() == value
                                on:change=move |_| strength.set(value) />
                            <span>{move || format!("{} {}", value.get(), desk.words().strength(value))}</span>
                            <span class="hint">{move || desk.words().strength_text(value)}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
        <div class="palette" on:keydown=on_key>
            <input
                node_ref=field
                class="input palette-input"
                type="text"
                role="combobox"
                aria-expanded="true"
                aria-controls="place-list"
                aria-activedescendant=move || format!("place-{}", at.get())
                aria-label=move || desk.t().place_search()
                placeholder=move || desk.t().place_search()
                autocomplete="off"
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    at.set(0);
                }
            />
            <ul id="place-list" class="palette-list" role="listbox" aria-label=move || desk.t().place_search()>
                {move || {
                    entries
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(index, entry)| {
                            let word = match &entry {
                                Entry::Known(_, name, false) => desk.t().place_loose(name),
                                Entry::Known(_, name, true) => name.clone(),
                                Entry::New(name) => desk.t().place_new(name),
                            };
                            view! {
                                <li
                                    id=format!("place-{index}")
                                    role="option"
                                    class="palette-option"
                                    aria-selected=move || (at.get() == index).to_string()
                                    on:click=move |_| take(entry.clone())
                                    on:mousemove=move |_| at.set(index)
                                >
                                    <span>{word}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </div>
    }
}
