//! Why each project stands where it stands, in sentences.

use leptos::prelude::*;

use super::Checks;
use super::project_choice::ProjectChoice;
use super::subject::Subject;
use crate::domain::selection::methods::Method;
use crate::domain::selection::robustness::{explained, missing_effect};
use crate::i18n::Locale;
use crate::i18n::sentences::Sentences;
use crate::i18n::trust::Wording;
use crate::ui::files::own_text;

/// The templates, once they are loaded.
pub(super) type Texts = LocalResource<Option<Sentences>>;

/// Loads the templates that come with the app.
pub(super) fn content() -> Texts {
    LocalResource::new(|| async {
        let text = own_text("content/explanations.json").await?;
        Sentences::parse(&text).ok()
    })
}

/// Says something with the names of a subject; none while the templates are not there.
pub(super) fn wording<T>(
    locale: Locale,
    subject: &Subject,
    texts: &Texts,
    say: impl FnOnce(&Wording<'_>) -> Option<T>,
) -> Option<T> {
    let scales = subject.scales();
    texts.with(|texts| {
        let sentences = texts.as_ref()?.as_ref()?;
        say(&Wording {
            locale,
            sentences,
            projects: &subject.projects,
            criteria: &subject.criteria,
            scales: &scales,
        })
    })
}

/// One project at a time.
#[component]
pub fn Reasons(checks: Checks) -> impl IntoView {
    let lang = checks.lang;
    let t = move || lang.trust();
    let wanted = RwSignal::new(None::<usize>);
    let project = Memo::new(move |_| {
        checks.of(|subject| {
            wanted
                .get()
                .filter(|index| *index < subject.projects.len())
                .unwrap_or_else(|| subject.first_by_sum())
        })
    });
    let texts = content();
    let sentences = move || {
        checks.subject.with(|subject| {
            let subject = subject.as_ref()?;
            let facts = explained(&subject.table, &subject.worth, &subject.sum, project.get())?;
            let gaps = missing_effect(
                &subject.cells,
                subject.table.measures(),
                subject.table.weights(),
                Method::WeightedSum,
            );
            let gaps = gaps.ok().and_then(|rows| rows.into_iter().find(|row| row.project == project.get()));
            wording(lang.locale(), subject, &texts, |words| words.reasons(&facts, gaps).ok())
        })
    };
    view! {
        <section class="trust-part">
            <h3>{move || t().why()}</h3>
            <p class="hint">{move || t().by_sum()}</p>
            <ProjectChoice checks by_sum=true chosen=project on_choose=move |index| wanted.set(Some(index)) />
            <div class="trust-reasons" aria-live="polite">
                {move || sentences().unwrap_or_default().into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            </div>
        </section>
    }
}
