//! Keeps the open workspace: saves it soon after every change, tells honestly how that went, shares
//! the right to write with the other tabs, and loses nothing when the page goes away.

use std::rc::Rc;
use std::time::Duration;

use futures::channel::oneshot;
use futures::future::{Either, select};
use futures::lock::Mutex;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::AbortController;

use super::device::Device;
use super::tabs::{Answer, Ask, Channel, Held, Message, ask};
use super::{Access, Store, clock, notebook};
use crate::domain::{Name, Workspace, WorkspaceId};
use crate::storage::{
    Autosave, BackendError, Codec, Entry, Gasp, GetCodec, Loaded, Opened, Place, Reason, SaveError, Vault,
};

/// Where things stand with saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing has changed yet.
    Untouched,
    /// All is durable and was read back.
    Saved,
    /// A change waits for its save, or is being saved.
    Saving,
    /// It is not saved.
    NotSaved(Problem),
}

/// Why something is not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The browser keeps nothing for this page.
    Denied,
    /// No room is left.
    Full,
    /// The code that writes could not be fetched.
    NotLoaded,
    /// Writing failed.
    Failed,
    /// What was read back differs.
    ReadBack,
}

impl From<&BackendError> for Problem {
    fn from(error: &BackendError) -> Self {
        match error {
            BackendError::Denied => Self::Denied,
            BackendError::Full => Self::Full,
            BackendError::NotLoaded => Self::NotLoaded,
            BackendError::Failed(_) => Self::Failed,
        }
    }
}

/// Is a document open?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Not yet, for a first moment.
    Opening,
    /// There is one to open, but not the code to read it.
    NotLoaded,
    /// Yes.
    Open,
}

/// What became of changes that were not saved when another tab took over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsaved {
    /// There were none.
    None,
    /// They are a version now.
    Kept,
    /// They could not be kept.
    Lost,
}

/// Something that a person should be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Another tab writes now.
    Displaced(Unsaved),
    /// Changes that were not saved when the page went away are back.
    Rescued,
    /// This tab writes now.
    TookOver,
    /// The workspace was erased in another tab.
    Erased,
}

/// A version is kept at most this often while working.
const VERSION_EVERY_MILLIS: f64 = 600_000.0;
/// How long a writer is given to save and let go before the lock is taken from it.
const LET_GO_MILLIS: u32 = 600;
/// How long a tab that let go waits before it queues for the lock again.
const BEHIND_MILLIS: u32 = 1_000;

struct Inner {
    vault: Vault<Place>,
    channel: Channel,
    /// The number of the save that the document in memory comes from or went to.
    seq: u64,
    autosave: Autosave,
    /// The store's revision up to which `autosave` knows of changes.
    seen: u64,
    timer: Option<TimeoutHandle>,
    held: Option<Held>,
    waiting: Option<AbortController>,
    gone: Option<oneshot::Sender<()>>,
    /// Counts what was opened here; what belongs to an earlier one is ignored.
    generation: u64,
    /// The document as it was when the last version was due.
    anchor: Option<Workspace>,
    anchor_at: f64,
    has_gasp: bool,
    noted_change: bool,
    asked_to_persist: bool,
}

/// The keeper of the open workspace. A handle.
#[derive(Debug, Clone, Copy)]
pub struct Keeper {
    store: Store,
    state: RwSignal<SaveState>,
    stage: RwSignal<Stage>,
    durable: RwSignal<bool>,
    entries: RwSignal<Vec<Entry>>,
    damaged: RwSignal<Vec<String>>,
    kept: RwSignal<u32>,
    exported: RwSignal<u32>,
    on_event: Callback<Event>,
    get_codec: GetCodec,
    /// Once it is there: the page may have to be left without waiting.
    codec: StoredValue<Option<Codec>>,
    inner: StoredValue<Option<Inner>, LocalStorage>,
    /// Saves, openings and hand-overs take turns.
    turn: StoredValue<Rc<Mutex<()>>, LocalStorage>,
}

