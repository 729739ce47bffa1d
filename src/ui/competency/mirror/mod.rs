//! The mirror: the gate first, then k of n, then gaps; the index comes second.

mod fits;
mod gaps;
mod gate;
mod layers;
mod picture;
mod topics;

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, Reading, href, name_of, role_name};
use super::layout::{Back, Explained, Gone, PersonTabs, UseLimit};
use super::screen::Screen;
use super::start::{Provenance, answered};
use crate::domain::AssessmentId;
use crate::domain::competency::fit::{Fit, fits};
use crate::domain::competency::scoring::{Gate, Standing, Thresholds};
use crate::domain::competency::{Assessment, Key, Model};
use crate::i18n::Locale;
use crate::i18n::competency_mirror::Mirror as Texts;
use crate::i18n::competency_scale::Scale;
use crate::ui::kit::{SelectField, format};
pub(super) use gaps::into_plan;

/// `#/competency/mirror/<round>`.
#[component]
pub fn Mirror(id: AssessmentId) -> impl IntoView {
    let desk = Desk::context();
    let reading = desk.round(id);
    let state = Memo::new(move |_| {
        reading.with(|reading| {
            reading.as_ref().map(|reading| (reading.model.is_some(), answered(&reading.round) > 0))
        })
    });
    move || match state.get() {
        None => view! { <Gone /> }.into_any(),
        Some((true, true)) => view! { <Shown id reading /> }.into_any(),
        Some((readable, _)) => view! { <Bare id reading readable /> }.into_any(),
    }
}

/// The texts of the mirror.
pub(super) fn texts(desk: Desk) -> Texts {
    Texts(desk.lang().locale())
}

/// What cannot be mirrored, and why.
#[component]
fn Bare(id: AssessmentId, reading: Memo<Option<Reading>>, readable: bool) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let alias = move || {
        let person = reading.with(|reading| reading.as_ref().and_then(|reading| reading.person.clone()));
        desk.lang()
            .competency()
            .shown_name(&person.map(|person| person.alias.to_string()).unwrap_or_default())
    };
    view! {
        <Back />
        <header class="page-head">
            <h1>{alias}</h1>
        </header>
        {move || {
            if readable {
                view! {
                    <p>{t().nothing_yet()}</p>
                    <p><a class="button button-primary" href=href(&Screen::Question(id, 1))>{t().answer_now()}</a></p>
                }
                    .into_any()
            } else {
                view! { <p class="lead">{t().unknown_model()}</p> }.into_any()
            }
        }}
    }
}

/// Everything that the parts of the mirror show, worked out once.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Image {
    /// The round.
    pub round: Arc<Assessment>,
    /// The model that reads it.
    pub model: Arc<Model>,
    /// The role that it is held against.
    pub role: Key,
    /// Against it.
    pub standing: Standing,
    /// Against all.
    pub fits: Vec<Fit>,
    /// The organisation's own thresholds.
    pub thresholds: Thresholds,
}

/// The image of a round against a role; the best fit where none is chosen.
pub(super) fn image(desk: Desk, reading: Option<&Reading>, wanted: Option<&Key>) -> Option<Image> {
    let Reading { round, model: Some(model), person } = reading? else { return None };
    let thresholds = desk.with(|part| part.thresholds.clone());
    let fits = fits(model, &thresholds, round);
    let own = person.as_ref().and_then(|person| person.role.clone());
    let known = |key: &Key| model.role(key.as_ref()).is_some();
    let role = wanted.cloned().or_else(|| round.role.clone()).or(own).filter(known);
    let role = role.or_else(|| fits.first().map(|fit| fit.role.clone()))?;
    let standing = Standing::of(model, model.role(role.as_ref())?, &thresholds, round);
    Some(Image { round: round.clone(), model: model.clone(), role, standing, fits, thresholds })
}

/// A number with so many decimals.
pub(super) fn number(locale: Locale, value: f64, decimals: u32) -> String {
    format::number(locale, value, decimals)
}

