//! A table to read; to edit there is the grid.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// A table with a caption for screen readers that scrolls sideways by itself when the page is narrow.
#[component]
pub fn Table(
    #[prop(into)] caption: TextProp,
    /// Head cells; true for columns of numbers.
    #[prop(into)]
    columns: Signal<Vec<(String, bool)>>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let name = caption.clone();
    view! {
        <div class="table-wrap" role="group" tabindex="0" aria-label=move || name.get()>
            <table class="table">
                <caption class="sr-only">{move || caption.get()}</caption>
                <thead>
                    <tr>
                        {move || {
                            columns
                                .get()
                                .into_iter()
                                .map(|(word, number)| view! { <th scope="col" class:number=number>{word}</th> })
                                .collect_view()
                        }}
                    </tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
