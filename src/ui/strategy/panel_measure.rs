//! A measure: its line, its values, and checking in.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, desk};
use super::panel::{DatePart, trimmed};
use super::progress::MeasureChart;
use crate::domain::id::NodeId;
use crate::domain::project::parse_date;
use crate::domain::strategy::{
    Confidence, Direction, Frequency, Measure, NodeEdit, Point, Reading, Real, StrategyCommand,
};
use crate::domain::{Extra, Name, Note};
use crate::i18n::sentences::percent;
use crate::ui::kit::{Button, ButtonKind, IconButton, NumberField, SelectField, Symbol, TextField};

fn measure_of(desk: Desk, id: NodeId) -> Measure {
    desk.node(id).and_then(|node| node.measure.clone()).map(|measure| (*measure).clone()).unwrap_or_default()
}

/// The part of the panel for a measure.
#[component]
pub fn MeasurePart(id: NodeId) -> impl IntoView {
    let desk = desk();
    let measure = Memo::new(move |_| measure_of(desk, id));
    let field = move |read: fn(&Measure) -> String| Signal::derive(move || measure.with(read));
    let change = move |change: &dyn Fn(&mut Measure)| {
        let mut measure = untrack(|| measure_of(desk, id));
        change(&mut measure);
        desk.edit(id, NodeEdit::Measure(Some(Arc::new(measure))));
    };
    let standing = move || desk.map.with(|map| measure.with(|measure| measure.standing(&map.rules)));
    view! {
        <section class="side-part">
            <h3>{move || desk.t().values()}</h3>
            {move || standing().map(|standing| {
                let text = desk.t().measure_stands(
                    &super::wording::figure(desk, standing.actual),
                    &super::wording::figure(desk, standing.expected),
                    &percent(desk.locale(), standing.progress),
                    desk.words().status(standing.status),
                );
                view! { <p class="side-figure">{text}</p> }
            })}
            <Show when=move || measure.with(|measure| !measure.line().is_empty())>
                <MeasureChart id />
            </Show>
            <CheckIn desk id measure />
            <div class="side-pair">
                <TextField label=move || desk.t().unit() value=field(|measure| measure.unit.to_string())
                    on_commit=move |text: String| {
                        change(&|measure| measure.unit = Name::truncated(&text));
                        Ok(())
                    } />
                <SelectField label=move || desk.t().direction()
                    options=Signal::derive(move || vec![
                        ("up".to_owned(), desk.t().more_is_better().to_owned()),
                        ("down".to_owned(), desk.t().less_is_better().to_owned()),
                    ])
                    value=field(|measure| if measure.direction == Direction::Up { "up" } else { "down" }.to_owned())
                    on_choose=move |key: String| change(&|measure| {
                        measure.direction = if key == "up" { Direction::Up } else { Direction::Down };
                    }) />
                <SelectField label=move || desk.t().frequency()
                    options=Signal::derive(move || {
                        Frequency::ALL.into_iter().map(|frequency| (frequency.key().to_owned(), desk.words().frequency(frequency).to_owned())).collect::<Vec<_>>()
                    })
                    value=field(|measure| measure.frequency.key().to_owned())
                    on_choose=move |key: String| change(&|measure| {
                        if let Some(frequency) = Frequency::ALL.into_iter().find(|frequency| frequency.key() == key) {
                            measure.frequency = frequency;
                        }
                    }) />
            </div>
            <Ends desk measure change=Callback::new(move |(is_target, point): (bool, Option<Point>)| change(&|measure| {
                if is_target { measure.target = point } else { measure.baseline = point }
            })) />
            <TextField label=move || desk.t().milestones() rows=3 hint=move || desk.t().milestones_hint()
                value=field(|measure| {
                    measure.milestones.iter().map(|point| format!("{} {}", point.date, trimmed(point.value.get()))).collect::<Vec<_>>().join("\n")
                })
                on_commit=move |text: String| {
                    let mut points = Vec::new();
                    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
                        let Some((date, value)) = line.split_once(char::is_whitespace) else {
                            return Err(desk.t().milestones_hint().to_owned());
                        };
                        let errors = desk.app.lang().errors();
                        let date = parse_date(date).map_err(|error| errors.value(&error))?;
                        let value = Real::parse(value).map_err(|error| errors.value(&error))?;
                        points.push(Point { date, value });
                    }
                    points.sort_by_key(|point| point.date);
                    points.dedup_by_key(|point| point.date);
                    change(&|measure| measure.milestones.clone_from(&points));
                    Ok(())
                } />
            <Readings desk id measure />
        </section>
    }
}

