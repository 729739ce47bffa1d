//! The open criterion: what it asks, how it is measured, what each level means.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::board::Board;
use super::super::spot::Spot;
use super::curve::CurveEditor;
use crate::domain::selection::{
    Criterion, Direction, Figure, GateKind, Kind, Leaf, Level, Preference, Scale, SelectionCommand, Source,
};
use crate::domain::{CriterionId, Name, Note, Real};
use crate::ui::kit::{Button, ButtonKind, IconButton, NumberField, SelectField, Symbol, TextField};

/// The panel.
#[component]
pub fn CriterionForm(id: CriterionId) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.criteria();
    let criterion = Memo::new(move |_| board.criterion(id));
    let kind = Memo::new(move |_| {
        criterion.with(|criterion| criterion.as_ref().map(|c| std::mem::discriminant(&c.kind)))
    });
    let text = move |read: fn(&Criterion) -> String| {
        Signal::derive(move || criterion.with(|criterion| criterion.as_deref().map(read).unwrap_or_default()))
    };
    let note = move |write: fn(&mut Criterion, Note)| {
        move |typed: String| {
            let note = Note::new(&typed).map_err(|error| lang.errors().value(&error))?;
            edit(board, id, move |criterion| write(criterion, note));
            Ok(())
        }
    };
    view! {
        <section class="side criterion-form" aria-label=move || board.criterion_name(id)>
            <header class="side-head">
                <h2>{move || board.criterion_name(id)}</h2>
                <div class="side-tools">
                    <IconButton label=move || t().move_up() symbol=Symbol::Up on_click=move || shift(board, id, -1) />
                    <IconButton label=move || t().move_down() symbol=Symbol::Down on_click=move || shift(board, id, 1) />
                    <IconButton label=move || t().remove() symbol=Symbol::Delete
                        on_click=move || {
                            board.go(Spot::Criteria(None));
                            board.send_undoable(SelectionCommand::RemoveCriteria(vec![id]));
                        } />
                    <IconButton label=move || lang.shell().close() symbol=Symbol::Close on_click=move || board.go(Spot::Criteria(None)) />
                </div>
            </header>
            <TextField label=move || t().name() value=text(|criterion| criterion.name.to_string())
                on_commit=move |typed: String| {
                    let name = Name::new(&typed).map_err(|error| lang.errors().value(&error))?;
                    edit(board, id, move |criterion| criterion.name = name);
                    Ok(())
                } />
            <GroupField id />
            <TextField label=move || t().definition() rows=2 value=text(|criterion| criterion.definition.to_string())
                on_commit=note(|criterion, note| criterion.definition = note) />
            {move || {
                kind.track();
                match criterion.get_untracked().map(|criterion| criterion.kind.clone()) {
                    Some(Kind::Leaf(_)) => view! { <LeafFields id criterion /> }.into_any(),
                    Some(Kind::Gate(_)) => view! { <GateFields id criterion /> }.into_any(),
                    _ => ().into_any(),
                }
            }}
            <Show when=move || criterion.with(|criterion| criterion.as_ref().is_some_and(|c| !c.is_group()))>
                <TextField label=move || t().evidence() rows=3 value=text(|criterion| criterion.evidence.to_string())
                    on_commit=note(|criterion, note| criterion.evidence = note) />
            </Show>
        </section>
    }
}

/// Changes the criterion as it is now.
pub fn edit(board: Board, id: CriterionId, change: impl FnOnce(&mut Criterion)) {
    if let Some(criterion) = board.part.with_untracked(|part| part.criterion(id).cloned()) {
        let mut criterion = (*criterion).clone();
        change(&mut criterion);
        board.send(SelectionCommand::EditCriterion(Box::new(criterion)));
    }
}

/// Changes the leaf's measure as it is now.
pub fn edit_leaf(board: Board, id: CriterionId, change: impl FnOnce(&mut Leaf)) {
    edit(board, id, |criterion| {
        if let Kind::Leaf(leaf) = &mut criterion.kind {
            change(leaf);
        }
    });
}

