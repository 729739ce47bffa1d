//! The constraints at the left: sentences with a switch, a price and a form under each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use super::desk::Desk;
use super::rule_form::RuleForm;
use crate::domain::id::{PoolId, RuleId};
use crate::domain::portfolio::{
    Group, Measure, Outline, Pool, Portfolio, PortfolioCommand, Quantity, Reason, Risk, Rule, RuleKind, Says,
    Share, find, new_rule,
};
use crate::domain::{Extra, Money, Name, ProjectId, Workspace};
use crate::state::clock::fresh;
use crate::ui::kit::{Button, ButtonKind, IconButton, Menu, MenuItem, Symbol};

/// The panel of constraints.
#[component]
pub fn Rules(desk: Desk) -> impl IntoView {
    let lang = desk.app.lang();
    let t = move || lang.portfolio_page();
    let opened = RwSignal::new(None::<RuleId>);
    let ids = Memo::new(move |_| {
        desk.app.store.doc().with(|doc| {
            let mut rules: Vec<(RuleKind, usize, RuleId)> = (doc.portfolio.rules.iter().enumerate())
                .map(|(index, rule)| (rule.says.kind(), index, rule.id))
                .collect();
            rules.sort_unstable();
            rules
        })
    });
    let kinds = Memo::new(move |_| {
        ids.with(|ids| {
            ids.iter().map(|(kind, ..)| *kind).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
        })
    });
    let counts = move || {
        desk.app.store.doc().with(|doc| {
            let rules = &doc.portfolio.rules;
            (rules.iter().filter(|rule| rule.on).count(), rules.len())
        })
    };
    view! {
        <section class="pf-rules" aria-labelledby="pf-rules-head">
            <header class="pf-panel-head">
                <h2 id="pf-rules-head">{move || t().constraints()}</h2>
                <span class="hint">{move || { let (on, all) = counts(); t().rule_count(on, all) }}</span>
                <div class="pf-add menu-end">
                    <Menu label=move || t().add_rule() symbol=Signal::derive(|| Symbol::Add) icon_only=true>
                        {RuleKind::ALL
                            .into_iter()
                            .map(|kind| {
                                view! {
                                    <MenuItem
                                        label=move || lang.rules().kind(kind)
                                        on_click=move || add(desk, kind, opened)
                                    />
                                }
                            })
                            .collect_view()}
                    </Menu>
                </div>
            </header>
            <Lifted desk />
            <Show when=move || ids.with(Vec::is_empty)>
                <p class="hint">{move || t().no_rules()}</p>
                <Button label=move || t().first_budget() symbol=Symbol::Add on_click=move || add(desk, RuleKind::Budget, opened) />
            </Show>
            <For each=move || kinds.get() key=|kind| *kind let:kind>
                <details class="pf-kind" open=!folded(kind)>
                    <summary>
                        {move || lang.rules().kind(kind)} " "
                        <span class="hint">{move || ids.with(|ids| ids.iter().filter(|(of, ..)| *of == kind).count())}</span>
                    </summary>
                    <ul>
                        <For
                            each=move || ids.with(|ids| ids.iter().filter(|(of, ..)| *of == kind).map(|(.., id)| *id).collect::<Vec<_>>())
                            key=|id| *id
                            let:id
                        >
                            <Row desk id opened />
                        </For>
                    </ul>
                </details>
            </For>
        </section>
    }
}

/// Gains and orders are many and seldom looked at.
const fn folded(kind: RuleKind) -> bool {
    matches!(kind, RuleKind::Synergy | RuleKind::SharedCost | RuleKind::After)
}

