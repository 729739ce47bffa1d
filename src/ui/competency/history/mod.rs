//! A person's rounds over time: each with its result, what changed between two, how one sees it later.

mod about;
mod changes;
mod course;
mod lookback;

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, href, role_name};
use super::layout::{Back, Explained, Gone, PersonTabs, UseLimit};
use super::mirror::{number, texts as mirror_texts};
use super::plan::{PersonHead, texts};
use super::screen::Screen;
use super::start::begin_round;
use crate::domain::PersonId;
use crate::domain::competency::history::readable;
use crate::domain::competency::scoring::{Standing, Thresholds};
use crate::domain::competency::{Assessment, CompetencyCommand, Key, Model};
use crate::ui::kit::{Button, IconButton, Symbol, Table};

/// `#/competency/history/<person>`.
#[component]
pub fn History(id: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let is_there = Memo::new(move |_| desk.with(|part| part.person(id).is_some()));
    move || if is_there.get() { view! { <Rounds id /> }.into_any() } else { view! { <Gone /> }.into_any() }
}

#[component]
fn Rounds(id: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let model = Memo::new(move |_| desk.model_of(id));
    // Oldest first; those that the model does not read stand apart.
    let rounds: Memo<(Rows, Rows)> = Memo::new(move |_| {
        let Some(model) = model.get() else { return (Vec::new(), Vec::new()) };
        desk.with(|part| {
            let (fine, other) = readable(&model, part.rounds_of(id));
            (fine.into_iter().cloned().collect(), other.into_iter().cloned().collect())
        })
    });
    let fine = Signal::derive(move || rounds.with(|rounds| rounds.0.clone()));
    let again = move || {
        let Some(model) = desk.model() else { return };
        let role = desk.with(|part| {
            let last = part.last_round(id).and_then(|round| round.role.clone());
            last.or_else(|| part.person(id)?.role.clone())
        });
        begin_round(desk, &model, Err(id), role);
    };
    view! {
        <Back />
        <PersonHead id />
        <PersonTabs person=id here=Screen::History(id) />
        <p class="lead">{move || t().history_lead()}</p>
        <UseLimit model />
        <div class="growth">
            <course::CourseFigure id rounds=fine model />
            <section class="panel" aria-labelledby="rounds">
                <div class="step-head">
                    <h2 id="rounds">{move || t().history()}</h2>
                    <Button label=move || t().again() symbol=Symbol::Add on_click=move || untrack(again) />
                </div>
                <RoundTable id rounds=fine />
                <Show when=move || rounds.with(|rounds| !rounds.1.is_empty())>
                    <h3>{move || t().other_models()}</h3>
                    <p class="hint">{move || t().other_models_text()}</p>
                    <RoundTable id rounds=Signal::derive(move || rounds.with(|rounds| rounds.1.clone())) />
                </Show>
            </section>
            <changes::Changes rounds=fine model />
            <lookback::Lookback rounds=fine model />
            <about::AboutPerson id />
        </div>
    }
}

type Rows = Vec<Arc<Assessment>>;

/// Rounds, the newest first, each against the role it was made for, in the words of its own model.
#[component]
fn RoundTable(id: PersonId, rounds: Signal<Rows>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let head = Signal::derive(move || {
        let c = desk.lang().competency();
        vec![
            (t().day().to_owned(), false),
            (c.role().to_owned(), false),
            (t().at_target().to_owned(), true),
            (t().index().to_owned(), true),
            (t().model().to_owned(), false),
            (c.remove_round().to_owned(), false),
        ]
    });
    let rows = move || {
        let (own, thresholds) = desk
            .with(|part| (part.person(id).and_then(|person| person.role.clone()), part.thresholds.clone()));
        let rounds = rounds.get().into_iter().rev();
        rounds.map(|round| round_row(desk, &round, own.as_ref(), &thresholds)).collect_view()
    };
    view! { <div class="round-table stack-narrow"><Table caption=move || t().history() columns=head>{rows}</Table></div> }
}

fn round_row(desk: Desk, round: &Assessment, own: Option<&Key>, thresholds: &Thresholds) -> AnyView {
    let (t, m, words) = (texts(desk), mirror_texts(desk), desk.lang().competency());
    let locale = desk.lang().locale();
    let model: Option<Arc<Model>> =
        desk.read(|part, built_in| part.model_for(&round.model, built_in).cloned()).flatten();
    let role = round.role.as_ref().or(own);
    let standing = model
        .as_ref()
        .zip(role)
        .and_then(|(model, key)| Some(Standing::of(model, model.role(key.as_ref())?, thresholds, round)));
    let dash = || view! { {t.dash()} }.into_any();
    let at_target = standing.as_ref().map_or_else(dash, |standing| {
        let (at, all) = standing.at_target();
        view! { <Explained value=m.of(at, all) how=m.of_how(at, all, standing.open().count()) /> }.into_any()
    });
    let index = standing.as_ref().and_then(Standing::index).map_or_else(dash, |index| {
        let how =
            m.index_how(&number(locale, index.reached, 2), index.rated, &number(locale, index.value, 1));
        view! { <Explained value=number(locale, index.value, 0) how /> }.into_any()
    });
    let day =
        if round.finished.is_some() { round.date().to_string() } else { words.in_progress().to_owned() };
    let id = round.id;
    view! {
        <tr>
            <th scope="row"><a href=href(&Screen::Mirror(id))>{day}</a></th>
            <td data-label=words.role()>{role_name(desk, model.as_deref(), role)}</td>
            <td class="number" data-label=t.at_target()>{at_target}</td>
            <td class="number" data-label=t.index()>{index}</td>
            <td data-label=t.model()>{round.model.version.to_string()}</td>
            <td class="number">
                <IconButton
                    label=move || desk.lang().competency().remove_round()
                    symbol=Symbol::Delete
                    on_click=move || desk.run_undoable(CompetencyCommand::RemoveRound(id))
                />
            </td>
        </tr>
    }
    .into_any()
}
