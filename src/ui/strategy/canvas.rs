//! Draws a picture, with pan, zoom and fit.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::svg;
use leptos::text_prop::TextProp;
use rustc_hash::FxHasher;
use wasm_bindgen::JsCast;

use super::desk::Shared;
use crate::ui::kit::{Figure, FigureTable, IconButton, Symbol, on_size};
use crate::viz::drawing::{Area, Drawing, Form, Mark, wrapped};

/// The part of the picture that is shown: x, y, and how many times enlarged.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sight {
    x: f64,
    y: f64,
    zoom: f64,
}

const WHOLE: Sight = Sight { x: 0.0, y: 0.0, zoom: 1.0 };
const CLOSEST: f64 = 12.0;
/// The size of type in a picture, in its own units.
const TYPE: f64 = 13.0;
/// Type that would be smaller than this, in pixels, is not drawn: nobody reads it, and thousands of texts are what
/// makes a large picture slow.
const LEAST_TYPE: f64 = 5.0;

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

    /// What is seen of the picture.
    fn area(self, size: (f64, f64)) -> Area {
        (self.x, self.y, size.0 / self.zoom, size.1 / self.zoom)
    }

    /// What is drawn of it: what is seen and half as much around, in steps, so that a small move draws nothing.
    fn drawn(self, size: (f64, f64)) -> Area {
        let (x, y, width, height) = self.area(size);
        let down = |value: f64, step: f64| (value / step).floor() * step;
        let (left, top) = (down(x - width / 2.0, width / 4.0), down(y - height / 2.0, height / 4.0));
        (left, top, 2.25 * width, 2.25 * height)
    }

    /// The least move after which an area is seen.
    fn showing(self, (x, y, width, height): Area, size: (f64, f64)) -> Self {
        let seen = self.area(size);
        let shift = |at: f64, long: f64, from: f64, room: f64| {
            if at < from || long > room { at } else { from.max(at + long - room) }
        };
        Self { x: shift(x, width, seen.0, seen.2), y: shift(y, height, seen.1, seen.3), ..self }.held(size)
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
    /// Told how wide the picture is shown, in pixels.
    #[prop(optional)]
    room: Option<RwSignal<f64>>,
    /// What lies over the marks.
    #[prop(optional, into)]
    overlay: ViewFn,
    /// Asked first about each key; true: it was for this.
    #[prop(optional)]
    keys: Option<Callback<KeyboardEvent, bool>>,
    /// An area to move to, when a part of the picture is seen.
    #[prop(optional, into)]
    reveal: Option<Signal<Option<Area>>>,
) -> impl IntoView {
    let t = move || super::desk::desk().t();
    let desk = super::desk::desk();
    let sight = RwSignal::new(WHOLE);
    let size = Memo::new(move |_| drawing.with(|drawing| (drawing.width.max(1.0), drawing.height.max(1.0))));
    let node = NodeRef::<html::Div>::new();
    let picture = NodeRef::<svg::Svg>::new();
    let grip = StoredValue::new(None::<(f64, f64, Sight)>);
    let dragged = StoredValue::new(false);
    // Until it stands, about the room beside an outline.
    let shown_width = RwSignal::new(800.0);
    let whole = RwSignal::new(false);
    let frame = move || {
        picture.get_untracked().map(|node| {
            let rect = node.get_bounding_client_rect();
            (rect.left(), rect.top(), rect.width().max(1.0), rect.height().max(1.0))
        })
    };
    on_size(node, move || {
        let Some(Some(picture)) = picture.try_get_untracked() else { return };
        let found = picture.get_bounding_client_rect().width();
        // One that is hidden behind its table has no size; a scroll bar that comes and goes must not redraw, but
        // nothing is to be drawn wider than there is room.
        let differs = |now: f64| found < now - 1.0 || found > now + 20.0;
        if found > 0.0 && shown_width.try_get_untracked().is_some_and(differs) {
            shown_width.try_set(found);
            if let Some(room) = room {
                room.try_set(found);
            }
        }
    });
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
    let choose = move |key: String| {
        if !dragged.get_value() {
            on_choose.run(key);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let is_taken = keys.is_some_and(|keys| keys.run(event.clone()));
        if !is_taken {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            match event.key().as_str() {
                "Enter" | " " => match key_at(event.target()) {
                    Some(key) => choose(key),
                    None => return,
                },
                "+" | "=" => scale(1.4),
                "-" => scale(1.0 / 1.4),
                "0" => sight.set(WHOLE),
                "ArrowLeft" => pan(-0.1, 0.0),
                "ArrowRight" => pan(0.1, 0.0),
                "ArrowUp" => pan(0.0, -0.1),
                "ArrowDown" => pan(0.0, 0.1),
                _ => return,
            }
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let on_click = move |event: MouseEvent| {
        if let Some(key) = key_at(event.target()) {
            choose(key);
        }
    };
    Effect::new(move |_| {
        if let Some(area) = reveal.and_then(|reveal| reveal.get()) {
            sight.update(|sight| *sight = sight.showing(area, size.get_untracked()));
        }
    });
    // One look at the marks that were and are chosen, instead of every mark watching what is chosen.
    Effect::new(move |_| {
        let now = chosen.get();
        if let Some(picture) = picture.get() {
            mark_chosen(&picture, now.as_deref());
        }
    });
    let view_box = move || {
        let (x, y, width, height) = sight.get().area(size.get());
        format!("{x:.1} {y:.1} {width:.1} {height:.1}")
    };
    let is_near = move || sight.get().zoom > 1.0;
    let is_readable = Memo::new(move |_| {
        // By the width: what can be read may be higher than the screen.
        TYPE * shown_width.get() / size.get().0 * sight.get().zoom >= LEAST_TYPE
    });
    let drawn = Memo::new(move |_| (!whole.get() && is_near()).then(|| sight.get().drawn(size.get())));
    let label = title.clone();
    let marks = move || {
        let (area, with_text) = (drawn.get(), is_readable.get() || whole.get());
        drawing.with(|drawing| {
            let all = drawing.marks.iter().enumerate();
            let fits = all.filter(|(_, mark)| {
                (with_text || !mark.is_text()) && area.is_none_or(|area| mark.may_be_in(area))
            });
            fits.map(|(index, mark)| (index, Arc::clone(mark))).collect::<Vec<_>>()
        })
    };
    view! {
        <div class="canvas" node_ref=node class:near=is_near class:readable=move || is_readable.get()>
            <div class="canvas-tools no-print">
                <IconButton label=move || t().zoom_in() symbol=Symbol::Add on_click=move || scale(1.4) />
                <IconButton label=move || t().zoom_out() symbol=Symbol::Minus disabled=Signal::derive(move || sight.get().zoom <= 1.0) on_click=move || scale(1.0 / 1.4) />
                <IconButton label=move || desk.t().fit() symbol=Symbol::Fit disabled=Signal::derive(move || sight.get() == WHOLE) on_click=move || sight.set(WHOLE) />
            </div>
            <Figure title description name table whole>
                <svg
                    node_ref=picture
                    class="picture"
                    viewBox=view_box
                    role="group"
                    tabindex="0"
                    aria-label=move || label.get()
                    on:click=on_click
                    on:keydown=on_key
                    on:wheel=on_wheel
                    on:pointerdown=on_down
                    on:pointermove=on_move
                    on:pointerup=move |_| grip.set_value(None)
                    on:pointerleave=move |_| grip.set_value(None)
                >
                    // A mark that is unchanged is not drawn again.
                    <For each=marks key=|(index, mark)| (*index, stamp(mark)) let:entry>
                        {drawn_mark(&entry.1, chosen)}
                    </For>
                    {move || overlay.run()}
                </svg>
            </Figure>
            <Show when=move || !is_readable.get()>
                <p class="hint no-print">{move || desk.t().zoom_for_names()}</p>
            </Show>
        </div>
    }
}

/// The key of the mark that an event is at.
pub fn key_at(target: Option<web_sys::EventTarget>) -> Option<String> {
    let element = target?.dyn_into::<web_sys::Element>().ok()?;
    element.closest("[data-key]").ok().flatten()?.get_attribute("data-key")
}

/// Marks what is chosen, and nothing else. Keys are ids, so that they need no escaping.
fn mark_chosen(picture: &web_sys::Element, key: Option<&str>) {
    let each = |selector: &str, is_chosen: bool| {
        let Ok(list) = picture.query_selector_all(selector) else { return };
        let found =
            (0..list.length()).filter_map(|index| list.get(index)?.dyn_into::<web_sys::Element>().ok());
        for element in found {
            let list = element.class_list();
            drop(if is_chosen { list.add_1("here") } else { list.remove_1("here") });
        }
    };
    each(".here", false);
    if let Some(key) = key {
        each(&format!("[data-key=\"{key}\"]"), true);
    }
}

/// Tells marks apart by what they are.
fn stamp(mark: &Mark) -> u64 {
    let mut hasher = FxHasher::default();
    (&mark.class, &mark.key, &mark.label).hash(&mut hasher);
    match &mark.form {
        Form::Box(x, y, width, height) => {
            [x, y, width, height].map(|value| value.to_bits()).hash(&mut hasher);
        }
        Form::Path(path) => path.hash(&mut hasher),
        Form::Text { x, y, lines, anchor, turned } => {
            (x.to_bits(), y.to_bits(), lines, anchor.word(), turned).hash(&mut hasher);
        }
        Form::Block { x, y, text, width, most } => {
            (x.to_bits(), y.to_bits(), text, width.to_bits(), most).hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// A mark. It listens to nothing: presses and keys are the picture's.
fn drawn_mark(mark: &Mark, chosen: Signal<Option<String>>) -> AnyView {
    let class = mark.class.clone();
    let label = mark.label.clone();
    let has_label = !label.is_empty();
    let form = match &mark.form {
        Form::Box(x, y, width, height) => {
            let (x, y, width, height) = (*x, *y, *width, *height);
            if has_label {
                view! { <rect class=class x=x y=y width=width height=height rx="4"><title>{label}</title></rect> }
                    .into_any()
            } else {
                view! { <rect class=class x=x y=y width=width height=height rx="4"></rect> }.into_any()
            }
        }
        Form::Path(path) if has_label => {
            view! { <path class=class d=path.clone()><title>{label}</title></path> }.into_any()
        }
        Form::Path(path) => view! { <path class=class d=path.clone()></path> }.into_any(),
        Form::Text { x, y, lines, anchor, turned } => {
            let turn = turned.then(|| format!("rotate(-90 {x:.1} {y:.1})"));
            text_lines(class, (*x, *y), lines.clone(), anchor.word(), turn)
        }
        Form::Block { x, y, text, width, most } => {
            text_lines(class, (*x, *y), wrapped(text, *width, *most), "start", None)
        }
    };
    let Some(key) = mark.key.clone() else { return form };
    let is_chosen = chosen.with_untracked(|chosen| chosen.as_deref() == Some(key.as_str()));
    let class = if is_chosen { "pressable here" } else { "pressable" };
    view! {
        <g class=class role="button" tabindex="0" aria-label=mark.label.clone() data-key=key>{form}</g>
    }
    .into_any()
}

fn text_lines(
    class: String,
    (x, y): (f64, f64),
    lines: Vec<String>,
    anchor: &'static str,
    turn: Option<String>,
) -> AnyView {
    let lines = lines.into_iter().enumerate().map(|(index, line)| {
        #[expect(clippy::cast_precision_loss, reason = "few lines")]
        let y = y + 15.0 * index as f64;
        view! { <tspan x=x y=y>{line}</tspan> }
    });
    let lines = lines.collect_view();
    view! { <text class=class text-anchor=anchor transform=turn>{lines}</text> }.into_any()
}
