//! Decided items that the guideline cites.

use crate::error::{Result, StoreError};
use crate::events::new_uid;
use crate::{Read, Write};
use rusqlite::{OptionalExtension, params};

/// An item that the guideline cites as an example of a class.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Example {
    /// Row id.
    pub id: i64,
    /// The item.
    pub item: i64,
    /// The class.
    pub class: i64,
    /// The version of the guideline that brought it.
    pub guideline_version: i64,
    /// Why this is the answer.
    pub rationale: String,
    /// Who made it one.
    pub person: String,
    /// When, in milliseconds since 1970 UTC.
    pub made_at: i64,
}

/// The standing decision that an example is made from: id, class and rationale.
pub fn decision(r: &Read<'_>, item: i64, question: i64) -> Result<Option<(i64, i64, String)>> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT id, class_id, rationale FROM adjudication WHERE item_id = ? AND question_id = ? AND standing = 1",
        )?
        .query_row([item, question], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?)
}

/// What links an item to the guideline.
pub struct NewExample<'a> {
    /// The item.
    pub item: i64,
    /// The question.
    pub question: i64,
    /// The class.
    pub class: i64,
    /// The decision.
    pub adjudication: i64,
    /// The version of the guideline, by row id.
    pub guideline: i64,
    /// Why this is the answer.
    pub rationale: &'a str,
}

/// Links an item to the guideline that cites it. Refused where it is an example already.
pub fn add(w: &Write<'_>, person: i64, example: &NewExample<'_>) -> Result<i64> {
    if of_item(w, example.item, example.question)?.is_some() {
        return Err(StoreError::refused(
            "example_stands",
            "the guideline cites this item already; take that back first, or edit the guideline",
        ));
    }
    w.sql().prepare_cached(
        "INSERT INTO example (uid, item_id, question_id, class_id, adjudication_id, guideline_id, rationale, person_id,
                              made_at, standing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
    )?
    .execute(params![
        new_uid(),
        example.item,
        example.question,
        example.class,
        example.adjudication,
        example.guideline,
        example.rationale,
        person,
        w.now()
    ])?;
    Ok(w.sql().last_insert_rowid())
}

/// The item is an example no more.
pub fn remove(w: &Write<'_>, id: i64) -> Result<()> {
    let changed = w.sql().execute("UPDATE example SET standing = 0 WHERE id = ? AND standing = 1", [id])?;
    if changed == 0 { Err(StoreError::not_found("example", id)) } else { Ok(()) }
}

/// It is one again, where its decision stands still and no other example is made of the item.
pub fn put_back(w: &Write<'_>, id: i64) -> Result<()> {
    let changed = w.sql().execute(
        "UPDATE example AS e SET standing = 1 WHERE id = ? AND standing = 0
         AND EXISTS (SELECT 1 FROM adjudication a WHERE a.id = e.adjudication_id AND a.standing = 1)
         AND NOT EXISTS (SELECT 1 FROM example o
                         WHERE o.item_id = e.item_id AND o.question_id = e.question_id AND o.standing = 1)",
        [id],
    )?;
    if changed == 0 {
        let message = "its decision stands no more, or the item is an example again; make it one anew";
        return Err(StoreError::refused("changed_since", message));
    }
    Ok(())
}

const EXAMPLES: &str = "
SELECT e.id, e.item_id, e.class_id, g.version, e.rationale, p.name, e.made_at
FROM example e JOIN guideline g ON g.id = e.guideline_id JOIN person p ON p.id = e.person_id WHERE e.standing = 1";

/// The example that an item is.
pub fn of_item(r: &Read<'_>, item: i64, question: i64) -> Result<Option<Example>> {
    let sql = format!("{EXAMPLES} AND e.item_id = ? AND e.question_id = ?");
    Ok(r.sql()
        .prepare_cached(&sql)?
        .query_row([item, question], |row| {
            Ok(Example {
                id: row.get(0)?,
                item: row.get(1)?,
                class: row.get(2)?,
                guideline_version: row.get(3)?,
                rationale: row.get(4)?,
                person: row.get(5)?,
                made_at: row.get(6)?,
            })
        })
        .optional()?)
}
