//! Weights of siblings: by hand, or by comparing them two by two.

use leptos::html;
use leptos::prelude::*;

use super::desk::{Desk, desk};
use crate::domain::id::NodeId;
use crate::domain::strategy::weights::Instead;
use crate::domain::strategy::{Item, Judgement, Place, Real, StrategyCommand, Weighing, Weight};
use crate::domain::weighting::{
    Consistency, Pairwise, PriorityMethod, RandomIndex, Ratio, culprits, priorities,
};
use crate::domain::{Extra, Name};
use crate::i18n::sentences::percent;
use crate::ui::kit::{Button, ButtonKind, Icon, Symbol};

/// The siblings that share weight with a node, and their shares. Tracked.
pub fn group_of(desk: Desk, place: Place) -> Vec<(NodeId, f64)> {
    desk.map.with(|map| {
        desk.graph.with(|graph| {
            let siblings = map.weighted_at(graph, place);
            let shares = map.shares_of(graph, &siblings, &Instead::new());
            siblings.into_iter().zip(shares).collect()
        })
    })
}

/// The share of a node among those that it shares weight with: aims with aims, measures with measures.
pub fn share_of(desk: Desk, id: NodeId) -> Option<f64> {
    let node = desk.node(id)?;
    if node.kind.is_aim() {
        return group_of(desk, node.place)
            .into_iter()
            .find(|(other, _)| *other == id)
            .map(|(_, share)| share);
    }
    let parent = node.place.parent()?;
    desk.map.with(|map| {
        desk.graph.with(|graph| {
            let measures = map.measures_under(graph, parent);
            let shares = map.shares_of(graph, &measures, &Instead::new());
            measures.into_iter().zip(shares).find(|(other, _)| *other == id).map(|(_, share)| share)
        })
    })
}

/// The comparison of a group as it stands on the screen.
#[derive(Debug, Clone, PartialEq)]
struct Sheet {
    items: Vec<NodeId>,
    judgements: Pairwise,
}

fn stored(desk: Desk, group: Option<NodeId>) -> Sheet {
    let place = group.map_or(Place::Top, Place::Under);
    let items: Vec<NodeId> = untrack(|| group_of(desk, place)).into_iter().map(|(id, _)| id).collect();
    let mut judgements = Pairwise::new(items.len());
    desk.map.with_untracked(|map| {
        for judgement in map.weighing(group).into_iter().flat_map(|weighing| &weighing.judgements) {
            let at = |id: NodeId| items.iter().position(|item| *item == id);
            if let (Some(a), Some(b)) = (at(judgement.a), at(judgement.b)) {
                judgements.set(a, b, Ratio::try_from(judgement.ratio.get()).ok());
            }
        }
    });
    Sheet { items, judgements }
}

