//! What is there already, to tell a new row from an unchanged one and from a correction.

use super::rows::score_bytes;
use crate::Read;
use crate::error::{OrNotFound, Result};
use rusqlite::{OptionalExtension, params};

/// The id of an item that this import or an earlier one brought.
pub fn item_of_key(r: &Read<'_>, key: &str) -> Result<i64> {
    r.sql()
        .prepare_cached("SELECT id FROM item WHERE key = ?")?
        .query_row([key], |row| row.get(0))
        .or_not_found("item", key)
}

/// What an earlier judgment said, to tell an unchanged row from another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownJudgment {
    /// Row id.
    pub id: i64,
    /// The class; none for a skip.
    pub class: Option<i64>,
    /// In doubt.
    pub unsure: bool,
    /// Free text.
    pub note: String,
}

/// The standing judgment with this identity: item, rater and time, else the occurrence.
pub fn known_judgment(
    r: &Read<'_>,
    item: i64,
    person: i64,
    made_at: Option<i64>,
    occurrence: u32,
) -> Result<Option<KnownJudgment>> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT j.id, a.class_id, j.unsure, j.note FROM judgment j
             LEFT JOIN judgment_answer a ON a.judgment_id = j.id
             WHERE j.item_id = ?1 AND j.person_id = ?2 AND j.standing = 1
               AND CASE WHEN ?3 IS NULL THEN j.made_at IS NULL AND j.occurrence = ?4 ELSE j.made_at = ?3 END",
        )?
        .query_row(params![item, person, made_at, occurrence], |row| {
            Ok(KnownJudgment { id: row.get(0)?, class: row.get(1)?, unsure: row.get(2)?, note: row.get(3)? })
        })
        .optional()?)
}

/// The acceptable answers of a gold item, in order of class id, and its explanation.
pub fn known_gold(r: &Read<'_>, item: i64) -> Result<Option<(Vec<i64>, String)>> {
    let explanation: Option<String> = r
        .sql()
        .prepare_cached("SELECT explanation FROM gold WHERE item_id = ?")?
        .query_row([item], |row| row.get(0))
        .optional()?;
    let Some(explanation) = explanation else { return Ok(None) };
    let mut query =
        r.sql().prepare_cached("SELECT class_id FROM gold_answer WHERE item_id = ? ORDER BY class_id")?;
    let classes = query.query_map([item], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Some((classes, explanation)))
}

/// The run of this name with the class ids of its scores, if there is one.
pub fn known_run(r: &Read<'_>, name: &str) -> Result<Option<(i64, Vec<i64>)>> {
    let id: Option<i64> = r
        .sql()
        .query_row("SELECT id FROM run WHERE name = ? AND ready = 1", [name], |row| row.get(0))
        .optional()?;
    let Some(id) = id else { return Ok(None) };
    let mut query =
        r.sql().prepare_cached("SELECT class_id FROM run_score_class WHERE run_id = ? ORDER BY position")?;
    let classes = query.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Some((id, classes)))
}

/// What a run says of an item: class, score, and whether the scores are the same as `scores`.
pub fn known_prediction(
    r: &Read<'_>,
    run: i64,
    item: i64,
    scores: &[f64],
) -> Result<Option<(i64, Option<f64>, bool)>> {
    let found: Option<(i64, Option<f64>, Option<Vec<u8>>)> = r
        .sql()
        .prepare_cached(
            "SELECT p.class_id, p.score, s.scores FROM prediction p
             LEFT JOIN prediction_score s ON s.run_id = p.run_id AND s.item_id = p.item_id
             WHERE p.run_id = ? AND p.item_id = ?",
        )?
        .query_row([run, item], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    Ok(found.map(|(class, score, stored)| (class, score, stored.unwrap_or_default() == score_bytes(scores))))
}
