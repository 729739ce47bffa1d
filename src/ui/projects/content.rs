//! What stands in a cell of the project list.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::{Project, ProjectField};
use crate::ui::app::App;
use crate::ui::overview::shown_money;

/// The view of a field.
pub fn content(
    app: App,
    project: &Arc<Project>,
    field: ProjectField,
    unit: crate::domain::MoneyUnit,
) -> AnyView {
    let lang = app.lang();
    let text = match field {
        ProjectField::Status => {
            let key = project.status.key();
            let word = lang.projects().status_name(project.status);
            return view! { <span class="status" data-status=key>{word}</span> }.into_any();
        }
        ProjectField::Cost => project.cost.map(|cost| shown_money(lang.locale(), unit, cost)),
        ProjectField::Start => project.start.map(|day| day.to_string()),
        ProjectField::Finish => project.finish.map(|day| day.to_string()),
        ProjectField::Name => Some(project.name.to_string()),
        ProjectField::Owner => Some(project.owner.to_string()),
        // One line of it; the editor shows all.
        ProjectField::Description => Some(project.description.replace('\n', " ")),
    };
    match text.filter(|text| !text.is_empty()) {
        Some(text) => text.into_any(),
        None => view! { <span class="grid-none" aria-hidden="true">"–"</span> }.into_any(),
    }
}
