//! Saving and loading through the public API: identity, damage, faults, versions, schemas.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use futures::FutureExt;
use futures::executor::block_on;
use futures::future::LocalBoxFuture;
use pmo_planner::domain::{
    Money, Name, Note, Project, ProjectEdit, ProjectId, ProjectStatus, Workspace, WorkspaceId,
};
use pmo_planner::storage::document::from_json_with;
use pmo_planner::storage::vault::VERSIONS;
use pmo_planner::storage::{
    Backend, BackendError, Codec, DocumentError, Envelope, Loaded, Memory, Reason, SCHEMA, SaveError, Shelf,
    Vault, from_json, to_json,
};
use proptest::prelude::*;

fn workspace(projects: usize) -> Workspace {
    let mut workspace = Workspace::new(WorkspaceId::from_number(7), Name::new("年度规划").unwrap());
    let list = (0..projects).map(|i| {
        let name = ProjectEdit::Name(Name::new(&format!("项目 {i}")).unwrap());
        Arc::new(Project::new(ProjectId::from_number(i as u128)).with(name))
    });
    workspace.projects = Arc::new(list.collect());
    workspace
}

fn at_hand() -> LocalBoxFuture<'static, Option<Codec>> {
    async { Some(Codec::here()) }.boxed_local()
}

fn vault(memory: &Memory) -> Vault<Memory> {
    Vault::new(memory.clone(), "tab".to_owned(), at_hand)
}

#[track_caller]
fn current(loaded: Loaded) -> Workspace {
    match loaded {
        Loaded::Current { workspace, .. } => workspace,
        Loaded::TooNew { schema, .. } => panic!("too new: {schema}"),
    }
}

/// A store whose Nth call fails, once or from then on.
#[derive(Clone)]
struct Faulty {
    inner: Memory,
    calls: Rc<Cell<u32>>,
    fail_at: u32,
    for_good: bool,
}

impl Faulty {
    fn call(&self) -> Result<(), BackendError> {
        self.calls.set(self.calls.get() + 1);
        let call = self.calls.get();
        if call == self.fail_at || (self.for_good && call > self.fail_at) {
            Err(BackendError::Full)
        } else {
            Ok(())
        }
    }
}

impl Backend for Faulty {
    async fn get(&self, shelf: Shelf, key: &str) -> Result<Option<Vec<u8>>, BackendError> {
        self.call()?;
        self.inner.get(shelf, key).await
    }
    async fn put(&self, shelf: Shelf, key: &str, bytes: &[u8]) -> Result<(), BackendError> {
        self.call()?;
        self.inner.put(shelf, key, bytes).await
    }
    async fn delete(&self, shelf: Shelf, key: &str) -> Result<(), BackendError> {
        self.call()?;
        self.inner.delete(shelf, key).await
    }
    async fn keys(&self, shelf: Shelf) -> Result<Vec<String>, BackendError> {
        self.call()?;
        self.inner.keys(shelf).await
    }
}

prop_compose! {
    fn any_project()(
        id in any::<u128>(), name in ".{0,40}", owner in ".{0,20}", text in "(?s).{0,200}", status in 0_usize..6,
        cost in proptest::option::of(-Money::LIMIT..=Money::LIMIT),
        days in proptest::option::of((-20_000_i64..70_000, -20_000_i64..70_000)),
        unknown in proptest::collection::btree_map("x_[a-z]{1,8}", any::<i32>(), 0..3),
    ) -> Project {
        let day = |offset| chrono::NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + chrono::TimeDelta::days(offset);
        let mut project = Project::new(ProjectId::from_number(id));
        project.name = Name::truncated(&name);
        project.owner = Name::truncated(&owner);
        project.description = Note::truncated(&text);
        project.status = ProjectStatus::ALL[status];
        project.cost = cost.map(|minor| Money::from_minor(minor).unwrap());
        project.start = days.map(|(start, _)| day(start));
        project.finish = days.map(|(_, finish)| day(finish));
        project.extra = unknown.into_iter().map(|(key, value)| (key, value.into())).collect();
        project
    }
}

#[test]
fn a_large_document_is_written_without_indentation_and_comes_back() {
    let small = workspace(10);
    let mut large = workspace(3_000);
    let note = Note::new(&"说明".repeat(80)).unwrap();
    let longer = |project: &Arc<Project>| {
        Arc::new(Project::clone(project).with(ProjectEdit::Description(note.clone())))
    };
    large.projects = Arc::new(large.projects.iter().map(longer).collect());
    assert!(to_json(&small).contains("\n  "), "two small files can be compared line by line");
    let text = to_json(&large);
    assert!(text.len() > 1_000_000 && text.trim_end().lines().count() == 1);
    assert_eq!(current(from_json(&text).unwrap()), large);
}

