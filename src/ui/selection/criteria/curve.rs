//! The value function as a picture: choose a shape, drag the points of a piecewise one, or move them by
//! arrow keys.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::board::Board;
use super::form::{edit_leaf, number_of};
use crate::domain::selection::{Column, Leaf, ValueFunction};
use crate::domain::{CriterionId, Real};
use crate::ui::kit::{Button, ButtonKind, NumberField, SelectField, Symbol};

const WIDTH: f64 = 260.0;
const HEIGHT: f64 = 130.0;
/// Points of the drawn line.
const STEPS: u32 = 60;

/// Shape, picture and parameters.
#[component]
pub fn CurveEditor(id: CriterionId, leaf: Memo<Option<Leaf>>) -> impl IntoView {
    let board = Board::context();
    let t = move || board.app.lang().criteria();
    // The ends as the ranking has them: of an open scale those of the list at hand.
    let ends = Memo::new(move |_| {
        let stated = leaf.with(|leaf| leaf.as_ref().map_or((None, None), |leaf| leaf.scale.ends()));
        let seen = board.standing.with(|standing| {
            let standing = standing.as_ref().ok()?;
            standing.matrix.columns.iter().find(|column| column.criterion == id).map(|c| (c.low, c.high))
        });
        let (low, high) = seen.unwrap_or((0.0, 1.0));
        (stated.0.unwrap_or(low), stated.1.unwrap_or(high))
    });
    let shape =
        Memo::new(move |_| leaf.with(|leaf| leaf.as_ref().map_or("linear", |leaf| shape_key(&leaf.value))));
    view! {
        <fieldset class="curve">
            <legend>{move || t().value_function()}</legend>
            <SelectField label=move || t().shape()
                options=Signal::derive(move || SHAPES.map(|key| (key.to_owned(), t().shape_word(key).to_owned())).to_vec())
                value=Signal::derive(move || shape.get().to_owned())
                on_choose=move |key: String| {
                    let ends = ends.get_untracked();
                    edit_leaf(board, id, |leaf| leaf.value = shape_of(&key, leaf, ends));
                } />
            <Picture id leaf ends />
            {move || match shape.get() {
                "curved" => view! { <Bend id leaf /> }.into_any(),
                "s" => view! { <SShape id leaf /> }.into_any(),
                "step" | "piecewise" => view! { <Points id leaf ends /> }.into_any(),
                _ => ().into_any(),
            }}
        </fieldset>
    }
}

const SHAPES: [&str; 6] = ["linear", "concave", "convex", "s", "step", "piecewise"];

fn shape_key(value: &ValueFunction) -> &'static str {
    match value {
        ValueFunction::Linear => "linear",
        ValueFunction::Curved { bend } if bend.get() < 0.0 => "convex",
        ValueFunction::Curved { .. } => "concave",
        ValueFunction::S { .. } => "s",
        ValueFunction::Step { .. } => "step",
        ValueFunction::Piecewise { .. } => "piecewise",
    }
}

fn shape_of(key: &str, leaf: &Leaf, (low, high): (f64, f64)) -> ValueFunction {
    let real = Real::or_zero;
    let column = column_of(leaf, low, high);
    let measure = column.measure();
    // A shape with points begins on the line that is there.
    let on_line = |shares: &[f64]| {
        let points = shares.iter().map(|share| low + (high - low) * share);
        Arc::new(points.map(|x| (real(x), real(measure.value(x)))).collect::<Vec<_>>())
    };
    match key {
        "concave" => ValueFunction::Curved { bend: real(2.5) },
        "convex" => ValueFunction::Curved { bend: real(-2.5) },
        "s" => ValueFunction::S { middle: real(0.5), steepness: real(10.0) },
        "step" => ValueFunction::Step { steps: on_line(&[0.0, 0.5, 1.0]) },
        "piecewise" => ValueFunction::Piecewise { points: on_line(&[0.0, 0.25, 0.5, 0.75, 1.0]) },
        _ => ValueFunction::Linear,
    }
}

