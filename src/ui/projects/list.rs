//! The project list: which rows are shown in what order, and what becomes of what is typed into them.

use std::cmp::Ordering;
use std::sync::Arc;

use js_sys::{Array, Intl, Object};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::content::content;
use crate::domain::{Command, Project, ProjectEdit, ProjectField, ProjectId, ProjectStatus, Workspace};
use crate::interchange::clipboard::{Paste, paste};
use crate::state::clock;
use crate::ui::app::App;
use crate::ui::sheet::{Block, Cell, Column, Model, RowKey, RowView, Sheet};

/// Sorted by a field, perhaps from the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The field.
    pub field: ProjectField,
    /// Largest first?
    pub descending: bool,
}

/// The list. A handle.
#[derive(Clone, Copy)]
pub struct List {
    /// Its table. Edits do not move rows; sorting and filtering do.
    pub sheet: Sheet,
    /// What decides the rows.
    pub view: View,
}

/// Order and filter of the rows. A handle.
#[derive(Clone, Copy)]
pub struct View {
    app: App,
    /// The order of rows; none for that of the list.
    pub sort: RwSignal<Option<Sort>>,
    /// Rows shown must contain this.
    pub filter: RwSignal<String>,
    /// Rows shown must have this status.
    pub status: RwSignal<Option<ProjectStatus>>,
}

impl List {
    /// The list of the open document.
    pub fn new(app: App) -> Self {
        let view = View {
            app,
            sort: RwSignal::new(None),
            filter: RwSignal::new(String::new()),
            status: RwSignal::new(None),
        };
        let ids = Memo::new(move |_| {
            app.store.doc().with(|doc| doc.projects.iter().map(|project| project.id).collect::<Vec<_>>())
        });
        let order = Memo::new(move |_| {
            // Read, not only tracked: a memo that nobody reads never runs and follows nothing.
            ids.with(|_| ());
            let locale = app.lang().locale();
            Arc::new(view.filter.with(|filter| {
                app.store.doc().with_untracked(|doc| {
                    ordered(doc, view.sort.get(), filter, view.status.get(), locale.tag())
                })
            }))
        });
        let unit = Memo::new(move |_| app.store.doc().with(|doc| doc.money));
        let columns = Memo::new(move |_| {
            let t = app.lang().projects();
            let column = |field: ProjectField| Column {
                hint: t.sort_by(t.field(field)),
                number: field == ProjectField::Cost,
                long: field == ProjectField::Description,
                grows: field == ProjectField::Description,
                width: width_of(field),
                sorted: view.sort.get().filter(|sort| sort.field == field).map(|sort| sort.descending),
                ..Column::new(format!("{field:?}"), t.head(field, unit.get()), 0.0)
            };
            Arc::new(ProjectField::ALL.into_iter().map(column).collect())
        });
        Self { sheet: Sheet::new(app, order, columns, view), view }
    }

    /// Shows the whole list again.
    pub fn clear_filter(self) {
        self.view.filter.set(String::new());
        self.view.status.set(None);
    }

    /// Shows a project and puts the cursor on it.
    pub fn find(self, id: ProjectId) {
        if !self.sheet.find(id, 0) {
            self.clear_filter();
            self.sheet.find(id, 0);
        }
    }
}

/// Widths of a column, rem: on a wide screen and on a phone.
const fn width_of(field: ProjectField) -> (f64, f64) {
    match field {
        ProjectField::Name => (15.0, 9.0),
        ProjectField::Description => (16.5, 16.5),
        ProjectField::Status => (6.75, 6.75),
        ProjectField::Cost | ProjectField::Owner => (8.5, 8.5),
        ProjectField::Start | ProjectField::Finish => (7.0, 7.0),
    }
}

impl View {
    /// Is the whole list shown in its own order?
    fn is_plain(self) -> bool {
        self.sort.get().is_none() && self.filter.with(String::is_empty) && self.status.get().is_none()
    }

    fn project(self, id: ProjectId) -> Option<Arc<Project>> {
        self.app.store.doc().with_untracked(|doc| doc.project(id).cloned())
    }

    fn send(self, command: Command, many: bool) {
        if many {
            self.app.dispatch_undoable(command);
        } else {
            self.app.dispatch(command);
        }
    }

    /// Edits every cell of a block.
    fn edit(self, block: &Block, edit: impl Fn(ProjectField) -> Option<ProjectEdit>) {
        let fields = || ProjectField::ALL.into_iter().skip(block.columns.start).take(block.columns.len());
        let edits: Vec<_> = block
            .rows
            .iter()
            .flat_map(|id| fields().filter_map(|field| edit(field).map(|edit| (*id, edit))))
            .collect();
        let many = edits.len() > 1;
        self.send(Command::EditProjects(edits), many);
    }

    /// Adds an empty project under the cursor, or at the end, and goes there.
    pub fn insert_row(self, sheet: Sheet, below_cursor: bool) {
        let row = sheet.cursor.get_untracked().row;
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
            let last = sheet.order.with_untracked(|order| order.len()).saturating_sub(1);
            sheet.go(Cell { row: at.min(last), column: 0 }, false);
        }
    }

    /// Removes the selected rows and offers them back.
    pub fn remove_rows(self, sheet: Sheet) {
        let ids = sheet.block().rows;
        if ids.is_empty() {
            return;
        }
        let (from, _) = untrack(|| sheet.range());
        self.app.dispatch_undoable(Command::RemoveProjects(ids));
        sheet.go(Cell { row: from.row, column: sheet.cursor.get_untracked().column }, false);
    }

    /// Moves the cursor's row by one, in the list's own order.
    fn move_row(self, sheet: Sheet, step: isize) {
        let cell = sheet.cursor.get_untracked();
        let (Some(id), true) = (sheet.id_at(cell.row), untrack(|| self.is_plain())) else { return };
        let to = cell.row.saturating_add_signed(step);
        if to < sheet.order.with_untracked(|order| order.len())
            && self.app.dispatch(Command::MoveProject { id, to })
        {
            sheet.go(Cell { row: to, column: cell.column }, false);
        }
    }
}

