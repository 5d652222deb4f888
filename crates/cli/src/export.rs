//! Files for other programs and for people.

use crate::answer::Answer;
use crate::args::{ExportArgs, Format, ReportArgs, What};
use crate::desk::Desk;
use crate::human;
use anyhow::Result;
use assay_workbench::commands;
use assay_workbench::export::{ExportFormat, ExportRequest, ExportWhat};
use serde_json::json;
use std::path::Path;

/// Writes one file.
pub fn export(desk: &Desk, output: &Path, of: &ExportArgs) -> Result<Answer> {
    let what = match of.what {
        What::Labels => ExportWhat::Labels,
        What::Judgments => ExportWhat::Judgments,
        What::Raters => ExportWhat::Raters,
        What::Agreement => ExportWhat::Agreement,
        What::Sheet => ExportWhat::Sheet,
        What::Priorities => ExportWhat::Priorities,
        What::Human => ExportWhat::Human,
        What::Runs => ExportWhat::Runs,
    };
    let format = match of.format {
        Some(Format::Csv) => Some(ExportFormat::Csv),
        Some(Format::Xlsx) => Some(ExportFormat::Xlsx),
        Some(Format::Json) => Some(ExportFormat::Json),
        None => by_ending(output),
    };
    let request = ExportRequest {
        what,
        format,
        replace: Some(of.force),
        examples: None,
        run: of.run.as_deref().map(|name| desk.run(name)).transpose()?,
        query: None,
        weights: of.weights.map(Into::into),
        exact: of.exact,
        file: Some(desk.file(output)),
        draw: of.draw.as_deref().map(|name| human::draw(desk, name)).transpose()?,
        pseudonyms: Some(of.pseudonyms),
    };
    let written = desk.wait(commands::export_start(&desk.workbench, &desk.caller, request)?)?;
    let line = format!("{} rows written to {}", written["rows"], output.display());
    Ok(Answer::new(json!({ "rows": written["rows"], "file": output })).line(line))
}

/// What the ending of a file asks for; none where it says nothing.
fn by_ending(output: &Path) -> Option<ExportFormat> {
    match output.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "xlsx" => Some(ExportFormat::Xlsx),
        "json" | "jsonl" | "ndjson" => Some(ExportFormat::Json),
        _ => None,
    }
}

/// Writes a run as one page.
pub fn report(desk: &Desk, of: &ReportArgs) -> Result<Answer> {
    let request = ExportRequest {
        what: ExportWhat::Report,
        format: Some(ExportFormat::Html),
        replace: Some(of.force),
        examples: Some(of.examples),
        run: Some(desk.run(&of.run)?),
        query: None,
        weights: None,
        exact: false,
        file: Some(desk.file(&of.output)),
        draw: None,
        pseudonyms: None,
    };
    let written = desk.wait(commands::export_start(&desk.workbench, &desk.caller, request)?)?;
    let line = format!("a report with {} tags written to {}", written["rows"], of.output.display());
    Ok(Answer::new(json!({ "tags": written["rows"], "file": of.output })).line(line))
}
