//! Applying the commands of this part.

use std::collections::HashSet;
use std::sync::Arc;

use super::command::Many;
use super::{
    Agreement, Criterion, Decision, GateAnswer, MethodChoice, Rater, Rating, Scope, Score, Selection,
    SelectionChange, SelectionCommand, SelectionError, Source, WeightSet,
};
use crate::domain::{CriterionId, Name, Note, ProjectId, RaterId, Workspace};

type Outcome = Result<SelectionChange, SelectionError>;

/// The most decisions on record.
const MAX_DECISIONS: usize = 500;

impl Workspace {
    /// Applies a command of this part; none when nothing differs afterwards.
    ///
    /// # Errors
    /// [`SelectionError`]; then nothing has changed.
    pub(in crate::domain) fn apply_selection(
        &mut self,
        command: SelectionCommand,
    ) -> Result<Option<SelectionChange>, SelectionError> {
        let there = |project: ProjectId| {
            if self.project(project).is_some() {
                Ok(())
            } else {
                Err(SelectionError::UnknownProject(project))
            }
        };
        match &command {
            SelectionCommand::Score { cells, .. } => {
                // Thousands may be pasted at once: one pass over the list.
                self.all_there(cells.iter().map(|(project, ..)| *project))?;
            }
            SelectionCommand::Agree(cells) => self.all_there(cells.iter().map(|(project, ..)| *project))?,
            SelectionCommand::AnswerGates(cells) => {
                self.all_there(cells.iter().map(|(project, ..)| *project))?;
            }
            SelectionCommand::TakePart { projects, .. } => self.all_there(projects.iter().copied())?,
            SelectionCommand::Comment { project, .. }
            | SelectionCommand::SetCashFlow(project, _)
            | SelectionCommand::SetDelay(project, _) => there(*project)?,
            _ => {}
        }
        let mut draft = (*self.selection).clone();
        let change = draft.apply(command)?;
        if draft == *self.selection {
            return Ok(None);
        }
        self.selection = Arc::new(draft);
        Ok(Some(change))
    }

    fn all_there(&self, projects: impl Iterator<Item = ProjectId>) -> Result<(), SelectionError> {
        let ids: HashSet<ProjectId> = self.projects.iter().map(|project| project.id).collect();
        for project in projects {
            if !ids.contains(&project) {
                return Err(SelectionError::UnknownProject(project));
            }
        }
        Ok(())
    }
}

