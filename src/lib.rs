//! PMO Planner (PMO 规划台): a client-side app for project management offices.
//!
//! Without the feature `app` it is only what the worker needs: the domain and the worker's side.
//!
//! `ARCHITECTURE.md` says how the parts depend on each other; `tests/host/architecture.rs` enforces it.

pub mod domain;
#[cfg(feature = "app")]
pub mod i18n;
#[cfg(feature = "app")]
pub mod interchange;
#[cfg(feature = "app")]
pub mod route;
#[cfg(feature = "app")]
pub mod state;
#[cfg(feature = "app")]
pub mod storage;
#[cfg(feature = "app")]
pub mod ui;
#[cfg(feature = "app")]
pub mod viz;
pub mod worker;
