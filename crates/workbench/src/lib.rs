//! The use cases of Assay, each behind one command of one table: [`commands`].
//!
//! The desktop shell, the command line and later a server only translate: parse, call the table, render. Nothing here
//! assumes one user, one window or Tauri: who acts comes with each call.

mod access;
mod error;
mod figures;
mod files;
mod markdown;
mod media;
mod place;
mod recent;
mod times;

pub mod app;
pub mod asks;
pub mod assignment;
pub mod audits;
pub mod backups;
pub mod checks;
pub mod commands;
pub mod conflicts;
pub mod dashboard;
pub mod drift;
pub mod errors;
pub mod examples;
pub mod export;
pub mod guideline;
pub mod history;
pub mod human;
pub mod import;
pub mod jobs;
pub mod label;
pub mod legible;
pub mod metrics;
pub mod people;
pub mod picture;
pub mod project;
pub mod quality;
pub mod runs;
pub mod sample;
pub mod scheme;
pub mod simulate;
pub mod slices;
pub mod suspects;
pub mod training;

pub use access::{Caller, Config, Context, Needs, Workbench};
pub use assay_formats::is_database;
pub use commands::dispatch;
pub use error::{Error, Result, WireError};
pub use figures::{CoefficientFigure, Figure};
pub use files::{FileHandle, Files};
pub use media::Media;
pub use times::format as format_time;

/// Words of the model that requests are made of, so that a host needs this crate only.
pub mod words {
    pub use assay_model::{
        Answer, Cause, ClassDraft, Mark, Policy, Query, Role, SchemeDraft, Sort, Tag, TagEdit,
    };
    pub use assay_store::checks::Bound;
    pub use assay_store::conflicts::{ConflictFilter, ConflictList};
    pub use assay_store::parts_of_data::DataPart;
    pub use assay_store::records::RunRecord;
    pub use assay_store::runs::DrawFrom;
    pub use assay_store::tags::{Split, TagCount};
    pub use assay_store::tasks::Said;
}
