//! How sure the choice is: core projects over a range of values, and uncertain cost and value.

use leptos::prelude::*;

use super::desk::{Desk, Sum};
use super::engine::{Job, ask};
use super::regret::alike;
use crate::domain::error::ValueError;
use crate::domain::id::ValuesId;
use crate::domain::portfolio::query::{News, Query, Reply};
use crate::domain::portfolio::simulate::{Simulated, Spread, simulate};
use crate::domain::portfolio::{Quantity, find};
use crate::domain::{Money, ProjectId};
use crate::i18n::portfolio_more::More;
use crate::i18n::sentences::{list, percent};
use crate::ui::kit::{Button, ButtonKind, NumberField, Progress, SelectField, Table};

/// Value vectors on the way from one set of values to another: 0, 5, …, 100 %.
const STEPS: u32 = 21;
/// The seed that simulations begin with; stored with a decision.
pub const SEED: u64 = 20_261_106;
const DRAWS: usize = 10_000;
/// An index this near to 0 or 1 is that: a share of at most a few hundred solves.
const EDGE: f64 = 1e-9;

/// The tab of robustness.
#[component]
pub fn Robust(desk: Desk) -> impl IntoView {
    view! {
        <div class="pf-robust">
            <Core desk />
            <MonteCarlo desk />
        </div>
    }
}

#[component]
fn Core(desk: Desk) -> impl IntoView {
    let lang = desk.app.lang();
    let m = move || lang.portfolio_more();
    let sets = Memo::new(move |_| {
        let part = desk.part.get();
        alike(&part)
            .into_iter()
            .filter_map(|id| find(&part.values, id).map(|values| (id, values.name.to_string())))
            .collect::<Vec<(ValuesId, String)>>()
    });
    let pick = move |at: usize| {
        sets.with_untracked(|sets| sets.get(at).map(|(id, _)| id.to_string()).unwrap_or_default())
    };
    // The two ends: where there are three sets, the first is most often a compromise of the others.
    let count = sets.with_untracked(Vec::len);
    let (from, to) =
        (RwSignal::new(pick(count.saturating_sub(1))), RwSignal::new(pick(count.saturating_sub(2))));
    let options = Signal::derive(move || {
        sets.with(|sets| sets.iter().map(|(id, name)| (id.to_string(), name.clone())).collect::<Vec<_>>())
    });
    let found = RwSignal::new(None::<(Vec<ProjectId>, Vec<f64>)>);
    let progress = RwSignal::new(None::<(usize, usize)>);
    let job = StoredValue::new_local(None::<Job>);
    let stop = move || {
        job.try_update_value(|job| {
            if let Some(job) = job.take() {
                job.cancel();
            }
        });
        progress.try_set(None);
    };
    on_cleanup(stop);
    let compute = move || {
        stop();
        let Some(asked) = desk.asked.get_untracked() else { return };
        let Sum::Fixed(model) = &asked.sum else {
            desk.app.toasts.refuse(untrack(m).frontier_fixed());
            return;
        };
        let part = desk.part.get_untracked();
        let values_of = |key: &str| key.parse().ok().and_then(|id| find(&part.values, id).cloned());
        let (Some(from), Some(to)) = (values_of(&from.get_untracked()), values_of(&to.get_untracked()))
        else {
            return;
        };
        let vectors = (0..STEPS)
            .map(|step| {
                let share = f64::from(step) / f64::from(STEPS - 1);
                let at = |id: &ProjectId| from.of(*id).number() * (1.0 - share) + to.of(*id).number() * share;
                asked.key.projects.iter().map(at).collect()
            })
            .collect();
        progress.set(Some((0, STEPS as usize)));
        let projects = asked.key.projects.clone();
        let news = move |news| {
            if let News::Step { done, of } = news {
                progress.try_set(Some((done, of)));
            }
        };
        let reply = move |reply| {
            progress.try_set(None);
            if let Some(Reply::Core(core)) = reply {
                found.try_set(Some((projects, core.index)));
            }
        };
        job.set_value(Some(ask(Query::Core { model: model.clone(), values: vectors }, news, reply)));
    };
    let sorted = Memo::new(move |_| {
        let Some((projects, index)) = found.get() else { return Vec::new() };
        let mut all: Vec<(ProjectId, f64)> = projects.into_iter().zip(index).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all
    });
    let kind = |index: f64| if index >= 1.0 - EDGE { 2 } else { u8::from(index > EDGE) };
    let sentences = move || {
        let locale = lang.locale();
        let names = |wanted: u8| -> Vec<String> {
            let ids = sorted.get().into_iter().filter(|(_, index)| kind(*index) == wanted).map(|(id, _)| id);
            desk.speak(|s| ids.map(|id| s.project(id)).collect())
        };
        let said = |id: &str, names: &[String]| {
            let values = [("count", names.len().to_string()), ("projects", list(locale, names, true))];
            let values: Vec<(&str, &str)> =
                values.iter().map(|(key, value)| (*key, value.as_str())).collect();
            (!names.is_empty()).then(|| desk.sentence(id, &values)).flatten()
        };
        [said("robust.core", &names(2)), said("robust.borderline", &names(1))]
            .into_iter()
            .flatten()
            .map(|line| view! { <p>{line}</p> })
            .collect_view()
    };
    let columns = Signal::derive(move || {
        vec![
            (lang.portfolio_page().project().to_owned(), false),
            (m().core_index().to_owned(), true),
            (m().band().to_owned(), false),
        ]
    });
    view! {
        <section class="panel pf-part">
            <h2>{move || m().core_title()}</h2>
            <p class="hint">{move || m().core_lead()}</p>
            <Show when=move || { sets.with(Vec::len) > 1 } fallback=move || view! { <p class="hint">{move || m().need_two_values()}</p> }>
                <div class="pf-two">
                    <SelectField label=move || m().core_from() options value=Signal::derive(move || from.get()) on_choose=move |key: String| from.set(key) />
                    <SelectField label=move || m().core_to() options value=Signal::derive(move || to.get()) on_choose=move |key: String| to.set(key) />
                </div>
                <div class="button-row">
                    <Button label=move || m().compute_core() kind=ButtonKind::Primary on_click=compute />
                    {move || progress.get().map(|_| view! {
                        <Progress label=move || m().finding_frontier() />
                        <Button label=move || lang.portfolio_page().stop() on_click=stop />
                    })}
                </div>
            </Show>
            <div aria-live="polite">{sentences}</div>
            <Show when=move || sorted.with(|all| !all.is_empty())>
                <Table caption=move || m().core_index() columns>
                    {move || sorted.get().into_iter().map(|(id, index)| {
                        let word = match kind(index) { 2 => m().core(), 1 => m().borderline(), _ => m().exterior() };
                        view! {
                            <tr>
                                <th scope="row">{desk.speak(|s| s.project(id))}</th>
                                <td class="number">
                                    <span class="pf-index">
                                        <meter min="0" max="1" value=index.to_string() aria-hidden="true"></meter>
                                        {percent(lang.locale(), index)}
                                    </span>
                                </td>
                                <td><span class="tag" class:tag-accent=kind(index) == 2>{word}</span></td>
                            </tr>
                        }
                    }).collect_view()}
                </Table>
            </Show>
        </section>
    }
}

