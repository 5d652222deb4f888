//! Bringing files in: preview, mapping, a first pass that validates every row, a second that inserts in batches.
//!
//! read = accepted + rejected, always. A row fault rejects that row; a file fault, a cancel or a crash leaves the
//! project as it was.

mod common;
mod gold;
mod items;
mod judgments;
mod layout;
mod mapping;
mod pace;
mod passes;
mod predictions;
mod preview;
mod sheet;
mod source;

pub(crate) use items::{content_hash, fingerprint};
pub use layout::{Layout, LayoutView};
pub use mapping::{FieldMap, FieldRole, ImportMapping, ScoreMap};
pub(crate) use mapping::{holds_an_answer, resolve as resolve_mapping};
pub use preview::{ColumnPreview, ImportPreview, PreviewRequest};

use crate::jobs::{JobId, Progress};
use crate::{Context, Error, Result};
use assay_formats::{CsvMode, RowFault, TableWriter};
use assay_store::records::RunRecord;
use assay_store::{Read, Write};
use passes::Prepared;
use serde::{Deserialize, Serialize};
pub(crate) use source::Source;
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use ts_rs::TS;

/// Rows of one insert transaction: short enough that a rater hardly notices.
const BATCH: usize = 5_000;
/// Pictures make a batch heavy before it is long.
const BATCH_BYTES: usize = 32 * 1024 * 1024;
/// Faults that are sent to the screen; all of them can be saved.
const SHOWN: usize = 500;
/// Faults that are kept to be saved.
const KEPT: usize = 1_000_000;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// Things to label.
    Items,
    /// Known answers.
    Gold,
    /// Raters' answers.
    Judgments,
    /// A model's answers.
    Predictions,
    /// Marks and comments of an exported error sheet.
    Sheet,
}

impl ImportKind {
    /// As stored and as on the command line.
    pub fn word(self) -> &'static str {
        match self {
            ImportKind::Items => "items",
            ImportKind::Gold => "gold",
            ImportKind::Judgments => "judgments",
            ImportKind::Predictions => "predictions",
            ImportKind::Sheet => "sheet",
        }
    }
}

/// An import.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ImportRequest {
    /// The file or folder (a handle).
    pub file: String,
    /// What it holds.
    pub kind: ImportKind,
    /// Which column is what; guessed where left out.
    pub mapping: Option<ImportMapping>,
    /// Changes to the guess, target to column: `key` to `item`, or a field's name to its column.
    pub map: Option<HashMap<String, String>>,
    /// Where the guess is wrong: `windows-1252`, `shift_jis`, ...
    pub encoding: Option<String>,
    /// Where the guess is wrong: one character.
    pub delimiter: Option<String>,
    /// Name of the run (predictions); the model's or the file's name where left out.
    pub run: Option<String>,
    /// What is known of the new run (predictions).
    #[serde(default)]
    pub record: Option<RunRecord>,
    /// Which model's predictions, where the file has those of several.
    pub model: Option<String>,
    /// Take rows that differ from what is there as corrections.
    pub update: Option<bool>,
    /// Refuse the whole file when any row is rejected.
    pub strict: Option<bool>,
    /// Make items that are not there yet.
    pub create_items: Option<bool>,
    /// Where to write the rejected rows (a handle).
    pub rejected: Option<String>,
    /// Replace that file where one of this name is there; else that is refused.
    pub replace: Option<bool>,
}

impl ImportRequest {
    /// A request that only reads.
    pub(crate) fn reading(file: &str, kind: ImportKind) -> ImportRequest {
        ImportRequest {
            file: file.to_owned(),
            kind,
            mapping: None,
            map: None,
            encoding: None,
            delimiter: None,
            run: None,
            record: None,
            model: None,
            update: None,
            strict: None,
            create_items: None,
            rejected: None,
            replace: None,
        }
    }
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
pub struct Fault {
    /// 1-based line of the file where the row begins.
    pub line: u64,
    /// The column, where it is one column's fault.
    pub column: Option<String>,
    /// Stable.
    pub code: String,
    /// What is wrong and what to do.
    pub message: String,
    /// The row was taken all the same: what is wrong is worth a look and no more.
    pub taken: bool,
}

impl Fault {
    pub(crate) fn new(line: u64, column: Option<&str>, code: &str, message: impl Into<String>) -> Fault {
        let column = column.map(str::to_owned);
        Fault { line, column, code: code.to_owned(), message: message.into(), taken: false }
    }

    /// Of a row that is taken all the same.
    pub(crate) fn warning(self) -> Fault {
        Fault { taken: true, ..self }
    }
}

impl From<RowFault> for Fault {
    fn from(fault: RowFault) -> Fault {
        Fault {
            line: fault.line,
            code: fault.code().to_owned(),
            column: fault.column,
            message: fault.message,
            taken: false,
        }
    }
}

/// What an import came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
pub struct ImportReport {
    /// Rows read.
    pub read: u64,
    /// Rows taken, unchanged ones included.
    pub accepted: u64,
    /// Rows refused.
    pub rejected: u64,
    /// Accepted rows that were there already.
    pub unchanged: u64,
    /// The first rejected rows.
    pub faults: Vec<Fault>,
    /// Rows taken although something about them is odd.
    pub warned: u64,
    /// The first of them.
    pub warnings: Vec<Fault>,
    /// How often each thing was wrong or odd, the most frequent first.
    pub mismatches: Vec<Mismatch>,
    /// Names the whole list for `import_rejected_save`; none where nothing was rejected or odd.
    pub rejected_list: Option<String>,
    /// The run, for predictions.
    pub run: Option<String>,
    /// Items of the project that the run says nothing of.
    pub items_without: Option<u64>,
}

/// One way in which rows of a file differ from what the project needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, schemars::JsonSchema)]
pub struct Mismatch {
    /// Stable, as in the faults.
    pub code: String,
    /// Rows.
    pub rows: u64,
    /// They were taken all the same.
    pub taken: bool,
}

/// Where to save the rejected rows.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectedSave {
    /// From the report.
    pub rejected_list: String,
    /// The target (a handle).
    pub file: String,
}

