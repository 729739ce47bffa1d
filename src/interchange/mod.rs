//! Files in and out, as bytes and texts: the workspace file, CSV, the example.

pub mod clipboard;
pub mod competency_file;
pub mod competency_link;
pub mod competency_report;
pub mod criteria_presets;
pub mod encoding;
pub mod example;
pub mod icalendar;
pub mod locked;
pub mod merge;
pub mod msproject;
pub mod program;
pub mod project_csv;
pub mod ranking_export;
pub mod rater_file;
pub mod schedule_table;
pub mod strategy_csv;
pub mod strategy_marks;
pub mod strategy_opml;
pub mod strategy_outline;
pub mod strategy_template;
pub mod table;
pub mod workspace_file;
pub mod xlsx;