impl Selection {
    fn apply(&mut self, command: SelectionCommand) -> Outcome {
        use SelectionCommand as Command;
        match command {
            Command::AddCriteria { criteria, weights, method } => {
                self.add_criteria(criteria, weights, method)
            }
            Command::EditCriterion(criterion) => self.edit_criterion(*criterion),
            Command::MoveCriterion { id, group, to } => self.move_criterion(id, group, to),
            Command::RemoveCriteria(ids) => self.remove_criteria(&ids),
            Command::PutWeightSet(set) => self.put_weight_set(*set),
            Command::RemoveWeightSet(id) => {
                self.weight_set(id).ok_or(SelectionError::UnknownWeightSet(id))?;
                let sets = Arc::make_mut(&mut self.weight_sets);
                sets.retain(|set| set.id != id);
                for set in sets.iter_mut().filter(|set| set.of.contains(&id)) {
                    Arc::make_mut(set).of.retain(|of| *of != id);
                }
                self.weights_in_use = self.weights_in_use.filter(|in_use| *in_use != id);
                Ok(SelectionChange::WeightSetRemoved)
            }
            Command::UseWeightSet(id) => {
                self.weight_set(id).ok_or(SelectionError::UnknownWeightSet(id))?;
                self.weights_in_use = Some(id);
                Ok(SelectionChange::WeightSetUsed)
            }
            Command::Score { rater, cells } => self.score(rater, cells),
            Command::Comment { rater, project, criterion, comment } => {
                self.comment(rater, project, criterion, comment)
            }
            Command::AddRater(rater) => self.add_rater(*rater),
            Command::NameRater(id, name) => {
                self.rater_mut(id)?.name = name;
                Ok(SelectionChange::RaterEdited)
            }
            Command::WeighRater(id, weight) => {
                if weight.get() < 0.0 {
                    return Err(SelectionError::NegativeWeight);
                }
                self.rater_mut(id)?.weight = weight;
                Ok(SelectionChange::RaterEdited)
            }
            Command::RemoveRater(id) => {
                self.rater(id).ok_or(SelectionError::UnknownRater(id))?;
                Arc::make_mut(&mut self.raters).retain(|rater| rater.id != id);
                Ok(SelectionChange::RaterRemoved)
            }
            Command::MergeRaters(raters) => self.merge_raters(raters),
            Command::Agree(cells) => self.agree(cells),
            Command::AnswerGates(cells) => self.answer_gates(cells),
            Command::TakePart { projects, part } => {
                let left_out = Arc::make_mut(&mut self.left_out);
                for project in &projects {
                    if part {
                        left_out.remove(project)
                    } else {
                        left_out.insert(*project)
                    };
                }
                Ok(SelectionChange::PartTaken(projects.len()))
            }
            Command::SetMethod(method) => {
                self.method = method;
                Ok(SelectionChange::MethodSet)
            }
            Command::SetTrust(trust) => {
                self.trust = trust;
                Ok(SelectionChange::TrustSet)
            }
            Command::SetCashFlow(project, flow) => {
                let flows = Arc::make_mut(&mut self.cash_flows);
                if flow.lines.is_empty() {
                    flows.remove(&project);
                } else {
                    flows.insert(project, Arc::new(*flow));
                }
                Ok(SelectionChange::CashEdited)
            }
            Command::SetFinance(finance) => {
                self.finance = finance;
                Ok(SelectionChange::CashEdited)
            }
            Command::SetDelay(project, delay) => {
                let delays = Arc::make_mut(&mut self.delays);
                if *delay == super::Delay::default() {
                    delays.remove(&project);
                } else {
                    delays.insert(project, Arc::new(*delay));
                }
                Ok(SelectionChange::DelayEdited)
            }
            Command::Record(decision) => self.record(*decision),
            Command::Strike(id) => {
                self.decision(id).ok_or(SelectionError::UnknownDecision(id))?;
                Arc::make_mut(&mut self.decisions).retain(|decision| decision.id != id);
                Ok(SelectionChange::Struck)
            }
        }
    }

    fn add_criteria(
        &mut self,
        criteria: Vec<Criterion>,
        weights: Option<Box<WeightSet>>,
        method: Option<MethodChoice>,
    ) -> Outcome {
        let count = criteria.len();
        let wanted = self.criteria.len() + count;
        if wanted > Criterion::MAX {
            return Err(SelectionError::TooMany { what: Many::Criteria, limit: Criterion::MAX });
        }
        let list = Arc::make_mut(&mut self.criteria);
        for criterion in criteria {
            if list.iter().any(|there| there.id == criterion.id) {
                return Err(SelectionError::DuplicateCriterion(criterion.id));
            }
            if let Some(parent) = criterion.parent
                && !list.iter().any(|there| there.id == parent && there.is_group())
            {
                return Err(SelectionError::NotAGroup(parent));
            }
            list.push(Arc::new(criterion));
        }
        if let Some(weights) = weights {
            let id = weights.id;
            self.put_weight_set(*weights)?;
            self.weights_in_use = Some(id);
        }
        self.method = method.unwrap_or(self.method);
        Ok(SelectionChange::CriteriaAdded(count))
    }

    fn edit_criterion(&mut self, criterion: Criterion) -> Outcome {
        let id = criterion.id;
        let at = self.position(id)?;
        self.may_stand(id, criterion.parent)?;
        let holds = self.criteria.iter().any(|child| child.parent == Some(id));
        if holds && !criterion.is_group() {
            return Err(SelectionError::HoldsOthers(id));
        }
        // Scores beyond a changed scale would mean something else: they are kept and shown as errors.
        if let Some(place) = Arc::make_mut(&mut self.criteria).get_mut(at) {
            *place = Arc::new(criterion);
        }
        Ok(SelectionChange::CriterionEdited)
    }

