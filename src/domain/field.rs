//! The fields of a project as typed text: cells of the table, of the clipboard and of files.

use super::error::ValueError;
use super::money::MoneyUnit;
use super::project::{Project, ProjectEdit, ProjectStatus, parse_date};
use super::text::{Name, Note};

/// A field that can be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProjectField {
    /// Name.
    Name,
    /// Owner.
    Owner,
    /// Description.
    Description,
    /// Status.
    Status,
    /// Cost, in the workspace's unit.
    Cost,
    /// First day.
    Start,
    /// Last day.
    Finish,
}

impl ProjectField {
    /// Every field in the order of the table.
    pub const ALL: [Self; 7] =
        [Self::Name, Self::Owner, Self::Description, Self::Status, Self::Cost, Self::Start, Self::Finish];

    /// Reads a typed text as a new value of this field. An empty text clears it; a cleared status is
    /// that of a new project.
    ///
    /// # Errors
    /// [`ValueError`] of the field's type.
    pub fn parse(self, text: &str, unit: MoneyUnit) -> Result<ProjectEdit, ValueError> {
        let text = text.trim();
        let filled = !text.is_empty();
        Ok(match self {
            Self::Name => ProjectEdit::Name(Name::new(&one_line(text))?),
            Self::Owner => ProjectEdit::Owner(Name::new(&one_line(text))?),
            Self::Description => ProjectEdit::Description(Note::new(text)?),
            Self::Status if filled => ProjectEdit::Status(parse_status(text)?),
            Self::Status => ProjectEdit::Status(ProjectStatus::default()),
            Self::Cost => ProjectEdit::Cost(filled.then(|| unit.parse(text)).transpose()?),
            Self::Start => ProjectEdit::Start(filled.then(|| parse_date(text)).transpose()?),
            Self::Finish => ProjectEdit::Finish(filled.then(|| parse_date(text)).transpose()?),
        })
    }

    /// The value as plain text that [`ProjectField::parse`] reads back; empty for none. A status is its key.
    pub fn plain(self, project: &Project, unit: MoneyUnit) -> String {
        match self {
            Self::Name => project.name.to_string(),
            Self::Owner => project.owner.to_string(),
            Self::Description => project.description.to_string(),
            Self::Status => project.status.key().to_owned(),
            Self::Cost => project.cost.map(|cost| unit.plain(cost)).unwrap_or_default(),
            Self::Start => project.start.map(|day| day.to_string()).unwrap_or_default(),
            Self::Finish => project.finish.map(|day| day.to_string()).unwrap_or_default(),
        }
    }

    /// The value as an edit.
    pub fn edit_of(self, project: &Project) -> ProjectEdit {
        match self {
            Self::Name => ProjectEdit::Name(project.name.clone()),
            Self::Owner => ProjectEdit::Owner(project.owner.clone()),
            Self::Description => ProjectEdit::Description(project.description.clone()),
            Self::Status => ProjectEdit::Status(project.status),
            Self::Cost => ProjectEdit::Cost(project.cost),
            Self::Start => ProjectEdit::Start(project.start),
            Self::Finish => ProjectEdit::Finish(project.finish),
        }
    }
}

/// Names have one line; line feeds of pasted cells become spaces.
fn one_line(text: &str) -> String {
    text.split(['\n', '\r', '\t'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Reads a status: its key or its word, in either language.
fn parse_status(text: &str) -> Result<ProjectStatus, ValueError> {
    let word = text.to_lowercase().replace(['-', '_'], " ");
    Ok(match word.as_str() {
        "candidate" | "proposed" | "idea" | "候选" | "备选" | "待定" => ProjectStatus::Candidate,
        "approved" | "已批准" | "批准" | "已立项" => ProjectStatus::Approved,
        "active" | "in progress" | "ongoing" | "进行中" | "在建" | "执行中" => ProjectStatus::Active,
        "on hold" | "paused" | "暂停" | "搁置" => ProjectStatus::OnHold,
        "done" | "completed" | "finished" | "closed" | "已完成" | "完成" | "已结束" => {
            ProjectStatus::Done
        }
        "cancelled" | "canceled" | "已取消" | "取消" | "终止" => ProjectStatus::Cancelled,
        _ => return Err(ValueError::NotAStatus(text.to_owned())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ProjectId;

    #[test]
    fn plain_text_reads_back_as_the_same_value() {
        let unit = MoneyUnit::default();
        let typed = ["排程", "王工", "第一行\n第二行", "on_hold", "-1200.5", "2027-03-01", "2027-12-31"];
        let mut project = Project::new(ProjectId::from_number(1));
        for (field, text) in ProjectField::ALL.into_iter().zip(typed) {
            project = project.with(field.parse(text, unit).unwrap());
        }
        for (field, text) in ProjectField::ALL.into_iter().zip(typed) {
            assert_eq!(field.plain(&project, unit), text);
            assert_eq!(field.parse(text, unit), Ok(field.edit_of(&project)));
        }
    }

    #[test]
    fn an_empty_text_clears() {
        let unit = MoneyUnit::default();
        let empty = Project::new(ProjectId::from_number(1));
        for field in ProjectField::ALL {
            assert_eq!(field.parse("  ", unit), Ok(field.edit_of(&empty)), "{field:?}");
        }
    }

    #[test]
    fn statuses_are_read_in_both_languages() {
        for (text, status) in [
            ("进行中", ProjectStatus::Active),
            ("On Hold", ProjectStatus::OnHold),
            ("on-hold", ProjectStatus::OnHold),
        ] {
            assert_eq!(parse_status(text), Ok(status));
        }
        assert!(parse_status("maybe").is_err());
    }

    #[test]
    fn a_name_has_one_line() {
        let edit = ProjectField::Name.parse("a\r\n b", MoneyUnit::default());
        assert_eq!(edit, Ok(ProjectEdit::Name(Name::new("a b").unwrap())));
    }
}
