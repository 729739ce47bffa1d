//! The table as a spreadsheet: which rows are shown in what order, the cursor, the selection, the
//! draft in the cell, and what the keys do to them.

use std::cmp::Ordering;
use std::sync::Arc;

use js_sys::{Array, Intl, Object};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::domain::{Command, Project, ProjectEdit, ProjectField, ProjectId, ProjectStatus, Workspace};
use crate::interchange::clipboard::{Paste, paste};
use crate::interchange::table;
use crate::state::clock;
use crate::ui::app::App;

/// Columns of fields.
pub const COLUMNS: usize = ProjectField::ALL.len();

/// A cell of the table as shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    /// From 0; the one after the last is the row that waits for a new project.
    pub row: usize,
    /// From 0.
    pub column: usize,
}

/// What is typed into the cursor's cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The project that it belongs to; none in the row that waits.
    pub id: Option<ProjectId>,
    /// Why it was not taken.
    pub error: Option<String>,
}

/// Sorted by a field, perhaps from the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The field.
    pub field: ProjectField,
    /// Largest first?
    pub descending: bool,
}

/// The table. A handle.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// The app.
    pub app: App,
    /// The rows as shown. Edits do not move rows; sorting and filtering do.
    pub order: Memo<Arc<Vec<ProjectId>>>,
    /// Where the cursor is.
    pub cursor: RwSignal<Cell>,
    /// The other corner of the selection.
    pub anchor: RwSignal<Cell>,
    /// What is being typed; none while the cursor only stands.
    pub draft: RwSignal<Option<Draft>>,
    /// The order of rows; none for that of the list.
    pub sort: RwSignal<Option<Sort>>,
    /// Rows shown must contain this.
    pub filter: RwSignal<String>,
    /// Rows shown must have this status.
    pub status: RwSignal<Option<ProjectStatus>>,
    /// Changes when the cursor should come into view.
    pub reveal: RwSignal<u32>,
}

impl Sheet {
    /// A table over the open document.
    pub fn new(app: App) -> Self {
        let sort = RwSignal::new(None);
        let filter = RwSignal::new(String::new());
        let status = RwSignal::new(None);
        let ids = Memo::new(move |_| {
            app.store.doc().with(|doc| doc.projects.iter().map(|project| project.id).collect::<Vec<_>>())
        });
        let order = Memo::new(move |_| {
            // Read, not only tracked: a memo that nobody reads never runs and follows nothing.
            ids.with(|_| ());
            let locale = app.lang().locale();
            Arc::new(filter.with(|filter| {
                app.store
                    .doc()
                    .with_untracked(|doc| ordered(doc, sort.get(), filter, status.get(), locale.tag()))
            }))
        });
        Self {
            app,
            order,
            cursor: RwSignal::new(Cell::default()),
            anchor: RwSignal::new(Cell::default()),
            draft: RwSignal::new(None),
            sort,
            filter,
            status,
            reveal: RwSignal::new(0),
        }
    }

    /// How many projects are shown.
    pub fn len(self) -> usize {
        self.order.with(|order| order.len())
    }

    /// The project of a row.
    pub fn id_at(self, row: usize) -> Option<ProjectId> {
        self.order.with_untracked(|order| order.get(row).copied())
    }

    /// The project of an id.
    pub fn project(self, id: ProjectId) -> Option<Arc<Project>> {
        self.app.store.doc().with_untracked(|doc| doc.project(id).cloned())
    }

    /// Is the whole list shown in its own order?
    pub fn is_plain(self) -> bool {
        self.sort.get().is_none() && self.filter.with(String::is_empty) && self.status.get().is_none()
    }

    /// Corners of the selection: upper left and lower right.
    pub fn range(self) -> (Cell, Cell) {
        let (a, b) = (self.cursor.get(), self.anchor.get());
        (
            Cell { row: a.row.min(b.row), column: a.column.min(b.column) },
            Cell { row: a.row.max(b.row), column: a.column.max(b.column) },
        )
    }

    /// Puts the cursor somewhere, within the table.
    pub fn go(self, cell: Cell, extend: bool) {
        let cell = Cell {
            row: cell.row.min(self.order.with_untracked(|order| order.len())),
            column: cell.column.min(COLUMNS - 1),
        };
        self.cursor.set(cell);
        if !extend {
            self.anchor.set(cell);
        }
        self.reveal.update(|count| *count += 1);
    }

    /// Moves the cursor.
    pub fn step(self, rows: isize, columns: isize, extend: bool) {
        let Cell { row, column } = self.cursor.get_untracked();
        self.go(
            Cell { row: row.saturating_add_signed(rows), column: column.saturating_add_signed(columns) },
            extend,
        );
    }

    /// Goes to the next cell (or the one before), from row to row. False at the end of the table.
    pub fn tab(self, back: bool) -> bool {
        let Cell { row, column } = self.cursor.get_untracked();
        let last = self.order.with_untracked(|order| order.len());
        let next = match (back, column) {
            (false, c) if c + 1 < COLUMNS => Cell { row, column: c + 1 },
            (false, _) if row < last => Cell { row: row + 1, column: 0 },
            (true, c) if c > 0 => Cell { row, column: c - 1 },
            (true, _) if row > 0 => Cell { row: row - 1, column: COLUMNS - 1 },
            _ => return false,
        };
        self.go(next, false);
        true
    }