    /// May a criterion stand in a group?
    fn may_stand(&self, id: CriterionId, group: Option<CriterionId>) -> Result<(), SelectionError> {
        let mut above = group;
        let mut steps = 0;
        while let Some(group) = above {
            let holder = self.criterion(group).filter(|holder| holder.is_group());
            let holder = holder.ok_or(SelectionError::NotAGroup(group))?;
            steps += 1;
            if group == id || steps > Criterion::MAX {
                return Err(SelectionError::NotAGroup(group));
            }
            above = holder.parent;
        }
        Ok(())
    }

    fn move_criterion(&mut self, id: CriterionId, group: Option<CriterionId>, to: usize) -> Outcome {
        let at = self.position(id)?;
        self.may_stand(id, group)?;
        let list = Arc::make_mut(&mut self.criteria);
        let mut moved = list.remove(at);
        if moved.parent != group {
            Arc::make_mut(&mut moved).parent = group;
        }
        let siblings = list.iter().enumerate().filter(|(_, there)| there.parent == group);
        let place = siblings.map(|(index, _)| index).nth(to).unwrap_or(list.len());
        list.insert(place, moved);
        Ok(SelectionChange::CriterionMoved)
    }

    fn remove_criteria(&mut self, ids: &[CriterionId]) -> Outcome {
        let tree = self.tree();
        let mut gone = HashSet::new();
        for id in ids {
            self.position(*id)?;
            gone.extend(tree.branch(*id));
        }
        Arc::make_mut(&mut self.criteria).retain(|criterion| !gone.contains(&criterion.id));
        for set in Arc::make_mut(&mut self.weight_sets) {
            Arc::make_mut(set).forget(&gone);
        }
        for rater in Arc::make_mut(&mut self.raters) {
            Arc::make_mut(rater).scores.forget_criteria(&gone);
        }
        self.agreed.forget_criteria(&gone);
        self.gate_answers.forget_criteria(&gone);
        Ok(SelectionChange::CriteriaRemoved(gone.len()))
    }

    fn position(&self, id: CriterionId) -> Result<usize, SelectionError> {
        self.criteria
            .iter()
            .position(|criterion| criterion.id == id)
            .ok_or(SelectionError::UnknownCriterion(id))
    }

    fn put_weight_set(&mut self, set: WeightSet) -> Outcome {
        if set.levels.iter().map(|level| &level.input).chain([&set.leaves]).any(|input| {
            input.direct.values().any(|weight| weight.points.get() < 0.0)
                || input.swing.values().any(|points| points.get() < 0.0)
        }) {
            return Err(SelectionError::NegativeWeight);
        }
        if matches!(set.scope, Scope::Group(_)) && self.reaches(&set.of, set.id) {
            return Err(SelectionError::WeightSetOfItself(set.id));
        }
        let id = set.id;
        let sets = Arc::make_mut(&mut self.weight_sets);
        if let Some(place) = sets.iter_mut().find(|there| there.id == id) {
            *place = Arc::new(set);
            return Ok(SelectionChange::WeightsEdited);
        }
        if sets.len() >= WeightSet::MAX {
            return Err(SelectionError::TooMany { what: Many::WeightSets, limit: WeightSet::MAX });
        }
        sets.push(Arc::new(set));
        Ok(SelectionChange::WeightSetAdded)
    }

    /// Does following the sets that sets are made from lead to one?
    fn reaches(&self, from: &[super::WeightSetId], wanted: super::WeightSetId) -> bool {
        let mut waiting = from.to_vec();
        let mut seen = HashSet::new();
        while let Some(id) = waiting.pop() {
            if id == wanted {
                return true;
            }
            if seen.insert(id)
                && let Some(set) = self.weight_set(id)
                && matches!(set.scope, Scope::Group(_))
            {
                waiting.extend(&set.of);
            }
        }
        false
    }