fn column_of(leaf: &Leaf, low: f64, high: f64) -> Column {
    Column { criterion: CriterionId::from_number(0), leaf: leaf.clone(), low, high, weight: 1.0 }
}

fn points_of(leaf: &Leaf) -> Vec<(Real, Real)> {
    match &leaf.value {
        ValueFunction::Step { steps: points } | ValueFunction::Piecewise { points } => (**points).clone(),
        _ => Vec::new(),
    }
}

fn set_points(leaf: &mut Leaf, mut points: Vec<(Real, Real)>) {
    points.sort();
    let points = Arc::new(points);
    leaf.value = match leaf.value {
        ValueFunction::Step { .. } => ValueFunction::Step { steps: points },
        _ => ValueFunction::Piecewise { points },
    };
}

/// The picture. Points of a piecewise function are dragged, or moved by arrows.
#[component]
fn Picture(id: CriterionId, leaf: Memo<Option<Leaf>>, ends: Memo<(f64, f64)>) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.criteria();
    let svg = NodeRef::<leptos::svg::Svg>::new();
    let line = move || {
        let (low, high) = ends.get();
        leaf.with(|leaf| {
            let Some(leaf) = leaf else { return String::new() };
            let measure = column_of(leaf, low, high).measure();
            let place = |step: u32| {
                let share = f64::from(step) / f64::from(STEPS);
                let value = measure.value(low + (high - low) * share);
                format!("{:.1} {:.1}", share * WIDTH, HEIGHT - value * HEIGHT)
            };
            format!("M{}", (0..=STEPS).map(place).collect::<Vec<_>>().join("L"))
        })
    };
    // Where the projects lie: a mark at each score.
    let marks = Memo::new(move |_| {
        board
            .standing
            .with(|standing| {
                let standing = standing.as_ref().ok()?;
                let index = standing.matrix.columns.iter().position(|column| column.criterion == id)?;
                Some(standing.matrix.column_values(index).flatten().take(400).collect::<Vec<_>>())
            })
            .unwrap_or_default()
    });
    let x_of = move |score: f64| {
        let (low, high) = ends.get();
        if high > low { (score - low) / (high - low) * WIDTH } else { 0.0 }
    };
    let count = Memo::new(move |_| leaf.with(|leaf| leaf.as_ref().map_or(0, |leaf| points_of(leaf).len())));
    let dragging = RwSignal::new(None::<usize>);
    let draft = RwSignal::new(None::<(f64, f64)>);
    let at = move |index: usize| -> (f64, f64) {
        if let (Some(dragged), Some(place)) = (dragging.get(), draft.get())
            && dragged == index
        {
            return place;
        }
        leaf.with(|leaf| leaf.as_ref().and_then(|leaf| points_of(leaf).get(index).copied()))
            .map_or((0.0, 0.0), |(x, v)| (x.get(), v.get()))
    };
    let place_of = move |event: &web_sys::PointerEvent| -> Option<(f64, f64)> {
        let area = svg.get_untracked()?.unchecked_into::<web_sys::Element>().get_bounding_client_rect();
        let (low, high) = ends.get_untracked();
        let x = ((f64::from(event.client_x()) - area.left()) / area.width()).clamp(0.0, 1.0);
        let y = ((f64::from(event.client_y()) - area.top()) / area.height()).clamp(0.0, 1.0);
        let round = |number: f64, step: f64| (number / step).round() * step;
        let step = nice_step(high - low);
        Some((round(low + (high - low) * x, step), round(1.0 - y, 0.01)))
    };
    let put = move |index: usize, place: (f64, f64)| {
        edit_leaf(board, id, |leaf| {
            let mut points = points_of(leaf);
            if let Some(point) = points.get_mut(index) {
                *point = (Real::or_zero(place.0), Real::or_zero(place.1.clamp(0.0, 1.0)));
            }
            set_points(leaf, points);
        });
    };
    let on_key = move |event: leptos::ev::KeyboardEvent, index: usize| {
        let (low, high) = ends.get_untracked();
        let step = nice_step(high - low);
        let (x, v) = untrack(|| at(index));
        let place = match event.key().as_str() {
            "ArrowUp" => (x, v + 0.05),
            "ArrowDown" => (x, v - 0.05),
            "ArrowLeft" => ((x - step).max(low), v),
            "ArrowRight" => ((x + step).min(high), v),
            _ => return,
        };
        event.prevent_default();
        put(index, place);
    };
    view! {
        <svg
            node_ref=svg
            class="curve-picture"
            viewBox=format!("-8 -8 {} {}", WIDTH + 16.0, HEIGHT + 16.0)
            role="group"
            aria-label=move || t().curve_picture()
            on:pointermove=move |event| {
                if dragging.get_untracked().is_some() {
                    draft.set(place_of(&event));
                }
            }
            on:pointerup=move |event| {
                if let (Some(index), Some(place)) = (dragging.get_untracked(), place_of(&event)) {
                    dragging.set(None);
                    draft.set(None);
                    put(index, place);
                }
            }
            on:pointercancel=move |_| dragging.set(None)
        >
            <rect class="curve-frame" width=WIDTH height=HEIGHT />
            {move || marks.get().into_iter().map(|score| view! {
                <line class="curve-mark" x1=x_of(score) x2=x_of(score) y1=HEIGHT y2=HEIGHT - 6.0 />
            }).collect_view()}
            <path class="curve-line" d=line />
            <For each=move || 0..count.get() key=|index| *index let:index>
                <circle
                    class="curve-point"
                    r="6"
                    cx=move || x_of(at(index).0)
                    cy=move || HEIGHT - at(index).1 * HEIGHT
                    tabindex="0"
                    role="slider"
                    aria-label=move || t().curve_point(index + 1)
                    aria-valuemin="0"
                    aria-valuemax="100"
                    aria-valuenow=move || format!("{:.0}", at(index).1 * 100.0)
                    aria-valuetext=move || {
                        let (x, v) = at(index);
                        t().curve_point_at(&super::super::board::significant(lang.locale(), x), &super::super::board::significant(lang.locale(), v))
                    }
                    on:pointerdown=move |event| {
                        event.prevent_default();
                        dragging.set(Some(index));
                        draft.set(place_of(&event));
                        if let Some(node) = svg.get_untracked() {
                            // Where the pointer is not captured, dragging ends at the edge.
                            drop(node.unchecked_into::<web_sys::Element>().set_pointer_capture(event.pointer_id()));
                        }
                    }
                    on:keydown=move |event| on_key(event, index)
                />
            </For>
        </svg>
        <p class="hint curve-ends">
            <span>{move || end_text(board, leaf, ends.get().0)}</span>
            <span>{move || end_text(board, leaf, ends.get().1)}</span>
        </p>
    }
}

