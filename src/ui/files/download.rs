//! Handing a file to the user.

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the browser gets to take the bytes.
const KEEP_MILLIS: u64 = 60_000;

/// Lets the browser save bytes under a name.
pub fn save_bytes(name: &str, mime: &str, bytes: &[u8]) {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &kind) else { return };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    set_timeout(
        move || drop(Url::revoke_object_url(&address)),
        std::time::Duration::from_millis(KEEP_MILLIS),
    );
}
