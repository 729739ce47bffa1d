//! Criteria that stand for goals of the strategy: added, and kept in step.

use leptos::prelude::*;

use super::super::board::{Board, percent};
use crate::domain::selection::GoalDrift;
use crate::domain::{CriterionId, Name, Note, WeightSetId};
use crate::i18n::sentences::list;
use crate::state::clock;
use crate::ui::kit::Button;

/// Weights that differ are named up to so many.
const NAMED: usize = 4;

/// Puts the criteria in step with the goals: adds those that are missing, names and weighs all like the goals.
pub fn follow_goals(board: Board) {
    let t = untrack(|| board.app.lang().criteria());
    let command = board.app.store.doc().with_untracked(|doc| {
        doc.following_goals(
            &Name::truncated(t.goals_group()),
            &Note::truncated(t.goals_asked()),
            clock::fresh(WeightSetId::new),
            || clock::fresh(CriterionId::new),
        )
    });
    board.send_undoable(command);
}

/// What differs from the strategy, and the way to take it over. Nothing where they agree.
#[component]
pub fn DriftNotice() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.criteria();
    let drift = Memo::new(move |_| board.app.store.doc().with(crate::domain::Workspace::goal_drift));
    move || {
        drift.get().map(|drift| {
            view! {
                <div class="notice goal-drift" role="status">
                    <p><strong>{t().goals_differ()}</strong></p>
                    <ul>{told(board, &drift).into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                    <div class="button-row">
                        <Button label=move || t().follow_goals() on_click=move || follow_goals(board) />
                        <span class="hint">{t().follow_goals_hint()}</span>
                    </div>
                </div>
            }
        })
    }
}

fn told(board: Board, drift: &GoalDrift) -> Vec<String> {
    let t = board.app.lang().criteria();
    let locale = board.app.lang().locale();
    let names =
        |names: &[Name]| list(locale, &names.iter().map(|name| t.quoted(name)).collect::<Vec<_>>(), false);
    let mut lines = Vec::new();
    if !drift.missing.is_empty() {
        lines.push(t.drift_missing(&names(&drift.missing)));
    }
    if !drift.orphaned.is_empty() {
        lines.push(t.drift_orphaned(&names(&drift.orphaned)));
    }
    lines.extend(drift.renamed.iter().map(|(from, to)| t.drift_renamed(from, to)));
    let weights = drift.reweighted.iter().take(NAMED);
    lines.extend(
        weights.map(|(name, here, there)| {
            t.drift_weights(name, &percent(locale, *here), &percent(locale, *there))
        }),
    );
    let more = drift.reweighted.len().saturating_sub(NAMED);
    if more > 0 {
        lines.push(t.drift_more(more));
    }
    lines
}
