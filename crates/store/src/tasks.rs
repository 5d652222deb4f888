//! Handing out items, and taking the judgments in: the path of one label from key press to disk.
//!
//! Items carry a seeded rank and each rater a cursor that only rises, so the next item is found in constant time,
//! also for a rater who has done nine tenths of them. What opens again behind the cursors joins a queue in which
//! each rater has a cursor too.

use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Entry, new_uid};
use crate::{Read, Write, project, refresh};
use assay_model::{Answer, Policy, Purpose};
use rusqlite::{OptionalExtension, params};

/// An item on offer to one rater.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// The assignment.
    pub assignment: i64,
    /// The item.
    pub item: i64,
    /// Not for the rater's eyes.
    pub purpose: Purpose,
}

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

struct Cursor {
    rank: i64,
    returned: i64,
    gold: i64,
    served: i64,
}

/// The rater's open items, topped up to `want`: own leases resume first.
pub fn serve(w: &Write<'_>, person: i64, want: usize) -> Result<Vec<Lease>> {
    let policy = project::policy(w)?;
    expire(w)?;
    renew(w, person, &policy)?;
    let mut leases = leased(w, person)?;
    while leases.len() < want {
        match draw(w, person, &policy)? {
            Some(lease) => leases.push(lease),
            None => break,
        }
    }
    leases.truncate(want);
    Ok(leases)
}

/// The rater's open items where nothing has to change to offer them: as many as wanted, none soon over.
pub fn ready(r: &Read<'_>, person: i64, want: usize, now: i64) -> Result<Option<Vec<Lease>>> {
    let half_life = i64::from(project::policy(r)?.lease_seconds) * 500;
    let soon_over: bool = r
        .sql()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM assignment
                            WHERE person_id = ? AND state = 'leased' AND expires_at < ?)",
        )?
        .query_row([person, now + half_life], |row| row.get(0))?;
    let leases = leased(r, person)?;
    Ok((!soon_over && leases.len() >= want).then_some(leases))
}

fn leased(r: &Read<'_>, person: i64) -> Result<Vec<Lease>> {
    let mut query = r.sql().prepare_cached(
        "SELECT id, item_id, purpose FROM assignment WHERE person_id = ? AND state = 'leased' ORDER BY id",
    )?;
    let mut rows = query.query([person])?;
    let mut leases = Vec::new();
    while let Some(row) = rows.next()? {
        let purpose: String = row.get(2)?;
        leases.push(Lease { assignment: row.get(0)?, item: row.get(1)?, purpose: purpose.parse()? });
    }
    Ok(leases)
}

