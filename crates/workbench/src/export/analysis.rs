//! The error sheet of a run, and its priorities.

use super::ExportRequest;
use super::table::{Out, flag, some};
use crate::errors::{self, PrioritiesRequest};
use crate::{Context, Error, Result};
use assay_store::{items, parts, project, runs, sheet, tags};
use std::io::Write;

fn run_of(request: &ExportRequest) -> Result<i64> {
    request
        .run
        .ok_or_else(|| Error::refused("run_missing", "say which run: choose one (in a terminal: --run NAME)"))
}

/// Rows that are read at a time.
const PAGE: usize = 500;

pub(super) fn sheet<W: Write>(ctx: &Context, request: &ExportRequest, out: &mut Out<'_, W>) -> Result<()> {
    let run = run_of(request)?;
    ctx.read(|r| {
        runs::get(r, run)?;
        let classes = project::question_in_figures(r)?.classes;
        let key = |id: Option<i64>| {
            classes.iter().find(|c| Some(c.id) == id).map(|c| c.key.clone()).unwrap_or_default()
        };
        let (tags, fields) = (tags::list(r)?, items::fields(r)?);
        let fixed = [
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
        let mut columns: Vec<String> = fixed.iter().map(ToString::to_string).collect();
        columns.extend(tags.iter().map(|tag| format!("tag:{}", tag.name)));
        columns.push("comment".into());
        columns.extend(fields.iter().map(|field| format!("meta:{}", field.name)));
        let mut table = out.table(&columns)?;
        let ids = parts::shown(r, sheet::ids(r, run, &request.query.clone().unwrap_or_default())?)?;
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
                    some(row.confidence),
                    row.method.unwrap_or_default(),
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

pub(super) fn priorities<W: Write>(
    ctx: &Context,
    request: &ExportRequest,
    out: &mut Out<'_, W>,
) -> Result<()> {
    let filter = request.query.as_ref().and_then(|query| query.filter.clone());
    let wanted = PrioritiesRequest { run: run_of(request)?, filter, ..PrioritiesRequest::default() };
    let (columns, rows) = errors::priority_table(&errors::priorities(ctx, wanted)?);
    let mut table = out.table(&columns)?;
    for row in rows {
        table.row(&row)?;
    }
    table.finish()
}
