//! Large imports: validated by the caller, inserted in short batches under one import id, visible only when done.
//!
//! Items of an unfinished import lie beyond the project's horizon, its judgments do not stand, its run is not ready.
//! [`abandon`] removes them; [`remove_dead`] does so for an import whose program died.

use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, new_uid};
use crate::{Read, Store, Write, refresh};
use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, params, params_from_iter};

/// An import without a sign of life for this long is dead.
const ALIVE_MS: i64 = 15_000;

/// What an import came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows read.
    pub read: u64,
    /// Rows taken, unchanged ones included.
    pub accepted: u64,
    /// Rows refused.
    pub rejected: u64,
    /// Accepted rows that were there already.
    pub unchanged: u64,
}

/// Begins an import. One at a time: refused while another one is alive.
pub fn begin(w: &Write<'_>, kind: &str, file_name: &str, person: Option<i64>) -> Result<i64> {
    let alive: bool =
        w.sql().query_row("SELECT EXISTS (SELECT 1 FROM import WHERE finished_at IS NULL)", [], |row| {
            row.get(0)
        })?;
    if alive {
        return Err(StoreError::refused(
            "import_running",
            "another import into this project is running, or was cut off a moment ago; try again in 15 seconds",
        ));
    }
    w.sql().execute(
        "INSERT INTO import (uid, kind, file_name, person_id, started_at, alive_until) VALUES (?, ?, ?, ?, ?, ?)",
        params![new_uid(), kind, file_name, person, w.now(), w.now() + ALIVE_MS],
    )?;
    Ok(w.sql().last_insert_rowid())
}

/// A sign of life; fails where the import was taken for dead and removed.
pub fn beat(w: &Write<'_>, import: i64) -> Result<()> {
    let changed = w
        .sql()
        .prepare_cached("UPDATE import SET alive_until = ? WHERE id = ? AND finished_at IS NULL")?
        .execute([w.now() + ALIVE_MS, import])?;
    if changed == 0 {
        return Err(StoreError::refused(
            "import_lost",
            "the import stood still too long and was removed; start it again",
        ));
    }
    Ok(())
}

/// An item about to be inserted.
pub struct NewItem<'a> {
    /// External key.
    pub key: &'a str,
    /// Split.
    pub split: Option<&'a str>,
    /// JSON object of the content fields.
    pub fields: &'a str,
    /// One value for each field id of the import, in the same order.
    pub metadata: Vec<Sql>,
    /// Row id of its picture.
    pub media: Option<i64>,
    /// Of all of the above.
    pub digest: &'a [u8],
    /// Place in the order in which items are offered, from 0 within the import.
    pub place: u32,
}

/// The ids of metadata fields, made where they are new.
pub fn ensure_fields(w: &Write<'_>, import: i64, names: &[String]) -> Result<Vec<i64>> {
    let mut ids = Vec::with_capacity(names.len());
    for name in names {
        let known: Option<i64> =
            w.sql().query_row("SELECT id FROM field WHERE name = ?", [name], |row| row.get(0)).optional()?;
        let id = match known {
            Some(id) => id,
            None => {
                w.sql().execute(
                    "INSERT INTO field (name, position, import_id) VALUES (?, (SELECT COUNT(*) FROM field), ?)",
                    params![name, import],
                )?;
                let id = w.sql().last_insert_rowid();
                w.sql().execute_batch(&format!("ALTER TABLE item_metadata ADD COLUMN f{id} ANY"))?;
                id
            }
        };
        ids.push(id);
    }
    Ok(ids)
}