proptest! {
    #[test]
    fn what_is_saved_comes_back(projects in proptest::collection::vec(any_project(), 0..12), name in ".{0,60}") {
        let mut saved = workspace(0);
        saved.name = Name::truncated(&name);
        saved.projects = Arc::new(projects.into_iter().map(Arc::new).collect());
        let memory = Memory::default();
        let opened = block_on(async {
            vault(&memory).save(&saved, 0).await.unwrap();
            vault(&memory).open(saved.id).await.unwrap().unwrap()
        });
        prop_assert_eq!(to_json(&saved), to_json(&saved), "the same document gives the same bytes");
        prop_assert_eq!(current(opened.loaded), saved);
    }
}

#[test]
fn ten_thousand_flips_and_cuts_never_lose_the_other_slot() {
    let memory = Memory::default();
    let (older, newer) = (workspace(2), workspace(3));
    block_on(async {
        let seq = vault(&memory).save(&older, 0).await.unwrap();
        vault(&memory).save(&newer, seq).await.unwrap();
        let key = format!("{}/b", newer.id);
        let good = memory.get(Shelf::Slots, &key).await.unwrap().unwrap();
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut random = move |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % below as u64).unwrap()
        };
        for round in 0..10_000 {
            let mut bad = good.clone();
            match round % 3 {
                0 => bad.truncate(random(good.len())),
                1 => bad[random(good.len())] ^= 1 << random(8),
                _ => drop(bad.drain(random(good.len() / 2)..good.len() / 2 + random(good.len() / 2))),
            }
            if bad == good {
                continue;
            }
            memory.put(Shelf::Slots, &key, &bad).await.unwrap();
            let opened = vault(&memory).open(newer.id).await.unwrap().unwrap();
            let found = current(opened.loaded);
            assert!(found == older || found == newer, "round {round}");
            if found == older {
                assert!(opened.damaged);
                let kept = format!("{}-b-{:08x}", newer.id, crc32fast::hash(&bad));
                assert_eq!(vault(&memory).damaged_bytes(&kept).await.unwrap().as_deref(), Some(&*bad));
                vault(&memory).discard(&kept).await.unwrap();
            }
        }
    });
}

#[test]
fn a_fault_at_any_call_leaves_the_last_good_version() {
    for for_good in [false, true] {
        for fail_at in 1..=50 {
            let inner = Memory::default();
            let faulty = Faulty { inner: inner.clone(), calls: Rc::default(), fail_at, for_good };
            let shaky = Vault::new(faulty, "tab".to_owned(), at_hand);
            block_on(async {
                let (mut seq, mut saved) = (0, None);
                for size in 0..16 {
                    match shaky.save(&workspace(size), seq).await {
                        Ok(next) => (seq, saved) = (next, Some(size)),
                        Err(SaveError::Overtaken(by)) => panic!("overtaken by itself: {by}"),
                        Err(_) => {}
                    }
                    let found = vault(&inner).open(workspace(0).id).await.unwrap();
                    let size_now = found.map(|opened| current(opened.loaded).projects.len());
                    assert!(size_now >= saved, "call {fail_at}: {size_now:?} is older than {saved:?}");
                }
                if !for_good {
                    assert_eq!(saved, Some(15), "call {fail_at}: saving goes on after one fault");
                }
            });
        }
    }
}

#[test]
fn a_later_save_of_another_tab_is_never_written_over() {
    let memory = Memory::default();
    block_on(async {
        let mine = vault(&memory).save(&workspace(1), 0).await.unwrap();
        let other = Vault::new(memory.clone(), "other tab".to_owned(), at_hand);
        let theirs = other.save(&workspace(2), mine).await.unwrap();
        assert_eq!(vault(&memory).save(&workspace(9), mine).await, Err(SaveError::Overtaken(theirs)));
        assert_eq!(
            current(vault(&memory).open(workspace(0).id).await.unwrap().unwrap().loaded),
            workspace(2)
        );
    });
}