/// The comparison of what stands under a node. Every pair is a row of its own; arrows set it.
#[component]
pub fn Compare(group: Option<NodeId>) -> impl IntoView {
    let desk = desk();
    let sheet = RwSignal::new(stored(desk, group));
    let by = RwSignal::new(desk.map.with_untracked(|map| {
        map.weighing(group).map(|weighing| weighing.by.to_string()).unwrap_or_default()
    }));
    let count = sheet.with_untracked(|sheet| sheet.items.len());
    let result = Memo::new(move |_| {
        sheet.with(|sheet| {
            priorities(&sheet.judgements, PriorityMethod::Eigenvector, RandomIndex::default()).ok()
        })
    });
    let pairs: Vec<(usize, usize)> = (0..count).flat_map(|i| (i + 1..count).map(move |j| (i, j))).collect();
    let open = move || sheet.with(|sheet| sheet.judgements.open().count());
    let apply = move || {
        let Some(result) = result.get_untracked() else { return };
        let sheet = sheet.get_untracked();
        let pairs: Vec<Judgement> = sheet
            .judgements
            .judged()
            .filter_map(|(i, j, ratio)| {
                Some(Judgement {
                    a: *sheet.items.get(i)?,
                    b: *sheet.items.get(j)?,
                    ratio: Real::new(ratio.get()).ok()?,
                    note: crate::domain::Note::default(),
                })
            })
            .collect();
        let weights = sheet
            .items
            .iter()
            .zip(&result.weights)
            .filter_map(|(id, weight)| Some((*id, Weight::new(weight * 100.0).ok()?)))
            .collect();
        let weighing = Weighing {
            group,
            judgements: pairs,
            date: Some(desk.today()),
            by: Name::truncated(&by.get_untracked()),
            is_in_force: true,
            extra: Extra::new(),
        };
        desk.run_undoable(StrategyCommand::Weigh { weighing: Box::new(weighing), weights });
        desk.dialog.set(None);
        desk.focus_outline.update(|count| *count += 1);
    };
    if count < 2 {
        return view! { <p>{move || desk.t().weigh_too_few()}</p> }.into_any();
    }
    view! {
        <p class="hint">{move || desk.t().weigh_hint()}</p>
        <div class="pairs">
            {pairs.into_iter().enumerate().map(|(index, (i, j))| view! { <Pair desk sheet i j first=index == 0 /> }).collect_view()}
        </div>
        <div class="weigh-result">
            {move || {
                let locale = desk.locale();
                let sheet = sheet.get();
                let weights = result.get().map(|result| result.weights);
                sheet
                    .items
                    .iter()
                    .enumerate()
                    .map(|(index, id)| {
                        let share = weights.as_ref().and_then(|weights| weights.get(index).copied());
                        let name = desk.name(Item::Node(*id));
                        view! {
                            <div class="weigh-bar">
                                <span>{name}</span>
                                <meter min="0" max="1" value=share.unwrap_or(0.0).to_string() aria-hidden="true"></meter>
                                <span class="number">{share.map_or_else(|| "–".to_owned(), |share| percent(locale, share))}</span>
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </div>
        <p class="weigh-verdict" aria-live="polite">
            {move || {
                let t = desk.t();
                match result.get() {
                    None => t.weigh_open(open()),
                    Some(result) => {
                        let ratio = format!("{:.3}", result.consistency_ratio);
                        let mut text = match result.consistency() {
                            Consistency::Exact | Consistency::Good => t.weigh_good(&ratio),
                            Consistency::Strained | Consistency::Contradictory => t.weigh_strained(&ratio),
                        };
                        let culprit = sheet.with(|sheet| {
                            let found = culprits(&sheet.judgements, &result, RandomIndex::default(), 1);
                            found.first().and_then(|culprit| {
                                Some((*sheet.items.get(culprit.first)?, *sheet.items.get(culprit.second)?, culprit.suggested))
                            })
                        });
                        if let (Some((a, b, suggested)), true) = (culprit, result.consistency_ratio > Consistency::ACCEPTED) {
                            let (a, b) = (desk.name(Item::Node(a)), desk.name(Item::Node(b)));
                            text.push_str(&t.weigh_culprit(&a, &b, &ratio_text(suggested)));
                        }
                        text
                    }
                }
            }}
        </p>
        <label class="field">
            <span>{move || desk.t().weigh_by()}</span>
            <input class="input" prop:value=move || by.get() on:change=move |event| by.set(event_target_value(&event)) />
        </label>
        <div class="dialog-foot">
            <Button label=move || desk.app.lang().shell().close() on_click=move || desk.dialog.set(None) />
            <Button label=move || desk.t().weigh_apply() kind=ButtonKind::Primary
                disabled=Signal::derive(move || result.with(Option::is_none)) on_click=apply />
        </div>
    }
    .into_any()
}

/// `3`, `1/3`, `1`.
fn ratio_text(ratio: Ratio) -> String {
    match ratio.step() {
        (step, true) => step.to_string(),
        (step, false) => format!("1/{step}"),
    }
}

/// A pair: a slider from 9 times the first to 9 times the second.
#[component]
fn Pair(desk: Desk, sheet: RwSignal<Sheet>, i: usize, j: usize, first: bool) -> impl IntoView {
    let name = move |at: usize| {
        let id = sheet.with(|sheet| sheet.items.get(at).copied());
        id.map(|id| desk.name(Item::Node(id))).unwrap_or_default()
    };
    let ratio = Memo::new(move |_| sheet.with(|sheet| sheet.judgements.get(i, j)));
    // The slider counts from -8 (the first 9 times as important) to 8.
    let position = move || match ratio.get().map(Ratio::step) {
        None => 0,
        Some((step, true)) => 1 - i32::from(step),
        Some((step, false)) => i32::from(step) - 1,
    };
    let set = move |value: i32| {
        let step = u8::try_from(value.unsigned_abs() + 1).unwrap_or(1);
        sheet.update(|sheet| sheet.judgements.set(i, j, Some(Ratio::of(step, value <= 0))));
    };
    let words = move || {
        let t = desk.t();
        match ratio.get().map(Ratio::step) {
            None => t.pair_open().to_owned(),
            Some((1, _)) => t.pair_equal().to_owned(),
            Some((step, true)) => t.pair_more(&name(i), step),
            Some((step, false)) => t.pair_more(&name(j), step),
        }
    };
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let (Some(field), true) = (field.get(), first) {
            drop(field.focus());
        }
    });
    view! {
        <div class="pair" class:pair-open=move || ratio.get().is_none()>
            <span class="pair-left">{move || name(i)}</span>
            <input
                node_ref=field
                type="range"
                min="-8"
                max="8"
                step="1"
                prop:value=move || position().to_string()
                aria-label=move || desk.t().pair_label(&name(i), &name(j))
                aria-valuetext=words
                on:input=move |event| set(event_target_value(&event).parse().unwrap_or(0))
                on:keydown=move |event| {
                    if event.key() == "Enter" || event.key() == "0" {
                        event.prevent_default();
                        if ratio.get_untracked().is_none() || event.key() == "0" {
                            set(0);
                        }
                    }
                }
            />
            <span class="pair-right">{move || name(j)}</span>
            <span class="pair-words hint">{words}</span>
            <button type="button" class="button button-quiet button-icon" aria-label=move || desk.t().pair_clear()
                title=move || desk.t().pair_clear()
                disabled=move || ratio.get().is_none()
                on:click=move |_| sheet.update(|sheet| sheet.judgements.set(i, j, None))>
                <Icon symbol=Symbol::Close />
            </button>
        </div>
    }
}