/// What lifting costs, while something is lifted.
#[component]
fn Lifted(desk: Desk) -> impl IntoView {
    let t = move || desk.app.lang().portfolio_page();
    let count = move || desk.lifted.with(BTreeSet::len);
    let message = move || {
        let (n, run) = (count(), desk.run.get());
        match (desk.base.get(), run.chosen.is_some()) {
            (Some(base), true) if run.value - base > 1e-9 => {
                t().lifted_gain(n, &desk.value_text(run.value - base))
            }
            (Some(_), true) => t().lifted_none(n),
            _ => t().lifted_wait(n),
        }
    };
    view! {
        <div aria-live="polite">
            <Show when=move || { count() > 0 }>
                <div class="notice">
                    <p>{message}</p>
                    <Button label=move || t().restore() on_click=move || desk.lifted.set(BTreeSet::new()) />
                </div>
            </Show>
        </div>
    }
}

#[component]
fn Row(desk: Desk, id: RuleId, opened: RwSignal<Option<RuleId>>) -> impl IntoView {
    let lang = desk.app.lang();
    let t = move || lang.portfolio_page();
    let rule = Memo::new(move |_| desk.app.store.doc().with(|doc| find(&doc.portfolio.rules, id).cloned()));
    let sentence =
        Memo::new(move |_| desk.speak(|s| rule.get().map(|rule| s.says(&rule.says)).unwrap_or_default()));
    let is_on = move || rule.with(|rule| rule.as_ref().is_some_and(|rule| rule.on));
    let is_lifted = move || desk.lifted.with(|lifted| lifted.contains(&id));
    let is_open = move || opened.get() == Some(id);
    let price = move || {
        let found = desk
            .prices
            .with(|prices| prices.iter().find(|price| price.rule == id).and_then(|price| price.off));
        found.filter(|gain| *gain > 1e-9).map(|gain| t().costs(&desk.value_text(gain)))
    };
    let form = format!("rule-{id}");
    let controls = form.clone();
    view! {
        <li class="pf-rule" class:off=move || !is_on() class:lifted=is_lifted>
            <input
                type="checkbox"
                class="pf-switch"
                aria-label=move || format!("{}: {}", t().rule_holds(), sentence.get())
                prop:checked=is_on
                on:change=move |event| {
                    desk.dispatch(PortfolioCommand::SwitchRule(id, event_target_checked(&event)));
                }
            />
            <button
                type="button"
                class="pf-sentence"
                aria-expanded=move || is_open().to_string()
                aria-controls=controls
                on:click=move |_| opened.set((!is_open()).then_some(id))
            >
                {move || sentence.get()}
            </button>
            <span class="pf-cost">{price}</span>
            <IconButton
                label=move || t().lift()
                symbol=Symbol::Look
                pressed=Signal::derive(is_lifted)
                disabled=Signal::derive(move || !is_on())
                on_click=move || desk.lifted.update(|lifted| if !lifted.remove(&id) { lifted.insert(id); })
            />
            <div id=form class="pf-form-place">
                <Show when=is_open>
                    <div class="pf-form">
                        <RuleForm desk id />
                        <div class="button-row">
                            <Button
                                label=move || t().remove_rule()
                                kind=ButtonKind::Danger
                                symbol=Symbol::Delete
                                on_click=move || {
                                    opened.set(None);
                                    desk.app.dispatch_undoable(PortfolioCommand::RemoveRule(id));
                                }
                            />
                            <Button label=move || t().close() on_click=move || opened.set(None) />
                        </div>
                    </div>
                </Show>
            </div>
        </li>
    }
}

/// Adds a rule of a kind with sensible content and opens its form.
fn add(desk: Desk, kind: RuleKind, opened: RwSignal<Option<RuleId>>) {
    let id = fresh(RuleId::new);
    let t = untrack(|| desk.app.lang().portfolio_page());
    let made = desk.app.store.doc().with_untracked(|doc| draft(doc, kind, fresh(PoolId::new), t.pool_name()));
    let Some((before, says)) = made else {
        let why = if kind == RuleKind::Capacity { t.need_roles() } else { t.need_projects() };
        desk.app.toasts.refuse(why);
        return;
    };
    let mut commands: Vec<PortfolioCommand> = before.into_iter().collect();
    commands.push(PortfolioCommand::PutRule(new_rule(id, says)));
    let command = match (commands.len(), commands.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            commands.push(last);
            PortfolioCommand::All(commands)
        }
        (_, None) => return,
    };
    if desk.dispatch(command) {
        opened.set(Some(id));
    }
}

