//! The keys of the outline.

use leptos::ev::{ClipboardEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;

use super::desk::{Ask, Desk, Shared};
use super::outline_rows::{Rows, standing};
use crate::domain::Project;
use crate::domain::id::NodeId;
use crate::domain::strategy::{Item, Kind, Node, Place, StrategyCommand};
use crate::state::clock;

/// Typing and moving in the outline. A handle.
#[derive(Debug, Clone, Copy)]
pub struct Typing {
    desk: Desk,
    rows: Memo<Shared<Rows>>,
    field: NodeRef<html::Input>,
    /// What is being named.
    draft: RwSignal<Option<Item>>,
    /// The row was made by the last key and has no name yet.
    is_new: StoredValue<bool>,
    /// Esc was pressed: the next Tab leaves the outline.
    leaving: StoredValue<bool>,
}

impl Typing {
    /// The handle of an outline.
    pub fn new(desk: Desk, rows: Memo<Shared<Rows>>, field: NodeRef<html::Input>) -> Self {
        Self {
            desk,
            rows,
            field,
            draft: RwSignal::new(None),
            is_new: StoredValue::new(false),
            leaving: StoredValue::new(false),
        }
    }

    /// Is a name being typed?
    pub fn is_open(self) -> bool {
        self.draft.with(Option::is_some)
    }

    /// Gives the outline the focus.
    pub fn focus(self) {
        if let Some(field) = self.field.get_untracked() {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            drop(field.focus_with_options(&options));
        }
    }

    /// Begins to name the chosen row; a new one begins empty.
    pub fn begin(self, is_new: bool) {
        let Some(item) = self.desk.chosen.get_untracked() else { return };
        if !untrack(|| self.desk.may_write()) {
            let t = untrack(|| self.desk.app.lang().errors());
            self.desk.app.toasts.refuse(t.read_only());
            return;
        }
        self.draft.set(Some(item));
        self.is_new.set_value(is_new);
        if let Some(field) = self.field.get_untracked() {
            let is_named = untrack(|| super::outline::shown(self.desk, item)).is_some_and(|row| row.is_named);
            let name = if is_named { untrack(|| self.desk.name(item)) } else { String::new() };
            field.set_value(&name);
            drop(field.focus());
            field.select();
        }
    }

    /// Takes what is typed. False when it is refused; then it stays.
    pub fn commit(self) -> bool {
        let Some(item) = self.draft.get_untracked() else { return true };
        let Some(field) = self.field.get_untracked() else { return true };
        let text = field.value();
        if self.is_new.get_value() && text.trim().is_empty() {
            self.drop_draft();
            return true;
        }
        match untrack(|| self.desk.rename(item, &text)) {
            Ok(()) => {
                self.close();
                true
            }
            Err(error) => {
                self.desk.app.toasts.refuse(error);
                false
            }
        }
    }

    fn close(self) {
        self.draft.set(None);
        self.is_new.set_value(false);
        if let Some(field) = self.field.get_untracked() {
            field.set_value("");
        }
    }

    /// Forgets what is typed; a row that was just made goes with it.
    fn drop_draft(self) {
        let item = self.draft.get_untracked();
        let was_new = self.is_new.get_value();
        self.close();
        if let (Some(item), true) = (item, was_new) {
            let rows = self.rows.get_untracked();
            let above = rows.next_item(rows.positions.get(&item).copied(), -1);
            match item {
                Item::Node(id) => {
                    self.desk.run(StrategyCommand::RemoveNodes(vec![id]));
                }
                Item::Project(id) => {
                    self.desk.app.dispatch(crate::domain::Command::RemoveProjects(vec![id]));
                }
            }
            self.desk.choose(above);
        }
    }

    /// The focus goes elsewhere: what is typed is taken.
    pub fn leave(self) {
        if self.draft.try_get_untracked().flatten().is_some() {
            self.commit();
        }
    }

    /// Something was typed into the field.
    pub fn on_input(self) {
        if self.draft.with_untracked(Option::is_some) {
            return;
        }
        let Some(field) = self.field.get_untracked() else { return };
        match self.desk.chosen.get_untracked() {
            Some(item) if untrack(|| self.desk.may_write()) => {
                self.draft.set(Some(item));
                self.is_new.set_value(false);
            }
            _ => field.set_value(""),
        }
    }

    /// A key in the field.
    pub fn on_key(self, event: &KeyboardEvent) {
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let is_typing = self.draft.with_untracked(Option::is_some);
        let taken = if is_typing { self.edit_key(event) } else { self.move_key(event) };
        if taken {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// A key while a name is typed. True when it was taken.
    fn edit_key(self, event: &KeyboardEvent) -> bool {
        match event.key().as_str() {
            "Enter" => {
                let was_empty =
                    self.field.get_untracked().is_some_and(|field| field.value().trim().is_empty());
                if self.is_new.get_value() && was_empty {
                    self.drop_draft();
                } else if self.commit() {
                    self.add(event.shift_key());
                }
            }
            "Escape" => self.drop_draft(),
            "Tab" => {
                // An empty new row moves and stays open; else its name is taken first.
                let was_new = self.is_new.get_value();
                let text = self.field.get_untracked().map(|field| field.value()).unwrap_or_default();
                if text.trim().is_empty() && was_new {
                    self.shift(event.shift_key());
                } else if self.commit() {
                    self.shift(event.shift_key());
                    self.begin(false);
                }
            }
            "ArrowUp" | "ArrowDown" if !event.alt_key() => {
                let step = if event.key() == "ArrowUp" { -1 } else { 1 };
                if self.commit() {
                    self.step(step);
                }
            }
            _ => return self.alt_key(event),
        }
        true
    }

    /// A key while nothing is typed. True when it was taken.
    fn move_key(self, event: &KeyboardEvent) -> bool {
        let ctrl = event.ctrl_key() || event.meta_key();
        let leaving = self.leaving.get_value();
        self.leaving.set_value(event.key() == "Escape");
        if event.alt_key() {
            return self.alt_key(event);
        }
        match event.key().as_str() {
            "ArrowDown" => self.step(1),
            "ArrowUp" => self.step(-1),
            "PageDown" => self.step(12),
            "PageUp" => self.step(-12),
            "Home" if !ctrl => self.to_end(false),
            "End" if !ctrl => self.to_end(true),
            "ArrowLeft" => self.fold(true),
            "ArrowRight" => self.fold(false),
            "Enter" => self.add(event.shift_key()),
            "F2" => self.begin(false),
            "Escape" => {}
            "Tab" if !leaving => self.shift(event.shift_key()),
            "Delete" | "Backspace" if !ctrl => self.remove(),
            _ => return false,
        }
        true
    }

    /// Alt with an arrow moves the row, with K changes its level, with P places a project.
    fn alt_key(self, event: &KeyboardEvent) -> bool {
        if !event.alt_key() {
            return false;
        }
        let was_typing = self.draft.with_untracked(Option::is_some);
        let known = matches!(event.key().as_str(), "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight");
        let letter = event.code();
        if !(known || matches!(letter.as_str(), "KeyK" | "KeyP" | "KeyW")) || (was_typing && !self.commit()) {
            return known;
        }
        match (event.key().as_str(), letter.as_str()) {
            ("ArrowUp", _) => self.shove(-1),
            ("ArrowDown", _) => self.shove(1),
            ("ArrowLeft", _) => self.shift(true),
            ("ArrowRight", _) => self.shift(false),
            (_, "KeyK") => self.next_kind(),
            (_, "KeyP") => {
                if let Some(Item::Node(id)) = self.desk.chosen.get_untracked() {
                    self.desk.dialog.set(Some(Ask::Place(id)));
                }
            }
            (_, "KeyW") => {
                let group = match self.desk.chosen.get_untracked() {
                    Some(Item::Node(id)) => untrack(|| self.desk.node(id)).map(|node| node.place.parent()),
                    _ => Some(None),
                };
                if let Some(group) = group {
                    self.desk.dialog.set(Some(Ask::Weigh(group)));
                }
            }
            _ => return false,
        }
        true
    }

    fn here(self) -> Option<usize> {
        let chosen = self.desk.chosen.get_untracked()?;
        self.rows.with_untracked(|rows| rows.positions.get(&chosen).copied())
    }

    fn step(self, step: isize) {
        let rows = self.rows.get_untracked();
        let mut next = None;
        for count in (1..=step.unsigned_abs()).rev() {
            let part = step.signum() * isize::try_from(count).unwrap_or(1);
            next = rows.next_item(self.here(), part);
            if next.is_some() {
                break;
            }
        }
        if next.is_some() {
            self.desk.choose(next);
        }
    }

    fn to_end(self, last: bool) {
        let rows = self.rows.get_untracked();
        let next = if last {
            rows.lines.iter().rev().find_map(|line| line.item())
        } else {
            rows.lines.iter().find_map(|line| line.item())
        };
        if next.is_some() {
            self.desk.choose(next);
        }
    }

    /// Closes or opens the chosen row; a closed one goes to its parent, an open one to its first child.
    fn fold(self, close: bool) {
        let rows = self.rows.get_untracked();
        let Some(item) = self.desk.chosen.get_untracked() else { return };
        let open_node = item.node().filter(|id| rows.parents.contains(id));
        let is_closed =
            open_node.is_some_and(|id| self.desk.collapsed.with_untracked(|set| set.contains(&id)));
        match (open_node, close, is_closed) {
            (Some(id), true, false) => self.desk.collapsed.update(|set| {
                set.insert(id);
            }),
            (Some(id), false, true) => self.desk.collapsed.update(|set| {
                set.remove(&id);
            }),
            (Some(_), false, false) => self.step(1),
            (_, true, _) => {
                let parent = match item {
                    Item::Node(id) => untrack(|| self.desk.node(id)).and_then(|node| node.place.parent()),
                    Item::Project(id) => self.desk.graph.with_untracked(|graph| graph.home(id)),
                };
                if let Some(parent) = parent {
                    self.desk.choose(Some(Item::Node(parent)));
                }
            }
            _ => {}
        }
    }

    /// Adds a row: a sibling after the chosen one, or the first of its children.
    fn add(self, as_child: bool) {
        if !untrack(|| self.desk.may_write()) {
            self.begin(false);
            return;
        }
        match self.desk.chosen.get_untracked() {
            None => self.add_node(self.desk.map.with_untracked(|map| map.top_kind()), Place::Top, usize::MAX),
            Some(Item::Node(id)) => {
                let Some(node) = untrack(|| self.desk.node(id)) else { return };
                if as_child {
                    let kind = self.desk.map.with_untracked(|map| map.kind_below(node.kind));
                    match kind {
                        Some(kind) => self.add_node(kind, Place::Under(id), 0),
                        None => self.add_project(id),
                    }
                    return;
                }
                let Some((place, at)) = untrack(|| standing(self.desk, id)) else { return };
                self.add_node(node.kind, place, at + 1);
            }
            Some(Item::Project(id)) => match self.desk.graph.with_untracked(|graph| graph.home(id)) {
                Some(home) => self.add_project(home),
                None => self.step(1),
            },
        }
    }

    fn add_node(self, kind: Kind, place: Place, at: usize) {
        let node = Node::new(clock::fresh(NodeId::new), kind, place);
        let id = node.id;
        if self.desk.run(StrategyCommand::AddNode { node: Box::new(node), at }) {
            if let Place::Under(parent) = place {
                self.desk.collapsed.update(|set| {
                    set.remove(&parent);
                });
            }
            // What carries is linked to the goal that it is made under.
            if kind.is_carrier()
                && let Some(parent) = place.parent()
                && untrack(|| self.desk.node(parent)).is_some_and(|node| node.kind.is_aim())
            {
                let link = self.desk.new_link(Item::Node(id), parent);
                self.desk.run(StrategyCommand::Connect(Box::new(link)));
            }
            self.desk.choose(Some(Item::Node(id)));
            self.begin(true);
        }
    }

    fn add_project(self, under: NodeId) {
        let project = Project::new(clock::new_project_id());
        let id = project.id;
        let link = Box::new(self.desk.new_link(Item::Project(id), under));
        if self.desk.run(StrategyCommand::AddProject { project: Box::new(project), link }) {
            self.desk.choose(Some(Item::Project(id)));
            self.begin(true);
        }
    }

    /// Moves the chosen row in (under the sibling before it) or out (after its parent).
    fn shift(self, out: bool) {
        let Some(Item::Node(id)) = self.desk.chosen.get_untracked() else { return };
        let command = untrack(|| if out { self.outward(id) } else { self.inward(id) });
        if let Some(command) = command {
            self.desk.run(command);
        }
        self.focus();
    }

    fn inward(self, id: NodeId) -> Option<StrategyCommand> {
        let (place, at) = standing(self.desk, id)?;
        let before = self
            .desk
            .graph
            .with(|graph| at.checked_sub(1).and_then(|at| graph.at(place).get(at).copied()))?;
        let (node, above) = (self.desk.node(id)?, self.desk.node(before)?);
        let kind = if node.kind.rank() > above.kind.rank() {
            node.kind
        } else {
            self.desk.map.with(|map| map.kind_below(above.kind))?
        };
        self.desk.collapsed.update(|set| {
            set.remove(&before);
        });
        Some(StrategyCommand::MoveNode { id, place: Place::Under(before), at: usize::MAX, kind })
    }

    fn outward(self, id: NodeId) -> Option<StrategyCommand> {
        let node = self.desk.node(id)?;
        let parent = node.place.parent()?;
        let (place, at) = standing(self.desk, parent)?;
        let above = self.desk.node(parent)?.kind;
        let kind = if node.kind.is_carrier() { node.kind } else { above };
        Some(StrategyCommand::MoveNode { id, place, at: at + 1, kind })
    }

    /// Moves the chosen row up or down among its siblings.
    fn shove(self, step: isize) {
        let Some(Item::Node(id)) = self.desk.chosen.get_untracked() else { return };
        let Some((place, at)) = untrack(|| standing(self.desk, id)) else { return };
        let count = self.desk.graph.with_untracked(|graph| graph.at(place).len());
        let to = at.checked_add_signed(step).filter(|to| *to < count);
        let kind = untrack(|| self.desk.node(id)).map(|node| node.kind);
        if let (Some(at), Some(kind)) = (to, kind) {
            self.desk.run(StrategyCommand::MoveNode { id, place, at, kind });
        }
    }

    /// The next level that fits below the parent.
    fn next_kind(self) {
        let Some(Item::Node(id)) = self.desk.chosen.get_untracked() else { return };
        let Some(node) = untrack(|| self.desk.node(id)) else { return };
        let least = node
            .place
            .parent()
            .and_then(|parent| untrack(|| self.desk.node(parent)))
            .map_or(0, |above| above.kind.rank());
        let fits: Vec<Kind> = self.desk.map.with_untracked(|map| {
            Kind::ALL.into_iter().filter(|kind| map.uses(*kind) && kind.rank() >= least).collect()
        });
        let next = fits.iter().position(|kind| *kind == node.kind).map_or(0, |index| index + 1);
        if let Some(kind) = fits.get(next).or(fits.first()) {
            self.desk.edit(id, crate::domain::strategy::NodeEdit::Kind(*kind));
        }
    }

    /// Removes the chosen row; a project only leaves its place.
    fn remove(self) {
        let Some(item) = self.desk.chosen.get_untracked() else { return };
        let rows = self.rows.get_untracked();
        let here = rows.positions.get(&item).copied();
        let next = rows
            .next_item(here, 1)
            .filter(|next| !is_below(self.desk, *next, item))
            .or_else(|| rows.next_item(here, -1));
        match item {
            Item::Node(id) => self.desk.run_undoable(StrategyCommand::RemoveNodes(vec![id])),
            Item::Project(project) => {
                let links: Vec<_> = self.desk.map.with_untracked(|map| {
                    self.desk
                        .graph
                        .with_untracked(|graph| graph.links_from(map, item).map(|link| link.id).collect())
                });
                if links.is_empty() {
                    self.desk.run_undoable(StrategyCommand::PlaceProject {
                        project,
                        under: None,
                        link: None,
                    });
                } else {
                    self.desk.run_undoable(StrategyCommand::Disconnect(links));
                }
            }
        }
        self.desk.choose(next);
        self.focus();
    }

    /// A pasted outline of several lines becomes rows; one line is text.
    pub fn on_paste(self, event: &ClipboardEvent) {
        let text =
            event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        if self.draft.with_untracked(Option::is_some) || !text.trim().contains('\n') {
            return;
        }
        event.prevent_default();
        super::files::graft(self.desk, &text);
    }
}

fn is_below(desk: Desk, item: Item, top: Item) -> bool {
    match (item, top) {
        (Item::Node(id), Item::Node(top)) => desk
            .graph
            .with_untracked(|graph| desk.map.with_untracked(|map| graph.above(map, id).contains(&top))),
        _ => false,
    }
}
