//! The sheet of shortcuts.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::state::Lang;
use crate::ui::action::Action;
use crate::ui::app::App;
use crate::ui::kit::Dialog;
use crate::ui::{competency, sheet, strategy};

/// What keys do, everywhere, in tables and in places of their own.
#[component]
pub fn Help() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    view! {
        <Dialog open=app.help_open title=move || lang.shell().help() wide=true>
            <div class="help">
                <Keys title=move || lang.shell().everywhere() lang keys=|lang| {
                    let shell = lang.shell();
                    Action::ALL.iter().filter_map(|action| Some((action.keys()?, action.label(shell)))).collect()
                } />
                <Keys title=move || lang.shell().in_tables() lang keys=sheet::shortcuts />
                <Keys title=move || lang.strategy().title() lang keys=strategy::shortcuts />
                <Keys title=move || lang.competency().title() lang keys=competency::shortcuts />
            </div>
        </Dialog>
    }
}

#[component]
fn Keys(
    #[prop(into)] title: TextProp,
    lang: Lang,
    /// Strokes and what they do.
    keys: fn(Lang) -> Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    view! {
        <section>
            <h3>{move || title.get()}</h3>
            <dl class="keys">
                {move || {
                    keys(lang)
                        .into_iter()
                        .map(|(keys, what)| {
                            view! {
                                <div class="keys-row">
                                    <dt>{keys.split(' ').map(|key| view! { <kbd>{key}</kbd> }).collect_view()}</dt>
                                    <dd>{what}</dd>
                                </div>
                            }
                        })
                        .collect_view()
                }}
            </dl>
        </section>
    }
}
