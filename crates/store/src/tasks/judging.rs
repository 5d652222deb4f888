//! Taking judgments in, taking them back, correcting them.

use super::{Lease, rules};
use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, new_uid};
use crate::{Read, Write, project, refresh, training};
use assay_model::{Answer, Policy, Purpose};
use rusqlite::{OptionalExtension, params};

/// What a rater says about an item.
#[derive(
    Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema,
)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Said {
    /// One for each question; empty for a skip.
    pub answers: Vec<Answer>,
    /// The rater passes.
    pub skipped: Option<bool>,
    /// The rater doubts.
    pub unsure: Option<bool>,
    /// Free text.
    pub note: Option<String>,
    /// Time at work on it, idle time capped, in milliseconds.
    pub active_ms: Option<i64>,
}

/// Takes a judgment in. Sending the same `uid` again changes nothing, so that a repeated request is harmless.
pub fn submit(w: &Write<'_>, person: i64, assignment: i64, uid: &str, said: &Said) -> Result<()> {
    let policy = project::policy(w)?;
    let known: Option<i64> = w
        .sql()
        .prepare_cached("SELECT assignment_id FROM judgment WHERE uid = ? AND person_id = ?")?
        .query_row(params![uid, person], |row| row.get(0))
        .optional()?;
    if known == Some(assignment) {
        return Ok(());
    }
    let lease = retake(w, person, assignment)?;
    training::may_answer(w, person, lease, said.skipped == Some(true))?;
    check_said(w, &policy, said)?;
    w.sql().prepare_cached("UPDATE assignment SET state = 'done' WHERE id = ?")?.execute([assignment])?;
    let judgment = insert(w, person, lease, uid, said, None)?;
    count(w, person, lease.purpose, said.skipped == Some(true), said.active_ms.unwrap_or(0), 1)?;
    record(w, person, "label_submit", judgment)?;
    // A skip changes no figure: only the place is free again.
    if said.skipped == Some(true) {
        refresh::open(w, lease.item)?;
    } else {
        refresh::judged(w, lease.item)?;
    }
    training::answered(w, person, lease, judgment)
}

/// The person's lease; one that expired meanwhile still holds while nobody else took the place.
pub(super) fn retake(w: &Write<'_>, person: i64, assignment: i64) -> Result<Lease> {
    let (item, purpose, state): (i64, String, String) = w
        .sql()
        .prepare_cached("SELECT item_id, purpose, state FROM assignment WHERE id = ? AND person_id = ?")?
        .query_row([assignment, person], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .or_not_found("assignment", assignment)?;
    let lease = Lease { assignment, item, purpose: purpose.parse()? };
    match state.as_str() {
        "leased" => Ok(lease),
        "done" => Err(StoreError::refused(
            "already_judged",
            "you have judged this item already; press Z to take it back",
        )),
        _ => {
            let label = lease.purpose == Purpose::Label;
            if label && (!rules::allows(w, person, item)? || has_judged(w, person, item)?) {
                return Err(StoreError::refused(
                    "lease_lost",
                    "this item was offered to someone else while you were away; your answer was not needed",
                ));
            }
            Ok(lease)
        }
    }
}

fn has_judged(r: &Read<'_>, person: i64, item: i64) -> Result<bool> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM judgment WHERE item_id = ? AND person_id = ? AND standing = 1)",
        )?
        .query_row([item, person], |row| row.get(0))?)
}

fn check_said(r: &Read<'_>, policy: &Policy, said: &Said) -> Result<()> {
    if said.skipped == Some(true) {
        return match (policy.skip_allowed, said.answers.is_empty()) {
            (false, _) => {
                Err(StoreError::refused("skip_not_allowed", "this project does not allow skipping"))
            }
            (true, false) => {
                Err(StoreError::refused("skip_with_answer", "a skip has no answer; send one or the other"))
            }
            (true, true) => Ok(()),
        };
    }
    let mut questions = r.sql().prepare_cached("SELECT id FROM question")?;
    for question in questions.query_map([], |row| row.get::<_, i64>(0))? {
        let question = question?;
        let given: Vec<&Answer> = said.answers.iter().filter(|answer| answer.question == question).collect();
        match given.as_slice() {
            [answer] => project::ensure_offered(r, question, answer.class, "item")?,
            _ => return Err(StoreError::refused("answer_missing", "each question needs exactly one answer")),
        }
    }
    Ok(())
}

