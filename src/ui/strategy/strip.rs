//! The strip of findings over the map: what is missing or does not fit, and the way there.

use leptos::prelude::*;

use super::desk::{Desk, desk};
use super::wording::{sentence, sort_word};
use crate::domain::strategy::findings::{Finding, Gravity, Sort};
use crate::ui::kit::{Icon, Symbol};

/// How many findings of a sort with its first place.
type Count = (Sort, usize, Gravity);

/// The strip: one button for each sort of findings; the open one lists its sentences.
#[component]
pub fn Strip() -> impl IntoView {
    let desk = desk();
    let open = RwSignal::new(None::<Sort>);
    let counts = Memo::new(move |_| {
        desk.found.with(|found| {
            Sort::ALL
                .into_iter()
                .filter_map(|sort| {
                    let of_sort = || found.iter().filter(|finding| finding.sort() == sort);
                    let gravity = of_sort().map(Finding::gravity).min()?;
                    Some((sort, of_sort().count(), gravity))
                })
                .collect::<Vec<Count>>()
        })
    });
    view! {
        <section class="strip no-print" aria-label=move || desk.t().findings()>
            <div class="strip-sorts">
                {move || {
                    counts
                        .get()
                        .into_iter()
                        .map(|(sort, count, gravity)| {
                            view! {
                                <button
                                    type="button"
                                    class="strip-sort"
                                    class:grave=gravity == Gravity::Attention
                                    aria-expanded=move || (open.get() == Some(sort)).to_string()
                                    on:click=move |_| open.update(|open| *open = if *open == Some(sort) { None } else { Some(sort) })
                                >
                                    <Icon symbol=Symbol::Warning />
                                    <span>{sort_word(desk, sort)}</span>
                                    <span class="strip-count">{count}</span>
                                </button>
                            }
                        })
                        .collect_view()
                }}
                <Show when=move || counts.with(Vec::is_empty)>
                    <span class="hint">{move || desk.t().no_findings()}</span>
                </Show>
            </div>
            {move || open.get().map(|sort| view! { <List desk sort /> })}
        </section>
    }
}

/// The findings of a sort.
#[component]
fn List(desk: Desk, sort: Sort) -> impl IntoView {
    const MOST: usize = 50;
    let of_sort = move || {
        desk.found.with(|found| {
            found.iter().filter(|finding| finding.sort() == sort).take(MOST).cloned().collect::<Vec<_>>()
        })
    };
    view! {
        <ul class="strip-list">
            {move || of_sort().into_iter().map(|finding| view! { <Line desk finding /> }).collect_view()}
        </ul>
    }
}

/// A finding that leads to its place.
#[component]
pub fn Line(desk: Desk, finding: Finding) -> impl IntoView {
    let place = finding.place();
    let finding = StoredValue::new(finding);
    view! {
        <li>
            <button
                type="button"
                class="gap"
                on:click=move |_| {
                    desk.choose(Some(place));
                    desk.focus_outline.update(|count| *count += 1);
                }
            >
                <Icon symbol=Symbol::Warning />
                <span>{move || finding.with_value(|finding| sentence(desk, finding))}</span>
                <Icon symbol=Symbol::Right />
            </button>
        </li>
    }
}
