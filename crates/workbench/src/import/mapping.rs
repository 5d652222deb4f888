//! Which column is what: guessed from names and values, corrected by the person.

use super::layout::{Seen, understand};
use super::source::Source;
use super::{ImportKind, ImportRequest};
use crate::{Error, Result};
use assay_formats::{Role, TableKind, guess_mapping, names_a_label, prediction_columns};
use assay_model::Question;
use assay_store::Read;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What becomes of a column that has no role of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldRole {
    /// Shown to raters.
    Content,
    /// For filters and slices; raters do not see it.
    Metadata,
    /// Left out.
    Ignored,
}

/// A column of items that has no role of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
pub struct FieldMap {
    /// As in the file.
    pub column: String,
    /// As in the project.
    pub name: String,
    /// What becomes of it.
    pub role: FieldRole,
}

/// A column of scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
pub struct ScoreMap {
    /// As in the file.
    pub column: String,
    /// Key or name of the class.
    pub class: String,
}

/// Which column is what; each by its name in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ImportMapping {
    /// The item's key.
    pub key: Option<String>,
    /// Who judged.
    pub rater: Option<String>,
    /// The answer, or the known answer.
    pub label: Option<String>,
    /// The model's answer.
    pub prediction: Option<String>,
    /// The score of the model's answer.
    pub score: Option<String>,
    /// The item's split.
    pub split: Option<String>,
    /// Path of the item's picture, relative to the file.
    pub image: Option<String>,
    /// Why the known answer is right.
    pub explanation: Option<String>,
    /// When it was judged.
    pub time: Option<String>,
    /// Active time in milliseconds.
    pub active_ms: Option<String>,
    /// Version of the instructions.
    pub guideline_version: Option<String>,
    /// Free text of the rater, or the comment of a sheet.
    pub note: Option<String>,
    /// Whether the rater passed.
    pub skipped: Option<String>,
    /// Whether the rater was in doubt.
    pub unsure: Option<String>,
    /// `label` or `gold`: why the item was put before the rater.
    pub purpose: Option<String>,
    /// What becomes of the other columns (items).
    pub fields: Vec<FieldMap>,
    /// Columns of scores (predictions).
    pub scores: Vec<ScoreMap>,
}

/// Names that exports of this program use and the general guess does not know.
fn own_names(mapping: &mut ImportMapping, kind: ImportKind, columns: &[String]) {
    let named =
        |names: &[&str]| columns.iter().find(|c| names.iter().any(|n| c.eq_ignore_ascii_case(n))).cloned();
    match kind {
        ImportKind::Judgments => mapping.purpose = named(&["purpose"]),
        ImportKind::Predictions => mapping.score = named(&["score", "prob", "confidence", "probability"]),
        ImportKind::Sheet => {
            mapping.key = named(&["item", "key", "id"]);
            mapping.note = named(&["comment"]);
        }
        _ => {}
    }
}

/// What the columns of a file probably are. `samples` are the first rows, one value for each column.
pub(crate) fn guess(kind: ImportKind, columns: &[String], samples: &[Vec<Option<String>>]) -> ImportMapping {
    let table = match kind {
        ImportKind::Items => TableKind::Items,
        ImportKind::Gold => TableKind::Gold,
        ImportKind::Judgments => TableKind::Judgments,
        ImportKind::Predictions => TableKind::Predictions,
        ImportKind::Sheet => {
            let mut mapping = ImportMapping::default();
            own_names(&mut mapping, kind, columns);
            return mapping;
        }
    };
    let guessed = guess_mapping(table, columns);
    let column = |role: Role| guessed.column(&role).and_then(|i| columns.get(i)).cloned();
    let mut mapping = ImportMapping {
        key: column(Role::Item),
        rater: column(Role::Rater),
        label: column(Role::Label),
        prediction: column(Role::Prediction),
        split: column(Role::Split),
        image: column(Role::Image),
        explanation: column(Role::Explanation),
        time: column(Role::Time),
        active_ms: column(Role::ActiveMs),
        guideline_version: column(Role::GuidelineVersion),
        note: column(Role::Note),
        skipped: column(Role::Skipped),
        unsure: column(Role::Unsure),
        ..ImportMapping::default()
    };
    let scores = guessed.scores().filter_map(|(i, class)| {
        columns.get(i).map(|column| ScoreMap { column: column.clone(), class: class.to_owned() })
    });
    mapping.scores = scores.collect();
    own_names(&mut mapping, kind, columns);
    if kind == ImportKind::Items {
        mapping.fields = guess_fields(&mapping, columns, samples);
    }
    mapping
}

/// Text that a person reads is content; codes and numbers are metadata. Where nothing reads like text, the first column of
/// words is content; where there are only numbers, the key is shown. An answer never is: it would be told to the raters.
fn guess_fields(
    mapping: &ImportMapping,
    columns: &[String],
    samples: &[Vec<Option<String>>],
) -> Vec<FieldMap> {
    let taken = [&mapping.key, &mapping.split, &mapping.image];
    let free = columns.iter().enumerate().filter(|(_, c)| !taken.iter().any(|t| t.as_ref() == Some(*c)));
    let mut fields: Vec<FieldMap> = free
        .map(|(i, column)| {
            let values = samples.iter().filter_map(|row| row.get(i)?.as_deref());
            let prose = values.clone().any(|v| v.chars().count() > 40 || v.split_whitespace().count() > 3);
            let called = [
                "text",
                "sentence",
                "body",
                "content",
                "title",
                "question",
                "prompt",
                "hypothesis",
                "premise",
            ]
            .iter()
            .any(|name| column.eq_ignore_ascii_case(name));
            let role = if prose || called { FieldRole::Content } else { FieldRole::Metadata };
            FieldMap { column: column.clone(), name: column.clone(), role }
        })
        .collect();
    let nothing = mapping.image.is_none() && fields.iter().all(|field| field.role != FieldRole::Content);
    let words = |column: &str| {
        let place = columns.iter().position(|c| c == column);
        let values = samples.iter().filter_map(|row| row.get(place?)?.as_deref());
        values.map(str::trim).any(|v| !v.is_empty() && v.parse::<f64>().is_err())
    };
    let mut free = fields.iter_mut().filter(|field| !holds_an_answer(&field.column) && words(&field.column));
    if let (true, Some(first)) = (nothing, free.next()) {
        first.role = FieldRole::Content;
    }
    fields
}