fn end_text(board: Board, leaf: Memo<Option<Leaf>>, end: f64) -> String {
    leaf.with(|leaf| {
        leaf.as_ref().map(|leaf| super::super::scores::shown_number(board, leaf, end)).unwrap_or_default()
    })
}

/// About a hundredth of a range, as a round number.
fn nice_step(range: f64) -> f64 {
    if range <= 0.0 || !range.is_finite() {
        return 1.0;
    }
    10.0_f64.powf((range / 100.0).log10().round())
}

#[component]
fn Bend(id: CriterionId, leaf: Memo<Option<Leaf>>) -> impl IntoView {
    let board = Board::context();
    let t = move || board.app.lang().criteria();
    let bend = move || {
        leaf.with(|leaf| match leaf.as_ref().map(|leaf| &leaf.value) {
            Some(ValueFunction::Curved { bend }) => bend.get(),
            _ => 0.0,
        })
    };
    view! {
        <label class="slider">
            <span>{move || t().bend()}</span>
            <input type="range" min="-8" max="8" step="0.5" prop:value=move || bend().to_string()
                on:change=move |event| {
                    if let Ok(bend) = event_target_value(&event).parse() {
                        edit_leaf(board, id, |leaf| leaf.value = ValueFunction::Curved { bend: Real::or_zero(bend) });
                    }
                } />
        </label>
    }
}

