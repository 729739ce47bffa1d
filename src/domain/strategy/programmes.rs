//! Proposals for programmes: projects that share goals, owners or dependencies belong together.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::coverage::live_projects;
use super::graph::Graph;
use super::{IdMap, Item, Kind};
use crate::domain::Workspace;
use crate::domain::id::{NodeId, ProjectId};
use crate::domain::portfolio::{Portfolio, Says};
use crate::domain::text::Name;

/// In what way one project depends on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bond {
    /// It is done only with the other.
    Needs,
    /// It starts only after the other has finished.
    Follows,
    /// Both are done or neither.
    Together,
}

/// A dependency between two projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dependency {
    /// The one that depends.
    pub project: ProjectId,
    /// What it depends on.
    pub on: ProjectId,
    /// In what way.
    pub bond: Bond,
}

/// The dependencies that the portfolio's rules state, as far as they are switched on: requires, after, all or
/// none (each with the next one named).
pub fn dependencies(portfolio: &Portfolio) -> Vec<Dependency> {
    let mut found = Vec::new();
    for rule in portfolio.rules.iter().filter(|rule| rule.on) {
        match &rule.says {
            Says::Requires { project, needs } => {
                found.push(Dependency { project: *project, on: *needs, bond: Bond::Needs });
            }
            Says::After { first, then, .. } => {
                found.push(Dependency { project: *then, on: *first, bond: Bond::Follows });
            }
            Says::AllOrNone { projects } => {
                found.extend(projects.iter().zip(projects.iter().skip(1)).map(|(on, project)| Dependency {
                    project: *project,
                    on: *on,
                    bond: Bond::Together,
                }));
            }
            _ => {}
        }
    }
    found.retain(|one| one.project != one.on);
    found
}

/// A group that could be a programme, or that could join one.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The programme that the projects could join; none for a new one.
    pub join: Option<NodeId>,
    /// The projects, in the order of the list.
    pub projects: Vec<ProjectId>,
    /// Goals that at least two of them carry (or that the programme carries too).
    pub shared_goals: Vec<NodeId>,
    /// The owner of all of them, if it is one.
    pub shared_owner: Option<Name>,
    /// The given dependencies within the group, or between the project and the programme that it could join.
    pub dependencies: Vec<Dependency>,
    /// How alike they are, 0 to 1: the mean over pairs.
    pub likeness: f64,
}

/// Likeness is counted in billionths, so that means compare exactly and do not hang on the order of sums.
const WHOLE: u64 = 1_000_000_000;
/// From this likeness on, two belong together. Judgement.
const TOGETHER: u64 = WHOLE / 100 * 45;
/// What the same owner, or a dependency, adds.
const BONUS: u64 = WHOLE / 4;
/// More than this is no programme that one person steers.
const LARGEST: usize = 8;
/// So many projects without a programme are compared at most; [`waiting`] says how many are not.
pub const COMPARED: usize = 600;

#[derive(Debug)]
struct Member {
    id: ProjectId,
    owner: Name,
    /// Strengths by goal, in the order of ids.
    goals: Vec<(NodeId, u64)>,
    /// The programme that it is in.
    home: Option<NodeId>,
}

/// Goals alike (the sum of smaller by the sum of larger strengths), plus a quarter for the same owner, plus
/// a quarter for a dependency, at most the whole. Nothing in common but the owner is not alike.
fn likeness(a: &Member, b: &Member, depends: bool) -> u64 {
    let (mut less, mut more) = (0, 0);
    let (mut left, mut right) = (a.goals.iter().peekable(), b.goals.iter().peekable());
    loop {
        let order = match (left.peek(), right.peek()) {
            (Some(x), Some(y)) => x.0.cmp(&y.0),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => break,
        };
        let x = if order == Ordering::Greater { 0 } else { left.next().map_or(0, |goal| goal.1) };
        let y = if order == Ordering::Less { 0 } else { right.next().map_or(0, |goal| goal.1) };
        less += x.min(y);
        more += x.max(y);
    }
    let goals = (less * WHOLE).checked_div(more).unwrap_or(0);
    if goals == 0 && !depends {
        return 0;
    }
    let owner = if !a.owner.is_empty() && a.owner == b.owner { BONUS } else { 0 };
    (goals + owner + if depends { BONUS } else { 0 }).min(WHOLE)
}

