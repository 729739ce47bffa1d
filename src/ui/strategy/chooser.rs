//! The chooser of templates: when each fits, and a filled example of it.

use leptos::prelude::*;

use super::desk::{Desk, desk};
use crate::domain::strategy::StrategyCommand;
use crate::interchange::strategy_template::Template;
use crate::ui::kit::{Button, ButtonKind};

/// The templates side by side.
#[component]
pub fn Chooser() -> impl IntoView {
    let desk = desk();
    view! {
        <ul class="templates">
            {move || {
                desk.templates
                    .get()
                    .map(|templates| {
                        templates.iter().map(|template| view! { <Card template=template.clone() /> }).collect_view()
                    })
            }}
        </ul>
    }
}

#[component]
fn Card(template: Template) -> impl IntoView {
    let desk = desk();
    let template = StoredValue::new(template);
    let text = move |read: fn(&Template) -> &crate::interchange::strategy_template::Both| {
        template.with_value(|template| read(template).get(desk.locale()).to_owned())
    };
    let levels = move || {
        template.with_value(|template| {
            template
                .levels
                .iter()
                .map(|level| level.name.get(desk.locale()).to_owned())
                .collect::<Vec<_>>()
                .join(" → ")
        })
    };
    let begin = move || {
        let locale = desk.app.lang().0.get_untracked();
        take(desk, template.with_value(|template| template.start(locale, &mut Desk::fresh)));
    };
    let fill = move || {
        let locale = desk.app.lang().0.get_untracked();
        let filled = template.with_value(|template| template.filled(locale, desk.today(), &mut Desk::fresh));
        match filled {
            Ok(command) => take(desk, command),
            Err(_) => desk.app.toasts.refuse(desk.app.lang().import().read_failed()),
        }
    };
    view! {
        <li class="template">
            <h3>{move || text(|template| &template.name)}</h3>
            <p>{move || text(|template| &template.summary)}</p>
            <p class="template-levels">{levels}</p>
            <details>
                <summary>{move || desk.t().when_it_fits()}</summary>
                <p>{move || text(|template| &template.fits)}</p>
                <p>{move || text(|template| &template.fits_not)}</p>
                <p class="hint">{move || text(|template| &template.note)}</p>
            </details>
            <p class="hint">{move || desk.t().example_is(&text(|template| &template.example.title))}</p>
            <div class="button-row">
                <Button label=move || desk.t().begin_empty() kind=ButtonKind::Primary on_click=begin />
                <Button label=move || desk.t().begin_filled() on_click=fill />
            </div>
        </li>
    }
}

/// Puts a template's map in place and chooses its first node.
fn take(desk: Desk, command: StrategyCommand) {
    let first = match &command {
        StrategyCommand::Replace { map, .. } => map.nodes.first().map(|node| node.id),
        _ => None,
    };
    desk.dialog.set(None);
    desk.run_undoable(command);
    desk.choose(first.map(crate::domain::strategy::Item::Node));
    // After the dialog has given the focus back.
    request_animation_frame(move || desk.focus_outline.update(|count| *count += 1));
}

/// What to ask at the level of the chosen node, and what goes wrong with the template.
#[component]
pub fn Guidance(#[prop(into)] kind: Signal<Option<crate::domain::strategy::Kind>>) -> impl IntoView {
    let desk = desk();
    let found = Memo::new(move |_| {
        let framework = desk.map.with(|map| map.framework)?;
        let locale = desk.locale();
        desk.templates.with(|templates| {
            let template = templates.as_ref()?.iter().find(|template| template.framework() == framework)?;
            let level = match kind.get() {
                Some(kind) => template.level(kind),
                None => template.project_level(),
            };
            let words = |texts: &[crate::interchange::strategy_template::Both]| {
                texts.iter().map(|text| text.get(locale).to_owned()).collect::<Vec<_>>()
            };
            Some((level.map(|level| words(&level.questions)).unwrap_or_default(), words(&template.pitfalls)))
        })
    });
    let list = |lines: Vec<String>| {
        view! { <ul class="guidance">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }
    };
    view! {
        {move || {
            found.get().map(|(questions, pitfalls)| {
                view! {
                    {(!questions.is_empty()).then(|| view! {
                        <details class="fold" open="">
                            <summary>{move || desk.t().guiding_questions()}</summary>
                            {list(questions)}
                        </details>
                    })}
                    <details class="fold">
                        <summary>{move || desk.t().pitfalls()}</summary>
                        {list(pitfalls)}
                    </details>
                }
            })
        }}
    }
}
