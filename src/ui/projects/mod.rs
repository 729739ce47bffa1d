//! The project list: a spreadsheet over the workspace's projects.

mod editor;
mod grid;
mod printing;
mod sheet;
mod toolbar;

use leptos::prelude::*;

use super::app::App;
use crate::state::Lang;
use crate::ui::kit::{Button, ButtonKind, EmptyState, Symbol};
use grid::{Grid, Totals};
use sheet::Sheet;
use toolbar::Toolbar;

/// `#/projects`.
#[component]
pub fn Page() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.projects();
    let sheet = Sheet::new(app);
    printing::follow_printing(sheet);
    let is_empty = Memo::new(move |_| app.store.doc().with(|doc| doc.projects.is_empty()));
    view! {
        <header class="page-head">
            <h1>{move || t().title()}</h1>
        </header>
        <Show
            when=move || !is_empty.get()
            fallback=move || {
                view! {
                    <EmptyState title=move || t().empty_title() text=move || t().empty_text()>
                        <ExampleRow />
                        <div class="button-row">
                            <Button label=move || t().add() kind=ButtonKind::Primary symbol=Symbol::Add
                                on_click=move || sheet.insert_row(false) />
                            <Button label=move || t().import_csv() symbol=Symbol::Upload on_click=move || app.import_csv() />
                        </div>
                    </EmptyState>
                }
            }
        >
            <Toolbar sheet />
            <Grid sheet />
            <Show when=move || sheet.len() == 0>
                <p class="grid-nothing">
                    {move || t().nothing_fits()}
                    <Button label=move || t().clear_filter() on_click=move || {
                        sheet.filter.set(String::new());
                        sheet.status.set(None);
                    } />
                </p>
            </Show>
            <Totals sheet />
        </Show>
    }
}

/// What a filled row looks like.
#[component]
fn ExampleRow() -> impl IntoView {
    let lang = Lang::context();
    let t = move || lang.projects();
    view! {
        <div class="example-row" aria-hidden="true">
            <span>{move || t().example_name()}</span>
            <span>{move || t().example_owner()}</span>
            <span class="status" data-status="candidate">{move || t().candidate()}</span>
            <span>"2,860"</span>
            <span>"2028-01-01"</span>
        </div>
    }
}

/// The keys of the table, for the help sheet.
pub fn shortcuts(lang: Lang) -> Vec<(&'static str, &'static str)> {
    let t = lang.projects();
    vec![
        ("↑ ↓ ← →", t.key_move()),
        ("Shift ↑ ↓ ← →", t.key_extend()),
        ("Enter F2", t.key_edit()),
        ("Enter", t.key_commit()),
        ("Esc", t.key_cancel()),
        ("Tab", t.key_next()),
        ("Alt Enter", t.key_line()),
        ("Delete", t.key_clear()),
        ("Ctrl C", t.key_copy()),
        ("Ctrl V", t.key_paste()),
        ("Ctrl D", t.key_fill()),
        ("Ctrl A", t.key_all()),
        ("Ctrl Enter", t.key_new_row()),
        ("Ctrl Delete", t.key_remove()),
        ("Alt Shift ↑", t.key_row_up()),
        ("Alt Shift ↓", t.key_row_down()),
    ]
}
