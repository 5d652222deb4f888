//! Every standing judgment, once, in order of recording.

use crate::Read;
use crate::error::Result;
use assay_model::Purpose;
use std::collections::{HashMap, HashSet};

/// What stands where there is no class, no time or no active time.
pub const NONE: i64 = i64::MIN;

/// Standing judgments as flat arrays of one length; practice and tests before work are no work on the project.
#[derive(Debug, Default)]
pub struct Scan {
    /// Item id.
    pub item: Vec<i64>,
    /// Person id.
    pub person: Vec<i64>,
    /// Place of the class in the scheme; `u32::MAX` for a skip, or a class that was retired.
    pub class: Vec<u32>,
    /// When it was made, in milliseconds since 1970 UTC, or [`NONE`].
    pub made_at: Vec<i64>,
    /// In milliseconds, or [`NONE`].
    pub active_ms: Vec<i64>,
    /// Why the item was put before the rater.
    pub purpose: Vec<Purpose>,
    /// Passed.
    pub skipped: Vec<bool>,
    /// In doubt.
    pub unsure: Vec<bool>,
    /// Enters agreement and consensus (of ordinary work).
    pub counted: Vec<bool>,
    /// Active time of practice and tests, and of judgments that were corrected or taken back, in milliseconds: it was spent
    /// all the same.
    pub other_ms: i64,
}

impl Scan {
    /// Judgments.
    pub fn len(&self) -> usize {
        self.item.len()
    }

    /// None at all.
    pub fn is_empty(&self) -> bool {
        self.item.is_empty()
    }
}

/// Reads them. `classes` are the class ids of the question in the order of the scheme.
///
/// Two walks along their tables, put together here, cost half of what a join does.
pub fn scan(r: &Read<'_>, question: i64, classes: &[i64]) -> Result<Scan> {
    let place: HashMap<i64, u32> = classes.iter().zip(0..).map(|(&id, place)| (id, place)).collect();
    let mut answers = r.sql().prepare_cached(
        "SELECT judgment_id, class_id FROM judgment_answer WHERE question_id = ? ORDER BY judgment_id",
    )?;
    let mut answers = answers.query([question])?;
    let mut query = r.sql().prepare_cached(
        "SELECT id, item_id, person_id, purpose, made_at, active_ms, skipped, unsure, counted FROM judgment
         WHERE standing = 1 AND purpose NOT IN ('practice', 'qualification') ORDER BY id",
    )?;
    let mut rows = query.query([])?;
    let mut scan = Scan::default();
    let mut answer: Option<(i64, i64)> = None;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        while answer.is_none_or(|(of, _)| of < id) {
            match answers.next()? {
                Some(row) => answer = Some((row.get(0)?, row.get(1)?)),
                None => break,
            }
        }
        let class = answer.filter(|(of, _)| *of == id).and_then(|(_, class)| place.get(&class).copied());
        scan.item.push(row.get(1)?);
        scan.person.push(row.get(2)?);
        scan.purpose.push(row.get_ref(3)?.as_str().unwrap_or_default().parse()?);
        scan.made_at.push(row.get::<_, Option<i64>>(4)?.unwrap_or(NONE));
        scan.active_ms.push(row.get::<_, Option<i64>>(5)?.unwrap_or(NONE));
        scan.skipped.push(row.get(6)?);
        scan.unsure.push(row.get(7)?);
        scan.counted.push(row.get(8)?);
        scan.class.push(class.unwrap_or(u32::MAX));
    }
    let other = "SELECT TOTAL(active_ms) FROM judgment
                 WHERE (standing = 0 AND import_id IS NULL) OR (standing = 1 AND purpose IN ('practice', 'qualification'))";
    scan.other_ms = r.sql().query_row(other, [], |row| row.get::<_, f64>(0))? as i64;
    Ok(scan)
}

/// A standing decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// Item id.
    pub item: i64,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
}

/// What the course of the work rests on beside the judgments.
#[derive(Debug, Default)]
pub struct Progress {
    /// Judgments wanted of an item, where no other number holds for it.
    pub wanted: i64,
    /// Items with another number, by item id.
    pub others: HashMap<i64, i64>,
    /// Items drawn for an agreement that adaptive overlap does not bias.
    pub calibration: Vec<i64>,
    /// Judgments still to be given: wanted and not on offer, and on offer.
    pub remaining: i64,
    /// Item ids of gold that is kept for checks and tests, and so gets no ordinary judgments and is never complete.
    pub aside: HashSet<i64>,
    /// Standing decisions.
    pub decided: Vec<Decided>,
    /// Version and time of each guideline, oldest first.
    pub guidelines: Vec<(i64, i64)>,
    /// Reference labels by class id.
    pub references: Vec<(i64, u64)>,
}

/// Reads it.
pub fn progress(r: &Read<'_>, question: i64) -> Result<Progress> {
    let wanted = r.sql().query_row("SELECT judgments_per_item FROM policy_in_force", [], |row| row.get(0))?;
    let mut others: HashMap<i64, i64> =
        pairs(r, "SELECT item_id, wanted FROM stopping")?.into_iter().collect();
    let calibration = pairs(r, "SELECT item_id, judgments FROM calibration")?;
    others.extend(calibration.iter().copied());
    let remaining = r.sql().query_row(
        "SELECT (SELECT COALESCE(SUM(open), 0) FROM item WHERE open > 0 AND id <= (SELECT item_horizon FROM project))
              + (SELECT COUNT(*) FROM assignment WHERE state = 'leased' AND purpose = 'label')",
        [],
        |row| row.get(0),
    )?;
    let mut aside = r.sql().prepare_cached(
        "SELECT g.item_id FROM gold g JOIN wanted w ON w.item_id = g.item_id
         WHERE (g.part <> 'hidden' OR (SELECT gold_share FROM policy_in_force) > 0)
           AND g.item_id <= (SELECT item_horizon FROM project)
           AND NOT EXISTS (SELECT 1 FROM consensus c WHERE c.item_id = g.item_id AND c.n >= w.n)",
    )?;
    let aside = aside.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let decided = "SELECT item_id, made_at FROM adjudication WHERE standing = 1";
    let decided = pairs(r, decided)?.into_iter().map(|(item, at)| Decided { item, at }).collect();
    let guidelines = pairs(r, "SELECT version, made_at FROM guideline ORDER BY version")?;
    let mut query = r
        .sql()
        .prepare_cached("SELECT class_id, COUNT(*) FROM reference WHERE question_id = ? GROUP BY class_id")?;
    let references = query
        .query_map([question], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let calibration = calibration.into_iter().map(|(item, _)| item).collect();
    Ok(Progress { wanted, others, calibration, remaining, aside, decided, guidelines, references })
}

fn pairs(r: &Read<'_>, sql: &str) -> Result<Vec<(i64, i64)>> {
    let mut query = r.sql().prepare_cached(sql)?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
