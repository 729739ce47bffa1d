//! All people together: totals only, no names.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, name_of};
use super::layout::{Back, Explained, Reading, UseLimit, name_lines};
use super::mirror::number;
use super::plan::texts;
use crate::domain::competency::crowd::{Crowd, Spread};
use crate::domain::competency::{Key, Level, Model};
use crate::ui::kit::{Figure, FigureTable, room, text_lines};
use crate::viz::LABEL_STEP;

/// `#/competency/team`.
#[component]
pub fn Team() -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let model = Memo::new(move |_| desk.model());
    let crowd = Memo::new(move |_| {
        let model = model.get()?;
        Some(desk.with(|part| Crowd::of(part, &model)))
    });
    let people = Memo::new(move |_| crowd.with(|crowd| crowd.as_ref().map_or(0, |crowd| crowd.people)));
    view! {
        <Back />
        <header class="page-head">
            <h1>{move || t().team()}</h1>
        </header>
        <p class="lead">{move || t().team_lead()} " " {move || t().privacy()}</p>
        <UseLimit model />
        <Show when=move || people.get() != 0 fallback=move || view! { <p>{t().team_empty()}</p> }>
            <div class="mirror">
                <Spreads crowd model />
                <WeakLinks crowd model />
                <OnOne crowd model />
                <Course crowd />
            </div>
        </Show>
    }
}

fn percent(desk: Desk, share: f64) -> String {
    number(desk.lang().locale(), share * 100.0, 0)
}

/// What counts in the fewest.
fn weakest(crowd: &Crowd) -> Vec<&Spread> {
    let mut spreads: Vec<&Spread> = crowd.spreads.iter().filter(|spread| spread.share().is_some()).collect();
    spreads.sort_by(|a, b| a.share().unwrap_or_default().total_cmp(&b.share().unwrap_or_default()));
    spreads
}

#[component]
fn Spreads(crowd: Memo<Option<Crowd>>, model: Memo<Option<Arc<Model>>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let title = move || {
        let (Some(model), Some(crowd)) = (model.get(), crowd.get()) else { return String::new() };
        match weakest(&crowd).first() {
            Some(weak) => t().team_weak_title(
                &name_of(desk, &model, &weak.competency),
                &percent(desk, weak.share().unwrap_or_default()),
            ),
            None => t().team_title(crowd.people),
        }
    };
    let table = Signal::derive(move || {
        let (Some(model), Some(crowd)) = (model.get(), crowd.get()) else { return FigureTable::default() };
        let c = desk.lang().competency();
        let mut head = vec![(super::mirror::texts(desk).item().to_owned(), false)];
        head.extend(Level::all().map(|level| (c.level(level.get()), true)));
        head.extend([
            (t().without().to_owned(), true),
            (t().median().to_owned(), true),
            (t().share().to_owned(), true),
        ]);
        let rows = crowd
            .spreads
            .iter()
            .map(|spread| {
                let mut row = vec![name_of(desk, &model, &spread.competency)];
                row.extend(spread.levels.iter().map(ToString::to_string));
                row.push(spread.without.to_string());
                row.push(
                    spread.median.map_or_else(
                        || t().dash().to_owned(),
                        |median| number(desk.lang().locale(), median, 1),
                    ),
                );
                row.push(
                    spread
                        .share()
                        .map_or_else(|| t().dash().to_owned(), |share| t().percent(&percent(desk, share))),
                );
                row
            })
            .collect();
        FigureTable { head, rows }
    });
    let width = room();
    let chosen = RwSignal::new(None::<Key>);
    let reading = Signal::derive(move || {
        let (Some(model), Some(crowd), Some(key)) = (model.get(), crowd.get(), chosen.get()) else {
            return String::new();
        };
        let spread = crowd.spreads.iter().find(|spread| spread.competency == key);
        spread.map(|spread| how(desk, &name_of(desk, &model, &key), spread)).unwrap_or_default()
    });
    let svg = move || {
        let (Some(model), Some(crowd)) = (model.get(), crowd.get()) else { return None };
        let most = crowd.spreads.iter().flat_map(|spread| spread.levels).max().unwrap_or(0).max(1);
        // On a phone names stand above their rows.
        let stacked = width.get() < 560.0;
        let left = if stacked { 0.0 } else { 250.0 };
        let cell = ((width.get() - left) / 5.0).min(84.0);
        let (step, top) = (26.0, 26.0);
        let x = |index: usize| {
            #[expect(clippy::cast_precision_loss, reason = "at most seven columns")]
            let place = index as f64;
            place.mul_add(cell, left)
        };
        let heads = (0..5_usize)
            .map(|index| view! { <text class="dot-tick" x=x(index) + cell / 2.0 y="16" text-anchor="middle">{u8::try_from(index + 1).map(|level| desk.lang().competency().level(level)).unwrap_or_default()}</text> })
            .collect_view();
        let mut y = top;
        let rows = crowd
            .spreads
            .iter()
            .map(|spread| {
                let name = name_of(desk, &model, &spread.competency);
                let lines = name_lines(&name, if stacked { width.get() } else { left - 10.0 });
                #[expect(clippy::cast_precision_loss, reason = "a name has a few lines")]
                let tall = LABEL_STEP * lines.len() as f64;
                let begin = y;
                let (name_y, here) = if stacked {
                    (begin + 15.0, begin + tall + 5.0)
                } else {
                    // A name of two lines is as high as its row.
                    (begin + f64::max(step, tall) / 2.0 - tall / 2.0 + 11.5, begin + (f64::max(step, tall) - step) / 2.0)
                };
                y = if stacked { here + step } else { begin + f64::max(step, tall) };
                let cells = spread
                    .levels
                    .iter()
                    .enumerate()
                    .map(|(index, count)| {
                        #[expect(clippy::cast_precision_loss, reason = "counts of people are small")]
                        let share = *count as f64 / most as f64;
                        view! {
                            <rect class="heat" x=x(index) + 1.0 y=here + 1.0 width=cell - 2.0 height=step - 2.0 fill-opacity=format!("{:.2}", share * 0.75)></rect>
                            <text class="heat-number" x=x(index) + cell / 2.0 y=here + 17.0 text-anchor="middle">{*count}</text>
                        }
                    })
                    .collect_view();
                let (label_x, anchor) = if stacked { (0.0, "start") } else { (left - 10.0, "end") };
                let (key, clicked) = (spread.competency.clone(), spread.competency.clone());
                view! {
                    <g role="listitem" tabindex="0" class="dot-row" aria-label=how(desk, &name, spread)
                        on:focus=move |_| chosen.set(Some(key.clone()))
                        on:click=move |_| chosen.set(Some(clicked.clone()))
                    >
                        <rect class="dot-hit" x="0" y=begin width=x(5) height=y - begin></rect>
                        {text_lines("dot-label", &lines, (label_x, name_y), LABEL_STEP, anchor, &name)}
                        {cells}
                    </g>
                }
            })
            .collect_view();
        let (width, height) = (x(5) + 2.0, y + 4.0);
        Some(view! {
            <svg viewBox=format!("0 0 {width:.0} {height:.0}") width=width height=height role="list" aria-label=t().team_picture()>
                {heads}
                {rows}
            </svg>
        })
    };
    let gates = move || crowd.get().map(|crowd| t().gates(crowd.gates.0, crowd.gates.1, crowd.gates.2));
    let unread = move || crowd.get().filter(|crowd| crowd.unread > 0).map(|crowd| t().unread(crowd.unread));
    view! {
        <section class="panel wide">
            <Figure title description=move || t().team_text() name="competency-team" table>{svg}</Figure>
            <Reading text=reading />
            <p>{gates}</p>
            <p class="hint">{unread}</p>
        </section>
    }
}