#[test]
fn the_trash_gives_back_and_a_purge_leaves_nothing() {
    let memory = Memory::default();
    block_on(async {
        let vault = vault(&memory);
        let saved = workspace(1);
        vault.save(&saved, 0).await.unwrap();
        vault.keep(&saved, 1, Reason::Import, 5).await.unwrap();
        assert_eq!(vault.is_trashed(saved.id).await, Ok(false));
        vault.set_trashed(saved.id, true).await.unwrap();
        assert!(vault.list().await.unwrap()[0].trashed);
        assert_eq!(vault.is_trashed(saved.id).await, Ok(true));
        vault.set_trashed(saved.id, false).await.unwrap();
        assert!(!vault.list().await.unwrap()[0].trashed);
        vault.purge(saved.id).await.unwrap();
        assert_eq!(vault.list().await.unwrap().len() + vault.versions(saved.id).await.unwrap().len(), 0);
    });
}

#[test]
fn twenty_versions_are_kept_newest_first() {
    let memory = Memory::default();
    block_on(async {
        let vault = vault(&memory);
        for size in 0..30 {
            vault.keep(&workspace(size), 1, Reason::Interval, size as u64).await.unwrap();
        }
        let versions = vault.versions(workspace(0).id).await.unwrap();
        assert_eq!(versions.len(), VERSIONS);
        assert_eq!((versions[0].projects, versions[VERSIONS - 1].projects), (29, 10));
        let oldest = vault.version(&versions[VERSIONS - 1].key).await.unwrap().unwrap();
        assert_eq!(current(oldest), workspace(10));
    });
}

#[test]
fn the_stored_state_is_kept_as_it_is_before_a_migration() {
    let memory = Memory::default();
    let vault = vault(&memory);
    block_on(vault.save(&workspace(2), 0)).unwrap();
    block_on(vault.keep_stored(workspace(2).id, Reason::Migration, 5)).unwrap();
    let versions = block_on(vault.versions(workspace(2).id)).unwrap();
    assert_eq!((versions.len(), versions[0].reason, versions[0].millis), (1, Reason::Migration, 5));
    assert_eq!(current(block_on(vault.version(&versions[0].key)).unwrap().unwrap()), workspace(2));
    // What is not stored has no version.
    let unknown = WorkspaceId::from_number(99);
    block_on(vault.keep_stored(unknown, Reason::Migration, 5)).unwrap();
    assert!(block_on(vault.versions(unknown)).unwrap().is_empty());
}

#[test]
fn every_released_schema_can_be_read() {
    let text = include_str!("../fixtures/schema-1.json");
    let loaded = current(from_json(text).unwrap());
    assert_eq!(loaded.projects.len(), 2);
    assert_eq!(to_json(&loaded), text, "unknown fields survive, and the bytes are stable");
}

#[test]
fn documents_of_other_schemas_step_up_or_stay_closed() {
    let text = include_str!("../fixtures/schema-1.json");
    let rename: fn(serde_json::Value) -> Result<serde_json::Value, String> = |mut value| {
        value["name"] = "stepped".into();
        Ok(value)
    };
    let Loaded::Current { workspace, migrated_from } = from_json_with(text, 2, &[rename]).unwrap() else {
        panic!()
    };
    assert_eq!((&*workspace.name, migrated_from), ("stepped", Some(1)));
    let newer = text.replacen("\"schema\": 1", "\"schema\": 99", 1);
    let Loaded::TooNew { schema: 99, workspace: Some(looked_at) } = from_json(&newer).unwrap() else {
        panic!()
    };
    assert_eq!(looked_at.projects.len(), 2);
    let failing: fn(serde_json::Value) -> Result<serde_json::Value, String> = |_| Err("no".into());
    assert_eq!(from_json_with(text, 2, &[failing]), Err(DocumentError::Malformed("no".into())));
    assert_eq!(SCHEMA, 1, "a new schema brings its own fixture here");
}

#[test]
fn what_is_not_a_document_is_refused_with_its_place() {
    assert_eq!(from_json("{\n  nonsense"), Err(DocumentError::NotJson { line: 2, column: 3 }));
    assert_eq!(from_json("[1]"), Err(DocumentError::NotOurs));
    assert_eq!(from_json("{}"), Err(DocumentError::NotOurs));
    assert_eq!(from_json(r#"{"format":7}"#), Err(DocumentError::NotOurs));
    for broken in [
        r#"{"format":"pmo-planner"}"#,
        r#"{"format":"pmo-planner","schema":0,"workspace":{}}"#,
        r#"{"format":"pmo-planner","schema":"x","workspace":{}}"#,
        r#"{"format":"pmo-planner","schema":1,"workspace":{}}"#,
    ] {
        assert!(matches!(from_json(broken), Err(DocumentError::Malformed(_))), "{broken}");
    }
    assert!(Envelope::from_bytes(b"").is_err() && Envelope::from_bytes(&[0xff, 0xfe]).is_err());
}
