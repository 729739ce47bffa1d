//! Stored bytes that could not be read: kept, to be taken away or thrown away.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::app::App;
use crate::ui::files::save_bytes;
use crate::ui::kit::{Button, ButtonKind, Table};

/// What could not be read; nothing when all could.
#[component]
pub fn Damaged() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.data();
    let download = move |key: String| {
        spawn_local(async move {
            let Some(vault) = app.keeper.vault() else { return };
            match vault.damaged_bytes(&key).await {
                Ok(Some(bytes)) => save_bytes(&format!("{key}.bin"), "application/octet-stream", &bytes),
                Ok(None) => app.keeper.refresh_damaged().await,
                Err(error) => drop(app.report(&Err(error))),
            }
        });
    };
    let discard = move |key: String| {
        spawn_local(async move {
            app.report(&app.keeper.discard_damaged(key).await);
        });
    };
    view! {
        <Show when=move || app.keeper.damaged().with(|damaged| !damaged.is_empty())>
            <section class="panel" aria-labelledby="damaged">
                <h2 id="damaged">{move || t().damaged()}</h2>
                <p class="hint">{move || t().damaged_hint()}</p>
                <Table caption=move || t().damaged() columns=Signal::derive(move || vec![(t().name().to_owned(), false), (t().actions().to_owned(), false)])>
                    {move || {
                        app.keeper
                            .damaged()
                            .get()
                            .into_iter()
                            .map(|key| {
                                let (one, two) = (key.clone(), key.clone());
                                view! {
                                    <tr>
                                        <th scope="row">{key}</th>
                                        <td>
                                            <div class="actions">
                                                <Button label=t().download() on_click=move || download(one.clone()) />
                                                <Button label=t().discard() kind=ButtonKind::Danger on_click=move || discard(two.clone()) />
                                            </div>
                                        </td>
                                    </tr>
                                }
                            })
                            .collect_view()
                    }}
                </Table>
            </section>
        </Show>
    }
}
