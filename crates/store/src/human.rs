//! Draws for human level: judged items drawn by chance and decided on without sight of the judgments.
//!
//! A decision of a draw is an adjudication like any other, so that people, models and exports see one reference label.
//! The draw keeps its own decisions even where a later one stands: they were made blind, the later one may not be.

use crate::conflicts::{self, Decision};
use crate::error::{OrNotFound, OrTaken, Result, StoreError};
use crate::events::{self, Entry, Event, new_uid};
use crate::{Read, Write, project, refresh};
use rusqlite::{OptionalExtension, params};
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// One draw with its counts.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct HumanDraw {
    /// Row id.
    pub id: i64,
    /// As shown.
    pub name: String,
    /// Makes the draw repeatable.
    pub seed: i64,
    /// Items drawn.
    pub size: u64,
    /// Judged items there were to draw from.
    pub population: u64,
    /// Decided so far.
    pub decided: u64,
    /// Of them decided otherwise than the reference label said when they were drawn.
    pub differing: u64,
    /// Decisions in whose place another one stands by now.
    pub overruled: u64,
    /// The snapshot of reference labels when it was drawn.
    pub reference_revision: i64,
    /// When it was drawn, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Who drew it.
    pub person: String,
}

const DRAWS: &str = "
SELECT d.id, d.name, d.seed, d.size, d.population, COUNT(a.id), COALESCE(SUM(a.class_id <> t.reference_class_id), 0),
       COALESCE(SUM(a.standing = 0), 0), d.reference_revision, d.made_at, (SELECT name FROM person WHERE id = d.person_id)
FROM human_draw d JOIN human_draw_item t ON t.draw_id = d.id LEFT JOIN adjudication a ON a.id = t.adjudication_id
WHERE d.retired_at IS NULL ";

fn draw(row: &rusqlite::Row<'_>) -> rusqlite::Result<HumanDraw> {
    Ok(HumanDraw {
        id: row.get(0)?,
        name: row.get(1)?,
        seed: row.get(2)?,
        size: row.get(3)?,
        population: row.get(4)?,
        decided: row.get(5)?,
        differing: row.get(6)?,
        overruled: row.get(7)?,
        reference_revision: row.get(8)?,
        made_at: row.get(9)?,
        person: row.get(10)?,
    })
}

/// Every draw, newest first.
pub fn list(r: &Read<'_>) -> Result<Vec<HumanDraw>> {
    let mut query = r.sql().prepare_cached(&format!("{DRAWS} GROUP BY d.id ORDER BY d.id DESC"))?;
    let rows = query.query_map([], draw)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One draw.
pub fn get(r: &Read<'_>, id: i64) -> Result<HumanDraw> {
    let mut query = r.sql().prepare_cached(&format!("{DRAWS} AND d.id = ? GROUP BY d.id"))?;
    query.query_row([id], draw).or_not_found("draw", id)
}

/// What there is to draw from, and how people have agreed there so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// Items with a counted judgment from ordinary work.
    pub items: u64,
    /// These judgments.
    pub judgments: u64,
    /// Judgments of the items with two or more.
    pub shared: u64,
    /// Of them for the leading class of their item.
    pub leading: u64,
}

/// The judged items in numbers.
pub fn judged(r: &Read<'_>, question: i64) -> Result<Judged> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT COUNT(*), COALESCE(SUM(n), 0), COALESCE(SUM(CASE WHEN n > 1 THEN n END), 0),
                    COALESCE(SUM(CASE WHEN n > 1 THEN votes END), 0) FROM consensus WHERE question_id = ?",
        )?
        .query_row([question], |row| {
            Ok(Judged {
                items: row.get(0)?,
                judgments: row.get(1)?,
                shared: row.get(2)?,
                leading: row.get(3)?,
            })
        })?)
}

