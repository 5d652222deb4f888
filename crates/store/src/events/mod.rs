//! Who did what, when, and what stood before.

mod page;

pub use page::{Kind, Listed, Wanted, kinds, of_events, of_person, page};

use crate::error::{Result, StoreError};
use crate::{Read, Write};
use rusqlite::{OptionalExtension, params};
use serde_json::Value;

/// A new UUIDv7 for what travels between files.
pub(crate) fn new_uid() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// What is written about a command that changed something.
pub struct Entry<'a> {
    /// Who.
    pub person: Option<i64>,
    /// The command's name.
    pub command: &'a str,
    /// What a person reads.
    pub summary: &'a str,
    /// The kind of thing changed.
    pub subject: &'a str,
    /// Which one.
    pub subject_id: Option<i64>,
    /// The event that this one takes back.
    pub undoes: Option<i64>,
}

/// An event as the screens list it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Event {
    /// Row id.
    pub id: i64,
    /// Who.
    pub person: Option<i64>,
    /// The command's name.
    pub command: String,
    /// What a person reads.
    pub summary: String,
    /// The kind of thing changed.
    pub subject: String,
    /// Which one.
    pub subject_id: Option<i64>,
    /// When, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// The event that this one takes back.
    pub undoes: Option<i64>,
    /// The event that took this one back.
    pub undone_by: Option<i64>,
}

/// Writes an event and links it with the one that it takes back.
pub fn record(w: &Write<'_>, entry: &Entry<'_>) -> Result<i64> {
    w.sql()
        .prepare_cached(
            "INSERT INTO event (uid, person_id, command, summary, subject, subject_id, made_at, undoes_id)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            new_uid(),
            entry.person,
            entry.command,
            entry.summary,
            entry.subject,
            entry.subject_id,
            w.now(),
            entry.undoes
        ])?;
    let id = w.sql().last_insert_rowid();
    if let Some(undone) = entry.undoes {
        w.sql().prepare_cached("UPDATE event SET undone_by_id = ? WHERE id = ?")?.execute([id, undone])?;
    }
    Ok(id)
}

/// Writes what one thing was before an event and is after it.
pub fn change(w: &Write<'_>, event: i64, entity: &str, id: i64, before: &Value, after: &Value) -> Result<()> {
    w.sql()
        .prepare_cached(
            "INSERT INTO event_change (event_id, entity, entity_id, before, after) VALUES (?, ?, ?, ?, ?)",
        )?
        .execute(params![event, entity, id, before.to_string(), after.to_string()])?;
    Ok(())
}

/// What one thing was before an event.
pub fn before(r: &Read<'_>, event: i64, entity: &str, id: i64) -> Result<Value> {
    let text: Option<String> = r
        .sql()
        .prepare_cached(
            "SELECT before FROM event_change WHERE event_id = ? AND entity = ? AND entity_id = ?",
        )?
        .query_row(params![event, entity, id], |row| row.get(0))
        .optional()?
        .flatten();
    text.map_or(Ok(Value::Null), |text| Ok(serde_json::from_str(&text)?))
}

/// What one thing was after an event.
pub fn after(r: &Read<'_>, event: i64, entity: &str, id: i64) -> Result<Value> {
    let text: Option<String> = r
        .sql()
        .prepare_cached("SELECT after FROM event_change WHERE event_id = ? AND entity = ? AND entity_id = ?")?
        .query_row(params![event, entity, id], |row| row.get(0))
        .optional()?
        .flatten();
    text.map_or(Ok(Value::Null), |text| Ok(serde_json::from_str(&text)?))
}

/// The things of one kind that an event changed: id, before and after.
pub fn changes(r: &Read<'_>, event: i64, entity: &str) -> Result<Vec<(i64, Value, Value)>> {
    let mut query = r.sql().prepare_cached(
        "SELECT entity_id, before, after FROM event_change WHERE event_id = ? AND entity = ? ORDER BY entity_id",
    )?;
    let mut rows = query.query(params![event, entity])?;
    let mut found = Vec::new();
    let value = |text: Option<String>| text.map_or(Ok(Value::Null), |text| serde_json::from_str(&text));
    while let Some(row) = rows.next()? {
        found.push((row.get(0)?, value(row.get(1)?)?, value(row.get(2)?)?));
    }
    Ok(found)
}

/// Every change of one thing, or of all of its kind: event, before and after, in order.
pub fn of_thing(r: &Read<'_>, entity: &str, id: Option<i64>) -> Result<Vec<(i64, Value, Value)>> {
    let mut query = r.sql().prepare_cached(
        "SELECT event_id, before, after FROM event_change WHERE entity = ?1 AND (?2 IS NULL OR entity_id = ?2)
         ORDER BY event_id",
    )?;
    let mut rows = query.query(params![entity, id])?;
    let mut found = Vec::new();
    let value = |text: Option<String>| text.map_or(Ok(Value::Null), |text| serde_json::from_str(&text));
    while let Some(row) = rows.next()? {
        found.push((row.get(0)?, value(row.get(1)?)?, value(row.get(2)?)?));
    }
    Ok(found)
}

/// Writes under `by` the changes of `event` the other way round, where `by` has not written its own.
pub fn turn_round(w: &Write<'_>, event: i64, by: i64) -> Result<()> {
    w.sql()
        .prepare_cached(
            "INSERT OR IGNORE INTO event_change (event_id, entity, entity_id, before, after)
             SELECT ?2, entity, entity_id, after, before FROM event_change WHERE event_id = ?1",
        )?
        .execute([event, by])?;
    Ok(())
}