/// Whether a column is named like one that says what is true or what a model answers.
pub(crate) fn holds_an_answer(column: &str) -> bool {
    names_a_label(column) || !prediction_columns(&[column]).is_empty()
}

/// The mapping of an import of predictions, and the model it is about. What was sent stands; a guess is made of names,
/// values and the project's items.
pub(crate) fn of_predictions(
    request: &ImportRequest,
    source: &Source,
    r: &Read<'_>,
    question: &Question,
) -> Result<(ImportMapping, Option<String>)> {
    if request.mapping.is_some() {
        return Ok((resolve(request, source)?, request.model.clone()));
    }
    let (columns, samples) = (source.columns(), source.sample(request)?);
    let seen = Seen { columns, samples: &samples };
    let guessed = guess(request.kind, columns, &samples);
    let said =
        request.map.iter().flatten().any(|(target, _)| matches!(target.as_str(), "pred" | "prediction"));
    let (mapping, view) = understand(r, question, &seen, guessed, request.model.as_deref(), !said)?;
    let request = ImportRequest { mapping: Some(mapping), ..request.clone() };
    Ok((resolve(&request, source)?, view.model.filter(|_| !said)))
}

/// The mapping of an import: what was sent, else the guess, then the single changes.
pub(crate) fn resolve(request: &ImportRequest, source: &Source) -> Result<ImportMapping> {
    let columns = source.columns();
    let mut mapping = match &request.mapping {
        Some(mapping) => mapping.clone(),
        None => guess(request.kind, columns, &source.sample(request)?),
    };
    for (target, column) in request.map.iter().flatten() {
        if !columns.contains(column) {
            return Err(Error::refused(
                "column_unknown",
                format!("the file has no column `{column}`; it has {}", columns.join(", ")),
            ));
        }
        set(&mut mapping, request.kind, target, column)?;
    }
    let (needed, missing): (&str, bool) = match request.kind {
        ImportKind::Items | ImportKind::Sheet => ("item", mapping.key.is_none()),
        ImportKind::Gold => ("item and label", mapping.key.is_none() || mapping.label.is_none()),
        ImportKind::Judgments => (
            "item, rater and label",
            mapping.key.is_none() || mapping.rater.is_none() || mapping.label.is_none(),
        ),
        // Of scores alone the answer is the highest.
        ImportKind::Predictions => (
            "item and pred",
            mapping.key.is_none() || (mapping.prediction.is_none() && mapping.scores.len() < 2),
        ),
    };
    if missing {
        return Err(Error::refused(
            "mapping_incomplete",
            format!(
                "{} need the columns {needed}; the file has {}. Say which is which (in a terminal: --map item=COLUMN)",
                request.kind.word(),
                columns.join(", ")
            ),
        ));
    }
    Ok(mapping)
}

fn set(mapping: &mut ImportMapping, kind: ImportKind, target: &str, column: &str) -> Result<()> {
    mapping.fields.retain(|field| field.column != column);
    mapping.scores.retain(|score| score.column != column);
    let some = Some(column.to_owned());
    match target {
        "key" | "item" => mapping.key = some,
        "rater" => mapping.rater = some,
        "label" => mapping.label = some,
        "pred" | "prediction" => mapping.prediction = some,
        "score" | "prob" => mapping.score = some,
        "split" => mapping.split = some,
        "image" => mapping.image = some,
        "explanation" => mapping.explanation = some,
        "time" => mapping.time = some,
        "active_ms" => mapping.active_ms = some,
        "guideline_version" => mapping.guideline_version = some,
        "note" | "comment" => mapping.note = some,
        "skipped" => mapping.skipped = some,
        "unsure" => mapping.unsure = some,
        "purpose" => mapping.purpose = some,
        _ => match (kind, target.strip_prefix("prob_")) {
            (ImportKind::Predictions, Some(class)) => {
                mapping.scores.push(ScoreMap { column: column.to_owned(), class: class.to_owned() });
            }
            _ if kind == ImportKind::Items => mapping.fields.push(FieldMap {
                column: column.to_owned(),
                name: target.to_owned(),
                role: FieldRole::Content,
            }),
            _ => {
                let message = format!(
                    "`{target}` is nothing that {} have; write item, rater, label, ... =COLUMN",
                    kind.word()
                );
                return Err(Error::refused("target_unknown", message));
            }
        },
    }
    Ok(())
}

/// Where a mapped column stands in the file.
pub(crate) fn place(columns: &[String], column: Option<&String>) -> Result<Option<usize>> {
    let Some(column) = column else { return Ok(None) };
    match columns.iter().position(|c| c == column) {
        Some(place) => Ok(Some(place)),
        None => Err(Error::refused(
            "column_unknown",
            format!("the file has no column `{column}`; it has {}", columns.join(", ")),
        )),
    }
}
