//! Draws a picture, with pan, zoom and fit.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::desk::Shared;
use crate::ui::kit::{Figure, FigureTable, IconButton, Symbol};
use crate::viz::drawing::{Drawing, Form, Mark};

/// The part of the picture that is shown: x, y, and how many times enlarged.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sight {
    x: f64,
    y: f64,
    zoom: f64,
}

const WHOLE: Sight = Sight { x: 0.0, y: 0.0, zoom: 1.0 };
const CLOSEST: f64 = 12.0;

impl Sight {
    /// Enlarged by a factor around a point given as shares of the view.
    fn zoomed(self, factor: f64, at: (f64, f64), size: (f64, f64)) -> Self {
        let zoom = (self.zoom * factor).clamp(1.0, CLOSEST);
        let (old, new) = (1.0 / self.zoom, 1.0 / zoom);
        Self { x: self.x + at.0 * size.0 * (old - new), y: self.y + at.1 * size.1 * (old - new), zoom }
            .held(size)
    }

    fn moved(self, by: (f64, f64), size: (f64, f64)) -> Self {
        Self { x: self.x + by.0, y: self.y + by.1, ..self }.held(size)
    }

    /// Within the picture.
    fn held(self, size: (f64, f64)) -> Self {
        let room = 1.0 - 1.0 / self.zoom;
        Self { x: self.x.clamp(0.0, size.0 * room), y: self.y.clamp(0.0, size.1 * room), ..self }
    }
}

/// A picture with everything that belongs to it; marks with a key can be chosen by press, Enter or Space.
#[component]
pub fn Canvas(
    /// What is drawn.
    drawing: Memo<Shared<Drawing>>,
    /// The message.
    #[prop(into)]
    title: TextProp,
    /// How to read it.
    #[prop(into)]
    description: TextProp,
    /// Beginning of the name of an exported file.
    #[prop(into)]
    name: TextProp,
    /// The data.
    #[prop(into)]
    table: Signal<FigureTable>,
    /// The key that is chosen.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// What choosing a mark does.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let t = move || super::desk::desk().t();
    let desk = super::desk::desk();
    let sight = RwSignal::new(WHOLE);
    let size = Memo::new(move |_| drawing.with(|drawing| (drawing.width.max(1.0), drawing.height.max(1.0))));
    let node = NodeRef::<html::Div>::new();
    let grip = StoredValue::new(None::<(f64, f64, Sight)>);
    let dragged = StoredValue::new(false);
    let frame = move || {
        node.get_untracked().map(|node| {
            let rect = node.get_bounding_client_rect();
            (rect.left(), rect.top(), rect.width().max(1.0), rect.height().max(1.0))
        })
    };
    let scale = move |factor: f64| {
        sight.update(|sight| *sight = sight.zoomed(factor, (0.5, 0.5), size.get_untracked()));
    };
    let pan = move |x: f64, y: f64| {
        sight.update(|sight| {
            let (width, height) = size.get_untracked();
            *sight = sight.moved((x * width / sight.zoom, y * height / sight.zoom), (width, height));
        });
    };
    let on_wheel = move |event: leptos::ev::WheelEvent| {
        if !event.ctrl_key() && !event.meta_key() {
            return;
        }
        event.prevent_default();
        let Some((left, top, width, height)) = frame() else { return };
        let at = ((f64::from(event.client_x()) - left) / width, (f64::from(event.client_y()) - top) / height);
        let factor = if event.delta_y() < 0.0 { 1.2 } else { 1.0 / 1.2 };
        sight.update(|sight| *sight = sight.zoomed(factor, at, size.get_untracked()));
    };
    let on_down = move |event: PointerEvent| {
        dragged.set_value(false);
        if sight.get_untracked().zoom > 1.0 {
            grip.set_value(Some((
                f64::from(event.client_x()),
                f64::from(event.client_y()),
                sight.get_untracked(),
            )));
        }
    };
    let on_move = move |event: PointerEvent| {
        let (Some((x, y, from)), Some((_, _, width, height))) = (grip.get_value(), frame()) else { return };
        let (dx, dy) = (x - f64::from(event.client_x()), y - f64::from(event.client_y()));
        if dx.abs() + dy.abs() > 4.0 {
            dragged.set_value(true);
        }
        let whole = size.get_untracked();
        sight.set(from.moved((dx / width * whole.0 / from.zoom, dy / height * whole.1 / from.zoom), whole));
    };
    let on_key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "+" | "=" => scale(1.4),
            "-" => scale(1.0 / 1.4),
            "0" => sight.set(WHOLE),
            "ArrowLeft" => pan(-0.1, 0.0),
            "ArrowRight" => pan(0.1, 0.0),
            "ArrowUp" => pan(0.0, -0.1),
            "ArrowDown" => pan(0.0, 0.1),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let choose = move |key: String| {
        if !dragged.get_value() {
            on_choose.run(key);
        }
    };
    let view_box = move || {
        let ((width, height), sight) = (size.get(), sight.get());
        format!("{:.1} {:.1} {:.1} {:.1}", sight.x, sight.y, width / sight.zoom, height / sight.zoom)
    };
    let is_near = move || sight.get().zoom > 1.0;
    let label = title.clone();
    let marks = move || drawing.with(|drawing| drawing.marks.iter().cloned().enumerate().collect::<Vec<_>>());
    view! {
        <div class="canvas" node_ref=node class:near=is_near>
            <div class="canvas-tools no-print">
                <IconButton label=move || t().zoom_in() symbol=Symbol::Add on_click=move || scale(1.4) />
                <IconButton label=move || t().zoom_out() symbol=Symbol::Minus disabled=Signal::derive(move || sight.get().zoom <= 1.0) on_click=move || scale(1.0 / 1.4) />
                <IconButton label=move || desk.t().fit() symbol=Symbol::Fit disabled=Signal::derive(move || sight.get() == WHOLE) on_click=move || sight.set(WHOLE) />
            </div>
            <Figure title description name table>
                <svg
                    class="picture"
                    viewBox=view_box
                    role="group"
                    tabindex="0"
                    aria-label=move || label.get()
                    on:keydown=on_key
                    on:wheel=on_wheel
                    on:pointerdown=on_down
                    on:pointermove=on_move
                    on:pointerup=move |_| grip.set_value(None)
                    on:pointerleave=move |_| grip.set_value(None)
                >
                    // A mark that is unchanged is not drawn again.
                    <For each=marks key=|(index, mark)| (*index, stamp(mark)) let:entry>
                        <Drawn mark=entry.1 chosen choose=Callback::new(choose) />
                    </For>
                </svg>
            </Figure>
        </div>
    }
}