/// Draws judged items by chance. None is preferred: conflicts that were decided are the hard items.
pub fn create(w: &Write<'_>, person: i64, name: &str, size: u32, seed: u64) -> Result<HumanDraw> {
    let question = project::question(w)?.id;
    let mut query =
        w.sql().prepare_cached("SELECT item_id FROM consensus WHERE question_id = ? ORDER BY item_id")?;
    let population: Vec<i64> =
        query.query_map([question], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if population.is_empty() {
        return Err(StoreError::refused(
            "nothing_to_draw",
            "no item has a judgment yet; label items or import judgments first",
        ));
    }
    let drawn = assay_stats::sample_from(&population, size as usize, seed);
    w.sql()
        .execute(
            "INSERT INTO human_draw (uid, name, question_id, seed, size, population, reference_revision, person_id, made_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                new_uid(),
                name,
                question,
                seed.cast_signed(),
                drawn.len(),
                population.len(),
                project::get(w)?.reference_revision,
                person,
                w.now()
            ],
        )
        .or_taken("draw", name)?;
    let id = w.sql().last_insert_rowid();
    let mut insert = w.sql().prepare_cached(
        "INSERT INTO human_draw_item (draw_id, position, item_id, reference_class_id, reference_source)
         SELECT ?1, ?2, i.id, f.class_id, f.source FROM item i
         LEFT JOIN reference f ON f.item_id = i.id AND f.question_id = ?4 WHERE i.id = ?3",
    )?;
    for (position, item) in drawn.iter().enumerate() {
        insert.execute(params![id, position, item, question])?;
    }
    let summary =
        format!("`{name}`: {} of {} judged items drawn for human level", drawn.len(), population.len());
    let event = record(w, person, "human_draw", &summary, id)?;
    events::change(w, event, "human_draw", id, &json!(false), &json!(true))?;
    get(w, id)
}

fn record(w: &Write<'_>, person: i64, command: &str, summary: &str, draw: i64) -> Result<i64> {
    let subject = "human_draw";
    events::record(
        w,
        &Entry { person: Some(person), command, summary, subject, subject_id: Some(draw), undoes: None },
    )
}

/// Takes a draw back before anything was decided in it, or draws the same again.
pub fn undo_create(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    if event.undoes.is_some() {
        let name: String =
            w.sql().query_row("SELECT name FROM human_draw WHERE id = ?", [id], |row| row.get(0))?;
        w.sql()
            .execute("UPDATE human_draw SET retired_at = NULL WHERE id = ?", [id])
            .or_taken("draw", &name)?;
        return Ok(());
    }
    if get(w, id)?.decided > 0 {
        return Err(StoreError::refused(
            "draw_used",
            "items of this draw are decided; take these decisions back first",
        ));
    }
    w.sql().execute("UPDATE human_draw SET retired_at = ? WHERE id = ?", params![w.now(), id])?;
    Ok(())
}

