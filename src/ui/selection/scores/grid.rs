//! The grid's model: a cell is a rater's score, or the group's.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::board::{Board, significant};
use super::{in_shown_unit, is_money};
use crate::domain::selection::{Agreement, Criterion, Rating, Scale, SelectionCommand, Source, in_currency};
use crate::domain::{CriterionId, Note, ProjectId, RaterId};
use crate::interchange::clipboard::spread;
use crate::state::clock;
use crate::ui::app::App;
use crate::ui::sheet::{Block, Cell, Column, Model, RowView, Sheet};

/// Whose scores the grid shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// The mean of all, or what was agreed; typing records an agreement.
    Group,
    /// One rater's; a rater that is not there yet comes with the first score.
    Rater(RaterId),
}

/// The grid of the projects that take part.
pub fn score_sheet(board: Board, layer: RwSignal<Layer>) -> Sheet {
    let app = board.app;
    let order = Memo::new(move |_| {
        Arc::new(app.store.doc().with(|doc| {
            doc.projects
                .iter()
                .filter(|project| doc.selection.takes_part(project))
                .map(|project| project.id)
                .collect::<Vec<_>>()
        }))
    });
    let leaves = Memo::new(move |_| super::leaves(board));
    let columns = Memo::new(move |_| {
        let t = app.lang();
        let name = t.projects().name();
        let mut columns =
            vec![Column { width: (15.0, 9.0), fixed: true, grows: true, ..Column::new("name", name, 15.0) }];
        columns.extend(leaves.with(|leaves| {
            leaves
                .iter()
                .map(|criterion| Column {
                    hint: criterion.definition.to_string(),
                    number: true,
                    fixed: criterion.leaf().is_some_and(|leaf| leaf.source != Source::Raters),
                    ..Column::new(criterion.id.to_string(), head(board, criterion), 8.0)
                })
                .collect::<Vec<_>>()
        }));
        Arc::new(columns)
    });
    Sheet::new(app, order, columns, Scoring { board, layer, leaves })
}

/// A leaf's name with its unit.
fn head(board: Board, criterion: &Criterion) -> String {
    let name = board.name_of(criterion);
    let t = board.app.lang();
    let unit = match criterion.leaf() {
        Some(leaf) if is_money(leaf) => t.projects().money_unit(board.app.store.doc().with(|doc| doc.money)),
        Some(leaf) => match &leaf.scale {
            Scale::Number { unit, .. } => unit.to_string(),
            _ => String::new(),
        },
        None => String::new(),
    };
    if unit.is_empty() { name } else { t.scoring().with_unit(&name, &unit) }
}

#[derive(Clone, Copy)]
struct Scoring {
    board: Board,
    layer: RwSignal<Layer>,
    leaves: Memo<Vec<Arc<Criterion>>>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
enum Held {
    Nothing,
    Name(String),
    /// Computed, in the unit shown.
    Number(f64),
    Group {
        value: f64,
        agreed: bool,
    },
    Own {
        rating: Option<Rating>,
        commented: bool,
        rivals: bool,
        /// Beyond the scale?
        off: bool,
    },
}

impl Scoring {
    fn app(self) -> App {
        self.board.app
    }

    fn leaf(self, column: usize) -> Option<Arc<Criterion>> {
        self.leaves.with(|leaves| leaves.get(column.checked_sub(1)?).cloned())
    }

    /// A computed cell, as a number in the unit shown.
    fn computed(self, project: ProjectId, criterion: &Criterion) -> Option<f64> {
        let leaf = criterion.leaf()?;
        let number = match leaf.source {
            Source::Cost => self.app().store.doc().with(|doc| doc.project(project)?.cost.map(in_currency))?,
            Source::CashFlow(figure) => {
                self.board.figures.with(|figures| figures.get(&(project, figure)).copied())?
            }
            Source::Raters => return None,
        };
        Some(in_shown_unit(self.board, leaf, number))
    }

    fn rating(self, project: ProjectId, criterion: CriterionId) -> Option<Rating> {
        let layer = self.layer.get();
        self.board.part.with(|part| match layer {
            Layer::Rater(rater) => part.rater(rater)?.scores.get(project, criterion)?.rating,
            Layer::Group => part.agreed.get(project, criterion).map(Agreement::rating),
        })
    }

