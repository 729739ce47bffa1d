//! Proof and price at the right.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::desk::{BEST, Desk, Phase, Step, Sum};
use super::why::swap;
use crate::domain::ProjectId;
use crate::domain::portfolio::PortfolioCommand;
use crate::i18n::portfolio_rules::inner;
use crate::i18n::sentences::percent;
use crate::ui::kit::{Button, Icon, Progress, Symbol, format};

/// The panel of proof, price and next-best sets.
#[component]
pub fn Proof(desk: Desk) -> impl IntoView {
    let lang = desk.app.lang();
    let t = move || lang.portfolio_page();
    let run = move || desk.run.get();
    let has_set = Memo::new(move |_| desk.run.with(|run| run.chosen.is_some()));
    let is_proven =
        Memo::new(move |_| desk.run.with(|run| run.phase == Phase::Proven && run.chosen.is_some()));
    let is_stopped = Memo::new(move |_| {
        let stopped = desk.run.with(|run| run.phase == Phase::Stopped && run.chosen.is_some());
        stopped && desk.asked.get().is_some_and(|asked| matches!(asked.sum, Sum::Free(_)))
    });
    // Where nothing is possible there is nothing to prove better; the conflict stands in the middle.
    let is_shown = move || has_set.get() || desk.run.with(|run| run.phase == Phase::Busy);
    view! {
        <section class="pf-proof" aria-labelledby="pf-proof-head" hidden=move || !is_shown()>
            <h2 id="pf-proof-head">{move || t().proof()}</h2>
            <Show when=move || has_set.get() fallback=|| view! { <p class="hint">"–"</p> }>
                <dl class="pf-figures">
                    <dt>{move || t().value()}</dt>
                    <dd class="pf-big">{move || desk.value_text(run().value)}</dd>
                    <dt>{move || t().bound()}</dt>
                    <dd>{move || run().bound.filter(|bound| bound.is_finite()).map_or_else(|| "–".to_owned(), |bound| desk.value_text(bound))}</dd>
                    <dt>{move || t().gap()}</dt>
                    <dd>{move || run().gap().map_or_else(|| "–".to_owned(), |gap| percent(lang.locale(), gap))}</dd>
                    <dt>{move || t().nodes()}</dt>
                    <dd>{move || format::number(lang.locale(), exact(run().nodes), 0)}</dd>
                    <dt>{move || t().time()}</dt>
                    <dd>{move || time(desk, run().millis)}</dd>
                </dl>
                <Show when=move || is_proven.get()>
                    <p class="pf-check"><Icon symbol=Symbol::Check /> {move || t().proven()}</p>
                    <p class="pf-check"><Icon symbol=Symbol::Check /> {move || t().verified()}</p>
                </Show>
            </Show>
            <Show when=move || is_proven.get()>
                <Prices desk />
                <NextBest desk />
            </Show>
            <Show when=move || is_stopped.get()>
                <div class="pf-free">
                    <p>{move || lang.portfolio_values().free_stopped()}</p>
                    <FixStarts desk />
                </div>
            </Show>
        </section>
    }
}

/// What is not worked out for a project while starts are free, and the way to it.
#[component]
pub fn FixedOnly(desk: Desk) -> impl IntoView {
    view! {
        <div class="pf-free">
            <p class="hint">{move || desk.app.lang().portfolio_values().free_thresholds()}</p>
            <FixStarts desk />
        </div>
    }
}

/// Back to fixed starts; a scenario has its own.
#[component]
pub fn FixStarts(desk: Desk) -> impl IntoView {
    view! {
        <Show when=move || desk.scenario.get().is_none()>
            <Button label=move || desk.app.lang().portfolio_values().fix_starts() on_click=move || {
                desk.app.dispatch_undoable(PortfolioCommand::SetFreeStarts(false));
            } />
        </Show>
    }
}

/// A count as a double; beyond 2^53 the last digits do not matter.
#[expect(clippy::cast_precision_loss, reason = "only shown")]
const fn exact(count: u64) -> f64 {
    count as f64
}

/// A time in words.
fn time(desk: Desk, millis: f64) -> String {
    let t = desk.app.lang().portfolio_page();
    if millis < 1_000.0 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1000")]
        let whole = millis.max(0.0).round() as u64;
        t.milliseconds(whole)
    } else {
        t.seconds(&format::number(desk.app.lang().locale(), millis / 1_000.0, 1))
    }
}

/// A bar of how far something is, with a button that ends it; what was found so far stays.
#[component]
pub fn Underway(
    desk: Desk,
    steps: RwSignal<Option<(usize, usize)>>,
    #[prop(into)] label: Signal<&'static str>,
    on_stop: fn(Desk),
) -> impl IntoView {
    let is_on = Memo::new(move |_| steps.with(Option::is_some));
    let counted = Memo::new(move |_| steps.with(|steps| steps.is_some_and(|(_, of)| of > 0)));
    let done = Signal::derive(move || {
        let (done, of) = steps.get().unwrap_or_default();
        exact(done as u64) / exact(of.max(1) as u64)
    });
    view! {
        <Show when=move || is_on.get()>
            <div class="pf-busy">
                <Show when=move || counted.get() fallback=move || view! { <Progress label=move || label.get() /> }>
                    <Progress label=move || label.get() value=done />
                </Show>
                <Button label=move || desk.app.lang().portfolio_page().stop() symbol=Symbol::Close on_click=move || on_stop(desk) />
            </div>
        </Show>
    }
}