/// The next item to decide on: its position in the draw and its id.
pub fn next(r: &Read<'_>, id: i64) -> Result<Option<(i64, i64)>> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT position, item_id FROM human_draw_item WHERE draw_id = ? AND adjudication_id IS NULL
             ORDER BY position LIMIT 1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Decides on one item of a draw; the decision becomes the item's reference label.
pub fn judge(w: &Write<'_>, person: i64, id: i64, position: i64, class: i64) -> Result<()> {
    let draw = get(w, id)?;
    let question = project::question(w)?;
    project::ensure_offered(w, question.id, class, "draw")?;
    let open: Option<(i64, String)> = w
        .sql()
        .query_row(
            "SELECT i.id, i.key FROM human_draw_item t JOIN item i ON i.id = t.item_id
             WHERE t.draw_id = ? AND t.position = ? AND t.adjudication_id IS NULL",
            [id, position],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((item, key)) = open else {
        return Err(StoreError::refused("already_judged", "this item of the draw is decided already"));
    };
    let summary = format!("`{key}` decided blind for human level (`{}`)", draw.name);
    let event = record(w, person, "human_judge", &summary, id)?;
    let decision = Decision { item, question: question.id, class, cause: None, rationale: "" };
    let (made, before) = conflicts::put(w, person, &decision)?;
    events::change(w, event, "adjudication", made, &json!(before), &json!(made))?;
    w.sql().execute(
        "UPDATE human_draw_item SET adjudication_id = ? WHERE draw_id = ? AND position = ?",
        [made, id, position],
    )?;
    refresh::item(w, item)
}

/// The person's newest decision in this draw.
pub fn newest(r: &Read<'_>, person: i64, id: i64) -> Result<Option<i64>> {
    Ok(r.sql().query_row(
        "SELECT MAX(id) FROM event WHERE person_id = ? AND command = 'human_judge' AND subject_id = ?
         AND undone_by_id IS NULL",
        [person, id],
        |row| row.get(0),
    )?)
}

/// Takes one decision back, and what it replaced stands again; or makes it again. Refused where a later one stands, or a
/// baseline rests on it.
pub fn undo_judge(w: &Write<'_>, event: &Event) -> Result<()> {
    let draw = get(w, event.subject_id.unwrap_or_default())?.id;
    let kept: Option<String> = w
        .sql()
        .query_row(
            "SELECT name FROM baseline WHERE draw_id = ? AND retired_at IS NULL LIMIT 1",
            [draw],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(name) = kept {
        let message = format!("the baseline `{name}` rests on this draw; retire it first");
        return Err(StoreError::refused("baseline_rests", message));
    }
    let again = event.undoes.is_some();
    for (made, item) in conflicts::exchange_all(w, event)? {
        let (stood, next) = if again { (None, Some(made)) } else { (Some(made), None) };
        let changed = w.sql().execute(
            "UPDATE human_draw_item SET adjudication_id = ? WHERE draw_id = ? AND item_id = ? AND adjudication_id IS ?",
            params![next, draw, item, stood],
        )?;
        if changed == 0 {
            return Err(StoreError::refused("changed_since", "this item of the draw was decided anew since"));
        }
    }
    Ok(())
}

/// A decision that judgments are held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// The item.
    pub item: i64,
    /// The class decided on.
    pub class: i64,
    /// Who decided.
    pub person: i64,
}

fn decided(row: &rusqlite::Row<'_>) -> rusqlite::Result<Decided> {
    Ok(Decided { item: row.get(0)?, class: row.get(1)?, person: row.get(2)? })
}

/// The decisions of a draw, in its order.
pub fn decisions(r: &Read<'_>, draw: i64) -> Result<Vec<Decided>> {
    let mut query = r.sql().prepare_cached(
        "SELECT a.item_id, a.class_id, a.person_id FROM human_draw_item t JOIN adjudication a ON a.id = t.adjudication_id
         WHERE t.draw_id = ? ORDER BY t.position",
    )?;
    let rows = query.query_map([draw], decided)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every standing decision, whatever it was made for.
pub fn all_decisions(r: &Read<'_>, question: i64) -> Result<Vec<Decided>> {
    let mut query = r.sql().prepare_cached(
        "SELECT item_id, class_id, person_id FROM adjudication WHERE question_id = ? AND standing = 1 ORDER BY item_id",
    )?;
    let rows = query.query_map([question], decided)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The counted judgments from ordinary work on these items: item by its place in `items`, person and class by row id.
pub fn judgments_on(r: &Read<'_>, question: i64, items: &[i64]) -> Result<Vec<(u32, i64, i64)>> {
    let mut query = r.sql().prepare_cached(
        "SELECT j.person_id, a.class_id FROM judgment j JOIN judgment_answer a ON a.judgment_id = j.id
         WHERE j.item_id = ? AND j.counted = 1 AND j.purpose = 'label' AND a.question_id = ? ORDER BY j.person_id",
    )?;
    let mut found = Vec::new();
    for (place, item) in (0..).zip(items) {
        let rows = query.query_map([*item, question], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for row in rows {
            let (person, class) = row?;
            found.push((place, person, class));
        }
    }
    Ok(found)
}

/// What a run predicts for these items, by class id.
pub fn predictions_on(r: &Read<'_>, run: i64, items: &[i64]) -> Result<Vec<Option<i64>>> {
    let mut query =
        r.sql().prepare_cached("SELECT class_id FROM prediction WHERE run_id = ? AND item_id = ?")?;
    items.iter().map(|item| Ok(query.query_row([run, *item], |row| row.get(0)).optional()?)).collect()
}

/// The items that have a tag.
pub fn tagged(r: &Read<'_>, tag: i64) -> Result<HashSet<i64>> {
    let mut query = r.sql().prepare_cached("SELECT item_id FROM mark WHERE tag_id = ? AND state = 1")?;
    let rows = query.query_map([tag], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The value of a metadata field as text, for each item that has one.
pub fn values(r: &Read<'_>, field: i64) -> Result<HashMap<i64, String>> {
    if !crate::items::fields(r)?.iter().any(|known| known.id == field) {
        return Err(StoreError::not_found("field", field));
    }
    let sql = format!("SELECT item_id, CAST(f{field} AS TEXT) FROM item_metadata WHERE f{field} IS NOT NULL");
    let mut query = r.sql().prepare_cached(&sql)?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
