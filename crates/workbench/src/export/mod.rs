//! Files for other programs and for people: CSV in two named modes (for spreadsheets, and exact), Excel workbooks, JSON,
//! and a report as one page.

mod analysis;
mod formulas;
mod human;
mod names;
mod priority_table;
mod quality;
mod report;
mod runs;
mod sinks;
mod table;

pub(crate) use names::Names;
pub(crate) use table::cannot_write;

use crate::files::FileHandle;
use crate::jobs::{JobId, Progress};
use crate::quality::AgreementWeights;
use crate::{Context, Error, Result};
use assay_formats::{CsvMode, is_database};
use assay_model::Query;
use assay_store::project;
use serde::{Deserialize, Serialize};
use sinks::{Book, Csv, JsonLines, Watched};
use std::fs::File;
use std::io::{BufWriter, Write as _};
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
    /// A run on one page: figures, confusion, classes, priorities, and how each was made.
    Report,
}

/// As what to write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// A table as text.
    Csv,
    /// An Excel workbook (the sheet and the priorities).
    Xlsx,
    /// JSON: the sheet as one object in each line, the priorities as the command gives them.
    Json,
    /// One page without scripts (the report).
    Html,
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
    /// As what; CSV where left out, and a page for the report.
    pub format: Option<ExportFormat>,
    /// How many examples the report shows of each tag, 0 to 5; none where left out.
    pub examples: Option<u32>,
    /// Replace the file where one of this name is there; else that is refused.
    pub replace: Option<bool>,
    /// Of CSV. Round-trips; else cells that a spreadsheet would run as formulas are neutralised.
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
            ExportWhat::Report => "report",
        }
    }

    /// What it can be written as; the usual first.
    fn formats(self) -> &'static [ExportFormat] {
        use ExportFormat::{Csv, Html, Json, Xlsx};
        match self {
            ExportWhat::Sheet | ExportWhat::Priorities => &[Csv, Xlsx, Json],
            ExportWhat::Report => &[Html],
            _ => &[Csv],
        }
    }

    fn format(self, wanted: Option<ExportFormat>) -> Result<ExportFormat> {
        let Some(wanted) = wanted else { return Ok(self.formats()[0]) };
        if self.formats().contains(&wanted) {
            return Ok(wanted);
        }
        let can: Vec<&str> = self.formats().iter().map(|format| format.name()).collect();
        let message =
            format!("{} can be written as {}, not as {}", self.word(), can.join(", "), wanted.name());
        Err(Error::refused("format_unsupported", message))
    }
}

impl ExportFormat {
    fn name(self) -> &'static str {
        match self {
            ExportFormat::Csv => "CSV",
            ExportFormat::Xlsx => "XLSX",
            ExportFormat::Json => "JSON",
            ExportFormat::Html => "HTML",
        }
    }

    fn extension(self, what: ExportWhat) -> &'static str {
        match self {
            ExportFormat::Csv => "csv",
            ExportFormat::Xlsx => "xlsx",
            ExportFormat::Json if what == ExportWhat::Sheet => "jsonl",
            ExportFormat::Json => "json",
            ExportFormat::Html => "html",
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
    let format = request.what.format(request.format)?;
    let path = match &request.file {
        Some(handle) => ctx.workbench.files.path(handle)?,
        None => {
            let run =
                request.run.map(|id| ctx.read(|r| Ok(assay_store::runs::get(r, id)?.name))).transpose()?;
            beside(ctx.store()?.path(), request.what, format, run.as_deref())?
        }
    };
    may_replace(&path, request.replace == Some(true))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let rows = assay_formats::write_atomically(&path, |file| {
        let rows = match format {
            ExportFormat::Csv => csv(ctx, &request, file, progress),
            ExportFormat::Json => json(ctx, &request, file, progress),
            ExportFormat::Xlsx => workbook(ctx, &request, file, folder, progress),
            ExportFormat::Html => report::write(ctx, &request, file),
        };
        rows.map_err(Failure)
    })
    .map_err(|Failure(error)| match error {
        _ if progress.cancelled() => Error::Cancelled,
        Error::File { path: unnamed, code, message, line } if unnamed.is_empty() => {
            Error::File { path: path.display().to_string(), code, message, line }
        }
        other => other,
    })?;
    Ok(Exported { file: ctx.workbench.files.register(path), rows })
}

