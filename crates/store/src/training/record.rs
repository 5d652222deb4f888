//! What is known of each rater: for leads, and what a rater may see of the own record.

use super::gate::{Gate, Stage, stage};
use super::monitor::{Watch, watch};
use super::qualification::{Attempt, attempts};
use super::{guideline, scoring};
use crate::error::Result;
use crate::{Read, project};
use assay_model::{Purpose, ShownToRaters};
use rusqlite::params;

/// A longer break than this ends a streak.
pub const STREAK_BREAK_MS: i64 = 30 * 60 * 1000;

/// Longest streak that is counted out.
const LONGEST_STREAK: i64 = 1000;

/// A rater as a lead sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct RaterStatus {
    /// Row id.
    pub person: i64,
    /// Name.
    pub name: String,
    /// Made up.
    pub simulated: bool,
    /// Newest version of the guideline that was accepted.
    pub guideline: Option<i64>,
    /// Practice items answered.
    pub practised: i64,
    /// Attempts at the test, oldest first.
    pub attempts: Vec<Attempt>,
    /// Where the rater stands.
    pub stage: Stage,
    /// Hidden gold answered.
    pub gold_n: i64,
    /// Of it right.
    pub gold_right: i64,
    /// The watch by hidden gold.
    pub watch: Option<Watch>,
    /// Labels set aside.
    pub set_aside: i64,
}

/// Everyone with the rater role or with work done here, by name.
pub fn raters(r: &Read<'_>) -> Result<Vec<RaterStatus>> {
    let policy = project::policy(r)?;
    let mut query = r.sql().prepare_cached(
        "SELECT p.id, p.name, p.simulated,
                (SELECT COUNT(*) FROM judgment j WHERE j.person_id = p.id AND j.purpose <> 'label'
                 AND j.purpose = 'practice' AND j.standing = 1),
                (SELECT COUNT(*) FROM judgment j WHERE j.person_id = p.id AND j.set_aside = 1 AND j.standing = 1)
         FROM person p
         WHERE p.is_rater = 1 OR EXISTS (SELECT 1 FROM cursor c WHERE c.person_id = p.id)
         ORDER BY p.name",
    )?;
    let mut rows = query.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let person = row.get(0)?;
        let gold = scoring::scored(r, person, Purpose::Gold, -1)?;
        all.push(RaterStatus {
            person,
            name: row.get(1)?,
            simulated: row.get(2)?,
            guideline: guideline::accepted(r, person)?,
            practised: row.get(3)?,
            attempts: attempts(r, person)?,
            stage: stage(r, person, &policy)?,
            gold_n: gold.len() as i64,
            gold_right: gold.iter().filter(|answer| answer.right).count() as i64,
            watch: watch(r, person)?,
            set_aside: row.get(4)?,
        });
    }
    Ok(all)
}

/// How many raters wait for a lead: paused, undecided, or out of attempts.
pub fn waiting(r: &Read<'_>) -> Result<i64> {
    let policy = project::policy(r)?;
    let mut query = r.sql().prepare_cached(
        "SELECT person_id FROM monitor WHERE paused_at IS NOT NULL
         UNION SELECT person_id FROM qualification WHERE verdict IN ('fail', 'undecided') AND decision IS NULL",
    )?;
    let people: Vec<i64> = query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut n = 0;
    for person in people {
        n += i64::from(matches!(
            stage(r, person, &policy)?,
            Stage::Gated { gate: Gate::Paused { .. } | Gate::Undecided { .. } | Gate::Failed { .. } }
        ));
    }
    Ok(n)
}

/// A rater's own record on hidden gold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct OwnGold {
    /// Hidden gold answered until the current hour began, so that no single item can be told by it.
    pub n: i64,
    /// Of it right.
    pub right: i64,
    /// When the hour began, in milliseconds since 1970 UTC.
    pub until: i64,
}

/// A rater's own record on hidden gold; none where the policy does not show it.
pub fn own_gold(r: &Read<'_>, person: i64, now: i64) -> Result<Option<OwnGold>> {
    if !project::policy(r)?.rules.shown.gold_record {
        return Ok(None);
    }
    let until = now - now.rem_euclid(3_600_000);
    let (n, right) = r
        .sql()
        .prepare_cached(
            "SELECT COUNT(*), COALESCE(SUM(EXISTS (
                 SELECT 1 FROM judgment_answer a JOIN gold_answer g ON g.item_id = j.item_id
                 AND g.question_id = a.question_id AND g.class_id = a.class_id WHERE a.judgment_id = j.id)), 0)
             FROM judgment j WHERE j.person_id = ?1 AND j.purpose <> 'label' AND j.purpose = 'gold'
               AND j.standing = 1 AND j.skipped = 0 AND j.recorded_at < ?2
               AND EXISTS (SELECT 1 FROM gold WHERE item_id = j.item_id)",
        )?
        .query_row(params![person, until], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Some(OwnGold { n, right, until }))
}

/// Items in a row without a break of more than half an hour, at most 1000; none where the policy does not show it.
pub fn streak(r: &Read<'_>, person: i64, shown: &ShownToRaters, now: i64) -> Result<Option<i64>> {
    if !shown.streak {
        return Ok(None);
    }
    let mut query = r.sql().prepare_cached(
        "SELECT recorded_at FROM judgment WHERE person_id = ? AND standing = 1 AND import_id IS NULL
         AND purpose NOT IN ('practice', 'qualification') ORDER BY id DESC LIMIT ?",
    )?;
    let mut rows = query.query([person, LONGEST_STREAK])?;
    let (mut n, mut later) = (0, now);
    while let Some(row) = rows.next()? {
        let at: i64 = row.get(0)?;
        if later - at > STREAK_BREAK_MS {
            break;
        }
        (n, later) = (n + 1, at);
    }
    Ok(Some(n))
}
