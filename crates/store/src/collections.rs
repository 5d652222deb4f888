//! Named lists of items to collect more like, and items with what an augmentation needs of them.

use crate::error::{OrNotFound, OrTaken, Result};
use crate::events::{self, Entry, Event, new_uid};
use crate::{Read, Write, shelf};
use rusqlite::params;
use serde_json::{Map, Value};

/// A named list of items.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Collection {
    /// Row id.
    pub id: i64,
    /// Unique in the project, whatever the case.
    pub name: String,
    /// What to look for.
    pub note: String,
    /// How many more like these are wanted.
    pub target: Option<u64>,
    /// Items in it.
    pub items: u64,
    /// Who made it.
    pub person: String,
    /// When, in milliseconds since 1970 UTC.
    pub made_at: i64,
}

const COLLECTIONS: &str = "
SELECT c.id, c.name, c.note, c.target, (SELECT COUNT(*) FROM collection_item i WHERE i.collection_id = c.id),
       (SELECT name FROM person WHERE id = c.person_id), c.made_at FROM collection c ";

fn collection(row: &rusqlite::Row<'_>) -> rusqlite::Result<Collection> {
    Ok(Collection {
        id: row.get(0)?,
        name: row.get(1)?,
        note: row.get(2)?,
        target: row.get(3)?,
        items: row.get(4)?,
        person: row.get(5)?,
        made_at: row.get(6)?,
    })
}

/// Every list, newest first.
pub fn list(r: &Read<'_>) -> Result<Vec<Collection>> {
    let mut query = r.sql().prepare_cached(&format!("{COLLECTIONS} ORDER BY c.id DESC"))?;
    let rows = query.query_map([], collection)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One list.
pub fn get(r: &Read<'_>, id: i64) -> Result<Collection> {
    let mut query = r.sql().prepare_cached(&format!("{COLLECTIONS} WHERE c.id = ?"))?;
    query.query_row([id], collection).or_not_found("collection", id)
}

/// The items of a list, by row id.
pub fn items(r: &Read<'_>, id: i64) -> Result<Vec<i64>> {
    let mut query = r
        .sql()
        .prepare_cached("SELECT item_id FROM collection_item WHERE collection_id = ? ORDER BY item_id")?;
    let rows = query.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

const PARTS: [(&str, &str); 2] = [("collection", "id = ?1"), ("collection_item", "collection_id = ?1")];

fn record(w: &Write<'_>, person: i64, command: &str, summary: &str, id: i64) -> Result<i64> {
    let subject = "collection";
    events::record(
        w,
        &Entry { person: Some(person), command, summary, subject, subject_id: Some(id), undoes: None },
    )
}

/// Makes a list of these items; one event.
pub fn make(
    w: &Write<'_>,
    person: i64,
    name: &str,
    note: &str,
    target: Option<u64>,
    items: &[i64],
) -> Result<Collection> {
    w.sql()
        .execute(
            "INSERT INTO collection (uid, name, note, target, person_id, made_at) VALUES (?, ?, ?, ?, ?, ?)",
            params![new_uid(), name, note, target, person, w.now()],
        )
        .or_taken("collection", name)?;
    let id = w.sql().last_insert_rowid();
    let mut insert = w
        .sql()
        .prepare_cached("INSERT OR IGNORE INTO collection_item (collection_id, item_id) VALUES (?, ?)")?;
    for item in items {
        insert.execute([id, *item])?;
    }
    let made = get(w, id)?;
    record(w, person, "collection_make", &format!("collection `{name}` of {} items made", made.items), id)?;
    Ok(made)
}

/// Takes the making of a list back, or makes it again.
pub fn undo_make(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    if event.undoes.is_some() {
        return shelf::put_back(w, event.id, "collection", id);
    }
    shelf::take(w, event.undone_by.unwrap_or_default(), "collection", id, &PARTS, "this list is in use")
}

/// Drops a list; its items stay in the project.
pub fn drop(w: &Write<'_>, person: i64, id: i64) -> Result<()> {
    let known = get(w, id)?;
    let summary = format!("collection `{}` dropped", known.name);
    let event = record(w, person, "collection_drop", &summary, id)?;
    shelf::take(w, event, "collection", id, &PARTS, "this list is in use")
}

/// Puts a dropped list back, or drops it again.
pub fn undo_drop(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    if event.undoes.is_some() {
        let by = event.undone_by.unwrap_or_default();
        return shelf::take(w, by, "collection", id, &PARTS, "this list is in use");
    }
    shelf::put_back(w, event.id, "collection", id)
}

/// An item as an augmentation wants it.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// External key.
    pub key: String,
    /// Its split.
    pub split: Option<String>,
    /// The content fields in order.
    pub fields: Map<String, Value>,
    /// Content id of its picture.
    pub media: Option<String>,
    /// Class id of the reference label.
    pub label: Option<i64>,
    /// Where that came from.
    pub source: Option<String>,
    /// Class id predicted by the run.
    pub predicted: Option<i64>,
    /// Names of the tags that it is marked with.
    pub tags: Vec<String>,
}

/// One item as an augmentation wants it.
pub fn example(r: &Read<'_>, item: i64, run: i64, question: i64) -> Result<Example> {
    let mut query = r.sql().prepare_cached(
        "SELECT i.key, i.split, c.fields, m.hash, f.class_id, f.source, p.class_id
         FROM item i JOIN item_content c ON c.item_id = i.id LEFT JOIN media m ON m.id = i.media_id
         LEFT JOIN reference f ON f.item_id = i.id AND f.question_id = ?2
         LEFT JOIN prediction p ON p.run_id = ?3 AND p.item_id = i.id WHERE i.id = ?1",
    )?;
    let (found, fields): (Example, String) = query
        .query_row([item, question, run], |row| {
            let found = Example {
                key: row.get(0)?,
                split: row.get(1)?,
                fields: Map::new(),
                media: row.get(3)?,
                label: row.get(4)?,
                source: row.get(5)?,
                predicted: row.get(6)?,
                tags: Vec::new(),
            };
            Ok((found, row.get(2)?))
        })
        .or_not_found("item", item)?;
    let mut query = r.sql().prepare_cached(
        "SELECT t.name FROM tag t CROSS JOIN mark m ON m.tag_id = t.id AND m.item_id = ? WHERE m.state = 1 ORDER BY t.id",
    )?;
    let tags = query.query_map([item], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Example { fields: serde_json::from_str(&fields)?, tags, ..found })
}
