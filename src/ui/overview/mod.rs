//! The overview: the ways in while the workspace is empty, then where things stand.

mod circle;
mod standing;
mod welcome;

use leptos::prelude::*;

use super::app::App;
use super::parts::{Later, Part};
use crate::route::Route;
pub use standing::Standing;
pub use standing::{money_text, shown as shown_money};
use welcome::Welcome;

/// `#/`.
#[component]
pub fn Page() -> impl IntoView {
    let app = App::context();
    let is_empty = Memo::new(move |_| app.store.doc().with(crate::domain::Workspace::is_empty));
    move || {
        if is_empty.get() {
            view! { <Welcome /> }.into_any()
        } else {
            view! { <Later part=Part::Place(Route::Overview) /> }.into_any()
        }
    }
}
