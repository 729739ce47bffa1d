//! Who scores: the list, files out and back, where they differ, and the form of a rater.

mod files;
mod rate;
mod spread;

use std::sync::Arc;

use leptos::prelude::*;

use super::board::Board;
use super::criteria::number_of;
use super::scores::{ScoreTabs, rater_name};
use crate::domain::selection::{Rater, SelectionCommand};
use crate::domain::{Name, RaterId};
use crate::interchange::rater_file::RaterFile;
use crate::interchange::workspace_file::file_name;
use crate::state::clock;
use crate::ui::files::save_bytes;
use crate::ui::kit::{Button, ButtonKind, IconButton, NumberField, Symbol, TextField};
pub use files::RaterFiles;
pub use rate::Rate;
pub use spread::Spread;

/// The face of the step.
#[component]
pub fn Raters() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.scoring();
    let raters = Memo::new(move |_| {
        board.part.with(|part| part.raters.iter().map(|rater| rater.id).collect::<Vec<_>>())
    });
    view! {
        <ScoreTabs />
        <p class="step-lead">{move || t().raters_lead()}</p>
        <div class="step-tools">
            <Button label=move || t().hand_out() kind=ButtonKind::Primary symbol=Symbol::Download on_click=move || hand_out(board, None) />
            <Button label=move || t().take_back() symbol=Symbol::Upload on_click=move || board.app.open_file() />
            <Button label=move || t().add_rater() symbol=Symbol::Add on_click=move || {
                let rater = Rater::new(clock::fresh(RaterId::new), Name::default());
                board.send(SelectionCommand::AddRater(Box::new(rater)));
            } />
        </div>
        <Show when=move || raters.with(|raters| !raters.is_empty()) fallback=move || view! { <p class="hint">{move || t().no_raters()}</p> }>
            <ul class="raters">
                <For each=move || raters.get() key=|id| *id let:id><RaterRow id /></For>
            </ul>
        </Show>
    }
}

/// Writes the file that raters fill in: for anyone, or for one with the scores so far.
pub fn hand_out(board: Board, rater: Option<RaterId>) {
    let file = board.app.store.doc().with_untracked(|doc| RaterFile::of(doc, rater));
    let who = rater.map(|id| untrack(|| super::scores::rater_name_of(board, id))).unwrap_or_default();
    let stem = untrack(|| board.app.lang().scoring()).file_stem(&file.title, &who);
    let name = file_name(&stem, clock::today(), "pmo-rater.json");
    save_bytes(&name, "application/json", file.to_json().as_bytes());
    board.app.toasts.say(untrack(|| board.app.lang().import()).saved_as(&name));
}

#[component]
fn RaterRow(id: RaterId) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.scoring();
    let rater = Memo::new(move |_| {
        board.part.with(|part| {
            let found = part.raters.iter().enumerate().find(|(_, rater)| rater.id == id);
            found.map(|(index, rater)| (index, Arc::clone(rater)))
        })
    });
    let name = move || {
        rater.with(|rater| rater.as_ref().map(|(_, rater)| rater.name.to_string()).unwrap_or_default())
    };
    let shown = move || {
        rater.with(|rater| {
            rater.as_ref().map(|(index, rater)| rater_name(board, *index, &rater.name)).unwrap_or_default()
        })
    };
    let facts = move || {
        rater.with(|rater| {
            rater.as_ref().map(|(_, rater)| {
                let scored = rater.scores.iter().filter(|(.., score)| score.rating.is_some()).count();
                let conflicts = rater.scores.iter().filter(|(.., score)| !score.rivals.is_empty()).count();
                t().rater_facts(scored, rater.submitted.map(|day| day.to_string()).as_deref(), conflicts)
            })
        })
    };
    view! {
        <li class="rater">
            <TextField label=move || t().pseudonym()
                value=Signal::derive(name)
                hint=move || shown()
                on_commit=move |typed: String| {
                    let name = Name::new(&typed).map_err(|error| lang.errors().value(&error))?;
                    board.send(SelectionCommand::NameRater(id, name));
                    Ok(())
                } />
            <NumberField label=move || t().rater_weight()
                value=Signal::derive(move || rater.with(|rater| rater.as_ref().map(|(_, rater)| rater.weight.to_string()).unwrap_or_default()))
                on_commit=move |typed: String| {
                    let weight = number_of(board, &typed)?.unwrap_or(crate::domain::Real::ONE);
                    if weight.get() < 0.0 {
                        return Err(untrack(|| lang.selection()).negative_weight().to_owned());
                    }
                    board.send(SelectionCommand::WeighRater(id, weight));
                    Ok(())
                } />
            <p class="rater-facts">{facts}</p>
            <div class="rater-tools">
                <IconButton label=move || t().hand_out_to(&shown()) symbol=Symbol::Download on_click=move || hand_out(board, Some(id)) />
                <IconButton label=move || t().remove_rater(&shown()) symbol=Symbol::Delete on_click=move || board.send_undoable(SelectionCommand::RemoveRater(id)) />
            </div>
        </li>
    }
}
