//! Pipelines: stages of a system in the order in which they are corrected, and the runs that show what that does.

use crate::error::{OrTaken, Result, StoreError};
use crate::events::{self, Entry, Event, new_uid};
use crate::{Read, Write, runs};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A run of the system with some of its stages corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PipelineRun {
    /// Which stages are corrected: bit s for the stage at place s; 0 for the system as it is.
    pub stages: u32,
    /// Row id of the run.
    pub run: i64,
}

/// A pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Pipeline {
    /// Row id.
    pub id: i64,
    /// Stable across files.
    pub uid: String,
    /// Unique in the project.
    pub name: String,
    /// Free text.
    pub note: String,
    /// Names of the stages, in the order in which they are corrected.
    pub stages: Vec<String>,
    /// Its runs, by `stages`.
    pub runs: Vec<PipelineRun>,
    /// Who made it, by row id.
    pub person: i64,
    /// When, in milliseconds since 1970 UTC.
    pub made_at: i64,
}

/// Every pipeline, oldest first.
pub fn list(r: &Read<'_>) -> Result<Vec<Pipeline>> {
    let mut query = r.sql().prepare_cached("SELECT id FROM pipeline ORDER BY id")?;
    let ids: Vec<i64> = query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    ids.into_iter().filter_map(|id| find(r, id).transpose()).collect()
}

/// One pipeline.
pub fn get(r: &Read<'_>, id: i64) -> Result<Pipeline> {
    find(r, id)?.ok_or_else(|| StoreError::not_found("pipeline", id))
}

fn find(r: &Read<'_>, id: i64) -> Result<Option<Pipeline>> {
    let sql = "SELECT id, uid, name, note, person_id, made_at FROM pipeline WHERE id = ?";
    let row = |row: &rusqlite::Row<'_>| {
        Ok(Pipeline {
            id: row.get(0)?,
            uid: row.get(1)?,
            name: row.get(2)?,
            note: row.get(3)?,
            person: row.get(4)?,
            made_at: row.get(5)?,
            stages: Vec::new(),
            runs: Vec::new(),
        })
    };
    let Some(mut pipeline) = r.sql().prepare_cached(sql)?.query_row([id], row).optional()? else {
        return Ok(None);
    };
    let mut query =
        r.sql().prepare_cached("SELECT name FROM pipeline_stage WHERE pipeline_id = ? ORDER BY position")?;
    pipeline.stages = query.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut query = r
        .sql()
        .prepare_cached("SELECT stages, run_id FROM pipeline_run WHERE pipeline_id = ? ORDER BY stages")?;
    let rows = query.query_map([id], |row| Ok(PipelineRun { stages: row.get(0)?, run: row.get(1)? }))?;
    pipeline.runs = rows.collect::<rusqlite::Result<_>>()?;
    Ok(Some(pipeline))
}

fn insert(w: &Write<'_>, pipeline: &Pipeline) -> Result<()> {
    let id = pipeline.id;
    w.sql()
        .execute(
            "INSERT INTO pipeline (id, uid, name, note, person_id, made_at) VALUES (?, ?, ?, ?, ?, ?)",
            params![id, pipeline.uid, pipeline.name, pipeline.note, pipeline.person, pipeline.made_at],
        )
        .or_taken("pipeline", &pipeline.name)?;
    for (position, name) in pipeline.stages.iter().enumerate() {
        w.sql().execute(
            "INSERT INTO pipeline_stage (pipeline_id, position, name) VALUES (?, ?, ?)",
            params![id, position, name],
        )?;
    }
    for run in &pipeline.runs {
        w.sql().execute(
            "INSERT INTO pipeline_run (pipeline_id, stages, run_id) VALUES (?, ?, ?)",
            params![id, run.stages, run.run],
        )?;
    }
    Ok(())
}

fn remove(w: &Write<'_>, id: i64) -> Result<()> {
    for table in ["pipeline_run", "pipeline_stage"] {
        w.sql().execute(&format!("DELETE FROM {table} WHERE pipeline_id = ?"), [id])?;
    }
    w.sql().execute("DELETE FROM pipeline WHERE id = ?", [id])?;
    Ok(())
}

fn record(w: &Write<'_>, person: i64, command: &str, summary: &str, id: i64) -> Result<i64> {
    let subject = "pipeline";
    events::record(
        w,
        &Entry { person: Some(person), command, summary, subject, subject_id: Some(id), undoes: None },
    )
}

/// What a pipeline shall be.
pub struct Draft<'a> {
    /// Unique in the project.
    pub name: &'a str,
    /// Free text.
    pub note: &'a str,
    /// Names of the stages, in order.
    pub stages: Vec<String>,
    /// One run for each set of stages, the one without corrections first.
    pub runs: Vec<PipelineRun>,
}

/// Makes a pipeline, or puts another in place of the one with this id.
pub fn save(w: &Write<'_>, person: i64, id: Option<i64>, draft: Draft<'_>) -> Result<Pipeline> {
    let before = id.map(|id| get(w, id)).transpose()?;
    // Ids are not used again, so that the history of one pipeline is never taken for another's.
    let next: i64 = w.sql().query_row(
        "SELECT 1 + MAX(COALESCE((SELECT MAX(id) FROM pipeline), 0),
                        COALESCE((SELECT MAX(entity_id) FROM event_change WHERE entity = 'pipeline'), 0))",
        [],
        |row| row.get(0),
    )?;
    let mut runs = draft.runs;
    runs.sort_by_key(|run| run.stages);
    let after = Pipeline {
        id: before.as_ref().map_or(next, |before| before.id),
        uid: before.as_ref().map_or_else(new_uid, |before| before.uid.clone()),
        name: draft.name.to_owned(),
        note: draft.note.to_owned(),
        stages: draft.stages,
        runs,
        person: before.as_ref().map_or(person, |before| before.person),
        made_at: before.as_ref().map_or(w.now(), |before| before.made_at),
    };
    if before.as_ref() == Some(&after) {
        return Ok(after);
    }
    if before.is_some() {
        remove(w, after.id)?;
    }
    insert(w, &after)?;
    let word = if before.is_some() { "changed" } else { "made" };
    let event = record(w, person, "pipeline_save", &format!("pipeline `{}` {word}", after.name), after.id)?;
    let value = before.as_ref().map_or(Ok(Value::Null), serde_json::to_value)?;
    events::change(w, event, "pipeline", after.id, &value, &serde_json::to_value(&after)?)?;
    Ok(after)
}

/// Removes a pipeline; its runs stay.
pub fn delete(w: &Write<'_>, person: i64, id: i64) -> Result<()> {
    let before = get(w, id)?;
    remove(w, id)?;
    let event = record(w, person, "pipeline_delete", &format!("pipeline `{}` removed", before.name), id)?;
    events::change(w, event, "pipeline", id, &serde_json::to_value(&before)?, &Value::Null)
}

/// Puts back what a pipeline was before an event.
pub fn undo(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    remove(w, id)?;
    match serde_json::from_value::<Option<Pipeline>>(events::before(w, event.id, "pipeline", id)?)? {
        Some(before) => {
            // They may have gone with their import.
            before.runs.iter().try_for_each(|of| runs::get(w, of.run).map(drop))?;
            insert(w, &before)
        }
        None => Ok(()),
    }
}
