//! What a file looks like before anything is done with it.

use super::ImportKind;
use super::layout::{LayoutView, Seen, understand};
use super::mapping::{ImportMapping, guess};
use super::source::{file_error, flattens, options};
use crate::{Context, Result};
use assay_formats::{ReadOptions, Shape, TableKind, guess_kind, list_images, sniff};
use assay_store::project;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file to look at.
#[derive(Debug, Clone, Deserialize, TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PreviewRequest {
    /// The file or folder (a handle).
    pub file: String,
    /// What it holds; guessed where left out.
    pub kind: Option<ImportKind>,
    /// Where the guess is wrong.
    pub encoding: Option<String>,
    /// Where the guess is wrong.
    pub delimiter: Option<String>,
    /// Whose predictions, where the file has those of several models.
    pub model: Option<String>,
}

/// A column with its first values.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ColumnPreview {
    /// As in the file.
    pub name: String,
    /// From the first rows.
    pub samples: Vec<Option<String>>,
}

/// What a file looks like.
#[derive(Debug, Clone, Serialize, TS, schemars::JsonSchema)]
pub struct ImportPreview {
    /// What it probably holds.
    pub kind: ImportKind,
    /// `csv`, `jsonl`, `json`, `parquet`, `xlsx` or `folder`.
    pub shape: String,
    /// As read; empty for a folder.
    pub encoding: String,
    /// As detected; none where there is none.
    pub delimiter: Option<String>,
    /// Size; for a folder of all its pictures.
    pub bytes: u64,
    /// Pictures in a folder.
    pub files: Option<u64>,
    /// Columns with their first values.
    pub columns: Vec<ColumnPreview>,
    /// Which column probably is what.
    pub mapping: ImportMapping,
    /// A name for the run, for predictions.
    pub run: String,
    /// What was understood of a file of predictions.
    pub layout: Option<LayoutView>,
}

pub(crate) fn preview(ctx: &Context, request: PreviewRequest) -> Result<ImportPreview> {
    let path = ctx.workbench.files.path(&request.file)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let run = super::run_name(&path);
    if path.is_dir() {
        let files = list_images(&path).map_err(|fault| file_error(&name, &fault))?;
        let samples = files.iter().take(20).map(|file| Some(file.relative.clone())).collect();
        let columns = ["item".to_owned(), "image".to_owned()];
        return Ok(ImportPreview {
            kind: ImportKind::Items,
            shape: "folder".into(),
            encoding: String::new(),
            delimiter: None,
            bytes: files.iter().map(|file| file.bytes).sum(),
            files: Some(files.len() as u64),
            mapping: guess(ImportKind::Items, &columns, &[]),
            columns: vec![ColumnPreview { name: "image".into(), samples }],
            run,
            layout: None,
        });
    }
    let options = options(request.encoding.as_deref(), request.delimiter.as_deref(), &name)?;
    let look = |flatten| {
        sniff(&path, &ReadOptions { flatten, ..options }).map_err(|fault| file_error(&name, &fault))
    };
    let mut sniffed = look(request.kind.is_some_and(flattens))?;
    let nests = matches!(sniffed.shape, Shape::JsonLines | Shape::JsonArray | Shape::Parquet);
    let kind = match request.kind {
        Some(kind) => kind,
        None => {
            let flat = if nests { Some(look(true)?) } else { None };
            let kind = likely_kind(flat.as_ref().map(|flat| &*flat.columns), &sniffed.columns, &name);
            if let Some(flat) = flat.filter(|_| flattens(kind)) {
                sniffed = flat;
            }
            kind
        }
    };
    let mut mapping = guess(kind, &sniffed.columns, &sniffed.sample);
    let mut layout = None;
    if kind == ImportKind::Predictions {
        let seen = Seen { columns: &sniffed.columns, samples: &sniffed.sample };
        let (understood, view) = ctx.read(|r| {
            understand(r, &project::question(r)?, &seen, mapping.clone(), request.model.as_deref(), false)
        })?;
        (mapping, layout) = (understood, Some(view));
    }
    let run = layout.as_ref().and_then(|view| view.model.clone()).unwrap_or(run);
    let (shape, delimiter) = match sniffed.shape {
        Shape::Delimited { delimiter } => ("csv", Some(char::from(delimiter).to_string())),
        Shape::JsonLines => ("jsonl", None),
        Shape::JsonArray => ("json", None),
        Shape::Parquet => ("parquet", None),
        Shape::Workbook => ("xlsx", None),
    };
    let columns = sniffed.columns.iter().enumerate().map(|(i, column)| ColumnPreview {
        name: column.clone(),
        samples: sniffed.sample.iter().map(|row| row.get(i).cloned().flatten()).collect(),
    });
    Ok(ImportPreview {
        kind,
        shape: shape.into(),
        encoding: sniffed.encoding.name().to_owned(),
        delimiter,
        bytes: sniffed.bytes,
        files: None,
        columns: columns.collect(),
        mapping,
        run,
        layout,
    })
}

/// `flat` are the columns with nested values spread out, where values nest.
fn likely_kind(flat: Option<&[String]>, columns: &[String], name: &str) -> ImportKind {
    if columns.iter().any(|column| column.starts_with("tag:")) {
        return ImportKind::Sheet;
    }
    // Tasks of Label Studio that a model was asked about; the same without predictions are items.
    let flat = flat.unwrap_or_default();
    let tasks = flat.iter().any(|column| column.starts_with("data."));
    if tasks && flat.iter().any(|column| column == "pred" || column.starts_with("pred:")) {
        return ImportKind::Predictions;
    }
    match guess_kind(columns, name) {
        Some(TableKind::Gold) => ImportKind::Gold,
        Some(TableKind::Judgments) => ImportKind::Judgments,
        Some(TableKind::Predictions) => ImportKind::Predictions,
        Some(TableKind::Items) | None => ImportKind::Items,
    }
}
