//! Blind re-tagging: a sample of marked rows is marked again by someone who does not see the marks. What comes out
//! stands apart from the marks and changes no figure.

use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, Event, new_uid};
use crate::{Read, Write, parts, shelf, tags};
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeSet;

/// A sample of rows to be marked again.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Retag {
    /// Row id.
    pub id: i64,
    /// The tags, by row id.
    pub tags: Vec<i64>,
    /// Rows drawn.
    pub size: u64,
    /// Rows there were to draw from: marked with at least one of the tags.
    pub population: u64,
    /// Draws the same rows from the same state.
    pub seed: u64,
    /// Rows marked again so far.
    pub done: u64,
    /// Row id of who drew them.
    pub person: Option<i64>,
    /// In milliseconds since 1970 UTC.
    pub made_at: i64,
}

const COLUMNS: &str = "id, size, population, seed, person_id, made_at,
    (SELECT COUNT(*) FROM retag_item i WHERE i.retag_id = retag.id AND i.person_id IS NOT NULL)";

fn retag(row: &rusqlite::Row<'_>) -> rusqlite::Result<Retag> {
    Ok(Retag {
        id: row.get(0)?,
        tags: Vec::new(),
        size: row.get(1)?,
        population: row.get(2)?,
        seed: row.get::<_, i64>(3)?.cast_unsigned(),
        person: row.get(4)?,
        made_at: row.get(5)?,
        done: row.get(6)?,
    })
}