/// Moves a criterion among its siblings.
fn shift(board: Board, id: CriterionId, step: isize) {
    board.part.with_untracked(|part| {
        let Some(criterion) = part.criterion(id) else { return };
        let group = criterion.parent;
        let siblings: Vec<_> =
            part.criteria.iter().filter(|there| there.parent == group).map(|c| c.id).collect();
        let Some(at) = siblings.iter().position(|there| *there == id) else { return };
        let to = at.saturating_add_signed(step);
        if to < siblings.len() {
            board.send(SelectionCommand::MoveCriterion { id, group, to });
        }
    });
}

/// The group that it stands in.
#[component]
fn GroupField(id: CriterionId) -> impl IntoView {
    let board = Board::context();
    let t = move || board.app.lang().criteria();
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), t().top().to_owned())];
        board.tree.with(|tree| {
            let own = tree.branch(id);
            options.extend(
                tree.placed
                    .iter()
                    .filter(|placed| placed.criterion.is_group() && !own.contains(&placed.criterion.id))
                    .map(|placed| (placed.criterion.id.to_string(), board.name_of(&placed.criterion))),
            );
        });
        options
    });
    let value = Signal::derive(move || {
        board
            .criterion(id)
            .and_then(|criterion| criterion.parent)
            .map(|parent| parent.to_string())
            .unwrap_or_default()
    });
    view! {
        <Show when=move || options.with(|options| options.len() > 1)>
            <SelectField label=move || t().group() options value on_choose=move |key: String| {
                let group = key.parse().ok();
                board.send(SelectionCommand::MoveCriterion { id, group, to: usize::MAX });
            } />
        </Show>
    }
}

#[component]
fn GateFields(id: CriterionId, criterion: Memo<Option<Arc<Criterion>>>) -> impl IntoView {
    let board = Board::context();
    let t = move || board.app.lang().criteria();
    let key = |kind: GateKind| GateKind::ALL.iter().position(|there| *there == kind).unwrap_or(0).to_string();
    let options = Signal::derive(move || {
        GateKind::ALL.into_iter().map(|kind| (key(kind), t().gate_kind(kind).to_owned())).collect()
    });
    let value = Signal::derive(move || {
        criterion.with(|c| c.as_ref().and_then(|c| c.gate()).map(key).unwrap_or_default())
    });
    view! {
        <SelectField label=move || t().gate() options value on_choose=move |chosen: String| {
            let kind = chosen.parse().ok().and_then(|index: usize| GateKind::ALL.get(index).copied()).unwrap_or_default();
            edit(board, id, |criterion| criterion.kind = Kind::Gate(kind));
        } />
    }
}

