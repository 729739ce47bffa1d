//! Pairwise comparison: a slider for each pair, weights and consistency at once, the next useful question, and the
//! judgements that are most at odds with what each would have to be.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::weight_list::WeightList;
use crate::domain::weighting::{
    Pairwise, Priorities, PriorityMethod, RandomIndex, Ratio, WeightingError, culprits, next_question,
    priorities,
};
use crate::i18n::sentences::percent;
use crate::state::Lang;
use crate::ui::kit::{Button, ButtonKind, IconButton, Symbol};

/// What the rows of one editor share. A handle.
#[derive(Clone, Copy)]
struct Sheet {
    names: Signal<Vec<String>>,
    judgements: Signal<Pairwise>,
    on_judge: Callback<(usize, usize, Option<Ratio>)>,
    in_figures: RwSignal<bool>,
    disabled: Signal<bool>,
}

impl Sheet {
    fn name(self, index: usize) -> String {
        self.names.with(|names| names.get(index).cloned().unwrap_or_default())
    }

    /// A place of the slider in words: towards the first below 0, towards the second above.
    fn words(self, lang: Lang, i: usize, j: usize, place: i32) -> String {
        let t = lang.weighting();
        let (step, first) = step_at(place);
        if step == 1 {
            return t.equal().to_owned();
        }
        let name = self.name(if first { i } else { j });
        if self.in_figures.get() { t.times(&name, step) } else { t.more(&name, t.step(step)) }
    }
}

/// Saaty's step and whether the first counts more, of a place from -8 to 8.
fn step_at(place: i32) -> (u8, bool) {
    let step = place.unsigned_abs().min(8) + 1;
    (u8::try_from(step).unwrap_or(9), place <= 0)
}

fn place_of(ratio: Ratio) -> i32 {
    let (step, first) = ratio.step();
    let place = i32::from(step) - 1;
    if first { -place } else { place }
}

/// The editor. `on_judge` gets a pair and how many times more its first counts, or none to open it again.
#[component]
pub fn PairwiseEditor(
    /// The names of the items.
    #[prop(into)]
    names: Signal<Vec<String>>,
    /// The comparisons as they are kept.
    #[prop(into)]
    judgements: Signal<Pairwise>,
    /// How weights are drawn from them.
    #[prop(optional, into)]
    method: Signal<PriorityMethod>,
    /// The random index of the consistency ratio.
    #[prop(optional, into)]
    table: Signal<RandomIndex>,
    /// May nothing be changed?
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Takes an answer.
    #[prop(into)]
    on_judge: Callback<(usize, usize, Option<Ratio>)>,
) -> impl IntoView {
    let lang = Lang::context();
    let t = move || lang.weighting();
    let sheet = Sheet { names, judgements, on_judge, in_figures: RwSignal::new(false), disabled };
    let result = Memo::new(move |_| judgements.with(|list| priorities(list, method.get(), table.get())));
    let weights = Signal::derive(move || {
        result.with(|result| result.as_ref().map(|found| found.weights.clone()).unwrap_or_default())
    });
    let size = Memo::new(move |_| judgements.with(Pairwise::size));
    let pairs = move || {
        let size = size.get();
        (0..size).flat_map(|i| (i + 1..size).map(move |j| (i, j))).collect::<Vec<_>>()
    };
    let list = NodeRef::<html::Ul>::new();
    view! {
        <section class="pairwise" aria-label=move || t().pairs()>
            <div class="pairwise-head">
                <p class="hint">{move || t().lead()}</p>
                <Button kind=ButtonKind::Quiet
                    label=move || if sheet.in_figures.get() { t().verbal() } else { t().numeric() }
                    on_click=move || sheet.in_figures.update(|on| *on = !*on) />
            </div>
            <Next sheet list />
            <ul class="pairwise-pairs" node_ref=list>
                <For each=pairs key=|pair| *pair let:pair>
                    <Pair sheet i=pair.0 j=pair.1 />
                </For>
            </ul>
            <Verdict result />
            <Culprits sheet result table />
            <WeightList names weights />
        </section>
    }
}

/// One pair: both names, the slider between them, its meaning in words.
#[component]
fn Pair(sheet: Sheet, i: usize, j: usize) -> impl IntoView {
    let lang = Lang::context();
    let t = move || lang.weighting();
    let ratio = Memo::new(move |_| sheet.judgements.with(|list| list.get(i, j)));
    // While the slider is held; what is kept changes when it is let go.
    let held = RwSignal::new(None::<i32>);
    let place = move || held.get().unwrap_or_else(|| ratio.get().map_or(0, place_of));
    let words = move || match (ratio.get(), held.get()) {
        (None, None) => t().open().to_owned(),
        _ => sheet.words(lang, i, j, place()),
    };
    let judge = move |ratio: Option<Ratio>| {
        held.set(None);
        sheet.on_judge.run((i, j, ratio));
    };
    view! {
        <li class="pair" class:pair-open=move || ratio.get().is_none()>
            <span class="pair-name" class:pair-more=move || place() < 0>{move || sheet.name(i)}</span>
            <input
                type="range"
                class="pair-slider"
                min="-8"
                max="8"
                step="1"
                data-pair=format!("{i}-{j}")
                aria-label=move || t().pair(&sheet.name(i), &sheet.name(j))
                aria-valuetext=words
                prop:value=move || place().to_string()
                disabled=sheet.disabled
                on:input=move |event| held.set(event_target_value(&event).parse().ok())
                on:change=move |event| {
                    if let Ok(place) = event_target_value(&event).parse::<i32>() {
                        let (step, first) = step_at(place);
                        judge(Some(Ratio::of(step, first)));
                    }
                }
            />
            <span class="pair-name pair-second" class:pair-more=move || { place() > 0 }>{move || sheet.name(j)}</span>
            <span class="pair-words">{words}</span>
            <span class="pair-keys">
                <Show
                    when=move || ratio.get().is_some()
                    fallback=move || view! {
                        <Button kind=ButtonKind::Quiet label=move || t().set_equal() disabled=sheet.disabled
                            on_click=move || judge(Some(Ratio::ONE)) />
                    }
                >
                    <IconButton label=move || t().clear() symbol=Symbol::Close disabled=sheet.disabled on_click=move || judge(None) />
                </Show>
            </span>
        </li>
    }
}

