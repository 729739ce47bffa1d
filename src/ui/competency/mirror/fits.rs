//! Every role beside the answers: which fits best now, and the two nearest steps to each.

use leptos::prelude::*;

use super::{Image, number, texts};
use crate::domain::competency::fit::Fit;
use crate::i18n::competency_scale::Scale;
use crate::ui::competency::desk::{Desk, name_of, role_name};
use crate::ui::competency::layout::Explained;
use crate::ui::kit::Table;

#[component]
pub(super) fn Fits(image: Memo<Option<Image>>) -> impl IntoView {
    let desk = Desk::context();
    let t = move || texts(desk);
    let title = move || {
        image.with(|image| {
            let image = image.as_ref()?;
            let best = image.fits.first().filter(|fit| fit.is_sure())?;
            Some(t().fits_title(&role_name(desk, Some(&image.model), Some(&best.role))))
        })
    };
    let head = Signal::derive(move || {
        vec![
            (desk.lang().competency().role().to_owned(), false),
            (t().gate_short().to_owned(), false),
            (t().k_of_n().to_owned(), true),
            (t().distance().to_owned(), true),
            (t().nearest().to_owned(), false),
        ]
    });
    let rows = move || {
        image.with(|image| {
            let image = image.as_ref()?;
            Some(
                image
                    .fits
                    .iter()
                    .map(|fit| view! { <FitRow image=image.clone() fit=fit.clone() /> })
                    .collect_view(),
            )
        })
    };
    view! {
        <section class="panel wide fits stack-narrow" aria-labelledby="fits">
            <h2 id="fits">{move || title().unwrap_or_else(|| t().fits().to_owned())}</h2>
            <p class="hint">{move || t().fits_text()}</p>
            <Table caption=move || t().fits() columns=head>{rows}</Table>
        </section>
    }
}

#[component]
fn FitRow(image: Image, fit: Fit) -> impl IntoView {
    let desk = Desk::context();
    let t = texts(desk);
    let locale = desk.lang().locale();
    let (k, n) = fit.standing.at_target();
    let open = fit.standing.open().count();
    let distance = match (fit.below, fit.above, fit.is_sure()) {
        (Some(below), Some(above), true) => {
            let value = number(locale, below + above, 2);
            let how = t.distance_how(&number(locale, below, 2), &number(locale, above, 2), &value);
            view! { <Explained value=t.levels(&value) how /> }.into_any()
        }
        _ => view! { <span class="hint">{t.not_enough()}</span> }.into_any(),
    };
    let steps = if fit.steps.is_empty() {
        view! { <span class="hint">{t.no_steps()}</span> }.into_any()
    } else {
        let steps = fit
            .steps
            .iter()
            .map(|step| {
                let to = step.from.next().unwrap_or(step.target);
                let name = name_of(desk, &image.model, &step.competency);
                let text = t.step(&name, step.from.get(), to.get());
                view! { <li>{text} {step.at_gate.then(|| view! { " " <span class="tag">{t.at_gate()}</span> })}</li> }
            })
            .collect_view();
        view! { <ul class="fit-steps">{steps}</ul> }.into_any()
    };
    view! {
        <tr class:fit-here={fit.role == image.role}>
            <th scope="row">{role_name(desk, Some(&image.model), Some(&fit.role))}</th>
            <td data-label=t.gate_short()>{Scale(locale).gate(fit.standing.gate)}</td>
            <td class="number" data-label=t.k_of_n()><Explained value=t.of(k, n) how=t.of_how(k, n, open) /></td>
            <td class="number" data-label=t.distance()>{distance}</td>
            <td data-label=t.nearest()>{steps}</td>
        </tr>
    }
}