#[component]
fn LeafFields(id: CriterionId, criterion: Memo<Option<Arc<Criterion>>>) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.criteria();
    let leaf = Memo::new(move |_| {
        criterion.with(|criterion| criterion.as_ref().and_then(|criterion| criterion.leaf().cloned()))
    });
    let with = move |read: fn(&Leaf) -> String| {
        Signal::derive(move || leaf.with(|leaf| leaf.as_ref().map(read).unwrap_or_default()))
    };
    let scale_kind = Memo::new(move |_| {
        leaf.with(|leaf| leaf.as_ref().map(|leaf| scale_key(&leaf.scale)).unwrap_or_default())
    });
    let target = move || {
        leaf.with(|leaf| match leaf.as_ref().map(|leaf| leaf.direction) {
            Some(Direction::Target(target)) => Some(target),
            _ => None,
        })
    };
    view! {
        <div class="form-row">
            <SelectField label=move || t().direction()
                options=Signal::derive(move || ["benefit", "cost", "target"].map(|key| (key.to_owned(), t().direction_word(key).to_owned())).to_vec())
                value=with(|leaf| direction_key(leaf.direction).to_owned())
                on_choose=move |key: String| edit_leaf(board, id, |leaf| {
                    let middle = match leaf.scale.ends() {
                        (Some(low), Some(high)) => f64::midpoint(low, high),
                        (low, high) => low.or(high).unwrap_or(0.0),
                    };
                    leaf.direction = match key.as_str() {
                        "cost" => Direction::Cost,
                        "target" => Direction::Target(Real::or_zero(middle)),
                        _ => Direction::Benefit,
                    };
                }) />
            <SelectField label=move || t().source()
                options=Signal::derive(move || {
                    let figures = Figure::ALL.into_iter().map(Source::CashFlow);
                    [Source::Raters, Source::Cost].into_iter().chain(figures).map(|source| (source_key(source), t().source_word(source).to_owned())).collect()
                })
                value=with(|leaf| source_key(leaf.source))
                on_choose=move |key: String| edit_leaf(board, id, |leaf| {
                    let figures = Figure::ALL.into_iter().map(Source::CashFlow);
                    let source = [Source::Raters, Source::Cost].into_iter().chain(figures).find(|source| source_key(*source) == key);
                    leaf.source = source.unwrap_or_default();
                    if leaf.source != Source::Raters && !matches!(leaf.scale, Scale::Number { .. }) {
                        leaf.scale = Scale::Number { unit: Name::default(), low: None, high: None };
                    }
                }) />
        </div>
        <Show when=move || target().is_some()>
            <NumberField label=move || t().target()
                value=Signal::derive(move || target().map(|target| target.to_string()).unwrap_or_default())
                on_commit=move |typed: String| {
                    let number = number_of(board, &typed)?.ok_or_else(|| t().needs_number().to_owned())?;
                    edit_leaf(board, id, |leaf| leaf.direction = Direction::Target(number));
                    Ok(())
                } />
        </Show>
        <SelectField label=move || t().scale()
            options=Signal::derive(move || ["points", "number", "yes_no"].map(|key| (key.to_owned(), t().scale_word(key).to_owned())).to_vec())
            value=Signal::derive(move || scale_kind.get().to_owned())
            disabled=Signal::derive(move || leaf.with(|leaf| leaf.as_ref().is_some_and(|leaf| leaf.source != Source::Raters)))
            on_choose=move |key: String| edit_leaf(board, id, |leaf| {
                leaf.scale = match key.as_str() {
                    "number" => Scale::Number { unit: Name::default(), low: None, high: None },
                    "yes_no" => Scale::YesNo,
                    _ => Scale::levels(5),
                };
            }) />
        {move || match scale_kind.get() {
            "number" => view! { <NumberScale id leaf /> }.into_any(),
            "points" => view! { <Rubric id leaf /> }.into_any(),
            _ => ().into_any(),
        }}
        <CurveEditor id leaf />
        <PreferenceFields id leaf />
    }
}

const fn scale_key(scale: &Scale) -> &'static str {
    match scale {
        Scale::Number { .. } => "number",
        Scale::Points { .. } => "points",
        Scale::YesNo => "yes_no",
    }
}

const fn direction_key(direction: Direction) -> &'static str {
    match direction {
        Direction::Benefit => "benefit",
        Direction::Cost => "cost",
        Direction::Target(_) => "target",
    }
}

fn source_key(source: Source) -> String {
    format!("{source:?}")
}

/// A typed number; none for an empty text.
pub fn number_of(board: Board, typed: &str) -> Result<Option<Real>, String> {
    let open = Scale::Number { unit: Name::default(), low: None, high: None };
    let lang = board.app.lang();
    match open.parse(typed) {
        Ok(Some(crate::domain::selection::Rating::Value(value))) => Ok(Some(value)),
        Ok(None) => Ok(None),
        _ => Err(untrack(|| lang.errors()).not_a_number(typed)),
    }
}

