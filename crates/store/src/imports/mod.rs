//! Large imports: validated by the caller, inserted in short batches under one import id, visible only when done.
//!
//! Items of an unfinished import lie beyond the project's horizon, its judgments do not stand, its run is not ready.
//! [`abandon`] removes them; [`remove_dead`] does so for an import whose program died.

mod known;
mod rows;
mod undo;

pub use known::*;
pub use rows::*;
pub use undo::{first_event, keep_first_event, taking_back, undo};

use crate::error::{Result, StoreError};
use crate::events::{self, Entry, new_uid};
use crate::{OfStore, Read, Store, Write, refresh};
use rusqlite::params;

/// An import without a sign of life for this long is dead.
const ALIVE_MS: i64 = 15_000;

/// One batch of an import that is not done: a sign of life and its rows, in one transaction.
pub fn batch<E: OfStore>(
    store: &Store,
    now: i64,
    import: i64,
    insert: impl FnOnce(&Write<'_>) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    store.write_unchecked(now, |w| {
        beat(w, import)?;
        insert(w)
    })
}

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

/// Refuses where an import is not finished. Its rows would be taken for known ones, and go if it is abandoned.
pub fn none_unfinished(r: &Read<'_>) -> Result<()> {
    let unfinished: bool =
        r.sql().query_row("SELECT EXISTS (SELECT 1 FROM import WHERE finished_at IS NULL)", [], |row| {
            row.get(0)
        })?;
    match unfinished {
        false => Ok(()),
        true => Err(StoreError::refused(
            "import_running",
            "another import into this project is running, or was cut off a moment ago; try again in 15 seconds",
        )),
    }
}

/// Begins an import. One at a time: refused while another one is alive.
pub fn begin(w: &Write<'_>, kind: &str, file_name: &str, person: Option<i64>) -> Result<i64> {
    none_unfinished(w)?;
    w.sql().execute(
        "INSERT INTO import (uid, kind, file_name, person_id, started_at, alive_until) VALUES (?, ?, ?, ?, ?, ?)",
        params![new_uid(), kind, file_name, person, w.now(), w.now() + ALIVE_MS],
    )?;
    Ok(w.sql().last_insert_rowid())
}

/// A sign of life; fails where the import was taken for dead and removed.
fn beat(w: &Write<'_>, import: i64) -> Result<()> {
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
        "gold" => {
            crate::training::policy_changed(w)?;
            refresh::everything(w)?
        }
        "judgments" => refresh::everything(w)?,
        "predictions" => refresh::predictions_of_import(w, import)?,
        _ => refresh::items_came(w)?,
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
    // What a fit said of these items holds no more.
    w.sql().execute(
        "DELETE FROM fitted WHERE item_id IN (SELECT item_id FROM judgment WHERE import_id = ?)",
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
    undo::keep_run(w, import, run)?;
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
        "DELETE FROM item_text WHERE rowid > (SELECT item_horizon FROM project) AND ?1",
        "DELETE FROM item_content WHERE item_id > (SELECT item_horizon FROM project) AND ?1",
        "DELETE FROM item WHERE id > (SELECT item_horizon FROM project) AND ?1",
        "DELETE FROM field WHERE import_id = ?1",
        "DELETE FROM import_change WHERE import_id = ?1",
        "DELETE FROM import WHERE id = ?1",
    ] {
        w.sql().execute(sql, [import])?;
    }
    for field in fields {
        w.sql().execute_batch(&format!("ALTER TABLE item_metadata DROP COLUMN f{field}"))?;
    }
    drop_unused_media(w)
}

fn drop_unused_media(w: &Write<'_>) -> Result<()> {
    w.sql().execute_batch(
        "DELETE FROM media_content WHERE media_id NOT IN (SELECT media_id FROM item WHERE media_id IS NOT NULL);
         DELETE FROM media WHERE id NOT IN (SELECT media_id FROM item WHERE media_id IS NOT NULL);",
    )?;
    Ok(())
}
