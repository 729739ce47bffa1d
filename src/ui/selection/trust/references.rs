//! What the scores alone would weigh: entropy and CRITIC, beside the weights in use.

use leptos::prelude::*;

use super::Checks;
use crate::domain::weighting::{WeightingError, critic, entropy};
use crate::i18n::sentences::percent;

/// A column of weights, or why there are none.
type Weights = Result<Vec<f64>, WeightingError>;

/// The table.
#[component]
pub fn References(checks: Checks) -> impl IntoView {
    let lang = checks.lang;
    let t = move || lang.trust();
    let found = Memo::new(move |_| {
        checks.of(|subject| {
            // Values are all the more the better, targets included.
            let by_critic: Weights = critic(&subject.worth, &vec![true; subject.worth.columns()]);
            let by_entropy: Weights = entropy(subject.table.scores());
            Some((subject.table.weights().to_vec(), by_entropy, by_critic))
        })
    });
    let cell = move |weights: &Weights, index: usize| match weights {
        Ok(weights) => weights.get(index).map_or_else(String::new, |weight| percent(lang.locale(), *weight)),
        Err(_) => "–".to_owned(),
    };
    let refusals = move || {
        found.get().map(|(_, by_entropy, by_critic)| {
            [(t().entropy(), by_entropy.err()), (t().critic(), by_critic.err())]
                .into_iter()
                .filter_map(|(name, error)| Some(t().refused(name, &lang.weighting().error(&error?))))
                .collect::<Vec<_>>()
        })
    };
    view! {
        <section class="trust-part">
            <h3>{move || t().references()}</h3>
            <p class="hint">{move || t().references_lead()}</p>
            <div class="table-wrap" role="group" tabindex="0" aria-label=move || t().references()>
                <table class="table">
                    <caption class="sr-only">{move || t().references()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{move || t().criterion()}</th>
                            <th scope="col" class="number">{move || t().in_use()}</th>
                            <th scope="col" class="number">{move || t().entropy()}</th>
                            <th scope="col" class="number">{move || t().critic()}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || found.get().map(|(used, by_entropy, by_critic)| {
                            used.iter().enumerate().map(|(index, weight)| view! {
                                <tr>
                                    <th scope="row">{checks.criterion(index)}</th>
                                    <td class="number">{percent(lang.locale(), *weight)}</td>
                                    <td class="number">{cell(&by_entropy, index)}</td>
                                    <td class="number">{cell(&by_critic, index)}</td>
                                </tr>
                            }).collect_view()
                        })}
                    </tbody>
                </table>
            </div>
            {move || refusals().map(|refusals| refusals.into_iter().map(|text| view! { <p class="hint">{text}</p> }).collect_view())}
        </section>
    }
}
