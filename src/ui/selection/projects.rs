//! Which projects take part, and what the gates say of each.

use std::sync::Arc;

use leptos::prelude::*;

use super::board::Board;
use super::spot::Spot;
use crate::domain::selection::{Criterion, GateAnswer, SelectionChange, SelectionCommand, Verdict};
use crate::domain::{CriterionId, Note, ProjectId};
use crate::interchange::clipboard::spread;
use crate::route::Route;
use crate::ui::app::App;
use crate::ui::kit::{Button, ButtonKind, EmptyState, Symbol, TextField};
use crate::ui::sheet::{Block, Cell, Column, Grid, Model, RowView, Sheet};

/// The step.
#[component]
pub fn Projects() -> impl IntoView {
    let board = Board::context();
    let app = board.app;
    let t = move || app.lang().selection();
    let is_empty = Memo::new(move |_| app.store.doc().with(|doc| doc.projects.is_empty()));
    let gates = Memo::new(move |_| board.tree.with(|tree| tree.gates().cloned().collect::<Vec<_>>()));
    let order = Memo::new(move |_| {
        Arc::new(
            app.store.doc().with(|doc| doc.projects.iter().map(|project| project.id).collect::<Vec<_>>()),
        )
    });
    let columns = Memo::new(move |_| {
        let projects = app.lang().projects();
        let mut columns = vec![
            Column {
                width: (15.0, 9.0),
                grows: true,
                fixed: true,
                ..Column::new("name", projects.name(), 15.0)
            },
            Column::new("part", t().takes_part(), 7.0),
        ];
        columns.extend(gates.with(|gates| {
            gates
                .iter()
                .map(|gate| Column {
                    hint: gate.definition.to_string(),
                    ..Column::new(gate.id.to_string(), board.name_of(gate), 9.0)
                })
                .collect::<Vec<_>>()
        }));
        columns.push(Column { fixed: true, ..Column::new("verdict", t().verdict(), 9.0) });
        Arc::new(columns)
    });
    let sheet = Sheet::new(app, order, columns, Parts { board, gates });
    view! {
        <Show
            when=move || !is_empty.get()
            fallback=move || {
                view! {
                    <EmptyState title=move || t().needs_projects() text=move || t().needs_projects_text()>
                        <div class="button-row">
                            <Button label=move || t().to_project_list() kind=ButtonKind::Primary symbol=Symbol::Projects
                                on_click=move || app.router.go(Route::Projects) />
                            <Button label=move || app.lang().projects().import_csv() symbol=Symbol::Upload
                                on_click=move || app.import_csv() />
                        </div>
                    </EmptyState>
                }
            }
        >
            <p class="step-lead">
                {move || if gates.with(Vec::is_empty) { t().projects_lead() } else { t().gates_lead() }}
                " "
                <a href=Spot::Criteria(None).href()>{move || t().to_criteria()}</a>
            </p>
            <Grid sheet />
            <Reason sheet gates />
        </Show>
    }
}

/// The reason for the answer under the cursor.
#[component]
fn Reason(sheet: Sheet, gates: Memo<Vec<Arc<Criterion>>>) -> impl IntoView {
    let board = Board::context();
    let t = move || board.app.lang().selection();
    let place = Memo::new(move |_| {
        let Cell { row, column } = sheet.cursor.get();
        let project = sheet.order.with(|order| order.get(row).copied())?;
        let gate = gates.with(|gates| gates.get(column.checked_sub(2)?).cloned())?;
        Some((project, gate))
    });
    move || {
        place.get().map(|(project, gate)| {
            let id = gate.id;
            let answer = move || board.part.with(|part| part.gate_answers.get(project, id).cloned()).unwrap_or_default();
            let label = t().reason_for(&board.project_name(project), &board.name_of(&gate));
            view! {
                <div class="cell-panel">
                    <p class="rubric-text">{gate.definition.to_string()}</p>
                    <TextField label rows=2 value=Signal::derive(move || answer().reason.to_string())
                        on_commit=move |text: String| {
                            let reason = Note::new(&text).map_err(|error| board.app.lang().errors().value(&error))?;
                            let answer = GateAnswer { reason, ..answer() };
                            board.send(SelectionCommand::AnswerGates(vec![(project, id, Some(answer))]));
                            Ok(())
                        } />
                </div>
            }
        })
    }
}

/// The table of taking part and gates.
#[derive(Clone, Copy)]
struct Parts {
    board: Board,
    gates: Memo<Vec<Arc<Criterion>>>,
}

impl Parts {
    fn app(self) -> App {
        self.board.app
    }

    fn takes_part(self, id: ProjectId) -> bool {
        self.app()
            .store
            .doc()
            .with(|doc| doc.project(id).is_some_and(|project| doc.selection.takes_part(project)))
    }

    fn gate(self, column: usize) -> Option<CriterionId> {
        self.gates.with(|gates| gates.get(column.checked_sub(2)?).map(|gate| gate.id))
    }

    fn answer(self, project: ProjectId, gate: CriterionId) -> Option<GateAnswer> {
        self.board.part.with(|part| part.gate_answers.get(project, gate).cloned())
    }

