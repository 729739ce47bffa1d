//! How far each weight may move before the winner or the chosen set changes.

use leptos::prelude::*;

use super::Checks;
use super::reasons::{content, wording};
use crate::domain::selection::TrustSettings;
use crate::domain::selection::robustness::{Stability, stability};
use crate::i18n::sentences::percent;
use crate::ui::kit::{Figure, FigureTable, SelectField};
use crate::viz::Linear;

const WIDTH: f64 = 720.0;
const ROW: f64 = 28.0;
const NAMES: f64 = 220.0;
const FOOT: f64 = 24.0;

/// The intervals as bars, with who takes over beyond them.
#[component]
pub fn Intervals(checks: Checks) -> impl IntoView {
    let lang = checks.lang;
    let t = move || lang.trust();
    let for_set = RwSignal::new(false);
    let chosen_count = Memo::new(move |_| checks.settings.with(|settings| settings.chosen));
    let found = Memo::new(move |_| {
        let count = if for_set.get() { chosen_count.get().or(Some(3)) } else { None };
        checks.of(|subject| stability(&subject.worth, subject.table.weights(), &subject.chosen(count)))
    });
    let texts = content();
    let shaky = move || {
        let near = |row: &&Stability| {
            (row.below.is_some() && row.weight - row.low <= 0.05)
                || (row.above.is_some() && row.high - row.weight <= 0.05)
        };
        found.with(|rows| rows.iter().filter(near).count())
    };
    let sentence = move || {
        let rows = found.get();
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
            wording(lang.locale(), subject, &texts, |words| words.winner(subject.winner(), &nearest).ok())
        })
    };
    let over = move |pair: Option<(usize, usize)>| match pair {
        None => t().holds_all().to_owned(),
        Some((out, comes)) if for_set.get() => t().swaps(&checks.project(out), &checks.project(comes)),
        Some((_, comes)) => t().takes_over(&checks.project(comes)),
    };
    let table = Signal::derive(move || FigureTable {
        head: vec![
            (t().criterion().to_owned(), false),
            (t().weight().to_owned(), true),
            (t().from().to_owned(), true),
            (t().to().to_owned(), true),
            (t().below().to_owned(), false),
            (t().above().to_owned(), false),
        ],
        rows: found
            .get()
            .into_iter()
            .map(|row| {
                let share = |share: f64| percent(lang.locale(), share);
                vec![
                    checks.criterion(row.criterion),
                    share(row.weight),
                    share(row.low),
                    share(row.high),
                    over(row.below),
                    over(row.above),
                ]
            })
            .collect(),
    });
    let height = move || found.with(Vec::len);
    view! {
        <section class="trust-part">
            <div class="trust-choice">
                <SelectField label=move || t().question()
                    options=Signal::derive(move || vec![("first".to_owned(), t().for_winner().to_owned()), ("set".to_owned(), t().for_chosen().to_owned())])
                    value=Signal::derive(move || if for_set.get() { "set" } else { "first" }.to_owned())
                    on_choose=move |key: String| for_set.set(key == "set") />
                <Show when=move || for_set.get()><ChosenCount checks /></Show>
            </div>
            <p>{sentence}</p>
            <Figure title=move || t().interval_message(shaky()) description=move || format!("{} {}", t().intervals_text(), t().by_sum())
                name=move || t().face_weights() table>
                <svg class="chart" role="img" tabindex="0" aria-label=move || t().interval_message(shaky())
                    viewBox=move || format!("0 0 {WIDTH} {}", ROW * crate::domain::numeric::real(height()) + FOOT)>
                    {move || picture(checks, &found.get())}
                </svg>
            </Figure>
        </section>
    }
}

fn picture(checks: Checks, rows: &[Stability]) -> impl IntoView + use<> {
    let scale = Linear::new((0.0, 1.0), (NAMES, WIDTH - 20.0));
    let bottom = ROW * crate::domain::numeric::real(rows.len());
    let locale = checks.lang.locale();
    let bars = rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let top = ROW * crate::domain::numeric::real(index);
            let middle = top + ROW / 2.0;
            view! {
                <g>
                    <text class="chart-name" x=NAMES - 10.0 y=middle text-anchor="end" dominant-baseline="middle">
                        {short(&checks.criterion(row.criterion))}
                    </text>
                    <line class="chart-rail" x1=scale.at(0.0) x2=scale.at(1.0) y1=middle y2=middle />
                    <rect class="chart-bar" x=scale.at(row.low) y=middle - 6.0 height="12" rx="2"
                        width=(scale.at(row.high) - scale.at(row.low)).max(1.0) />
                    <line class="chart-now" x1=scale.at(row.weight) x2=scale.at(row.weight) y1=middle - 10.0 y2=middle + 10.0 />
                </g>
            }
        })
        .collect_view();
    let ticks = [0.0, 0.25, 0.5, 0.75, 1.0]
        .map(|share| {
            view! { <text class="chart-tick" x=scale.at(share) y=bottom + 16.0 text-anchor="middle">{percent(locale, share)}</text> }
        })
        .collect_view();
    view! { {bars}{ticks} }
}

/// A name that fits beside a chart.
pub(super) fn short(name: &str) -> String {
    // A Han character is twice as wide as a Latin one.
    let mut width = 0;
    let mut text = String::new();
    for c in name.chars() {
        width += if c.is_ascii() { 1 } else { 2 };
        if width > 26 {
            text.push('…');
            break;
        }
        text.push(c);
    }
    text
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
