//! Every workspace of this browser, and the trash.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::WorkspaceId;
use crate::storage::Entry;
use crate::ui::app::App;
use crate::ui::kit::{Button, ButtonKind, Dialog, Table, format};

/// The list and the trash.
#[component]
pub fn Workspaces() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.data();
    let doomed = RwSignal::new(None::<WorkspaceId>);
    let asking = RwSignal::new(false);
    let part = move |trashed: bool| {
        app.keeper
            .entries()
            .with(|entries| entries.iter().filter(|e| e.trashed == trashed).cloned().collect::<Vec<_>>())
    };
    let columns = Signal::derive(move || {
        vec![
            (t().name().to_owned(), false),
            (t().projects().to_owned(), true),
            (t().size().to_owned(), true),
            (t().actions().to_owned(), false),
        ]
    });
    let row = move |entry: Entry| {
        let id = entry.label.id;
        let name = move || app.shown_name(&entry.label.name);
        let is_open = move || app.store.doc().with(|doc| doc.id == id);
        let restore = move || {
            spawn_local(async move {
                app.report(&app.keeper.set_trashed(id, false).await);
            });
        };
        let actions = if entry.trashed {
            view! {
                <Button label=t().restore() on_click=restore />
                <Button label=t().purge() kind=ButtonKind::Danger on_click=move || {
                    doomed.set(Some(id));
                    asking.set(true);
                } />
            }
            .into_any()
        } else {
            view! {
                {move || if is_open() {
                    view! { <span class="tag tag-accent">{t().opened_here()}</span> }.into_any()
                } else {
                    view! { <Button label=t().open() on_click=move || app.switch_to(id) /> }.into_any()
                }}
                <Button label=t().delete() kind=ButtonKind::Quiet on_click=move || app.trash_workspace(id) />
            }
            .into_any()
        };
        // A size of a document is far below the exact range of a double.
        #[expect(clippy::cast_precision_loss, reason = "exact below 9 PB")]
        let size = format::bytes(lang.locale(), entry.bytes as f64);
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number">{entry.label.projects}</td>
                <td class="number">{size}</td>
                <td><div class="actions">{actions}</div></td>
            </tr>
        }
    };
    let purge = move || {
        asking.set(false);
        let Some(id) = doomed.get_untracked() else { return };
        spawn_local(async move {
            app.report(&app.keeper.purge(id).await);
        });
    };
    view! {
        <section class="panel" aria-labelledby="workspaces">
            <h2 id="workspaces">{move || t().workspaces()}</h2>
            <Table caption=move || t().workspaces() columns>
                {move || part(false).into_iter().map(row).collect_view()}
            </Table>
        </section>
        <section class="panel" aria-labelledby="trash">
            <h2 id="trash">{move || t().trash()}</h2>
            <Show
                when=move || !part(true).is_empty()
                fallback=move || view! { <p class="hint">{move || t().trash_none()}</p> }
            >
                <Table caption=move || t().trash() columns>
                    {move || part(true).into_iter().map(row).collect_view()}
                </Table>
            </Show>
        </section>
        <Dialog open=asking title=move || t().purge_title()>
            <p>{move || doomed.get().map(|id| t().purge_text(&app.name_of(id)))}</p>
            <div class="dialog-foot">
                <Button label=move || t().cancel() on_click=move || asking.set(false) />
                <Button label=move || t().purge() kind=ButtonKind::Danger on_click=purge />
            </div>
        </Dialog>
    }
}
