//! Answers in a link: made from a round, and opened as a preview that is kept only on request.

use std::sync::Arc;

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

use super::desk::{Desk, role_name};
use super::intake::texts;
use super::layout::Back;
use super::mirror::{number, texts as mirror_texts};
use super::screen::Screen;
use crate::domain::competency::fit::fits;
use crate::domain::competency::scoring::Standing;
use crate::domain::competency::{Assessment, CompetencyCommand, Model, Person};
use crate::domain::{AssessmentId, PersonId};
use crate::i18n::competency_scale::Scale;
use crate::interchange::competency_link::{LinkError, Linked, read, write};
use crate::state::clock;
use crate::ui::kit::{Button, ButtonKind, Symbol};

/// The link of a round, as long as an address has it.
pub fn address(model: &Model, round: &Assessment) -> String {
    let page = window().location().href().unwrap_or_default();
    let page = page.split('#').next().unwrap_or_default();
    format!("{page}{}", super::desk::href(&Screen::Link(write(model, round))))
}

/// A QR code, drawn as one path; nothing where the text is too long for one.
#[component]
pub fn Qr(text: String) -> impl IntoView {
    let desk = Desk::context();
    let code = QrCode::encode_text(&text, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let cells = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
    let dark = cells.filter(|(x, y)| code.get_module(*x, *y));
    let path = dark.map(|(x, y)| format!("M{x} {y}h1v1h-1z")).collect::<Vec<_>>().concat();
    Some(view! {
        <svg class="qr" viewBox=format!("-4 -4 {0} {0}", size + 8) role="img" aria-label=move || texts(desk).link_qr()>
            <rect class="qr-paper" x="-4" y="-4" width=size + 8 height=size + 8></rect>
            <path class="qr-ink" d=path></path>
        </svg>
    })
}

/// The link of a round with its QR code.
#[component]
pub fn LinkBox(model: Arc<Model>, round: Arc<Assessment>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let link = address(&model, &round);
    let copied = link.clone();
    let copy = move || {
        let text = copied.clone();
        leptos::task::spawn_local(async move {
            let written = window().navigator().clipboard().write_text(&text);
            if wasm_bindgen_futures::JsFuture::from(written).await.is_ok() {
                desk.app.toasts.say(t().link_copied());
            }
        });
    };
    view! {
        <div class="link-box">
            <p>{move || t().link_text()}</p>
            <textarea class="input" rows="3" readonly aria-label=move || t().link_title()>{link.clone()}</textarea>
            <div class="button-row"><Button label=move || t().link_copy() symbol=Symbol::Duplicate on_click=copy /></div>
            <Qr text=link />
        </div>
    }
}

/// `#/competency/link/<text>`.
#[component]
pub fn LinkPreview(text: String) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let found = desk.read(|part, built_in| {
        let mut model = None;
        let linked = read(&text, |given| {
            model = part.model_for(given, built_in).cloned();
            model.as_deref()
        });
        linked.and_then(|linked| {
            Ok((linked.clone(), model.clone().ok_or(LinkError::UnknownModel(linked.model))?))
        })
    });
    let body = match found {
        Some(Ok((linked, model))) => view! { <Preview linked model /> }.into_any(),
        Some(Err(error)) => view! { <p>{move || t().link_error(&error)}</p> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <Back />
        <header class="page-head">
            <h1>{move || t().link_preview()}</h1>
        </header>
        {body}
    }
}

#[component]
fn Preview(linked: Linked, model: Arc<Model>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let m = move || mirror_texts(desk);
    let thresholds = desk.with(|part| part.thresholds.clone());
    // Ids are made when it is kept; until then it is only looked at.
    let round = move |id: AssessmentId, person: PersonId| {
        let mut round = Assessment::new(id, person, linked.model.clone(), linked.role.clone(), linked.day);
        round.finished = Some(linked.day);
        round.ratings = Arc::new(linked.ratings.iter().cloned().collect());
        round
    };
    let shown = round(AssessmentId::from_number(0), PersonId::from_number(0));
    let role =
        shown.role.clone().or_else(|| fits(&model, &thresholds, &shown).first().map(|fit| fit.role.clone()));
    let standing = role
        .as_ref()
        .and_then(|role| model.role(role.as_ref()))
        .map(|role| Standing::of(&model, role, &thresholds, &shown));
    let words = {
        let model = model.clone();
        move || role_name(desk, Some(&model), role.as_ref())
    };
    let facts = move || {
        let standing = standing.as_ref()?;
        let (k, n) = standing.at_target();
        let index = standing.index().map(|index| number(desk.lang().locale(), index.value, 0));
        Some(view! {
            <dl class="facts">
                <dt>{m().against()}</dt><dd>{words()}</dd>
                <dt>{m().gate()}</dt><dd>{Scale(desk.lang().locale()).gate(standing.gate)}</dd>
                <dt>{m().k_of_n()}</dt><dd>{m().of(k, n)}</dd>
                <dt>{m().index()}</dt><dd>{index.unwrap_or_else(|| m().dash().to_owned())}</dd>
            </dl>
        })
    };
    let day = shown.date().to_string();
    let version = shown.model.version.to_string();
    let keep = move || {
        let mut person = Person::new(clock::fresh(PersonId::new));
        let id = clock::fresh(AssessmentId::new);
        let round = round(id, person.id);
        person.role.clone_from(&round.role);
        if desk.run(CompetencyCommand::BeginWith(Box::new(person), Box::new(round))) {
            desk.go(&Screen::Mirror(id));
        }
    };
    view! {
        <p class="lead">{move || t().link_preview_text()}</p>
        <section class="panel">
            <p class="hint">{move || m().answered_on(&day, &version)}</p>
            {facts}
            <div class="button-row">
                <Button label=move || t().keep() kind=ButtonKind::Primary on_click=keep />
                <Button label=move || t().cancel() on_click=move || desk.go(&Screen::Start) />
            </div>
        </section>
        <super::start::Provenance model=Signal::derive(move || Some(model.clone())) />
    }
}
