//! Pages of a long list: which part is shown, and the way to the others.

use leptos::prelude::*;

use super::desk::{Desk, desk};
use crate::ui::kit::Button;

/// What a page is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// Rows.
    Rows,
    /// Columns.
    Columns,
}

/// The part of a list that is shown.
#[derive(Debug, Clone, Copy)]
pub struct Pages {
    first: RwSignal<usize>,
    size: usize,
    of: Made,
    /// Is it being printed? Then all rows stand; columns would not find room on paper.
    is_printing: RwSignal<bool>,
}

impl Pages {
    /// The first page of a list of any length.
    pub fn new(size: usize, of: Made) -> Self {
        let is_printing = RwSignal::new(false);
        for (event, starts) in [("beforeprint", true), ("afterprint", false)] {
            let handle = window_event_listener_untyped(event, move |_| {
                // The list may have been left meanwhile.
                let _ = is_printing.try_set(starts);
            });
            on_cleanup(move || handle.remove());
        }
        Self { first: RwSignal::new(0), size, of, is_printing }
    }

    /// Back to the first page.
    pub fn rewind(self) {
        self.first.set(0);
    }

    /// What is shown of a list. A list that has become shorter than the page's begin shows its last page. Tracked.
    pub fn of<T: Clone>(self, list: &[T]) -> Vec<T> {
        if self.of == Made::Rows && self.is_printing.get() {
            return list.to_vec();
        }
        list.iter().skip(self.begin(list.len())).take(self.size).cloned().collect()
    }

    fn begin(self, count: usize) -> usize {
        self.first.get().min(count.saturating_sub(1) / self.size * self.size)
    }
}

/// Which part is shown, with the way back and on; nothing where all of it is.
#[component]
pub fn Pager(pages: Pages, #[prop(into)] count: Signal<usize>) -> impl IntoView {
    let desk: Desk = desk();
    let begin = move || pages.begin(count.get());
    let end = move || (begin() + pages.size).min(count.get());
    view! {
        <Show when=move || { count.get() > pages.size }>
            <div class="button-row no-print">
                <Button label=move || desk.t().earlier() disabled=Signal::derive(move || begin() == 0)
                    on_click=move || pages.first.set(untrack(begin).saturating_sub(pages.size)) />
                <span>{move || match pages.of {
                    Made::Rows => desk.t().of_rows(begin() + 1, end(), count.get()),
                    Made::Columns => desk.t().of_columns(begin() + 1, end(), count.get()),
                }}</span>
                <Button label=move || desk.t().further() disabled=Signal::derive(move || end() >= count.get())
                    on_click=move || pages.first.set(untrack(end)) />
            </div>
        </Show>
    }
}
