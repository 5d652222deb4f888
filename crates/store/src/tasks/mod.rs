//! Handing out items, and taking the judgments in: the path of one label from key press to disk.
//!
//! Items carry a seeded rank and each rater a cursor that only rises, so the next item is found in constant time,
//! also for a rater who has done nine tenths of them. What opens again behind the cursors joins a queue in which
//! each rater has a cursor too.

mod asking;
mod judging;
pub mod order;
mod pace;
mod repeats;
pub mod requeue;
mod revert;
pub mod rules;

pub use asking::{give_back, put_aside_again, set_aside, take_up};
pub use judging::{Said, revise, submit, undo};
pub use pace::{Pace, kept_for_others, left, pace};
pub use revert::revert;

use crate::error::Result;
use crate::training::{self, Stage};
use crate::{Read, Write, project, refresh};
use assay_model::{Policy, Purpose};
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

struct Cursor {
    rank: i64,
    returned: i64,
    gold: i64,
    served: i64,
    repeat: i64,
}

/// The rater's open items, topped up to `want`: own leases resume first.
pub fn serve(w: &Write<'_>, person: i64, want: usize) -> Result<Vec<Lease>> {
    let policy = project::policy(w)?;
    expire(w)?;
    renew(w, person, &policy)?;
    let stage = training::stage(w, person, &policy)?;
    let mut leases = leased(w, person)?;
    for other in leases.extract_if(.., |lease| !training::fits(&stage, *lease)) {
        close(w, other.assignment, "returned")?;
    }
    while leases.len() < want {
        let next = if stage == Stage::Work {
            draw(w, person, &policy)?
        } else {
            let found = training::draw(w, person, &stage, &leases)?;
            found.map(|(item, purpose)| lease(w, person, item, purpose, &policy)).transpose()?
        };
        match next {
            Some(lease) => leases.push(lease),
            None => break,
        }
    }
    leases.truncate(want);
    Ok(leases)
}

/// The rater's open items where nothing has to change to offer them: as many as wanted, none soon over.
pub fn ready(r: &Read<'_>, person: i64, want: usize, now: i64) -> Result<Option<Vec<Lease>>> {
    let policy = project::policy(r)?;
    let half_life = i64::from(policy.lease_seconds) * 500;
    let soon_over: bool = r
        .sql()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM assignment
                            WHERE person_id = ? AND state = 'leased' AND expires_at < ?)",
        )?
        .query_row([person, now + half_life], |row| row.get(0))?;
    let leases = leased(r, person)?;
    let stage = training::stage(r, person, &policy)?;
    let fit = leases.iter().all(|lease| training::fits(&stage, *lease));
    Ok((!soon_over && fit && leases.len() >= want).then_some(leases))
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
    // It returns to its rater as an ordinary item does, first of all: else its absence would give it away.
    w.sql()
        .prepare_cached(
            "INSERT INTO returned (item_id, person_id) SELECT item_id, person_id FROM assignment
             WHERE id = ? AND purpose = 'gold'",
        )?
        .execute([assignment])?;
    repeats::give_back(w, assignment)?;
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
    let found = next(w, person, policy, &mut cursor)?;
    cursor.served += i64::from(found.is_some());
    w.sql()
        .prepare_cached(
            "UPDATE cursor SET rank = ?, returned_id = ?, gold_rank = ?, served = ?, repeat_id = ?
             WHERE person_id = ?",
        )?
        .execute([cursor.rank, cursor.returned, cursor.gold, cursor.served, cursor.repeat, person])?;
    let Some((item, purpose)) = found else { return Ok(None) };
    lease(w, person, item, purpose, policy).map(Some)
}

fn next(w: &Write<'_>, person: i64, policy: &Policy, cursor: &mut Cursor) -> Result<Option<(i64, Purpose)>> {
    let rules::Conditions { seen, allowed } = rules::conditions(w, person)?;
    if let Some(item) = next_gold(w, person, policy, &seen, cursor)? {
        return Ok(Some((item, Purpose::Gold)));
    }
    if let Some(item) = repeats::next(w, person, policy, cursor)? {
        return Ok(Some((item, Purpose::Repeat)));
    }
    if let Some(found) = next_returned(w, person, &seen, &allowed, cursor)? {
        return Ok(Some(found));
    }
    Ok(next_in_order(w, person, &allowed, cursor)?.map(|item| (item, Purpose::Label)))
}