/// Whether the change `c` and the later change `l` are of the same mark. A change of marks names the item; its tag is the
/// subject of its event (`ce`, `le`) or, where several tags were marked at once, a key of its object.
const SAME_MARK: &str = "CASE
    WHEN c.entity <> 'mark' THEN 1
    WHEN ce.subject = 'marks' AND le.subject = 'marks' THEN
        EXISTS (SELECT 1 FROM json_each(c.after) a JOIN json_each(l.after) b ON a.key = b.key)
    WHEN ce.subject = 'marks' THEN EXISTS (SELECT 1 FROM json_each(c.after) a WHERE a.key = CAST(le.subject_id AS TEXT))
    WHEN le.subject = 'marks' THEN EXISTS (SELECT 1 FROM json_each(l.after) b WHERE b.key = CAST(ce.subject_id AS TEXT))
    ELSE ce.subject_id = le.subject_id END";

/// An event after this one that changed the same thing and stands, the oldest. What was changed and put back again
/// since does not count.
pub fn later(r: &Read<'_>, event: i64) -> Result<Option<Event>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM event e WHERE e.id > ?1 AND e.undone_by_id IS NULL
         AND (e.undoes_id IS NULL OR e.undoes_id < ?1)
         AND e.id IN (SELECT l.event_id FROM event_change c JOIN event_change l
                      ON l.entity = c.entity AND l.entity_id = c.entity_id AND l.event_id > c.event_id
                      JOIN event ce ON ce.id = c.event_id JOIN event le ON le.id = l.event_id
                      WHERE c.event_id = ?1 AND {SAME_MARK})
         ORDER BY e.id LIMIT 1"
    );
    Ok(r.sql().prepare_cached(&sql)?.query_row([event], self::event).optional()?)
}

/// The event whose change this one takes back or does again: itself where it does neither.
pub fn root(r: &Read<'_>, event: &Event) -> Result<Event> {
    let mut root = event.clone();
    while let Some(earlier) = root.undoes {
        root = get(r, earlier)?;
    }
    Ok(root)
}

/// After an undo was taken back, the event that it had taken back stands again.
pub fn stand_again(w: &Write<'_>, undo: &Event) -> Result<()> {
    if let Some(event) = undo.undoes {
        w.sql().prepare_cached("UPDATE event SET undone_by_id = NULL WHERE id = ?")?.execute([event])?;
    }
    Ok(())
}

/// The newest event, 0 where there is none: names a moment of the project.
pub fn newest_id(r: &Read<'_>) -> Result<i64> {
    Ok(r.sql().query_row("SELECT COALESCE(MAX(id), 0) FROM event", [], |row| row.get(0))?)
}

/// The newest event at this time or before it; 0 where there is none.
pub fn at(r: &Read<'_>, time: i64) -> Result<i64> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT COALESCE((SELECT id FROM event WHERE made_at <= ? ORDER BY id DESC LIMIT 1), 0)",
        )?
        .query_row([time], |row| row.get(0))?)
}

const COLUMNS: &str =
    "id, person_id, command, summary, subject, subject_id, made_at, undoes_id, undone_by_id";

fn event(row: &rusqlite::Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        id: row.get(0)?,
        person: row.get(1)?,
        command: row.get(2)?,
        summary: row.get(3)?,
        subject: row.get(4)?,
        subject_id: row.get(5)?,
        made_at: row.get(6)?,
        undoes: row.get(7)?,
        undone_by: row.get(8)?,
    })
}

/// The person's newest event of these commands that still stands: what undo takes back. An event that itself takes
/// back another is found with `undoing` (for redo).
pub fn newest(r: &Read<'_>, person: i64, commands: &[&str], undoing: bool) -> Result<Option<Event>> {
    let words = vec!["?"; commands.len()].join(", ");
    let undoes = if undoing { "IS NOT NULL" } else { "IS NULL" };
    let sql = format!(
        "SELECT {COLUMNS} FROM event WHERE person_id = ? AND undone_by_id IS NULL AND undoes_id {undoes}
         AND command IN ({words}) ORDER BY id DESC LIMIT 1"
    );
    let mut query = r.sql().prepare_cached(&sql)?;
    let values: Vec<&dyn rusqlite::ToSql> =
        std::iter::once(&person as &dyn rusqlite::ToSql).chain(commands.iter().map(|c| c as _)).collect();
    Ok(query.query_row(values.as_slice(), event).optional()?)
}

/// One event.
pub fn get(r: &Read<'_>, id: i64) -> Result<Event> {
    let sql = format!("SELECT {COLUMNS} FROM event WHERE id = ?");
    let found = r.sql().prepare_cached(&sql)?.query_row([id], event).optional()?;
    found.ok_or_else(|| StoreError::not_found("event", id))
}

/// The event that another one took back.
pub fn undone_by(r: &Read<'_>, id: i64) -> Result<Event> {
    let sql = format!("SELECT {COLUMNS} FROM event WHERE id = (SELECT undoes_id FROM event WHERE id = ?)");
    let found = r.sql().prepare_cached(&sql)?.query_row([id], event).optional()?;
    found.ok_or_else(|| StoreError::not_found("event", id))
}
