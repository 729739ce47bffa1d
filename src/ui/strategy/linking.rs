//! Links drawn on the map itself: from a handle on the chosen box by pointer, or by keyboard. A link that would
//! close a cycle is refused before it is asked for, with the way round.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::desk::{Desk, Shared};
use super::map::Shape;
use crate::domain::id::NodeId;
use crate::domain::strategy::{Item, Link, LinkKind, PLACED, StrategyCommand, Strength};
use crate::ui::kit::{Button, ButtonKind};
use crate::viz::drawing::Area;
use crate::viz::strategy_map::{Plan, Side, loose_arrow};

/// How far a link has come.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Stage {
    /// The pointer draws it; its tip is here.
    Drawn((f64, f64)),
    /// Its target is chosen by keys or by pressing a box.
    Aimed,
    /// It stands, and its strength can still be set.
    Set,
}

/// A link that is being drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Draft {
    from: NodeId,
    to: Option<NodeId>,
    kind: LinkKind,
    strength: Strength,
    stage: Stage,
}

/// What becomes of a draft with a target.
#[derive(Debug, Clone, PartialEq)]
enum Verdict {
    /// A new link.
    New,
    /// The link is there, with this strength.
    There(Strength),
    /// It would close a cycle; the names on the way round.
    Circle(Vec<String>),
}

/// The link that is being drawn on the map, if any. A handle.
#[derive(Debug, Clone, Copy)]
pub struct Linking {
    desk: Desk,
    shape: Memo<Shared<Shape>>,
    plan: Memo<Shared<Plan>>,
    draft: RwSignal<Option<Draft>>,
    verdict: Memo<Option<Verdict>>,
}

impl Linking {
    /// Nothing is being drawn yet.
    pub fn new(desk: Desk, shape: Memo<Shared<Shape>>, plan: Memo<Shared<Plan>>) -> Self {
        let draft = RwSignal::new(None::<Draft>);
        let ends =
            Memo::new(move |_| draft.get().and_then(|draft| Some((draft.from, draft.to?, draft.kind))));
        let verdict = Memo::new(move |_| ends.get().map(|(from, to, kind)| judge(desk, from, to, kind)));
        Self { desk, shape, plan, draft, verdict }
    }

    fn box_of(self, id: NodeId) -> Option<usize> {
        self.shape.with(|shape| shape.places.get(&id).copied())
    }

    fn node_at(self, index: usize) -> Option<NodeId> {
        self.shape.with_untracked(|shape| shape.ids.get(index).copied())
    }

    /// The box that is chosen, where links can be drawn. Tracked.
    fn source(self) -> Option<NodeId> {
        if !self.desk.may_write() {
            return None;
        }
        self.desk.chosen.get()?.node().filter(|id| self.box_of(*id).is_some())
    }

    /// The frame of the target, to be kept in sight. Tracked.
    pub fn target_frame(self) -> Option<Area> {
        let draft = self.draft.get().filter(|draft| draft.stage == Stage::Aimed)?;
        let index = self.box_of(draft.to?)?;
        self.plan.with(|plan| plan.frame(index))
    }

    /// While a link waits for its target, a press on a box aims at it. Says whether it was for this.
    pub fn aims_at(self, item: Item) -> bool {
        let Some(draft) = self.draft.get_untracked() else { return false };
        match item.node() {
            Some(id) if draft.stage == Stage::Aimed && id != draft.from => {
                self.aim(Some(id));
                true
            }
            _ => {
                self.leave();
                false
            }
        }
    }

    fn aim(self, to: Option<NodeId>) {
        self.draft.update(|draft| {
            if let Some(draft) = draft {
                draft.to = to;
            }
        });
        // A link that is there shows its own strength.
        if let Some(Verdict::There(now)) = self.verdict.get_untracked() {
            self.hold(now);
        }
    }

    fn hold(self, strength: Strength) {
        self.draft.update(|draft| {
            if let Some(draft) = draft {
                draft.strength = strength;
            }
        });
    }

    fn begin(self, from: NodeId, stage: Stage) {
        let is_cause = self.shape.with_untracked(|shape| shape.by_perspective);
        let kind = if is_cause { LinkKind::Causes } else { LinkKind::Contributes };
        self.draft.set(Some(Draft { from, to: None, kind, strength: PLACED, stage }));
    }

