//! How sure the choice is: core projects over a range of values, and uncertain cost and value.

use leptos::prelude::*;

use super::desk::{Desk, Sum};
use super::engine::{Job, ask};
use super::regret::alike;
use super::spread::Spreads;
use crate::domain::ProjectId;
use crate::domain::error::ValueError;
use crate::domain::numeric::real;
use crate::domain::portfolio::query::{News, Query, Reply};
use crate::domain::portfolio::ranking::{doubt, mixtures};
use crate::domain::portfolio::simulate::{Simulated, Spread, Stake};
use crate::domain::portfolio::{Quantity, find};
use crate::i18n::portfolio_more::More;
use crate::i18n::portfolio_values::ValueTexts;
use crate::i18n::sentences::{list, percent};
use crate::ui::kit::{Button, ButtonKind, NumberField, Progress, SelectField, Table};

/// How many value vectors are drawn.
const VECTORS: usize = 200;
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

/// Over which values the core index goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Over {
    Mixtures,
    Weights,
    Scores,
}

impl Over {
    const ALL: [Self; 3] = [Self::Mixtures, Self::Weights, Self::Scores];

    const fn key(self) -> &'static str {
        match self {
            Self::Mixtures => "mixtures",
            Self::Weights => "weights",
            Self::Scores => "scores",
        }
    }

    const fn word(self, v: ValueTexts) -> &'static str {
        match self {
            Self::Mixtures => v.over_mixtures(),
            Self::Weights => v.over_weights(),
            Self::Scores => v.over_scores(),
        }
    }

    /// The value vectors for the projects of a model.
    fn vectors(self, desk: Desk, projects: &[ProjectId]) -> Vec<Vec<f64>> {
        let part = desk.part.get_untracked();
        match (self, untrack(|| desk.weighing())) {
            (Self::Mixtures, _) => {
                let sets = alike(&part).into_iter().filter_map(|id| find(&part.values, id));
                let sets: Vec<Vec<f64>> =
                    sets.map(|set| projects.iter().map(|id| set.of(*id).number()).collect()).collect();
                mixtures(&sets, VECTORS, SEED)
            }
            (over, Some(weighing)) => weighing.drawn(VECTORS, over == Self::Scores, SEED),
            (_, None) => Vec::new(),
        }
    }
}

/// What the core index came to.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    projects: Vec<ProjectId>,
    index: Vec<f64>,
    vectors: usize,
}

#[component]
fn Core(desk: Desk) -> impl IntoView {
    let lang = desk.app.lang();
    let m = move || lang.portfolio_more();
    let v = move || lang.portfolio_values();
    let ways = Memo::new(move |_| {
        let sets = alike(&desk.part.get()).len();
        let ranked = desk.weighing().is_some();
        let can = |over: &Over| if *over == Over::Mixtures { sets > 1 } else { ranked };
        Over::ALL.into_iter().filter(can).collect::<Vec<_>>()
    });
    let chosen = RwSignal::new(Over::Mixtures);
    let over = Memo::new(move |_| {
        let ways = ways.get();
        ways.iter().copied().find(|way| *way == chosen.get()).or(ways.first().copied())
    });
    let options = Signal::derive(move || {
        ways.get().into_iter().map(|way| (way.key().to_owned(), way.word(v()).to_owned())).collect::<Vec<_>>()
    });
    let found = RwSignal::new(None::<Found>);
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
        let (Some(asked), Some(over)) = (desk.asked.get_untracked(), over.get_untracked()) else { return };
        let Sum::Fixed(model) = &asked.sum else {
            desk.app.toasts.refuse(untrack(v).core_fixed());
            return;
        };
        let projects = asked.key.projects.clone();
        let values = over.vectors(desk, &projects);
        progress.set(Some((0, values.len())));
        let news = move |news| {
            if let News::Step { done, of } = news {
                progress.try_set(Some((done, of)));
            }
        };
        let reply = move |reply| {
            progress.try_set(None);
            if let Some(Reply::Core(core)) = reply {
                found.try_set(Some(Found { projects, index: core.index, vectors: core.choices.len() }));
            }
        };
        job.set_value(Some(ask(Query::Core { model: model.clone(), values }, news, reply)));
    };
    let sorted = Memo::new(move |_| {
        let Some(Found { projects, index, .. }) = found.get() else { return Vec::new() };
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
            <p class="hint">{move || v().core_lead()}</p>
            <Show when=move || over.get().is_some() fallback=move || view! { <p class="hint">{move || v().core_needs()}</p> }>
                <SelectField label=move || v().over_what() options
                    value=Signal::derive(move || over.get().map(Over::key).unwrap_or_default().to_owned())
                    on_choose=move |key: String| {
                        if let Some(way) = Over::ALL.into_iter().find(|way| way.key() == key) {
                            chosen.set(way);
                            stop();
                            found.set(None);
                        }
                    } />
                <div class="button-row">
                    <Button label=move || m().compute_core() kind=ButtonKind::Primary on_click=compute />
                    {move || progress.get().map(|(done, of)| view! {
                        <Progress label=move || m().finding_frontier() value=Signal::derive(move || real(done) / real(of.max(1))) />
                        <Button label=move || lang.portfolio_page().stop() on_click=stop />
                    })}
                </div>
            </Show>
            <div aria-live="polite">{sentences}</div>
            <Show when=move || sorted.with(|all| !all.is_empty())>
                <p class="hint">{move || {
                    let count = found.with(|found| found.as_ref().map_or(0, |found| found.vectors));
                    v().tried(count, &SEED.to_string(), &percent(lang.locale(), doubt(count)))
                }}</p>
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
    let busy = RwSignal::new(false);
    let job = StoredValue::new_local(None::<Job>);
    on_cleanup(move || {
        job.try_update_value(|job| {
            if let Some(job) = job.take() {
                job.cancel();
            }
        });
    });
    let run = move || {
        let Some(chosen) = desk.run.with_untracked(|run| run.chosen.clone()) else { return };
        let part = desk.part.get_untracked();
        let stake = desk.app.store.doc().with_untracked(|doc| Stake::of(doc, &part, &chosen));
        let (spread, seed) = (spread.get_untracked(), seed.get_untracked());
        busy.set(true);
        let reply = move |reply| {
            busy.try_set(false);
            match reply {
                Some(Reply::Simulated(simulated)) => drop(found.try_set(Some(simulated))),
                _ => desk.app.toasts.refuse(untrack(|| lang.portfolio_page()).no_solver()),
            }
        };
        job.set_value(Some(ask(Query::Simulate { stake, spread, draws: DRAWS, seed }, |_| (), reply)));
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
    let within = move || {
        let found = found.get()?;
        let within = percent(lang.locale(), found.within_budgets);
        Some(view! { <p class="pf-lead">{format!("{}: {within}", m().within_budget())}</p> })
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
            <div class="button-row">
                <Button label=move || m().simulate() kind=ButtonKind::Primary on_click=run />
                <Show when=move || busy.get()>
                    <Progress label=move || lang.portfolio_values().simulating() />
                </Show>
            </div>
            <div class="pf-simulated" aria-live="polite">{within}</div>
            {move || found.get().map(|found| view! {
                <Spreads desk found />
                <p class="hint">{m().drawn(&DRAWS.to_string(), &seed.get().to_string())}</p>
            })}
        </section>
    }
}
