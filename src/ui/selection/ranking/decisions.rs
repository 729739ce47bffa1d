//! Decisions on record: put one there, and see that it can be computed again.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::board::Board;
use super::balance::{self, RuleList};
use super::standing;
use crate::domain::selection::{Decision, SelectionCommand, Standing};
use crate::domain::{DecisionId, Name, Note};
use crate::state::clock;
use crate::ui::kit::{Button, ButtonKind, Icon, IconButton, Symbol, TextField};

/// The list and the form.
#[component]
pub fn Decisions() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.ranking();
    let by = RwSignal::new(String::new());
    let text = RwSignal::new(String::new());
    let keep = move |place: RwSignal<String>| {
        move |typed: String| {
            place.set(typed);
            Ok(())
        }
    };
    let record = move || {
        let Some(standing) = untrack(|| standing(board)) else { return };
        let set = board.part.with_untracked(|part| part.set_in_use().cloned());
        let decision = Decision {
            date: Some(clock::today()),
            by: Name::truncated(&by.get_untracked()),
            text: Note::new(&text.get_untracked()).unwrap_or_else(|_| Note::truncated(&text.get_untracked())),
            weight_set: set.as_ref().map(|set| set.id),
            weight_set_name: set.map(|set| set.name.clone()).unwrap_or_default(),
            seed: board.part.with_untracked(|part| part.trust.seed),
            ..ranked(board, &standing)
        };
        if board.send(SelectionCommand::Record(Box::new(decision))) {
            by.set(String::new());
            text.set(String::new());
        }
    };
    let decisions = Memo::new(move |_| board.part.with(|part| Arc::clone(&part.decisions)));
    view! {
        <section class="side">
            <h2>{move || t().record_title()}</h2>
            <p class="hint">{move || t().record_text()}</p>
            <TextField label=move || t().record_by() value=by on_commit=keep(by) />
            <TextField label=move || t().record_what() rows=3 value=text on_commit=keep(text) />
            <div class="button-row"><Button label=move || t().record() kind=ButtonKind::Primary on_click=record /></div>
        </section>
        <ul class="decisions">
            {move || decisions.get().iter().rev().map(|decision| {
                let id = decision.id;
                let holds = decision.is_reproduced();
                let changed = changes_since(board, decision);
                view! {
                    <li class="decision">
                        <div>
                            <p>{told(board, decision)}</p>
                            {(!decision.balance.is_empty()).then(|| view! { <RuleList rules=balance::told_then(board, decision) /> })}
                            <p class="hint decision-check" class:decision-bad=!holds>
                                <Icon symbol=if holds { Symbol::Check } else { Symbol::Warning } />
                                <span>{if holds { t().reproduced() } else { t().not_reproduced() }}</span>
                            </p>
                            <p class="hint">{match changed {
                                0 => t().same_as_now().to_owned(),
                                count => t().moved_since(count),
                            }}</p>
                        </div>
                        <IconButton label=move || t().strike() symbol=Symbol::Delete on_click=move || board.send_undoable(SelectionCommand::Strike(id)) />
                    </li>
                }
            }).collect_view()}
        </ul>
    }
}

/// A ranking and its balance rules as they stand, to be put on record.
fn ranked(board: Board, standing: &Standing) -> Decision {
    untrack(|| {
        let names = board.names.get();
        let rules = balance::found(board, standing);
        let cost = |id| board.app.store.doc().with(|doc| doc.project(id).and_then(|project| project.cost));
        standing
            .decision(clock::fresh(DecisionId::new), |id| names.get(&id).cloned().unwrap_or_default())
            .with_balance(&rules, |id| Name::truncated(&board.criterion_name(id)), cost)
    })
}

/// How many projects rank differently now.
fn changes_since(board: Board, decision: &Decision) -> usize {
    let Some(standing) = standing(board) else { return decision.ranking.len() };
    let now: std::collections::HashMap<_, _> =
        standing.places.iter().map(|place| (place.project, place.rank)).collect();
    decision.ranking.iter().filter(|ranked| now.get(&ranked.project) != Some(&ranked.rank)).count()
}

/// A decision in a sentence.
pub fn told(board: Board, decision: &Decision) -> String {
    let lang = board.app.lang();
    let first = decision.ranking.first().map(|ranked| ranked.name.to_string()).unwrap_or_default();
    lang.ranking().decision_told(decision, lang.ranking().method(decision.method), &first)
}