impl Keeper {
    /// Finds the browser's store, opens the workspace that was open last, and keeps it from then on.
    pub fn start(store: Store, get_codec: GetCodec, on_event: Callback<Event>) -> Self {
        let keeper = Self {
            store,
            state: RwSignal::new(SaveState::Untouched),
            stage: RwSignal::new(Stage::Opening),
            durable: RwSignal::new(true),
            entries: RwSignal::new(Vec::new()),
            damaged: RwSignal::new(Vec::new()),
            kept: RwSignal::new(0),
            exported: RwSignal::new(0),
            on_event,
            get_codec,
            codec: StoredValue::new(None),
            inner: StoredValue::new_local(None),
            turn: StoredValue::new_local(Rc::default()),
        };
        Effect::new(move |_| {
            store.revision().track();
            keeper.notice();
        });
        let hidden = window_event_listener_untyped("visibilitychange", move |_| {
            if document().visibility_state() == web_sys::VisibilityState::Hidden {
                keeper.last_gasp();
            }
        });
        let leaving = window_event_listener_untyped("pagehide", move |_| keeper.last_gasp());
        let asking = window_event_listener_untyped("beforeunload", move |event| {
            if keeper.would_lose() {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            hidden.remove();
            leaving.remove();
            asking.remove();
        });
        if notebook::last_open().is_some() {
            // It will be needed: on its way while the store is being opened.
            keeper.prepare();
        }
        spawn_local(keeper.boot());
        keeper
    }

    /// Where things stand with saving.
    pub fn state(self) -> ReadSignal<SaveState> {
        self.state.read_only()
    }

    /// Is a document open?
    pub fn stage(self) -> ReadSignal<Stage> {
        self.stage.read_only()
    }

    /// Both ways between a document and its text; none while the code cannot be fetched.
    pub async fn codec(self) -> Option<Codec> {
        let codec = (self.get_codec)().await;
        if codec.is_some() {
            let _ = self.codec.try_set_value(codec);
        }
        codec
    }

    /// Fetches the code that the first save will need.
    pub fn prepare(self) {
        spawn_local(async move {
            self.codec().await;
        });
    }

    /// Does what is saved outlast the page?
    pub fn durable(self) -> ReadSignal<bool> {
        self.durable.read_only()
    }

    /// The workspaces of this browser, also those in the trash.
    pub fn entries(self) -> ReadSignal<Vec<Entry>> {
        self.entries.read_only()
    }

    /// The keys of stored bytes that could not be read.
    pub fn damaged(self) -> ReadSignal<Vec<String>> {
        self.damaged.read_only()
    }

    /// Changes whenever a version was kept.
    pub fn kept(self) -> ReadSignal<u32> {
        self.kept.read_only()
    }

    /// Changes whenever the workspace was saved to a file.
    pub fn exported(self) -> ReadSignal<u32> {
        self.exported.read_only()
    }

    /// The vault, once there is one.
    pub fn vault(self) -> Option<Vault<Place>> {
        self.with(|inner| inner.vault.clone())
    }

    fn with<T>(self, read: impl FnOnce(&Inner) -> T) -> Option<T> {
        self.inner.try_with_value(|inner| inner.as_ref().map(read)).flatten()
    }

    fn change<T>(self, change: impl FnOnce(&mut Inner) -> T) -> Option<T> {
        self.inner.try_update_value(|inner| inner.as_mut().map(change)).flatten()
    }

    fn turn(self) -> Rc<Mutex<()>> {
        self.turn.get_value()
    }

    fn id(self) -> WorkspaceId {
        self.store.doc().with_untracked(|doc| doc.id)
    }

    fn access(self) -> Access {
        self.store.access().get_untracked()
    }

    fn tell(self, message: &Message) {
        self.with(|inner| inner.channel.tell(message));
    }

    // ---- Saving

    /// Takes note of changes of the document.
    fn notice(self) {
        let revision = self.store.revision().get_untracked();
        let changed = self.change(|inner| {
            let changed = inner.seen != revision;
            if changed {
                inner.seen = revision;
                inner.autosave.changed(now());
            }
            changed
        });
        if changed == Some(true) {
            if !matches!(self.state.get_untracked(), SaveState::NotSaved(_)) {
                self.state.set(SaveState::Saving);
            }
            self.schedule();
        }
    }

    fn schedule(self) {
        let Some(due) = self.change(|inner| {
            if let Some(timer) = inner.timer.take() {
                timer.clear();
            }
            inner.autosave.due_at()
        }) else {
            return;
        };
        let Some(due) = due else { return };
        let wait = Duration::from_secs_f64(((due - now()) / 1_000.0).max(0.0));
        let save = move || {
            spawn_local(async move {
                self.save().await;
            });
        };
        let timer = set_timeout_with_handle(save, wait).ok();
        self.change(|inner| inner.timer = timer);
    }

    /// Saves what is not saved. True when all is.
    pub async fn save(self) -> bool {
        self.notice();
        let turn = self.turn();
        let _turn = turn.lock().await;
        if self.access() != Access::Writer {
            return false;
        }
        self.save_in_turn().await
    }

    async fn save_in_turn(self) -> bool {
        if self.with(|inner| inner.autosave.is_clean()) != Some(false) {
            return true;
        }
        let workspace = self.store.doc().get_untracked();
        let begun = self.change(|inner| {
            inner.autosave.begin();
            (inner.vault.clone(), inner.seq)
        });
        let Some((vault, seq)) = begun else { return false };
        match vault.save(&workspace, seq).await {
            Ok(seq) => {
                let all = self.change(|inner| {
                    inner.seq = seq;
                    inner.autosave.succeeded();
                    inner.autosave.is_clean()
                });
                self.show_saved(all == Some(true));
                self.tell(&Message::Saved { id: workspace.id });
                self.after_save(workspace).await;
                self.schedule();
                all == Some(true)
            }
            Err(SaveError::Overtaken(_)) => {
                self.change(|inner| inner.autosave.failed(now()));
                self.displace(&workspace).await;
                self.reread_in_turn().await;
                false
            }
            Err(error) => {
                self.change(|inner| inner.autosave.failed(now()));
                self.state.set(SaveState::NotSaved(match &error {
                    SaveError::Backend(error) => error.into(),
                    _ => Problem::ReadBack,
                }));
                self.schedule();
                false
            }
        }
    }

    fn show_saved(self, all: bool) {
        if !self.durable.get_untracked() {
            self.state.set(SaveState::NotSaved(Problem::Denied));
            return;
        }
        self.state.set(if all { SaveState::Saved } else { SaveState::Saving });
        if all && self.change(|inner| std::mem::take(&mut inner.has_gasp)) == Some(true) {
            notebook::remove_gasp(self.id());
        }
    }

    /// What follows a save: a version from time to time, the list, the notes.
    async fn after_save(self, workspace: Workspace) {
        let moment = now();
        let Some((vault, seq, due)) = self.change(|inner| {
            let is_due = moment - inner.anchor_at >= VERSION_EVERY_MILLIS;
            let due = if is_due { inner.anchor.replace(workspace.clone()) } else { None };
            if is_due {
                inner.anchor_at = moment;
            }
            (inner.vault.clone(), inner.seq, due)
        }) else {
            return;
        };
        if let Some(version) = due.filter(|version| !version.is_empty() && !version.shares_all(&workspace)) {
            // A version that cannot be kept does not make the save undone.
            drop(vault.keep(&version, seq, Reason::Interval, clock::now_millis()).await);
        }
        let listed = self.entries.with_untracked(|entries| {
            entries.iter().any(|entry| {
                let label = &entry.label;
                label.id == workspace.id && label.name == workspace.name && label.example == workspace.example
            })
        });
        if !listed {
            notebook::remember_open(workspace.id);
            self.refresh().await;
            self.tell(&Message::Listed);
        }
        if self.change(|inner| std::mem::replace(&mut inner.noted_change, true)) == Some(false) {
            notebook::Boot::change(|boot| {
                let export = boot.exports.entry(workspace.id).or_default();
                export.changed.get_or_insert(clock::now_millis());
            });
        }
        let is_real = !workspace.is_empty() && !workspace.example;
        if is_real && self.change(|inner| std::mem::replace(&mut inner.asked_to_persist, true)) == Some(false)
        {
            spawn_local(async {
                Device::persist().await;
            });
        }
    }

    /// Would leaving the page now lose changes, because the code that writes even a copy of them is not there?
    fn would_lose(self) -> bool {
        self.codec.with_value(Option::is_none)
            && self.access() == Access::Writer
            && self.with(|inner| inner.autosave.is_clean()) == Some(false)
    }

    /// The page may be going away: takes in what is being typed, copies what is not saved where that
    /// needs no waiting, and begins to save.
    fn last_gasp(self) {
        let typing = document().active_element().and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(typing) = typing.filter(|e| matches!(e.tag_name().as_str(), "INPUT" | "TEXTAREA")) {
            drop(typing.blur());
        }
        self.notice();
        if self.access() != Access::Writer || self.with(|inner| inner.autosave.is_clean()) != Some(false) {
            return;
        }
        let workspace = self.store.doc().get_untracked();
        let seq = self.with(|inner| inner.seq).unwrap_or_default();
        let gasp = self.codec.get_value().and_then(|codec| Gasp::of(&workspace, seq, codec));
        let written = gasp.is_some_and(|gasp| notebook::write_gasp(workspace.id, &gasp));
        self.change(|inner| inner.has_gasp |= written);
        spawn_local(async move {
            self.save().await;
        });
    }

    /// Another tab has gone on from an earlier state: keeps this tab's as a version.
    async fn displace(self, workspace: &Workspace) {
        let Some((vault, seq)) = self.with(|inner| (inner.vault.clone(), inner.seq)) else { return };
        let kept = vault.keep(workspace, seq, Reason::Displaced, clock::now_millis()).await.is_ok();
        self.on_event.run(Event::Displaced(if kept { Unsaved::Kept } else { Unsaved::Lost }));
    }

    // ---- Opening

    async fn boot(self) {
        let place = Place::find().await;
        self.durable.set(place.is_durable());
        let writer =
            clock::random::<4>().iter().fold(String::new(), |name, byte| format!("{name}{byte:02x}"));
        let channel = Channel::open(move |message| self.hear(message));
        let inner = Inner {
            vault: Vault::new(place, writer, self.get_codec),
            channel,
            seq: 0,
            autosave: Autosave::default(),
            seen: self.store.revision().get_untracked(),
            timer: None,
            held: None,
            waiting: None,
            gone: None,
            generation: 0,
            anchor: None,
            anchor_at: f64::NEG_INFINITY,
            has_gasp: false,
            noted_change: false,
            asked_to_persist: false,
        };
        self.inner.set_value(Some(inner));
        if !self.durable.get_untracked() {
            self.state.set(SaveState::NotSaved(Problem::Denied));
        }
        self.open_last().await;
    }

    /// Opens the workspace that was open last, or else a new one; again after [`Stage::NotLoaded`].
    pub async fn open_last(self) {
        self.stage.set(Stage::Opening);
        let gasps = notebook::gasps();
        let wanted = notebook::last_open();
        // The usual start: nothing to rescue, and one is known to have been open. The list of all can wait until it stands.
        if gasps.is_empty()
            && let Some(id) = wanted
            && self.is_kept(id).await
        {
            if self.codec().await.is_none() {
                self.stage.set(Stage::NotLoaded);
                return;
            }
            if self.enter(id).await {
                self.stage.set(Stage::Open);
                self.refresh().await;
                self.refresh_damaged().await;
                return;
            }
        }
        self.refresh().await;
        let is_known = !gasps.is_empty()
            || self.entries.with_untracked(|entries| entries.iter().any(|entry| !entry.trashed));
        if is_known {
            let Some(codec) = self.codec().await else {
                self.stage.set(Stage::NotLoaded);
                return;
            };
            if !gasps.is_empty() {
                self.rescue(gasps, codec).await;
                self.refresh().await;
            }
        }
        let candidates = self.entries.with_untracked(|entries| {
            let usable = entries.iter().filter(|entry| !entry.trashed).map(|entry| entry.label.id);
            let mut ids: Vec<WorkspaceId> = usable.collect();
            ids.sort_by_key(|id| Some(*id) != wanted);
            ids
        });
        let mut opened = false;
        for id in candidates {
            if self.enter(id).await {
                opened = true;
                break;
            }
        }
        if !opened {
            // Nothing stored (that can be read): the empty workspace that is in memory.
            self.enter_new(self.store.doc().get_untracked()).await;
        }
        self.refresh_damaged().await;
        self.stage.set(Stage::Open);
    }

    /// Puts last-gasp copies into the vault, unless another tab is at work on them.
    async fn rescue(self, gasps: Vec<(WorkspaceId, Option<Gasp>)>, codec: Codec) {
        let Some(vault) = self.vault() else { return };
        for (id, gasp) in gasps {
            let held = match ask(id, &Ask::IfFree).await {
                Answer::Held(held) => Some(held),
                Answer::NoLocks => None,
                Answer::Refused => continue,
            };
            let done = match gasp.as_ref().and_then(|gasp| Some((gasp.seq, gasp.open(codec)?))) {
                Some((seq, workspace)) => self.rescue_one(&vault, seq, &workspace, codec).await,
                None => Ok(()),
            };
            if done.is_ok() {
                notebook::remove_gasp(id);
            }
            if let Some(held) = held {
                held.release();
                held.taken().await;
            }
        }
    }

    async fn rescue_one(
        self,
        vault: &Vault<Place>,
        seq: u64,
        copy: &Workspace,
        codec: Codec,
    ) -> Result<(), SaveError> {
        let stored = vault.open(copy.id).await?;
        match stored {
            // The same document has the same text.
            Some(Opened { loaded: Loaded::Current { workspace, .. }, .. })
                if (codec.write)(&workspace) == (codec.write)(copy) =>
            {
                Ok(())
            }
            Some(Opened { loaded: Loaded::TooNew { .. }, .. }) => Ok(()),
            Some(opened) if opened.seq > seq => {
                // Saved since: the copy is older, but it may be all that is left of something.
                Ok(vault.keep(copy, seq, Reason::Displaced, clock::now_millis()).await?)
            }
            _ => {
                vault.save(copy, seq).await?;
                self.on_event.run(Event::Rescued);
                Ok(())
            }
        }
    }

    /// Reads the list of workspaces again.
    pub async fn refresh(self) {
        let Some(vault) = self.vault() else { return };
        match vault.list().await {
            Ok(entries) => self.entries.set(entries),
            Err(error) => self.state.set(SaveState::NotSaved((&error).into())),
        }
    }

    /// Is a workspace not in the trash?
    async fn is_kept(self, id: WorkspaceId) -> bool {
        let Some(vault) = self.vault() else { return false };
        vault.is_trashed(id).await == Ok(false)
    }

    /// Reads again which stored bytes cannot be read.
    pub async fn refresh_damaged(self) {
        let Some(vault) = self.vault() else { return };
        if let Ok(damaged) = vault.damaged().await {
            self.damaged.set(damaged);
        }
    }

    /// Opens a stored workspace in this tab. False when it cannot be read; then nothing changes.
    pub async fn open(self, id: WorkspaceId) -> bool {
        self.save().await;
        let turn = self.turn();
        let _turn = turn.lock().await;
        self.enter(id).await
    }

    /// Puts a new workspace here and saves it.
    pub async fn create(self, workspace: Workspace) {
        self.save().await;
        let turn = self.turn();
        let _turn = turn.lock().await;
        self.enter_new(workspace).await;
        self.change(|inner| inner.autosave.changed(now()));
        self.state.set(SaveState::Saving);
        self.save_in_turn().await;
    }

    /// Lets go of what was open and begins a new generation.
    fn leave(self) -> u64 {
        self.change(|inner| {
            if let Some(held) = inner.held.take() {
                held.release();
            }
            if let Some(waiting) = inner.waiting.take() {
                waiting.abort();
            }
            if let Some(timer) = inner.timer.take() {
                timer.clear();
            }
            inner.autosave.reset();
            inner.has_gasp = false;
            inner.noted_change = false;
            inner.generation += 1;
            inner.generation
        })
        .unwrap_or_default()
    }

    async fn enter(self, id: WorkspaceId) -> bool {
        let Some(vault) = self.vault() else { return false };
        // The right to write comes first, so that what is read is the newest there is and is read once. What is open here
        // already has it.
        let is_writer = self.id() == id && self.with(|inner| inner.held.is_some()) == Some(true);
        let asked = if is_writer { None } else { Some(ask(id, &Ask::IfFree).await) };
        // Can it be read at all? What is open stays open otherwise.
        let opened = match vault.open(id).await {
            Ok(Some(opened)) => opened,
            unreadable => {
                if let Some(Answer::Held(held)) = asked {
                    held.release();
                }
                if let Err(error) = unreadable {
                    self.state.set(SaveState::NotSaved((&error).into()));
                }
                return false;
            }
        };
        let generation = self.leave();
        let answer = match asked {
            Some(answer) => answer,
            None => ask(id, &Ask::IfFree).await,
        };
        let access = match &answer {
            Answer::Held(_) | Answer::NoLocks => Access::Writer,
            Answer::Refused => Access::OtherTabWrites,
        };
        self.hold(answer, generation);
        self.show(id, opened, access).await;
        if access == Access::OtherTabWrites {
            self.wait_for_lock(id, generation);
        }
        notebook::remember_open(id);
        true
    }

    async fn enter_new(self, workspace: Workspace) {
        let id = workspace.id;
        let generation = self.leave();
        let answer = ask(id, &Ask::IfFree).await;
        self.hold(answer, generation);
        self.store.load(workspace, Access::Writer);
        let revision = self.store.revision().get_untracked();
        self.change(|inner| {
            inner.seq = 0;
            inner.seen = revision;
            inner.anchor = None;
            inner.anchor_at = now();
        });
        self.show_at_rest(SaveState::Untouched);
    }

    /// Shows a document of a later version, read-only and stored nowhere.
    pub async fn look(self, workspace: Workspace, schema: u32) {
        self.save().await;
        let turn = self.turn();
        let _turn = turn.lock().await;
        self.leave();
        self.store.load(workspace, Access::TooNew { schema });
        let revision = self.store.revision().get_untracked();
        self.change(|inner| {
            inner.seen = revision;
            inner.anchor = None;
        });
        self.show_at_rest(SaveState::Untouched);
    }

    fn show_at_rest(self, state: SaveState) {
        let durable = self.durable.get_untracked();
        self.state.set(if durable { state } else { SaveState::NotSaved(Problem::Denied) });
    }

    /// Reads a workspace into the store.
    async fn load(self, id: WorkspaceId, access: Access) {
        let Some(vault) = self.vault() else { return };
        let opened = match vault.open(id).await {
            Ok(Some(opened)) => opened,
            Ok(None) => return,
            Err(error) => {
                self.state.set(SaveState::NotSaved((&error).into()));
                return;
            }
        };
        self.show(id, opened, access).await;
    }

    /// Puts what was read into the store.
    async fn show(self, id: WorkspaceId, opened: Opened, access: Access) {
        let Some(vault) = self.vault() else { return };
        let (workspace, access, migrated) = match opened.loaded {
            Loaded::Current { workspace, migrated_from } => (workspace, access, migrated_from.is_some()),
            Loaded::TooNew { schema, workspace } => {
                let unreadable = || Workspace::new(id, Name::default());
                (workspace.unwrap_or_else(unreadable), Access::TooNew { schema }, false)
            }
        };
        self.store.load(workspace.clone(), access);
        let revision = self.store.revision().get_untracked();
        self.change(|inner| {
            inner.seq = opened.seq;
            inner.seen = revision;
            inner.autosave.reset();
            // The state as it was found is due as a version with the first save.
            inner.anchor = Some(workspace);
            inner.anchor_at = f64::NEG_INFINITY;
        });
        self.show_at_rest(SaveState::Saved);
        if migrated && access == Access::Writer {
            drop(vault.keep_stored(id, Reason::Migration, clock::now_millis()).await);
            self.change(|inner| inner.autosave.changed(now()));
            self.schedule();
        }
        if opened.damaged {
            self.refresh_damaged().await;
        }
    }

    async fn reread_in_turn(self) {
        self.load(self.id(), self.access()).await;
    }

    // ---- Between tabs

    fn hold(self, answer: Answer, generation: u64) {
        let Answer::Held(held) = answer else { return };
        self.change(|inner| inner.held = Some(held.clone()));
        spawn_local(async move {
            if held.taken().await {
                self.lost(generation).await;
            }
        });
    }

    /// Another tab took the lock.
    async fn lost(self, generation: u64) {
        if self.with(|inner| inner.generation) != Some(generation) {
            return;
        }
        // A tab that is still on its way to being the writer finds this out by itself.
        self.change(|inner| inner.held = None);
        if self.access() != Access::Writer {
            return;
        }
        self.notice();
        self.store.set_access(Access::OtherTabWrites);
        let turn = self.turn();
        let _turn = turn.lock().await;
        if self.with(|inner| inner.autosave.is_clean()) == Some(false) {
            let workspace = self.store.doc().get_untracked();
            self.displace(&workspace).await;
        } else {
            self.on_event.run(Event::Displaced(Unsaved::None));
        }
        self.reread_in_turn().await;
        self.wait_for_lock(self.id(), generation);
    }

    /// Another tab asks for the right to write: saves and lets go.
    async fn let_go(self, id: WorkspaceId) {
        if self.id() != id || self.access() != Access::Writer {
            return;
        }
        if let Some(typing) =
            document().active_element().and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok())
        {
            drop(typing.blur());
        }
        self.notice();
        let turn = self.turn();
        let _turn = turn.lock().await;
        self.save_in_turn().await;
        // Nothing more may change from here; what came in during the save is saved too.
        self.notice();
        self.store.set_access(Access::OtherTabWrites);
        if !self.save_in_turn().await {
            let workspace = self.store.doc().get_untracked();
            self.displace(&workspace).await;
        }
        let generation = self.change(|inner| {
            inner.autosave.reset();
            if let Some(held) = inner.held.take() {
                held.release();
            }
            inner.generation
        });
        self.tell(&Message::Gone { id });
        // The tab that asked comes first.
        TimeoutFuture::new(BEHIND_MILLIS).await;
        if let Some(generation) = generation
            && self.with(|inner| inner.generation) == Some(generation)
            && self.access() == Access::OtherTabWrites
        {
            self.wait_for_lock(id, generation);
        }
    }

