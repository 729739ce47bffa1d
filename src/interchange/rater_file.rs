//! The small file that a facilitator hands out and a rater sends back (`.pmo-rater.json`): criteria with
//! their rubrics, the projects, and nobody's scores but the rater's own.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::workspace_file::{FileError, text_within_limits};
use crate::domain::selection::{
    Criterion, Kind, Leaf, Rater, RatingTask, Scale, Selection, Source, WeightMethod, WeightSet,
};
use crate::domain::{
    CriterionId, Extra, MoneyUnit, Name, Note, Project, ProjectEdit, ProjectId, RaterId, Workspace,
    WorkspaceId,
};
use crate::storage::document::DocumentError;

/// What the file calls itself.
const FORMAT: &str = "pmo-rater";
/// The version that this code writes and reads.
const VERSION: u32 = 1;
/// How far into a file its format is looked for.
const HEAD: usize = 200;

/// The file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RaterFile {
    format: String,
    version: u32,
    /// The facilitator's workspace.
    pub workspace: WorkspaceId,
    /// Its name.
    #[serde(default)]
    pub title: Name,
    /// How money is shown.
    #[serde(default)]
    pub money: MoneyUnit,
    /// Groups, and the leaves that raters score.
    #[serde(default)]
    pub criteria: Vec<Criterion>,
    /// The projects to score.
    #[serde(default)]
    pub projects: Vec<Brief>,
    /// Who filled it in; none in a file that anyone may fill in.
    #[serde(default)]
    pub rater: Option<Rater>,
    /// What this rater says of the weights; none where nothing was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<WeightSet>,
    /// Fields of later versions.
    #[serde(flatten)]
    extra: Extra,
}

/// What a rater is told of a project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    /// Which.
    pub id: ProjectId,
    /// Its name.
    #[serde(default)]
    pub name: Name,
    /// What it is.
    #[serde(default)]
    pub description: Note,
}

/// In what a file's criteria differ from the workspace's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The workspace scores it, the file does not.
    Lacks(Name),
    /// The file scores it, the workspace does not.
    Unknown(Name),
    /// The scale is another: kind, unit or ends.
    Scale(Name),
    /// More is better in one, less in the other.
    Direction(Name),
    /// A level has another wording or other points.
    Rubric(Name, usize),
}

/// Is it such a file? Looks at its beginning only.
pub fn is_one(bytes: &[u8]) -> bool {
    let head: Vec<u8> = bytes.iter().take(HEAD).copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let wanted = format!("\"format\":\"{FORMAT}\"");
    head.windows(wanted.len()).any(|window| window == wanted.as_bytes())
}

/// Reads the bytes of a file.
///
/// # Errors
/// [`FileError`].
pub fn read(bytes: &[u8]) -> Result<RaterFile, FileError> {
    let text = text_within_limits(bytes)?;
    let file: RaterFile =
        serde_json::from_str(text).map_err(|error| DocumentError::Malformed(error.to_string()))?;
    if file.format != FORMAT || file.version > VERSION {
        return Err(DocumentError::NotOurs.into());
    }
    Ok(file)
}

