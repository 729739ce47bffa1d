//! Nothing is feasible: which constraints contradict each other, and the cheapest ways out as buttons.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, Sum, meanings};
use super::proof::FixStarts;
use crate::domain::Money;
use crate::domain::id::RuleId;
use crate::domain::portfolio::answer::Relaxation;
use crate::domain::portfolio::translate::{Key, Meaning};
use crate::domain::portfolio::{Measure, Portfolio, PortfolioCommand, Quantity, Role, Rule, Says, find};
use crate::i18n::Locale;
use crate::i18n::portfolio_rules::inner;
use crate::i18n::sentences::{join, list};
use crate::ui::kit::{Button, Progress};

/// A way out with what it does to the document.
#[derive(Debug, Clone, PartialEq)]
struct Way {
    text: String,
    command: Option<PortfolioCommand>,
}

/// The conflict set and the ways out.
#[component]
pub fn Conflict(desk: Desk) -> impl IntoView {
    let t = move || desk.app.lang().portfolio_page();
    let found = Memo::new(move |_| desk.conflict.get());
    let is_free = Memo::new(move |_| desk.asked.get().is_some_and(|asked| matches!(asked.sum, Sum::Free(_))));
    let members = move || {
        let (Some(conflict), Some(asked)) = (found.get(), desk.asked.get()) else { return Vec::new() };
        meanings(&asked.key, &conflict.minimal)
    };
    let lead = move || {
        let count = members().len();
        if count == 1 {
            return Some(t().conflict_of_one().to_owned());
        }
        desk.sentence("infeasible.lead", &[("count", &count.to_string())])
    };
    let ways = Memo::new(move |_| {
        let (Some(conflict), Some(asked)) = (found.get(), desk.asked.get()) else { return Vec::new() };
        let part = desk.part.get();
        let all = conflict.relaxations.iter().filter_map(|way| way_out(desk, &part, &asked.key, way));
        let mut seen: Vec<Way> = Vec::new();
        for way in all {
            if !seen.contains(&way) {
                seen.push(way);
            }
        }
        seen
    });
    view! {
        <div class="pf-conflict">
            <Show when=move || is_free.get()>
                <p class="pf-lead">{move || t().conflict_when_fixed()}</p>
                <FixStarts desk />
            </Show>
            <Show when=move || { !is_free.get() && found.with(Option::is_some) }
                fallback=move || view! {
                    <Show when=move || !is_free.get()><Progress label=move || t().finding_conflict() /></Show>
                }>
                <p class="pf-lead">{lead}</p>
                <ul class="pf-conflict-set">
                    {move || members().into_iter().map(|meaning| view! { <li>{desk.speak(|s| s.meaning(meaning))}</li> }).collect_view()}
                </ul>
                <h3>{move || t().ways_out()}</h3>
                <ul class="pf-ways">
                    {move || ways.get().into_iter().map(|way| {
                        let Way { text, command } = way;
                        view! {
                            <li>
                                <span>{text}</span>
                                {command.map(|command| view! {
                                    <Button label=move || t().apply_way() on_click=move || {
                                        desk.app.dispatch_undoable(command.clone());
                                    } />
                                })}
                            </li>
                        }
                    }).collect_view()}
                </ul>
                <Show when=move || ways.with(Vec::is_empty)>
                    <p class="hint">{move || t().no_ways()}</p>
                </Show>
            </Show>
        </div>
    }
}

/// Every constraint of a conflict is named: a list that leaves some out would not be an explanation.
fn all_named(locale: Locale, words: &[String]) -> String {
    if words.len() <= 3 {
        return list(locale, words, false);
    }
    match locale {
        Locale::Zh => {
            let mut text = String::new();
            for (index, word) in words.iter().enumerate() {
                join(&mut text, if index == 0 { "" } else { "；" });
                join(&mut text, word);
            }
            text
        }
        Locale::En => words.join("; "),
    }
}

