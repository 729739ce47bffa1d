//! Proposals for programmes: projects that share goals, owners or dependencies belong together.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::coverage::live_projects;
use super::graph::Graph;
use super::{Item, Kind};
use crate::domain::Workspace;
use crate::domain::id::{NodeId, ProjectId};
use crate::domain::text::Name;

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
    /// How many of the given dependencies are within the group.
    pub dependencies: usize,
    /// How alike they are, 0 to 1: the mean over pairs.
    pub likeness: f64,
}

/// From this likeness on, two belong together. Judgement.
const TOGETHER: f64 = 0.45;
/// More than this is no programme that one person steers.
const LARGEST: usize = 8;
/// Beyond this many loose projects the comparison of all pairs would take too long; the rest waits.
const COMPARED: usize = 300;

struct Loose {
    id: ProjectId,
    owner: Name,
    goals: HashMap<NodeId, f64>,
}

/// Goals alike (the sum of smaller by the sum of larger strengths), plus 0.25 for the same owner, plus
/// 0.25 for a dependency, at most 1. Nothing in common but the owner is not alike.
fn likeness(a: &Loose, b: &Loose, depends: bool) -> f64 {
    let nodes: HashSet<&NodeId> = a.goals.keys().chain(b.goals.keys()).collect();
    let (mut less, mut more) = (0.0, 0.0);
    for node in nodes {
        let (x, y) = (a.goals.get(node).copied().unwrap_or(0.0), b.goals.get(node).copied().unwrap_or(0.0));
        less += f64::min(x, y);
        more += f64::max(x, y);
    }
    let goals: f64 = if more > 0.0 { less / more } else { 0.0 };
    if goals <= 0.0 && !depends {
        return 0.0;
    }
    let owner = if !a.owner.is_empty() && a.owner == b.owner { 0.25 } else { 0.0 };
    (goals + owner + if depends { 0.25 } else { 0.0 }).min(1.0)
}

/// Groups of projects that are in no programme yet: average-linkage clustering of their likeness, and
/// single ones that are like a programme that is there. `depends` names pairs that need each other.
pub fn propose(
    workspace: &Workspace,
    graph: &Graph,
    depends: &HashSet<(ProjectId, ProjectId)>,
) -> Vec<Proposal> {
    let strategy = &workspace.strategy;
    let linked = |a: ProjectId, b: ProjectId| depends.contains(&(a, b)) || depends.contains(&(b, a));
    let is_programme = |id: NodeId| graph.node(strategy, id).is_some_and(|node| node.kind == Kind::Programme);
    let read = |id: ProjectId, owner: &Name| Loose {
        id,
        owner: owner.clone(),
        goals: graph
            .links_from(strategy, Item::Project(id))
            .filter(|link| link.carries())
            .filter(|link| graph.node(strategy, link.to).is_some_and(|node| node.kind.is_aim()))
            .map(|link| (link.to, f64::from(link.strength.get())))
            .collect(),
    };
    let (housed, loose): (Vec<_>, Vec<_>) =
        live_projects(workspace).partition(|project| graph.home(project.id).is_some_and(is_programme));
    let loose: Vec<Loose> =
        loose.into_iter().take(COMPARED).map(|project| read(project.id, &project.owner)).collect();
    let mut proposals = Vec::new();
    // What is like a programme joins it.
    let mut joining: HashSet<ProjectId> = HashSet::new();
    let mut programmes: HashMap<NodeId, Vec<Loose>> = HashMap::new();
    for project in housed {
        if let Some(home) = graph.home(project.id) {
            programmes.entry(home).or_default().push(read(project.id, &project.owner));
        }
    }
    for one in &loose {
        let means = programmes.iter().map(|(id, members)| {
            let sum: f64 =
                members.iter().map(|member| likeness(one, member, linked(one.id, member.id))).sum();
            #[expect(clippy::cast_precision_loss, reason = "a programme has few projects")]
            let mean = sum / members.len().max(1) as f64;
            (*id, mean)
        });
        let best = means.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        if let Some((programme, mean)) = best.filter(|(_, mean)| *mean >= TOGETHER) {
            joining.insert(one.id);
            let members = programmes.get(&programme).map(Vec::as_slice).unwrap_or_default();
            let theirs: HashSet<&NodeId> = members.iter().flat_map(|member| member.goals.keys()).collect();
            let shared: BTreeSet<NodeId> =
                one.goals.keys().filter(|goal| theirs.contains(goal)).copied().collect();
            proposals.push(Proposal {
                join: Some(programme),
                projects: vec![one.id],
                shared_goals: shared.into_iter().collect(),
                shared_owner: None,
                dependencies: members.iter().filter(|member| linked(one.id, member.id)).count(),
                likeness: mean,
            });
        }
    }
    let free: Vec<Loose> = loose.into_iter().filter(|one| !joining.contains(&one.id)).collect();
    proposals.extend(clusters(&free, &linked));
    proposals.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.projects.cmp(&b.projects)));
    proposals
}

