//! PMO Planner (PMO 规划台): a client-side app for project management offices.
//!
//! `ARCHITECTURE.md` says how the parts depend on each other; `tests/architecture.rs` enforces it.

pub mod domain;
pub mod i18n;
pub mod interchange;
pub mod route;
pub mod state;
pub mod storage;
pub mod ui;
pub mod viz;
pub mod worker;