fn cursor(w: &Write<'_>, person: i64) -> Result<Cursor> {
    w.sql()
        .prepare_cached(
            "INSERT INTO cursor (person_id, rank, returned_id, gold_rank, served) VALUES (?, 0, 0, 0, 0)
             ON CONFLICT DO NOTHING",
        )?
        .execute([person])?;
    Ok(w.sql()
        .prepare_cached(
            "SELECT rank, returned_id, gold_rank, served, repeat_id FROM cursor WHERE person_id = ?",
        )?
        .query_row([person], |row| {
            Ok(Cursor {
                rank: row.get(0)?,
                returned: row.get(1)?,
                gold: row.get(2)?,
                served: row.get(3)?,
                repeat: row.get(4)?,
            })
        })?)
}

/// What the seed draws for this rater at this place, where it falls within the share.
fn comes(seed: u64, person: i64, cursor: &Cursor, share: f64) -> Option<u64> {
    let draw =
        assay_stats::mix(assay_stats::mix(seed, person.cast_unsigned()), cursor.served.cast_unsigned());
    // The upper 53 bits as a fraction in [0, 1).
    ((draw >> 11) as f64 / ((1_u64 << 53) as f64) < share).then_some(draw)
}

/// Hidden gold comes at the policy's share, at places drawn by the project's seed: no rhythm gives it away.
fn next_gold(
    w: &Write<'_>,
    person: i64,
    policy: &Policy,
    seen: &str,
    cursor: &mut Cursor,
) -> Result<Option<i64>> {
    if policy.gold_share <= 0.0 {
        return Ok(None);
    }
    let seed = project::get(w)?.seed.cast_unsigned();
    if comes(seed, person, cursor, policy.gold_share).is_none() {
        return Ok(None);
    }
    let found: Option<(i64, i64)> = w
        .sql()
        .prepare_cached(&format!(
            "SELECT g.item_id, g.rank FROM gold g JOIN item i ON i.id = g.item_id
             WHERE g.rank > ?1 AND g.part = 'hidden'{seen}
             AND NOT EXISTS (SELECT 1 FROM judgment j
                             WHERE j.item_id = g.item_id AND j.person_id = ?2 AND j.standing = 1)
             AND NOT EXISTS (SELECT 1 FROM assignment a
                             WHERE a.item_id = g.item_id AND a.person_id = ?2 AND a.state = 'leased')
             ORDER BY g.rank LIMIT 1"
        ))?
        .query_row([cursor.gold, person], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((_, rank)) = found {
        cursor.gold = rank;
    }
    Ok(found.map(|(item, _)| item))
}

/// What opened again behind the cursors, oldest first; and hidden gold that this rater gave back.
fn next_returned(
    w: &Write<'_>,
    person: i64,
    seen: &str,
    allowed: &str,
    cursor: &mut Cursor,
) -> Result<Option<(i64, Purpose)>> {
    let mut query = w.sql().prepare_cached(&format!(
        "SELECT t.id, t.item_id,
            CASE WHEN t.person_id IS NULL THEN i.open > 0{allowed}
                 ELSE t.person_id = ?2 AND (SELECT gold_share FROM policy_in_force) > 0
                      AND EXISTS (SELECT 1 FROM gold g WHERE g.item_id = i.id AND g.part = 'hidden'){seen} END
            AND NOT EXISTS (SELECT 1 FROM judgment j
                            WHERE j.item_id = i.id AND j.person_id = ?2 AND j.standing = 1)
            AND NOT EXISTS (SELECT 1 FROM assignment a
                            WHERE a.item_id = i.id AND a.person_id = ?2 AND a.state = 'leased'),
            t.person_id IS NOT NULL
         FROM returned t JOIN item i ON i.id = t.item_id WHERE t.id > ?1 ORDER BY t.id"
    ))?;
    let mut rows = query.query([cursor.returned, person])?;
    while let Some(row) = rows.next()? {
        cursor.returned = row.get(0)?;
        if row.get(2)? {
            let purpose = if row.get(3)? { Purpose::Gold } else { Purpose::Label };
            return Ok(Some((row.get(1)?, purpose)));
        }
    }
    Ok(None)
}

fn next_in_order(w: &Write<'_>, person: i64, allowed: &str, cursor: &mut Cursor) -> Result<Option<i64>> {
    let found: Option<(i64, i64)> = w
        .sql()
        .prepare_cached(&format!(
            "SELECT i.id, i.rank FROM item i
             WHERE i.rank > ?1 AND i.rank < (SELECT rank_end FROM project) AND i.open > 0
             AND NOT EXISTS (SELECT 1 FROM judgment j
                             WHERE j.item_id = i.id AND j.person_id = ?2 AND j.standing = 1)
             AND NOT EXISTS (SELECT 1 FROM assignment a
                             WHERE a.item_id = i.id AND a.person_id = ?2 AND a.state = 'leased'){allowed}
             ORDER BY i.rank LIMIT 1"
        ))?
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
