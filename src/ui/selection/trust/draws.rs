//! Weights and scores drawn at random: rank acceptabilities as a heat map.

use std::sync::Arc;

use leptos::prelude::*;

use super::Checks;
use super::engine::{Check, ranked};
use super::heat::{Heat, favourite};
use super::intervals::ChosenCount;
use super::reasons::{content, wording};
use super::subject::Subject;
use super::two_by_two::TwoByTwo;
use crate::domain::Real;
use crate::domain::numeric::real;
use crate::domain::selection::query::{Query, Reply};
use crate::domain::selection::robustness::{SmaaResult, WeightSpace as Space};
use crate::domain::selection::{TrustSettings, WeightSpace};
use crate::i18n::sentences::{list, percent, whole};
use crate::ui::kit::{Button, ButtonKind, NumberField, Progress, SelectField, Tooltip};

/// Rows and columns of the map.
const SHOWN: usize = 20;
/// Projects compared two by two.
const COMPARED: usize = 10;

/// What is asked of the worker with the settings as they are.
fn question(checks: Checks) -> Option<Query> {
    let ranked = ranked(checks)?;
    let settings = checks.settings.get_untracked();
    Some(Query::Draws {
        uncertain: checks.subject.with_untracked(|subject| subject.as_ref().map(|s| s.uncertain.clone()))?,
        space: space(&settings, &ranked.weights),
        samples: usize::try_from(settings.samples).unwrap_or(10_000),
        seed: settings.seed,
        ranked,
    })
}

/// The settings as numbers.
fn space(settings: &TrustSettings, weights: &[f64]) -> Space {
    match settings.weights {
        WeightSpace::Free => Space::Free,
        WeightSpace::Ordered => {
            let rank = |weight: &f64| weights.iter().filter(|other| **other > weight + 1e-12).count();
            Space::Ordered(
                weights.iter().map(|weight| u32::try_from(rank(weight)).unwrap_or(u32::MAX)).collect(),
            )
        }
        WeightSpace::Within(margin) => {
            let share = (margin.get() / 100.0).max(0.0);
            Space::Within(
                weights
                    .iter()
                    .map(|w| ((w * (1.0 - share)).max(0.0), (w * (1.0 + share)).min(1.0)))
                    .collect(),
            )
        }
    }
}

/// Settings, run, map and table.
#[component]
pub fn Draws(checks: Checks) -> impl IntoView {
    let t = move || checks.lang.trust();
    let check = Check::new();
    let busy = Signal::derive(move || check.progress.with(Option::is_some));
    // A result belongs to the numbers that it was made from.
    let key = Memo::new(move |_| (checks.subject.get(), checks.settings.get()));
    let made_from = StoredValue::new(None);
    let fresh = move || key.with(|key| made_from.with_value(|made| made.as_ref() == Some(key)));
    // A method without weights over known scores has nothing that could be drawn.
    let nothing_open = Memo::new(move |_| {
        checks.subject.with(|subject| {
            subject
                .as_ref()
                .is_some_and(|subject| subject.uncertain.is_empty() && !subject.method.uses_weights())
        })
    });
    let start = move || {
        let Some(question) = question(checks) else { return };
        if !untrack(fresh) {
            // What is shown must not be taken for the answer to what is asked now.
            check.reply.set(None);
        }
        made_from.set_value(Some(key.get_untracked()));
        check.start(question);
    };
    view! {
        <section class="trust-part">
            <p class="hint">{move || t().both(t().draws_lead(), &t().by_method(&checks.of(Subject::method_name)))}</p>
            <Settings checks />
            <div class="button-row">
                <Button kind=ButtonKind::Primary disabled=Signal::derive(move || busy.get() || nothing_open.get()) on_click=start
                    label=move || if check.reply.with(Option::is_some) { t().again() } else { t().run() } />
                <Show when=move || busy.get()>
                    <Button label=move || t().cancel() on_click=move || check.cancel() />
                </Show>
            </div>
            <Show when=move || busy.get()>
                <Progress label=move || t().running() value=Signal::derive(move || check.progress.get().unwrap_or(0.0)) />
            </Show>
            <Show when=move || nothing_open.get()><p class="hint">{move || t().nothing_open()}</p></Show>
            <Show when=move || check.failed.get()><p class="notice" role="status">{move || t().no_worker()}</p></Show>
            {move || match check.reply.get() {
                Some(Reply::Draws(result)) if fresh() => view! { <Found checks result=Arc::new(result) /> }.into_any(),
                Some(Reply::Refused(error)) if fresh() => view! {
                    <p class="notice" role="status">{t().error(error, |column| checks.criterion(column))}</p>
                }.into_any(),
                _ => ().into_any(),
            }}
        </section>
    }
}

