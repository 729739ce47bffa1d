//! Project tables: which column is which field, what a row becomes, and the way out.

use std::collections::HashMap;

use super::table::{Cell, Row, write};
use crate::domain::error::ValueError;
use crate::domain::{MoneyUnit, Project, ProjectEdit, ProjectField, ProjectId, Workspace};

/// The field of each column; none for one that is left out.
pub type Mapping = Vec<Option<ProjectField>>;

/// Words that name a field in the head of a table, lower case. Measured off templates of common tools.
fn words(field: ProjectField) -> &'static [&'static str] {
    match field {
        ProjectField::Name => {
            &["name", "project", "project name", "title", "task name", "名称", "项目", "项目名称", "标题"]
        }
        ProjectField::Owner => {
            &["owner", "manager", "project manager", "lead", "负责人", "项目经理", "责任人", "所有者"]
        }
        ProjectField::Description => &[
            "description",
            "notes",
            "note",
            "comment",
            "summary",
            "说明",
            "描述",
            "备注",
            "简介",
            "项目说明",
        ],
        ProjectField::Status => &["status", "state", "stage", "状态", "阶段"],
        ProjectField::Cost => {
            &["cost", "budget", "amount", "total cost", "成本", "预算", "金额", "总成本", "费用", "投资"]
        }
        ProjectField::Start => {
            &["start", "start date", "begin", "from", "开始", "开始日期", "开始时间", "启动日期"]
        }
        ProjectField::Finish => &[
            "finish",
            "finish date",
            "end",
            "end date",
            "due",
            "due date",
            "完成",
            "完成日期",
            "结束",
            "结束日期",
            "截止日期",
            "结束时间",
        ],
    }
}

/// The field that a head cell names; what stands in brackets (a unit) does not count.
fn field_of(head: &str) -> Option<ProjectField> {
    let word =
        head.split(['(', '（', '[', '/']).next().unwrap_or_default().trim().to_lowercase().replace('_', " ");
    ProjectField::ALL.into_iter().find(|field| words(*field).contains(&word.as_str()))
}

/// Guesses the columns from the first row, and whether that row is a head. Without one, the columns
/// are taken in the order of the table.
pub fn guess(rows: &[Row]) -> (Mapping, bool) {
    let first = rows.first().map(|row| row.cells.as_slice()).unwrap_or_default();
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut taken = Vec::new();
    let mut mapping: Mapping = first
        .iter()
        .map(|head| field_of(head).filter(|field| !taken.contains(field)).inspect(|field| taken.push(*field)))
        .collect();
    let has_head = !taken.is_empty();
    if !has_head {
        mapping = ProjectField::ALL.into_iter().map(Some).collect();
    }
    mapping.resize(width, None);
    (mapping, has_head)
}

/// What to do with a row whose name a project has already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SameName {
    /// Its fields become those of the row.
    #[default]
    Update,
    /// The row becomes a further project.
    Add,
    /// The row is left out.
    Skip,
}

/// A cell that is not a value of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellError {
    /// Line of the file, from 1.
    pub line: u64,
    /// Column, from 0.
    pub column: usize,
    /// The field that it was read as.
    pub field: ProjectField,
    /// Why not.
    pub error: ValueError,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// New values of projects that are there.
    pub edits: Vec<(ProjectId, ProjectEdit)>,
    /// New projects.
    pub added: Vec<Project>,
    /// Rows that change a project that is there.
    pub updated: usize,
    /// Rows left out because their name is there.
    pub skipped: usize,
    /// Rows left out because a cell is wrong.
    pub wrong_rows: usize,
    /// Every wrong cell.
    pub errors: Vec<CellError>,
}

/// Reads the rows as projects of a workspace. `new_id` makes an id for each new one. A row with a
/// wrong cell is left out whole.
pub fn plan(
    workspace: &Workspace,
    rows: &[Row],
    mapping: &Mapping,
    unit: MoneyUnit,
    same_name: SameName,
    mut new_id: impl FnMut() -> ProjectId,
) -> Plan {
    let by_name: HashMap<&str, ProjectId> = workspace
        .projects
        .iter()
        .rev()
        .filter(|project| !project.name.is_empty())
        .map(|project| (&*project.name, project.id))
        .collect();
    let mut plan = Plan::default();
    for row in rows {
        let mut edits = Vec::new();
        let mut is_wrong = false;
        for (column, field) in mapping.iter().enumerate() {
            let (Some(field), Some(text)) = (field, row.cells.get(column)) else { continue };
            match field.parse(text, unit) {
                Ok(edit) => edits.push((edit, text.trim().is_empty())),
                Err(error) => {
                    is_wrong = true;
                    plan.errors.push(CellError { line: row.line, column, field: *field, error });
                }
            }
        }
        if is_wrong {
            plan.wrong_rows += 1;
            continue;
        }
        let there = edits.iter().find_map(|(edit, _)| match edit {
            ProjectEdit::Name(name) => by_name.get(&**name).copied(),
            _ => None,
        });
        match (there, same_name) {
            (Some(id), SameName::Update) => {
                plan.updated += 1;
                // An empty cell says nothing about a project that is there.
                plan.edits.extend(edits.into_iter().filter(|(_, empty)| !empty).map(|(edit, _)| (id, edit)));
            }
            (Some(_), SameName::Skip) => plan.skipped += 1,
            _ if edits.iter().all(|(_, empty)| *empty) => {}
            _ => plan.added.push(edits.into_iter().fold(Project::new(new_id()), |p, (edit, _)| p.with(edit))),
        }
    }
    plan
}

