//! Who did what, when, and what stood before.

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

/// Whether the same command changed the same thing after an event, and that still stands.
pub fn changed_since(r: &Read<'_>, event: &Event) -> Result<bool> {
    Ok(r.sql().query_row(
        "SELECT EXISTS (SELECT 1 FROM event WHERE id > ?1 AND command = ?2 AND subject_id IS ?3 AND undoes_id IS NULL
                        AND undone_by_id IS NULL)",
        params![event.id, event.command, event.subject_id],
        |row| row.get(0),
    )?)
}

const COLUMNS: &str = "id, person_id, command, summary, subject, subject_id, made_at";

fn event(row: &rusqlite::Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        id: row.get(0)?,
        person: row.get(1)?,
        command: row.get(2)?,
        summary: row.get(3)?,
        subject: row.get(4)?,
        subject_id: row.get(5)?,
        made_at: row.get(6)?,
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

/// Whether an event was taken back.
pub fn is_undone(r: &Read<'_>, id: i64) -> Result<bool> {
    let sql = "SELECT undone_by_id IS NOT NULL FROM event WHERE id = ?";
    Ok(r.sql().prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

/// The event that another one took back.
pub fn undone_by(r: &Read<'_>, id: i64) -> Result<Event> {
    let sql = format!("SELECT {COLUMNS} FROM event WHERE id = (SELECT undoes_id FROM event WHERE id = ?)");
    let found = r.sql().prepare_cached(&sql)?.query_row([id], event).optional()?;
    found.ok_or_else(|| StoreError::not_found("event", id))
}

/// The newest events, newest first. What was labelled or decided is told by item and class, which the event itself
/// does not repeat.
pub fn list(r: &Read<'_>, limit: u32) -> Result<Vec<Event>> {
    let mut query = r.sql().prepare_cached(LIST)?;
    let rows = query.query_map([limit], |row| {
        let mut event = event(row)?;
        let (item, class): (Option<String>, Option<String>) = (row.get(7)?, row.get(8)?);
        let (undoes, again): (bool, bool) = (row.get(9)?, row.get(10)?);
        if let Some(item) = item {
            let class = class.unwrap_or_else(|| "skipped".into());
            event.summary = match event.command.as_str() {
                "label_submit" => format!("`{item}` labelled {class}"),
                "label_revise" => format!("`{item}` corrected to {class}"),
                "adjudicate" => format!("`{item}` decided: {class}"),
                "label_undo" => format!("`{item}`, label {class} taken back"),
                _ => format!("`{item}`, decision {class} taken back"),
            };
        } else if undoes {
            event.summary = format!("{}: {}", if again { "done again" } else { "taken back" }, event.summary);
        }
        Ok(event)
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

const LIST: &str = "
SELECT e.id, e.person_id, e.command, e.summary, e.subject, e.subject_id, e.made_at, i.key, c.name,
       u.id IS NOT NULL, u.undoes_id IS NOT NULL
FROM (SELECT id, person_id, command, summary, subject, subject_id, made_at, undoes_id
      FROM event ORDER BY id DESC LIMIT ?) e
LEFT JOIN event u ON u.id = e.undoes_id
LEFT JOIN judgment j ON e.subject = 'judgment' AND j.id = e.subject_id
LEFT JOIN judgment_answer ja ON ja.judgment_id = j.id
LEFT JOIN adjudication a ON e.subject = 'adjudication' AND a.id = e.subject_id
LEFT JOIN item i ON i.id = COALESCE(j.item_id, a.item_id)
LEFT JOIN class c ON c.id = COALESCE(ja.class_id, a.class_id)
ORDER BY e.id DESC";
