//! Schedules as MS Project XML. What that format cannot hold is named, so that nobody takes the file for
//! the whole.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::NaiveDate;

use crate::domain::id::RoleId;
use crate::domain::portfolio::{EffortUnit, Outline, Portfolio, Quantity, Says, Schedule, Share};
use crate::domain::{Money, ProjectId, Workspace};

/// What is not in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOut {
    /// Constraints other than "starts after", and gains of pairs.
    Rules,
    /// Values of projects.
    Values,
    /// Risk and category.
    Risk,
    /// Capacity that changes from period to period.
    Capacity,
    /// Shares below the whole.
    Shares,
    /// Effort by period: only its sum is there.
    Profiles,
}

/// Working hours of a day and working days of a month that efforts are converted with.
const HOURS_A_DAY: f64 = 8.0;
const DAYS_A_MONTH: f64 = 21.0;

/// A file with what is not in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The XML text.
    pub xml: String,
    /// What was left out, each once.
    pub left_out: Vec<LeftOut>,
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(' '),
            // XML 1.0 holds no other control characters, not even escaped.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// Hours of an effort; a period of months for the unit that needs it.
fn hours(effort: Quantity, unit: EffortUnit, months: u32) -> f64 {
    let number = effort.number();
    match unit {
        EffortUnit::Hours => number,
        EffortUnit::Days => number * HOURS_A_DAY,
        EffortUnit::Months => number * DAYS_A_MONTH * HOURS_A_DAY,
        EffortUnit::Fte => number * f64::from(months) * DAYS_A_MONTH * HOURS_A_DAY,
    }
}

fn duration(hours: f64) -> String {
    // Whole minutes: the format has no finer ones.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut at 0, saturates")]
    let minutes = (hours.max(0.0) * 60.0).round() as u64;
    format!("PT{}H{}M0S", minutes / 60, minutes % 60)
}

/// Money as the format has it: hundredths of the currency, as a decimal.
fn cost(money: Money) -> String {
    format!("{}", money.minor())
}

