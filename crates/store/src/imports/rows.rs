//! Writing the rows of an import.

use crate::error::Result;
use crate::events::new_uid;
use crate::{Read, Write, text};
use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, params, params_from_iter};

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
        text::put(w, id, row.fields)?;
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

/// Puts other content in place of what an item had, and keeps that for the undo of the import.
pub fn update_item(w: &Write<'_>, import: i64, id: i64, fields: &[i64], row: &NewItem<'_>) -> Result<()> {
    super::undo::keep_item(w, import, id, fields)?;
    w.sql()
        .prepare_cached("UPDATE item SET split = ?, media_id = ?, digest = ? WHERE id = ?")?
        .execute(params![row.split, row.media, row.digest, id])?;
    w.sql()
        .prepare_cached("UPDATE item_content SET fields = ? WHERE item_id = ?")?
        .execute(params![row.fields, id])?;
    text::put(w, id, row.fields)?;
    w.sql().prepare_cached("INSERT OR IGNORE INTO item_metadata (item_id) VALUES (?)")?.execute([id])?;
    for (field, value) in fields.iter().zip(&row.metadata) {
        w.sql()
            .prepare_cached(&format!("UPDATE item_metadata SET f{field} = ? WHERE item_id = ?"))?
            .execute(params![value, id])?;
    }
    Ok(())
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
    super::undo::keep_gold(w, import, item)?;
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

/// Writes predictions into a run that people see already, and keeps what stood before for the undo of the import.
pub fn change_predictions(w: &Write<'_>, import: i64, run: i64, rows: &[NewPrediction]) -> Result<()> {
    for row in rows {
        super::undo::keep_prediction(w, import, run, row.item)?;
    }
    put_predictions(w, run, rows)
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

pub(super) fn score_bytes(scores: &[f64]) -> Vec<u8> {
    scores.iter().flat_map(|score| score.to_le_bytes()).collect()
}
