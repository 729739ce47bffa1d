//! Earlier versions of the open workspace.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::Command;
use crate::interchange::workspace_file::file_name;
use crate::state::clock;
use crate::storage::{Loaded, Reason, Version};
use crate::ui::app::App;
use crate::ui::files::save_bytes;
use crate::ui::kit::{Button, ButtonKind, Symbol, Table, format};

/// The versions, newest first.
#[component]
pub fn Versions() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.data();
    let versions = RwSignal::new(Vec::<Version>::new());
    let read = move || {
        let id = app.store.doc().with_untracked(|doc| doc.id);
        spawn_local(async move {
            let Some(vault) = app.keeper.vault() else { return };
            if let Ok(found) = vault.versions(id).await {
                // The page may have been left meanwhile.
                drop(versions.try_set(found));
            }
        });
    };
    let id = Memo::new(move |_| app.store.doc().with(|doc| doc.id));
    Effect::new(move |_| {
        id.get();
        app.keeper.state().track();
        app.keeper.kept().track();
        read();
    });
    let restore = move |key: String| {
        spawn_local(async move {
            let Some(vault) = app.keeper.vault() else { return };
            match vault.version(&key).await {
                Ok(Some(Loaded::Current { workspace, .. })) => {
                    app.keeper.keep_version(Reason::Restore);
                    app.dispatch_undoable(Command::ReplaceContent(Box::new(workspace)));
                }
                Ok(_) => app.toasts.refuse(untrack(t).version_unreadable()),
                Err(error) => drop(app.report(&Err(error))),
            }
        });
    };
    let download = move |key: String| {
        spawn_local(async move {
            let Some(vault) = app.keeper.vault() else { return };
            let codec = app.keeper.codec().await;
            match (vault.version(&key).await, codec) {
                (Ok(Some(Loaded::Current { workspace, .. })), Some(codec)) => {
                    let name = file_name(&workspace.name, clock::today(), "pmo.json");
                    save_bytes(&name, "application/json", (codec.write)(&workspace).as_bytes());
                }
                (Err(error), _) => drop(app.report(&Err(error))),
                (Ok(_), _) => app.toasts.refuse(untrack(t).version_unreadable()),
            }
        });
    };
    view! {
        <section class="panel" aria-labelledby="versions">
            <h2 id="versions">{move || t().versions()}</h2>
            <Show
                when=move || versions.with(|versions| !versions.is_empty())
                fallback=move || view! { <p class="hint">{move || t().versions_none()}</p> }
            >
                <Table
                    caption=move || t().versions()
                    columns=Signal::derive(move || vec![
                        (t().when().to_owned(), false),
                        (t().why().to_owned(), false),
                        (t().projects().to_owned(), true),
                        (t().actions().to_owned(), false),
                    ])
                >
                    {move || {
                        versions
                            .get()
                            .into_iter()
                            .map(|version| {
                                let (one, two) = (version.key.clone(), version.key);
                                #[expect(clippy::cast_precision_loss, reason = "exact for every date there is")]
                                let when = format::moment(lang.locale(), version.millis as f64);
                                view! {
                                    <tr>
                                        <th scope="row">{when}</th>
                                        <td>{t().reason(version.reason)}</td>
                                        <td class="number">{version.projects}</td>
                                        <td>
                                            <div class="actions">
                                                <Button label=t().restore() symbol=Symbol::History on_click=move || restore(one.clone()) />
                                                <Button label=t().download() kind=ButtonKind::Quiet on_click=move || download(two.clone()) />
                                            </div>
                                        </td>
                                    </tr>
                                }
                            })
                            .collect_view()
                    }}
                </Table>
            </Show>
        </section>
    }
}