    /// Lets go of what is being drawn.
    fn leave(self) {
        let from = self.draft.get_untracked().map(|draft| draft.from);
        self.draft.set(None);
        if let Some(from) = from {
            focus_box(from);
        }
    }

    /// Sets the link. A refusal says why, and leaves the draft as it is.
    fn set(self) -> bool {
        let Some(draft) = self.draft.get_untracked() else { return false };
        let Some(to) = draft.to else { return false };
        let link = Link {
            kind: draft.kind,
            strength: draft.strength,
            ..self.desk.new_link(Item::Node(draft.from), to)
        };
        self.desk.run(StrategyCommand::Connect(Box::new(link)))
    }

    /// Another strength; a link that stands takes it at once.
    fn set_strength(self, strength: Strength) {
        self.hold(strength);
        if self.draft.get_untracked().is_some_and(|draft| draft.stage == Stage::Set) {
            self.set();
        }
    }

    fn turn_kind(self) {
        self.draft.update(|draft| {
            if let Some(draft) = draft {
                draft.kind = match draft.kind {
                    LinkKind::Causes => LinkKind::Contributes,
                    LinkKind::Contributes => LinkKind::Causes,
                };
            }
        });
        if let Some(Verdict::There(now)) = self.verdict.get_untracked() {
            self.hold(now);
        }
    }

    fn finish(self) {
        if self.set() {
            self.leave();
        }
    }

    /// Keys on the map: L begins, then the target is chosen with arrows or Tab, 0 to 3 set the strength, K turns
    /// a cause into a contribution, Enter sets, Esc leaves. Says whether the key was for this.
    pub fn on_key(self, event: &KeyboardEvent) -> bool {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return false;
        }
        let Some(draft) = self.draft.get_untracked() else { return self.begins(event) };
        let side = |side: Side| {
            let here = draft.to.unwrap_or(draft.from);
            let from = untrack(|| self.box_of(here));
            let next = from.and_then(|from| self.plan.with_untracked(|plan| plan.beside(from, side)));
            if let Some(next) = next.and_then(|next| self.node_at(next)) {
                self.aim(Some(next));
            }
        };
        match event.key().as_str() {
            "Escape" => self.leave(),
            "Enter" if draft.stage == Stage::Set => self.leave(),
            "Enter" => self.finish(),
            "0" | "1" | "2" | "3" => {
                let value = event.key().parse::<u8>().ok().and_then(|value| Strength::try_from(value).ok());
                if let Some(strength) = value {
                    self.set_strength(strength);
                }
            }
            _ if draft.stage != Stage::Aimed => return false,
            "ArrowUp" => side(Side::Up),
            "ArrowDown" => side(Side::Down),
            "ArrowLeft" => side(Side::Left),
            "ArrowRight" => side(Side::Right),
            "Tab" => self.step(draft, if event.shift_key() { -1 } else { 1 }),
            _ if event.code() == "KeyK" => self.turn_kind(),
            _ => return false,
        }
        true
    }

    fn begins(self, event: &KeyboardEvent) -> bool {
        if event.code() != "KeyL" && !event.key().eq_ignore_ascii_case("l") {
            return false;
        }
        let focused = super::canvas::key_at(event.target()).and_then(|key| key.parse::<Item>().ok());
        if let Some(Item::Node(id)) = focused {
            self.desk.choose(Some(Item::Node(id)));
        }
        let Some(from) = untrack(|| self.source()) else { return false };
        self.begin(from, Stage::Aimed);
        // What is reached stands above what it is reached by, so that the first aim goes there.
        let near = untrack(|| self.box_of(from)).and_then(|from| {
            let sides = [Side::Up, Side::Right, Side::Left, Side::Down];
            self.plan.with_untracked(|plan| sides.into_iter().find_map(|side| plan.beside(from, side)))
        });
        self.aim(near.and_then(|near| self.node_at(near)));
        true
    }

    /// The next box in the order of the map, past the one that the link goes from.
    fn step(self, draft: Draft, by: isize) {
        let next = self.shape.with_untracked(|shape| {
            let count = shape.ids.len();
            let mut at = *shape.places.get(&draft.to.unwrap_or(draft.from))?;
            for _ in 0..count {
                at = at.checked_add_signed(by).unwrap_or(count - 1);
                at = if at >= count { 0 } else { at };
                let id = *shape.ids.get(at)?;
                if id != draft.from {
                    return Some(id);
                }
            }
            None
        });
        self.aim(next);
    }

    fn on_down(self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let (Some(from), Some(handle)) = (untrack(|| self.source()), element(event)) else { return };
        event.prevent_default();
        event.stop_propagation();
        drop(handle.set_pointer_capture(event.pointer_id()));
        if let Some(tip) = place_of(event) {
            self.begin(from, Stage::Drawn(tip));
        }
    }

    fn on_move(self, event: &PointerEvent) {
        let Some(draft) = self.draft.get_untracked() else { return };
        let (Stage::Drawn(_), Some(tip)) = (draft.stage, place_of(event)) else { return };
        event.stop_propagation();
        let over = self.plan.with_untracked(|plan| plan.at(tip.0, tip.1));
        let to = over.and_then(|over| self.node_at(over)).filter(|to| *to != draft.from);
        if to != draft.to {
            self.hold(PLACED);
            self.aim(to);
        }
        self.stand(Stage::Drawn(tip));
    }

    fn on_up(self, event: &PointerEvent) {
        let Some(draft) = self.draft.get_untracked() else { return };
        if !matches!(draft.stage, Stage::Drawn(_)) {
            return;
        }
        event.stop_propagation();
        // Dropped on nothing, or refused.
        if draft.to.is_none() || !self.set() {
            self.leave();
            return;
        }
        self.stand(Stage::Set);
    }

    fn stand(self, stage: Stage) {
        self.draft.update(|draft| {
            if let Some(draft) = draft {
                draft.stage = stage;
            }
        });
    }
}

