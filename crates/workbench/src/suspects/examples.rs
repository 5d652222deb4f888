//! Items with text, picture, label and tags, for augmentation or for collecting more.

use super::picked::{ItemsWanted, picked};
use crate::export::{Exported, cannot_write, may_replace};
use crate::jobs::{JobId, Progress};
use crate::{Context, Error, Result};
use assay_formats::{CsvMode, TableWriter};
use assay_store::collections::{self, Example};
use assay_store::{Read, project};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use ts_rs::TS;

/// How the file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExampleFormat {
    /// A table; cells that a spreadsheet would run as formulas are neutralised.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

/// Items to write to a file.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ExamplesExport {
    /// Row id of the run that the predictions are of.
    pub run: i64,
    /// Which items; those of `collection` where left out.
    #[serde(default)]
    pub wanted: Option<ItemsWanted>,
    /// Row id of a collection.
    #[serde(default)]
    pub collection: Option<i64>,
    /// How.
    pub format: ExampleFormat,
    /// Where to (a handle); beside the project where left out.
    #[serde(default)]
    pub file: Option<String>,
    /// Replace the file where one of this name is there; else that is refused.
    #[serde(default)]
    pub replace: Option<bool>,
}

/// Starts the export; the job's result is `Exported`.
pub(crate) fn export(ctx: &Context, request: ExamplesExport) -> Result<JobId> {
    let own = ctx.clone();
    ctx.workbench.jobs.start(move |progress| write(&own, &request, progress))
}

fn write(ctx: &Context, request: &ExamplesExport, progress: &dyn Progress) -> Result<Exported> {
    let path = match &request.file {
        Some(handle) => ctx.workbench.files.path(handle)?,
        None => beside(ctx.store()?.path(), request.format)?,
    };
    may_replace(&path, request.replace == Some(true))?;
    let rows = ctx.read(|r| {
        let items = match (&request.wanted, request.collection) {
            (Some(wanted), None) => picked(r, request.run, wanted)?.1,
            (None, Some(collection)) => {
                collections::get(r, collection)?;
                collections::items(r, collection)?
            }
            _ => {
                return Err(Error::refused(
                    "items_unclear",
                    "say which items: either by wanted or by collection",
                ));
            }
        };
        let question = project::question_in_figures(r)?;
        let of =
            |item: i64| -> Result<Example> { Ok(collections::example(r, item, request.run, question.id)?) };
        let key = |id: Option<i64>| {
            let class = question.classes.iter().find(|class| Some(class.id) == id);
            class.map(|class| class.key.clone())
        };
        let columns =
            if request.format == ExampleFormat::Csv { names(r, request.run, &items)? } else { Vec::new() };
        assay_formats::write_atomically(&path, |file| {
            let watch = |at: usize| {
                progress.at("writing", at as u64, items.len() as u64);
                if progress.cancelled() { Err(Failed(Error::Cancelled)) } else { Ok(()) }
            };
            match request.format {
                ExampleFormat::Csv => {
                    let fixed = ["item", "split", "media", "label", "label_source", "pred", "tags"];
                    let header: Vec<&str> =
                        fixed.into_iter().chain(columns.iter().map(String::as_str)).collect();
                    let mut table = TableWriter::new(file, CsvMode::Spreadsheet, &header)
                        .map_err(|fault| Failed(cannot_write(&path, &fault)))?;
                    for (at, item) in items.iter().enumerate() {
                        watch(at)?;
                        let example = of(*item).map_err(Failed)?;
                        let cells = cells(&example, &columns, key(example.label), key(example.predicted));
                        table.write_row(&cells).map_err(|fault| Failed(cannot_write(&path, &fault)))?;
                    }
                    table.finish().map_err(|fault| Failed(cannot_write(&path, &fault)))?;
                }
                ExampleFormat::Jsonl => {
                    for (at, item) in items.iter().enumerate() {
                        watch(at)?;
                        let example = of(*item).map_err(Failed)?;
                        let line = line(&example, key(example.label), key(example.predicted));
                        writeln!(file, "{line}")
                            .map_err(|error| Failed(crate::files::unwritable(&path, &error)))?;
                    }
                }
            }
            Ok::<u64, Failed>(items.len() as u64)
        })
        .map_err(|Failed(error)| error)
    })?;
    Ok(Exported { file: ctx.workbench.files.register(path), rows })
}

struct Failed(Error);

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Failed {
        Failed(crate::files::unwritable(Path::new("the file"), &error))
    }
}

/// The content fields that any of the items has, by name.
fn names(r: &Read<'_>, run: i64, items: &[i64]) -> Result<Vec<String>> {
    let question = project::question(r)?.id;
    let mut names = BTreeSet::new();
    for item in items {
        names.extend(collections::example(r, *item, run, question)?.fields.into_iter().map(|(name, _)| name));
    }
    Ok(names.into_iter().collect())
}

fn cells(
    example: &Example,
    columns: &[String],
    label: Option<String>,
    predicted: Option<String>,
) -> Vec<String> {
    let mut cells = vec![
        example.key.clone(),
        example.split.clone().unwrap_or_default(),
        example.media.clone().unwrap_or_default(),
        label.unwrap_or_default(),
        example.source.clone().unwrap_or_default(),
        predicted.unwrap_or_default(),
        example.tags.join("; "),
    ];
    cells.extend(columns.iter().map(|name| match example.fields.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }));
    cells
}

fn line(example: &Example, label: Option<String>, predicted: Option<String>) -> Value {
    json!({
        "item": example.key,
        "split": example.split,
        "fields": example.fields,
        "media": example.media,
        "label": label,
        "label_source": example.source,
        "pred": predicted,
        "tags": example.tags,
    })
}

/// `<project>-examples.csv` beside the project, with a number where that is taken.
fn beside(project: &Path, format: ExampleFormat) -> Result<PathBuf> {
    let stem = project.file_stem().unwrap_or_default().to_string_lossy();
    let ending = if format == ExampleFormat::Csv { "csv" } else { "jsonl" };
    let names = std::iter::once(String::new()).chain((2..10_000).map(|i| format!(" {i}")));
    let mut free = names.map(|n| project.with_file_name(format!("{stem}-examples{n}.{ending}")));
    free.find(|path| !path.exists())
        .ok_or_else(|| Error::refused("name_taken", "too many exports lie beside the project; remove some"))
}
