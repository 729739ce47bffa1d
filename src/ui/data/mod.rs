//! What is stored, where, how safe; files in and out, versions, the trash, what is damaged, erase.

mod damaged;
mod erase;
mod safety;
mod versions;
mod workspaces;

use leptos::prelude::*;

use super::app::App;
use crate::storage::BackendError;
use crate::ui::kit::{Button, Symbol};

/// `#/data`.
#[component]
pub fn Page() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.data();
    view! {
        <header class="page-head">
            <h1>{move || t().title()}</h1>
        </header>
        <div class="data">
            <p class="lead">{move || t().lead()}</p>
            <damaged::Damaged />
            <safety::Safety />
            <section class="panel" aria-labelledby="files">
                <h2 id="files">{move || t().files()}</h2>
                <p class="hint">{move || t().files_hint()}</p>
                <div class="button-row">
                    <Button label=move || lang.shell().save_file() symbol=Symbol::Download on_click=move || app.save_file() />
                    <Button label=move || lang.shell().open_file() symbol=Symbol::Folder on_click=move || app.open_file() />
                    <Button label=move || t().save_csv() symbol=Symbol::Download on_click=move || app.save_csv() />
                    <Button label=move || t().import_csv() symbol=Symbol::Upload on_click=move || app.import_csv() />
                </div>
            </section>
            <versions::Versions />
            <workspaces::Workspaces />
            <erase::Erase />
        </div>
    }
}

impl App {
    /// Says so when the store refused.
    fn report(self, outcome: &Result<(), BackendError>) -> bool {
        if outcome.is_err() {
            self.toasts.refuse(untrack(|| self.lang().data()).store_refused());
        }
        outcome.is_ok()
    }
}
