//! The error sheet: a snapshot of row ids, and pages of rows.

use crate::Read;
use crate::error::{Result, StoreError};
use assay_model::Query;
use rusqlite::types::ValueRef;
use serde_json::Value;

/// A row of the sheet.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct SheetRow {
    /// Row id of the item.
    pub item: i64,
    /// External key.
    pub key: String,
    /// The beginning of its text.
    pub text: String,
    /// Content id of its picture.
    pub media: Option<String>,
    /// Split.
    pub split: Option<String>,
    /// Class id of the reference label.
    pub label: Option<i64>,
    /// Where the reference label came from.
    pub source: Option<String>,
    /// 1 for decisions and gold; for a consensus its share of the votes or its posterior.
    pub confidence: Option<f64>,
    /// `majority`, `dawid-skene`, ... behind a consensus.
    pub method: Option<String>,
    /// Class id predicted.
    pub prediction: i64,
    /// Score of the predicted class.
    pub score: Option<f64>,
    /// Whether the prediction equals the reference label; none where there is none.
    pub correct: Option<bool>,
    /// Drawn by chance to be looked at, from all rows or from a stratum.
    pub drawn: bool,
    /// Free text.
    pub comment: String,
    /// Tag id and whether yes (else no), for the tags that were looked at; rule tags as computed now.
    pub marks: Vec<(i64, bool)>,
    /// One for each metadata field, in order.
    #[ts(type = "(string | number | null)[]")]
    pub metadata: Vec<Value>,
}

/// Characters of text in a row; the item view shows all.
const PREVIEW: usize = 240;

/// The item ids of the rows that a query finds, in its order.
pub fn ids(r: &Read<'_>, run: i64, query: &Query) -> Result<Vec<i64>> {
    crate::query::find(r, run, query)
}

/// The rows with these item ids, in this order.
pub fn rows(r: &Read<'_>, run: i64, ids: &[i64]) -> Result<Vec<SheetRow>> {
    let fields = crate::items::fields(r)?;
    let columns: String = fields.iter().map(|field| format!(", m.f{}", field.id)).collect();
    let sql = format!(
        "SELECT i.id, i.key, c.fields, md.hash, i.split, f.class_id, f.source, f.confidence, f.method,
                p.class_id, p.score, p.correct,
                EXISTS (SELECT 1 FROM drawn_row d WHERE d.run_id = p.run_id AND d.item_id = p.item_id), co.body{columns}
         FROM prediction p JOIN run ON run.id = p.run_id JOIN item i ON i.id = p.item_id
         JOIN item_content c ON c.item_id = i.id
         LEFT JOIN media md ON md.id = i.media_id
         LEFT JOIN reference f ON f.item_id = p.item_id AND f.question_id = run.question_id
         LEFT JOIN comment co ON co.item_id = i.id
         LEFT JOIN item_metadata m ON m.item_id = i.id
         WHERE p.run_id = ?1 AND p.item_id = ?2"
    );
    let mut query = r.sql().prepare_cached(&sql)?;
    let mut marks = r.sql().prepare_cached(
        "SELECT m.tag_id, m.state FROM tag t CROSS JOIN mark m ON m.tag_id = t.id AND m.item_id = ? ORDER BY m.tag_id",
    )?;
    let mut rules = crate::tags::on_items(r, run, ids)?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let mut one = query.query([run, *id])?;
        let row = one.next()?.ok_or_else(|| StoreError::not_found("row of the sheet", id))?;
        let mut marks: Vec<(i64, bool)> =
            marks.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        marks.extend(rules.remove(id).unwrap_or_default());
        let mut metadata = Vec::with_capacity(fields.len());
        for column in 0..fields.len() {
            metadata.push(json(row.get_ref(14 + column)?));
        }
        found.push(SheetRow {
            item: row.get(0)?,
            key: row.get(1)?,
            text: preview(&row.get::<_, String>(2)?)?,
            media: row.get(3)?,
            split: row.get(4)?,
            label: row.get(5)?,
            source: row.get(6)?,
            confidence: row.get(7)?,
            method: row.get(8)?,
            prediction: row.get(9)?,
            score: row.get(10)?,
            correct: row.get(11)?,
            drawn: row.get(12)?,
            comment: row.get::<_, Option<String>>(13)?.unwrap_or_default(),
            marks,
            metadata,
        });
    }
    Ok(found)
}

pub(crate) fn json(value: ValueRef<'_>) -> Value {
    match value {
        // The window's numbers are floats: what they cannot hold goes there digit by digit.
        ValueRef::Integer(number) if number.unsigned_abs() > 1 << 53 => Value::from(number.to_string()),
        ValueRef::Integer(number) => Value::from(number),
        ValueRef::Real(number) => Value::from(number),
        ValueRef::Text(text) => Value::from(String::from_utf8_lossy(text)),
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
    }
}

/// The beginning of an item's text, fields joined.
pub(crate) fn preview(fields: &str) -> Result<String> {
    let fields: serde_json::Map<String, Value> = serde_json::from_str(fields)?;
    let mut text = String::new();
    let mut left = PREVIEW;
    for value in fields.values() {
        if !text.is_empty() {
            text.push_str("  ·  ");
        }
        let part = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let taken: String = part.chars().map(|c| if c.is_control() { ' ' } else { c }).take(left).collect();
        left -= taken.chars().count();
        text.push_str(&taken);
        if left == 0 {
            text.push('…');
            break;
        }
    }
    Ok(text)
}

/// An item's text as it came in, fields joined as in [`SheetRow::text`], but whole: for files, where nothing may be missing.
pub fn whole_text(r: &Read<'_>, item: i64) -> Result<String> {
    let fields: String = r
        .sql()
        .prepare_cached("SELECT fields FROM item_content WHERE item_id = ?")?
        .query_row([item], |row| row.get(0))?;
    let fields: serde_json::Map<String, Value> = serde_json::from_str(&fields)?;
    let parts = fields.values().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    Ok(parts.collect::<Vec<_>>().join("  ·  "))
}

/// The marks of an item by tag name, and its comment.
pub fn marks_of_item(r: &Read<'_>, item: i64) -> Result<(Vec<(String, bool)>, String)> {
    let mut query = r.sql().prepare_cached(
        "SELECT t.name, m.state FROM tag t CROSS JOIN mark m ON m.tag_id = t.id AND m.item_id = ? ORDER BY t.id",
    )?;
    let marks =
        query.query_map([item], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let comment = r
        .sql()
        .prepare_cached("SELECT COALESCE((SELECT body FROM comment WHERE item_id = ?), '')")?
        .query_row([item], |row| row.get(0))?;
    Ok((marks, comment))
}