#[component]
fn Settings(checks: Checks) -> impl IntoView {
    let lang = checks.lang;
    let t = move || lang.trust();
    let change = move |edit: &dyn Fn(&mut TrustSettings)| {
        let mut settings = checks.settings.get_untracked();
        edit(&mut settings);
        checks.on_settings.run(settings);
    };
    let kind = move || match checks.settings.with(|settings| settings.weights) {
        WeightSpace::Free => "free",
        WeightSpace::Ordered => "ordered",
        WeightSpace::Within(_) => "within",
    };
    let margin = move || match checks.settings.with(|settings| settings.weights) {
        WeightSpace::Within(margin) => margin.get().to_string(),
        _ => String::new(),
    };
    let refused = move |text: &str| lang.errors().not_a_number(text);
    let samples = move || checks.settings.with(|settings| settings.samples.to_string());
    let seed = move || checks.settings.with(|settings| settings.seed.to_string());
    let set_margin = move |text: String| {
        let margin = text.trim().parse::<f64>().ok().filter(|margin| (0.0..=100.0).contains(margin));
        let margin = margin.ok_or_else(|| untrack(|| refused(&text)))?;
        change(&|settings| settings.weights = WeightSpace::Within(Real::or_zero(margin)));
        Ok(())
    };
    let set_samples = move |text: String| {
        let count = text.trim().parse::<u32>().ok().filter(|count| (1..=1_000_000).contains(count));
        let count = count.ok_or_else(|| untrack(|| refused(&text)))?;
        change(&|settings| settings.samples = count);
        Ok(())
    };
    let set_seed = move |text: String| {
        let seed = text.trim().parse::<u64>().map_err(|_| untrack(|| refused(&text)))?;
        change(&|settings| settings.seed = seed);
        Ok(())
    };
    view! {
        <div class="trust-settings">
            <SelectField label=move || t().weights_allowed()
                options=Signal::derive(move || vec![
                    ("free".to_owned(), t().free().to_owned()),
                    ("ordered".to_owned(), t().ordered().to_owned()),
                    ("within".to_owned(), t().within().to_owned()),
                ])
                value=Signal::derive(move || kind().to_owned())
                on_choose=move |key: String| change(&|settings| {
                    settings.weights = match key.as_str() {
                        "ordered" => WeightSpace::Ordered,
                        "within" => WeightSpace::Within(Real::or_zero(20.0)),
                        _ => WeightSpace::Free,
                    };
                }) />
            <Show when=move || kind() == "within">
                <NumberField label=move || t().margin() unit="%" value=Signal::derive(margin) on_commit=set_margin />
            </Show>
            <NumberField label=move || t().samples() value=Signal::derive(samples) on_commit=set_samples />
            <NumberField label=move || t().seed() value=Signal::derive(seed) on_commit=set_seed />
            <ChosenCount checks />
        </div>
    }
}

/// The share of draws in which a project is among the first so many.
fn among(result: &SmaaResult, project: usize, top: usize) -> f64 {
    result.acceptability.row(project).iter().take(top).sum::<f64>().min(1.0)
}

