//! Which weight moves a project most.

use leptos::prelude::*;

use super::Checks;
use super::intervals::short;
use crate::domain::numeric::{extent, real};
use crate::domain::selection::robustness::{Bar, tornado};
use crate::ui::kit::{Figure, FigureTable, SelectField, format};
use crate::viz::Linear;

const WIDTH: f64 = 720.0;
const ROW: f64 = 26.0;
const NAMES: f64 = 220.0;
const FOOT: f64 = 24.0;
/// How far each weight is moved.
const STEP: f64 = 0.1;

/// The bars of one project.
#[component]
pub fn Tornado(checks: Checks) -> impl IntoView {
    let lang = checks.lang;
    let t = move || lang.trust();
    let wanted = RwSignal::new(None::<usize>);
    let project = Memo::new(move |_| {
        checks.of(|subject| {
            wanted.get().filter(|index| *index < subject.projects.len()).unwrap_or_else(|| subject.winner())
        })
    });
    let bars = Memo::new(move |_| {
        checks.of(|subject| tornado(&subject.worth, subject.table.weights(), project.get(), STEP))
    });
    let base = Memo::new(move |_| {
        checks.of(|subject| subject.sum.scores.get(project.get()).copied().unwrap_or(0.0))
    });
    let title = move || {
        let first = bars.with(|bars| bars.first().map(|bar| bar.criterion));
        first.map_or_else(String::new, |criterion| {
            t().tornado_message(&checks.project(project.get()), &checks.criterion(criterion))
        })
    };
    let points = move |score: f64| format::number(lang.locale(), score * 100.0, 1);
    let table = Signal::derive(move || FigureTable {
        head: vec![
            (t().criterion().to_owned(), false),
            (t().less_weight().to_owned(), true),
            (t().more_weight().to_owned(), true),
            (t().rank().to_owned(), true),
        ],
        rows: bars
            .get()
            .into_iter()
            .map(|bar| {
                let (low, high) = bar.ranks;
                vec![
                    checks.criterion(bar.criterion),
                    points(bar.scores.0),
                    points(bar.scores.1),
                    format!("{low} – {high}"),
                ]
            })
            .collect(),
    });
    view! {
        <section class="trust-part">
            <ProjectChoice checks chosen=project on_choose=move |index| wanted.set(Some(index)) />
            <Figure title=title description=move || t().tornado_text() name=move || t().face_weights() table>
                <svg class="chart" role="img" tabindex="0" aria-label=title
                    viewBox=move || format!("0 0 {WIDTH} {}", ROW * real(bars.with(Vec::len)) + FOOT)>
                    {move || picture(checks, &bars.get(), base.get())}
                </svg>
            </Figure>
        </section>
    }
}

fn picture(checks: Checks, bars: &[Bar], base: f64) -> impl IntoView + use<> {
    let ends = bars.iter().flat_map(|bar| [bar.scores.0, bar.scores.1]).chain([base]);
    let (low, high) = extent(ends).unwrap_or((0.0, 1.0));
    let room = ((high - low) * 0.12).max(1e-6);
    let scale = Linear::new((low - room, high + room), (NAMES, WIDTH - 20.0));
    let locale = checks.lang.locale();
    let points = move |score: f64| format::number(locale, score * 100.0, 1);
    let bottom = ROW * real(bars.len());
    let rows = bars
        .iter()
        .enumerate()
        .map(|(index, bar)| {
            let middle = ROW * (real(index) + 0.5);
            let part = |end: f64, class: &'static str| {
                let (from, to) = (scale.at(end.min(base)), scale.at(end.max(base)));
                view! { <rect class=class x=from y=middle - 7.0 width=to - from height="14" /> }
            };
            let end = |score: f64, sign: &str, left: bool| {
                let (shift, anchor) = if left { (-4.0, "end") } else { (4.0, "start") };
                view! {
                    <text class="chart-tick" x=scale.at(score) + shift y=middle text-anchor=anchor dominant-baseline="middle">
                        {format!("{sign} {}", points(score))}
                    </text>
                }
            };
            view! {
                <g>
                    <text class="chart-name" x=NAMES - 10.0 y=middle text-anchor="end" dominant-baseline="middle">
                        {short(&checks.criterion(bar.criterion))}
                    </text>
                    {part(bar.scores.0, "chart-less")}
                    {part(bar.scores.1, "chart-more")}
                    {end(bar.scores.0, "−", bar.scores.0 <= bar.scores.1)}
                    {end(bar.scores.1, "+", bar.scores.1 < bar.scores.0)}
                </g>
            }
        })
        .collect_view();
    view! {
        {rows}
        <line class="chart-now" x1=scale.at(base) x2=scale.at(base) y1="0" y2=bottom />
        <text class="chart-tick" x=scale.at(base) y=bottom + 16.0 text-anchor="middle">{points(base)}</text>
    }
}

/// Which project is looked at; in the order of the ranking.
#[component]
pub fn ProjectChoice(
    checks: Checks,
    chosen: Memo<usize>,
    #[prop(into)] on_choose: Callback<usize>,
) -> impl IntoView {
    let t = move || checks.lang.trust();
    view! {
        <div class="trust-choice">
            <SelectField label=move || t().choose_project()
                options=Signal::derive(move || checks.of(|subject| {
                    subject.sum.order().into_iter().map(|index| {
                        let rank = subject.sum.ranks.get(index).copied().unwrap_or(0);
                        (index.to_string(), format!("{rank}. {}", subject.project(index)))
                    }).collect::<Vec<_>>()
                }))
                value=Signal::derive(move || chosen.get().to_string())
                on_choose=move |key: String| {
                    if let Ok(index) = key.parse() {
                        on_choose.run(index);
                    }
                } />
        </div>
    }
}
