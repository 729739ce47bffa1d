//! Long computations outside the page: what is said ([`protocol`]), the worker's side and the page's side.

#[cfg(feature = "app")]
pub mod page;
pub mod protocol;
pub mod side;
