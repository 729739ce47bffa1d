//! Where the data is kept and how safe: place, promise of the browser, room, last file.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::state::{Device, notebook};
use crate::ui::app::App;
use crate::ui::kit::{Button, format};

/// The facts.
#[component]
pub fn Safety() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.data();
    let device = RwSignal::new(Device::default());
    let ask = move || {
        spawn_local(async move {
            let found = Device::ask().await;
            // The page may have been left meanwhile.
            let _ = device.try_set(found);
        });
    };
    // What is used changes with every save.
    Effect::new(move |_| {
        app.keeper.state().track();
        ask();
    });
    let persist = move || {
        spawn_local(async move {
            if !Device::persist().await {
                app.toasts.refuse(untrack(t).persist_refused());
            }
            ask();
        });
    };
    let last_export = move || {
        app.keeper.exported().track();
        let id = app.store.doc().with(|doc| doc.id);
        let millis = notebook::Boot::read().exports.get(&id).and_then(|export| export.millis);
        // Milliseconds since 1970 are exact as a double for 285,000 years.
        #[expect(clippy::cast_precision_loss, reason = "exact for every date there is")]
        millis.map_or_else(|| t().never().to_owned(), |millis| format::moment(lang.locale(), millis as f64))
    };
    let used = move || {
        let device = device.get();
        let used = device.used.map(|used| format::bytes(lang.locale(), used));
        match (used, device.quota) {
            (Some(used), Some(quota)) => t().used_of(&used, &format::bytes(lang.locale(), quota)),
            (Some(used), None) => used,
            (None, _) => t().persisted_unknown().to_owned(),
        }
    };
    view! {
        <section class="panel" aria-labelledby="safety">
            <h2 id="safety">{move || t().safety()}</h2>
            <dl class="facts">
                <dt>{move || t().place()}</dt>
                <dd>{move || if app.keeper.durable().get() { t().place_disk() } else { t().place_memory() }}</dd>
                <dt>{move || t().persisted()}</dt>
                <dd>
                    {move || match device.get().persisted {
                        Some(true) => t().persisted_yes(),
                        Some(false) => t().persisted_no(),
                        None => t().persisted_unknown(),
                    }}
                    <Show when=move || device.get().persisted == Some(false)>
                        <span class="fact-action"><Button label=move || t().ask_persist() on_click=persist /></span>
                    </Show>
                </dd>
                <dt>{move || t().used()}</dt>
                <dd>{used}</dd>
                <dt>{move || t().last_export()}</dt>
                <dd>{last_export}</dd>
            </dl>
        </section>
    }
}