    /// Becomes the writer when the present one goes.
    fn wait_for_lock(self, id: WorkspaceId, generation: u64) {
        let Ok(abort) = AbortController::new() else { return };
        self.change(|inner| inner.waiting = Some(abort.clone()));
        spawn_local(async move {
            let answer = ask(id, &Ask::Wait(abort)).await;
            if let Answer::Held(held) = &answer {
                if self.with(|inner| inner.generation) == Some(generation) {
                    self.become_writer(id, answer, generation).await;
                } else {
                    held.release();
                }
            }
        });
    }

    async fn become_writer(self, id: WorkspaceId, answer: Answer, generation: u64) {
        let turn = self.turn();
        let _turn = turn.lock().await;
        self.change(|inner| inner.waiting = None);
        let has_lock = matches!(answer, Answer::Held(_));
        self.hold(answer, generation);
        self.load(id, Access::Writer).await;
        if has_lock && self.with(|inner| inner.held.is_none()) == Some(true) {
            // Taken again by a third tab meanwhile.
            self.store.set_access(Access::OtherTabWrites);
            self.wait_for_lock(id, generation);
        }
    }

    /// Takes the right to write from the tab that has it, which saves first if it still can.
    pub async fn take_over(self) {
        let id = self.id();
        if self.access() != Access::OtherTabWrites {
            return;
        }
        let (sender, gone) = oneshot::channel();
        let generation = self.change(|inner| {
            if let Some(waiting) = inner.waiting.take() {
                waiting.abort();
            }
            inner.gone = Some(sender);
            inner.generation
        });
        let Some(generation) = generation else { return };
        self.tell(&Message::LetGo { id });
        match select(gone, TimeoutFuture::new(LET_GO_MILLIS)).await {
            // It has let go, or it does not answer: then the lock is taken from it.
            Either::Left(_) | Either::Right(_) => {}
        }
        let answer = ask(id, &Ask::Steal).await;
        if self.with(|inner| inner.generation) == Some(generation) {
            self.become_writer(id, answer, generation).await;
            self.on_event.run(Event::TookOver);
        }
    }

