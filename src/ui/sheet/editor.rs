//! The one field of the table. It stands in the cursor's cell and always has the focus, so that the
//! first key (also of a pinyin input) goes where it belongs.

use leptos::ev::{ClipboardEvent, KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::handle::{Cell, Draft, Sheet};
use super::layout::{Layout, Port, ROW, rows};
use super::model::RowKey;

/// Rows that a page key moves.
const PAGE: isize = 15;
/// Rows of the field while a long text is edited.
const NOTE_ROWS: f64 = 5.0;

#[derive(Clone, Copy)]
struct Typing {
    sheet: Sheet,
    field: NodeRef<html::Textarea>,
    /// Begun by typing over the cell: arrows then commit, as in a spreadsheet.
    typed_over: StoredValue<bool>,
    /// Esc was pressed: the next Tab leaves the table.
    leaving: StoredValue<bool>,
    /// The word that Enter takes, where words are chosen.
    choice: RwSignal<Option<usize>>,
}

impl Typing {
    /// The words to choose among in the cursor's column.
    fn words(self) -> Vec<&'static str> {
        self.sheet.model().choices(self.sheet.cursor.get().column)
    }

    fn is_choice(self) -> bool {
        !untrack(|| self.words()).is_empty()
    }

    /// May the cursor's cell be typed into? Says why not.
    fn may_type(self) -> bool {
        if self.sheet.app.store.access().get_untracked() != crate::state::Access::Writer {
            let t = untrack(|| self.sheet.app.lang().errors());
            self.sheet.app.toasts.refuse(t.read_only());
            return false;
        }
        let column = self.sheet.column(self.sheet.cursor.get_untracked().column);
        column.is_some_and(|column| !column.fixed)
    }

    fn begin(self) {
        if !self.may_type() {
            return;
        }
        let cell = self.sheet.cursor.get_untracked();
        self.sheet.draft.set(Some(Draft { id: self.sheet.id_at(cell.row), error: None }));
        self.typed_over.set_value(false);
        let text = self.sheet.text_of(cell);
        self.choice.set(untrack(|| self.words()).iter().position(|word| *word == text));
        if let Some(field) = self.field.get_untracked() {
            field.set_value(&text);
            drop(field.focus());
            if self.is_choice() {
                field.select();
            }
        }
    }

    /// Takes what is typed. False when it is refused; then it stays.
    fn commit(self) -> bool {
        if self.sheet.draft.with_untracked(Option::is_none) {
            return true;
        }
        let Some(field) = self.field.get_untracked() else { return true };
        let text = match self.choice.get_untracked().filter(|_| self.is_choice()) {
            Some(choice) => untrack(|| self.words()).get(choice).copied().unwrap_or_default().to_owned(),
            None => field.value(),
        };
        let done = self.sheet.commit(&text);
        if done {
            field.set_value("");
            self.choice.set(None);
        }
        done
    }

    fn drop_draft(self) {
        self.sheet.draft.set(None);
        self.choice.set(None);
        if let Some(field) = self.field.get_untracked() {
            field.set_value("");
        }
    }

    fn on_input(self) {
        let Some(field) = self.field.get_untracked() else { return };
        let id = self.sheet.id_at(self.sheet.cursor.get_untracked().row);
        match self.sheet.draft.get_untracked() {
            None => {
                if !self.may_type() {
                    field.set_value("");
                    return;
                }
                self.sheet.draft.set(Some(Draft { id, error: None }));
                self.typed_over.set_value(true);
            }
            Some(Draft { id, error: Some(_) }) => self.sheet.draft.set(Some(Draft { id, error: None })),
            Some(_) => {}
        }
        if self.is_choice() {
            let typed = field.value().trim().to_lowercase();
            let fits = |word: &&str| !typed.is_empty() && word.to_lowercase().starts_with(&typed);
            self.choice.set(untrack(|| self.words()).iter().position(fits));
        }
    }

    fn on_key(self, event: &KeyboardEvent) {
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let taken = if self.sheet.draft.with_untracked(Option::is_some) {
            self.edit_key(event)
        } else {
            self.move_key(event)
        };
        if taken {
            event.prevent_default();
        }
    }

    /// A key while typing. True when it was taken.
    fn edit_key(self, event: &KeyboardEvent) -> bool {
        let sheet = self.sheet;
        let is_choice = self.is_choice();
        match event.key().as_str() {
            "Enter" if event.alt_key() => {
                if let Some(field) = self.field.get_untracked() {
                    let at = field.selection_start().ok().flatten().unwrap_or(0);
                    let end = field.selection_end().ok().flatten().unwrap_or(at);
                    drop(field.set_range_text_with_start_and_end("\n", at, end));
                    drop(field.set_selection_range(at + 1, at + 1));
                    self.on_input();
                }
            }
            "Enter" => {
                let step = if event.shift_key() { -1 } else { 1 };
                if self.commit() {
                    sheet.step(step, 0, false);
                }
            }
            "Tab" => {
                if self.commit() {
                    sheet.tab(event.shift_key());
                }
            }
            "Escape" => self.drop_draft(),
            "ArrowDown" | "ArrowUp" if is_choice => {
                let count = untrack(|| self.words()).len();
                let step = if event.key() == "ArrowDown" { 1 } else { count - 1 };
                let next = self.choice.get_untracked().map_or(0, |choice| (choice + step) % count);
                self.choice.set(Some(next));
            }
            "ArrowDown" | "ArrowUp" | "ArrowLeft" | "ArrowRight" if self.typed_over.get_value() => {
                if self.commit() {
                    return self.move_key(event);
                }
            }
            _ => return false,
        }
        true
    }

    /// A key while the cursor only stands. True when it was taken.
    fn move_key(self, event: &KeyboardEvent) -> bool {
        let sheet = self.sheet;
        let ctrl = event.ctrl_key() || event.meta_key();
        let (shift, alt) = (event.shift_key(), event.alt_key());
        let was_leaving = self.leaving.get_value();
        if event.key() != "Shift" {
            self.leaving.set_value(false);
        }
        let Cell { row, column } = sheet.cursor.get_untracked();
        let last = sheet.order.with_untracked(|order| order.len());
        let end = sheet.width().saturating_sub(1);
        match (event.key().as_str(), ctrl, alt) {
            ("ArrowUp", false, true) if shift => return sheet.row_key(RowKey::Up),
            ("ArrowDown", false, true) if shift => return sheet.row_key(RowKey::Down),
            ("ArrowUp", false, false) => sheet.step(-1, 0, shift),
            ("ArrowDown", false, false) => sheet.step(1, 0, shift),
            ("ArrowLeft", false, false) => sheet.step(0, -1, shift),
            ("ArrowRight", false, false) => sheet.step(0, 1, shift),
            ("ArrowUp", true, false) => sheet.go(Cell { row: 0, column }, shift),
            ("ArrowDown", true, false) => sheet.go(Cell { row: last.saturating_sub(1), column }, shift),
            ("ArrowLeft", true, false) | ("Home", false, false) => sheet.go(Cell { row, column: 0 }, shift),
            ("ArrowRight", true, false) | ("End", false, false) => {
                sheet.go(Cell { row, column: end }, shift);
            }
            ("Home", true, _) => sheet.go(Cell::default(), shift),
            ("End", true, _) => sheet.go(Cell { row: last.saturating_sub(1), column: end }, shift),
            // In presentation mode the page keys step through the places.
            ("PageUp", false, false) => sheet.step(-PAGE, 0, shift),
            ("PageDown", false, false) => sheet.step(PAGE, 0, shift),
            ("Tab", ..) => return !was_leaving && sheet.tab(shift),
            ("Escape", ..) => {
                self.leaving.set_value(true);
                sheet.anchor.set(Cell { row, column });
                return !sheet.app.presenting.get_untracked();
            }
            ("Enter", true, _) => return sheet.row_key(RowKey::Insert),
            ("Enter" | "F2", ..) => self.begin(),
            ("Delete" | "-", true, _) => return sheet.row_key(RowKey::Remove),
            ("Delete" | "Backspace", false, _) => sheet.clear(),
            ("d" | "D", true, _) => sheet.fill_down(),
            ("a" | "A", true, _) => {
                sheet.go(Cell::default(), false);
                sheet.go(Cell { row: last.saturating_sub(1), column: end }, true);
            }
            (" ", false, _) if shift => {
                sheet.go(Cell { row, column: 0 }, false);
                sheet.go(Cell { row, column: end }, true);
            }
            _ => return false,
        }
        true
    }

    fn on_copy(self, event: &ClipboardEvent, cut: bool) {
        if self.sheet.draft.with_untracked(Option::is_some) {
            return;
        }
        event.prevent_default();
        if let Some(data) = event.clipboard_data() {
            drop(data.set_data("text/plain", &self.sheet.copy()));
        }
        if cut {
            self.sheet.clear();
        }
    }

    fn on_paste(self, event: &ClipboardEvent) {
        if self.sheet.draft.with_untracked(Option::is_some) {
            return;
        }
        event.prevent_default();
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.sheet.paste(&text);
        }
    }

    fn focus(self) {
        if let Some(field) = self.field.get_untracked() {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            drop(field.focus_with_options(&options));
        }
    }

    fn has_focus(self) -> bool {
        let field = self.field.get_untracked();
        let active = document().active_element();
        field.is_some_and(|field| active.as_ref().is_some_and(|active| active.is_same_node(Some(&field))))
    }

    /// A press on a cell: goes there; on a touch screen a second tap begins typing.
    fn on_press(self, event: &MouseEvent, touching: bool) {
        let Some(cell) = cell_of(event) else { return };
        event.prevent_default();
        if event.button() != 0 || !self.commit() {
            return;
        }
        let sheet = self.sheet;
        let same = cell == (sheet.cursor.get_untracked().row, Some(sheet.cursor.get_untracked().column));
        match cell {
            (row, None) => {
                let end = sheet.width().saturating_sub(1);
                sheet.go(Cell { row, column: 0 }, event.shift_key());
                sheet.go(Cell { row, column: end }, true);
            }
            (row, Some(column)) => sheet.go(Cell { row, column }, event.shift_key()),
        }
        if touching && same && self.has_focus() {
            self.begin();
        }
        self.focus();
    }

    fn on_drag(self, event: &MouseEvent) {
        if event.buttons() != 1 || self.sheet.draft.with_untracked(Option::is_some) {
            return;
        }
        if let Some((row, Some(column))) = cell_of(event)
            && self.sheet.cursor.get_untracked() != (Cell { row, column })
            && self.has_focus()
        {
            self.sheet.go(Cell { row, column }, true);
        }
    }
}