/// Inserts items; `fields` are the field ids of every item's `metadata`.
pub fn insert_items(w: &Write<'_>, import: i64, fields: &[i64], rows: &[NewItem<'_>]) -> Result<()> {
    let (base, open): (i64, u32) = w.sql().query_row(
        "SELECT MAX(rank_end, 1), (SELECT judgments_per_item FROM policy_in_force) FROM project",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut item = w.sql().prepare_cached(
        "INSERT INTO item (key, split, rank, open, media_id, digest, import_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?;
    let mut content = w.sql().prepare_cached("INSERT INTO item_content (item_id, fields) VALUES (?, ?)")?;
    let mut metadata = w.sql().prepare_cached(&metadata_insert(fields))?;
    for row in rows {
        item.execute(params![
            row.key,
            row.split,
            base + i64::from(row.place),
            open,
            row.media,
            row.digest,
            import
        ])?;
        let id = w.sql().last_insert_rowid();
        content.execute(params![id, row.fields])?;
        if !fields.is_empty() {
            metadata.execute(params_from_iter(std::iter::once(&Sql::Integer(id)).chain(&row.metadata)))?;
        }
    }
    Ok(())
}

fn metadata_insert(fields: &[i64]) -> String {
    let columns: String = fields.iter().map(|id| format!(", f{id}")).collect();
    let values = ", ?".repeat(fields.len());
    format!("INSERT OR REPLACE INTO item_metadata (item_id{columns}) VALUES (?{values})")
}

/// Puts other content in place of what an item had.
pub fn update_item(w: &Write<'_>, id: i64, fields: &[i64], row: &NewItem<'_>) -> Result<()> {
    w.sql()
        .prepare_cached("UPDATE item SET split = ?, media_id = ?, digest = ? WHERE id = ?")?
        .execute(params![row.split, row.media, row.digest, id])?;
    w.sql()
        .prepare_cached("UPDATE item_content SET fields = ? WHERE item_id = ?")?
        .execute(params![row.fields, id])?;
    w.sql().prepare_cached("INSERT OR IGNORE INTO item_metadata (item_id) VALUES (?)")?.execute([id])?;
    for (field, value) in fields.iter().zip(&row.metadata) {
        w.sql()
            .prepare_cached(&format!("UPDATE item_metadata SET f{field} = ? WHERE item_id = ?"))?
            .execute(params![value, id])?;
    }
    Ok(())
}

/// The id of an item that this import or an earlier one brought.
pub fn item_of_key(r: &Read<'_>, key: &str) -> Result<i64> {
    r.sql()
        .prepare_cached("SELECT id FROM item WHERE key = ?")?
        .query_row([key], |row| row.get(0))
        .or_not_found("item", key)
}

/// The person of this name, made a rater by this import where new.
pub fn ensure_rater(w: &Write<'_>, import: i64, name: &str) -> Result<i64> {
    let known: Option<i64> = w
        .sql()
        .prepare_cached("SELECT id FROM person WHERE name = ?")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    let person = crate::people::add(w, name, &[assay_model::Role::Rater], false)?;
    w.sql().execute("UPDATE person SET import_id = ? WHERE id = ?", [import, person.id])?;
    Ok(person.id)
}

/// A judgment about to be inserted.
pub struct NewJudgment<'a> {
    /// The item.
    pub item: i64,
    /// Who.
    pub person: i64,
    /// The class; none for a skip.
    pub class: Option<i64>,
    /// `label` or `gold`.
    pub purpose: &'a str,
    /// When, in milliseconds since 1970 UTC, where known.
    pub made_at: Option<i64>,
    /// Active time.
    pub active_ms: Option<i64>,
    /// Version of the instructions, where the project has it.
    pub guideline_version: Option<i64>,
    /// In doubt.
    pub unsure: bool,
    /// Free text.
    pub note: &'a str,
    /// Which of the rater's judgments of the item in the file without a time.
    pub occurrence: u32,
    /// The judgment that this one corrects.
    pub supersedes: Option<i64>,
}

/// Inserts judgments that do not stand yet.
pub fn insert_judgments(w: &Write<'_>, import: i64, question: i64, rows: &[NewJudgment<'_>]) -> Result<()> {
    let mut judgment = w.sql().prepare_cached(
        "INSERT INTO judgment (uid, item_id, person_id, purpose, guideline_id, made_at, recorded_at, active_ms, skipped,
                               unsure, note, occurrence, import_id, supersedes_id, standing, counted)
         VALUES (?, ?, ?, ?, (SELECT id FROM guideline WHERE version = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
    )?;
    let mut answer = w.sql().prepare_cached(
        "INSERT INTO judgment_answer (judgment_id, question_id, class_id) VALUES (?, ?, ?)",
    )?;
    for row in rows {
        judgment.execute(params![
            new_uid(),
            row.item,
            row.person,
            row.purpose,
            row.guideline_version,
            row.made_at,
            w.now(),
            row.active_ms,
            row.class.is_none(),
            row.unsure,
            row.note,
            row.occurrence,
            import,
            row.supersedes
        ])?;
        if let Some(class) = row.class {
            answer.execute([w.sql().last_insert_rowid(), question, class])?;
        }
    }
    Ok(())
}

/// What an earlier judgment said, to tell an unchanged row from another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownJudgment {
    /// Row id.
    pub id: i64,
    /// The class; none for a skip.
    pub class: Option<i64>,
    /// In doubt.
    pub unsure: bool,
    /// Free text.
    pub note: String,
}