#[component]
fn Found(checks: Checks, result: Arc<SmaaResult>) -> impl IntoView {
    let lang = checks.lang;
    let t = move || lang.trust();
    let result = StoredValue::new(result);
    let order = Memo::new(move |_| {
        checks.of(|subject| {
            let mut order = subject.outcome.order();
            order.truncate(SHOWN);
            order
        })
    });
    let top =
        move || checks.settings.with(|settings| usize::try_from(settings.chosen.unwrap_or(3)).unwrap_or(3));
    let share = move |share: f64| percent(lang.locale(), share);
    let texts = content();
    let sentence = move || {
        checks.subject.with(|subject| {
            let (subject, project) = (subject.as_ref()?, result.with_value(|result| favourite(result)));
            let share_2 = result.with_value(|result| among(result, project, top()));
            wording(lang.locale(), subject, &texts, |words| {
                let first = result.with_value(|result| result.acceptability.at(project, 0));
                words.acceptability(project, first, top(), share_2).ok()
            })
        })
    };
    let made = move || {
        result.with_value(|result| {
            if result.exact {
                t().exact().to_owned()
            } else {
                let figure = |count: usize| whole(i64::try_from(count).unwrap_or(i64::MAX));
                // Two standard errors of a share of one half, the least certain.
                let error = share(1.0 / real(result.samples.max(1)).sqrt());
                let seed = checks.settings.with(|settings| settings.seed.to_string());
                let told = t().drawn(&figure(result.samples), &seed, &error);
                if result.skipped == 0 {
                    told
                } else {
                    format!("{told}{}", t().skipped(&figure(result.skipped)))
                }
            }
        })
    };
    view! {
        <p>{sentence}</p>
        <p class="hint">{made}</p>
        <Heat checks result order />
        <Winners checks result order=order top=Signal::derive(top) />
        <TwoByTwo checks result most=COMPARED />
    }
}

/// First, among the first few, typical weights and confidence of each project.
#[component]
fn Winners(
    checks: Checks,
    result: StoredValue<Arc<SmaaResult>>,
    order: Memo<Vec<usize>>,
    top: Signal<usize>,
) -> impl IntoView {
    let lang = checks.lang;
    let t = move || lang.trust();
    let share = move |share: f64| percent(lang.locale(), share);
    let typical = move |weights: &[f64]| {
        let mut heaviest: Vec<(usize, f64)> = weights.iter().copied().enumerate().collect();
        heaviest.sort_by(|a, b| b.1.total_cmp(&a.1));
        let names: Vec<String> = heaviest
            .iter()
            .take(3)
            .map(|(criterion, weight)| format!("{} {}", checks.criterion(*criterion), share(*weight)))
            .collect();
        list(lang.locale(), &names, false)
    };
    view! {
        <div class="table-wrap" role="group" tabindex="0" aria-label=move || t().heat_title()>
            <table class="table">
                <caption class="sr-only">{move || t().heat_title()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{move || t().project()}</th>
                        <th scope="col" class="number">{move || t().first_share()}</th>
                        <th scope="col" class="number">{move || t().top(top.get())}</th>
                        <th scope="col">{move || t().central()}</th>
                        <th scope="col" class="number">
                            <Tooltip text=move || t().confidence_hint()>{move || t().confidence()}</Tooltip>
                        </th>
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        result.with_value(|result| {
                            order
                                .get()
                                .into_iter()
                                .map(|project| {
                                    let central = result.central.get(project).cloned().flatten();
                                    let confidence = result.confidence.get(project).copied().flatten();
                                    view! {
                                        <tr>
                                            <th scope="row">{checks.project(project)}</th>
                                            <td class="number">{share(result.acceptability.at(project, 0))}</td>
                                            <td class="number">{share(among(result, project, top.get()))}</td>
                                            <td>{central.map_or_else(|| t().never().to_owned(), |weights| typical(&weights))}</td>
                                            <td class="number">{confidence.map_or_else(|| "–".to_owned(), share)}</td>
                                        </tr>
                                    }
                                })
                                .collect_view()
                        })
                    }}
                </tbody>
            </table>
        </div>
    }
}
