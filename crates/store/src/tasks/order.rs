//! The order in which open items are offered, put anew by a lead in one transaction.
//!
//! Uncertain first is a snapshot: it tells how it stood when the order was made, and ordering again makes a new one. Items
//! that come later follow in seeded order.

use crate::error::{OrNotFound, Result, StoreError};
use crate::events::{self, Event, new_uid};
use crate::{Read, Write, items, project};
use rusqlite::{OptionalExtension, params};
use serde_json::json;

/// What comes first.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum OrderBy {
    /// Drawn by the project's seed.
    Random,
    /// As they were imported.
    Import,
    /// By a metadata field of numbers, which becomes the items' priority: highest first, items without one last.
    Priority {
        /// The field, by row id.
        field: i64,
    },
    /// The items whose judgments disagree most, by the entropy of their votes; items without a judgment last.
    Disagreement,
    /// The items of which a model is least sure; items without a prediction last.
    Model {
        /// The run, by row id.
        run: i64,
        /// Sure by what.
        measure: Sureness,
    },
}

/// What tells how sure a model is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    /// The score of the predicted class.
    TopScore,
    /// The highest score minus the second.
    Margin,
}

/// An order in force.
#[derive(Debug, Clone, PartialEq, serde::Serialize, ts_rs::TS, schemars::JsonSchema)]
pub struct ItemOrder {
    /// What comes first.
    pub by: OrderBy,
    /// Open items that it put in order.
    pub items: i64,
    /// Since when, in milliseconds since 1970 UTC.
    pub made_at: i64,
    /// Items that came since; they follow.
    pub came_since: i64,
}

