//! Stub.
use leptos::prelude::*;
#[component]
pub fn Switcher() -> impl IntoView {}