/// Average linkage: again and again the two groups that are most alike become one.
fn clusters(free: &[Loose], linked: &dyn Fn(ProjectId, ProjectId) -> bool) -> Vec<Proposal> {
    let count = free.len();
    let mut alike: HashMap<(usize, usize), f64> = HashMap::new();
    for (i, a) in free.iter().enumerate() {
        for (j, b) in free.iter().enumerate().skip(i + 1) {
            let value = likeness(a, b, linked(a.id, b.id));
            if value > 0.0 {
                alike.insert((i, j), value);
            }
        }
    }
    let of = |i: usize, j: usize| alike.get(&(i.min(j), i.max(j))).copied().unwrap_or(0.0);
    let mean = |a: &[usize], b: &[usize]| {
        let sum: f64 = a.iter().flat_map(|i| b.iter().map(move |j| of(*i, *j))).sum();
        #[expect(clippy::cast_precision_loss, reason = "groups are small")]
        let pairs = (a.len() * b.len()).max(1) as f64;
        sum / pairs
    };
    let mut groups: Vec<Vec<usize>> = (0..count).map(|index| vec![index]).collect();
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        for (i, a) in groups.iter().enumerate() {
            for (j, b) in groups.iter().enumerate().skip(i + 1) {
                if a.len() + b.len() > LARGEST {
                    continue;
                }
                let value = mean(a, b);
                if value >= TOGETHER && best.is_none_or(|(most, ..)| value > most) {
                    best = Some((value, i, j));
                }
            }
        }
        let Some((_, i, j)) = best else { break };
        let joined = groups.remove(j);
        if let Some(group) = groups.get_mut(i) {
            group.extend(joined);
            group.sort_unstable();
        }
    }
    groups
        .into_iter()
        .filter(|group| group.len() > 1)
        .map(|group| {
            let members: Vec<&Loose> = group.iter().filter_map(|index| free.get(*index)).collect();
            let mut goals: HashMap<NodeId, usize> = HashMap::new();
            for goal in members.iter().flat_map(|member| member.goals.keys()) {
                *goals.entry(*goal).or_default() += 1;
            }
            let mut shared: Vec<NodeId> =
                goals.into_iter().filter(|(_, count)| *count > 1).map(|(id, _)| id).collect();
            shared.sort_unstable();
            let owner = members.first().map(|member| member.owner.clone()).filter(|owner| !owner.is_empty());
            let pairs = || group.iter().flat_map(|i| group.iter().filter(move |j| *j > i).map(move |j| (*i, *j)));
            let sum: f64 = pairs().map(|(i, j)| of(i, j)).sum();
            #[expect(clippy::cast_precision_loss, reason = "groups are small")]
            let likeness = sum / pairs().count().max(1) as f64;
            let depends = |(i, j): &(usize, usize)| {
                matches!((free.get(*i), free.get(*j)), (Some(a), Some(b)) if linked(a.id, b.id))
            };
            Proposal {
                join: None,
                projects: members.iter().map(|member| member.id).collect(),
                shared_goals: shared,
                shared_owner: owner.filter(|owner| members.iter().all(|member| member.owner == *owner)),
                dependencies: pairs().filter(depends).count(),
                likeness,
            }
        })
        .collect()
}
