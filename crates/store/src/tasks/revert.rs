//! Taking judgments back from the history, and making them stand again.

use super::judging::{count, own, put, refuse_if_decided, set_standing};
use crate::error::{OrNotFound, Result, StoreError};
use crate::events::Event;
use crate::{Write, refresh, training};
use assay_model::Purpose;
use rusqlite::OptionalExtension;

/// Takes back what an event did to a judgment, whoever's it is, or does it again where the event took one back. A
/// judgment that is retracted stays; its item is open again.
pub fn revert(w: &Write<'_>, event: &Event) -> Result<()> {
    let judgment = event.subject_id.unwrap_or_default();
    let person: i64 = w
        .sql()
        .prepare_cached("SELECT person_id FROM judgment WHERE id = ?")?
        .query_row([judgment], |row| row.get(0))
        .or_not_found("judgment", judgment)?;
    if event.undoes.is_some() {
        return stand_again(w, person, judgment);
    }
    let standing: bool = w
        .sql()
        .prepare_cached("SELECT standing FROM judgment WHERE id = ?")?
        .query_row([judgment], |row| row.get(0))?;
    if !standing {
        let by: Option<i64> = w
            .sql()
            .query_row(
                "SELECT e.id FROM judgment n JOIN event e ON e.subject = 'judgment' AND e.subject_id = n.id
                 WHERE n.supersedes_id = ? AND n.standing = 1 ORDER BY e.id LIMIT 1",
                [judgment],
                |row| row.get(0),
            )
            .optional()?;
        let by = by.map_or_else(String::new, |id| format!(" by event {id}; take that back first"));
        return Err(StoreError::refused("changed_since", format!("this judgment was corrected since{by}")));
    }
    let own = own(w, person, judgment)?;
    let purpose = own.lease.purpose;
    training::may_change(w, person, own.lease, own.id, false)?;
    refuse_if_decided(w, own.item)?;
    set_standing(w, own.id, false)?;
    count(w, person, purpose, own.skipped, own.active_ms, -1)?;
    match own.supersedes {
        Some(earlier) => put(w, person, purpose, earlier, true)?,
        None => super::close(w, own.lease.assignment, "returned")?,
    }
    refresh::judged(w, own.item)?;
    training::changed(w, person, purpose)
}

fn stand_again(w: &Write<'_>, person: i64, judgment: i64) -> Result<()> {
    let (item, assignment, supersedes, skipped): (i64, i64, Option<i64>, bool) = w
        .sql()
        .prepare_cached("SELECT item_id, assignment_id, supersedes_id, skipped FROM judgment WHERE id = ?")?
        .query_row([judgment], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let purpose: String = w
        .sql()
        .prepare_cached("SELECT purpose FROM assignment WHERE id = ?")?
        .query_row([assignment], |row| row.get(0))?;
    let purpose: Purpose = purpose.parse()?;
    refuse_if_decided(w, item)?;
    let mut standing = w.sql().prepare_cached(
        "SELECT id FROM judgment WHERE item_id = ? AND person_id = ? AND standing = 1 AND import_id IS NULL",
    )?;
    let standing: Vec<i64> =
        standing.query_map([item, person], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if standing.iter().any(|id| Some(*id) != supersedes) {
        return Err(StoreError::refused("changed_since", "the rater has judged this item again since"));
    }
    match supersedes {
        Some(earlier) if standing.contains(&earlier) => put(w, person, purpose, earlier, false)?,
        Some(_) => {
            return Err(StoreError::refused(
                "changed_since",
                "the judgment that this one corrected stands no more",
            ));
        }
        None => {
            // What is on offer to the rater becomes the answer again, whichever offer it is.
            for lease in super::leased(w, person)?.into_iter().filter(|lease| lease.item == item) {
                super::close(w, lease.assignment, "returned")?;
            }
            let open: i64 = w
                .sql()
                .prepare_cached("SELECT open FROM item WHERE id = ?")?
                .query_row([item], |row| row.get(0))?;
            // A skip takes no place.
            if purpose == Purpose::Label && open == 0 && !skipped {
                return Err(StoreError::refused(
                    "place_taken",
                    "others have judged this item since, or have it on offer; it wants no further judgment",
                ));
            }
            w.sql()
                .prepare_cached("UPDATE assignment SET state = 'done' WHERE id = ?")?
                .execute([assignment])?;
        }
    }
    put(w, person, purpose, judgment, true)?;
    refresh::judged(w, item)?;
    training::changed(w, person, purpose)
}