    /// The text of a cell as it is edited; a status is its word.
    pub fn text_of(self, cell: Cell) -> String {
        let Some(project) = self.id_at(cell.row).and_then(|id| self.project(id)) else {
            return String::new();
        };
        let Some(field) = ProjectField::ALL.get(cell.column) else { return String::new() };
        self.text(&project, *field)
    }

    fn text(self, project: &Project, field: ProjectField) -> String {
        match field {
            ProjectField::Status => {
                untrack(|| self.app.lang().projects()).status_name(project.status).to_owned()
            }
            _ => field.plain(project, self.app.store.doc().with_untracked(|doc| doc.money)),
        }
    }

    /// Takes a typed text into the cursor's cell. False when it is refused; the draft then says why.
    pub fn commit(self, text: &str) -> bool {
        let Some(draft) = self.draft.get_untracked() else { return true };
        let cell = self.cursor.get_untracked();
        let Some(field) = ProjectField::ALL.get(cell.column) else { return true };
        let unit = self.app.store.doc().with_untracked(|doc| doc.money);
        let outcome = field.parse(text, unit);
        match (outcome, draft.id) {
            (Ok(edit), Some(id)) => {
                self.draft.set(None);
                self.app.dispatch(Command::EditProjects(vec![(id, edit)]));
                true
            }
            (Ok(_), None) if text.trim().is_empty() => {
                self.draft.set(None);
                true
            }
            (Ok(edit), None) => {
                self.draft.set(None);
                let project = Project::new(clock::new_project_id()).with(edit);
                self.app.dispatch(Command::AddProjects { at: usize::MAX, projects: vec![project] });
                true
            }
            (Err(error), id) => {
                let error = untrack(|| self.app.lang().errors()).value(&error);
                self.draft.set(Some(Draft { id, error: Some(error) }));
                false
            }
        }
    }

    /// The selected projects, in the order shown.
    pub fn selected_ids(self) -> Vec<ProjectId> {
        let (from, to) = untrack(|| self.range());
        self.order.with_untracked(|order| {
            order.iter().skip(from.row).take(to.row - from.row + 1).copied().collect()
        })
    }

    /// The selected cells as the clipboard has them.
    pub fn copy(self) -> String {
        let (from, to) = untrack(|| self.range());
        let rows: Vec<Vec<String>> = self
            .selected_ids()
            .into_iter()
            .filter_map(|id| self.project(id))
            .map(|project| {
                let fields =
                    ProjectField::ALL.into_iter().skip(from.column).take(to.column - from.column + 1);
                fields.map(|field| self.text(&project, field)).collect()
            })
            .collect();
        table::to_tsv(&rows)
    }

    /// Takes cells of the clipboard in.
    pub fn paste(self, text: &str) {
        let t = untrack(|| self.app.lang());
        let cells = match table::from_tsv(text) {
            Ok(cells) if !cells.is_empty() => cells,
            Ok(_) => return,
            Err(error) => {
                self.app.toasts.refuse(untrack(|| t.import()).table_error(&error));
                return;
            }
        };
        let (from, to) = untrack(|| self.range());
        let selected = (to.row - from.row + 1, to.column - from.column + 1);
        let unit = self.app.store.doc().with_untracked(|doc| doc.money);
        let order = self.order.get_untracked();
        match paste(&cells, &order, (from.row, from.column), selected, unit, clock::new_project_id) {
            Ok(Paste { edits, added, size }) => {
                let command = Command::MergeProjects { edits, added };
                if cells.len() > 1 {
                    self.app.dispatch_undoable(command);
                } else {
                    self.app.dispatch(command);
                }
                self.go(from, false);
                self.go(
                    Cell { row: from.row + size.0.max(1) - 1, column: from.column + size.1.max(1) - 1 },
                    true,
                );
            }
            Err(error) => {
                let (projects, errors) = untrack(|| (t.projects(), t.errors()));
                let field = projects.field(error.field);
                self.app.toasts.refuse(projects.paste_refused(
                    error.row + 1,
                    field,
                    &errors.value(&error.error),
                ));
            }
        }
    }

    /// Edits every selected cell.
    fn edit_selected(self, edit: impl Fn(ProjectField) -> Option<ProjectEdit>) {
        let (from, to) = untrack(|| self.range());
        let mut edits = Vec::new();
        for id in self.selected_ids() {
            for field in ProjectField::ALL.into_iter().skip(from.column).take(to.column - from.column + 1) {
                edits.extend(edit(field).map(|edit| (id, edit)));
            }
        }
        let many = edits.len() > 1;
        let command = Command::EditProjects(edits);
        if many {
            self.app.dispatch_undoable(command);
        } else {
            self.app.dispatch(command);
        }
    }

    /// Empties the selected cells.
    pub fn clear(self) {
        let unit = self.app.store.doc().with_untracked(|doc| doc.money);
        self.edit_selected(|field| field.parse("", unit).ok());
    }

