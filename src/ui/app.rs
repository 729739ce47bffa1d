//! What every view can reach, and the frame that they stand in.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::files::{Incoming, Picker, follow_drops};
use super::kit::{IconButton, Symbol, ToastStack, Toasts};
use super::parts::{Code, Later, Part, Waiting, get_codec};
use super::shell::{Bar, Help, Notices, Palette, Rail, follow_keys};
use super::{competency, first, overview};
use crate::domain::{Change, Name, ProjectId, Step, Workspace};
use crate::route::Route;
use crate::state::{Event, Keeper, Lang, Router, Settings, Stage, Store, Unsaved, clock};

/// The handles of the running app, given to every view by context. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct App {
    /// The open document.
    pub store: Store,
    /// What keeps it.
    pub keeper: Keeper,
    /// Language, theme, shell.
    pub settings: Settings,
    /// Where the app is.
    pub router: Router,
    /// Messages.
    pub toasts: Toasts,
    /// Is the command palette open?
    pub palette_open: RwSignal<bool>,
    /// Is the sheet of shortcuts open?
    pub help_open: RwSignal<bool>,
    /// Is the app in presentation mode?
    pub presenting: RwSignal<bool>,
    /// A project that the list should show and choose.
    pub wanted_project: RwSignal<Option<ProjectId>>,
    /// A file that was opened and waits for a decision.
    pub incoming: RwSignal<Option<Incoming>>,
    /// What the competency part keeps beside the document.
    pub bench: competency::Bench,
}

impl App {
    /// The handles of the enclosing app.
    pub fn context() -> Self {
        expect_context()
    }

    /// The language.
    pub fn lang(self) -> Lang {
        self.settings.lang()
    }

    /// Changes the document; says why when it is refused. True when something changed.
    pub fn dispatch(self, step: impl Into<Step>) -> bool {
        self.changed(step.into())
    }

    fn changed(self, step: Step) -> bool {
        match self.store.take(step) {
            Ok(Change::Nothing) => false,
            Ok(_) => {
                self.toasts.end_undo_offers();
                true
            }
            Err(error) => {
                self.toasts.refuse(self.lang().errors().domain(&error));
                false
            }
        }
    }

    /// Changes the document and offers the way back in a toast.
    pub fn dispatch_undoable(self, step: impl Into<Step>) {
        self.changed_undoable(step.into());
    }

    fn changed_undoable(self, step: Step) {
        match self.store.take(step) {
            Ok(Change::Nothing) => {}
            Ok(change) => {
                let shell = untrack(|| self.lang().shell());
                self.toasts.end_undo_offers();
                self.toasts.offer_undo(shell.change(&change), shell.undo(), move || self.undo());
            }
            Err(error) => self.toasts.refuse(self.lang().errors().domain(&error)),
        }
    }

    /// Takes the last step back and says what it was.
    pub fn undo(self) {
        let shell = self.lang().shell();
        self.toasts.end_undo_offers();
        match self.store.undo() {
            Some(change) => self.toasts.say(shell.undone(&shell.change(&change))),
            None => self.toasts.say(shell.nothing_to_undo()),
        }
    }

    /// Takes the last undone step again and says what it was.
    pub fn redo(self) {
        let shell = self.lang().shell();
        self.toasts.end_undo_offers();
        match self.store.redo() {
            Some(change) => self.toasts.say(shell.redone(&shell.change(&change))),
            None => self.toasts.say(shell.nothing_to_redo()),
        }
    }
}

impl App {
    /// The workspace's name, or what stands for it while it has none.
    pub fn workspace_name(self) -> String {
        self.shown_name(&self.store.doc().with(|doc| doc.name.clone()))
    }
}

