//! Runs: a model's predictions, their confusion matrix, and the rows drawn to be looked at.

mod draws;

pub use draws::{Design, DrawFrom, Drawn, DrawnTag, Left, StratumSeen, draw, draws, left, strata, undo_draw};

use crate::Read;
use crate::error::{OrNotFound, Result};
use rusqlite::OptionalExtension as _;
use std::collections::HashMap;

/// One run.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Run {
    /// Row id.
    pub id: i64,
    /// Unique in the project.
    pub name: String,
    /// Items predicted.
    pub predictions: i64,
    /// Of them with a reference label: what accuracy is about.
    pub n: i64,
    /// Of them wrong.
    pub errors: i64,
    /// When its predictions came in, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Of the model.
    pub version: String,
    /// Of the code that trained it or ran it.
    pub code_commit: String,
    /// Of the data that it learned from.
    pub dataset_version: String,
    /// As text or JSON.
    pub hyperparameters: String,
    /// Free text.
    pub note: String,
    /// Kept out of lists since, in milliseconds since 1970 UTC; none: it is listed.
    pub archived_at: Option<i64>,
    /// Whether the project holds rows in the blackbox part. `n` and `errors` count those too, so nobody is shown them then.
    pub divided: bool,
}

const RUNS: &str = "
SELECT run.id, run.name, run.predictions, COALESCE(SUM(c.n), 0),
       COALESCE(SUM(CASE WHEN c.reference_class_id <> c.predicted_class_id THEN c.n END), 0), run.made_at,
       run.version, run.code_commit, run.dataset_version, run.hyperparameters, run.note, run.archived_at,
       EXISTS (SELECT 1 FROM division)
FROM run LEFT JOIN run_cell c ON c.run_id = run.id WHERE run.ready = 1 ";

fn run(row: &rusqlite::Row<'_>) -> rusqlite::Result<Run> {
    Ok(Run {
        id: row.get(0)?,
        name: row.get(1)?,
        predictions: row.get(2)?,
        n: row.get(3)?,
        errors: row.get(4)?,
        made_at: row.get(5)?,
        version: row.get(6)?,
        code_commit: row.get(7)?,
        dataset_version: row.get(8)?,
        hyperparameters: row.get(9)?,
        note: row.get(10)?,
        archived_at: row.get(11)?,
        divided: row.get(12)?,
    })
}

/// The row id of every run by its name.
pub(crate) fn names(r: &Read<'_>) -> Result<HashMap<String, i64>> {
    let mut query = r.sql().prepare_cached("SELECT name, id FROM run WHERE ready = 1")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every run, archived ones too, oldest first.
pub fn list(r: &Read<'_>) -> Result<Vec<Run>> {
    let mut query = r.sql().prepare_cached(&format!("{RUNS} GROUP BY run.id ORDER BY run.id"))?;
    let rows = query.query_map([], run)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One run.
pub fn get(r: &Read<'_>, id: i64) -> Result<Run> {
    let mut query = r.sql().prepare_cached(&format!("{RUNS} AND run.id = ? GROUP BY run.id"))?;
    query.query_row([id], run).or_not_found("run", id)
}

/// Visible items that a run says nothing of; none where there is no such run.
pub fn items_without(r: &Read<'_>, name: &str) -> Result<Option<u64>> {
    let mut query = r.sql().prepare_cached(
        "SELECT (SELECT COUNT(*) FROM item WHERE id <= (SELECT item_horizon FROM project)) - predictions
         FROM run WHERE name = ? AND ready = 1",
    )?;
    Ok(query.query_row([name], |row| row.get::<_, i64>(0)).optional()?.map(|n| u64::try_from(n).unwrap_or(0)))
}

/// The run of this name.
pub fn by_name(r: &Read<'_>, name: &str) -> Result<Run> {
    let mut query = r.sql().prepare_cached(&format!("{RUNS} AND run.name = ? GROUP BY run.id"))?;
    query.query_row([name], run).or_not_found("run", name)
}

/// One cell of a confusion matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Class id of the reference label.
    pub reference: i64,
    /// Class id of the prediction.
    pub predicted: i64,
    /// Items.
    pub n: u64,
}

/// The cells of a run that are not empty.
pub fn cells(r: &Read<'_>, run: i64) -> Result<Vec<Cell>> {
    let mut query = r
        .sql()
        .prepare_cached("SELECT reference_class_id, predicted_class_id, n FROM run_cell WHERE run_id = ?")?;
    let rows = query.query_map([run], |row| {
        Ok(Cell { reference: row.get(0)?, predicted: row.get(1)?, n: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// As [`cells`], of the rows in the blackbox part alone.
pub fn blackbox_cells(r: &Read<'_>, run: i64) -> Result<Vec<Cell>> {
    let mut query = r.sql().prepare_cached(
        "SELECT f.class_id, p.class_id, COUNT(*) FROM part t
         CROSS JOIN prediction p ON p.run_id = ?1 AND p.item_id = t.item_id
         CROSS JOIN reference f ON f.item_id = p.item_id
                               AND f.question_id = (SELECT question_id FROM run WHERE id = ?1)
         WHERE t.part = 'blackbox' GROUP BY f.class_id, p.class_id",
    )?;
    let rows = query.query_map([run], |row| {
        Ok(Cell { reference: row.get(0)?, predicted: row.get(1)?, n: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many rows of a run are drawn, by whether they are wrong or right now.
pub fn drawn(r: &Read<'_>, run: i64) -> Result<(u64, u64)> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT COALESCE(SUM(p.correct = 0), 0), COALESCE(SUM(p.correct = 1), 0) FROM draw_item d
             JOIN prediction p ON p.run_id = d.run_id AND p.item_id = d.item_id WHERE d.run_id = ?",
        )?
        .query_row([run], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Marks of one tag in one stratum of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagCell {
    /// The tag.
    pub tag: i64,
    /// The verdict; none where there is no reference label.
    pub correct: Option<bool>,
    /// Whether the rows were drawn by chance.
    pub drawn: bool,
    /// Marked yes.
    pub yes: u64,
    /// Marked no.
    pub no: u64,
}

/// The counts of marks of a run.
pub fn tag_cells(r: &Read<'_>, run: i64) -> Result<Vec<TagCell>> {
    let mut query =
        r.sql().prepare_cached("SELECT tag_id, correct, drawn, yes, no FROM tag_cell WHERE run_id = ?")?;
    let rows = query.query_map([run], |row| {
        let correct: i64 = row.get(1)?;
        Ok(TagCell {
            tag: row.get(0)?,
            correct: (correct < 2).then_some(correct == 1),
            drawn: row.get(2)?,
            yes: row.get(3)?,
            no: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