/// How the numbers of a row come about.
fn how(desk: Desk, name: &str, spread: &Spread) -> String {
    let t = texts(desk);
    let median =
        spread.median.map_or_else(|| t.dash().to_owned(), |median| number(desk.lang().locale(), median, 1));
    let share = spread.share().map(|share| {
        let (at, of) = spread.at_target;
        t.share_how(at, of, &percent(desk, share))
    });
    t.row_how(name, spread.levels, spread.without, &median, &share.unwrap_or_default())
}

#[component]
fn WeakLinks(crowd: Memo<Option<Crowd>>, model: Memo<Option<Arc<Model>>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let list = move || {
        let (model, crowd) = (model.get()?, crowd.get()?);
        let rows = weakest(&crowd)
            .into_iter()
            .take(5)
            .map(|spread| {
                let share = percent(desk, spread.share().unwrap_or_default());
                let how = t().share_how(spread.at_target.0, spread.at_target.1, &share);
                view! { <li><span>{name_of(desk, &model, &spread.competency)}</span> <Explained value=t().percent(&share) how /></li> }
            })
            .collect_view();
        Some(rows)
    };
    view! {
        <section class="panel" aria-labelledby="weak">
            <h2 id="weak">{move || t().weak()}</h2>
            <p class="hint">{move || t().weak_text()}</p>
            <ul class="changes">{list}</ul>
        </section>
    }
}

#[component]
fn OnOne(crowd: Memo<Option<Crowd>>, model: Memo<Option<Arc<Model>>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let list = move || {
        let (model, crowd) = (model.get()?, crowd.get()?);
        let names: Vec<_> = crowd.spreads.iter().filter(|spread| spread.hangs_on_one()).collect();
        if names.is_empty() {
            return Some(view! { <p>{t().none_such()}</p> }.into_any());
        }
        let rows = names
            .into_iter()
            .map(|spread| view! { <li>{name_of(desk, &model, &spread.competency)}</li> })
            .collect_view();
        Some(view! { <ul class="changes">{rows}</ul> }.into_any())
    };
    view! {
        <section class="panel" aria-labelledby="on-one">
            <h2 id="on-one">{move || t().on_one()}</h2>
            <p class="hint">{move || t().on_one_text()}</p>
            {list}
        </section>
    }
}

/// The share at target quarter by quarter, as a table with bars.
#[component]
fn Course(crowd: Memo<Option<Crowd>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let rows = move || {
        let crowd = crowd.get()?;
        let rows = crowd
            .course
            .iter()
            .map(|moment| {
                let (at, of) = moment.at_target;
                #[expect(clippy::cast_precision_loss, reason = "counts of people are small")]
                let share = if of == 0 { 0.0 } else { at as f64 / of as f64 };
                view! {
                    <tr>
                        <th scope="row">{t().quarter_name(moment.quarter)}</th>
                        <td class="bar-cell"><meter min="0" max="1" value=share.to_string() aria-hidden="true"></meter></td>
                        <td class="number"><Explained value=t().percent(&percent(desk, share)) how=t().course_how(at, of, &percent(desk, share)) /></td>
                        <td class="number">{moment.people}</td>
                    </tr>
                }
            })
            .collect_view();
        Some(rows)
    };
    view! {
        <section class="panel wide" aria-labelledby="course">
            <h2 id="course">{move || t().course_title()}</h2>
            <table class="status-table">
                <caption class="sr-only">{move || t().course_title()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{move || t().quarter()}</th>
                        <th scope="col"><span class="sr-only">{move || t().share()}</span></th>
                        <th scope="col" class="number">{move || t().share()}</th>
                        <th scope="col" class="number">{move || t().people()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}
