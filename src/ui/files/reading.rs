//! Taking files in: the browser's dialog, dropped files, the app's own content.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlElement};

use super::Incoming;
use crate::interchange::competency_file::{self, ParcelError};
use crate::interchange::encoding::{Encoding, decode};
use crate::interchange::locked::is_locked;
use crate::interchange::rater_file;
use crate::interchange::workspace_file::{FileError, MAX_BYTES, read};
use crate::storage::Codec;
use crate::ui::app::App;
use crate::ui::parts::understood;

/// The limit as the browser gives sizes.
const MAX_BYTES_F64: f64 = 10_000_000.0;
const PICKER: &str = "file-picker";

/// A decoded table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableText {
    /// The file's name; none for a pasted one.
    pub name: Option<String>,
    /// Its text.
    pub text: String,
    /// How it was encoded.
    pub encoding: Encoding,
}

/// The hidden field behind "open a file".
#[component]
pub fn Picker() -> impl IntoView {
    let app = App::context();
    let input = NodeRef::<html::Input>::new();
    let on_change = move |_| {
        let Some(input) = input.get_untracked() else { return };
        take_in(app, input.files());
        // So that the same file can be chosen again.
        input.set_value("");
    };
    view! {
        <input node_ref=input id=PICKER class="sr-only" type="file" multiple tabindex="-1" aria-hidden="true"
            accept=".json,.csv,.tsv,.txt,.age,application/json,text/csv" on:change=on_change />
    }
}

/// Shows the browser's dialog.
pub fn show_picker() {
    if let Some(input) =
        document().get_element_by_id(PICKER).and_then(|node| node.dyn_into::<HtmlElement>().ok())
    {
        input.click();
    }
}

/// Reads files and shows what they hold: of raters all at once, of others the first.
pub fn take_in(app: App, files: Option<web_sys::FileList>) {
    let files: Vec<File> = files
        .map(|files| (0..files.length()).filter_map(|index| files.get(index)).collect())
        .unwrap_or_default();
    spawn_local(async move {
        let t = app.lang().import();
        let mut raters = Vec::new();
        for file in files {
            let name = file.name();
            if file.size() > MAX_BYTES_F64 {
                app.toasts.refuse(t.too_large(MAX_BYTES / 1_000_000));
                return;
            }
            let Ok(buffer) = JsFuture::from(file.array_buffer()).await else {
                app.toasts.refuse(t.read_failed());
                return;
            };
            let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
            let Some(understood) = understand_with(app, name, bytes).await else {
                app.toasts.refuse(t.read_failed());
                return;
            };
            match understood {
                Ok(Incoming::Raters(found)) => raters.extend(found),
                Ok(incoming) if raters.is_empty() => {
                    app.incoming.set(Some(incoming));
                    return;
                }
                Ok(_) => {}
                Err(refusal) => {
                    refuse(app, &refusal);
                    return;
                }
            }
        }
        if !raters.is_empty() {
            app.incoming.set(Some(Incoming::Raters(raters)));
        }
    });
}

/// Shows what bytes hold, as if they were a file of this name.
pub fn take_in_bytes(app: App, name: String, bytes: Vec<u8>) {
    spawn_local(async move {
        match understand_with(app, name, bytes).await {
            Some(Ok(incoming)) => app.incoming.set(Some(incoming)),
            Some(Err(refusal)) => refuse(app, &refusal),
            None => app.toasts.refuse(app.lang().import().read_failed()),
        }
    });
}

/// [`understand`] with code that is fetched first; none when it cannot be.
async fn understand_with(app: App, name: String, bytes: Vec<u8>) -> Option<Result<Incoming, Refusal>> {
    let codec = app.keeper.codec().await?;
    understood(name, bytes, codec).await.ok()
}

fn refuse(app: App, refusal: &Refusal) {
    let (t, c) = untrack(|| (app.lang().import(), app.lang().competency_files()));
    app.toasts.refuse(match refusal {
        Refusal::File(error) => t.file_error(error),
        Refusal::Parcel(error) => c.parcel_error(error),
    });
}

/// Why a file is not taken in.
#[derive(Debug)]
pub enum Refusal {
    /// It cannot be read, or is none of ours.
    File(FileError),
    /// A damaged file of the competency part.
    Parcel(ParcelError),
}

impl From<FileError> for Refusal {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

/// A file of the competency part by its mark, a workspace by its first character, else a table.
///
/// # Errors
/// [`Refusal`] says why it is not taken in.
pub fn understand(name: String, bytes: &[u8], codec: Codec) -> Result<Incoming, Refusal> {
    if is_locked(bytes) {
        return Ok(Incoming::Locked { name, bytes: bytes.to_vec() });
    }
    let is_json = has_extension(&name, "json")
        || bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| *byte == b'{');
    if is_json && rater_file::is_one(bytes) {
        let file = rater_file::read(bytes)?;
        return Ok(Incoming::Raters(vec![(name, file)]));
    }
    if is_json
        && let Ok(text) = std::str::from_utf8(bytes)
        && competency_file::is_parcel(text)
    {
        let parcel = Box::new(competency_file::read(text).map_err(Refusal::Parcel)?);
        return Ok(Incoming::Competency { name, parcel });
    }
    if is_json {
        return Ok(Incoming::Workspace { name, loaded: read(bytes, codec)? });
    }
    let (text, encoding) = decode(bytes, gb18030).ok_or(FileError::NotText)?;
    // A spreadsheet or a picture is no table, even where its bytes happen to decode.
    if text.contains('\0') || has_extension(&name, "xlsx") {
        return Err(FileError::NotText.into());
    }
    Ok(Incoming::Table(Some(TableText { name: Some(name), text, encoding })))
}

fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(extension))
}

/// Decodes GB18030 with the browser's own decoder.
pub fn gb18030(bytes: &[u8]) -> Option<String> {
    let options = web_sys::TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = web_sys::TextDecoder::new_with_label_and_options("gb18030", &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}

/// A file of the app: start.js may have asked for it already.
fn fetched(path: &str) -> js_sys::Promise {
    let window = window();
    let early = js_sys::Reflect::get(&window, &"pmoFetch".into()).ok();
    let early = early.and_then(|fetch| fetch.dyn_into::<js_sys::Function>().ok());
    let promise = early.and_then(|fetch| fetch.call1(&window, &path.into()).ok());
    let promise = promise.and_then(|promise| promise.dyn_into::<js_sys::Promise>().ok());
    promise.unwrap_or_else(|| window.fetch_with_str(path))
}

/// A text file that came with the app: in the single file embedded, else beside the page.
pub async fn own_text(path: &str) -> Option<String> {
    if let Some(embedded) = document().get_element_by_id(path) {
        return embedded.text_content();
    }
    let answer = JsFuture::from(fetched(path)).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}
