//! The answers for one group of siblings (or for all leaves), by the chosen method.

use leptos::prelude::*;

use super::super::board::{Board, percent};
use super::super::criteria::number_of;
use super::{Field, edit_set, siblings};
use crate::domain::selection::{BestWorstModel, DirectWeight, WeightInput, WeightMethod};
use crate::domain::weighting::{PriorityMethod, RandomIndex, Ratio};
use crate::domain::{CriterionId, Real, WeightSetId};
use crate::ui::kit::{IconButton, NumberField, SelectField, Symbol};
use crate::ui::weighting::{BestWorstVerdict, PairwiseEditor};

/// The answers over one field.
#[component]
pub fn LevelEditor(id: WeightSetId, group: Field) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.criteria();
    let level = Level { board, id, group };
    let input = Memo::new(move |_| level.input());
    let method = Memo::new(move |_| input.with(|input| input.method));
    let items = Memo::new(move |_| siblings(board, group));
    let title = move || match group {
        Field::Level(Some(group)) => board.criterion_name(group),
        Field::Level(None) => t().top().to_owned(),
        Field::Leaves => t().all_leaves().to_owned(),
    };
    let shares = Memo::new(move |_| {
        let shares = input.with(|input| input.shares(group.group(), &items.get()));
        shares.unwrap_or_default()
    });
    view! {
        <fieldset class="weight-level">
            <legend>{title}</legend>
            <SelectField label=move || t().method()
                options=Signal::derive(move || WeightMethod::ALL.map(|method| (format!("{method:?}"), t().weight_method(method).to_owned())).to_vec())
                value=Signal::derive(move || format!("{:?}", method.get()))
                on_choose=move |key: String| {
                    let chosen = WeightMethod::ALL.into_iter().find(|method| format!("{method:?}") == key).unwrap_or_default();
                    level.edit(|input| input.method = chosen);
                } />
            <p class="hint">{move || t().weight_method_hint(method.get())}</p>
            {move || match method.get() {
                WeightMethod::Direct => view! { <Direct level items input shares /> }.into_any(),
                WeightMethod::Ranking => view! { <Ranking level items input shares /> }.into_any(),
                WeightMethod::Swing => view! { <Swing level items input shares /> }.into_any(),
                WeightMethod::Pairwise => view! { <Pairs level items input /> }.into_any(),
                WeightMethod::BestWorst => view! { <BestAndWorst level items input shares /> }.into_any(),
            }}
        </fieldset>
    }
}

/// Whose answers. A handle.
#[derive(Clone, Copy)]
struct Level {
    board: Board,
    id: WeightSetId,
    group: Field,
}

impl Level {
    fn input(self) -> WeightInput {
        self.board
            .part
            .with(|part| {
                let set = part.weight_set(self.id)?;
                match self.group {
                    Field::Level(group) => set.level(group).cloned(),
                    Field::Leaves => Some(set.leaves.clone()),
                }
            })
            .unwrap_or_default()
    }

    fn edit(self, change: impl FnOnce(&mut WeightInput)) {
        edit_set(self.board, self.id, |set| match self.group {
            Field::Level(group) => change(set.level_mut(group)),
            Field::Leaves => change(&mut set.leaves),
        });
    }
}

/// The share of an item as a bar and a number.
#[component]
fn Share(items: Memo<Vec<CriterionId>>, shares: Memo<Vec<f64>>, item: CriterionId) -> impl IntoView {
    let board = Board::context();
    let share = move || {
        let at = items.with(|items| items.iter().position(|there| *there == item))?;
        shares.with(|shares| shares.get(at).copied())
    };
    view! {
        <span class="weight-cell">
            <span class="weight-bar" aria-hidden="true"><span style:width=move || format!("{}%", share().unwrap_or(0.0) * 100.0)></span></span>
            {move || share().map_or_else(|| "–".to_owned(), |share| percent(board.app.lang().locale(), share))}
        </span>
    }
}

#[component]
fn Direct(
    level: Level,
    items: Memo<Vec<CriterionId>>,
    input: Memo<WeightInput>,
    shares: Memo<Vec<f64>>,
) -> impl IntoView {
    let board = level.board;
    let t = move || board.app.lang().criteria();
    view! {
        <ul class="level-items">
            <For each=move || items.get() key=|id| *id let:item>
                {
                    let entry = move || input.with(|input| input.direct.get(&item).copied());
                    let locked = move || entry().is_some_and(|entry| entry.locked);
                    view! {
                        <li>
                            <NumberField label=move || board.criterion_name(item)
                                value=Signal::derive(move || entry().map(|entry| entry.points.to_string()).unwrap_or_default())
                                unit=move || if locked() { "%" } else { "" }
                                on_commit=move |typed: String| {
                                    let points = number_of(board, &typed)?;
                                    if points.is_some_and(|points| points.get() < 0.0) {
                                        return Err(untrack(|| board.app.lang().selection()).negative_weight().to_owned());
                                    }
                                    level.edit(|input| match points {
                                        Some(points) => { input.direct.entry(item).or_default().points = points; }
                                        None => { input.direct.remove(&item); }
                                    });
                                    Ok(())
                                } />
                            <label class="check">
                                <input type="checkbox" prop:checked=locked on:change=move |event| {
                                    let on = event_target_checked(&event);
                                    let at = items.with_untracked(|items| items.iter().position(|there| *there == item));
                                    let share = at.and_then(|at| shares.with_untracked(|shares| shares.get(at).copied())).unwrap_or(0.0);
                                    // What is shown is what is held: a locked weight is per cent of the whole.
                                    level.edit(|input| {
                                        input.direct.insert(item, DirectWeight { points: Real::or_zero((share * 1e4).round() / 100.0), locked: on });
                                    });
                                } />
                                <span>{move || t().locked()}</span>
                            </label>
                            <Share items shares item />
                        </li>
                    }
                }
            </For>
        </ul>
    }
}

