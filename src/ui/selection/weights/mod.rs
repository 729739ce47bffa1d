//! Sets of weights, side by side: choose one, see what it gives, change the answers it rests on.

mod level;

use std::sync::Arc;

use leptos::prelude::*;

use super::board::{Board, percent};
use super::criteria::StepTabs;
use crate::domain::selection::{GroupRule, Scope, SelectionCommand, WeightSet};
use crate::domain::{CriterionId, Name, Note, WeightSetId};
use crate::state::clock;
use crate::ui::kit::{Button, ButtonKind, IconButton, SelectField, Symbol, TextField};
pub use level::LevelEditor;

/// The face of the step.
#[component]
pub fn WeightSets() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.criteria();
    let in_use = Memo::new(move |_| board.part.with(|part| part.set_in_use().map(|set| set.id)));
    let chosen = RwSignal::new(None::<WeightSetId>);
    let shown = Memo::new(move |_| {
        let wanted = chosen.get().or(in_use.get());
        board.part.with(|part| wanted.and_then(|id| part.weight_set(id).map(|set| set.id)).or(in_use.get()))
    });
    let add = move || {
        let id = clock::fresh(WeightSetId::new);
        let count = board.part.with_untracked(|part| part.weight_sets.len());
        let name = Name::truncated(&untrack(t).new_set(count + 1));
        if board.send(SelectionCommand::PutWeightSet(Box::new(WeightSet::new(id, name)))) {
            chosen.set(Some(id));
        }
    };
    let of_raters = Memo::new(move |_| {
        board.part.with(|part| {
            let sets = part.raters.iter().map(|rater| WeightSet::of_rater(rater.id));
            sets.filter(|id| part.weight_set(*id).is_some()).collect::<Vec<_>>()
        })
    });
    let join = move || {
        let id = clock::fresh(WeightSetId::new);
        let set = WeightSet {
            scope: Scope::Group(GroupRule::MeanOfJudgements),
            of: of_raters.get_untracked(),
            ..WeightSet::new(id, Name::truncated(untrack(t).joined_raters()))
        };
        if board.send(SelectionCommand::PutWeightSet(Box::new(set))) {
            chosen.set(Some(id));
        }
    };
    view! {
        <StepTabs />
        <SetTable shown chosen in_use />
        <div class="step-tools">
            <Button label=move || t().add_set() symbol=Symbol::Add on_click=add />
            <Show when=move || of_raters.with(|sets| sets.len() > 1)>
                <Button label=move || t().join_raters() on_click=join />
            </Show>
        </div>
        {move || shown.get().map(|id| view! { <SetForm id in_use chosen /> })}
    }
}

/// All sets with their weights, to compare.
#[component]
fn SetTable(
    shown: Memo<Option<WeightSetId>>,
    chosen: RwSignal<Option<WeightSetId>>,
    in_use: Memo<Option<WeightSetId>>,
) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.criteria();
    let sets = Memo::new(move |_| {
        board.part.with(|part| {
            part.weight_sets
                .iter()
                .map(|set| (set.id, set.name.clone(), part.weights(Some(set.id))))
                .collect::<Vec<_>>()
        })
    });
    let set_name =
        move |name: &Name| if name.is_empty() { t().unnamed().to_owned() } else { name.to_string() };
    view! {
        <Show when=move || sets.with(|sets| !sets.is_empty()) fallback=move || view! { <p class="step-lead">{move || t().no_sets()}</p> }>
            <div class="table-wrap" role="group" tabindex="0" aria-label=move || t().weights()>
                <table class="table weight-table">
                    <caption class="sr-only">{move || t().weights()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{move || t().title()}</th>
                            {move || sets.get().into_iter().map(|(id, name, _)| {
                                view! {
                                    <th scope="col" class="number" class:chosen=move || shown.get() == Some(id)>
                                        <button type="button" class="link" aria-pressed=move || (shown.get() == Some(id)).to_string()
                                            on:click=move |_| chosen.set(Some(id))>
                                            {set_name(&name)}
                                        </button>
                                        {move || (in_use.get() == Some(id)).then(|| view! { <span class="tag tag-accent">{t().in_use()}</span> })}
                                    </th>
                                }
                            }).collect_view()}
                        </tr>
                    </thead>
                    <tbody>
                        {move || {
                            let leaves: Vec<_> = board.tree.with(|tree| tree.leaves().cloned().collect());
                            leaves.into_iter().map(|leaf| {
                                let id = leaf.id;
                                let cells = sets.get().into_iter().map(|(_, _, weights)| {
                                    let weight = weights.ok().and_then(|weights| weights.iter().find(|(there, _)| *there == id).map(|(_, weight)| *weight));
                                    view! {
                                        <td class="number">
                                            {match weight {
                                                Some(weight) => view! {
                                                    <span class="weight-cell">
                                                        <span class="weight-bar" aria-hidden="true"><span style:width=format!("{}%", weight * 100.0)></span></span>
                                                        {percent(lang.locale(), weight)}
                                                    </span>
                                                }.into_any(),
                                                None => view! { <span class="grid-none">"–"</span> }.into_any(),
                                            }}
                                        </td>
                                    }
                                }).collect_view();
                                view! { <tr><th scope="row">{board.name_of(&leaf)}</th>{cells}</tr> }
                            }).collect_view()
                        }}
                    </tbody>
                </table>
            </div>
        </Show>
    }
}