fn with_tags(r: &Read<'_>, retag: Retag) -> Result<Retag> {
    let mut query = r
        .sql()
        .prepare_cached("SELECT DISTINCT tag_id FROM retag_mark WHERE retag_id = ? ORDER BY tag_id")?;
    let tags = query.query_map([retag.id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Retag { tags, ..retag })
}

/// Every sample, oldest first.
pub fn list(r: &Read<'_>) -> Result<Vec<Retag>> {
    let mut query = r.sql().prepare_cached(&format!("SELECT {COLUMNS} FROM retag ORDER BY id"))?;
    let rows: Vec<Retag> = query.query_map([], retag)?.collect::<rusqlite::Result<_>>()?;
    rows.into_iter().map(|row| with_tags(r, row)).collect()
}

/// One sample.
pub fn get(r: &Read<'_>, id: i64) -> Result<Retag> {
    let mut query = r.sql().prepare_cached(&format!("SELECT {COLUMNS} FROM retag WHERE id = ?"))?;
    with_tags(r, query.query_row([id], retag).or_not_found("sample of marks", id)?)
}

/// Draws rows that have marks for some of these tags; one event.
pub fn draw(w: &Write<'_>, person: i64, tags: &[i64], size: u32, seed: u64) -> Result<Retag> {
    let wanted: BTreeSet<i64> = tags.iter().copied().collect();
    let mut marked = BTreeSet::new();
    let mut names = Vec::new();
    for id in &wanted {
        let tag = tags::get(w, *id)?;
        if tag.rule.is_some() {
            let message = format!("`{}` follows from its rule, so there is nothing to mark again", tag.name);
            return Err(StoreError::refused("rule_tag", message));
        }
        let mut query = w.sql().prepare_cached("SELECT item_id FROM mark WHERE tag_id = ?")?;
        let mut rows = query.query([id])?;
        while let Some(row) = rows.next()? {
            marked.insert(row.get::<_, i64>(0)?);
        }
        names.push(tag.name);
    }
    let population = parts::shown(w, marked.into_iter().collect())?;
    if wanted.is_empty() || population.is_empty() {
        let message = "no row is marked with these tags yet; mark some first";
        return Err(StoreError::refused("nothing_to_draw", message));
    }
    let drawn = assay_stats::sample_from(&population, size as usize, seed);
    w.sql().execute(
        "INSERT INTO retag (uid, size, population, seed, person_id, made_at) VALUES (?, ?, ?, ?, ?, ?)",
        params![new_uid(), drawn.len(), population.len(), seed.cast_signed(), person, w.now()],
    )?;
    let id = w.sql().last_insert_rowid();
    let mut item_in =
        w.sql().prepare_cached("INSERT INTO retag_item (retag_id, position, item_id) VALUES (?, ?, ?)")?;
    let mut mark_in = w.sql().prepare_cached(
        "INSERT INTO retag_mark (retag_id, position, tag_id, first)
         VALUES (?1, ?2, ?3, (SELECT state FROM mark WHERE tag_id = ?3 AND item_id = ?4))",
    )?;
    for (position, item) in (0_i64..).zip(&drawn) {
        item_in.execute([id, position, *item])?;
        for tag in &wanted {
            mark_in.execute([id, position, *tag, *item])?;
        }
    }
    let summary = format!("{} rows drawn to be marked again: {}", drawn.len(), names.join(", "));
    record(w, person, "retag_draw", &summary, id)?;
    get(w, id)
}

fn record(w: &Write<'_>, person: i64, command: &str, summary: &str, id: i64) -> Result<i64> {
    let entry = Entry {
        person: Some(person),
        command,
        summary,
        subject: "retag",
        subject_id: Some(id),
        undoes: None,
    };
    events::record(w, &entry)
}

/// Takes a sample back or draws it again, with what was marked.
pub fn undo_draw(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    if event.undoes.is_some() {
        return shelf::put_back(w, event.id, "retag", id);
    }
    let done = get(w, id)?.done;
    if done > 0 {
        let message = format!("{done} of its rows were marked again; take that back first");
        return Err(StoreError::refused("in_use", message));
    }
    let parts = [("retag", "id = ?1"), ("retag_item", "retag_id = ?1"), ("retag_mark", "retag_id = ?1")];
    shelf::take(w, event.undone_by.unwrap_or_default(), "retag", id, &parts, "these rows are in use")
}

/// The first row that was not marked again: its position and item.
pub fn next(r: &Read<'_>, id: i64) -> Result<Option<(i64, i64)>> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT position, item_id FROM retag_item WHERE retag_id = ? AND person_id IS NULL ORDER BY position LIMIT 1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Marks one row again, with all tags of the sample; one event.
pub fn mark(w: &Write<'_>, person: i64, id: i64, position: i64, marks: &[(i64, bool)]) -> Result<()> {
    let sample = get(w, id)?;
    let given: BTreeSet<i64> = marks.iter().map(|(tag, _)| *tag).collect();
    if given.len() != marks.len() || !given.iter().eq(sample.tags.iter()) {
        let message = "say yes or no once for every tag of the sample";
        return Err(StoreError::refused("marks_incomplete", message));
    }
    let by: Option<i64> = w
        .sql()
        .query_row(
            "SELECT person_id FROM retag_item WHERE retag_id = ? AND position = ?",
            [id, position],
            |row| row.get(0),
        )
        .or_not_found("row of the sample", position)?;
    if by.is_some() {
        return Err(StoreError::refused(
            "already_marked",
            "this row was marked again already; take that back first",
        ));
    }
    let event = record(
        w,
        person,
        "retag_mark",
        &format!("row {} of {} marked again", position + 1, sample.size),
        id,
    )?;
    let after: Vec<(i64, Option<i64>)> =
        marks.iter().map(|(tag, yes)| (*tag, Some(i64::from(*yes)))).collect();
    set(w, id, position, Some(person), &after)?;
    let value = serde_json::json!({ "person": person, "marks": after });
    events::change(w, event, &entity(id), position, &serde_json::Value::Null, &value)
}

/// Positions are counted in each sample, so the sample is part of the name.
fn entity(id: i64) -> String {
    format!("retag {id}")
}

fn set(
    w: &Write<'_>,
    id: i64,
    position: i64,
    person: Option<i64>,
    marks: &[(i64, Option<i64>)],
) -> Result<()> {
    w.sql().execute(
        "UPDATE retag_item SET person_id = ? WHERE retag_id = ? AND position = ?",
        params![person, id, position],
    )?;
    for (tag, again) in marks {
        w.sql().execute(
            "UPDATE retag_mark SET again = ? WHERE retag_id = ? AND position = ? AND tag_id = ?",
            params![again, id, position, tag],
        )?;
    }
    Ok(())
}

/// Takes the marks of one row back, or makes them again.
pub fn undo_mark(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    for (position, before, _) in events::changes(w, event.id, &entity(id))? {
        if before.is_null() {
            let none: Vec<(i64, Option<i64>)> = get(w, id)?.tags.into_iter().map(|tag| (tag, None)).collect();
            set(w, id, position, None, &none)?;
        } else {
            let marks: Vec<(i64, Option<i64>)> = serde_json::from_value(before["marks"].clone())?;
            set(w, id, position, before["person"].as_i64(), &marks)?;
        }
    }
    Ok(())
}

/// One mark beside the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The item.
    pub item: i64,
    /// The tag.
    pub tag: i64,
    /// The mark when the row was drawn.
    pub first: bool,
    /// The second one.
    pub again: bool,
}

/// The rows marked twice, in the order drawn. Rows that were unseen for a tag at first have no pair for it.
pub fn pairs(r: &Read<'_>, id: i64) -> Result<Vec<Pair>> {
    let mut query = r.sql().prepare_cached(
        "SELECT i.item_id, m.tag_id, m.first, m.again FROM retag_item i
         JOIN retag_mark m ON m.retag_id = i.retag_id AND m.position = i.position
         WHERE i.retag_id = ? AND m.first IS NOT NULL AND m.again IS NOT NULL ORDER BY i.position, m.tag_id",
    )?;
    let rows = query.query_map([id], |row| {
        Ok(Pair { item: row.get(0)?, tag: row.get(1)?, first: row.get(2)?, again: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