    fn hear(self, message: Message) {
        match message {
            Message::Saved { id } if id == self.id() && self.access() == Access::OtherTabWrites => {
                spawn_local(async move {
                    let turn = self.turn();
                    let _turn = turn.lock().await;
                    if self.access() == Access::OtherTabWrites {
                        self.reread_in_turn().await;
                    }
                });
            }
            Message::LetGo { id } => spawn_local(self.let_go(id)),
            Message::Gone { id } if id == self.id() => {
                if let Some(sender) = self.change(|inner| inner.gone.take()).flatten() {
                    // Nobody waits any more: then the lock is had already.
                    let _ = sender.send(());
                }
            }
            Message::Saved { .. } | Message::Gone { .. } => {}
            Message::Listed => spawn_local(self.refresh()),
            Message::Erased => spawn_local(async move {
                let turn = self.turn();
                let _turn = turn.lock().await;
                self.enter_new(Workspace::new(clock::new_workspace_id(), Name::default())).await;
                self.refresh().await;
                self.refresh_damaged().await;
                self.on_event.run(Event::Erased);
            }),
        }
    }

    // ---- The list of workspaces

    /// Puts a workspace into the trash, or takes it out. From the one that is open, the tab moves to
    /// another or to a new one.
    ///
    /// # Errors
    /// [`BackendError`] when the store refuses.
    pub async fn set_trashed(self, id: WorkspaceId, trashed: bool) -> Result<(), BackendError> {
        self.save().await;
        let Some(vault) = self.vault() else { return Err(BackendError::Denied) };
        vault.set_trashed(id, trashed).await?;
        self.refresh().await;
        if trashed && id == self.id() {
            let next = self.entries.with_untracked(|entries| {
                entries
                    .iter()
                    .find(|entry| !entry.trashed && entry.label.id != id)
                    .map(|entry| entry.label.id)
            });
            let opened = match next {
                Some(next) => self.open(next).await,
                None => false,
            };
            if !opened {
                let turn = self.turn();
                let _turn = turn.lock().await;
                self.enter_new(Workspace::new(clock::new_workspace_id(), Name::default())).await;
            }
        }
        self.tell(&Message::Listed);
        Ok(())
    }