pub(super) fn insert(
    w: &Write<'_>,
    person: i64,
    lease: Lease,
    uid: &str,
    said: &Said,
    supersedes: Option<i64>,
) -> Result<i64> {
    let skipped = said.skipped == Some(true);
    let guideline = training::worked_under(w, person)?;
    w.sql()
        .prepare_cached(
            "INSERT INTO judgment (uid, item_id, person_id, purpose, assignment_id, guideline_id, made_at, recorded_at,
                                   active_ms, skipped, unsure, note, supersedes_id, standing, counted)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9, ?10, ?11, ?12, 1, ?13)",
        )?
        .execute(params![
            uid,
            lease.item,
            person,
            lease.purpose.word(),
            lease.assignment,
            guideline,
            w.now(),
            said.active_ms,
            skipped,
            said.unsure == Some(true),
            said.note.as_deref().unwrap_or_default(),
            supersedes,
            !skipped && lease.purpose != Purpose::Repeat
        ])?;
    let judgment = w.sql().last_insert_rowid();
    for answer in &said.answers {
        w.sql()
            .prepare_cached(
                "INSERT INTO judgment_answer (judgment_id, question_id, class_id) VALUES (?, ?, ?)",
            )?
            .execute([judgment, answer.question, answer.class])?;
    }
    Ok(judgment)
}

pub(super) fn count(
    w: &Write<'_>,
    person: i64,
    purpose: Purpose,
    skipped: bool,
    active_ms: i64,
    change: i64,
) -> Result<()> {
    if purpose.is_training() {
        return Ok(());
    }
    w.sql()
        .prepare_cached(
            "INSERT INTO person_counter (person_id, judgments, skips, active_ms) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET judgments = judgments + ?2, skips = skips + ?3, active_ms = active_ms + ?4",
        )?
        .execute([
            person,
            if skipped { 0 } else { change },
            if skipped { change } else { 0 },
            active_ms * change,
        ])?;
    w.sql()
        .prepare_cached("DELETE FROM person_counter WHERE person_id = ? AND judgments = 0 AND skips = 0 AND active_ms = 0")?
        .execute([person])?;
    Ok(())
}

fn record(w: &Write<'_>, person: i64, command: &str, judgment: i64) -> Result<i64> {
    let entry = Entry {
        person: Some(person),
        command,
        summary: "",
        subject: "judgment",
        subject_id: Some(judgment),
        undoes: None,
    };
    events::record(w, &entry)
}

/// A judgment that may be taken back or corrected.
pub(super) struct Own {
    pub(super) id: i64,
    pub(super) item: i64,
    pub(super) lease: Lease,
    pub(super) skipped: bool,
    pub(super) active_ms: i64,
    pub(super) supersedes: Option<i64>,
}

pub(super) fn own(r: &Read<'_>, person: i64, judgment: i64) -> Result<Own> {
    let (item, purpose, assignment, skipped, active_ms, supersedes): (
        i64,
        String,
        i64,
        bool,
        Option<i64>,
        Option<i64>,
    ) = r
        .sql()
        .prepare_cached(
            "SELECT item_id, purpose, assignment_id, skipped, active_ms, supersedes_id FROM judgment
                 WHERE id = ? AND person_id = ? AND standing = 1 AND assignment_id IS NOT NULL",
        )?
        .query_row([judgment, person], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
        })
        .or_not_found("judgment of yours", judgment)?;
    let lease = Lease { assignment, item, purpose: purpose.parse()? };
    Ok(Own { id: judgment, item, lease, skipped, active_ms: active_ms.unwrap_or(0), supersedes })
}