#[component]
fn Shown(id: AssessmentId, reading: Memo<Option<Reading>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let wanted = RwSignal::new(None::<Key>);
    let image =
        Memo::new(move |_| reading.with(|reading| image(desk, reading.as_ref(), wanted.get().as_ref())));
    let alias = move || {
        let person = reading.with(|reading| reading.as_ref().and_then(|reading| reading.person.clone()));
        desk.lang()
            .competency()
            .shown_name(&person.map(|person| person.alias.to_string()).unwrap_or_default())
    };
    let person = reading.with_untracked(|reading| reading.as_ref().map(|reading| reading.round.person));
    let roles = Signal::derive(move || {
        image.with(|image| {
            let roles = image.as_ref().map(|image| image.model.roles.clone()).unwrap_or_default();
            roles.iter().map(|role| (role.id.to_string(), desk.say(&role.name))).collect::<Vec<_>>()
        })
    });
    view! {
        <Back />
        <header class="page-head mirror-head">
            <h1>{alias}</h1>
            <span class="hint">
                {move || {
                    image.with(|image| {
                        image.as_ref().map(|image| {
                            t().answered_on(&image.round.date().to_string(), &image.round.model.version.to_string())
                        })
                    })
                }}
            </span>
        </header>
        {person.map(|person| view! { <PersonTabs person here=Screen::Mirror(id) /> })}
        <UseLimit model=Signal::derive(move || image.with(|image| image.as_ref().map(|image| image.model.clone()))) />
        <p class="lead">{move || image.with(|image| image.as_ref().map(|image| verdict(desk, image)))}</p>
        <div class="mirror-tools">
            <div class="no-print mirror-role">
                <SelectField
                    label=move || t().against()
                    options=roles
                    value=Signal::derive(move || image.with(|image| image.as_ref().map(|image| image.role.to_string()).unwrap_or_default()))
                    on_choose=move |key: String| wanted.set(key.parse().ok())
                />
            </div>
            <p class="print-only">
                {move || image.with(|image| image.as_ref().map(|image| format!("{} · {}", t().against(), role_name(desk, Some(&image.model), Some(&image.role)))))}
            </p>
            <div class="button-row no-print">
                <a class="button" href=href(&Screen::Question(id, 1))>{move || t().edit_answers()}</a>
                <super::taking::TakeMenu id image />
            </div>
        </div>
        <div class="mirror">
            <gate::GatePanel image />
            <KOfN image />
            <gaps::Gaps image />
            <picture::Pictures image />
            <IndexPanel image />
            <layers::Layers image />
            <topics::Topics image />
            <fits::Fits image />
            <Reflection image />
        </div>
        <Provenance model=Signal::derive(move || image.with(|image| image.as_ref().map(|image| image.model.clone()))) />
    }
}

/// The whole in one sentence; what to look at first is the gate where it is not met.
fn verdict(desk: Desk, image: &Image) -> String {
    let standing = &image.standing;
    let (k, n) = standing.at_target();
    let at_gate = standing.gate_items.iter().find(|item| item.state == Gate::NotMet);
    let first = at_gate.map(|item| &item.competency);
    let first = first.or_else(|| standing.gaps().first().map(|item| &item.competency));
    let first = first.map(|key| name_of(desk, &image.model, key)).unwrap_or_default();
    let gate = Scale(desk.lang().locale()).gate(standing.gate);
    let role = role_name(desk, Some(&image.model), Some(&image.role));
    texts(desk).verdict(&role, &gate.to_lowercase(), k, n, &first)
}

#[component]
fn KOfN(image: Memo<Option<Image>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let numbers = Memo::new(move |_| {
        image.with(|image| {
            let standing = &image.as_ref()?.standing;
            let (k, n) = standing.at_target();
            Some((k, n, standing.open().count()))
        })
    });
    view! {
        <section class="panel figure-panel" aria-labelledby="k-of-n">
            <h2 id="k-of-n">{move || t().k_of_n()}</h2>
            <div class="big-number">
                <Explained
                    value=move || numbers.get().map(|(k, n, _)| t().of(k, n)).unwrap_or_default()
                    how=move || numbers.get().map(|(k, n, open)| t().of_how(k, n, open)).unwrap_or_default()
                />
            </div>
            <meter class="k-meter" min="0" aria-hidden="true"
                max=move || numbers.get().map_or(1, |(_, n, _)| n.max(1)).to_string()
                value=move || numbers.get().map_or(0, |(k, ..)| k).to_string()></meter>
        </section>
    }
}

#[component]
fn IndexPanel(image: Memo<Option<Image>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let locale = move || desk.lang().locale();
    let numbers = Memo::new(move |_| {
        image.with(|image| {
            let standing = &image.as_ref()?.standing;
            let (rated, all) = standing.weights();
            Some((standing.index(), standing.coverage(), rated, all))
        })
    });
    view! {
        <section class="panel figure-panel" aria-labelledby="index">
            <h2 id="index">{move || t().index()}</h2>
            {move || {
                let (index, coverage, rated, all) = numbers.get()?;
                let share = number(locale(), coverage * 100.0, 0);
                let shown = match index {
                    Some(index) => {
                        let value = number(locale(), index.value, 0);
                        let how = t().index_how(&number(locale(), index.reached, 2), index.rated, &number(locale(), index.value, 1));
                        view! {
                            <div class="big-number"><Explained value how /></div>
                            <p class="hint">{t().index_second()}</p>
                        }
                            .into_any()
                    }
                    None => view! { <p>{t().index_hidden()}</p> }.into_any(),
                };
                let how = t().coverage_how(rated, all, &share);
                Some(
                    view! {
                        {shown}
                        <div class="inline-fact"><span class="hint">{t().coverage()}</span> <Explained value=t().percent(&share) how /></div>
                    },
                )
            }}
        </section>
    }
}

/// The sentence that was written at the end.
#[component]
fn Reflection(image: Memo<Option<Image>>) -> impl IntoView {
    let desk = Desk::context();
    let text = Memo::new(move |_| {
        image.with(|image| image.as_ref().map(|image| image.round.reflection.to_string()).unwrap_or_default())
    });
    view! {
        <Show when=move || text.with(|text| !text.is_empty())>
            <section class="panel wide" aria-labelledby="reflection">
                <h2 id="reflection">{move || texts(desk).reflection()}</h2>
                <blockquote>{move || text.get()}</blockquote>
            </section>
        </Show>
    }
}
