//! An item that a rater asks about is set aside as a skip is, and comes back with the answer.

use super::judging::{count, insert, own, refuse_if_decided, retake, set_standing, take_up_again};
use super::{Said, close};
use crate::error::{Result, StoreError};
use crate::{Write, refresh};
use assay_model::Purpose;

/// Sets the item of an offer aside, whether or not the policy lets raters skip. Gives the item and the skip.
pub fn set_aside(
    w: &Write<'_>,
    person: i64,
    assignment: i64,
    uid: &str,
    active_ms: Option<i64>,
) -> Result<(i64, i64)> {
    let lease = retake(w, person, assignment)?;
    if matches!(lease.purpose, Purpose::Practice | Purpose::Qualification) {
        return Err(StoreError::refused(
            "ask_later",
            "practice and the test are answered without questions; ask about the items of your work",
        ));
    }
    w.sql().prepare_cached("UPDATE assignment SET state = 'done' WHERE id = ?")?.execute([assignment])?;
    let said = Said { skipped: Some(true), active_ms, ..Said::default() };
    let judgment = insert(w, person, lease, uid, &said, None)?;
    count(w, person, lease.purpose, true, active_ms.unwrap_or(0), 1)?;
    refresh::judged(w, lease.item)?;
    Ok((lease.item, judgment))
}

/// The rater takes a question back: its item is on offer again, first in line.
pub fn take_up(w: &Write<'_>, person: i64, judgment: i64) -> Result<i64> {
    let own = own(w, person, judgment)?;
    refuse_if_decided(w, own.item)?;
    set_standing(w, judgment, false)?;
    count(w, person, own.lease.purpose, own.skipped, own.active_ms, -1)?;
    take_up_again(w, person, &own)?;
    refresh::judged(w, own.item)?;
    Ok(own.item)
}

/// What was set aside waits no more: where the rater has not answered it since, the item comes to the rater again, if it
/// still wants judgments. Says whether the skip was lifted.
pub fn give_back(w: &Write<'_>, judgment: i64) -> Result<bool> {
    let found: Option<(i64, i64, i64, i64, String)> = {
        let mut query = w.sql().prepare_cached(
            "SELECT item_id, person_id, assignment_id, COALESCE(active_ms, 0), purpose FROM judgment
             WHERE id = ? AND standing = 1 AND skipped = 1 AND assignment_id IS NOT NULL",
        )?;
        let mut rows = query.query_map([judgment], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?;
        rows.next().transpose()?
    };
    let Some((item, person, assignment, active_ms, purpose)) = found else { return Ok(false) };
    set_standing(w, judgment, false)?;
    count(w, person, purpose.parse()?, true, active_ms, -1)?;
    // Also steps the gold cursor back, where the item is a hidden check.
    close(w, assignment, "returned")?;
    refresh::judged(w, item)?;
    // The item was open for others all the while, so its count did not rise: the rater's own queue has passed it.
    w.sql()
        .prepare_cached("INSERT INTO returned (item_id) SELECT id FROM item WHERE id = ? AND open > 0")?
        .execute([item])?;
    Ok(true)
}

/// An answer was taken back: the item is set aside again, unless the rater has it in hand or has judged it since.
pub fn put_aside_again(w: &Write<'_>, judgment: i64) -> Result<()> {
    let changed = w
        .sql()
        .prepare_cached(
            "UPDATE judgment AS j SET standing = 1 WHERE j.id = ? AND j.standing = 0 AND j.skipped = 1
             AND NOT EXISTS (SELECT 1 FROM judgment o
                             WHERE o.item_id = j.item_id AND o.person_id = j.person_id AND o.standing = 1)
             AND NOT EXISTS (SELECT 1 FROM assignment a
                             WHERE a.item_id = j.item_id AND a.person_id = j.person_id AND a.state = 'leased')",
        )?
        .execute([judgment])?;
    if changed == 0 {
        return Ok(());
    }
    let (item, person, assignment, active_ms, purpose): (i64, i64, i64, i64, String) = w
        .sql()
        .prepare_cached(
            "SELECT item_id, person_id, assignment_id, COALESCE(active_ms, 0), purpose FROM judgment WHERE id = ?",
        )?
        .query_row([judgment], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?;
    w.sql().prepare_cached("UPDATE assignment SET state = 'done' WHERE id = ?")?.execute([assignment])?;
    count(w, person, purpose.parse()?, true, active_ms, 1)?;
    refresh::judged(w, item)
}