    fn word(self, id: ProjectId, column: usize) -> String {
        let t = self.app().lang().selection();
        let word = match column {
            0 => return self.board.project_name(id),
            1 => {
                if self.takes_part(id) {
                    t.part_yes()
                } else {
                    t.part_no()
                }
            }
            _ => {
                if let Some(gate) = self.gate(column) {
                    match self.answer(id, gate).and_then(|answer| answer.yes) {
                        Some(true) => t.yes(),
                        Some(false) => t.no(),
                        None => "",
                    }
                } else {
                    let verdict =
                        self.board.part.with(|part| self.board.tree.with(|tree| part.verdict(tree, id)));
                    t.verdict_word(verdict)
                }
            }
        };
        word.to_owned()
    }

    /// The command of a typed word.
    fn command(
        self,
        ids: &[ProjectId],
        column: usize,
        text: &str,
    ) -> Result<Option<SelectionCommand>, String> {
        let t = untrack(|| self.app().lang().selection());
        let text = text.trim();
        let yes = if text.is_empty() || text == t.open() {
            None
        } else {
            let typed = match text {
                text if text == t.part_yes() => "yes",
                text if text == t.part_no() => "no",
                text => text,
            };
            let read = crate::domain::selection::Scale::YesNo.parse(typed);
            let rating = read.map_err(|error| untrack(|| self.app().lang().scoring()).error(&error))?;
            rating.map(|rating| rating.middle() > 0.5)
        };
        Ok(match (column, untrack(|| self.gate(column))) {
            (0, _) => None,
            (1, _) => Some(SelectionCommand::TakePart { projects: ids.to_vec(), part: yes.unwrap_or(true) }),
            (_, Some(gate)) => {
                let cells = ids.iter().map(|id| {
                    let old = untrack(|| self.answer(*id, gate)).unwrap_or_default();
                    (*id, gate, Some(GateAnswer { yes, ..old }))
                });
                Some(SelectionCommand::AnswerGates(cells.collect()))
            }
            (_, None) => None,
        })
    }

    fn fill(self, block: &Block, text: impl Fn(usize) -> String) {
        let mut commands = Vec::new();
        for column in block.columns.clone() {
            match self.command(&block.rows, column, &text(column)) {
                Ok(command) => commands.extend(command),
                Err(why) => self.app().toasts.refuse(why),
            }
        }
        self.together(commands, true);
    }

    /// Sends commands as one step of the undo list.
    fn together(self, mut commands: Vec<SelectionCommand>, offers_undo: bool) {
        let command = match commands.len() {
            0 => return,
            1 => commands.remove(0),
            _ => {
                let cells = commands.iter().map(|command| match command {
                    SelectionCommand::AnswerGates(cells) => cells.len(),
                    SelectionCommand::TakePart { projects, .. } => projects.len(),
                    _ => 0,
                });
                let change = SelectionChange::GatesAnswered(cells.sum());
                SelectionCommand::Together(commands, change)
            }
        };
        if offers_undo {
            self.board.send_undoable(command);
        } else {
            self.board.send(command);
        }
    }
}

impl Model for Parts {
    fn label(&self) -> String {
        self.app().lang().selection().step_name(0).to_owned()
    }

    fn cell_label(&self, row: usize, column: &Column, text: &str) -> String {
        self.app().lang().projects().cell_label(row, &column.head, text)
    }

    fn row(&self, id: ProjectId) -> RowView {
        let model = *self;
        RowView {
            cell: Arc::new(move |column| {
                let word = Memo::new(move |_| model.word(id, column));
                let verdict = move || {
                    model.board.part.with(|part| model.board.tree.with(|tree| part.verdict(tree, id)))
                };
                (move || {
                    let word = word.get();
                    if word.is_empty() {
                        view! { <span class="grid-none" aria-hidden="true">"–"</span> }.into_any()
                    } else if column > 1 && model.gate(column).is_none() {
                        view! { <span class="verdict" data-verdict=verdict_key(verdict())>{word}</span> }
                            .into_any()
                    } else {
                        word.into_any()
                    }
                })
                .into_any()
            }),
            wrong: Arc::new(|_| None),
        }
    }

    fn text(&self, id: ProjectId, column: usize) -> String {
        untrack(|| self.word(id, column))
    }

    fn choices(&self, column: usize) -> Vec<&'static str> {
        let t = self.app().lang().selection();
        match (column, self.gate(column)) {
            (1, _) => vec![t.part_yes(), t.part_no()],
            (_, Some(_)) => vec![t.yes(), t.no(), t.open()],
            _ => Vec::new(),
        }
    }

    fn commit(&self, id: Option<ProjectId>, column: usize, text: &str) -> Result<(), String> {
        if let Some(command) = id.map_or(Ok(None), |id| self.command(&[id], column, text))? {
            self.board.send(command);
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
        let (covered, size) = spread(cells, selected);
        let mut commands = Vec::new();
        for (row, column, text) in covered {
            let Some(id) = sheet.id_at(at.0 + row) else { continue };
            commands.extend(self.command(&[id], at.1 + column, text)?);
        }
        self.together(commands, false);
        Ok(size)
    }

    fn clear(&self, block: &Block) {
        self.fill(block, |_| String::new());
    }

    fn fill_down(&self, block: &Block) {
        let Some(first) = block.rows.first().copied() else { return };
        self.fill(block, |column| self.text(first, column));
    }

    fn on_head(&self, sheet: Sheet, column: usize) {
        sheet.go(Cell { row: sheet.cursor.get_untracked().row, column }, false);
        sheet.take_focus();
    }
}

/// The key of a verdict, for its mark.
pub const fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Obliged => "obliged",
        Verdict::Open => "open",
        Verdict::Barred => "barred",
    }
}
