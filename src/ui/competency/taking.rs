//! Taking the mirror along: on paper and as files.

use leptos::prelude::*;

use super::desk::Desk;
use super::mirror::{Image, texts};
use crate::domain::AssessmentId;
use crate::interchange::competency_file::{Kind, about, write};
use crate::interchange::workspace_file::file_name;
use crate::state::clock;
use crate::ui::files::save_bytes;
use crate::ui::kit::{Menu, MenuItem, Symbol};

/// The menu of ways.
#[component]
pub fn TakeMenu(id: AssessmentId, image: Memo<Option<Image>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let c = move || desk.lang().competency();
    let stem = move || {
        untrack(|| {
            let person = desk.with(|part| {
                let person = part.person(part.round(id)?.person)?;
                Some(person.alias.to_string())
            });
            let name = c().shown_name(&person.unwrap_or_default());
            format!("{} {name}", c().title())
        })
    };
    let as_file = move || {
        let Some(person) = image.with_untracked(|image| image.as_ref().map(|image| image.round.person))
        else {
            return;
        };
        let text = untrack(|| desk.with(|part| write(Kind::Answers, about(part, person))));
        save_bytes(
            &file_name(&stem(), clock::today(), "pmo-competency.json"),
            "application/json",
            text.as_bytes(),
        );
        desk.note_taken();
    };
    view! {
        <div class="menu-end">
            <Menu label=move || t().take() symbol=Symbol::Download>
                <MenuItem label=move || t().print() on_click=move || {
                    // A browser that cannot print does nothing.
                    drop(window().print());
                } />
                <MenuItem label=move || t().as_file() on_click=as_file />
            </Menu>
        </div>
    }
}
