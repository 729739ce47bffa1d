//! Changes of scores, agreed scores and gates.

use super::super::{
    Agreement, GateAnswer, Rater, Rating, Score, Selection, SelectionChange, SelectionError, Source,
};
use super::Outcome;
use crate::domain::{CriterionId, Name, Note, ProjectId, RaterId};

impl Selection {
    pub(super) fn score(
        &mut self,
        rater: RaterId,
        cells: Vec<(ProjectId, CriterionId, Option<Rating>)>,
    ) -> Outcome {
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

    pub(super) fn comment(
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

    pub(super) fn agree(&mut self, cells: Vec<(ProjectId, CriterionId, Option<Agreement>)>) -> Outcome {
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

    pub(super) fn answer_gates(
        &mut self,
        cells: Vec<(ProjectId, CriterionId, Option<GateAnswer>)>,
    ) -> Outcome {
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
}
