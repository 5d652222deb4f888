//! Own items offered again after a wash-out, for the agreement of a rater with oneself.

use super::{Cursor, comes};
use crate::error::Result;
use crate::{Write, project};
use assay_model::{Policy, Repeats};
use rusqlite::{OptionalExtension, params};

/// Told apart from the draw of hidden gold.
const DRAW: u64 = 0x7265_7065_6174;

/// Own items between one repeat and the next, at most: whoever remembers an order cannot foresee the next.
const STRIDE: u64 = 8;

/// Comes at the policy's share, at places drawn by the project's seed, from own first answers that are old enough, each
/// item once.
pub(super) fn next(w: &Write<'_>, person: i64, policy: &Policy, cursor: &mut Cursor) -> Result<Option<i64>> {
    let Some(Repeats { share, after_seconds, after_items }) = policy.rules.repeats else { return Ok(None) };
    let seed = assay_stats::mix(project::get(w)?.seed.cast_unsigned(), DRAW);
    let Some(draw) = comes(seed, person, cursor, share) else { return Ok(None) };
    // The newest judgment that is followed by enough others.
    let newest: Option<i64> = w
        .sql()
        .prepare_cached(
            "SELECT id FROM judgment WHERE person_id = ? AND standing = 1 AND skipped = 0 AND purpose = 'label'
             ORDER BY id DESC LIMIT 1 OFFSET ?",
        )?
        .query_row(params![person, after_items], |row| row.get(0))
        .optional()?;
    let Some(newest) = newest else { return Ok(None) };
    let mut query = w.sql().prepare_cached(
        "SELECT j.id, j.item_id FROM judgment j
         WHERE j.person_id = ?1 AND j.id > ?2 AND j.id <= ?3 AND j.counted = 1 AND j.purpose = 'label'
           AND j.import_id IS NULL AND j.recorded_at <= ?4
           AND NOT EXISTS (SELECT 1 FROM judgment k WHERE k.item_id = j.item_id AND k.person_id = ?1
                           AND k.purpose = 'repeat' AND k.standing = 1)
           AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.item_id = j.item_id AND a.person_id = ?1
                           AND a.state = 'leased')
         ORDER BY j.id LIMIT ?5",
    )?;
    let old = w.now() - i64::from(after_seconds) * 1000;
    // The share is told by the upper bits.
    let stride = (draw % STRIDE + 1).cast_signed();
    let found: Vec<(i64, i64)> = query
        .query_map(params![person, cursor.repeat, newest, old, stride], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let Some(&(judgment, item)) = found.last() else { return Ok(None) };
    cursor.repeat = judgment;
    Ok(Some(item))
}

/// A repeat that was not answered may come again.
pub(super) fn give_back(w: &Write<'_>, assignment: i64) -> Result<()> {
    w.sql()
        .prepare_cached(
            "UPDATE cursor SET repeat_id = MIN(repeat_id, j.id - 1)
             FROM assignment a JOIN judgment j ON j.item_id = a.item_id AND j.person_id = a.person_id AND j.counted = 1
             WHERE a.id = ? AND a.purpose = 'repeat' AND cursor.person_id = a.person_id",
        )?
        .execute([assignment])?;
    Ok(())
}