#[component]
fn Ranking(
    level: Level,
    items: Memo<Vec<CriterionId>>,
    input: Memo<WeightInput>,
    shares: Memo<Vec<f64>>,
) -> impl IntoView {
    let board = level.board;
    let t = move || board.app.lang().criteria();
    let order = Memo::new(move |_| {
        let items = items.get();
        input.with(|input| {
            let mut order: Vec<CriterionId> =
                input.ranking.iter().copied().filter(|id| items.contains(id)).collect();
            order.extend(items.iter().copied().filter(|id| !input.ranking.contains(id)));
            order
        })
    });
    let shift = move |item: CriterionId, step: isize| {
        let mut list = order.get_untracked();
        let Some(at) = list.iter().position(|there| *there == item) else { return };
        let to = at.saturating_add_signed(step);
        if to < list.len() {
            list.swap(at, to);
        }
        level.edit(|input| input.ranking = list);
    };
    view! {
        <ol class="level-items">
            <For each=move || order.get() key=|id| *id let:item>
                <li>
                    <span class="level-name">{move || board.criterion_name(item)}</span>
                    <IconButton label=move || t().move_up() symbol=Symbol::Up on_click=move || shift(item, -1) />
                    <IconButton label=move || t().move_down() symbol=Symbol::Down on_click=move || shift(item, 1) />
                    <Share items shares item />
                </li>
            </For>
        </ol>
    }
}

#[component]
fn Swing(
    level: Level,
    items: Memo<Vec<CriterionId>>,
    input: Memo<WeightInput>,
    shares: Memo<Vec<f64>>,
) -> impl IntoView {
    let board = level.board;
    view! {
        <ul class="level-items">
            <For each=move || items.get() key=|id| *id let:item>
                <li>
                    <NumberField label=move || board.criterion_name(item)
                        value=Signal::derive(move || input.with(|input| input.swing.get(&item).map(ToString::to_string).unwrap_or_default()))
                        hint=move || range_text(board, item)
                        on_commit=move |typed: String| {
                            let points = number_of(board, &typed)?;
                            if points.is_some_and(|points| points.get() < 0.0) {
                                return Err(untrack(|| board.app.lang().selection()).negative_weight().to_owned());
                            }
                            level.edit(|input| match points {
                                Some(points) => { input.swing.insert(item, points); }
                                None => { input.swing.remove(&item); }
                            });
                            Ok(())
                        } />
                    <Share items shares item />
                </li>
            </For>
        </ul>
    }
}

/// The swing that is asked about: from the worse end to the better.
fn range_text(board: Board, item: CriterionId) -> String {
    let t = board.app.lang().criteria();
    let Some(criterion) = board.criterion(item) else { return String::new() };
    let Some(leaf) = criterion.leaf() else { return String::new() };
    let shown = |number: f64| super::super::scores::shown_number(board, leaf, number);
    match leaf.scale.ends() {
        (Some(low), Some(high)) if leaf.direction == crate::domain::selection::Direction::Cost => {
            t.swing_from(&shown(high), &shown(low))
        }
        (Some(low), Some(high)) => t.swing_from(&shown(low), &shown(high)),
        _ => String::new(),
    }
}