    /// Fills the selection with its first row.
    pub fn fill_down(self) {
        let (from, _) = untrack(|| self.range());
        let Some(first) = self.id_at(from.row).and_then(|id| self.project(id)) else { return };
        self.edit_selected(|field| Some(field.edit_of(&first)));
    }

    /// Adds an empty project under the cursor, or at the end, and goes there.
    pub fn insert_row(self, below_cursor: bool) {
        let row = self.cursor.get_untracked().row;
        let at_end = !below_cursor || !untrack(|| self.is_plain());
        if at_end {
            // A new row would be hidden by a filter, or stand anywhere by a sort.
            self.filter.set(String::new());
            self.status.set(None);
            self.sort.set(None);
        }
        let at = if at_end { usize::MAX } else { row + 1 };
        let project = Project::new(clock::new_project_id());
        if self.app.dispatch(Command::AddProjects { at, projects: vec![project] }) {
            let last = self.order.with_untracked(|order| order.len()).saturating_sub(1);
            self.go(Cell { row: at.min(last), column: 0 }, false);
        }
    }

    /// Removes the selected rows and offers them back.
    pub fn remove_rows(self) {
        let ids = self.selected_ids();
        if ids.is_empty() {
            return;
        }
        let (from, _) = untrack(|| self.range());
        self.app.dispatch_undoable(Command::RemoveProjects(ids));
        self.go(Cell { row: from.row, column: self.cursor.get_untracked().column }, false);
    }

    /// Moves the cursor's row by one, in the list's own order.
    pub fn move_row(self, step: isize) {
        let cell = self.cursor.get_untracked();
        let (Some(id), true) = (self.id_at(cell.row), untrack(|| self.is_plain())) else { return };
        let to = cell.row.saturating_add_signed(step);
        if to < self.order.with_untracked(|order| order.len())
            && self.app.dispatch(Command::MoveProject { id, to })
        {
            self.go(Cell { row: to, column: cell.column }, false);
        }
    }

    /// Sorts by a field: ascending, descending, then the list's own order.
    pub fn sort_by(self, field: ProjectField) {
        let next = match self.sort.get_untracked() {
            Some(sort) if sort.field == field && sort.descending => None,
            Some(sort) if sort.field == field => Some(Sort { field, descending: true }),
            _ => Some(Sort { field, descending: false }),
        };
        self.sort.set(next);
    }

    /// Shows a project and puts the cursor on it.
    pub fn find(self, id: ProjectId) {
        let row = || self.order.with_untracked(|order| order.iter().position(|here| *here == id));
        if row().is_none() {
            self.filter.set(String::new());
            self.status.set(None);
        }
        if let Some(row) = row() {
            self.go(Cell { row, column: 0 }, false);
        }
    }
}

/// The ids of the projects that fit, in order. What is empty comes last either way.
fn ordered(
    doc: &Workspace,
    sort: Option<Sort>,
    filter: &str,
    status: Option<ProjectStatus>,
    tag: &str,
) -> Vec<ProjectId> {
    let filter = filter.trim().to_lowercase();
    let fits = |project: &Project| {
        status.is_none_or(|status| project.status == status)
            && (filter.is_empty()
                || [&*project.name, &*project.owner, &*project.description]
                    .iter()
                    .any(|text| text.to_lowercase().contains(&filter)))
    };
    let mut found: Vec<&Arc<Project>> = doc.projects.iter().filter(|project| fits(project)).collect();
    if let Some(Sort { field, descending }) = sort {
        let collator = Intl::Collator::new(&Array::of1(&JsValue::from_str(tag)), &Object::new());
        let compare = collator.compare();
        let by_words = |a: &str, b: &str| {
            let order = compare.call2(&JsValue::UNDEFINED, &a.into(), &b.into());
            order.ok().and_then(|n| n.as_f64()).unwrap_or(0.0).total_cmp(&0.0)
        };
        let directed = |order: Ordering| if descending { order.reverse() } else { order };
        found.sort_by(|a, b| match field {
            ProjectField::Name => filled(&a.name, &b.name, |a, b| directed(by_words(a, b))),
            ProjectField::Owner => filled(&a.owner, &b.owner, |a, b| directed(by_words(a, b))),
            ProjectField::Description => {
                filled(&a.description, &b.description, |a, b| directed(by_words(a, b)))
            }
            ProjectField::Status => directed(a.status.cmp(&b.status)),
            ProjectField::Cost => known(a.cost, b.cost, directed),
            ProjectField::Start => known(a.start, b.start, directed),
            ProjectField::Finish => known(a.finish, b.finish, directed),
        });
    }
    found.into_iter().map(|project| project.id).collect()
}

fn filled(a: &str, b: &str, compare: impl Fn(&str, &str) -> Ordering) -> Ordering {
    match (a.is_empty(), b.is_empty()) {
        (false, false) => compare(a, b),
        (a, b) => a.cmp(&b),
    }
}

fn known<T: Ord>(a: Option<T>, b: Option<T>, directed: impl Fn(Ordering) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => directed(a.cmp(&b)),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}
