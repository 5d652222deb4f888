//! Asking for more than the policy does, and setting a rater's judgments aside. Both can be taken back.

use crate::error::{Result, StoreError};
use crate::events::{self, new_uid};
use crate::{Read, Write, refresh};
use rusqlite::params;
use serde_json::json;

/// From so many items on, all are refreshed in one go.
const MANY: usize = 20_000;

/// What `event_change` calls a judgment that was set aside.
const SET_ASIDE: &str = "set_aside";

/// Wants `extra` further judgments of each item, for all to see why. The reference labels stay until they are in. Gives
/// the number of items; an item named twice counts once.
pub fn requeue(
    w: &Write<'_>,
    items: &[i64],
    extra: u32,
    reason: &str,
    person: Option<i64>,
    event: i64,
) -> Result<usize> {
    if !(1..=100).contains(&extra) {
        return Err(StoreError::refused("extra_invalid", "ask for 1 to 100 further judgments of an item"));
    }
    let mut items = items.to_vec();
    items.sort_unstable();
    items.dedup();
    let mut insert = w.sql().prepare_cached(
        "INSERT INTO requeue (uid, item_id, extra, reason, event_id, person_id, made_at, standing)
         SELECT ?1, id, ?3, ?4, ?5, ?6, ?7, 1 FROM item
         WHERE id = ?2 AND id <= (SELECT item_horizon FROM project)",
    )?;
    for item in &items {
        let made = insert.execute(params![new_uid(), item, extra, reason, event, person, w.now()])?;
        if made == 0 {
            return Err(StoreError::not_found("item", item));
        }
    }
    open(w, &items)?;
    Ok(items.len())
}

/// Takes back what an event asked for. Judgments given meanwhile stay and count.
pub fn undo_requeue(w: &Write<'_>, event: i64) -> Result<usize> {
    let mut query = w
        .sql()
        .prepare("UPDATE requeue SET standing = 0 WHERE event_id = ? AND standing = 1 RETURNING item_id")?;
    let items = ids(&mut query, params![event])?;
    open(w, &items)?;
    Ok(items.len())
}

/// Judgments beyond the policy's number that leads want of an item, with the reasons, newest first.
pub fn requeued(r: &Read<'_>, item: i64) -> Result<Vec<(u32, String)>> {
    let mut query = r.sql().prepare_cached(
        "SELECT extra, reason FROM requeue WHERE item_id = ? AND standing = 1 ORDER BY id DESC",
    )?;
    let rows = query.query_map([item], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

const TO_SET_ASIDE: &str = "person_id = ?1 AND purpose = 'label' AND counted = 1
    AND (?2 IS NULL OR COALESCE(made_at, recorded_at) >= ?2)";

/// Judgments that [`set_aside`] would set aside.
pub fn to_set_aside(r: &Read<'_>, person: i64, since: Option<i64>) -> Result<i64> {
    let sql = format!("SELECT COUNT(*) FROM judgment WHERE {TO_SET_ASIDE}");
    Ok(r.sql().query_row(&sql, params![person, since], |row| row.get(0))?)
}

/// Sets the person's judgments from ordinary work aside, all or those given at or after `since` (milliseconds since 1970
/// UTC): they stay and count no more, and their items are open again to everyone else. Answers to gold stay what they
/// were. Gives the number of judgments.
pub fn set_aside(w: &Write<'_>, person: i64, since: Option<i64>, event: i64) -> Result<usize> {
    let sql = format!("SELECT id, item_id FROM judgment WHERE {TO_SET_ASIDE} ORDER BY id");
    let mut query = w.sql().prepare(&sql)?;
    let found: Vec<(i64, i64)> = query
        .query_map(params![person, since], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut update = w.sql().prepare_cached("UPDATE judgment SET set_aside = 1, counted = 0 WHERE id = ?")?;
    for (judgment, _) in &found {
        update.execute([judgment])?;
        events::change(w, event, SET_ASIDE, *judgment, &json!(0), &json!(1))?;
    }
    judged(w, &found.iter().map(|(_, item)| *item).collect::<Vec<_>>())?;
    Ok(found.len())
}

/// Counts again what an event set aside, as far as it stands still and nothing else of the rater counts on the item.
pub fn undo_set_aside(w: &Write<'_>, event: i64) -> Result<usize> {
    let mut query = w.sql().prepare(
        "UPDATE judgment SET set_aside = 0, counted = standing = 1 AND skipped = 0 AND NOT EXISTS
            (SELECT 1 FROM judgment k WHERE k.item_id = judgment.item_id AND k.person_id = judgment.person_id
             AND k.counted = 1)
         WHERE set_aside = 1 AND id IN (SELECT entity_id FROM event_change WHERE event_id = ? AND entity = ?)
         RETURNING item_id",
    )?;
    let items = ids(&mut query, params![event, SET_ASIDE])?;
    judged(w, &items)?;
    Ok(items.len())
}

fn ids(query: &mut rusqlite::Statement<'_>, values: impl rusqlite::Params) -> Result<Vec<i64>> {
    Ok(query.query_map(values, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

fn open(w: &Write<'_>, items: &[i64]) -> Result<()> {
    if items.len() > MANY {
        refresh::queues(w)
    } else {
        items.iter().try_for_each(|item| refresh::open(w, *item))
    }
}

/// As [`refresh::judged`] for many items.
fn judged(w: &Write<'_>, items: &[i64]) -> Result<()> {
    if items.len() <= MANY {
        return items.iter().try_for_each(|item| refresh::judged(w, *item));
    }
    let mut forget = w.sql().prepare_cached("DELETE FROM fitted WHERE item_id = ?")?;
    for item in items {
        forget.execute([item])?;
    }
    refresh::everything(w)
}