#[expect(clippy::cast_precision_loss, reason = "billionths of a few projects are exact in a double")]
fn mean(sum: u64, pairs: usize) -> f64 {
    sum as f64 / WHOLE as f64 / pairs.max(1) as f64
}

/// The projects with what they carry and where they belong.
fn members(workspace: &Workspace, graph: &Graph) -> Vec<Member> {
    let strategy = &workspace.strategy;
    let is_programme =
        |id: &NodeId| graph.node(strategy, *id).is_some_and(|node| node.kind == Kind::Programme);
    let mut loose = 0;
    live_projects(workspace)
        .filter_map(|project| {
            let home = graph.home(project.id).filter(is_programme);
            loose += usize::from(home.is_none());
            if home.is_none() && loose > COMPARED {
                return None;
            }
            let mut goals: Vec<(NodeId, u64)> = graph
                .links_from(strategy, Item::Project(project.id))
                .filter(|link| link.carries())
                .filter(|link| graph.node(strategy, link.to).is_some_and(|node| node.kind.is_aim()))
                .map(|link| (link.to, u64::from(link.strength.get())))
                .collect();
            goals.sort_unstable();
            Some(Member { id: project.id, owner: project.owner.clone(), goals, home })
        })
        .collect()
}

/// How many projects without a programme are beyond those that are compared.
pub fn waiting(workspace: &Workspace, graph: &Graph) -> usize {
    let strategy = &workspace.strategy;
    let is_programme = |id: NodeId| graph.node(strategy, id).is_some_and(|node| node.kind == Kind::Programme);
    let is_loose = |id: ProjectId| !graph.home(id).is_some_and(is_programme);
    live_projects(workspace).filter(|project| is_loose(project.id)).count().saturating_sub(COMPARED)
}

/// Groups of projects that are in no programme yet: average-linkage clustering of their likeness, and
/// single ones that are like a programme that is there. `depends` are the dependencies that count.
pub fn propose(workspace: &Workspace, graph: &Graph, depends: &[Dependency]) -> Vec<Proposal> {
    let members = members(workspace, graph);
    let mut bonds: IdMap<ProjectId, Vec<Dependency>> = IdMap::default();
    for one in depends {
        bonds.entry(one.project).or_default().push(*one);
        bonds.entry(one.on).or_default().push(*one);
    }
    let alike = pairs(&members, &bonds);
    let mut sizes: BTreeMap<NodeId, usize> = BTreeMap::new();
    for home in members.iter().filter_map(|member| member.home) {
        *sizes.entry(home).or_default() += 1;
    }
    // What is like a programme joins it.
    let mut proposals = Vec::new();
    let mut joins = vec![false; members.len()];
    let mut sums: BTreeMap<(usize, NodeId), u64> = BTreeMap::new();
    for ((i, j), value) in &alike {
        let home = |index: usize| members.get(index).and_then(|member| member.home);
        match (home(*i), home(*j)) {
            (None, Some(home)) => *sums.entry((*i, home)).or_default() += value,
            (Some(home), None) => *sums.entry((*j, home)).or_default() += value,
            _ => {}
        }
    }
    let mut best: BTreeMap<usize, (u64, usize, NodeId)> = BTreeMap::new();
    for ((index, programme), sum) in sums {
        let size = sizes.get(&programme).copied().unwrap_or(1);
        let is_better = best.get(&index).is_none_or(|(most, of, _)| is_more((sum, size), (*most, *of)));
        if is_better {
            best.insert(index, (sum, size, programme));
        }
    }
    for (index, (sum, size, programme)) in best {
        let (Some(one), true) = (members.get(index), sum >= TOGETHER * size as u64) else { continue };
        if let Some(joins) = joins.get_mut(index) {
            *joins = true;
        }
        let inside: BTreeSet<ProjectId> =
            members.iter().filter(|member| member.home == Some(programme)).map(|member| member.id).collect();
        let theirs: BTreeSet<NodeId> = members
            .iter()
            .filter(|member| member.home == Some(programme))
            .flat_map(|member| member.goals.iter().map(|goal| goal.0))
            .collect();
        let other = |bond: &Dependency| if bond.project == one.id { bond.on } else { bond.project };
        let bonds = bonds.get(&one.id).into_iter().flatten();
        proposals.push(Proposal {
            join: Some(programme),
            projects: vec![one.id],
            shared_goals: one.goals.iter().map(|goal| goal.0).filter(|goal| theirs.contains(goal)).collect(),
            shared_owner: None,
            dependencies: bonds.copied().filter(|bond| inside.contains(&other(bond))).collect(),
            likeness: mean(sum, size),
        });
    }
    let is_free = |index: usize| {
        members.get(index).is_some_and(|member| member.home.is_none()) && joins.get(index) == Some(&false)
    };
    let free: BTreeMap<(usize, usize), u64> =
        alike.into_iter().filter(|((i, j), _)| is_free(*i) && is_free(*j)).collect();
    let groups = clusters(members.len(), &free);
    proposals.extend(groups.into_iter().map(|(group, sum)| of_group(&members, &group, sum, &bonds)));
    proposals.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.projects.cmp(&b.projects)));
    proposals
}