/// What the first pass says of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Not there yet.
    New,
    /// There, with other content, and corrections are wanted.
    Update,
    /// There already.
    Unchanged,
    /// Refused.
    Rejected,
}

/// A row that cannot be taken, or an error that ends the import.
pub(crate) enum Refusal {
    Row(Fault),
    Whole(Error),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Refusal {
        Refusal::Row(fault)
    }
}

impl<E: Into<Error>> From<E> for Refusal
where
    E: std::error::Error,
{
    fn from(error: E) -> Refusal {
        Refusal::Whole(error.into())
    }
}

/// One kind of file. Both passes call `parse` on every row in the same order.
pub(crate) trait Importer: Clone + Send {
    type Row: Send;
    /// What a row weighs in memory beyond its text: pictures.
    fn bytes(_: &Self::Row) -> usize {
        0
    }
    /// Before each pass: forget what was counted in the last one.
    fn restart(&mut self, columns: &[String]);
    /// The row as typed values, or what is wrong with it.
    fn parse(
        &mut self,
        row: &assay_formats::Row,
        columns: &[String],
    ) -> std::result::Result<Self::Row, Fault>;
    /// Takes over what the parser of the first pass found on its way.
    fn learn(&mut self, _: Self) {}
    /// The row against the project and the rows before it (first pass only).
    fn judge(&mut self, r: &Read<'_>, row: &Self::Row) -> std::result::Result<Verdict, Refusal>;
    /// What is odd about a row that is taken all the same (first pass only).
    fn warn(&self, _: &Self::Row) -> Option<Fault> {
        None
    }
    /// Opens the second pass: fields, runs, raters.
    fn prepare(&mut self, w: &Write<'_>, import: i64, new: u64) -> Result<()>;
    /// Inserts rows that are new; gives the number of the first among all new ones.
    fn insert(&mut self, w: &Write<'_>, import: i64, rows: &[Self::Row], first: u64) -> Result<()>;
    /// Corrects rows, in the last transaction.
    fn update(&mut self, w: &Write<'_>, import: i64, rows: &[Self::Row]) -> Result<()>;
    /// The run, for predictions.
    fn run(&self) -> Option<String> {
        None
    }
}

/// What was wrong with the rows of a file.
pub(crate) struct Rejected {
    file: String,
    faults: Vec<Fault>,
}

/// The lists of rejected rows that may still be saved.
#[derive(Default)]
pub(crate) struct RejectedLists(Mutex<HashMap<String, Arc<Rejected>>>);

pub(crate) fn preview(ctx: &Context, request: PreviewRequest) -> Result<ImportPreview> {
    preview::preview(ctx, request)
}

/// Starts an import as a job; its result is an [`ImportReport`].
pub(crate) fn start(ctx: &Context, request: ImportRequest) -> Result<JobId> {
    let prepared = Prepared::new(ctx, request)?;
    ctx.workbench.jobs.start(move |progress| prepared.run(progress))
}

/// The same while the caller waits: for the command line.
pub(crate) fn run(ctx: &Context, request: ImportRequest, progress: &dyn Progress) -> Result<ImportReport> {
    Prepared::new(ctx, request)?.run(progress)
}

pub(crate) fn save_rejected(ctx: &Context, request: RejectedSave) -> Result<()> {
    let lists = ctx.workbench.rejected.0.lock().unwrap_or_else(PoisonError::into_inner);
    let faults = lists.get(&request.rejected_list).cloned();
    drop(lists);
    let faults = faults.ok_or_else(|| {
        Error::refused("list_unknown", "this list is gone; import the file again to get it")
    })?;
    write_rejected(&ctx.workbench.files.path(&request.file)?, &faults)
}

fn write_rejected(path: &Path, list: &Rejected) -> Result<()> {
    let written = assay_formats::write_atomically(path, |file| {
        let columns = ["line", "column", "code", "message", "taken", "file"];
        let mut table = TableWriter::new(file, CsvMode::Spreadsheet, &columns)?;
        for fault in &list.faults {
            let line = fault.line.to_string();
            let taken = if fault.taken { "yes" } else { "no" };
            let column = fault.column.as_deref().unwrap_or_default();
            table.write_row(&[line.as_str(), column, &fault.code, &fault.message, taken, &list.file])?;
        }
        table.finish().map(|_| ())
    });
    written.map_err(|fault: assay_formats::WriteFault| crate::export::cannot_write(path, &fault))
}

/// What the person allows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flags {
    pub(crate) update: bool,
    pub(crate) create_items: bool,
}

impl Flags {
    fn of(request: &ImportRequest) -> Flags {
        Flags { update: request.update == Some(true), create_items: request.create_items == Some(true) }
    }
}

fn run_name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.strip_prefix("predictions_").unwrap_or(&stem).to_owned()
}
