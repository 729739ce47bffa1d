//! The project list: a spreadsheet over the workspace's projects.

mod content;
mod list;
mod printing;
mod toolbar;
mod totals;

use leptos::prelude::*;

use super::app::App;
use crate::state::Lang;
use crate::ui::kit::{Button, ButtonKind, EmptyState, Symbol};
use crate::ui::sheet::Grid;
use list::List;
use toolbar::Toolbar;
use totals::Totals;

/// `#/projects`.
#[component]
pub fn Page() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.projects();
    let list = List::new(app);
    let List { sheet, view } = list;
    Effect::new(move |_| {
        if let Some(id) = app.wanted_project.get() {
            app.wanted_project.set(None);
            request_animation_frame(move || {
                list.find(id);
                sheet.take_focus();
            });
        }
    });
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
                                on_click=move || view.insert_row(sheet, false) />
                            <Button label=move || t().import_csv() symbol=Symbol::Upload on_click=move || app.import_csv() />
                        </div>
                    </EmptyState>
                }
            }
        >
            <Toolbar list />
            <Grid sheet />
            <Show when=move || sheet.count() == 0>
                <p class="grid-nothing">
                    {move || t().nothing_fits()}
                    <Button label=move || t().clear_filter() on_click=move || list.clear_filter() />
                </p>
            </Show>
            <Totals list />
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
            <span>{move || t().example_cost()}</span>
            <span>"2028-01-01"</span>
        </div>
    }
}