/// The project table as a CSV file. `head` and `status` give the words.
pub fn export(
    workspace: &Workspace,
    head: impl Fn(ProjectField) -> String,
    status: impl Fn(crate::domain::ProjectStatus) -> String,
) -> String {
    let mut rows =
        vec![ProjectField::ALL.into_iter().map(|field| Cell::Text(head(field))).collect::<Vec<_>>()];
    for project in workspace.projects.iter() {
        let cells = ProjectField::ALL.into_iter().map(|field| match field {
            ProjectField::Status => Cell::Text(status(project.status)),
            ProjectField::Name | ProjectField::Owner | ProjectField::Description => {
                Cell::Text(field.plain(project, workspace.money))
            }
            ProjectField::Cost | ProjectField::Start | ProjectField::Finish => {
                Cell::Value(field.plain(project, workspace.money))
            }
        });
        rows.push(cells.collect());
    }
    write(&rows)
}

/// The letters of a column as spreadsheets have them: A, B, …, Z, AA.
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Command, Name, WorkspaceId};
    use crate::interchange::table::read;

    fn ids() -> impl FnMut() -> ProjectId {
        let mut next = 100;
        move || {
            next += 1;
            ProjectId::from_number(next)
        }
    }

    fn empty() -> Workspace {
        Workspace::new(WorkspaceId::from_number(1), Name::default())
    }

    fn import(workspace: &Workspace, text: &str, same_name: SameName) -> Plan {
        let rows = read(text).unwrap();
        let (mapping, has_head) = guess(&rows);
        plan(workspace, &rows[usize::from(has_head)..], &mapping, workspace.money, same_name, ids())
    }

    #[test]
    fn heads_are_recognised_in_both_languages() {
        let fields = |text: &str| guess(&read(text).unwrap());
        let (mapping, head) = fields("项目名称,预算（万元）,备注,其他\na,1,x,y");
        assert_eq!(
            mapping,
            [Some(ProjectField::Name), Some(ProjectField::Cost), Some(ProjectField::Description), None]
        );
        assert!(head);
        let (mapping, head) = fields("Start Date,END_DATE,Name,name\n,,a,b");
        assert_eq!(
            mapping,
            [Some(ProjectField::Start), Some(ProjectField::Finish), Some(ProjectField::Name), None]
        );
        assert!(head);
        assert!(!fields("排程,王工\n看板,李工").1);
    }

    #[test]
    fn errors_name_line_and_column_and_leave_the_row_out() {
        let plan = import(
            &empty(),
            "名称,成本,开始\n好,12,2027-01-01\n坏,十二,2027-02-30\n也好,,",
            SameName::Update,
        );
        assert_eq!((plan.added.len(), plan.wrong_rows), (2, 1));
        let places: Vec<(u64, usize)> = plan.errors.iter().map(|error| (error.line, error.column)).collect();
        assert_eq!(places, [(3, 1), (3, 2)]);
    }

    #[test]
    fn the_same_name_updates_adds_or_skips() {
        let mut workspace = empty();
        let first = import(&workspace, "名称,负责人,成本\n排程,王工,5", SameName::Update);
        workspace.apply(Command::MergeProjects { edits: first.edits, added: first.added }).unwrap();
        let again = "名称,负责人,成本\n排程,,7";
        let update = import(&workspace, again, SameName::Update);
        assert_eq!((update.updated, update.added.len()), (1, 0));
        workspace.apply(Command::MergeProjects { edits: update.edits, added: update.added }).unwrap();
        assert_eq!(&*workspace.projects[0].owner, "王工", "an empty cell changes nothing");
        assert_eq!(workspace.projects[0].cost.map(|cost| workspace.money.plain(cost)).as_deref(), Some("7"));
        assert_eq!(import(&workspace, again, SameName::Add).added.len(), 1);
        assert_eq!(import(&workspace, again, SameName::Skip).skipped, 1);
    }

    #[test]
    fn what_goes_out_comes_back() {
        let mut workspace = empty();
        let text = "名称,负责人,说明,状态,成本,开始,完成\n=1+1,@王,\"a\nb\",暂停,-12.345678,2027-01-01,2027-02-01\n'=x,,,,,,";
        let first = import(&workspace, text, SameName::Add);
        workspace.apply(Command::MergeProjects { edits: vec![], added: first.added.clone() }).unwrap();
        let out = export(&workspace, |field| words(field)[0].to_owned(), |status| status.key().to_owned());
        let back = import(&empty(), &out, SameName::Add);
        assert_eq!(back, first);
    }

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        let letters: Vec<String> = [0, 25, 26, 51, 52, 701, 702].into_iter().map(column_letters).collect();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
