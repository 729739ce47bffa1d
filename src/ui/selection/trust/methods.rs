//! Other methods and other normalisations on the same scores.

use leptos::prelude::*;

use super::Checks;
use crate::domain::selection::robustness::{Comparison, compared, normalisation_effect};
use crate::ui::kit::format;

/// Side by side.
#[component]
pub fn Methods(checks: Checks) -> impl IntoView {
    let t = move || checks.lang.trust();
    let rows = Memo::new(move |_| {
        checks.of(|subject| {
            let methods: Vec<_> = subject.ways.iter().map(|way| way.method).collect();
            let names = subject.ways.iter().map(|way| (way.name.clone(), way.method == subject.method));
            names.zip(compared(&subject.table, &subject.outcome, &methods)).collect::<Vec<_>>()
        })
    });
    let kinds = Memo::new(move |_| {
        checks.of(|subject| {
            normalisation_effect(&subject.table, subject.method, &subject.outcome)
                .into_iter()
                .map(|(kind, found)| ((t().normalisation(kind).to_owned(), false), found))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="trust-part">
            <p class="hint">{move || t().methods_lead()}</p>
            <Comparisons checks rows head=Signal::derive(move || t().method()) />
        </section>
        <section class="trust-part">
            <h3>{move || t().normalisations()}</h3>
            <p class="hint">{move || t().normalisations_lead()}</p>
            <Comparisons checks rows=kinds head=Signal::derive(move || t().normalisations()) />
        </section>
    }
}

/// Name, in use?, and what it gives.
type Row = ((String, bool), Comparison);

#[component]
fn Comparisons(checks: Checks, rows: Memo<Vec<Row>>, head: Signal<&'static str>) -> impl IntoView {
    let lang = checks.lang;
    let t = move || lang.trust();
    let figure = move |value: Option<f64>| {
        value.map_or_else(|| t().undefined().to_owned(), |value| format::number(lang.locale(), value, 3))
    };
    view! {
        <div class="table-wrap" role="group" tabindex="0" aria-label=head>
            <table class="table">
                <caption class="sr-only">{head}</caption>
                <thead>
                    <tr>
                        <th scope="col">{head}</th>
                        <th scope="col">{move || t().first()}</th>
                        <th scope="col" class="number">{move || t().spearman()}</th>
                        <th scope="col" class="number">{move || t().kendall()}</th>
                        <th scope="col" class="number">{move || t().largest_move()}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        rows.get()
                            .into_iter()
                            .map(|((name, in_use), found)| {
                                let tag = in_use.then(|| view! { <span class="tag tag-accent">{t().in_use()}</span> });
                                match &found.outcome {
                                    Ok(outcome) => {
                                        let first = outcome.order().first().copied().unwrap_or(0);
                                        view! {
                                            <tr>
                                                <th scope="row">{name}" "{tag}</th>
                                                <td>{checks.project(first)}</td>
                                                <td class="number">{figure(found.spearman)}</td>
                                                <td class="number">{figure(found.kendall)}</td>
                                                <td class="number">{found.largest_move}</td>
                                            </tr>
                                        }
                                        .into_any()
                                    }
                                    Err(error) => view! {
                                        <tr>
                                            <th scope="row">{name}" "{tag}</th>
                                            <td colspan="4" class="hint">{t().method_error(*error, |column| checks.criterion(column))}</td>
                                        </tr>
                                    }
                                    .into_any(),
                                }
                            })
                            .collect_view()
                    }}
                </tbody>
            </table>
        </div>
    }
}
