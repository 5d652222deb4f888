//! CSV files for other programs, in two named modes: for spreadsheets, and exact.

use crate::errors::{self, RunRequest};
use crate::files::FileHandle;
use crate::jobs::{JobId, Progress};
use crate::quality::{self, AgreementRequest};
use crate::{Context, Error, Result, figures::Figure, times};
use assay_formats::{CsvMode, TableWriter, WriteFault};
use assay_model::Query;
use assay_store::{Read, items, judgments, project, runs, sheet, tags};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::{Path, PathBuf};
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
        None => beside(ctx.store()?.path(), request.what)?,
    };
    let mode = if request.exact { CsvMode::Exact } else { CsvMode::Spreadsheet };
    let rows = assay_formats::write_atomically(&path, |file| {
        let mut out = Out { file, mode, rows: 0, progress };
        match request.what {
            ExportWhat::Judgments => ctx.read(|r| write_judgments(r, &mut out)),
            ExportWhat::Labels => ctx.read(|r| write_labels(r, &mut out)),
            ExportWhat::Raters => ctx.read(|r| write_raters(r, &mut out)),
            ExportWhat::Agreement => write_agreement(ctx, &mut out),
            ExportWhat::Sheet => write_sheet(ctx, &request, &mut out),
            ExportWhat::Priorities => write_priorities(ctx, &request, &mut out),
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

/// What ended a write; either the disk or the work.
struct Failure(Error);

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        Failure(Error::File {
            path: String::new(),
            code: "unwritable_file",
            message: format!("the file cannot be written: {error}; choose another place"),
            line: None,
        })
    }
}

/// A write fault with the file's name.
pub(crate) fn cannot_write(path: &Path, fault: &WriteFault) -> Error {
    Error::File {
        path: path.display().to_string(),
        code: fault.code(),
        message: fault.to_string(),
        line: None,
    }
}

/// `<project>-<what>.csv` beside the project, with a number where that is taken.
fn beside(project: &Path, what: ExportWhat) -> Result<PathBuf> {
    let stem = project.file_stem().unwrap_or_default().to_string_lossy();
    let names = std::iter::once(format!("{stem}-{}.csv", what.word()))
        .chain((2..10_000).map(|i| format!("{stem}-{} {i}.csv", what.word())));
    let mut free = names.map(|name| project.with_file_name(name));
    free.find(|path| !path.exists())
        .ok_or_else(|| Error::refused("name_taken", "too many exports lie beside the project; remove some"))
}

struct Out<'a, W: Write> {
    file: W,
    mode: CsvMode,
    rows: u64,
    progress: &'a dyn Progress,
}

/// A table that counts its rows and can be cancelled.
struct Counted<'a, 'b, W: Write> {
    table: TableWriter<&'a mut W>,
    rows: &'a mut u64,
    progress: &'b dyn Progress,
}

impl<'b, W: Write> Out<'b, W> {
    fn table<S: AsRef<str>>(&mut self, columns: &[S]) -> Result<Counted<'_, 'b, W>> {
        let table = TableWriter::new(&mut self.file, self.mode, columns)
            .map_err(|f| cannot_write(Path::new(""), &f))?;
        Ok(Counted { table, rows: &mut self.rows, progress: self.progress })
    }
}

impl<W: Write> Counted<'_, '_, W> {
    fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<()> {
        if self.rows.is_multiple_of(1024) {
            if self.progress.cancelled() {
                return Err(Error::Cancelled);
            }
            self.progress.at("writing", *self.rows, 0);
        }
        *self.rows += 1;
        self.table.write_row(cells).map_err(|f| cannot_write(Path::new(""), &f))
    }

    fn finish(self) -> Result<()> {
        self.table.finish().map(|_| ()).map_err(|f| cannot_write(Path::new(""), &f))
    }
}