#[component]
fn SShape(id: CriterionId, leaf: Memo<Option<Leaf>>) -> impl IntoView {
    let board = Board::context();
    let t = move || board.app.lang().criteria();
    let parts = move || {
        leaf.with(|leaf| match leaf.as_ref().map(|leaf| &leaf.value) {
            Some(ValueFunction::S { middle, steepness }) => (middle.get(), steepness.get()),
            _ => (0.5, 10.0),
        })
    };
    let set = move |middle: f64, steepness: f64| {
        edit_leaf(board, id, |leaf| {
            leaf.value =
                ValueFunction::S { middle: Real::or_zero(middle), steepness: Real::or_zero(steepness) };
        });
    };
    view! {
        <label class="slider">
            <span>{move || t().s_middle()}</span>
            <input type="range" min="0" max="1" step="0.05" prop:value=move || parts().0.to_string()
                on:change=move |event| if let Ok(middle) = event_target_value(&event).parse() { set(middle, untrack(parts).1) } />
        </label>
        <label class="slider">
            <span>{move || t().s_steepness()}</span>
            <input type="range" min="1" max="30" step="1" prop:value=move || parts().1.to_string()
                on:change=move |event| if let Ok(steepness) = event_target_value(&event).parse() { set(untrack(parts).0, steepness) } />
        </label>
    }
}

/// The points as numbers.
#[component]
fn Points(id: CriterionId, leaf: Memo<Option<Leaf>>, ends: Memo<(f64, f64)>) -> impl IntoView {
    let board = Board::context();
    let t = move || board.app.lang().criteria();
    let points = Memo::new(move |_| leaf.with(|leaf| leaf.as_ref().map(points_of).unwrap_or_default()));
    let count = Memo::new(move |_| points.with(Vec::len));
    let number = move |index: usize, of_value: bool| {
        Signal::derive(move || {
            points.with(|points| {
                points.get(index).map(|(x, v)| if of_value { *v } else { *x }.to_string()).unwrap_or_default()
            })
        })
    };
    let set = move |index: usize, of_value: bool| {
        move |typed: String| {
            let number = number_of(board, &typed)?.ok_or_else(|| t().needs_number().to_owned())?;
            edit_leaf(board, id, |leaf| {
                let mut points = points_of(leaf);
                if let Some((x, v)) = points.get_mut(index) {
                    if of_value { *v = Real::or_zero(number.get().clamp(0.0, 1.0)) } else { *x = number }
                }
                set_points(leaf, points);
            });
            Ok(())
        }
    };
    view! {
        <details class="curve-points">
            <summary>{move || t().points_as_numbers()}</summary>
            <For each=move || 0..count.get() key=|index| *index let:index>
                <div class="form-row">
                    <NumberField label=move || t().point_score(index + 1) value=number(index, false) on_commit=set(index, false) />
                    <NumberField label=move || t().point_value(index + 1) value=number(index, true) on_commit=set(index, true) />
                </div>
            </For>
        </details>
        <div class="button-row">
            <Button label=move || t().add_point() kind=ButtonKind::Quiet symbol=Symbol::Add on_click=move || {
                let (low, high) = ends.get_untracked();
                edit_leaf(board, id, |leaf| {
                    let measure = column_of(leaf, low, high).measure();
                    let mut points = points_of(leaf);
                    // In the widest gap.
                    let xs: Vec<f64> = points.iter().map(|(x, _)| x.get()).collect();
                    let gap = xs.windows(2).filter_map(|pair| match pair { [a, b] => Some((b - a, f64::midpoint(*a, *b))), _ => None });
                    let x = gap.max_by(|a, b| a.0.total_cmp(&b.0)).map_or(f64::midpoint(low, high), |(_, middle)| middle);
                    points.push((Real::or_zero(x), Real::or_zero(measure.value(x))));
                    set_points(leaf, points);
                });
            } />
            <Button label=move || t().remove_point() kind=ButtonKind::Quiet disabled=Signal::derive(move || count.get() <= 2)
                on_click=move || edit_leaf(board, id, |leaf| {
                    let mut points = points_of(leaf);
                    points.remove(points.len() / 2);
                    set_points(leaf, points);
                }) />
        </div>
    }
}
