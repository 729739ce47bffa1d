//! Stub.
use leptos::prelude::*;
#[component]
pub fn SaveBadge() -> impl IntoView {}
