//! Targets and actual values (目标与实际): the bowling chart of every measure, and the line of one.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::desk::{Desk, desk};
use super::outline::StatusMark;
use super::pager::{Made, Pager, Pages};
use super::wording::figure;
use crate::domain::id::NodeId;
use crate::domain::strategy::{Item, Kind, Measure, Standing, Status};
use crate::i18n::sentences::percent;
use crate::ui::kit::{Figure, FigureTable};
use crate::viz::progress_line::{Chart, chart};

/// Periods in a row of the chart.
const PERIODS: usize = 8;
/// Measures on the screen at once.
const ROWS: usize = 60;

/// Every measure with its last values against the line.
#[component]
pub fn Page() -> impl IntoView {
    let desk = desk();
    let measures = Memo::new(move |_| {
        desk.map.with(|map| {
            map.nodes.iter().filter(|node| node.kind == Kind::Measure).map(|node| node.id).collect::<Vec<_>>()
        })
    });
    let behind = move || {
        desk.map.with(|map| {
            let standings = map
                .nodes
                .iter()
                .filter(|node| node.kind == Kind::Measure)
                .filter_map(|node| node.measure.as_ref()?.standing(&map.rules));
            standings.fold((0, 0), |(behind, all), standing| {
                (behind + usize::from(standing.status != Status::OnTrack), all + 1)
            })
        })
    };
    let pages = Pages::new(ROWS, Made::Rows);
    view! {
        <section class="bowling">
            <h2>{move || {
                let (behind, all) = behind();
                desk.t().bowling_title(behind, all, measures.with(Vec::len))
            }}</h2>
            <p class="hint">{move || desk.t().bowling_hint()}</p>
            <Pager pages count=Signal::derive(move || measures.with(Vec::len)) />
            <div class="table-wrap" tabindex="0" role="group" aria-label=move || desk.t().progress()>
                <table class="table bowling-table">
                    <thead>
                        <tr>
                            <th scope="col">{move || desk.words().measure()}</th>
                            <th scope="col"><span class="sr-only">{move || desk.t().target_or_actual()}</span></th>
                            <th scope="col" class="number" colspan=PERIODS.to_string()>{move || desk.t().last_periods()}</th>
                            <th scope="col" class="number">{move || desk.t().target()}</th>
                            <th scope="col">{move || desk.t().status()}</th>
                        </tr>
                    </thead>
                    <For each=move || measures.with(|measures| pages.of(measures)) key=|id| *id let:id><Row desk id /></For>
                </table>
            </div>
        </section>
    }
}

/// What the lines of a measure show. One value for all of it, so that an edit touches the measures that it changes.
#[derive(Debug, Clone, PartialEq)]
struct RowLook {
    name: String,
    measure: Measure,
    periods: Vec<(NaiveDate, f64, Option<Standing>)>,
    standing: Option<Standing>,
}

/// What a measure's lines show now; none for one that is gone. Tracked.
fn look(desk: Desk, id: NodeId) -> Option<RowLook> {
    let node = desk.node(id)?;
    let measure = node.measure.as_deref().cloned().unwrap_or_default();
    let (periods, standing) = desk.map.with(|map| {
        let readings = measure.readings.iter().rev().take(PERIODS);
        let mut periods: Vec<_> = readings
            .map(|reading| (reading.date, reading.value.get(), measure.standing_of(reading, &map.rules)))
            .collect();
        periods.reverse();
        (periods, measure.standing(&map.rules))
    });
    Some(RowLook { name: desk.name(Item::Node(id)), measure, periods, standing })
}

