//! Tags as they are listed beside a run: how many rows have them, and how many still have to be looked at.

use super::{list, members_of};
use crate::error::Result;
use crate::{Read, parts, runs};
use assay_model::Tag;
use std::collections::HashMap;

/// A tag and its rows in a run. Rows of the blackbox part are not counted.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct TagCount {
    /// The tag.
    pub tag: Tag,
    /// Rows that have it.
    pub yes: u64,
    /// Rows that have not.
    pub no: u64,
    /// Rows that nobody looked at for it.
    pub unseen: u64,
    /// Of them, rows that were looked at for another tag or drawn to be looked at; none for a rule tag.
    pub late: u64,
    /// Why its rule cannot be read; none where it can.
    pub fault: Option<String>,
}

/// Every tag, oldest first, with its rows in a run.
pub fn counts(r: &Read<'_>, run: i64) -> Result<Vec<TagCount>> {
    let hidden = parts::blackbox(r)?;
    let rows: u64 = runs::get(r, run)?.predictions.unsigned_abs();
    let rows = rows - if hidden.is_empty() { 0 } else { parts::blackbox_of_run(r, run)? };
    let marks = marks(r, run, hidden.is_empty())?;
    let looked = looked(r, run)?;
    let tags = list(r)?;
    let mut ruled = HashMap::new();
    members_of(r, run, &tags, |tag, members| {
        let yes = members.map(|items| if hidden.is_empty() { Ok(items) } else { parts::shown(r, items) });
        ruled.insert(tag.id, yes.map(|items| items.map(|items| items.len() as u64)));
        Ok(())
    })?;
    let mut found = Vec::new();
    for tag in tags {
        let (yes, no, fault) = match ruled.remove(&tag.id) {
            None => marks.get(&tag.id).map_or((0, 0, None), |(yes, no)| (*yes, *no, None)),
            Some(Err(fault)) => (0, 0, Some(fault)),
            Some(Ok(yes)) => yes.map(|yes| (yes, rows - yes, None))?,
        };
        let late = if tag.rule.is_none() { looked.saturating_sub(yes + no) } else { 0 };
        found.push(TagCount { yes, no, unseen: rows - yes - no, late, fault, tag });
    }
    Ok(found)
}

fn marks(r: &Read<'_>, run: i64, whole: bool) -> Result<HashMap<i64, (u64, u64)>> {
    let mut found: HashMap<i64, (u64, u64)> = HashMap::new();
    if whole {
        for cell in runs::tag_cells(r, run)? {
            let entry = found.entry(cell.tag).or_default();
            *entry = (entry.0 + cell.yes, entry.1 + cell.no);
        }
        return Ok(found);
    }
    let mut query = r.sql().prepare_cached(
        "SELECT m.tag_id, SUM(m.state), SUM(1 - m.state) FROM prediction p CROSS JOIN mark m ON m.item_id = p.item_id
         WHERE p.run_id = ? AND p.item_id NOT IN (SELECT item_id FROM part WHERE part = 'blackbox') GROUP BY m.tag_id",
    )?;
    let mut rows = query.query([run])?;
    while let Some(row) = rows.next()? {
        found.insert(row.get(0)?, (row.get(1)?, row.get(2)?));
    }
    Ok(found)
}

/// Rows of a run that someone looked at for any tag, or that were drawn for it.
fn looked(r: &Read<'_>, run: i64) -> Result<u64> {
    Ok(r.sql()
        .prepare_cached(
            "SELECT COUNT(*) FROM (SELECT item_id FROM mark UNION SELECT item_id FROM draw_item WHERE run_id = ?1
                                   UNION SELECT s.item_id FROM draw d JOIN stratum_item s ON s.draw_id = d.id
                                   WHERE d.run_id = ?1) t
             JOIN prediction p ON p.run_id = ?1 AND p.item_id = t.item_id
             WHERE t.item_id NOT IN (SELECT item_id FROM part WHERE part = 'blackbox')",
        )?
        .query_row([run], |row| row.get(0))?)
}
