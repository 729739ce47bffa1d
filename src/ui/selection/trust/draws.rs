//! Weights and scores drawn at random: rank acceptabilities as a heat map.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Checks;
use super::intervals::{ChosenCount, short};
use super::reasons::{content, wording};
use crate::domain::Real;
use crate::domain::numeric::real;
use crate::domain::selection::robustness::{Smaa, SmaaResult, TrustError, WeightSpace as Space};
use crate::domain::selection::{TrustSettings, WeightSpace};
use crate::i18n::sentences::{list, percent, whole};
use crate::ui::kit::{Button, ButtonKind, Figure, FigureTable, NumberField, Progress, SelectField, Tooltip};

/// The page may be busy for so long at a stretch, in milliseconds.
const BUSY: f64 = 12.0;
/// Draws between two looks at the clock.
const AT_ONCE: usize = 50;
/// Rows and columns of the map.
const SHOWN: usize = 20;

/// A run. A handle.
#[derive(Clone, Copy)]
struct Run {
    /// Counts starts: an older one ends when it sees a newer number.
    number: RwSignal<u32>,
    /// 0 to 1 while something is drawn.
    progress: RwSignal<Option<f64>>,
    result: RwSignal<Option<Result<Arc<SmaaResult>, TrustError>>>,
}

impl Run {
    fn start(self, checks: Checks) {
        let number = self.number.get_untracked().wrapping_add(1);
        self.number.set(number);
        let Some(subject) = checks.subject.get_untracked() else { return };
        let settings = checks.settings.get_untracked();
        let space = space(&settings, subject.table.weights());
        let samples = usize::try_from(settings.samples).unwrap_or(10_000);
        let started = Smaa::new(&subject.table, &subject.uncertain, &space, samples, settings.seed);
        let mut analysis = match started {
            Ok(analysis) => analysis,
            Err(error) => return self.result.set(Some(Err(error))),
        };
        self.progress.set(Some(0.0));
        spawn_local(async move {
            loop {
                let since = js_sys::Date::now();
                let mut more = true;
                while more && js_sys::Date::now() - since < BUSY {
                    more = analysis.advance(AT_ONCE);
                }
                if self.number.try_get_untracked() != Some(number) {
                    return;
                }
                if !more {
                    break;
                }
                self.progress.try_set(Some(analysis.progress()));
                TimeoutFuture::new(0).await;
            }
            self.result.try_set(Some(Ok(Arc::new(analysis.result()))));
            self.progress.try_set(None);
        });
    }