/// Baseline and target: a day and a value each.
#[component]
fn Ends(desk: Desk, measure: Memo<Measure>, change: Callback<(bool, Option<Point>)>) -> impl IntoView {
    view! {
        {[false, true]
            .into_iter()
            .map(|is_target| {
                let point = move || measure.with(|measure| if is_target { measure.target } else { measure.baseline });
                view! {
                    <div class="side-pair">
                        <NumberField
                            label=move || if is_target { desk.t().target() } else { desk.t().baseline() }
                            value=Signal::derive(move || point().map(|point| trimmed(point.value.get())).unwrap_or_default())
                            on_commit=move |text: String| {
                                if text.trim().is_empty() {
                                    change.run((is_target, None));
                                    return Ok(());
                                }
                                let value = Real::parse(&text).map_err(|error| desk.app.lang().errors().value(&error))?;
                                let date = untrack(point).map_or_else(|| desk.today(), |point| point.date);
                                change.run((is_target, Some(Point { date, value })));
                                Ok(())
                            }
                        />
                        <DatePart label=move || desk.t().on_day()
                            value=Signal::derive(move || point().map(|point| point.date.to_string()).unwrap_or_default())
                            on_commit=move |date| {
                                if let Some(date) = date {
                                    let value = untrack(point).map(|point| point.value).unwrap_or_default();
                                    change.run((is_target, Some(Point { date, value })));
                                }
                            } />
                    </div>
                }
            })
            .collect_view()}
    }
}

/// The form for a new value.
#[component]
fn CheckIn(desk: Desk, id: NodeId, measure: Memo<Measure>) -> impl IntoView {
    let value = RwSignal::new(String::new());
    let date = RwSignal::new(desk.today());
    let confidence = RwSignal::new(None::<Confidence>);
    let note = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let unit = move || measure.with(|measure| measure.unit.to_string());
    let on_day = Callback::new(move |day: Option<chrono::NaiveDate>| {
        if let Some(day) = day {
            date.set(day);
        }
    });
    let record = move || match Real::parse(&value.get_untracked()) {
        Ok(real) => {
            let reading = Reading {
                date: date.get_untracked(),
                value: real,
                confidence: confidence.get_untracked(),
                note: Note::truncated(&note.get_untracked()),
                extra: Extra::new(),
            };
            desk.run(StrategyCommand::CheckIn { id, reading });
            value.set(String::new());
            note.set(String::new());
            error.set(None);
        }
        Err(refused) => error.set(Some(untrack(|| desk.app.lang().errors()).value(&refused))),
    };
    view! {
        <fieldset class="check-in">
            <legend>{move || desk.t().check_in()}</legend>
            <div class="side-pair">
                <NumberField label=move || desk.t().value() unit=unit value=Signal::derive(move || value.get())
                    on_commit=move |text: String| {
                        value.set(text);
                        Ok(())
                    } />
                <DatePart label=move || desk.t().on_day() value=Signal::derive(move || date.get().to_string())
                    on_commit=on_day />
                <SelectField label=move || desk.t().confidence()
                    options=Signal::derive(move || {
                        let mut options = vec![(String::new(), "–".to_owned())];
                        options.extend(Confidence::ALL.into_iter().map(|degree| (degree.key().to_owned(), desk.words().confidence(degree).to_owned())));
                        options
                    })
                    value=Signal::derive(move || confidence.get().map(|degree| degree.key().to_owned()).unwrap_or_default())
                    on_choose=move |key: String| confidence.set(Confidence::ALL.into_iter().find(|degree| degree.key() == key)) />
            </div>
            <textarea class="input" rows="2" aria-label=move || desk.t().what_is_behind() placeholder=move || desk.t().what_is_behind()
                prop:value=move || note.get() on:change=move |event| note.set(event_target_value(&event))></textarea>
            <p class="field-note field-error" aria-live="polite">{move || error.get()}</p>
            <Button label=move || desk.t().record() kind=ButtonKind::Primary on_click=record />
        </fieldset>
    }
}

/// The values so far, latest first.
#[component]
fn Readings(desk: Desk, id: NodeId, measure: Memo<Measure>) -> impl IntoView {
    view! {
        <Show when=move || measure.with(|measure| !measure.readings.is_empty())>
            <details class="fold">
                <summary>{move || desk.t().values_so_far(measure.with(|measure| measure.readings.len()))}</summary>
                <ul class="readings">
                    {move || {
                        measure.get().readings.into_iter().rev().map(|reading| {
                            let date = reading.date;
                            let degree = reading.confidence.map(|degree| desk.words().confidence(degree));
                            view! {
                                <li>
                                    <span>{date.to_string()}</span>
                                    <strong class="number">{super::wording::figure(desk, reading.value.get())}</strong>
                                    {degree.map(|degree| view! { <span class="tag">{degree}</span> })}
                                    <span class="hint">{reading.note.to_string()}</span>
                                    <IconButton label=move || desk.t().remove() symbol=Symbol::Close
                                        on_click=move || desk.run_undoable(StrategyCommand::RemoveReading { id, date }) />
                                </li>
                            }
                        }).collect_view()
                    }}
                </ul>
            </details>
        </Show>
    }
}
