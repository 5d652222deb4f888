//! Comments on items.

use super::record;
use crate::error::Result;
use crate::{Read, Write, events};
use rusqlite::{OptionalExtension, params};
use serde_json::json;

/// Writes the comment of an item; empty removes it.
pub fn comment(w: &Write<'_>, person: i64, item: i64, body: &str) -> Result<()> {
    let event = record(w, person, "comment_set", "comment written", Some(item), None)?;
    set_comment(w, event, person, item, body)
}

pub(super) fn set_comment(w: &Write<'_>, event: i64, person: i64, item: i64, body: &str) -> Result<()> {
    let before = comment_of(w, item)?;
    if body.is_empty() {
        w.sql().execute("DELETE FROM comment WHERE item_id = ?", [item])?;
    } else {
        w.sql().execute(
            "INSERT INTO comment (item_id, body, person_id, made_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET body = ?2, person_id = ?3, made_at = ?4",
            params![item, body, person, w.now()],
        )?;
    }
    events::change(w, event, "comment", item, &json!(before), &json!(body))
}

pub(super) fn comment_of(r: &Read<'_>, item: i64) -> Result<String> {
    let found: Option<String> = r
        .sql()
        .prepare_cached("SELECT body FROM comment WHERE item_id = ?")?
        .query_row([item], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or_default())
}