/// What becomes of a link between two. Tracked.
fn judge(desk: Desk, from: NodeId, to: NodeId, kind: LinkKind) -> Verdict {
    desk.map.with(|map| {
        desk.graph.with(|graph| {
            if let Some(link) = graph.link_between(map, Item::Node(from), to, kind) {
                return Verdict::There(link.strength);
            }
            match graph.way_up(map, to, from) {
                None => Verdict::New,
                Some(way) => Verdict::Circle(
                    std::iter::once(from).chain(way).map(|id| desk.name(Item::Node(id))).collect(),
                ),
            }
        })
    })
}

fn element(event: &PointerEvent) -> Option<web_sys::SvgGraphicsElement> {
    event.current_target()?.dyn_into().ok()
}

/// Where the pointer is, in the units of the picture.
fn place_of(event: &PointerEvent) -> Option<(f64, f64)> {
    let matrix = element(event)?.get_screen_ctm()?;
    let across = (f64::from(event.client_x()) - f64::from(matrix.e())) / f64::from(matrix.a());
    let down = (f64::from(event.client_y()) - f64::from(matrix.f())) / f64::from(matrix.d());
    Some((across, down))
}

/// Brings the focus back to a box, once it is drawn.
fn focus_box(id: NodeId) {
    request_animation_frame(move || {
        let found = document().query_selector(&format!("[data-key=\"{}\"]", Item::Node(id))).ok().flatten();
        if let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::SvgElement>().ok()) {
            drop(element.focus());
        }
    });
}

