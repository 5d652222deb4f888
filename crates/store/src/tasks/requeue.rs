//! Asking for more judgments than the policy does.

use crate::error::{Result, StoreError};
use crate::events::new_uid;
use crate::{Write, refresh};
use rusqlite::params;

/// Wants `extra` further judgments of each item. Gives the number of items.
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
    let mut insert = w.sql().prepare_cached(
        "INSERT INTO requeue (uid, item_id, extra, reason, event_id, person_id, made_at, standing)
         VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
    )?;
    for item in items {
        insert.execute(params![new_uid(), item, extra, reason, event, person, w.now()])?;
        refresh::open(w, *item)?;
    }
    Ok(items.len())
}

/// Takes back what an event asked for. Judgments given meanwhile stay and count.
pub fn undo_requeue(w: &Write<'_>, event: i64) -> Result<usize> {
    let mut query = w
        .sql()
        .prepare("UPDATE requeue SET standing = 0 WHERE event_id = ? AND standing = 1 RETURNING item_id")?;
    let items: Vec<i64> = query.query_map([event], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    items.iter().try_for_each(|item| refresh::open(w, *item))?;
    Ok(items.len())
}
