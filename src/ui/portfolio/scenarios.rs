//! Scenarios.

use leptos::prelude::*;

use super::desk::Desk;

/// Saves what is looked at as a scenario.
pub fn save(desk: Desk) {
    let _ = desk;
}

/// The tab of scenarios.
#[component]
pub fn Scenarios(desk: Desk) -> impl IntoView {
    let _ = desk;
}