/// Tells marks apart by what they are.
fn stamp(mark: &Mark) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    (&mark.class, &mark.key, &mark.label).hash(&mut hasher);
    match &mark.form {
        Form::Box(x, y, width, height) => {
            [x, y, width, height].map(|value| value.to_bits()).hash(&mut hasher);
        }
        Form::Path(path) => path.hash(&mut hasher),
        Form::Text { x, y, lines, anchor, turned } => {
            (x.to_bits(), y.to_bits(), lines, anchor.word(), turned).hash(&mut hasher);
        }
    }
    hasher.finish()
}

#[component]
fn Drawn(mark: Mark, chosen: Signal<Option<String>>, choose: Callback<String>) -> impl IntoView {
    let Mark { class, form, key, label } = mark;
    let title = (!label.is_empty()).then(|| view! { <title>{label.clone()}</title> });
    let form = match form {
        Form::Box(x, y, width, height) => {
            view! { <rect class=class x=x y=y width=width height=height rx="4">{title}</rect> }.into_any()
        }
        Form::Path(path) => view! { <path class=class d=path>{title}</path> }.into_any(),
        Form::Text { x, y, lines, anchor, turned } => {
            let turn = turned.then(|| format!("rotate(-90 {x:.1} {y:.1})"));
            view! {
                <text class=class text-anchor=anchor.word() transform=turn>
                    {lines
                        .into_iter()
                        .enumerate()
                        .map(|(index, line)| {
                            #[expect(clippy::cast_precision_loss, reason = "few lines")]
                            let y = y + 15.0 * index as f64;
                            view! { <tspan x=x y=y>{line}</tspan> }
                        })
                        .collect_view()}
                </text>
            }
            .into_any()
        }
    };
    match key {
        None => form,
        Some(key) => {
            let (pressed, entered, own) = (key.clone(), key.clone(), key);
            view! {
                <g
                    class="pressable"
                    class:here=move || chosen.with(|chosen| chosen.as_deref() == Some(own.as_str()))
                    role="button"
                    tabindex="0"
                    aria-label=label
                    on:click=move |_| choose.run(pressed.clone())
                    on:keydown=move |event| {
                        if matches!(event.key().as_str(), "Enter" | " ") {
                            event.prevent_default();
                            event.stop_propagation();
                            choose.run(entered.clone());
                        }
                    }
                >
                    {form}
                </g>
            }
            .into_any()
        }
    }
}
