//! The browser's localStorage and sessionStorage, by gloo-storage, where the browser gives them.
//! gloo-storage panics where they are denied, so every call asks first.

use gloo_storage::{LocalStorage, SessionStorage, Storage};
use leptos::prelude::window;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn has_local() -> bool {
    matches!(window().local_storage(), Ok(Some(_)))
}

fn has_session() -> bool {
    matches!(window().session_storage(), Ok(Some(_)))
}

/// Reads a value; none where it is missing or cannot be read.
pub fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    has_local().then(|| LocalStorage::get(key).ok()).flatten()
}

/// Writes a value. True when the browser took it.
pub fn set<T: Serialize>(key: &str, value: T) -> bool {
    has_local() && LocalStorage::set(key, value).is_ok()
}

/// Removes a value.
pub fn delete(key: &str) {
    if has_local() {
        LocalStorage::delete(key);
    }
}

/// The keys that begin so.
pub fn keys(prefix: &str) -> Vec<String> {
    let Ok(Some(storage)) = window().local_storage() else { return Vec::new() };
    let count = storage.length().unwrap_or(0);
    (0..count)
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter(|key| key.starts_with(prefix))
        .collect()
}

/// Reads a value of this tab.
pub fn get_in_tab<T: DeserializeOwned>(key: &str) -> Option<T> {
    has_session().then(|| SessionStorage::get(key).ok()).flatten()
}

/// Writes a value of this tab; without it, a reload opens the workspace that was open last in any tab.
pub fn set_in_tab<T: Serialize>(key: &str, value: T) {
    if has_session() {
        drop(SessionStorage::set(key, value));
    }
}

/// Removes a value of this tab.
pub fn delete_in_tab(key: &str) {
    if has_session() {
        SessionStorage::delete(key);
    }
}
