//! Files in and out: saving, opening by dialog or by dropping, previews, the example.

mod download;
mod dropping;
mod preview;
mod reading;
mod table_import;

use leptos::prelude::*;

pub use download::save_bytes;
pub use dropping::follow_drops;
pub use reading::{Picker, Refusal, gb18030, own_text, take_in_bytes, understand};

use super::app::App;
use crate::domain::Workspace;
use crate::i18n::Locale;
use crate::interchange::competency_file::Parcel;
use crate::interchange::example::Tongue;
use crate::interchange::rater_file::RaterFile;
use crate::interchange::{project_csv, workspace_file};
use crate::state::clock;
use crate::storage::Loaded;
use crate::ui::competency::{ParcelPreview, UnlockForm};
use crate::ui::kit::Dialog;
use crate::ui::parts::example_workspace;

/// A file that was opened and waits for a decision.
#[derive(Debug, Clone)]
pub enum Incoming {
    /// A workspace file.
    Workspace {
        /// The file's name.
        name: String,
        /// What it holds.
        loaded: Loaded,
    },
    /// A table of projects; none while it is still to be pasted.
    Table(Option<reading::TableText>),
    /// Files of raters, out or back.
    Raters(Vec<(String, RaterFile)>),
    /// A file that is locked with a passphrase.
    Locked {
        /// The file's name.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A file of the competency part.
    Competency {
        /// The file's name.
        name: String,
        /// What it holds.
        parcel: Box<Parcel>,
    },
}

/// The dialogs of opened files.
#[component]
pub fn FileDialogs() -> impl IntoView {
    let app = App::context();
    let lang = app.lang();
    let workspace_open = RwSignal::new(false);
    let table_open = RwSignal::new(false);
    let raters_open = RwSignal::new(false);
    let competency_open = RwSignal::new(false);
    let locked_open = RwSignal::new(false);
    Effect::new(move |_| {
        let incoming = app.incoming.read();
        workspace_open.set(matches!(*incoming, Some(Incoming::Workspace { .. })));
        table_open.set(matches!(*incoming, Some(Incoming::Table(_))));
        raters_open.set(matches!(*incoming, Some(Incoming::Raters(_))));
        competency_open.set(matches!(*incoming, Some(Incoming::Competency { .. })));
        locked_open.set(matches!(*incoming, Some(Incoming::Locked { .. })));
    });
    // A dialog that is closed by Esc or its cross drops the file.
    Effect::new(move |was: Option<bool>| {
        let now = workspace_open.get()
            || table_open.get()
            || raters_open.get()
            || competency_open.get()
            || locked_open.get();
        if was == Some(true) && !now {
            app.incoming.set(None);
        }
        now
    });
    view! {
        <Dialog open=workspace_open title=move || lang.import().open_title()>
            {move || match app.incoming.get() {
                Some(Incoming::Workspace { name, loaded }) => Some(view! { <preview::Preview name loaded /> }),
                _ => None,
            }}
        </Dialog>
        <Dialog open=competency_open title=move || lang.competency_files().open_title()>
            {move || match app.incoming.get() {
                Some(Incoming::Competency { name, parcel }) => Some(view! { <ParcelPreview name parcel=*parcel /> }),
                _ => None,
            }}
        </Dialog>
        <Dialog open=locked_open title=move || lang.competency_files().locked_title()>
            {move || match app.incoming.get() {
                Some(Incoming::Locked { name, bytes }) => Some(view! { <UnlockForm name bytes /> }),
                _ => None,
            }}
        </Dialog>
        <Dialog open=table_open title=move || lang.import().csv_title() wide=true>
            {move || match app.incoming.get() {
                Some(Incoming::Table(table)) => Some(view! { <table_import::TableImport table /> }),
                _ => None,
            }}
        </Dialog>
        <Dialog open=raters_open title=move || lang.scoring().files_title() wide=true>
            {move || match app.incoming.get() {
                Some(Incoming::Raters(files)) => Some(view! { <super::selection::RaterFiles files /> }),
                _ => None,
            }}
        </Dialog>
    }
}

impl App {
    /// Writes the workspace to a file of the user's.
    pub fn save_file(self) {
        let workspace = self.store.doc().get_untracked();
        let name = workspace_file::file_name(&self.file_stem(), clock::today(), "pmo.json");
        leptos::task::spawn_local(async move {
            let Some(codec) = self.keeper.codec().await else {
                self.toasts.refuse(untrack(|| self.lang().shell().part_missing_why()));
                return;
            };
            save_bytes(&name, "application/json", (codec.write)(&workspace).as_bytes());
            self.keeper.note_export();
            self.toasts.say(untrack(|| self.lang().import().saved_as(&name)));
        });
    }

    /// Writes the project table to a CSV file.
    pub fn save_csv(self) {
        let t = self.lang().projects();
        let text = self.store.doc().with_untracked(|doc| {
            project_csv::export(
                doc,
                |field| t.head(field, doc.money),
                |status| t.status_name(status).to_owned(),
            )
        });
        let name = workspace_file::file_name(&self.file_stem(), clock::today(), "csv");
        save_bytes(&name, "text/csv;charset=utf-8", text.as_bytes());
        self.toasts.say(self.lang().import().saved_as(&name));
    }

    /// Beginning of the name of an exported file.
    pub fn file_stem(self) -> String {
        untrack(|| self.workspace_name())
    }

    /// Shows the browser's dialog for opening a file.
    pub fn open_file(self) {
        reading::show_picker();
    }

    /// Begins to import a table that is pasted or chosen.
    pub fn import_csv(self) {
        self.incoming.set(Some(Incoming::Table(None)));
    }

    /// Begins an empty workspace.
    pub fn new_workspace(self) {
        self.enter(Workspace::new(clock::new_workspace_id(), crate::domain::Name::default()));
        self.router.go(crate::route::Route::Overview);
    }

    /// Opens the example in the language on the screen, as a workspace of its own.
    pub fn open_example(self) {
        let tongue = match self.lang().0.get_untracked() {
            Locale::Zh => Tongue::Zh,
            Locale::En => Tongue::En,
        };
        leptos::task::spawn_local(async move {
            let example = match own_text("content/example_group.json").await {
                Some(content) => example_workspace(content, tongue, clock::new_workspace_id()).await,
                None => Ok(None),
            };
            match example {
                Ok(Some(example)) => {
                    self.enter(example);
                    self.router.go(crate::route::Route::Overview);
                }
                _ => self.toasts.refuse(self.lang().import().read_failed()),
            }
        });
    }
}
