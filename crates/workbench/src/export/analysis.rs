//! The error sheet of a run, and its priorities, as rows.

use super::ExportRequest;
use super::sinks::{Sink, Value};
use crate::errors::{self, PrioritiesReport, PriorityRow, RunRequest};
use crate::figures::Figure;
use crate::{Context, Error, Result};
use assay_model::Tag;
use assay_store::sheet::SheetRow;
use assay_store::{items, project, runs, sheet, tags};

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
        let ids = sheet::ids(r, run, &request.query.clone().unwrap_or_default())?;
        out.columns(&columns, ids.len() as u64)?;
        for page in ids.chunks(PAGE) {
            for row in sheet::rows(r, run, page)? {
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

/// The figures of a tag, in the order of the columns; `gap` and `hlp_gain` need a human level.
pub(super) const FIGURES: [&str; 7] =
    ["share_of_errors", "miss_rate", "share_of_items", "zero_error_ceiling", "accuracy", "gap", "hlp_gain"];

/// In the order of [`FIGURES`].
pub(super) fn figures(row: &PriorityRow) -> [Option<&Figure>; 7] {
    [
        Some(&row.share_of_errors),
        Some(&row.miss_rate),
        Some(&row.share_of_items),
        Some(&row.zero_error_ceiling),
        Some(&row.accuracy),
        row.gap.as_ref(),
        row.hlp_gain.as_ref(),
    ]
}

/// Why the first figure that cannot be made is none.
pub(super) fn reason(row: &PriorityRow) -> String {
    figures(row).into_iter().flatten().find_map(|figure| figure.undefined_because.clone()).unwrap_or_default()
}

pub(super) fn priority_columns() -> Vec<String> {
    let mut columns: Vec<String> = ["tag", "importance", "ease", "hlp", "hlp_n"].map(String::from).into();
    for figure in FIGURES {
        columns.extend(["", "_lower", "_upper", "_n"].map(|part| format!("{figure}{part}")));
    }
    columns.push("not_estimable_because".into());
    columns
}

pub(super) fn priority_row(row: &PriorityRow) -> Vec<Value> {
    let number = |number: Option<u64>| Value::number(number.map(|n| n as f64));
    let mut cells = vec![
        Value::text(row.tag.name.clone()),
        number(row.tag.importance.map(u64::from)),
        number(row.tag.ease.map(u64::from)),
        Value::share(row.tag.hlp),
        number(row.tag.hlp_n),
    ];
    for figure in figures(row) {
        match figure {
            Some(f) => cells.extend([
                Value::share(f.value),
                Value::share(f.lower),
                Value::share(f.upper),
                Value::Number(f.n as f64),
            ]),
            None => cells.extend([const { Value::None }; 4]),
        }
    }
    cells.push(Value::text(reason(row)));
    cells
}

pub(super) fn priorities_of(ctx: &Context, request: &ExportRequest) -> Result<PrioritiesReport> {
    errors::priorities(ctx, RunRequest { run: run_of(request)? })
}

pub(super) fn priorities(ctx: &Context, request: &ExportRequest, out: &mut dyn Sink) -> Result<()> {
    let report = priorities_of(ctx, request)?;
    out.columns(&priority_columns(), report.rows.len() as u64)?;
    report.rows.iter().try_for_each(|row| out.row(&priority_row(row)))
}
