//! A rater's own progress.

use super::rules;
use crate::Read;
use crate::error::Result;
use rusqlite::OptionalExtension;

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
    /// Items that still want a judgment from anyone and are not on offer, hidden gold aside; none where it is not told.
    pub items_open: Option<i64>,
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
             WHERE person_id = ? AND recorded_at > ? AND standing = 1 AND skipped = 0 AND import_id IS NULL
               AND purpose NOT IN ('practice', 'qualification')",
        )?
        .query_row([person, now - 3_600_000], |row| row.get(0))?;
    let items_open: i64 = r
        .sql()
        .prepare_cached("SELECT value FROM counter WHERE name = 'open'")?
        .query_row([], |row| row.get(0))?;
    Ok(Pace { judgments, skips, active_ms, last_hour, items_open: Some(items_open) })
}

/// SQL: the open items that this rater (?1) has not judged and does not hold.
const UNJUDGED: &str = "FROM item i WHERE i.open > 0 AND i.rank < (SELECT rank_end FROM project)
     AND NOT EXISTS (SELECT 1 FROM judgment j WHERE j.item_id = i.id AND j.person_id = ?1 AND j.standing = 1)
     AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.item_id = i.id AND a.person_id = ?1 AND a.state = 'leased')";

/// Items that the rater can still judge: what wants a judgment, has none of this rater's and is not kept for others by a
/// rule, what is on offer to the rater, and the hidden gold that comes among them, so that the number falls with any answer.
/// Walks the open items, so it is asked once in a while and not with each label.
pub fn left(r: &Read<'_>, person: i64) -> Result<i64> {
    let sql = format!(
        "SELECT (SELECT COUNT(*) {UNJUDGED}{}),
                (SELECT COUNT(*) FROM assignment WHERE person_id = ?1 AND state = 'leased'),
                (SELECT COUNT(*) FROM gold g WHERE g.part = 'hidden'
                 AND NOT EXISTS (SELECT 1 FROM judgment j WHERE j.item_id = g.item_id AND j.person_id = ?1
                                 AND j.standing = 1)),
                (SELECT gold_share FROM policy_in_force)",
        rules::conditions(r, person)?.allowed
    );
    let (open, on_offer, gold, share): (i64, i64, i64, f64) = r
        .sql()
        .prepare_cached(&sql)?
        .query_row([person], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let expected = (open as f64 * share / (1.0 - share)).round() as i64;
    Ok(open + on_offer + expected.min(gold))
}

/// Items that want a judgment, have none of this rater's, and are kept for others by a rule. Walks the open items.
pub fn kept_for_others(r: &Read<'_>, person: i64) -> Result<i64> {
    let condition = rules::conditions(r, person)?.allowed;
    if condition.is_empty() {
        return Ok(0);
    }
    let sql = format!("SELECT COUNT(*) {UNJUDGED} AND NOT (1{condition})");
    Ok(r.sql().prepare_cached(&sql)?.query_row([person], |row| row.get(0))?)
}
