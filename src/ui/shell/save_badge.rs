//! Where things stand with saving, in a word and, on hover or focus, a sentence.

use leptos::prelude::*;

use crate::i18n::shell::Shell;
use crate::state::{Access, Problem, SaveState};
use crate::ui::app::App;
use crate::ui::kit::{Icon, Symbol, Tooltip};

/// Icon, class, word and sentence of a state.
fn face(access: Access, state: SaveState, t: Shell) -> (Symbol, &'static str, &'static str, &'static str) {
    match (access, state) {
        (Access::OtherTabWrites, _) => (Symbol::Look, "save save-look", t.read_only(), t.why_other_tab()),
        (Access::TooNew { .. }, _) => (Symbol::Look, "save save-look", t.read_only(), t.why_too_new()),
        (Access::Writer, SaveState::Untouched) => (Symbol::Check, "save", t.not_yet(), t.saved_why()),
        (Access::Writer, SaveState::Saved) => (Symbol::Check, "save", t.saved(), t.saved_why()),
        (Access::Writer, SaveState::Saving) => (Symbol::Busy, "save", t.saving(), t.saving_why()),
        (Access::Writer, SaveState::NotSaved(problem)) => {
            (Symbol::Warning, "save save-bad", t.not_saved(), why(problem, t))
        }
    }
}

/// Why something is not saved, and what to do.
pub const fn why(problem: Problem, t: Shell) -> &'static str {
    match problem {
        Problem::Denied => t.why_denied(),
        Problem::Full => t.why_full(),
        Problem::NotLoaded => t.why_not_loaded(),
        Problem::Failed => t.why_failed(),
        Problem::ReadBack => t.why_read_back(),
    }
}

/// The save indicator.
#[component]
pub fn SaveBadge() -> impl IntoView {
    let app = App::context();
    let face =
        Memo::new(move |_| face(app.store.access().get(), app.keeper.state().get(), app.lang().shell()));
    let state = move || match (app.store.access().get(), app.keeper.state().get()) {
        (Access::Writer, SaveState::Untouched) => "untouched",
        (Access::Writer, SaveState::Saved) => "saved",
        (Access::Writer, SaveState::Saving) => "saving",
        (Access::Writer, SaveState::NotSaved(_)) => "not-saved",
        _ => "read-only",
    };
    view! {
        <span class=move || face.get().1 data-save=state>
            <Tooltip text=move || face.get().3>
                <span class="save-face">
                    <Icon symbol=Signal::derive(move || face.get().0) />
                    <span class="save-word">{move || face.get().2}</span>
                </span>
            </Tooltip>
        </span>
    }
}
