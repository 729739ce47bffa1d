//! Nothing is feasible: which constraints contradict each other, and the cheapest ways out as buttons.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, meanings};
use super::proof::Underway;
use crate::domain::id::{RoleId, RuleId};
use crate::domain::portfolio::answer::Relaxation;
use crate::domain::portfolio::translate::{Key, Meaning};
use crate::domain::portfolio::{Measure, Portfolio, PortfolioCommand, Quantity, Role, Rule, Says, find};
use crate::domain::{Money, ProjectId};
use crate::i18n::Locale;
use crate::i18n::portfolio_rules::inner;
use crate::i18n::sentences::{join, list};
use crate::ui::kit::Button;

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
    let v = move || desk.app.lang().portfolio_values();
    let found = Memo::new(move |_| desk.conflict.get());
    let members = move || {
        let (Some(conflict), Some(asked)) = (found.get(), desk.asked.get()) else { return Vec::new() };
        let mut members = meanings(&asked.key, &conflict.minimal);
        // With free starts a project that does not fit has no start at all, whatever the constraints: its demand
        // alone is the conflict, and that it does not fit is the reason.
        let part = desk.part.get();
        let demanded = |project: ProjectId| {
            members
                .iter()
                .filter_map(|meaning| find(&part.rules, meaning.rule()?))
                .any(|rule| matches!(rule.says, Says::Must { project: of, .. } if of == project))
        };
        let unfit: Vec<Meaning> = (asked.key.meanings.iter().copied())
            .filter(|meaning| matches!(meaning, Meaning::DoesNotFit(project) if demanded(*project)))
            .filter(|meaning| !members.contains(meaning))
            .collect();
        members.extend(unfit);
        members
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
            <Underway desk steps=desk.aside label=Signal::derive(move || t().finding_conflict()) on_stop=Desk::stop_aside />
            <Show when=move || found.with(Option::is_none) && desk.aside.with(Option::is_none)>
                <Button label=move || v().find_conflict() on_click=move || desk.ask_conflict() />
            </Show>
            <Show when=move || found.with(Option::is_some)>
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
                <Show when=move || found.with(|found| found.as_ref().is_some_and(|found| !found.complete))>
                    <p class="hint">{move || v().more_ways()}</p>
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
                                Some(period),
                                by,
                                part.horizon.periods(),
                            ))
                        });
                return Some(Way { text, command });
            }
            let rule = find(&part.rules, meaning.rule()?)?;
            if let Says::Capacity { role } = rule.says {
                return Some(more_everywhere(desk, part, role, up(*by * exact(key.effort_unit))));
            }
            let (says, quantity) = moved(&rule.says, *by, key)?;
            let text = match quantity {
                Moved::Money(money) => t.raise_by(&inner(&word), &desk.speak(|s| s.money(money))),
                Moved::Count(count) => t.raise_by(&inner(&word), &count.to_string()),
                Moved::Periods(count) => desk.app.lang().portfolio_values().later_by(&inner(&word), count),
            };
            let command = same_in_document(desk, |doc| find(&doc.rules, rule.id).cloned(), Some(rule))
                .map(|rule| PortfolioCommand::PutRule(Rule { says, ..(*rule).clone() }));
            Some(Way { text, command })
        }
    }
}

/// The same more of a role in every period.
fn more_everywhere(desk: Desk, part: &Arc<Portfolio>, role: RoleId, by: Quantity) -> Way {
    let (name, effort) = desk.speak(|s| (s.role(role), s.effort(role, by)));
    let text = desk.app.lang().portfolio_values().more_each_period(&name, &effort);
    let command = same_in_document(desk, |doc| find(&doc.roles, role).cloned(), find(&part.roles, role));
    let command =
        command.map(|role| PortfolioCommand::PutRole(more_capacity(&role, None, by, part.horizon.periods())));
    Way { text, command }
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
    Periods(u32),
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
        Says::Must { finish_by: Some(by), .. } => {
            *by = by.saturating_add(count);
            return Some((moved, Moved::Periods(count)));
        }
        _ => return None,
    }
    Some((moved, Moved::Money(Money::from_minor(money).ok()?)))
}

/// A role with more capacity in one period; none: in all of them.
fn more_capacity(role: &Role, period: Option<u32>, by: Quantity, periods: u32) -> Role {
    let capacity = (0..periods)
        .map(|at| {
            let now = role.capacity_in(at);
            if period.is_none_or(|period| at == period) { now.plus(by) } else { now }
        })
        .collect();
    Role { capacity, ..role.clone() }
}
