//! Which project is looked at.

use leptos::prelude::*;

use super::Checks;
use crate::ui::kit::SelectField;

/// The projects in the order of the ranking.
#[component]
pub fn ProjectChoice(
    checks: Checks,
    /// The ranking by the weighted sum rather than by the method in use.
    #[prop(optional)]
    by_sum: bool,
    chosen: Memo<usize>,
    #[prop(into)] on_choose: Callback<usize>,
) -> impl IntoView {
    let t = move || checks.lang.trust();
    let options = Signal::derive(move || {
        checks.of(|subject| {
            let outcome = if by_sum { &subject.sum } else { &subject.outcome };
            let named = |index: usize| {
                let rank = outcome.ranks.get(index).copied().unwrap_or(0);
                (index.to_string(), format!("{rank}. {}", subject.project(index)))
            };
            outcome.order().into_iter().map(named).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="trust-choice">
            <SelectField label=move || t().choose_project() options
                value=Signal::derive(move || chosen.get().to_string())
                on_choose=move |key: String| {
                    if let Ok(index) = key.parse() {
                        on_choose.run(index);
                    }
                } />
        </div>
    }
}
