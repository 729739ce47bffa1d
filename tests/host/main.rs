//! All tests that run on the host, in one program: it is linked once.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    clippy::needless_range_loop,
    reason = "a test may panic, and is written as the formula is; compared figures are exact, and counted things are few"
)]

mod architecture;
mod circle;
mod competency;
mod competency_locked;
mod competency_records;
mod content;
mod early;
mod history;
mod portfolio;
mod portfolio_answers;
mod portfolio_document;
mod portfolio_example;
mod portfolio_exchange;
mod portfolio_free;
mod portfolio_ranking;
mod portfolio_remedies;
mod selection_cases;
mod selection_cases_document;
mod selection_methods;
mod selection_ranges;
mod selection_trust;
mod selection_upkeep;
mod storage;
mod strategy;
mod strategy_outline;
mod timetable;
mod weighting;
