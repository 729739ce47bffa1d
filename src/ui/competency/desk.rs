//! Where this part's records are: in the open document, or, on a shared computer, in memory only.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::screen::Screen;
use crate::domain::competency::{
    Assessment, Both, Competency, CompetencyCommand, Key, Model, Person, Tongue,
};
use crate::domain::{AssessmentId, DomainError, PersonId};
use crate::i18n::Locale;
use crate::route::Route;
use crate::state::Lang;
use crate::ui::app::App;
use crate::ui::files::own_text;

/// What outlives the page: the built-in model once it is fetched, and answers on a shared computer.
#[derive(Debug, Clone, Copy)]
pub struct Bench {
    built_in: RwSignal<Option<Arc<Model>>>,
    failed: RwSignal<bool>,
    memory: RwSignal<Option<Arc<Competency>>>,
    /// What was last taken away as a file.
    taken: RwSignal<Option<Arc<Competency>>>,
}

impl Default for Bench {
    fn default() -> Self {
        Self {
            built_in: RwSignal::new(None),
            failed: RwSignal::new(false),
            memory: RwSignal::new(None),
            taken: RwSignal::new(None),
        }
    }
}

/// This part's records and models, with the way to change them. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Desk {
    /// The app around it.
    pub app: App,
    bench: Bench,
}

impl Desk {
    /// The desk of the enclosing app.
    pub fn context() -> Self {
        let app = App::context();
        Self { app, bench: app.bench }
    }

    /// The language.
    pub fn lang(self) -> Lang {
        self.app.lang()
    }

    /// The language of models.
    pub fn tongue(self) -> Tongue {
        match self.lang().locale() {
            Locale::Zh => Tongue::Zh,
            Locale::En => Tongue::En,
        }
    }

    /// A model's text in the language on the screen.
    pub fn say(self, text: &Both) -> String {
        text.get(self.tongue()).to_owned()
    }

    /// Fetches the built-in model, once.
    pub fn fetch_model(self) {
        if self.bench.built_in.with_untracked(Option::is_some) {
            return;
        }
        self.bench.failed.set(false);
        spawn_local(async move {
            let text = own_text("content/competency_model.json").await;
            match text.and_then(|text| Model::parse(&text).ok()) {
                Some(model) => self.bench.built_in.set(Some(Arc::new(model))),
                None => self.bench.failed.set(true),
            }
        });
    }

    /// Could the built-in model not be fetched?
    pub fn has_failed(self) -> bool {
        self.bench.failed.get()
    }

    /// The built-in model, once it is there.
    pub fn built_in(self) -> Option<Arc<Model>> {
        self.bench.built_in.get()
    }

    /// Reads the records; tracked.
    pub fn with<T>(self, read: impl FnOnce(&Competency) -> T) -> T {
        match self.bench.memory.get() {
            Some(part) => read(&part),
            None => self.app.store.doc().with(|doc| read(&doc.competency)),
        }
    }

    /// Reads records and built-in model together; none while that is not there.
    pub fn read<T>(self, read: impl FnOnce(&Competency, &Arc<Model>) -> T) -> Option<T> {
        let built_in = self.built_in()?;
        Some(self.with(|part| read(part, &built_in)))
    }

    /// The model that new rounds are answered to.
    pub fn model(self) -> Option<Arc<Model>> {
        self.read(|part, built_in| part.current_model(built_in).clone())
    }

    /// A round with its person and the model that reads it, followed.
    pub fn round(self, id: AssessmentId) -> Memo<Option<Reading>> {
        Memo::new(move |_| {
            self.read(|part, built_in| {
                let round = part.round(id)?.clone();
                let model = part.model_for(&round.model, built_in).cloned();
                let person = part.person(round.person).cloned();
                Some(Reading { round, model, person })
            })
            .flatten()
        })
    }

    /// A person, followed.
    pub fn person(self, id: PersonId) -> Memo<Option<Arc<Person>>> {
        Memo::new(move |_| self.with(|part| part.person(id).cloned()))
    }

    /// The model that a person's last readable round is read with; else the current one.
    pub fn model_of(self, id: PersonId) -> Option<Arc<Model>> {
        self.read(|part, built_in| {
            let rounds = part.rounds_of(id);
            let read = rounds.iter().rev().find_map(|round| part.model_for(&round.model, built_in));
            read.unwrap_or_else(|| part.current_model(built_in)).clone()
        })
    }

    /// Changes the records; says why when it is refused. True when something changed.
    pub fn run(self, command: CompetencyCommand) -> bool {
        let Some(part) = self.bench.memory.get_untracked() else {
            return self.app.dispatch(command);
        };
        let mut draft = Competency::clone(&part);
        match draft.apply(command) {
            Ok(_) if draft == *part => false,
            Ok(_) => {
                self.bench.memory.set(Some(Arc::new(draft)));
                true
            }
            Err(error) => {
                let words = untrack(|| self.lang().errors().domain(&DomainError::Competency(error)));
                self.app.toasts.refuse(words);
                false
            }
        }
    }

    /// Changes the records and offers the way back.
    pub fn run_undoable(self, command: CompetencyCommand) {
        let Some(before) = self.bench.memory.get_untracked() else {
            self.app.dispatch_undoable(command);
            return;
        };
        if self.run(command) {
            let t = untrack(|| self.lang().shell());
            let memory = self.bench.memory;
            let text = untrack(|| self.lang().competency().did_round());
            self.app.toasts.offer(text, t.undo(), move || drop(memory.try_set(Some(before.clone()))));
        }
    }

    /// Goes to a screen.
    pub fn go(self, screen: &Screen) {
        self.app.router.go_to(Route::Competency, &screen.to_string());
    }

    /// Is this a shared computer?
    pub fn is_shared(self) -> bool {
        self.bench.memory.with(Option::is_some)
    }

    /// Begins or ends work on a shared computer; what was in memory is gone.
    pub fn set_shared(self, on: bool) {
        self.bench.memory.set(on.then(Arc::default));
        self.bench.taken.set(None);
    }

    /// Notes that the records have been taken away as a file.
    pub fn note_taken(self) {
        self.bench.taken.set(self.bench.memory.get_untracked());
    }

    /// On a shared computer: is there something that no file holds yet?
    pub fn is_untaken(self) -> bool {
        let memory = self.bench.memory.get();
        memory.as_ref().is_some_and(|part| !part.is_empty()) && memory != self.bench.taken.get()
    }
}

/// A round with all that it takes to read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The round.
    pub round: Arc<Assessment>,
    /// The model that reads it; none: neither the workspace nor the app has it.
    pub model: Option<Arc<Model>>,
    /// Whose it is.
    pub person: Option<Arc<Person>>,
}

/// The address of a screen, for a link.
pub fn href(screen: &Screen) -> String {
    crate::route::Address { route: Route::Competency, rest: screen.to_string() }.to_string()
}

/// A competency's name in the language on the screen; its key where the model does not have it.
pub fn name_of(desk: Desk, model: &Model, key: &Key) -> String {
    model.competency(key.as_ref()).map_or_else(|| key.to_string(), |one| desk.say(&one.name))
}

/// A role's name.
pub fn role_name(desk: Desk, model: Option<&Model>, role: Option<&Key>) -> String {
    let Some(key) = role else { return desk.lang().competency().no_role().to_owned() };
    let role = model.and_then(|model| model.role(key.as_ref()));
    role.map_or_else(|| key.to_string(), |role| desk.say(&role.name))
}
