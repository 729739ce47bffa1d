//! Weights of siblings: by hand, or by comparing them two by two.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::desk::{Desk, desk};
use crate::domain::id::NodeId;
use crate::domain::strategy::weights::Instead;
use crate::domain::strategy::{Item, Judgement, Place, Real, StrategyCommand, Weighing, Weight};
use crate::domain::weighting::{Pairwise, PriorityMethod, RandomIndex, priorities};
use crate::domain::{Extra, Name};
use crate::ui::kit::{Button, ButtonKind};
use crate::ui::weighting::PairwiseEditor;

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
    let judgements = desk.map.with_untracked(|map| {
        let stored = map.weighing(group).into_iter().flat_map(|weighing| &weighing.judgements);
        Pairwise::of(&items, stored.map(|judgement| (judgement.a, judgement.b, judgement.ratio.get())))
    });
    Sheet { items, judgements }
}

/// The comparison of what stands under a node, with the editor that criteria use too.
#[component]
pub fn Compare(group: Option<NodeId>) -> impl IntoView {
    let desk = desk();
    let sheet = RwSignal::new(stored(desk, group));
    let by = RwSignal::new(desk.map.with_untracked(|map| {
        map.weighing(group).map(|weighing| weighing.by.to_string()).unwrap_or_default()
    }));
    let result = Memo::new(move |_| {
        sheet.with(|sheet| {
            priorities(&sheet.judgements, PriorityMethod::Eigenvector, RandomIndex::default()).ok()
        })
    });
    let names = Signal::derive(move || {
        let items = sheet.with(|sheet| sheet.items.clone());
        items.into_iter().map(|id| desk.name(Item::Node(id))).collect::<Vec<_>>()
    });
    let apply = move || {
        if let Some(result) = result.get_untracked() {
            take(desk, group, &sheet.get_untracked(), &result.weights, &by.get_untracked());
        }
    };
    // The first pair waits for an answer.
    let frame = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let slider = frame.get().and_then(|frame| frame.query_selector("input[type=range]").ok().flatten());
        if let Some(slider) = slider.and_then(|slider| slider.dyn_into::<web_sys::HtmlElement>().ok()) {
            drop(slider.focus());
        }
    });
    if sheet.with_untracked(|sheet| sheet.items.len()) < 2 {
        return view! { <p>{move || desk.t().weigh_too_few()}</p> }.into_any();
    }
    view! {
        <div node_ref=frame>
            <PairwiseEditor
                names
                judgements=Signal::derive(move || sheet.with(|sheet| sheet.judgements.clone()))
                on_judge=move |(i, j, ratio)| sheet.update(|sheet| sheet.judgements.set(i, j, ratio))
            />
        </div>
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

/// Records the comparison and the weights that follow from it.
fn take(desk: Desk, group: Option<NodeId>, sheet: &Sheet, weights: &[f64], by: &str) {
    let judgements: Vec<Judgement> = sheet
        .judgements
        .judged()
        .filter_map(|(i, j, ratio)| {
            let (a, b) = (*sheet.items.get(i)?, *sheet.items.get(j)?);
            // A note on a pair that is judged alike stays.
            let note = desk.map.with_untracked(|map| {
                let known =
                    map.weighing(group)?.judgements.iter().find(|known| (known.a, known.b) == (a, b))?;
                Some(known.note.clone())
            });
            Some(Judgement { a, b, ratio: Real::new(ratio.get()).ok()?, note: note.unwrap_or_default() })
        })
        .collect();
    let weights = sheet
        .items
        .iter()
        .zip(weights)
        .filter_map(|(id, weight)| Some((*id, Weight::new(weight * 100.0).ok()?)))
        .collect();
    let weighing = Weighing {
        group,
        judgements,
        date: Some(desk.today()),
        by: Name::truncated(by),
        is_in_force: true,
        extra: Extra::new(),
    };
    desk.dialog.set(None);
    desk.run_undoable(StrategyCommand::Weigh { weighing: Box::new(weighing), weights });
    // After the dialog has given the focus back.
    request_animation_frame(move || desk.focus_outline.update(|count| *count += 1));
}
