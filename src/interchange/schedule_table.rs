//! Schedules as CSV and XLSX: one row a project, with its cost of every year and its demand for every role;
//! in the workbook a second sheet with the load of every role.

use crate::domain::portfolio::tally::tally;
use crate::domain::portfolio::{Outline, Portfolio, Quantity, Schedule};
use crate::domain::{ProjectId, Workspace};

use super::table::{Cell, write};
use super::xlsx;

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
    /// Role.
    pub role: String,
    /// Demand.
    pub demand: String,
    /// Capacity.
    pub capacity: String,
    /// Name of the sheet of projects.
    pub schedule: String,
    /// Name of the sheet of loads.
    pub load: String,
}

/// A schedule as a CSV file; `label` names a period.
pub fn csv(
    workspace: &Workspace,
    part: &Portfolio,
    schedule: &Schedule,
    words: &Words,
    label: impl Fn(u32) -> String,
) -> String {
    write(&rows(workspace, part, schedule, words, label))
}

/// A schedule as a workbook of two sheets: the projects, and demand and capacity of every role.
pub fn workbook(
    workspace: &Workspace,
    part: &Portfolio,
    schedule: &Schedule,
    words: &Words,
    label: impl Fn(u32) -> String,
) -> Vec<u8> {
    let cell = |cell: Cell| match cell {
        Cell::Text(text) => xlsx::Cell::Text(text),
        Cell::Value(number) => number.parse().map_or(xlsx::Cell::Empty, xlsx::Cell::Number),
    };
    let projects = rows(workspace, part, schedule, words, &label)
        .into_iter()
        .map(|row| row.into_iter().map(cell).collect())
        .collect();
    let found = tally(workspace, part, schedule);
    let mut head = vec![xlsx::Cell::Text(words.role.clone()), xlsx::Cell::Empty];
    head.extend((0..part.horizon.periods()).map(|period| xlsx::Cell::Text(label(period))));
    let mut load = vec![head];
    for role in part.roles.iter() {
        let demand = |period: u32| {
            let demand = found.demand.get(&role.id).and_then(|demand| demand.get(period as usize));
            demand.copied().unwrap_or_default()
        };
        let line = |word: &str, of: &dyn Fn(u32) -> Quantity| {
            let mut line = vec![xlsx::Cell::Text(role.name.to_string()), xlsx::Cell::Text(word.to_owned())];
            line.extend((0..part.horizon.periods()).map(|period| xlsx::Cell::Number(of(period).number())));
            line
        };
        load.push(line(&words.demand, &demand));
        load.push(line(&words.capacity, &|period| role.capacity_in(period)));
    }
    xlsx::write(&[
        xlsx::Sheet { name: words.schedule.clone(), rows: projects, widths: vec![34.0] },
        xlsx::Sheet { name: words.load.clone(), rows: load, widths: vec![24.0, 10.0] },
    ])
}

fn rows(
    workspace: &Workspace,
    part: &Portfolio,
    schedule: &Schedule,
    words: &Words,
    label: impl Fn(u32) -> String,
) -> Vec<Vec<Cell>> {
    let years: Vec<i32> = part.horizon.years().collect();
    let mut head: Vec<Cell> =
        [&words.project, &words.start, &words.finish, &words.share, &words.value, &words.cost]
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
            let sum = profile
                .map_or(Quantity::ZERO, |p| p.iter().fold(Quantity::ZERO, |sum, need| sum.plus(*need)));
            Cell::Value(sum.plain())
        }));
        rows.push(row);
    }
    rows
}
