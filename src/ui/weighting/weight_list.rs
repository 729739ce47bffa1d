//! Weights as bars.

use leptos::prelude::*;

use crate::i18n::sentences::percent;
use crate::state::Lang;

/// Names with their weights, in the order given.
#[component]
pub fn WeightList(
    /// The names.
    #[prop(into)]
    names: Signal<Vec<String>>,
    /// The weights, 0 to 1; missing ones show a dash.
    #[prop(into)]
    weights: Signal<Vec<f64>>,
) -> impl IntoView {
    let lang = Lang::context();
    view! {
        <ul class="weight-list" aria-label=move || lang.weighting().weights()>
            {move || {
                let weights = weights.get();
                let most = weights.iter().copied().fold(1e-9, f64::max);
                names
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(index, name)| {
                        let weight = weights.get(index).copied();
                        let text = weight.map_or_else(|| "–".to_owned(), |weight| percent(lang.locale(), weight));
                        let width = format!("{:.2}%", 100.0 * weight.unwrap_or(0.0) / most);
                        view! {
                            <li>
                                <span class="weight-name">{name}</span>
                                <span class="weight-track" aria-hidden="true"><span class="weight-fill" style:width=width></span></span>
                                <span class="weight-share">{text}</span>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
}
