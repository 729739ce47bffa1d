//! The project list as a whole: counts, sums, and what is still open.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::id::ProjectId;
use super::money::Money;
use super::project::{Project, ProjectStatus};

/// Something that a project still lacks or contradicts. A hint, never a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// It has no name.
    Unnamed,
    /// It ends before it begins.
    FinishBeforeStart,
    /// Nobody answers for it.
    NoOwner,
    /// Its cost is not known.
    NoCost,
    /// Its start or its finish is not known.
    NoDates,
}

/// The projects of one status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StatusPart {
    /// How many.
    pub count: usize,
    /// The sum of the costs that are known; none when none is.
    pub cost: Option<Money>,
}

/// Counts and sums of a project list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Register {
    parts: BTreeMap<ProjectStatus, StatusPart>,
    without_cost: usize,
    /// Every gap, in the order of the list.
    pub gaps: Vec<(Gap, ProjectId)>,
}

impl Register {
    /// Counts a list. Sums beyond what [`Money`] holds are cut to its limit.
    pub fn of(projects: &[Arc<Project>]) -> Self {
        let mut register = Self::default();
        for project in projects {
            let part = register.parts.entry(project.status).or_default();
            part.count += 1;
            match project.cost {
                Some(cost) => part.cost = Some(part.cost.unwrap_or_default().saturating_add(cost)),
                None => register.without_cost += 1,
            }
            register.gaps.extend(gaps_of(project).map(|gap| (gap, project.id)));
        }
        register
    }

    /// How many projects there are.
    pub fn count(&self) -> usize {
        self.parts.values().map(|part| part.count).sum()
    }

    /// How many of them have no cost.
    pub const fn without_cost(&self) -> usize {
        self.without_cost
    }

    /// The sum of the known costs; none when no cost is known.
    pub fn total_cost(&self) -> Option<Money> {
        self.parts.values().filter_map(|part| part.cost).reduce(Money::saturating_add)
    }

    /// The projects of a status; none when there are none.
    pub fn status(&self, status: ProjectStatus) -> Option<StatusPart> {
        self.parts.get(&status).copied()
    }

    /// The largest number of projects in one status.
    pub fn most_in_a_status(&self) -> usize {
        self.parts.values().map(|part| part.count).max().unwrap_or(0)
    }

    /// Each kind of gap with how many projects have it and the first of them.
    pub fn gap_counts(&self) -> Vec<(Gap, usize, ProjectId)> {
        let mut counts: BTreeMap<Gap, (usize, ProjectId)> = BTreeMap::new();
        for (gap, id) in &self.gaps {
            counts.entry(*gap).or_insert((0, *id)).0 += 1;
        }
        counts.into_iter().map(|(gap, (count, first))| (gap, count, first)).collect()
    }
}

/// What a project lacks. One that is given up needs nothing more.
fn gaps_of(project: &Project) -> impl Iterator<Item = Gap> {
    let over = project.status == ProjectStatus::Cancelled;
    [
        (project.name.is_empty(), Gap::Unnamed),
        (project.finishes_before_start(), Gap::FinishBeforeStart),
        (!over && project.owner.is_empty(), Gap::NoOwner),
        (!over && project.cost.is_none(), Gap::NoCost),
        (!over && (project.start.is_none() || project.finish.is_none()), Gap::NoDates),
    ]
    .into_iter()
    .filter_map(|(is_there, gap)| is_there.then_some(gap))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Name, ProjectEdit};

    fn project(number: u128, edits: impl IntoIterator<Item = ProjectEdit>) -> Arc<Project> {
        Arc::new(edits.into_iter().fold(Project::new(ProjectId::from_number(number)), Project::with))
    }

    #[test]
    fn an_empty_list_has_no_sum() {
        let register = Register::of(&[]);
        assert_eq!((register.count(), register.total_cost(), register.gap_counts().len()), (0, None, 0));
    }

    #[test]
    fn costs_are_summed_by_status_and_unknown_is_not_zero() {
        let cost = |minor| ProjectEdit::Cost(Some(Money::from_minor(minor).unwrap()));
        let active = ProjectEdit::Status(ProjectStatus::Active);
        let list = [project(1, [cost(5)]), project(2, [active.clone(), cost(7)]), project(3, [active])];
        let register = Register::of(&list);
        assert_eq!(register.total_cost().map(Money::minor), Some(12));
        assert_eq!(register.without_cost(), 1);
        let part = register.status(ProjectStatus::Active).unwrap();
        assert_eq!((part.count, part.cost.map(Money::minor)), (2, Some(7)));
        assert_eq!(register.status(ProjectStatus::Done), None);
    }

    #[test]
    fn gaps_are_counted_with_the_first_place() {
        let named = |text: &str| ProjectEdit::Name(Name::new(text).unwrap());
        let list = [project(1, [named("a")]), project(2, [])];
        let counts = Register::of(&list).gap_counts();
        assert!(counts.contains(&(Gap::Unnamed, 1, ProjectId::from_number(2))));
        assert!(counts.contains(&(Gap::NoOwner, 2, ProjectId::from_number(1))));
    }

    #[test]
    fn a_cancelled_project_needs_nothing_more() {
        let list = [project(
            1,
            [ProjectEdit::Status(ProjectStatus::Cancelled), ProjectEdit::Name(Name::new("a").unwrap())],
        )];
        assert!(Register::of(&list).gaps.is_empty());
    }
}
