//! The workspaces of this browser: which is open, and what to do with it.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::{Name, Step};
use crate::route::Route;
use crate::ui::action::Action;
use crate::ui::app::App;
use crate::ui::kit::{Button, ButtonKind, Dialog, Menu, MenuItem, MenuSeparator, Symbol};

/// The workspace menu.
#[component]
pub fn Switcher() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.shell();
    let renaming = RwSignal::new(false);
    view! {
        <div class="switcher">
            <Menu label=move || app.workspace_name()>
                <div role="group" aria-label=move || t().workspaces()>
                    {move || {
                        let open = app.store.doc().with(|doc| doc.id);
                        let name = app.workspace_name();
                        let mut listed: Vec<_> = app
                            .keeper
                            .entries()
                            .get()
                            .into_iter()
                            .filter(|entry| !entry.trashed && entry.label.id != open)
                            .map(|entry| (entry.label.id, entry.label.name.to_string()))
                            .collect();
                        listed.sort_by(|(_, a), (_, b)| a.cmp(b));
                        std::iter::once((open, name))
                            .chain(listed)
                            .map(|(id, name)| {
                                let name = app.shown_name(&name);
                                view! {
                                    <MenuItem
                                        label=name
                                        checked=Signal::derive(move || id == open)
                                        on_click=move || if id != open { app.switch_to(id) }
                                    />
                                }
                            })
                            .collect_view()
                    }}
                </div>
                <MenuSeparator />
                <MenuItem label=move || t().rename() symbol=Symbol::Edit on_click=move || renaming.set(true) />
                <MenuItem label=move || t().duplicate() symbol=Symbol::Duplicate on_click=move || app.duplicate_workspace() />
                <MenuItem label=move || t().delete_workspace() symbol=Symbol::Delete
                    disabled=Signal::derive(move || app.store.doc().with(crate::domain::Workspace::is_empty) && !is_stored(app))
                    on_click=move || app.trash_workspace(app.store.doc().with_untracked(|doc| doc.id)) />
                <MenuSeparator />
                <MenuItem label=move || t().new_workspace() symbol=Symbol::Add on_click=move || Action::NewWorkspace.run(app) />
                <MenuItem label=move || t().open_file() symbol=Symbol::Folder keys="Ctrl O" on_click=move || Action::OpenFile.run(app) />
                <MenuItem label=move || t().save_file() symbol=Symbol::Download keys="Ctrl S" on_click=move || Action::SaveFile.run(app) />
                <MenuItem label=move || t().open_example() symbol=Symbol::Look on_click=move || Action::OpenExample.run(app) />
                <MenuSeparator />
                <MenuItem label=move || t().manage() symbol=Symbol::Data on_click=move || app.router.go(Route::Data) />
            </Menu>
            <Rename open=renaming />
        </div>
    }
}

fn is_stored(app: App) -> bool {
    let id = app.store.doc().with(|doc| doc.id);
    app.keeper.entries().with(|entries| entries.iter().any(|entry| entry.label.id == id))
}

#[component]
fn Rename(open: RwSignal<bool>) -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    view! {
        <Dialog open=open title=move || lang.shell().rename()>
            <RenameForm open />
        </Dialog>
    }
}

#[component]
fn RenameForm(open: RwSignal<bool>) -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let input = NodeRef::<html::Input>::new();
    let error = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            drop(input.focus());
            input.select();
        }
    });
    let commit = move || {
        let Some(input) = input.get_untracked() else { return };
        match Name::new(&input.value()) {
            Ok(name) => {
                let step: Step = Box::new(move |workspace| Ok(workspace.rename(name)));
                app.dispatch(step);
                open.set(false);
            }
            Err(refused) => error.set(Some(lang.errors().value(&refused))),
        }
    };
    view! {
        <form
            class="field"
            on:submit=move |event| {
                event.prevent_default();
                commit();
            }
        >
            <label for="workspace-name">{move || lang.shell().workspace_name()}</label>
            <input
                node_ref=input
                id="workspace-name"
                class="input"
                type="text"
                autocomplete="off"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby="workspace-name-note"
                prop:value=app.store.doc().with_untracked(|doc| doc.name.to_string())
            />
            <p id="workspace-name-note" class="field-note field-error" aria-live="polite">{move || error.get()}</p>
            <div class="dialog-foot">
                <Button label=move || lang.shell().done() kind=ButtonKind::Primary on_click=commit />
            </div>
        </form>
    }
}

impl App {
    /// Opens another workspace in this tab.
    pub fn switch_to(self, id: crate::domain::WorkspaceId) {
        spawn_local(async move {
            if self.keeper.open(id).await {
                self.toasts.say(self.lang().shell().opened(&self.workspace_name()));
            } else {
                self.toasts.refuse(self.lang().shell().unreadable_workspace());
                self.keeper.refresh_damaged().await;
            }
        });
    }

    /// Puts a workspace into the trash and offers the way back.
    pub fn trash_workspace(self, id: crate::domain::WorkspaceId) {
        let t = self.lang().shell();
        let was_open = self.store.doc().with_untracked(|doc| doc.id) == id;
        spawn_local(async move {
            // What is not stored yet could not come back.
            self.keeper.save().await;
            let name = self.name_of(id);
            if self.keeper.set_trashed(id, true).await.is_err() {
                self.toasts.refuse(self.lang().data().store_refused());
                return;
            }
            self.toasts.offer(t.trashed(&name), t.undo(), move || {
                spawn_local(async move {
                    if self.keeper.set_trashed(id, false).await.is_err() {
                        self.toasts.refuse(self.lang().data().store_refused());
                    } else if was_open {
                        self.keeper.open(id).await;
                    }
                });
            });
        });
    }

    /// The name of a listed workspace, or what stands for it.
    pub fn name_of(self, id: crate::domain::WorkspaceId) -> String {
        let name = self.keeper.entries().with_untracked(|entries| {
            entries.iter().find(|entry| entry.label.id == id).map(|entry| entry.label.name.to_string())
        });
        self.shown_name(&name.unwrap_or_default())
    }

    /// A workspace's name, or what stands for it while it has none.
    pub fn shown_name(self, name: &str) -> String {
        if name.is_empty() { self.lang().shell().unnamed_workspace().to_owned() } else { name.to_owned() }
    }

    /// Makes a copy of the open workspace and opens it.
    pub fn duplicate_workspace(self) {
        let name = self.lang().shell().copy_of(&self.workspace_name());
        let copy = crate::domain::Workspace {
            id: crate::state::clock::new_workspace_id(),
            name: Name::truncated(&name),
            ..self.store.doc().get_untracked()
        };
        self.enter(copy);
    }

    /// Puts a new workspace here, saved from the first moment.
    pub fn enter(self, workspace: crate::domain::Workspace) {
        spawn_local(async move {
            self.keeper.create(workspace).await;
            self.toasts.say(self.lang().shell().opened(&self.workspace_name()));
        });
    }
}