/// The standing judgment with this identity: item, rater and time, else the occurrence.
pub fn known_judgment(
    r: &Read<'_>,
    item: i64,
    person: i64,
    made_at: Option<i64>,
    occurrence: u32,
) -> Result<Option<KnownJudgment>> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT j.id, a.class_id, j.unsure, j.note FROM judgment j
             LEFT JOIN judgment_answer a ON a.judgment_id = j.id
             WHERE j.item_id = ?1 AND j.person_id = ?2 AND j.standing = 1
               AND CASE WHEN ?3 IS NULL THEN j.made_at IS NULL AND j.occurrence = ?4 ELSE j.made_at = ?3 END",
        )?
        .query_row(params![item, person, made_at, occurrence], |row| {
            Ok(KnownJudgment { id: row.get(0)?, class: row.get(1)?, unsure: row.get(2)?, note: row.get(3)? })
        })
        .optional()?)
}

/// The acceptable answers of a gold item, in order of class id, and its explanation.
pub fn known_gold(r: &Read<'_>, item: i64) -> Result<Option<(Vec<i64>, String)>> {
    let explanation: Option<String> = r
        .sql()
        .prepare_cached("SELECT explanation FROM gold WHERE item_id = ?")?
        .query_row([item], |row| row.get(0))
        .optional()?;
    let Some(explanation) = explanation else { return Ok(None) };
    let mut query =
        r.sql().prepare_cached("SELECT class_id FROM gold_answer WHERE item_id = ? ORDER BY class_id")?;
    let classes = query.query_map([item], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Some((classes, explanation)))
}

/// Writes the known answer of an item; `place` is its seeded place among the gold of this import, from 0.
pub fn put_gold(
    w: &Write<'_>,
    import: i64,
    question: i64,
    item: i64,
    class: i64,
    explanation: &str,
    place: i64,
) -> Result<()> {
    w.sql()
        .prepare_cached(
            "INSERT INTO gold (item_id, explanation, rank, import_id)
             VALUES (?1, ?2, ?3, ?4) ON CONFLICT (item_id) DO UPDATE SET explanation = ?2",
        )?
        .execute(params![item, explanation, place, import])?;
    w.sql().prepare_cached("DELETE FROM gold_answer WHERE item_id = ?")?.execute([item])?;
    w.sql()
        .prepare_cached("INSERT INTO gold_answer (item_id, question_id, class_id) VALUES (?, ?, ?)")?
        .execute([item, question, class])?;
    Ok(())
}

/// The first free rank of gold.
pub fn gold_rank_end(r: &Read<'_>) -> Result<i64> {
    Ok(r.sql().query_row("SELECT COALESCE(MAX(rank), 0) + 1 FROM gold", [], |row| row.get(0))?)
}

/// The run of this name with the class ids of its scores, if there is one.
pub fn known_run(r: &Read<'_>, name: &str) -> Result<Option<(i64, Vec<i64>)>> {
    let id: Option<i64> = r
        .sql()
        .query_row("SELECT id FROM run WHERE name = ? AND ready = 1", [name], |row| row.get(0))
        .optional()?;
    let Some(id) = id else { return Ok(None) };
    let mut query =
        r.sql().prepare_cached("SELECT class_id FROM run_score_class WHERE run_id = ? ORDER BY position")?;
    let classes = query.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Some((id, classes)))
}

/// Makes a run that is not ready yet.
pub fn add_run(w: &Write<'_>, import: i64, question: i64, name: &str, score_classes: &[i64]) -> Result<i64> {
    w.sql().execute(
        "INSERT INTO run (uid, name, question_id, import_id, made_at, ready) VALUES (?, ?, ?, ?, ?, 0)",
        params![new_uid(), name, question, import, w.now()],
    )?;
    let run = w.sql().last_insert_rowid();
    for (position, class) in score_classes.iter().enumerate() {
        w.sql().execute(
            "INSERT INTO run_score_class (run_id, position, class_id) VALUES (?, ?, ?)",
            params![run, position, class],
        )?;
    }
    Ok(run)
}