/// The question that would help most, and a key that goes to it.
#[component]
fn Next(sheet: Sheet, list: NodeRef<html::Ul>) -> impl IntoView {
    let lang = Lang::context();
    let t = move || lang.weighting();
    let question = Memo::new(move |_| sheet.judgements.with(next_question));
    let text = move || {
        let open = sheet.judgements.with(|list| list.open().count());
        question.get().map(|question| {
            let pair = t().pair(&sheet.name(question.first), &sheet.name(question.second));
            let why = match question.expected_change {
                Some(change) => t().moves(&percent(lang.locale(), change)),
                None => t().joins(
                    sheet.judgements.with(|list| list.groups().into_iter().max().map_or(0, |last| last + 1)),
                ),
            };
            (pair, why, t().open_pairs(open))
        })
    };
    let go = move || {
        let Some(question) = question.get_untracked() else { return };
        let place = format!("[data-pair='{}-{}']", question.first, question.second);
        let slider = list.get_untracked().and_then(|list| list.query_selector(&place).ok().flatten());
        if let Some(slider) = slider.and_then(|slider| slider.dyn_into::<web_sys::HtmlElement>().ok()) {
            drop(slider.focus());
        }
    };
    view! {
        {move || match text() {
            Some((pair, why, open)) => view! {
                <div class="notice notice-quiet pairwise-next">
                    <p><strong>{pair}</strong>" · "{why}" · "{open}</p>
                    <Button label=move || t().next() disabled=sheet.disabled on_click=go />
                </div>
            }.into_any(),
            None => view! { <p class="hint">{t().all_done()}</p> }.into_any(),
        }}
    }
}

#[component]
fn Verdict(result: Memo<Result<Priorities, WeightingError>>) -> impl IntoView {
    let lang = Lang::context();
    let t = move || lang.weighting();
    view! {
        <p class="pairwise-verdict" aria-live="polite">
            {move || result.with(|result| match result {
                Ok(found) if found.weights.len() < 3 => String::new(),
                Ok(found) => {
                    let ratio = t().ratio(&t().figure(found.consistency_ratio, 3));
                    format!("{ratio} · {} {}", t().verdict(found.consistency()), if found.open > 0 { t().open_pairs(found.open) } else { String::new() })
                }
                Err(error) => t().error(error),
            })}
        </p>
        <p class="hint">{move || t().low_is_good()}</p>
    }
}

#[component]
fn Culprits(
    sheet: Sheet,
    result: Memo<Result<Priorities, WeightingError>>,
    table: Signal<RandomIndex>,
) -> impl IntoView {
    let lang = Lang::context();
    let t = move || lang.weighting();
    let found = Memo::new(move |_| {
        result.with(|result| match result {
            Ok(found) => sheet.judgements.with(|list| culprits(list, found, table.get(), 3)),
            Err(_) => Vec::new(),
        })
    });
    let figure = move |ratio: f64| match Ratio::try_from(ratio) {
        Ok(_) if ratio < 1.0 => format!("1/{}", t().figure(1.0 / ratio, 1)),
        _ => t().figure(ratio, 1),
    };
    let tidy = move |text: String| text.trim_end_matches(".0").to_owned();
    view! {
        <Show when=move || found.with(|found| !found.is_empty())>
            <div class="pairwise-culprits">
                <p><strong>{move || t().culprits()}</strong></p>
                <ul>
                    {move || {
                        found
                            .get()
                            .into_iter()
                            .map(|culprit| {
                                let (step, more) = culprit.suggested.step();
                                let text = t().culprit(
                                    &sheet.name(culprit.first),
                                    &sheet.name(culprit.second),
                                    &tidy(figure(culprit.stated)),
                                    &tidy(figure(culprit.implied)),
                                );
                                let key = t().use_suggestion(&t().ratio_text(step, more), &t().figure(culprit.ratio_after, 3));
                                view! {
                                    <li>
                                        <span>{text}</span>
                                        <Button label=key disabled=sheet.disabled
                                            on_click=move || sheet.on_judge.run((culprit.first, culprit.second, Some(culprit.suggested))) />
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </div>
        </Show>
    }
}