    fn score(&mut self, rater: RaterId, cells: Vec<(ProjectId, CriterionId, Option<Rating>)>) -> Outcome {
        for (_, criterion, rating) in &cells {
            let leaf = self.criterion(*criterion).and_then(|criterion| criterion.leaf());
            let leaf = leaf.ok_or(SelectionError::UnknownCriterion(*criterion))?;
            if leaf.source != Source::Raters {
                return Err(SelectionError::Computed(*criterion));
            }
            if rating.is_some_and(|rating| !leaf.scale.holds(rating)) {
                return Err(SelectionError::OffScale(*criterion));
            }
        }
        if self.rater(rater).is_none() {
            self.add_rater(Rater::new(rater, Name::default()))?;
        }
        let rater = self.rater_mut(rater)?;
        let mut count = 0;
        for (project, criterion, rating) in cells {
            let old = rater.scores.get(project, criterion).cloned().unwrap_or_default();
            if old.rating == rating && old.rivals.is_empty() {
                continue;
            }
            count += 1;
            let score =
                Score { rating, comment: old.comment, revision: old.revision + 1, rivals: Vec::new() };
            rater.scores.set(project, criterion, Some(score));
        }
        Ok(SelectionChange::Scored(count))
    }

    fn comment(
        &mut self,
        rater: RaterId,
        project: ProjectId,
        criterion: CriterionId,
        comment: Note,
    ) -> Outcome {
        self.position(criterion)?;
        let rater = self.rater_mut(rater)?;
        let old = rater.scores.get(project, criterion).cloned().unwrap_or_default();
        if old.comment != comment {
            let revision = old.revision + 1;
            rater.scores.set(project, criterion, Some(Score { comment, revision, ..old }));
        }
        Ok(SelectionChange::Commented)
    }

    fn rater_mut(&mut self, id: RaterId) -> Result<&mut Rater, SelectionError> {
        let found = Arc::make_mut(&mut self.raters).iter_mut().find(|rater| rater.id == id);
        found.map(Arc::make_mut).ok_or(SelectionError::UnknownRater(id))
    }

    fn add_rater(&mut self, rater: Rater) -> Outcome {
        if self.rater(rater.id).is_some() {
            return Err(SelectionError::DuplicateRater(rater.id));
        }
        if self.raters.len() >= Rater::MAX {
            return Err(SelectionError::TooMany { what: Many::Raters, limit: Rater::MAX });
        }
        Arc::make_mut(&mut self.raters).push(Arc::new(rater));
        Ok(SelectionChange::RaterAdded)
    }

    /// Takes in what raters sent back: cell by cell with what is there. What is known of a rater here
    /// (name, weight) stays; new ones are put in the order of their ids, so that files may come in any order.
    fn merge_raters(&mut self, back: Vec<Rater>) -> Outcome {
        let count = back.len();
        let mut fresh: Vec<Arc<Rater>> = Vec::new();
        let raters = Arc::make_mut(&mut self.raters);
        for rater in back {
            if let Some(place) = raters.iter_mut().find(|there| there.id == rater.id) {
                let merged = place.merged(&rater);
                let (name, weight) = (place.name.clone(), place.weight);
                let name = if name.is_empty() { merged.name.clone() } else { name };
                *place = Arc::new(Rater { name, weight, ..merged });
            } else if let Some(place) = fresh.iter_mut().find(|there| there.id == rater.id) {
                *place = Arc::new(place.merged(&rater));
            } else {
                fresh.push(Arc::new(rater));
            }
        }
        if raters.len() + fresh.len() > Rater::MAX {
            return Err(SelectionError::TooMany { what: Many::Raters, limit: Rater::MAX });
        }
        raters.extend(fresh);
        Ok(SelectionChange::RatersMerged(count))
    }

