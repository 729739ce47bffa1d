//! High levels that are worth a talk.

use leptos::prelude::*;

use super::{Image, texts};
use crate::domain::competency::scoring::topics;
use crate::i18n::competency_scale::Scale;
use crate::ui::competency::desk::{Desk, name_of};

#[component]
pub(super) fn Topics(image: Memo<Option<Image>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let rows = move || {
        image.with(|image| {
            let image = image.as_ref()?;
            let scale = Scale(desk.lang().locale());
            let rows = topics(&image.model, &image.round)
                .into_iter()
                .map(|topic| {
                    let why: Vec<&str> = topic.reasons.into_iter().map(|reason| scale.reason(reason)).collect();
                    view! {
                        <li>
                            <b>{name_of(desk, &image.model, &topic.competency)}</b>
                            <span class="hint">{desk.lang().competency().level(topic.level.get())} " · " {why.join(" · ")}</span>
                        </li>
                    }
                })
                .collect::<Vec<_>>();
            Some(if rows.is_empty() {
                view! { <p>{t().no_topics()}</p> }.into_any()
            } else {
                view! { <ul class="topics">{rows}</ul> }.into_any()
            })
        })
    };
    view! {
        <section class="panel wide" aria-labelledby="topics">
            <h2 id="topics">{move || t().topics()}</h2>
            <p class="hint">{move || t().topics_text()}</p>
            {rows}
        </section>
    }
}
