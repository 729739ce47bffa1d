//! What in the records is odd, each in a sentence, with the way to mend it where there is one.

use leptos::prelude::*;

use super::desk::{Desk, href};
use super::plan::texts;
use super::screen::Screen;
use crate::domain::competency::findings::{Finding, findings};
use crate::domain::competency::{CompetencyCommand, MOST_ACTIVE};
use crate::state::clock;
use crate::ui::kit::{Button, Icon, Symbol};

/// The list; nothing while nothing is odd.
#[component]
pub fn Odd() -> impl IntoView {
    let desk = Desk::context();
    let found = Memo::new(move |_| {
        desk.read(|part, built_in| findings(part, built_in, clock::today())).unwrap_or_default()
    });
    view! {
        <Show when=move || found.with(|found| !found.is_empty())>
            <section class="odd" aria-labelledby="odd">
                <h2 id="odd">{move || desk.lang().competency().findings()}</h2>
                <ul>{move || found.get().into_iter().map(|finding| view! { <OddRow finding /> }).collect_view()}</ul>
            </section>
        </Show>
    }
}

#[component]
fn OddRow(finding: Finding) -> impl IntoView {
    let desk = Desk::context();
    let t = texts(desk);
    let (text, way) = match finding {
        Finding::SameName { name, people } => {
            let join = people.first().copied().zip(people.get(1).copied()).map(|(keep, other)| {
                let join = move || desk.run_undoable(CompetencyCommand::JoinPeople { keep, other });
                view! { <Button label=t.find_join() on_click=join /> }.into_any()
            });
            (t.find_same_name(&name, people.len()), join)
        }
        Finding::SameId(_) => (t.find_same_id().to_owned(), None),
        Finding::FutureRound { round, day } => {
            (t.find_future(&day.to_string()), Some(to(desk, &Screen::Mirror(round))))
        }
        Finding::FutureEvidence { round, count } => {
            (t.find_future_evidence(count), Some(to(desk, &Screen::Mirror(round))))
        }
        Finding::UnknownModel { model, rounds, later } => {
            let (id, version) = (model.id.to_string(), model.version.to_string());
            let text = if later {
                t.find_later(&id, &version, rounds)
            } else {
                t.find_unknown(&id, &version, rounds)
            };
            (text, None)
        }
        Finding::NobodysRounds(_) => (t.find_nobody().to_owned(), None),
        Finding::Archived { round, count } => {
            (t.find_archived(count), Some(to(desk, &Screen::Mirror(round))))
        }
        Finding::TooManyActive(person) => (t.find_active(MOST_ACTIVE), Some(to(desk, &Screen::Plan(person)))),
    };
    view! {
        <li class="notice notice-quiet">
            <Icon symbol=Symbol::Help />
            <p>{text}</p>
            {way}
        </li>
    }
}

fn to(desk: Desk, screen: &Screen) -> AnyView {
    let address = href(screen);
    view! { <a class="button" href=address>{move || desk.lang().shell().open_data()}</a> }.into_any()
}
