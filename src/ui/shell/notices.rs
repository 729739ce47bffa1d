//! What a person has to know for as long as it is so: read-only, not saved, a new version, a reminder.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::save_badge::why;
use crate::route::Route;
use crate::state::{Access, SaveState, clock, notebook};
use crate::ui::app::App;
use crate::ui::kit::{Button, ButtonKind, Icon, Symbol};

/// Days with changes that are in no file before the app reminds.
const REMIND_DAYS: u64 = 7;
const DAY_MILLIS: u64 = 86_400_000;

/// The notices over a page.
#[component]
pub fn Notices() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let update = follow_update();
    let reminded = RwSignal::new(false);
    let access = app.store.access();
    let problem = Memo::new(move |_| match (access.get(), app.keeper.state().get()) {
        (Access::Writer, SaveState::NotSaved(problem)) => Some(problem),
        _ => None,
    });
    let days = Memo::new(move |_| {
        // Whether a week has passed is looked at whenever something was saved.
        app.keeper.state().track();
        days_without_file(app)
    });
    view! {
        <div class="notices" role="status">
            <Show when=move || access.get() == Access::OtherTabWrites>
                <div class="notice" data-notice="other-tab">
                    <Icon symbol=Symbol::Look />
                    <p>{move || lang.shell().why_other_tab()}</p>
                    <Button label=move || lang.shell().edit_here() kind=ButtonKind::Primary
                        on_click=move || spawn_local(app.keeper.take_over()) />
                </div>
            </Show>
            <Show when=move || matches!(access.get(), Access::TooNew { .. })>
                <div class="notice" data-notice="too-new">
                    <Icon symbol=Symbol::Look />
                    <p>{move || lang.shell().why_too_new()}</p>
                </div>
            </Show>
            {move || {
                problem
                    .get()
                    .map(|problem| {
                        view! {
                            <div class="notice notice-danger" data-notice="not-saved">
                                <Icon symbol=Symbol::Warning />
                                <p>{why(problem, lang.shell())}</p>
                                <Button label=lang.shell().save_file() on_click=move || app.save_file() />
                            </div>
                        }
                    })
            }}
            <Show when=move || app.keeper.damaged().with(|damaged| !damaged.is_empty()) && app.router.route() != Route::Data>
                <div class="notice" data-notice="damaged">
                    <Icon symbol=Symbol::Warning />
                    <p>{move || lang.data().damaged_notice(app.keeper.damaged().with(Vec::len))}</p>
                    <Button label=move || lang.shell().open_data() on_click=move || app.router.go(Route::Data) />
                </div>
            </Show>
            <Show when=move || update.get()>
                <div class="notice notice-quiet" data-notice="update">
                    <Icon symbol=Symbol::Download />
                    <p>{move || lang.shell().update_ready()}</p>
                    <Button label=move || lang.shell().reload() on_click=move || spawn_local(async move {
                        app.keeper.save().await;
                        apply_update();
                    }) />
                    <Button label=move || lang.shell().later() kind=ButtonKind::Quiet on_click=move || update.set(false) />
                </div>
            </Show>
            {move || {
                days.get()
                    .filter(|_| !reminded.get())
                    .map(|days| {
                        view! {
                            <div class="notice notice-quiet" data-notice="remind">
                                <Icon symbol=Symbol::Safe />
                                <p>{lang.data().remind(days)}</p>
                                <Button label=lang.shell().save_file() on_click=move || app.save_file() />
                                <Button label=lang.shell().later() kind=ButtonKind::Quiet on_click=move || reminded.set(true) />
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// Since how many days the open workspace has changes that are in no file; none when it is not long.
fn days_without_file(app: App) -> Option<u64> {
    let (id, matters) = app.store.doc().with(|doc| (doc.id, !doc.is_empty() && !doc.example));
    let changed = notebook::Boot::read().exports.get(&id)?.changed?;
    let days = clock::now_millis().saturating_sub(changed) / DAY_MILLIS;
    (matters && days >= REMIND_DAYS).then_some(days)
}

fn update_object() -> Option<JsValue> {
    let object = js_sys::Reflect::get(&window(), &"pmoUpdate".into()).ok()?;
    object.is_object().then_some(object)
}

fn method(object: &JsValue, name: &str) -> Option<js_sys::Function> {
    js_sys::Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

/// True from when a new version of the app waits.
fn follow_update() -> RwSignal<bool> {
    let ready = RwSignal::new(false);
    if let Some(object) = update_object()
        && let Some(on_ready) = method(&object, "onReady")
    {
        let listener = Closure::once_into_js(move || ready.set(true));
        // boot.js only keeps the listener.
        drop(on_ready.call1(&object, &listener));
    }
    ready
}

fn apply_update() {
    if let Some(object) = update_object()
        && let Some(apply) = method(&object, "apply")
    {
        drop(apply.call0(&object));
    }
}