/// Gives items back whose time is over.
fn expire(w: &Write<'_>) -> Result<()> {
    let mut query =
        w.sql().prepare_cached("SELECT id FROM assignment WHERE state = 'leased' AND expires_at <= ?")?;
    let over: Vec<i64> = query.query_map([w.now()], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    over.into_iter().try_for_each(|assignment| close(w, assignment, "expired"))
}

/// Someone at work keeps what is on offer.
fn renew(w: &Write<'_>, person: i64, policy: &Policy) -> Result<()> {
    w.sql()
        .prepare_cached("UPDATE assignment SET expires_at = ? WHERE person_id = ? AND state = 'leased'")?
        .execute([w.now() + i64::from(policy.lease_seconds) * 1000, person])?;
    Ok(())
}

fn close(w: &Write<'_>, assignment: i64, state: &str) -> Result<()> {
    let item: i64 = w
        .sql()
        .prepare_cached("UPDATE assignment SET state = ? WHERE id = ? RETURNING item_id")?
        .query_row(params![state, assignment], |row| row.get(0))?;
    // Hidden gold has no queue to return to: the rater's gold cursor steps back before it.
    w.sql()
        .prepare_cached(
            "UPDATE cursor SET gold_rank = MIN(gold_rank, g.rank - 1) FROM assignment a JOIN gold g ON g.item_id = a.item_id
             WHERE a.id = ? AND a.purpose = 'gold' AND cursor.person_id = a.person_id",
        )?
        .execute([assignment])?;
    refresh::open(w, item)
}

/// Returns the rater's open items, as when the program is closed.
pub fn release(w: &Write<'_>, person: i64) -> Result<usize> {
    let leases = leased(w, person)?;
    for lease in &leases {
        close(w, lease.assignment, "returned")?;
    }
    Ok(leases.len())
}

fn draw(w: &Write<'_>, person: i64, policy: &Policy) -> Result<Option<Lease>> {
    let mut cursor = cursor(w, person)?;
    let found = match next_gold(w, person, policy, &mut cursor)? {
        Some(item) => Some((item, Purpose::Gold)),
        None => match next_returned(w, person, &mut cursor)? {
            Some(item) => Some((item, Purpose::Label)),
            None => next_in_order(w, person, &mut cursor)?.map(|item| (item, Purpose::Label)),
        },
    };
    cursor.served += i64::from(found.is_some());
    w.sql()
        .prepare_cached(
            "UPDATE cursor SET rank = ?, returned_id = ?, gold_rank = ?, served = ? WHERE person_id = ?",
        )?
        .execute([cursor.rank, cursor.returned, cursor.gold, cursor.served, person])?;
    let Some((item, purpose)) = found else { return Ok(None) };
    lease(w, person, item, purpose, policy).map(Some)
}

fn cursor(w: &Write<'_>, person: i64) -> Result<Cursor> {
    w.sql()
        .prepare_cached(
            "INSERT INTO cursor (person_id, rank, returned_id, gold_rank, served) VALUES (?, 0, 0, 0, 0)
             ON CONFLICT DO NOTHING",
        )?
        .execute([person])?;
    Ok(w.sql()
        .prepare_cached("SELECT rank, returned_id, gold_rank, served FROM cursor WHERE person_id = ?")?
        .query_row([person], |row| {
            Ok(Cursor { rank: row.get(0)?, returned: row.get(1)?, gold: row.get(2)?, served: row.get(3)? })
        })?)
}

/// Hidden gold comes at the policy's share, at places drawn by the project's seed: no rhythm gives it away.
fn next_gold(w: &Write<'_>, person: i64, policy: &Policy, cursor: &mut Cursor) -> Result<Option<i64>> {
    if policy.gold_share <= 0.0 {
        return Ok(None);
    }
    let seed = project::get(w)?.seed;
    let draw = assay_stats::mix(
        assay_stats::mix(seed.cast_unsigned(), person.cast_unsigned()),
        cursor.served.cast_unsigned(),
    );
    // The upper 53 bits as a fraction in [0, 1).
    if (draw >> 11) as f64 / (1_u64 << 53) as f64 >= policy.gold_share {
        return Ok(None);
    }
    let found: Option<(i64, i64)> = w
        .sql()
        .prepare_cached(
            "SELECT g.item_id, g.rank FROM gold g WHERE g.rank > ?1
             AND NOT EXISTS (SELECT 1 FROM judgment j
                             WHERE j.item_id = g.item_id AND j.person_id = ?2 AND j.standing = 1)
             AND NOT EXISTS (SELECT 1 FROM assignment a
                             WHERE a.item_id = g.item_id AND a.person_id = ?2 AND a.state = 'leased')
             ORDER BY g.rank LIMIT 1",
        )?
        .query_row([cursor.gold, person], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((_, rank)) = found {
        cursor.gold = rank;
    }
    Ok(found.map(|(item, _)| item))
}

/// What opened again behind the cursors, oldest first.
fn next_returned(w: &Write<'_>, person: i64, cursor: &mut Cursor) -> Result<Option<i64>> {
    let mut query = w.sql().prepare_cached(
        "SELECT t.id, t.item_id, i.open > 0
            AND NOT EXISTS (SELECT 1 FROM judgment j
                            WHERE j.item_id = i.id AND j.person_id = ?2 AND j.standing = 1)
            AND NOT EXISTS (SELECT 1 FROM assignment a
                            WHERE a.item_id = i.id AND a.person_id = ?2 AND a.state = 'leased')
         FROM returned t JOIN item i ON i.id = t.item_id WHERE t.id > ?1 ORDER BY t.id",
    )?;
    let mut rows = query.query([cursor.returned, person])?;
    while let Some(row) = rows.next()? {
        cursor.returned = row.get(0)?;
        if row.get(2)? {
            return Ok(Some(row.get(1)?));
        }
    }
    Ok(None)
}

fn next_in_order(w: &Write<'_>, person: i64, cursor: &mut Cursor) -> Result<Option<i64>> {
    let found: Option<(i64, i64)> = w
        .sql()
        .prepare_cached(
            "SELECT i.id, i.rank FROM item i
             WHERE i.rank > ?1 AND i.rank < (SELECT rank_end FROM project) AND i.open > 0
             AND NOT EXISTS (SELECT 1 FROM judgment j
                             WHERE j.item_id = i.id AND j.person_id = ?2 AND j.standing = 1)
             AND NOT EXISTS (SELECT 1 FROM assignment a
                             WHERE a.item_id = i.id AND a.person_id = ?2 AND a.state = 'leased')
             ORDER BY i.rank LIMIT 1",
        )?
        .query_row([cursor.rank, person], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match found {
        Some((item, rank)) => {
            cursor.rank = rank;
            Ok(Some(item))
        }
        None => {
            // Nothing up to the end: later imports come after it, so the walk need not be made again.
            let end: i64 =
                w.sql().prepare_cached("SELECT rank_end FROM project")?.query_row([], |row| row.get(0))?;
            cursor.rank = cursor.rank.max(end - 1);
            Ok(None)
        }
    }
}

fn lease(w: &Write<'_>, person: i64, item: i64, purpose: Purpose, policy: &Policy) -> Result<Lease> {
    w.sql()
        .prepare_cached(
            "INSERT INTO assignment (item_id, person_id, purpose, state, leased_at, expires_at)
             VALUES (?, ?, ?, 'leased', ?, ?)",
        )?
        .execute(params![
            item,
            person,
            purpose.word(),
            w.now(),
            w.now() + i64::from(policy.lease_seconds) * 1000
        ])?;
    let assignment = w.sql().last_insert_rowid();
    refresh::open(w, item)?;
    Ok(Lease { assignment, item, purpose })
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
    check_said(w, &policy, said)?;
    w.sql().prepare_cached("UPDATE assignment SET state = 'done' WHERE id = ?")?.execute([assignment])?;
    let judgment = insert(w, person, lease, uid, said, None)?;
    count(w, person, said.skipped == Some(true), said.active_ms.unwrap_or(0), 1)?;
    record(w, person, "label_submit", judgment)?;
    refresh::item(w, lease.item)
}

/// The person's lease; one that expired meanwhile still holds while nobody else took the place.
fn retake(w: &Write<'_>, person: i64, assignment: i64) -> Result<Lease> {
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
            let open: i64 = w
                .sql()
                .prepare_cached("SELECT open FROM item WHERE id = ?")?
                .query_row([item], |row| row.get(0))?;
            if lease.purpose == Purpose::Label && (open == 0 || has_judged(w, person, item)?) {
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
    let offered = |answer: &Answer| -> Result<bool> {
        Ok(r.sql()
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM class WHERE id = ? AND question_id = ? AND retired_at IS NULL)",
            )?
            .query_row([answer.class, answer.question], |row| row.get(0))?)
    };
    let mut questions = r.sql().prepare_cached("SELECT id FROM question")?;
    for question in questions.query_map([], |row| row.get::<_, i64>(0))? {
        let question = question?;
        let given: Vec<&Answer> = said.answers.iter().filter(|answer| answer.question == question).collect();
        match given.as_slice() {
            [answer] if offered(answer)? => {}
            [_] => {
                let message = "this class is not offered any more; reload the item";
                return Err(StoreError::refused("class_unknown", message));
            }
            _ => return Err(StoreError::refused("answer_missing", "each question needs exactly one answer")),
        }
    }
    Ok(())
}

fn insert(
    w: &Write<'_>,
    person: i64,
    lease: Lease,
    uid: &str,
    said: &Said,
    supersedes: Option<i64>,
) -> Result<i64> {
    let skipped = said.skipped == Some(true);
    let guideline = project::guideline(w)?.id;
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
            (guideline > 0).then_some(guideline),
            w.now(),
            said.active_ms,
            skipped,
            said.unsure == Some(true),
            said.note.as_deref().unwrap_or_default(),
            supersedes,
            !skipped
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

fn count(w: &Write<'_>, person: i64, skipped: bool, active_ms: i64, change: i64) -> Result<()> {
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
struct Own {
    id: i64,
    item: i64,
    lease: Lease,
    skipped: bool,
    active_ms: i64,
    supersedes: Option<i64>,
}

fn own(r: &Read<'_>, person: i64, judgment: i64) -> Result<Own> {
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
    refuse_if_decided(w, own.item)?;
    set_standing(w, own.id, false)?;
    count(w, person, own.skipped, own.active_ms, -1)?;
    match own.supersedes {
        Some(earlier) => {
            set_standing(w, earlier, true)?;
            let (skipped, active): (bool, i64) = w
                .sql()
                .prepare_cached("SELECT skipped, COALESCE(active_ms, 0) FROM judgment WHERE id = ?")?
                .query_row([earlier], |row| Ok((row.get(0)?, row.get(1)?)))?;
            count(w, person, skipped, active, 1)?;
        }
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
    refresh::item(w, own.item)?;
    Ok(Some(own.item))
}

fn take_up_again(w: &Write<'_>, person: i64, own: &Own) -> Result<()> {
    let open: i64 = w
        .sql()
        .prepare_cached("SELECT open FROM item WHERE id = ?")?
        .query_row([own.item], |row| row.get(0))?;
    if own.skipped && own.lease.purpose == Purpose::Label && open == 0 {
        return Err(StoreError::refused(
            "place_taken",
            "someone else has the item that you skipped; it cannot be taken back",
        ));
    }
    let lease_seconds = i64::from(project::policy(w)?.lease_seconds);
    w.sql()
        .prepare_cached(
            "UPDATE assignment SET state = 'leased', expires_at = ? WHERE id = ? AND person_id = ?",
        )?
        .execute([w.now() + lease_seconds * 1000, own.lease.assignment, person])?;
    Ok(())
}

fn set_standing(w: &Write<'_>, judgment: i64, standing: bool) -> Result<()> {
    w.sql()
        .prepare_cached("UPDATE judgment SET standing = ?1, counted = ?1 AND skipped = 0 WHERE id = ?2")?
        .execute(params![standing, judgment])?;
    Ok(())
}

fn refuse_if_decided(r: &Read<'_>, item: i64) -> Result<()> {
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

/// Corrects an own judgment: the new one supersedes the old one, which is kept.
pub fn revise(w: &Write<'_>, person: i64, judgment: i64, said: &Said) -> Result<()> {
    let policy = project::policy(w)?;
    let own = own(w, person, judgment)?;
    refuse_if_decided(w, own.item)?;
    check_said(w, &policy, said)?;
    if own.skipped && own.lease.purpose == Purpose::Label {
        let open: i64 = w
            .sql()
            .prepare_cached("SELECT open FROM item WHERE id = ?")?
            .query_row([own.item], |row| row.get(0))?;
        if open == 0 {
            return Err(StoreError::refused(
                "place_taken",
                "others have judged the item that you skipped; it is complete",
            ));
        }
    }
    set_standing(w, own.id, false)?;
    count(w, person, own.skipped, own.active_ms, -1)?;
    let newer = insert(w, person, own.lease, &new_uid(), said, Some(own.id))?;
    count(w, person, said.skipped == Some(true), said.active_ms.unwrap_or(0), 1)?;
    record(w, person, "label_revise", newer)?;
    refresh::item(w, own.item)
}

/// A rater's own record.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Pace {
    /// Own judgments that stand.
    pub judgments: i64,
    /// Own skips.
    pub skips: i64,
    /// Active time in milliseconds.
    pub active_ms: i64,
    /// Own judgments in the last hour.
    pub last_hour: i64,
    /// Items that still want a judgment from anyone and are not on offer, hidden gold aside.
    pub items_open: i64,
}

/// A rater's own record.
pub fn pace(r: &Read<'_>, person: i64, now: i64) -> Result<Pace> {
    let (judgments, skips, active_ms) = r
        .sql()
        .prepare_cached("SELECT judgments, skips, active_ms FROM person_counter WHERE person_id = ?")?
        .query_row([person], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?
        .unwrap_or((0, 0, 0));
    let last_hour: i64 = r
        .sql()
        .prepare_cached(
            "SELECT COUNT(*) FROM judgment INDEXED BY judgment_pace
             WHERE person_id = ? AND recorded_at > ? AND standing = 1 AND skipped = 0 AND import_id IS NULL",
        )?
        .query_row([person, now - 3_600_000], |row| row.get(0))?;
    let items_open: i64 = r
        .sql()
        .prepare_cached("SELECT value FROM counter WHERE name = 'open'")?
        .query_row([], |row| row.get(0))?;
    Ok(Pace { judgments, skips, active_ms, last_hour, items_open })
}
