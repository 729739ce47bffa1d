//! Everybody's answers: who, which role, how it stands, where to go on.

use leptos::prelude::*;

use super::desk::{Desk, href, role_name};
use super::layout::Explained;
use super::screen::Screen;
use crate::domain::PersonId;
use crate::domain::competency::CompetencyCommand;
use crate::domain::competency::crowd::{Entry, roster};
use crate::i18n::competency_scale::Scale;
use crate::interchange::competency_file::{Kind, write};
use crate::interchange::workspace_file::file_name;
use crate::state::clock;
use crate::ui::files::save_bytes;
use crate::ui::kit::{Button, Table};

/// More rows at once would only slow the page down.
const SHOWN: usize = 50;

/// What a row shows.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    id: PersonId,
    name: String,
    role: String,
    day: String,
    gate: String,
    /// Items at the target, of how many, and how many of these have no level yet.
    at_target: Option<(usize, usize, usize)>,
    rounds: usize,
    screen: Screen,
}

/// The list; nothing while there is nobody.
#[component]
pub fn People() -> impl IntoView {
    let desk = Desk::context();
    let t = move || desk.lang().competency();
    let words = RwSignal::new(String::new());
    let limit = RwSignal::new(SHOWN);
    let rows = Memo::new(move |_| all_rows(desk));
    let fitting = Memo::new(move |_| {
        let wanted = words.get().to_lowercase();
        rows.with(|rows| {
            let fits = |row: &&Row| {
                row.name.to_lowercase().contains(&wanted) || row.role.to_lowercase().contains(&wanted)
            };
            rows.iter().filter(fits).cloned().collect::<Vec<_>>()
        })
    });
    let shown =
        Memo::new(move |_| fitting.with(|rows| rows.iter().take(limit.get()).cloned().collect::<Vec<_>>()));
    let head = Signal::derive(move || {
        let m = super::mirror::texts(desk);
        vec![
            (t().person().to_owned(), false),
            (t().role().to_owned(), false),
            (m.gate_short().to_owned(), false),
            (m.k_of_n().to_owned(), true),
            (t().last().to_owned(), false),
            (t().rounds().to_owned(), true),
        ]
    });
    view! {
        <Show when=move || rows.with(|rows| !rows.is_empty())>
            <section class="people stack-narrow" aria-labelledby="people">
                <div class="people-head">
                    <h2 id="people">{move || t().people()}</h2>
                    <Show when=move || rows.with(|rows| rows.len() > 8)>
                        <input
                            class="input people-filter"
                            type="search"
                            aria-label=move || t().filter_people()
                            placeholder=move || t().filter_people()
                            on:input=move |event| {
                                words.set(event_target_value(&event));
                                limit.set(SHOWN);
                            }
                        />
                    </Show>
                </div>
                <Table caption=move || t().people() columns=head>
                    <For each=move || shown.get() key=|row| row.id let:row>
                        {
                            let id = row.id;
                            let row = Memo::new(move |_| shown.with(|rows| rows.iter().find(|row| row.id == id).cloned()));
                            move || row.get().map(|row| view! { <PersonRow row /> })
                        }
                    </For>
                </Table>
                <Show when=move || fitting.with(Vec::is_empty)>
                    <p>{move || t().nobody_fits()}</p>
                </Show>
                <Show when=move || shown.with(Vec::len) < fitting.with(Vec::len)>
                    <p class="people-more">
                        <span class="hint">{move || t().shown_people(shown.with(Vec::len), fitting.with(Vec::len))}</span>
                        <Button label=move || t().more_people() on_click=move || limit.update(|limit| *limit += SHOWN) />
                    </p>
                </Show>
            </section>
        </Show>
    }
}

#[component]
fn PersonRow(row: Row) -> impl IntoView {
    let desk = Desk::context();
    let (c, m) = (desk.lang().competency(), super::mirror::texts(desk));
    let at_target = match row.at_target {
        Some((k, n, open)) => {
            view! { <Explained value=format!("{k} / {n}") how=m.of_how(k, n, open) /> }.into_any()
        }
        None => m.dash().into_any(),
    };
    let rounds = match row.rounds {
        0 => 0.into_any(),
        some => view! { <a href=href(&Screen::History(row.id))>{some}</a> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row"><a href=href(&row.screen)>{row.name}</a></th>
            <td data-label=c.role()>{row.role}</td>
            <td data-label=m.gate_short()>{row.gate}</td>
            <td class="number" data-label=m.k_of_n()>{at_target}</td>
            <td data-label=c.last()>{row.day}</td>
            <td class="number" data-label=c.rounds()>{rounds}</td>
        </tr>
    }
}

fn all_rows(desk: Desk) -> Vec<Row> {
    let t = desk.lang().competency();
    let m = super::mirror::texts(desk);
    let scale = Scale(desk.lang().locale());
    desk.read(|part, built_in| {
        let mut unnamed = 0;
        let row = |entry: Entry| {
            let Entry { person, rounds, last, model, role, standing } = entry;
            let name = if person.alias.is_empty() {
                unnamed += 1;
                t.unnamed_number(unnamed)
            } else {
                person.alias.to_string()
            };
            Row {
                id: person.id,
                name,
                role: role_name(desk, model.map(AsRef::as_ref), role),
                day: match last {
                    Some(last) if last.finished.is_none() => t.in_progress().to_owned(),
                    Some(last) => last.date().to_string(),
                    None => m.dash().to_owned(),
                },
                gate: standing.as_ref().map_or(m.dash(), |standing| scale.gate(standing.gate)).to_owned(),
                at_target: standing.as_ref().map(|standing| {
                    let (k, n) = standing.at_target();
                    (k, n, standing.open().count())
                }),
                rounds,
                screen: last.map_or(Screen::Plan(person.id), |last| Screen::Mirror(last.id)),
            }
        };
        roster(part, built_in).into_iter().map(row).collect()
    })
    .unwrap_or_default()
}

/// Hands everything that is in memory to the user as a file.
pub fn take_away(desk: Desk) {
    let text = untrack(|| desk.with(|part| write(Kind::Answers, part.clone())));
    let stem = untrack(|| desk.lang().competency()).title();
    let name = file_name(stem, clock::today(), "pmo-competency.json");
    save_bytes(&name, "application/json", text.as_bytes());
    desk.note_taken();
}

/// Forgets a person for good: the records go, and with them the steps that could bring them back.
pub fn forget(desk: Desk, person: PersonId) {
    if desk.run(CompetencyCommand::ForgetPerson(person)) && !untrack(|| desk.is_shared()) {
        desk.app.store.forget_history();
    }
}