impl Model for View {
    fn label(&self) -> String {
        self.app.lang().projects().table().to_owned()
    }

    fn cell_label(&self, row: usize, column: &Column, text: &str) -> String {
        let t = self.app.lang().projects();
        let field = ProjectField::ALL.into_iter().find(|field| format!("{field:?}") == column.key);
        t.cell_label(row, field.map_or(column.head.as_str(), |field| t.field(field)), text)
    }

    fn waiting(&self) -> Option<String> {
        Some(self.app.lang().projects().new_row().to_owned())
    }

    fn row(&self, id: ProjectId) -> RowView {
        let app = self.app;
        let project = Memo::new(move |_| app.store.doc().with(|doc| doc.project(id).cloned()));
        let unit = Memo::new(move |_| app.store.doc().with(|doc| doc.money));
        RowView {
            cell: Arc::new(move |column| {
                let Some(field) = ProjectField::ALL.get(column).copied() else { return ().into_any() };
                (move || {
                    project.with(|project| {
                        project.as_ref().map(|project| content(app, project, field, unit.get()))
                    })
                })
                .into_any()
            }),
            wrong: Arc::new(move |column| {
                let is_wrong = ProjectField::ALL.get(column) == Some(&ProjectField::Finish)
                    && project.with(|project| project.as_ref().is_some_and(|p| p.finishes_before_start()));
                is_wrong.then(|| app.lang().projects().finish_before_start().to_owned())
            }),
        }
    }

    fn text(&self, id: ProjectId, column: usize) -> String {
        let (Some(project), Some(field)) = (self.project(id), ProjectField::ALL.get(column)) else {
            return String::new();
        };
        match field {
            ProjectField::Status => {
                untrack(|| self.app.lang().projects()).status_name(project.status).to_owned()
            }
            _ => field.plain(&project, self.app.store.doc().with_untracked(|doc| doc.money)),
        }
    }

    fn choices(&self, column: usize) -> Vec<&'static str> {
        if ProjectField::ALL.get(column) != Some(&ProjectField::Status) {
            return Vec::new();
        }
        let t = self.app.lang().projects();
        ProjectStatus::ALL.into_iter().map(|status| t.status_name(status)).collect()
    }

    fn commit(&self, id: Option<ProjectId>, column: usize, text: &str) -> Result<(), String> {
        let Some(field) = ProjectField::ALL.get(column) else { return Ok(()) };
        let unit = self.app.store.doc().with_untracked(|doc| doc.money);
        let edit =
            field.parse(text, unit).map_err(|error| untrack(|| self.app.lang().errors()).value(&error))?;
        match id {
            Some(id) => drop(self.app.dispatch(Command::EditProjects(vec![(id, edit)]))),
            None if text.trim().is_empty() => {}
            None => {
                let project = Project::new(clock::new_project_id()).with(edit);
                self.app.dispatch(Command::AddProjects { at: usize::MAX, projects: vec![project] });
            }
        }
        Ok(())
    }

    fn paste(
        &self,
        sheet: Sheet,
        cells: &[Vec<String>],
        at: (usize, usize),
        selected: (usize, usize),
    ) -> Result<(usize, usize), String> {
        let unit = self.app.store.doc().with_untracked(|doc| doc.money);
        let order = sheet.order.get_untracked();
        match paste(cells, &order, at, selected, unit, clock::new_project_id) {
            Ok(Paste { edits, added, size }) => {
                self.send(Command::MergeProjects { edits, added }, cells.len() > 1);
                Ok(size)
            }
            Err(error) => {
                let (projects, errors) = untrack(|| (self.app.lang().projects(), self.app.lang().errors()));
                let field = projects.field(error.field);
                Err(projects.paste_refused(error.row + 1, field, &errors.value(&error.error)))
            }
        }
    }

    fn clear(&self, block: &Block) {
        let unit = self.app.store.doc().with_untracked(|doc| doc.money);
        self.edit(block, |field| field.parse("", unit).ok());
    }

    fn fill_down(&self, block: &Block) {
        let Some(first) = block.rows.first().and_then(|id| self.project(*id)) else { return };
        self.edit(block, |field| Some(field.edit_of(&first)));
    }

    /// Sorts: ascending, descending, then the list's own order.
    fn on_head(&self, _sheet: Sheet, column: usize) {
        let Some(field) = ProjectField::ALL.get(column).copied() else { return };
        let next = match self.sort.get_untracked() {
            Some(sort) if sort.field == field && sort.descending => None,
            Some(sort) if sort.field == field => Some(Sort { field, descending: true }),
            _ => Some(Sort { field, descending: false }),
        };
        self.sort.set(next);
    }

    fn row_key(&self, sheet: Sheet, key: RowKey) -> bool {
        match key {
            RowKey::Up => self.move_row(sheet, -1),
            RowKey::Down => self.move_row(sheet, 1),
            RowKey::Insert => self.insert_row(sheet, true),
            RowKey::Remove => self.remove_rows(sheet),
        }
        true
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
