//! The last step: how far the ranking can be trusted.

mod draws;
mod engine;
mod heat;
mod intervals;
mod methods;
mod project_choice;
mod reasons;
mod references;
mod reversal;
mod step;
mod subject;
mod tornado;
mod two_by_two;
mod weights;

use std::sync::Arc;

use leptos::prelude::*;

use super::board::significant;
use crate::domain::selection::TrustSettings;
use crate::domain::selection::methods::Method;
use crate::state::Lang;
use crate::ui::kit::{Tabs, format};
pub use step::TrustStep;
use subject::{Subject, Way};

/// What the checks share. A handle.
#[derive(Clone, Copy)]
struct Checks {
    subject: Signal<Option<Arc<Subject>>>,
    settings: Signal<TrustSettings>,
    on_settings: Callback<TrustSettings>,
    lang: Lang,
}

impl Checks {
    /// Something of the subject; a default while there is none.
    fn of<T: Default>(self, read: impl FnOnce(&Subject) -> T) -> T {
        self.subject.with(|subject| subject.as_ref().map(|subject| read(subject)).unwrap_or_default())
    }

    /// Have weights a part in the method?
    fn weights_count(self) -> bool {
        self.of(|subject| subject.method.uses_weights())
    }

    /// A score of the method in use as shown: of the weighted sum out of 100, of others as it is.
    fn score(self, score: f64) -> String {
        let locale = self.lang.locale();
        if self.of(|subject| subject.method == Method::WeightedSum) {
            format::number(locale, score * 100.0, 1)
        } else {
            significant(locale, score)
        }
    }

    fn project(self, index: usize) -> String {
        self.of(|subject| subject.project(index).to_owned())
    }

    fn criterion(self, index: usize) -> String {
        self.of(|subject| subject.criterion(index).to_owned())
    }
}

/// The checks of a ranking. Nothing in it changes the document but the settings.
#[component]
fn Trust(
    /// The ranking; none while there is none.
    #[prop(into)]
    subject: Signal<Option<Arc<Subject>>>,
    /// Seed, draws, weights allowed, how many are to be chosen.
    #[prop(into)]
    settings: Signal<TrustSettings>,
    /// Takes changed settings.
    #[prop(into)]
    on_settings: Callback<TrustSettings>,
) -> impl IntoView {
    let lang = Lang::context();
    let t = move || lang.trust();
    let checks = Checks { subject, settings, on_settings, lang };
    let face = RwSignal::new("weights");
    let there = Memo::new(move |_| subject.with(Option::is_some));
    view! {
        <Show when=move || there.get() fallback=move || view! { <p class="hint">{t().nothing()}</p> }>
            <reversal::Badge checks />
            <Tabs
                label=move || t().faces()
                tabs=vec![
                    ("weights", (move || t().face_weights()).into()),
                    ("draws", (move || t().face_draws()).into()),
                    ("methods", (move || t().face_methods()).into()),
                    ("reasons", (move || t().face_reasons()).into()),
                ]
                chosen=face
            />
            <div class="trust-face" role="tabpanel" id=move || format!("panel-{}", face.get()) aria-labelledby=move || format!("tab-{}", face.get())>
                {move || match face.get() {
                    "draws" => view! { <draws::Draws checks /> }.into_any(),
                    "methods" => view! {
                        <methods::Methods checks />
                        <references::References checks />
                    }.into_any(),
                    "reasons" => view! { <reasons::Reasons checks /> }.into_any(),
                    _ if checks.weights_count() => view! {
                        <weights::TryWeights checks />
                        <intervals::Intervals checks />
                        <tornado::Tornado checks />
                    }.into_any(),
                    _ => view! { <p class="hint">{t().weights_unused()}</p> }.into_any(),
                }}
            </div>
        </Show>
    }
}