    fn cancel(self) {
        self.number.update(|number| *number = number.wrapping_add(1));
        self.progress.set(None);
    }
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
    let run = Run { number: RwSignal::new(0), progress: RwSignal::new(None), result: RwSignal::new(None) };
    let busy = Signal::derive(move || run.progress.with(Option::is_some));
    // A result belongs to the numbers that it was made from.
    let key = Memo::new(move |_| (checks.subject.get(), checks.settings.get()));
    let made_from = StoredValue::new(None);
    let fresh = move || key.with(|key| made_from.with_value(|made| made.as_ref() == Some(key)));
    let start = move || {
        made_from.set_value(Some(key.get_untracked()));
        run.start(checks);
    };
    view! {
        <section class="trust-part">
            <p class="hint">{move || t().draws_lead()}" "{move || t().by_sum()}</p>
            <Settings checks />
            <div class="button-row">
                <Button kind=ButtonKind::Primary disabled=busy on_click=start
                    label=move || if run.result.with(Option::is_some) { t().again() } else { t().run() } />
                <Show when=move || busy.get()>
                    <Button label=move || t().cancel() on_click=move || run.cancel() />
                </Show>
            </div>
            <Show when=move || busy.get()>
                <Progress label=move || t().running() value=Signal::derive(move || run.progress.get().unwrap_or(0.0)) />
            </Show>
            {move || match run.result.get() {
                Some(Ok(result)) if fresh() => view! { <Found checks result /> }.into_any(),
                Some(Err(error)) => view! {
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
            let mut order = subject.sum.order();
            order.truncate(SHOWN);
            order
        })
    });
    let top =
        move || checks.settings.with(|settings| usize::try_from(settings.chosen.unwrap_or(3)).unwrap_or(3));
    let share = move |share: f64| percent(lang.locale(), share);
    let favourite = move || {
        result.with_value(|result| {
            (0..result.acceptability.rows())
                .max_by(|a, b| {
                    result.acceptability.at(*a, 0).total_cmp(&result.acceptability.at(*b, 0)).then(b.cmp(a))
                })
                .unwrap_or(0)
        })
    };
    let first = move |project: usize| result.with_value(|result| result.acceptability.at(project, 0));
    let texts = content();
    let sentence = move || {
        checks.subject.with(|subject| {
            let (subject, project) = (subject.as_ref()?, favourite());
            let share_2 = result.with_value(|result| among(result, project, top()));
            wording(lang.locale(), subject, &texts, |words| {
                words.acceptability(project, first(project), top(), share_2).ok()
            })
        })
    };
    let made = move || {
        result.with_value(|result| {
            if result.exact {
                t().exact().to_owned()
            } else {
                let count = whole(i64::try_from(result.samples).unwrap_or(i64::MAX));
                t().drawn(&count, &checks.settings.with(|settings| settings.seed.to_string()))
            }
        })
    };
    let title = move || t().heat_message(&checks.project(favourite()), &share(first(favourite())));
    let table = Signal::derive(move || {
        let order = order.get();
        let mut head = vec![(t().project().to_owned(), false)];
        head.extend((1..=order.len()).map(|rank| (t().rank_n(rank), true)));
        let rows = order
            .iter()
            .map(|project| {
                let mut row = vec![checks.project(*project)];
                row.extend(result.with_value(|result| {
                    (0..order.len())
                        .map(|rank| share(result.acceptability.at(*project, rank)))
                        .collect::<Vec<_>>()
                }));
                row
            })
            .collect();
        FigureTable { head, rows }
    });
    view! {
        <p>{sentence}</p>
        <p class="hint">{made}</p>
        <Figure title=title description=move || t().heat_text() name=move || t().heat_title() table>
            <svg class="chart" role="img" tabindex="0" aria-label=title viewBox=move || heat_box(order.with(Vec::len))>
                {move || result.with_value(|result| heat(checks, result, &order.get()))}
            </svg>
        </Figure>
        <Winners checks result order=order top=Signal::derive(top) />
    }
}

const NAMES: f64 = 220.0;
const CELL: f64 = 30.0;
const HEAD: f64 = 24.0;

fn heat_box(count: usize) -> String {
    format!("0 0 {} {}", NAMES + CELL * real(count) + 4.0, HEAD + CELL * real(count))
}

fn heat(checks: Checks, result: &SmaaResult, order: &[usize]) -> impl IntoView + use<> {
    let locale = checks.lang.locale();
    let t = checks.lang.trust();
    let ranks = (0..order.len())
        .map(|rank| {
            let x = NAMES + CELL * (real(rank) + 0.5);
            view! { <text class="chart-tick" x=x y="16" text-anchor="middle">{rank + 1}</text> }
        })
        .collect_view();
    let rows = order
        .iter()
        .enumerate()
        .map(|(row, project)| {
            let y = HEAD + CELL * real(row);
            let name = checks.project(*project);
            let cells = (0..order.len())
                .map(|rank| {
                    let share = result.acceptability.at(*project, rank);
                    let label = t.cell(&name, rank + 1, &percent(locale, share));
                    let figure = (share >= 0.005).then(|| format!("{:.0}", share * 100.0));
                    let dark = share > 0.5;
                    view! {
                        <g>
                            <title>{label}</title>
                            <rect class="heat-cell" x=NAMES + CELL * real(rank) y=y width=CELL - 1.0 height=CELL - 1.0
                                style:fill-opacity=format!("{:.3}", share.sqrt()) />
                            <text class="heat-figure" class:heat-dark=dark x=NAMES + CELL * (real(rank) + 0.5) y=y + CELL / 2.0
                                text-anchor="middle" dominant-baseline="middle">{figure}</text>
                        </g>
                    }
                })
                .collect_view();
            view! {
                <text class="chart-name" x=NAMES - 10.0 y=y + CELL / 2.0 text-anchor="end" dominant-baseline="middle">{short(&name)}</text>
                {cells}
            }
        })
        .collect_view();
    view! { {ranks}{rows} }
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