/// What lies over the map: the handle of the chosen box, and the link that is being drawn.
#[component]
pub fn Over(linking: Linking) -> impl IntoView {
    let handle = Memo::new(move |_| {
        let index = linking.box_of(linking.source()?)?;
        linking.plan.with(|plan| plan.frame(index))
    });
    let line = move || {
        let draft = linking.draft.get()?;
        let from = linking.box_of(draft.from)?;
        let tip = match (draft.stage, draft.to) {
            (Stage::Drawn(tip), _) => tip,
            (Stage::Aimed, Some(to)) => {
                let (x, y, width, height) = linking.plan.with(|plan| plan.frame(linking.box_of(to)?))?;
                (x + width / 2.0, y + height / 2.0)
            }
            _ => return None,
        };
        linking.plan.with(|plan| loose_arrow(plan, from, tip))
    };
    let target = move || {
        let draft = linking.draft.get()?;
        linking.plan.with(|plan| plan.frame(linking.box_of(draft.to?)?))
    };
    let is_refused = move || linking.verdict.with(|verdict| matches!(verdict, Some(Verdict::Circle(_))));
    view! {
        {move || target().map(|(x, y, width, height)| view! {
            <rect class="link-target" class:refused=is_refused x=x - 3.0 y=y - 3.0 width=width + 6.0 height=height + 6.0 rx="6"></rect>
        })}
        {move || line().map(|d| view! { <path class="link-line" class:refused=is_refused d=d></path> })}
        // Keys do the same, so that nothing of this is told to a screen reader.
        {move || handle.get().map(|(x, y, width, _)| view! {
            <g
                class="link-handle"
                aria-hidden="true"
                on:pointerdown=move |event| linking.on_down(&event)
                on:pointermove=move |event| linking.on_move(&event)
                on:pointerup=move |event| linking.on_up(&event)
                on:pointercancel=move |_| linking.leave()
            >
                <circle class="link-reach" cx=x + width / 2.0 cy=y r="16"></circle>
                <circle class="link-dot" cx=x + width / 2.0 cy=y r="6"></circle>
            </g>
        })}
    }
}

/// What is being drawn, in words, and its strength.
#[component]
pub fn Bar(linking: Linking) -> impl IntoView {
    let desk = linking.desk;
    // While the pointer draws, nothing is to be pressed.
    let is_open = Memo::new(move |_| {
        linking.draft.with(|draft| draft.is_some_and(|draft| !matches!(draft.stage, Stage::Drawn(_))))
    });
    let name = move |id: NodeId| desk.name(Item::Node(id));
    let text = move || {
        let t = desk.t();
        let Some(draft) = linking.draft.get() else { return String::new() };
        let from = name(draft.from);
        let Some(to) = draft.to.map(name) else { return t.link_choose(&from) };
        let strength = format!("{} {}", draft.strength.get(), desk.words().strength(draft.strength));
        match (linking.verdict.get(), draft.stage) {
            (Some(Verdict::Circle(way)), _) => t.link_circle(&way.join(" → ")),
            (_, Stage::Set) => t.link_stands(&from, &to, &strength),
            (Some(Verdict::There(now)), _) => t.link_there(&from, &to, &now.get().to_string(), &strength),
            _ => t.link_ready(&from, &to, &strength),
        }
    };
    let is_refused = move || linking.verdict.with(|verdict| matches!(verdict, Some(Verdict::Circle(_))));
    let now = Memo::new(move |_| linking.draft.get().map(|draft| (draft.kind, draft.strength, draft.stage)));
    let is_set = move || now.get().is_some_and(|(.., stage)| stage == Stage::Set);
    view! {
        // Below the picture and at the foot of the screen, so that nothing moves under the pointer that draws. The
        // words stay in the page, so that they are read out.
        <div class="link-dock no-print">
            <p class="link-says" class:refused=is_refused role="status">{text}</p>
            <Show when=move || is_open.get()>
                <div class="link-bar" role="group" aria-label=move || desk.t().strength()
                    on:keydown=move |event| {
                        if event.key() == "Escape" {
                            event.stop_propagation();
                            linking.leave();
                        }
                    }>
                    {Strength::ALL.into_iter().map(|strength| view! {
                        <button
                            type="button"
                            class="link-strength-choice"
                            aria-pressed=move || now.get().is_some_and(|(_, held, _)| held == strength).to_string()
                            on:click=move |_| linking.set_strength(strength)
                        >
                            {move || format!("{} {}", strength.get(), desk.words().strength(strength))}
                        </button>
                    }).collect_view()}
                    <Show when=move || !is_set()>
                        <label class="check">
                            <input type="checkbox" prop:checked=move || now.get().is_some_and(|(kind, ..)| kind == LinkKind::Causes)
                                on:change=move |_| linking.turn_kind() />
                            <span>{move || desk.t().is_cause()}</span>
                        </label>
                        <Button label=move || desk.t().link_set() kind=ButtonKind::Primary
                            disabled=Signal::derive(move || is_refused() || linking.draft.get().is_none_or(|draft| draft.to.is_none()))
                            on_click=move || linking.finish() />
                    </Show>
                    <Button label=move || if is_set() { desk.t().link_done() } else { desk.t().link_leave() } on_click=move || linking.leave() />
                </div>
            </Show>
        </div>
    }
}
