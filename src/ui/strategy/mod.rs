//! The strategy part: from the vision to the projects that carry it.

mod address;
mod analysis;
mod canvas;
mod chooser;
mod coverage;
mod desk;
mod files;
mod flow;
mod linking;
mod map;
mod matrix;
mod outline;
mod outline_keys;
mod outline_rows;
mod pager;
mod panel;
mod panel_carry;
mod panel_impact;
mod panel_links;
mod panel_measure;
mod placing;
mod printing;
mod progress;
mod settings;
mod strip;
mod summary;
mod table;
mod versions;
mod weighing;
mod wording;

use leptos::prelude::*;

pub use summary::Summary;

use super::app::App;
use crate::i18n::strategy_page::Page as Texts;
use crate::state::Lang;
use crate::ui::kit::{Button, ButtonKind, Dialog, EmptyState, Menu, MenuItem, MenuSeparator, Symbol};
use address::View;
use desk::{Ask, Desk};

/// `#/strategy`.
#[component]
pub fn Page() -> impl IntoView {
    let app = App::context();
    let desk = Desk::new(app);
    provide_context(desk);
    printing::follow_printing(desk);
    let is_empty = Memo::new(move |_| desk.map.with(|map| map.nodes.is_empty()));
    view! {
        <header class="page-head">
            <h1>{move || desk.words().title()}</h1>
            <Show when=move || !is_empty.get()>
                <Views desk />
                <Tools desk />
            </Show>
        </header>
        <Show when=move || !is_empty.get() fallback=move || view! { <Start /> }>
            <strip::Strip />
            <div class="strategy" data-view=move || desk.view.get().key() class:chosen=move || desk.chosen.get().is_some()>
                <div class="strategy-outline">
                    <outline::Outline desk />
                </div>
                <div class="strategy-picture">
                    <h2 class="sr-only">{move || view_word(desk, desk.view.get())}</h2>
                    {move || match desk.view.get() {
                        View::Outline => ().into_any(),
                        View::Map => view! { <map::Page /> }.into_any(),
                        View::Coverage => view! { <coverage::Page /> }.into_any(),
                        View::Flow => view! { <flow::Page /> }.into_any(),
                        View::Matrix => view! { <matrix::Page /> }.into_any(),
                        View::Progress => view! { <progress::Page /> }.into_any(),
                        View::Table => view! { <table::Page /> }.into_any(),
                        View::Analysis => view! { <analysis::Page /> }.into_any(),
                        View::Versions => view! { <versions::Page /> }.into_any(),
                    }}
                </div>
                <panel::Panel />
            </div>
        </Show>
        <Dialogs desk />
    }
}