/// Two lines for a measure: what was expected, and what it was.
#[component]
fn Row(desk: Desk, id: NodeId) -> impl IntoView {
    let row = Memo::new(move |_| look(desk, id));
    let drawn = move || {
        let RowLook { name, measure, periods, standing } = row.get()?;
        let blanks = PERIODS - periods.len().min(PERIODS);
        let blank = move || (0..blanks).map(|_| view! { <td></td> }).collect_view();
        let expected = periods.iter().map(|(date, _, standing)| {
            let text = standing.map_or_else(|| "–".to_owned(), |standing| figure(desk, standing.expected));
            view! { <td class="number hint" title=date.to_string()>{text}</td> }
        });
        let expected = expected.collect_view();
        let actual = periods.iter().map(|(date, value, standing)| {
            let status = standing.map(|standing| standing.status);
            let key = match status {
                Some(Status::OnTrack) => "on",
                Some(Status::Attention) => "attention",
                Some(Status::OffTrack) => "off",
                None => "none",
            };
            view! {
                <td class="number pin" data-status=key title=date.to_string()>
                    {figure(desk, *value)}
                    {status.map(|status| view! { <span class="sr-only">{desk.words().status(status)}</span> })}
                </td>
            }
        });
        let actual = actual.collect_view();
        Some(view! {
            <tr>
                <th scope="rowgroup" rowspan="2">
                    <button type="button" class="link" on:click=move |_| desk.choose(Some(Item::Node(id)))>{name}</button>
                    " "
                    <span class="hint">{measure.unit.to_string()}</span>
                </th>
                <td class="hint">{desk.t().expected()}</td>
                {blank()}
                {expected}
                <td class="number" rowspan="2">{measure.target.map(|target| figure(desk, target.value.get()))}</td>
                <td rowspan="2">
                    {standing.map(|standing| view! {
                        <StatusMark desk status=standing.status />
                        <span class="hint">{percent(desk.locale(), standing.progress)}</span>
                    })}
                </td>
            </tr>
            <tr>
                <td class="hint">{desk.t().actual()}</td>
                {blank()}
                {actual}
            </tr>
        })
    };
    view! { <tbody class="bowling-measure" class:here=move || desk.chosen.get() == Some(Item::Node(id))>{drawn}</tbody> }
}

/// The expected line of a measure with its values.
#[component]
pub fn MeasureChart(id: NodeId) -> impl IntoView {
    let desk = desk();
    let measure = Memo::new(move |_| {
        desk.node(id)
            .and_then(|node| node.measure.clone())
            .map(|measure| (*measure).clone())
            .unwrap_or_default()
    });
    let drawn = Memo::new(move |_| measure.with(|measure| chart(measure, desk.today())));
    let title = move || desk.t().chart_title(&desk.name(Item::Node(id)));
    let table = Signal::derive(move || table_of(desk, &measure.get()));
    view! {
        <Figure title=title description=move || desk.t().chart_text() name=move || desk.name(Item::Node(id)) table>
            <svg class="line-chart" viewBox="0 0 320 140" role="img" aria-label=title>
                {move || drawn.get().map(|drawn| view! { <Lines desk drawn /> })}
            </svg>
        </Figure>
    }
}

#[component]
fn Lines(desk: Desk, drawn: Chart) -> impl IntoView {
    let label = move |value: f64| figure(desk, value);
    view! {
        {drawn.ticks.iter().map(|(y, value)| view! {
            <line class="tick" x1="36" x2="316" y1=*y y2=*y></line>
            <text class="tick-label" x="32" y=*y + 4.0 text-anchor="end">{label(*value)}</text>
        }).collect_view()}
        {drawn.days.iter().map(|(x, text)| view! {
            <text class="tick-label" x=*x y="136" text-anchor="middle">{text.clone()}</text>
        }).collect_view()}
        <path class="line-expected" d=drawn.expected.clone()></path>
        <path class="line-actual" d=drawn.actual.clone()></path>
        {drawn.marks.iter().map(|(x, y)| view! { <circle class="mark-actual" cx=*x cy=*y r="3"></circle> }).collect_view()}
        {drawn.today.map(|x| view! { <line class="today" x1=x x2=x y1="8" y2="120"></line> })}
    }
}

fn table_of(desk: Desk, measure: &Measure) -> FigureTable {
    let t = desk.t();
    let head =
        vec![(t.on_day().to_owned(), false), (t.expected().to_owned(), true), (t.actual().to_owned(), true)];
    let rows = measure
        .readings
        .iter()
        .map(|reading| {
            let expected =
                measure.expected(reading.date).map(|value| figure(desk, value)).unwrap_or_default();
            vec![reading.date.to_string(), expected, figure(desk, reading.value.get())]
        })
        .collect();
    FigureTable { head, rows }
}