/// Refuses a file that is there and holds something. A project is refused where it would be written over.
pub(crate) fn may_replace(path: &Path, replace: bool) -> Result<()> {
    let holds = std::fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() > 0);
    if replace || !holds || is_database(path) {
        return Ok(());
    }
    Err(Error::File {
        path: path.display().to_string(),
        code: "file_exists",
        message: "this file is there already; choose another name, or say that it is to be replaced (in a terminal: --force)".into(),
        line: None,
    })
}

fn csv(
    ctx: &Context,
    request: &ExportRequest,
    file: &mut BufWriter<File>,
    progress: &dyn Progress,
) -> Result<u64> {
    let mode = if request.exact { CsvMode::Exact } else { CsvMode::Spreadsheet };
    let names = Names::new(ctx, request.pseudonyms == Some(true))?;
    let mut out = Out { file, mode, rows: 0, progress };
    match request.what {
        ExportWhat::Judgments => ctx.read(|r| quality::judgments(r, &names, &mut out))?,
        ExportWhat::Labels => ctx.read(|r| quality::labels(r, &mut out))?,
        ExportWhat::Raters => ctx.read(|r| quality::raters(r, &names, &mut out))?,
        ExportWhat::Agreement => quality::agreement(ctx, request.weights, &names, &mut out)?,
        ExportWhat::Human => human::levels(ctx, request, &names, &mut out)?,
        ExportWhat::Runs => runs::leaderboard(ctx, &mut out)?,
        ExportWhat::Sheet | ExportWhat::Priorities | ExportWhat::Report => {
            let mut table = Csv::new(&mut out);
            if request.what == ExportWhat::Priorities {
                analysis::priorities(ctx, request, &mut table)?;
            } else {
                analysis::sheet(ctx, request, &mut table)?;
            }
            return table.finish();
        }
    }
    Ok(out.rows)
}

fn json(
    ctx: &Context,
    request: &ExportRequest,
    file: &mut BufWriter<File>,
    progress: &dyn Progress,
) -> Result<u64> {
    if request.what == ExportWhat::Priorities {
        let report = analysis::priorities_of(ctx, request)?;
        let mut text = serde_json::to_vec_pretty(&report)?;
        text.push(b'\n');
        file.write_all(&text).map_err(|error| Failure::from(error).0)?;
        return Ok(report.rows.len() as u64);
    }
    let mut lines = JsonLines::new(file, progress);
    analysis::sheet(ctx, request, &mut lines)?;
    Ok(lines.rows())
}

fn workbook(
    ctx: &Context,
    request: &ExportRequest,
    file: &mut BufWriter<File>,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<u64> {
    let (writer, rows) = if request.what == ExportWhat::Priorities {
        let report = analysis::priorities_of(ctx, request)?;
        let project = ctx.read(|r| Ok::<_, Error>(project::get(r)?))?;
        let about =
            formulas::about(&report, &project.name, crate::access::now(), ctx.workbench.config.version);
        formulas::priorities(&report, &about, folder, progress)?
    } else {
        let mut book = Book::new(folder, "Sheet", progress)?;
        analysis::sheet(ctx, request, &mut book)?;
        let rows = book.rows();
        (book.writer, rows)
    };
    progress.at("saving", rows, rows);
    writer.finish(Watched { file, progress }).map_err(|fault| table::cannot_write(Path::new(""), &fault))?;
    Ok(rows)
}

/// `<project>-<what>[-<run>].csv` beside the project, with a number where that is taken.
fn beside(project: &Path, what: ExportWhat, format: ExportFormat, run: Option<&str>) -> Result<PathBuf> {
    let stem = project.file_stem().unwrap_or_default().to_string_lossy();
    let run = run.map(|name| format!("-{}", file_word(name))).unwrap_or_default();
    let name = format!("{stem}-{}{run}", what.word());
    let end = format.extension(what);
    let names =
        std::iter::once(format!("{name}.{end}")).chain((2..10_000).map(|i| format!("{name} {i}.{end}")));
    let mut free = names.map(|name| project.with_file_name(name));
    free.find(|path| !path.exists())
        .ok_or_else(|| Error::refused("name_taken", "too many exports lie beside the project; remove some"))
}

/// A run may be called anything; a file may not.
fn file_word(name: &str) -> String {
    let word = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ') { c } else { '_' };
    name.chars().take(60).map(word).collect()
}