/// Unit and ends of an amount.
#[component]
fn NumberScale(id: CriterionId, leaf: Memo<Option<Leaf>>) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.criteria();
    let is_money = move || leaf.with(|leaf| leaf.as_ref().is_some_and(super::super::scores::is_money));
    let money = move || lang.projects().money_unit(board.app.store.doc().with(|doc| doc.money));
    let end = move |upper: bool| {
        Signal::derive(move || {
            leaf.with(|leaf| {
                let leaf = leaf.as_ref()?;
                let (low, high) = leaf.scale.ends();
                let end = if upper { high } else { low }?;
                Some(super::super::scores::in_shown_unit(board, leaf, end).to_string())
            })
            .unwrap_or_default()
        })
    };
    let set_end = move |upper: bool| {
        move |typed: String| {
            let number = number_of(board, &typed)?;
            edit_leaf(board, id, |leaf| {
                let number = number.map(|number| {
                    Real::or_zero(super::super::scores::from_shown_unit(board, leaf, number.get()))
                });
                if let Scale::Number { low, high, .. } = &mut leaf.scale {
                    *(if upper { high } else { low }) = number;
                }
            });
            Ok(())
        }
    };
    view! {
        <div class="form-row">
            <Show when=move || !is_money()>
                <TextField label=move || t().unit()
                    value=Signal::derive(move || leaf.with(|leaf| match leaf.as_ref().map(|leaf| &leaf.scale) {
                        Some(Scale::Number { unit, .. }) => unit.to_string(),
                        _ => String::new(),
                    }))
                    on_commit=move |typed: String| {
                        let name = Name::new(&typed).map_err(|error| lang.errors().value(&error))?;
                        edit_leaf(board, id, |leaf| if let Scale::Number { unit, .. } = &mut leaf.scale { *unit = name });
                        Ok(())
                    } />
            </Show>
            <NumberField label=move || t().low() value=end(false) hint=move || if is_money() { money() } else { t().range_hint().to_owned() } on_commit=set_end(false) />
            <NumberField label=move || t().high() value=end(true) hint=move || if is_money() { money() } else { String::new() } on_commit=set_end(true) />
        </div>
    }
}

/// The wording of each level.
#[component]
fn Rubric(id: CriterionId, leaf: Memo<Option<Leaf>>) -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.criteria();
    let count = Memo::new(move |_| levels(leaf).len());
    let set = move |index: usize, change: Box<dyn FnOnce(&mut Level)>| {
        edit_leaf(board, id, |leaf| {
            if let Scale::Points { levels } = &mut leaf.scale
                && let Some(level) = Arc::make_mut(levels).get_mut(index)
            {
                change(level);
            }
        });
    };
    view! {
        <fieldset class="rubric-edit">
            <legend>{move || t().rubric()}</legend>
            <For each=move || 0..count.get() key=|index| *index let:index>
                <div class="rubric-level">
                    <NumberField label=move || t().points()
                        value=Signal::derive(move || levels(leaf).get(index).map(|level| level.points.to_string()).unwrap_or_default())
                        on_commit=move |typed: String| {
                            let points = number_of(board, &typed)?.ok_or_else(|| t().needs_number().to_owned())?;
                            set(index, Box::new(move |level| level.points = points));
                            Ok(())
                        } />
                    <TextField label=move || t().level_text(index + 1) rows=2
                        value=Signal::derive(move || levels(leaf).get(index).map(|level| level.text.to_string()).unwrap_or_default())
                        on_commit=move |typed: String| {
                            let note = Note::new(&typed).map_err(|error| lang.errors().value(&error))?;
                            set(index, Box::new(move |level| level.text = note));
                            Ok(())
                        } />
                </div>
            </For>
            <div class="button-row">
                <Button label=move || t().add_level() kind=ButtonKind::Quiet symbol=Symbol::Add on_click=move || edit_leaf(board, id, |leaf| {
                    if let Scale::Points { levels } = &mut leaf.scale {
                        let next = levels.last().map_or(1.0, |level| level.points.get() + 1.0);
                        Arc::make_mut(levels).push(Level { points: Real::or_zero(next), text: Note::default() });
                    }
                }) />
                <Button label=move || t().remove_level() kind=ButtonKind::Quiet
                    disabled=Signal::derive(move || count.get() <= 2)
                    on_click=move || edit_leaf(board, id, |leaf| {
                        if let Scale::Points { levels } = &mut leaf.scale {
                            Arc::make_mut(levels).pop();
                        }
                    }) />
            </div>
        </fieldset>
    }
}