#[component]
fn Pairs(level: Level, items: Memo<Vec<CriterionId>>, input: Memo<WeightInput>) -> impl IntoView {
    let board = level.board;
    let t = move || board.app.lang().criteria();
    let names = Signal::derive(move || {
        items.get().into_iter().map(|id| board.criterion_name(id)).collect::<Vec<_>>()
    });
    let judgements = Signal::derive(move || input.with(|input| input.pairwise.matrix(&items.get())));
    let method = Signal::derive(move || input.with(|input| input.pairwise.vector));
    let table = Signal::derive(move || input.with(|input| input.pairwise.random_index));
    let judge = move |(first, second, ratio): (usize, usize, Option<Ratio>)| {
        let pair = items.with_untracked(|items| Some((*items.get(first)?, *items.get(second)?)));
        if let Some((a, b)) = pair {
            level.edit(|input| input.pairwise.judge(a, b, ratio.map(Ratio::get)));
        }
    };
    view! {
        <div class="form-row">
            <SelectField label=move || t().vector()
                options=Signal::derive(move || vec![("e".to_owned(), t().eigenvector().to_owned()), ("g".to_owned(), t().geometric_mean().to_owned())])
                value=Signal::derive(move || if input.with(|input| input.pairwise.vector == PriorityMethod::Eigenvector) { "e" } else { "g" }.to_owned())
                on_choose=move |key: String| level.edit(|input| input.pairwise.vector = if key == "g" { PriorityMethod::GeometricMean } else { PriorityMethod::Eigenvector }) />
            <SelectField label=move || t().random_index()
                options=Signal::derive(move || RandomIndex::ALL.map(|index| (format!("{index:?}"), t().random_index_word(index).to_owned())).to_vec())
                value=Signal::derive(move || format!("{:?}", table.get()))
                on_choose=move |key: String| {
                    let chosen = RandomIndex::ALL.into_iter().find(|index| format!("{index:?}") == key).unwrap_or_default();
                    level.edit(|input| input.pairwise.random_index = chosen);
                } />
        </div>
        <PairwiseEditor names judgements method table on_judge=judge />
    }
}

#[component]
fn BestAndWorst(
    level: Level,
    items: Memo<Vec<CriterionId>>,
    input: Memo<WeightInput>,
    shares: Memo<Vec<f64>>,
) -> impl IntoView {
    let board = level.board;
    let t = move || board.app.lang().criteria();
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), t().not_judged().to_owned())];
        options.extend(items.get().into_iter().map(|id| (id.to_string(), board.criterion_name(id))));
        options
    });
    let key = |id: Option<CriterionId>| id.map(|id| id.to_string()).unwrap_or_default();
    let steps = Signal::derive(move || {
        let mut options = vec![(String::new(), t().not_judged().to_owned())];
        options.extend((1..=9).map(|step| (step.to_string(), t().times(step))));
        options
    });
    let answer = move |item: CriterionId, from_best: bool| {
        Signal::derive(move || {
            input.with(|input| {
                let answers =
                    if from_best { &input.best_worst.from_best } else { &input.best_worst.to_worst };
                answers.get(&item).map(ToString::to_string).unwrap_or_default()
            })
        })
    };
    let set = move |item: CriterionId, from_best: bool| {
        move |chosen: String| {
            level.edit(|input| {
                let answers =
                    if from_best { &mut input.best_worst.from_best } else { &mut input.best_worst.to_worst };
                match chosen.parse::<f64>() {
                    Ok(step) => drop(answers.insert(item, Real::or_zero(step))),
                    Err(_) => drop(answers.remove(&item)),
                }
            });
        }
    };
    view! {
        <div class="form-row">
            <SelectField label=move || t().best() options value=Signal::derive(move || key(input.with(|input| input.best_worst.best)))
                on_choose=move |chosen: String| level.edit(|input| input.best_worst.best = chosen.parse().ok()) />
            <SelectField label=move || t().worst() options value=Signal::derive(move || key(input.with(|input| input.best_worst.worst)))
                on_choose=move |chosen: String| level.edit(|input| input.best_worst.worst = chosen.parse().ok()) />
            <SelectField label=move || t().model()
                options=Signal::derive(move || vec![("l".to_owned(), t().linear_model().to_owned()), ("n".to_owned(), t().non_linear_model().to_owned())])
                value=Signal::derive(move || if input.with(|input| input.best_worst.model == BestWorstModel::Linear) { "l" } else { "n" }.to_owned())
                on_choose=move |chosen: String| level.edit(|input| input.best_worst.model = if chosen == "n" { BestWorstModel::NonLinear } else { BestWorstModel::Linear }) />
        </div>
        <BestWorstVerdict names=Signal::derive(move || items.get().into_iter().map(|id| board.criterion_name(id)).collect::<Vec<_>>())
            answers=Signal::derive(move || input.with(|input| input.best_worst.answers(&items.get())))
            linear=Signal::derive(move || input.with(|input| input.best_worst.model == BestWorstModel::Linear)) />
        <ul class="level-items">
            <For each=move || items.get() key=|id| *id let:item>
                <li>
                    <span class="level-name">{move || board.criterion_name(item)}</span>
                    <Show when=move || input.with(|input| input.best_worst.best.is_some_and(|best| best != item))>
                        <SelectField label=move || t().from_best() options=steps value=answer(item, true) on_choose=set(item, true) />
                    </Show>
                    <Show when=move || input.with(|input| {
                        let answers = &input.best_worst;
                        answers.worst.is_some_and(|worst| worst != item) && answers.best != Some(item)
                    })>
                        <SelectField label=move || t().to_worst() options=steps value=answer(item, false) on_choose=set(item, false) />
                    </Show>
                    <Share items shares item />
                </li>
            </For>
        </ul>
    }
}