impl RaterFile {
    /// The file of a workspace, for anyone or for one of its raters with the scores so far.
    pub fn of(workspace: &Workspace, rater: Option<RaterId>) -> Self {
        let selection = &workspace.selection;
        let criteria: Vec<Criterion> = selection
            .tree()
            .placed
            .iter()
            .map(|placed| &placed.criterion)
            .filter(|criterion| asked(criterion).is_some() || criterion.is_group())
            .map(|criterion| (**criterion).clone())
            .collect();
        let leaves: HashSet<CriterionId> =
            criteria.iter().filter(|criterion| !criterion.is_group()).map(|leaf| leaf.id).collect();
        let projects: Vec<Brief> = workspace
            .projects
            .iter()
            .filter(|project| selection.takes_part(project))
            .map(|project| Brief {
                id: project.id,
                name: project.name.clone(),
                description: project.description.clone(),
            })
            .collect();
        let weights = rater
            .and_then(|id| selection.weight_set(WeightSet::of_rater(id)))
            .filter(|set| set.answers() > 0)
            .map(|set| (**set).clone());
        let rater = rater.and_then(|id| selection.rater(id)).map(|rater| {
            let mut own = Rater::new(rater.id, rater.name.clone());
            own.submitted = rater.submitted;
            for (project, criterion, score) in rater.scores.iter() {
                if leaves.contains(&criterion) {
                    own.scores.set(project, criterion, Some(score.clone()));
                }
            }
            own
        });
        // In a rater's own workspace the file goes back to the facilitator's.
        let (origin, title) = match &selection.task {
            Some(task) => (task.workspace, task.title.clone()),
            None => (workspace.id, workspace.name.clone()),
        };
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            workspace: origin,
            title,
            money: workspace.money,
            criteria,
            projects,
            rater,
            weights,
            extra: Extra::new(),
        }
    }

    /// The text of the file.
    pub fn to_json(&self) -> String {
        // Maps with ids as keys and finite numbers: nothing that JSON has no place for.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// How many cells have a score.
    pub fn scored(&self) -> usize {
        self.rater
            .as_ref()
            .map_or(0, |rater| rater.scores.iter().filter(|(.., score)| score.rating.is_some()).count())
    }

    /// How many cells there are to score.
    pub fn cells(&self) -> usize {
        self.projects.len() * self.criteria.iter().filter(|criterion| asked(criterion).is_some()).count()
    }

    /// A workspace in which the file is filled in. `rater` is who fills it in where the file names nobody.
    pub fn to_workspace(&self, id: WorkspaceId, rater: RaterId) -> Workspace {
        let mut workspace = Workspace::new(id, self.title.clone());
        workspace.money = self.money;
        let mut seen = HashSet::new();
        workspace.projects = Arc::new(
            self.projects
                .iter()
                .filter(|brief| seen.insert(brief.id))
                .take(Workspace::MAX_PROJECTS)
                .map(|brief| {
                    let project = Project::new(brief.id)
                        .with(ProjectEdit::Name(brief.name.clone()))
                        .with(ProjectEdit::Description(brief.description.clone()));
                    Arc::new(project)
                })
                .collect(),
        );
        let rater = self.rater.clone().unwrap_or_else(|| Rater::new(rater, Name::default()));
        let id = WeightSet::of_rater(rater.id);
        let mut weights =
            self.weights.clone().unwrap_or_else(|| self.unanswered(WeightSet::new(id, rater.name.clone())));
        weights.id = id;
        workspace.selection = Arc::new(Selection {
            weight_sets: Arc::new(vec![Arc::new(weights)]),
            criteria: Arc::new(self.criteria.iter().take(Criterion::MAX).cloned().map(Arc::new).collect()),
            task: Some(RatingTask { rater: rater.id, workspace: self.workspace, title: self.title.clone() }),
            raters: Arc::new(vec![Arc::new(rater)]),
            ..Selection::default()
        });
        workspace
    }

    /// A set that asks for pairs on every level.
    fn unanswered(&self, mut set: WeightSet) -> WeightSet {
        let groups = self.criteria.iter().filter(|criterion| criterion.is_group());
        for group in std::iter::once(None).chain(groups.map(|group| Some(group.id))) {
            set.level_mut(group).method = WeightMethod::Pairwise;
        }
        set
    }

    /// What the rater says of the weights of criteria that the workspace has; none where nothing was said.
    pub fn returned_weights(&self, workspace: &Workspace) -> Option<WeightSet> {
        let rater = self.rater.as_ref()?;
        let mut set = self.weights.clone()?;
        let known: HashSet<CriterionId> =
            workspace.selection.criteria.iter().map(|criterion| criterion.id).collect();
        let gone =
            self.criteria.iter().map(|criterion| criterion.id).filter(|id| !known.contains(id)).collect();
        set.forget(&gone);
        // A level that was only looked at says nothing: there, siblings count alike.
        set.levels.retain(|level| level.input.answers() > 0);
        set.id = WeightSet::of_rater(rater.id);
        set.name = rater.name.clone();
        (set.answers() > 0).then_some(set)
    }

    /// In what its criteria differ from those of a workspace, so that its scores would mean something
    /// else there. Names, definitions and order may differ.
    pub fn differences(&self, selection: &Selection) -> Vec<Difference> {
        let theirs: HashMap<CriterionId, (&Criterion, &Leaf)> = self
            .criteria
            .iter()
            .filter_map(|criterion| Some((criterion.id, (criterion, asked(criterion)?))))
            .collect();
        let tree = selection.tree();
        let ours: Vec<&Arc<Criterion>> =
            tree.leaves().filter(|criterion| asked(criterion).is_some()).collect();
        let mut differences = Vec::new();
        for criterion in &ours {
            let name = criterion.name.clone();
            match (asked(criterion), theirs.get(&criterion.id)) {
                (Some(leaf), Some((_, their))) => differences.extend(differs(leaf, their, &name)),
                _ => differences.push(Difference::Lacks(name)),
            }
        }
        for criterion in &self.criteria {
            if theirs.contains_key(&criterion.id) && !ours.iter().any(|our| our.id == criterion.id) {
                differences.push(Difference::Unknown(criterion.name.clone()));
            }
        }
        differences
    }

    /// The rater with the scores of projects that the workspace has; how many others there were.
    pub fn returned(&self, workspace: &Workspace) -> Option<(Rater, usize)> {
        let mut rater = self.rater.clone()?;
        let known: HashSet<ProjectId> = workspace.projects.iter().map(|project| project.id).collect();
        let leaves: HashSet<CriterionId> = workspace
            .selection
            .tree()
            .leaves()
            .filter(|leaf| asked(leaf).is_some())
            .map(|leaf| leaf.id)
            .collect();
        let all = rater.scores.len();
        let strange: HashSet<ProjectId> = rater
            .scores
            .iter()
            .map(|(project, ..)| project)
            .filter(|project| !known.contains(project))
            .collect();
        rater.scores.forget_projects(&strange);
        let off: HashSet<CriterionId> =
            rater.scores.iter().map(|(_, leaf, _)| leaf).filter(|leaf| !leaves.contains(leaf)).collect();
        rater.scores.forget_criteria(&off);
        let left_out = all - rater.scores.len();
        Some((rater, left_out))
    }
}