/// Writes a schedule as MS Project XML (schema of 2007 and later). Tasks are manually scheduled, so that
/// the dates are ours: the first day of the first period to the last day of the last one.
pub fn write(workspace: &Workspace, part: &Portfolio, schedule: &Schedule, title: &str) -> Written {
    let horizon = part.horizon;
    let tasks: Vec<(usize, ProjectId, Outline, u32, String, Share)> = workspace
        .projects
        .iter()
        .filter_map(|project| {
            let slot = schedule.get(&project.id)?;
            let outline = Outline::of(project, part.plans.get(&project.id), horizon);
            Some((project.id, outline, slot.start, project.name.to_string(), slot.share))
        })
        .enumerate()
        .map(|(index, (id, outline, start, name, share))| (index + 1, id, outline, start, name, share))
        .collect();
    let roles: BTreeMap<RoleId, usize> =
        part.roles.iter().enumerate().map(|(index, role)| (role.id, index + 1)).collect();
    let uid = |id: ProjectId| tasks.iter().find(|(_, of, ..)| *of == id).map(|(uid, ..)| *uid);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    xml.push_str("<Project xmlns=\"http://schemas.microsoft.com/project\">\n");
    let _ = writeln!(xml, "  <Name>{0}</Name>\n  <Title>{0}</Title>", escaped(title));
    let first = horizon.first_day(0).unwrap_or_default();
    let _ = writeln!(
        xml,
        "  <StartDate>{first}T08:00:00</StartDate>\n  <ScheduleFromStart>1</ScheduleFromStart>"
    );
    let _ = writeln!(xml, "  <CurrencyCode>{}</CurrencyCode>", workspace.money.currency);
    xml.push_str("  <CurrencyDigits>2</CurrencyDigits>\n  <MinutesPerDay>480</MinutesPerDay>\n  <Tasks>\n");
    for (index, id, outline, start, name, _) in &tasks {
        let from = day(horizon.first_day(*start), first);
        let to = day(horizon.last_day(start + outline.duration - 1), from);
        let days = f64::from(i32::try_from((to - from).num_days()).unwrap_or(0)) * 5.0 / 7.0;
        let _ = writeln!(
            xml,
            "    <Task>\n      <UID>{index}</UID>\n      <ID>{index}</ID>\n      <Name>{}</Name>\n      <Manual>1</Manual>\n      <Type>1</Type>\n      <OutlineLevel>1</OutlineLevel>\n      <Start>{from}T08:00:00</Start>\n      <Finish>{to}T17:00:00</Finish>\n      <ManualStart>{from}T08:00:00</ManualStart>\n      <ManualFinish>{to}T17:00:00</ManualFinish>\n      <Duration>{}</Duration>\n      <DurationFormat>7</DurationFormat>\n      <FixedCost>{}</FixedCost>",
            escaped(name),
            duration(days.ceil().max(1.0) * HOURS_A_DAY),
            cost(outline.total_cost()),
        );
        for rule in part.rules.iter().filter(|rule| rule.on) {
            let Says::After { first, then, lag } = rule.says else { continue };
            if let (true, Some(before)) = (then == *id, uid(first)) {
                // Tenths of minutes of working time, five days a week.
                let lag = u64::from(lag) * u64::from(horizon.step().months()) * 21 * 480 * 10;
                let _ = writeln!(
                    xml,
                    "      <PredecessorLink>\n        <PredecessorUID>{before}</PredecessorUID>\n        <Type>1</Type>\n        <LinkLag>{lag}</LinkLag>\n        <LagFormat>7</LagFormat>\n      </PredecessorLink>"
                );
            }
        }
        xml.push_str("    </Task>\n");
    }
    xml.push_str("  </Tasks>\n  <Resources>\n");
    let months = horizon.step().months();
    for role in part.roles.iter() {
        let Some(index) = roles.get(&role.id) else { continue };
        let most = (0..horizon.periods()).map(|period| role.capacity_in(period)).max().unwrap_or_default();
        let people = hours(most, role.unit, months) / (f64::from(months) * DAYS_A_MONTH * HOURS_A_DAY);
        let _ = writeln!(
            xml,
            "    <Resource>\n      <UID>{index}</UID>\n      <ID>{index}</ID>\n      <Name>{}</Name>\n      <Type>1</Type>\n      <MaxUnits>{:.2}</MaxUnits>\n    </Resource>",
            escaped(&role.name),
            people.max(0.0)
        );
    }
    xml.push_str("  </Resources>\n  <Assignments>\n");
    let mut number = 0;
    for (index, _, outline, ..) in &tasks {
        for (role, profile) in &outline.demand {
            let Some(resource) = roles.get(role) else { continue };
            let unit = part.roles.iter().find(|of| of.id == *role).map(|role| role.unit).unwrap_or_default();
            let work: f64 = profile.iter().map(|effort| hours(*effort, unit, months)).sum();
            if work <= 0.0 {
                continue;
            }
            number += 1;
            let _ = writeln!(
                xml,
                "    <Assignment>\n      <UID>{number}</UID>\n      <TaskUID>{index}</TaskUID>\n      <ResourceUID>{resource}</ResourceUID>\n      <Work>{}</Work>\n    </Assignment>",
                duration(work)
            );
        }
    }
    xml.push_str("  </Assignments>\n</Project>\n");
    Written {
        xml,
        left_out: left_out(part, &tasks.iter().map(|(_, id, o, .., s)| (*id, o, *s)).collect::<Vec<_>>()),
    }
}

fn day(day: Option<NaiveDate>, otherwise: NaiveDate) -> NaiveDate {
    day.unwrap_or(otherwise)
}

fn left_out(part: &Portfolio, tasks: &[(ProjectId, &Outline, Share)]) -> Vec<LeftOut> {
    let plan = |id: &ProjectId| part.plans.get(id);
    let mut left = Vec::new();
    if part.rules.iter().any(|rule| rule.on && !matches!(rule.says, Says::After { .. })) {
        left.push(LeftOut::Rules);
    }
    if part.values().is_some() {
        left.push(LeftOut::Values);
    }
    if tasks
        .iter()
        .any(|(id, ..)| plan(id).is_some_and(|plan| plan.risk.is_some() || plan.category.is_some()))
    {
        left.push(LeftOut::Risk);
    }
    let changes = |role: &crate::domain::portfolio::Role| {
        (1..part.horizon.periods()).any(|period| role.capacity_in(period) != role.capacity_in(0))
    };
    if part.roles.iter().any(|role| changes(role)) {
        left.push(LeftOut::Capacity);
    }
    if tasks.iter().any(|(_, _, share)| *share < Share::ALL) {
        left.push(LeftOut::Shares);
    }
    let uneven = |outline: &Outline| {
        outline.demand.values().any(|profile| profile.iter().zip(profile.iter().skip(1)).any(|(a, b)| a != b))
    };
    if tasks.iter().any(|(_, outline, _)| uneven(outline)) {
        left.push(LeftOut::Profiles);
    }
    left
}
