//! The first screen of the self-assessment that stands before the app is there says what the app says.

use pmo_planner::domain::competency::{Both, Level, Tongue};
use pmo_planner::i18n::Locale;
use pmo_planner::i18n::competency::Competency;
use serde_json::{Value, json};

use crate::content::model;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/public/first.js");

/// All that the screen says in a language.
fn texts(locale: Locale) -> Value {
    let (t, model) = (Competency(locale), model());
    let say = |text: &Both| {
        text.get(match locale {
            Locale::Zh => Tongue::Zh,
            Locale::En => Tongue::En,
        })
        .to_owned()
    };
    let first = &model.competencies[0];
    let layer = model.layer(first.layer.as_ref()).unwrap();
    json!({
        "title": t.title(),
        "lead": t.lead(),
        "choose": t.choose_role(),
        "minutes": format!("{} · {}", t.minutes(model.competencies.len()), t.saved_at_once()),
        "shared": t.shared_computer(),
        "roles": model.roles.iter().map(|role| json!({
            "id": role.id.to_string(), "name": say(&role.name), "text": say(&role.description),
        })).collect::<Vec<_>>(),
        "all": { "name": t.compare_all(), "text": t.compare_all_text() },
        "question": {
            "place": t.place(1, model.competencies.len(), &say(&layer.name)),
            "name": say(&first.name),
            "definition": say(&first.definition),
            "how": t.instruction(),
            "instruction": say(&model.answering.instruction),
            "which": t.which_level(),
            "levels": Level::all().map(|level| json!({
                "label": t.level(level.get()),
                "word": say(&model.level_name(level).unwrap().name),
                "text": say(first.anchor(level).unwrap()),
            })).collect::<Vec<_>>(),
            "not_observed": t.not_observed(),
            "unsure": t.unsure(),
            "previous": t.previous(),
            "next": t.next(),
            "coming": t.rest_coming(),
        },
    })
}

/// `UPDATE_FIRST=1 cargo test` writes the line anew.
#[test]
fn the_screen_before_the_app_says_what_the_app_says() {
    let all: serde_json::Map<String, Value> =
        Locale::ALL.into_iter().map(|locale| (locale.tag().to_owned(), texts(locale))).collect();
    let line = format!("  const TEXTS = {};", Value::Object(all));
    let script = std::fs::read_to_string(SCRIPT).unwrap();
    let is_texts = |line: &&str| line.starts_with("  const TEXTS = ");
    let found = script.lines().find(is_texts).unwrap();
    if std::env::var_os("UPDATE_FIRST").is_some() {
        std::fs::write(SCRIPT, script.replace(found, &line)).unwrap();
    } else {
        assert_eq!(found, line);
    }
}
