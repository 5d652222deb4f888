//! The project file. The only crate with SQL: fixed queries stand beside the rows they fill.
//!
//! [`Store`] opens a file and hands out [`Read`] and [`Write`]; the modules are the areas of the file. Everything a
//! screen counts is kept in tables that [`refresh`] updates in the transaction that changes it.

mod access;
mod error;
mod lines;
mod migrations;
mod shelf;
mod text;

pub mod asks;
pub mod audits;
pub mod backups;
pub mod baselines;
mod calibration;
pub mod check;
pub mod checks;
pub mod collections;
pub mod completion;
pub mod conflicts;
pub mod consensus;
pub mod dashboard;
pub mod events;
pub mod examples;
pub mod guidelines;
pub mod human;
pub mod imports;
pub mod items;
pub mod judgments;
pub mod mark_cells;
pub mod media;
pub mod metadata;
pub mod parts;
pub mod parts_of_data;
pub mod past;
pub mod people;
pub mod pipelines;
pub mod project;
pub mod promises;
pub mod pseudonyms;
pub mod query;
pub mod records;
pub mod refresh;
pub mod relabel;
pub mod retag;
pub mod rule_tags;
pub mod run_fields;
pub mod run_rows;
pub mod runs;
pub mod scheme;
pub mod sheet;
pub mod stopping;
pub mod tag_rows;
pub mod tags;
pub mod tasks;
pub mod texts;
pub mod training;
pub mod views;

pub use access::{FaultReason, FileFault, OfStore, Read, Store, Write};
pub use error::{Result, StoreError};
/// A value of a metadata field.
pub use rusqlite::types::Value as Cell;