#[component]
fn Prices(desk: Desk) -> impl IntoView {
    let lang = desk.app.lang();
    let t = move || lang.portfolio_page();
    let none = move || {
        let unasked = desk.prices.with(Vec::is_empty) || desk.prices_stopped.get();
        unasked && desk.aside.with(Option::is_none)
    };
    let lines = Memo::new(move |_| {
        let prices = desk.prices.get();
        let mut lines: Vec<(f64, String)> = Vec::new();
        let mut free = 0;
        for price in &prices {
            let rule = inner(&desk.speak(|s| s.rule(price.rule)));
            let mut dear = false;
            if let Some((step, gain)) = price.more.filter(|(_, gain)| *gain > 1e-9) {
                let quantity = match step {
                    Step::Money(money) => desk.speak(|s| s.money(money)),
                    Step::Effort(effort) => {
                        let rules = desk.part.get();
                        let role =
                            rules.rules.iter().find(|r| r.id == price.rule).and_then(|r| match r.says {
                                crate::domain::portfolio::Says::Capacity { role } => Some(role),
                                _ => None,
                            });
                        role.map_or_else(|| effort.plain(), |role| desk.speak(|s| s.effort(role, effort)))
                    }
                };
                let value = desk.value_text(gain);
                let values = [("constraint", rule.as_str()), ("quantity", &quantity), ("value", &value)];
                lines.extend(desk.sentence("price.one_more", &values).map(|line| (gain, line)));
                dear = true;
            }
            if let Some(gain) = price.off.filter(|gain| *gain > 1e-9) {
                if price.more.is_none_or(|(_, more)| more + 1e-9 < gain) {
                    let value = desk.value_text(gain);
                    let values = [("constraint", rule.as_str()), ("value", &value)];
                    lines.extend(desk.sentence("price.rule", &values).map(|line| (gain, line)));
                }
                dear = true;
            }
            free += usize::from(!dear);
        }
        lines.sort_by(|a, b| b.0.total_cmp(&a.0));
        (lines.into_iter().map(|(_, line)| line).collect::<Vec<_>>(), free)
    });
    view! {
        <h3>{move || t().price()}</h3>
        <p class="hint">{move || t().price_lead()}</p>
        <Underway desk steps=desk.aside label=Signal::derive(move || t().computing_prices()) on_stop=Desk::stop_aside />
        <Show when=move || desk.prices_stopped.get() && desk.prices.with(|prices| !prices.is_empty())>
            <p class="hint">{move || lang.portfolio_values().only_these()}</p>
        </Show>
        <Show when=none>
            <Button label=move || t().compute_prices() on_click=move || desk.ask_prices() />
        </Show>
        <ul class="pf-prices">
            {move || lines.with(|(lines, _)| lines.clone()).into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
        </ul>
        <Show when=move || { lines.with(|(_, free)| *free > 0) }>
            <p class="hint">{move || t().free_count(lines.with(|(_, free)| *free))}</p>
        </Show>
    }
}

#[component]
fn NextBest(desk: Desk) -> impl IntoView {
    let t = move || desk.app.lang().portfolio_page();
    let rows = Memo::new(move |_| {
        let best = desk.best.get();
        let (Some(asked), Some(first)) = (desk.asked.get(), best.first().cloned()) else { return Vec::new() };
        let ids = |items: &[usize]| -> BTreeSet<ProjectId> {
            items.iter().filter_map(|item| asked.key.projects.get(*item).copied()).collect()
        };
        let top = ids(&first.items);
        best.iter()
            .enumerate()
            .skip(1)
            .take(BEST - 1)
            .map(|(index, choice)| {
                let set = ids(&choice.items);
                let names = |ids: Vec<ProjectId>| -> Vec<String> {
                    ids.into_iter().map(|id| desk.speak(|s| s.project(id))).collect()
                };
                let added = names(set.difference(&top).copied().collect());
                let dropped = names(top.difference(&set).copied().collect());
                let lower = t().lower(&desk.value_text(first.value - choice.value));
                (t().place(index + 1), lower, swap(desk, &added, &dropped).unwrap_or_default())
            })
            .collect::<Vec<_>>()
    });
    let can_list = move || {
        let unasked = desk.best.with(Vec::is_empty) || desk.list_stopped.get();
        unasked && desk.listing.with(Option::is_none)
    };
    view! {
        <h3>{move || t().next_best()}</h3>
        <Underway desk steps=desk.listing label=Signal::derive(move || t().asking()) on_stop=Desk::stop_listing />
        <Show when=can_list>
            <Show when=move || desk.list_stopped.get() && desk.best.with(|best| best.len() > 1)>
                <p class="hint">{move || desk.app.lang().portfolio_values().only_these()}</p>
            </Show>
            <Button label=move || t().show_next() on_click=move || desk.ask_best() />
        </Show>
        <ol class="pf-next">
            {move || rows.get().into_iter().map(|(place, lower, differs)| view! {
                <li><strong>{place}</strong> " " <span class="number">{lower}</span> <span class="hint">{differs}</span></li>
            }).collect_view()}
        </ol>
    }
}