    /// Removes a workspace of the trash for good.
    ///
    /// # Errors
    /// [`BackendError`] when the store refuses.
    pub async fn purge(self, id: WorkspaceId) -> Result<(), BackendError> {
        let Some(vault) = self.vault() else { return Err(BackendError::Denied) };
        vault.purge(id).await?;
        notebook::Boot::change(|boot| {
            boot.exports.remove(&id);
        });
        self.refresh().await;
        self.tell(&Message::Listed);
        Ok(())
    }

    /// Keeps the document as it is now as a version, before something large happens to it.
    pub fn keep_version(self, reason: Reason) {
        let workspace = self.store.doc().get_untracked();
        let Some((vault, seq)) = self.with(|inner| (inner.vault.clone(), inner.seq)) else { return };
        if workspace.is_empty() {
            return;
        }
        spawn_local(async move {
            // The document is still in the undo list; a version that cannot be kept stops nothing.
            drop(vault.keep(&workspace, seq, reason, clock::now_millis()).await);
            self.kept.update(|count| *count += 1);
        });
    }

    /// Notes that the open workspace was saved to a file.
    pub fn note_export(self) {
        let id = self.id();
        self.change(|inner| inner.noted_change = false);
        notebook::Boot::change(|boot| {
            boot.exports.insert(id, notebook::Export { millis: Some(clock::now_millis()), changed: None });
        });
        self.exported.update(|count| *count += 1);
    }

    /// Throws away stored bytes that could not be read.
    ///
    /// # Errors
    /// [`BackendError`] when the store refuses.
    pub async fn discard_damaged(self, key: String) -> Result<(), BackendError> {
        let Some(vault) = self.vault() else { return Err(BackendError::Denied) };
        vault.discard(&key).await?;
        self.refresh_damaged().await;
        Ok(())
    }

    /// Removes everything that the app keeps in this browser, and begins anew.
    ///
    /// # Errors
    /// [`BackendError`] when the store refuses.
    pub async fn erase(self) -> Result<(), BackendError> {
        let Some(vault) = self.vault() else { return Err(BackendError::Denied) };
        let turn = self.turn();
        let _turn = turn.lock().await;
        self.leave();
        vault.erase().await?;
        notebook::erase();
        self.enter_new(Workspace::new(clock::new_workspace_id(), Name::default())).await;
        self.refresh().await;
        self.damaged.set(Vec::new());
        self.tell(&Message::Erased);
        Ok(())
    }
}

/// Milliseconds that only grow, for intervals.
fn now() -> f64 {
    window().performance().map_or_else(js_sys::Date::now, |performance| performance.now())
}
