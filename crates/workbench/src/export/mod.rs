//! CSV files for other programs, in two named modes: for spreadsheets, and exact.

mod analysis;
mod human;
mod names;
mod quality;
mod runs;
mod table;

pub(crate) use names::Names;
pub(crate) use table::cannot_write;

use crate::files::FileHandle;
use crate::jobs::{JobId, Progress};
use crate::quality::AgreementWeights;
use crate::{Context, Error, Result};
use assay_formats::CsvMode;
use assay_model::Query;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use table::{Failure, Out};
use ts_rs::TS;

/// What to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportWhat {
    /// Every standing judgment, long form.
    Judgments,
    /// Every item with its reference label, source and confidence.
    Labels,
    /// Every rater with totals and gold accuracy.
    Raters,
    /// Every coefficient, and each pair of raters.
    Agreement,
    /// The error sheet of a run.
    Sheet,
    /// The priorities of a run.
    Priorities,
    /// Human level: pooled, by rater, class and tag, and runs beside it.
    Human,
    /// All runs by accuracy, with what is known of them.
    Runs,
}

/// An export.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ExportRequest {
    /// What.
    pub what: ExportWhat,
    /// The run, by row id, for the sheet and the priorities.
    pub run: Option<i64>,
    /// Which rows of the sheet; all where left out.
    pub query: Option<Query>,
    /// The draw, by row id, for the human level; every decision where left out.
    pub draw: Option<i64>,
    /// Stable pseudonyms in place of people's names. Notes and comments are written as they are.
    pub pseudonyms: Option<bool>,
    /// How different classes count, for the agreement.
    pub weights: Option<AgreementWeights>,
    /// Round-trips; else cells that a spreadsheet would run as formulas are neutralised.
    pub exact: bool,
    /// Where to (a handle); beside the project where left out.
    pub file: Option<String>,
}

/// What was written.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct Exported {
    /// The file.
    pub file: FileHandle,
    /// Rows, the header aside.
    pub rows: u64,
}

impl ExportWhat {
    fn word(self) -> &'static str {
        match self {
            ExportWhat::Judgments => "judgments",
            ExportWhat::Labels => "labels",
            ExportWhat::Raters => "raters",
            ExportWhat::Agreement => "agreement",
            ExportWhat::Sheet => "sheet",
            ExportWhat::Priorities => "priorities",
            ExportWhat::Human => "human",
            ExportWhat::Runs => "runs",
        }
    }
}

/// Starts an export as a job; its result is [`Exported`].
pub(crate) fn start(ctx: &Context, request: ExportRequest) -> Result<JobId> {
    let own = ctx.clone();
    ctx.workbench.jobs.start(move |progress| run(&own, request, progress))
}

/// The same while the caller waits.
pub(crate) fn run(ctx: &Context, request: ExportRequest, progress: &dyn Progress) -> Result<Exported> {
    let path = match &request.file {
        Some(handle) => ctx.workbench.files.path(handle)?,
        None => {
            let run =
                request.run.map(|id| ctx.read(|r| Ok(assay_store::runs::get(r, id)?.name))).transpose()?;
            beside(ctx.store()?.path(), request.what, run.as_deref())?
        }
    };
    let mode = if request.exact { CsvMode::Exact } else { CsvMode::Spreadsheet };
    let names = Names::new(ctx, request.pseudonyms == Some(true))?;
    let rows = assay_formats::write_atomically(&path, |file| {
        let mut out = Out { file, mode, rows: 0, progress };
        match request.what {
            ExportWhat::Judgments => ctx.read(|r| quality::judgments(r, &names, &mut out)),
            ExportWhat::Labels => ctx.read(|r| quality::labels(r, &mut out)),
            ExportWhat::Raters => ctx.read(|r| quality::raters(r, &names, &mut out)),
            ExportWhat::Agreement => quality::agreement(ctx, request.weights, &names, &mut out),
            ExportWhat::Sheet => analysis::sheet(ctx, &request, &mut out),
            ExportWhat::Priorities => analysis::priorities(ctx, &request, &mut out),
            ExportWhat::Human => human::levels(ctx, &request, &names, &mut out),
            ExportWhat::Runs => runs::leaderboard(ctx, &mut out),
        }
        .map_err(Failure)?;
        Ok::<u64, Failure>(out.rows)
    })
    .map_err(|Failure(error)| match error {
        Error::File { code: "unwritable_file", message, line, .. } => {
            Error::File { path: path.display().to_string(), code: "unwritable_file", message, line }
        }
        other => other,
    })?;
    Ok(Exported { file: ctx.workbench.files.register(path), rows })
}

/// `<project>-<what>[-<run>].csv` beside the project, with a number where that is taken.
fn beside(project: &Path, what: ExportWhat, run: Option<&str>) -> Result<PathBuf> {
    let stem = project.file_stem().unwrap_or_default().to_string_lossy();
    let run = run.map(|name| format!("-{}", file_word(name))).unwrap_or_default();
    let name = format!("{stem}-{}{run}", what.word());
    let names = std::iter::once(format!("{name}.csv")).chain((2..10_000).map(|i| format!("{name} {i}.csv")));
    let mut free = names.map(|name| project.with_file_name(name));
    free.find(|path| !path.exists())
        .ok_or_else(|| Error::refused("name_taken", "too many exports lie beside the project; remove some"))
}

/// A run may be called anything; a file may not.
fn file_word(name: &str) -> String {
    let word = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ') { c } else { '_' };
    name.chars().take(60).map(word).collect()
}
