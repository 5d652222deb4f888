//! Tags, draws and weights of a run as bitmaps and columns over its rows: row k is the k-th of `items`, which rise.

use crate::Read;
use crate::error::Result;
use crate::events::{self, Event};
use rusqlite::types::ValueRef;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Where a tag was looked for, and where it is: one bit for each row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MarkBits {
    /// Rows marked yes or no.
    pub seen: Vec<u64>,
    /// Rows marked yes.
    pub yes: Vec<u64>,
}

impl MarkBits {
    /// No row is marked.
    pub fn new(rows: usize) -> MarkBits {
        MarkBits { seen: vec![0; rows.div_ceil(64)], yes: vec![0; rows.div_ceil(64)] }
    }

    /// Marks a row yes or no, or takes its mark away.
    pub fn set(&mut self, row: usize, state: Option<bool>) {
        let (word, bit) = (row / 64, 1u64 << (row % 64));
        self.seen[word] &= !bit;
        self.yes[word] &= !bit;
        if let Some(yes) = state {
            self.seen[word] |= bit;
            self.yes[word] |= if yes { bit } else { 0 };
        }
    }
}

/// One bit for each row whose item is among `found`, which rise.
pub fn bits_of(items: &[i64], found: impl IntoIterator<Item = i64>) -> Vec<u64> {
    let mut bits = vec![0u64; items.len().div_ceil(64)];
    let mut row = 0;
    for item in found {
        row = seek(items, row, item);
        if items.get(row) == Some(&item) {
            bits[row / 64] |= 1 << (row % 64);
        }
    }
    bits
}

/// The first row from `row` on whose item is not below `item`: steps first, since neighbours are usual, then jumps.
pub(crate) fn seek(items: &[i64], mut row: usize, item: i64) -> usize {
    for _ in 0..8 {
        match items.get(row).map(|own| own.cmp(&item)) {
            Some(Ordering::Less) => row += 1,
            _ => return row,
        }
    }
    let mut step = 8;
    while items.get(row + step).is_some_and(|own| *own < item) {
        row += step;
        step *= 2;
    }
    let end = (row + step + 1).min(items.len());
    row + items[row..end].partition_point(|own| *own < item)
}

/// The marks of all tags on these items, in one walk; a tag without marks is left out.
pub fn marks(r: &Read<'_>, items: &[i64]) -> Result<BTreeMap<i64, MarkBits>> {
    let mut query =
        r.sql().prepare_cached("SELECT tag_id, item_id, state FROM mark ORDER BY tag_id, item_id")?;
    let mut rows = query.query([])?;
    let mut found = BTreeMap::new();
    let (mut tag, mut at) = (0, 0);
    let mut own = MarkBits::default();
    while let Some(row) = rows.next()? {
        let (next, item, yes): (i64, i64, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if next != tag {
            if tag != 0 {
                found.insert(tag, own);
            }
            (tag, at, own) = (next, 0, MarkBits::new(items.len()));
        }
        at = seek(items, at, item);
        if items.get(at) == Some(&item) {
            own.set(at, Some(yes));
        }
    }
    if tag != 0 {
        found.insert(tag, own);
    }
    Ok(found)
}

/// Rows of a run that were drawn by chance to be looked at; none where there was no draw.
pub fn drawn(r: &Read<'_>, run: i64, items: &[i64]) -> Result<Option<Vec<u64>>> {
    let mut query =
        r.sql().prepare_cached("SELECT item_id FROM draw_item WHERE run_id = ? ORDER BY item_id")?;
    let found: Vec<i64> = query.query_map([run], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok((!found.is_empty()).then(|| bits_of(items, found)))
}

/// The values of a numeric metadata field; NaN where an item has none, or one that is no number.
pub fn numbers(r: &Read<'_>, field: i64, items: &[i64]) -> Result<Vec<f64>> {
    let sql =
        format!("SELECT item_id, f{field} FROM item_metadata WHERE f{field} IS NOT NULL ORDER BY item_id");
    let mut query = r.sql().prepare(&sql)?;
    let mut rows = query.query([])?;
    let mut values = vec![f64::NAN; items.len()];
    let mut at = 0;
    while let Some(row) = rows.next()? {
        let item: i64 = row.get(0)?;
        at = seek(items, at, item);
        if items.get(at) == Some(&item) {
            values[at] = match row.get_ref(1)? {
                ValueRef::Integer(number) => number as f64,
                ValueRef::Real(number) => number,
                _ => f64::NAN,
            };
        }
    }
    Ok(values)
}

/// Whether any item has a number in this field.
pub fn is_numeric(r: &Read<'_>, field: i64) -> Result<bool> {
    let sql =
        format!("SELECT EXISTS (SELECT 1 FROM item_metadata WHERE typeof(f{field}) IN ('integer', 'real'))");
    Ok(r.sql().query_row(&sql, [], |row| row.get(0))?)
}

/// More events than this since, and all is read anew.
const MANY: usize = 200;

/// What happened after an event: the root command of each and the event itself; none where it is too much to follow.
pub fn since(r: &Read<'_>, event: i64) -> Result<Option<Vec<(String, Event)>>> {
    let mut query = r.sql().prepare_cached("SELECT id FROM event WHERE id > ? ORDER BY id LIMIT ?")?;
    let ids: Vec<i64> =
        query.query_map([event, MANY as i64 + 1], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if ids.len() > MANY {
        return Ok(None);
    }
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let event = events::get(r, id)?;
        found.push((events::root(r, &event)?.command, event));
    }
    Ok(Some(found))
}

/// The marks that an event changed: tag, item, and what it is marked since.
pub fn mark_changes(r: &Read<'_>, event: &Event) -> Result<Vec<(i64, i64, Option<bool>)>> {
    let mut query = r.sql().prepare_cached(
        "SELECT entity_id, after FROM event_change WHERE event_id = ? AND entity = 'mark' ORDER BY entity_id",
    )?;
    let mut rows = query.query([event.id])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (item, after): (i64, Option<String>) = (row.get(0)?, row.get(1)?);
        match event.subject_id {
            Some(tag) => found.push((tag, item, after.map(|state| state == "1"))),
            // Of many tags at once: by tag.
            None => {
                let marks: BTreeMap<i64, Option<u8>> = serde_json::from_str(&after.unwrap_or_default())?;
                found
                    .extend(marks.into_iter().map(|(tag, state)| (tag, item, state.map(|state| state == 1))));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_item_whatever_the_gaps() {
        let items: Vec<i64> = (0..1_000).map(|k| 3 * k).collect();
        for found in
            [vec![], vec![-5, 0, 1, 3], (0..3_100).collect::<Vec<i64>>(), vec![2_997], vec![9, 900, 2_700]]
        {
            let bits = bits_of(&items, found.iter().copied());
            for (row, item) in items.iter().enumerate() {
                assert_eq!(bits[row / 64] >> (row % 64) & 1 == 1, found.contains(item), "{item} {found:?}");
            }
        }
        assert!(bits_of(&[], [1, 2]).is_empty());
    }

    #[test]
    fn a_mark_is_set_changed_and_taken_away() {
        let mut own = MarkBits::new(70);
        own.set(65, Some(true));
        assert_eq!((own.seen[1], own.yes[1]), (2, 2));
        own.set(65, Some(false));
        assert_eq!((own.seen[1], own.yes[1]), (2, 0));
        own.set(65, None);
        assert_eq!(own, MarkBits::new(70));
    }
}