/// Changes a set as it is now.
pub fn edit_set(board: Board, id: WeightSetId, change: impl FnOnce(&mut WeightSet)) {
    if let Some(set) = board.part.with_untracked(|part| part.weight_set(id).cloned()) {
        let mut set = (*set).clone();
        change(&mut set);
        board.send(SelectionCommand::PutWeightSet(Box::new(set)));
    }
}

/// Name, scope and answers of a set.
#[component]
fn SetForm(
    id: WeightSetId,
    in_use: Memo<Option<WeightSetId>>,
    chosen: RwSignal<Option<WeightSetId>>,
) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.criteria();
    let set = Memo::new(move |_| board.part.with(|part| part.weight_set(id).cloned()));
    let scope = Memo::new(move |_| set.with(|set| set.as_ref().map(|set| set.scope).unwrap_or_default()));
    let groups = Memo::new(move |_| {
        board.tree.with(|tree| {
            let inner =
                tree.placed.iter().filter(|placed| placed.criterion.is_group()).map(|p| Some(p.criterion.id));
            std::iter::once(None)
                .chain(inner)
                .filter(|group| tree.weighted_children(*group).len() > 1)
                .collect::<Vec<_>>()
        })
    });
    let problem = move || {
        board
            .part
            .with(|part| part.weights(Some(id)).err())
            .map(|problem| lang.ranking().weight_problem(&problem, |group| board.criterion_name(group)))
    };
    view! {
        <section class="side weight-form">
            <header class="side-head">
                <h2>{move || set.with(|set| set.as_ref().map(|set| set.name.to_string()))}</h2>
                <div class="side-tools">
                    <Show when=move || in_use.get() != Some(id)>
                        <Button label=move || t().use_set() kind=ButtonKind::Primary on_click=move || { board.send(SelectionCommand::UseWeightSet(id)); } />
                    </Show>
                    <IconButton label=move || t().duplicate_set() symbol=Symbol::Duplicate on_click=move || {
                        if let Some(set) = set.get_untracked() {
                            let copy = clock::fresh(WeightSetId::new);
                            let name = Name::truncated(&untrack(|| lang.shell()).copy_of(&set.name));
                            if board.send(SelectionCommand::PutWeightSet(Box::new(WeightSet { id: copy, name, ..(*set).clone() }))) {
                                chosen.set(Some(copy));
                            }
                        }
                    } />
                    <IconButton label=move || t().remove_set() symbol=Symbol::Delete on_click=move || board.send_undoable(SelectionCommand::RemoveWeightSet(id)) />
                </div>
            </header>
            <div class="form-row">
                <TextField label=move || t().set_name()
                    value=Signal::derive(move || set.with(|set| set.as_ref().map(|set| set.name.to_string()).unwrap_or_default()))
                    on_commit=move |typed: String| {
                        let name = Name::new(&typed).map_err(|error| lang.errors().value(&error))?;
                        edit_set(board, id, |set| set.name = name);
                        Ok(())
                    } />
                <SelectField label=move || t().scope()
                    options=Signal::derive(move || SCOPES.map(|key| (key.to_owned(), t().scope_word(key).to_owned())).to_vec())
                    value=Signal::derive(move || scope_key(scope.get()).to_owned())
                    on_choose=move |key: String| edit_set(board, id, |set| set.scope = scope_of(&key)) />
            </div>
            <TextField label=move || t().set_note() rows=2
                value=Signal::derive(move || set.with(|set| set.as_ref().map(|set| set.note.to_string()).unwrap_or_default()))
                on_commit=move |typed: String| {
                    let note = Note::new(&typed).map_err(|error| lang.errors().value(&error))?;
                    edit_set(board, id, |set| set.note = note);
                    Ok(())
                } />
            {move || problem().map(|problem| view! { <p class="step-problem" role="status">{problem}</p> })}
            {move || match scope.get() {
                Scope::Levels => view! {
                    <For each=move || groups.get() key=|group| *group let:group>
                        <LevelEditor id group=Field::Level(group) />
                    </For>
                }.into_any(),
                Scope::Leaves => view! { <LevelEditor id group=Field::Leaves /> }.into_any(),
                Scope::Group(_) => view! { <Members id set /> }.into_any(),
            }}
        </section>
    }
}

