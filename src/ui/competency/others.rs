//! Self, manager and peers beside each other; a blank form to hand out; what came back.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, name_of};
use super::layout::{Back, Gone, PersonTabs, UseLimit};
use super::mirror::number;
use super::plan::{PersonHead, texts};
use super::screen::Screen;
use crate::domain::competency::views::{MIN_PEERS, Peers, Row, Sight, Weight, rows};
use crate::domain::competency::{Answer, CompetencyCommand, Form, Model, Relation, View};
use crate::domain::{Extra, FormId, Name, Note, PersonId, ViewId};
use crate::interchange::competency_file::{Kind, form, write};
use crate::interchange::workspace_file::file_name;
use crate::state::clock;
use crate::ui::files::save_bytes;
use crate::ui::kit::{Button, ButtonKind, IconButton, SelectField, Symbol, Table, TextField};

/// `#/competency/others/<person>`.
#[component]
pub fn Others(id: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let is_there = Memo::new(move |_| desk.with(|part| part.person(id).is_some()));
    move || if is_there.get() { view! { <Seen id /> }.into_any() } else { view! { <Gone /> }.into_any() }
}

#[component]
fn Seen(id: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    view! {
        <Back />
        <PersonHead id />
        <PersonTabs person=id here=Screen::Others(id) />
        <p class="lead">{move || t().others_lead()}</p>
        <UseLimit model=Signal::derive(move || desk.model_of(id)) />
        <div class="growth">
            <HandOut id />
            <Received id />
            <Comparison id />
        </div>
    }
}

#[component]
fn HandOut(id: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let relation = RwSignal::new(Relation::Manager);
    let message = RwSignal::new(Note::default());
    let key = |relation: Relation| match relation {
        Relation::Manager => "manager",
        Relation::Peer => "peer",
    };
    let make = move || {
        let Some(model) = untrack(|| desk.model_of(id)) else { return };
        let alias = untrack(|| desk.with(|part| part.person(id).map(|person| person.alias.clone())));
        let alias = alias.unwrap_or_default();
        let blank = Form {
            id: clock::fresh(FormId::new),
            alias: alias.clone(),
            message: message.get_untracked(),
            view: View {
                id: clock::fresh(ViewId::new),
                person: id,
                relation: relation.get_untracked(),
                by: Name::default(),
                date: clock::today(),
                model: model.of.clone(),
                consent: false,
                ratings: Arc::default(),
                extra: Extra::new(),
            },
            returned: None,
            extra: Extra::new(),
        };
        let text = untrack(|| desk.with(|part| write(Kind::Form, form(part, blank))));
        let words = untrack(|| desk.lang().competency());
        let stem = format!("{} {}", untrack(t).form(), words.shown_name(&alias));
        save_bytes(&file_name(&stem, clock::today(), "pmo-form.json"), "application/json", text.as_bytes());
        desk.app.toasts.say(untrack(t).form_saved());
    };
    view! {
        <section class="panel no-print" aria-labelledby="hand-out">
            <h2 id="hand-out">{move || t().hand_out()}</h2>
            <SelectField
                label=move || t().relation()
                options=Signal::derive(move || {
                    let words = desk.lang().competency();
                    Relation::ALL.iter().map(|one| (key(*one).to_owned(), words.relation(*one).to_owned())).collect::<Vec<_>>()
                })
                value=Signal::derive(move || key(relation.get()).to_owned())
                on_choose=move |chosen: String| {
                    if let Some(one) = Relation::ALL.iter().find(|one| key(**one) == chosen) {
                        relation.set(*one);
                    }
                }
            />
            <TextField
                label=move || t().message()
                rows=2
                value=Signal::derive(move || message.get().to_string())
                on_commit=move |typed: String| {
                    Note::new(&typed).map(|note| message.set(note)).map_err(|error| untrack(|| desk.lang().errors().value(&error)))
                }
            />
            <div class="button-row">
                <Button label=move || t().make_form() symbol=Symbol::Download on_click=make />
            </div>
        </section>
    }
}

