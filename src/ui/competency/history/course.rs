//! One person's course: how many competencies were at the target, round by round, against one role.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::PersonId;
use crate::domain::competency::fit::fits;
use crate::domain::competency::history::{Snapshot, course};
use crate::domain::competency::{Assessment, Key, Model};
use crate::i18n::competency_scale::Scale;
use crate::ui::competency::desk::{Desk, role_name};
use crate::ui::competency::mirror::number;
use crate::ui::competency::plan::texts;
use crate::ui::kit::{Figure, FigureTable, SelectField, room};
use crate::viz::{Course, CourseMark, course as layout};

/// What the picture shows, with the role that all rounds are held against.
type Shown = (Arc<Model>, Key, Vec<Snapshot>);

fn shown(
    desk: Desk,
    id: PersonId,
    model: Arc<Model>,
    rounds: &[Arc<Assessment>],
    wanted: Option<Key>,
) -> Option<Shown> {
    desk.with(|part| {
        let last = rounds.iter().rev().find(|round| round.finished.is_some())?;
        let own = || part.person(id).and_then(|person| person.role.clone());
        let role = wanted.or_else(|| last.role.clone()).or_else(own);
        let role = role.filter(|role| model.role(role.as_ref()).is_some());
        let best = || fits(&model, &part.thresholds, last).first().map(|fit| fit.role.clone());
        let role = role.or_else(best)?;
        let found = course(&model, model.role(role.as_ref())?, &part.thresholds, rounds);
        // One point is no course.
        (found.len() > 1).then_some((model, role, found))
    })
}

#[component]
pub(super) fn CourseFigure(
    id: PersonId,
    rounds: Signal<Vec<Arc<Assessment>>>,
    model: Memo<Option<Arc<Model>>>,
) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let wanted = RwSignal::new(None::<Key>);
    let shown = Memo::new(move |_| {
        let model = model.get()?;
        rounds.with(|rounds| shown(desk, id, model, rounds, wanted.get()))
    });
    let width = room();
    let roles = Signal::derive(move || {
        let model = model.get().map(|model| model.roles.clone()).unwrap_or_default();
        model.iter().map(|role| (role.id.to_string(), desk.say(&role.name))).collect::<Vec<_>>()
    });
    let title = move || {
        shown.with(|shown| {
            let Some((_, _, found)) = shown else { return String::new() };
            let (Some(first), Some(last)) = (found.first(), found.last()) else { return String::new() };
            t().course_of_one(first.at_target.0, last.at_target.0, last.at_target.1)
        })
    };
    let text = move || {
        let looked_back = shown.with(|shown| {
            shown.as_ref().is_some_and(|(_, _, found)| found.iter().any(|one| one.seen_later.is_some()))
        });
        if looked_back { t().course_text_later() } else { t().course_text() }
    };
    let table = Signal::derive(move || {
        shown.with(|shown| shown.as_ref().map(|s| table(desk, &s.2)).unwrap_or_default())
    });
    let svg =
        move || shown.with(|shown| shown.as_ref().map(|(_, _, found)| picture(desk, found, width.get())));
    view! {
        <Show when=move || shown.with(Option::is_some)>
            <section class="panel wide course-figure">
                <Figure title description=text name="competency-course" table>{svg}</Figure>
                <div class="no-print course-role">
                    <SelectField
                        label=move || super::super::mirror::texts(desk).against()
                        options=roles
                        value=Signal::derive(move || shown.with(|shown| shown.as_ref().map(|shown| shown.1.to_string()).unwrap_or_default()))
                        on_choose=move |key: String| wanted.set(key.parse().ok())
                    />
                </div>
                <p class="print-only">
                    {move || shown.with(|shown| shown.as_ref().map(|(model, role, _)| role_name(desk, Some(model), Some(role))))}
                </p>
            </section>
        </Show>
    }
}

