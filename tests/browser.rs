//! In real browsers: what the host cannot test. The database, localStorage, locks, formats.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use pmo_planner::domain::{Name, Workspace, WorkspaceId};
use pmo_planner::i18n::Locale;
use pmo_planner::state::local;
use pmo_planner::state::tabs::{Answer, Ask, ask};
use pmo_planner::storage::indexeddb::IndexedDb;
use pmo_planner::storage::{Backend, Loaded, Place, Shelf, Vault};
use pmo_planner::ui::kit::format;
use pmo_planner::ui::parts::get_codec;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn the_database_gives_back_what_it_was_given() {
    let database = IndexedDb::open().await.unwrap();
    let bytes: Vec<u8> = (0..=255).collect();
    database.put(Shelf::Facts, "b", &bytes).await.unwrap();
    database.put(Shelf::Facts, "a", b"1").await.unwrap();
    assert_eq!(database.get(Shelf::Facts, "b").await, Ok(Some(bytes)));
    assert_eq!(database.keys(Shelf::Facts).await, Ok(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(database.get(Shelf::Slots, "b").await, Ok(None), "shelves are apart");
    for key in ["a", "b", "never there"] {
        database.delete(Shelf::Facts, key).await.unwrap();
    }
    assert_eq!(database.keys(Shelf::Facts).await, Ok(Vec::new()));
}

#[wasm_bindgen_test]
async fn a_vault_in_the_database_keeps_a_workspace() {
    let place = Place::find().await;
    assert!(place.is_durable());
    let vault = Vault::new(place, "one".to_owned(), get_codec);
    let workspace = Workspace::new(WorkspaceId::from_number(42), Name::new("规划").unwrap());
    let seq = vault.save(&workspace, 0).await.unwrap();
    let again = Vault::new(Place::find().await, "two".to_owned(), get_codec);
    let opened = again.open(workspace.id).await.unwrap().unwrap();
    assert_eq!((opened.seq, opened.damaged), (seq, false));
    assert_eq!(opened.loaded, Loaded::Current { workspace: workspace.clone(), migrated_from: None });
    again.purge(workspace.id).await.unwrap();
    assert_eq!(again.open(workspace.id).await, Ok(None));
}

#[wasm_bindgen_test]
async fn one_holder_at_a_time_and_a_theft_is_noticed() {
    let id = WorkspaceId::from_number(7);
    let Answer::Held(first) = ask(id, &Ask::IfFree).await else { panic!("free") };
    assert!(matches!(ask(id, &Ask::IfFree).await, Answer::Refused));
    let Answer::Held(thief) = ask(id, &Ask::Steal).await else { panic!("stolen") };
    assert!(first.taken().await);
    thief.release();
    assert!(!thief.taken().await);
    let Answer::Held(last) = ask(id, &Ask::IfFree).await else { panic!("free again") };
    last.release();
}

#[wasm_bindgen_test]
fn notes_come_back_and_are_found_by_their_beginning() {
    assert!(local::set("pmo.test.a", 5));
    assert_eq!(local::get::<i32>("pmo.test.a"), Some(5));
    assert_eq!(local::get::<String>("pmo.test.a"), None, "another type is no value");
    assert_eq!(local::keys("pmo.test."), ["pmo.test.a"]);
    local::delete("pmo.test.a");
    assert_eq!(local::keys("pmo.test."), Vec::<String>::new());
}

#[wasm_bindgen_test]
fn numbers_are_written_as_the_language_has_them() {
    assert_eq!(format::number_text(Locale::Zh, "1234567.891"), "1,234,567.89");
    assert_eq!(format::number_text(Locale::En, "-0.5"), "-0.5");
    assert_eq!(format::bytes(Locale::En, 1_234_000.0), "1.2 MB");
    assert_eq!(format::bytes(Locale::Zh, 999.0), "999 B");
}