#[component]
fn Received(id: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let views = Memo::new(move |_| {
        desk.with(|part| part.views.iter().filter(|view| view.person == id).cloned().collect::<Vec<_>>())
    });
    let peers = Memo::new(move |_| {
        views
            .with(|views| views.iter().filter(|view| view.relation == Relation::Peer && view.consent).count())
    });
    view! {
        <section class="panel" aria-labelledby="received">
            <h2 id="received">{move || t().received()}</h2>
            <Show when=move || views.with(Vec::is_empty)>
                <p class="hint">{move || t().none_received()}</p>
            </Show>
            <ul class="views">
                <For each=move || views.get() key=|view| view.id let:view>
                    {
                        let (view_id, relation, day) = (view.id, view.relation, view.date.to_string());
                        let name = view.by.to_string();
                        view! {
                            <li>
                                <span class="tag">{move || desk.lang().competency().relation(relation)}</span>
                                <span>{move || if name.is_empty() { t().anonymous().to_owned() } else { name.clone() }}</span>
                                <span class="hint">{day}</span>
                                {(!view.consent).then(|| view! { <span class="hint">{move || t().no_consent()}</span> })}
                                <IconButton label=move || t().remove_view() symbol=Symbol::Delete
                                    on_click=move || desk.run_undoable(CompetencyCommand::RemoveView(view_id)) />
                            </li>
                        }
                    }
                </For>
            </ul>
            <Show when=move || (1..MIN_PEERS).contains(&peers.get())>
                <p class="hint">{move || t().peers_waiting(peers.get())}</p>
            </Show>
            <div class="button-row no-print">
                <Button label=move || t().open_received() kind=ButtonKind::Plain symbol=Symbol::Folder on_click=move || desk.app.open_file() />
            </div>
        </section>
    }
}

/// Everything that the comparison shows.
#[derive(Debug, Clone, PartialEq)]
struct Beside {
    model: Arc<Model>,
    /// Names of the managers, in the order of their sights.
    managers: Vec<String>,
    rows: Vec<Row>,
    has_peers: bool,
}

fn beside(desk: Desk, id: PersonId) -> Option<Beside> {
    let model = desk.model_of(id)?;
    desk.with(|part| {
        let views: Vec<&View> =
            part.views.iter().filter(|view| view.person == id).map(AsRef::as_ref).collect();
        let own = part.last_round(id).filter(|round| model.reads(&round.model));
        let (mut found, peers) = rows(&model, own.map(AsRef::as_ref), &views);
        let managers: Vec<String> = views
            .iter()
            .filter(|view| view.consent && view.relation == Relation::Manager && model.reads(&view.model))
            .map(|view| {
                let manager = desk.lang().competency().manager();
                if view.by.is_empty() { manager.to_owned() } else { format!("{manager} · {}", view.by) }
            })
            .collect();
        if managers.is_empty() && peers < MIN_PEERS {
            return None;
        }
        // What is worth a talk comes first; among equals the model's order stays.
        found.sort_by_key(|row| std::cmp::Reverse(row.weight()));
        Some(Beside { model: model.clone(), managers, rows: found, has_peers: peers >= MIN_PEERS })
    })
}

#[component]
fn Comparison(id: PersonId) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let beside = Memo::new(move |_| beside(desk, id));
    let head = Signal::derive(move || {
        let mut head =
            vec![(super::mirror::texts(desk).item().to_owned(), false), (t().own().to_owned(), true)];
        beside.with(|beside| {
            let Some(beside) = beside else { return };
            for manager in &beside.managers {
                head.push((manager.clone(), true));
                head.push((t().difference().to_owned(), false));
            }
            if beside.has_peers {
                head.push((t().peers().to_owned(), true));
                head.push((t().difference().to_owned(), false));
            }
            head.push((t().comments().to_owned(), false));
        });
        head
    });
    let body = move || {
        beside.with(|beside| {
            let beside = beside.as_ref()?;
            let rows = beside
                .rows
                .iter()
                .map(|row| view! { <ComparisonRow model=beside.model.clone() row=row.clone() names=beside.managers.clone() has_peers=beside.has_peers /> })
                .collect_view();
            Some(rows)
        })
    };
    view! {
        <Show when=move || beside.with(Option::is_some)>
            <section class="panel wide stack-narrow" aria-labelledby="comparison">
                <h2 id="comparison">{move || t().comparison()}</h2>
                <p class="hint">{move || t().comparison_text()}</p>
                <Table caption=move || t().comparison() columns=head>{body}</Table>
            </section>
        </Show>
    }
}