fn table(desk: Desk, found: &[Snapshot]) -> FigureTable {
    let t = texts(desk);
    let m = super::super::mirror::texts(desk);
    let locale = desk.lang().locale();
    let dash = || t.dash().to_owned();
    let rows = found.iter().map(|one| {
        vec![
            one.day.to_string(),
            m.of(one.at_target.0, one.at_target.1),
            one.seen_later.map_or_else(dash, |later| later.to_string()),
            Scale(locale).gate(one.gate).to_owned(),
            one.index.map_or_else(dash, |index| number(locale, index, 0)),
            one.changes.0.to_string(),
            one.changes.1.to_string(),
        ]
    });
    FigureTable {
        head: vec![
            (t.day().to_owned(), false),
            (t.at_target().to_owned(), true),
            (t.later().to_owned(), true),
            (m.gate_short().to_owned(), false),
            (t.index().to_owned(), true),
            (t.confirmed().to_owned(), true),
            (t.claimed().to_owned(), true),
        ],
        rows: rows.collect(),
    }
}

fn picture(desk: Desk, found: &[Snapshot], width: f64) -> AnyView {
    let points: Vec<_> = found.iter().map(|one| (one.day, one.at_target.0, one.seen_later)).collect();
    let highest = found.iter().map(|one| one.at_target.1).max().unwrap_or(0);
    let plot = layout(&points, highest, width.min(760.0));
    let (left, right) = (plot.span.0 - 24.0, plot.width);
    let ticks = plot
        .ticks
        .iter()
        .map(|(y, value)| {
            view! {
                <line class="dot-grid" x1=left x2=right y1=*y y2=*y></line>
                <text class="dot-tick" x=left - 8.0 y=*y + 4.0 text-anchor="end">{*value}</text>
            }
        })
        .collect_view();
    let marks = found.iter().zip(&plot.marks).map(|(one, at)| mark(desk, one, *at, &plot)).collect_view();
    view! {
        <svg class="dot-plot" viewBox=format!("0 0 {:.0} {:.0}", plot.width, plot.height) width=plot.width height=plot.height role="list">
            {ticks}
            <path class="course-path" d=plot.line></path>
            {marks}
        </svg>
    }
    .into_any()
}

fn mark(desk: Desk, one: &Snapshot, at: CourseMark, plot: &Course) -> AnyView {
    let t = texts(desk);
    let (k, n) = one.at_target;
    let gate = Scale(desk.lang().locale()).gate(one.gate);
    let label = t.course_mark(&one.day.to_string(), k, n, one.seen_later, gate);
    let spoken = label.clone();
    let later = at.later_y.map(|y| {
        let diamond = format!(
            "M{x} {a}L{r} {y}L{x} {b}L{l} {y}Z",
            x = at.x,
            a = y - 7.0,
            b = y + 7.0,
            l = at.x - 7.0,
            r = at.x + 7.0
        );
        let below = if y >= at.y { y + 22.0 } else { y - 12.0 };
        view! {
            <line class="dot-gap" x1=at.x x2=at.x y1=at.y y2=y></line>
            <path class="dot-target" d=diamond></path>
            <text class="dot-tick" x=at.x y=below text-anchor="middle">{one.seen_later}</text>
        }
    });
    // The count stands on the side where the later one does not.
    let above = at.later_y.is_none_or(|y| y >= at.y);
    let count_y = if above { at.y - 11.0 } else { at.y + 21.0 };
    view! {
        <g role="listitem" tabindex="0" aria-label=spoken class="dot-row">
            <title>{label}</title>
            <rect class="dot-hit" x=at.x - 22.0 y="4" width="44" height=plot.bottom></rect>
            {later}
            <circle class="dot-own" cx=at.x cy=at.y r="5"></circle>
            <text class="dot-label" x=at.x y=count_y text-anchor="middle">{k}</text>
            {at.named.then(|| view! { <text class="dot-tick" x=at.x y=plot.bottom + 24.0 text-anchor="middle">{one.day.to_string()}</text> })}
        </g>
    }
    .into_any()
}
