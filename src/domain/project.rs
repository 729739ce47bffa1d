//! A project and the edits of its fields.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Extra;
use super::error::ValueError;
use super::id::ProjectId;
use super::money::Money;
use super::text::{Name, Note};

/// Where a project stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectStatus {
    /// Proposed, not decided.
    #[default]
    Candidate,
    /// Decided, not started.
    Approved,
    /// Under way.
    Active,
    /// Stopped for now.
    OnHold,
    /// Finished.
    Done,
    /// Given up.
    Cancelled,
}

impl ProjectStatus {
    /// Every status in the order of a project's life.
    pub const ALL: [Self; 6] =
        [Self::Candidate, Self::Approved, Self::Active, Self::OnHold, Self::Done, Self::Cancelled];

    /// The stable key used in files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Approved => "approved",
            Self::Active => "active",
            Self::OnHold => "on_hold",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }

    /// The status of a key.
    ///
    /// # Errors
    /// [`ValueError::NotAStatus`].
    pub fn from_key(key: &str) -> Result<Self, ValueError> {
        Self::ALL
            .into_iter()
            .find(|status| status.key() == key)
            .ok_or_else(|| ValueError::NotAStatus(key.to_owned()))
    }
}

/// A project of the workspace's list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Project {
    /// Identity, kept for ever.
    pub id: ProjectId,
    /// Short name; may be empty while a row is being filled in.
    #[serde(default)]
    pub name: Name,
    /// The person or post that answers for it.
    #[serde(default)]
    pub owner: Name,
    /// What it is and what for.
    #[serde(default)]
    pub description: Note,
    /// Where it stands.
    #[serde(default)]
    pub status: ProjectStatus,
    /// Total cost; none is "not known", never zero.
    #[serde(default)]
    pub cost: Option<Money>,
    /// First day.
    #[serde(default)]
    pub start: Option<NaiveDate>,
    /// Last day. May lie before the start while both are being edited; the table marks it.
    #[serde(default)]
    pub finish: Option<NaiveDate>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Project {
    /// An empty candidate.
    pub fn new(id: ProjectId) -> Self {
        Self {
            id,
            name: Name::default(),
            owner: Name::default(),
            description: Note::default(),
            status: ProjectStatus::default(),
            cost: None,
            start: None,
            finish: None,
            extra: Extra::new(),
        }
    }

    /// Does it end before it begins?
    pub fn finishes_before_start(&self) -> bool {
        matches!((self.start, self.finish), (Some(start), Some(finish)) if finish < start)
    }

    /// The same project with one field set.
    #[must_use]
    pub fn with(mut self, edit: ProjectEdit) -> Self {
        match edit {
            ProjectEdit::Name(name) => self.name = name,
            ProjectEdit::Owner(owner) => self.owner = owner,
            ProjectEdit::Description(description) => self.description = description,
            ProjectEdit::Status(status) => self.status = status,
            ProjectEdit::Cost(cost) => self.cost = cost,
            ProjectEdit::Start(start) => self.start = start,
            ProjectEdit::Finish(finish) => self.finish = finish,
        }
        self
    }
}

/// A new value for one field.
#[derive(Debug, Clone, PartialEq)]
pub enum ProjectEdit {
    /// Name.
    Name(Name),
    /// Owner.
    Owner(Name),
    /// Description.
    Description(Note),
    /// Status.
    Status(ProjectStatus),
    /// Cost; none clears it.
    Cost(Option<Money>),
    /// First day; none clears it.
    Start(Option<NaiveDate>),
    /// Last day; none clears it.
    Finish(Option<NaiveDate>),
}

/// Reads a date as people type it: `2027-03-01`, `2027/3/1`, `2027.3.1`, `20270301`, `2027年3月1日`.
///
/// # Errors
/// [`ValueError::NotADate`], also for a day that the month does not have and years outside 1900–2199.
pub fn parse_date(text: &str) -> Result<NaiveDate, ValueError> {
    let refused = || ValueError::NotADate(text.trim().to_owned());
    let mut parts: Vec<u32> = Vec::new();
    let ascii: String = text
        .trim()
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
            _ => c,
        })
        .collect();
    if ascii.len() == 8 && ascii.bytes().all(|b| b.is_ascii_digit()) {
        return NaiveDate::parse_from_str(&ascii, "%Y%m%d")
            .map_err(|_| refused())
            .and_then(|d| in_range(d).ok_or_else(refused));
    }
    let body = ascii.strip_suffix(['日', '号']).unwrap_or(&ascii);
    for part in body.split(['-', '/', '.', '年', '月', '−', '／', '．']) {
        let digits = part.trim();
        if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(refused());
        }
        parts.push(digits.parse().map_err(|_| refused())?);
    }
    let &[year, month, day] = parts.as_slice() else { return Err(refused()) };
    let year = i32::try_from(year).map_err(|_| refused())?;
    NaiveDate::from_ymd_opt(year, month, day).and_then(in_range).ok_or_else(refused)
}

fn in_range(date: NaiveDate) -> Option<NaiveDate> {
    use chrono::Datelike;
    (1900..2200).contains(&date.year()).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_type_them() {
        let day = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
        for typed in
            ["2027-03-01", "2027/3/1", " 2027.3.1 ", "20270301", "2027年3月1日", "２０２７-０３-０１"]
        {
            assert_eq!(parse_date(typed), Ok(day), "{typed}");
        }
        for typed in
            ["", "2027", "2027-13-01", "2027-02-30", "1/2/2027", "3-1", "27-03-01", "soon", "2027-3-1-1"]
        {
            assert_eq!(parse_date(typed), Err(ValueError::NotADate(typed.to_owned())), "{typed}");
        }
    }
}
