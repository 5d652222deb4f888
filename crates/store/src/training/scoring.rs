//! Answers to gold: what they were worth, when they are closed, and what follows from them.

use super::gate::{Stage, stage};
use super::{monitor, qualification};
use crate::error::{Result, StoreError};
use crate::items::{self, Item};
use crate::tasks::{self, Lease};
use crate::{Read, Write, project};
use assay_model::Purpose;
use rusqlite::{OptionalExtension, params};

/// A scored answer.
pub(super) struct Scored {
    /// To which assignment.
    pub assignment: i64,
    /// Whether it was acceptable.
    pub right: bool,
}

/// The answers of one purpose that stand, to later assignments than one, in the order in which they were asked for.
/// Skips and items that are gold no more do not count.
pub(super) fn scored(r: &Read<'_>, person: i64, purpose: Purpose, after: i64) -> Result<Vec<Scored>> {
    let mut query = r.sql().prepare_cached(
        "SELECT j.assignment_id,
                EXISTS (SELECT 1 FROM judgment_answer a JOIN gold_answer g ON g.item_id = j.item_id
                        AND g.question_id = a.question_id AND g.class_id = a.class_id WHERE a.judgment_id = j.id)
         FROM judgment j
         WHERE j.person_id = ?1 AND j.purpose <> 'label' AND j.purpose = ?2 AND j.standing = 1 AND j.skipped = 0
           AND j.assignment_id > ?3 AND EXISTS (SELECT 1 FROM gold WHERE item_id = j.item_id)
         ORDER BY j.assignment_id",
    )?;
    let rows = query.query_map(params![person, purpose.word(), after], |row| {
        Ok(Scored { assignment: row.get(0)?, right: row.get(1)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The known answer, right after a judgment.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Feedback {
    /// What was looked at.
    pub item: Item,
    /// The class that the rater chose.
    pub given: Option<i64>,
    /// Whether it is acceptable.
    pub right: bool,
    /// The acceptable classes.
    pub acceptable: Vec<i64>,
    /// Why.
    pub explanation: String,
    /// Practice; else hidden gold.
    pub practice: bool,
}

/// What follows from a new judgment, in its transaction: practice is explained, an attempt or the watch is judged.
pub fn answered(w: &Write<'_>, person: i64, lease: Lease, judgment: i64) -> Result<()> {
    match lease.purpose {
        Purpose::Practice => show(w, judgment),
        Purpose::Qualification => {
            if qualification::judge(w, person)?.is_some() {
                tasks::release(w, person)?;
            }
            Ok(())
        }
        Purpose::Gold => {
            if project::policy(w)?.rules.shown.gold_feedback && missed(w, judgment)? {
                show(w, judgment)?;
            }
            watch(w, person, false)
        }
        Purpose::Label | Purpose::Repeat => Ok(()),
    }
}

/// The same after a correction or an undo.
pub fn changed(w: &Write<'_>, person: i64, purpose: Purpose) -> Result<()> {
    match purpose {
        Purpose::Qualification => {
            if qualification::judge(w, person)?.is_some() {
                tasks::release(w, person)?;
            }
            Ok(())
        }
        Purpose::Gold => watch(w, person, true),
        _ => Ok(()),
    }
}

fn watch(w: &Write<'_>, person: i64, all: bool) -> Result<()> {
    if monitor::judge(w, person, all)? {
        tasks::release(w, person)?;
    }
    Ok(())
}

fn show(w: &Write<'_>, judgment: i64) -> Result<()> {
    w.sql()
        .prepare_cached(
            "INSERT INTO gold_shown (judgment_id, shown_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        )?
        .execute([judgment, w.now()])?;
    Ok(())
}

fn missed(r: &Read<'_>, judgment: i64) -> Result<bool> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM judgment j WHERE j.id = ?1 AND j.skipped = 0
                            AND EXISTS (SELECT 1 FROM gold WHERE item_id = j.item_id)
                            AND NOT EXISTS (SELECT 1 FROM judgment_answer a JOIN gold_answer g ON g.item_id = j.item_id
                                AND g.question_id = a.question_id AND g.class_id = a.class_id WHERE a.judgment_id = j.id))",
        )?
        .query_row([judgment], |row| row.get(0))?)
}

/// What a rater is told after the judgment with this uid; none where nothing is told. Asked by uid, so that a repeated
/// request is told the same.
pub fn feedback(r: &Read<'_>, person: i64, uid: &str) -> Result<Option<Feedback>> {
    let found: Option<(i64, i64, String)> = r
        .sql()
        .prepare_cached(
            "SELECT j.id, j.item_id, j.purpose FROM judgment j JOIN gold_shown s ON s.judgment_id = j.id
             WHERE j.uid = ? AND j.person_id = ?",
        )?
        .query_row(params![uid, person], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((judgment, item, purpose)) = found else { return Ok(None) };
    let given: Option<i64> = r
        .sql()
        .prepare_cached("SELECT class_id FROM judgment_answer WHERE judgment_id = ? LIMIT 1")?
        .query_row([judgment], |row| row.get(0))
        .optional()?;
    let (acceptable, explanation) = crate::imports::known_gold(r, item)?.unwrap_or_default();
    Ok(Some(Feedback {
        item: items::get(r, item)?,
        given,
        right: given.is_some_and(|class| acceptable.contains(&class)),
        acceptable,
        explanation,
        practice: purpose == Purpose::Practice.word(),
    }))
}

/// Refuses an answer where the rater gets no work now, or what the item was for is over.
pub fn may_answer(r: &Read<'_>, person: i64, lease: Lease, skipped: bool) -> Result<()> {
    let over = |message: &str| Err(StoreError::refused("lease_lost", message));
    if lease.purpose.is_training() && skipped {
        return Err(StoreError::refused(
            "skip_not_allowed",
            "an answer is needed here; choose the best class",
        ));
    }
    if lease.purpose != Purpose::Label && lease.purpose != Purpose::Repeat && has_judged(r, person, lease)? {
        return over("you have judged this item already; your answer was not needed");
    }
    if lease.purpose == Purpose::Qualification && !qualification::is_open(r, person, lease.assignment)? {
        return over("this attempt is over; your answer was not needed");
    }
    if monitor::paused_since(r, person)?.is_some() {
        return over("your work is paused until a lead has looked at it; this answer was not taken in");
    }
    let policy = project::policy(r)?;
    // A new guideline does not take away the item in view: what was begun under the old one is kept as such.
    let work = !lease.purpose.is_training();
    if work && policy.rules.qualification.is_some() && !may_work(r, person, &policy)? {
        return over("you have not passed the qualification; this answer was not taken in");
    }
    Ok(())
}

fn may_work(r: &Read<'_>, person: i64, policy: &assay_model::Policy) -> Result<bool> {
    let mut rules = policy.rules.clone();
    (rules.accept_guideline, rules.practice) = (false, 0);
    let policy = assay_model::Policy { rules, ..policy.clone() };
    Ok(stage(r, person, &policy)? == Stage::Work)
}

fn has_judged(r: &Read<'_>, person: i64, lease: Lease) -> Result<bool> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM judgment WHERE item_id = ? AND person_id = ? AND standing = 1)",
        )?
        .query_row([lease.item, person], |row| row.get(0))?)
}

/// Refuses a correction or an undo of a judgment that is closed: the known answer was shown, the attempt has its
/// verdict, a lead set it aside, or the rater is paused.
pub fn may_change(r: &Read<'_>, person: i64, lease: Lease, judgment: i64, to_skip: bool) -> Result<()> {
    let refused = |code, message: &str| Err(StoreError::refused(code, message));
    if lease.purpose.is_training() && to_skip {
        return refused("skip_not_allowed", "an answer is needed here; choose the best class");
    }
    let (shown, aside): (bool, bool) = r
        .sql()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM gold_shown WHERE judgment_id = j.id), j.set_aside = 1
             FROM judgment j WHERE j.id = ?",
        )?
        .query_row([judgment], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if shown {
        return refused("gold_shown", "the known answer was shown to you, so this answer stands");
    }
    if aside {
        return refused("set_aside", "a lead has set this answer aside; it cannot be changed any more");
    }
    if lease.purpose == Purpose::Qualification && !qualification::is_open(r, person, lease.assignment)? {
        return refused(
            "qualification_over",
            "this was part of the qualification, which is over; its answers stand",
        );
    }
    if monitor::paused_since(r, person)?.is_some() {
        return refused(
            "paused",
            "your work is paused until a lead has looked at it; nothing can be changed now",
        );
    }
    Ok(())
}
