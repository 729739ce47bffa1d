//! This part on the overview: what stands, and the way there. Nothing while there is nothing.

use leptos::prelude::*;

use super::desk::{Desk, href, name_of};
use super::screen::Screen;
use super::start::{answered, first_open};
use crate::domain::competency::StepStatus;
use crate::domain::competency::crowd::Crowd;

/// A panel for the overview.
#[component]
pub fn Summary() -> impl IntoView {
    let desk = Desk::context();
    let is_empty = Memo::new(move |_| desk.with(|part| part.people.is_empty()));
    view! {
        <Show when=move || !is_empty.get()>
            <Facts />
        </Show>
    }
}

#[component]
fn Facts() -> impl IntoView {
    let desk = Desk::context();
    // The names of the model are needed to say what is weak.
    desk.fetch_model();
    let t = move || desk.lang().competency();
    let crowd = Memo::new(move |_| desk.read(|part, built_in| Crowd::of(part, part.current_model(built_in))));
    let title = move || {
        crowd.with(|crowd| match crowd {
            Some(crowd) if crowd.people > 0 => {
                let (met, unknown, not_met) = crowd.gates;
                t().summary_title(met, met + unknown + not_met)
            }
            _ => t().title().to_owned(),
        })
    };
    let facts = move || {
        let weak = crowd.with(|crowd| {
            let crowd = crowd.as_ref()?;
            let mut shares: Vec<_> = crowd
                .spreads
                .iter()
                .filter_map(|spread| Some((spread.share()?, &spread.competency)))
                .collect();
            shares.sort_by(|a, b| a.0.total_cmp(&b.0));
            let model = desk.model()?;
            let names: Vec<String> = shares
                .into_iter()
                .filter(|(share, _)| *share < 1.0)
                .take(2)
                .map(|(_, key)| name_of(desk, &model, key))
                .collect();
            (!names.is_empty()).then(|| t().summary_weak(&names.join(" · ")))
        });
        let active =
            desk.with(|part| part.steps.iter().filter(|step| step.status == StepStatus::Active).count());
        let open = desk.read(|part, built_in| {
            let round = part.rounds.iter().rev().find(|round| round.finished.is_none())?;
            let model = part.model_for(&round.model, built_in)?;
            let all = model.competencies.len();
            Some((round.id, first_open(model, round).unwrap_or(all), answered(round), all))
        });
        view! {
            {weak.map(|text| view! { <p>{text}</p> })}
            {(active > 0).then(|| view! { <p>{t().summary_active(active)}</p> })}
            {open
                .flatten()
                .map(|(id, place, done, all)| {
                    view! { <p><a href=href(&Screen::Question(id, place))>{t().summary_started(done, all)}</a></p> }
                })}
        }
    };
    view! {
        <div class="summary">
            <h3>{title}</h3>
            {facts}
            <p><a href=href(&Screen::Start)>{move || t().title()}</a></p>
        </div>
    }
}