/// A prediction about to be written.
pub struct NewPrediction {
    /// The item.
    pub item: i64,
    /// The class predicted.
    pub class: i64,
    /// Its score.
    pub score: Option<f64>,
    /// One for each score class of the run; NaN where none was given. Empty where the run has none.
    pub scores: Vec<f64>,
}

/// Writes predictions, in place of those that an update changes.
pub fn put_predictions(w: &Write<'_>, run: i64, rows: &[NewPrediction]) -> Result<()> {
    let mut prediction = w.sql().prepare_cached(
        "INSERT OR REPLACE INTO prediction (run_id, item_id, class_id, score) VALUES (?, ?, ?, ?)",
    )?;
    let mut scores = w.sql().prepare_cached(
        "INSERT OR REPLACE INTO prediction_score (run_id, item_id, scores) VALUES (?, ?, ?)",
    )?;
    for row in rows {
        prediction.execute(params![run, row.item, row.class, row.score])?;
        if !row.scores.is_empty() {
            scores.execute(params![run, row.item, score_bytes(&row.scores)])?;
        }
    }
    Ok(())
}

fn score_bytes(scores: &[f64]) -> Vec<u8> {
    scores.iter().flat_map(|score| score.to_le_bytes()).collect()
}

/// What a run says of an item: class, score, and whether the scores are the same as `scores`.
pub fn known_prediction(
    r: &Read<'_>,
    run: i64,
    item: i64,
    scores: &[f64],
) -> Result<Option<(i64, Option<f64>, bool)>> {
    let found: Option<(i64, Option<f64>, Option<Vec<u8>>)> = r
        .sql()
        .prepare_cached(
            "SELECT p.class_id, p.score, s.scores FROM prediction p
             LEFT JOIN prediction_score s ON s.run_id = p.run_id AND s.item_id = p.item_id
             WHERE p.run_id = ? AND p.item_id = ?",
        )?
        .query_row([run, item], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    Ok(found.map(|(class, score, stored)| (class, score, stored.unwrap_or_default() == score_bytes(scores))))
}

/// Makes everything that an import brought visible, in one transaction.
pub fn finish(w: &Write<'_>, import: i64, tally: &Tally) -> Result<()> {
    let alive = w.sql().execute(
        "UPDATE import SET finished_at = ?, read = ?, accepted = ?, rejected = ?, unchanged = ?
         WHERE id = ? AND finished_at IS NULL",
        params![w.now(), tally.read, tally.accepted, tally.rejected, tally.unchanged, import],
    )?;
    if alive == 0 {
        return Err(StoreError::refused(
            "import_lost",
            "the import stood still too long and was removed; start it again",
        ));
    }
    let (kind, file, person): (String, String, Option<i64>) =
        w.sql().query_row("SELECT kind, file_name, person_id FROM import WHERE id = ?", [import], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    let brought_items = show_items(w)?;
    match kind.as_str() {
        "judgments" => show_judgments(w, import)?,
        "predictions" => show_predictions(w, import)?,
        _ => {}
    }
    match kind.as_str() {
        "gold" | "judgments" => refresh::everything(w)?,
        "predictions" => refresh::predictions_of_import(w, import)?,
        _ => {}
    }
    if brought_items {
        refresh::counters(w)?;
    }
    let new = tally.accepted - tally.unchanged;
    let summary = format!("{new} {kind} imported from {file}");
    let entry = Entry {
        person,
        command: "import",
        summary: &summary,
        subject: "import",
        subject_id: Some(import),
        undoes: None,
    };
    events::record(w, &entry)?;
    Ok(())
}

fn show_items(w: &Write<'_>) -> Result<bool> {
    let changed = w.sql().execute(
        "UPDATE project SET item_horizon = (SELECT MAX(id) FROM item), rank_end = (SELECT MAX(rank) + 1 FROM item)
         WHERE item_horizon < (SELECT MAX(id) FROM item)",
        [],
    )?;
    Ok(changed > 0)
}

fn show_judgments(w: &Write<'_>, import: i64) -> Result<()> {
    w.sql().execute(
        "UPDATE judgment SET standing = 0, counted = 0
         WHERE id IN (SELECT supersedes_id FROM judgment WHERE import_id = ?)",
        [import],
    )?;
    w.sql().execute("UPDATE judgment SET standing = 1 WHERE import_id = ?", [import])?;
    // The first independent answer of a rater on an item counts; repeats are kept and do not.
    w.sql().execute(
        "UPDATE judgment SET counted = 1 WHERE id IN (
           SELECT id FROM (
             SELECT j.id, ROW_NUMBER() OVER (PARTITION BY j.item_id, j.person_id
                                             ORDER BY j.made_at NULLS LAST, j.occurrence, j.id) AS place
             FROM judgment j WHERE j.import_id = ?1 AND j.skipped = 0
               AND NOT EXISTS (SELECT 1 FROM judgment k
                               WHERE k.item_id = j.item_id AND k.person_id = j.person_id AND k.counted = 1))
           WHERE place = 1)",
        [import],
    )?;
    Ok(())
}

fn show_predictions(w: &Write<'_>, import: i64) -> Result<()> {
    w.sql().execute("UPDATE run SET ready = 1 WHERE import_id = ?", [import])?;
    w.sql().execute(
        "UPDATE run SET predictions = (SELECT COUNT(*) FROM prediction p WHERE p.run_id = run.id)
         WHERE import_id = ?",
        [import],
    )?;
    Ok(())
}

/// Takes a run for this import's, so that finishing refreshes it.
pub fn adopt_run(w: &Write<'_>, import: i64, run: i64) -> Result<()> {
    w.sql().execute("UPDATE run SET import_id = ? WHERE id = ?", [import, run])?;
    Ok(())
}

/// Removes an import that was cancelled, and all that it brought.
pub fn abandon(store: &Store, now: i64, import: i64) -> Result<()> {
    store.write_unchecked(now, |w| remove(w, import))
}

/// Removes imports whose program died. Gives their number.
pub fn remove_dead(store: &Store, now: i64) -> Result<usize> {
    let dead: Vec<i64> = store.read(|r| {
        let mut query =
            r.sql().prepare("SELECT id FROM import WHERE finished_at IS NULL AND alive_until < ?")?;
        let rows = query.query_map([now], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        Ok::<_, StoreError>(rows)
    })?;
    for import in &dead {
        abandon(store, now, *import)?;
    }
    Ok(dead.len())
}

fn remove(w: &Write<'_>, import: i64) -> Result<()> {
    let unfinished: bool = w.sql().query_row(
        "SELECT EXISTS (SELECT 1 FROM import WHERE id = ? AND finished_at IS NULL)",
        [import],
        |row| row.get(0),
    )?;
    if !unfinished {
        return Ok(());
    }
    let fields: Vec<i64> = {
        let mut query = w.sql().prepare("SELECT id FROM field WHERE import_id = ?")?;
        query.query_map([import], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    for sql in [
        "DELETE FROM judgment_answer WHERE judgment_id IN (SELECT id FROM judgment WHERE import_id = ?1)",
        "DELETE FROM judgment WHERE import_id = ?1",
        "DELETE FROM prediction WHERE run_id IN (SELECT id FROM run WHERE import_id = ?1 AND ready = 0)",
        "DELETE FROM prediction_score WHERE run_id IN (SELECT id FROM run WHERE import_id = ?1 AND ready = 0)",
        "DELETE FROM run_score_class WHERE run_id IN (SELECT id FROM run WHERE import_id = ?1 AND ready = 0)",
        "DELETE FROM run WHERE import_id = ?1 AND ready = 0",
        "DELETE FROM person WHERE import_id = ?1",
        "DELETE FROM item_metadata WHERE item_id > (SELECT item_horizon FROM project) AND ?1",
        "DELETE FROM item_content WHERE item_id > (SELECT item_horizon FROM project) AND ?1",
        "DELETE FROM item WHERE id > (SELECT item_horizon FROM project) AND ?1",
        "DELETE FROM field WHERE import_id = ?1",
        "DELETE FROM import WHERE id = ?1",
    ] {
        w.sql().execute(sql, [import])?;
    }
    for field in fields {
        w.sql().execute_batch(&format!("ALTER TABLE item_metadata DROP COLUMN f{field}"))?;
    }
    w.sql().execute_batch(
        "DELETE FROM media_content WHERE media_id NOT IN (SELECT media_id FROM item WHERE media_id IS NOT NULL);
         DELETE FROM media WHERE id NOT IN (SELECT media_id FROM item WHERE media_id IS NOT NULL);",
    )?;
    Ok(())
}
