//! Which weight moves a project most.

use leptos::prelude::*;

use super::Checks;
use super::project_choice::ProjectChoice;
use super::subject::Subject;
use crate::domain::numeric::extent;
use crate::domain::selection::robustness::{Bar, tornado};
use crate::ui::kit::{Figure, FigureTable, room, text_lines};
use crate::viz::drawing::ems;
use crate::viz::{Linear, named_rows};

/// Size of type, height of a bar, room below.
const FONT: f64 = 12.0;
const BAR: f64 = 14.0;
const FOOT: f64 = 20.0;
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
            wanted.get().filter(|index| *index < subject.projects.len()).unwrap_or_else(|| subject.first())
        })
    });
    let bars = Memo::new(move |_| {
        checks.of(|subject| tornado(&subject.table, subject.method, project.get(), STEP).unwrap_or_default())
    });
    let base = Memo::new(move |_| {
        checks.of(|subject| subject.outcome.scores.get(project.get()).copied().unwrap_or(0.0))
    });
    let title = move || {
        let first = bars.with(|bars| bars.first().map(|bar| bar.criterion));
        first.map_or_else(String::new, |criterion| {
            t().tornado_message(&checks.project(project.get()), &checks.criterion(criterion))
        })
    };
    let text = move || {
        let name = checks.of(Subject::method_name);
        let told = t().both(t().tornado_text(), &t().by_method(&name));
        let is_distance =
            checks.subject.with(|subject| subject.as_ref().is_some_and(|s| !s.outcome.more_is_better));
        if is_distance { t().both(&told, t().less_is_better()) } else { told }
    };
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
                    checks.score(bar.scores.0),
                    checks.score(bar.scores.1),
                    format!("{low} – {high}"),
                ]
            })
            .collect(),
    });
    view! {
        <section class="trust-part">
            <ProjectChoice checks chosen=project on_choose=move |index| wanted.set(Some(index)) />
            <Figure title description=text name=move || t().face_weights() table>
                {
                    let room = room();
                    move || picture(checks, &bars.get(), base.get(), room.get(), &title())
                }
            </Figure>
        </section>
    }
}

fn picture(checks: Checks, bars: &[Bar], base: f64, width: f64, title: &str) -> impl IntoView + use<> {
    let ends = bars.iter().flat_map(|bar| [bar.scores.0, bar.scores.1]).chain([base]);
    let (low, high) = extent(ends.clone()).unwrap_or((0.0, 1.0));
    let names: Vec<String> = bars.iter().map(|bar| checks.criterion(bar.criterion)).collect();
    let layout = named_rows(&names, width, 4.0, FONT, BAR);
    // A figure stands at either end of a bar.
    let margin = ends.map(|score| ems(&checks.score(score))).fold(0.0, f64::max) * FONT + 18.0;
    let half = ((high - low) / 2.0).max(1e-9);
    let middle = f64::midpoint(low, high);
    let scale = Linear::new((middle - half, middle + half), (layout.left + margin, width - margin));
    let rows = bars
        .iter()
        .zip(layout.rows.iter().zip(&names))
        .map(|(bar, (row, name))| {
            let part = |end: f64, class: &'static str| {
                let (from, to) = (scale.at(end.min(base)), scale.at(end.max(base)));
                view! { <rect class=class x=from y=row.middle - BAR / 2.0 width=to - from height=BAR /> }
            };
            let end = |score: f64, sign: &str, left: bool| {
                let (shift, anchor) = if left { (-4.0, "end") } else { (4.0, "start") };
                view! {
                    <text class="chart-tick" x=scale.at(score) + shift y=row.middle text-anchor=anchor dominant-baseline="middle">
                        {format!("{sign} {}", checks.score(score))}
                    </text>
                }
            };
            view! {
                <g>
                    {text_lines("row-name", &row.lines, (0.0, row.name_y), layout.line, "start", name)}
                    {part(bar.scores.0, "chart-less")}
                    {part(bar.scores.1, "chart-more")}
                    {end(bar.scores.0, "−", bar.scores.0 <= bar.scores.1)}
                    {end(bar.scores.1, "+", bar.scores.1 < bar.scores.0)}
                </g>
            }
        })
        .collect_view();
    let bottom = layout.bottom;
    view! {
        <svg class="chart" role="img" tabindex="0" aria-label=title.to_owned() viewBox=format!("0 0 {width} {}", bottom + FOOT)>
            {rows}
            <line class="chart-now" x1=scale.at(base) x2=scale.at(base) y1="0" y2=bottom />
            <text class="chart-tick" x=scale.at(base) y=bottom + 14.0 text-anchor="middle">{checks.score(base)}</text>
        </svg>
    }
}
