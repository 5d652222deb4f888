//! What raters see of answers: never who asked or who answered.

use crate::error::Result;
use crate::{Read, Write};
use assay_model::Reach;
use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, params};

/// An answer as raters see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Row id of the answer.
    pub answer: i64,
    /// The question, plain text.
    pub asked: String,
    /// Markdown.
    pub body: String,
    /// Whom it reaches.
    pub reach: Reach,
    /// The field whose value the items share.
    pub field: Option<String>,
    /// The value, as text.
    pub value: Option<String>,
    /// External key of the item that was asked about.
    pub item_key: String,
    /// The reader asked.
    pub own: bool,
    /// When it was answered, in milliseconds since 1970 UTC.
    pub made_at: i64,
}

const NOTES: &str = "
SELECT n.id, a.body, n.body, n.reach, f.name, CAST(n.field_value AS TEXT), i.key, a.person_id = ?1, n.made_at
FROM answer n JOIN ask a ON a.id = n.ask_id JOIN item i ON i.id = a.item_id LEFT JOIN field f ON f.id = n.field_id";

fn read(r: &Read<'_>, rest: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<Note>> {
    let mut query = r.sql().prepare_cached(&format!("{NOTES} {rest}"))?;
    let mut rows = query.query(values)?;
    let mut notes = Vec::new();
    while let Some(row) = rows.next()? {
        notes.push(Note {
            answer: row.get(0)?,
            asked: row.get(1)?,
            body: row.get(2)?,
            reach: row.get::<_, String>(3)?.parse()?,
            field: row.get(4)?,
            value: row.get(5)?,
            item_key: row.get(6)?,
            own: row.get(7)?,
            made_at: row.get(8)?,
        });
    }
    Ok(notes)
}

/// The answers that a person meets on an item: about it, about items that share a value with it, and those for everyone
/// until they are put away. Costs one look-up for each field that an answer is about.
pub fn notes_of_item(r: &Read<'_>, item: i64, person: i64) -> Result<Vec<Note>> {
    let mut notes = read(
        r,
        "WHERE n.standing = 1 AND n.reach = 'item' AND n.item_id = ?2 ORDER BY n.id",
        params![person, item],
    )?;
    let mut fields = r
        .sql()
        .prepare_cached("SELECT DISTINCT field_id FROM answer WHERE standing = 1 AND reach = 'field'")?;
    let fields: Vec<i64> = fields.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for field in fields {
        let value: Option<Sql> = r
            .sql()
            .prepare_cached(&format!("SELECT f{field} FROM item_metadata WHERE item_id = ?"))?
            .query_row([item], |row| row.get(0))
            .optional()?;
        notes.extend(read(
            r,
            "WHERE n.standing = 1 AND n.reach = 'field' AND n.field_id = ?2 AND n.field_value = ?3 ORDER BY n.id",
            params![person, field, value],
        )?);
    }
    notes.extend(read(
        r,
        "WHERE n.standing = 1 AND n.reach = 'everyone'
         AND NOT EXISTS (SELECT 1 FROM answer_seen s WHERE s.person_id = ?1 AND s.answer_id = n.id) ORDER BY n.id",
        params![person],
    )?);
    Ok(notes)
}

/// Every answer that stands, newest first.
pub fn notes_of_project(r: &Read<'_>, person: i64, limit: u32) -> Result<Vec<Note>> {
    read(r, "WHERE n.standing = 1 ORDER BY n.id DESC LIMIT ?2", params![person, limit])
}

/// Answers to the person's own questions that were not put away yet.
pub fn answered(r: &Read<'_>, person: i64) -> Result<Vec<Note>> {
    read(
        r,
        "WHERE n.id IN (SELECT o.answer_id FROM ask o WHERE o.person_id = ?1 AND o.standing = 1 AND o.answer_id IS NOT NULL)
         AND n.standing = 1
         AND NOT EXISTS (SELECT 1 FROM answer_seen s WHERE s.person_id = ?1 AND s.answer_id = n.id) ORDER BY n.id",
        params![person],
    )
}

/// The person has read an answer. Nothing that others see changes, so that no event is written.
pub fn put_away(w: &Write<'_>, person: i64, answer: i64) -> Result<()> {
    w.sql()
        .prepare_cached(
            "INSERT INTO answer_seen (person_id, answer_id, seen_at)
             SELECT ?1, id, ?3 FROM answer WHERE id = ?2 ON CONFLICT DO NOTHING",
        )?
        .execute([person, answer, w.now()])?;
    Ok(())
}
