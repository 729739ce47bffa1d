//! How far comparisons with the best and the worst agree.

use leptos::prelude::*;

use crate::domain::weighting::{BestWorst, Consistency, WeightingError};
use crate::i18n::sentences::percent;
use crate::state::Lang;

/// Consistency ratio, largest deviation, where it comes from, and of the non-linear model how far weights could differ.
#[component]
pub fn BestWorstVerdict(
    /// The names of the items.
    #[prop(into)]
    names: Signal<Vec<String>>,
    /// The answers; none while some are missing.
    #[prop(into)]
    answers: Signal<Option<Result<BestWorst, WeightingError>>>,
    /// The linear model, or else the one with ratios.
    #[prop(into)]
    linear: Signal<bool>,
) -> impl IntoView {
    let lang = Lang::context();
    let t = move || lang.weighting();
    let name = move |index: usize| names.with(|names| names.get(index).cloned().unwrap_or_default());
    let said = move |ratio: Option<f64>, deviation: f64, worst: Option<usize>| {
        let ratio = match ratio {
            Some(ratio) => {
                format!("{} · {}", t().ratio(&t().figure(ratio, 3)), t().verdict(Consistency::of(ratio)))
            }
            None => t().no_ratio().to_owned(),
        };
        let worst = worst.map_or_else(String::new, |index| t().least_consistent(&name(index)));
        format!("{ratio} {} {worst}", t().deviation(&t().figure(deviation, 3)))
    };
    view! {
        <p class="pairwise-verdict" aria-live="polite">
            {move || match answers.get() {
                None => t().answers_missing().to_owned(),
                Some(Err(error)) => t().error(&error),
                Some(Ok(answers)) if linear.get() => {
                    let found = answers.linear();
                    said(found.consistency_ratio, found.deviation, found.most_inconsistent)
                }
                Some(Ok(answers)) => {
                    let found = answers.non_linear();
                    let share = |share: f64| percent(lang.locale(), share);
                    let loose = found.intervals.iter().enumerate().filter(|(_, (low, high))| high - low > 0.005);
                    let loose: Vec<String> = loose.map(|(index, (low, high))| t().between(&name(index), &share(*low), &share(*high))).collect();
                    let open = if loose.is_empty() { String::new() } else { t().as_good(&loose.join(t().joiner())) };
                    format!("{} {open}", said(found.consistency_ratio, found.deviation, found.most_inconsistent))
                }
            }}
        </p>
    }
}