/// A factor typed in per cent.
fn factor(text: &str) -> Result<f64, ValueError> {
    let percent = Quantity::parse(text.trim().trim_end_matches(['%', '％']))?;
    if (0..=1_000_000).contains(&percent.milli()) {
        Ok(percent.number() / 100.0)
    } else {
        Err(ValueError::OutOfRange(text.trim().to_owned()))
    }
}

#[component]
fn MonteCarlo(desk: Desk) -> impl IntoView {
    let lang = desk.app.lang();
    let m = move || lang.portfolio_more();
    let spread = RwSignal::new(Spread::default());
    let seed = RwSignal::new(SEED);
    let found = RwSignal::new(None::<Simulated>);
    let run = move || {
        let Some(chosen) = desk.run.with_untracked(|run| run.chosen.clone()) else { return };
        let part = desk.part.get_untracked();
        let (spread, seed) = (spread.get_untracked(), seed.get_untracked());
        let result =
            desk.app.store.doc().with_untracked(|doc| simulate(doc, &part, &chosen, spread, DRAWS, seed));
        found.set(Some(result));
    };
    let worded = move |parsed: Result<f64, ValueError>| {
        parsed.map_err(|error| untrack(|| lang.errors()).value(&error))
    };
    let plain = |factor: f64| Quantity::nearest(factor * 100.0).unwrap_or_default().plain();
    let field = move |label: fn(More) -> &'static str, get: fn(&Spread) -> f64, set: fn(&mut Spread, f64)| {
        view! {
            <NumberField label=move || label(m()) unit="%" value=Signal::derive(move || spread.with(|spread| plain(get(spread))))
                on_commit=move |text: String| {
                    let to = worded(factor(&text))?;
                    spread.update(|spread| set(spread, to));
                    Ok(())
                } />
        }
    };
    let lines = move || {
        let found = found.get()?;
        let money = |minor: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "within money's limit")]
            let money = Money::from_minor(minor.round() as i64).unwrap_or_default();
            desk.money_words(money)
        };
        let (p50, p80) = (money(found.cost.0), money(found.cost.1));
        let cost = desk.sentence("robust.monte_carlo", &[("amount", &p50), ("amount_2", &p80)]);
        let within = percent(lang.locale(), found.within_budgets);
        let mut lines: Vec<String> = cost.into_iter().collect();
        lines.push(m().value_p50(&desk.value_text(found.value.0)));
        lines.push(m().value_p80(&desk.value_text(found.value.1)));
        lines.push(format!("{}: {within}", m().within_budget()));
        Some(lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view())
    };
    view! {
        <section class="panel pf-part">
            <h2>{move || m().monte_title()}</h2>
            <p class="hint">{move || m().monte_lead()}</p>
            <div class="pf-two">
                {field(More::cost_low, |s| s.cost.0, |s, to| s.cost.0 = to)}
                {field(More::cost_high, |s| s.cost.1, |s, to| s.cost.1 = to)}
                {field(More::value_low, |s| s.value.0, |s, to| s.value.0 = to)}
                {field(More::value_high, |s| s.value.1, |s, to| s.value.1 = to)}
                <NumberField label=move || m().seed() hint=move || m().simulated_by() value=Signal::derive(move || seed.get().to_string())
                    on_commit=move |text: String| {
                        let to = text.trim().parse().map_err(|_| untrack(|| lang.errors()).value(&ValueError::NotANumber(text.trim().to_owned())))?;
                        seed.set(to);
                        Ok(())
                    } />
            </div>
            <Button label=move || m().simulate() kind=ButtonKind::Primary on_click=run />
            <ul class="pf-prices" aria-live="polite">{lines}</ul>
            <Show when=move || found.with(Option::is_some)>
                <p class="hint">{move || m().drawn(&DRAWS.to_string(), &seed.get().to_string())}</p>
            </Show>
        </section>
    }
}
