//! Schedules as CSV: one row a project, with its cost of every year and its demand for every role.

use crate::domain::portfolio::{Outline, Portfolio, Quantity, Schedule};
use crate::domain::{ProjectId, Workspace};

use super::table::{Cell, write};

/// The words of the head.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// Project.
    pub project: String,
    /// Start.
    pub start: String,
    /// Finish.
    pub finish: String,
    /// Value.
    pub value: String,
    /// Cost with its unit.
    pub cost: String,
    /// Share that is done.
    pub share: String,
}

/// A schedule as a CSV file; `label` names a period.
pub fn export(
    workspace: &Workspace,
    part: &Portfolio,
    schedule: &Schedule,
    words: &Words,
    label: impl Fn(u32) -> String,
) -> String {
    let years: Vec<i32> = part.horizon.years().collect();
    let mut head: Vec<Cell> = [&words.project, &words.start, &words.finish, &words.share, &words.value, &words.cost]
        .map(|word| Cell::Text(word.clone()))
        .to_vec();
    head.extend(years.iter().map(|year| Cell::Text(format!("{} {year}", words.cost))));
    head.extend(part.roles.iter().map(|role| Cell::Text(role.name.to_string())));
    let mut rows = vec![head];
    for project in workspace.projects.iter() {
        let Some(slot) = schedule.get(&project.id) else { continue };
        let outline = Outline::of(project, part.plans.get(&project.id), part.horizon);
        let money = |money| Cell::Value(workspace.money.plain(money));
        let finish = (slot.start + outline.duration).saturating_sub(1);
        let value = |id: ProjectId| part.values().map(|values| values.of(id)).unwrap_or_default();
        let mut row = vec![
            Cell::Text(project.name.to_string()),
            Cell::Text(label(slot.start)),
            Cell::Text(label(finish)),
            Cell::Value(slot.share.plain()),
            Cell::Value(value(project.id).plain()),
            money(outline.total_cost()),
        ];
        row.extend(years.iter().map(|year| money(outline.cost_in_year(part.horizon, slot.start, *year))));
        row.extend(part.roles.iter().map(|role| {
            let profile = outline.demand.get(&role.id);
            let sum = profile.map_or(Quantity::ZERO, |p| p.iter().fold(Quantity::ZERO, |sum, need| sum.plus(*need)));
            Cell::Value(sum.plain())
        }));
        rows.push(row);
    }
    write(&rows)
}
