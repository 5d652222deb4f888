//! Audits: a drawn sample of reference labels, judged again without sight of them.

use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, new_uid};
use crate::{Read, Write, project};
use rusqlite::{OptionalExtension, params};

/// One audit with its counts.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Audit {
    /// Row id.
    pub id: i64,
    /// As shown.
    pub name: String,
    /// Makes the draw repeatable.
    pub seed: i64,
    /// Labels drawn.
    pub size: u64,
    /// Labels there were to draw from.
    pub population: u64,
    /// Judged so far.
    pub judged: u64,
    /// Of them contradicted by the blind look.
    pub defects: u64,
    /// The snapshot of reference labels that was drawn from.
    pub reference_revision: i64,
    /// When it was drawn, in milliseconds since 1970 UTC.
    pub made_at: i64,
}

const AUDITS: &str = "
SELECT a.id, a.name, a.seed, a.size, a.population, COUNT(t.judged_class_id),
       COALESCE(SUM(t.judged_class_id <> t.reference_class_id), 0), a.reference_revision, a.made_at
FROM audit a JOIN audit_item t ON t.audit_id = a.id ";

fn audit(row: &rusqlite::Row<'_>) -> rusqlite::Result<Audit> {
    Ok(Audit {
        id: row.get(0)?,
        name: row.get(1)?,
        seed: row.get(2)?,
        size: row.get(3)?,
        population: row.get(4)?,
        judged: row.get(5)?,
        defects: row.get(6)?,
        reference_revision: row.get(7)?,
        made_at: row.get(8)?,
    })
}

/// Every audit, newest first.
pub fn list(r: &Read<'_>) -> Result<Vec<Audit>> {
    let mut query = r.sql().prepare_cached(&format!("{AUDITS} GROUP BY a.id ORDER BY a.id DESC"))?;
    let rows = query.query_map([], audit)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One audit.
pub fn get(r: &Read<'_>, id: i64) -> Result<Audit> {
    let mut query = r.sql().prepare_cached(&format!("{AUDITS} WHERE a.id = ? GROUP BY a.id"))?;
    query.query_row([id], audit).or_not_found("audit", id)
}

/// Draws reference labels by chance and keeps them as they are now.
pub fn create(w: &Write<'_>, person: i64, name: &str, size: u32, seed: u64) -> Result<Audit> {
    let question = project::question(w)?.id;
    let mut query =
        w.sql().prepare_cached("SELECT item_id FROM reference WHERE question_id = ? ORDER BY item_id")?;
    let population: Vec<i64> =
        query.query_map([question], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if population.is_empty() {
        return Err(StoreError::refused(
            "nothing_to_draw",
            "no item has a reference label yet; label items or import gold first",
        ));
    }
    let drawn = assay_stats::sample_from(&population, size as usize, seed);
    w.sql().execute(
        "INSERT INTO audit (uid, name, question_id, seed, size, population, reference_revision, person_id, made_at)
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
    )?;
    let id = w.sql().last_insert_rowid();
    let mut insert = w.sql().prepare_cached(
        "INSERT INTO audit_item (audit_id, position, item_id, reference_class_id, reference_source)
         SELECT ?, ?, item_id, class_id, source FROM reference WHERE item_id = ? AND question_id = ?",
    )?;
    for (position, item) in drawn.iter().enumerate() {
        insert.execute(params![id, position, item, question])?;
    }
    let summary = format!("audit `{name}`: {} of {} labels drawn", drawn.len(), population.len());
    record(w, person, "audit_create", &summary, id, None)?;
    get(w, id)
}

fn record(
    w: &Write<'_>,
    person: i64,
    command: &str,
    summary: &str,
    audit: i64,
    undoes: Option<i64>,
) -> Result<i64> {
    let entry =
        Entry { person: Some(person), command, summary, subject: "audit", subject_id: Some(audit), undoes };
    events::record(w, &entry)
}

/// The next item to look at: its position in the draw and its id. Not the label.
pub fn next(r: &Read<'_>, id: i64) -> Result<Option<(i64, i64)>> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT position, item_id FROM audit_item WHERE audit_id = ? AND judged_class_id IS NULL
             ORDER BY position LIMIT 1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Writes the blind look at one item.
pub fn judge(w: &Write<'_>, person: i64, id: i64, position: i64, class: i64) -> Result<()> {
    let offered = project::question(w)?.classes.iter().any(|known| known.id == class);
    if !offered {
        return Err(StoreError::refused(
            "class_unknown",
            "this class is not offered any more; reload the audit",
        ));
    }
    let changed = w.sql().execute(
        "UPDATE audit_item SET judged_class_id = ?, person_id = ?, judged_at = ?
         WHERE audit_id = ? AND position = ? AND judged_class_id IS NULL",
        params![class, person, w.now(), id, position],
    )?;
    if changed == 0 {
        return Err(StoreError::refused("already_judged", "this item of the audit is judged already"));
    }
    let event = record(w, person, "audit_judge", "", id, None)?;
    events::change(w, event, "audit_item", position, &serde_json::Value::Null, &class.into())
}

/// Takes back the person's newest look in this audit.
pub fn undo(w: &Write<'_>, person: i64, id: i64) -> Result<bool> {
    let found: Option<(i64, i64)> = w
        .sql()
        .query_row(
            "SELECT e.id, c.entity_id FROM event e JOIN event_change c ON c.event_id = e.id
             WHERE e.person_id = ? AND e.command = 'audit_judge' AND e.subject_id = ? AND e.undone_by_id IS NULL
             ORDER BY e.id DESC LIMIT 1",
            [person, id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((event, position)) = found else { return Ok(false) };
    w.sql().execute(
        "UPDATE audit_item SET judged_class_id = NULL, person_id = NULL, judged_at = NULL
         WHERE audit_id = ? AND position = ?",
        [id, position],
    )?;
    record(w, person, "audit_judge_undo", "", id, Some(event))?;
    Ok(true)
}

/// A label that the blind look contradicted.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Defect {
    /// The item.
    pub item: i64,
    /// External key.
    pub key: String,
    /// The label drawn, by class id.
    pub reference: i64,
    /// Where it came from.
    pub source: String,
    /// What the look said, by class id.
    pub judged: i64,
}

/// The labels that the blind look contradicted, in the order of the draw.
pub fn defects(r: &Read<'_>, id: i64) -> Result<Vec<Defect>> {
    let mut query = r.sql().prepare_cached(
        "SELECT t.item_id, i.key, t.reference_class_id, t.reference_source, t.judged_class_id
         FROM audit_item t JOIN item i ON i.id = t.item_id
         WHERE t.audit_id = ? AND t.judged_class_id <> t.reference_class_id ORDER BY t.position",
    )?;
    let rows = query.query_map([id], |row| {
        Ok(Defect {
            item: row.get(0)?,
            key: row.get(1)?,
            reference: row.get(2)?,
            source: row.get(3)?,
            judged: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