const SCOPES: [&str; 5] = ["levels", "leaves", "mean", "geometric", "judgements"];

const fn scope_key(scope: Scope) -> &'static str {
    match scope {
        Scope::Levels => "levels",
        Scope::Leaves => "leaves",
        Scope::Group(GroupRule::MeanOfWeights) => "mean",
        Scope::Group(GroupRule::GeometricMeanOfWeights) => "geometric",
        Scope::Group(GroupRule::MeanOfJudgements) => "judgements",
    }
}

fn scope_of(key: &str) -> Scope {
    match key {
        "leaves" => Scope::Leaves,
        "mean" => Scope::Group(GroupRule::MeanOfWeights),
        "geometric" => Scope::Group(GroupRule::GeometricMeanOfWeights),
        "judgements" => Scope::Group(GroupRule::MeanOfJudgements),
        _ => Scope::Levels,
    }
}

/// Which sets a set is made from.
#[component]
fn Members(id: WeightSetId, set: Memo<Option<Arc<WeightSet>>>) -> impl IntoView {
    let board = Board::context();
    let t = move || board.app.lang().criteria();
    let others = Memo::new(move |_| {
        board.part.with(|part| {
            part.weight_sets
                .iter()
                .filter(|other| other.id != id)
                .map(|other| (other.id, other.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <fieldset class="members">
            <legend>{move || t().made_from()}</legend>
            <p class="hint">{move || t().voices()}</p>
            {move || others.get().into_iter().map(|(other, name)| {
                let is_in = move || set.with(|set| set.as_ref().is_some_and(|set| set.of.contains(&other)));
                view! {
                    <label class="check">
                        <input type="checkbox" prop:checked=is_in on:change=move |event| {
                            let on = event_target_checked(&event);
                            edit_set(board, id, |set| {
                                set.of.retain(|there| *there != other);
                                if on {
                                    set.of.push(other);
                                }
                            });
                        } />
                        <span>{name.to_string()}</span>
                    </label>
                }
            }).collect_view()}
        </fieldset>
    }
}

/// What is weighed with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The siblings in a group; none: at the top.
    Level(Option<CriterionId>),
    /// All leaves.
    Leaves,
}

impl Field {
    /// The group, if it is one.
    pub const fn group(self) -> Option<CriterionId> {
        match self {
            Self::Level(group) => group,
            Self::Leaves => None,
        }
    }
}

/// The criteria of a field.
pub fn siblings(board: Board, group: Field) -> Vec<CriterionId> {
    board.tree.with(|tree| match group {
        Field::Level(group) => tree.weighted_children(group).iter().map(|child| child.id).collect(),
        Field::Leaves => tree.leaves().map(|leaf| leaf.id).collect(),
    })
}