fn way_out(desk: Desk, part: &Arc<Portfolio>, key: &Key, way: &Relaxation) -> Option<Way> {
    let t = desk.app.lang().portfolio_page();
    match way {
        Relaxation::Drop(ids) => {
            let meanings = meanings(key, ids);
            let words: Vec<String> =
                meanings.iter().map(|meaning| desk.speak(|s| s.meaning(*meaning))).collect();
            let rules: Vec<RuleId> = meanings.iter().filter_map(|meaning| meaning.rule()).collect();
            let known = rules
                .iter()
                .all(|id| desk.app.store.doc().with(|doc| find(&doc.portfolio.rules, *id).is_some()));
            let command = (known && !rules.is_empty()).then(|| {
                PortfolioCommand::All(
                    rules.into_iter().map(|id| PortfolioCommand::SwitchRule(id, false)).collect(),
                )
            });
            Some(Way { text: t.drop_them(&all_named(desk.app.lang().locale(), &words)), command })
        }
        Relaxation::Move { id, by } => {
            let meaning = key.meaning(*id)?;
            let word = desk.speak(|s| s.meaning(meaning));
            if let Meaning::Capacity { role, period, .. } = meaning {
                // Up to the next thousandth, so that what is shown suffices.
                let by = up(*by * exact(key.effort_unit));
                let text = t.more_of(&word, &desk.speak(|s| s.effort(role, by)));
                let command =
                    same_in_document(desk, |doc| find(&doc.roles, role).cloned(), find(&part.roles, role))
                        .map(|role| {
                            PortfolioCommand::PutRole(more_capacity(
                                &role,
                                period,
                                by,
                                part.horizon.periods(),
                            ))
                        });
                return Some(Way { text, command });
            }
            let rule = find(&part.rules, meaning.rule()?)?;
            let (says, quantity) = moved(&rule.says, *by, key)?;
            let quantity = match quantity {
                Moved::Money(money) => desk.speak(|s| s.money(money)),
                Moved::Count(count) => count.to_string(),
            };
            let command = same_in_document(desk, |doc| find(&doc.rules, rule.id).cloned(), Some(rule))
                .map(|rule| PortfolioCommand::PutRule(Rule { says, ..(*rule).clone() }));
            Some(Way { text: t.raise_by(&inner(&word), &quantity), command })
        }
    }
}

/// The record as the document has it, if the scenario that is looked at has not changed it: only then does a
/// change of the document change what is looked at.
fn same_in_document<T: PartialEq>(
    desk: Desk,
    find: impl FnOnce(&Portfolio) -> Option<Arc<T>>,
    looked_at: Option<&Arc<T>>,
) -> Option<Arc<T>> {
    let kept = desk.app.store.doc().with(|doc| find(&doc.portfolio))?;
    looked_at.is_some_and(|looked_at| **looked_at == *kept).then_some(kept)
}

enum Moved {
    Money(Money),
    Count(u32),
}

#[expect(clippy::cast_precision_loss, reason = "units are far below the exact range")]
const fn exact(unit: i64) -> f64 {
    unit as f64
}

fn up(milli: f64) -> Quantity {
    #[expect(clippy::cast_possible_truncation, reason = "saturates; cut to the limit")]
    Quantity::from_milli((milli - 1e-6).ceil() as i64)
}

/// A limit moved by so much in the unit of the model.
fn moved(says: &Says, by: f64, key: &Key) -> Option<(Says, Moved)> {
    let money = up(by * exact(key.money_unit)).milli();
    let plus = |limit: Money, sign: i64| Money::from_minor(limit.minor().saturating_add(sign * money)).ok();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
    let count = by.ceil().max(0.0) as u32;
    let mut moved = says.clone();
    match &mut moved {
        Says::Budget { max, .. } => *max = plus(*max, 1)?,
        Says::Group { within: Measure::Money { min, max }, .. } => {
            *min = min.and_then(|min| plus(min, -1));
            *max = max.and_then(|max| plus(max, 1));
        }
        Says::Group { within: Measure::Count { min, max }, .. } => {
            *min = min.map(|min| min.saturating_sub(count));
            *max = max.map(|max| max.saturating_add(count));
            return Some((moved, Moved::Count(count)));
        }
        _ => return None,
    }
    Some((moved, Moved::Money(Money::from_minor(money).ok()?)))
}

/// A role with more capacity in one period.
fn more_capacity(role: &Role, period: u32, by: Quantity, periods: u32) -> Role {
    let capacity = (0..periods)
        .map(|at| {
            let now = role.capacity_in(at);
            if at == period { now.plus(by) } else { now }
        })
        .collect();
    Role { capacity, ..role.clone() }
}
