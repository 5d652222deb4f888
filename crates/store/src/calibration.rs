//! Calibration items: a random draw with an overlap of its own, for an agreement that adaptive overlap does not bias.

use crate::error::Result;
use crate::{Read, Write, project};
use assay_model::Calibration;
use rusqlite::params;
use std::collections::HashSet;

/// Told apart from the other draws of the project's seed.
const DRAW: u64 = 0x6361_6c69_6272;

/// What the draw is: of the items that are no gold those with the smallest hash of seed and id. A later import takes
/// the place of a part of it, so that it stays a random sample of all items there are.
fn expected(r: &Read<'_>) -> Result<Vec<i64>> {
    let Some(Calibration { items, .. }) = project::policy(r)?.rules.calibration else {
        return Ok(Vec::new());
    };
    let seed = assay_stats::mix(project::get(r)?.seed.cast_unsigned(), DRAW);
    let mut query = r.sql().prepare(
        "SELECT i.id FROM item i WHERE i.id <= (SELECT item_horizon FROM project)
         AND NOT EXISTS (SELECT 1 FROM gold g WHERE g.item_id = i.id)",
    )?;
    let mut drawn: Vec<(u64, i64)> = query
        .query_map([], |row| row.get::<_, i64>(0))?
        .map(|id| id.map(|id| (assay_stats::mix(seed, id.cast_unsigned()), id)))
        .collect::<rusqlite::Result<_>>()?;
    let wanted = items as usize;
    if wanted < drawn.len() {
        drawn.select_nth_unstable(wanted);
        drawn.truncate(wanted);
    }
    let mut ids: Vec<i64> = drawn.into_iter().map(|(_, id)| id).collect();
    ids.sort_unstable();
    Ok(ids)
}

fn kept(r: &Read<'_>) -> Result<Vec<(i64, u32)>> {
    let mut query = r.sql().prepare("SELECT item_id, judgments FROM calibration ORDER BY item_id")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Draws them as the policy in force asks. Gives the items that joined or left or got another overlap.
pub(crate) fn draw(w: &Write<'_>) -> Result<Vec<i64>> {
    let judgments = project::policy(w)?.rules.calibration.map_or(0, |c| c.judgments);
    let after: HashSet<(i64, u32)> = expected(w)?.into_iter().map(|id| (id, judgments)).collect();
    let before: HashSet<(i64, u32)> = kept(w)?.into_iter().collect();
    let mut changed: Vec<i64> = after.symmetric_difference(&before).map(|(id, _)| *id).collect();
    changed.sort_unstable();
    changed.dedup();
    for id in &changed {
        w.sql().prepare_cached("DELETE FROM calibration WHERE item_id = ?")?.execute([id])?;
        if after.contains(&(*id, judgments)) {
            w.sql()
                .prepare_cached("INSERT INTO calibration (item_id, judgments) VALUES (?, ?)")?
                .execute(params![id, judgments])?;
        }
    }
    Ok(changed)
}

/// Whether the kept draw differs from what it must be.
pub(crate) fn differs(r: &Read<'_>) -> Result<bool> {
    let judgments = project::policy(r)?.rules.calibration.map_or(0, |c| c.judgments);
    let expected: Vec<(i64, u32)> = expected(r)?.into_iter().map(|id| (id, judgments)).collect();
    Ok(kept(r)? != expected)
}
