//! Marks of one tag: which items have it, and the counts that hang on them.

use super::undo::changed_since;
use super::{record, rules};
use crate::error::{Result, StoreError};
use crate::events::Event;
use crate::{Read, Write, refresh};
use assay_model::Mark;
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;

/// How many items are marked with a tag, yes or no.
pub(super) fn marks(r: &Read<'_>, tag: i64) -> Result<i64> {
    let mut query = r.sql().prepare_cached("SELECT COUNT(*) FROM mark WHERE tag_id = ?")?;
    Ok(query.query_row([tag], |row| row.get(0))?)
}

/// Marks items; gives the number of marks that changed. One event, one undo step.
pub fn mark(w: &Write<'_>, person: i64, tag: i64, items: &[i64], to: Mark) -> Result<u64> {
    let tag = rules::by_hand(w, tag)?;
    let state = match to {
        Mark::Yes => Some(1),
        Mark::No => Some(0),
        Mark::Unseen => None,
    };
    let rows = if items.len() == 1 { "row" } else { "rows" };
    let summary = format!("{} {rows}: {} {to}", items.len(), tag.name);
    let event = record(w, person, "mark_rows", &summary, Some(tag.id), None)?;
    let changed = apply(w, event, tag.id, &mut items.iter().map(|item| (*item, state)))?;
    if changed == 0 {
        // Nothing was done, so there is nothing to undo.
        w.sql().execute("DELETE FROM event WHERE id = ?", [event])?;
    }
    Ok(changed)
}

/// Brings marks to the wanted states and writes what stood before under `event`.
pub(super) fn apply(
    w: &Write<'_>,
    event: i64,
    tag: i64,
    wanted: &mut dyn Iterator<Item = (i64, Option<i64>)>,
) -> Result<u64> {
    let mut before = w.sql().prepare_cached("SELECT state FROM mark WHERE tag_id = ? AND item_id = ?")?;
    let mut put = w.sql().prepare_cached(
        "INSERT INTO mark (tag_id, item_id, state) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state",
    )?;
    let mut remove = w.sql().prepare_cached("DELETE FROM mark WHERE tag_id = ? AND item_id = ?")?;
    let mut note = w.sql().prepare_cached(
        "INSERT INTO event_change (event_id, entity, entity_id, before, after) VALUES (?, 'mark', ?, ?, ?)",
    )?;
    let mut changed = 0;
    let mut few = Vec::new();
    for (item, state) in wanted {
        let stood: Option<i64> = before.query_row([tag, item], |row| row.get(0)).optional()?;
        if stood == state {
            continue;
        }
        match state {
            Some(state) => put.execute([tag, item, state])?,
            None => remove.execute([tag, item])?,
        };
        note.execute(params![event, item, stood.map(|s| s.to_string()), state.map(|s| s.to_string())])?;
        changed += 1;
        if few.len() < MANY {
            few.push((item, stood, state));
        }
    }
    recount_changes(w, tag, &few)?;
    Ok(changed)
}

/// Brings the counts in line with changes of one tag: item, state before, state after.
pub(crate) fn recount_changes(
    w: &Write<'_>,
    tag: i64,
    changes: &[(i64, Option<i64>, Option<i64>)],
) -> Result<()> {
    if changes.len() < MANY { recount(w, tag, changes) } else { recount_tag(w, tag) }
}

/// From this many changes on, recounting a tag as a whole is faster.
const MANY: usize = 500_000;

/// Brings the counts of every run in line with these changes: item, and the state before and after.
fn recount(w: &Write<'_>, tag: i64, changes: &[(i64, Option<i64>, Option<i64>)]) -> Result<()> {
    let mut query = w.sql().prepare_cached(
        "SELECT p.run_id, COALESCE(p.correct, 2),
                EXISTS (SELECT 1 FROM draw_item d WHERE d.run_id = p.run_id AND d.item_id = p.item_id)
         FROM run CROSS JOIN prediction p ON p.run_id = run.id AND p.item_id = ?
         WHERE run.ready = 1",
    )?;
    // Added up first: thousands of changes come to a few counts.
    let mut moved: BTreeMap<(i64, i64, bool), (i64, i64)> = BTreeMap::new();
    for (item, before, after) in changes {
        let mut rows = query.query([item])?;
        while let Some(row) = rows.next()? {
            let (yes, no) = moved.entry((row.get(0)?, row.get(1)?, row.get(2)?)).or_default();
            for (state, change) in [(before, -1), (after, 1)] {
                match state {
                    Some(1) => *yes += change,
                    Some(_) => *no += change,
                    None => {}
                }
            }
        }
    }
    for ((run, correct, drawn), (yes, no)) in moved {
        refresh::add_to_tag_cell(w, run, tag, correct, drawn, (yes, no))?;
    }
    Ok(())
}

pub(super) fn recount_tag(w: &Write<'_>, tag: i64) -> Result<()> {
    w.sql().execute("DELETE FROM tag_cell WHERE tag_id = ?", [tag])?;
    w.sql().execute(
        "INSERT INTO tag_cell (run_id, tag_id, correct, drawn, yes, no)
         SELECT run_id, tag_id, correct, drawn, yes, no FROM expected_tag_cell WHERE tag_id = ?",
        [tag],
    )?;
    Ok(())
}

/// Gives rows the marks of a tag that they had before an event.
pub(super) fn revert_marks(w: &Write<'_>, event: &Event, by: i64, tag: i64) -> Result<()> {
    let known = "SELECT EXISTS (SELECT 1 FROM tag WHERE id = ?)";
    if !w.sql().query_row(known, [tag], |row| row.get::<_, bool>(0))? {
        let message = "the tag of these marks was merged or deleted since; take that back first";
        return Err(StoreError::refused("changed_since", message));
    }
    let differs: bool = w.sql().query_row(
        "SELECT EXISTS (SELECT 1 FROM event_change e LEFT JOIN mark m ON m.tag_id = ?2 AND m.item_id = e.entity_id
                        WHERE e.event_id = ?1 AND e.entity = 'mark' AND CAST(e.after AS INTEGER) IS NOT m.state)",
        [event.id, tag],
        |row| row.get(0),
    )?;
    if differs {
        return Err(changed_since());
    }
    let mut query = w.sql().prepare_cached(
        "SELECT entity_id, CAST(before AS INTEGER) FROM event_change WHERE event_id = ? AND entity = 'mark'",
    )?;
    let stood: Vec<(i64, Option<i64>)> = query
        .query_map([event.id], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    apply(w, by, tag, &mut stood.into_iter())?;
    Ok(())
}

/// How many of these items are not marked so yet.
pub fn count_changes(r: &Read<'_>, tag: i64, items: &[i64], to: Mark) -> Result<u64> {
    rules::by_hand(r, tag)?;
    let wanted = match to {
        Mark::Yes => Some(1),
        Mark::No => Some(0),
        Mark::Unseen => None,
    };
    let mut query = r.sql().prepare_cached("SELECT state FROM mark WHERE tag_id = ? AND item_id = ?")?;
    let mut changes = 0;
    for item in items {
        let state: Option<i64> = query.query_row([tag, *item], |row| row.get(0)).optional()?;
        changes += u64::from(state != wanted);
    }
    Ok(changes)
}
