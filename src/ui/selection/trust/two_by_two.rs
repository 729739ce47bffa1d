//! How often each of the leading projects is ahead of each other one over all draws.

use std::sync::Arc;

use leptos::prelude::*;

use super::Checks;
use crate::domain::selection::robustness::SmaaResult;
use crate::i18n::sentences::percent;

/// The table, for at most so many projects.
#[component]
pub fn TwoByTwo(checks: Checks, result: StoredValue<Arc<SmaaResult>>, most: usize) -> impl IntoView {
    let lang = checks.lang;
    let t = move || lang.trust();
    let leaders = result.with_value(|result| result.leaders.iter().copied().take(most).collect::<Vec<_>>());
    let leaders = StoredValue::new(leaders);
    let cell = move |row: usize, column: usize| {
        if row == column {
            return view! { <td class="number">"–"</td> }.into_any();
        }
        let share = result.with_value(|result| result.winning.at(row, column));
        let figure = percent(lang.locale(), share);
        // Two thirds of the draws are a clear lead.
        if share * 3.0 >= 2.0 {
            view! { <td class="number"><strong>{figure}</strong></td> }.into_any()
        } else {
            view! { <td class="number">{figure}</td> }.into_any()
        }
    };
    view! {
        <h3>{move || t().two_by_two()}</h3>
        <p class="hint">{move || t().two_by_two_lead()}</p>
        <div class="table-wrap two-by-two" role="group" tabindex="0" aria-label=move || t().two_by_two()>
            <table class="table">
                <caption class="sr-only">{move || t().two_by_two()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{move || t().ahead()}</th>
                        {move || leaders.with_value(|leaders| (1..=leaders.len()).map(|n| view! { <th scope="col" class="number">{n}</th> }).collect_view())}
                    </tr>
                </thead>
                <tbody>
                    {move || leaders.with_value(|leaders| leaders.iter().enumerate().map(|(row, project)| view! {
                        <tr>
                            <th scope="row">{row + 1}" "{checks.project(*project)}</th>
                            {(0..leaders.len()).map(|column| cell(row, column)).collect_view()}
                        </tr>
                    }).collect_view())}
                </tbody>
            </table>
        </div>
    }
}