/// What a new rule of a kind says, and what has to be there before; none when it cannot be made yet.
fn draft(
    doc: &Workspace,
    kind: RuleKind,
    pool: PoolId,
    pool_name: &str,
) -> Option<(Option<PortfolioCommand>, Says)> {
    let part = &doc.portfolio;
    let mut projects = doc.projects.iter().map(|project| project.id);
    let (first, second) = (projects.next(), projects.next());
    let pair = || Some((first?, second?));
    let both = || pair().map(|(a, b)| vec![a, b]);
    let says = match kind {
        RuleKind::Budget => budget(doc, part),
        RuleKind::Capacity => {
            let free = part
                .roles
                .iter()
                .find(|role| part.rules.iter().all(|rule| rule.says != Says::Capacity { role: role.id }));
            Says::Capacity { role: free.or(part.roles.first())?.id }
        }
        RuleKind::Pool => {
            let put = PortfolioCommand::PutPool(Pool {
                id: pool,
                name: Name::truncated(pool_name),
                by_year: BTreeMap::new(),
                pays: Vec::new(),
                max_share: Share::ALL,
                extra: Extra::new(),
            });
            return Some((Some(put), Says::Pool { pool }));
        }
        RuleKind::Must => Says::Must { project: first?, reason: Reason::Compliance, finish_by: None },
        RuleKind::MustNot => Says::MustNot { project: first?, reason: Reason::GateFailed },
        RuleKind::Requires => pair().map(|(project, needs)| Says::Requires { project, needs })?,
        RuleKind::Excludes => Says::Excludes { projects: both()? },
        RuleKind::Options => Says::Options { projects: both()? },
        RuleKind::AllOrNone => Says::AllOrNone { projects: both()? },
        RuleKind::Group => {
            let of = match part.categories.first() {
                Some(kind) => Group::Category(kind.id),
                None => Group::Risk(Risk::ALL[3]),
            };
            first?;
            Says::Group { of, within: Measure::Count { min: None, max: Some(3) } }
        }
        RuleKind::Partial => Says::Partial { project: first?, least: Share::percent(50) },
        RuleKind::Synergy => pair().map(|(a, b)| Says::Synergy { a, b, value: Quantity::whole(10) })?,
        RuleKind::SharedCost => {
            pair().map(|(a, b)| Says::SharedCost { a, b, saving: Money::default(), year: None })?
        }
        RuleKind::After => pair().map(|(first, then)| Says::After { first, then, lag: 0 })?,
    };
    Some((None, says))
}

/// A budget for the first year without one, of half of what all candidates would cost then.
fn budget(doc: &Workspace, part: &Arc<Portfolio>) -> Says {
    let has = |year| {
        let of = |rule: &Arc<Rule>| matches!(rule.says, Says::Budget { year: Some(of), .. } if of == year);
        part.rules.iter().any(of)
    };
    let year = part.horizon.years().find(|year| !has(*year));
    let cost = |project: &ProjectId| {
        let Some(row) = doc.project(*project) else { return 0 };
        let outline = Outline::of(row, part.plans.get(project), part.horizon);
        match year {
            Some(year) => outline.cost_in_year(part.horizon, outline.start, year).minor(),
            None => outline.total_cost().minor(),
        }
    };
    let all: i64 = doc.projects.iter().map(|project| cost(&project.id)).sum();
    // Whole units of what is shown, so that the number can be talked about.
    let unit = 10_i64.pow(u32::try_from(doc.money.scale.decimals()).unwrap_or(2));
    let half = (all / 2 / unit).max(0) * unit;
    Says::Budget { year, max: Money::from_minor(half.min(Money::LIMIT)).unwrap_or_default() }
}