/// The views, as links.
#[component]
fn Views(desk: Desk) -> impl IntoView {
    view! {
        <nav class="views no-print" aria-label=move || desk.t().views()>
            {View::ALL
                .into_iter()
                .map(|view| {
                    view! {
                        <a
                            class="tab"
                            href=move || desk.link_to(view)
                            aria-current=move || (desk.view.get() == view).then_some("true")
                        >
                            {move || view_word(desk, view)}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
}

fn view_word(desk: Desk, view: View) -> &'static str {
    let t = desk.t();
    match view {
        View::Outline => t.outline(),
        View::Map => t.map(),
        View::Coverage => t.coverage(),
        View::Matrix => t.matrix(),
        View::Flow => t.flow(),
        View::Progress => t.progress(),
        View::Table => t.table(),
        View::Analysis => t.analysis(),
        View::Versions => t.versions(),
    }
}

/// What can be done with the whole map.
#[component]
fn Tools(desk: Desk) -> impl IntoView {
    view! {
        <div class="strategy-tools no-print menu-end">
            <Menu label=move || desk.app.lang().projects().more() symbol=Symbol::More icon_only=true>
                <MenuItem label=move || desk.t().compare_themes() symbol=Symbol::Selection
                    on_click=move || desk.dialog.set(Some(Ask::Weigh(settings::main_group(desk)))) />
                <MenuItem label=move || desk.t().settings() symbol=Symbol::Edit on_click=move || desk.dialog.set(Some(Ask::Settings)) />
                <MenuItem label=move || desk.t().other_template() symbol=Symbol::Duplicate on_click=move || desk.dialog.set(Some(Ask::Template)) />
                <MenuSeparator />
                <MenuItem label=move || desk.t().import_outline() symbol=Symbol::Upload on_click=move || desk.dialog.set(Some(Ask::Import)) />
                <MenuItem label=move || desk.t().save_markdown() symbol=Symbol::Download on_click=move || files::save(desk, files::Format::Markdown) />
                <MenuItem label=move || desk.t().save_opml() symbol=Symbol::Download on_click=move || files::save(desk, files::Format::Opml) />
                <MenuItem label=move || desk.t().save_csv() symbol=Symbol::Download on_click=move || files::save(desk, files::Format::Csv) />
                <MenuSeparator />
                <MenuItem label=move || desk.t().print_a3() symbol=Symbol::Present on_click=|| drop(window().print()) />
            </Menu>
        </div>
    }
}

/// Nothing yet: what this is for, and the templates.
#[component]
fn Start() -> impl IntoView {
    let desk = desk::desk();
    view! {
        <EmptyState title=move || desk.t().start_title() text=move || desk.t().start_text()>
            <div class="button-row">
                <Button label=move || desk.t().choose_template() kind=ButtonKind::Primary symbol=Symbol::Strategy
                    on_click=move || desk.dialog.set(Some(Ask::Template)) />
                <Button label=move || desk.t().import_outline() symbol=Symbol::Upload on_click=move || desk.dialog.set(Some(Ask::Import)) />
            </div>
        </EmptyState>
    }
}

#[component]
fn Dialogs(desk: Desk) -> impl IntoView {
    let open_for = move |wanted: fn(Ask) -> bool| {
        let open = RwSignal::new(false);
        Effect::new(move |_| open.set(desk.dialog.get().is_some_and(wanted)));
        // Esc or the cross.
        Effect::new(move |was: Option<bool>| {
            let now = open.get();
            if was == Some(true) && !now && desk.dialog.get_untracked().is_some_and(wanted) {
                desk.dialog.set(None);
            }
            now
        });
        open
    };
    let template = open_for(|ask| ask == Ask::Template);
    let place = open_for(|ask| matches!(ask, Ask::Place(_)));
    let weigh = open_for(|ask| matches!(ask, Ask::Weigh(_)));
    let settings = open_for(|ask| ask == Ask::Settings);
    let import = open_for(|ask| ask == Ask::Import);
    view! {
        <Dialog open=template title=move || desk.t().choose_template() wide=true><chooser::Chooser /></Dialog>
        <Dialog open=place title=move || desk.t().place_project()>
            {move || match desk.dialog.get() {
                Some(Ask::Place(id)) => Some(view! { <placing::Placing under=id /> }),
                _ => None,
            }}
        </Dialog>
        <Dialog open=weigh title=move || desk.t().compare() wide=true>
            {move || match desk.dialog.get() {
                Some(Ask::Weigh(group)) => Some(view! { <weighing::Compare group /> }),
                _ => None,
            }}
        </Dialog>
        <Dialog open=settings title=move || desk.t().settings() wide=true><settings::Settings /></Dialog>
        <Dialog open=import title=move || desk.t().import_outline()><files::Import /></Dialog>
    }
}

/// The keys of the outline, for the help sheet.
pub fn shortcuts(lang: Lang) -> Vec<(&'static str, &'static str)> {
    let t = Texts(lang.locale());
    vec![
        ("↑ ↓", t.key_move()),
        ("← →", t.key_fold()),
        ("Enter", t.key_sibling()),
        ("Shift Enter", t.key_child()),
        ("F2", t.key_rename()),
        ("Tab", t.key_in()),
        ("Shift Tab", t.key_out()),
        ("Alt ↑ ↓", t.key_shove()),
        ("Alt ← →", t.key_in_out()),
        ("Alt K", t.key_kind()),
        ("Alt P", t.key_place()),
        ("Alt W", t.key_weigh()),
        ("Delete", t.key_remove()),
        ("L", t.key_link()),
    ]
}