/// The measure of a leaf that raters score.
fn asked(criterion: &Criterion) -> Option<&Leaf> {
    match &criterion.kind {
        Kind::Leaf(leaf) if leaf.source == Source::Raters => Some(leaf),
        _ => None,
    }
}

fn differs(ours: &Leaf, theirs: &Leaf, name: &Name) -> Option<Difference> {
    if ours.direction != theirs.direction {
        return Some(Difference::Direction(name.clone()));
    }
    match (&ours.scale, &theirs.scale) {
        (Scale::Points { levels: a }, Scale::Points { levels: b }) if a.len() == b.len() => {
            let level = a.iter().zip(b.iter()).position(|(a, b)| a != b)?;
            Some(Difference::Rubric(name.clone(), level + 1))
        }
        (a, b) if a == b => None,
        _ => Some(Difference::Scale(name.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{self, Tongue};
    use super::*;
    use crate::domain::selection::{GroupRule, Rating, Scope, SelectionCommand};
    use crate::domain::{Command, Real};

    fn example() -> Workspace {
        let content = include_str!("../../content/example_group.json");
        example::workspace(content, Tongue::Zh, WorkspaceId::from_number(1)).unwrap()
    }

    #[test]
    fn a_file_handed_out_holds_nobody_elses_scores() {
        let workspace = example();
        let open = RaterFile::of(&workspace, None);
        assert_eq!(
            (open.scored(), open.cells()),
            (0, 24 * 6),
            "the cost is computed, the gate answered by others"
        );
        let own = workspace.selection.raters[0].id;
        let file = RaterFile::of(&workspace, Some(own));
        assert_eq!(file.rater.as_ref().unwrap().scores.len(), 144);
        let text = file.to_json();
        for other in workspace.selection.raters.iter().skip(1) {
            assert!(!text.contains(&*other.name), "{}", other.name);
        }
        assert!(is_one(text.as_bytes()) && !is_one(serde_json::to_string(&workspace).unwrap().as_bytes()));
        assert_eq!(read(text.as_bytes()).unwrap(), file);
    }

    #[test]
    fn what_a_rater_fills_in_comes_back() {
        let mut here = example();
        let file = read(RaterFile::of(&here, None).to_json().as_bytes()).unwrap();
        let who = RaterId::from_number(77);
        let mut there = file.to_workspace(WorkspaceId::from_number(2), who);
        let project = here.projects[3].id;
        let leaf = here.selection.tree().leaves().next().unwrap().id;
        let rating = Some(Rating::Value(Real::from(4)));
        let cells = vec![(project, leaf, rating)];
        there.apply(Command::Selection(SelectionCommand::Score { rater: who, cells })).unwrap();
        let back = read(RaterFile::of(&there, Some(who)).to_json().as_bytes()).unwrap();
        assert_eq!(back.workspace, here.id);
        assert!(back.differences(&here.selection).is_empty());
        let (rater, left_out) = back.returned(&here).unwrap();
        assert_eq!(left_out, 0);
        here.apply(Command::Selection(SelectionCommand::MergeRaters(vec![rater]))).unwrap();
        assert_eq!(here.selection.rater(who).unwrap().scores.get(project, leaf).unwrap().rating, rating);
    }

    #[test]
    fn judgements_of_raters_come_back_and_make_the_group_weights() {
        let mut here = example();
        let in_use = here.selection.weights(None).unwrap();
        let top: Vec<CriterionId> = {
            let tree = here.selection.tree();
            tree.weighted_children(None).iter().map(|criterion| criterion.id).collect()
        };
        let back = |rater: u128, ratio: f64| {
            let who = RaterId::from_number(rater);
            let mut there = RaterFile::of(&here, None).to_workspace(WorkspaceId::from_number(2), who);
            let mut set = (*there.selection.weight_sets[0]).clone();
            assert_eq!((set.id, set.answers()), (WeightSet::of_rater(who), 0));
            for other in top.iter().skip(1) {
                set.level_mut(None).pairwise.judge(top[0], *other, Some(ratio));
            }
            there.apply(Command::Selection(SelectionCommand::PutWeightSet(Box::new(set)))).unwrap();
            read(RaterFile::of(&there, Some(who)).to_json().as_bytes()).unwrap()
        };
        let files = [back(71, 2.0), back(72, 8.0)];
        let sets: Vec<WeightSet> = files.iter().map(|file| file.returned_weights(&here).unwrap()).collect();
        let mut other = here.clone();
        let merge = |workspace: &mut Workspace, sets: &[&WeightSet]| {
            let sets = sets.iter().map(|set| (*set).clone()).collect();
            workspace.apply(Command::Selection(SelectionCommand::MergeWeightSets(sets))).unwrap();
        };
        merge(&mut here, &[&sets[0], &sets[1]]);
        merge(&mut here, &[&sets[1], &sets[0]]);
        merge(&mut other, &[&sets[1], &sets[0]]);
        assert_eq!(
            here.selection.weight_sets, other.selection.weight_sets,
            "in any order, any number of times"
        );
        assert_eq!(here.selection.weights(None).unwrap(), in_use, "the set in use stays");
        // Acting as one: the geometric mean of 2 and 8 is 4, so the first has 4 / (4 + n - 1).
        let mut group = WeightSet::new(crate::domain::WeightSetId::from_number(5), Name::default());
        group.scope = Scope::Group(GroupRule::MeanOfJudgements);
        group.of = sets.iter().map(|set| set.id).collect();
        here.apply(Command::Selection(SelectionCommand::PutWeightSet(Box::new(group.clone())))).unwrap();
        let weights = here.selection.weights(Some(group.id)).unwrap();
        let tree = here.selection.tree();
        let branch = tree.branch(top[0]);
        let share: f64 =
            weights.iter().filter(|(leaf, _)| branch.contains(leaf)).map(|(_, weight)| weight).sum();
        let count = f64::from(u32::try_from(top.len()).unwrap());
        assert!((share - 4.0 / (3.0 + count)).abs() < 1e-9, "{share}");
        assert!(RaterFile::of(&here, None).weights.is_none(), "nobody's judgements are handed to all");
    }

    #[test]
    fn a_file_for_other_criteria_is_refused_with_what_differs() {
        let mut workspace = example();
        let file = RaterFile::of(&workspace, None);
        let first = (**workspace.selection.tree().leaves().next().unwrap()).clone();
        let mut changed = first.clone();
        if let Kind::Leaf(leaf) = &mut changed.kind
            && let Scale::Points { levels } = &mut leaf.scale
        {
            Arc::make_mut(levels)[1].text = Note::truncated("别的");
        }
        let second = workspace.selection.tree().leaves().nth(1).unwrap().clone();
        let extra = Criterion::new(CriterionId::from_number(99), None, Kind::Leaf(Leaf::default()));
        for command in [
            SelectionCommand::EditCriterion(Box::new(changed)),
            SelectionCommand::RemoveCriteria(vec![second.id]),
            SelectionCommand::AddCriteria { criteria: vec![extra], weights: None, method: None },
        ] {
            workspace.apply(Command::Selection(command)).unwrap();
        }
        assert_eq!(
            file.differences(&workspace.selection),
            [
                Difference::Rubric(first.name, 2),
                Difference::Lacks(Name::default()),
                Difference::Unknown(second.name.clone()),
            ]
        );
    }

    #[test]
    fn no_bytes_make_the_reader_panic() {
        let text = RaterFile::of(&example(), None).to_json();
        for cut in [1, 10, 100, 1000] {
            let half: String = text.chars().take(text.chars().count() / cut).collect();
            drop(read(half.as_bytes()));
        }
        assert!(read(b"{\"format\":\"pmo-rater\"}").is_err());
        assert!(read(b"{\"format\":\"pmo-rater\",\"version\":9,\"workspace\":\"00000000-0000-0000-0000-000000000001\"}").is_err());
    }
}
