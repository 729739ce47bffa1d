//! Choosing a method: what each answers, when it fits and when it misleads.

use std::collections::HashMap;

use leptos::prelude::*;
use serde_json::Value;

use super::super::board::Board;
use super::super::criteria::number_of;
use crate::domain::Real;
use crate::domain::selection::{MethodChoice, SelectionCommand};
use crate::ui::files::own_text;
use crate::ui::kit::{NumberField, SelectField};

/// Texts of a method in both languages.
#[derive(Debug, Clone, PartialEq)]
struct Texts(Value);

impl Texts {
    fn get(&self, key: &str, tag: &str) -> String {
        self.0.pointer(&format!("/{key}/{tag}")).and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    fn plain(&self, key: &str) -> String {
        self.0.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    fn reference(&self) -> String {
        let part = |key: &str| match self.0.pointer(&format!("/reference/{key}")) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let parts = [part("author"), part("year"), part("title"), part("where")];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// The chooser with its texts.
#[component]
pub fn MethodChooser() -> impl IntoView {
    let board = Board::context();
    let lang = board.app.lang();
    let t = move || lang.ranking();
    let method = Memo::new(move |_| board.part.with(|part| part.method));
    let texts = RwSignal::new(HashMap::<String, Texts>::new());
    leptos::task::spawn_local(async move {
        let Some(text) = own_text("content/method_texts.json").await else { return };
        let content: Value = serde_json::from_str(&text).unwrap_or_default();
        let list = content.get("methods").and_then(Value::as_array).cloned().unwrap_or_default();
        let found =
            list.into_iter().filter_map(|entry| Some((entry.get("id")?.as_str()?.to_owned(), Texts(entry))));
        texts.try_set(found.collect());
    });
    let read = move |key: &'static str| {
        let tag = lang.locale().tag();
        texts.with(|texts| texts.get(method.get().key()).map(|texts| texts.get(key, tag))).unwrap_or_default()
    };
    let parameter = move || match method.get() {
        MethodChoice::Waspas { lambda } => Some(("λ", lambda)),
        MethodChoice::Vikor { v } => Some(("v", v)),
        _ => None,
    };
    view! {
        <section class="method">
            <div class="form-row">
                <SelectField label=move || t().method_label()
                    options=Signal::derive(move || MethodChoice::all().map(|method| (method.key().to_owned(), t().method(method).to_owned())).to_vec())
                    value=Signal::derive(move || method.get().key().to_owned())
                    on_choose=move |key: String| {
                        let chosen = MethodChoice::all().into_iter().find(|method| method.key() == key).unwrap_or_default();
                        board.send(SelectionCommand::SetMethod(chosen));
                    } />
                {move || parameter().map(|(name, value)| view! {
                    <NumberField label=name value=value.to_string() hint=move || t().between_0_and_1()
                        on_commit=move |typed: String| {
                            let number = number_of(board, &typed)?.filter(|number| (0.0..=1.0).contains(&number.get()));
                            let number = number.ok_or_else(|| untrack(t).between_0_and_1().to_owned())?;
                            board.send(SelectionCommand::SetMethod(with_parameter(method.get_untracked(), number)));
                            Ok(())
                        } />
                })}
            </div>
            <p>{move || lang.trust().both(&read("fits"), &read("misleads"))}</p>
            <details>
                <summary>{move || t().how_computed()}</summary>
                <p>{move || read("answers")}</p>
                <p class="formula">{move || texts.with(|texts| texts.get(method.get().key()).map(|texts| texts.plain("formula")))
                    .unwrap_or_else(|| t().ratio_formula(method.get()).to_owned())}</p>
                <p>{move || lang.trust().both(&read("where"), &read("look_at"))}</p>
                <p class="hint">{move || texts.with(|texts| texts.get(method.get().key()).map(Texts::reference))}</p>
            </details>
        </section>
    }
}

const fn with_parameter(method: MethodChoice, number: Real) -> MethodChoice {
    match method {
        MethodChoice::Waspas { .. } => MethodChoice::Waspas { lambda: number },
        MethodChoice::Vikor { .. } => MethodChoice::Vikor { v: number },
        other => other,
    }
}
