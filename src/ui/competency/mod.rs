//! `#/competency`: the self-assessment, from the choice of a role to the plan.

mod answering;
mod calibration;
mod desk;
mod early;
mod end;
mod form;
mod history;
mod intake;
mod layout;
mod link;
mod locked;
mod mirror;
mod models;
mod odd;
mod others;
mod people;
mod plan;
mod question;
mod screen;
mod start;
mod summary;
mod taking;
mod team;

use leptos::prelude::*;

use super::first;
use super::kit::{Button, Progress};
pub use desk::Bench;
use desk::Desk;
pub use intake::ParcelPreview;
pub use locked::UnlockForm;
use screen::Screen;
pub use summary::Summary;

/// `#/competency`.
#[component]
pub fn Page() -> impl IntoView {
    let desk = Desk::context();
    desk.fetch_model();
    let t = move || desk.lang().competency();
    let screen = Memo::new(move |_| Screen::parse(&desk.app.router.rest()));
    let is_there = Memo::new(move |_| desk.built_in().is_some());
    layout::warn_before_loss(desk);
    // What was chosen before the app was there is taken over when this part can show it.
    Effect::new(move |_| {
        let here = screen.get();
        let model = untrack(|| desk.model()).filter(|_| is_there.get() && here == Screen::Start);
        let goes_on = model.is_some_and(|model| early::take_over(desk, &model));
        if !goes_on && (is_there.get() || desk.has_failed()) {
            first::end();
        }
    });
    view! {
        <Show when=move || desk.is_shared()>
            <layout::SharedNotice />
        </Show>
        <Show when=move || is_there.get() fallback=move || {
            view! {
                <header class="page-head">
                    <h1>{move || t().title()}</h1>
                </header>
                {move || {
                    if desk.has_failed() {
                        view! {
                            <p>{t().model_failed()}</p>
                            <Button label=t().try_again() on_click=move || desk.fetch_model() />
                        }
                            .into_any()
                    } else {
                        view! { <Progress label=t().loading() /> }.into_any()
                    }
                }}
            }
        }>
            {move || match screen.get() {
                Screen::Question(round, place) => view! { <question::Question id=round place /> }.into_any(),
                Screen::End(round) => view! { <end::End id=round /> }.into_any(),
                Screen::Calibration(round) => view! { <calibration::Calibration id=round /> }.into_any(),
                Screen::Mirror(round) => view! { <mirror::Mirror id=round /> }.into_any(),
                Screen::Plan(person) => view! { <plan::Plan id=person /> }.into_any(),
                Screen::History(person) => view! { <history::History id=person /> }.into_any(),
                Screen::Others(person) => view! { <others::Others id=person /> }.into_any(),
                Screen::Team => view! { <team::Team /> }.into_any(),
                Screen::Form(form, place) => view! { <form::FormPage id=form place /> }.into_any(),
                Screen::Models => view! { <models::Models /> }.into_any(),
                Screen::Model(key) => view! { <models::ModelEditor id=key /> }.into_any(),
                Screen::Link(text) => view! { <link::LinkPreview text /> }.into_any(),
                Screen::Start => view! { <start::Start /> }.into_any(),
            }}
        </Show>
    }
}

/// The keys of the questions, for the help sheet.
pub fn shortcuts(lang: crate::state::Lang) -> Vec<(&'static str, &'static str)> {
    let t = lang.competency();
    vec![("1 2 3 4 5", t.key_level()), ("0 9", t.key_special()), ("← →", t.key_turn()), ("Enter", t.next())]
}
