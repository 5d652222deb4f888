//! Promises: the ceilings of the tags that someone set out to fix, as they were then.

use crate::error::{Result, StoreError};
use crate::events::{self, Entry, Event, new_uid};
use crate::{Read, Write, project, runs};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One tag of a promise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS, schemars::JsonSchema)]
pub struct PromisedTag {
    /// Names the tag across files and changes of its name.
    pub tag_uid: String,
    /// As it was called.
    pub name: String,
    /// Points of accuracy gained if every error with the tag went away; none where it could not be estimated.
    pub ceiling: Option<f64>,
    /// Ends of its 95 % interval.
    pub lower: Option<f64>,
    /// Ends of its 95 % interval.
    pub upper: Option<f64>,
    /// What it was made from.
    pub n: u64,
}

/// What the ceilings of some tags of a run promised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Promise {
    /// Row id.
    pub id: i64,
    /// Stable across files.
    pub uid: String,
    /// The run whose errors were looked at.
    pub run: i64,
    /// Free text.
    pub note: String,
    /// Predicted items with a reference label then.
    pub n: u64,
    /// Of them wrong.
    pub errors: u64,
    /// Names the snapshot of reference labels then.
    pub reference_revision: i64,
    /// Who made it, by row id.
    pub person: i64,
    /// When, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// The tags, by name.
    pub tags: Vec<PromisedTag>,
}

/// The promises made on a run, or all, oldest first.
pub fn list(r: &Read<'_>, run: Option<i64>) -> Result<Vec<Promise>> {
    let mut query =
        r.sql().prepare_cached("SELECT id FROM promise WHERE ?1 IS NULL OR run_id = ?1 ORDER BY id")?;
    let ids: Vec<i64> = query.query_map([run], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    ids.into_iter().filter_map(|id| find(r, id).transpose()).collect()
}

/// One promise.
pub fn get(r: &Read<'_>, id: i64) -> Result<Promise> {
    find(r, id)?.ok_or_else(|| StoreError::not_found("promise", id))
}

fn find(r: &Read<'_>, id: i64) -> Result<Option<Promise>> {
    let sql = "SELECT id, uid, run_id, note, n, errors, reference_revision, person_id, made_at FROM promise
               WHERE id = ?";
    let row = |row: &rusqlite::Row<'_>| {
        Ok(Promise {
            id: row.get(0)?,
            uid: row.get(1)?,
            run: row.get(2)?,
            note: row.get(3)?,
            n: row.get(4)?,
            errors: row.get(5)?,
            reference_revision: row.get(6)?,
            person: row.get(7)?,
            made_at: row.get(8)?,
            tags: Vec::new(),
        })
    };
    let Some(mut promise) = r.sql().prepare_cached(sql)?.query_row([id], row).optional()? else {
        return Ok(None);
    };
    let mut query = r.sql().prepare_cached(
        "SELECT tag_uid, name, ceiling, lower, upper, n FROM promise_tag WHERE promise_id = ? ORDER BY name, tag_uid",
    )?;
    let rows = query.query_map([id], |row| {
        Ok(PromisedTag {
            tag_uid: row.get(0)?,
            name: row.get(1)?,
            ceiling: row.get(2)?,
            lower: row.get(3)?,
            upper: row.get(4)?,
            n: row.get(5)?,
        })
    })?;
    promise.tags = rows.collect::<rusqlite::Result<_>>()?;
    Ok(Some(promise))
}

fn insert(w: &Write<'_>, promise: &Promise) -> Result<()> {
    w.sql().execute(
        "INSERT INTO promise (id, uid, run_id, note, n, errors, reference_revision, person_id, made_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            promise.id,
            promise.uid,
            promise.run,
            promise.note,
            promise.n,
            promise.errors,
            promise.reference_revision,
            promise.person,
            promise.made_at
        ],
    )?;
    let mut insert = w.sql().prepare_cached(
        "INSERT INTO promise_tag (promise_id, tag_uid, name, ceiling, lower, upper, n) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?;
    for tag in &promise.tags {
        insert.execute(params![
            promise.id,
            tag.tag_uid,
            tag.name,
            tag.ceiling,
            tag.lower,
            tag.upper,
            tag.n
        ])?;
    }
    Ok(())
}

fn remove(w: &Write<'_>, id: i64) -> Result<()> {
    w.sql().execute("DELETE FROM promise_tag WHERE promise_id = ?", [id])?;
    w.sql().execute("DELETE FROM promise WHERE id = ?", [id])?;
    Ok(())
}

fn record(w: &Write<'_>, person: i64, command: &str, before: &Value, after: &Value, id: i64) -> Result<()> {
    let of = if after.is_null() { before } else { after };
    let run = runs::get(w, of["run"].as_i64().unwrap_or_default())?.name;
    let names: Vec<&str> =
        of["tags"].as_array().into_iter().flatten().filter_map(|tag| tag["name"].as_str()).collect();
    let word = if after.is_null() { "dropped" } else { "kept" };
    let summary = format!("promise of {run} {word}: {}", names.join(", "));
    let entry = Entry {
        person: Some(person),
        command,
        summary: &summary,
        subject: "promise",
        subject_id: Some(id),
        undoes: None,
    };
    let event = events::record(w, &entry)?;
    events::change(w, event, "promise", id, before, after)
}

/// Keeps what the ceilings of these tags promise now.
pub fn set(
    w: &Write<'_>,
    person: i64,
    run: i64,
    note: &str,
    (n, errors): (u64, u64),
    tags: Vec<PromisedTag>,
) -> Result<Promise> {
    // Ids are not used again, so that the history of one promise is never taken for another's.
    let id: i64 = w.sql().query_row(
        "SELECT 1 + MAX(COALESCE((SELECT MAX(id) FROM promise), 0),
                        COALESCE((SELECT MAX(entity_id) FROM event_change WHERE entity = 'promise'), 0))",
        [],
        |row| row.get(0),
    )?;
    let promise = Promise {
        id,
        uid: new_uid(),
        run,
        note: note.to_owned(),
        n,
        errors,
        reference_revision: project::get(w)?.reference_revision,
        person,
        made_at: w.now(),
        tags,
    };
    insert(w, &promise)?;
    record(w, person, "promise_set", &Value::Null, &serde_json::to_value(&promise)?, id)?;
    get(w, id)
}

/// Drops a promise.
pub fn delete(w: &Write<'_>, person: i64, id: i64) -> Result<()> {
    let before = get(w, id)?;
    remove(w, id)?;
    record(w, person, "promise_delete", &serde_json::to_value(&before)?, &Value::Null, id)
}

/// Puts back what a promise was before an event.
pub fn undo(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    remove(w, id)?;
    match serde_json::from_value::<Option<Promise>>(events::before(w, event.id, "promise", id)?)? {
        Some(before) => {
            // It may have gone with its import.
            runs::get(w, before.run)?;
            insert(w, &before)
        }
        None => Ok(()),
    }
}
