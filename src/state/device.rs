//! What the browser says about keeping data: will it evict, how much is used.

use js_sys::Reflect;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// The browser's own word on this page's storage. None: it does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Device {
    /// Does the browser promise not to evict?
    pub persisted: Option<bool>,
    /// Bytes that this page's data takes.
    pub used: Option<f64>,
    /// Bytes that it may take.
    pub quota: Option<f64>,
}

fn manager() -> Option<StorageManager> {
    let navigator = leptos::prelude::window().navigator();
    // Missing on pages that are not secure.
    let there = Reflect::get(&navigator, &"storage".into()).is_ok_and(|storage| storage.is_truthy());
    there.then(|| navigator.storage())
}

impl Device {
    /// Asks the browser.
    pub async fn ask() -> Self {
        let Some(manager) = manager() else { return Self::default() };
        let mut device = Self::default();
        if let Ok(promise) = manager.persisted() {
            device.persisted = JsFuture::from(promise).await.ok().and_then(|yes| yes.as_bool());
        }
        if let Ok(promise) = manager.estimate()
            && let Ok(estimate) = JsFuture::from(promise).await
        {
            let figure = |key: &str| Reflect::get(&estimate, &key.into()).ok().and_then(|n| n.as_f64());
            device.used = figure("usage");
            device.quota = figure("quota");
        }
        device
    }

    /// Asks the browser not to evict. It may show a question, or decide by itself.
    pub async fn persist() -> bool {
        let Some(promise) = manager().and_then(|manager| manager.persist().ok()) else { return false };
        JsFuture::from(promise).await.is_ok_and(|yes| yes.is_truthy())
    }
}