/// A group as a proposal.
fn of_group(
    members: &[Member],
    group: &[usize],
    sum: u64,
    bonds: &IdMap<ProjectId, Vec<Dependency>>,
) -> Proposal {
    let group: Vec<&Member> = group.iter().filter_map(|index| members.get(*index)).collect();
    let mut goals: BTreeMap<NodeId, usize> = BTreeMap::new();
    for goal in group.iter().flat_map(|member| &member.goals) {
        *goals.entry(goal.0).or_default() += 1;
    }
    let owner = group.first().map(|member| member.owner.clone()).filter(|owner| !owner.is_empty());
    let inside: BTreeSet<ProjectId> = group.iter().map(|member| member.id).collect();
    // Each dependency is listed at both of its ends; the one that depends counts.
    let of_member = |member: &&Member| {
        let id = member.id;
        let own = bonds.get(&id).into_iter().flatten();
        own.copied().filter(move |bond| bond.project == id).collect::<Vec<_>>()
    };
    let mut dependencies: Vec<Dependency> =
        group.iter().flat_map(of_member).filter(|bond| inside.contains(&bond.on)).collect();
    dependencies.dedup();
    Proposal {
        join: None,
        projects: group.iter().map(|member| member.id).collect(),
        shared_goals: goals.into_iter().filter(|(_, count)| *count > 1).map(|(id, _)| id).collect(),
        shared_owner: owner.filter(|owner| group.iter().all(|member| member.owner == *owner)),
        dependencies,
        likeness: mean(sum, group.len() * group.len().saturating_sub(1) / 2),
    }
}

/// Every pair that is alike at all, with its likeness; the first is before the second. Only those are compared
/// that share a goal or depend on each other, and of which one at least is in no programme.
fn pairs(members: &[Member], bonds: &IdMap<ProjectId, Vec<Dependency>>) -> BTreeMap<(usize, usize), u64> {
    let places: IdMap<ProjectId, usize> =
        members.iter().enumerate().map(|(index, member)| (member.id, index)).collect();
    let mut carriers: IdMap<NodeId, Vec<usize>> = IdMap::default();
    for (index, member) in members.iter().enumerate() {
        for (goal, _) in &member.goals {
            carriers.entry(*goal).or_default().push(index);
        }
    }
    let mut found = BTreeMap::new();
    for (index, one) in members.iter().enumerate() {
        let bound: BTreeSet<usize> = bonds
            .get(&one.id)
            .into_iter()
            .flatten()
            .flat_map(|bond| [bond.project, bond.on])
            .filter_map(|id| places.get(&id).copied())
            .collect();
        let sharing = one.goals.iter().filter_map(|goal| carriers.get(&goal.0)).flatten().copied();
        let mut others: Vec<usize> =
            sharing.chain(bound.iter().copied()).filter(|other| *other > index).collect();
        others.sort_unstable();
        others.dedup();
        for other in others {
            let Some(two) = members.get(other) else { continue };
            if one.home.is_some() && two.home.is_some() {
                continue;
            }
            let value = likeness(one, two, bound.contains(&other));
            if value > 0 {
                found.insert((index, other), value);
            }
        }
    }
    found
}

