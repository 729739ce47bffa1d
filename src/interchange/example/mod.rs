//! The built-in example: content in both languages, turned into a workspace in one of them.

mod competency;
mod portfolio;
mod selection;
mod strategy;

use std::sync::Arc;

use chrono::{Months, NaiveDate};
use serde::Deserialize;

use crate::domain::money::MoneyScale;
use crate::domain::{
    Currency, Money, MoneyUnit, Name, Note, Project, ProjectEdit, ProjectId, Workspace, WorkspaceId,
};

/// A text in both languages.
#[derive(Debug, Clone, Deserialize)]
struct Both {
    #[serde(rename = "zh-CN")]
    zh: String,
    en: String,
}

/// Which of the two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Both {
    fn get(&self, tongue: Tongue) -> &str {
        match tongue {
            Tongue::Zh => &self.zh,
            Tongue::En => &self.en,
        }
    }
}

#[derive(Debug, Deserialize)]
struct Content {
    meta: Meta,
    strategy: Strategy,
    projects: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Meta {
    title: Both,
}

#[derive(Debug, Deserialize)]
struct Strategy {
    owners: Vec<Owner>,
}

#[derive(Debug, Deserialize)]
struct Owner {
    id: String,
    post: Both,
}

#[derive(Debug, Deserialize)]
struct Entry {
    id: String,
    name: Both,
    description: Both,
    owner: String,
    /// Ten thousand yuan.
    cost_total: i64,
    duration_quarters: u32,
    earliest_start: String,
}

/// Why the content is not an example.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("example: {0}")]
pub struct ExampleError(pub String);

/// Marks the ids of example projects, so that they are the same every time it is opened.
const ID_BASE: u128 = 0x0e8a_3b1e_0000_7000_8000_0000_0000_0000;
const FEN_IN_TEN_THOUSAND_YUAN: i64 = 1_000_000;

/// The example as a workspace. The projects are candidates from their earliest start.
///
/// # Errors
/// [`ExampleError`] when the content is not as it should be; a test reads the real one.
pub fn workspace(content: &str, tongue: Tongue, id: WorkspaceId) -> Result<Workspace, ExampleError> {
    let refused = |what: String| ExampleError(what);
    let value: serde_json::Value =
        serde_json::from_str(content).map_err(|error| refused(error.to_string()))?;
    let content = Content::deserialize(&value).map_err(|error| refused(error.to_string()))?;
    let text = |both: &Both| Name::new(both.get(tongue)).map_err(|error| refused(error.to_string()));
    let mut workspace = Workspace::new(id, text(&content.meta.title)?);
    workspace.example = true;
    // 万元 in Chinese; nobody counts in ten thousands in English.
    let scale = match tongue {
        Tongue::Zh => MoneyScale::TenThousand,
        Tongue::En => MoneyScale::Million,
    };
    workspace.money = MoneyUnit { currency: Currency::CNY, scale };
    let mut projects = Vec::new();
    for entry in &content.projects {
        let number = entry.id.strip_prefix('p').and_then(|digits| digits.parse::<u32>().ok());
        let number = number.ok_or_else(|| refused(entry.id.clone()))?;
        let owner = content.strategy.owners.iter().find(|owner| owner.id == entry.owner);
        let owner = owner.ok_or_else(|| refused(entry.owner.clone()))?;
        let start = quarter(&entry.earliest_start).ok_or_else(|| refused(entry.earliest_start.clone()))?;
        let finish = start
            .checked_add_months(Months::new(3 * entry.duration_quarters))
            .and_then(|next| next.pred_opt())
            .ok_or_else(|| refused(entry.id.clone()))?;
        let cost = Money::from_minor(entry.cost_total * FEN_IN_TEN_THOUSAND_YUAN)
            .map_err(|error| refused(error.to_string()))?;
        let note = Note::new(entry.description.get(tongue)).map_err(|error| refused(error.to_string()))?;
        let edits = [
            ProjectEdit::Name(text(&entry.name)?),
            ProjectEdit::Owner(text(&owner.post)?),
            ProjectEdit::Description(note),
            ProjectEdit::Cost(Some(cost)),
            ProjectEdit::Start(Some(start)),
            ProjectEdit::Finish(Some(finish)),
        ];
        let project = Project::new(ProjectId::from_number(ID_BASE + u128::from(number)));
        projects.push(Arc::new(edits.into_iter().fold(project, Project::with)));
    }
    workspace.projects = Arc::new(projects);
    strategy::fill(&value, tongue, &mut workspace)?;
    selection::fill(&value, tongue, &mut workspace)?;
    portfolio::fill(&value, tongue, &mut workspace)?;
    competency::fill(&value, tongue, &mut workspace)?;
    Ok(workspace)
}

/// The first day of a quarter such as `2027Q1`.
fn quarter(text: &str) -> Option<NaiveDate> {
    let (year, number) = text.split_once('Q')?;
    let number: u32 = number.parse().ok().filter(|number| (1..=4).contains(number))?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, 3 * (number - 1) + 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENT: &str = include_str!("../../../content/example_group.json");

    #[test]
    fn the_example_is_whole_in_both_languages() {
        let id = WorkspaceId::from_number(1);
        let zh = workspace(CONTENT, Tongue::Zh, id).unwrap();
        let en = workspace(CONTENT, Tongue::En, id).unwrap();
        for example in [&zh, &en] {
            assert_eq!(example.projects.len(), 24);
            assert!(
                example.example && crate::domain::register::Register::of(&example.projects).gaps.is_empty()
            );
        }
        let sums: Vec<i64> =
            [&zh, &en].map(|w| w.projects.iter().filter_map(|p| p.cost).map(Money::minor).sum()).to_vec();
        // The content file states its own sum.
        let stated: serde_json::Value = serde_json::from_str(CONTENT).unwrap();
        let parts = stated["projects"].as_array().unwrap().iter();
        let by_year: i64 = parts
            .flat_map(|p| p["cost_by_year"].as_object().unwrap().values())
            .filter_map(serde_json::Value::as_i64)
            .sum();
        assert_eq!(sums, [by_year * 1_000_000; 2]);
        let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        assert!(
            en.projects
                .iter()
                .all(|p| !p.name.contains(han) && !p.description.contains(han) && !p.owner.contains(han))
        );
    }

    #[test]
    fn quarters_become_days() {
        assert_eq!(quarter("2027Q1"), NaiveDate::from_ymd_opt(2027, 1, 1));
        assert_eq!(quarter("2028Q4"), NaiveDate::from_ymd_opt(2028, 10, 1));
        assert_eq!(quarter("2028Q5"), None);
    }
}