/// The order in force; none: the seeded one of the imports.
pub fn in_force(r: &Read<'_>) -> Result<Option<ItemOrder>> {
    let found: Option<(String, i64, i64)> = r
        .sql()
        .prepare_cached(
            "SELECT request, items, made_at FROM item_order WHERE standing = 1 ORDER BY id DESC LIMIT 1",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((request, items, made_at)) = found else { return Ok(None) };
    let came_since: i64 = r.sql().query_row(
        "SELECT COUNT(*) FROM item i JOIN import m ON m.id = i.import_id WHERE m.finished_at > ?
         AND i.id <= (SELECT item_horizon FROM project)",
        [made_at],
        |row| row.get(0),
    )?;
    Ok(Some(ItemOrder { by: serde_json::from_str(&request)?, items, made_at, came_since }))
}

/// Keys by which open items come early: lowest first. None where the order needs no look at the items.
fn keys(r: &Read<'_>, by: &OrderBy, open: &[i64]) -> Result<Option<Vec<(f64, i64)>>> {
    Ok(Some(match by {
        OrderBy::Random | OrderBy::Import => return Ok(None),
        OrderBy::Priority { field } => {
            if !items::fields(r)?.iter().any(|known| known.id == *field) {
                return Err(StoreError::not_found("metadata field", field));
            }
            // Other values than numbers come last, as where there is none.
            let sql = format!(
                "SELECT CASE WHEN TYPEOF(m.f{field}) IN ('integer', 'real') THEN -CAST(m.f{field} AS REAL) END
                 FROM item_metadata m WHERE m.item_id = ?"
            );
            each(r, &sql, open)?
        }
        OrderBy::Disagreement => {
            let mut query = r.sql().prepare(
                "SELECT COUNT(*) FROM judgment j JOIN judgment_answer a ON a.judgment_id = j.id
                 WHERE j.item_id = ? AND j.counted = 1 AND j.purpose = 'label' GROUP BY a.question_id, a.class_id",
            )?;
            let mut of = |id: i64| -> Result<(f64, i64)> {
                let votes: Vec<i64> =
                    query.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
                Ok((if votes.is_empty() { f64::INFINITY } else { -entropy(&votes) }, id))
            };
            open.iter().map(|id| of(*id)).collect::<Result<_>>()?
        }
        OrderBy::Model { run, measure } => {
            r.sql()
                .query_row("SELECT 1 FROM run WHERE id = ? AND ready = 1", [run], |_| Ok(()))
                .or_not_found("run", run)?;
            let keyed = match measure {
                Sureness::TopScore => {
                    let sql = format!("SELECT score FROM prediction WHERE run_id = {run} AND item_id = ?");
                    each(r, &sql, open)?
                }
                Sureness::Margin => margins(r, *run, open)?,
            };
            if keyed.iter().all(|(key, _)| key.is_infinite()) {
                let message = "this run has no such scores of an open item; import its predictions with a score for \
                               each class, or choose another run";
                return Err(StoreError::refused("no_scores", message));
            }
            keyed
        }
    }))
}

/// The number that a query finds for each item; those without one come last.
fn each(r: &Read<'_>, sql: &str, open: &[i64]) -> Result<Vec<(f64, i64)>> {
    let mut query = r.sql().prepare(sql)?;
    let mut of = |id: i64| -> Result<(f64, i64)> {
        let key: Option<Option<f64>> = query.query_row([id], |row| row.get(0)).optional()?;
        Ok((key.flatten().unwrap_or(f64::INFINITY), id))
    };
    open.iter().map(|id| of(*id)).collect()
}

/// Of a split of votes, in nats.
fn entropy(votes: &[i64]) -> f64 {
    let n: i64 = votes.iter().sum();
    let share = |votes: i64| votes as f64 / n as f64;
    votes.iter().map(|&votes| -share(votes) * share(votes).ln()).sum()
}

/// The highest score minus the second, of a vector as it is stored; none below two scores.
fn margin(scores: &[u8]) -> Option<f64> {
    let (mut first, mut second) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    for score in scores.chunks_exact(8) {
        let score = f64::from_le_bytes(score.try_into().ok()?);
        if score > first {
            (first, second) = (score, first);
        } else if score > second {
            second = score;
        }
    }
    (second > f64::NEG_INFINITY).then_some(first - second)
}

/// The open items and their ranks, both as they stand.
fn open_items(r: &Read<'_>) -> Result<(Vec<i64>, Vec<i64>)> {
    let mut query = r.sql().prepare(
        "SELECT id, rank FROM item WHERE open > 0 AND rank < (SELECT rank_end FROM project) ORDER BY rank",
    )?;
    let rows: Vec<(i64, i64)> =
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(rows.into_iter().unzip())
}

fn sorted(w: &Write<'_>, by: &OrderBy, open: &[i64]) -> Result<Vec<i64>> {
    let mut ids = open.to_vec();
    let seed = project::get(w)?.seed.cast_unsigned();
    match (by, keys(w, by, open)?) {
        (OrderBy::Random, _) => ids.sort_by_key(|id| assay_stats::mix(seed, id.cast_unsigned())),
        (_, None) => ids.sort_unstable(),
        (_, Some(mut keyed)) => {
            // Ties in order of import.
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            ids = keyed.into_iter().map(|(_, id)| id).collect();
        }
    }
    Ok(ids)
}

fn margins(r: &Read<'_>, run: i64, open: &[i64]) -> Result<Vec<(f64, i64)>> {
    let mut query =
        r.sql().prepare("SELECT scores FROM prediction_score WHERE run_id = ? AND item_id = ?")?;
    let mut of = |id: i64| -> Result<(f64, i64)> {
        let scores: Option<Vec<u8>> = query.query_row([run, id], |row| row.get(0)).optional()?;
        Ok((scores.and_then(|scores| margin(&scores)).unwrap_or(f64::INFINITY), id))
    };
    open.iter().map(|id| of(*id)).collect()
}

/// Puts the open items in an order and lets every rater begin at its start. Gives their number. `progress` is told how
/// many of how many rows are written, and answers whether to go on.
pub fn set(
    w: &Write<'_>,
    by: &OrderBy,
    person: Option<i64>,
    event: i64,
    progress: &dyn Fn(u64, u64) -> bool,
) -> Result<Option<i64>> {
    let (before, ranks) = open_items(w)?;
    let after = sorted(w, by, &before)?;
    if !place(w, &after, &ranks, progress)? {
        return Ok(None);
    }
    let items = i64::try_from(before.len()).unwrap_or(i64::MAX);
    let former = standing(w)?;
    w.sql().execute(
        "INSERT INTO item_order (uid, request, before, items, person_id, event_id, made_at, standing)
         VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
        params![new_uid(), serde_json::to_string(by)?, ids_to_blob(&before), items, person, event, w.now()],
    )?;
    // Named by the project: there is one order at a time.
    events::change(w, event, "item_order", 1, &json!(former), &json!(w.sql().last_insert_rowid()))?;
    priorities(w)?;
    Ok(Some(items))
}

fn ids_to_blob(ids: &[i64]) -> Vec<u8> {
    ids.iter().flat_map(|id| id.to_le_bytes()).collect()
}

fn standing(r: &Read<'_>) -> Result<Option<i64>> {
    Ok(r.sql().query_row("SELECT MAX(id) FROM item_order WHERE standing = 1", [], |row| row.get(0))?)
}

/// The items' priority is of the newest order by a field that stands; 0 where there is none.
fn priorities(w: &Write<'_>) -> Result<()> {
    let known = items::fields(w)?;
    let mut query =
        w.sql().prepare_cached("SELECT request FROM item_order WHERE standing = 1 ORDER BY id DESC")?;
    let mut rows = query.query([])?;
    let mut field = None;
    while let (None, Some(row)) = (field, rows.next()?) {
        if let OrderBy::Priority { field: of } = serde_json::from_str(&row.get::<_, String>(0)?)? {
            field = known.iter().find(|known| known.id == of).map(|known| known.id);
        }
    }
    let priority = field.map_or("0".to_owned(), |field| {
        let value = format!("(SELECT m.f{field} FROM item_metadata m WHERE m.item_id = item.id)");
        format!(
            "CASE WHEN TYPEOF({value}) IN ('integer', 'real') THEN CAST(ROUND({value}) AS INTEGER) ELSE 0 END"
        )
    });
    w.sql().execute(&format!("UPDATE item SET priority = {priority} WHERE priority <> {priority}"), [])?;
    Ok(())
}

/// Puts the items in the order in which they stood before an event, or in the event's order again. The row keeps the
/// order that it is exchanged for.
pub fn undo(w: &Write<'_>, event: &Event) -> Result<()> {
    let again = event.undoes.is_some();
    let (id, blob): (i64, Vec<u8>) = w
        .sql()
        .query_row(
            "SELECT id, before FROM item_order WHERE event_id = ? AND standing <> ?",
            params![events::root(w, event)?.id, again],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .or_not_found("order of this event", event.id)?;
    let mut wanted: Vec<i64> =
        blob.as_chunks().0.iter().map(|bytes: &[u8; 8]| i64::from_le_bytes(*bytes)).collect();
    let mut query = w.sql().prepare("SELECT rank FROM item WHERE id = ?")?;
    let mut placed: Vec<(i64, i64)> = Vec::with_capacity(wanted.len());
    for id in &wanted {
        placed.extend(query.query_row([id], |row| Ok((row.get(0)?, *id))).optional()?);
    }
    // An import that was taken back has taken its items with it.
    let there: std::collections::HashSet<i64> = placed.iter().map(|(_, id)| *id).collect();
    wanted.retain(|id| there.contains(id));
    placed.sort_unstable();
    let (ranks, now): (Vec<i64>, Vec<i64>) = placed.into_iter().unzip();
    place(w, &wanted, &ranks, &|_, _| true)?;
    w.sql().execute(
        "UPDATE item_order SET standing = ?, before = ? WHERE id = ?",
        params![again, ids_to_blob(&now), id],
    )?;
    priorities(w)
}

/// Gives each item the rank at its place; ranks are unique, so that those that move leave theirs first.
fn place(w: &Write<'_>, ids: &[i64], ranks: &[i64], progress: &dyn Fn(u64, u64) -> bool) -> Result<bool> {
    let total = ids.len() as u64 * 2;
    let mut done = 0;
    for sql in ["UPDATE item SET rank = -?1 WHERE id = ?2", "UPDATE item SET rank = ?1 WHERE id = ?2"] {
        let mut update = w.sql().prepare(sql)?;
        for (id, rank) in ids.iter().zip(ranks) {
            update.execute([rank, id])?;
            done += 1;
            if done % 5_000 == 0 && !progress(done, total) {
                return Ok(false);
            }
        }
    }
    // Whatever came back to the start of the order is found there.
    w.sql().execute_batch(
        "UPDATE cursor SET rank = 0, returned_id = (SELECT COALESCE(MAX(id), 0) FROM returned);
         DELETE FROM returned;",
    )?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_margin_is_of_the_two_best() {
        let bytes = |scores: &[f64]| scores.iter().flat_map(|s| s.to_le_bytes()).collect::<Vec<u8>>();
        let close = |a: Option<f64>, b: f64| assert!((a.unwrap() - b).abs() < 1e-12, "{a:?} {b}");
        close(margin(&bytes(&[0.2, 0.7, 0.1])), 0.5);
        close(margin(&bytes(&[0.4, 0.4])), 0.0);
        assert_eq!(margin(&bytes(&[1.0])), None);
        // A class without a score is no second.
        assert_eq!(margin(&bytes(&[1.0, f64::NAN])), None);
        assert_eq!(margin(&[]), None);
    }
}
