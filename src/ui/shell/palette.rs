//! The command palette: places, actions, workspaces and projects by a few letters.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use crate::domain::ProjectId;
use crate::route::Route;
use crate::ui::action::Action;
use crate::ui::app::App;
use crate::ui::kit::{Dialog, Icon, Symbol};

/// Projects shown at most; more letters narrow them.
const MOST_PROJECTS: usize = 8;

#[derive(Debug, Clone, PartialEq)]
enum Entry {
    Action(Action, String),
    Project(ProjectId, String),
}

impl Entry {
    fn word(&self) -> &str {
        match self {
            Self::Action(_, word) | Self::Project(_, word) => word,
        }
    }
}

fn entries(app: App, typed: &str) -> Vec<Entry> {
    let t = app.lang().shell();
    let typed = typed.trim().to_lowercase();
    let fits = |word: &str| word.to_lowercase().contains(&typed);
    let mut found: Vec<Entry> = Action::ALL
        .iter()
        .copied()
        .filter(|action| *action != Action::Palette)
        .map(|action| Entry::Action(action, action.label(t).to_owned()))
        .filter(|entry| fits(entry.word()))
        .collect();
    if !typed.is_empty() {
        app.store.doc().with(|doc| {
            let projects = doc.projects.iter().filter(|project| fits(&project.name));
            found.extend(
                projects
                    .take(MOST_PROJECTS)
                    .map(|project| Entry::Project(project.id, project.name.to_string())),
            );
        });
    }
    found
}

/// The palette.
#[component]
pub fn Palette() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    view! {
        <Dialog open=app.palette_open title=move || lang.shell().palette()>
            <Search app />
        </Dialog>
    }
}

#[component]
fn Search(app: App) -> impl IntoView {
    let lang = app.lang();
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let input = NodeRef::<html::Input>::new();
    let found = Memo::new(move |_| entries(app, &typed.get()));
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            drop(input.focus());
        }
    });
    let run = move |entry: &Entry| {
        app.palette_open.set(false);
        match entry {
            Entry::Action(action, _) => {
                let action = *action;
                // After the dialog has given the focus back.
                request_animation_frame(move || action.run(app));
            }
            Entry::Project(id, _) => {
                app.wanted_project.set(Some(*id));
                app.router.go(Route::Projects);
            }
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let count = found.with(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(entry) = found.with(|found| found.get(at.get_untracked()).cloned()) {
                    run(&entry);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="palette" on:keydown=on_key>
            <input
                node_ref=input
                class="input palette-input"
                type="text"
                role="combobox"
                aria-expanded="true"
                aria-controls="palette-list"
                aria-activedescendant=move || format!("palette-{}", at.get())
                aria-label=move || lang.shell().palette()
                placeholder=move || lang.shell().palette_placeholder()
                autocomplete="off"
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    at.set(0);
                }
            />
            <ul id="palette-list" class="palette-list" role="listbox" aria-label=move || lang.shell().palette()>
                {move || {
                    found
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(index, entry)| {
                            let (symbol, keys) = match &entry {
                                Entry::Action(action, _) => (action.symbol(), action.keys()),
                                Entry::Project(..) => (Symbol::Projects, None),
                            };
                            let word = entry.word().to_owned();
                            view! {
                                <li
                                    id=format!("palette-{index}")
                                    role="option"
                                    class="palette-option"
                                    aria-selected=move || (at.get() == index).to_string()
                                    on:click=move |_| run(&entry)
                                    on:mousemove=move |_| at.set(index)
                                >
                                    <Icon symbol />
                                    <span>{word}</span>
                                    {keys.map(|keys| keys.split(' ').map(|key| view! { <kbd>{key}</kbd> }).collect_view())}
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <Show when=move || found.with(Vec::is_empty)>
                <p class="palette-none">{move || lang.shell().palette_none()}</p>
            </Show>
        </div>
    }
}
