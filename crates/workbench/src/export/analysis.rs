//! The error sheet of a run, and its priorities, as rows.

use super::ExportRequest;
use super::priority_table;
use super::sinks::{Sink, Value};
use crate::errors::{self, PrioritiesReport, PrioritiesRequest};
use crate::{Context, Error, Result};
use assay_model::Tag;
use assay_store::sheet::SheetRow;
use assay_store::{items, parts, project, runs, sheet, tags};

pub(super) fn run_of(request: &ExportRequest) -> Result<i64> {
    request
        .run
        .ok_or_else(|| Error::refused("run_missing", "say which run: choose one (in a terminal: --run NAME)"))
}

/// Rows that are read at a time.
const PAGE: usize = 500;

const SHEET: [&str; 11] = [
    "item",
    "text",
    "split",
    "label",
    "source",
    "pred",
    "score",
    "correct",
    "drawn",
    "label_confidence",
    "label_method",
];

pub(super) fn sheet(ctx: &Context, request: &ExportRequest, out: &mut dyn Sink) -> Result<()> {
    let run = run_of(request)?;
    ctx.read(|r| {
        runs::get(r, run)?;
        let classes = project::question_in_figures(r)?.classes;
        let key = |id: Option<i64>| {
            let found = classes.iter().find(|c| Some(c.id) == id);
            Value::text(found.map(|c| c.key.clone()).unwrap_or_default())
        };
        let (tags, fields) = (tags::list(r)?, items::fields(r)?);
        let mut columns: Vec<String> = SHEET.iter().map(ToString::to_string).collect();
        columns.extend(tags.iter().map(|tag| format!("tag:{}", tag.name)));
        columns.push("comment".into());
        columns.extend(fields.iter().map(|field| format!("meta:{}", field.name)));
        let ids = parts::shown(r, sheet::ids(r, run, &request.query.clone().unwrap_or_default())?)?;
        out.columns(&columns, ids.len() as u64)?;
        for page in ids.chunks(PAGE) {
            for mut row in sheet::rows(r, run, page)? {
                // On the screen a row shows the beginning of its text; a file holds all of it.
                row.text = sheet::whole_text(r, row.item)?;
                out.row(&sheet_row(row, &tags, &key))?;
            }
        }
        Ok(())
    })
}

fn sheet_row(row: SheetRow, tags: &[Tag], key: &dyn Fn(Option<i64>) -> Value) -> Vec<Value> {
    let mut cells = vec![
        Value::text(row.key),
        Value::text(row.text),
        Value::text(row.split.unwrap_or_default()),
        key(row.label),
        Value::text(row.source.unwrap_or_default()),
        key(Some(row.prediction)),
        Value::number(row.score),
        row.correct.map_or(Value::None, Value::Truth),
        Value::Truth(row.drawn),
        Value::number(row.confidence),
        Value::text(row.method.unwrap_or_default()),
    ];
    for tag in tags {
        let mark = row.marks.iter().find(|(id, _)| *id == tag.id);
        cells.push(Value::text(mark.map_or("", |(_, yes)| if *yes { "yes" } else { "no" })));
    }
    cells.push(Value::text(row.comment));
    cells.extend(row.metadata.into_iter().map(Value::Data));
    cells
}

pub(super) fn priorities_of(ctx: &Context, request: &ExportRequest) -> Result<PrioritiesReport> {
    let filter = request.query.as_ref().and_then(|query| query.filter.clone());
    errors::priorities(
        ctx,
        PrioritiesRequest { run: run_of(request)?, filter, ..PrioritiesRequest::default() },
    )
}

pub(super) fn priorities(ctx: &Context, request: &ExportRequest, out: &mut dyn Sink) -> Result<()> {
    let report = priorities_of(ctx, request)?;
    out.columns(&priority_table::columns(&report), report.rows.len() as u64)?;
    report.rows.iter().try_for_each(|row| out.row(&priority_table::cells(&report, row)))
}