    /// What a cell holds. Looked up after every change for every cell in view, so nothing is worded here.
    fn held(self, project: ProjectId, column: usize) -> Held {
        if column == 0 {
            return Held::Name(self.board.project_name(project));
        }
        let Some(criterion) = self.leaf(column) else { return Held::Nothing };
        let Some(leaf) = criterion.leaf().filter(|leaf| leaf.source == Source::Raters) else {
            return self.computed(project, &criterion).map_or(Held::Nothing, Held::Number);
        };
        match self.layer.get() {
            Layer::Group => self.board.part.with(|part| {
                part.group_score(project, criterion.id)
                    .map_or(Held::Nothing, |group| Held::Group { value: group.value, agreed: group.agreed })
            }),
            Layer::Rater(rater) => self.board.part.with(|part| {
                let score = part.rater(rater).and_then(|rater| rater.scores.get(project, criterion.id));
                score.map_or(Held::Nothing, |score| Held::Own {
                    rating: score.rating,
                    commented: !score.comment.is_empty(),
                    rivals: !score.rivals.is_empty(),
                    off: score.rating.is_some_and(|rating| !leaf.scale.holds(rating)),
                })
            }),
        }
    }

    /// What a cell shows: the words, and why there is something to look at.
    fn worded(self, held: &Held, column: usize) -> (String, &'static str) {
        let locale = self.app().lang().locale();
        match held {
            Held::Nothing => (String::new(), ""),
            Held::Name(name) => (name.clone(), ""),
            Held::Number(number) => (significant(locale, *number), ""),
            Held::Group { value, agreed } => {
                (significant(locale, *value), if *agreed { "agreed" } else { "" })
            }
            Held::Own { rating, commented, rivals, .. } => {
                let is_yes_no = self
                    .leaf(column)
                    .is_some_and(|criterion| criterion.leaf().is_some_and(|leaf| leaf.scale == Scale::YesNo));
                let words = |rating: Rating| match rating {
                    _ if is_yes_no => self.app().lang().scoring().yes_no(rating.middle()).to_owned(),
                    Rating::Value(value) => significant(locale, value.get()),
                    Rating::Range(low, high) => {
                        format!("{}~{}", significant(locale, low.get()), significant(locale, high.get()))
                    }
                };
                let mark = if *rivals {
                    "rival"
                } else if *commented {
                    "comment"
                } else {
                    ""
                };
                (rating.map(words).unwrap_or_default(), mark)
            }
        }
    }

    /// What is wrong with a cell.
    fn problem(self, held: &Held) -> Option<String> {
        let t = self.app().lang().scoring();
        match held {
            Held::Own { rivals: true, .. } => Some(t.conflict().to_owned()),
            Held::Own { off: true, .. } => Some(t.off_scale().to_owned()),
            _ => None,
        }
    }

    /// What is typed, as a rating of the column's leaf.
    fn read(self, column: usize, text: &str) -> Result<Option<(CriterionId, Option<Rating>)>, String> {
        let Some(criterion) = untrack(|| self.leaf(column)) else { return Ok(None) };
        let Some(leaf) = criterion.leaf().filter(|leaf| leaf.source == Source::Raters) else {
            return Ok(None);
        };
        let rating =
            leaf.scale.parse(text).map_err(|error| untrack(|| self.app().lang().scoring()).error(&error))?;
        Ok(Some((criterion.id, rating)))
    }

    fn command(self, cells: Vec<(ProjectId, CriterionId, Option<Rating>)>) -> SelectionCommand {
        match self.layer.get_untracked() {
            Layer::Rater(rater) => SelectionCommand::Score { rater, cells },
            Layer::Group => {
                let today = clock::today();
                let agreements = self.board.part.with_untracked(|part| {
                    cells
                        .into_iter()
                        .map(|(project, criterion, rating)| {
                            let reason = part.agreed.get(project, criterion).map(|old| old.reason.clone());
                            let reason = reason.unwrap_or_else(Note::default);
                            (
                                project,
                                criterion,
                                rating.map(|rating| Agreement::new(rating, reason, Some(today))),
                            )
                        })
                        .collect()
                });
                SelectionCommand::Agree(agreements)
            }
        }
    }

