//! The project file. The only crate with SQL: fixed queries stand beside the rows they fill.
//!
//! [`Store`] opens a file and hands out [`Read`] and [`Write`]; the modules are the areas of the file. Everything a
//! screen counts is kept in tables that [`refresh`] updates in the transaction that changes it.

mod access;
mod error;
mod migrations;

pub mod asks;
pub mod audits;
pub mod check;
pub mod conflicts;
pub mod consensus;
pub mod events;
pub mod examples;
pub mod guidelines;
pub mod imports;
pub mod items;
pub mod judgments;
pub mod media;
pub mod people;
pub mod project;
pub mod query;
pub mod refresh;
pub mod runs;
pub mod sheet;
pub mod tags;
pub mod tasks;

pub use access::{Read, Store, Write};
pub use error::{Result, StoreError};
/// A value of a metadata field.
pub use rusqlite::types::Value as Cell;
