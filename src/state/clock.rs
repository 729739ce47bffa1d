//! The clock and the random source of the browser, from which ids and dates are made.

use chrono::NaiveDate;
use leptos::prelude::window;

use crate::domain::{ProjectId, WorkspaceId};

/// Milliseconds since 1970. Only shown and thinned by, never used to decide what is newer: clocks jump.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a clock before 1970 counts as 1970"
)]
pub fn now_millis() -> u64 {
    js_sys::Date::now().max(0.0) as u64
}

/// Today in local time.
pub fn today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(1970);
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_default()
}

/// Random bytes.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    let filled =
        window().crypto().is_ok_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        // Every browser that runs WebAssembly has the better source; this only keeps ids distinct without it.
        for byte in &mut bytes {
            *byte = (js_sys::Math::random() * 256.0).floor().clamp(0.0, 255.0) as u8;
        }
    }
    bytes
}

/// A new id, of any kind: `fresh(ProjectId::new)`.
pub fn fresh<Id>(make: impl Fn(u64, [u8; 10]) -> Id) -> Id {
    make(now_millis(), random())
}

/// A new project's id.
pub fn new_project_id() -> ProjectId {
    fresh(ProjectId::new)
}

/// A new workspace's id.
pub fn new_workspace_id() -> WorkspaceId {
    fresh(WorkspaceId::new)
}