/// Takes the rater's newest judgment back. What it corrected stands again; else the item is on offer to the rater
/// again, first in line. Refused where a lead has decided on it, or someone else has taken a skipped item.
pub fn undo(w: &Write<'_>, person: i64) -> Result<Option<i64>> {
    let newest: Option<(i64, i64)> = w
        .sql()
        .prepare_cached(
            "SELECT id, subject_id FROM event WHERE person_id = ? AND undone_by_id IS NULL AND undoes_id IS NULL
             AND command IN ('label_submit', 'label_revise') ORDER BY id DESC LIMIT 1",
        )?
        .query_row([person], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((event, judgment)) = newest else { return Ok(None) };
    let own = own(w, person, judgment)?;
    training::may_change(w, person, own.lease, own.id, false)?;
    refuse_if_decided(w, own.item)?;
    set_standing(w, own.id, false)?;
    count(w, person, own.lease.purpose, own.skipped, own.active_ms, -1)?;
    match own.supersedes {
        Some(earlier) => put(w, person, own.lease.purpose, earlier, true)?,
        None => take_up_again(w, person, &own)?,
    }
    events::record(
        w,
        &Entry {
            person: Some(person),
            command: "label_undo",
            summary: "",
            subject: "judgment",
            subject_id: Some(judgment),
            undoes: Some(event),
        },
    )?;
    refresh::judged(w, own.item)?;
    training::changed(w, person, own.lease.purpose)?;
    Ok(Some(own.item))
}

pub(super) fn take_up_again(w: &Write<'_>, person: i64, own: &Own) -> Result<()> {
    if own.skipped && own.lease.purpose == Purpose::Label && !rules::allows(w, person, own.item)? {
        return Err(StoreError::refused(
            "place_taken",
            "someone else has the item that you skipped; it cannot be taken back",
        ));
    }
    // A repeat of it that waits gives way: one offer of an item to a rater at a time.
    w.sql()
        .prepare_cached(
            "UPDATE assignment SET state = 'returned' WHERE item_id = ? AND person_id = ? AND state = 'leased'",
        )?
        .execute([own.item, person])?;
    let lease_seconds = i64::from(project::policy(w)?.lease_seconds);
    w.sql()
        .prepare_cached(
            "UPDATE assignment SET state = 'leased', expires_at = ? WHERE id = ? AND person_id = ?",
        )?
        .execute([w.now() + lease_seconds * 1000, own.lease.assignment, person])?;
    Ok(())
}

pub(super) fn set_standing(w: &Write<'_>, judgment: i64, standing: bool) -> Result<()> {
    w.sql()
        .prepare_cached(
            "UPDATE judgment SET standing = ?1, counted = ?1 AND skipped = 0 AND set_aside = 0 AND purpose <> 'repeat'
             WHERE id = ?2",
        )?
        .execute(params![standing, judgment])?;
    Ok(())
}

/// Makes a judgment stand and count, or not.
pub(super) fn put(w: &Write<'_>, person: i64, purpose: Purpose, judgment: i64, standing: bool) -> Result<()> {
    set_standing(w, judgment, standing)?;
    let (skipped, active): (bool, i64) = w
        .sql()
        .prepare_cached("SELECT skipped, COALESCE(active_ms, 0) FROM judgment WHERE id = ?")?
        .query_row([judgment], |row| Ok((row.get(0)?, row.get(1)?)))?;
    count(w, person, purpose, skipped, active, if standing { 1 } else { -1 })
}

pub(super) fn refuse_if_decided(r: &Read<'_>, item: i64) -> Result<()> {
    let decided: bool = r
        .sql()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM adjudication WHERE item_id = ? AND standing = 1)")?
        .query_row([item], |row| row.get(0))?;
    if decided {
        return Err(StoreError::refused(
            "decided",
            "a lead has decided on this item; ask the lead to change it",
        ));
    }
    Ok(())
}

fn refuse_if_set_aside(r: &Read<'_>, judgment: i64) -> Result<()> {
    let set_aside: bool = r
        .sql()
        .prepare_cached("SELECT set_aside FROM judgment WHERE id = ?")?
        .query_row([judgment], |row| row.get(0))?;
    if set_aside {
        return Err(StoreError::refused(
            "set_aside",
            "a lead has set this judgment aside; it cannot be corrected any more",
        ));
    }
    Ok(())
}

/// Corrects an own judgment: the new one supersedes the old one, which is kept.
pub fn revise(w: &Write<'_>, person: i64, judgment: i64, said: &Said) -> Result<()> {
    let policy = project::policy(w)?;
    let own = own(w, person, judgment)?;
    training::may_change(w, person, own.lease, own.id, said.skipped == Some(true))?;
    refuse_if_decided(w, own.item)?;
    check_said(w, &policy, said)?;
    if own.skipped && own.lease.purpose == Purpose::Label && !rules::allows(w, person, own.item)? {
        return Err(StoreError::refused(
            "place_taken",
            "others have judged the item that you skipped, or it is kept for others; your answer is not needed",
        ));
    }
    refuse_if_set_aside(w, own.id)?;
    set_standing(w, own.id, false)?;
    count(w, person, own.lease.purpose, own.skipped, own.active_ms, -1)?;
    let newer = insert(w, person, own.lease, &new_uid(), said, Some(own.id))?;
    count(w, person, own.lease.purpose, said.skipped == Some(true), said.active_ms.unwrap_or(0), 1)?;
    record(w, person, "label_revise", newer)?;
    refresh::judged(w, own.item)?;
    training::changed(w, person, own.lease.purpose)
}
