//! Marks of several tags at once, as one event: a block of cells, or what was left unseen.
//!
//! The event holds one change for each item: an object from tag id to state (1 yes, 0 no, null unseen).

use crate::error::{Result, StoreError};
use crate::events::{self, Entry, Event};
use crate::{Read, Write, tags};
use assay_model::Mark;
use rusqlite::{OptionalExtension, params};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A mark that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Row id of the item.
    pub item: i64,
    /// The tag.
    pub tag: i64,
    /// What it shall be.
    pub mark: Mark,
}

/// 1 yes, 0 no, none where unseen.
type State = Option<i64>;

const fn state_of(mark: Mark) -> State {
    match mark {
        Mark::Yes => Some(1),
        Mark::No => Some(0),
        Mark::Unseen => None,
    }
}

const STATE: &str = "SELECT state FROM mark WHERE tag_id = ? AND item_id = ?";

/// How many of these cells are not marked so yet, and on how many items.
pub fn count_changes(r: &Read<'_>, cells: &[Cell]) -> Result<(u64, u64)> {
    let mut query = r.sql().prepare_cached(STATE)?;
    let (mut changes, mut items) = (0, BTreeSet::new());
    for cell in cells {
        let stood: State = query.query_row([cell.tag, cell.item], |row| row.get(0)).optional()?;
        if stood != state_of(cell.mark) {
            changes += 1;
            items.insert(cell.item);
        }
    }
    Ok((changes, items.len() as u64))
}

/// The cells of these items and tags that are unseen, to be marked no.
pub fn unseen(r: &Read<'_>, items: &[i64], tags: &[i64]) -> Result<Vec<Cell>> {
    let mut query = r.sql().prepare_cached(STATE)?;
    let mut found = Vec::new();
    for &item in items {
        for &tag in tags {
            let stood: State = query.query_row([tag, item], |row| row.get(0)).optional()?;
            if stood.is_none() {
                found.push(Cell { item, tag, mark: Mark::No });
            }
        }
    }
    Ok(found)
}

/// Marks cells; gives how many changed. One event, one undo step; none where nothing changes.
pub fn set(w: &Write<'_>, person: i64, command: &str, summary: &str, cells: &[Cell]) -> Result<u64> {
    let entry =
        Entry { person: Some(person), command, summary, subject: SUBJECT, subject_id: None, undoes: None };
    let event = events::record(w, &entry)?;
    let mut wanted: Vec<(i64, i64, State)> =
        cells.iter().map(|cell| (cell.item, cell.tag, state_of(cell.mark))).collect();
    let changed = apply(w, event, &mut wanted)?;
    if changed == 0 {
        w.sql().execute("DELETE FROM event WHERE id = ?", [event])?;
    }
    Ok(changed)
}

/// The subject of these events.
pub(crate) const SUBJECT: &str = "marks";

fn apply(w: &Write<'_>, event: i64, wanted: &mut [(i64, i64, State)]) -> Result<u64> {
    wanted.sort_unstable_by_key(|(item, tag, _)| (*item, *tag));
    let mut state = w.sql().prepare_cached(STATE)?;
    let mut put = w.sql().prepare_cached(
        "INSERT INTO mark (tag_id, item_id, state) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state",
    )?;
    let mut remove = w.sql().prepare_cached("DELETE FROM mark WHERE tag_id = ? AND item_id = ?")?;
    let mut changed = Vec::new();
    for row in wanted.chunk_by(|a, b| a.0 == b.0) {
        let (mut before, mut after) = (Map::new(), Map::new());
        for &(item, tag, to) in row {
            let stood: State = state.query_row([tag, item], |row| row.get(0)).optional()?;
            if stood == to {
                continue;
            }
            match to {
                Some(to) => put.execute(params![tag, item, to])?,
                None => remove.execute([tag, item])?,
            };
            before.insert(tag.to_string(), stood.into());
            after.insert(tag.to_string(), to.into());
            changed.push((tag, item, stood, to));
        }
        if !after.is_empty() {
            events::change(w, event, "mark", row[0].0, &before.into(), &after.into())?;
        }
    }
    let mut by_tag: BTreeMap<i64, Vec<(i64, State, State)>> = BTreeMap::new();
    for (tag, item, stood, to) in &changed {
        by_tag.entry(*tag).or_default().push((*item, *stood, *to));
    }
    by_tag.iter().try_for_each(|(tag, changes)| tags::recount_changes(w, *tag, changes))?;
    Ok(changed.len() as u64)
}

/// Takes the marks of an event back; refused where one of them was changed since or its tag is gone.
pub(crate) fn revert(w: &Write<'_>, event: &Event, by: i64) -> Result<()> {
    let mut query = w.sql().prepare_cached(
        "SELECT entity_id, before, after FROM event_change WHERE event_id = ? AND entity = 'mark'",
    )?;
    let rows: Vec<(i64, String, String)> = query
        .query_map([event.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut state = w.sql().prepare_cached(STATE)?;
    let mut known = w.sql().prepare_cached("SELECT EXISTS (SELECT 1 FROM tag WHERE id = ?)")?;
    let mut wanted = Vec::new();
    for (item, before, after) in rows {
        let before: Map<String, Value> = serde_json::from_str(&before)?;
        let after: Map<String, Value> = serde_json::from_str(&after)?;
        for (tag, to) in before {
            let now = after.get(&tag).and_then(Value::as_i64);
            let tag: i64 = tag.parse().map_err(|_| {
                StoreError::refused("changed_since", format!("event {} names no tag `{tag}`", event.id))
            })?;
            let stood: State = state.query_row([tag, item], |row| row.get(0)).optional()?;
            if stood != now || !known.query_row([tag], |row| row.get::<_, bool>(0))? {
                return Err(tags::changed_since());
            }
            wanted.push((item, tag, to.as_i64()));
        }
    }
    apply(w, by, &mut wanted)?;
    Ok(())
}