fn levels(leaf: Memo<Option<Leaf>>) -> Vec<Level> {
    leaf.with(|leaf| match leaf.as_ref().map(|leaf| &leaf.scale) {
        Some(Scale::Points { levels }) => (**levels).clone(),
        _ => Vec::new(),
    })
}

/// The preference function, for outranking.
#[component]
fn PreferenceFields(id: CriterionId, leaf: Memo<Option<Leaf>>) -> impl IntoView {
    let board = Board::context();
    let t = move || board.app.lang().criteria();
    let preference = move || leaf.with(|leaf| leaf.as_ref().map(|leaf| leaf.preference).unwrap_or_default());
    let key = move || preference_parts(preference());
    let numbers = Memo::new(move |_| key().1.len());
    view! {
        <details class="preference">
            <summary>{move || t().preference()}</summary>
            <SelectField label=move || t().preference()
                options=Signal::derive(move || PREFERENCES.map(|key| (key.to_owned(), t().preference_word(key).to_owned())).to_vec())
                value=Signal::derive(move || key().0.to_owned())
                on_choose=move |chosen: String| edit_leaf(board, id, |leaf| {
                    let old: Vec<Real> = preference_parts(leaf.preference).1.into_iter().map(|(_, number)| number).collect();
                    leaf.preference = preference_of(&chosen, &old);
                }) />
            <div class="form-row">
                <For each=move || 0..numbers.get() key=|index| *index let:index>
                    <NumberField label=move || key().1.get(index).map(|(name, _)| *name).unwrap_or_default()
                        value=Signal::derive(move || key().1.get(index).map(|(_, number)| number.to_string()).unwrap_or_default())
                        on_commit=move |typed: String| {
                            let number = number_of(board, &typed)?.ok_or_else(|| t().needs_number().to_owned())?;
                            edit_leaf(board, id, |leaf| {
                                let (kind, parts) = preference_parts(leaf.preference);
                                let mut old: Vec<Real> = parts.into_iter().map(|(_, number)| number).collect();
                                if let Some(place) = old.get_mut(index) {
                                    *place = number;
                                }
                                leaf.preference = preference_of(kind, &old);
                            });
                            Ok(())
                        } />
                </For>
            </div>
        </details>
    }
}

const PREFERENCES: [&str; 6] = ["usual", "u_shape", "v_shape", "level", "linear", "gaussian"];

fn preference_parts(preference: Preference) -> (&'static str, Vec<(&'static str, Real)>) {
    match preference {
        Preference::Usual => ("usual", Vec::new()),
        Preference::UShape { q } => ("u_shape", vec![("q", q)]),
        Preference::VShape { p } => ("v_shape", vec![("p", p)]),
        Preference::Level { q, p } => ("level", vec![("q", q), ("p", p)]),
        Preference::Linear { q, p } => ("linear", vec![("q", q), ("p", p)]),
        Preference::Gaussian { s } => ("gaussian", vec![("s", s)]),
    }
}

fn preference_of(key: &str, numbers: &[Real]) -> Preference {
    let at = |index: usize, other: f64| numbers.get(index).copied().unwrap_or(Real::or_zero(other));
    match key {
        "u_shape" => Preference::UShape { q: at(0, 0.5) },
        "v_shape" => Preference::VShape { p: at(0, 1.0) },
        "level" => Preference::Level { q: at(0, 0.5), p: at(1, 1.5) },
        "linear" => Preference::Linear { q: at(0, 0.5), p: at(1, 1.5) },
        "gaussian" => Preference::Gaussian { s: at(0, 1.0) },
        _ => Preference::Usual,
    }
}