    fn send(self, cells: Vec<(ProjectId, CriterionId, Option<Rating>)>) {
        let many = cells.len() > 1;
        let command = self.command(cells);
        if many {
            self.board.send_undoable(command);
        } else {
            self.board.send(command);
        }
    }
}

impl Model for Scoring {
    fn label(&self) -> String {
        self.app().lang().scoring().title().to_owned()
    }

    fn cell_label(&self, row: usize, column: &Column, text: &str) -> String {
        self.app().lang().projects().cell_label(row, &column.head, text)
    }

    fn row(&self, id: ProjectId) -> RowView {
        let model = *self;
        // One reader of the document for each row, not one for each cell: a source with thousands of readers spends more time
        // on the list of them than on the change.
        let width = Memo::new(move |_| model.leaves.with(Vec::len) + 1);
        let row =
            Memo::new(move |_| (0..width.get()).map(|column| model.held(id, column)).collect::<Vec<_>>());
        RowView {
            cell: Arc::new(move |column| {
                let held =
                    Memo::new(move |_| row.with(|row| row.get(column).cloned().unwrap_or(Held::Nothing)));
                (move || {
                    let (text, mark) = held.with(|held| model.worded(held, column));
                    if text.is_empty() {
                        let mark = (mark == "comment").then_some("comment");
                        return view! { <span class="grid-none" aria-hidden="true" data-mark=mark>"–"</span> }.into_any();
                    }
                    if mark.is_empty() { text.into_any() } else { view! { <span class="score" data-mark=mark>{text}</span> }.into_any() }
                })
                .into_any()
            }),
            wrong: Arc::new(move |column| {
                row.with(|row| row.get(column).and_then(|held| model.problem(held)))
            }),
        }
    }

    fn text(&self, id: ProjectId, column: usize) -> String {
        untrack(|| match self.leaf(column) {
            Some(criterion) if criterion.leaf().is_some_and(|leaf| leaf.source == Source::Raters) => {
                match (self.layer.get(), self.rating(id, criterion.id)) {
                    (_, Some(rating)) => rating.plain(),
                    // What the group's mean is, for the clipboard; typing over it records an agreement.
                    (Layer::Group, None) => self.worded(&self.held(id, column), column).0,
                    (Layer::Rater(_), None) => String::new(),
                }
            }
            _ => self.worded(&self.held(id, column), column).0,
        })
    }

    fn commit(&self, id: Option<ProjectId>, column: usize, text: &str) -> Result<(), String> {
        let Some(id) = id else { return Ok(()) };
        // A mean that was only looked at is not an agreement.
        if self.layer.get_untracked() == Layer::Group && text.trim() == self.text(id, column) {
            return Ok(());
        }
        if let Some((criterion, rating)) = self.read(column, text)? {
            self.send(vec![(id, criterion, rating)]);
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
        let mut scores = Vec::new();
        for (row, column, text) in covered {
            let Some(id) = sheet.id_at(at.0 + row) else { continue };
            let read = self.read(at.1 + column, text).map_err(|why| {
                let name = sheet.column(at.1 + column).map(|column| column.head).unwrap_or_default();
                untrack(|| self.app().lang().projects()).paste_refused(at.0 + row + 1, &name, &why)
            })?;
            scores.extend(read.map(|(criterion, rating)| (id, criterion, rating)));
        }
        self.send(scores);
        Ok(size)
    }

    fn clear(&self, block: &Block) {
        self.fill(block, |_| Some(None));
    }

    fn fill_down(&self, block: &Block) {
        let Some(first) = block.rows.first().copied() else { return };
        self.fill(block, |criterion| Some(untrack(|| self.rating(first, criterion))));
    }

    fn on_head(&self, sheet: Sheet, column: usize) {
        sheet.go(Cell { row: sheet.cursor.get_untracked().row, column }, false);
        sheet.take_focus();
    }
}

impl Scoring {
    fn fill(self, block: &Block, rating: impl Fn(CriterionId) -> Option<Option<Rating>>) {
        let mut cells = Vec::new();
        for column in block.columns.clone() {
            let Some(criterion) = untrack(|| self.leaf(column)) else { continue };
            if criterion.leaf().is_none_or(|leaf| leaf.source != Source::Raters) {
                continue;
            }
            if let Some(rating) = rating(criterion.id) {
                cells.extend(block.rows.iter().map(|id| (*id, criterion.id, rating)));
            }
        }
        self.send(cells);
    }
}
