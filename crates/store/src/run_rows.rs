//! A run as columns: what its figures are computed from, item by item.

use crate::Read;
use crate::error::Result;
use crate::tag_rows::seek;
use rusqlite::{OptionalExtension, params};
use std::collections::HashMap;

/// Stands where a row has no class: no reference label, or one that is not among the classes asked for.
pub const NO_CLASS: u32 = u32::MAX;

/// Predictions of a run beside their reference labels, by rising item id. All columns are equally long.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunRows {
    /// Row ids of the items.
    pub items: Vec<i64>,
    /// The reference label as a place in the list of classes, or [`NO_CLASS`].
    pub reference: Vec<u32>,
    /// The prediction as a place in the list of classes, or [`NO_CLASS`].
    pub predicted: Vec<u32>,
    /// The score of the predicted class; NaN where none was given.
    pub score: Vec<f64>,
}

/// Reads a run. `classes` are class ids; the columns hold places in it.
pub fn load(r: &Read<'_>, run: i64, classes: &[i64]) -> Result<RunRows> {
    let places: HashMap<i64, u32> = classes.iter().copied().zip(0..).collect();
    let place = |class: i64| places.get(&class).copied().unwrap_or(NO_CLASS);
    let mut found = RunRows::default();
    let mut query = r.sql().prepare_cached(
        "SELECT item_id, class_id, score FROM prediction WHERE run_id = ? ORDER BY item_id",
    )?;
    let mut rows = query.query([run])?;
    while let Some(row) = rows.next()? {
        found.items.push(row.get(0)?);
        found.predicted.push(place(row.get(1)?));
        found.score.push(row.get::<_, Option<f64>>(2)?.unwrap_or(f64::NAN));
    }
    // Two walks side by side: joined, each row would look its label up.
    found.reference = vec![NO_CLASS; found.items.len()];
    let mut query = r.sql().prepare_cached(
        "SELECT item_id, class_id FROM reference WHERE question_id = (SELECT question_id FROM run WHERE id = ?)
         ORDER BY item_id",
    )?;
    let mut rows = query.query([run])?;
    let mut at = 0;
    while let Some(row) = rows.next()? {
        let item: i64 = row.get(0)?;
        at = seek(&found.items, at, item);
        if found.items.get(at) == Some(&item) {
            found.reference[at] = place(row.get(1)?);
        }
    }
    Ok(found)
}

/// How many items have a reference label for the question of a run, those of the blackbox part aside.
pub fn labelled(r: &Read<'_>, run: i64) -> Result<u64> {
    let sql = "SELECT COUNT(*) - (SELECT COUNT(*) FROM part t JOIN reference h ON h.item_id = t.item_id
                                WHERE t.part = 'blackbox' AND h.question_id = q.question_id)
               FROM (SELECT question_id FROM run WHERE id = ?) q JOIN reference f ON f.question_id = q.question_id";
    Ok(r.sql().prepare_cached(sql)?.query_row([run], |row| row.get(0))?)
}

/// The items that people marked for a tag, by rising id, and whether yes.
pub fn marks(r: &Read<'_>, tag: i64) -> Result<Vec<(i64, bool)>> {
    let mut query =
        r.sql().prepare_cached("SELECT item_id, state FROM mark WHERE tag_id = ? ORDER BY item_id")?;
    let rows = query.query_map([tag], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The score of every class, for the rows that have them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScoreColumns {
    /// Class ids, in the order of the values of a row.
    pub classes: Vec<i64>,
    /// Row ids of the items that have scores, rising.
    pub items: Vec<i64>,
    /// One row of `classes.len()` values for each item; NaN where none was given.
    pub values: Vec<f64>,
}

/// Reads the scores of a run; without classes where the run came without them.
pub fn scores(r: &Read<'_>, run: i64) -> Result<ScoreColumns> {
    let mut query =
        r.sql().prepare_cached("SELECT class_id FROM run_score_class WHERE run_id = ? ORDER BY position")?;
    let classes: Vec<i64> = query.query_map([run], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut found = ScoreColumns { classes, ..ScoreColumns::default() };
    let width = found.classes.len() * size_of::<f64>();
    let mut query = r.sql().prepare_cached(
        "SELECT item_id, scores FROM prediction_score WHERE run_id = ? AND length(scores) = ? ORDER BY item_id",
    )?;
    let mut rows = query.query(params![run, width])?;
    while let Some(row) = rows.next()? {
        found.items.push(row.get(0)?);
        let bytes = row.get_ref(1)?;
        let (values, _) = bytes.as_blob().map_err(rusqlite::Error::from)?.as_chunks();
        found.values.extend(values.iter().map(|bytes| f64::from_le_bytes(*bytes)));
    }
    Ok(found)
}

/// The scores that a run gave one item, by class id in the order of the run; empty where it gave none.
pub fn scores_of(r: &Read<'_>, run: i64, item: i64) -> Result<Vec<(i64, f64)>> {
    let mut query =
        r.sql().prepare_cached("SELECT class_id FROM run_score_class WHERE run_id = ? ORDER BY position")?;
    let classes: Vec<i64> = query.query_map([run], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let found: Option<Vec<u8>> = r
        .sql()
        .prepare_cached("SELECT scores FROM prediction_score WHERE run_id = ? AND item_id = ?")?
        .query_row([run, item], |row| row.get(0))
        .optional()?;
    let bytes = found.unwrap_or_default();
    let (values, _) = bytes.as_chunks();
    if values.len() != classes.len() {
        return Ok(Vec::new());
    }
    let values = values.iter().map(|bytes| f64::from_le_bytes(*bytes));
    Ok(classes.into_iter().zip(values).filter(|(_, value)| !value.is_nan()).collect())
}

impl RunRows {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether a row is wrong; none where it has no reference label.
    pub fn wrong(&self, row: usize) -> Option<bool> {
        (self.reference[row] != NO_CLASS).then(|| self.reference[row] != self.predicted[row])
    }

    /// Only the rows of these items, which need no order.
    pub fn only(&self, items: &[i64]) -> RunRows {
        let mut kept: Vec<usize> =
            items.iter().filter_map(|item| self.items.binary_search(item).ok()).collect();
        kept.sort_unstable();
        kept.dedup();
        RunRows {
            items: kept.iter().map(|&row| self.items[row]).collect(),
            reference: kept.iter().map(|&row| self.reference[row]).collect(),
            predicted: kept.iter().map(|&row| self.predicted[row]).collect(),
            score: kept.iter().map(|&row| self.score[row]).collect(),
        }
    }
}
