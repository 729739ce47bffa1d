//! Applying the commands of this part.

mod criteria;
mod raters;
mod scores;
#[cfg(test)]
mod tests;
mod weights;

use std::collections::HashSet;
use std::sync::Arc;

use super::command::Many;
use super::{BalanceRule, Decision, Selection, SelectionChange, SelectionCommand, SelectionError};
use crate::domain::{ProjectId, Workspace};

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
        self.check_projects(&command)?;
        let mut draft = (*self.selection).clone();
        let change = draft.apply(command)?;
        if draft == *self.selection {
            return Ok(None);
        }
        self.selection = Arc::new(draft);
        Ok(Some(change))
    }

    /// Are all projects there that a command names?
    fn check_projects(&self, command: &SelectionCommand) -> Result<(), SelectionError> {
        use SelectionCommand as Command;
        match command {
            // Thousands may be pasted at once: one pass over the list.
            Command::Score { cells, .. } => self.all_there(cells.iter().map(|(project, ..)| *project)),
            Command::Agree(cells) => self.all_there(cells.iter().map(|(project, ..)| *project)),
            Command::AnswerGates(cells) => self.all_there(cells.iter().map(|(project, ..)| *project)),
            Command::TakePart { projects, .. } => self.all_there(projects.iter().copied()),
            Command::Comment { project, .. }
            | Command::SetCashFlow(project, _)
            | Command::SetDelay(project, _) => self.all_there(std::iter::once(*project)),
            Command::Together(commands, _) => {
                commands.iter().try_for_each(|command| self.check_projects(command))
            }
            _ => Ok(()),
        }
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
            Command::RemoveWeightSet(id) => self.remove_weight_set(id),
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
            Command::RemoveRater(id) => self.remove_rater(id),
            Command::MergeRaters(raters) => self.merge_raters(raters),
            Command::MergeWeightSets(sets) => self.merge_weight_sets(sets),
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
            Command::SetBalance(criterion, rule) => {
                let leaf = self.criterion(criterion).and_then(|criterion| criterion.leaf());
                leaf.ok_or(SelectionError::UnknownCriterion(criterion))?;
                let rules = Arc::make_mut(&mut self.balance);
                rules.retain(|there| there.criterion != criterion);
                rules.extend(rule.map(|rule| Arc::new(BalanceRule { criterion, ..*rule })));
                Ok(SelectionChange::BalanceSet)
            }
            Command::Together(commands, change) => {
                for command in commands {
                    self.apply(command)?;
                }
                Ok(change)
            }
            Command::Record(decision) => self.record(*decision),
            Command::Strike(id) => {
                self.decision(id).ok_or(SelectionError::UnknownDecision(id))?;
                Arc::make_mut(&mut self.decisions).retain(|decision| decision.id != id);
                Ok(SelectionChange::Struck)
            }
        }
    }

    pub(super) fn record(&mut self, decision: Decision) -> Outcome {
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
