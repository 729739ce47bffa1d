//! Balance rules beside the bubbles: how much of the cost may lie on the worse side of a criterion.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::board::{Board, percent};
use super::super::criteria::number_of;
use super::super::scores::shown_number;
use super::standing;
use crate::domain::selection::{
    Balance, BalanceRecord, BalanceRule, Column, Decision, Direction, SelectionCommand, Standing,
};
use crate::domain::{CriterionId, Extra, Real};
use crate::ui::kit::{Button, ButtonKind, Icon, NumberField, Symbol};

/// The share that a new rule allows, per cent.
const USUAL: f64 = 30.0;

/// The rule of a criterion.
pub fn rule_of(board: Board, leaf: Option<CriterionId>) -> Option<Arc<BalanceRule>> {
    board.part.with(|part| part.balance.iter().find(|rule| Some(rule.criterion) == leaf).cloned())
}

/// How all rules stand, and the rule of the criterion across to set.
#[component]
pub fn BalanceRules(leaf: Memo<Option<CriterionId>>) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.ranking();
    let rule = Memo::new(move |_| rule_of(board, leaf.get()));
    let has_rule = move || rule.with(Option::is_some);
    let put = move |edit: &dyn Fn(&mut BalanceRule)| {
        let Some(criterion) = leaf.get_untracked() else { return };
        let mut rule = rule.get_untracked().map_or_else(
            || BalanceRule {
                criterion,
                from: Real::default(),
                most: Real::or_zero(USUAL),
                extra: Extra::new(),
            },
            |rule| (*rule).clone(),
        );
        edit(&mut rule);
        board.send(SelectionCommand::SetBalance(criterion, Some(Box::new(rule))));
    };
    let remove = move || {
        if let Some(criterion) = leaf.get_untracked() {
            board.send_undoable(SelectionCommand::SetBalance(criterion, None));
        }
    };
    let from = move || rule.with(|rule| rule.as_ref().map(|rule| rule.from.to_string()).unwrap_or_default());
    let most = move || rule.with(|rule| rule.as_ref().map(|rule| rule.most.to_string()).unwrap_or_default());
    let set_from = move |typed: String| {
        match number_of(board, &typed)? {
            Some(from) => put(&|rule| rule.from = from),
            None if rule.with_untracked(Option::is_some) => remove(),
            None => {}
        }
        Ok(())
    };
    let set_most = move |typed: String| {
        let most = number_of(board, &typed)?.unwrap_or(Real::or_zero(USUAL));
        if !(0.0..=100.0).contains(&most.get()) {
            return Err(untrack(t).per_cent().to_owned());
        }
        put(&|rule| rule.most = most);
        Ok(())
    };
    view! {
        <section class="side balance">
            <h2>{move || t().balance()}</h2>
            <p class="hint">{move || t().balance_text()}</p>
            <RuleList rules=Signal::derive(move || told(board)) />
            <p><strong>{move || leaf.get().map(|id| board.criterion_name(id))}</strong></p>
            <div class="form-row">
                <NumberField label=move || t().balance_from() value=Signal::derive(from) on_commit=set_from />
                <Show when=has_rule>
                    <NumberField label=move || t().balance_most() unit="%" value=Signal::derive(most) on_commit=set_most />
                </Show>
            </div>
            <Show when=has_rule fallback=move || view! { <p class="hint">{move || t().no_rule_yet()}</p> }>
                <div class="button-row"><Button label=move || t().remove_rule() kind=ButtonKind::Quiet symbol=Symbol::Delete on_click=remove /></div>
            </Show>
        </section>
    }
}

/// How the rules stand.
pub fn found(board: Board, standing: &Standing) -> Vec<Balance> {
    board.app.store.doc().with(|doc| doc.balances(standing))
}

/// Each rule: is it kept, and in words.
pub fn told(board: Board) -> Vec<(bool, String)> {
    let Some(standing) = standing(board) else { return Vec::new() };
    let tell = |balance: &Balance| {
        let column =
            standing.matrix.columns.iter().find(|column| column.criterion == balance.rule.criterion)?;
        let name = board.criterion_name(balance.rule.criterion);
        let (share, counted) = (balance.share, (balance.chosen, balance.by_count));
        Some((balance.kept, sentence(board, column, &name, &balance.rule, share, counted)))
    };
    found(board, &standing).iter().filter_map(tell).collect()
}

/// Each rule of a decision as it stood then.
pub fn told_then(board: Board, decision: &Decision) -> Vec<(bool, String)> {
    let tell = |record: &BalanceRecord| {
        let columns = &decision.inputs.columns;
        let column = columns.iter().find(|column| column.criterion == record.rule.criterion)?;
        let counted = (record.chosen, record.by_count);
        Some((record.kept, sentence(board, column, &record.name, &record.rule, record.share, counted)))
    };
    decision.balance.iter().filter_map(tell).collect()
}

fn sentence(
    board: Board,
    column: &Column,
    name: &str,
    rule: &BalanceRule,
    share: f64,
    (chosen, by_count): (usize, bool),
) -> String {
    let locale = board.app.lang().locale();
    board.app.lang().ranking().balance_told(
        name,
        &shown_number(board, &column.leaf, rule.from.get()),
        column.leaf.direction == Direction::Benefit,
        &percent(locale, share),
        &percent(locale, rule.most.get() / 100.0),
        chosen,
        by_count,
    )
}

/// Rules in a list, with a mark for each.
#[component]
pub fn RuleList(#[prop(into)] rules: Signal<Vec<(bool, String)>>) -> impl IntoView {
    let board = Board::context();
    let t = move || board.app.lang().ranking();
    view! {
        <ul class="balance-rules">{move || rules.get().into_iter().map(|(kept, text)| view! {
            <li class:balance-broken=!kept>
                <Icon symbol=if kept { Symbol::Check } else { Symbol::Warning } />
                <span>{text}" · "{if kept { t().balance_kept() } else { t().balance_broken() }}</span>
            </li>
        }).collect_view()}</ul>
    }
}
