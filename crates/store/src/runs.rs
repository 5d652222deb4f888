//! Runs: a model's predictions, their confusion matrix, and the rows drawn to be looked at.

use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, Event, new_uid};
use crate::{Read, Write, project, shelf};
use rusqlite::{OptionalExtension as _, params};

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
}

const RUNS: &str = "
SELECT run.id, run.name, run.predictions, COALESCE(SUM(c.n), 0),
       COALESCE(SUM(CASE WHEN c.reference_class_id <> c.predicted_class_id THEN c.n END), 0), run.made_at
FROM run LEFT JOIN run_cell c ON c.run_id = run.id WHERE run.ready = 1 ";

fn run(row: &rusqlite::Row<'_>) -> rusqlite::Result<Run> {
    Ok(Run {
        id: row.get(0)?,
        name: row.get(1)?,
        predictions: row.get(2)?,
        n: row.get(3)?,
        errors: row.get(4)?,
        made_at: row.get(5)?,
    })
}

/// Every run, oldest first.
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

/// The two strata rows are drawn from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DrawFrom {
    /// Predictions that differ from the reference label.
    Wrong,
    /// Predictions that equal it.
    Right,
}

impl DrawFrom {
    fn word(self) -> &'static str {
        match self {
            DrawFrom::Wrong => "wrong",
            DrawFrom::Right => "right",
        }
    }
}

/// Draws rows of a run by chance, without those drawn before. Gives the number drawn.
pub fn draw(w: &Write<'_>, person: i64, run: i64, from: DrawFrom, size: u32, seed: u64) -> Result<u64> {
    let run = get(w, run)?;
    let mut query = w.sql().prepare_cached(
        "SELECT p.item_id FROM prediction p WHERE p.run_id = ?1 AND p.correct = ?2
         AND NOT EXISTS (SELECT 1 FROM draw_item d WHERE d.run_id = ?1 AND d.item_id = p.item_id) ORDER BY p.item_id",
    )?;
    let correct = i64::from(from == DrawFrom::Right);
    let left: Vec<i64> =
        query.query_map([run.id, correct], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if left.is_empty() {
        return Err(StoreError::refused(
            "nothing_to_draw",
            format!("every {} row has been drawn already", from.word()),
        ));
    }
    let drawn = assay_stats::sample_from(&left, size as usize, seed);
    w.sql().execute(
        "INSERT INTO draw (uid, run_id, stratum, size, population, seed, reference_revision, person_id, made_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            new_uid(),
            run.id,
            from.word(),
            drawn.len(),
            left.len(),
            seed.cast_signed(),
            project::get(w)?.reference_revision,
            person,
            w.now()
        ],
    )?;
    let draw = w.sql().last_insert_rowid();
    let mut insert =
        w.sql().prepare_cached("INSERT INTO draw_item (run_id, item_id, draw_id) VALUES (?, ?, ?)")?;
    for item in &drawn {
        insert.execute([run.id, *item, draw])?;
    }
    recount_marks(w, run.id)?;
    let summary = format!("{} {} rows of {} drawn", drawn.len(), from.word(), run.name);
    let entry = Entry {
        person: Some(person),
        command: "rows_draw",
        summary: &summary,
        subject: "draw",
        subject_id: Some(draw),
        undoes: None,
    };
    events::record(w, &entry)?;
    Ok(drawn.len() as u64)
}

fn recount_marks(w: &Write<'_>, run: i64) -> Result<()> {
    w.sql().execute("DELETE FROM tag_cell WHERE run_id = ?", [run])?;
    w.sql().execute(
        "INSERT INTO tag_cell (run_id, tag_id, correct, drawn, yes, no)
         SELECT run_id, tag_id, correct, drawn, yes, no FROM expected_tag_cell WHERE run_id = ?",
        [run],
    )?;
    Ok(())
}

/// Takes a draw back, or draws the same rows again. A later draw of the same rows was made from what this one left.
pub fn undo_draw(w: &Write<'_>, event: &Event) -> Result<()> {
    let id = event.subject_id.unwrap_or_default();
    if event.undoes.is_some() {
        shelf::put_back(w, event.id, "draw", id)?;
    } else {
        let later: Option<i64> = w.sql().query_row(
            "SELECT MIN(e.id) FROM draw d JOIN draw n ON n.run_id = d.run_id AND n.stratum = d.stratum AND n.id > d.id
             JOIN event e ON e.subject = 'draw' AND e.subject_id = n.id WHERE d.id = ?",
            [id],
            |row| row.get(0),
        )?;
        if let Some(later) = later {
            let message =
                format!("more rows were drawn from the rest since (event {later}); take that back first");
            return Err(StoreError::refused("changed_since", message));
        }
    }
    let run: i64 = w
        .sql()
        .query_row("SELECT run_id FROM draw WHERE id = ?", [id], |row| row.get(0))
        .or_not_found("draw", id)?;
    if event.undoes.is_none() {
        let parts = [("draw", "id = ?1"), ("draw_item", "draw_id = ?1")];
        shelf::take(w, event.undone_by.unwrap_or_default(), "draw", id, &parts, "these rows are in use")?;
    }
    recount_marks(w, run)
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
