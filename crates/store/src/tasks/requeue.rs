//! Asking for more than the policy does, which can be taken back.

use crate::error::{Result, StoreError};
use crate::events::{self, Event, new_uid};
use crate::{Read, Write, refresh};
use rusqlite::params;

/// From so many items on, all are refreshed in one go.
const MANY: usize = 20_000;

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

/// Takes back what an event asked for, or asks for it again. Judgments given meanwhile stay and count.
pub fn undo_requeue(w: &Write<'_>, event: &Event) -> Result<()> {
    let again = event.undoes.is_some();
    let mut query = w.sql().prepare(
        "UPDATE requeue SET standing = ?1 WHERE event_id = ?2 AND standing <> ?1 RETURNING item_id",
    )?;
    let asked = events::root(w, event)?.id;
    let items: Vec<i64> =
        query.query_map(params![again, asked], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    open(w, &items)
}

/// Judgments beyond the policy's number that leads want of an item, with the reasons, newest first.
pub fn requeued(r: &Read<'_>, item: i64) -> Result<Vec<(u32, String)>> {
    let mut query = r.sql().prepare_cached(
        "SELECT extra, reason FROM requeue WHERE item_id = ? AND standing = 1 ORDER BY id DESC",
    )?;
    let rows = query.query_map([item], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn open(w: &Write<'_>, items: &[i64]) -> Result<()> {
    if items.len() > MANY {
        refresh::queues(w)
    } else {
        items.iter().try_for_each(|item| refresh::open(w, *item))
    }
}