/// Row and column under the pointer; no column on a row's number.
fn cell_of(event: &MouseEvent) -> Option<(usize, Option<usize>)> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let name = target.closest("[data-cell]").ok()??.get_attribute("data-cell")?;
    let (row, column) = name.split_once(':')?;
    Some((row.parse().ok()?, column.parse().ok()))
}

/// The field.
#[component]
pub fn Editor(sheet: Sheet, layout: Memo<Layout>, port: RwSignal<Port>) -> impl IntoView {
    let app = sheet.app;
    let lang = app.lang();
    let typing = Typing {
        sheet,
        field: NodeRef::new(),
        typed_over: StoredValue::new(false),
        leaving: StoredValue::new(false),
        choice: RwSignal::new(None),
    };
    let touching = StoredValue::new(false);
    let is_idle = move || sheet.draft.with(Option::is_none);
    let frame = typing.field;
    // Listeners of the whole table: the field's parent is its body.
    Effect::new(move |_| {
        let Some(body) = frame.get().and_then(|field| field.closest(".grid-body").ok().flatten()) else {
            return;
        };
        let target: web_sys::EventTarget = body.into();
        listen(&target, "pointerdown", move |event| {
            let touch =
                event.dyn_into::<web_sys::PointerEvent>().is_ok_and(|event| event.pointer_type() != "mouse");
            touching.try_set_value(touch);
        });
        listen(&target, "mousedown", move |event| {
            if let Ok(event) = event.dyn_into::<MouseEvent>() {
                typing.on_press(&event, touching.get_value());
            }
        });
        listen(&target, "mousemove", move |event| {
            if let Ok(event) = event.dyn_into::<MouseEvent>() {
                typing.on_drag(&event);
            }
        });
        listen(&target, "dblclick", move |event| {
            if let Ok(event) = event.dyn_into::<MouseEvent>()
                && cell_of(&event).is_some_and(|(_, column)| column.is_some())
            {
                typing.begin();
            }
        });
    });
    // Another document.
    let id = Memo::new(move |_| app.store.doc().with(|doc| doc.id));
    Effect::new(move |before: Option<crate::domain::WorkspaceId>| {
        let id = id.get();
        if before.is_some_and(|before| before != id) {
            typing.drop_draft();
            sheet.go(Cell::default(), false);
        }
        id
    });
    Effect::new(move |before: Option<u32>| {
        let wish = sheet.focus.get();
        if before.is_some_and(|before| before != wish) {
            request_animation_frame(move || typing.focus());
        }
        wish
    });
    let label = move || {
        let Cell { row, column } = sheet.cursor.get();
        app.store.doc().track();
        let Some(column) = sheet.columns.with(|columns| columns.get(column).cloned()) else {
            return String::new();
        };
        let text = sheet.text_of(sheet.cursor.get());
        let text = if text.is_empty() { lang.projects().empty_cell().to_owned() } else { text };
        sheet.model().cell_label(row + 1, &column, &text)
    };
    let x = move || {
        let column = sheet.cursor.get().column;
        let port = port.get();
        // The first column is frozen: the field goes along with it.
        if column == 0 {
            layout.with(|layout| layout.left(0)) + port.left / port.rem
        } else {
            layout.with(|layout| layout.left(column))
        }
    };
    let height = move || {
        let column = sheet.cursor.get().column;
        let is_long = sheet.columns.with(|columns| columns.get(column).is_some_and(|column| column.long));
        if !is_idle() && is_long { ROW * NOTE_ROWS } else { ROW }
    };
    let error = move || sheet.draft.with(|draft| draft.as_ref().and_then(|draft| draft.error.clone()));
    let choosing = Memo::new(move |_| !is_idle() && !typing.words().is_empty());
    let is_number = move || {
        let column = sheet.cursor.get().column;
        sheet.columns.with(|columns| columns.get(column).is_some_and(|column| column.number))
    };
    let is_late = move || sheet.columns.with(|columns| sheet.cursor.get().column * 2 >= columns.len());
    view! {
        <div
            class="grid-editor"
            class:typing=move || !is_idle()
            class:at-end=is_late
            class:over=move || sheet.cursor.get().column == 0
            role="row"
            aria-rowindex=move || (sheet.cursor.get().row + 2).to_string()
            style:top=move || format!("{}rem", rows(sheet.cursor.get().row))
            style:left=move || format!("{}rem", x())
            style:width=move || format!("{}rem", layout.with(|layout| layout.width(sheet.cursor.get().column)))
        >
            <div role="gridcell" aria-colindex=move || (sheet.cursor.get().column + 2).to_string()>
                <textarea
                    node_ref=typing.field
                    class="grid-input"
                    class:number=is_number
                    rows="1"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=label
                    aria-invalid=move || error().is_some().then_some("true")
                    aria-describedby="grid-error"
                    data-idle=move || is_idle().then_some("")
                    inputmode=move || (is_idle() && touching.get_value()).then_some("none")
                    style:height=move || format!("{}rem", height())
                    on:input=move |_| typing.on_input()
                    on:keydown=move |event| typing.on_key(&event)
                    on:copy=move |event| typing.on_copy(&event, false)
                    on:cut=move |event| typing.on_copy(&event, true)
                    on:paste=move |event| typing.on_paste(&event)
                    on:blur=move |_| {
                        // The page may be gone by now.
                        if sheet.draft.try_with_untracked(Option::is_some) == Some(true) {
                            typing.commit();
                        }
                    }
                ></textarea>
                <p id="grid-error" class="grid-error" role="alert" hidden=move || error().is_none()>{error}</p>
                <Show when=move || choosing.get()>
                    <ul class="grid-choices" role="presentation">
                        {move || {
                            typing
                                .words()
                                .into_iter()
                                .enumerate()
                                .map(|(index, word)| {
                                    view! {
                                        <li
                                            class="grid-choice"
                                            class:chosen=move || typing.choice.get() == Some(index)
                                            on:mousedown=move |event| {
                                                event.prevent_default();
                                                event.stop_propagation();
                                                typing.choice.set(Some(index));
                                                typing.commit();
                                            }
                                        >
                                            {word}
                                        </li>
                                    }
                                })
                                .collect_view()
                        }}
                    </ul>
                </Show>
            </div>
        </div>
    }
}

/// Listens for as long as the element lives.
fn listen(target: &web_sys::EventTarget, name: &str, on_event: impl Fn(web_sys::Event) + 'static) {
    let closure = wasm_bindgen::closure::Closure::<dyn Fn(web_sys::Event)>::new(on_event);
    // A browser that refuses a listener has none of the app's.
    drop(target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref()));
    closure.forget();
}
