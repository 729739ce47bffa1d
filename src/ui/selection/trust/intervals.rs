//! How far each weight may move before the winner or the chosen set changes.

use std::sync::Arc;

use leptos::prelude::*;

use super::Checks;
use super::engine::{Check, ranked};
use super::reasons::{content, wording};
use super::subject::Subject;
use crate::domain::selection::TrustSettings;
use crate::domain::selection::query::{Query, Reply};
use crate::domain::selection::robustness::{Ranges, Stability, WeightRanges};
use crate::i18n::sentences::percent;
use crate::state::Lang;
use crate::ui::kit::{Button, Figure, FigureTable, Progress, SelectField, format, room, text_lines};
use crate::viz::{Linear, named_rows};

/// Size of type, height of a bar, room below, room for half a figure at the ends of the axis.
const FONT: f64 = 12.0;
const BAR: f64 = 12.0;
const FOOT: f64 = 20.0;
const EDGE: f64 = 18.0;
/// Cells looked at in some 30 ms; a search through more goes to the worker.
const AT_ONCE: usize = 1_000_000;

/// What the intervals are asked of.
type Asked = (Option<Arc<Subject>>, Vec<usize>);

/// The intervals where they take no time: exact ones, and searches through little.
fn at_once(subject: &Subject, chosen: &[usize]) -> Option<Ranges> {
    let mut ranges = WeightRanges::new(&subject.table, subject.method, chosen).ok()?;
    if ranges.work() > AT_ONCE {
        return None;
    }
    while ranges.advance().ok()? {}
    Some(ranges.result())
}

/// The intervals as bars, with who takes over beyond them.
#[component]
pub fn Intervals(checks: Checks) -> impl IntoView {
    let lang = checks.lang;
    let t = move || lang.trust();
    let for_set = RwSignal::new(false);
    let chosen_count = Memo::new(move |_| checks.settings.with(|settings| settings.chosen));
    let asked = Memo::new(move |_| -> Asked {
        let count = if for_set.get() { chosen_count.get().or(Some(3)) } else { None };
        (checks.subject.get(), checks.of(|subject| subject.chosen(count)))
    });
    let soon = Memo::new(move |_| asked.with(|(subject, chosen)| at_once(subject.as_ref()?, chosen)));
    let check = Check::new();
    let made_from = RwSignal::new(None::<Asked>);
    let late = move || match check.reply.get() {
        Some(Reply::Ranges(ranges)) => {
            made_from.with(|made| asked.with(|asked| made.as_ref() == Some(asked))).then_some(ranges)
        }
        _ => None,
    };
    let found = Memo::new(move |_| soon.get().or_else(late));
    let start = move || {
        let Some(ranked) = ranked(checks) else { return };
        let asked = asked.get_untracked();
        let chosen = asked.1.clone();
        made_from.set(Some(asked));
        check.start(Query::Ranges { ranked, chosen });
    };
    let there = Memo::new(move |_| found.with(Option::is_some));
    view! {
        <section class="trust-part">
            <div class="trust-choice">
                <SelectField label=move || t().question()
                    options=Signal::derive(move || vec![("first".to_owned(), t().for_winner().to_owned()), ("set".to_owned(), t().for_chosen().to_owned())])
                    value=Signal::derive(move || if for_set.get() { "set" } else { "first" }.to_owned())
                    on_choose=move |key: String| for_set.set(key == "set") />
                <Show when=move || for_set.get()><ChosenCount checks /></Show>
            </div>
            <Show when=move || there.get() fallback=move || view! { <Search check start /> }>
                <Found checks for_set found />
            </Show>
        </section>
    }
}

/// A long search: begun, followed, stopped.
#[component]
fn Search(check: Check, #[prop(into)] start: Callback<()>) -> impl IntoView {
    let lang = Lang::context();
    let t = move || lang.trust();
    let busy = Signal::derive(move || check.progress.with(Option::is_some));
    view! {
        <p class="hint">{move || t().search_lead()}</p>
        <div class="button-row">
            <Button disabled=busy label=move || t().search() on_click=move || start.run(()) />
            <Show when=move || busy.get()><Button label=move || t().cancel() on_click=move || check.cancel() /></Show>
        </div>
        <Show when=move || busy.get()>
            <Progress label=move || t().searching() value=Signal::derive(move || check.progress.get().unwrap_or(0.0)) />
        </Show>
        <Show when=move || check.failed.get()><p class="notice" role="status">{move || t().no_worker()}</p></Show>
    }
}