/// The whole page.
#[component]
pub fn Root() -> impl IntoView {
    let settings = Settings::load();
    let store = Store::new(Workspace::new(clock::new_workspace_id(), Name::default()));
    let toasts = Toasts::default();
    let app = App {
        store,
        keeper: Keeper::start(
            store,
            get_codec,
            Callback::new(move |event| tell(toasts, settings.lang(), event)),
        ),
        settings,
        router: Router::follow(),
        toasts,
        palette_open: RwSignal::new(false),
        help_open: RwSignal::new(false),
        presenting: RwSignal::new(false),
        wanted_project: RwSignal::new(None),
        incoming: RwSignal::new(None),
        bench: competency::Bench::default(),
    };
    provide_context(app);
    provide_context(app.lang());
    provide_context(app.toasts);
    follow_keys(app);
    // An offer to undo means the step that it was made for.
    let id = Memo::new(move |_| store.doc().with(|doc| doc.id));
    Effect::new(move |_| {
        id.get();
        toasts.end_undo_offers();
    });
    show_on_root(app);
    Effect::new(move |_| {
        if app.router.route() != Route::Competency {
            first::end();
        }
    });
    let over = follow_drops(app);
    let lang = app.lang();
    // Once there, the dialogs stay: they close with their own animation and give the focus back.
    let file_seen = Memo::new(move |seen: Option<&bool>| {
        app.incoming.with(Option::is_some) || seen.is_some_and(|seen| *seen)
    });
    view! {
        <a class="skip" href="#main" on:click=focus_main>{move || lang.shell().skip()}</a>
        <div class="app" class:dropping=move || over.get() class:rail-collapsed=move || settings.rail_collapsed()>
            <Bar />
            <Rail />
            <main class="main" id="main" tabindex="-1">
                <div class="print-head">
                    <span>{move || app.workspace_name()}</span>
                    <span>{clock::today().to_string()}</span>
                </div>
                <div class="page">
                    {move || match app.keeper.stage().get() {
                        Stage::Opening => view! { <Waiting code=Code::Coming again=|| () /> }.into_any(),
                        Stage::NotLoaded => view! {
                            <Waiting code=Code::Missing again=move || spawn_local(app.keeper.open_last()) />
                        }
                        .into_any(),
                        Stage::Open => view! { <Open app /> }.into_any(),
                    }}
                </div>
            </main>
        </div>
        <div class="leave-present">
            <IconButton label=move || lang.shell().leave_present() symbol=Symbol::Close
                on_click=move || app.presenting.set(false) />
        </div>
        <Picker />
        <Palette />
        <Help />
        {move || file_seen.get().then(|| view! { <Later part=Part::FileDialogs /> })}
        <ToastStack />
    }
}

/// The page of the route, of the open workspace.
#[component]
fn Open(app: App) -> impl IntoView {
    view! {
        <Notices />
        {move || match app.router.route() {
            Route::Overview => view! { <overview::Page /> }.into_any(),
            route => view! { <Later part=Part::Place(route) /> }.into_any(),
        }}
    }
}

/// Says what happened to the open workspace.
fn tell(toasts: Toasts, lang: Lang, event: Event) {
    let t = untrack(|| lang.shell());
    match event {
        Event::Displaced(Unsaved::None) => toasts.say(t.displaced()),
        Event::Displaced(Unsaved::Kept) => toasts.say(t.displaced_kept()),
        Event::Displaced(Unsaved::Lost) => toasts.refuse(t.displaced_lost()),
        Event::Rescued => toasts.say(t.rescued()),
        Event::TookOver => toasts.say(t.took_over()),
        Event::Erased => toasts.say(t.erased_elsewhere()),
    }
}

/// The skip link names a place in the page, which the hash router must not take for a route.
fn focus_main(event: leptos::ev::MouseEvent) {
    use wasm_bindgen::JsCast;
    event.prevent_default();
    if let Some(main) =
        document().get_element_by_id("main").and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok())
    {
        drop(main.focus());
    }
}

/// Keeps the root element's language, theme and mode and the window's title true.
fn show_on_root(app: App) {
    let set = |name: &'static str, value: Option<String>| {
        let Some(root) = document().document_element() else { return };
        // Names and values are ours, which the DOM takes.
        match value {
            Some(value) => drop(root.set_attribute(name, &value)),
            None => drop(root.remove_attribute(name)),
        }
    };
    Effect::new(move |_| set("lang", Some(app.lang().locale().tag().to_owned())));
    Effect::new(move |_| set("data-theme", app.settings.theme().attribute().map(str::to_owned)));
    Effect::new(move |_| set("data-present", app.presenting.get().then(String::new)));
    Effect::new(move |_| {
        let t = app.lang().shell();
        document().set_title(&format!(
            "{} · {} · {}",
            t.route_name(app.router.route()),
            app.workspace_name(),
            t.app_name()
        ));
    });
}