#[component]
fn ComparisonRow(model: Arc<Model>, row: Row, names: Vec<String>, has_peers: bool) -> impl IntoView {
    let desk = Desk::context();
    let t = texts(desk);
    let own = row.own.map_or_else(|| t.dash().to_owned(), |level| level.to_string());
    let mut comments: Vec<String> =
        row.managers.iter().map(|sight| sight.comment.clone()).filter(|text| !text.is_empty()).collect();
    let managers =
        row.managers.iter().zip(&names).map(|(sight, name)| manager_cells(desk, name, sight)).collect_view();
    let peers = has_peers.then(|| {
        let peers = row.peers.clone();
        comments.extend(peers.iter().flat_map(|peers| peers.comments.clone()));
        peer_cells(desk, peers.as_ref())
    });
    let comments = comments.into_iter().map(|text| view! { <p>{text}</p> }).collect_view();
    view! {
        <tr data-weight=row.weight().map(weight_word)>
            <th scope="row">{name_of(desk, &model, &row.competency)}</th>
            <td class="number" data-label=t.own()>{own}</td>
            {managers}
            {peers}
            <td class="comment" data-label=t.comments()>{comments}</td>
        </tr>
    }
}

/// For selectors.
const fn weight_word(weight: Weight) -> &'static str {
    match weight {
        Weight::Agree => "agree",
        Weight::Mention => "mention",
        Weight::Discuss => "discuss",
    }
}

fn manager_cells(desk: Desk, name: &str, sight: &Sight) -> AnyView {
    let t = texts(desk);
    let seen = match sight.answer {
        Some(Answer::Level(level)) => level.to_string(),
        Some(Answer::NotObserved | Answer::Unsure) => t.not_observed().to_owned(),
        None => t.dash().to_owned(),
    };
    view! {
        <td class="number" data-label=name.to_owned()>{seen}</td>
        <td data-label=t.difference()>{sight.difference.map(|difference| difference_view(desk, f64::from(difference)))}</td>
    }
    .into_any()
}

fn peer_cells(desk: Desk, peers: Option<&Peers>) -> AnyView {
    let t = texts(desk);
    let locale = desk.lang().locale();
    let seen = match peers {
        Some(Peers { spread: Some((low, middle, high)), seen, .. }) => {
            t.spread(low.get(), &number(locale, *middle, 1), high.get(), *seen)
        }
        Some(peers) => t.too_few(peers.seen),
        None => t.dash().to_owned(),
    };
    let difference = peers.and_then(|peers| peers.difference);
    view! {
        <td class="number" data-label=t.peers()>{seen}</td>
        <td data-label=t.difference()>{difference.map(|difference| difference_view(desk, difference))}</td>
    }
    .into_any()
}

/// `+2 discuss`, with the direction in words.
fn difference_view(desk: Desk, difference: f64) -> AnyView {
    let t = texts(desk);
    let weight = Weight::of(difference);
    let plain = number(desk.lang().locale(), difference.abs(), 1);
    let (sign, direction) = match difference {
        d if d > 0.0 => ("+", Some(t.own_higher())),
        d if d < 0.0 => ("−", Some(t.other_higher())),
        _ => ("", None),
    };
    view! {
        <span class="difference" data-weight=weight_word(weight)>
            <b>{sign} {plain}</b> " " {t.weight(weight)}
            {direction.map(|direction| view! { <span class="hint">" · " {direction}</span> })}
        </span>
    }
    .into_any()
}