    fn agree(&mut self, cells: Vec<(ProjectId, CriterionId, Option<Agreement>)>) -> Outcome {
        let count = cells.len();
        for (project, criterion, agreement) in cells {
            let leaf = self.criterion(criterion).and_then(|criterion| criterion.leaf());
            let leaf = leaf.ok_or(SelectionError::UnknownCriterion(criterion))?;
            if leaf.source != Source::Raters {
                return Err(SelectionError::Computed(criterion));
            }
            if agreement.as_ref().is_some_and(|agreement| !leaf.scale.holds(agreement.rating())) {
                return Err(SelectionError::OffScale(criterion));
            }
            self.agreed.set(project, criterion, agreement);
        }
        Ok(SelectionChange::Agreed(count))
    }

    fn answer_gates(&mut self, cells: Vec<(ProjectId, CriterionId, Option<GateAnswer>)>) -> Outcome {
        let count = cells.len();
        for (project, criterion, answer) in cells {
            if self.criterion(criterion).and_then(|criterion| criterion.gate()).is_none() {
                return Err(SelectionError::UnknownCriterion(criterion));
            }
            let answer = answer.filter(|answer| *answer != GateAnswer::default());
            self.gate_answers.set(project, criterion, answer);
        }
        Ok(SelectionChange::GatesAnswered(count))
    }