fn some<T: ToString>(value: Option<T>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

fn flag(value: bool) -> String {
    u8::from(value).to_string()
}

fn write_judgments<W: Write>(r: &Read<'_>, out: &mut Out<'_, W>) -> Result<()> {
    let question = project::question(r)?.key;
    let mut table = out.table(&[
        "item",
        "rater",
        "label",
        "question",
        "time",
        "active_ms",
        "guideline_version",
        "skipped",
        "unsure",
        "note",
        "purpose",
        "counted",
    ])?;
    judgments::each(r, |j| {
        table.row(&[
            j.item_key,
            j.rater,
            j.label.unwrap_or_default(),
            question.clone(),
            j.made_at.map(times::format).unwrap_or_default(),
            some(j.active_ms),
            some(j.guideline_version),
            flag(j.skipped),
            flag(j.unsure),
            j.note,
            j.purpose,
            flag(j.counted),
        ])
    })?;
    table.finish()
}

fn write_labels<W: Write>(r: &Read<'_>, out: &mut Out<'_, W>) -> Result<()> {
    let question = project::question(r)?.id;
    let mut table = out.table(&["item", "label", "source", "confidence", "judgments"])?;
    judgments::each_final(r, question, |f| {
        table.row(&[
            f.item,
            f.label.unwrap_or_default(),
            f.source.unwrap_or_default(),
            some(f.confidence),
            f.n.to_string(),
        ])
    })?;
    table.finish()
}

fn write_raters<W: Write>(r: &Read<'_>, out: &mut Out<'_, W>) -> Result<()> {
    let mut table = out.table(&[
        "rater",
        "simulated",
        "judgments",
        "skips",
        "active_ms",
        "gold_n",
        "gold_right",
        "gold_accuracy",
        "gold_lower",
        "gold_upper",
    ])?;
    for rater in judgments::rater_totals(r)? {
        let [value, lower, upper, _] = cells(&Figure::share(rater.gold_right, rater.gold_n));
        table.row(&[
            rater.name,
            flag(rater.simulated),
            rater.judgments.to_string(),
            rater.skips.to_string(),
            rater.active_ms.to_string(),
            rater.gold_n.to_string(),
            rater.gold_right.to_string(),
            value,
            lower,
            upper,
        ])?;
    }
    table.finish()
}

/// Value, lower, upper, n.
fn cells(figure: &Figure) -> [String; 4] {
    [some(figure.value), some(figure.lower), some(figure.upper), figure.n.to_string()]
}

fn write_agreement<W: Write>(ctx: &Context, out: &mut Out<'_, W>) -> Result<()> {
    let request = AgreementRequest { pairs: Some(true), per_class: Some(true), truth: None };
    let report = quality::agreement(ctx, request)?;
    let mut table = out.table(&[
        "statistic",
        "class",
        "rater_a",
        "rater_b",
        "value",
        "lower",
        "upper",
        "n_items",
        "n_raters",
        "n_judgments",
        "undefined_because",
    ])?;
    let classes = report.per_class.unwrap_or_default();
    let all = report.coefficients.iter().map(|c| ("", c));
    let each = classes.iter().flat_map(|class| class.coefficients.iter().map(|c| (class.class.as_str(), c)));
    for (class, c) in all.chain(each) {
        table.row(&[
            c.name.clone(),
            class.to_owned(),
            String::new(),
            String::new(),
            some(c.value),
            some(c.lower),
            some(c.upper),
            c.n_items.to_string(),
            c.n_raters.to_string(),
            c.n_judgments.to_string(),
            c.undefined_because.clone().unwrap_or_default(),
        ])?;
    }
    for pair in report.pairs.unwrap_or_default() {
        let [value, lower, upper, n] = cells(&pair.kappa);
        table.row(&[
            "cohen_kappa".to_owned(),
            String::new(),
            report.raters[pair.a as usize].clone(),
            report.raters[pair.b as usize].clone(),
            value,
            lower,
            upper,
            n,
            "2".to_owned(),
            String::new(),
            pair.kappa.undefined_because.unwrap_or_default(),
        ])?;
    }
    table.finish()
}

fn run_of(request: &ExportRequest) -> Result<i64> {
    request
        .run
        .ok_or_else(|| Error::refused("run_missing", "say which run: choose one (in a terminal: --run NAME)"))
}

/// Rows that are read at a time.
const PAGE: usize = 500;

fn write_sheet<W: Write>(ctx: &Context, request: &ExportRequest, out: &mut Out<'_, W>) -> Result<()> {
    let run = run_of(request)?;
    ctx.read(|r| {
        runs::get(r, run)?;
        let classes = project::question(r)?.classes;
        let key = |id: Option<i64>| {
            classes.iter().find(|c| Some(c.id) == id).map(|c| c.key.clone()).unwrap_or_default()
        };
        let (tags, fields) = (tags::list(r)?, items::fields(r)?);
        let fixed = ["item", "text", "split", "label", "source", "pred", "score", "correct", "drawn"];
        let mut columns: Vec<String> = fixed.iter().map(ToString::to_string).collect();
        columns.extend(tags.iter().map(|tag| format!("tag:{}", tag.name)));
        columns.push("comment".into());
        columns.extend(fields.iter().map(|field| format!("meta:{}", field.name)));
        let mut table = out.table(&columns)?;
        let ids = sheet::ids(r, run, &request.query.clone().unwrap_or_default())?;
        for page in ids.chunks(PAGE) {
            for row in sheet::rows(r, run, page)? {
                let mut cells = vec![
                    row.key,
                    row.text,
                    row.split.unwrap_or_default(),
                    key(row.label),
                    row.source.unwrap_or_default(),
                    key(Some(row.prediction)),
                    some(row.score),
                    row.correct.map(flag).unwrap_or_default(),
                    flag(row.drawn),
                ];
                for tag in &tags {
                    let mark = row.marks.iter().find(|(id, _)| *id == tag.id);
                    cells.push(mark.map_or("", |(_, yes)| if *yes { "yes" } else { "no" }).to_owned());
                }
                cells.push(row.comment);
                cells.extend(row.metadata.iter().map(|value| match value {
                    serde_json::Value::Null => String::new(),
                    serde_json::Value::String(text) => text.clone(),
                    other => other.to_string(),
                }));
                table.row(&cells)?;
            }
        }
        table.finish()
    })
}

fn write_priorities<W: Write>(ctx: &Context, request: &ExportRequest, out: &mut Out<'_, W>) -> Result<()> {
    let report = errors::priorities(ctx, RunRequest { run: run_of(request)? })?;
    let figures = [
        "share_of_errors",
        "miss_rate",
        "share_of_items",
        "zero_error_ceiling",
        "accuracy",
        "gap",
        "hlp_gain",
    ];
    let mut columns: Vec<String> = ["tag", "importance", "ease", "hlp", "hlp_n"].map(String::from).into();
    for figure in figures {
        columns.extend([
            figure.to_owned(),
            format!("{figure}_lower"),
            format!("{figure}_upper"),
            format!("{figure}_n"),
        ]);
    }
    columns.push("not_estimable_because".into());
    let mut table = out.table(&columns)?;
    for row in report.rows {
        let mut line = vec![
            row.tag.name,
            some(row.tag.importance),
            some(row.tag.ease),
            some(row.tag.hlp),
            some(row.tag.hlp_n),
        ];
        let own = [
            &row.share_of_errors,
            &row.miss_rate,
            &row.share_of_items,
            &row.zero_error_ceiling,
            &row.accuracy,
        ];
        for figure in own.into_iter().map(Some).chain([row.gap.as_ref(), row.hlp_gain.as_ref()]) {
            line.extend(figure.map_or_else(Default::default, cells));
        }
        let reason = own.into_iter().find_map(|figure| figure.undefined_because.clone());
        line.push(reason.unwrap_or_default());
        table.row(&line)?;
    }
    table.finish()
}