/// The sentence, the picture and its data.
#[component]
fn Found(checks: Checks, for_set: RwSignal<bool>, found: Memo<Option<Ranges>>) -> impl IntoView {
    let lang = checks.lang;
    let t = move || lang.trust();
    let rows = Memo::new(move |_| {
        found.with(|found| found.as_ref().map(|found| found.rows.clone()).unwrap_or_default())
    });
    let exact = move || found.with(|found| found.as_ref().is_some_and(|found| found.exact));
    let texts = content();
    let shaky = move || {
        let near = |row: &&Stability| {
            (row.below.is_some() && row.weight - row.low <= 0.05)
                || (row.above.is_some() && row.high - row.weight <= 0.05)
        };
        rows.with(|rows| rows.iter().filter(near).count())
    };
    let sentence = move || {
        let rows = rows.get();
        // The one whose end is nearest says most.
        let slack = |row: &Stability| {
            let low = if row.below.is_some() { row.weight - row.low } else { f64::INFINITY };
            let high = if row.above.is_some() { row.high - row.weight } else { f64::INFINITY };
            low.min(high)
        };
        let nearest = rows.iter().min_by(|a, b| slack(a).total_cmp(&slack(b)))?.to_owned();
        if for_set.get() || (nearest.below.is_none() && nearest.above.is_none()) {
            return None;
        }
        checks.subject.with(|subject| {
            let subject = subject.as_ref()?;
            wording(lang.locale(), subject, &texts, |words| words.winner(subject.first(), &nearest).ok())
        })
    };
    let over = move |pair: Option<(usize, usize)>| match pair {
        None => t().holds_all().to_owned(),
        Some((out, comes)) if for_set.get() => t().swaps(&checks.project(out), &checks.project(comes)),
        Some((_, comes)) => t().takes_over(&checks.project(comes)),
    };
    let how = move || {
        if exact() {
            return t().ends_exact().to_owned();
        }
        let points = |share: f64, decimals| format::number(lang.locale(), share * 100.0, decimals);
        t().ends_searched(&points(WeightRanges::STEP, 2), &points(WeightRanges::FINENESS, 4))
    };
    let table = Signal::derive(move || FigureTable {
        head: vec![
            (t().criterion().to_owned(), false),
            (t().weight().to_owned(), true),
            (t().from().to_owned(), true),
            (t().to().to_owned(), true),
            (t().ends().to_owned(), false),
            (t().below().to_owned(), false),
            (t().above().to_owned(), false),
        ],
        rows: rows
            .get()
            .into_iter()
            .map(|row| {
                let share = |share: f64| percent(lang.locale(), share);
                vec![
                    checks.criterion(row.criterion),
                    share(row.weight),
                    share(row.low),
                    share(row.high),
                    if exact() { t().exactly() } else { t().by_search() }.to_owned(),
                    over(row.below),
                    over(row.above),
                ]
            })
            .collect(),
    });
    let message = move || t().interval_message(shaky());
    let text = move || t().both(t().intervals_text(), &t().by_method(&checks.of(Subject::method_name)));
    view! {
        <p>{sentence}</p>
        <Figure title=message description=text name=move || t().face_weights() table>
            {
                let room = room();
                move || picture(checks, &rows.get(), room.get(), &message())
            }
        </Figure>
        <p class="hint trust-ends">{how}</p>
    }
}

fn picture(checks: Checks, rows: &[Stability], width: f64, title: &str) -> impl IntoView + use<> {
    let locale = checks.lang.locale();
    let names: Vec<String> = rows.iter().map(|row| checks.criterion(row.criterion)).collect();
    let layout = named_rows(&names, width, 4.0, FONT, BAR + 6.0);
    let scale = Linear::new((0.0, 1.0), (layout.left + EDGE, width - EDGE));
    let bars = rows
        .iter()
        .zip(layout.rows.iter().zip(&names))
        .map(|(row, (place, name))| {
            let middle = place.middle;
            view! {
                <g>
                    {text_lines("row-name", &place.lines, (0.0, place.name_y), layout.line, "start", name)}
                    <line class="chart-rail" x1=scale.at(0.0) x2=scale.at(1.0) y1=middle y2=middle />
                    <rect class="chart-bar" x=scale.at(row.low) y=middle - BAR / 2.0 height=BAR rx="2"
                        width=(scale.at(row.high) - scale.at(row.low)).max(1.0) />
                    <line class="chart-now" x1=scale.at(row.weight) x2=scale.at(row.weight) y1=middle - 9.0 y2=middle + 9.0 />
                </g>
            }
        })
        .collect_view();
    let foot = layout.bottom + 12.0;
    let ticks = [0.0, 0.25, 0.5, 0.75, 1.0]
        .map(|share| {
            view! { <text class="chart-tick" x=scale.at(share) y=foot text-anchor="middle">{percent(locale, share)}</text> }
        })
        .collect_view();
    view! {
        <svg class="chart" role="img" tabindex="0" aria-label=title.to_owned() viewBox=format!("0 0 {width} {}", layout.bottom + FOOT)>
            {bars}{ticks}
        </svg>
    }
}

/// How many projects are to be chosen.
#[component]
pub fn ChosenCount(checks: Checks) -> impl IntoView {
    let t = move || checks.lang.trust();
    let most = Memo::new(move |_| checks.of(|subject| subject.projects.len().saturating_sub(1)).clamp(1, 50));
    view! {
        <SelectField label=move || t().chosen()
            options=Signal::derive(move || (1..=most.get()).map(|n| (n.to_string(), n.to_string())).collect::<Vec<_>>())
            value=Signal::derive(move || checks.settings.with(|settings| settings.chosen.unwrap_or(3).to_string()))
            on_choose=move |key: String| {
                let settings = checks.settings.get_untracked();
                checks.on_settings.run(TrustSettings { chosen: key.parse().ok(), ..settings });
            } />
    }
}
