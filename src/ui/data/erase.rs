//! Erasing everything: the one thing that cannot be undone, so it asks.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::app::App;
use crate::ui::kit::{Button, ButtonKind, Dialog, Symbol};

/// The section that erases.
#[component]
pub fn Erase() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let t = move || lang.data();
    let asking = RwSignal::new(false);
    let erase = move || {
        asking.set(false);
        spawn_local(async move {
            let outcome = app.keeper.erase().await;
            if app.report(&outcome) {
                app.toasts.say(untrack(t).erased());
                app.router.go(crate::route::Route::Overview);
            }
        });
    };
    view! {
        <section class="panel data-erase" aria-labelledby="erase">
            <h2 id="erase">{move || t().erase_title()}</h2>
            <p>{move || t().erase_text()}</p>
            <div class="button-row">
                <Button label=move || t().erase() kind=ButtonKind::Danger symbol=Symbol::Delete on_click=move || asking.set(true) />
            </div>
        </section>
        <Dialog open=asking title=move || t().erase_title()>
            <p>
                {move || t().erase_count(app.keeper.entries().with(Vec::len))}
                {move || if lang.locale() == crate::i18n::Locale::En { " " } else { "" }}
                {move || t().erase_confirm()}
            </p>
            <div class="dialog-foot">
                <Button label=move || t().cancel() on_click=move || asking.set(false) />
                <Button label=move || lang.shell().save_file() symbol=Symbol::Download on_click=move || app.save_file() />
                <Button label=move || t().erase() kind=ButtonKind::Danger on_click=erase />
            </div>
        </Dialog>
    }
}
