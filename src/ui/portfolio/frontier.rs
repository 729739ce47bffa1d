//! The efficient frontier and the strip of membership.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::desk::{Desk, Sum};
use super::engine::{Job, ask};
use super::gantt::cut;
use super::layout::narrow;
use crate::domain::portfolio::answer::Frontier;
use crate::domain::portfolio::model::{ConstraintId, Model};
use crate::domain::portfolio::query::{News, Query, Reply};
use crate::domain::portfolio::translate::{Key, Meaning};
use crate::domain::portfolio::{Portfolio, RuleKind, find};
use crate::domain::{Money, ProjectId};
use crate::i18n::sentences::percent;
use crate::ui::kit::{Button, ButtonKind, Figure, FigureTable, Progress, Symbol};
use crate::viz::frontier::{Plane, hull};

/// More points than this say nothing more.
const LIMIT: usize = 400;

/// A point of the frontier in the words of the document.
#[derive(Debug, Clone, PartialEq)]
struct Point {
    cost: Money,
    value: f64,
    projects: Vec<ProjectId>,
    supported: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Found {
    points: Vec<Point>,
    naive: Vec<(f64, f64)>,
    complete: bool,
    /// The model it belongs to.
    model: Model,
}

/// The tab of the frontier.
#[component]
pub fn FrontierTab(desk: Desk) -> impl IntoView {
    let m = move || desk.app.lang().portfolio_more();
    let found = RwSignal::new(None::<Arc<Found>>);
    let lifted = RwSignal::new(false);
    let progress = RwSignal::new(None::<(usize, usize)>);
    let job = StoredValue::new_local(None::<Job>);
    let stop = move || {
        job.try_update_value(|job| {
            if let Some(job) = job.take() {
                job.cancel();
            }
        });
        progress.try_set(None);
    };
    on_cleanup(stop);
    let model = Memo::new(move |_| {
        let asked = desk.asked.get()?;
        let Sum::Fixed(model) = &asked.sum else { return None };
        let model =
            if lifted.get() { without_budgets(model, &asked.key, &desk.part.get()) } else { model.clone() };
        Some((model, asked.key.clone()))
    });
    let draw = move || {
        stop();
        let Some((model, key)) = model.get_untracked() else { return };
        let Some(cost) = key.total_cost else { return };
        progress.set(Some((0, 0)));
        let kept = model.clone();
        let reply = move |reply| {
            progress.try_set(None);
            match reply {
                Some(Reply::Frontier(frontier)) => {
                    found.try_set(Some(Arc::new(read(&frontier, &key, kept))));
                }
                _ => desk.app.toasts.refuse(untrack(|| desk.app.lang().portfolio_page()).faulty()),
            }
        };
        let news = move |news| {
            if let News::Step { done, of } = news {
                progress.try_set(Some((done, of)));
            }
        };
        job.set_value(Some(ask(Query::Frontier { model, cost, limit: LIMIT }, news, reply)));
    };
    // Drawn at once where it takes a moment; a large model waits for the button.
    Effect::new(move |_| {
        let small = model.with(|model| model.as_ref().is_some_and(|(model, _)| model.items.len() <= 40));
        if small {
            draw();
        }
    });
    let current = Memo::new(move |_| {
        let found = found.get()?;
        let same = model.with(|model| model.as_ref().is_some_and(|(model, _)| *model == found.model));
        same.then_some(found)
    });
    view! {
        <div class="pf-frontier">
            <Show when=move || model.with(Option::is_some) fallback=move || view! { <p class="hint">{move || m().frontier_fixed()}</p> }>
                <h2 class="sr-only">{move || m().frontier_title()}</h2>
                <div class="pf-tools">
                    <label class="pf-checkbox">
                        <input type="checkbox" prop:checked=move || lifted.get() on:change=move |event| lifted.set(event_target_checked(&event)) />
                        <span>{move || m().budgets_lifted()}</span>
                    </label>
                    <div class="button-row">
                        {move || progress.get().map(|_| view! {
                            <Progress label=move || m().finding_frontier() />
                            <Button label=move || desk.app.lang().portfolio_page().stop() symbol=Symbol::Close on_click=stop />
                        })}
                        <Button label=move || m().find_frontier() kind=ButtonKind::Primary on_click=draw />
                    </div>
                </div>
            </Show>
            {move || current.get().map(|found| view! { <Chart desk found=Arc::clone(&found) /> <Strip desk found /> })}
        </div>
    }
}

/// The model without its budgets: the whole curve.
fn without_budgets(model: &Model, key: &Key, part: &Portfolio) -> Model {
    let is_budget = |id: ConstraintId| {
        let rule = key.meaning(id).and_then(Meaning::rule).and_then(|rule| find(&part.rules, rule));
        rule.is_some_and(|rule| rule.says.kind() == RuleKind::Budget)
    };
    let ids: Vec<ConstraintId> = model.constraints.iter().map(|c| c.id).filter(|id| is_budget(*id)).collect();
    model.without(&ids)
}

fn read(frontier: &Frontier, key: &Key, model: Model) -> Found {
    let points: Vec<(f64, f64)> =
        frontier.points.iter().map(|point| (point.cost, point.choice.value)).collect();
    let corners = hull(&points);
    Found {
        points: frontier
            .points
            .iter()
            .enumerate()
            .map(|(index, point)| Point {
                cost: key.money(point.cost),
                value: point.choice.value,
                projects: point
                    .choice
                    .items
                    .iter()
                    .filter_map(|item| key.projects.get(*item).copied())
                    .collect(),
                supported: corners.contains(&index),
            })
            .collect(),
        naive: frontier.ranking.iter().map(|(cost, value)| (money(key.money(*cost)), *value)).collect(),
        complete: frontier.complete,
        model,
    }
}

/// An amount as a double: exact, and only drawn.
#[expect(clippy::cast_precision_loss, reason = "money is exact as a double")]
const fn money(money: Money) -> f64 {
    money.minor() as f64
}

#[component]
fn Chart(desk: Desk, found: Arc<Found>) -> impl IntoView {
    let m = move || desk.app.lang().portfolio_more();
    let found = StoredValue::new(found);
    let title = move || {
        found.with_value(|found| {
            let best = found.points.last().map_or(0.0, |point| point.value);
            // Where nine tenths of the highest value are reached.
            let knee = found.points.iter().find(|point| point.value >= 0.9 * best).or(found.points.last());
            let Some(knee) = knee else { return m().frontier_title().to_owned() };
            let share = percent(desk.app.lang().locale(), if best == 0.0 { 1.0 } else { knee.value / best });
            m().frontier_message(found.points.len(), &desk.speak(|s| s.money(knee.cost)), &share)
        })
    };
    let data = Signal::derive(move || {
        let t = desk.app.lang().portfolio_page();
        let head = vec![
            (t.cost().to_owned(), true),
            (t.value().to_owned(), true),
            (m().supported().to_owned(), false),
            (t.projects().to_owned(), false),
        ];
        let rows = found.with_value(|found| {
            found
                .points
                .iter()
                .map(|point| {
                    let names: Vec<String> =
                        desk.speak(|s| point.projects.iter().map(|id| s.project(*id)).collect());
                    vec![
                        desk.money_number(point.cost),
                        desk.value_text(point.value),
                        (if point.supported { "✓" } else { "" }).to_owned(),
                        names.join(" · "),
                    ]
                })
                .collect()
        });
        FigureTable { head, rows }
    });
    let narrow = narrow();
    let picture = move || {
        let plane = found.with_value(|found| {
            let mut all: Vec<(f64, f64)> =
                found.points.iter().map(|point| (money(point.cost), point.value)).collect();
            all.extend(&found.naive);
            let width = narrow.get();
            Plane::around(&all, width.unwrap_or(860.0), if width.is_some() { 300.0 } else { 400.0 })
        });
        view! { <Picture desk found plane label=title /> }
    };
    let complete = found.with_value(|found| found.complete);
    view! {
        <Figure title=title description=move || m().frontier_text() name=move || m().frontier_file() table=data>
            {picture}
        </Figure>
        <Show when=move || !complete><p class="hint">{move || m().not_complete()}</p></Show>
    }
}

/// The plane with its points and lines.
#[component]
fn Picture(
    desk: Desk,
    found: StoredValue<Arc<Found>>,
    plane: Plane,
    #[prop(into)] label: TextProp,
) -> impl IntoView {
    let m = move || desk.app.lang().portfolio_more();
    let (width, height) = (plane.width, plane.height);
    let points: Vec<(f64, f64)> =
        found.with_value(|found| found.points.iter().map(|point| (money(point.cost), point.value)).collect());
    let hull_line = plane.line(hull(&points).into_iter().filter_map(|index| points.get(index).copied()));
    let stairs = plane.stairs(&points);
    let naive = found.with_value(|found| plane.line(found.naive.iter().copied()));
    let naive_end =
        found.with_value(|found| found.naive.last().map(|point| plane.at(*point))).map(|(x, y)| {
            // The words stay within the picture.
            let (x, anchor) = if x + 120.0 > width { (width - 4.0, "end") } else { (x + 6.0, "start") };
            view! { <text class="pf-axis" x=x y=y + 14.0 text-anchor=anchor>{move || m().naive()}</text> }
        });
    let marks = found.with_value(|found| {
        found
            .points
            .iter()
            .map(|point| {
                let (x, y) = plane.at((money(point.cost), point.value));
                let (cost, value, count, supported) =
                    (point.cost, point.value, point.projects.len(), point.supported);
                let label = move || m().point(&desk.speak(|s| s.money(cost)), &desk.value_text(value), count);
                view! {
                    <g class="pf-point" class:supported=supported tabindex="0" role="img" aria-label=label>
                        <title>{label}</title>
                        <circle cx=x cy=y r=if supported { 5.0 } else { 3.5 } />
                    </g>
                }
            })
            .collect_view()
    });
    let axis = StoredValue::new(plane);
    view! {
        <svg class="pf-plane" role="group" aria-label=move || label.get() width=width height=height viewBox=format!("0 0 {width} {height}")>
            {move || axis.with_value(|plane| view! { <Axes desk plane=plane.clone() /> })}
            <path class="pf-naive" d=naive />
            {naive_end}
            <path class="pf-stairs" d=stairs />
            <path class="pf-hull" d=hull_line />
            {marks}
        </svg>
    }
}

#[component]
fn Axes(desk: Desk, plane: Plane) -> impl IntoView {
    let m = move || desk.app.lang().portfolio_more();
    let high = (plane.width, plane.height);
    let left = plane.x_ticks.first().map_or(0.0, |tick| plane.x.at(*tick));
    let bottom = plane.y_ticks.first().map_or(high.1, |tick| plane.y.at(*tick));
    let right = plane.x_ticks.last().map_or(high.0, |tick| plane.x.at(*tick));
    let x = plane
        .x_ticks
        .iter()
        .map(|tick| {
            let (at, tick) = (plane.x.at(*tick), *tick);
            #[expect(clippy::cast_possible_truncation, reason = "round amounts of money")]
            let amount = Money::from_minor(tick as i64).unwrap_or_default();
            view! { <text class="pf-axis" x=at y=bottom + 18.0 text-anchor="middle">{move || desk.money_number(amount)}</text> }
        })
        .collect_view();
    let y = plane
        .y_ticks
        .iter()
        .map(|tick| {
            let (at, tick) = (plane.y.at(*tick), *tick);
            view! {
                <line class="pf-axis-line" x1=left x2=right y1=at y2=at />
                <text class="pf-axis" x=left - 8.0 y=at + 4.0 text-anchor="end">{move || desk.value_text(tick)}</text>
            }
        })
        .collect_view();
    let unit = move || {
        let unit = desk.app.store.doc().with(|doc| doc.money);
        m().cost_axis(&desk.app.lang().projects().money_unit(unit))
    };
    view! {
        <g aria-hidden="true">
            {y}{x}
            <text class="pf-axis" x=right y=bottom + 34.0 text-anchor="end">{unit}</text>
            <text class="pf-axis" x=left y="11">{move || desk.app.lang().portfolio_page().value()}</text>
        </g>
    }
}

/// Which project is in at which cost.
#[component]
fn Strip(desk: Desk, found: Arc<Found>) -> impl IntoView {
    let m = move || desk.app.lang().portfolio_more();
    let found = StoredValue::new(found);
    // Most often in first.
    let order = Memo::new(move |_| {
        found.with_value(|found| {
            let mut counts: Vec<(usize, ProjectId)> = Vec::new();
            for id in found.points.iter().flat_map(|point| point.projects.iter().copied()) {
                match counts.iter_mut().find(|(_, of)| *of == id) {
                    Some((count, _)) => *count += 1,
                    None => counts.push((1, id)),
                }
            }
            counts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            counts
        })
    });
    let total = found.with_value(|found| found.points.len());
    let data =
        Signal::derive(move || {
            let mut head = vec![(desk.app.lang().portfolio_page().project().to_owned(), false)];
            head.extend(found.with_value(|f| {
                f.points.iter().map(|p| (desk.money_number(p.cost), false)).collect::<Vec<_>>()
            }));
            let rows = order.get().into_iter().map(|(_, id)| {
                let mut row = vec![desk.speak(|s| s.project(id))];
                row.extend(found.with_value(|f| {
                    f.points
                        .iter()
                        .map(|p| (if p.projects.contains(&id) { m().in_word() } else { "" }).to_owned())
                        .collect::<Vec<_>>()
                }));
                row
            });
            FigureTable { head, rows: rows.collect() }
        });
    let narrow = narrow();
    // On a narrow screen each name stands above its cells.
    let sizes = move || {
        #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
        let (total, rows) = (total.max(1) as f64, order.with(Vec::len) as f64);
        let (names, above, room) = match narrow.get() {
            Some(width) => (0.0, 18.0, width - 2.0),
            None => (200.0, 0.0, 660.0),
        };
        let cell = (room / total).clamp(6.0, 26.0);
        (names, above, cell, names + cell * total + 2.0, rows * (22.0 + above) + 2.0)
    };
    let rows = move || {
        let (names, above, cell, ..) = sizes();
        let draw = move |(row, (_, id)): (usize, (usize, ProjectId))| {
            #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
            let top = row as f64 * (22.0 + above);
            let cells = found.with_value(|found| {
                let cells = found.points.iter().enumerate().map(|(column, point)| {
                    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
                    let left = names + column as f64 * cell;
                    let inside = point.projects.contains(&id);
                    view! { <rect class:inside=inside x=left + 0.5 y=top + above + 3.0 width=cell - 1.0 height=16.0 rx="2" /> }
                });
                cells.collect_view()
            });
            let room = if above > 0.0 { 44 } else { 26 };
            view! {
                <text class="pf-name" x="0" y=top + 16.0>{cut(&desk.speak(|s| s.project(id)), room)}</text>
                {cells}
            }
        };
        order.get().into_iter().enumerate().map(draw).collect_view()
    };
    view! {
        <Figure title=move || m().membership() description=move || m().membership_text() name=move || m().membership_file() table=data>
            <div class="pf-scroll" role="group" tabindex="0" aria-label=move || m().membership()>
                <svg class="pf-strip" role="img" aria-label=move || m().membership() width=move || sizes().3 height=move || sizes().4
                    viewBox=move || { let (.., width, height) = sizes(); format!("0 0 {width} {height}") }>
                    {rows}
                </svg>
            </div>
        </Figure>
    }
}