/// Is the mean of one sum over so many pairs more than that of another?
fn is_more(a: (u64, usize), b: (u64, usize)) -> bool {
    compared(a, b) == Ordering::Greater
}

fn compared(a: (u64, usize), b: (u64, usize)) -> Ordering {
    (u128::from(a.0) * b.1 as u128).cmp(&(u128::from(b.0) * a.1 as u128))
}

/// Two groups that could become one.
#[derive(Debug, PartialEq, Eq)]
struct Merge {
    sum: u64,
    pairs: usize,
    groups: (usize, usize),
    /// How often each of the two had grown when this was written down; later it is out of date.
    grown: (usize, usize),
}

impl Ord for Merge {
    /// The larger mean first; of equals the earlier groups.
    fn cmp(&self, other: &Self) -> Ordering {
        compared((self.sum, self.pairs), (other.sum, other.pairs)).then(other.groups.cmp(&self.groups))
    }
}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Average linkage: again and again the two groups that are most alike become one, as long as their mean
/// likeness is enough and they are not too many together; of equals the first. Gives the groups of two and
/// more in order, each with the sum of likeness over its pairs.
///
/// Only groups that have something in common stand in the queue, so that thousands of projects that mostly
/// have nothing in common cost little. The sum between two groups is kept as they grow (Lance and Williams 1967).
fn clusters(count: usize, alike: &BTreeMap<(usize, usize), u64>) -> Vec<(Vec<usize>, u64)> {
    #[derive(Default)]
    struct Group {
        members: Vec<usize>,
        inner: u64,
        grown: usize,
        near: BTreeMap<usize, u64>,
    }
    let mut groups: Vec<Group> =
        (0..count).map(|index| Group { members: vec![index], ..Group::default() }).collect();
    let mut queue: BinaryHeap<Merge> = BinaryHeap::new();
    for ((i, j), value) in alike {
        for (a, b) in [(i, j), (j, i)] {
            if let Some(group) = groups.get_mut(*a) {
                group.near.insert(*b, *value);
            }
        }
        queue.push(Merge { sum: *value, pairs: 1, groups: (*i, *j), grown: (0, 0) });
    }
    while let Some(Merge { sum, pairs, groups: (i, j), grown }) = queue.pop() {
        if sum < TOGETHER * pairs as u64 {
            break;
        }
        let (Some(a), Some(b)) = (groups.get(i), groups.get(j)) else { continue };
        let is_current = (a.grown, b.grown) == grown && !a.members.is_empty() && !b.members.is_empty();
        if !is_current || a.members.len() + b.members.len() > LARGEST {
            continue;
        }
        let Some(taken) = groups.get_mut(j).map(std::mem::take) else { continue };
        for other in taken.near.keys() {
            if let Some(group) = groups.get_mut(*other) {
                group.near.remove(&j);
            }
        }
        let Some(grown) = groups.get_mut(i) else { continue };
        grown.members.extend(taken.members);
        grown.members.sort_unstable();
        grown.inner += taken.inner + sum;
        grown.grown += 1;
        for (other, value) in taken.near {
            if other != i {
                *grown.near.entry(other).or_default() += value;
            }
        }
        let (size, stamp, near) = (grown.members.len(), grown.grown, grown.near.clone());
        for (other, value) in near {
            let Some(group) = groups.get_mut(other) else { continue };
            group.near.insert(i, value);
            let pairs = size * group.members.len();
            let (groups, grown) = if i < other {
                ((i, other), (stamp, group.grown))
            } else {
                ((other, i), (group.grown, stamp))
            };
            queue.push(Merge { sum: value, pairs, groups, grown });
        }
    }
    groups
        .into_iter()
        .filter(|group| group.members.len() > 1)
        .map(|group| (group.members, group.inner))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The plain method: every pair of groups is looked at before each merge.
    fn plain(count: usize, alike: &BTreeMap<(usize, usize), u64>) -> Vec<(Vec<usize>, u64)> {
        let of = |i: usize, j: usize| alike.get(&(i.min(j), i.max(j))).copied().unwrap_or(0);
        let between = |a: &[usize], b: &[usize]| -> u64 {
            a.iter().flat_map(|i| b.iter().map(move |j| of(*i, *j))).sum()
        };
        let mut groups: Vec<Vec<usize>> = (0..count).map(|index| vec![index]).collect();
        loop {
            let mut best: Option<((u64, usize), usize, usize)> = None;
            for i in 0..groups.len() {
                for j in i + 1..groups.len() {
                    let (a, b) = (&groups[i], &groups[j]);
                    let mean = (between(a, b), a.len() * b.len());
                    let fits = a.len() + b.len() <= LARGEST && mean.0 >= TOGETHER * mean.1 as u64;
                    if fits && mean.0 > 0 && best.is_none_or(|(most, ..)| is_more(mean, most)) {
                        best = Some((mean, i, j));
                    }
                }
            }
            let Some((_, i, j)) = best else { break };
            let joined = groups.remove(j);
            groups[i].extend(joined);
            groups[i].sort_unstable();
        }
        let sum = |group: &[usize]| -> u64 {
            group.iter().flat_map(|i| group.iter().filter(move |j| *j > i).map(move |j| of(*i, *j))).sum()
        };
        groups.into_iter().filter(|group| group.len() > 1).map(|group| (group.clone(), sum(&group))).collect()
    }

    #[test]
    fn the_queue_groups_as_the_plain_method_does() {
        // A small generator: the sequence of Park and Miller 1988.
        let mut seed: u64 = 20_261_130;
        let mut next = move |below: u64| {
            seed = seed * 16_807 % 2_147_483_647;
            seed % below
        };
        let mut grouped = 0;
        for round in 0..300 {
            let count = 2 + usize::try_from(next(14)).unwrap();
            let mut alike = BTreeMap::new();
            for i in 0..count {
                for j in i + 1..count {
                    if next(3) > 0 {
                        // Few values, so that equals are common.
                        alike.insert((i, j), WHOLE / 8 * (1 + next(8)));
                    }
                }
            }
            let found = clusters(count, &alike);
            grouped += found.len();
            assert_eq!(found, plain(count, &alike), "round {round}");
        }
        assert!(grouped > 300);
    }

    #[test]
    fn likeness_counts_goals_owner_and_dependency() {
        let member = |number: u128, owner: &str, goals: &[(u128, u64)]| Member {
            id: ProjectId::from_number(number),
            owner: Name::truncated(owner),
            goals: goals.iter().map(|(id, strength)| (NodeId::from_number(*id), *strength)).collect(),
            home: None,
        };
        let a = member(1, "甲", &[(1, 3), (2, 1)]);
        let b = member(2, "甲", &[(1, 1), (3, 2)]);
        // The smaller strengths sum to 1, the larger ones to 3 + 1 + 2.
        assert_eq!(likeness(&a, &b, false), WHOLE / 6 + BONUS);
        assert_eq!(likeness(&a, &b, true), WHOLE / 6 + 2 * BONUS);
        let other = member(3, "甲", &[(9, 3)]);
        assert_eq!(likeness(&a, &other, false), 0, "the owner alone is nothing in common");
        assert_eq!(likeness(&a, &other, true), 2 * BONUS);
        assert_eq!(likeness(&a, &a, true), WHOLE);
    }
}
