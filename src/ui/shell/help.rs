//! The sheet of shortcuts.

use leptos::prelude::*;

use crate::ui::action::Action;
use crate::ui::app::App;
use crate::ui::kit::Dialog;
use crate::ui::{competency, sheet};

/// What keys do, everywhere and in tables.
#[component]
pub fn Help() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    view! {
        <Dialog open=app.help_open title=move || lang.shell().help() wide=true>
            <div class="help">
                <section>
                    <h3>{move || lang.shell().everywhere()}</h3>
                    <dl class="keys">
                        {Action::ALL
                            .iter()
                            .copied()
                            .filter_map(|action| Some((action, action.keys()?)))
                            .map(|(action, keys)| view! { <Row keys what=Signal::derive(move || action.label(lang.shell()).to_owned()) /> })
                            .collect_view()}
                    </dl>
                </section>
                <section>
                    <h3>{move || lang.shell().in_tables()}</h3>
                    <dl class="keys">
                        {move || {
                            sheet::shortcuts(lang)
                                .into_iter()
                                .map(|(keys, what)| view! { <Row keys what=Signal::stored(what.to_owned()) /> })
                                .collect_view()
                        }}
                    </dl>
                </section>
                <section>
                    <h3>{move || lang.competency().title()}</h3>
                    <dl class="keys">
                        {move || {
                            competency::shortcuts(lang)
                                .into_iter()
                                .map(|(keys, what)| view! { <Row keys what=Signal::stored(what.to_owned()) /> })
                                .collect_view()
                        }}
                    </dl>
                </section>
            </div>
        </Dialog>
    }
}

#[component]
fn Row(keys: &'static str, what: Signal<String>) -> impl IntoView {
    view! {
        <div class="keys-row">
            <dt>{keys.split(' ').map(|key| view! { <kbd>{key}</kbd> }).collect_view()}</dt>
            <dd>{move || what.get()}</dd>
        </div>
    }
}
