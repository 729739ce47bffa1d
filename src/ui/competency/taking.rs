//! Taking the mirror along: on paper, as files, as a link.

use leptos::prelude::*;

use super::desk::Desk;
use super::intake;
use super::link::LinkBox;
use super::locked::LockForm;
use super::mirror::{Image, texts};
use crate::domain::AssessmentId;
use crate::domain::competency::PlanStep;
use crate::interchange::competency_file::{Kind, PeerViews, about, has_peers, write};
use crate::interchange::competency_report::Report;
use crate::interchange::workspace_file::file_name;
use crate::interchange::{table, xlsx};
use crate::state::clock;
use crate::ui::files::save_bytes;
use crate::ui::kit::{Dialog, Menu, MenuItem, Symbol};

/// A kind of report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Markdown,
    Csv,
    Xlsx,
}

/// The menu of ways.
#[component]
pub fn TakeMenu(id: AssessmentId, image: Memo<Option<Image>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let f = move || intake::texts(desk);
    let link_open = RwSignal::new(false);
    let locked_open = RwSignal::new(false);
    let holds_peers = Memo::new(move |_| {
        let person = image.with(|image| image.as_ref().map(|image| image.round.person));
        person.is_some_and(|person| desk.with(|part| has_peers(part, person)))
    });
    let as_file = move |peers: PeerViews| {
        let Some(text) = untrack(|| answers(desk, image, peers)) else { return };
        let name = file_name(&untrack(|| stem(desk, id)), clock::today(), "pmo-competency.json");
        save_bytes(&name, "application/json", text.as_bytes());
        if peers == PeerViews::Kept || !holds_peers.get_untracked() {
            desk.note_taken();
        }
    };
    let with_peers = RwSignal::new(false);
    let report = move |shape: Shape| untrack(|| save_report(desk, id, image, shape));
    view! {
        <div class="menu-end">
            <Menu label=move || t().take() symbol=Symbol::Download>
                <MenuItem label=move || t().print() on_click=move || {
                    // A browser that cannot print does nothing.
                    drop(window().print());
                } />
                <MenuItem label=move || t().as_file() on_click=move || as_file(PeerViews::LeftOut) />
                <Show when=move || holds_peers.get()>
                    <MenuItem label=move || f().with_peers() on_click=move || as_file(PeerViews::Kept) />
                </Show>
                <MenuItem label=move || f().encrypted() on_click=move || locked_open.set(true) />
                <MenuItem label=move || f().markdown() on_click=move || report(Shape::Markdown) />
                <MenuItem label=move || f().csv() on_click=move || report(Shape::Csv) />
                <MenuItem label=move || f().xlsx() on_click=move || report(Shape::Xlsx) />
                <MenuItem label=move || f().link() on_click=move || link_open.set(true) />
            </Menu>
        </div>
        <Dialog open=link_open title=move || f().link_title()>
            {move || {
                image.with(|image| {
                    image.as_ref().map(|image| view! { <LinkBox model=image.model.clone() round=image.round.clone() /> })
                })
            }}
        </Dialog>
        <Dialog open=locked_open title=move || f().encrypted()>
            <Show when=move || holds_peers.get()>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || with_peers.get()
                        on:change=move |event| with_peers.set(event_target_checked(&event))
                    />
                    <span>{move || f().peers_too()}</span>
                </label>
            </Show>
            <LockForm
                open=locked_open
                plain=Callback::new(move |()| {
                    let peers = if with_peers.get_untracked() { PeerViews::Kept } else { PeerViews::LeftOut };
                    untrack(|| answers(desk, image, peers)).unwrap_or_default()
                })
                holds_all=Signal::derive(move || with_peers.get() || !holds_peers.get())
                stem=Callback::new(move |()| untrack(|| stem(desk, id)))
            />
        </Dialog>
    }
}

/// The beginning of a file's name: the part and the person.
fn stem(desk: Desk, id: AssessmentId) -> String {
    let alias = desk.with(|part| Some(part.person(part.round(id)?.person)?.alias.to_string()));
    let c = desk.lang().competency();
    format!("{} {}", c.title(), c.shown_name(&alias.unwrap_or_default()))
}

/// Everything about the person, as a file has it.
fn answers(desk: Desk, image: Memo<Option<Image>>, peers: PeerViews) -> Option<String> {
    let person = image.with(|image| image.as_ref().map(|image| image.round.person))?;
    Some(desk.with(|part| write(Kind::Answers, about(part, person, peers))))
}

fn save_report(desk: Desk, id: AssessmentId, image: Memo<Option<Image>>, shape: Shape) {
    let Some(image) = image.get() else { return };
    let (alias, steps) = desk.with(|part| {
        let alias = part.person(image.round.person).map(|person| person.alias.to_string());
        (alias.unwrap_or_default(), part.steps_of(image.round.person).cloned().collect::<Vec<_>>())
    });
    let steps: Vec<&PlanStep> = steps.iter().map(AsRef::as_ref).collect();
    let report = Report {
        locale: desk.lang().locale(),
        alias: &alias,
        model: &image.model,
        round: &image.round,
        role: &image.role,
        standing: &image.standing,
        fits: &image.fits,
        steps: &steps,
    };
    let name = |extension: &str| file_name(&stem(desk, id), clock::today(), extension);
    match shape {
        Shape::Markdown => {
            save_bytes(&name("md"), "text/markdown;charset=utf-8", report.markdown().as_bytes());
        }
        Shape::Csv => {
            let cell = |text: String| match text.parse::<f64>() {
                Ok(_) => table::Cell::Value(text),
                Err(_) => table::Cell::Text(text),
            };
            let rows: Vec<Vec<table::Cell>> =
                report.sheet().into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
            save_bytes(&name("csv"), "text/csv;charset=utf-8", table::write(&rows).as_bytes());
        }
        Shape::Xlsx => {
            let cell = |text: String| match text.parse::<f64>() {
                Ok(number) => xlsx::Cell::Number(number),
                Err(_) if text.is_empty() => xlsx::Cell::Empty,
                Err(_) => xlsx::Cell::Text(text),
            };
            let rows = report.sheet().into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
            let sheet = xlsx::Sheet {
                name: desk.lang().competency().title().to_owned(),
                rows,
                widths: vec![14.0, 26.0, 10.0, 8.0, 8.0, 8.0, 8.0, 8.0, 14.0, 12.0, 16.0, 40.0, 60.0],
            };
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            save_bytes(&name("xlsx"), kind, &xlsx::write(&[sheet]));
        }
    }
}