    fn record(&mut self, decision: Decision) -> Outcome {
        if self.decisions.len() >= MAX_DECISIONS {
            return Err(SelectionError::TooMany { what: Many::Decisions, limit: MAX_DECISIONS });
        }
        let id = decision.id;
        let list = Arc::make_mut(&mut self.decisions);
        match list.iter_mut().find(|there| there.id == id) {
            Some(place) => *place = Arc::new(decision),
            None => list.push(Arc::new(decision)),
        }
        Ok(SelectionChange::Recorded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::selection::{Kind, Leaf, Scale};
    use crate::domain::{Command, DomainError, Project, ProjectEdit, Real, WorkspaceId};
    use proptest::prelude::*;

    fn id(number: u128) -> CriterionId {
        CriterionId::from_number(number)
    }

    fn project(number: u128) -> ProjectId {
        ProjectId::from_number(number)
    }

    fn leaf(number: u128, parent: Option<u128>) -> Criterion {
        Criterion::new(id(number), parent.map(id), Kind::Leaf(Leaf::default()))
    }

    /// Projects 1 to 3; group 10 with leaves 11 and 12, leaf 13 beside it.
    fn workspace() -> Workspace {
        let mut workspace = Workspace::new(WorkspaceId::from_number(1), Name::default());
        let projects = (1..=3).map(|number| {
            Project::new(project(number)).with(ProjectEdit::Name(Name::truncated(&format!("p{number}"))))
        });
        workspace.apply(Command::AddProjects { at: 0, projects: projects.collect() }).unwrap();
        let criteria = vec![
            Criterion::new(id(10), None, Kind::Group),
            leaf(11, Some(10)),
            leaf(12, Some(10)),
            leaf(13, None),
        ];
        run(&mut workspace, SelectionCommand::AddCriteria { criteria, weights: None, method: None }).unwrap();
        workspace
    }

    fn run(workspace: &mut Workspace, command: SelectionCommand) -> Result<(), DomainError> {
        workspace.apply(Command::Selection(command)).map(drop)
    }

    fn rated(rater: u128, project_number: u128, criterion: u128, value: i32) -> SelectionCommand {
        SelectionCommand::Score {
            rater: RaterId::from_number(rater),
            cells: vec![(project(project_number), id(criterion), Some(Rating::Value(value.into())))],
        }
    }

    #[test]
    fn without_a_weight_set_siblings_count_alike() {
        let weights = workspace().selection.weights(None).unwrap();
        assert_eq!(weights, [(id(11), 0.25), (id(12), 0.25), (id(13), 0.5)]);
    }

    #[test]
    fn the_mean_of_the_raters_counts_until_they_agree() {
        let mut workspace = workspace();
        run(&mut workspace, rated(1, 1, 11, 2)).unwrap();
        run(&mut workspace, rated(2, 1, 11, 5)).unwrap();
        run(&mut workspace, SelectionCommand::WeighRater(RaterId::from_number(2), 2.into())).unwrap();
        let group = workspace.selection.group_score(project(1), id(11)).unwrap();
        assert_eq!((group.value, group.raters, group.agreed), (4.0, 2, false));
        assert_eq!(workspace.selection.group_score(project(2), id(11)), None, "missing is not zero");
        let agreement = Agreement::new(Rating::between(3.into(), 4.into()), Note::truncated("细则"), None);
        let agree = vec![(project(1), id(11), Some(agreement))];
        run(&mut workspace, SelectionCommand::Agree(agree)).unwrap();
        let group = workspace.selection.group_score(project(1), id(11)).unwrap();
        assert_eq!((group.value, group.low, group.high, group.agreed), (3.5, 3.0, 4.0, true));
    }

    #[test]
    fn what_does_not_fit_is_refused_and_changes_nothing() {
        let mut workspace = workspace();
        let before = workspace.clone();
        let refused = [
            (rated(1, 1, 11, 6), SelectionError::OffScale(id(11))),
            (rated(1, 9, 11, 3), SelectionError::UnknownProject(project(9))),
            (rated(1, 1, 10, 3), SelectionError::UnknownCriterion(id(10))),
            (
                SelectionCommand::MoveCriterion { id: id(10), group: Some(id(10)), to: 0 },
                SelectionError::NotAGroup(id(10)),
            ),
            (
                SelectionCommand::MoveCriterion { id: id(11), group: Some(id(13)), to: 0 },
                SelectionError::NotAGroup(id(13)),
            ),
            (SelectionCommand::EditCriterion(Box::new(leaf(10, None))), SelectionError::HoldsOthers(id(10))),
        ];
        for (command, error) in refused {
            assert_eq!(run(&mut workspace, command), Err(DomainError::Selection(error)));
            assert_eq!(workspace, before);
        }
    }

    #[test]
    fn a_removed_group_takes_its_leaves_scores_and_weights_along() {
        let mut workspace = workspace();
        run(&mut workspace, rated(1, 1, 11, 2)).unwrap();
        run(&mut workspace, rated(1, 1, 13, 4)).unwrap();
        let mut set = WeightSet::new(super::super::WeightSetId::from_number(7), Name::default());
        set.level_mut(Some(id(10))).direct.insert(id(11), super::super::DirectWeight::default());
        run(&mut workspace, SelectionCommand::PutWeightSet(Box::new(set))).unwrap();
        run(&mut workspace, SelectionCommand::RemoveCriteria(vec![id(10)])).unwrap();
        let selection = &workspace.selection;
        assert_eq!(selection.criteria.len(), 1);
        assert_eq!(selection.raters[0].scores.len(), 1);
        assert!(selection.weight_sets[0].levels.is_empty());
    }

    #[test]
    fn moving_reorders_and_regroups() {
        let mut workspace = workspace();
        run(&mut workspace, SelectionCommand::MoveCriterion { id: id(13), group: Some(id(10)), to: 0 })
            .unwrap();
        let order = |workspace: &Workspace| -> Vec<CriterionId> {
            workspace.selection.tree().placed.iter().map(|placed| placed.criterion.id).collect()
        };
        assert_eq!(order(&workspace), [10, 13, 11, 12].map(id));
        run(&mut workspace, SelectionCommand::MoveCriterion { id: id(13), group: Some(id(10)), to: 9 })
            .unwrap();
        assert_eq!(order(&workspace), [10, 11, 12, 13].map(id));
    }

    #[test]
    fn removed_projects_are_forgotten() {
        let mut workspace = workspace();
        run(&mut workspace, rated(1, 1, 11, 2)).unwrap();
        workspace.apply(Command::RemoveProjects(vec![project(1)])).unwrap();
        assert!(workspace.selection.raters[0].scores.is_empty());
    }

    #[test]
    fn a_set_of_weights_cannot_be_made_from_itself() {
        let mut workspace = workspace();
        let set = |number: u128, of: u128| {
            let mut set = WeightSet::new(super::super::WeightSetId::from_number(number), Name::default());
            set.scope = Scope::Group(super::super::GroupRule::MeanOfWeights);
            set.of = vec![super::super::WeightSetId::from_number(of)];
            SelectionCommand::PutWeightSet(Box::new(set))
        };
        run(&mut workspace, set(1, 2)).unwrap();
        assert!(run(&mut workspace, set(2, 1)).is_err());
    }

    #[test]
    fn everything_survives_its_file() {
        let mut workspace = workspace();
        run(&mut workspace, rated(1, 1, 11, 2)).unwrap();
        let text = serde_json::to_string(&workspace.selection).unwrap();
        assert_eq!(serde_json::from_str::<Selection>(&text).unwrap(), *workspace.selection);
    }

    fn sheet() -> impl Strategy<Value = Rater> {
        let cell = (1..3u128, 11..13u128, proptest::option::of(1..4i32), 1..3u32);
        (1..3u128, "[ab]?", 0..3i32, proptest::collection::vec(cell, 0..6)).prop_map(
            |(number, name, weight, cells)| {
                let mut rater = Rater::new(RaterId::from_number(number), Name::truncated(&name));
                rater.weight = weight.into();
                for (row, column, value, revision) in cells {
                    let rating = value.map(|value| Rating::Value(Real::from(value)));
                    let score = Score { rating, revision, ..Score::default() };
                    rater.scores.set(project(row), id(column), Some(score));
                }
                rater
            },
        )
    }

    /// The raters by id: their order in the list says nothing.
    fn after(files: &[&Rater]) -> std::collections::BTreeMap<RaterId, Rater> {
        let mut workspace = workspace();
        for file in files {
            run(&mut workspace, SelectionCommand::MergeRaters(vec![(*file).clone()])).unwrap();
        }
        workspace.selection.raters.iter().map(|rater| (rater.id, (**rater).clone())).collect()
    }

    proptest! {
        #[test]
        fn rater_files_merge_in_any_order_any_number_of_times(a in sheet(), b in sheet(), c in sheet()) {
            // What a facilitator knows of a rater stays, so only scores may depend on the files.
            let scores = |files: &[&Rater]| {
                after(files).into_iter().map(|(id, rater)| (id, rater.scores)).collect::<Vec<_>>()
            };
            prop_assert_eq!(scores(&[&a, &b, &c]), scores(&[&c, &b, &a]));
            prop_assert_eq!(scores(&[&a, &b, &c]), scores(&[&b, &a, &c, &a, &b]));
            let mut workspace = workspace();
            let all = vec![c.clone(), a.clone(), b.clone()];
            run(&mut workspace, SelectionCommand::MergeRaters(all)).unwrap();
            let at_once: std::collections::BTreeMap<_, _> =
                workspace.selection.raters.iter().map(|rater| (rater.id, rater.scores.clone())).collect();
            prop_assert_eq!(at_once.into_iter().collect::<Vec<_>>(), scores(&[&a, &b, &c]));
        }

        #[test]
        fn two_versions_of_a_rater_are_one_whichever_comes_first(a in sheet(), b in sheet(), c in sheet()) {
            let [a, b, c] = [a, b, c].map(|rater| Rater { id: RaterId::from_number(1), ..rater });
            prop_assert_eq!(a.merged(&b), b.merged(&a));
            prop_assert_eq!(a.merged(&b).merged(&c), a.merged(&b.merged(&c)));
            prop_assert_eq!(a.merged(&a), a);
        }
    }

    #[test]
    fn scales_hold_what_they_say() {
        assert!(
            Scale::levels(5).holds(Rating::Value(5.into()))
                && !Scale::levels(5).holds(Rating::Value(6.into()))
        );
    }
}
