//! What the team of a carrier can do, as far as the workspace knows it: from the self-assessments of the people
//! whom it needs.

use std::collections::{BTreeSet, HashMap};

use super::Item;
use super::coverage::Carrier;
use super::graph::Graph;
use crate::domain::Workspace;
use crate::domain::competency::scoring::Standing;
use crate::domain::competency::views::MIN_PEERS;
use crate::domain::competency::{Competency, Model, Tongue};
use crate::domain::id::ProjectId;
use crate::domain::portfolio::find;

/// From so many people on, their mean says something of a team and nothing of one of them: as many as peers must
/// be before they are shown.
pub const LEAST: usize = MIN_PEERS;

/// What is known of a team.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Team {
    /// So many of its people have a finished self-assessment that shows an index; fewer than [`LEAST`].
    Unknown(usize),
    /// The mean of their indices.
    Known {
        /// 0 to 1.
        value: f64,
        /// How many people.
        people: usize,
    },
}

impl Team {
    /// The value, where it is known.
    pub const fn value(self) -> Option<f64> {
        match self {
            Self::Known { value, .. } => Some(value),
            Self::Unknown(_) => None,
        }
    }
}

/// Who could do what, by the names that roles, posts and people go by.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Teams {
    /// The index of each person who shows one, 0 to 1.
    indices: Vec<f64>,
    by_name: HashMap<String, Vec<usize>>,
}

/// Names are the same whatever their case and spaces.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Teams {
    /// Reads the self-assessments: of each person the last finished round, held against the person's own role.
    /// It counts where enough of the role is rated to show an index.
    pub fn of(part: &Competency, model: &Model) -> Self {
        let mut teams = Self::default();
        let mut last: HashMap<_, _> = HashMap::new();
        for round in part.rounds.iter().filter(|round| round.finished.is_some() && model.reads(&round.model))
        {
            let key = |round: &crate::domain::competency::Assessment| (round.date(), round.begun, round.id);
            let kept = last.entry(round.person).or_insert(round);
            if key(round) > key(kept) {
                *kept = round;
            }
        }
        for person in part.people.iter() {
            let Some(round) = last.get(&person.id) else { continue };
            let role =
                person.role.as_ref().or(round.role.as_ref()).and_then(|role| model.role(role.as_ref()));
            let Some(role) = role else { continue };
            let standing = Standing::of(model, role, &part.thresholds, round);
            let Some(index) = standing.index() else { continue };
            let number = teams.indices.len();
            teams.indices.push(index.value / 100.0);
            let names = [&*person.alias, &*person.post, role.name.get(Tongue::Zh), role.name.get(Tongue::En)];
            let names: BTreeSet<String> =
                names.into_iter().map(folded).filter(|name| !name.is_empty()).collect();
            for name in names {
                teams.by_name.entry(name).or_default().push(number);
            }
        }
        teams
    }

    /// Is nobody known?
    pub fn is_empty(&self) -> bool {
        self.indices.is_empty()
    }

    /// The team of a carrier: whoever has a role or post of the name of a role that its plan (of a programme: the
    /// plans of its projects) asks time of, and its owner, found by name or post. Each counts once.
    pub fn team(&self, workspace: &Workspace, graph: &Graph, carrier: &Carrier) -> Team {
        let projects: Vec<ProjectId> = match carrier.item {
            Item::Project(id) => vec![id],
            Item::Node(id) => graph.projects_of_programme(&workspace.strategy, id).to_vec(),
        };
        let portfolio = &workspace.portfolio;
        let plans = projects.iter().filter_map(|id| portfolio.plans.get(id));
        let demands = plans.flat_map(|plan| plan.demand.keys()).collect::<BTreeSet<_>>();
        let roles = demands.into_iter().filter_map(|role| find(&portfolio.roles, *role));
        let names = roles.map(|role| folded(&role.name)).chain([folded(&carrier.owner)]);
        let people: BTreeSet<usize> =
            names.filter_map(|name| self.by_name.get(&name)).flatten().copied().collect();
        if people.len() < LEAST {
            return Team::Unknown(people.len());
        }
        let sum: f64 = people.iter().filter_map(|number| self.indices.get(*number)).sum();
        #[expect(clippy::cast_precision_loss, reason = "counts of people are small")]
        let value = sum / people.len() as f64;
        Team::Known { value, people: people.len() }
    }
}
